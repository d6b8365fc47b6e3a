/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/html_parse.c: the text of a template → steps. Checks what must hold for safety and sense:
 * every section closed where it began, every value in a place that can be escaped. tool/gen checks
 * the rest when built. */
#include <string.h>
#include "base/arena.h"
#include "base/log.h"
#include "render/html.h"

enum { SECTIONS_MOST = 32 };

struct open_section {
	size_t op;
	struct str name;
	struct html_state state;
};
struct parse {
	const struct page *page;
	struct html *out;
	struct html_state state;
	struct open_section open[SECTIONS_MOST];
	size_t depth;
	int line;
};

enum err html_fail(const struct page *page, int line, const char *what, struct str detail)
{
	log_line(LOG_FAULT, "%s:%d: %s: %.*s", page->path ? page->path : page->name, line, what,
		(int)detail.len, detail.at ? detail.at : "");
	return ERR_BAD_INPUT;
}

static enum err fail(const struct parse *parse, const char *what, struct str detail)
{
	return html_fail(parse->page, parse->line, what, detail);
}

static struct html_op *op_add(struct parse *parse, enum html_op_kind kind, struct str arg)
{
	struct html_op *op = &parse->out->ops[parse->out->count++];

	*op = (struct html_op) { .kind = kind, .arg = arg, .line = parse->line };
	op->place = html_state_place(&parse->state);
	return op;
}

static void literal_add(struct parse *parse, struct str text)
{
	if (text.len)
		op_add(parse, OP_TEXT, text);
	for (size_t i = 0; i < text.len; i++)
		html_state_step(&parse->state, text.at[i]);
}

static enum err section_open(struct parse *parse, enum html_op_kind kind, struct str name)
{
	if (parse->depth == SECTIONS_MOST)
		return fail(parse, "sections too deep", name);
	if (!html_state_settle(&parse->state))
		return fail(parse, "no section may begin here", name);
	parse->open[parse->depth].op = parse->out->count;
	parse->open[parse->depth].name = name;
	parse->open[parse->depth].state = parse->state;
	parse->depth++;
	op_add(parse, kind, name);
	return OK;
}

static enum err section_close(struct parse *parse, struct str name)
{
	const struct open_section *open;

	if (parse->depth == 0 || !str_equal(parse->open[parse->depth - 1].name, name))
		return fail(parse, "closes no open section", name);
	open = &parse->open[--parse->depth];
	html_state_settle(&parse->state);
	if (!html_state_same(&open->state, &parse->state))
		return fail(parse, "section ends in another place than it began", name);
	parse->out->ops[open->op].end = parse->out->count;
	return OK;
}

static enum err value_add(struct parse *parse, enum html_op_kind kind, struct str arg)
{
	struct html_op *op = op_add(parse, kind, arg);

	if (op->place == HTML_NOWHERE)
		return fail(parse, "no value may stand here", arg);
	if (kind == OP_LINK && op->place != HTML_ADDRESS)
		return fail(parse, "a link is the whole of an address", arg);
	parse->state.has_begun = true;
	return OK;
}

static enum err block_add(struct parse *parse, enum html_op_kind kind, struct str arg)
{
	struct html_op *op = op_add(parse, kind, arg);

	if (op->place != HTML_TEXT || parse->state.where != WHERE_TEXT)
		return fail(parse, "this stands between tags only", arg);
	return OK;
}

/* "t key", "form act …": the word before the first blank decides. */
static enum err word_add(struct parse *parse, struct str tag)
{
	struct str rest = tag;
	struct str word = str_cut(&rest, ' ');

	rest = rest.at ? str_trim(rest) : rest;
	if (rest.len == 0) {
		if (str_is(word, "fields"))
			return block_add(parse, OP_FIELDS, word);
		return value_add(parse, OP_VALUE, word);
	}
	if (str_is(word, "t"))
		return value_add(parse, OP_WORDS, rest);
	if (str_is(word, "link"))
		return value_add(parse, OP_LINK, rest);
	if (str_is(word, "form"))
		return block_add(parse, OP_FORM, rest);
	if (str_is(word, "table"))
		return block_add(parse, OP_TABLE, rest);
	return fail(parse, "unknown tag", tag);
}

static enum err tag_add(struct parse *parse, struct str tag)
{
	struct str rest;

	if (tag.len == 0)
		return fail(parse, "empty tag", tag);
	rest = str_trim(str_from(tag, 1));
	switch (tag.at[0]) {
	case '#':
		return section_open(parse, OP_EACH, rest);
	case '^':
		return section_open(parse, OP_ELSE, rest);
	case '/':
		return section_close(parse, rest);
	case '>':
		return block_add(parse, OP_PART, rest);
	case '!':
		return OK;
	default:
		return word_add(parse, tag);
	}
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A section, part or remark alone on its line takes the line with it. */
static bool is_alone(struct str text, const char *open, const char *close)
{
	const char *before = open;
	const char *after = close;

	if (!memchr("#^/>!", open[2], 5))
		return false;
	while (before > text.at && is_blank(before[-1]))
		before--;
	while (after < text.at + text.len && is_blank(*after))
		after++;
	return (before == text.at || before[-1] == '\n') && after < text.at + text.len &&
	       *after == '\n';
}

static int lines_in(struct str s)
{
	int count = 0;

	for (size_t i = 0; i < s.len; i++)
		count += s.at[i] == '\n';
	return count;
}

/* One literal and the tag after it; leaves what follows in *rest. all: the whole text, to see the
 * line around the tag. */
static enum err step(struct parse *parse, struct str all, struct str *rest)
{
	const char *open = memmem(rest->at, rest->len, "{{", 2);
	const char *end = rest->at + rest->len;
	const char *close = open ? memmem(open, (size_t)(end - open), "}}", 2) : NULL;
	struct str literal = { rest->at, (size_t)((open ? open : end) - rest->at) };
	struct str tag;

	if (open && !close)
		return fail(parse, "tag without end", (struct str) { open, 2 });
	if (!open) {
		literal_add(parse, literal);
		*rest = (struct str) { end, 0 };
		return OK;
	}
	tag = (struct str) { open + 2, (size_t)(close - open - 2) };
	close += 2;
	*rest = (struct str) { close, (size_t)(end - close) };
	if (is_alone(all, open, close)) {
		while (literal.len && is_blank(literal.at[literal.len - 1]))
			literal.len--;
		close = memchr(close, '\n', rest->len);
		*rest = (struct str) { close + 1, (size_t)(end - close - 1) };
	}
	literal_add(parse, literal);
	parse->line += lines_in(literal);
	TRY(tag_add(parse, str_trim(tag)));
	parse->line += lines_in((struct str) { open, (size_t)(rest->at - open) });
	return OK;
}

enum err html_parse(
	struct arena *arena, const struct page *page, const char *text, struct html *out)
{
	struct parse parse = { .page = page, .out = out, .line = 1 };
	struct str all = str_of(text);
	struct str rest = all;
	size_t most = 1;

	for (const char *at = text; (at = strstr(at, "{{")); at += 2)
		most += 2; /* each tag, and the literal before it */
	*out = (struct html) { .page = page, .ops = arena_array(arena, most, sizeof(*out->ops)) };
	if (!out->ops)
		return ERR_MEMORY;
	while (rest.len)
		TRY(step(&parse, all, &rest));
	if (parse.depth)
		return fail(&parse, "section is not closed", parse.open[parse.depth - 1].name);
	return OK;
}
