/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/box.h: key files that only their owner reads, envelopes of one size that libsodium's own
 * call opens and no other key does, receipts that tell envelopes apart. */
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/buf.h"
#include "choose/box.h"
#include "unit.h"

struct bench {
	struct arena *arena;
	char dir[40];
	uint8_t chance[BOX_KEY];
	struct box_key key;
	struct bytes public_key;
	struct box_key secret;
};

static void bench_open(struct bench *bench)
{
	bool found = false;

	*bench = (struct bench) { .dir = "/tmp/zhidian-box-XXXXXX", .chance = { 7 } };
	bench->arena = arena_new(1 << 20);
	assert_non_null(mkdtemp(bench->dir));
	assert_int_equal(box_make(bench->arena, bench->dir, bench->chance, &bench->key), OK);
	bench->public_key = (struct bytes) { bench->key.at, BOX_KEY };
	assert_int_equal(
		box_secret(bench->arena, bench->dir, bench->public_key, &bench->secret, &found),
		OK);
	assert_true(found);
}

static void bench_close(struct bench *bench)
{
	assert_int_equal(box_forget(bench->arena, bench->dir, bench->public_key), OK);
	rmdir(bench->dir);
	arena_free(bench->arena);
}

static const char *key_path(struct bench *bench)
{
	struct buf path = buf_new(bench->arena, 200);

	buf_print(&path, "%s/", bench->dir);
	hex_print(&path, bench->public_key);
	buf_text(&path, ".box");
	return buf_z(&path);
}

static void test_key_file(void **state)
{
	struct bench bench;
	struct box_key again;
	struct stat st;
	bool found = true;

	(void)state;
	bench_open(&bench);
	assert_int_equal(stat(key_path(&bench), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(box_make(bench.arena, bench.dir, bench.chance, &again), OK);
	assert_memory_equal(again.at, bench.key.at, BOX_KEY);
	assert_int_equal(box_forget(bench.arena, bench.dir, bench.public_key), OK);
	assert_int_equal(stat(key_path(&bench), &st), -1);
	assert_int_equal(box_secret(bench.arena, bench.dir, bench.public_key, &again, &found), OK);
	assert_false(found);
	bench_close(&bench); /* forgetting twice is fine */
}

static void test_torn_key_file(void **state)
{
	struct bench bench;
	struct box_key out;
	bool found = true;
	int fd;

	(void)state;
	bench_open(&bench);
	fd = open(key_path(&bench), O_WRONLY | O_TRUNC);
	assert_int_equal(write(fd, "0123", 4), 4);
	close(fd);
	assert_int_equal(
		box_secret(bench.arena, bench.dir, bench.public_key, &out, &found), ERR_IO);
	assert_false(found);
	bench_close(&bench);
}

static void test_no_dir(void **state)
{
	struct arena *arena = arena_new(1 << 16);
	uint8_t chance[BOX_KEY] = { 1 };
	struct box_key key;

	(void)state;
	assert_int_equal(box_make(arena, "/tmp/zhidian-no-such-dir", chance, &key), ERR_IO);
	arena_free(arena);
}

static void test_seal_and_open(void **state)
{
	static const char *const choices[] = { "", "1", "3 7 12",
		"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24" };
	struct bench bench;
	struct box_key other = { { 9 } };

	(void)state;
	bench_open(&bench);
	for (size_t i = 0; i < sizeof(choices) / sizeof(*choices); i++) {
		uint8_t chance[BOX_KEY] = { (uint8_t)(i + 1) };
		uint8_t envelope[BOX_ENVELOPE];
		uint8_t again[BOX_ENVELOPE];
		uint8_t plain[BOX_PLAIN];
		struct bytes sealed = { envelope, BOX_ENVELOPE };
		struct str out = { 0 };

		box_seal(bench.public_key, chance, str_of(choices[i]), envelope);
		box_seal(bench.public_key, chance, str_of(choices[i]), again);
		assert_memory_equal(envelope, again, BOX_ENVELOPE);
		assert_int_equal(crypto_box_seal_open(plain, envelope, BOX_ENVELOPE, bench.key.at,
					 bench.secret.at),
			0);
		assert_true(box_open(bench.arena, bench.public_key, &bench.secret, sealed, &out));
		assert_true(str_is(out, choices[i]));
		assert_false(box_open(bench.arena, bench.public_key, &other, sealed, &out));
		chance[1] = 1;
		box_seal(bench.public_key, chance, str_of(choices[i]), again);
		assert_memory_not_equal(envelope, again, BOX_ENVELOPE);
		envelope[BOX_ENVELOPE - 1] ^= 1;
		assert_false(box_open(bench.arena, bench.public_key, &bench.secret, sealed, &out));
		sealed.len--;
		assert_false(box_open(bench.arena, bench.public_key, &bench.secret, sealed, &out));
	}
	bench_close(&bench);
}

static void test_code(void **state)
{
	static const uint8_t low[HASH_SIZE] = { 0 };
	static const uint8_t high[HASH_SIZE] = { 0xff, 0xff, 0xff, 0xff, 0xff };
	static const uint8_t one[HASH_SIZE] = { 0, 0, 0, 0, 1 };
	char code[BOX_CODE + 1];

	(void)state;
	box_code((struct bytes) { low, HASH_SIZE }, code);
	assert_string_equal(code, "2222-2222");
	box_code((struct bytes) { high, HASH_SIZE }, code);
	assert_string_equal(code, "ZZZZ-ZZZZ");
	box_code((struct bytes) { one, HASH_SIZE }, code);
	assert_string_equal(code, "2222-2223");
}

static void test_ask_key(void **state)
{
	struct box_key a = { { 1 } };
	struct box_key b = { { 2 } };
	struct hash first = box_ask_key(&a);
	struct hash second = box_ask_key(&b);

	(void)state;
	assert_false(hash_equal(&first, &second));
	assert_memory_not_equal(first.at, a.at, HASH_SIZE);
}

/* Halves as letters: each known for what it is, however it is typed; any change of a letter, a half
 * of another box, the same half twice make nothing; both make the key. */
static void test_halves(void **state)
{
	struct bench bench;
	struct box_key one, two, wrong;
	char halves[2][BOX_HALF + 1], again[2][BOX_HALF + 1];
	struct buf typed;
	uint8_t chance[BOX_KEY] = { 8 };
	struct box_key other;
	bool fits = true, found = false;

	(void)state;
	bench_open(&bench);
	box_halves(bench.public_key, &bench.secret, halves[0], halves[1]);
	box_halves(bench.public_key, &bench.secret, again[0], again[1]);
	assert_memory_equal(halves, again, sizeof halves);
	assert_int_equal(box_half_read(bench.public_key, str_of(halves[0]), &one), HALF_ONE);
	typed = buf_new(bench.arena, 200);
	for (const char *at = halves[1]; *at; at++)
		buf_char(&typed, *at == '-' ? ' ' : *at >= 'A' ? (char)(*at + 'a' - 'A') : *at);
	assert_int_equal(box_half_read(bench.public_key, buf_view(&typed), &two), HALF_TWO);
	assert_memory_not_equal(one.at, bench.secret.at, BOX_KEY);
	assert_memory_not_equal(two.at, bench.secret.at, BOX_KEY);
	for (size_t i = 0; i < BOX_HALF; i++) {
		char letter = again[0][i];

		if (letter == '-')
			continue;
		again[0][i] = letter == '7' ? '8' : '7';
		assert_int_equal(
			box_half_read(bench.public_key, str_of(again[0]), &wrong), HALF_WRONG);
		again[0][i] = letter;
	}
	assert_int_equal(box_half_read(bench.public_key, (struct str) { halves[0], 68 }, &wrong),
		HALF_WRONG);
	assert_int_equal(box_half_read(bench.public_key, str_of(""), &wrong), HALF_WRONG);
	assert_int_equal(box_make(bench.arena, bench.dir, chance, &other), OK);
	assert_int_equal(
		box_half_read((struct bytes) { other.at, BOX_KEY }, str_of(halves[0]), &wrong),
		HALF_WRONG);
	assert_int_equal(
		box_forget(bench.arena, bench.dir, (struct bytes) { other.at, BOX_KEY }), OK);

	assert_int_equal(box_forget(bench.arena, bench.dir, bench.public_key), OK);
	assert_int_equal(box_join(bench.arena, bench.dir, bench.public_key, &one, &one, &fits), OK);
	assert_false(fits);
	assert_int_equal(box_secret(bench.arena, bench.dir, bench.public_key, &wrong, &found), OK);
	assert_false(found);
	assert_int_equal(box_join(bench.arena, bench.dir, bench.public_key, &one, &two, &fits), OK);
	assert_true(fits);
	assert_int_equal(box_secret(bench.arena, bench.dir, bench.public_key, &wrong, &found), OK);
	assert_true(found);
	assert_memory_equal(wrong.at, bench.secret.at, BOX_KEY);
	bench_close(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_key_file),
		cmocka_unit_test(test_torn_key_file),
		cmocka_unit_test(test_no_dir),
		cmocka_unit_test(test_seal_and_open),
		cmocka_unit_test(test_code),
		cmocka_unit_test(test_ask_key),
		cmocka_unit_test(test_halves),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
