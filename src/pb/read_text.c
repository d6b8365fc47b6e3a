/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/read_text.c: from bytes to rows and fields. Fields are separated by `;`, a field that begins
 * with a quote ends with one and may hold `;`, line ends and "" for a quote; elsewhere a quote is a
 * letter like any other. Line ends are LF or CRLF. */
#include "pb/reading.h"

/* ---- bytes ---- */

/* The length of the UTF-8 character at `at` (Unicode 15, table 3-7); 0: it is none. */
static size_t char_size(const uint8_t *at, size_t left)
{
	uint8_t low = 0x80;
	uint8_t high = 0xbf;
	size_t size;

	if (at[0] < 0x80)
		return 1;
	if (at[0] < 0xc2 || at[0] > 0xf4)
		return 0;
	size = at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;
	if (size > left)
		return 0;
	if (at[0] == 0xe0)
		low = 0xa0;
	if (at[0] == 0xed)
		high = 0x9f;
	if (at[0] == 0xf0)
		low = 0x90;
	if (at[0] == 0xf4)
		high = 0x8f;
	if (at[1] < low || at[1] > high)
		return 0;
	for (size_t i = 2; i < size; i++)
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	return size;
}

/* 0x80 in each byte of word that is 0, exactly. */
static inline uint64_t zeros(uint64_t word)
{
	return ~(((word & EACH(0x7f)) + EACH(0x7f)) | word | EACH(0x7f));
}

static uint32_t lines_in(const uint8_t *at, const uint8_t *end)
{
	uint32_t lines = 0;

	for (; at < end; at++)
		lines += *at == '\n';
	return lines;
}

enum err text_check(struct reader *reader)
{
	const uint8_t *start = (const uint8_t *)reader->start;
	const uint8_t *end = (const uint8_t *)reader->end;
	const uint8_t *at = start;
	uint64_t lines = 1;

	while (at < end) {
		uint64_t word;
		size_t size;

		if (end - at >= 8) {
			memcpy(&word, at, 8);
			if (!(word & EACH(0x80)) && !zeros(word)) {
				lines += (zeros(word ^ EACH('\n')) >> 7) * EACH(1) >> 56;
				at += 8;
				continue;
			}
		}
		if (!*at)
			return reader_refuse(
				reader, lines_in(start, at) + 1, "a NUL byte is in the text");
		size = char_size(at, (size_t)(end - at));
		if (!size)
			return reader_refuse(
				reader, lines_in(start, at) + 1, "the text is not UTF-8 here");
		lines += *at == '\n';
		at += size;
	}
	if (lines > ROWS_MOST)
		return reader_refuse(reader, 0, "the text has too many lines");
	reader->rows_most = (uint32_t)lines;
	return OK;
}

/* ---- words ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* A list inside quotes may have been broken into lines. */
static bool is_space(char c)
{
	return is_blank(c) || c == '\n';
}

struct str blanks_strip(struct str s)
{
	while (s.len && is_space(s.at[0]))
		s = (struct str) { s.at + 1, s.len - 1 };
	while (s.len && is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

bool word_is(struct str s, const char *lower)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (!lower[i] || c != lower[i])
			return false;
	}
	return !lower[i];
}

bool list_next(struct str *rest, struct str *item)
{
	if (!rest->at)
		return false;
	*item = str_cut(rest, ',');
	return true;
}

/* ---- rows ---- */

bool blank_skip(struct reader *reader)
{
	const char *at = reader->at;

	for (;;) {
		while (at < reader->end && is_blank(*at))
			at++;
		if (at == reader->end) {
			reader->at = at;
			return false;
		}
		if (*at != '\n')
			return true;
		reader->line++;
		reader->at = ++at;
	}
}

enum section section_peek(const struct reader *reader)
{
	const char *at = reader->at;
	const char *end;
	struct str line;

	while (at < reader->end && is_blank(*at))
		at++;
	if (at == reader->end || !memchr("MPVmpv\"", *at, 7))
		return SECTION_NONE;
	end = memchr(at, '\n', (size_t)(reader->end - at));
	line = blanks_strip((struct str) { at, (size_t)((end ? end : reader->end) - at) });
	while (line.len && line.at[line.len - 1] == ';') {
		line.len--;
		line = blanks_strip(line);
	}
	if (line.len > 2 && line.at[0] == '"' && line.at[line.len - 1] == '"')
		line = (struct str) { line.at + 1, line.len - 2 };
	if (word_is(line, "meta"))
		return SECTION_META;
	if (word_is(line, "projects"))
		return SECTION_PROJECTS;
	return word_is(line, "votes") ? SECTION_VOTES : SECTION_NONE;
}

static enum err field_end(struct reader *reader, uint32_t line, size_t len, struct field *field)
{
	field->is_last = reader->at == reader->end || *reader->at == '\n';
	if (reader->at < reader->end) {
		reader->line += *reader->at == '\n';
		reader->at++;
	}
	if (len > FIELD_MOST)
		return reader_refuse(reader, line, "a field is longer than 1 MiB");
	return OK;
}

/* What stands between the quotes, with "" for a quote, and what comes behind them as it is. */
static struct str unquote(struct arena *arena, struct str inside, struct str tail)
{
	char *copy = arena_alloc(arena, inside.len + tail.len);
	size_t len = 0;

	if (!copy)
		return (struct str) { NULL, 0 };
	for (size_t i = 0; i < inside.len; i++) {
		copy[len++] = inside.at[i];
		i += inside.at[i] == '"';
	}
	if (tail.len)
		memcpy(copy + len, tail.at, tail.len);
	return (struct str) { copy, len + tail.len };
}

static enum err quoted_read(struct reader *reader, struct arena *arena, struct field *out)
{
	const char *start = ++reader->at;
	uint32_t line = reader->line;
	bool is_escaped = false;
	struct str tail;

	for (;; reader->at++) {
		if (reader->at == reader->end)
			return reader_refuse(reader, line, "a quote is not closed");
		reader->line += *reader->at == '\n';
		if (*reader->at != '"')
			continue;
		if (reader->end - reader->at < 2 || reader->at[1] != '"')
			break;
		is_escaped = true;
		reader->at++;
	}
	out->text = (struct str) { start, (size_t)(reader->at - start) };
	out->is_quoted = true;
	tail.at = ++reader->at;
	while (reader->at < reader->end && *reader->at != ';' && *reader->at != '\n')
		reader->at++;
	tail.len = (size_t)(reader->at - tail.at);
	while (tail.len && is_blank(tail.at[tail.len - 1]))
		tail.len--;
	out->has_tail = tail.len;
	TRY(field_end(reader, line, out->text.len + tail.len, out));
	if ((is_escaped || out->has_tail) && arena) {
		out->text = unquote(arena, out->text, tail);
		if (!out->text.at)
			return ERR_MEMORY;
	}
	return OK;
}

enum err field_read(struct reader *reader, struct arena *arena, struct field *out)
{
	const char *start = reader->at;

	if (start < reader->end && *start == '"')
		return quoted_read(reader, arena, out);
	while (reader->at < reader->end && *reader->at != ';' && *reader->at != '\n')
		reader->at++;
	out->text = blanks_strip((struct str) { start, (size_t)(reader->at - start) });
	out->is_quoted = out->has_tail = false;
	return field_end(reader, reader->line, (size_t)(reader->at - start), out);
}

enum err row_read(struct reader *reader, struct arena *arena, struct row *out)
{
	struct field field;

	out->count = 0;
	out->line = reader->line;
	do {
		TRY(field_read(reader, arena, &field));
		if (field.has_tail)
			reader_note(reader, out->line,
				"letters stand behind the closing quote of field %u",
				out->count + 1);
		if (out->count < COLUMNS_MOST)
			out->fields[out->count] = field;
		out->count++;
	} while (!field.is_last);
	return OK;
}

struct str row_get(const struct row *row, uint32_t column)
{
	if (column >= row->count || column >= COLUMNS_MOST)
		return (struct str) { NULL, 0 };
	return row->fields[column].text;
}

enum err column_find(
	struct reader *reader, const struct row *header, const char *name, uint32_t *out)
{
	uint32_t found = NO_COLUMN;

	for (uint32_t i = 0; i < header->count && i < COLUMNS_MOST; i++) {
		if (!word_is(blanks_strip(header->fields[i].text), name))
			continue;
		if (found != NO_COLUMN)
			return reader_refuse(
				reader, header->line, "the column %s stands twice", name);
		found = i;
	}
	*out = found;
	return OK;
}
