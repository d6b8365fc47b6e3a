/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/phragmen.c: not written yet: refuses. */
#include "pb/inside.h"

enum err rule_phragmen(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out)
{
	(void)arena;
	(void)election;
	(void)options;
	(void)out;
	return ERR_REFUSED;
}
