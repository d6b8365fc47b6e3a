/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ees.h: runs of Exact Equal Shares, between ees.c (from which share to which), ees_run.c (the
 * rounds of one share) and ees_look.c (one project at one moment). Not for others.
 *
 * Ballots that paid for the same winners hold the same rest; they are one class. A class is made
 * when its members pay: its parent is the class they come from. What a class has paid is kept in
 * units of 2^-shift, rounded down at every payment, so that it is at most one unit a payment too
 * low. From this every filter here follows; where a filter cannot tell, fractions do. */
#pragma once
#include "pb/exact.h"
#include "pb/inside.h"

/* One payment, cost / payers. A share is written as a sum of payments, since it is one: the share
 * at which the supporters of q become `payers` many is what the poorest of them paid before, and
 * her part of q. So a share needs no memory of its own while the arena is rewound. */
struct ees_part {
	int64_t cost;
	uint32_t payers;
};
struct ees_share {
	struct ees_part *parts; /* room for a part of every project, and one more */
	uint32_t count;
};

/* By what the next one is chosen. */
struct ees_order {
	const struct pb_election *election;
	enum pb_utility utility;
	struct tie_order ties;
};
/* Utility for money: the number of payers, or payers by cost; then the tie order. */
static inline bool ees_comes_before(
	const struct ees_order *order, uint32_t a, uint32_t payers_a, uint32_t b, uint32_t payers_b)
{
	wide one = payers_a;
	wide other = payers_b;

	if (order->utility == PB_CARDINALITY) {
		one *= (uint64_t)order->election->projects[b].cost;
		other *= (uint64_t)order->election->projects[a].cost;
	}
	return one > other || (one == other && order->ties.rank[a] < order->ties.rank[b]);
}

/* A run without its fractions. */
struct ees_kept {
	uint32_t *won, *payers;
	uint32_t count;
	int64_t cost;
	struct ees_share share;
};

/* An amount a ballot may hold: in [low, low + 1) units of 2^-shift, and exactly. */
struct ees_money {
	uint64_t low;
	struct pb_ratio exact;
};

struct ees_class {
	uint64_t paid;	 /* units; what was paid is at most a unit for every round more */
	uint32_t parent; /* of class 0: itself */
	uint32_t round;	 /* whose payment made it */
	const struct pb_ratio *exact; /* paid, once it was needed in this run */
};

struct ees_level { /* supporters of the project looked at who are of one class */
	uint64_t paid;
	uint32_t class;
	uint32_t weight;
};

struct ees_project {
	uint32_t most; /* no more payers at any share up to the horizon, in this or later rounds */
	uint32_t payers;	   /* at this share, if it is counted in this round; else a guess */
	uint32_t bounded, counted; /* rounds, from 1 on, of `most` and `payers`; 0: none */
};

/* A change: at the share that the class paid and its part of the project, so many can pay. */
struct ees_next {
	bool has_one;
	uint32_t class;
	uint32_t project;
	uint32_t payers;
	uint32_t round; /* in which it is */
};

struct ees {
	struct arena *arena;
	const struct pb_election *election;
	const struct pb_options *options;
	struct pb_outcome *out;
	struct ees_order order;
	struct admit admit;
	struct ees_project *projects;
	uint32_t *class_of; /* by group */
	struct ees_class *classes;
	uint32_t *marks; /* by class; 0 except within a function */
	uint32_t class_count, class_room;
	struct ees_level *levels; /* of the project looked at */
	uint32_t level_count;
	uint32_t looked; /* the project whose levels they are, or PB_NO_PROJECT */
	/* The run; what it allocates is behind the mark, but for room for classes. */
	struct arena_mark mark;
	uint32_t *won, *payers; /* by round */
	uint32_t *class_starts; /* by round: classes before it */
	uint32_t round_count;
	int64_t cost;
	int shift;
	struct ees_money share;
	/* Add-opt: changes are sought from the share up to the horizon. At the beginning of every
	 * stride-th round the bounds `most` and the least change of the rounds before are kept, so
	 * that the next run can begin there. */
	bool wants_next, is_endless; /* no change can lie beyond the horizon */
	int reach;		     /* the horizon is share · (1 + 2^-reach) */
	struct ees_money horizon;
	uint32_t *bounds;
	struct ees_next *nexts;
	uint32_t stride;
	/* The least change found so far; without one, next_money is the horizon. */
	struct ees_next next;
	struct ees_money next_money;
};

/* ---- ees_plain.c ---- */
/* The rounds of the first share without constraints, in whole units; *is_sure false: they did not
 * tell. Fills kept but for the share; frees what it took. */
enum err ees_plain(struct arena *arena, const struct pb_election *election,
	const struct ees_order *order, struct pb_outcome *out, struct ees_kept *kept,
	bool *is_sure);

/* ---- ees_run.c ---- */
/* A project has no more supporters, as groups, than this. */
size_t ees_side_most(const struct pb_election *election);
/* Whatever else is to outlive a run is allocated before. */
enum err ees_make(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out, struct ees *ees);
/* From the first round, with a horizon for shares from this one on. What the run before allocated
 * is freed. */
enum err ees_run(struct ees *ees, const struct ees_share *share);
/* At the next change, which `share` becomes: from the round on where it is. */
enum err ees_run_on(struct ees *ees, struct ees_share *share);
struct pb_ratio ees_share_sum(struct arena *arena, const struct ees_share *share);

/* ---- ees_look.c ---- */
/* Fills levels with its supporters' classes. */
void ees_look(struct ees *ees, uint32_t project);
/* Of the project looked at: the most supporters, up to `most`, who could each pay cost / so many,
 * if all ballots had begun with this money. A good guess saves time. */
uint32_t ees_payers(struct ees *ees, const struct ees_money *money, uint32_t most, uint32_t guess);
/* Of the project looked at: the levels that can pay with so many, which it puts in front. */
uint32_t ees_able(struct ees *ees, uint32_t payers);
/* Of the project looked at: takes into `next` the least share at which `least` or more, and at most
 * `most`, could pay for it, if it lies below the next found so far. Not so many can now. */
void ees_change(struct ees *ees, uint32_t least, uint32_t most);
/* The share at which it is. */
struct pb_ratio ees_next_share(struct ees *ees, const struct ees_next *next);
void ees_next_parts(const struct ees *ees, const struct ees_next *next, struct ees_share *out);
/* floor(amount · 2^shift); 2^62 when more. */
uint64_t ees_units(const struct ees *ees, struct pb_ratio amount);
