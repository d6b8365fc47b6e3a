/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Whole numbers and fractions of any size, against libgmp's own mpz and mpq on random operands, the
 * edges of a limb among them. */
#include "unit.h"
#include <gmp.h>
#include "base/arena.h"
#include "base/buf.h"
#include "pb/exact.h"

static uint64_t chance(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* Up to five limbs; many are 0, all ones, or a power of two, where carries live. */
static struct pb_big big_random(struct arena *arena, uint64_t *seed)
{
	uint32_t count = (uint32_t)(chance(seed) % 6);
	uint64_t *at = arena_array(arena, 5, sizeof(*at));

	for (uint32_t i = 0; i < count; i++) {
		uint64_t kind = chance(seed) % 4;

		at[i] = kind == 0 ? 0 : kind == 1 ? UINT64_MAX : chance(seed);
		if (kind == 2)
			at[i] = UINT64_C(1) << (at[i] % 64);
	}
	while (count && !at[count - 1])
		count--;
	return (struct pb_big) { at, count };
}

static void to_mpz(mpz_t out, struct pb_big a)
{
	mpz_import(
		out, a.count, -1, sizeof(uint64_t), 0, 0, a.at ? a.at : (const uint64_t[]) { 0 });
}

static void is_mpz(struct pb_big a, const mpz_t expected)
{
	mpz_t mine;

	mpz_init(mine);
	to_mpz(mine, a);
	assert_int_equal(mpz_cmp(mine, expected), 0);
	assert_true(!a.count || a.at[a.count - 1]);
	mpz_clear(mine);
}

static void prints_and_reads(struct arena *arena, struct pb_big a, const mpz_t z)
{
	struct buf text = buf_new(arena, 1 << 16);
	char expected[1000];
	struct pb_big back;

	big_print(&text, a);
	gmp_snprintf(expected, sizeof(expected), "%Zd", z);
	assert_string_equal(buf_z(&text), expected);
	assert_true(big_read(arena, buf_view(&text), &back));
	assert_int_equal(big_compare(a, back), 0);
}

static void whole_numbers_are_those_of_mpz(void **state)
{
	struct arena *arena = arena_new(64 << 20);
	uint64_t seed = 20261125;
	mpz_t x, y, z;

	(void)state;
	mpz_inits(x, y, z, NULL);
	for (int i = 0; i < 20000; i++) {
		struct arena_mark mark = arena_mark(arena);
		struct pb_big a = big_random(arena, &seed);
		struct pb_big b = big_random(arena, &seed);
		uint64_t small = chance(&seed) >> (chance(&seed) % 64);

		to_mpz(x, a);
		to_mpz(y, b);
		mpz_add(z, x, y);
		is_mpz(big_add(arena, a, b), z);
		mpz_mul(z, x, y);
		is_mpz(big_mul(arena, a, b), z);
		mpz_mul_ui(z, x, small);
		is_mpz(big_mul_small(arena, a, small), z);
		mpz_gcd(z, x, y);
		is_mpz(big_gcd(arena, a, b), z);
		assert_int_equal(big_compare(a, b), (mpz_cmp(x, y) > 0) - (mpz_cmp(x, y) < 0));
		if (mpz_cmp(x, y) >= 0) {
			mpz_sub(z, x, y);
			is_mpz(big_sub(arena, a, b), z);
		}
		if (b.count) {
			mpz_fdiv_q(z, x, y);
			is_mpz(big_div(arena, a, b), z);
		}
		prints_and_reads(arena, a, x);
		assert_false(arena_is_spent(arena));
		arena_rewind(arena, mark);
	}
	mpz_clears(x, y, z, NULL);
	arena_free(arena);
}

static void is_mpq(struct pb_ratio a, const mpq_t expected)
{
	is_mpz(a.num, mpq_numref(expected));
	is_mpz(a.den, mpq_denref(expected));
}

static void to_mpq(mpq_t out, struct pb_ratio a)
{
	to_mpz(mpq_numref(out), a.num);
	to_mpz(mpq_denref(out), a.den);
	mpq_canonicalize(out);
}

static struct pb_ratio ratio_random(struct arena *arena, uint64_t *seed)
{
	struct pb_big den = big_random(arena, seed);

	return ratio_make(arena, big_random(arena, seed), den.count ? den : big_of(arena, 7));
}

static void fractions_are_those_of_mpq(void **state)
{
	struct arena *arena = arena_new(64 << 20);
	uint64_t seed = 7;
	mpq_t x, y, z;

	(void)state;
	mpq_inits(x, y, z, NULL);
	for (int i = 0; i < 20000; i++) {
		struct arena_mark mark = arena_mark(arena);
		struct pb_ratio a = ratio_random(arena, &seed);
		struct pb_ratio b = ratio_random(arena, &seed);

		to_mpq(x, a);
		to_mpq(y, b);
		is_mpq(a, x);
		mpq_add(z, x, y);
		is_mpq(ratio_add(arena, a, b), z);
		mpq_mul(z, x, y);
		is_mpq(ratio_mul(arena, a, b), z);
		assert_int_equal(
			ratio_compare(arena, a, b), (mpq_cmp(x, y) > 0) - (mpq_cmp(x, y) < 0));
		if (mpq_cmp(x, y) >= 0) {
			mpq_sub(z, x, y);
			is_mpq(ratio_sub(arena, a, b), z);
		}
		if (!ratio_is_zero(b)) {
			mpq_div(z, x, y);
			is_mpq(ratio_div(arena, a, b), z);
		}
		assert_false(arena_is_spent(arena));
		arena_rewind(arena, mark);
	}
	mpq_clears(x, y, z, NULL);
	arena_free(arena);
}

static void a_fraction_prints_as_short_as_it_is(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct buf text = buf_new(arena, 1000);
	struct pb_ratio half = ratio_of(arena, 21, 42);
	struct pb_ratio four = ratio_mul_small(arena, half, 8);
	struct pb_ratio none = ratio_sub(arena, half, half);
	struct pb_ratio ninth = ratio_div_small(arena, four, 36);
	struct pb_ratio kept = ratio_copy(arena, ninth);

	(void)state;
	pb_ratio_print(&text, &half);
	buf_char(&text, ' ');
	pb_ratio_print(&text, &four);
	buf_char(&text, ' ');
	pb_ratio_print(&text, &none);
	buf_char(&text, ' ');
	pb_ratio_print(&text, &kept);
	assert_string_equal(buf_z(&text), "1/2 4 0 1/9");
	arena_free(arena);
}

/* When memory is out there are zeros, no crash, and the arena says so. */
static void a_spent_arena_gives_zeros(void **state)
{
	struct arena *arena = arena_new(4096);
	struct pb_ratio x = ratio_of(arena, 1, 3);

	(void)state;
	for (uint64_t i = 3; i < 2000 && !arena_is_spent(arena); i += 2)
		x = ratio_add(arena, x, ratio_of(arena, 1, i));
	assert_true(arena_is_spent(arena));
	x = ratio_div(arena, ratio_mul(arena, x, x), x);
	x = ratio_div_small(arena, ratio_sub(arena, x, x), 3);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_numbers_are_those_of_mpz),
		cmocka_unit_test(fractions_are_those_of_mpq),
		cmocka_unit_test(a_fraction_prints_as_short_as_it_is),
		cmocka_unit_test(a_spent_arena_gives_zeros),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
