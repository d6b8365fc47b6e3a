/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/mes_rests.c: states of equal shares in bounds: for each group a whole number below and one
 * above what is left to each of its ballots, and from these a bound below and one above each key.
 * Every function states why its bounds enclose; nothing here rounds the wrong way. */
#include <assert.h>
#include "pb/mes.h"

enum {
	SHARE_BITS = 60,
	SHIFT_MOST = 62,
	RHO_BITS = 62, /* rho by cost is at most 1 */
};

/* Of a share in the state's units: all ballots together have less than 2^63. */
static int share_bits(const struct mes *mes)
{
	int bits = 63;

	for (uint64_t n = mes->election->ballots; n; n >>= 1)
		bits--;
	return bits < SHARE_BITS ? bits : SHARE_BITS;
}

int mes_shift_for(const struct mes *mes, struct mes_share most)
{
	wide end = (wide)mes->election->ballots << share_bits(mes);
	int shift = 0;

	if (most.num >= end)
		return -1;
	while (shift < SHIFT_MOST && most.num << (shift + 1) < end)
		shift++;
	return shift;
}

/* 1 / due in 64 bits: inverse ≤ 2^(127 - up) / due < inverse + 1, up being its leading zeros. */
static struct mes_price price_of(const struct mes *mes, uint32_t project)
{
	wide due = (wide)mes->election->projects[project].cost << mes->shift;
	struct mes_price price = { .due = MES_NEVER_DUE };

	if (due < MES_NEVER_DUE)
		price.due = (uint64_t)due;
	if (price.due) {
		price.up = (uint8_t)__builtin_clzll(price.due);
		price.inverse = (uint64_t)((((wide)1 << 127) - 1) / (price.due << price.up));
	}
	due = mes->is_by_cost ? (wide)1 << RHO_BITS : price.due;
	price.rho_first = (uint64_t)(due / mes->worth[project]);
	return price;
}

void mes_shift_set(struct mes *mes, int shift)
{
	mes->shift = shift;
	for (uint32_t i = 0; i < mes->project_count; i++)
		mes->prices[mes->projects[i]] = price_of(mes, mes->projects[i]);
}

struct mes_span mes_share_span(const struct mes *mes, struct mes_share share)
{
	wide scaled = share.num << mes->shift;
	uint64_t lo = (uint64_t)(scaled / mes->election->ballots);

	return (struct mes_span) { lo, lo + (scaled % mes->election->ballots != 0) };
}

void mes_rests_reset(struct mes *mes, struct mes_span span)
{
	const struct pb_election *election = mes->election;

	mes->is_lost = false;
	for (uint32_t g = 0; g < election->group_count; g++) {
		mes->rests[g].hi = span.hi;
		mes->rests[g].under = (uint32_t)(span.hi - span.lo);
	}
}

/* rho by cost is key / due, in units of 2^-62: key · 2^62 / due = key · (2^(127 - up) / due) >> 65
 * - up. The inverse is too small by less than 1, so what is above takes it with 1 more. */
struct mes_span mes_rho(const struct mes *mes, uint32_t project, struct mes_span key)
{
	const struct mes_price *price = &mes->prices[project];
	int down = 127 - RHO_BITS - price->up;
	wide hi;

	if (!mes->is_by_cost || !price->due)
		return key;
	hi = (((wide)key.hi * price->inverse + key.hi) >> down) + 1;
	return (struct mes_span) { (uint64_t)((wide)key.lo * price->inverse >> down),
		hi < UINT64_MAX ? (uint64_t)hi : UINT64_MAX };
}

/* key / due ≥ (rho + 1) · 2^-62 */
uint64_t mes_key_beyond(const struct mes *mes, uint32_t project, uint64_t rho)
{
	wide key;

	if (rho >= (UINT64_C(1) << RHO_BITS))
		return UINT64_MAX;
	if (!mes->is_by_cost)
		return rho + 1;
	key = ((wide)(rho + 1) * mes->prices[project].due + (((wide)1 << RHO_BITS) - 1)) >>
	      RHO_BITS;
	return (uint64_t)key;
}

/* ---- sums over one side ---- */

static void sum_plain(const struct mes_rest *rests, const struct side_piece *piece, uint64_t t,
	struct mes_sums *out)
{
	struct mes_sums sums = *out;

	for (uint32_t i = 0; i < piece->count; i++) {
		struct mes_rest rest = rests[piece->groups[i]];
		uint64_t lo = rest.hi - rest.under;
		uint64_t is_poor = -(uint64_t)(lo < t);
		uint64_t rich = lo | is_poor;
		uint64_t hi = rest.hi & is_poor;

		if (i + MES_AHEAD < piece->count)
			__builtin_prefetch(&rests[piece->groups[i + MES_AHEAD]]);
		sums.poor += (lo & is_poor) * rest.weight;
		sums.over += (rest.under & is_poor) * rest.weight;
		sums.full += rest.weight & ~is_poor;
		sums.poor_most = hi > sums.poor_most ? hi : sums.poor_most;
		sums.rich_least = rich < sums.rich_least ? rich : sums.rich_least;
	}
	*out = sums;
}

static void sum_worths(const struct mes_rest *rests, const struct side_piece *piece, uint64_t t,
	struct mes_sums *out)
{
	for (uint32_t i = 0; i < piece->count; i++) {
		struct mes_rest rest = rests[piece->groups[i]];
		uint64_t lo = rest.hi - rest.under;
		uint32_t worth = piece->worths[i];

		if (lo < (wide)t * worth) {
			out->poor += lo * rest.weight;
			out->over += (uint64_t)rest.under * rest.weight;
		} else {
			out->full += (uint64_t)rest.weight * worth;
		}
	}
	/* a greatest rest by worth is not kept: only a second look shows that a key stands */
	out->poor_most = UINT64_MAX;
	out->rich_least = 0;
}

static struct mes_sums sums_at(const struct mes *mes, uint32_t project, uint64_t t)
{
	struct side_walk walk = side_walk(&mes->election->sides[project]);
	struct side_piece piece;
	struct mes_sums sums = { .rich_least = UINT64_MAX };

	while (side_next(&walk, &piece))
		if (mes->has_worths)
			sum_worths(mes->rests, &piece, t, &sums);
		else
			sum_plain(mes->rests, &piece, t, &sums);
	return sums;
}

/* The same by upper bounds alone, which is all that a project needs that loses. */
static void sum_above(const struct mes_rest *rests, const struct side_piece *piece, uint64_t t,
	struct mes_sums *out)
{
	uint64_t poor = 0;
	uint64_t full = 0;

	for (uint32_t i = 0; i < piece->count; i++) {
		const struct mes_rest *rest = &rests[piece->groups[i]];
		uint64_t is_rich = -(uint64_t)(rest->hi >= t);

		if (i + MES_AHEAD < piece->count)
			__builtin_prefetch(&rests[piece->groups[i + MES_AHEAD]]);
		poor += (rest->hi & ~is_rich) * rest->weight;
		full += rest->weight & is_rich;
	}
	out->poor += poor;
	out->full += full;
}

static struct mes_sums sums_above(const struct mes *mes, uint32_t project, uint64_t t)
{
	struct side_walk walk = side_walk(&mes->election->sides[project]);
	struct side_piece piece;
	struct mes_sums sums = { 0 };

	while (side_next(&walk, &piece))
		sum_above(mes->rests, &piece, t, &sums);
	return sums;
}

/* ---- keys ---- */

/* Lemma (below). For any split of the payers into poor and rich and all t
 *   F(t) = sum of min(rest, t · worth) ≤ sum of hi over the poor + t · worths of the rich,
 * so the t at which the right side is the cost is at most the key: floor keeps it so. Lemma
 * (above). If the sum of min(lo, t · worth) ≥ cost then F(t) ≥ cost, so the key is at most t.
 *
 * The search is Newton's on the lower bounds: the line at t meets the cost at next ≤ the root for
 * lower bounds, since that sum is concave; from there on t only climbs, by breakpoints, until the
 * split at t and at next is the same: then next is the root, rounded up. The split is the same when
 * no poor one may have next or more and no rich one less. */
/* Sets low and the line if they are better ones. */
static void search_line(struct mes_search *search, const struct mes_line *found)
{
	uint64_t low;

	if (!found->full) {
		search->line = *found;
		return;
	}
	if (found->sum >= search->due)
		return;
	low = (search->due - found->sum) / found->full;
	if (low <= search->low)
		return;
	search->low = low;
	search->line = *found;
}

/* The poor alone and nobody else: all that its payers have. A key above every share: likewise. */
static bool search_is_over(struct mes_search *search)
{
	if ((!search->line.full && search->line.sum < search->due) || search->low > search->most)
		search->look = LOOK_DEAD;
	else if (search->low >= search->beat)
		search->look = LOOK_LOSES;
	else
		return false;
	search->key = (struct mes_key) { .t = { search->low, UINT64_MAX } };
	search->key.rho = mes_rho(search->mes, search->project, search->key.t);
	return true;
}

static bool search_is_live(struct mes_search *search, const struct mes_sums *sums)
{
	const struct mes *mes = search->mes;
	struct mes_key *key = &search->key;

	*key = (struct mes_key) { .t = { search->low, search->t } };
	if (key->t.lo > key->t.hi)
		key->t.lo = key->t.hi;
	key->rho = mes_rho(mes, search->project, key->t);
	if (!sums->poor && !sums->over) {
		key->num = mes->is_by_cost
				   ? 1
				   : (uint64_t)mes->election->projects[search->project].cost;
		key->den = sums->full;
	}
	key->full = sums->full;
	key->is_sure = sums->poor_most < key->t.lo;
	search->look = LOOK_LIVE;
	return true;
}

bool mes_search_above(struct mes_search *search, uint64_t poor, uint64_t full)
{
	search_line(search,
		&(struct mes_line) { poor, full, search->mes->payers[search->project] - full });
	return search_is_over(search);
}

bool mes_search_step(struct mes_search *search, const struct mes_sums *sums)
{
	const struct mes *mes = search->mes;
	uint64_t payers = mes->payers[search->project];
	uint64_t next;

	/* with worths all payers may be among the poor: that is a bound too */
	search_line(search, &(struct mes_line) { sums->poor + sums->over, sums->full,
				    mes->has_worths ? payers : payers - sums->full });
	if (search_is_over(search))
		return true;
	search->look = LOOK_OPEN;
	if (sums->poor >= search->due) {
		/* t is far too high: its line meets the cost below zero */
		bool was_again = search->is_again;

		search->is_again = true;
		search->t = search->low;
		return was_again;
	}
	if (!sums->full)
		return true;
	next = (search->due - sums->poor + sums->full - 1) / sums->full;
	if (next > search->most) {
		/* not live by the lower bounds: look whether it is by the upper ones */
		bool was_most = search->t > search->most;

		search->t = search->most + 1;
		return was_most;
	}
	if (next == search->t || (sums->poor_most < next && sums->rich_least >= next)) {
		search->t = next;
		return search_is_live(search, sums);
	}
	search->t = next;
	return false;
}

bool mes_search_start(struct mes_search *search, const struct mes *mes, uint32_t project,
	uint64_t most, uint64_t from)
{
	search->mes = mes;
	search->project = project;
	search->due = mes->prices[project].due;
	search->most = most;
	search->is_again = false;
	search->line = (struct mes_line) { 0, mes->worth[project], mes->payers[project] };
	if (!search->due) {
		search->key = (struct mes_key) { .den = 1 };
		search->look = LOOK_LIVE;
		return true;
	}
	search->low = search->due / mes->worth[project];
	search->low += !search->low;
	search->t = from < search->low ? search->low : from;
	if (search->t > most)
		search->t = most;
	return search_is_over(search);
}

void mes_look(const struct mes *mes, uint32_t project, uint64_t most, uint64_t from, uint64_t beat,
	struct mes_search *out)
{
	out->beat = beat;
	if (mes_search_start(out, mes, project, most, from))
		return;
	if (beat != UINT64_MAX && !mes->has_worths) {
		struct mes_sums sums = sums_above(mes, project, out->t);

		if (mes_search_above(out, sums.poor, sums.full))
			return;
	}
	for (;;) {
		struct mes_sums sums = sums_at(mes, project, out->t);

		if (mes_search_step(out, &sums))
			return;
	}
}

uint64_t mes_line_key(const struct mes *mes, uint32_t project, const struct mes_line *line,
	uint64_t rise, uint64_t most)
{
	uint64_t due = mes->prices[project].due;
	wide sum = (wide)line->sum + (wide)line->poor * rise;
	uint64_t low;

	if (sum >= due)
		return 0;
	if (!line->full)
		return UINT64_MAX;
	low = (due - (uint64_t)sum) / line->full;
	return low > most ? UINT64_MAX : low;
}

enum mes_sign mes_key_compare(const struct mes_key *a, const struct mes_key *b)
{
	wide x;
	wide y;

	if (a->rho.hi < b->rho.lo)
		return MES_LESS;
	if (a->rho.lo > b->rho.hi)
		return MES_MORE;
	if (!a->den || !b->den)
		return MES_OPEN;
	x = (wide)a->num * b->den;
	y = (wide)b->num * a->den;
	return x < y ? MES_LESS : x > y ? MES_MORE : MES_EQUAL;
}

static_assert(sizeof(struct mes_rest) == 2 * sizeof(uint64_t), "hi of every other place");

struct mes_money mes_rests_money(const struct mes *mes)
{
	return (struct mes_money) { &mes->rests->hi, 2 };
}

uint64_t mes_money_of(const struct mes *mes, struct mes_money money, uint32_t project)
{
	struct side_walk walk = side_walk(&mes->election->sides[project]);
	const uint32_t *weights = mes->election->weights;
	struct side_piece piece;
	uint64_t sum = 0;

	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			size_t group = piece.groups[i];

			if (!mes->has_worths || piece.worths[i])
				sum += money.at[group * money.stride] * weights[group];
		}
	return sum;
}

/* ---- purchases ---- */

/* Lemma. x' = max(0, x - key · worth) grows with x and falls with the key, so bounds of both bound
 * it: below from lo and the upper key, above from hi and the lower key. Who surely pays the rest
 * has hi ≤ lower key, and so hi 0, a fact. */
static bool pay_plain(struct mes_rest *rests, const struct side_piece *piece, struct mes_span key)
{
	uint64_t widest = 0;

	for (uint32_t i = 0; i < piece->count; i++) {
		struct mes_rest *rest = &rests[piece->groups[i]];
		uint64_t lo = rest->hi - rest->under;
		uint64_t hi = rest->hi > key.lo ? rest->hi - key.lo : 0;
		uint64_t under = hi - (lo > key.hi ? lo - key.hi : 0);

		if (i + MES_AHEAD < piece->count)
			__builtin_prefetch(&rests[piece->groups[i + MES_AHEAD]]);
		rest->hi = hi;
		rest->under = (uint32_t)under;
		widest |= under;
	}
	return widest <= UINT32_MAX;
}

static bool pay_worths(struct mes_rest *rests, const struct side_piece *piece, struct mes_span key)
{
	uint64_t widest = 0;

	for (uint32_t i = 0; i < piece->count; i++) {
		struct mes_rest *rest = &rests[piece->groups[i]];
		wide most = (wide)key.hi * piece->worths[i];
		wide least = (wide)key.lo * piece->worths[i];
		uint64_t lo = rest->hi - rest->under;
		uint64_t hi = rest->hi > least ? rest->hi - (uint64_t)least : 0;
		uint64_t under = hi - (lo > most ? lo - (uint64_t)most : 0);

		rest->hi = hi;
		rest->under = (uint32_t)under;
		widest |= under;
	}
	return widest <= UINT32_MAX;
}

void mes_rests_pay(struct mes *mes, uint32_t project, struct mes_span key)
{
	struct side_walk walk = side_walk(&mes->election->sides[project]);
	struct side_piece piece;

	while (side_next(&walk, &piece)) {
		bool is_kept = mes->has_worths ? pay_worths(mes->rests, &piece, key)
					       : pay_plain(mes->rests, &piece, key);

		if (!is_kept)
			mes->is_lost = true;
	}
}
