/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ees.h: runs of Exact Equal Shares, between ees.c (from which share to which), ees_run.c (the
 * rounds of one share), ees_look.c (one project at one moment), ees_change.c (from which share on
 * that moment is another), ees_sum.c and ees_whole.c (what was paid, exactly). Not for others.
 *
 * What a group of equal ballots has paid is kept in units of 2^-shift, rounded down at every
 * payment, so that it is at most one unit a payment too low. From this every filter here follows;
 * where a filter cannot tell, fractions do. Without the filter it is kept as a whole number over a
 * denominator that is common to all groups, and every decision is a comparison of two of those. */
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

/* Who had paid so much at most can pay a part, who had paid more cannot: in units, where between
 * `yes` and `no` fractions tell; or whole numbers over the common denominator. */
struct ees_limit {
	int64_t yes, no;
	const uint64_t *whole;	     /* NULL: nobody can */
	const struct pb_ratio *told; /* of who paid this, fractions have told */
	bool told_can;
};

struct ees_holder { /* a group that supports the project looked at */
	int64_t paid;
	uint32_t group;
	uint32_t weight;
};

struct ees_project {
	uint32_t most; /* no more payers at any share up to the horizon, in this or later rounds */
	uint32_t payers;	   /* at this share, if it is counted in this round; else a guess */
	uint32_t bounded, counted; /* rounds, from 1 on, of `most` and `payers`; 0: none */
	size_t bits;		   /* where its supporters are in `paying`, in words */
};

/* A change: at the share that the group paid and its part of the project, so many can pay. */
struct ees_next {
	bool has_one;
	uint32_t group;
	uint32_t project;
	uint32_t payers;
	uint32_t round; /* in which it is */
};

/* What groups have paid, as whole numbers over one denominator, all in as many limbs: without the
 * filter, and where what it says is done twice. */
struct ees_wholes {
	bool is_on;
	uint32_t room;	 /* limbs of each */
	uint64_t *paid;	 /* by group */
	uint64_t *below; /* the denominator; one limb less than the room is enough for it */
};

/* What a group has paid in the rounds before one, as the sum it is. */
struct ees_sum {
	uint32_t group, round;
	uint32_t *rounds;
	uint32_t count;
	const struct pb_ratio *exact;
};

struct ees {
	struct arena *arena;
	const struct pb_election *election;
	const struct pb_options *options;
	struct pb_outcome *out;
	struct ees_order order;
	struct admit admit;
	struct ees_project *projects;
	int64_t *paid; /* by group, in units, at most one for each round too low; NULL without
			  filter */
	bool has_dust; /* somebody paid less than a unit */
	struct ees_wholes wholes;
	uint64_t *paying; /* by winner and place in its side: a bit for who pays */
	/* The project looked at, or PB_NO_PROJECT: its supporters of whom it is open, in this
	 * round, whether they can pay one of `least` parts or more at the share, or of `most` at
	 * the horizon; and the weight of those who can. */
	uint32_t looked, least;
	struct ees_holder *holders;
	uint32_t holder_count;
	uint32_t sure;
	uint32_t *found;	/* room for who they are */
	struct ees_sum sums[2]; /* of the group asked for last, and room for the next */
	/* The run; what it allocates is behind the mark, but for room for whole numbers. */
	struct arena_mark mark;
	uint32_t *won, *payers; /* by round; of the run before where there is none yet */
	uint32_t round_count;
	int64_t cost;
	uint32_t *line; /* projects that could win, in order of what `most` is worth */
	uint32_t line_count;
	int shift;
	struct ees_money share;
	/* Add-opt: changes are sought from the share up to the horizon. At the beginning of every
	 * stride-th round the bounds `most`, the line and the least change of the rounds before are
	 * kept, so that the next run can begin there. */
	bool wants_next, is_endless; /* no change can lie beyond the horizon */
	int reach;		     /* the horizon is share · (1 + 2^-reach) */
	struct ees_money horizon;    /* the share, without add-opt */
	uint32_t *bounds, *lines, *line_counts;
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

/* ---- ees_look.c ---- */
/* Looks at a project unless it is looked at: for numbers of payers of `least` or more (a guess;
 * fewer cost a second look) and up to its `most`. */
void ees_look(struct ees *ees, uint32_t project, uint32_t least);
/* Of the project looked at: the most supporters, up to `most`, who could each pay cost / so many,
 * if all ballots had begun with this money. */
uint32_t ees_payers(struct ees *ees, const struct ees_money *money, uint32_t most);
/* Whether a group that paid so much can pay. */
struct ees_limit ees_limit_for(
	struct ees *ees, const struct ees_money *money, uint32_t project, uint32_t payers);
bool ees_can_pay(struct ees *ees, uint32_t project, uint32_t group, const struct ees_money *money,
	uint32_t payers, struct ees_limit *limit);
/* floor(cost · 2^shift / payers); 2^62 when more. */
uint64_t ees_price(const struct ees *ees, uint32_t project, uint64_t payers);
/* floor(amount · 2^shift); 2^62 when more. */
uint64_t ees_units(const struct ees *ees, struct pb_ratio amount);

/* ---- ees_change.c ---- */
/* Of the project looked at: takes into `next` the least share at which `least` or more, and at most
 * `most`, could pay for it, if it lies below the next found so far. Not so many can now. */
void ees_change(struct ees *ees, uint32_t least, uint32_t most);
/* The share at which it is. */
struct pb_ratio ees_next_share(struct ees *ees, const struct ees_next *next);
void ees_next_parts(struct ees *ees, const struct ees_next *next, struct ees_share *out);

/* ---- ees_sum.c ---- */
/* What the group has paid in the rounds before this one, as a fraction; NULL: the arena is spent.
 * Good until the next of another group. */
const struct pb_ratio *ees_paid(struct ees *ees, uint32_t group, uint32_t round);
/* The rounds it paid in; room for all. Their number. */
uint32_t ees_paid_rounds(const struct ees *ees, uint32_t group, uint32_t round, uint32_t *out);
struct pb_ratio ees_share_sum(struct arena *arena, const struct ees_share *share);

/* ---- ees_whole.c ---- */
enum err ees_whole_make(struct ees *ees);
/* Nobody has paid. */
void ees_whole_begin(struct ees *ees);
/* The denominator becomes a multiple of this one. */
enum err ees_whole_divide(struct ees *ees, uint32_t payers);
/* Down to what the rounds need, if that is much less. */
void ees_whole_shrink(struct ees *ees);
/* cost / payers, and the most that leaves one of so many parts of this money (NULL: the part is
 * more than the money). */
const uint64_t *ees_whole_price(struct ees *ees, int64_t cost, uint32_t payers);
const uint64_t *ees_whole_left(
	struct ees *ees, const struct ees_money *money, int64_t cost, uint32_t payers);
void ees_whole_pay(struct ees *ees, uint32_t group, const uint64_t *price);
void ees_whole_repay(struct ees *ees, uint32_t group, const uint64_t *price);
/* -1 0 1 */
int ees_whole_compare(const struct ees *ees, uint32_t group, const uint64_t *whole);
struct pb_ratio ees_whole_paid(struct ees *ees, uint32_t group);
