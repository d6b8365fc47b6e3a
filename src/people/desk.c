/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people/desk.c: staff act for somebody who has no phone. It lasts half an hour, is recorded as
 * such, and every act of that time names both; the face keeps the session, this keeps the record.
 */
#include "door/action.h"
#include "door/view.h"
#include "people/people.h"

struct desk_begin {
	struct ref person;
	struct str reason;
};
struct desk_only {
	struct ref desk;
};
struct desk_row {
	struct ref person;
	struct str reason;
	struct moment until;
};
#include "gen/people/desk.sql.h"

static enum err begin(struct tx *tx, const void *args)
{
	const struct desk_begin *a = args;
	struct desk_row row = { a->person, a->reason, { tx_now(tx) + DESK_MS } };

	TRY(desk_close_own(tx, a));
	return desk_insert(tx, &row);
}

static enum err end(struct tx *tx, const void *args)
{
	return desk_end_own(tx, args);
}

static enum err lapse(struct tx *tx, const void *args)
{
	return desk_close(tx, args);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	return desk_list(rd, at, out, "desks");
}

const struct action desk_actions[] = {
	{ "people.desk.begin", MAY(cadre | officer, person), RULE(desk_may_begin), begin,
		FIELDS(REF(desk_begin, person, .of = "people.person"),
			CHOICE(desk_begin, reason, .of = "no_phone cannot_see asked_for_help")),
		.goes = "" },
	/* asked while acting for the person, so in the person's name: the statement knows whose
	   desk it is */
	{ "people.desk.end", MAY(guest, desk), NO_RULE, end,
		FIELDS(REF(desk_only, desk, .of = "people.desk")), .goes = "" },
	{ "people.desk.lapse", MAY(clockwork, desk), NO_RULE, lapse,
		FIELDS(REF(desk_only, desk, .of = "people.desk")) },
	{ 0 },
};
const struct view desk_views[] = {
	{ "people/desk", MAY(cadre | officer | auditor, place), list, NULL, NULL },
	{ 0 },
};
