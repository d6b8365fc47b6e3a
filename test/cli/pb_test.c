/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/cli/pb_test.c: zhidian pb as a person or a script uses it. The lines of
 * test/pb/gold/gold.tsv (file, options, the JSON to the byte) were computed by another program,
 * ballot by ballot in fractions, that shares nothing with this one; those of street.pb by hand. */
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "unit.h"

#define HEAD "META\nkey;value\nbudget;100\nvote_type;approval\n"
#define PROJECT "PROJECTS\nproject_id;cost\n1;50\n2;60\n"
#define VOTE "VOTES\nvoter_id;vote\n1;1\n"

enum { OUTPUT_MOST = 1 << 20 };

static char program[4096];
static char gold[4096];
static char dir[64];
static char out[OUTPUT_MOST]; /* of the last command: standard output, */
static char err[OUTPUT_MOST]; /* standard error */
static const char *language = "en_US.UTF-8";
static const char *input;		 /* a sample, as standard input; NULL: none */
static rlim_t file_most = RLIM_INFINITY; /* bytes a file may have */
static bool is_output_full;

static void path_in(char *to, size_t size, const char *name)
{
	int len = snprintf(to, size, "%s/%s", dir, name);

	assert_true(len > 0 && (size_t)len < size);
}

static void file_put(const char *name, const char *text)
{
	char path[128];
	FILE *file;

	path_in(path, sizeof path, name);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	fclose(file);
}

static char *file_get(const char *path, char *to, size_t size)
{
	FILE *file = fopen(path, "rb");
	size_t len;

	if (!file)
		print_error("%s is not there\n", path);
	assert_non_null(file);
	len = fread(to, 1, size - 1, file);
	assert_true(len < size - 1);
	to[len] = '\0';
	fclose(file);
	return to;
}

static void child_run(char **words)
{
	int to = open("out", O_WRONLY | O_CREAT | O_TRUNC, 0600);
	int trouble = open("err", O_WRONLY | O_CREAT | O_TRUNC, 0600);

	setenv("LC_ALL", language, 1);
	if (input) {
		char path[4200];
		int from;

		snprintf(path, sizeof path, "%s/%s", gold, input);
		from = open(path, O_RDONLY);
		if (from < 0 || dup2(from, 0) < 0)
			_exit(96);
	}
	if (is_output_full)
		to = open("/dev/full", O_WRONLY);
	if (dup2(to, 1) < 0 || dup2(trouble, 2) < 0)
		_exit(99);
	if (file_most != RLIM_INFINITY) {
		/* what is said must not be stopped by it */
		int pipes[2];

		if (pipe(pipes) || dup2(pipes[1], 1) < 0 || dup2(pipes[1], 2) < 0 ||
			setrlimit(RLIMIT_FSIZE, &(struct rlimit) { file_most, file_most }))
			_exit(95);
	}
	execv(program, words);
	_exit(98);
}

/* Words are split at blanks; GOLD/ stands for the folder of the samples. */
static int run(const char *line)
{
	static char copy[8192];
	char *words[64] = { program };
	char path[128];
	int count = 1, status;
	pid_t child;

	for (size_t at = 0; *line; line++) {
		assert_true(at < sizeof copy - sizeof gold);
		if (!strncmp(line, "GOLD/", 5) && at < sizeof copy - sizeof gold) {
			at += (size_t)snprintf(copy + at, sizeof gold, "%s", gold);
			line += 4;
		}
		copy[at++] = *line;
		copy[at] = '\0';
	}
	for (char *at = copy; *at && count < 62;) {
		char *end = at + strcspn(at, " ");

		words[count++] = at;
		at = *end ? end + 1 : end;
		*end = '\0';
	}
	child = fork();
	if (!child) {
		if (chdir(dir))
			_exit(97);
		child_run(words);
	}
	waitpid(child, &status, 0);
	path_in(path, sizeof path, "out");
	file_get(path, out, sizeof out);
	path_in(path, sizeof path, "err");
	file_get(path, err, sizeof err);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#define RUN(line, code) \
	do { \
		int run_code = run(line); \
		if (run_code != (code)) \
			print_error("%s: %d\n%s\n%s\n", line, run_code, out, err); \
		assert_int_equal(run_code, code); \
	} while (0)

static void has(const char *all, const char *part)
{
	if (!strstr(all, part))
		print_error("no `%s` in: %s\n", part, all);
	assert_non_null(strstr(all, part));
}

static int begin(void **state)
{
	(void)state;
	snprintf(dir, sizeof dir, "/tmp/zhidian-pb-XXXXXX");
	language = "en_US.UTF-8";
	return mkdtemp(dir) ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	(void)st;
	(void)type;
	(void)walk;
	return remove(path);
}

static int end(void **state)
{
	(void)state;
	return nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* ---- what is counted ---- */

static void gives_every_byte_of_the_samples(void **state)
{
	static char table[OUTPUT_MOST];
	char path[4200];
	int count = 0;

	(void)state;
	snprintf(path, sizeof path, "%s/gold.tsv", gold);
	file_get(path, table, sizeof table);
	for (char *line = table; *line; count++) {
		char *options = line + strcspn(line, "\t");
		char *json = options + 1 + strcspn(options + 1, "\t");
		char *next = strchr(json, '\n') + 1;
		char command[600];

		*options++ = *json++ = next[-1] = '\0';
		assert_true(strlen(line) < 40 && strlen(options) < 400);
		for (int is_exact = 0; is_exact < 2; is_exact++) {
			snprintf(command, sizeof command, "pb count GOLD/%s %s --json --no-time%s",
				line, options, is_exact ? " --exact" : "");
			RUN(command, 0);
			out[strcspn(out, "\n")] = '\0';
			if (strcmp(out, json))
				print_error("%s\n", command);
			assert_string_equal(out, json);
			assert_string_equal(err, "");
		}
		line = next;
	}
	assert_true(count > 30);
}

static void says_how_long_unless_told_not_to(void **state)
{
	static char timed[OUTPUT_MOST];
	char *ms;
	int end_at = 0;
	long long read_ms, count_ms;
	int read_us, count_us;

	(void)state;
	RUN("pb count GOLD/lights.pb --rule mes --json", 0);
	memcpy(timed, out, sizeof timed);
	ms = strstr(timed, ",\"ms\":{");
	assert_non_null(ms);
	assert_int_equal(sscanf(ms, ",\"ms\":{\"read\":%lld.%3d,\"count\":%lld.%3d}}\n%n", &read_ms,
				 &read_us, &count_ms, &count_us, &end_at),
		4);
	assert_true(end_at > 0 && !ms[end_at]);
	snprintf(ms, 10, "}\n");
	RUN("pb count --no-time GOLD/lights.pb --json --rule=mes", 0);
	assert_string_equal(out, timed);
}

static void counts_each_of_several_files(void **state)
{
	char *second, *third;

	(void)state;
	file_put("bad.pb", "META\nkey;value\nbudget;ten\nvote_type;approval\n" PROJECT
			   "VOTES\nvoter_id;vote\n");
	RUN("pb count GOLD/lights.pb bad.pb GOLD/ties.pb none.pb GOLD/lights.pb --rule mes --json "
	    "--no-time",
		1);
	assert_int_equal(strncmp(out, "{\"file\":\"lights.pb\"", 19), 0);
	second = strchr(out, '\n') + 1;
	assert_int_equal(strncmp(second, "{\"file\":\"ties.pb\"", 17), 0);
	third = strchr(second, '\n') + 1;
	assert_int_equal(strncmp(out, third, (size_t)(second - out)), 0);
	assert_int_equal(third[second - out], '\0');
	has(err, "bad.pb:3: ");
	has(err, "none.pb:0: ");
}

static void reads_what_is_no_plain_file(void **state)
{
	static char whole[OUTPUT_MOST], text[OUTPUT_MOST];
	char path[128], sample[4200];
	int status;
	pid_t child;

	(void)state;
	snprintf(sample, sizeof sample, "%s/lights.pb", gold);
	file_get(sample, text, sizeof text);
	path_in(path, sizeof path, "lights.pb");
	assert_int_equal(mkfifo(path, 0600), 0);
	RUN("pb count GOLD/lights.pb --rule mes --json --no-time", 0);
	memcpy(whole, out, sizeof whole);
	child = fork();
	if (!child) {
		int to = open(path, O_WRONLY);

		_exit(write(to, text, strlen(text)) == (ssize_t)strlen(text) ? 0 : 1);
	}
	RUN("pb count lights.pb --rule mes --json --no-time", 0);
	waitpid(child, &status, 0);
	assert_string_equal(out, whole);
}

static void prints_a_table_in_two_languages(void **state)
{
	(void)state;
	RUN("pb count GOLD/lights.pb --rule mes --complete add1u", 0);
	has(out, "lights.pb: mes, cost, add1u, ties by name\n");
	has(out, "budget 300, ballots 4, projects 3\n");
	has(out, "    1  lights          120         3  Stairwell lights\n");
	has(out, "    2  bench            90         2  A bench by the gate\n");
	has(out, "cost 210, left 90\n");
	RUN("pb count GOLD/lights.pb --rule mes --lang zh", 0);
	has(out, "预算 300");
	language = "zh_CN.UTF-8";
	RUN("pb count GOLD/lights.pb --rule mes", 0);
	has(out, "预算 300");
	RUN("pb count GOLD/lights.pb --rule mes --lang en", 0);
	has(out, "budget 300");
	RUN("pb count GOLD/city.pb --rule official --lang en", 0);
	has(out, "the same as the city published");
	RUN("pb count GOLD/city.pb --rule mes --lang en", 0);
	has(out, "no project wins");
}

static void warns_and_goes_on(void **state)
{
	(void)state;
	file_put("odd.pb",
		"META\nkey;value\nbudget;9\nvote_type;approval\nnum_votes;7\nnum_projects;1\n"
		"PROJECTS\nproject_id;cost\n1;5\nVOTES\nvoter_id;vote\n1;1,1\n");
	RUN("pb count odd.pb --rule greedy-votes --json --no-time", 0);
	has(out, "\"votes\":1,");
	has(out, "\"selected\":[\"1\"]");
	has(err, "odd.pb:");
	has(err, ": warning: ");
}

/* A text that names a rule of ours is counted by it, as on its street's page; what would make it
 * another count is said. */
static void official_takes_the_rule_that_the_text_names(void **state)
{
	static char winners[OUTPUT_MOST];
	char *at;

	(void)state;
	file_put("own.pb",
		"META\nkey;value\nbudget;10\nvote_type;approval\nrule;mes\ncomplete;add1u\n"
		"utility;cost\nties;cost\nPROJECTS\nproject_id;cost;min_support;incompatible\n"
		"01;6;1;\n02;4;1;\n03;5;1;04\n04;5;1;03\n"
		"VOTES\nvoter_id;vote\n1;01,04\n2;01\n3;02,04\n4;02,01\n5;03\n6;03,04\n");
	RUN("pb count own.pb --rule mes --complete add1u --ties cost --constraints --json "
	    "--no-time",
		0);
	at = strstr(out, "\"selected\":");
	memcpy(winners, at, strcspn(at, "]") + 1);
	winners[strcspn(at, "]") + 1] = '\0';
	RUN("pb count own.pb --rule official --constraints --json --no-time --certificate c", 0);
	has(out, winners);
	has(out, "\"rule\":\"official\",\"utility\":null,\"complete\":\"none\",\"ties\":\"cost\"");
	has(out, "\"agrees\":null");
	assert_string_equal(err, "");
	RUN("pb check own.pb c", 0);
	has(out, "--rule official --ties cost --constraints\n");
	RUN("pb explain own.pb --rule official --constraints --lang en", 0);
	has(out, "Equal shares: every ballot holds");
	RUN("pb count own.pb --rule official --ties file", 0);
	has(out, "own.pb: official = mes, cost, add1u, ties by file");
	has(err, "own.pb:5: warning: there are constraints");
	file_put("odd.pb",
		"META\nkey;value\nbudget;100\nvote_type;approval\nrule;dice\n" PROJECT VOTE);
	RUN("pb count odd.pb --rule official", 0);
	has(out, "odd.pb: official, ties");
	has(err, "odd.pb:5: warning: META rule is a word that is not known here");
	RUN("pb count odd.pb --rule mes", 0);
	assert_string_equal(err, "");
}

/* ---- what is refused ---- */

struct refusal {
	const char *text;
	const char *line;
	const char *rule;
};

static const struct refusal refusals[] = {
	{ HEAD PROJECT, "", NULL },
	{ "META\nkey;value\nvote_type;approval\n" PROJECT VOTE, "", NULL },
	{ "META\nkey;value\nbudget;1e3\nvote_type;approval\n" PROJECT VOTE, "3", NULL },
	{ HEAD "PROJECTS\nproject_id;price\n1;50\n" VOTE, "6", NULL },
	{ HEAD "PROJECTS\nproject_id;cost\n1;50\n1;60\n" VOTE, "8", NULL },
	{ HEAD "PROJECTS\nproject_id;cost\n1;-50\n" VOTE, "7", NULL },
	{ HEAD "PROJECTS\nproject_id;cost\n1\n" VOTE, "7", NULL },
	{ HEAD PROJECT "VOTES\nvoter_id;vote\n1;1,2\n2;3\n", "12", NULL },
	{ HEAD PROJECT "VOTES\nvoter_id;vote\n1;\"1,2\n", "11", NULL },
	{ HEAD PROJECT "VOTES\nvoter_id;vote\n1;1\xff\n", "11", NULL },
	{ HEAD PROJECT "VOTES\nvoter_id;vote\n", "", "mes" },
	{ HEAD "PROJECTS\nproject_id;cost\n1;4611686018427387904\n" VOTE, "7", NULL },
	{ "", "", NULL },
};

static void refuses_with_file_and_line(void **state)
{
	char wanted[64];

	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const struct refusal *one = &refusals[i];
		char command[128];

		file_put("bad.pb", one->text);
		snprintf(command, sizeof command, "pb count bad.pb --rule %s --json",
			one->rule ? one->rule : "greedy-votes");
		RUN(command, 1);
		assert_string_equal(out, "");
		snprintf(wanted, sizeof wanted, "bad.pb:%s%s", one->line, *one->line ? ": " : "");
		if (strncmp(err, wanted, strlen(wanted)))
			print_error("refusal %zu: %s\n", i, err);
		assert_int_equal(strncmp(err, wanted, strlen(wanted)), 0);
		assert_non_null(strchr(err, '\n'));
		assert_string_equal(strchr(err, '\n') + 1, "");
	}
	RUN("pb count . --rule mes", 1);
	assert_string_equal(out, "");
}

static void refuses_what_needs_points_or_ballots(void **state)
{
	(void)state;
	file_put("none.pb", "META\nkey;value\nbudget;100\nvote_type;cumulative\n" PROJECT
			    "VOTES\nvoter_id;vote\n1;1,2\n");
	RUN("pb count none.pb --rule greedy-points", 1);
	has(err, "none.pb:10: the ");
	RUN("pb count none.pb --rule mes --utility points", 1);
	RUN("pb count none.pb --rule mes", 0);
	RUN("pb count none.pb --rule greedy-votes", 0);
	/* nothing to divide by */
	file_put("empty.pb", HEAD PROJECT "VOTES\nvoter_id;vote\n");
	RUN("pb count empty.pb --rule greedy-votes --json --no-time", 0);
	has(out, "\"votes\":0,");
	has(out, "\"selected\":[\"1\"]");
	RUN("pb count empty.pb --rule mes", 1);
	RUN("pb count empty.pb --rule ees", 1);
	assert_string_equal(out, "");
}

static void says_what_is_misused(void **state)
{
	static const char *const lines[] = {
		"pb count GOLD/lights.pb",
		"pb count --rule mes",
		"pb count GOLD/lights.pb --rule fair",
		"pb count GOLD/lights.pb --rule",
		"pb count GOLD/lights.pb --rule mes --rule mes",
		"pb count GOLD/lights.pb --rule mes --json --json",
		"pb count GOLD/lights.pb --rule mes --ties cost --ties=cost",
		"pb count GOLD/lights.pb --rule mes --utility joy",
		"pb count GOLD/lights.pb --rule mes --utility none",
		"pb count GOLD/lights.pb --rule mes --complete add2",
		"pb count GOLD/lights.pb --rule mes --ties age",
		"pb count GOLD/lights.pb --rule mes --lang fr",
		"pb count GOLD/lights.pb --rule greedy-votes --utility cost",
		"pb count GOLD/lights.pb --rule phragmen --utility cost",
		"pb count GOLD/lights.pb --rule official --utility cost",
		"pb count GOLD/lights.pb --rule greedy-votes --complete add1",
		"pb count GOLD/lights.pb --rule mes --complete addopt",
		"pb count GOLD/lights.pb --rule ees --complete add1",
		"pb count GOLD/points.pb --rule ees --utility points",
		"pb count GOLD/lights.pb --rule mes --utility points",
		"pb count GOLD/lights.pb --rule mes --utility borda",
		"pb count GOLD/lights.pb --rule greedy-points",
		"pb count GOLD/points.pb --rule greedy-borda-density",
		"pb count GOLD/ranks.pb --rule optimum --utility points",
		"pb count GOLD/lights.pb GOLD/ties.pb --rule mes --certificate c",
		"pb count GOLD/lights.pb --rule mes --svg x.svg",
		"pb count GOLD/lights.pb --rule mes --deep",
		"pb count GOLD/lights.pb --rule mes --json=yes",
		"pb explain GOLD/lights.pb",
		"pb explain GOLD/lights.pb GOLD/ties.pb --rule mes",
		"pb explain GOLD/lights.pb --rule mes --svg x --certificate x",
		"pb check GOLD/lights.pb",
		"pb check GOLD/lights.pb c --rule mes",
		"pb check GOLD/lights.pb c --lang fr",
		"pb",
		"pb dance",
	};

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		RUN(lines[i], 2);
		if (strcmp(lines[i], "pb")) {
			assert_string_equal(out, "");
			assert_true(*err);
		}
	}
	/* an impossible pair for one file does not keep others from being counted */
	RUN("pb count GOLD/lights.pb GOLD/points.pb --rule mes --utility points --json --no-time",
		2);
	has(out, "{\"file\":\"points.pb\"");
	assert_null(strstr(out, "lights.pb"));
	/* nor is an election written over by what is told of it */
	file_put("a.pb", HEAD PROJECT "VOTES\nvoter_id;vote\n1;1\n");
	RUN("pb count a.pb --rule mes --certificate a.pb", 2);
	RUN("pb count ./a.pb --rule mes --certificate a.pb", 2);
	RUN("pb explain a.pb --rule mes --svg a.pb", 2);
	RUN("pb count a.pb --rule mes", 0);
}

static void helps(void **state)
{
	static const char *const rules[] = { "greedy-votes", "greedy-density", "greedy-points",
		"greedy-points-density", "greedy-borda-density", "mes", "ees", "phragmen",
		"optimum", "official" };
	static const char *const names[] = { "count", "explain", "check" };

	(void)state;
	for (int zh = 0; zh < 2; zh++) {
		language = zh ? "zh_CN.UTF-8" : "en_US.UTF-8";
		RUN("pb --help", 0);
		for (size_t i = 0; i < 3; i++) {
			char line[80];

			snprintf(line, sizeof line, "zhidian pb %s ", names[i]);
			has(out, line);
			snprintf(line, sizeof line, "help pb %s", names[i]);
			RUN(line, 0);
			assert_null(strstr(out, "cli."));
			has(out, zh ? "用法" : "Usage");
			snprintf(line, sizeof line, "pb %s --help", names[i]);
			RUN(line, 0);
			assert_null(strstr(out, "cli."));
			RUN("pb --help", 0);
		}
		RUN("pb count --help", 0);
		for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
			has(out, rules[i]);
		RUN("--help", 0);
		has(out, "pb explain");
	}
}

/* --lang is for what is said about misuse too, and the words that would do are named. */
static void says_misuse_in_the_language_asked_for(void **state)
{
	(void)state;
	RUN("pb count GOLD/lights.pb --rule mess --lang zh", 2);
	has(err, "不认这个词");
	has(err, "（mess）");
	has(err, "\n  --rule greedy-votes greedy-density");
	RUN("pb count GOLD/lights.pb --rule mes --utility joy", 2);
	has(err, "  --utility cost cardinality points borda\n");
	RUN("pb check GOLD/lights.pb --lang=zh", 2);
	has(err, "用法");
	language = "zh_CN.UTF-8";
	RUN("pb count GOLD/lights.pb --lang en --rule mes --rule mes", 2);
	has(err, "given twice");
	RUN("pb dance", 2);
	has(err, "（pb dance）");
	RUN("pb count --help --lang en", 0);
	has(out, "Exit codes: 0 every file");
	has(out, "add1u");
}

/* "-" is standard input wherever a file is read, and no name where one is written. */
static void a_dash_is_standard_input(void **state)
{
	static char whole[OUTPUT_MOST];

	(void)state;
	RUN("pb count GOLD/lights.pb --rule mes --certificate c --json --no-time", 0);
	memcpy(whole, out, sizeof whole);
	input = "lights.pb";
	RUN("pb count - --rule mes --json --no-time", 0);
	assert_string_equal(strchr(out, ','), strchr(whole, ','));
	RUN("pb check - c", 0);
	input = NULL;
	RUN("pb count GOLD/lights.pb --rule mes --certificate -", 2);
	RUN("pb explain GOLD/lights.pb --rule mes --svg -", 2);
}

/* ---- certificates, reasons ---- */

static void a_certificate_is_checked(void **state)
{
	static const char *const options[] = { "--rule mes", "--rule mes --complete add1",
		"--rule mes --complete add1u --utility cardinality", "--rule ees --ties cost",
		"--rule greedy-votes", "--rule phragmen" };
	static char certificate[OUTPUT_MOST];
	char path[128], command[200];

	(void)state;
	path_in(path, sizeof path, "c");
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		char *share;

		snprintf(command, sizeof command, "pb count GOLD/ties.pb %s --certificate c --json",
			options[i]);
		RUN(command, 0);
		RUN("pb check GOLD/ties.pb c", 0);
		has(out, "It is right");
		/* by which rule, as the certificate says */
		snprintf(command, sizeof command, "%.*s", (int)strcspn(options[i] + 7, " "),
			options[i] + 7);
		assert_int_equal(strncmp(out, "--rule ", 7), 0);
		assert_int_equal(strncmp(out + 7, command, strlen(command)), 0);
		RUN("pb check GOLD/ties.pb c --deep --lang zh", 0);
		has(out, "核对无误");
		RUN("pb check GOLD/lights.pb c", 1); /* another election's */
		assert_true(strchr(err, ':') && *err);
		/* one digit changed */
		file_get(path, certificate, sizeof certificate);
		share = strpbrk(strchr(certificate, '\n'), "3456789");
		assert_non_null(share);
		*share = '2';
		file_put("c", certificate);
		RUN("pb check GOLD/ties.pb c", 1);
		assert_int_equal(strncmp(err, "c:", 2), 0);
		has(out, "It is not right");
	}
	RUN("pb check GOLD/ties.pb none", 1);
	has(err, "none:0: ");
	RUN("pb count GOLD/ties.pb --rule mes --certificate no/such/place", 1);
	assert_string_equal(out, "");
}

/* What was changed without a new checksum, or by a machine with other line ends, is told as that,
 * and in the language asked for. */
static void changes_on_the_way_are_told(void **state)
{
	static char text[OUTPUT_MOST], other[OUTPUT_MOST];
	char path[128], sample[4200];
	size_t len = 0;

	(void)state;
	snprintf(sample, sizeof sample, "%s/lights.pb", gold);
	file_get(sample, text, sizeof text);
	for (const char *at = text; *at; at++) {
		if (*at == '\n')
			other[len++] = '\r';
		other[len++] = *at;
	}
	other[len] = '\0';
	file_put("dos.pb", other);
	RUN("pb count GOLD/lights.pb --rule mes --complete add1 --certificate c", 0);
	RUN("pb check dos.pb c", 1);
	has(err, "c:2: made for another text");
	has(out, "Line ends of the election were changed");
	RUN("pb count dos.pb --rule mes --certificate d", 0);
	RUN("pb check GOLD/lights.pb d --lang zh", 1);
	has(err, "d:2: 是给另一份选举文件做的");
	has(out, "换行被改过");
	RUN("pb check GOLD/ties.pb d", 1);
	assert_null(strstr(out, "Line ends"));
	path_in(path, sizeof path, "c");
	file_get(path, text, sizeof text);
	strstr(text, "\nsteps ")[7]++;
	file_put("c", text);
	RUN("pb check GOLD/lights.pb c --lang zh", 1);
	has(err, "校验和对不上");
	file_put("c", "pbcert 1\r\ninput 0\r\n");
	RUN("pb check GOLD/lights.pb c", 1);
	has(err, "c:1: its line ends were changed");
	RUN("pb check GOLD/lights.pb none --lang zh", 1);
	has(err, "none:0: 没有这个文件");
	file_put("bad.pb", "META\nkey;value\nbudget;ten\nvote_type;approval\n" PROJECT VOTE);
	RUN("pb count bad.pb --rule mes --lang zh", 1);
	has(err, "bad.pb:3: budget 写的“ten”不是");
	RUN("pb count GOLD/lights.pb --rule greedy-votes --utility cost --lang zh", 2);
	has(err, "\n  这种规则不用 --utility\n");
}

/* A certificate or picture that cannot be written leaves the one before as it was; so does one
 * whose place is held by a link, and a verdict that nobody can read is no verdict. */
static void what_cannot_be_written_is_said(void **state)
{
	static char before[OUTPUT_MOST], after[OUTPUT_MOST];
	char path[128], real[128];
	struct stat st;

	(void)state;
	RUN("pb count GOLD/lights.pb --rule mes --certificate c", 0);
	path_in(path, sizeof path, "c");
	assert_int_equal(chmod(path, 0640), 0);
	file_get(path, before, sizeof before);
	file_most = 100;
	assert_int_equal(run("pb count GOLD/lights.pb --rule phragmen --certificate c"), 1);
	file_most = RLIM_INFINITY;
	assert_string_equal(file_get(path, after, sizeof after), before);
	RUN("pb count GOLD/lights.pb --rule phragmen --certificate c", 0);
	file_get(path, after, sizeof after);
	assert_string_not_equal(after, before);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	path_in(real, sizeof real, "link");
	assert_int_equal(symlink("c", real), 0);
	RUN("pb count GOLD/lights.pb --rule mes --certificate link", 0);
	assert_string_equal(file_get(path, after, sizeof after), before);
	assert_int_equal(lstat(real, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	RUN("pb count GOLD/lights.pb --rule mes --certificate /dev/stdout", 0);
	has(out, "pbcert 1\n");
	has(out, "lights.pb: mes");
	is_output_full = true;
	assert_int_equal(run("pb check GOLD/lights.pb c"), 1);
	has(err, "standard output");
	assert_int_equal(run("pb count GOLD/lights.pb --rule mes"), 1);
	is_output_full = false;
	RUN("pb check GOLD/lights.pb c", 0);
}

static void says_why(void **state)
{
	static char english[OUTPUT_MOST], picture[OUTPUT_MOST];
	char path[128];

	(void)state;
	RUN("pb explain GOLD/lights.pb --rule mes", 0);
	memcpy(english, out, sizeof english);
	has(english, "trees");
	RUN("pb explain GOLD/lights.pb --rule mes --lang zh --svg why.svg", 0);
	assert_true(strcmp(english, out) != 0);
	path_in(path, sizeof path, "why.svg");
	file_get(path, picture, sizeof picture);
	has(picture, "<svg");
	has(picture, "</svg>");
	RUN("pb explain GOLD/lights.pb --rule mes --json --no-time --certificate c", 0);
	assert_int_equal(strncmp(out, "{\"file\":\"lights.pb\"", 19), 0);
	has(out, ",\"reasons\":[");
	RUN("pb check GOLD/lights.pb c", 0);
	file_put("bad.pb", "META\n");
	RUN("pb explain bad.pb --rule mes", 1);
	assert_string_equal(out, "");
}

/* The figures of a winner add up to its cost, as a reader would add them: who had nothing left is
 * not among those who pay. The rule is told as the utility makes it. */
static void payments_add_up_in_sight(void **state)
{
	(void)state;
	file_put("gone.pb",
		"META\nkey;value\nbudget;5\nvote_type;approval\nPROJECTS\nproject_id;cost\n"
		"a;3\nb;1.5\nVOTES\nvoter_id;vote\n1;a\n2;a\n3;a,b\n4;b\n5;b\n");
	RUN("pb explain gone.pb --rule mes --lang zh --svg p.svg", 0);
	has(out, "3 票支持。每票分摊 1，");
	has(out, "3 票支持。其中 2 票每票出 0.75（另外 1 票的份额已经用完）");
	has(out, "付得足的票最多的，先入选");
	RUN("pb explain gone.pb --rule mes --utility cardinality --lang zh", 0);
	has(out, "每票要出的钱最少的先入选");
	RUN("pb explain gone.pb --rule ees --lang en", 0);
	has(out, "Of these 2 pay 0.75 each (1 had too little left");
	RUN("pb explain GOLD/ranks.pb --rule mes --utility borda --lang en", 0);
	has(out, "for a point comes first");
	RUN("pb explain GOLD/lights.pb --rule optimum --utility cost --lang en", 0);
	has(out, "each counted with the cost");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(gives_every_byte_of_the_samples, begin, end),
		cmocka_unit_test_setup_teardown(says_how_long_unless_told_not_to, begin, end),
		cmocka_unit_test_setup_teardown(counts_each_of_several_files, begin, end),
		cmocka_unit_test_setup_teardown(reads_what_is_no_plain_file, begin, end),
		cmocka_unit_test_setup_teardown(prints_a_table_in_two_languages, begin, end),
		cmocka_unit_test_setup_teardown(warns_and_goes_on, begin, end),
		cmocka_unit_test_setup_teardown(
			official_takes_the_rule_that_the_text_names, begin, end),
		cmocka_unit_test_setup_teardown(refuses_with_file_and_line, begin, end),
		cmocka_unit_test_setup_teardown(refuses_what_needs_points_or_ballots, begin, end),
		cmocka_unit_test_setup_teardown(says_what_is_misused, begin, end),
		cmocka_unit_test_setup_teardown(helps, begin, end),
		cmocka_unit_test_setup_teardown(says_misuse_in_the_language_asked_for, begin, end),
		cmocka_unit_test_setup_teardown(a_dash_is_standard_input, begin, end),
		cmocka_unit_test_setup_teardown(what_cannot_be_written_is_said, begin, end),
		cmocka_unit_test_setup_teardown(a_certificate_is_checked, begin, end),
		cmocka_unit_test_setup_teardown(changes_on_the_way_are_told, begin, end),
		cmocka_unit_test_setup_teardown(says_why, begin, end),
		cmocka_unit_test_setup_teardown(payments_add_up_in_sight, begin, end),
	};
	ssize_t len = readlink("/proc/self/exe", program, sizeof program - 1);
	char *at = len > 0 ? strstr(program, "/test/cli/") : NULL;

	if (at) /* build/test/cli/pb_test → build/zhidian */
		snprintf(at, sizeof program - (size_t)(at - program), "/zhidian");
	if (!getcwd(gold, sizeof gold - 20))
		return 1;
	snprintf(gold + strlen(gold), 20, "/test/pb/gold");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
