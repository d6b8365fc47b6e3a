/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check_add1.c: proves that Add1 had to pass by every share it passed by, and to stop where it
 * did. One share by a run; many shares at once by two runs, at the lowest and the highest of them,
 * that choose the same projects in the same order (doc/pb.md, Certificate and checker). */
#include "pb/check_add1.h"
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"

struct quotient add1_share(struct check *check, int64_t step)
{
	const struct pb_election *election = check->view->election;
	struct arena *arena = check->arena;
	struct whole ballots = whole_of(arena, election->ballots);
	struct whole raise = whole_times_small(
		arena, whole_times_small(arena, ballots, (uint64_t)election->unit), (uint64_t)step);

	return (struct quotient) {
		whole_add(arena, raise, whole_of(arena, (uint64_t)election->budget)), ballots
	};
}

/* Runs at the lowest and the highest share of an interval, in step. */
struct pair {
	struct check *check;
	struct purse low;
	struct purse high;
	/* In every round so far as many pay in full at both ends. Who pays a rest at the highest
	 * share pays one at every lower share, so then they are the same ballots throughout, and
	 * rests and prices are straight lines in between. */
	bool is_straight;
	uint32_t count;
	uint32_t last;
	int64_t cost;
};

/* The projects of the run looked at before: guesses only. */
struct memory {
	uint32_t *order;
	uint32_t count;
};

static uint32_t guess_at(const struct memory *memory, uint32_t round)
{
	return round < memory->count ? memory->order[round] : PB_NO_PROJECT;
}

static void guess_keep(struct memory *memory, uint32_t round, uint32_t project)
{
	memory->order[round] = project;
	if (memory->count <= round)
		memory->count = round + 1;
}

/* ---- one share ---- */

static bool run_whole(struct purse *purse, struct memory *memory, int64_t *cost)
{
	struct price price;
	uint32_t round = 0;

	*cost = 0;
	for (;;) {
		uint32_t project = purse_find(purse, guess_at(memory, round), &price);

		if (project == PB_NO_PROJECT)
			return true;
		if (!purse_pay(purse, project, &price))
			return check_refuse(purse->check, "the payments do not add up to the cost");
		guess_keep(memory, round++, project);
		*cost += purse->view->projects[project].cost;
	}
}

enum end { GOES_ON, IS_EXHAUSTIVE, IS_TOO_DEAR };

static bool share_run(struct check *check, enum pb_utility utility, int64_t step,
	struct memory *memory, enum end *out, int64_t *cost)
{
	struct arena_mark mark = arena_mark(check->arena);
	struct purse purse;
	int64_t left;

	if (purse_make(check, utility, add1_share(check, step), &purse) ||
		!run_whole(&purse, memory, cost))
		return false;
	left = check->view->election->budget - *cost;
	*out = left < 0 ? IS_TOO_DEAR : purse_has_fitting(&purse, left) ? GOES_ON : IS_EXHAUSTIVE;
	arena_rewind(check->arena, mark);
	return true;
}

/* ---- many shares ---- */

/* Is the winner of this round, found at the lowest share, before the other project at every share?
 * Prices only fall as the share rises. Either the other one's lowest, at the highest share, is
 * above the winner's highest, at the lowest share. Or both are straight lines, and the winner's is
 * below at both ends. */
static bool stays_before(struct pair *pair, uint32_t winner, uint32_t other,
	struct quotient low_rho, struct quotient high_rho)
{
	const uint32_t *rank = pair->check->view->rank;
	struct price low;
	struct price high;
	int order = purse_compare(&pair->high, other, low_rho);

	if (order > 0 || (order == 0 && rank[winner] < rank[other]))
		return true;
	if (!pair->is_straight || !purse_price(&pair->low, other, &low) ||
		!purse_price(&pair->high, other, &high) || low.in_full != high.in_full)
		return false;
	order = purse_compare(&pair->high, other, high_rho);
	return order > 0 || (order == 0 && rank[winner] < rank[other]);
}

/* One round of both; false when the winner may not be the same throughout, or there is none. */
static bool pair_round(struct pair *pair, struct memory *memory)
{
	const struct view *view = pair->check->view;
	struct price low;
	struct price high;
	uint32_t winner = purse_find(&pair->low, guess_at(memory, pair->count), &low);
	bool was_straight = pair->is_straight;
	struct quotient low_rho;
	struct quotient high_rho;

	if (winner == PB_NO_PROJECT || !purse_price(&pair->high, winner, &high))
		return false;
	low_rho = purse_rho(&pair->low, winner, &low);
	high_rho = purse_rho(&pair->high, winner, &high);
	pair->is_straight = was_straight && low.in_full == high.in_full;
	for (uint32_t p = 0; p < view->count; p++)
		if (p != winner && purse_is_open(&pair->high, p) &&
			!stays_before(pair, winner, p, low_rho, high_rho))
			return false;
	if (!purse_pay(&pair->low, winner, &low) || !purse_pay(&pair->high, winner, &high))
		return check_refuse(pair->check, "the payments do not add up to the cost");
	guess_keep(memory, pair->count++, winner);
	pair->last = winner;
	pair->cost += view->projects[winner].cost;
	return true;
}

static bool is_over(struct purse *purse)
{
	struct price price;

	return purse_find(purse, PB_NO_PROJECT, &price) == PB_NO_PROJECT;
}

/* After the sure ones: `is_able` is who may still be chosen at some share of the interval, those
 * whose supporters hold their cost at the highest. All of them together cost, and all that list
 * one of them hold, so much at most. */
static int64_t able_cost(struct pair *pair, bool *is_able)
{
	struct purse *high = &pair->high;
	struct arena *arena = pair->check->arena;
	struct whole held;
	int64_t cost = 0;
	bool is_even;

	for (uint32_t p = 0; p < high->view->count; p++) {
		int64_t price = high->view->projects[p].cost;
		struct whole needed = whole_times_small(arena, high->den, (uint64_t)price);

		is_able[p] = price && high->reach[p] && !high->limits.is_barred[p] &&
			     whole_compare(purse_money(high, p), needed) >= 0;
		cost += is_able[p] ? price : 0;
	}
	held = purse_money_of_all(high, is_able);
	if (whole_compare(held, whole_times_small(arena, high->den, (uint64_t)cost)) >= 0)
		return cost;
	/* Costs are whole, so what a rounding up adds is taken back. It is at most cost. */
	held = whole_over(arena, held, high->den, &is_even);
	return (held.len ? (int64_t)held.at[0] : 0) - !is_even;
}

/* May it be chosen after any of those that are able have been: no rival among them, what it needs
 * already there, its category's cap wide enough, and no floor that could keep money back? */
static bool is_free_of(const struct limits *limits, uint32_t project, const bool *is_able)
{
	const struct view *view = limits->view;
	const struct pb_project *it = &view->projects[project];
	int64_t in_category = it->cost;

	if (!limits->is_let[project])
		return false;
	if (!limits->is_on)
		return true;
	if (limits->has_floors)
		return false;
	for (uint32_t p = 0; p < view->count; p++) {
		if (is_able[p] && limits_are_rivals(limits, p, project))
			return false;
		if ((is_able[p] || limits->is_chosen[p]) && it->category != PB_NO_PROJECT &&
			view->projects[p].category == it->category)
			in_category += view->projects[p].cost;
	}
	return it->category == PB_NO_PROJECT || !view->election->categories[it->category].has_cap ||
	       in_category <= view->election->categories[it->category].cap;
}

/* Whatever else is chosen, within the budget a project is left that fits and cannot be paid by its
 * supporters, so that no share of the interval ends the search. */
static bool always_goes_on(struct pair *pair)
{
	const struct view *view = pair->check->view;
	bool *is_able = arena_array(pair->check->arena, (size_t)view->count + 1, 1);
	int64_t left;

	if (!is_able)
		return false;
	left = view->election->budget - pair->cost - able_cost(pair, is_able);
	for (uint32_t p = 0; p < view->count; p++) {
		int64_t cost = view->projects[p].cost;

		if (cost && cost <= left && pair->high.reach[p] && !is_able[p] &&
			is_free_of(&pair->high.limits, p, is_able))
			return true;
	}
	return false;
}

static bool pair_make(
	struct check *check, enum pb_utility utility, int64_t from, int64_t to, struct pair *out)
{
	*out = (struct pair) { .check = check, .is_straight = true, .last = PB_NO_PROJECT };
	return !purse_make(check, utility, add1_share(check, from), &out->low) &&
	       !purse_make(check, utility, add1_share(check, to), &out->high);
}

/* ---- lines ---- */

struct leap {
	int64_t from, to;
	int64_t cost;	 /* step, same */
	int64_t surely;	 /* skip */
	struct str last; /* skip: as written */
};

static bool number_cut(struct str *line, int64_t *out)
{
	return line->at && str_int(str_cut(line, ' '), out) && *out >= 0;
}

static bool step_check(struct check *check, enum pb_utility utility, const struct leap *leap,
	struct memory *memory)
{
	enum end end;
	int64_t cost;

	if (!share_run(check, utility, leap->from, memory, &end, &cost))
		return false;
	if (end != GOES_ON)
		return check_refuse(check, "the search ends at this share");
	if (cost != leap->cost)
		return check_refuse(check, "another cost at this share");
	return true;
}

static bool same_check(struct check *check, enum pb_utility utility, const struct leap *leap,
	struct memory *memory)
{
	struct arena_mark mark = arena_mark(check->arena);
	struct pair pair;

	if (!pair_make(check, utility, leap->from, leap->to, &pair))
		return false;
	while (pair_round(&pair, memory))
		;
	if (check->verdict->reason.at)
		return false;
	if (!is_over(&pair.low) || !is_over(&pair.high))
		return check_refuse(check, "not the same projects at all these shares");
	if (pair.cost != leap->cost)
		return check_refuse(check, "another cost at these shares");
	if (pair.cost > check->view->election->budget ||
		!purse_has_fitting(&pair.low, check->view->election->budget - pair.cost))
		return check_refuse(check, "the search ends at these shares");
	arena_rewind(check->arena, mark);
	return true;
}

static bool skip_check(struct check *check, enum pb_utility utility, const struct leap *leap,
	struct memory *memory)
{
	struct arena_mark mark = arena_mark(check->arena);
	struct buf last = check_buf(check);
	struct pair pair;

	if (!pair_make(check, utility, leap->from, leap->to, &pair))
		return false;
	while (pair.count < leap->surely && pair_round(&pair, memory))
		;
	if (check->verdict->reason.at)
		return false;
	if (pair.last == PB_NO_PROJECT)
		buf_char(&last, '-');
	else
		cert_id(&last, check->view->election, pair.last);
	if (pair.count != leap->surely || !str_equal(buf_view(&last), leap->last))
		return check_refuse(check, "other projects are sure at these shares");
	if (!always_goes_on(&pair))
		return check_refuse(check, "the search may end at one of these shares");
	arena_rewind(check->arena, mark);
	return true;
}

/* Takes the line; *at is the first share that is not looked at yet, and moves on. */
static bool leap_check(struct check *check, enum pb_utility utility, int64_t end, int64_t *at,
	struct memory *memory)
{
	struct str line = check_take(check);
	struct str word = line.at ? str_cut(&line, ' ') : line;
	bool is_step = str_is(word, "step");
	bool is_skip = str_is(word, "skip");
	struct leap leap = { 0 };

	if (!number_cut(&line, &leap.from))
		return check_refuse(check, "not a number of steps");
	leap.to = leap.from;
	if (!is_step && !number_cut(&line, &leap.to))
		return check_refuse(check, "not a number of steps");
	if (leap.from != *at || (!is_step && leap.to <= leap.from) || leap.to >= end)
		return check_refuse(check, "a gap or an overlap in the shares looked at");
	if (!number_cut(&line, is_skip ? &leap.surely : &leap.cost))
		return check_refuse(check, "not a number");
	leap.last = line;
	if (!is_skip && line.at)
		return check_refuse(check, "too long");
	*at = leap.to + 1;
	if (is_step)
		return step_check(check, utility, &leap, memory);
	return is_skip ? skip_check(check, utility, &leap, memory)
		       : same_check(check, utility, &leap, memory);
}

/* Every share by itself. */
static bool deep_check(
	struct check *check, enum pb_utility utility, int64_t count, struct memory *memory)
{
	for (int64_t step = 0; step < count; step++) {
		enum end end;
		int64_t cost;

		if (!share_run(check, utility, step, memory, &end, &cost))
			return false;
		if (end != GOES_ON)
			return check_refuse(check, "the search ends at an earlier share");
	}
	return true;
}

bool add1_check(struct check *check, enum pb_utility utility, int64_t step)
{
	struct memory memory = {
		arena_array(check->arena, (size_t)check->view->count + 1, sizeof(uint32_t)), 0
	};
	struct buf line = check_buf(check);
	enum end end;
	int64_t cost;
	int64_t at = 0;
	int64_t count;

	if (!memory.order || !share_run(check, utility, step, &memory, &end, &cost))
		return false;
	if (end == IS_TOO_DEAR)
		return check_refuse(check, "costs more than the budget");
	count = end == IS_EXHAUSTIVE ? step : step + 1;
	memory.count = 0;
	while (check_comes(check, "step") || check_comes(check, "same") ||
		check_comes(check, "skip"))
		if (!leap_check(check, utility, count, &at, &memory))
			return false;
	buf_text(&line, end == IS_EXHAUSTIVE ? "stop exhaustive" : "stop dear");
	if (!check_line(check, &line, "another end of the search"))
		return false;
	if (at != count)
		return check_refuse(check, "not all shares are looked at");
	if (end != IS_EXHAUSTIVE) {
		if (!share_run(check, utility, step + 1, &memory, &end, &cost))
			return false;
		if (end != IS_TOO_DEAR)
			return check_refuse(check, "the search goes on after this share");
	}
	return !check->is_deep || deep_check(check, utility, count, &memory);
}
