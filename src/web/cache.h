/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/cache.h: guests' pages by their ETag, which changes with everything they show. Holds at most
 * CACHE_BYTES; safe from any thread. */
#pragma once
#include <stdbool.h>
#include "base/str.h"

struct arena;
struct cache;

enum { CACHE_BYTES = 32 << 20, CACHE_PAGE = 512 << 10 };

struct cache *cache_new(void); /* NULL: out of memory */
void cache_free(struct cache *cache);
bool cache_get(struct cache *cache, const char *etag, struct arena *arena, struct str *out);
void cache_put(struct cache *cache, const char *etag, struct str page);
