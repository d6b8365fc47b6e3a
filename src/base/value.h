/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/value.h: the scalar types of the domain and their one spelling, the same on every face
 * and in every leaf: money 500.00 (yuan), day 2026-03-08, moment 2026-03-08T09:00 or
 * …T09:00:30.125 (Asia/Shanghai, UTC+8 since 1992), number 42, yes/no. Parsers are exact: any
 * other spelling is false, also of the one day and the one moment that mean none (1970-01-01,
 * 1970-01-01T08:00). Printers write what parsers read, and nothing for none. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/str.h"

struct buf;

struct money {
	int64_t fen; /* 1 yuan = 100 fen */
};
struct ref {
	int64_t id; /* of a row in the same street; 0 = none */
};
struct day {
	int64_t n; /* days since 1970-01-01 in Shanghai; 0 = none */
};
struct moment {
	int64_t ms; /* UTC milliseconds; 0 = none */
};
struct refs {
	struct ref *at;
	size_t count;
};
struct any_list {
	void *at;
	size_t count;
};
#define LIST_OF(type) \
	struct { \
		type *at; \
		size_t count; \
	}

/* "500", "500.5" and "500.00" are read; "500.00" is written. No sign, no group marks; false on
 * overflow. */
bool money_parse(struct str s, struct money *out);
void money_print(struct buf *buf, struct money m); /* negative with a leading '-' */
bool money_add(struct money a, struct money b, struct money *out);
bool money_sub(struct money a, struct money b, struct money *out);
bool money_times(struct money a, int64_t n, struct money *out);

bool day_parse(struct str s, struct day *out); /* year 1900 … 9999, real dates only */
void day_print(struct buf *buf, struct day d);
struct day day_of(struct moment m);
struct moment day_begin(struct day d); /* 00:00 in Shanghai */
/* The same day so many months on; where that month is too short, its last day. */
struct day day_months_on(struct day d, int64_t months);
int day_weekday(struct day d);         /* 0 Sunday … 6 Saturday */
void day_split(struct day d, int *year, int *month, int *of_month);

bool moment_parse(struct str s, struct moment *out);
void moment_print(struct buf *buf, struct moment m); /* to the minute, or as fine as needed */
struct moment moment_now(void); /* the system's clock; only main and tests ask it */

bool bool_parse(struct str s, bool *out); /* yes no */
