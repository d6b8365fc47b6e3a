/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/buf.c: growing bytes. One byte more than cap is always there, so that buf_z never fails
 * for room. */
#include "base/buf.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "base/arena.h"

enum { ROOM_FIRST = 256 };

struct buf buf_new(struct arena *arena, size_t max)
{
	struct buf buf = { .arena = arena, .max = max };

	return buf;
}

/* Makes room for len more bytes. */
static bool room_make(struct buf *buf, size_t len)
{
	size_t cap = buf->cap ? buf->cap : ROOM_FIRST;
	char *at;

	if (buf->has_failed)
		return false;
	if (len <= buf->cap - buf->len)
		return true;
	if (len > buf->max || buf->len > buf->max - len) {
		buf->has_failed = true;
		return false;
	}
	while (cap - buf->len < len && cap <= buf->max / 2)
		cap *= 2;
	if (cap > buf->max || cap - buf->len < len)
		cap = buf->max;
	at = arena_grow(buf->arena, buf->at, buf->at ? buf->cap + 1 : 0, cap + 1);
	if (!at) {
		buf->has_failed = true;
		return false;
	}
	buf->at = at;
	buf->cap = cap;
	return true;
}

void buf_add(struct buf *buf, const void *at, size_t len)
{
	if (!room_make(buf, len) || len == 0)
		return;
	memcpy(buf->at + buf->len, at, len);
	buf->len += len;
}

void buf_str(struct buf *buf, struct str s)
{
	buf_add(buf, s.at, s.len);
}

void buf_text(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void buf_char(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_int(struct buf *buf, int64_t number)
{
	char digits[20];
	size_t start = sizeof(digits);
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	do {
		digits[--start] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	if (number < 0)
		digits[--start] = '-';
	buf_add(buf, digits + start, sizeof(digits) - start);
}

void buf_print(struct buf *buf, const char *format, ...)
{
	char piece[512];
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(piece, sizeof(piece), format, args);
	va_end(args);
	if (len < 0) {
		buf->has_failed = true;
		return;
	}
	if ((size_t)len < sizeof(piece)) {
		buf_add(buf, piece, (size_t)len);
		return;
	}
	if (!room_make(buf, (size_t)len))
		return;
	va_start(args, format);
	vsnprintf(buf->at + buf->len, (size_t)len + 1, format, args);
	va_end(args);
	buf->len += (size_t)len;
}

bool buf_ok(const struct buf *buf)
{
	return !buf->has_failed;
}

struct str buf_view(const struct buf *buf)
{
	if (buf->has_failed)
		return (struct str) { 0 };
	return (struct str) { buf->at ? buf->at : "", buf->len };
}

const char *buf_z(struct buf *buf)
{
	if (buf->has_failed)
		return NULL;
	if (!buf->at)
		return "";
	buf->at[buf->len] = '\0';
	return buf->at;
}
