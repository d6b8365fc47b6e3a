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
	KEY_SPARE = 32, /* four steps of five bytes, and room to hash by eights */
	LOOKAHEAD = 64 << 10,
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

enum err ballot_end(struct grouping *grouping, uint32_t *record)
{
	uint32_t count;
	uint32_t size = (uint32_t)(key_make(grouping, &count) - grouping->key);
	uint64_t hash = key_hash(grouping->key, size);
	uint64_t tag = hash >> 32;
	size_t at = (size_t)((wide)hash * grouping->slot_count >> 64);
	uint8_t *to;

	for (; grouping->slots[at]; at = at + 1 == grouping->slot_count ? 0 : at + 1) {
		uint32_t start = (uint32_t)grouping->slots[at];
		uint8_t *found = grouping->records + start;

		if (grouping->slots[at] >> 32 != tag || !record_is(found, grouping->key, size))
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
	memcpy(to, grouping->key, size);
	grouping->used = (size_t)(to + size - grouping->records);
	grouping->entries += count;
	grouping->group_count++;
	return OK;
}

uint32_t record_group(const struct grouping *grouping, uint32_t record)
{
	return word_get(grouping->records + record);
}

/* ---- sides ---- */

struct side_fill {
	uint32_t *groups; /* or */
	uint8_t *packed;
	uint32_t *worths;
	size_t bytes;
	uint32_t last;
};
struct filling {
	struct grouping *grouping;
	struct pb_side *sides;
	struct side_fill *fills;
	bool is_packed;
};

/* One group, met again: as far as it can be counted without room. */
static void group_count(struct filling *filling, uint32_t group, const uint8_t *at,
	const uint8_t *end, uint32_t weight)
{
	uint32_t project = 0;

	while (at < end) {
		uint32_t step, worth = 0;
		struct pb_side *side;
		struct side_fill *fill;

		at = step_get(at, &step);
		project += step;
		if (filling->grouping->has_worths)
			at = step_get(at, &worth);
		side = &filling->sides[project];
		side->count++;
		side->support += weight;
		side->worth_sum += (int64_t)worth * weight;
		if (!filling->is_packed)
			continue;
		fill = &filling->fills[project];
		fill->bytes += step_size(group - fill->last);
		fill->last = group;
	}
}

static void group_fill(
	struct filling *filling, uint32_t group, const uint8_t *at, const uint8_t *end)
{
	uint32_t project = 0;

	while (at < end) {
		uint32_t step, worth;
		struct side_fill *fill;

		at = step_get(at, &step);
		project += step;
		fill = &filling->fills[project];
		if (filling->is_packed) {
			fill->packed = step_put(fill->packed, group - fill->last);
			fill->last = group;
		} else {
			*fill->groups++ = group;
		}
		if (filling->grouping->has_worths) {
			at = step_get(at, &worth);
			*fill->worths++ = worth;
		}
	}
}

/* Room for all sides in one piece of each sort. */
static enum err sides_place(struct filling *filling, struct arena *arena, uint32_t projects)
{
	struct grouping *grouping = filling->grouping;
	size_t bytes = 0;
	uint8_t *packed = NULL;
	uint32_t *groups = NULL;
	uint32_t *worths = NULL;

	for (uint32_t p = 0; p < projects; p++)
		bytes += filling->fills[p].bytes;
	if (filling->is_packed)
		packed = arena_alloc(arena, bytes + 1);
	else
		groups = arena_array(arena, grouping->entries + 1, sizeof(*groups));
	if (grouping->has_worths)
		worths = arena_array(arena, grouping->entries + 1, sizeof(*worths));
	if ((!packed && !groups) || (!worths && grouping->has_worths))
		return ERR_MEMORY;
	for (uint32_t p = 0; p < projects; p++) {
		struct pb_side *side = &filling->sides[p];
		struct side_fill *fill = &filling->fills[p];

		side->packed = fill->packed = packed;
		side->groups = fill->groups = groups;
		side->worths = fill->worths = worths;
		fill->last = 0;
		if (packed)
			packed += fill->bytes;
		else
			groups += side->count;
		if (worths)
			worths += side->count;
	}
	return OK;
}

enum err grouping_finish(struct grouping *grouping, struct pb_election *election)
{
	struct reader *reader = grouping->reader;
	uint32_t projects = election->project_count * (reader->has_sizes ? 2 : 1);
	const uint8_t *end = grouping->records + grouping->used;
	struct filling filling = { .grouping = grouping,
		.is_packed = grouping->entries >= PACK_FROM };
	uint32_t *weights;
	uint32_t group = 0;

	arena_rewind(reader->keep, grouping->mark);
	filling.sides = arena_array(reader->keep, projects + (size_t)1, sizeof(*filling.sides));
	filling.fills = arena_array(reader->scratch, projects + (size_t)1, sizeof(*filling.fills));
	weights = arena_array(reader->keep, grouping->group_count + (size_t)1, sizeof(*weights));
	if (!filling.sides || !filling.fills || !weights)
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
	TRY(sides_place(&filling, reader->keep, projects));
	group = 0;
	for (const uint8_t *at = grouping->records + 1; at < end; group++) {
		uint32_t size;
		const uint8_t *body = step_get(at + WEIGHT_SIZE, &size);

		group_fill(&filling, group, body, body + size);
		at = body + size;
	}
	election->group_count = group;
	election->weights = weights;
	election->sides = filling.sides;
	if (reader->has_sizes)
		election->refusals = filling.sides + election->project_count;
	return OK;
}
