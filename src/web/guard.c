/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/guard.c: the request guard. The library reads leniently (bare line ends, folded lines, a NUL
 * that cuts a value short); the count of bytes shows each of them: a head must be exactly as long
 * as its parts plainly spelled. */
#include "web/guard.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "base/limits.h"

enum { HEADERS_MOST = 64, LENGTH_DIGITS = 15 };

static bool is_token(const char *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)at[i];

		if (!isalnum(c) && !(c && strchr("!#$%&'*+-.^_`|~", c)))
			return false;
	}
	return len > 0;
}

static bool is_plain(const char *at, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)at[i];

		if ((c < 32 && c != '\t') || c == 127)
			return false;
	}
	return true;
}

static bool is_named(const char *name, size_t len, const char *want)
{
	return len == strlen(want) && !strncasecmp(name, want, len);
}

static void length_read(struct guard *guard, const char *value, size_t len)
{
	guard->length_count++;
	guard->length = 0;
	if (!len || len > LENGTH_DIGITS)
		guard->is_bad = true;
	for (size_t i = 0; i < len && !guard->is_bad; i++) {
		if (value[i] < '0' || value[i] > '9')
			guard->is_bad = true;
		else
			guard->length = guard->length * 10 + (uint64_t)(value[i] - '0');
	}
}

void guard_header(
	struct guard *guard, const char *name, size_t name_len, const char *value, size_t value_len)
{
	guard->header_count++;
	guard->bytes += name_len + value_len + 4; /* ": " and the line end */
	if (!is_token(name, name_len) || !is_plain(value, value_len))
		guard->is_bad = true;
	if (is_named(name, name_len, "content-length")) {
		length_read(guard, value, value_len);
	} else if (is_named(name, name_len, "transfer-encoding")) {
		guard->coding_count++;
		if (!is_named(value, value_len, "chunked"))
			guard->is_bad = true;
	} else if (is_named(name, name_len, "host")) {
		guard->host_count++;
	}
}

static bool uri_is_plain(const char *uri)
{
	if (*uri != '/')
		return false; /* no proxy's absolute form, no "*" */
	for (const char *c = uri; *c; c++)
		if ((unsigned char)*c <= 32 || (unsigned char)*c >= 127 ||
			strchr("\"#<>\\^`{|}", *c))
			return false;
	return true;
}

int guard_verdict(const struct guard *guard, const struct guard_head *head)
{
	bool is_old = !strcmp(head->version, "HTTP/1.0");
	bool is_post = !strcmp(head->method, "POST");
	size_t line = strlen(head->method) + strlen(head->uri) + strlen(head->version) + 4;

	if (!is_old && strcmp(head->version, "HTTP/1.1"))
		return 505;
	if (strlen(head->uri) > LIMIT_URL)
		return 414;
	if (head->size > LIMIT_HEADERS || guard->header_count > HEADERS_MOST)
		return 431;
	if (guard->is_bad || !uri_is_plain(head->uri) || guard->host_count != 1)
		return 400;
	if (guard->length_count > 1 || guard->coding_count > 1)
		return 400;
	if (guard->coding_count && (guard->length_count || is_old))
		return 400;
	if (head->size != line + guard->bytes + 2)
		return 400;
	if (!is_post && strcmp(head->method, "GET") && strcmp(head->method, "HEAD"))
		return 405;
	if (!is_post && guard_has_body(guard))
		return 400;
	if (guard->length > (uint64_t)LIMIT_UPLOAD + LIMIT_BODY)
		return 413;
	return 0;
}

bool guard_has_body(const struct guard *guard)
{
	return guard->coding_count || guard->length;
}
