/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The tree of RFC 6962: known roots, every audit path and every consistency proof of small trees,
 * and their mutations. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "journal/merkle.h"

enum { MOST = 70 };
static struct hash leaves[MOST];

static void is_hex(const struct hash *hash, const char *hex)
{
	uint8_t want[HASH_SIZE];

	assert_true(hex_parse(str_of(hex), want, sizeof want));
	assert_memory_equal(hash->at, want, HASH_SIZE);
}

/* The vectors of the Certificate Transparency test suite (certificate-transparency-go, merkle tree
 * inputs). */
static void knows_published_roots(void **state)
{
	static const char *const inputs[] = { "", "00", "10", "2021", "3031", "40414243",
		"5051525354555657", "606162636465666768696a6b6c6d6e6f" };
	struct merkle tree = { 0 };
	struct hash root = merkle_root(&tree);

	(void)state;
	is_hex(&root, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	for (size_t i = 0; i < 8; i++) {
		uint8_t bytes[16];
		size_t len = strlen(inputs[i]) / 2;
		struct hash leaf;

		assert_true(hex_parse(str_of(inputs[i]), bytes, len));
		leaf = merkle_leaf(bytes, len);
		merkle_add(&tree, &leaf);
		root = merkle_root(&tree);
		if (i == 0)
			is_hex(&root, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617"
				      "afa01d");
		if (i == 7)
			is_hex(&root, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4"
				      "604328");
	}
}

static void proves_every_leaf(void **state)
{
	(void)state;
	for (size_t count = 1; count <= MOST; count++) {
		struct hash root = merkle_root_of(leaves, count);

		for (size_t i = 0; i < count; i++) {
			struct hash path[MERKLE_DEPTH];
			size_t n;

			merkle_prove(leaves, count, i, path, &n);
			assert_true(merkle_check(&leaves[i], i, count, path, n, &root));
			assert_false(
				merkle_check(&leaves[(i + 1) % MOST], i, count, path, n, &root));
			if (n) {
				path[n - 1].at[5] ^= 1;
				assert_false(merkle_check(&leaves[i], i, count, path, n, &root));
				path[n - 1].at[5] ^= 1;
				assert_false(
					merkle_check(&leaves[i], i, count, path, n - 1, &root));
			}
		}
	}
}

static void proves_growth(void **state)
{
	(void)state;
	for (size_t count = 1; count <= MOST; count++) {
		struct hash root = merkle_root_of(leaves, count);

		for (size_t old = 1; old <= count; old++) {
			struct hash before = merkle_root_of(leaves, old), path[MERKLE_DEPTH];
			size_t n;

			merkle_prove_grown(leaves, count, old, path, &n);
			assert_true(merkle_check_grown(old, &before, count, &root, path, n));
			before.at[0] ^= 1;
			assert_false(merkle_check_grown(old, &before, count, &root, path, n));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_published_roots),
		cmocka_unit_test(proves_every_leaf),
		cmocka_unit_test(proves_growth),
	};

	for (size_t i = 0; i < MOST; i++)
		leaves[i] = merkle_leaf(&i, sizeof i);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
