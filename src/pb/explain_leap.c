/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/explain_leap.c: equal shares with Add1, where who wins with a change may lose with a larger
 * one. At one share that cannot be, so all distances up to one are settled by looking at each share
 * once: if with the longest change the loser is chosen at no share up to the one where the count
 * ends, and loses, then it loses with every shorter one (doc/pb.md, Reasons, has the proof). */
#include "base/arena.h"
#include "pb/explain.h"

/* Money and supporters of others must not depend on the change, and support must be worth
 * something, since Add1 looks for supported projects that would still fit. */
bool leap_can(const struct explain *explain, const struct near *near)
{
	const struct pb_options *options = explain->options;
	bool is_add1 = options->complete == PB_ADD1 || options->complete == PB_ADD1U;
	const struct pb_side *side = &explain->election->sides[near->project];

	if (options->rule != PB_MES || !is_add1 || near->kind == PB_MORE_BALLOTS)
		return false;
	if (options->with_constraints ||
		(options->with_donations && explain->election->pledge_count))
		return false;
	if (options->utility != PB_COST && options->utility != PB_CARDINALITY)
		return false;
	return side->support > 0 && !near->has_leapt;
}

/* The longest distance from searched on with which it is not chosen at this share; `lost` is 0 when
 * it is chosen even with the shortest. */
static enum err shorten(
	struct explain *explain, const struct near *near, int64_t share, int64_t *lost)
{
	int64_t chosen = *lost;
	bool is_chosen;

	TRY(near_count(explain, near, chosen, share, &is_chosen, NULL));
	if (!is_chosen)
		return OK;
	*lost = near->searched;
	TRY(near_count(explain, near, *lost, share, &is_chosen, NULL));
	if (is_chosen) {
		*lost = 0;
		return OK;
	}
	while (chosen - *lost > 1) {
		int64_t middle = *lost + (chosen - *lost) / 2;

		TRY(near_count(explain, near, middle, share, &is_chosen, NULL));
		if (is_chosen)
			chosen = middle;
		else
			*lost = middle;
	}
	return OK;
}

/* Shares are looked at up to the one behind the last: that one may be too dear only because of
 * it. A shorter change may end later, so the end is asked again until it stays. */
enum err leap(struct explain *explain, struct near *near, int64_t target)
{
	int64_t distance = target;
	int64_t next_share = 0;
	int64_t end;
	bool is_won;

	near->has_leapt = true;
	TRY(near_count(explain, near, distance, -1, &is_won, &end));
	if (is_won)
		return OK;
	while (next_share <= end + 1) {
		if (explain->recounts <= end + 1 - next_share + 64)
			return OK;
		for (; next_share <= end + 1; next_share++) {
			TRY(shorten(explain, near, next_share, &distance));
			if (distance <= near->searched || explain->recounts <= 0)
				return OK;
		}
		TRY(near_count(explain, near, distance, -1, &is_won, &end));
		if (is_won)
			return OK;
	}
	near->searched = distance;
	return OK;
}
