/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/web/decode_test.c: forms, JSON, paths and cookies to pairs: one reading each, everything
 * else refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "web/decode.h"

static int setup(void **state)
{
	*state = arena_new(LIMIT_ARENA);
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	arena_free(*state);
	return 0;
}

/* "name=value;…" of the pairs, or the name of the trouble. */
static const char *told(struct arena *arena, enum err err, struct pairs pairs)
{
	struct buf out = buf_new(arena, LIMIT_BODY);

	if (err)
		return err_name(err);
	for (size_t i = 0; i < pairs.count; i++)
		buf_print(&out, "%s=%s;", pairs.at[i].name, pairs.at[i].value);
	return out.len ? buf_z(&out) : "";
}

static const char *form(struct arena *arena, const char *text)
{
	struct pairs pairs = { 0 };
	enum err err = decode_form(arena, str_of(text), &pairs);

	return told(arena, err, pairs);
}

static const char *json_n(struct arena *arena, const char *text, size_t len)
{
	struct pairs pairs = { 0 };
	enum err err = decode_json(arena, (struct str) { text, len }, &pairs);

	return told(arena, err, pairs);
}

static const char *json(struct arena *arena, const char *text)
{
	return json_n(arena, text, strlen(text));
}

static void forms(void **state)
{
	assert_string_equal(form(*state, "a=1&b=x+y&c=%E5%90%88%26"), "a=1;b=x y;c=合&;");
	assert_string_equal(form(*state, ""), "");
	assert_string_equal(form(*state, "&&a=1&"), "a=1;");
	assert_string_equal(form(*state, "a&b="), "a=;b=;");
	assert_string_equal(form(*state, "a=b=c"), "a=b=c;");
	assert_string_equal(form(*state, "a=1&a=2"), "a=1;a=2;");
	assert_string_equal(form(*state, "%61=%2B"), "a=+;");
	assert_string_equal(form(*state, "=1"), "ERR_BAD_INPUT");
	assert_string_equal(form(*state, "a=%4"), "ERR_BAD_INPUT");
	assert_string_equal(form(*state, "a=%"), "ERR_BAD_INPUT");
	assert_string_equal(form(*state, "a=%zz"), "ERR_BAD_INPUT");
	assert_string_equal(form(*state, "a=%00"), "ERR_BAD_INPUT");
	assert_string_equal(form(*state, "a=%ff"), "ERR_BAD_INPUT");
	assert_string_equal(form(*state, "a=%C0%80"), "ERR_BAD_INPUT");
	assert_string_equal(form(*state, "a=%ED%A0%80"), "ERR_BAD_INPUT");
}

static void form_limits(void **state)
{
	struct buf long_name = buf_new(*state, LIMIT_BODY);
	struct buf many = buf_new(*state, LIMIT_BODY * 2);

	for (int i = 0; i < LIMIT_NAME; i++)
		buf_char(&long_name, 'a');
	assert_string_not_equal(form(*state, buf_z(&long_name)), "ERR_TOO_BIG");
	buf_char(&long_name, 'a');
	assert_string_equal(form(*state, buf_z(&long_name)), "ERR_TOO_BIG");
	for (int i = 0; i <= LIMIT_PAIRS; i++)
		buf_text(&many, "a&");
	assert_string_equal(form(*state, buf_z(&many)), "ERR_TOO_BIG");
}

static void json_objects(void **state)
{
	assert_string_equal(json(*state, "{}"), "");
	assert_string_equal(
		json(*state, "{\"a\":1,\"b\":\"50.00\",\"c\":true,\"d\":false,\"e\":null}"),
		"a=1;b=50.00;c=yes;d=no;");
	assert_string_equal(
		json(*state, "{\"n\":9007199254740993,\"m\":-7}"), "n=9007199254740993;m=-7;");
	assert_string_equal(json(*state, "{\"lines\":[{\"x\":1,\"y\":\"合\"},{\"x\":2}]}"),
		"lines.0.x=1;lines.0.y=合;lines.1.x=2;");
	assert_string_equal(json(*state, "{\"refs\":[3,1,2]}"), "refs=3;refs=1;refs=2;");
	assert_string_equal(
		json(*state, "{\"lines\":[{\"r\":[1,2]}]}"), "lines.0.r=1;lines.0.r=2;");
	assert_string_equal(json(*state, "{\"lines\":[]}"), "");
	assert_string_equal(json(*state, " \n{ \"a\" : \"\\u5408\" }\n"), "a=合;");
}

static void json_refused(void **state)
{
	static const char *const bad[] = { "", "[]", "1", "\"a\"", "null", "{", "{}x",
		"{\"a\":1}{}", "{\"a\":1,\"a\":2}", "{'a':1}", "{\"a\":01}", "{\"a\":+1}",
		"{\"a\":1.5}", "{\"a\":1e2}", "{\"a\":NaN}", "{\"a\":9223372036854775808}",
		"{\"a\":{\"b\":1}}", "{\"a\":[[1]]}", "{\"a\":[{\"b\":{}}]}",
		"{\"a\":[{\"b\":[[1]]}]}", "{\"a\":[1,{\"b\":1}]}", "{\"a\":[{\"b\":1},1]}",
		"{\"a.b\":1}", "{\"\":1}", "{\"a\":[{\"b.c\":1}]}", "{\"a\":\"\\u0000\"}",
		"{\"a\":\"\xff\"}", "{\"a\":\"\xc0\x80\"}", "{\"a\":\"\\ud800\"}", "{\"a\":1,}",
		"{\"a\":1 /* x */}", "\xef\xbb\xbf{}" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const char *got = json(*state, bad[i]);

		if (strcmp(got, "ERR_BAD_INPUT"))
			print_error("%s gave %s\n", bad[i], got);
		assert_string_equal(got, "ERR_BAD_INPUT");
	}
	assert_string_equal(json_n(*state, "{\"a\":1}\0", 8), "ERR_BAD_INPUT");
}

static void json_deep(void **state)
{
	static char deep[400001];

	memset(deep, '[', 200000);
	memset(deep + 200000, ']', 200000);
	assert_string_equal(json_n(*state, deep, 400000), "ERR_BAD_INPUT");
}

static const char *path(struct arena *arena, const char *text)
{
	struct str out = { 0 };
	enum err err = decode_path(arena, str_of(text), &out);

	return err ? err_name(err) : str_z(arena, out);
}

static void paths(void **state)
{
	assert_string_equal(path(*state, "/"), "/");
	assert_string_equal(path(*state, "/heqing/"), "/heqing/");
	assert_string_equal(path(*state, "/a%2520"), "/a%20"); /* decoded once */
	assert_string_equal(path(*state, "/%E5%90%88"), "/合");
	assert_string_equal(path(*state, "//"), "ERR_BAD_INPUT");
	assert_string_equal(path(*state, "/a//b"), "ERR_BAD_INPUT");
	assert_string_equal(path(*state, "/."), "ERR_BAD_INPUT");
	assert_string_equal(path(*state, "/a/.."), "ERR_BAD_INPUT");
	assert_string_equal(path(*state, "/a%2f%2e%2e"), "ERR_BAD_INPUT");
	assert_string_equal(path(*state, "/a\\b"), "ERR_BAD_INPUT");
	assert_string_equal(path(*state, "/a%0d%0ab"), "ERR_BAD_INPUT");
	assert_string_equal(path(*state, "/a%7f"), "ERR_BAD_INPUT");
	assert_string_equal(path(*state, "a"), "ERR_BAD_INPUT");
}

static void cookies(void **state)
{
	(void)state;
	assert_true(str_is(decode_cookie("a=1; zhidian_x=AB12; b=2", "zhidian_x"), "AB12"));
	assert_true(str_is(decode_cookie("zhidian_x=AB=12", "zhidian_x"), "AB=12"));
	assert_false(decode_cookie("xzhidian_x=1", "zhidian_x").len);
	assert_false(decode_cookie("zhidian_x", "zhidian_x").len);
	assert_false(decode_cookie("zhidian_x=a\tb", "zhidian_x").len);
	assert_false(decode_cookie("zhidian_x=\"a\"", "zhidian_x").len);
	assert_false(decode_cookie(NULL, "zhidian_x").len);
}

static void urls(void **state)
{
	struct buf out = buf_new(*state, 200);

	encode_url(&out, str_of("/a b/合?&=%"), true);
	assert_string_equal(buf_z(&out), "/a%20b/%E5%90%88%3F%26%3D%25");
	out = buf_new(*state, 200);
	encode_url(&out, str_of("a/b"), false);
	assert_string_equal(buf_z(&out), "a%2Fb");
}

static void taking_pairs(void **state)
{
	struct pairs pairs;

	assert_int_equal(decode_form(*state, str_of("a=1&once=k1&b=2&once=k2"), &pairs), OK);
	assert_string_equal(pairs_get(pairs, "b"), "2");
	assert_null(pairs_get(pairs, "c"));
	assert_string_equal(pairs_take(&pairs, "once"), "k2");
	assert_null(pairs_take(&pairs, "once"));
	assert_string_equal(told(*state, OK, pairs), "a=1;b=2;");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(forms, setup, teardown),
		cmocka_unit_test_setup_teardown(form_limits, setup, teardown),
		cmocka_unit_test_setup_teardown(json_objects, setup, teardown),
		cmocka_unit_test_setup_teardown(json_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(json_deep, setup, teardown),
		cmocka_unit_test_setup_teardown(paths, setup, teardown),
		cmocka_unit_test_setup_teardown(cookies, setup, teardown),
		cmocka_unit_test_setup_teardown(urls, setup, teardown),
		cmocka_unit_test_setup_teardown(taking_pairs, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
