/* SPDX-License-Identifier: MulanPSL-2.0 */
/* csv_test.c: sheets as people send them. */
#include "unit.h"
#include "base/arena.h"
#include "base/csv.h"

static struct arena *arena;

static int begin(void **state)
{
	(void)state;
	arena = arena_new(64 << 20);
	return arena ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static enum csv_fault read_text(const char *text, struct csv *out, int *line)
{
	return csv_read(arena, (struct bytes) { (const uint8_t *)text, strlen(text) }, out, line);
}

static void is_cell(const struct csv *csv, size_t row, int column, const char *want)
{
	struct str cell = csv_cell(&csv->rows[row], column);

	if (!want)
		assert_null(cell.at);
	else
		assert_true(str_is(cell, want));
}

static void test_plain(void **state)
{
	struct csv csv;
	int line;

	(void)state;
	assert_int_equal(
		read_text("楼,室,姓名\n1号楼,101,王秀珍\n1号楼, 102 ,\n", &csv, &line), CSV_OK);
	assert_int_equal(csv.count, 2);
	assert_int_equal(csv_column(&csv, "building 楼"), 0);
	assert_int_equal(csv_column(&csv, "电话 phone"), -1);
	is_cell(&csv, 0, 2, "王秀珍");
	is_cell(&csv, 1, 1, "102");
	is_cell(&csv, 1, 2, NULL);
	is_cell(&csv, 1, 9, NULL);
	is_cell(&csv, 1, -1, NULL);
}

static void test_lines_are_those_of_the_file(void **state)
{
	struct csv csv;
	int line;

	(void)state;
	assert_int_equal(read_text("\xef\xbb\xbf"
				   "a,b\r\n\r\n1,\"x\r\ny\"\r\n,\r\n2,z",
				 &csv, &line),
		CSV_OK);
	assert_int_equal(csv_column(&csv, "a"), 0);
	assert_int_equal(csv.count, 2);
	assert_int_equal(csv.rows[0].line, 3);
	is_cell(&csv, 0, 1, "x\ny");
	assert_int_equal(csv.rows[1].line, 6);
	is_cell(&csv, 1, 1, "z");
}

static void test_quotes(void **state)
{
	struct csv csv;
	int line;

	(void)state;
	assert_int_equal(read_text("a,b\n\"x,\"\"y\"\"\",\"\"\n", &csv, &line), CSV_OK);
	is_cell(&csv, 0, 0, "x,\"y\"");
	is_cell(&csv, 0, 1, NULL);
	assert_int_equal(read_text("a,b\n1,2\n3,\"4\n5,6\n", &csv, &line), CSV_QUOTE);
	assert_int_equal(line, 3);
}

static void test_separators(void **state)
{
	struct csv csv;
	int line;

	(void)state;
	assert_int_equal(read_text("a;b;c\n1,5;2;3\n", &csv, &line), CSV_OK);
	is_cell(&csv, 0, 0, "1,5");
	assert_int_equal(read_text("a\tb\n1\t2\n", &csv, &line), CSV_OK);
	is_cell(&csv, 0, 1, "2");
	assert_int_equal(read_text("a,b\r1,2\r", &csv, &line), CSV_OK);
	is_cell(&csv, 0, 1, "2");
}

static void test_gb18030(void **state)
{
	/* 姓名,楼 / 王,一 */
	static const char gb[] = "\xd0\xd5\xc3\xfb,\xc2\xa5\n\xcd\xf5,\xd2\xbb\n";
	struct csv csv;
	int line;

	(void)state;
	assert_int_equal(read_text(gb, &csv, &line), CSV_OK);
	assert_int_equal(csv_column(&csv, "楼"), 1);
	is_cell(&csv, 0, 0, "王");
}

static void test_nothing(void **state)
{
	struct csv csv;
	int line;

	(void)state;
	assert_int_equal(read_text("", &csv, &line), CSV_EMPTY);
	assert_int_equal(read_text("\n\n , \n", &csv, &line), CSV_EMPTY);
	assert_int_equal(read_text("a,b\n", &csv, &line), CSV_OK);
	assert_int_equal(csv.count, 0);
	assert_int_equal(read_text("\xff\xfe\xfa", &csv, &line), CSV_NOT_TEXT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_plain, begin, end),
		cmocka_unit_test_setup_teardown(test_lines_are_those_of_the_file, begin, end),
		cmocka_unit_test_setup_teardown(test_quotes, begin, end),
		cmocka_unit_test_setup_teardown(test_separators, begin, end),
		cmocka_unit_test_setup_teardown(test_gb18030, begin, end),
		cmocka_unit_test_setup_teardown(test_nothing, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
