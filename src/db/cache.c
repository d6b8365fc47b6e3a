/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/cache.c: a hash table with open addressing, never more than half full. */
#include "db/cache.h"
#include <assert.h>
#include <stdint.h>

static struct cache_slot *find(struct cache_slot *slots, size_t cap, const struct stmt *stmt)
{
	size_t at = (size_t)(((uintptr_t)stmt >> 4) * 0x9e3779b97f4a7c15u >> 20) & (cap - 1);

	while (slots[at].stmt && slots[at].stmt != stmt)
		at = (at + 1) & (cap - 1);
	return &slots[at];
}

static int grow(struct cache *cache)
{
	size_t cap = cache->cap ? cache->cap * 2 : 64;
	struct cache_slot *slots = calloc(cap, sizeof(*slots));

	if (!slots)
		return -1;
	for (size_t i = 0; i < cache->cap; i++)
		if (cache->slots[i].stmt)
			*find(slots, cap, cache->slots[i].stmt) = cache->slots[i];
	free(cache->slots);
	cache->slots = slots;
	cache->cap = cap;
	return 0;
}

struct cache_slot *cache_slot(struct cache *cache, const struct stmt *stmt, const char *text)
{
	struct cache_slot *slot;

	if (cache->count * 2 >= cache->cap && grow(cache))
		return NULL;
	slot = find(cache->slots, cache->cap, stmt);
	if (!slot->stmt) {
		*slot = (struct cache_slot) { stmt, text, NULL };
		cache->count++;
	}
	assert(slot->text == text);
	return slot;
}

void cache_clear(struct cache *cache)
{
	free(cache->slots);
	*cache = (struct cache) { 0 };
}
