/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/keep.c: what goes through the lane without a person: housekeeping of the faces (no leaf),
 * founding a street, and the clock, whose due acts carry a once key made of rule and time, so that
 * two servers start each once. */
#include "base/arena.h"
#include "base/log.h"
#include "door/inside.h"
#include "door/rows.h"
#include "journal/checkpoint.h"
#include "gen/door/door.sql.h"

struct keep {
	struct lane_job job;
	struct door *door;
	struct arena *arena;
	enum err (*body)(struct tx *tx, void *with);
	void *with;
	pthread_mutex_t lock;
	pthread_cond_t cond;
	bool is_done;
	enum err err;
};

static enum err keep_body(struct lane_job *job, struct conn *conn, void *head)
{
	struct keep *keep = (struct keep *)job;
	struct work *work = head;
	struct scope scope = { .street = work->head.street,
		.home = work->head.street,
		.next_id = work->head.next_id,
		.now_ms = door_now(keep->door) };
	struct tx tx = { .rd = { conn, keep->door->options.db->driver, keep->arena, &scope } };

	if (scope.now_ms < work->head.now_ms)
		scope.now_ms = work->head.now_ms;
	TRY(keep->body(&tx, keep->with));
	work->head.next_id = scope.next_id;
	return OK;
}

static void keep_done(struct lane_job *job, enum err err)
{
	struct keep *keep = (struct keep *)job;

	pthread_mutex_lock(&keep->lock);
	keep->err = err;
	keep->is_done = true;
	pthread_cond_signal(&keep->cond);
	pthread_mutex_unlock(&keep->lock);
}

static enum err keep_wait(struct keep *keep)
{
	enum err err;

	pthread_mutex_init(&keep->lock, NULL);
	pthread_cond_init(&keep->cond, NULL);
	err = lanes_put(keep->door->lanes, &keep->job);
	if (!err) { /* from here on keep->err is the lane's to write */
		pthread_mutex_lock(&keep->lock);
		while (!keep->is_done)
			pthread_cond_wait(&keep->cond, &keep->lock);
		err = keep->err;
		pthread_mutex_unlock(&keep->lock);
	}
	pthread_mutex_destroy(&keep->lock);
	pthread_cond_destroy(&keep->cond);
	return err;
}

enum err door_keep(struct door *door, const char *slug, struct arena *arena,
	enum err (*body)(struct tx *tx, void *with), void *with)
{
	struct keep keep = { .job = { .body = keep_body, .done = keep_done },
		.door = door,
		.arena = arena,
		.body = body,
		.with = with };

	TRY(street_of(door, slug, arena, &keep.job.street));
	return keep_wait(&keep);
}

struct founding {
	const char *slug;
	const char *seed;
	int64_t street;
};

static enum err founding_body(struct tx *tx, void *with)
{
	struct founding *founding = with;

	return journal_found(tx, str_of(founding->seed), &founding->street);
}

enum err door_found(struct door *door, const char *slug, const char *seed, struct arena *arena)
{
	struct founding founding = { slug, seed, 0 };
	struct keep keep = { .job = { .body = keep_body, .done = keep_done },
		.door = door,
		.arena = arena,
		.body = founding_body,
		.with = &founding };
	enum err err;

	TRY(keep_wait(&keep));
	pthread_mutex_lock(&door->lock);
	err = street_add(door, founding.street, str_of(slug)) ? OK : ERR_MEMORY;
	pthread_mutex_unlock(&door->lock);
	return err;
}

/* Runs one due act; a refusal is its answer too and is asked again at the next tick. */
static bool due_run(
	struct door *door, struct arena *arena, const char *slug, const struct door_due *due)
{
	const char *field = str_z(arena, due->field);
	struct buf id = buf_new(arena, 32);
	struct pair pair = { field, NULL };
	struct ask ask = { .street = slug, .actor = { .is_clock = true }, .arena = arena };

	buf_int(&id, due->id);
	pair.value = buf_z(&id);
	ask.action = str_z(arena, due->action);
	ask.once = str_z(arena, due->key);
	if (!field || !pair.value || !ask.action || !ask.once)
		return false;
	ask.pairs = (struct pairs) { &pair, 1 };
	if (door_do(door, &ask)) {
		log_line(LOG_WARN, "clock: %s: %s %s", ask.action, err_name(ask.err),
			ask.refusal.reason);
		return false;
	}
	return !ask.is_replay;
}

static int street_tick(struct door *door, struct arena *arena, const char *slug)
{
	struct snapshot snapshot;
	struct due_list_list due;
	enum err err;
	int ran = 0;

	if (door_snapshot(door, slug, (struct actor) { .is_clock = true }, arena, &snapshot))
		return 0;
	err = due_list(snapshot.rd, &due);
	door_snapshot_done(&snapshot);
	if (err)
		return 0;
	for (size_t i = 0; i < due.count; i++)
		ran += due_run(door, arena, slug, &due.at[i]);
	return ran;
}

/* Is what was signed last still the beginning of the journal? */
static bool still_begins(struct rd *rd, int64_t street, const struct checkpoint *last)
{
	struct merkle tree = { 0 };
	struct hash root;

	if (tree_follow(rd, street, &tree, last->size))
		return false;
	root = merkle_root(&tree);
	return hash_equal(&root, &last->root);
}

static enum err seal_body(struct tx *tx, void *with)
{
	return checkpoint_put(tx, with);
}

/* Signs the street's journal at most once an hour, and only when it has grown. A checkpoint that
 * does not continue the one before is never signed. */
static void street_seal(struct door *door, struct arena *arena, const char *slug)
{
	struct checkpoint last = { 0 }, next = { 0 };
	struct buf note = buf_new(arena, 1024), origin = buf_new(arena, 200);
	struct snapshot snapshot;
	bool found = false, is_due, is_whole;
	enum err err;

	if (!door->options.sign_seed || !door->options.origin ||
		!door_head(door, slug, &next.size, &next.root) ||
		door_snapshot(door, slug, (struct actor){ 0 }, arena, &snapshot))
		return;
	err = checkpoint_last(snapshot.rd, snapshot.scope->street, &last, &found);
	next.made_ms = snapshot.scope->now_ms;
	is_due = !err && next.size > last.size &&
		 (!found || next.made_ms - last.made_ms >= 3600000);
	is_whole = is_due &&
		   (!found || still_begins(snapshot.rd, snapshot.scope->street, &last));
	door_snapshot_done(&snapshot);
	if (is_due && !is_whole)
		log_line(LOG_FAULT, "the journal of %s is not what was signed: run verify", slug);
	if (!is_whole)
		return;
	buf_print(&origin, "%s/%s", door->options.origin, slug);
	checkpoint_print(&note, buf_view(&origin), next.size, &next.root, door->options.sign_seed);
	next.note = buf_view(&note);
	if (!buf_ok(&note) || door_keep(door, slug, arena, seal_body, &next))
		log_line(LOG_WARN, "the journal of %s could not be sealed", slug);
}

int door_tick(struct door *door, struct arena *arena)
{
	struct scope scope = { 0 };
	struct rd rd = { NULL, door->options.db->driver, arena, &scope };
	struct streets_list_list streets = { 0 };
	enum err err;
	int ran = 0;

	if (db_reader(door->options.db, &rd.conn))
		return 0;
	err = rd.driver->begin(rd.conn);
	if (!err) {
		err = streets_list(&rd, &streets);
		rd.driver->rollback(rd.conn);
	}
	db_reader_done(door->options.db, rd.conn);
	for (size_t i = 0; !err && i < streets.count; i++) {
		const char *slug = str_z(arena, streets.at[i].slug);

		if (!slug)
			break;
		ran += street_tick(door, arena, slug);
		street_seal(door, arena, slug);
	}
	return ran;
}
