/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/group.c: equal ballots become one group with a weight, in the order in which they first come.
 * Ballots are equal when they list the same projects with the same worths. Count first, fill
 * second, nothing is allocated for a ballot: the ballots lie packed in one growing piece, their
 * table is given back before the sides are made (doc/pb.md says how much memory that is). */
#include <assert.h>
#include "pb/inside.h"
#include "pb/reading.h"
#include "pb/step.h"

enum {
	PACK_FROM = 1 << 20, /* from so many supporters on (groups · projects) sides are packed */
	WEIGHT_SIZE = 4,
	/* Beside two bytes a step: some steps have five, hashing goes by eights, and a ballot that
	 * waits is copied whole. */
	KEY_SPARE = 80,
	LOOKAHEAD = 64 << 10,
	WAIT_FROM = 1 << 17, /* slots */
	WAITING = 16,
	WAITING_KEY = 48,
};

/* Where the table is larger than a cache, a ballot waits until its slot has come from memory; they
 * are settled in their order, so nothing else changes. */
struct waiting {
	uint64_t hash;
	uint32_t size, count;
	uint8_t key[WAITING_KEY];
};

enum err grouping_start(struct reader *reader, bool has_worths, struct grouping *out)
{
	size_t projects = reader->election.project_count * (reader->has_sizes ? (size_t)2 : 1);
	size_t words = projects / 64 + 1;
	size_t slots = (size_t)reader->rows_most + reader->rows_most / 3 + 16;

	*out = (struct grouping) { .reader = reader,
		.has_worths = has_worths,
		.mark = arena_mark(reader->keep),
		.slot_count = slots,
		.used = 1,
		.room = LOOKAHEAD,
		.top_count = (uint32_t)(words / 64 + 1) };
	out->slots = arena_array(reader->keep, slots, sizeof(*out->slots));
	out->words = arena_array(reader->scratch, words, sizeof(*out->words));
	out->tops = arena_array(reader->scratch, out->top_count, sizeof(*out->tops));
	out->worths = arena_array(reader->scratch, projects + 1, sizeof(*out->worths));
	out->key = arena_alloc(
		reader->scratch, projects * (2 + (has_worths ? STEP_BYTES_MOST : 0)) + KEY_SPARE);
	out->records = arena_alloc(reader->scratch, out->room);
	if (slots >= WAIT_FROM)
		out->waiting = arena_array(reader->scratch, WAITING, sizeof(*out->waiting));
	if (!out->slots || !out->words || !out->tops || !out->worths || !out->key || !out->records)
		return ERR_MEMORY;
	return OK;
}

void ballot_forget(struct grouping *grouping)
{
	for (uint32_t t = 0; t < grouping->top_count; t++) {
		for (uint64_t top = grouping->tops[t]; top; top &= top - 1)
			grouping->words[t * 64 + (uint32_t)__builtin_ctzll(top)] = 0;
		grouping->tops[t] = 0;
	}
}

/* The ballot as steps, in the order of the file; clears it. */
static uint8_t *key_make(struct grouping *grouping, uint32_t *count)
{
	uint8_t *at = grouping->key;
	uint32_t last = 0;

	*count = 0;
	for (uint32_t t = 0; t < grouping->top_count; t++) {
		uint64_t top = grouping->tops[t];

		grouping->tops[t] = 0;
		for (; top; top &= top - 1) {
			uint32_t w = t * 64 + (uint32_t)__builtin_ctzll(top);
			uint64_t word = grouping->words[w];

			grouping->words[w] = 0;
			for (; word; word &= word - 1) {
				uint32_t project = w * 64 + (uint32_t)__builtin_ctzll(word);

				at = step_put(at, project - last);
				last = project;
				++*count;
				if (!grouping->has_worths)
					continue;
				at = step_put(at, grouping->worths[project]);
				grouping->worths[project] = 0;
			}
		}
	}
	return at;
}

/* 64 bits of which both halves are good; the key has 8 spare bytes behind it. */
static uint64_t key_hash(uint8_t *key, size_t size)
{
	uint64_t hash = UINT64_C(0x9e3779b97f4a7c15) ^ size;

	memset(key + size, 0, 8);
	for (size_t i = 0; i < size; i += 8) {
		uint64_t word;
		wide product;

		memcpy(&word, key + i, 8);
		product = (wide)(hash ^ word) * UINT64_C(0xa0761d6478bd642f);
		hash = (uint64_t)product ^ (uint64_t)(product >> 64) ^ UINT64_C(0xe7037ed1a0b428db);
	}
	hash *= UINT64_C(0xff51afd7ed558ccd);
	return hash ^ hash >> 32;
}

/* More room for records: what the rest of the text will need, going by what is read. */
static enum err records_grow(struct grouping *grouping, size_t wanted)
{
	const struct reader *reader = grouping->reader;
	uint64_t read = (uint64_t)(reader->at - reader->start) + 1;
	uint64_t left = (uint64_t)(reader->end - reader->at);
	uint64_t guess = (uint64_t)((wide)grouping->used * left / read);
	size_t room = grouping->room;
	uint8_t *moved;

	if (guess > room * 7)
		guess = room * 7;
	room = grouping->used + wanted + LOOKAHEAD + (size_t)(guess + guess / 64);
	if (grouping->used + wanted > UINT32_MAX)
		return ERR_TOO_BIG;
	moved = arena_grow(grouping->reader->scratch, grouping->records, grouping->room, room);
	if (!moved)
		return ERR_MEMORY;
	grouping->records = moved;
	grouping->room = room;
	return OK;
}

static size_t slot_of(const struct grouping *grouping, uint64_t hash)
{
	return (size_t)((wide)hash * grouping->slot_count >> 64);
}

static uint32_t word_get(const uint8_t *at)
{
	uint32_t word;

	memcpy(&word, at, sizeof(word));
	return word;
}

static void word_set(uint8_t *at, uint32_t word)
{
	memcpy(at, &word, sizeof(word));
}

static bool record_is(const uint8_t *record, const uint8_t *key, uint32_t size)
{
	uint32_t has;
	const uint8_t *at = step_get(record + WEIGHT_SIZE, &has);

	return has == size && memcmp(at, key, size) == 0;
}

/* Finds the group of a ballot, or makes it. */
static enum err ballot_settle(struct grouping *grouping, const uint8_t *key, uint32_t size,
	uint32_t count, uint64_t hash, uint32_t *record)
{
	uint64_t tag = hash >> 32;
	size_t at = slot_of(grouping, hash);
	uint8_t *to;

	for (; grouping->slots[at]; at = at + 1 == grouping->slot_count ? 0 : at + 1) {
		uint32_t start = (uint32_t)grouping->slots[at];
		uint8_t *found = grouping->records + start;

		if (grouping->slots[at] >> 32 != tag || !record_is(found, key, size))
			continue;
		word_set(found, word_get(found) + 1);
		*record = start;
		return OK;
	}
	if (grouping->room - grouping->used < (size_t)WEIGHT_SIZE + STEP_BYTES_MOST + size)
		TRY(records_grow(grouping, (size_t)WEIGHT_SIZE + STEP_BYTES_MOST + size));
	*record = (uint32_t)grouping->used;
	grouping->slots[at] = tag << 32 | *record;
	to = grouping->records + grouping->used;
	word_set(to, 1);
	to = step_put(to + WEIGHT_SIZE, size);
	memcpy(to, key, size);
	grouping->used = (size_t)(to + size - grouping->records);
	grouping->entries += count;
	grouping->group_count++;
	return OK;
}

/* The oldest that waits. */
static enum err waiting_settle(struct grouping *grouping)
{
	const struct waiting *oldest = &grouping->waiting[grouping->settled++ % WAITING];
	uint32_t record;

	return ballot_settle(
		grouping, oldest->key, oldest->size, oldest->count, oldest->hash, &record);
}

static enum err all_settle(struct grouping *grouping)
{
	while (grouping->settled != grouping->queued)
		TRY(waiting_settle(grouping));
	return OK;
}

enum err ballot_end(struct grouping *grouping, uint32_t *record)
{
	uint32_t count;
	uint32_t size = (uint32_t)(key_make(grouping, &count) - grouping->key);
	uint64_t hash = key_hash(grouping->key, size);
	struct waiting *waiting;
	uint32_t unwanted;

	if (record || !grouping->waiting || size > WAITING_KEY) {
		TRY(all_settle(grouping));
		return ballot_settle(
			grouping, grouping->key, size, count, hash, record ? record : &unwanted);
	}
	if (grouping->queued - grouping->settled == WAITING)
		TRY(waiting_settle(grouping));
	waiting = &grouping->waiting[grouping->queued++ % WAITING];
	waiting->hash = hash;
	waiting->size = size;
	waiting->count = count;
	memcpy(waiting->key, grouping->key, WAITING_KEY);
	__builtin_prefetch(&grouping->slots[slot_of(grouping, hash)], 1);
	return OK;
}

uint32_t record_group(const struct grouping *grouping, uint32_t record)
{
	return word_get(grouping->records + record);
}

/* ---- sides ---- */

/* Two passes over all ballots touch one of these at random for each project listed: small ones stay
 * in the cache. */
struct side_tally {
	int64_t support;
	int64_t worth_sum;
	uint64_t bytes; /* if it is packed */
	uint32_t count;
	uint32_t last;
};
struct side_fill {
	uint8_t *packed; /* or */
	uint32_t *groups;
	uint32_t *worths;
	uint32_t last;
};
struct filling {
	struct grouping *grouping;
	struct side_tally *tallies;
	struct side_fill *fills;
	bool is_packed;
};

/* What room a group takes on its sides. */
static inline void group_count(struct filling *filling, uint32_t group, const uint8_t *at,
	const uint8_t *end, uint32_t weight)
{
	const bool has_worths = filling->grouping->has_worths;
	uint32_t project = 0;

	while (at < end) {
		struct side_tally *tally;
		uint32_t step;

		at = step_get(at, &step);
		project += step;
		tally = &filling->tallies[project];
		tally->count++;
		tally->support += weight;
		tally->bytes += step_size(group - tally->last);
		tally->last = group;
		if (has_worths) {
			at = step_get(at, &step);
			tally->worth_sum += (int64_t)step * weight;
		}
	}
}

static inline void group_fill(
	struct filling *filling, uint32_t group, const uint8_t *at, const uint8_t *end)
{
	const bool has_worths = filling->grouping->has_worths;
	const bool is_packed = filling->is_packed;
	uint32_t project = 0;

	while (at < end) {
		struct side_fill *fill;
		uint32_t step;

		at = step_get(at, &step);
		project += step;
		fill = &filling->fills[project];
		if (is_packed) {
			fill->packed = step_put(fill->packed, group - fill->last);
			fill->last = group;
		} else {
			*fill->groups++ = group;
		}
		if (has_worths) {
			at = step_get(at, &step);
			*fill->worths++ = step;
		}
	}
}

/* Room for all sides in one piece of each sort. */
static enum err sides_place(
	struct filling *filling, struct arena *arena, uint32_t projects, struct pb_side *sides)
{
	struct grouping *grouping = filling->grouping;
	size_t bytes = 0;
	uint8_t *packed = NULL;
	uint32_t *groups = NULL;
	uint32_t *worths = NULL;

	for (uint32_t p = 0; p < projects; p++)
		bytes += filling->tallies[p].bytes;
	if (filling->is_packed)
		packed = arena_alloc(arena, bytes + 1);
	else
		groups = arena_array(arena, grouping->entries + 1, sizeof(*groups));
	if (grouping->has_worths)
		worths = arena_array(arena, grouping->entries + 1, sizeof(*worths));
	if ((!packed && !groups) || (!worths && grouping->has_worths))
		return ERR_MEMORY;
	for (uint32_t p = 0; p < projects; p++) {
		const struct side_tally *tally = &filling->tallies[p];

		sides[p] = (struct pb_side) { .packed = packed,
			.groups = groups,
			.worths = worths,
			.count = tally->count,
			.support = tally->support,
			.worth_sum = tally->worth_sum };
		filling->fills[p] = (struct side_fill) { packed, groups, worths, 0 };
		if (packed)
			packed += tally->bytes;
		else
			groups += tally->count;
		if (worths)
			worths += tally->count;
	}
	return OK;
}

enum err grouping_finish(struct grouping *grouping, struct pb_election *election)
{
	struct reader *reader = grouping->reader;
	uint32_t projects = election->project_count * (reader->has_sizes ? 2 : 1);
	struct filling filling = { .grouping = grouping };
	struct pb_side *sides;
	const uint8_t *end;
	uint32_t *weights;
	uint32_t group = 0;

	TRY(all_settle(grouping));
	end = grouping->records + grouping->used;
	filling.is_packed = grouping->entries >= PACK_FROM;
	arena_rewind(reader->keep, grouping->mark);
	sides = arena_array(reader->keep, projects + (size_t)1, sizeof(*sides));
	filling.tallies = arena_array(
		reader->scratch, projects + (size_t)1, sizeof(*filling.tallies));
	filling.fills = arena_array(reader->scratch, projects + (size_t)1, sizeof(*filling.fills));
	weights = arena_array(reader->keep, grouping->group_count + (size_t)1, sizeof(*weights));
	if (!sides || !filling.tallies || !filling.fills || !weights)
		return ERR_MEMORY;
	for (uint8_t *at = grouping->records + 1; at < end; group++) {
		uint32_t size;
		const uint8_t *body = step_get(at + WEIGHT_SIZE, &size);

		weights[group] = word_get(at);
		word_set(at, group); /* for record_group */
		group_count(&filling, group, body, body + size, weights[group]);
		at = grouping->records + (body + size - grouping->records);
	}
	assert(group == grouping->group_count);
	TRY(sides_place(&filling, reader->keep, projects, sides));
	group = 0;
	for (const uint8_t *at = grouping->records + 1; at < end; group++) {
		uint32_t size;
		const uint8_t *body = step_get(at + WEIGHT_SIZE, &size);

		group_fill(&filling, group, body, body + size);
		at = body + size;
	}
	election->group_count = group;
	election->weights = weights;
	election->sides = sides;
	if (reader->has_sizes)
		election->refusals = sides + election->project_count;
	return OK;
}
