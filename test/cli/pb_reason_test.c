/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Every sentence by which the engine or its command says what is wrong has a form in
 * pb_reason.text: the sources are read, and each sentence found there is said in Chinese. */
#include "unit.h"
#include <dirent.h>
#include <stdlib.h>
#include "base/words.h"
#include "cli/pb.h"

enum { SOURCE_MOST = 1 << 18, SENTENCE_MOST = 512 };

static int sentences;

static bool has_han(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0xe4 && (unsigned char)*text <= 0xe9)
			return true;
	return false;
}

/* What is said of it in Chinese. */
static const char *said_of(const char *reason)
{
	static char said[4096];
	FILE *to = fmemopen(said, sizeof said, "w");

	assert_non_null(to);
	said[0] = '\0'; /* nothing said is nothing written */
	reason_say(to, str_of(reason));
	fclose(to);
	return said;
}

/* A figure or a word for each %u, %.*s … */
static void sentence_fill(char *out, const char *form)
{
	size_t len = 0;

	for (; *form; form++) {
		if (*form == '%') {
			form += strspn(form + 1, ".*l") + 1;
			out[len++] = *form == 's' ? 'x' : '7';
		} else {
			out[len++] = *form;
		}
	}
	out[len] = '\0';
}

/* The literals that stand side by side here, as one; false when there are none up to the end of
 * the statement. */
static bool literal_read(const char *at, const char *end, char *out)
{
	size_t len = 0;

	while (at < end && *at != '"')
		at++;
	if (at == end)
		return false;
	while (*at == '"') {
		for (at++; *at != '"'; at++) {
			at += *at == '\\';
			assert_true(len < SENTENCE_MOST - 1);
			out[len++] = *at;
		}
		at++;
		at += strspn(at, " \t\n");
	}
	out[len] = '\0';
	return len > 0;
}

static void sentence_try(const char *name, const char *form)
{
	char sentence[SENTENCE_MOST];
	const char *said;

	sentence_fill(sentence, form);
	said = said_of(sentence);
	if (!has_han(said))
		print_error("%s: no words in pb_reason.text for: %s\n", name, form);
	assert_true(has_han(said));
	sentences++;
}

static void source_try(const char *folder, const char *name)
{
	static const char *const calls[] = { "reader_refuse(", "reader_note(", "check_refuse(",
		"check_line(", "return \"", "str_of(\"", "snprintf(more, " };
	static char text[SOURCE_MOST];
	char path[300], form[SENTENCE_MOST];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "rb");
	assert_non_null(file);
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
		for (const char *at = text; (at = strstr(at, calls[i])); at++) {
			const char *from = at + strlen(calls[i]) -
					   (calls[i][strlen(calls[i]) - 1] == '"');

			if (literal_read(from, strchr(from, ';'), form))
				sentence_try(name, form);
		}
}

static void folder_try(const char *path, bool (*is_asked)(const char *name))
{
	DIR *folder = opendir(path);

	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder));)
		if (is_asked(entry->d_name))
			source_try(path, entry->d_name);
	closedir(folder);
}

static bool is_source(const char *name)
{
	size_t len = strlen(name);

	return len > 2 && !strcmp(name + len - 2, ".c");
}

static bool says_reasons(const char *name)
{
	return is_source(name) && (!strncmp(name, "read", 4) || !strncmp(name, "check", 5) ||
					  !strcmp(name, "count.c"));
}

static bool is_command(const char *name)
{
	return !strcmp(name, "pb.c") || !strcmp(name, "pb_file.c");
}

static void every_sentence_has_words(void **state)
{
	(void)state;
	setenv("LC_ALL", "zh_CN.UTF-8", 1);
	folder_try("src/pb", says_reasons);
	folder_try("src/cli", is_command);
	assert_true(sentences > 130);
}

/* What is of the reader's text stays as it is, whatever it looks like. */
static void pieces_keep_their_place(void **state)
{
	(void)state;
	setenv("LC_ALL", "zh_CN.UTF-8", 1);
	assert_string_equal(said_of("cost \"12x\" is not a number like 1234 or 1234.50"),
		"cost 写的“12x”不是 1234 或 1234.50 这样的数");
	assert_string_equal(said_of("the vote names \"too large\", which is no project"),
		"票上的“too large”不是项目");
	assert_string_equal(
		said_of("needs names \"a\", which is no project"), "needs 里的“a”不是项目");
	assert_string_equal(said_of("points \"\" is too large"), "points 写的“”太大");
	assert_string_equal(said_of("another share; the ballots say: share 5/3"),
		"份额不对；按选票应当是：share 5/3");
	assert_string_equal(said_of("project_id \"\" is that of line 7\" is that of line 12 too"),
		"project_id“\" is that of line 7”和第 12 行重了");
	assert_string_equal(said_of("something new"), "something new");
	assert_string_equal(said_of(""), "");
	setenv("LC_ALL", "C", 1);
	assert_string_equal(said_of("too large"), "too large");
}

/* The English of a form is what is said in English, so no form may stand twice. */
static void forms_are_different(void **state)
{
	(void)state;
	for (size_t i = 0; i < word_count; i++)
		for (size_t k = 0; k < i; k++)
			if (!strncmp(words[i].key, "cli.pb_reason.", 14) &&
				!strncmp(words[k].key, "cli.pb_reason.", 14))
				assert_string_not_equal(words[i].en, words[k].en);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_sentence_has_words),
		cmocka_unit_test(pieces_keep_their_place),
		cmocka_unit_test(forms_are_different),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
