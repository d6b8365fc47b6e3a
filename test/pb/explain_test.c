/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb_explain on small random elections under every rule. Each figure is tried by changing the rows
 * of the text itself: with it the loser wins, with one less it loses. Where the nearest is claimed
 * every value before is counted; where a lemma is claimed, larger changes must win too. What
 * supporters had left is reckoned ballot by ballot. */
#include "pb/small.h"
#include "pb/exact.h"

enum { CASES = 10000, NIGHT_CASES = 120000, RECOUNTS = 4000, FAR = 24 };

struct case_ {
	struct arena *arena;
	struct small small;
	struct pb_election election;
	struct pb_options options;
	struct pb_outcome outcome;
	struct pb_reason *reasons;
};

/* ---- would it win? ---- */

static bool is_won(const struct pb_outcome *outcome, uint32_t project)
{
	return outcome->fates[project] != PB_LOST && outcome->fates[project] != PB_BARRED;
}

static bool wins_varied(const struct case_ *it, struct pb_change change)
{
	struct arena_mark mark = arena_mark(it->arena);
	struct pb_election varied;
	struct pb_outcome outcome;
	bool won;

	assert_int_equal(pb_vary(it->arena, &it->election, &change, 1, &varied), OK);
	assert_int_equal(pb_count(it->arena, &varied, &it->options, &outcome), OK);
	won = is_won(&outcome, change.project);
	arena_rewind(it->arena, mark);
	return won;
}

/* -1: too many rows for a test. */
static int wins_in_the_text(const struct case_ *it, struct pb_change change)
{
	struct arena_mark mark = arena_mark(it->arena);
	struct small small = it->small;
	int project = (int)change.project;
	struct pb_election election;
	struct pb_outcome outcome;
	bool won;

	if (change.kind == PB_SET_COST)
		small.cost[project] = change.amount;
	else if (change.kind == PB_MORE_APPROVALS)
		small_approve(&small, &it->election, project, change.amount);
	else if (!small_more(&small, project, change.amount, change.kind == PB_MORE_EMPTY))
		return -1;
	small_read(it->arena, &small, &election);
	assert_int_equal(pb_count(it->arena, &election, &it->options, &outcome), OK);
	won = is_won(&outcome, change.project);
	arena_rewind(it->arena, mark);
	return won;
}

/* ---- one figure ---- */

struct near {
	const struct case_ *it;
	const struct pb_figure *figure;
	enum pb_change_kind kind;
	uint32_t project;
	int64_t limit; /* of distances from what was */
};

static struct pb_change change_at(const struct near *near, int64_t distance)
{
	int64_t cost = near->it->election.projects[near->project].cost;

	return (struct pb_change) { near->kind, near->project,
		near->kind == PB_SET_COST ? cost - distance : distance };
}

static int64_t distance_of(const struct near *near, int64_t value)
{
	int64_t cost = near->it->election.projects[near->project].cost;

	return near->kind == PB_SET_COST ? cost - value : value;
}

static void losing_until(const struct near *near, int64_t end)
{
	for (int64_t d = 1; d <= end && d <= near->limit; d++)
		assert_false(wins_varied(near->it, change_at(near, d)));
}

static void value_is_true(const struct near *near)
{
	int64_t value = distance_of(near, near->figure->value);
	int64_t checked = distance_of(near, near->figure->checked);

	assert_true(value >= 1 && value <= near->limit);
	assert_int_not_equal(wins_in_the_text(near->it, change_at(near, value)), 0);
	if (value > 1)
		assert_int_not_equal(wins_in_the_text(near->it, change_at(near, value - 1)), 1);
	assert_true(checked <= value);
	losing_until(near, checked < value ? checked : value - 1);
	/* The lemma: more of the same wins as well. */
	for (int64_t d = value; near->figure->is_closed && d <= value + FAR && d <= near->limit;
		d++) {
		bool is_beyond = near->kind == PB_MORE_EMPTY &&
				 d > near->it->election.empty_ballots &&
				 (near->it->options.rule == PB_MES ||
					 near->it->options.rule == PB_EES);

		if (!is_beyond)
			assert_true(wins_varied(near->it, change_at(near, d)));
	}
}

static void figure_is_true(const struct near *near)
{
	int64_t checked = distance_of(near, near->figure->checked);

	assert_true(checked >= 0);
	if (near->figure->value != PB_NEVER)
		value_is_true(near);
	else
		losing_until(near, near->figure->is_closed || checked > FAR ? FAR : checked);
}

static void loser_is_true(const struct case_ *it, uint32_t project)
{
	const struct pb_election *e = &it->election;
	const struct pb_reason *reason = &it->reasons[project];
	bool can_add = e->kind == PB_APPROVAL || e->kind == PB_CHOOSE_1;
	int64_t others = (int64_t)e->ballots - e->empty_ballots - e->sides[project].support;
	int64_t cost = e->projects[project].cost;
	const struct near all[] = {
		{ it, &reason->cheaper, PB_SET_COST, project, cost > 1 ? cost - 1 : 0 },
		{ it, &reason->more_empty, PB_MORE_EMPTY, project, INT32_MAX },
		{ it, &reason->more_ballots, PB_MORE_BALLOTS, project, INT32_MAX },
		{ it, &reason->more_approvals, PB_MORE_APPROVALS, project, can_add ? others : 0 },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		figure_is_true(&all[i]);
}

/* ---- what supporters had ---- */

static uint32_t utility_of(const struct case_ *it, const struct small_row *row, uint32_t project)
{
	enum pb_utility utility = it->options.utility;

	for (int k = 0; k < row->count; k++) {
		if (row->list[k] != project)
			continue;
		if (utility == PB_POINTS)
			return row->points[k];
		return utility == PB_BORDA ? (uint32_t)(row->count - 1 - k) : 1;
	}
	return 0;
}

static struct pb_ratio money_of(
	const struct case_ *it, const struct pb_ratio *rests, uint32_t project)
{
	struct pb_ratio sum = ratio_of(it->arena, 0, 1);

	for (int i = 0; i < it->small.row_count; i++)
		if (utility_of(it, &it->small.rows[i], project))
			sum = ratio_add(it->arena, sum, rests[i]);
	return sum;
}

static void round_pay(const struct case_ *it, struct pb_ratio *rests, const struct pb_round *round)
{
	bool by_points = it->options.utility == PB_POINTS || it->options.utility == PB_BORDA;
	struct pb_ratio paid = ratio_of(it->arena, 0, 1);
	struct pb_ratio price = by_points ? ratio_div_small(it->arena, round->rho,
						    (uint64_t)it->election.points_unit)
					  : round->max_payment;
	struct pb_ratio cost = ratio_of(
		it->arena, (uint64_t)it->election.projects[round->project].cost, 1);

	for (int i = 0; i < it->small.row_count; i++) {
		uint32_t u = utility_of(it, &it->small.rows[i], round->project);
		struct pb_ratio due = ratio_mul_small(it->arena, price, u);
		bool is_rest = ratio_compare(it->arena, rests[i], due) < 0;

		if (is_rest && it->options.rule == PB_EES)
			continue;
		due = is_rest ? rests[i] : due;
		paid = ratio_add(it->arena, paid, due);
		rests[i] = ratio_sub(it->arena, rests[i], due);
	}
	assert_int_equal(ratio_compare(it->arena, paid, cost), 0);
}

static void rests_are_true(const struct case_ *it)
{
	struct arena_mark mark = arena_mark(it->arena);
	struct pb_ratio rests[SMALL_ROWS];
	bool is_told[SMALL_PROJECTS] = { false };

	for (int i = 0; i < it->small.row_count; i++)
		rests[i] = it->outcome.share;
	for (uint32_t r = 0; r <= it->outcome.round_count; r++) {
		for (uint32_t p = 0; p < it->election.project_count; p++) {
			const struct pb_reason *reason = &it->reasons[p];
			struct pb_ratio cost = ratio_of(
				it->arena, (uint64_t)it->election.projects[p].cost, 1);
			struct pb_ratio money = money_of(it, rests, p);
			bool is_short = ratio_compare(it->arena, money, cost) < 0;

			if (reason->fate == PB_WON || is_told[p] ||
				(!is_short && r < it->outcome.round_count))
				continue;
			is_told[p] = true;
			assert_int_equal(reason->died, is_short ? r : PB_NO_PROJECT);
			assert_int_equal(ratio_compare(it->arena, reason->had, money), 0);
			if (is_short)
				assert_int_equal(
					ratio_compare(it->arena,
						ratio_add(it->arena, reason->had, reason->missing),
						cost),
					0);
		}
		if (r < it->outcome.round_count)
			round_pay(it, rests, &it->outcome.rounds[r]);
	}
	arena_rewind(it->arena, mark);
}

/* ---- winners, and what was left ---- */

static void winners_are_true(const struct case_ *it)
{
	int64_t left = it->election.budget;

	for (uint32_t i = 0; i < it->outcome.selected_count; i++) {
		uint32_t p = it->outcome.selected[i];
		const struct pb_reason *reason = &it->reasons[p];

		left -= it->election.projects[p].cost;
		if (!it->small.has_pledges)
			assert_int_equal(reason->left, left);
		assert_true(is_won(&it->outcome, p));
		if (reason->round == PB_NO_PROJECT)
			continue;
		assert_int_equal(it->outcome.rounds[reason->round].project, p);
		if (reason->effective.den.count)
			assert_int_equal(
				ratio_compare(it->arena,
					ratio_mul(it->arena, reason->effective,
						it->outcome.rounds[reason->round].max_payment),
					ratio_of(it->arena, (uint64_t)it->election.projects[p].cost,
						1)),
				0);
	}
}

/* A loser of a greedy rule costs more than what its turn found, and no winner of an earlier turn
 * is more than that short of the budget. */
static void lefts_are_true(const struct case_ *it)
{
	bool is_completed = it->options.complete == PB_ADD1U || it->options.complete == PB_EXHAUST;

	if (it->small.has_limits || it->small.has_pledges)
		return;
	if (it->options.rule > PB_GREEDY_BORDA_DENSITY && !is_completed)
		return;
	for (uint32_t p = 0; p < it->election.project_count; p++) {
		const struct pb_reason *reason = &it->reasons[p];
		int64_t left = it->election.budget;

		if (is_won(&it->outcome, p))
			continue;
		assert_true(reason->left < it->election.projects[p].cost);
		for (uint32_t i = 0; i < it->outcome.selected_count; i++) {
			uint32_t q = it->outcome.selected[i];
			bool is_before = i < it->outcome.by_rule ||
					 it->election.sides[q].support >
						 it->election.sides[p].support ||
					 (it->election.sides[q].support ==
							 it->election.sides[p].support &&
						 it->options.ties == PB_BY_FILE && q < p);

			if (is_completed && is_before)
				left -= it->election.projects[q].cost;
		}
		if (is_completed && it->options.ties == PB_BY_FILE && it->election.projects[p].cost)
			assert_true(reason->left <= left);
	}
}

/* ---- cases ---- */

static void options_roll(struct case_ *it, struct dice *dice)
{
	static const enum pb_complete completes[] = { PB_NONE, PB_ADD1, PB_ADD1U, PB_EXHAUST,
		PB_ADDOPT };

	do {
		it->options = (struct pb_options) { .rule = (enum pb_rule)dice_roll(dice, PB_RULES),
			.utility = (enum pb_utility)dice_roll(dice, PB_UTILITIES),
			.complete = completes[dice_roll(dice, 5)],
			.ties = (enum pb_ties)dice_roll(dice, PB_TIES),
			.with_constraints = it->small.has_limits,
			.with_donations = it->small.has_pledges };
	} while (pb_options_settle(&it->election, &it->options));
}

static void one_case(struct arena *arena, uint64_t seed)
{
	struct dice dice = { seed };
	struct case_ it = { .arena = arena };
	bool has_limits = !dice_roll(&dice, 4);

	small_roll(&it.small, &dice, (enum pb_kind)dice_roll(&dice, 5), has_limits,
		!has_limits && !dice_roll(&dice, 6));
	small_read(arena, &it.small, &it.election);
	options_roll(&it, &dice);
	assert_int_equal(pb_count(arena, &it.election, &it.options, &it.outcome), OK);
	assert_int_equal(
		pb_explain(arena, &it.election, &it.options, &it.outcome, RECOUNTS, &it.reasons),
		OK);
	winners_are_true(&it);
	lefts_are_true(&it);
	/* Two sizes share supporters, which rows do not know. */
	if ((it.options.rule == PB_MES || it.options.rule == PB_EES) &&
		(!has_limits || it.small.size_of[1] < 0))
		rests_are_true(&it);
	for (uint32_t p = 0; p < it.election.project_count; p++)
		if (!is_won(&it.outcome, p))
			loser_is_true(&it, p);
}

static void every_figure_is_true(void **state)
{
	int cases = getenv("PB_NIGHT") ? NIGHT_CASES : CASES;

	(void)state;
	for (int i = 0; i < cases; i++) {
		struct arena *arena = arena_new((size_t)256 << 20);

		small_seed = (uint64_t)i;
		one_case(arena, (uint64_t)i);
		arena_free(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(every_figure_is_true, small_seed_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
