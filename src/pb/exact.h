/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/exact.h: whole numbers and fractions of any size, never below zero, over libgmp's mpn layer.
 * All memory is the arena's; a spent arena gives zeros from then on (arena_is_spent says so), so
 * callers look once at the end of a round. Values are never changed after they are made. */
#pragma once
#include <stdbool.h>
#include "pb/pb.h"

struct pb_big big_of(struct arena *arena, uint64_t value);
struct pb_big big_add(struct arena *arena, struct pb_big a, struct pb_big b);
struct pb_big big_sub(struct arena *arena, struct pb_big a, struct pb_big b); /* a ≥ b */
struct pb_big big_mul(struct arena *arena, struct pb_big a, struct pb_big b);
struct pb_big big_mul_small(struct arena *arena, struct pb_big a, uint64_t b);
struct pb_big big_div(struct arena *arena, struct pb_big a, struct pb_big b); /* floor; b > 0 */
struct pb_big big_gcd(struct arena *arena, struct pb_big a, struct pb_big b);
int big_compare(struct pb_big a, struct pb_big b); /* -1 0 1 */
bool big_is_zero(struct pb_big a);
void big_print(struct buf *out, struct pb_big a); /* decimal */
/* Digits only; false otherwise. */
bool big_read(struct arena *arena, struct str text, struct pb_big *out);

/* Results are in lowest terms. */
struct pb_ratio ratio_of(struct arena *arena, uint64_t num, uint64_t den);
struct pb_ratio ratio_make(struct arena *arena, struct pb_big num, struct pb_big den);
struct pb_ratio ratio_add(struct arena *arena, struct pb_ratio a, struct pb_ratio b);
struct pb_ratio ratio_sub(struct arena *arena, struct pb_ratio a, struct pb_ratio b); /* a ≥ b */
struct pb_ratio ratio_mul(struct arena *arena, struct pb_ratio a, struct pb_ratio b);
struct pb_ratio ratio_mul_small(struct arena *arena, struct pb_ratio a, uint64_t b);
struct pb_ratio ratio_div(struct arena *arena, struct pb_ratio a, struct pb_ratio b); /* b > 0 */
struct pb_ratio ratio_div_small(struct arena *arena, struct pb_ratio a, uint64_t b);
int ratio_compare(struct arena *arena, struct pb_ratio a, struct pb_ratio b);
bool ratio_is_zero(struct pb_ratio a);
struct pb_ratio ratio_copy(struct arena *arena, struct pb_ratio a); /* into another arena */
