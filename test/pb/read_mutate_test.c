/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The corpus of the fuzz target replayed and changed at random: a small fuzz run that needs no
 * libFuzzer. A seed is told when the target aborts. */
#include <dirent.h>
#include <signal.h>
#include <unistd.h>
#include "unit.h"
#include "pb/make.h"
#include "fuzz/pb_fuzz.c"

enum { TEXTS_MOST = 64, TEXT_MOST = 8192 };

struct text {
	size_t len;
	uint8_t at[TEXT_MOST];
};

static struct text texts[TEXTS_MOST];
static uint32_t text_count;
static volatile unsigned long long current_seed;

static void seed_say(int signal_number)
{
	char line[64];
	int len = snprintf(line, sizeof(line), "aborted at seed %llu\n", current_seed);

	(void)signal_number;
	(void)!write(2, line, (size_t)len);
}

static int corpus_read(void **state)
{
	DIR *folder = opendir("test/fuzz/pb");
	const struct dirent *entry;

	(void)state;
	if (!folder)
		return -1;
	while (text_count < TEXTS_MOST && (entry = readdir(folder))) {
		char path[400];
		FILE *file;

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "test/fuzz/pb/%s", entry->d_name);
		file = fopen(path, "rb");
		if (!file)
			break;
		texts[text_count].len = fread(texts[text_count].at, 1, TEXT_MOST, file);
		text_count++;
		fclose(file);
	}
	closedir(folder);
	signal(SIGABRT, seed_say);
	return text_count >= 8 ? 0 : -1;
}

/* Of exactly its size, so that a sanitizer sees a step too far. */
static void try(const struct text *text)
{
	uint8_t *exact = malloc(text->len ? text->len : 1);

	assert_non_null(exact);
	memcpy(exact, text->at, text->len);
	assert_int_equal(LLVMFuzzerTestOneInput(exact, text->len), 0);
	free(exact);
}

static void the_corpus_is_read(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < text_count; i++)
		try(&texts[i]);
}

static void put(struct text *text, size_t at, const void *piece, size_t len)
{
	if (len > TEXT_MOST - text->len)
		return;
	memmove(text->at + at + len, text->at + at, text->len - at);
	memcpy(text->at + at, piece, len);
	text->len += len;
}

static void change(struct make *make, struct text *text)
{
	static const char *const pieces[] = { ";", ",", "\"", "\"\"", "\n", "\r\n", " ", "1", "0",
		".5", "-", "!", "META\n", "PROJECTS\n", "VOTES\n", "99999999999999999999",
		"4611686018427387903", "\xe6\xa0\x91", "\xff", "points", "pledges", "ordinal" };
	size_t at = make_below(make, (uint32_t)text->len + 1);
	size_t left = text->len - at;
	size_t len = make_below(make, 1 + (uint32_t)(left < 40 ? left : 40));
	const struct text *from;
	const char *piece;
	uint8_t copy[40];

	switch (make_below(make, 5)) {
	case 0: /* a byte */
		if (left)
			text->at[at] = (uint8_t)make_next(make);
		break;
	case 1: /* a gap */
		memmove(text->at + at, text->at + at + len, left - len);
		text->len -= len;
		break;
	case 2: /* the same again */
		memcpy(copy, text->at + at, len);
		put(text, at, copy, len);
		break;
	case 3:
		piece = pieces[make_below(make, sizeof(pieces) / sizeof(*pieces))];
		put(text, at, piece, strlen(piece));
		break;
	default: /* the end of another */
		from = &texts[make_below(make, text_count)];
		len = make_below(make, (uint32_t)from->len + 1);
		text->len = at;
		put(text, at, from->at + len, from->len - len);
	}
}

static void changed_texts_do_no_harm(void **state)
{
	uint64_t first, count = make_cases(100000, &first);

	(void)state;
	for (uint64_t seed = first; seed < first + count; seed++) {
		struct make make = { seed };
		struct text text = texts[make_below(&make, text_count)];

		current_seed = seed;
		for (uint32_t i = make_below(&make, 6) + 1; i; i--)
			change(&make, &text);
		try(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_corpus_is_read),
		cmocka_unit_test(changed_texts_do_no_harm),
	};

	return cmocka_run_group_tests(tests, corpus_read, NULL);
}
