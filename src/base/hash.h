/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/hash.h: SHA-256, HMAC, hex and base64 (RFC 4648, padded). Comparing secrets takes
 * constant time. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

struct buf;

enum { HASH_SIZE = 32 };
struct hash {
	uint8_t at[HASH_SIZE];
};

struct hash hash_of(const void *at, size_t len);
/* Hash of several pieces one after the other, as if joined. */
struct hash hash_join(const struct bytes *pieces, size_t count);
struct hash hash_hmac(struct bytes key, const void *at, size_t len);
bool hash_equal(const struct hash *a, const struct hash *b); /* constant time */
bool bytes_equal(struct bytes a, struct bytes b);            /* constant time for equal lengths */

void hex_print(struct buf *out, struct bytes b); /* lower case */
bool hex_parse(struct str s, uint8_t *out, size_t size); /* exactly 2 × size digits, lower case */
void base64_print(struct buf *out, struct bytes b);
/* Strict: padding, no blanks, one text a value. */
bool base64_parse(struct str s, uint8_t *out, size_t cap, size_t *len);
