/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/exact.c: libgmp's mpn functions behind values. mpn wants lengths in order and no zero operands
 * here and there; that is looked after in one place, so that rules can write sums as sums. */
#include "pb/exact.h"
#include <assert.h>
#include <gmp.h>
#include "base/arena.h"
#include "base/buf.h"

static_assert(sizeof(mp_limb_t) == sizeof(uint64_t) && GMP_NAIL_BITS == 0, "64-bit limbs");

static mp_limb_t *limbs_new(struct arena *arena, size_t count)
{
	return arena_array(arena, count, sizeof(mp_limb_t));
}

static const mp_limb_t *limbs(struct pb_big a)
{
	return (const mp_limb_t *)a.at;
}

static struct pb_big big_trim(mp_limb_t *at, size_t count)
{
	while (count && !at[count - 1])
		count--;
	return (struct pb_big) { (const uint64_t *)at, (uint32_t)count };
}

bool big_is_zero(struct pb_big a)
{
	return !a.count;
}

struct pb_big big_of(struct arena *arena, uint64_t value)
{
	mp_limb_t *at = limbs_new(arena, 1);

	if (!at)
		return (struct pb_big) { 0 };
	at[0] = value;
	return big_trim(at, 1);
}

struct pb_big big_add(struct arena *arena, struct pb_big a, struct pb_big b)
{
	mp_limb_t *at;

	if (a.count < b.count)
		return big_add(arena, b, a);
	if (!b.count)
		return a;
	at = limbs_new(arena, (size_t)a.count + 1);
	if (!at)
		return (struct pb_big) { 0 };
	at[a.count] = mpn_add(at, limbs(a), a.count, limbs(b), b.count);
	return big_trim(at, (size_t)a.count + 1);
}

struct pb_big big_sub(struct arena *arena, struct pb_big a, struct pb_big b)
{
	mp_limb_t *at;
	mp_limb_t borrow;

	if (!b.count)
		return a;
	at = limbs_new(arena, a.count);
	if (!at)
		return (struct pb_big) { 0 };
	assert(big_compare(a, b) >= 0 || arena_is_spent(arena));
	borrow = mpn_sub(at, limbs(a), a.count, limbs(b), b.count);
	assert(!borrow);
	return big_trim(at, a.count);
}

struct pb_big big_mul(struct arena *arena, struct pb_big a, struct pb_big b)
{
	mp_limb_t *at;

	if (a.count < b.count)
		return big_mul(arena, b, a);
	if (!b.count)
		return (struct pb_big) { 0 };
	at = limbs_new(arena, (size_t)a.count + b.count);
	if (!at)
		return (struct pb_big) { 0 };
	mpn_mul(at, limbs(a), a.count, limbs(b), b.count);
	return big_trim(at, (size_t)a.count + b.count);
}

struct pb_big big_mul_small(struct arena *arena, struct pb_big a, uint64_t b)
{
	mp_limb_t *at;

	if (!a.count || !b)
		return (struct pb_big) { 0 };
	if (b == 1)
		return a;
	at = limbs_new(arena, (size_t)a.count + 1);
	if (!at)
		return (struct pb_big) { 0 };
	at[a.count] = mpn_mul_1(at, limbs(a), a.count, b);
	return big_trim(at, (size_t)a.count + 1);
}

struct pb_big big_div(struct arena *arena, struct pb_big a, struct pb_big b)
{
	mp_limb_t *at;
	mp_limb_t *rest;

	if (arena_is_spent(arena))
		return (struct pb_big) { 0 };
	assert(b.count);
	if (a.count < b.count)
		return (struct pb_big) { 0 };
	if (b.count == 1 && b.at[0] == 1)
		return a;
	at = limbs_new(arena, (size_t)a.count - b.count + 1);
	rest = limbs_new(arena, b.count);
	if (!at || !rest)
		return (struct pb_big) { 0 };
	mpn_tdiv_qr(at, rest, 0, limbs(a), a.count, limbs(b), b.count);
	return big_trim(at, (size_t)a.count - b.count + 1);
}

/* mpn_gcd wants its second operand odd, and both to be its own. */
static struct pb_big gcd_long(struct arena *arena, struct pb_big a, struct pb_big b)
{
	size_t shift_a = mpn_scan1(limbs(a), 0);
	size_t shift_b = mpn_scan1(limbs(b), 0);
	size_t shift = shift_a < shift_b ? shift_a : shift_b;
	mp_limb_t *x = limbs_new(arena, a.count);
	mp_limb_t *y = limbs_new(arena, b.count);
	mp_limb_t *at = limbs_new(arena, (size_t)b.count + shift / 64 + 2);
	struct pb_big u;
	struct pb_big v;
	size_t count;

	if (!x || !y || !at)
		return (struct pb_big) { 0 };
	mpn_copyi(x, limbs(a) + shift_a / 64, a.count - (mp_size_t)(shift_a / 64));
	mpn_copyi(y, limbs(b) + shift_b / 64, b.count - (mp_size_t)(shift_b / 64));
	u = big_trim(x, a.count - shift_a / 64);
	v = big_trim(y, b.count - shift_b / 64);
	if (shift_a % 64)
		mpn_rshift(x, x, u.count, (unsigned)(shift_a % 64));
	if (shift_b % 64)
		mpn_rshift(y, y, v.count, (unsigned)(shift_b % 64));
	u = big_trim(x, u.count);
	v = big_trim(y, v.count);
	if (big_compare(u, v) < 0)
		count = (size_t)mpn_gcd(at + shift / 64, y, v.count, x, u.count);
	else
		count = (size_t)mpn_gcd(at + shift / 64, x, u.count, y, v.count);
	if (shift % 64) {
		at[shift / 64 + count] = mpn_lshift(
			at + shift / 64, at + shift / 64, (mp_size_t)count, (unsigned)(shift % 64));
		count++;
	}
	return big_trim(at, shift / 64 + count);
}

struct pb_big big_gcd(struct arena *arena, struct pb_big a, struct pb_big b)
{
	if (!a.count)
		return b;
	if (!b.count)
		return a;
	if (b.count == 1)
		return big_of(arena, mpn_gcd_1(limbs(a), a.count, b.at[0]));
	if (a.count == 1)
		return big_of(arena, mpn_gcd_1(limbs(b), b.count, a.at[0]));
	return gcd_long(arena, a, b);
}

int big_compare(struct pb_big a, struct pb_big b)
{
	int sign;

	if (a.count != b.count)
		return a.count < b.count ? -1 : 1;
	sign = a.count ? mpn_cmp(limbs(a), limbs(b), a.count) : 0;
	return sign < 0 ? -1 : sign > 0;
}

/* Nineteen digits at a time from the low end. */
static void print_down(struct buf *out, mp_limb_t *at, size_t count)
{
	const uint64_t base = UINT64_C(10000000000000000000);
	struct pb_big whole = big_trim(at, count);
	uint64_t rest;

	if (whole.count <= 1) {
		buf_print(out, "%llu", whole.count ? (unsigned long long)whole.at[0] : 0ULL);
		return;
	}
	rest = mpn_divrem_1(at, 0, at, whole.count, base);
	print_down(out, at, whole.count);
	buf_print(out, "%019llu", (unsigned long long)rest);
}

void big_print(struct buf *out, struct pb_big a)
{
	mp_limb_t *at = limbs_new(out->arena, a.count ? a.count : 1);

	if (!at) {
		out->has_failed = true;
		return;
	}
	if (a.count)
		mpn_copyi(at, limbs(a), a.count);
	print_down(out, at, a.count);
}

bool big_read(struct arena *arena, struct str text, struct pb_big *out)
{
	size_t room = text.len / 19 + 1;
	mp_limb_t *at;
	size_t count = 0;

	if (!text.at || !text.len)
		return false;
	at = limbs_new(arena, room);
	if (!at)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		mp_limb_t carry;

		if (text.at[i] < '0' || text.at[i] > '9')
			return false;
		carry = (mp_limb_t)(text.at[i] - '0');
		if (count) {
			mp_limb_t high = mpn_mul_1(at, at, (mp_size_t)count, 10);

			carry = high + mpn_add_1(at, at, (mp_size_t)count, carry);
		}
		if (carry)
			at[count++] = carry;
	}
	*out = big_trim(at, count);
	return true;
}

struct pb_ratio ratio_make(struct arena *arena, struct pb_big num, struct pb_big den)
{
	struct pb_big gcd;

	if (!num.count || arena_is_spent(arena))
		return (struct pb_ratio) { { 0 }, big_of(arena, 1) };
	assert(den.count);
	gcd = big_gcd(arena, num, den);
	if (arena_is_spent(arena))
		return (struct pb_ratio) { 0 };
	return (struct pb_ratio) { big_div(arena, num, gcd), big_div(arena, den, gcd) };
}

struct pb_ratio ratio_of(struct arena *arena, uint64_t num, uint64_t den)
{
	return ratio_make(arena, big_of(arena, num), big_of(arena, den));
}

struct pb_ratio ratio_add(struct arena *arena, struct pb_ratio a, struct pb_ratio b)
{
	return ratio_make(arena,
		big_add(arena, big_mul(arena, a.num, b.den), big_mul(arena, b.num, a.den)),
		big_mul(arena, a.den, b.den));
}

struct pb_ratio ratio_sub(struct arena *arena, struct pb_ratio a, struct pb_ratio b)
{
	return ratio_make(arena,
		big_sub(arena, big_mul(arena, a.num, b.den), big_mul(arena, b.num, a.den)),
		big_mul(arena, a.den, b.den));
}

struct pb_ratio ratio_mul(struct arena *arena, struct pb_ratio a, struct pb_ratio b)
{
	return ratio_make(arena, big_mul(arena, a.num, b.num), big_mul(arena, a.den, b.den));
}

struct pb_ratio ratio_mul_small(struct arena *arena, struct pb_ratio a, uint64_t b)
{
	return ratio_make(arena, big_mul_small(arena, a.num, b), a.den);
}

struct pb_ratio ratio_div(struct arena *arena, struct pb_ratio a, struct pb_ratio b)
{
	return ratio_make(arena, big_mul(arena, a.num, b.den), big_mul(arena, a.den, b.num));
}

struct pb_ratio ratio_div_small(struct arena *arena, struct pb_ratio a, uint64_t b)
{
	return ratio_make(arena, a.num, big_mul_small(arena, a.den, b));
}

int ratio_compare(struct arena *arena, struct pb_ratio a, struct pb_ratio b)
{
	struct arena_mark mark = arena_mark(arena);
	int sign = big_compare(big_mul(arena, a.num, b.den), big_mul(arena, b.num, a.den));

	arena_rewind(arena, mark);
	return sign;
}

bool ratio_is_zero(struct pb_ratio a)
{
	return !a.num.count;
}

static struct pb_big big_copy(struct arena *arena, struct pb_big a)
{
	mp_limb_t *at = limbs_new(arena, a.count ? a.count : 1);

	if (!at)
		return (struct pb_big) { 0 };
	if (a.count)
		mpn_copyi(at, limbs(a), a.count);
	return big_trim(at, a.count);
}

struct pb_ratio ratio_copy(struct arena *arena, struct pb_ratio a)
{
	return (struct pb_ratio) { big_copy(arena, a.num), big_copy(arena, a.den) };
}

void pb_ratio_print(struct buf *out, const struct pb_ratio *ratio)
{
	big_print(out, ratio->num);
	if (ratio->den.count == 1 && ratio->den.at[0] == 1)
		return;
	buf_char(out, '/');
	big_print(out, ratio->den);
}
