/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/guard.h: refuses requests that two readers could frame differently, before a byte of the body
 * is read. Pure: it counts what it is told. RFC 9112: one length or one coding, one host, plain
 * tokens, nothing folded. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct guard {
	size_t header_count;
	size_t length_count;
	size_t coding_count;
	size_t host_count;
	size_t bytes; /* the headers' own bytes as a plain head spells them: "name: value\r\n" */
	uint64_t length;
	bool is_bad;
};

/* What the request line and the whole head say. */
struct guard_head {
	const char *method;
	const char *uri; /* as sent */
	const char *version;
	size_t size; /* of the head as it came, all bytes from the method to the blank line */
};

void guard_header(struct guard *guard, const char *name, size_t name_len, const char *value,
	size_t value_len);
/* 0 when the request may be read, else the status of its refusal: 400 405 413 414 431 505. most:
 * bytes of body allowed. */
int guard_verdict(const struct guard *guard, const struct guard_head *head);
bool guard_has_body(const struct guard *guard);
