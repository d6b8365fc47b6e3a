/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/explain_rests.c: what the supporters of each loser of mes and ees still had when it could no
 * longer be paid, to the fraction. Ballots that list the same winners have the same rest, so rests
 * are kept by class; all of them over one denominator, so they are whole numbers. When a loser fell
 * short is told from whole parts of the rests, and from the rests themselves where those leave it
 * open; `had` always from the rests. */
#include <assert.h>
#include <string.h>
#include "base/arena.h"
#include "pb/exact.h"
#include "pb/explain.h"

enum { LIMBS_MOST = 1 << 22 }; /* of all rests together: 32 MB, and some more on the way */

/* Ballots that listed the same of the projects chosen so far, with the same worths. */
struct class
{
	struct pb_big rest; /* over rests.whole */
	uint64_t low;	    /* floor(rest · 2^shift / whole) */
};
/* Where the ballots of a class go that list the next project with this worth. */
struct move {
	uint32_t round; /* + 1; 0: empty */
	uint32_t from;
	uint32_t worth;
	uint32_t to;
};
struct rests {
	struct explain *explain;
	struct arena *arena;
	struct pb_big whole; /* the common denominator */
	int shift;
	struct class *classes;
	uint32_t class_count, class_room;
	size_t limbs;
	uint32_t *class_of; /* by group */
	struct move *moves;
	uint32_t move_mask;
	uint64_t *room; /* for what is told */
	size_t room_left;
	bool is_full; /* more memory than it is worth */
};

static bool by_points(const struct rests *rests)
{
	enum pb_utility utility = rests->explain->options->utility;

	return utility == PB_POINTS || utility == PB_BORDA;
}

static void whole_take(struct rests *rests, struct pb_big den)
{
	struct pb_big shared;

	if (!den.count)
		return;
	shared = big_gcd(rests->arena, rests->whole, den);
	rests->whole = big_mul(rests->arena, rests->whole, big_div(rests->arena, den, shared));
}

/* ratio · whole, which must be a whole number. */
static struct pb_big in_whole(struct rests *rests, struct pb_ratio ratio)
{
	return big_mul(rests->arena, ratio.num, big_div(rests->arena, rests->whole, ratio.den));
}

/* What one smallest unit of points paid in a round; without points: what a full payer paid. */
static struct pb_ratio price_of(const struct rests *rests, const struct pb_round *round)
{
	if (!by_points(rests))
		return round->max_payment;
	return ratio_div_small(
		rests->arena, round->rho, (uint64_t)rests->explain->seen.points_unit);
}

static uint32_t class_add(struct rests *rests, struct pb_big rest)
{
	struct arena_mark mark;
	struct pb_big scaled;
	struct class *made;

	if (rests->class_count == rests->class_room) {
		uint32_t room = rests->class_room ? rests->class_room * 2 : 256;
		struct class *more = arena_grow(rests->arena, rests->classes,
			rests->class_room * sizeof(*more), room * sizeof(*more));

		if (!more) {
			rests->is_full = true;
			return 0;
		}
		rests->classes = more;
		rests->class_room = room;
	}
	rests->limbs += rest.count + 4;
	if (rests->limbs > LIMBS_MOST)
		rests->is_full = true;
	made = &rests->classes[rests->class_count];
	made->rest = rest;
	mark = arena_mark(rests->arena);
	scaled = big_mul(rests->arena, rest, big_of(rests->arena, UINT64_C(1) << rests->shift));
	scaled = big_div(rests->arena, scaled, rests->whole);
	made->low = scaled.count ? scaled.at[0] : 0;
	arena_rewind(rests->arena, mark);
	return rests->class_count++;
}

static struct move *move_find(struct rests *rests, uint32_t round, uint32_t from, uint32_t worth)
{
	uint64_t hash = (from * UINT64_C(0x9e3779b97f4a7c15)) ^
			(worth * UINT64_C(0xc2b2ae3d27d4eb4f));
	uint32_t at = (uint32_t)(hash >> 32) & rests->move_mask;

	for (;; at = (at + 1) & rests->move_mask) {
		struct move *move = &rests->moves[at];

		if (move->round != round + 1) {
			*move = (struct move) { round + 1, from, worth, UINT32_MAX };
			return move;
		}
		if (move->from == from && move->worth == worth)
			return move;
	}
}

/* mes: pays the price or what is left; ees: pays the price or nothing. */
static uint32_t class_pay(struct rests *rests, uint32_t from, struct pb_big payment)
{
	struct pb_big rest = rests->classes[from].rest;

	if (big_is_zero(rest) || big_is_zero(payment))
		return from;
	if (big_compare(rest, payment) < 0)
		return rests->explain->options->rule == PB_EES
			       ? from
			       : class_add(rests, big_of(rests->arena, 0));
	return class_add(rests, big_sub(rests->arena, rest, payment));
}

static void round_pay(struct rests *rests, uint32_t round)
{
	const struct pb_round *it = &rests->explain->outcome->rounds[round];
	const struct pb_side *side = &rests->explain->seen.sides[it->project];
	struct pb_big price = in_whole(rests, price_of(rests, it));
	struct side_walk walk = side_walk(side);
	struct side_piece piece;

	while (!rests->is_full && side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count && !rests->is_full; i++) {
			uint32_t *class = &rests->class_of[piece.groups[i]];
			uint32_t worth = by_points(rests) ? piece.worths[i] : 1;
			struct move *move = move_find(rests, round, *class, worth);

			if (move->to == UINT32_MAX)
				move->to = class_pay(
					rests, *class, big_mul_small(rests->arena, price, worth));
			*class = move->to;
		}
}

static bool counts_here(const struct rests *rests, const struct side_piece *piece, uint32_t i)
{
	return !by_points(rests) || piece->worths[i];
}

/* The sum is built in the arena and left there: callers rewind. */
static struct pb_ratio rests_sum(struct rests *rests, uint32_t project)
{
	struct side_walk walk = side_walk(&rests->explain->seen.sides[project]);
	struct pb_big sum = big_of(rests->arena, 0);
	struct side_piece piece;

	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint32_t group = piece.groups[i];

			if (counts_here(rests, &piece, i))
				sum = big_add(rests->arena, sum,
					big_mul_small(rests->arena,
						rests->classes[rests->class_of[group]].rest,
						rests->explain->seen.weights[group]));
		}
	return ratio_make(rests->arena, sum, rests->whole);
}

/* Σ rests < cost. Each rest lies in [low, low + 1) units of 2^-shift. */
static bool is_short(struct rests *rests, uint32_t project)
{
	int64_t cost = rests->explain->seen.projects[project].cost;
	wide price = (wide)(uint64_t)cost << rests->shift;
	struct side_walk walk = side_walk(&rests->explain->seen.sides[project]);
	wide low = 0;
	uint64_t ballots = 0;
	struct side_piece piece;
	struct arena_mark mark;
	bool is_less;

	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint32_t group = piece.groups[i];
			uint64_t weight = rests->explain->seen.weights[group];

			if (!counts_here(rests, &piece, i))
				continue;
			low += (wide)rests->classes[rests->class_of[group]].low * weight;
			ballots += weight;
		}
	if (low >= price)
		return false;
	if (low + ballots <= price)
		return true;
	mark = arena_mark(rests->arena);
	is_less = ratio_compare(rests->arena, rests_sum(rests, project),
			  ratio_of(rests->arena, (uint64_t)cost, 1)) < 0;
	arena_rewind(rests->arena, mark);
	return is_less;
}

/* ---- guesses ---- */

/* What supporters would pay together if nobody paid more than `most`, and how many would pay that
 * much; both rounded. */
struct offer {
	int64_t sum;
	int64_t full;
};
static struct offer offer_of(const struct rests *rests, uint32_t project, uint64_t most)
{
	struct side_walk walk = side_walk(&rests->explain->seen.sides[project]);
	struct offer offer = { 0 };
	struct side_piece piece;
	wide sum = 0;

	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint32_t group = piece.groups[i];
			uint64_t low = rests->classes[rests->class_of[group]].low;
			uint64_t weight = rests->explain->seen.weights[group];

			sum += (wide)(low < most ? low : most) * weight;
			offer.full += low < most ? 0 : (int64_t)weight;
		}
	sum >>= rests->shift;
	offer.sum = sum < (wide)INT64_MAX ? (int64_t)sum : INT64_MAX;
	return offer;
}

/* a · b / c, c > 0, at most UINT64_MAX. */
static uint64_t scaled(uint64_t a, uint64_t b, uint64_t c)
{
	wide product = (wide)a * b / c;

	return product < UINT64_MAX ? (uint64_t)product : UINT64_MAX;
}

/* The greatest cost at which its supporters could pay as little as the winner's did: the root of
 * offer(price · cost / winner's cost) = cost by Newton, from above, where the offer is concave. */
static int64_t cost_guess(const struct rests *rests, uint32_t project, uint64_t price,
	uint64_t winner_cost, struct offer offer)
{
	int64_t cost = rests->explain->seen.projects[project].cost;

	for (int i = 0; i < 8 && offer.sum < cost && cost > 1; i++) {
		/* slope = price · full / winner's cost, in units of 2^-shift */
		uint64_t slope = scaled(price, (uint64_t)offer.full, winner_cost);
		uint64_t one = UINT64_C(1) << rests->shift;
		uint64_t step;

		if (slope >= one)
			return 0;
		step = scaled((uint64_t)(cost - offer.sum), one, one - slope);
		cost = step < (uint64_t)cost ? cost - (int64_t)(step ? step : 1) : 0;
		offer = offer_of(rests, project, scaled(price, (uint64_t)cost, winner_cost));
	}
	return cost;
}

/* Would it have come before the winner of this round with another cost, or more ballots? */
static void round_guess(const struct rests *rests, uint32_t project, const struct pb_round *round,
	uint64_t price, uint64_t share)
{
	const struct explain *explain = rests->explain;
	struct guess *guess = &explain->guesses[project];
	uint64_t cost = (uint64_t)explain->seen.projects[project].cost;
	uint64_t winner_cost = (uint64_t)explain->seen.projects[round->project].cost;
	bool by_cost = explain->options->utility == PB_COST;
	uint64_t most = by_cost ? scaled(price, cost, winner_cost) : price;
	struct offer offer = offer_of(rests, project, most);
	uint64_t each = (most < share ? most : share);

	if (offer.sum < (int64_t)cost && each)
		guess_ballots(guess, (int64_t)(scaled(cost - (uint64_t)offer.sum,
						       UINT64_C(1) << rests->shift, each) &
					       INT64_MAX) +
					     1);
	guess_cost(
		guess, by_cost ? cost_guess(rests, project, price, winner_cost, offer) : offer.sum);
}

/* After the last round: whatever its supporters still have would pay for it. */
static void end_guess(const struct rests *rests, uint32_t project, uint64_t share)
{
	const struct explain *explain = rests->explain;
	int64_t cost = explain->seen.projects[project].cost;
	struct offer offer = offer_of(rests, project, UINT64_MAX);

	guess_cost(&explain->guesses[project], offer.sum);
	if (offer.sum < cost && share)
		guess_ballots(&explain->guesses[project],
			(int64_t)(scaled((uint64_t)(cost - offer.sum), UINT64_C(1) << rests->shift,
					  share) &
				  INT64_MAX) +
				1);
}

static bool is_loser(const struct pb_reason *reason)
{
	return reason->fate == PB_LOST || reason->fate == PB_BARRED ||
	       reason->fate == PB_WON_COMPLETED || reason->fate == PB_WON_PLEDGED;
}

/* Into room that was set aside before the work began, since the work is rewound. */
static void ratio_keep(struct rests *rests, struct pb_ratio ratio, struct pb_ratio *out)
{
	uint64_t *num = rests->room;
	uint64_t *den = num + ratio.num.count;

	assert(ratio.num.count + ratio.den.count <= rests->room_left);
	if (ratio.num.count)
		memcpy(num, ratio.num.at, ratio.num.count * sizeof(*num));
	memcpy(den, ratio.den.at, ratio.den.count * sizeof(*den));
	rests->room += ratio.num.count + ratio.den.count;
	rests->room_left -= ratio.num.count + ratio.den.count;
	*out = (struct pb_ratio) { { num, ratio.num.count }, { den, ratio.den.count } };
}

static void had_tell(struct rests *rests, struct pb_reason *reason, uint32_t died)
{
	struct arena_mark mark = arena_mark(rests->arena);
	struct pb_ratio had = rests_sum(rests, reason->project);
	struct pb_ratio cost = ratio_of(
		rests->arena, (uint64_t)rests->explain->seen.projects[reason->project].cost, 1);
	bool is_enough = ratio_compare(rests->arena, had, cost) >= 0;

	reason->died = died;
	ratio_keep(rests, had, &reason->had);
	ratio_keep(rests,
		is_enough ? ratio_of(rests->arena, 0, 1) : ratio_sub(rests->arena, cost, had),
		&reason->missing);
	arena_rewind(rests->arena, mark);
}

/* Those who fell short after so many rounds. */
static void shorts_tell(struct rests *rests, uint32_t rounds, bool is_end)
{
	struct explain *explain = rests->explain;

	for (uint32_t p = 0; p < explain->seen.project_count; p++) {
		struct pb_reason *reason = &explain->reasons[p];
		bool has_fallen;

		if (!is_loser(reason) || reason->had.den.count || rests->is_full)
			continue;
		has_fallen = is_short(rests, p);
		if (has_fallen || is_end)
			had_tell(rests, reason, has_fallen ? rounds : PB_NO_PROJECT);
	}
}

/* The denominator, and room for two fractions a loser: parts of one are below 2^62 times it. */
static enum err whole_find(struct rests *rests)
{
	const struct explain *explain = rests->explain;
	const struct pb_outcome *outcome = explain->outcome;
	size_t losers = 0;

	rests->whole = big_of(rests->arena, 1);
	whole_take(rests, outcome->share.den);
	for (uint32_t r = 0; r < outcome->round_count; r++)
		whole_take(rests, price_of(rests, &outcome->rounds[r]).den);
	for (uint32_t p = 0; p < explain->seen.project_count; p++)
		losers += is_loser(&explain->reasons[p]);
	rests->room_left = losers * 4 * ((size_t)rests->whole.count + 2);
	rests->is_full = rests->room_left > LIMBS_MOST;
	if (rests->is_full)
		return OK;
	rests->room = arena_array(rests->arena, rests->room_left + 1, sizeof(*rests->room));
	return rests->room ? OK : ERR_MEMORY;
}

static enum err rests_begin(struct rests *rests)
{
	const struct explain *explain = rests->explain;
	const struct pb_outcome *outcome = explain->outcome;
	uint64_t widest = 32;
	uint32_t size = 64;
	struct pb_big share;

	for (uint32_t r = 0; r < outcome->round_count; r++) {
		uint32_t count = explain->seen.sides[outcome->rounds[r].project].count;

		widest = count > widest ? count : widest;
	}
	while (size < widest * 2 && size < UINT32_C(1) << 31)
		size *= 2;
	rests->move_mask = size - 1;
	rests->moves = arena_array(rests->arena, size, sizeof(*rests->moves));
	rests->class_of = arena_array(
		rests->arena, (size_t)explain->seen.group_count + 1, sizeof(*rests->class_of));
	if (!rests->moves || !rests->class_of)
		return ERR_MEMORY;
	/* low stays below 2^62. */
	share = big_div(rests->arena, outcome->share.num, outcome->share.den);
	for (rests->shift = 61; rests->shift && share.count && share.at[0] >> (61 - rests->shift);)
		rests->shift--;
	class_add(rests, in_whole(rests, outcome->share));
	return OK;
}

/* Guesses for all losers before the round is paid; round NULL: after the last. Rests by points are
 * not guessed from, nor those of ees, where payers are counted and not money. */
static void losers_guess(struct rests *rests, const struct pb_round *round)
{
	const struct explain *explain = rests->explain;
	uint64_t share = rests->classes[0].low;
	struct arena_mark mark = arena_mark(rests->arena);
	uint64_t price = 0;

	if (by_points(rests) || explain->options->rule != PB_MES || rests->is_full)
		return;
	if (round) {
		struct pb_big big = big_mul(rests->arena, round->max_payment.num,
			big_of(rests->arena, UINT64_C(1) << rests->shift));

		big = big_div(rests->arena, big, round->max_payment.den);
		price = big.count == 1 ? big.at[0] : 0;
	}
	arena_rewind(rests->arena, mark);
	if (round && !price)
		return;
	for (uint32_t p = 0; p < explain->seen.project_count; p++) {
		if (explain->reasons[p].fate != PB_LOST && explain->reasons[p].fate != PB_BARRED)
			continue;
		if (round)
			round_guess(rests, p, round, price, share);
		else
			end_guess(rests, p, share);
	}
}

/* Without a share (nobody voted) there are no rests. */
enum err explain_rests(struct explain *explain)
{
	struct rests rests = { .explain = explain, .arena = explain->arena };
	uint32_t rounds = explain->outcome->round_count;
	struct arena_mark mark;

	if (!explain->outcome->share.den.count)
		return OK;
	TRY(whole_find(&rests));
	if (rests.is_full)
		return OK;
	mark = arena_mark(explain->arena);
	TRY(rests_begin(&rests));
	shorts_tell(&rests, 0, rounds == 0);
	for (uint32_t r = 0; r < rounds && !rests.is_full; r++) {
		losers_guess(&rests, &explain->outcome->rounds[r]);
		round_pay(&rests, r);
		shorts_tell(&rests, r + 1, r + 1 == rounds);
	}
	losers_guess(&rests, NULL);
	arena_rewind(explain->arena, mark);
	return OK;
}
