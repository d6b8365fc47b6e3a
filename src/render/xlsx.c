/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/xlsx.c: the table of a view as a workbook, through libxlsxwriter and a temporary file.
 * Promises: money, shares and dates are numbers with a format; every text is a string cell,
 * whatever it begins with. Memory: rows go to the file at once; the finished file is read into the
 * caller's arena. */
#include <assert.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/value.h"
#include "render/render.h"
#include "render/sheet.h"

enum {
	DAY_ZERO = 25569,   /* 1970-01-01 as a spreadsheet counts days */
	CELL_CHARS = 32767, /* the most a cell may hold */
	NAME_CHARS = 31,    /* the most a sheet's name may hold */
	WIDTH_LEAST = 8,
	WIDTH_MOST = 48,
	CELL_MOST = 1 << 18,
};
static const double DAY_MS = 86400000.0;

struct workbook {
	lxw_workbook *book;
	lxw_worksheet *page;
	lxw_format *formats[SHAPE_YES_NO + 1]; /* by shape; NULL: general */
	lxw_format *head;
	const struct face *face;
	const struct sheet *sheet;
	struct buf scratch;
};

/* Cuts at whole characters: a cell that is too long would be refused whole. */
static struct str cut(struct str s, size_t most)
{
	size_t chars = 0;
	size_t len = 0;

	for (; len < s.len; len++) {
		bool is_start = ((unsigned char)s.at[len] & 0xc0) != 0x80;

		chars += is_start;
		/* One beyond the sixteen-bit plane counts twice there. */
		chars += is_start && (unsigned char)s.at[len] >= 0xf0;
		if (chars > most)
			break;
	}
	return (struct str) { s.at, len };
}

static lxw_error put_text(
	struct workbook *w, lxw_row_t row, lxw_col_t col, struct str s, lxw_format *format)
{
	const char *z = str_z(w->face->arena, cut(s, CELL_CHARS));

	return z ? worksheet_write_string(w->page, row, col, z, format)
		 : LXW_ERROR_MEMORY_MALLOC_FAILED;
}

static double moment_serial(struct moment moment)
{
	struct day day = day_of(moment);

	return (double)(day.n + DAY_ZERO) + (double)(moment.ms - day_begin(day).ms) / DAY_MS;
}

static double number_of(enum shape shape, int64_t number)
{
	switch (shape) {
	case SHAPE_MONEY:
		return (double)number / 100.0;
	case SHAPE_SHARE:
		return (double)number / 10000.0;
	case SHAPE_DAY:
		return (double)(number + DAY_ZERO);
	case SHAPE_MOMENT:
		return moment_serial((struct moment) { number });
	case SHAPE_COUNT:
	case SHAPE_NUMBER:
	case SHAPE_YES_NO:
		break;
	}
	return (double)number;
}

static lxw_error put_cell(struct workbook *w, lxw_row_t row, lxw_col_t col,
	const struct sheet_column *column, const struct data *cell)
{
	bool is_time = column->shape == SHAPE_DAY || column->shape == SHAPE_MOMENT;

	if (!cell || (is_time && cell->kind == DATA_INT && cell->number == 0))
		return LXW_NO_ERROR;
	if (cell->kind == DATA_TEXT || column->shape == SHAPE_YES_NO) {
		w->scratch.len = 0;
		shape_cell(&w->scratch, w->face, w->sheet->subject, column->name, cell);
		return put_text(w, row, col, buf_view(&w->scratch), NULL);
	}
	return worksheet_write_number(w->page, row, col, number_of(column->shape, cell->number),
		w->formats[column->shape]);
}

static lxw_format *format_new(lxw_workbook *book, const char *number_format)
{
	lxw_format *format = workbook_add_format(book);

	if (format)
		format_set_num_format(format, number_format);
	return format;
}

/* A name that every spreadsheet takes: short, without []:*?/\ and quotes. */
static const char *page_name(struct arena *arena, const char *title)
{
	struct str s = cut(str_trim(str_of(title)), NAME_CHARS);
	char *name = arena_copy(arena, s.at, s.len);

	for (size_t i = 0; name && i < s.len; i++)
		if (strchr("[]:*?/\\'", name[i]))
			name[i] = ' ';
	return name && *name ? name : NULL;
}

static bool workbook_begin(struct workbook *w, const char *path, const char *title)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	lxw_doc_properties about = { .title = (char *)title };

	w->book = workbook_new_opt(path, &options);
	if (!w->book)
		return false;
	workbook_set_properties(w->book, &about);
	w->page = workbook_add_worksheet(w->book, page_name(w->face->arena, title));
	if (!w->page) /* a title that makes no name */
		w->page = workbook_add_worksheet(w->book, NULL);
	w->formats[SHAPE_MONEY] = format_new(w->book, "#,##0.00");
	w->formats[SHAPE_SHARE] = format_new(w->book, "0.00%");
	w->formats[SHAPE_DAY] = format_new(w->book, "yyyy-mm-dd");
	w->formats[SHAPE_MOMENT] = format_new(w->book, "yyyy-mm-dd hh:mm");
	w->head = workbook_add_format(w->book);
	if (!w->page || !w->head)
		return false;
	format_set_bold(w->head);
	worksheet_freeze_panes(w->page, 1, 0);
	return true;
}

static double width_of(const struct sheet_column *column, struct str label)
{
	double width = (double)label.len; /* a Chinese character is three bytes and two columns */

	if (column->shape == SHAPE_MOMENT)
		width = 18;
	else if (!column->is_number && column->shape != SHAPE_NUMBER && width < 14)
		width = 14;
	return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : width;
}

static lxw_error put_head(struct workbook *w)
{
	lxw_error err = LXW_NO_ERROR;

	for (size_t i = 0; i < w->sheet->count && !err; i++) {
		const struct sheet_column *column = &w->sheet->columns[i];
		lxw_col_t col = (lxw_col_t)i;

		w->scratch.len = 0;
		shape_label(&w->scratch, w->face, w->sheet->subject, column->name);
		worksheet_set_column(
			w->page, col, col, width_of(column, buf_view(&w->scratch)), NULL);
		err = put_text(w, 0, col, buf_view(&w->scratch), w->head);
	}
	return err;
}

static lxw_error put_rows(struct workbook *w)
{
	lxw_error err = put_head(w);
	lxw_row_t at = 1;

	for (const struct data *row = w->sheet->row; row && !err; row = sheet_next(w->sheet, row)) {
		for (size_t i = 0; i < w->sheet->count && !err; i++) {
			const struct sheet_column *column = &w->sheet->columns[i];

			err = put_cell(w, at, (lxw_col_t)i, column, sheet_cell(row, column->name));
		}
		at++;
	}
	return err;
}

static enum err file_read(struct arena *arena, int fd, struct str *out)
{
	struct stat about;
	char *at;
	size_t len = 0;

	if (fstat(fd, &about) != 0)
		return ERR_IO;
	at = arena_alloc(arena, (size_t)about.st_size + 1);
	if (!at)
		return ERR_TOO_BIG;
	while (len < (size_t)about.st_size) {
		ssize_t got = read(fd, at + len, (size_t)about.st_size - len);

		if (got <= 0)
			return ERR_IO;
		len += (size_t)got;
	}
	*out = (struct str) { at, len };
	return OK;
}

enum err xlsx_write(
	struct str *out, const struct face *face, const struct data *data, const char *title)
{
	char path[] = "/tmp/zhidian-sheet-XXXXXX";
	struct sheet sheet;
	struct workbook w = { .face = face, .sheet = &sheet };
	enum err err = ERR_IO;
	bool is_begun;
	int fd;

	if (!sheet_of(face->arena, data, &sheet))
		return ERR_MEMORY;
	fd = mkstemp(path);
	if (fd < 0)
		return ERR_IO;
	w.scratch = buf_new(face->arena, CELL_MOST);
	is_begun = workbook_begin(&w, path, title);
	if (is_begun && put_rows(&w) != LXW_NO_ERROR)
		is_begun = false;
	/* Writes the file and frees the book, also one that failed half way. */
	if (w.book && workbook_close(w.book) == LXW_NO_ERROR && is_begun)
		err = file_read(face->arena, fd, out);
	if (arena_is_spent(face->arena))
		err = ERR_MEMORY;
	if (err == OK && !buf_ok(&w.scratch))
		err = ERR_TOO_BIG;
	close(fd);
	unlink(path);
	return err;
}
