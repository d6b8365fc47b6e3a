/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/str.c: looking at and cutting pieces of text. Nothing here changes or keeps what it is
 * given. */
#include "base/str.h"
#include <string.h>
#include "base/arena.h"

struct str str_of(const char *text)
{
	struct str s = { text, text ? strlen(text) : 0 };

	return s;
}

bool str_is(struct str s, const char *text)
{
	return str_equal(s, str_of(text));
}

bool str_equal(struct str a, struct str b)
{
	if (!a.at || !b.at)
		return !a.at && !b.at;
	return a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

int str_compare(struct str a, struct str b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.at, b.at, len) : 0;

	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, const char *head)
{
	size_t len = strlen(head);

	return s.at && s.len >= len && memcmp(s.at, head, len) == 0;
}

bool str_ends(struct str s, const char *tail)
{
	size_t len = strlen(tail);

	return s.at && s.len >= len && memcmp(s.at + s.len - len, tail, len) == 0;
}

static const char wide_blank[] = "\u3000";
enum { WIDE_BLANK = sizeof(wide_blank) - 1 };

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t blank_at_start(struct str s)
{
	if (s.len && is_blank(s.at[0]))
		return 1;
	return str_starts(s, wide_blank) ? WIDE_BLANK : 0;
}

static size_t blank_at_end(struct str s)
{
	if (s.len && is_blank(s.at[s.len - 1]))
		return 1;
	return str_ends(s, wide_blank) ? WIDE_BLANK : 0;
}

struct str str_trim(struct str s)
{
	size_t blank;

	while ((blank = blank_at_start(s)) > 0)
		s = str_from(s, blank);
	while ((blank = blank_at_end(s)) > 0)
		s.len -= blank;
	return s;
}

struct str str_from(struct str s, size_t start)
{
	if (!s.at)
		return s;
	if (start > s.len)
		start = s.len;
	s.at += start;
	s.len -= start;
	return s;
}

struct str str_cut(struct str *s, char sep)
{
	struct str head = *s;
	const char *found = s->len ? memchr(s->at, sep, s->len) : NULL;

	if (!found) {
		*s = (struct str) { 0 };
		return head;
	}
	head.len = (size_t)(found - s->at);
	*s = str_from(*s, head.len + 1);
	return head;
}

const char *str_z(struct arena *arena, struct str s)
{
	return s.len ? arena_copy(arena, s.at, s.len) : "";
}

struct str str_copy(struct arena *arena, struct str s)
{
	struct str copy = { 0 };

	if (!s.at)
		return copy;
	copy.at = arena_copy(arena, s.at, s.len);
	copy.len = copy.at ? s.len : 0;
	return copy;
}

bool str_int(struct str s, int64_t *out)
{
	bool is_negative = s.len && s.at[0] == '-';
	struct str digits = str_from(s, is_negative);
	uint64_t most = (uint64_t)INT64_MAX + is_negative;
	uint64_t number = 0;

	if (digits.len == 0 || (digits.at[0] == '0' && s.len > 1))
		return false;
	for (size_t i = 0; i < digits.len; i++) {
		unsigned digit = (unsigned char)digits.at[i] - (unsigned)'0';

		if (digit > 9 || number > (most - digit) / 10)
			return false;
		number = number * 10 + digit;
	}
	*out = is_negative ? (int64_t)(0 - number) : (int64_t)number;
	return true;
}
