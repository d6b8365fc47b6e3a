/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/random.h: the system's randomness. Only the door and the web face ask it; the domain
 * takes what it needs from draw() so that a story can be told twice. */
#pragma once
#include <stddef.h>

struct buf;

void random_bytes(void *out, size_t size); /* aborts when the system has none */
/* count letters of the 32 that are read aloud without doubt (no 0 O 1 I), 5 bits each. */
void random_letters(struct buf *out, size_t count);
