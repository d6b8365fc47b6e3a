/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ees.c: Exact Equal Shares and add-opt (doc/pb.md, Exact equal shares): all who pay for a
 * project pay the same. Add-opt raises the share from change to change, each found exactly, and
 * keeps the first of the dearest outcomes before the budget is passed for the first time. */
#include <assert.h>
#include <string.h>
#include "base/arena.h"
#include "pb/ees.h"

enum { REACH_MOST = 40 };

static enum err kept_make(
	struct arena *arena, const struct pb_election *election, struct ees_kept *kept)
{
	size_t count = election->project_count + (size_t)1;

	*kept = (struct ees_kept) { .cost = -1 };
	kept->won = arena_array(arena, count, sizeof(*kept->won));
	kept->payers = arena_array(arena, count, sizeof(*kept->payers));
	kept->share.parts = arena_array(arena, count + 1, sizeof(*kept->share.parts));
	return kept->won && kept->payers && kept->share.parts ? OK : ERR_MEMORY;
}

static void share_copy(struct ees_share *to, const struct ees_share *from)
{
	to->count = from->count;
	memcpy(to->parts, from->parts, from->count * sizeof(*from->parts));
}

static void run_keep(struct ees_kept *kept, const struct ees *ees, const struct ees_share *share)
{
	memcpy(kept->won, ees->won, ees->round_count * sizeof(*kept->won));
	memcpy(kept->payers, ees->payers, ees->round_count * sizeof(*kept->payers));
	kept->count = ees->round_count;
	kept->cost = ees->cost;
	share_copy(&kept->share, share);
}

/* Fractions of the round, as every rule gives them: rho is money a utility. */
static void round_tell(struct arena *arena, const struct ees_order *order, uint32_t project,
	uint32_t payers, struct pb_round *out)
{
	uint64_t cost = (uint64_t)order->election->projects[project].cost;

	out->project = project;
	out->max_payment = ratio_of(arena, cost, payers);
	out->rho = order->utility == PB_COST ? ratio_of(arena, 1, payers) : out->max_payment;
	out->paying_in_full = payers;
	out->paying_rest = 0;
}

static enum err outcome_fill(struct arena *arena, const struct ees_order *order,
	const struct ees_kept *kept, struct pb_outcome *out)
{
	out->rounds = arena_array(arena, kept->count + (size_t)1, sizeof(*out->rounds));
	if (!out->rounds)
		return ERR_MEMORY;
	for (uint32_t i = 0; i < kept->count; i++) {
		out->selected[i] = kept->won[i];
		round_tell(arena, order, kept->won[i], kept->payers[i], &out->rounds[i]);
	}
	out->round_count = kept->count;
	out->selected_count = kept->count;
	out->cost = kept->cost;
	out->share = ees_share_sum(arena, &kept->share);
	return arena_is_spent(arena) ? ERR_TOO_BIG : OK;
}

/* The most that any outcome can cost, or the budget: once it is reached, no later one is kept. */
static int64_t cost_most(const struct pb_election *election)
{
	int64_t most = 0;

	for (uint32_t p = 0; p < election->project_count; p++)
		if (!election->projects[p].is_out && election->sides[p].support)
			most += election->projects[p].cost;
	return most < election->budget ? most : election->budget;
}

/* Runs from change to change, each on from where the change is; when none is left before the
 * horizon, from the beginning with a farther one. A horizon that is worth some thirty changes costs
 * little in looks and little in beginnings. */
static enum err runs_make(struct ees *ees, struct ees_share *share, struct ees_kept *kept)
{
	int64_t most = cost_most(ees->election);
	int runs = 0;

	TRY(ees_run(ees, share));
	for (;;) {
		if (ees->cost > ees->election->budget)
			return OK;
		if (ees->cost > kept->cost)
			run_keep(kept, ees, share);
		if (!ees->wants_next || kept->cost >= most ||
			(!ees->next.has_one && ees->is_endless))
			return OK;
		if (ees->next.has_one) {
			TRY(ees_run_on(ees, share));
			runs++;
		} else {
			ees->reach += runs > 60	  ? ees->reach < REACH_MOST
				      : runs > 15 ? 0
				      : runs	  ? -1
						  : -4;
			runs = 0;
			TRY(ees_run(ees, share));
		}
		if (ees->options->progress)
			ees->options->progress(ees->options->with, ees->out->runs);
	}
}

static void first_share(const struct pb_election *election, struct ees_share *out)
{
	out->parts[0] = (struct ees_part) { election->budget, election->ballots };
	out->count = election->ballots ? 1 : 0;
}

static enum err by_classes(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out, struct ees_kept *kept)
{
	struct ees_share share;
	struct ees ees;

	share.parts = arena_array(arena, election->project_count + (size_t)2, sizeof(*share.parts));
	if (!share.parts)
		return ERR_MEMORY;
	first_share(election, &share);
	kept->cost = -1;
	TRY(ees_make(arena, election, options, out, &ees));
	return runs_make(&ees, &share, kept);
}

/* The same rounds by classes, decided twice each. */
static enum err count_twice(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out, const struct ees_kept *kept)
{
	struct ees_kept again;

	TRY(kept_make(arena, election, &again));
	TRY(by_classes(arena, election, options, out, &again));
	assert(again.count == kept->count && again.cost == kept->cost);
	for (uint32_t i = 0; i < kept->count; i++)
		assert(again.won[i] == kept->won[i] && again.payers[i] == kept->payers[i]);
	return OK;
}

enum err rule_ees(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out)
{
	struct ees_order order = { .election = election, .utility = options->utility };
	bool is_sure = false;
	struct ees_kept kept;

	TRY(kept_make(arena, election, &kept));
	TRY(ties_make(arena, election, options->ties, &order.ties));
	if (options->complete == PB_NONE && !options->is_exact && !options->with_constraints &&
		election->ballots) {
		first_share(election, &kept.share);
		TRY(ees_plain(arena, election, &order, out, &kept, &is_sure));
	}
	if (!is_sure)
		TRY(by_classes(arena, election, options, out, &kept));
	else if (options->is_twice)
		TRY(count_twice(arena, election, options, out, &kept));
	return outcome_fill(arena, &order, &kept, out);
}
