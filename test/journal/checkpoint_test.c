/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Checkpoints: the published key of the signed-note specification, round trips, changed bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "base/arena.h"
#include "base/limits.h"
#include "journal/checkpoint.h"

static struct arena *arena;

/* example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k (C2SP signed-note) */
static void knows_the_published_key(void **state)
{
	uint8_t typed[33];
	struct buf out = buf_new(arena, 200);
	size_t len;

	(void)state;
	assert_true(base64_parse(str_of("AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"), typed,
		sizeof typed, &len));
	assert_int_equal(len, 33);
	checkpoint_verifier(&out, str_of("example.com/foo"), typed + 1);
	assert_string_equal(buf_z(&out),
		"example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
}

static struct str note_make(uint8_t key[CHECKPOINT_KEY])
{
	static const uint8_t seed[CHECKPOINT_SEED] = { 7 };
	struct hash root = hash_of("root", 4);
	struct buf *out = arena_alloc(arena, sizeof *out);

	*out = buf_new(arena, 1024);
	checkpoint_key(seed, key);
	checkpoint_print(out, str_of("zhidian.local/heqing"), 4377, &root, seed);
	return buf_view(out);
}

static void is_read_back(void **state)
{
	uint8_t key[CHECKPOINT_KEY];
	struct str note = note_make(key);
	struct hash root = hash_of("root", 4);
	struct checkpoint read;

	(void)state;
	assert_true(str_starts(note, "zhidian.local/heqing\n4377\n"));
	assert_true(checkpoint_check(note, key, &read));
	assert_int_equal(read.size, 4377);
	assert_true(hash_equal(&read.root, &root));
	assert_true(str_is(read.origin, "zhidian.local/heqing"));
}

static void no_changed_byte_is_taken(void **state)
{
	uint8_t key[CHECKPOINT_KEY];
	struct str note = note_make(key);
	char *changed = arena_copy(arena, note.at, note.len);
	struct checkpoint read;

	(void)state;
	for (size_t i = 0; i < note.len; i++) {
		changed[i] ^= 1;
		assert_false(checkpoint_check((struct str){ changed, note.len }, key, &read));
		changed[i] ^= 1;
		assert_false(checkpoint_check((struct str){ changed, i }, key, &read));
	}
	key[3] ^= 1;
	assert_false(checkpoint_check(note, key, &read));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_the_published_key),
		cmocka_unit_test(is_read_back),
		cmocka_unit_test(no_changed_byte_is_taken),
	};
	int failed;

	arena = arena_new(LIMIT_ARENA);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
