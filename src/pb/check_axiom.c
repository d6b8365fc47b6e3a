/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check_axiom.c: EJR+ up to one project (Brill, Peters 2023, arXiv 2302.01989), decided for all
 * groups at once, in whole numbers. Project p outside of W is owed to a group G of its supporters
 * when every i of G has (u_i(W) + u_i(p)) · c(p) · n ≤ B · Σ_G u_j(p). */
#include <gmp.h>
#include "base/arena.h"
#include "pb/check.h"

/* What a ballot of the group has with W and the project, and what the project is worth to it. */
struct stake {
	uint64_t value;
	uint64_t worth;
	uint64_t weight;
};

struct axiom {
	const struct view *view;
	enum pb_utility utility;
	uint64_t *held; /* by group: u(W), without the factor `cost` by cost */
};

enum pb_utility axiom_utility(const struct pb_options *options)
{
	return options->utility == PB_NO_UTILITY ? PB_COST : options->utility;
}

static uint64_t worth_at(const struct axiom *axiom, uint32_t project, uint32_t place)
{
	switch (axiom->utility) {
	case PB_CARDINALITY:
		return 1;
	case PB_POINTS:
	case PB_BORDA:
		return axiom->view->sides[project].worths[place];
	default:
		return (uint64_t)axiom->view->projects[project].cost;
	}
}

static void held_add(struct axiom *axiom, uint32_t project)
{
	const struct check_side *side = &axiom->view->sides[project];

	for (uint32_t i = 0; i < side->count; i++)
		axiom->held[side->groups[i]] += worth_at(axiom, project, i);
}

static void stake_sink(struct stake *stakes, uint32_t at, uint32_t count)
{
	for (;;) {
		uint32_t most = at;
		struct stake kept;

		for (uint64_t child = 2 * (uint64_t)at + 1;
			child < count && child <= 2 * (uint64_t)at + 2; child++)
			if (stakes[child].value > stakes[most].value)
				most = (uint32_t)child;
		if (most == at)
			return;
		kept = stakes[at];
		stakes[at] = stakes[most];
		stakes[most] = kept;
		at = most;
	}
}

/* Ascending by value. */
static void stakes_sort(struct stake *stakes, uint32_t count)
{
	for (uint32_t at = count / 2; at-- > 0;)
		stake_sink(stakes, at, count);
	for (uint32_t end = count; end-- > 1;) {
		struct stake last = stakes[end];

		stakes[end] = stakes[0];
		stakes[0] = last;
		stake_sink(stakes, 0, end);
	}
}

/* a · b · c ≤ d · e, each product in three limbs. */
static bool is_owed(uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e)
{
	uint64_t left[4] = { a, 0, 0, 0 };
	uint64_t right[4] = { d, 0, 0, 0 };

	left[1] = mpn_mul_1(left, left, 1, b);
	left[2] = mpn_mul_1(left, left, 2, c);
	right[1] = mpn_mul_1(right, right, 1, e);
	return mpn_cmp(left, right, 3) <= 0;
}

/* Those who have least with the project are the group that is hardest to satisfy, among all whose
 * best member has as much: they are looked at from the lowest up, all with the same value
 * together. */
static bool group_find(
	const struct axiom *axiom, uint32_t project, struct stake *stakes, uint64_t *group)
{
	const struct check_side *side = &axiom->view->sides[project];
	const struct pb_election *election = axiom->view->election;
	uint64_t worths = 0;
	uint32_t count = 0;

	*group = 0;
	for (uint32_t i = 0; i < side->count; i++) {
		uint64_t worth = worth_at(axiom, project, i);

		if (worth)
			stakes[count++] = (struct stake) { axiom->held[side->groups[i]] + worth,
				worth, election->weights[side->groups[i]] };
	}
	stakes_sort(stakes, count);
	for (uint32_t i = 0; i < count; i++) {
		worths += axiom->utility == PB_COST ? stakes[i].weight
						    : stakes[i].weight * stakes[i].worth;
		*group += stakes[i].weight;
		if (i + 1 < count && stakes[i + 1].value == stakes[i].value)
			continue;
		/* By cost, c(p) stands on both sides. */
		if (is_owed(stakes[i].value, election->ballots,
			    axiom->utility == PB_COST
				    ? 1
				    : (uint64_t)axiom->view->projects[project].cost,
			    (uint64_t)election->budget, worths))
			return true;
	}
	return false;
}

bool axiom_holds(struct arena *arena, const struct view *view, enum pb_utility utility,
	const uint32_t *winners, uint32_t count, uint32_t *project, uint64_t *group)
{
	struct axiom axiom = { view, utility,
		arena_array(arena, view->election->group_count + (size_t)1, sizeof(uint64_t)) };
	struct limits limits;
	struct stake *stakes = arena_array(
		arena, view->election->group_count + (size_t)1, sizeof(*stakes));

	*project = PB_NO_PROJECT;
	if (!axiom.held || !stakes || limits_make(arena, view, &limits))
		return true;
	for (uint32_t i = 0; i < count; i++) {
		limits_choose(&limits, winners[i]);
		held_add(&axiom, winners[i]);
	}
	for (uint32_t i = 0; i < view->count; i++) {
		uint32_t p = view->order[i];

		if (!limits.is_let[p] || !view->projects[p].cost)
			continue;
		if (group_find(&axiom, p, stakes, group)) {
			*project = p;
			return false;
		}
	}
	return true;
}
