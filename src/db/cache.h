/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/cache.h: what one connection has made of each statement, found by the statement's address. The
 * statements are constants of the program, so an address means one text for as long as it runs. */
#pragma once
#include <stddef.h>

struct stmt;

struct cache_slot {
	const struct stmt *stmt; /* NULL: free */
	const char *text;	 /* as it was sent: holds callers to the promise above */
	void *made;		 /* the driver's */
};
struct cache {
	struct cache_slot *slots;
	size_t cap;
	size_t count;
};

/* The slot of stmt; a new one has made NULL. NULL: no memory. Valid until the next call. */
struct cache_slot *cache_slot(struct cache *cache, const struct stmt *stmt, const char *text);
void cache_clear(
	struct cache *cache); /* forgets all; what was made is the caller's to free first */
