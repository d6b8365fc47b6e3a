/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/json.h: writes canonical JSON: UTF-8, no blanks, keys in the order written, one form a
 * value (only " \ and controls below 0x20 are escaped; \n \t \r \b \f short, the rest \u00xx).
 * Sticky through its buf, which also fails at text that is not UTF-8. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"

struct buf;

struct json {
	struct buf *out;
	bool needs_comma;
};

struct json json_new(struct buf *out);
void json_open(struct json *j, char bracket);  /* '{' or '[' */
void json_close(struct json *j, char bracket); /* '}' or ']' */
void json_key(struct json *j, const char *key);
void json_str(struct json *j, struct str s); /* absent → null */
void json_text(struct json *j, const char *text);
void json_int(struct json *j, int64_t number);
void json_bool(struct json *j, bool is_true);
void json_none(struct json *j);
void json_quote(struct buf *out, struct str s); /* one quoted string, no commas */
