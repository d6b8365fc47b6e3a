/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/value.c: a value as a person reads it: 45,000.00 · 2026年3月5日 周四 20:00 · 12.50% · 是.
 * Promises: the figures are those of the data, never rounded; the words around them come from
 * value.text. */
#include "base/value.h"
#include <inttypes.h>
#include <stdio.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "render/render.h"
#include "render/shape.h"

enum { MINUTE_MS = 60000, HOUR_MINUTES = 60 };
#define MINUS "\xe2\x88\x92" /* U+2212: as wide as a figure, and no hyphen to break a line at */

static void put_grouped(struct buf *out, uint64_t number)
{
	char digits[24];
	int count = snprintf(digits, sizeof(digits), "%" PRIu64, number);

	for (int i = 0; i < count; i++) {
		if (i && (count - i) % 3 == 0)
			buf_char(out, ',');
		buf_char(out, digits[i]);
	}
}

/* The sign is written; what is left is positive. */
static uint64_t put_sign(struct buf *out, int64_t number)
{
	if (number < 0)
		buf_text(out, MINUS);
	return number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
}

/* Hundredths, with comma groups before the point. */
static void put_hundredths(struct buf *out, int64_t number)
{
	uint64_t rest = put_sign(out, number);

	put_grouped(out, rest / 100);
	buf_print(out, ".%02d", (int)(rest % 100));
}

static void args_int(struct arena *arena, struct data *args, const char *name, int number)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%d", number);
	data_text(arena, args, name, str_of(digits)); /* text: a year has no comma */
}

static void args_words(
	const struct face *face, struct data *args, const char *name, const char *key)
{
	struct buf words = buf_new(face->arena, 256);

	words_put(&words, face, key, NULL);
	data_text(face->arena, args, name, buf_view(&words));
}

static void put_day(struct buf *out, const struct face *face, struct day day)
{
	struct data *args = data_root(face->arena);
	char key[40];
	int year;
	int month;
	int of_month;

	day_split(day, &year, &month, &of_month);
	args_int(face->arena, args, "year", year);
	args_int(face->arena, args, "of_month", of_month);
	snprintf(key, sizeof(key), "render.value.month_%d", month);
	args_words(face, args, "month", key);
	snprintf(key, sizeof(key), "render.value.weekday_%d", day_weekday(day));
	args_words(face, args, "weekday", key);
	words_put(out, face, "render.value.day", args);
}

static void put_moment(struct buf *out, const struct face *face, struct moment moment)
{
	struct data *args = data_root(face->arena);
	struct buf day = buf_new(face->arena, 256);
	int minutes = (int)((moment.ms - day_begin(day_of(moment)).ms) / MINUTE_MS);
	char clock[16];

	put_day(&day, face, day_of(moment));
	data_text(face->arena, args, "date", buf_view(&day));
	snprintf(clock, sizeof(clock), "%02d:%02d", minutes / HOUR_MINUTES, minutes % HOUR_MINUTES);
	data_text(face->arena, args, "clock", str_of(clock));
	words_put(out, face, "render.value.moment", args);
}

static void put_number(struct buf *out, const struct face *face, enum shape shape, int64_t number)
{
	switch (shape) {
	case SHAPE_MONEY:
		put_hundredths(out, number);
		break;
	case SHAPE_SHARE:
		put_hundredths(out, number);
		buf_char(out, '%');
		break;
	case SHAPE_MOMENT:
		if (number)
			put_moment(out, face, (struct moment) { number });
		break;
	case SHAPE_DAY:
		if (number)
			put_day(out, face, (struct day) { number });
		break;
	case SHAPE_YES_NO:
		words_put(out, face, number ? "render.value.yes" : "render.value.no", NULL);
		break;
	case SHAPE_NUMBER:
		buf_int(out, number);
		break;
	case SHAPE_COUNT:
		put_grouped(out, put_sign(out, number));
		break;
	}
}

void value_text(struct buf *out, const struct face *face, const char *name, const struct data *node)
{
	if (!node)
		return;
	if (node->kind == DATA_TEXT)
		buf_str(out, node->text);
	if (node->kind == DATA_INT)
		put_number(out, face, shape_of(name ? name : shape_name(node)), node->number);
}
