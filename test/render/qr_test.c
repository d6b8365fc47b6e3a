/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The modules of a code: finder patterns where a reader looks for them, path data that covers
 * exactly the dark modules, texts that are too long refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>
#include "base/arena.h"
#include "base/buf.h"
#include "render/qr.h"

static struct qr made(struct arena *arena, const char *text)
{
	struct qr qr;

	assert_int_equal(qr_make(arena, str_of(text), &qr), OK);
	return qr;
}

static void assert_finder(const struct qr *qr, int left, int top)
{
	static const char *const pattern[] = { "#######", "#.....#", "#.###.#", "#.###.#",
		"#.###.#", "#.....#", "#######" };

	for (int y = 0; y < 7; y++) {
		for (int x = 0; x < 7; x++)
			assert_int_equal(qr_is_dark(qr, left + x, top + y), pattern[y][x] == '#');
	}
}

static void has_three_finders(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct qr qr = made(arena, "https://zd.example/heqing/n/118");

	(void)state;
	assert_int_equal((qr.size - 17) % 4, 0);
	assert_finder(&qr, 0, 0);
	assert_finder(&qr, qr.size - 7, 0);
	assert_finder(&qr, 0, qr.size - 7);
	arena_free(arena);
}

static void is_of_level_m(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct qr qr = made(arena, "https://zd.example/heqing/n/118");

	/* Format bits 14 and 13 under the mask 10…: level M is 00, so they read 1, 0. */
	(void)state;
	assert_true(qr_is_dark(&qr, 0, 8));
	assert_false(qr_is_dark(&qr, 1, 8));
	arena_free(arena);
}

static void path_covers_the_dark_modules(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct qr qr = made(arena, "合庆-蔡路-2025-01");
	struct buf buf = buf_new(arena, 1 << 16);
	uint8_t *seen = arena_alloc(arena, (size_t)(qr.size * qr.size));
	const char *at;
	int x;
	int y;
	int run;
	int back;
	int used = 0;

	(void)state;
	qr_path(&buf, &qr);
	at = buf_z(&buf);
	while (sscanf(at, "M%d %dh%dv1h-%dz%n", &x, &y, &run, &back, &used) == 4) {
		assert_int_equal(run, back);
		for (int i = 0; i < run; i++)
			seen[y * qr.size + x + i]++;
		at += used;
	}
	assert_string_equal(at, "");
	assert_memory_equal(seen, qr.dark, (size_t)(qr.size * qr.size));
	arena_free(arena);
}

static void refuses_what_no_code_can_hold(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct qr qr = { .size = -1 };
	char *text = arena_alloc(arena, 3000);

	(void)state;
	memset(text, 'a', 2000);
	assert_int_equal(qr_make(arena, (struct str) { text, 2001 }, &qr), ERR_TOO_BIG);
	assert_int_equal(qr_make(arena, (struct str) { text, 0 }, &qr), ERR_TOO_BIG);
	assert_int_equal(qr.size, -1);
	assert_int_equal(qr_make(arena, (struct str) { text, 2000 }, &qr), OK);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_three_finders),
		cmocka_unit_test(is_of_level_m),
		cmocka_unit_test(path_covers_the_dark_modules),
		cmocka_unit_test(refuses_what_no_code_can_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
