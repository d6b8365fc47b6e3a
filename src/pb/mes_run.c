/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/mes_run.c: one run of equal shares by bounds. A project is looked at only when what is known
 * does not already say that it loses; what the bounds leave open is settled in whole numbers. What
 * it saw it notes for the next run of a higher share. */
#include <assert.h>
#include <string.h>
#include "base/arena.h"
#include "pb/mes.h"

enum { NOTES_A_PROJECT = 12 };

enum err mes_run_new(struct mes *mes, struct mes_run *out)
{
	size_t count = mes->project_count + (size_t)1;

	*out = (struct mes_run) { .note_room = (uint32_t)count * NOTES_A_PROJECT };
	out->order.projects = arena_array(mes->arena, count, sizeof(*out->order.projects));
	out->keys = arena_array(mes->arena, count, sizeof(*out->keys));
	out->notes = arena_array(mes->arena, out->note_room, sizeof(*out->notes));
	if (!out->order.projects || !out->keys || !out->notes)
		return ERR_MEMORY;
	return OK;
}

void mes_run_copy(struct mes_run *to, const struct mes_run *from)
{
	uint32_t count = from->order.count;

	to->share = from->share;
	to->span = from->span;
	to->is_bare = from->is_bare;
	to->order.count = count;
	to->order.cost = from->order.cost;
	memcpy(to->order.projects, from->order.projects, count * sizeof(*to->order.projects));
	memcpy(to->keys, from->keys, count * sizeof(*to->keys));
	to->note_count = 0;
}

enum err mes_going_new(struct mes *mes, struct mes_going *out)
{
	size_t count = mes->election->project_count + (size_t)1;

	*out = (struct mes_going) { .mes = mes, .stride = 1 };
	out->live = arena_array(mes->arena, count, sizeof(*out->live));
	out->starts = arena_array(mes->arena, count, sizeof(*out->starts));
	out->floors = arena_array(mes->arena, count, sizeof(*out->floors));
	out->is_gone = arena_array(mes->arena, count, sizeof(*out->is_gone));
	out->chosen = arena_array(mes->arena, count, sizeof(*out->chosen));
	out->noted = arena_array(mes->arena, count, sizeof(*out->noted));
	if (!out->live || !out->starts || !out->floors || !out->is_gone || !out->chosen ||
		!out->noted)
		return ERR_MEMORY;
	return OK;
}

void mes_going_drop(struct mes_going *going, uint32_t project)
{
	going->is_gone[project] = true;
	*mes_floor(going, project) = MES_GONE;
}

enum err mes_going_start(struct mes_going *going, struct mes_run *run, struct mes_share share,
	const struct mes_run *old)
{
	mes_rests_reset(going->mes, mes_share_span(going->mes, share));
	return mes_going_begin(going, run, share, old);
}

enum err mes_going_begin(struct mes_going *going, struct mes_run *run, struct mes_share share,
	const struct mes_run *old)
{
	struct mes *mes = going->mes;

	if (mes->admit.is_on)
		admit_reset(&mes->admit);
	going->share = mes_share_span(mes, share);
	going->run = run;
	going->old = old;
	going->has_strict = false;
	going->live_count = 0;
	going->old_had = 0;
	going->old_note = 0;
	going->old_next = 0;
	going->old_rise = old ? going->share.hi - old->span.lo : 0;
	run->share = share;
	run->span = going->share;
	run->order.count = 0;
	run->order.cost = 0;
	run->is_bare = false;
	run->note_count = 0;
	for (uint32_t i = 0; i < mes->project_count; i++) {
		uint32_t p = mes->projects[i];

		going->chosen[p] = 0;
		going->noted[p] = 0;
		going->starts[p] = 0;
		going->is_gone[p] = false;
		*mes_floor(going, p) = mes->prices[p].rho_first;
		if (mes_is_live_at_first(mes, share, p))
			going->live[going->live_count++] = p;
		else
			mes_going_drop(going, p);
	}
	mes->runs++;
	if (mes->options->is_twice)
		TRY(strict_start(&going->twice, mes, share, MES_UNKNOWN));
	return OK;
}

/* ---- notes ---- */

/* Of two notes in one round the later one is the better. */
static void note_add(struct mes_going *going, uint32_t project, const struct mes_line *line)
{
	struct mes_run *run = going->run;
	uint32_t last = going->noted[project];
	struct mes_note note = { project, run->order.count, *line };

	if (last && run->notes[last - 1].round == note.round) {
		run->notes[last - 1].line = *line;
	} else if (run->note_count < run->note_room) {
		run->notes[run->note_count++] = note;
		going->noted[project] = run->note_count;
	}
}

/* Lemma. Let old have chosen the set P when it noted the line F(t) ≤ sum + full · t over the poor,
 * and let the present run have chosen a set P' that contains P. A rest is max(0, share - payments
 * for what was chosen and listed), whatever the order. So each rest now is at most what it was
 * then, plus the rise of the share, plus for each p of P what its key fell by, times the worth.
 * That is rise, at most. So now F(t) ≤ sum + poor · rise + full · t. */
static void note_use(struct mes_going *going, const struct mes_note *note)
{
	struct mes_line line = note->line;
	uint32_t p = note->project;
	uint64_t key;

	if (going->is_gone[p])
		return;
	key = mes_line_key(going->mes, p, &line, going->old_rise, going->share.hi);
	if (key <= going->starts[p])
		return;
	line.sum += line.poor * going->old_rise;
	note_add(going, p, &line);
	if (key == UINT64_MAX) {
		mes_going_drop(going, p);
		return;
	}
	going->starts[p] = key;
	key = mes_rho(going->mes, p, (struct mes_span) { key, key }).lo;
	if (key > *mes_floor(going, p))
		*mes_floor(going, p) = key;
}

/* The next of old's order has been chosen too: its key may have fallen. */
static void rise_add(struct mes_going *going)
{
	const struct mes_run *old = going->old;
	uint32_t p = old->order.projects[going->old_had];
	uint64_t then = old->keys[going->old_had].t.hi;
	uint64_t now = going->run->keys[going->chosen[p] - 1].t.lo;
	wide rise = going->old_rise;

	if (then > now)
		rise += (wide)(then - now) * going->mes->most_worth[p];
	going->old_rise = rise < going->share.hi ? (uint64_t)rise : going->share.hi;
	going->old_had++;
}

void mes_going_notes(struct mes_going *going)
{
	const struct mes_run *old = going->old;

	if (!old)
		return;
	for (;;) {
		while (going->old_note < old->note_count &&
			old->notes[going->old_note].round <= going->old_had)
			note_use(going, &old->notes[going->old_note++]);
		if (going->old_had >= old->order.count ||
			!going->chosen[old->order.projects[going->old_had]])
			return;
		rise_add(going);
	}
}

/* ---- what the bounds leave open ---- */

static enum err strict_sync(struct mes_going *going)
{
	const struct mes *mes = going->mes;
	const struct mes_run *run = going->run;

	if (!going->has_strict) {
		TRY(strict_start(&going->strict, mes, run->share, run->span));
		going->has_strict = true;
		going->strict_had = 0;
	}
	for (; going->strict_had < run->order.count; going->strict_had++) {
		uint32_t project = run->order.projects[going->strict_had];
		struct mes_span bounds = run->keys[going->strict_had].t;
		struct strict_key key;

		if (!mes->election->projects[project].cost)
			continue;
		TRY(strict_eval(&going->strict, project, bounds, &key));
		assert(key.is_live);
		TRY(strict_buy(&going->strict, project, bounds, &key));
	}
	return OK;
}

static enum err look_settle(
	struct mes_going *going, uint32_t project, struct mes_key *out, enum mes_look *look)
{
	struct strict_key key;

	going->mes->exact++;
	TRY(strict_sync(going));
	TRY(strict_eval(&going->strict, project,
		(struct mes_span) { going->starts[project], UINT64_MAX }, &key));
	*look = key.is_live ? LOOK_LIVE : LOOK_DEAD;
	if (!key.is_live)
		return OK;
	*out = (struct mes_key) { .t = strict_span(&going->strict, &key) };
	out->rho = mes_rho(going->mes, project, out->t);
	return OK;
}

/* Whether project comes before best, when bounds do not say. */
static enum err order_settle(struct mes_going *going, uint32_t project, const struct mes_key *key,
	const struct mes_best *best, bool *is_before)
{
	struct pb_ratio rho[2];
	struct strict_key it;
	int sign;

	going->mes->exact++;
	TRY(strict_sync(going));
	TRY(strict_eval(&going->strict, project, key->t, &it));
	assert(it.is_live);
	rho[0] = strict_rho(&going->strict, project, &it);
	TRY(strict_eval(&going->strict, best->project, best->key.t, &it));
	assert(it.is_live);
	rho[1] = strict_rho(&going->strict, best->project, &it);
	sign = ratio_compare(going->mes->arena, rho[0], rho[1]);
	*is_before = sign < 0 ||
		     (!sign && going->mes->rank[project] < going->mes->rank[best->project]);
	return arena_is_spent(going->mes->arena) ? ERR_MEMORY : OK;
}

/* ---- choices ---- */

bool mes_going_is_open(const struct mes_going *going, uint32_t project)
{
	return !going->is_gone[project] &&
	       (!going->mes->admit.is_on || admit_is_open(&going->mes->admit, project));
}

enum err mes_going_seen(struct mes_going *going, struct mes_search *found)
{
	uint32_t project = found->project;

	if (found->look == LOOK_OPEN)
		TRY(look_settle(going, project, &found->key, &found->look));
	else
		going->mes->filtered++;
	note_add(going, project, &found->line);
	if (found->look == LOOK_DEAD) {
		mes_going_drop(going, project);
		return OK;
	}
	if (found->key.t.lo > going->starts[project])
		going->starts[project] = found->key.t.lo;
	if (found->key.rho.lo > *mes_floor(going, project))
		*mes_floor(going, project) = found->key.rho.lo;
	return OK;
}

enum err mes_going_look(struct mes_going *going, uint32_t project, uint64_t from, uint64_t beat,
	struct mes_search *out)
{
	mes_look(going->mes, project, going->share.hi, from, beat, out);
	return mes_going_seen(going, out);
}

enum err mes_going_weigh(
	struct mes_going *going, const struct mes_search *found, struct mes_best *best)
{
	const uint32_t *rank = going->mes->rank;
	enum mes_sign sign;
	bool is_before = true;

	if (best->project != PB_NO_PROJECT) {
		sign = mes_key_compare(&found->key, &best->key);
		is_before = sign == MES_LESS ||
			    (sign == MES_EQUAL && rank[found->project] < rank[best->project]);
		if (sign == MES_OPEN)
			TRY(order_settle(going, found->project, &found->key, best, &is_before));
	}
	if (is_before)
		*best = (struct mes_best) { found->project, found->key };
	return OK;
}

static enum err consider(struct mes_going *going, uint32_t project, struct mes_best *best)
{
	uint64_t beat = mes_key_beyond(going->mes, project, best->key.rho.hi);
	struct mes_search found;

	TRY(mes_going_look(going, project, beat, beat, &found));
	return found.look == LOOK_LIVE ? mes_going_weigh(going, &found, best) : OK;
}

/* Old's next one, else that with the least floor. */
uint32_t mes_going_guess(struct mes_going *going, uint64_t *from, uint64_t *rival)
{
	const struct mes_run *old = going->old;
	uint32_t least = PB_NO_PROJECT;

	*rival = UINT64_MAX;
	while (old && going->old_next < old->order.count &&
		going->is_gone[old->order.projects[going->old_next]])
		going->old_next++;
	for (uint32_t i = going->old_next; old && i < old->order.count; i++) {
		uint32_t p = old->order.projects[i];

		if (mes_going_is_open(going, p)) {
			*from = old->keys[i].t.hi;
			return p;
		}
	}
	for (uint32_t i = 0; i < going->live_count; i++) {
		uint32_t p = going->live[i];
		uint64_t floor = *mes_floor(going, p);

		if (!mes_going_is_open(going, p))
			continue;
		if (least == PB_NO_PROJECT || floor < *mes_floor(going, least)) {
			*rival = least == PB_NO_PROJECT ? UINT64_MAX : *mes_floor(going, least);
			least = p;
		} else if (floor < *rival) {
			*rival = floor;
		}
	}
	*from = least == PB_NO_PROJECT ? 0 : going->starts[least];
	return least;
}

/* A first best. Without an old run to follow it is the one of which one look tells that its key is
 * below what all others have at least, so that hardly another has to be looked at. */
static enum err choose_first(struct mes_going *going, struct mes_best *best)
{
	const struct mes *mes = going->mes;

	best->project = PB_NO_PROJECT;
	while (best->project == PB_NO_PROJECT) {
		struct mes_search found;
		uint64_t from, rival;
		uint64_t beat = UINT64_MAX;
		uint32_t guess = mes_going_guess(going, &from, &rival);

		if (guess == PB_NO_PROJECT)
			return OK;
		if (rival != UINT64_MAX)
			from = beat = mes_key_beyond(mes, guess, rival);
		TRY(mes_going_look(going, guess, from, beat, &found));
		if (found.look == LOOK_LIVE)
			*best = (struct mes_best) { guess, found.key };
		if (found.look == LOOK_LOSES && *mes_floor(going, guess) <= rival)
			*mes_floor(going, guess) = rival + 1;
	}
	return OK;
}

static enum err choose(struct mes_going *going, struct mes_best *best)
{
	TRY(choose_first(going, best));
	if (best->project == PB_NO_PROJECT)
		return OK;
	for (uint32_t i = 0; i < going->live_count; i++) {
		uint32_t p = going->live[i];

		if (going->is_gone[p]) {
			going->live[i--] = going->live[--going->live_count];
			continue;
		}
		if (p != best->project && *mes_floor(going, p) <= best->key.rho.hi &&
			mes_going_is_open(going, p))
			TRY(consider(going, p, best));
	}
	return OK;
}

/* ---- every decision again ---- */

/* What is dead is dead, floors are floors, and the best is the best. */
static enum err twice_look(struct mes_going *going, const struct mes_best *best)
{
	struct mes *mes = going->mes;
	struct pb_ratio least = { 0 };
	uint32_t first = PB_NO_PROJECT;

	for (uint32_t i = 0; i < mes->project_count; i++) {
		uint32_t p = mes->projects[i];
		struct strict_key key = { .is_live = true, .full = 1 };
		struct pb_ratio rho;

		if (going->chosen[p] || (mes->admit.is_on && !admit_is_open(&mes->admit, p)))
			continue;
		if (mes->election->projects[p].cost)
			TRY(strict_eval(&going->twice, p, MES_UNKNOWN, &key));
		assert(!going->is_gone[p] || !key.is_live);
		if (!key.is_live)
			continue;
		rho = strict_rho(&going->twice, p, &key);
		if (key.num.count) {
			struct mes_span span = strict_span(&going->twice, &key);

			assert(mes_rho(mes, p, span).hi >= *mes_floor(going, p));
			assert(p != best->project ||
				(best->key.t.lo <= span.hi && span.lo <= best->key.t.hi));
		}
		if (first == PB_NO_PROJECT || ratio_compare(mes->arena, rho, least) < 0) {
			first = p;
			least = rho;
		}
	}
	assert(first == best->project || arena_is_spent(mes->arena));
	return arena_is_spent(mes->arena) ? ERR_MEMORY : OK;
}

static enum err twice_buy(struct mes_going *going, uint32_t project)
{
	struct strict_key key;

	if (!going->mes->election->projects[project].cost)
		return OK;
	TRY(strict_eval(&going->twice, project, MES_UNKNOWN, &key));
	return strict_buy(&going->twice, project, MES_UNKNOWN, &key);
}

/* ---- purchases and whole runs ---- */

enum err mes_going_record(struct mes_going *going, const struct mes_best *best)
{
	struct mes *mes = going->mes;
	struct mes_order *order = &going->run->order;

	if (mes->options->is_twice) {
		TRY(twice_look(going, best));
		TRY(twice_buy(going, best->project));
	}
	going->run->keys[order->count] = best->key;
	order->projects[order->count++] = best->project;
	order->cost += mes->election->projects[best->project].cost;
	going->chosen[best->project] = order->count;
	mes_going_drop(going, best->project);
	if (mes->admit.is_on)
		admit_choose(&mes->admit, best->project);
	return OK;
}

enum err mes_going_take(struct mes_going *going, const struct mes_best *best)
{
	if (going->mes->election->projects[best->project].cost)
		mes_rests_pay(going->mes, best->project, best->key.t);
	return mes_going_record(going, best);
}

enum err mes_going_check(struct mes_going *going)
{
	const struct mes_best none = { .project = PB_NO_PROJECT };

	return going->mes->options->is_twice ? twice_look(going, &none) : OK;
}

enum err mes_going_finish(struct mes_going *going)
{
	struct mes_best best;

	for (;;) {
		mes_going_notes(going);
		TRY(choose(going, &best));
		if (best.project == PB_NO_PROJECT)
			return mes_going_check(going);
		TRY(mes_going_take(going, &best));
		if (going->mes->is_lost)
			return OK;
	}
}

enum err mes_run_make(struct mes_going *going, struct mes_run *run, struct mes_share share,
	const struct mes_run *old)
{
	struct mes *mes = going->mes;

	if (mes->rests) {
		struct arena_mark mark = arena_mark(mes->arena);

		TRY(mes_going_start(going, run, share, old));
		TRY(mes_going_finish(going));
		arena_rewind(mes->arena, mark);
		if (!mes->is_lost)
			return OK;
	}
	run->share = share;
	run->is_bare = true;
	return strict_run(mes, share, &run->order);
}
