/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/args.h: options and their help, from one table. */
#pragma once
#include <stddef.h>
#include "cli/cli.h"

enum option_kind { OPTION_TEXT, OPTION_NUMBER, OPTION_FLAG };

struct option {
	const char *name;  /* "data" */
	const char *value; /* what stands for it in help: "DIR"; NULL for a flag */
	enum option_kind kind;
	size_t at;   /* in struct args */
	char letter; /* -o; 0: none */
};
extern const struct option options[]; /* ended by a NULL name */

/* Reads options anywhere among the words, "--" ends them; the others are args->rest. allowed:
 * names, blank between. *wrong is the word that is not understood (ERR_BAD_INPUT) or said twice
 * (ERR_REFUSED). */
enum err args_read(
	int argc, char **argv, const char *allowed, struct args *out, const char **wrong);
bool option_is_in(const char *allowed, const char *name);
