/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Pieces of text: absent is not empty, cutting, trimming, whole numbers to the last one. */
#include "unit.h"
#include "base/arena.h"
#include "base/str.h"

static const struct str absent;

static void absent_is_not_empty(void **state)
{
	struct arena *arena = arena_new(1 << 16);

	(void)state;
	assert_null(str_of(NULL).at);
	assert_non_null(str_of("").at);
	assert_false(str_equal(absent, str_of("")));
	assert_true(str_equal(absent, absent));
	assert_true(str_is(absent, NULL));
	assert_false(str_is(absent, ""));
	assert_false(str_starts(absent, ""));
	assert_true(str_starts(str_of("a"), ""));
	assert_null(str_copy(arena, absent).at);
	assert_non_null(str_copy(arena, str_of("")).at);
	assert_string_equal(str_z(arena, absent), "");
	assert_string_equal(str_z(arena, (struct str) { "abc", 2 }), "ab");
	assert_null(str_from(absent, 3).at);
	arena_free(arena);
}

static void compares_by_bytes(void **state)
{
	(void)state;
	assert_true(str_compare(str_of("a"), str_of("ab")) < 0);
	assert_true(str_compare(str_of("b"), str_of("ab")) > 0);
	assert_true(str_compare(str_of("中"), str_of("z")) > 0);
	assert_int_equal(str_compare(str_of("中"), str_of("中")), 0);
	assert_int_equal(str_compare(absent, str_of("")), 0);
	assert_true(str_ends(str_of("due_day"), "_day"));
	assert_false(str_ends(str_of("day"), "_day"));
}

static void trims_both_ends(void **state)
{
	(void)state;
	assert_true(str_is(str_trim(str_of(" \t\r\n\u3000楼道灯 改\u3000 \n")), "楼道灯 改"));
	assert_true(str_is(str_trim(str_of(" \u3000 ")), ""));
	assert_true(str_is(str_trim(str_of("\u3001x\u3001")), "\u3001x\u3001"));
	assert_null(str_trim(absent).at);
}

static void cuts_at_the_first(void **state)
{
	struct str s = str_of("a.b.");

	(void)state;
	assert_true(str_is(str_cut(&s, '.'), "a"));
	assert_true(str_is(str_cut(&s, '.'), "b"));
	assert_true(str_is(s, ""));
	assert_true(str_is(str_cut(&s, '.'), ""));
	assert_null(s.at);
	assert_null(str_cut(&s, '.').at);
	assert_true(str_is(str_from(str_of("abc"), 2), "c"));
	assert_true(str_is(str_from(str_of("abc"), 9), ""));
}

static void reads_whole_numbers(void **state)
{
	static const char *const wrong[] = { "", "-", "+1", " 1", "1 ", "1.0", "0x1", "1e3", "-0",
		"00", "007", "-01", "９", "9223372036854775808", "-9223372036854775809",
		"99999999999999999999", "18446744073709551617" };
	int64_t n = 5;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_false(str_int(str_of(wrong[i]), &n));
	assert_false(str_int(absent, &n));
	assert_int_equal(n, 5); /* set only on success */
	assert_true(str_int(str_of("0"), &n) && n == 0);
	assert_true(str_int(str_of("10"), &n) && n == 10);
	assert_true(str_int(str_of("-10"), &n) && n == -10);
	assert_true(str_int(str_of("9223372036854775807"), &n) && n == INT64_MAX);
	assert_true(str_int(str_of("-9223372036854775808"), &n) && n == INT64_MIN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(absent_is_not_empty),
		cmocka_unit_test(compares_by_bytes),
		cmocka_unit_test(trims_both_ends),
		cmocka_unit_test(cuts_at_the_first),
		cmocka_unit_test(reads_whole_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
