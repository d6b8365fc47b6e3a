/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/optimum_search.c: depth first over what is open, the denser first, in before out. A branch is
 * left when what is chosen and the best fractional filling of the money left stay below the goal;
 * integers only. Constraints are kept at every step: caps, rivals, needs; floors are bounded by
 * what is still open in their categories. */
#include <string.h>
#include "pb/optimum.h"

static int reach_compare(struct sack_reach a, struct sack_reach b)
{
	if (a.floors != b.floors)
		return a.floors < b.floors ? -1 : 1;
	return a.sum < b.sum ? -1 : a.sum > b.sum;
}

static const struct pb_category *category_of(const struct sack *sack, uint32_t project)
{
	uint32_t category = sack->election->projects[project].category;

	if (!sack->admit.is_on || category == PB_NO_PROJECT)
		return NULL;
	return &sack->election->categories[category];
}

bool sack_may_put(const struct sack *sack, uint32_t project)
{
	const struct pb_project *it = &sack->election->projects[project];
	const struct pb_category *category = category_of(sack, project);

	if (it->cost > sack->money || sack->rivals[project])
		return false;
	if (category && category->has_cap &&
		it->cost > category->cap - sack->in_category[it->category])
		return false;
	for (uint32_t i = 0; sack->admit.is_on && i < it->needs_count; i++)
		if (sack->states[it->needs[i]] == SACK_OUT)
			return false;
	return true;
}

bool sack_may_leave(const struct sack *sack, uint32_t project)
{
	return !sack->needed[project];
}

static void rivals_add(struct sack *sack, uint32_t project, uint32_t step)
{
	const struct pb_project *it = &sack->election->projects[project];

	for (uint32_t i = 0; i < it->incompatible_count; i++)
		sack->rivals[it->incompatible[i]] += step;
	for (uint32_t p = sack->next_size[project]; p != project; p = sack->next_size[p])
		sack->rivals[p] += step;
}

static void category_add(struct sack *sack, uint32_t project, int64_t cost)
{
	const struct pb_category *category = category_of(sack, project);
	int64_t *spent;

	if (!category)
		return;
	spent = &sack->in_category[sack->election->projects[project].category];
	if (category->has_floor)
		sack->reach.floors -= *spent < category->floor ? *spent : category->floor;
	*spent += cost;
	if (category->has_floor)
		sack->reach.floors += *spent < category->floor ? *spent : category->floor;
}

static void open_add(struct sack *sack, uint32_t project, int64_t cost)
{
	if (category_of(sack, project))
		sack->open_category[sack->election->projects[project].category] += cost;
}

void sack_put(struct sack *sack, uint32_t project)
{
	const struct pb_project *it = &sack->election->projects[project];

	sack->states[project] = SACK_IN;
	sack->money -= it->cost;
	sack->reach.sum += sack->worths[project];
	if (!sack->admit.is_on)
		return;
	category_add(sack, project, it->cost);
	open_add(sack, project, -it->cost);
	rivals_add(sack, project, 1);
	sack->unmet -= sack->needed[project];
	for (uint32_t i = 0; i < it->needs_count; i++) {
		sack->needed[it->needs[i]]++;
		sack->unmet += sack->states[it->needs[i]] != SACK_IN;
	}
}

/* The last thing done is undone first, so needs stand as they stood when it was put. */
void sack_take_back(struct sack *sack, uint32_t project)
{
	const struct pb_project *it = &sack->election->projects[project];

	sack->states[project] = SACK_OPEN;
	sack->money += it->cost;
	sack->reach.sum -= sack->worths[project];
	if (!sack->admit.is_on)
		return;
	category_add(sack, project, -it->cost);
	open_add(sack, project, it->cost);
	rivals_add(sack, project, UINT32_MAX);
	for (uint32_t i = 0; i < it->needs_count; i++) {
		sack->needed[it->needs[i]]--;
		sack->unmet -= sack->states[it->needs[i]] != SACK_IN;
	}
	sack->unmet += sack->needed[project];
}

void sack_leave(struct sack *sack, uint32_t project)
{
	sack->states[project] = SACK_OUT;
	open_add(sack, project, -sack->election->projects[project].cost);
}

static void reopen(struct sack *sack, uint32_t project)
{
	sack->states[project] = SACK_OPEN;
	open_add(sack, project, sack->election->projects[project].cost);
}

static void open_list(struct sack *sack)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < sack->count; i++) {
		uint32_t p = sack->by_density[i];

		if (sack->states[p] != SACK_OPEN)
			continue;
		sack->open[count] = p;
		sack->cost_before[count + 1] = sack->cost_before[count] +
					       sack->election->projects[p].cost;
		sack->worth_before[count + 1] = sack->worth_before[count] + sack->worths[p];
		count++;
	}
	sack->open_count = count;
}

/* The most that open[at …] can add: those that fit in this order, and of the next one its part.
 * worth · money stays below 2^63 · 2^62, and under cost utility votes · money below 2^94. */
static wide sum_bound(const struct sack *sack, uint32_t at)
{
	int64_t end = sack->cost_before[at] + sack->money;
	uint32_t low = at;
	uint32_t high = sack->open_count;
	wide sum;
	const struct greedy_key *rate;

	while (low < high) {
		uint32_t middle = low + (high - low + 1) / 2;

		if (sack->cost_before[middle] <= end)
			low = middle;
		else
			high = middle - 1;
	}
	sum = sack->worth_before[low] - sack->worth_before[at];
	if (low == sack->open_count)
		return sum;
	rate = &sack->rates[sack->open[low]];
	return sum + (wide)rate->worth * (wide)(end - sack->cost_before[low]) / rate->cost;
}

static int64_t floors_bound(const struct sack *sack)
{
	const struct pb_election *election = sack->election;
	uint64_t most = 0;
	uint64_t by_money = (uint64_t)sack->reach.floors + (uint64_t)sack->money;

	if (!sack->admit.has_floors)
		return 0;
	for (uint32_t k = 0; k < election->category_count; k++) {
		int64_t reach = sack->in_category[k] + sack->open_category[k];
		int64_t floor = election->categories[k].floor;

		if (election->categories[k].has_floor)
			most += (uint64_t)(reach < floor ? reach : floor);
		if (most >= by_money)
			return (int64_t)by_money;
	}
	return (int64_t)most;
}

static bool is_hopeless(const struct sack *sack, uint32_t at, struct sack_reach goal)
{
	struct sack_reach most = { floors_bound(sack), 0 };

	if (most.floors != goal.floors)
		return most.floors < goal.floors;
	return sack->reach.sum + sum_bound(sack, at) < goal.sum;
}

static void best_keep(struct sack *sack)
{
	for (uint32_t p = 0; p < sack->election->project_count; p++)
		sack->is_best[p] = sack->states[p] == SACK_IN;
	sack->best = sack->reach;
}

/* Back to the last one that was put and may be left; false when there is none. */
static bool step_back(struct sack *sack, uint32_t *at)
{
	while (*at) {
		uint32_t p = sack->open[--*at];

		if (sack->states[p] == SACK_OUT) {
			reopen(sack, p);
			continue;
		}
		sack_take_back(sack, p);
		if (sack_may_leave(sack, p)) {
			sack_leave(sack, p);
			++*at;
			return true;
		}
	}
	return false;
}

static void all_back(struct sack *sack, uint32_t at)
{
	while (at) {
		uint32_t p = sack->open[--at];

		if (sack->states[p] == SACK_OUT)
			reopen(sack, p);
		else
			sack_take_back(sack, p);
	}
}

static bool step_on(struct sack *sack, uint32_t at)
{
	uint32_t p = sack->open[at];

	if (sack_may_put(sack, p))
		sack_put(sack, p);
	else if (sack_may_leave(sack, p))
		sack_leave(sack, p);
	else
		return false;
	return true;
}

bool sack_search(struct sack *sack, struct sack_reach goal, bool stops_at_first, bool *is_found)
{
	uint32_t at = 0;

	*is_found = false;
	open_list(sack);
	for (;;) {
		bool is_there = !sack->unmet && reach_compare(sack->reach, goal) >= 0;

		if (is_there) {
			best_keep(sack);
			*is_found = true;
			goal = (struct sack_reach) { sack->reach.floors, sack->reach.sum + 1 };
		}
		if ((is_there && stops_at_first) || ++sack->nodes > sack->nodes_end) {
			all_back(sack, at);
			return is_there && stops_at_first;
		}
		if (at < sack->open_count && !is_hopeless(sack, at, goal) && step_on(sack, at))
			at++;
		else if (!step_back(sack, &at))
			return true;
	}
}
