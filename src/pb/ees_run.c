/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ees_run.c: the rounds of Exact Equal Shares at one share. Rests only fall, so the payers a
 * project could have at the horizon bound it from above in all later rounds, and only a project
 * whose bound would win, or would change something before the horizon, is looked at again. A run
 * at the next change keeps the rounds before it: up to there nothing is different. */
#include <assert.h>
#include <string.h>
#include "base/arena.h"
#include "pb/ees.h"

enum { KEPT_MOST = 1 << 19 }; /* bounds and places in line for going back: 4 MB */

size_t ees_side_most(const struct pb_election *election)
{
	size_t most = 0;

	for (uint32_t p = 0; p < election->project_count; p++)
		if (election->sides[p].count > most)
			most = election->sides[p].count;
	return most;
}

/* A winner's supporters in whole words. */
static enum err paying_make(struct ees *ees)
{
	const struct pb_election *election = ees->election;
	size_t words = 0;

	for (uint32_t p = 0; p < election->project_count; p++) {
		ees->projects[p].bits = words;
		words += election->sides[p].count / 64 + 1;
	}
	ees->paying = arena_array(ees->arena, words + 1, sizeof(*ees->paying));
	return ees->paying ? OK : ERR_MEMORY;
}

static enum err for_each_round_make(struct ees *ees)
{
	size_t count = ees->election->project_count + (size_t)1;
	size_t rows;

	ees->line = arena_array(ees->arena, count, sizeof(*ees->line));
	ees->won = arena_array(ees->arena, count, sizeof(*ees->won));
	ees->payers = arena_array(ees->arena, count, sizeof(*ees->payers));
	for (int i = 0; i < 2; i++)
		ees->sums[i].rounds = arena_array(ees->arena, count, sizeof(uint32_t));
	if (ees->wants_next) {
		ees->stride = (uint32_t)(count * count / KEPT_MOST + 1);
		rows = count / ees->stride + 1;
		ees->bounds = arena_array(ees->arena, rows * count, sizeof(*ees->bounds));
		ees->lines = arena_array(ees->arena, rows * count, sizeof(*ees->lines));
		ees->line_counts = arena_array(ees->arena, rows, sizeof(*ees->line_counts));
		ees->nexts = arena_array(ees->arena, rows, sizeof(*ees->nexts));
	}
	return arena_is_spent(ees->arena) ? ERR_MEMORY : OK;
}

enum err ees_make(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out, struct ees *ees)
{
	size_t count = election->project_count + (size_t)1;

	*ees = (struct ees) { .arena = arena,
		.election = election,
		.options = options,
		.out = out,
		.reach = 8,
		.wants_next = options->complete == PB_ADDOPT,
		.order = { .election = election, .utility = options->utility } };
	TRY(ties_make(arena, election, options->ties, &ees->order.ties));
	TRY(admit_make(arena, election, options, &ees->admit));
	ees->projects = arena_array(arena, count, sizeof(*ees->projects));
	ees->holders = arena_array(arena, ees_side_most(election) + 1, sizeof(*ees->holders));
	ees->found = arena_array(arena, ees_side_most(election) + 1, sizeof(*ees->found));
	if (!options->is_exact)
		ees->paid = arena_array(
			arena, election->group_count + (size_t)1, sizeof(*ees->paid));
	if (arena_is_spent(arena))
		return ERR_MEMORY;
	TRY(paying_make(ees));
	TRY(for_each_round_make(ees));
	ees->mark = arena_mark(arena);
	return options->is_exact || options->is_twice ? ees_whole_make(ees) : OK;
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
	ees->sums[0].exact = NULL;
	for (uint32_t p = 0; p < ees->election->project_count; p++)
		ees->projects[p].bounded = ees->projects[p].counted = 0;
	ees->looked = PB_NO_PROJECT;
	ees->out->runs++;
}

/* The least change is what the rounds that stay have found, else whatever is before the horizon. */
static enum err changes_begin(struct ees *ees, const struct ees_next *next)
{
	if (!ees->wants_next) {
		ees->horizon = ees->share;
		return arena_is_spent(ees->arena) ? ERR_TOO_BIG : OK;
	}
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

/* A guess at the payers, a little below those of the round of the run before that was here. */
static uint32_t payers_guess(const struct ees *ees, uint32_t project)
{
	uint32_t round = ees->round_count;
	size_t row = ((size_t)round + 1) * ees->election->project_count;
	uint32_t guess = 0;

	if (ees->won[round] == project)
		guess = ees->payers[round];
	else if (ees->wants_next && ees->stride == 1)
		guess = ees->bounds[row + project];
	return guess - guess / 32 - (guess > 2 ? 2 : guess);
}

static void project_bound(struct ees *ees, uint32_t project)
{
	struct ees_project *at = &ees->projects[project];

	ees_look(ees, project, payers_guess(ees, project));
	at->most = ees_payers(ees, &ees->horizon, at->most);
	at->bounded = ees->round_count + 1;
}

static void project_count(struct ees *ees, uint32_t project)
{
	struct ees_project *at = &ees->projects[project];

	ees_look(ees, project, payers_guess(ees, project));
	at->payers = ees_payers(ees, &ees->share, at->most);
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

/* In line they stand by what `most` is worth. */
static bool is_ahead(const void *with, uint32_t a, uint32_t b)
{
	const struct ees *ees = with;

	return ees_comes_before(&ees->order, a, ees->projects[a].most, b, ees->projects[b].most);
}

static void line_leave(struct ees *ees, uint32_t at)
{
	ees->line_count--;
	memmove(ees->line + at, ees->line + at + 1, (ees->line_count - at) * sizeof(*ees->line));
}

/* Whose `most` has fallen goes back; who cannot have a payer any more leaves. */
static void line_sink(struct ees *ees, uint32_t at)
{
	uint32_t *line = ees->line;
	uint32_t project = line[at];

	if (!ees->projects[project].most) {
		line_leave(ees, at);
		return;
	}
	for (; at + 1 < ees->line_count && is_ahead(ees, line[at + 1], project); at++)
		line[at] = line[at + 1];
	line[at] = project;
}

static uint32_t line_place(const struct ees *ees, uint32_t project)
{
	uint32_t at = 0;

	while (ees->line[at] != project)
		at++;
	return at;
}

/* In the order of the line, until nobody is left whose bound is better than the best so far: so all
 * who could change something before the horizon are bounded in this round, and counted. */
static uint32_t best_one(struct ees *ees)
{
	uint32_t best = free_one(ees);
	uint32_t payers = 0;
	uint32_t at = 0;

	if (best != PB_NO_PROJECT)
		return best;
	while (at < ees->line_count) {
		uint32_t p = ees->line[at];
		struct ees_project *it = &ees->projects[p];

		if (!admit_is_open(&ees->admit, p)) {
			at++;
			continue;
		}
		if (payers && !ees_comes_before(&ees->order, p, it->most, best, payers))
			break;
		if (project_look(ees, p)) {
			line_sink(ees, at);
			continue;
		}
		if (it->payers &&
			(!payers || ees_comes_before(&ees->order, p, it->payers, best, payers))) {
			best = p;
			payers = it->payers;
		}
		at++;
	}
	return best;
}

/* ---- changes ---- */

/* A change of this project in this round, if it could have `least` payers before the next. */
static void change_seek(struct ees *ees, uint32_t project, uint32_t least)
{
	uint32_t bound = ees->projects[project].most;
	uint32_t guess = payers_guess(ees, project);
	uint32_t most;

	assert(is_bounded(ees, project));
	if (bound < least)
		return;
	ees_look(ees, project, guess < least ? guess : least);
	most = ees_payers(ees, &ees->next_money, bound);
	if (most >= least)
		ees_change(ees, least, most);
}

/* The winner with more payers, or another with enough of them to come before it. */
static void changes_find(struct ees *ees, uint32_t winner)
{
	uint32_t payers = winner == PB_NO_PROJECT ? 0 : ees->projects[winner].payers;

	if (winner != PB_NO_PROJECT)
		change_seek(ees, winner, payers + 1);
	for (uint32_t at = 0; at < ees->line_count; at++) {
		uint32_t p = ees->line[at];
		uint32_t most = ees->projects[p].most;

		if (p == winner || !admit_is_open(&ees->admit, p))
			continue;
		if (winner == PB_NO_PROJECT)
			change_seek(ees, p, 1);
		else if (ees_comes_before(&ees->order, p, most, winner, payers))
			change_seek(ees, p, payers_needed(ees, p, winner, payers));
		else
			break;
	}
}

/* ---- paying ---- */

/* 64 supporters or what is left of them; a bit for each who pays. */
static uint64_t groups_pay(struct ees *ees, uint32_t project, uint32_t payers,
	struct ees_limit *limit, const uint64_t *whole, const uint32_t *groups, uint32_t count)
{
	uint64_t paying = 0;

	for (uint32_t i = 0; i < count; i++)
		if (ees_can_pay(ees, project, groups[i], &ees->share, payers, limit)) {
			paying |= UINT64_C(1) << i;
			if (whole)
				ees_whole_pay(ees, groups[i], whole);
		}
	return paying;
}

/* The same by units; *is_open: fractions must tell of some. */
static uint64_t groups_able(const int64_t *paid_by, const struct ees_limit *limit,
	const uint32_t *groups, uint32_t count, bool *is_open)
{
	uint64_t paying = 0;
	bool open = false;

	for (uint32_t i = 0; i < count; i++) {
		int64_t paid = paid_by[groups[i]];

		paying |= (uint64_t)(paid <= limit->yes) << i;
		open |= paid > limit->yes && paid < limit->no;
	}
	*is_open = open;
	return paying;
}

static void units_add(struct ees *ees, const uint32_t *groups, uint64_t paying, int64_t price)
{
	for (; ees->paid && paying; paying &= paying - 1)
		ees->paid[groups[__builtin_ctzll(paying)]] += price;
}

static enum err payers_pay(struct ees *ees, uint32_t project, uint32_t payers)
{
	struct side_walk walk = side_walk(&ees->election->sides[project]);
	uint64_t *paying = ees->paying + ees->projects[project].bits;
	int64_t price = (int64_t)ees_price(ees, project, payers);
	const uint64_t *whole = NULL;
	struct ees_limit limit;
	struct side_piece piece;

	ees->has_dust = ees->has_dust || !price;
	if (ees->wholes.is_on) {
		TRY(ees_whole_divide(ees, payers));
		whole = ees_whole_price(ees, ees->election->projects[project].cost, payers);
	}
	limit = ees_limit_for(ees, &ees->share, project, payers);
	if (arena_is_spent(ees->arena))
		return ERR_TOO_BIG;
	static_assert(SIDE_BLOCK % 64 == 0, "pieces are whole words");
	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i += 64) {
			uint32_t count = piece.count - i < 64 ? piece.count - i : 64;
			const uint32_t *groups = piece.groups + i;
			bool is_open = true;

			if (!ees->wholes.is_on)
				*paying = groups_able(ees->paid, &limit, groups, count, &is_open);
			if (is_open)
				*paying = groups_pay(
					ees, project, payers, &limit, whole, groups, count);
			units_add(ees, groups, *paying++, price);
		}
	ees->looked = PB_NO_PROJECT;
	return OK;
}

static enum err payers_repay(struct ees *ees, uint32_t project, uint32_t payers)
{
	struct side_walk walk = side_walk(&ees->election->sides[project]);
	const uint64_t *paying = ees->paying + ees->projects[project].bits;
	int64_t price = (int64_t)ees_price(ees, project, payers);
	const uint64_t *whole = NULL;
	struct side_piece piece;

	if (ees->wholes.is_on) {
		whole = ees_whole_price(ees, ees->election->projects[project].cost, payers);
		if (!whole)
			return ERR_TOO_BIG;
	}
	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i += 64, paying++) {
			units_add(ees, piece.groups + i, *paying, -price);
			for (uint64_t word = *paying; whole && word; word &= word - 1)
				ees_whole_repay(ees,
					piece.groups[i + (uint32_t)__builtin_ctzll(word)], whole);
		}
	return OK;
}

/* ---- a run ---- */

static void round_keep(struct ees *ees)
{
	size_t count = ees->election->project_count;
	uint32_t place = ees->round_count / ees->stride;

	if (ees->round_count % ees->stride)
		return;
	ees->nexts[place] = ees->next;
	ees->line_counts[place] = ees->line_count;
	memcpy(ees->lines + place * count, ees->line, ees->line_count * sizeof(*ees->line));
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
		if (is_priced(ees, winner)) {
			TRY(payers_pay(ees, winner, ees->payers[ees->round_count]));
			line_leave(ees, line_place(ees, winner));
		}
		ees->round_count++;
		ees->cost += ees->election->projects[winner].cost;
		admit_choose(&ees->admit, winner);
	}
}

static enum err line_make(struct ees *ees)
{
	const struct pb_election *election = ees->election;
	uint32_t *room = arena_array(
		ees->arena, election->project_count + (size_t)1, sizeof(*room));

	if (!room)
		return ERR_TOO_BIG;
	ees->line_count = 0;
	for (uint32_t p = 0; p < election->project_count; p++) {
		ees->projects[p].most = (uint32_t)election->sides[p].support;
		if (ees->projects[p].most && is_priced(ees, p))
			ees->line[ees->line_count++] = p;
	}
	places_sort(ees->line, room, ees->line_count, is_ahead, ees);
	return OK;
}

enum err ees_run(struct ees *ees, const struct ees_share *share)
{
	const struct pb_election *election = ees->election;

	run_begin(ees);
	ees->share.exact = ees_share_sum(ees->arena, share);
	horizon_set(ees);
	TRY(changes_begin(ees, &(struct ees_next) { 0 }));
	if (ees->paid)
		memset(ees->paid, 0, election->group_count * sizeof(*ees->paid));
	if (ees->wholes.is_on)
		ees_whole_begin(ees);
	ees->round_count = 0;
	ees->cost = 0;
	admit_reset(&ees->admit);
	TRY(line_make(ees));
	return rounds_make(ees);
}

static enum err rounds_undo(struct ees *ees, uint32_t round)
{
	while (ees->round_count > round) {
		uint32_t project = ees->won[--ees->round_count];

		ees->cost -= ees->election->projects[project].cost;
		if (is_priced(ees, project))
			TRY(payers_repay(ees, project, ees->payers[ees->round_count]));
	}
	if (ees->wholes.is_on)
		ees_whole_shrink(ees);
	admit_reset(&ees->admit);
	for (uint32_t i = 0; i < round; i++)
		admit_choose(&ees->admit, ees->won[i]);
	return OK;
}

enum err ees_run_on(struct ees *ees, struct ees_share *share)
{
	uint32_t count = ees->election->project_count;
	uint32_t place = ees->next.round / ees->stride;

	assert(ees->next.has_one);
	ees_next_parts(ees, &ees->next, share);
	run_begin(ees);
	TRY(rounds_undo(ees, place * ees->stride));
	ees->share.exact = ees_share_sum(ees->arena, share);
	ees->share.low = ees_units(ees, ees->share.exact);
	TRY(changes_begin(ees, &ees->nexts[place]));
	for (uint32_t p = 0; p < count; p++)
		ees->projects[p].most = ees->bounds[(size_t)place * count + p];
	ees->line_count = ees->line_counts[place];
	memcpy(ees->line, ees->lines + (size_t)place * count, ees->line_count * sizeof(*ees->line));
	return rounds_make(ees);
}
