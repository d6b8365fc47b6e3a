/* SPDX-License-Identifier: MulanPSL-2.0 */
/* main.c: argv → a face. Puts database, door and web face together for a server, or, without a
 * port, for one command. */
#include <errno.h>
#include <signal.h>
#include <sodium.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include "base/arena.h"
#include "base/asset.h"
#include "base/data.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/value.h"
#include "cli/cli.h"
#include "db/driver.h"
#include "door/door.h"
#include "feed/import.h"
#include "journal/checkpoint.h"
#include "sim/story.h"
#include "web/web.h"

enum { STOP_MS = 10000 };
static const char story_seed[] = "zhidian-story";

struct house {
	const struct args *args;
	struct db *db;
	struct door *door;
	struct web *web;
	int64_t fixed_ms; /* the clock while a story is told or kept; 0: the system's */
	char box_dir[4096];
	char origin[256]; /* of checkpoints */
	uint8_t sign_seed[CHECKPOINT_SEED];
	struct web_hooks hooks;
};

static int64_t house_clock(void *with)
{
	struct house *house = with;
	int64_t fixed = __atomic_load_n(&house->fixed_ms, __ATOMIC_RELAXED);

	return fixed ? fixed : moment_now().ms;
}

static enum err clock_set(void *with, int64_t now_ms)
{
	struct house *house = with;

	if (now_ms < house_clock(house))
		return ERR_BAD_INPUT; /* time never goes back */
	__atomic_store_n(&house->fixed_ms, now_ms, __ATOMIC_RELAXED);
	return OK;
}

static enum err import(void *with, const char *kind, const char *street, struct actor actor,
	struct bytes file, struct arena *arena, struct buf *report)
{
	struct house *house = with;

	return feed_import(house->door, kind, street, actor, file, arena, report);
}

static enum err door_up(struct house *house, const char *seed, const char **why)
{
	struct door_options options = { .db = house->db,
		.seed = seed,
		.clock = house_clock,
		.clock_with = house,
		.origin = house->origin,
		.sign_seed = house->sign_seed,
		.box_dir = house->box_dir };

	*why = "the database does not start";
	return door_open(&options, &house->door);
}

/* The name checkpoints are signed under: the public host, or the place of the data. */
static enum err seal_ready(struct house *house, const char **why)
{
	const char *url = house->args->public_url, *host = url ? strstr(url, "://") : NULL;
	char path[4200];

	snprintf(house->origin, sizeof house->origin, "%s", host ? host + 3 : "zhidian.local");
	house->origin[strcspn(house->origin, "/+ ")] = '\0';
	snprintf(path, sizeof path, "%s/journal.key", house->args->data);
	*why = "the signing key journal.key cannot be read or made";
	return checkpoint_seed(path, house->sign_seed);
}

static void house_close(void *held)
{
	struct house *house = held;

	if (!house)
		return;
	if (house->web && !web_stop(house->web, STOP_MS))
		log_line(LOG_WARN, "some slow clients were cut off");
	door_close(house->door);
	if (house->db)
		db_close(house->db);
	free(house);
}

/* --- telling a story into new data --- */

static void story_tell(void *with, const char *file, int line, const char *what)
{
	(void)with;
	if (what)
		log_line(LOG_FAULT, "%s:%d: %s", file, line, what);
}

/* The day the story ends: its last line that begins with "at ". */
static struct day story_end(const struct asset *story)
{
	struct str rest = { story->at, story->len };
	struct day last = { 0 };

	while (rest.at) {
		struct str line = str_cut(&rest, '\n');

		if (str_starts(line, "at ") && line.len >= 13)
			day_parse((struct str) { line.at + 3, 10 }, &last);
	}
	return last;
}

/* A demonstration ends its story today and goes on with the real clock; a kept story keeps its own.
 */
static enum err story_put(struct house *house, const struct asset *asset, const char **why)
{
	struct story_options options = {
		.door = house->door, .now_ms = &house->fixed_ms, .tell = story_tell
	};
	struct story *story;
	int wrong;

	if (house->args->is_demo) {
		options.shift_days = day_of(moment_now()).n - story_end(asset).n;
		options.until_ms = moment_now().ms;
	}
	story = story_new(&options);
	*why = "out of memory";
	if (!story)
		return ERR_MEMORY;
	wrong = story_play(story, asset->name, (struct str) { asset->at, asset->len });
	story_free(story);
	*why = "the story goes otherwise than told";
	if (wrong &&
		house->args
			->is_demo) { /* what was told so far is a street to look at all the same */
		log_line(LOG_WARN, "the story broke off: the demonstration ends there");
		return OK;
	}
	return wrong ? ERR_REFUSED : OK;
}

static enum err streets_count(
	struct house *house, struct arena *arena, size_t *count, bool *is_demo)
{
	struct data *root = data_root(arena);
	const struct data *streets;

	TRY(door_streets(house->door, arena, root, "streets"));
	streets = data_get(root, "streets");
	*count = streets ? streets->count : 0;
	*is_demo = true;
	for (const struct data *s = streets ? streets->first : NULL; s; s = s->next) {
		struct sight sight = { .street = str_z(arena, data_str(s, "slug")),
			.path = str_of("place/street"),
			.arena = arena };

		if (door_look(house->door, &sight) ||
			!data_number(data_get(sight.data, "street"), "is_demo"))
			*is_demo = false;
	}
	return OK;
}

/* New data gets its story; data that is somebody's real street is never played with. */
static enum err story_begin(struct house *house, struct arena *arena, const char **why)
{
	const struct args *args = house->args;
	char file[200];
	const struct asset *asset;
	size_t count = 0;
	bool is_demo = true;

	snprintf(file, sizeof file, "%s.story", args->story ? args->story : "sim/demo");
	*why = "the data cannot be read";
	TRY(streets_count(house, arena, &count, &is_demo));
	*why = "--demo and --story want data of a demonstration; this is a real street's";
	if (!is_demo)
		return ERR_REFUSED;
	if (count)
		return OK;
	asset = asset_find(file);
	if (!asset && !args->story)
		asset = asset_find("cases/C1.story"); /* the case every page is made for */
	*why = "there is no such story in this program";
	if (!asset)
		return ERR_NOT_FOUND;
	log_line(LOG_NOTE, "telling %s into new data", asset->name);
	door_close(house->door);
	house->door = NULL;
	TRY(door_up(house, story_seed, why));
	TRY(story_put(house, asset, why));
	if (args->story)
		return OK;
	door_close(house->door);
	house->door = NULL;
	house->fixed_ms = 0;
	return door_up(house, NULL, why);
}

/* --- the two ways to open a house --- */

static enum err house_fill(struct house *house, int port, const char **why)
{
	const struct args *args = house->args;
	struct web_options options = { .data_dir = args->data,
		.bind = args->bind,
		.port = port,
		.public_url = args->public_url,
		.is_demo = args->is_demo,
		.is_dev = args->is_dev,
		.is_story = args->story != NULL,
		.hooks = &house->hooks };
	struct arena *arena = arena_new(LIMIT_ARENA);
	enum err err = arena ? OK : ERR_MEMORY;

	house->hooks = (struct web_hooks) {
		.with = house, .import = import, .clock_set = clock_set
	};
	snprintf(house->box_dir, sizeof house->box_dir, "%s/box", args->data);
	*why = "the data directory cannot be made";
	umask(077);
	if (!err && ((mkdir(args->data, 0700) && errno != EEXIST) ||
			    (mkdir(house->box_dir, 0700) && errno != EEXIST)))
		err = ERR_IO;
	if (!err)
		err = db_open(args->data, args->db, &house->db, why);
	if (!err)
		err = seal_ready(house, why);
	if (!err)
		err = door_up(house, args->story ? story_seed : NULL, why);
	if (!err && (args->is_demo || args->story))
		err = story_begin(house, arena, why);
	if (!err) {
		options.door = house->door;
		options.db = house->db;
		err = web_start(&options, &house->web, why);
	}
	arena_free(arena);
	return err;
}

static enum err house_open(const struct args *args, int port, struct house **out, const char **why)
{
	struct house *house = calloc(1, sizeof *house);
	enum err err;

	*why = "out of memory";
	if (!house || sodium_init() < 0)
		return ERR_MEMORY;
	house->args = args;
	err = house_fill(house, port, why);
	if (err) {
		house_close(house);
		return err;
	}
	*out = house;
	return OK;
}

static enum err command_open(const struct args *args, void **held, const char **why)
{
	struct house *house;

	TRY(house_open(args, -1, &house, why));
	*held = house;
	return OK;
}

static void files_allow(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit); /* as many as may be; fewer only means fewer clients */
}

static enum err serve(const struct args *args, const char **why)
{
	struct house *house;
	sigset_t stop;
	int signal;

	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	/* before any thread is made: they inherit it, and this one alone waits for the signals */
	pthread_sigmask(SIG_BLOCK, &stop, NULL);
	files_allow();
	TRY(house_open(args, args->port, &house, why));
	if (args->public_url)
		log_line(LOG_NOTE, "serving %s on port %d, data in %s", args->public_url,
			web_port(house->web), args->data);
	else
		log_line(LOG_NOTE, "serving http://%s:%d/, data in %s",
			args->bind ? args->bind : "127.0.0.1", web_port(house->web), args->data);
	sigwait(&stop, &signal);
	log_line(LOG_NOTE, "stopping");
	house_close(house);
	return OK;
}

int main(int argc, char **argv)
{
	const struct cli_faces faces = {
		.serve = serve, .open = command_open, .close = house_close
	};

	return cli_main(argc, argv, &faces);
}
