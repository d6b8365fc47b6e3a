/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/decode_json.c: one JSON object to pairs, by jansson, which keeps 64-bit numbers whole and
 * refuses doubled keys and bad UTF-8. A fraction is refused: an amount is a string, "50.00", so
 * that no floating point touches money. */
#include <jansson.h>
#include "base/arena.h"
#include "base/attr.h"
#include "base/limits.h"
#include "web/decode.h"

struct sink {
	struct arena *arena;
	struct pair *at;
	size_t count;
	size_t cap;
};

static void json_drop(json_t **json)
{
	json_decref(*json);
}

static enum err put(struct sink *sink, const char *name, const char *value)
{
	if (strlen(name) > LIMIT_NAME)
		return ERR_TOO_BIG;
	if (sink->count == sink->cap) {
		size_t cap = sink->cap ? sink->cap * 2 : 64;
		struct pair *at = arena_array(sink->arena, cap, sizeof *at);

		if (!at)
			return ERR_MEMORY;
		if (sink->count)
			memcpy(at, sink->at, sink->count * sizeof *at);
		sink->at = at;
		sink->cap = cap;
	}
	if (sink->count == LIMIT_PAIRS)
		return ERR_TOO_BIG;
	sink->at[sink->count++] = (struct pair) { name, value };
	return OK;
}

static enum err put_scalar(struct sink *sink, const char *name, const json_t *value)
{
	char number[32];

	switch (json_typeof(value)) {
	case JSON_NULL:
		return OK;
	case JSON_TRUE:
		return put(sink, name, "yes");
	case JSON_FALSE:
		return put(sink, name, "no");
	case JSON_STRING: {
		size_t len = json_string_length(value);
		char *text = arena_copy(sink->arena, json_string_value(value), len);

		if (!text)
			return ERR_MEMORY;
		return strlen(text) == len ? put(sink, name, text) : ERR_BAD_INPUT;
	}
	case JSON_INTEGER: {
		int n = snprintf(
			number, sizeof number, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
		char *text = arena_copy(sink->arena, number, (size_t)n);

		return text ? put(sink, name, text) : ERR_MEMORY;
	}
	case JSON_REAL:
	case JSON_OBJECT:
	case JSON_ARRAY:
		break;
	}
	return ERR_BAD_INPUT;
}

static enum err name_of(struct sink *sink, const char *head, const char *key, const char **out)
{
	char name[LIMIT_NAME + 64];
	int n = snprintf(name, sizeof name, "%s%s", head, key);

	if (!*key || strchr(key, '.'))
		return ERR_BAD_INPUT; /* one spelling of a list: nested, never dotted */
	if (n > LIMIT_NAME)
		return ERR_TOO_BIG;
	*out = arena_copy(sink->arena, name, (size_t)n);
	return *out ? OK : ERR_MEMORY;
}

/* A scalar, or a list of scalars: the name repeated. */
static enum err put_plain(struct sink *sink, const char *name, const json_t *value)
{
	if (!json_is_array(value))
		return put_scalar(sink, name, value);
	for (size_t i = 0; i < json_array_size(value); i++)
		TRY(put_scalar(sink, name, json_array_get(value, i)));
	return OK;
}

static enum err put_row(struct sink *sink, const char *list, size_t index, json_t *row)
{
	char head[LIMIT_NAME + 32];
	const char *key;
	json_t *value;

	snprintf(head, sizeof head, "%s.%zu.", list, index);
	json_object_foreach(row, key, value)
	{
		const char *name;

		TRY(name_of(sink, head, key, &name));
		TRY(put_plain(sink, name, value));
	}
	return OK;
}

static enum err put_member(struct sink *sink, const char *key, json_t *value)
{
	const char *name;

	TRY(name_of(sink, "", key, &name));
	if (!json_is_array(value) || !json_is_object(json_array_get(value, 0)))
		return put_plain(sink, name, value);
	for (size_t i = 0; i < json_array_size(value); i++) {
		if (!json_is_object(json_array_get(value, i)))
			return ERR_BAD_INPUT;
		TRY(put_row(sink, name, i, json_array_get(value, i)));
	}
	return OK;
}

enum err decode_json(struct arena *arena, struct str raw, struct pairs *out)
{
	CLEANUP(json_drop) json_t *root = json_loadb(raw.at, raw.len, JSON_REJECT_DUPLICATES, NULL);
	struct sink sink = { .arena = arena };
	const char *key;
	json_t *value;

	if (!json_is_object(root))
		return ERR_BAD_INPUT;
	json_object_foreach(root, key, value) TRY(put_member(&sink, key, value));
	*out = (struct pairs) { sink.at, sink.count };
	return OK;
}
