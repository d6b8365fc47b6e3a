/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/simple.h: greedy by votes over approvals, as the first ballots were counted. Integers in,
 * winners and reasons out; no I/O, no floating point, no state. Memory: the caller's arena. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

struct arena;
struct buf;

enum { SIMPLE_CANDIDATES_MOST = 1000 };

struct simple_candidate {
	int64_t number; /* as on the ballot paper; no two the same */
	int64_t cost;	/* 1 … SIMPLE_COST_MOST */
};
#define SIMPLE_COST_MOST INT64_C(1000000000000000)

/* What one household approved: places in the list of candidates, none twice, in any order. */
struct simple_ballot {
	const size_t *approved;
	size_t count;
};
struct simple_election {
	int64_t budget; /* 0 … SIMPLE_COST_MOST */
	const struct simple_candidate *candidates;
	size_t candidate_count; /* up to SIMPLE_CANDIDATES_MOST */
	const struct simple_ballot *ballots;
	size_t ballot_count;
};

enum simple_reason {
	SIMPLE_FITS,	    /* won: it cost no more than what was left */
	SIMPLE_OVER_BUDGET, /* lost: it cost more than what was left */
	SIMPLE_NO_SUPPORT,  /* lost: on no ballot */
};
enum { SIMPLE_NEVER = -1 };

struct simple_outcome {
	size_t candidate; /* its place in the election's list */
	int64_t support;  /* ballots that name it */
	int64_t left;	  /* of the budget, when its turn came */
	bool is_won;
	enum simple_reason reason;
	/* Of a loser: the fewest further supporters with whom it would have won, all other ballots
	 * being as they are; SIMPLE_NEVER when it costs more than the whole budget. Checked by
	 * counting again with that many and with one fewer. 0 of a winner. */
	int64_t more;
};

/* Greedy by votes: candidates are taken in order of support, the cheaper first where support is
 * equal, the lower number where cost is equal too; each that costs no more than what is left is
 * bought, the others are passed over. *out has candidate_count outcomes in the order of decision.
 */
enum err simple_greedy(
	struct arena *arena, const struct simple_election *election, struct simple_outcome **out);

/* The election as a text, one form an election: budget, candidates in their order, ballots in
 * theirs, each with its numbers ascending. Its hash names what was counted. */
void simple_print(struct buf *out, const struct simple_election *election);

const char *simple_reason_word(enum simple_reason reason); /* fits over_budget no_support */
