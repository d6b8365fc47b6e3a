/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen_markup.c: a template's markup must be well formed with its sections in place: tags nest,
 * values of attributes stand in quotes, no style, script or on… attribute, no words of a language,
 * for these belong to .text. What stands between {{ and }} is gen_tag.c's affair. */
#include "gen_markup.h"
#include <ctype.h>

static const char *const void_html[] = { "area", "br", "col", "hr", "img", "input", "link", "meta",
	"source", "track", "wbr", NULL };
static const char *const void_paper[] = { "head", "qr", "rule", "fill", "break", "br", "blank",
	NULL };
static const char *const known_html[] = { "html", "head", "title", "body", "header", "footer",
	"main", "nav", "section", "article", "aside", "address", "h1", "h2", "h3", "h4", "h5", "h6",
	"p", "pre", "blockquote", "ol", "ul", "menu", "li", "dl", "dt", "dd", "figure",
	"figcaption", "div", "a", "em", "strong", "small", "s", "cite", "q", "abbr", "data", "time",
	"code", "var", "samp", "kbd", "sub", "sup", "i", "b", "u", "mark", "bdi", "bdo", "span",
	"ins", "del", "picture", "table", "caption", "colgroup", "thead", "tbody", "tfoot", "tr",
	"td", "th", "form", "label", "button", "select", "datalist", "optgroup", "option",
	"textarea", "output", "progress", "meter", "fieldset", "legend", "details", "summary",
	"dialog", NULL };
static const char *const known_svg[] = { "svg", "g", "defs", "symbol", "use", "path", "rect",
	"circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc",
	"pattern", "clipPath", "mask", "linearGradient", "stop", NULL };
static const char *const known_paper[] = { "paper", "title", "ask", "heading", "para", "table",
	"row", "cell", "bar", "legend", "part", "lever", "boxes", "box", "sign", "columns",
	"column", "area", "foot", "b", "soft", "stamp", "capital", NULL };
/* Attributes that people read or hear. */
static const char *const spoken[] = { "alt", "title", "aria-label", "aria-description",
	"placeholder", "data-l", "label", "summary", "left", "right", "pages", "sum", "mark",
	"price", NULL };
static const char *const addresses[] = { "href", "src", "action", "formaction", "poster", "cite",
	NULL };
static const char *const schemes[] = { "https://", "http://", "tel:", "mailto:", NULL };

static bool is_in(const char *const *names, const char *name)
{
	for (; *names; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

void markup_trouble(struct markup *markup, const char *format, ...)
{
	char message[512];
	va_list args;

	va_start(args, format);
	vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	trouble(markup->gen, markup->page->source->path, markup->line, "%s", message);
}

void markup_step(struct markup *markup, size_t count)
{
	for (; count && markup->at < markup->end; count--, markup->at++)
		markup->line += *markup->at == '\n';
}

static bool looks_at(const struct markup *markup, const char *z)
{
	size_t len = strlen(z);

	return (size_t)(markup->end - markup->at) >= len && memcmp(markup->at, z, len) == 0;
}

static struct open *open_top(struct markup *markup)
{
	return markup->open.count ? (struct open *)markup->open.at + markup->open.count - 1 : NULL;
}

void open_push(struct markup *markup, enum open_kind kind, const char *name)
{
	struct open *open = list_add(markup->gen, &markup->open, sizeof(*open));

	open->kind = kind;
	open->name = name;
	open->line = markup->line;
}

/* Closes the last opened if it is this one. If another was left open inside, says so and closes
 * both. */
void open_pop(struct markup *markup, enum open_kind kind, const char *name)
{
	const char *what = kind == OPEN_SECTION ? "section" : "tag";
	struct open *open = markup->open.at;
	size_t at = markup->open.count;

	while (at > markup->open_base &&
		(open[at - 1].kind != kind || strcmp(open[at - 1].name, name) != 0))
		at--;
	if (at == markup->open_base) {
		markup_trouble(markup, "%s %s is closed here, but is not open", what, name);
		return;
	}
	for (size_t i = markup->open.count; i > at; i--)
		markup_trouble(markup, "%s %s of line %d is not closed before the end of %s %s",
			open[i - 1].kind == OPEN_SECTION ? "section" : "tag", open[i - 1].name,
			open[i - 1].line, what, name);
	markup->open.count = at - 1;
}

/* Sections that began inside a tag or a value end there. */
static void open_end(struct markup *markup, size_t base, const char *where)
{
	for (struct open *open; markup->open.count > base; markup->open.count--) {
		open = open_top(markup);
		markup_trouble(markup, "section %s of line %d is not closed inside %s", open->name,
			open->line, where);
	}
}

/* Ideographs and kana; marks such as 「：」 are nobody's language. */
static bool is_han(const char *at, const char *end, size_t *len)
{
	unsigned char c = (unsigned char)*at;
	uint32_t code;

	*len = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
	if ((size_t)(end - at) < *len || *len < 3)
		return false;
	code = *len == 3 ? (uint32_t)(c & 0x0f) : (uint32_t)(c & 0x07);
	for (size_t i = 1; i < *len; i++)
		code = code << 6 | ((unsigned char)at[i] & 0x3f);
	return (code >= 0x2e80 && code < 0x2fe0) || (code >= 0x3040 && code < 0x3100) ||
	       (code >= 0x3400 && code < 0xa000) || (code >= 0xf900 && code < 0xfb00) ||
	       code >= 0x20000;
}

/* Complains about a word that begins here, and steps over it. */
static bool word_skip(struct markup *markup, bool is_spoken)
{
	const char *at = markup->at;
	const char *end = markup->end;
	size_t letters = 0;
	size_t len;

	if (is_han(at, end, &len)) {
		while (at < end && is_han(at, end, &len))
			at += len;
		markup_trouble(markup, "`%.*s` belongs into the .text", (int)(at - markup->at),
			markup->at);
		markup_step(markup, (size_t)(at - markup->at));
		return true;
	}
	while (at + letters < end && isalpha((unsigned char)at[letters]))
		letters++;
	if (!letters)
		return false;
	if (letters > 1 && is_spoken)
		markup_trouble(markup, "`%.*s` belongs into the .text", (int)letters, at);
	markup_step(markup, letters);
	return true;
}

static void entity_skip(struct markup *markup)
{
	size_t len = 1;

	while (markup->at + len < markup->end &&
		(isalnum((unsigned char)markup->at[len]) || markup->at[len] == '#'))
		len++;
	if (len == 1 || markup->at + len >= markup->end || markup->at[len] != ';') {
		markup_trouble(markup, "a bare & is written &amp;");
		len = 0;
	}
	markup_step(markup, len + 1);
}

static const char *name_take(struct markup *markup)
{
	const char *at = markup->at;

	while (markup->at < markup->end &&
		(isalnum((unsigned char)*markup->at) || *markup->at == '-' || *markup->at == ':' ||
			*markup->at == '_'))
		markup->at++;
	return gen_copy(markup->gen, at, (size_t)(markup->at - at));
}

static void blanks_skip(struct markup *markup)
{
	while (markup->at < markup->end && isspace((unsigned char)*markup->at))
		markup_step(markup, 1);
}

static void address_check(struct markup *markup)
{
	size_t len = 0;

	while (markup->at + len < markup->end && isalpha((unsigned char)markup->at[len]))
		len++;
	if (!len || markup->at + len >= markup->end || markup->at[len] != ':')
		return;
	for (size_t i = 0; schemes[i]; i++)
		if (looks_at(markup, schemes[i]))
			return;
	markup_trouble(
		markup, "an address begins with https://, http://, tel:, mailto: or is a path");
}

static void value_read(struct markup *markup, const char *key)
{
	bool is_address = !markup->page->is_paper && is_in(addresses, key);
	enum stand stand = is_address ? STAND_ADDRESS : STAND_VALUE;
	bool is_spoken = is_in(spoken, key);
	size_t base = markup->open.count;
	size_t old_base = markup->open_base;

	if (markup->at >= markup->end || *markup->at != '"') {
		markup_trouble(markup, "the value of %s stands in double quotes", key);
		while (markup->at < markup->end && !isspace((unsigned char)*markup->at) &&
			*markup->at != '>')
			markup_step(markup, 1);
		return;
	}
	markup_step(markup, 1);
	markup->open_base = base;
	if (is_address)
		address_check(markup);
	markup->value_from = markup->at;
	while (markup->at < markup->end && *markup->at != '"') {
		if (looks_at(markup, "{{"))
			tag_read(markup, stand);
		else if (*markup->at == '&')
			entity_skip(markup);
		else if (*markup->at == '<') {
			markup_trouble(
				markup, "a `<` in the value of %s: is a quote missing?", key);
			break;
		} else if (!word_skip(markup, is_spoken))
			markup_step(markup, 1);
	}
	open_end(markup, base, "the value");
	markup->open_base = old_base;
	if (markup->at < markup->end && *markup->at == '"')
		markup_step(markup, 1);
}

static void attribute_read(struct markup *markup, const char *element, struct list *keys)
{
	const char *key = name_take(markup);
	const struct param *known = keys->at;

	if (!*key) {
		markup_trouble(markup, "`%c` cannot stand in the tag %s", *markup->at, element);
		markup_step(markup, 1);
		return;
	}
	if (strcmp(key, "style") == 0 || (starts_with(key, "on") && !markup->page->is_paper))
		markup_trouble(markup,
			"no attribute %s: looks belong into site.css, deeds into forms", key);
	/* Inside a section another one may say the same otherwise. */
	for (size_t i = 0; i < keys->count && markup->open.count == markup->open_base; i++)
		if (strcmp(known[i].name, key) == 0)
			markup_trouble(markup, "%s stands twice in the tag %s", key, element);
	if (markup->open.count == markup->open_base)
		((struct param *)list_add(markup->gen, keys, sizeof(struct param)))->name = key;
	if (markup->at < markup->end && *markup->at == '=') {
		markup_step(markup, 1);
		value_read(markup, key);
	}
}

static bool is_known(const struct markup *markup, const char *element)
{
	if (markup->page->is_paper)
		return is_in(known_paper, element) || is_in(void_paper, element);
	return is_in(known_html, element) || is_in(known_svg, element) || is_in(void_html, element);
}

/* What stands between the name of a tag and its end. */
static bool attributes_read(struct markup *markup, const char *element)
{
	size_t base = markup->open.count;
	size_t old_base = markup->open_base;
	struct list keys = { 0 };
	bool is_closed = false;

	markup->open_base = base;
	for (blanks_skip(markup); markup->at < markup->end && *markup->at != '>';
		blanks_skip(markup)) {
		if (looks_at(markup, "{{"))
			tag_read(markup, STAND_TAG);
		else if (looks_at(markup, "/>")) {
			is_closed = true;
			markup_step(markup, 1);
		} else
			attribute_read(markup, element, &keys);
	}
	open_end(markup, base, "the tag");
	markup->open_base = old_base;
	if (markup->at >= markup->end)
		markup_trouble(markup, "the tag %s does not end", element);
	markup_step(markup, 1);
	return is_closed;
}

static void element_read(struct markup *markup)
{
	const char *const *voids = markup->page->is_paper ? void_paper : void_html;
	const char *element;
	bool is_end;
	bool is_closed;

	markup_step(markup, 1);
	if (looks_at(markup, "!--")) {
		markup_trouble(markup, "a remark is written {{! … }}");
		markup_step(markup, 3);
		return;
	}
	if (looks_at(markup, "!doctype html>")) {
		markup_step(markup, strlen("!doctype html>"));
		return;
	}
	is_end = looks_at(markup, "/");
	markup_step(markup, is_end);
	element = name_take(markup);
	if (!is_known(markup, element))
		markup_trouble(markup, *element ? "no tag <%s> here" : "a bare < is written &lt;%s",
			element);
	if (!*element)
		return;
	is_closed = attributes_read(markup, element);
	if (is_end)
		open_pop(markup, OPEN_ELEMENT, element);
	else if (is_closed && !markup->page->is_paper && !is_in(voids, element) &&
		 !is_in(known_svg, element))
		markup_trouble(
			markup, "<%s/> is not closed by its slash: write </%s>", element, element);
	else if (!is_closed && !is_in(voids, element))
		open_push(markup, OPEN_ELEMENT, element);
}

void page_check(struct gen *gen, struct page_made *page)
{
	struct markup markup = { .gen = gen, .page = page, .at = page->source->at, .line = 1 };

	markup.end = markup.at + page->source->len;
	while (markup.at < markup.end) {
		if (looks_at(&markup, "{{"))
			tag_read(&markup, STAND_TEXT);
		else if (*markup.at == '<')
			element_read(&markup);
		else if (*markup.at == '&')
			entity_skip(&markup);
		else if (!word_skip(&markup, true))
			markup_step(&markup, 1);
	}
	for (; markup.open.count; markup.open.count--) {
		const struct open *open = open_top(&markup);

		trouble(gen, page->source->path, open->line, "%s %s is never closed",
			open->kind == OPEN_SECTION ? "section" : "tag", open->name);
	}
}
