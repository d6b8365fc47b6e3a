/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Plays stories: story_test [--once] [--only WORD] [FILE…] (all of test/ without arguments). Each is
 * told through the door on SQLite in batches of 64 and of 1 and with transactions that must be run
 * again, and on PostgreSQL where it can be had; then as JSON, with the forms of the pages and at the
 * command line. Every telling must end with one and the same journal root, and verify() must find
 * nothing wrong. --only: the tellings whose name has this word. */
#include "base/log.h"
#include "face_cli.h"
#include "face_form.h"

enum { TOLD_DIRECTLY, TOLD_AS_JSON, TOLD_WITH_FORMS, TOLD_AT_THE_COMMAND_LINE };

struct mode {
	const char *name;
	bool is_postgres;
	int batch;
	int retry_every;
	int face;
	bool is_chosen_only; /* for the stories that must go all eight ways */
};
static const struct mode modes[] = {
	{ "sqlite, batches of 64", false, 64, 0, TOLD_DIRECTLY, false },
	{ "sqlite, one by one", false, 1, 0, TOLD_DIRECTLY, false },
	{ "sqlite, run again", false, 64, 7, TOLD_DIRECTLY, false },
	{ "postgres", true, 64, 0, TOLD_DIRECTLY, false },
	{ "postgres, run again", true, 1, 7, TOLD_DIRECTLY, false },
	{ "json", false, 64, 0, TOLD_AS_JSON, false },
	{ "form", false, 64, 0, TOLD_WITH_FORMS, false },
	{ "cli", false, 64, 0, TOLD_AT_THE_COMMAND_LINE, false },
	{ "json, postgres", true, 64, 0, TOLD_AS_JSON, true },
	{ "form, postgres", true, 64, 0, TOLD_WITH_FORMS, true },
	{ "cli, postgres", true, 64, 0, TOLD_AT_THE_COMMAND_LINE, true },
};
static const char *const all_eight_ways[] = { "fund/pledge.story", "choose/ballot.story" };
static const struct story_face told[] = {
	[TOLD_AS_JSON] = { json_act, wire_look, NULL },
	[TOLD_WITH_FORMS] = { form_act, wire_look, NULL },
	[TOLD_AT_THE_COMMAND_LINE] = { cli_act, cli_look, NULL },
};

static int passed, failed;
static bool is_once; /* --once: the first telling only */
static const char *only;

static bool face_begin(const struct mode *mode, struct faces *faces, struct house *house)
{
	if (mode->face == TOLD_DIRECTLY)
		return true;
	faces->program = program_find(house->arena);
	if (mode->face == TOLD_AT_THE_COMMAND_LINE && !faces->program) {
		fprintf(stderr, "no zhidian beside the tests: make all\n");
		return false;
	}
	return faces_start(faces, house);
}

/* How many steps went otherwise than told. */
static int play(const struct mode *mode, const char *file, struct hash *root)
{
	struct faces *faces = calloc(1, sizeof *faces);
	struct story_face face = told[mode->face];
	struct journal_report report = { 0 };
	struct house house;
	struct str text;
	int wrong;

	face.with = faces;
	if (!faces ||
		!house_open(&house, mode->is_postgres, mode->batch,
			mode->face == TOLD_DIRECTLY ? NULL : &face) ||
		!face_begin(mode, faces, &house) || !file_load(file, house.arena, &text))
		return 1;
	house.db->faults.retry_every = mode->retry_every;
	wrong = story_play(house.story, file, text);
	if (house_verify(&house, &report))
		wrong++;
	*root = report.root;
	faces_stop(faces);
	free(faces);
	house_close(&house);
	return wrong;
}

static bool is_for(const struct mode *mode, const char *file)
{
	if (only && !strstr(mode->name, only))
		return false;
	for (size_t i = 0; i < sizeof all_eight_ways / sizeof *all_eight_ways; i++)
		if (str_ends(str_of(file), all_eight_ways[i]))
			return true;
	return !mode->is_chosen_only;
}

static void story_run(const char *file)
{
	struct hash first, root;
	bool has_first = false;

	for (size_t i = 0; i < (is_once ? 1 : sizeof modes / sizeof *modes); i++) {
		int wrong;

		if (!is_for(&modes[i], file))
			continue;
		if (modes[i].is_postgres && !pg_is_there()) {
			printf("skipped: %s (%s): no PostgreSQL here\n", file, modes[i].name);
			continue;
		}
		memset(&root, 0, sizeof root);
		wrong = play(&modes[i], file, &root);
		if (!wrong && has_first && !hash_equal(&first, &root)) {
			fprintf(stderr, "%s: %s ends with another root\n", file, modes[i].name);
			wrong++;
		}
		if (!wrong && !has_first) {
			first = root;
			has_first = true;
		}
		printf("%s: %s: %s\n", wrong ? "FAILED" : "ok", file, modes[i].name);
		fflush(stdout);
		passed += !wrong;
		failed += wrong > 0;
	}
}

static int file_seen(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	size_t len = strlen(path);

	(void)st;
	(void)walk;
	if (type == FTW_F && len > 6 && !strcmp(path + len - 6, ".story"))
		story_run(path);
	return 0;
}

int main(int argc, char **argv)
{
	int files = 0;

	log_quiet(LOG_FAULT);
	for (int i = 1; i < argc; i++)
		if (!strcmp(argv[i], "--once"))
			is_once = true;
		else if (!strcmp(argv[i], "--only") && i + 1 < argc)
			only = argv[++i];
		else if (++files)
			story_run(argv[i]);
	if (!files)
		nftw("test", file_seen, 16, FTW_PHYS);
	printf("stories: %d passed, %d failed\n", passed, failed);
	return failed > 0 || passed == 0;
}
