/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/data.h: what a view makes and every renderer reads: a small tree of named values in an
 * arena. The end of a name is its type: _fen money, _ms moment, _day day, _bp hundredths of a
 * percent, _ref an id that links, is_ has_ can_ yes/no (0/1). Building on a NULL parent does
 * nothing and returns NULL: a spent arena shows at its end. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"

struct arena;
struct buf;

enum data_kind { DATA_NULL, DATA_INT, DATA_TEXT, DATA_LIST, DATA_OBJECT };

struct data {
	const char *name; /* NULL for an item of a list */
	enum data_kind kind;
	int64_t number;     /* DATA_INT */
	struct str text;    /* DATA_TEXT */
	struct data *first; /* children in order */
	struct data *last;
	size_t count;
	struct data *next; /* sibling */
	struct data *up;   /* parent, NULL at the root */
};

struct data *data_root(struct arena *arena); /* an object */
/* Each adds a child to an object (with a name, copied) or to a list (name NULL). A name already
 * there is replaced in place. */
struct data *data_object(struct arena *arena, struct data *parent, const char *name);
struct data *data_list(struct arena *arena, struct data *parent, const char *name);
void data_int(struct arena *arena, struct data *parent, const char *name, int64_t number);
/* text is copied; an absent one becomes null */
void data_text(struct arena *arena, struct data *parent, const char *name, struct str text);
void data_null(struct arena *arena, struct data *parent, const char *name);

struct data *data_get(const struct data *object, const char *name); /* NULL when absent */
/* "a.b" downwards from here, else from the parents */
struct data *data_find(const struct data *from, struct str name);
int64_t data_number(const struct data *object, const char *name);   /* 0 when absent or no number */
struct str data_str(const struct data *object, const char *name);   /* absent when no text */
bool data_is_true(const struct data *node); /* not NULL, 0, "", an empty list */

/* The JSON of a view: principle-1 spelling by the end of the name (an item's: of its list), keys
 * in order, no blanks. A _day or _ms of 0 is null. */
void data_json(struct buf *out, const struct data *node);
