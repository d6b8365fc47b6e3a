/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen_markup.h: what the two halves of the template check share: where it reads, what is open,
 * where a {{tag}} stands. */
#pragma once
#include "gen.h"

enum open_kind { OPEN_ELEMENT, OPEN_SECTION };
struct open {
	enum open_kind kind;
	const char *name;
	int line;
};

/* Where a {{tag}} stands. */
enum stand {
	STAND_TEXT,
	STAND_TAG,     /* between attributes */
	STAND_VALUE,   /* in the quotes of an attribute */
	STAND_ADDRESS, /* in those of href, src, action … */
};

struct markup {
	struct gen *gen;
	struct page_made *page;
	const char *at;
	const char *end;
	int line;
	struct list open;	/* struct open */
	size_t open_base;	/* what was open before the tag or value that is read now may not be
				   closed in it */
	const char *value_from; /* of the attribute that is read now */
};

void markup_trouble(struct markup *markup, const char *format, ...) PRINTF(2, 3);
void markup_step(struct markup *markup, size_t count);
void open_push(struct markup *markup, enum open_kind kind, const char *name);
void open_pop(struct markup *markup, enum open_kind kind, const char *name);
/* Reads a {{tag}}; markup->at stands on its braces. */
void tag_read(struct markup *markup, enum stand stand);
