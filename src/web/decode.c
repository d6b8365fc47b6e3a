/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/decode.c: paths, forms and cookies. JSON is in decode_json.c. */
#include "web/decode.h"
#include <assert.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"

static int hex_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Escapes decoded, ended by a NUL that does not count. */
static enum err unescape(struct arena *arena, struct str raw, bool plus_is_blank, struct str *out)
{
	char *to = arena_alloc(arena, raw.len + 1);
	size_t len = 0;

	if (!to)
		return ERR_MEMORY;
	for (size_t i = 0; i < raw.len; i++) {
		char c = raw.at[i];

		if (c == '+' && plus_is_blank) {
			c = ' ';
		} else if (c == '%') {
			int high = i + 2 < raw.len ? hex_of(raw.at[i + 1]) : -1;
			int low = i + 2 < raw.len ? hex_of(raw.at[i + 2]) : -1;

			if (high < 0 || low < 0)
				return ERR_BAD_INPUT;
			c = (char)(high << 4 | low);
			i += 2;
		}
		if (!c)
			return ERR_BAD_INPUT;
		to[len++] = c;
	}
	*out = (struct str) { to, len };
	return text_is_utf8(*out) ? OK : ERR_BAD_INPUT;
}

enum err decode_path(struct arena *arena, struct str raw, struct str *out)
{
	struct str path;
	struct str rest;

	TRY(unescape(arena, raw, false, &path));
	if (!path.len || *path.at != '/')
		return ERR_BAD_INPUT;
	for (size_t i = 0; i < path.len; i++)
		if ((unsigned char)path.at[i] < 32 || path.at[i] == 127 || path.at[i] == '\\')
			return ERR_BAD_INPUT;
	rest = str_from(path, 1);
	while (rest.at) {
		struct str part = str_cut(&rest, '/');

		if ((!part.len && rest.at) || str_is(part, ".") || str_is(part, ".."))
			return ERR_BAD_INPUT;
	}
	*out = path;
	return OK;
}

static size_t count_of(struct str s, char c)
{
	size_t count = 0;

	for (size_t i = 0; i < s.len; i++)
		count += s.at[i] == c;
	return count;
}

enum err decode_form(struct arena *arena, struct str raw, struct pairs *out)
{
	size_t most = count_of(raw, '&') + 1;
	struct pair *pairs;
	size_t count = 0;

	if (most > LIMIT_PAIRS)
		return ERR_TOO_BIG;
	pairs = arena_array(arena, most, sizeof *pairs);
	if (!pairs)
		return ERR_MEMORY;
	while (raw.at) {
		struct str value = str_cut(&raw, '&');
		struct str name = str_cut(&value, '=');

		if (!name.len && !value.at)
			continue; /* a=1&&b=2 */
		TRY(unescape(arena, name, true, &name));
		TRY(unescape(arena, value.at ? value : str_of(""), true, &value));
		if (!name.len)
			return ERR_BAD_INPUT;
		if (name.len > LIMIT_NAME)
			return ERR_TOO_BIG;
		pairs[count++] = (struct pair) { name.at, value.at };
	}
	*out = (struct pairs) { pairs, count };
	return OK;
}

struct str decode_cookie(const char *header, const char *name)
{
	struct str rest = str_of(header);

	while (rest.at) {
		struct str value = str_trim(str_cut(&rest, ';'));
		struct str found = str_cut(&value, '=');

		if (!value.at || !str_is(found, name))
			continue;
		for (size_t i = 0; i < value.len; i++) {
			unsigned char c = (unsigned char)value.at[i];

			if (c <= 32 || c >= 127 || strchr("\",;\\", c))
				return (struct str) { 0 };
		}
		return value;
	}
	return (struct str) { 0 };
}

void encode_url(struct buf *out, struct str s, bool may_slash)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
				(c >= 'a' && c <= 'z') || (c && strchr("-._~", c)) ||
				(c == '/' && may_slash);

		if (is_plain)
			buf_char(out, (char)c);
		else
			buf_print(out, "%%%02X", c);
	}
}

const char *pairs_get(struct pairs pairs, const char *name)
{
	for (size_t i = 0; i < pairs.count; i++)
		if (!strcmp(pairs.at[i].name, name))
			return pairs.at[i].value;
	return NULL;
}

const char *pairs_take(struct pairs *pairs, const char *name)
{
	struct pair *at = (struct pair *)(uintptr_t)
				  pairs->at; /* made by a decoder, in the caller's arena */
	const char *taken = NULL;
	size_t kept = 0;

	for (size_t i = 0; i < pairs->count; i++) {
		if (!strcmp(at[i].name, name))
			taken = at[i].value;
		else
			at[kept++] = at[i];
	}
	pairs->count = kept;
	return taken;
}
