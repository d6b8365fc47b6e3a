/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/sizes.c: two sizes of one project. Whoever lists a larger size supports the first one too,
 * unless the ballot says no; the election the rules see has that in its sides. Worths: a ballot
 * gives the first size what it gave the larger one (the most, if it lists several), unless it lists
 * the first one itself. */
#include <string.h>
#include "base/arena.h"
#include "pb/inside.h"

struct list {
	uint32_t *groups;
	uint32_t *worths; /* NULL: the kind has none */
	uint32_t count;
};

static enum err list_make(struct arena *arena, uint32_t room, bool has_worths, struct list *out)
{
	*out = (struct list) { .groups = arena_array(arena, (size_t)room + 1, sizeof(uint32_t)) };
	if (has_worths)
		out->worths = arena_array(arena, (size_t)room + 1, sizeof(uint32_t));
	return arena_is_spent(arena) ? ERR_MEMORY : OK;
}

static enum err list_of(struct arena *arena, const struct pb_side *side, struct list *out)
{
	struct side_walk walk = side_walk(side);
	struct side_piece piece;
	struct list list;

	TRY(list_make(arena, side->count, side->worths, &list));
	while (side_next(&walk, &piece)) {
		memcpy(list.groups + list.count, piece.groups, piece.count * sizeof(uint32_t));
		if (piece.worths)
			memcpy(list.worths + list.count, piece.worths,
				piece.count * sizeof(uint32_t));
		list.count += piece.count;
	}
	*out = list;
	return OK;
}

static void list_add(struct list *to, const struct list *from, uint32_t at)
{
	to->groups[to->count] = from->groups[at];
	if (to->worths)
		to->worths[to->count] = from->worths[at];
	to->count++;
}

/* Both ascending. Where both have a group: what a has, or the greater worth. */
static enum err list_merge(struct arena *arena, const struct list *a, const struct list *b,
	bool takes_greater, struct list *out)
{
	uint32_t i = 0;
	uint32_t k = 0;

	TRY(list_make(arena, a->count + b->count, a->worths, out));
	while (i < a->count || k < b->count) {
		bool is_a = k == b->count || (i < a->count && a->groups[i] <= b->groups[k]);
		bool is_b = i == a->count || (k < b->count && b->groups[k] <= a->groups[i]);

		if (is_a && is_b && takes_greater && a->worths && b->worths[k] > a->worths[i])
			list_add(out, b, k);
		else if (is_a)
			list_add(out, a, i);
		else
			list_add(out, b, k);
		i += is_a;
		k += is_b;
	}
	return OK;
}

/* a without the groups of b. */
static void list_cut(struct list *a, const struct list *b)
{
	struct list left = { a->groups, a->worths, 0 };
	uint32_t k = 0;

	for (uint32_t i = 0; i < a->count; i++) {
		while (k < b->count && b->groups[k] < a->groups[i])
			k++;
		if (k == b->count || b->groups[k] != a->groups[i])
			list_add(&left, a, i);
	}
	*a = left;
}

static struct pb_side side_of(const struct pb_election *election, const struct list *list)
{
	struct pb_side side = {
		.groups = list->groups, .worths = list->worths, .count = list->count
	};

	for (uint32_t i = 0; i < list->count; i++) {
		int64_t weight = election->weights[list->groups[i]];

		side.support += weight;
		if (list->worths)
			side.worth_sum += weight * list->worths[i];
	}
	return side;
}

/* The side of a first size, with those of its larger ones. */
static enum err side_extend(struct arena *arena, const struct pb_election *election, uint32_t first,
	struct pb_side *out)
{
	struct list own;
	struct list added;
	struct list all;

	TRY(list_of(arena, &election->sides[first], &own));
	TRY(list_make(arena, 0, own.worths, &added));
	for (uint32_t p = 0; p < election->project_count; p++) {
		struct list one;
		struct list both;

		if (election->projects[p].variant_of != first)
			continue;
		TRY(list_of(arena, &election->sides[p], &one));
		TRY(list_merge(arena, &added, &one, true, &both));
		added = both;
	}
	if (election->refusals) {
		TRY(list_of(arena, &election->refusals[first], &all));
		list_cut(&added, &all);
	}
	TRY(list_merge(arena, &own, &added, false, &all));
	*out = side_of(election, &all);
	return OK;
}

enum err admit_election(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_election *out)
{
	struct pb_side *sides = NULL;

	*out = *election;
	for (uint32_t p = 0; options->with_constraints && p < election->project_count; p++) {
		uint32_t first = election->projects[p].variant_of;

		if (first == PB_NO_PROJECT ||
			(sides && sides[first].groups != election->sides[first].groups))
			continue;
		if (!sides) {
			sides = arena_array(arena, election->project_count, sizeof(*sides));
			if (!sides)
				return ERR_MEMORY;
			memcpy(sides, election->sides, election->project_count * sizeof(*sides));
			out->sides = sides;
		}
		TRY(side_extend(arena, election, first, &sides[first]));
	}
	return OK;
}
