/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/web.c: starts and stops the face, and sends each visit on its way: by path alone, no act and
 * no view has a line here. */
#include "web/web.h"
#include <sodium.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/asset.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/random.h"
#include "base/words.h"
#include "web/cache.h"
#include "web/inside.h"
#include "web/keeper.h"

enum { PAGES_BACKLOG = 4096, SLOW_BACKLOG = 32, PAGES_A_CORE = 4 };

static const char plain_type[] = "text/plain; charset=utf-8";

/* --- routes --- */

static void visit_post(struct visit *visit)
{
	const struct action *action = act_of(visit);

	if (!visit_is_own(visit)) {
		struct refusal why = { .reason = "other_site" };

		frame_error(visit, ERR_FORBIDDEN, &why);
	} else if (sign_route(visit)) {
		return;
	} else if (action) {
		act_post(visit, action);
	} else {
		frame_error(visit, ERR_NOT_FOUND, NULL);
	}
}

static void visit_get(struct visit *visit)
{
	const struct action *action = act_of(visit);

	if (taste_turn(visit) || sign_route(visit))
		return;
	if (str_starts(visit->path, "file/")) {
		file_page(visit, str_from(visit->path, strlen("file/")));
		return;
	}
	visit->said = pairs_take(&visit->query, "done");
	if (visit->said && !action_find(visit->said))
		visit->said = NULL;
	if (action)
		act_page(visit, action);
	else
		look_page(visit);
}

/* In a crew: may wait. */
static void visit_run(struct crew_job *job)
{
	struct visit *visit = (struct visit *)job;
	enum err err = visit_person(visit);

	if (err)
		frame_error(visit, err, NULL);
	else if (visit->http->is_local && str_starts(visit->http->path, "/-/"))
		owner_route(visit);
	else if (str_is(visit->http->path, "/") && visit->http->method == HTTP_GET)
		taste_turn(visit) ? (void)0 : start_page(visit);
	else if (str_is(visit->http->path, "/kit") && visit->http->method == HTTP_GET)
		taste_turn(visit) ? (void)0 : kit_page(visit);
	else if (!*visit->slug)
		frame_error(visit, ERR_NOT_FOUND, NULL);
	else if (visit->http->method == HTTP_POST)
		visit_post(visit);
	else
		visit_get(visit);
}

/* Work of seconds must not stand before work of milliseconds. */
static bool is_slow(struct visit *visit)
{
	const struct action *action = act_of(visit);

	if (visit->suffix != SUFFIX_HTML && visit->suffix != SUFFIX_JSON)
		return true;
	if (visit->http->is_local && str_starts(visit->http->path, "/-/"))
		return !str_is(visit->http->path, "/-/progress");
	if (visit->http->method != HTTP_POST)
		return false;
	return str_is(visit->path, "signin") || visit->http->parts || (action && action->ready);
}

static void send_on(struct visit *visit)
{
	struct web *web = visit->web;
	struct crew *crew = is_slow(visit) ? web->slow : web->pages;

	visit->job.run = visit_run;
	http_later(visit->http);
	if (!crew_put(crew, &visit->job)) {
		http_say(visit->http, "Retry-After", "2");
		http_answer(visit->http, 503, plain_type, str_of("busy: please try again\n"));
	}
}

/* On a thread of the sockets: nothing here waits. */
static void handle(void *with, struct http_request *request)
{
	struct web *web = with;
	struct visit *visit = arena_alloc(request->arena, sizeof *visit);
	bool is_get = request->method == HTTP_GET;
	enum err err;

	if (!visit) {
		http_answer(request, 503, plain_type, str_of(""));
		return;
	}
	visit->web = web;
	visit->http = request;
	visit->arena = request->arena;
	if (web->is_https)
		http_say(request, "Strict-Transport-Security",
			"max-age=31536000; includeSubDomains");
	err = visit_read(visit);
	if (err)
		http_answer(request, err_http(err), plain_type, str_of("bad request\n"));
	else if (is_get && str_is(request->path, "/healthz"))
		http_answer(request, 200, plain_type, str_of("ok\n"));
	else if (is_get && str_is(request->path, "/openapi.json"))
		http_answer(request, 200, "application/json", web->openapi);
	else if (is_get && str_is(request->path, "/favicon.ico"))
		icon_file(request);
	else if (is_get && str_starts(request->path, "/s/"))
		style_file(visit);
	else
		send_on(visit);
}

/* --- start and stop --- */

static void build_name(struct web *web)
{
	const struct asset *style = asset_find("web/site.css");
	struct arena *arena = arena_new(LIMIT_ARENA);
	struct buf all = buf_new(arena, LIMIT_ARENA);
	struct buf hex = { 0 };
	struct hash hash;

	for (const struct page *page = pages; page->name; page++)
		buf_text(&all, page->text);
	for (size_t i = 0; i < word_count; i++) {
		buf_text(&all, words[i].zh);
		buf_text(&all, words[i].en);
	}
	if (style)
		buf_text(&all, style->hash);
	hash = hash_of(all.at, all.len);
	hex = buf_new(arena, 64);
	hex_print(&hex, (struct bytes) { hash.at, 8 });
	if (buf_ok(&hex))
		snprintf(web->build, sizeof web->build, "%s", buf_z(&hex));
	arena_free(arena);
}

static enum err openapi_make(struct web *web)
{
	struct arena *arena = arena_new(LIMIT_ARENA);
	struct buf out = buf_new(arena, LIMIT_ARENA);
	char *copy = NULL;

	openapi_write(&out, web->origin);
	if (buf_ok(&out))
		copy = malloc(out.len);
	if (copy) {
		memcpy(copy, out.at, out.len);
		web->openapi = (struct str) { copy, out.len };
	}
	arena_free(arena);
	return copy ? OK : ERR_MEMORY;
}

/* "https://zhidian.example/" → scheme and origin; false: not such an address. */
static bool public_read(struct web *web)
{
	const char *url = web->options.public_url;
	size_t len = url ? strlen(url) : 0;

	if (!url)
		return true;
	web->is_https = !strncmp(url, "https://", 8);
	while (len && url[len - 1] == '/')
		len--;
	if ((!web->is_https && strncmp(url, "http://", 7)) || len >= sizeof web->origin ||
		memchr(url + 8, '/', len > 8 ? len - 8 : 0))
		return false;
	memcpy(web->origin, url, len);
	return true;
}

static void web_free(struct web *web)
{
	keeper_stop(web->keeper);
	if (web->http)
		http_stop(web->http, 0);
	if (web->owner)
		http_stop(web->owner, 0);
	crew_stop(web->slow);
	crew_stop(web->pages);
	cache_free(web->cache);
	progress_free(web->progress);
	free((void *)(uintptr_t)web->openapi.at);
	free(web);
}

static enum err parts_start(struct web *web)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	int threads = cores < 1 ? 1 : cores > 16 ? 16 : (int)cores;
	char nothing[33] = { 0 };

	random_bytes(nothing, 32);
	for (int i = 0; i < 32; i++)
		nothing[i] = (char)('a' + (unsigned char)nothing[i] % 26);
	if (crypto_pwhash_str(web->no_password, nothing, 32, crypto_pwhash_OPSLIMIT_INTERACTIVE,
		    crypto_pwhash_MEMLIMIT_INTERACTIVE))
		return ERR_MEMORY;
	build_name(web);
	web->cache = cache_new();
	web->progress = progress_new();
	web->pages = crew_start(threads * PAGES_A_CORE, PAGES_BACKLOG);
	web->slow = crew_start(threads, SLOW_BACKLOG);
	if (!web->cache || !web->progress || !web->pages || !web->slow)
		return ERR_MEMORY;
	return openapi_make(web);
}

static enum err listeners_start(struct web *web, const char **why)
{
	const struct web_options *o = &web->options;
	struct http_options tcp = { .bind = o->bind,
		.port = o->port,
		.is_proxied = o->public_url != NULL,
		.spool_dir = o->data_dir,
		.handle = handle,
		.with = web };
	struct http_options owner = {
		.threads = 1, .spool_dir = o->data_dir, .handle = handle, .with = web
	};
	char path[512];

	snprintf(path, sizeof path, "%s/zhidian.sock", o->data_dir);
	owner.path = path;
	TRY(http_start(&owner, &web->owner, why));
	if (o->port >= 0)
		TRY(http_start(&tcp, &web->http, why));
	if (o->port >= 0 && !o->is_story) {
		*why = "no thread for the clock";
		web->keeper = keeper_start(o->door);
		if (!web->keeper)
			return ERR_MEMORY;
	}
	return OK;
}

enum err web_start(const struct web_options *options, struct web **out, const char **why)
{
	struct web *web = calloc(1, sizeof *web);
	enum err err = web ? OK : ERR_MEMORY;

	*why = "out of memory";
	if (web)
		web->options = *options;
	if (!err && !public_read(web)) {
		*why = "--public wants an address such as https://zhidian.example, without a path";
		err = ERR_BAD_INPUT;
	}
	if (!err)
		err = parts_start(web);
	if (!err)
		err = listeners_start(web, why);
	if (err && web)
		web_free(web);
	if (!err)
		*out = web;
	return err;
}

int web_port(const struct web *web)
{
	return web->http ? http_port(web->http) : 0;
}

bool web_stop(struct web *web, int64_t wait_ms)
{
	bool is_whole = true;

	keeper_stop(web->keeper);
	web->keeper = NULL;
	if (web->http)
		is_whole = http_stop(web->http, wait_ms);
	is_whole = http_stop(web->owner, wait_ms) && is_whole;
	web->http = web->owner = NULL;
	web_free(web);
	return is_whole;
}
