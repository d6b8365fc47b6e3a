/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Values as people read them, in both languages; words with arguments; refusals say what to do. */
#include "face.h"
#include <limits.h>
#include "base/value.h"
#include "base/words.h"
#include "door/action.h"
#include "render/shape.h"

static const char *value_as(const struct face *face, const char *name, int64_t number)
{
	struct data *data = data_root(face->arena);
	struct buf out = buf_new(face->arena, 1024);

	data_int(face->arena, data, name, number);
	value_text(&out, face, name, data_get(data, name));
	return buf_z(&out);
}

static const char *spelled(const struct face *face, const char *name, int64_t number)
{
	struct data *data = data_root(face->arena);
	struct buf out = buf_new(face->arena, 1024);

	data_int(face->arena, data, name, number);
	shape_spell(&out, name, data_get(data, name));
	return buf_z(&out);
}

static void numbers(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);

	(void)state;
	assert_string_equal(value_as(&face, "sum_fen", 4500000), "45,000.00");
	assert_string_equal(value_as(&face, "sum_fen", 5), "0.05");
	assert_string_equal(value_as(&face, "sum_fen", 0), "0.00");
	assert_string_equal(value_as(&face, "sum_fen", -5), "\xe2\x88\x92"
							    "0.05");
	assert_string_equal(value_as(&face, "sum_fen", -123456789), "\xe2\x88\x92"
								    "1,234,567.89");
	assert_string_equal(value_as(&face, "sum_fen", INT64_MIN), "\xe2\x88\x92"
								   "92,233,720,368,547,758.08");
	assert_string_equal(value_as(&face, "share_bp", 1250), "12.50%");
	assert_string_equal(value_as(&face, "share_bp", 10000), "100.00%");
	assert_string_equal(value_as(&face, "count", 999), "999");
	assert_string_equal(value_as(&face, "count", 1000), "1,000");
	assert_string_equal(value_as(&face, "count", -1234567), "\xe2\x88\x92"
								"1,234,567");
	assert_string_equal(value_as(&face, "id", 1234567), "1234567");
	assert_string_equal(value_as(&face, "project_ref", 12345), "12345");
	assert_string_equal(value_as(&face, "year", 2026), "2026");
	assert_string_equal(value_as(&face, "is_open", 1), "是");
	assert_string_equal(value_as(&face, "can_pledge", 0), "否");
	assert_string_equal(spelled(&face, "sum_fen", -123456), "-1234.56");
	assert_string_equal(spelled(&face, "count", 1234567), "1234567");
	assert_string_equal(spelled(&face, "is_open", 1), "yes");
	assert_string_equal(spelled(&face, "share_bp", 1250), "1250");
	face.language = LANGUAGE_EN;
	assert_string_equal(value_as(&face, "has_room", 1), "Yes");
	arena_free(face.arena);
}

static void dates(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct day day;
	struct moment moment;

	(void)state;
	assert_true(day_parse(str_of("2026-03-05"), &day));
	assert_true(moment_parse(str_of("2026-03-05T20:00"), &moment));
	assert_string_equal(value_as(&face, "due_day", day.n), "2026年3月5日 周四");
	assert_string_equal(value_as(&face, "made_ms", moment.ms), "2026年3月5日 周四 20:00");
	assert_string_equal(
		value_as(&face, "made_ms", moment.ms + 59999), "2026年3月5日 周四 20:00");
	assert_string_equal(value_as(&face, "made_ms", 0), "");
	assert_string_equal(value_as(&face, "due_day", 0), "");
	assert_string_equal(spelled(&face, "made_ms", moment.ms), "2026-03-05T20:00");
	assert_string_equal(spelled(&face, "due_day", day.n), "2026-03-05");
	face.language = LANGUAGE_EN;
	assert_string_equal(value_as(&face, "due_day", day.n), "Thu 5 Mar 2026");
	assert_string_equal(value_as(&face, "made_ms", moment.ms), "Thu 5 Mar 2026, 20:00");
	for (int i = 0; i < 366; i++) /* every month and weekday has its word */
		assert_null(strchr(value_as(&face, "due_day", day.n + i), '['));
	arena_free(face.arena);
}

static void words_take_arguments(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = data_root(face.arena);
	struct data *street = data_object(face.arena, data, "street");
	struct data *rows = data_list(face.arena, data, "rows");
	struct buf out = buf_new(face.arena, 1024);

	(void)state;
	data_int(face.arena, street, "size", 4377);
	data_object(face.arena, rows, NULL);
	words_put(&out, &face, "web.frame.not_sealed", data);
	assert_string_equal(buf_z(&out), "账本记到第 4,377 条。");
	out.len = 0;
	words_put(&out, &face, "web.frame.not_sealed", NULL);
	assert_string_equal(buf_z(&out), "账本记到第  条。");
	out.len = 0;
	words_put(&out, &face, "not.there", data);
	assert_string_equal(buf_z(&out), "[not.there]");
	arena_free(face.arena);
}

static void one_is_singular(void **state)
{
	struct face face = face_new(LANGUAGE_EN);
	struct data *data = data_root(face.arena);
	struct buf singular = buf_new(face.arena, 1024);
	struct buf plural = buf_new(face.arena, 1024);

	(void)state;
	data_int(face.arena, data, "count", 1);
	words_put(&singular, &face, "web.table.count", data);
	data_int(face.arena, data, "count", 2);
	words_put(&plural, &face, "web.table.count", data);
	assert_string_equal(buf_z(&singular), "1 entry");
	assert_string_equal(buf_z(&plural), "2 entries");
	arena_free(face.arena);
}

struct row {
	struct money amount;
	struct str note;
	int64_t count;
	LIST_OF(struct row) lines;
};
static const struct field row_fields[] = { TEXT(row, note, .max = 12), { .kind = FIELD_END } };
static const struct field fields[] = { MONEY(row, amount, .min = 100, .max = 500000),
	TEXT(row, note, .max = 200), INT(row, count, .min = 3),
	LIST(row, lines, row, row_fields, .max = 50), { .kind = FIELD_END } };
static const struct action act = { .name = "fund.pledge.make", .fields = fields };

static const char *refused(const struct face *face, const struct action *action, const char *field,
	const char *reason, struct data *args)
{
	struct refusal why = { .args = args };
	struct buf out = buf_new(face->arena, 1024);

	snprintf(why.field, sizeof(why.field), "%s", field);
	snprintf(why.reason, sizeof(why.reason), "%s", reason);
	refusal_text(&out, face, action, &why);
	return buf_z(&out);
}

static void refusals_say_what_to_do(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct data *args = data_root(face.arena);

	(void)state;
	data_int(face.arena, args, "most_fen", 500000);
	assert_string_equal(refused(&face, &act, "amount", "over_limit", args),
		"每户最多 5,000.00 元。请改小。");
	assert_string_equal(
		refused(&face, &act, "amount", "too_big", NULL), "最多 5,000.00 元。请改小。");
	assert_string_equal(
		refused(&face, &act, "amount", "too_small", NULL), "最少 1.00 元。请改大。");
	assert_string_equal(
		refused(&face, &act, "note", "too_long", NULL), "最多 200 字。请删短一些。");
	assert_string_equal(
		refused(&face, &act, "lines.3.note", "too_long", NULL), "最多 12 字。请删短一些。");
	assert_string_equal(
		refused(&face, &act, "lines", "too_many", NULL), "一次最多 50 个。请分几次办。");
	assert_string_equal(refused(&face, &act, "count", "too_small", NULL), "最少 3。请改大。");
	assert_string_equal(refused(&face, &act, "count", "too_big", NULL), "数目太大。请改小。");
	assert_string_equal(refused(&face, &act, "none", "too_big", NULL), "数目太大。请改小。");
	assert_string_equal(refused(&face, NULL, "", "once_missing", NULL),
		"这次送来的少了编号，没有办。请重新打开表格，再送一次。");
	assert_string_equal(refused(&face, NULL, "x", "nonsense", NULL), "[door.field.nonsense]");
	arena_free(face.arena);
}

static void every_reason_of_the_door_has_words(void **state)
{
	static const char *const reasons[] = { "unknown", "missing", "twice", "too_many",
		"too_small", "too_big", "too_long", "not_money", "not_a_number", "not_a_ref",
		"not_a_day", "not_a_moment", "not_yes_no", "not_a_choice", "not_text", "not_found",
		"once_missing", "once_bad", "once_reused", "taken", "forbidden", "sign_in",
		"busy" };
	struct face face = face_new(LANGUAGE_EN);

	(void)state;
	for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
		assert_null(strchr(refused(&face, NULL, "", reasons[i], NULL), '['));
	arena_free(face.arena);
}

static const char *label(const struct face *face, const char *name)
{
	struct buf out = buf_new(face->arena, 1024);

	shape_label(&out, face, str_of("fund.pledge"), name);
	return buf_z(&out);
}

static void columns_are_called_by_words(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);

	(void)state;
	assert_string_equal(label(&face, "balance_fen"), "余额（元）");
	assert_string_equal(label(&face, "due_day"), "到期");
	assert_string_equal(label(&face, "is_some_thing"), "some thing");
	assert_string_equal(label(&face, "odd_name_bp"), "odd name");
	face.language = LANGUAGE_EN;
	assert_string_equal(label(&face, "balance_fen"), "Balance (yuan)");
	arena_free(face.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers),
		cmocka_unit_test(dates),
		cmocka_unit_test(words_take_arguments),
		cmocka_unit_test(one_is_singular),
		cmocka_unit_test(refusals_say_what_to_do),
		cmocka_unit_test(every_reason_of_the_door_has_words),
		cmocka_unit_test(columns_are_called_by_words),
	};

	log_quiet(LOG_FAULT + 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
