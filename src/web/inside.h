/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/inside.h: what the files of the web face share: the server, and the visit: one request as the
 * face understands it. */
#pragma once
#include "base/buf.h"
#include "base/data.h"
#include "gen/pages.h"
#include "render/page.h"
#include "render/render.h"
#include "web/crew.h"
#include "web/decode.h"
#include "web/http.h"
#include "web/web.h"

struct cache;

struct web {
	struct web_options options;
	struct http *http;  /* NULL: no TCP */
	struct http *owner; /* DATA/zhidian.sock */
	struct crew *pages; /* what reads */
	struct crew *slow;  /* argon2, sheets, counting: one a core */
	struct cache *cache;
	char origin[256]; /* of public_url; "" : that of the Host header */
	bool is_https;
	char build[20];		   /* changes with templates, words and style */
	struct keeper *keeper;	   /* the thread of time */
	struct progress *progress; /* what a long command of the owner's is at */
	struct str openapi;
	char no_password[128]; /* argon2id of something nobody can type */
};

/* The last two are a text of the view's own, in the member of that name. */
enum suffix {
	SUFFIX_HTML,
	SUFFIX_JSON,
	SUFFIX_CSV,
	SUFFIX_XLSX,
	SUFFIX_PDF,
	SUFFIX_PB,
	SUFFIX_CERT,
	SUFFIXES,
};
enum type_size { SIZE_NORMAL, SIZE_ELDER, SIZE_XL };

struct visit {
	struct crew_job job; /* first */
	struct web *web;
	struct http_request *http;
	struct arena *arena;
	enum language language;
	enum type_size size;
	const char *slug; /* of the street; "" outside of any */
	struct str path;  /* in the street, without suffix: "fund/pledge/7"; "" its home */
	enum suffix suffix;
	bool wants_json;    /* the answer, whatever it is, is read by a program */
	struct pairs query; /* without lang, size, done */
	const char *said;   /* act whose words are said once */
	struct actor actor;
	bool is_guest; /* nobody signed in, and no cookie that says so */
	int64_t desk_until_ms;

	/* a view that was looked at; NULL: the page has none */
	const struct sight *sight;
	/* an act on its way through the door */
	struct ask ask;
	/* not NULL: the act was asked for by the page of signing in, and this is where it leads; ""
	 * where the act itself leads */
	const char *signin_to;
	/* a form that is shown again */
	const struct action *again;
	struct pairs typed;
	const char *given; /* fields that the form fixed, a blank between; NULL: it says none */
	const struct refusal *refusal;
	const char *etag; /* of a guest's page; NULL: not kept anywhere */
};

/* visit.c */
bool taste_turn(struct visit *visit); /* a link that chooses language or size: answered when true */
enum err visit_read(struct visit *visit);     /* path, query, cookies: no database */
enum err visit_person(struct visit *visit);   /* who it is: reads */
bool visit_is_own(const struct visit *visit); /* a POST that our own page sent, not another site */
bool visit_has_cookie(const struct visit *visit);
const char *cookie_session(
	const struct visit *visit, const char *token); /* Set-Cookie; token "": ends it */
const char *visit_origin(const struct visit *visit);   /* "https://zhidian.example" */
const char *back_path(const struct visit
		*visit); /* where a form came from, in this street; its home when unknown */

/* frame.c: every page of the face ends in one of these, which answers */
struct data *frame_root(struct visit *visit); /* a tree for pages without a view */
void frame_answer(struct visit *visit, int status, const struct page *page, struct data *root);
void frame_error(struct visit *visit, enum err err, const struct refusal *why);
void frame_say_etag(struct visit *visit);
void frame_redirect(struct visit *visit, const char *to); /* 303 */
void frame_json(struct visit *visit, int status, struct buf *body);
unsigned roles_anywhere(
	struct rd *rd); /* what the person of the snapshot is somewhere in the street */
struct face frame_face(struct visit *visit, struct rd *rd);

/* start.c, look.c, act.c, sign.c, desk.c, owner.c: run in a crew */
void start_page(struct visit *visit);
void kit_page(struct visit *visit);
bool tour_page(struct visit *visit, struct str slug); /* false: this street has no story to tell */
void style_file(struct visit *visit);
void icon_file(struct http_request *request); /* the mark in a browser's tab */
void look_page(struct visit *visit);
void act_page(struct visit *visit, const struct action *action);
void act_post(struct visit *visit, const struct action *action);
void act_ask(
	struct visit *visit, const struct action *action, struct pairs pairs, const char *once);
/* Counts a guest who tries something secret, by address: answered when true. */
bool sign_too_often(struct visit *visit);
const char *sign_to(struct visit *visit, const char *to); /* its address; home for a foreign one */
void sign_again(struct visit *visit); /* a code that was refused: the page it was typed on */
bool sign_route(struct visit *visit); /* false: not one of its paths */
void owner_route(struct visit *visit);
struct progress *progress_new(void);
void progress_free(struct progress *progress);
enum err upload_fields(
	struct visit *visit, struct pairs *pairs); /* trouble with a file: also ask.refusal */
void file_page(struct visit *visit, struct str number);
bool told_answer(struct visit *visit); /* what an act tells once: answered when true */

/* The act whose path this is: "fund/pledge/make" → fund.pledge.make; NULL: none that a face may ask
 * for. */
const struct action *act_of(struct visit *visit);
const char *once_new(void *arena);
