/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check.h: what the files of the checker have among themselves. The checker counts again, slowly
 * and in its own way: it takes nothing of the rules but the reader's election and the walk over
 * supporters. Each line of a certificate must be, byte for byte, the line that follows from the
 * ballots; only the intervals of Add1 (step, same, skip) are taken from it, and proven. */
#pragma once
#include "pb/pb.h"

/* ---- whole numbers of any size, lowest limb first, no leading zeros ---- */
struct whole {
	uint64_t *at;
	size_t len;
};
struct whole whole_of(struct arena *arena, uint64_t value);
struct whole whole_add(struct arena *arena, struct whole a, struct whole b);
struct whole whole_times(struct arena *arena, struct whole a, struct whole b);
struct whole whole_times_small(struct arena *arena, struct whole a, uint64_t b);
/* a ≥ b. */
struct whole whole_minus(struct arena *arena, struct whole a, struct whole b);
/* Rounded up; b > 0. *is_even: nothing was left over (NULL: not asked). */
struct whole whole_over(struct arena *arena, struct whole a, struct whole b, bool *is_even);
/* The greatest number that divides both; b > 0. */
uint64_t whole_shared(struct whole a, uint64_t b);
int whole_compare(struct whole a, struct whole b);
struct whole whole_copy(struct arena *arena, struct whole a);

/* num / den, not in lowest terms. */
struct quotient {
	struct whole num;
	struct whole den;
};
int quotient_compare(struct arena *arena, struct quotient a, struct quotient b);
struct quotient quotient_sum(struct arena *arena, struct quotient a, struct quotient b);
struct quotient quotient_reduced(struct arena *arena, struct quotient a);
/* In lowest terms: "a/b" or "a". */
void quotient_say(struct buf *out, struct quotient a);

/* ---- the election as the rule sees it ---- */
struct check_side {
	const uint32_t *groups;
	const uint32_t *worths; /* NULL: every supporter alike */
	uint32_t count;
	uint64_t support;
	uint64_t worth_sum;
};
struct view {
	const struct pb_election *election;
	const struct pb_options *options;
	bool has_limits; /* constraints are looked at (official rules take none) */
	uint32_t count;	 /* projects */
	const struct pb_project *projects;
	struct check_side *sides;
	uint32_t *order; /* the tie order */
	uint32_t *rank;
};
enum err view_make(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct view *out);

/* ---- constraints ---- */
/* The set chosen so far, and what it leaves open. */
struct limits {
	const struct view *view;
	bool is_on, has_floors, has_sizes;
	bool may_reopen; /* what is closed now may be let later */
	bool *is_chosen;
	bool *is_hopeless;	  /* in no set at all */
	bool *is_barred;	  /* chosen, hopeless, or shut out by what is chosen: for good */
	bool *is_let;		  /* may be chosen now, as far as constraints go */
	bool *is_able, *is_eager; /* for floors, as is the money: */
	int64_t extra;		  /* pledged for what is chosen */
	int64_t left;
	int64_t reserve;
};
enum err limits_make(struct arena *arena, const struct view *view, struct limits *out);
void limits_reset(struct limits *limits);
/* … with so much pledged money for it. */
bool limits_let_with(const struct limits *limits, uint32_t project, int64_t pledged);
void limits_choose(struct limits *limits, uint32_t project);
bool limits_are_sizes(const struct limits *limits, uint32_t a, uint32_t b);
bool limits_are_rivals(const struct limits *limits, uint32_t a, uint32_t b); /* or sizes */
/* The larger size in the place of the smaller one; false: a constraint is against it, all stays. */
bool limits_swap(struct limits *limits, uint32_t smaller, uint32_t larger);

/* ---- the certificate ---- */
/* How a winner came in; the word in the certificate. */
enum check_way { BY_RULE, BY_COMPLETION, BY_PLEDGES };
struct check {
	struct arena *arena;
	struct pb_options options; /* as the certificate says */
	const struct view *view;
	struct str text;  /* what has not been looked at */
	struct str whole; /* all of it */
	uint32_t line;	  /* looked at last */
	bool is_deep;
	struct pb_verdict *verdict;
	/* found so far */
	uint32_t *chosen; /* in order */
	uint8_t *ways;	  /* by place in chosen: enum check_way */
	uint32_t chosen_count;
	int64_t cost;
	int64_t called; /* of pledges */
};
/* The next line, taken; absent at the end. */
struct str check_take(struct check *check);
/* The next line must be this one. False, here and below: refused (or the arena is spent), and
 * nothing more is to be done, not even a rewinding. */
bool check_line(struct check *check, struct buf *line, const char *reason);
bool check_refuse(struct check *check, const char *reason);
/* The next line begins with this word; it is not taken. */
bool check_comes(const struct check *check, const char *word);
struct buf check_buf(struct check *check);
void check_choose(struct check *check, uint32_t project, enum check_way way);
void check_unchoose(struct check *check, uint32_t project);

/* An id as it is written there: %, blanks and control characters as %25, %20 … */
void cert_id(struct buf *out, const struct pb_election *election, uint32_t project);
const char *cert_way(enum check_way way);
/* FNV-1a, 64 bits. */
uint64_t cert_sum(struct str text);

/* ---- rules ---- */
bool check_greedy(struct check *check);
bool check_completion(struct check *check);
bool check_phragmen(struct check *check);
bool check_optimum(struct check *check);
bool check_official(struct check *check);
bool check_agreement(struct check *check); /* with the column `selected` */
bool check_mes(struct check *check, enum pb_utility utility, enum pb_complete complete);
bool check_ees(struct check *check);
bool check_pledges(struct check *check);

/* Taking what fits and is let, the greatest figure (worth / cost) first; a larger size may take the
 * place of a smaller one. */
struct check_figure {
	uint64_t worth;
	uint64_t cost;
	bool is_out;
};
bool check_walk(
	struct check *check, const struct check_figure *figures, bool stops, enum check_way way);

/* ---- EJR+ up to one project ---- */
/* True when no group is owed a project more. Else the first such project in the tie order and the
 * size, in ballots, of its least group. Projects that constraints bar are exempt. */
bool axiom_holds(struct arena *arena, const struct view *view, enum pb_utility utility,
	const uint32_t *winners, uint32_t count, uint32_t *project, uint64_t *group);
/* The utility it is looked at with. */
enum pb_utility axiom_utility(const struct pb_options *options);
