/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ees_run.c: the rounds of Exact Equal Shares at one share. A project's payers never rise while
 * rests fall, so the payers of its last look bound it from above, and only the project that looks
 * best is looked at again. */
#include <string.h>
#include "base/arena.h"
#include "pb/ees.h"

enum { CLASSES_FIRST = 256 };

enum err ees_room(struct ees *ees, uint32_t room)
{
	struct ees_class *classes = arena_array(ees->arena, room, sizeof(*classes));
	struct ees_level *levels = arena_array(ees->arena, room, sizeof(*levels));

	if (!classes || !levels)
		return ERR_MEMORY;
	if (ees->class_count)
		memcpy(classes, ees->classes, ees->class_count * sizeof(*classes));
	if (ees->level_count)
		memcpy(levels, ees->levels, ees->level_count * sizeof(*levels));
	ees->classes = classes;
	ees->levels = levels;
	ees->class_room = room;
	return OK;
}

enum err ees_make(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out, struct ees *ees)
{
	size_t count = election->project_count + (size_t)1;

	*ees = (struct ees) {
		.arena = arena, .election = election, .options = options, .out = out
	};
	TRY(ties_make(arena, election, options->ties, &ees->ties));
	TRY(admit_make(arena, election, options, &ees->admit));
	ees->projects = arena_array(arena, count, sizeof(*ees->projects));
	ees->class_of = arena_array(arena, election->group_count + (size_t)1, sizeof(uint32_t));
	ees->won = arena_array(arena, count, sizeof(*ees->won));
	ees->payers = arena_array(arena, count, sizeof(*ees->payers));
	ees->next.parts = arena_array(arena, count + 1, sizeof(*ees->next.parts));
	if (!ees->projects || !ees->class_of || !ees->won || !ees->payers || !ees->next.parts)
		return ERR_MEMORY;
	return ees_room(ees, CLASSES_FIRST);
}

/* As many binary digits after the point as leave the share below 2^62. */
static enum err run_begin(struct ees *ees, const struct ees_share *share)
{
	const struct pb_election *election = ees->election;
	struct pb_big whole;

	ees->share = ees_share_sum(ees->arena, share);
	if (arena_is_spent(ees->arena))
		return ERR_TOO_BIG;
	whole = big_div(ees->arena, ees->share.num, ees->share.den);
	if (whole.count > 1 || (whole.count && whole.at[0] >> 62))
		return ERR_TOO_BIG;
	ees->shift = 62;
	for (uint64_t rest = whole.count ? whole.at[0] : 0; rest; rest >>= 1)
		ees->shift--;
	whole = big_div(ees->arena,
		big_mul_small(ees->arena, ees->share.num, UINT64_C(1) << ees->shift),
		ees->share.den);
	ees->share_low = whole.count ? whole.at[0] : 0;
	memset(ees->class_of, 0, election->group_count * sizeof(*ees->class_of));
	ees->classes[0] = (struct ees_class) { 0 };
	ees->class_count = 1;
	ees->level_count = 0;
	ees->round_count = 0;
	ees->cost = 0;
	ees->has_next = false;
	ees->next_high = UINT64_MAX;
	admit_reset(&ees->admit);
	for (uint32_t p = 0; p < election->project_count; p++)
		ees->projects[p] = (struct ees_project) {
			.payers = (uint32_t)election->sides[p].support
		};
	return arena_is_spent(ees->arena) ? ERR_TOO_BIG : OK;
}

/* Whether it is a matter of money at all: what costs nothing is worth nothing under cost utility,
 * and otherwise is taken before the rest. */
static bool is_priced(const struct ees *ees, uint32_t project)
{
	return ees->election->projects[project].cost > 0;
}

/* How many payers a project needs in order to come before `winner` with so many. */
static uint64_t payers_needed(
	const struct ees *ees, uint32_t project, uint32_t winner, uint32_t payers)
{
	bool is_first = ees->ties.rank[project] < ees->ties.rank[winner];
	wide value = payers;
	wide unit = 1;
	wide needed;

	if (ees->options->utility == PB_CARDINALITY) {
		value *= (uint64_t)ees->election->projects[project].cost;
		unit = (uint64_t)ees->election->projects[winner].cost;
	}
	needed = value / unit;
	if (value % unit || !is_first)
		needed++;
	return needed > UINT32_MAX ? UINT32_MAX : (uint64_t)needed;
}

static bool comes_before(const struct ees *ees, uint32_t a, uint32_t b)
{
	return ees->projects[a].payers >= payers_needed(ees, a, b, ees->projects[b].payers);
}

static uint32_t free_one(const struct ees *ees)
{
	if (ees->options->utility == PB_COST)
		return PB_NO_PROJECT;
	for (uint32_t i = 0; i < ees->election->project_count; i++) {
		uint32_t p = ees->ties.order[i];

		if (!is_priced(ees, p) && ees->projects[p].payers && admit_is_open(&ees->admit, p))
			return p;
	}
	return PB_NO_PROJECT;
}

static void project_look(struct ees *ees, uint32_t project)
{
	struct ees_project *at = &ees->projects[project];

	ees_look(ees, project);
	at->payers = ees_payers(ees, project, at->payers);
	at->look = ees->round_count + 1;
}

static uint32_t best_one(struct ees *ees)
{
	uint32_t best = free_one(ees);

	if (best != PB_NO_PROJECT)
		return best;
	for (;;) {
		for (uint32_t p = 0; p < ees->election->project_count; p++)
			if (ees->projects[p].payers && is_priced(ees, p) &&
				admit_is_open(&ees->admit, p) &&
				(best == PB_NO_PROJECT || comes_before(ees, p, best)))
				best = p;
		if (best == PB_NO_PROJECT || ees->projects[best].look == ees->round_count + 1)
			return best;
		project_look(ees, best);
		best = PB_NO_PROJECT;
	}
}

/* The next change that this round could see: the winner with more payers, or another project with
 * enough of them to come before it. Who has not been looked at since the rests fell still has a
 * bound from then, since a rest that falls puts its change off. */
static void changes_find(struct ees *ees, uint32_t winner)
{
	for (uint32_t p = 0; p < ees->election->project_count; p++) {
		struct ees_project *at = &ees->projects[p];
		uint64_t least = 1;

		if (!is_priced(ees, p) || !admit_is_open(&ees->admit, p))
			continue;
		if (winner != PB_NO_PROJECT)
			least = p == winner ? (uint64_t)at->payers + 1
					    : payers_needed(
						      ees, p, winner, ees->projects[winner].payers);
		if (least > (uint64_t)ees->election->sides[p].support ||
			at->next_low >= ees->next_high)
			continue;
		project_look(ees, p);
		ees_change(ees, p, (uint32_t)least);
	}
}

/* The class of those who come from `class` and pay in this round. */
static enum err class_add(struct ees *ees, uint32_t class, uint64_t price)
{
	if (ees->class_count == ees->class_room)
		TRY(ees_room(ees, ees->class_room * 2));
	ees->classes[ees->class_count] = (struct ees_class) { .paid = ees->classes[class].paid +
								      price,
		.parent = class,
		.round = ees->round_count,
		.depth = ees->classes[class].depth + 1 };
	ees->classes[class].weight = ees->class_count++;
	return OK;
}

/* While this goes on, the weight of a class is the class of its payers, 0 where none pay. */
static enum err payers_pay(struct ees *ees, uint32_t project, uint32_t payers)
{
	struct side_walk walk = side_walk(&ees->election->sides[project]);
	int64_t cost = ees->election->projects[project].cost;
	struct side_piece piece;
	uint64_t price;

	price = (uint64_t)(((wide)(uint64_t)cost << ees->shift) / payers);
	ees_look(ees, project);
	for (uint32_t i = 0; i < ees->level_count; i++)
		if (ees_can_pay(ees, ees->levels[i].class, cost, payers))
			TRY(class_add(ees, ees->levels[i].class, price));
	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint32_t *class = &ees->class_of[piece.groups[i]];

			if (ees->classes[*class].weight)
				*class = ees->classes[*class].weight;
		}
	for (uint32_t i = 0; i < ees->level_count; i++)
		ees->classes[ees->levels[i].class].weight = 0;
	return OK;
}

enum err ees_run(struct ees *ees, const struct ees_share *share)
{
	TRY(run_begin(ees, share));
	ees->out->runs++;
	for (;;) {
		uint32_t winner = best_one(ees);
		uint32_t payers;

		if (ees->wants_next && (winner == PB_NO_PROJECT || is_priced(ees, winner)))
			changes_find(ees, winner);
		if (winner == PB_NO_PROJECT)
			break;
		payers = ees->projects[winner].payers;
		ees->won[ees->round_count] = winner;
		ees->payers[ees->round_count] = payers;
		if (is_priced(ees, winner))
			TRY(payers_pay(ees, winner, payers));
		ees->round_count++;
		ees->cost += ees->election->projects[winner].cost;
		admit_choose(&ees->admit, winner);
		if (arena_is_spent(ees->arena))
			return ERR_TOO_BIG;
	}
	return arena_is_spent(ees->arena) ? ERR_TOO_BIG : OK;
}
