/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ties.c: the one total order of projects that decides every tie, fixed before the count. */
#include "base/arena.h"
#include "pb/inside.h"

struct tie {
	struct str id;
	int64_t cost;
	uint32_t project;
};

static int tie_compare(const void *a, const void *b)
{
	const struct tie *x = a;
	const struct tie *y = b;

	if (x->cost != y->cost)
		return x->cost < y->cost ? -1 : 1;
	return str_compare(x->id, y->id);
}

enum err ties_make(struct arena *arena, const struct pb_election *election, enum pb_ties ties,
	struct tie_order *out)
{
	uint32_t count = election->project_count;
	struct tie *all = arena_array(arena, (size_t)count + 1, sizeof(*all));
	uint32_t *rank = arena_array(arena, (size_t)count + 1, sizeof(*rank));
	uint32_t *order = arena_array(arena, (size_t)count + 1, sizeof(*order));

	if (!all || !rank || !order)
		return ERR_MEMORY;
	for (uint32_t p = 0; p < count; p++)
		all[p] = (struct tie) { election->projects[p].id,
			ties == PB_BY_COST ? election->projects[p].cost : 0, p };
	if (ties != PB_BY_FILE)
		qsort(all, count, sizeof(*all), tie_compare);
	for (uint32_t i = 0; i < count; i++) {
		order[i] = all[i].project;
		rank[all[i].project] = i;
	}
	*out = (struct tie_order) { rank, order };
	return OK;
}
