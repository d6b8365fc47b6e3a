/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/sheet.h: the table inside a data tree: its first list, or the one row of its own scalars
 * when it has no list. What the program itself puts beside a view's members is left out, and so are
 * nested lists and objects. Memory: the caller's arena. */
#pragma once
#include <stdbool.h>
#include "base/data.h"
#include "render/shape.h"

struct sheet_column {
	const char *name;
	enum shape shape;
	bool is_empty;	/* no row says anything in it */
	bool is_number; /* money, count, share: stands at the right */
};
struct sheet {
	const struct data *list; /* NULL: one row, `row` */
	const struct data *row;	 /* the first row; NULL when the list is empty */
	struct sheet_column *columns;
	size_t count;
	struct str subject; /* "fund.pledge" */
};

/* false: out of memory. */
bool sheet_of(struct arena *arena, const struct data *data, struct sheet *out);
/* The same of one list of the tree. */
bool sheet_of_list(
	struct arena *arena, const struct data *list, struct str subject, struct sheet *out);
const struct data *sheet_next(const struct sheet *sheet, const struct data *row);
/* The cell of a row; NULL when the row has none. */
const struct data *sheet_cell(const struct data *row, const char *name);
