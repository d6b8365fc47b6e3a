/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/html.h: the inside of the template engine: a page is parsed once a rendering into a list
 * of steps, each value with the place it stands in, and the steps are run over the data. Promises:
 * no value can leave its place; what cannot be made safe is refused when parsed. Memory: the face's
 * arena. Trouble in a template is ERR_BAD_INPUT, logged with file and line. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/buf.h"
#include "base/data.h"
#include "base/err.h"
#include "base/str.h"
#include "render/page.h"

struct action;
struct arena;
struct face;
struct pairs;

/* Where in the markup something stands. */
enum html_place {
	HTML_NOWHERE,	/* no value may stand here: a tag, a script, a style, an on… attribute */
	HTML_TEXT,	/* between tags */
	HTML_ATTRIBUTE, /* inside quotes, for people: aria-label, title */
	HTML_SPELLED,	/* inside quotes, for machines: value, datetime, id */
	HTML_ADDRESS,	/* the whole of a href, src, action */
	HTML_COMPONENT, /* a later piece of an address */
	HTML_TELEPHONE, /* after tel: */
};

enum html_where {
	WHERE_TEXT,
	WHERE_OPEN,  /* after '<' */
	WHERE_NAME,  /* the tag's name */
	WHERE_TAG,   /* between attributes */
	WHERE_KEY,   /* an attribute's name */
	WHERE_EQUAL, /* after '=' */
	WHERE_VALUE, /* inside quotes */
	WHERE_BARE,  /* a value without quotes */
	WHERE_REMARK,
	WHERE_RAW, /* inside script, style, title, textarea: until their end tag */
};
struct html_state {
	enum html_where where;
	char quote;
	bool has_begun;	 /* something stands in this value already */
	bool is_closing; /* an end tag */
	char tag[16];	 /* lower case, cut to fit */
	size_t tag_len;
	char key[20]; /* of the attribute */
	size_t key_len;
	char head[5]; /* how the value begins */
	size_t head_len;
	char tail[16]; /* the last bytes, to see the end of a remark or of raw text */
};

void html_state_step(struct html_state *state, char c);
enum html_place html_state_place(const struct html_state *state);
/* A tag may begin or end here: moves out of half a name, as a section inside a tag ends one. false:
 * it may not. */
bool html_state_settle(struct html_state *state);
bool html_state_same(const struct html_state *a, const struct html_state *b);
void html_escape(struct buf *out, enum html_place place, struct str s);

enum html_op_kind {
	OP_TEXT,
	OP_VALUE,
	OP_EACH, /* {{#name}}; end: index of the step after its {{/name}} */
	OP_ELSE, /* {{^name}} */
	OP_PART,
	OP_WORDS,
	OP_LINK,
	OP_FORM,
	OP_TABLE,
	OP_FIELDS,
};
struct html_op {
	enum html_op_kind kind;
	enum html_place place;
	struct str arg; /* literal text, a name, the words inside the tag */
	size_t end;
	int line;
};
struct html {
	const struct page *page;
	struct html_op *ops;
	size_t count;
};
enum err html_parse(
	struct arena *arena, const struct page *page, const char *text, struct html *out);
enum err html_fail(const struct page *page, int line, const char *what, struct str detail);

/* One rendering. */
struct html_known;
struct html_run {
	struct buf *out;
	const struct face *face;
	const struct page *body;  /* what {{>body}} stands for */
	struct html_known *known; /* pages parsed so far */
	struct buf scratch;
	struct data spare; /* of shape_find */
	int depth;
};
struct html_run html_run_new(struct buf *out, const struct face *face, const struct page *body);
enum err html_run_page(struct html_run *run, const struct page *page, const struct data *scope);
enum err html_run_part(struct html_run *run, const char *name, const struct data *scope);

/* {{form …}}: parses what stands in the tag, draws the form. */
enum err form_tag(struct html_run *run, const struct html *html, const struct html_op *op,
	const struct data *scope);
struct form_ask;
enum err form_draw(struct html_run *run, const struct form_ask *ask);
/* {{table name}} and {{fields}}. */
enum err table_tag(struct html_run *run, const struct data *list, const struct data *scope);
enum err fields_tag(struct html_run *run, const struct data *scope);
