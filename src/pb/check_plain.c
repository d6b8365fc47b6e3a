/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check_plain.c: the greedy rules, completion by votes and what the city did, by their
 * plain definition: the best of all that were not looked at, again and again. */
#include "base/arena.h"
#include "base/buf.h"
#include "pb/check.h"

__extension__ typedef unsigned __int128 double_wide;

/* ---- taking in order ---- */

struct walk {
	struct check *check;
	struct limits limits;
	const struct check_figure *figures;
	bool *is_seen;
	enum check_way way;
};

/* worth < 2^63 and cost < 2^62: products stay below 2^125. */
static bool is_before(const struct walk *walk, uint32_t a, uint32_t b)
{
	const struct check_figure *x = &walk->figures[a];
	const struct check_figure *y = &walk->figures[b];
	double_wide left = (double_wide)x->worth * y->cost;
	double_wide right = (double_wide)y->worth * x->cost;

	if (left != right)
		return left > right;
	return walk->check->view->rank[a] < walk->check->view->rank[b];
}

static uint32_t walk_next(const struct walk *walk)
{
	uint32_t best = PB_NO_PROJECT;

	for (uint32_t p = 0; p < walk->check->view->count; p++)
		if (!walk->is_seen[p] && !walk->figures[p].is_out &&
			(best == PB_NO_PROJECT || is_before(walk, p, best)))
			best = p;
	return best;
}

static bool fits(const struct walk *walk, int64_t cost)
{
	return cost <= walk->check->view->election->budget - walk->check->cost;
}

/* A smaller size that has been chosen makes room for the larger one. */
static bool try_enlarge(struct walk *walk, uint32_t project)
{
	const struct view *view = walk->check->view;

	if (!walk->limits.is_on || walk->limits.is_hopeless[project] ||
		walk->limits.is_chosen[project])
		return false;
	for (uint32_t p = 0; p < view->count; p++) {
		if (!walk->limits.is_chosen[p] || !limits_are_sizes(&walk->limits, p, project) ||
			view->projects[p].cost >= view->projects[project].cost)
			continue;
		if (!fits(walk, view->projects[project].cost - view->projects[p].cost) ||
			!limits_swap(&walk->limits, p, project))
			return false;
		check_unchoose(walk->check, p);
		check_choose(walk->check, project, walk->way);
		return true;
	}
	return false;
}

/* True when it was taken; *is_short: only money was in the way. */
static bool try_take(struct walk *walk, uint32_t project, bool *is_short)
{
	*is_short = false;
	if (!walk->limits.is_let[project])
		return try_enlarge(walk, project);
	*is_short = !fits(walk, walk->check->view->projects[project].cost);
	if (*is_short)
		return false;
	limits_choose(&walk->limits, project);
	check_choose(walk->check, project, walk->way);
	return true;
}

bool check_walk(
	struct check *check, const struct check_figure *figures, bool stops, enum check_way way)
{
	struct walk walk = { .check = check, .figures = figures, .way = way };
	uint32_t count = check->view->count;
	uint32_t project;
	bool is_short;

	walk.is_seen = arena_array(check->arena, (size_t)count + 1, 1);
	if (!walk.is_seen || limits_make(check->arena, check->view, &walk.limits))
		return false;
	for (uint32_t i = 0; i < check->chosen_count; i++)
		limits_choose(&walk.limits, check->chosen[i]);
	while ((project = walk_next(&walk)) != PB_NO_PROJECT) {
		walk.is_seen[project] = true;
		/* A larger size takes its smaller one's bars away. */
		if (try_take(&walk, project, &is_short) &&
			(walk.limits.may_reopen || walk.limits.has_sizes))
			for (uint32_t p = 0; p < count; p++)
				walk.is_seen[p] = walk.limits.is_chosen[p];
		else if (is_short && stops)
			break;
	}
	return true;
}

/* ---- greedy ---- */

/* By cost, what is free comes first if anybody wants it; without, it comes last. */
static struct check_figure figure_of(const struct view *view, enum pb_rule rule, uint32_t project)
{
	const struct check_side *side = &view->sides[project];
	uint64_t cost = (uint64_t)view->projects[project].cost;
	bool is_by_votes = rule == PB_GREEDY_VOTES || rule == PB_GREEDY_DENSITY;
	uint64_t worth = is_by_votes ? side->support : side->worth_sum;

	if (rule == PB_GREEDY_VOTES || rule == PB_GREEDY_POINTS)
		return (struct check_figure) { cost ? worth : 0, 1, false };
	return (struct check_figure) { worth, worth ? cost : 1, false };
}

static bool walk_by(struct check *check, enum pb_rule rule, enum check_way way)
{
	struct check_figure *figures = arena_array(
		check->arena, (size_t)check->view->count + 1, sizeof(*figures));

	if (!figures)
		return false;
	for (uint32_t p = 0; p < check->view->count; p++)
		figures[p] = figure_of(check->view, rule, p);
	return check_walk(check, figures, false, way);
}

bool check_greedy(struct check *check)
{
	return walk_by(check, check->options.rule, BY_RULE);
}

bool check_completion(struct check *check)
{
	return walk_by(check, PB_GREEDY_VOTES, BY_COMPLETION);
}

/* ---- what the city did ---- */

enum { MICRO = 1000000 };

static uint64_t positive(int64_t value)
{
	return value > 0 ? (uint64_t)value : 0;
}

/* The city's own score if every project has one, else its own count of votes, else the ballots. */
static void city_figures(const struct view *view, struct check_figure *figures)
{
	int64_t least = view->election->min_score;
	bool has_scores = true;
	bool has_votes = true;

	for (uint32_t p = 0; p < view->count; p++) {
		has_scores = has_scores && view->projects[p].has_score;
		has_votes = has_votes && view->projects[p].has_votes;
	}
	for (uint32_t p = 0; p < view->count; p++) {
		const struct pb_project *it = &view->projects[p];
		uint64_t worth = has_scores  ? positive(it->score)
				 : has_votes ? positive(it->votes)
					     : view->sides[p].support;
		double_wide score = (double_wide)worth * (has_scores ? 1 : MICRO);

		figures[p] = (struct check_figure) { worth, 1,
			least > 0 && score < (double_wide)least };
	}
}

bool check_agreement(struct check *check)
{
	const struct view *view = check->view;
	struct buf line = check_buf(check);
	bool is_same = true;

	for (uint32_t p = 0; p < view->count; p++) {
		bool is_chosen = false;

		for (uint32_t i = 0; i < check->chosen_count; i++)
			is_chosen = is_chosen || check->chosen[i] == p;
		is_same = is_same && is_chosen == (view->projects[p].selected == 1);
	}
	buf_print(&line, "agrees %s",
		!view->election->has_selected_column ? "unknown"
		: is_same			     ? "yes"
						     : "no");
	return check_line(check, &line, "otherwise with what the city published");
}

bool check_official(struct check *check)
{
	const struct view *view = check->view;
	struct str rule = view->election->rule;
	struct check_figure *figures = arena_array(
		check->arena, (size_t)view->count + 1, sizeof(*figures));
	struct pb_project *projects = arena_array(
		check->arena, (size_t)view->count + 1, sizeof(*projects));
	struct view city = *view;
	bool is_right;

	if (!figures || !projects)
		return false;
	city_figures(view, figures);
	for (uint32_t p = 0; p < view->count; p++) {
		projects[p] = view->projects[p];
		projects[p].is_out = projects[p].is_out || figures[p].is_out;
	}
	city.projects = projects;
	check->view = &city;
	if (str_is(rule, "equalshares/add1"))
		is_right = !view->election->ballots ? check_refuse(check, "no ballots")
						    : check_mes(check, PB_COST, PB_ADD1);
	else
		is_right = check_walk(check, figures,
			str_is(rule, "greedy-no-skip") || str_is(rule, "greedy-custom"), BY_RULE);
	check->view = view;
	return is_right && check_agreement(check);
}
