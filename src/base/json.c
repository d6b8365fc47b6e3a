/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/json.c: the one form of JSON. Text that is not UTF-8 fails the buffer: no face may send
 * it, no leaf may hold it. */
#include "base/json.h"
#include <assert.h>
#include "base/buf.h"
#include "base/text.h"

struct json json_new(struct buf *out)
{
	struct json j = { .out = out };

	return j;
}

static void value_begin(struct json *j)
{
	if (j->needs_comma)
		buf_char(j->out, ',');
	j->needs_comma = true;
}

void json_open(struct json *j, char bracket)
{
	assert(bracket == '{' || bracket == '[');
	value_begin(j);
	buf_char(j->out, bracket);
	j->needs_comma = false;
}

void json_close(struct json *j, char bracket)
{
	assert(bracket == '}' || bracket == ']');
	buf_char(j->out, bracket);
	j->needs_comma = true;
}

void json_key(struct json *j, const char *key)
{
	value_begin(j);
	json_quote(j->out, str_of(key));
	buf_char(j->out, ':');
	j->needs_comma = false;
}

void json_str(struct json *j, struct str s)
{
	value_begin(j);
	if (s.at)
		json_quote(j->out, s);
	else
		buf_text(j->out, "null");
}

void json_text(struct json *j, const char *text)
{
	json_str(j, str_of(text));
}

void json_int(struct json *j, int64_t number)
{
	value_begin(j);
	buf_int(j->out, number);
}

void json_bool(struct json *j, bool is_true)
{
	value_begin(j);
	buf_text(j->out, is_true ? "true" : "false");
}

void json_none(struct json *j)
{
	value_begin(j);
	buf_text(j->out, "null");
}

static void escape(struct buf *out, unsigned char c)
{
	static const char shorts[0x20] = {
		['\n'] = 'n', ['\t'] = 't', ['\r'] = 'r', ['\b'] = 'b', ['\f'] = 'f'
	};

	if (c >= 0x20) {
		buf_char(out, '\\');
		buf_char(out, (char)c);
	} else if (shorts[c]) {
		buf_char(out, '\\');
		buf_char(out, shorts[c]);
	} else {
		buf_print(out, "\\u%04x", c);
	}
}

void json_quote(struct buf *out, struct str s)
{
	size_t done = 0;

	if (!text_is_utf8(s)) {
		out->has_failed = true;
		return;
	}
	buf_char(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_add(out, s.at + done, i - done);
		escape(out, c);
		done = i + 1;
	}
	buf_add(out, s.at ? s.at + done : NULL, s.len - done);
	buf_char(out, '"');
}
