/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people/person.c: persons: residents of a household, staff and speakers of partners. No more is
 * asked of anybody than a name, and a telephone number where one is wanted; being shown by full
 * name is the person's own choice (个人信息保护法 §25). */
#include "door/action.h"
#include "door/view.h"
#include "people/people.h"

struct person_add {
	struct ref household;
	struct str name;
	struct str phone;
	bool is_owner;
};
struct person_enlist {
	struct ref place;
	struct str name;
	struct str phone;
	struct str title;
	struct ref partner;
};
struct person_first {
	struct ref place;
	int64_t number; /* the person's id: that of the act which sets up the street */
	struct str name;
	struct str title;
	struct str login;
	struct str password;
};
struct person_mend {
	struct ref person;
	struct str name;
	struct str phone;
};
struct person_only {
	struct ref person;
};
struct person_consent {
	bool is_named;
};
struct person_login {
	struct str login;
	struct str hash;
	int64_t number;
};
#include "gen/people/person.sql.h"

static enum err phone_check(struct tx *tx, struct str phone)
{
	return phone.at && !phone_is_whole(phone) ? refuse(tx, "phone", "phone_wrong") : OK;
}

static enum err add(struct tx *tx, const void *args)
{
	const struct person_add *a = args;
	bool is_taken;
	int64_t twin;

	TRY(phone_check(tx, a->phone));
	TRY(person_twin(tx_rd(tx), a, &twin, &is_taken));
	if (is_taken)
		return refuse(tx, "name", "name_taken");
	return person_insert(tx, a);
}

static enum err enlist(struct tx *tx, const void *args)
{
	const struct person_enlist *a = args;

	TRY(phone_check(tx, a->phone));
	return person_enlist(tx, a);
}

/* The hash is made here, on the lane: once in the life of an installation. */
static enum err first(struct tx *tx, const void *args)
{
	const struct person_first *a = args;
	struct person_login login = { .login = a->login, .number = a->number };

	TRY(person_first(tx, a));
	TRY(person_first_role(tx, a));
	if (!a->login.at)
		return OK;
	if (!login_is_plain(a->login))
		return refuse(tx, "login", "login_wrong");
	if (a->password.len < PASSWORD_LEAST)
		return refuse(tx, "password", "password_short");
	login.hash = password_hash(tx_arena(tx), a->password);
	return login.hash.at ? person_login(tx, &login) : ERR_MEMORY;
}

static enum err mend(struct tx *tx, const void *args)
{
	const struct person_mend *a = args;

	TRY(phone_check(tx, a->phone));
	return person_update(tx, a);
}

/* Leaving ends what the person may do; what the person did stays. */
static enum err leave(struct tx *tx, const void *args)
{
	TRY(person_end_roles(tx, args));
	TRY(person_end_login(tx, args));
	return person_end(tx, args);
}

static enum err consent(struct tx *tx, const void *args)
{
	return person_name_openly(tx, args);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	return person_list(rd, at, out, "persons");
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(person_card(rd, at, out));
	return person_roles(rd, at, out, "roles");
}

/* What we hold about who asks (个人信息保护法 §45). */
static enum err mine(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(person_mine(rd, at, out));
	return person_my_roles(rd, at, out, "roles");
}

enum {
	ANYBODY = resident | cadre | handler | approver | cashier | officer | judge | auditor |
		  partner
};

const struct action person_actions[] = {
	{ "people.person.add", MAY(cadre | officer, household), NO_RULE, add,
		FIELDS(REF(person_add, household, .of = "people.household"),
			TEXT(person_add, name, .max = 40, .personal = true),
			TEXT(person_add, phone, .max = 20, .optional = true, .personal = true),
			BOOL(person_add, is_owner, .optional = true)),
		.goes = "people/household/{household}" },
	{ "people.person.enlist", MAY(cadre | officer, place), NO_RULE, enlist,
		FIELDS(REF(person_enlist, place, .of = "place.unit"),
			TEXT(person_enlist, name, .max = 40, .personal = true),
			TEXT(person_enlist, phone, .max = 20, .optional = true, .personal = true),
			TEXT(person_enlist, title, .max = 40, .optional = true),
			REF(person_enlist, partner, .of = "people.partner", .optional = true)),
		.goes = "people/person/{id}" },
	{ "people.person.first", MAY(officer, place), NO_RULE, first,
		FIELDS(REF(person_first, place, .of = "place.unit"),
			INT(person_first, number, .min = 1),
			TEXT(person_first, name, .max = 40, .personal = true),
			TEXT(person_first, title, .max = 40),
			TEXT(person_first, login, .max = 32, .optional = true),
			SECRET(person_first, password, .max = 100, .optional = true)),
		.from = "place.street.setup", .is_inner = true },
	{ "people.person.mend", MAY(cadre | officer, person), RULE(person_here), mend,
		FIELDS(REF(person_mend, person, .of = "people.person"),
			TEXT(person_mend, name, .max = 40, .personal = true),
			TEXT(person_mend, phone, .max = 20, .optional = true, .personal = true)),
		.goes = "people/person/{person}" },
	{ "people.person.leave", MAY(cadre | officer, person), RULE(person_may_leave), leave,
		FIELDS(REF(person_only, person, .of = "people.person")), .goes = "people/person" },
	{ "people.person.consent", MAY(resident, ), NO_RULE, consent,
		FIELDS(BOOL(person_consent, is_named, .optional = true)),
		.goes = "people/person/me" },
	{ 0 },
};
const struct view person_views[] = {
	{ "people/person", MAY(cadre | officer, place), list, &PAGE_person, NULL },
	{ "people/person/me", MAY(ANYBODY, ), mine, &PAGE_person_me, NULL },
	{ "people/person/{id}", MAY(cadre | officer, id), show, &PAGE_person_show, NULL },
	{ 0 },
};
