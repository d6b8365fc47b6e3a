/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/pb/admit_test.c: what constraints let a rule choose, against the definitions of doc/pb.md
 * said again over all small choices; what ballots for a larger size count for; that no rule chooses
 * what is closed at its turn; and constructed cases with floors and sizes. */
#include "pb/inside.h"
#include "pb/raw.h"
#include "pb/step.h"

static void open_as_defined(const struct raw *raw, const struct raw_count *count,
	const struct admit *admit, unsigned won)
{
	for (uint32_t p = 0; p < count->election.project_count; p++) {
		int which = raw_which(count, p);
		bool want = raw_is_open(raw, won, which);

		if (admit_is_open(admit, p) != want)
			fail_msg("seed %" PRIu64 ", after %x: %s should be %s", raw->seed, won,
				raw_ids[which], want ? "open" : "closed");
		if (admit_is_dead(admit, p) != raw_is_dead(raw, won, which))
			fail_msg("seed %" PRIu64 ", after %x: is %s dead?", raw->seed, won,
				raw_ids[which]);
	}
}

/* Random choices among what is open, with no look at money now and then, as Add1 may. */
static void choices_as_defined(void **state)
{
	long cases = raw_cases(4000, 150000);

	(void)state;
	for (long i = 0; i < cases; i++) {
		struct raw_count count = raw_count_new();
		struct pb_options options = { .rule = PB_GREEDY_VOTES, .with_constraints = true };
		struct raw_guise guise = raw_plain();
		struct pb_election seen;
		struct admit admit;
		struct raw raw;

		raw_make(&raw, (uint64_t)i, PB_APPROVAL, true);
		raw_run(&count, &raw, &guise, &options);
		assert_int_equal(admit_election(count.keep, &count.election, &options, &seen), OK);
		assert_int_equal(admit_make(count.keep, &seen, &options, &admit), OK);
		for (int time = 0; time < 2; time++) {
			unsigned won = 0;

			admit_reset(&admit);
			open_as_defined(&raw, &count, &admit, won);
			for (int tries = 0; tries < 12; tries++) {
				uint32_t p = (uint32_t)raw_next(&raw, seen.project_count);

				if (!admit_is_open(&admit, p))
					continue;
				if (i % 4 && seen.projects[p].cost > admit.left)
					continue;
				admit_choose(&admit, p);
				won |= 1U << raw_which(&count, p);
				open_as_defined(&raw, &count, &admit, won);
			}
		}
		raw_count_free(&count);
	}
}

/* ---- sizes ---- */

static int64_t weight_in(
	const struct pb_election *election, const struct pb_side *side, int64_t *worths)
{
	struct side_walk walk = side_walk(side);
	struct side_piece piece;
	int64_t support = 0;
	uint32_t next = 0;

	*worths = 0;
	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint32_t group = piece.groups[i];

			assert_true(group >= next && group < election->group_count);
			next = group + 1;
			support += election->weights[group];
			if (piece.worths)
				*worths += (int64_t)piece.worths[i] * election->weights[group];
		}
	return support;
}

/* The same side in the packed form of large elections. */
static struct pb_side packed(struct arena *arena, const struct pb_side *side)
{
	uint8_t *bytes = arena_alloc(arena, (size_t)side->count * STEP_BYTES_MOST + 1);
	struct pb_side out = *side;
	uint8_t *at = bytes;
	uint32_t last = 0;

	assert_non_null(bytes);
	for (uint32_t i = 0; i < side->count; i++) {
		at = step_put(at, side->groups[i] - last);
		last = side->groups[i];
	}
	out.groups = NULL;
	out.packed = bytes;
	return out;
}

static void larger_supports_smaller(void **state)
{
	static const enum pb_kind kinds[] = { PB_APPROVAL, PB_SCORING, PB_ORDINAL };
	long cases = raw_cases(4000, 150000);

	(void)state;
	for (long i = 0; i < cases; i++) {
		struct raw_count count = raw_count_new();
		struct pb_options options = { .rule = PB_GREEDY_VOTES, .with_constraints = true };
		struct raw_guise guise = raw_plain();
		struct pb_election election;
		struct pb_election seen;
		struct pb_side sides[RAW_PROJECTS];
		struct raw raw;

		raw_make(&raw, (uint64_t)i, kinds[i % 3], true);
		raw_run(&count, &raw, &guise, &options);
		election = count.election;
		for (uint32_t p = 0; p < election.project_count; p++)
			sides[p] = i % 2 ? packed(count.keep, &election.sides[p])
					 : election.sides[p];
		election.sides = sides;
		assert_int_equal(admit_election(count.keep, &election, &options, &seen), OK);
		for (uint32_t p = 0; p < seen.project_count; p++) {
			int which = raw_which(&count, p);
			int64_t worths;

			assert_int_equal(raw_support(&raw, which), seen.sides[p].support);
			assert_int_equal(raw_support(&raw, which),
				weight_in(&seen, &seen.sides[p], &worths));
			if (i % 3 == 0)
				continue;
			assert_int_equal(raw_worth_sum(&raw, which), worths);
			assert_int_equal(worths, seen.sides[p].worth_sum);
		}
		raw_count_free(&count);
	}
}

/* ---- all rules ---- */

static const struct pb_options every_rule[] = {
	{ .rule = PB_GREEDY_VOTES },
	{ .rule = PB_GREEDY_DENSITY },
	{ .rule = PB_MES, .utility = PB_COST },
	{ .rule = PB_MES, .utility = PB_CARDINALITY },
	{ .rule = PB_MES, .utility = PB_COST, .complete = PB_ADD1 },
	{ .rule = PB_MES, .utility = PB_COST, .complete = PB_ADD1U },
	{ .rule = PB_MES, .utility = PB_COST, .complete = PB_EXHAUST },
	{ .rule = PB_EES, .utility = PB_COST },
	{ .rule = PB_EES, .utility = PB_COST, .complete = PB_ADDOPT },
	{ .rule = PB_PHRAGMEN },
	{ .rule = PB_OPTIMUM, .utility = PB_CARDINALITY },
};
enum { RULES = sizeof(every_rule) / sizeof(every_rule[0]) };

static bool has_sizes(const struct raw *raw)
{
	for (int p = 0; p < raw->m; p++)
		if (raw->variant_of[p] >= 0)
			return true;
	return false;
}

/* Chosen in turn, each while it was open. Enlarging takes a size back, so where there are sizes
 * only the end is looked at: no rivals, needs inside, caps kept. */
static void turns_are_open(
	const struct raw *raw, const struct raw_won *won, bool has_turns, const char *rule)
{
	unsigned end = raw_bits_of(won);
	unsigned so_far = 0;

	for (int i = 0; i < won->count; i++) {
		int p = won->list[i];

		if (has_turns && !has_sizes(raw) && !raw_is_open(raw, so_far, p))
			fail_msg(
				"seed %" PRIu64 ", %s: %s was closed", raw->seed, rule, raw_ids[p]);
		so_far |= 1U << p;
		assert_false(raw_is_dropped(raw, p));
		assert_false(raw->needs[p] & ~end);
		for (int q = 0; q < i; q++)
			assert_false(raw_is_rival(raw, p, won->list[q]));
	}
	for (int k = 0; k < RAW_CATEGORIES; k++)
		assert_true(raw->cap[k] < 0 || raw_spent(raw, end, k) <= raw->cap[k]);
	assert_true(raw_cost(raw, end) <= raw->budget);
}

static void no_rule_takes_what_is_closed(void **state)
{
	long cases = raw_cases(4000, 150000);

	(void)state;
	for (long i = 0; i < cases; i++) {
		struct raw_count count = raw_count_new();
		struct pb_options options = every_rule[i % RULES];
		struct raw_guise guise = raw_plain();
		struct raw_won won;
		struct raw raw;

		options.with_constraints = true;
		raw_make(&raw, (uint64_t)i, PB_APPROVAL, true);
		raw_run(&count, &raw, &guise, &options);
		won = raw_got(&count);
		/* The optimum is a set and has no turns. */
		turns_are_open(&raw, &won, options.rule != PB_OPTIMUM, pb_rule_word(options.rule));
		raw_count_free(&count);
	}
}

/* Greed ends with a floor met, or with nothing supported of that category that is open and fits. */
static void greed_keeps_floors(void **state)
{
	long cases = raw_cases(4000, 150000);

	(void)state;
	for (long i = 0; i < cases; i++) {
		struct raw_count count = raw_count_new();
		struct pb_options options = { .rule = i % 2 ? PB_GREEDY_VOTES : PB_GREEDY_DENSITY,
			.with_constraints = true };
		struct raw_guise guise = raw_plain();
		struct raw_won got;
		unsigned won;
		struct raw raw;

		raw_make(&raw, (uint64_t)i, PB_APPROVAL, true);
		raw_run(&count, &raw, &guise, &options);
		got = raw_got(&count);
		won = raw_bits_of(&got);
		for (int p = 0; p < raw.m; p++) {
			int k = raw.category[p];

			if (k < 0 || raw_spent(&raw, won, k) >= raw.floor[k])
				continue;
			if (raw_support(&raw, p) && raw_is_open(&raw, won, p))
				assert_true(raw.costs[p] > raw.budget - raw_cost(&raw, won));
		}
		raw_count_free(&count);
	}
}

/* ---- constructed ---- */

/* Selected ids with blanks between; the places by the rule, then `+`, those by the completion. */
static const char *outcome_of(
	struct raw_count *count, struct pb_options options, const char *meta, const char *rows)
{
	struct buf text = buf_new(count->keep, 1 << 16);
	struct buf out = buf_new(count->keep, 1 << 16);

	options.with_constraints = true;
	buf_print(&text, "META\nkey;value\nvote_type;approval\n%sPROJECTS\n%s", meta, rows);
	text_count(count, buf_view(&text), &options);
	for (uint32_t i = 0; i < count->outcome.selected_count; i++) {
		if (i)
			buf_char(&out, ' ');
		if (i == count->outcome.by_rule)
			buf_text(&out, "+ ");
		buf_str(&out, count->election.projects[count->outcome.selected[i]].id);
	}
	return buf_z(&out);
}

static void floors_keep_money_back(void **state)
{
	static const char rows[] = "project_id;cost;category\na;6;road\nb;4;road\nc;3;tree\n"
				   "d;2;tree\nVOTES\nvoter_id;vote\n1;a,b\n2;a,b\n3;a,b,c\n4;a,d\n";
	struct pb_options greedy = { .rule = PB_GREEDY_VOTES };
	struct pb_options exhaust = { .rule = PB_MES, .complete = PB_EXHAUST };
	struct raw_count count = raw_count_new();

	(void)state;
	assert_string_equal("a b", outcome_of(&count, greedy, "budget;10\n", rows));
	/* 3 kept for trees: b does not fit beside it; c meets the floor, then nothing is left. */
	assert_string_equal(
		"a c", outcome_of(&count, greedy, "budget;10\ncategory_floors;tree:3\n", rows));
	/* All that trees can take is 5, though the floor says 100. */
	assert_string_equal(
		"b c d", outcome_of(&count, greedy, "budget;9\ncategory_floors;tree:100\n", rows));
	/* No tree fits into 1: nothing is kept. */
	assert_string_equal(
		"free", outcome_of(&count, greedy, "budget;1\ncategory_floors;tree:100\n",
				"project_id;cost;category\nfree;1;road\nc;3;tree\n"
				"VOTES\nvoter_id;vote\n1;c\n2;c\n"));
	/* The friends of trees cannot pay for one: the completion does it. */
	assert_string_equal(
		"a + c", outcome_of(&count, exhaust, "budget;10\ncategory_floors;tree:3\n", rows));
	raw_count_free(&count);
}

static void sizes_exclude_and_grow(void **state)
{
	static const char rows[] =
		"project_id;cost;variant_of\nsmall;3;\nlarge;5;small\nz;2;\n"
		"VOTES\nvoter_id;vote\n1;large\n2;large\n3;small\n4;z\n5;z\n6;z\n";
	static const char no[] =
		"project_id;cost;variant_of\nsmall;3;\nlarge;5;small\nz;2;\n"
		"VOTES\nvoter_id;vote\n1;large,!small\n2;large,!small\n3;small\n4;z\n5;z\n";
	struct pb_options greedy = { .rule = PB_GREEDY_VOTES };
	struct pb_options exhaust = { .rule = PB_MES, .complete = PB_EXHAUST };
	struct pb_options mes = { .rule = PB_MES };
	struct raw_count count = raw_count_new();

	(void)state;
	/* small has 3 (2 through large), z has 3; large has 2 and may come for 2 more. */
	assert_string_equal("small z", outcome_of(&count, greedy, "budget;6\n", rows));
	assert_string_equal("z large", outcome_of(&count, greedy, "budget;7\n", rows));
	/* 1 each: small is paid by its three, z needs 2 of three. */
	assert_string_equal("small z", outcome_of(&count, mes, "budget;6\n", rows));
	assert_string_equal("small z", outcome_of(&count, exhaust, "budget;6\n", rows));
	/* 7/6 each: the completion has 2 left and grows it; the round names what was paid. */
	assert_string_equal("z + large", outcome_of(&count, exhaust, "budget;7\n", rows));
	assert_int_equal(count.outcome.round_count, 2);
	/* They say no: small has one ballot, and nobody buys it before large. */
	assert_string_equal("large z", outcome_of(&count, greedy, "budget;7\n", no));
	raw_count_free(&count);
}

/* `!id` where the project has a larger size; an id of that very name comes first. */
static void a_no_is_read_or_refused(void **state)
{
	static const char head[] = "META\nkey;value\nvote_type;approval\nbudget;9\nPROJECTS\n"
				   "project_id;cost;variant_of\n";
	static const struct {
		const char *rows;
		uint32_t line; /* of the refusal, 0: none */
		int64_t support;
	} cases[] = {
		{ "s;3;\nl;5;s\nVOTES\nvoter_id;vote\n1;l\n2; !s , l\n3;!s\n", 0, 1 },
		{ "s;3;\nl;5;s\nVOTES\nvoter_id;vote\n1;l\n2;s,!s,l\n", 0, 2 },
		{ "s;3;\nl;5;s\n!s;1;\nVOTES\nvoter_id;vote\n1;l\n2;l,!s\n", 0, 2 },
		{ "s;3;\nl;5;s\nVOTES\nvoter_id;vote\n1;l\n2;l,!l\n", 12, 0 },
		{ "s;3;\nl;5;s\nVOTES\nvoter_id;vote\n1;l\n2;l,!q\n", 12, 0 },
		{ "s;3;\nl;5;\nVOTES\nvoter_id;vote\n1;l,!s\n", 11, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct raw_count count = raw_count_new();
		struct pb_options options = { .rule = PB_GREEDY_VOTES, .with_constraints = true };
		struct buf text = buf_new(count.keep, 1 << 16);
		struct pb_trouble trouble = { 0 };
		struct pb_election seen;
		enum err err;

		buf_print(&text, "%s%s", head, cases[i].rows);
		err = pb_read(
			count.keep, count.scratch, buf_view(&text), &count.election, &trouble);
		assert_int_equal(err, cases[i].line ? ERR_BAD_INPUT : OK);
		assert_int_equal(trouble.line, cases[i].line);
		if (!err) {
			assert_int_equal(
				admit_election(count.keep, &count.election, &options, &seen), OK);
			assert_int_equal(seen.sides[0].support, cases[i].support);
			assert_int_equal(count.election.ballots, i == 0 ? 3 : 2);
			assert_int_equal(count.election.empty_ballots, i == 0 ? 1 : 0);
		}
		raw_count_free(&count);
	}
}

static void needs_and_support(void **state)
{
	struct pb_options greedy = { .rule = PB_GREEDY_VOTES };
	struct raw_count count = raw_count_new();

	(void)state;
	/* top needs base; circle and ring need each other; few has one ballot of two. */
	assert_string_equal("base top",
		outcome_of(&count, greedy, "budget;100\n",
			"project_id;cost;needs;min_support\ntop;1;base;\nbase;1;;\n"
			"circle;1;ring;\nring;1;circle;\nfew;1;;2\nfar;1;few;\n"
			"VOTES\nvoter_id;vote\n1;top,circle,ring,few,far\n2;top,ring,far\n"
			"3;base\n"));
	raw_count_free(&count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(choices_as_defined),
		cmocka_unit_test(larger_supports_smaller),
		cmocka_unit_test(no_rule_takes_what_is_closed),
		cmocka_unit_test(greed_keeps_floors),
		cmocka_unit_test(floors_keep_money_back),
		cmocka_unit_test(sizes_exclude_and_grow),
		cmocka_unit_test(a_no_is_read_or_refused),
		cmocka_unit_test(needs_and_support),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
