/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/words.c: the words of a key in the reader's language, with figures from the data put in;
 * and why an act was refused. Promises: plain text, not escaped: who writes it into a place escapes
 * it. */
#include "base/words.h"
#include <stdio.h>
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "door/action.h"
#include "render/render.h"
#include "render/shape.h"

/* KEY.one where {{count}} is 1. */
static const struct word *pick(const char *key, const struct data *args)
{
	const struct data *count = args ? data_find(args, str_of("count")) : NULL;
	const struct word *one = NULL;
	char singular[256];

	if (count && count->kind == DATA_INT && count->number == 1) {
		snprintf(singular, sizeof(singular), "%s.one", key);
		one = word_find(singular);
	}
	return one ? one : word_find(key);
}

static void fill(struct buf *out, const struct face *face, struct str text, const struct data *args)
{
	for (;;) {
		const char *open = text.len ? memmem(text.at, text.len, "{{", 2) : NULL;
		const char *close = open ? memmem(open, text.len - (size_t)(open - text.at), "}}",
						   2)
					 : NULL;
		const struct data *node;
		struct data spare;

		if (!close) {
			buf_str(out, text);
			return;
		}
		buf_add(out, text.at, (size_t)(open - text.at));
		node = shape_find(args,
			str_trim((struct str) { open + 2, (size_t)(close - open - 2) }), &spare);
		value_text(out, face, shape_name(node), node);
		text = str_from(text, (size_t)(close + 2 - text.at));
	}
}

void words_put(struct buf *out, const struct face *face, const char *key, const struct data *args)
{
	const struct word *word = pick(key, args);

	if (!word) {
		buf_char(out, '[');
		buf_text(out, key);
		buf_char(out, ']');
		return;
	}
	fill(out, face, str_of(face->language == LANGUAGE_ZH ? word->zh : word->en), args);
}

/* The field a refusal is about; "lines.0.project" is looked up as a field of the list. */
static const struct field *field_of(const struct action *action, struct str name)
{
	const struct field *field = action->fields;
	struct str head = str_cut(&name, '.');

	for (; field && field->kind != FIELD_END; field++)
		if (str_is(head, field->name))
			break;
	if (!field || field->kind == FIELD_END)
		return NULL;
	if (field->kind != FIELD_LIST || !name.at)
		return field;
	str_cut(&name, '.');
	for (field = field->sub; field->kind != FIELD_END; field++)
		if (str_is(name, field->name))
			return field;
	return NULL;
}

/* The field table's own limits, so that "too big" can say how big. *unit: the ending of the words
 * that say it. */
static struct data *limits_of(
	const struct face *face, const struct field *field, const char *reason, const char **unit)
{
	struct data *args = data_root(face->arena);
	bool is_money = field->kind == FIELD_MONEY;
	int64_t limit = strcmp(reason, "too_small") == 0 ? field->min : field->max;

	if (field->min)
		data_int(face->arena, args, is_money ? "min_fen" : "min", field->min);
	if (field->max)
		data_int(face->arena, args, is_money ? "max_fen" : "max", field->max);
	*unit = limit == 0 ? NULL : is_money ? "money" : "limit";
	return args;
}

static bool put_if_known(
	struct buf *out, const struct face *face, const char *key, const struct data *args)
{
	if (!word_find(key))
		return false;
	words_put(out, face, key, args);
	return true;
}

void refusal_text(struct buf *out, const struct face *face, const struct action *action,
	const struct refusal *why)
{
	const struct field *field = action ? field_of(action, str_of(why->field)) : NULL;
	struct str subject = str_of(action ? action->name : "");
	const char *verb = action ? strrchr(action->name, '.') : NULL;
	struct data *args = why->args;
	const char *unit = NULL;
	char key[256];

	if (verb)
		subject.len = (size_t)(verb - action->name);
	snprintf(key, sizeof(key), "%.*s.%s", (int)subject.len, subject.at, why->reason);
	if (put_if_known(out, face, key, args))
		return;
	if (field && !args)
		args = limits_of(face, field, why->reason, &unit);
	snprintf(key, sizeof(key), "door.field.%s.%s", why->reason, unit ? unit : "");
	if (unit && put_if_known(out, face, key, args))
		return;
	snprintf(key, sizeof(key), "door.field.%s", why->reason);
	words_put(out, face, key, args);
}
