/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/data.c: the tree between a view and its renderers, and its JSON. */
#include "base/data.h"
#include <assert.h>
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/value.h"

struct data *data_root(struct arena *arena)
{
	struct data *root = arena_alloc(arena, sizeof(*root));

	if (root)
		root->kind = DATA_OBJECT;
	return root;
}

/* The node to write: a new last child, or the one of this name, emptied where it stands. */
static struct data *child(struct arena *arena, struct data *parent, const char *name)
{
	struct data *node;

	if (!parent)
		return NULL;
	assert(parent->kind == (name ? DATA_OBJECT : DATA_LIST));
	node = name ? data_get(parent, name) : NULL;
	if (node) {
		node->number = 0;
		node->text = (struct str) { 0 };
		node->first = NULL;
		node->last = NULL;
		node->count = 0;
		return node;
	}
	node = arena_alloc(arena, sizeof(*node));
	if (!node)
		return NULL;
	node->name = name ? arena_copy(arena, name, strlen(name)) : NULL;
	if (name && !node->name)
		return NULL;
	node->up = parent;
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	parent->count++;
	return node;
}

struct data *data_object(struct arena *arena, struct data *parent, const char *name)
{
	struct data *node = child(arena, parent, name);

	if (node)
		node->kind = DATA_OBJECT;
	return node;
}

struct data *data_list(struct arena *arena, struct data *parent, const char *name)
{
	struct data *node = child(arena, parent, name);

	if (node)
		node->kind = DATA_LIST;
	return node;
}

void data_int(struct arena *arena, struct data *parent, const char *name, int64_t number)
{
	struct data *node = child(arena, parent, name);

	if (!node)
		return;
	node->kind = DATA_INT;
	node->number = number;
}

void data_text(struct arena *arena, struct data *parent, const char *name, struct str text)
{
	struct data *node = child(arena, parent, name);

	if (!node)
		return;
	node->text = str_copy(arena, text);
	node->kind = node->text.at ? DATA_TEXT : DATA_NULL;
}

void data_null(struct arena *arena, struct data *parent, const char *name)
{
	struct data *node = child(arena, parent, name);

	if (node)
		node->kind = DATA_NULL;
}

static struct data *get(const struct data *object, struct str name)
{
	if (!object || object->kind != DATA_OBJECT)
		return NULL;
	for (struct data *node = object->first; node; node = node->next)
		if (strncmp(node->name, name.at, name.len) == 0 && node->name[name.len] == '\0')
			return node;
	return NULL;
}

struct data *data_get(const struct data *object, const char *name)
{
	return get(object, str_of(name));
}

static struct data *descend(const struct data *from, struct str path)
{
	const struct data *node = from;

	while (node && path.at)
		node = get(node, str_cut(&path, '.'));
	return (struct data *)node;
}

struct data *data_find(const struct data *from, struct str name)
{
	if (name.len == 0)
		return NULL;
	for (; from; from = from->up) {
		struct data *node = descend(from, name);

		if (node)
			return node;
	}
	return NULL;
}

int64_t data_number(const struct data *object, const char *name)
{
	const struct data *node = data_get(object, name);

	return node && node->kind == DATA_INT ? node->number : 0;
}

struct str data_str(const struct data *object, const char *name)
{
	const struct data *node = data_get(object, name);

	return node && node->kind == DATA_TEXT ? node->text : (struct str) { 0 };
}

bool data_is_true(const struct data *node)
{
	if (!node)
		return false;
	switch (node->kind) {
	case DATA_NULL:
		return false;
	case DATA_INT:
		return node->number != 0;
	case DATA_TEXT:
		return node->text.len != 0;
	case DATA_LIST:
		return node->count != 0;
	case DATA_OBJECT:
		return true;
	}
	assert(!"a kind of data");
	return false;
}

static void quoted(struct buf *out, void (*print)(struct buf *, const void *), const void *value)
{
	buf_char(out, '"');
	print(out, value);
	buf_char(out, '"');
}

static void print_money(struct buf *out, const void *value)
{
	money_print(out, (struct money) { *(const int64_t *)value });
}

static void print_moment(struct buf *out, const void *value)
{
	moment_print(out, (struct moment) { *(const int64_t *)value });
}

static void print_day(struct buf *out, const void *value)
{
	day_print(out, (struct day) { *(const int64_t *)value });
}

/* name: of the number, or of the list it is an item of. */
static void number_json(struct buf *out, struct str name, int64_t number)
{
	bool is_time = str_ends(name, "_ms") || str_ends(name, "_day");

	if (str_ends(name, "_fen"))
		quoted(out, print_money, &number);
	else if (is_time && number == 0)
		buf_text(out, "null");
	else if (str_ends(name, "_ms"))
		quoted(out, print_moment, &number);
	else if (str_ends(name, "_day"))
		quoted(out, print_day, &number);
	else if (str_starts(name, "is_") || str_starts(name, "has_") || str_starts(name, "can_"))
		buf_text(out, number ? "true" : "false");
	else
		buf_int(out, number);
}

static void node_json(struct buf *out, const struct data *node, const char *name);

static void children_json(struct buf *out, const struct data *node, const char *name)
{
	for (const struct data *item = node->first; item; item = item->next) {
		if (item != node->first)
			buf_char(out, ',');
		if (item->name) {
			json_quote(out, str_of(item->name));
			buf_char(out, ':');
		}
		node_json(out, item, item->name ? item->name : name);
	}
}

static void node_json(struct buf *out, const struct data *node, const char *name)
{
	switch (node->kind) {
	case DATA_NULL:
		buf_text(out, "null");
		break;
	case DATA_INT:
		number_json(out, str_of(name), node->number);
		break;
	case DATA_TEXT:
		json_quote(out, node->text);
		break;
	case DATA_LIST:
		buf_char(out, '[');
		children_json(out, node, name);
		buf_char(out, ']');
		break;
	case DATA_OBJECT:
		buf_char(out, '{');
		children_json(out, node, name);
		buf_char(out, '}');
		break;
	}
}

void data_json(struct buf *out, const struct data *node)
{
	if (node)
		node_json(out, node, node->name);
	else
		buf_text(out, "null");
}
