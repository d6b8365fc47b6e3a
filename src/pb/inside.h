/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/inside.h: what the rules share: walking a side, the tie order, what constraints admit, the
 * building of an outcome. Not for others; the checker uses the walk only. */
#pragma once
#include "pb/pb.h"

/* ---- supporters ---- */
enum { SIDE_BLOCK = PB_SIDE_BLOCK };
struct side_walk {
	struct pb_side_walk state;
};
/* The next groups of a side, and their worths (NULL without); false at its end. A side that is not
 * packed comes whole in one piece. */
struct side_piece {
	const uint32_t *groups;
	const uint32_t *worths;
	uint32_t count;
};
static inline struct side_walk side_walk(const struct pb_side *side)
{
	struct side_walk walk;

	walk.state.side = side;
	walk.state.at = 0;
	walk.state.last = 0;
	walk.state.byte = 0;
	return walk;
}
bool side_unpack(struct pb_side_walk *walk, struct side_piece *out);
static inline bool side_next(struct side_walk *walk, struct side_piece *out)
{
	const struct pb_side *side = walk->state.side;

	if (side->packed)
		return side_unpack(&walk->state, out);
	if (walk->state.at || !side->count)
		return false;
	walk->state.at = side->count;
	*out = (struct side_piece) { side->groups, side->worths, side->count };
	return true;
}

/* For sums and products of 64 bits. */
__extension__ typedef unsigned __int128 wide;

/* ---- ties ---- */
/* rank[project] = its place in the tie order, 0 first; order[place] = project. */
struct tie_order {
	uint32_t *rank;
	uint32_t *order;
};
enum err ties_make(struct arena *arena, const struct pb_election *election, enum pb_ties ties,
	struct tie_order *out);
/* Stable; room is as long as what is sorted. */
void places_sort(uint32_t *at, uint32_t *room, uint32_t count,
	bool (*is_before)(const void *with, uint32_t a, uint32_t b), const void *with);

/* ---- constraints ---- */
/* What may still be chosen. Without options.with_constraints everything that is not out. A run of a
 * rule: admit_reset, then admit_choose after each choice. */
struct admit {
	const struct pb_election *election;
	bool is_on;
	bool *is_chosen;      /* by project */
	bool *is_dropped;     /* out, or too little support: for good */
	uint32_t *rivals;     /* chosen projects incompatible with it */
	uint32_t *wants;      /* projects it needs that are not chosen yet */
	int64_t *in_category; /* money spent there */
	bool has_needs;	      /* what is closed may open: needs or floors */
	bool has_sizes;
	bool has_floors;
	int64_t left;	    /* of the budget; below zero in a run of Add1 that goes over it */
	int64_t reserved;   /* of it, for categories below their floors */
	bool *is_eager;	    /* by project: may take what is reserved */
	bool *is_able;	    /* by project, for the reserve */
	uint32_t *families; /* by project: the first size */
};
enum err admit_make(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct admit *out);
void admit_reset(struct admit *admit);
/* No constraint stands against it now (money is not looked at). */
bool admit_is_open(const struct admit *admit, uint32_t project);
/* No constraint will ever let it in again in this run. */
bool admit_is_dead(const struct admit *admit, uint32_t project);
void admit_choose(struct admit *admit, uint32_t project);
/* The size of this project that is chosen and costs less, or PB_NO_PROJECT. A completion may put
 * the larger one in its place (admit_enlarge; false: another constraint is against it). */
uint32_t admit_smaller_size(const struct admit *admit, uint32_t project);
bool admit_enlarge(struct admit *admit, uint32_t smaller, uint32_t larger);
/* Sizes of one project: whoever lists the large one supports the small one too. The election the
 * rules see; the same one without constraints. */
enum err admit_election(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_election *out);

/* ---- one rule each; out is zeroed, fates are filled by pb_count ---- */
enum err rule_greedy(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out);
enum err rule_mes(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out);
enum err rule_ees(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out);
enum err rule_phragmen(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out);
enum err rule_optimum(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out);
enum err rule_official(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out);
/* Are the winners those of the column `selected`: 1 yes, 0 no, -1 there is none. */
enum err official_agrees(struct arena *arena, const struct pb_election *election,
	const struct pb_outcome *outcome, int *out);
/* Appends by votes whatever still fits budget - out->cost (and is admitted) to out->selected, which
 * has room for all projects. */
enum err complete_greedily(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out);
/* Round two of the donations (doc/pb.md): adds to an outcome of the rule. */
enum err donate(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out);
