/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen_tag.c: what stands between {{ and }} of a template: its grammar (ARCHITECTURE.md,
 * `.html`), whether it may stand there, and whether the words and parts it names exist. */
#include "gen_markup.h"
#include <ctype.h>

/* a.b_c: lower_snake with dots. */
static bool is_path(const char *at, size_t len)
{
	while (len) {
		const char *dot = memchr(at, '.', len);
		size_t part = dot ? (size_t)(dot - at) : len;

		if (!name_is_snake(at, part))
			return false;
		if (!dot)
			return true;
		at += part + 1;
		len -= part + 1;
	}
	return false;
}

static bool is_path_z(const char *z)
{
	return is_path(z, strlen(z));
}

static bool is_action(const char *z)
{
	size_t dots = 0;

	for (const char *p = z; *p; p++)
		dots += *p == '.';
	return dots == 2 && is_path_z(z);
}

/* {{t .state.:state}}: what stands before the colon must begin some key. */
static void words_check(struct markup *markup, const char *key)
{
	const char *whole = *key == '.' ? gen_print(markup->gen, "%s%s", markup->page->prefix, key)
					: key;
	const char *colon = strchr(whole, ':');

	if (strcspn(whole, " \t\n") != strlen(whole)) {
		markup_trouble(markup, "{{t %s}}: one key; its arguments come from the data", key);
		return;
	}
	for (const char *p = colon; p; p = strchr(p + 1, ':'))
		if (!name_is_snake(p + 1, strcspn(p + 1, ".:")) || (p != whole && p[-1] != '.')) {
			markup_trouble(markup, "{{t %s}}: a :name stands between dots", key);
			return;
		}
	if (colon) {
		const char *head = gen_copy(markup->gen, whole, (size_t)(colon - whole));

		if (*head && !words_have(markup->gen, head))
			markup_trouble(markup, "{{t %s}}: no key begins with %s", key, head);
	} else if (!words_find(markup->gen, whole)) {
		markup_trouble(markup, "{{t %s}}: no key %s in any .text", key, whole);
	}
}

static void link_check(struct markup *markup, const char *path, enum stand stand, const char *from)
{
	if (stand != STAND_ADDRESS)
		markup_trouble(markup, "{{link …}} stands only in href, src or action");
	else if (from != markup->value_from)
		markup_trouble(markup, "{{link …}} is the whole of an address, or begins it");
	if (*path == '/')
		markup_trouble(markup,
			"{{link %s}}: without the slash, the street stands before it", path);
	for (const char *p = path; *p; p++) {
		if (!isalnum((unsigned char)*p) && !strchr("/_-.:?=&;#", *p)) {
			markup_trouble(markup, "{{link %s}}: `%c` in a path", path, *p);
			return;
		}
		if (*p == ':' && !islower((unsigned char)p[1])) {
			markup_trouble(markup, "{{link %s}}: a name follows the colon", path);
			return;
		}
	}
}

/* The next word of a form, quotes and all; NULL at the end. */
static const char *form_word(struct markup *markup, const char **rest)
{
	const char *at = *rest + strspn(*rest, " \t\n");
	const char *end = at;
	bool is_quoted = false;

	for (; *end && (is_quoted || !isspace((unsigned char)*end)); end++)
		is_quoted ^= *end == '"';
	*rest = end;
	if (is_quoted)
		markup_trouble(markup, "{{form …}}: a quote is not closed");
	return end == at ? NULL : gen_copy(markup->gen, at, (size_t)(end - at));
}

static void form_given(struct markup *markup, const char *act, const char *word)
{
	const char *equal = strchr(word, '=');
	size_t name_len;

	if (!equal) {
		if (strcmp(word, "go") != 0 && strcmp(word, "stop") != 0 &&
			strcmp(word, "quiet") != 0)
			markup_trouble(markup,
				"{{form %s}}: `%s` is neither go, stop, quiet nor name=value", act,
				word);
		return;
	}
	name_len = (size_t)(equal - word) - (equal > word && equal[-1] == '?');
	for (size_t i = 0; i < name_len; i++)
		if (!islower((unsigned char)word[i]) && !isdigit((unsigned char)word[i]) &&
			word[i] != '_' && word[i] != '.') {
			markup_trouble(markup, "{{form %s}}: `%.*s` is no field", act,
				(int)name_len, word);
			return;
		}
	if (equal[1] != '"' && !is_path_z(equal + 1) &&
		strspn(equal + 1, "0123456789") != strlen(equal + 1))
		markup_trouble(markup,
			"{{form %s}}: `%s` is neither a name of the data, a number nor \"text\"",
			act, equal + 1);
}

static void form_check(struct markup *markup, const char *rest)
{
	const char *act = form_word(markup, &rest);
	const char *word;

	if (*act == ':') {
		if (strcmp(markup->page->source->folder, "web") != 0 || !is_path_z(act + 1))
			markup_trouble(markup,
				"{{form %s}}: only pages of src/web take the act from the data",
				act);
	} else if (!is_action(act)) {
		markup_trouble(markup, "{{form %s}}: an act is called stage.subject.verb", act);
	} else if (!words_find(markup->gen, act)) {
		markup_trouble(markup, "{{form %s}}: no key %s in any .text", act, act);
	}
	while ((word = form_word(markup, &rest)))
		form_given(markup, act, word);
}

static void block_check(struct markup *markup, enum stand stand, const char *tag)
{
	if (stand != STAND_TEXT)
		markup_trouble(markup, "{{%s}} stands between tags only", tag);
}

static void html_only(struct markup *markup, const char *tag)
{
	if (markup->page->is_paper)
		markup_trouble(markup, "{{%s}} has no meaning on paper", tag);
}

static void part_read(struct markup *markup, const char *name)
{
	struct param *part = list_add(markup->gen, &markup->page->parts, sizeof(*part));

	part->name = name;
	part->line = markup->line;
}

static void word_tag(struct markup *markup, const char *tag, enum stand stand, const char *from)
{
	size_t len = strcspn(tag, " \t\n");
	const char *word = gen_copy(markup->gen, tag, len);
	const char *rest = tag + len + strspn(tag + len, " \t\n");

	if (stand == STAND_TAG) {
		markup_trouble(markup, "{{%s}}: between attributes only sections may stand", tag);
		return;
	}
	if (!*rest) {
		if (strcmp(tag, "fields") == 0) {
			block_check(markup, stand, tag);
			html_only(markup, tag);
		} else if (!is_path_z(tag))
			markup_trouble(markup, "{{%s}}: names are lower_snake with dots", tag);
		return;
	}
	if (strcmp(word, "t") == 0) {
		if (stand == STAND_ADDRESS)
			markup_trouble(markup, "{{%s}}: words are no address", tag);
		words_check(markup, rest);
	} else if (strcmp(word, "link") == 0) {
		html_only(markup, word);
		link_check(markup, rest, stand, from);
	} else if (strcmp(word, "form") == 0) {
		html_only(markup, word);
		block_check(markup, stand, word);
		form_check(markup, rest);
	} else if (strcmp(word, "table") == 0) {
		html_only(markup, word);
		block_check(markup, stand, word);
		if (!is_path_z(rest))
			markup_trouble(markup, "{{%s}}: names are lower_snake with dots", tag);
	} else
		markup_trouble(markup,
			"{{%s}}: no such tag: t, link, form, table, fields, # ^ / > !", tag);
}

static void section_tag(struct markup *markup, char mark, const char *name)
{
	if (!is_path_z(name))
		markup_trouble(markup, "{{%c%s}}: names are lower_snake with dots", mark, name);
	if (mark == '/')
		open_pop(markup, OPEN_SECTION, name);
	else
		open_push(markup, OPEN_SECTION, name);
}

void tag_read(struct markup *markup, enum stand stand)
{
	const char *from = markup->at;
	const char *end = memmem(from, (size_t)(markup->end - from), "}}", 2);
	const char *tag;
	size_t len;

	if (!end) {
		markup_trouble(markup, "{{ has no }}");
		markup_step(markup, (size_t)(markup->end - markup->at));
		return;
	}
	from += 2;
	len = (size_t)(end - from);
	while (len && isspace((unsigned char)*from)) {
		from++;
		len--;
	}
	while (len && isspace((unsigned char)from[len - 1]))
		len--;
	tag = gen_copy(markup->gen, from, len);
	switch (*tag) {
	case '!':
		break;
	case '#':
	case '^':
	case '/':
		section_tag(markup, *tag, tag + 1 + strspn(tag + 1, " "));
		break;
	case '>':
		block_check(markup, stand, tag);
		part_read(markup, tag + 1 + strspn(tag + 1, " "));
		break;
	default:
		word_tag(markup, tag, stand, markup->at);
	}
	markup_step(markup, (size_t)(end + 2 - markup->at));
}
