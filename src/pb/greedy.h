/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/greedy.h: going down one fixed order and taking what fits: what the greedy rules, their use as
 * a completion, and the rules of cities have in common. */
#pragma once
#include "pb/inside.h"

/* Greatest worth / cost first; cost 0 with a worth comes before all. worth < 2^63 and cost < 2^62,
 * so the products of a comparison stay below 2^125. */
struct greedy_key {
	uint64_t worth;
	uint64_t cost;
};
struct greedy_plan {
	const struct greedy_key *keys; /* by project */
	bool stops;		       /* at the first that does not fit, not only over it */
};
/* Appends to out->selected, within budget - out->cost; what is there counts as chosen. A larger
 * size may take the place of a smaller one (doc/pb.md, Constraints): its place too is then closed
 * up, and out->by_rule goes with it. */
enum err greedy_take(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, const struct greedy_plan *plan, struct pb_outcome *out);
