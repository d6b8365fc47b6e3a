/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/tidy/scan.h: what the rules of tidy_test look at: a file as lines, a C file as its code
 * alone (comments and literals blanked, same length) and as its strings alone; and the report they
 * write their findings into. */
#pragma once
#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

struct source {
	const char *path; /* from the top of the tree */
	struct str text;
	struct str code;    /* of C: no comments, no literals, no preprocessor lines */
	struct str strings; /* of C: string literals only */
	struct str calm;    /* of C: no comments, but literals and preprocessor lines */
};

/* All tracked files, and where findings go. */
struct tree {
	struct arena *arena;
	struct source *at;
	size_t count;
};
struct report {
	struct buf out;
	int count;
};

static inline int line_of(struct str text, size_t offset)
{
	int line = 1;

	for (size_t i = 0; i < offset && i < text.len; i++)
		line += text.at[i] == '\n';
	return line;
}

static inline void report_add(struct report *report, const char *path, int line, const char *what)
{
	report->count++;
	buf_print(&report->out, "%s:%d: %s\n", path, line, what);
}

static inline bool path_is(const char *path, const char *head, const char *tail)
{
	return str_starts(str_of(path), head) && str_ends(str_of(path), tail);
}

static inline bool path_is_c(const char *path)
{
	return path_is(path, "", ".c") || path_is(path, "", ".h");
}

/* "fund" of src/fund/pledge.c, "main" of src/main.c; absent outside src. */
static inline struct str path_folder(const char *path)
{
	struct str rest = str_of(path);
	struct str folder;

	if (!str_starts(rest, "src/"))
		return (struct str) { 0 };
	rest = str_from(rest, 4);
	folder = str_cut(&rest, '/');
	return rest.at ? folder : str_of("main");
}

static inline bool is_word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

/* Where a whole word stands at or after start; text.len when nowhere. */
static inline size_t word_find_in(struct str text, const char *word, size_t start)
{
	size_t len = strlen(word);

	for (size_t i = start; i + len <= text.len; i++) {
		const char *found = memmem(text.at + i, text.len - i, word, len);

		if (!found)
			break;
		i = (size_t)(found - text.at);
		if ((i == 0 || !is_word_char(text.at[i - 1])) &&
			(i + len == text.len || !is_word_char(text.at[i + len])))
			return i;
	}
	return text.len;
}

static inline bool text_has(struct str text, const char *piece)
{
	return text.len && memmem(text.at, text.len, piece, strlen(piece));
}

enum scan_state { SCAN_CODE, SCAN_LINE, SCAN_BLOCK, SCAN_STRING, SCAN_CHAR };

/* Blanks what is not wanted, byte by byte; line ends stay, so offsets and line numbers do too. */
struct scan {
	enum scan_state state;
	bool in_directive;
	bool at_line_start;
	char *code;
	char *strings;
	char *calm;
};

static inline void scan_put(struct scan *scan, size_t i, char c, bool code, bool string, bool calm)
{
	char blank = c == '\n' ? '\n' : ' ';

	scan->code[i] = code && !scan->in_directive ? c : blank;
	scan->strings[i] = string && !scan->in_directive ? c : blank;
	scan->calm[i] = calm ? c : blank;
}

static inline bool scan_begins(const char *at, size_t left, const char *what)
{
	return left >= 2 && at[0] == what[0] && at[1] == what[1];
}

/* Outside comments and literals; returns how many bytes it took. */
static inline size_t scan_code(struct scan *scan, const char *at, size_t left, size_t i)
{
	char c = at[0];

	if (scan_begins(at, left, "//") || scan_begins(at, left, "/*")) {
		scan->state = at[1] == '/' ? SCAN_LINE : SCAN_BLOCK;
		scan_put(scan, i, c, false, false, false);
		scan_put(scan, i + 1, at[1], false, false, false);
		return 2;
	}
	if (c == '"' || c == '\'')
		scan->state = c == '"' ? SCAN_STRING : SCAN_CHAR;
	if (c == '#' && scan->at_line_start)
		scan->in_directive = true;
	if (c == '\n' && (i == 0 || at[-1] != '\\'))
		scan->in_directive = false;
	scan->at_line_start = c == '\n' || (scan->at_line_start && (c == ' ' || c == '\t'));
	scan_put(scan, i, c, true, c == '"', true);
	return 1;
}

static inline size_t scan_other(struct scan *scan, const char *at, size_t left, size_t i)
{
	bool is_string = scan->state == SCAN_STRING;
	char c = at[0];

	if (scan->state == SCAN_LINE || scan->state == SCAN_BLOCK) {
		bool ends = scan->state == SCAN_LINE ? c == '\n' : scan_begins(at, left, "*/");
		size_t took = ends && scan->state == SCAN_BLOCK ? 2 : 1;

		for (size_t k = 0; k < took; k++)
			scan_put(scan, i + k, at[k], false, false, false);
		if (ends && scan->state == SCAN_LINE) {
			scan->in_directive = false;
			scan->at_line_start = true;
		}
		scan->state = ends ? SCAN_CODE : scan->state;
		return took;
	}
	if (c == '\\' && left >= 2) {
		scan_put(scan, i, c, false, is_string, true);
		scan_put(scan, i + 1, at[1], false, is_string, true);
		return 2;
	}
	if (c == (is_string ? '"' : '\'') || c == '\n')
		scan->state = SCAN_CODE;
	scan_put(scan, i, c, scan->state == SCAN_CODE, is_string, true);
	return 1;
}

static inline void source_scan(struct arena *arena, struct source *source)
{
	struct str text = source->text;
	struct scan scan = { .at_line_start = true };

	if (!path_is_c(source->path))
		return;
	scan.code = arena_alloc(arena, text.len + 1);
	scan.strings = arena_alloc(arena, text.len + 1);
	scan.calm = arena_alloc(arena, text.len + 1);
	assert(scan.code && scan.strings && scan.calm);
	for (size_t i = 0; i < text.len;) {
		if (scan.state == SCAN_CODE)
			i += scan_code(&scan, text.at + i, text.len - i, i);
		else
			i += scan_other(&scan, text.at + i, text.len - i, i);
	}
	source->code = (struct str) { scan.code, text.len };
	source->strings = (struct str) { scan.strings, text.len };
	source->calm = (struct str) { scan.calm, text.len };
}

/* Columns as clang-format counts them: tabs to the next multiple of 8, Chinese two wide. */
static inline int columns_of(struct str line)
{
	int columns = 0;

	for (size_t i = 0; i < line.len;) {
		utf8proc_int32_t c;
		utf8proc_ssize_t took = utf8proc_iterate((const utf8proc_uint8_t *)line.at + i,
			(utf8proc_ssize_t)(line.len - i), &c);

		if (took <= 0)
			return columns + (int)(line.len - i);
		columns += c == '\t' ? 8 - columns % 8 : utf8proc_charwidth(c);
		i += (size_t)took;
	}
	return columns;
}
