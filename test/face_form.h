/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/face_form.h: a story told with the forms of the pages, as a browser would: each step opens
 * the page of the act, finds its form, fills what the story tells, keeps the rest, submits. What a
 * form did not offer is sent all the same, as a forger would, but must then be refused. */
#pragma once
#include "face_html.h"
#include "face_json.h"

enum { FORM_MORE_PRESSED = 12 };

struct filling {
	struct faces *faces;
	struct ask *ask;
	const struct action *action;
	const char *path;
	struct html_form form;
	struct pairs linked;	 /* refs that stand in the address */
	const char *not_offered; /* NULL: all that was told could be chosen */
};

static inline enum err form_trouble(struct filling *f, const char *what, const char *which)
{
	fprintf(stderr, "form of %s: %s %s\n", f->ask->action, what, which ? which : "");
	return ERR_IO;
}

static inline bool form_parse(struct filling *f, const struct answer *answer)
{
	struct html html = { f->ask->arena, answer->body, NULL };

	f->form = (struct html_form) { 0 };
	if (form_find(&html, f->path, &f->form) && !strcmp(f->form.method, "post"))
		return true;
	form_trouble(f, "unreadable:", html.wrong ? html.wrong : "method");
	return false;
}

/* --- opening it --- */

static inline void linked_put(struct filling *f, const struct pair *pair)
{
	((struct pair *)(uintptr_t)f->linked.at)[f->linked.count++] = *pair;
}

static inline bool is_linked(const struct filling *f, const char *name)
{
	for (size_t i = 0; i < f->linked.count; i++)
		if (!strcmp(f->linked.at[i].name, name))
			return true;
	return false;
}

/* The link that led here names what the act is about, and a file that was uploaded before. */
static inline void links_begin(struct filling *f)
{
	f->linked.at = arena_array(f->ask->arena, f->ask->pairs.count + 1, sizeof *f->linked.at);
	for (size_t i = 0; f->action && i < f->ask->pairs.count; i++) {
		const struct pair *pair = &f->ask->pairs.at[i];
		const struct field *field = field_named(f->action->fields, str_of(pair->name));

		if (field && !is_linked(f, pair->name) &&
			(field->kind == FIELD_FILE ||
				(field->kind == FIELD_REF &&
					!strcmp(f->action->may.place, field->name))))
			linked_put(f, pair);
	}
}

static inline bool form_open(struct filling *f, struct answer *answer)
{
	struct buf path = buf_new(f->ask->arena, LIMIT_URL);
	struct buf headers = buf_new(f->ask->arena, 1024);

	buf_text(&path, f->path);
	for (size_t i = 0; i < f->linked.count; i++) {
		buf_char(&path, i ? '&' : '?');
		url_put(&path, f->linked.at[i].name);
		buf_char(&path, '=');
		url_put(&path, f->linked.at[i].value);
	}
	cookie_put(f->faces, &headers, f->ask->street, &f->ask->actor, f->ask->arena);
	return buf_z(&path) && buf_z(&headers) &&
	       ask_wire(
		       f->faces, f->ask->arena, "GET", buf_z(&path), buf_z(&headers), NULL, answer);
}

static inline const struct control *control_named(const struct filling *f, const char *name)
{
	for (const struct control *c = f->form.first; c; c = c->next)
		if (c->name && !strcmp(c->name, name))
			return c;
	return NULL;
}

static inline bool is_option(const struct control *select, const char *value)
{
	for (const struct option *o = select->options; o; o = o->next)
		if (!strcmp(o->value, value))
			return true;
	return false;
}

/* Refs that the select does not list come by a link too: such pages exist, or the step is meant to
 * be refused. */
static inline bool links_add(struct filling *f)
{
	size_t before = f->linked.count;

	for (size_t i = 0; i < f->ask->pairs.count; i++) {
		const struct pair *pair = &f->ask->pairs.at[i];
		const struct field *field = field_named(f->action->fields, str_of(pair->name));
		const struct control *control = control_named(f, pair->name);

		if (field && field->kind == FIELD_REF && !is_linked(f, pair->name) && control &&
			control->kind == CONTROL_SELECT && !is_option(control, pair->value)) {
			linked_put(f, pair);
			f->faces->by_link++;
		}
	}
	return f->linked.count > before;
}

/* --- filling it in --- */

static inline void extra_put(struct filling *f, const struct pair *pair)
{
	struct control *control = arena_alloc(f->ask->arena, sizeof *control);
	struct control **end = &f->form.first;

	while (*end)
		end = &(*end)->next;
	*control = (struct control) {
		.kind = CONTROL_HIDDEN, .name = pair->name, .value = pair->value
	};
	*end = control;
	f->not_offered = pair->name;
}

static inline bool picks_one(struct filling *f, const struct pair *pair, enum control_kind kind)
{
	bool is_boolean = kind == CONTROL_CHECK &&
			  (!strcmp(pair->value, "yes") || !strcmp(pair->value, "no"));
	bool is_found = false;

	for (struct control *c = f->form.first; c; c = c->next) {
		if (c->kind != kind || strcmp(c->name, pair->name))
			continue;
		if (is_boolean && !strcmp(c->value, "yes")) {
			c->is_on = !strcmp(pair->value, "yes");
			is_found = true;
		} else if (!strcmp(c->value, pair->value)) {
			c->is_on = true;
			is_found = true;
		} else if (kind == CONTROL_RADIO) {
			c->is_on = false;
		}
	}
	return is_found;
}

static inline void pair_fill(struct filling *f, const struct pair *pair)
{
	struct control *c = (struct control *)(uintptr_t)control_named(f, pair->name);

	if (!c) {
		extra_put(f, pair);
		return;
	}
	switch (c->kind) {
	case CONTROL_HIDDEN:
		if (strcmp(c->value, pair->value))
			f->not_offered = pair->name;
		c->value = pair->value;
		break;
	case CONTROL_LINE:
		if (strchr(pair->value, '\n'))
			f->not_offered = pair->name; /* a browser has no second line there */
		c->value = pair->value;
		break;
	case CONTROL_AREA:
		c->value = pair->value;
		break;
	case CONTROL_SELECT:
		if (!is_option(c, pair->value))
			f->not_offered = pair->name;
		c->value = pair->value;
		break;
	case CONTROL_RADIO:
	case CONTROL_CHECK:
		if (!picks_one(f, pair, c->kind))
			extra_put(f, pair);
		break;
	case CONTROL_FILE:
	case CONTROL_BUTTON:
		extra_put(f, pair);
		break;
	}
}

/* Nobody chose: what stands chosen because it is the only thing is taken back where that can be. */
static inline void choices_clear(struct filling *f)
{
	for (struct control *c = f->form.first; c; c = c->next)
		if (c->kind == CONTROL_SELECT && is_option(c, ""))
			c->value = "";
}

static inline void form_fill(struct filling *f)
{
	f->not_offered = NULL;
	choices_clear(f);
	for (size_t i = 0; i < f->ask->pairs.count; i++)
		pair_fill(f, &f->ask->pairs.at[i]);
	for (struct control *c = f->form.first; c; c = c->next)
		if (c->kind == CONTROL_HIDDEN && !strcmp(c->name, "once") && f->ask->once)
			c->value = f->ask->once;
}

/* --- submitting it --- */

static inline bool is_sent(const struct control *c)
{
	if (c->kind == CONTROL_RADIO || c->kind == CONTROL_CHECK || c->kind == CONTROL_BUTTON)
		return c->is_on;
	return true;
}

/* Line ends as browsers send them. */
static inline const char *crlf_of(struct arena *arena, const char *value)
{
	struct buf out = buf_new(arena, LIMIT_BODY * 2);

	for (const char *c = value; *c; c++)
		if (*c == '\r' && c[1] != '\n')
			buf_text(&out, "\r\n");
		else if (*c == '\n' && (c == value || c[-1] != '\r'))
			buf_text(&out, "\r\n");
		else
			buf_char(&out, *c);
	return buf_z(&out);
}

static const char form_boundary[] = "----story7MA4YWxkTrZu0gW";

static inline void part_put(struct buf *out, const struct control *c, const char *value)
{
	bool is_file = c->kind == CONTROL_FILE;

	buf_print(out, "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n%s\r\n",
		form_boundary, c->name, is_file ? "; filename=\"\"" : "",
		is_file ? "Content-Type: application/octet-stream\r\n" : "");
	if (!is_file)
		buf_text(out, value);
	buf_text(out, "\r\n");
}

static inline struct str form_body(struct filling *f, bool is_multipart)
{
	struct buf out = buf_new(f->ask->arena, FACE_ANSWER);

	for (const struct control *c = f->form.first; c; c = c->next) {
		const char *value = crlf_of(f->ask->arena, c->value);

		if (!is_sent(c))
			continue;
		if (is_multipart) {
			part_put(&out, c, value);
			continue;
		}
		if (out.len)
			buf_char(&out, '&');
		url_put(&out, c->name);
		buf_char(&out, '=');
		url_put(&out, c->kind == CONTROL_FILE ? "" : value);
	}
	if (is_multipart)
		buf_print(&out, "--%s--\r\n", form_boundary);
	return out.at ? buf_view(&out) : str_of("");
}

static inline bool form_send(struct filling *f, struct answer *answer)
{
	bool is_multipart = f->form.enctype && !strcmp(f->form.enctype, "multipart/form-data");
	struct str body = form_body(f, is_multipart);
	struct buf headers = buf_new(f->ask->arena, 4096);
	int port = web_port(f->faces->web);

	buf_print(&headers,
		"Origin: http://127.0.0.1:%d\r\nSec-Fetch-Site: same-origin\r\n"
		"Referer: http://127.0.0.1:%d%s\r\nContent-Type: ",
		port, port, f->path);
	if (is_multipart)
		buf_print(&headers, "multipart/form-data; boundary=%s\r\n", form_boundary);
	else
		buf_text(&headers, "application/x-www-form-urlencoded\r\n");
	cookie_put(f->faces, &headers, f->ask->street, &f->ask->actor, f->ask->arena);
	return buf_z(&headers) && ask_wire(f->faces, f->ask->arena, "POST", f->form.action,
					  buf_z(&headers), &body, answer);
}

/* A list begins with a few lines; the button below it gives more. */
static inline bool lines_are_there(const struct filling *f)
{
	for (size_t i = 0; i < f->ask->pairs.count; i++) {
		struct str head = str_of(f->ask->pairs.at[i].name), rest = head;
		const struct field *field;

		head = str_cut(&rest, '.');
		field = field_named(f->action->fields, head);
		if (rest.at && field && field->kind == FIELD_LIST &&
			!control_named(f, f->ask->pairs.at[i].name))
			return false;
	}
	return true;
}

static inline void lines_more(struct filling *f)
{
	struct answer answer;

	for (int i = 0; i < FORM_MORE_PRESSED && !lines_are_there(f); i++) {
		struct control *more = (struct control *)(uintptr_t)control_named(f, "more");

		if (!more || more->kind != CONTROL_BUTTON)
			return;
		more->is_on = true;
		if (!form_send(f, &answer) || answer.status != 200 || !form_parse(f, &answer))
			return;
	}
}

/* --- its answer --- */

static inline enum err form_answer(struct filling *f, const struct answer *answer)
{
	const char *act = header_of(answer, "Zhidian-Act", f->ask->arena);
	enum err err = err_of_status(answer->status);
	const char *trouble = NULL;

	f->ask->refusal = (struct refusal) { 0 };
	if (answer->status == 303 || answer->status == 200) { /* 200: a paper, told once */
		if (f->not_offered)
			return form_trouble(f, "accepted what it did not offer:", f->not_offered);
		if (!str_int(str_of(act), &f->ask->id))
			return form_trouble(f, "no Zhidian-Act in the answer", NULL);
		return OK;
	}
	if (err != ERR_REFUSED)
		return err;
	if (!form_parse(f, answer))
		return ERR_IO;
	trouble = f->form.trouble_reason;
	if (!trouble)
		return form_trouble(f, "refused without a reason", NULL);
	refusal_set(
		&f->ask->refusal, "", f->form.trouble_field ? f->form.trouble_field : "", trouble);
	return ERR_REFUSED;
}

static inline enum err form_act_told(struct filling *f)
{
	struct answer answer;

	if (!form_open(f, &answer))
		return ERR_IO;
	if (answer.status != 200)
		return err_of_status(answer.status);
	if (!form_parse(f, &answer))
		return ERR_IO;
	if (links_add(f) && (!form_open(f, &answer) || !form_parse(f, &answer)))
		return ERR_IO;
	lines_more(f);
	form_fill(f);
	if (!form_send(f, &answer))
		return ERR_IO;
	return form_answer(f, &answer);
}

static inline enum err form_act(void *with, struct ask *ask)
{
	struct faces *faces = with;
	struct buf path = buf_new(ask->arena, LIMIT_URL);
	struct filling f = { .faces = faces, .ask = ask, .action = action_find(ask->action) };
	enum err err;

	if (is_direct(ask))
		return door_do(faces->house->door, ask);
	act_path_put(&path, ask->street, ask->action);
	f.path = buf_z(&path);
	links_begin(&f);
	err = form_act_told(&f);
	if (!strncmp(ask->action, "people.", 7))
		sessions_forget(faces);
	return err;
}
