/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/pb.h: participatory budgeting, counted exactly. A `.pb` text in, winners, payments, reasons
 * and a certificate out. No I/O, no state, no clock, no chance, no floating point in a decision:
 * the same text gives the same bytes everywhere. Memory: the caller's arenas only.
 *
 * Faults. ERR_MEMORY and ERR_TOO_BIG: an arena is spent, a larger one may do. ERR_BAD_INPUT
 * (pb_read): the text is no election, struct pb_trouble says where and why. ERR_REFUSED (pb_vary,
 * pb_sample): a change that cannot be made. No other is ever returned. Whatever else is wrong is a
 * bug of the caller and aborts. What prints into a buf returns nothing: buf_ok of that buf is false
 * when it is not whole.
 *
 * Units. Money is a whole number of the election's smallest unit: 1 currency unit = `unit` = 10 to
 * the power `decimals` (most decimals seen in the text, at most 6). Sums of costs and the budget
 * stay below 2^62. Points likewise, with units of their own. Payments are fractions (pb_ratio) in
 * smallest units. Whatever is printed is in currency units.
 *
 * Use. pb_read, pb_options_settle, pb_admits, pb_count, in this order; then what stands on the
 * outcome: pb_outcome_print, pb_certify and pb_check, pb_explain; pb_vary for what-ifs, of which
 * the result is counted like any election. Nothing is ever freed: results live as long as their
 * arena and what they were made from (an election points into its text, an outcome into its
 * election). Nothing is kept between calls; threads with arenas of their own may share an election.
 *
 * Memory. An election takes about as much as its ballots packed in two bytes a project. Fractions
 * of equal shares have a common denominator of at most (rounds + 1) · log2(ballots) bits: a few
 * hundred in practice, 46,000 for 2,000 winners among 5,000,000 ballots. There is no fixed width
 * anywhere; an arena whose cap is too small ends in a fault, never in another winner.
 *
 * Format: pabulib.org/format; Stolicki, Szufa, Talmon 2020 (arXiv 2012.06539). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"

/* Money is below this, also summed over projects. */
#define PB_MONEY_END (INT64_C(1) << 62)
enum {
	PB_PROJECTS_MOST = 65534, /* a project is a uint32_t place 0 … count-1 in file order */
	PB_DECIMALS_MOST = 6,
};
#define PB_NO_PROJECT UINT32_MAX

/* ---- numbers ------------------------------------------------------------------------------- */

/* A natural number, 64 bits a limb, lowest first, without leading zeros; zero has no limb. */
struct pb_big {
	const uint64_t *at;
	uint32_t count;
};
/* A fraction ≥ 0 in lowest terms, den > 0. den.count 0: there is none. */
struct pb_ratio {
	struct pb_big num;
	struct pb_big den;
};
/* "a/b", or "a" when it is whole. */
void pb_ratio_print(struct buf *out, const struct pb_ratio *ratio);
/* A money amount in currency units as short as possible: 4500, 0.5, 12.07. */
void pb_money_print(struct buf *out, int64_t amount, int decimals);

/* ---- an election --------------------------------------------------------------------------- */

enum pb_kind { PB_APPROVAL, PB_CHOOSE_1, PB_ORDINAL, PB_CUMULATIVE, PB_SCORING };

struct pb_project {
	struct str id;	 /* as in the text, unquoted, blanks at its ends stripped if it was not */
	struct str name; /* absent when the text has none */
	int64_t cost;	 /* ≥ 0 */
	uint32_t line;	 /* of the text, 1 … */
	bool is_out;	 /* left out by a what-if: every rule passes over it */
	/* What the city itself published; only PB_OFFICIAL reads it. */
	bool has_selected, has_votes, has_score;
	int32_t selected; /* 0, 1, 2, 3 */
	int64_t votes;
	int64_t score; /* in 10^-6 */
	/* Constraints: only read when options.with_constraints. */
	uint32_t category;	      /* place in categories, PB_NO_PROJECT: none */
	uint32_t variant_of;	      /* the first size of this project, or PB_NO_PROJECT */
	const uint32_t *incompatible; /* symmetric when read: both ends name each other, and all
				       * sizes of one project do */
	uint32_t incompatible_count;
	const uint32_t *needs; /* won only when all of these have won */
	uint32_t needs_count;
	int64_t min_support; /* 0: none */
};

/* Who supports one project. Equal ballots are one group with a weight. Long ones are packed: read
 * them by pb_side_next. */
struct pb_side {
	const uint32_t *groups; /* ascending; NULL when packed */
	const uint8_t *packed;
	const uint32_t *worths; /* by place in groups; NULL when the kind has none */
	uint32_t count;		/* groups */
	int64_t support;	/* ballots that list it */
	int64_t worth_sum;	/* points or Borda points over ballots */
};

/* Walking through a side, packed or not:
 *	struct pb_side_walk walk = pb_side_begin(&election.sides[p]);
 *	struct pb_side_piece piece;
 *	while (pb_side_next(&walk, &piece))
 *		for (uint32_t i = 0; i < piece.count; i++)
 *			… election.weights[piece.groups[i]] ballots that list p */
enum { PB_SIDE_BLOCK = 256 };
struct pb_side_walk {
	const struct pb_side *side;
	uint32_t at;   /* groups given so far */
	uint32_t last; /* packed: the group given last */
	size_t byte;   /* packed: where to go on */
	uint32_t block[PB_SIDE_BLOCK];
};
struct pb_side_piece {
	const uint32_t *groups; /* ascending; good until the next call */
	const uint32_t *worths; /* of each, in 1 / points_unit; NULL when the kind has none */
	uint32_t count;
};
struct pb_side_walk pb_side_begin(const struct pb_side *side);
/* The next groups; false at the end, *out is then untouched. */
bool pb_side_next(struct pb_side_walk *walk, struct pb_side_piece *out);

struct pb_category {
	struct str name;
	bool has_cap, has_floor;
	int64_t cap, floor;
};

/* One household's offer inside its ballot: so much more for this project, should it come to that.
 */
struct pb_pledge {
	uint32_t ballot; /* row of VOTES, 0 … */
	uint32_t group;	 /* of that ballot */
	uint32_t project;
	uint32_t source; /* place in sources */
	int64_t amount;	 /* > 0 */
};

struct pb_election {
	enum pb_kind kind;
	int decimals;
	int64_t unit; /* 1 currency unit */
	int64_t budget;
	uint32_t ballots;	/* n: rows of VOTES, the empty ones too */
	uint32_t empty_ballots; /* of these, without a project */
	uint32_t project_count;
	const struct pb_project *projects;
	const struct pb_side *sides; /* by project */
	/* By project, or NULL: who says no (`!id` in the vote) to supporting it through its larger
	 * size. Only read when options.with_constraints. Without worths. */
	const struct pb_side *refusals;
	uint32_t group_count;	 /* groups with at least one project */
	const uint32_t *weights; /* ballots in the group, ≥ 1 */
	int64_t points_unit;	 /* 1 point; 1 for ordinal */
	/* META, as found; read by some rules and by explanations */
	struct str rule, utility, complete, ties; /* only PB_OFFICIAL reads them (pb_official) */
	uint32_t rule_line;			  /* 0: META has no rule */
	int64_t min_score; /* min_project_score_threshold in 10^-6; -1: none */
	bool has_selected_column;
	bool has_points;     /* cumulative, scoring: VOTES has a column `points` */
	uint32_t votes_line; /* of the header of VOTES */
	/* constraints and donations: only read when options ask for them */
	uint32_t category_count;
	const struct pb_category *categories;
	uint32_t pledge_count;
	const struct pb_pledge *pledges; /* in the order of the text */
	uint32_t source_count;
	const struct str *sources;   /* a household's own is absent */
	int64_t community_share_ppm; /* least share of a project that is not pledged; 0 */
	int64_t source_share_ppm;    /* most of a project that one source may bear; 10^6 */
	int64_t household_cap;	     /* most that one ballot may pledge in all; -1: none */
	/* what was read round: warnings, in order of lines */
	uint32_t note_count;
	const struct pb_note *notes;
	struct str unenforced; /* META keys that are read but not enforced, with blanks between */
};

struct pb_note {
	uint32_t line;
	struct str text; /* English, without a full stop */
};
struct pb_trouble {
	uint32_t line; /* 1 …; 0: the text as a whole */
	struct str reason;
};

/* Reads and groups. `keep` holds the election (which also points into text), `scratch` what only
 * reading needs; they must differ. ERR_BAD_INPUT: the text is not an election, *trouble says where
 * and why. */
enum err pb_read(struct arena *keep, struct arena *scratch, struct str text,
	struct pb_election *out, struct pb_trouble *trouble);

/* ---- counting ------------------------------------------------------------------------------ */

/* Exact definitions: doc/pb.md. Support: ballots that list a project, whatever they give it. */
enum pb_rule {
	/* One project after the other, the next by its key, if what is left suffices. */
	PB_GREEDY_VOTES,	  /* support */
	PB_GREEDY_DENSITY,	  /* support / cost */
	PB_GREEDY_POINTS,	  /* sum of points; cumulative and scoring votes */
	PB_GREEDY_POINTS_DENSITY, /* sum of points / cost */
	PB_GREEDY_BORDA_DENSITY,  /* sum of Borda points / cost; ordinal votes */
	/* The method of equal shares: every ballot holds budget / n, supporters of a project pay
	 * for it in proportion to their utility as far as they can; the next is that of the lowest
	 * price for a unit of utility. Peters, Pierczyński, Skowron 2021, arXiv 2008.13276 */
	PB_MES,
	/* The same with one price for all who pay. Kraiczy, Elkind 2023; Kraiczy, Robinson, Elkind
	 * 2025, arXiv 2502.11797 */
	PB_EES,
	/* Sequential Phragmén: ballots earn at one pace, a project is bought when its supporters
	 * together have its cost. Brill, Freeman, Janson, Lackner 2017; Los, Christoff, Grossi 2022
	 */
	PB_PHRAGMEN,
	/* The most utility that the budget can buy: a yardstick, without any proportionality. */
	PB_OPTIMUM,
	/* What was done in life: a city's own rule by META `rule` and its own columns, or one of
	 * the rules above where META names it (pb_official). */
	PB_OFFICIAL,
	PB_RULES,
};
/* What a ballot gets from a winner it lists: its cost, 1, its points, its Borda points (of a list
 * of l: l - 1 for the first, 0 for the last). */
enum pb_utility { PB_NO_UTILITY, PB_COST, PB_CARDINALITY, PB_POINTS, PB_BORDA, PB_UTILITIES };
/* What becomes of money that is left over. */
enum pb_complete {
	PB_NONE,
	PB_ADD1,    /* mes with every share 1 currency unit higher, again and again, until nothing
		     * more fits the budget, or one before it is passed */
	PB_ADD1U,   /* then greedy by votes over what is left */
	PB_EXHAUST, /* mes, then greedy by votes */
	PB_ADDOPT,  /* ees with shares raised to where the outcome changes; the dearest one that the
		     * budget covers before the first that it does not */
	PB_COMPLETES
};
/* Who comes first among equals: by id (bytes, smallest first), the cheaper and then by id, as in
 * the text. Nothing else ever decides between equals. */
enum pb_ties { PB_BY_NAME, PB_BY_COST, PB_BY_FILE, PB_TIES };

const char *pb_rule_word(enum pb_rule rule);	      /* greedy-votes … official */
const char *pb_utility_word(enum pb_utility utility); /* none cost … borda */
const char *pb_complete_word(enum pb_complete complete);
const char *pb_ties_word(enum pb_ties ties);
/* The other way; false when there is no such word. */
bool pb_rule_find(struct str word, enum pb_rule *out);
bool pb_utility_find(struct str word, enum pb_utility *out);
bool pb_complete_find(struct str word, enum pb_complete *out);
bool pb_ties_find(struct str word, enum pb_ties *out);

struct pb_options {
	enum pb_rule rule;
	enum pb_utility utility; /* PB_NO_UTILITY: the rule's own (pb_options_settle) */
	enum pb_complete complete;
	enum pb_ties ties;
	bool with_constraints;
	bool with_donations;
	bool is_exact;	  /* no filter: every comparison by fractions */
	bool is_twice;	  /* every filtered decision is repeated exactly; a difference aborts */
	bool wants_trace; /* keep what a certificate of Add1 needs */
	/* Called now and then on long counts, with how many steps are done (of how many is not
	 * known); may be NULL. It returns to the count, and there is no way to stop one but to
	 * leave by longjmp and then free the arenas of that call, of which nothing may be used: the
	 * library holds no lock and no memory of its own. */
	void (*progress)(void *with, int64_t steps);
	void *with;
};
/* Puts the defaults in; NULL when the options go together, else why not (English). election NULL:
 * only what does not depend on one. Every count wants settled options. PB_OFFICIAL by name takes
 * the ties that META states beside a rule of ours; set others afterwards where that is wanted. */
const char *pb_options_settle(const struct pb_election *election, struct pb_options *options);
/* What PB_OFFICIAL comes to: *out is options with the rule, utility and completion of META where
 * they are words of ours (pb_rule_word …), which are counted like any other: constraints and
 * pledges by options, columns of a city not at all. Else *out is options, rule PB_OFFICIAL: greedy,
 * greedy-threshold, greedy-no-skip, greedy-custom, equalshares/add1; also where META names no rule.
 * NULL; or, about line rule_line, which word is not known, so that greedy is only a guess. Options
 * of another rule stay as they are. */
const char *pb_official(const struct pb_election *election, const struct pb_options *options,
	struct pb_options *out);

/* One choice of mes or ees. All payers of ees pay the same, max_payment = cost / paying_in_full. */
struct pb_round {
	uint32_t project;
	struct pb_ratio rho; /* cost utility: a share of the cost; else smallest units for one
			      * project, one point, one Borda point */
	struct pb_ratio max_payment; /* rho · most utility among those who pay; smallest units */
	int64_t paying_in_full;	     /* ballots that pay rho · utility */
	int64_t paying_rest;	     /* ballots that pay a smaller rest, not 0 */
};

/* Why shares of Add1 were passed by, for the certificate. Leaps cover 0 … k-1 in order without gap
 * or overlap when the outcome at k is exhaustive (PB_STEP, PB_JUMP and PB_SKIP alike), and 0 … k
 * when the outcome at k+1 is too dear; k+1 itself has no leap. Every outcome in them costs at most
 * the budget and is not exhaustive.
 *   step  the outcome at from = to costs `most`
 *   jump  the same projects in the same order at every share of from … to, from < to; cost `most`
 *   skip  at every share of from … to, from < to, the first `surely` choices are those at `from`;
 *         the last of them is `last`. pb/check_add1.c finds U, M, K and what fits by itself, and
 *         exactly, so `most` and `fitting` of a skip are only for reading. */
enum pb_leap_kind { PB_STEP, PB_JUMP, PB_SKIP };
struct pb_leap {
	enum pb_leap_kind kind;
	int64_t from, to; /* a step: equal */
	uint32_t surely;  /* skip: the first so many of the order at `from` */
	uint32_t last;	  /* skip: the project chosen as that many-th; PB_NO_PROJECT when 0 */
	int64_t most;	  /* skip: no outcome between costs more; step, jump: its cost */
	uint32_t fitting; /* step, jump, skip: a project that still fits, so the search goes on */
};

enum pb_fate {
	PB_LOST,
	PB_WON,		  /* by the rule itself */
	PB_WON_COMPLETED, /* by its completion: what was left, by votes */
	PB_WON_PLEDGED,	  /* by the pledges of round two */
	PB_BARRED,	  /* a constraint kept it out */
};
struct pb_fund_row { /* a pledge after the count: amount called, the rest goes back */
	uint32_t pledge;
	int64_t kept; /* after the caps, if all who are void had never pledged; 0: void */
	int64_t called;
	bool is_void; /* its giver regretted (regret check) */
};

struct pb_outcome {
	uint32_t *selected; /* in order of selection */
	uint32_t selected_count;
	uint32_t by_rule;    /* the first so many by the rule, … */
	uint32_t by_pledges; /* … the last so many by pledges; between them the completion, which
			      * may put a larger size in the place of a smaller one: that leaves
			      * selected and by_rule, its round stays */
	/* Full cost of all selected; the fund pays cost - called, which the budget covers. */
	int64_t cost;
	struct pb_ratio share;	 /* mes, ees: what each ballot held in the last run, smallest units
				  */
	int64_t steps;		 /* k of Add1 */
	bool is_proven;		 /* optimum: false when the node limit was hit */
	int agrees;		 /* official: 1 yes, 0 no, -1 no `selected` column */
	struct pb_round *rounds; /* mes, ees: the last run */
	uint32_t round_count;
	uint8_t *fates;	       /* enum pb_fate by project */
	struct pb_leap *leaps; /* if wants_trace */
	uint32_t leap_count;
	struct pb_fund_row *pledges; /* if with_donations: by place in election.pledges */
	uint32_t pledge_count;
	int64_t called; /* sum of what is called */
	/* How the decisions were reached; not part of any answer. */
	int64_t runs, filtered, exact;
};
/* Does the election have what the rule needs: ballots where it divides by their number, points
 * where it counts them? If not, *trouble says where. options must be settled. */
bool pb_admits(const struct pb_election *election, const struct pb_options *options,
	struct pb_trouble *trouble);
/* The outcome is a function of election and options and of nothing else; out is set only on
 * success. options must be settled, and the election admitted. ERR_MEMORY, ERR_TOO_BIG: the arena
 * is spent. `arena` may be the one that holds the election; in an arena of its own, what the count
 * used goes when that arena is freed. The election is not written to. */
enum err pb_count(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out);

/* The line of `zhidian pb count --json` (doc/pb.md): without the last brace, so that a caller can
 * add its own keys. It is whole when buf_ok(out). file and sha256 are only written (pb_certify). */
void pb_outcome_print(struct buf *out, const struct pb_election *election,
	const struct pb_options *options, const struct pb_outcome *outcome, struct str file,
	struct str sha256);

/* ---- what if ------------------------------------------------------------------------------- */

enum pb_change_kind {
	PB_SET_BUDGET,	 /* amount */
	PB_SET_COST,	 /* project, amount */
	PB_WITHOUT,	 /* project */
	PB_MORE_EMPTY,	 /* amount ballots that list only project take the place of empty ones; past
			  * the empty ones n grows. Where ballots carry points each gives the most
			  * that any ballot of the election gives to one project; a list of one has
			  * no Borda points */
	PB_MORE_BALLOTS, /* amount further ballots list only project; n grows */
	PB_MORE_APPROVALS, /* amount ballots that do not list project add it, the first in group
			    * order; approval and choose-1 only */
};
struct pb_change {
	enum pb_change_kind kind;
	uint32_t project;
	int64_t amount;
};
/* The same election with changes; shares what did not change. ERR_REFUSED: a change cannot be made
 * (amount out of range, not so many ballots). */
enum err pb_vary(struct arena *arena, const struct pb_election *election,
	const struct pb_change *changes, size_t count, struct pb_election *out);

/* Ballots that nobody cast, to see before a vote what a rule would do. Assumptions, to be said
 * where it is shown: every household votes with the same probability, and approves each project
 * with that project's probability, whatever it and others do else. The same numbers give the same
 * ballots. */
struct pb_simulation {
	uint32_t households;
	int64_t turnout_ppm;	  /* of 10^6 */
	const int64_t *likes_ppm; /* by project, of those who vote; last season's support, say */
	uint64_t seed;
};
/* plan: its projects, budget and constraints are kept; it needs no ballots. Approval, without
 * pledges. */
enum err pb_simulate(struct arena *arena, const struct pb_election *plan,
	const struct pb_simulation *simulation, struct pb_election *out);
/* So many of the ballots, drawn without replacement: a lower turnout in which nobody stayed away
 * more than others. Pledges are left out. ERR_REFUSED: there are not so many. */
enum err pb_sample(struct arena *arena, const struct pb_election *election, uint32_t ballots,
	uint64_t seed, struct pb_election *out);

/* ---- certificate and check ----------------------------------------------------------------- */

/* Text, one fact a line (doc/pb.md). outcome must have been counted with wants_trace. sha256 is
 * that of the election's text, in hexadecimal, as sha256sum or any library of hashes gives it: here
 * it is only written, and compared by pb_check. The text is whole when buf_ok(out) and the arena is
 * not spent; else use none of it. */
void pb_certify(struct arena *arena, struct buf *out, const struct pb_election *election,
	const struct pb_options *options, const struct pb_outcome *outcome, struct str sha256);

struct pb_verdict {
	struct pb_options options; /* those the certificate states: the caller compares */
	bool is_right;
	uint32_t line;	   /* of the certificate, where it fails */
	struct str reason; /* English; of a right one: what was not looked at, or absent */
	/* EJR+ up to one project (Brill, Peters 2023): promised by mes and ees, information
	 * elsewhere */
	bool is_ejr_checked, is_ejr;
	uint32_t ejr_project; /* one that is owed more, if not */
};
/* Independent of all above but pb_read. is_deep: every share of Add1 is counted anew. */
enum err pb_check(struct arena *arena, const struct pb_election *election, struct str sha256,
	struct str certificate, bool is_deep, struct pb_verdict *out);

/* ---- reasons ------------------------------------------------------------------------------- */

enum { PB_NEVER = -1 };
/* A figure found by counting again: with `value` it wins, one before (one nearer to what was) it
 * loses; both were counted. It is the nearest of all when `checked` reaches it. */
struct pb_figure {
	int64_t value;	 /* PB_NEVER: none up to `checked` */
	int64_t checked; /* every value from the actual one up to here was counted again, or is
			  * excluded by a lemma of doc/pb.md */
	bool is_closed;	 /* by a lemma, not one by one; with PB_NEVER: there is none at all */
};
/* What kept a barred project out. */
enum pb_bar {
	PB_BAR_NONE,
	PB_BAR_RIVAL,	/* `because` won and is incompatible with it */
	PB_BAR_NEEDS,	/* it needs `because`, which did not win */
	PB_BAR_CAP,	/* it would pass the cap of its category */
	PB_BAR_FLOOR,	/* what was left was kept for another category */
	PB_BAR_SUPPORT, /* fewer supporters than its least */
	PB_BAR_PLEDGED, /* its own pledges would have sufficed, had `because` not been first */
};
struct pb_reason {
	uint32_t project;
	enum pb_fate fate;
	int64_t support; /* ballots, as the rule saw them (two sizes of one project) */
	/* winners */
	uint32_t round; /* place in outcome.rounds, or PB_NO_PROJECT */
	/* mes, ees: so many full payers would have paid it: cost / max_payment */
	struct pb_ratio effective;
	/* of the budget, in smallest units: winners: after it was taken; losers: at their turn
	 * (greedy rules and completions), else at the end */
	int64_t left;
	/* losers of mes, ees: what its supporters still had when it could no longer be paid; none
	 * where that takes more memory than an explanation is worth */
	struct pb_ratio had;
	struct pb_ratio missing; /* cost - had; 0 when a constraint kept it out */
	uint32_t died; /* so many rounds were made by then; PB_NO_PROJECT: it could be paid to the
			* end */
	/* losers: the nearest way to win. A figure that does not apply is PB_NEVER, 0 checked. */
	struct pb_figure cheaper;      /* the dearest cost with which it wins, of 1 … cost - 1, in
					* smallest units; it is the cost, not the difference */
	struct pb_figure more_empty;   /* ballots: PB_MORE_EMPTY */
	struct pb_figure more_ballots; /* ballots: PB_MORE_BALLOTS */
	struct pb_figure more_approvals; /* ballots: PB_MORE_APPROVALS; approval and choose-1 only,
					  * on other kinds it does not apply */
	/* losers: what stood in the way beside money and support, and which project */
	enum pb_bar bar;
	uint32_t because; /* PB_NO_PROJECT: none */
};
/* How many recounts an election is worth: some seconds of them, at most 20,000. */
int64_t pb_recounts(const struct pb_election *election, const struct pb_outcome *outcome);
/* By project. Counts again at most `recounts` times in all; told through options.progress. First
 * the figures that a lemma brackets, then one boundary of each other, then, as far as recounts
 * last, one by one from the actual value. */
enum err pb_explain(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, const struct pb_outcome *outcome, int64_t recounts,
	struct pb_reason **out);
