/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/pool.c: reading connections, opened when first needed and kept; one per thread that asks,
 * READERS_MOST at most. All are closed before the writer. For a moment they can all be held back,
 * so that SQLite may begin its log anew. */
#include <assert.h>
#include <time.h>
#include "base/limits.h"
#include "db/inside.h"

static void wait_until(struct db_inner *inner, int64_t end_ms)
{
	struct timespec end = { .tv_sec = end_ms / 1000, .tv_nsec = end_ms % 1000 * 1000000 };

	pthread_cond_timedwait(&inner->change, &inner->mutex, &end);
}

enum err db_reader(struct db *db, struct conn **out)
{
	struct db_inner *inner = db_inner(db);
	int64_t end_ms = ticks_ms() + LIMIT_READER_MS;
	enum err err;

	pthread_mutex_lock(&inner->mutex);
	while (inner->is_draining || (!inner->idle_count && inner->reader_count == READERS_MOST)) {
		if (ticks_ms() >= end_ms) {
			pthread_mutex_unlock(&inner->mutex);
			return ERR_BUSY;
		}
		wait_until(inner, end_ms);
	}
	if (inner->idle_count) {
		*out = inner->idle[--inner->idle_count];
		pthread_mutex_unlock(&inner->mutex);
		return OK;
	}
	inner->reader_count++; /* lent while it is made */
	pthread_mutex_unlock(&inner->mutex);

	err = db->driver->open(db, false, out);
	if (!err)
		return OK;
	pthread_mutex_lock(&inner->mutex);
	inner->reader_count--;
	pthread_cond_broadcast(&inner->change);
	pthread_mutex_unlock(&inner->mutex);
	return err;
}

void db_reader_done(struct db *db, struct conn *conn)
{
	struct db_inner *inner = db_inner(db);

	if (conn->in_tx)
		db->driver->rollback(conn);
	pthread_mutex_lock(&inner->mutex);
	assert(inner->idle_count < inner->reader_count);
	inner->idle[inner->idle_count++] = conn;
	pthread_cond_broadcast(&inner->change);
	pthread_mutex_unlock(&inner->mutex);
}

bool readers_drain(struct db *db, int64_t wait_ms)
{
	struct db_inner *inner = db_inner(db);
	int64_t end_ms = ticks_ms() + wait_ms;
	bool is_drained;

	pthread_mutex_lock(&inner->mutex);
	inner->is_draining = true;
	while (inner->idle_count < inner->reader_count && ticks_ms() < end_ms)
		wait_until(inner, end_ms);
	is_drained = inner->idle_count == inner->reader_count;
	pthread_mutex_unlock(&inner->mutex);
	return is_drained;
}

void readers_resume(struct db *db)
{
	struct db_inner *inner = db_inner(db);

	pthread_mutex_lock(&inner->mutex);
	inner->is_draining = false;
	pthread_cond_broadcast(&inner->change);
	pthread_mutex_unlock(&inner->mutex);
}

void readers_close(struct db *db)
{
	struct db_inner *inner = db_inner(db);
	bool is_drained = readers_drain(db, 2 * LIMIT_READER_MS);

	assert(is_drained); /* a face that still reads while the database is closed */
	while (inner->idle_count) {
		db->driver->close(inner->idle[--inner->idle_count]);
		inner->reader_count--;
	}
}
