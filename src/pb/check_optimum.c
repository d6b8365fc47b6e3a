/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check_optimum.c: the greatest sum, found again where that is quick: by going through sets in
 * the order in which they are preferred among equals, else (without constraints) by a table over
 * money. Elsewhere only that the set is allowed and has the sum it claims; the verdict then says
 * so. */
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "pb/check.h"

__extension__ typedef unsigned __int128 double_wide;

enum {
	NODES_MOST = 1 << 21,
	STEPS_MOST = 1 << 22,
	CELLS_MOST = 1 << 22,
};

struct item {
	uint32_t project;
	int64_t cost;
	double_wide worth; /* what it adds to the sum */
	uint64_t rate;	   /* worth for so much money: rate / money */
	uint64_t money;
};

struct reach { /* nearness to the floors first */
	int64_t floors;
	double_wide sum;
};

struct search {
	struct check *check;
	const struct view *view;
	struct limits limits; /* for what is hopeless and what are rivals */
	struct item *items;   /* in the tie order, those without worth last */
	uint32_t count;
	uint32_t *dense; /* places of items, the best rate first */
	bool *is_in;	 /* by project */
	uint32_t *stack; /* places of the items that are in */
	uint32_t depth;
	int64_t cost;
	struct reach reach;
	uint32_t *best;
	uint32_t best_depth;
	struct reach best_reach;
	int64_t nodes;
};

/* ---- what may be chosen ---- */

static struct item item_of(const struct search *search, uint32_t project)
{
	const struct check_side *side = &search->view->sides[project];
	enum pb_utility utility = search->check->options.utility;
	uint64_t cost = (uint64_t)search->view->projects[project].cost;
	uint64_t worth = utility == PB_POINTS || utility == PB_BORDA ? side->worth_sum
								     : side->support;
	struct item item = { project, (int64_t)cost, worth, worth, cost };

	if (utility == PB_COST)
		item.worth = (double_wide)worth * cost;
	if (utility == PB_COST || (!cost && !worth))
		item.money = 1;
	return item;
}

static bool is_denser(const struct item *a, const struct item *b)
{
	return (double_wide)a->rate * (uint64_t)b->money >
	       (double_wide)b->rate * (uint64_t)a->money;
}

/* Those with worth, or those without. */
static void items_add(struct search *out, bool is_idle)
{
	const struct view *view = out->view;

	for (uint32_t i = 0; i < view->count; i++) {
		struct item item = item_of(out, view->order[i]);
		uint32_t at = out->count;

		if (out->limits.is_hopeless[item.project] || (item.worth == 0) != is_idle ||
			item.cost > view->election->budget)
			continue;
		out->items[out->count++] = item;
		for (; at && is_denser(&item, &out->items[out->dense[at - 1]]); at--)
			out->dense[at] = out->dense[at - 1];
		out->dense[at] = out->count - 1;
	}
}

static bool search_make(struct check *check, struct search *out)
{
	struct arena *arena = check->arena;
	size_t room = (size_t)check->view->count + 1;

	*out = (struct search) { .check = check, .view = check->view };
	out->items = arena_array(arena, room, sizeof(*out->items));
	out->dense = arena_array(arena, room, sizeof(*out->dense));
	out->is_in = arena_array(arena, room, 1);
	out->stack = arena_array(arena, room, sizeof(*out->stack));
	out->best = arena_array(arena, room, sizeof(*out->best));
	if (arena_is_spent(arena) || limits_make(arena, check->view, &out->limits))
		return false;
	items_add(out, false);
	items_add(out, true);
	return true;
}

/* ---- sets ---- */

static int64_t spent_in(const struct search *search, uint32_t category)
{
	int64_t spent = 0;

	for (uint32_t i = 0; i < search->depth; i++) {
		const struct item *item = &search->items[search->stack[i]];

		if (search->view->projects[item->project].category == category)
			spent += item->cost;
	}
	return spent;
}

static bool may_add(const struct search *search, uint32_t place)
{
	const struct item *item = &search->items[place];
	uint32_t category = search->view->projects[item->project].category;

	if (item->cost > search->view->election->budget - search->cost)
		return false;
	if (!search->limits.is_on)
		return true;
	for (uint32_t i = 0; i < search->depth; i++)
		if (limits_are_rivals(&search->limits, search->items[search->stack[i]].project,
			    item->project))
			return false;
	return category == PB_NO_PROJECT || !search->view->election->categories[category].has_cap ||
	       spent_in(search, category) + item->cost <=
		       search->view->election->categories[category].cap;
}

static bool has_needs_met(const struct search *search)
{
	for (uint32_t i = 0; search->limits.is_on && i < search->depth; i++) {
		const struct pb_project *it =
			&search->view->projects[search->items[search->stack[i]].project];

		for (uint32_t k = 0; k < it->needs_count; k++)
			if (!search->is_in[it->needs[k]])
				return false;
	}
	return true;
}

static int64_t floors_reached(const struct search *search)
{
	int64_t sum = 0;

	for (uint32_t k = 0;
		search->limits.has_floors && k < search->view->election->category_count; k++) {
		const struct pb_category *category = &search->view->election->categories[k];
		int64_t spent = category->has_floor ? spent_in(search, k) : 0;

		sum += spent < category->floor ? spent : category->floor;
	}
	return sum;
}

static void item_add(struct search *search, uint32_t place)
{
	search->stack[search->depth++] = place;
	search->is_in[search->items[place].project] = true;
	search->cost += search->items[place].cost;
	search->reach.sum += search->items[place].worth;
	search->reach.floors = floors_reached(search);
}

static uint32_t item_drop(struct search *search)
{
	uint32_t place = search->stack[--search->depth];

	search->is_in[search->items[place].project] = false;
	search->cost -= search->items[place].cost;
	search->reach.sum -= search->items[place].worth;
	search->reach.floors = floors_reached(search);
	return place;
}

static bool is_more(struct reach a, struct reach b)
{
	return a.floors != b.floors ? a.floors > b.floors : a.sum > b.sum;
}

/* The most that items from `from` on can add, if the last one that fits could be cut. */
static double_wide sum_bound(const struct search *search, uint32_t from)
{
	int64_t left = search->view->election->budget - search->cost;
	double_wide sum = search->reach.sum;

	for (uint32_t i = 0; i < search->count; i++) {
		const struct item *item = &search->items[search->dense[i]];

		if (search->dense[i] < from)
			continue;
		if (item->cost > left)
			return sum + (double_wide)item->rate * (uint64_t)left / item->money;
		sum += item->worth;
		left -= item->cost;
	}
	return sum;
}

/* Sets in the order of their sorted ranks, a shorter one before those that begin like it: so the
 * first that reaches the most is the one that is preferred. False: too many. */
static bool by_sets(struct search *search)
{
	uint32_t at = 0;

	for (;;) {
		bool is_hopeless;

		if (++search->nodes > NODES_MOST)
			return false;
		if (has_needs_met(search) && is_more(search->reach, search->best_reach)) {
			memcpy(search->best, search->stack, search->depth * sizeof(uint32_t));
			search->best_depth = search->depth;
			search->best_reach = search->reach;
		}
		is_hopeless = !search->limits.has_floors &&
			      sum_bound(search, at) <= search->best_reach.sum;
		while (at < search->count && (is_hopeless || !may_add(search, at)))
			at++;
		while (at == search->count && search->depth) {
			at = item_drop(search) + 1;
			while (at < search->count && !may_add(search, at))
				at++;
		}
		if (at == search->count)
			return true;
		item_add(search, at++);
	}
}

/* ---- a table over money ---- */

static int64_t common_unit(const struct search *search)
{
	int64_t unit = 0;

	for (uint32_t i = 0; i < search->count; i++) {
		int64_t a = search->items[i].cost;

		while (a) {
			int64_t rest = unit % a;

			unit = a;
			a = rest;
		}
	}
	return unit;
}

/* most[i][money]: the greatest sum of items i and later; so an optimum that begins with the chosen
 * ones goes on with item i if most[i][money] is reached with it. */
static bool by_table(struct search *search)
{
	int64_t unit = common_unit(search);
	uint64_t width;
	double_wide *most;
	double_wide wanted;

	if (search->limits.is_on || !unit)
		return false;
	width = (uint64_t)(search->view->election->budget / unit) + 1;
	if (width > STEPS_MOST || width * (search->count + UINT64_C(1)) > CELLS_MOST)
		return false;
	most = arena_array(
		search->check->arena, width * (search->count + UINT64_C(1)), sizeof(*most));
	if (!most)
		return false;
	for (uint32_t i = search->count; i-- > 0;) {
		const double_wide *later = most + (i + UINT64_C(1)) * width;
		uint64_t price = (uint64_t)(search->items[i].cost / unit);

		for (uint64_t money = 0; money < width; money++) {
			double_wide without = later[money];
			double_wide with = money < price
						   ? 0
						   : later[money - price] + search->items[i].worth;

			most[i * width + money] = with > without ? with : without;
		}
	}
	wanted = most[width - 1];
	search->best_reach.sum = wanted;
	search->best_depth = 0;
	for (uint32_t i = 0, money = (uint32_t)width - 1; wanted; i++) {
		const double_wide *later = most + (i + UINT64_C(1)) * width;
		uint64_t price = (uint64_t)(search->items[i].cost / unit);

		if (price > money || later[money - price] + search->items[i].worth != wanted)
			continue;
		wanted -= search->items[i].worth;
		money -= (uint32_t)price;
		search->best[search->best_depth++] = i;
	}
	return true;
}

/* ---- the set of the certificate ---- */

static uint32_t place_of(struct search *search, struct str id)
{
	for (uint32_t i = 0; i < search->count; i++) {
		struct buf said = check_buf(search->check);

		cert_id(&said, search->view->election, search->items[i].project);
		if (str_equal(buf_view(&said), id))
			return i;
	}
	return UINT32_MAX;
}

/* Reads ahead: the winners, after the two lines of the sum. */
static bool by_certificate(struct search *search)
{
	struct check ahead = *search->check;

	while (search->depth)
		item_drop(search);
	check_take(&ahead);
	check_take(&ahead);
	while (check_comes(&ahead, "won")) {
		struct str line = check_take(&ahead);
		uint32_t place;

		str_cut(&line, ' ');
		str_cut(&line, ' ');
		place = line.at ? place_of(search, str_cut(&line, ' ')) : UINT32_MAX;
		if (place == UINT32_MAX ||
			(search->depth && search->stack[search->depth - 1] >= place) ||
			!may_add(search, place)) {
			search->check->line = ahead.line;
			return check_refuse(search->check, "a set that is not allowed");
		}
		item_add(search, place);
	}
	if (!has_needs_met(search))
		return check_refuse(search->check, "a set that is not allowed");
	memcpy(search->best, search->stack, search->depth * sizeof(uint32_t));
	search->best_depth = search->depth;
	search->best_reach = search->reach;
	return true;
}

static void wide_say(struct buf *out, double_wide value)
{
	if (value >= 10)
		wide_say(out, value / 10);
	buf_char(out, (char)('0' + (int)(value % 10)));
}

bool check_optimum(struct check *check)
{
	struct search search;
	struct buf sum = check_buf(check);
	struct buf proven = check_buf(check);
	bool is_proven;
	bool is_open;

	if (!search_make(check, &search))
		return false;
	is_proven = by_sets(&search) || by_table(&search);
	if (!is_proven && !by_certificate(&search))
		return false;
	buf_text(&sum, "sum ");
	wide_say(&sum, search.best_reach.sum);
	if (!check_line(check, &sum, "another sum"))
		return false;
	is_open = !is_proven && str_starts(check->text, "proven no\n");
	buf_text(&proven, is_open ? "proven no" : "proven yes");
	if (!check_line(check, &proven, "otherwise proven"))
		return false;
	if (!is_proven)
		check->verdict->reason = str_of(
			"the sum is right; that no other set has more was not counted again");
	for (uint32_t i = 0; i < search.best_depth; i++)
		check_choose(check, search.items[search.best[i]].project, BY_RULE);
	return true;
}
