/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/reach.h: one request to whoever holds the data, by the owner's socket. */
#pragma once
#include <stddef.h>
#include "base/err.h"
#include "base/str.h"
#include "cli/cli.h"

struct arena;
struct buf;

struct reach {
	const struct args *args;
	const struct cli_faces *faces;
	struct arena *arena;
	void *held; /* opened in this process; NULL: a server holds the data */
	char socket[512];
};
struct pair;
struct request {
	const char *path; /* "/heqing/fund/pledge/7.json" */
	bool is_post;
	const struct pair *pairs; /* a form; "@file" values of is_file pairs are uploaded */
	size_t pair_count;
	const char *file;			       /* uploaded as the part "file"; NULL */
	bool (*is_file)(void *with, const char *name); /* which pairs name a file; NULL: none */
	void *with;
	bool is_long; /* says what the server is at meanwhile */
};
struct reply {
	int status;
	struct str body;
	char type[100];
};

/* Said on standard error when it fails; returns an err whose exit code is the command's. */
enum err reach_open(const struct args *args, const struct cli_faces *faces, struct reach *out);
void reach_close(struct reach *reach);
enum err reach_ask(struct reach *reach, const struct request *request, struct reply *out);
/* The street asked for, or the only one. NULL: said why. */
const char *reach_street(struct reach *reach);
/* OK for 2xx, else the class of err.def that the answer names; says its words. */
enum err reply_check(const struct reach *reach, const struct reply *reply);
void reach_encode(struct buf *out, const char *text); /* for an address or a form */
