/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ees_sum.c: what a group has paid, as a fraction, from the rounds in which it paid. Asked for
 * where units do not tell, which is mostly one kind of group in a run: those with exactly the
 * price. So the sum of the last one is kept. */
#include <string.h>
#include "base/arena.h"
#include "pb/ees.h"

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

static struct pb_ratio rounds_sum(const struct ees *ees, const uint32_t *rounds, uint32_t count)
{
	if (count == 0)
		return ratio_of(ees->arena, 0, 1);
	if (count == 1)
		return ratio_of(ees->arena,
			(uint64_t)ees->election->projects[ees->won[rounds[0]]].cost,
			ees->payers[rounds[0]]);
	return ratio_add(ees->arena, rounds_sum(ees, rounds, count / 2),
		rounds_sum(ees, rounds + count / 2, count - count / 2));
}

/* Its place in the side, or the count of the side. */
static uint32_t place_in(const struct pb_side *side, uint32_t group)
{
	struct side_walk walk = side_walk(side);
	struct side_piece piece;
	uint32_t before = 0;

	while (side_next(&walk, &piece)) {
		uint32_t low = 0;
		uint32_t high = piece.count;

		while (low < high) {
			uint32_t middle = low + (high - low) / 2;

			if (piece.groups[middle] < group)
				low = middle + 1;
			else
				high = middle;
		}
		if (low < piece.count)
			return piece.groups[low] == group ? before + low : side->count;
		before += piece.count;
	}
	return side->count;
}

uint32_t ees_paid_rounds(const struct ees *ees, uint32_t group, uint32_t round, uint32_t *out)
{
	uint32_t count = 0;

	if (ees->paid && !ees->paid[group] && !ees->has_dust)
		return 0;
	for (uint32_t i = 0; i < round; i++) {
		const struct pb_side *side = &ees->election->sides[ees->won[i]];
		const uint64_t *paying = ees->paying + ees->projects[ees->won[i]].bits;
		uint32_t place;

		if (!ees->election->projects[ees->won[i]].cost)
			continue;
		place = place_in(side, group);
		if (place < side->count && paying[place / 64] >> place % 64 & 1)
			out[count++] = i;
	}
	return count;
}

const struct pb_ratio *ees_paid(struct ees *ees, uint32_t group, uint32_t round)
{
	struct ees_sum *last = &ees->sums[0];
	struct ees_sum *now = &ees->sums[1];
	struct pb_ratio *exact;
	struct ees_sum swap;

	if (last->exact && last->group == group && last->round == round)
		return last->exact;
	now->count = ees_paid_rounds(ees, group, round, now->rounds);
	if (last->exact && last->count == now->count &&
		memcmp(last->rounds, now->rounds, now->count * sizeof(*now->rounds)) == 0) {
		last->group = group;
		last->round = round;
		return last->exact;
	}
	exact = arena_alloc(ees->arena, sizeof(*exact));
	if (!exact)
		return NULL;
	*exact = rounds_sum(ees, now->rounds, now->count);
	now->exact = exact;
	now->group = group;
	now->round = round;
	swap = *last;
	*last = *now;
	*now = swap;
	return exact;
}
