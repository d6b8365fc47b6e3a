/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/heads.c: the head rows of streets inside a batch: locked and read before its first act,
 * written back before COMMIT, published (size and root) only after it. */
#include "base/arena.h"
#include "base/limits.h"
#include "door/inside.h"

static void work_free(struct work *work)
{
	free(work->hashes);
	free(work);
}

static enum err head_load(struct door *door, struct rd *rd, int64_t street, struct work *work)
{
	struct street *known;
	enum err err = OK;

	TRY(journal_lock(rd, street, &work->head));
	if (work->head.story.at) { /* the arena goes; the seed stays with the head */
		if (work->head.story.len >= sizeof work->seed)
			return ERR_DB;
		memcpy(work->seed, work->head.story.at, work->head.story.len);
		work->head.story.at = work->seed;
	}
	pthread_mutex_lock(&door->lock);
	known = street_add(door, street, (struct str) { 0 });
	if (!known)
		err = ERR_MEMORY;
	else if (!(err = tree_follow(rd, street, &known->tree, work->head.size)))
		work->tree = known->tree;
	pthread_mutex_unlock(&door->lock);
	return err;
}

static enum err head_open(void *with, struct conn *conn, int64_t street, void **head)
{
	struct door *door = with;
	struct arena *arena = arena_new(LIMIT_ARENA);
	struct work *work = calloc(1, sizeof *work);
	struct scope scope = { .street = street, .home = street };
	struct rd rd = { conn, door->options.db->driver, arena, &scope };
	enum err err = arena && work ? OK : ERR_MEMORY;

	if (!err && street) /* 0: a street that is being founded has no head yet */
		err = head_load(door, &rd, street, work);
	arena_free(arena);
	if (err) {
		if (work)
			work_free(work);
		return err;
	}
	*head = work;
	return OK;
}

static enum err head_close(void *with, struct conn *conn, void *head)
{
	struct door *door = with;
	struct work *work = head;
	struct arena *arena = arena_new(LIMIT_ARENA);
	struct scope scope = { .street = work->head.street, .home = work->head.street };
	struct tx tx = { .rd = { conn, door->options.db->driver, arena, &scope } };
	enum err err = arena ? OK : ERR_MEMORY;

	if (!err && work->head.street)
		err = journal_save(&tx, &work->head);

	arena_free(arena);
	return err;
}

static void head_done(void *with, void *head, bool is_kept)
{
	struct door *door = with;
	struct work *work = head;
	struct street *known;
	size_t grown = (size_t)(work->head.size - work->tree.size);

	if (is_kept && grown) {
		for (size_t i = 0; i < grown; i++)
			merkle_add(&work->tree, &work->hashes[i]);
		pthread_mutex_lock(&door->lock);
		known = street_known(door, work->head.street);
		if (known && known->tree.size < work->tree.size)
			known->tree = work->tree;
		pthread_mutex_unlock(&door->lock);
	}
	work_free(work);
}

struct lane_hooks heads_hooks(struct door *door)
{
	return (struct lane_hooks) { door, head_open, head_close, head_done };
}
