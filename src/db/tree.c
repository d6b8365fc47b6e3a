/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/tree.c: rows of a statement as members and lists of a data tree. Names and types are those of
 * the columns, bytes become hex. Children find their parents by id in one pass over each. */
#include <assert.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/hash.h"
#include "base/limits.h"
#include "db/open.h"
#include "db/params.h"

static void member_put(
	struct arena *arena, struct data *to, const char *name, const struct value *value)
{
	struct buf hex;

	switch (value->kind) {
	case VALUE_NULL:
		data_null(arena, to, name);
		break;
	case VALUE_INT:
		data_int(arena, to, name, value->number);
		break;
	case VALUE_TEXT:
		data_text(arena, to, name, (struct str) { value->at, value->len });
		break;
	case VALUE_BYTES:
		hex = buf_new(arena, 2 * value->len + 1);
		hex_print(&hex, (struct bytes) { (const uint8_t *)value->at, value->len });
		data_text(arena, to, name, buf_view(&hex));
		break;
	}
}

struct show {
	struct arena *arena;
	struct data *out;
	size_t count;
};

static enum err show_take(
	void *to, const struct value *columns, const char *const *names, size_t count)
{
	struct show *show = to;

	if (show->count++)
		return OK;
	for (size_t i = 0; i < count; i++)
		member_put(show->arena, show->out, names[i], &columns[i]);
	return OK;
}

enum err rd_show(struct rd *rd, const struct stmt *stmt, const void *in, struct data *out)
{
	struct show show = { rd->arena, out, 0 };

	TRY(stmt_run(rd, stmt, in, show_take, &show));
	if (arena_is_spent(rd->arena))
		return ERR_MEMORY;
	return show.count ? OK : ERR_NOT_FOUND;
}

static enum err list_take(
	void *to, const struct value *columns, const char *const *names, size_t count)
{
	struct show *show = to;
	struct data *item;

	if (show->count++ == LIMIT_EXPORT)
		return ERR_TOO_BIG;
	item = data_object(show->arena, show->out, NULL);
	for (size_t i = 0; i < count; i++)
		member_put(show->arena, item, names[i], &columns[i]);
	return item ? OK : ERR_MEMORY;
}

enum err rd_list(
	struct rd *rd, const struct stmt *stmt, const void *in, struct data *out, const char *name)
{
	struct show show = { rd->arena, data_list(rd->arena, out, name), 0 };

	TRY(stmt_run(rd, stmt, in, list_take, &show));
	return arena_is_spent(rd->arena) ? ERR_MEMORY : OK;
}

/* The parents of a nest, sorted by id. */
struct parent {
	int64_t id;
	struct data *list;
};
struct nest {
	struct arena *arena;
	struct parent *parents;
	size_t count;
	size_t row_count;
};

static int parent_compare(const void *a, const void *b)
{
	const struct parent *left = a;
	const struct parent *right = b;

	return (left->id > right->id) - (left->id < right->id);
}

static enum err nest_take(
	void *to, const struct value *columns, const char *const *names, size_t count)
{
	struct nest *nest = to;
	const struct parent key = { .id = columns[0].number };
	const struct parent *parent = NULL;
	struct data *item;

	if (nest->row_count++ == LIMIT_EXPORT)
		return ERR_TOO_BIG;
	if (columns[0].kind == VALUE_INT && nest->count)
		parent = bsearch(&key, nest->parents, nest->count, sizeof(key), parent_compare);
	if (!parent)
		return OK; /* of a row that this page does not show */
	item = data_object(nest->arena, parent->list, NULL);
	for (size_t i = 1; i < count; i++)
		member_put(nest->arena, item, names[i], &columns[i]);
	return item ? OK : ERR_MEMORY;
}

enum err rd_nest(struct rd *rd, const struct stmt *stmt, const void *in, struct data *out,
	const char *list, const char *name)
{
	struct data *parents = data_get(out, list);
	struct nest nest = { .arena = rd->arena };

	assert(parents && parents->kind == DATA_LIST);
	nest.parents = arena_array(rd->arena, parents->count, sizeof(*nest.parents));
	if (parents->count && !nest.parents)
		return ERR_MEMORY;
	for (struct data *row = parents->first; row; row = row->next) {
		nest.parents[nest.count].id = data_number(row, "id");
		nest.parents[nest.count].list = data_list(rd->arena, row, name);
		nest.count++;
	}
	if (nest.count)
		qsort(nest.parents, nest.count, sizeof(*nest.parents), parent_compare);
	TRY(stmt_run(rd, stmt, in, nest_take, &nest));
	return arena_is_spent(rd->arena) ? ERR_MEMORY : OK;
}
