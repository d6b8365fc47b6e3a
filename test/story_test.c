/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Plays stories: story_test [--once] [--only WORD] [FILE…] (all of test/ without arguments). Each
 * is told through the door on SQLite in batches of 64 and of 1 and with transactions that must be
 * run again, and on PostgreSQL where it can be had; then as JSON, with the forms of the pages and
 * at the command line. Every telling must end with one and the same journal root, and verify() must
 * find nothing wrong. --only: the tellings whose name has this word. */
#include <sys/mman.h>
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

static const char thousand[] = "made/thousand.story";

static struct counts {
	int passed;
	int failed;
} * counts;	     /* shared by all processes */
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

/* One act that writes some 2,000 rows: the sheet of a thousand households, made here. */
static struct str thousand_tell(struct arena *arena)
{
	struct buf out = buf_new(arena, LIMIT_BODY);

	buf_text(&out, "use village\n"
		       "as chen place.file.add place=$cailu name=名册.csv media=text/csv "
		       "text=\"楼,室,姓名\\n");
	for (int i = 0; i < 1000; i++)
		buf_print(&out, "%d号楼,%d,住户%d\\n", 10 + i / 40, 101 + i % 40, i);
	buf_text(&out, "\" -> ok as sheet\n"
		       "as chen people.roll.load place=$cailu sheet=$sheet -> ok\n"
		       "as chen look people/household?place=$cailu -> ok households=200\n");
	return buf_view(&out);
}

static bool story_text(const char *file, struct arena *arena, struct str *out)
{
	if (strcmp(file, thousand))
		return file_load(file, arena, out);
	*out = thousand_tell(arena);
	return out->at != NULL;
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
		!face_begin(mode, faces, &house) || !story_text(file, house.arena, &text))
		return 1;
	house.db->faults.retry_every = mode->retry_every;
	wrong = story_play(house.story, file, text);
	if (house_verify(&house, &report))
		wrong++;
	if (!strcmp(file, thousand) && report.rows < 2000) {
		fprintf(stderr, "%s: only %d rows\n", file, (int)report.rows);
		wrong++;
	}
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
		__atomic_add_fetch(wrong ? &counts->failed : &counts->passed, 1, __ATOMIC_RELAXED);
	}
}

/* --- a process for each story, as many at once as there are cores --- */

enum { STORIES = 500 };
static char *files[STORIES];
static int file_count;

static void file_add(const char *file)
{
	if (file_count < STORIES)
		files[file_count++] = strdup(file);
}

static int file_seen(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	(void)st;
	(void)walk;
	if (type == FTW_F && str_ends(str_of(path), ".story") &&
		strcmp(path, "test/cases/C1.story"))
		file_add(path);
	return 0;
}

/* A child that ends otherwise has failed. */
static void child_end(void)
{
	int status = 0;

	if (wait(&status) > 0 && status)
		__atomic_add_fetch(&counts->failed, 1, __ATOMIC_RELAXED);
}

static void stories_run(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	int most = cores < 2 ? 1 : (int)cores, running = 0;

	for (int i = 0; i < file_count; i++) {
		if (running == most) {
			child_end();
			running--;
		}
		if (!fork()) {
			story_run(files[i]);
			exit(0);
		}
		running++;
	}
	while (running-- > 0)
		child_end();
}

int main(int argc, char **argv)
{
	counts = mmap(
		NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (counts == MAP_FAILED)
		return 1;
	log_quiet(LOG_FAULT);
	for (int i = 1; i < argc; i++)
		if (!strcmp(argv[i], "--once"))
			is_once = true;
		else if (!strcmp(argv[i], "--only") && i + 1 < argc)
			only = argv[++i];
		else
			file_add(argv[i]);
	if (!file_count) {
		file_add("test/cases/C1.story"); /* the longest first */
		file_add(thousand);
		nftw("test", file_seen, 16, FTW_PHYS);
	}
	stories_run();
	printf("stories: %d passed, %d failed\n", counts->passed, counts->failed);
	return counts->failed > 0 || counts->passed == 0;
}
