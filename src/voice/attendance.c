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
	struct str doors;
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
struct attendance_door {
	struct ref meeting;
	struct str building;
	struct str door;
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

/* The caller counts once all are seated. */
static enum err seat(
	struct tx *tx, struct attendance_meeting *meeting, const struct attendance_row *row)
{
	if (row->counts && meeting->present >= meeting->entitled)
		return refuse_with(tx, "", "all_came", "entitled", meeting->entitled);
	meeting->present += row->counts;
	return attendance_insert(tx, row);
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
	TRY(seat(tx, &meeting, &row));
	return attendance_count(tx, &ask);
}

/* One signature of the sheet. path: of the field it came in; line: of that field, from 1. */
struct signature {
	struct ref household;
	struct str name;
	const char *path;
	const char *name_path;
	int64_t line;
};
struct signatures {
	struct signature *at;
	size_t count;
};

static size_t word_end(struct str line, size_t from)
{
	static const char *const between[] = { " ", "　", "\t", ",", "，", "、", "：", ":" };

	for (size_t i = from; i < line.len; i++)
		for (size_t k = 0; k < sizeof between / sizeof *between; k++)
			if (str_starts(str_from(line, i), between[k]))
				return i;
	return line.len;
}

/* The next word of a line; absent at its end. */
static struct str word_cut(struct str *line)
{
	struct str word = { NULL, 0 };

	while (line->len && !word.len) {
		size_t end = word_end(*line, 0);

		word = (struct str) { line->at, end };
		/* a separator is one character of one or three bytes */
		end += end == line->len ? 0 : (unsigned char)line->at[end] < 0x80 ? 1 : 3;
		*line = str_from(*line, end);
	}
	return word.len ? word : (struct str) { NULL, 0 };
}

/* "1号楼 101 102 203": a building of the meeting's place and the doors of it that signed. */
static enum err doors_read(struct tx *tx, struct str line, int64_t number,
	const struct attendance_sheet *a, struct signatures *out)
{
	struct attendance_door door = { .meeting = a->meeting, .building = word_cut(&line) };

	for (door.door = word_cut(&line); door.door.at; door.door = word_cut(&line)) {
		struct attendance_doors_list found;

		TRY(attendance_doors(tx_rd(tx), &door, &found));
		if (found.count != 1)
			return refuse_with(tx, "doors", "door_unknown", "line", number);
		out->at[out->count++] = (struct signature) { .household = found.at[0],
			.path = "doors",
			.name_path = "doors",
			.line = number };
	}
	return OK;
}

static const char *row_path(struct tx *tx, size_t row, const char *field)
{
	struct buf path = buf_new(tx_arena(tx), 64);

	buf_print(&path, "rows.%zu.%s", row, field);
	return buf_z(&path);
}

static enum err sheet_read(struct tx *tx, const struct attendance_sheet *a, struct signatures *out)
{
	struct str rest = a->doors;

	/* a door and its separator are two bytes at least */
	*out = (struct signatures) {
		arena_array(tx_arena(tx), a->doors.len / 2 + a->rows.count + 1, sizeof *out->at), 0
	};
	if (!out->at)
		return ERR_MEMORY;
	for (int64_t number = 1; rest.at; number++)
		TRY(doors_read(tx, str_cut(&rest, '\n'), number, a, out));
	for (size_t i = 0; i < a->rows.count; i++) {
		const struct attendance_line *line = &a->rows.at[i];
		struct signature *row = &out->at[out->count++];

		*row = (struct signature) { line->household, line->name,
			row_path(tx, i, "household"), row_path(tx, i, "name"), (int64_t)i + 1 };
		if (!row->path || !row->name_path)
			return ERR_MEMORY;
	}
	return OK;
}

static bool stands_twice(const struct signatures *all, size_t at, bool by_household)
{
	for (size_t i = 0; i < at; i++)
		if (all->at[i].household.id == all->at[at].household.id &&
			(by_household || str_equal(all->at[i].name, all->at[at].name)))
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
	return seat(tx, meeting, &row);
}

static enum err sheet(struct tx *tx, const void *args)
{
	const struct attendance_sheet *a = args;
	struct attendance_ask ask = { .meeting = a->meeting };
	struct attendance_meeting meeting;
	struct signatures all;

	TRY(attendance_meeting_read(tx_rd(tx), &ask, &meeting));
	TRY(sheet_read(tx, a, &all));
	if (!all.count)
		return refuse(tx, "doors", "empty_sheet");
	for (size_t i = 0; i < all.count; i++) {
		if (stands_twice(&all, i, str_is(meeting.counted, "household")))
			return refuse_with(tx, all.at[i].path, "twice", "line", all.at[i].line);
		TRY(signature_take(tx, &meeting, &all.at[i]));
	}
	return attendance_count(tx, &ask);
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
	TRY(seat(tx, &meeting, &row));
	return attendance_count(tx, &ask);
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
		TEXT(attendance_sheet, doors, .max = 20000, .optional = true, .lines = true,
			.personal = true),
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
