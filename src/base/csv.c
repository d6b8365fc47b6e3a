/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/csv.c: takes a sheet of lines apart, in one pass and without copies but for quoted cells. */
#include "base/csv.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

struct reader {
	struct arena *arena;
	const char *at;
	const char *end;
	char separator;
	int line;
	struct str
		*cells; /* of the row that is read; as many as separators of the whole text allow */
	size_t count;
};

/* The separator that the first line has most of. */
static char separator_of(struct str text)
{
	static const char candidates[] = { ',', ';', '\t' };
	size_t best = 0;
	char found = ',';

	for (size_t i = 0; i < sizeof candidates; i++) {
		size_t count = 0;

		for (size_t k = 0; k < text.len && text.at[k] != '\n'; k++)
			count += text.at[k] == candidates[i];
		if (count > best) {
			best = count;
			found = candidates[i];
		}
	}
	return found;
}

/* After the opening quote; a doubled quote stands for one. false: it never closes. */
static bool quoted_read(struct reader *r, struct str *out)
{
	struct buf text = buf_new(r->arena, (size_t)(r->end - r->at) + 1);

	while (r->at < r->end) {
		char c = *r->at++;

		if (c == '"' && r->at < r->end && *r->at == '"')
			r->at++;
		else if (c == '"')
			break;
		else if (c == '\n')
			r->line++;
		buf_char(&text, c);
		if (r->at == r->end)
			return false;
	}
	while (r->at < r->end && *r->at != r->separator && *r->at != '\n')
		r->at++; /* what follows a closed quote is lost: nobody writes it on purpose */
	*out = buf_view(&text);
	return buf_ok(&text);
}

static void plain_read(struct reader *r, struct str *out)
{
	const char *from = r->at;

	while (r->at < r->end && *r->at != r->separator && *r->at != '\n')
		r->at++;
	*out = (struct str) { from, (size_t)(r->at - from) };
}

/* One line of the sheet. false: a quote is left open. */
static bool row_read(struct reader *r, struct csv_row *row)
{
	bool goes_on = true;

	*row = (struct csv_row) { .line = r->line, .cells = r->cells };
	while (goes_on) {
		struct str *cell = &r->cells[row->count++];

		if (r->at < r->end && *r->at == '"') {
			r->at++;
			if (!quoted_read(r, cell))
				return false;
		} else {
			plain_read(r, cell);
		}
		*cell = str_trim(*cell);
		goes_on = r->at < r->end && *r->at == r->separator;
		if (goes_on)
			r->at++;
	}
	if (r->at < r->end)
		r->at++;
	r->line++;
	r->cells += row->count;
	return true;
}

static bool row_is_blank(const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (row->cells[i].len)
			return false;
	return true;
}

/* Room for every cell and every row there can be. */
static enum csv_fault room_make(struct reader *r, struct csv *out)
{
	size_t rows = 2, cells = 2;

	for (const char *c = r->at; c < r->end; c++) {
		rows += *c == '\n';
		cells += *c == '\n' || *c == r->separator;
	}
	r->cells = arena_array(r->arena, cells, sizeof *r->cells);
	out->rows = arena_array(r->arena, rows, sizeof *out->rows);
	return r->cells && out->rows ? CSV_OK : CSV_NO_MEMORY;
}

/* CRLF and a lone CR become LF, so that lines are counted as an editor counts them. */
static struct str lines_plain(struct arena *arena, struct str raw)
{
	struct buf out = buf_new(arena, raw.len + 1);

	for (size_t i = 0; i < raw.len; i++) {
		if (raw.at[i] == '\r' && i + 1 < raw.len && raw.at[i + 1] == '\n')
			continue;
		buf_char(&out, raw.at[i] == '\r' ? '\n' : raw.at[i]);
	}
	return buf_view(&out);
}

enum csv_fault csv_read(struct arena *arena, struct bytes file, struct csv *out, int *line)
{
	struct str raw, text;
	struct reader r = { .arena = arena, .line = 1 };
	bool has_head = false;

	*out = (struct csv) { 0 };
	*line = 0;
	if (!text_decode(arena, file, &raw))
		return CSV_NOT_TEXT;
	text = lines_plain(arena, raw);
	if (!text.at)
		return raw.len ? CSV_NO_MEMORY : CSV_EMPTY;
	r.at = text.at;
	r.end = text.at + text.len;
	r.separator = separator_of(text);
	if (room_make(&r, out))
		return CSV_NO_MEMORY;
	while (r.at < r.end) {
		struct csv_row row;

		if (!row_read(&r, &row)) {
			*line = row.line;
			return CSV_QUOTE;
		}
		if (row_is_blank(&row))
			continue;
		if (has_head)
			out->rows[out->count++] = row;
		else
			out->head = row;
		has_head = true;
	}
	return has_head ? CSV_OK : CSV_EMPTY;
}

int csv_column(const struct csv *csv, const char *names)
{
	struct str rest = str_of(names);

	while (rest.at) {
		struct str name = str_cut(&rest, ' ');

		for (size_t i = 0; i < csv->head.count; i++)
			if (str_equal(csv->head.cells[i], name))
				return (int)i;
	}
	return -1;
}

struct str csv_cell(const struct csv_row *row, int column)
{
	if (column < 0 || (size_t)column >= row->count || !row->cells[column].len)
		return (struct str) { 0 };
	return row->cells[column];
}
