/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/cli.c: the table of commands and how one is chosen. */
#include "cli/cli.h"
#include "cli/args.h"
#include "cli/commands.h"
#include "cli/say.h"

#define DATA "data db"
#define WHO "street as for"
#define COUNT "rule utility complete ties json no-time exact constraints donations"

const struct command commands[] = {
	{ "setup", "[name=value …]", DATA,
		"  zhidian setup\n"
		"  zhidian setup slug=heqing name=合庆镇 short_name=合庆 telephone=021-58970000 "
		"…\n",
		run_setup, 0, -1 },
	{ "serve", "", DATA " port bind public demo story dev",
		"  zhidian serve --data zhidian-data --port 8080\n"
		"  zhidian serve --data /var/lib/zhidian --public https://zhidian.example\n",
		run_serve, 0, 0 },
	{ "do", "ACTION [name=value …]", DATA " " WHO " via once",
		"  zhidian do fund.pledge.make project=3 amount=50.00 --as wang\n"
		"  zhidian do place.file.add place=1 file=@bill.pdf --as chen\n",
		run_do, 1, -1 },
	{ "look", "PATH[.json|.csv]", DATA " " WHO,
		"  zhidian look fund/pledge/7 --as wang\n"
		"  zhidian look 'choose/project?state=voted'\n",
		run_look, 1, 1 },
	{ "import", "KIND FILE.csv", DATA " " WHO,
		"  zhidian import roll households.csv --as chen\n"
		"  zhidian import areas shanghai-areas.csv\n",
		run_import, 2, 2 },
	{ "export", "PATH.csv|.xlsx|.pdf|.json", DATA " " WHO " out force",
		"  zhidian export fund/ledger.xlsx -o ledger.xlsx --as chen\n", run_export, 1, 1 },
	{ "actions", "[NAME]", "then", "  zhidian actions fund\n  zhidian actions --then\n",
		run_actions, 0, 1 },
	{ "views", "", "", NULL, run_views, 0, 0 },
	{ "may", "ROLE", "", "  zhidian may resident\n", run_may, 1, 1 },
	{ "verify", "", DATA, NULL, run_verify, 0, 0 },
	{ "backup", "FILE", DATA, "  zhidian backup /backup/zhidian-2026-03-08.db\n", run_backup, 1,
		1 },
	{ "restore", "FILE", "data box force",
		"  zhidian restore /backup/zhidian-2026-03-08.db --data zhidian-data\n"
		"  zhidian restore /backup/zhidian-2026-03-08.db --box /media/usb/box\n",
		run_restore, 1, 1 },
	{ "pb count", "FILE… --rule RULE [options]", COUNT " certificate lang",
		"  zhidian pb count heqing.pb --rule mes --complete add1 --json\n"
		"  zhidian pb count *.pb --rule greedy-votes --ties cost\n",
		run_pb_count, 1, -1 },
	{ "pb explain", "FILE --rule RULE [options]", COUNT " certificate svg lang",
		"  zhidian pb explain heqing.pb --rule mes --lang zh --svg heqing.svg\n",
		run_pb_explain, 1, 1 },
	{ "pb check", "FILE CERTIFICATE", "deep lang",
		"  zhidian pb count heqing.pb --rule mes --certificate heqing.cert\n"
		"  zhidian pb check heqing.pb heqing.cert\n",
		run_pb_check, 2, 2 },
	{ NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

/* *words: how many of the words are its name. */
static const struct command *command_find(int count, char **given, int *words)
{
	for (const struct command *c = commands; c->name; c++) {
		const char *blank = strchr(c->name, ' ');
		size_t len = blank ? (size_t)(blank - c->name) : strlen(c->name);

		if (strncmp(c->name, given[0], len) || given[0][len])
			continue;
		if (blank && (count < 2 || strcmp(blank + 1, given[1])))
			continue;
		*words = blank ? 2 : 1;
		return c;
	}
	return NULL;
}

/* Is it the first word of commands of two words, those that take --lang? */
static bool group_is(const char *word)
{
	size_t len = strlen(word);

	for (const struct command *c = commands; c->name; c++)
		if (!strncmp(c->name, word, len) && c->name[len] == ' ')
			return true;
	return false;
}

static bool is_help(const char *word)
{
	return !strcmp(word, "--help") || !strcmp(word, "-h") || !strcmp(word, "help");
}

static int help_run(int argc, char **argv)
{
	const struct command *command;
	int words;

	if (argc > 2 && (command = command_find(argc - 2, argv + 2, &words)))
		help_command(command);
	else if (argc <= 2 || !help_group(argv[2]))
		help_all();
	return 0;
}

/* A first word without its second, or no command at all. */
static int command_miss(int argc, char **argv)
{
	bool is_group = argc > 2 && group_is(argv[1]);
	char words[200];

	if (argc == 2 && help_group(argv[1]))
		return err_exit(ERR_BAD_INPUT);
	if (argc > 2 && is_help(argv[2]) && help_group(argv[1]))
		return 0;
	snprintf(words, sizeof words, "%s%s%s", argv[1], is_group ? " " : "",
		is_group ? argv[2] : "");
	return say_error(ERR_BAD_INPUT, "cli.trouble.no_command", words);
}

/* --lang is for what is said about misuse and for --help too: as if the environment said so. */
static void language_heed(int argc, char **argv)
{
	for (int i = 2; i < argc && strcmp(argv[i], "--") != 0; i++) {
		const char *word = argv[i];

		if (!strcmp(word, "--lang") && i + 1 < argc)
			word = argv[++i];
		else if (!strncmp(word, "--lang=", 7))
			word += 7;
		else
			continue;
		if (!strcmp(word, "zh") || !strcmp(word, "en"))
			setenv("LC_ALL", word, 1);
	}
}

int cli_main(int argc, char **argv, const struct cli_faces *faces)
{
	const char *data = getenv("ZHIDIAN_DATA");
	struct args args = { .data = data && *data ? data : "zhidian-data", .port = 8080 };
	const struct command *command;
	const char *wrong = NULL;
	enum err err;
	int words;

	if (argc < 2) {
		help_all();
		return err_exit(ERR_BAD_INPUT);
	}
	if (is_help(argv[1]))
		return help_run(argc, argv);
	if (group_is(argv[1]))
		language_heed(argc, argv);
	command = command_find(argc - 1, argv + 1, &words);
	if (!command)
		return command_miss(argc, argv);
	args.command = command->name;
	err = args_read(argc - 1 - words, argv + 1 + words, command->options, &args, &wrong);
	if (err)
		return say_error(ERR_BAD_INPUT,
			err == ERR_REFUSED ? "cli.trouble.twice" : "cli.trouble.option", wrong);
	if (args.wants_help) {
		help_command(command);
		return 0;
	}
	if (args.rest_count < command->rest_least ||
		(command->rest_most >= 0 && args.rest_count > command->rest_most)) {
		fprintf(stderr, "%s zhidian %s %s\n", say_words("cli.help.usage"), command->name,
			command->usage);
		return say_error(ERR_BAD_INPUT, "cli.trouble.usage", command->name);
	}
	return command->run(&args, faces);
}
