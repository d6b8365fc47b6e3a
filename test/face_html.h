/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/face_html.h: a small strict reader of the forms in a page. It knows the tags a form is made
 * of and takes nothing crooked: an open quote, a character of its own unescaped, an unknown entity,
 * a control without a name make the page unreadable, and `wrong` says what it stumbled over. */
#pragma once
#include <stdio.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/str.h"
#include "door/field.h"

enum control_kind {
	CONTROL_HIDDEN,
	CONTROL_LINE,
	CONTROL_AREA,
	CONTROL_SELECT,
	CONTROL_RADIO,
	CONTROL_CHECK,
	CONTROL_FILE,
	CONTROL_BUTTON,
};
struct option {
	const char *value;
	struct option *next;
};
struct control {
	enum control_kind kind;
	const char *name;
	const char *value;
	bool is_on;	 /* radio, checkbox; a button that was pressed */
	bool has_picked; /* select */
	struct option *options;
	struct control *next;
};
struct html_form {
	const char *action;
	const char *method;
	const char *enctype; /* "" when not said */
	struct control *first;
	const char *trouble_field; /* of the box that says why it was refused; NULL: none */
	const char *trouble_reason;
};

struct tag {
	const char *name; /* "/form" closes */
	struct pair attrs[16];
	size_t attr_count;
};
struct html {
	struct arena *arena;
	struct str rest;
	const char *wrong; /* NULL: nothing yet */
};

static inline bool html_fail(struct html *html, const char *what)
{
	if (!html->wrong)
		html->wrong = what;
	return false;
}

static inline const char *html_unescape(struct html *html, struct str raw)
{
	static const char *const known[][2] = { { "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" },
		{ "&quot;", "\"" }, { "&#34;", "\"" }, { "&#39;", "'" }, { "&apos;", "'" },
		{ "&#10;", "\n" }, { "&#13;", "\r" }, { "&#9;", "\t" } };
	struct buf out = buf_new(html->arena, LIMIT_ARENA);

	while (raw.len) {
		size_t i = 0;

		if (*raw.at != '&') {
			if (*raw.at == '<' || *raw.at == '>')
				html_fail(html, "a bare < or >");
			buf_char(&out, *raw.at);
			raw = str_from(raw, 1);
			continue;
		}
		while (i < sizeof known / sizeof *known && !str_starts(raw, known[i][0]))
			i++;
		if (i == sizeof known / sizeof *known) {
			html_fail(html, "an entity nobody knows");
			break;
		}
		buf_text(&out, known[i][1]);
		raw = str_from(raw, strlen(known[i][0]));
	}
	return buf_z(&out);
}

static inline bool is_blank_char(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static inline struct str word_take(struct str *rest, const char *until)
{
	struct str word = *rest;

	word.len = 0;
	while (rest->len && !strchr(until, *rest->at)) {
		word.len++;
		*rest = str_from(*rest, 1);
	}
	return word;
}

static inline void blanks_skip(struct str *rest)
{
	while (rest->len && is_blank_char(*rest->at))
		*rest = str_from(*rest, 1);
}

static inline bool attr_take(struct html *html, struct tag *tag)
{
	struct str name = word_take(&html->rest, " \n\t=>/"), value = str_of("");

	if (!name.len)
		return html_fail(html, "a tag that does not end");
	if (html->rest.len && *html->rest.at == '=') {
		html->rest = str_from(html->rest, 1);
		if (!html->rest.len || *html->rest.at != '"')
			return html_fail(html, "an attribute without quotes");
		html->rest = str_from(html->rest, 1);
		value = word_take(&html->rest, "\"");
		if (!html->rest.len)
			return html_fail(html, "an open quote");
		html->rest = str_from(html->rest, 1);
	}
	for (size_t i = 0; i < tag->attr_count; i++)
		if (str_is(name, tag->attrs[i].name))
			return html_fail(html, "an attribute said twice");
	if (tag->attr_count == sizeof tag->attrs / sizeof *tag->attrs)
		return html_fail(html, "too many attributes");
	tag->attrs[tag->attr_count++] = (struct pair) { str_z(html->arena, name),
		html_unescape(html, value) };
	return true;
}

/* The next tag; false at the end of the page. */
static inline bool tag_take(struct html *html, struct tag *out)
{
	*out = (struct tag) { 0 };
	for (;;) {
		word_take(&html->rest, "<");
		if (!html->rest.len)
			return false;
		html->rest = str_from(html->rest, 1);
		if (!html->rest.len || *html->rest.at != '!')
			break;
		if (str_starts(html->rest, "!--"))
			return html_fail(html, "a comment");
	}
	out->name = str_z(html->arena, word_take(&html->rest, " \n\t>"));
	for (;;) {
		blanks_skip(&html->rest);
		if (html->rest.len && *html->rest.at == '>')
			break;
		if (html->rest.len && *html->rest.at == '/') { /* drawings only: <path …/> */
			html->rest = str_from(html->rest, 1);
			continue;
		}
		if (!attr_take(html, out))
			return false;
	}
	html->rest = str_from(html->rest, 1);
	return true;
}

static inline const char *attr_of(const struct tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->attr_count; i++)
		if (!strcmp(tag->attrs[i].name, name))
			return tag->attrs[i].value;
	return NULL;
}

static inline bool tag_is(const struct tag *tag, const char *name)
{
	return !strcmp(tag->name, name);
}

static inline struct control *control_add(
	struct html *html, struct html_form *form, enum control_kind kind, const struct tag *tag)
{
	struct control *control = arena_alloc(html->arena, sizeof *control);
	struct control **end = &form->first;
	const char *value = attr_of(tag, "value");

	while (*end)
		end = &(*end)->next;
	*end = control;
	*control = (struct control) { .kind = kind, .name = attr_of(tag, "name") };
	control->value = value ? value : kind == CONTROL_CHECK ? "on" : "";
	control->is_on = attr_of(tag, "checked") != NULL;
	if (kind != CONTROL_BUTTON && (!control->name || !*control->name))
		html_fail(html, "a control without a name");
	return control;
}

static inline void input_take(struct html *html, struct html_form *form, const struct tag *tag)
{
	static const struct {
		const char *type;
		enum control_kind kind;
	} types[] = { { "hidden", CONTROL_HIDDEN }, { "text", CONTROL_LINE },
		{ "date", CONTROL_LINE }, { "datetime-local", CONTROL_LINE },
		{ "password", CONTROL_LINE }, { "radio", CONTROL_RADIO },
		{ "checkbox", CONTROL_CHECK }, { "file", CONTROL_FILE } };
	const char *type = attr_of(tag, "type");

	for (size_t i = 0; type && i < sizeof types / sizeof *types; i++)
		if (!strcmp(type, types[i].type)) {
			control_add(html, form, types[i].kind, tag);
			return;
		}
	html_fail(html, "an input of a type nobody knows");
}

static inline void area_take(struct html *html, struct html_form *form, const struct tag *tag)
{
	struct control *control = control_add(html, form, CONTROL_AREA, tag);
	struct str text = word_take(&html->rest, "<");

	if (!str_starts(html->rest, "</textarea>"))
		html_fail(html, "a text area that does not end");
	if (str_starts(text, "\n")) /* the first line end is markup */
		text = str_from(text, 1);
	control->value = html_unescape(html, text);
}

static inline void option_take(struct html *html, struct control *select, const struct tag *tag)
{
	struct option *option = arena_alloc(html->arena, sizeof *option);
	struct option **end = &select->options;

	while (*end)
		end = &(*end)->next;
	*end = option;
	*option = (struct option) { attr_of(tag, "value"), NULL };
	if (!option->value)
		html_fail(html, "an option without a value");
	if (attr_of(tag, "selected") || !select->has_picked) {
		if (attr_of(tag, "selected") && select->has_picked && select->is_on)
			html_fail(html, "two options selected");
		select->value = option->value;
		select->has_picked = true;
		select->is_on = attr_of(tag, "selected") != NULL;
	}
}

static inline void trouble_take(struct html_form *form, const struct tag *tag)
{
	if (!attr_of(tag, "data-reason"))
		return;
	form->trouble_field = attr_of(tag, "data-field");
	form->trouble_reason = attr_of(tag, "data-reason");
}

/* From behind <form …> to </form>. */
static inline bool controls_take(struct html *html, struct html_form *form)
{
	struct control *select = NULL;
	struct tag tag;

	while (tag_take(html, &tag) && !html->wrong) {
		if (tag_is(&tag, "/form"))
			return !select || html_fail(html, "a select that does not end");
		if (tag_is(&tag, "form"))
			return html_fail(html, "a form inside a form");
		if (tag_is(&tag, "input"))
			input_take(html, form, &tag);
		else if (tag_is(&tag, "textarea"))
			area_take(html, form, &tag);
		else if (tag_is(&tag, "select"))
			select = control_add(html, form, CONTROL_SELECT, &tag);
		else if (tag_is(&tag, "/select"))
			select = NULL;
		else if (tag_is(&tag, "option") && select)
			option_take(html, select, &tag);
		else if (tag_is(&tag, "option"))
			html_fail(html, "an option outside a select");
		else if (tag_is(&tag, "button"))
			control_add(html, form, CONTROL_BUTTON, &tag);
		else
			trouble_take(form, &tag);
	}
	return html_fail(html, "a form that does not end");
}

/* The one form of the page that goes to this path. */
static inline bool form_find(struct html *html, const char *path, struct html_form *out)
{
	bool is_found = false;
	struct tag tag;

	while (!html->wrong && tag_take(html, &tag)) {
		struct html_form form = { 0 };

		if (!tag_is(&tag, "form"))
			continue;
		form.action = attr_of(&tag, "action");
		form.method = attr_of(&tag, "method");
		form.enctype = attr_of(&tag, "enctype");
		if (!controls_take(html, &form))
			return false;
		if (!form.action || strcmp(form.action, path))
			continue;
		if (is_found)
			return html_fail(html, "two forms of the act");
		*out = form;
		is_found = true;
	}
	if (html->wrong)
		return false;
	return is_found || html_fail(html, "no form of the act");
}
