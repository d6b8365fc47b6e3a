/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/pb/greedy_rules_test.c: the greedy rules against brute force with fractions of gmp, over
 * many small elections with many ties; what may not change the winners; what greed promises; and
 * constructed cases with large figures. */
#include "pb/raw.h"

static const struct {
	enum pb_rule rule;
	enum pb_kind kind;
} pairs[] = {
	{ PB_GREEDY_VOTES, PB_APPROVAL },
	{ PB_GREEDY_DENSITY, PB_APPROVAL },
	{ PB_GREEDY_VOTES, PB_CHOOSE_1 },
	{ PB_GREEDY_DENSITY, PB_ORDINAL },
	{ PB_GREEDY_POINTS, PB_SCORING },
	{ PB_GREEDY_POINTS_DENSITY, PB_CUMULATIVE },
	{ PB_GREEDY_BORDA_DENSITY, PB_ORDINAL },
};
enum { PAIRS = sizeof(pairs) / sizeof(pairs[0]) };

/* worth / cost, as greed by density orders it; 2^40 stands for without end. */
static void figure(mpq_t out, const struct raw *raw, enum pb_rule rule, int p)
{
	bool is_by_votes = rule == PB_GREEDY_VOTES || rule == PB_GREEDY_DENSITY;
	int64_t worth = is_by_votes ? raw_support(raw, p) : raw_worth_sum(raw, p);

	if (rule == PB_GREEDY_VOTES || rule == PB_GREEDY_POINTS)
		mpq_set_si(out, raw->costs[p] ? worth : 0, 1);
	else if (raw->costs[p])
		mpq_set_si(out, worth, (unsigned long)raw->costs[p]);
	else
		mpq_set_si(out, worth ? INT64_C(1) << 40 : 0, 1);
	mpq_canonicalize(out);
}

static bool comes_before(const struct raw *raw, enum pb_rule rule, enum pb_ties ties, int a, int b)
{
	mpq_t x, y;
	int sign;

	mpq_init(x);
	mpq_init(y);
	figure(x, raw, rule, a);
	figure(y, raw, rule, b);
	sign = mpq_cmp(x, y);
	mpq_clear(x);
	mpq_clear(y);
	return sign ? sign > 0 : raw_is_before(raw, ties, a, b);
}

/* The smaller size that p could stand in for, or -1. */
static int enlarges(const struct raw *raw, unsigned won, int p)
{
	int64_t left = raw->budget - raw_cost(raw, won);

	for (int s = 0; s < raw->m && raw->has_limits; s++) {
		unsigned without = won & ~(1U << s);
		bool is_right = true;

		if (!(won >> s & 1) || won >> p & 1 || raw_family(raw, s) != raw_family(raw, p))
			continue;
		if (raw->costs[s] >= raw->costs[p] || raw->costs[p] - raw->costs[s] > left)
			continue;
		for (int q = 0; q < raw->m; q++)
			if (without >> q & 1 && raw->needs[q] & ~without)
				is_right = false;
		if (is_right && raw_is_open(raw, without, p))
			return s;
	}
	return -1;
}

static void won_drop(struct raw_won *won, int p)
{
	int count = 0;

	for (int i = 0; i < won->count; i++)
		if (won->list[i] != p)
			won->list[count++] = won->list[i];
	won->count = count;
}

/* After each choice the first in order that can be chosen then. */
static void brute(const struct raw *raw, enum pb_rule rule, enum pb_ties ties, struct raw_won *out)
{
	*out = (struct raw_won) { .count = 0 };
	for (;;) {
		unsigned won = raw_bits_of(out);
		int best = -1;

		for (int p = 0; p < raw->m; p++) {
			bool fits = raw->costs[p] <= raw->budget - raw_cost(raw, won);

			if (!(raw_is_open(raw, won, p) && fits) && enlarges(raw, won, p) < 0)
				continue;
			if (best < 0 || comes_before(raw, rule, ties, p, best))
				best = p;
		}
		if (best < 0)
			return;
		if (!raw_is_open(raw, won, best))
			won_drop(out, enlarges(raw, won, best));
		out->list[out->count++] = best;
	}
}

static void same_as_brute(bool has_limits, long cases)
{
	for (long i = 0; i < cases; i++) {
		struct raw_count count = raw_count_new();
		struct pb_options options = { .rule = pairs[i % PAIRS].rule,
			.ties = (enum pb_ties)(i / PAIRS % PB_TIES),
			.with_constraints = has_limits };
		struct raw_guise guise = raw_plain();
		struct raw_won got, want;
		struct raw raw;

		raw_make(&raw, (uint64_t)i, pairs[i % PAIRS].kind, has_limits);
		raw_run(&count, &raw, &guise, &options);
		got = raw_got(&count);
		brute(&raw, options.rule, options.ties, &want);
		raw_same(&raw, &got, &want, pb_rule_word(options.rule));
		assert_int_equal(count.outcome.cost, raw_cost(&raw, raw_bits_of(&want)));
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

/* Ballots and rows in another order, ids renamed in order, every ballot twice, all money times a
 * hundred: the same projects. */
static void guises_do_not_matter(void **state)
{
	long cases = raw_cases(2500, 100000);

	(void)state;
	for (long i = 0; i < cases; i++) {
		struct raw_count count = raw_count_new();
		struct pb_options options = { .rule = pairs[i % PAIRS].rule,
			.ties = (enum pb_ties)(i / PAIRS % 2),
			.with_constraints = i % 2 };
		struct raw_guise guise = raw_plain();
		struct raw_won want, got;
		struct raw raw;

		raw_make(&raw, (uint64_t)i, pairs[i % PAIRS].kind, i % 2);
		raw_run(&count, &raw, &guise, &options);
		want = raw_got(&count);
		raw_shuffle(&raw, guise.ballots, raw.n);
		raw_shuffle(&raw, guise.rows, raw.m);
		guise.money = i % 3 ? 100 : 1;
		guise.is_renamed = i % 5 > 2;
		/* Least support is in ballots, so twice as many may pass it. */
		guise.times = i % 2 ? 1 : 2;
		raw_run(&count, &raw, &guise, &options);
		got = raw_got(&count);
		raw_same(&raw, &got, &want, "another guise");
		raw_count_free(&count);
	}
}

static bool is_won(const struct raw_won *won, int p)
{
	return raw_bits_of(won) >> p & 1;
}

/* Nothing that is left fits; a winner stays one with a further vote or a lower cost. */
static void promises_hold(void **state)
{
	long cases = raw_cases(2500, 100000);

	(void)state;
	for (long i = 0; i < cases; i++) {
		struct raw_count count = raw_count_new();
		struct pb_options options = { .rule = i % 2 ? PB_GREEDY_VOTES : PB_GREEDY_DENSITY };
		struct raw_guise guise = raw_plain();
		struct raw_won before, after;
		struct raw raw;
		int p;

		raw_make(&raw, (uint64_t)i, PB_APPROVAL, false);
		raw_run(&count, &raw, &guise, &options);
		before = raw_got(&count);
		for (p = 0; p < raw.m; p++)
			if (!is_won(&before, p))
				assert_true(raw.costs[p] > raw.budget - count.outcome.cost);
		p = (int)raw_next(&raw, (uint64_t)raw.m);
		/* By votes a cost of nothing counts as no votes: that is not a lower cost. */
		if (i % 4 < 2 && raw.costs[p] > 1)
			raw.costs[p]--;
		else if (raw_place(&raw.ballots[i % raw.n], p) < 0)
			raw.ballots[i % raw.n].list[raw.ballots[i % raw.n].count++] = p;
		raw_run(&count, &raw, &guise, &options);
		after = raw_got(&count);
		if (is_won(&before, p) && !is_won(&after, p))
			raw_same(&raw, &after, &before, "a winner that only gained");
		raw_count_free(&count);
	}
}

/* Selected ids with blanks between. */
static const char *outcome_of(struct raw_count *count, const char *text, struct pb_options options)
{
	text_count(count, str_of(text), &options);
	return selected_ids(count);
}

/* 2/(2^61-1) against 3/(2^62-1): the products differ in their last places only. */
static void large_figures_are_told_apart(void **state)
{
	struct raw_count count = raw_count_new();
	struct pb_options options = { .rule = PB_GREEDY_DENSITY };

	(void)state;
	assert_string_equal(
		"a b", outcome_of(&count,
			       "META\nkey;value\nbudget;4611686018427387903\nvote_type;approval\n"
			       "PROJECTS\nproject_id;cost\n"
			       "b;1500000000000000001\na;1000000000000000000\n"
			       "VOTES\nvoter_id;vote\n1;a,b\n2;a,b\n3;b\n",
			       options));
	/* One less, and the fractions are equal to 19 places but the other way round. */
	assert_string_equal(
		"b a", outcome_of(&count,
			       "META\nkey;value\nbudget;4611686018427387903\nvote_type;approval\n"
			       "PROJECTS\nproject_id;cost\n"
			       "b;1499999999999999999\na;1000000000000000000\n"
			       "VOTES\nvoter_id;vote\n1;a,b\n2;a,b\n3;b\n",
			       options));
	assert_string_equal(
		"a b", outcome_of(&count,
			       "META\nkey;value\nbudget;4611686018427387903\nvote_type;approval\n"
			       "PROJECTS\nproject_id;cost\n"
			       "b;1500000000000000000\na;1000000000000000000\n"
			       "VOTES\nvoter_id;vote\n1;a,b\n2;a,b\n3;b\n",
			       options));
	raw_count_free(&count);
}

/* Costs nothing: last by votes and points, first by cost, if somebody lists it at all. */
static void free_projects_have_their_place(void **state)
{
	static const char text[] = "META\nkey;value\nbudget;5\nvote_type;scoring\n"
				   "PROJECTS\nproject_id;cost\nfree;0\nidle;0\npaid;5\ndear;6\n"
				   "VOTES\nvoter_id;vote;points\n1;free,paid;3,1\n2;dear;9\n";
	struct raw_count count = raw_count_new();
	struct pb_options options = { .rule = PB_GREEDY_VOTES };

	(void)state;
	assert_string_equal("paid free idle", outcome_of(&count, text, options));
	options.rule = PB_GREEDY_DENSITY;
	assert_string_equal("free paid idle", outcome_of(&count, text, options));
	options.rule = PB_GREEDY_POINTS;
	assert_string_equal("paid free idle", outcome_of(&count, text, options));
	options.rule = PB_GREEDY_POINTS_DENSITY;
	assert_string_equal("free paid idle", outcome_of(&count, text, options));
	raw_count_free(&count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(brute_agrees),
		cmocka_unit_test(brute_agrees_with_limits),
		cmocka_unit_test(guises_do_not_matter),
		cmocka_unit_test(promises_hold),
		cmocka_unit_test(large_figures_are_told_apart),
		cmocka_unit_test(free_projects_have_their_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
