/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/whatif.c: ballots for what-ifs: simulated ones, and a lower turnout of real ones. Chance comes
 * from a number the caller gives (splitmix64: Steele, Lea, Flood 2014), in whole numbers only, so
 * that everybody who knows the number gets the same ballots. */
#include <assert.h>
#include <string.h>
#include "base/arena.h"
#include "pb/inside.h"

enum { WORD = 64 };
#define MILLION INT64_C(1000000)

static uint64_t draw(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* 0 … end - 1. The bias is below end / 2^64. */
static uint64_t draw_below(uint64_t *state, uint64_t end)
{
	return (uint64_t)((wide)draw(state) * end >> WORD);
}

/* ---- groups from ballots as sets of bits ---- */

struct sets {
	uint64_t *bits; /* ballots · words */
	uint32_t count;
	uint32_t words;
};

static const uint64_t *set_at(const struct sets *sets, uint32_t ballot)
{
	return sets->bits + (size_t)ballot * sets->words;
}

static bool set_has(const uint64_t *set, uint32_t project)
{
	return set[project / WORD] >> project % WORD & 1;
}

static bool set_is_before(const void *with, uint32_t a, uint32_t b)
{
	const struct sets *sets = with;

	return memcmp(set_at(sets, a), set_at(sets, b), sets->words * sizeof(uint64_t)) < 0;
}

static bool set_is_empty(const struct sets *sets, uint32_t ballot)
{
	for (uint32_t w = 0; w < sets->words; w++)
		if (set_at(sets, ballot)[w])
			return false;
	return true;
}

/* Equal sets become one group; first[group] is one of its ballots. */
static enum err groups_make(
	struct arena *arena, const struct sets *sets, uint32_t *first, struct pb_election *out)
{
	uint32_t *order = arena_array(arena, (size_t)sets->count + 1, sizeof(*order));
	uint32_t *room = arena_array(arena, (size_t)sets->count + 1, sizeof(*room));
	uint32_t *weights = arena_array(arena, (size_t)sets->count + 1, sizeof(*weights));

	if (!order || !room || !weights)
		return ERR_MEMORY;
	for (uint32_t i = 0; i < sets->count; i++)
		order[i] = i;
	places_sort(order, room, sets->count, set_is_before, sets);
	out->group_count = 0;
	for (uint32_t i = 0; i < sets->count; i++) {
		uint32_t ballot = order[i];
		uint32_t group = out->group_count;

		if (set_is_empty(sets, ballot)) {
			out->empty_ballots++;
			continue;
		}
		if (!group || set_is_before(sets, first[group - 1], ballot)) {
			first[out->group_count] = ballot;
			weights[out->group_count++] = 0;
		}
		weights[out->group_count - 1]++;
	}
	out->weights = weights;
	return OK;
}

static enum err sides_make(struct arena *arena, const struct sets *sets, const uint32_t *first,
	struct pb_election *out)
{
	struct pb_side *sides = arena_array(arena, (size_t)out->project_count + 1, sizeof(*sides));

	if (!sides)
		return ERR_MEMORY;
	for (uint32_t p = 0; p < out->project_count; p++) {
		uint32_t *groups;
		uint32_t count = 0;

		for (uint32_t g = 0; g < out->group_count; g++)
			count += set_has(set_at(sets, first[g]), p);
		groups = arena_array(arena, (size_t)count + 1, sizeof(*groups));
		if (!groups)
			return ERR_MEMORY;
		for (uint32_t g = 0; g < out->group_count; g++) {
			if (!set_has(set_at(sets, first[g]), p))
				continue;
			groups[sides[p].count++] = g;
			sides[p].support += out->weights[g];
		}
		sides[p].groups = groups;
	}
	out->sides = sides;
	return OK;
}

enum err pb_simulate(struct arena *arena, const struct pb_election *plan,
	const struct pb_simulation *simulation, struct pb_election *out)
{
	struct pb_election it = *plan;
	struct sets sets = { .words = plan->project_count / WORD + 1 };
	uint64_t state = simulation->seed;
	uint32_t *first = arena_array(arena, (size_t)simulation->households + 1, sizeof(*first));

	if (simulation->households > INT32_MAX)
		return ERR_REFUSED;
	sets.bits = arena_array(
		arena, (size_t)simulation->households + 1, sets.words * sizeof(*sets.bits));
	if (!first || !sets.bits)
		return ERR_MEMORY;
	for (uint32_t i = 0; i < simulation->households; i++) {
		uint64_t *set = sets.bits + (size_t)sets.count * sets.words;
		bool votes = (int64_t)draw_below(&state, MILLION) < simulation->turnout_ppm;

		/* A household draws as often whether it votes or not: another turnout does not
		 * change what the others like. */
		for (uint32_t p = 0; p < plan->project_count; p++) {
			bool likes = (int64_t)draw_below(&state, MILLION) <
				     simulation->likes_ppm[p];

			if (votes && likes)
				set[p / WORD] |= UINT64_C(1) << p % WORD;
		}
		sets.count += votes;
	}
	it.kind = PB_APPROVAL;
	it.points_unit = 1;
	it.has_points = false;
	it.ballots = sets.count;
	it.empty_ballots = 0;
	it.refusals = NULL;
	it.pledge_count = 0;
	TRY(groups_make(arena, &sets, first, &it));
	TRY(sides_make(arena, &sets, first, &it));
	*out = it;
	return OK;
}

/* ---- fewer ballots ---- */

/* Selection sampling (Knuth 3.4.2 S): each ballot is taken with probability wanted / left. */
static uint32_t take(uint64_t *state, uint32_t count, uint32_t *wanted, uint32_t *left)
{
	uint32_t taken = 0;

	for (uint32_t i = 0; i < count; i++, --*left)
		if (draw_below(state, *left) < *wanted) {
			taken++;
			--*wanted;
		}
	return taken;
}

/* Groups of which nobody is left go; place[group]: where it is now, UINT32_MAX: nowhere. */
static enum err side_thin(struct arena *arena, const struct pb_side *from, const uint32_t *place,
	const uint32_t *weights, struct pb_side *out)
{
	struct side_walk walk = side_walk(from);
	uint32_t *groups = arena_array(arena, (size_t)from->count + 1, sizeof(*groups));
	uint32_t *worths = NULL;
	struct side_piece piece;

	if (from->worths)
		worths = arena_array(arena, (size_t)from->count + 1, sizeof(*worths));
	if (!groups || (from->worths && !worths))
		return ERR_MEMORY;
	*out = (struct pb_side) { .groups = groups, .worths = worths };
	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint32_t at = place[piece.groups[i]];

			if (at == UINT32_MAX)
				continue;
			if (worths) {
				worths[out->count] = piece.worths[i];
				out->worth_sum += (int64_t)weights[at] * piece.worths[i];
			}
			groups[out->count++] = at;
			out->support += weights[at];
		}
	return OK;
}

static enum err sides_thin(struct arena *arena, const struct pb_side *from, uint32_t count,
	const uint32_t *place, const uint32_t *weights, const struct pb_side **out)
{
	struct pb_side *sides;

	if (!from)
		return OK;
	sides = arena_array(arena, (size_t)count + 1, sizeof(*sides));
	if (!sides)
		return ERR_MEMORY;
	for (uint32_t p = 0; p < count; p++)
		TRY(side_thin(arena, &from[p], place, weights, &sides[p]));
	*out = sides;
	return OK;
}

enum err pb_sample(struct arena *arena, const struct pb_election *election, uint32_t ballots,
	uint64_t seed, struct pb_election *out)
{
	struct pb_election it = *election;
	uint32_t wanted = ballots;
	uint32_t left = election->ballots;
	uint32_t *place = arena_array(arena, (size_t)election->group_count + 1, sizeof(*place));
	uint32_t *weights = arena_array(arena, (size_t)election->group_count + 1, sizeof(*weights));

	if (ballots > election->ballots)
		return ERR_REFUSED;
	if (!place || !weights)
		return ERR_MEMORY;
	it.ballots = ballots;
	it.group_count = 0;
	it.pledge_count = 0;
	it.empty_ballots = take(&seed, election->empty_ballots, &wanted, &left);
	for (uint32_t g = 0; g < election->group_count; g++) {
		uint32_t taken = take(&seed, election->weights[g], &wanted, &left);

		place[g] = taken ? it.group_count : UINT32_MAX;
		if (taken)
			weights[it.group_count++] = taken;
	}
	assert(!wanted && !left);
	it.weights = weights;
	TRY(sides_thin(arena, election->sides, it.project_count, place, weights, &it.sides));
	TRY(sides_thin(arena, election->refusals, it.project_count, place, weights, &it.refusals));
	*out = it;
	return OK;
}
