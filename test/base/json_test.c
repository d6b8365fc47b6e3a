/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Canonical JSON: one form a value; and the data tree: scopes, replacing, spelling by the end of
 * a name. */
#include "unit.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/json.h"

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_new(1 << 20);
	return arena ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const char *quote(const char *text)
{
	struct buf buf = buf_new(arena, 1000);

	json_quote(&buf, str_of(text));
	return buf_z(&buf);
}

static const char *spell(const struct data *node)
{
	struct buf buf = buf_new(arena, 10000);

	data_json(&buf, node);
	return buf_z(&buf);
}

static void strings_have_one_form(void **state)
{
	struct buf buf = buf_new(arena, 1000);

	(void)state;
	assert_string_equal(quote(""), "\"\"");
	assert_string_equal(quote(NULL), "\"\"");
	assert_string_equal(quote("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
	assert_string_equal(quote("\n\t\r\b\f"), "\"\\n\\t\\r\\b\\f\"");
	assert_string_equal(quote("\x01\x1f\x7f"), "\"\\u0001\\u001f\x7f\"");
	assert_string_equal(quote("楼道灯<&>👨"), "\"楼道灯<&>👨\"");
	json_quote(&buf, (struct str) { "a\0b", 3 });
	assert_string_equal(buf_z(&buf), "\"a\\u0000b\"");
	json_quote(&buf, str_of("\xff"));
	assert_false(buf_ok(&buf));
}

static void commas_stand_between(void **state)
{
	struct buf buf = buf_new(arena, 1000);
	struct json j = json_new(&buf);

	(void)state;
	json_open(&j, '{');
	json_key(&j, "v");
	json_int(&j, 1);
	json_key(&j, "list");
	json_open(&j, '[');
	json_open(&j, '[');
	json_close(&j, ']');
	json_open(&j, '{');
	json_close(&j, '}');
	json_text(&j, "x");
	json_bool(&j, true);
	json_bool(&j, false);
	json_none(&j);
	json_str(&j, (struct str) { 0 });
	json_text(&j, NULL);
	json_str(&j, str_of(""));
	json_int(&j, INT64_MIN);
	json_close(&j, ']');
	json_key(&j, "end");
	json_none(&j);
	json_close(&j, '}');
	assert_string_equal(buf_z(&buf), "{\"v\":1,\"list\":[[],{},\"x\",true,false,null,null,null,"
					 "\"\",-9223372036854775808],\"end\":null}");
}

static void numbers_are_spelled_by_name(void **state)
{
	struct data *root = data_root(arena);
	struct data *list;

	(void)state;
	data_int(arena, root, "amount_fen", 50000);
	data_int(arena, root, "made_ms", 1772931600000);
	data_int(arena, root, "none_ms", 0);
	data_int(arena, root, "due_day", 20520);
	data_int(arena, root, "none_day", 0);
	data_int(arena, root, "share_bp", 1250);
	data_int(arena, root, "project_ref", 7);
	data_int(arena, root, "is_open", 1);
	data_int(arena, root, "has_lift", 0);
	data_int(arena, root, "can_vote", 5);
	data_int(arena, root, "count", -3);
	data_int(arena, root, "day", 3);
	data_text(arena, root, "note_fen", str_of("x"));
	data_text(arena, root, "gone", (struct str) { 0 });
	data_null(arena, root, "late_fen");
	list = data_list(arena, root, "steps_fen");
	data_int(arena, list, NULL, 100);
	data_int(arena, list, NULL, -1);
	assert_string_equal(spell(root),
		"{\"amount_fen\":\"500.00\",\"made_ms\":\"2026-03-08T09:00\",\"none_ms\":null,"
		"\"due_day\":\"2026-03-08\",\"none_day\":null,\"share_bp\":1250,\"project_ref\":7,"
		"\"is_open\":true,\"has_lift\":false,\"can_vote\":true,\"count\":-3,\"day\":3,"
		"\"note_fen\":\"x\",\"gone\":null,\"late_fen\":null,"
		"\"steps_fen\":[\"1.00\",\"-0.01\"]}");
	assert_string_equal(spell(data_get(root, "amount_fen")), "\"500.00\"");
	assert_string_equal(spell(NULL), "null");
}

static void a_name_is_replaced_in_place(void **state)
{
	struct data *root = data_root(arena);
	struct data *list;

	(void)state;
	data_int(arena, root, "a", 1);
	data_text(arena, root, "b", str_of("x"));
	list = data_list(arena, root, "c");
	data_int(arena, list, NULL, 4);
	data_int(arena, list, NULL, 4);
	data_text(arena, root, "a", str_of("now text"));
	data_list(arena, root, "b");
	data_int(arena, root, "c", 9);
	assert_string_equal(spell(root), "{\"a\":\"now text\",\"b\":[],\"c\":9}");
	assert_int_equal(root->count, 3);
}

static void names_and_texts_are_copied(void **state)
{
	struct data *root = data_root(arena);
	char name[] = "name";
	char text[] = "text";

	(void)state;
	data_text(arena, root, name, str_of(text));
	name[0] = 'X';
	text[0] = 'X';
	assert_string_equal(spell(root), "{\"name\":\"text\"}");
}

static void names_are_found_outwards(void **state)
{
	struct data *root = data_root(arena);
	struct data *street = data_object(arena, root, "street");
	struct data *rows = data_list(arena, root, "rows");
	struct data *row = data_object(arena, rows, NULL);
	struct data *lines = data_list(arena, row, "lines");
	struct data *line = data_object(arena, lines, NULL);

	(void)state;
	data_text(arena, street, "name", str_of("和庆"));
	data_text(arena, root, "title", str_of("outer"));
	data_text(arena, row, "title", str_of("inner"));
	data_int(arena, row, "street", 5); /* a column that shadows, but has no name */
	data_null(arena, line, "note");
	data_text(arena, root, "note", str_of("outer note"));
	assert_true(str_is(data_find(line, str_of("title"))->text, "inner"));
	assert_true(str_is(data_find(root, str_of("title"))->text, "outer"));
	assert_true(str_is(data_find(line, str_of("street.name"))->text, "和庆"));
	assert_int_equal(data_find(line, str_of("street"))->number, 5);
	assert_int_equal(data_find(line, str_of("note"))->kind, DATA_NULL); /* the row says none */
	assert_true(data_find(line, str_of("rows")) == rows);
	assert_null(data_find(line, str_of("rows.title")));
	assert_null(data_find(line, str_of("tit")));
	assert_null(data_find(line, str_of("titles")));
	assert_null(data_find(line, str_of("")));
	assert_null(data_find(line, str_of("street.")));
	assert_null(data_find(root, (struct str) { 0 }));
	assert_null(data_find(NULL, str_of("a")));
	assert_true(str_is(data_find(line, (struct str) { "title.x", 5 })->text, "inner"));
}

static void truth(void **state)
{
	struct data *root = data_root(arena);
	struct data *list = data_list(arena, root, "list");

	(void)state;
	data_int(arena, root, "zero", 0);
	data_int(arena, root, "one", -1);
	data_text(arena, root, "empty", str_of(""));
	data_text(arena, root, "text", str_of("0"));
	data_null(arena, root, "null");
	assert_false(data_is_true(NULL));
	assert_false(data_is_true(data_get(root, "zero")));
	assert_true(data_is_true(data_get(root, "one")));
	assert_false(data_is_true(data_get(root, "empty")));
	assert_true(data_is_true(data_get(root, "text")));
	assert_false(data_is_true(data_get(root, "null")));
	assert_false(data_is_true(list));
	data_int(arena, list, NULL, 0);
	assert_true(data_is_true(list));
	assert_true(data_is_true(data_object(arena, root, "object")));
	assert_int_equal(data_number(root, "one"), -1);
	assert_int_equal(data_number(root, "text"), 0);
	assert_int_equal(data_number(root, "nothing"), 0);
	assert_null(data_str(root, "one").at);
	assert_non_null(data_str(root, "empty").at);
	assert_null(data_get(list, "x"));
}

static void a_spent_arena_shows_at_its_end(void **state)
{
	struct arena *small = arena_new(2000);
	struct data *root = data_root(small);
	struct data *list = data_list(small, root, "list");

	(void)state;
	for (int i = 0; i < 100; i++) {
		struct data *row = data_object(small, list, NULL);

		data_int(small, row, "id", i);
		data_list(small, data_object(small, row, "x"), "y");
	}
	assert_true(arena_is_spent(small));
	assert_null(data_object(small, NULL, "x"));
	assert_null(data_root(small));
	arena_free(small);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_have_one_form),
		cmocka_unit_test(commas_stand_between),
		cmocka_unit_test(numbers_are_spelled_by_name),
		cmocka_unit_test(a_name_is_replaced_in_place),
		cmocka_unit_test(names_and_texts_are_copied),
		cmocka_unit_test(names_are_found_outwards),
		cmocka_unit_test(truth),
		cmocka_unit_test(a_spent_arena_shows_at_its_end),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
