/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Add1 against going share by share by brute force: the same outcome, the least such share, and
 * each leap of the trace true at every share it covers. On larger elections: the same without
 * filter and leaps; leaps probed inside by counts of their own. */
#include "pb/brute_mes.h"
#include "pb/mes.h"
#include "pb/mix.h"

#define HOLDS_RAW(raw, condition) \
	do { \
		if (!(condition)) \
			fail_msg("seed %" PRIu64 ": %s", (raw)->seed, #condition); \
	} while (0)

/* What is said of the shares from 0 to the last must be so at each of them. */
static void leaps_hold(const struct brute *brute, const struct raw_count *count,
	const struct raw_won *all, int64_t shares)
{
	const struct raw *raw = brute->raw;
	const struct pb_outcome *out = &count->outcome;
	int64_t covered = 0;

	for (uint32_t i = 0; i < out->leap_count; i++) {
		const struct pb_leap *leap = &out->leaps[i];
		const struct raw_won *first = &all[covered];

		HOLDS_RAW(raw, leap->from == covered && leap->to >= leap->from);
		HOLDS_RAW(raw, leap->to < shares);
		HOLDS_RAW(raw, (leap->kind == PB_STEP) == (leap->from == leap->to));
		for (int64_t k = leap->from; k <= leap->to; k++) {
			int64_t cost = raw_cost(raw, raw_bits_of(&all[k])) * brute->money;
			int same = leap->kind == PB_SKIP ? (int)leap->surely : first->count;

			HOLDS_RAW(raw, all[k].count >= same);
			HOLDS_RAW(
				raw, !memcmp(all[k].list, first->list, (size_t)same * sizeof(int)));
			HOLDS_RAW(raw,
				leap->kind == PB_SKIP ? cost <= leap->most : cost == leap->most);
			HOLDS_RAW(raw, leap->kind == PB_SKIP || all[k].count == same);
			HOLDS_RAW(raw,
				!(raw_bits_of(&all[k]) >> raw_which(count, leap->fitting) & 1));
			HOLDS_RAW(raw, cost + count->election.projects[leap->fitting].cost <=
					       count->election.budget);
		}
		if (leap->kind == PB_SKIP && leap->surely)
			HOLDS_RAW(
				raw, raw_which(count, leap->last) == first->list[leap->surely - 1]);
		covered = leap->to + 1;
	}
	/* the last one counted was either too dear or exhaustive */
	HOLDS_RAW(raw, covered == shares - 1);
}

static const struct {
	enum pb_kind kind;
	enum pb_utility utility;
} pairs[] = { { PB_APPROVAL, PB_COST }, { PB_APPROVAL, PB_CARDINALITY }, { PB_SCORING, PB_POINTS },
	{ PB_APPROVAL, PB_COST }, { PB_ORDINAL, PB_BORDA }, { PB_CHOOSE_1, PB_COST } };
enum { PAIRS = sizeof(pairs) / sizeof(pairs[0]) };

static void one_case(long i)
{
	static const int64_t monies[] = { 1, 3, 20, 150, 1000 };
	int pair = (int)(i % PAIRS);
	bool has_limits = i / PAIRS % 4 == 3;
	struct raw_guise guise = raw_plain();
	struct pb_options options = { .rule = PB_MES,
		.utility = pairs[pair].utility,
		.complete = PB_ADD1,
		.ties = (enum pb_ties)(i % PB_TIES),
		.with_constraints = has_limits,
		.wants_trace = true };
	struct raw_count count = raw_count_new();
	struct raw_won *all = NULL;
	struct raw_won want, got;
	int64_t shares, step;
	struct brute brute;
	struct raw raw;

	raw_make(&raw, (uint64_t)i, pairs[pair].kind, has_limits);
	guise.money = monies[i % 97 == 0 ? 4 : i / 7 % 4];
	brute_open(&brute, &raw, options.utility, guise.money, has_limits);
	step = brute_add1(&brute, options.ties, &all, &shares);
	want = brute.won;
	for (int mode = 0; mode < 3; mode++) {
		options.is_exact = mode == 1;
		options.is_twice = mode == 2;
		raw_run(&count, &raw, &guise, &options);
		got = raw_got(&count);
		raw_same(&raw, &got, &want, "add1");
		HOLDS_RAW(&raw, count.outcome.steps == step);
		leaps_hold(&brute, &count, all, shares);
	}
	options.wants_trace = false;
	for (int mode = 0; mode < 2; mode++) {
		options.is_exact = false;
		options.is_twice = mode == 1;
		raw_run(&count, &raw, &guise, &options);
		got = raw_got(&count);
		raw_same(&raw, &got, &want, "add1 without a trace");
		HOLDS_RAW(&raw, count.outcome.steps == step);
	}
	if (!has_limits) {
		options.complete = PB_ADD1U;
		options.is_exact = options.is_twice = options.wants_trace = false;
		raw_run(&count, &raw, &guise, &options);
		got = raw_got(&count);
		brute_complete(&brute, options.ties, &want);
		raw_same(&raw, &got, &want, "add1u");
	}
	free(all);
	brute_close(&brute);
	raw_count_free(&count);
}

static void as_by_brute_force(void **state)
{
	long cases = raw_cases(2500, 100000);

	(void)state;
	for (long i = 0; i < cases; i++)
		one_case(i);
}

/* ---- more voters ---- */

/* The order at one share: plain equal shares with the budget that gives it. */
static void order_at(struct raw_count *count, const struct pb_options *add1, int64_t step,
	struct pb_outcome *out)
{
	struct pb_election election = count->election;
	struct pb_options options = *add1;

	election.budget += step * election.unit * election.ballots;
	options.complete = PB_NONE;
	options.wants_trace = false;
	assert_int_equal(pb_count(count->keep, &election, &options, out), OK);
}

static void leap_holds_at(struct raw_count *count, const struct pb_options *options,
	const struct pb_leap *leap, const struct pb_outcome *first, int64_t step, long seed)
{
	const struct pb_election *election = &count->election;
	struct pb_outcome at;
	uint32_t same = leap->kind == PB_SKIP ? leap->surely : first->selected_count;
	bool is_right;

	order_at(count, options, step, &at);
	is_right = at.selected_count >= same &&
		   !memcmp(at.selected, first->selected, same * sizeof(*at.selected)) &&
		   (leap->kind == PB_SKIP ? at.cost <= leap->most
					  : at.cost == leap->most && at.selected_count == same) &&
		   at.cost + election->projects[leap->fitting].cost <= election->budget;
	for (uint32_t i = 0; i < at.selected_count; i++)
		is_right = is_right && at.selected[i] != leap->fitting;
	if (!is_right)
		fail_msg("seed %ld: leap %d of %" PRId64 " … %" PRId64 " is wrong at %" PRId64,
			seed, leap->kind, leap->from, leap->to, step);
}

static void leaps_are_probed(struct raw_count *count, const struct pb_options *options, long seed)
{
	const struct pb_outcome out = count->outcome;
	uint64_t state = (uint64_t)seed;
	int64_t covered = 0;

	for (uint32_t i = 0; i < out.leap_count; i++) {
		const struct pb_leap *leap = &out.leaps[i];
		struct pb_outcome first;

		assert_true(leap->from == covered && leap->to >= leap->from);
		covered = leap->to + 1;
		if (leap->kind == PB_STEP)
			continue;
		order_at(count, options, leap->from, &first);
		for (int probe = 0; probe < 4; probe++) {
			int64_t length = leap->to - leap->from + 1;
			int64_t step = probe == 0   ? leap->from
				       : probe == 1 ? leap->to
						    : leap->from + (int64_t)mix_next(&state,
									   (uint64_t)length);

			leap_holds_at(count, options, leap, &first, step, seed);
		}
	}
	assert_true(covered == out.steps || covered == out.steps + 1);
}

/* The same outcome as that of share by share, each by a run of its own. */
static void same_by_steps(struct raw_count *count, const struct pb_options *options, long seed)
{
	const struct pb_outcome *got = &count->outcome;
	struct pb_outcome want;

	assert_int_equal(mes_count_by_steps(count->keep, &count->election, options, &want), OK);
	if (want.steps != got->steps || want.selected_count != got->selected_count ||
		memcmp(want.selected, got->selected, want.selected_count * sizeof(uint32_t)))
		fail_msg("seed %ld: another outcome share by share", seed);
}

static void leaps_change_nothing(void **state)
{
	long cases = raw_cases(60, 2000);
	uint64_t jumps = 0;
	uint64_t skips = 0;

	(void)state;
	for (long i = 0; i < cases; i++) {
		struct pb_options options = { .rule = PB_MES,
			.complete = PB_ADD1,
			.utility = (enum pb_utility)(PB_COST + i % 3),
			.wants_trace = true };
		struct raw_count count = raw_count_new();
		struct str text = mix_text(count.keep, (uint64_t)i, options.utility == PB_POINTS);
		struct pb_options other = options;
		struct str first;

		text_count(&count, text, &options);
		first = printed(&count, &options);
		for (uint32_t k = 0; k < count.outcome.leap_count; k++) {
			jumps += count.outcome.leaps[k].kind == PB_JUMP;
			skips += count.outcome.leaps[k].kind == PB_SKIP;
		}
		leaps_are_probed(&count, &options, i);
		other.wants_trace = false;
		for (int twice = 0; twice < 2; twice++) {
			other.is_twice = twice;
			text_count(&count, text, &other);
			if (!str_equal(first, printed(&count, &options)))
				fail_msg("seed %ld: another outcome without a trace", i);
		}
		other = options;
		same_by_steps(&count, &options, i);
		other.is_exact = true;
		text_count(&count, text, &other);
		if (!str_equal(first, printed(&count, &options)))
			fail_msg("seed %ld: another outcome without leaps", i);
		if (i % 4 == 0) {
			other = options;
			other.is_twice = true;
			text_count(&count, text, &other);
			assert_true(str_equal(first, printed(&count, &options)));
		}
		raw_count_free(&count);
	}
	assert_true(jumps > 0 && skips > 0);
}

/* ---- built ---- */

static void counts(const char *text, int64_t steps, const char *want)
{
	struct raw_count count = raw_count_new();
	struct pb_options options = { .rule = PB_MES, .complete = PB_ADD1, .utility = PB_COST };
	struct buf got = buf_new(count.keep, 1 << 16);

	text_count(&count, str_of(text), &options);
	for (uint32_t i = 0; i < count.outcome.selected_count; i++) {
		struct str id = count.election.projects[count.outcome.selected[i]].id;

		buf_print(&got, "%s%.*s", i ? " " : "", (int)id.len, id.at);
	}
	assert_string_equal(buf_z(&got), want);
	assert_int_equal(count.outcome.steps, steps);
	raw_count_free(&count);
}

#define META(budget) "META\nkey;value\nbudget;" budget "\nvote_type;approval\n"

static void where_it_ends(void **state)
{
	(void)state;
	/* 5 each; b needs 7 of each of two: at 7 both are bought, and nothing is left to fit */
	counts(META("15") "PROJECTS\nproject_id;cost\na;1\nb;14\n"
			  "VOTES\nvoter_id;vote\n1;b\n2;b\n3;a\n",
		2, "b a");
	/* a project dearer than the budget does not keep the search going */
	counts(META("15") "PROJECTS\nproject_id;cost\nc;20\nd;4\n"
			  "VOTES\nvoter_id;vote\n1;c\n2;c\n3;c\n4;d,c\n",
		1, "d");
	/* but takes part: it is bought at 8 each, while d, which would fit, still is not, and so
	 * the outcome before it stands */
	counts(META("15") "PROJECTS\nproject_id;cost\nc;16\nd;15\n"
			  "VOTES\nvoter_id;vote\n1;c\n2;c\n3;d\n",
		2, "");
	/* exhaustive at once */
	counts(META("15") "PROJECTS\nproject_id;cost\na;2\nb;14\nVOTES\nvoter_id;vote\n1;a\n2;b\n",
		0, "a");
	/* a step is one of currency, not the smallest unit: 1.25 and then 2.25 each */
	counts(META("0.5") "PROJECTS\nproject_id;cost\na;0.25\nb;2.25\n"
			   "VOTES\nvoter_id;vote\n1;a\n2;b\n",
		0, "a");
	counts(META("2.5") "PROJECTS\nproject_id;cost\na;0,25\nb;2.25\n"
			   "VOTES\nvoter_id;vote\n1;a\n2;b\n",
		1, "a b");
}

/* A unit that is nothing beside the shares: a million steps in a few leaps. */
static void small_unit(void **state)
{
	struct raw_count count = raw_count_new();
	struct pb_options options = { .rule = PB_MES, .complete = PB_ADD1, .utility = PB_COST };

	(void)state;
	text_count(&count,
		str_of(META("10000000") "PROJECTS\nproject_id;cost\na;2000000\nb;7500001\n"
					"VOTES\nvoter_id;vote\n1;a\n2;a\n3;b\n4;b\n"),
		&options);
	assert_int_equal(count.outcome.steps, 1250001);
	assert_int_equal(count.outcome.selected_count, 2);
	assert_true(count.outcome.runs < 8);
	/* and with the finest money: shares of some 2^46 of it */
	text_count(&count,
		str_of(META(
			"100000000.000001") "PROJECTS\nproject_id;cost\na;20000000\nb;75000001\n"
					    "VOTES\nvoter_id;vote\n1;a\n2;a\n3;b\n4;b\n"),
		&options);
	assert_int_equal(count.outcome.steps, 12500001);
	assert_int_equal(count.outcome.selected_count, 2);
	assert_true(count.outcome.runs < 8);
	raw_count_free(&count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_by_brute_force),
		cmocka_unit_test(leaps_change_nothing),
		cmocka_unit_test(where_it_ends),
		cmocka_unit_test(small_unit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
