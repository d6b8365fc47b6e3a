/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/admit.c: what the constraints of a street let a rule choose next (doc/pb.md, Constraints):
 * caps and floors of categories, rivals, needs, least support, sizes. Looked at inside the choice;
 * nothing here repairs a result. Money is looked at for floors only. */
#include "pb/inside.h"
#include <string.h>
#include "base/arena.h"

/* The first size of a project; itself if it has none. A circle ends somewhere in it. */
static uint32_t family_of(const struct pb_election *election, uint32_t project)
{
	uint32_t first = project;

	for (uint32_t i = 0; i < election->project_count; i++) {
		uint32_t next = election->projects[first].variant_of;

		if (next == PB_NO_PROJECT)
			break;
		first = next;
	}
	return first;
}

/* Who needs what will never be there, or itself in the end, is dropped too. */
static void drop_hopeless(struct admit *admit, bool *is_reached)
{
	const struct pb_election *election = admit->election;
	bool has_changed = true;

	while (has_changed) {
		has_changed = false;
		for (uint32_t p = 0; p < election->project_count; p++) {
			const struct pb_project *it = &election->projects[p];
			uint32_t met = 0;

			if (is_reached[p] || admit->is_dropped[p])
				continue;
			while (met < it->needs_count && is_reached[it->needs[met]])
				met++;
			is_reached[p] = met == it->needs_count;
			has_changed = has_changed || is_reached[p];
		}
	}
	for (uint32_t p = 0; p < election->project_count; p++)
		if (!is_reached[p])
			admit->is_dropped[p] = true;
}

static enum err arrays_make(struct arena *arena, struct admit *out)
{
	size_t count = out->election->project_count + (size_t)1;
	size_t categories = out->election->category_count + (size_t)1;

	out->is_chosen = arena_array(arena, count, sizeof(*out->is_chosen));
	out->is_dropped = arena_array(arena, count, sizeof(*out->is_dropped));
	out->is_eager = arena_array(arena, count, sizeof(*out->is_eager));
	out->is_able = arena_array(arena, count, sizeof(*out->is_able));
	out->rivals = arena_array(arena, count, sizeof(*out->rivals));
	out->wants = arena_array(arena, count, sizeof(*out->wants));
	out->families = arena_array(arena, count, sizeof(*out->families));
	out->in_category = arena_array(arena, categories, sizeof(*out->in_category));
	return arena_is_spent(arena) ? ERR_MEMORY : OK;
}

enum err admit_make(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct admit *out)
{
	*out = (struct admit) { .election = election, .is_on = options->with_constraints };
	TRY(arrays_make(arena, out));
	for (uint32_t p = 0; p < election->project_count; p++) {
		const struct pb_project *project = &election->projects[p];

		out->is_dropped[p] = project->is_out;
		if (!out->is_on)
			continue;
		if (election->sides[p].support < project->min_support)
			out->is_dropped[p] = true;
		out->has_needs = out->has_needs || project->needs_count;
		out->has_sizes = out->has_sizes || project->variant_of != PB_NO_PROJECT;
		out->families[p] = family_of(election, p);
	}
	if (out->has_needs)
		drop_hopeless(out, out->is_able);
	for (uint32_t k = 0; out->is_on && k < election->category_count; k++)
		if (election->categories[k].has_floor)
			out->has_floors = out->has_needs = true;
	admit_reset(out);
	return OK;
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
	if (admit_is_dead(admit, project) || admit->wants[project])
		return false;
	return !admit->reserved || admit->is_eager[project] ||
	       admit->election->projects[project].cost <= admit->left - admit->reserved;
}

/* ---- floors ---- */

/* Could still be chosen, by itself and by what it needs, with the money that is left. */
static void ables_find(struct admit *admit)
{
	const struct pb_election *election = admit->election;
	bool has_changed = true;

	for (uint32_t p = 0; p < election->project_count; p++)
		admit->is_able[p] = !admit_is_dead(admit, p) &&
				    election->projects[p].cost <= admit->left;
	while (has_changed) {
		has_changed = false;
		for (uint32_t p = 0; p < election->project_count; p++) {
			const struct pb_project *it = &election->projects[p];
			int64_t cost = it->cost;

			if (!admit->is_able[p] || !admit->wants[p])
				continue;
			for (uint32_t i = 0; i < it->needs_count; i++)
				if (!admit->is_chosen[it->needs[i]]) {
					cost += election->projects[it->needs[i]].cost;
					if (!admit->is_able[it->needs[i]])
						admit->is_able[p] = false;
				}
			if (cost > admit->left)
				admit->is_able[p] = false;
			has_changed = has_changed || !admit->is_able[p];
		}
	}
}

/* What a project that may take of the reserve still needs may do so too. */
static void eagerness_spread(struct admit *admit)
{
	const struct pb_election *election = admit->election;
	bool has_changed = true;

	while (has_changed) {
		has_changed = false;
		for (uint32_t p = 0; p < election->project_count; p++) {
			const struct pb_project *it = &election->projects[p];

			if (!admit->is_eager[p] || !admit->wants[p])
				continue;
			for (uint32_t i = 0; i < it->needs_count; i++)
				if (!admit->is_eager[it->needs[i]]) {
					admit->is_eager[it->needs[i]] = true;
					has_changed = true;
				}
		}
	}
}

/* A category below its floor keeps back what it lacks, but no more than its supported projects
 * that could still be chosen cost together. */
static void reserve_find(struct admit *admit)
{
	const struct pb_election *election = admit->election;
	uint64_t reserved = 0;

	ables_find(admit);
	memset(admit->is_eager, 0, election->project_count * sizeof(*admit->is_eager));
	for (uint32_t k = 0; k < election->category_count; k++) {
		const struct pb_category *category = &election->categories[k];
		int64_t lacks = category->floor - admit->in_category[k];
		int64_t able = 0;

		if (!category->has_floor || lacks <= 0)
			continue;
		for (uint32_t p = 0; p < election->project_count; p++)
			if (election->projects[p].category == k && admit->is_able[p] &&
				election->sides[p].support) {
				able += election->projects[p].cost;
				admit->is_eager[p] = true;
			}
		reserved += (uint64_t)(able < lacks ? able : lacks);
		if (reserved > (uint64_t)PB_MONEY_END)
			reserved = (uint64_t)PB_MONEY_END;
	}
	eagerness_spread(admit);
	admit->reserved = admit->left < 0		     ? 0
			  : reserved < (uint64_t)admit->left ? (int64_t)reserved
							     : admit->left;
}

/* ---- choosing ---- */

static void chosen_apply(struct admit *admit, uint32_t project)
{
	const struct pb_election *election = admit->election;
	const struct pb_project *it = &election->projects[project];

	admit->left -= it->cost;
	if (it->category != PB_NO_PROJECT)
		admit->in_category[it->category] += it->cost;
	for (uint32_t i = 0; i < it->incompatible_count; i++)
		admit->rivals[it->incompatible[i]]++;
	for (uint32_t p = 0; admit->has_sizes && p < election->project_count; p++)
		if (p != project && admit->families[p] == admit->families[project])
			admit->rivals[p]++;
	for (uint32_t p = 0; admit->has_needs && p < election->project_count; p++)
		for (uint32_t i = 0; i < election->projects[p].needs_count; i++)
			admit->wants[p] -= election->projects[p].needs[i] == project;
}

static void chosen_count(struct admit *admit)
{
	const struct pb_election *election = admit->election;

	memset(admit->rivals, 0, election->project_count * sizeof(*admit->rivals));
	memset(admit->in_category, 0, election->category_count * sizeof(*admit->in_category));
	admit->left = election->budget;
	admit->reserved = 0;
	for (uint32_t p = 0; p < election->project_count; p++)
		admit->wants[p] = admit->is_on ? election->projects[p].needs_count : 0;
	for (uint32_t p = 0; admit->is_on && p < election->project_count; p++)
		if (admit->is_chosen[p])
			chosen_apply(admit, p);
	if (admit->has_floors)
		reserve_find(admit);
}

void admit_reset(struct admit *admit)
{
	memset(admit->is_chosen, 0, admit->election->project_count * sizeof(*admit->is_chosen));
	chosen_count(admit);
}

void admit_choose(struct admit *admit, uint32_t project)
{
	admit->is_chosen[project] = true;
	if (!admit->is_on)
		return;
	chosen_apply(admit, project);
	if (admit->has_floors)
		reserve_find(admit);
}

uint32_t admit_smaller_size(const struct admit *admit, uint32_t project)
{
	const struct pb_project *projects = admit->election->projects;

	if (!admit->is_on || !admit->has_sizes || admit->is_dropped[project] ||
		admit->is_chosen[project])
		return PB_NO_PROJECT;
	for (uint32_t p = 0; p < admit->election->project_count; p++)
		if (admit->is_chosen[p] && admit->families[p] == admit->families[project] &&
			projects[p].cost < projects[project].cost)
			return p;
	return PB_NO_PROJECT;
}

bool admit_enlarge(struct admit *admit, uint32_t smaller, uint32_t larger)
{
	bool is_right;

	admit->is_chosen[smaller] = false;
	chosen_count(admit);
	is_right = admit_is_open(admit, larger);
	for (uint32_t p = 0; p < admit->election->project_count; p++)
		is_right = is_right && !(admit->is_chosen[p] && admit->wants[p]);
	admit->is_chosen[is_right ? larger : smaller] = true;
	chosen_count(admit);
	return is_right;
}
