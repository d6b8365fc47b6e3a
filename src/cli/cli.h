/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/cli.h: the command-line face. Every command about data is a request to the owner's socket in
 * the data directory: of the server that holds the data, else of one opened in this process for as
 * long as the command lasts. So there is one path, and a command never touches data that a server
 * holds. */
#pragma once
#include <stdbool.h>
#include "base/err.h"

/* What `zhidian pb …` was told. */
struct pb_args {
	const char *rule;
	const char *utility;
	const char *complete;
	const char *ties;
	const char *certificate; /* file to write */
	const char *svg;	 /* file to write */
	const char *lang;	 /* zh, en */
	bool wants_json;
	bool has_no_time;
	bool is_exact;
	bool with_constraints;
	bool with_donations;
	bool is_deep;
};

/* What the commands were told. Absent texts are NULL. */
struct args {
	const char *command;
	const char *data; /* directory */
	const char *db;	  /* postgres://… */
	const char *street;
	const char *as;
	const char *whose; /* --for: whose affair it is */
	const char *via;
	const char *once;
	const char *out;
	const char *box; /* where keys of ballot boxes lie that a copy needs; "none" */
	const char *bind;
	const char *public_url;
	const char *story; /* an embedded story to play and stay in */
	int port;
	bool is_demo;
	bool is_dev;
	bool is_forced;
	bool with_then;
	bool wants_help;
	struct pb_args pb;
	const char *const *rest;
	int rest_count;
};

/* What main puts behind the commands. */
struct cli_faces {
	/* Serves until SIGTERM or SIGINT. */
	enum err (*serve)(const struct args *args, const char **why);
	/* Opens the data in this process with the owner's socket only. ERR_BUSY: another process
	 * holds it. */
	enum err (*open)(const struct args *args, void **held, const char **why);
	void (*close)(void *held);
};

/* Returns the exit code. */
int cli_main(int argc, char **argv, const struct cli_faces *faces);
