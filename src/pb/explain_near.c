/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/explain_near.c: how much cheaper, or with how many more supporters, a loser would have won,
 * found by counting again. Halving is a proof only under a lemma (doc/pb.md, Reasons) by which who
 * wins with a change wins with a larger one; where there is none, it only finds some boundary, and
 * nearness is claimed as far as every value was counted one by one, no further. */
#include <assert.h>
#include "base/arena.h"
#include "pb/explain.h"

enum {
	FIGURES = 4,
	STEPS_SHOWN = 20, /* of a way that is too long to be walked */
	LEAP_LEAST = 4,	  /* shorter ones are walked */
};

struct search {
	struct explain *explain;
	struct near *all;
	uint32_t count;
};

/* ---- one count ---- */

static bool has_more(const struct search *search)
{
	return search->explain->recounts > 0;
}

static void recount_tell(struct explain *explain)
{
	explain->recounts--;
	explain->counted++;
	if (explain->options->progress)
		explain->options->progress(explain->options->with, explain->counted);
}

enum err near_count(struct explain *explain, const struct near *near, int64_t distance,
	int64_t share, struct near_seen *out)
{
	struct arena_mark mark = arena_mark(explain->arena);
	int64_t cost = explain->election->projects[near->project].cost;
	struct pb_change change = { near->kind, near->project,
		near->kind == PB_SET_COST ? cost - distance : distance };
	struct pb_options options = explain->again;
	struct pb_election varied;
	struct pb_outcome outcome = { 0 };
	int64_t more;
	enum err err;

	assert(distance >= 0 && distance <= near->limit);
	recount_tell(explain);
	err = pb_vary(explain->arena, explain->election, &change, 1, &varied);
	if (!err && share >= 0) {
		options.complete = PB_NONE;
		if (__builtin_mul_overflow(share, varied.unit, &more) ||
			__builtin_mul_overflow(more, (int64_t)varied.ballots, &more) ||
			more >= PB_MONEY_END - varied.budget)
			err = ERR_REFUSED;
		else
			varied.budget += more;
	}
	if (!err)
		err = pb_count(explain->arena, &varied, &options, &outcome);
	if (!err && !outcome.is_proven)
		err = ERR_REFUSED;
	*out = (struct near_seen) { .steps = outcome.steps };
	for (uint32_t i = 0; !err && !out->is_won && i < outcome.selected_count; i++) {
		out->through += varied.projects[outcome.selected[i]].cost;
		out->is_won = outcome.selected[i] == near->project;
	}
	arena_rewind(explain->arena, mark);
	return err;
}

static enum err wins(struct search *search, const struct near *near, int64_t distance, bool *is_won)
{
	struct near_seen seen;
	enum err err = near_count(search->explain, near, distance, -1, &seen);

	*is_won = !err && seen.is_won;
	return err;
}

/* ---- what is known before counting ---- */

/* Who wins with a change wins with a larger one: the lemmas of doc/pb.md. The distance up to which
 * that holds, 0: not at all. Constraints, pledges and Add1 undo it. */
static int64_t sure_until(const struct explain *explain, enum pb_change_kind kind, int64_t limit)
{
	const struct pb_options *options = explain->options;
	const struct pb_election *election = explain->election;

	if (options->with_constraints || (options->with_donations && election->pledge_count))
		return 0;
	switch (options->rule) {
	case PB_MES:
	case PB_EES:
		if (options->complete != PB_NONE && options->complete != PB_EXHAUST)
			return 0;
		if (kind == PB_MORE_BALLOTS)
			return 0;
		if (kind == PB_MORE_EMPTY && limit > election->empty_ballots)
			return election->empty_ballots;
		return limit;
	case PB_OPTIMUM:
		if (!explain->outcome->is_proven)
			return 0;
		if (kind == PB_SET_COST &&
			(options->utility == PB_COST || options->ties == PB_BY_COST))
			return 0;
		return limit;
	case PB_OFFICIAL:
		return str_starts(election->rule, "equalshares") ? 0 : limit;
	default:
		return limit;
	}
}

static int64_t limit_of(const struct explain *explain, enum pb_change_kind kind, uint32_t project)
{
	const struct pb_election *election = explain->election;
	int64_t room = INT32_MAX - (int64_t)election->ballots;
	bool can_add = election->kind == PB_APPROVAL || election->kind == PB_CHOOSE_1;

	switch (kind) {
	case PB_SET_COST:
		return election->projects[project].cost - 1;
	case PB_MORE_APPROVALS:
		return can_add ? (int64_t)election->ballots - election->empty_ballots -
					 election->sides[project].support
			       : 0;
	case PB_MORE_EMPTY:
		return room + election->empty_ballots;
	default:
		return room;
	}
}

/* No rule spends more than the budget: supporters do not help who costs more than that. Pledges
 * might. */
static bool is_beyond(const struct explain *explain, const struct near *near)
{
	return near->kind != PB_SET_COST && !explain->options->with_donations &&
	       explain->election->projects[near->project].cost > explain->election->budget;
}

static void figure_set(const struct search *search, struct near *near)
{
	int64_t cost = search->explain->election->projects[near->project].cost;
	bool is_cost = near->kind == PB_SET_COST;

	near->figure->checked = is_cost ? cost - near->searched : near->searched;
	near->figure->value = PB_NEVER;
	if (near->won)
		near->figure->value = is_cost ? cost - near->won : near->won;
}

static void near_end(const struct search *search, struct near *near, int64_t won, bool is_closed)
{
	near->won = won;
	near->searched = won ? won : near->limit;
	near->figure->is_closed = is_closed;
	near->is_done = true;
	figure_set(search, near);
}

static void near_begin(struct search *search, struct near *near, struct pb_figure *figure,
	enum pb_change_kind kind, uint32_t project)
{
	*near = (struct near) { .figure = figure,
		.kind = kind,
		.project = project,
		.limit = limit_of(search->explain, kind, project) };
	if (near->limit < 0)
		near->limit = 0;
	near->sure = near->limit ? sure_until(search->explain, kind, near->limit) : 0;
	if (!near->limit || is_beyond(search->explain, near))
		near_end(search, near, 0, true);
	figure_set(search, near);
}

/* ---- boundaries ---- */

/* Between a distance that loses and one that wins: a pair of neighbours of which the nearer loses
 * and the farther wins. Ends early, without one, when no counts are left. */
static enum err halve(struct search *search, struct near *near, int64_t loses, int64_t won)
{
	while (won - loses > 1 && has_more(search)) {
		int64_t middle = loses + (won - loses) / 2;
		bool is_won;

		TRY(wins(search, near, middle, &is_won));
		if (is_won)
			won = middle;
		else
			loses = middle;
	}
	if (won - loses == 1)
		near->won = won;
	return OK;
}

/* Steps that double from a distance that loses, until one wins or `end` loses too. *is_lost: end
 * was counted and loses. Prices are guessed well, ballots with a share of their own a little low.
 */
static enum err gallop(
	struct search *search, struct near *near, int64_t from, int64_t end, bool *is_lost)
{
	int64_t first = near->kind == PB_SET_COST ? 1 : 1 + (from - near->searched) / 8;
	int64_t loses = from;

	*is_lost = false;
	for (int64_t step = first; loses < end && has_more(search); step *= 2) {
		int64_t next = step < end - from ? from + step : end;
		bool is_won;

		TRY(wins(search, near, next, &is_won));
		if (is_won)
			return halve(search, near, loses, next);
		loses = next;
	}
	*is_lost = loses == end;
	return OK;
}

/* Where the guess lies, as a distance; 0: nowhere within `end`. */
static int64_t guess_of(const struct search *search, const struct near *near, int64_t end)
{
	const struct guess *guess = &search->explain->guesses[near->project];
	int64_t cost = search->explain->election->projects[near->project].cost;
	int64_t at = near->kind == PB_SET_COST ? (guess->cost ? cost - guess->cost : 0)
					       : guess->ballots;

	return at > near->searched && at <= end ? at : 0;
}

/* Towards what was, in steps that double, from a distance that wins. */
static enum err gallop_back(struct search *search, struct near *near, int64_t won)
{
	int64_t from = won;

	for (int64_t step = 1; has_more(search); step *= 2) {
		int64_t next = from - step > near->searched ? from - step : near->searched;
		bool is_won = false;

		if (next > near->searched)
			TRY(wins(search, near, next, &is_won));
		if (!is_won)
			return halve(search, near, next, won);
		won = next;
	}
	return OK;
}

/* A pair of neighbours up to `end`, near the guess if there is one. *is_lost: end loses. */
static enum err pair_find(struct search *search, struct near *near, int64_t end, bool *is_lost)
{
	int64_t guess = guess_of(search, near, end);
	bool is_won;

	*is_lost = false;
	if (!guess)
		return gallop(search, near, near->searched, end, is_lost);
	TRY(wins(search, near, guess, &is_won));
	if (is_won)
		return gallop_back(search, near, guess);
	if (guess < end)
		return gallop(search, near, guess, end, is_lost);
	*is_lost = true;
	return OK;
}

/* Where a lemma holds, the boundary is the nearest of all. Without a guess prices are halved from
 * both ends: the lowest one says at once whether there is any. */
static enum err bracket(struct search *search, struct near *near)
{
	bool is_lost = false;
	bool is_won = false;

	if (near->kind == PB_SET_COST && !guess_of(search, near, near->sure)) {
		TRY(wins(search, near, near->sure, &is_won));
		is_lost = !is_won;
		if (is_won)
			TRY(halve(search, near, 0, near->sure));
	} else {
		TRY(pair_find(search, near, near->sure, &is_lost));
	}
	if (near->won)
		near_end(search, near, near->won, true);
	else if (is_lost && near->sure == near->limit)
		near_end(search, near, 0, true);
	else if (is_lost)
		near->searched = near->sure;
	else
		near->sure = 0; /* counts ran out: nothing is known */
	figure_set(search, near);
	return OK;
}

/* Where none holds: five times the ballots there were is as far as anybody looks. */
static int64_t gallop_end(const struct explain *explain, const struct near *near)
{
	int64_t wide = (int64_t)explain->election->ballots * 4 + 64;

	return near->limit < wide || near->kind == PB_SET_COST ? near->limit : wide;
}

static enum err boundary(struct search *search, struct near *near)
{
	bool is_lost;

	TRY(pair_find(search, near, gallop_end(search->explain, near), &is_lost));
	figure_set(search, near);
	return OK;
}

/* The next distance, one by one. Beyond what gallop looked at nobody cares. */
static enum err step(struct search *search, struct near *near)
{
	int64_t next = near->searched + 1;
	bool is_won = near->won == next;

	if (next > gallop_end(search->explain, near)) {
		near->is_done = true;
		return OK;
	}

	if (!is_won)
		TRY(wins(search, near, next, &is_won));
	if (is_won || next == near->limit)
		near_end(search, near, is_won ? next : 0, !is_won);
	else
		near->searched = next;
	figure_set(search, near);
	return OK;
}

/* ---- the order of the work ---- */

/* How many steps would make a figure the nearest of all, or say that there is none. */
static int64_t steps_left(const struct search *search, const struct near *near)
{
	int64_t end = near->won ? near->won - 1 : gallop_end(search->explain, near);

	return end - near->searched;
}

/* A count that did not end in an exact answer (an optimum at its node limit) is no reason. */
static enum err try_it(
	struct search *search, struct near *near, enum err (*work)(struct search *, struct near *))
{
	enum err err = work(search, near);

	if (err != ERR_REFUSED)
		return err;
	near->is_done = true;
	near->won = 0;
	figure_set(search, near);
	return OK;
}

static bool is_supported_more(const void *with, uint32_t a, uint32_t b)
{
	const struct pb_reason *reasons = with;

	return reasons[a].support > reasons[b].support;
}

/* The figures people ask for first come first, and those of projects that most people wanted. */
static enum err begin_all(struct search *search)
{
	static const enum pb_change_kind kinds[FIGURES] = { PB_MORE_EMPTY, PB_SET_COST,
		PB_MORE_APPROVALS, PB_MORE_BALLOTS };
	struct explain *explain = search->explain;
	uint32_t count = explain->election->project_count;
	uint32_t *order = arena_array(explain->arena, (size_t)count + 1, sizeof(*order));
	uint32_t *room = arena_array(explain->arena, (size_t)count + 1, sizeof(*room));

	if (!order || !room)
		return ERR_MEMORY;
	for (uint32_t p = 0; p < count; p++)
		order[p] = p;
	places_sort(order, room, count, is_supported_more, explain->reasons);
	for (int k = 0; k < FIGURES; k++)
		for (uint32_t i = 0; i < count; i++) {
			struct pb_reason *reason = &explain->reasons[order[i]];
			struct pb_figure *figures[FIGURES] = { &reason->more_empty,
				&reason->cheaper, &reason->more_approvals, &reason->more_ballots };

			if (reason->fate != PB_LOST && reason->fate != PB_BARRED)
				continue;
			if (explain->election->projects[order[i]].is_out)
				continue;
			/* Without empty ballots the two are one. */
			if (kinds[k] == PB_MORE_BALLOTS && !explain->election->empty_ballots)
				continue;
			near_begin(search, &search->all[search->count++], figures[k], kinds[k],
				order[i]);
		}
	return OK;
}

static void twins_copy(struct explain *explain)
{
	if (explain->election->empty_ballots)
		return;
	for (uint32_t p = 0; p < explain->election->project_count; p++)
		explain->reasons[p].more_ballots = explain->reasons[p].more_empty;
}

/* Over what a lemma settles at once. */
static enum err leap_ahead(struct search *search, struct near *near)
{
	int64_t target = near->won ? near->won - 1 : near->limit;
	enum err err;

	if (near->kind == PB_MORE_EMPTY && target > search->explain->election->empty_ballots)
		target = search->explain->election->empty_ballots;
	if (target - near->searched < LEAP_LEAST)
		return OK;
	err = leap(search->explain, near, target);
	if (err && err != ERR_REFUSED) /* a share too large to look at is no answer */
		return err;
	if (near->searched == near->limit)
		near_end(search, near, 0, true);
	figure_set(search, near);
	return OK;
}

/* First those that can be walked to their end with what is left, the shortest ways first; then of
 * all others some steps, so that it can be said how far nothing was found. */
static enum err steps(struct search *search)
{
	for (uint32_t i = 0; i < search->count && has_more(search); i++)
		if (!search->all[i].is_done && leap_can(search->explain, &search->all[i]))
			TRY(try_it(search, &search->all[i], leap_ahead));
	for (;;) {
		struct near *next = NULL;

		for (uint32_t i = 0; i < search->count; i++) {
			struct near *near = &search->all[i];

			if (!near->is_done &&
				(!next || steps_left(search, near) < steps_left(search, next)))
				next = near;
		}
		if (!next || steps_left(search, next) > search->explain->recounts)
			break;
		while (!next->is_done)
			TRY(try_it(search, next, step));
	}
	for (uint32_t i = 0; i < search->count; i++)
		for (int k = 0; k < STEPS_SHOWN && has_more(search); k++)
			if (!search->all[i].is_done)
				TRY(try_it(search, &search->all[i], step));
	return OK;
}

enum err explain_near(struct explain *explain)
{
	struct search search = { .explain = explain };

	explain->again = *explain->options;
	explain->again.wants_trace = false;
	explain->again.is_twice = false;
	explain->again.progress = NULL;
	search.all = arena_array(explain->arena,
		((size_t)explain->election->project_count + 1) * FIGURES, sizeof(*search.all));
	if (!search.all)
		return ERR_MEMORY;
	TRY(begin_all(&search));
	for (uint32_t i = 0; i < search.count && has_more(&search); i++)
		if (!search.all[i].is_done && search.all[i].sure)
			TRY(try_it(&search, &search.all[i], bracket));
	for (uint32_t i = 0; i < search.count && has_more(&search); i++)
		if (!search.all[i].is_done)
			TRY(try_it(&search, &search.all[i], boundary));
	TRY(steps(&search));
	twins_copy(explain);
	return OK;
}
