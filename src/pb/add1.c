/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/add1.c: equal shares with every share raised by one currency unit until what is bought
 * exhausts the budget or would pass it. */
#include "base/arena.h"
#include "pb/mes.h"

/* Among projects that somebody would pay for, the first in tie order that fits what is left and is
 * admitted; PB_NO_PROJECT: the outcome is exhaustive. The state of admit is that after the order.
 */
static uint32_t fitting_find(const struct mes *mes, const struct mes_order *order)
{
	const struct pb_election *election = mes->election;

	for (uint32_t i = 0; i < mes->project_count; i++) {
		uint32_t p = mes->projects[i];

		if (election->projects[p].cost && admit_is_open(&mes->admit, p) &&
			election->projects[p].cost <= election->budget - order->cost)
			return p;
	}
	return PB_NO_PROJECT;
}

enum err add1_run(struct mes *mes, struct mes_order *order, struct pb_outcome *out)
{
	const struct pb_election *election = mes->election;
	struct mes_order last = { 0 };

	last.projects = arena_array(
		mes->arena, election->project_count + (size_t)1, sizeof(*last.projects));
	if (!last.projects)
		return ERR_MEMORY;
	for (int64_t step = 0;; step++) {
		struct mes_order swap;

		TRY(strict_run(mes, mes_share_at(mes, step), order));
		if (step && order->cost > election->budget) {
			*order = last;
			return OK;
		}
		out->steps = step;
		if (fitting_find(mes, order) == PB_NO_PROJECT)
			return OK;
		if (mes->options->progress)
			mes->options->progress(mes->options->with, step);
		swap = last;
		last = *order;
		*order = swap;
	}
}
