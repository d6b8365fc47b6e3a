/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/keeper.c: looks every few seconds what is due. Each due act has a once key of rule and time,
 * so any number of servers may keep time for one database. */
#include "web/keeper.h"
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include "base/arena.h"
#include "base/data.h"
#include "base/limits.h"
#include "base/log.h"
#include "door/door.h"
#include "place/file.h"

enum { LOOK_SECONDS = 5, SWEEP_EVERY = 720 /* looks: an hour */ };

struct keeper {
	struct door *door;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool is_stopping;
	int looks;
};

static enum err sweep(struct tx *tx, void *with)
{
	return file_sweep(tx, with);
}

/* Pieces of uploads that no act came to name. */
static void files_sweep(struct door *door, struct arena *arena)
{
	struct data *root = data_root(arena);
	struct data *streets;

	if (door_streets(door, arena, root, "streets"))
		return;
	streets = data_get(root, "streets");
	for (struct data *s = streets ? streets->first : NULL; s; s = s->next) {
		int64_t count = 0;

		if (!door_keep(door, str_z(arena, data_str(s, "slug")), arena, sweep, &count) &&
			count)
			log_line(LOG_NOTE, "swept %lld unused pieces of files", (long long)count);
	}
}

static void look(struct keeper *keeper)
{
	struct arena *arena = arena_new(LIMIT_ARENA);

	if (arena)
		door_tick(keeper->door, arena);
	if (arena && ++keeper->looks % SWEEP_EVERY == 0)
		files_sweep(keeper->door, arena);
	arena_free(arena);
}

static void *keep(void *with)
{
	struct keeper *keeper = with;

	pthread_mutex_lock(&keeper->lock);
	while (!keeper->is_stopping) {
		struct timespec until;

		pthread_mutex_unlock(&keeper->lock);
		look(keeper);
		pthread_mutex_lock(&keeper->lock);
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_sec += LOOK_SECONDS;
		while (!keeper->is_stopping &&
			pthread_cond_timedwait(&keeper->wake, &keeper->lock, &until) != ETIMEDOUT)
			continue;
	}
	pthread_mutex_unlock(&keeper->lock);
	return NULL;
}

struct keeper *keeper_start(struct door *door)
{
	struct keeper *keeper = calloc(1, sizeof *keeper);
	pthread_condattr_t attr;

	if (!keeper)
		return NULL;
	keeper->door = door;
	pthread_mutex_init(&keeper->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&keeper->wake, &attr);
	pthread_condattr_destroy(&attr);
	if (!pthread_create(&keeper->thread, NULL, keep, keeper))
		return keeper;
	free(keeper);
	return NULL;
}

void keeper_stop(struct keeper *keeper)
{
	if (!keeper)
		return;
	pthread_mutex_lock(&keeper->lock);
	keeper->is_stopping = true;
	pthread_cond_signal(&keeper->wake);
	pthread_mutex_unlock(&keeper->lock);
	pthread_join(keeper->thread, NULL);
	pthread_cond_destroy(&keeper->wake);
	pthread_mutex_destroy(&keeper->lock);
	free(keeper);
}
