/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/greedy.c: the greedy rules: projects in the order of one figure that does not change (votes,
 * points, Borda points, each as it is or by cost), each taken if it fits what is left, passed over
 * if not. Exact: fractions are compared by their products in 128 bits. */
#include "pb/greedy.h"
#include <assert.h>
#include "base/arena.h"

struct greedy {
	const struct pb_election *election;
	const struct greedy_plan *plan;
	struct pb_outcome *out;
	struct admit admit;
	struct tie_order ties;
	uint32_t *order;
	uint32_t count;
};

/* Ties keep the tie order, in which the places were when the sort, a stable one, began. */
static bool key_is_before(const void *with, uint32_t a, uint32_t b)
{
	const struct greedy_key *keys = with;

	return (wide)keys[a].worth * keys[b].cost > (wide)keys[b].worth * keys[a].cost;
}

static bool fits(const struct greedy *run, int64_t cost)
{
	return cost <= run->election->budget - run->out->cost;
}

static void take(struct greedy *run, uint32_t project)
{
	struct pb_outcome *out = run->out;

	out->selected[out->selected_count++] = project;
	out->cost += run->election->projects[project].cost;
}

static void give_back(struct greedy *run, uint32_t project)
{
	struct pb_outcome *out = run->out;
	uint32_t at = 0;

	while (out->selected[at] != project)
		at++;
	if (at < out->by_rule)
		out->by_rule--;
	for (; at + 1 < out->selected_count; at++)
		out->selected[at] = out->selected[at + 1];
	out->selected_count--;
	out->cost -= run->election->projects[project].cost;
}

/* Takes it, if constraints and money let it. *is_short: only money was in the way. */
static bool try_take(struct greedy *run, uint32_t project, bool *is_short)
{
	int64_t cost = run->election->projects[project].cost;
	uint32_t smaller;

	*is_short = false;
	if (admit_is_open(&run->admit, project)) {
		*is_short = !fits(run, cost);
		if (*is_short)
			return false;
		admit_choose(&run->admit, project);
		take(run, project);
		return true;
	}
	smaller = admit_smaller_size(&run->admit, project);
	if (smaller == PB_NO_PROJECT)
		return false;
	if (!fits(run, cost - run->election->projects[smaller].cost))
		return false;
	if (!admit_enlarge(&run->admit, smaller, project))
		return false;
	give_back(run, smaller);
	take(run, project);
	return true;
}

static void walk(struct greedy *run)
{
	bool is_short;

	for (uint32_t i = 0; i < run->count; i++) {
		uint32_t project = run->order[i];

		/* What was closed may be open now: from the top again. */
		if (try_take(run, project, &is_short) &&
			(run->admit.has_needs || run->admit.has_sizes))
			i = UINT32_MAX;
		else if (is_short && run->plan->stops)
			return;
	}
}

enum err greedy_take(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, const struct greedy_plan *plan, struct pb_outcome *out)
{
	struct greedy run = { .election = election, .plan = plan, .out = out };
	uint32_t *room = arena_array(arena, (size_t)election->project_count + 1, sizeof(*room));

	TRY(ties_make(arena, election, options->ties, &run.ties));
	TRY(admit_make(arena, election, options, &run.admit));
	if (!room)
		return ERR_MEMORY;
	for (uint32_t i = 0; i < out->selected_count; i++)
		admit_choose(&run.admit, out->selected[i]);
	run.order = run.ties.order;
	run.count = election->project_count;
	places_sort(run.order, room, run.count, key_is_before, plan->keys);
	walk(&run);
	return OK;
}

static struct greedy_key key_of(const struct pb_election *election, enum pb_rule rule, uint32_t p)
{
	uint64_t cost = (uint64_t)election->projects[p].cost;
	uint64_t votes = (uint64_t)election->sides[p].support;
	uint64_t worth = (uint64_t)election->sides[p].worth_sum;

	switch (rule) {
	case PB_GREEDY_DENSITY:
		worth = votes;
		break;
	case PB_GREEDY_POINTS_DENSITY:
	case PB_GREEDY_BORDA_DENSITY:
		break;
	case PB_GREEDY_POINTS:
		return (struct greedy_key) { cost ? worth : 0, 1 };
	default:
		return (struct greedy_key) { cost ? votes : 0, 1 };
	}
	return (struct greedy_key) { worth, cost || worth ? cost : 1 };
}

static enum err greedy_by(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, enum pb_rule rule, struct pb_outcome *out)
{
	struct greedy_key *keys = arena_array(
		arena, (size_t)election->project_count + 1, sizeof(*keys));
	struct greedy_plan plan = { .keys = keys };

	if (!keys)
		return ERR_MEMORY;
	for (uint32_t p = 0; p < election->project_count; p++)
		keys[p] = key_of(election, rule, p);
	return greedy_take(arena, election, options, &plan, out);
}

enum err rule_greedy(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out)
{
	assert(options->rule <= PB_GREEDY_BORDA_DENSITY);
	return greedy_by(arena, election, options, options->rule, out);
}

enum err complete_greedily(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out)
{
	return greedy_by(arena, election, options, PB_GREEDY_VOTES, out);
}
