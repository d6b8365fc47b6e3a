/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/pdf_chart.c: the bar of money by source or use, its legend, and the lever.
 * Shares are hundredths of a percent, as the data say them: nothing is computed here but places on
 * paper. */
#include <math.h>
#include "render/pdf_piece.h"

static const double bar_height = 16.5;
static const double pivot_height = 10;
static const double swatch = 13.5;

struct part {
	struct str class;
	double share; /* of 1 */
};

struct bar {
	struct part *parts;
	int count;
	double at; /* where ▲ stands, of 1; below 0: nowhere */
};

static int children_count(const struct node *node)
{
	int count = 0;

	for (const struct node *child = node->first; child; child = child->next)
		count++;
	return count;
}

static enum err bar_make(struct pdf *pdf, const struct node *node, struct bar **out)
{
	struct bar *bar;
	int count = children_count(node);

	TRY(pdf_alloc(pdf, 1, sizeof(*bar), &bar));
	TRY(pdf_alloc(pdf, (size_t)count, sizeof(*bar->parts), &bar->parts));
	for (const struct node *child = node->first; child; child = child->next)
		bar->parts[bar->count++] = (struct part) { node_attribute(child, "class"),
			node_hundredths(child, "share", 0) / 1e4 };
	bar->at = node_hundredths(node, "at", -1) / 1e4;
	*out = bar;
	return OK;
}

static void bar_draw(struct pdf *pdf, const struct piece *piece, double x, double y)
{
	const struct bar *bar = piece->with;
	double done = 0;

	draw_rect(pdf, INK_TRACK, x, y, piece->width, bar_height);
	for (int i = 0; i < bar->count; i++) {
		double room = piece->width - done;
		double width = bar->parts[i].share * piece->width;

		if (bar->parts[i].share <= 0)
			continue;
		width = width < 1.5 ? 1.5 : width;
		width = width > room ? room : width;
		draw_money(pdf, bar->parts[i].class, x + done, y, width, bar_height);
		/* A white joint tells two parts of one kind apart. */
		if (done > 0 && str_equal(bar->parts[i].class, bar->parts[i - 1].class))
			draw_rect(pdf, INK_WHITE, x + done - 0.75, y, 1.5, bar_height);
		done += width;
	}
	if (bar->at >= 0)
		draw_pivot(pdf, INK_GREEN, x + (bar->at > 1 ? 1 : bar->at) * piece->width,
			y + bar_height + 1.5, pivot_height);
}

static enum err bar_stack(
	struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	struct bar *bar;
	struct piece *piece;

	TRY(bar_make(pdf, node, &bar));
	TRY(piece_add(pdf, stack, bar_height + (bar->at >= 0 ? pivot_height + 1.5 : 0), &piece));
	piece->above = 7.2;
	piece->below = 4.8;
	piece->draw = bar_draw;
	piece->with = bar;
	piece->width = width;
	piece->keeps_next = node->next && node->next->tag == TAG_LEGEND;
	return OK;
}

struct entry {
	struct str class;
	struct lines *label;
	struct lines *sum; /* NULL: none */
	double x;
	double width;
};

struct legend {
	struct entry *entries;
	int count;
	double height;
};

static void legend_draw(struct pdf *pdf, const struct piece *piece, double x, double y)
{
	const struct legend *legend = piece->with;

	for (int i = 0; i < legend->count; i++) {
		const struct entry *e = &legend->entries[i];
		double left = x + e->x;

		draw_money(pdf, e->class, left, y + 2.2, swatch, swatch);
		lines_draw(pdf, e->label, 0, e->label->count, left + swatch + 6, y);
		if (e->sum)
			lines_draw(pdf, e->sum, 0, e->sum->count, left, y + lines_height(e->label));
	}
}

static enum err entry_make(
	struct pdf *pdf, const struct node *part, double width, struct entry *entry)
{
	struct str sum = node_attribute(part, "sum");

	entry->class = node_attribute(part, "class");
	TRY(lines_make(pdf, part, &style_text, width - swatch - 6, &entry->label));
	entry->width = entry->label->natural + swatch + 6;
	if (sum.len) {
		TRY(lines_plain(pdf, sum, &style_strong, width, &entry->sum));
		if (entry->sum->natural > entry->width)
			entry->width = entry->sum->natural;
	}
	return OK;
}

static double entry_height(const struct entry *entry)
{
	return lines_height(entry->label) + (entry->sum ? lines_height(entry->sum) : 0);
}

/* Entries in rows as they fit, the room left over between them. */
static enum err legend_stack(
	struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	const double gap = 18;
	const struct node *part = node->first;

	while (part) {
		struct legend *legend;
		struct piece *piece;
		double used = 0;
		double spread;
		double x = 0;

		TRY(pdf_alloc(pdf, 1, sizeof(*legend), &legend));
		TRY(pdf_alloc(pdf, (size_t)children_count(node), sizeof(*legend->entries),
			&legend->entries));
		while (part) {
			struct entry entry = { 0 };

			TRY(entry_make(pdf, part, width, &entry));
			if (legend->count && used + gap + entry.width > width)
				break;
			used += entry.width + (legend->count ? gap : 0);
			if (entry_height(&entry) > legend->height)
				legend->height = entry_height(&entry);
			legend->entries[legend->count++] = entry;
			part = part->next;
		}
		spread = part || legend->count < 2 ? gap
						   : gap + (width - used) / (legend->count - 1);
		spread = spread > 90 ? 90 : spread;
		for (int i = 0; i < legend->count; i++) {
			legend->entries[i].x = x;
			x += legend->entries[i].width + spread;
		}
		TRY(piece_add(pdf, stack, legend->height, &piece));
		piece->above = 4.8;
		piece->draw = legend_draw;
		piece->with = legend;
	}
	return OK;
}

struct lever {
	struct bar *parts;
	struct lines *left; /* captions, may be NULL */
	struct lines *right;
	double side; /* of the larger block */
};

static const double lever_most = 58.5;
static const double beam_height = 4.5;
static const double lever_pivot = 22.5;

/* The fund's block left, what others gave right, areas as the money; ▲ stands where the beam is in
 * balance. */
static void lever_draw(struct pdf *pdf, const struct piece *piece, double x, double y)
{
	const struct lever *lever = piece->with;
	const struct bar *parts = lever->parts;
	double beam = y + lever->side + 6;
	double fund = 0;
	double all = 0;
	double greater;
	double side;
	double top;

	for (int i = 0; i < parts->count; i++) {
		all += parts->parts[i].share;
		if (str_is(parts->parts[i].class, "fund"))
			fund += parts->parts[i].share;
	}
	draw_rect(pdf, INK, x, beam, piece->width, beam_height);
	if (all <= 0)
		return;
	greater = fund > all - fund ? fund : all - fund;
	side = lever->side * sqrt(fund / greater);
	draw_rect(pdf, INK_GREEN, x + 0.13 * piece->width - side / 2, beam - side, side, side);
	side = lever->side * sqrt((all - fund) / greater);
	top = beam - side;
	for (int i = 0; i < parts->count; i++) {
		double height = all > fund ? side * parts->parts[i].share / (all - fund) : 0;

		if (str_is(parts->parts[i].class, "fund") || height <= 0)
			continue;
		draw_money(pdf, parts->parts[i].class, x + 0.87 * piece->width - side / 2, top,
			side, height);
		top += height;
	}
	draw_pivot(pdf, INK_GREEN, x + (0.13 + 0.74 * (all - fund) / all) * piece->width,
		beam + beam_height, lever_pivot);
	y = beam + beam_height + lever_pivot + 3;
	if (lever->left)
		lines_draw(pdf, lever->left, 0, lever->left->count, x, y);
	if (lever->right)
		lines_draw(pdf, lever->right, 0, lever->right->count,
			x + piece->width - lever->right->width, y);
}

static enum err lever_stack(
	struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	struct style style = style_text;
	struct str left = node_attribute(node, "left");
	struct str right = node_attribute(node, "right");
	double captions = 0;
	struct lever *lever;
	struct piece *piece;

	TRY(pdf_alloc(pdf, 1, sizeof(*lever), &lever));
	TRY(bar_make(pdf, node, &lever->parts));
	lever->side = lever_most < 0.24 * width ? lever_most : 0.24 * width;
	if (left.len) {
		TRY(lines_plain(pdf, left, &style, width / 2 - 4, &lever->left));
		captions = lines_height(lever->left);
	}
	style.align = ALIGN_RIGHT;
	if (right.len) {
		TRY(lines_plain(pdf, right, &style, width / 2 - 4, &lever->right));
		if (lines_height(lever->right) > captions)
			captions = lines_height(lever->right);
	}
	TRY(piece_add(
		pdf, stack, lever->side + 6 + beam_height + lever_pivot + 3 + captions, &piece));
	piece->above = 7.2;
	piece->draw = lever_draw;
	piece->with = lever;
	piece->width = width;
	return OK;
}

enum err chart_stack(struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	if (node->tag == TAG_BAR)
		return bar_stack(pdf, node, width, stack);
	if (node->tag == TAG_LEGEND)
		return legend_stack(pdf, node, width, stack);
	return lever_stack(pdf, node, width, stack);
}
