/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/add1_between.h: what add1_between.c and add1_lines.c share. A line is a bound that is linear
 * in the share, given by its values at the nearer and at the farther end of an interval of shares.
 * Not for others but between_new and between_look. */
#pragma once
#include "pb/mes.h"

enum { BETWEEN_KEPT = 4 };

/* Lines below and above what each ballot of a group has left. */
struct between_rest {
	int64_t low[2];
	int64_t high[2];
};
/* Of one project. */
struct between_at {
	uint64_t least[2]; /* a line below its key */
	uint64_t most[2];  /* a line above it; MES_GONE: it may be dead somewhere */
	uint64_t rho[2];   /* a line above its rho, unless it may be dead */
	uint64_t paid[2];  /* out of the lower rests while it is pending: a line below that */
	uint64_t taken[2]; /* out of the upper rests: a line above that */
	/* At exact_at choices: all but so many ballots surely have nothing, these surely pay in
	 * full; 0: it is not so. */
	uint64_t exact;
	uint32_t exact_at;
	uint32_t noted; /* place of its last note + 1; 0: none */
	bool is_gone;	/* chosen or dead */
	bool is_chosen;
	bool is_pending; /* may have been chosen */
	/* where to look first: its key at the share seen_at, and its fall from share to share */
	uint64_t guess[2];
	int64_t seen, seen_at, fall;
};
/* Of its payers those that were poor had `poor` together, when so many had been chosen. */
struct between_note {
	uint32_t project;
	uint32_t round;
	uint64_t poor[2];
	uint64_t full;
};
/* What was seen at the shares that were passed last. */
struct between_past {
	bool is_there;
	int shift;
	uint64_t most;	 /* the share at the farther end */
	uint32_t *order; /* what was surely chosen */
	uint64_t *taken; /* lines of the same name, at the farther end */
	uint32_t count;
	struct between_note *notes;
	uint32_t note_count;
};
/* The state at the beginning of a round. */
struct between_kept {
	int shift;
	struct between_rest *rests;
	struct between_at *at;
	uint64_t *floors;
	uint32_t *live;
	uint32_t live_count, count, pays;
	int64_t cost, from, length;
	uint64_t level[2], most[2];
};
struct between {
	struct mes *mes;
	int64_t from, length;	    /* shares from … from + length */
	bool is_bold;		    /* never a shorter interval, rather less that is sure */
	uint64_t most[2];	    /* the share: no ballot ever had more */
	struct between_rest *rests; /* by group */
	struct between_at *at;	    /* by project */
	uint64_t *floors; /* by project, two: a line below its rho; MES_GONE: it is gone */
	uint32_t *live;	  /* not gone */
	uint32_t *order;  /* surely chosen */
	uint32_t *pends;  /* pending */
	uint32_t live_count, count, pend_count;
	uint32_t pays; /* since all lower rests were at least 0 */
	int64_t cost, pend_cost;
	int64_t enough;	   /* what costs more leaves nothing that fits */
	uint64_t level[2]; /* at the beginning of the round */
	bool has_rivals;   /* in this round some may come before the best */
	uint8_t *marks;	   /* a bit a group */
	struct between_past pasts[2];
	int is_now; /* the one that is made; the other is used */
	uint32_t note_room;
	/* The first old_had choices of the past are chosen now too, the notes before old_note are
	 * used up, no rest is higher now by more than `rise` than it was at the past's end when
	 * those had been chosen. */
	uint32_t old_had, old_note, old_next;
	uint64_t rise[2];
	struct between_kept kept[BETWEEN_KEPT];
	uint32_t kept_count, kept_room;
	int64_t tries;
};

enum err between_new(struct mes *mes, struct between *out);
/* What can be shown of shares from … *to, where *to may have become less or more: that none of them
 * ends the search; or that it ends at `from`, whose outcome is exhaustive or too dear. is_bold: see
 * above. */
enum between_end { BETWEEN_OPEN, BETWEEN_GOES_ON, BETWEEN_EXHAUSTIVE, BETWEEN_DEAR };
enum err between_look(
	struct between *it, int64_t from, int64_t *to, bool is_bold, enum between_end *out);

/* ---- add1_lines.c ---- */

static inline uint64_t *between_floor(const struct between *it, uint32_t project)
{
	return it->floors + 2 * (size_t)project;
}
static inline bool between_is_above(const uint64_t *a, const uint64_t *b)
{
	return a[0] > b[0] && a[1] > b[1];
}
void between_drop(struct between *it, uint32_t project);
/* Out of the rests of all that list a project: lower ones, then upper ones. */
void between_pay(struct between *it, uint32_t project, const int64_t *payment, bool is_kept);
/* Whether its key is surely above that of the level (a rho). */
bool between_loses(struct between *it, uint32_t project, const uint64_t *level);
/* What its payers have, from above; dropped when it is too little. */
void between_money(struct between *it, uint32_t project, uint64_t *money);
/* Finds most, rho and exact, with wants_least also least and the floor. */
void between_find(struct between *it, uint32_t project, bool wants_least);
void between_notes_use(struct between *it);
/* Makes the interval shorter at its farther end, and keeps what is so cut off for later: to where
 * the project cannot be paid, or else is above the level. false: there is no such place. */
bool between_cut_dead(struct between *it, uint32_t project, uint64_t *level);
bool between_cut(struct between *it, uint32_t project, uint64_t *level);
/* Begins at the first round, or where shares from `from` on were cut off. */
void between_start(struct between *it, int64_t from, int64_t to);
/* Makes what was found the past. */
void between_keep_past(struct between *it);
