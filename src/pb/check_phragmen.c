/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check_phragmen.c: sequential Phragmén by its definition: every project's level anew in every
 * round. A ballot's load is the level of the last project chosen that it lists; levels are kept
 * over one common denominator. */
#include "base/arena.h"
#include "base/buf.h"
#include "pb/check.h"

struct loads {
	struct check *check;
	struct limits limits;
	uint32_t *round_of;   /* by group; 0: no load */
	struct whole *levels; /* by round, over den; level 0 is nothing */
	struct whole den;
	uint64_t *counts; /* by round: supporters of the project looked at */
	uint32_t rounds;
};

/* (cost + loads of its supporters) / supporters, over den. */
static struct quotient level_of(struct loads *loads, uint32_t project)
{
	struct arena *arena = loads->check->arena;
	const struct view *view = loads->check->view;
	const struct check_side *side = &view->sides[project];
	struct whole sum = whole_times_small(
		arena, loads->den, (uint64_t)view->projects[project].cost);

	for (uint32_t r = 0; r <= loads->rounds; r++)
		loads->counts[r] = 0;
	for (uint32_t i = 0; i < side->count; i++)
		loads->counts[loads->round_of[side->groups[i]]] +=
			view->election->weights[side->groups[i]];
	for (uint32_t r = 1; r <= loads->rounds; r++)
		if (loads->counts[r])
			sum = whole_add(arena, sum,
				whole_times_small(arena, loads->levels[r], loads->counts[r]));
	return (struct quotient) { sum, whole_of(arena, side->support) };
}

static bool is_in_question(const struct loads *loads, uint32_t project)
{
	const struct view *view = loads->check->view;

	return loads->limits.is_let[project] && view->sides[project].support &&
	       view->projects[project].cost <= view->election->budget;
}

/* The least level and the first in the tie order that has it; *misfit: one that has it and does not
 * fit what is left, the first in the tie order, or PB_NO_PROJECT. */
static uint32_t loads_find(struct loads *loads, struct quotient *level, uint32_t *misfit)
{
	const struct view *view = loads->check->view;
	int64_t left = view->election->budget - loads->check->cost;
	uint32_t best = PB_NO_PROJECT;

	*misfit = PB_NO_PROJECT;
	for (uint32_t i = 0; i < view->count; i++) {
		struct arena_mark mark = arena_mark(loads->check->arena);
		uint32_t p = view->order[i];
		struct quotient at;
		int order = -1;

		if (!is_in_question(loads, p))
			continue;
		at = level_of(loads, p);
		if (best != PB_NO_PROJECT)
			order = quotient_compare(loads->check->arena, at, *level);
		if (order >= 0)
			arena_rewind(loads->check->arena, mark);
		if (order > 0)
			continue;
		if (order < 0) {
			best = p;
			*level = at;
			*misfit = PB_NO_PROJECT;
		}
		if (*misfit == PB_NO_PROJECT && view->projects[p].cost > left)
			*misfit = p;
	}
	return best;
}

static bool load_check(struct loads *loads, uint32_t project, struct quotient level)
{
	struct check *check = loads->check;
	struct buf line = check_buf(check);

	buf_print(&line, "load %u ", loads->rounds + 1);
	cert_id(&line, check->view->election, project);
	buf_char(&line, ' ');
	level.den = whole_times(check->arena, level.den, loads->den);
	quotient_say(&line, level);
	return check_line(check, &line, "another choice");
}

static void loads_raise(struct loads *loads, uint32_t project, struct quotient level)
{
	struct arena *arena = loads->check->arena;
	const struct check_side *side = &loads->check->view->sides[project];
	struct quotient least = quotient_reduced(arena, level);

	for (uint32_t r = 1; r <= loads->rounds; r++)
		loads->levels[r] = whole_times(arena, loads->levels[r], least.den);
	loads->den = whole_times(arena, loads->den, least.den);
	loads->levels[++loads->rounds] = least.num;
	for (uint32_t i = 0; i < side->count; i++)
		loads->round_of[side->groups[i]] = loads->rounds;
}

static bool stop_check(struct check *check, uint32_t misfit)
{
	struct buf line = check_buf(check);

	buf_text(&line, "stop ");
	if (misfit == PB_NO_PROJECT)
		buf_char(&line, '-');
	else
		cert_id(&line, check->view->election, misfit);
	return check_line(check, &line, "another end");
}

static bool loads_make(struct check *check, struct loads *out)
{
	const struct view *view = check->view;
	size_t room = (size_t)view->count + 1;

	*out = (struct loads) { .check = check,
		.round_of = arena_array(
			check->arena, view->election->group_count + (size_t)1, sizeof(uint32_t)),
		.levels = arena_array(check->arena, room, sizeof(struct whole)),
		.den = whole_of(check->arena, 1),
		.counts = arena_array(check->arena, room, sizeof(uint64_t)) };
	return out->round_of && out->levels && out->counts &&
	       !limits_make(check->arena, view, &out->limits);
}

bool check_phragmen(struct check *check)
{
	struct loads loads;

	if (!loads_make(check, &loads))
		return false;
	for (;;) {
		struct quotient level = { 0 };
		uint32_t misfit;
		uint32_t best = loads_find(&loads, &level, &misfit);

		if (best == PB_NO_PROJECT || misfit != PB_NO_PROJECT)
			return stop_check(check, misfit);
		if (!load_check(&loads, best, level))
			return false;
		loads_raise(&loads, best, level);
		limits_choose(&loads.limits, best);
		check_choose(check, best, BY_RULE);
	}
}
