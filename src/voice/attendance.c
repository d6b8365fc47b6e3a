/* SPDX-License-Identifier: MulanPSL-2.0 */
/* voice/attendance.c: who came to a meeting: by phone, at the desk, or from the paper sheet. Each
 * way counts once and all ways count together: a person signs once, and where households are
 * counted the first of a household counts, the others are written down beside it. Promises: the
 * meeting's `present` is always the rows that count. */
#include "base/arena.h"
#include "base/buf.h"
#include "door/action.h"
#include "door/view.h"

struct attendance_sign {
	struct ref meeting;
	bool is_member;
};
struct attendance_line {
	struct ref household;
	struct str name;
};
struct attendance_sheet {
	struct ref meeting;
	struct refs households;
	LIST_OF(struct attendance_line) rows;
};
struct attendance_admit {
	struct ref meeting;
	struct str name;
	bool is_member;
};
struct attendance_meeting {
	struct ref meeting;
	struct str counted;
	int64_t entitled;
	int64_t present;
};
struct attendance_ask {
	struct ref meeting;
	struct ref household;
	struct ref person;
	struct str name;
};
struct attendance_known {
	struct ref person; /* on the roll of the household by that name */
	struct str label;  /* of the door */
	bool is_here;	   /* the door lies in the meeting's place */
	bool has_signed;   /* this person, or this name at this door */
	bool is_counted;   /* somebody of the household counts already */
};
struct attendance_row {
	struct ref meeting;
	struct ref household;
	struct ref person;
	struct str name;
	bool is_sheet;
	bool counts;
};
#include "gen/voice/attendance.sql.h"

static enum err write(
	struct tx *tx, struct attendance_meeting *meeting, const struct attendance_row *row)
{
	if (row->counts && meeting->present >= meeting->entitled)
		return refuse_with(tx, "", "all_came", "entitled", meeting->entitled);
	meeting->present += row->counts;
	TRY(attendance_insert(tx, row));
	return attendance_count(tx, row);
}

static bool counts_members(const struct attendance_meeting *meeting)
{
	return str_is(meeting->counted, "member") || str_is(meeting->counted, "group");
}

static enum err sign(struct tx *tx, const void *args)
{
	const struct attendance_sign *a = args;
	struct attendance_row row = { .meeting = a->meeting };
	struct attendance_meeting meeting;
	struct attendance_ask ask = { .meeting = a->meeting };
	struct attendance_known known;
	bool found;

	TRY(attendance_meeting_read(tx_rd(tx), &ask, &meeting));
	TRY(attendance_me(tx_rd(tx), &ask, &ask, &found));
	if (!found || !ask.household.id)
		return refuse(tx, "", "no_household");
	TRY(attendance_known_read(tx_rd(tx), &ask, &known));
	if (known.has_signed)
		return refuse(tx, "", "already");
	row.household = ask.household;
	row.person = ask.person;
	row.counts = counts_members(&meeting)		    ? a->is_member
		     : str_is(meeting.counted, "household") ? !known.is_counted
							    : true;
	return write(tx, &meeting, &row);
}

/* One signature of the sheet: a ticked door, or a line with its name. path: of the field it came
 * in. */
struct signature {
	struct ref household;
	struct str name;
	const char *path;
	const char *name_path;
};

static const char *row_path(struct tx *tx, size_t row, const char *field)
{
	struct buf path = buf_new(tx_arena(tx), 64);

	buf_print(&path, "rows.%zu.%s", row, field);
	return buf_z(&path);
}

/* Ticked doors first, then the lines. */
static enum err sheet_read(struct tx *tx, const struct attendance_sheet *a, struct signature *out)
{
	for (size_t i = 0; i < a->households.count; i++)
		*out++ = (struct signature) { a->households.at[i], { 0 }, "households",
			"households" };
	for (size_t i = 0; i < a->rows.count; i++) {
		const struct attendance_line *line = &a->rows.at[i];

		*out = (struct signature) { line->household, line->name,
			row_path(tx, i, "household"), row_path(tx, i, "name") };
		if (!out->path || !out->name_path)
			return ERR_MEMORY;
		out++;
	}
	return OK;
}

static bool stands_twice(const struct signature *all, size_t at, bool by_household)
{
	for (size_t i = 0; i < at; i++)
		if (all[i].household.id == all[at].household.id &&
			(by_household || str_equal(all[i].name, all[at].name)))
			return true;
	return false;
}

/* A signature whose person or household came in another way already is that same one: it is not
 * written again. */
static enum err signature_take(
	struct tx *tx, struct attendance_meeting *meeting, const struct signature *signature)
{
	struct attendance_ask ask = { meeting->meeting, signature->household, { 0 },
		signature->name };
	bool by_household = str_is(meeting->counted, "household");
	struct attendance_known known;
	struct attendance_row row;

	TRY(attendance_known_read(tx_rd(tx), &ask, &known));
	if (!known.is_here)
		return refuse(tx, signature->path, "elsewhere");
	if (str_is(meeting->counted, "adult") && !known.person.id)
		return refuse(tx, signature->name_path, "not_on_roll");
	if (known.has_signed || (by_household && known.is_counted))
		return OK;
	row = (struct attendance_row) { meeting->meeting, signature->household, known.person,
		signature->name.at ? signature->name : known.label, true, true };
	return write(tx, meeting, &row);
}

static enum err sheet(struct tx *tx, const void *args)
{
	const struct attendance_sheet *a = args;
	size_t count = a->households.count + a->rows.count;
	struct signature *all = arena_array(tx_arena(tx), count + 1, sizeof *all);
	struct attendance_ask ask = { .meeting = a->meeting };
	struct attendance_meeting meeting;

	if (!all)
		return ERR_MEMORY;
	if (!count)
		return refuse(tx, "households", "empty_sheet");
	TRY(attendance_meeting_read(tx_rd(tx), &ask, &meeting));
	TRY(sheet_read(tx, a, all));
	for (size_t i = 0; i < count; i++) {
		if (stands_twice(all, i, str_is(meeting.counted, "household")))
			return refuse(tx, all[i].path, "twice");
		TRY(signature_take(tx, &meeting, &all[i]));
	}
	return OK;
}

/* Somebody who is not on the roll: a partner, a builder, a member from elsewhere. */
static enum err admit(struct tx *tx, const void *args)
{
	const struct attendance_admit *a = args;
	struct attendance_row row = { .meeting = a->meeting, .name = a->name };
	struct attendance_ask ask = { .meeting = a->meeting, .name = a->name };
	struct attendance_meeting meeting;
	int64_t guests;

	TRY(attendance_meeting_read(tx_rd(tx), &ask, &meeting));
	TRY(attendance_guests(tx_rd(tx), &ask, &guests));
	if (guests)
		return refuse(tx, "name", "already");
	if (a->is_member && !counts_members(&meeting))
		return refuse(tx, "is_member", "no_members");
	row.counts = a->is_member;
	return write(tx, &meeting, &row);
}

/* clang-format off */
#define LINE_FIELDS FIELDS( \
	REF(attendance_line, household, .of = "people.household"), \
	TEXT(attendance_line, name, .max = 40, .optional = true, .personal = true))

const struct action attendance_actions[] = {
	{ "voice.attendance.sign", MAY(resident, meeting), RULE(attendance_open), sign, FIELDS(
		REF(attendance_sign, meeting, .of = "voice.meeting"),
		BOOL(attendance_sign, is_member)),
	  .goes = "voice/meeting/{meeting}" },
	{ "voice.attendance.sheet", MAY(cadre | officer, meeting), RULE(attendance_sheet_open),
	  sheet, FIELDS(
		REF(attendance_sheet, meeting, .of = "voice.meeting"),
		REFS(attendance_sheet, households, .of = "people.household", .max = 2000,
			.optional = true, .personal = true),
		LIST(attendance_sheet, rows, attendance_line, LINE_FIELDS, .max = 400,
			.optional = true)),
	  .goes = "voice/meeting/{meeting}" },
	{ "voice.attendance.admit", MAY(cadre | officer, meeting), RULE(attendance_admit_open),
	  admit, FIELDS(
		REF(attendance_admit, meeting, .of = "voice.meeting"),
		TEXT(attendance_admit, name, .max = 40, .personal = true),
		BOOL(attendance_admit, is_member)),
	  .goes = "voice/meeting/{meeting}" },
	{ 0 },
};
const struct view attendance_views[] = {
	{ 0 },
};
