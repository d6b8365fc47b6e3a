/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/explain_leap.c: equal shares with Add1, where who wins with a change may lose with a larger
 * one. At one share that cannot be, so all distances up to one are settled by looking at each share
 * once: if with the longest change the loser is chosen at no share up to the one where the count
 * ends, and loses, then it loses with every shorter one (doc/pb.md, Reasons, has the proof). */
#include "base/arena.h"
#include "pb/explain.h"

enum { RESERVE = 64 }; /* counts, for the halving of one share */

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

/* Is this share without consequence at this distance, and so at all shorter ones? Either it is
 * not chosen there; or (`always`: it is chosen even with the shortest) it is, and what is chosen up
 * to it is too dear already, so that every count ends before this share. */
static enum err share_passes(struct explain *explain, const struct near *near, int64_t share,
	int64_t distance, bool always, bool *passes)
{
	struct near_seen seen;

	TRY(near_count(explain, near, distance, share, &seen));
	*passes = always ? seen.is_won && seen.through > explain->election->budget : !seen.is_won;
	return OK;
}

/* Shortens *distance until the share passes; to near->searched when it passes nowhere. *is_last: no
 * count comes to this share. */
static enum err shorten(struct explain *explain, const struct near *near, int64_t share,
	int64_t *distance, bool *is_last)
{
	int64_t wrong = *distance;
	int64_t right = near->searched;
	struct near_seen shortest;
	bool passes;

	*is_last = false;
	TRY(share_passes(explain, near, share, wrong, false, &passes));
	if (passes)
		return OK;
	TRY(near_count(explain, near, right, share, &shortest));
	*is_last = shortest.is_won;
	if (*is_last) {
		TRY(share_passes(explain, near, share, wrong, true, &passes));
		if (passes)
			return OK;
	}
	while (wrong - right > 1) {
		int64_t middle = right + (wrong - right) / 2;

		TRY(share_passes(explain, near, share, middle, *is_last, &passes));
		if (passes)
			right = middle;
		else
			wrong = middle;
	}
	*distance = right;
	return OK;
}

/* Shares are looked at up to the one behind the last: that one may be too dear only because of
 * it. A shorter change may end later, so the end is asked again until it stays. */
enum err leap(struct explain *explain, struct near *near, int64_t target)
{
	int64_t distance = target;
	int64_t next_share = 0;
	struct near_seen seen;
	bool is_last = false;

	near->has_leapt = true;
	TRY(near_count(explain, near, distance, -1, &seen));
	while (!seen.is_won && !is_last && next_share <= seen.steps + 1) {
		if (explain->recounts <= seen.steps + 1 - next_share + RESERVE)
			return OK;
		while (!is_last && next_share <= seen.steps + 1) {
			TRY(shorten(explain, near, next_share++, &distance, &is_last));
			if (distance <= near->searched || explain->recounts <= 0)
				return OK;
		}
		TRY(near_count(explain, near, distance, -1, &seen));
	}
	if (!seen.is_won)
		near->searched = distance;
	return OK;
}
