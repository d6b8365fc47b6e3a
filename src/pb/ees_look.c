/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ees_look.c: how many supporters of a project could pay for it in equal parts, and from which
 * share on they would be more. Decided in whole numbers of 2^-shift where that is certain, else
 * with fractions; the two facts that make it certain stand in ees.h. */
#include <assert.h>
#include "base/arena.h"
#include "pb/ees.h"

#define TOO_MUCH (UINT64_C(1) << 62) /* more than any share: shares are below 2^62 units */

/* floor(cost · 2^shift / payers), or TOO_MUCH. */
static uint64_t price_low(const struct ees *ees, int64_t cost, uint32_t payers)
{
	wide whole = (wide)(uint64_t)cost << ees->shift;

	if (whole >> 62 >= payers)
		return TOO_MUCH;
	return (uint64_t)(whole / payers);
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

/* Along the parents to the first sum that is known, then back. */
static const struct pb_ratio *paid_exact(struct ees *ees, uint32_t class)
{
	struct ees_class *at = &ees->classes[class];
	struct pb_ratio *sum;
	uint32_t round = at->round;

	if (at->exact)
		return at->exact;
	sum = arena_alloc(ees->arena, sizeof(*sum));
	if (!sum)
		return NULL;
	if (class == 0) {
		*sum = ratio_of(ees->arena, 0, 1);
	} else {
		const struct pb_ratio *before = paid_exact(ees, at->parent);

		if (!before)
			return NULL;
		*sum = ratio_add(ees->arena, *before,
			ratio_of(ees->arena,
				(uint64_t)ees->election->projects[ees->won[round]].cost,
				ees->payers[round]));
	}
	at->exact = sum;
	return sum;
}

/* paid + cost / payers ≤ share. */
static bool can_pay_exact(struct ees *ees, uint32_t class, int64_t cost, uint32_t payers)
{
	const struct pb_ratio *paid = paid_exact(ees, class);
	struct arena_mark mark = arena_mark(ees->arena);
	bool can;

	ees->out->exact++;
	if (!paid)
		return false;
	can = ratio_compare(ees->arena,
		      ratio_add(ees->arena, *paid, ratio_of(ees->arena, (uint64_t)cost, payers)),
		      ees->share) <= 0;
	arena_rewind(ees->arena, mark);
	return can;
}

/* Let T = paid + price_low. What must be held for it, paid and price together, is at least T and
 * less than T + depth + 1; the share is at least share_low and less than share_low + 1. */
bool ees_can_pay(struct ees *ees, uint32_t class, int64_t cost, uint32_t payers)
{
	const struct ees_class *at = &ees->classes[class];
	uint64_t least = at->paid + price_low(ees, cost, payers);
	bool is_sure = ees->share_low >= least + at->depth + 1 || ees->share_low + 1 <= least;

	if (!is_sure || ees->options->is_exact)
		return can_pay_exact(ees, class, cost, payers);
	ees->out->filtered++;
	if (ees->options->is_twice)
		assert(can_pay_exact(ees, class, cost, payers) == (ees->share_low >= least) ||
			arena_is_spent(ees->arena));
	return ees->share_low >= least;
}

void ees_look(struct ees *ees, uint32_t project)
{
	struct side_walk walk = side_walk(&ees->election->sides[project]);
	const uint32_t *weights = ees->election->weights;
	struct ees_class *classes = ees->classes;
	struct side_piece piece;
	uint32_t count = 0;

	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint32_t class = ees->class_of[piece.groups[i]];

			if (!classes[class].weight)
				ees->levels[count++].class = class;
			classes[class].weight += weights[piece.groups[i]];
		}
	for (uint32_t i = 0; i < count; i++) {
		struct ees_class *class = &classes[ees->levels[i].class];

		ees->levels[i].paid = class->paid;
		ees->levels[i].weight = class->weight;
		class->weight = 0;
	}
	ees->level_count = count;
}

/* If k' can pay and k' ≤ k, all of them can pay cost / k: so k' is at most the number who can, and
 * that number is the next k to try. */
uint32_t ees_payers(struct ees *ees, uint32_t project, uint32_t most)
{
	int64_t cost = ees->election->projects[project].cost;
	uint32_t payers = most;

	while (payers) {
		uint32_t can = 0;

		for (uint32_t i = 0; i < ees->level_count; i++)
			if (ees_can_pay(ees, ees->levels[i].class, cost, payers))
				can += ees->levels[i].weight;
		if (can >= payers)
			break;
		payers = can;
	}
	return payers;
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

/* By what was paid, in place (qsort may allocate). */
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
		(x->paid + x->depth < y->paid || y->paid + y->depth < x->paid))
		return x->paid < y->paid;
	one = paid_exact(ees, b);
	other = paid_exact(ees, a);
	return one && other && ratio_compare(ees->arena, *one, *other) <= 0;
}

/* The share at which those who paid at most what this class paid can all pay, the class among
 * them, into `next` if it is the least so far. */
static void next_try(struct ees *ees, uint32_t project, uint32_t class, uint32_t least)
{
	int64_t cost = ees->election->projects[project].cost;
	const struct pb_ratio *paid = paid_exact(ees, class);
	struct pb_ratio share;
	struct pb_big high;
	uint64_t payers = 0;

	ees->out->exact++;
	for (uint32_t i = 0; i < ees->level_count; i++)
		if (paid_at_most(ees, ees->levels[i].class, class))
			payers += ees->levels[i].weight;
	if (payers < least || !paid)
		return;
	share = ratio_add(ees->arena, *paid, ratio_of(ees->arena, (uint64_t)cost, payers));
	assert(ratio_compare(ees->arena, share, ees->share) > 0 || arena_is_spent(ees->arena));
	if (ees->has_next && ratio_compare(ees->arena, share, ees->next_exact) >= 0)
		return;
	ees->has_next = true;
	ees->next_exact = share;
	ees->next.count = 0;
	for (uint32_t at = class; at; at = ees->classes[at].parent) {
		uint32_t round = ees->classes[at].round;

		ees->next.parts[ees->next.count++] = (struct ees_part) {
			ees->election->projects[ees->won[round]].cost, ees->payers[round]
		};
	}
	ees->next.parts[ees->next.count++] = (struct ees_part) { cost, (uint32_t)payers };
	high = big_div(ees->arena, big_mul_small(ees->arena, share.num, UINT64_C(1) << ees->shift),
		share.den);
	ees->next_high = high.count == 0 ? 1 : high.count == 1 ? high.at[0] + 1 : UINT64_MAX;
}

/* For `least` payers or more somebody who cannot pay cost / that many now must pay it then, and
 * the poorest of them decides. In order of what was paid, class j would be among C(j) payers, the
 * weight up to and with it: the share is paid(j) + cost / C(j). Where two may have paid the same
 * the order is not sure; C is taken with all that might come before, which only lowers the bound,
 * and next_try decides. */
void ees_change(struct ees *ees, uint32_t project, uint32_t least)
{
	int64_t cost = ees->election->projects[project].cost;
	struct ees_level *levels = ees->levels;
	uint32_t count = ees->level_count;
	uint64_t lowest = UINT64_MAX;
	uint64_t weight = 0;
	uint32_t ahead = 0;

	levels_sort(levels, count);
	for (uint32_t i = 0; i < count; i++) {
		uint64_t low;

		while (ahead < count &&
			levels[ahead].paid <= levels[i].paid + ees->classes[levels[i].class].depth)
			weight += levels[ahead++].weight;
		if (weight <= ees->projects[project].payers)
			continue;
		low = levels[i].paid + price_low(ees, cost, (uint32_t)weight);
		if (low < lowest)
			lowest = low;
		if (weight >= least && low < ees->next_high)
			next_try(ees, project, levels[i].class, least);
	}
	ees->projects[project].next_low = lowest;
}
