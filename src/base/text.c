/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/text.c: outside text made one form. The rules stand in char_rule(): what is refused,
 * dropped or turned into something plain. NFC by utf8proc, skipped for text that cannot change
 * under it. */
#include "base/text.h"
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include "base/arena.h"
#include "base/buf.h"

/* One character at s[*i]; moves *i behind it. -1: not UTF-8 (RFC 3629: no surrogates, no long
 * forms, up to U+10FFFF). */
static int32_t char_next(struct str s, size_t *i)
{
	const unsigned char *at = (const unsigned char *)s.at + *i;
	size_t left = s.len - *i;
	int32_t c = at[0];
	int32_t least;
	size_t more;

	if (c < 0x80) {
		*i += 1;
		return c;
	}
	if (c < 0xc2 || c > 0xf4)
		return -1;
	more = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
	least = more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000;
	c &= 0x3f >> more;
	if (left <= more)
		return -1;
	for (size_t k = 1; k <= more; k++) {
		if ((at[k] & 0xc0) != 0x80)
			return -1;
		c = c << 6 | (at[k] & 0x3f);
	}
	if (c < least || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return -1;
	*i += more + 1;
	return c;
}

bool text_is_utf8(struct str s)
{
	for (size_t i = 0; i < s.len;)
		if (char_next(s, &i) < 0)
			return false;
	return true;
}

size_t text_length(struct str s)
{
	size_t count = 0;

	for (size_t i = 0; i < s.len; i++)
		count += ((unsigned char)s.at[i] & 0xc0) != 0x80;
	return count;
}

enum rule { RULE_KEEP, RULE_DROP, RULE_BLANK, RULE_LINE, RULE_REFUSE };

static bool is_within(int32_t c, int32_t first, int32_t last)
{
	return c >= first && c <= last;
}

static enum rule char_rule(int32_t c)
{
	if (c == '\t')
		return RULE_BLANK; /* cells pasted from a spreadsheet */
	if (c == '\n' || c == 0x2028 || c == 0x2029)
		return RULE_LINE;
	if (c < 0x20 || is_within(c, 0x7f, 0x9f))
		return RULE_REFUSE;
	/* Embeddings, overrides and isolates make text read otherwise than it is stored. */
	if (is_within(c, 0x202a, 0x202e) || is_within(c, 0x2066, 0x2069))
		return RULE_REFUSE;
	/* Invisible: two names that look the same must be the same. */
	if (c == 0xfeff || c == 0x200b || c == 0x2060)
		return RULE_DROP;
	/* Annotation controls and noncharacters, which XML (xlsx) cannot hold. */
	if (is_within(c, 0xfff9, 0xfffb) || is_within(c, 0xfdd0, 0xfdef) || (c & 0xfffe) == 0xfffe)
		return RULE_REFUSE;
	return RULE_KEEP;
}

/* May NFC change a text with this character? No for Latin, common punctuation, Chinese and
 * full-width forms. */
static bool is_fixed(int32_t c)
{
	return c < 0x300 || is_within(c, 0x4e00, 0x9fff) || is_within(c, 0x3000, 0x3029) ||
	       is_within(c, 0xff00, 0xffef) || is_within(c, 0x2010, 0x2027) ||
	       is_within(c, 0x2030, 0x205e);
}

/* CR and CRLF become LF here, so that the rules see one line end. */
static int32_t char_plain(struct str s, size_t *i)
{
	int32_t c = char_next(s, i);

	if (c != '\r')
		return c;
	if (*i < s.len && s.at[*i] == '\n')
		*i += 1;
	return '\n';
}

static enum text_fault rules_apply(struct buf *out, struct str in, bool may_have_lines, bool *fixed)
{
	*fixed = true;
	for (size_t i = 0; i < in.len;) {
		size_t start = i;
		int32_t c = char_plain(in, &i);
		enum rule rule;

		if (c < 0)
			return TEXT_NOT_UTF8;
		rule = char_rule(c);
		if (rule == RULE_REFUSE || (rule == RULE_LINE && !may_have_lines))
			return TEXT_CONTROL;
		if (rule == RULE_KEEP)
			buf_add(out, in.at + start, i - start);
		else if (rule != RULE_DROP)
			buf_char(out, rule == RULE_LINE ? '\n' : ' ');
		*fixed = *fixed && is_fixed(c);
	}
	return buf_ok(out) ? TEXT_OK : TEXT_NO_MEMORY;
}

static enum text_fault compose(struct arena *arena, struct str in, struct str *out)
{
	utf8proc_uint8_t *made = NULL;
	utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)in.at,
		(utf8proc_ssize_t)in.len, &made, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

	if (len < 0)
		return len == UTF8PROC_ERROR_NOMEM ? TEXT_NO_MEMORY : TEXT_NOT_UTF8;
	*out = str_copy(arena, (struct str) { (const char *)made, (size_t)len });
	free(made);
	return out->at ? TEXT_OK : TEXT_NO_MEMORY;
}

enum text_fault text_clean(struct arena *arena, struct str in, bool may_have_lines, struct str *out)
{
	struct str trimmed = str_trim(in);
	struct buf buf = buf_new(arena, trimmed.len);
	struct str clean;
	bool fixed;
	enum text_fault fault = rules_apply(&buf, trimmed, may_have_lines, &fixed);

	if (fault)
		return fault;
	clean = buf_view(&buf);
	if (!fixed) {
		fault = compose(arena, clean, &clean);
		if (fault)
			return fault;
	}
	/* Dropped and changed characters may have uncovered blanks. */
	clean = str_trim(clean);
	*out = clean.len ? clean : (struct str) { 0 };
	return TEXT_OK;
}

static bool gb18030_decode(struct arena *arena, struct bytes in, struct str *out)
{
	/* Two bytes of GB18030 become at most three of UTF-8, one or four at most as many. */
	size_t cap = in.len + in.len / 2 + 1;
	char *to = arena_alloc(arena, cap);
	char *to_next = to;
	size_t to_left = cap;
	char *from = (char *)(uintptr_t)in.at; /* iconv only reads it */
	size_t from_left = in.len;
	iconv_t converter;
	size_t result;

	if (!to)
		return false;
	converter = iconv_open("UTF-8", "GB18030");
	if (converter == (iconv_t)-1)
		return false;
	result = iconv(converter, &from, &from_left, &to_next, &to_left);
	if (result != (size_t)-1)
		result = iconv(converter, NULL, NULL, &to_next, &to_left);
	iconv_close(converter);
	if (result == (size_t)-1 || from_left)
		return false;
	*out = (struct str) { to, cap - to_left };
	return true;
}

/* Letters of two bytes and none longer: Chinese in GB18030 that happens to be UTF-8 ("楼" reads as
 * a yen sign), for Chinese in UTF-8 has three bytes a character. */
static bool is_doubtful(struct str s)
{
	bool has_two = false;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c >= 0xe0)
			return false;
		has_two = has_two || c >= 0x80;
	}
	return has_two;
}

bool text_decode(struct arena *arena, struct bytes in, struct str *out)
{
	struct str s = { in.len ? (const char *)in.at : "", in.len };
	bool is_marked = str_starts(s, "\xef\xbb\xbf");

	if (is_marked)
		s = str_from(s, 3);
	if (!text_is_utf8(s))
		return gb18030_decode(arena, in, out);
	if (!is_marked && is_doubtful(s) && gb18030_decode(arena, in, out))
		return true;
	s = str_copy(arena, s);
	if (!s.at)
		return false;
	*out = s;
	return true;
}

struct str text_mask_name(struct arena *arena, struct str name)
{
	size_t first = 0;
	struct buf buf = buf_new(arena, 8);

	if (name.len == 0)
		return (struct str) { 0 };
	if (char_next(name, &first) < 0)
		first = 0;
	buf_add(&buf, name.at, first);
	buf_char(&buf, '*');
	return buf_view(&buf);
}
