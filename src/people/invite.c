/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people/invite.c: codes that let a household in, printed as slips. Codes are drawn before the lane
 * and told once, to who asked for them; only their hashes are kept. A code works once, for thirty
 * days. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/limits.h"
#include "door/action.h"
#include "door/view.h"
#include "people/people.h"

enum { SLIPS = 2000 };
#define CODE_MS (CODE_DAYS * INT64_C(86400000))

struct invite_slip {
	struct ref household;
	struct ref person;
	struct ref place;
	struct str label;
	struct str code;
	struct bytes hash;
};
struct invite_slips {
	LIST_OF(struct invite_slip) list;
	struct str place_name;
	struct day until;
};
struct invite_make {
	struct ref place;
	bool again; /* also for households that have come in already */
	struct invite_slips slips;
};
struct invite_one {
	struct ref household;
	struct invite_slips slips;
};
struct invite_staff {
	struct ref person;
	struct invite_slips slips;
};
struct invite_redeem {
	struct str code;
	struct str name;
	struct str phone;
	struct bytes hash;
};
struct invite_only {
	struct ref invite;
};
struct invite_row {
	struct ref household;
	struct ref person;
	struct ref place;
	struct str label;
};
struct invite_new {
	struct ref household;
	struct ref person;
	struct ref place;
	struct bytes hash;
	struct moment until;
};
struct invite_found {
	struct ref invite;
	struct ref household;
	struct ref person;
	struct ref place;
	struct moment until;
	bool is_used;
	bool is_ended;
};
struct invite_guest {
	struct ref household;
	struct ref place;
	struct str name;
	struct str phone;
};
struct invite_where {
	struct ref place;
};
struct invite_mark {
	struct ref invite;
	struct ref person;
};
#include "gen/people/invite.sql.h"

static enum err slip_draw(
	struct ready *ready, size_t n, const struct invite_row *row, struct invite_slip *slip)
{
	struct arena *arena = rd_arena(ready->rd);
	struct hash *hash = arena_alloc(arena, sizeof *hash);
	char name[32];

	snprintf(name, sizeof name, "code.%zu", n);
	*slip = (struct invite_slip) { row->household, row->person, row->place, row->label,
		code_draw(ready, arena, name), { 0 } };
	if (!hash || !slip->code.at || !code_hash(arena, slip->code, hash))
		return ERR_MEMORY;
	slip->hash = (struct bytes) { hash->at, HASH_SIZE };
	return OK;
}

static enum err slips_draw(
	struct ready *ready, const struct invite_row *rows, size_t count, struct invite_slips *out)
{
	struct invite_where where = { rows->place };

	if (count > SLIPS)
		return unready(ready, "", "too_many_slips");
	out->list.at = arena_array(rd_arena(ready->rd), count + 1, sizeof *out->list.at);
	if (!out->list.at)
		return ERR_MEMORY;
	for (size_t i = 0; i < count; i++)
		TRY(slip_draw(ready, i, &rows[i], &out->list.at[i]));
	out->list.count = count;
	out->until = day_of((struct moment) { rd_now(ready->rd) + CODE_MS });
	return invite_place_name(ready->rd, &where, &out->place_name);
}

static enum err make_ready(struct ready *ready, void *args)
{
	struct invite_make *a = args;
	struct invite_places_list rows;

	TRY(invite_places(ready->rd, a, &rows));
	if (!rows.count)
		return unready(ready, "place", "nobody_to_invite");
	return slips_draw(ready, rows.at, rows.count, &a->slips);
}

static enum err one_ready(struct ready *ready, void *args)
{
	struct invite_one *a = args;
	struct invite_row row;
	bool found;

	TRY(invite_household(ready->rd, a, &row, &found));
	return found ? slips_draw(ready, &row, 1, &a->slips) : OK; /* the door says not_found */
}

static enum err staff_ready(struct ready *ready, void *args)
{
	struct invite_staff *a = args;
	struct invite_row row;
	bool found;

	TRY(invite_person(ready->rd, a, &row, &found));
	return found ? slips_draw(ready, &row, 1, &a->slips) : OK;
}

/* A new code calls back the older ones of the same door or person. */
static enum err slips_keep(struct tx *tx, const struct invite_slips *slips)
{
	for (size_t i = 0; i < slips->list.count; i++) {
		const struct invite_slip *slip = &slips->list.at[i];
		struct invite_new row = { slip->household, slip->person, slip->place, slip->hash,
			{ tx_now(tx) + CODE_MS } };

		TRY(invite_call_back(tx, &row));
		TRY(invite_insert(tx, &row));
	}
	return OK;
}

static enum err make(struct tx *tx, const void *args)
{
	return slips_keep(tx, &((const struct invite_make *)args)->slips);
}

static enum err one(struct tx *tx, const void *args)
{
	return slips_keep(tx, &((const struct invite_one *)args)->slips);
}

static enum err staff(struct tx *tx, const void *args)
{
	return slips_keep(tx, &((const struct invite_staff *)args)->slips);
}

static enum err slips_tell(struct arena *arena, const struct invite_slips *slips, struct data *out)
{
	struct data *list = data_list(arena, out, "slips");

	data_text(arena, out, "place_name", slips->place_name);
	data_int(arena, out, "until_day", slips->until.n);
	for (size_t i = 0; i < slips->list.count; i++) {
		struct data *row = data_object(arena, list, NULL);

		data_text(arena, row, "door", slips->list.at[i].label);
		data_text(arena, row, "code", slips->list.at[i].code);
	}
	return arena_is_spent(arena) ? ERR_MEMORY : OK;
}

static enum err make_tell(struct arena *arena, const void *args, struct data *out)
{
	return slips_tell(arena, &((const struct invite_make *)args)->slips, out);
}

static enum err one_tell(struct arena *arena, const void *args, struct data *out)
{
	return slips_tell(arena, &((const struct invite_one *)args)->slips, out);
}

static enum err staff_tell(struct arena *arena, const void *args, struct data *out)
{
	return slips_tell(arena, &((const struct invite_staff *)args)->slips, out);
}

static enum err redeem_ready(struct ready *ready, void *args)
{
	struct invite_redeem *a = args;
	struct hash *hash = arena_alloc(rd_arena(ready->rd), sizeof *hash);

	if (!hash)
		return ERR_MEMORY;
	if (!code_hash(rd_arena(ready->rd), a->code, hash))
		return unready(ready, "code", "code_unknown");
	a->hash = (struct bytes) { hash->at, HASH_SIZE };
	return OK;
}

/* Who redeems a household's code becomes a person of it, or is again the one of that name. */
static enum err guest_enter(struct tx *tx, const struct invite_redeem *a,
	const struct invite_found *invite, struct ref *person)
{
	struct invite_guest row = { invite->household, invite->place, a->name, a->phone };
	bool is_known;

	if (!a->name.at)
		return refuse(tx, "name", "name_missing");
	if (a->phone.at && !phone_is_whole(a->phone))
		return refuse(tx, "phone", "phone_wrong");
	TRY(invite_same_person(tx_rd(tx), &row, person, &is_known));
	if (is_known)
		return OK;
	person->id = tx_id(tx);
	return invite_person_insert(tx, &row);
}

static enum err redeem(struct tx *tx, const void *args)
{
	const struct invite_redeem *a = args;
	struct invite_found invite;
	struct invite_mark mark;
	bool found;

	TRY(invite_find(tx_rd(tx), a, &invite, &found));
	if (!found)
		return refuse(tx, "code", "code_unknown");
	if (invite.is_used)
		return refuse(tx, "code", "code_used");
	if (invite.is_ended)
		return refuse(tx, "code", "code_called_back");
	if (invite.until.ms <= tx_now(tx))
		return refuse(tx, "code", "code_expired");
	mark = (struct invite_mark) { invite.invite, invite.person };
	if (!mark.person.id)
		TRY(guest_enter(tx, a, &invite, &mark.person));
	return invite_used(tx, &mark);
}

static enum err call_back(struct tx *tx, const void *args)
{
	return invite_end(tx, args);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	return invite_list(rd, at, out, "invites");
}

const struct action invite_actions[] = {
	{ "people.invite.make", MAY(cadre | officer, place), NO_RULE, make,
		FIELDS(REF(invite_make, place, .of = "place.unit"),
			BOOL(invite_make, again, .optional = true)),
		.ready = make_ready, .tell = make_tell, .told = &PAPER_invite },
	{ "people.invite.one", MAY(cadre | officer, household), NO_RULE, one,
		FIELDS(REF(invite_one, household, .of = "people.household")), .ready = one_ready,
		.tell = one_tell, .told = &PAPER_invite },
	{ "people.invite.staff", MAY(officer, person), NO_RULE, staff,
		FIELDS(REF(invite_staff, person, .of = "people.person")), .ready = staff_ready,
		.tell = staff_tell, .told = &PAPER_invite },
	{ "people.invite.redeem", MAY(guest, ), NO_RULE, redeem,
		FIELDS(SECRET(invite_redeem, code, .max = 40),
			TEXT(invite_redeem, name, .max = 40, .optional = true, .personal = true),
			TEXT(invite_redeem, phone, .max = 20, .optional = true, .personal = true)),
		.ready = redeem_ready },
	{ "people.invite.end", MAY(cadre | officer, invite), NO_RULE, call_back,
		FIELDS(REF(invite_only, invite, .of = "people.invite")), .goes = "people/invite" },
	{ 0 },
};
const struct view invite_views[] = {
	{ "people/invite", MAY(cadre | officer, place), list, &PAGE_invite, NULL },
	{ 0 },
};
