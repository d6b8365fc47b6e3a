/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/house.h: a whole house for a test: data directory, database of either engine, door, a clock
 * that stories set. */
#pragma once
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "db/driver.h"
#include "db/open.h"
#include "db/pg.h"
#include "door/door.h"
#include "journal/journal.h"
#include "sim/story.h"

struct house {
	char dir[64];
	char box[80];
	struct db *db;
	struct door *door;
	struct arena *arena;
	struct story *story;
	int64_t now_ms;
	int batch;
	bool is_quiet; /* wrong steps are not printed */
	char url[200]; /* of PostgreSQL; "" for SQLite */
};

static inline int64_t house_clock(void *with)
{
	struct house *house = with;

	return house->now_ms;
}

static inline void house_tell(void *with, const char *file, int line, const char *what)
{
	struct house *house = with;

	if (what && !house->is_quiet)
		fprintf(stderr, "%s:%d: %s\n", file, line, what);
}

static inline int house_remove(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	(void)st;
	(void)type;
	(void)walk;
	return remove(path);
}

/* Opens (again) the database at house->dir, or url on PostgreSQL. */
static inline bool house_open_at(struct house *house, const char *url)
{
	struct door_options options = { .batch = house->batch,
		.seed = "zhidian-story",
		.clock = house_clock,
		.clock_with = house,
		.box_dir = house->box };
	const char *why = NULL;

	if (db_open(house->dir, url, &house->db, &why)) {
		fprintf(stderr, "cannot open: %s\n", why ? why : "no reason");
		return false;
	}
	options.db = house->db;
	return !door_open(&options, &house->door);
}

static inline bool house_open(
	struct house *house, bool is_postgres, int batch, const struct story_face *face)
{
	struct story_options told = { .now_ms = &house->now_ms,
		.tell = house_tell,
		.tell_with = house,
		.keeps_going = true,
		.face = face };

	*house = (struct house) { .batch = batch };
	snprintf(house->dir, sizeof house->dir, "/tmp/zhidian-house-XXXXXX");
	if (!mkdtemp(house->dir))
		return false;
	snprintf(house->box, sizeof house->box, "%s/box", house->dir);
	mkdir(house->box, 0700);
	house->arena = arena_new((size_t)1 << 30);
	if (!house->arena || (is_postgres && !pg_database(house->url, sizeof house->url)) ||
		!house_open_at(house, is_postgres ? house->url : NULL))
		return false;
	told.door = house->door;
	house->story = story_new(&told);
	return house->story != NULL;
}

static inline void house_close(struct house *house)
{
	story_free(house->story);
	door_close(house->door);
	if (house->db)
		db_close(house->db);
	arena_free(house->arena);
	nftw(house->dir, house_remove, 16, FTW_DEPTH | FTW_PHYS);
}

static inline int house_play(struct house *house, const char *text)
{
	return story_play(house->story, "test.story", str_of(text));
}

static inline bool file_load(const char *file, struct arena *arena, struct str *out)
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

static inline void house_verify_tell(void *with, const char *kind, const char *what)
{
	struct house *house = with;

	if (strcmp(kind, "progress") && !house->is_quiet)
		fprintf(stderr, "verify: %s: %s\n", kind, what);
}

static inline enum err house_verify(struct house *house, struct journal_report *report)
{
	struct snapshot snapshot;
	enum err err;

	TRY(door_snapshot(house->door, "heqing", (struct actor) { 0 }, house->arena, &snapshot));
	err = journal_verify(snapshot.rd, snapshot.scope->street, house_verify_tell, house, report);
	door_snapshot_done(&snapshot);
	return err;
}
