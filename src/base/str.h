/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/str.h: a piece of UTF-8 that carries its length. Owns nothing. at NULL means absent. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct str {
	const char *at;
	size_t len;
};
struct bytes {
	const uint8_t *at;
	size_t len;
};

struct str str_of(const char *text); /* NULL → absent */
bool str_is(struct str s, const char *text);
bool str_equal(struct str a, struct str b);
int str_compare(struct str a, struct str b); /* by bytes, shorter first */
bool str_starts(struct str s, const char *head);
bool str_ends(struct str s, const char *tail);
struct str str_trim(struct str s); /* blanks, tabs, line ends, U+3000 at both ends */
struct str str_from(struct str s, size_t start);
/* Cuts at the first sep: returns what is before it, leaves the rest in *s; no sep: all, and *s
 * becomes absent. */
struct str str_cut(struct str *s, char sep);
/* NUL-terminated copy; "" for absent; NULL out of memory. */
const char *str_z(struct arena *arena, struct str s);
struct str str_copy(struct arena *arena, struct str s);
/* Digits only, with an optional leading '-', no needless zero in front; false when empty,
 * otherwise spelled or out of range. */
bool str_int(struct str s, int64_t *out);
