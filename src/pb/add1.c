/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/add1.c: equal shares with every share raised by one currency unit until what is bought
 * exhausts the budget or would pass it. Shares are passed by in leaps where add1_leap.c can show
 * that none of them ends the search; the outcome is that of going step by step. */
#include "base/arena.h"
#include "pb/add1_between.h"
#include "pb/mes.h"

enum { WAIT_LEAST = 4, WAIT_MOST = 256, SPAN_LEAST = 8, HEADROOM_BITS = 2 };
/* Between: where it is worth trying, and how far. */
enum {
	BETWEEN_GROUPS = 1500,
	BETWEEN_SPAN = 16,
	BETWEEN_RUN = 2, /* so many shares: rather by runs */
	BETWEEN_WAIT = 2,
	BETWEEN_TRIES = 16,
	BETWEEN_GAIN = 3 /* shares a try after that, else it is left off */
};

struct add1 {
	struct mes *mes;
	struct mes_going going;
	struct leaper leaper;
	struct mes_lanes lanes;
	struct mes_run runs[MES_LANES + 1];
	struct mes_run *now;		 /* at step */
	struct mes_run *next[MES_LANES]; /* room for those after it */
	bool has_lanes;
	int64_t step;
	int64_t covered; /* leaps reach up to here */
	int64_t span;	 /* of the next leap to try */
	int64_t wait;	 /* so many steps before it */
	int64_t wait_next;
	bool can_leap;
	bool is_other_scale; /* now was made with another shift */
	size_t leap_room;
	bool *is_won; /* by project; all false between uses */
	struct pb_outcome *out;
};

/* Among projects that somebody would pay for, the first in tie order that fits what is left and is
 * admitted; PB_NO_PROJECT: the outcome is exhaustive. With constraints the state of admit is that
 * after the order. */
static uint32_t fitting_find(struct add1 *add1, const struct mes_order *order)
{
	const struct mes *mes = add1->mes;
	const struct pb_election *election = mes->election;
	uint32_t found = PB_NO_PROJECT;

	for (uint32_t i = 0; i < order->count; i++)
		add1->is_won[order->projects[i]] = true;
	for (uint32_t i = 0; i < mes->project_count && found == PB_NO_PROJECT; i++) {
		uint32_t p = mes->projects[i];

		if (election->projects[p].cost && !add1->is_won[p] &&
			election->projects[p].cost <= election->budget - order->cost &&
			(!mes->admit.is_on || admit_is_open(&mes->admit, p)))
			found = p;
	}
	for (uint32_t i = 0; i < order->count; i++)
		add1->is_won[order->projects[i]] = false;
	return found;
}

/* Adds a leap that begins where the last one ended. One share alone is a step. */
static enum err cover(struct add1 *add1, struct pb_leap leap)
{
	struct pb_outcome *out = add1->out;

	if (leap.to <= add1->covered)
		return OK;
	leap.from = add1->covered + 1;
	add1->covered = leap.to;
	if (!add1->mes->options->wants_trace)
		return OK;
	if (leap.from == leap.to) {
		leap.kind = PB_STEP;
		leap.most = add1->now->order.cost;
		leap.surely = 0;
		leap.last = PB_NO_PROJECT;
	}
	if (out->leap_count == add1->leap_room) {
		size_t size = add1->leap_room * sizeof(*out->leaps);

		out->leaps = arena_grow(add1->mes->arena, out->leaps, size,
			size ? size * 2 : 64 * sizeof(*out->leaps));
		if (!out->leaps)
			return ERR_MEMORY;
		add1->leap_room = size ? add1->leap_room * 2 : 64;
	}
	out->leaps[out->leap_count++] = leap;
	return OK;
}

/* Bounds need room for the share; what was known in the old scale is let go. */
static void scale_fit(struct add1 *add1, struct mes_share share)
{
	struct mes *mes = add1->mes;
	int shift = mes->rests ? mes_shift_for(mes, share) : 0;

	if (!mes->rests || mes->shift <= shift)
		return;
	share.num <<= HEADROOM_BITS;
	if (mes_shift_for(mes, share) >= 0)
		shift = mes_shift_for(mes, share);
	add1->is_other_scale = true;
	if (shift < 0)
		mes->rests = NULL; /* shares beyond the filter: whole numbers from here on */
	else
		mes_shift_set(mes, shift);
}

/* The run in next[place] is the present one now. */
static void run_move(struct add1 *add1, int place)
{
	struct mes_run *made = add1->next[place];

	add1->next[place] = add1->now;
	add1->now = made;
	add1->is_other_scale = false;
}

static const struct mes_run *old_run(const struct add1 *add1)
{
	return add1->now->is_bare || add1->is_other_scale ? NULL : add1->now;
}

static enum err leap_make(struct add1 *add1, enum leap *leap)
{
	const struct mes *mes = add1->mes;
	struct leaper *leaper = &add1->leaper;

	int64_t reach = add1->step + add1->span * (add1->has_lanes ? 4 : 1);

	*leap = LEAP_NONE;
	/* a try must not take the bounds away */
	if (mes_shift_for(mes, mes_share_at(mes, reach)) < 0)
		return OK;
	scale_fit(add1, mes_share_at(mes, reach));
	if (!old_run(add1))
		return OK;
	if (add1->has_lanes)
		return lanes_leap(
			leaper, &add1->lanes, add1->next, add1->step, add1->span, add1->now, leap);
	leaper->place = 0;
	leaper->length = add1->span;
	return leap_try(leaper, &add1->going, add1->next[0],
		mes_share_at(mes, add1->step + add1->span), add1->now, leap);
}

static enum err leap_once(struct add1 *add1, uint32_t fitting, enum leap *leap)
{
	const struct leaper *leaper = &add1->leaper;
	struct pb_leap fact = {
		.most = add1->now->order.cost, .last = PB_NO_PROJECT, .fitting = fitting
	};

	*leap = LEAP_NONE;
	if (!add1->can_leap || !add1->mes->rests || add1->wait > 0)
		return OK;
	TRY(leap_make(add1, leap));
	if (*leap == LEAP_NONE) {
		int64_t span = add1->span / (add1->has_lanes ? 8 : 2);

		add1->span = span > SPAN_LEAST ? span : SPAN_LEAST;
		add1->wait = add1->wait_next;
		add1->wait_next = add1->wait_next < WAIT_MOST ? add1->wait_next * 2 : WAIT_MOST;
		return OK;
	}
	fact.to = add1->step + leaper->length;
	fact.kind = *leap == LEAP_JUMP ? PB_JUMP : PB_SKIP;
	if (*leap == LEAP_SKIP) {
		fact.surely = leaper->surely;
		if (fact.surely)
			fact.last = add1->now->order.projects[fact.surely - 1];
		fact.most = leaper->most;
		fact.fitting = leaper->fitting;
	}
	run_move(add1, leaper->place);
	add1->step = fact.to;
	add1->span = add1->has_lanes ? leaper->length : add1->span * 2;
	add1->wait = 0;
	add1->wait_next = WAIT_LEAST;
	return cover(add1, fact);
}

/* One more share, or some at once. */
static enum err steps_make(struct add1 *add1, int *count)
{
	struct mes *mes = add1->mes;

	*count = add1->has_lanes ? MES_LANES : 1;
	scale_fit(add1, mes_share_at(mes, add1->step + *count));
	if (*count > 1 && mes->rests)
		return mes_lanes_make(&add1->lanes, add1->next, add1->step + 1, old_run(add1));
	*count = 1;
	return mes_run_make(
		&add1->going, add1->next[0], mes_share_at(mes, add1->step + 1), old_run(add1));
}

/* The shares after the present one in turn; *is_over when the search ends. */
static enum err steps_take(struct add1 *add1, uint32_t fitting, bool *is_over)
{
	int64_t budget = add1->mes->election->budget;
	int count;

	TRY(steps_make(add1, &count));
	for (int i = 0; i < count && !*is_over; i++) {
		TRY(cover(add1, (struct pb_leap) { .kind = PB_STEP,
					.to = add1->step,
					.most = add1->now->order.cost,
					.last = PB_NO_PROJECT,
					.fitting = fitting }));
		if (add1->next[i]->order.cost > budget) {
			*is_over = true;
			break;
		}
		run_move(add1, i);
		add1->step++;
		add1->wait--;
		fitting = fitting_find(add1, &add1->now->order);
		*is_over = fitting == PB_NO_PROJECT;
	}
	return OK;
}

static enum err add1_search(struct add1 *add1)
{
	struct mes *mes = add1->mes;
	bool is_over = false;

	while (!is_over) {
		uint32_t fitting = fitting_find(add1, &add1->now->order);
		enum leap leap;

		if (fitting == PB_NO_PROJECT)
			return OK;
		if (mes->options->progress)
			mes->options->progress(mes->options->with, add1->step);
		TRY(leap_once(add1, fitting, &leap));
		if (leap == LEAP_NONE)
			TRY(steps_take(add1, fitting, &is_over));
	}
	return OK;
}

/* ---- between ---- */

/* How far to try next. */
struct reach {
	int64_t span;
	bool is_bold;
	int64_t wait; /* so many tries before the next bold one */
	int64_t wait_next;
};

static void reach_longer(struct reach *reach, int64_t length)
{
	bool is_whole = length == reach->span;

	reach->span = is_whole ? length * 2 : reach->span / 2 + length;
	if (reach->is_bold)
		reach->wait_next = BETWEEN_WAIT;
	else if (is_whole && --reach->wait <= 0)
		reach->is_bold = true;
}

/* false: so short that it is not worth another try. */
static bool reach_shorter(struct reach *reach, int64_t length)
{
	if (reach->is_bold) {
		reach->is_bold = false;
		reach->wait = reach->wait_next;
		reach->wait_next *= 2;
		return true;
	}
	if (length <= BETWEEN_RUN)
		return false;
	reach->span = (length + 3) / 4;
	return true;
}

static bool between_is_worth(const struct add1 *add1, const struct between *between)
{
	const struct mes *mes = add1->mes;

	return !mes->options->wants_trace && mes->rests && !mes->has_worths && !mes->admit.is_on &&
	       mes->election->group_count <= BETWEEN_GROUPS &&
	       (between->tries < BETWEEN_TRIES || add1->step >= between->tries * BETWEEN_GAIN);
}

/* Makes the run at the next share the present one, unless it is too dear. */
static enum err run_next(struct add1 *add1, bool *is_over)
{
	struct mes *mes = add1->mes;
	struct mes_share share = mes_share_at(mes, add1->step + 1);

	scale_fit(add1, share);
	TRY(mes_run_make(&add1->going, add1->next[0], share, old_run(add1)));
	*is_over = add1->next[0]->order.cost > mes->election->budget;
	if (*is_over)
		return OK;
	run_move(add1, 0);
	add1->step++;
	*is_over = fitting_find(add1, &add1->now->order) == PB_NO_PROJECT;
	return OK;
}

/* Passes by shares as long as that can be shown of many of them; the present run is the one at the
 * last of them then. */
static enum err between_search(struct add1 *add1, bool *is_over)
{
	struct mes *mes = add1->mes;
	struct reach reach = { .span = BETWEEN_SPAN, .is_bold = true, .wait_next = BETWEEN_WAIT };
	struct between between = { .mes = mes };
	int64_t made = 0; /* the present run is at this share */

	*is_over = fitting_find(add1, &add1->now->order) == PB_NO_PROJECT;
	if (*is_over || !between_is_worth(add1, &between))
		return OK;
	TRY(between_new(mes, &between));
	while (!*is_over && between_is_worth(add1, &between)) {
		int64_t to = add1->step + reach.span;
		struct mes_share twice = mes_share_at(mes, to);
		enum between_end end;

		twice.num *= 2; /* bounds may be above what they bound */
		if (mes_shift_for(mes, twice) < 0)
			break;
		scale_fit(add1, twice);
		if (mes->options->progress)
			mes->options->progress(mes->options->with, add1->step);
		TRY(between_look(&between, add1->step + 1, &to, reach.is_bold, &end));
		*is_over = end == BETWEEN_DEAR || end == BETWEEN_EXHAUSTIVE;
		add1->step += end == BETWEEN_EXHAUSTIVE;
		if (*is_over)
			break;
		if (end == BETWEEN_GOES_ON) {
			reach_longer(&reach, to - add1->step);
			add1->step = to;
			continue;
		}
		if (reach_shorter(&reach, to - add1->step))
			continue;
		to = add1->step;
		TRY(run_next(add1, is_over));
		if (add1->step > to)
			made = add1->step;
	}
	if (made == add1->step)
		return OK;
	scale_fit(add1, mes_share_at(mes, add1->step));
	TRY(mes_run_make(
		&add1->going, add1->next[0], mes_share_at(mes, add1->step), old_run(add1)));
	run_move(add1, 0);
	return OK;
}

/* What only jumps, skips and lanes need. */
static enum err leaps_new(struct add1 *add1)
{
	struct mes *mes = add1->mes;

	for (int i = 2; i <= MES_LANES; i++)
		TRY(mes_run_new(mes, &add1->runs[i]));
	for (int i = 1; i < MES_LANES; i++)
		add1->next[i] = &add1->runs[i + 1];
	add1->has_lanes = mes_lanes_are_worth(mes);
	if (add1->has_lanes)
		TRY(mes_lanes_new(mes, &add1->lanes));
	/* where liveness may turn on, the lemmas of leaps do not hold */
	add1->can_leap = mes->rests && !mes->admit.has_needs;
	add1->leaper.marks = arena_array(mes->arena, mes->election->group_count / 8 + (size_t)1, 1);
	return add1->leaper.marks ? OK : ERR_MEMORY;
}

enum err add1_run(struct mes *mes, struct mes_run *run, struct pb_outcome *out)
{
	struct add1 add1 = {
		.mes = mes, .covered = -1, .span = SPAN_LEAST, .wait_next = WAIT_LEAST, .out = out
	};
	bool is_over;

	TRY(mes_going_new(mes, &add1.going));
	for (int i = 0; i < 2; i++)
		TRY(mes_run_new(mes, &add1.runs[i]));
	add1.now = &add1.runs[0];
	add1.next[0] = &add1.runs[1];
	add1.is_won = arena_array(
		mes->arena, mes->election->project_count + (size_t)1, sizeof(*add1.is_won));
	if (!add1.is_won)
		return ERR_MEMORY;
	TRY(mes_run_make(&add1.going, add1.now, mes_share_at(mes, 0), NULL));
	TRY(between_search(&add1, &is_over));
	if (!is_over) {
		TRY(leaps_new(&add1));
		TRY(add1_search(&add1));
	}
	out->steps = add1.step;
	mes_run_copy(run, add1.now);
	return OK;
}

enum err add1_run_by_steps(struct mes *mes, struct mes_run *run, struct pb_outcome *out)
{
	struct add1 add1 = { .mes = mes, .covered = -1, .out = out };
	const int64_t budget = mes->election->budget;

	TRY(mes_going_new(mes, &add1.going));
	for (int i = 0; i < 2; i++)
		TRY(mes_run_new(mes, &add1.runs[i]));
	add1.now = &add1.runs[0];
	add1.next[0] = &add1.runs[1];
	add1.is_won = arena_array(
		mes->arena, mes->election->project_count + (size_t)1, sizeof(*add1.is_won));
	if (!add1.is_won)
		return ERR_MEMORY;
	TRY(mes_run_make(&add1.going, add1.now, mes_share_at(mes, 0), NULL));
	while (fitting_find(&add1, &add1.now->order) != PB_NO_PROJECT) {
		scale_fit(&add1, mes_share_at(mes, add1.step + 1));
		TRY(mes_run_make(
			&add1.going, add1.next[0], mes_share_at(mes, add1.step + 1), NULL));
		if (add1.next[0]->order.cost > budget)
			break;
		run_move(&add1, 0);
		add1.step++;
	}
	out->steps = add1.step;
	mes_run_copy(run, add1.now);
	return OK;
}
