/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/optimum.h: the knapsack of the utilitarian optimum and its branch and bound. */
#pragma once
#include "pb/greedy.h"

enum sack_state { SACK_OPEN, SACK_IN, SACK_OUT };

/* What a set reaches: nearness to the floors first (Σ min(spent, floor)), then its sum. */
struct sack_reach {
	int64_t floors;
	wide sum;
};

struct sack {
	struct arena *arena;
	const struct pb_election *election;
	struct admit admit; /* only what it found once: is_on, is_dropped, families, has_… */
	struct tie_order ties;
	enum pb_utility utility;
	uint32_t count;		  /* of what may be chosen at all */
	uint32_t *by_density;	  /* these, the greatest sum for the money first */
	uint32_t *by_rank;	  /* these, in the tie order, those that add nothing last */
	wide *worths;		  /* by project: what it adds to the sum, below 2^94 in all */
	struct greedy_key *rates; /* by project: the same for a unit of money, as a fraction */
	/* the search: states and what follows from them */
	uint8_t *states; /* by project */
	int64_t money;	 /* left */
	struct sack_reach reach;
	uint32_t unmet;	     /* pairs of one that is in and one it needs that is not */
	uint32_t *needed;    /* by project: those in that need it */
	uint32_t *next_size; /* by project: a ring of the sizes of one; itself when there is no
				other */
	uint32_t *rivals;    /* by project: those in that it cannot be with */
	int64_t *in_category;
	int64_t *open_category; /* cost of what is open there */
	/* what is open, by density, with sums of all before */
	uint32_t *open;
	uint32_t open_count;
	int64_t *cost_before;
	wide *worth_before;
	int64_t nodes;
	int64_t nodes_end;
	/* the best set found */
	bool *is_best;
	struct sack_reach best;
};

bool sack_may_put(const struct sack *sack, uint32_t project);
void sack_put(struct sack *sack, uint32_t project);
void sack_take_back(struct sack *sack, uint32_t project); /* the one put last */
bool sack_may_leave(const struct sack *sack, uint32_t project);
void sack_leave(struct sack *sack, uint32_t project);
/* Looks among what is open for a set that reaches the goal, for the best of them unless
 * stops_at_first; it goes to is_best. States are afterwards as before. false: nodes_end was hit. */
bool sack_search(struct sack *sack, struct sack_reach goal, bool stops_at_first, bool *is_found);
