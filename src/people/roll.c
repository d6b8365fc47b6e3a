/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people/roll.c: the household roll of a neighbourhood, all of it or nothing. Every line is looked
 * at before the lane and the report names every line that is wrong, not only the first; what is
 * known already stays as it is, so a roll may come twice. */
#include <stdlib.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/limits.h"
#include "base/text.h"
#include "door/action.h"
#include "door/view.h"
#include "people/people.h"
#include "people/roll.h"

enum {
	ROLL_LINES = 9000, /* two marks a line at most: below LIMIT_MARKS */
	LINES_SAID = 3000, /* of those that are right: the others are counted */
	FAULTS_SAID = 12,  /* named in the sentence beside the field: the report has them all */
};

struct roll_line {
	struct str estate;
	struct str building;
	struct str door;
	struct str name;
	struct str phone;
	struct str area;
	struct str owner;
};
struct roll_import {
	struct ref place;
	bool check;
	LIST_OF(struct roll_line) lines;
};
/* The same from a sheet that was uploaded; its lines are read before the lane. */
struct roll_load {
	struct ref place;
	struct ref sheet;
	bool check;
	struct roll_import roll;
};
struct roll_sheet {
	struct bytes bytes;
};
/* A line where it has come to: the unit, the household, the person. */
struct roll_at {
	struct ref place;
	struct ref household;
	struct str unit;
	struct str door;
	struct str name;
	struct str phone;
	int64_t area_dm2;
	bool is_owner;
};
#include "gen/people/roll.sql.h"

enum roll_news { NEWS_KNOWN, NEWS_PERSON, NEWS_HOUSEHOLD };

struct roll_report {
	struct data *lines;
	const struct csv *sheet; /* whose line numbers are told; NULL: the lines as they came */
	struct buf fault_lines;	 /* the first ones, "3, 5, 9" */
	int64_t line_count;
	int64_t known_count;
	int64_t new_count;
	int64_t fault_count;
};

static bool area_read(struct str area, int64_t *dm2)
{
	struct money hundredths; /* of a square metre: square decimetres */

	*dm2 = 0;
	if (!area.at)
		return true;
	if (!money_parse(area, &hundredths) || hundredths.fen < 1 || hundredths.fen > 10000000)
		return false;
	*dm2 = hundredths.fen;
	return true;
}

static bool owner_read(struct str owner, bool *is_owner)
{
	static const char *const yes[] = { "是", "业主", "yes" }, *const no[] = { "否", "租户",
		"no" };

	*is_owner = false;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		*is_owner |= str_is(owner, yes[i]);
		if (str_is(owner, yes[i]) || str_is(owner, no[i]))
			return true;
	}
	return !owner.at;
}

/* Stands in a cell whose letters cannot be kept; no clean text has it. */
static const char unreadable[] = "\x7f";

static bool line_is_unreadable(const struct roll_line *line)
{
	const struct str cells[ROLL_COLUMNS] = { line->estate, line->building, line->door,
		line->name, line->phone, line->area, line->owner };

	for (size_t i = 0; i < ROLL_COLUMNS; i++)
		if (str_is(cells[i], unreadable))
			return true;
	return false;
}

/* What is wrong with a line by itself; NULL: nothing. */
static const char *line_fault(const struct roll_line *line)
{
	bool is_owner;
	int64_t dm2;

	if (line_is_unreadable(line))
		return "letters_wrong";
	if (!line->building.at)
		return "building_missing";
	if (!line->door.at)
		return "door_missing";
	if (!line->name.at)
		return "name_missing";
	if (text_length(line->building) > 40 || text_length(line->estate) > 40 ||
		text_length(line->door) > 20 || text_length(line->name) > 40)
		return "too_long";
	if (line->phone.at && !phone_is_whole(line->phone))
		return "phone_wrong";
	if (!area_read(line->area, &dm2))
		return "area_wrong";
	return owner_read(line->owner, &is_owner) ? NULL : "owner_wrong";
}

struct roll_key {
	struct str key;
	size_t line;
};

static int key_compare(const void *a, const void *b)
{
	const struct roll_key *x = a, *y = b;
	int order = str_compare(x->key, y->key);

	return order ? order : (x->line > y->line) - (x->line < y->line);
}

/* Marks lines that say again what an earlier line says: is_twice[line]. */
static enum err twins_find(struct arena *arena, const struct roll_import *a, bool *is_twice)
{
	struct roll_key *keys = arena_array(arena, a->lines.count + 1, sizeof *keys);

	if (!keys)
		return ERR_MEMORY;
	for (size_t i = 0; i < a->lines.count; i++) {
		const struct roll_line *line = &a->lines.at[i];
		struct buf key = buf_new(arena, 1024);

		buf_print(&key, "%.*s\x1f%.*s\x1f%.*s\x1f%.*s", (int)line->estate.len,
			line->estate.at ? line->estate.at : "", (int)line->building.len,
			line->building.at ? line->building.at : "", (int)line->door.len,
			line->door.at ? line->door.at : "", (int)line->name.len,
			line->name.at ? line->name.at : "");
		if (!buf_ok(&key))
			return ERR_MEMORY;
		keys[i] = (struct roll_key) { buf_view(&key), i };
	}
	qsort(keys, a->lines.count, sizeof *keys, key_compare);
	for (size_t i = 1; i < a->lines.count; i++)
		is_twice[keys[i].line] = str_equal(keys[i].key, keys[i - 1].key);
	return OK;
}

static enum err unit_find(
	struct rd *rd, struct ref parent, struct str name, struct ref *out, bool *found)
{
	struct roll_at at = { .place = parent, .unit = name };

	return roll_unit(rd, &at, out, found);
}

/* How much of a line is in the roll already. */
static enum err line_look(struct rd *rd, const struct roll_import *a, const struct roll_line *line,
	enum roll_news *news)
{
	struct roll_at at = { .place = a->place, .door = line->door, .name = line->name };
	struct ref person;
	bool found = true;

	*news = NEWS_HOUSEHOLD;
	if (line->estate.at)
		TRY(unit_find(rd, at.place, line->estate, &at.place, &found));
	if (found)
		TRY(unit_find(rd, at.place, line->building, &at.place, &found));
	if (found)
		TRY(roll_household(rd, &at, &at.household, &found));
	if (!found)
		return OK;
	TRY(roll_person(rd, &at, &person, &found));
	*news = found ? NEWS_KNOWN : NEWS_PERSON;
	return OK;
}

static int64_t line_number(const struct roll_report *report, size_t n)
{
	return report->sheet ? report->sheet->rows[n].line : (int64_t)n + 1;
}

static void fault_note(struct roll_report *report, size_t n)
{
	if (report->fault_count++ >= FAULTS_SAID)
		return;
	if (report->fault_lines.len)
		buf_text(&report->fault_lines, ", ");
	buf_int(&report->fault_lines, line_number(report, n));
}

static void line_report(struct arena *arena, struct roll_report *report, size_t n,
	const struct roll_line *line, const char *outcome)
{
	struct data *row = data_object(arena, report->lines, NULL);

	data_int(arena, row, "line", line_number(report, n));
	data_text(arena, row, "building", line->building);
	data_text(arena, row, "door", line->door);
	data_text(arena, row, "name", line->name);
	data_text(arena, row, "outcome", str_of(outcome));
}

static enum err roll_look(struct rd *rd, const struct roll_import *a, struct roll_report *report)
{
	static const char *const news_words[] = { "known", "new_person", "new_household" };
	struct arena *arena = rd_arena(rd);
	bool *is_twice = arena_array(arena, a->lines.count + 1, sizeof *is_twice);

	if (!is_twice)
		return ERR_MEMORY;
	TRY(twins_find(arena, a, is_twice));
	for (size_t i = 0; i < a->lines.count; i++) {
		const struct roll_line *line = &a->lines.at[i];
		const char *fault = is_twice[i] ? "twice" : line_fault(line);
		enum roll_news news = NEWS_KNOWN;

		report->line_count++;
		if (fault) {
			fault_note(report, i);
			line_report(arena, report, i, line, fault);
			continue;
		}
		TRY(line_look(rd, a, line, &news));
		report->known_count += news == NEWS_KNOWN;
		report->new_count += news != NEWS_KNOWN;
		if (a->check && report->lines->count < LINES_SAID)
			line_report(arena, report, i, line, news_words[news]);
	}
	return OK;
}

/* field: where the trouble is said. */
static enum err lines_ready(struct ready *ready, const struct roll_import *a,
	const struct csv *sheet, const char *field)
{
	struct arena *arena = rd_arena(ready->rd);
	struct data *told = data_root(arena);
	struct roll_report report = {
		.lines = data_list(arena, told, "lines"),
		.sheet = sheet,
		.fault_lines = buf_new(arena, 400),
	};
	const char *reason = NULL;
	enum err err = OK;

	TRY(roll_look(ready->rd, a, &report));
	if (report.fault_count)
		reason = "lines_wrong";
	else if (a->check)
		reason = "checked";
	if (reason)
		err = unready(ready, report.fault_count ? field : "", reason);
	data_int(arena, told, "line_count", report.line_count);
	data_int(arena, told, "new_count", report.new_count);
	data_int(arena, told, "known_count", report.known_count);
	data_int(arena, told, "fault_count", report.fault_count);
	data_text(arena, told, "fault_lines", buf_view(&report.fault_lines));
	if (err)
		ready->refusal->args = told;
	return arena_is_spent(arena) ? ERR_MEMORY : err;
}

static enum err import_ready(struct ready *ready, void *args)
{
	return lines_ready(ready, args, NULL, "lines");
}

const struct csv_column roll_columns[ROLL_COLUMNS + 1] = {
	{ "estate", "小区 estate", false },
	{ "building", "楼 楼号 楼栋 幢 building", true },
	{ "door", "室 室号 门牌 door", true },
	{ "name", "姓名 name", true },
	{ "phone", "电话 手机 手机号 联系电话 phone", false },
	{ "area", "面积 建筑面积 area", false },
	{ "owner", "业主 是否业主 owner", false },
	{ NULL, NULL, false },
};

static enum err sheet_bytes(struct ready *ready, const struct roll_load *a, struct bytes *out)
{
	struct roll_pieces_list pieces;
	struct buf all = buf_new(rd_arena(ready->rd), LIMIT_UPLOAD);

	TRY(roll_pieces(ready->rd, a, &pieces));
	for (size_t i = 0; i < pieces.count; i++)
		buf_add(&all, pieces.at[i].bytes.at, pieces.at[i].bytes.len);
	*out = (struct bytes) { (const uint8_t *)all.at, all.len };
	return buf_ok(&all) ? OK : ERR_TOO_BIG;
}

/* A cell is cleaned as a field would be: what is stored has one form, however it came. */
static enum err cell_read(
	struct arena *arena, const struct csv *csv, size_t row, int column, struct str *out)
{
	*out = (struct str) { 0 };
	switch (text_clean(arena, csv_cell(&csv->rows[row], column), false, out)) {
	case TEXT_OK:
		return OK;
	case TEXT_NO_MEMORY:
		return ERR_MEMORY;
	default:
		*out = str_of(unreadable);
		return OK;
	}
}

static enum err sheet_lines(struct ready *ready, const struct csv *csv, struct roll_load *a)
{
	struct arena *arena = rd_arena(ready->rd);
	int columns[ROLL_COLUMNS];

	for (size_t i = 0; i < ROLL_COLUMNS; i++) {
		columns[i] = csv_column(csv, roll_columns[i].names);
		if (columns[i] < 0 && roll_columns[i].is_needed)
			return unready(ready, "sheet", "column_missing");
	}
	if (csv->count > ROLL_LINES)
		return unready(ready, "sheet", "sheet_long");
	a->roll.lines.at = arena_array(arena, csv->count + 1, sizeof *a->roll.lines.at);
	if (!a->roll.lines.at)
		return ERR_MEMORY;
	for (size_t i = 0; i < csv->count; i++) {
		struct roll_line *line = &a->roll.lines.at[i];
		struct str *const cells[ROLL_COLUMNS] = { &line->estate, &line->building,
			&line->door, &line->name, &line->phone, &line->area, &line->owner };

		for (size_t k = 0; k < ROLL_COLUMNS; k++)
			TRY(cell_read(arena, csv, i, columns[k], cells[k]));
	}
	a->roll.lines.count = csv->count;
	return OK;
}

static enum err load_ready(struct ready *ready, void *args)
{
	struct roll_load *a = args;
	struct bytes bytes;
	struct csv csv;
	int line;

	TRY(sheet_bytes(ready, a, &bytes));
	if (!bytes.len)
		return OK; /* the door says not_found, or the act not_yours */
	if (csv_read(rd_arena(ready->rd), bytes, &csv, &line) || !csv.count)
		return unready(ready, "sheet", "not_a_sheet");
	a->roll.place = a->place;
	a->roll.check = a->check;
	TRY(sheet_lines(ready, &csv, a));
	return lines_ready(ready, &a->roll, &csv, "sheet");
}

static enum err unit_have(
	struct tx *tx, struct ref parent, const char *kind, struct str name, struct ref *out)
{
	const struct pair unit[] = {
		{ "parent", pair_id(tx, parent.id) },
		{ "kind", kind },
		{ "name", pair_text(tx, name) },
		{ NULL, NULL },
	};
	bool found;

	TRY(unit_find(tx_rd(tx), parent, name, out, &found));
	return found ? OK : then(tx, "place.unit.add", unit, &out->id);
}

static enum err line_import(struct tx *tx, struct ref place, const struct roll_line *line)
{
	struct roll_at at = {
		.place = place, .door = line->door, .name = line->name, .phone = line->phone
	};
	struct ref person;
	bool found;

	if (line_fault(line)) /* what was made ready is looked at again */
		return refuse(tx, "lines", "line_changed");
	area_read(line->area, &at.area_dm2);
	owner_read(line->owner, &at.is_owner);
	if (line->estate.at)
		TRY(unit_have(tx, at.place, "estate", line->estate, &at.place));
	TRY(unit_have(tx, at.place, "building", line->building, &at.place));
	TRY(roll_household(tx_rd(tx), &at, &at.household, &found));
	if (!found) {
		at.household.id = tx_new_id(tx);
		TRY(roll_household_insert(tx, &at));
	}
	TRY(roll_person(tx_rd(tx), &at, &person, &found));
	return found ? OK : roll_person_insert(tx, &at);
}

static enum err import(struct tx *tx, const void *args)
{
	const struct roll_import *a = args;

	for (size_t i = 0; i < a->lines.count; i++)
		TRY(line_import(tx, a->place, &a->lines.at[i]));
	return OK;
}

/* The sheet has done its work: it is forgotten in the same act, since it is full of names. */
static enum err load(struct tx *tx, const void *args)
{
	const struct roll_load *a = args;
	const struct pair file[] = { { "file", pair_id(tx, a->sheet.id) }, { NULL, NULL } };

	if (!a->roll.lines.count)
		return refuse(tx, "sheet", "not_yours");
	TRY(import(tx, &a->roll));
	return then(tx, "place.file.forget", file, NULL);
}

static const struct field line_fields[] = {
	TEXT(roll_line, estate, .max = 400, .optional = true),
	TEXT(roll_line, building, .max = 400, .optional = true),
	TEXT(roll_line, door, .max = 400, .optional = true),
	TEXT(roll_line, name, .max = 400, .optional = true),
	TEXT(roll_line, phone, .max = 400, .optional = true),
	TEXT(roll_line, area, .max = 400, .optional = true),
	TEXT(roll_line, owner, .max = 400, .optional = true),
	{ .kind = FIELD_END },
};

const struct action roll_actions[] = {
	{ "people.roll.import", MAY(cadre | officer, place), RULE(roll_place), import,
		FIELDS(REF(roll_import, place, .of = "place.unit"),
			BOOL(roll_import, check, .optional = true),
			LIST(roll_import, lines, roll_line, line_fields, .max = ROLL_LINES,
				.personal = true)),
		.ready = import_ready, .goes = "people/household?place={place}" },
	{ "people.roll.load", MAY(cadre | officer, place), RULE(roll_load_place), load,
		FIELDS(REF(roll_load, place, .of = "place.unit"),
			UPLOAD(roll_load, sheet, .of = "place.file"),
			BOOL(roll_load, check, .optional = true)),
		.ready = load_ready, .goes = "people/household?place={place}" },
	{ 0 },
};
const struct view roll_views[] = {
	{ 0 },
};
