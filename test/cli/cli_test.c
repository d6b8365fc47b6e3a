/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/cli/cli_test.c: the built program as a person types it: alone with its data, beside a
 * server, after a crash; words in two languages, exit codes of base/err.def. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "unit.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"

static char program[4096];
static char dir[64];
static char out[1 << 20]; /* of the last command: standard output and standard error */
static const char *language = "en_US.UTF-8";

/* Words are split at blanks; '~' in a word stands for a blank. */
static int start(const char *line, int *from)
{
	static char copy[4096];
	char *words[64] = { program };
	int pipes[2], count = 1;
	pid_t child;

	snprintf(copy, sizeof copy, "%s", line);
	for (char *at = copy; *at && count < 62;) {
		char *end = at + strcspn(at, " ");

		words[count++] = at;
		at = *end ? end + 1 : end;
		*end = '\0';
	}
	for (int i = 1; i < count; i++)
		for (char *c = words[i]; *c; c++)
			*c = *c == '~' ? ' ' : *c;
	assert_int_equal(pipe(pipes), 0);
	child = fork();
	if (!child) {
		int nothing = open("/dev/null", O_RDONLY);

		setenv("LC_ALL", language, 1);
		setenv("ZHIDIAN_DATA", "data", 1);
		if (chdir(dir) || dup2(nothing, 0) < 0 || dup2(pipes[1], 1) < 0 ||
			dup2(pipes[1], 2) < 0)
			_exit(99);
		close(pipes[0]);
		close(pipes[1]);
		execv(program, words);
		_exit(98);
	}
	close(pipes[1]);
	*from = pipes[0];
	return child;
}

static int run(const char *line)
{
	size_t len = 0;
	ssize_t got;
	int from, status;
	pid_t child = start(line, &from);

	while ((got = read(from, out + len, sizeof out - 1 - len)) > 0)
		len += (size_t)got;
	out[len] = '\0';
	close(from);
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define RUN(line, code) \
	do { \
		int run_code = run(line); \
		if (run_code != (code)) \
			print_error("%s: %d\n%s\n", line, run_code, out); \
		assert_int_equal(run_code, code); \
	} while (0)
#define SAYS(text) \
	do { \
		if (!strstr(out, text)) \
			print_error("no `%s` in: %s\n", text, out); \
		assert_non_null(strstr(out, text)); \
	} while (0)

static const char setup_line[] =
	"setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 "
	"hours=周一至周六 letterhead=合庆镇 account_title=合庆镇 profile=basic officer=周洁 "
	"title=主任 "
	"login=zhou password=green~paint~1978";

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	(void)st;
	(void)type;
	(void)walk;
	return remove(path);
}

static int begin(void **state)
{
	(void)state;
	snprintf(dir, sizeof dir, "/tmp/zhidian-cli-XXXXXX");
	language = "en_US.UTF-8";
	return mkdtemp(dir) ? 0 : -1;
}

static int end(void **state)
{
	(void)state;
	return nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void helps(void **state)
{
	static const char *const names[] = { "setup", "serve", "do", "look", "import", "export",
		"actions", "views", "may", "verify", "backup", "restore" };
	char line[80];

	(void)state;
	RUN("--help", 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(line, sizeof line, "\n  %s ", names[i]);
		assert_non_null(strstr(out, line));
	}
	SAYS("Usage");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(line, sizeof line, "%s --help", names[i]);
		RUN(line, 0);
		snprintf(line, sizeof line, "zhidian %s", names[i]);
		SAYS(line);
		assert_null(strstr(out, "cli.")); /* no key without words */
	}
	language = "zh_CN.UTF-8";
	RUN("help do", 0);
	SAYS("用法");
	RUN("", 2);
}

static void refuses_what_it_does_not_know(void **state)
{
	(void)state;
	RUN("dance", 2);
	SAYS("no such command");
	RUN("look", 2);
	RUN("look a b", 2);
	RUN("look a --colour", 2);
	SAYS("--colour");
	RUN("look a --street", 2);
	RUN("serve --port abc", 2);
	RUN("serve --port 70000", 2);
	RUN("serve --demo=yes", 2);
	RUN("may king", 2);
	SAYS("resident");
	RUN("actions no.such", 4);
	RUN("do no.such.act", 4);
}

static void prints_itself(void **state)
{
	(void)state;
	RUN("actions place.unit", 0);
	SAYS("place.unit.add");
	SAYS("parent=ref:place.unit");
	RUN("actions --then", 0);
	SAYS(" <- ");
	RUN("views", 0);
	SAYS("place/unit");
	RUN("may guest", 0);
	SAYS("look  place/unit");
	assert_null(strstr(out, "do    place.unit.add"));
}

static void works_alone(void **state)
{
	(void)state;
	RUN("look place/unit", 2);
	SAYS("zhidian setup");
	RUN(setup_line, 0);
	RUN(setup_line, 1); /* there is one of this name */
	RUN("look place/unit", 0);
	SAYS("\"units\":[{");
	RUN("do place.unit.add name=蔡路 kind=neighbourhood parent=1", 5);
	RUN("do place.unit.add name=蔡路 kind=neighbourhood parent=1 --as nobody", 5);
	RUN("do place.unit.add name=蔡路 kind=neighbourhood parent=1 --as zhou --once k1", 0);
	SAYS("\"replay\":false");
	RUN("do place.unit.add name=蔡路 kind=neighbourhood parent=1 --as zhou --once k1", 0);
	SAYS("\"replay\":true");
	RUN("do place.unit.add name=蔡路 kind=neighbourhood parent=1 --as zhou", 1);
	SAYS("name: ");
	RUN("do place.unit.add nonsense --as zhou", 2);
	RUN("do place.unit.add nonsense=1 --as zhou", 1);
	RUN("look place/nothing", 4);
	RUN("look people/person", 5);
	RUN("look people/person --as zhou", 0);
	RUN("look place/unit --street elsewhere", 4);
	RUN("verify", 0);
	SAYS("Everything agrees.");
}

static void file_put(const char *name, const char *text)
{
	char path[128];
	int fd;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

#define AREA_HEAD "code,level,kind,name,parent\n"

static void takes_in_a_list_of_areas(void **state)
{
	(void)state;
	RUN(setup_line, 0);
	file_put("good.csv", AREA_HEAD "310000000000,2,市,上海市,\n310115000000,3,区,浦东新区,"
				       "310000000000\n");
	RUN("import areas good.csv", 0);
	RUN("look place/area?q=310000000000", 0);
	SAYS("浦东新区");
	/* the line of the file, and what to do */
	file_put("short.csv", AREA_HEAD "310000000000,2,市,上海市,\n31011,3,区,长宁区,\n");
	RUN("import areas short.csv", 1);
	SAYS("line 3  ");
	SAYS("12 digits");
	file_put("level.csv", AREA_HEAD "310105000000,9,区,长宁区,310000000000\n");
	RUN("import areas level.csv", 1);
	SAYS("line 2  level  ");
	RUN("look place/area?q=310000000000", 0);
	assert_null(strstr(out, "长宁区"));
	RUN("import areas none.csv", 74);
	RUN("import weather good.csv", 2);
	RUN("verify", 0);
}

static void brings_sheets_out(void **state)
{
	char path[128];
	struct stat st;

	(void)state;
	RUN(setup_line, 0);
	RUN("export place/unit.csv -o -", 0);
	SAYS("合庆镇");
	RUN("export place/unit.xlsx", 0);
	snprintf(path, sizeof path, "%s/place-unit.xlsx", dir);
	assert_int_equal(stat(path, &st), 0);
	RUN("export place/unit.xlsx", 74);
	SAYS("--force");
	RUN("export place/unit.xlsx --force", 0);
	RUN("export place/unit.pdf", 4);
}

static void backs_up_and_restores(void **state)
{
	char path[128];
	int fd;

	(void)state;
	RUN(setup_line, 0);
	RUN("do place.unit.add name=蔡路 kind=neighbourhood parent=1 --as zhou", 0);
	RUN("backup copy.db", 0);
	RUN("backup copy.db", 2);
	RUN("restore copy.db", 1); /* there is data */
	RUN("restore copy.db --data other", 0);
	RUN("look place/unit --data other", 0);
	SAYS("蔡路");
	RUN("do place.unit.add name=胜利 kind=neighbourhood parent=1 --as zhou", 0);
	RUN("restore copy.db --force", 0);
	RUN("look place/unit", 0);
	assert_null(strstr(out, "胜利"));
	RUN("restore copy.db --force", 0); /* the first left nothing in its way */
	snprintf(path, sizeof path, "%s/data/restore.try", dir);
	assert_int_equal(access(path, F_OK), -1);
	RUN("verify", 0);
	/* what is no copy is not put in place */
	snprintf(path, sizeof path, "%s/bad.db", dir);
	fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_int_equal(write(fd, "not a database at all", 21), 21);
	close(fd);
	RUN("restore bad.db --force", 1);
	SAYS("not a database");
	RUN("look place/unit", 0);
	SAYS("蔡路");
}

/* Starts a server and waits until it says where. */
static pid_t serve(const char *line, int *from)
{
	pid_t child = start(line, from);
	size_t len = 0;

	out[0] = '\0';
	while (!strstr(out, "serving http://") && len < sizeof out - 1) {
		ssize_t got = read(*from, out + len, sizeof out - 1 - len);

		if (got <= 0)
			break;
		len += (size_t)got;
		out[len] = '\0';
	}
	assert_non_null(strstr(out, "serving http://127.0.0.1:"));
	return child;
}

static void works_beside_a_server(void **state)
{
	int from, status;
	pid_t server;

	(void)state;
	RUN(setup_line, 0);
	server = serve("serve --port 0", &from);
	RUN("do place.unit.add name=蔡路 kind=neighbourhood parent=1 --as zhou", 0);
	RUN("look place/unit", 0);
	SAYS("蔡路");
	RUN("backup copy.db", 0);
	RUN("verify", 0);
	RUN("serve --port 0", 75);
	SAYS("in use by another program");
	RUN("restore copy.db --force", 75);
	kill(server, SIGTERM);
	waitpid(server, &status, 0);
	close(from);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	RUN("look place/unit", 0);
	SAYS("蔡路");
}

static void goes_on_after_a_crash(void **state)
{
	int from, status;
	pid_t server;

	(void)state;
	RUN(setup_line, 0);
	server = serve("serve --port 0", &from);
	RUN("do place.unit.add name=蔡路 kind=neighbourhood parent=1 --as zhou", 0);
	kill(server, SIGKILL);
	waitpid(server, &status, 0);
	close(from);
	RUN("look place/unit", 0); /* the socket it left is nobody's */
	SAYS("蔡路");
	server = serve("serve --port 0", &from);
	RUN("verify", 0);
	kill(server, SIGTERM);
	waitpid(server, &status, 0);
	close(from);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* What the file says, to be looked for in another. */
static size_t file_read(const char *name, char *to, size_t size)
{
	char path[600];
	ssize_t got;
	int fd;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	fd = open(path, O_RDONLY);
	assert_true(fd >= 0);
	got = read(fd, to, size);
	close(fd);
	assert_true(got > 0);
	return (size_t)got;
}

/* The two halves of its key, as told to the cadre of the place. */
static void halves_ask(char halves[2][70])
{
	char line[200];
	const char *at;

	RUN("look choose/ballot", 0);
	at = strstr(out, "\"ballots\":[{\"id\":");
	assert_non_null(at);
	at += strlen("\"ballots\":[{\"id\":");
	snprintf(line, sizeof line, "do choose.keeper.hand ballot=%.*s first=甲 second=乙 --as 138",
		(int)strspn(at, "0123456789"), at);
	RUN(line, 0);
	at = out;
	for (int i = 0; i < 2; i++) {
		at = strstr(at, "\"half\":\"");
		assert_non_null(at);
		at += strlen("\"half\":\"");
		snprintf(halves[i], 70, "%.69s", at);
	}
}

/* The demonstration has a vote that runs. */
static void a_copy_holds_no_key_of_a_ballot_box(void **state)
{
	static char copy[16 << 20];
	char path[300], name[512] = "", key[64], halves[2][70], line[400];
	uint8_t secret[32];
	struct dirent *one;
	int from, status;
	size_t size;
	pid_t server = serve("serve --port 0 --demo", &from);
	DIR *box;

	(void)state;
	halves_ask(halves);
	RUN("backup copy.db", 0);
	kill(server, SIGTERM);
	waitpid(server, &status, 0);
	close(from);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	snprintf(path, sizeof path, "%s/data/box", dir);
	box = opendir(path);
	assert_non_null(box);
	while ((one = readdir(box)))
		if (strstr(one->d_name, ".box"))
			snprintf(name, sizeof name, "data/box/%.200s", one->d_name);
	closedir(box);
	assert_int_equal(file_read(name, key, sizeof key), sizeof key);
	assert_true(hex_parse((struct str) { key, sizeof key }, secret, sizeof secret));
	size = file_read("copy.db", copy, sizeof copy);
	assert_true(size > 100000 && size < sizeof copy);
	assert_null(memmem(copy, size, key, sizeof key));
	assert_null(memmem(copy, size, secret, sizeof secret));
	assert_null(memmem(copy, size, halves[0], strlen(halves[0])));
	assert_null(memmem(copy, size, halves[1], strlen(halves[1])));
	RUN("restore copy.db --data other", 1); /* so it asks for it */
	SAYS("--box");
	RUN("restore copy.db --data other --box data", 1);
	RUN("restore copy.db --data other --box data/box", 0);
	snprintf(path, sizeof path, "other/%.250s", name + strlen("data/"));
	assert_int_equal(file_read(path, copy, sizeof copy), sizeof key);
	assert_memory_equal(copy, key, sizeof key);
	RUN("restore copy.db --data third --box none", 0);

	/* without the file: both keepers are named, and both halves are wanted, typed right */
	RUN("restore copy.db --data fourth", 1);
	SAYS("甲, 乙");
	snprintf(line, sizeof line, "restore copy.db --data fourth --box %s", halves[0]);
	RUN(line, 1);
	SAYS("type both halves again");
	snprintf(line, sizeof line, "restore copy.db --data fourth --box %s,%s", halves[0],
		halves[0]);
	RUN(line, 1);
	snprintf(line, sizeof line, "restore copy.db --data fourth --box %s,%s", halves[1],
		halves[0]);
	RUN(line, 0);
	snprintf(path, sizeof path, "fourth/%.250s", name + strlen("data/"));
	assert_int_equal(file_read(path, copy, sizeof copy), sizeof key);
	assert_memory_equal(copy, key, sizeof key);
}

static void tells_stories_only_to_new_data(void **state)
{
	(void)state;
	RUN(setup_line, 0);
	RUN("serve --port 0 --demo", 1);
	SAYS("real street");
	RUN("serve --port 0 --story no/such --data other", 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(helps, begin, end),
		cmocka_unit_test_setup_teardown(refuses_what_it_does_not_know, begin, end),
		cmocka_unit_test_setup_teardown(prints_itself, begin, end),
		cmocka_unit_test_setup_teardown(works_alone, begin, end),
		cmocka_unit_test_setup_teardown(takes_in_a_list_of_areas, begin, end),
		cmocka_unit_test_setup_teardown(brings_sheets_out, begin, end),
		cmocka_unit_test_setup_teardown(backs_up_and_restores, begin, end),
		cmocka_unit_test_setup_teardown(works_beside_a_server, begin, end),
		cmocka_unit_test_setup_teardown(goes_on_after_a_crash, begin, end),
		cmocka_unit_test_setup_teardown(a_copy_holds_no_key_of_a_ballot_box, begin, end),
		cmocka_unit_test_setup_teardown(tells_stories_only_to_new_data, begin, end),
	};
	ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
	char *at = len > 0 ? strstr(program, "/test/cli/") : NULL;

	if (at) /* build/test/cli/cli_test → build/zhidian */
		snprintf(at, sizeof program - (size_t)(at - program), "/zhidian");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
