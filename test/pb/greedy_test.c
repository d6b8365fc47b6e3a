/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/simple.h against counts done by hand, and against brute force over many small made-up
 * elections: order, greed, reasons, monotony, and the promise about further supporters. */
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "pb/simple.h"
#include "unit.h"

enum { CANDIDATES = 6, BALLOTS = 12, ROUNDS = 3000 };

struct made {
	struct simple_candidate candidates[CANDIDATES];
	struct simple_ballot ballots[BALLOTS + 40];
	size_t approved[BALLOTS + 40][CANDIDATES];
	struct simple_election election;
	uint64_t seed;
};

static uint64_t made_next(struct made *made, uint64_t below)
{
	made->seed = made->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (made->seed >> 33) % below;
}

/* Costs and support are few, so that ties are frequent. */
static void made_fill(struct made *made, uint64_t seed)
{
	*made = (struct made) { .seed = seed };
	made->election = (struct simple_election) { .candidates = made->candidates,
		.candidate_count = 1 + made_next(made, CANDIDATES),
		.ballots = made->ballots,
		.ballot_count = made_next(made, BALLOTS + 1),
		.budget = (int64_t)made_next(made, 25) };
	for (size_t i = 0; i < made->election.candidate_count; i++)
		made->candidates[i] = (struct simple_candidate) {
			.number = (int64_t)(i * 7 % CANDIDATES) + 1,
			.cost = 1 + (int64_t)made_next(made, 9)
		};
	for (size_t i = 0; i < made->election.ballot_count; i++) {
		made->ballots[i].approved = made->approved[i];
		for (size_t k = 0; k < made->election.candidate_count; k++)
			if (made_next(made, 2))
				made->approved[i][made->ballots[i].count++] = k;
	}
}

static int64_t support_of(const struct simple_election *election, size_t candidate)
{
	int64_t support = 0;

	for (size_t i = 0; i < election->ballot_count; i++)
		for (size_t k = 0; k < election->ballots[i].count; k++)
			support += election->ballots[i].approved[k] == candidate;
	return support;
}

/* Does a come before b, said again in other words than pb.c says it. */
static bool comes_before(const struct simple_election *election, size_t a, size_t b)
{
	int64_t first = support_of(election, a);
	int64_t second = support_of(election, b);
	const struct simple_candidate *x = &election->candidates[a];
	const struct simple_candidate *y = &election->candidates[b];

	return first > second ||
	       (first == second &&
		       (x->cost < y->cost || (x->cost == y->cost && x->number < y->number)));
}

/* The slow count: again and again the first of those not yet looked at. */
static void count_slowly(const struct simple_election *election, bool *won)
{
	bool seen[CANDIDATES] = { false };
	int64_t left = election->budget;

	for (size_t turn = 0; turn < election->candidate_count; turn++) {
		size_t best = CANDIDATES;

		for (size_t i = 0; i < election->candidate_count; i++)
			if (!seen[i] && (best == CANDIDATES || comes_before(election, i, best)))
				best = i;
		seen[best] = true;
		won[best] = support_of(election, best) > 0 &&
			    election->candidates[best].cost <= left;
		if (won[best])
			left -= election->candidates[best].cost;
	}
}

static bool wins_with_more(const struct made *made, size_t candidate, int64_t more)
{
	struct made with = *made;
	bool won[CANDIDATES] = { false };

	with.election.candidates = with.candidates;
	with.election.ballots = with.ballots;
	for (size_t i = 0; i < with.election.ballot_count; i++)
		with.ballots[i].approved = with.approved[i];
	for (int64_t i = 0; i < more; i++) {
		size_t at = with.election.ballot_count++;

		with.approved[at][0] = candidate;
		with.ballots[at] = (struct simple_ballot) { with.approved[at], 1 };
	}
	count_slowly(&with.election, won);
	return won[candidate];
}

static void outcome_check(const struct made *made, const struct simple_outcome *outcome,
	const bool *won, int64_t left)
{
	const struct simple_election *election = &made->election;
	int64_t cost = election->candidates[outcome->candidate].cost;

	assert_int_equal(outcome->support, support_of(election, outcome->candidate));
	assert_int_equal(outcome->left, left);
	assert_int_equal(outcome->is_won, won[outcome->candidate]);
	if (outcome->is_won) {
		assert_int_equal(outcome->reason, SIMPLE_FITS);
		assert_int_equal(outcome->more, 0);
		assert_true(cost <= left);
		return;
	}
	assert_int_equal(
		outcome->reason, outcome->support ? SIMPLE_OVER_BUDGET : SIMPLE_NO_SUPPORT);
	if (cost > election->budget) {
		assert_int_equal(outcome->more, SIMPLE_NEVER);
		for (int64_t more = 0; more <= BALLOTS + 2; more++)
			assert_false(wins_with_more(made, outcome->candidate, more));
		return;
	}
	assert_true(outcome->more > 0);
	for (int64_t more = 0; more <= BALLOTS + 2; more++)
		assert_int_equal(
			wins_with_more(made, outcome->candidate, more), more >= outcome->more);
}

static void test_brute_force(void **state)
{
	struct made made;
	int losers = 0;
	int64_t most = 0;

	(void)state;
	for (uint64_t round = 0; round < ROUNDS; round++) {
		struct arena *arena = arena_new(1 << 20);
		bool won[CANDIDATES] = { false };
		struct simple_outcome *outcomes;
		int64_t left;

		made_fill(&made, round);
		left = made.election.budget;
		count_slowly(&made.election, won);
		assert_int_equal(simple_greedy(arena, &made.election, &outcomes), OK);
		for (size_t i = 0; i < made.election.candidate_count; i++) {
			if (i)
				assert_true(comes_before(&made.election, outcomes[i - 1].candidate,
					outcomes[i].candidate));
			outcome_check(&made, &outcomes[i], won, left);
			if (outcomes[i].is_won)
				left -= made.candidates[outcomes[i].candidate].cost;
			losers += !outcomes[i].is_won;
			most = outcomes[i].more > most ? outcomes[i].more : most;
		}
		assert_true(left >= 0);
		arena_free(arena);
	}
	assert_true(losers > ROUNDS); /* the made-up elections are not all easy */
	assert_true(most > 5);
}

/* Neither the order of the candidates nor that of the ballots says anything. */
static void test_order_means_nothing(void **state)
{
	(void)state;
	for (uint64_t round = 0; round < 300; round++) {
		struct arena *arena = arena_new(1 << 20);
		struct made made;
		struct simple_candidate turned[CANDIDATES];
		struct simple_ballot ballots[BALLOTS + 40];
		struct simple_election again;
		struct simple_outcome *first;
		struct simple_outcome *second;
		size_t count;

		made_fill(&made, round + 77);
		count = made.election.candidate_count;
		assert_int_equal(simple_greedy(arena, &made.election, &first), OK);
		again = made.election;
		again.candidates = turned;
		again.ballots = ballots;
		for (size_t i = 0; i < count; i++)
			turned[count - 1 - i] = made.candidates[i];
		for (size_t i = 0; i < again.ballot_count; i++) {
			for (size_t k = 0; k < made.ballots[i].count; k++)
				made.approved[i][k] = count - 1 - made.approved[i][k];
			ballots[again.ballot_count - 1 - i] = made.ballots[i];
		}
		assert_int_equal(simple_greedy(arena, &again, &second), OK);
		for (size_t i = 0; i < count; i++) {
			assert_int_equal(made.candidates[first[i].candidate].number,
				turned[second[i].candidate].number);
			assert_int_equal(first[i].is_won, second[i].is_won);
			assert_int_equal(first[i].more, second[i].more);
		}
		arena_free(arena);
	}
}

/* For 100: the second is passed over, the third fits still, the fourth never could. */
static void test_by_hand(void **state)
{
	static const struct simple_candidate candidates[] = { { 1, 40 }, { 2, 70 }, { 3, 60 },
		{ 4, 200 }, { 5, 10 } };
	static const size_t all[] = { 0, 1, 2, 3 };
	static const size_t some[] = { 0, 1 };
	static const size_t one[] = { 0 };
	static const struct simple_ballot ballots[] = { { all, 4 }, { some, 2 }, { one, 1 } };
	const struct simple_election election = { 100, candidates, 5, ballots, 3 };
	struct arena *arena = arena_new(1 << 20);
	struct simple_outcome *at;

	(void)state;
	assert_int_equal(simple_greedy(arena, &election, &at), OK);
	assert_int_equal(candidates[at[0].candidate].number, 1);
	assert_int_equal(at[0].left, 100);
	assert_true(at[0].is_won);
	assert_int_equal(candidates[at[1].candidate].number, 2);
	assert_int_equal(at[1].left, 60);
	assert_false(at[1].is_won);
	assert_int_equal(at[1].reason, SIMPLE_OVER_BUDGET);
	assert_int_equal(at[1].more, 2); /* 4 votes: before the first, with 100 left */
	assert_int_equal(candidates[at[2].candidate].number, 3);
	assert_true(at[2].is_won);
	assert_int_equal(candidates[at[3].candidate].number, 4);
	assert_int_equal(at[3].more, SIMPLE_NEVER);
	assert_int_equal(candidates[at[4].candidate].number, 5);
	assert_int_equal(at[4].reason, SIMPLE_NO_SUPPORT);
	assert_int_equal(at[4].left, 0);
	assert_int_equal(at[4].more, 1); /* as many as 3, and cheaper */
	arena_free(arena);
}

static void test_text(void **state)
{
	static const struct simple_candidate candidates[] = { { 2, 70 }, { 1, 40 } };
	static const size_t both[] = { 0, 1 };
	static const struct simple_ballot ballots[] = { { both, 2 }, { NULL, 0 } };
	const struct simple_election election = { 100, candidates, 2, ballots, 2 };
	struct arena *arena = arena_new(1 << 16);
	struct buf text = buf_new(arena, 1000);

	(void)state;
	simple_print(&text, &election);
	assert_string_equal(
		buf_z(&text), "budget 100\ncandidates 2\n2 70\n1 40\nballots 2\n1 2\n\n");
	arena_free(arena);
}

static void test_nothing_at_all(void **state)
{
	const struct simple_election election = { .budget = 5 };
	struct arena *arena = arena_new(1 << 16);
	struct simple_outcome *at = NULL;

	(void)state;
	assert_int_equal(simple_greedy(arena, &election, &at), OK);
	assert_non_null(at);
	arena_free(arena);
}

static void test_no_memory(void **state)
{
	static const struct simple_candidate candidates[] = { { 1, 40 } };
	const struct simple_election election = { 100, candidates, 1, NULL, 0 };
	struct arena *arena = arena_new(16);
	struct simple_outcome *at = NULL;

	(void)state;
	assert_int_equal(simple_greedy(arena, &election, &at), ERR_MEMORY);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_brute_force),
		cmocka_unit_test(test_order_means_nothing),
		cmocka_unit_test(test_by_hand),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_nothing_at_all),
		cmocka_unit_test(test_no_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
