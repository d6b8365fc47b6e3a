/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/optimum.c: the set of greatest sum that the budget can buy, and among such sets the one whose
 * ranks in the tie order, sorted, come first. A short branch and bound, then (without constraints)
 * a table over money, then a long branch and bound; they give the same set (doc/pb.md, Optimum). */
#include <string.h>
#include "base/arena.h"
#include "pb/optimum.h"

enum {
	NODES_FIRST = 1 << 19,
	NODES_MOST = 1 << 25,
	CELLS_MOST = 1000000000, /* of the table: projects · steps of money */
	STEPS_MOST = 1 << 25,
};

static bool rate_is_before(const void *with, uint32_t a, uint32_t b)
{
	const struct greedy_key *rates = with;

	return (wide)rates[a].worth * rates[b].cost > (wide)rates[b].worth * rates[a].cost;
}

static void worth_find(struct sack *sack, uint32_t p)
{
	const struct pb_side *side = &sack->election->sides[p];
	uint64_t cost = (uint64_t)sack->election->projects[p].cost;
	uint64_t worth = (uint64_t)side->support;

	if (sack->utility == PB_COST) {
		sack->worths[p] = (wide)worth * cost;
		sack->rates[p] = (struct greedy_key) { cost ? worth : 0, 1 };
		return;
	}
	if (sack->utility == PB_POINTS || sack->utility == PB_BORDA)
		worth = (uint64_t)side->worth_sum;
	sack->worths[p] = worth;
	sack->rates[p] = (struct greedy_key) { worth, cost || worth ? cost : 1 };
}

static enum err arrays_make(struct arena *arena, struct sack *sack)
{
	size_t count = (size_t)sack->election->project_count + 2;
	size_t categories = (size_t)sack->election->category_count + 1;

	sack->by_density = arena_array(arena, count, sizeof(*sack->by_density));
	sack->by_rank = arena_array(arena, count, sizeof(*sack->by_rank));
	sack->worths = arena_array(arena, count, sizeof(*sack->worths));
	sack->rates = arena_array(arena, count, sizeof(*sack->rates));
	sack->states = arena_array(arena, count, sizeof(*sack->states));
	sack->needed = arena_array(arena, count, sizeof(*sack->needed));
	sack->next_size = arena_array(arena, count, sizeof(*sack->next_size));
	sack->rivals = arena_array(arena, count, sizeof(*sack->rivals));
	sack->in_category = arena_array(arena, categories, sizeof(*sack->in_category));
	sack->open_category = arena_array(arena, categories, sizeof(*sack->open_category));
	sack->open = arena_array(arena, count, sizeof(*sack->open));
	sack->cost_before = arena_array(arena, count, sizeof(*sack->cost_before));
	sack->worth_before = arena_array(arena, count, sizeof(*sack->worth_before));
	sack->is_best = arena_array(arena, count, sizeof(*sack->is_best));
	return arena_is_spent(arena) ? ERR_MEMORY : OK;
}

/* Each one is put into the ring of its first size. */
static void sizes_link(struct sack *sack)
{
	for (uint32_t p = 0; p < sack->election->project_count; p++)
		sack->next_size[p] = p;
	for (uint32_t p = 0; sack->admit.has_sizes && p < sack->election->project_count; p++) {
		uint32_t first = sack->admit.families[p];

		if (first == p)
			continue;
		sack->next_size[p] = sack->next_size[first];
		sack->next_size[first] = p;
	}
}

/* Those that add nothing come behind all others, so that among equal sets the first has one of them
 * only where something needs it. */
static void ranks_fill(struct sack *sack, bool is_idle)
{
	const struct pb_election *election = sack->election;

	for (uint32_t i = 0; i < election->project_count; i++) {
		uint32_t p = sack->ties.order[i];

		if (!sack->admit.is_dropped[p] && (sack->worths[p] == 0) == is_idle &&
			election->projects[p].cost <= election->budget)
			sack->by_rank[sack->count++] = p;
	}
}

static enum err sack_make(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct sack *out)
{
	*out = (struct sack) { .arena = arena, .election = election, .utility = options->utility };
	TRY(admit_make(arena, election, options, &out->admit));
	TRY(ties_make(arena, election, options->ties, &out->ties));
	TRY(arrays_make(arena, out));
	sizes_link(out);
	for (uint32_t p = 0; p < election->project_count; p++)
		worth_find(out, p);
	ranks_fill(out, false);
	ranks_fill(out, true);
	/* open is free until the search: room for the sort. */
	memcpy(out->by_density, out->by_rank, out->count * sizeof(*out->by_density));
	places_sort(out->by_density, out->open, out->count, rate_is_before, out->rates);
	return OK;
}

static void states_reset(struct sack *sack)
{
	const struct pb_election *election = sack->election;

	memset(sack->states, SACK_OUT, election->project_count * sizeof(*sack->states));
	memset(sack->needed, 0, election->project_count * sizeof(*sack->needed));
	memset(sack->rivals, 0, election->project_count * sizeof(*sack->rivals));
	memset(sack->in_category, 0, election->category_count * sizeof(*sack->in_category));
	memset(sack->open_category, 0, election->category_count * sizeof(*sack->open_category));
	sack->money = election->budget;
	sack->reach = (struct sack_reach) { 0 };
	sack->unmet = 0;
	for (uint32_t i = 0; i < sack->count; i++) {
		const struct pb_project *it = &election->projects[sack->by_rank[i]];

		sack->states[sack->by_rank[i]] = SACK_OPEN;
		if (sack->admit.is_on && it->category != PB_NO_PROJECT)
			sack->open_category[it->category] += it->cost;
	}
}

/* Is there as good a set with the project, all before it being decided? */
static bool extends(struct sack *sack, uint32_t project, bool *is_found)
{
	sack_put(sack, project);
	*is_found = sack->is_best[project];
	if (*is_found)
		return true;
	if (!sack_search(sack, sack->best, true, is_found))
		return false;
	if (!*is_found) {
		sack_take_back(sack, project);
		sack_leave(sack, project);
	}
	return true;
}

/* The greatest sum by search, then for one project after another whether the sum is still reached
 * with it; false when the nodes ran out. is_best is then the best set known. */
static bool by_search(struct sack *sack, int64_t nodes)
{
	bool is_found;

	states_reset(sack);
	sack->nodes = 0;
	sack->nodes_end = nodes;
	if (!sack_search(sack, sack->best, false, &is_found))
		return false;
	for (uint32_t i = 0; i < sack->count; i++) {
		uint32_t p = sack->by_rank[i];
		bool is_whole = !sack->unmet && sack->reach.floors == sack->best.floors &&
				sack->reach.sum == sack->best.sum;

		/* A sum that is reached needs no more: the shorter list of ranks is first. */
		if (is_whole || !sack_may_put(sack, p)) {
			sack->is_best[p] = false;
			sack_leave(sack, p);
		} else if (!extends(sack, p, &is_found)) {
			return false;
		}
	}
	return true;
}

static int64_t gcd(int64_t a, int64_t b)
{
	while (b) {
		int64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

struct table {
	int64_t unit;	 /* the greatest that divides all costs */
	uint64_t steps;	 /* of it in the budget */
	uint64_t *most;	 /* by steps of money: the greatest sum of the projects done */
	uint64_t *takes; /* bits, by project and steps: the project is in an optimum */
};

static uint64_t step_worth(const struct sack *sack, const struct table *table, uint32_t p)
{
	/* Under cost utility counted in units: at most 2^32 votes a step. */
	return (uint64_t)(sack->utility == PB_COST ? sack->worths[p] / (wide)table->unit
						   : sack->worths[p]);
}

/* From the last rank to the first, so that the bits of one rank tell whether some optimum of this
 * and the later ones has it. */
static void table_fill(const struct sack *sack, struct table *table)
{
	for (uint32_t i = sack->count; i-- > 0;) {
		uint32_t p = sack->by_rank[i];
		uint64_t cost = (uint64_t)(sack->election->projects[p].cost / table->unit);
		uint64_t worth = step_worth(sack, table, p);
		uint64_t first = i * (table->steps + 1);

		for (uint64_t money = table->steps + 1; money-- > cost;) {
			uint64_t with = table->most[money - cost] + worth;

			if (with < table->most[money])
				continue;
			table->most[money] = with;
			table->takes[(first + money) / 64] |= UINT64_C(1) << (first + money) % 64;
		}
	}
}

static void table_read(struct sack *sack, const struct table *table)
{
	uint64_t money = table->steps;
	uint64_t left = table->most[money];

	memset(sack->is_best, 0, sack->election->project_count * sizeof(*sack->is_best));
	for (uint32_t i = 0; i < sack->count && left; i++) {
		uint32_t p = sack->by_rank[i];
		uint64_t bit = i * (table->steps + 1) + money;

		if (!(table->takes[bit / 64] >> bit % 64 & 1))
			continue;
		sack->is_best[p] = true;
		left -= step_worth(sack, table, p);
		money -= (uint64_t)(sack->election->projects[p].cost / table->unit);
	}
}

static enum err by_table(struct sack *sack, bool *is_done)
{
	struct arena_mark mark = arena_mark(sack->arena);
	struct table table = { 0 };

	for (uint32_t i = 0; i < sack->count; i++)
		table.unit = gcd(table.unit, sack->election->projects[sack->by_rank[i]].cost);
	*is_done = false;
	if (sack->admit.is_on || !table.unit)
		return OK;
	table.steps = (uint64_t)(sack->election->budget / table.unit);
	if (table.steps > STEPS_MOST || table.steps * sack->count > CELLS_MOST)
		return OK;
	table.most = arena_array(sack->arena, table.steps + 1, sizeof(*table.most));
	table.takes = arena_array(
		sack->arena, (table.steps + 1) * sack->count / 64 + 1, sizeof(*table.takes));
	if (!table.most || !table.takes)
		return ERR_MEMORY;
	table_fill(sack, &table);
	table_read(sack, &table);
	arena_rewind(sack->arena, mark);
	*is_done = true;
	return OK;
}

enum err rule_optimum(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out)
{
	struct sack sack;
	bool is_done;

	TRY(sack_make(arena, election, options, &sack));
	is_done = by_search(&sack, NODES_FIRST);
	if (!is_done)
		TRY(by_table(&sack, &is_done));
	if (!is_done)
		is_done = by_search(&sack, NODES_MOST);
	out->is_proven = is_done;
	for (uint32_t i = 0; i < sack.count; i++)
		if (sack.is_best[sack.by_rank[i]]) {
			out->selected[out->selected_count++] = sack.by_rank[i];
			out->cost += election->projects[sack.by_rank[i]].cost;
		}
	return OK;
}
