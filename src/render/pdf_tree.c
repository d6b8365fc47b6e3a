/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/pdf_tree.c: reads the tags of a paper by one table of what may stand where. Values were
 * escaped by the template engine, so a "<" is always the template's own: a mistake here is the
 * template's, never the data's. */
#include <assert.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "render/pdf_tree.h"

/* Where blocks and inline tags may stand. */
static const char blocks[] = "paper column";
static const char words[] = "title ask heading para cell part box area b soft";

struct rule {
	const char *name;
	const char *places; /* tags it may stand in, blanks between */
	const char *can;    /* its attributes, likewise */
	bool has_text;	    /* text and inline tags may stand in it */
	bool is_void;	    /* nothing stands in it: no end tag is needed */
};

static const struct rule rules[TAG_COUNT] = {
	[TAG_DOCUMENT] = { "document", "", "", false, false },
	[TAG_PAPER] = { "paper", "document", "frame corners pages title numerals", false, false },
	[TAG_HEAD] = { "head", "paper", "left right", false, true },
	[TAG_TITLE] = { "title", blocks, "", true, false },
	[TAG_ASK] = { "ask", "paper", "", true, false },
	[TAG_HEADING] = { "heading", blocks, "number", true, false },
	[TAG_PARA] = { "para", "paper column foot", "strong soft small big code align", true,
		false },
	[TAG_TABLE] = { "table", blocks, "cols height grid", false, false },
	[TAG_ROW] = { "row", "table", "head sum mark", false, false },
	[TAG_CELL] = { "cell", "row sign", "span bar strong", true, false },
	[TAG_BAR] = { "bar", blocks, "at", false, false },
	[TAG_LEGEND] = { "legend", blocks, "", false, false },
	[TAG_PART] = { "part", "bar legend lever", "share class sum", true, false },
	[TAG_LEVER] = { "lever", blocks, "left right", false, false },
	[TAG_BOXES] = { "boxes", "paper", "", false, false },
	[TAG_BOX] = { "box", "boxes", "price", true, false },
	[TAG_SIGN] = { "sign", blocks, "date height", false, false },
	[TAG_COLUMNS] = { "columns", blocks, "cols across cut height gap every", false, false },
	[TAG_COLUMN] = { "column", "columns", "", false, false },
	[TAG_QR] = { "qr", blocks, "text size", false, true },
	[TAG_AREA] = { "area", blocks, "width height", true, false },
	[TAG_FOOT] = { "foot", "paper", "qr seal every", false, false },
	[TAG_RULE] = { "rule", blocks, "thick", false, true },
	[TAG_FILL] = { "fill", "paper", "", false, true },
	[TAG_BREAK] = { "break", "paper", "", false, true },
	[TAG_B] = { "b", words, "", true, false },
	[TAG_SOFT] = { "soft", words, "", true, false },
	[TAG_BR] = { "br", words, "", false, true },
	[TAG_BLANK] = { "blank", words, "width", false, true },
	[TAG_STAMP] = { "stamp", words, "class", true, false },
	[TAG_CAPITAL] = { "capital", words, "", true, false },
};

struct reader {
	struct arena *arena;
	const char *name;
	struct str rest;
	int line;
	struct node *at; /* the open tag */
};

/* what: a name of the template's, never a text, which may be somebody's. */
static enum err spoiled(const struct reader *r, const char *why, struct str what)
{
	log_line(LOG_FAULT, "paper %s, line %d: %s %.*s", r->name, r->line, why, (int)what.len,
		what.len ? what.at : "");
	return ERR_IO;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9');
}

static void step(struct reader *r, size_t count)
{
	assert(count <= r->rest.len);
	for (size_t i = 0; i < count; i++)
		r->line += r->rest.at[i] == '\n';
	r->rest.at += count;
	r->rest.len -= count;
}

static bool next_is(const struct reader *r, char c)
{
	return r->rest.len && r->rest.at[0] == c;
}

static void skip_blanks(struct reader *r)
{
	while (r->rest.len && is_blank(r->rest.at[0]))
		step(r, 1);
}

static struct str word_take(struct reader *r)
{
	struct str word = { r->rest.at, 0 };

	while (word.len < r->rest.len && is_name(r->rest.at[word.len]))
		word.len++;
	step(r, word.len);
	return word;
}

static void utf8_put(struct buf *out, unsigned long c)
{
	if (c < 0x80) {
		buf_char(out, (char)c);
	} else if (c < 0x800) {
		buf_char(out, (char)(0xc0 | c >> 6));
		buf_char(out, (char)(0x80 | (c & 0x3f)));
	} else if (c < 0x10000) {
		buf_char(out, (char)(0xe0 | c >> 12));
		buf_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_char(out, (char)(0x80 | (c & 0x3f)));
	} else {
		buf_char(out, (char)(0xf0 | c >> 18));
		buf_char(out, (char)(0x80 | (c >> 12 & 0x3f)));
		buf_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_char(out, (char)(0x80 | (c & 0x3f)));
	}
}

/* "&amp;" at the head of s: its length, 0 when it is no entity that we know. */
static size_t entity_put(struct buf *out, struct str s)
{
	static const struct {
		const char *name;
		char c;
	} known[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' },
		{ "&apos;", '\'' } };
	bool is_hex = str_starts(s, "&#x");
	size_t at = is_hex ? 3 : 2;
	unsigned long code = 0;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (str_starts(s, known[i].name)) {
			buf_char(out, known[i].c);
			return strlen(known[i].name);
		}
	}
	if (!str_starts(s, "&#"))
		return 0;
	for (; at < s.len && s.at[at] != ';' && code <= 0x10ffff; at++) {
		char c = s.at[at];
		int digit = c >= '0' && c <= '9'	     ? c - '0'
			    : is_hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
			    : is_hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
							     : -1;

		if (digit < 0)
			return 0;
		code = code * (is_hex ? 16 : 10) + (unsigned)digit;
	}
	if (at >= s.len || code < 0x20 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
		return 0;
	utf8_put(out, code);
	return at + 1;
}

/* raw with its entities resolved; an ampersand that begins none stands for itself. */
static enum err text_resolve(struct reader *r, struct str raw, struct str *out)
{
	struct buf buf = buf_new(r->arena, raw.len + 1);

	for (size_t i = 0; i < raw.len;) {
		size_t used = raw.at[i] == '&' ? entity_put(&buf, str_from(raw, i)) : 0;

		if (!used) {
			buf_char(&buf, raw.at[i]);
			used = 1;
		}
		i += used;
	}
	if (!buf_ok(&buf))
		return ERR_MEMORY;
	*out = raw.len ? buf_view(&buf) : (struct str) { "", 0 };
	return OK;
}

static enum err node_add(struct reader *r, enum tag tag, struct node **out)
{
	struct node *node = arena_alloc(r->arena, sizeof(*node));

	if (!node)
		return ERR_MEMORY;
	*node = (struct node) { .tag = tag, .line = r->line, .up = r->at };
	if (r->at) {
		if (r->at->last)
			r->at->last->next = node;
		else
			r->at->first = node;
		r->at->last = node;
	}
	*out = node;
	return OK;
}

static enum err text_read(struct reader *r)
{
	size_t len = 0;
	struct str raw;
	bool has_ink = false;
	struct node *node;

	while (len < r->rest.len && r->rest.at[len] != '<')
		has_ink |= !is_blank(r->rest.at[len++]);
	raw = (struct str) { r->rest.at, len };
	if (rules[r->at->tag].has_text) {
		TRY(node_add(r, TAG_TEXT, &node));
		TRY(text_resolve(r, raw, &node->text));
	} else if (has_ink) {
		return spoiled(r, "no text may stand in", str_of(rules[r->at->tag].name));
	}
	step(r, len);
	return OK;
}

/* Is word one of those in the list? */
static bool names(const char *list, struct str word)
{
	while (*list) {
		size_t len = strcspn(list, " ");

		if (len == word.len && memcmp(list, word.at, len) == 0)
			return true;
		list += len + (list[len] == ' ');
	}
	return false;
}

/* One name or name="value". */
static enum err attribute_read(struct reader *r, struct node *node)
{
	struct attribute *a = arena_alloc(r->arena, sizeof(*a));
	struct attribute **end = &node->attributes;
	const char *quote;

	if (!a)
		return ERR_MEMORY;
	a->name = word_take(r);
	a->value = (struct str) { "", 0 };
	if (!a->name.len)
		return spoiled(
			r, "no attribute where one should be:", str_of(rules[node->tag].name));
	if (!names(rules[node->tag].can, a->name))
		return spoiled(r, "this tag has no attribute", a->name);
	if (next_is(r, '=')) {
		step(r, 1);
		if (!next_is(r, '"'))
			return spoiled(r, "a value stands in double quotes:", a->name);
		step(r, 1);
		quote = r->rest.len ? memchr(r->rest.at, '"', r->rest.len) : NULL;
		if (!quote)
			return spoiled(r, "no closing quote:", a->name);
		TRY(text_resolve(
			r, (struct str) { r->rest.at, (size_t)(quote - r->rest.at) }, &a->value));
		step(r, (size_t)(quote - r->rest.at) + 1);
	}
	while (*end)
		end = &(*end)->next;
	*end = a;
	return OK;
}

static enum tag tag_find(struct str name)
{
	for (enum tag tag = TAG_PAPER; tag < TAG_COUNT; tag++) {
		if (str_is(name, rules[tag].name))
			return tag;
	}
	return TAG_COUNT;
}

static enum err end_read(struct reader *r)
{
	struct str name;

	step(r, 2);
	name = word_take(r);
	skip_blanks(r);
	if (!next_is(r, '>'))
		return spoiled(r, "an end tag is not closed:", name);
	if (r->at->tag == TAG_DOCUMENT || !str_is(name, rules[r->at->tag].name))
		return spoiled(r, "this end tag closes nothing that is open:", name);
	step(r, 1);
	r->at = r->at->up;
	return OK;
}

static enum err tag_read(struct reader *r)
{
	struct str name;
	struct node *node;
	enum tag tag;
	bool is_closed = false;

	step(r, 1);
	name = word_take(r);
	tag = tag_find(name);
	if (tag == TAG_COUNT)
		return spoiled(r, "unknown tag", name);
	if (!names(rules[tag].places, str_of(rules[r->at->tag].name)))
		return spoiled(r, "this tag may not stand here:", name);
	TRY(node_add(r, tag, &node));
	for (skip_blanks(r); !next_is(r, '>'); skip_blanks(r)) {
		if (next_is(r, '/')) {
			is_closed = true;
			step(r, 1);
			skip_blanks(r);
			if (!next_is(r, '>'))
				return spoiled(r, "a tag is not closed:", name);
			break;
		}
		TRY(attribute_read(r, node));
	}
	step(r, 1);
	if (!is_closed && !rules[tag].is_void)
		r->at = node;
	return OK;
}

enum err node_before(struct arena *arena, struct node *parent, struct str text)
{
	struct node *node = arena_alloc(arena, sizeof(*node));

	if (!node)
		return ERR_MEMORY;
	*node = (struct node) { .tag = TAG_TEXT,
		.line = parent->line,
		.text = text,
		.next = parent->first,
		.up = parent };
	parent->first = node;
	if (!parent->last)
		parent->last = node;
	return OK;
}

enum err tree_parse(struct arena *arena, const char *name, struct str text, struct node **out)
{
	struct reader r = { .arena = arena, .name = name, .rest = text, .line = 1 };
	struct node *root;

	TRY(node_add(&r, TAG_DOCUMENT, &root));
	r.at = root;
	while (r.rest.len) {
		if (next_is(&r, '<') && r.rest.len > 1 && r.rest.at[1] == '/')
			TRY(end_read(&r));
		else if (next_is(&r, '<'))
			TRY(tag_read(&r));
		else
			TRY(text_read(&r));
	}
	if (r.at != root)
		return spoiled(&r, "never closed:", str_of(rules[r.at->tag].name));
	if (!root->first)
		return spoiled(&r, "no paper in it", (struct str) { 0 });
	*out = root;
	return OK;
}

struct str node_attribute(const struct node *node, const char *name)
{
	for (const struct attribute *a = node->attributes; a; a = a->next) {
		if (str_is(a->name, name))
			return a->value;
	}
	return (struct str) { 0 };
}

bool node_has(const struct node *node, const char *name)
{
	return node_attribute(node, name).at != NULL;
}

int node_hundredths(const struct node *node, const char *name, int fallback)
{
	struct str s = node_attribute(node, name);
	const int64_t most = 10000000;
	int64_t value = 0;
	int decimals = -1;

	if (s.len == 0 || s.len > 9)
		return fallback;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == '%' && i + 1 == s.len && i > 0)
			break;
		if (c == '.' && decimals < 0 && i > 0) {
			decimals = 0;
			continue;
		}
		if (c == ',' && decimals < 0)
			continue;
		if (c < '0' || c > '9' || decimals == 2)
			return fallback;
		value = value * 10 + (c - '0');
		decimals += decimals >= 0;
	}
	for (int i = decimals < 0 ? 0 : decimals; i < 2; i++)
		value *= 10;
	return (int)(value < most ? value : most);
}
