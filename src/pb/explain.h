/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/explain.h: what the files of the reasons share: the election as its rule saw it, what the
 * supporters of a loser still had, and the search for the nearest figure. Not for others. */
#pragma once
#include "pb/inside.h"

struct explain {
	struct arena *arena;		    /* of the reasons */
	const struct pb_election *election; /* as it was given: what-ifs start here */
	struct pb_election seen;	    /* as the rule saw it */
	const struct pb_options *options;
	const struct pb_outcome *outcome;
	struct pb_reason *reasons; /* by project */
	int64_t recounts;	   /* that are left */
	int64_t counted;	   /* so many were made */
};

/* pb/explain_rests.c: had, missing and died of every loser of mes and ees. */
enum err explain_rests(struct explain *explain);
/* pb/explain_near.c: the four figures of every loser. */
enum err explain_near(struct explain *explain);
