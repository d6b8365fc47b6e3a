/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Sums in capital characters against the examples of the annex and the places where a 零 is easily
 * lost or doubled. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "base/arena.h"
#include "base/buf.h"
#include "render/capital.h"

static void assert_capital(int64_t fen, const char *expected)
{
	struct arena *arena = arena_new(1 << 20);
	struct buf buf = buf_new(arena, 1024);

	money_capital(&buf, (struct money) { fen });
	assert_string_equal(buf_z(&buf), expected);
	arena_free(arena);
}

static void follows_the_annex(void **state)
{
	(void)state;
	assert_capital(140950, "壹仟肆佰零玖元伍角整");
	assert_capital(600714, "陆仟零柒元壹角肆分");
	assert_capital(168032, "壹仟陆佰捌拾元零叁角贰分");
	assert_capital(10700053, "壹拾万柒仟元零伍角叁分");
	assert_capital(1640902, "壹万陆仟肆佰零玖元零贰分");
	assert_capital(32504, "叁佰贰拾伍元零肆分");
}

static void spells_small_sums(void **state)
{
	(void)state;
	assert_capital(0, "零元整");
	assert_capital(1, "壹分");
	assert_capital(10, "壹角整");
	assert_capital(32, "叁角贰分");
	assert_capital(100, "壹元整");
	assert_capital(105, "壹元零伍分");
	assert_capital(198000, "壹仟玖佰捌拾元整");
	assert_capital(100000, "壹仟元整");
	assert_capital(1000, "壹拾元整");
	assert_capital(-5000, "负伍拾元整");
}

static void keeps_one_zero_for_each_gap(void **state)
{
	(void)state;
	assert_capital(1000100, "壹万零壹元整");
	assert_capital(1010000, "壹万零壹佰元整");
	assert_capital(1001000, "壹万零壹拾元整");
	assert_capital(4500000, "肆万伍仟元整");
	assert_capital(5620000, "伍万陆仟贰佰元整");
	assert_capital(2000000700, "贰仟万零柒元整");
	assert_capital(10000500000, "壹亿零伍仟元整");
	assert_capital(10012345600, "壹亿零壹拾贰万叁仟肆佰伍拾陆元整");
	assert_capital(12345678900, "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元整");
	assert_capital(10000000001, "壹亿元零壹分");
	assert_capital(100000000000000, "壹万亿元整");
	assert_capital(100000001000000, "壹万亿零壹万元整");
	assert_capital(1010000000000000, "壹拾万壹仟亿元整");
	assert_capital(1001000000000000, "壹拾万零壹佰亿元整");
}

static void spells_the_greatest_sum(void **state)
{
	(void)state;
	assert_capital(INT64_MAX,
		"玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零柒分");
	assert_capital(INT64_MIN,
		"负玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零捌分");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(follows_the_annex),
		cmocka_unit_test(spells_small_sums),
		cmocka_unit_test(keeps_one_zero_for_each_gap),
		cmocka_unit_test(spells_the_greatest_sum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
