/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The tables of base: classes of trouble, words, compiled-in files; and the lines of the log. */
#include "unit.h"
#include <unistd.h>
#include "base/asset.h"
#include "base/err.h"
#include "base/log.h"
#include "base/words.h"

static void every_trouble_has_codes(void **state)
{
	(void)state;
	assert_int_equal(OK, 0);
	assert_string_equal(err_name(OK), "OK");
	assert_string_equal(err_name(ERR_REFUSED), "ERR_REFUSED");
	assert_int_equal(err_http(ERR_REFUSED), 422);
	assert_int_equal(err_exit(ERR_REFUSED), 1);
	assert_string_equal(err_name(ERR_COUNT - 1), "ERR_MEMORY");
	for (enum err err = OK; err < ERR_COUNT; err++) {
		assert_true(err_http(err) >= 200 && err_http(err) < 600);
		assert_int_equal(err == OK, err_http(err) == 200);
		assert_int_equal(err == OK, err_exit(err) == 0);
	}
}

static enum err tried(enum err err)
{
	TRY(err);
	return ERR_COUNT;
}

static void try_passes_trouble_up(void **state)
{
	(void)state;
	assert_int_equal(tried(ERR_BUSY), ERR_BUSY);
	assert_int_equal(tried(OK), ERR_COUNT);
}

static void words_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < word_count; i++) {
		if (i > 0)
			assert_true(strcmp(words[i - 1].key, words[i].key) < 0);
		assert_true(word_find(words[i].key) == &words[i]);
	}
	assert_null(word_find(""));
	assert_null(word_find("no.such.word"));
	assert_null(word_find("~"));
}

static void assets_are_found(void **state)
{
	(void)state;
	for (const struct asset *asset = assets; asset->name; asset++) {
		assert_true(asset_find(asset->name) == asset);
		assert_int_equal(strspn(asset->hash, "0123456789abcdef"), 12);
		assert_int_equal(strlen(asset->hash), 12);
	}
	assert_null(asset_find("no/such.file"));
}

/* What log_line writes, caught in a pipe put where standard error was. */
static void caught(enum log_level level, const char *text, char *out, size_t size)
{
	int ends[2];
	int kept = dup(STDERR_FILENO);
	ssize_t len;

	assert_int_equal(pipe(ends), 0);
	dup2(ends[1], STDERR_FILENO);
	close(ends[1]);
	log_line(level, "%s", text);
	dup2(kept, STDERR_FILENO);
	close(kept);
	len = read(ends[0], out, size - 1);
	close(ends[0]);
	assert_true(len >= 0);
	out[len] = '\0';
}

static void a_log_line_is_one_line(void **state)
{
	char line[8192], text[4000];

	(void)state;
	caught(LOG_FAULT, "disk\nfull\x1b[31m 满", line, sizeof(line));
	assert_string_equal(line + 23, " fault disk\\nfull\\x1b[31m 满\n");
	assert_int_equal(line[10], 'T');
	for (size_t i = 0; i + 3 < sizeof(text); i += 3)
		memcpy(text + i, "满", 4);
	caught(LOG_WARN, text, line, sizeof(line));
	assert_true(strlen(line) < 1100);
	assert_int_equal((strlen(line) - strlen(" warn \n") - 23) % 3, 0); /* whole characters */
	assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
}

static void a_quiet_log_drops_what_is_below(void **state)
{
	char line[1000];

	(void)state;
	log_quiet(LOG_WARN);
	caught(LOG_NOTE, "x", line, sizeof(line));
	assert_string_equal(line, "");
	caught(LOG_WARN, "x", line, sizeof(line));
	assert_string_equal(line + 23, " warn x\n");
	log_quiet(LOG_NOTE);
	caught(LOG_NOTE, "x", line, sizeof(line));
	assert_string_equal(line + 23, " note x\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_trouble_has_codes),
		cmocka_unit_test(try_passes_trouble_up),
		cmocka_unit_test(words_are_found),
		cmocka_unit_test(assets_are_found),
		cmocka_unit_test(a_log_line_is_one_line),
		cmocka_unit_test(a_quiet_log_drops_what_is_below),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
