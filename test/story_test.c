/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Plays stories: story_test [--once] [FILE…] (all of test/ without arguments). Each is told through
 * the door on SQLite in batches of 64 and of 1 and with transactions that must be run again, and on
 * PostgreSQL where it can be had; every telling must end with one and the same journal root, and
 * verify() must find nothing wrong. */
#include "base/log.h"
#include "house.h"

struct mode {
	const char *name;
	bool is_postgres;
	int batch;
	int retry_every;
};
static const struct mode modes[] = {
	{ "sqlite, batches of 64", false, 64, 0 },
	{ "sqlite, one by one", false, 1, 0 },
	{ "sqlite, run again", false, 64, 7 },
	{ "postgres", true, 64, 0 },
	{ "postgres, run again", true, 1, 7 },
};

static int passed, failed;
static bool is_once; /* --once: the first telling only */
/* How many steps went otherwise than told. */
static int play(const struct mode *mode, const char *file, struct hash *root)
{
	struct journal_report report = { 0 };
	struct house house;
	struct str text;
	int wrong;

	if (!house_open(&house, mode->is_postgres, mode->batch, NULL) ||
		!file_load(file, house.arena, &text))
		return 1;
	house.db->faults.retry_every = mode->retry_every;
	wrong = story_play(house.story, file, text);
	if (house_verify(&house, &report))
		wrong++;
	*root = report.root;
	house_close(&house);
	return wrong;
}

static void story_run(const char *file)
{
	struct hash first, root;
	bool has_first = false;

	for (size_t i = 0; i < (is_once ? 1 : sizeof modes / sizeof *modes); i++) {
		int wrong;

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
	log_quiet(LOG_FAULT);
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--once"))
			story_run(argv[i]);
		else
			is_once = true;
	if (argc == 1)
		nftw("test", file_seen, 16, FTW_PHYS);
	printf("stories: %d passed, %d failed\n", passed, failed);
	return failed > 0 || passed == 0;
}
