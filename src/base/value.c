/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/value.c: one spelling for money, days, moments and yes/no. Days are counted by the
 * proleptic Gregorian calendar (Hinnant's algorithm over eras of 400 years); Shanghai is UTC+8
 * without summer time. */
#include "base/value.h"
#include <time.h>
#include "base/buf.h"

enum {
	ERA_DAYS = 146097,
	EPOCH_SHIFT = 719468, /* days from 0000-03-01 to 1970-01-01 */
	YEAR_LEAST = 1900,
	YEAR_MOST = 9999,
	DAY_FAR = 400000000, /* no calendar goes there: keeps arithmetic whole */
	MS_SECOND = 1000,
	MS_MINUTE = 60 * MS_SECOND,
	MS_HOUR = 60 * MS_MINUTE,
	MS_DAY = 24 * MS_HOUR,
	MS_SHANGHAI = 8 * MS_HOUR,
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool money_parse(struct str s, struct money *out)
{
	struct str yuan = str_cut(&s, '.');
	bool has_point = s.at != NULL;
	int64_t whole;
	int64_t fen = 0;

	if (yuan.len == 0 || !is_digit(yuan.at[0]) || !str_int(yuan, &whole))
		return false;
	if (has_point && (s.len < 1 || s.len > 2))
		return false;
	for (size_t i = 0; i < 2; i++) {
		char c = i < s.len ? s.at[i] : '0';

		if (!is_digit(c))
			return false;
		fen = fen * 10 + (c - '0');
	}
	if (__builtin_mul_overflow(whole, 100, &whole) ||
		__builtin_add_overflow(whole, fen, &whole))
		return false;
	out->fen = whole;
	return true;
}

void money_print(struct buf *buf, struct money m)
{
	uint64_t fen = m.fen < 0 ? 0 - (uint64_t)m.fen : (uint64_t)m.fen;

	if (m.fen < 0)
		buf_char(buf, '-');
	buf_int(buf, (int64_t)(fen / 100));
	buf_char(buf, '.');
	buf_char(buf, (char)('0' + fen / 10 % 10));
	buf_char(buf, (char)('0' + fen % 10));
}

bool money_add(struct money a, struct money b, struct money *out)
{
	struct money sum;

	if (__builtin_add_overflow(a.fen, b.fen, &sum.fen))
		return false;
	*out = sum;
	return true;
}

bool money_sub(struct money a, struct money b, struct money *out)
{
	struct money rest;

	if (__builtin_sub_overflow(a.fen, b.fen, &rest.fen))
		return false;
	*out = rest;
	return true;
}

bool money_times(struct money a, int64_t n, struct money *out)
{
	struct money product;

	if (__builtin_mul_overflow(a.fen, n, &product.fen))
		return false;
	*out = product;
	return true;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t day_near(int64_t n)
{
	if (n < -DAY_FAR)
		return -DAY_FAR;
	return n > DAY_FAR ? DAY_FAR : n;
}

static int64_t days_from_civil(int year, int month, int of_month)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = floor_div(y, 400);
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + of_month - 1;

	return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH_SHIFT;
}

void day_split(struct day d, int *year, int *month, int *of_month)
{
	int64_t shifted = day_near(d.n) + EPOCH_SHIFT;
	int64_t era = floor_div(shifted, ERA_DAYS);
	int64_t of_era = shifted - era * ERA_DAYS;
	int64_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * of_year + 2) / 153;

	*of_month = (int)(of_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400 + (*month <= 2));
}

struct day day_months_on(struct day d, int64_t months)
{
	int year, month, of_month;
	struct day next = d;
	char text[16];

	day_split(d, &year, &month, &of_month);
	months += month - 1;
	year += (int)(months / 12);
	month = (int)(months % 12) + 1;
	do
		snprintf(text, sizeof(text), "%04d-%02d-%02d", year % 10000, month % 100,
			of_month-- % 100);
	while (!day_parse(str_of(text), &next) && of_month > 27);
	return next;
}

/* Reads count digits and moves on. */
static bool digits_take(struct str *s, int count, int *out)
{
	int number = 0;

	if (s->len < (size_t)count)
		return false;
	for (int i = 0; i < count; i++) {
		if (!is_digit(s->at[i]))
			return false;
		number = number * 10 + (s->at[i] - '0');
	}
	*s = str_from(*s, (size_t)count);
	*out = number;
	return true;
}

static bool char_take(struct str *s, char c)
{
	if (s->len == 0 || s->at[0] != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

static bool day_take(struct str *s, struct day *out)
{
	int year, month, of_month;
	int again_year, again_month, again_of_month;
	struct day day;

	if (!digits_take(s, 4, &year) || !char_take(s, '-') || !digits_take(s, 2, &month) ||
		!char_take(s, '-') || !digits_take(s, 2, &of_month))
		return false;
	if (year < YEAR_LEAST || year > YEAR_MOST || month < 1 || month > 12 || of_month < 1)
		return false;
	day.n = days_from_civil(year, month, of_month);
	/* 30 February comes back as 1 or 2 March. */
	day_split(day, &again_year, &again_month, &again_of_month);
	if (again_month != month || again_of_month != of_month)
		return false;
	*out = day;
	return true;
}

bool day_parse(struct str s, struct day *out)
{
	struct day day;

	if (!day_take(&s, &day) || s.len || day.n == 0)
		return false;
	*out = day;
	return true;
}

static void two_digits(struct buf *buf, int64_t number)
{
	buf_char(buf, (char)('0' + number / 10 % 10));
	buf_char(buf, (char)('0' + number % 10));
}

static void date_print(struct buf *buf, struct day d)
{
	int year, month, of_month;

	day_split(d, &year, &month, &of_month);
	if (year < YEAR_LEAST || year > YEAR_MOST) {
		buf_print(buf, "%d", year);
	} else {
		two_digits(buf, year / 100);
		two_digits(buf, year);
	}
	buf_char(buf, '-');
	two_digits(buf, month);
	buf_char(buf, '-');
	two_digits(buf, of_month);
}

void day_print(struct buf *buf, struct day d)
{
	if (d.n != 0)
		date_print(buf, d);
}

struct day day_of(struct moment m)
{
	int64_t local;

	if (__builtin_add_overflow(m.ms, (int64_t)MS_SHANGHAI, &local))
		local = m.ms;
	return (struct day) { floor_div(local, MS_DAY) };
}

struct moment day_begin(struct day d)
{
	return (struct moment) { day_near(d.n) * MS_DAY - MS_SHANGHAI };
}

int day_weekday(struct day d)
{
	/* 1970-01-01 was a Thursday. */
	return (int)(((day_near(d.n) + 4) % 7 + 7) % 7);
}

/* ":30" or ":30.125" as fine as needed: what says no more than the minute does is another
 * spelling. */
static bool seconds_take(struct str *s, int *second, int *ms)
{
	*second = 0;
	*ms = 0;
	if (s->len == 0)
		return true;
	if (!char_take(s, ':') || !digits_take(s, 2, second) || *second > 59)
		return false;
	if (s->len == 0)
		return *second != 0;
	return char_take(s, '.') && digits_take(s, 3, ms) && *ms != 0;
}

bool moment_parse(struct str s, struct moment *out)
{
	struct day day;
	int hour, minute, second, ms;
	struct moment moment;

	if (!day_take(&s, &day) || !char_take(&s, 'T') || !digits_take(&s, 2, &hour) ||
		!char_take(&s, ':') || !digits_take(&s, 2, &minute) ||
		!seconds_take(&s, &second, &ms))
		return false;
	if (s.len || hour > 23 || minute > 59)
		return false;
	moment.ms = day_begin(day).ms + (int64_t)hour * MS_HOUR + (int64_t)minute * MS_MINUTE +
		    (int64_t)second * MS_SECOND + ms;
	if (moment.ms == 0)
		return false;
	*out = moment;
	return true;
}

void moment_print(struct buf *buf, struct moment m)
{
	struct day day = day_of(m);
	int64_t of_day = m.ms - day_begin(day).ms;

	if (m.ms == 0)
		return;
	if (day.n != day_near(day.n))
		of_day = 0;
	date_print(buf, day);
	buf_char(buf, 'T');
	two_digits(buf, of_day / MS_HOUR);
	buf_char(buf, ':');
	two_digits(buf, of_day / MS_MINUTE % 60);
	if (of_day % MS_MINUTE == 0)
		return;
	buf_char(buf, ':');
	two_digits(buf, of_day / MS_SECOND % 60);
	if (of_day % MS_SECOND == 0)
		return;
	buf_char(buf, '.');
	buf_char(buf, (char)('0' + of_day % MS_SECOND / 100));
	two_digits(buf, of_day % 100);
}

struct moment moment_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (struct moment) { (int64_t)now.tv_sec * MS_SECOND + now.tv_nsec / 1000000 };
}

bool bool_parse(struct str s, bool *out)
{
	bool is_yes = str_is(s, "yes");

	if (!is_yes && !str_is(s, "no"))
		return false;
	*out = is_yes;
	return true;
}
