/* SPDX-License-Identifier: MulanPSL-2.0 */
/* bench/pb_measure.h: how long one way of counting one election takes, and what its arenas take at
 * most. Times are wall time, medians of several samples; a sample of something short is many
 * repetitions. */
#pragma once
#include <stddef.h>
#include "base/arena.h"
#include "pb/pb.h"

enum { MEASURE_MOST_S = 20 }; /* what takes longer is stopped */

struct subject {
	struct str text;
	struct arena *keep;
	struct pb_election election;
};
/* false: refused, and why is on standard error. */
bool subject_read(struct subject *subject);
void subject_drop(struct subject *subject);

int double_compare(const void *a, const void *b);	 /* for qsort */
struct str file_text(const char *dir, const char *name); /* freed by the caller */

/* Bytes that all arenas hold now. */
size_t arenas_now(void);
/* The most they held since it was asked last. */
size_t arenas_most(void);

/* One read of the text (parse and group); below 0: it is refused. */
double read_ms(const struct subject *subject);

/* What a count takes, found in a process of its own, which is stopped after a while. */
struct taken {
	double ms;   /* -1: it does not go with these votes; -2: it was stopped */
	size_t most; /* beside what is kept */
};
typedef enum err counting(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out);
struct taken count_take(
	const struct subject *subject, counting *count, const struct pb_options *options);
