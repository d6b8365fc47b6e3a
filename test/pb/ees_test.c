/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Exact equal shares against a count voter by voter in libgmp's rationals, where every number of
 * payers of every project in every round is tried, and add-opt against stepping through all of
 * them; what lies before the next change and at it; what a budget owes to groups; and one file
 * where fractions grow long. */
#include "unit.h"
#include <gmp.h>
#include "base/arena.h"
#include "pb/exact.h"
#include "pb/inside.h"
#include "pb/make.h"

enum { VOTERS = MAKE_VOTES, PROJECTS = MAKE_PROJECTS, STEPS = 5000 };

/* ---- the plain way ---- */

struct plain {
	const struct pb_election *election;
	struct admit admit;
	enum pb_utility utility;
	uint32_t rank[PROJECTS];
	bool lists[VOTERS][PROJECTS];
	mpq_t rests[VOTERS];
	uint32_t won[PROJECTS], payers[PROJECTS], who[PROJECTS]; /* by round; who: a bit a voter */
	uint32_t rounds;
	int64_t cost;
	bool has_next;
	mpq_t share, next, one, other;
};

static void plain_make(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct plain *out)
{
	uint32_t voter = 0;

	*out = (struct plain) { .election = election, .utility = options->utility };
	assert_int_equal(admit_make(arena, election, options, &out->admit), OK);
	for (uint32_t group = 0; group < election->group_count; group++)
		for (uint32_t i = 0; i < election->weights[group]; i++, voter++)
			for (uint32_t p = 0; p < election->project_count; p++) {
				struct side_walk walk = side_walk(&election->sides[p]);
				struct side_piece piece;

				while (side_next(&walk, &piece))
					for (uint32_t k = 0; k < piece.count; k++)
						if (piece.groups[k] == group)
							out->lists[voter][p] = true;
			}
	for (uint32_t p = 0; p < election->project_count; p++)
		for (uint32_t q = 0; q < election->project_count; q++) {
			const struct pb_project *a = &election->projects[p];
			const struct pb_project *b = &election->projects[q];
			bool is_before = options->ties == PB_BY_FILE
						 ? q < p
						 : str_compare(b->id, a->id) < 0;

			if (options->ties == PB_BY_COST && a->cost != b->cost)
				is_before = b->cost < a->cost;
			out->rank[p] += is_before;
		}
	for (uint32_t v = 0; v < VOTERS; v++)
		mpq_init(out->rests[v]);
	mpq_inits(out->share, out->next, out->one, out->other, NULL);
}

static void plain_clear(struct plain *plain)
{
	for (uint32_t v = 0; v < VOTERS; v++)
		mpq_clear(plain->rests[v]);
	mpq_clears(plain->share, plain->next, plain->one, plain->other, NULL);
}

static int64_t cost_of(const struct plain *plain, uint32_t p)
{
	return plain->election->projects[p].cost;
}

static uint32_t support_of(const struct plain *plain, uint32_t p)
{
	uint32_t support = 0;

	for (uint32_t v = 0; v < VOTERS; v++)
		support += plain->lists[v][p];
	return support;
}

/* The k-th richest supporter: the rest with k - 1 others before it. */
static uint32_t kth_richest(struct plain *plain, uint32_t p, uint32_t k)
{
	for (uint32_t v = 0; v < VOTERS; v++) {
		uint32_t before = 0;

		if (!plain->lists[v][p])
			continue;
		for (uint32_t w = 0; w < VOTERS; w++) {
			int sign;

			if (!plain->lists[w][p])
				continue;
			sign = mpq_cmp(plain->rests[w], plain->rests[v]);
			before += sign > 0 || (sign == 0 && w < v);
		}
		if (before == k - 1)
			return v;
	}
	fail();
	return 0;
}

/* Into one: what each of k pays. */
static void price_set(struct plain *plain, uint32_t p, uint32_t k)
{
	mpq_set_ui(plain->one, (unsigned long)cost_of(plain, p), k);
	mpq_canonicalize(plain->one);
}

static uint32_t payers_of(struct plain *plain, uint32_t p)
{
	for (uint32_t k = support_of(plain, p); k > 0; k--) {
		price_set(plain, p, k);
		if (mpq_cmp(plain->rests[kth_richest(plain, p, k)], plain->one) >= 0)
			return k;
	}
	return 0;
}

/* p with k payers before q with j: more utility for the money, utility · k / cost. */
static bool is_better(struct plain *plain, uint32_t p, uint32_t k, uint32_t q, uint32_t j)
{
	int64_t a = k;
	int64_t b = j;

	if (plain->utility == PB_CARDINALITY) {
		a *= cost_of(plain, q);
		b *= cost_of(plain, p);
	}
	return a > b || (a == b && plain->rank[p] < plain->rank[q]);
}

static bool can_be_chosen(struct plain *plain, uint32_t p)
{
	return support_of(plain, p) && admit_is_open(&plain->admit, p) &&
	       (cost_of(plain, p) || plain->utility == PB_CARDINALITY);
}

static void changes_note(struct plain *plain, uint32_t winner)
{
	for (uint32_t p = 0; p < plain->election->project_count; p++) {
		uint32_t now;

		if (!can_be_chosen(plain, p) || !cost_of(plain, p))
			continue;
		now = payers_of(plain, p);
		for (uint32_t k = now + 1; k <= support_of(plain, p); k++) {
			if (winner != PB_NO_PROJECT && winner != p &&
				!is_better(plain, p, k, winner, payers_of(plain, winner)))
				continue;
			price_set(plain, p, k);
			mpq_sub(plain->one, plain->one, plain->rests[kth_richest(plain, p, k)]);
			assert_true(mpq_sgn(plain->one) > 0);
			mpq_add(plain->one, plain->one, plain->share);
			if (!plain->has_next || mpq_cmp(plain->one, plain->next) < 0)
				mpq_set(plain->next, plain->one);
			plain->has_next = true;
		}
	}
}

static uint32_t best_of(struct plain *plain)
{
	uint32_t best = PB_NO_PROJECT;

	for (uint32_t p = 0; p < plain->election->project_count; p++) {
		uint32_t k;

		if (!can_be_chosen(plain, p))
			continue;
		k = payers_of(plain, p);
		if (k && (best == PB_NO_PROJECT ||
				 is_better(plain, p, k, best, payers_of(plain, best))))
			best = p;
	}
	return best;
}

/* One run at plain->share; the next change into plain->next. */
static void plain_run(struct plain *plain)
{
	for (uint32_t v = 0; v < VOTERS; v++)
		mpq_set(plain->rests[v], plain->share);
	admit_reset(&plain->admit);
	plain->rounds = 0;
	plain->cost = 0;
	plain->has_next = false;
	for (;;) {
		uint32_t p = best_of(plain);
		uint32_t payers;
		uint32_t paying = 0;
		uint32_t who = 0;

		if (p == PB_NO_PROJECT || cost_of(plain, p))
			changes_note(plain, p);
		if (p == PB_NO_PROJECT)
			return;
		payers = payers_of(plain, p);
		price_set(plain, p, payers);
		for (uint32_t v = 0; v < VOTERS; v++)
			if (plain->lists[v][p] && mpq_cmp(plain->rests[v], plain->one) >= 0) {
				mpq_sub(plain->rests[v], plain->rests[v], plain->one);
				who |= 1U << v;
				paying++;
			}
		assert_int_equal(paying, payers);
		plain->won[plain->rounds] = p;
		plain->payers[plain->rounds] = payers;
		plain->who[plain->rounds++] = who;
		plain->cost += cost_of(plain, p);
		admit_choose(&plain->admit, p);
	}
}

/* ---- one election ---- */

struct kase {
	struct arena *keep, *scratch, *count;
	struct make make;
	struct pb_election election;
	struct pb_election seen; /* with what sizes of one project add */
	struct pb_options options;
	struct pb_outcome out;
	struct plain plain;
	uint64_t seed;
};

static void kase_make(struct kase *kase, uint64_t seed, unsigned more)
{
	static const enum pb_kind kinds[] = { PB_APPROVAL, PB_APPROVAL, PB_APPROVAL, PB_ORDINAL,
		PB_CHOOSE_1, PB_CUMULATIVE };
	struct buf text;

	*kase = (struct kase) { .keep = arena_new(1 << 24),
		.scratch = arena_new(1 << 24),
		.count = arena_new(1 << 24),
		.make = { seed },
		.seed = seed };
	text = buf_new(kase->keep, 1 << 20);
	make_small(&kase->make, &text, kinds[make_below(&kase->make, 6)], more);
	make_read(kase->keep, kase->scratch, &text, &kase->election);
	kase->options = (struct pb_options) { .rule = PB_EES,
		.utility = make_one_in(&kase->make, 2) ? PB_COST : PB_CARDINALITY,
		.ties = (enum pb_ties)make_below(&kase->make, PB_TIES),
		.with_constraints = more & MAKE_CONSTRAINTS };
	kase->options.is_exact = make_one_in(&kase->make, 4);
	kase->options.is_twice = make_one_in(&kase->make, 4);
	assert_null(pb_options_settle(&kase->election, &kase->options));
	assert_int_equal(
		admit_election(kase->keep, &kase->election, &kase->options, &kase->seen), OK);
	plain_make(kase->keep, &kase->seen, &kase->options, &kase->plain);
}

static void kase_clear(struct kase *kase)
{
	plain_clear(&kase->plain);
	arena_free(kase->keep);
	arena_free(kase->scratch);
	arena_free(kase->count);
}

static bool is_equal(struct pb_ratio a, const mpq_t b)
{
	mpq_t it;
	bool is;

	mpq_init(it);
	mpz_import(mpq_numref(it), a.num.count, -1, 8, 0, 0, a.num.at);
	mpz_import(mpq_denref(it), a.den.count, -1, 8, 0, 0, a.den.at);
	is = mpq_equal(it, b) != 0;
	mpq_clear(it);
	return is;
}

static void share_begin(struct plain *plain)
{
	mpq_set_ui(plain->share, (unsigned long)plain->election->budget, plain->election->ballots);
	mpq_canonicalize(plain->share);
}

/* The outcome is the run of the plain way. */
static void same_hold(const struct kase *kase, struct plain *plain)
{
	const struct pb_outcome *out = &kase->out;

	HOLDS(kase->seed, out->selected_count == plain->rounds);
	HOLDS(kase->seed, out->round_count == plain->rounds && out->by_rule == plain->rounds);
	HOLDS(kase->seed, out->cost == plain->cost);
	HOLDS(kase->seed, is_equal(out->share, plain->share));
	for (uint32_t i = 0; i < plain->rounds; i++) {
		uint32_t p = plain->won[i];

		HOLDS(kase->seed, out->selected[i] == p && out->rounds[i].project == p);
		HOLDS(kase->seed, out->rounds[i].paying_in_full == plain->payers[i]);
		HOLDS(kase->seed, out->rounds[i].paying_rest == 0);
		price_set(plain, p, plain->payers[i]);
		HOLDS(kase->seed, is_equal(out->rounds[i].max_payment, plain->one));
		if (plain->utility == PB_COST)
			mpq_set_ui(plain->one, 1, plain->payers[i]);
		HOLDS(kase->seed, is_equal(out->rounds[i].rho, plain->one));
	}
}

static void each_run_is_the_plain_one(void **state)
{
	uint64_t first;
	uint64_t cases = make_cases(6000, &first);

	(void)state;
	for (uint64_t i = 0; i < cases; i++) {
		struct kase kase;

		kase_make(&kase, first + i, i % 3 == 2 ? MAKE_CONSTRAINTS : MAKE_PLAIN);
		HOLDS(kase.seed,
			pb_count(kase.count, &kase.election, &kase.options, &kase.out) == OK);
		share_begin(&kase.plain);
		plain_run(&kase.plain);
		same_hold(&kase, &kase.plain);
		kase_clear(&kase);
	}
}

/* What a run is, apart from amounts. */
struct trail {
	uint32_t won[PROJECTS], who[PROJECTS], rounds;
};
static struct trail trail_of(const struct plain *plain)
{
	struct trail trail = { .rounds = plain->rounds };

	memcpy(trail.won, plain->won, plain->rounds * sizeof(*plain->won));
	memcpy(trail.who, plain->who, plain->rounds * sizeof(*plain->who));
	return trail;
}

/* Half-way to the next change all is as it was; the share is put back. */
static void middle_hold(const struct kase *kase, struct plain *plain, const struct trail *trail)
{
	struct trail now;
	mpq_t share;
	mpq_t next;

	mpq_inits(share, next, NULL);
	mpq_set(share, plain->share);
	mpq_set(next, plain->next);
	mpq_add(plain->share, share, next);
	mpq_div_2exp(plain->share, plain->share, 1);
	plain_run(plain);
	now = trail_of(plain);
	HOLDS(kase->seed, memcmp(&now, trail, sizeof(now)) == 0);
	mpq_set(plain->share, share);
	mpq_set(plain->next, next);
	mpq_clears(share, next, NULL);
}

/* Steps from change to change with the lemma tried at each; the best outcome into best. */
static void plain_best(const struct kase *kase, struct plain *plain, mpq_t best)
{
	int64_t best_cost = -1;

	share_begin(plain);
	plain_run(plain);
	for (int step = 0;; step++) {
		struct trail before = trail_of(plain);
		struct trail now;

		HOLDS(kase->seed, step < STEPS);
		if (plain->cost > plain->election->budget)
			break;
		if (plain->cost > best_cost) {
			best_cost = plain->cost;
			mpq_set(best, plain->share);
		}
		if (!plain->has_next)
			break;
		if (step < 12)
			middle_hold(kase, plain, &before);
		mpq_set(plain->share, plain->next);
		plain_run(plain);
		now = trail_of(plain);
		HOLDS(kase->seed, memcmp(&now, &before, sizeof(now)) != 0);
	}
	mpq_set(plain->share, best);
	plain_run(plain);
}

static void addopt_is_the_dearest_before_the_budget_is_passed(void **state)
{
	uint64_t first;
	uint64_t cases = make_cases(3000, &first);
	mpq_t best;

	(void)state;
	mpq_init(best);
	for (uint64_t i = 0; i < cases; i++) {
		struct kase kase;

		kase_make(&kase, first + i,
			i % 4 == 3   ? MAKE_CONSTRAINTS
			: i % 4 == 2 ? MAKE_DECIMALS
				     : 0);
		kase.options.complete = PB_ADDOPT;
		HOLDS(kase.seed,
			pb_count(kase.count, &kase.election, &kase.options, &kase.out) == OK);
		plain_best(&kase, &kase.plain, best);
		same_hold(&kase, &kase.plain);
		kase_clear(&kase);
	}
	mpq_clear(best);
}

/* ---- what must not matter ---- */

struct twin { /* an election in another dress */
	struct pb_election election;
	int64_t money, ballots; /* times as much, times as many */
	bool is_reversed;	/* its projects */
};

static void groups_reverse(struct arena *arena, struct pb_election *it)
{
	struct pb_side *sides = arena_array(arena, it->project_count + 1, sizeof(*sides));
	uint32_t *weights = arena_array(arena, it->group_count + 1, sizeof(*weights));

	for (uint32_t g = 0; g < it->group_count; g++)
		weights[it->group_count - 1 - g] = it->weights[g];
	for (uint32_t p = 0; p < it->project_count; p++) {
		struct side_walk walk = side_walk(&it->sides[p]);
		uint32_t *groups = arena_array(arena, it->sides[p].count + 1, sizeof(*groups));
		uint32_t left = it->sides[p].count;
		struct side_piece piece;

		while (side_next(&walk, &piece))
			for (uint32_t k = 0; k < piece.count; k++)
				groups[--left] = it->group_count - 1 - piece.groups[k];
		sides[p] = it->sides[p];
		sides[p].groups = groups;
		sides[p].packed = NULL;
		sides[p].worths = NULL;
	}
	it->sides = sides;
	it->weights = weights;
}

static void twin_make(struct arena *arena, const struct pb_election *from, struct twin *twin)
{
	struct pb_election *it = &twin->election;
	uint32_t count = from->project_count;
	struct pb_project *projects = arena_array(arena, count + 1, sizeof(*projects));
	struct pb_side *sides = arena_array(arena, count + 1, sizeof(*sides));
	uint32_t *weights = arena_array(arena, from->group_count + 1, sizeof(*weights));

	*it = *from;
	groups_reverse(arena, it);
	for (uint32_t g = 0; g < it->group_count; g++)
		weights[g] = it->weights[g] * (uint32_t)twin->ballots;
	for (uint32_t p = 0; p < count; p++) {
		uint32_t at = twin->is_reversed ? count - 1 - p : p;

		projects[at] = it->projects[p];
		projects[at].cost *= twin->money;
		sides[at] = it->sides[p];
		sides[at].support *= twin->ballots;
	}
	it->projects = projects;
	it->sides = sides;
	it->weights = weights;
	it->ballots *= (uint32_t)twin->ballots;
	it->empty_ballots *= (uint32_t)twin->ballots;
	it->budget *= twin->money;
}

static void twin_hold(struct kase *kase, struct twin *twin)
{
	const struct pb_outcome *one = &kase->out;
	struct pb_outcome other;
	struct pb_ratio share;

	twin_make(kase->keep, &kase->election, twin);
	HOLDS(kase->seed, pb_count(kase->count, &twin->election, &kase->options, &other) == OK);
	HOLDS(kase->seed, other.selected_count == one->selected_count);
	HOLDS(kase->seed, other.cost == one->cost * twin->money);
	share = ratio_div_small(kase->count,
		ratio_mul_small(kase->count, one->share, (uint64_t)twin->money),
		(uint64_t)twin->ballots);
	HOLDS(kase->seed, ratio_compare(kase->count, share, other.share) == 0);
	for (uint32_t i = 0; i < one->selected_count; i++) {
		struct str id = twin->election.projects[other.selected[i]].id;

		HOLDS(kase->seed, str_equal(id, kase->election.projects[one->selected[i]].id));
		HOLDS(kase->seed, other.rounds[i].paying_in_full ==
					  one->rounds[i].paying_in_full * twin->ballots);
	}
}

static void rows_copies_and_units_do_not_matter(void **state)
{
	uint64_t first;
	uint64_t cases = make_cases(3000, &first);

	(void)state;
	for (uint64_t i = 0; i < cases; i++) {
		struct kase kase;

		kase_make(&kase, first + i, MAKE_PLAIN);
		kase.options.complete = i % 2 ? PB_ADDOPT : PB_NONE;
		kase.options.ties = i % 4 < 2 ? PB_BY_NAME : PB_BY_COST;
		HOLDS(kase.seed,
			pb_count(kase.count, &kase.election, &kase.options, &kase.out) == OK);
		twin_hold(&kase, &(struct twin) { .money = 1, .ballots = 1, .is_reversed = true });
		twin_hold(&kase, &(struct twin) { .money = 100, .ballots = 1 });
		twin_hold(&kase, &(struct twin) { .money = 1, .ballots = 2 });
		kase_clear(&kase);
	}
}

/* ---- what groups are owed ---- */

/* EJR+ up to one project, by all groups: some member of each has more utility, with the project,
 * than the group's part of the budget buys of it. */
static bool is_owed(const struct plain *plain, const bool *is_won, uint32_t p, uint32_t set)
{
	bool is_by_cost = plain->utility == PB_COST;
	int64_t size = 0;

	for (uint32_t v = 0; v < VOTERS; v++)
		size += set >> v & 1;
	for (uint32_t v = 0; v < VOTERS; v++) {
		int64_t worth = is_by_cost ? cost_of(plain, p) : 1;
		int64_t has = worth;

		if (!(set >> v & 1))
			continue;
		if (!plain->lists[v][p])
			return false;
		for (uint32_t q = 0; q < plain->election->project_count; q++)
			if (is_won[q] && plain->lists[v][q])
				has += is_by_cost ? cost_of(plain, q) : 1;
		if (has * cost_of(plain, p) * plain->election->ballots >
			plain->election->budget * size * worth)
			return false;
	}
	return true;
}

static void no_group_is_owed_more_than_one_project(void **state)
{
	uint64_t first;
	uint64_t cases = make_cases(2500, &first);

	(void)state;
	for (uint64_t i = 0; i < cases; i++) {
		bool is_won[PROJECTS] = { false };
		struct kase kase;

		kase_make(&kase, first + i, MAKE_PLAIN);
		kase.options.complete = i % 2 ? PB_ADDOPT : PB_NONE;
		HOLDS(kase.seed,
			pb_count(kase.count, &kase.election, &kase.options, &kase.out) == OK);
		for (uint32_t k = 0; k < kase.out.selected_count; k++)
			is_won[kase.out.selected[k]] = true;
		HOLDS(kase.seed, kase.out.cost <= kase.election.budget);
		for (uint32_t p = 0; p < kase.election.project_count; p++)
			for (uint32_t set = 1; set < 1U << VOTERS; set++)
				if (!is_won[p] && cost_of(&kase.plain, p))
					HOLDS(kase.seed, !is_owed(&kase.plain, is_won, p, set));
		kase_clear(&kase);
	}
}

/* Price by utility never falls from round to round. */
static void rho_never_falls(void **state)
{
	uint64_t first;
	uint64_t cases = make_cases(3000, &first);

	(void)state;
	for (uint64_t i = 0; i < cases; i++) {
		struct kase kase;

		kase_make(&kase, first + i, MAKE_DECIMALS);
		kase.options.complete = i % 2 ? PB_ADDOPT : PB_NONE;
		HOLDS(kase.seed,
			pb_count(kase.count, &kase.election, &kase.options, &kase.out) == OK);
		for (uint32_t k = 1; k < kase.out.round_count; k++)
			HOLDS(kase.seed, ratio_compare(kase.count, kase.out.rounds[k - 1].rho,
						 kase.out.rounds[k].rho) <= 0);
		kase_clear(&kase);
	}
}

/* ---- larger ones ---- */

static void out_hold_same(
	uint64_t seed, struct arena *arena, const struct pb_outcome *a, const struct pb_outcome *b)
{
	HOLDS(seed, a->selected_count == b->selected_count && a->cost == b->cost);
	HOLDS(seed, ratio_compare(arena, a->share, b->share) == 0);
	HOLDS(seed, memcmp(a->selected, b->selected, a->selected_count * sizeof(uint32_t)) == 0);
	for (uint32_t i = 0; i < a->round_count; i++)
		HOLDS(seed, a->rounds[i].paying_in_full == b->rounds[i].paying_in_full);
}

/* Many classes and long fractions: with the filter, without it, and with each decision twice. */
static void the_filter_changes_nothing(void **state)
{
	uint64_t first;
	uint64_t cases = make_cases(24, &first);

	(void)state;
	if (cases > 24)
		cases = 200;
	for (uint64_t i = 0; i < cases; i++) {
		struct arena *keep = arena_new(1 << 28);
		struct arena *scratch = arena_new(1 << 28);
		struct make make = { first + i };
		struct buf text = buf_new(keep, 1 << 22);
		struct pb_options options = { .rule = PB_EES,
			.complete = PB_ADDOPT,
			.utility = i % 2 ? PB_COST : PB_CARDINALITY };
		struct pb_outcome outs[3];
		struct pb_election election;

		make_large(
			&make, &text, 40 + make_below(&make, 200), 10 + make_below(&make, 20), 4);
		make_read(keep, scratch, &text, &election);
		for (int k = 0; k < 3; k++) {
			options.is_exact = k == 1;
			options.is_twice = k == 2;
			HOLDS(first + i, pb_count(scratch, &election, &options, &outs[k]) == OK);
		}
		HOLDS(first + i, outs[0].runs > 1 && outs[0].runs == outs[1].runs);
		out_hold_same(first + i, scratch, &outs[0], &outs[1]);
		out_hold_same(first + i, scratch, &outs[0], &outs[2]);
		arena_free(keep);
		arena_free(scratch);
	}
}

/* So many rows that bounds are kept for some rounds only. Nobody supports them, so the outcome is
 * that of the election without them. */
static void rows_without_supporters_change_nothing(void **state)
{
	enum { MORE = 2500 };
	uint64_t first;
	uint64_t cases = make_cases(60, &first);

	(void)state;
	for (uint64_t i = 0; i < cases && i < 2000; i++) {
		struct arena *arena = arena_new(1 << 28);
		struct pb_election padded;
		struct pb_project *projects;
		struct pb_side *sides;
		struct pb_outcome out;
		struct kase kase;
		uint32_t count;

		kase_make(&kase, first + i, MAKE_PLAIN);
		kase.options.complete = PB_ADDOPT;
		count = kase.election.project_count;
		projects = arena_array(arena, count + MORE, sizeof(*projects));
		sides = arena_array(arena, count + MORE, sizeof(*sides));
		memcpy(projects, kase.election.projects, count * sizeof(*projects));
		memcpy(sides, kase.election.sides, count * sizeof(*sides));
		for (uint32_t p = count; p < count + MORE; p++)
			projects[p] = (struct pb_project) { .id = str_of("~"),
				.cost = 1000,
				.category = PB_NO_PROJECT,
				.variant_of = PB_NO_PROJECT };
		padded = kase.election;
		padded.projects = projects;
		padded.sides = sides;
		padded.project_count = count + MORE;
		HOLDS(kase.seed,
			pb_count(kase.count, &kase.election, &kase.options, &kase.out) == OK);
		HOLDS(kase.seed, pb_count(arena, &padded, &kase.options, &out) == OK);
		out_hold_same(kase.seed, arena, &kase.out, &out);
		kase_clear(&kase);
		arena_free(arena);
	}
}

/* ---- by hand ---- */

static void text_count(struct arena *arena, const char *text, enum pb_utility utility,
	enum pb_complete complete, struct pb_outcome *out, struct pb_election *election)
{
	struct arena *scratch = arena_new(1 << 20);
	struct pb_options options = { .rule = PB_EES, .utility = utility, .complete = complete };
	struct pb_trouble trouble;

	assert_int_equal(pb_read(arena, scratch, str_of(text), election, &trouble), OK);
	assert_null(pb_options_settle(election, &options));
	assert_int_equal(pb_count(arena, election, &options, out), OK);
	arena_free(scratch);
}

/* Three hold 2 each. Three pay for a, 1 each. Of b the two who like it would pay 3/2 each, but hold
 * 1. From a share of 5/2 on they hold that, and a and b together cost the budget. */
static void two_projects_by_hand(void **state)
{
	static const char text[] = "META\nkey;value\nbudget;6\nvote_type;approval\n"
				   "PROJECTS\nproject_id;cost\na;3\nb;3\n"
				   "VOTES\nvoter_id;vote\n1;a\n2;a,b\n3;a,b\n";
	struct arena *arena = arena_new(1 << 20);
	struct pb_election election;
	struct pb_outcome out;
	struct buf buf = buf_new(arena, 100);

	(void)state;
	text_count(arena, text, PB_COST, PB_NONE, &out, &election);
	assert_int_equal(out.selected_count, 1);
	assert_int_equal(out.rounds[0].paying_in_full, 3);
	text_count(arena, text, PB_COST, PB_ADDOPT, &out, &election);
	assert_int_equal(out.selected_count, 2);
	assert_int_equal(out.rounds[1].paying_in_full, 2);
	assert_int_equal(out.cost, 6);
	pb_ratio_print(&buf, &out.share);
	assert_string_equal(buf_z(&buf), "5/2");
	arena_free(arena);
}

/* No money, no share; one ballot; what costs nothing by either utility; a project dearer than all
 * that may ever be held, for which the share would have to rise to its whole cost. */
static void edges_by_hand(void **state)
{
	static const char text[] = "META\nkey;value\nbudget;0\nvote_type;approval\n"
				   "PROJECTS\nproject_id;cost\nfree;0\ndear;4000000000000000000\n"
				   "VOTES\nvoter_id;vote\n1;free,dear\n";
	struct arena *arena = arena_new(1 << 20);
	struct pb_election election;
	struct pb_outcome out;

	(void)state;
	text_count(arena, text, PB_COST, PB_ADDOPT, &out, &election);
	assert_int_equal(out.selected_count, 0);
	assert_int_equal(out.share.num.count, 0);
	text_count(arena, text, PB_CARDINALITY, PB_ADDOPT, &out, &election);
	assert_int_equal(out.selected_count, 1);
	assert_int_equal(out.selected[0], 0);
	assert_int_equal(out.rounds[0].paying_in_full, 1);
	assert_int_equal(out.rounds[0].max_payment.num.count, 0);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_run_is_the_plain_one),
		cmocka_unit_test(addopt_is_the_dearest_before_the_budget_is_passed),
		cmocka_unit_test(rows_copies_and_units_do_not_matter),
		cmocka_unit_test(no_group_is_owed_more_than_one_project),
		cmocka_unit_test(rho_never_falls),
		cmocka_unit_test(the_filter_changes_nothing),
		cmocka_unit_test(rows_without_supporters_change_nothing),
		cmocka_unit_test(two_projects_by_hand),
		cmocka_unit_test(edges_by_hand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
