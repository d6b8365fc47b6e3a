/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/csv.c: the table of a view as RFC 4180 with a byte order mark, as spreadsheets in China
 * open it rightly. Promises: values in their one spelling; a text that a spreadsheet would take for
 * a formula is disarmed by a leading '. */
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "render/render.h"
#include "render/sheet.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define LINE_END "\r\n"

/* Spreadsheets also read the wide forms of these signs as the start of a formula. */
static const char *const formula_starts[] = { "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－",
	"＠" };

static bool looks_like_formula(struct str s)
{
	for (size_t i = 0; i < sizeof(formula_starts) / sizeof(formula_starts[0]); i++)
		if (str_starts(s, formula_starts[i]))
			return true;
	return false;
}

static void put_quoted(struct buf *out, struct str s, bool is_text)
{
	bool is_armed = is_text && looks_like_formula(s);
	bool needs_quotes = is_armed;

	for (size_t i = 0; i < s.len && !needs_quotes; i++)
		needs_quotes = memchr("\",\r\n", s.at[i], 4) != NULL;
	if (!needs_quotes) {
		buf_str(out, s);
		return;
	}
	buf_char(out, '"');
	if (is_armed)
		buf_char(out, '\'');
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '"')
			buf_char(out, '"');
		buf_char(out, s.at[i]);
	}
	buf_char(out, '"');
}

static void put_cell(struct buf *out, const struct face *face, const struct sheet *sheet,
	const struct sheet_column *column, const struct data *cell, struct buf *scratch)
{
	scratch->len = 0;
	if (cell && (cell->kind == DATA_TEXT || column->shape == SHAPE_YES_NO))
		shape_cell(scratch, face, sheet->subject, column->name, cell);
	else if (cell && column->shape == SHAPE_SHARE)
		value_text(scratch, face, column->name, cell);
	else
		shape_spell(scratch, column->name, cell);
	put_quoted(out, buf_view(scratch), cell && cell->kind == DATA_TEXT);
}

enum err csv_write(struct buf *out, const struct face *face, const struct data *data)
{
	struct buf scratch = buf_new(face->arena, out->max);
	struct sheet sheet;

	if (!sheet_of(face->arena, data, &sheet))
		return ERR_MEMORY;
	buf_text(out, BYTE_ORDER_MARK);
	for (size_t i = 0; i < sheet.count; i++) {
		scratch.len = 0;
		shape_label(&scratch, face, sheet.subject, sheet.columns[i].name);
		if (i)
			buf_char(out, ',');
		put_quoted(out, buf_view(&scratch), true);
	}
	if (sheet.count)
		buf_text(out, LINE_END);
	for (const struct data *row = sheet.row; row; row = sheet_next(&sheet, row)) {
		for (size_t i = 0; i < sheet.count; i++) {
			if (i)
				buf_char(out, ',');
			put_cell(out, face, &sheet, &sheet.columns[i],
				sheet_cell(row, sheet.columns[i].name), &scratch);
		}
		buf_text(out, LINE_END);
	}
	if (arena_is_spent(face->arena))
		return ERR_MEMORY;
	return buf_ok(out) && buf_ok(&scratch) ? OK : ERR_TOO_BIG;
}
