/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/err.c: err.def as three tables. */
#include "base/err.h"
#include <assert.h>

const char *err_name(enum err err)
{
#define ERR(name, http, exit) #name,
	static const char *const names[] = {
#include "base/err.def"
	};
#undef ERR

	assert(err < ERR_COUNT);
	return names[err];
}

int err_http(enum err err)
{
#define ERR(name, http, exit) http,
	static const int statuses[] = {
#include "base/err.def"
	};
#undef ERR

	assert(err < ERR_COUNT);
	return statuses[err];
}

int err_exit(enum err err)
{
#define ERR(name, http, exit) exit,
	static const int codes[] = {
#include "base/err.def"
	};
#undef ERR

	assert(err < ERR_COUNT);
	return codes[err];
}
