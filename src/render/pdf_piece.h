/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/pdf_piece.h: what a paper is made of while it is laid out: pieces, each of one height and
 * never parted by a page break, stacked one under the other. Blocks become pieces, pieces become
 * pages (pdf_flow.c). Lengths are points, y grows downwards. Memory: the arena; Pango's objects are
 * kept in a list and released with it. */
#pragma once
#include <pango/pangocairo.h>
#include <stdbool.h>
#include "base/err.h"
#include "base/str.h"
#include "render/pdf_tree.h"

struct arena;
struct qr;

enum ink {
	INK,
	INK_SOFT,
	INK_GREEN,
	INK_LINE,
	INK_OCHRE,
	INK_GOLD,
	INK_BLUE,
	INK_BLUE_WASH,
	INK_OCHRE_WASH,
	INK_SEAL,
	INK_TRACK,
	INK_EDGE,
	INK_WHITE,
	INK_COUNT
};

enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

struct kept {
	struct kept *next;
	void *object;
};

/* One document in the making. */
struct pdf {
	struct arena *arena;
	const char *name; /* of the template, for the log */
	cairo_t *cr;
	PangoContext *context;
	struct kept *kept;
	double tight; /* 1, or less: gaps shrink so that a paper ends on its sheet */
	enum err err; /* sticky: the first trouble while drawing */
	int sheet;    /* of this paper, from 1, while drawing */
	int sheets;
};

enum family { HEI, SONG, MONO }; /* text; titles; addresses and hashes */

struct style {
	enum family family;
	double size;
	double line; /* height of a line in sizes */
	bool is_bold;
	enum align align;
	enum ink ink;
};

extern const struct style style_text, style_small, style_code, style_strong, style_song;

/* Text broken into lines for a width. */
struct lines {
	PangoLayout *layout;
	int count;
	double advance; /* from line to line */
	double base;	/* from the top of a line to its baseline */
	double width;	/* that it was broken for */
	double natural; /* of its longest line */
	double trim;	/* white left of an opening mark at the head of a line */
	enum align align;
	enum ink ink;
};

struct table;

struct piece {
	struct piece *next;
	double height;
	double above; /* room wished for; collapses with the neighbour's */
	double below;
	bool sticks;		  /* what follows stands exactly `below` under it */
	bool keeps_next;	  /* no page break between it and the next */
	bool is_fill;		  /* takes what room a page has left */
	bool is_break;		  /* what follows begins a page */
	bool is_foot;		  /* sinks to the end of its page */
	bool is_every;		  /* first or last: stands on every sheet of its paper */
	const struct piece *head; /* stands again when a page begins with this piece */
	void (*draw)(struct pdf *pdf, const struct piece *piece, double x, double y);
	const void *with; /* what draw needs */
	double width;
};

struct stack {
	struct piece *first;
	struct piece *last;
};

double mm(double length);
/* text with [page] and [pages] put in, as they are while drawing */
enum err pages_put(struct pdf *pdf, struct str text, struct str *out);
/* *out is a pointer; it gets zeroed memory. */
enum err pdf_alloc(struct pdf *pdf, size_t count, size_t size, void *out);
/* object is released with the document, also when this fails. */
enum err pdf_keep(struct pdf *pdf, void *object);
/* Trouble while drawing is kept until the end; the first one counts. */
void pdf_fail(struct pdf *pdf, enum err err);
enum err piece_add(struct pdf *pdf, struct stack *stack, double height, struct piece **out);
double stack_gap(const struct piece *before, const struct piece *after);
double stack_height(const struct stack *stack);
void stack_draw(struct pdf *pdf, const struct stack *stack, double x, double y);

/* pdf_text.c */
enum err text_open(struct pdf *pdf); /* makes pdf->context; ERR_IO when a font is missing */
enum err lines_make(struct pdf *pdf, const struct node *node, const struct style *style,
	double width, struct lines **out);
enum err lines_plain(struct pdf *pdf, struct str text, const struct style *style, double width,
	struct lines **out);
/* Ends with … where it would take more lines. */
void lines_limit(struct lines *lines, int most);
double lines_height(const struct lines *lines);
void lines_draw(struct pdf *pdf, const struct lines *lines, int from, int to, double x, double y);
/* A piece a line, so that a long text can run over several pages with two lines at least on each
 * side. */
enum err lines_stack(struct pdf *pdf, const struct lines *lines, double above, struct stack *stack);
enum err node_plain(struct pdf *pdf, const struct node *node, struct str *out);

/* pdf_draw.c: strokes and fills. */
void ink_set(struct pdf *pdf, enum ink ink);
unsigned ink_rgb(enum ink ink); /* 0xrrggbb */
void draw_rect(struct pdf *pdf, enum ink ink, double x, double y, double width, double height);
void draw_outline(struct pdf *pdf, enum ink ink, double line, double x, double y, double width,
	double height);
void draw_dashes(struct pdf *pdf, double x1, double y1, double x2, double y2);
void draw_qr(
	struct pdf *pdf, const struct qr *qr, struct str text, double size, double x, double y);
void draw_seal(struct pdf *pdf, const struct lines *text, double size, double x, double y);
/* A box filled as money of one kind is: fund, residents, partners … */
void draw_money(struct pdf *pdf, struct str class, double x, double y, double width, double height);
void draw_pivot(struct pdf *pdf, enum ink ink, double x, double y,
	double size); /* ▲ with its tip at x, y */

/* pdf_block.c, pdf_table.c, pdf_chart.c: blocks become pieces. */
enum err blocks_stack(
	struct pdf *pdf, const struct node *parent, double width, struct stack *stack);
enum err table_stack(struct pdf *pdf, const struct node *node, double width, struct stack *stack);
enum err chart_stack(struct pdf *pdf, const struct node *node, double width, struct stack *stack);
/* "60% 20%r 20%r" → places and alignments within a width; equal shares when cols is absent. gap:
 * between columns. */
struct place {
	double x;
	double width;
	enum align align;
};
enum err places_make(struct pdf *pdf, const struct node *node, int count, double width, double gap,
	struct place **out);
int places_count(const struct node *node); /* columns named in cols, 0 when absent */

/* pdf_flow.c: one paper, laid out and drawn. */
enum err paper_draw(struct pdf *pdf, const struct node *paper);
