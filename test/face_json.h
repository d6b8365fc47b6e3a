/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/face_json.h: a story told in JSON: pairs become one object as a program would write it
 * (refs and numbers as numbers, yes and no as booleans, lines as an array of objects). */
#pragma once
#include <jansson.h>
#include "face_wire.h"

static inline const struct field *field_named(const struct field *fields, struct str name)
{
	for (; fields && fields->kind != FIELD_END; fields++)
		if (str_is(name, fields->name))
			return fields;
	return NULL;
}

/* In its own JSON type where it is spelled as one; else as the text that was told. */
static inline json_t *json_value(const struct field *field, const char *value)
{
	enum field_kind kind = field ? field->kind : FIELD_TEXT;
	char spelled[24];
	int64_t number;

	if (kind == FIELD_BOOL && (!strcmp(value, "yes") || !strcmp(value, "no")))
		return json_boolean(!strcmp(value, "yes"));
	if ((kind == FIELD_REF || kind == FIELD_REFS || kind == FIELD_INT || kind == FIELD_FILE) &&
		str_int(str_of(value), &number)) {
		snprintf(spelled, sizeof spelled, "%lld", (long long)number);
		if (!strcmp(spelled, value))
			return json_integer(number);
	}
	return json_string(value);
}

static inline void json_line_put(
	json_t *root, const char *list, int64_t index, const char *name, json_t *value)
{
	json_t *lines = json_object_get(root, list);

	if (!json_is_array(lines)) {
		lines = json_array();
		json_object_set_new(root, list, lines);
	}
	while ((int64_t)json_array_size(lines) <= index)
		json_array_append_new(lines, json_object());
	json_object_set_new(json_array_get(lines, (size_t)index), name, value);
}

static inline void json_pair_put(
	json_t *root, const struct action *action, const struct pair *pair, struct arena *arena)
{
	struct str rest = str_of(pair->name), head = str_cut(&rest, '.'), index;
	const struct field *field = action ? field_named(action->fields, head) : NULL;
	int64_t row;

	if (field && field->kind == FIELD_LIST && rest.at) {
		index = str_cut(&rest, '.');
		if (rest.at && str_int(index, &row) && row >= 0 && row < 10000) {
			json_line_put(root, field->name, row, str_z(arena, rest),
				json_value(field_named(field->sub, rest), pair->value));
			return;
		}
	}
	if (field && field->kind == FIELD_REFS) {
		if (!json_is_array(json_object_get(root, pair->name)))
			json_object_set_new(root, pair->name, json_array());
		json_array_append_new(
			json_object_get(root, pair->name), json_value(field, pair->value));
		return;
	}
	json_object_set_new(root, pair->name, json_value(field, pair->value));
}

static inline struct str pairs_json(struct arena *arena, const char *act, struct pairs pairs)
{
	const struct action *action = action_find(act);
	struct buf out = buf_new(arena, FACE_ANSWER);
	json_t *root = json_object();
	char *text;

	for (size_t i = 0; i < pairs.count; i++)
		json_pair_put(root, action, &pairs.at[i], arena);
	text = json_dumps(root, JSON_COMPACT);
	if (text)
		buf_text(&out, text);
	free(text);
	json_decref(root);
	return buf_view(&out);
}

/* The class of the answer, and of a refusal its field and reason. */
static inline enum err json_answer(struct ask *ask, const struct answer *answer)
{
	json_t *json = json_loadb(answer->body.at, answer->body.len, 0, NULL);
	const char *field = json_string_value(json_object_get(json, "field"));
	const char *reason = json_string_value(json_object_get(json, "reason"));
	enum err err = err_of_status(answer->status);

	ask->refusal = (struct refusal) { 0 };
	if (field && reason)
		refusal_set(&ask->refusal, "", field, reason);
	ask->id = json_integer_value(json_object_get(json, "id"));
	ask->leaf = json_integer_value(json_object_get(json, "leaf"));
	ask->is_replay = json_is_true(json_object_get(json, "replay"));
	json_decref(json);
	return err;
}

static inline enum err json_act_told(struct faces *faces, struct ask *ask, struct str body)
{
	struct buf path = buf_new(ask->arena, LIMIT_URL);
	struct buf headers = buf_new(ask->arena, 4096);
	struct answer answer;

	act_path_put(&path, ask->street, ask->action);
	buf_text(&headers, "Content-Type: application/json\r\n");
	if (ask->once)
		buf_print(&headers, "Idempotency-Key: %s\r\n", ask->once);
	cookie_put(faces, &headers, ask->street, &ask->actor, ask->arena);
	if (!body.at || !buf_z(&path) || !buf_z(&headers) ||
		!ask_wire(faces, ask->arena, "POST", buf_z(&path), buf_z(&headers), &body, &answer))
		return ERR_IO;
	if (!strncmp(ask->action, "people.", 7))
		sessions_forget(faces);
	return json_answer(ask, &answer);
}

static inline enum err json_act(void *with, struct ask *ask)
{
	struct faces *faces = with;

	if (is_direct(ask))
		return door_do(faces->house->door, ask);
	return json_act_told(faces, ask, pairs_json(ask->arena, ask->action, ask->pairs));
}
