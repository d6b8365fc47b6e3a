/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/tidy/rules.h: the rules that look at one file: lengths, names in the first lines, banned
 * words, who includes what, who writes which table. Each takes a file and adds what it finds to the
 * report. */
#pragma once
#include "tidy/scan.h"

#define COUNT_OF(list) (sizeof(list) / sizeof(*(list)))

enum { FUNCTION_MOST = 70, FILE_MOST = 800, COLUMNS_MOST = 100 };

/* Files that people write line by line; words, pages, stories and data have their own measure. */
static inline bool is_program_text(const char *path)
{
	static const char *const tails[] = { ".c", ".h", ".def", ".sql", ".sh", ".mjs" };

	if (path_is(path, "script/", "") || path_is(path, ".ci/", ""))
		return true;
	for (size_t i = 0; i < COUNT_OF(tails); i++)
		if (path_is(path, "", tails[i]))
			return true;
	return false;
}

static inline void rule_spdx(struct report *report, const struct source *source)
{
	struct str rest = source->text;
	struct str first = str_cut(&rest, '\n');
	bool is_script = str_starts(first, "#!");
	struct str line = is_script ? str_cut(&rest, '\n') : first;
	const char *wanted = "# SPDX-License-Identifier: MulanPSL-2.0";

	if (!is_program_text(source->path) && strcmp(source->path, "Makefile") != 0)
		return;
	if (path_is_c(source->path) || path_is(source->path, "", ".def"))
		wanted = "/* SPDX-License-Identifier: MulanPSL-2.0 */";
	else if (path_is(source->path, "", ".sql"))
		wanted = "-- SPDX-License-Identifier: MulanPSL-2.0";
	else if (path_is(source->path, "", ".mjs"))
		wanted = "// SPDX-License-Identifier: MulanPSL-2.0";
	if (!str_is(line, wanted))
		report_add(report, source->path, is_script ? 2 : 1, "the SPDX line is missing");
	if (text_has(rest, "SPDX-License-"
			   "Identifier:") &&
		path_is(source->path, "src/", ""))
		report_add(report, source->path, 1, "one SPDX line is enough");
}

/* Line 2 of a file of src names it, "/" "* base/str.c: what it owns". */
static inline void rule_head(struct report *report, const struct source *source)
{
	struct str rest = source->text;
	struct str second;
	char head[200];

	if (!path_is(source->path, "src/", "") || !path_is_c(source->path))
		return;
	str_cut(&rest, '\n');
	second = str_cut(&rest, '\n');
	snprintf(head, sizeof(head), "/* %s: ", source->path + strlen("src/"));
	if (!str_starts(second, head))
		report_add(report, source->path, 2, "the head comment does not name the file");
}

static inline void rule_lines(struct report *report, const struct source *source)
{
	struct str rest = source->text;
	int line = 0;

	if (!is_program_text(source->path))
		return;
	while (rest.len) {
		struct str one = str_cut(&rest, '\n');

		line++;
		if (columns_of(one) > COLUMNS_MOST)
			report_add(report, source->path, line, "more than 100 columns");
		if (str_ends(one, " ") || str_ends(one, "\t") || str_ends(one, "\r"))
			report_add(report, source->path, line, "blanks at the end of a line");
	}
	if (line > FILE_MOST)
		report_add(report, source->path, line, "more than 800 lines");
}

/* The last byte before i that is no blank. */
static inline char byte_before(struct str code, size_t i)
{
	while (i > 0 && strchr(" \t\n", code.at[i - 1]))
		i--;
	return i ? code.at[i - 1] : '\0';
}

static inline void rule_functions(struct report *report, const struct source *source)
{
	struct str code = source->code;
	int depth = 0;
	int begun = 0;
	int line = 1;

	for (size_t i = 0; i < code.len; i++) {
		char c = code.at[i];

		line += c == '\n';
		if (c == '{' && depth++ == 0)
			begun = byte_before(code, i) == ')' ? line : 0;
		if (c == '}' && --depth == 0 && begun && line - begun + 1 > FUNCTION_MOST)
			report_add(report, source->path, begun, "a function of more than 70 lines");
	}
	if (depth != 0)
		report_add(report, source->path, line, "braces do not close");
}

static inline void words_ban(struct report *report, const struct source *source,
	const char *const *list, size_t count, const char *what)
{
	for (size_t w = 0; w < count; w++) {
		size_t i = word_find_in(source->code, list[w], 0);

		for (; i < source->code.len; i = word_find_in(source->code, list[w], i + 1)) {
			char message[100];

			snprintf(message, sizeof(message), "%s: %s", list[w], what);
			report_add(report, source->path, line_of(source->code, i), message);
		}
	}
}

static inline bool is_stage(struct str folder)
{
	static const char *const stages[] = { "people", "place", "voice", "choose", "fund", "work",
		"review", "care" };

	for (size_t i = 0; i < COUNT_OF(stages); i++)
		if (str_is(folder, stages[i]))
			return true;
	return false;
}

static inline void rule_banned(struct report *report, const struct source *source)
{
	static const char *const everywhere[] = { "strcpy", "strcat", "strncat", "strncpy",
		"sprintf", "vsprintf", "gets", "strtok", "atoi", "atol", "atoll", "atof", "rand",
		"srand", "system", "popen", "alloca", "setlocale", "tmpnam", "mktemp" };
	static const char *const in_stages[] = { "malloc", "calloc", "realloc", "free", "strdup",
		"time", "clock_gettime", "gettimeofday", "random_bytes", "random_letters",
		"moment_now", "printf", "fprintf", "fopen", "float", "double", "abort", "exit" };
	struct str folder = path_folder(source->path);

	words_ban(report, source, everywhere, COUNT_OF(everywhere), "has no safe use here");
	if (is_stage(folder) || str_is(folder, "policy"))
		words_ban(report, source, in_stages, COUNT_OF(in_stages),
			"the domain takes memory, time and chance from its tx");
	if (folder.at && strcmp(source->path, "src/base/attr.h") != 0)
		words_ban(report, source, (const char *const[]) { "__attribute__" }, 1,
			"attributes have their names in base/attr.h");
}

static inline void rule_typedef(struct report *report, const struct source *source)
{
	size_t i = 0;

	if (!path_is(source->path, "src/", ""))
		return;
	while ((i = word_find_in(source->code, "typedef", i)) < source->code.len) {
		struct str after = str_trim(str_from(source->code, i + strlen("typedef")));

		after = str_cut(&after, ';');
		/* A function's type may have a name: a prototype with five parameters is no
		 * pleasure. So may 128 bits, which have none of one word. */
		if ((!text_has(after, "(") && !text_has(after, "__int128")) ||
			text_has(after, "{"))
			report_add(report, source->path, line_of(source->code, i),
				"structs have no typedef");
		i++;
	}
}

/* A declaration outside braces that begins with static and is neither const nor a function. */
static inline void rule_globals(struct report *report, const struct source *source)
{
	struct str code = source->code;
	size_t start = 0;
	int depth = 0;

	/* The log's level, and the tables of acts and views, sorted before any thread is started.
	 */
	static const char *const keepers[] = { "src/main.c", "src/base/log.c",
		"src/door/tables.c" };

	for (size_t k = 0; k < COUNT_OF(keepers); k++)
		if (strcmp(source->path, keepers[k]) == 0)
			return;
	if (!path_is(source->path, "src/", ".c"))
		return;
	for (size_t i = 0; i < code.len; i++) {
		struct str said;

		depth += (code.at[i] == '{') - (code.at[i] == '}');
		if (depth > (code.at[i] == '{') || !strchr("{};", code.at[i]))
			continue;
		said = str_trim((struct str) { code.at + start, i - start });
		start = i + 1;
		if (code.at[i] != '}' && str_starts(said, "static ") && !text_has(said, "(") &&
			word_find_in(said, "const", 0) == said.len)
			report_add(report, source->path, line_of(code, i), "a mutable global");
	}
}

static inline bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

/* "<b", "</td" and the like, followed by what ends a tag's name. */
static inline bool is_tag(const char *at, size_t left)
{
	size_t i = 1;

	if (left > i && at[i] == '/')
		i++;
	if (left <= i || !is_lower(at[i]))
		return false;
	while (left > i && (is_lower(at[i]) || (at[i] >= '0' && at[i] <= '9')))
		i++;
	return left > i && strchr(" />\"", at[i]);
}

static inline void rule_strings(struct report *report, const struct source *source)
{
	static const char *const sql[] = { "SELECT", "INSERT INTO", "DELETE FROM", "CREATE TABLE",
		"CREATE VIEW", "CREATE INDEX", "DROP TABLE", "DROP VIEW", "ALTER TABLE", "UPDATE" };
	struct str strings = source->strings;

	if (!path_is(source->path, "src/", ""))
		return;
	for (size_t s = 0; s < COUNT_OF(sql); s++) {
		size_t i = word_find_in(strings, sql[s], 0);

		if (i < strings.len)
			report_add(report, source->path, line_of(strings, i), "SQL in a C string");
	}
	if (path_is(source->path, "src/render/", ""))
		return;
	for (size_t i = 0; i < strings.len; i++)
		if (strings.at[i] == '<' && is_tag(strings.at + i, strings.len - i))
			report_add(
				report, source->path, line_of(strings, i), "markup in a C string");
}

/* The name between quotes or angle brackets of the include in this line; absent when there is none.
 */
static inline struct str include_of(struct str line, bool *is_own)
{
	struct str rest = str_trim(line);

	if (!str_starts(rest, "#"))
		return (struct str) { 0 };
	rest = str_trim(str_from(rest, 1));
	if (!str_starts(rest, "include"))
		return (struct str) { 0 };
	rest = str_trim(str_from(rest, strlen("include")));
	if (!str_starts(rest, "\"") && !str_starts(rest, "<"))
		return (struct str) { 0 };
	*is_own = str_starts(rest, "\"");
	rest = str_from(rest, 1);
	return str_cut(&rest, *is_own ? '"' : '>');
}

/* Who alone may include a header that opens something which should stay closed. */
static inline void rule_keyholders(struct report *report, const struct source *source)
{
	static const struct {
		const char *header;
		const char *holders[5];
	} keys[] = {
		{ "db/open.h", { "src/db/", "src/door/", "src/journal/" } },
		{ "microhttpd.h", { "src/web/http" } },
		{ "libpq-fe.h", { "src/db/postgres" } },
		{ "sqlite3.h", { "src/db/sqlite" } },
		{ "curl/curl.h", { "src/cli/", "src/feed/" } },
		{ "pango/pangocairo.h", { "src/render/pdf" } },
		{ "base/random.h",
			{ "src/base/", "src/door/", "src/journal/", "src/web/", "src/cli/" } },
	};
	struct str rest = source->calm;
	int line = 0;

	while (path_is(source->path, "src/", "") && rest.len) {
		bool is_own;
		struct str name = include_of(str_cut(&rest, '\n'), &is_own);

		line++;
		for (size_t k = 0; name.at && k < COUNT_OF(keys); k++) {
			bool may = !str_is(name, keys[k].header);

			for (size_t h = 0; h < COUNT_OF(keys[k].holders) && !may; h++)
				may = keys[k].holders[h] &&
				      path_is(source->path, keys[k].holders[h], "");
			if (!may)
				report_add(report, source->path, line,
					"this header is not for this folder");
		}
		if (name.at && str_is(name, "db/driver.h") && is_stage(path_folder(source->path)))
			report_add(report, source->path, line, "a stage does not see the driver");
	}
}

/* Is what stands at this place the UPDATE of FOR UPDATE? */
static inline bool is_locking(struct str line, size_t at)
{
	struct str before = { line.at, at };

	return str_ends(str_trim(before), "FOR");
}

/* The name that follows a writing keyword must begin with the folder's name. */
static inline void rule_tables(struct report *report, const struct source *source)
{
	static const char *const writes[] = { "INSERT INTO", "UPDATE", "DELETE FROM" };
	struct str folder = path_folder(source->path);
	struct str rest = source->text;
	int line = 0;

	if (!path_is(source->path, "src/", ".sql") || path_is(source->path, "src/db/", ""))
		return;
	while (rest.len) {
		struct str one = str_cut(&rest, '\n');
		const char *remark = one.len ? memmem(one.at, one.len, "--", 2) : NULL;

		line++;
		if (remark)
			one.len = (size_t)(remark - one.at);
		for (size_t w = 0; w < COUNT_OF(writes); w++) {
			size_t at = word_find_in(one, writes[w], 0);
			struct str table = str_trim(str_from(one, at + strlen(writes[w])));

			/* ON CONFLICT … DO UPDATE SET and FOR UPDATE name no table. */
			if (at == one.len || str_starts(table, "SET") || is_locking(one, at))
				continue;
			if (table.len <= folder.len ||
				memcmp(table.at, folder.at, folder.len) != 0 ||
				table.at[folder.len] != '_')
				report_add(report, source->path, line,
					"writes a table of another folder");
		}
	}
}

/* KEY, then zh and en, each with words. */
static inline void rule_words(struct report *report, const struct source *source)
{
	struct str rest = source->text;
	bool has_zh = true;
	bool has_en = true;
	int line = 0;
	int key = 0;

	if (!path_is(source->path, "src/", ".text"))
		return;
	while (rest.len) {
		struct str one = str_cut(&rest, '\n');
		struct str words = str_trim(one);

		line++;
		if (words.len == 0 || str_starts(one, "#"))
			continue;
		if (one.at[0] == '\t') {
			has_zh = has_zh || (str_starts(words, "zh ") && words.len > 3);
			has_en = has_en || (str_starts(words, "en ") && words.len > 3);
			continue;
		}
		if (!has_zh || !has_en)
			report_add(report, source->path, key, "a key without zh and en");
		key = line;
		has_zh = has_en = false;
	}
	if (!has_zh || !has_en)
		report_add(report, source->path, key, "a key without zh and en");
}

/* Paths of the machine a file was written on. */
static inline void rule_paths(struct report *report, const struct source *source)
{
	static const char *const places[] = { "/wo"
					      "rk/",
		"/ho"
		"me/",
		"/ro"
		"ot/",
		"/Us"
		"ers/" };

	for (size_t p = 0; p < COUNT_OF(places); p++) {
		size_t len = strlen(places[p]);

		for (size_t i = 0; i + len < source->text.len; i++) {
			char before = i ? source->text.at[i - 1] : ' ';

			/* src/work/ and /heqing/work/ are ours. */
			if (memcmp(source->text.at + i, places[p], len) == 0 &&
				!is_word_char(before) && !strchr("./}*:-", before))
				report_add(report, source->path, line_of(source->text, i),
					"a path of somebody's machine");
		}
	}
}
