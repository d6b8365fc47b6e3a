/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/mes.h: what the files of the Method of Equal Shares and of Add1 share: the election as they
 * see it, shares, exact states (mes_strict.c). Not for others. */
#pragma once
#include "pb/exact.h"
#include "pb/inside.h"

/* One election under one utility. A supporter pays min(rest, key · worth): the worth is the points
 * for points and Borda, else 1. Projects are compared by rho = key, for cost key / cost. */
struct mes {
	struct arena *arena;
	const struct pb_election *election;
	const struct pb_options *options;
	bool has_worths;
	bool is_by_cost;
	const uint32_t *rank; /* tie order */
	struct admit admit;
	uint64_t *worth;    /* by project: sum of worths over its supporters */
	uint64_t *payers;   /* by project: ballots with a worth above 0 */
	uint32_t *projects; /* that can ever be chosen, in tie order */
	uint32_t project_count;
	int64_t runs, filtered, exact;
};

/* What each ballot holds: num / ballots. */
struct mes_share {
	wide num;
};
struct mes_share mes_share_at(const struct mes *mes, int64_t step);
/* All supporters together could pay it, if nobody had paid yet. */
bool mes_is_live_at_first(const struct mes *mes, struct mes_share share, uint32_t project);

/* The choices of one run. Room for all projects. */
struct mes_order {
	uint32_t *projects;
	uint32_t count;
	int64_t cost; /* of all; no more than 2^62 · projects, so it is kept below INT64_MAX */
};

/* ---- exact states: mes_strict.c ---- */

/* Bounds in the fixed point of mes_rests.c; 0 … UINT64_MAX: nothing is known. */
struct mes_span {
	uint64_t lo;
	uint64_t hi;
};
#define MES_UNKNOWN ((struct mes_span) { 0, UINT64_MAX })

/* Groups that have paid the same for the same projects have the same rest: one class. Class 0 has
 * nothing left, class 1 its whole share. */
struct strict_class {
	uint32_t parent;
	uint32_t round; /* what it paid last, after its parent */
	uint32_t worth;
	uint32_t valued; /* value is over the denominator after so many rounds */
	bool has_value;
	struct pb_big value;  /* rest · den */
	struct mes_span rest; /* bounds */
};
enum strict_verdict { STRICT_OPEN, STRICT_REST, STRICT_LAST, STRICT_FULL };
/* Supporters of one class and one worth. */
struct strict_item {
	uint32_t class;
	uint32_t worth;
	uint64_t weight; /* ballots */
	struct pb_big value;
	uint32_t to; /* class after the purchase */
	enum strict_verdict verdict;
};
struct strict {
	const struct mes *mes;
	struct arena *arena;
	uint32_t *class_of; /* by group */
	struct strict_class *classes;
	size_t class_count, class_room;
	struct strict_item *items;
	size_t item_count, item_room;
	uint32_t *open;	 /* places of items */
	uint32_t *room;	 /* to sort them */
	uint32_t *table; /* hash of items: place + 1 */
	size_t table_size;
	uint32_t round_count;
	struct pb_big *payments; /* by round: key · den after it */
	uint64_t *factors;	 /* by round: den after it / den before it */
	uint64_t *counts;	 /* by round; zeros between uses */
	struct pb_big den;
	struct pb_big share; /* what each ballot held at first · den */
};
/* key = num / (full · den of the state). */
struct strict_key {
	bool is_live;
	struct pb_big num;
	uint64_t full;	  /* sum of the worths of those who pay key · worth */
	uint64_t in_full; /* ballots */
	uint64_t by_rest;
	uint32_t most; /* greatest worth among those who pay */
};
enum err strict_start(struct strict *strict, const struct mes *mes, struct mes_share share,
	struct mes_span fixed);
/* The key of a project in this state; is_live false: its supporters cannot pay it. `key` bounds it
 * (a key that is not live may be bounded anyhow). */
enum err strict_eval(
	struct strict *strict, uint32_t project, struct mes_span key, struct strict_key *out);
/* Takes the project that strict_eval was asked about last. */
enum err strict_buy(struct strict *strict, uint32_t project, struct mes_span bounds,
	const struct strict_key *key);
/* rho as a fraction, not in lowest terms. */
struct pb_ratio strict_rho(struct strict *strict, uint32_t project, const struct strict_key *key);
/* One run without any filter. */
enum err strict_run(struct mes *mes, struct mes_share share, struct mes_order *out);
/* The rounds of an order with the bounds of its keys (NULL: unknown), exact, into out. */
enum err strict_rounds(struct mes *mes, struct mes_share share, struct mes_span fixed,
	const struct mes_order *order, const struct mes_span *keys, struct pb_outcome *out);

/* ---- Add1: add1.c ---- */

/* The order that Add1 returns; out->steps and out->leaps are set. */
enum err add1_run(struct mes *mes, struct mes_order *order, struct pb_outcome *out);
