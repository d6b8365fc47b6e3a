/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Exports: CSV as Excel opens it, workbooks with numbers as numbers; no text is ever a formula. */
#include "face.h"
#include <zip.h>
#include "base/value.h"

static struct data *ledger(const struct face *face)
{
	struct data *data = data_root(face->arena);
	struct data *nav;
	struct data *rows;

	set_text(face, data_object(face->arena, data, "page"), "path", "fund/pledge");
	nav = data_list(face->arena, data_get(data, "page"), "nav");
	set_text(face, data_object(face->arena, nav, NULL), "label", "导航");
	data_int(face->arena, data, "sum_fen", 100);
	rows = data_list(face->arena, data, "rows");
	for (int i = 0; i < 2; i++) {
		struct data *row = data_object(face->arena, rows, NULL);

		data_int(face->arena, row, "id", 7 + i);
		set_text(face, row, "name", i ? "-2+3" : "王，\"秀珍\"");
		data_int(face->arena, row, "amount_fen", i ? -123456 : 4500000);
		data_int(face->arena, row, "due_day", i ? 0 : 20517);
		data_int(face->arena, row, "made_ms", INT64_C(1772712000000));
		data_int(face->arena, row, "share_bp", 1250);
		data_int(face->arena, row, "is_paid", i);
		set_text(face, row, "number", "007");
		data_null(face->arena, row, "note");
		data_list(face->arena, row, "lines");
	}
	return data;
}

static const char *csv(const struct face *face, const struct data *data)
{
	struct buf out = buf_new(face->arena, 1 << 20);

	assert_int_equal(csv_write(&out, face, data), OK);
	return buf_z(&out);
}

static void csv_is_spelled_and_quoted(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);

	(void)state;
	assert_string_equal(csv(&face, ledger(&face)),
		"\xef\xbb\xbf编号,名称,金额（元）,到期,认筹时间,占比,paid,编号,备注\r\n"
		"7,\"王，\"\"秀珍\"\"\",45000.00,2026-03-05,2026-03-05T20:00,12.50%,否,007,\r\n"
		"8,\"'-2+3\",-1234.56,,2026-03-05T20:00,12.50%,是,007,\r\n");
	arena_free(face.arena);
}

static void csv_disarms(void **state)
{
	static const char *const armed[] = { "=1+1", "+1", "-1", "@A1", "\tx", "\rx", "＝1+1",
		"＋1", "－1", "＠A1" };
	struct face face = face_new(LANGUAGE_ZH);

	(void)state;
	for (size_t i = 0; i < sizeof(armed) / sizeof(armed[0]); i++) {
		struct data *data = data_root(face.arena);
		struct data *row = data_object(
			face.arena, data_list(face.arena, data, "rows"), NULL);
		char want[64];

		set_text(&face, row, "name", armed[i]);
		snprintf(want, sizeof(want), "\xef\xbb\xbf名称\r\n\"'%s\"\r\n", armed[i]);
		assert_string_equal(csv(&face, data), want);
	}
	for (size_t i = 0; i < HOSTILE_COUNT; i++) {
		struct data *data = data_root(face.arena);
		struct data *row = data_object(
			face.arena, data_list(face.arena, data, "rows"), NULL);
		const char *cell;

		set_text(&face, row, "name", hostile[i]);
		cell = strchr(csv(&face, data), '\n') + 1;
		assert_null(memchr("=+-@\t\r", cell[0] == '"' ? cell[1] : cell[0], 6));
	}
	arena_free(face.arena);
}

static void a_sheet_without_a_list_is_one_row(void **state)
{
	struct face face = face_new(LANGUAGE_EN);
	struct data *data = data_root(face.arena);

	(void)state;
	data_int(face.arena, data, "is_demo", 1);
	set_text(&face, data_object(face.arena, data, "street"), "name", "合庆镇");
	set_text(&face, data, "name", "灯");
	data_int(face.arena, data, "goal_fen", 5620000);
	assert_string_equal(csv(&face, data), "\xef\xbb\xbfName,Goal (yuan)\r\n灯,56200.00\r\n");
	data_list(face.arena, data, "rows");
	assert_string_equal(csv(&face, data), "\xef\xbb\xbf");
	arena_free(face.arena);
}

static void csv_says_when_it_is_too_big(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct buf out = buf_new(face.arena, 40);

	(void)state;
	assert_int_equal(csv_write(&out, &face, ledger(&face)), ERR_TOO_BIG);
	arena_free(face.arena);
}

/* One file inside the workbook. */
static const char *inside(const struct face *face, struct str book, const char *name)
{
	zip_source_t *source = zip_source_buffer_create(book.at, book.len, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_RDONLY, NULL);
	struct zip_stat about;
	zip_file_t *file;
	char *text;

	assert_non_null(zip);
	assert_int_equal(zip_stat(zip, name, 0, &about), 0);
	text = arena_alloc(face->arena, about.size + 1);
	file = zip_fopen(zip, name, 0);
	assert_non_null(file);
	assert_int_equal(zip_fread(file, text, about.size), (zip_int64_t)about.size);
	zip_fclose(file);
	zip_close(zip);
	return text;
}

static void a_workbook_holds_numbers_and_strings(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct str book;
	const char *rows;

	(void)state;
	assert_int_equal(xlsx_write(&book, &face, ledger(&face), "认筹: [2026]/一"), OK);
	rows = inside(&face, book, "xl/worksheets/sheet1.xml");
	assert_has(rows, "<t>金额（元）</t>");
	assert_has(rows, "<v>45000</v>");
	assert_has(rows, "<v>-1234.56</v>");
	assert_has(rows, "<v>46086</v>");
	assert_has(rows, "<v>46086.83333333");
	assert_has(rows, "<v>0.125</v>");
	assert_has(rows, "t=\"inlineStr\"><is><t>007</t>");
	assert_has(rows, "t=\"inlineStr\"><is><t>-2+3</t>");
	assert_has(rows, "<t>王，\"秀珍\"</t>");
	assert_has(rows, "<t>是</t>");
	assert_lacks(rows, "<f>");
	assert_has(inside(&face, book, "xl/styles.xml"), "formatCode=\"yyyy-mm-dd\"");
	assert_has(inside(&face, book, "xl/workbook.xml"), "name=\"认筹   2026  一\"");
	arena_free(face.arena);
}

static void a_workbook_disarms(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = data_root(face.arena);
	struct data *rows = data_list(face.arena, data, "rows");
	struct str book;
	const char *text;
	char *most = arena_alloc(face.arena, 40001);

	(void)state;
	for (size_t i = 0; i < HOSTILE_COUNT; i++)
		set_text(&face, data_object(face.arena, rows, NULL), "name", hostile[i]);
	memset(most, 'x', 40000);
	set_text(&face, data_object(face.arena, rows, NULL), "name", most);
	assert_int_equal(xlsx_write(&book, &face, data, ""), OK);
	text = inside(&face, book, "xl/worksheets/sheet1.xml");
	assert_lacks(text, "<f>");
	assert_lacks(text, "<script");
	assert_has(text, "=HYPERLINK(");
	assert_has(text, "xxxxxxxx");
	arena_free(face.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_is_spelled_and_quoted),
		cmocka_unit_test(csv_disarms),
		cmocka_unit_test(a_sheet_without_a_list_is_one_row),
		cmocka_unit_test(csv_says_when_it_is_too_big),
		cmocka_unit_test(a_workbook_holds_numbers_and_strings),
		cmocka_unit_test(a_workbook_disarms),
	};

	log_quiet(LOG_FAULT + 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
