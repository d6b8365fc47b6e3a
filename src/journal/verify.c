/* SPDX-License-Identifier: MulanPSL-2.0 */
/* journal/verify.c: reads a street's journal from the first leaf, keeps the last mark of every row,
 * then holds each row of each marked table against it. Tells everything that does not fit; trusts
 * nothing but the leaf bytes. */
#include <jansson.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "db/open.h"
#include "db/schema.h"
#include "journal/merkle.h"
#include "journal/rows.h"

enum { SPAN = 512 }; /* leaves read at a time */

struct last_mark {
	const char *name; /* table, a blank, key */
	const char *digest;
	bool is_met; /* a row with this key was seen */
};
struct check {
	struct rd *rd;
	int64_t street;
	journal_tell *tell;
	void *with;
	struct journal_report *report;
	struct last_mark *marks; /* open addressing */
	size_t count;
	size_t cap;
	struct merkle tree;
};

static void wrong(struct check *check, const char *kind, const char *what)
{
	check->report->wrong++;
	check->tell(check->with, kind, what);
}

static size_t slot_for(const struct check *check, const char *name)
{
	uint64_t h = 0xcbf29ce484222325ull;
	size_t slot;

	for (const char *c = name; *c; c++)
		h = (h ^ (uint8_t)*c) * 0x100000001b3ull;
	for (slot = (size_t)(h ^ h >> 31) & (check->cap - 1); check->marks[slot].name;
		slot = (slot + 1) & (check->cap - 1))
		if (!strcmp(check->marks[slot].name, name))
			break;
	return slot;
}

static enum err marks_room(struct check *check)
{
	struct last_mark *old = check->marks;
	size_t old_cap = check->cap;

	if (check->count * 2 < check->cap)
		return OK;
	check->cap = old_cap ? old_cap * 2 : 4096;
	check->marks = arena_array(rd_arena(check->rd), check->cap, sizeof *old);
	if (!check->marks)
		return ERR_MEMORY;
	for (size_t i = 0; i < old_cap; i++)
		if (old[i].name)
			check->marks[slot_for(check, old[i].name)] = old[i];
	return OK;
}

/* One mark, [table, key, digest]; a later one replaces an earlier. */
static enum err mark_note(struct check *check, const json_t *mark, const char *where)
{
	const char *table, *key, *digest;
	struct buf name = buf_new(rd_arena(check->rd), 4096);
	const char *z;
	size_t slot;

	table = json_string_value(json_array_get(mark, 0));
	key = json_string_value(json_array_get(mark, 1));
	digest = json_string_value(json_array_get(mark, 2));
	if (!table || !key || !digest) {
		wrong(check, "mark", where);
		return OK;
	}
	TRY(marks_room(check));
	buf_print(&name, "%s %s", table, key);
	z = buf_z(&name);
	if (!z)
		return ERR_MEMORY;
	slot = slot_for(check, z);
	if (!check->marks[slot].name)
		check->count++;
	check->marks[slot].name = z;
	check->marks[slot].digest = arena_copy(rd_arena(check->rd), digest, strlen(digest));
	return check->marks[slot].digest ? OK : ERR_MEMORY;
}

/* The list of a leaf that only holds count and root. */
static enum err long_marks_note(
	struct check *check, const json_t *summary, int64_t leaf, const char *where)
{
	struct journal_span span = { check->street, leaf, 0 };
	struct marks_read_list rows;
	struct merkle tree = { 0 };
	struct buf hex = buf_new(rd_arena(check->rd), 80);
	struct hash root;
	const char *said = json_string_value(json_object_get(summary, "root"));

	TRY(marks_read(check->rd, &span, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		struct hash hash = merkle_leaf(rows.at[i].mark.at, rows.at[i].mark.len);
		json_t *mark = json_loadb(rows.at[i].mark.at, rows.at[i].mark.len, 0, NULL);
		enum err err = mark_note(check, mark, where);

		json_decref(mark);
		TRY(err);
		merkle_add(&tree, &hash);
	}
	root = merkle_root(&tree);
	hex_print(&hex, (struct bytes) { root.at, HASH_SIZE });
	if (!said || !buf_z(&hex) || strcmp(said, buf_z(&hex)) ||
		json_integer_value(json_object_get(summary, "count")) != (json_int_t)rows.count)
		wrong(check, "marks", where);
	return OK;
}

static enum err leaf_check(struct check *check, const struct journal_entry_row *row)
{
	struct hash hash = merkle_leaf(row->entry.at, row->entry.len);
	const json_t *marks, *mark;
	json_t *leaf;
	char where[64];
	size_t i;
	enum err err = OK;

	snprintf(where, sizeof where, "leaf %lld", (long long)row->at);
	if (row->at != check->tree.size)
		wrong(check, "gap", where);
	if (!bytes_equal(row->hash, (struct bytes) { hash.at, HASH_SIZE }))
		wrong(check, "leaf", where);
	merkle_add(&check->tree, &hash);
	leaf = json_loadb(row->entry.at, row->entry.len, JSON_REJECT_DUPLICATES, NULL);
	if (!leaf) {
		wrong(check, "leaf", where);
		return OK;
	}
	marks = json_object_get(leaf, "marks");
	if (json_is_object(marks))
		err = long_marks_note(check, marks, row->at, where);
	else
		json_array_foreach(marks, i, mark) if (!err) err = mark_note(check, mark, where);
	json_decref(leaf);
	return err;
}

static enum err checkpoints_check(
	struct check *check, const struct checkpoints_read_list *checkpoints, size_t *next)
{
	while (*next < checkpoints->count && checkpoints->at[*next].size == check->tree.size) {
		struct hash root = merkle_root(&check->tree);

		if (!bytes_equal(
			    checkpoints->at[*next].root, (struct bytes) { root.at, HASH_SIZE }))
			wrong(check, "checkpoint", "a signed root is not the root of its leaves");
		(*next)++;
	}
	return OK;
}

static enum err leaves_check(struct check *check, const struct journal_head *head)
{
	struct journal_where where = { check->street };
	struct checkpoints_read_list checkpoints;
	struct entries_read_list rows;
	size_t next = 0;

	TRY(checkpoints_read(check->rd, &where, &checkpoints));
	for (int64_t from = 0; from < head->size; from += SPAN) {
		struct journal_span span = { check->street, from, from + SPAN };

		TRY(entries_read(check->rd, &span, &rows));
		if (rows.count == 0) {
			wrong(check, "gap", "leaves are missing");
			break;
		}
		for (size_t i = 0; i < rows.count; i++) {
			TRY(leaf_check(check, &rows.at[i]));
			TRY(checkpoints_check(check, &checkpoints, &next));
		}
		check->tell(check->with, "progress", "leaves");
	}
	if (check->tree.size != head->size)
		wrong(check, "size", "the head row does not say how many leaves there are");
	if (next < checkpoints.count)
		wrong(check, "checkpoint", "a signed size was never reached");
	return OK;
}

/* The commitment that stands for a personal column, and whether value and salt still give it. */
static enum err seal_check(struct check *check, const struct table *table, struct str key,
	const struct value *value, const char *column, struct str *commitment)
{
	struct journal_seal_row ask = { .street_of = check->street,
		.tbl = str_of(table->name),
		.row_key = key,
		.col = str_of(column) };
	struct journal_seal_found seal;
	struct buf again = buf_new(rd_arena(check->rd), 80);
	bool found;

	TRY(seal_read(check->rd, &ask, &seal, &found));
	if (!found) {
		*commitment = (struct str) { 0 };
		if (value->kind != VALUE_NULL)
			wrong(check, "seal", table->name);
		return OK;
	}
	*commitment = seal.commitment;
	if (seal.salt.at && value->kind != VALUE_NULL) {
		if (seal.salt.len != HASH_SIZE) {
			wrong(check, "seal", table->name);
			return OK;
		}
		commitment_print(
			&again, seal.salt.at, column, value_spell(rd_arena(check->rd), value));
		if (!buf_ok(&again))
			return ERR_MEMORY;
		if (!str_equal(buf_view(&again), seal.commitment))
			wrong(check, "row", table->name);
	}
	return OK;
}

static enum err row_check(struct check *check, const struct table *table, const struct value *row)
{
	struct arena *arena = rd_arena(check->rd);
	struct buf key = buf_new(arena, 4096), name = buf_new(arena, 4096);
	struct buf json = buf_new(arena, LIMIT_UPLOAD), digest = buf_new(arena, 80);
	struct str *commitments = arena_array(arena, table->column_count, sizeof *commitments);
	struct last_mark *mark;
	struct hash hash;

	row_key_print(&key, table, row);
	if (!commitments || !buf_ok(&key))
		return ERR_MEMORY;
	for (size_t i = 0; i < table->column_count; i++)
		if (table->columns[i].is_personal)
			TRY(seal_check(check, table, buf_view(&key), &row[i],
				table->columns[i].name, &commitments[i]));
	row_json_print(&json, table, row, commitments);
	hash = hash_of(json.at, json.len);
	hex_print(&digest, (struct bytes) { hash.at, HASH_SIZE });
	buf_print(&name, "%s %.*s", table->name, (int)key.len, key.at);
	if (!buf_ok(&json) || !buf_z(&digest) || !buf_z(&name))
		return ERR_MEMORY;
	check->report->rows++;
	if (check->cap == 0) {
		wrong(check, "row", buf_z(&name));
		return OK;
	}
	mark = &check->marks[slot_for(check, buf_z(&name))];
	if (!mark->name || strcmp(mark->digest, buf_z(&digest)))
		wrong(check, "row", buf_z(&name));
	mark->is_met = mark->name != NULL;
	return OK;
}

struct scanned {
	struct check *check;
	struct value *rows; /* copies: seals are asked for after the scan has ended */
	size_t count;
	size_t cap;
	size_t width;
};

static enum err row_keep(
	void *to, const struct value *columns, const char *const *names, size_t count)
{
	struct scanned *scanned = to;
	struct arena *arena = rd_arena(scanned->check->rd);
	struct value *grown;

	(void)names;
	if (count != scanned->width)
		return ERR_DB;
	if (scanned->count == scanned->cap) {
		scanned->cap = scanned->cap ? scanned->cap * 2 : 64;
		grown = arena_array(arena, scanned->cap * count, sizeof *grown);
		if (!grown)
			return ERR_MEMORY;
		if (scanned->count)
			memcpy(grown, scanned->rows, scanned->count * count * sizeof *grown);
		scanned->rows = grown;
	}
	for (size_t i = 0; i < count; i++) {
		struct value *kept = &scanned->rows[scanned->count * count + i];

		*kept = columns[i];
		if (columns[i].kind == VALUE_TEXT || columns[i].kind == VALUE_BYTES) {
			kept->at = arena_copy(arena, columns[i].at, columns[i].len);
			if (!kept->at)
				return ERR_MEMORY;
		}
	}
	scanned->count++;
	return OK;
}

static enum err table_check(struct check *check, const struct table_scan *scan)
{
	struct scanned scanned = { .check = check, .width = scan->table->column_count };
	struct value street = { .kind = VALUE_INT, .number = check->street };

	TRY(check->rd->driver->run(check->rd->conn, &scan->stmt, &street, 1, row_keep, &scanned));
	for (size_t i = 0; i < scanned.count; i++)
		TRY(row_check(check, scan->table, scanned.rows + i * scanned.width));
	check->tell(check->with, "progress", scan->table->name);
	return OK;
}

enum err journal_verify(
	struct rd *rd, int64_t street, journal_tell *tell, void *with, struct journal_report *out)
{
	struct check check = { rd, street, tell, with, out, NULL, 0, 0, { 0 } };
	struct journal_head head;

	*out = (struct journal_report) { 0 };
	TRY(journal_read(rd, street, &head));
	TRY(leaves_check(&check, &head));
	for (const struct table_scan *scan = table_scans; scan->table; scan++)
		TRY(table_check(&check, scan));
	for (size_t i = 0; i < check.cap; i++) {
		const struct last_mark *mark = &check.marks[i];

		if (mark->name && !mark->is_met && strcmp(mark->digest, "gone"))
			wrong(&check, "missing", mark->name);
	}
	out->leaves = check.tree.size;
	out->root = merkle_root(&check.tree);
	return out->wrong ? ERR_REFUSED : OK;
}
