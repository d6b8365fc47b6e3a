/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Plays stories: story_test [FILE…] (all of test/ without arguments). Each is told through the door on SQLite in batches of 64
 * and of 1 and with transactions that must be run again, and on PostgreSQL where it can be had; every telling must end with one
 * and the same journal root, and verify() must find nothing wrong. */
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"
#include "db/driver.h"
#include "db/pg.h"
#include "door/door.h"
#include "journal/journal.h"
#include "sim/story.h"

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
static int64_t now_ms;

static int64_t story_clock(void *with)
{
	(void)with;
	return now_ms;
}

static void tell(void *with, const char *file, int line, const char *what)
{
	(void)with;
	if (what)
		fprintf(stderr, "%s:%d: %s\n", file, line, what);
}

static void verify_tell(void *with, const char *kind, const char *what)
{
	(void)with;
	if (strcmp(kind, "progress"))
		fprintf(stderr, "verify: %s: %s\n", kind, what);
}

static int one_removed(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	(void)st;
	(void)type;
	(void)walk;
	return remove(path);
}

static bool text_load(const char *file, struct arena *arena, struct str *out)
{
	struct buf text = buf_new(arena, LIMIT_UPLOAD);
	char part[4096];
	ssize_t got;
	int fd = open(file, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return false;
	while ((got = read(fd, part, sizeof part)) > 0)
		buf_add(&text, part, (size_t)got);
	close(fd);
	*out = buf_view(&text);
	return buf_ok(&text);
}

static bool street_verify(struct door *door, struct arena *arena, struct hash *root)
{
	struct journal_report report;
	struct snapshot snapshot;
	enum err err;

	if (door_snapshot(door, "heqing", (struct actor){ 0 }, arena, &snapshot))
		return false;
	err = journal_verify(snapshot.rd, snapshot.rd ? 1 : 0, verify_tell, NULL, &report);
	door_snapshot_done(&snapshot);
	*root = report.root;
	return err == OK;
}

/* How many steps went otherwise than told. */
static int play(const struct mode *mode, const char *file, struct arena *arena, struct hash *root)
{
	char dir[] = "/tmp/zhidian-story-XXXXXX", box[64];
	const char *why = NULL;
	struct door_options options = { .batch = mode->batch, .seed = "zhidian-story",
					.clock = story_clock };
	struct story_options told = { .now_ms = &now_ms, .tell = tell, .keeps_going = true };
	struct db *db = NULL;
	struct str text;
	int wrong = 1;

	if (!mkdtemp(dir) || !text_load(file, arena, &text))
		return 1;
	snprintf(box, sizeof box, "%s/box", dir);
	mkdir(box, 0700);
	options.box_dir = box;
	if (db_open(dir, mode->is_postgres ? pg_fresh() : NULL, &db, &why)) {
		fprintf(stderr, "%s: %s\n", mode->name, why ? why : "cannot open");
		return 1;
	}
	db->faults.retry_every = mode->retry_every;
	options.db = db;
	if (!door_open(&options, &told.door)) {
		struct story *story = story_new(&told);

		wrong = story_play(story, file, text);
		story_free(story);
		if (!street_verify(told.door, arena, root))
			wrong++;
		door_close(told.door);
	}
	db_close(db);
	nftw(dir, one_removed, 16, FTW_DEPTH | FTW_PHYS);
	return wrong;
}

static void story_run(const char *file)
{
	struct hash first, root;
	bool has_first = false;

	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		struct arena *arena = arena_new((size_t)1 << 30);
		int wrong;

		if (modes[i].is_postgres && !pg_is_there()) {
			printf("skipped: %s (%s): no PostgreSQL here\n", file, modes[i].name);
			arena_free(arena);
			continue;
		}
		memset(&root, 0, sizeof root);
		wrong = play(&modes[i], file, arena, &root);
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
		arena_free(arena);
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
		story_run(argv[i]);
	if (argc == 1)
		nftw("test", file_seen, 16, FTW_PHYS);
	pg_stop();
	printf("stories: %d passed, %d failed\n", passed, failed);
	return failed > 0 || passed == 0;
}
