/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/page.c: finds an embedded template by name.
 * Owns nothing: the table is tool/gen's. */
#include "render/page.h"
#include <string.h>

const struct page *page_find(const char *name)
{
	for (const struct page *page = pages; page->name; page++)
		if (strcmp(page->name, name) == 0)
			return page;
	return NULL;
}
