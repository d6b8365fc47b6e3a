/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/mes_rounds.c: the rounds that are published, exact, made once from the order found. Where the
 * bounds say for every payer of every round whether it pays in full, counting is enough; otherwise
 * they are made by classes (mes_strict.c). */
#include <assert.h>
#include <string.h>
#include "base/arena.h"
#include "pb/mes.h"

/* The key in lowest terms is the one long division; what is left to divide by is short then:
 * gcd(a, b) = 1 makes gcd(a, b · cost) = gcd(a, cost). */
static enum err round_make(
	struct strict *strict, uint32_t project, const struct strict_key *key, struct pb_round *out)
{
	struct arena *arena = strict->arena;
	const struct mes *mes = strict->mes;
	struct pb_ratio paid = ratio_make(
		arena, key->num, big_mul_small(arena, strict->den, key->full));
	struct pb_big cost = big_of(arena, (uint64_t)mes->election->projects[project].cost);
	struct pb_big common;

	out->project = project;
	out->paying_in_full = (int64_t)key->in_full;
	out->paying_rest = (int64_t)key->by_rest;
	out->rho = paid;
	out->max_payment = key->most == 1 ? paid : ratio_mul_small(arena, paid, key->most);
	if (mes->has_worths)
		out->rho = ratio_mul_small(arena, paid, (uint64_t)mes->election->points_unit);
	if (!mes->is_by_cost)
		return OK;
	common = big_gcd(arena, paid.num, cost);
	if (arena_is_spent(arena))
		return ERR_MEMORY;
	out->rho.num = big_div(arena, paid.num, common);
	out->rho.den = big_mul(arena, paid.den, big_div(arena, cost, common));
	return OK;
}

/* A free project: everybody who gets something from it pays all of nothing. */
static void round_free(const struct mes *mes, uint32_t project, struct pb_round *out)
{
	struct pb_ratio none = ratio_of(mes->arena, 0, 1);

	*out = (struct pb_round) { .project = project,
		.rho = none,
		.max_payment = none,
		.paying_in_full = (int64_t)mes->payers[project] };
}

static enum err rounds_by_class(
	struct mes *mes, const struct mes_run *run, struct pb_round *out, struct pb_ratio *share)
{
	struct strict strict;

	TRY(strict_start(&strict, mes, run->share, run->is_bare ? MES_UNKNOWN : run->span));
	*share = (struct pb_ratio) { strict.share, strict.den };
	for (uint32_t i = 0; i < run->order.count; i++) {
		uint32_t project = run->order.projects[i];
		struct mes_span bounds = run->is_bare ? MES_UNKNOWN : run->keys[i].t;
		struct strict_key key;

		if (!mes->election->projects[project].cost) {
			round_free(mes, project, &out[i]);
			continue;
		}
		TRY(strict_eval(&strict, project, bounds, &key));
		assert(key.is_live);
		TRY(round_make(&strict, project, &key, &out[i]));
		TRY(strict_buy(&strict, project, bounds, &key));
	}
	return OK;
}

/* ---- by counting ---- */

enum { COUNTED_MOST = 2048, NO_END = UINT16_MAX };

/* Rounds here are only those in which something is paid. */
struct tally {
	const struct mes *mes;
	const struct mes_run *run;
	uint16_t *ends; /* by group: the round in which it pays a rest; NO_END: none */
	uint32_t count;
	uint32_t *places;   /* by round: in the order of the run */
	uint64_t *full;	    /* by round: ballots that pay in full */
	uint64_t *by_rest;  /* by round: ballots that pay a rest */
	uint32_t *payments; /* at [r · count + e]: ballots that pay in full in r, a rest in e */
};

static enum err tally_make(
	struct tally *tally, const struct mes *mes, const struct mes_run *run, struct arena *arena)
{
	size_t groups = mes->election->group_count + (size_t)1;
	size_t rounds = run->order.count + (size_t)1;

	*tally = (struct tally) { .mes = mes, .run = run };
	tally->ends = arena_array(arena, groups, sizeof(*tally->ends));
	tally->places = arena_array(arena, rounds, sizeof(*tally->places));
	tally->full = arena_array(arena, rounds, sizeof(*tally->full));
	tally->by_rest = arena_array(arena, rounds, sizeof(*tally->by_rest));
	if (arena_is_spent(arena))
		return ERR_MEMORY;
	for (uint32_t i = 0; i < run->order.count; i++)
		if (mes->election->projects[run->order.projects[i]].cost)
			tally->places[tally->count++] = i;
	for (size_t g = 0; g < groups; g++)
		tally->ends[g] = NO_END;
	return OK;
}

/* The payments of a round by bounds, as in mes_rests.c. Lemma: rest ≤ hi < lower key: it pays its
 * rest and has nothing from then on; rest ≥ lo > upper key: it pays in full and keeps something. So
 * those who have not ended have something left. false: the bounds do not say it of everyone. */
static bool ends_piece(
	struct tally *tally, struct mes_rest *rests, const struct side_piece *piece, uint32_t round)
{
	struct mes_span key = tally->run->keys[tally->places[round]].t;
	uint64_t full = 0;
	uint64_t by_rest = 0;
	uint64_t widest = 0;
	bool is_open = false;

	for (uint32_t i = 0; i < piece->count; i++) {
		struct mes_rest *rest = &rests[piece->groups[i]];
		uint64_t lo = rest->hi - rest->under;

		if (i + MES_AHEAD < piece->count)
			__builtin_prefetch(&rests[piece->groups[i + MES_AHEAD]]);
		if (!rest->hi)
			continue;
		if (rest->hi < key.lo) {
			by_rest += rest->weight;
			tally->ends[piece->groups[i]] = (uint16_t)round;
			rest->hi = 0;
			rest->under = 0;
			continue;
		}
		is_open = is_open || lo <= key.hi;
		full += rest->weight;
		widest |= rest->under + (key.hi - key.lo);
		rest->hi -= key.lo;
		rest->under += (uint32_t)(key.hi - key.lo);
	}
	tally->full[round] += full;
	tally->by_rest[round] += by_rest;
	return !is_open && widest <= UINT32_MAX;
}

static enum err tally_ends(struct tally *tally, struct arena *arena, bool *is_known)
{
	const struct pb_election *election = tally->mes->election;
	struct mes_span span = tally->run->span;
	struct mes_rest *rests = arena_array(
		arena, election->group_count + (size_t)1, sizeof(*rests));

	*is_known = true;
	if (!rests)
		return ERR_MEMORY;
	for (uint32_t g = 0; g < election->group_count; g++)
		rests[g] = (struct mes_rest) { span.hi, (uint32_t)(span.hi - span.lo),
			election->weights[g] };
	for (uint32_t r = 0; *is_known && r < tally->count; r++) {
		uint32_t project = tally->run->order.projects[tally->places[r]];
		struct side_walk walk = side_walk(&election->sides[project]);
		struct side_piece piece;

		while (*is_known && side_next(&walk, &piece))
			*is_known = ends_piece(tally, rests, &piece, r);
	}
	return OK;
}

/* Those who pay in full in a round, by the round in which they end. */
static enum err tally_payments(struct tally *tally, struct arena *arena)
{
	const struct pb_election *election = tally->mes->election;
	const uint16_t *ends = tally->ends;
	const uint32_t *weights = election->weights;

	tally->payments = arena_array(
		arena, (size_t)tally->count * tally->count + 1, sizeof(*tally->payments));
	if (!tally->payments)
		return ERR_MEMORY;
	for (uint32_t r = 0; r < tally->count; r++) {
		uint32_t project = tally->run->order.projects[tally->places[r]];
		struct side_walk walk = side_walk(&election->sides[project]);
		uint32_t *row = tally->payments + (size_t)r * tally->count;
		struct side_piece piece;

		while (side_next(&walk, &piece))
			for (uint32_t i = 0; i < piece.count; i++) {
				uint32_t end = ends[piece.groups[i]];

				if (i + MES_AHEAD < piece.count)
					__builtin_prefetch(&ends[piece.groups[i + MES_AHEAD]]);
				if (end < tally->count && end > r)
					row[end] += weights[piece.groups[i]];
			}
	}
	return OK;
}

/* Rests of those who end in a round: by_rest · share less all they paid before, in full each time.
 */
static enum err tally_rounds(struct tally *tally, struct strict *strict, struct pb_round *out)
{
	const struct mes_run *run = tally->run;

	for (uint32_t r = 0; r < tally->count; r++) {
		uint32_t place = tally->places[r];
		uint32_t project = run->order.projects[place];
		struct strict_key key = { .full = tally->full[r],
			.in_full = tally->full[r],
			.by_rest = tally->by_rest[r],
			.most = 1 };

		for (uint32_t i = 0; i < r; i++)
			strict->counts[i] = tally->payments[(size_t)i * tally->count + r];
		TRY(strict_eval_counted(strict, project, &key));
		assert(key.is_live);
		TRY(round_make(strict, project, &key, &out[place]));
		TRY(strict_buy_numbers(strict, run->keys[place].t, &key));
	}
	return OK;
}

static enum err rounds_by_count(struct mes *mes, const struct mes_run *run, struct pb_round *out,
	struct pb_ratio *share, bool *is_done)
{
	struct arena *arena = mes->arena;
	struct arena_mark all = arena_mark(arena);
	struct arena_mark mark;
	struct tally tally;
	struct strict strict;

	*is_done = false;
	if (run->is_bare || mes->has_worths || run->order.count > COUNTED_MOST)
		return OK;
	TRY(tally_make(&tally, mes, run, arena));
	mark = arena_mark(arena);
	TRY(tally_ends(&tally, arena, is_done));
	arena_rewind(arena, *is_done ? mark : all);
	if (!*is_done)
		return OK;
	TRY(tally_payments(&tally, arena));
	TRY(strict_start_numbers(&strict, mes, run->share));
	*share = (struct pb_ratio) { strict.share, strict.den };
	for (uint32_t i = 0; i < run->order.count; i++)
		if (!mes->election->projects[run->order.projects[i]].cost)
			round_free(mes, run->order.projects[i], &out[i]);
	return tally_rounds(&tally, &strict, out);
}

static void rounds_same(
	const struct mes *mes, const struct pb_round *a, const struct pb_round *b, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		assert(a[i].project == b[i].project);
		assert(a[i].paying_in_full == b[i].paying_in_full);
		assert(a[i].paying_rest == b[i].paying_rest);
		assert(!ratio_compare(mes->arena, a[i].rho, b[i].rho));
		assert(!ratio_compare(mes->arena, a[i].max_payment, b[i].max_payment));
	}
}

enum err mes_rounds_make(struct mes *mes, const struct mes_run *run, struct pb_outcome *out)
{
	size_t count = run->order.count;
	bool is_done;

	out->rounds = arena_array(mes->arena, count + 1, sizeof(*out->rounds));
	if (!out->rounds)
		return ERR_MEMORY;
	TRY(rounds_by_count(mes, run, out->rounds, &out->share, &is_done));
	if (!is_done)
		TRY(rounds_by_class(mes, run, out->rounds, &out->share));
	if (is_done && mes->options->is_twice) {
		struct pb_round *again = arena_array(mes->arena, count + 1, sizeof(*again));
		struct pb_ratio share;

		if (!again)
			return ERR_MEMORY;
		TRY(rounds_by_class(mes, run, again, &share));
		if (!arena_is_spent(mes->arena))
			rounds_same(mes, out->rounds, again, run->order.count);
	}
	memcpy(out->selected, run->order.projects, count * sizeof(*out->selected));
	out->selected_count = run->order.count;
	out->round_count = run->order.count;
	out->cost = run->order.cost;
	return arena_is_spent(mes->arena) ? ERR_MEMORY : OK;
}
