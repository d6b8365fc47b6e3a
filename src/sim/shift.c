/* SPDX-License-Identifier: MulanPSL-2.0 */
/* sim/shift.c: moves what a story says of time. A year moves with its middle, so that what was told
 * of one year and is told half a year later still lies in one. */
#include "sim/shift.h"
#include <string.h>
#include "base/buf.h"
#include "base/limits.h"
#include "base/value.h"

enum { DAY_MS = 86400000, MINUTE_MS = 60000, ROUND_MS = 10 * MINUTE_MS };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "2025" → the year in which its first of July comes to lie. */
static void year_put(struct arena *arena, int64_t days, const char *four, struct buf *out)
{
	struct buf middle = buf_new(arena, 16);
	struct day day;
	int year, month, of_month;

	buf_print(&middle, "%.4s-07-01", four);
	if (!day_parse(buf_view(&middle), &day)) {
		buf_add(out, four, 4);
		return;
	}
	day_split((struct day) { day.n + days }, &year, &month, &of_month);
	buf_int(out, year);
}

/* Four digits that begin with 20, alone, before 年 or a dash. */
static bool is_year(const char *value, const char *at)
{
	if (strncmp(at, "20", 2) || !is_digit(at[2]) || !is_digit(at[3]) || is_digit(at[4]) ||
		(at > value && is_digit(at[-1])))
		return false;
	return at[4] == '-' || !strncmp(at + 4, "年", strlen("年"));
}

static const char *words_shift(struct arena *arena, int64_t days, const char *value)
{
	struct buf out = buf_new(arena, LIMIT_BODY);

	for (const char *at = value; *at; at++)
		if (is_year(value, at)) {
			year_put(arena, days, at, &out);
			at += 3;
		} else {
			buf_char(&out, *at);
		}
	return buf_z(&out);
}

/* "now+50m": to the ten minutes before, as a meeting is called. */
static bool moment_soon(const char *value, int64_t now_ms, struct moment *out)
{
	struct str rest = str_of(value);
	int64_t minutes;

	if (!str_starts(rest, "now+") || !str_ends(rest, "m"))
		return false;
	rest = str_from(rest, strlen("now+"));
	rest.len--;
	if (!str_int(rest, &minutes) || minutes < 0 || minutes > 1000000)
		return false;
	out->ms = (now_ms + minutes * MINUTE_MS) / ROUND_MS * ROUND_MS;
	return true;
}

const char *shift_value(
	struct arena *arena, int64_t days, int64_t now_ms, const char *name, const char *value)
{
	struct buf out = buf_new(arena, 64);
	struct moment moment;
	struct day day;

	if (moment_soon(value, now_ms, &moment)) {
		moment_print(&out, moment);
		return buf_z(&out);
	}
	if (!days)
		return value;
	if (day_parse(str_of(value), &day))
		day_print(&out, (struct day) { day.n + days });
	else if (moment_parse(str_of(value), &moment))
		moment_print(&out, (struct moment) { moment.ms + days * DAY_MS });
	else if (!strcmp(name, "year") && strlen(value) == 4)
		year_put(arena, days, value, &out);
	else
		return words_shift(arena, days, value);
	return buf_z(&out);
}
