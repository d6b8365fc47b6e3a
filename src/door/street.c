/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/street.c: opening and closing the door; streets as published; snapshots for those who only
 * read. */
#include "base/arena.h"
#include "base/limits.h"
#include "door/inside.h"
#include "door/rows.h"
#include "gen/door/door.sql.h"

int64_t door_now(struct door *door)
{
	if (door->options.clock)
		return door->options.clock(door->options.clock_with);
	return moment_now().ms;
}

struct street *street_known(struct door *door, int64_t street)
{
	for (struct street *s = door->streets; s; s = s->next)
		if (s->id == street)
			return s;
	return NULL;
}

struct street *street_add(struct door *door, int64_t id, struct str slug)
{
	struct street *street = street_known(door, id);

	if (!street) {
		street = calloc(1, sizeof *street);
		if (!street)
			return NULL;
		street->id = id;
		street->next = door->streets;
		door->streets = street;
	}
	if (slug.len && slug.len < sizeof street->slug)
		memcpy(street->slug, slug.at, slug.len);
	return street;
}

/* Brings a published tree up to the leaves that are committed. */
enum err tree_follow(struct rd *rd, int64_t street, struct merkle *tree, int64_t size)
{
	while (tree->size < size) {
		int64_t until = size - tree->size > 4096 ? tree->size + 4096 : size;
		struct journal_hashes hashes;

		TRY(journal_hashes(rd, street, tree->size, until, &hashes));
		for (size_t i = 0; i < hashes.count; i++)
			merkle_add(tree, &hashes.at[i]);
	}
	return OK;
}

enum err door_open(const struct door_options *options, struct door **out)
{
	struct door *door = calloc(1, sizeof *door);
	int lanes = options->lanes;
	enum err err;

	if (!door)
		return ERR_MEMORY;
	tables_check();
	door->options = *options;
	pthread_mutex_init(&door->lock, NULL);
	door->hooks = heads_hooks(door);
	if (!lanes)
		lanes = options->db->driver == &driver_sqlite ? 1 : 4;
	err = lanes_start(options->db, &door->hooks, lanes,
		options->batch ? options->batch : LIMIT_BATCH, &door->lanes);
	if (err) {
		free(door);
		return err;
	}
	*out = door;
	return OK;
}

void door_close(struct door *door)
{
	struct street *next;

	if (!door)
		return;
	lanes_stop(door->lanes);
	for (struct street *s = door->streets; s; s = next) {
		next = s->next;
		free(s);
	}
	pthread_mutex_destroy(&door->lock);
	free(door);
}

static enum err street_read(
	struct door *door, const char *slug, struct arena *arena, struct ref *street, bool *found)
{
	struct door_slug ask = { str_of(slug) };
	struct scope scope = { 0 };
	struct rd rd = { NULL, door->options.db->driver, arena, &scope };
	enum err err;

	TRY(db_reader(door->options.db, &rd.conn));
	err = rd.driver->begin(rd.conn);
	if (!err) {
		err = street_find(&rd, &ask, street, found);
		rd.driver->rollback(rd.conn);
	}
	db_reader_done(door->options.db, rd.conn);
	return err;
}

enum err street_of(struct door *door, const char *slug, struct arena *arena, int64_t *street)
{
	struct ref ref = { 0 };
	bool found = false;

	pthread_mutex_lock(&door->lock);
	for (struct street *s = door->streets; s && !ref.id; s = s->next)
		if (slug && *slug && !strcmp(s->slug, slug))
			ref.id = s->id;
	pthread_mutex_unlock(&door->lock);
	if (ref.id) {
		*street = ref.id;
		return OK;
	}
	if (!slug || !*slug)
		return ERR_NOT_FOUND;
	TRY(street_read(door, slug, arena, &ref, &found));
	if (!found)
		return ERR_NOT_FOUND;
	pthread_mutex_lock(&door->lock);
	if (!street_add(door, ref.id, str_of(slug)))
		ref.id = 0;
	pthread_mutex_unlock(&door->lock);
	*street = ref.id;
	return ref.id ? OK : ERR_MEMORY;
}

bool door_head(struct door *door, const char *slug, int64_t *size, struct hash *root)
{
	struct arena *arena = arena_new(LIMIT_ARENA);
	struct snapshot snapshot;
	struct journal_head head;
	struct street *known;
	bool is_ok = false;

	if (arena && !door_snapshot(door, slug, (struct actor) { 0 }, arena, &snapshot)) {
		is_ok = !journal_read(snapshot.rd, snapshot.scope->street, &head);
		pthread_mutex_lock(&door->lock);
		known = street_known(door, snapshot.scope->street);
		is_ok = is_ok && known &&
			!tree_follow(snapshot.rd, known->id, &known->tree, head.size);
		if (is_ok) {
			*size = known->tree.size;
			*root = merkle_root(&known->tree);
		}
		pthread_mutex_unlock(&door->lock);
		door_snapshot_done(&snapshot);
	}
	arena_free(arena);
	return is_ok;
}

enum err door_snapshot(struct door *door, const char *slug, struct actor actor, struct arena *arena,
	struct snapshot *out)
{
	struct scope *scope = arena_alloc(arena, sizeof *scope);
	struct rd *rd = arena_alloc(arena, sizeof *rd);
	struct journal_head head;
	enum err err;

	if (!scope || !rd)
		return ERR_MEMORY;
	TRY(street_of(door, slug, arena, &scope->street));
	scope->home = actor.home ? actor.home : scope->street;
	scope->actor = actor.person;
	scope->by = actor.by ? actor.by : actor.person;
	*rd = (struct rd) { NULL, door->options.db->driver, arena, scope };
	TRY(db_reader(door->options.db, &rd->conn));
	err = rd->driver->begin(rd->conn);
	if (!err)
		err = journal_read(rd, scope->street, &head);
	if (err) {
		rd->driver->rollback(rd->conn);
		db_reader_done(door->options.db, rd->conn);
		return err;
	}
	scope->now_ms = door_now(door);
	if (scope->now_ms < head.now_ms)
		scope->now_ms = head.now_ms;
	*out = (struct snapshot) { rd, rd->conn, scope, door };
	return OK;
}

void door_snapshot_done(struct snapshot *snapshot)
{
	snapshot->rd->driver->rollback(snapshot->conn);
	db_reader_done(snapshot->door->options.db, snapshot->conn);
}
