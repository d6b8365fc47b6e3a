/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/words.h: every word the program says, by key, zh and en; made by tool/gen from the .text
 * files, sorted by key. */
#pragma once
#include <stddef.h>

struct word {
	const char *key;
	const char *zh; /* may hold {{name}} */
	const char *en;
};
extern const struct word words[];
extern const size_t word_count;

const struct word *word_find(const char *key); /* NULL when there is none */
