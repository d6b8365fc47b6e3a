/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check_purse.c: equal shares in whole numbers only. Peters, Pierczyński, Skowron 2021. */
#include "pb/check_purse.h"
#include <gmp.h>
#include <string.h>
#include "base/arena.h"

static bool is_by_cost(const struct purse *purse)
{
	return purse->utility == PB_COST;
}

static bool has_worths(const struct purse *purse)
{
	return purse->utility == PB_POINTS || purse->utility == PB_BORDA;
}

static uint64_t worth_at(const struct purse *purse, const struct check_side *side, uint32_t place)
{
	return has_worths(purse) ? side->worths[place] : 1;
}

/* By the cost of a project its utility is cost · worth, else worth. */
static uint64_t scale_of(const struct purse *purse, uint32_t project)
{
	return is_by_cost(purse) ? (uint64_t)purse->view->projects[project].cost : 1;
}

static struct whole cost_of(const struct purse *purse, uint32_t project)
{
	return whole_of(purse->arena, (uint64_t)purse->view->projects[project].cost);
}

uint64_t *purse_rest(const struct purse *purse, uint32_t class)
{
	return purse->rests + class * purse->width;
}

/* ---- room ---- */

static bool rests_make(struct purse *purse, size_t width, uint32_t room)
{
	uint64_t *rests = arena_array(purse->arena, room * width, sizeof(*rests));

	if (!rests)
		return false;
	for (uint32_t c = 0; c < purse->class_count; c++)
		memcpy(rests + c * width, purse_rest(purse, c), purse->width * sizeof(*rests));
	purse->rests = rests;
	purse->width = width;
	return true;
}

/* Room for so many uint32_t more; false leaves all as it was. */
static bool list_grow(struct purse *purse, uint32_t **list, uint32_t room)
{
	uint32_t *grown = arena_grow(
		purse->arena, *list, purse->class_room * sizeof(*grown), room * sizeof(*grown));

	if (grown)
		*list = grown;
	return grown;
}

static bool classes_make(struct purse *purse, uint32_t room)
{
	if (!list_grow(purse, &purse->places, room) || !list_grow(purse, &purse->heirs, room) ||
		!list_grow(purse, &purse->next_heirs, room) ||
		!list_grow(purse, &purse->heir_worths, room) ||
		!rests_make(purse, purse->width, room))
		return false;
	purse->class_room = room;
	return true;
}

static uint32_t class_add(struct purse *purse)
{
	if (purse->class_count == purse->class_room && !classes_make(purse, purse->class_room * 2))
		return 0;
	return purse->class_count++;
}

static void reach_find(struct purse *purse)
{
	const uint32_t *weights = purse->view->election->weights;

	for (uint32_t p = 0; p < purse->view->count; p++) {
		const struct check_side *side = &purse->view->sides[p];

		for (uint32_t i = 0; i < side->count; i++)
			purse->reach[p] += weights[side->groups[i]] * worth_at(purse, side, i);
		if (side->count > purse->holder_room)
			purse->holder_room = side->count;
	}
}

enum err purse_make(
	struct check *check, enum pb_utility utility, struct quotient share, struct purse *out)
{
	const struct view *view = check->view;
	size_t groups = view->election->group_count + (size_t)1;
	struct purse purse = {
		.check = check, .arena = check->arena, .view = view, .utility = utility
	};

	TRY(limits_make(purse.arena, view, &purse.limits));
	purse.den = share.den;
	purse.share = share.num;
	purse.width = share.num.len + 1;
	purse.is_poor = arena_array(purse.arena, (size_t)view->count + 1, 1);
	purse.reach = arena_array(purse.arena, (size_t)view->count + 1, sizeof(uint64_t));
	purse.class_of = arena_array(purse.arena, groups, sizeof(uint32_t));
	if (!purse.is_poor || !purse.reach || !purse.class_of || !classes_make(&purse, 64))
		return ERR_MEMORY;
	reach_find(&purse);
	purse.holders = arena_array(
		purse.arena, purse.holder_room + (size_t)1, sizeof(*purse.holders));
	if (!purse.holders)
		return ERR_MEMORY;
	purse.class_count = 2;
	for (size_t i = 0; i < share.num.len; i++)
		purse_rest(&purse, 1)[i] = share.num.at[i];
	for (uint32_t g = 0; g < view->election->group_count; g++)
		purse.class_of[g] = 1;
	*out = purse;
	return OK;
}

bool purse_is_open(const struct purse *purse, uint32_t project)
{
	bool is_free = purse->view->projects[project].cost == 0;

	return purse->limits.is_let[project] && !purse->is_poor[project] && purse->reach[project] &&
	       !(is_free && is_by_cost(purse));
}

/* ---- one look at all supporters ---- */

static void bar_set(struct purse *purse, struct bar *bar, uint64_t worth)
{
	struct arena_mark mark = arena_mark(purse->arena);
	struct whole at = whole_over(
		purse->arena, whole_times_small(purse->arena, bar->num, worth), bar->den, NULL);

	bar->worth = worth;
	bar->is_above = at.len > purse->width;
	for (size_t i = 0; i < purse->width; i++)
		bar->at[i] = !bar->is_above && i < at.len ? at.at[i] : 0;
	arena_rewind(purse->arena, mark);
}

bool purse_bar(struct purse *purse, struct whole num, struct whole den, struct bar *out)
{
	*out = (struct bar) { num, den, 0,
		arena_array(purse->arena, purse->width, sizeof(uint64_t)), false };
	if (!out->at || !den.len)
		return false;
	bar_set(purse, out, 1);
	return true;
}

bool purse_is_below(const struct purse *purse, const struct bar *bar, const uint64_t *rest)
{
	if (bar->is_above)
		return true;
	for (size_t i = purse->width; i-- > 0;)
		if (rest[i] != bar->at[i])
			return rest[i] < bar->at[i];
	return false;
}

static bool is_nothing(const uint64_t *rest, size_t width)
{
	for (size_t i = 0; i < width; i++)
		if (rest[i])
			return false;
	return true;
}

/* Rests of a 2^31 ballots at most: two limbs more than one of them. */
static void sum_add(uint64_t *sum, const uint64_t *rest, size_t width, uint64_t weight)
{
	uint64_t carry = mpn_addmul_1(sum, rest, (mp_size_t)width, weight);

	sum[width] += carry;
	sum[width + 1] += sum[width] < carry;
}

bool purse_gather(struct purse *purse, uint32_t project)
{
	const struct check_side *side = &purse->view->sides[project];
	const uint32_t *weights = purse->view->election->weights;

	purse->holder_count = 0;
	for (uint32_t i = 0; i < side->count; i++) {
		uint32_t class = purse->class_of[side->groups[i]];
		uint64_t worth = worth_at(purse, side, i);
		uint32_t place = purse->places[class];

		if (!worth)
			continue;
		if (!place || purse->holders[place - 1].worth != worth) {
			purse->holders[purse->holder_count++] = (struct holder) { class,
				(uint32_t)worth, 0 };
			place = purse->places[class] = purse->holder_count;
		}
		purse->holders[place - 1].weight += weights[side->groups[i]];
	}
	for (uint32_t i = 0; i < purse->holder_count; i++)
		purse->places[purse->holders[i].class] = 0;
	return !arena_is_spent(purse->arena);
}

/* What supporters pay at a bar. */
struct look {
	uint64_t full; /* worth of those who hold bar · worth or more */
	uint64_t in_full;
	uint64_t by_rest;
	uint64_t dearest;
	struct whole rests; /* of the others, together */
};

static bool look_at(struct purse *purse, uint32_t project, struct bar *bar, struct look *out)
{
	size_t width = purse->width;
	uint64_t *sum = arena_array(purse->arena, width + 2, sizeof(*sum));

	*out = (struct look) { 0 };
	if (!sum || !purse_gather(purse, project))
		return false;
	for (uint32_t i = 0; i < purse->holder_count; i++) {
		const struct holder *it = &purse->holders[i];
		const uint64_t *rest = purse_rest(purse, it->class);
		bool is_paying;

		if (it->worth != bar->worth)
			bar_set(purse, bar, it->worth);
		if (purse_is_below(purse, bar, rest)) {
			is_paying = it->class != 0;
			sum_add(sum, rest, width, it->weight);
			out->by_rest += is_paying ? it->weight : 0;
		} else {
			is_paying = bar->num.len;
			out->full += it->weight * it->worth;
			out->in_full += it->weight;
		}
		if (is_paying && it->worth > out->dearest)
			out->dearest = it->worth;
	}
	out->rests = (struct whole) { sum, width + 2 };
	while (out->rests.len && !sum[out->rests.len - 1])
		out->rests.len--;
	return true;
}

/* ---- prices ---- */

/* If `full` pay the price and the others all they have, the price is (cost - rests) / full. Begin
 * with everybody paying it; who holds less then pays all it has, and the price rises, until no one
 * more falls below it. It only rises, and never past the true one. */
bool purse_price(struct purse *purse, uint32_t project, struct price *out)
{
	struct arena *arena = purse->arena;
	struct whole cost = whole_times(arena, cost_of(purse, project), purse->den);
	struct look look = { .full = purse->reach[project] };
	uint64_t full = 0;
	struct whole num = cost;
	struct bar bar;

	while (look.full != full) {
		full = look.full;
		num = whole_minus(arena, cost, look.rests);
		if (!purse_bar(purse, num, whole_of(arena, full), &bar) ||
			!look_at(purse, project, &bar, &look))
			return false;
		if (!look.full)
			return false;
	}
	*out = (struct price) { num, full, look.in_full, look.by_rest, look.dearest };
	return true;
}

struct quotient purse_payment(const struct purse *purse, const struct price *price)
{
	return (struct quotient) { price->num,
		whole_times_small(purse->arena, purse->den, price->full) };
}

struct quotient purse_rho(const struct purse *purse, uint32_t project, const struct price *price)
{
	struct quotient rho = purse_payment(purse, price);

	rho.den = whole_times_small(purse->arena, rho.den, scale_of(purse, project));
	return rho;
}

/* What the supporters pay at rho, against the cost. When they pay exactly the cost and nobody
 * holds rho · utility or more, then a smaller rho was enough. */
int purse_compare(struct purse *purse, uint32_t project, struct quotient rho)
{
	struct arena *arena = purse->arena;
	struct arena_mark mark = arena_mark(arena);
	struct whole price = whole_times(
		arena, whole_times_small(arena, rho.num, scale_of(purse, project)), purse->den);
	struct whole cost = whole_times(
		arena, whole_times(arena, cost_of(purse, project), purse->den), rho.den);
	struct whole paid;
	struct look look;
	struct bar bar;
	int order = 1;

	if (purse_bar(purse, price, rho.den, &bar) && look_at(purse, project, &bar, &look)) {
		paid = whole_add(arena, whole_times(arena, look.rests, rho.den),
			whole_times_small(arena, price, look.full));
		order = whole_compare(cost, paid);
		if (order == 0 && !look.full)
			order = -1;
	}
	arena_rewind(arena, mark);
	return order;
}

static bool is_better(struct purse *purse, uint32_t project, uint32_t best, struct quotient rho)
{
	int order;

	if (best == PB_NO_PROJECT)
		return true;
	order = purse_compare(purse, project, rho);
	return order < 0 || (order == 0 && purse->view->rank[project] < purse->view->rank[best]);
}

static void candidate_look(struct purse *purse, uint32_t project, uint32_t *best,
	struct quotient *rho, struct price *out)
{
	struct price price;

	if (!is_better(purse, project, *best, *rho))
		return;
	if (!purse_price(purse, project, &price)) {
		purse->is_poor[project] = true;
		return;
	}
	*best = project;
	*out = price;
	*rho = purse_rho(purse, project, &price);
}

uint32_t purse_find(struct purse *purse, uint32_t guess, struct price *out)
{
	uint32_t best = PB_NO_PROJECT;
	struct quotient rho = { 0 };

	if (guess != PB_NO_PROJECT && purse_is_open(purse, guess))
		candidate_look(purse, guess, &best, &rho, out);
	for (uint32_t p = 0; p < purse->view->count; p++)
		if (p != guess && purse_is_open(purse, p))
			candidate_look(purse, p, &best, &rho, out);
	return best;
}

/* ---- paying ---- */

bool purse_scale(struct purse *purse, uint64_t factor)
{
	struct whole share = whole_times_small(purse->arena, purse->share, factor);

	if (share.len > purse->width &&
		!rests_make(purse, share.len + share.len / 2 + 1, purse->class_room))
		return false;
	purse->share = share;
	purse->den = whole_times_small(purse->arena, purse->den, factor);
	for (uint32_t c = 1; factor != 1 && c < purse->class_count; c++)
		mpn_mul_1(purse_rest(purse, c), purse_rest(purse, c), (mp_size_t)purse->width,
			factor);
	return true;
}

/* Those of a class to whom the project is worth so much, once they have paid; 0 is no class of
 * theirs. */
static uint32_t heir_of(struct purse *purse, const struct bar *bar, uint32_t class)
{
	uint32_t heir = purse->heirs[class];
	mp_size_t width = (mp_size_t)purse->width;

	while (heir && purse->heir_worths[heir] != bar->worth)
		heir = purse->next_heirs[heir];
	if (heir)
		return heir;
	heir = class_add(purse);
	if (!heir)
		return 0;
	mpn_sub_n(purse_rest(purse, heir), purse_rest(purse, class), bar->at, width);
	purse->heir_worths[heir] = (uint32_t)bar->worth;
	purse->next_heirs[heir] = purse->heirs[class];
	purse->heirs[class] = heir;
	return heir;
}

static void heirs_forget(struct purse *purse, uint32_t classes)
{
	for (uint32_t c = 0; c < classes; c++)
		purse->heirs[c] = 0;
}

/* Adds what one group pays to the sum. */
static void group_pay(
	struct purse *purse, struct bar *bar, uint32_t group, bool takes_rests, uint64_t *sum)
{
	uint32_t *class = &purse->class_of[group];
	uint64_t weight = purse->view->election->weights[group];
	uint32_t heir;

	if (!purse_is_below(purse, bar, purse_rest(purse, *class))) {
		sum_add(sum, bar->at, purse->width, weight);
		heir = heir_of(purse, bar, *class);
		*class = is_nothing(purse_rest(purse, heir), purse->width) ? 0 : heir;
	} else if (takes_rests) {
		sum_add(sum, purse_rest(purse, *class), purse->width, weight);
		*class = 0;
	}
}

bool purse_collect(struct purse *purse, uint32_t project, struct bar *bar, bool takes_rests)
{
	const struct check_side *side = &purse->view->sides[project];
	uint64_t *sum = arena_array(purse->arena, purse->width + 2, sizeof(*sum));
	uint32_t classes = purse->class_count;
	struct whole paid = { sum, purse->width + 2 };

	for (uint32_t i = 0; i < side->count && !arena_is_spent(purse->arena); i++) {
		uint64_t worth = worth_at(purse, side, i);

		if (!worth)
			continue;
		if (worth != bar->worth)
			bar_set(purse, bar, worth);
		group_pay(purse, bar, side->groups[i], takes_rests, sum);
	}
	if (!sum || arena_is_spent(purse->arena))
		return false;
	heirs_forget(purse, classes);
	limits_choose(&purse->limits, project);
	while (paid.len && !sum[paid.len - 1])
		paid.len--;
	return whole_compare(
		       paid, whole_times(purse->arena, cost_of(purse, project), purse->den)) == 0;
}

bool purse_pay(struct purse *purse, uint32_t project, const struct price *price)
{
	struct arena *arena = purse->arena;
	uint64_t shared = whole_shared(price->num, price->full);
	struct bar bar;

	return purse_scale(purse, price->full / shared) &&
	       purse_bar(purse, price->num, whole_of(arena, shared), &bar) &&
	       purse_collect(purse, project, &bar, true);
}

/* ---- money ---- */

struct whole purse_money(struct purse *purse, uint32_t project)
{
	uint64_t *sum = arena_array(purse->arena, purse->width + 2, sizeof(*sum));
	struct whole out = { sum, purse->width + 2 };

	if (!sum || !purse_gather(purse, project))
		return (struct whole) { 0 };
	for (uint32_t i = 0; i < purse->holder_count; i++)
		sum_add(sum, purse_rest(purse, purse->holders[i].class), purse->width,
			purse->holders[i].weight);
	while (out.len && !sum[out.len - 1])
		out.len--;
	return out;
}

struct whole purse_money_of_all(struct purse *purse, const bool *is_marked)
{
	uint32_t groups = purse->view->election->group_count;
	bool *is_one = arena_array(purse->arena, (size_t)groups + 1, 1);
	uint64_t *sum = arena_array(purse->arena, purse->width + 2, sizeof(*sum));
	struct whole out = { sum, purse->width + 2 };

	if (!is_one || !sum)
		return (struct whole) { 0 };
	for (uint32_t p = 0; p < purse->view->count; p++)
		for (uint32_t i = 0; is_marked[p] && i < purse->view->sides[p].count; i++)
			if (worth_at(purse, &purse->view->sides[p], i))
				is_one[purse->view->sides[p].groups[i]] = true;
	for (uint32_t g = 0; g < groups; g++)
		if (is_one[g])
			sum_add(sum, purse_rest(purse, purse->class_of[g]), purse->width,
				purse->view->election->weights[g]);
	while (out.len && !sum[out.len - 1])
		out.len--;
	return out;
}

bool purse_has_fitting(const struct purse *purse, int64_t left)
{
	for (uint32_t p = 0; p < purse->view->count; p++) {
		int64_t cost = purse->view->projects[p].cost;

		if (purse->limits.is_let[p] && purse->reach[p] && cost > 0 && cost <= left)
			return true;
	}
	return false;
}
