/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check_limits.c: the constraints as the checker reads them (doc/pb.md, Constraints). Everything
 * follows from the set chosen so far and is found anew whenever that set changes; nothing is kept
 * from one set to the next. */
#include <string.h>
#include "base/arena.h"
#include "pb/check.h"

static bool names(const uint32_t *list, uint32_t count, uint32_t project)
{
	for (uint32_t i = 0; i < count; i++)
		if (list[i] == project)
			return true;
	return false;
}

static bool are_rivals(const struct view *view, uint32_t a, uint32_t b)
{
	const struct pb_project *x = &view->projects[a];
	const struct pb_project *y = &view->projects[b];

	return names(x->incompatible, x->incompatible_count, b) ||
	       names(y->incompatible, y->incompatible_count, a);
}

/* The first size in the end of the chain. */
static uint32_t first_size(const struct view *view, uint32_t project)
{
	for (uint32_t step = 0; step < view->count; step++) {
		if (view->projects[project].variant_of == PB_NO_PROJECT)
			break;
		project = view->projects[project].variant_of;
	}
	return project;
}

bool limits_are_sizes(const struct limits *limits, uint32_t a, uint32_t b)
{
	return a != b && first_size(limits->view, a) == first_size(limits->view, b);
}

bool limits_are_rivals(const struct limits *limits, uint32_t a, uint32_t b)
{
	return are_rivals(limits->view, a, b) || limits_are_sizes(limits, a, b);
}

/* Out for good: by a what-if, for want of support, or needing what is itself hopeless. */
static void hopeless_find(struct limits *limits)
{
	const struct view *view = limits->view;
	bool has_grown = true;

	/* is_hopeless until a way in is found */
	memset(limits->is_hopeless, true, view->count);
	while (has_grown) {
		has_grown = false;
		for (uint32_t p = 0; p < view->count; p++) {
			const struct pb_project *it = &view->projects[p];
			bool may = !it->is_out;

			if (!limits->is_hopeless[p])
				continue;
			if (limits->is_on) {
				may = may && (int64_t)view->sides[p].support >= it->min_support;
				for (uint32_t i = 0; i < it->needs_count; i++)
					may = may && !limits->is_hopeless[it->needs[i]];
			}
			limits->is_hopeless[p] = !may;
			has_grown = has_grown || may;
		}
	}
}

static int64_t spent_in(const struct limits *limits, uint32_t category)
{
	int64_t spent = 0;

	for (uint32_t p = 0; p < limits->view->count; p++)
		if (limits->is_chosen[p] && limits->view->projects[p].category == category)
			spent += limits->view->projects[p].cost;
	return spent;
}

static bool is_barred(const struct limits *limits, uint32_t project)
{
	const struct view *view = limits->view;
	const struct pb_project *it = &view->projects[project];

	if (limits->is_hopeless[project] || limits->is_chosen[project])
		return true;
	if (!limits->is_on)
		return false;
	for (uint32_t p = 0; p < view->count; p++)
		if (limits->is_chosen[p] && limits_are_rivals(limits, p, project))
			return true;
	if (it->category == PB_NO_PROJECT)
		return false;
	return view->election->categories[it->category].has_cap &&
	       spent_in(limits, it->category) + it->cost >
		       view->election->categories[it->category].cap;
}

static bool has_its_needs(const struct limits *limits, uint32_t project)
{
	const struct pb_project *it = &limits->view->projects[project];

	for (uint32_t i = 0; i < it->needs_count; i++)
		if (!limits->is_chosen[it->needs[i]])
			return false;
	return true;
}

/* ---- floors ---- */

/* One by one those fall out who cannot come in with the money that is left: by their own price, by
 * it and that of what they still need, or because what they need has fallen out. */
static void able_find(struct limits *limits, int64_t left)
{
	const struct view *view = limits->view;
	bool has_fallen = true;

	for (uint32_t p = 0; p < view->count; p++)
		limits->is_able[p] = !limits->is_barred[p];
	while (has_fallen) {
		has_fallen = false;
		for (uint32_t p = 0; p < view->count; p++) {
			const struct pb_project *it = &view->projects[p];
			int64_t price = it->cost;
			bool may = limits->is_able[p];

			for (uint32_t i = 0; i < it->needs_count; i++) {
				uint32_t needed = it->needs[i];

				if (limits->is_chosen[needed])
					continue;
				price += view->projects[needed].cost;
				may = may && limits->is_able[needed];
			}
			may = may && price <= left;
			has_fallen = has_fallen || (limits->is_able[p] && !may);
			limits->is_able[p] = may;
		}
	}
}

/* Who may take of the reserve, and with them what they still need. */
static void eagerness_spread(struct limits *limits)
{
	bool has_grown = true;

	while (has_grown) {
		has_grown = false;
		for (uint32_t p = 0; p < limits->view->count; p++) {
			const struct pb_project *it = &limits->view->projects[p];

			if (!limits->is_eager[p] || has_its_needs(limits, p))
				continue;
			for (uint32_t i = 0; i < it->needs_count; i++) {
				has_grown = has_grown || !limits->is_eager[it->needs[i]];
				limits->is_eager[it->needs[i]] = true;
			}
		}
	}
}

/* Kept back for categories below their floors; never more than what is left. */
static int64_t reserve_find(struct limits *limits, int64_t left)
{
	const struct view *view = limits->view;
	int64_t reserve = 0;

	memset(limits->is_eager, false, view->count);
	for (uint32_t k = 0; k < view->election->category_count; k++) {
		int64_t lacking = view->election->categories[k].floor - spent_in(limits, k);
		int64_t able = 0;

		if (!view->election->categories[k].has_floor || lacking <= 0)
			continue;
		for (uint32_t p = 0; p < view->count; p++)
			if (view->projects[p].category == k && limits->is_able[p] &&
				view->sides[p].support) {
				able += view->projects[p].cost;
				limits->is_eager[p] = true;
			}
		if (able > lacking)
			able = lacking;
		reserve = able > PB_MONEY_END - reserve ? PB_MONEY_END : reserve + able;
	}
	eagerness_spread(limits);
	if (left < 0)
		return 0;
	return reserve < left ? reserve : left;
}

/* ---- the set changes ---- */

static void limits_find(struct limits *limits)
{
	const struct view *view = limits->view;
	int64_t left = view->election->budget + limits->extra;

	for (uint32_t p = 0; p < view->count; p++) {
		limits->is_barred[p] = is_barred(limits, p);
		if (limits->is_chosen[p])
			left -= view->projects[p].cost;
	}
	limits->left = left;
	limits->reserve = 0;
	if (limits->has_floors) {
		able_find(limits, left);
		limits->reserve = reserve_find(limits, left);
	}
	for (uint32_t p = 0; p < view->count; p++)
		limits->is_let[p] = limits_let_with(limits, p, 0);
}

bool limits_let_with(const struct limits *limits, uint32_t project, int64_t pledged)
{
	if (limits->is_barred[project] || (limits->is_on && !has_its_needs(limits, project)))
		return false;
	return !limits->reserve || limits->is_eager[project] ||
	       limits->view->projects[project].cost <= limits->left + pledged - limits->reserve;
}

enum err limits_make(struct arena *arena, const struct view *view, struct limits *out)
{
	size_t room = (size_t)view->count + 1;

	*out = (struct limits) { .view = view, .is_on = view->has_limits };
	out->is_chosen = arena_array(arena, room, 1);
	out->is_hopeless = arena_array(arena, room, 1);
	out->is_barred = arena_array(arena, room, 1);
	out->is_let = arena_array(arena, room, 1);
	out->is_able = arena_array(arena, room, 1);
	out->is_eager = arena_array(arena, room, 1);
	if (arena_is_spent(arena))
		return ERR_MEMORY;
	for (uint32_t k = 0; out->is_on && k < view->election->category_count; k++)
		out->has_floors = out->has_floors || view->election->categories[k].has_floor;
	for (uint32_t p = 0; out->is_on && p < view->count; p++) {
		out->may_reopen = out->may_reopen || view->projects[p].needs_count;
		out->has_sizes = out->has_sizes || view->projects[p].variant_of != PB_NO_PROJECT;
	}
	out->may_reopen = out->may_reopen || out->has_floors;
	hopeless_find(out);
	limits_find(out);
	return OK;
}

void limits_reset(struct limits *limits)
{
	memset(limits->is_chosen, false, limits->view->count);
	limits->extra = 0;
	limits_find(limits);
}

void limits_choose(struct limits *limits, uint32_t project)
{
	limits->is_chosen[project] = true;
	if (limits->is_on) {
		limits_find(limits);
		return;
	}
	limits->left -= limits->view->projects[project].cost;
	limits->is_barred[project] = true;
	limits->is_let[project] = false;
}

bool limits_swap(struct limits *limits, uint32_t smaller, uint32_t larger)
{
	bool is_right;

	limits->is_chosen[smaller] = false;
	limits_find(limits);
	is_right = limits->is_let[larger];
	for (uint32_t p = 0; p < limits->view->count; p++)
		if (limits->is_chosen[p] && !has_its_needs(limits, p))
			is_right = false;
	limits->is_chosen[is_right ? larger : smaller] = true;
	limits_find(limits);
	return is_right;
}
