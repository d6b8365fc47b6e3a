/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ties.c: the one total order of projects that decides every tie, fixed before the count, and a
 * stable sort of places that needs no memory but the caller's. */
#include <string.h>
#include "base/arena.h"
#include "pb/inside.h"

void places_sort(uint32_t *at, uint32_t *room, uint32_t count,
	bool (*is_before)(const void *with, uint32_t a, uint32_t b), const void *with)
{
	for (uint64_t width = 1; width < count; width *= 2) {
		for (uint64_t from = 0; from < count; from += 2 * width) {
			uint64_t middle = from + width < count ? from + width : count;
			uint64_t end = middle + width < count ? middle + width : count;
			uint64_t a = from;
			uint64_t b = middle;

			for (uint64_t to = from; to < end; to++)
				if (a < middle && (b >= end || !is_before(with, at[b], at[a])))
					room[to] = at[a++];
				else
					room[to] = at[b++];
		}
		memcpy(at, room, count * sizeof(*at));
	}
}

static bool name_is_before(const void *with, uint32_t a, uint32_t b)
{
	const struct pb_project *projects = with;

	return str_compare(projects[a].id, projects[b].id) < 0;
}

static bool cost_is_before(const void *with, uint32_t a, uint32_t b)
{
	const struct pb_project *projects = with;

	return projects[a].cost < projects[b].cost;
}

enum err ties_make(struct arena *arena, const struct pb_election *election, enum pb_ties ties,
	struct tie_order *out)
{
	uint32_t count = election->project_count;
	uint32_t *room = arena_array(arena, (size_t)count + 1, sizeof(*room));
	uint32_t *rank = arena_array(arena, (size_t)count + 1, sizeof(*rank));
	uint32_t *order = arena_array(arena, (size_t)count + 1, sizeof(*order));

	if (!room || !rank || !order)
		return ERR_MEMORY;
	for (uint32_t p = 0; p < count; p++)
		order[p] = p;
	if (ties != PB_BY_FILE)
		places_sort(order, room, count, name_is_before, election->projects);
	if (ties == PB_BY_COST)
		places_sort(order, room, count, cost_is_before, election->projects);
	for (uint32_t i = 0; i < count; i++)
		rank[order[i]] = i;
	*out = (struct tie_order) { rank, order };
	return OK;
}
