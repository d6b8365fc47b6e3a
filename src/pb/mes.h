/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/mes.h: what the files of the Method of Equal Shares and of Add1 share: the election as they
 * see it, shares and orders (mes.c), states in whole numbers (mes_strict.c), states in bounds
 * (mes_rests.c), runs (mes_run.c), leaps of Add1 (add1*.c). Not for others. */
#pragma once
#include "base/arena.h"
#include "pb/exact.h"
#include "pb/inside.h"

/* ---- states in bounds ---- */

/* lo ≤ the true value ≤ hi. Money in units of 2^-shift of the smallest unit. */
struct mes_span {
	uint64_t lo;
	uint64_t hi;
};
#define MES_UNKNOWN ((struct mes_span) { 0, UINT64_MAX })

/* What each ballot of a group has left: hi - under … hi. hi 0: it has nothing left, a fact. */
struct mes_rest {
	uint64_t hi;
	uint32_t under;
	uint32_t weight;
};

/* What a project costs in the present shift. */
struct mes_price {
	uint64_t due;	    /* MES_NEVER_DUE: more than all ballots ever have in this shift */
	uint64_t inverse;   /* of due, for mes_rho */
	uint64_t rho_first; /* rho when nobody has paid yet, rounded down */
	uint8_t up;
};
#define MES_NEVER_DUE (UINT64_C(1) << 63)

/* Supporters lie far apart in memory; walks over a side ask for those so many places ahead. */
enum { MES_AHEAD = 20 };

/* ---- one election under one utility ---- */

/* A supporter pays min(rest, key · worth): the worth is the points for points and Borda, else 1.
 * Projects are compared by rho: the key, for cost utility key / cost. */
struct mes {
	struct arena *arena;
	const struct pb_election *election;
	const struct pb_options *options;
	bool has_worths;
	bool is_by_cost;
	const uint32_t *rank; /* tie order */
	struct admit admit;
	uint64_t *worth;      /* by project: sum of worths over its supporters */
	uint64_t *payers;     /* by project: ballots with a worth above 0 */
	uint32_t *most_worth; /* by project */
	uint32_t *projects;   /* that can ever be chosen, in tie order */
	uint32_t project_count;
	/* the state of the present run in bounds */
	struct mes_rest *rests; /* by group; NULL: there is no filter */
	int shift;
	struct mes_price *prices; /* by project */
	bool is_lost; /* some bound has become too wide: this run goes on without the filter */
	int64_t runs, filtered, exact;
};

/* What each ballot holds: num / ballots. */
struct mes_share {
	wide num;
};
struct mes_share mes_share_at(const struct mes *mes, int64_t step);
/* All its payers together could pay it, if nobody had paid yet. */
bool mes_is_live_at_first(const struct mes *mes, struct mes_share share, uint32_t project);

/* The choices of one run. Room for all projects. */
struct mes_order {
	uint32_t *projects;
	uint32_t count;
	int64_t cost;
};

/* ---- mes_rests.c ---- */

struct mes_key {
	struct mes_span t;   /* the key */
	struct mes_span rho; /* to compare with others of the same shift */
	/* rho = num / den exactly, when nobody pays a rest; den 0: not known */
	uint64_t num;
	uint64_t den;
	/* the bounds say for each payer whether it pays in full; these worths do */
	bool is_sure;
	uint64_t full;
};
/* F(t) = sum of min(rest, t · worth) over the payers is at most sum + full · t, for every t. */
struct mes_line {
	uint64_t sum;
	uint64_t full;
	uint64_t poor; /* ballots whose rests are in sum */
};
enum mes_look { LOOK_DEAD, LOOK_LOSES, LOOK_LIVE, LOOK_OPEN };

/* Over one side at one t. Poor: those whose lower bound is below t · worth. */
struct mes_sums {
	uint64_t poor;	     /* of their lower bounds */
	uint64_t over;	     /* of what their upper bounds are above that */
	uint64_t full;	     /* worths of the others */
	uint64_t poor_most;  /* greatest upper bound among the poor */
	uint64_t rich_least; /* least lower bound among the others */
};
/* A search for the key of one project in one state. */
struct mes_search {
	const struct mes *mes;
	uint32_t project;
	uint64_t due;
	uint64_t most; /* no ballot ever had more */
	uint64_t beat; /* a key that is at least that loses; UINT64_MAX: none */
	uint64_t t;    /* where to look next */
	uint64_t low;  /* the key is not below */
	bool is_again; /* started again from low */
	/* what is found */
	enum mes_look look;   /* DEAD: its payers cannot pay it; OPEN: the bounds do not say */
	struct mes_key key;   /* LIVE, LOSES (below only) */
	struct mes_line line; /* the best one */
};

/* The finest shift with which bounds have room for the share; -1: there is none. */
int mes_shift_for(const struct mes *mes, struct mes_share most);
void mes_shift_set(struct mes *mes, int shift);
struct mes_span mes_share_span(const struct mes *mes, struct mes_share share);
void mes_rests_reset(struct mes *mes, struct mes_span share);
/* A search from `from`, which costs only time when it is far off. Each says whether it has ended;
 * if not, the next step wants the sums at search->t. mes_search_above only wants upper bounds. */
bool mes_search_start(struct mes_search *search, const struct mes *mes, uint32_t project,
	uint64_t most, uint64_t from);
bool mes_search_above(struct mes_search *search, uint64_t poor, uint64_t full);
bool mes_search_step(struct mes_search *search, const struct mes_sums *sums);
/* A whole search in the state mes->rests. */
void mes_look(const struct mes *mes, uint32_t project, uint64_t most, uint64_t from, uint64_t beat,
	struct mes_search *out);
void mes_rests_pay(struct mes *mes, uint32_t project, struct mes_span key);
/* Upper bounds of what each group has, in any of the layouts: hi of group g is at[g · stride]. */
struct mes_money {
	const uint64_t *at;
	size_t stride;
};
struct mes_money mes_rests_money(const struct mes *mes);
/* What the payers of a project have at most. */
uint64_t mes_money_of(const struct mes *mes, struct mes_money money, uint32_t project);
/* Lower and upper bound of rho for a key within bounds. */
struct mes_span mes_rho(const struct mes *mes, uint32_t project, struct mes_span key);
/* A lower bound of the key from a line whose rests have all risen by at most `rise`. */
uint64_t mes_line_key(const struct mes *mes, uint32_t project, const struct mes_line *line,
	uint64_t rise, uint64_t most);
/* The least key that surely loses to rho. */
uint64_t mes_key_beyond(const struct mes *mes, uint32_t project, uint64_t rho);
/* OPEN: the bounds do not say. */
enum mes_sign { MES_LESS, MES_EQUAL, MES_MORE, MES_OPEN };
enum mes_sign mes_key_compare(const struct mes_key *a, const struct mes_key *b);

/* ---- mes_strict.c ---- */

/* Groups that have paid the same for the same projects have the same rest: one class. Class 0 has
 * nothing left, class 1 its whole share. There may be as many as payments, so they are kept small.
 */
struct strict_classes {
	uint32_t *parents;
	uint16_t *rounds; /* what it paid last, after its parent */
	uint32_t *worths; /* NULL: all 1 */
	size_t count, room;
};
/* rest · den, over the denominator after so many rounds. */
struct strict_value {
	bool is_known;
	uint32_t rounds;
	struct pb_big value;
};
enum strict_verdict { STRICT_REST, STRICT_LAST, STRICT_FULL };
/* Supporters of one class and one worth. */
struct strict_item {
	uint64_t weight; /* ballots */
	uint32_t class;
	uint32_t worth;
	uint32_t to; /* class after the purchase */
	enum strict_verdict verdict;
};
/* An item that the bounds do not judge. */
struct strict_open {
	uint32_t item;
	struct pb_big value;
};
struct strict {
	const struct mes *mes;
	struct arena *arena;
	struct mes_span fixed; /* bounds of the share; MES_UNKNOWN: there are none */
	uint32_t *class_of;    /* by group */
	struct strict_classes classes;
	struct strict_value *values; /* by class; only without bounds */
	size_t value_room;
	struct strict_item *items;
	size_t item_count, item_room;
	uint32_t *table; /* hash of items: place + 1 */
	size_t table_size;
	struct strict_open *opens;
	uint32_t *order; /* of opens */
	uint32_t *room;	 /* to sort it */
	uint32_t open_count, open_room;
	uint32_t round_count;
	struct mes_span *keys;	 /* by round: bounds */
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
/* The key as bounds that are one unit apart. */
struct mes_span strict_span(struct strict *strict, const struct strict_key *key);
/* One run without any filter. */
enum err strict_run(struct mes *mes, struct mes_share share, struct mes_order *out);

/* The same without classes, for whoever knows who pays: only den, share and payments. counts of
 * strict says how many of those who pay their rest paid in each round before; key->by_rest how many
 * they are, key->full how many pay in full; key->num is found. Only without worths. */
enum err strict_start_numbers(struct strict *strict, const struct mes *mes, struct mes_share share);
enum err strict_eval_counted(struct strict *strict, uint32_t project, struct strict_key *key);
enum err strict_buy_numbers(
	struct strict *strict, struct mes_span bounds, const struct strict_key *key);

/* ---- mes_run.c ---- */

/* What a run saw of a project, for the next run of a higher share. */
struct mes_note {
	uint32_t project;
	uint32_t round; /* so many had been chosen */
	struct mes_line line;
};
/* One run and what is known of it. */
struct mes_run {
	struct mes_share share;
	struct mes_span span; /* the same in bounds */
	struct mes_order order;
	bool is_bare;	      /* an order only: made without the filter */
	struct mes_key *keys; /* by round */
	struct mes_note *notes;
	uint32_t note_count, note_room;
};
/* A run while it goes on. Made once, started for each run. */
struct mes_going {
	struct mes *mes;
	struct mes_run *run;
	struct mes_span share;
	const struct mes_run *old; /* of a lower share, with the same shift; NULL: none */
	uint32_t *live;		   /* neither chosen nor known to be dead */
	uint32_t live_count;
	uint64_t *starts; /* by project: its key is at least that for the rest of the run */
	uint64_t *floors; /* … and its rho; MES_GONE: it is gone. Every stride-th is its own */
	size_t stride;
	bool *is_gone;	   /* by project: chosen or dead */
	uint32_t *chosen;  /* by project: place in the order + 1; 0: not chosen */
	uint32_t *noted;   /* by project: place of its last note + 1; 0: none */
	uint32_t old_had;  /* the first so many of old's order are all chosen */
	uint64_t old_rise; /* no rest is higher by more than it was when old had chosen those */
	uint32_t old_note; /* old's notes before it are used up */
	uint32_t old_next; /* those before it in old's order are gone */
	bool has_strict;
	uint32_t strict_had; /* so many of the order are in strict */
	struct strict strict;
	struct strict twice; /* of options.is_twice: without bounds */
};
#define MES_GONE ((uint64_t)INT64_MAX)
static inline uint64_t *mes_floor(const struct mes_going *going, uint32_t project)
{
	return &going->floors[project * going->stride];
}
struct mes_best {
	uint32_t project; /* PB_NO_PROJECT: none */
	struct mes_key key;
};
enum err mes_run_new(struct mes *mes, struct mes_run *out);
/* The choices without the notes. */
void mes_run_copy(struct mes_run *to, const struct mes_run *from);
enum err mes_going_new(struct mes *mes, struct mes_going *out);
/* A whole run. */
enum err mes_run_make(struct mes_going *going, struct mes_run *run, struct mes_share share,
	const struct mes_run *old);

/* ---- mes_rounds.c ---- */

/* What is published of a run: its rounds, exact. */
enum err mes_rounds_make(struct mes *mes, const struct mes_run *run, struct pb_outcome *out);

/* ---- mes_run.c, for leaps and lanes ---- */

/* The pieces of a run. start also resets the state mes->rests, begin does not;
 * take also pays there, record does not. */
enum err mes_going_start(struct mes_going *going, struct mes_run *run, struct mes_share share,
	const struct mes_run *old);
enum err mes_going_begin(struct mes_going *going, struct mes_run *run, struct mes_share share,
	const struct mes_run *old);
/* What the old run noted and what still holds of it raises floors; to be called in each round. */
void mes_going_notes(struct mes_going *going);
void mes_going_drop(struct mes_going *going, uint32_t project);
bool mes_going_is_open(const struct mes_going *going, uint32_t project);
/* A project that is likely to be the next, or PB_NO_PROJECT, a likely key, and, when it is the one
 * with the least floor, the next floor above (UINT64_MAX: none). */
uint32_t mes_going_guess(struct mes_going *going, uint64_t *from, uint64_t *rival);
/* What was found is kept in floors and notes; what is open is settled. */
enum err mes_going_seen(struct mes_going *going, struct mes_search *found);
/* Is a live project better than the best so far? */
enum err mes_going_weigh(
	struct mes_going *going, const struct mes_search *found, struct mes_best *best);
enum err mes_going_look(struct mes_going *going, uint32_t project, uint64_t from, uint64_t beat,
	struct mes_search *out);
enum err mes_going_record(struct mes_going *going, const struct mes_best *best);
enum err mes_going_take(struct mes_going *going, const struct mes_best *best);
/* Chooses to the end. */
enum err mes_going_finish(struct mes_going *going);
/* To be called when nothing more is chosen. */
enum err mes_going_check(struct mes_going *going);

/* ---- Add1: add1.c, add1_leap.c ---- */

/* The run that Add1 returns; out->steps and out->leaps are set. */
enum err add1_run(struct mes *mes, struct mes_run *run, struct pb_outcome *out);
/* The same share by share, each by a run of its own: what the search is measured against. */
enum err add1_run_by_steps(struct mes *mes, struct mes_run *run, struct pb_outcome *out);
/* Add1 by add1_run_by_steps: for benches and tests. An election as pb_count wants it, without sizes
 * of one project; fates, completion and leaps are not made. */
enum err mes_count_by_steps(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out);

enum leap { LEAP_NONE, LEAP_JUMP, LEAP_SKIP };
struct leaper {
	uint8_t *marks; /* a bit a group */
	/* what is found */
	int64_t length; /* shares */
	int place;	/* of the run at the last of them */
	uint32_t surely;
	int64_t most;
	uint32_t fitting;
};
/* Tries to show that no share in (old, share] ends the search; if so the run at share is made. */
enum err leap_try(struct leaper *leaper, struct mes_going *going, struct mes_run *run,
	struct mes_share share, const struct mes_run *old, enum leap *out);
/* Whether what was chosen so far and what can be paid besides keep the search going. */
bool leap_is_skipped(struct leaper *leaper, struct mes_going *going, struct mes_money money);

/* Runs made together: mes_lanes.c, add1_lanes.c. */
enum { MES_LANES = 4 };
struct mes_lanes {
	struct mes *mes;
	int64_t *hi; /* by group and lane, as in struct mes_rest */
	uint32_t *under;
	uint64_t *floors; /* by project and lane */
	struct mes_going goings[MES_LANES];
	struct mes_best best[MES_LANES];
	unsigned is_active;	    /* bits */
	uint64_t widest[MES_LANES]; /* bits of all widths of bounds */
};
bool mes_lanes_are_worth(const struct mes *mes);
enum err mes_lanes_new(struct mes *mes, struct mes_lanes *out);
/* Runs at shares that follow each other. */
enum err mes_lanes_make(struct mes_lanes *lanes, struct mes_run *const *runs, int64_t first_step,
	const struct mes_run *old);
/* The pieces of it. */
void mes_lanes_reset(struct mes_lanes *lanes);
/* Searches for the key of one project in the lanes of mask, each from its t with its beat. */
void mes_lanes_look(
	struct mes_lanes *lanes, uint32_t project, unsigned mask, struct mes_search *searches);
/* The next project from `from` on whose floor is at most rho in some lane. */
uint32_t mes_lanes_next(const struct mes_lanes *lanes, uint32_t from, const int64_t *rho);
/* A lane that does not pay has the key 0 … 0. */
void mes_lanes_pay(struct mes_lanes *lanes, uint32_t project, const struct mes_span *keys);
/* The active lanes choose to the end. */
enum err mes_lanes_finish(struct mes_lanes *lanes);
bool mes_lanes_are_lost(const struct mes_lanes *lanes);

/* Tries three lengths at once: span, twice and four times that. */
enum err lanes_leap(struct leaper *leaper, struct mes_lanes *lanes, struct mes_run *const *runs,
	int64_t step, int64_t span, const struct mes_run *old, enum leap *out);
