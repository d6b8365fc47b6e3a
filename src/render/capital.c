/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/capital.c: 大写 of money: groups of four digits with 万 and 亿, one 零 for each gap inside
 * the number, 整 after a sum that ends at 元 or 角. Where the annex leaves a choice, its first
 * example is followed. */
#include <stdbool.h>
#include <stdint.h>
#include "base/buf.h"
#include "render/capital.h"

static const char *const digits[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" };

struct writer {
	struct buf *buf;
	bool has_begun; /* zeros before the first digit say nothing */
	bool owes_zero; /* a gap was passed since the last digit */
};

static void digit_put(struct writer *w, int digit, const char *unit)
{
	if (digit == 0) {
		w->owes_zero = w->has_begun;
		return;
	}
	if (w->owes_zero)
		buf_text(w->buf, digits[0]);
	buf_text(w->buf, digits[digit]);
	buf_text(w->buf, unit);
	w->has_begun = true;
	w->owes_zero = false;
}

/* A zero that stands right before 万 or 亿 is not read. */
static void unit_put(struct writer *w, const char *unit)
{
	buf_text(w->buf, unit);
	w->owes_zero = false;
}

static void number_put(struct writer *w, uint64_t n)
{
	const uint64_t wan = 10000;
	const uint64_t yi = wan * wan;
	bool has_yi = n >= yi;

	if (has_yi) {
		number_put(w, n / yi);
		unit_put(w, "亿");
		n %= yi;
	}
	if (n >= wan) {
		number_put(w, n / wan);
		unit_put(w, "万");
		n %= wan;
	} else {
		/* Nothing in the places of 万 after 亿: a gap, whatever follows. */
		w->owes_zero = has_yi;
	}
	digit_put(w, (int)(n / 1000), "仟");
	digit_put(w, (int)(n / 100 % 10), "佰");
	digit_put(w, (int)(n / 10 % 10), "拾");
	digit_put(w, (int)(n % 10), "");
}

void money_capital(struct buf *buf, struct money m)
{
	uint64_t fen = m.fen < 0 ? 0 - (uint64_t)m.fen : (uint64_t)m.fen;
	uint64_t yuan = fen / 100;
	struct writer w = { .buf = buf };

	fen %= 100;
	if (m.fen < 0)
		buf_text(buf, "负");
	if (yuan > 0) {
		number_put(&w, yuan);
		buf_text(buf, "元");
	} else if (fen == 0) {
		buf_text(buf, "零元");
	}
	digit_put(&w, (int)(fen / 10), "角");
	digit_put(&w, (int)(fen % 10), "分");
	if (fen % 10 == 0)
		buf_text(buf, "整");
}
