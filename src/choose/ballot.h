/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/ballot.h: what the files of the ballot share: the structs behind ballot.sql, the tally of
 * papers and the opening of the box (ballot_close.c). Included before gen/choose/ballot.sql.h. */
#pragma once
#include "base/err.h"
#include "base/value.h"
#include "db/query.h"
#include "door/field.h"

struct ready;
struct tx;

/* Papers of one ballot; lines of one act of the tally; households of one ballot, since opening the
 * box marks two rows for each. */
enum { BALLOT_PAPERS = 2000, BALLOT_SHEETS = 200, BALLOT_HOUSEHOLDS = 9000 };

/* What binds a project: only one field or several; a second line of the same project adds bonds. */
struct ballot_term {
	struct ref project;
	struct str category;
	int64_t least;	    /* supporters */
	struct ref rival;   /* only one of the two */
	struct ref needs;   /* only with the other */
	struct ref size_of; /* the other size of the same thing */
};
struct ballot_limit {
	struct str category;
	struct money cap;
	struct money floor;
};
struct ballot_open {
	struct ref place;
	struct ref season;
	struct str title;
	struct money budget;
	struct moment until;
	struct refs candidates;
	struct str rule; /* greedy_votes …; absent: equal shares */
	struct str complete;
	struct str utility;
	LIST_OF(struct ballot_term) terms;
	LIST_OF(struct ballot_limit) limits;
	bool takes_pledges;
	struct ref meeting; /* which agreed that neighbours are asked */
	struct bytes box;   /* public key, made before the lane */
};
/* Money of the household's own for a project it chooses, should that make it possible. */
struct ballot_offer {
	struct ref project;
	struct money amount;
};
struct ballot_cast {
	struct ref ballot;
	struct refs choices;
	LIST_OF(struct ballot_offer) offers;
	struct bytes envelope; /* what became of the choices before the lane */
};
struct ballot_paper {
	struct ref ballot;
	struct ref household;
};
struct ballot_sheet {
	int64_t sheet;
	struct str choice;
	bool is_spoilt;
};
struct ballot_tally {
	struct ref ballot;
	int64_t counter;
	LIST_OF(struct ballot_sheet) sheets;
	bool has_more; /* the pile goes on in another act */
};
struct ballot_close {
	struct ref ballot;
	struct bytes box;
	struct bytes secret;
};

struct ballot_annul {
	struct ref ballot;
	struct str reason;
};

struct ballot_at {
	struct ref ballot;
};
struct ballot_frame {
	int64_t households;
	struct money room;
	struct moment last; /* end of the season's time for votes */
	int64_t twins;
};
struct ballot_candidate {
	struct ref project;
	struct ref place;
	struct ref season;
	int64_t n;
	struct money cost;
	struct str title;
	struct str category;
	struct ref size_of;
	int64_t least;
};
struct ballot_bond {
	struct ref project;
	struct ref other;
	struct str kind;
};
struct ballot_project {
	struct str state;
	struct money cost;
	struct str title;
	bool is_ours;
};
struct ballot_new {
	struct ref place;
	struct ref season;
	struct str title;
	struct money budget;
	int64_t households;
	struct bytes box;
	struct moment until;
	struct str rule;
	struct str complete;
	struct str utility;
	struct money pledge;
	int64_t community_bp;
	int64_t source_bp;
	struct ref meeting;
};
struct ballot_box {
	struct bytes box_key;
	struct str state;
	struct money budget;
	struct money pledge; /* most a household may offer; 0: nothing is offered */
	struct moment until;
};
struct ballot_option {
	int64_t n;
	struct ref project;
	struct money cost;
};
struct ballot_voter {
	struct ref household;
	struct ref roll;
	struct str way;
	bool is_late;
};
struct ballot_roll {
	struct ref ballot;
	struct ref household;
	struct ref roll;
	struct bytes envelope;
	struct bytes hash;
};
struct ballot_pile {
	struct money budget;
	int64_t issued;
	int64_t others; /* papers the other counter found */
	bool has_others;
	bool is_other; /* who counts is the other counter */
};
struct ballot_counter {
	struct ref ballot;
	int64_t counter;
	int64_t count;
};
struct ballot_tally_row {
	struct ref ballot;
	int64_t counter;
	int64_t sheet;
	struct str choice;
	bool is_spoilt;
};
struct ballot_envelope {
	struct ref household;
	struct bytes envelope;
};
/* What a household is called for already this season, on other ballots. */
struct ballot_called {
	struct ref household;
	struct money called;
};
struct ballot_offered {
	struct ref ballot;
	struct ref household;
	struct ref project;
	struct money amount;
	struct money called;
	bool is_void;
};
struct ballot_vote {
	struct ref ballot;
	int64_t n;
	struct str choice;
};
struct ballot_end {
	struct ref ballot;
	int64_t envelopes;
	int64_t papers;
	int64_t spoilt;
	int64_t missing;
};

/* The fields of what binds projects, and what a ballot is made of (ballot_terms.c). Refuses what
 * does not go together. */
extern const struct field ballot_term_fields[];
extern const struct field ballot_limit_fields[];
enum err ballot_terms_rule(struct tx *tx, const struct ballot_open *a, struct ballot_new *row);
enum err ballot_terms_pledges(struct tx *tx, const struct ballot_open *a, struct ballot_new *row);
enum err ballot_terms_fill(
	struct tx *tx, const struct ballot_open *a, struct ballot_candidate *row);
enum err ballot_terms_write(struct tx *tx, const struct ballot_open *a);

enum err ballot_tally_run(struct tx *tx, const void *args);
enum err ballot_close_ready(struct ready *ready, void *args);
enum err ballot_close_run(struct tx *tx, const void *args);
