/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/spell.c: fields written back in their one spelling: for the leaf (personal ones as
 * commitments, secrets and sealed choices not at all) and for the hash that a once key remembers.
 * Absent, zero and empty are one and are left out. */
#include "base/json.h"
#include "base/limits.h"
#include "door/inside.h"

static bool is_absent(const struct field *field, const char *row)
{
	const void *at = row + field->at;

	switch (field->kind) {
	case FIELD_REF:
	case FIELD_FILE:
	case FIELD_MONEY:
	case FIELD_INT:
	case FIELD_DAY:
	case FIELD_MOMENT:
		return *(const int64_t *)at == 0; /* each is a struct of one int64_t */
	case FIELD_BOOL:
		return !*(const bool *)at;
	case FIELD_TEXT:
	case FIELD_CHOICE:
	case FIELD_SECRET:
		return !((const struct str *)at)->at;
	case FIELD_REFS:
	case FIELD_LIST:
		return ((const struct any_list *)at)->count == 0;
	case FIELD_END:
		break;
	}
	return true;
}

static void fields_print(struct json *j, const struct field *fields, const char *row);

/* A single value as JSON: numbers and refs are numbers, everything else is its spelling in quotes.
 */
static void value_print(struct json *j, const struct field *field, const char *row)
{
	const void *at = row + field->at;
	struct buf text = buf_new(j->out->arena, 64);
	const struct any_list *list = at;

	switch (field->kind) {
	case FIELD_REF:
	case FIELD_FILE:
	case FIELD_INT:
		json_int(j, *(const int64_t *)at);
		return;
	case FIELD_MONEY:
		money_print(&text, *(const struct money *)at);
		break;
	case FIELD_DAY:
		day_print(&text, *(const struct day *)at);
		break;
	case FIELD_MOMENT:
		moment_print(&text, *(const struct moment *)at);
		break;
	case FIELD_BOOL:
		json_text(j, *(const bool *)at ? "yes" : "no");
		return;
	case FIELD_TEXT:
	case FIELD_CHOICE:
	case FIELD_SECRET:
		json_str(j, *(const struct str *)at);
		return;
	case FIELD_REFS:
		json_open(j, '[');
		for (size_t i = 0; i < list->count; i++)
			json_int(j, ((const struct ref *)list->at)[i].id);
		json_close(j, ']');
		return;
	case FIELD_LIST:
		json_open(j, '[');
		for (size_t i = 0; i < list->count; i++)
			fields_print(j, field->sub, (const char *)list->at + i * field->sub_size);
		json_close(j, ']');
		return;
	case FIELD_END:
		return;
	}
	json_str(j, buf_view(&text));
}

static void fields_print(struct json *j, const struct field *fields, const char *row)
{
	json_open(j, '{');
	for (const struct field *f = fields; f->kind != FIELD_END; f++) {
		if (is_absent(f, row) || f->kind == FIELD_SECRET)
			continue;
		json_key(j, f->name);
		value_print(j, f, row);
	}
	json_close(j, '}');
}

void fields_ask(struct buf *out, const struct field *fields, const void *args)
{
	struct json j = json_new(out);

	if (fields)
		fields_print(&j, fields, args);
}

bool fields_have_sealed(const struct field *fields)
{
	for (; fields && fields->kind != FIELD_END; fields++)
		if (fields->sealed)
			return true;
	return false;
}

/* A list is personal as a whole: one commitment over its JSON. */
static enum err personal_print(
	struct tx *tx, struct act *act, const struct field *field, struct json *j)
{
	struct buf value = buf_new(tx_arena(tx), LIMIT_UPLOAD), text = buf_new(tx_arena(tx), 80);
	struct json inner = json_new(&value);

	value_print(&inner, field, act->args);
	if (!buf_ok(&value))
		return ERR_TOO_BIG;
	TRY(journal_commit_value(
		tx, &act->work->head, act->leaf, field->name, buf_view(&value), &text));
	json_open(j, '{');
	json_key(j, "sealed");
	json_str(j, buf_view(&text));
	json_close(j, '}');
	return OK;
}

enum err fields_leaf(struct tx *tx, struct act *act, struct buf *out)
{
	struct json j = json_new(out);
	const struct field *f = act->action->fields;

	json_open(&j, '{');
	for (; f && f->kind != FIELD_END; f++) {
		if (f->kind == FIELD_SECRET || f->sealed || is_absent(f, act->args))
			continue;
		json_key(&j, f->name);
		if (f->personal)
			TRY(personal_print(tx, act, f, &j));
		else
			value_print(&j, f, act->args);
	}
	json_close(&j, '}');
	return buf_ok(out) ? OK : ERR_TOO_BIG;
}
