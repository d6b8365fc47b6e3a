/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/words.c: finds a word by its key; the table itself is made by tool/gen and sorted by
 * bytes. */
#include "base/words.h"
#include <string.h>

const struct word *word_find(const char *key)
{
	size_t low = 0;
	size_t high = word_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(key, words[middle].key);

		if (order == 0)
			return &words[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
