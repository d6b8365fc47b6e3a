/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ees_change.c: from which share on a project could have more payers in this round. */
#include <assert.h>
#include "base/arena.h"
#include "pb/ees.h"

struct pb_ratio ees_next_share(struct ees *ees, const struct ees_next *next)
{
	const struct pb_ratio *paid = ees_paid(ees, next->group, next->round);

	if (!paid)
		return (struct pb_ratio) { 0 };
	return ratio_add(ees->arena, *paid,
		ratio_of(ees->arena, (uint64_t)ees->election->projects[next->project].cost,
			next->payers));
}

void ees_next_parts(struct ees *ees, const struct ees_next *next, struct ees_share *out)
{
	const struct pb_project *projects = ees->election->projects;
	uint32_t *rounds = ees->sums[1].rounds;

	out->count = ees_paid_rounds(ees, next->group, next->round, rounds);
	for (uint32_t i = 0; i < out->count; i++)
		out->parts[i] = (struct ees_part) { projects[ees->won[rounds[i]]].cost,
			ees->payers[rounds[i]] };
	out->parts[out->count++] = (struct ees_part) { projects[next->project].cost, next->payers };
}

/* ---- in order of what was paid ---- */

static bool is_richer(const struct ees *ees, bool by_units, const struct ees_holder *a,
	const struct ees_holder *b)
{
	if (by_units)
		return a->paid < b->paid;
	return ees_whole_compare(
		       ees, a->group, ees->wholes.paid + (size_t)b->group * ees->wholes.room) < 0;
}

static void holder_sink(const struct ees *ees, bool by_units, uint32_t at, uint32_t count)
{
	struct ees_holder *holders = ees->holders;
	struct ees_holder moved = holders[at];
	uint32_t child;

	while ((child = 2 * at + 1) < count) {
		if (child + 1 < count &&
			is_richer(ees, by_units, &holders[child], &holders[child + 1]))
			child++;
		if (!is_richer(ees, by_units, &moved, &holders[child]))
			break;
		holders[at] = holders[child];
		at = child;
	}
	holders[at] = moved;
}

/* The richest first, in place. */
static void holders_sort(const struct ees *ees, bool by_units, uint32_t count)
{
	struct ees_holder *holders = ees->holders;

	for (uint32_t i = count / 2; i-- > 0;)
		holder_sink(ees, by_units, i, count);
	for (uint32_t left = count; left-- > 1;) {
		struct ees_holder last = holders[left];

		holders[left] = holders[0];
		holders[0] = last;
		holder_sink(ees, by_units, 0, left);
	}
}

/* ---- by units and fractions ---- */

/* Whether b paid at most what a paid. */
static bool paid_at_most(struct ees *ees, const struct ees_holder *b, const struct ees_holder *a)
{
	const struct pb_ratio *one;
	const struct pb_ratio *other;

	if (a->group == b->group)
		return true;
	if (b->paid + ees->round_count < a->paid || a->paid + ees->round_count < b->paid)
		return b->paid < a->paid;
	one = ees_paid(ees, a->group, ees->round_count);
	other = ees_paid(ees, b->group, ees->round_count);
	return one == other || (one && other && ratio_compare(ees->arena, *other, *one) <= 0);
}

/* -1 0 1 */
static int money_compare(struct ees *ees, const struct ees_money *a, const struct ees_money *b)
{
	int sign = a->low < b->low ? -1 : a->low > b->low;

	if (!ees->paid || !sign)
		return ratio_compare(ees->arena, a->exact, b->exact);
	assert(!ees->wholes.is_on || sign == ratio_compare(ees->arena, a->exact, b->exact) ||
		arena_is_spent(ees->arena));
	return sign;
}

static void next_take(struct ees *ees, const struct ees_next *next, struct pb_ratio share)
{
	struct ees_money money = { ees_units(ees, share), share };
	int sign = money_compare(ees, &money, &ees->next_money);

	ees->out->exact++;
	assert(money_compare(ees, &money, &ees->share) > 0 || arena_is_spent(ees->arena));
	if (sign > 0 || (sign == 0 && ees->next.has_one))
		return;
	ees->next = *next;
	ees->next_money = money;
}

/* The share at which all who paid at most what this one paid can pay, it among them. */
static void next_try(struct ees *ees, const struct ees_holder *poorest, uint32_t least)
{
	struct ees_next next = { true, poorest->group, ees->looked, ees->sure, ees->round_count };

	for (uint32_t i = 0; i < ees->holder_count; i++)
		if (paid_at_most(ees, &ees->holders[i], poorest))
			next.payers += ees->holders[i].weight;
	if (next.payers >= least)
		next_take(ees, &next, ees_next_share(ees, &next));
}

/* Whether these, who paid as many units, paid the same to the last bit: in the same rounds. */
static bool are_alike(struct ees *ees, const struct ees_holder *holders, uint32_t count)
{
	const struct pb_ratio *paid = ees_paid(ees, holders[0].group, ees->round_count);

	for (uint32_t i = 1; i < count; i++)
		if (ees_paid(ees, holders[i].group, ees->round_count) != paid)
			return false;
	return paid;
}

/* The first `count` could pay at the least share so far, and cannot now. In order of what was paid,
 * holder j is the poorest of C(j) payers, the weight up to and with it, at the share paid(j) +
 * cost / C(j). Where two may have paid the same, C is taken with all that might come before, which
 * only lowers the bound, and next_try decides; mostly all those are alike, and are tried as one. */
static void change_by_units(struct ees *ees, uint32_t count, uint64_t weight, uint32_t least)
{
	const struct ees_holder *holders = ees->holders;
	int64_t rounds = (int64_t)ees->round_count;
	uint32_t ahead = 0;
	uint32_t end;

	for (uint32_t i = 0; i < count; i = end) {
		bool is_alone = !i || holders[i - 1].paid + rounds < holders[i].paid;

		while (ahead < count && holders[ahead].paid <= holders[i].paid + rounds)
			weight += holders[ahead++].weight;
		end = i + 1;
		while (end < count && holders[end].paid == holders[i].paid)
			end++;
		if (weight < least ||
			(uint64_t)holders[i].paid + ees_price(ees, ees->looked, weight) >
				ees->next_money.low)
			continue;
		if (is_alone && end == ahead && are_alike(ees, &holders[i], end - i)) {
			struct ees_next next = { true, holders[i].group, ees->looked,
				(uint32_t)weight, ees->round_count };

			next_take(ees, &next, ees_next_share(ees, &next));
			continue;
		}
		for (uint32_t k = i; k < end; k++)
			next_try(ees, &holders[k], least);
	}
}

/* ---- by whole numbers ---- */

static void change_by_wholes(struct ees *ees, uint32_t count, uint64_t weight, uint32_t least)
{
	const struct ees_holder *holders = ees->holders;
	int64_t cost = ees->election->projects[ees->looked].cost;

	for (uint32_t i = 0; i < count; i++) {
		struct arena_mark mark = arena_mark(ees->arena);
		const uint64_t *left;
		bool is_before;

		weight += holders[i].weight;
		if (i + 1 < count && !is_richer(ees, false, &holders[i], &holders[i + 1]))
			continue; /* a poorer or equal one comes with it */
		if (weight < least)
			continue;
		left = ees_whole_left(ees, &ees->next_money, cost, (uint32_t)weight);
		is_before = left && ees_whole_compare(ees, holders[i].group, left) <= 0;
		arena_rewind(ees->arena, mark);
		if (is_before) {
			struct ees_next next = { true, holders[i].group, ees->looked,
				(uint32_t)weight, ees->round_count };

			next_take(ees, &next,
				ratio_add(ees->arena, ees_whole_paid(ees, next.group),
					ratio_of(ees->arena, (uint64_t)cost, next.payers)));
		}
	}
}

/* ---- both ---- */

/* Puts those in front who could pay one of `most` parts at the least share so far, but cannot now
 * pay one of `least`; adds the weight of those who can: they are fewer than `least` and come before
 * all who matter, so they are only counted. Who could not pay then comes too late. */
static uint32_t between_keep(struct ees *ees, uint32_t least, uint32_t most, uint64_t *weight)
{
	struct ees_limit early = ees_limit_for(ees, &ees->share, ees->looked, least);
	struct ees_limit late = ees_limit_for(ees, &ees->next_money, ees->looked, most);
	struct ees_holder *holders = ees->holders;
	uint32_t project = ees->looked;
	uint32_t count = 0;

	for (uint32_t i = 0; i < ees->holder_count; i++) {
		struct ees_holder holder = holders[i];

		if (ees_can_pay(ees, project, holder.group, &ees->share, least, &early)) {
			*weight += holder.weight;
		} else if (ees_can_pay(ees, project, holder.group, &ees->next_money, most, &late)) {
			holders[i] = holders[count];
			holders[count++] = holder;
		}
	}
	return count;
}

static void change_again(struct ees *ees, const struct ees_next *next,
	const struct ees_money *money, uint32_t count, uint64_t weight, uint32_t least)
{
	struct ees_next found = ees->next;
	struct ees_money found_money = ees->next_money;

	ees->next = *next;
	ees->next_money = *money;
	holders_sort(ees, false, count);
	change_by_wholes(ees, count, weight, least);
	assert((found.has_one == ees->next.has_one && found.round == ees->next.round &&
		       found.project == ees->next.project && found.payers == ees->next.payers &&
		       ratio_compare(ees->arena, found_money.exact, ees->next_money.exact) == 0) ||
		arena_is_spent(ees->arena));
}

void ees_change(struct ees *ees, uint32_t least, uint32_t most)
{
	struct ees_next next = ees->next;
	struct ees_money money = ees->next_money;
	uint64_t weight = ees->sure;
	uint32_t count = between_keep(ees, least, most, &weight);

	holders_sort(ees, ees->paid, count);
	if (!ees->paid) {
		change_by_wholes(ees, count, weight, least);
		return;
	}
	change_by_units(ees, count, weight, least);
	if (ees->wholes.is_on)
		change_again(ees, &next, &money, count, weight, least);
}
