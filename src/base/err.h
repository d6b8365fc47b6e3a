/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/err.h: the classes of trouble a function may report. A bug is not among them: assert and
 * abort. */
#pragma once

#define ERR(name, http, exit) name,
enum err {
#include "base/err.def"
	ERR_COUNT
};
#undef ERR

/* Passes trouble up; the arena frees what was begun. */
#define TRY(call) \
	do { \
		enum err try_err = (call); \
		if (try_err) \
			return try_err; \
	} while (0)

const char *err_name(enum err err); /* "OK", "ERR_REFUSED" … */
int err_http(enum err err);         /* status of an HTTP answer */
int err_exit(enum err err);         /* exit code of a command */
