/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/cache.c: a table of one page a slot: a newer page simply takes the place of an older one.
 * When all of it grows over the limit everything is dropped: what is asked for is soon there again.
 */
#include "web/cache.h"
#include <pthread.h>
#include "base/arena.h"

enum { SLOTS = 1024, ETAG_MOST = 40 };

struct slot {
	char etag[ETAG_MOST];
	char *at;
	size_t len;
};
struct cache {
	pthread_mutex_t lock;
	size_t bytes;
	struct slot slots[SLOTS];
};

struct cache *cache_new(void)
{
	struct cache *cache = calloc(1, sizeof *cache);

	if (cache)
		pthread_mutex_init(&cache->lock, NULL);
	return cache;
}

static void slot_drop(struct cache *cache, struct slot *slot)
{
	cache->bytes -= slot->len;
	free(slot->at);
	*slot = (struct slot) { .at = NULL };
}

void cache_free(struct cache *cache)
{
	if (!cache)
		return;
	for (int i = 0; i < SLOTS; i++)
		slot_drop(cache, &cache->slots[i]);
	pthread_mutex_destroy(&cache->lock);
	free(cache);
}

static struct slot *slot_of(struct cache *cache, const char *etag)
{
	uint32_t h = 2166136261u;

	for (const char *c = etag; *c; c++)
		h = (h ^ (unsigned char)*c) * 16777619u;
	return &cache->slots[h % SLOTS];
}

bool cache_get(struct cache *cache, const char *etag, struct arena *arena, struct str *out)
{
	struct slot *slot = slot_of(cache, etag);
	char *copy = NULL;

	pthread_mutex_lock(&cache->lock);
	if (slot->at && !strcmp(slot->etag, etag)) {
		copy = arena_copy(arena, slot->at, slot->len);
		*out = (struct str) { copy, slot->len };
	}
	pthread_mutex_unlock(&cache->lock);
	return copy != NULL;
}

void cache_put(struct cache *cache, const char *etag, struct str page)
{
	struct slot *slot = slot_of(cache, etag);
	size_t etag_len = strlen(etag);
	char *copy;

	if (page.len > CACHE_PAGE || etag_len >= ETAG_MOST || !(copy = malloc(page.len + 1)))
		return;
	memcpy(copy, page.at, page.len);
	pthread_mutex_lock(&cache->lock);
	slot_drop(cache, slot);
	if (cache->bytes + page.len > CACHE_BYTES)
		for (int i = 0; i < SLOTS; i++)
			slot_drop(cache, &cache->slots[i]);
	memcpy(slot->etag, etag, etag_len + 1);
	slot->at = copy;
	slot->len = page.len;
	cache->bytes += page.len;
	pthread_mutex_unlock(&cache->lock);
}
