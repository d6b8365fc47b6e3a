/* SPDX-License-Identifier: MulanPSL-2.0 */
/* feed/import.c: reads the sheet, finds its columns by their Chinese or English names, asks the
 * door, and tells line by line how it went, in the line numbers of the file. */
#include "feed/import.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/words.h"
#include "people/roll.h"

enum { AREA_PART = 300 }; /* lines of one act: a leaf holds them all */

struct import_name {
	struct str name;
};
#include "gen/feed/import.sql.h"

static const struct csv_column area_columns[] = {
	{ "code", "代码 区划代码 code", true },
	{ "level", "级别 level", true },
	{ "kind", "类别 kind", true },
	{ "name", "名称 name", true },
	{ "parent", "上级 parent", false },
	{ NULL, NULL, false },
};
enum { COLUMNS = 8 };

struct feed {
	struct door *door;
	const char *street;
	struct actor actor;
	struct arena *arena;
	struct json *report;
	struct csv csv;
	int columns[COLUMNS];
	struct str hash; /* of the file, for once keys: the same file comes in once */
};

static const char *hint_words(const char *reason, bool is_zh)
{
	char key[120];
	const struct word *word;

	snprintf(key, sizeof key, "feed.import.%s", reason);
	word = word_find(key);
	if (!word) { /* what the door itself says of any field */
		snprintf(key, sizeof key, "door.field.%s", reason);
		word = word_find(key);
	}
	return word ? is_zh ? word->zh : word->en : reason;
}

static enum err trouble_tell(struct feed *feed, int line, const char *reason, const char *what)
{
	json_key(feed->report, "error");
	json_text(feed->report, reason);
	if (line) {
		json_key(feed->report, "line");
		json_int(feed->report, line);
	}
	if (what) {
		json_key(feed->report, "column");
		json_text(feed->report, what);
	}
	json_key(feed->report, "words");
	json_text(feed->report, hint_words(reason, true));
	json_key(feed->report, "in_english");
	json_text(feed->report, hint_words(reason, false));
	return ERR_BAD_INPUT;
}

static enum err sheet_open(struct feed *feed, struct bytes file, const struct csv_column *columns)
{
	static const char *const reasons[] = { "", "not_text", "empty", "quote_open",
		"file_too_big" };
	struct hash hash = hash_of(file.at, file.len);
	struct buf hex = buf_new(feed->arena, 65);
	int line;
	enum csv_fault fault = csv_read(feed->arena, file, &feed->csv, &line);

	if (fault)
		return trouble_tell(feed, line, reasons[fault], NULL);
	hex_print(&hex, (struct bytes) { hash.at, 16 });
	feed->hash = buf_view(&hex);
	for (size_t i = 0; columns[i].field; i++) {
		feed->columns[i] = csv_column(&feed->csv, columns[i].names);
		if (feed->columns[i] < 0 && columns[i].is_needed)
			return trouble_tell(
				feed, feed->csv.head.line, "column_missing", columns[i].names);
	}
	return feed->csv.count ? OK : trouble_tell(feed, 0, "empty", NULL);
}

/* lines.N.field=cell for rows first … first + count, after the fixed pairs. */
static enum err lines_pair(struct feed *feed, const struct csv_column *columns, size_t first,
	size_t count, struct pair *pairs, size_t *used)
{
	for (size_t k = 0; k < count; k++)
		for (size_t i = 0; columns[i].field; i++) {
			struct str cell = csv_cell(&feed->csv.rows[first + k], feed->columns[i]);
			struct buf name = buf_new(feed->arena, 64);

			if (!cell.at)
				continue;
			buf_print(&name, "lines.%zu.%s", k, columns[i].field);
			pairs[*used].name = buf_z(&name);
			pairs[*used].value = str_z(feed->arena, cell);
			if (!pairs[*used].name || !pairs[*used].value)
				return ERR_MEMORY;
			++*used;
		}
	return OK;
}

/* Which roll: the one the file names, else the only one this person keeps. */
static enum err place_find(struct feed *feed, struct ref *out)
{
	int column = csv_column(&feed->csv, "居民区 居委 neighbourhood");
	struct import_name ask = { csv_cell(&feed->csv.rows[0], column) };
	struct import_own_list own = { 0 };
	struct snapshot snapshot;
	bool found = false;
	enum err err;

	for (size_t i = 1; i < feed->csv.count; i++)
		if (!str_equal(csv_cell(&feed->csv.rows[i], column), ask.name))
			return trouble_tell(feed, feed->csv.rows[i].line, "two_places", NULL);
	TRY(door_snapshot(feed->door, feed->street, feed->actor, feed->arena, &snapshot));
	err = ask.name.at ? import_neighbourhood(snapshot.rd, &ask, out, &found)
			  : import_own(snapshot.rd, &ask, &own);
	door_snapshot_done(&snapshot);
	if (err)
		return err;
	if (own.count == 1)
		*out = own.at[0];
	return found || own.count == 1 ? OK : trouble_tell(feed, 0, "place_unknown", NULL);
}

static const char *outcome_words(struct arena *arena, struct str outcome)
{
	struct buf key = buf_new(arena, 120);
	const struct word *word;

	buf_print(&key, "people.roll.outcome.%.*s", (int)outcome.len, outcome.at);
	word = buf_ok(&key) ? word_find(buf_z(&key)) : NULL;
	return word ? word->zh : "";
}

/* What the roll's act told of its lines, in the numbers of the file. */
static void lines_tell(struct feed *feed, const struct data *told)
{
	static const char *const counts[] = { "line_count", "new_count", "known_count",
		"fault_count" };
	const struct data *lines = data_get(told, "lines");

	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		json_key(feed->report, counts[i]);
		json_int(feed->report, data_number(told, counts[i]));
	}
	json_key(feed->report, "lines");
	json_open(feed->report, '[');
	for (const struct data *row = lines ? lines->first : NULL; row; row = row->next) {
		int64_t n = data_number(row, "line");

		if (n < 1 || (size_t)n > feed->csv.count)
			continue;
		json_open(feed->report, '{');
		json_key(feed->report, "line");
		json_int(feed->report, feed->csv.rows[n - 1].line);
		json_key(feed->report, "outcome");
		json_str(feed->report, data_str(row, "outcome"));
		json_key(feed->report, "words");
		json_text(feed->report, outcome_words(feed->arena, data_str(row, "outcome")));
		json_close(feed->report, '}');
	}
	json_close(feed->report, ']');
}

static void refusal_tell(struct feed *feed, const struct ask *ask)
{
	json_key(feed->report, "error");
	json_text(feed->report, err_name(ask->err));
	if (ask->err != ERR_REFUSED)
		return;
	json_key(feed->report, "field");
	json_text(feed->report, ask->refusal.field);
	json_key(feed->report, "reason");
	json_text(feed->report, ask->refusal.reason);
}

/* Asks in memory of its own: a long roll is looked at and taken in one after the other. */
static enum err roll_ask(struct feed *feed, struct ask *ask, bool *is_checked)
{
	struct arena *arena = arena_new(LIMIT_ARENA);

	if (!arena)
		return ERR_MEMORY;
	ask->arena = arena;
	door_do(feed->door, ask);
	if (ask->refusal.args)
		lines_tell(feed, ask->refusal.args);
	*is_checked = ask->err == ERR_REFUSED && !strcmp(ask->refusal.reason, "checked");
	if (ask->err && !*is_checked)
		refusal_tell(feed, ask);
	arena_free(arena);
	return ask->err;
}

static enum err roll_import(struct feed *feed, struct bytes file)
{
	struct ask ask = {
		.street = feed->street, .action = "people.roll.import", .actor = feed->actor
	};
	struct buf id = buf_new(feed->arena, 24), once = buf_new(feed->arena, 60);
	struct pair *pairs;
	struct ref place = { 0 };
	size_t count = 2;
	bool is_checked;
	enum err err;

	TRY(sheet_open(feed, file, roll_columns));
	TRY(place_find(feed, &place));
	pairs = arena_array(feed->arena, feed->csv.count * COLUMNS + 2, sizeof *pairs);
	buf_int(&id, place.id);
	buf_print(&once, "roll:%.*s", (int)feed->hash.len, feed->hash.at);
	if (!pairs || !buf_ok(&id) || !buf_ok(&once))
		return ERR_MEMORY;
	pairs[0] = (struct pair) { "place", buf_z(&id) };
	pairs[1] = (struct pair) { "check", "yes" };
	TRY(lines_pair(feed, roll_columns, 0, feed->csv.count, pairs, &count));
	ask.pairs = (struct pairs) { pairs, count };
	ask.once = buf_z(&once);
	err = roll_ask(feed, &ask, &is_checked);
	if (!is_checked)
		return err;
	pairs[1] = (struct pair) { "check", "" };
	TRY(roll_ask(feed, &ask, &is_checked));
	json_key(feed->report, "id");
	json_int(feed->report, ask.id);
	json_key(feed->report, "leaf");
	json_int(feed->report, ask.leaf);
	return OK;
}

/* Which line of the file it was: the act counts its own lines, the door names "lines.3.level". */
static void area_refused(struct feed *feed, const struct ask *ask, size_t first, size_t count)
{
	struct str rest = str_of(ask->refusal.field);
	int64_t n = ask->refusal.args ? data_number(ask->refusal.args, "line") : 0;
	int64_t at;

	if (ask->err != ERR_REFUSED) {
		refusal_tell(feed, ask);
		return;
	}
	str_cut(&rest, '.');
	if (!n && rest.at && str_int(str_cut(&rest, '.'), &at))
		n = at + 1;
	if (n < 1 || (size_t)n > count) {
		refusal_tell(feed, ask);
		return;
	}
	trouble_tell(feed, feed->csv.rows[first + (size_t)n - 1].line, ask->refusal.reason,
		rest.at ? str_z(feed->arena, rest) : NULL);
}

static enum err areas_part(struct feed *feed, size_t first, size_t count)
{
	struct ask ask = { .street = feed->street,
		.action = "place.area.list",
		.actor = feed->actor,
		.arena = feed->arena };
	struct pair *pairs = arena_array(feed->arena, count * COLUMNS + 1, sizeof *pairs);
	struct buf once = buf_new(feed->arena, 64);
	size_t used = 0;

	if (!pairs)
		return ERR_MEMORY;
	TRY(lines_pair(feed, area_columns, first, count, pairs, &used));
	buf_print(&once, "area:%zu:%.*s", first, (int)feed->hash.len, feed->hash.at);
	ask.pairs = (struct pairs) { pairs, used };
	ask.once = buf_z(&once);
	if (!door_do(feed->door, &ask))
		return OK;
	area_refused(feed, &ask, first, count);
	json_key(feed->report, "after_line");
	json_int(feed->report, feed->csv.rows[first].line - 1);
	return ask.err;
}

static enum err areas_import(struct feed *feed, struct bytes file)
{
	TRY(sheet_open(feed, file, area_columns));
	for (size_t first = 0; first < feed->csv.count; first += AREA_PART) {
		size_t left = feed->csv.count - first;

		TRY(areas_part(feed, first, left < AREA_PART ? left : AREA_PART));
	}
	json_key(feed->report, "line_count");
	json_int(feed->report, (int64_t)feed->csv.count);
	return OK;
}

enum err feed_import(struct door *door, const char *kind, const char *street, struct actor actor,
	struct bytes file, struct arena *arena, struct buf *report)
{
	struct json json = json_new(report);
	struct feed feed = {
		.door = door, .street = street, .actor = actor, .arena = arena, .report = &json
	};
	enum err err;

	json_open(&json, '{');
	json_key(&json, "kind");
	json_text(&json, kind);
	if (!strcmp(kind, "roll"))
		err = roll_import(&feed, file);
	else if (!strcmp(kind, "areas"))
		err = areas_import(&feed, file);
	else
		err = trouble_tell(&feed, 0, "kind_unknown", NULL);
	json_close(&json, '}');
	return err;
}
