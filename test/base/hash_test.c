/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Hashes against the published vectors (FIPS 180, RFC 4231, RFC 4648), strict readers,
 * randomness. */
#include "unit.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/random.h"

#define COUNT_OF(list) (sizeof(list) / sizeof(*(list)))

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_new(8 << 20);
	return arena ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct bytes bytes_of(const char *text)
{
	return (struct bytes) { (const uint8_t *)text, strlen(text) };
}

static const char *hex(struct hash hash)
{
	struct buf buf = buf_new(arena, 64);

	hex_print(&buf, (struct bytes) { hash.at, HASH_SIZE });
	return buf_z(&buf);
}

static void sha256_by_its_vectors(void **state)
{
	struct bytes pieces[] = { bytes_of("a"), { NULL, 0 }, bytes_of("bc") };
	struct hash a = hash_of("abc", 3);
	struct hash b = hash_join(pieces, COUNT_OF(pieces));

	(void)state;
	assert_string_equal(hex(hash_of("", 0)),
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_string_equal(hex(hash_of(NULL, 0)), hex(hash_join(NULL, 0)));
	assert_string_equal(
		hex(a), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_true(hash_equal(&a, &b));
	b.at[31] ^= 1;
	assert_false(hash_equal(&a, &b));
}

static void hmac_by_rfc4231(void **state)
{
	uint8_t key[131];
	const char *text = "Test Using Larger Than Block-Size Key - Hash Key First";

	(void)state;
	memset(key, 0x0b, 20);
	assert_string_equal(hex(hash_hmac((struct bytes) { key, 20 }, "Hi There", 8)),
		"b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
	assert_string_equal(hex(hash_hmac(bytes_of("Jefe"), "what do ya want for nothing?", 28)),
		"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	memset(key, 0xaa, sizeof(key));
	assert_string_equal(hex(hash_hmac((struct bytes) { key, 131 }, text, strlen(text))),
		"60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
	assert_string_equal(hex(hash_hmac((struct bytes) { NULL, 0 }, NULL, 0)),
		"b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

static void bytes_are_compared(void **state)
{
	(void)state;
	assert_true(bytes_equal(bytes_of("abc"), bytes_of("abc")));
	assert_false(bytes_equal(bytes_of("abc"), bytes_of("abd")));
	assert_false(bytes_equal(bytes_of("abc"), bytes_of("ab")));
	assert_true(bytes_equal((struct bytes) { NULL, 0 }, bytes_of("")));
}

static void hex_is_strict(void **state)
{
	static const char *const one[] = { "", "0", "000", "0G", "AB", "0x", " 0", "0 ", "0000" };
	uint8_t out[2] = { 7, 7 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(one); i++)
		assert_false(hex_parse(str_of(one[i]), out, 1));
	assert_false(hex_parse((struct str) { 0 }, out, 1));
	assert_int_equal(out[0], 7);
	assert_true(hex_parse(str_of("00ff"), out, 2));
	assert_int_equal(out[0], 0);
	assert_int_equal(out[1], 255);
	assert_true(hex_parse(str_of(""), out, 0));
}

static void base64_by_rfc4648(void **state)
{
	static const char *const pairs[][2] = { { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" },
		{ "foo", "Zm9v" }, { "foob", "Zm9vYg==" }, { "fooba", "Zm9vYmE=" },
		{ "foobar", "Zm9vYmFy" }, { "\xfb\xff\xbf", "+/+/" } };
	static const char *const wrong[] = { "Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm9v\n",
		" Zm9v", "Zg==Zg==", "Z===", "====", "=m9v", "Zm-_", "Zm=v" };
	uint8_t out[16];
	size_t len = 99;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		assert_false(base64_parse(str_of(wrong[i]), out, sizeof(out), &len));
	assert_false(base64_parse(str_of("Zm9vYmFy"), out, 5, &len));
	assert_int_equal(len, 99);
	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		struct buf buf = buf_new(arena, 100);

		base64_print(&buf, bytes_of(pairs[i][0]));
		assert_string_equal(buf_z(&buf), pairs[i][1]);
		assert_true(base64_parse(str_of(pairs[i][1]), out, sizeof(out), &len));
		assert_int_equal(len, strlen(pairs[i][0]));
		assert_memory_equal(out, pairs[i][0], len);
	}
}

static void base64_goes_round(void **state)
{
	(void)state;
	for (size_t len = 0; len < 200; len++) {
		uint8_t in[200], out[200];
		struct buf buf = buf_new(arena, 300);
		size_t out_len = 0;

		random_bytes(in, len);
		base64_print(&buf, (struct bytes) { in, len });
		assert_true(base64_parse(buf_view(&buf), out, len, &out_len));
		assert_int_equal(out_len, len);
		assert_memory_equal(in, out, len);
	}
}

static void chance_covers_everything(void **state)
{
	struct buf buf = buf_new(arena, 100000);
	int seen[256] = { 0 };
	uint8_t bytes[20000] = { 0 };
	uint8_t again[32], first[32];

	(void)state;
	random_letters(&buf, 20000);
	assert_int_equal(buf.len, 20000);
	for (size_t i = 0; i < buf.len; i++)
		seen[(unsigned char)buf.at[i]]++;
	for (int c = 0; c < 256; c++) {
		int is_letter = c && strchr("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", c) != NULL;

		/* 625 expected, deviation 25: nine deviations never happen. */
		assert_true(is_letter ? seen[c] > 400 && seen[c] < 850 : seen[c] == 0);
	}
	random_bytes(bytes, sizeof(bytes));
	memset(seen, 0, sizeof(seen));
	for (size_t i = 0; i < sizeof(bytes); i++)
		seen[bytes[i]]++;
	for (int c = 0; c < 256; c++)
		assert_true(seen[c] > 0);
	random_bytes(first, sizeof(first));
	random_bytes(again, sizeof(again));
	assert_memory_not_equal(first, again, sizeof(first));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sha256_by_its_vectors),
		cmocka_unit_test(hmac_by_rfc4231),
		cmocka_unit_test(bytes_are_compared),
		cmocka_unit_test(hex_is_strict),
		cmocka_unit_test(base64_by_rfc4648),
		cmocka_unit_test(base64_goes_round),
		cmocka_unit_test(chance_covers_everything),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
