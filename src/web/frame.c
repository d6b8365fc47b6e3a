/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/frame.c: how a visit ends: a page in its frame, an error page, a redirect, JSON. Gives every
 * page what it may count on (ARCHITECTURE.md): street, me, page, lang; a view's own members come
 * from the door. */
#include "base/arena.h"
#include "base/asset.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/random.h"
#include "base/words.h"
#include "web/cache.h"
#include "web/inside.h"
#include "web/rows.h"
#include "gen/web/web.sql.h"

static const char html_type[] = "text/html; charset=utf-8";

const char *once_new(void *arena)
{
	struct buf out = buf_new(arena, 64);

	random_letters(&out, 24);
	return buf_z(&out);
}

struct face frame_face(struct visit *visit, struct rd *rd)
{
	struct buf base = buf_new(visit->arena, 128);

	if (*visit->slug)
		buf_print(&base, "/%s", visit->slug);
	return (struct face) { .arena = visit->arena,
		.language = visit->language,
		.base = base.len ? buf_z(&base) : "",
		.rd = rd,
		.once = once_new,
		.with = visit->arena,
		.is_dev = visit->web->options.is_dev };
}

static void put_words(struct visit *visit, struct data *to, const char *name, const char *key)
{
	struct face face = frame_face(visit, NULL);
	struct buf words = buf_new(visit->arena, LIMIT_BODY);

	words_put(&words, &face, key, NULL);
	data_text(visit->arena, to, name, buf_view(&words));
}

static void put_href(
	struct visit *visit, struct data *to, const char *name, const char *path, const char *tail)
{
	struct buf href = buf_new(visit->arena, LIMIT_URL);

	buf_print(&href, "/%s/%s%s", visit->slug, path, tail);
	data_text(visit->arena, to, name, buf_view(&href));
}

/* The five words of navigation, by what one does here; a word whose page is not built yet is left
 * out. */
struct nav_word {
	unsigned roles; /* 0: everybody else */
	const char *path;
	const char *key;
};
static const struct nav_word nav_words[] = {
	{ cadre | handler | officer, "people/todo", "web.nav.todo" },
	{ 0, "", "web.nav.home" },
	{ 0, "voice/topic", "web.nav.topics" },
	{ 0, "choose/project", "web.nav.projects" },
	{ cadre | handler | officer, "choose/project", "web.nav.projects" },
	{ cadre | handler | approver | cashier | officer, "fund/claim", "web.nav.claims" },
	{ cadre | handler | officer, "voice/meeting", "web.nav.meetings" },
	{ cadre | officer, "people/household", "web.nav.people" },
	{ 0, "fund/ledger", "web.nav.ledger" },
	{ approver | cashier | auditor, "fund/ledger", "web.nav.ledger" },
	{ 0, "review/notice", "web.nav.notices" },
};
enum { STAFF = cadre | handler | approver | cashier | officer | auditor };

static void put_nav(struct visit *visit, struct data *page, unsigned roles)
{
	struct data *nav = data_list(visit->arena, page, "nav");
	struct look look;

	for (size_t i = 0; i < sizeof nav_words / sizeof *nav_words; i++) {
		const struct nav_word *word = &nav_words[i];
		bool is_mine = word->roles ? word->roles & roles : !(roles & STAFF) || !*word->path;
		struct str path = str_of(word->path);

		if (!is_mine || (path.len && !view_find(path, &look)))
			continue;
		struct data *row = data_object(visit->arena, nav, NULL);
		bool is_here = path.len ? str_starts(visit->path, word->path) : !visit->path.len;

		put_href(visit, row, "href", word->path, "");
		put_words(visit, row, "label", word->key);
		data_int(visit->arena, row, "is_here", is_here);
	}
}

/* Leads to pages that are no work: rules, the manual of the JSON interface. */
static void put_foot(struct visit *visit, struct data *page)
{
	struct data *foot = data_list(visit->arena, page, "foot");
	struct data *row;
	struct look look;

	if (view_find(str_of("place/rule"), &look)) {
		row = data_object(visit->arena, foot, NULL);
		put_href(visit, row, "href", "place/rule", "");
		put_words(visit, row, "label", "web.nav.rules");
	}
	row = data_object(visit->arena, foot, NULL);
	data_text(visit->arena, row, "href", str_of("/openapi.json"));
	put_words(visit, row, "label", "web.nav.manual");
}

/* From one row back to the list it is in. */
static void put_crumbs(struct visit *visit, struct data *page, unsigned roles)
{
	struct buf list = buf_new(visit->arena, 128);
	struct buf key = buf_new(visit->arena, 128);
	const char *path = visit->sight->view->path;
	const char *id = strstr(path, "/{id}");
	const struct view *view;
	struct data *crumbs, *row;
	struct look look;

	if (!id)
		return;
	buf_add(&list, path, (size_t)(id - path));
	for (const char *c = path; c < id; c++)
		buf_char(&key, *c == '/' ? '.' : *c);
	buf_text(&key, ".title");
	view = buf_ok(&list) ? view_find(buf_view(&list), &look) : NULL;
	if (!view || !(view->may.roles & (roles | guest)) || !buf_ok(&key) ||
		!word_find(buf_z(&key)))
		return; /* a crumb leads nobody to a closed door */
	crumbs = data_list(visit->arena, page, "crumbs");
	row = data_object(visit->arena, crumbs, NULL);
	put_href(visit, row, "href", buf_z(&list), "");
	put_words(visit, row, "label", buf_z(&key));
}

/* The people of the demo, each once, with what they are. `login` is the person's number: nobody has
 * a password there. */
static void put_cast(struct visit *visit, struct rd *rd, struct data *page)
{
	struct face face = frame_face(visit, NULL);
	struct cast_list_list cast;
	struct data *list;

	if (cast_list(rd, &cast) || !cast.count)
		return;
	list = data_list(visit->arena, page, "cast");
	for (size_t i = 0; i < cast.count;) {
		struct data *row = data_object(visit->arena, list, NULL);
		struct buf login = buf_new(visit->arena, 32);
		struct buf label = buf_new(visit->arena, 512);
		int64_t person = cast.at[i].person;

		buf_int(&login, person);
		buf_str(&label, cast.at[i].name);
		for (; i < cast.count && cast.at[i].person == person; i++) {
			struct buf key = buf_new(visit->arena, 80);

			buf_text(&key, "people.role.role.");
			buf_str(&key, cast.at[i].role);
			if (!buf_ok(&key) || !word_find(buf_z(&key)))
				continue;
			buf_text(&label, " · ");
			words_put(&label, &face, buf_z(&key), NULL);
		}
		data_text(visit->arena, row, "login", buf_view(&login));
		data_text(visit->arena, row, "label", buf_view(&label));
		data_int(visit->arena, row, "is_here", person == visit->actor.person);
	}
}

unsigned roles_anywhere(struct rd *rd)
{
	struct roles_list_list rows;
	unsigned roles = 0;

	if (roles_list(rd, &rows))
		return 0;
	for (size_t i = 0; i < rows.count; i++)
		for (int bit = 0; bit < ROLE_COUNT; bit++)
			if (str_is(rows.at[i].role, role_names[bit]))
				roles |= 1u << bit;
	return roles;
}

static void put_me(struct visit *visit, struct rd *rd, struct data *root)
{
	struct data *me = data_get(root, "me");
	struct web_person who = { visit->actor.person };
	struct str name = { 0 };
	bool found = false;

	if (!me) {
		me = data_object(visit->arena, root, "me");
		data_int(visit->arena, me, "is_guest", !visit->actor.person);
		if (rd && who.person && !own_name(rd, &who, &name, &found) && found)
			data_text(visit->arena, me, "name", name);
	}
	if (rd && visit->actor.by && !desk_label(rd, &who, &name, &found) && found) {
		int64_t left = visit->desk_until_ms - door_now(visit->web->options.door);

		data_text(visit->arena, me, "for_name", name);
		data_int(visit->arena, me, "for_minutes", left > 0 ? (left + 59999) / 60000 : 0);
	}
}

static void put_taste(struct visit *visit, struct data *root, struct data *page)
{
	static const char *const class_of[] = { NULL, "elder", "elder xl" };
	static const char *const next_of[] = { "elder", "xl", "normal" };
	struct data *lang = data_object(visit->arena, root, "lang");
	bool is_zh = visit->language == LANGUAGE_ZH;
	const struct asset *style = asset_find("web/site.css");
	struct buf css = buf_new(visit->arena, 80);

	data_int(visit->arena, lang, "is_zh", is_zh);
	data_int(visit->arena, lang, "is_en", !is_zh);
	data_text(visit->arena, lang, "code", str_of(is_zh ? "zh-CN" : "en"));
	data_text(visit->arena, lang, "other", str_of(is_zh ? "en" : "zh"));
	if (class_of[visit->size])
		data_text(visit->arena, page, "size_class", str_of(class_of[visit->size]));
	data_text(visit->arena, page, "next_size", str_of(next_of[visit->size]));
	buf_print(&css, "/s/site-%s.css", style ? style->hash : "0");
	data_text(visit->arena, page, "css", buf_view(&css));
}

static void put_street(struct visit *visit, struct rd *rd, struct data *root)
{
	struct data *street = data_get(root, "street");
	struct hash tree;
	int64_t size;

	if (!street) {
		street = data_object(visit->arena, root, "street");
		if (rd)
			(void)street_show(
				rd, street); /* a page about trouble shows without it too */
	}
	if (rd && door_head(visit->web->options.door, visit->slug, &size, &tree))
		data_int(visit->arena, street, "size", size);
	data_int(visit->arena, root, "is_demo",
		visit->web->options.is_demo || data_number(street, "is_demo"));
}

static const struct data *first_list(const struct data *root)
{
	for (const struct data *d = root->first; d; d = d->next)
		if (d->kind == DATA_LIST)
			return d;
	return NULL;
}

static void put_pages(struct visit *visit, struct data *page, const struct data *root)
{
	const struct data *list = first_list(root);
	int64_t number = visit->sight->look.page ? visit->sight->look.page : 1;
	bool has_next = list && list->count >= LIMIT_LIST;
	struct buf query = buf_new(visit->arena, LIMIT_URL * 3);

	for (size_t i = 0; i < visit->query.count; i++) {
		if (!strcmp(visit->query.at[i].name, "page"))
			continue;
		buf_char(&query, query.len ? '&' : '?');
		encode_url(&query, str_of(visit->query.at[i].name), false);
		buf_char(&query, '=');
		encode_url(&query, str_of(visit->query.at[i].value), false);
	}
	if (number > 1 || has_next)
		data_int(visit->arena, page, "number", number);
	for (int i = -1; i <= 1; i += 2) {
		struct buf tail = buf_new(visit->arena, LIMIT_URL * 3);

		if (i < 0 ? number < 2 : !has_next)
			continue;
		buf_str(&tail, query.len ? buf_view(&query) : str_of(""));
		buf_print(&tail, "%cpage=%lld", query.len ? '&' : '?', (long long)(number + i));
		put_href(visit, page, i < 0 ? "previous_href" : "next_href",
			str_z(visit->arena, visit->path), buf_z(&tail));
	}
	for (int i = 0; i < 4; i++) {
		static const char *const suffix[] = { ".csv", ".xlsx", ".json", ".pdf" };
		static const char *const name[] = { "csv_href", "xlsx_href", "json_href",
			"pdf_href" };
		struct buf tail = buf_new(visit->arena, LIMIT_URL * 3);

		if (i < 3 ? !list : !visit->sight->view->paper)
			continue;
		buf_text(&tail, suffix[i]);
		buf_str(&tail, query.len ? buf_view(&query) : str_of(""));
		put_href(visit, page, name[i], str_z(visit->arena, visit->path), buf_z(&tail));
	}
}

static void frame_fill(struct visit *visit, struct rd *rd, struct data *root)
{
	struct data *page = data_get(root, "page");
	struct buf said = buf_new(visit->arena, 128);
	struct web_place at = { 0 };
	struct str name;
	bool found = false;

	if (!page)
		page = data_object(visit->arena, root, "page");
	data_text(visit->arena, page, "path", visit->path);
	put_street(visit, rd, root);
	put_me(visit, rd, root);
	put_taste(visit, root, page);
	if (*visit->slug) {
		put_nav(visit, page, rd ? roles_anywhere(rd) : 0);
		put_foot(visit, page);
	}
	if (rd && visit->web->options.is_demo)
		put_cast(visit, rd, page);
	if (visit->said) {
		buf_print(&said, "%s.done", visit->said);
		put_words(visit, page, "said", buf_z(&said));
	}
	if (!visit->sight)
		return;
	if (visit->sight->place.id)
		data_int(visit->arena, page, "place", visit->sight->place.id);
	at.place = visit->sight->look.place.id;
	if (rd && at.place && !place_name(rd, &at, &name, &found) && found)
		data_text(visit->arena, page, "place_name", name);
	put_crumbs(visit, page, rd ? roles_anywhere(rd) : 0);
	put_pages(visit, page, root);
}

struct data *frame_root(struct visit *visit)
{
	return data_root(visit->arena);
}

/* The last resort when not even the frame can be drawn: words without markup. */
static void answer_bare(struct visit *visit, int status)
{
	struct buf line = buf_new(visit->arena, 64);

	buf_print(&line, "%d\n", status);
	http_answer(visit->http, status, "text/plain; charset=utf-8", buf_view(&line));
}

void frame_answer(struct visit *visit, int status, const struct page *page, struct data *root)
{
	struct buf out = buf_new(visit->arena, LIMIT_ARENA);
	struct snapshot snapshot;
	struct face face;
	bool has_rd = false;
	enum err err;

	if (*visit->slug)
		has_rd = !door_snapshot(visit->web->options.door, visit->slug, visit->actor,
			visit->arena, &snapshot);
	face = frame_face(visit, has_rd ? snapshot.rd : NULL);
	if (!has_rd)
		face.base = "";
	face.again = visit->again;
	face.typed = visit->again ? &visit->typed : NULL;
	face.refusal = visit->refusal;
	frame_fill(visit, face.rd, root);
	err = html_page(&out, &face, &PAGE_frame, page, root);
	if (has_rd)
		door_snapshot_done(&snapshot);
	if (err || !buf_ok(&out)) {
		log_line(LOG_FAULT, "page %s: %s", page->name, err_name(err ? err : ERR_MEMORY));
		answer_bare(visit, 500);
		return;
	}
	if (visit->etag && status == 200) {
		cache_put(visit->web->cache, visit->etag, buf_view(&out));
		frame_say_etag(visit);
	} else {
		http_say(visit->http, "Cache-Control", "no-store");
	}
	http_answer(visit->http, status, html_type, buf_view(&out));
}

void frame_say_etag(struct visit *visit)
{
	http_say(visit->http, "ETag", visit->etag);
	http_say(visit->http, "Cache-Control", "private, no-cache");
	http_say(visit->http, "Vary", "Cookie");
}

/* ERR_NOT_FOUND → "not_found" */
static void put_error_name(struct buf *out, enum err err)
{
	for (const char *c = err_name(err) + strlen("ERR_"); *c; c++)
		buf_char(out, *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c);
}

static void error_json(struct visit *visit, enum err err, const struct refusal *why)
{
	struct buf out = buf_new(visit->arena, LIMIT_BODY);
	struct buf name = buf_new(visit->arena, 64);
	struct buf words = buf_new(visit->arena, LIMIT_BODY);
	struct face face = frame_face(visit, NULL);
	struct json json = json_new(&out);

	put_error_name(&name, err);
	json_open(&json, '{');
	json_key(&json, "error");
	json_str(&json, buf_view(&name));
	if (why && *why->reason) {
		refusal_text(&words, &face, visit->ask.found, why);
		json_key(&json, "field");
		json_text(&json, why->field);
		json_key(&json, "reason");
		json_text(&json, why->reason);
		json_key(&json, "words");
		json_str(&json, buf_view(&words));
		if (why->args) { /* what the act found, line by line */
			json_key(&json, "args");
			data_json(&out, why->args);
			json.needs_comma = true;
		}
	}
	json_close(&json, '}');
	frame_json(visit, err_http(err), &out);
}

void frame_error(struct visit *visit, enum err err, const struct refusal *why)
{
	struct data *root = frame_root(visit);
	struct data *error = data_object(visit->arena, root, "error");
	struct buf id = buf_new(visit->arena, 32);
	struct buf words = buf_new(visit->arena, LIMIT_BODY);
	struct face face = frame_face(visit, NULL);

	if (err == ERR_BUSY)
		http_say(visit->http, "Retry-After", "2");
	random_letters(&id, 6);
	if (err_http(err) >= 500)
		log_line(LOG_WARN, "told %s: %s", buf_z(&id), err_name(err));
	if (visit->wants_json) {
		error_json(visit, err, why);
		return;
	}
	data_int(visit->arena, error, "status", err_http(err));
	data_text(visit->arena, error, "id", buf_view(&id));
	if (why && *why->reason) {
		refusal_text(&words, &face, visit->ask.found, why);
		data_text(visit->arena, error, "words", buf_view(&words));
	}
	frame_answer(visit, err_http(err), &PAGE_error, root);
}

void frame_redirect(struct visit *visit, const char *to)
{
	http_say(visit->http, "Location", to);
	http_say(visit->http, "Cache-Control", "no-store");
	http_answer(visit->http, 303, NULL, str_of(""));
}

void frame_json(struct visit *visit, int status, struct buf *body)
{
	http_say(visit->http, "Cache-Control", "no-store");
	if (buf_ok(body))
		http_answer(visit->http, status, "application/json", buf_view(body));
	else
		answer_bare(visit, err_http(ERR_MEMORY));
}
