/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/shape.c: names and their endings: the spelling, the label and the words of a value.
 * Promises: no renderer looks at the end of a name by itself. */
#include "render/shape.h"
#include <stdio.h>
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/value.h"
#include "base/words.h"
#include "render/render.h"

struct ending {
	const char *end;
	enum shape shape;
};

static const struct ending endings[] = {
	{ "_fen", SHAPE_MONEY },
	{ "_ms", SHAPE_MOMENT },
	{ "_day", SHAPE_DAY },
	{ "_bp", SHAPE_SHARE },
	{ "_ref", SHAPE_NUMBER },
	{ "_id", SHAPE_NUMBER },
	{ "_no", SHAPE_NUMBER },
	{ "_year", SHAPE_NUMBER },
};
static const char *const bare_numbers[] = { "id", "no", "year", "status", "leaf" };
static const char *const questions[] = { "is_", "has_", "can_" };
static const char *const frame_names[] = { "street", "me", "page", "lang", "is_demo" };

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static const struct ending *ending_of(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(endings); i++)
		if (str_ends(name, endings[i].end))
			return &endings[i];
	return NULL;
}

enum shape shape_of(const char *name)
{
	struct str s = str_of(name);
	const struct ending *ending;

	if (!name)
		return SHAPE_COUNT;
	for (size_t i = 0; i < COUNT_OF(questions); i++)
		if (str_starts(s, questions[i]))
			return SHAPE_YES_NO;
	for (size_t i = 0; i < COUNT_OF(bare_numbers); i++)
		if (str_is(s, bare_numbers[i]))
			return SHAPE_NUMBER;
	ending = ending_of(s);
	return ending ? ending->shape : SHAPE_COUNT;
}

bool shape_is_sum(const struct data *node)
{
	enum shape shape = shape_of(shape_name(node));

	return shape == SHAPE_MONEY || shape == SHAPE_SHARE ||
	       (shape == SHAPE_COUNT && node->kind == DATA_INT);
}

const char *shape_name(const struct data *node)
{
	if (!node)
		return NULL;
	if (node->name)
		return node->name;
	return node->up ? node->up->name : NULL;
}

const struct data *shape_find(const struct data *scope, struct str name, struct data *spare)
{
	const struct data *node = data_find(scope, name);

	if (node || !str_ends(name, ".count"))
		return node;
	name.len -= strlen(".count");
	node = data_find(scope, name);
	if (!node || node->kind != DATA_LIST)
		return NULL;
	*spare = (struct data) {
		.name = "count", .kind = DATA_INT, .number = (int64_t)node->count
	};
	return spare;
}

void shape_spell(struct buf *out, const char *name, const struct data *node)
{
	if (!node)
		return;
	if (node->kind == DATA_TEXT)
		buf_str(out, node->text);
	if (node->kind != DATA_INT)
		return;
	switch (shape_of(name)) {
	case SHAPE_MONEY:
		money_print(out, (struct money) { node->number });
		break;
	case SHAPE_MOMENT:
		if (node->number)
			moment_print(out, (struct moment) { node->number });
		break;
	case SHAPE_DAY:
		if (node->number)
			day_print(out, (struct day) { node->number });
		break;
	case SHAPE_YES_NO:
		buf_text(out, node->number ? "yes" : "no");
		break;
	case SHAPE_COUNT:
	case SHAPE_NUMBER:
	case SHAPE_SHARE:
		buf_int(out, node->number);
		break;
	}
}

bool shape_is_frame(const char *name)
{
	for (size_t i = 0; name && i < COUNT_OF(frame_names); i++)
		if (strcmp(name, frame_names[i]) == 0)
			return true;
	return false;
}

struct str shape_subject(struct arena *arena, const struct data *data)
{
	struct str path = data_str(data_get(data, "page"), "path");
	struct str stage;
	struct str subject;
	struct buf out = buf_new(arena, 256);

	if (!path.at)
		return str_of("");
	stage = str_cut(&path, '/');
	subject = path.at ? str_cut(&path, '/') : (struct str) { 0 };
	if (subject.len == 0)
		return str_of("");
	buf_str(&out, stage);
	buf_char(&out, '.');
	buf_str(&out, subject);
	return buf_ok(&out) ? buf_view(&out) : str_of("");
}

static const struct word *column_word(struct str subject, struct str name)
{
	char key[256];
	const struct word *word = NULL;

	if (subject.len)
		snprintf(key, sizeof(key), "%.*s.column.%.*s", (int)subject.len, subject.at,
			(int)name.len, name.at);
	if (subject.len)
		word = word_find(key);
	if (word)
		return word;
	snprintf(key, sizeof(key), "render.column.%.*s", (int)name.len, name.at);
	return word_find(key);
}

void shape_label(struct buf *out, const struct face *face, struct str subject, const char *name)
{
	struct str whole = str_of(name);
	struct str bare = whole;
	const struct ending *ending = ending_of(whole);
	const struct word *word = column_word(subject, whole);

	if (ending)
		bare.len -= strlen(ending->end);
	for (size_t i = 0; i < COUNT_OF(questions); i++)
		if (str_starts(whole, questions[i]))
			bare = str_from(whole, strlen(questions[i]));
	if (!word && bare.len != whole.len)
		word = column_word(subject, bare);
	else
		ending = NULL;
	if (word) {
		buf_text(out, face->language == LANGUAGE_ZH ? word->zh : word->en);
		if (ending && ending->shape == SHAPE_MONEY)
			words_put(out, face, "render.column.in_yuan", NULL);
		return;
	}
	for (size_t i = 0; i < bare.len; i++)
		buf_char(out, bare.at[i] == '_' ? ' ' : bare.at[i]);
}

void shape_cell(struct buf *out, const struct face *face, struct str subject, const char *name,
	const struct data *node)
{
	char key[256];
	bool may_be_state = node && node->kind == DATA_TEXT && subject.len && node->text.len < 40;

	if (may_be_state) {
		snprintf(key, sizeof(key), "%.*s.%s.%.*s", (int)subject.len, subject.at, name,
			(int)node->text.len, node->text.at);
		if (word_find(key)) {
			words_put(out, face, key, NULL);
			return;
		}
	}
	value_text(out, face, name, node);
}
