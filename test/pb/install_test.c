/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The library as a stranger gets it: installed into a folder of its own, found by pkg-config alone,
 * the example of doc/ compiled against it and run. Nothing of the source tree is in reach. */
#include <ftw.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "unit.h"

#ifdef __SANITIZE_ADDRESS__
#define SANITIZED "-fsanitize=address,undefined"
#else
#define SANITIZED ""
#endif

static char root[64];
static char said[1 << 16]; /* by the last command, on both outputs */
static char wanted[1 << 16];

static int run(const char *command)
{
	int pipes[2], status;
	size_t len = 0;
	ssize_t got;
	pid_t child;

	assert_int_equal(pipe(pipes), 0);
	child = fork();
	if (!child) {
		dup2(pipes[1], 1);
		dup2(pipes[1], 2);
		close(pipes[0]);
		execlp("sh", "sh", "-c", command, NULL);
		_exit(127);
	}
	close(pipes[1]);
	while ((got = read(pipes[0], said + len, sizeof said - 1 - len)) > 0)
		len += (size_t)got;
	said[len] = '\0';
	close(pipes[0]);
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void must_run(const char *command)
{
	int status = run(command);

	if (status)
		print_error("%s\n%s\n", command, said);
	assert_int_equal(status, 0);
}

/* BUILD, from where this program lies. */
static void build_find(char *out, size_t size)
{
	ssize_t len = readlink("/proc/self/exe", out, size - 1);

	assert_true(len > 0);
	out[len] = '\0';
	for (int i = 0; i < 3; i++)
		*strrchr(out, '/') = '\0';
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	(void)st;
	(void)type;
	(void)walk;
	return remove(path);
}

static int begin(void **state)
{
	char build[PATH_MAX], command[PATH_MAX + 400];

	(void)state;
	snprintf(root, sizeof root, "/tmp/zhidian-libpb-XXXXXX");
	if (!mkdtemp(root))
		return -1;
	build_find(build, sizeof build);
	setenv("LC_ALL", "C", 1);
	snprintf(command, sizeof command,
		"MAKEFLAGS= make -s B='%s' PREFIX=%s/usr install-libpb && "
		"cp doc/pb_example.c %s/example.c",
		build, root, root);
	must_run(command);
	snprintf(command, sizeof command, "%s/usr/lib/pkgconfig", root);
	setenv("PKG_CONFIG_PATH", command, 1);
	return chdir(root);
}

static int end(void **state)
{
	(void)state;
	return nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void the_example_compiles_and_runs(void **state)
{
	(void)state;
	must_run("${CC:-cc} -std=c11 -Wall -Wextra -Wpedantic -Werror " SANITIZED
		 " example.c $(pkg-config --cflags --libs libpb) -o example");
	assert_string_equal(said, "");
	must_run("./example");
	assert_string_equal(said, "lights costs a supporter at most 40\n"
				  "bench costs a supporter at most 55\n");
	/* it says what is wrong */
	must_run("printf 'META\\nkey;value\\nbudget;ten\\n"
		 "vote_type;approval\\nPROJECTS\\nproject_id;cost\\na;5\\n"
		 "VOTES\\nvoter_id;vote\\n' >bad.pb; sed s/ten/10/ bad.pb >empty.pb");
	assert_int_equal(run("./example bad.pb"), 1);
	assert_non_null(strstr(said, "line 3: budget \"ten\" is not a number"));
	assert_int_equal(run("./example empty.pb"), 1);
	assert_non_null(strstr(said, "line 9: there are no votes"));
	assert_int_equal(run("./example none.pb"), 1);
	assert_non_null(strstr(said, "No such file"));
}

/* A program in C++ that has names like the library's own for itself. */
static void it_links_with_anything(void **state)
{
	static const char text[] =
		"#include <cstdio>\n#include <pb.h>\n"
		"int arena_new = 1, buf_new = 2, str_of = 3, err_name = 4;\n"
		"enum { OK = 7 };\nstruct str { int x; };\nstruct arena { int y; };\n"
		"extern \"C\" int rule_mes(void) { return 5; }\n"
		"int main() {\n"
		"	pb_arena *keep = pb_arena_new(1 << 24), *scratch = pb_arena_new(1 << 24);\n"
		"	pb_election election;\n	pb_trouble trouble;\n"
		"	pb_err err = pb_read(keep, scratch, "
		"pb_str_of(\"META\\nkey;value\\nbudget;9\\n"
		"vote_type;approval\\nPROJECTS\\nproject_id;cost\\na;5\\nVOTES\\nvoter_id;vote\\n"
		"1;a\\n2;\\n\"), &election, &trouble);\n"
		"	pb_side_walk walk = pb_side_begin(&election.sides[0]);\n"
		"	pb_side_piece piece;\n"
		"	std::printf(\"%s %s %d\\n\", PB_VERSION, pb_err_name(err),\n"
		"		(int)pb_side_next(&walk, &piece) + arena_new + rule_mes());\n"
		"	std::printf(\"%u of %u\\n\", election.weights[piece.groups[0]], "
		"election.ballots);\n"
		"	pb_arena_free(scratch);\n	pb_arena_free(keep);\n}\n";
	FILE *file = fopen("plus.cc", "w");

	(void)state;
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	if (run("command -v ${CXX:-c++}")) {
		print_message("skipped: there is no compiler for C++ here\n");
		skip();
	}
	must_run("${CXX:-c++} -std=c++11 -Wall -Wextra -Wpedantic -Werror " SANITIZED
		 " plus.cc $(pkg-config --cflags --libs libpb) -o plus");
	must_run("pkg-config --modversion libpb; printf 'OK 7\\n1 of 2\\n'");
	*strchr(said, '\n') = ' ';
	memcpy(wanted, said, sizeof wanted);
	must_run("./plus");
	assert_string_equal(said, wanted);
}

/* Whoever links it may have an admit_make or a rule_mes of his own. */
static void the_archive_shows_nothing_else(void **state)
{
	(void)state;
	must_run("nm -g --defined-only usr/lib/libpb.a | awk 'NF == 3 { print $3 }' | "
		 "grep -v '^pb_' | grep -v '^__' || true");
	assert_string_equal(said, "");
	must_run("nm -g --defined-only usr/lib/libpb.a | grep -c ' T pb_'");
	/* what the rules are made of: no output, no clock, no chance, no malloc of their own */
	must_run("nm -u usr/lib/libpb.a | grep -Ew "
		 "'malloc|printf|fopen|write|time|clock_gettime|random|rand|getrandom' || true");
	assert_string_equal(said, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_example_compiles_and_runs),
		cmocka_unit_test(it_links_with_anything),
		cmocka_unit_test(the_archive_shows_nothing_else),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
