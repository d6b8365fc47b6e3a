/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/shape.h: what the end of a name says of its value, for every renderer alike.
 * Promises: one table of endings; a value spelled here is what the door's parsers read. */
#pragma once
#include "base/data.h"

struct arena;
struct buf;
struct face;

enum shape {
	SHAPE_COUNT,  /* a plain number: comma groups */
	SHAPE_NUMBER, /* id, _ref, year: a number that is a name */
	SHAPE_MONEY,
	SHAPE_MOMENT,
	SHAPE_DAY,
	SHAPE_SHARE, /* _bp */
	SHAPE_YES_NO,
};

enum shape shape_of(const char *name); /* NULL: SHAPE_COUNT */
/* A figure that stands at the right and is summed up: money, a share, a count. */
bool shape_is_sum(const struct data *node);
/* The name that types a node: its own, or that of the list it is an item of; NULL for the root. */
const char *shape_name(const struct data *node);
/* data_find, and "rows.count": how many a list has, put into *spare. */
const struct data *shape_find(const struct data *scope, struct str name, struct data *spare);
/* The one spelling of a scalar (base/value.h); nothing for NULL, lists and objects. */
void shape_spell(struct buf *out, const char *name, const struct data *node);
/* What a column or a row of a sheet is called: SUBJECT.column.NAME, render.column.NAME, the same
 * without the ending (money adds its unit), else the bare name. subject may be "". */
void shape_label(struct buf *out, const struct face *face, struct str subject, const char *name);
/* "fund/pledge/7" → "fund.pledge": the subject whose words a view speaks; "" when the path has
 * none. */
struct str shape_subject(struct arena *arena, const struct data *data);
/* A cell as a person reads it: value_text, but a state that has a word (SUBJECT.NAME.VALUE) is said
 * in words. */
void shape_cell(struct buf *out, const struct face *face, struct str subject, const char *name,
	const struct data *node);
/* True for the members that the program itself puts beside a view's: street, me, page, lang,
 * is_demo. */
bool shape_is_frame(const char *name);
