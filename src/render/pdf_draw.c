/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/pdf_draw.c: strokes and fills in the colours of the house. Kinds of money are told apart
 * in grey as well: fund solid, resident striped, partner upright stripes, property level stripes,
 * in kind outlined. */
#include "render/pdf_piece.h"
#include "render/qr.h"

static const unsigned inks[INK_COUNT] = {
	[INK] = 0x23201a,
	[INK_SOFT] = 0x595243,
	[INK_GREEN] = 0x1d5a48,
	[INK_LINE] = 0xdbd1bd,
	[INK_OCHRE] = 0x7d5208,
	[INK_GOLD] = 0xdca63c,
	[INK_BLUE] = 0x2b5472,
	[INK_BLUE_WASH] = 0xe7eef3,
	[INK_OCHRE_WASH] = 0xf4d68c,
	[INK_SEAL] = 0xad3320,
	[INK_TRACK] = 0xe9e1cf,
	[INK_EDGE] = 0x7b705c,
	[INK_WHITE] = 0xffffff,
};

unsigned ink_rgb(enum ink ink)
{
	return inks[ink];
}

void ink_set(struct pdf *pdf, enum ink ink)
{
	unsigned rgb = inks[ink];

	cairo_set_source_rgb(
		pdf->cr, (rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
}

void draw_rect(struct pdf *pdf, enum ink ink, double x, double y, double width, double height)
{
	ink_set(pdf, ink);
	cairo_rectangle(pdf->cr, x, y, width, height);
	cairo_fill(pdf->cr);
}

/* The line lies inside the box. */
void draw_outline(
	struct pdf *pdf, enum ink ink, double line, double x, double y, double width, double height)
{
	ink_set(pdf, ink);
	cairo_set_line_width(pdf->cr, line);
	cairo_rectangle(pdf->cr, x + line / 2, y + line / 2, width - line, height - line);
	cairo_stroke(pdf->cr);
}

void draw_dashes(struct pdf *pdf, double x1, double y1, double x2, double y2)
{
	static const double dash[] = { 4, 3 };

	ink_set(pdf, INK_EDGE);
	cairo_save(pdf->cr);
	cairo_set_line_width(pdf->cr, 0.6);
	cairo_set_dash(pdf->cr, dash, 2, 0);
	cairo_move_to(pdf->cr, x1, y1);
	cairo_line_to(pdf->cr, x2, y2);
	cairo_stroke(pdf->cr);
	cairo_restore(pdf->cr);
}

static bool can_link(struct str text)
{
	return (str_starts(text, "https://") || str_starts(text, "http://")) &&
	       !memchr(text.at, '\'', text.len) && !memchr(text.at, '\\', text.len);
}

void draw_qr(struct pdf *pdf, const struct qr *qr, struct str text, double size, double x, double y)
{
	double module = size / qr->size;

	ink_set(pdf, INK);
	for (int row = 0; row < qr->size; row++) {
		for (int at = 0, run; at < qr->size; at += run) {
			run = qr_run(qr, at, row);
			if (qr_is_dark(qr, at, row))
				cairo_rectangle(pdf->cr, x + at * module, y + row * module,
					run * module, module);
		}
	}
	cairo_fill(pdf->cr);
	if (can_link(text)) {
		char *link = g_strdup_printf(
			"rect=[%f %f %f %f] uri='%.*s'", x, y, size, size, (int)text.len, text.at);

		cairo_tag_begin(pdf->cr, CAIRO_TAG_LINK, link);
		cairo_tag_end(pdf->cr, CAIRO_TAG_LINK);
		g_free(link);
	}
}

static void round_rect(struct pdf *pdf, double r, double x, double y, double width, double height)
{
	const double quarter = 1.5707963267948966;

	cairo_new_sub_path(pdf->cr);
	cairo_arc(pdf->cr, x + width - r, y + r, r, -quarter, 0);
	cairo_arc(pdf->cr, x + width - r, y + height - r, r, 0, quarter);
	cairo_arc(pdf->cr, x + r, y + height - r, r, quarter, 2 * quarter);
	cairo_arc(pdf->cr, x + r, y + r, r, 2 * quarter, 3 * quarter);
	cairo_close_path(pdf->cr);
}

void draw_seal(struct pdf *pdf, const struct lines *text, double size, double x, double y)
{
	ink_set(pdf, INK_SEAL);
	round_rect(pdf, size * 0.055, x, y, size, size);
	cairo_fill(pdf->cr);
	draw_outline(pdf, INK_WHITE, 0.75, x + 1.8, y + 1.8, size - 3.6, size - 3.6);
	lines_draw(pdf, text, 0, text->count, x + (size - text->width) / 2,
		y + (size - lines_height(text)) / 2);
}

enum slope { SLOPE_RISING, SLOPE_UPRIGHT, SLOPE_LEVEL };

/* Stripes of `thick` every `pitch` points over a box that is already clipped. */
static void stripes(
	struct pdf *pdf, enum slope slope, double pitch, double thick, const double box[4])
{
	double x = box[0];
	double y = box[1];
	double width = box[2];
	double height = box[3];
	double reach = slope == SLOPE_LEVEL ? height : width + (slope == SLOPE_RISING ? height : 0);

	cairo_set_line_width(pdf->cr, thick);
	for (double at = thick / 2; at < reach + thick; at += pitch) {
		if (slope == SLOPE_LEVEL) {
			cairo_move_to(pdf->cr, x, y + at);
			cairo_line_to(pdf->cr, x + width, y + at);
		} else {
			cairo_move_to(pdf->cr, x + at, y);
			cairo_line_to(
				pdf->cr, x + at - (slope == SLOPE_RISING ? height : 0), y + height);
		}
	}
	cairo_stroke(pdf->cr);
}

void draw_money(struct pdf *pdf, struct str class, double x, double y, double width, double height)
{
	const double box[4] = { x, y, width, height };

	if (str_is(class, "inkind")) {
		draw_rect(pdf, INK_WHITE, x, y, width, height);
		draw_outline(pdf, INK, 1, x, y, width, height);
		return;
	}
	cairo_save(pdf->cr);
	cairo_rectangle(pdf->cr, x, y, width, height);
	cairo_clip(pdf->cr);
	if (str_is(class, "resident")) {
		draw_rect(pdf, INK_GOLD, x, y, width, height);
		ink_set(pdf, INK_OCHRE);
		stripes(pdf, SLOPE_RISING, 7.4, 2.1, box);
	} else if (str_is(class, "partner")) {
		draw_rect(pdf, INK_BLUE, x, y, width, height);
		ink_set(pdf, INK_BLUE_WASH);
		stripes(pdf, SLOPE_UPRIGHT, 4.5, 1.2, box);
	} else if (str_is(class, "property")) {
		draw_rect(pdf, INK_BLUE_WASH, x, y, width, height);
		ink_set(pdf, INK_BLUE);
		stripes(pdf, SLOPE_LEVEL, 4.5, 2.2, box);
	} else if (str_is(class, "pending")) {
		draw_rect(pdf, INK_TRACK, x, y, width, height);
		ink_set(pdf, INK_GREEN);
		stripes(pdf, SLOPE_RISING, 7.4, 2.1, box);
	} else {
		draw_rect(pdf, str_is(class, "rest") ? INK_TRACK : INK_GREEN, x, y, width, height);
	}
	cairo_restore(pdf->cr);
}

void draw_pivot(struct pdf *pdf, enum ink ink, double x, double y, double size)
{
	ink_set(pdf, ink);
	cairo_move_to(pdf->cr, x, y);
	cairo_line_to(pdf->cr, x + size * 0.6, y + size);
	cairo_line_to(pdf->cr, x - size * 0.6, y + size);
	cairo_close_path(pdf->cr);
	cairo_fill(pdf->cr);
}
