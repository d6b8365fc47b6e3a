/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ees_whole.c: what groups have paid, exactly, over one denominator that is common to all: the
 * least that all numbers of payers divide, or a multiple of it. Then a payment is a sum, and who
 * can pay is a comparison of two whole numbers. Numbers have as many limbs each, so that one more
 * only means that those are laid out anew.
 *
 * Lemma. With y = v / D, v whole: y + c/k ≤ s just if v ≤ floor((s − c/k) · D), none if c/k > s. */
#include <assert.h>
#include <gmp.h>
#include <string.h>
#include "base/arena.h"
#include "pb/ees.h"

enum { ROOM_FIRST = 4, SLACK = 4 };

static mp_limb_t *limbs(uint64_t *at)
{
	return (mp_limb_t *)at;
}

static mp_limb_t *paid_at(const struct ees_wholes *wholes, uint32_t group)
{
	return limbs(wholes->paid + (size_t)group * wholes->room);
}

static struct pb_big as_big(const uint64_t *at, size_t count)
{
	while (count && !at[count - 1])
		count--;
	return (struct pb_big) { at, (uint32_t)count };
}

static struct pb_big below_of(const struct ees_wholes *wholes)
{
	return as_big(wholes->below, wholes->room);
}

/* Nothing that was allocated in this run before is freed at its end then: the mark moves. */
static enum err room_make(struct ees *ees, uint32_t room)
{
	struct ees_wholes *wholes = &ees->wholes;
	size_t groups = ees->election->group_count + (size_t)1;
	uint64_t *paid = arena_array(ees->arena, groups * room, sizeof(*paid));
	uint64_t *below = arena_array(ees->arena, room, sizeof(*below));

	if (!paid || !below)
		return ERR_MEMORY;
	for (size_t g = 0; wholes->room && g < groups - 1; g++)
		memcpy(paid + g * room, wholes->paid + g * wholes->room,
			wholes->room * sizeof(*paid));
	if (wholes->room)
		memcpy(below, wholes->below, wholes->room * sizeof(*below));
	wholes->paid = paid;
	wholes->below = below;
	wholes->room = room;
	ees->mark = arena_mark(ees->arena);
	return OK;
}

enum err ees_whole_make(struct ees *ees)
{
	ees->wholes.is_on = true;
	return room_make(ees, ROOM_FIRST);
}

void ees_whole_begin(struct ees *ees)
{
	struct ees_wholes *wholes = &ees->wholes;
	size_t groups = ees->election->group_count;

	memset(wholes->paid, 0, groups * wholes->room * sizeof(*wholes->paid));
	memset(wholes->below, 0, wholes->room * sizeof(*wholes->below));
	wholes->below[0] = 1;
}

/* Money is below 2^63, and nobody pays more than there is: a limb above the denominator's. */
enum err ees_whole_divide(struct ees *ees, uint32_t payers)
{
	struct ees_wholes *wholes = &ees->wholes;
	struct pb_big below = below_of(wholes);
	uint64_t factor = payers /
			  mpn_gcd_1((const mp_limb_t *)below.at, below.count, (mp_limb_t)payers);

	if (factor == 1)
		return OK;
	if (below.count + 2 > wholes->room)
		TRY(room_make(ees, wholes->room + wholes->room / 2 + 2));
	mpn_mul_1(limbs(wholes->below), limbs(wholes->below), wholes->room, factor);
	for (uint32_t g = 0; g < ees->election->group_count; g++)
		mpn_mul_1(paid_at(wholes, g), paid_at(wholes, g), wholes->room, factor);
	return OK;
}

/* What was paid in these rounds is whole over their own denominator, so the division is too. */
void ees_whole_shrink(struct ees *ees)
{
	struct ees_wholes *wholes = &ees->wholes;
	struct pb_big below = below_of(wholes);
	struct pb_big least = big_of(ees->arena, 1);
	struct pb_big factor;

	for (uint32_t i = 0; i < ees->round_count; i++)
		if (ees->election->projects[ees->won[i]].cost) {
			struct pb_big payers = big_of(ees->arena, ees->payers[i]);
			struct pb_big shared = big_gcd(ees->arena, least, payers);

			least = big_mul(ees->arena, least, big_div(ees->arena, payers, shared));
		}
	if (below.count <= 2 * least.count + SLACK || arena_is_spent(ees->arena))
		return;
	factor = big_div(ees->arena, below, least);
	for (uint32_t g = 0; g < ees->election->group_count; g++) {
		uint64_t *paid = wholes->paid + (size_t)g * wholes->room;
		struct arena_mark mark = arena_mark(ees->arena);
		struct pb_big less = big_div(ees->arena, as_big(paid, wholes->room), factor);

		memset(paid, 0, wholes->room * sizeof(*paid));
		if (less.count)
			memcpy(paid, less.at, less.count * sizeof(*paid));
		arena_rewind(ees->arena, mark);
	}
	memset(wholes->below, 0, wholes->room * sizeof(*wholes->below));
	if (least.count)
		memcpy(wholes->below, least.at, least.count * sizeof(*least.at));
}

/* In as many limbs as all; NULL when the arena is spent or it has more: more than any money. */
static const uint64_t *spread(struct ees *ees, uint64_t *at, struct pb_big it)
{
	if (!at || it.count > ees->wholes.room || arena_is_spent(ees->arena))
		return NULL;
	if (it.count)
		memcpy(at, it.at, it.count * sizeof(*at));
	return at;
}

const uint64_t *ees_whole_price(struct ees *ees, int64_t cost, uint32_t payers)
{
	struct ees_wholes *wholes = &ees->wholes;
	uint64_t *at = arena_array(ees->arena, wholes->room, sizeof(*at));

	if (!at)
		return NULL;
	mpn_divexact_1(limbs(at), limbs(wholes->below), wholes->room, payers);
	mpn_mul_1(limbs(at), limbs(at), wholes->room, (mp_limb_t)cost);
	return at;
}

const uint64_t *ees_whole_left(
	struct ees *ees, const struct ees_money *money, int64_t cost, uint32_t payers)
{
	struct arena *arena = ees->arena;
	uint64_t *at = arena_array(arena, ees->wholes.room, sizeof(*at));
	struct arena_mark mark = arena_mark(arena);
	struct pb_big all = big_mul_small(arena, money->exact.num, payers);
	struct pb_big part = big_mul_small(arena, money->exact.den, (uint64_t)cost);
	const uint64_t *left = NULL;

	if (big_compare(all, part) >= 0)
		left = spread(ees, at,
			big_div(arena,
				big_mul(arena, big_sub(arena, all, part), below_of(&ees->wholes)),
				big_mul_small(arena, money->exact.den, payers)));
	arena_rewind(arena, mark);
	return left;
}

void ees_whole_pay(struct ees *ees, uint32_t group, const uint64_t *price)
{
	mp_limb_t *at = paid_at(&ees->wholes, group);

	mpn_add_n(at, at, (const mp_limb_t *)price, ees->wholes.room);
}

void ees_whole_repay(struct ees *ees, uint32_t group, const uint64_t *price)
{
	mp_limb_t *at = paid_at(&ees->wholes, group);
	mp_limb_t borrow = mpn_sub_n(at, at, (const mp_limb_t *)price, ees->wholes.room);

	assert(!borrow);
}

int ees_whole_compare(const struct ees *ees, uint32_t group, const uint64_t *whole)
{
	int sign = mpn_cmp(
		paid_at(&ees->wholes, group), (const mp_limb_t *)whole, ees->wholes.room);

	return sign < 0 ? -1 : sign > 0;
}

struct pb_ratio ees_whole_paid(struct ees *ees, uint32_t group)
{
	const struct ees_wholes *wholes = &ees->wholes;

	return ratio_make(ees->arena,
		as_big(wholes->paid + (size_t)group * wholes->room, wholes->room),
		below_of(wholes));
}
