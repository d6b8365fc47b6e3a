/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/asset.h: files compiled in as they are: site.css, the stories of the demo. */
#pragma once
#include <stddef.h>

struct asset {
	const char *name; /* "web/site.css", "cases/C1.story" */
	const char *at;
	size_t len;
	const char *hash; /* 12 hex digits of its content, for addresses that never change */
};
extern const struct asset assets[]; /* ended by a NULL name */

const struct asset *asset_find(const char *name);
