/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/explain.c: why each project won or lost: for winners their round and what was left of the
 * budget, for losers what stood in the way. Everything said is taken from the outcome or counted
 * again; nothing is estimated. */
#include "pb/explain.h"
#include <assert.h>
#include "base/arena.h"
#include "pb/exact.h"

enum {
	RECOUNT_WORK = 400000000, /* groups looked at; a run of Add1 looks at few of them again */
	RECOUNTS_LEAST = 1,
	RECOUNTS_MOST = 20000,
};

static bool is_winner(enum pb_fate fate)
{
	return fate == PB_WON || fate == PB_WON_COMPLETED || fate == PB_WON_PLEDGED;
}

static int64_t pledged_to(const struct explain *explain, uint32_t project)
{
	const struct pb_outcome *outcome = explain->outcome;
	int64_t sum = 0;

	for (uint32_t i = 0; i < outcome->pledge_count; i++)
		if (explain->election->pledges[outcome->pledges[i].pledge].project == project)
			sum += outcome->pledges[i].called;
	return sum;
}

/* cost / max_payment: so many payers of the full amount would have borne it. */
static void round_tell(struct explain *explain, const struct pb_round *round, uint32_t place)
{
	struct pb_reason *reason = &explain->reasons[round->project];
	int64_t cost = explain->seen.projects[round->project].cost;

	reason->round = place;
	if (round->max_payment.den.count && !ratio_is_zero(round->max_payment))
		reason->effective = ratio_div(explain->arena,
			ratio_of(explain->arena, (uint64_t)cost, 1), round->max_payment);
}

static void winners_tell(struct explain *explain)
{
	const struct pb_outcome *outcome = explain->outcome;
	int64_t left = explain->election->budget;

	for (uint32_t i = 0; i < outcome->round_count; i++)
		round_tell(explain, &outcome->rounds[i], i);
	for (uint32_t i = 0; i < outcome->selected_count; i++) {
		uint32_t project = outcome->selected[i];

		left -= explain->seen.projects[project].cost;
		if (i >= outcome->selected_count - outcome->by_pledges)
			left += pledged_to(explain, project);
		explain->reasons[project].left = left;
	}
}

/* In which turn a greedy rule looks at the projects: the order in which it takes them when there
 * is money for all. */
static enum err turns_find(struct explain *explain, enum pb_rule rule, struct pb_outcome *out)
{
	struct pb_options options = { .rule = rule, .ties = explain->options->ties };
	struct pb_election rich = explain->seen;

	rich.budget = 0;
	for (uint32_t p = 0; p < rich.project_count; p++)
		if (__builtin_add_overflow(rich.budget, rich.projects[p].cost, &rich.budget))
			return ERR_TOO_BIG;
	return pb_count(explain->arena, &rich, &options, out);
}

static bool has_turns(const struct pb_options *options, enum pb_rule *rule)
{
	bool is_completed = options->complete == PB_ADD1U || options->complete == PB_EXHAUST;

	*rule = is_completed ? PB_GREEDY_VOTES : options->rule;
	return is_completed || options->rule <= PB_GREEDY_BORDA_DENSITY ||
	       options->rule == PB_OFFICIAL;
}

/* Those for whom too little is left once this winner has been taken would have had to come before
 * it: by votes, with so many more. */
static void turn_guess(struct explain *explain, uint32_t winner, int64_t left)
{
	int64_t support = explain->seen.sides[winner].support;

	for (uint32_t p = 0; p < explain->seen.project_count; p++) {
		int64_t more = support - explain->seen.sides[p].support + 1;

		if (explain->seen.projects[p].cost > left && !explain->guesses[p].ballots)
			guess_ballots(&explain->guesses[p], more);
	}
}

/* What was left when a loser had its turn: what had been taken by then, by the rule before the
 * completion or in earlier turns. */
static enum err losers_left(struct explain *explain)
{
	const struct pb_outcome *outcome = explain->outcome;
	uint32_t taken_end = outcome->selected_count - outcome->by_pledges;
	enum pb_fate in_turn = PB_WON;
	int64_t left = explain->election->budget;
	struct pb_outcome turns;
	enum pb_rule rule;

	for (uint32_t i = 0; i < taken_end; i++)
		left -= explain->seen.projects[outcome->selected[i]].cost;
	for (uint32_t p = 0; p < explain->seen.project_count; p++)
		if (!is_winner(explain->reasons[p].fate))
			explain->reasons[p].left = left;
	if (!has_turns(explain->options, &rule))
		return OK;
	if (rule != explain->options->rule)
		in_turn = PB_WON_COMPLETED;
	TRY(turns_find(explain, rule, &turns));
	left = explain->election->budget;
	for (uint32_t i = 0; in_turn == PB_WON_COMPLETED && i < outcome->by_rule; i++)
		left -= explain->seen.projects[outcome->selected[i]].cost;
	for (uint32_t i = 0; i < turns.selected_count; i++) {
		uint32_t project = turns.selected[i];

		if (explain->reasons[project].fate == in_turn) {
			left -= explain->seen.projects[project].cost;
			turn_guess(explain, project, left);
		}
		if (is_winner(explain->reasons[project].fate))
			continue;
		explain->reasons[project].left = left;
		guess_cost(&explain->guesses[project], left);
	}
	return OK;
}

static uint32_t rival_of(const struct explain *explain, const struct pb_project *project)
{
	for (uint32_t i = 0; i < project->incompatible_count; i++)
		if (is_winner(explain->reasons[project->incompatible[i]].fate))
			return project->incompatible[i];
	return PB_NO_PROJECT;
}

static uint32_t missing_need(const struct explain *explain, const struct pb_project *project)
{
	for (uint32_t i = 0; i < project->needs_count; i++)
		if (!is_winner(explain->reasons[project->needs[i]].fate))
			return project->needs[i];
	return PB_NO_PROJECT;
}

/* Two sizes are rivals too, whether or not the text says so. */
static uint32_t other_size(const struct explain *explain, uint32_t project)
{
	const struct pb_project *projects = explain->seen.projects;
	uint32_t first = projects[project].variant_of;

	for (uint32_t p = 0; p < explain->seen.project_count; p++) {
		bool is_size = projects[p].variant_of == project || p == first ||
			       (first != PB_NO_PROJECT && projects[p].variant_of == first);

		if (p != project && is_size && is_winner(explain->reasons[p].fate))
			return p;
	}
	return PB_NO_PROJECT;
}

static bool is_over_cap(const struct explain *explain, const struct pb_project *project)
{
	const struct pb_category *category;
	int64_t spent = project->cost;

	if (project->category == PB_NO_PROJECT)
		return false;
	category = &explain->seen.categories[project->category];
	for (uint32_t i = 0; i < explain->outcome->selected_count; i++) {
		const struct pb_project *other =
			&explain->seen.projects[explain->outcome->selected[i]];

		if (other->category == project->category)
			spent += other->cost;
	}
	return category->has_cap && spent > category->cap;
}

static void bar_find(struct explain *explain, struct pb_reason *reason)
{
	const struct pb_project *project = &explain->seen.projects[reason->project];

	if (reason->support < project->min_support) {
		reason->bar = PB_BAR_SUPPORT;
		return;
	}
	reason->because = rival_of(explain, project);
	if (reason->because == PB_NO_PROJECT)
		reason->because = other_size(explain, reason->project);
	reason->bar = PB_BAR_RIVAL;
	if (reason->because != PB_NO_PROJECT)
		return;
	reason->because = missing_need(explain, project);
	reason->bar = reason->because != PB_NO_PROJECT ? PB_BAR_NEEDS
		      : is_over_cap(explain, project)  ? PB_BAR_CAP
						       : PB_BAR_FLOOR;
}

/* Its own pledges and what the rule had left would have paid for it, but other pledges were first
 * in round two: the first winner after which it no longer fitted. */
static void pledges_tell(struct explain *explain, struct pb_reason *reason)
{
	const struct pb_outcome *outcome = explain->outcome;
	uint32_t first = outcome->selected_count - outcome->by_pledges;
	int64_t offered = 0;
	int64_t net;
	int64_t left = explain->election->budget;

	for (uint32_t i = 0; i < outcome->pledge_count; i++) {
		const struct pb_fund_row *row = &outcome->pledges[i];

		if (explain->election->pledges[row->pledge].project == reason->project &&
			!row->is_void)
			offered += row->kept;
	}
	if (!offered)
		return;
	net = explain->seen.projects[reason->project].cost - offered;
	for (uint32_t i = 0; i < first; i++)
		left -= explain->seen.projects[outcome->selected[i]].cost;
	if (net > left)
		return;
	for (uint32_t i = first; i < outcome->selected_count; i++)
		if (explain->reasons[outcome->selected[i]].left < net) {
			reason->bar = PB_BAR_PLEDGED;
			reason->because = outcome->selected[i];
			return;
		}
}

int64_t pb_recounts(const struct pb_election *election, const struct pb_outcome *outcome)
{
	int64_t work = 1;
	int64_t worth;

	for (uint32_t p = 0; p < election->project_count; p++)
		work += election->sides[p].count;
	worth = RECOUNT_WORK / work * 4 / (4 + (outcome->runs > 0 ? outcome->runs : 0));
	return worth < RECOUNTS_LEAST  ? RECOUNTS_LEAST
	       : worth > RECOUNTS_MOST ? RECOUNTS_MOST
				       : worth;
}

enum err pb_explain(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, const struct pb_outcome *outcome, int64_t recounts,
	struct pb_reason **out)
{
	uint32_t count = election->project_count;
	struct pb_reason *reasons = arena_array(arena, (size_t)count + 1, sizeof(*reasons));
	struct pb_options meant;
	struct explain explain = { .arena = arena,
		.election = election,
		.options = &meant,
		.outcome = outcome,
		.reasons = reasons,
		.recounts = recounts };

	pb_official(election, options, &meant);
	explain.guesses = arena_array(arena, (size_t)count + 1, sizeof(*explain.guesses));
	if (!reasons || !explain.guesses)
		return ERR_MEMORY;
	TRY(admit_election(arena, election, &meant, &explain.seen));
	for (uint32_t p = 0; p < count; p++)
		reasons[p] = (struct pb_reason) { .project = p,
			.fate = (enum pb_fate)outcome->fates[p],
			.support = explain.seen.sides[p].support,
			.round = PB_NO_PROJECT,
			.died = PB_NO_PROJECT,
			.because = PB_NO_PROJECT };
	winners_tell(&explain);
	TRY(losers_left(&explain));
	for (uint32_t p = 0; p < count; p++) {
		if (reasons[p].fate == PB_BARRED)
			bar_find(&explain, &reasons[p]);
		else if (reasons[p].fate == PB_LOST)
			pledges_tell(&explain, &reasons[p]);
	}
	if (meant.rule == PB_MES || meant.rule == PB_EES)
		TRY(explain_rests(&explain));
	TRY(explain_near(&explain));
	if (arena_is_spent(arena))
		return ERR_TOO_BIG;
	*out = reasons;
	return OK;
}
