/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ees.h: one run of Exact Equal Shares, between ees.c (the share it starts from, the shares
 * after it) and ees_run.c (its rounds). Not for others.
 *
 * Ballots that paid for the same winners hold the same rest; they are one class. A class is made
 * when its members pay: its parent is the class they come from. What a class has paid is kept in
 * units of 2^-shift, rounded down at every payment, so that it is at most `depth` (payments made)
 * units too low; a share is rounded down too. From these two facts every filter here follows. */
#pragma once
#include "pb/exact.h"
#include "pb/inside.h"

/* One payment, cost / payers. A share is written as a sum of payments, since it is one: the share
 * at which the supporters of q begin to be `payers` many is what the poorest of them paid before,
 * and her part of q. So a share needs no memory of its own while the arena is rewound. */
struct ees_part {
	int64_t cost;
	uint32_t payers;
};
struct ees_share {
	struct ees_part *parts; /* room for a part of every project, and one more */
	uint32_t count;
};

struct ees_class {
	uint64_t paid;	 /* what was paid: in [paid, paid + depth] units of 2^-shift */
	uint32_t parent; /* of class 0: itself */
	uint32_t round;	 /* whose payment made it */
	uint32_t depth;
	uint32_t weight;	      /* while a project is looked at: its supporters here */
	const struct pb_ratio *exact; /* paid, once it was needed */
};

struct ees_level { /* supporters of the project looked at who paid the same */
	uint64_t paid;
	uint32_t class;
	uint32_t weight;
};

struct ees_project {
	uint32_t payers; /* at the last look; never rises within a run */
	uint32_t look;	 /* round of the last look */
	/* no share below this makes its supporters more than `payers`; see ees_change */
	uint64_t next_low;
};

struct ees {
	struct arena *arena;
	const struct pb_election *election;
	const struct pb_options *options;
	struct pb_outcome *out;
	struct tie_order ties;
	struct admit admit;
	struct ees_project *projects;
	uint32_t *class_of; /* by group */
	struct ees_class *classes;
	uint32_t class_count, class_room;
	struct ees_level *levels; /* of the project looked at; as many as classes_room */
	uint32_t level_count;
	/* the run */
	uint32_t *won, *payers; /* by round */
	uint32_t round_count;
	int64_t cost;
	int shift;
	uint64_t share_low; /* the share is in [share_low, share_low + 1) units of 2^-shift */
	struct pb_ratio share;
	/* The least share at which something changes, if has_next. */
	bool wants_next, has_next;
	uint64_t next_high; /* it is below this; UINT64_MAX: not known */
	struct pb_ratio next_exact;
	struct ees_share next;
};

enum err ees_make(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out, struct ees *ees);
/* Allocates what it needs and leaves it to the caller to rewind; class_room may have grown. */
/* Room for so many classes. */
enum err ees_room(struct ees *ees, uint32_t room);
enum err ees_run(struct ees *ees, const struct ees_share *share);
struct pb_ratio ees_share_sum(struct arena *arena, const struct ees_share *share);

/* ---- ees_look.c: one project, at the rests of this moment ---- */
/* Fills levels with its supporters' classes. */
void ees_look(struct ees *ees, uint32_t project);
/* The most supporters who can each pay cost / so many, none above `most`. */
uint32_t ees_payers(struct ees *ees, uint32_t project, uint32_t most);
/* Whether the class holds cost / payers or more. */
bool ees_can_pay(struct ees *ees, uint32_t class, int64_t cost, uint32_t payers);
/* Takes into `next` the least share, above this one, at which `least` or more supporters of the
 * project could pay for it; least > ees_payers. Sets the project's next_low. */
void ees_change(struct ees *ees, uint32_t project, uint32_t least);
