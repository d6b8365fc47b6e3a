/* SPDX-License-Identifier: MulanPSL-2.0 */
/* What a ruler would say of a printed sheet: margins, frame, the ballot's squares, the code in the
 * foot and its modules, rows to sign in, corner marks. Measured on a picture of ten dots a
 * millimetre. */
#include "render/pdf_tool.h"
#include <math.h>
#include "render/page.h"
#include "render/qr.h"
#include "render/render.h"
#include "render/sheets.h"

static struct tree tree_new(void)
{
	struct arena *arena = arena_new(512 << 20);

	return (struct tree) { arena, data_root(arena) };
}

static struct picture pictured(struct tree *t, const char *paper, int sheet)
{
	struct face face = { .arena = t->arena, .language = LANGUAGE_ZH, .base = "/heqing" };
	struct str pdf;

	assert_int_equal(pdf_write(&pdf, &face, page_find(paper), t->root), OK);
	return pdf_picture(t->arena, pdf, sheet);
}

static void assert_near(double measured, double expected, double within)
{
	if (fabs(measured - expected) > within)
		fail_msg("measured %.2f mm, expected %.2f mm", measured, expected);
}

/* From x, y to the right (or down) until the ground changes; how far that is. */
static double run_right(const struct picture *p, double x, double y)
{
	bool is = is_dark(p, x, y);
	double at = x;

	while (at < 209.8 && is_dark(p, at, y) == is)
		at += 0.1;
	return at - x;
}

static double run_down(const struct picture *p, double x, double y)
{
	bool is = is_dark(p, x, y);
	double at = y;

	while (at < 296.8 && is_dark(p, x, at) == is)
		at += 0.1;
	return at - y;
}

static void has_the_frame(void **state)
{
	struct tree t = tree_new();
	struct picture p;
	double x;

	(void)state;
	notice_make(&t);
	p = pictured(&t, "notice.paper", 1);
	assert_near(p.width / 10.0, 210, 0.15);
	assert_near(p.height / 10.0, 297, 0.15);
	/* From the left edge at half height: margin, 5 px, 3 px of white, 1 px. */
	x = run_right(&p, 0, 260);
	assert_near(x, 11, 0.15);
	assert_near(run_right(&p, x + 0.05, 260), 1.32, 0.15);
	x += run_right(&p, x + 0.05, 260) + 0.05;
	assert_near(run_right(&p, x, 260), 0.79, 0.15);
	x += run_right(&p, x + 0.05, 260) + 0.05;
	assert_near(run_right(&p, x, 260), 0.26, 0.15);
	assert_near(run_down(&p, 105, 0), 11, 0.15);
	arena_free(t.arena);
}

static void has_squares_to_tick(void **state)
{
	struct tree t = tree_new();
	struct picture p;
	double y = 0;
	int squares = 0;

	(void)state;
	ballot_make(&t, 1);
	p = pictured(&t, "ballot.paper", 1);
	/* Down the middle of the squares' left edge. */
	for (y = 40; y < 240; y += 0.1) {
		double side;

		if (!is_dark(&p, 21.55, y))
			continue;
		side = run_down(&p, 21.55, y);
		if (side > 5) {
			assert_near(side, 11, 0.2);
			assert_near(run_right(&p, 21.45, y + 0.2), 11, 0.2);
			squares++;
		}
		y += side;
	}
	assert_int_equal(squares, 8);
	arena_free(t.arena);
}

/* The code in the foot, read module by module as a scanner would, is the code of the address. */
static void has_a_code_that_reads(void **state)
{
	struct tree t = tree_new();
	struct qr qr;
	struct picture p;
	double left = 21.3;
	double top;
	double module;

	(void)state;
	notice_make(&t);
	p = pictured(&t, "notice.paper", 1);
	assert_int_equal(qr_make(t.arena, str_of("https://zd.example/heqing/n/118"), &qr), OK);
	/* Up from under it to its lower edge, then its height. */
	top = 283;
	while (!is_dark(&p, left + 1, top))
		top -= 0.1;
	top -= 27;
	module = 27.0 / qr.size;
	for (int y = 0; y < qr.size; y++) {
		for (int x = 0; x < qr.size; x++)
			assert_int_equal(
				is_dark(&p, left + (x + 0.5) * module, top + (y + 0.55) * module),
				qr_is_dark(&qr, x, y));
	}
	/* Four modules of white to its right. */
	for (double at = 0.3; at < 4 * module; at += 0.1) {
		for (double y = top; y < top + 27; y += 0.2)
			assert_false(is_dark(&p, left + 27 + at, y));
	}
	arena_free(t.arena);
}

static void has_rows_to_sign(void **state)
{
	struct tree t = tree_new();
	struct picture p;
	int rows = 0;

	(void)state;
	signin_make(&t, 40);
	p = pictured(&t, "meeting.signin.paper", 1);
	/* Inside the last column: lines every 11 mm. */
	for (double y = 45; y < 280; y += 0.1) {
		double white;

		if (is_dark(&p, 190, y))
			continue;
		white = run_down(&p, 190, y);
		if (white > 9 && y + white < 285) {
			assert_near(white, 10.8, 0.25);
			rows++;
		}
		y += white;
	}
	assert_int_equal(rows, 20);
	/* Corner marks: three full squares and a ring. */
	assert_true(is_dark(&p, 6.5, 6.5));
	assert_true(is_dark(&p, 203.5, 6.5));
	assert_true(is_dark(&p, 6.5, 290.5));
	assert_true(is_dark(&p, 201.5, 290.5));
	assert_false(is_dark(&p, 203.5, 290.5));
	arena_free(t.arena);
}

/* No ink but the frame's outside of where text may stand. */
static void assert_inside(const struct picture *p, const char *paper)
{
	for (double y = 14; y < 283; y += 0.1) {
		for (double x = 13.8; x < 21; x += 0.1) {
			if (is_dark(p, x, y) || is_dark(p, 210 - x, y))
				fail_msg("%s: ink at %.1f, %.1f mm", paper, x, y);
		}
	}
	for (double x = 14; x < 196; x += 0.1) {
		for (double y = 13.8; y < 18; y += 0.1)
			assert_false(is_dark(p, x, y));
		for (double y = 279.6; y < 283; y += 0.1)
			assert_false(is_dark(p, x, y));
	}
}

static void stays_inside(void **state)
{
	static const char *const papers[] = { "notice.paper", "claim.paper", "settlement.paper",
		"meeting.minutes.paper", "ballot.paper", "ballot.result.paper" };
	void (*const makers[])(struct tree *) = { notice_make, claim_make, settlement_make, NULL,
		NULL, result_make };

	(void)state;
	for (size_t i = 0; i < sizeof(papers) / sizeof(papers[0]); i++) {
		struct tree t = tree_new();
		struct picture p;

		if (makers[i])
			makers[i](&t);
		else if (i == 3)
			minutes_make(&t, 12);
		else
			ballot_make(&t, 1);
		p = pictured(&t, papers[i], 1);
		assert_inside(&p, papers[i]);
		arena_free(t.arena);
	}
}

/* Values as long as a hostile hand can make them wrap or run over; none leaves its place. */
static void holds_long_values(void **state)
{
	static const char *const pieces[] = { "长", "W", "https://zd.example/", "“（",
		"12,860.00 元，" };
	static const char *const names[] = { "place_name", "number", "project_title", "ask", "goal",
		"upkeep", "issuer" };

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		struct tree t = tree_new();
		struct buf text = buf_new(t.arena, 1 << 16);
		struct picture p;

		while (text.len < 300)
			buf_text(&text, pieces[i]);
		notice_make(&t);
		for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			set(&t, names[k], buf_z(&text));
		set_in(&t, data_get(t.root, "lines")->first, "name", buf_z(&text));
		set_in(&t, data_get(t.root, "sources")->first, "note", buf_z(&text));
		set_in(&t, data_get(t.root, "proof"), "short", buf_z(&text));
		p = pictured(&t, "notice.paper", 1);
		assert_inside(&p, pieces[i]);
		p = pictured(&t, "notice.paper", 2);
		assert_inside(&p, pieces[i]);
		arena_free(t.arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(has_the_frame),
		cmocka_unit_test(has_squares_to_tick),
		cmocka_unit_test(has_a_code_that_reads),
		cmocka_unit_test(has_rows_to_sign),
		cmocka_unit_test(stays_inside),
		cmocka_unit_test(holds_long_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
