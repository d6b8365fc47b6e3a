/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/mes_strict.c: states of equal shares in whole numbers over one common denominator, by classes
 * of groups with the same rest. It decides what the filter leaves open, and it alone makes the
 * figures that are published. Bounds, where it is given any, only spare it work. */
#include <assert.h>
#include <gmp.h>
#include <string.h>
#include "base/arena.h"
#include "pb/mes.h"

static struct pb_big big_of_wide(struct arena *arena, wide value)
{
	uint64_t *at = arena_array(arena, 2, sizeof(*at));

	if (!at)
		return (struct pb_big) { 0 };
	at[0] = (uint64_t)value;
	at[1] = (uint64_t)(value >> 64);
	return (struct pb_big) { at, at[1] ? 2 : at[0] ? 1 : 0 };
}

static_assert(PB_PROJECTS_MOST <= UINT16_MAX, "a round in 16 bits");

static bool has_bounds(const struct strict *strict)
{
	return strict->fixed.hi != UINT64_MAX;
}

/* More room for `count` things of `size`; a quarter more each time, since these may be large. */
static void *room_grow(struct arena *arena, void *at, size_t *room, size_t size)
{
	size_t more = *room + *room / 4 + 64;
	void *grown = arena_grow(arena, at, *room * size, more * size);

	if (grown)
		*room = more;
	return grown;
}

static enum err classes_grow(struct strict *strict)
{
	struct strict_classes *all = &strict->classes;
	size_t room = all->room + all->room / 8 + 64;

	all->parents = arena_grow(strict->arena, all->parents, all->room * sizeof(*all->parents),
		room * sizeof(*all->parents));
	all->rounds = arena_grow(strict->arena, all->rounds, all->room * sizeof(*all->rounds),
		room * sizeof(*all->rounds));
	if (strict->mes->has_worths)
		all->worths = arena_grow(strict->arena, all->worths,
			all->room * sizeof(*all->worths), room * sizeof(*all->worths));
	all->room = room;
	return arena_is_spent(strict->arena) ? ERR_MEMORY : OK;
}

static uint64_t class_worth(const struct strict *strict, uint32_t class)
{
	return strict->classes.worths ? strict->classes.worths[class] : 1;
}

enum err strict_start_numbers(struct strict *strict, const struct mes *mes, struct mes_share share)
{
	const struct pb_election *election = mes->election;
	struct arena *arena = mes->arena;
	size_t rounds = election->project_count + (size_t)1;
	struct pb_ratio held;

	*strict = (struct strict) { .mes = mes, .arena = arena, .fixed = MES_UNKNOWN };
	strict->keys = arena_array(arena, rounds, sizeof(*strict->keys));
	strict->payments = arena_array(arena, rounds, sizeof(*strict->payments));
	strict->factors = arena_array(arena, rounds, sizeof(*strict->factors));
	strict->counts = arena_array(arena, rounds, sizeof(*strict->counts));
	held = ratio_make(arena, big_of_wide(arena, share.num), big_of(arena, election->ballots));
	if (arena_is_spent(arena))
		return ERR_MEMORY;
	strict->den = held.den;
	strict->share = held.num;
	return OK;
}

enum err strict_start(
	struct strict *strict, const struct mes *mes, struct mes_share share, struct mes_span fixed)
{
	const struct pb_election *election = mes->election;
	struct arena *arena = mes->arena;

	TRY(strict_start_numbers(strict, mes, share));
	strict->fixed = fixed;
	strict->classes.count = 2;
	strict->table_size = 128;
	strict->class_of = arena_array(
		arena, election->group_count + (size_t)1, sizeof(*strict->class_of));
	TRY(classes_grow(strict));
	strict->items = room_grow(arena, NULL, &strict->item_room, sizeof(*strict->items));
	strict->table = arena_array(arena, strict->table_size, sizeof(*strict->table));
	if (!has_bounds(strict))
		strict->values = room_grow(
			arena, NULL, &strict->value_room, sizeof(*strict->values));
	if (arena_is_spent(arena))
		return ERR_MEMORY;
	if (!big_is_zero(strict->share))
		for (uint32_t g = 0; g < election->group_count; g++)
			strict->class_of[g] = 1;
	return OK;
}

/* The sum over rounds of count · payment, over the present denominator, by Horner's rule: all the
 * counts are of ballots that could pay, `ballots` of them, so the sum is at most ballots · share
 * and two limbs more than the share hold it. */
static struct pb_big paid_sum(struct strict *strict, const uint64_t *counts)
{
	size_t room = strict->share.count + (size_t)3;
	mp_limb_t *at = arena_array(strict->arena, room, sizeof(*at));
	size_t len = 0;

	if (!at)
		return (struct pb_big) { 0 };
	for (uint32_t r = 0; r < strict->round_count; r++) {
		struct pb_big payment = strict->payments[r];
		mp_limb_t carry;

		if (len && strict->factors[r] != 1) {
			carry = mpn_mul_1(at, at, (mp_size_t)len, strict->factors[r]);
			if (carry)
				at[len++] = carry;
		}
		if (!counts[r] || !payment.count)
			continue;
		while (len < payment.count)
			at[len++] = 0;
		carry = mpn_addmul_1(at, (const mp_limb_t *)payment.at, payment.count, counts[r]);
		if (carry && len > payment.count)
			carry = mpn_add_1(at + payment.count, at + payment.count,
				(mp_size_t)(len - payment.count), carry);
		if (carry)
			at[len++] = carry;
		assert(len < room);
	}
	while (len && !at[len - 1])
		len--;
	return (struct pb_big) { (const uint64_t *)at, (uint32_t)len };
}

/* Counts what the ballots of a class have paid so far, `weight` times. */
static void counts_add(struct strict *strict, uint32_t class, uint64_t weight)
{
	for (; class > 1; class = strict->classes.parents[class])
		strict->counts[strict->classes.rounds[class]] += weight *
								 class_worth(strict, class);
}

static void counts_clear(struct strict *strict)
{
	memset(strict->counts, 0, strict->round_count * sizeof(*strict->counts));
}

static struct pb_big value_make(struct strict *strict, uint32_t class)
{
	struct pb_big paid;

	counts_add(strict, class, 1);
	paid = paid_sum(strict, strict->counts);
	counts_clear(strict);
	return big_sub(strict->arena, strict->share, paid);
}

/* What a class has left, over the present denominator. Without bounds it is asked for in each round
 * and so kept. */
static struct pb_big class_value(struct strict *strict, uint32_t class)
{
	struct strict_value *it;

	if (!class)
		return (struct pb_big) { 0 };
	if (!strict->values)
		return value_make(strict, class);
	it = &strict->values[class];
	if (!it->is_known)
		*it = (struct strict_value) { true, strict->round_count,
			value_make(strict, class) };
	for (; it->rounds < strict->round_count; it->rounds++)
		it->value = big_mul_small(strict->arena, it->value, strict->factors[it->rounds]);
	return it->value;
}

static uint64_t down(uint64_t from, wide by)
{
	return by < from ? from - (uint64_t)by : 0;
}

/* The same from bounds; it has not paid a rest yet, so it is the share less all it paid. */
static struct mes_span class_bounds(const struct strict *strict, uint32_t class)
{
	struct mes_span bounds = strict->fixed;

	if (!has_bounds(strict))
		return bounds;
	for (; class > 1; class = strict->classes.parents[class]) {
		struct mes_span key = strict->keys[strict->classes.rounds[class]];
		wide worth = class_worth(strict, class);

		bounds.lo = down(bounds.lo, key.hi * worth);
		bounds.hi = down(bounds.hi, key.lo * worth);
	}
	return bounds;
}

/* ---- items ---- */

static size_t item_hash(uint32_t class, uint32_t worth)
{
	uint64_t mix = ((uint64_t) class << 32 | worth) * UINT64_C(0x9e3779b97f4a7c15);

	return (size_t)(mix >> 32);
}

static uint32_t *item_slot(struct strict *strict, uint32_t class, uint32_t worth)
{
	size_t mask = strict->table_size - 1;
	size_t at = item_hash(class, worth) & mask;

	for (;; at = (at + 1) & mask) {
		const struct strict_item *item;

		if (!strict->table[at])
			return &strict->table[at];
		item = &strict->items[strict->table[at] - 1];
		if (item->class == class && item->worth == worth)
			return &strict->table[at];
	}
}

static enum err items_grow(struct strict *strict)
{
	size_t size = strict->table_size;

	strict->items = room_grow(
		strict->arena, strict->items, &strict->item_room, sizeof(*strict->items));
	if (!strict->items)
		return ERR_MEMORY;
	if (strict->item_room <= size / 2)
		return OK;
	strict->table = arena_grow(strict->arena, strict->table, size * sizeof(*strict->table),
		size * 2 * sizeof(*strict->table));
	if (!strict->table)
		return ERR_MEMORY;
	strict->table_size = size * 2;
	memset(strict->table, 0, strict->table_size * sizeof(*strict->table));
	for (size_t i = 0; i < strict->item_count; i++)
		*item_slot(strict, strict->items[i].class, strict->items[i].worth) = (uint32_t)i +
										     1;
	return OK;
}

static enum err item_add(struct strict *strict, uint32_t class, uint32_t worth, uint32_t *place)
{
	uint32_t *slot = item_slot(strict, class, worth);

	if (!*slot) {
		if (strict->item_count == strict->item_room) {
			TRY(items_grow(strict));
			slot = item_slot(strict, class, worth);
		}
		strict->items[strict->item_count] = (struct strict_item) { .class = class,
			.worth = worth };
		*slot = (uint32_t)++strict->item_count;
	}
	*place = *slot - 1;
	return OK;
}

/* The supporters who have something left and get something, by class and worth. Many that follow
 * each other are of the same class. */
static enum err items_gather(struct strict *strict, uint32_t project)
{
	const struct mes *mes = strict->mes;
	struct side_walk walk = side_walk(&mes->election->sides[project]);
	struct side_piece piece;
	uint32_t last_class = 0;
	uint32_t last_worth = 0;
	uint32_t place = 0;

	strict->item_count = 0;
	memset(strict->table, 0, strict->table_size * sizeof(*strict->table));
	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint32_t group = piece.groups[i];
			uint32_t class = strict->class_of[group];
			uint32_t worth = mes->has_worths ? piece.worths[i] : 1;

			if (i + MES_AHEAD < piece.count)
				__builtin_prefetch(&strict->class_of[piece.groups[i + MES_AHEAD]]);
			if (!class || !worth)
				continue;
			if (class != last_class || worth != last_worth)
				TRY(item_add(strict, class, worth, &place));
			last_class = class;
			last_worth = worth;
			strict->items[place].weight += mes->election->weights[group];
		}
	return OK;
}

/* ---- keys ---- */

static enum err open_add(struct strict *strict, uint32_t item)
{
	if (strict->open_count == strict->open_room) {
		size_t room = strict->open_room;
		size_t same = room;
		size_t again = room;

		strict->opens = room_grow(
			strict->arena, strict->opens, &room, sizeof(*strict->opens));
		strict->order = room_grow(
			strict->arena, strict->order, &same, sizeof(*strict->order));
		strict->room = room_grow(
			strict->arena, strict->room, &again, sizeof(*strict->room));
		if (!strict->opens || !strict->order || !strict->room)
			return ERR_MEMORY;
		strict->open_room = (uint32_t)room;
	}
	strict->order[strict->open_count] = strict->open_count;
	strict->opens[strict->open_count++] = (struct strict_open) { item,
		class_value(strict, strict->items[item].class) };
	return OK;
}

/* Those who surely pay their rest and those who surely pay in full; the others are listed. A rest
 * equal to what is due is never sure, since it leaves nothing. */
static enum err items_judge(struct strict *strict, struct mes_span key, struct strict_key *out)
{
	strict->open_count = 0;
	for (size_t i = 0; i < strict->item_count; i++) {
		struct strict_item *item = &strict->items[i];
		struct mes_span rest = class_bounds(strict, item->class);

		if (item->worth > out->most)
			out->most = item->worth;
		if ((wide)rest.hi < (wide)key.lo * item->worth) {
			item->verdict = STRICT_REST;
			out->by_rest += item->weight;
			continue;
		}
		out->full += item->weight * item->worth;
		item->verdict = STRICT_FULL;
		if ((wide)rest.lo > (wide)key.hi * item->worth)
			out->in_full += item->weight;
		else
			TRY(open_add(strict, (uint32_t)i));
	}
	for (size_t i = 0; i < strict->item_count; i++)
		if (strict->items[i].verdict == STRICT_REST)
			counts_add(strict, strict->items[i].class, strict->items[i].weight);
	return OK;
}

/* By value / worth, ascending. */
static bool is_poorer(const void *with, uint32_t a, uint32_t b)
{
	const struct strict *strict = with;
	struct arena *arena = strict->arena;
	struct pb_big x = strict->opens[a].value;
	struct pb_big y = strict->opens[b].value;
	uint32_t x_worth = strict->items[strict->opens[a].item].worth;
	uint32_t y_worth = strict->items[strict->opens[b].item].worth;
	struct arena_mark mark;
	int sign;

	if (x_worth == y_worth)
		return big_compare(x, y) < 0;
	mark = arena_mark(arena);
	sign = big_compare(big_mul_small(arena, x, y_worth), big_mul_small(arena, y, x_worth));
	arena_rewind(arena, mark);
	return sign < 0;
}

/* From the poorest up: who cannot pay in full pays the rest. F(key) = sum of min(rest, key · worth)
 * is concave and grows with key, so the first who can ends the search. */
static void open_settle(
	struct strict *strict, struct pb_big due, struct pb_big sum, struct strict_key *out)
{
	struct arena *arena = strict->arena;

	for (uint32_t i = 0; i < strict->open_count; i++) {
		const struct strict_open *open = &strict->opens[strict->order[i]];
		struct strict_item *item = &strict->items[open->item];
		struct pb_big have = big_mul_small(arena, open->value, out->full);
		struct pb_big wants = big_mul_small(arena, out->num, item->worth);
		int sign = big_compare(have, wants);

		if (sign >= 0) {
			item->verdict = sign ? STRICT_FULL : STRICT_LAST;
			out->in_full += item->weight;
			continue;
		}
		item->verdict = STRICT_REST;
		out->by_rest += item->weight;
		out->full -= item->weight * item->worth;
		sum = big_add(arena, sum, big_mul_small(arena, open->value, item->weight));
		if (big_compare(sum, due) > 0) {
			assert(!out->full || arena_is_spent(arena));
			return;
		}
		out->num = big_sub(arena, due, sum);
	}
	out->is_live = out->full > 0;
}

enum err strict_eval(
	struct strict *strict, uint32_t project, struct mes_span key, struct strict_key *out)
{
	struct arena *arena = strict->arena;
	int64_t cost = strict->mes->election->projects[project].cost;
	struct pb_big due = big_mul_small(arena, strict->den, (uint64_t)cost);
	struct pb_big sum;

	*out = (struct strict_key) { 0 };
	TRY(items_gather(strict, project));
	TRY(items_judge(strict, key, out));
	sum = big_sub(arena, big_mul_small(arena, strict->share, out->by_rest),
		paid_sum(strict, strict->counts));
	counts_clear(strict);
	if (arena_is_spent(arena))
		return ERR_MEMORY;
	places_sort(strict->order, strict->room, strict->open_count, is_poorer, strict);
	assert(big_compare(sum, due) <= 0);
	out->num = big_sub(arena, due, sum);
	open_settle(strict, due, sum, out);
	return arena_is_spent(arena) ? ERR_MEMORY : OK;
}

enum err strict_eval_counted(struct strict *strict, uint32_t project, struct strict_key *key)
{
	struct arena *arena = strict->arena;
	int64_t cost = strict->mes->election->projects[project].cost;
	struct pb_big due = big_mul_small(arena, strict->den, (uint64_t)cost);
	struct pb_big sum = big_sub(arena, big_mul_small(arena, strict->share, key->by_rest),
		paid_sum(strict, strict->counts));

	counts_clear(strict);
	if (arena_is_spent(arena))
		return ERR_MEMORY;
	assert(big_compare(sum, due) <= 0);
	key->num = big_sub(arena, due, sum);
	key->is_live = key->full > 0;
	return arena_is_spent(arena) ? ERR_MEMORY : OK;
}

/* ---- purchases ---- */

static enum err class_new(struct strict *strict, uint32_t parent, uint32_t worth, uint32_t *out)
{
	struct strict_classes *all = &strict->classes;

	if (all->count == all->room)
		TRY(classes_grow(strict));
	if (strict->values && all->count >= strict->value_room)
		strict->values = room_grow(strict->arena, strict->values, &strict->value_room,
			sizeof(*strict->values));
	if (arena_is_spent(strict->arena))
		return ERR_MEMORY;
	*out = (uint32_t)all->count++;
	all->parents[*out] = parent;
	all->rounds[*out] = (uint16_t)(strict->round_count - 1);
	if (all->worths)
		all->worths[*out] = worth;
	return OK;
}

static enum err item_pay(struct strict *strict, struct strict_item *item)
{
	struct pb_big paid;

	item->to = 0;
	if (item->verdict != STRICT_FULL)
		return OK;
	TRY(class_new(strict, item->class, item->worth, &item->to));
	if (!strict->values)
		return OK;
	paid = big_mul_small(strict->arena, strict->payments[strict->round_count - 1], item->worth);
	strict->values[item->to] = (struct strict_value) { true, strict->round_count,
		big_sub(strict->arena, class_value(strict, item->class), paid) };
	return OK;
}

enum err strict_buy_numbers(
	struct strict *strict, struct mes_span bounds, const struct strict_key *key)
{
	struct arena *arena = strict->arena;
	struct pb_big full = big_of(arena, key->full);
	struct pb_big common = big_gcd(arena, key->num, full);
	struct pb_big factor = big_div(arena, full, common);

	if (arena_is_spent(arena))
		return ERR_MEMORY;
	strict->payments[strict->round_count] = big_div(arena, key->num, common);
	strict->factors[strict->round_count] = factor.at[0];
	strict->keys[strict->round_count] = bounds;
	strict->den = big_mul(arena, strict->den, factor);
	strict->share = big_mul(arena, strict->share, factor);
	strict->round_count++;
	return arena_is_spent(arena) ? ERR_MEMORY : OK;
}

enum err strict_buy(struct strict *strict, uint32_t project, struct mes_span bounds,
	const struct strict_key *key)
{
	const struct mes *mes = strict->mes;
	struct side_walk walk = side_walk(&mes->election->sides[project]);
	struct side_piece piece;
	struct strict_item last = { .class = 0 };

	TRY(strict_buy_numbers(strict, bounds, key));
	for (size_t i = 0; i < strict->item_count; i++)
		TRY(item_pay(strict, &strict->items[i]));
	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint32_t *class = &strict->class_of[piece.groups[i]];
			uint32_t worth = mes->has_worths ? piece.worths[i] : 1;

			if (!*class || !worth)
				continue;
			if (*class != last.class || worth != last.worth)
				last = strict->items[*item_slot(strict, *class, worth) - 1];
			*class = last.to;
		}
	return arena_is_spent(strict->arena) ? ERR_MEMORY : OK;
}

struct pb_ratio strict_rho(struct strict *strict, uint32_t project, const struct strict_key *key)
{
	const struct mes *mes = strict->mes;
	struct pb_big den = big_mul_small(strict->arena, strict->den, key->full);

	if (mes->is_by_cost)
		den = big_mul_small(
			strict->arena, den, (uint64_t)mes->election->projects[project].cost);
	return (struct pb_ratio) { key->num, den };
}

struct mes_span strict_span(struct strict *strict, const struct strict_key *key)
{
	struct arena *arena = strict->arena;
	struct pb_big whole = big_div(arena,
		big_mul_small(arena, key->num, UINT64_C(1) << strict->mes->shift),
		big_mul_small(arena, strict->den, key->full));

	assert(whole.count <= 1);
	return (struct mes_span) { whole.count ? whole.at[0] : 0,
		(whole.count ? whole.at[0] : 0) + 1 };
}
