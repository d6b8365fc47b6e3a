/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/form.h: a form on its way from an act's table to markup: what is given, what stands in the
 * fields, what was refused. The markup is in web/form.html and web/field.html; here is only data.
 * Memory: the face's arena. */
#pragma once
#include <stdbool.h>
#include "base/buf.h"
#include "base/data.h"
#include "door/action.h"
#include "render/render.h"

enum form_look { FORM_QUIET, FORM_GO, FORM_STOP };

struct form_ask {
	const struct action *action;
	const struct data *scope; /* where the form stands: place, street */
	struct pairs given;	  /* fixed, hidden */
	struct pairs nothing;	  /* lists that are given and empty: not asked for either */
	struct pairs suggested;	  /* stand in the fields at first */
	enum form_look look;
	const char *button_key; /* NULL: the act's own */
};
struct form {
	const struct face *face;
	struct arena *arena;
	const struct form_ask *ask;
	struct pairs filled;	       /* what stands in the fields */
	const struct refusal *refusal; /* NULL: nothing was refused here */
	const char *stem;	       /* of element ids */
	struct data *choices;	       /* lists by ref kind, asked for once a form */
	struct buf scratch;
};

/* One control. path: how the field is called in the pairs ("lines.0.project"); key: of its label.
 */
struct form_place {
	const struct field *field;
	const char *path;
	const char *key;
	bool is_cell; /* in a row of a list: no hint but its own */
};
/* Adds what web/field.html shows of one field. */
enum err form_field(struct form *form, struct data *to, struct form_place place);
/* The value that stands in a field; NULL when none does. */
const char *form_filled(const struct form *form, const char *path);
bool form_has(struct pairs pairs, const char *name, const char *value); /* value NULL: any */
/* "fund-pledge-make-7-amount": the id of an element. */
const char *form_id(struct form *form, const char *path);
