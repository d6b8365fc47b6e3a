/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/arena.h: memory of one job. Everything is freed together; domain code never frees.
 * Not thread-safe: one arena, one job. Grows by blocks from 16 KB up to its cap. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct arena;

/* NULL when memory is out. cap is the most that arena_alloc will ever hand out, in bytes. */
struct arena *arena_new(size_t cap);
void arena_free(struct arena *arena); /* NULL is fine */
void arena_free_at(struct arena **arena); /* for CLEANUP(arena_free_at) */

/* Zeroed, aligned for any type. NULL when over the cap or out of memory; the arena is spent from
 * then on. */
void *arena_alloc(struct arena *arena, size_t size);
/* Room for count things of size bytes each; the product is checked. */
void *arena_array(struct arena *arena, size_t count, size_t size);
/* A copy with one NUL after it. at may be NULL when size is 0. */
char *arena_copy(struct arena *arena, const void *at, size_t size);
/* The same bytes with more room, moved when need be; for buffers that grow. at must come from
 * this arena with this size (NULL and 0: a first allocation). What is added is zeroed. NULL as
 * above; the old bytes stay. */
void *arena_grow(struct arena *arena, void *at, size_t size, size_t new_size);
/* Back to an earlier point: all that was allocated or grown since is freed, what was allocated
 * before stays. For a job that works in rounds and keeps little of each; marks nest. A spent arena
 * stays spent. */
struct arena_mark {
	size_t used;
	size_t cut;
	size_t smalls;
	size_t bigs;
	size_t next_size;
};
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);
/* True once an allocation has failed: what was built since then is not whole. */
bool arena_is_spent(const struct arena *arena);
size_t arena_used(const struct arena *arena);
