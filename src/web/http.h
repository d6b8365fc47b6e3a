/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/http.h: the port to the HTTP library; only web/http*.c sees libmicrohttpd.
 * Owns sockets, framing, deadlines and caps. Hands the face a whole request, once, and takes one
 * answer from any thread. Memory: each request has its arena, freed after its answer was sent.
 * Fails with ERR_IO, ERR_MEMORY. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"

struct arena;
struct http;
struct multipart;
struct watch_limits;

enum http_method { HTTP_GET, HTTP_POST };
enum body_kind { BODY_NONE, BODY_FORM, BODY_MULTIPART, BODY_JSON };

struct http_request {
	struct arena *arena;
	enum http_method method; /* HEAD is a GET whose body is not sent */
	bool is_local;		 /* came through the owner's unix socket */
	struct str path;	 /* decoded once; begins with '/'; valid UTF-8 without controls */
	struct str query;	 /* as sent, after the '?'; absent when there is none */
	const char *client;	 /* the peer's address, for throttles only; "" for the owner */
	enum body_kind body_kind;
	struct str body;	 /* of BODY_FORM and BODY_JSON, at most LIMIT_BODY */
	struct multipart *parts; /* of BODY_MULTIPART: fields, and files spooled to disk */
};

/* Called once a request is whole. The face answers before it returns, or calls http_later first and
 * answers when it can. */
typedef void http_handler(void *with, struct http_request *request);

struct http_options {
	const char *bind; /* an address: "127.0.0.1", "::"; NULL: 127.0.0.1 */
	int port;	  /* 0: any free one, see http_port */
	const char *path; /* a unix socket of mode 0600 instead; NULL: TCP */
	int threads;	  /* 0: one a core */
	bool is_proxied;  /* a loopback peer speaks for others: the last X-Forwarded-For names the
			     client */
	const char *spool_dir;		   /* where uploads wait, unnamed; NULL: /tmp */
	const struct watch_limits *limits; /* NULL: the usual deadlines and caps */
	http_handler *handle;
	void *with;
};

/* *why then says in plain words what stood in the way. */
enum err http_start(const struct http_options *options, struct http **out, const char **why);
int http_port(const struct http *http);
/* Stops accepting, waits for what was accepted (at most wait_ms), closes. False when something was
 * cut off. */
bool http_stop(struct http *http, int64_t wait_ms);
/* Wakes nobody and refuses nobody yet: from now on answers ask the peer to close. */
void http_drain(struct http *http);

/* Value of a request header, NULL when absent. */
const char *http_header(const struct http_request *request, const char *name);

/* Before the request is handed to another thread. */
void http_later(struct http_request *request);
/* Adds a header to the answer to come. Values with control characters are a bug: assert. */
void http_say(struct http_request *request, const char *name, const char *value);
/* The answer. body lives in the request's arena or for ever. Exactly once a request. */
void http_answer(struct http_request *request, int status, const char *type, struct str body);
