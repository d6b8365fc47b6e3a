/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check_pledges.c: round two and its pledges, counted again by the rule's own words (doc/pb.md,
 * Pledges): caps, the order that does not see pledges, who is called, who would regret it. Every
 * question goes through all pledges anew. */
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "pb/check.h"

__extension__ typedef unsigned __int128 double_wide;

enum { MILLION = 1000000 };

struct pledges {
	struct check *check;
	const struct view *view;
	struct view limited; /* a city's own rule took no constraints; round two does */
	const struct pb_election *election;
	struct limits limits;
	uint32_t count;	   /* pledges */
	bool *is_void;	   /* by pledge */
	bool *is_absent;   /* by pledge: while it is asked what would be without it */
	int64_t *kept;	   /* by pledge, after all caps */
	double_wide *over; /* by pledge: what a cut leaves over */
	bool *is_picked;   /* by pledge, for a cut */
	uint32_t *order;   /* projects that lost round one, in the order of round two */
	uint32_t order_count;
	bool *won; /* by project: in round two */
	bool *else_won;
	uint32_t *list; /* winners in order */
	uint32_t list_count;
};

/* ---- caps ---- */

/* Cuts those picked down to a sum of `most`: each in proportion, rounded down, and one unit more
 * for those with the largest rests, the earlier first, until the sum is reached. */
static void cut(struct pledges *it, int64_t most)
{
	double_wide sum = 0;
	int64_t left = most;

	for (uint32_t k = 0; k < it->count; k++)
		sum += it->is_picked[k] ? (double_wide)it->kept[k] : 0;
	if (sum <= (double_wide)most)
		return;
	for (uint32_t k = 0; k < it->count; k++) {
		double_wide share = (double_wide)it->kept[k] * (double_wide)most;

		if (!it->is_picked[k])
			continue;
		it->kept[k] = (int64_t)(share / sum);
		it->over[k] = share % sum;
		left -= it->kept[k];
	}
	for (; left; left--) {
		uint32_t most_over = UINT32_MAX;

		for (uint32_t k = 0; k < it->count; k++)
			if (it->is_picked[k] &&
				(most_over == UINT32_MAX || it->over[k] > it->over[most_over]))
				most_over = k;
		it->kept[most_over]++;
		it->is_picked[most_over] = false;
	}
}

static bool is_one_source(const struct pledges *it, uint32_t a, uint32_t b)
{
	const struct pb_pledge *x = &it->election->pledges[a];
	const struct pb_pledge *y = &it->election->pledges[b];
	bool has_name = it->election->sources[x->source].at;

	return x->source == y->source && (has_name || x->ballot == y->ballot);
}

static int64_t part_of(const struct pledges *it, uint32_t project, int64_t ppm)
{
	return (int64_t)((double_wide)it->view->projects[project].cost * (double_wide)ppm /
			 MILLION);
}

/* The first pledge of its ballot (or of its source for the project) does it for all of them. */
static bool is_first_of_ballot(const struct pledges *it, uint32_t pledge)
{
	for (uint32_t k = 0; k < pledge; k++)
		if (it->election->pledges[k].ballot == it->election->pledges[pledge].ballot)
			return false;
	return true;
}

static void ballots_cut(struct pledges *it)
{
	for (uint32_t k = 0; k < it->count; k++) {
		if (!is_first_of_ballot(it, k))
			continue;
		for (uint32_t i = 0; i < it->count; i++)
			it->is_picked[i] = it->election->pledges[i].ballot ==
					   it->election->pledges[k].ballot;
		cut(it, it->election->household_cap);
	}
}

static bool is_first_of_source(const struct pledges *it, uint32_t pledge)
{
	for (uint32_t k = 0; k < pledge; k++)
		if (it->election->pledges[k].project == it->election->pledges[pledge].project &&
			is_one_source(it, k, pledge))
			return false;
	return true;
}

static void project_cut(struct pledges *it, uint32_t project)
{
	for (uint32_t k = 0; k < it->count; k++) {
		if (it->election->pledges[k].project != project || !is_first_of_source(it, k))
			continue;
		for (uint32_t i = 0; i < it->count; i++)
			it->is_picked[i] = it->election->pledges[i].project == project &&
					   is_one_source(it, i, k);
		cut(it, part_of(it, project, it->election->source_share_ppm));
	}
	for (uint32_t i = 0; i < it->count; i++)
		it->is_picked[i] = it->election->pledges[i].project == project;
	cut(it, part_of(it, project, MILLION - it->election->community_share_ppm));
}

/* What each pledge is good for. A ballot's cap counts all its pledges; the caps of a project only
 * those that stand. */
static void caps_apply(struct pledges *it)
{
	for (uint32_t k = 0; k < it->count; k++)
		it->kept[k] = it->election->pledges[k].amount;
	if (it->election->household_cap >= 0)
		ballots_cut(it);
	for (uint32_t k = 0; k < it->count; k++)
		if (it->is_void[k] || it->is_absent[k])
			it->kept[k] = 0;
	for (uint32_t p = 0; p < it->view->count; p++)
		project_cut(it, p);
}

static int64_t pot_of(const struct pledges *it, uint32_t project)
{
	int64_t pot = 0;

	for (uint32_t k = 0; k < it->count; k++)
		if (it->election->pledges[k].project == project)
			pot += it->kept[k];
	return pot;
}

/* ---- round two ---- */

static bool is_before(const struct view *view, uint32_t a, uint32_t b)
{
	if (view->sides[a].support != view->sides[b].support)
		return view->sides[a].support > view->sides[b].support;
	return view->rank[a] < view->rank[b];
}

static void order_make(struct pledges *it)
{
	for (uint32_t p = 0; p < it->view->count; p++) {
		uint32_t at = it->order_count;
		bool has_won = it->view->projects[p].is_out;

		for (uint32_t i = 0; i < it->check->chosen_count; i++)
			has_won = has_won || it->check->chosen[i] == p;
		if (has_won || !pot_of(it, p))
			continue;
		it->order_count++;
		for (; at && is_before(it->view, p, it->order[at - 1]); at--)
			it->order[at] = it->order[at - 1];
		it->order[at] = p;
	}
}

static void round_hold(struct pledges *it, bool *won)
{
	int64_t left = it->election->budget - it->check->cost;

	limits_reset(&it->limits);
	for (uint32_t i = 0; i < it->check->chosen_count; i++)
		limits_choose(&it->limits, it->check->chosen[i]);
	memset(won, false, it->view->count);
	it->list_count = 0;
	for (uint32_t i = 0; i < it->order_count; i++) {
		uint32_t p = it->order[i];
		int64_t pot = pot_of(it, p);
		int64_t lacking = it->view->projects[p].cost - pot;

		if (!pot || lacking > left || !limits_let_with(&it->limits, p, pot))
			continue;
		it->limits.extra += pot;
		limits_choose(&it->limits, p);
		won[p] = true;
		it->list[it->list_count++] = p;
		left -= lacking;
		/* What it lets in may have been passed over. */
		if (it->limits.may_reopen)
			i = UINT32_MAX;
	}
}

/* ---- regrets ---- */

static uint64_t worth_of(const struct pledges *it, uint32_t group, uint32_t project)
{
	const struct check_side *side = &it->view->sides[project];

	for (uint32_t i = 0; i < side->count; i++) {
		if (side->groups[i] != group)
			continue;
		switch (it->check->options.utility) {
		case PB_CARDINALITY:
			return 1;
		case PB_POINTS:
		case PB_BORDA:
			return side->worths[i];
		default:
			return (uint64_t)it->view->projects[project].cost;
		}
	}
	return 0;
}

static uint64_t utility_of(const struct pledges *it, uint32_t group, const bool *won)
{
	uint64_t sum = 0;

	for (uint32_t p = 0; p < it->view->count; p++)
		if (won[p])
			sum += worth_of(it, group, p);
	return sum;
}

static bool is_called(const struct pledges *it, uint32_t ballot)
{
	for (uint32_t k = 0; k < it->count; k++)
		if (it->election->pledges[k].ballot == ballot && !it->is_void[k] &&
			it->won[it->election->pledges[k].project])
			return true;
	return false;
}

static bool regrets(struct pledges *it, uint32_t ballot, uint32_t group)
{
	for (uint32_t k = 0; k < it->count; k++)
		it->is_absent[k] = it->election->pledges[k].ballot == ballot;
	caps_apply(it);
	round_hold(it, it->else_won);
	memset(it->is_absent, false, it->count);
	caps_apply(it);
	return utility_of(it, group, it->else_won) > utility_of(it, group, it->won);
}

/* The called donor with the last ballot who would rather not have pledged; false: none. */
static bool regret_find(struct pledges *it, uint32_t *out)
{
	int64_t below = INT64_MAX;

	for (;;) {
		uint32_t last = UINT32_MAX;

		for (uint32_t k = 0; k < it->count; k++)
			if (it->election->pledges[k].ballot < below &&
				(last == UINT32_MAX || it->election->pledges[k].ballot >
							       it->election->pledges[last].ballot))
				last = k;
		if (last == UINT32_MAX)
			return false;
		*out = it->election->pledges[last].ballot;
		below = *out;
		if (is_called(it, *out) && regrets(it, *out, it->election->pledges[last].group))
			return true;
	}
}

/* ---- lines ---- */

static bool pledge_check(struct pledges *it, uint32_t k)
{
	struct buf line = check_buf(it->check);
	uint32_t project = it->election->pledges[k].project;
	int64_t called = it->won[project] ? it->kept[k] : 0;

	buf_print(&line, "pledge %u ", k + 1);
	cert_id(&line, it->election, project);
	buf_char(&line, ' ');
	buf_int(&line, it->kept[k]);
	buf_char(&line, ' ');
	buf_int(&line, called);
	buf_text(&line, it->is_void[k] ? " void" : " stands");
	it->check->called += called;
	return check_line(it->check, &line, "otherwise with a pledge");
}

static bool pledges_make(struct check *check, struct pledges *out)
{
	struct arena *arena = check->arena;
	size_t count = check->view->election->pledge_count + (size_t)1;
	size_t room = (size_t)check->view->count + 1;

	*out = (struct pledges) { .check = check,
		.view = check->view,
		.election = check->view->election,
		.count = check->view->election->pledge_count };
	out->is_void = arena_array(arena, count, 1);
	out->is_absent = arena_array(arena, count, 1);
	out->kept = arena_array(arena, count, sizeof(int64_t));
	out->over = arena_array(arena, count, sizeof(double_wide));
	out->is_picked = arena_array(arena, count, 1);
	out->order = arena_array(arena, room, sizeof(uint32_t));
	out->won = arena_array(arena, room, 1);
	out->else_won = arena_array(arena, room, 1);
	out->list = arena_array(arena, room, sizeof(uint32_t));
	out->limited = *check->view;
	out->limited.has_limits = check->options.with_constraints;
	return !arena_is_spent(arena) && !limits_make(arena, &out->limited, &out->limits);
}

bool check_pledges(struct check *check)
{
	struct pledges it;
	struct buf line = check_buf(check);
	uint32_t ballot;

	if (!pledges_make(check, &it))
		return false;
	caps_apply(&it);
	order_make(&it);
	round_hold(&it, it.won);
	while (regret_find(&it, &ballot)) {
		for (uint32_t k = 0; k < it.count; k++)
			if (it.election->pledges[k].ballot == ballot)
				it.is_void[k] = true;
		caps_apply(&it);
		round_hold(&it, it.won);
	}
	for (uint32_t k = 0; k < it.count; k++)
		if (!pledge_check(&it, k))
			return false;
	buf_text(&line, "called ");
	buf_int(&line, check->called);
	if (!check_line(check, &line, "another sum is called"))
		return false;
	/* A regret that was denied held a round of its own. */
	round_hold(&it, it.won);
	for (uint32_t i = 0; i < it.list_count; i++)
		check_choose(check, it.list[i], BY_PLEDGES);
	return true;
}
