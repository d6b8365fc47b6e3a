/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/donate.c: round two (doc/pb.md, Pledges). Round one was blind to pledges, and what it chose
 * stays. Now the others, once, by support and the tie order: whose pledges make up for what the
 * rest of the budget lacks wins, and its pledges are called. Whoever would have been better off
 * without pledging is let go, the last ballot first, and the round is held again. */
#include "pb/donate.h"
#include <string.h>
#include "base/arena.h"

struct gain {		/* a project that a donor would be glad of */
	uint32_t place; /* among the candidates */
	uint64_t worth;
};

struct donate {
	struct arena *arena;
	const struct pb_election *election;
	const struct pb_options *options;
	struct pb_outcome *out;
	struct caps caps;
	struct admit admit;
	uint32_t *candidates; /* projects with pledges that lost, in the order of round two */
	uint32_t count;
	uint32_t *places; /* by project: among the candidates, or PB_NO_PROJECT */
	int64_t *pots;	  /* by candidate */
	bool *is_won;	  /* by candidate: the round that stands */
	bool *is_won_else;
	uint32_t *won; /* the round held last, in order of choice */
	uint32_t won_count;
	struct gain *gains;   /* by donor */
	uint32_t *gain_first; /* by donor, and one more */
};

struct order {
	const struct pb_election *election;
	const uint32_t *rank;
};

static bool is_before_by_support(const void *with, uint32_t a, uint32_t b)
{
	const struct order *order = with;
	const struct pb_side *sides = order->election->sides;

	if (sides[a].support != sides[b].support)
		return sides[a].support > sides[b].support;
	return order->rank[a] < order->rank[b];
}

static enum err candidates_find(struct donate *donate)
{
	const struct pb_election *election = donate->election;
	size_t room = election->project_count + (size_t)1;
	uint32_t *sort_room = arena_array(donate->arena, room, sizeof(*sort_room));
	struct tie_order ties;
	struct order order;

	donate->candidates = arena_array(donate->arena, room, sizeof(*donate->candidates));
	donate->places = arena_array(donate->arena, room, sizeof(*donate->places));
	donate->pots = arena_array(donate->arena, room, sizeof(*donate->pots));
	donate->is_won = arena_array(donate->arena, room, sizeof(*donate->is_won));
	donate->is_won_else = arena_array(donate->arena, room, sizeof(*donate->is_won_else));
	donate->won = arena_array(donate->arena, room, sizeof(*donate->won));
	TRY(ties_make(donate->arena, election, donate->options->ties, &ties));
	if (arena_is_spent(donate->arena))
		return ERR_MEMORY;
	for (uint32_t i = 0; i < donate->out->selected_count; i++)
		donate->is_won[donate->out->selected[i]] = true;
	for (uint32_t p = 0; p < election->project_count; p++)
		if (!donate->is_won[p] && !election->projects[p].is_out &&
			caps_pot(&donate->caps, p, NO_DONOR) > 0)
			donate->candidates[donate->count++] = p;
	order = (struct order) { election, ties.rank };
	places_sort(donate->candidates, sort_room, donate->count, is_before_by_support, &order);
	memset(donate->places, 0xff, room * sizeof(*donate->places));
	memset(donate->is_won, 0, room * sizeof(*donate->is_won));
	for (uint32_t i = 0; i < donate->count; i++) {
		donate->places[donate->candidates[i]] = i;
		donate->pots[i] = caps_pot(&donate->caps, donate->candidates[i], NO_DONOR);
	}
	return OK;
}

/* ---- what donors like ---- */

static uint64_t worth_of(const struct donate *donate, uint32_t project, const uint32_t *worths)
{
	switch (donate->options->utility) {
	case PB_CARDINALITY:
		return 1;
	case PB_POINTS:
	case PB_BORDA:
		return worths ? *worths : 0;
	default:
		return (uint64_t)donate->election->projects[project].cost;
	}
}

/* Donors of one group, as a list: heads by group, the next by donor. */
struct donor_lists {
	uint32_t *heads;
	uint32_t *nexts;
};

/* Counts or fills, since an array must be as long as its things. */
static void gains_walk(struct donate *donate, const struct donor_lists *lists, bool is_filling)
{
	for (uint32_t i = 0; i < donate->count; i++) {
		uint32_t project = donate->candidates[i];
		struct side_walk walk = side_walk(&donate->election->sides[project]);
		struct side_piece piece;

		while (side_next(&walk, &piece))
			for (uint32_t k = 0; k < piece.count; k++)
				for (uint32_t donor = lists->heads[piece.groups[k]];
					donor != NO_DONOR; donor = lists->nexts[donor]) {
					uint32_t at = donate->gain_first[donor + 1]++;

					if (is_filling)
						donate->gains[at] = (struct gain) { i,
							worth_of(donate, project,
								piece.worths ? piece.worths + k
									     : NULL) };
				}
	}
}

static enum err gains_find(struct donate *donate)
{
	const struct pb_election *election = donate->election;
	const struct caps *caps = &donate->caps;
	size_t groups = election->group_count + (size_t)1;
	size_t donors = caps->donor_count + (size_t)1;
	struct donor_lists lists;
	uint32_t sum = 0;

	lists.heads = arena_array(donate->arena, groups, sizeof(*lists.heads));
	lists.nexts = arena_array(donate->arena, donors, sizeof(*lists.nexts));
	donate->gain_first = arena_array(donate->arena, donors + 1, sizeof(uint32_t));
	if (!lists.heads || !lists.nexts || !donate->gain_first)
		return ERR_MEMORY;
	memset(lists.heads, 0xff, groups * sizeof(*lists.heads));
	for (uint32_t i = 0; i < caps->donor_count; i++) {
		uint32_t group = election->pledges[caps->by_donor[caps->donor_first[i]]].group;

		lists.nexts[i] = lists.heads[group];
		lists.heads[group] = i;
	}
	gains_walk(donate, &lists, false);
	for (uint32_t i = 0; i < caps->donor_count; i++) {
		uint32_t count = donate->gain_first[i + 1];

		donate->gain_first[i + 1] = sum;
		sum += count;
	}
	donate->gains = arena_array(donate->arena, sum + (size_t)1, sizeof(*donate->gains));
	if (!donate->gains)
		return ERR_MEMORY;
	gains_walk(donate, &lists, true);
	return OK;
}

static uint64_t utility_of(const struct donate *donate, uint32_t donor, const bool *is_won)
{
	uint64_t sum = 0;

	for (uint32_t i = donate->gain_first[donor]; i < donate->gain_first[donor + 1]; i++)
		if (is_won[donate->gains[i].place])
			sum += donate->gains[i].worth;
	return sum;
}

/* ---- the round ---- */

/* Pledged money is there for the constraints too. */
static bool is_open_with(struct admit *admit, uint32_t project, int64_t pot)
{
	bool is_open;

	admit->left += pot;
	is_open = admit_is_open(admit, project);
	if (!is_open)
		admit->left -= pot;
	return is_open;
}

/* What was closed for want of another project may be open after that has won: from the top again.
 * What did not fit does not fit later. */
static void round_hold(struct donate *donate, bool *is_won)
{
	const struct pb_election *election = donate->election;
	int64_t left = election->budget - donate->out->cost;

	admit_reset(&donate->admit);
	for (uint32_t i = 0; i < donate->out->selected_count; i++)
		admit_choose(&donate->admit, donate->out->selected[i]);
	memset(is_won, 0, donate->count * sizeof(*is_won));
	donate->won_count = 0;
	for (uint32_t i = 0; i < donate->count; i++) {
		uint32_t project = donate->candidates[i];
		int64_t lacks = election->projects[project].cost - donate->pots[i];

		if (donate->pots[i] == 0 || lacks > left ||
			!is_open_with(&donate->admit, project, donate->pots[i]))
			continue;
		admit_choose(&donate->admit, project);
		is_won[i] = true;
		donate->won[donate->won_count++] = project;
		left -= lacks;
		if (donate->admit.has_needs)
			i = UINT32_MAX;
	}
}

/* The pots of this donor's projects, without her or, once she is void, as they stand. */
static void pots_fill(struct donate *donate, uint32_t donor, uint32_t without)
{
	const struct caps *caps = &donate->caps;

	for (uint32_t k = caps->donor_first[donor]; k < caps->donor_first[donor + 1]; k++) {
		uint32_t project = donate->election->pledges[caps->by_donor[k]].project;

		if (donate->places[project] != PB_NO_PROJECT)
			donate->pots[donate->places[project]] = caps_pot(caps, project, without);
	}
}

static bool is_called(const struct donate *donate, uint32_t donor)
{
	const struct caps *caps = &donate->caps;

	if (caps->is_void[donor])
		return false;
	for (uint32_t k = caps->donor_first[donor]; k < caps->donor_first[donor + 1]; k++) {
		uint32_t project = donate->election->pledges[caps->by_donor[k]].project;

		if (donate->places[project] != PB_NO_PROJECT &&
			donate->is_won[donate->places[project]])
			return true;
	}
	return false;
}

static bool regrets(struct donate *donate, uint32_t donor)
{
	pots_fill(donate, donor, donor);
	round_hold(donate, donate->is_won_else);
	pots_fill(donate, donor, NO_DONOR);
	donate->out->runs++;
	return utility_of(donate, donor, donate->is_won_else) >
	       utility_of(donate, donor, donate->is_won);
}

/* The last ballot first. Each return to the start has one donor fewer, so there is an end. */
static void regrets_heed(struct donate *donate)
{
	for (uint32_t i = donate->caps.donor_count; i-- > 0;) {
		if (!is_called(donate, i) || !regrets(donate, i))
			continue;
		donate->caps.is_void[i] = true;
		pots_fill(donate, i, NO_DONOR);
		round_hold(donate, donate->is_won);
		i = donate->caps.donor_count;
	}
}

/* ---- the outcome ---- */

static enum err outcome_add(struct donate *donate)
{
	const struct pb_election *election = donate->election;
	struct pb_outcome *out = donate->out;
	uint32_t count = election->pledge_count;
	int64_t *kept = arena_array(donate->arena, count + (size_t)1, sizeof(*kept));

	out->pledges = arena_array(donate->arena, count + (size_t)1, sizeof(*out->pledges));
	if (!kept || !out->pledges)
		return ERR_MEMORY;
	out->pledge_count = count;
	for (uint32_t p = 0; p < election->project_count; p++)
		caps_share(&donate->caps, p, kept);
	for (uint32_t k = 0; k < count; k++) {
		uint32_t place = donate->places[election->pledges[k].project];
		bool is_won = place != PB_NO_PROJECT && donate->is_won[place];

		out->pledges[k] = (struct pb_fund_row) { .pledge = k,
			.kept = kept[k],
			.called = is_won ? kept[k] : 0,
			.is_void = donate->caps.is_void[donate->caps.donors[k]] };
		out->called += out->pledges[k].called;
	}
	round_hold(donate, donate->is_won);
	for (uint32_t i = 0; i < donate->won_count; i++) {
		out->selected[out->selected_count++] = donate->won[i];
		out->cost += election->projects[donate->won[i]].cost;
	}
	out->by_pledges = donate->won_count;
	return OK;
}

enum err donate(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out)
{
	struct donate donate = {
		.arena = arena, .election = election, .options = options, .out = out
	};

	TRY(caps_make(arena, election, &donate.caps));
	TRY(admit_make(arena, election, options, &donate.admit));
	TRY(candidates_find(&donate));
	TRY(gains_find(&donate));
	round_hold(&donate, donate.is_won);
	regrets_heed(&donate);
	return outcome_add(&donate);
}
