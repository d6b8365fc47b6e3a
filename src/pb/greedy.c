/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/greedy.c: not written yet: refuses. */
#include "pb/inside.h"

enum err rule_greedy(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out)
{
	(void)arena;
	(void)election;
	(void)options;
	(void)out;
	return ERR_REFUSED;
}

enum err complete_greedily(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out)
{
	return rule_greedy(arena, election, options, out);
}
