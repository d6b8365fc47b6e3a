/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/form.c: the form of an act, drawn from its table: address, once key, given fields, asked
 * fields, one button. Promises: after a refusal what was typed stands where it stood, with the
 * reason beside it and a way to it on top. */
#include "render/form.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "base/arena.h"
#include "render/html.h"

enum { WORDS_MOST = 1 << 16, ID_PIECE = 24, BLANK_ROWS = 3, ROWS_MOST = 1000 };

bool form_has(struct pairs pairs, const char *name, const char *value)
{
	for (size_t i = 0; i < pairs.count; i++)
		if (strcmp(pairs.at[i].name, name) == 0 &&
			(!value || strcmp(pairs.at[i].value, value) == 0))
			return true;
	return false;
}

const char *form_filled(const struct form *form, const char *path)
{
	for (size_t i = 0; i < form->filled.count; i++)
		if (strcmp(form->filled.at[i].name, path) == 0)
			return form->filled.at[i].value[0] ? form->filled.at[i].value : NULL;
	return NULL;
}

/* What an id may hold; anything else becomes a dash. */
static void put_id(struct buf *out, const char *text, size_t most)
{
	for (size_t i = 0; text[i] && i < most; i++) {
		bool is_plain = (text[i] >= 'a' && text[i] <= 'z') ||
				(text[i] >= 'A' && text[i] <= 'Z') ||
				(text[i] >= '0' && text[i] <= '9') || text[i] == '_';

		buf_char(out, is_plain ? text[i] : '-');
	}
}

const char *form_id(struct form *form, const char *path)
{
	struct buf id = buf_new(form->arena, 1024);

	buf_text(&id, form->stem);
	buf_char(&id, '-');
	put_id(&id, path, 200);
	return buf_z(&id);
}

/* Forms of one act may stand side by side on a page; what is given tells them apart. */
static const char *stem_of(struct form *form)
{
	struct buf stem = buf_new(form->arena, 1024);

	put_id(&stem, form->ask->action->name, 200);
	for (size_t i = 0; i < form->ask->given.count; i++) {
		buf_char(&stem, '-');
		put_id(&stem, form->ask->given.at[i].value, ID_PIECE);
	}
	return buf_z(&stem);
}

/* Is this the form that was sent? Of several forms of one act it is the one with the same given
 * fields. */
static bool is_again(const struct face *face, const struct form_ask *ask)
{
	if (!face->again || face->again != ask->action || !face->typed)
		return false;
	for (size_t i = 0; face->refusal && i < ask->given.count; i++)
		if (!form_has(*face->typed, ask->given.at[i].name, ask->given.at[i].value))
			return false;
	return true;
}

/* A list is given when any of its lines is, or when it is given as empty. */
static bool is_given(const struct form_ask *ask, const struct field *field)
{
	size_t len = strlen(field->name);

	for (size_t i = 0; i < ask->given.count; i++) {
		const char *name = ask->given.at[i].name;

		if (strncmp(name, field->name, len) == 0 &&
			(name[len] == '\0' || (field->kind == FIELD_LIST && name[len] == '.')))
			return true;
	}
	for (size_t i = 0; i < ask->nothing.count; i++)
		if (strcmp(ask->nothing.at[i].name, field->name) == 0)
			return true;
	return false;
}

/* Rows of a list: those typed, and three blank ones, as many as it may have; when more were asked
 * for, twice as many as stood there. */
static size_t rows_of(const struct form *form, const struct field *list)
{
	size_t most = list->max > 0 && list->max < ROWS_MOST ? (size_t)list->max : ROWS_MOST;
	size_t len = strlen(list->name);
	const char *more = form_filled(form, "more");
	int64_t before;
	size_t rows = 0;

	for (size_t i = 0; i < form->filled.count; i++) {
		const char *name = form->filled.at[i].name;
		struct str rest = str_of(name);
		int64_t row;

		if (strncmp(name, list->name, len) != 0 || name[len] != '.')
			continue;
		if (!form->filled.at[i].value[0]) /* a blank row came back blank */
			continue;
		rest = str_from(rest, len + 1);
		if (str_int(str_cut(&rest, '.'), &row) && row >= (int64_t)rows && row < ROWS_MOST)
			rows = (size_t)row + 1;
	}
	rows += BLANK_ROWS;
	if (more && str_int(str_of(more), &before) && before > 0 && before < ROWS_MOST &&
		rows < (size_t)before * 2)
		rows = (size_t)before * 2;
	return rows < most ? rows : most;
}

static enum err add_list(struct form *form, struct data *to, struct form_place list)
{
	size_t count = rows_of(form, list.field);
	struct data *rows;

	/* The list's own label, hint and refusal: as of any field; then its rows. */
	TRY(form_field(form, to, list));
	data_int(form->arena, to, "is_input", 0);
	data_int(form->arena, to, "is_list", 1);
	rows = data_list(form->arena, to, "rows");
	for (size_t i = 0; i < count; i++) {
		struct data *row = data_object(form->arena, rows, NULL);
		struct data *cells = data_list(form->arena, row, "cells");

		data_int(form->arena, row, "number", (int64_t)i + 1);
		for (const struct field *sub = list.field->sub; sub->kind != FIELD_END; sub++) {
			struct buf path = buf_new(form->arena, 256);
			struct buf key = buf_new(form->arena, 256);

			buf_print(&path, "%s.%zu.%s", list.path, i, sub->name);
			buf_print(&key, "%s.%s", list.key, sub->name);
			if (!buf_z(&path) || !buf_z(&key))
				return ERR_MEMORY;
			TRY(form_field(form, data_object(form->arena, cells, NULL),
				(struct form_place) { sub, buf_z(&path), buf_z(&key), true }));
		}
	}
	return OK;
}

/* How many lines stand there, if the list may have more: the button that asks for them says it. */
static int64_t more_of(const struct data *list, const struct field *field, int64_t more)
{
	int64_t rows = (int64_t)data_get(list, "rows")->count;
	bool is_full = rows >= ROWS_MOST || (field->max && rows >= field->max);

	return !is_full && rows > more ? rows : more;
}

static enum err add_fields(struct form *form, struct data *out)
{
	const struct action *action = form->ask->action;
	struct data *asked = data_list(form->arena, out, "asked");
	bool is_multipart = false;
	int64_t more = 0;

	for (const struct field *field = action->fields; field && field->kind != FIELD_END;
		field++) {
		struct buf key = buf_new(form->arena, 256);
		struct form_place place = { .field = field, .path = field->name };
		struct data *to;

		if (is_given(form->ask, field))
			continue;
		buf_print(&key, "%s.%s", action->name, field->name);
		place.key = buf_z(&key);
		to = data_object(form->arena, asked, NULL);
		if (!to || !place.key)
			return ERR_MEMORY;
		if (field->kind == FIELD_LIST)
			TRY(add_list(form, to, place));
		else
			TRY(form_field(form, to, place));
		if (field->kind == FIELD_LIST)
			more = more_of(to, field, more);
		is_multipart = is_multipart || field->kind == FIELD_FILE;
	}
	data_int(form->arena, out, "is_multipart", is_multipart);
	data_int(form->arena, out, "is_asking", asked && asked->count > 0);
	data_null(form->arena, out, "more");
	if (more)
		data_int(form->arena, out, "more", more);
	return OK;
}

static void add_hidden(struct form *form, struct data *hidden, const char *name, struct str value)
{
	struct data *pair = data_object(form->arena, hidden, NULL);

	data_text(form->arena, pair, "name", str_of(name));
	data_text(form->arena, pair, "value", value);
}

/* Which fields are given goes with them: a form that comes back fixes the same ones again. */
static void add_given(struct form *form, struct data *out)
{
	struct data *hidden = data_list(form->arena, out, "hidden");
	const char *once = form->face->once ? form->face->once(form->face->with) : NULL;
	struct buf names = buf_new(form->arena, WORDS_MOST);
	struct str last = { 0 };

	for (size_t i = 0; i < form->ask->given.count; i++) {
		const struct pair *pair = &form->ask->given.at[i];
		struct str rest = str_of(pair->name);
		struct str head = str_cut(&rest, '.');

		add_hidden(form, hidden, pair->name, str_of(pair->value));
		if (last.at && str_equal(head, last))
			continue;
		if (names.len)
			buf_char(&names, ' ');
		buf_str(&names, head);
		last = head;
	}
	if (names.len)
		add_hidden(form, hidden, "given", buf_view(&names));
	data_null(form->arena, out, "once");
	if (once)
		data_text(form->arena, out, "once", str_of(once));
}

/* The bad field among those shown, also inside a list. */
static const struct data *bad_field(const struct data *asked)
{
	for (const struct data *field = asked->first; field; field = field->next) {
		const struct data *rows = data_get(field, "rows");

		if (data_number(field, "is_bad"))
			return field;
		for (const struct data *row = rows ? rows->first : NULL; row; row = row->next) {
			const struct data *bad = bad_field(data_get(row, "cells"));

			if (bad)
				return bad;
		}
	}
	return NULL;
}

/* The box on top: a link to the field, or, when nothing shown is to blame, the words themselves. */
static void add_trouble(struct form *form, struct data *out)
{
	const struct data *bad;
	struct data *trouble;
	struct buf href = buf_new(form->arena, 1024);

	data_null(form->arena, out, "trouble");
	if (!form->refusal)
		return;
	bad = bad_field(data_get(out, "asked"));
	trouble = data_object(form->arena, out, "trouble");
	form->scratch.len = 0;
	refusal_text(&form->scratch, form->face, form->ask->action, form->refusal);
	data_text(form->arena, trouble, "words", buf_view(&form->scratch));
	data_text(form->arena, trouble, "field", str_of(form->refusal->field));
	data_text(form->arena, trouble, "reason", str_of(form->refusal->reason));
	data_null(form->arena, trouble, "href");
	data_null(form->arena, trouble, "label");
	if (!bad)
		return;
	buf_char(&href, '#');
	buf_str(&href, data_str(bad, "id"));
	data_text(form->arena, trouble, "href", buf_view(&href));
	data_text(form->arena, trouble, "label", data_str(bad, "label"));
}

/* "/heqing/fund/pledge/make" */
static void add_address(struct form *form, struct data *out)
{
	struct buf address = buf_new(form->arena, 1024);

	buf_text(&address, form->face->base);
	buf_char(&address, '/');
	for (const char *c = form->ask->action->name; *c; c++)
		buf_char(&address, *c == '.' ? '/' : *c);
	data_text(form->arena, out, "action", buf_view(&address));
}

static void add_button(struct form *form, struct data *out)
{
	const char *key = form->ask->button_key ? form->ask->button_key : form->ask->action->name;

	form->scratch.len = 0;
	words_put(&form->scratch, form->face, key, form->ask->scope);
	data_text(form->arena, out, "button", buf_view(&form->scratch));
	data_int(form->arena, out, "is_go", form->ask->look == FORM_GO);
	data_int(form->arena, out, "is_stop", form->ask->look == FORM_STOP);
}

enum err form_draw(struct html_run *run, const struct form_ask *ask)
{
	const struct face *face = run->face;
	struct form form = { .face = face, .arena = face->arena, .ask = ask };
	struct data *out = data_root(form.arena);

	form.filled = ask->suggested;
	if (is_again(face, ask)) {
		form.filled = *face->typed;
		form.refusal = face->refusal;
	}
	form.scratch = buf_new(form.arena, WORDS_MOST);
	form.choices = data_root(form.arena);
	form.stem = stem_of(&form);
	if (!out || !form.choices || !form.stem)
		return ERR_MEMORY;
	out->up = (struct data *)ask->scope;
	add_address(&form, out);
	add_given(&form, out);
	TRY(add_fields(&form, out));
	add_trouble(&form, out);
	add_button(&form, out);
	return html_run_part(run, "form", out);
}

enum err form_html(struct buf *out, const struct face *face, const struct action *action,
	const struct data *scope, struct pairs given, bool is_solid, const char *button_key)
{
	struct html_run run = html_run_new(out, face, NULL);
	struct form_ask ask = { .action = action, .scope = scope, .given = given };

	ask.look = is_solid ? FORM_GO : FORM_QUIET;
	ask.button_key = button_key;
	TRY(form_draw(&run, &ask));
	if (arena_is_spent(face->arena))
		return ERR_MEMORY;
	return buf_ok(out) ? OK : ERR_TOO_BIG;
}
