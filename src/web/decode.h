/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/decode.h: outside bytes to name/value pairs, decoded once: percent signs, forms, JSON,
 * cookies. Strict: a bad escape, NUL, bad UTF-8 or a second spelling is ERR_BAD_INPUT, never
 * repaired. Memory: the caller's arena. */
#pragma once
#include "base/err.h"
#include "base/str.h"
#include "door/field.h"

struct arena;
struct buf;

/* A path: escapes decoded, valid UTF-8 without controls, no empty, "." or ".." part. */
enum err decode_path(struct arena *arena, struct str raw, struct str *out);
/* a=1&b=2 with + as a blank. ERR_TOO_BIG: more than LIMIT_PAIRS, a name over LIMIT_NAME. */
enum err decode_form(struct arena *arena, struct str raw, struct pairs *out);
/* One JSON object: numbers are whole, true and false are yes and no, null is absent;
 * {"lines":[{"x":1}]} gives lines.0.x,
 * {"refs":[1,2]} repeats the name. Deeper nests, fractions, doubled keys, dots in keys are refused.
 */
enum err decode_json(struct arena *arena, struct str raw, struct pairs *out);
/* The value of a cookie, absent when there is none or its value is no token. */
struct str decode_cookie(const char *header, const char *name);
/* Escapes all but letters, digits and -._~ (and '/' when may_slash). */
void encode_url(struct buf *out, struct str s, bool may_slash);

/* The first pair of this name; NULL when there is none. */
const char *pairs_get(struct pairs pairs, const char *name);
/* Without the pairs of this name, in place; the last value of them or NULL. */
const char *pairs_take(struct pairs *pairs, const char *name);
