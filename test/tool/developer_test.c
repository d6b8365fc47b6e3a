/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/tool/developer_test.c: follows doc/developer.md as a newcomer would: puts the pieces that
 * stand there into a copy of the tree, calls make, and finds the new act at every face. */
#include "unit.h"
#include "tool/tree.h"

#define DOC "doc/developer.md"
#define C "src/fund/pledge.c"
#define SQL "src/fund/pledge.sql"

enum { STRUCT, HANDLER, ENTRY, STATEMENT, STORY, PIECES };

static char doc[1 << 15], pieces[PIECES][2048], text[1 << 16], changed[1 << 16];
static struct tree tree;

static const char before_story[] =
	"# SPDX-License-Identifier: MulanPSL-2.0\n"
	"# A pledge, and what the guide for developers adds to it.\n"
	"use lamps\n"
	"at 2025-06-07 16:00\n"
	"as chen voice.meeting.close meeting=$council chair=蔡勇 recorder=陈敏 -> ok\n"
	"as cai fund.drive.open project=$lamp meeting=$council goal=3200.00 each=50.00 "
	"most=500.00 until=2025-06-30T20:00 -> ok as drive\n"
	"as li fund.pledge.make project=$lamp amount=50.00 -> ok as gift\n";

static void file_load(const char *path, char *out, size_t size)
{
	struct tree here = { .root = "." };

	assert_non_null(tree_get(&here, path, out, size));
}

/* The blocks of code of the section, in their order. */
static void pieces_read(void)
{
	const char *at, *end;

	file_load(DOC, doc, sizeof doc);
	at = strstr(doc, "\n## Add an act in two files\n");
	assert_non_null(at);
	for (int i = 0; i < PIECES; i++) {
		at = strstr(at, "\n```");
		assert_non_null(at);
		at = strchr(at + 1, '\n') + 1;
		end = strstr(at, "\n```");
		assert_non_null(end);
		snprintf(pieces[i], sizeof pieces[i], "%.*s\n", (int)(end - at), at);
		at = end + 1;
	}
	assert_non_null(strstr(pieces[STRUCT], "struct pledge_reword {"));
	assert_non_null(strstr(pieces[STORY], "fund.pledge.reword"));
}

/* Puts a piece before a line of a file of the copy. */
static void piece_put(const char *path, const char *line, const char *piece)
{
	const char *at;

	assert_non_null(tree_get(&tree, path, text, sizeof text));
	at = strstr(text, line);
	assert_non_null(at);
	assert_true(snprintf(changed, sizeof changed, "%.*s%s\n%s", (int)(at - text), text, piece,
			    at) < (int)sizeof changed);
	tree_put(&tree, path, changed);
}

static int sh(const char *command)
{
	char *argv[] = { "sh", "-c", (char *)(uintptr_t)command, NULL };

	return tree_run(&tree, argv);
}

static void must(const char *command)
{
	int status = sh(command);

	if (status)
		fail_msg("%s: ends with %d and says\n%s", command, status, tree.said);
}

/* The repository and what is built of it already, with their times: make then builds the rest. */
static void copy_make(void)
{
	static const struct leaf none[] = { { NULL, NULL } };
	char here[PATH_MAX], build[PATH_MAX], command[PATH_MAX * 4];

	tree_begin(&tree, none);
	assert_non_null(getcwd(here, sizeof here));
	tree_build(build, sizeof build);
	snprintf(command, sizeof command,
		"mkdir build && cd '%s' && cp -a src tool test Makefile '%s/' && cd '%s' && "
		"cp -a tool gen obj '%s/build/'",
		here, tree.root, build, tree.root);
	must(command);
}

static void an_act_in_two_files(void **state)
{
	(void)state;
#ifdef __SANITIZE_ADDRESS__
	skip(); /* one build of it is enough */
#endif
	pieces_read();
	copy_make();
	piece_put(C, "#include \"gen/fund/pledge.sql.h\"", pieces[STRUCT]);
	piece_put(C, "const struct action pledge_actions[]", pieces[HANDLER]);
	piece_put(C, "\t{ 0 }\n};\nconst struct view", pieces[ENTRY]);
	assert_non_null(tree_get(&tree, SQL, text, sizeof text));
	assert_true(snprintf(changed, sizeof changed, "%s\n%s", text, pieces[STATEMENT]) <
		    (int)sizeof changed);
	tree_put(&tree, SQL, changed);
	snprintf(text, sizeof text, "%s%s", before_story, pieces[STORY]);
	tree_put(&tree, "test/fund/reword.story", text);
	must("make -s -j2 B=build WERROR=-Werror all build/test/story_test >&2");
	must("build/zhidian actions fund.pledge.reword | grep -q 'pledge=ref:fund.pledge' && "
	     "build/zhidian may resident | grep -q fund.pledge.reword");
	/* directly, as JSON, as a form, at the command line: one and the same record */
	must("build/test/story_test test/fund/reword.story >&2");
	assert_non_null(strstr(tree.said, "reword.story: form"));
	assert_null(strstr(tree.said, "FAILED"));
	/* and a mistake in it is found */
	must("sed -i 's/refused pledge not_yours/ok/' test/fund/reword.story");
	assert_int_not_equal(sh("build/test/story_test --once test/fund/reword.story >&2"), 0);
	tree_end(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(an_act_in_two_files) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
