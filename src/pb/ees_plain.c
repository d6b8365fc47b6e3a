/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/ees_plain.c: Exact Equal Shares at one share, for as long as whole units tell who can pay:
 * what each group has paid is one number, without classes and fractions. Where they do not tell, it
 * is given up and ees_run.c counts anew (13 of the 751 open elections); so this can be short.
 *
 * The filter is that of ees_look.c: what a ballot has paid is in [paid, paid + rounds], a price in
 * [price, price + 1), the share in [share, share + 1). And who has paid nothing has paid 0, so that
 * cost / payers and budget / ballots can be compared as they are. */
#include "base/arena.h"
#include "pb/ees.h"

enum { AHEAD = 20 };

struct holder { /* of the project looked at: supporters who could still be among the payers */
	uint64_t paid;
	uint32_t weight;
};

struct plain {
	const struct pb_election *election;
	const struct ees_order *order;
	uint64_t *paid; /* by group */
	struct holder *holders;
	uint32_t holder_count;
	uint32_t *most; /* by project: no more payers in this or a later round */
	uint32_t *heap; /* projects that have some, by what `most` is worth */
	uint32_t heap_count;
	uint64_t share;
	int shift;
	uint32_t rounds;
	bool is_lost; /* units did not tell */
};

/* ---- who comes first, if all had as many payers as the bounds say ---- */

static bool is_ahead(const struct plain *plain, uint32_t a, uint32_t b)
{
	return ees_comes_before(plain->order, a, plain->most[a], b, plain->most[b]);
}

static void heap_sink(struct plain *plain, uint32_t at)
{
	uint32_t *heap = plain->heap;
	uint32_t moved = heap[at];
	uint32_t child;

	while ((child = 2 * at + 1) < plain->heap_count) {
		if (child + 1 < plain->heap_count && is_ahead(plain, heap[child + 1], heap[child]))
			child++;
		if (is_ahead(plain, moved, heap[child]))
			break;
		heap[at] = heap[child];
		at = child;
	}
	heap[at] = moved;
}

static void heap_drop(struct plain *plain)
{
	plain->heap[0] = plain->heap[--plain->heap_count];
	if (plain->heap_count)
		heap_sink(plain, 0);
}

static bool is_still_ahead(const struct plain *plain)
{
	uint32_t first = plain->heap[0];

	for (uint32_t child = 1; child < 3 && child < plain->heap_count; child++)
		if (is_ahead(plain, plain->heap[child], first))
			return false;
	return true;
}

/* ---- who can pay ---- */

/* What was paid up to `yes` leaves enough for one of so many parts, from `no` on it does not. */
struct limit {
	int64_t yes, no;
};

static struct limit limit_for(const struct plain *plain, uint32_t project, uint32_t payers)
{
	const struct pb_election *election = plain->election;
	wide cost = (uint64_t)election->projects[project].cost;
	wide price = (cost << plain->shift) / payers;
	struct limit limit;
	int64_t left;

	/* Who has paid nothing cannot: nobody can. */
	if (cost * election->ballots > (wide)(uint64_t)election->budget * payers)
		return (struct limit) { -1, 0 };
	left = (int64_t)plain->share - (int64_t)price;
	limit = (struct limit) { left - 1 - (int64_t)plain->rounds, left + 1 };
	if (limit.yes < 0)
		limit.yes = 0;
	if (limit.no < 1)
		limit.no = 1;
	return limit;
}

/* Supporters lie far apart in memory: those so many places ahead are asked for. */
static inline uint32_t group_ahead(const struct side_piece *piece, uint32_t at)
{
	return piece->groups[at + AHEAD < piece->count ? at + AHEAD : at];
}

/* The supporters that can perhaps pay one of so many parts; their weight. */
static uint32_t holders_take(struct plain *plain, uint32_t project, uint32_t payers)
{
	struct side_walk walk = side_walk(&plain->election->sides[project]);
	struct limit limit = limit_for(plain, project, payers);
	const uint32_t *weights = plain->election->weights;
	struct holder *holders = plain->holders;
	struct side_piece piece;
	uint32_t count = 0;
	uint32_t sum = 0;

	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint32_t group = piece.groups[i];
			uint32_t ahead = group_ahead(&piece, i);
			uint64_t paid = plain->paid[group];
			bool can = (int64_t)paid < limit.no;

			__builtin_prefetch(&plain->paid[ahead]);
			__builtin_prefetch(&weights[ahead]);
			holders[count] = (struct holder) { paid, weights[group] };
			count += can;
			sum += can ? weights[group] : 0;
			plain->is_lost |= can && (int64_t)paid > limit.yes;
		}
	plain->holder_count = count;
	return sum;
}

/* The same among those taken. */
static uint32_t holders_keep(struct plain *plain, uint32_t project, uint32_t payers)
{
	struct limit limit = limit_for(plain, project, payers);
	struct holder *holders = plain->holders;
	uint32_t count = 0;
	uint32_t sum = 0;

	for (uint32_t i = 0; i < plain->holder_count; i++) {
		struct holder holder = holders[i];
		bool can = (int64_t)holder.paid < limit.no;

		holders[count] = holder;
		count += can;
		sum += can ? holder.weight : 0;
		plain->is_lost |= can && (int64_t)holder.paid > limit.yes;
	}
	plain->holder_count = count;
	return sum;
}

/* Brings `most` of the first of the heap down to its payers (doc/pb.md: who can pay a part are
 * never fewer than the payers, so their number is the next to try), or as far as it takes to lose
 * its place. True: they are its payers. */
static bool first_count(struct plain *plain)
{
	uint32_t project = plain->heap[0];
	uint32_t can = holders_take(plain, project, plain->most[project]);

	while (can < plain->most[project]) {
		plain->most[project] = can;
		if (!can || plain->is_lost || !is_still_ahead(plain))
			return false;
		can = holders_keep(plain, project, can);
	}
	return !plain->is_lost;
}

/* ---- rounds ---- */

static void payers_pay(struct plain *plain, uint32_t project, uint32_t payers)
{
	struct side_walk walk = side_walk(&plain->election->sides[project]);
	wide cost = (uint64_t)plain->election->projects[project].cost;
	struct limit limit = limit_for(plain, project, payers);
	uint64_t price = (uint64_t)((cost << plain->shift) / payers);
	struct side_piece piece;

	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			uint64_t *paid = &plain->paid[piece.groups[i]];

			__builtin_prefetch(&plain->paid[group_ahead(&piece, i)], 1);
			*paid += (int64_t)*paid <= limit.yes ? price : 0;
		}
	/* who has paid something must not look like somebody who has paid nothing */
	plain->is_lost |= price == 0;
}

static void round_add(struct plain *plain, struct ees_kept *kept, uint32_t project, uint32_t payers)
{
	kept->won[kept->count] = project;
	kept->payers[kept->count++] = payers;
	kept->cost += plain->election->projects[project].cost;
	plain->rounds++;
}

/* What costs nothing comes before all others under cardinality; nobody pays. */
static void free_ones_take(struct plain *plain, struct ees_kept *kept)
{
	const struct pb_election *election = plain->election;

	for (uint32_t i = 0; i < election->project_count; i++) {
		uint32_t p = plain->order->ties.order[i];

		if (plain->order->utility == PB_CARDINALITY && !election->projects[p].is_out &&
			!election->projects[p].cost && election->sides[p].support)
			round_add(plain, kept, p, (uint32_t)election->sides[p].support);
	}
}

static void heap_make(struct plain *plain)
{
	const struct pb_election *election = plain->election;

	for (uint32_t p = 0; p < election->project_count; p++) {
		plain->most[p] = (uint32_t)election->sides[p].support;
		if (plain->most[p] && election->projects[p].cost && !election->projects[p].is_out)
			plain->heap[plain->heap_count++] = p;
	}
	for (uint32_t i = plain->heap_count / 2; i-- > 0;)
		heap_sink(plain, i);
}

static void rounds_make(struct plain *plain, struct ees_kept *kept)
{
	free_ones_take(plain, kept);
	heap_make(plain);
	while (plain->heap_count && !plain->is_lost) {
		uint32_t project = plain->heap[0];

		if (first_count(plain)) {
			payers_pay(plain, project, plain->most[project]);
			round_add(plain, kept, project, plain->most[project]);
			heap_drop(plain);
		} else if (!plain->most[project]) {
			heap_drop(plain);
		} else {
			heap_sink(plain, 0);
		}
	}
}

static enum err plain_make(struct arena *arena, struct plain *plain)
{
	const struct pb_election *election = plain->election;
	size_t count = election->project_count + (size_t)1;
	uint64_t share = (uint64_t)election->budget / election->ballots;

	plain->shift = 61;
	for (; share && plain->shift; share >>= 1)
		plain->shift--;
	plain->share = (uint64_t)(((wide)(uint64_t)election->budget << plain->shift) /
				  election->ballots);
	plain->paid = arena_array(arena, election->group_count + (size_t)1, sizeof(*plain->paid));
	plain->holders = arena_array(arena, ees_side_most(election) + 1, sizeof(*plain->holders));
	plain->most = arena_array(arena, count, sizeof(*plain->most));
	plain->heap = arena_array(arena, count, sizeof(*plain->heap));
	return arena_is_spent(arena) ? ERR_MEMORY : OK;
}

enum err ees_plain(struct arena *arena, const struct pb_election *election,
	const struct ees_order *order, struct pb_outcome *out, struct ees_kept *kept, bool *is_sure)
{
	struct arena_mark mark = arena_mark(arena);
	struct plain plain = { .election = election, .order = order };

	kept->count = 0;
	kept->cost = 0;
	TRY(plain_make(arena, &plain));
	rounds_make(&plain, kept);
	*is_sure = !plain.is_lost;
	out->runs++;
	arena_rewind(arena, mark);
	return OK;
}
