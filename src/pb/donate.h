/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/donate.h: what pledges are worth to a project after the caps (donate_caps.c), for round two
 * (donate.c). Not for others.
 *
 * Three caps, one after the other: what one ballot may pledge in all; what one source may bear of
 * one project; what all pledges may bear of it. The first looks at one ballot only, so a ballot
 * that withdraws changes nothing but the pots of the projects it pledged for. */
#pragma once
#include "pb/inside.h"

struct caps {
	struct arena *arena;
	const struct pb_election *election;
	int64_t *own;	   /* by pledge: after the cap of its ballot */
	uint32_t *donors;  /* by pledge: place of its ballot among those that pledge */
	uint32_t *ballots; /* by donor, ascending */
	uint32_t donor_count;
	bool *is_void;		     /* by donor */
	uint32_t *by_donor;	     /* pledges, by ballot; then as in the text */
	uint32_t *donor_first;	     /* by donor, and one more: where hers begin */
	uint32_t *by_project;	     /* pledges, by project, source; then as in the text */
	uint32_t *project_first;     /* by project, and one more */
	uint32_t *room, *other_room; /* as long as pledges */
	wide *rests;
};

#define NO_DONOR UINT32_MAX

enum err caps_make(struct arena *arena, const struct pb_election *election, struct caps *out);
/* What is pledged for the project by all who are not void, `without` left out. */
int64_t caps_pot(const struct caps *caps, uint32_t project, uint32_t without);
/* The same, pledge by pledge, into kept (by pledge); those of void donors get 0. The cut is pro
 * rata, rounded by the largest rests, of equal ones the first pledge. */
void caps_share(struct caps *caps, uint32_t project, int64_t *kept);
