/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/sheet.c: finds the table inside a data tree, for csv, xlsx and pages without a look of
 * their own. Promises: columns in the order of the view's statement. */
#include "render/sheet.h"
#include "base/arena.h"
#include "render/render.h"

static bool is_scalar(const struct data *node)
{
	return node->kind == DATA_INT || node->kind == DATA_TEXT || node->kind == DATA_NULL;
}

/* The first row's cell of this name that says something; NULL: no row's does. */
static const struct data *said_first(const struct sheet *sheet, const char *name)
{
	for (const struct data *row = sheet->row; row; row = sheet_next(sheet, row))
		if (sheet_cell(row, name))
			return sheet_cell(row, name);
	return NULL;
}

static bool columns_of(struct arena *arena, const struct data *row, struct sheet *out)
{
	out->row = row;
	out->count = 0;
	if (!row || row->kind != DATA_OBJECT)
		return true;
	out->columns = arena_array(arena, row->count, sizeof(*out->columns));
	if (!out->columns)
		return row->count == 0;
	for (const struct data *cell = row->first; cell; cell = cell->next) {
		const struct data *said;

		if (!is_scalar(cell) || shape_is_frame(cell->name))
			continue;
		said = said_first(out, cell->name);
		out->columns[out->count++] = (struct sheet_column) {
			.name = cell->name,
			.shape = shape_of(cell->name),
			.is_number = shape_is_sum(said ? said : cell),
			.is_empty = !said,
		};
	}
	return true;
}

bool sheet_of_list(
	struct arena *arena, const struct data *list, struct str subject, struct sheet *out)
{
	*out = (struct sheet) { .list = list, .subject = subject };
	return columns_of(arena, list->first, out);
}

bool sheet_of(struct arena *arena, const struct data *data, struct sheet *out)
{
	struct str subject = shape_subject(arena, data);

	for (const struct data *node = data->first; node; node = node->next)
		if (node->kind == DATA_LIST && !shape_is_frame(node->name))
			return sheet_of_list(arena, node, subject, out);
	*out = (struct sheet) { .subject = subject };
	return columns_of(arena, data, out);
}

const struct data *sheet_next(const struct sheet *sheet, const struct data *row)
{
	return sheet->list ? row->next : NULL;
}

const struct data *sheet_cell(const struct data *row, const char *name)
{
	const struct data *cell = data_get(row, name);

	return cell && is_scalar(cell) && cell->kind != DATA_NULL ? cell : NULL;
}
