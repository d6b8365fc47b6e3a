/* SPDX-License-Identifier: MulanPSL-2.0 */
/* voice/quorum.h: a meeting held against the street's rulebook of today: called ahead in time,
 * enough have come, enough agree. Kinds without a rule of their own (talks, hearings) need no
 * quorum and decide by more than half of who came. Memory: the job's arena. Fails with ERR_DB,
 * ERR_MEMORY. */
#pragma once
#include <stdbool.h>
#include "base/err.h"
#include "base/value.h"

struct rd;
struct tx;

struct quorum_case {
	struct str kind;
	struct moment called;
	struct moment starts;
	int64_t entitled;
	int64_t present;
};
struct quorum_view {
	bool attends; /* enough have come */
	bool agrees;  /* enough of those who came */
};

/* Each verdict enters the leaf. */
enum err quorum_vote(
	struct tx *tx, const struct quorum_case *meeting, int64_t yes, struct quorum_view *out);
/* P02. *least_days: too late, so many days are asked; 0: in time, or is_bent: a danger on the
 * agenda turns the refusal into a warning. */
enum err quorum_ahead(
	struct tx *tx, const struct quorum_case *meeting, bool is_bent, int64_t *least_days);
/* How many must come; 0: no number is asked of this kind. */
enum err quorum_need(struct rd *rd, const struct quorum_case *meeting, int64_t *out);
bool quorum_is_asked(struct str kind);
int64_t quorum_days(const struct quorum_case *meeting); /* between call and start */
