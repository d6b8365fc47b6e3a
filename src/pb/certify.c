/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/certify.c: a count written down so that a stranger can go through it again: what was counted
 * and how, every choice with what was paid, the shares that Add1 passed by, what completed it, who
 * is called, what is left. Grammar: doc/pb.md, Certificate and checker. */
#include "base/arena.h"
#include "base/buf.h"
#include "pb/check.h"
#include "pb/exact.h"

struct certificate {
	struct arena *arena;
	struct buf *out;
	const struct pb_election *election;
	const struct pb_options *options;
	const struct pb_outcome *outcome;
	const struct view *view;
};

static void id_say(const struct certificate *it, uint32_t project)
{
	if (project == PB_NO_PROJECT)
		buf_char(it->out, '-');
	else
		cert_id(it->out, it->election, project);
}

static void number_say(const struct certificate *it, const char *word, int64_t number)
{
	buf_text(it->out, word);
	buf_char(it->out, ' ');
	buf_int(it->out, number);
	buf_char(it->out, '\n');
}

static const char *switch_word(bool is_on)
{
	return is_on ? "on" : "off";
}

static void head_say(
	const struct certificate *it, const struct pb_options *options, struct str sha256)
{
	buf_text(it->out, "pbcert 1\ninput ");
	buf_str(it->out, sha256);
	buf_print(it->out, "\nrule %s\nutility %s\ncomplete %s\nties %s\n",
		pb_rule_word(options->rule), pb_utility_word(options->utility),
		pb_complete_word(options->complete), pb_ties_word(options->ties));
	buf_print(it->out, "constraints %s\ndonations %s\n", switch_word(options->with_constraints),
		switch_word(options->with_donations));
	number_say(it, "decimals", it->election->decimals);
	number_say(it, "budget", it->election->budget);
	number_say(it, "ballots", it->election->ballots);
}

/* ---- equal shares ---- */

static void share_say(const struct certificate *it)
{
	buf_text(it->out, "share ");
	pb_ratio_print(it->out, &it->outcome->share);
	buf_char(it->out, '\n');
}

static void leap_say(const struct certificate *it, const struct pb_leap *leap)
{
	switch (leap->kind) {
	case PB_STEP:
		buf_text(it->out, "step ");
		break;
	case PB_JUMP:
		buf_text(it->out, "same ");
		break;
	case PB_SKIP:
		buf_text(it->out, "skip ");
		break;
	}
	buf_int(it->out, leap->from);
	if (leap->kind != PB_STEP) {
		buf_char(it->out, ' ');
		buf_int(it->out, leap->to);
	}
	buf_char(it->out, ' ');
	if (leap->kind == PB_SKIP) {
		buf_print(it->out, "%u ", leap->surely);
		id_say(it, leap->surely ? leap->last : PB_NO_PROJECT);
	} else {
		buf_int(it->out, leap->most);
	}
	buf_char(it->out, '\n');
}

/* Leaps up to the share itself: it was passed by too, so the next one was too dear. */
static void leaps_say(const struct certificate *it)
{
	const struct pb_outcome *outcome = it->outcome;
	bool is_dear = outcome->leap_count &&
		       outcome->leaps[outcome->leap_count - 1].to >= outcome->steps;

	for (uint32_t i = 0; i < outcome->leap_count; i++)
		leap_say(it, &outcome->leaps[i]);
	buf_text(it->out, is_dear ? "stop dear\n" : "stop exhaustive\n");
}

static void rounds_say(const struct certificate *it)
{
	for (uint32_t i = 0; i < it->outcome->round_count; i++) {
		const struct pb_round *round = &it->outcome->rounds[i];

		buf_print(it->out, "round %u ", i + 1);
		id_say(it, round->project);
		buf_char(it->out, ' ');
		pb_ratio_print(it->out, &round->rho);
		buf_char(it->out, ' ');
		pb_ratio_print(it->out, &round->max_payment);
		buf_char(it->out, ' ');
		buf_int(it->out, round->paying_in_full);
		buf_char(it->out, ' ');
		buf_int(it->out, round->paying_rest);
		buf_char(it->out, '\n');
	}
}

static void equal_shares_say(const struct certificate *it, enum pb_complete complete)
{
	bool is_raised = complete == PB_ADD1 || complete == PB_ADD1U;

	if (is_raised)
		number_say(it, "steps", it->outcome->steps);
	share_say(it);
	if (is_raised)
		leaps_say(it);
	rounds_say(it);
}

/* ---- Phragmén ---- */

/* The loads that follow from the order of choice, told as fractions. */
struct levels {
	uint32_t *round_of;  /* by group */
	struct pb_ratio *at; /* by round */
	uint64_t *counts;
	uint32_t rounds;
};

static struct pb_ratio level_of(
	const struct certificate *it, struct levels *levels, uint32_t project)
{
	const struct check_side *side = &it->view->sides[project];
	struct pb_ratio sum = ratio_of(
		it->arena, (uint64_t)it->election->projects[project].cost, 1);

	for (uint32_t r = 0; r <= levels->rounds; r++)
		levels->counts[r] = 0;
	for (uint32_t i = 0; i < side->count; i++)
		levels->counts[levels->round_of[side->groups[i]]] +=
			it->election->weights[side->groups[i]];
	for (uint32_t r = 1; r <= levels->rounds; r++)
		if (levels->counts[r])
			sum = ratio_add(it->arena, sum,
				ratio_mul_small(it->arena, levels->at[r], levels->counts[r]));
	return ratio_div_small(it->arena, sum, side->support);
}

/* One that had the least load with the others, and did not fit: the first in the tie order. */
static uint32_t misfit_find(const struct certificate *it, struct levels *levels)
{
	const struct view *view = it->view;
	struct pb_ratio least = { 0 };
	uint32_t misfit = PB_NO_PROJECT;
	struct limits limits;

	if (limits_make(it->arena, view, &limits))
		return PB_NO_PROJECT;
	for (uint32_t i = 0; i < levels->rounds; i++)
		limits_choose(&limits, it->outcome->selected[i]);
	for (uint32_t i = 0; i < view->count; i++) {
		uint32_t p = view->order[i];
		struct pb_ratio level;
		int order = -1;

		if (!limits.is_let[p] || !view->sides[p].support ||
			view->projects[p].cost > it->election->budget)
			continue;
		level = level_of(it, levels, p);
		if (least.den.count)
			order = ratio_compare(it->arena, level, least);
		if (order < 0) {
			least = level;
			misfit = PB_NO_PROJECT;
		}
		if (order <= 0 && misfit == PB_NO_PROJECT && view->projects[p].cost > limits.left)
			misfit = p;
	}
	return misfit;
}

static void loads_say(const struct certificate *it)
{
	size_t room = (size_t)it->view->count + 1;
	struct levels levels = { arena_array(it->arena, it->election->group_count + (size_t)1,
					 sizeof(uint32_t)),
		arena_array(it->arena, room, sizeof(struct pb_ratio)),
		arena_array(it->arena, room, sizeof(uint64_t)), 0 };

	if (!levels.round_of || !levels.at || !levels.counts) {
		it->out->has_failed = true;
		return;
	}
	for (uint32_t i = 0; i < it->outcome->by_rule; i++) {
		uint32_t project = it->outcome->selected[i];
		const struct check_side *side = &it->view->sides[project];

		levels.at[i + 1] = level_of(it, &levels, project);
		levels.rounds = i + 1;
		for (uint32_t k = 0; k < side->count; k++)
			levels.round_of[side->groups[k]] = i + 1;
		buf_print(it->out, "load %u ", i + 1);
		id_say(it, project);
		buf_char(it->out, ' ');
		pb_ratio_print(it->out, &levels.at[i + 1]);
		buf_char(it->out, '\n');
	}
	buf_text(it->out, "stop ");
	id_say(it, misfit_find(it, &levels));
	buf_char(it->out, '\n');
}

/* ---- optimum, official ---- */

static void sum_say(const struct certificate *it)
{
	enum pb_utility utility = it->options->utility;
	struct pb_big sum = { 0 };

	for (uint32_t i = 0; i < it->outcome->by_rule; i++) {
		uint32_t p = it->outcome->selected[i];
		const struct check_side *side = &it->view->sides[p];
		bool has_worths = utility == PB_POINTS || utility == PB_BORDA;
		struct pb_big worth = big_of(
			it->arena, has_worths ? side->worth_sum : side->support);

		if (utility == PB_COST)
			worth = big_mul_small(
				it->arena, worth, (uint64_t)it->election->projects[p].cost);
		sum = big_add(it->arena, sum, worth);
	}
	buf_text(it->out, "sum ");
	big_print(it->out, sum);
	buf_print(it->out, "\nproven %s\n", it->outcome->is_proven ? "yes" : "no");
}

static void agrees_say(const struct certificate *it)
{
	int agrees = it->outcome->agrees;

	buf_print(it->out, "agrees %s\n", agrees < 0 ? "unknown" : agrees ? "yes" : "no");
}

static void city_say(const struct certificate *it)
{
	if (it->outcome->share.den.count)
		equal_shares_say(it, PB_ADD1);
	agrees_say(it);
}

static void rule_say(const struct certificate *it)
{
	switch (it->options->rule) {
	case PB_MES:
	case PB_EES:
		equal_shares_say(it, it->options->complete);
		break;
	case PB_PHRAGMEN:
		loads_say(it);
		break;
	case PB_OPTIMUM:
		sum_say(it);
		break;
	case PB_OFFICIAL:
		city_say(it);
		break;
	default:
		break;
	}
}

/* ---- winners, pledges, end ---- */

static void pledges_say(const struct certificate *it)
{
	for (uint32_t i = 0; i < it->outcome->pledge_count; i++) {
		const struct pb_fund_row *row = &it->outcome->pledges[i];

		buf_print(it->out, "pledge %u ", row->pledge + 1);
		id_say(it, it->election->pledges[row->pledge].project);
		buf_char(it->out, ' ');
		buf_int(it->out, row->kept);
		buf_char(it->out, ' ');
		buf_int(it->out, row->called);
		buf_text(it->out, row->is_void ? " void\n" : " stands\n");
	}
	number_say(it, "called", it->outcome->called);
}

static void winners_say(const struct certificate *it)
{
	const struct pb_outcome *outcome = it->outcome;

	for (uint32_t i = 0; i < outcome->selected_count; i++) {
		enum check_way way = i < outcome->by_rule ? BY_RULE
				     : i < outcome->selected_count - outcome->by_pledges
					     ? BY_COMPLETION
					     : BY_PLEDGES;

		buf_print(it->out, "won %u ", i + 1);
		id_say(it, outcome->selected[i]);
		buf_print(it->out, " %s\n", cert_way(way));
	}
	number_say(it, "leftover", it->election->budget - outcome->cost + outcome->called);
}

static void axiom_say(const struct certificate *it)
{
	uint32_t project;
	uint64_t group;

	if (!it->election->ballots)
		return;
	buf_text(it->out, "axiom ejr+1 ");
	if (axiom_holds(it->arena, it->view, axiom_utility(it->options), it->outcome->selected,
		    it->outcome->selected_count, &project, &group)) {
		buf_text(it->out, "ok\n");
		return;
	}
	buf_text(it->out, "fail ");
	id_say(it, project);
	buf_print(it->out, " %llu\n", (unsigned long long)group);
}

void pb_certify(struct arena *arena, struct buf *out, const struct pb_election *election,
	const struct pb_options *options, const struct pb_outcome *outcome, struct str sha256)
{
	struct view view;
	struct pb_options meant;
	struct certificate it = { arena, out, election, &meant, outcome, &view };
	size_t start = out->len;
	struct str text;

	pb_official(election, options, &meant);
	if (view_make(arena, election, &meant, &view)) {
		out->has_failed = true;
		return;
	}
	head_say(&it, options, sha256);
	rule_say(&it);
	if (options->with_donations)
		pledges_say(&it);
	if (options->rule != meant.rule)
		agrees_say(&it);
	winners_say(&it);
	axiom_say(&it);
	if (!buf_ok(out) || arena_is_spent(arena)) {
		out->has_failed = true;
		return;
	}
	text = (struct str) { out->at + start, out->len - start };
	buf_print(out, "end %016llx\n", (unsigned long long)cert_sum(text));
}
