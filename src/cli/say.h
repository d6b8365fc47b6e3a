/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/say.h: the words of the commands, Chinese or English by LANG; help; errors on standard error.
 */
#pragma once
#include "base/attr.h"
#include "base/err.h"
#include "cli/cli.h"

const char *say_words(const char *key); /* the key itself when there are none */
bool say_is_zh(void);
/* "zhidian: words (detail)" on standard error; returns the exit code of err. detail may be NULL. */
int say_error(enum err err, const char *key, const char *detail);
void say_note(const char *format, ...)
	PRINTF(1, 2); /* on standard error, for people at a terminal */

struct command {
	const char *name;     /* one word, or two with a blank between: "pb count" */
	const char *usage;    /* "ACTION key=value…" */
	const char *options;  /* names, blank between */
	const char *examples; /* lines; NULL */
	int (*run)(const struct args *args, const struct cli_faces *faces);
	int rest_least;
	int rest_most; /* -1: any */
};
extern const struct command commands[]; /* ended by a NULL name */

void help_all(void);
/* The commands whose first word this is; false when there are none. */
bool help_group(const char *word);
void help_command(const struct command *command);
