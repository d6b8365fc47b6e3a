/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ees_look.c: how many supporters of a project could pay for it in equal parts, and from which
 * share on they would be more. Decided in whole units where that is certain, else with fractions.
 *
 * The filter. What a class has paid is in [paid, paid + rounds], a price in [price, price + 1), an
 * amount of money in [low, low + 1). So it can pay if paid + rounds + price + 1 ≤ low, and cannot
 * if paid + price ≥ low + 1. */
#include <assert.h>
#include "base/arena.h"
#include "pb/ees.h"

#define TOO_MUCH (UINT64_C(1) << 62) /* more than any money here */

static int64_t cost_of(const struct ees *ees)
{
	return ees->election->projects[ees->looked].cost;
}

/* floor(cost · 2^shift / payers), or TOO_MUCH. */
static uint64_t price_units(const struct ees *ees, int64_t cost, uint64_t payers)
{
	wide whole = (wide)cost << ees->shift;

	if (whole >> 62 >= payers)
		return TOO_MUCH;
	return whole >> 64 ? (uint64_t)(whole / payers) : (uint64_t)whole / payers;
}

uint64_t ees_units(const struct ees *ees, struct pb_ratio amount)
{
	struct pb_big whole = big_div(ees->arena,
		big_mul_small(ees->arena, amount.num, UINT64_C(1) << ees->shift), amount.den);

	if (whole.count == 0)
		return 0;
	return whole.count > 1 || whole.at[0] > TOO_MUCH ? TOO_MUCH : whole.at[0];
}

/* Sums fractions in halves, so that the large numbers come late. */
static struct pb_ratio parts_sum(struct arena *arena, const struct ees_part *parts, uint32_t count)
{
	if (count == 0)
		return ratio_of(arena, 0, 1);
	if (count == 1)
		return ratio_of(arena, (uint64_t)parts[0].cost, parts[0].payers);
	return ratio_add(arena, parts_sum(arena, parts, count / 2),
		parts_sum(arena, parts + count / 2, count - count / 2));
}

struct pb_ratio ees_share_sum(struct arena *arena, const struct ees_share *share)
{
	return parts_sum(arena, share->parts, share->count);
}

/* Sums that were needed before are taken up on the way, and all on the way are kept. A way is as
 * long as rounds, which a stack need not bear: from the far end on. */
static const struct pb_ratio *paid_exact(struct ees *ees, uint32_t class)
{
	for (;;) {
		struct ees_class *at = &ees->classes[class];
		struct ees_class *before = at;
		struct pb_ratio *sum;

		if (at->exact)
			return at->exact;
		while (before->parent && !ees->classes[before->parent].exact)
			before = &ees->classes[before->parent];
		sum = arena_alloc(ees->arena, sizeof(*sum));
		if (!sum)
			return NULL;
		if (before == ees->classes)
			*sum = ratio_of(ees->arena, 0, 1);
		else
			*sum = ratio_of(ees->arena,
				(uint64_t)ees->election->projects[ees->won[before->round]].cost,
				ees->payers[before->round]);
		if (before->parent)
			*sum = ratio_add(ees->arena, *sum, *ees->classes[before->parent].exact);
		before->exact = sum;
	}
}

/* paid + cost / payers ≤ money, without a fraction to be made shorter. */
static bool can_pay_exact(
	struct ees *ees, uint32_t class, const struct ees_money *money, uint32_t payers)
{
	const struct pb_ratio *paid = paid_exact(ees, class);
	struct arena_mark mark = arena_mark(ees->arena);
	struct arena *arena = ees->arena;
	struct pb_big held;
	struct pb_big wanted;
	bool can;

	ees->out->exact++;
	if (!paid)
		return false;
	wanted = big_add(arena, big_mul_small(arena, paid->num, payers),
		big_mul_small(arena, paid->den, (uint64_t)cost_of(ees)));
	wanted = big_mul(arena, wanted, money->exact.den);
	held = big_mul(arena, money->exact.num, big_mul_small(arena, paid->den, payers));
	can = big_compare(wanted, held) <= 0;
	arena_rewind(arena, mark);
	return can;
}

/* Where the filter is sure: paid up to `yes` can pay, paid from `no` on cannot. */
struct sieve {
	int64_t yes, no;
};
static struct sieve sieve_for(const struct ees *ees, const struct ees_money *money, uint64_t payers)
{
	int64_t left = (int64_t)money->low - (int64_t)price_units(ees, cost_of(ees), payers);

	if (ees->options->is_exact)
		return (struct sieve) { INT64_MIN, INT64_MAX };
	return (struct sieve) { left - 1 - (int64_t)ees->round_count, left + 1 };
}

static bool class_can_pay(struct ees *ees, uint32_t class, const struct ees_money *money,
	uint32_t payers, struct sieve sieve)
{
	int64_t paid = (int64_t)ees->classes[class].paid;

	if (paid > sieve.yes && paid < sieve.no)
		return can_pay_exact(ees, class, money, payers);
	ees->out->filtered++;
	if (ees->options->is_twice)
		assert(can_pay_exact(ees, class, money, payers) == (paid <= sieve.yes) ||
			arena_is_spent(ees->arena));
	return paid <= sieve.yes;
}

uint32_t ees_able(struct ees *ees, uint32_t payers)
{
	struct sieve sieve = sieve_for(ees, &ees->share, payers);
	struct ees_level *levels = ees->levels;
	uint32_t count = 0;

	for (uint32_t i = 0; i < ees->level_count; i++) {
		struct ees_level level = levels[i];

		if (!class_can_pay(ees, level.class, &ees->share, payers, sieve))
			continue;
		levels[i] = levels[count];
		levels[count++] = level;
	}
	return count;
}

void ees_look(struct ees *ees, uint32_t project)
{
	struct side_walk walk = side_walk(&ees->election->sides[project]);
	const uint32_t *weights = ees->election->weights;
	struct ees_level *levels = ees->levels;
	uint32_t *marks = ees->marks;
	struct side_piece piece;
	uint32_t count = 0;

	if (ees->looked == project)
		return;
	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint32_t group = piece.groups[i];
			uint32_t class = ees->class_of[group];

			levels[count].class = class;
			count += !marks[class];
			marks[class] += weights[group];
		}
	for (uint32_t i = 0; i < count; i++) {
		uint32_t class = levels[i].class;

		levels[i].paid = ees->classes[class].paid;
		levels[i].weight = marks[class];
		marks[class] = 0;
	}
	ees->level_count = count;
	ees->looked = project;
}

/* Puts the levels in front that can pay cost / most, perhaps, but not surely cost / least; tells
 * the weight of those that surely can. */
static uint32_t band_make(struct ees *ees, const struct ees_money *money, uint32_t least,
	uint32_t most, uint32_t *weight)
{
	struct ees_level *levels = ees->levels;
	int64_t yes = least ? sieve_for(ees, money, least).yes : INT64_MIN;
	int64_t no = sieve_for(ees, money, most).no;
	uint32_t count = 0;
	uint32_t sure = 0;

	if (ees->options->is_twice) {
		yes = INT64_MIN;
		no = INT64_MAX;
	}
	for (uint32_t i = 0; i < ees->level_count; i++) {
		struct ees_level level = levels[i];

		if ((int64_t)level.paid <= yes) {
			sure += level.weight;
		} else if ((int64_t)level.paid < no) {
			levels[i] = levels[count];
			levels[count++] = level;
		}
	}
	ees->out->filtered += ees->level_count - count;
	*weight = sure;
	return count;
}

/* If k' can pay and k' ≤ k, all of them can pay cost / k: so k' is at most the number who can, and
 * that number is the next k to try. Who cannot pay cost / k is out for all smaller k too. A guess
 * that turns out too high costs a second try. */
uint32_t ees_payers(struct ees *ees, const struct ees_money *money, uint32_t most, uint32_t guess)
{
	struct ees_level *levels = ees->levels;
	uint32_t least = guess < most ? guess : most;
	uint32_t payers = most;
	uint32_t sure = 0;
	uint32_t count;

	if (!most)
		return 0;
	count = band_make(ees, money, least, most, &sure);
	for (;;) {
		struct sieve sieve = sieve_for(ees, money, payers);
		uint32_t can = sure;

		for (uint32_t i = 0; i < count;) {
			struct ees_level level = levels[i];

			if (class_can_pay(ees, level.class, money, payers, sieve)) {
				can += level.weight;
				i++;
			} else {
				levels[i] = levels[--count];
				levels[count] = level;
			}
		}
		if (can >= payers)
			return payers;
		if (can < least)
			return ees_payers(ees, money, can, 0);
		payers = can;
	}
}

/* ---- from which share on ---- */

static void level_sink(struct ees_level *levels, uint32_t at, uint32_t count)
{
	struct ees_level moved = levels[at];
	uint32_t child;

	while ((child = 2 * at + 1) < count) {
		if (child + 1 < count && levels[child + 1].paid > levels[child].paid)
			child++;
		if (levels[child].paid <= moved.paid)
			break;
		levels[at] = levels[child];
		at = child;
	}
	levels[at] = moved;
}

/* By what was paid, in place. */
static void levels_sort(struct ees_level *levels, uint32_t count)
{
	for (uint32_t i = count / 2; i-- > 0;)
		level_sink(levels, i, count);
	for (uint32_t left = count; left-- > 1;) {
		struct ees_level last = levels[left];

		levels[left] = levels[0];
		levels[0] = last;
		level_sink(levels, 0, left);
	}
}

/* Whether class b paid at most what class a paid. */
static bool paid_at_most(struct ees *ees, uint32_t b, uint32_t a)
{
	const struct ees_class *x = &ees->classes[b];
	const struct ees_class *y = &ees->classes[a];
	const struct pb_ratio *one;
	const struct pb_ratio *other;

	if (a == b)
		return true;
	if (!ees->options->is_exact &&
		(x->paid + ees->round_count < y->paid || y->paid + ees->round_count < x->paid))
		return x->paid < y->paid;
	one = paid_exact(ees, b);
	other = paid_exact(ees, a);
	return one && other && ratio_compare(ees->arena, *one, *other) <= 0;
}

struct pb_ratio ees_next_share(struct ees *ees, const struct ees_next *next)
{
	const struct pb_ratio *paid = paid_exact(ees, next->class);

	if (!paid)
		return (struct pb_ratio) { 0 };
	return ratio_add(ees->arena, *paid,
		ratio_of(ees->arena, (uint64_t)ees->election->projects[next->project].cost,
			next->payers));
}

/* The way of the class back to the first, and the part of the project. */
void ees_next_parts(const struct ees *ees, const struct ees_next *next, struct ees_share *out)
{
	const struct pb_project *projects = ees->election->projects;

	out->count = 0;
	for (uint32_t at = next->class; at; at = ees->classes[at].parent) {
		uint32_t round = ees->classes[at].round;

		out->parts[out->count++] = (struct ees_part) { projects[ees->won[round]].cost,
			ees->payers[round] };
	}
	out->parts[out->count++] = (struct ees_part) { projects[next->project].cost, next->payers };
}

/* The share at which all who paid at most what this class paid can pay, it among them. */
static void next_try(struct ees *ees, uint32_t class, uint32_t least)
{
	struct ees_next next = { true, class, ees->looked, 0, ees->round_count };
	struct pb_ratio share;
	int sign;

	ees->out->exact++;
	for (uint32_t i = 0; i < ees->level_count; i++)
		if (paid_at_most(ees, ees->levels[i].class, class))
			next.payers += ees->levels[i].weight;
	if (next.payers < least)
		return;
	share = ees_next_share(ees, &next);
	assert(ratio_compare(ees->arena, share, ees->share.exact) > 0 ||
		arena_is_spent(ees->arena));
	sign = ratio_compare(ees->arena, share, ees->next_money.exact);
	if (sign > 0 || (sign == 0 && ees->next.has_one))
		return;
	ees->next = next;
	ees->next_money = (struct ees_money) { ees_units(ees, share), share };
}

/* In order of what was paid, class j is the poorest of C(j) payers, the weight up to and with it,
 * at the share paid(j) + cost / C(j). Those who could pay cost / least now are fewer than `least`
 * and come before all who matter: they are only counted. Those who could not pay cost / most at
 * the next found so far come too late. In between, where two may have paid the same, C is taken
 * with all that might come before, which only lowers the bound, and next_try decides. */
void ees_change(struct ees *ees, uint32_t least, uint32_t most)
{
	struct sieve early = sieve_for(ees, &ees->share, least);
	struct sieve late = sieve_for(ees, &ees->next_money, most);
	struct ees_money next = ees->next_money;
	struct ees_level *levels = ees->levels;
	bool is_exact = ees->options->is_exact;
	uint32_t count = 0;
	uint64_t weight = 0;

	for (uint32_t i = 0; i < ees->level_count; i++) {
		struct ees_level level = levels[i];

		if (class_can_pay(ees, level.class, &ees->share, least, early)) {
			weight += level.weight;
		} else if (class_can_pay(ees, level.class, &next, most, late)) {
			levels[i] = levels[count];
			levels[count++] = level;
		}
	}
	levels_sort(levels, count);
	for (uint32_t i = 0, ahead = 0; i < count; i++) {
		while (ahead < count && levels[ahead].paid <= levels[i].paid + ees->round_count)
			weight += levels[ahead++].weight;
		if (is_exact || (weight >= least &&
					levels[i].paid + price_units(ees, cost_of(ees), weight) <=
						ees->next_money.low))
			next_try(ees, levels[i].class, least);
	}
}
