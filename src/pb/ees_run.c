/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ees_run.c: the rounds of Exact Equal Shares at one share. Rests only fall, so the payers a
 * project could have at the horizon bound it from above in all later rounds, and only a project
 * whose bound would win, or would change something before the horizon, is looked at again. A run
 * at the next change keeps the rounds before it: up to there nothing is different. */
#include <assert.h>
#include <string.h>
#include "base/arena.h"
#include "pb/ees.h"

enum {
	CLASSES_FIRST = 256,
	BOUNDS_MOST = 1 << 20, /* 4 MB for going back */
};

/* Nothing that was allocated in this run before is freed at its end then: the mark moves. */
static enum err classes_grow(struct ees *ees, uint32_t room)
{
	size_t before = ees->class_room;
	struct ees_class *classes = arena_grow(
		ees->arena, ees->classes, before * sizeof(*classes), room * sizeof(*classes));
	uint32_t *marks = arena_grow(
		ees->arena, ees->marks, before * sizeof(*marks), room * sizeof(*marks));

	if (!classes || !marks)
		return ERR_MEMORY;
	ees->classes = classes;
	ees->marks = marks;
	ees->class_room = room;
	ees->mark = arena_mark(ees->arena);
	return OK;
}

size_t ees_side_most(const struct pb_election *election)
{
	size_t most = 0;

	for (uint32_t p = 0; p < election->project_count; p++)
		if (election->sides[p].count > most)
			most = election->sides[p].count;
	return most;
}

enum err ees_make(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out, struct ees *ees)
{
	size_t count = election->project_count + (size_t)1;
	size_t rows;

	*ees = (struct ees) { .arena = arena,
		.election = election,
		.options = options,
		.out = out,
		.reach = 8,
		.order = { .election = election, .utility = options->utility } };
	TRY(ties_make(arena, election, options->ties, &ees->order.ties));
	TRY(admit_make(arena, election, options, &ees->admit));
	ees->projects = arena_array(arena, count, sizeof(*ees->projects));
	ees->class_of = arena_array(arena, election->group_count + (size_t)1, sizeof(uint32_t));
	ees->levels = arena_array(arena, ees_side_most(election) + 1, sizeof(*ees->levels));
	ees->won = arena_array(arena, count, sizeof(*ees->won));
	ees->payers = arena_array(arena, count, sizeof(*ees->payers));
	ees->class_starts = arena_array(arena, count, sizeof(*ees->class_starts));
	ees->wants_next = options->complete == PB_ADDOPT;
	ees->stride = (uint32_t)(count * count / BOUNDS_MOST + 1);
	rows = count / ees->stride + 1;
	if (ees->wants_next) {
		ees->bounds = arena_array(arena, rows * count, sizeof(*ees->bounds));
		ees->nexts = arena_array(arena, rows, sizeof(*ees->nexts));
	}
	if (arena_is_spent(arena))
		return ERR_MEMORY;
	return classes_grow(ees, CLASSES_FIRST);
}

/* ---- where a run begins ---- */

/* No share at which something changes is above this: everybody alone could pay for everything. */
static int64_t money_most(const struct pb_election *election)
{
	int64_t most = election->budget;

	for (uint32_t p = 0; p < election->project_count; p++)
		if (election->projects[p].cost > PB_MONEY_END - most)
			return PB_MONEY_END;
		else
			most += election->projects[p].cost;
	return most;
}

/* As many binary digits after the point as leave the horizon below 2^62. */
static void horizon_set(struct ees *ees)
{
	struct pb_big whole = big_div(ees->arena, ees->share.exact.num, ees->share.exact.den);
	uint64_t most = (UINT64_C(1) << 62) - 1;
	int raise = ees->reach < 0 ? -ees->reach : 0;

	assert(whole.count <= 1);
	ees->shift = 61 - raise;
	for (uint64_t rest = whole.count ? whole.at[0] : 0; rest; rest >>= 1)
		ees->shift--;
	if (ees->shift < 0)
		ees->shift = 0;
	ees->share.low = ees_units(ees, ees->share.exact);
	ees->horizon.low = ees->share.low + 1;
	if (raise)
		ees->horizon.low = ees->horizon.low > most >> raise ? most
								    : ees->horizon.low << raise;
	else
		ees->horizon.low += ees->share.low >> ees->reach;
	if (ees->horizon.low > most)
		ees->horizon.low = most;
	ees->is_endless = ees->shift == 0 ||
			  ees->horizon.low >> ees->shift > (uint64_t)money_most(ees->election);
}

static void run_begin(struct ees *ees)
{
	arena_rewind(ees->arena, ees->mark);
	for (uint32_t i = 0; i < ees->class_count; i++)
		ees->classes[i].exact = NULL;
	for (uint32_t p = 0; p < ees->election->project_count; p++)
		ees->projects[p].bounded = ees->projects[p].counted = 0;
	ees->looked = PB_NO_PROJECT;
	ees->out->runs++;
}

/* The least change is what the rounds that stay have found, else whatever is before the horizon. */
static enum err changes_begin(struct ees *ees, const struct ees_next *next)
{
	ees->horizon.exact = ratio_make(ees->arena, big_of(ees->arena, ees->horizon.low),
		big_of(ees->arena, UINT64_C(1) << ees->shift));
	ees->next = *next;
	ees->next_money = ees->horizon;
	if (next->has_one) {
		ees->next_money.exact = ees_next_share(ees, next);
		ees->next_money.low = ees_units(ees, ees->next_money.exact);
	}
	return arena_is_spent(ees->arena) ? ERR_TOO_BIG : OK;
}

/* ---- choosing ---- */

/* Whether it is a matter of money at all: what costs nothing is worth nothing under cost utility,
 * and otherwise is taken before the rest. */
static bool is_priced(const struct ees *ees, uint32_t project)
{
	return ees->election->projects[project].cost > 0;
}

/* The fewest payers with which a comes before b. It could have as many as a number says. */
static uint32_t payers_needed(const struct ees *ees, uint32_t a, uint32_t b, uint32_t payers_b)
{
	wide needed = payers_b;

	if (ees->options->utility == PB_CARDINALITY)
		needed = needed * (uint64_t)ees->election->projects[a].cost /
			 (uint64_t)ees->election->projects[b].cost;
	assert(needed < UINT32_MAX);
	return (uint32_t)needed + !ees_comes_before(&ees->order, a, (uint32_t)needed, b, payers_b);
}

static uint32_t free_one(const struct ees *ees)
{
	if (ees->options->utility == PB_COST)
		return PB_NO_PROJECT;
	for (uint32_t i = 0; i < ees->election->project_count; i++) {
		uint32_t p = ees->order.ties.order[i];

		if (!is_priced(ees, p) && ees->election->sides[p].support &&
			admit_is_open(&ees->admit, p))
			return p;
	}
	return PB_NO_PROJECT;
}

static bool is_bounded(const struct ees *ees, uint32_t project)
{
	return ees->projects[project].bounded == ees->round_count + 1;
}

static bool is_counted(const struct ees *ees, uint32_t project)
{
	return ees->projects[project].counted == ees->round_count + 1;
}

static void project_bound(struct ees *ees, uint32_t project)
{
	struct ees_project *at = &ees->projects[project];

	if (is_bounded(ees, project))
		return;
	ees_look(ees, project);
	at->most = ees_payers(ees, &ees->horizon, at->most, at->payers);
	at->bounded = ees->round_count + 1;
}

static void project_count(struct ees *ees, uint32_t project)
{
	struct ees_project *at = &ees->projects[project];

	ees_look(ees, project);
	at->payers = ees_payers(ees, &ees->share, at->most, at->payers);
	if (!ees->wants_next)
		at->most = at->payers;
	at->counted = ees->round_count + 1;
}

/* One step nearer to its payers; false when they are counted. */
static bool project_look(struct ees *ees, uint32_t project)
{
	if (is_counted(ees, project))
		return false;
	if (ees->wants_next && !is_bounded(ees, project))
		project_bound(ees, project);
	else
		project_count(ees, project);
	return true;
}

static uint32_t best_one(struct ees *ees)
{
	uint32_t best = free_one(ees);

	while (best == PB_NO_PROJECT) {
		uint32_t best_payers = 0;

		for (uint32_t p = 0; p < ees->election->project_count; p++) {
			uint32_t payers = is_counted(ees, p) ? ees->projects[p].payers
							     : ees->projects[p].most;

			if (payers && is_priced(ees, p) &&
				(best == PB_NO_PROJECT || ees_comes_before(&ees->order, p, payers,
								  best, best_payers)) &&
				admit_is_open(&ees->admit, p)) {
				best = p;
				best_payers = payers;
			}
		}
		if (best == PB_NO_PROJECT || !project_look(ees, best))
			break;
		best = PB_NO_PROJECT;
	}
	return best;
}

/* ---- changes ---- */

/* A change of this project in this round, if it could have `least` payers before the next. */
static void change_seek(struct ees *ees, uint32_t project, uint32_t least)
{
	const struct ees_project *at = &ees->projects[project];
	uint32_t most;

	project_bound(ees, project);
	if (at->most < least)
		return;
	ees_look(ees, project);
	most = ees_payers(ees, &ees->next_money, at->most, at->payers);
	if (most >= least)
		ees_change(ees, least, most);
}

/* The winner with more payers, or another with enough of them to come before it. */
static void changes_find(struct ees *ees, uint32_t winner)
{
	uint32_t payers = winner == PB_NO_PROJECT ? 0 : ees->projects[winner].payers;

	if (winner != PB_NO_PROJECT)
		change_seek(ees, winner, payers + 1);
	for (uint32_t p = 0; p < ees->election->project_count; p++) {
		uint32_t most = ees->projects[p].most;

		if (p == winner || !most || !is_priced(ees, p) || !admit_is_open(&ees->admit, p))
			continue;
		if (winner == PB_NO_PROJECT)
			change_seek(ees, p, 1);
		else if (ees_comes_before(&ees->order, p, most, winner, payers))
			change_seek(ees, p, payers_needed(ees, p, winner, payers));
	}
}

/* ---- paying ---- */

/* The class of those who come from `class` and pay in this round. */
static enum err class_add(struct ees *ees, uint32_t class, uint64_t price)
{
	if (ees->class_count == ees->class_room) {
		if (ees->class_room > UINT32_MAX / 2)
			return ERR_TOO_BIG;
		TRY(classes_grow(ees, ees->class_room + ees->class_room / 2));
	}
	ees->classes[ees->class_count] = (struct ees_class) {
		.paid = ees->classes[class].paid + price, .parent = class, .round = ees->round_count
	};
	ees->marks[class] = ees->class_count++;
	return OK;
}

/* While this goes on, the mark of a class is the class of its payers; 0 where none pay. */
static enum err payers_pay(struct ees *ees, uint32_t project, uint32_t payers)
{
	struct side_walk walk = side_walk(&ees->election->sides[project]);
	int64_t cost = ees->election->projects[project].cost;
	struct side_piece piece;
	uint64_t price;
	uint32_t able;

	price = (uint64_t)(((wide)cost << ees->shift) / payers);
	ees_look(ees, project);
	able = ees_able(ees, payers);
	for (uint32_t i = 0; i < able; i++)
		TRY(class_add(ees, ees->levels[i].class, price));
	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint32_t *class = &ees->class_of[piece.groups[i]];
			uint32_t mark = ees->marks[*class];

			*class = mark ? mark : *class;
		}
	for (uint32_t i = 0; i < able; i++)
		ees->marks[ees->levels[i].class] = 0;
	ees->looked = PB_NO_PROJECT;
	return OK;
}

static void payers_repay(struct ees *ees, uint32_t round)
{
	struct side_walk walk = side_walk(&ees->election->sides[ees->won[round]]);
	struct side_piece piece;

	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint32_t *class = &ees->class_of[piece.groups[i]];

			if (*class >= ees->class_starts[round])
				*class = ees->classes[*class].parent;
		}
}

/* ---- a run ---- */

static void round_keep(struct ees *ees)
{
	size_t count = ees->election->project_count;
	uint32_t place = ees->round_count / ees->stride;

	if (ees->round_count % ees->stride)
		return;
	ees->nexts[place] = ees->next;
	for (size_t p = 0; p < count; p++)
		ees->bounds[place * count + p] = ees->projects[p].most;
}

static enum err rounds_make(struct ees *ees)
{
	for (;;) {
		uint32_t winner;

		if (ees->wants_next)
			round_keep(ees);
		winner = best_one(ees);
		if (ees->wants_next && (winner == PB_NO_PROJECT || is_priced(ees, winner)))
			changes_find(ees, winner);
		if (arena_is_spent(ees->arena))
			return ERR_TOO_BIG;
		if (winner == PB_NO_PROJECT)
			return OK;
		ees->won[ees->round_count] = winner;
		ees->payers[ees->round_count] =
			is_priced(ees, winner) ? ees->projects[winner].payers
					       : (uint32_t)ees->election->sides[winner].support;
		ees->class_starts[ees->round_count] = ees->class_count;
		if (is_priced(ees, winner))
			TRY(payers_pay(ees, winner, ees->payers[ees->round_count]));
		ees->round_count++;
		ees->cost += ees->election->projects[winner].cost;
		admit_choose(&ees->admit, winner);
	}
}

enum err ees_run(struct ees *ees, const struct ees_share *share)
{
	const struct pb_election *election = ees->election;

	run_begin(ees);
	ees->share.exact = ees_share_sum(ees->arena, share);
	horizon_set(ees);
	TRY(changes_begin(ees, &(struct ees_next) { 0 }));
	memset(ees->class_of, 0, election->group_count * sizeof(*ees->class_of));
	ees->classes[0] = (struct ees_class) { 0 };
	ees->class_count = 1;
	ees->round_count = 0;
	ees->cost = 0;
	admit_reset(&ees->admit);
	for (uint32_t p = 0; p < election->project_count; p++)
		ees->projects[p].most = (uint32_t)election->sides[p].support;
	return rounds_make(ees);
}

static void rounds_undo(struct ees *ees, uint32_t round)
{
	while (ees->round_count > round) {
		uint32_t project = ees->won[--ees->round_count];

		ees->cost -= ees->election->projects[project].cost;
		if (is_priced(ees, project))
			payers_repay(ees, ees->round_count);
		ees->class_count = ees->class_starts[ees->round_count];
	}
	admit_reset(&ees->admit);
	for (uint32_t i = 0; i < round; i++)
		admit_choose(&ees->admit, ees->won[i]);
}

enum err ees_run_on(struct ees *ees, struct ees_share *share)
{
	uint32_t count = ees->election->project_count;
	uint32_t place = ees->next.round / ees->stride;

	assert(ees->next.has_one);
	ees_next_parts(ees, &ees->next, share);
	run_begin(ees);
	rounds_undo(ees, place * ees->stride);
	ees->share.exact = ees_share_sum(ees->arena, share);
	ees->share.low = ees_units(ees, ees->share.exact);
	TRY(changes_begin(ees, &ees->nexts[place]));
	for (uint32_t p = 0; p < count; p++)
		ees->projects[p].most = ees->bounds[(size_t)place * count + p];
	return rounds_make(ees);
}
