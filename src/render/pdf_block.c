/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/pdf_block.c: the block tags of a paper become pieces: words, ballot squares, signatures,
 * columns, codes. Promises: the ballot's square is 11 × 11 mm, a code in the foot 27 mm, a line to
 * sign on at least 8 mm high. */
#include "render/pdf_piece.h"
#include "render/qr.h"

static enum err title_stack(
	struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	static const double sizes[] = { 25, 23, 21,
		23 }; /* the last one takes as many lines as it needs */
	bool is_slip = width < mm(110);
	struct style style = style_song;
	struct lines *lines = NULL;

	style.align = ALIGN_CENTRE;
	style.line = 1.32;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		style.size = is_slip ? sizes[i] * 0.64 : sizes[i];
		TRY(lines_make(pdf, node, &style, width, &lines));
		if (lines->count == 1)
			break;
	}
	TRY(lines_stack(pdf, lines, 6, stack));
	stack->last->below = 7.2;
	stack->last->keeps_next = true;
	return OK;
}

static enum err heading_stack(
	struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	struct lines *lines;

	TRY(lines_make(pdf, node, &style_song, width, &lines));
	TRY(lines_stack(pdf, lines, 7.2, stack));
	stack->last->below = 1.8;
	stack->last->sticks = true;
	stack->last->keeps_next = true;
	return OK;
}

static enum err para_stack(
	struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	struct str align = node_attribute(node, "align");
	struct style style = style_text;
	bool is_low = node_has(node, "small") || node_has(node, "code");
	struct lines *lines;

	if (node_has(node, "small"))
		style = style_small;
	if (node_has(node, "code"))
		style = style_code;
	if (node_has(node, "big"))
		style.size = 18;
	if (node_has(node, "strong"))
		style.is_bold = true;
	if (node_has(node, "soft"))
		style.ink = INK_SOFT;
	if (str_is(align, "right"))
		style.align = ALIGN_RIGHT;
	if (str_is(align, "center"))
		style.align = ALIGN_CENTRE;
	TRY(lines_make(pdf, node, &style, width, &lines));
	return lines_stack(pdf, lines, is_low || node->up->tag == TAG_FOOT ? 0 : 7.2, stack);
}

static const double ask_pad = 4.2;
static const double ask_thick = 3;
static const double ask_thin = 0.75;

static void ask_draw(struct pdf *pdf, const struct piece *piece, double x, double y)
{
	const struct lines *lines = piece->with;

	draw_rect(pdf, INK, x, y, piece->width, ask_thick);
	lines_draw(pdf, lines, 0, lines->count, x, y + ask_thick + ask_pad);
	draw_rect(pdf, INK, x, y + piece->height - ask_thin, piece->width, ask_thin);
}

static enum err ask_stack(
	struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	struct style style = { HEI, 13.33, 1.5, false, ALIGN_CENTRE, INK };
	struct lines *lines;
	struct piece *piece;

	TRY(lines_make(pdf, node, &style, width, &lines));
	TRY(piece_add(
		pdf, stack, ask_thick + 2 * ask_pad + lines_height(lines) + ask_thin, &piece));
	piece->above = piece->below = 7.2;
	piece->keeps_next = true;
	piece->draw = ask_draw;
	piece->with = lines;
	piece->width = width;
	return OK;
}

struct box {
	struct lines *text;
	struct lines *price;
};

static void box_draw(struct pdf *pdf, const struct piece *piece, double x, double y)
{
	const struct box *box = piece->with;
	double side = mm(11);
	double middle = y + piece->height / 2;

	draw_outline(pdf, INK, 1.5, x, middle - side / 2, side, side);
	lines_draw(pdf, box->text, 0, box->text->count, x + side + mm(6),
		middle - lines_height(box->text) / 2);
	if (box->price)
		lines_draw(pdf, box->price, 0, box->price->count,
			x + piece->width - box->price->width,
			middle - lines_height(box->price) / 2);
	draw_rect(pdf, INK, x, y + piece->height - 0.75, piece->width, 0.75);
}

static enum err boxes_stack(
	struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	struct style style = { HEI, 14.67, 1.5, true, ALIGN_LEFT, INK };
	struct style right = { HEI, 14.67, 1.5, false, ALIGN_RIGHT, INK };
	double side = mm(11);

	for (const struct node *b = node->first; b; b = b->next) {
		struct str price = node_attribute(b, "price");
		double room = width - side - mm(6);
		struct piece *piece;
		struct box *box;
		double height;

		TRY(pdf_alloc(pdf, 1, sizeof(*box), &box));
		if (price.len) {
			TRY(lines_plain(pdf, price, &right, width / 3, &box->price));
			room -= box->price->natural + mm(4);
		}
		TRY(lines_make(pdf, b, &style, room, &box->text));
		height = lines_height(box->text) > side ? lines_height(box->text) : side;
		TRY(piece_add(pdf, stack, height + 15 * pdf->tight, &piece));
		piece->draw = box_draw;
		piece->with = box;
		piece->width = width;
	}
	return OK;
}

struct sign {
	struct lines **labels;
	int count;
	struct lines *date; /* NULL: none */
};

static void sign_draw(struct pdf *pdf, const struct piece *piece, double x, double y)
{
	const struct sign *sign = piece->with;
	double each = piece->width / sign->count;

	draw_outline(pdf, INK, 0.75, x, y, piece->width, piece->height);
	for (int i = 0; i < sign->count; i++) {
		double left = x + i * each;

		if (i > 0)
			draw_rect(pdf, INK, left - 0.375, y, 0.75, piece->height);
		lines_draw(pdf, sign->labels[i], 0, sign->labels[i]->count, left + 5, y + 3);
		if (sign->date)
			lines_draw(pdf, sign->date, 0, 1, left + 5,
				y + piece->height - sign->date->advance - 2);
	}
}

static enum err sign_stack(
	struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	struct style style = style_small;
	struct str date = node_attribute(node, "date");
	double least = mm(node_hundredths(node, "height", 2000) / 100.0);
	double tallest = 0;
	struct sign *sign;
	struct piece *piece;
	int count = 0;

	for (const struct node *c = node->first; c; c = c->next)
		count++;
	if (!count)
		return OK;
	TRY(pdf_alloc(pdf, 1, sizeof(*sign), &sign));
	TRY(pdf_alloc(pdf, (size_t)count, sizeof(struct lines *), &sign->labels));
	for (const struct node *c = node->first; c; c = c->next) {
		struct lines **label = &sign->labels[sign->count++];

		TRY(lines_make(pdf, c, &style, width / count - 10, label));
		if (lines_height(*label) > tallest)
			tallest = lines_height(*label);
	}
	style.ink = INK_SOFT;
	style.align = ALIGN_RIGHT;
	if (date.len)
		TRY(lines_plain(pdf, date, &style, width / count - 10, &sign->date));
	least = least * (1 + pdf->tight) / 2;
	tallest += 5 + mm(8) + (date.len ? style.size * style.line : 0);
	TRY(piece_add(pdf, stack, tallest > least ? tallest : least, &piece));
	piece->above = 9;
	piece->below = 6;
	piece->draw = sign_draw;
	piece->with = sign;
	piece->width = width;
	return OK;
}

struct columns {
	struct place *places;
	struct stack *stacks;
	int count;  /* in this row of them */
	int across; /* in a full row */
	bool has_cuts;
	bool is_last;
	double pad;
};

static void columns_draw(struct pdf *pdf, const struct piece *piece, double x, double y)
{
	const struct columns *c = piece->with;

	for (int i = 0; i < c->count; i++) {
		double left = x + c->places[i].x;

		stack_draw(pdf, &c->stacks[i], left + c->pad, y + c->pad);
		if (c->has_cuts && i + 1 < c->across)
			draw_dashes(pdf, left + c->places[i].width, y, left + c->places[i].width,
				y + piece->height);
	}
	if (c->has_cuts && (!c->is_last || c->across > 1))
		draw_dashes(pdf, x, y + piece->height, x + piece->width, y + piece->height);
}

static int column_count(const struct node *node)
{
	int count = 0;

	for (const struct node *c = node->first; c; c = c->next)
		count++;
	return count;
}

static enum err columns_stack(
	struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	int across = node_hundredths(node, "across", 100 * column_count(node)) / 100;
	bool has_cuts = node_has(node, "cut");
	double gap = has_cuts ? 0 : mm(node_hundredths(node, "gap", 600) / 100.0);
	double least = mm(node_hundredths(node, "height", 0) / 100.0);
	const struct node *column = node->first;
	struct place *places;

	if (!column)
		return OK;
	across = across < 1 ? 1 : across > 12 ? 12 : across;
	TRY(places_make(pdf, node, across, width, gap, &places));
	while (column) {
		struct columns *c;
		struct piece *piece;
		double height = least;

		TRY(pdf_alloc(pdf, 1, sizeof(*c), &c));
		*c = (struct columns) { .places = places,
			.across = across,
			.has_cuts = has_cuts,
			.pad = has_cuts ? mm(4) : 0 };
		TRY(pdf_alloc(pdf, (size_t)across, sizeof(*c->stacks), &c->stacks));
		for (; column && c->count < across; column = column->next) {
			struct stack *own = &c->stacks[c->count];
			double room = places[c->count].width - 2 * c->pad;
			double need;

			TRY(blocks_stack(pdf, column, room, own));
			need = stack_height(own) + 2 * c->pad;
			height = need > height ? need : height;
			c->count++;
		}
		TRY(piece_add(pdf, stack, height, &piece));
		c->is_last = !column;
		piece->above = has_cuts ? 0 : 12;
		piece->below = has_cuts ? 0 : 4;
		piece->draw = columns_draw;
		piece->with = c;
		piece->width = width;
		piece->is_every = node_has(node, "every");
	}
	return OK;
}

/* A code whose text counts sheets is made anew on each. */
static void pages_qr_draw(struct pdf *pdf, struct str text, double size, double x, double y)
{
	struct str said;
	struct qr qr;
	enum err err = pages_put(pdf, text, &said);

	err = err ? err : qr_make(pdf->arena, said, &qr);
	if (err)
		pdf_fail(pdf, err);
	else
		draw_qr(pdf, &qr, said, size, x, y);
}

struct code {
	struct str text;
	double size;
};

static void code_draw(struct pdf *pdf, const struct piece *piece, double x, double y)
{
	const struct code *code = piece->with;

	pages_qr_draw(pdf, code->text, code->size, x, y);
}

static enum err code_stack(
	struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	double size = mm(node_hundredths(node, "size", 2700) / 100.0);
	struct code *code;
	struct piece *piece;

	if (!node_attribute(node, "text").len)
		return OK;
	TRY(pdf_alloc(pdf, 1, sizeof(*code), &code));
	code->text = node_attribute(node, "text");
	code->size = size < width ? size : width;
	TRY(piece_add(pdf, stack, code->size, &piece));
	piece->above = 4;
	piece->below = 4;
	piece->draw = code_draw;
	piece->with = code;
	return OK;
}

static void area_draw(struct pdf *pdf, const struct piece *piece, double x, double y)
{
	const struct lines *lines = piece->with;
	double right = x + piece->width;
	double end = y + piece->height;

	draw_dashes(pdf, x, y, right, y);
	draw_dashes(pdf, right, y, right, end);
	draw_dashes(pdf, x, end, right, end);
	draw_dashes(pdf, x, y, x, end);
	lines_draw(pdf, lines, 0, lines->count, x + 6, y + 5);
}

static enum err area_stack(
	struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	double wide = mm(node_hundredths(node, "width", 30000) / 100.0);
	double high = mm(node_hundredths(node, "height", 3000) / 100.0);
	struct style style = style_small;
	struct lines *lines;
	struct piece *piece;

	style.ink = INK_SOFT;
	wide = wide < width ? wide : width;
	TRY(lines_make(pdf, node, &style, wide - 12, &lines));
	TRY(piece_add(pdf, stack, high, &piece));
	piece->above = piece->below = 9;
	piece->draw = area_draw;
	piece->with = lines;
	piece->width = wide;
	return OK;
}

static void rule_draw(struct pdf *pdf, const struct piece *piece, double x, double y)
{
	draw_rect(pdf, INK, x, y, piece->width, piece->height);
}

static enum err rule_stack(
	struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	struct piece *piece;

	TRY(piece_add(pdf, stack, node_has(node, "thick") ? 1.5 : 0.75, &piece));
	piece->above = piece->below = 7.2;
	piece->draw = rule_draw;
	piece->width = width;
	return OK;
}

static enum err mark_stack(struct pdf *pdf, const struct node *node, struct stack *stack)
{
	struct piece *piece;

	TRY(piece_add(pdf, stack, 0, &piece));
	piece->is_fill = node->tag == TAG_FILL;
	piece->is_break = node->tag == TAG_BREAK;
	return OK;
}

struct foot {
	struct stack stack;
	struct str text; /* of the code; absent: none */
	struct lines *seal;
};

static const double foot_pad = 7;
static const double seal_side = 39.6;

static void foot_draw(struct pdf *pdf, const struct piece *piece, double x, double y)
{
	const struct foot *foot = piece->with;
	double room = piece->height - foot_pad;
	double code = mm(27);

	draw_rect(pdf, INK, x, y, piece->width, 0.75);
	y += foot_pad;
	if (foot->text.len)
		pages_qr_draw(pdf, foot->text, code, x, y + (room - code) / 2);
	stack_draw(pdf, &foot->stack, x + (foot->text.len ? code + mm(5) : 0),
		y + (room - stack_height(&foot->stack)) / 2);
	if (foot->seal)
		draw_seal(pdf, foot->seal, seal_side, x + piece->width - seal_side,
			y + (room - seal_side) / 2);
}

static enum err foot_stack(
	struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	struct style style = { SONG, 14, 1.13, true, ALIGN_CENTRE, INK_WHITE };
	struct str seal = node_attribute(node, "seal");
	double room = width;
	double height = 0;
	struct foot *foot;
	struct piece *piece;

	TRY(pdf_alloc(pdf, 1, sizeof(*foot), &foot));
	foot->text = node_attribute(node, "qr");
	if (foot->text.len) {
		room -= mm(32);
		height = mm(27);
	}
	if (seal.len) {
		TRY(lines_plain(pdf, seal, &style, 15, &foot->seal));
		room -= seal_side + mm(5);
		height = height > seal_side ? height : seal_side;
	}
	TRY(blocks_stack(pdf, node, room, &foot->stack));
	if (stack_height(&foot->stack) > height)
		height = stack_height(&foot->stack);
	if (stack->last)
		stack->last->keeps_next = true;
	TRY(piece_add(pdf, stack, height + foot_pad, &piece));
	piece->above = 6;
	piece->is_foot = true;
	piece->is_every = node_has(node, "every");
	piece->draw = foot_draw;
	piece->with = foot;
	piece->width = width;
	return OK;
}

static enum err block_stack(
	struct pdf *pdf, const struct node *node, double width, struct stack *stack)
{
	switch (node->tag) {
	case TAG_TITLE:
		return title_stack(pdf, node, width, stack);
	case TAG_ASK:
		return ask_stack(pdf, node, width, stack);
	case TAG_HEADING:
		return heading_stack(pdf, node, width, stack);
	case TAG_PARA:
		return para_stack(pdf, node, width, stack);
	case TAG_TABLE:
		return table_stack(pdf, node, width, stack);
	case TAG_BAR:
	case TAG_LEGEND:
	case TAG_LEVER:
		return chart_stack(pdf, node, width, stack);
	case TAG_BOXES:
		return boxes_stack(pdf, node, width, stack);
	case TAG_SIGN:
		return sign_stack(pdf, node, width, stack);
	case TAG_COLUMNS:
		return columns_stack(pdf, node, width, stack);
	case TAG_QR:
		return code_stack(pdf, node, width, stack);
	case TAG_AREA:
		return area_stack(pdf, node, width, stack);
	case TAG_FOOT:
		return foot_stack(pdf, node, width, stack);
	case TAG_RULE:
		return rule_stack(pdf, node, width, stack);
	case TAG_FILL:
	case TAG_BREAK:
		return mark_stack(pdf, node, stack);
	default:
		return OK; /* the head, which pdf_flow.c draws */
	}
}

enum err blocks_stack(struct pdf *pdf, const struct node *parent, double width, struct stack *stack)
{
	for (const struct node *node = parent->first; node; node = node->next)
		TRY(block_stack(pdf, node, width, stack));
	return OK;
}
