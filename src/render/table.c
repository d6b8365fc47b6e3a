/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/table.c: data for pages without a look of their own: a list as a table, everything else as
 * pairs. The markup is in web/table.html and web/fields.html; ids and refs are left out, as people
 * read neither. */
#include <string.h>
#include "base/arena.h"
#include "door/door.h"
#include "render/html.h"
#include "render/render.h"
#include "render/sheet.h"

enum { CELL_MOST = 1 << 18, LONG_TEXT = 100, PARTS_DEEP = 4 };

struct drawn {
	const struct face *face;
	struct arena *arena;
	struct sheet sheet;
	const char *rows_at; /* "fund/pledge": each row leads to its page there; NULL: no row leads
				anywhere */
	struct buf scratch;
};

static bool is_for_people(const char *name)
{
	return strcmp(name, "id") != 0 && !str_ends(str_of(name), "_ref");
}

static void add_label(struct drawn *t, struct data *to, const char *name)
{
	t->scratch.len = 0;
	shape_label(&t->scratch, t->face, t->sheet.subject, name);
	data_text(t->arena, to, "label", buf_view(&t->scratch));
}

static void add_text(struct drawn *t, struct data *to, const char *name, const struct data *value)
{
	t->scratch.len = 0;
	shape_cell(&t->scratch, t->face, t->sheet.subject, name, value);
	data_text(t->arena, to, "text", buf_view(&t->scratch));
}

static const char *row_path(struct drawn *t, const struct data *row)
{
	struct buf path = buf_new(t->arena, 256);

	buf_text(&path, t->rows_at);
	buf_char(&path, '/');
	buf_int(&path, data_number(row, "id"));
	return buf_z(&path);
}

static bool is_first_list(const struct data *list)
{
	const struct data *node = list->up ? list->up->first : list;

	while (node != list && node->kind != DATA_LIST)
		node = node->next;
	return node == list;
}

/* A list page leads from its first list to the rows' pages when there are such. */
static const char *rows_lead(struct drawn *t, const struct data *list, const struct data *scope)
{
	const struct data *path = data_find(scope, str_of("page.path"));
	struct look look;

	if (!path || path->kind != DATA_TEXT || !list->first || !data_number(list->first, "id"))
		return NULL;
	if (!is_first_list(list) || !memchr(path->text.at, '/', path->text.len))
		return NULL;
	t->rows_at = str_z(t->arena, path->text);
	if (!t->rows_at || !view_find(str_of(row_path(t, list->first)), &look))
		return NULL;
	return t->rows_at;
}

static void add_href(struct drawn *t, struct data *to, const struct data *row)
{
	struct buf href = buf_new(t->arena, 512);

	buf_text(&href, t->face->base);
	buf_char(&href, '/');
	buf_text(&href, row_path(t, row));
	data_text(t->arena, to, "href", buf_view(&href));
}

static void add_row(struct drawn *t, struct data *rows, const struct data *row)
{
	struct data *cells = data_list(t->arena, data_object(t->arena, rows, NULL), "cells");

	for (size_t i = 0; i < t->sheet.count; i++) {
		const struct sheet_column *column = &t->sheet.columns[i];
		struct data *cell = data_object(t->arena, cells, NULL);

		add_label(t, cell, column->name);
		add_text(t, cell, column->name, sheet_cell(row, column->name));
		data_int(t->arena, cell, "is_number", column->is_number);
		data_int(t->arena, cell, "is_head", i == 0);
		data_null(t->arena, cell, "href");
		if (i == 0 && t->rows_at)
			add_href(t, cell, row);
	}
}

/* Leaves in the sheet what people read: a view has columns for every state of its rows. */
static void columns_drop(struct drawn *t)
{
	size_t count = 0;

	for (size_t i = 0; i < t->sheet.count; i++)
		if (is_for_people(t->sheet.columns[i].name) && !t->sheet.columns[i].is_empty)
			t->sheet.columns[count++] = t->sheet.columns[i];
	t->sheet.count = count;
}

static void fill(
	struct drawn *t, struct data *out, const struct data *list, const struct data *scope)
{
	struct data *columns = data_list(t->arena, out, "columns");
	struct data *rows = data_list(t->arena, out, "rows");

	add_label(t, out, list->name ? list->name : "rows");
	data_int(t->arena, out, "count", (int64_t)list->count);
	t->rows_at = rows_lead(t, list, scope);
	columns_drop(t);
	for (size_t i = 0; i < t->sheet.count; i++) {
		struct data *column = data_object(t->arena, columns, NULL);

		add_label(t, column, t->sheet.columns[i].name);
		data_int(t->arena, column, "is_number", t->sheet.columns[i].is_number);
	}
	for (const struct data *row = list->first; row; row = row->next)
		add_row(t, rows, row);
}

static struct drawn drawn_new(const struct face *face)
{
	struct drawn t = { .face = face, .arena = face->arena };

	t.scratch = buf_new(face->arena, CELL_MOST);
	return t;
}

static struct str subject_of(struct arena *arena, const struct data *scope)
{
	while (scope && !data_get(scope, "page"))
		scope = scope->up;
	return scope ? shape_subject(arena, scope) : str_of("");
}

enum err table_tag(struct html_run *run, const struct data *list, const struct data *scope)
{
	struct drawn t = drawn_new(run->face);
	struct data *out = data_root(t.arena);

	if (!out || !sheet_of_list(t.arena, list, subject_of(t.arena, scope), &t.sheet))
		return ERR_MEMORY;
	fill(&t, out, list, scope);
	out->up = (struct data *)scope;
	return html_run_part(run, "table", out);
}

/* What the page's head says already is not said again. */
static bool is_title(const struct data *scope, struct str text)
{
	const struct data *title = data_find(scope, str_of("page_title"));

	return title && title->kind == DATA_TEXT && str_equal(title->text, text);
}

static struct data *part_new(struct drawn *t, struct data *parts, const char *name)
{
	struct data *part = data_object(t->arena, parts, NULL);

	data_text(t->arena, part, "label", str_of(""));
	if (name)
		add_label(t, part, name);
	if (is_title(parts, data_str(part, "label")))
		data_text(t->arena, part, "label", str_of(""));
	data_null(t->arena, part, "table");
	return part;
}

static bool is_shown(const struct data *object, const struct data *value)
{
	return object->name || !shape_is_frame(value->name);
}

static void add_pairs(struct drawn *t, struct data *part, const struct data *object)
{
	struct data *pairs = data_list(t->arena, part, "pairs");

	for (const struct data *value = object->first; value; value = value->next) {
		bool is_scalar = value->kind == DATA_INT || value->kind == DATA_TEXT;
		struct data *pair;

		if (!is_scalar || !is_for_people(value->name) || !is_shown(object, value))
			continue;
		if (!object->name && is_title(pairs, value->text))
			continue;
		pair = data_object(t->arena, pairs, NULL);
		add_label(t, pair, value->name);
		add_text(t, pair, value->name, value);
		data_int(t->arena, pair, "is_number", shape_is_sum(value));
		data_int(t->arena, pair, "is_long",
			value->kind == DATA_TEXT && value->text.len > LONG_TEXT);
	}
	data_int(t->arena, part, "is_shown", pairs && pairs->count > 0);
}

/* The scalars of an object as pairs; then its lists and objects, each a part of its own. */
static enum err add_part(struct drawn *t, struct data *parts, const struct data *object, int depth)
{
	add_pairs(t, part_new(t, parts, object->name), object);
	for (const struct data *value = object->first; value; value = value->next) {
		struct data *part;

		if (!is_shown(object, value))
			continue;
		if (value->kind == DATA_OBJECT && depth < PARTS_DEEP)
			TRY(add_part(t, parts, value, depth + 1));
		if (value->kind != DATA_LIST)
			continue;
		if (!sheet_of_list(t->arena, value, t->sheet.subject, &t->sheet))
			return ERR_MEMORY;
		part = part_new(t, parts, value->name);
		data_list(t->arena, part, "pairs");
		data_int(t->arena, part, "is_shown", 1);
		fill(t, data_object(t->arena, part, "table"), value, value);
	}
	return OK;
}

enum err fields_tag(struct html_run *run, const struct data *scope)
{
	struct drawn t = drawn_new(run->face);
	struct data *out = data_root(t.arena);
	const struct data *view = scope;

	/* The page's own object holds the title only: the view's is around it. */
	while (view && view->up && !data_get(view, "page"))
		view = view->up;
	if (!out || !view)
		return ERR_MEMORY;
	t.sheet.subject = shape_subject(t.arena, view);
	out->up = (struct data *)scope;
	TRY(add_part(&t, data_list(t.arena, out, "parts"), view, 0));
	return html_run_part(run, "fields", out);
}
