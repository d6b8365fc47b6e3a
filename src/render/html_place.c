/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/html_place.c: follows markup byte by byte to know the place a value stands in, and escapes
 * for it. Promises: in text and quotes & < > " ' and control characters never come through bare; an
 * address keeps only http, https, tel, mailto, relative paths and #; a later piece of an address
 * cannot leave its component. */
#include <string.h>
#include "render/html.h"

static const char *const address_keys[] = { "href", "src", "action", "formaction", "poster", "cite",
	"xlink:href", "srcset", "ping", "background", "data", "manifest" };
static const char *const spelled_keys[] = { "value", "datetime", "id", "name", "for", "min",
	"max" };
static const char *const closed_keys[] = { "style", "srcdoc", "http-equiv" };
static const char *const raw_tags[] = { "script", "style", "title", "textarea" };
static const char *const schemes[] = { "http", "https", "tel", "mailto" };

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

static bool is_one_of(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static void keep(char *name, size_t size, size_t *len, char c)
{
	if (*len + 1 < size)
		name[(*len)++] = lower(c);
	name[*len] = '\0';
}

static bool ends_with(const struct html_state *state, const char *end)
{
	size_t len = strlen(end);
	size_t size = sizeof(state->tail);

	return len <= size && memcmp(state->tail + size - len, end, len) == 0;
}

static void tag_end(struct html_state *state)
{
	bool is_raw = !state->is_closing && is_one_of(raw_tags, COUNT_OF(raw_tags), state->tag);

	state->where = is_raw ? WHERE_RAW : WHERE_TEXT;
}

static void key_begin(struct html_state *state, char c)
{
	state->where = WHERE_KEY;
	state->key_len = 0;
	keep(state->key, sizeof(state->key), &state->key_len, c);
}

static void value_begin(struct html_state *state, enum html_where where, char quote)
{
	state->where = where;
	state->quote = quote;
	state->has_begun = false;
	state->head_len = 0;
	state->head[0] = '\0';
}

static void step_open(struct html_state *state, char c)
{
	state->tag_len = 0;
	state->is_closing = false;
	if (c == '/') {
		state->is_closing = true;
		state->where = WHERE_NAME;
	} else if (is_alnum(c)) {
		keep(state->tag, sizeof(state->tag), &state->tag_len, c);
		state->where = WHERE_NAME;
	} else {
		state->where = c == '!' ? WHERE_REMARK : WHERE_TEXT;
	}
}

static void step_tag(struct html_state *state, char c)
{
	if (c == '>')
		tag_end(state);
	else if (!is_space(c) && c != '/')
		key_begin(state, c);
	else
		state->where = WHERE_TAG;
}

static void step_equal(struct html_state *state, char c)
{
	if (c == '"' || c == '\'')
		value_begin(state, WHERE_VALUE, c);
	else if (c == '>')
		tag_end(state);
	else if (!is_space(c))
		value_begin(state, WHERE_BARE, ' ');
}

static void step_value(struct html_state *state, char c)
{
	if (c == state->quote) {
		state->where = WHERE_TAG;
		return;
	}
	if (!state->has_begun || state->head_len)
		keep(state->head, sizeof(state->head), &state->head_len, c);
	state->has_begun = true;
}

static void step_raw(struct html_state *state, char c)
{
	char end[24] = "</";

	memcpy(end + 2, state->tag, state->tag_len + 1);
	if (!ends_with(state, end))
		return;
	(void)c;
	state->is_closing = true;
	state->where = WHERE_TAG;
}

void html_state_step(struct html_state *state, char c)
{
	memmove(state->tail, state->tail + 1, sizeof(state->tail) - 1);
	state->tail[sizeof(state->tail) - 1] = lower(c);
	switch (state->where) {
	case WHERE_TEXT:
		if (c == '<')
			state->where = WHERE_OPEN;
		break;
	case WHERE_OPEN:
		step_open(state, c);
		break;
	case WHERE_NAME:
		if (is_space(c) || c == '/' || c == '>')
			step_tag(state, c);
		else
			keep(state->tag, sizeof(state->tag), &state->tag_len, c);
		break;
	case WHERE_TAG:
		step_tag(state, c);
		break;
	case WHERE_KEY:
		if (c == '=')
			state->where = WHERE_EQUAL;
		else if (is_space(c) || c == '/' || c == '>')
			step_tag(state, c);
		else
			keep(state->key, sizeof(state->key), &state->key_len, c);
		break;
	case WHERE_EQUAL:
		step_equal(state, c);
		break;
	case WHERE_VALUE:
		step_value(state, c);
		break;
	case WHERE_BARE:
		if (c == '>')
			tag_end(state);
		else if (is_space(c))
			state->where = WHERE_TAG;
		break;
	case WHERE_REMARK: /* <!doctype …> ends at the first '>', a remark at its dashes */
		if (c == '>' && (ends_with(state, "-->") || !ends_with(state, "--")))
			state->where = WHERE_TEXT;
		break;
	case WHERE_RAW:
		step_raw(state, c);
		break;
	}
}

static enum html_place value_place(const struct html_state *state)
{
	const char *key = state->key;

	if (strncmp(key, "on", 2) == 0 || is_one_of(closed_keys, COUNT_OF(closed_keys), key))
		return HTML_NOWHERE;
	if (is_one_of(address_keys, COUNT_OF(address_keys), key)) {
		if (!state->has_begun)
			return HTML_ADDRESS;
		return strcmp(state->head, "tel:") == 0 ? HTML_TELEPHONE : HTML_COMPONENT;
	}
	return is_one_of(spelled_keys, COUNT_OF(spelled_keys), key) ? HTML_SPELLED : HTML_ATTRIBUTE;
}

enum html_place html_state_place(const struct html_state *state)
{
	switch (state->where) {
	case WHERE_TEXT:
		return HTML_TEXT;
	case WHERE_VALUE:
		return value_place(state);
	case WHERE_RAW: /* title and textarea end only at their own end tag, which holds a '<' */
		return state->tag[0] == 't' ? HTML_TEXT : HTML_NOWHERE;
	case WHERE_OPEN:
	case WHERE_NAME:
	case WHERE_TAG:
	case WHERE_KEY:
	case WHERE_EQUAL:
	case WHERE_BARE:
	case WHERE_REMARK:
		break;
	}
	return HTML_NOWHERE;
}

bool html_state_settle(struct html_state *state)
{
	if (state->where == WHERE_NAME || state->where == WHERE_KEY)
		state->where = WHERE_TAG;
	return state->where == WHERE_TEXT || state->where == WHERE_TAG ||
	       state->where == WHERE_VALUE || state->where == WHERE_RAW;
}

bool html_state_same(const struct html_state *a, const struct html_state *b)
{
	if (a->where != b->where)
		return false;
	if (a->where == WHERE_RAW)
		return strcmp(a->tag, b->tag) == 0;
	return a->where != WHERE_VALUE || (a->quote == b->quote && strcmp(a->key, b->key) == 0);
}

/* --- escaping --- */

static const char *entity_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&#34;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void escape_markup(struct buf *out, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];
		const char *entity = entity_of(s.at[i]);

		if ((c < 0x20 && !is_space(s.at[i])) || c == 0x7f)
			entity = "\xef\xbf\xbd"; /* U+FFFD, as a browser would show it */
		if (!entity)
			continue;
		buf_add(out, s.at + from, i - from);
		buf_text(out, entity);
		from = i + 1;
	}
	buf_add(out, s.at + from, s.len - from);
}

static void escape_component(struct buf *out, struct str s)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (is_alnum(s.at[i]) || (c && strchr("-._~", c))) {
			buf_char(out, s.at[i]);
			continue;
		}
		buf_char(out, '%');
		buf_char(out, hex[c >> 4]);
		buf_char(out, hex[c & 15]);
	}
}

/* An address that a browser would read as relative, or whose scheme is on the list. Browsers drop
 * tabs and line ends inside one and blanks around it, so any of them could hide a scheme: such an
 * address is none. */
static bool address_is_fine(struct str s)
{
	size_t end = 0;
	char scheme[8];

	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] <= 0x20 || (unsigned char)s.at[i] == 0x7f)
			return false;
	while (end < s.len && !memchr(":/?#", s.at[end], 4))
		end++;
	if (end == s.len || s.at[end] != ':')
		return true;
	if (end >= sizeof(scheme))
		return false;
	for (size_t i = 0; i < end; i++)
		scheme[i] = lower(s.at[i]);
	scheme[end] = '\0';
	return is_one_of(schemes, COUNT_OF(schemes), scheme);
}

void html_escape(struct buf *out, enum html_place place, struct str s)
{
	switch (place) {
	case HTML_TEXT:
	case HTML_ATTRIBUTE:
	case HTML_SPELLED:
		escape_markup(out, s);
		break;
	case HTML_ADDRESS:
		escape_markup(out, address_is_fine(s) ? s : str_of("#"));
		break;
	case HTML_COMPONENT:
		escape_component(out, s);
		break;
	case HTML_TELEPHONE:
		for (size_t i = 0; i < s.len; i++)
			if (s.at[i] == '+' || (s.at[i] >= '0' && s.at[i] <= '9'))
				buf_char(out, s.at[i]);
		break;
	case HTML_NOWHERE:
		break;
	}
}
