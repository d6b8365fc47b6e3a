/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Arena: zeroed and aligned memory, the cap, what spent means, growing without waste. */
#include "unit.h"
#include <stdalign.h>
#include "base/arena.h"

static void is_zeroed_and_aligned(void **state)
{
	struct arena *arena = arena_new(8 << 20);

	(void)state;
	for (size_t size = 0; size < 20000; size = size * 2 + 1) {
		unsigned char *at = arena_alloc(arena, size);

		assert_non_null(at);
		assert_int_equal((uintptr_t)at % alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(at[i], 0);
		memset(at, 0xee, size);
	}
	arena_free(arena);
}

static void keeps_what_was_written(void **state)
{
	enum { COUNT = 5000 };
	struct arena *arena = arena_new(8 << 20);
	size_t *at[COUNT];

	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		at[i] = arena_array(arena, i % 40 + 1, sizeof(*at[i]));
		for (size_t k = 0; k <= i % 40; k++)
			at[i][k] = i;
	}
	for (size_t i = 0; i < COUNT; i++)
		for (size_t k = 0; k <= i % 40; k++)
			assert_int_equal(at[i][k], i);
	arena_free(arena);
}

static void is_spent_at_its_cap(void **state)
{
	struct arena *arena = arena_new(1024);

	(void)state;
	assert_non_null(arena_alloc(arena, 1000));
	assert_false(arena_is_spent(arena));
	assert_null(arena_alloc(arena, 17));
	assert_true(arena_is_spent(arena));
	assert_null(arena_alloc(arena, 1)); /* for good */
	assert_true(arena_used(arena) <= 1024);
	arena_free(arena);
}

static void takes_its_cap_to_the_byte(void **state)
{
	struct arena *arena = arena_new(64 << 10);

	(void)state;
	assert_non_null(arena_alloc(arena, 64 << 10));
	assert_int_equal(arena_used(arena), 64 << 10);
	assert_null(arena_alloc(arena, 0));
	arena_free(arena);
}

static void refuses_sizes_that_wrap(void **state)
{
	struct arena *arena;

	(void)state;
	arena = arena_new(SIZE_MAX);
	assert_null(arena_array(arena, SIZE_MAX / 2, 3));
	assert_true(arena_is_spent(arena));
	arena_free(arena);
	arena = arena_new(SIZE_MAX);
	assert_null(arena_alloc(arena, SIZE_MAX));
	arena_free(arena);
	arena = arena_new(SIZE_MAX);
	assert_null(arena_copy(arena, "", SIZE_MAX));
	arena_free(arena);
	arena = arena_new(SIZE_MAX);
	assert_non_null(arena_array(arena, 0, 8));
	arena_free(arena);
}

static void copies_with_a_nul(void **state)
{
	struct arena *arena = arena_new(1 << 20);

	(void)state;
	assert_string_equal(arena_copy(arena, "abcdef", 3), "abc");
	assert_string_equal(arena_copy(arena, NULL, 0), "");
	arena_free(arena);
}

static void grows_a_big_thing_without_waste(void **state)
{
	enum { BIG = 20 << 20 };
	struct arena *arena = arena_new(BIG + (64 << 10));
	size_t size = 100;
	unsigned char *at = arena_alloc(arena, size);
	unsigned char *neighbour = arena_alloc(arena, 9000);

	(void)state;
	memset(at, 7, size);
	memset(neighbour, 9, 9000);
	while (size < BIG) {
		size_t new_size = size * 2 < BIG ? size * 2 : BIG;

		at = arena_grow(arena, at, size, new_size);
		assert_non_null(at);
		assert_int_equal(at[0], 7);
		assert_int_equal(at[99], 7);
		assert_int_equal(at[new_size - 1], 0);
		size = new_size;
	}
	assert_int_equal(neighbour[0], 9);
	assert_int_equal(neighbour[8999], 9);
	assert_false(arena_is_spent(arena));
	assert_null(arena_grow(arena, at, size, size + (1 << 20)));
	assert_true(arena_is_spent(arena));
	assert_int_equal(at[0], 7); /* the old bytes stay */
	arena_free(arena);
}

static void grows_several_big_things(void **state)
{
	struct arena *arena = arena_new(8 << 20);
	unsigned char *at[5];

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		at[i] = arena_grow(arena, NULL, 0, 10000);
		at[i][0] = (unsigned char)i;
	}
	for (size_t size = 10000; size < 160000; size *= 2)
		for (size_t i = 0; i < 5; i++)
			at[i] = arena_grow(arena, at[i], size, size * 2);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(at[i][0], i);
	arena_free(arena);
}

static void is_freed_by_cleanup(void **state)
{
	struct arena *arena = arena_new(100);

	(void)state;
	arena_free_at(&arena);
	assert_null(arena);
	arena_free_at(&arena);
	arena_free(NULL);
}


/* What stood before the mark stays, what comes after a rewind is zeroed again, and a thousand
 * rounds take no more than one. */
static void rewinds_to_a_mark(void **state)
{
	struct arena *arena = arena_new(4 << 20);
	char *kept = arena_copy(arena, "kept", 4);
	char *big = arena_alloc(arena, 100000);

	(void)state;
	memset(big, 0x55, 100000);
	for (size_t round = 0; round < 1000; round++) {
		struct arena_mark mark = arena_mark(arena);

		for (size_t i = 1; i < 60; i++) {
			unsigned char *at = arena_alloc(arena, i * 331);

			assert_non_null(at);
			for (size_t k = 0; k < i * 331; k++)
				assert_int_equal(at[k], 0);
			memset(at, 0xaa, i * 331);
		}
		assert_non_null(arena_grow(arena, arena_alloc(arena, 50000), 50000, 90000));
		arena_rewind(arena, mark);
		assert_int_equal(arena_used(arena), mark.used);
	}
	assert_string_equal(kept, "kept");
	for (size_t i = 0; i < 100000; i++)
		assert_int_equal(big[i], 0x55);
	arena_free(arena);
}

static void marks_nest(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct arena_mark outer = arena_mark(arena);
	char *first = arena_copy(arena, "first", 5);
	struct arena_mark inner = arena_mark(arena);

	(void)state;
	assert_non_null(arena_alloc(arena, 300000));
	arena_rewind(arena, inner);
	assert_string_equal(first, "first");
	arena_rewind(arena, outer);
	assert_int_equal(arena_used(arena), 0);
	assert_non_null(arena_alloc(arena, 1 << 20));
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_zeroed_and_aligned),
		cmocka_unit_test(keeps_what_was_written),
		cmocka_unit_test(is_spent_at_its_cap),
		cmocka_unit_test(takes_its_cap_to_the_byte),
		cmocka_unit_test(refuses_sizes_that_wrap),
		cmocka_unit_test(copies_with_a_nul),
		cmocka_unit_test(grows_a_big_thing_without_waste),
		cmocka_unit_test(grows_several_big_things),
		cmocka_unit_test(is_freed_by_cleanup),
		cmocka_unit_test(rewinds_to_a_mark),
		cmocka_unit_test(marks_nest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
