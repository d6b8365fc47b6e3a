/* SPDX-License-Identifier: MulanPSL-2.0 */
/* journal/mark.c: marks: for each row an act wrote, its table, key and digest as it then stood.
 * Personal columns enter by a salted commitment that is kept in journal_seal, so the digest can be
 * recomputed when value and salt are gone. */
#include <assert.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/random.h"
#include "journal/rows.h"

struct str value_spell(struct arena *arena, const struct value *value)
{
	struct buf text = buf_new(arena, LIMIT_UPLOAD);

	if (value->kind == VALUE_TEXT)
		return (struct str) { value->at, value->len };
	if (value->kind == VALUE_INT)
		buf_int(&text, value->number);
	else if (value->kind == VALUE_BYTES)
		hex_print(&text, (struct bytes) { (const uint8_t *)value->at, value->len });
	return buf_view(&text);
}

void row_key_print(struct buf *out, const struct table *table, const struct value *row)
{
	bool is_first = true;

	for (size_t i = 0; i < table->column_count; i++) {
		if (!table->columns[i].is_key)
			continue;
		if (!is_first)
			buf_char(out, ',');
		is_first = false;
		if (row[i].kind == VALUE_INT)
			buf_int(out, row[i].number);
		else /* quoted, so that a comma inside cannot be taken for the next part */
			json_quote(out, value_spell(out->arena, &row[i]));
	}
}

static void column_print(struct json *j, const struct value *value, struct arena *arena)
{
	if (value->kind == VALUE_INT)
		json_int(j, value->number);
	else
		json_str(j, value_spell(arena, value));
}

void row_json_print(struct buf *out, const struct table *table, const struct value *row,
	const struct str *commitments)
{
	struct json j = json_new(out);

	json_open(&j, '[');
	json_text(&j, table->name);
	json_open(&j, '{');
	for (size_t i = 0; i < table->column_count; i++) {
		const struct table_column *column = &table->columns[i];

		if (column->is_personal && commitments[i].at) {
			json_key(&j, column->name);
			json_open(&j, '{');
			json_key(&j, "sealed");
			json_str(&j, commitments[i]);
			json_close(&j, '}');
		} else if (!column->is_personal && row[i].kind != VALUE_NULL) {
			json_key(&j, column->name);
			column_print(&j, &row[i], out->arena);
		}
	}
	json_close(&j, '}');
	json_close(&j, ']');
}

void commitment_print(
	struct buf *out, const uint8_t salt[HASH_SIZE], const char *name, struct str value)
{
	struct buf text = buf_new(out->arena, LIMIT_UPLOAD);
	struct str all;
	struct hash hash;

	buf_text(&text, "zd1");
	buf_text(&text, name);
	buf_char(&text, '\0');
	buf_str(&text, value);
	all = buf_view(&text);
	if (!buf_ok(&text)) {
		out->has_failed = true;
		return;
	}
	hash = hash_hmac((struct bytes) { salt, HASH_SIZE }, all.at, all.len);
	hex_print(out, (struct bytes) { hash.at, HASH_SIZE });
}

void journal_chance(
	const struct journal_head *head, int64_t leaf, const char *name, void *out, size_t size)
{
	char place[256];
	uint8_t *to = out;
	int len;

	if (!head->story.at) {
		random_bytes(out, size);
		return;
	}
	for (size_t done = 0, block = 0; done < size; block++) {
		struct hash h;
		size_t part = size - done < HASH_SIZE ? size - done : HASH_SIZE;

		len = snprintf(place, sizeof place, "%lld/%lld/%zu/%s", (long long)head->street,
			(long long)leaf, block, name);
		assert(len > 0 && (size_t)len < sizeof place);
		h = hash_hmac((struct bytes) { (const uint8_t *)head->story.at, head->story.len },
			place, (size_t)len);
		memcpy(to + done, h.at, part);
		done += part;
	}
}

enum err journal_commit_value(struct tx *tx, const struct journal_head *head, int64_t leaf,
	const char *name, struct str value, struct buf *out)
{
	struct journal_salt_row row = { .leaf = leaf, .name = str_of(name) };
	uint8_t salt[HASH_SIZE];

	journal_chance(head, leaf, name, salt, sizeof salt);
	row.salt = (struct bytes) { salt, sizeof salt };
	TRY(salt_insert(tx, &row));
	commitment_print(out, salt, name, value);
	return buf_ok(out) ? OK : ERR_MEMORY;
}

/* Seals one personal column; a null one has no seal. */
static enum err column_seal(struct marks *marks, const struct table *table, struct str key,
	const struct value *value, const char *column, struct str *commitment)
{
	struct journal_seal_row row = {
		.tbl = str_of(table->name), .row_key = key, .col = str_of(column)
	};
	struct buf name = buf_new(marks->arena, 256), text = buf_new(marks->arena, 128);
	uint8_t salt[HASH_SIZE];

	*commitment = (struct str) { 0 };
	if (value->kind == VALUE_NULL)
		return seal_drop(marks->tx, &row);
	buf_print(&name, "%s.%.*s.%s", table->name, (int)key.len, key.at, column);
	if (!buf_z(&name))
		return ERR_MEMORY;
	journal_chance(marks->head, marks->leaf, buf_z(&name), salt, sizeof salt);
	commitment_print(&text, salt, column, value_spell(marks->arena, value));
	if (!buf_ok(&text))
		return ERR_MEMORY;
	row.salt = (struct bytes) { salt, sizeof salt };
	row.commitment = *commitment = buf_view(&text);
	return seal_put(marks->tx, &row);
}

static size_t slot_of(const struct marks *marks, const struct table *table, struct str key)
{
	uint64_t h = (uint64_t)(uintptr_t)table;
	size_t slot;

	for (size_t i = 0; i < key.len; i++)
		h = (h ^ (uint8_t)key.at[i]) * 0x100000001b3ull;
	for (slot = (size_t)(h ^ h >> 29) & (marks->cap - 1); marks->by_key[slot];
		slot = (slot + 1) & (marks->cap - 1))
		if (marks->by_key[slot]->table == table && str_equal(marks->by_key[slot]->key, key))
			break;
	return slot;
}

static enum err marks_grow(struct marks *marks)
{
	size_t cap = marks->cap ? marks->cap * 2 : 64;

	marks->by_key = arena_array(marks->arena, cap, sizeof(struct mark *));
	if (!marks->by_key)
		return ERR_MEMORY;
	marks->cap = cap;
	for (struct mark *m = marks->first; m; m = m->next)
		marks->by_key[slot_of(marks, m->table, m->key)] = m;
	return OK;
}

static enum err mark_put(
	struct marks *marks, const struct table *table, struct str key, struct str digest)
{
	struct mark *mark;
	size_t slot;

	if (marks->count * 2 >= marks->cap)
		TRY(marks_grow(marks));
	slot = slot_of(marks, table, key);
	if (marks->by_key[slot]) {
		marks->by_key[slot]->digest = digest;
		return OK;
	}
	if (marks->count >= LIMIT_MARKS)
		return ERR_TOO_BIG;
	mark = arena_alloc(marks->arena, sizeof *mark);
	if (!mark)
		return ERR_MEMORY;
	*mark = (struct mark) { .table = table, .key = key, .digest = digest };
	marks->by_key[slot] = mark;
	if (marks->last)
		marks->last->next = mark;
	else
		marks->first = mark;
	marks->last = mark;
	marks->count++;
	return OK;
}

/* A deleted row leaves no digest and no seals behind. */
static enum err mark_gone(struct marks *marks, const struct table *table, struct str key)
{
	const struct value nothing = { .kind = VALUE_NULL };
	struct str unused;

	for (size_t i = 0; i < table->column_count; i++)
		if (table->columns[i].is_personal)
			TRY(column_seal(
				marks, table, key, &nothing, table->columns[i].name, &unused));
	return mark_put(marks, table, key, str_of("gone"));
}

enum err marks_add(void *to, const struct table *table, const struct value *row, bool is_gone)
{
	struct marks *marks = to;
	struct buf key = buf_new(marks->arena, 1024), json = buf_new(marks->arena, LIMIT_UPLOAD);
	struct buf digest = buf_new(marks->arena, 80);
	struct str *commitments;
	struct hash hash;

	commitments = arena_array(marks->arena, table->column_count, sizeof *commitments);
	row_key_print(&key, table, row);
	if (!commitments || !buf_ok(&key))
		return ERR_MEMORY;
	if (is_gone)
		return mark_gone(marks, table, buf_view(&key));
	for (size_t i = 0; i < table->column_count; i++)
		if (table->columns[i].is_personal)
			TRY(column_seal(marks, table, buf_view(&key), &row[i],
				table->columns[i].name, &commitments[i]));
	row_json_print(&json, table, row, commitments);
	if (!buf_ok(&json))
		return ERR_MEMORY;
	hash = hash_of(json.at, json.len);
	hex_print(&digest, (struct bytes) { hash.at, HASH_SIZE });
	if (!buf_ok(&digest))
		return ERR_MEMORY;
	return mark_put(marks, table, buf_view(&key), buf_view(&digest));
}
