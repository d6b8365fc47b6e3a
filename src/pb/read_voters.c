/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/read_voters.c: which voter_id stands twice. Ids that ascend, as in most files, need no memory;
 * else a table of 8 bytes a row holds where each id begins in the text (40 bits) and a part of its
 * hash (24 bits). */
#include "pb/reading.h"

#define PLACE_BITS 40
#define PLACE_MASK ((UINT64_C(1) << PLACE_BITS) - 1)

static uint64_t hash_of(struct str id)
{
	uint64_t hash = id.len;
	size_t i;

	for (i = 0; i + 8 <= id.len; i += 8) {
		uint64_t word;

		memcpy(&word, id.at + i, 8);
		hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 32;
	}
	for (; i < id.len; i++)
		hash = (hash ^ (uint8_t)id.at[i]) * UINT64_C(0x100000001b3);
	hash *= UINT64_C(0xff51afd7ed558ccd);
	return hash ^ hash >> 32;
}

/* The text at a place begins with id, and that is all of its field. */
static bool is_same(const struct reader *reader, const char *at, struct str id)
{
	const char *end = at + id.len;

	if (id.len > (size_t)(reader->end - at) || memcmp(at, id.at, id.len) != 0)
		return false;
	if (at > reader->start && at[-1] == '"')
		return *end == '"' && (end + 1 == reader->end || end[1] != '"');
	while (end < reader->end && (*end == ' ' || *end == '\t' || *end == '\r'))
		end++;
	return end == reader->end || *end == ';' || *end == '\n';
}

bool voters_keep(const struct reader *reader, struct voters *voters, struct str id)
{
	uint64_t hash = hash_of(id);
	uint64_t tag = hash >> PLACE_BITS << PLACE_BITS;
	size_t at = (size_t)(((hash & UINT32_MAX) * (uint64_t)voters->slot_count) >> 32);

	for (;; at = at + 1 == voters->slot_count ? 0 : at + 1) {
		uint64_t *slot = &voters->slots[at];
		uint64_t place = *slot & PLACE_MASK;

		if (!*slot) {
			*slot = tag | ((uint64_t)(id.at - reader->start) + 1);
			return true;
		}
		if ((*slot & ~PLACE_MASK) == tag && is_same(reader, reader->start + place - 1, id))
			return false;
	}
}

static bool is_after(struct str a, struct str b)
{
	if (a.len != b.len)
		return a.len > b.len;
	return memcmp(a.at, b.at, a.len) > 0;
}

enum err voters_see(struct reader *reader, struct voters *voters, struct str id, bool *is_again,
	bool *wants_past)
{
	*is_again = *wants_past = false;
	if (!id.len)
		return OK;
	if (!voters->slots) {
		if (!voters->last.at || is_after(id, voters->last)) {
			voters->last = id;
			return OK;
		}
		voters->slot_count = (size_t)reader->rows_most * 4 / 3 + 16;
		voters->slots = arena_array(
			reader->keep, voters->slot_count, sizeof(*voters->slots));
		if (!voters->slots || reader->end - reader->start >= (ptrdiff_t)PLACE_MASK)
			return ERR_TOO_BIG;
		*wants_past = true;
		return OK;
	}
	*is_again = !voters_keep(reader, voters, id);
	return OK;
}
