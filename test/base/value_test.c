/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Values: one spelling each, exact parsers, checked money, days and moments from 1900 to 9999. */
#include "unit.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/value.h"

#define COUNT_OF(list) (sizeof(list) / sizeof(*(list)))

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_new(64 << 20);
	return arena ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const char *money_spell(int64_t fen)
{
	struct buf buf = buf_new(arena, 64);

	money_print(&buf, (struct money) { fen });
	return buf_z(&buf);
}

static const char *day_spell(int64_t n)
{
	struct buf buf = buf_new(arena, 64);

	day_print(&buf, (struct day) { n });
	return buf_z(&buf);
}

static const char *moment_spell(int64_t ms)
{
	struct buf buf = buf_new(arena, 64);

	moment_print(&buf, (struct moment) { ms });
	return buf_z(&buf);
}

static void money_is_read(void **state)
{
	static const struct {
		const char *text;
		int64_t fen;
	} right[] = { { "0", 0 }, { "0.00", 0 }, { "0.01", 1 }, { "0.5", 50 }, { "500", 50000 },
		{ "500.5", 50050 }, { "500.00", 50000 }, { "92233720368547758.07", INT64_MAX } };
	static const char *const wrong[] = { "", ".", ".5", "5.", "5.001", "-5", "+5", " 5", "5 ",
		"1,000", "1，000", "05", "00", "00.5", "5.0.0", "5e2", "0x5", "¥5", "５", "5.-1",
		"5. 1", "92233720368547758.08", "92233720368547759", "9223372036854775808", "--1",
		"5.5元" };
	struct money m = { 77 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		assert_false(money_parse(str_of(wrong[i]), &m));
	assert_false(money_parse((struct str) { 0 }, &m));
	assert_false(money_parse((struct str) { "5\0", 2 }, &m));
	assert_int_equal(m.fen, 77);
	for (size_t i = 0; i < COUNT_OF(right); i++) {
		assert_true(money_parse(str_of(right[i].text), &m));
		assert_int_equal(m.fen, right[i].fen);
	}
}

static void money_is_written(void **state)
{
	(void)state;
	assert_string_equal(money_spell(0), "0.00");
	assert_string_equal(money_spell(7), "0.07");
	assert_string_equal(money_spell(50000), "500.00");
	assert_string_equal(money_spell(-5), "-0.05");
	assert_string_equal(money_spell(-12345), "-123.45");
	assert_string_equal(money_spell(INT64_MAX), "92233720368547758.07");
	assert_string_equal(money_spell(INT64_MIN), "-92233720368547758.08");
}

static void money_is_checked(void **state)
{
	struct money m = { 3 };
	struct money most = { INT64_MAX };
	struct money least = { INT64_MIN };

	(void)state;
	assert_false(money_add(most, (struct money) { 1 }, &m));
	assert_false(money_sub(least, (struct money) { 1 }, &m));
	assert_false(money_sub((struct money) { 0 }, least, &m));
	assert_false(money_times(most, 2, &m));
	assert_false(money_times(least, -1, &m));
	assert_int_equal(m.fen, 3);
	assert_true(money_add(most, least, &m) && m.fen == -1);
	assert_true(money_sub((struct money) { 5 }, (struct money) { 7 }, &m) && m.fen == -2);
	assert_true(money_times((struct money) { -3 }, 4, &m) && m.fen == -12);
	assert_true(money_add(m, m, &m) && m.fen == -24);
}

/* One day by its calendar date and its number; that they agree, both ways. */
static void day_goes_round(int year, int month, int of_month, int64_t n)
{
	char text[40];
	struct buf buf = { .at = text, .cap = 39, .max = 39 };
	struct day day = { 0 };

	snprintf(text, sizeof(text), "%04d-%02d-%02d", year, month, of_month);
	assert_int_equal(day_parse(str_of(text), &day), n != 0);
	assert_int_equal(day.n, n);
	if (n == 0)
		return;
	memset(text, 0, sizeof(text));
	day_print(&buf, day);
	assert_int_equal(buf.len, 10);
	day.n = 0;
	assert_true(day_parse(str_of(text), &day) && day.n == n);
}

static void days_go_round_from_1900_to_9999(void **state)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int64_t n = -25567; /* 1900-01-01 */
	int weekday = 1;    /* a Monday */
	char text[40];

	(void)state;
	for (int year = 1900; year <= 9999; year++) {
		int is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

		for (int month = 1; month <= 12; month++) {
			int length = lengths[month - 1] + (month == 2 && is_leap);

			for (int of_month = 1; of_month <= length; of_month++, n++) {
				assert_int_equal(day_weekday((struct day) { n }), weekday);
				weekday = (weekday + 1) % 7;
				day_goes_round(year, month, of_month, n);
			}
			snprintf(text, sizeof(text), "%d-%02d-%02d", year, month, length + 1);
			assert_false(day_parse(str_of(text), &(struct day) { 0 }));
		}
	}
	assert_int_equal(n, 2932897);
}

static void days_are_exact(void **state)
{
	static const char *const wrong[] = { "", "2026-3-8", "2026-03-8", "26-03-08", "2026-03-08 ",
		" 2026-03-08", "2026/03/08", "20260308", "2026-13-01", "2026-00-01", "2026-01-00",
		"2026-02-29", "2100-02-29", "1899-12-31", "0000-01-01", "10000-01-01",
		"2026-03-08T", "-026-03-08", "2026-+3-08", "２０26-03-08", "1970-01-01",
		"2026-03-0x" };
	struct day day = { 9 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		assert_false(day_parse(str_of(wrong[i]), &day));
	assert_int_equal(day.n, 9);
	assert_true(day_parse(str_of("2024-02-29"), &day));
	assert_string_equal(day_spell(day.n), "2024-02-29");
	assert_true(day_parse(str_of("1970-01-02"), &day) && day.n == 1);
	assert_string_equal(day_spell(0), "");
	assert_string_equal(day_spell(-1), "1969-12-31");
	assert_string_equal(day_spell(2932897), "10000-01-01");
	/* Far numbers are wrong data; they must not trap. */
	assert_true(strlen(day_spell(INT64_MAX)) > 0);
	assert_true(strlen(day_spell(INT64_MIN)) > 0);
	assert_true(strlen(moment_spell(INT64_MAX)) > 0);
	assert_true(strlen(moment_spell(INT64_MIN)) > 0);
}

static void moments_are_exact(void **state)
{
	static const char *const wrong[] = { "", "2026-03-08", "2026-03-08T", "2026-03-08T9:00",
		"2026-03-08T24:00", "2026-03-08T23:60", "2026-03-08T09:00:60", "2026-03-08 09:00",
		"2026-03-08t09:00", "2026-03-08T09:00Z", "2026-03-08T09:00+08:00",
		"2026-03-08T09:00:00", "2026-03-08T09:00:00.000", "2026-03-08T09:00:30.000",
		"2026-03-08T09:00:30.1", "2026-03-08T09:00:30.1250", "2026-03-08T09:00:30.",
		"2026-03-08T09:00:", "2026-03-08T09:00:3", "2026-02-30T09:00", "1970-01-01T08:00",
		"1899-12-31T23:59" };
	struct moment m = { 9 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		assert_false(moment_parse(str_of(wrong[i]), &m));
	assert_int_equal(m.ms, 9);
	assert_true(moment_parse(str_of("2026-03-08T09:00"), &m));
	assert_true(m.ms == 1772931600000); /* 01:00 UTC */
	assert_string_equal(moment_spell(m.ms), "2026-03-08T09:00");
	assert_string_equal(moment_spell(m.ms + 30000), "2026-03-08T09:00:30");
	assert_string_equal(moment_spell(m.ms + 30125), "2026-03-08T09:00:30.125");
	assert_string_equal(moment_spell(m.ms + 5), "2026-03-08T09:00:00.005");
	assert_string_equal(moment_spell(0), "");
	assert_true(moment_parse(str_of("1970-01-01T08:00:00.001"), &m) && m.ms == 1);
	assert_true(moment_parse(str_of("1970-01-01T07:59"), &m) && m.ms == -60000);
}

static void moments_go_round(void **state)
{
	int64_t first = -2208988800000 - 8 * 3600000LL; /* 1900-01-01T00:00 in Shanghai */
	int64_t last = 253402271999999;			/* 9999-12-31T23:59:59.999 */
	int64_t steps[] = { 86399999999, 86400000000 - 60000, 86400000000 + 1000 };

	(void)state;
	for (size_t k = 0; k < COUNT_OF(steps); k++) {
		for (int64_t ms = first; ms <= last; ms += steps[k]) {
			char text[32] = { 0 };
			struct buf buf = { .at = text, .cap = 31, .max = 31 };
			struct moment m = { 0 };

			moment_print(&buf, (struct moment) { ms });
			assert_true(moment_parse(str_of(text), &m));
			assert_true(m.ms == ms);
		}
	}
	assert_string_equal(moment_spell(first), "1900-01-01T00:00");
	assert_string_equal(moment_spell(last), "9999-12-31T23:59:59.999");
}

static void a_day_begins_in_shanghai(void **state)
{
	struct moment m;
	struct day day;

	(void)state;
	assert_true(moment_parse(str_of("2026-03-08T00:00"), &m));
	assert_string_equal(day_spell(day_of(m).n), "2026-03-08");
	assert_true(day_begin(day_of(m)).ms == m.ms);
	m.ms -= 1;
	assert_string_equal(day_spell(day_of(m).n), "2026-03-07");
	assert_true(day_parse(str_of("1949-10-01"), &day));
	assert_int_equal(day_weekday(day), 6);
	assert_int_equal(day_of((struct moment) { -1 - 8 * 3600000 }).n, -1);
	assert_int_equal(day_of((struct moment) { -8 * 3600000 }).n, 0);
	assert_true(moment_now().ms > 1700000000000);
}

static void yes_and_no(void **state)
{
	bool is = false;

	(void)state;
	assert_true(bool_parse(str_of("yes"), &is) && is);
	assert_true(bool_parse(str_of("no"), &is) && !is);
	assert_false(bool_parse(str_of("Yes"), &is));
	assert_false(bool_parse(str_of("1"), &is));
	assert_false(bool_parse(str_of("on"), &is));
	assert_false(bool_parse(str_of(""), &is));
	assert_false(bool_parse((struct str) { 0 }, &is));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(money_is_read),
		cmocka_unit_test(money_is_written),
		cmocka_unit_test(money_is_checked),
		cmocka_unit_test(days_go_round_from_1900_to_9999),
		cmocka_unit_test(days_are_exact),
		cmocka_unit_test(moments_are_exact),
		cmocka_unit_test(moments_go_round),
		cmocka_unit_test(a_day_begins_in_shanghai),
		cmocka_unit_test(yes_and_no),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
