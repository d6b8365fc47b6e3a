/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ees_look.c: how many supporters of a project could pay for it in equal parts. Decided in whole
 * units where that is certain, else with fractions; without the filter, by whole numbers over a
 * common denominator.
 *
 * The filter. What a group has paid is in [paid, paid + rounds], a price in [price, price + 1), an
 * amount of money in [low, low + 1). So it can pay if paid + rounds + price + 1 ≤ low, and cannot
 * if paid + price ≥ low + 1. */
#include <assert.h>
#include "base/arena.h"
#include "pb/ees.h"

#define TOO_MUCH (UINT64_C(1) << 62) /* more than any money here */

uint64_t ees_price(const struct ees *ees, uint32_t project, uint64_t payers)
{
	wide whole = (wide)(uint64_t)ees->election->projects[project].cost << ees->shift;

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

struct ees_limit ees_limit_for(
	struct ees *ees, const struct ees_money *money, uint32_t project, uint32_t payers)
{
	struct ees_limit limit = { .yes = -1 };

	if (payers && ees->paid) {
		int64_t left = (int64_t)money->low - (int64_t)ees_price(ees, project, payers);

		limit.yes = left - 1 - (int64_t)ees->round_count;
		limit.no = left + 1;
	}
	if (payers && ees->wholes.is_on)
		limit.whole = ees_whole_left(
			ees, money, ees->election->projects[project].cost, payers);
	return limit;
}

static bool is_within(const struct ees *ees, uint32_t group, const struct ees_limit *limit)
{
	return limit->whole && ees_whole_compare(ees, group, limit->whole) <= 0;
}

/* paid + cost / payers ≤ money, without a fraction to be made shorter. Mostly many are asked about
 * who paid the same. */
static bool can_pay_exact(struct ees *ees, uint32_t project, uint32_t group,
	const struct ees_money *money, uint32_t payers, struct ees_limit *limit)
{
	const struct pb_ratio *paid = ees_paid(ees, group, ees->round_count);
	uint64_t cost = (uint64_t)ees->election->projects[project].cost;
	struct arena_mark mark = arena_mark(ees->arena);
	struct arena *arena = ees->arena;
	struct pb_big held;
	struct pb_big wanted;

	ees->out->exact++;
	if (!paid)
		return false;
	if (paid == limit->told)
		return limit->told_can;
	wanted = big_add(arena, big_mul_small(arena, paid->num, payers),
		big_mul_small(arena, paid->den, cost));
	wanted = big_mul(arena, wanted, money->exact.den);
	held = big_mul(arena, money->exact.num, big_mul_small(arena, paid->den, payers));
	limit->told = paid;
	limit->told_can = big_compare(wanted, held) <= 0;
	arena_rewind(arena, mark);
	return limit->told_can;
}

bool ees_can_pay(struct ees *ees, uint32_t project, uint32_t group, const struct ees_money *money,
	uint32_t payers, struct ees_limit *limit)
{
	int64_t paid;
	bool can;

	if (!ees->paid) {
		ees->out->exact++;
		return is_within(ees, group, limit);
	}
	paid = ees->paid[group];
	if (paid > limit->yes && paid < limit->no) {
		can = can_pay_exact(ees, project, group, money, payers, limit);
	} else {
		can = paid <= limit->yes;
		ees->out->filtered++;
	}
	assert(!ees->wholes.is_on || can == is_within(ees, group, limit) ||
		arena_is_spent(ees->arena));
	return can;
}

/* ---- looking ---- */

/* Those between the limits into holders; the weight of those within the lower one. They lie far
 * apart, and which of them it will be nobody can tell: so first without a branch, who it is. */
static void holders_by_units(struct ees *ees, const struct pb_side *side,
	const struct ees_limit *low, const struct ees_limit *high)
{
	const uint32_t *weights = ees->election->weights;
	struct side_walk walk = side_walk(side);
	const int64_t *paid_by = ees->paid;
	uint32_t *found = ees->found;
	struct side_piece piece;
	uint32_t count = 0;
	uint32_t sure = 0;
	int64_t yes = low->yes;
	int64_t no = high->no;

	while (side_next(&walk, &piece)) {
		const uint32_t *groups = piece.groups;

		for (uint32_t i = 0, end = piece.count; i < end; i++) {
			uint32_t group = groups[i];
			int64_t paid = paid_by[group];
			uint32_t can = paid <= yes;

			found[count] = group;
			count += (paid < no) & ~can;
			sure += weights[group] & -can;
		}
	}
	for (uint32_t i = 0; i < count; i++)
		ees->holders[i] = (struct ees_holder) { paid_by[found[i]], found[i],
			weights[found[i]] };
	ees->holder_count = count;
	ees->sure = sure;
	ees->out->filtered += side->count;
}

static void holders_by_wholes(struct ees *ees, const struct pb_side *side,
	const struct ees_limit *low, const struct ees_limit *high)
{
	const uint32_t *weights = ees->election->weights;
	struct side_walk walk = side_walk(side);
	struct side_piece piece;

	ees->holder_count = 0;
	ees->sure = 0;
	ees->out->exact += side->count;
	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint32_t group = piece.groups[i];

			if (!is_within(ees, group, high))
				continue;
			if (is_within(ees, group, low))
				ees->sure += weights[group];
			else
				ees->holders[ees->holder_count++] = (struct ees_holder) {
					.group = group, .weight = weights[group]
				};
		}
}

/* What units said of the others, once more. */
static void look_twice(struct ees *ees, const struct pb_side *side, const struct ees_limit *low,
	const struct ees_limit *high)
{
	struct side_walk walk = side_walk(side);
	struct side_piece piece;

	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint32_t group = piece.groups[i];

			if (ees->paid[group] <= low->yes)
				assert(is_within(ees, group, low) || arena_is_spent(ees->arena));
			else if (ees->paid[group] >= high->no)
				assert(!is_within(ees, group, high));
		}
}

/* Money is between the share and the horizon in all that is asked in this round, and payers between
 * `least` and `most`: more money and more payers only let more pay. */
void ees_look(struct ees *ees, uint32_t project, uint32_t least)
{
	const struct pb_side *side = &ees->election->sides[project];
	struct ees_limit low;
	struct ees_limit high;

	if (ees->looked == project && ees->least <= least)
		return;
	low = ees_limit_for(ees, &ees->share, project, least);
	high = ees_limit_for(ees, &ees->horizon, project, ees->projects[project].most);
	if (ees->paid)
		holders_by_units(ees, side, &low, &high);
	else
		holders_by_wholes(ees, side, &low, &high);
	if (ees->paid && ees->wholes.is_on)
		look_twice(ees, side, &low, &high);
	ees->looked = project;
	ees->least = least;
}

static uint32_t weight_by_each(
	struct ees *ees, const struct ees_money *money, uint32_t payers, struct ees_limit *limit)
{
	uint32_t can = ees->sure;

	for (uint32_t i = 0; i < ees->holder_count; i++)
		if (ees_can_pay(ees, ees->looked, ees->holders[i].group, money, payers, limit))
			can += ees->holders[i].weight;
	return can;
}

/* The weight of those who can pay one of so many parts. */
static uint32_t weight_able(struct ees *ees, const struct ees_money *money, uint32_t payers)
{
	struct ees_limit limit = ees_limit_for(ees, money, ees->looked, payers);
	bool is_last = money == &ees->horizon;
	struct ees_holder *holders = ees->holders;
	uint32_t count = ees->holder_count;
	uint32_t can = ees->sure;
	uint32_t kept = 0;
	bool is_open = false;

	if (!ees->paid || ees->wholes.is_on)
		return weight_by_each(ees, money, payers, &limit);
	for (uint32_t i = 0; i < count; i++) {
		struct ees_holder holder = holders[i];

		can += holder.weight & -(uint32_t)(holder.paid <= limit.yes);
		is_open |= holder.paid > limit.yes && holder.paid < limit.no;
		holders[kept] = holder;
		kept += !is_last || holder.paid < limit.no;
	}
	ees->holder_count = kept;
	ees->out->filtered += count;
	return is_open ? weight_by_each(ees, money, payers, &limit) : can;
}

/* If k' can pay and k' ≤ k, all of them can pay cost / k: so k' is at most the number who can, and
 * that number is the next k to try. Who cannot pay cost / k at the horizon is out for all that is
 * asked later in this round. */
uint32_t ees_payers(struct ees *ees, const struct ees_money *money, uint32_t most)
{
	uint32_t project = ees->looked;
	uint32_t payers = most;
	uint32_t all = ees->sure;

	for (uint32_t i = 0; i < ees->holder_count; i++)
		all += ees->holders[i].weight;
	if (all < payers)
		payers = all;
	while (payers) {
		uint32_t can;

		if (payers < ees->least)
			ees_look(ees, project, 0);
		can = weight_able(ees, money, payers);
		if (can >= payers)
			break;
		payers = can;
	}
	return payers;
}
