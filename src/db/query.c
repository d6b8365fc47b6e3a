/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/query.c: runs a named statement for domain code: parameters from a struct by offset or from
 * the door, rows into structs by offset, written rows on to the marks in the order of their keys.
 * What it gives lives in the job's arena. */
#include "db/query.h"
#include <assert.h>
#include <strings.h>
#include "base/arena.h"
#include "base/limits.h"
#include "base/log.h"
#include "db/inside.h"
#include "db/open.h"
#include "db/params.h"

static struct value number_of(int64_t number)
{
	return (struct value) { VALUE_INT, number };
}

/* Of types where 0 means none. */
static struct value number_or_null(int64_t number)
{
	return number ? number_of(number) : (struct value) { VALUE_NULL };
}

static struct value piece_of(enum value_kind kind, const void *at, size_t len)
{
	return at ? (struct value) { kind, 0, at, len } : (struct value) { VALUE_NULL };
}

static struct value param_of(const struct bind *bind, const void *in, struct scope *scope)
{
	const void *at = in ? (const char *)in + bind->at : NULL;
	const struct str *text = at;
	const struct bytes *bytes = at;

	assert(in || bind->kind >= BIND_STREET);
	switch (bind->kind) {
	case BIND_INT:
		return number_of(*(const int64_t *)at);
	case BIND_BOOL:
		return number_of(*(const bool *)at);
	case BIND_MONEY:
		return number_of(((const struct money *)at)->fen);
	case BIND_REF:
		return number_or_null(((const struct ref *)at)->id);
	case BIND_DAY:
		return number_or_null(((const struct day *)at)->n);
	case BIND_MOMENT:
		return number_or_null(((const struct moment *)at)->ms);
	case BIND_TEXT:
		return piece_of(VALUE_TEXT, text->at, text->len);
	case BIND_BYTES:
		return piece_of(VALUE_BYTES, bytes->at, bytes->len);
	case BIND_STREET:
		return number_of(scope->street);
	case BIND_ID:
		return number_of(scope->id);
	case BIND_NEW:
		return number_of(scope->next_id++);
	case BIND_ACTOR:
		return number_of(scope->actor);
	case BIND_HOME:
		return number_of(scope->home);
	case BIND_BY:
		return number_of(scope->by);
	case BIND_NOW:
		return number_of(scope->now_ms);
	case BIND_TODAY:
		return number_of(day_of((struct moment) { scope->now_ms }).n);
	}
	assert(!"a bind kind");
	return (struct value) { VALUE_NULL };
}

enum err stmt_run(struct rd *rd, const struct stmt *stmt, const void *in, row_fn *row, void *to)
{
	struct value params[PARAMS_MOST];

	assert(stmt->bind_count <= PARAMS_MOST);
	for (size_t i = 0; i < stmt->bind_count; i++)
		params[i] = param_of(&stmt->binds[i], in, rd->scope);
	return rd->driver->run(rd->conn, stmt, params, stmt->bind_count, row, to);
}

/* One row into a struct. */

static bool column_take(
	struct arena *arena, const struct value *value, enum bind_kind kind, void *at)
{
	bool is_null = value->kind == VALUE_NULL;
	bool is_int = is_null || value->kind == VALUE_INT;
	const char *copy;

	switch (kind) {
	case BIND_INT:
		*(int64_t *)at = value->number;
		return is_int;
	case BIND_BOOL:
		*(bool *)at = value->number != 0;
		return is_int;
	case BIND_MONEY:
		((struct money *)at)->fen = value->number;
		return is_int;
	case BIND_REF:
		((struct ref *)at)->id = value->number;
		return is_int;
	case BIND_DAY:
		((struct day *)at)->n = value->number;
		return is_int;
	case BIND_MOMENT:
		((struct moment *)at)->ms = value->number;
		return is_int;
	case BIND_TEXT:
		copy = is_null ? NULL : arena_copy(arena, value->at, value->len);
		*(struct str *)at = (struct str) { copy, copy ? value->len : 0 };
		return is_null || value->kind == VALUE_TEXT;
	case BIND_BYTES:
		copy = is_null ? NULL : arena_copy(arena, value->at, value->len);
		*(struct bytes *)at = (struct bytes) { (const uint8_t *)copy,
			copy ? value->len : 0 };
		return is_null || value->kind == VALUE_BYTES;
	default:
		return false;
	}
}

static enum err row_take(struct arena *arena, const struct stmt *stmt, const struct value *columns,
	size_t count, void *out)
{
	assert(count == stmt->column_count);
	for (size_t i = 0; i < count; i++) {
		const struct column *column = &stmt->columns[i];

		if (column_take(arena, &columns[i], column->kind, (char *)out + column->at))
			continue;
		log_line(LOG_FAULT, "%s: column %s is of another type", stmt->name, column->name);
		return ERR_DB;
	}
	return arena_is_spent(arena) ? ERR_MEMORY : OK;
}

struct first {
	struct rd *rd;
	const struct stmt *stmt;
	void *out;
	bool is_found;
};

static enum err first_take(
	void *to, const struct value *columns, const char *const *names, size_t count)
{
	struct first *first = to;

	(void)names;
	if (first->is_found)
		return OK;
	first->is_found = true;
	return row_take(first->rd->arena, first->stmt, columns, count, first->out);
}

enum err rd_maybe(struct rd *rd, const struct stmt *stmt, const void *in, void *out, bool *found)
{
	struct first first = { rd, stmt, out, false };

	*found = false;
	TRY(stmt_run(rd, stmt, in, first_take, &first));
	*found = first.is_found;
	/* only now: in and out may be one struct */
	for (size_t i = 0; !first.is_found && i < stmt->column_count; i++)
		column_take(rd->arena, &(struct value) { VALUE_NULL }, stmt->columns[i].kind,
			(char *)out + stmt->columns[i].at);
	return OK;
}

enum err rd_one(struct rd *rd, const struct stmt *stmt, const void *in, void *out)
{
	bool is_found;

	TRY(rd_maybe(rd, stmt, in, out, &is_found));
	return is_found ? OK : ERR_NOT_FOUND;
}

struct rows {
	struct rd *rd;
	const struct stmt *stmt;
	size_t row_size;
	size_t cap;
	struct any_list list;
};

static enum err rows_take(
	void *to, const struct value *columns, const char *const *names, size_t count)
{
	struct rows *rows = to;
	char *at;

	(void)names;
	if (rows->list.count == rows->cap) {
		size_t cap = rows->cap ? rows->cap * 2 : 8;

		at = arena_grow(rows->rd->arena, rows->list.at, rows->cap * rows->row_size,
			cap * rows->row_size);
		if (!at)
			return ERR_MEMORY;
		rows->list.at = at;
		rows->cap = cap;
	}
	at = (char *)rows->list.at + rows->list.count++ * rows->row_size;
	return row_take(rows->rd->arena, rows->stmt, columns, count, at);
}

enum err rd_rows(struct rd *rd, const struct stmt *stmt, const void *in, size_t row_size,
	struct any_list *out)
{
	struct rows rows = { .rd = rd, .stmt = stmt, .row_size = row_size };

	TRY(stmt_run(rd, stmt, in, rows_take, &rows));
	*out = rows.list;
	return OK;
}

/* Writes. */

struct written {
	struct arena *arena;
	const struct table *table;
	const struct value **rows; /* each column_count values */
	size_t count;
	size_t cap;
};

static int value_compare(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (a->kind == VALUE_INT)
		return (a->number > b->number) - (a->number < b->number);
	return str_compare((struct str) { a->at, a->len }, (struct str) { b->at, b->len });
}

static int key_compare(const struct table *table, const struct value *a, const struct value *b)
{
	int order = 0;

	for (size_t i = 0; i < table->column_count && !order; i++)
		if (table->columns[i].is_key)
			order = value_compare(&a[i], &b[i]);
	return order;
}

static enum err written_take(
	void *to, const struct value *columns, const char *const *names, size_t count)
{
	struct written *written = to;
	struct value *row;

	(void)names;
	if (!written->table->is_marked) {
		written->count++;
		return OK;
	}
	assert(count == written->table->column_count);
	if (written->count == LIMIT_MARKS)
		return ERR_TOO_BIG;
	if (written->count == written->cap) {
		size_t cap = written->cap ? written->cap * 2 : 8;
		const struct value **rows = arena_grow(written->arena, written->rows,
			written->cap * sizeof(*rows), cap * sizeof(*rows));

		if (!rows)
			return ERR_MEMORY;
		written->rows = rows;
		written->cap = cap;
	}
	row = arena_array(written->arena, count, sizeof(*row));
	if (!row)
		return ERR_MEMORY;
	for (size_t i = 0; i < count; i++) {
		row[i] = columns[i];
		if (columns[i].kind == VALUE_TEXT || columns[i].kind == VALUE_BYTES)
			row[i].at = arena_copy(written->arena, columns[i].at, columns[i].len);
	}
	written->rows[written->count++] = row;
	return arena_is_spent(written->arena) ? ERR_MEMORY : OK;
}

/* Merges rows[0, half) with rows[half, count); stable. */
static void rows_merge(const struct table *table, const struct value **rows, size_t half,
	size_t count, const struct value **room)
{
	size_t left = 0;
	size_t right = half;

	for (size_t i = 0; i < count; i++) {
		bool is_left = right == count ||
			       (left < half && key_compare(table, rows[left], rows[right]) <= 0);

		room[i] = is_left ? rows[left++] : rows[right++];
	}
	memcpy(rows, room, count * sizeof(*rows));
}

static void rows_sort(const struct table *table, const struct value **rows, size_t count,
	const struct value **room)
{
	if (count < 2)
		return;
	rows_sort(table, rows, count / 2, room);
	rows_sort(table, rows + count / 2, count - count / 2, room);
	rows_merge(table, rows, count / 2, count, room);
}

static bool word_is(struct str word, const char *text)
{
	return word.len == strlen(text) && strncasecmp(word.at, text, word.len) == 0;
}

/* The verb of a statement is the first of these words outside brackets and quotes: WITH … may stand
 * before it. */
static bool stmt_deletes(const char *sql)
{
	int depth = 0;

	for (const char *at = sql; *at; at++) {
		struct str word = { at, strspn(at, "abcdefghijklmnopqrstuvwxyz_"
						   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") };

		if (*at == '\'' || *at == '"') {
			const char *end = strchr(at + 1, *at);

			at = end ? end : at + strlen(at) - 1;
		}
		depth += (*at == '(') - (*at == ')');
		if (!word.len)
			continue;
		if (depth == 0 && (word_is(word, "insert") || word_is(word, "update")))
			return false;
		if (depth == 0 && word_is(word, "delete"))
			return true;
		at += word.len - 1;
	}
	return false;
}

enum err tx_run(struct tx *tx, const struct stmt *stmt, const void *in)
{
	struct written written = { .arena = tx->rd.arena, .table = stmt->table };
	bool is_gone = stmt_deletes(stmt->sql);
	const struct value **room;

	assert(stmt->table);
	TRY(stmt_run(&tx->rd, stmt, in, written_take, &written));
	if (!written.count)
		return stmt->may_miss ? OK : ERR_NOT_FOUND;
	if (!stmt->table->is_marked)
		return OK;
	room = arena_array(written.arena, written.count, sizeof(*room));
	if (!room)
		return ERR_MEMORY;
	rows_sort(stmt->table, written.rows, written.count, room);
	for (size_t i = 0; i < written.count; i++)
		TRY(tx->mark(tx->mark_to, stmt->table, written.rows[i], is_gone));
	return OK;
}

struct rd *tx_rd(struct tx *tx)
{
	return &tx->rd;
}

struct arena *rd_arena(struct rd *rd)
{
	return rd->arena;
}

int64_t rd_street(struct rd *rd)
{
	return rd->scope->street;
}

int64_t rd_actor(struct rd *rd)
{
	return rd->scope->actor;
}

int64_t rd_now(struct rd *rd)
{
	return rd->scope->now_ms;
}

struct arena *tx_arena(struct tx *tx)
{
	return tx->rd.arena;
}

int64_t tx_now(struct tx *tx)
{
	return tx->rd.scope->now_ms;
}

int64_t tx_id(struct tx *tx)
{
	return tx->rd.scope->id;
}

int64_t tx_new_id(struct tx *tx)
{
	return tx->rd.scope->next_id++;
}
