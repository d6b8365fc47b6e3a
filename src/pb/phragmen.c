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
	bool has_load;
	struct pb_big load; /* over the product of the supports of this and all earlier ones */
};

enum { SEGMENT = 2 * SIDE_BLOCK };

/* Up to SEGMENT supporters in a row: what their loads were together when last looked at. */
struct segment {
	wide sum;
	size_t byte; /* where it begins (struct side_walk) */
	uint32_t last;
	uint32_t round;
};
/* The key of a project, which is looked at again segment by segment, the oldest first. */
struct key {
	wide sum; /* c(p) and the loads of all segments */
	struct segment *segments;
	uint32_t count;
	uint32_t cursor;
	uint32_t fresh; /* the round of the oldest segment, if all are of one */
	bool is_plain;	/* no supporter had a load then */
};

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
	uint32_t *counts;   /* by class: ballots, of the side counted last */
	bool is_single;	    /* every group is one ballot */
	bool keeps_shares;  /* from the first decision by fractions on */
	bool has_faint;	    /* some load is not 0 but rounded to 0 */
	struct key *parts;  /* by project */
	wide *keys;	    /* by project: never above the true key */
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

static void classes_count(struct phragmen *run, uint32_t project)
{
	struct side_walk walk = side_walk(&run->election->sides[project]);
	const uint32_t *weights = run->election->weights;
	struct side_piece piece;

	memset(run->counts, 0, run->round * sizeof(*run->counts));
	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++)
			run->counts[run->classes[piece.groups[i]]] += weights[piece.groups[i]];
}

static wide loads_sum(const struct phragmen *run, const uint32_t *groups, uint32_t count)
{
	const uint32_t *weights = run->election->weights;
	const uint16_t *classes = run->classes;
	const wide *lows = run->lows;
	wide sum = 0;

	if (run->is_single)
		for (uint32_t i = 0; i < count; i++)
			sum += lows[classes[groups[i]]];
	else
		for (uint32_t i = 0; i < count; i++)
			sum += lows[classes[groups[i]]] * weights[groups[i]];
	return sum;
}

/* Segments are looked at in turn, so that each one tells where the next begins. */
static wide segment_sum(const struct phragmen *run, uint32_t project, uint32_t place)
{
	const struct pb_side *side = &run->election->sides[project];
	struct segment *segments = run->parts[project].segments;
	uint32_t at = place * SEGMENT;
	uint32_t left = side->count - at < SEGMENT ? side->count - at : SEGMENT;
	struct side_walk walk;
	struct side_piece piece;
	wide sum = 0;

	if (!side->packed)
		return loads_sum(run, side->groups + at, left);
	walk.state.side = side;
	walk.state.at = at;
	walk.state.last = segments[place].last;
	walk.state.byte = segments[place].byte;
	while (walk.state.at < at + left && side_unpack(&walk.state, &piece))
		sum += loads_sum(run, piece.groups, piece.count);
	if (walk.state.at < side->count) {
		segments[place + 1].last = walk.state.last;
		segments[place + 1].byte = walk.state.byte;
	}
	return sum;
}

/* Ends early when the key reaches `end`: then it is a bound only. Otherwise it is fresh, and the
 * true key in [key, key + round): loads of classes below `round` are less than round - 1 too low,
 * hence so is their mean; the division loses less than 1. All loads together are the cost of what
 * was chosen: the sum stays below 2^62 · 2^64. Older segments only have smaller loads. */
static void key_make(struct phragmen *run, uint32_t project, wide end)
{
	struct key *key = &run->parts[project];
	uint64_t support = (uint64_t)run->election->sides[project].support;

	for (uint32_t i = 0; i < key->count; i++) {
		struct segment *segment = &key->segments[key->cursor];
		wide sum;

		if (segment->round == run->round)
			break;
		sum = segment_sum(run, project, key->cursor);
		key->sum += sum - segment->sum;
		segment->sum = sum;
		segment->round = run->round;
		key->cursor = key->cursor + 1 == key->count ? 0 : key->cursor + 1;
		run->keys[project] = key->sum / support;
		if (run->keys[project] >= end)
			return;
	}
	key->fresh = run->round;
	key->is_plain = !run->has_faint && key->sum == (wide)run->election->projects[project].cost
							       << 64;
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

/* Ended by class 0, which no round has. */
static enum err shares_make(struct phragmen *run, uint32_t round)
{
	struct share *shares;
	uint32_t count = 0;

	for (uint32_t i = 1; i < round; i++)
		count += run->counts[i] != 0;
	shares = arena_array(run->arena, (size_t)count + 1, sizeof(*shares));
	if (!shares)
		return ERR_MEMORY;
	count = 0;
	for (uint32_t i = 1; i < round; i++)
		if (run->counts[i])
			shares[count++] = (struct share) { i, run->counts[i] };
	run->mades[round].shares = shares;
	return OK;
}

static void classes_set(struct phragmen *run, uint32_t project, uint32_t round)
{
	struct side_walk walk = side_walk(&run->election->sides[project]);
	struct side_piece piece;

	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++)
			run->classes[piece.groups[i]] = (uint16_t)round;
}

/* What the filter did not need: the classes at every round, from the first one on. */
static enum err shares_replay(struct phragmen *run)
{
	memset(run->classes, 0, run->election->group_count * sizeof(*run->classes));
	for (uint32_t i = 1; i < run->round; i++) {
		classes_count(run, run->mades[i].project);
		TRY(shares_make(run, i));
		classes_set(run, run->mades[i].project, i);
	}
	run->keeps_shares = true;
	return OK;
}

static enum err loads_make(struct phragmen *run, uint32_t end)
{
	if (!run->keeps_shares)
		TRY(shares_replay(run));
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

static struct pb_big key_exact(
	struct phragmen *run, uint32_t project, struct share *room, uint32_t place)
{
	uint32_t count = 0;

	classes_count(run, project);
	for (uint32_t i = 1; i < run->round; i++)
		if (run->counts[i])
			room[count++] = (struct share) { i, run->counts[i] };
	room[count] = (struct share) { 0, 0 };
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
	wide end = ~(wide)0; /* of the window above the least fresh key */

	run->candidate_count = 0;
	while (run->heap_count && run->keys[run->heap[0]] < end) {
		uint32_t top = heap_pop(run);

		if (!admit_is_open(&run->admit, top))
			continue;
		if (run->parts[top].fresh != run->round) {
			key_make(run, top, end);
			heap_push(run, top);
		} else {
			run->candidates[run->candidate_count++] = top;
		}
		if (run->parts[top].fresh == run->round && run->keys[top] + run->round < end)
			end = run->keys[top] + run->round;
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
		key_make(run, p, ~(wide)0);
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
		is_plain = is_plain && run->parts[run->candidates[i]].is_plain;
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

	run->mades[run->round].project = project;
	if (run->keeps_shares) {
		classes_count(run, project);
		TRY(shares_make(run, run->round));
	}
	run->lows[run->round] = run->keys[project];
	if (!run->keys[project] &&
		!(run->parts[project].is_plain && !run->election->projects[project].cost))
		run->has_faint = true;
	classes_set(run, project, run->round);
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

/* Before the first round there are no loads. */
static enum err key_start(struct phragmen *run, uint32_t project)
{
	const struct pb_side *side = &run->election->sides[project];
	struct key *key = &run->parts[project];

	key->sum = (wide)run->election->projects[project].cost << 64;
	key->count = side->count / SEGMENT + (side->count % SEGMENT != 0);
	key->segments = arena_array(run->arena, key->count, sizeof(*key->segments));
	if (!key->segments)
		return ERR_MEMORY;
	key->fresh = 1;
	key->is_plain = true;
	run->keys[project] = key->sum / (uint64_t)side->support;
	heap_push(run, project);
	return OK;
}

static enum err phragmen_make(struct phragmen *run)
{
	struct arena *arena = run->arena;
	const struct pb_election *election = run->election;
	size_t count = (size_t)election->project_count + 2;

	run->is_single = election->group_count == election->ballots - election->empty_ballots;
	TRY(ties_make(arena, election, run->options->ties, &run->ties));
	TRY(admit_make(arena, election, run->options, &run->admit));
	run->classes = arena_array(arena, (size_t)election->group_count + 1, sizeof(*run->classes));
	run->lows = arena_array(arena, count, sizeof(*run->lows));
	run->mades = arena_array(arena, count, sizeof(*run->mades));
	run->counts = arena_array(arena, count, sizeof(*run->counts));
	run->keys = arena_array(arena, count, sizeof(*run->keys));
	run->parts = arena_array(arena, count, sizeof(*run->parts));
	run->heap = arena_array(arena, count, sizeof(*run->heap));
	run->candidates = arena_array(arena, count, sizeof(*run->candidates));
	if (arena_is_spent(arena))
		return ERR_MEMORY;
	for (uint32_t p = 0; p < election->project_count; p++)
		if (!run->admit.is_dropped[p] && election->sides[p].support &&
			election->projects[p].cost <= election->budget)
			TRY(key_start(run, p));
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
