/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/own.c: the texts of own.def as statements, and the few helpers that both drivers need. */
#include "db/inside.h"
#include <time.h>

#define OWN(name, sqlite, postgres) [OWN_##name] = { #name, sqlite, postgres },
const struct stmt own[OWN_COUNT] = {
#include "db/own.def"
};
#undef OWN

bool own_has(const struct stmt *stmt)
{
	uintptr_t at = (uintptr_t)stmt;

	return at >= (uintptr_t)own && at < (uintptr_t)(own + OWN_COUNT);
}

int64_t ticks_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool fault_is_due(struct db *db, int *left)
{
	struct db_inner *inner = db_inner(db);
	bool is_due;

	pthread_mutex_lock(&inner->mutex);
	is_due = *left > 0 && --*left == 0;
	pthread_mutex_unlock(&inner->mutex);
	return is_due;
}

bool fault_retry_is_due(struct conn *conn)
{
	int every = conn->db->faults.retry_every;

	if (every <= 0)
		return false;
	conn->write_count++;
	if (conn->has_retried || conn->write_count % every)
		return false;
	conn->has_retried = true;
	return true;
}
