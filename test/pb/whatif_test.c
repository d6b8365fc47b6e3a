/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Simulated ballots and samples: whole elections, the same for the same number, with about the
 * shares that were asked for; a sample is a part of its election and every ballot is as likely. */
#include "pb/small.h"

enum { CASES = 1500, NIGHT_CASES = 100000, DRAWS = 3000 };

/* Weights, sides and sums of an election fit together. */
static void is_whole(const struct pb_election *election)
{
	int64_t listed = 0;
	uint8_t seen[4096] = { 0 };

	assert_true(election->group_count <= 4096);
	for (uint32_t g = 0; g < election->group_count; g++) {
		assert_true(election->weights[g] >= 1);
		listed += election->weights[g];
	}
	assert_int_equal(listed + election->empty_ballots, election->ballots);
	for (uint32_t p = 0; p < election->project_count; p++) {
		struct side_walk walk = side_walk(&election->sides[p]);
		struct side_piece piece;
		int64_t support = 0;
		int64_t worth = 0;
		int64_t last = -1;

		while (side_next(&walk, &piece))
			for (uint32_t i = 0; i < piece.count; i++) {
				assert_true(piece.groups[i] > last);
				assert_true(piece.groups[i] < election->group_count);
				last = piece.groups[i];
				seen[last] = 1;
				support += election->weights[last];
				if (piece.worths)
					worth += (int64_t)election->weights[last] * piece.worths[i];
			}
		assert_int_equal(support, election->sides[p].support);
		assert_int_equal(worth, election->sides[p].worth_sum);
	}
	for (uint32_t g = 0; g < election->group_count; g++)
		assert_true(seen[g]);
}

static void samples_are_parts(void **state)
{
	int cases = getenv("PB_NIGHT") ? NIGHT_CASES : CASES;

	(void)state;
	for (int i = 0; i < cases; i++) {
		struct arena *arena = arena_new((size_t)64 << 20);
		struct dice dice = { (uint64_t)i };
		struct small small;
		struct pb_election election;
		struct pb_election sample;
		struct pb_election again;
		uint32_t want;

		small_seed = (uint64_t)i;
		small_roll(&small, &dice, (enum pb_kind)dice_roll(&dice, 5), false, false);
		small_read(arena, &small, &election);
		want = (uint32_t)dice_roll(&dice, small.row_count + 1);
		assert_int_equal(pb_sample(arena, &election, want, (uint64_t)i, &sample), OK);
		assert_int_equal(sample.ballots, want);
		is_whole(&sample);
		for (uint32_t p = 0; p < election.project_count; p++)
			assert_true(sample.sides[p].support <= election.sides[p].support);
		assert_int_equal(
			pb_sample(arena, &election, election.ballots, (uint64_t)i, &again), OK);
		for (uint32_t p = 0; p < election.project_count; p++) {
			assert_int_equal(again.sides[p].support, election.sides[p].support);
			assert_int_equal(again.sides[p].worth_sum, election.sides[p].worth_sum);
		}
		assert_int_equal(again.group_count, election.group_count);
		assert_int_equal(
			pb_sample(arena, &election, election.ballots + 1, 1, &again), ERR_REFUSED);
		arena_free(arena);
	}
}

/* Three of ten: a project on one ballot is in about 3 of 10 samples. */
static void every_ballot_is_as_likely(void **state)
{
	struct arena *arena = arena_new((size_t)64 << 20);
	struct small small = {
		.kind = PB_APPROVAL, .project_count = 5, .budget = 10, .row_count = 10
	};
	int drawn[5] = { 0 };
	struct pb_election election;

	(void)state;
	for (int i = 0; i < 10; i++) {
		small.rows[i].list[0] = (uint8_t)(i % 5);
		small.rows[i].count = i < 5;
		small.cost[i % 5] = 1;
	}
	small_read(arena, &small, &election);
	for (int i = 0; i < DRAWS; i++) {
		struct arena_mark mark = arena_mark(arena);
		struct pb_election sample;

		assert_int_equal(pb_sample(arena, &election, 3, (uint64_t)i, &sample), OK);
		for (int p = 0; p < 5; p++)
			drawn[p] += (int)sample.sides[p].support;
		arena_rewind(arena, mark);
	}
	for (int p = 0; p < 5; p++)
		assert_in_range(drawn[p], DRAWS * 27 / 100, DRAWS * 33 / 100);
	arena_free(arena);
}

static void simulated_ballots_are_as_asked(void **state)
{
	static const int64_t likes[] = { 500000, 250000, 0, 1000000, 100000 };
	struct arena *arena = arena_new((size_t)256 << 20);
	struct small small = { .kind = PB_CUMULATIVE,
		.project_count = 5,
		.budget = 100,
		.row_count = 1,
		.cost = { 10, 20, 30, 40, 50 } };
	struct pb_simulation simulation = { 4000, 600000, likes, 7 };
	struct pb_options options = { .rule = PB_MES, .complete = PB_ADD1U };
	struct pb_election plan;
	struct pb_election one;
	struct pb_election two;
	struct pb_outcome outcome;

	(void)state;
	small_read(arena, &small, &plan);
	assert_int_equal(pb_simulate(arena, &plan, &simulation, &one), OK);
	is_whole(&one);
	assert_int_equal(one.kind, PB_APPROVAL);
	assert_int_equal(one.budget, 100);
	assert_in_range(one.ballots, 2300, 2500);
	assert_in_range(one.sides[0].support * 1000 / one.ballots, 470, 530);
	assert_in_range(one.sides[1].support * 1000 / one.ballots, 225, 275);
	assert_int_equal(one.sides[2].support, 0);
	assert_int_equal(one.sides[3].support, one.ballots);
	assert_in_range(one.sides[4].support * 1000 / one.ballots, 80, 120);
	assert_int_equal(pb_simulate(arena, &plan, &simulation, &two), OK);
	for (int p = 0; p < 5; p++)
		assert_int_equal(one.sides[p].support, two.sides[p].support);
	/* The same households, and more of them. */
	simulation.turnout_ppm = 800000;
	assert_int_equal(pb_simulate(arena, &plan, &simulation, &two), OK);
	for (int p = 0; p < 5; p++)
		assert_true(one.sides[p].support <= two.sides[p].support);
	simulation.seed = 8;
	assert_int_equal(pb_simulate(arena, &plan, &simulation, &one), OK);
	assert_int_not_equal(one.sides[0].support, two.sides[0].support);
	assert_null(pb_options_settle(&one, &options));
	assert_int_equal(pb_count(arena, &one, &options, &outcome), OK);
	assert_true(outcome.selected_count > 0);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(samples_are_parts, small_seed_say),
		cmocka_unit_test(every_ballot_is_as_likely),
		cmocka_unit_test(simulated_ballots_are_as_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
