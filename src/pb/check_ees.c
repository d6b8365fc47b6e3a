/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check_ees.c: Exact Equal Shares by its definition, and add-opt from one change to the next.
 * What is paid does not depend on the share, so between two shares nothing changes until, in some
 * round, some project could have enough further payers: the least such share is looked for among
 * all rounds, all projects and all numbers of payers. */
#include <gmp.h>
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "pb/check_purse.h"

__extension__ typedef unsigned __int128 double_wide;

struct chosen {
	uint32_t project;
	uint64_t payers;
};
struct run {
	struct chosen *order;
	uint32_t count;
	int64_t cost;
	struct quotient share;
};
struct ees_check {
	struct check *check;
	enum pb_utility utility;
	struct purse purse;
	struct run now;
	struct run best;
	/* The least raise at which something changes. */
	bool has_raise;
	struct quotient raise;
	/* By project: it has no more payers than that in the rounds to come; nor before the raise
	 * is reached. */
	uint64_t *payers;
	uint64_t *raised;
};

static int64_t cost_at(const struct ees_check *ees, uint32_t project)
{
	return ees->check->view->projects[project].cost;
}

static struct whole priced(const struct ees_check *ees, uint32_t project)
{
	return whole_times_small(
		ees->check->arena, ees->purse.den, (uint64_t)cost_at(ees, project));
}

/* ---- payers ---- */

/* Of those gathered last. */
static uint64_t holders_of(const struct ees_check *ees, const struct bar *bar)
{
	const struct purse *purse = &ees->purse;
	uint64_t holders = 0;

	for (uint32_t i = 0; i < purse->holder_count; i++)
		if (!purse_is_below(purse, bar, purse_rest(purse, purse->holders[i].class)))
			holders += purse->holders[i].weight;
	return holders;
}

/* What each of so many pays. */
static struct quotient price_of(const struct ees_check *ees, uint32_t project, uint64_t payers)
{
	return (struct quotient) { priced(ees, project), whole_of(ees->check->arena, payers) };
}

/* The same without the raise, and a trifle more: who holds that has enough before the raise is
 * reached. floor(x) + 1 = ceil((num + 1) / den). */
static struct quotient price_before(const struct ees_check *ees, uint32_t project, uint64_t payers)
{
	struct arena *arena = ees->check->arena;
	struct quotient price = price_of(ees, project, payers);
	struct whole less = whole_times(
		arena, whole_times(arena, ees->raise.num, price.den), ees->purse.den);

	price.num = whole_times(arena, price.num, ees->raise.den);
	price.den = whole_times(arena, price.den, ees->raise.den);
	price.num = whole_compare(price.num, less) < 0
			    ? whole_of(arena, 0)
			    : whole_add(arena, whole_minus(arena, price.num, less),
				      whole_of(arena, 1));
	return price;
}

/* The most, of at most `payers`, that can each pay cost / so many. If k can, all of them can pay
 * the smaller part of any more; so k is at most the number who can, whatever larger number one
 * began with. And as rests only fall in a run, that number never rises: `payers` may be what was
 * found in an earlier round. */
static uint64_t payers_of(struct ees_check *ees, uint32_t project, uint64_t payers,
	struct quotient (*price)(const struct ees_check *, uint32_t, uint64_t))
{
	struct arena *arena = ees->check->arena;
	struct arena_mark mark = arena_mark(arena);

	if (!purse_gather(&ees->purse, project))
		return 0;
	while (payers) {
		struct quotient each = price(ees, project, payers);
		uint64_t holders;
		struct bar bar;

		if (!purse_bar(&ees->purse, each.num, each.den, &bar))
			return 0;
		holders = holders_of(ees, &bar);
		if (holders >= payers)
			break;
		payers = holders;
	}
	arena_rewind(arena, mark);
	return payers;
}

/* Utility for the price each pays: by cost payers, else payers / cost. */
static bool is_better(const struct ees_check *ees, struct chosen a, struct chosen b)
{
	double_wide x = a.payers;
	double_wide y = b.payers;

	if (ees->utility != PB_COST) {
		x *= (uint64_t)cost_at(ees, b.project);
		y *= (uint64_t)cost_at(ees, a.project);
	}
	if (x != y)
		return x > y;
	return ees->check->view->rank[a.project] < ees->check->view->rank[b.project];
}

static struct chosen winner_find(struct ees_check *ees)
{
	const struct view *view = ees->check->view;
	struct chosen best = { PB_NO_PROJECT, 0 };

	for (uint32_t i = 0; i < view->count; i++) {
		uint32_t p = view->order[i];
		struct chosen it = { p, ees->payers[p] };

		if (!it.payers || !cost_at(ees, p) || !purse_is_open(&ees->purse, p))
			continue;
		/* With no more payers than before it would not be chosen. */
		if (best.project != PB_NO_PROJECT && !is_better(ees, it, best))
			continue;
		it.payers = ees->payers[p] = payers_of(ees, p, it.payers, price_of);
		if (it.payers && (best.project == PB_NO_PROJECT || is_better(ees, it, best)))
			best = it;
	}
	return best;
}

static uint32_t free_find(const struct ees_check *ees)
{
	const struct view *view = ees->check->view;

	for (uint32_t i = 0; i < view->count; i++)
		if (!cost_at(ees, view->order[i]) && purse_is_open(&ees->purse, view->order[i]))
			return view->order[i];
	return PB_NO_PROJECT;
}

/* ---- the next change ---- */

static bool is_poorer(const struct ees_check *ees, uint32_t a, uint32_t b)
{
	const struct purse *purse = &ees->purse;

	return mpn_cmp(purse_rest(purse, purse->holders[a].class),
		       purse_rest(purse, purse->holders[b].class), (mp_size_t)purse->width) < 0;
}

static void swap(struct holder *holders, uint32_t a, uint32_t b)
{
	struct holder kept = holders[a];

	holders[a] = holders[b];
	holders[b] = kept;
}

static void sink(struct ees_check *ees, uint32_t at, uint32_t count)
{
	for (;;) {
		uint32_t least = at;

		for (uint32_t child = 2 * at + 1; child < count && child <= 2 * at + 2; child++)
			if (is_poorer(ees, child, least))
				least = child;
		if (least == at)
			return;
		swap(ees->purse.holders, at, least);
		at = least;
	}
}

/* Those gathered, the richest first: a heap with the poorest on top is taken apart from its end. */
static void holders_sort(struct ees_check *ees)
{
	uint32_t count = ees->purse.holder_count;

	for (uint32_t at = count / 2; at-- > 0;)
		sink(ees, at, count);
	for (uint32_t end = count; end-- > 1;) {
		swap(ees->purse.holders, 0, end);
		sink(ees, 0, end);
	}
}

static struct whole held_by(const struct ees_check *ees, const struct holder *holder)
{
	struct whole out = { purse_rest(&ees->purse, holder->class), ees->purse.width };

	while (out.len && !out.at[out.len - 1])
		out.len--;
	return out;
}

/* cost / payers - rest of the poorest of them, where payers is all down to that rest: fewer of the
 * same rest would need a greater raise. */
static void raises_try(struct ees_check *ees, uint32_t project, uint64_t least)
{
	struct arena *arena = ees->check->arena;
	const struct purse *purse = &ees->purse;
	struct whole cost = priced(ees, project);
	uint64_t payers = 0;

	if (!purse_gather(&ees->purse, project))
		return;
	holders_sort(ees);
	for (uint32_t i = 0; i < purse->holder_count; i++) {
		struct whole held;
		struct quotient raise;

		payers += purse->holders[i].weight;
		if (payers < least || (i + 1 < purse->holder_count && !is_poorer(ees, i + 1, i)))
			continue;
		held = whole_times_small(arena, held_by(ees, &purse->holders[i]), payers);
		if (whole_compare(cost, held) <= 0)
			continue;
		raise = (struct quotient) { whole_minus(arena, cost, held),
			whole_times_small(arena, purse->den, payers) };
		if (ees->has_raise && quotient_compare(arena, raise, ees->raise) >= 0)
			continue;
		ees->has_raise = true;
		ees->raise = quotient_reduced(arena, raise);
	}
}

/* So many payers and the project comes before the winner; for the winner itself, one more. */
static uint64_t least_payers(const struct ees_check *ees, uint32_t project, struct chosen winner)
{
	struct chosen it = { project, 0 };
	double_wide least;

	if (winner.project == PB_NO_PROJECT)
		return 1;
	if (project == winner.project)
		return winner.payers + 1;
	least = winner.payers;
	if (ees->utility != PB_COST)
		least = least * (uint64_t)cost_at(ees, project) /
			(uint64_t)cost_at(ees, winner.project);
	it.payers = least > UINT32_MAX ? UINT32_MAX : (uint64_t)least;
	return it.payers && is_better(ees, it, winner) ? it.payers : it.payers + 1;
}

static void changes_find(struct ees_check *ees, struct chosen winner)
{
	const struct view *view = ees->check->view;

	for (uint32_t p = 0; p < view->count; p++) {
		uint64_t least;

		if (!purse_is_open(&ees->purse, p) || !cost_at(ees, p))
			continue;
		least = least_payers(ees, p, winner);
		if (least > ees->raised[p])
			continue;
		if (ees->has_raise)
			ees->raised[p] = payers_of(ees, p, ees->raised[p], price_before);
		if (least <= ees->raised[p])
			raises_try(ees, p, least);
	}
}

/* ---- runs ---- */

static bool winner_pay(struct ees_check *ees, struct chosen winner)
{
	struct purse *purse = &ees->purse;
	struct whole cost;
	struct bar bar;

	if (!cost_at(ees, winner.project)) {
		limits_choose(&purse->limits, winner.project);
		return true;
	}
	cost = priced(ees, winner.project);
	if (!purse_scale(purse, winner.payers / whole_shared(cost, winner.payers)) ||
		!purse_bar(purse, priced(ees, winner.project),
			whole_of(purse->arena, winner.payers), &bar))
		return false;
	if (!purse_collect(purse, winner.project, &bar, false))
		return check_refuse(ees->check, "the payments do not add up to the cost");
	return true;
}

static bool run_at(struct ees_check *ees, struct quotient share, bool wants_next)
{
	struct run *now = &ees->now;

	now->count = 0;
	now->cost = 0;
	now->share = share;
	ees->has_raise = false;
	for (uint32_t p = 0; p < ees->check->view->count; p++)
		ees->payers[p] = ees->raised[p] = ees->check->view->sides[p].support;
	if (purse_make(ees->check, ees->utility, share, &ees->purse))
		return false;
	for (;;) {
		struct chosen winner = { free_find(ees), 0 };

		if (winner.project != PB_NO_PROJECT)
			winner.payers = ees->check->view->sides[winner.project].support;
		else
			winner = winner_find(ees);
		if (wants_next && (winner.project == PB_NO_PROJECT || cost_at(ees, winner.project)))
			changes_find(ees, winner);
		if (winner.project == PB_NO_PROJECT)
			return true;
		if (!winner_pay(ees, winner))
			return false;
		now->order[now->count++] = winner;
		now->cost += cost_at(ees, winner.project);
	}
}

/* No outcome within the budget costs more. */
static int64_t cost_most(const struct check *check)
{
	int64_t most = 0;

	for (uint32_t p = 0; p < check->view->count; p++)
		if (check->view->sides[p].support)
			most += check->view->projects[p].cost;
	return most < check->view->election->budget ? most : check->view->election->budget;
}

/* A fraction that outlives a rewinding. Its denominator divides that of the share times one number
 * of payers a round and one more; 64 bits for each are enough for the numerator as well. */
struct store {
	uint64_t *num, *den;
	size_t room;
};

static bool store_make(struct ees_check *ees, struct quotient share, struct store *store)
{
	size_t room = share.num.len + share.den.len + ees->check->view->count + 8;

	if (room <= store->room)
		return true;
	room *= 2;
	store->num = arena_array(ees->check->arena, room, sizeof(uint64_t));
	store->den = arena_array(ees->check->arena, room, sizeof(uint64_t));
	store->room = room;
	return store->num && store->den;
}

static struct quotient store_keep(struct store *store, struct quotient a)
{
	memmove(store->num, a.num.at, a.num.len * sizeof(uint64_t));
	memmove(store->den, a.den.at, a.den.len * sizeof(uint64_t));
	return (struct quotient) { { store->num, a.num.len }, { store->den, a.den.len } };
}

static bool best_find(struct ees_check *ees, bool is_raised)
{
	struct check *check = ees->check;
	struct arena *arena = check->arena;
	struct quotient share = { whole_of(arena, (uint64_t)check->view->election->budget),
		whole_of(arena, check->view->election->ballots) };
	int64_t most = cost_most(check);
	struct store here = { 0 };
	struct store kept = { 0 };

	ees->best.cost = -1;
	if (arena_is_spent(arena))
		return false;
	for (;;) {
		struct arena_mark mark;

		if (!store_make(ees, share, &here) || !store_make(ees, share, &kept))
			return false;
		share = store_keep(&here, share);
		mark = arena_mark(arena);
		if (!run_at(ees, share, is_raised) || arena_is_spent(arena))
			return false;
		if (ees->now.cost > check->view->election->budget)
			return true;
		if (ees->now.cost > ees->best.cost) {
			memcpy(ees->best.order, ees->now.order,
				ees->now.count * sizeof(*ees->now.order));
			ees->best.count = ees->now.count;
			ees->best.cost = ees->now.cost;
			ees->best.share = store_keep(&kept, share);
		}
		if (!is_raised || !ees->has_raise || ees->best.cost >= most)
			return true;
		share = quotient_reduced(arena, quotient_sum(arena, share, ees->raise));
		if (arena_is_spent(arena))
			return false;
		share = store_keep(&here, share);
		arena_rewind(arena, mark);
	}
}

/* ---- lines ---- */

static bool round_check(struct ees_check *ees, uint32_t number, struct chosen it)
{
	struct check *check = ees->check;
	struct buf line = check_buf(check);
	struct quotient each = { whole_of(check->arena, (uint64_t)cost_at(ees, it.project)),
		whole_of(check->arena, it.payers) };
	struct quotient rho = each;

	if (ees->utility == PB_COST)
		rho.num = whole_of(check->arena, 1);
	buf_print(&line, "round %u ", number);
	cert_id(&line, check->view->election, it.project);
	buf_char(&line, ' ');
	quotient_say(&line, rho);
	buf_char(&line, ' ');
	quotient_say(&line, each);
	buf_print(&line, " %llu 0", (unsigned long long)it.payers);
	return check_line(check, &line, "another round");
}

bool check_ees(struct check *check)
{
	size_t room = (size_t)check->view->count + 1;
	struct ees_check ees = { .check = check, .utility = check->options.utility };
	struct buf line = check_buf(check);

	ees.now.order = arena_array(check->arena, room, sizeof(struct chosen));
	ees.best.order = arena_array(check->arena, room, sizeof(struct chosen));
	ees.payers = arena_array(check->arena, room, sizeof(uint64_t));
	ees.raised = arena_array(check->arena, room, sizeof(uint64_t));
	if (arena_is_spent(check->arena) || !best_find(&ees, check->options.complete == PB_ADDOPT))
		return false;
	if (ees.best.cost < 0)
		return check_refuse(check, "costs more than the budget");
	buf_text(&line, "share ");
	quotient_say(&line, ees.best.share);
	if (!check_line(check, &line, "another share"))
		return false;
	for (uint32_t i = 0; i < ees.best.count; i++) {
		if (!round_check(&ees, i + 1, ees.best.order[i]))
			return false;
		check_choose(check, ees.best.order[i].project, BY_RULE);
	}
	return true;
}
