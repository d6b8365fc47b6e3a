/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/web.h: the HTTP face: pages, JSON, exports, sign-in; and the owner's socket in the data
 * directory, by which the commands reach a running server. Promises: every write goes through the
 * door; every answer after its COMMIT. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"
#include "door/door.h"

struct arena;
struct buf;
struct db;
struct web;

/* What the owner's commands do beyond acts and views; each may be NULL: then the command answers
 * 404. */
struct web_hooks {
	void *with;
	/* A file of lines into acts. report: JSON, line by line. */
	enum err (*import)(void *with, const char *kind, const char *street, struct actor actor,
		struct bytes file, struct arena *arena, struct buf *report);
	/* Story mode: sets the clock that the door reads. */
	enum err (*clock_set)(void *with, int64_t now_ms);
};

struct web_options {
	struct door *door;
	struct db *db;
	const char *data_dir;
	const char *bind; /* NULL: 127.0.0.1 */
	int port;	  /* 0: any free one; -1: only the owner's socket */
	const char *
		public_url; /* "https://zhidian.example": TLS stands in front; NULL: nothing does */
	bool is_demo;	    /* roles by one click */
	bool is_dev;	    /* templates from disk */
	bool is_story;	    /* time moves by /-/clock only */
	const struct web_hooks *hooks;
};

/* *why says in plain words what stood in the way. */
enum err web_start(const struct web_options *options, struct web **out, const char **why);
int web_port(const struct web *web); /* 0: none */
/* Finishes what was accepted (at most wait_ms); false: something was cut off. The door may be
 * closed afterwards. */
bool web_stop(struct web *web, int64_t wait_ms);
/* OpenAPI 3.0.3 of all views and acts. server: "" or an address. */
void openapi_write(struct buf *out, const char *server);
