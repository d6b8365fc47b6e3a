/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/form_tag.c: what stands inside {{form …}}: the act, given fields (name=…), suggestions
 * (name?=…), flags. A value is a name in the data, a number, or text in quotes; a given one that
 * the data does not have is left out; a list gives the field once for each row by its id, or, where
 * rows have none, the lines of a list field. */
#include <string.h>
#include "base/arena.h"
#include "door/door.h"
#include "render/form.h"
#include "render/html.h"
#include "render/shape.h"

enum { PAIRS_MOST = 256, LISTS_MOST = 8, VALUE_MOST = 1 << 16 };

struct tag {
	struct arena *arena;
	const struct data *scope;
	struct pair given[PAIRS_MOST];
	struct pair suggested[PAIRS_MOST];
	struct pair nothing[LISTS_MOST];
	struct form_ask ask;
};

/* The next word; a quoted text inside it may hold blanks. */
static struct str word_cut(struct str *rest)
{
	bool is_quoted = false;
	size_t len = 0;
	struct str word;

	*rest = str_trim(*rest);
	while (len < rest->len && (is_quoted || !strchr(" \t\n", rest->at[len]))) {
		is_quoted = is_quoted != (rest->at[len] == '"');
		len++;
	}
	word = (struct str) { rest->at, len };
	*rest = str_from(*rest, len);
	return word;
}

static const char *node_spelled(struct arena *arena, const struct data *node)
{
	struct buf out = buf_new(arena, VALUE_MOST);

	shape_spell(&out, shape_name(node), node);
	return out.len ? buf_z(&out) : NULL;
}

/* NULL: the data has no such value. */
static const char *value_of(struct tag *tag, struct str source)
{
	if (source.len >= 2 && source.at[0] == '"')
		return str_z(tag->arena, (struct str) { source.at + 1, source.len - 2 });
	if (source.len && source.at[0] >= '0' && source.at[0] <= '9')
		return str_z(tag->arena, source);
	return node_spelled(tag->arena, data_find(tag->scope, source));
}

static bool pair_add(struct tag *tag, const char *name, const char *value, bool is_suggested)
{
	struct pairs *pairs = is_suggested ? &tag->ask.suggested : &tag->ask.given;
	struct pair *at = is_suggested ? tag->suggested : tag->given;

	if (pairs->count == PAIRS_MOST || !name)
		return false;
	if (value)
		at[pairs->count++] = (struct pair) { name, value };
	return true;
}

/* name.0.cell for each cell of a row. */
static bool cells_add(struct tag *tag, const char *name, size_t index, const struct data *row,
	bool is_suggested)
{
	for (const struct data *cell = row->first; cell; cell = cell->next) {
		struct buf path = buf_new(tag->arena, 256);

		buf_print(&path, "%s.%zu.%s", name, index, cell->name);
		if (!pair_add(tag, buf_z(&path), node_spelled(tag->arena, cell), is_suggested))
			return false;
	}
	return true;
}

/* A list: rows with an id give the field once each, others are the lines of a list of the form. */
static bool rows_add(struct tag *tag, const char *name, const struct data *list, bool is_suggested)
{
	size_t index = 0;

	if (!list->first && !is_suggested) {
		if (tag->ask.nothing.count == LISTS_MOST || !name)
			return false;
		tag->nothing[tag->ask.nothing.count++] = (struct pair) { name, "" };
	}
	for (const struct data *row = list->first; row; row = row->next, index++) {
		const struct data *id = data_get(row, "id");

		if (id ? !pair_add(tag, name, node_spelled(tag->arena, id), is_suggested)
		       : !cells_add(tag, name, index, row, is_suggested))
			return false;
	}
	return true;
}

/* One word after the act's name. */
static bool word_take(struct tag *tag, struct str word)
{
	const char *equal = memchr(word.at, '=', word.len);
	struct str name = word;
	struct str value;
	const struct data *node;
	bool is_suggested;

	if (!equal) {
		if (str_is(word, "go"))
			tag->ask.look = FORM_GO;
		else if (str_is(word, "stop"))
			tag->ask.look = FORM_STOP;
		return str_is(word, "go") || str_is(word, "stop") || str_is(word, "quiet");
	}
	name.len = (size_t)(equal - word.at);
	is_suggested = str_ends(name, "?");
	name.len -= is_suggested;
	value = str_from(word, (size_t)(equal + 1 - word.at));
	node = data_find(tag->scope, value);
	if (node && node->kind == DATA_LIST)
		return rows_add(tag, str_z(tag->arena, name), node, is_suggested);
	return pair_add(tag, str_z(tag->arena, name), value_of(tag, value), is_suggested);
}

static bool act_find(struct tag *tag, struct str word)
{
	const char *name = str_z(tag->arena, word);

	tag->ask.action = name ? action_find(name) : NULL;
	return tag->ask.action;
}

/* {{form :act}}: the data names the act and what is given. */
static bool act_take(struct tag *tag, struct str word)
{
	const struct data *act;
	const struct data *given;

	if (!str_starts(word, ":"))
		return act_find(tag, word);
	act = data_find(tag->scope, str_from(word, 1));
	given = data_find(tag->scope, str_of("given"));
	for (const struct data *row = given ? given->first : NULL; row; row = row->next)
		if (!pair_add(tag, str_z(tag->arena, data_str(row, "name")),
			    str_z(tag->arena, data_str(row, "value")), false))
			return false;
	return act && act->kind == DATA_TEXT && act_find(tag, act->text);
}

enum err form_tag(struct html_run *run, const struct html *html, const struct html_op *op,
	const struct data *scope)
{
	struct tag *tag = arena_alloc(run->face->arena, sizeof(*tag));
	struct str rest = op->arg;
	struct str word;

	if (!tag)
		return ERR_MEMORY;
	tag->arena = run->face->arena;
	tag->scope = scope;
	tag->ask.scope = scope;
	tag->ask.given.at = tag->given;
	tag->ask.suggested.at = tag->suggested;
	tag->ask.nothing.at = tag->nothing;
	word = word_cut(&rest);
	if (!act_take(tag, word))
		return html_fail(html->page, op->line, "no such act", word);
	for (word = word_cut(&rest); word.len; word = word_cut(&rest))
		if (!word_take(tag, word))
			return html_fail(html->page, op->line, "no flag and no name=value", word);
	return form_draw(run, &tag->ask);
}
