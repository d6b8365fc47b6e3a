/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/visit.c: from a request to a visit: whose street, which page in which shape, language and
 * size, who it is, and whether a POST is our own page's. Cookies: one a street for the session, one
 * each for language and type size. */
#include <assert.h>
#include <strings.h>
#include "base/arena.h"
#include "base/limits.h"
#include "door/session.h"
#include "web/rows.h"
#include "gen/web/web.sql.h"
#include "web/inside.h"

static bool slug_is_sound(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!((s.at[i] >= 'a' && s.at[i] <= 'z') || (s.at[i] >= '0' && s.at[i] <= '9') ||
			    s.at[i] == '-'))
			return false;
	return s.len > 0 && s.len < 64 && *s.at != '-';
}

static const char *const suffixes[] = { [SUFFIX_JSON] = ".json",
	[SUFFIX_CSV] = ".csv",
	[SUFFIX_XLSX] = ".xlsx",
	[SUFFIX_PDF] = ".pdf",
	[SUFFIX_PB] = ".pb",
	[SUFFIX_CERT] = ".cert" };

static void path_split(struct visit *visit)
{
	struct str rest = str_from(visit->http->path, 1);
	struct str slug = str_cut(&rest, '/');

	visit->slug = "";
	visit->path = rest.at ? rest : str_of("");
	if (slug_is_sound(slug))
		visit->slug = str_z(visit->arena, slug);
	for (int i = SUFFIX_JSON; i < SUFFIXES; i++)
		if (str_ends(visit->path, suffixes[i])) {
			visit->suffix = (enum suffix)i;
			visit->path.len -= strlen(suffixes[i]);
		}
	while (visit->path.len && visit->path.at[visit->path.len - 1] == '/')
		visit->path.len--;
}

static const char *name_is_one_of(struct str value, const char *const *names)
{
	for (; *names; names++)
		if (str_is(value, *names))
			return *names;
	return NULL;
}

static const char *const languages[] = { "zh", "en", NULL };
static const char *const sizes[] = { "normal", "elder", "xl", NULL };

static void taste_read(struct visit *visit)
{
	const char *cookies = http_header(visit->http, "Cookie");
	const char *language = name_is_one_of(decode_cookie(cookies, "zhidian_lang"), languages);
	const char *size = name_is_one_of(decode_cookie(cookies, "zhidian_size"), sizes);

	visit->language = language == languages[1] ? LANGUAGE_EN : LANGUAGE_ZH;
	visit->size = size == sizes[1] ? SIZE_ELDER : size == sizes[2] ? SIZE_XL : SIZE_NORMAL;
}

enum err visit_read(struct visit *visit)
{
	const char *accept = http_header(visit->http, "Accept");

	path_split(visit);
	taste_read(visit);
	visit->wants_json = visit->suffix == SUFFIX_JSON || visit->http->body_kind == BODY_JSON ||
			    (visit->http->is_local && !(accept && strstr(accept, "text/html")));
	if (visit->http->query.at)
		TRY(decode_form(visit->arena, visit->http->query, &visit->query));
	return OK;
}

/* "https://a.example/x?y" → "https://a.example" */
static struct str origin_of(struct str url)
{
	size_t i = str_starts(url, "https://") ? 8 : str_starts(url, "http://") ? 7 : url.len;

	while (i < url.len && url.at[i] != '/' && url.at[i] != '?' && url.at[i] != '#')
		i++;
	return (struct str) { url.at, i };
}

const char *visit_origin(const struct visit *visit)
{
	struct buf own = buf_new(visit->arena, 512);

	if (*visit->web->origin)
		return visit->web->origin;
	buf_print(&own, "http://%s", http_header(visit->http, "Host"));
	return buf_ok(&own) ? buf_z(&own) : "";
}

/* Where the link stood, with its query: the link itself carries none. */
static struct pairs query_before(struct visit *visit)
{
	struct str from = str_of(http_header(visit->http, "Referer"));
	struct str origin = from.at ? origin_of(from) : (struct str) { 0 };
	struct str path = from.at ? str_from(from, origin.len) : (struct str) { 0 };
	struct str query = path;
	struct pairs before = { NULL, 0 };
	struct str decoded;

	path = str_cut(&query, '?');
	query = query.at ? str_cut(&query, '#') : query;
	if (!query.at || !str_is(origin, visit_origin(visit)) ||
		decode_path(visit->arena, path, &decoded) ||
		!str_equal(decoded, visit->http->path) || decode_form(visit->arena, query, &before))
		return visit->query;
	return before;
}

static void cookie_taste(struct visit *visit, const char *name, const char *value)
{
	struct buf cookie = buf_new(visit->arena, 256);

	buf_print(&cookie, "zhidian_%s=%s; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax%s",
		name, value, visit->web->is_https ? "; Secure" : "");
	if (buf_ok(&cookie))
		http_say(visit->http, "Set-Cookie", buf_z(&cookie));
}

/* A choice of language or size by link: kept in a cookie, and the address is clean again. True when
 * it was one. */
bool taste_turn(struct visit *visit)
{
	const char *language = pairs_get(visit->query, "lang");
	const char *size = pairs_get(visit->query, "size");
	struct buf to = buf_new(visit->arena, LIMIT_URL * 3);
	struct pairs query;
	char sep = '?';

	if (visit->http->method != HTTP_GET || (!language && !size))
		return false;
	query = query_before(visit);
	language = language ? name_is_one_of(str_of(language), languages) : NULL;
	size = size ? name_is_one_of(str_of(size), sizes) : NULL;
	if (language)
		cookie_taste(visit, "lang", language);
	if (size)
		cookie_taste(visit, "size", size);
	encode_url(&to, visit->http->path, true);
	for (size_t i = 0; i < query.count; i++) {
		const struct pair *pair = &query.at[i];

		if (!strcmp(pair->name, "lang") || !strcmp(pair->name, "size") ||
			!strcmp(pair->name, "done"))
			continue;
		buf_char(&to, sep);
		encode_url(&to, str_of(pair->name), false);
		buf_char(&to, '=');
		encode_url(&to, str_of(pair->value), false);
		sep = '&';
	}
	frame_redirect(visit, buf_ok(&to) ? buf_z(&to) : "/");
	return true;
}

static const char *cookie_name(const struct visit *visit)
{
	struct buf name = buf_new(visit->arena, 128);

	buf_print(&name, "%szhidian_%s", visit->web->is_https ? "__Host-" : "", visit->slug);
	return buf_z(&name);
}

static struct str token_of(const struct visit *visit)
{
	const char *name = cookie_name(visit);

	if (!name || !*visit->slug)
		return (struct str) { 0 };
	return decode_cookie(http_header(visit->http, "Cookie"), name);
}

bool visit_has_cookie(const struct visit *visit)
{
	return token_of(visit).len > 0;
}

const char *cookie_session(const struct visit *visit, const char *token)
{
	struct buf cookie = buf_new(visit->arena, 512);

	buf_print(&cookie, "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s",
		cookie_name(visit), token, *token ? SESSION_DAYS * 86400 : 0,
		visit->web->is_https ? "; Secure" : "");
	return buf_z(&cookie);
}

/* The owner of the data names the person, by login or by number: residents have no login. */
static enum err person_by_login(struct visit *visit, const char *login, struct actor *out)
{
	struct web_login ask = { str_of(login) };
	struct web_login_found found = { 0 };
	struct web_person by_number = { 0 };
	struct str name;
	struct snapshot snapshot;
	bool is_known = false;
	enum err err;

	if (visit->web->options.is_story && !strcmp(login, "clock")) {
		out->is_clock = true;
		return OK;
	}
	TRY(door_snapshot(
		visit->web->options.door, visit->slug, visit->actor, visit->arena, &snapshot));
	if (str_int(ask.login, &by_number.person)) {
		found.home = rd_street(snapshot.rd);
		found.person = by_number.person;
		err = own_name(snapshot.rd, &by_number, &name, &is_known);
	} else {
		err = login_find(snapshot.rd, &ask, &found, &is_known);
	}
	door_snapshot_done(&snapshot);
	TRY(err);
	if (!is_known)
		return ERR_SIGN_IN;
	*out = (struct actor) { .home = found.home, .person = found.person };
	return OK;
}

/* Whose affair it is, when somebody at the desk does it for them. */
static enum err person_for(struct visit *visit, const char *whose)
{
	struct actor actor;

	TRY(person_by_login(visit, whose, &actor));
	if (actor.is_clock || !visit->actor.person)
		return ERR_SIGN_IN;
	actor.by = visit->actor.person;
	visit->actor = actor;
	return OK;
}

enum err visit_person(struct visit *visit)
{
	struct str token = token_of(visit);

	visit->is_guest = true;
	if (!*visit->slug)
		return OK;
	if (visit->http->is_local) {
		const char *login = http_header(visit->http, "Zhidian-As");
		const char *whose = http_header(visit->http, "Zhidian-For");

		if (login)
			TRY(person_by_login(visit, login, &visit->actor));
		if (whose)
			TRY(person_for(visit, whose));
	} else if (token.len) {
		session_actor(visit->web->options.door, visit->slug, token, visit->arena,
			&visit->actor, &visit->desk_until_ms);
	}
	visit->is_guest = !visit->actor.person;
	return OK;
}

bool visit_is_own(const struct visit *visit)
{
	const char *site = http_header(visit->http, "Sec-Fetch-Site");
	const char *origin = http_header(visit->http, "Origin");
	const char *own;

	if (visit->http->is_local)
		return true;
	/* a browser of today says it; no page can forge it */
	if (site && strcasecmp(site, "same-origin"))
		return false;
	/* a browser never sends JSON across sites without asking first, and nothing here ever
	 * answers that */
	if (!site && !origin)
		return visit->http->body_kind == BODY_JSON;
	own = visit_origin(visit);
	return !origin || !strcasecmp(origin, own);
}

const char *back_path(const struct visit *visit)
{
	struct str from = str_of(http_header(visit->http, "Referer"));
	struct buf home = buf_new(visit->arena, 128);
	struct buf head = buf_new(visit->arena, 128);
	const char *own = visit_origin(visit);
	struct str origin = origin_of(from);
	struct str path = from.at ? str_from(from, origin.len) : (struct str) { 0 };
	const char *street;

	buf_print(&home, "/%s/", visit->slug);
	buf_print(&head, "/%s/", visit->slug);
	street = buf_z(&head);
	path = str_cut(&path, '?');
	path = str_cut(&path, '#');
	if (!street || !origin.len || !str_is(origin, own) || !str_starts(path, street))
		return buf_z(&home);
	for (size_t i = 0; i < path.len; i++)
		if ((unsigned char)path.at[i] <= 32 || (unsigned char)path.at[i] >= 127)
			return buf_z(&home);
	return str_z(visit->arena, path);
}
