/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/phragmen.c: sequential Phragmén for projects with costs. A supporter's load is what the last
 * project it lists was chosen at, so loads are classes: one a round. A key is c(p) plus the loads
 * of its supporters, by their number. Kept as integers in 2^-64 of the smallest unit with a proven
 * bound; what they leave open is decided by fractions (doc/pb.md, Phragmén). */
#include <assert.h>
#include <string.h>
#include "base/arena.h"
#include "pb/exact.h"
#include "pb/inside.h"

/* So many supporters had the load of that class when a project was chosen. */
struct share {
	uint32_t class;
	uint32_t ballots;
};
struct made {
	uint32_t project;
	struct share *shares;
	uint32_t count;
	bool has_load;
	struct pb_big load; /* over the product of the supports of this and all earlier ones */
};

enum { LANES = 4, LANES_FROM = 2048 };

struct phragmen {
	struct arena *arena;
	const struct pb_election *election;
	const struct pb_options *options;
	struct pb_outcome *out;
	struct admit admit;
	struct tie_order ties;
	uint32_t round;	    /* the one being decided, from 1 on */
	uint16_t *classes;  /* by group: the round that set its load, 0: none */
	wide *lows;	    /* by class: its load, rounded down; less than class too low */
	struct made *mades; /* by class */
	uint32_t *counts;   /* by class: ballots, of the side looked at last; LANES such */
	size_t lane;
	bool is_single;	 /* every group is one ballot */
	wide *keys;	 /* by project: never above the true key; rounded in `fresh` */
	uint32_t *fresh; /* by project: the round the key was made in */
	bool *is_plain;	 /* by project: no supporter had a load when the key was made */
	/* Projects, least key first; those no longer open go when they come to the top. Without
	 * laziness just a list of all. */
	uint32_t *heap;
	uint32_t heap_count;
	uint32_t *candidates; /* the least, as far as known */
	uint32_t candidate_count;
	uint64_t *limbs[2]; /* two numbers that outlive a rewinding */
};

/* ---- the heap ---- */

static void heap_push(struct phragmen *run, uint32_t project)
{
	uint32_t at = run->heap_count++;

	while (at) {
		uint32_t parent = (at - 1) / 2;

		if (run->keys[run->heap[parent]] <= run->keys[project])
			break;
		run->heap[at] = run->heap[parent];
		at = parent;
	}
	run->heap[at] = project;
}

static uint32_t heap_pop(struct phragmen *run)
{
	uint32_t top = run->heap[0];
	uint32_t moved = run->heap[--run->heap_count];
	uint32_t at = 0;

	for (;;) {
		uint32_t child = 2 * at + 1;

		if (child >= run->heap_count)
			break;
		if (child + 1 < run->heap_count &&
			run->keys[run->heap[child + 1]] < run->keys[run->heap[child]])
			child++;
		if (run->keys[moved] <= run->keys[run->heap[child]])
			break;
		run->heap[at] = run->heap[child];
		at = child;
	}
	run->heap[at] = moved;
	return top;
}

/* ---- keys ---- */

/* In lanes, so that one count need not wait for the one before; a short side has one, which is
 * sooner cleared. Without weights when every group is one ballot. */
static void piece_count(
	struct phragmen *run, const struct side_piece *piece, uint32_t *counts, uint32_t mask)
{
	const uint32_t *weights = run->election->weights;
	const uint16_t *classes = run->classes;
	size_t lane = run->lane;

	if (run->is_single)
		for (uint32_t i = 0; i < piece->count; i++)
			counts[(i & mask) * lane + classes[piece->groups[i]]]++;
	else
		for (uint32_t i = 0; i < piece->count; i++)
			counts[(i & mask) * lane + classes[piece->groups[i]]] +=
				weights[piece->groups[i]];
}

static void classes_count(struct phragmen *run, uint32_t project)
{
	const struct pb_side *side = &run->election->sides[project];
	struct side_walk walk = side_walk(side);
	uint32_t mask = side->count < LANES_FROM ? 0 : LANES - 1;
	uint32_t *counts = run->counts;
	struct side_piece piece;

	for (size_t i = 0; i <= mask; i++)
		memset(counts + i * run->lane, 0, run->round * sizeof(*counts));
	while (side_next(&walk, &piece))
		piece_count(run, &piece, counts, mask);
	for (size_t lane = 1; lane <= mask; lane++)
		for (uint32_t i = 0; i < run->round; i++)
			counts[i] += counts[lane * run->lane + i];
}

/* True key in [key, key + round): loads of classes below `round` are less than round - 1 too low,
 * hence so is their mean; the division loses less than 1. All loads together are the cost of what
 * was chosen: the sum stays below 2^62 · 2^64. */
static void key_make(struct phragmen *run, uint32_t project)
{
	wide sum = (wide)run->election->projects[project].cost << 64;
	uint64_t support = (uint64_t)run->election->sides[project].support;

	classes_count(run, project);
	for (uint32_t i = 1; i < run->round; i++)
		if (run->counts[i])
			sum += run->lows[i] * run->counts[i];
	run->keys[project] = sum / support;
	run->fresh[project] = run->round;
	run->is_plain[project] = run->counts[0] == support;
}

/* c(p) and the loads of its supporters, times the product of the supports of the first `rounds`
 * winners: after the i-th step below the sum is over the supports of the first i. Survives the
 * rewinding in place 0 or 1. */
static struct pb_big key_sum(struct phragmen *run, uint32_t project, const struct share *shares,
	uint32_t rounds, uint32_t place)
{
	struct arena *arena = run->arena;
	struct arena_mark mark = arena_mark(arena);
	const struct pb_election *election = run->election;
	struct pb_big sum = big_of(arena, (uint64_t)election->projects[project].cost);

	for (uint32_t i = 1; i <= rounds; i++) {
		const struct made *made = &run->mades[i];

		sum = big_mul_small(arena, sum, (uint64_t)election->sides[made->project].support);
		if (shares->class == i) {
			sum = big_add(
				arena, sum, big_mul_small(arena, made->load, shares->ballots));
			shares++;
		}
	}
	if (arena_is_spent(arena))
		sum.count = 0;
	if (sum.count)
		memcpy(run->limbs[place], sum.at, sum.count * sizeof(*sum.at));
	arena_rewind(arena, mark);
	return (struct pb_big) { run->limbs[place], sum.count };
}

static enum err loads_make(struct phragmen *run, uint32_t end)
{
	for (uint32_t i = 1; i < end; i++) {
		struct made *made = &run->mades[i];
		struct pb_big load;
		uint64_t *kept;

		if (made->has_load)
			continue;
		load = key_sum(run, made->project, made->shares, i - 1, 0);
		kept = arena_array(run->arena, (size_t)load.count + 1, sizeof(*kept));
		if (!kept)
			return ERR_MEMORY;
		memcpy(kept, load.at, load.count * sizeof(*kept));
		made->load = (struct pb_big) { kept, load.count };
		made->has_load = true;
	}
	return OK;
}

/* Ended by class 0, which no round has. */
static uint32_t shares_of(const struct phragmen *run, struct share *out)
{
	uint32_t count = 0;

	for (uint32_t i = 1; i < run->round; i++)
		if (run->counts[i])
			out[count++] = (struct share) { i, run->counts[i] };
	out[count] = (struct share) { 0, 0 };
	return count;
}

static struct pb_big key_exact(
	struct phragmen *run, uint32_t project, struct share *room, uint32_t place)
{
	classes_count(run, project);
	shares_of(run, room);
	return key_sum(run, project, room, run->round - 1, place);
}

/* Keys are such sums by the support, over the same product. */
static int key_compare(
	struct phragmen *run, uint32_t a, struct pb_big sum_a, uint32_t b, struct pb_big sum_b)
{
	struct arena_mark mark = arena_mark(run->arena);
	uint64_t support_a = (uint64_t)run->election->sides[a].support;
	uint64_t support_b = (uint64_t)run->election->sides[b].support;
	int sign = big_compare(big_mul_small(run->arena, sum_a, support_b),
		big_mul_small(run->arena, sum_b, support_a));

	arena_rewind(run->arena, mark);
	return sign;
}

/* ---- a round ---- */

/* Those that may be the least: by lazy keys, since a key never falls while what is closed stays
 * closed. */
static void candidates_lazy(struct phragmen *run)
{
	wide end = 0;

	run->candidate_count = 0;
	while (run->heap_count) {
		uint32_t top = run->heap[0];

		if (run->candidate_count && run->keys[top] >= end)
			break;
		heap_pop(run);
		if (!admit_is_open(&run->admit, top))
			continue;
		if (run->fresh[top] != run->round) {
			key_make(run, top);
			heap_push(run, top);
			continue;
		}
		if (!run->candidate_count)
			end = run->keys[top] + run->round;
		run->candidates[run->candidate_count++] = top;
	}
	for (uint32_t i = 0; i < run->candidate_count; i++)
		heap_push(run, run->candidates[i]);
}

/* The same with every key made anew; with is_exact all that are open. */
static void candidates_full(struct phragmen *run, bool is_exact)
{
	wide least = ~(wide)0;

	run->candidate_count = 0;
	for (uint32_t i = 0; i < run->heap_count; i++) {
		uint32_t p = run->heap[i];

		if (!admit_is_open(&run->admit, p))
			continue;
		run->candidates[run->candidate_count++] = p;
		if (is_exact)
			continue;
		key_make(run, p);
		if (run->keys[p] < least)
			least = run->keys[p];
	}
	if (is_exact)
		return;
	for (uint32_t i = run->candidate_count; i-- > 0;)
		if (run->keys[run->candidates[i]] >= least + run->round)
			run->candidates[i] = run->candidates[--run->candidate_count];
}

/* Without loads keys are c/n: products stay below 2^62 · 2^32. */
static void least_plain(struct phragmen *run)
{
	const struct pb_election *election = run->election;
	uint32_t count = 0;
	uint32_t best = run->candidates[0];

	for (uint32_t i = 0; i < run->candidate_count; i++) {
		uint32_t p = run->candidates[i];
		wide mine = (wide)election->projects[p].cost * (wide)election->sides[best].support;
		wide least = (wide)election->projects[best].cost * (wide)election->sides[p].support;

		if (mine < least) {
			best = p;
			count = 0;
		}
		if (mine <= least)
			run->candidates[count++] = p;
	}
	run->candidate_count = count;
}

static enum err least_exact(struct phragmen *run)
{
	struct share *room;
	struct pb_big best = { 0 };
	struct arena_mark mark;
	uint32_t count = 0;
	uint32_t place = 0;

	TRY(loads_make(run, run->round));
	mark = arena_mark(run->arena);
	room = arena_array(run->arena, (size_t)run->round + 1, sizeof(*room));
	if (!room)
		return ERR_MEMORY;
	for (uint32_t i = 0; i < run->candidate_count; i++) {
		uint32_t p = run->candidates[i];
		struct pb_big mine = key_exact(run, p, room, place);
		int sign = count ? key_compare(run, p, mine, run->candidates[0], best) : -1;

		if (arena_is_spent(run->arena))
			return ERR_MEMORY;
		if (sign < 0) {
			best = mine;
			place = 1 - place;
			count = 0;
		}
		if (sign <= 0)
			run->candidates[count++] = p;
	}
	run->candidate_count = count;
	arena_rewind(run->arena, mark);
	return OK;
}

/* Leaves the tied least in candidates. */
static enum err least_decide(struct phragmen *run, bool is_exact)
{
	bool is_plain = !is_exact;

	if (!is_exact && run->candidate_count == 1) {
		run->out->filtered++;
		return OK;
	}
	run->out->exact++;
	for (uint32_t i = 0; i < run->candidate_count; i++)
		is_plain = is_plain && run->is_plain[run->candidates[i]];
	if (!is_plain)
		return least_exact(run);
	least_plain(run);
	return OK;
}

static uint32_t tied_first(const struct phragmen *run)
{
	uint32_t first = run->candidates[0];

	for (uint32_t i = 1; i < run->candidate_count; i++)
		if (run->ties.rank[run->candidates[i]] < run->ties.rank[first])
			first = run->candidates[i];
	return first;
}

/* What the filter found, found again among all. */
static enum err least_repeat(struct phragmen *run)
{
	uint32_t count = run->candidate_count;
	uint32_t first = tied_first(run);

	candidates_full(run, true);
	TRY(least_decide(run, true));
	assert(run->candidate_count == count && tied_first(run) == first);
	return OK;
}

static enum err least_find(struct phragmen *run)
{
	bool is_exact = run->options->is_exact;

	if (is_exact || run->admit.has_needs)
		candidates_full(run, is_exact);
	else
		candidates_lazy(run);
	if (!run->candidate_count)
		return OK;
	TRY(least_decide(run, is_exact));
	return run->options->is_twice && !is_exact ? least_repeat(run) : OK;
}

static enum err take(struct phragmen *run, uint32_t project)
{
	struct pb_outcome *out = run->out;
	struct side_walk walk = side_walk(&run->election->sides[project]);
	struct made *made = &run->mades[run->round];
	struct side_piece piece;

	classes_count(run, project);
	for (uint32_t i = 1; i < run->round; i++)
		made->count += run->counts[i] != 0;
	made->project = project;
	made->shares = arena_array(run->arena, (size_t)made->count + 1, sizeof(*made->shares));
	if (!made->shares)
		return ERR_MEMORY;
	shares_of(run, made->shares);
	run->lows[run->round] = run->keys[project];
	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++)
			run->classes[piece.groups[i]] = (uint16_t)run->round;
	admit_choose(&run->admit, project);
	out->selected[out->selected_count++] = project;
	out->cost += run->election->projects[project].cost;
	run->round++;
	return OK;
}

static enum err rounds_run(struct phragmen *run)
{
	for (;;) {
		TRY(least_find(run));
		if (!run->candidate_count)
			return OK;
		for (uint32_t i = 0; i < run->candidate_count; i++)
			if (run->election->projects[run->candidates[i]].cost >
				run->election->budget - run->out->cost)
				return OK;
		TRY(take(run, tied_first(run)));
	}
}

/* A load is below 2^62, the product of the supports of what was chosen below this many bits. */
static size_t limbs_bound(const struct pb_election *election, uint32_t live)
{
	size_t bits = 1;

	for (uint32_t n = election->ballots; n; n /= 2)
		bits++;
	return ((size_t)live + 1) * bits / 64 + 4;
}

static enum err phragmen_make(struct phragmen *run)
{
	struct arena *arena = run->arena;
	const struct pb_election *election = run->election;
	size_t count = (size_t)election->project_count + 2;

	run->lane = count;
	run->is_single = election->group_count == election->ballots - election->empty_ballots;
	TRY(ties_make(arena, election, run->options->ties, &run->ties));
	TRY(admit_make(arena, election, run->options, &run->admit));
	run->classes = arena_array(arena, (size_t)election->group_count + 1, sizeof(*run->classes));
	run->lows = arena_array(arena, count, sizeof(*run->lows));
	run->mades = arena_array(arena, count, sizeof(*run->mades));
	run->counts = arena_array(arena, count * LANES, sizeof(*run->counts));
	run->keys = arena_array(arena, count, sizeof(*run->keys));
	run->fresh = arena_array(arena, count, sizeof(*run->fresh));
	run->is_plain = arena_array(arena, count, sizeof(*run->is_plain));
	run->heap = arena_array(arena, count, sizeof(*run->heap));
	run->candidates = arena_array(arena, count, sizeof(*run->candidates));
	if (arena_is_spent(arena))
		return ERR_MEMORY;
	for (uint32_t p = 0; p < election->project_count; p++)
		if (!run->admit.is_dropped[p] && election->sides[p].support &&
			election->projects[p].cost <= election->budget)
			heap_push(run, p);
	for (int i = 0; i < 2; i++)
		run->limbs[i] = arena_array(
			arena, limbs_bound(election, run->heap_count), sizeof(uint64_t));
	return arena_is_spent(arena) ? ERR_MEMORY : OK;
}

enum err rule_phragmen(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out)
{
	struct phragmen run = {
		.arena = arena, .election = election, .options = options, .out = out, .round = 1
	};

	TRY(phragmen_make(&run));
	return rounds_run(&run);
}
