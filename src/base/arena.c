/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/arena.c: small things are cut from blocks that double from 16 KB to 1 MB; a big thing
 * gets a block of its own, so that a growing buffer can be moved by realloc without leaving its
 * old bytes behind. */
#include "base/arena.h"
#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	BLOCK_FIRST = 16 << 10,
	BLOCK_MOST = 1 << 20,
	BIG = 8 << 10, /* from here on: a block of its own */
	ALIGN = alignof(max_align_t),
};

struct block {
	struct block *next;
	struct block *prev;
	size_t size; /* of what follows */
	size_t serial; /* the how many-th of its list, from 1 on */
	alignas(max_align_t) char at[];
};

struct arena {
	size_t cap;
	size_t used;
	size_t next_size;
	struct block *small; /* the newest is the one being cut */
	size_t cut;	     /* bytes given from it */
	struct block *big;
	bool is_spent;
};

/* 0 when the size cannot be rounded up. */
static size_t size_round(size_t size)
{
	if (size == 0)
		return ALIGN;
	if (size > SIZE_MAX - ALIGN - sizeof(struct block))
		return 0;
	return (size + ALIGN - 1) / ALIGN * ALIGN;
}

static void *spend(struct arena *arena)
{
	arena->is_spent = true;
	return NULL;
}

static void blocks_free(struct block *block)
{
	while (block) {
		struct block *next = block->next;

		free(block);
		block = next;
	}
}

struct arena *arena_new(size_t cap)
{
	struct arena *arena = calloc(1, sizeof(*arena));

	if (!arena)
		return NULL;
	arena->cap = cap;
	arena->next_size = BLOCK_FIRST;
	return arena;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	blocks_free(arena->small);
	blocks_free(arena->big);
	free(arena);
}

void arena_free_at(struct arena **arena)
{
	arena_free(*arena);
	*arena = NULL;
}

static struct block *block_new(struct block **list, size_t size)
{
	struct block *block = calloc(1, sizeof(*block) + size);

	if (!block)
		return NULL;
	block->size = size;
	block->next = *list;
	block->serial = *list ? (*list)->serial + 1 : 1;
	if (*list)
		(*list)->prev = block;
	*list = block;
	return block;
}

static void *alloc_small(struct arena *arena, size_t size)
{
	void *at;

	if (!arena->small || arena->small->size - arena->cut < size) {
		if (!block_new(&arena->small, arena->next_size))
			return NULL;
		arena->cut = 0;
		if (arena->next_size < BLOCK_MOST)
			arena->next_size *= 2;
	}
	at = arena->small->at + arena->cut;
	arena->cut += size;
	return at;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	size_t whole = size_round(size);
	void *at;

	if (arena->is_spent || whole == 0 || whole > arena->cap - arena->used)
		return spend(arena);
	if (whole < BIG) {
		at = alloc_small(arena, whole);
	} else {
		struct block *block = block_new(&arena->big, whole);

		at = block ? block->at : NULL;
	}
	if (!at)
		return spend(arena);
	arena->used += whole;
	return at;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		return spend(arena);
	return arena_alloc(arena, count * size);
}

char *arena_copy(struct arena *arena, const void *at, size_t size)
{
	char *copy = size == SIZE_MAX ? spend(arena) : arena_alloc(arena, size + 1);

	if (copy && size)
		memcpy(copy, at, size);
	return copy;
}

static void *grow_big(struct arena *arena, void *at, size_t whole, size_t new_whole)
{
	struct block *block = (struct block *)((char *)at - offsetof(struct block, at));
	struct block *moved;

	assert(block->size == whole);
	moved = realloc(block, sizeof(*block) + new_whole);
	if (!moved)
		return spend(arena);
	if (moved->prev)
		moved->prev->next = moved;
	else
		arena->big = moved;
	if (moved->next)
		moved->next->prev = moved;
	memset(moved->at + whole, 0, new_whole - whole);
	moved->size = new_whole;
	arena->used += new_whole - whole;
	return moved->at;
}

void *arena_grow(struct arena *arena, void *at, size_t size, size_t new_size)
{
	size_t whole = size_round(size);
	size_t new_whole = size_round(new_size);
	void *copy;

	if (!at)
		return arena_alloc(arena, new_size);
	assert(new_size >= size);
	if (arena->is_spent || new_whole == 0)
		return spend(arena);
	if (new_whole == whole)
		return at;
	if (whole >= BIG) {
		if (new_whole - whole > arena->cap - arena->used)
			return spend(arena);
		return grow_big(arena, at, whole, new_whole);
	}
	copy = arena_alloc(arena, new_size);
	if (copy)
		memcpy(copy, at, size);
	return copy;
}

static size_t serial_of(const struct block *newest)
{
	return newest ? newest->serial : 0;
}

static void blocks_rewind(struct block **list, size_t serial)
{
	while (serial_of(*list) > serial) {
		struct block *block = *list;

		*list = block->next;
		if (*list)
			(*list)->prev = NULL;
		free(block);
	}
}

struct arena_mark arena_mark(const struct arena *arena)
{
	return (struct arena_mark) { arena->used, arena->cut, serial_of(arena->small),
		serial_of(arena->big), arena->next_size };
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
	bool is_same = serial_of(arena->small) == mark.smalls;

	blocks_rewind(&arena->small, mark.smalls);
	blocks_rewind(&arena->big, mark.bigs);
	if (arena->small) {
		size_t end = is_same ? arena->cut : arena->small->size;

		assert(mark.cut <= end);
		memset(arena->small->at + mark.cut, 0, end - mark.cut);
	}
	arena->cut = mark.cut;
	arena->next_size = mark.next_size;
	arena->used = mark.used;
}

bool arena_is_spent(const struct arena *arena)
{
	return arena->is_spent;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}
