/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The style as a test: reads the tracked files of the tree and holds them to the rules of STYLE.md
 * and ARCHITECTURE.md. Each rule is itself tested by deliberate breaks: small files in memory, of
 * which it must find exactly the bad ones. */
#include "unit.h"
#include "tidy/ladder.h"
#include "tidy/tree.h"

static struct arena *arena;
static struct tree tree;

static int tree_open(void **state)
{
	(void)state;
	arena = arena_new(512 << 20);
	tree = tree_read(arena);
	return tree.count > 50 ? 0 : -1;
}

static int tree_free(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct str text_of(const char *path)
{
	for (size_t i = 0; i < tree.count; i++)
		if (strcmp(tree.at[i].path, path) == 0)
			return tree.at[i].text;
	fail_msg("%s is not tracked", path);
	return (struct str) { 0 };
}

static struct report report_new(void)
{
	return (struct report) { .out = buf_new(arena, 1 << 20) };
}

static void holds(void (*rule)(struct report *, const struct source *))
{
	struct report report = report_new();

	for (size_t i = 0; i < tree.count; i++)
		rule(&report, &tree.at[i]);
	must_be_empty(&report);
}

/* ---- deliberate breaks ---- */

struct piece {
	const char *path;
	const char *text;
	int findings;
};

static void finds(void (*rule)(struct report *, const struct source *), const struct piece *pieces,
	size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct source source = source_of(arena, pieces[i].path, str_of(pieces[i].text));
		struct report report = report_new();

		rule(&report, &source);
		if (report.count != pieces[i].findings)
			fail_msg("piece %zu (%s): %d findings, not %d:\n%s", i, pieces[i].path,
				report.count, pieces[i].findings, buf_z(&report.out));
	}
}

static const char *repeated(const char *piece, int times, const char *tail)
{
	struct buf buf = buf_new(arena, 1 << 20);

	while (times-- > 0)
		buf_text(&buf, piece);
	buf_text(&buf, tail);
	return buf_z(&buf);
}

/* A reader that took comments for code, or code for comments, would make every rule below a guess.
 */
static void the_reader_tells_code_from_words(void **state)
{
	struct source source = source_of(arena, "src/x/x.c",
		str_of("#define A \"in a directive\" \\\n\tmore\nint a; /* \"b\" */ "
		       "char *c = \"d/*\\\"e\";"
		       " // ff\nchar g = '\"'; char h = '\\''; int i;"));

	(void)state;
	assert_true(text_has(source.code, "int a;"));
	assert_true(text_has(source.code, "int i;"));
	assert_false(text_has(source.code, "more"));
	assert_false(text_has(source.code, "d/*"));
	assert_true(text_has(source.strings, "\"d/*\\\"e\""));
	assert_false(text_has(source.strings, "b"));
	assert_false(text_has(source.strings, "in a directive"));
	assert_true(text_has(source.calm, "in a directive"));
	assert_false(text_has(source.calm, "ff"));
	assert_int_equal(source.code.len, source.text.len);
	assert_int_equal(line_of(source.code, word_find_in(source.code, "g", 0)), 4);
}

#define C_SPDX "/* SPDX-License-Identifier: MulanPSL-2.0 */\n"

static void spdx_breaks(void **state)
{
	static const struct piece pieces[] = {
		{ "src/fund/a.c", C_SPDX "int a;\n", 0 },
		{ "src/fund/a.c", "\n" C_SPDX, 1 + 1 },
		{ "src/fund/a.c", "/* SPDX-License-Identifier: MIT */\n", 1 },
		{ "src/fund/a.c", C_SPDX C_SPDX, 1 },
		{ "src/fund/a.c", "", 1 },
		{ "src/fund/a.sql", "-- SPDX-License-Identifier: MulanPSL-2.0\n", 0 },
		{ "src/fund/a.sql", C_SPDX, 1 },
		{ "script/run", "#!/bin/sh\n# SPDX-License-Identifier: MulanPSL-2.0\n", 0 },
		{ "script/run", "#!/bin/sh\necho\n", 1 },
		{ "Makefile", "all:\n", 1 },
		{ "doc/a.md", "words\n", 0 },
	};

	(void)state;
	finds(rule_spdx, pieces, COUNT_OF(pieces));
}

static void head_breaks(void **state)
{
	static const struct piece pieces[] = {
		{ "src/base/str.c", C_SPDX "/* base/str.c: pieces of text. */\n", 0 },
		{ "src/main.c", C_SPDX "/* main.c: argv. */\n", 0 },
		{ "src/base/str.c", C_SPDX "/* base/buf.c: copied. */\n", 1 },
		{ "src/base/str.c", C_SPDX "#include <a.h>\n", 1 },
		{ "test/a_test.c", C_SPDX "/* Anything. */\n", 0 },
	};

	(void)state;
	finds(rule_head, pieces, COUNT_OF(pieces));
}

static void line_breaks(void **state)
{
	struct piece pieces[] = {
		{ "src/a/a.c", repeated("x", 100, "\n"), 0 },
		{ "src/a/a.c", repeated("x", 101, "\n"), 1 },
		{ "src/a/a.c", repeated("\t", 12, "xxxx\n"), 0 },
		{ "src/a/a.c", repeated("\t", 12, "xxxxx\n"), 1 },
		{ "src/a/a.c", repeated("楼", 50, "\n"), 0 },
		{ "src/a/a.c", repeated("楼", 50, "x\n"), 1 },
		{ "src/a/a.text", repeated("楼", 99, "x\n"), 0 },
		{ "src/a/a.sql", repeated("x\n", 800, ""), 0 },
		{ "src/a/a.sql", repeated("x\n", 801, ""), 1 },
		{ "src/a/a.c", "int a; \nint b;\t\nint c;\r\n", 3 },
	};

	(void)state;
	finds(rule_lines, pieces, COUNT_OF(pieces));
}

static void function_breaks(void **state)
{
	struct piece pieces[] = {
		{ "src/a/a.c", repeated("", 0, "void f(void)\n{\n\tg();\n}\n"), 0 },
		{ "src/a/a.c", "", 0 },
		{ "src/a/a.c", "", 1 },
		{ "src/a/a.c", "", 0 },
		{ "src/a/a.c", "void f(void)\n{\n\tif (a) {\n\t}\n", 1 },
		{ "src/a/a.c", "char c = '{'; /* { */ char *s = \"{\";\n#define X {\n", 0 },
	};
	struct buf most = buf_new(arena, 1000);
	struct buf more = buf_new(arena, 1000);
	struct buf table = buf_new(arena, 1000);

	(void)state;
	buf_print(&most, "void f(void)\n{\n%s", repeated("\tg();\n", 68, "}\n"));
	buf_print(&more, "void f(void)\n{\n%s", repeated("\tg();\n", 69, "}\n"));
	buf_print(&table, "const int t[] = {\n%s", repeated("\t1,\n", 90, "};\n"));
	pieces[1].text = buf_z(&most);
	pieces[2].text = buf_z(&more);
	pieces[3].text = buf_z(&table);
	finds(rule_functions, pieces, COUNT_OF(pieces));
}

static void banned_breaks(void **state)
{
	static const struct piece pieces[] = {
		{ "src/web/a.c", "int f(char *s) { return atoi(s); }\n", 1 },
		{ "src/web/a.c", "/* atoi */ char *s = \"strcpy(\"; int my_atoi_x;\n", 0 },
		{ "test/a_test.c", "void f(void) { strcpy(a, b); sprintf(a, b); }\n", 2 },
		{ "src/fund/a.c", "void f(void) { void *p = malloc(3); free(p); }\n", 2 },
		{ "src/web/a.c", "void f(void) { void *p = malloc(3); free(p); }\n", 0 },
		{ "src/review/a.c", "double half(void) { return time(NULL) / 2.0; }\n", 2 },
		{ "src/fund/a.c", "void f(int x) __attribute__((cold));\n", 1 },
		{ "src/base/attr.h", "int f(int x) __attribute__((cold));\n", 0 },
	};

	(void)state;
	finds(rule_banned, pieces, COUNT_OF(pieces));
}

static void shape_breaks(void **state)
{
	static const struct piece types[] = {
		{ "src/a/a.h", "typedef struct { int x; } thing;\ntypedef enum e e;\n", 2 },
		{ "src/a/a.h",
			"typedef enum err row_fn(void *to,\n\tint n);\nstruct thing { int x; };\n",
			0 },
		{ "src/a/a.h", "__extension__ typedef unsigned __int128 wide;\n", 0 },
	};
	static const struct piece globals[] = {
		{ "src/a/a.c", "static int count;\nstatic char *last = 0;\n", 2 },
		{ "src/a/a.c", "static struct x all[] = { { 1 }, { 2 } };\n", 1 },
		{ "src/a/a.c",
			"static const int count = 3;\nstatic int f(void)\n{\n\tstatic int x;\n}\n",
			0 },
		{ "src/a/a.c", "static const char *const n[] = { \"a\" };\nstatic int f(int a);\n",
			0 },
		{ "src/main.c", "static int stops;\n", 0 },
	};

	(void)state;
	finds(rule_typedef, types, COUNT_OF(types));
	finds(rule_globals, globals, COUNT_OF(globals));
}

static void string_breaks(void **state)
{
	static const struct piece pieces[] = {
		{ "src/web/a.c", "const char *s = \"<p>hello\";\n", 1 },
		{ "src/web/a.c", "const char *s = \"</table>\" \"<br/>\" \"<td class\";\n", 3 },
		{ "src/render/form_tag.c", "const char *s = \"<p>hello\";\n", 0 },
		{ "src/web/a.c", "if (a <b> c) x(\"a < b\", \"<%s>\", \"<FILE>\"); /* \"<p>\" */\n",
			0 },
		{ "src/fund/a.c", "const char *s = \"SELECT 1\";\n", 1 },
		{ "src/render/a.c", "const char *s = \"DELETE FROM x\";\n", 1 },
		{ "src/fund/a.c", "const char *s = \"SELECTED\"; /* \"SELECT 1\" */\n", 0 },
		{ "test/a_test.c", "const char *s = \"SELECT 1 <p>\";\n", 0 },
	};

	(void)state;
	finds(rule_strings, pieces, COUNT_OF(pieces));
}

static void keyholder_breaks(void **state)
{
	static const struct piece pieces[] = {
		{ "src/fund/a.c", "#include \"db/open.h\"\n", 1 },
		{ "src/door/a.c", "#include \"db/open.h\"\n", 0 },
		{ "src/web/route.c", "#include <microhttpd.h>\n", 1 },
		{ "src/web/http_body.c", "#include <microhttpd.h>\n", 0 },
		{ "src/door/a.c", "#include <libpq-fe.h>\n# include <sqlite3.h>\n", 2 },
		{ "src/fund/a.c", "#include \"db/driver.h\"\n/* #include \"db/open.h\" */\n", 1 },
		{ "src/web/a.c", "#include \"db/driver.h\"\n", 0 },
	};

	(void)state;
	finds(rule_keyholders, pieces, COUNT_OF(pieces));
}

static void table_breaks(void **state)
{
	static const struct piece pieces[] = {
		{ "src/fund/a.sql",
			"INSERT INTO fund_pledge (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = "
			"2;\n"
			"DELETE FROM fund_pledge; -- UPDATE work_task\n",
			0 },
		{ "src/fund/a.sql", "UPDATE work_task SET a = 1;\n", 1 },
		{ "src/fund/a.sql",
			"INSERT INTO funds_x (a) VALUES (1);\nDELETE FROM choose_ballot;\n", 2 },
		{ "src/fund/a.sql", "SELECT a FROM v_work_task FOR UPDATE;\n", 0 },
		{ "src/db/schema/0001_core.sql", "INSERT INTO door_once (a) VALUES (1);\n", 0 },
	};

	(void)state;
	finds(rule_tables, pieces, COUNT_OF(pieces));
}

static void word_breaks(void **state)
{
	static const struct piece pieces[] = {
		{ "src/fund/a.text", "fund.a.b\n\tzh 一\n\ten One\n\nfund.a.c\n\ten Two\n\tzh 二\n",
			0 },
		{ "src/fund/a.text", "fund.a.b\n\tzh 一\nfund.a.c\n\ten Two\n\tzh 二\n", 1 },
		{ "src/fund/a.text", "fund.a.b\n\tzh 一\n\ten \n", 1 },
		{ "src/fund/a.text", "fund.a.b\n", 1 },
	};

	(void)state;
	finds(rule_words, pieces, COUNT_OF(pieces));
}

static void path_breaks(void **state)
{
	static const struct piece pieces[] = {
		{ "doc/a.md",
			"see /wo"
			"rk/main for more, and '/ho"
			"me/me/x'\n",
			2 },
		{ "doc/a.md",
			"see src/wo"
			"rk/task.c, /heqing/wo"
			"rk/task/7 and {{street}}/wo"
			"rk/x\n",
			0 },
	};

	(void)state;
	finds(rule_paths, pieces, COUNT_OF(pieces));
}

static const char ladder_text[] =
	"words\n```ladder\n1 base\n2 db pb\n3 door\n4 fund work\n5 main\n```\n9 no\n";

static void ladder_breaks(void **state)
{
	static const struct piece pieces[] = {
		{ "src/fund/a.c",
			"#include <stdio.h>\n#include \"base/str.h\"\n#include \"fund/a.h\"\n"
			"#include \"gen/fund/a.sql.h\"\n#include \"door/door.h\"\n",
			0 },
		{ "src/fund/a.c", "#include \"work/a.h\"\n", 1 },
		{ "src/fund/a.c", "#include \"gen/work/a.sql.h\"\n", 1 },
		{ "src/db/a.c", "#include \"pb/pb.h\"\n#include \"door/door.h\"\n", 2 },
		{ "src/base/a.c", "#include \"str.h\"\n#include \"no/no.h\"\n", 2 },
		{ "src/no/a.c", "int a;\n", 1 },
		{ "src/main.c", "#include \"fund/a.h\"\n", 0 },
		{ "test/a_test.c", "#include \"unit.h\"\n", 0 },
	};
	struct ladder ladder = ladder_read(str_of(ladder_text));

	(void)state;
	assert_int_equal(ladder.count, 5);
	assert_int_equal(ladder_rung(&ladder, str_of("pb")), 2);
	assert_int_equal(ladder_rung(&ladder, str_of("no")), 0);
	for (size_t i = 0; i < COUNT_OF(pieces); i++) {
		struct source source = source_of(arena, pieces[i].path, str_of(pieces[i].text));
		struct report report = report_new();

		rule_ladder(&report, &ladder, &source);
		if (report.count != pieces[i].findings)
			fail_msg("piece %zu: %d findings, not %d", i, report.count,
				pieces[i].findings);
	}
}

static void reach_breaks(void **state)
{
	struct source at[] = {
		source_of(arena, "src/fund/a.c",
			str_of("#include \"fund/a.h\"\n#include \"gen/fund/a.sql.h\"\n"
			       "const void *p = &PAGE_a_show;\n")),
		source_of(arena, "src/fund/a.h", str_of("int a;\n")),
		source_of(arena, "src/fund/a.sql", str_of("\n")),
		source_of(arena, "src/fund/a.show.html", str_of("{{>card}}")),
		source_of(arena, "src/web/card.html", str_of("x")),
		source_of(arena, "src/fund/lost.h", str_of("#include \"fund/lost.h\"\n")),
		source_of(arena, "src/fund/lost.sql", str_of("\n")),
		source_of(arena, "src/fund/lost.html", str_of("x")),
		source_of(arena, "src/fund/lost.py", str_of("x")),
		source_of(arena, "src/far/a.c", str_of("x")),
	};
	struct tree small = { .arena = arena, .at = at, .count = COUNT_OF(at) };
	struct report report = report_new();

	(void)state;
	rule_reached(&report, &small, str_of("x\nFOLDERS := base fund web\n"));
	assert_int_equal(report.count, 5);
	assert_non_null(strstr(buf_z(&report.out), "src/fund/lost.h:1"));
	assert_non_null(strstr(buf_z(&report.out), "src/far/a.c:1"));
}

/* A thousandth line is found, remarks and blank lines are not counted, and no file goes missing. */
static void door_breaks(void **state)
{
	const char *most = repeated("\tg();\n", 996, "/* words,\n * more words */\n\n\t\n");
	const char *more = repeated("\tg();\n", 997, "");
	const struct {
		const char *first;
		const char *last;
		int findings;
	} cases[] = { { most, "src/door/spell.c", 0 }, { more, "src/door/spell.c", 1 },
		{ most, "src/door/moved.c", 1 } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct source at[] = {
			source_of(arena, "src/door/door.c", str_of(cases[i].first)),
			source_of(arena, "src/door/fields.c", str_of("int a;\n")),
			source_of(arena, "src/door/act.c", str_of("\nint a; /* b */\n")),
			source_of(arena, cases[i].last, str_of("int a;\n")),
			source_of(arena, "src/door/keep.c", str_of(more)),
		};
		struct tree small = { .arena = arena, .at = at, .count = COUNT_OF(at) };
		struct report report = report_new();

		rule_door(&report, &small);
		assert_int_equal(report.count, cases[i].findings);
	}
}

/* ---- the tree as it is ---- */

static void every_file_has_its_licence_line(void **state)
{
	(void)state;
	holds(rule_spdx);
}

static void every_file_says_what_it_is(void **state)
{
	(void)state;
	holds(rule_head);
}

static void lines_and_files_are_short(void **state)
{
	(void)state;
	holds(rule_lines);
}

static void functions_are_short(void **state)
{
	(void)state;
	holds(rule_functions);
}

static void nothing_banned_is_called(void **state)
{
	(void)state;
	holds(rule_banned);
}

static void structs_have_no_typedef(void **state)
{
	(void)state;
	holds(rule_typedef);
}

static void nothing_global_changes(void **state)
{
	(void)state;
	holds(rule_globals);
}

static void strings_hold_no_sql_and_no_markup(void **state)
{
	(void)state;
	holds(rule_strings);
}

static void closed_headers_stay_closed(void **state)
{
	(void)state;
	holds(rule_keyholders);
}

static void tables_are_written_by_their_folder(void **state)
{
	(void)state;
	holds(rule_tables);
}

static void words_are_in_both_languages(void **state)
{
	(void)state;
	holds(rule_words);
}

static void no_path_of_a_machine(void **state)
{
	(void)state;
	holds(rule_paths);
}

static void includes_go_down_the_ladder(void **state)
{
	struct ladder ladder = ladder_read(text_of("ARCHITECTURE.md"));
	struct report report = report_new();

	(void)state;
	assert_true(ladder.count >= 8);
	for (size_t i = 0; i < tree.count; i++)
		rule_ladder(&report, &ladder, &tree.at[i]);
	must_be_empty(&report);
}

static void every_file_is_reached(void **state)
{
	struct report report = report_new();

	(void)state;
	rule_reached(&report, &tree, text_of("Makefile"));
	must_be_empty(&report);
}

static void the_door_is_short(void **state)
{
	struct report report = report_new();

	(void)state;
	rule_door(&report, &tree);
	must_be_empty(&report);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_reader_tells_code_from_words),
		cmocka_unit_test(spdx_breaks),
		cmocka_unit_test(head_breaks),
		cmocka_unit_test(line_breaks),
		cmocka_unit_test(function_breaks),
		cmocka_unit_test(banned_breaks),
		cmocka_unit_test(shape_breaks),
		cmocka_unit_test(string_breaks),
		cmocka_unit_test(keyholder_breaks),
		cmocka_unit_test(table_breaks),
		cmocka_unit_test(word_breaks),
		cmocka_unit_test(path_breaks),
		cmocka_unit_test(ladder_breaks),
		cmocka_unit_test(reach_breaks),
		cmocka_unit_test(door_breaks),
		cmocka_unit_test(every_file_has_its_licence_line),
		cmocka_unit_test(every_file_says_what_it_is),
		cmocka_unit_test(lines_and_files_are_short),
		cmocka_unit_test(functions_are_short),
		cmocka_unit_test(nothing_banned_is_called),
		cmocka_unit_test(structs_have_no_typedef),
		cmocka_unit_test(nothing_global_changes),
		cmocka_unit_test(strings_hold_no_sql_and_no_markup),
		cmocka_unit_test(closed_headers_stay_closed),
		cmocka_unit_test(tables_are_written_by_their_folder),
		cmocka_unit_test(words_are_in_both_languages),
		cmocka_unit_test(no_path_of_a_machine),
		cmocka_unit_test(includes_go_down_the_ladder),
		cmocka_unit_test(every_file_is_reached),
		cmocka_unit_test(the_door_is_short),
	};

	return cmocka_run_group_tests(tests, tree_open, tree_free);
}
