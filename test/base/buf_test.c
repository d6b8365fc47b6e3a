/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Growing bytes: the limit, and that the first failure stays. */
#include "unit.h"
#include "base/arena.h"
#include "base/buf.h"

static void takes_all_kinds(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct buf buf = buf_new(arena, 1000);

	(void)state;
	assert_true(str_is(buf_view(&buf), ""));
	assert_string_equal(buf_z(&buf), "");
	buf_text(&buf, "a");
	buf_char(&buf, ' ');
	buf_str(&buf, str_of("中"));
	buf_str(&buf, (struct str) { 0 });
	buf_int(&buf, INT64_MIN);
	buf_int(&buf, 0);
	buf_int(&buf, INT64_MAX);
	buf_print(&buf, "%s-%d", "x", 7);
	assert_string_equal(buf_z(&buf), "a 中-922337203685477580809223372036854775807x-7");
	arena_free(arena);
}

static void fills_to_its_limit(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct buf buf = buf_new(arena, 1000);

	(void)state;
	for (int i = 0; i < 1000; i++)
		buf_char(&buf, (char)('a' + i % 26));
	assert_true(buf_ok(&buf));
	assert_int_equal(strlen(buf_z(&buf)), 1000);
	buf_add(&buf, NULL, 0);
	assert_true(buf_ok(&buf));
	buf_char(&buf, 'x');
	assert_false(buf_ok(&buf));
	arena_free(arena);
}

static void failure_stays(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct buf buf = buf_new(arena, 10);

	(void)state;
	buf_text(&buf, "12345678901");
	buf_text(&buf, "1");
	assert_false(buf_ok(&buf));
	assert_int_equal(buf.len, 0);
	assert_null(buf_view(&buf).at);
	assert_null(buf_z(&buf));
	arena_free(arena);
}

static void fails_with_its_arena(void **state)
{
	struct arena *arena = arena_new(4096);
	struct buf buf = buf_new(arena, SIZE_MAX);

	(void)state;
	for (int i = 0; i < 5000; i++)
		buf_char(&buf, 'x');
	assert_false(buf_ok(&buf));
	assert_true(arena_is_spent(arena));
	arena_free(arena);
}

static void prints_long_pieces(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct buf buf = buf_new(arena, 2001);
	char text[1001];

	(void)state;
	memset(text, 'y', 1000);
	text[1000] = '\0';
	buf_print(&buf, "<%s>", text);
	assert_int_equal(buf.len, 1002);
	assert_int_equal(buf_z(&buf)[1001], '>');
	buf_print(&buf, "%s", text);
	assert_false(buf_ok(&buf));
	arena_free(arena);
}

static void holds_most_of_the_cap(void **state)
{
	/* An export of 40 MB fits into the 64 MB of a job. */
	enum { SIZE = 40 << 20, PIECE = 1000 };
	struct arena *arena = arena_new(64 << 20);
	struct buf buf = buf_new(arena, SIZE);
	char piece[PIECE];

	(void)state;
	memset(piece, 'z', PIECE);
	while (buf.len + PIECE <= SIZE)
		buf_add(&buf, piece, PIECE);
	assert_true(buf_ok(&buf));
	assert_int_equal(buf_z(&buf)[buf.len - 1], 'z');
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_all_kinds),
		cmocka_unit_test(fills_to_its_limit),
		cmocka_unit_test(failure_stays),
		cmocka_unit_test(fails_with_its_arena),
		cmocka_unit_test(prints_long_pieces),
		cmocka_unit_test(holds_most_of_the_cap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
