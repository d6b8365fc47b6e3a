/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/html.c: runs the steps of a template over a data tree.
 * Promises: looks names up in the row, then outwards; writes every value through html_escape.
 * Memory: the face's arena. */
#include "render/html.h"
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/attr.h"
#include "base/words.h"
#include "render/render.h"
#include "render/shape.h"

enum { PARTS_MOST = 16, KEY_SIZE = 256, SCRATCH_MOST = 1 << 20, TEMPLATE_MOST = 1 << 18 };

struct html_known {
	struct html html;
	struct html_known *next;
};

static void fd_close(const int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

/* The template as it lies on the disk now; NULL: it does not, the embedded text stands. */
static const char *reread(struct arena *arena, const struct page *page)
{
	CLEANUP(fd_close) int fd = page->path ? open(page->path, O_RDONLY | O_CLOEXEC) : -1;
	struct buf text = buf_new(arena, TEMPLATE_MOST);
	char piece[4096];
	ssize_t len = -1;

	while (fd >= 0 && (len = read(fd, piece, sizeof(piece))) > 0)
		buf_add(&text, piece, (size_t)len);
	return len == 0 ? buf_z(&text) : NULL;
}

static enum err known_get(struct html_run *run, const struct page *page, const struct html **out)
{
	const char *text = NULL;
	struct html_known *known = run->known;

	while (known && known->html.page != page)
		known = known->next;
	if (!known) {
		known = arena_alloc(run->face->arena, sizeof(*known));
		if (!known)
			return ERR_MEMORY;
		if (run->face->is_dev)
			text = reread(run->face->arena, page);
		TRY(html_parse(run->face->arena, page, text ? text : page->text, &known->html));
		known->next = run->known;
		run->known = known;
	}
	*out = &known->html;
	return OK;
}

static const struct data *find(struct html_run *run, const struct data *scope, struct str name)
{
	return str_is(name, ".") ? scope : shape_find(scope, name, &run->spare);
}

static void put_value(struct html_run *run, const struct html_op *op, const struct data *node)
{
	const char *name = shape_name(node);

	run->scratch.len = 0;
	if (op->place == HTML_TEXT || op->place == HTML_ATTRIBUTE)
		value_text(&run->scratch, run->face, name, node);
	else
		shape_spell(&run->scratch, name, node);
	html_escape(run->out, op->place, buf_view(&run->scratch));
}

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* The name after a ':' at the head of *s, which moves behind it. */
static struct str name_cut(struct str *s)
{
	struct str name = { s->at + 1, 0 };

	while (name.len + 1 < s->len && is_name_char(name.at[name.len]))
		name.len++;
	*s = str_from(*s, name.len + 1);
	return name;
}

/* Text with each :name replaced by its spelling, escaped for place (HTML_NOWHERE: as it is). */
static void put_filled(struct buf *out, struct str text, const struct data *scope,
	enum html_place place, struct buf *scratch)
{
	while (text.len) {
		struct str name;
		const struct data *node;

		if (text.at[0] != ':') {
			buf_char(out, text.at[0]);
			text = str_from(text, 1);
			continue;
		}
		name = name_cut(&text);
		node = data_find(scope, name);
		scratch->len = 0;
		shape_spell(scratch, shape_name(node), node);
		if (place == HTML_NOWHERE)
			buf_str(out, buf_view(scratch));
		else
			html_escape(out, place, buf_view(scratch));
	}
}

/* ".state.:state" → "fund.pledge.state.open" */
static const char *words_key(
	struct html_run *run, const struct html *html, struct str arg, const struct data *scope)
{
	struct buf key = buf_new(run->face->arena, KEY_SIZE);

	if (arg.len && arg.at[0] == '.')
		buf_text(&key, html->page->prefix);
	put_filled(&key, arg, scope, HTML_NOWHERE, &run->scratch);
	return buf_z(&key);
}

static enum err put_words(struct html_run *run, const struct html *html, const struct html_op *op,
	const struct data *scope)
{
	const char *key = words_key(run, html, op->arg, scope);

	if (!key)
		return ERR_TOO_BIG;
	run->scratch.len = 0;
	words_put(&run->scratch, run->face, key, scope);
	html_escape(run->out, op->place, buf_view(&run->scratch));
	return OK;
}

static enum err put_link(struct html_run *run, const struct html_op *op, const struct data *scope)
{
	struct buf link = buf_new(run->face->arena, SCRATCH_MOST);

	buf_text(&link, run->face->base);
	buf_char(&link, '/');
	if (!str_is(op->arg, ".")) /* the street's own page */
		put_filled(&link, op->arg, scope, HTML_COMPONENT, &run->scratch);
	html_escape(run->out, HTML_ATTRIBUTE, buf_view(&link));
	return buf_ok(&link) ? OK : ERR_TOO_BIG;
}

static enum err run_steps(struct html_run *run, const struct html *html, size_t from, size_t to,
	const struct data *scope);

static enum err run_each(
	struct html_run *run, const struct html *html, size_t at, const struct data *scope)
{
	const struct html_op *op = &html->ops[at];
	const struct data *node = find(run, scope, op->arg);

	if (!data_is_true(node))
		return OK;
	if (node->kind == DATA_OBJECT)
		return run_steps(run, html, at + 1, op->end, node);
	if (node->kind != DATA_LIST)
		return run_steps(run, html, at + 1, op->end, scope);
	for (const struct data *row = node->first; row; row = row->next)
		TRY(run_steps(run, html, at + 1, op->end, row));
	return OK;
}

static enum err run_table(struct html_run *run, const struct html *html, const struct html_op *op,
	const struct data *scope)
{
	const struct data *list = find(run, scope, op->arg);

	if (list && list->kind != DATA_LIST)
		return html_fail(html->page, op->line, "a table is drawn of a list", op->arg);
	return list ? table_tag(run, list, scope) : OK;
}

static enum err run_step(
	struct html_run *run, const struct html *html, size_t at, const struct data *scope)
{
	const struct html_op *op = &html->ops[at];

	switch (op->kind) {
	case OP_TEXT:
		buf_str(run->out, op->arg);
		return OK;
	case OP_VALUE:
		put_value(run, op, find(run, scope, op->arg));
		return OK;
	case OP_EACH:
		return run_each(run, html, at, scope);
	case OP_ELSE:
		if (data_is_true(find(run, scope, op->arg)))
			return OK;
		return run_steps(run, html, at + 1, op->end, scope);
	case OP_PART:
		return html_run_part(run, str_z(run->face->arena, op->arg), scope);
	case OP_WORDS:
		return put_words(run, html, op, scope);
	case OP_LINK:
		return put_link(run, op, scope);
	case OP_FORM:
		return form_tag(run, html, op, scope);
	case OP_TABLE:
		return run_table(run, html, op, scope);
	case OP_FIELDS:
		return fields_tag(run, scope);
	}
	return OK;
}

static enum err run_steps(struct html_run *run, const struct html *html, size_t from, size_t to,
	const struct data *scope)
{
	for (size_t at = from; at < to;) {
		const struct html_op *op = &html->ops[at];

		TRY(run_step(run, html, at, scope));
		at = op->kind == OP_EACH || op->kind == OP_ELSE ? op->end : at + 1;
	}
	return OK;
}

struct html_run html_run_new(struct buf *out, const struct face *face, const struct page *body)
{
	struct html_run run = { .out = out, .face = face, .body = body };

	run.scratch = buf_new(face->arena, SCRATCH_MOST);
	return run;
}

enum err html_run_page(struct html_run *run, const struct page *page, const struct data *scope)
{
	const struct html *html;
	enum err err;

	if (run->depth == PARTS_MOST)
		return html_fail(page, 1, "parts too deep", str_of(page->name));
	TRY(known_get(run, page, &html));
	run->depth++;
	err = run_steps(run, html, 0, html->count, scope);
	run->depth--;
	return err;
}

enum err html_run_part(struct html_run *run, const char *name, const struct data *scope)
{
	const struct page *page;

	if (!name)
		return ERR_MEMORY;
	page = strcmp(name, "body") == 0 && run->body ? run->body : page_find(name);
	if (!page) {
		struct page missing = { .name = name };

		return html_fail(&missing, 1, "no such part", str_of(name));
	}
	return html_run_page(run, page, scope);
}

/* Words for a title: PREFIX.VIEW.title, PREFIX.title, the act whose form it is, the subject that a
 * page without a look shows. */
static void title_words(
	struct buf *out, const struct face *face, const struct page *page, const struct data *data)
{
	const char *view = strchr(page->name, '.');
	struct str subject = shape_subject(face->arena, data);
	struct str act = data_str(data, "act");
	char keys[4][KEY_SIZE];

	snprintf(keys[0], KEY_SIZE, "%s%s.title", page->prefix, view ? view : "");
	snprintf(keys[1], KEY_SIZE, "%s.title", page->prefix);
	snprintf(keys[2], KEY_SIZE, "%.*s", (int)act.len, act.at ? act.at : "");
	snprintf(keys[3], KEY_SIZE, "%.*s.title", (int)subject.len, subject.at);
	for (int i = 0; i < 4; i++)
		if (word_find(keys[i])) {
			words_put(out, face, keys[i], data);
			return;
		}
}

/* What the window is called: the page's own title, else the view's name or title, else words. */
static void title_add(const struct face *face, const struct page *page, const struct data *data,
	struct data *here)
{
	struct str title = data_str(data_get(data, "page"), "title");
	struct buf words = buf_new(face->arena, SCRATCH_MOST);

	if (!title.at)
		title = data_str(data, "name");
	if (!title.at)
		title = data_str(data, "title");
	if (!title.at) {
		title_words(&words, face, page, data);
		title = buf_view(&words);
	}
	data_text(face->arena, here, "page_title", title);
}

enum err html_page(struct buf *out, const struct face *face, const struct page *frame,
	const struct page *page, const struct data *data)
{
	struct html_run run = html_run_new(out, face, page);
	struct data *here = data_root(face->arena);

	if (!here)
		return ERR_MEMORY;
	here->up = (struct data *)data; /* looked at outwards only */
	title_add(face, page, data, here);
	TRY(html_run_page(&run, frame ? frame : page, here));
	if (arena_is_spent(face->arena))
		return ERR_MEMORY;
	return buf_ok(out) && buf_ok(&run.scratch) ? OK : ERR_TOO_BIG;
}
