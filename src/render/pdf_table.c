/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/pdf_table.c: tables. A row is one piece while it is low; a high one (a long opinion in the
 * minutes) is cut into its lines, so that no text is ever lost at the end of a sheet. The head
 * stands again on every sheet. */
#include "render/pdf_piece.h"

enum { LINES_WHOLE = 10 }; /* a row with more lines may run over to the next sheet */

static const double thick = 1.5;
static const double hair = 0.6;
static const double row_pad = 2.64;
static const double bar_height = 5;

enum row_kind { ROW_PLAIN, ROW_HEAD, ROW_SUM };

struct table {
	struct place *places;
	int count;
	double width;
	double least; /* height of a row */
	double pad;   /* above and below the text of a row */
	bool is_grid;
	struct piece *head;
};

struct cell {
	struct lines *lines;
	double x;
	double width; /* with its padding */
	double bar;   /* of 1; below 0: none */
};

struct row {
	const struct table *table;
	enum row_kind kind;
	struct cell *cells;
	int count;
	int lines; /* of its longest cell */
	double advance;
	double height;	    /* of the whole row */
	double top;	    /* padding above the first line */
	struct lines *mark; /* NULL: none */
};

/* The lines from … to of a row. */
struct slice {
	const struct row *row;
	int from;
	int to;
};

static enum align align_of(char c)
{
	return c == 'r' ? ALIGN_RIGHT : c == 'c' ? ALIGN_CENTRE : ALIGN_LEFT;
}

int places_count(const struct node *node)
{
	struct str cols = node_attribute(node, "cols");
	int count = 0;

	while (cols.len)
		count += str_cut(&cols, ' ').len > 0;
	return count;
}

enum err places_make(struct pdf *pdf, const struct node *node, int count, double width, double gap,
	struct place **out)
{
	struct str cols = node_attribute(node, "cols");
	double room = width - gap * (count - 1);
	double x = 0;
	struct place *places;

	TRY(pdf_alloc(pdf, (size_t)count, sizeof(*places), &places));
	for (int i = 0; i < count; i++) {
		struct str word = { 0 };
		double share = 0;

		while (cols.len && !word.len)
			word = str_cut(&cols, ' ');
		for (size_t at = 0; at < word.len && word.at[at] >= '0' && word.at[at] <= '9'; at++)
			share = share * 10 + (word.at[at] - '0');
		share = word.len ? share / 100 : 1.0 / count;
		places[i] = (struct place) { x, share * room,
			align_of(word.len ? word.at[word.len - 1] : 'l') };
		x += places[i].width + gap;
	}
	*out = places;
	return OK;
}

static void edges_draw(struct pdf *pdf, const struct row *row, double x, double y, double height)
{
	for (int i = 0; i < row->count; i++) {
		if (i > 0)
			draw_rect(pdf, INK, x + row->cells[i].x, y, hair, height);
	}
	draw_rect(pdf, INK, x, y, hair, height);
	draw_rect(pdf, INK, x + row->table->width - hair, y, hair, height);
}

static void mark_draw(struct pdf *pdf, const struct row *row, double x, double y)
{
	const struct lines *mark = row->mark;
	double left = x + row->table->width - mark->natural - 8;

	draw_rect(pdf, INK_SEAL, x, y - 1, row->table->width, 2);
	/* The words stand on the line, in the white of the last cell. */
	draw_rect(
		pdf, INK_WHITE, left - 2, y - mark->advance / 2, mark->natural + 6, mark->advance);
	lines_draw(pdf, mark, 0, 1, left - (mark->width - mark->natural), y - mark->advance / 2);
}

static void slice_draw(struct pdf *pdf, const struct piece *piece, double x, double y)
{
	const struct slice *slice = piece->with;
	const struct row *row = slice->row;
	bool is_first = slice->from == 0;
	bool is_last = slice->to == row->lines;
	double text = y + (is_first ? row->top : 0);
	double end = y + piece->height;

	for (int i = 0; i < row->count; i++) {
		const struct cell *cell = &row->cells[i];
		double pad = row->table->is_grid ? 4 : 0;
		int to = slice->to < cell->lines->count ? slice->to : cell->lines->count;

		if (slice->from < to)
			lines_draw(pdf, cell->lines, slice->from, to, x + cell->x + pad, text);
		if (cell->bar >= 0 && is_last) {
			double width = cell->lines->width;

			draw_rect(pdf, INK_TRACK, x + cell->x + pad,
				end - row->table->pad - bar_height, width, bar_height);
			draw_rect(pdf, INK_GREEN, x + cell->x + pad,
				end - row->table->pad - bar_height,
				width * (cell->bar > 1 ? 1 : cell->bar), bar_height);
		}
	}
	if (row->table->is_grid)
		edges_draw(pdf, row, x, y, piece->height);
	if (is_first && row->kind == ROW_SUM)
		draw_rect(pdf, INK, x, y - thick / 2, row->table->width, thick);
	if (is_first && row->kind == ROW_HEAD && row->table->is_grid)
		draw_rect(pdf, INK, x, y, row->table->width, hair);
	if (is_last && row->kind == ROW_HEAD)
		draw_rect(pdf, INK, x, end - thick / 2, row->table->width, thick);
	else if (is_last && (row->kind == ROW_PLAIN || row->table->is_grid))
		draw_rect(pdf, row->table->is_grid ? INK : INK_LINE, x, end - hair / 2,
			row->table->width, hair);
	if (is_last && row->mark)
		mark_draw(pdf, row, x, end);
}

static enum err slice_add(
	struct pdf *pdf, const struct row *row, int from, int to, struct stack *stack)
{
	struct slice *slice;
	struct piece *piece;
	double height = (to - from) * row->advance;

	if (from == 0)
		height += row->top;
	if (to == row->lines)
		height += row->height - row->top - row->lines * row->advance;
	TRY(pdf_alloc(pdf, 1, sizeof(*slice), &slice));
	*slice = (struct slice) { row, from, to };
	TRY(piece_add(pdf, stack, height, &piece));
	piece->draw = slice_draw;
	piece->with = slice;
	piece->head = row->kind == ROW_HEAD ? NULL : row->table->head;
	/* Two lines at least on each side of a break; the head never alone. */
	piece->keeps_next = row->kind == ROW_HEAD ||
			    (to < row->lines && (from == 0 || to == row->lines - 1));
	return OK;
}

static enum err row_slice(struct pdf *pdf, const struct row *row, struct stack *stack)
{
	if (row->lines <= LINES_WHOLE)
		return slice_add(pdf, row, 0, row->lines, stack);
	for (int i = 0; i < row->lines; i++)
		TRY(slice_add(pdf, row, i, i + 1, stack));
	return OK;
}

static enum err cell_make(
	struct pdf *pdf, const struct row *row, const struct node *node, int at, struct cell *cell)
{
	const struct table *table = row->table;
	int span = node_hundredths(node, "span", 100) / 100;
	struct style style = row->kind == ROW_HEAD ? style_small : style_text;
	int last = at + (span < 1 ? 1 : span) - 1;
	double pad = table->is_grid ? 8 : 0;

	last = last < table->count ? last : table->count - 1;
	cell->x = table->places[at].x;
	cell->width = table->places[last].x + table->places[last].width - cell->x;
	if (!table->is_grid && last < table->count - 1)
		pad = 8.4;
	style.align = table->places[at].align;
	style.line = 1.5;
	if (row->kind == ROW_HEAD)
		style.ink = INK_SOFT;
	if (row->kind == ROW_SUM || node_has(node, "strong"))
		style.is_bold = true;
	cell->bar = node_hundredths(node, "bar", -1) / 1e4;
	return lines_make(pdf, node, &style, cell->width - pad, &cell->lines);
}

static enum err row_make(
	struct pdf *pdf, const struct table *table, const struct node *node, struct row **out)
{
	struct str mark = node_attribute(node, "mark");
	struct style style = style_small;
	bool has_bar = false;
	struct row *row;
	int at = 0;

	TRY(pdf_alloc(pdf, 1, sizeof(*row), &row));
	TRY(pdf_alloc(pdf, (size_t)table->count, sizeof(*row->cells), &row->cells));
	row->table = table;
	row->kind = node_has(node, "head") ? ROW_HEAD : node_has(node, "sum") ? ROW_SUM : ROW_PLAIN;
	for (const struct node *c = node->first; c && at < table->count; c = c->next) {
		struct cell *cell = &row->cells[row->count++];
		int span = node_hundredths(c, "span", 100) / 100;

		TRY(cell_make(pdf, row, c, at, cell));
		row->lines = cell->lines->count > row->lines ? cell->lines->count : row->lines;
		row->advance = cell->lines->advance;
		has_bar |= cell->bar >= 0;
		at += span < 1 ? 1 : span;
	}
	row->height = row->lines * row->advance + 2 * table->pad + (has_bar ? bar_height + 1 : 0);
	row->top = table->pad;
	if (row->kind != ROW_HEAD && row->height < table->least) {
		row->top += (table->least - row->height) / 2;
		row->height = table->least;
	}
	style.align = ALIGN_RIGHT;
	style.ink = INK_SEAL;
	if (mark.len)
		TRY(lines_plain(pdf, mark, &style, table->width, &row->mark));
	*out = row;
	return OK;
}

enum err table_stack(struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	struct table *table;
	struct piece *before = stack->last;
	struct piece *last = NULL;

	TRY(pdf_alloc(pdf, 1, sizeof(*table), &table));
	table->count = places_count(node);
	if (table->count < 1)
		table->count = 1;
	table->width = width;
	table->least = mm(node_hundredths(node, "height", 0) / 100.0);
	table->pad = row_pad * (1 + pdf->tight) / 2;
	table->is_grid = node_has(node, "grid");
	TRY(places_make(pdf, node, table->count, width, 0, &table->places));
	for (const struct node *r = node->first; r; r = r->next) {
		struct row *row;

		TRY(row_make(pdf, table, r, &row));
		if (!row->count)
			continue;
		/* A sum is read with the last entry above it. */
		if (row->kind == ROW_SUM && last)
			last->keeps_next = true;
		TRY(row_slice(pdf, row, stack));
		last = stack->last;
		if (row->kind == ROW_HEAD && !table->head)
			table->head = last;
	}
	if (stack->last != before) {
		(before ? before->next : stack->first)->above = 7.2;
		stack->last->below = 4.8;
	}
	return OK;
}
