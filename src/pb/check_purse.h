/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check_purse.h: what every ballot still holds in a run of equal shares, as the checker keeps
 * it: whole numbers over one common denominator. Ballots that paid alike hold alike and are kept as
 * one. Nothing is remembered about a project from one question to the next, but that its
 * supporters can no longer pay it. */
#pragma once
#include "pb/check.h"

/* Some supporters of a project that hold the same and to whom it is worth the same. */
struct holder {
	uint32_t class;
	uint32_t worth;
	uint64_t weight; /* ballots */
};
struct purse {
	struct check *check;
	struct arena *arena;
	const struct view *view;
	enum pb_utility utility;
	struct limits limits;
	struct whole den;
	struct whole share; /* held at first by each ballot, over den */
	size_t width;	    /* limbs of each number in rests */
	uint32_t *class_of; /* by group */
	uint64_t *rests;    /* by class; class 0 has nothing */
	uint32_t class_count, class_room;
	bool *is_poor;	 /* by project: its supporters hold less than its cost, for good */
	uint64_t *reach; /* by project: worth over all its supporters; 0: nobody could pay */
	/* the supporters looked at last */
	struct holder *holders;
	uint32_t holder_count, holder_room;
	uint32_t *places; /* by class: 1 + its place among them, while they are gathered */
	uint32_t *heirs;  /* by class: its members that just paid, 0: none; the next by class */
	uint32_t *next_heirs;
	uint32_t *heir_worths;
};
/* The least price a unit of worth at which the supporters can pay a project: num / (full · den). */
struct price {
	struct whole num;
	uint64_t full;	  /* worth of those who pay price · worth */
	uint64_t in_full; /* ballots of these */
	uint64_t by_rest; /* ballots that pay a smaller rest, not nothing */
	uint64_t dearest; /* most worth among who pays */
};

/* Every ballot holds the share; nothing is chosen. */
enum err purse_make(
	struct check *check, enum pb_utility utility, struct quotient share, struct purse *out);
/* It may be chosen, and it is not known that nobody can pay it. */
bool purse_is_open(const struct purse *purse, uint32_t project);
/* False: its supporters cannot pay it. */
bool purse_price(struct purse *purse, uint32_t project, struct price *out);
/* The price in terms of utility, by which projects are compared. */
struct quotient purse_rho(const struct purse *purse, uint32_t project, const struct price *price);
struct quotient purse_payment(const struct purse *purse, const struct price *price);
/* -1: the project can be had for less than rho; 0: for exactly rho; 1: not for so little. */
int purse_compare(struct purse *purse, uint32_t project, struct quotient rho);
/* Of all that can be paid, the one with the least rho, the first in the tie order among equals, by
 * looking at every one. `guess` is looked at first and changes nothing but the time it takes. */
uint32_t purse_find(struct purse *purse, uint32_t guess, struct price *out);
/* Takes the payments. False: they do not add up to the cost. */
bool purse_pay(struct purse *purse, uint32_t project, const struct price *price);
/* What the supporters of a project hold together, over den. */
struct whole purse_money(struct purse *purse, uint32_t project);
/* … and all ballots that list one of the marked projects. */
struct whole purse_money_of_all(struct purse *purse, const bool *is_marked);
/* A project that is let, supported, not free, and costs at most so much. */
bool purse_has_fitting(const struct purse *purse, int64_t left);

/* ---- for those who have payments of their own (check_ees.c) ---- */
/* So much a unit of worth, num / den of what the rests are counted in. */
struct bar {
	struct whole num;
	struct whole den;
	uint64_t worth; /* for which at is right */
	uint64_t *at;	/* so much · worth, rounded up, in the width of a rest */
	bool is_above;	/* higher than any rest */
};
bool purse_bar(struct purse *purse, struct whole num, struct whole den, struct bar *out);
bool purse_is_below(const struct purse *purse, const struct bar *bar, const uint64_t *rest);
/* Fills holders with the supporters who get something from the project. */
bool purse_gather(struct purse *purse, uint32_t project);
uint64_t *purse_rest(const struct purse *purse, uint32_t class);
/* Each supporter who holds bar · worth pays it; who holds less pays all it has if that is asked,
 * else nothing. The project is chosen. False: what is paid is not its cost. */
bool purse_collect(struct purse *purse, uint32_t project, struct bar *bar, bool takes_rests);
/* All rests, and what they are counted in, so many times. */
bool purse_scale(struct purse *purse, uint64_t factor);
