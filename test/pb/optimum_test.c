/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/pb/optimum_test.c: the utilitarian optimum against all sets of projects, with and without
 * constraints, to the one set its definition names; what may not change it; and large ones, where a
 * short search does not do: the table against another table, and what is said when nodes run out.
 */
#include "pb/raw.h"

static const struct {
	enum pb_utility utility;
	enum pb_kind kind;
} pairs[] = {
	{ PB_CARDINALITY, PB_APPROVAL },
	{ PB_COST, PB_APPROVAL },
	{ PB_POINTS, PB_SCORING },
	{ PB_BORDA, PB_ORDINAL },
};
enum { PAIRS = sizeof(pairs) / sizeof(pairs[0]) };

static int64_t worth_of(const struct raw *raw, enum pb_utility utility, unsigned set)
{
	int64_t sum = 0;

	for (int p = 0; p < raw->m; p++)
		if (set >> p & 1)
			sum += utility == PB_CARDINALITY ? raw_support(raw, p)
			       : utility == PB_COST	 ? raw_support(raw, p) * raw->costs[p]
							 : raw_worth_sum(raw, p);
	return sum;
}

/* Σ min(spent, floor). */
static int64_t floors_of(const struct raw *raw, unsigned set)
{
	int64_t sum = 0;

	for (int k = 0; k < RAW_CATEGORIES; k++)
		if (raw->floor[k] >= 0) {
			int64_t spent = raw_spent(raw, set, k);

			sum += spent < raw->floor[k] ? spent : raw->floor[k];
		}
	return sum;
}

static bool is_allowed(const struct raw *raw, unsigned set)
{
	if (raw_cost(raw, set) > raw->budget)
		return false;
	for (int p = 0; p < raw->m && raw->has_limits; p++) {
		if (!(set >> p & 1))
			continue;
		if (raw_is_dropped(raw, p) || raw->needs[p] & ~set)
			return false;
		for (int q = 0; q < raw->m; q++)
			if (q != p && set >> q & 1 && raw_is_rival(raw, p, q))
				return false;
	}
	for (int k = 0; k < RAW_CATEGORIES; k++)
		if (raw->cap[k] >= 0 && raw_spent(raw, set, k) > raw->cap[k])
			return false;
	return true;
}

/* In the tie order, but who adds nothing behind all others. */
static bool is_before(
	const struct raw *raw, enum pb_utility utility, enum pb_ties ties, int a, int b)
{
	bool a_idle = worth_of(raw, utility, 1U << a) == 0;
	bool b_idle = worth_of(raw, utility, 1U << b) == 0;

	return a_idle != b_idle ? b_idle : raw_is_before(raw, ties, a, b);
}

/* Projects of a set in that order. */
static struct raw_won sorted(
	const struct raw *raw, enum pb_utility utility, enum pb_ties ties, unsigned set)
{
	struct raw_won won = { .count = 0 };

	for (int p = 0; p < raw->m; p++) {
		int at = won.count;

		if (!(set >> p & 1))
			continue;
		for (; at && is_before(raw, utility, ties, p, won.list[at - 1]); at--)
			won.list[at] = won.list[at - 1];
		won.list[at] = p;
		won.count++;
	}
	return won;
}

/* Do the sorted ranks of a come before those of b? Of lists that begin alike the shorter first. */
static bool is_earlier(const struct raw *raw, enum pb_utility utility, enum pb_ties ties,
	const struct raw_won *a, const struct raw_won *b)
{
	for (int i = 0; i < a->count && i < b->count; i++)
		if (a->list[i] != b->list[i])
			return is_before(raw, utility, ties, a->list[i], b->list[i]);
	return a->count < b->count;
}

static void brute(
	const struct raw *raw, enum pb_utility utility, enum pb_ties ties, struct raw_won *out)
{
	int64_t floors = -1;
	int64_t worth = 0;

	for (unsigned set = 0; set < 1U << raw->m; set++) {
		int64_t f = floors_of(raw, set);
		int64_t w = worth_of(raw, utility, set);
		struct raw_won won;

		if (!is_allowed(raw, set) || f < floors || (f == floors && w < worth))
			continue;
		won = sorted(raw, utility, ties, set);
		if (f == floors && w == worth && !is_earlier(raw, utility, ties, &won, out))
			continue;
		floors = f;
		worth = w;
		*out = won;
	}
}

static void same_as_brute(bool has_limits, long cases)
{
	for (long i = 0; i < cases; i++) {
		struct raw_count count = raw_count_new();
		struct pb_options options = { .rule = PB_OPTIMUM,
			.utility = pairs[i % PAIRS].utility,
			.ties = (enum pb_ties)(i / PAIRS % PB_TIES),
			.with_constraints = has_limits };
		struct raw_guise guise = raw_plain();
		struct raw_won got, want;
		struct raw raw;

		raw_make(&raw, (uint64_t)i, pairs[i % PAIRS].kind, has_limits);
		raw_run(&count, &raw, &guise, &options);
		got = raw_got(&count);
		brute(&raw, options.utility, options.ties, &want);
		raw_same(&raw, &got, &want, pb_utility_word(options.utility));
		assert_true(count.outcome.is_proven);
		raw_count_free(&count);
	}
}

static void brute_agrees(void **state)
{
	(void)state;
	same_as_brute(false, raw_cases(6000, 200000));
}

static void brute_agrees_with_limits(void **state)
{
	(void)state;
	same_as_brute(true, raw_cases(6000, 200000));
}

static void guises_do_not_matter(void **state)
{
	long cases = raw_cases(2500, 100000);

	(void)state;
	for (long i = 0; i < cases; i++) {
		struct raw_count count = raw_count_new();
		struct pb_options options = { .rule = PB_OPTIMUM,
			.utility = pairs[i % PAIRS].utility,
			.with_constraints = i / PAIRS % 2 };
		struct raw_guise guise = raw_plain();
		struct raw_won want, got;
		struct raw raw;

		raw_make(&raw, (uint64_t)i, pairs[i % PAIRS].kind, i / PAIRS % 2);
		raw_run(&count, &raw, &guise, &options);
		want = raw_got(&count);
		raw_shuffle(&raw, guise.ballots, raw.n);
		raw_shuffle(&raw, guise.rows, raw.m);
		guise.money = i % 3 ? 100 : 1;
		guise.is_renamed = i % 5 > 2;
		/* Least support is in ballots, so twice as many may pass it. */
		guise.times = raw.has_limits ? 1 : 2;
		raw_run(&count, &raw, &guise, &options);
		got = raw_got(&count);
		raw_same(&raw, &got, &want, "another guise");
		raw_count_free(&count);
	}
}

/* ---- large ones ---- */

/* count projects of two votes each; by cost, greed for money fills the budget in many ways. */
static void hard_make(struct raw *seed, struct buf *out, int count, int64_t *costs, int64_t budget,
	const char *more)
{
	buf_print(
		out, "META\nkey;value\nbudget;%" PRId64 "\nvote_type;approval\nPROJECTS\n", budget);
	buf_print(out, "project_id;cost%s\n", *more ? ";category" : "");
	for (int p = 0; p < count; p++) {
		costs[p] = 2 * (1000 + (int64_t)raw_next(seed, 1000));
		buf_print(out, "%03d;%" PRId64 "%s\n", p, costs[p], more);
	}
	buf_text(out, "VOTES\nvoter_id;vote\n");
	for (int time = 0; time < 2; time++)
		for (int p = 0; p < count; p++)
			buf_print(out, "1;%03d\n", p);
}

/* From the other end than the engine: for all amounts the greatest sum of the first projects, then
 * the sets themselves as bits, first in order where sums are equal. */
static int64_t most_by_money(const int64_t *costs, int count, int64_t budget)
{
	bool *can = calloc((size_t)budget + 1, sizeof(*can));
	int64_t most = budget;

	assert_non_null(can);
	can[0] = true;
	for (int p = 0; p < count; p++)
		for (int64_t money = budget; money >= costs[p]; money--)
			can[money] = can[money] || can[money - costs[p]];
	while (!can[most])
		most--;
	free(can);
	return most;
}

/* The first in order of those that fill `most` exactly: at each project, can the rest do it? */
static void first_of_most(const int64_t *costs, int count, int64_t most, bool *is_in)
{
	bool *can = calloc((size_t)(count + 1) * (size_t)(most + 1), sizeof(*can));
	size_t row = (size_t)most + 1;

	assert_non_null(can);
	can[(size_t)count * row] = true;
	for (int p = count - 1; p >= 0; p--)
		for (int64_t money = 0; money <= most; money++)
			can[(size_t)p * row + (size_t)money] =
				can[(size_t)(p + 1) * row + (size_t)money] ||
				(money >= costs[p] &&
					can[(size_t)(p + 1) * row + (size_t)(money - costs[p])]);
	for (int p = 0; p < count; p++) {
		is_in[p] = most >= costs[p] &&
			   can[(size_t)(p + 1) * row + (size_t)(most - costs[p])];
		most -= is_in[p] ? costs[p] : 0;
	}
	free(can);
}

/* All costs even, budget odd: no bound ever closes, so the search alone would not end. */
static void table_agrees_with_another(void **state)
{
	enum { COUNT = 36 };

	(void)state;
	for (uint64_t seed = 0; seed < 3; seed++) {
		struct raw_count run = raw_count_new();
		struct pb_options options = { .rule = PB_OPTIMUM, .utility = PB_COST };
		struct buf out = buf_new(run.keep, 1 << 20);
		struct raw state_of = { .state = seed };
		int64_t budget = 30001 + (int64_t)seed * 2;
		int64_t costs[COUNT], most;
		bool want[COUNT];
		uint32_t at = 0;

		hard_make(&state_of, &out, COUNT, costs, budget, "");
		text_count(&run, buf_view(&out), &options);
		most = most_by_money(costs, COUNT, budget);
		first_of_most(costs, COUNT, most, want);
		assert_true(run.outcome.is_proven);
		assert_int_equal(run.outcome.cost, most);
		for (uint32_t p = 0; p < COUNT; p++)
			if (want[p])
				assert_int_equal(run.outcome.selected[at++], p);
		assert_int_equal(at, run.outcome.selected_count);
		raw_count_free(&run);
	}
}

/* With a constraint there is no table: the best found is given, and that it is not proven. */
static void is_not_proven_when_nodes_run_out(void **state)
{
	enum { COUNT = 60 };
	struct raw_count run = raw_count_new();
	struct pb_options options = {
		.rule = PB_OPTIMUM, .utility = PB_COST, .with_constraints = true
	};
	struct buf out = buf_new(run.keep, 1 << 20);
	struct raw seed = { .state = 5 };
	int64_t costs[COUNT];

	(void)state;
	hard_make(&seed, &out, COUNT, costs, 50001, ";a");
	text_count(&run, buf_view(&out), &options);
	assert_false(run.outcome.is_proven);
	assert_true(run.outcome.cost <= 50000 && run.outcome.cost > 49000);
	raw_count_free(&run);
}

/* Sums near 2^93: votes times costs near 2^61. */
static void large_figures_are_told_apart(void **state)
{
	static const char text[] =
		"META\nkey;value\nbudget;3000000000000000001\nvote_type;approval\n"
		"PROJECTS\nproject_id;cost\n"
		"a;1500000000000000001\nb;1500000000000000000\nc;1500000000000000000\n"
		"VOTES\nvoter_id;vote\n1;a,b,c\n2;a,b,c\n3;a,b,c\n";
	struct raw_count count = raw_count_new();
	struct pb_options options = { .rule = PB_OPTIMUM, .utility = PB_COST };

	(void)state;
	text_count(&count, str_of(text), &options);
	assert_int_equal(count.outcome.selected_count, 2);
	assert_int_equal(count.outcome.selected[0], 0);
	assert_int_equal(count.outcome.selected[1], 1);
	raw_count_free(&count);
}

/* Equal sums: without the projects that nobody voted for, whatever their rank, unless a winner
 * needs one. */
static void nothing_is_bought_for_nobody(void **state)
{
	static const char text[] =
		"META\nkey;value\nbudget;100\nvote_type;approval\n"
		"PROJECTS\nproject_id;cost;needs\na;60;\nb;40;%s\nz;10;\nVOTES\nvoter_id;vote\n"
		"1;b\n2;b\n";
	static const char *const needs[] = { "", "a", "z" };
	static const uint32_t others[] = { PB_NO_PROJECT, 0, 2 };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct raw_count count = raw_count_new();
		struct pb_options options = { .rule = PB_OPTIMUM, .with_constraints = true };
		struct buf out = buf_new(count.keep, 1000);

		buf_print(&out, text, needs[i]);
		text_count(&count, buf_view(&out), &options);
		assert_int_equal(count.outcome.selected[0], 1);
		assert_int_equal(count.outcome.selected_count, i ? 2 : 1);
		if (i)
			assert_int_equal(count.outcome.selected[1], others[i]);
		raw_count_free(&count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(brute_agrees),
		cmocka_unit_test(brute_agrees_with_limits),
		cmocka_unit_test(guises_do_not_matter),
		cmocka_unit_test(table_agrees_with_another),
		cmocka_unit_test(is_not_proven_when_nodes_run_out),
		cmocka_unit_test(nothing_is_bought_for_nobody),
		cmocka_unit_test(large_figures_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
