/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/asset.c: finds a compiled-in file by its name. */
#include "base/asset.h"
#include <string.h>

const struct asset *asset_find(const char *name)
{
	for (const struct asset *asset = assets; asset->name; asset++)
		if (strcmp(asset->name, name) == 0)
			return asset;
	return NULL;
}
