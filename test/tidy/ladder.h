/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/tidy/ladder.h: the rules that need more than one file: the ladder of ARCHITECTURE.md, and
 * that everything in src is reached by the build and by somebody who uses it. */
#pragma once
#include "tidy/rules.h"

enum { RUNGS_MOST = 16 };

/* The block "```ladder" of ARCHITECTURE.md: folders of each rung. */
struct ladder {
	struct str rungs[RUNGS_MOST];
	int count;
};

static inline struct ladder ladder_read(struct str text)
{
	static const char mark[] = "```ladder\n";
	struct ladder ladder = { .count = 0 };
	const char *found = text.len ? memmem(text.at, text.len, mark, strlen(mark)) : NULL;
	struct str rest = { 0 };

	if (found)
		rest = str_from(text, (size_t)(found - text.at) + strlen(mark));
	while (rest.len && !str_starts(rest, "```") && ladder.count < RUNGS_MOST) {
		struct str line = str_cut(&rest, '\n');

		str_cut(&line, ' ');
		ladder.rungs[ladder.count++] = line;
	}
	return ladder;
}

/* 1 …; 0 when the ladder does not know the folder. */
static inline int ladder_rung(const struct ladder *ladder, struct str folder)
{
	for (int i = 0; i < ladder->count; i++) {
		struct str rest = ladder->rungs[i];

		while (rest.at)
			if (str_equal(str_cut(&rest, ' '), folder))
				return i + 1;
	}
	return 0;
}

/* What is wrong with an include; NULL when nothing is. */
static inline const char *include_wrong(
	const struct ladder *ladder, struct str own, struct str name)
{
	struct str rest = name;
	struct str folder = str_cut(&rest, '/');
	int rung;

	if (str_is(name, "gen/pages.h") || str_is(name, "subjects.def"))
		return NULL;
	if (str_is(folder, "gen"))
		folder = str_cut(&rest, '/');
	if (!rest.at)
		return "an include names its folder";
	if (str_equal(folder, own))
		return NULL;
	rung = ladder_rung(ladder, folder);
	if (rung == 0)
		return "includes a folder that is not on the ladder";
	if (rung >= ladder_rung(ladder, own))
		return "includes a folder that is not below its own";
	return NULL;
}

static inline void rule_ladder(
	struct report *report, const struct ladder *ladder, const struct source *source)
{
	struct str own = path_folder(source->path);
	struct str rest = source->calm;
	int line = 0;

	if (!own.at || !path_is_c(source->path))
		return;
	if (ladder_rung(ladder, own) == 0)
		report_add(report, source->path, 1, "this folder is not on the ladder");
	while (rest.len) {
		bool is_own = false;
		struct str name = include_of(str_cut(&rest, '\n'), &is_own);
		const char *wrong = NULL;

		line++;
		if (name.at && is_own)
			wrong = include_wrong(ladder, own, name);
		if (wrong)
			report_add(report, source->path, line, wrong);
	}
}

/* Does some file (other than itself) say these words? Tests do not count. */
static inline bool is_said(const struct tree *tree, const struct source *not_by, const char *words)
{
	for (size_t i = 0; i < tree->count; i++) {
		const struct source *by = &tree->at[i];

		if (by != not_by && path_is(by->path, "src/", "") &&
			text_has(by->calm.at ? by->calm : by->text, words))
			return true;
	}
	return false;
}

/* Names of a template as C and templates say them: PAGE_pledge_show, {{>card}}, {{>card.paper}},
 * "frame". */
static inline bool is_template_used(const struct tree *tree, const struct source *source)
{
	const char *slash = strrchr(source->path, '/');
	bool is_paper = path_is(source->path, "", ".paper");
	struct str name = str_of(slash + 1);
	char words[200];
	int len;

	name.len -= strlen(is_paper ? ".paper" : ".html");
	len = snprintf(words, sizeof(words), "%s_%.*s", is_paper ? "PAPER" : "PAGE", (int)name.len,
		name.at);
	for (int i = 0; i < len; i++)
		words[i] = words[i] == '.' ? '_' : words[i];
	if (is_said(tree, source, words))
		return true;
	snprintf(words, sizeof(words), "{{>%.*s%s}}", (int)name.len, name.at,
		is_paper ? ".paper" : "");
	if (is_said(tree, source, words))
		return true;
	snprintf(words, sizeof(words), "\"%.*s%s\"", (int)name.len, name.at,
		is_paper ? ".paper" : "");
	return is_said(tree, source, words);
}

static inline const char *unreached(
	const struct tree *tree, const struct source *source, struct str folders)
{
	struct str folder = path_folder(source->path);
	const char *inner = source->path + strlen("src/");
	const char *kind = strrchr(source->path, '.');
	char words[200];
	bool is_listed = str_is(folder, "main");

	while (folders.at && !is_listed)
		is_listed = str_equal(str_cut(&folders, ' '), folder);
	if (!is_listed)
		return "this folder is not in FOLDERS of the Makefile";
	if (!kind)
		return "the build does not know files without an ending";
	snprintf(words, sizeof(words), "include \"%s\"", inner);
	if (strcmp(kind, ".h") == 0 && strcmp(inner, "base/banned.h") != 0)
		return is_said(tree, source, words) ? NULL : "nobody includes this header";
	if (strcmp(kind, ".def") == 0)
		return is_said(tree, source, words) ? NULL : "nobody includes this list";
	if (strcmp(kind, ".sql") == 0 && !path_is(source->path, "src/db/schema/", "")) {
		snprintf(words, sizeof(words), "include \"gen/%s.h\"", inner);
		return is_said(tree, source, words) ? NULL : "nobody includes its gen/….sql.h";
	}
	if (strcmp(kind, ".html") == 0 || strcmp(kind, ".paper") == 0)
		return is_template_used(tree, source) ? NULL : "nobody uses this template";
	if (strstr(".c .h .sql .text .css .svg .story", kind))
		return NULL;
	return "the build does not know this kind of file";
}

/* makefile: its text, of which the line FOLDERS := is read. */
static inline void rule_reached(struct report *report, const struct tree *tree, struct str makefile)
{
	static const char mark[] = "\nFOLDERS := ";
	const char *found = makefile.len ? memmem(makefile.at, makefile.len, mark, strlen(mark))
					 : NULL;
	struct str folders = { 0 };

	if (found) {
		folders = str_from(makefile, (size_t)(found - makefile.at) + strlen(mark));
		folders = str_cut(&folders, '\n');
	}
	for (size_t i = 0; i < tree->count; i++) {
		const char *wrong = NULL;

		if (path_is(tree->at[i].path, "src/", ""))
			wrong = unreached(tree, &tree->at[i], folders);
		if (wrong)
			report_add(report, tree->at[i].path, 1, wrong);
	}
}

/* What every write passes is read whole by whoever trusts it, so it stays short for good: lines
 * that are not blank and not remarks. */
enum { DOOR_MOST = 1000 };

static inline int code_lines(struct str calm)
{
	int count = 0;

	while (calm.len)
		count += str_trim(str_cut(&calm, '\n')).len > 0;
	return count;
}

static inline void rule_door(struct report *report, const struct tree *tree)
{
	static const char *const files[] = { "src/door/door.c", "src/door/fields.c",
		"src/door/act.c", "src/door/spell.c" };
	int lines = 0;

	for (size_t k = 0; k < COUNT_OF(files); k++) {
		const struct source *found = NULL;

		for (size_t i = 0; i < tree->count && !found; i++)
			if (strcmp(tree->at[i].path, files[k]) == 0)
				found = &tree->at[i];
		if (!found)
			report_add(report, files[k], 1, "the door is not where it was");
		else
			lines += code_lines(found->calm);
	}
	if (lines >= DOOR_MOST)
		report_add(report, files[0], 1, "the door has grown to 1,000 lines");
}
