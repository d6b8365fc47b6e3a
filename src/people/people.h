/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people/people.h: what the subjects of this folder share: telephone numbers, passwords and codes.
 */
#pragma once
#include <stdbool.h>
#include "base/hash.h"
#include "base/str.h"

struct arena;
struct ready;

enum { CODE_LETTERS = 20, CODE_DAYS = 30, PASSWORD_LEAST = 10, DESK_MS = 30 * 60000 };

/* 1[3-9] and nine digits, or a land line with its area code: digits, blanks and hyphens. */
bool phone_is_whole(struct str phone);
/* small letters, digits, . _ - ; 3 to 32, beginning with a letter */
bool login_is_plain(struct str login);
/* argon2id, encoded, in the arena; absent when memory is out. Slow on purpose: only in .ready. */
struct str password_hash(struct arena *arena, struct str password);
bool password_fits(struct arena *arena, struct str hash, struct str password);
/* A fresh code as it is printed, 7K3M-2Q9X-…, from the chance of an ask; name tells several of one
 * ask apart. */
struct str code_draw(struct ready *ready, struct arena *arena, const char *name);
/* Of the code's letters alone: hyphens, blanks and case do not matter. false: it cannot be a code.
 */
bool code_hash(struct arena *arena, struct str code, struct hash *out);
