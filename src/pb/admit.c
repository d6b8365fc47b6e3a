/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/admit.c: what the constraints of a street let a rule choose next. */
#include "pb/inside.h"
#include <string.h>
#include "base/arena.h"

enum err admit_make(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct admit *out)
{
	size_t count = election->project_count + (size_t)1;

	*out = (struct admit) { .election = election, .is_on = options->with_constraints };
	out->is_chosen = arena_array(arena, count, sizeof(*out->is_chosen));
	out->is_dropped = arena_array(arena, count, sizeof(*out->is_dropped));
	out->rivals = arena_array(arena, count, sizeof(*out->rivals));
	out->wants = arena_array(arena, count, sizeof(*out->wants));
	out->in_category = arena_array(
		arena, election->category_count + (size_t)1, sizeof(*out->in_category));
	if (!out->is_chosen || !out->is_dropped || !out->rivals || !out->wants || !out->in_category)
		return ERR_MEMORY;
	for (uint32_t p = 0; p < election->project_count; p++) {
		const struct pb_project *project = &election->projects[p];

		out->is_dropped[p] = project->is_out;
		if (!out->is_on)
			continue;
		if (election->sides[p].support < project->min_support)
			out->is_dropped[p] = true;
		out->has_needs = out->has_needs || project->needs_count;
	}
	admit_reset(out);
	return OK;
}

void admit_reset(struct admit *admit)
{
	const struct pb_election *election = admit->election;

	memset(admit->is_chosen, 0, election->project_count * sizeof(*admit->is_chosen));
	memset(admit->rivals, 0, election->project_count * sizeof(*admit->rivals));
	memset(admit->in_category, 0, election->category_count * sizeof(*admit->in_category));
	for (uint32_t p = 0; p < election->project_count; p++)
		admit->wants[p] = admit->is_on ? election->projects[p].needs_count : 0;
}

static bool is_over_cap(const struct admit *admit, uint32_t project)
{
	const struct pb_project *it = &admit->election->projects[project];
	const struct pb_category *category;

	if (it->category == PB_NO_PROJECT)
		return false;
	category = &admit->election->categories[it->category];
	return category->has_cap && it->cost > category->cap - admit->in_category[it->category];
}

bool admit_is_dead(const struct admit *admit, uint32_t project)
{
	if (admit->is_dropped[project] || admit->is_chosen[project])
		return true;
	return admit->is_on && (admit->rivals[project] || is_over_cap(admit, project));
}

bool admit_is_open(const struct admit *admit, uint32_t project)
{
	return !admit_is_dead(admit, project) && !admit->wants[project];
}

static bool is_in(const uint32_t *list, uint32_t count, uint32_t project)
{
	for (uint32_t i = 0; i < count; i++)
		if (list[i] == project)
			return true;
	return false;
}

void admit_choose(struct admit *admit, uint32_t project)
{
	const struct pb_election *election = admit->election;
	const struct pb_project *it = &election->projects[project];

	admit->is_chosen[project] = true;
	if (!admit->is_on)
		return;
	if (it->category != PB_NO_PROJECT)
		admit->in_category[it->category] += it->cost;
	for (uint32_t i = 0; i < it->incompatible_count; i++)
		admit->rivals[it->incompatible[i]]++;
	if (!admit->has_needs)
		return;
	for (uint32_t p = 0; p < election->project_count; p++)
		if (is_in(election->projects[p].needs, election->projects[p].needs_count, project))
			admit->wants[p]--;
}

enum err admit_election(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_election *out)
{
	(void)arena;
	(void)options;
	*out = *election;
	return OK;
}
