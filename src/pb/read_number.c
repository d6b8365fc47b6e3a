/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/read_number.c: numbers as people write them, digit by digit: decimals with a point or a comma,
 * never through floating point. */
#include "pb/reading.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* false when the number would reach PB_MONEY_END. */
static bool digit_add(int64_t *number, char c)
{
	int digit = c - '0';

	if (*number > (PB_MONEY_END - 1 - digit) / 10)
		return false;
	*number = *number * 10 + digit;
	return true;
}

const char *decimal_read(struct str s, bool is_in_list, struct decimal *out)
{
	static const char shape[] = "not a number like 1234 or 1234.50";
	static const char large[] = "too large";
	struct decimal d = { 0, 0 };
	size_t i = 0;
	size_t end = s.len;

	for (; i < s.len && is_digit(s.at[i]); i++)
		if (!digit_add(&d.digits, s.at[i]))
			return large;
	if (i == 0)
		return shape;
	if (i == s.len) {
		*out = d;
		return NULL;
	}
	if ((s.at[i] != '.' && (s.at[i] != ',' || is_in_list)) || ++i == s.len)
		return shape;
	for (size_t j = i; j < s.len; j++)
		if (!is_digit(s.at[j]))
			return shape;
	while (end - i > PB_DECIMALS_MOST && s.at[end - 1] == '0')
		end--;
	if (end - i > PB_DECIMALS_MOST)
		return "given to more than 6 decimals";
	for (; i < end; i++, d.decimals++)
		if (!digit_add(&d.digits, s.at[i]))
			return large;
	*out = d;
	return NULL;
}

bool decimal_scale(struct decimal d, int decimals, int64_t *out)
{
	for (; d.decimals < decimals; d.decimals++)
		if (!digit_add(&d.digits, '0'))
			return false;
	*out = d.digits;
	return true;
}

bool whole_read(struct str s, int64_t *out)
{
	int64_t number = 0;

	for (size_t i = 0; i < s.len; i++)
		if (!is_digit(s.at[i]) || !digit_add(&number, s.at[i]))
			return false;
	if (!s.len)
		return false;
	*out = number;
	return true;
}

bool micro_read(struct str s, int64_t *out)
{
	bool is_minus = s.len > 1 && s.at[0] == '-';
	int64_t number = 0;
	int decimals = -1; /* none yet */
	size_t i;

	if (is_minus)
		s = str_from(s, 1);
	if (!s.len || !is_digit(s.at[0]) || !is_digit(s.at[s.len - 1]))
		return false;
	for (i = 0; i < s.len; i++) {
		if ((s.at[i] == '.' || s.at[i] == ',') && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (!is_digit(s.at[i]))
			return false;
		if (decimals >= PB_DECIMALS_MOST)
			continue;
		if (!digit_add(&number, s.at[i]))
			return false;
		decimals += decimals >= 0;
	}
	for (decimals = decimals < 0 ? 0 : decimals; decimals < PB_DECIMALS_MOST; decimals++)
		if (!digit_add(&number, '0'))
			return false;
	*out = is_minus ? -number : number;
	return true;
}

enum err money_read(struct reader *reader, uint32_t line, const char *what, struct str s,
	bool is_in_list, struct decimal *out)
{
	const char *wrong = decimal_read(s, is_in_list, out);

	if (wrong)
		return reader_refuse(reader, line, "%s \"%.*s\" is %s", what, PIECE(s), wrong);
	if (out->decimals > reader->decimals)
		reader->decimals = out->decimals;
	return OK;
}
