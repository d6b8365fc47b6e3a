/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/simple.c: greedy by votes, and the text of an election. Order is total (support, cost,
 * number), so sorting needs no stability and the outcome no chance. */
#include "pb/simple.h"
#include <assert.h>
#include <stdlib.h>
#include "base/arena.h"
#include "base/buf.h"

struct rank {
	int64_t support;
	int64_t cost;
	int64_t number;
	size_t candidate;
};

static int rank_compare(const void *a, const void *b)
{
	const struct rank *x = a;
	const struct rank *y = b;

	if (x->support != y->support)
		return x->support > y->support ? -1 : 1;
	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static void election_check(const struct simple_election *election)
{
	assert(election->budget >= 0 && election->budget <= SIMPLE_COST_MOST);
	assert(election->candidate_count <= SIMPLE_CANDIDATES_MOST);
	for (size_t i = 0; i < election->candidate_count; i++) {
		const struct simple_candidate *candidate = &election->candidates[i];

		assert(candidate->cost >= 1 && candidate->cost <= SIMPLE_COST_MOST);
		for (size_t k = 0; k < i; k++)
			assert(candidate->number != election->candidates[k].number);
	}
}

/* A name twice on a ballot would be a second vote. */
static void ballots_count(const struct simple_election *election, struct rank *ranks)
{
	for (size_t i = 0; i < election->ballot_count; i++) {
		const struct simple_ballot *ballot = &election->ballots[i];

		for (size_t k = 0; k < ballot->count; k++) {
			size_t at = ballot->approved[k];

			assert(at < election->candidate_count);
			for (size_t j = 0; j < k; j++)
				assert(ballot->approved[j] != at);
			ranks[at].support++;
		}
	}
}

/* Takes the ranked ones in turn: won by candidate, and what was left before each turn, by place in
 * the order. */
static void take_in_turn(
	const struct rank *ranks, size_t count, int64_t budget, int64_t *left, bool *won)
{
	for (size_t i = 0; i < count; i++) {
		bool fits = ranks[i].support > 0 && ranks[i].cost <= budget;

		left[i] = budget;
		won[ranks[i].candidate] = fits;
		if (fits)
			budget -= ranks[i].cost;
	}
}

/* Counts again as if the candidate had `more` further supporters. */
static bool wins_with(
	const struct rank *ranks, size_t count, int64_t budget, size_t candidate, int64_t more)
{
	struct rank moved[SIMPLE_CANDIDATES_MOST];
	int64_t left[SIMPLE_CANDIDATES_MOST];
	bool won[SIMPLE_CANDIDATES_MOST];

	for (size_t i = 0; i < count; i++) {
		moved[i] = ranks[i];
		if (moved[i].candidate == candidate)
			moved[i].support += more;
	}
	qsort(moved, count, sizeof(*moved), rank_compare);
	take_in_turn(moved, count, budget, left, won);
	return won[candidate];
}

/* The order of the others does not change, and what is left only falls along it: so the loser wins
 * from some support on, and halving finds it. Beyond one more than the most supported nothing
 * changes. */
static int64_t more_needed(
	const struct rank *ranks, size_t count, int64_t budget, const struct rank *loser)
{
	int64_t low = 0;
	int64_t high = ranks[0].support - loser->support + 1;

	if (loser->cost > budget)
		return SIMPLE_NEVER;
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;

		if (wins_with(ranks, count, budget, loser->candidate, middle))
			high = middle;
		else
			low = middle;
	}
	assert(wins_with(ranks, count, budget, loser->candidate, high));
	assert(!wins_with(ranks, count, budget, loser->candidate, high - 1));
	return high;
}

static enum simple_reason reason_of(const struct rank *rank, bool is_won)
{
	if (is_won)
		return SIMPLE_FITS;
	return rank->support ? SIMPLE_OVER_BUDGET : SIMPLE_NO_SUPPORT;
}

enum err simple_greedy(
	struct arena *arena, const struct simple_election *election, struct simple_outcome **out)
{
	size_t count = election->candidate_count;
	struct rank *ranks = arena_array(arena, count + 1, sizeof(*ranks));
	int64_t *left = arena_array(arena, count + 1, sizeof(*left));
	bool *won = arena_array(arena, count + 1, sizeof(*won));
	struct simple_outcome *outcomes = arena_array(arena, count + 1, sizeof(*outcomes));

	if (!ranks || !left || !won || !outcomes)
		return ERR_MEMORY;
	election_check(election);
	for (size_t i = 0; i < count; i++)
		ranks[i] = (struct rank) { .cost = election->candidates[i].cost,
			.number = election->candidates[i].number,
			.candidate = i };
	ballots_count(election, ranks);
	qsort(ranks, count, sizeof(*ranks), rank_compare);
	take_in_turn(ranks, count, election->budget, left, won);
	for (size_t i = 0; i < count; i++) {
		struct simple_outcome *outcome = &outcomes[i];

		outcome->candidate = ranks[i].candidate;
		outcome->support = ranks[i].support;
		outcome->left = left[i];
		outcome->is_won = won[ranks[i].candidate];
		outcome->reason = reason_of(&ranks[i], outcome->is_won);
		if (!outcome->is_won)
			outcome->more = more_needed(ranks, count, election->budget, &ranks[i]);
	}
	*out = outcomes;
	return OK;
}

static int number_compare(const void *a, const void *b)
{
	const int64_t *x = a;
	const int64_t *y = b;

	return *x < *y ? -1 : *x > *y;
}

void simple_print(struct buf *out, const struct simple_election *election)
{
	buf_text(out, "budget ");
	buf_int(out, election->budget);
	buf_print(out, "\ncandidates %zu\n", election->candidate_count);
	for (size_t i = 0; i < election->candidate_count; i++) {
		buf_int(out, election->candidates[i].number);
		buf_char(out, ' ');
		buf_int(out, election->candidates[i].cost);
		buf_char(out, '\n');
	}
	buf_print(out, "ballots %zu\n", election->ballot_count);
	for (size_t i = 0; i < election->ballot_count; i++) {
		const struct simple_ballot *ballot = &election->ballots[i];
		int64_t numbers[SIMPLE_CANDIDATES_MOST];

		assert(ballot->count <= SIMPLE_CANDIDATES_MOST);
		for (size_t k = 0; k < ballot->count; k++)
			numbers[k] = election->candidates[ballot->approved[k]].number;
		qsort(numbers, ballot->count, sizeof(*numbers), number_compare);
		for (size_t k = 0; k < ballot->count; k++) {
			if (k)
				buf_char(out, ' ');
			buf_int(out, numbers[k]);
		}
		buf_char(out, '\n');
	}
}

const char *simple_reason_word(enum simple_reason reason)
{
	static const char *const words[] = { "fits", "over_budget", "no_support" };

	return words[reason];
}
