/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/pdf_flow.c: pieces become sheets: page breaks, repeated heads, room that pushes the foot
 * down, page numbers. Promises: nothing is lost or drawn over; what does not fit a sheet even alone
 * is ERR_TOO_BIG; a paper that misses one sheet by a little is set tighter instead of leaving two
 * lines on a second one. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "render/pdf_piece.h"

static const double sheet_width = 595.276; /* A4 */
static const double sheet_height = 841.89;
static const double border = 3.75; /* 5 px and 1 px, as on the screen */
static const double gap_inside = 2.25;
static const double thin = 0.75;

/* Where the text of a sheet stands. */
struct area {
	double x;
	double y;
	double width;
	double height;
};

struct placed {
	struct placed *next;
	const struct piece *piece;
	int sheet; /* from 1 */
	double y;
};

struct flow {
	struct pdf *pdf;
	const struct node *paper;
	struct area area;
	const struct node *head; /* NULL: none */
	struct lines *left;
	struct lines *right;
	double head_height;
	struct stack stack;
	struct piece *top; /* what stands on every sheet, not in the stack; NULL: nothing */
	struct piece *foot;
	double room; /* for pieces, on one sheet */
	struct placed *first;
	struct placed *last;
	double y;		   /* end of what stands on the present sheet */
	const struct piece *above; /* the last piece on it, NULL: none */
	int sheets;
};

/* The numbers "第 2 页，共 3 页" of a paper of several sheets stand under the text. */
static const double numbers_height = 20;
static const double top_gap = 4;

double stack_gap(const struct piece *before, const struct piece *after)
{
	if (!before)
		return 0;
	if (before->sticks)
		return before->below;
	return before->below > after->above ? before->below : after->above;
}

double stack_height(const struct stack *stack)
{
	const struct piece *before = NULL;
	double height = 0;

	for (const struct piece *p = stack->first; p; p = p->next) {
		height += stack_gap(before, p) + p->height;
		before = p;
	}
	return height;
}

void stack_draw(struct pdf *pdf, const struct stack *stack, double x, double y)
{
	const struct piece *before = NULL;

	for (const struct piece *p = stack->first; p; p = p->next) {
		y += stack_gap(before, p);
		if (p->draw)
			p->draw(pdf, p, x, y);
		y += p->height;
		before = p;
	}
}

enum err piece_add(struct pdf *pdf, struct stack *stack, double height, struct piece **out)
{
	struct piece *piece;

	TRY(pdf_alloc(pdf, 1, sizeof(*piece), &piece));
	piece->height = height;
	if (stack->last)
		stack->last->next = piece;
	else
		stack->first = piece;
	stack->last = piece;
	*out = piece;
	return OK;
}

static enum err place(struct flow *flow, const struct piece *piece)
{
	struct placed *placed;

	TRY(pdf_alloc(flow->pdf, 1, sizeof(*placed), &placed));
	flow->y += stack_gap(flow->above, piece) * flow->pdf->tight;
	*placed = (struct placed) { .piece = piece, .sheet = flow->sheets, .y = flow->y };
	flow->y += piece->height;
	flow->above = piece;
	if (flow->last)
		flow->last->next = placed;
	else
		flow->first = placed;
	flow->last = placed;
	return OK;
}

static enum err sheet_begin(struct flow *flow, const struct piece *with)
{
	flow->sheets++;
	flow->y = 0;
	flow->above = NULL;
	if (with && with->head)
		return place(flow, with->head);
	return OK;
}

/* Height of first … last when they come after what stands above. */
static double run_height(const struct flow *flow, const struct piece *above,
	const struct piece *first, const struct piece *last)
{
	double height = 0;

	for (const struct piece *p = first;; p = p->next) {
		height += stack_gap(above, p) * flow->pdf->tight + p->height;
		above = p;
		if (p == last)
			return height;
	}
}

static const struct piece *run_end(const struct piece *piece)
{
	while (piece->keeps_next && piece->next && !piece->next->is_break)
		piece = piece->next;
	return piece;
}

/* One run of pieces that belong together; a run higher than a sheet is parted where it must be. */
static enum err run_place(struct flow *flow, const struct piece *first, const struct piece *last)
{
	const struct piece *head = first->head;
	double alone = run_height(flow, head, first, last) + (head ? head->height : 0);
	bool is_whole = alone <= flow->room;

	if (flow->above && is_whole &&
		flow->y + run_height(flow, flow->above, first, last) > flow->room)
		TRY(sheet_begin(flow, first));
	for (const struct piece *p = first;; p = p->next) {
		if (flow->above && !is_whole &&
			flow->y + run_height(flow, flow->above, p, p) > flow->room)
			TRY(sheet_begin(flow, p));
		TRY(place(flow, p));
		if (flow->y > flow->room + 0.01) {
			log_line(LOG_FAULT, "paper %s: a block is higher than a sheet",
				flow->pdf->name);
			return ERR_TOO_BIG;
		}
		if (p == last)
			return OK;
	}
}

/* Moves what follows a fill, or the foot, to the end of sheet `sheet`. */
static void sheet_fill(struct flow *flow, int sheet, double end)
{
	double slack = flow->room - end;
	double shift = 0;
	int fills = 0;

	for (const struct placed *p = flow->first; p; p = p->next)
		fills += p->sheet == sheet && p->piece->is_fill;
	for (struct placed *p = flow->first; p; p = p->next) {
		if (p->sheet != sheet)
			continue;
		if (fills && p->piece->is_fill)
			shift += slack / fills;
		else if (!fills && p->piece->is_foot)
			shift = slack;
		p->y += shift;
	}
}

static void fill_all(struct flow *flow)
{
	for (int sheet = 1; sheet <= flow->sheets; sheet++) {
		double end = 0;

		for (const struct placed *p = flow->first; p; p = p->next) {
			if (p->sheet == sheet)
				end = p->y + p->piece->height;
		}
		sheet_fill(flow, sheet, end);
	}
}

static enum err flow_place(struct flow *flow)
{
	const struct piece *p = flow->stack.first;

	flow->first = flow->last = NULL;
	flow->sheets = 0;
	TRY(sheet_begin(flow, NULL));
	while (p) {
		const struct piece *last = run_end(p);

		if (p->is_break) {
			/* A break where a sheet has just begun makes no empty one. */
			if (flow->above && p->next)
				TRY(sheet_begin(flow, NULL));
			p = p->next;
			continue;
		}
		TRY(run_place(flow, p, last));
		p = last->next;
	}
	return OK;
}

static enum err head_make(struct flow *flow)
{
	struct str left = node_attribute(flow->head, "left");
	struct str right = node_attribute(flow->head, "right");
	struct style style = style_small;
	const double gap = 12;
	double most = flow->area.width * 2 / 3;
	struct lines *lines;

	style.line = 1.5;
	TRY(lines_plain(flow->pdf, right, &style, most, &lines));
	TRY(lines_plain(
		flow->pdf, left, &style, flow->area.width - lines->natural - gap, &flow->left));
	style.align = ALIGN_RIGHT;
	TRY(lines_plain(flow->pdf, right, &style, lines->natural + 1, &flow->right));
	/* It stands on every sheet: a name that fills one would leave no room for what matters. */
	lines_limit(flow->left, 3);
	lines_limit(flow->right, 3);
	flow->head_height = lines_height(flow->left) > lines_height(flow->right)
				    ? lines_height(flow->left)
				    : lines_height(flow->right);
	flow->head_height += 6;
	return OK;
}

/* What stands on every sheet leaves the stack: it is no part of the flow. */
static void every_take(struct flow *flow)
{
	struct piece *first = flow->stack.first;
	struct piece *last = flow->stack.last;
	struct piece *before = NULL;

	flow->top = flow->foot = NULL;
	if (first && first != last && first->is_every) {
		flow->top = first;
		flow->stack.first = first->next;
	}
	if (!last || !last->is_every || !last->is_foot)
		return;
	for (struct piece *p = flow->stack.first; p != last; p = p->next)
		before = p;
	flow->foot = last;
	flow->stack.last = before;
	if (before) {
		before->next = NULL;
		before->keeps_next = false;
	} else {
		flow->stack.first = NULL;
	}
}

/* Whoever signs must see what: signatures stand together, and never on a sheet without some of the
 * text above them. */
static void signing_keep(const struct stack *stack)
{
	struct piece *back[3] = { NULL, NULL, NULL };
	bool is_signing = false;

	for (struct piece *p = stack->first; p; p = p->next) {
		is_signing = !p->is_break && (is_signing || p->is_fill);
		if (is_signing)
			p->keeps_next = true;
		for (int i = 0; p->is_fill && i < 3; i++) {
			if (back[i])
				back[i]->keeps_next = true;
		}
		back[0] = p->is_break ? NULL : back[1];
		back[1] = p->is_break ? NULL : back[2];
		back[2] = p->is_break ? NULL : p;
	}
}

static enum err flow_make(struct flow *flow)
{
	flow->stack = (struct stack) { 0 };
	TRY(blocks_stack(flow->pdf, flow->paper, flow->area.width, &flow->stack));
	every_take(flow);
	signing_keep(&flow->stack);
	flow->room = flow->area.height - flow->head_height;
	if (flow->top)
		flow->room -= flow->top->height + top_gap;
	if (flow->foot)
		flow->room -= flow->foot->height + flow->foot->above;
	return flow_place(flow);
}

/* Looser first; a paper that ends on its second sheet is tried tighter, and stays loose when that
 * does not help. */
static enum err flow_fit(struct flow *flow)
{
	static const double tries[] = { 0.7, 0.45 };

	TRY(flow_make(flow));
	if (flow->sheets != 2)
		return OK;
	for (const struct piece *p = flow->stack.first; p; p = p->next) {
		if (p->is_break)
			return OK;
	}
	for (size_t i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		flow->pdf->tight = tries[i];
		TRY(flow_make(flow));
		if (flow->sheets == 1)
			return OK;
	}
	flow->pdf->tight = 1;
	return flow_make(flow);
}

static void frame_draw(struct pdf *pdf)
{
	double at = mm(11);
	double inner = at + border + gap_inside;

	draw_outline(pdf, INK_GREEN, border, at, at, sheet_width - 2 * at, sheet_height - 2 * at);
	draw_outline(pdf, INK_GREEN, thin, inner, inner, sheet_width - 2 * inner,
		sheet_height - 2 * inner);
}

/* Marks that let a scanner set a sheet straight: a square in three corners, a ring of one in the
 * fourth. */
static void corners_draw(struct pdf *pdf)
{
	double size = mm(5);
	double near = mm(4);
	double right = sheet_width - near - size;
	double low = sheet_height - near - size;

	draw_rect(pdf, INK, near, near, size, size);
	draw_rect(pdf, INK, right, near, size, size);
	draw_rect(pdf, INK, near, low, size, size);
	draw_outline(pdf, INK, size / 4, right, low, size, size);
}

static enum err numbers_draw(const struct flow *flow)
{
	struct pdf *pdf = flow->pdf;
	struct str text = node_attribute(flow->paper, "pages");
	struct style style = style_small;
	struct lines *lines;

	if (!text.len)
		return OK;
	TRY(pages_put(pdf, text, &text));
	style.align = ALIGN_CENTRE;
	style.ink = INK_SOFT;
	TRY(lines_plain(pdf, text, &style, flow->area.width, &lines));
	lines_draw(pdf, lines, 0, 1, flow->area.x,
		flow->area.y + flow->area.height + numbers_height - lines->advance);
	return OK;
}

static void head_draw(const struct flow *flow)
{
	struct pdf *pdf = flow->pdf;
	const struct area *area = &flow->area;

	lines_draw(pdf, flow->left, 0, flow->left->count, area->x, area->y);
	lines_draw(pdf, flow->right, 0, flow->right->count,
		area->x + area->width - flow->right->width, area->y);
	if (pdf->sheet > 1)
		draw_rect(pdf, INK, area->x, area->y + flow->head_height - 4, area->width, thin);
}

static enum err sheets_draw(const struct flow *flow)
{
	struct pdf *pdf = flow->pdf;
	const struct placed *p = flow->first;
	double top = flow->area.y + flow->head_height;
	double start = top + (flow->top ? flow->top->height + top_gap : 0);

	pdf->sheets = flow->sheets;
	for (pdf->sheet = 1; pdf->sheet <= flow->sheets; pdf->sheet++) {
		if (node_has(flow->paper, "frame"))
			frame_draw(pdf);
		if (node_has(flow->paper, "corners"))
			corners_draw(pdf);
		if (flow->head)
			head_draw(flow);
		if (flow->top)
			flow->top->draw(pdf, flow->top, flow->area.x, top);
		for (; p && p->sheet == pdf->sheet; p = p->next) {
			if (p->piece->draw)
				p->piece->draw(pdf, p->piece, flow->area.x, start + p->y);
		}
		if (flow->foot)
			flow->foot->draw(pdf, flow->foot, flow->area.x,
				flow->area.y + flow->area.height - flow->foot->height);
		if (flow->sheets > 1)
			TRY(numbers_draw(flow));
		cairo_show_page(pdf->cr);
	}
	return OK;
}

static struct area area_of(const struct node *paper)
{
	double side = mm(15);
	double top = mm(14);
	double bottom = mm(14);

	if (node_has(paper, "frame")) {
		side = mm(11) + border + mm(9);
		top = mm(11) + border + mm(6.5);
		bottom = mm(11) + border + mm(5.5);
	}
	return (struct area) { side, top, sheet_width - 2 * side, sheet_height - top - bottom };
}

/* Puts 一、 二、 … of the paper's numerals before the headings that ask for a number. */
static enum err headings_number(struct pdf *pdf, const struct node *paper)
{
	struct str numerals = node_attribute(paper, "numerals");

	for (struct node *node = paper->first; node && numerals.len; node = node->next) {
		if (node->tag == TAG_HEADING && node_has(node, "number")) {
			struct str numeral = str_cut(&numerals, ' ');
			struct buf text = buf_new(pdf->arena, 64);

			buf_str(&text, numeral);
			if (str_ends(numeral, "."))
				buf_char(&text, ' ');
			if (!buf_ok(&text))
				return ERR_MEMORY;
			TRY(node_before(pdf->arena, node, buf_view(&text)));
		}
	}
	return OK;
}

enum err paper_draw(struct pdf *pdf, const struct node *paper)
{
	struct flow flow = { .pdf = pdf, .paper = paper, .area = area_of(paper) };

	pdf->tight = 1;
	TRY(headings_number(pdf, paper));
	for (const struct node *node = paper->first; node; node = node->next) {
		if (node->tag == TAG_HEAD)
			flow.head = node;
	}
	if (flow.head)
		TRY(head_make(&flow));
	TRY(flow_fit(&flow));
	if (flow.sheets > 1 && node_attribute(paper, "pages").len) {
		/* The numbers take their room only now that there are several sheets. */
		flow.area.height -= numbers_height;
		TRY(flow_make(&flow));
	}
	fill_all(&flow);
	return sheets_draw(&flow);
}
