/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/form_field.c: one field of an act as data for web/field.html: its control by kind, its
 * label, its hint, what was typed and why it was refused. Promises: every member is set in every
 * field, so that nothing is looked up outside it; secrets are never shown again. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "base/arena.h"
#include "base/limits.h"
#include "base/words.h"
#include "db/schema.h"
#include "render/form.h"
#include "render/shape.h"

enum { KEY_SIZE = 256, RADIOS_MOST = 4, HINT_FROM = 100 };

static void set_flag(struct form *form, struct data *to, const char *name, bool is_set)
{
	data_int(form->arena, to, name, is_set);
}

static void set_text(struct form *form, struct data *to, const char *name, const char *text)
{
	if (text)
		data_text(form->arena, to, name, str_of(text));
	else
		data_null(form->arena, to, name);
}

static void set_words(struct form *form, struct data *to, const char *name, const char *key,
	const struct data *args)
{
	form->scratch.len = 0;
	words_put(&form->scratch, form->face, key, args);
	data_text(form->arena, to, name, buf_view(&form->scratch));
}

/* The act's own words; for a name that many acts share, those of the column. */
static void set_label(struct form *form, struct data *to, struct form_place place)
{
	char key[KEY_SIZE];

	snprintf(key, sizeof(key), "render.column.%s", place.field->name);
	set_words(
		form, to, "label", word_find(place.key) || !word_find(key) ? place.key : key, NULL);
}

/* KEY.hint, else what the field's limits say. */
static void set_hint(struct form *form, struct data *to, struct form_place place)
{
	const struct field *field = place.field;
	bool is_money = field->kind == FIELD_MONEY;
	bool has_range = (is_money || field->kind == FIELD_INT) && field->max;
	struct data *args;
	char key[KEY_SIZE];

	snprintf(key, sizeof(key), "%s.hint", place.key);
	if (word_find(key)) {
		set_words(form, to, "hint", key, NULL);
		return;
	}
	if (place.is_cell)
		has_range = false;
	if (field->kind == FIELD_TEXT && field->max >= HINT_FROM && !place.is_cell)
		snprintf(key, sizeof(key), "render.form.up_to_letters");
	else if (field->kind == FIELD_FILE)
		snprintf(key, sizeof(key), "render.form.files");
	else if (has_range && field->min)
		snprintf(key, sizeof(key), "render.form.from_to_%s", is_money ? "money" : "number");
	else if (has_range)
		snprintf(key, sizeof(key), "render.form.up_to_%s", is_money ? "money" : "number");
	else {
		data_null(form->arena, to, "hint");
		return;
	}
	args = data_root(form->arena);
	data_int(form->arena, args, is_money ? "min_fen" : "min", field->min);
	data_int(form->arena, args, is_money ? "max_fen" : "max", field->max);
	data_int(form->arena, args, "most_mb", LIMIT_UPLOAD >> 20);
	set_words(form, to, "hint", key, args);
}

static void set_refusal(struct form *form, struct data *to, struct form_place place)
{
	bool is_bad = form->refusal && strcmp(form->refusal->field, place.path) == 0;

	set_flag(form, to, "is_bad", is_bad);
	if (!is_bad) {
		data_null(form->arena, to, "say");
		return;
	}
	form->scratch.len = 0;
	refusal_text(&form->scratch, form->face, form->ask->action, form->refusal);
	data_text(form->arena, to, "say", buf_view(&form->scratch));
}

/* aria-describedby: the hint, then the refusal, as far as they are there. */
static void set_about(struct form *form, struct data *to, const char *id)
{
	struct buf about = buf_new(form->arena, 1024);

	if (data_str(to, "hint").at)
		buf_print(&about, "%s-h", id);
	if (data_str(to, "say").at)
		buf_print(&about, "%s%s-e", about.len ? " " : "", id);
	data_text(form->arena, to, "about", buf_view(&about));
}

static void add_option(
	struct form *form, struct data *options, struct str value, struct str label, bool is_picked)
{
	struct data *option = data_object(form->arena, options, NULL);

	data_text(form->arena, option, "value", value);
	data_text(form->arena, option, "label", label);
	set_flag(form, option, "is_picked", is_picked);
}

static void add_none(struct form *form, struct data *options, const char *key, bool is_picked)
{
	form->scratch.len = 0;
	words_put(&form->scratch, form->face, key, NULL);
	add_option(form, options, str_of(""), buf_view(&form->scratch), is_picked);
}

static size_t words_in(const char *list)
{
	size_t count = 0;

	for (struct str rest = str_of(list); rest.at; count++)
		str_cut(&rest, ' ');
	return count;
}

static void add_choices(
	struct form *form, struct data *options, struct form_place place, bool is_radio)
{
	const char *filled = form_filled(form, place.path);
	struct str rest = str_of(place.field->of);

	if (!is_radio || place.field->optional)
		add_none(form, options,
			place.field->optional ? "render.form.no_choice" : "render.form.choose",
			!filled);
	while (rest.at) {
		struct str choice = str_cut(&rest, ' ');
		char key[KEY_SIZE];

		snprintf(key, sizeof(key), "%s.%.*s", place.key, (int)choice.len, choice.at);
		form->scratch.len = 0;
		words_put(&form->scratch, form->face, key, NULL);
		add_option(form, options, choice, buf_view(&form->scratch),
			filled && str_is(choice, filled));
	}
}

/* Rows of what a REF may point to, in the place of the page or around it; asked for once a form. */
static enum err choices_of(struct form *form, const char *kind, const struct data **out)
{
	const struct data *place = data_find(form->ask->scope, str_of("page.place"));
	struct ref in = { place && place->kind == DATA_INT ? place->number : 0 };
	const struct ref_kind *ref_kind = ref_kind_find(kind);

	*out = data_get(form->choices, kind);
	if (*out)
		return OK;
	if (form->face->rd && ref_kind)
		TRY(rd_list(form->face->rd, &ref_kind->list, &in, form->choices, kind));
	else
		data_list(form->arena, form->choices, kind);
	*out = data_get(form->choices, kind);
	return OK;
}

/* What is typed or suggested may lie beyond the list's end or outside the place: it keeps its label
 * all the same. */
static enum err add_missing(
	struct form *form, struct data *options, const char *kind, const char *value)
{
	const struct ref_kind *ref_kind = ref_kind_find(kind);
	struct data *found = data_root(form->arena);
	struct str label = str_of(value);
	struct ref in;

	if (!str_int(str_of(value), &in.id))
		return OK;
	if (form->face->rd && ref_kind) {
		TRY(rd_list(form->face->rd, &ref_kind->find, &in, found, "rows"));
		if (data_get(found, "rows") && data_get(found, "rows")->first)
			label = data_str(data_get(found, "rows")->first, "label");
	}
	add_option(form, options, str_of(value), label, true);
	return OK;
}

static enum err add_refs(struct form *form, struct data *options, struct form_place place)
{
	const char *filled = form_filled(form, place.path);
	bool is_optional = place.field->optional;
	bool is_many = place.field->kind == FIELD_REFS;
	const struct data *rows;
	bool is_found = false;
	bool is_only;

	TRY(choices_of(form, place.field->of, &rows));
	/* One thing to choose and no way round it: it is chosen. */
	is_only = !is_many && !filled && !is_optional && rows && rows->count == 1;
	if (!is_many)
		add_none(form, options,
			is_optional ? "render.form.no_choice" : "render.form.choose",
			!filled && !is_only);
	for (const struct data *row = rows ? rows->first : NULL; row; row = row->next) {
		char value[24];
		bool is_picked;

		snprintf(value, sizeof(value), "%" PRId64, data_number(row, "id"));
		is_picked = is_only || form_has(form->filled, place.path, value);
		is_found = is_found || is_picked;
		add_option(form, options, str_of(value), data_str(row, "label"), is_picked);
	}
	if (!is_many && filled && !is_found)
		return add_missing(form, options, place.field->of, filled);
	return OK;
}

struct control {
	const char *type;
	const char *mode;     /* inputmode */
	const char *complete; /* autocomplete */
};

static struct control control_of(const struct field *field)
{
	switch (field->kind) {
	case FIELD_MONEY:
		return (struct control) { "text", "decimal", NULL };
	case FIELD_INT:
		return (struct control) { "text", "numeric", NULL };
	case FIELD_DAY:
		return (struct control) { "date", NULL, NULL };
	case FIELD_MOMENT:
		return (struct control) { "datetime-local", NULL, NULL };
	case FIELD_SECRET:
		return (struct control) { "password", NULL, "current-password" };
	default:
		return (struct control) { "text", NULL, NULL };
	}
}

static void set_control(struct form *form, struct data *to, struct form_place place, bool is_radio)
{
	const struct field *field = place.field;
	enum field_kind kind = field->kind;
	bool is_area = kind == FIELD_TEXT && field->lines;
	bool is_select = (kind == FIELD_CHOICE && !is_radio) || kind == FIELD_REF;
	bool is_group = (kind == FIELD_CHOICE && is_radio) || kind == FIELD_REFS;
	bool is_check = kind == FIELD_BOOL;
	bool is_upload = kind == FIELD_FILE;
	struct control control = control_of(field);
	const char *filled = form_filled(form, place.path);

	set_flag(form, to, "is_area", is_area);
	set_flag(form, to, "is_select", is_select);
	set_flag(form, to, "is_group", is_group);
	set_flag(form, to, "is_radio", is_group && kind == FIELD_CHOICE);
	set_flag(form, to, "is_check", is_check);
	set_flag(form, to, "is_checked", is_check && filled && strcmp(filled, "yes") == 0);
	set_flag(form, to, "is_upload", is_upload);
	set_flag(form, to, "is_input",
		!is_area && !is_select && !is_group && !is_check && !is_upload);
	set_flag(form, to, "is_list", false);
	set_text(form, to, "type", control.type);
	set_text(form, to, "mode", control.mode);
	set_text(form, to, "complete", control.complete);
	/* A secret is typed anew each time. */
	set_text(form, to, "value", kind == FIELD_SECRET ? NULL : filled);
}

enum err form_field(struct form *form, struct data *to, struct form_place place)
{
	const struct field *field = place.field;
	const char *id = form_id(form, place.path);
	bool is_radio = field->kind == FIELD_CHOICE && words_in(field->of) <= RADIOS_MOST;
	struct data *options;

	set_text(form, to, "name", place.path);
	set_text(form, to, "id", id);
	set_label(form, to, place);
	set_hint(form, to, place);
	set_refusal(form, to, place);
	set_about(form, to, id);
	set_flag(form, to, "is_optional", field->optional && field->kind != FIELD_BOOL);
	set_control(form, to, place, is_radio);
	options = data_list(form->arena, to, "options");
	if (field->kind == FIELD_CHOICE)
		add_choices(form, options, place, is_radio);
	if (field->kind == FIELD_REF || field->kind == FIELD_REFS)
		return add_refs(form, options, place);
	return OK;
}
