/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check_whole.c: the whole numbers of the checker, straight over libgmp's mpn functions, which
 * want lengths in order and nothing empty. Values are not changed after they are made. A spent
 * arena gives zeros: the checker looks at it before it says a word. */
#include <gmp.h>
#include "base/arena.h"
#include "base/buf.h"
#include "pb/check.h"

static struct whole room(struct arena *arena, size_t len)
{
	struct whole out = { arena_array(arena, len + 1, sizeof(uint64_t)), len };

	if (!out.at)
		out.len = 0;
	return out;
}

static struct whole trimmed(struct whole a)
{
	while (a.len && !a.at[a.len - 1])
		a.len--;
	return a;
}

struct whole whole_of(struct arena *arena, uint64_t value)
{
	struct whole out = room(arena, 1);

	if (out.len)
		out.at[0] = value;
	return trimmed(out);
}

struct whole whole_copy(struct arena *arena, struct whole a)
{
	struct whole out = room(arena, a.len);

	for (size_t i = 0; i < out.len; i++)
		out.at[i] = a.at[i];
	return out;
}

struct whole whole_add(struct arena *arena, struct whole a, struct whole b)
{
	struct whole out;

	if (a.len < b.len)
		return whole_add(arena, b, a);
	if (!b.len)
		return a;
	out = room(arena, a.len + 1);
	if (out.len)
		out.at[a.len] = mpn_add(out.at, a.at, (mp_size_t)a.len, b.at, (mp_size_t)b.len);
	return trimmed(out);
}

struct whole whole_minus(struct arena *arena, struct whole a, struct whole b)
{
	struct whole out;

	if (!b.len || whole_compare(a, b) < 0)
		return b.len ? (struct whole) { 0 } : a;
	out = room(arena, a.len);
	if (out.len)
		mpn_sub(out.at, a.at, (mp_size_t)a.len, b.at, (mp_size_t)b.len);
	return trimmed(out);
}

struct whole whole_times(struct arena *arena, struct whole a, struct whole b)
{
	struct whole out;

	if (a.len < b.len)
		return whole_times(arena, b, a);
	if (!b.len)
		return b;
	out = room(arena, a.len + b.len);
	if (out.len)
		mpn_mul(out.at, a.at, (mp_size_t)a.len, b.at, (mp_size_t)b.len);
	return trimmed(out);
}

struct whole whole_times_small(struct arena *arena, struct whole a, uint64_t b)
{
	struct whole out;

	if (!a.len || !b)
		return (struct whole) { 0 };
	out = room(arena, a.len + 1);
	if (out.len)
		out.at[a.len] = mpn_mul_1(out.at, a.at, (mp_size_t)a.len, b);
	return trimmed(out);
}

struct whole whole_over(struct arena *arena, struct whole a, struct whole b, bool *is_even)
{
	struct whole out = room(arena, a.len < b.len ? 1 : a.len - b.len + 2);
	struct whole rest = room(arena, b.len);

	if (is_even)
		*is_even = !a.len;
	if (!out.len || !rest.len)
		return (struct whole) { 0 };
	if (a.len < b.len) {
		out.at[0] = a.len > 0;
		return trimmed(out);
	}
	mpn_tdiv_qr(out.at, rest.at, 0, a.at, (mp_size_t)a.len, b.at, (mp_size_t)b.len);
	rest = trimmed(rest);
	if (is_even)
		*is_even = !rest.len;
	if (rest.len)
		mpn_add_1(out.at, out.at, (mp_size_t)out.len, 1);
	return trimmed(out);
}

uint64_t whole_shared(struct whole a, uint64_t b)
{
	return a.len ? mpn_gcd_1(a.at, (mp_size_t)a.len, b) : b;
}

int whole_compare(struct whole a, struct whole b)
{
	int sign;

	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	sign = a.len ? mpn_cmp(a.at, b.at, (mp_size_t)a.len) : 0;
	return sign < 0 ? -1 : sign > 0;
}

int quotient_compare(struct arena *arena, struct quotient a, struct quotient b)
{
	return whole_compare(whole_times(arena, a.num, b.den), whole_times(arena, b.num, a.den));
}

/* Euclid. */
static struct whole common_divisor(struct arena *arena, struct whole a, struct whole b)
{
	while (b.len) {
		struct whole quotient = room(arena, a.len < b.len ? 1 : a.len - b.len + 1);
		struct whole rest = room(arena, b.len);

		if (!quotient.len || !rest.len)
			return (struct whole) { 0 };
		if (a.len < b.len) {
			rest = a;
		} else {
			mpn_tdiv_qr(quotient.at, rest.at, 0, a.at, (mp_size_t)a.len, b.at,
				(mp_size_t)b.len);
			rest = trimmed(rest);
		}
		a = b;
		b = rest;
	}
	return a;
}

static void whole_say(struct buf *out, struct whole a)
{
	struct whole copy = whole_copy(out->arena, a);
	unsigned char *digits = arena_array(out->arena, a.len * 20 + 1, 1);
	size_t count;

	if (!a.len) {
		buf_char(out, '0');
		return;
	}
	if (!digits || !copy.len) {
		out->has_failed = true;
		return;
	}
	count = mpn_get_str(digits, 10, copy.at, (mp_size_t)copy.len);
	for (size_t i = 0; i < count; i++)
		buf_char(out, (char)('0' + digits[i]));
}

struct quotient quotient_sum(struct arena *arena, struct quotient a, struct quotient b)
{
	return (struct quotient) { whole_add(arena, whole_times(arena, a.num, b.den),
					   whole_times(arena, b.num, a.den)),
		whole_times(arena, a.den, b.den) };
}

struct quotient quotient_reduced(struct arena *arena, struct quotient a)
{
	struct whole divisor = common_divisor(arena, a.num, a.den);

	if (!divisor.len)
		return (struct quotient) { 0 };
	return (struct quotient) { whole_over(arena, a.num, divisor, NULL),
		whole_over(arena, a.den, divisor, NULL) };
}

void quotient_say(struct buf *out, struct quotient a)
{
	a = quotient_reduced(out->arena, a);
	if (!a.den.len) {
		out->has_failed = true;
		return;
	}
	whole_say(out, a.num);
	if (a.den.len == 1 && a.den.at[0] == 1)
		return;
	buf_char(out, '/');
	whole_say(out, a.den);
}
