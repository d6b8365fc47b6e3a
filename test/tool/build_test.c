/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/tool/build_test.c: what must not build does not. Each mistake is one change to a subject in
 * which all is well; gen or the compiler, under the Makefile's flags, must stop at the file and
 * line of the mistake, and its mended twin builds. */
#include <strings.h>
#include "unit.h"
#include "tool/tree.h"
#include "tool/sample.h"

struct mistake {
	const char *what;
	struct edit edit;
	const char *at; /* "file:line:" of the complaint */
	const char *says;
	bool compiles; /* gen finds nothing wrong: the compiler must */
};

#define C "src/fund/pledge.c"
#define SQL "src/fund/pledge.sql"

static const struct mistake mistakes[] = {
	{ "a view writes",
		{ C, "return pledge_show(rd, at, out);",
			"return pledge_insert(rd, (const void *)at);" },
		C ":21:", "incompatible pointer type", true },
	{ "an act reads by its tx", { C, "tx_rd(tx), a, &room", "tx, a, &room" },
		C ":16:", "incompatible pointer type", true },
	{ "a MONEY over a text", { C, "MONEY(pledge_make, amount,", "MONEY(pledge_make, note," },
		C ":28:", "generic", true },
	{ "a TEXT over money", { C, "TEXT(pledge_make, note,", "TEXT(pledge_make, amount," },
		C ":29:", "generic", true },
	{ "a LIST of the wrong struct",
		{ C, "LIST(pledge_make, lines, pledge_line,",
			"LIST(pledge_make, lines, pledge_row," },
		C ":30:", "generic", true },
	{ "a gate of no statement", { C, "RULE(pledge_open)", "RULE(pledge_shut)" },
		C ":26:", "GATE_pledge_shut", true },
	{ "a page of no file", { C, "&PAGE_pledge,", "&PAGE_pledges," }, C ":34:", "PAGE_pledges",
		true },
	{ "a statement of another struct",
		{ C, "pledge_room(tx_rd(tx), a,", "pledge_room(tx_rd(tx), &room," },
		C ":16:", "incompatible pointer type", true },
	{ "a misspelt member", { SQL, ":actor, :amount,", ":actor, :amuont," }, SQL ":7:", "amuont",
		true },
	{ "a member of no kind that binds", { SQL, ":actor, :amount,", ":actor, :lines," },
		SQL ":7:", "generic", true },
	{ "a result that the struct lacks",
		{ SQL, "SELECT id, amount_fen, note, made_ms",
			"SELECT id, amount_fen, note, made_ms, person" },
		SQL ":10:", "person", true },
	{ "money into a number",
		{ C, "int64_t id; struct money amount;", "int64_t id; int64_t amount;" },
		SQL ":10:", "generic", true },
	{ "a struct of no such name", { SQL, "gives maybe pledge_row", "gives maybe pledge_rwo" },
		SQL ":10:", "pledge_rwo", true },
	{ "a wrong column", { SQL, "SELECT room_fen", "SELECT rom_fen" },
		SQL ":2:", "no such column: rom_fen", false },
	{ "a foreign table read",
		{ SQL, "room_fen FROM v_choose_project", "room_fen FROM choose_project" },
		SQL ":2:", "fund reads choose_project", false },
	{ "a foreign table written",
		{ SQL, "UPDATE fund_pledge AS p SET note = s.title",
			"UPDATE choose_project AS p SET title = s.title" },
		SQL ":37:", "fund writes choose_project", false },
	{ "other names in zh than in en",
		{ "src/fund/pledge.text", "还差 {{left_fen}}", "还差 {{left}}" },
		"src/fund/pledge.text:6:", "zh uses {{left}}, en uses {{left_fen}}", false },
	{ "a missing key", { "src/fund/pledge.html", "{{t .title}} ·", "{{t .name}} ·" },
		"src/fund/pledge.html:2:", "no key fund.pledge.name", false },
	{ "an open section", { "src/fund/pledge.html", "{{/rows}}{{^rows}}", "{{^rows}}" },
		"src/fund/pledge.html:4:", "section rows is never closed", false },
};

/* The one mistake there is: some line begins with its place (of a macro gcc names the place after
 * the error). */
static bool is_said(const char *said, const char *at, const char *says)
{
	bool has_place = strncmp(said, at, strlen(at)) == 0;

	for (const char *line = strchr(said, '\n'); line; line = strchr(line + 1, '\n'))
		has_place |= strncmp(line + 1, at, strlen(at)) == 0;
	for (; has_place && *said; said++)
		if (strncasecmp(said, says, strlen(says)) == 0)
			return true;
	return false;
}

static bool is_here(const char *compiler)
{
	char *argv[] = { strdup(compiler), "-dumpversion", NULL };
	struct tree tree = { .root = "." };
	int status = tree_run(&tree, argv);

	free(argv[0]);
	return status == 0;
}

static void good_builds(struct tree *tree, const char *compiler)
{
	if (tree_gen(tree) != 0 || *tree->said)
		fail_msg("gen: %s", tree->said);
	if (tree_compile(tree, compiler, C) != 0 || *tree->said)
		fail_msg("%s: %s", compiler, tree->said);
	if (tree_compile(tree, compiler, "build/gen/all.c") != 0 || *tree->said)
		fail_msg("%s: %s", compiler, tree->said);
}

static void stops_at_each(const char *compiler)
{
	struct tree tree;
	size_t failed = 0;

	tree_begin(&tree, sample);
	good_builds(&tree, compiler);
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes); i++) {
		const struct mistake *mistake = &mistakes[i];
		int status;

		tree_edit(&tree, sample, &mistake->edit);
		status = tree_gen(&tree);
		if (mistake->compiles && status == 0)
			status = tree_compile(&tree, compiler, C);
		else if (mistake->compiles)
			status = -1; /* gen stopped at what was left to the compiler */
		tree_mend(&tree, sample, &mistake->edit);
		if (status == 1 && is_said(tree.said, mistake->at, mistake->says))
			continue;
		print_error("%s: ends with %d and says\n%s\ninstead of %s … %s\n", mistake->what,
			status, tree.said, mistake->at, mistake->says);
		failed++;
	}
	good_builds(&tree, compiler);
	tree_end(&tree);
	assert_int_equal(failed, 0);
}

static void gcc_and_gen_stop_at_each_mistake(void **state)
{
	(void)state;
	stops_at_each("gcc");
}

static void clang_and_gen_stop_at_each_mistake(void **state)
{
	(void)state;
	if (!is_here("clang"))
		skip();
	stops_at_each("clang");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gcc_and_gen_stop_at_each_mistake),
		cmocka_unit_test(clang_and_gen_stop_at_each_mistake),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
