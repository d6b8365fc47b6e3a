/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/add1_lines.c: bounds of rests and keys for all shares of an interval at once: straight lines
 * in the share. Whole numbers; each is rounded to the side on which it stays a bound. */
#include <string.h>
#include "base/arena.h"
#include "base/attr.h"
#include "pb/add1_between.h"

enum { LOOKS_MOST = 40, LEAST_LOOKS = 3 };

/* ---- over one side ---- */

typedef int64_t between_lanes LANES(32);
typedef int64_t between_pair LANES(16);

/* Of what lies below the looked-at key and of who could pay it: low, low, high, high. */
struct between_sums {
	int64_t poor[4];
	int64_t full[4];
};

/* The lower rests, with `back` added, are split at each end by t; the upper ones are split alike at
 * both ends, by twice their middle. */
CHOSEN_AT_START static void sum_both(const struct between *it, const struct side_piece *piece,
	const struct between_at *at, const uint64_t *t, struct between_sums *out)
{
	const between_lanes is_low = { -1, -1, 0, 0 };
	const between_lanes back = { (int64_t)at->paid[0], (int64_t)at->paid[1], 0, 0 };
	const between_lanes limit = { (int64_t)t[0], (int64_t)t[1], 0, 0 };
	const int64_t middle = (int64_t)(t[0] + t[1]);
	const between_lanes sum_limit = { 1, 1, middle, middle };
	const uint32_t *weights = it->mes->election->weights;
	between_lanes poor, full;

	memcpy(&poor, out->poor, sizeof(poor));
	memcpy(&full, out->full, sizeof(full));
	for (uint32_t i = 0; i < piece->count; i++) {
		int64_t weight = weights[piece->groups[i]];
		between_lanes rest, is_rich, is_there;

		if (i + MES_AHEAD < piece->count)
			__builtin_prefetch(&it->rests[piece->groups[i + MES_AHEAD]]);
		memcpy(&rest, &it->rests[piece->groups[i]], sizeof(rest));
		rest += back;
		is_there = rest + (between_lanes) { rest[1], rest[0], rest[3], rest[2] };
		is_there = (between_lanes)(is_there >= sum_limit);
		rest &= is_there | ~is_low;
		is_rich = ((between_lanes)(rest >= limit) & is_low) | (is_there & ~is_low);
		rest &= ~is_rich;
		if (weight == 1) {
			poor += rest;
			full -= is_rich;
		} else {
			poor += rest * weight;
			full += is_rich & weight;
		}
	}
	memcpy(out->poor, &poor, sizeof(poor));
	memcpy(out->full, &full, sizeof(full));
}

/* The upper rests alone. */
CHOSEN_AT_START static void sum_high(const struct between *it, const struct side_piece *piece,
	uint64_t middle, struct between_sums *out)
{
	const between_pair limit = { (int64_t)middle, (int64_t)middle };
	const uint32_t *weights = it->mes->election->weights;
	between_pair poor, full;

	memcpy(&poor, out->poor + 2, sizeof(poor));
	memcpy(&full, out->full + 2, sizeof(full));
	for (uint32_t i = 0; i < piece->count; i++) {
		int64_t weight = weights[piece->groups[i]];
		between_pair rest, is_rich;

		if (i + MES_AHEAD < piece->count)
			__builtin_prefetch(&it->rests[piece->groups[i + MES_AHEAD]]);
		memcpy(&rest, it->rests[piece->groups[i]].high, sizeof(rest));
		is_rich = rest + (between_pair) { rest[1], rest[0] };
		is_rich = (between_pair)(is_rich >= limit);
		rest &= ~is_rich;
		if (weight == 1) {
			poor += rest;
			full -= is_rich;
		} else {
			poor += rest * weight;
			full += is_rich & weight;
		}
	}
	memcpy(out->poor + 2, &poor, sizeof(poor));
	memcpy(out->full + 2, &full, sizeof(full));
}

static struct between_sums sums_both(const struct between *it, uint32_t project, const uint64_t *t)
{
	struct side_walk walk = side_walk(&it->mes->election->sides[project]);
	struct between_sums sums = { { 0 }, { 0 } };
	struct side_piece piece;

	while (side_next(&walk, &piece))
		sum_both(it, &piece, &it->at[project], t, &sums);
	return sums;
}

static struct between_sums sums_high(const struct between *it, uint32_t project, uint64_t middle)
{
	struct side_walk walk = side_walk(&it->mes->election->sides[project]);
	struct between_sums sums = { { 0 }, { 0 } };
	struct side_piece piece;

	while (side_next(&walk, &piece))
		sum_high(it, &piece, middle, &sums);
	return sums;
}

/* Nobody has less than nothing; but while some are pending the lower rests tell how much less, for
 * what is paid back. */
CHOSEN_AT_START static void pay_piece(
	struct between *it, const struct side_piece *piece, const int64_t *payment, bool is_kept)
{
	const between_lanes is_low = { -1, -1, 0, 0 };
	between_lanes less;

	memcpy(&less, payment, sizeof(less));
	for (uint32_t i = 0; i < piece->count; i++) {
		between_lanes rest, is_there;

		if (i + MES_AHEAD < piece->count)
			__builtin_prefetch(&it->rests[piece->groups[i + MES_AHEAD]]);
		memcpy(&rest, &it->rests[piece->groups[i]], sizeof(rest));
		rest -= less;
		is_there = rest + (between_lanes) { rest[1], rest[0], rest[3], rest[2] };
		is_there = ((between_lanes)(is_there > 0) & is_low) |
			   ((between_lanes)(rest > 0) & ~is_low);
		if (is_kept)
			is_there |= is_low;
		rest &= is_there;
		memcpy(&it->rests[piece->groups[i]], &rest, sizeof(rest));
	}
}

void between_pay(struct between *it, uint32_t project, const int64_t *payment, bool is_kept)
{
	struct side_walk walk = side_walk(&it->mes->election->sides[project]);
	struct side_piece piece;

	while (side_next(&walk, &piece))
		pay_piece(it, &piece, payment, is_kept);
}

/* ---- keys ---- */

void between_drop(struct between *it, uint32_t project)
{
	uint64_t *floor = between_floor(it, project);

	floor[0] = floor[1] = MES_GONE;
	it->at[project].is_gone = true;
}

static uint64_t rho_of(const struct between *it, uint32_t project, uint64_t t, bool is_up)
{
	struct mes_span rho = mes_rho(it->mes, project, (struct mes_span) { t, t });

	return is_up ? rho.hi : rho.lo;
}

/* Of two notes in one round the later one is the better. */
static void note_add(struct between *it, uint32_t project, int64_t near, int64_t far, int64_t full)
{
	struct between_past *now = &it->pasts[it->is_now];
	struct between_at *at = &it->at[project];
	struct between_note note = { project, it->count, { (uint64_t)near, (uint64_t)far },
		(uint64_t)full };

	if (at->noted && now->notes[at->noted - 1].round == note.round) {
		now->notes[at->noted - 1] = note;
	} else if (now->note_count < it->note_room) {
		now->notes[now->note_count++] = note;
		at->noted = now->note_count;
	}
}

/* Lemma (below). Let the payers be split into poor and rich, alike at all shares of the interval.
 * F(t) ≤ what the poor have + t · worths of the rich, so with lines above what they have the t
 * where that meets the cost is a line below the key. Where it is above the share, or there are no
 * rich and too little, nobody can pay. */
static void line_use(struct between *it, uint32_t project, const uint64_t *poor, uint64_t full)
{
	struct between_at *at = &it->at[project];
	uint64_t due = it->mes->prices[project].due;
	uint64_t line[2];

	if (poor[0] >= due || poor[1] >= due)
		return;
	if (!full) {
		between_drop(it, project);
		return;
	}
	for (int e = 0; e < 2; e++)
		line[e] = (due - poor[e]) / full;
	if (between_is_above(line, it->most)) {
		between_drop(it, project);
		return;
	}
	/* of two lines the better one in the middle */
	if (line[0] + line[1] <= at->least[0] + at->least[1])
		return;
	for (int e = 0; e < 2; e++) {
		at->least[e] = line[e];
		between_floor(it, project)[e] = rho_of(it, project, line[e], false);
	}
}

/* Lemma. As in mes_run.c: let the past have surely chosen P before it drew the note, and let P be
 * surely chosen now. Then no rest now is higher than it was at the past's end by more than the
 * share is, plus for each p of P what its key may have fallen by. At each share that is at most the
 * line `rise`, since what a line is below another by, or 0, is at most the chord of the same. */
static void note_use(struct between *it, const struct between_note *note)
{
	uint32_t p = note->project;
	uint64_t count = it->mes->payers[p] - note->full;
	uint64_t due = it->mes->prices[p].due;
	uint64_t poor[2];

	if (it->at[p].is_gone || it->at[p].is_pending)
		return;
	for (int e = 0; e < 2; e++) {
		wide sum = note->poor[1] + (wide)count * it->rise[e];

		if (sum >= due)
			return;
		poor[e] = (uint64_t)sum;
	}
	note_add(it, p, (int64_t)poor[0], (int64_t)poor[1], (int64_t)note->full);
	line_use(it, p, poor, note->full);
}

void between_notes_use(struct between *it)
{
	const struct between_past *old = &it->pasts[!it->is_now];

	if (!old->is_there)
		return;
	for (;;) {
		const struct between_at *at;

		while (it->old_note < old->note_count &&
			old->notes[it->old_note].round <= it->old_had)
			note_use(it, &old->notes[it->old_note++]);
		if (it->old_had == old->count)
			return;
		at = &it->at[old->order[it->old_had]];
		if (!at->is_chosen)
			return;
		for (int e = 0; e < 2; e++) {
			uint64_t then = old->taken[it->old_had];

			if (then > at->least[e])
				it->rise[e] += then - at->least[e];
			if (it->rise[e] > it->most[1])
				it->rise[e] = it->most[1];
		}
		it->old_had++;
	}
}

/* What sums over the upper rests tell: a line below the key. */
static void high_apply(
	struct between *it, uint32_t project, const struct between_sums *sums, uint64_t *next)
{
	uint64_t due = it->mes->prices[project].due;
	uint64_t poor[2] = { (uint64_t)sums->poor[2], (uint64_t)sums->poor[3] };
	uint64_t full = (uint64_t)sums->full[2];
	uint64_t total = poor[0] + poor[1];

	it->mes->filtered++;
	*next = full && total < 2 * due ? (2 * due - total) / full : 0;
	note_add(it, project, sums->poor[2], sums->poor[3], sums->full[2]);
	line_use(it, project, poor, full);
}

bool between_loses(struct between *it, uint32_t project, const uint64_t *level)
{
	struct between_sums sums;
	uint64_t middle = 0;
	uint64_t next;

	for (int e = 0; e < 2; e++) {
		uint64_t t = mes_key_beyond(it->mes, project, level[e]);

		middle += t > it->most[e] ? it->most[e] + 1 : t;
	}
	sums = sums_high(it, project, middle);
	high_apply(it, project, &sums, &next);
	return between_is_above(between_floor(it, project), level);
}

void between_money(struct between *it, uint32_t project, uint64_t *money)
{
	struct between_sums sums = sums_high(it, project, INT64_MAX);
	uint64_t next;

	high_apply(it, project, &sums, &next);
	money[0] = (uint64_t)sums.poor[2];
	money[1] = (uint64_t)sums.poor[3];
}

static uint64_t apart(uint64_t a, uint64_t b)
{
	return a > b ? a - b : b - a;
}

/* Lemma (above). Let rests be lines and t_0, t_1 such that the sum of min(rest, t) is the cost or
 * more at each end. That sum is concave in the share and t together, so on the chord from t_0 to
 * t_1 it is the cost or more at every share between: the chord is a line above the key, and the
 * payers have the cost. Each end is sought as in mes_rests.c, and only as near as is worth a look.
 *
 * One end of a look from below; false: its payers may not have its cost. */
static bool low_apply(struct between *it, uint32_t project, const struct between_sums *sums, int e,
	uint64_t *t, bool *is_done, uint64_t near)
{
	struct between_at *at = &it->at[project];
	uint64_t due = it->mes->prices[project].due;
	uint64_t next;

	if (*is_done)
		return true;
	if (sums->poor[e] >= (int64_t)due) {
		at->most[e] = *t;
		*is_done = *t <= 1;
		*t /= 2;
		return true;
	}
	if (!sums->full[e])
		return false;
	next = (due - (uint64_t)sums->poor[e] + (uint64_t)sums->full[e] - 1) /
	       (uint64_t)sums->full[e];
	if (next > it->most[e])
		return false;
	if (next <= *t && *t < at->most[e])
		at->most[e] = *t;
	*is_done = next <= *t && next + near >= *t;
	if (!*is_done)
		*t = next;
	return true;
}

/* All payers surely pay in full and all others surely have nothing, everywhere. */
static uint64_t exact_of(const struct between_sums *sums)
{
	for (int e = 0; e < 4; e++)
		if (sums->poor[e] || sums->full[e] != sums->full[0])
			return 0;
	return (uint64_t)sums->full[0];
}

static void most_set(struct between *it, uint32_t project, uint64_t exact)
{
	struct between_at *at = &it->at[project];

	for (int e = 0; e < 2; e++) {
		at->guess[e] = at->most[e];
		at->rho[e] = rho_of(it, project, at->most[e], true);
	}
	at->exact = exact;
	at->exact_at = it->count;
}

void between_find(struct between *it, uint32_t project, bool wants_least)
{
	struct between_at *at = &it->at[project];
	uint64_t t[2] = { at->guess[0], at->guess[1] };
	uint64_t near = apart(t[0], t[1]) / 32 + t[0] / (1 << 22);
	bool is_done[2] = { false, false };
	bool is_live = true;
	uint64_t exact = 0;

	at->most[0] = at->most[1] = MES_GONE;
	at->exact = 0;
	for (int turn = 0; turn < LOOKS_MOST && is_live && !(is_done[0] && is_done[1]); turn++) {
		struct between_sums sums = sums_both(it, project, t);

		if (wants_least && turn < LEAST_LOOKS) {
			uint64_t next;

			high_apply(it, project, &sums, &next);
			if (at->is_gone)
				return;
			wants_least = !next || apart(next, t[0] + t[1]) > near * 8;
		}
		exact = exact_of(&sums);
		for (int e = 0; e < 2; e++)
			is_live = is_live &&
				  low_apply(it, project, &sums, e, &t[e], &is_done[e], near);
	}
	if (is_live && is_done[0] && is_done[1])
		most_set(it, project, exact);
	else
		at->most[0] = at->most[1] = MES_GONE;
}

/* ---- shorter intervals ---- */

/* part / 2^32 ≤ the part of the way from a to b that is kept < (part + 1) / 2^32. */
static uint64_t step_cut(uint64_t by, uint64_t part, bool is_most)
{
	wide step = is_most ? ((wide)by * (part + 1) >> 32) + 1 : (wide)by * part >> 32;

	return step < by ? (uint64_t)step : by;
}

static uint64_t line_cut(uint64_t a, uint64_t b, uint64_t part, bool is_up)
{
	uint64_t step = step_cut(apart(a, b), part, is_up == (b >= a));

	return b >= a ? a + step : a - step;
}

/* For what is not far below 0. */
static int64_t rest_cut(int64_t a, int64_t b, uint64_t part, bool is_up)
{
	const uint64_t base = UINT64_C(1) << 63;

	return (int64_t)(line_cut((uint64_t)a + base, (uint64_t)b + base, part, is_up) - base);
}

/* All lines move one end, e, towards the other. */
static void lines_cut(struct between *it, int e, uint64_t part)
{
	const struct mes *mes = it->mes;

	for (uint32_t g = 0; g < mes->election->group_count; g++) {
		struct between_rest *rest = &it->rests[g];

		rest->low[e] = rest_cut(rest->low[!e], rest->low[e], part, false);
		rest->high[e] = rest_cut(rest->high[!e], rest->high[e], part, true);
	}
	for (uint32_t i = 0; i < mes->project_count; i++) {
		struct between_at *at = &it->at[mes->projects[i]];
		uint64_t *floor = between_floor(it, mes->projects[i]);

		at->least[e] = line_cut(at->least[!e], at->least[e], part, false);
		at->most[e] = line_cut(at->most[!e], at->most[e], part, true);
		at->rho[e] = line_cut(at->rho[!e], at->rho[e], part, true);
		at->paid[e] = line_cut(at->paid[!e], at->paid[e], part, false);
		at->taken[e] = line_cut(at->taken[!e], at->taken[e], part, true);
		at->guess[e] = line_cut(at->guess[!e], at->guess[e], part, true);
		floor[e] = line_cut(floor[!e], floor[e], part, false);
	}
	it->level[e] = line_cut(it->level[!e], it->level[e], part, true);
}

/* All as it is at the beginning of this round, for the shares that are cut off. What was found
 * since only makes it better. */
static void state_keep(struct between *it)
{
	struct between_kept *kept = &it->kept[it->kept_count];
	size_t groups = it->mes->election->group_count;
	size_t count = it->mes->election->project_count;

	if (it->pend_count || it->kept_count == it->kept_room)
		return;
	if (it->kept_count && kept[-1].count == it->count)
		return;
	memcpy(kept->rests, it->rests, groups * sizeof(*it->rests));
	memcpy(kept->at, it->at, count * sizeof(*it->at));
	memcpy(kept->floors, it->floors, count * 2 * sizeof(*it->floors));
	memcpy(kept->live, it->live, it->live_count * sizeof(*it->live));
	memcpy(kept->level, it->level, sizeof(it->level));
	memcpy(kept->most, it->most, sizeof(it->most));
	kept->shift = it->mes->shift;
	kept->live_count = it->live_count;
	kept->count = it->count;
	kept->pays = it->pays;
	kept->cost = it->cost;
	kept->from = it->from;
	kept->length = it->length;
	it->kept_count++;
}

/* The nearer part of the interval, of another length. */
static void near_cut(struct between *it, int64_t length, uint64_t *level)
{
	const struct mes *mes = it->mes;
	struct between_past *now = &it->pasts[it->is_now];
	uint64_t part = (uint64_t)(((wide)length << 32) / (wide)it->length);

	state_keep(it);
	lines_cut(it, 1, part);
	level[1] = line_cut(level[0], level[1], part, true);
	it->rise[1] = line_cut(it->rise[0], it->rise[1], part, true);
	for (uint32_t i = 0; i < now->note_count; i++) {
		uint64_t *poor = now->notes[i].poor;

		poor[1] = line_cut(poor[0], poor[1], part, true);
	}
	it->length = length;
	it->most[1] = mes_share_span(mes, mes_share_at(mes, it->from + length)).hi;
}

/* The farther part. */
static void far_cut(struct between *it, int64_t from)
{
	const struct mes *mes = it->mes;
	int64_t length = it->from + it->length - from;

	lines_cut(it, 0, (uint64_t)(((wide)length << 32) / (wide)it->length));
	it->from = from;
	it->length = length;
	it->most[0] = mes_share_span(mes, mes_share_at(mes, from)).hi;
}

/* To before a line is at a bound that it is `near` away from at the nearer end and `far` beyond at
 * the farther one. It need not be exact: what is wanted is looked for again. */
static void cut_before(struct between *it, uint64_t near, uint64_t far, uint64_t *level)
{
	int64_t length = (int64_t)((wide)it->length * near / ((wide)near + far + 1));

	near_cut(it, length < it->length ? length : it->length - 1, level);
}

bool between_cut_dead(struct between *it, uint32_t project, uint64_t *level)
{
	uint64_t due = it->mes->prices[project].due;

	for (;;) {
		uint64_t money[2];

		between_money(it, project, money);
		if (it->at[project].is_gone)
			return true;
		if (money[0] >= due || !it->length)
			return false;
		cut_before(it, due - money[0], money[1] - due, level);
	}
}

bool between_cut(struct between *it, uint32_t project, uint64_t *level)
{
	const uint64_t *floor = between_floor(it, project);

	if (it->is_bold || !it->length)
		return false;
	if (floor[0] <= level[0])
		return between_cut_dead(it, project, level);
	while (floor[1] <= level[1] && it->length)
		cut_before(it, floor[0] - level[0], level[1] - floor[1], level);
	return between_is_above(floor, level);
}

/* ---- beginning and end ---- */

static void past_start(struct between *it)
{
	struct between_past *old = &it->pasts[!it->is_now];

	it->pasts[it->is_now].note_count = 0;
	it->old_had = it->old_note = it->old_next = 0;
	if (old->shift != it->mes->shift || old->most > it->most[0])
		old->is_there = false;
	for (int e = 0; e < 2; e++)
		it->rise[e] = it->most[e] - old->most;
	for (uint32_t i = 0; i < it->mes->project_count; i++)
		it->at[it->mes->projects[i]].noted = 0;
}

/* As the key went when it was found last. Only time depends on it, so it may be anything. */
static void guess_set(const struct between *it, struct between_at *at)
{
	uint64_t fall = (uint64_t)at->fall;
	uint64_t steep = (uint64_t)(at->fall < 0 ? -at->fall : at->fall);

	for (int e = 0; e < 2; e++) {
		uint64_t way = (uint64_t)(it->from + (e ? it->length : 0) - at->seen_at);
		uint64_t t = (uint64_t)at->seen + fall * way;

		/* rather too high than too low */
		t += t / (1 << 23) + steep * (uint64_t)it->length / 64;
		at->guess[e] = at->seen && t > at->least[e] && t <= it->most[e] ? t
										: at->least[e] + 1;
	}
}

static void state_start(struct between *it, int64_t from, int64_t to)
{
	struct mes *mes = it->mes;
	struct mes_span low = mes_share_span(mes, mes_share_at(mes, from));
	struct mes_span high = mes_share_span(mes, mes_share_at(mes, to));
	const struct between_rest whole = { { (int64_t)low.lo, (int64_t)high.lo },
		{ (int64_t)low.hi, (int64_t)high.hi } };

	it->from = from;
	it->length = to - from;
	it->most[0] = low.hi;
	it->most[1] = high.hi;
	it->level[0] = it->level[1] = 0;
	it->live_count = it->count = it->pays = 0;
	it->cost = 0;
	for (uint32_t g = 0; g < mes->election->group_count; g++)
		it->rests[g] = whole;
	for (uint32_t i = 0; i < mes->project_count; i++) {
		uint32_t p = mes->projects[i];
		struct between_at *at = &it->at[p];
		uint64_t *floor = between_floor(it, p);

		at->is_gone = at->is_chosen = at->is_pending = false;
		floor[0] = floor[1] = mes->prices[p].rho_first;
		at->least[0] = at->least[1] = mes->prices[p].due / mes->worth[p];
		at->paid[0] = at->paid[1] = 0;
		at->exact = 0;
		guess_set(it, at);
		if (mes->prices[p].due && mes_is_live_at_first(mes, mes_share_at(mes, to), p))
			it->live[it->live_count++] = p;
		else
			between_drop(it, p);
	}
}

static bool state_resume(struct between *it, int64_t from)
{
	struct between_kept *kept = NULL;
	size_t groups = it->mes->election->group_count;
	size_t count = it->mes->election->project_count;

	while (!kept && it->kept_count) {
		kept = &it->kept[--it->kept_count];
		if (kept->shift != it->mes->shift || kept->from > from ||
			kept->from + kept->length < from)
			kept = NULL;
	}
	if (!kept)
		return false;
	memcpy(it->rests, kept->rests, groups * sizeof(*it->rests));
	memcpy(it->at, kept->at, count * sizeof(*it->at));
	memcpy(it->floors, kept->floors, count * 2 * sizeof(*it->floors));
	memcpy(it->live, kept->live, kept->live_count * sizeof(*it->live));
	memcpy(it->level, kept->level, sizeof(it->level));
	memcpy(it->most, kept->most, sizeof(it->most));
	it->live_count = kept->live_count;
	it->count = kept->count;
	it->pays = kept->pays;
	it->cost = kept->cost;
	it->from = kept->from;
	it->length = kept->length;
	if (from > it->from)
		far_cut(it, from);
	return true;
}

void between_start(struct between *it, int64_t from, int64_t to)
{
	if (!state_resume(it, from))
		state_start(it, from, to);
	it->pend_count = 0;
	it->pend_cost = 0;
	past_start(it);
}

void between_keep_past(struct between *it)
{
	struct between_past *now = &it->pasts[it->is_now];

	for (uint32_t i = 0; i < it->count; i++) {
		struct between_at *at = &it->at[it->order[i]];

		now->order[i] = it->order[i];
		now->taken[i] = at->taken[1];
		if (it->length)
			at->fall = ((int64_t)at->most[1] - (int64_t)at->most[0]) / it->length;
		at->seen = (int64_t)at->most[1];
		at->seen_at = it->from + it->length;
	}
	now->count = it->count;
	now->is_there = true;
	now->shift = it->mes->shift;
	now->most = it->most[1];
	it->is_now = !it->is_now;
}
