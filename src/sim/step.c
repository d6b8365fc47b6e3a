/* SPDX-License-Identifier: MulanPSL-2.0 */
/* sim/step.c: takes a line of a story apart: words by blanks, "…" keeps blanks (\n \t \" \\
 * inside), # begins a remark. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "sim/step.h"

enum { WORDS = STEP_PAIRS + STEP_TELLS + 8 };

struct words {
	const char *at[WORDS];
	size_t count;
};

bool step_is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

static char escape_of(char c)
{
	return c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
}

/* One word from *at on; false at the end of the line. */
static bool word_read(struct arena *arena, const char **at, const char **out)
{
	struct buf word = buf_new(arena, LIMIT_BODY);
	const char *c = *at;
	bool is_quoted = false;

	while (*c == ' ' || *c == '\t')
		c++;
	if (!*c || *c == '#')
		return false;
	for (; *c && (is_quoted || (*c != ' ' && *c != '\t')); c++) {
		if (*c == '"')
			is_quoted = !is_quoted;
		else if (is_quoted && *c == '\\' && c[1])
			buf_char(&word, escape_of(*++c));
		else
			buf_char(&word, *c);
	}
	*at = c;
	*out = buf_z(&word);
	return *out && !is_quoted;
}

/* Joins lines that end in a backslash. */
static const char *line_read(struct arena *arena, struct str *text, int *line)
{
	struct buf joined = buf_new(arena, LIMIT_BODY);
	bool goes_on = true;
	int lines = 0;

	while (goes_on && text->at) {
		struct str one = str_cut(text, '\n');

		lines++;
		goes_on = one.len && one.at[one.len - 1] == '\\';
		if (goes_on)
			one.len--;
		buf_str(&joined, one);
		if (goes_on)
			buf_char(&joined, ' ');
	}
	*line += lines;
	return buf_z(&joined);
}

static void pairs_read(struct arena *arena, const struct words *words, size_t from, size_t until,
		       struct step *out)
{
	out->pairs = arena_array(arena, until - from + 1, sizeof *out->pairs);
	for (size_t i = from; out->pairs && i < until; i++) {
		struct str value = str_of(words->at[i]), name = str_cut(&value, '=');

		if (!value.at) {
			out->kind = STEP_WRONG;
			out->what = words->at[i];
			return;
		}
		out->pairs[out->pair_count++] = (struct pair){ str_z(arena, name),
							       str_z(arena, value) };
	}
}

/* as WHO [for WHOSE] [paper] (ACT pairs… | look PATH | tick) */
static void as_read(struct arena *arena, const struct words *words, size_t until, struct step *out)
{
	size_t i = 2;

	out->who = until > 1 ? words->at[1] : "";
	if (i + 1 < until && !strcmp(words->at[i], "for")) {
		out->whose = words->at[i + 1];
		out->via = VIA_DESK;
		i += 2;
	}
	if (i < until && !strcmp(words->at[i], "paper")) {
		out->via = VIA_PAPER;
		i++;
	}
	if (i >= until)
		return;
	if (!strcmp(words->at[i], "tick")) {
		out->kind = STEP_TICK;
		out->what = "tick";
	} else if (!strcmp(words->at[i], "look") && i + 1 < until) {
		out->kind = STEP_LOOK;
		out->what = words->at[i + 1];
	} else {
		out->kind = STEP_ACT;
		out->what = words->at[i];
		pairs_read(arena, words, i + 1, until, out);
	}
}

static void at_read(struct arena *arena, const struct words *words, size_t until, struct step *out)
{
	struct buf text = buf_new(arena, 40);

	out->is_now = until == 2 && !strcmp(words->at[1], "now");
	if (out->is_now)
		out->kind = STEP_AT;
	buf_print(&text, "%sT%s", until > 1 ? words->at[1] : "", until > 2 ? words->at[2] : "");
	if (moment_parse(buf_view(&text), &out->at))
		out->kind = STEP_AT;
}

static void words_read(struct arena *arena, const struct words *words, struct step *out)
{
	size_t until = 0;

	while (until < words->count && strcmp(words->at[until], "->"))
		until++;
	out->tells = (const char **)words->at + (until < words->count ? until + 1 : until);
	out->tell_count = until < words->count ? words->count - until - 1 : 0;
	out->kind = STEP_WRONG;
	out->what = words->at[0];
	if (!strcmp(words->at[0], "as"))
		as_read(arena, words, until, out);
	else if (!strcmp(words->at[0], "at"))
		at_read(arena, words, until, out);
	else if (until > 1 && !strcmp(words->at[0], "found"))
		out->kind = STEP_FOUND;
	else if (until > 1 && !strcmp(words->at[0], "use"))
		out->kind = STEP_USE;
	else if (until > 1 && !strcmp(words->at[0], "play"))
		out->kind = STEP_PLAY;
	if (out->kind == STEP_FOUND || out->kind == STEP_USE || out->kind == STEP_PLAY)
		out->what = words->at[1];
}

void step_read(struct arena *arena, struct str *text, int *line, struct step *out)
{
	struct words *words = arena_alloc(arena, sizeof *words);
	const char *at = line_read(arena, text, line);

	*out = (struct step){ .kind = STEP_NONE };
	if (!words || !at) {
		out->kind = STEP_WRONG;
		out->what = "out of memory, or a line that is too long";
		return;
	}
	while (words->count < WORDS && word_read(arena, &at, &words->at[words->count]))
		words->count++;
	while (*at == ' ' || *at == '\t')
		at++;
	if (*at && *at != '#') {
		out->kind = STEP_WRONG;
		out->what = "a quote is not closed, or there are too many words";
	} else if (words->count) {
		words_read(arena, words, out);
	}
}
