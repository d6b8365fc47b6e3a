/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people/role.c: who may do what where. A role holds in its place and all that lies within.
 * Handling, approving and paying are three persons (rule A03): nobody holds two of them where the
 * places overlap. */
#include "base/arena.h"
#include "door/action.h"
#include "door/view.h"
#include "policy/policy.h"

struct role_grant {
	struct ref person;
	struct str role;
	struct ref place;
	struct day until;
};
struct role_revoke {
	struct ref role;
	struct str reason;
};
struct role_lapse {
	struct ref role;
};
struct role_held {
	struct str role;
};
struct role_where {
	bool is_root;
	bool is_here;
	bool is_held;
};
#include "gen/people/role.sql.h"

static void duty_note(struct policy_duties *duties, struct str role)
{
	duties->is_handler |= str_is(role, "handler");
	duties->is_approver |= str_is(role, "approver");
	duties->is_cashier |= str_is(role, "cashier");
}

static bool is_duty(struct str role)
{
	return str_is(role, "handler") || str_is(role, "approver") || str_is(role, "cashier");
}

static enum err book_open(struct tx *tx, struct policy_book **out)
{
	struct role_rules_list changes;
	struct str profile;

	*out = arena_alloc(tx_arena(tx), sizeof **out);
	if (!*out)
		return ERR_MEMORY;
	TRY(role_profile(tx_rd(tx), &profile));
	TRY(role_rules(tx_rd(tx), &changes));
	policy_open(*out, profile, day_of((struct moment) { tx_now(tx) }));
	for (size_t i = 0; i < changes.count; i++)
		policy_apply(*out, &changes.at[i]);
	return OK;
}

static enum err duties_check(struct tx *tx, const struct role_grant *a)
{
	struct policy_verdicts *verdicts = arena_alloc(tx_arena(tx), sizeof *verdicts);
	struct policy_duties duties = { 0 };
	struct policy_facts facts = { .duties = &duties };
	struct role_held_near_list held;
	struct policy_book *book;

	if (!verdicts)
		return ERR_MEMORY;
	duty_note(&duties, a->role);
	TRY(role_held_near(tx_rd(tx), a, &held));
	for (size_t i = 0; i < held.count; i++)
		duty_note(&duties, held.at[i].role);
	TRY(book_open(tx, &book));
	policy_decide(book, &facts, verdicts);
	if (policy_worst(verdicts) == POLICY_BLOCKED)
		return refuse(tx, "role", "duties_apart");
	for (size_t i = 0; i < verdicts->count; i++)
		TRY(verdict(tx, verdicts->at[i].entry->rule->id,
			policy_outcome_word(verdicts->at[i].outcome),
			str_z(tx_arena(tx), verdicts->at[i].entry->article)));
	return OK;
}

static enum err grant(struct tx *tx, const void *args)
{
	const struct role_grant *a = args;
	struct role_where where;

	TRY(role_where(tx_rd(tx), a, &where));
	if (!where.is_here)
		return refuse(tx, "person", "has_left");
	if (where.is_held)
		return refuse(tx, "role", "role_held");
	if (str_is(a->role, "officer") && !where.is_root)
		return refuse(tx, "place", "officer_of_street");
	if (a->until.n && a->until.n < day_of((struct moment) { tx_now(tx) }).n)
		return refuse(tx, "until", "in_the_past");
	if (is_duty(a->role))
		TRY(duties_check(tx, a));
	return role_insert(tx, a);
}

static enum err revoke(struct tx *tx, const void *args)
{
	return role_end(tx, args);
}

static enum err lapse(struct tx *tx, const void *args)
{
	return role_end_of_term(tx, args);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	return role_list(rd, at, out, "roles");
}

const struct action role_actions[] = {
	{ "people.role.grant", MAY(officer, place), NO_RULE, grant,
		FIELDS(REF(role_grant, person, .of = "people.person"),
			CHOICE(role_grant, role,
				.of = "cadre handler approver cashier officer judge auditor "
				      "partner"),
			REF(role_grant, place, .of = "place.unit"),
			DAY(role_grant, until, .optional = true)),
		.goes = "people/person/{person}" },
	{ "people.role.revoke", MAY(officer, role), RULE(role_may_end), revoke,
		FIELDS(REF(role_revoke, role, .of = "people.role"),
			TEXT(role_revoke, reason, .max = 100)),
		.goes = "people/role" },
	{ "people.role.lapse", MAY(clockwork, role), NO_RULE, lapse,
		FIELDS(REF(role_lapse, role, .of = "people.role")) },
	{ 0 },
};
const struct view role_views[] = {
	{ "people/role", MAY(cadre | officer | auditor, place), list, &PAGE_role, NULL },
	{ 0 },
};
