/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/pdf_tree.h: the text of a paper, already expanded, as a tree of its tags (listed in
 * render/pdf.h). Unknown tags, attributes and places are mistakes of the template and refused with
 * the line they stand on. Memory: the caller's arena; texts point into it. Fails with ERR_IO
 * (logged), ERR_MEMORY. */
#pragma once
#include <stdbool.h>
#include "base/err.h"
#include "base/str.h"

struct arena;

enum tag {
	TAG_TEXT, /* a piece of text between tags */
	TAG_DOCUMENT,
	TAG_PAPER,
	TAG_HEAD,
	TAG_TITLE,
	TAG_ASK,
	TAG_HEADING,
	TAG_PARA,
	TAG_TABLE,
	TAG_ROW,
	TAG_CELL,
	TAG_BAR,
	TAG_LEGEND,
	TAG_PART,
	TAG_LEVER,
	TAG_BOXES,
	TAG_BOX,
	TAG_SIGN,
	TAG_COLUMNS,
	TAG_COLUMN,
	TAG_QR,
	TAG_AREA,
	TAG_FOOT,
	TAG_RULE,
	TAG_FILL,
	TAG_BREAK,
	TAG_B,
	TAG_SOFT,
	TAG_BR,
	TAG_BLANK,
	TAG_STAMP,
	TAG_CAPITAL,
	TAG_COUNT
};

struct attribute {
	struct attribute *next;
	struct str name;
	struct str value; /* empty, not absent, when only named */
};

struct node {
	enum tag tag;
	int line;	 /* in the expanded text, from 1 */
	struct str text; /* TAG_TEXT: entities resolved */
	struct attribute *attributes;
	struct node *first;
	struct node *last;
	struct node *next;
	struct node *up;
};

/* name: of the template, for the log. *out is TAG_DOCUMENT, its children are TAG_PAPER. */
enum err tree_parse(struct arena *arena, const char *name, struct str text, struct node **out);

/* Puts text before all that stands in parent. */
enum err node_before(struct arena *arena, struct node *parent, struct str text);

struct str node_attribute(const struct node *node, const char *name); /* absent when not named */
bool node_has(const struct node *node, const char *name);
/* An attribute that is a number with at most two decimals and an optional %, in hundredths:
 * "80.07%" → 8007. fallback when the attribute is absent, empty or spelled otherwise. */
int node_hundredths(const struct node *node, const char *name, int fallback);
