/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/render.h: data tree in, bytes out. Each renderer formats by the end of a name
 * (base/data.h) and escapes for its place. Memory: the caller's arena; big exports go to a
 * temporary file. Fails with ERR_MEMORY, ERR_IO, ERR_TOO_BIG. */
#pragma once
#include <stdbool.h>
#include "base/data.h"
#include "base/err.h"
#include "base/str.h"

struct action;
struct arena;
struct buf;
struct page;
struct rd;
struct refusal;
struct pairs;

enum language { LANGUAGE_ZH, LANGUAGE_EN };

/* What a rendering needs beside the data. */
struct face {
	struct arena *arena;
	enum language language;
	const char *base; /* "/heqing": stands before every {{link}} and act */
	struct rd *rd;	  /* for the choices of a REF field; NULL: none are offered */
	const char *(*once)(void *with); /* a fresh once key for a form */
	void *with;
	bool is_dev; /* reread templates from disk */
	/* A form shown again after a refusal: what was typed and why not. Without a refusal: what
	 * the form of `again` holds at first. NULL otherwise. */
	const struct action *again;
	const struct pairs *typed;
	const struct refusal *refusal;
};

/* HTML of a template with its parts. frame wraps: it includes {{>body}}, which is `page`; NULL: the
 * bare page, also a .paper with its tags for pdf.c. A template that is not sound: ERR_BAD_INPUT. */
enum err html_page(struct buf *out, const struct face *face, const struct page *frame,
	const struct page *page, const struct data *data);
/* The form of an act, as {{form}} and the generic form page draw it. given: name=value pairs that
 * are fixed (hidden). */
enum err form_html(struct buf *out, const struct face *face, const struct action *action,
	const struct data *scope, struct pairs given, bool is_solid, const char *button_key);
/* Words for a key with arguments from the data: "[key]" when there is none. */
void words_put(struct buf *out, const struct face *face, const char *key, const struct data *args);
/* One value as a person reads it: 45,000.00 · 2026年3月5日 周四 · 12.50% … */
void value_text(
	struct buf *out, const struct face *face, const char *name, const struct data *node);
/* Words of a refusal: SUBJECT.reason, else door.field.reason. action may be NULL. */
void refusal_text(struct buf *out, const struct face *face, const struct action *action,
	const struct refusal *why);

/* Lists of the data tree as tables; the first list is the table, nested lists are left out. */
enum err csv_write(struct buf *out, const struct face *face,
	const struct data *data); /* UTF-8 with BOM; = + - @ TAB are disarmed */
enum err xlsx_write(
	struct str *out, const struct face *face, const struct data *data, const char *title);
enum err pdf_write(struct str *out, const struct face *face, const struct page *paper,
	const struct data *data);
