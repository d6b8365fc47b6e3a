/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/mes_lanes.c: runs at four shares that follow each other, in step: they choose nearly the same
 * projects in nearly the same order, so one walk over the supporters of a project serves them all.
 * Each lane decides for itself; what it decides is what a run of its own would. */
#include <string.h>
#include "base/arena.h"
#include "base/attr.h"
#include "pb/mes.h"

enum { GROUPS_MOST = 1 << 15 };

typedef int64_t lanes_wide LANES(8 * MES_LANES);
typedef uint32_t lanes_narrow LANES(4 * MES_LANES);

struct lanes_sums {
	int64_t poor[MES_LANES];
	int64_t over[MES_LANES];
	int64_t full[MES_LANES];
	int64_t poor_most[MES_LANES];
	int64_t rich_least[MES_LANES];
};

bool mes_lanes_are_worth(const struct mes *mes)
{
	return mes->rests && !mes->has_worths && !mes->admit.is_on &&
	       mes->election->group_count <= GROUPS_MOST;
}

enum err mes_lanes_new(struct mes *mes, struct mes_lanes *out)
{
	size_t count = ((size_t)mes->election->group_count + 1) * MES_LANES;

	*out = (struct mes_lanes) { .mes = mes };
	out->hi = arena_array(mes->arena, count, sizeof(*out->hi));
	out->under = arena_array(mes->arena, count, sizeof(*out->under));
	count = ((size_t)mes->election->project_count + 1) * MES_LANES;
	out->floors = arena_array(mes->arena, count, sizeof(*out->floors));
	if (!out->hi || !out->under || !out->floors)
		return ERR_MEMORY;
	for (size_t i = 0; i < count; i++)
		out->floors[i] = MES_GONE;
	for (int j = 0; j < MES_LANES; j++) {
		TRY(mes_going_new(mes, &out->goings[j]));
		out->goings[j].floors = out->floors + j;
		out->goings[j].stride = MES_LANES;
	}
	return OK;
}

/* ---- over one side ---- */

static inline void fetch_ahead(
	const struct mes_lanes *lanes, const struct side_piece *piece, uint32_t i)
{
	size_t at;

	if (i + MES_AHEAD >= piece->count)
		return;
	at = (size_t)piece->groups[i + MES_AHEAD] * MES_LANES;
	__builtin_prefetch(lanes->hi + at);
	__builtin_prefetch(lanes->under + at);
}

CHOSEN_AT_START static void lanes_sum(const struct mes_lanes *lanes, const struct side_piece *piece,
	const uint64_t *t, struct lanes_sums *out)
{
	const uint32_t *weights = lanes->mes->election->weights;
	lanes_wide at, poor, over, full, most, least;

	memcpy(&at, t, sizeof(at));
	memcpy(&poor, out->poor, sizeof(poor));
	memcpy(&over, out->over, sizeof(over));
	memcpy(&full, out->full, sizeof(full));
	memcpy(&most, out->poor_most, sizeof(most));
	memcpy(&least, out->rich_least, sizeof(least));
	for (uint32_t i = 0; i < piece->count; i++) {
		size_t group = piece->groups[i];
		int64_t weight = weights[group];
		lanes_wide hi, lo, under, is_rich, rich, is_new;
		lanes_narrow narrow;

		fetch_ahead(lanes, piece, i);
		memcpy(&hi, lanes->hi + group * MES_LANES, sizeof(hi));
		memcpy(&narrow, lanes->under + group * MES_LANES, sizeof(narrow));
		under = __builtin_convertvector(narrow, lanes_wide);
		lo = hi - under;
		is_rich = (lanes_wide)(lo >= at);
		rich = (lo & is_rich) | (INT64_MAX & ~is_rich);
		lo &= ~is_rich;
		under &= ~is_rich;
		hi &= ~is_rich;
		is_new = (lanes_wide)(hi > most);
		most = (hi & is_new) | (most & ~is_new);
		is_new = (lanes_wide)(rich < least);
		least = (rich & is_new) | (least & ~is_new);
		if (weight == 1) {
			poor += lo;
			over += under;
			full -= is_rich;
		} else {
			poor += lo * weight;
			over += under * weight;
			full += is_rich & weight;
		}
	}
	memcpy(out->poor, &poor, sizeof(poor));
	memcpy(out->over, &over, sizeof(over));
	memcpy(out->full, &full, sizeof(full));
	memcpy(out->poor_most, &most, sizeof(most));
	memcpy(out->rich_least, &least, sizeof(least));
}

/* By upper bounds alone. */
CHOSEN_AT_START static void lanes_above(const struct mes_lanes *lanes,
	const struct side_piece *piece, const uint64_t *t, struct lanes_sums *out)
{
	const uint32_t *weights = lanes->mes->election->weights;
	lanes_wide at, poor, full;

	memcpy(&at, t, sizeof(at));
	memcpy(&poor, out->poor, sizeof(poor));
	memcpy(&full, out->full, sizeof(full));
	for (uint32_t i = 0; i < piece->count; i++) {
		size_t group = piece->groups[i];
		int64_t weight = weights[group];
		lanes_wide hi, is_rich;

		fetch_ahead(lanes, piece, i);
		memcpy(&hi, lanes->hi + group * MES_LANES, sizeof(hi));
		is_rich = (lanes_wide)(hi >= at);
		hi &= ~is_rich;
		if (weight == 1) {
			poor += hi;
			full -= is_rich;
		} else {
			poor += hi * weight;
			full += is_rich & weight;
		}
	}
	memcpy(out->poor, &poor, sizeof(poor));
	memcpy(out->full, &full, sizeof(full));
}

/* As in mes_rests.c; a lane that does not pay has the keys 0 … 0. */
CHOSEN_AT_START static void lanes_pay_piece(const struct mes_lanes *lanes,
	const struct side_piece *piece, const uint64_t *least, const uint64_t *most,
	uint64_t *widest)
{
	lanes_wide less, more, wide_all;

	memcpy(&less, least, sizeof(less));
	memcpy(&more, most, sizeof(more));
	memcpy(&wide_all, widest, sizeof(wide_all));
	for (uint32_t i = 0; i < piece->count; i++) {
		size_t at = (size_t)piece->groups[i] * MES_LANES;
		lanes_wide hi, lo, under;
		lanes_narrow narrow;

		fetch_ahead(lanes, piece, i);
		memcpy(&hi, lanes->hi + at, sizeof(hi));
		memcpy(&narrow, lanes->under + at, sizeof(narrow));
		lo = hi - __builtin_convertvector(narrow, lanes_wide) - more;
		hi -= less;
		hi &= (lanes_wide)(hi > 0);
		lo &= (lanes_wide)(lo > 0);
		under = hi - lo;
		wide_all |= under;
		narrow = __builtin_convertvector(under, lanes_narrow);
		memcpy(lanes->hi + at, &hi, sizeof(hi));
		memcpy(lanes->under + at, &narrow, sizeof(narrow));
	}
	memcpy(widest, &wide_all, sizeof(wide_all));
}

static struct lanes_sums lanes_sums_at(
	const struct mes_lanes *lanes, uint32_t project, const uint64_t *t, bool is_above)
{
	struct side_walk walk = side_walk(&lanes->mes->election->sides[project]);
	struct side_piece piece;
	struct lanes_sums sums = { { 0 }, { 0 }, { 0 }, { 0 }, { 0 } };

	for (int j = 0; j < MES_LANES; j++)
		sums.rich_least[j] = INT64_MAX;
	while (side_next(&walk, &piece))
		if (is_above)
			lanes_above(lanes, &piece, t, &sums);
		else
			lanes_sum(lanes, &piece, t, &sums);
	return sums;
}

/* ---- in step ---- */

static struct mes_sums sums_of(const struct lanes_sums *sums, int j)
{
	return (struct mes_sums) { (uint64_t)sums->poor[j], (uint64_t)sums->over[j],
		(uint64_t)sums->full[j], (uint64_t)sums->poor_most[j],
		(uint64_t)sums->rich_least[j] };
}

void mes_lanes_look(
	struct mes_lanes *lanes, uint32_t project, unsigned mask, struct mes_search *searches)
{
	uint64_t t[MES_LANES] = { 0 };
	bool is_above = false;

	for (int j = 0; j < MES_LANES; j++) {
		struct mes_search *it = &searches[j];

		if (!(mask >> j & 1))
			continue;
		is_above = is_above || it->beat != UINT64_MAX;
		if (mes_search_start(it, lanes->mes, project, lanes->goings[j].share.hi, it->t))
			mask &= ~(1U << j);
	}
	for (; mask; is_above = false) {
		struct lanes_sums sums;

		for (int j = 0; j < MES_LANES; j++)
			t[j] = mask >> j & 1 ? searches[j].t : 0;
		sums = lanes_sums_at(lanes, project, t, is_above);
		for (int j = 0; j < MES_LANES; j++) {
			struct mes_sums of = sums_of(&sums, j);

			if (mask >> j & 1 &&
				(is_above ? mes_search_above(&searches[j], of.poor, of.full)
					  : mes_search_step(&searches[j], &of)))
				mask &= ~(1U << j);
		}
	}
}

static enum err lanes_see(
	struct mes_lanes *lanes, unsigned mask, struct mes_search *searches, unsigned *live)
{
	*live = 0;
	for (int j = 0; j < MES_LANES; j++) {
		if (!(mask >> j & 1))
			continue;
		TRY(mes_going_seen(&lanes->goings[j], &searches[j]));
		if (searches[j].look != LOOK_LIVE)
			continue;
		TRY(mes_going_weigh(&lanes->goings[j], &searches[j], &lanes->best[j]));
		*live |= 1U << j;
	}
	return OK;
}

/* A first best in each lane; a lane without one is done. */
static enum err lanes_guess(struct mes_lanes *lanes)
{
	struct mes_search searches[MES_LANES];
	unsigned wants = lanes->is_active;

	while (wants) {
		uint32_t project = PB_NO_PROJECT;
		unsigned mask = 0;
		unsigned live;

		for (int j = 0; j < MES_LANES; j++) {
			uint64_t from, rival;
			uint32_t guess;

			if (!(wants >> j & 1))
				continue;
			guess = mes_going_guess(&lanes->goings[j], &from, &rival);
			if (guess == PB_NO_PROJECT) {
				lanes->is_active &= ~(1U << j);
				wants &= ~(1U << j);
			} else if (project == PB_NO_PROJECT || guess == project) {
				project = guess;
				mask |= 1U << j;
				searches[j].t = from;
				searches[j].beat = UINT64_MAX;
			}
		}
		if (!mask)
			continue;
		mes_lanes_look(lanes, project, mask, searches);
		TRY(lanes_see(lanes, mask, searches, &live));
		wants &= ~live;
	}
	return OK;
}

CHOSEN_AT_START uint32_t mes_lanes_next(
	const struct mes_lanes *lanes, uint32_t from, const int64_t *rho)
{
	uint32_t count = lanes->mes->election->project_count;
	lanes_wide most;

	memcpy(&most, rho, sizeof(most));
	for (uint32_t p = from; p < count; p++) {
		lanes_wide floors;

		memcpy(&floors, lanes->floors + (size_t)p * MES_LANES, sizeof(floors));
		floors = (lanes_wide)(floors <= most);
		if (floors[0] | floors[1] | floors[2] | floors[3])
			return p;
	}
	return count;
}

static enum err lanes_scan(struct mes_lanes *lanes)
{
	const struct mes *mes = lanes->mes;
	struct mes_search searches[MES_LANES];
	int64_t rho[MES_LANES];

	for (uint32_t p = 0;; p++) {
		unsigned mask = 0;
		unsigned live;

		for (int j = 0; j < MES_LANES; j++)
			rho[j] = lanes->is_active >> j & 1 ? (int64_t)lanes->best[j].key.rho.hi
							   : -1;
		p = mes_lanes_next(lanes, p, rho);
		if (p == mes->election->project_count)
			return OK;
		for (int j = 0; j < MES_LANES; j++) {
			if (!(lanes->is_active >> j & 1) || lanes->best[j].project == p ||
				(int64_t)*mes_floor(&lanes->goings[j], p) > rho[j])
				continue;
			mask |= 1U << j;
			searches[j].beat = mes_key_beyond(mes, p, lanes->best[j].key.rho.hi);
			searches[j].t = searches[j].beat;
		}
		if (!mask)
			continue;
		mes_lanes_look(lanes, p, mask, searches);
		TRY(lanes_see(lanes, mask, searches, &live));
	}
}

void mes_lanes_pay(struct mes_lanes *lanes, uint32_t project, const struct mes_span *keys)
{
	struct side_walk walk = side_walk(&lanes->mes->election->sides[project]);
	uint64_t least[MES_LANES];
	uint64_t most[MES_LANES];
	struct side_piece piece;

	if (!lanes->mes->election->projects[project].cost)
		return;
	for (int j = 0; j < MES_LANES; j++) {
		least[j] = keys[j].lo;
		most[j] = keys[j].hi;
	}
	while (side_next(&walk, &piece))
		lanes_pay_piece(lanes, &piece, least, most, lanes->widest);
}

static enum err lanes_take(struct mes_lanes *lanes)
{
	unsigned wants = lanes->is_active;

	while (wants) {
		uint32_t project = PB_NO_PROJECT;
		struct mes_span keys[MES_LANES] = { { 0, 0 } };

		for (int j = 0; j < MES_LANES; j++) {
			const struct mes_best *best = &lanes->best[j];

			if (!(wants >> j & 1) ||
				(project != PB_NO_PROJECT && best->project != project))
				continue;
			project = best->project;
			keys[j] = best->key.t;
			wants &= ~(1U << j);
			TRY(mes_going_record(&lanes->goings[j], best));
		}
		mes_lanes_pay(lanes, project, keys);
	}
	return OK;
}

void mes_lanes_reset(struct mes_lanes *lanes)
{
	for (size_t g = 0; g < lanes->mes->election->group_count; g++)
		for (int j = 0; j < MES_LANES; j++) {
			struct mes_span share = lanes->goings[j].share;

			lanes->hi[g * MES_LANES + (size_t)j] = (int64_t)share.hi;
			lanes->under[g * MES_LANES + (size_t)j] = (uint32_t)(share.hi - share.lo);
		}
	memset(lanes->widest, 0, sizeof(lanes->widest));
}

bool mes_lanes_are_lost(const struct mes_lanes *lanes)
{
	uint64_t all = 0;

	for (int j = 0; j < MES_LANES; j++)
		all |= lanes->widest[j];
	return all > UINT32_MAX;
}

enum err mes_lanes_finish(struct mes_lanes *lanes)
{
	unsigned made = lanes->is_active;

	while (lanes->is_active) {
		for (int j = 0; j < MES_LANES; j++)
			if (lanes->is_active >> j & 1) {
				mes_going_notes(&lanes->goings[j]);
				lanes->best[j].project = PB_NO_PROJECT;
			}
		TRY(lanes_guess(lanes));
		TRY(lanes_scan(lanes));
		TRY(lanes_take(lanes));
		if (mes_lanes_are_lost(lanes))
			return OK;
	}
	for (int j = 0; j < MES_LANES; j++)
		if (made >> j & 1)
			TRY(mes_going_check(&lanes->goings[j]));
	return OK;
}

enum err mes_lanes_make(struct mes_lanes *lanes, struct mes_run *const *runs, int64_t first_step,
	const struct mes_run *old)
{
	struct mes *mes = lanes->mes;
	struct arena_mark mark = arena_mark(mes->arena);

	for (int j = 0; j < MES_LANES; j++)
		TRY(mes_going_begin(
			&lanes->goings[j], runs[j], mes_share_at(mes, first_step + j), old));
	mes_lanes_reset(lanes);
	lanes->is_active = (1U << MES_LANES) - 1;
	TRY(mes_lanes_finish(lanes));
	arena_rewind(mes->arena, mark);
	for (int j = 0; j < MES_LANES && mes_lanes_are_lost(lanes); j++) {
		runs[j]->is_bare = true;
		TRY(strict_run(mes, runs[j]->share, &runs[j]->order));
	}
	return OK;
}
