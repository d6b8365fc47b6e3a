/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/owner.c: what only the owner of the data directory may do, over the socket in it: set up a
 * street, verify, back up, import, and in story mode move the clock. Answers are JSON; a long one
 * says in /-/progress what it is at. */
#include <pthread.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/attr.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/log.h"
#include "db/driver.h"
#include "journal/journal.h"
#include "web/inside.h"
#include "web/multipart.h"
#include "web/rows.h"
#include "gen/web/web.sql.h"

struct progress {
	pthread_mutex_t lock;
	char what[200];
};

struct progress *progress_new(void)
{
	struct progress *progress = calloc(1, sizeof *progress);

	if (progress)
		pthread_mutex_init(&progress->lock, NULL);
	return progress;
}

void progress_free(struct progress *progress)
{
	if (progress)
		pthread_mutex_destroy(&progress->lock);
	free(progress);
}

static void progress_set(struct progress *progress, const char *street, const char *what)
{
	pthread_mutex_lock(&progress->lock);
	snprintf(progress->what, sizeof progress->what, "%s: %s", street, what);
	pthread_mutex_unlock(&progress->lock);
}

static void progress_clear(struct progress *progress)
{
	pthread_mutex_lock(&progress->lock);
	progress->what[0] = '\0';
	pthread_mutex_unlock(&progress->lock);
}

static void progress_show(struct visit *visit)
{
	struct progress *progress = visit->web->progress;
	struct buf out = buf_new(visit->arena, 1024);
	struct json json = json_new(&out);

	json_open(&json, '{');
	json_key(&json, "at");
	pthread_mutex_lock(&progress->lock);
	json_text(&json, progress->what);
	pthread_mutex_unlock(&progress->lock);
	json_close(&json, '}');
	frame_json(visit, 200, &out);
}

static enum err pairs_of(struct visit *visit, struct pairs *out)
{
	*out = visit->query;
	if (visit->http->body_kind == BODY_JSON)
		return decode_json(visit->arena, visit->http->body, out);
	if (visit->http->body_kind == BODY_FORM)
		return decode_form(visit->arena, visit->http->body, out);
	return OK;
}

static void answer_ok(struct visit *visit)
{
	struct buf out = buf_new(visit->arena, 64);
	struct json json = json_new(&out);

	json_open(&json, '{');
	json_key(&json, "ok");
	json_bool(&json, true);
	json_close(&json, '}');
	frame_json(visit, 200, &out);
}

/* The command's own trouble in one sentence. */
static void answer_why(struct visit *visit, enum err err, const char *why)
{
	struct buf out = buf_new(visit->arena, 2048);
	struct json json = json_new(&out);

	json_open(&json, '{');
	json_key(&json, "error");
	json_text(&json, err_name(err));
	json_key(&json, "words");
	json_text(&json, why);
	json_close(&json, '}');
	frame_json(visit, err_http(err), &out);
}

/* --- verify --- */

struct verifying {
	struct visit *visit;
	const char *street;
	struct json *json;
	int64_t told;
};

enum { WRONG_TOLD_MOST = 1000 };
#define VERIFY_MEMORY ((size_t)4 << 30)

static void verify_tell(void *with, const char *kind, const char *what)
{
	struct verifying *v = with;

	if (!strcmp(kind, "progress")) {
		progress_set(v->visit->web->progress, v->street, what);
		return;
	}
	if (v->told++ >= WRONG_TOLD_MOST)
		return;
	json_open(v->json, '{');
	json_key(v->json, "kind");
	json_text(v->json, kind);
	json_key(v->json, "what");
	json_text(v->json, what);
	json_close(v->json, '}');
}

/* In memory of its own: it holds the marks and seals of a whole street. */
static enum err verify_street(struct visit *visit, const char *slug, struct json *json)
{
	CLEANUP(arena_free_at) struct arena *arena = arena_new(VERIFY_MEMORY);
	struct verifying v = { visit, slug, json, 0 };
	struct journal_report report = { 0 };
	struct buf root = buf_new(visit->arena, 128);
	struct snapshot snapshot;
	enum err err;

	json_open(json, '{');
	json_key(json, "street");
	json_text(json, slug);
	json_key(json, "wrong_things");
	json_open(json, '[');
	if (!arena)
		return ERR_MEMORY;
	TRY(door_snapshot(visit->web->options.door, slug, (struct actor) { 0 }, arena, &snapshot));
	err = journal_verify(snapshot.rd, rd_street(snapshot.rd), verify_tell, &v, &report);
	door_snapshot_done(&snapshot);
	json_close(json, ']');
	json_key(json, "leaves");
	json_int(json, report.leaves);
	json_key(json, "rows");
	json_int(json, report.rows);
	json_key(json, "wrong");
	json_int(json, report.wrong);
	json_key(json, "root");
	hex_print(&root, (struct bytes) { report.root.at, HASH_SIZE });
	json_str(json, buf_view(&root));
	json_close(json, '}');
	return err;
}

static void verify(struct visit *visit)
{
	struct data *root = data_root(visit->arena);
	struct buf out = buf_new(visit->arena, LIMIT_ARENA);
	struct json json = json_new(&out);
	enum err err = door_streets(visit->web->options.door, visit->arena, root, "streets");
	bool is_sound = true;

	if (err) {
		frame_error(visit, err, NULL);
		return;
	}
	json_open(&json, '{');
	json_key(&json, "streets");
	json_open(&json, '[');
	for (struct data *s = data_get(root, "streets")->first; s; s = s->next) {
		err = verify_street(visit, str_z(visit->arena, data_str(s, "slug")), &json);
		if (err == ERR_REFUSED)
			is_sound = false;
		else if (err)
			break;
	}
	if (err && err != ERR_REFUSED) {
		frame_error(visit, err, NULL);
		return;
	}
	json_close(&json, ']');
	json_key(&json, "sound");
	json_bool(&json, is_sound);
	json_close(&json, '}');
	frame_json(visit, is_sound ? 200 : err_http(ERR_REFUSED), &out);
}

/* --- the others --- */

static void backup(struct visit *visit)
{
	struct db *db = visit->web->options.db;
	struct pairs pairs;
	const char *path;
	enum err err = pairs_of(visit, &pairs);

	path = err ? NULL : pairs_get(pairs, "path");
	if (!path || *path != '/') {
		answer_why(visit, ERR_BAD_INPUT, "backup needs a whole path");
	} else if (!db->driver->backup) {
		answer_why(visit, ERR_BAD_INPUT,
			"this engine is backed up by its own tools (pg_dump, pgbackrest)");
	} else if (!access(path, F_OK)) {
		answer_why(visit, ERR_BAD_INPUT,
			"there is a file of this name already; choose another");
	} else {
		progress_set(visit->web->progress, "backup", path);
		err = db->driver->backup(db, path);
		if (err)
			answer_why(visit, err, "the copy could not be written");
		else
			answer_ok(visit);
	}
}

static void import(struct visit *visit)
{
	const struct web_hooks *hooks = visit->web->options.hooks;
	const struct part *part = visit->http->parts ? multipart_first(visit->http->parts) : NULL;
	struct buf report = buf_new(visit->arena, LIMIT_ARENA);
	const char *kind = pairs_get(visit->query, "kind");
	const char *street = pairs_get(visit->query, "street");
	uint8_t *bytes;
	enum err err;

	if (!hooks || !hooks->import || !kind || !part || part->fd < 0) {
		frame_error(visit, hooks && hooks->import ? ERR_BAD_INPUT : ERR_NOT_FOUND, NULL);
		return;
	}
	bytes = arena_alloc(visit->arena, (size_t)part->size + 1);
	if (!bytes || pread(part->fd, bytes, (size_t)part->size, 0) != part->size) {
		frame_error(visit, ERR_MEMORY, NULL);
		return;
	}
	progress_set(visit->web->progress, "import", kind);
	visit->slug = street ? street : "";
	err = visit_person(visit);
	if (!http_header(visit->http, "Zhidian-As"))
		visit->actor.is_clock = true; /* the owner of the installation, as in setup */
	if (!err)
		err = hooks->import(hooks->with, kind, visit->slug, visit->actor,
			(struct bytes) { bytes, (size_t)part->size }, visit->arena, &report);
	if (buf_ok(&report) && report.len)
		frame_json(visit, err_http(err), &report);
	else if (err)
		frame_error(visit, err, NULL);
	else
		answer_ok(visit);
}

/* The votes whose box is not opened yet: whoever brings back a copy must have their keys. */
static enum err boxes_of(struct visit *visit, const char *slug, struct json *json)
{
	struct boxes_list_list boxes;
	struct snapshot snapshot;
	enum err err;

	TRY(door_snapshot(
		visit->web->options.door, slug, (struct actor) { 0 }, visit->arena, &snapshot));
	err = boxes_list(snapshot.rd, &boxes);
	for (size_t i = 0; !err && i < boxes.count; i++) {
		struct buf key = buf_new(visit->arena, 128);

		hex_print(&key, boxes.at[i].box_key);
		json_open(json, '{');
		json_key(json, "title");
		json_str(json, boxes.at[i].title);
		json_key(json, "key");
		json_str(json, buf_view(&key));
		json_key(json, "keepers");
		json_open(json, '[');
		if (boxes.at[i].first.at) {
			json_str(json, boxes.at[i].first);
			json_str(json, boxes.at[i].second);
		}
		json_close(json, ']');
		json_close(json, '}');
	}
	door_snapshot_done(&snapshot);
	return err;
}

static void boxes_show(struct visit *visit)
{
	struct data *root = data_root(visit->arena);
	struct buf out = buf_new(visit->arena, LIMIT_ARENA);
	struct json json = json_new(&out);
	enum err err = door_streets(visit->web->options.door, visit->arena, root, "streets");
	const struct data *streets = data_get(root, "streets");

	json_open(&json, '{');
	json_key(&json, "boxes");
	json_open(&json, '[');
	for (const struct data *s = streets ? streets->first : NULL; !err && s; s = s->next)
		err = boxes_of(visit, str_z(visit->arena, data_str(s, "slug")), &json);
	json_close(&json, ']');
	json_close(&json, '}');
	if (err)
		frame_error(visit, err, NULL);
	else
		frame_json(visit, 200, &out);
}

static bool street_is_there(struct visit *visit, const char *slug)
{
	struct data *root = data_root(visit->arena);
	struct data *streets;

	if (door_streets(visit->web->options.door, visit->arena, root, "streets"))
		return true; /* cannot be told: rather not */
	streets = data_get(root, "streets");
	for (struct data *s = streets ? streets->first : NULL; s; s = s->next)
		if (str_is(data_str(s, "slug"), slug))
			return true;
	return false;
}

/* Begins a street's journal and sets it up, in one command: an empty installation has no account to
 * do it by. */
static void setup(struct visit *visit)
{
	struct ask ask = {
		.action = "place.street.setup", .actor = { .is_clock = true }, .arena = visit->arena
	};
	const char *slug;
	enum err err = pairs_of(visit, &ask.pairs);

	ask.once = pairs_take(&ask.pairs, "once");
	if (!ask.once)
		ask.once = "setup";
	slug = err ? NULL : pairs_get(ask.pairs, "slug");
	if (!slug || !*slug) {
		answer_why(
			visit, ERR_BAD_INPUT, "setup needs slug=…, the street's name in addresses");
		return;
	}
	if (street_is_there(visit, slug)) {
		struct refusal why = { .field = "slug", .reason = "taken" };

		frame_error(visit, ERR_REFUSED, &why);
		return;
	}
	ask.street = slug;
	err = door_found(visit->web->options.door, slug, NULL, visit->arena);
	if (!err)
		err = door_do(visit->web->options.door, &ask);
	visit->ask = ask;
	if (err)
		frame_error(visit, err, &visit->ask.refusal);
	else
		answer_ok(visit);
}

static void clock_turn(struct visit *visit)
{
	const struct web_hooks *hooks = visit->web->options.hooks;
	struct pairs pairs;
	struct moment now;
	const char *text;
	enum err err = pairs_of(visit, &pairs);

	if (!visit->web->options.is_story || !hooks || !hooks->clock_set) {
		frame_error(visit, ERR_NOT_FOUND, NULL);
		return;
	}
	text = err ? NULL : pairs_get(pairs, "now");
	if (!text || !moment_parse(str_of(text), &now))
		err = ERR_BAD_INPUT;
	if (!err)
		err = hooks->clock_set(hooks->with, now.ms);
	if (err)
		frame_error(visit, err, NULL);
	else
		answer_ok(visit);
}

static void tick(struct visit *visit)
{
	struct buf out = buf_new(visit->arena, 64);
	struct json json = json_new(&out);

	json_open(&json, '{');
	json_key(&json, "ran");
	json_int(&json, door_tick(visit->web->options.door, visit->arena));
	json_close(&json, '}');
	frame_json(visit, 200, &out);
}

void owner_route(struct visit *visit)
{
	static const struct {
		const char *path;
		enum http_method method;
		void (*run)(struct visit *visit);
	} commands[] = {
		{ "/-/verify", HTTP_POST, verify },
		{ "/-/backup", HTTP_POST, backup },
		{ "/-/import", HTTP_POST, import },
		{ "/-/setup", HTTP_POST, setup },
		{ "/-/clock", HTTP_POST, clock_turn },
		{ "/-/tick", HTTP_POST, tick },
		{ "/-/streets", HTTP_GET, start_page },
		{ "/-/boxes", HTTP_GET, boxes_show },
		{ "/-/progress", HTTP_GET, progress_show },
	};

	struct web *web = visit->web; /* an answer may end the visit */

	visit->wants_json = true;
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
		if (str_is(visit->http->path, commands[i].path) &&
			visit->http->method == commands[i].method) {
			commands[i].run(visit);
			if (commands[i].run != progress_show)
				progress_clear(web->progress);
			return;
		}
	frame_error(visit, ERR_NOT_FOUND, NULL);
}
