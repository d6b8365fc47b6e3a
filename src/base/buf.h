/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/buf.h: bytes that grow, up to a limit. Sticky: after the first failure nothing more is
 * written and buf_ok() says no, so writers need no checks on the way. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/attr.h"
#include "base/str.h"

struct arena;

struct buf {
	struct arena *arena; /* memory */
	char *at;            /* not NUL-terminated: see buf_z */
	size_t len;
	size_t cap;
	size_t max; /* refuses to grow beyond */
	bool has_failed;
};

struct buf buf_new(struct arena *arena, size_t max);
void buf_add(struct buf *buf, const void *at, size_t len);
void buf_str(struct buf *buf, struct str s);
void buf_text(struct buf *buf, const char *text);
void buf_char(struct buf *buf, char c);
void buf_int(struct buf *buf, int64_t number);
void buf_print(struct buf *buf, const char *format, ...) PRINTF(2, 3);
bool buf_ok(const struct buf *buf);
struct str buf_view(const struct buf *buf); /* valid until the next write; absent after a failure */
const char *buf_z(struct buf *buf);         /* NUL-terminated, NULL after a failure */
