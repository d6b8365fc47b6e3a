/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/donate_plain.h: round two of the donations the plain way, from its definition in doc/pb.md:
 * voter by voter, everything worked out anew each time. Static functions only; tests. */
#pragma once
#include "unit.h"
#include "base/arena.h"
#include "pb/inside.h"
#include "pb/make.h"

enum { PLAIN_PLEDGES = MAKE_PROJECTS * MAKE_VOTES };

struct plain {
	const struct pb_election *election;
	const struct pb_options *options;
	const struct pb_outcome *base; /* round one */
	struct admit *admit;
	bool lists[MAKE_VOTES][MAKE_PROJECTS]; /* by group */
	uint32_t worths[MAKE_VOTES][MAKE_PROJECTS];
	bool is_void[MAKE_VOTES]; /* by ballot */
	int64_t kept[PLAIN_PLEDGES];
	uint32_t won[MAKE_PROJECTS], won_count; /* round two, in order */
	bool is_won[MAKE_PROJECTS];		/* by project, both rounds */
};

static inline void plain_make(const struct pb_election *election, const struct pb_options *options,
	const struct pb_outcome *base, struct admit *admit, struct plain *out)
{
	*out = (struct plain) {
		.election = election, .options = options, .base = base, .admit = admit
	};
	for (uint32_t p = 0; p < election->project_count; p++) {
		struct side_walk walk = side_walk(&election->sides[p]);
		struct side_piece piece;

		while (side_next(&walk, &piece))
			for (uint32_t i = 0; i < piece.count; i++) {
				out->lists[piece.groups[i]][p] = true;
				if (piece.worths)
					out->worths[piece.groups[i]][p] = piece.worths[i];
			}
	}
}

/* Cuts the marked pledges to a sum of most at most: floors, then unit by unit to the largest rest,
 * of equal ones the first. */
static inline void plain_cut(struct plain *plain, const bool *is_meant, int64_t most)
{
	int64_t rests[PLAIN_PLEDGES];
	int64_t sum = 0;
	int64_t given = 0;

	for (uint32_t k = 0; k < plain->election->pledge_count; k++)
		sum += is_meant[k] ? plain->kept[k] : 0;
	if (sum <= most)
		return;
	for (uint32_t k = 0; k < plain->election->pledge_count; k++) {
		if (!is_meant[k])
			continue;
		rests[k] = plain->kept[k] * most % sum;
		plain->kept[k] = plain->kept[k] * most / sum;
		given += plain->kept[k];
	}
	for (; given < most; given++) {
		uint32_t best = PLAIN_PLEDGES;

		for (uint32_t k = 0; k < plain->election->pledge_count; k++)
			if (is_meant[k] && rests[k] >= 0 &&
				(best == PLAIN_PLEDGES || rests[k] > rests[best]))
				best = k;
		assert_true(best < PLAIN_PLEDGES);
		plain->kept[best]++;
		rests[best] = -1;
	}
}

static inline bool plain_has_same_source(const struct plain *plain, uint32_t a, uint32_t b)
{
	const struct pb_pledge *one = &plain->election->pledges[a];
	const struct pb_pledge *other = &plain->election->pledges[b];
	struct str name = plain->election->sources[one->source];
	struct str other_name = plain->election->sources[other->source];

	if (!name.at || !other_name.at)
		return !name.at && !other_name.at && one->ballot == other->ballot;
	return str_equal(name, other_name);
}

/* kept: all three caps for the pledges of who is not void. */
static inline void plain_caps(struct plain *plain)
{
	const struct pb_election *it = plain->election;
	bool is_meant[PLAIN_PLEDGES];

	for (uint32_t k = 0; k < it->pledge_count; k++)
		plain->kept[k] = plain->is_void[it->pledges[k].ballot] ? 0 : it->pledges[k].amount;
	for (uint32_t ballot = 0; ballot < it->ballots && it->household_cap >= 0; ballot++) {
		for (uint32_t k = 0; k < it->pledge_count; k++)
			is_meant[k] = it->pledges[k].ballot == ballot;
		plain_cut(plain, is_meant, it->household_cap);
	}
	for (uint32_t p = 0; p < it->project_count; p++) {
		int64_t cost = it->projects[p].cost;

		for (uint32_t j = 0; j < it->pledge_count; j++) {
			for (uint32_t k = 0; k < it->pledge_count; k++)
				is_meant[k] = it->pledges[k].project == p &&
					      plain_has_same_source(plain, j, k);
			plain_cut(plain, is_meant, cost * it->source_share_ppm / 1000000);
		}
		for (uint32_t k = 0; k < it->pledge_count; k++)
			is_meant[k] = it->pledges[k].project == p;
		plain_cut(plain, is_meant, cost * (1000000 - it->community_share_ppm) / 1000000);
	}
}

static inline int64_t plain_pot(const struct plain *plain, uint32_t p)
{
	int64_t pot = 0;

	for (uint32_t k = 0; k < plain->election->pledge_count; k++)
		pot += plain->election->pledges[k].project == p ? plain->kept[k] : 0;
	return pot;
}

/* The next to be looked at after `last`: most supporters, then the tie order. */
static inline uint32_t plain_after(const struct plain *plain, const uint32_t *rank, uint32_t last)
{
	const struct pb_side *sides = plain->election->sides;
	uint32_t best = PB_NO_PROJECT;

	for (uint32_t p = 0; p < plain->election->project_count; p++) {
		bool is_later = last == PB_NO_PROJECT || sides[p].support < sides[last].support ||
				(sides[p].support == sides[last].support && rank[p] > rank[last]);
		bool is_better = best == PB_NO_PROJECT || sides[p].support > sides[best].support ||
				 (sides[p].support == sides[best].support && rank[p] < rank[best]);

		if (is_later && is_better)
			best = p;
	}
	return best;
}

/* Round two with the pledges of who is not void; nobody is asked for regrets. */
static inline void plain_round(struct plain *plain, const uint32_t *rank)
{
	const struct pb_election *it = plain->election;
	int64_t left = it->budget - plain->base->cost;

	plain_caps(plain);
	admit_reset(plain->admit);
	memset(plain->is_won, 0, sizeof(plain->is_won));
	plain->won_count = 0;
	for (uint32_t i = 0; i < plain->base->selected_count; i++) {
		plain->is_won[plain->base->selected[i]] = true;
		admit_choose(plain->admit, plain->base->selected[i]);
	}
	for (uint32_t p = plain_after(plain, rank, PB_NO_PROJECT); p != PB_NO_PROJECT;
		p = plain_after(plain, rank, p)) {
		int64_t pot = plain_pot(plain, p);

		if (plain->is_won[p] || it->projects[p].is_out || !pot ||
			it->projects[p].cost - pot > left)
			continue;
		plain->admit->left += pot;
		if (!admit_is_open(plain->admit, p)) {
			plain->admit->left -= pot;
			continue;
		}
		admit_choose(plain->admit, p);
		plain->is_won[p] = true;
		plain->won[plain->won_count++] = p;
		left -= it->projects[p].cost - pot;
		if (plain->admit->has_needs)
			p = PB_NO_PROJECT;
	}
}

static inline uint32_t plain_group(const struct plain *plain, uint32_t ballot)
{
	for (uint32_t k = 0; k < plain->election->pledge_count; k++)
		if (plain->election->pledges[k].ballot == ballot)
			return plain->election->pledges[k].group;
	return PB_NO_PROJECT;
}

static inline int64_t plain_worth(const struct plain *plain, uint32_t group, uint32_t p)
{
	switch (plain->options->utility) {
	case PB_CARDINALITY:
		return 1;
	case PB_POINTS:
	case PB_BORDA:
		return plain->worths[group][p];
	default:
		return plain->election->projects[p].cost;
	}
}

/* Of everything that is won now. */
static inline int64_t plain_utility(const struct plain *plain, uint32_t group)
{
	int64_t sum = 0;

	for (uint32_t p = 0; p < plain->election->project_count; p++)
		if (plain->is_won[p] && plain->lists[group][p])
			sum += plain_worth(plain, group, p);
	return sum;
}

static inline bool plain_is_called(const struct plain *plain, uint32_t ballot)
{
	for (uint32_t k = 0; k < plain->election->pledge_count; k++)
		for (uint32_t i = 0; i < plain->won_count; i++)
			if (plain->election->pledges[k].ballot == ballot &&
				plain->election->pledges[k].project == plain->won[i] &&
				!plain->is_void[ballot])
				return true;
	return false;
}

/* What the ballot would have, had it withdrawn from the list of pledges as it is. */
static inline int64_t plain_without(
	const struct plain *plain, const uint32_t *rank, uint32_t ballot)
{
	struct plain else_ = *plain;

	else_.is_void[ballot] = true;
	plain_round(&else_, rank);
	return plain_utility(&else_, plain_group(plain, ballot));
}

static inline void plain_donate(struct plain *plain, const uint32_t *rank)
{
	bool has_changed = true;

	while (has_changed) {
		has_changed = false;
		plain_round(plain, rank);
		for (uint32_t b = plain->election->ballots; b-- > 0 && !has_changed;)
			if (plain_is_called(plain, b) &&
				plain_without(plain, rank, b) >
					plain_utility(plain, plain_group(plain, b)))
				has_changed = plain->is_void[b] = true;
	}
}
