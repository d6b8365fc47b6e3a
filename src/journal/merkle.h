/* SPDX-License-Identifier: MulanPSL-2.0 */
/* journal/merkle.h: the append-only hash tree of RFC 6962 §2.1 (SHA-256). Pure: no I/O, no memory
 * of its own. Leaf hash = SHA-256(0x00 ‖ entry), node = SHA-256(0x01 ‖ left ‖ right), empty tree =
 * SHA-256(""). */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/hash.h"

enum { MERKLE_DEPTH = 63 };

/* The right edge: roots of the full subtrees, largest first; enough to go on and to know the root.
 */
struct merkle {
	int64_t size;
	struct hash peaks[MERKLE_DEPTH];
	size_t peak_count;
};

struct hash merkle_leaf(const void *entry, size_t len);
struct hash merkle_node(const struct hash *left, const struct hash *right);
void merkle_add(struct merkle *tree, const struct hash *leaf);
struct hash merkle_root(const struct merkle *tree);
struct hash merkle_root_of(const struct hash *leaves, size_t count);

/* Audit path of leaf `index` in the tree of the first `count` leaves, leaf to root; *path_count ≤
 * MERKLE_DEPTH. */
void merkle_prove(const struct hash *leaves, size_t count, size_t index, struct hash *path,
	size_t *path_count);
bool merkle_check(const struct hash *leaf, size_t index, size_t count, const struct hash *path,
	size_t path_count, const struct hash *root);
/* Proof that the tree of `old` leaves is the beginning of the tree of `count` leaves (0 < old ≤
 * count). */
void merkle_prove_grown(
	const struct hash *leaves, size_t count, size_t old, struct hash *path, size_t *path_count);
bool merkle_check_grown(size_t old, const struct hash *old_root, size_t count,
	const struct hash *root, const struct hash *path, size_t path_count);
