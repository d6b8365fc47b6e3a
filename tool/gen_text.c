/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen_text.c: .text files → words, sorted by key. A key stands at the margin, its zh and en
 * one tab in; a line two tabs in goes on with the one before (after a blank in en, without in zh).
 * Lines that begin with # are remarks. */
#include "gen.h"
#include <ctype.h>

struct reader {
	struct gen *gen;
	const struct source *source;
	struct word_made *word;
	const char **value; /* what a line two tabs in goes on with */
	const char *joint;
	int line;
};

/* Dots part lower_snake words; the last may be what a choice or a state is called, which may begin
 * with a digit. */
static bool is_key(const char *at, size_t len)
{
	bool is_start = true;

	for (size_t i = 0; i < len; i++) {
		bool is_letter = islower((unsigned char)at[i]) || isdigit((unsigned char)at[i]);

		if (!is_letter && (is_start || (at[i] != '_' && at[i] != '.')))
			return false;
		is_start = at[i] == '.';
	}
	return len > 0 && !is_start;
}

static void word_begin(struct reader *reader, const char *at, size_t len)
{
	struct gen *gen = reader->gen;
	const char *head = gen_print(gen, "%s.%s.", reader->source->folder, reader->source->stem);

	reader->value = NULL;
	reader->word = list_add(gen, &gen->words, sizeof(*reader->word));
	reader->word->key = gen_copy(gen, at, len);
	reader->word->path = reader->source->path;
	reader->word->line = reader->line;
	if (!is_key(at, len))
		trouble(gen, reader->source->path, reader->line,
			"`%s` is no key: lower_snake words with dots", reader->word->key);
	else if (!starts_with(reader->word->key, head))
		trouble(gen, reader->source->path, reader->line, "key %s: keys here begin with %s",
			reader->word->key, head);
}

static void value_read(struct reader *reader, const char *at, size_t len)
{
	struct gen *gen = reader->gen;
	bool is_zh = len > 3 && memcmp(at, "zh ", 3) == 0;
	bool is_en = len > 3 && memcmp(at, "en ", 3) == 0;

	if (!reader->word) {
		trouble(gen, reader->source->path, reader->line, "words before any key");
		return;
	}
	if (!is_zh && !is_en) {
		trouble(gen, reader->source->path, reader->line, "%s: a line is `zh …` or `en …`",
			reader->word->key);
		return;
	}
	reader->value = is_zh ? &reader->word->zh : &reader->word->en;
	reader->joint = is_zh ? "" : " ";
	if (*reader->value)
		trouble(gen, reader->source->path, reader->line, "%s: said twice in one language",
			reader->word->key);
	*reader->value = gen_copy(gen, at + 3, len - 3);
}

static void line_read(struct reader *reader, const char *at, size_t len)
{
	while (len && (at[len - 1] == ' ' || at[len - 1] == '\t' || at[len - 1] == '\r'))
		len--;
	if (!len || at[0] == '#')
		return;
	if (at[0] == ' ')
		trouble(reader->gen, reader->source->path, reader->line, "indent by tabs");
	else if (len > 2 && at[0] == '\t' && at[1] == '\t') {
		if (reader->value)
			*reader->value = gen_print(reader->gen, "%s%s%.*s", *reader->value,
				reader->joint, (int)len - 2, at + 2);
		else
			trouble(reader->gen, reader->source->path, reader->line,
				"goes on with nothing");
	} else if (at[0] == '\t')
		value_read(reader, at + 1, len - 1);
	else
		word_begin(reader, at, len);
}

/* The {{names}} of a text, each once, sorted, as one line to compare; NULL after a complaint. */
static const char *names_of(struct gen *gen, const struct word_made *word, const char *text)
{
	struct text out = text_new(gen);
	const char *names[32];
	size_t count = 0;

	for (const char *p = text; (p = strstr(p, "{{")); p++) {
		const char *end = strstr(p, "}}");
		const char *name;
		size_t at = 0;

		if (!end || !is_key(p + 2, (size_t)(end - p - 2)) ||
			count == sizeof(names) / sizeof(*names)) {
			trouble(gen, word->path, word->line, "%s: `%.20s` is no {{name}}",
				word->key, p);
			return NULL;
		}
		name = gen_copy(gen, p + 2, (size_t)(end - p - 2));
		while (at < count && strcmp(names[at], name) < 0)
			at++;
		if (at < count && strcmp(names[at], name) == 0)
			continue;
		memmove(names + at + 1, names + at, (count - at) * sizeof(*names));
		names[at] = name;
		count++;
	}
	for (size_t i = 0; i < count; i++)
		text_print(&out, "%s{{%s}}", i ? " " : "", names[i]);
	return text_z(&out);
}

static void word_check(struct gen *gen, const struct word_made *word)
{
	const char *zh;
	const char *en;

	if (!word->zh || !word->en) {
		trouble(gen, word->path, word->line, "%s has no %s", word->key,
			word->zh ? "en" : "zh");
		return;
	}
	zh = names_of(gen, word, word->zh);
	en = names_of(gen, word, word->en);
	if (zh && en && strcmp(zh, en) != 0)
		trouble(gen, word->path, word->line,
			"%s: zh uses %s, en uses %s: both use the same names", word->key,
			*zh ? zh : "no names", *en ? en : "no names");
}

static int compare_words(const void *a, const void *b)
{
	const struct word_made *x = a;
	const struct word_made *y = b;
	int order = strcmp(x->key, y->key);

	if (!order)
		order = strcmp(x->path, y->path);
	return order ? order : x->line - y->line;
}

static void file_words(struct gen *gen, const struct source *source)
{
	struct reader reader = { .gen = gen, .source = source, .line = 1 };
	const char *at = source->at;
	const char *end = source->at + source->len;

	while (at < end) {
		const char *next = memchr(at, '\n', (size_t)(end - at));

		line_read(&reader, at, (size_t)((next ? next : end) - at));
		at = next ? next + 1 : end;
		reader.line++;
	}
}

void words_read(struct gen *gen)
{
	const struct source *source = gen->sources.at;
	struct word_made *word;

	for (size_t i = 0; i < gen->sources.count; i++)
		if (ends_with(source[i].name, ".text"))
			file_words(gen, &source[i]);
	word = gen->words.at;
	for (size_t i = 0; i < gen->words.count; i++)
		word_check(gen, &word[i]);
	if (gen->words.count)
		qsort(word, gen->words.count, sizeof(*word), compare_words);
	for (size_t i = 1; i < gen->words.count; i++)
		if (strcmp(word[i - 1].key, word[i].key) == 0)
			trouble(gen, word[i].path, word[i].line, "key %s is already in %s:%d",
				word[i].key, word[i - 1].path, word[i - 1].line);
}

/* The first key that is not before `key`. */
static size_t words_bound(const struct gen *gen, const char *key)
{
	const struct word_made *word = gen->words.at;
	size_t from = 0;
	size_t to = gen->words.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (strcmp(word[middle].key, key) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

const struct word_made *words_find(const struct gen *gen, const char *key)
{
	const struct word_made *word = gen->words.at;
	size_t at = words_bound(gen, key);

	return at < gen->words.count && strcmp(word[at].key, key) == 0 ? &word[at] : NULL;
}

bool words_have(const struct gen *gen, const char *head)
{
	const struct word_made *word = gen->words.at;
	size_t at = words_bound(gen, head);

	return at < gen->words.count && starts_with(word[at].key, head);
}
