/* SPDX-License-Identifier: MulanPSL-2.0 */
/* journal/merkle.c: RFC 6962 trees, as short as the definitions. Proofs recurse on the split at the
 * largest power of two below the count; checks follow RFC 9162 §2.1.3.2 and §2.1.4.2. */
#include <assert.h>
#include "journal/merkle.h"

struct hash merkle_leaf(const void *entry, size_t len)
{
	static const uint8_t zero = 0;
	struct bytes pieces[2] = { { &zero, 1 }, { entry, len } };

	return hash_join(pieces, 2);
}

struct hash merkle_node(const struct hash *left, const struct hash *right)
{
	static const uint8_t one = 1;
	struct bytes pieces[3] = { { &one, 1 }, { left->at, HASH_SIZE }, { right->at, HASH_SIZE } };

	return hash_join(pieces, 3);
}

void merkle_add(struct merkle *tree, const struct hash *leaf)
{
	struct hash grown = *leaf;

	/* each low one bit of the size is a full subtree that the new leaf completes */
	for (int64_t bits = tree->size; bits & 1; bits >>= 1) {
		tree->peak_count--;
		grown = merkle_node(&tree->peaks[tree->peak_count], &grown);
	}
	assert(tree->peak_count < MERKLE_DEPTH);
	tree->peaks[tree->peak_count++] = grown;
	tree->size++;
}

struct hash merkle_root(const struct merkle *tree)
{
	struct hash root;

	if (tree->size == 0)
		return hash_of("", 0);
	root = tree->peaks[tree->peak_count - 1];
	for (size_t i = tree->peak_count - 1; i > 0; i--)
		root = merkle_node(&tree->peaks[i - 1], &root);
	return root;
}

struct hash merkle_root_of(const struct hash *leaves, size_t count)
{
	struct merkle tree = { 0 };

	for (size_t i = 0; i < count; i++)
		merkle_add(&tree, &leaves[i]);
	return merkle_root(&tree);
}

/* The largest power of two below count (count > 1). */
static size_t split_of(size_t count)
{
	size_t split = 1;

	while (split * 2 < count)
		split *= 2;
	return split;
}

void merkle_prove(const struct hash *leaves, size_t count, size_t index, struct hash *path,
	size_t *path_count)
{
	size_t split;

	assert(index < count);
	if (count == 1) {
		*path_count = 0;
		return;
	}
	split = split_of(count);
	if (index < split) {
		merkle_prove(leaves, split, index, path, path_count);
		path[(*path_count)++] = merkle_root_of(leaves + split, count - split);
	} else {
		merkle_prove(leaves + split, count - split, index - split, path, path_count);
		path[(*path_count)++] = merkle_root_of(leaves, split);
	}
}

bool merkle_check(const struct hash *leaf, size_t index, size_t count, const struct hash *path,
	size_t path_count, const struct hash *root)
{
	size_t node = index, last = count - 1;
	struct hash found = *leaf;

	if (index >= count)
		return false;
	for (size_t i = 0; i < path_count; i++) {
		if (last == 0)
			return false;
		if (node & 1 || node == last) {
			found = merkle_node(&path[i], &found);
			while (!(node & 1) && node != 0) {
				node >>= 1;
				last >>= 1;
			}
		} else {
			found = merkle_node(&found, &path[i]);
		}
		node >>= 1;
		last >>= 1;
	}
	return last == 0 && hash_equal(&found, root);
}

/* is_whole: the old tree's root is known to the checker when the subtree is the whole old tree. */
static void prove_grown(const struct hash *leaves, size_t count, size_t old, bool is_whole,
	struct hash *path, size_t *path_count)
{
	size_t split;

	if (old == count) {
		if (!is_whole)
			path[(*path_count)++] = merkle_root_of(leaves, count);
		return;
	}
	split = split_of(count);
	if (old <= split) {
		prove_grown(leaves, split, old, is_whole, path, path_count);
		path[(*path_count)++] = merkle_root_of(leaves + split, count - split);
	} else {
		prove_grown(leaves + split, count - split, old - split, false, path, path_count);
		path[(*path_count)++] = merkle_root_of(leaves, split);
	}
}

void merkle_prove_grown(
	const struct hash *leaves, size_t count, size_t old, struct hash *path, size_t *path_count)
{
	assert(old > 0 && old <= count);
	*path_count = 0;
	prove_grown(leaves, count, old, true, path, path_count);
}

bool merkle_check_grown(size_t old, const struct hash *old_root, size_t count,
	const struct hash *root, const struct hash *path, size_t path_count)
{
	size_t node = old - 1, last = count - 1, i = 0;
	struct hash small, large;

	if (old == 0 || old > count)
		return false;
	if (old == count)
		return path_count == 0 && hash_equal(old_root, root);
	while (node & 1) {
		node >>= 1;
		last >>= 1;
	}
	if (node == 0) { /* old is a power of two: its root begins the path */
		small = *old_root;
	} else {
		if (path_count == 0)
			return false;
		small = path[i++];
	}
	large = small;
	for (; i < path_count; i++) {
		if (last == 0)
			return false;
		if (node & 1 || node == last) {
			small = merkle_node(&path[i], &small);
			large = merkle_node(&path[i], &large);
			while (!(node & 1) && node != 0) {
				node >>= 1;
				last >>= 1;
			}
		} else {
			large = merkle_node(&large, &path[i]);
		}
		node >>= 1;
		last >>= 1;
	}
	return last == 0 && hash_equal(&small, old_root) && hash_equal(&large, root);
}
