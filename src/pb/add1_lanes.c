/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/add1_lanes.c: leaps of three lengths tried at once, in lanes, beside a lane at the lower
 * share. With both ends in step there is a second reason why an order stands: where the same
 * ballots pay in full at both ends, all is linear between them (doc/pb.md). */
#include "base/arena.h"
#include "pb/mes.h"

enum { LOW = 0 }; /* the lane at the lower share */

struct stride {
	struct mes_lanes *lanes;
	const struct mes_run *old;
	uint32_t round;
	unsigned stands; /* bits: lanes in which the order stands so far */
	unsigned
		straight; /* bits: … and in which payers have been the same as at the lower share */
	struct mes_key keys[MES_LANES]; /* of this round's project */
};

static bool has_same_payers(const struct mes_key *a, const struct mes_key *b)
{
	return a->is_sure && b->is_sure && a->full == b->full;
}

static bool loses(const struct mes *mes, const struct mes_search *other, const struct mes_key *won,
	uint32_t winner)
{
	enum mes_sign sign = mes_key_compare(&other->key, won);

	return sign == MES_MORE ||
	       (sign == MES_EQUAL && mes->rank[other->project] > mes->rank[winner]);
}

/* The keys of the old order's next project. */
static enum err winner_look(struct stride *stride)
{
	struct mes_lanes *lanes = stride->lanes;
	const struct mes_key *was = &stride->old->keys[stride->round];
	struct mes_search searches[MES_LANES];

	for (int j = 0; j < MES_LANES; j++) {
		searches[j].t = was->t.hi;
		searches[j].beat = UINT64_MAX;
	}
	mes_lanes_look(lanes, stride->old->order.projects[stride->round], stride->stands, searches);
	for (int j = 0; j < MES_LANES; j++) {
		if (!(stride->stands >> j & 1))
			continue;
		TRY(mes_going_seen(&lanes->goings[j], &searches[j]));
		stride->keys[j] = searches[j].key;
		if (searches[j].look != LOOK_LIVE)
			stride->stands &= ~(1U << j);
		else if (!has_same_payers(was, &searches[j].key))
			stride->straight &= ~(1U << j);
	}
	return OK;
}

/* Rests are linear between the ends, and so are the keys of the winner and of the other, if the
 * payers of each are the same at both. The winner is ahead at the lower end, where it was chosen.
 */
static void straight_look(
	struct stride *stride, uint32_t other, unsigned mask, const struct mes_search *searches)
{
	uint32_t winner = stride->old->order.projects[stride->round];
	struct mes_search low[MES_LANES];

	low[LOW].t = 0;
	low[LOW].beat = UINT64_MAX;
	for (int j = 1; j < MES_LANES; j++)
		if (mask >> j & 1)
			low[LOW].t = searches[j].key.t.hi;
	mes_lanes_look(stride->lanes, other, 1U << LOW, low);
	for (int j = 1; j < MES_LANES; j++)
		if (mask >> j & 1 &&
			!(low[LOW].look == LOOK_LIVE &&
				has_same_payers(&low[LOW].key, &searches[j].key) &&
				loses(stride->lanes->mes, &searches[j], &stride->keys[j], winner)))
			stride->stands &= ~(1U << j);
}

/* Another project that may be ahead: is it behind at every share between? */
static enum err other_look(struct stride *stride, uint32_t other, const int64_t *rho)
{
	struct mes_lanes *lanes = stride->lanes;
	const struct mes_key *won = &stride->old->keys[stride->round];
	uint32_t winner = stride->old->order.projects[stride->round];
	struct mes_search searches[MES_LANES];
	unsigned mask = 0;
	unsigned ahead = 0;

	for (int j = 1; j < MES_LANES; j++) {
		if ((int64_t)*mes_floor(&lanes->goings[j], other) > rho[j])
			continue;
		mask |= 1U << j;
		searches[j].beat = mes_key_beyond(lanes->mes, other, won->rho.hi);
		searches[j].t = searches[j].beat;
	}
	mes_lanes_look(lanes, other, mask, searches);
	for (int j = 1; j < MES_LANES; j++) {
		if (!(mask >> j & 1))
			continue;
		TRY(mes_going_seen(&lanes->goings[j], &searches[j]));
		if (searches[j].look == LOOK_LIVE && !loses(lanes->mes, &searches[j], won, winner))
			ahead |= 1U << j;
	}
	stride->stands &= ~(ahead & ~stride->straight);
	if (ahead & stride->straight)
		straight_look(stride, other, ahead & stride->straight, searches);
	return OK;
}

static void rho_set(const struct stride *stride, int64_t most, int64_t *out)
{
	for (int j = 0; j < MES_LANES; j++)
		out[j] = stride->stands >> j & 1 ? most : -1;
}

static enum err others_look(struct stride *stride)
{
	struct mes_lanes *lanes = stride->lanes;
	uint32_t winner = stride->old->order.projects[stride->round];
	int64_t rho[MES_LANES];

	for (uint32_t p = 0; stride->stands; p++) {
		rho_set(stride, (int64_t)stride->old->keys[stride->round].rho.hi, rho);
		p = mes_lanes_next(lanes, p, rho);
		if (p == lanes->mes->election->project_count)
			return OK;
		if (p != winner)
			TRY(other_look(stride, p, rho));
	}
	return OK;
}

static enum err winner_take(struct stride *stride)
{
	struct mes_lanes *lanes = stride->lanes;
	struct mes_span keys[MES_LANES] = { { 0, 0 } };
	uint32_t winner = stride->old->order.projects[stride->round];

	if (!stride->stands)
		return OK;
	keys[LOW] = stride->old->keys[stride->round].t;
	for (int j = 1; j < MES_LANES; j++)
		if (stride->stands >> j & 1) {
			struct mes_best best = { winner, stride->keys[j] };

			keys[j] = stride->keys[j].t;
			TRY(mes_going_record(&lanes->goings[j], &best));
		}
	mes_lanes_pay(lanes, winner, keys);
	return OK;
}

/* After the last round nothing may be live at the upper share. */
static enum err end_look(struct stride *stride)
{
	struct mes_lanes *lanes = stride->lanes;
	struct mes_search searches[MES_LANES];
	int64_t rho[MES_LANES];

	for (uint32_t p = 0; stride->stands; p++) {
		unsigned mask = 0;

		rho_set(stride, (int64_t)MES_GONE - 1, rho);
		p = mes_lanes_next(lanes, p, rho);
		if (p == lanes->mes->election->project_count)
			return OK;
		for (int j = 1; j < MES_LANES; j++) {
			if ((int64_t)*mes_floor(&lanes->goings[j], p) > rho[j])
				continue;
			mask |= 1U << j;
			searches[j].beat = UINT64_MAX;
			searches[j].t = lanes->goings[j].share.hi;
		}
		mes_lanes_look(lanes, p, mask, searches);
		for (int j = 1; j < MES_LANES; j++) {
			if (!(mask >> j & 1))
				continue;
			TRY(mes_going_seen(&lanes->goings[j], &searches[j]));
			if (searches[j].look != LOOK_DEAD)
				stride->stands &= ~(1U << j);
		}
	}
	return OK;
}

static enum err order_follow(struct stride *stride)
{
	struct mes_lanes *lanes = stride->lanes;

	for (stride->round = 0; stride->stands; stride->round++) {
		for (int j = 1; j < MES_LANES; j++)
			if (stride->stands >> j & 1)
				mes_going_notes(&lanes->goings[j]);
		if (stride->round == stride->old->order.count)
			return end_look(stride);
		TRY(winner_look(stride));
		TRY(others_look(stride));
		TRY(winner_take(stride));
		if (mes_lanes_are_lost(lanes))
			stride->stands = 0;
	}
	return OK;
}

/* The longest leap that can be shown. */
static enum err longest_find(struct leaper *leaper, struct stride *stride, enum leap *out)
{
	struct mes_lanes *lanes = stride->lanes;

	for (int j = MES_LANES - 1; j > LOW; j--) {
		struct mes_money money = { (const uint64_t *)lanes->hi + j, MES_LANES };

		leaper->place = j;
		if (stride->stands >> j & 1) {
			*out = LEAP_JUMP;
			return mes_going_check(&lanes->goings[j]);
		}
		if (leap_is_skipped(leaper, &lanes->goings[j], money)) {
			*out = LEAP_SKIP;
			lanes->is_active = 1U << j;
			return mes_lanes_finish(lanes);
		}
	}
	return OK;
}

enum err lanes_leap(struct leaper *leaper, struct mes_lanes *lanes, struct mes_run *const *runs,
	int64_t step, int64_t span, const struct mes_run *old, enum leap *out)
{
	struct mes *mes = lanes->mes;
	struct arena_mark mark = arena_mark(mes->arena);
	struct stride stride = {
		.lanes = lanes, .old = old, .stands = ((1U << MES_LANES) - 1) & ~(1U << LOW)
	};

	*out = LEAP_NONE;
	stride.straight = stride.stands;
	TRY(mes_going_begin(&lanes->goings[LOW], runs[LOW], old->share, NULL));
	for (int j = 1; j < MES_LANES; j++)
		TRY(mes_going_begin(&lanes->goings[j], runs[j],
			mes_share_at(mes, step + (span << (j - 1))), old));
	mes_lanes_reset(lanes);
	TRY(order_follow(&stride));
	if (!mes_lanes_are_lost(lanes))
		TRY(longest_find(leaper, &stride, out));
	if (mes_lanes_are_lost(lanes))
		*out = LEAP_NONE;
	leaper->length = *out == LEAP_NONE ? 0 : span << (leaper->place - 1);
	arena_rewind(mes->arena, mark);
	return OK;
}
