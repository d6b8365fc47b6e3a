/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check_view.c: the election as a rule sees it, made anew for the checker: supporters as plain
 * lists with their sums, the tie order, and smaller sizes supported by whoever lists a larger one.
 */
#include <string.h>
#include "base/arena.h"
#include "pb/check.h"
#include "pb/inside.h"

/* ---- supporters ---- */

static enum err side_flatten(
	struct arena *arena, const struct pb_side *side, struct check_side *out)
{
	struct side_walk walk = side_walk(side);
	struct side_piece piece;
	uint32_t *groups;
	uint32_t at = 0;

	*out = (struct check_side) { side->groups, side->worths, side->count, 0, 0 };
	if (!side->packed)
		return OK;
	groups = arena_array(arena, (size_t)side->count + 1, sizeof(*groups));
	if (!groups)
		return ERR_MEMORY;
	while (side_next(&walk, &piece)) {
		memcpy(groups + at, piece.groups, piece.count * sizeof(*groups));
		at += piece.count;
	}
	out->groups = groups;
	return OK;
}

static void side_sum(const struct pb_election *election, struct check_side *side)
{
	side->support = 0;
	side->worth_sum = 0;
	for (uint32_t i = 0; i < side->count; i++) {
		uint64_t weight = election->weights[side->groups[i]];

		side->support += weight;
		side->worth_sum += weight * (side->worths ? side->worths[i] : 0);
	}
}

/* ---- sizes ---- */

/* What each group gives a first size: worth + 1, or 0 when it does not support it. */
struct gift {
	uint64_t *by_group;
	uint32_t groups;
};

static uint64_t gift_of(const struct check_side *side, uint32_t place)
{
	return (side->worths ? side->worths[place] : 0) + UINT64_C(1);
}

static enum err gifts_collect(
	struct arena *arena, const struct view *view, uint32_t first, struct gift *gift)
{
	const struct pb_election *election = view->election;

	for (uint32_t p = 0; p < view->count; p++) {
		const struct check_side *side = &view->sides[p];

		if (view->projects[p].variant_of != first)
			continue;
		for (uint32_t i = 0; i < side->count; i++)
			if (gift_of(side, i) > gift->by_group[side->groups[i]])
				gift->by_group[side->groups[i]] = gift_of(side, i);
	}
	if (election->refusals) {
		struct check_side refusal;

		TRY(side_flatten(arena, &election->refusals[first], &refusal));
		for (uint32_t i = 0; i < refusal.count; i++)
			gift->by_group[refusal.groups[i]] = 0;
	}
	for (uint32_t i = 0; i < view->sides[first].count; i++)
		gift->by_group[view->sides[first].groups[i]] = gift_of(&view->sides[first], i);
	return OK;
}

static enum err gifts_list(
	struct arena *arena, const struct gift *gift, bool has_worths, struct check_side *out)
{
	uint32_t *groups;
	uint32_t *worths;
	uint32_t count = 0;

	for (uint32_t g = 0; g < gift->groups; g++)
		count += gift->by_group[g] > 0;
	groups = arena_array(arena, (size_t)count + 1, sizeof(*groups));
	worths = arena_array(arena, (size_t)count + 1, sizeof(*worths));
	if (!groups || !worths)
		return ERR_MEMORY;
	count = 0;
	for (uint32_t g = 0; g < gift->groups; g++)
		if (gift->by_group[g]) {
			groups[count] = g;
			worths[count++] = (uint32_t)(gift->by_group[g] - 1);
		}
	*out = (struct check_side) { groups, has_worths ? worths : NULL, count, 0, 0 };
	return OK;
}

/* The sides of larger sizes are read as the ballots have them, so the new ones wait in `larger`. */
static enum err sizes_apply(struct arena *arena, struct view *view)
{
	struct check_side *larger = arena_array(arena, (size_t)view->count + 1, sizeof(*larger));
	struct gift gift = { arena_array(arena, view->election->group_count + (size_t)1,
				     sizeof(uint64_t)),
		view->election->group_count };

	if (!larger || !gift.by_group)
		return ERR_MEMORY;
	for (uint32_t p = 0; p < view->count; p++)
		larger[p] = view->sides[p];
	for (uint32_t p = 0; p < view->count; p++) {
		uint32_t first = view->projects[p].variant_of;
		bool has_worths = view->sides[p].worths;

		if (first == PB_NO_PROJECT)
			continue;
		memset(gift.by_group, 0, gift.groups * sizeof(uint64_t));
		TRY(gifts_collect(arena, view, first, &gift));
		TRY(gifts_list(arena, &gift, has_worths, &larger[first]));
	}
	view->sides = larger;
	return OK;
}

/* ---- the tie order ---- */

static bool is_before(const struct view *view, uint32_t a, uint32_t b)
{
	const struct pb_project *x = &view->projects[a];
	const struct pb_project *y = &view->projects[b];

	if (view->options->ties == PB_BY_FILE)
		return a < b;
	if (view->options->ties == PB_BY_COST && x->cost != y->cost)
		return x->cost < y->cost;
	return str_compare(x->id, y->id) < 0;
}

/* Sinks the project at `at` to its place among the first `count` of a heap, the last on top. */
static void heap_sink(struct view *view, uint32_t at, uint32_t count)
{
	uint32_t *order = view->order;

	for (;;) {
		uint32_t last = at;

		for (uint32_t child = 2 * at + 1; child < count && child <= 2 * at + 2; child++)
			if (is_before(view, order[last], order[child]))
				last = child;
		if (last == at)
			return;
		uint32_t kept = order[at];

		order[at] = order[last];
		order[last] = kept;
		at = last;
	}
}

static void ties_sort(struct view *view)
{
	for (uint32_t p = 0; p < view->count; p++)
		view->order[p] = p;
	for (uint32_t at = view->count / 2; at-- > 0;)
		heap_sink(view, at, view->count);
	for (uint32_t end = view->count; end-- > 1;) {
		uint32_t last = view->order[0];

		view->order[0] = view->order[end];
		view->order[end] = last;
		heap_sink(view, 0, end);
	}
	for (uint32_t i = 0; i < view->count; i++)
		view->rank[view->order[i]] = i;
}

enum err view_make(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct view *out)
{
	size_t room = (size_t)election->project_count + 1;

	*out = (struct view) { .election = election,
		.options = options,
		.has_limits = options->with_constraints && options->rule != PB_OFFICIAL,
		.count = election->project_count,
		.projects = election->projects,
		.sides = arena_array(arena, room, sizeof(struct check_side)),
		.order = arena_array(arena, room, sizeof(uint32_t)),
		.rank = arena_array(arena, room, sizeof(uint32_t)) };
	if (!out->sides || !out->order || !out->rank)
		return ERR_MEMORY;
	for (uint32_t p = 0; p < out->count; p++)
		TRY(side_flatten(arena, &election->sides[p], &out->sides[p]));
	if (options->with_constraints)
		TRY(sizes_apply(arena, out));
	for (uint32_t p = 0; p < out->count; p++)
		side_sum(election, &out->sides[p]);
	ties_sort(out);
	return OK;
}
