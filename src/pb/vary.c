/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/vary.c: the same election with a little changed: another budget, another price, without one
 * project, more supporters. Promises: what did not change is shared with the original, which is
 * never written to; an election that pb_read would refuse is never made (ERR_REFUSED). Sides that
 * change are unpacked. Further ballots become one group behind all others. */
#include <assert.h>
#include <string.h>
#include "base/arena.h"
#include "pb/inside.h"

enum { BALLOTS_MOST = INT32_MAX };
#define SCORE_UNIT INT64_C(1000000)

/* An election in the making: what was copied so far. */
struct draft {
	struct arena *arena;
	struct pb_election *it;
	struct pb_project *projects;
	struct pb_side *sides;
	struct pb_side *refusals;
	uint32_t *weights;
};

static enum err draft_projects(struct draft *draft)
{
	struct pb_election *it = draft->it;

	if (draft->projects)
		return OK;
	draft->projects = arena_array(
		draft->arena, it->project_count + (size_t)1, sizeof(*draft->projects));
	if (!draft->projects)
		return ERR_MEMORY;
	if (it->project_count)
		memcpy(draft->projects, it->projects, it->project_count * sizeof(*it->projects));
	it->projects = draft->projects;
	return OK;
}

static enum err sides_copy(
	const struct draft *draft, const struct pb_side *from, struct pb_side **out)
{
	uint32_t count = draft->it->project_count;

	*out = arena_array(draft->arena, count + (size_t)1, sizeof(**out));
	if (!*out)
		return ERR_MEMORY;
	if (count)
		memcpy(*out, from, count * sizeof(*from));
	return OK;
}

static enum err draft_sides(struct draft *draft)
{
	if (draft->sides)
		return OK;
	TRY(sides_copy(draft, draft->it->sides, &draft->sides));
	draft->it->sides = draft->sides;
	return OK;
}

static enum err draft_refusals(struct draft *draft)
{
	if (draft->refusals)
		return OK;
	TRY(sides_copy(draft, draft->it->refusals, &draft->refusals));
	draft->it->refusals = draft->refusals;
	return OK;
}

/* Weights with room for one group more, which is not counted yet. */
static enum err draft_group(struct draft *draft)
{
	struct pb_election *it = draft->it;

	draft->weights = arena_array(
		draft->arena, it->group_count + (size_t)1, sizeof(*draft->weights));
	if (!draft->weights)
		return ERR_MEMORY;
	if (it->group_count)
		memcpy(draft->weights, it->weights, it->group_count * sizeof(*it->weights));
	it->weights = draft->weights;
	return OK;
}

/* A side of its own, unpacked, with room for `more` groups behind. */
struct open_side {
	uint32_t *groups;
	uint32_t *worths; /* NULL when the election has none */
	uint32_t count;
};

static enum err side_open(struct arena *arena, const struct pb_side *side, uint32_t more,
	bool has_worths, struct open_side *out)
{
	struct side_walk walk = side_walk(side);
	size_t room = (size_t)side->count + more + 1;
	struct side_piece piece;

	*out = (struct open_side) { 0 };
	out->groups = arena_array(arena, room, sizeof(*out->groups));
	if (has_worths)
		out->worths = arena_array(arena, room, sizeof(*out->worths));
	if (!out->groups || (has_worths && !out->worths))
		return ERR_MEMORY;
	while (side_next(&walk, &piece)) {
		memcpy(out->groups + out->count, piece.groups, piece.count * sizeof(*piece.groups));
		if (has_worths && piece.worths)
			memcpy(out->worths + out->count, piece.worths,
				piece.count * sizeof(*piece.worths));
		out->count += piece.count;
	}
	return OK;
}

static void side_close(struct pb_side *side, const struct open_side *open)
{
	side->groups = open->groups;
	side->worths = open->worths;
	side->count = open->count;
	side->packed = NULL;
}

/* The most that one ballot gives to one project: what a further ballot gives to its only one. In
 * an ordinal election that is 0, the worth of the last and only place. */
static uint32_t worth_most(const struct pb_election *election, bool *has_worths)
{
	bool has_points = election->kind == PB_CUMULATIVE || election->kind == PB_SCORING;
	uint32_t most = 0;

	*has_worths = false;
	for (uint32_t p = 0; p < election->project_count; p++) {
		const struct pb_side *side = &election->sides[p];

		if (!side->worths)
			continue;
		*has_worths = true;
		for (uint32_t i = 0; has_points && i < side->count; i++)
			most = side->worths[i] > most ? side->worths[i] : most;
	}
	return most;
}

/* The city's own count of a project grows with its ballots, so that PB_OFFICIAL sees them. */
static enum err published_add(struct draft *draft, uint32_t project, int64_t ballots, int64_t worth)
{
	const struct pb_project *old = &draft->it->projects[project];
	int64_t score = draft->it->points_unit > 0 && worth
				? worth * (SCORE_UNIT / draft->it->points_unit)
				: SCORE_UNIT;
	int64_t votes;

	if (!old->has_votes && !old->has_score)
		return OK;
	TRY(draft_projects(draft));
	if (old->has_votes && !__builtin_add_overflow(old->votes, ballots, &votes))
		draft->projects[project].votes = votes;
	if (old->has_score && !__builtin_mul_overflow(score, ballots, &score) &&
		!__builtin_add_overflow(old->score, score, &score))
		draft->projects[project].score = score;
	return OK;
}

/* A new group of `amount` ballots that list only this project. */
static enum err ballots_add(struct draft *draft, uint32_t project, int64_t amount)
{
	struct pb_election *it = draft->it;
	struct open_side open;
	bool has_worths;
	uint32_t worth = worth_most(it, &has_worths);

	TRY(draft_sides(draft));
	TRY(draft_group(draft));
	TRY(side_open(draft->arena, &it->sides[project], 1, has_worths, &open));
	open.groups[open.count] = it->group_count;
	if (has_worths)
		open.worths[open.count] = worth;
	open.count++;
	draft->weights[it->group_count++] = (uint32_t)amount;
	side_close(&draft->sides[project], &open);
	draft->sides[project].support += amount;
	draft->sides[project].worth_sum += amount * worth;
	return published_add(draft, project, amount, worth);
}

static enum err more_ballots(struct draft *draft, const struct pb_change *change)
{
	struct pb_election *it = draft->it;
	int64_t empty = change->kind == PB_MORE_EMPTY ? it->empty_ballots : 0;
	int64_t taken = change->amount < empty ? change->amount : empty;

	if (change->amount > BALLOTS_MOST - (int64_t)it->ballots + taken)
		return ERR_REFUSED;
	if (!change->amount)
		return OK;
	it->empty_ballots -= (uint32_t)taken;
	it->ballots += (uint32_t)(change->amount - taken);
	return ballots_add(draft, change->project, change->amount);
}

static bool side_has(const struct pb_side *side, uint32_t group)
{
	struct side_walk walk = side_walk(side);
	struct side_piece piece;

	while (side_next(&walk, &piece)) {
		uint32_t low = 0;
		uint32_t high = piece.count;

		if (piece.groups[piece.count - 1] < group)
			continue;
		while (high - low > 1) {
			uint32_t middle = low + (high - low) / 2;

			if (piece.groups[middle] <= group)
				low = middle;
			else
				high = middle;
		}
		return piece.groups[low] == group;
	}
	return false;
}

/* Whoever lists the group in these sides lists the new one, behind all others, too. */
static enum err sides_split(struct draft *draft, struct pb_side *sides, uint32_t group)
{
	for (uint32_t p = 0; p < draft->it->project_count; p++) {
		struct open_side open;

		if (!side_has(&sides[p], group))
			continue;
		TRY(side_open(draft->arena, &sides[p], 1, false, &open));
		open.groups[open.count++] = draft->it->group_count;
		side_close(&sides[p], &open);
	}
	return OK;
}

/* Parts `amount` ballots from a group into a new one, which lists the same. */
static enum err group_split(struct draft *draft, uint32_t group, uint32_t amount)
{
	struct pb_election *it = draft->it;

	assert(amount && amount < it->weights[group]);
	TRY(draft_group(draft));
	TRY(sides_split(draft, draft->sides, group));
	if (it->refusals) {
		TRY(draft_refusals(draft));
		TRY(sides_split(draft, draft->refusals, group));
	}
	draft->weights[group] -= amount;
	draft->weights[it->group_count++] = amount;
	return OK;
}

/* The first groups that do not list the project list it from now on, until `amount` ballots do;
 * the last of them in part, if need be. A pledge stays with the part that does not change. */
static enum err more_approvals(struct draft *draft, const struct pb_change *change)
{
	struct pb_election *it = draft->it;
	int64_t left = change->amount;
	const struct pb_side *side = &it->sides[change->project];
	struct open_side old;
	struct open_side new;
	uint32_t at = 0;

	if (it->kind != PB_APPROVAL && it->kind != PB_CHOOSE_1)
		return ERR_REFUSED;
	if (left > (int64_t)it->ballots - it->empty_ballots - side->support)
		return ERR_REFUSED;
	if (!left)
		return OK;
	TRY(draft_sides(draft));
	TRY(side_open(draft->arena, side, 0, false, &old));
	TRY(side_open(draft->arena, &(struct pb_side) { 0 }, it->group_count + 1, false, &new));
	for (uint32_t g = 0; g < it->group_count && (left || at < old.count); g++) {
		if (at < old.count && old.groups[at] == g) {
			new.groups[new.count++] = g;
			at++;
		} else if (left >= it->weights[g]) {
			new.groups[new.count++] = g;
			left -= it->weights[g];
		} else if (left) {
			uint32_t parted = it->group_count;

			TRY(group_split(draft, g, (uint32_t)left));
			for (; at < old.count; at++)
				new.groups[new.count++] = old.groups[at];
			new.groups[new.count++] = parted;
			left = 0;
		}
	}
	assert(!left);
	side_close(&draft->sides[change->project], &new);
	draft->sides[change->project].support += change->amount;
	return published_add(draft, change->project, change->amount, 0);
}

static enum err set_cost(struct draft *draft, const struct pb_change *change)
{
	const struct pb_election *it = draft->it;
	int64_t sum = change->amount;

	for (uint32_t p = 0; p < it->project_count; p++)
		if (p != change->project && __builtin_add_overflow(sum, it->projects[p].cost, &sum))
			return ERR_REFUSED;
	if (sum >= PB_MONEY_END)
		return ERR_REFUSED;
	TRY(draft_projects(draft));
	draft->projects[change->project].cost = change->amount;
	return OK;
}

static enum err change_make(struct draft *draft, const struct pb_change *change)
{
	struct pb_election *it = draft->it;

	if (change->kind != PB_SET_BUDGET && change->project >= it->project_count)
		return ERR_REFUSED;
	if (change->kind != PB_WITHOUT && (change->amount < 0 || change->amount >= PB_MONEY_END))
		return ERR_REFUSED;
	switch (change->kind) {
	case PB_SET_BUDGET:
		it->budget = change->amount;
		return OK;
	case PB_SET_COST:
		return set_cost(draft, change);
	case PB_WITHOUT:
		TRY(draft_projects(draft));
		draft->projects[change->project].is_out = true;
		return OK;
	case PB_MORE_EMPTY:
	case PB_MORE_BALLOTS:
		return more_ballots(draft, change);
	case PB_MORE_APPROVALS:
		return more_approvals(draft, change);
	}
	return ERR_REFUSED;
}

enum err pb_vary(struct arena *arena, const struct pb_election *election,
	const struct pb_change *changes, size_t count, struct pb_election *out)
{
	struct pb_election it = *election;
	struct draft draft = { .arena = arena, .it = &it };

	for (size_t i = 0; i < count; i++)
		TRY(change_make(&draft, &changes[i]));
	*out = it;
	return OK;
}
