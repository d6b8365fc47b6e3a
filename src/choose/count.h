/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/count.h: from the rows of a ballot to an outcome. The ballot is written as a `.pb` text
 * (pabulib.org/format) that names nobody; that text, and nothing else, is read, counted, certified
 * and checked, so whoever holds it finds the same at the command line. Memory: the caller's arena.
 * Fails with ERR_DB, ERR_MEMORY, ERR_TOO_BIG. */
#pragma once
#include <stdbool.h>
#include "base/err.h"
#include "base/hash.h"
#include "base/value.h"
#include "pb/pb.h"

struct arena;
struct buf;
struct rd;

/* Where fewer ballots came in, none are given away: one of few can be told by what it says. What
 * was offered is given away only where no sum on a project stands on fewer than the second. */
enum { COUNT_PUBLIC = 50, COUNT_CELL = 5 };

struct count_at {
	struct ref ballot;
};
struct count_ballot {
	struct str title;
	struct money budget;
	struct str rule;
	struct str complete;
	struct str utility;  /* absent: the rule takes none */
	struct money pledge; /* most a household may offer; 0: nothing is offered */
	int64_t community_bp;
	int64_t source_bp;
};
struct count_candidate {
	int64_t n; /* 1 …, its number on the ballot */
	struct ref project;
	struct money cost;
	struct str title;
	struct str category;
	int64_t variant_n;
	int64_t least;
};
struct count_bond {
	int64_t n;
	int64_t other;
	struct str kind;
};
struct count_category {
	struct str name;
	struct money cap;
	bool has_cap;
	struct money floor;
	bool has_floor;
};
struct count_vote {
	struct str choice; /* "3 7 12", "3 7+200 12": 200 yuan offered for 7 */
};

/* What a count needs of a ballot. */
struct count_slate {
	struct count_ballot ballot;
	const struct count_candidate *candidates; /* n = place + 1 */
	size_t candidate_count;
	const struct count_bond *bonds;
	size_t bond_count;
	const struct count_category *categories;
	size_t category_count;
};
struct count {
	struct str text; /* the .pb */
	struct hash hash;
	struct pb_election election;
	struct pb_options options;
	struct pb_outcome outcome;
	struct pb_reason *reasons; /* by project; NULL before count_explain */
	struct str certificate;
	struct pb_verdict verdict;
	bool is_empty; /* nobody voted: nothing was counted, nobody won */
};

enum err count_slate_read(struct rd *rd, struct ref ballot, struct count_slate *out);
/* The votes of an opened box, in their order. */
enum err count_votes_read(
	struct rd *rd, struct ref ballot, const struct count_vote **out, size_t *count);
/* The ballot as a .pb text. */
enum err count_text(struct arena *arena, const struct count_slate *slate,
	const struct count_vote *votes, size_t vote_count, struct str *out);
/* *out false: the slate's rule does not go with its completion, or there is no such rule. */
bool count_options(const struct count_slate *slate, struct pb_options *out);
/* Reads the text only. */
enum err count_read(struct arena *arena, struct str text, struct count *out, struct str *why);
/* Reads the text and counts. *why is the engine's word (English) when it refuses the text. */
enum err count_run(struct arena *arena, const struct count_slate *slate, struct str text,
	struct count *out, struct str *why);
/* Certificate and the verdict of the independent checker on it. */
enum err count_certify(struct arena *arena, struct count *count);
enum err count_explain(struct arena *arena, struct count *count);
/* An amount of the election in fen, and a fraction of its units in whole fen, rounded down. */
int64_t count_fen(const struct pb_election *election, int64_t amount);
int64_t count_floor_fen(
	struct arena *arena, const struct pb_election *election, const struct pb_ratio *ratio);
/* A fraction of its units as one of fen, in text: "43257/13". */
struct str count_ratio_text(
	struct arena *arena, const struct pb_election *election, const struct pb_ratio *ratio);
/* A fraction without a unit. */
struct str count_ratio_plain(struct arena *arena, const struct pb_ratio *ratio);
/* May anybody have the ballots; and with what was offered in them? Only where all that a ballot
 * offers, taken together, stands on COUNT_CELL ballots or more, which are not all the same. */
bool count_is_public(const struct pb_election *election);
enum err count_offers_public(
	struct arena *arena, const struct pb_election *election, bool *is_public);
/* A choice as it is given away: without what was offered. */
struct str count_choice_bare(struct arena *arena, struct str choice);
/* The options as somebody types them: "--rule mes --utility cost …". */
void count_command(struct buf *out, const struct pb_options *options);
