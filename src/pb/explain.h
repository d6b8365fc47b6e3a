/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/explain.h: what the files of the reasons share: the election as its rule saw it, what the
 * supporters of a loser still had, and the search for the nearest figure. Not for others. */
#pragma once
#include "pb/inside.h"

/* Where a figure may lie, by rounded arithmetic: where the search begins, nothing more. */
struct guess {
	int64_t cost;	 /* with which it might win; 0: none */
	int64_t ballots; /* further ones; 0: none */
};
/* The nearest guess stays. */
static inline void guess_cost(struct guess *guess, int64_t cost)
{
	if (cost > guess->cost)
		guess->cost = cost;
}
static inline void guess_ballots(struct guess *guess, int64_t ballots)
{
	if (ballots > 0 && (!guess->ballots || ballots < guess->ballots))
		guess->ballots = ballots;
}

struct explain {
	struct arena *arena;		    /* of the reasons */
	const struct pb_election *election; /* as it was given: what-ifs start here */
	struct pb_election seen;	    /* as the rule saw it */
	const struct pb_options *options;
	const struct pb_outcome *outcome;
	struct pb_reason *reasons; /* by project */
	struct guess *guesses;	   /* by project */
	struct pb_options again;   /* options without what only the first count needs */
	int64_t recounts;	   /* that are left */
	int64_t counted;	   /* so many were made */
};

/* A change is measured by its distance from what was: units cheaper, ballots more. */
struct near {
	struct pb_figure *figure;
	enum pb_change_kind kind;
	uint32_t project;
	int64_t limit;	  /* the longest distance there is */
	int64_t sure;	  /* up to here a lemma holds */
	int64_t searched; /* up to here all distances are known to lose */
	int64_t won;	  /* the least distance known to win, whose neighbour loses; 0: none */
	bool is_done;
	bool has_leapt;
};
struct near_seen {
	bool is_won;
	int64_t steps;	 /* of Add1 */
	int64_t through; /* if won: cost of all selected up to it and with it */
};
/* Counts with the change at this distance, at one of the shares of Add1 without completion (share
 * -1: as it was counted). ERR_REFUSED: no exact answer. */
enum err near_count(struct explain *explain, const struct near *near, int64_t distance,
	int64_t share, struct near_seen *out);

/* pb/explain_rests.c: had, missing and died of every loser of mes and ees; guesses for mes. */
enum err explain_rests(struct explain *explain);
/* pb/explain_near.c: the four figures of every loser. */
enum err explain_near(struct explain *explain);
/* pb/explain_leap.c: moves near->searched on over distances that need not be counted one by one. */
bool leap_can(const struct explain *explain, const struct near *near);
enum err leap(struct explain *explain, struct near *near, int64_t target);
