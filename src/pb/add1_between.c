/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/add1_between.c: shows of all shares of an interval at once that none of them ends the search
 * of Add1. It need not know the order, nor all that is chosen: only what surely is, and what all
 * that may be besides can cost at most. The proof is in doc/pb.md, *Between*. */
#include <assert.h>
#include <string.h>
#include "base/arena.h"
#include "pb/add1_between.h"

enum { PEND_MOST = 8, TURNS_MOST = 4, NOTES_A_PROJECT = 12, TWICE_SHARES = 4 };

enum err between_new(struct mes *mes, struct between *out)
{
	struct arena *arena = mes->arena;
	size_t groups = mes->election->group_count + (size_t)1;
	size_t count = mes->election->project_count + (size_t)1;

	*out = (struct between) { .mes = mes, .kept_room = BETWEEN_KEPT };
	out->rests = arena_array(arena, groups, sizeof(*out->rests));
	out->marks = arena_array(arena, groups / 8 + 1, 1);
	out->live = arena_array(arena, count, sizeof(*out->live));
	out->order = arena_array(arena, count, sizeof(*out->order));
	out->pends = arena_array(arena, PEND_MOST, sizeof(*out->pends));
	out->floors = arena_array(arena, count * 2, sizeof(*out->floors));
	out->at = arena_array(arena, count, sizeof(*out->at));
	out->note_room = (uint32_t)count * NOTES_A_PROJECT;
	for (int i = 0; i < 2; i++) {
		struct between_past *past = &out->pasts[i];

		past->order = arena_array(arena, count, sizeof(*past->order));
		past->taken = arena_array(arena, count, sizeof(*past->taken));
		past->notes = arena_array(arena, out->note_room, sizeof(*past->notes));
	}
	for (int i = 0; i < BETWEEN_KEPT; i++) {
		struct between_kept *kept = &out->kept[i];

		kept->rests = arena_array(arena, groups, sizeof(*kept->rests));
		kept->at = arena_array(arena, count, sizeof(*kept->at));
		kept->floors = arena_array(arena, count * 2, sizeof(*kept->floors));
		kept->live = arena_array(arena, count, sizeof(*kept->live));
	}
	out->enough = -1;
	for (uint32_t i = 0; i < mes->project_count; i++) {
		int64_t cost = mes->election->projects[mes->projects[i]].cost;

		if (cost && mes->election->budget - cost > out->enough)
			out->enough = mes->election->budget - cost;
	}
	return arena_is_spent(arena) ? ERR_MEMORY : OK;
}

/* ---- the best one of a round ---- */

/* When all payers surely pay in full and all others have nothing, rho is 1 / payers by cost, cost /
 * payers else. */
static bool is_tied(const struct between *it, uint32_t a, uint32_t b)
{
	const struct pb_project *projects = it->mes->election->projects;
	wide x = it->at[b].exact;
	wide y = it->at[a].exact;

	if (!x || !y || it->at[a].exact_at != it->count || it->at[b].exact_at != it->count)
		return false;
	if (!it->mes->is_by_cost) {
		x *= (wide)projects[a].cost;
		y *= (wide)projects[b].cost;
	}
	return x == y;
}

/* That of the past, else the one with the least floor. */
static uint32_t guess(struct between *it)
{
	const struct between_past *old = &it->pasts[!it->is_now];
	uint32_t least = PB_NO_PROJECT;

	for (; it->old_next < old->count; it->old_next++) {
		uint32_t p = old->order[it->old_next];

		if (!it->at[p].is_gone && !it->at[p].is_pending)
			return p;
	}
	for (uint32_t i = 0; i < it->live_count; i++) {
		uint32_t p = it->live[i];

		if (!it->at[p].is_gone && !it->at[p].is_pending &&
			(least == PB_NO_PROJECT ||
				*between_floor(it, p) < *between_floor(it, least)))
			least = p;
	}
	return least;
}

static void best_offer(struct between *it, uint32_t project, uint32_t *best)
{
	const struct between_at *at = &it->at[project];
	const uint32_t *rank = it->mes->rank;

	if (at->is_gone || at->most[0] == MES_GONE)
		return;
	if (*best == PB_NO_PROJECT ||
		(is_tied(it, project, *best) ? rank[project] < rank[*best]
					     : at->rho[0] < it->at[*best].rho[0]))
		*best = project;
}

/* The one that has the least line above its rho; which one it is decides nothing. */
static uint32_t best_find(struct between *it)
{
	static const uint64_t never[2] = { MES_GONE, MES_GONE };
	uint32_t best = PB_NO_PROJECT;
	uint32_t first = guess(it);

	it->has_rivals = false;
	for (uint32_t k = 0; k < it->pend_count; k++) {
		between_find(it, it->pends[k], false);
		best_offer(it, it->pends[k], &best);
	}
	if (first != PB_NO_PROJECT) {
		between_find(it, first, true);
		best_offer(it, first, &best);
	}
	for (uint32_t i = 0; i < it->live_count; i++) {
		uint32_t p = it->live[i];
		const uint64_t *rho = best == PB_NO_PROJECT ? never : it->at[best].rho;

		if (it->at[p].is_gone || it->at[p].is_pending) {
			it->live[i--] = it->live[--it->live_count];
			continue;
		}
		if (p == first || between_is_above(between_floor(it, p), rho) ||
			(rho != never && between_loses(it, p, rho)))
			continue;
		it->has_rivals = true;
		between_find(it, p, true);
		if (!between_is_above(between_floor(it, p), rho))
			best_offer(it, p, &best);
	}
	return best;
}

/* ---- what is chosen up to a level ---- */

/* More cannot come out of the lower rests, lest they pass what 64 bits hold. */
static bool has_room(const struct between *it)
{
	return it->pays + 2 < (UINT64_C(1) << 62) / (it->most[1] + 1);
}

/* Up to the level it has paid at most what loses to it. */
static void pend_raise(struct between *it, uint32_t project, const uint64_t *level)
{
	struct between_at *at = &it->at[project];
	int64_t more[4] = { 0 };

	for (int e = 0; e < 2; e++) {
		uint64_t most = mes_key_beyond(it->mes, project, level[e]);

		if (most > it->most[e])
			most = it->most[e];
		if (most < at->paid[e])
			most = at->paid[e];
		more[e] = (int64_t)(most - at->paid[e]);
		at->paid[e] = most;
	}
	if (more[0] || more[1])
		between_pay(it, project, more, true);
}

static bool pend_add(struct between *it, uint32_t project, const uint64_t *level)
{
	if (it->pend_count == PEND_MOST || !has_room(it))
		return false;
	it->at[project].is_pending = true;
	it->pends[it->pend_count++] = project;
	it->pend_cost += it->mes->election->projects[project].cost;
	it->pays++;
	pend_raise(it, project, level);
	return it->cost + it->pend_cost <= it->enough;
}

static void pend_remove(struct between *it, uint32_t project)
{
	if (!it->at[project].is_pending)
		return;
	for (uint32_t k = 0; k < it->pend_count; k++)
		if (it->pends[k] == project)
			it->pends[k--] = it->pends[--it->pend_count];
	it->pend_cost -= it->mes->election->projects[project].cost;
}

/* All but the best that may be chosen up to the level become pending, or the interval is cut so
 * that they may not. */
static bool level_reach(struct between *it, uint32_t best, uint64_t *level)
{
	const uint64_t *rho = it->at[best].rho;
	const uint32_t *rank = it->mes->rank;

	for (uint32_t k = 0; k < it->pend_count; k++)
		if (it->pends[k] != best)
			pend_raise(it, it->pends[k], level);
	for (uint32_t i = 0; i < it->live_count; i++) {
		uint32_t p = it->live[i];
		bool may_tie = !it->pend_count && level[0] == rho[0] && level[1] == rho[1];

		if (p == best || it->at[p].is_gone || it->at[p].is_pending ||
			between_is_above(between_floor(it, p), level) ||
			between_loses(it, p, level) ||
			(may_tie && is_tied(it, p, best) && rank[p] > rank[best]) ||
			between_cut(it, p, level))
			continue;
		if (!pend_add(it, p, level))
			return false;
	}
	return true;
}

/* Raises the level to where the best is surely chosen, whatever else is. */
static bool level_find(struct between *it, uint32_t best, uint64_t *level)
{
	struct between_at *at = &it->at[best];

	for (int turn = 0; turn < TURNS_MOST; turn++) {
		bool is_same = !it->has_rivals && !it->pend_count && !turn;

		for (int e = 0; e < 2; e++) {
			is_same = is_same && level[e] <= at->rho[e];
			if (at->rho[e] > level[e])
				level[e] = at->rho[e] +
					   (turn > 1 ? (at->rho[e] - level[e]) / 2 : 0);
		}
		/* then all others have been seen to be above it */
		if (!is_same && !level_reach(it, best, level))
			return false;
		if (!it->pend_count || (it->pend_count == 1 && at->is_pending))
			return true;
		between_find(it, best, false);
		if (at->most[0] == MES_GONE)
			return false;
		if (at->rho[0] <= level[0] && at->rho[1] <= level[1])
			return true;
	}
	return false;
}

static bool best_take(struct between *it, uint32_t best, uint64_t *level)
{
	struct between_at *at = &it->at[best];
	int64_t more[4];

	if (!level_find(it, best, level) || !has_room(it))
		return false;
	pend_remove(it, best);
	for (int e = 0; e < 2; e++) {
		more[e] = (int64_t)at->most[e] - (int64_t)at->paid[e];
		more[2 + e] = (int64_t)at->least[e];
		at->taken[e] = at->least[e];
	}
	it->pays += it->pend_count > 0;
	between_pay(it, best, more, it->pend_count > 0);
	it->order[it->count++] = best;
	it->cost += it->mes->election->projects[best].cost;
	at->is_chosen = true;
	between_drop(it, best);
	/* beyond what is enough it is of use to know how it ends */
	return it->cost + it->pend_cost <=
	       (it->pend_count ? it->enough : it->mes->election->budget);
}

static void surely_choose(struct between *it)
{
	uint64_t level[2] = { it->level[0], it->level[1] };

	for (;;) {
		uint32_t best;

		memcpy(it->level, level, sizeof(level));
		between_notes_use(it);
		best = best_find(it);
		if (best == PB_NO_PROJECT || !best_take(it, best, level))
			return;
	}
}

/* ---- what may be chosen besides ---- */

static bool may_come(const struct between *it, uint32_t project)
{
	return !it->at[project].is_gone && !it->at[project].is_pending;
}

/* Marks those who list it; what those marked for the first time have left. */
static void money_mark(struct between *it, uint32_t project, uint64_t *sum)
{
	struct side_walk walk = side_walk(&it->mes->election->sides[project]);
	const uint32_t *weights = it->mes->election->weights;
	struct side_piece piece;

	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			size_t group = piece.groups[i];
			uint8_t bit = (uint8_t)(1u << group % 8);

			if (it->marks[group / 8] & bit)
				continue;
			it->marks[group / 8] |= bit;
			sum[0] += (uint64_t)it->rests[group].high[0] * weights[group];
			sum[1] += (uint64_t)it->rests[group].high[1] * weights[group];
		}
}

/* No more than they all cost, nor than those have who list one of them. If that is more than there
 * is room for, the interval is cut to where some of them cannot be paid. */
static wide besides(struct between *it, wide room)
{
	const struct mes *mes = it->mes;
	uint64_t level[2] = { 0, 0 };
	uint64_t have[2] = { 0, 0 };
	wide costs = 0;

	for (uint32_t i = 0; i < it->live_count; i++) {
		uint32_t p = it->live[i];

		if (may_come(it, p))
			between_money(it, p, have);
		if (may_come(it, p))
			costs += (wide)mes->election->projects[p].cost;
	}
	if (costs <= room)
		return costs;
	memset(it->marks, 0, mes->election->group_count / 8 + (size_t)1);
	have[0] = have[1] = 0;
	for (uint32_t i = 0; i < it->live_count; i++)
		if (may_come(it, it->live[i]))
			money_mark(it, it->live[i], have);
	have[0] = (have[0] > have[1] ? have[0] : have[1]) >> mes->shift;
	if (have[0] <= room || it->is_bold)
		return have[0] < costs ? have[0] : costs;
	for (uint32_t i = 0; i < it->live_count && costs > room; i++) {
		uint32_t p = it->live[i];

		if (may_come(it, p) && between_cut_dead(it, p, level))
			costs -= (wide)mes->election->projects[p].cost;
	}
	return costs;
}

/* With all that is sure, no more than that, and what is dead besides: nothing fits. */
static bool is_exhaustive(const struct between *it)
{
	const struct pb_election *election = it->mes->election;

	for (uint32_t i = 0; i < it->live_count; i++)
		if (may_come(it, it->live[i]))
			return false;
	for (uint32_t i = 0; i < it->mes->project_count; i++) {
		uint32_t p = it->mes->projects[i];
		int64_t cost = election->projects[p].cost;

		if (cost && !it->at[p].is_chosen && cost <= election->budget - it->cost)
			return false;
	}
	return !it->pend_count;
}

/* If something is left that fits and that nobody can pay, it goes on. */
static enum between_end end_find(struct between *it)
{
	const struct pb_election *election = it->mes->election;
	wide most = (wide)it->cost + (wide)it->pend_cost;

	if (it->cost > election->budget)
		return BETWEEN_DEAR;
	if (it->cost + it->pend_cost <= it->enough)
		most += besides(it, (wide)it->enough - most);
	else if (!it->pend_count)
		most += besides(it, 0);
	for (uint32_t i = 0; i < it->mes->project_count; i++) {
		uint32_t p = it->mes->projects[i];
		int64_t cost = election->projects[p].cost;

		if (it->at[p].is_gone && !it->at[p].is_chosen && cost &&
			most + (wide)cost <= (wide)election->budget)
			return BETWEEN_GOES_ON;
	}
	return is_exhaustive(it) ? BETWEEN_EXHAUSTIVE : BETWEEN_OPEN;
}

/* ---- the same again, in whole numbers, at some of the shares ---- */

static void twice_see(const struct between *it, const struct mes_order *order, enum between_end end)
{
	const struct pb_election *election = it->mes->election;
	uint32_t sure = 0;
	bool has_left = false;

	assert((order->cost > election->budget) == (end == BETWEEN_DEAR));
	for (uint32_t i = 0; i < order->count; i++) {
		const struct between_at *at = &it->at[order->projects[i]];

		sure += at->is_chosen;
		assert(!at->is_gone || at->is_chosen ||
			!election->projects[order->projects[i]].cost);
	}
	assert(sure == it->count);
	for (uint32_t i = 0; i < it->mes->project_count; i++) {
		uint32_t p = it->mes->projects[i];

		has_left = has_left ||
			   (!it->at[p].is_chosen && election->projects[p].cost &&
				   (end == BETWEEN_EXHAUSTIVE || it->at[p].is_gone) &&
				   election->projects[p].cost <= election->budget - order->cost);
	}
	assert(has_left == (end == BETWEEN_GOES_ON));
}

static enum err twice_look(struct between *it, enum between_end end)
{
	struct mes *mes = it->mes;
	struct arena_mark mark = arena_mark(mes->arena);
	int64_t stride = it->length / (TWICE_SHARES - 1) + 1;
	int64_t last = it->from + it->length;
	struct mes_order order = { 0 };

	order.projects = arena_array(
		mes->arena, mes->project_count + (size_t)1, sizeof(*order.projects));
	if (!order.projects)
		return ERR_MEMORY;
	for (int64_t step = it->from;; step = step + stride < last ? step + stride : last) {
		TRY(strict_run(mes, mes_share_at(mes, step), &order));
		twice_see(it, &order, end);
		if (step == last)
			break;
	}
	arena_rewind(mes->arena, mark);
	return OK;
}

enum err between_look(
	struct between *it, int64_t from, int64_t *to, bool is_bold, enum between_end *out)
{
	it->is_bold = is_bold;
	it->tries++;
	between_start(it, from, *to);
	surely_choose(it);
	between_notes_use(it);
	*out = end_find(it);
	*to = it->from + it->length;
	if (*out == BETWEEN_OPEN) {
		it->kept_count = 0;
		return OK;
	}
	if (it->mes->options->is_twice)
		TRY(twice_look(it, *out));
	between_keep_past(it);
	return OK;
}
