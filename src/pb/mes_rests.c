/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/mes_rests.c: states of equal shares in bounds: for each group a whole number below and one
 * above what is left to each of its ballots, and from these a bound below and one above each key.
 * Every function states why its bounds enclose; nothing here rounds the wrong way. */
#include <assert.h>
#include "pb/mes.h"

enum {
	SHARE_BITS = 61,
	SHIFT_MOST = 62,
	RHO_BITS = 62, /* rho by cost is at most 1 */
};

int mes_shift_for(const struct mes *mes, struct mes_share most)
{
	wide end = (wide)mes->election->ballots << SHARE_BITS;
	int shift = 0;

	while (shift < SHIFT_MOST && most.num << (shift + 1) < end)
		shift++;
	return shift;
}

struct mes_span mes_share_span(const struct mes *mes, struct mes_share share)
{
	wide scaled = share.num << mes->shift;
	uint64_t lo = (uint64_t)(scaled / mes->election->ballots);

	return (struct mes_span) { lo, lo + (scaled % mes->election->ballots != 0) };
}

void mes_rests_reset(struct mes *mes, struct mes_share share)
{
	const struct pb_election *election = mes->election;
	struct mes_span span = mes_share_span(mes, share);

	mes->share = span;
	mes->is_lost = false;
	for (uint32_t g = 0; g < election->group_count; g++) {
		mes->rests[g].lo = span.lo;
		mes->rests[g].over = (uint32_t)(span.hi - span.lo);
	}
}

/* A cost in the state's units; whatever is live costs less than ballots · 2^61. */
wide mes_due(const struct mes *mes, uint32_t project)
{
	return (wide)mes->election->projects[project].cost << mes->shift;
}

/* rho by cost is key · 2^-shift / cost, kept in units of 2^-62. */
struct mes_span mes_rho(const struct mes *mes, uint32_t project, struct mes_span key)
{
	wide cost = (wide)mes->election->projects[project].cost;
	int up = RHO_BITS - mes->shift;
	wide lo;
	wide hi;

	if (!mes->is_by_cost || !cost)
		return key;
	lo = ((wide)key.lo << up) / cost;
	hi = (((wide)key.hi << up) + cost - 1) / cost;
	return (struct mes_span) { lo < UINT64_MAX ? (uint64_t)lo : UINT64_MAX,
		hi < UINT64_MAX ? (uint64_t)hi : UINT64_MAX };
}

uint64_t mes_rho_at_first(const struct mes *mes, uint32_t project)
{
	wide rho = mes->is_by_cost ? (wide)1 << RHO_BITS : mes_due(mes, project);

	rho /= mes->worth[project];
	return rho < UINT64_MAX ? (uint64_t)rho : UINT64_MAX;
}

uint64_t mes_key_beyond(const struct mes *mes, uint32_t project, uint64_t rho)
{
	wide cost = (wide)mes->election->projects[project].cost;
	int up = RHO_BITS - mes->shift;
	wide key;

	if (rho >= (UINT64_C(1) << RHO_BITS))
		return UINT64_MAX;
	if (!mes->is_by_cost || !cost)
		return rho + 1;
	/* floor(key · 2^up / cost) > rho */
	key = (((wide)(rho + 1) * cost) + ((wide)1 << up) - 1) >> up;
	return key < UINT64_MAX ? (uint64_t)key : UINT64_MAX;
}

/* ---- sums over one side ---- */

/* Poor: those whose lower bound is below t · worth. */
struct sums {
	wide poor;	     /* of their lower bounds */
	uint64_t over;	     /* of what their upper bounds are above that */
	uint64_t full;	     /* worths of the others */
	uint64_t poor_most;  /* greatest lower bound among the poor */
	uint64_t rich_least; /* least lower bound among the others */
};

static void sum_plain(
	const struct mes_rest *rests, const struct side_piece *piece, uint64_t t, struct sums *out)
{
	struct sums sums = *out;

	for (uint32_t i = 0; i < piece->count; i++) {
		struct mes_rest rest = rests[piece->groups[i]];
		uint64_t is_poor = -(uint64_t)(rest.lo < t);
		uint64_t lo = rest.lo & is_poor;
		uint64_t rich = rest.lo | is_poor;

		sums.poor += (wide)lo * rest.weight;
		sums.over += (rest.over & is_poor) * rest.weight;
		sums.full += rest.weight & ~is_poor;
		sums.poor_most = lo > sums.poor_most ? lo : sums.poor_most;
		sums.rich_least = rich < sums.rich_least ? rich : sums.rich_least;
	}
	*out = sums;
}

static void sum_worths(
	const struct mes_rest *rests, const struct side_piece *piece, uint64_t t, struct sums *out)
{
	for (uint32_t i = 0; i < piece->count; i++) {
		struct mes_rest rest = rests[piece->groups[i]];
		uint32_t worth = piece->worths[i];

		if (rest.lo < (wide)t * worth) {
			out->poor += (wide)rest.lo * rest.weight;
			out->over += (uint64_t)rest.over * rest.weight;
		} else {
			out->full += (uint64_t)rest.weight * worth;
		}
	}
	/* a greatest rest by worth is not kept: only a second look shows that a key stands */
	out->poor_most = UINT64_MAX;
	out->rich_least = 0;
}

static struct sums sums_at(const struct mes *mes, uint32_t project, uint64_t t)
{
	struct side_walk walk = side_walk(&mes->election->sides[project]);
	struct side_piece piece;
	struct sums sums = { .rich_least = UINT64_MAX };

	while (side_next(&walk, &piece))
		if (mes->has_worths)
			sum_worths(mes->rests, &piece, t, &sums);
		else
			sum_plain(mes->rests, &piece, t, &sums);
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
 * no poor rest is at or above next and no rich one below it. */
struct search {
	const struct mes *mes;
	uint32_t project;
	wide due;
	uint64_t t;
	uint64_t low;  /* bound below */
	bool is_again; /* started again from low */
};

/* Sets the line, and low if the line is a better one. */
static void search_line(struct search *search, const struct sums *sums, struct mes_line *line)
{
	uint64_t payers = search->mes->payers[search->project];
	wide above = sums->poor + sums->over;
	wide low;

	if (!sums->full) {
		*line = (struct mes_line) { above, 0, payers };
		return;
	}
	if (above >= search->due)
		return;
	low = (search->due - above) / sums->full;
	if (low <= search->low)
		return;
	search->low = low < UINT64_MAX ? (uint64_t)low : UINT64_MAX;
	/* with worths all payers may be among the poor: that is a bound too */
	*line = (struct mes_line) { above, sums->full,
		search->mes->has_worths ? payers : payers - sums->full };
}

static enum mes_look search_ends(
	struct search *search, const struct sums *sums, struct mes_key *out)
{
	const struct mes *mes = search->mes;

	*out = (struct mes_key) { .t = { search->low, search->t } };
	if (out->t.lo > out->t.hi)
		out->t.lo = out->t.hi;
	out->rho = mes_rho(mes, search->project, out->t);
	if (!sums->poor && !sums->over) {
		out->num = mes->is_by_cost
				   ? 1
				   : (uint64_t)mes->election->projects[search->project].cost;
		out->den = sums->full;
	}
	return LOOK_LIVE;
}

/* One look at t; LOOK_OPEN: go on at the new t. */
static enum mes_look search_step(struct search *search, uint64_t beat, struct mes_key *out,
	struct mes_line *line, bool *has_ended)
{
	const struct mes *mes = search->mes;
	struct sums sums = sums_at(mes, search->project, search->t);
	wide next;

	*has_ended = true;
	search_line(search, &sums, line);
	/* The poor alone, and nobody else: all its payers have. A key above every share: likewise.
	 */
	if (!sums.full && line->sum < search->due)
		return LOOK_DEAD;
	if (search->low > mes->share.hi)
		return LOOK_DEAD;
	if (search->low >= beat) {
		*out = (struct mes_key) { .t = { search->low, UINT64_MAX } };
		out->rho = mes_rho(mes, search->project, out->t);
		return LOOK_LOSES;
	}
	*has_ended = false;
	if (sums.poor >= search->due) {
		/* t is far too high: its line meets the cost below zero */
		*has_ended = search->is_again;
		search->is_again = true;
		search->t = search->low;
		return LOOK_OPEN;
	}
	if (!sums.full) {
		*has_ended = true;
		return LOOK_OPEN;
	}
	next = (search->due - sums.poor + sums.full - 1) / sums.full;
	if (next > mes->share.hi) {
		/* not live by the lower bounds: look whether it is by the upper ones */
		*has_ended = search->t > mes->share.hi;
		search->t = mes->share.hi + 1;
		return LOOK_OPEN;
	}
	if (next == search->t || (sums.poor_most < next && sums.rich_least >= next)) {
		search->t = (uint64_t)next;
		*has_ended = true;
		return search_ends(search, &sums, out);
	}
	search->t = (uint64_t)next;
	return LOOK_OPEN;
}

enum mes_look mes_look(const struct mes *mes, uint32_t project, uint64_t from, uint64_t beat,
	struct mes_key *out, struct mes_line *line)
{
	struct search search = { .mes = mes, .project = project, .due = mes_due(mes, project) };
	wide first = search.due / mes->worth[project];
	enum mes_look look;
	bool has_ended;

	*line = (struct mes_line) { 0, mes->worth[project], mes->payers[project] };
	if (!search.due) {
		*out = (struct mes_key) { .den = 1 };
		return LOOK_LIVE;
	}
	if (first > mes->share.hi)
		return LOOK_DEAD;
	search.low = first ? (uint64_t)first : 1;
	search.t = from < search.low ? search.low : from;
	if (search.t > mes->share.hi)
		search.t = mes->share.hi;
	do
		look = search_step(&search, beat, out, line, &has_ended);
	while (!has_ended);
	return look;
}

uint64_t mes_line_key(
	const struct mes *mes, uint32_t project, const struct mes_line *line, uint64_t rise)
{
	wide due = mes_due(mes, project);
	wide sum = line->sum + (wide)line->poor * rise;
	wide low;

	if (sum >= due)
		return 0;
	if (!line->full)
		return UINT64_MAX;
	low = (due - sum) / line->full;
	return low > mes->share.hi ? UINT64_MAX : (uint64_t)low;
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

wide mes_money(const struct mes *mes, uint32_t project)
{
	struct side_walk walk = side_walk(&mes->election->sides[project]);
	struct side_piece piece;
	wide sum = 0;

	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			struct mes_rest rest = mes->rests[piece.groups[i]];

			if (!mes->has_worths || piece.worths[i])
				sum += (wide)(rest.lo + rest.over) * rest.weight;
		}
	return sum;
}

/* ---- purchases ---- */

/* Lemma. x' = max(0, x - key · worth) grows with x and falls with the key, so bounds of both bound
 * it: below from lo and the upper key, above from hi and the lower key. Who surely pays the rest
 * has hi ≤ lower key, and so exactly 0 … 0. */
static bool pay_plain(struct mes_rest *rests, const struct side_piece *piece, struct mes_span key)
{
	uint64_t widest = 0;

	for (uint32_t i = 0; i < piece->count; i++) {
		struct mes_rest *rest = &rests[piece->groups[i]];
		uint64_t hi = rest->lo + rest->over;
		uint64_t lo = rest->lo > key.hi ? rest->lo - key.hi : 0;
		uint64_t over = (hi > key.lo ? hi - key.lo : 0) - lo;

		rest->lo = lo;
		rest->over = (uint32_t)over;
		widest |= over;
	}
	return widest <= UINT32_MAX;
}

static bool pay_worths(struct mes_rest *rests, const struct side_piece *piece, struct mes_span key)
{
	uint64_t widest = 0;

	for (uint32_t i = 0; i < piece->count; i++) {
		struct mes_rest *rest = &rests[piece->groups[i]];
		uint64_t hi = rest->lo + rest->over;
		wide most = (wide)key.hi * piece->worths[i];
		wide least = (wide)key.lo * piece->worths[i];
		uint64_t lo = rest->lo > most ? rest->lo - (uint64_t)most : 0;
		uint64_t over = (hi > least ? hi - (uint64_t)least : 0) - lo;

		rest->lo = lo;
		rest->over = (uint32_t)over;
		widest |= over;
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
