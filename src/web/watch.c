/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/watch.c: one list of open connections, one table of clients, one thread that looks every
 * quarter of a second. A socket is shut down under the lock that its closing takes too, so a number
 * used again is never hit. */
#include "web/watch.h"
#include <assert.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include "base/limits.h"

enum { SWEEP_MS = 250, TABLE = 1024 };

const struct watch_limits watch_limits_usual = {
	.ms = { [WATCH_IDLE] = LIMIT_BODY_MS,
		[WATCH_HEAD] = LIMIT_HEADER_MS,
		[WATCH_BODY] = LIMIT_BODY_MS,
		[WATCH_WORK] = 0,
		[WATCH_SEND] = LIMIT_BODY_MS },
	.per_client = LIMIT_CONNECTIONS_PER_CLIENT,
};

struct client {
	uint8_t key[16];
	int count;
	struct client *next;
};
struct watched {
	int fd;
	bool is_cut;
	int64_t until_ms; /* 0: no deadline */
	struct client *client;
	struct watched *next;
	struct watched *back;
};
struct watch {
	struct watch_limits limits;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	pthread_t thread;
	bool is_stopping;
	struct watched *first;
	struct client *table[TABLE];
};

static int64_t clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void cut(struct watched *watched)
{
	if (!watched->is_cut)
		shutdown(watched->fd, SHUT_RDWR);
	watched->is_cut = true;
}

static void *sweep(void *with)
{
	struct watch *watch = with;

	pthread_mutex_lock(&watch->lock);
	while (!watch->is_stopping) {
		struct timespec until;
		int64_t now = clock_ms();

		for (struct watched *w = watch->first; w; w = w->next)
			if (w->until_ms && w->until_ms <= now)
				cut(w);
		now += SWEEP_MS;
		until = (struct timespec) { .tv_sec = now / 1000, .tv_nsec = now % 1000 * 1000000 };
		pthread_cond_timedwait(&watch->wake, &watch->lock, &until);
	}
	pthread_mutex_unlock(&watch->lock);
	return NULL;
}

struct watch *watch_start(const struct watch_limits *limits)
{
	struct watch *watch = calloc(1, sizeof *watch);
	pthread_condattr_t attr;

	if (!watch)
		return NULL;
	watch->limits = *limits;
	pthread_mutex_init(&watch->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&watch->wake, &attr);
	pthread_condattr_destroy(&attr);
	if (pthread_create(&watch->thread, NULL, sweep, watch)) {
		free(watch);
		return NULL;
	}
	return watch;
}

void watch_stop(struct watch *watch)
{
	pthread_mutex_lock(&watch->lock);
	watch->is_stopping = true;
	pthread_cond_signal(&watch->wake);
	pthread_mutex_unlock(&watch->lock);
	pthread_join(watch->thread, NULL);
	assert(!watch->first);
	pthread_cond_destroy(&watch->wake);
	pthread_mutex_destroy(&watch->lock);
	free(watch);
}

/* IPv4 as ::ffff:a.b.c.d; of IPv6 the /64, because one household has all of it. False: no address,
 * no cap. */
static bool key_of(const struct sockaddr *peer, uint8_t key[16])
{
	memset(key, 0, 16);
	if (peer && peer->sa_family == AF_INET) {
		const struct sockaddr_in *v4 = (const void *)peer;

		key[10] = key[11] = 0xff;
		memcpy(key + 12, &v4->sin_addr, 4);
		return true;
	}
	if (peer && peer->sa_family == AF_INET6) {
		const struct sockaddr_in6 *v6 = (const void *)peer;
		bool is_mapped = IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr);

		memcpy(key, &v6->sin6_addr, is_mapped ? 16 : 8);
		return true;
	}
	return false;
}

bool peer_is_loopback(const struct sockaddr *peer)
{
	uint8_t key[16];

	if (!key_of(peer, key))
		return false;
	if (key[10] == 0xff)
		return key[12] == 127;
	return IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr);
}

static struct client **client_find(struct watch *watch, const uint8_t key[16])
{
	uint32_t h = 2166136261u;
	struct client **at;

	for (int i = 0; i < 16; i++)
		h = (h ^ key[i]) * 16777619u;
	at = &watch->table[h % TABLE];
	while (*at && memcmp((*at)->key, key, 16))
		at = &(*at)->next;
	return at;
}

bool watch_may(struct watch *watch, const struct sockaddr *peer)
{
	uint8_t key[16];
	bool may = true;

	if (!watch->limits.per_client || !key_of(peer, key))
		return true;
	pthread_mutex_lock(&watch->lock);
	struct client *client = *client_find(watch, key);
	if (client)
		may = client->count < watch->limits.per_client;
	pthread_mutex_unlock(&watch->lock);
	return may;
}

struct watched *watch_open(
	struct watch *watch, int fd, const struct sockaddr *peer, bool is_uncapped)
{
	struct watched *watched = calloc(1, sizeof *watched);
	uint8_t key[16];

	if (!watched)
		return NULL;
	watched->fd = fd;
	pthread_mutex_lock(&watch->lock);
	if (!is_uncapped && key_of(peer, key)) {
		struct client **at = client_find(watch, key);

		if (!*at && (*at = calloc(1, sizeof **at)))
			memcpy((*at)->key, key, sizeof key);
		watched->client = *at;
		if (*at)
			(*at)->count++;
	}
	watched->next = watch->first;
	if (watch->first)
		watch->first->back = watched;
	watch->first = watched;
	watched->until_ms = clock_ms() + watch->limits.ms[WATCH_HEAD];
	pthread_mutex_unlock(&watch->lock);
	return watched;
}

void watch_close(struct watch *watch, struct watched *watched)
{
	pthread_mutex_lock(&watch->lock);
	if (watched->back)
		watched->back->next = watched->next;
	else
		watch->first = watched->next;
	if (watched->next)
		watched->next->back = watched->back;
	if (watched->client && !--watched->client->count) {
		struct client **at = client_find(watch, watched->client->key);

		*at = watched->client->next;
		free(watched->client);
	}
	pthread_mutex_unlock(&watch->lock);
	free(watched);
}

void watch_enter(
	struct watch *watch, struct watched *watched, enum watch_phase phase, int64_t extra_ms)
{
	pthread_mutex_lock(&watch->lock);
	watched->until_ms = watch->limits.ms[phase]
				    ? clock_ms() + watch->limits.ms[phase] + extra_ms
				    : 0;
	pthread_mutex_unlock(&watch->lock);
}

void watch_cut(struct watch *watch, struct watched *watched)
{
	pthread_mutex_lock(&watch->lock);
	cut(watched);
	pthread_mutex_unlock(&watch->lock);
}

void watch_cut_all(struct watch *watch)
{
	pthread_mutex_lock(&watch->lock);
	for (struct watched *w = watch->first; w; w = w->next)
		cut(w);
	pthread_mutex_unlock(&watch->lock);
}
