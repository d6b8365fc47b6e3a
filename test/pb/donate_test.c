/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Pledges: round two against its definition worked out anew at every step, the properties P1 to P8
 * of doc/pb.md each by itself on random elections, and for each thing the rule cannot promise the
 * smallest election that a search has found. */
#include "pb/donate_plain.h"

struct kase {
	struct arena *keep, *scratch;
	struct make make;
	struct pb_election election, seen;
	struct pb_options options;
	struct pb_outcome base, out;
	struct tie_order ties;
	struct admit admit;
	uint64_t seed;
};

static void rule_choose(struct kase *kase)
{
	static const struct {
		enum pb_rule rule;
		enum pb_complete complete;
	} rules[] = { { PB_GREEDY_VOTES, PB_NONE }, { PB_GREEDY_DENSITY, PB_NONE },
		{ PB_PHRAGMEN, PB_NONE }, { PB_EES, PB_NONE }, { PB_EES, PB_ADDOPT },
		{ PB_MES, PB_NONE }, { PB_MES, PB_EXHAUST }, { PB_MES, PB_ADD1U } };
	uint32_t at = make_below(&kase->make, 8);
	bool has_points = kase->election.kind == PB_CUMULATIVE;

	kase->options = (struct pb_options) { .rule = rules[at].rule,
		.complete = rules[at].complete,
		.ties = (enum pb_ties)make_below(&kase->make, PB_TIES),
		.with_donations = true };
	if (rules[at].rule == PB_MES || rules[at].rule == PB_EES)
		kase->options.utility = (enum pb_utility)(PB_COST + make_below(&kase->make, 2));
	if (rules[at].rule == PB_MES && has_points && make_one_in(&kase->make, 2))
		kase->options.utility = PB_POINTS;
	if (rules[at].rule == PB_MES && kase->election.kind == PB_ORDINAL)
		kase->options.utility = PB_BORDA;
}

static void counts_make(struct kase *kase)
{
	struct pb_options blind = kase->options;

	blind.with_donations = false;
	HOLDS(kase->seed, pb_count(kase->keep, &kase->election, &blind, &kase->base) == OK);
	HOLDS(kase->seed, pb_count(kase->keep, &kase->election, &kase->options, &kase->out) == OK);
}

static void kase_read(struct kase *kase, const struct buf *text)
{
	make_read(kase->keep, kase->scratch, text, &kase->election);
	assert_int_equal(
		admit_election(kase->keep, &kase->election, &kase->options, &kase->seen), OK);
	assert_int_equal(admit_make(kase->keep, &kase->seen, &kase->options, &kase->admit), OK);
	assert_int_equal(ties_make(kase->keep, &kase->seen, kase->options.ties, &kase->ties), OK);
	assert_null(pb_options_settle(&kase->election, &kase->options));
	counts_make(kase);
}

static void kase_begin(struct kase *kase, uint64_t seed)
{
	*kase = (struct kase) { .keep = arena_new(1 << 26),
		.scratch = arena_new(1 << 24),
		.make = { seed },
		.seed = seed };
}

static void kase_make(struct kase *kase, uint64_t seed)
{
	static const enum pb_kind kinds[] = { PB_APPROVAL, PB_APPROVAL, PB_APPROVAL, PB_APPROVAL,
		PB_ORDINAL, PB_CUMULATIVE };
	unsigned more = MAKE_PLEDGES;
	struct buf text;

	kase_begin(kase, seed);
	text = buf_new(kase->keep, 1 << 20);
	kase->election.kind = kinds[make_below(&kase->make, 6)];
	if (make_one_in(&kase->make, 3))
		more |= MAKE_DECIMALS;
	if (make_one_in(&kase->make, 3))
		more |= MAKE_CONSTRAINTS;
	rule_choose(kase);
	kase->options.with_constraints = more & MAKE_CONSTRAINTS;
	make_small(&kase->make, &text, kase->election.kind, more);
	kase_read(kase, &text);
}

static void kase_clear(struct kase *kase)
{
	arena_free(kase->keep);
	arena_free(kase->scratch);
}

static void each_case(uint64_t usual, void (*hold)(struct kase *))
{
	uint64_t first;
	uint64_t cases = make_cases(usual, &first);

	for (uint64_t i = 0; i < cases; i++) {
		struct kase kase;

		kase_make(&kase, first + i);
		hold(&kase);
		kase_clear(&kase);
	}
}

static bool is_in(const uint32_t *list, uint32_t count, uint32_t project)
{
	for (uint32_t i = 0; i < count; i++)
		if (list[i] == project)
			return true;
	return false;
}

static bool has_won(const struct pb_outcome *out, uint32_t project)
{
	return is_in(out->selected, out->selected_count, project);
}

static bool has_won_pledged(const struct pb_outcome *out, uint32_t project)
{
	return is_in(
		out->selected + out->selected_count - out->by_pledges, out->by_pledges, project);
}

/* ---- the definition ---- */

static void plain_hold(struct kase *kase)
{
	const struct pb_outcome *out = &kase->out;
	uint64_t seed = kase->seed;
	struct plain plain;
	int64_t called = 0;

	plain_make(&kase->seen, &kase->options, &kase->base, &kase->admit, &plain);
	plain_donate(&plain, kase->ties.rank);
	HOLDS(seed, out->by_pledges == plain.won_count);
	HOLDS(seed, out->selected_count == kase->base.selected_count + plain.won_count);
	for (uint32_t i = 0; i < plain.won_count; i++)
		HOLDS(seed, out->selected[kase->base.selected_count + i] == plain.won[i]);
	HOLDS(seed, out->pledge_count == kase->election.pledge_count);
	for (uint32_t k = 0; k < out->pledge_count; k++) {
		const struct pb_pledge *pledge = &kase->election.pledges[k];
		bool is_won = is_in(plain.won, plain.won_count, pledge->project);

		HOLDS(seed, out->pledges[k].pledge == k);
		HOLDS(seed, out->pledges[k].is_void == plain.is_void[pledge->ballot]);
		HOLDS(seed, out->pledges[k].kept == plain.kept[k]);
		HOLDS(seed, out->pledges[k].called == (is_won ? plain.kept[k] : 0));
		called += out->pledges[k].called;
	}
	HOLDS(seed, out->called == called);
}

static void round_two_is_as_defined(void **state)
{
	(void)state;
	each_case(6000, plain_hold);
}

/* What is drawn must have what the properties are about. */
static void draws_have_winners_by_pledges_and_regrets(void **state)
{
	uint32_t winners = 0;
	uint32_t voids = 0;
	uint32_t cuts = 0;

	(void)state;
	for (uint64_t seed = 1; seed <= 4000; seed++) {
		struct kase kase;

		kase_make(&kase, seed);
		winners += kase.out.by_pledges;
		for (uint32_t k = 0; k < kase.out.pledge_count; k++) {
			voids += kase.out.pledges[k].is_void;
			cuts += kase.out.pledges[k].kept > 0 &&
				kase.out.pledges[k].kept < kase.election.pledges[k].amount;
		}
		kase_clear(&kase);
	}
	assert_true(winners > 400);
	assert_true(cuts > 400);
	assert_true(voids > 0);
}

/* ---- P1 to P8 ---- */

static void p1_hold(struct kase *kase)
{
	HOLDS(kase->seed, kase->out.selected_count >= kase->base.selected_count);
	HOLDS(kase->seed, kase->out.by_rule == kase->base.by_rule);
	for (uint32_t i = 0; i < kase->base.selected_count; i++)
		HOLDS(kase->seed, kase->out.selected[i] == kase->base.selected[i]);
}

static void p1_nobody_loses_a_project_by_pledges(void **state)
{
	(void)state;
	each_case(4000, p1_hold);
}

/* All that is called for a project, or of it from the source of one pledge. */
static int64_t called_for(const struct kase *kase, uint32_t project, uint32_t source)
{
	int64_t sum = 0;

	for (uint32_t k = 0; k < kase->out.pledge_count; k++) {
		const struct pb_pledge *pledge = &kase->election.pledges[k];

		if (pledge->project == project &&
			(source == UINT32_MAX || pledge->source == source))
			sum += kase->out.pledges[k].called;
	}
	return sum;
}

static int64_t called_of(const struct kase *kase, uint32_t ballot)
{
	int64_t sum = 0;

	for (uint32_t k = 0; k < kase->out.pledge_count; k++)
		if (kase->election.pledges[k].ballot == ballot)
			sum += kase->out.pledges[k].called;
	return sum;
}

static void p2_hold(struct kase *kase)
{
	const struct pb_election *it = &kase->election;
	int64_t cost = 0;
	int64_t fund = 0;

	for (uint32_t i = 0; i < kase->out.selected_count; i++) {
		uint32_t p = kase->out.selected[i];
		int64_t called = called_for(kase, p, UINT32_MAX);

		cost += it->projects[p].cost;
		fund += it->projects[p].cost - called;
		HOLDS(kase->seed, called >= 0 && called <= it->projects[p].cost);
		HOLDS(kase->seed, (it->projects[p].cost - called) * 1000000 >=
					  it->community_share_ppm * it->projects[p].cost);
		for (uint32_t k = 0; k < it->pledge_count; k++)
			HOLDS(kase->seed, called_for(kase, p, it->pledges[k].source) * 1000000 <=
						  it->source_share_ppm * it->projects[p].cost);
	}
	HOLDS(kase->seed, kase->out.cost == cost && fund == cost - kase->out.called);
	HOLDS(kase->seed, fund <= it->budget);
	for (uint32_t k = 0; k < it->pledge_count; k++) {
		HOLDS(kase->seed, kase->out.pledges[k].called <= it->pledges[k].amount);
		HOLDS(kase->seed, it->household_cap < 0 || called_of(kase, it->pledges[k].ballot) <=
								   it->household_cap);
	}
}

static void p2_fund_and_pledges_make_up_the_cost(void **state)
{
	(void)state;
	each_case(4000, p2_hold);
}

static void p3_hold(struct kase *kase)
{
	struct plain plain;

	plain_make(&kase->election, &kase->options, &kase->base, &kase->admit, &plain);
	for (uint32_t k = 0; k < kase->out.pledge_count; k++) {
		const struct pb_pledge *pledge = &kase->election.pledges[k];
		const struct pb_fund_row *row = &kase->out.pledges[k];

		if (row->called) {
			HOLDS(kase->seed, plain.lists[pledge->group][pledge->project]);
			HOLDS(kase->seed, has_won_pledged(&kase->out, pledge->project));
			HOLDS(kase->seed, !has_won(&kase->base, pledge->project));
			HOLDS(kase->seed, !row->is_void && row->called == row->kept);
		}
	}
}

static void p3_only_what_was_needed_is_called(void **state)
{
	(void)state;
	each_case(4000, p3_hold);
}

/* One pledge for a winner of round two raised as far as no cap is touched, before step 4. */
static void p4_hold(struct kase *kase)
{
	const struct pb_election *it = &kase->election;
	struct pb_pledge *pledges = arena_array(kase->keep, it->pledge_count + 1, sizeof(*pledges));
	struct pb_election raised = kase->seen;
	uint32_t at;
	struct plain before;
	struct plain after;
	int64_t sum = 0;

	if (!it->pledge_count)
		return;
	memcpy(pledges, it->pledges, it->pledge_count * sizeof(*pledges));
	at = make_below(&kase->make, it->pledge_count);
	plain_make(&kase->seen, &kase->options, &kase->base, &kase->admit, &before);
	plain_round(&before, kase->ties.rank);
	pledges[at].amount += 1 + make_below(&kase->make, 3) * it->unit;
	for (uint32_t k = 0; k < it->pledge_count; k++)
		sum += pledges[k].ballot == pledges[at].ballot ? pledges[k].amount : 0;
	if (it->household_cap >= 0 && sum > it->household_cap)
		return;
	raised.pledges = pledges;
	plain_make(&raised, &kase->options, &kase->base, &kase->admit, &after);
	plain_round(&after, kase->ties.rank);
	if (before.is_won[pledges[at].project])
		HOLDS(kase->seed, after.is_won[pledges[at].project]);
}

static void p4_a_larger_pledge_never_makes_its_project_lose(void **state)
{
	(void)state;
	each_case(8000, p4_hold);
}

/* Round two's winners come by support and the tie order, whatever the amounts; where projects wait
 * for others this is the order among those that do not. */
static void p5_hold(struct kase *kase)
{
	const struct pb_outcome *out = &kase->out;
	uint32_t first = out->selected_count - out->by_pledges;

	if (kase->admit.has_needs)
		return;
	for (uint32_t i = first + 1; i < out->selected_count; i++) {
		const struct pb_side *a = &kase->seen.sides[out->selected[i - 1]];
		const struct pb_side *b = &kase->seen.sides[out->selected[i]];

		HOLDS(kase->seed, a->support >= b->support);
		HOLDS(kase->seed,
			a->support > b->support || kase->ties.rank[out->selected[i - 1]] <
							   kase->ties.rank[out->selected[i]]);
	}
}

static void p5_the_order_does_not_see_money(void **state)
{
	(void)state;
	each_case(4000, p5_hold);
}

static void p6_hold(struct kase *kase)
{
	struct plain plain;

	plain_make(&kase->seen, &kase->options, &kase->base, &kase->admit, &plain);
	for (uint32_t k = 0; k < kase->out.pledge_count; k++)
		plain.is_void[kase->election.pledges[k].ballot] = kase->out.pledges[k].is_void;
	plain_round(&plain, kase->ties.rank);
	for (uint32_t k = 0; k < kase->out.pledge_count; k++)
		if (kase->out.pledges[k].called)
			HOLDS(kase->seed,
				plain_without(&plain, kase->ties.rank,
					kase->election.pledges[k].ballot) <=
					plain_utility(&plain, kase->election.pledges[k].group));
}

static void p6_nobody_called_regrets(void **state)
{
	(void)state;
	each_case(4000, p6_hold);
}

/* EJR+ up to one project, by all groups of ballots: nobody's utility falls in round two, so what
 * round one owes nobody is still owed nobody. */
static bool is_ejr(const struct kase *kase, const struct pb_outcome *out)
{
	const struct pb_election *it = &kase->election;
	uint32_t groups[MAKE_VOTES];
	uint32_t n = 0;
	struct plain plain;

	plain_make(it, &kase->options, out, NULL, &plain);
	for (uint32_t i = 0; i < out->selected_count; i++)
		plain.is_won[out->selected[i]] = true;
	for (uint32_t g = 0; g < it->group_count; g++)
		for (uint32_t i = 0; i < it->weights[g]; i++)
			groups[n++] = g;
	for (uint32_t p = 0; p < it->project_count; p++)
		for (uint32_t set = 1; set < 1U << n; set++) {
			int64_t cost = it->projects[p].cost;
			int64_t sum = 0;
			bool is_owed = !plain.is_won[p] && cost;

			for (uint32_t v = 0; v < n && is_owed; v++)
				if (set >> v & 1) {
					is_owed = plain.lists[groups[v]][p] &&
						  plain_worth(&plain, groups[v], p) > 0;
					sum += plain_worth(&plain, groups[v], p);
				}
			for (uint32_t v = 0; v < n && is_owed; v++)
				if (set >> v & 1)
					is_owed = (plain_utility(&plain, groups[v]) +
							  plain_worth(&plain, groups[v], p)) *
							  cost * it->ballots <=
						  it->budget * sum;
			if (is_owed)
				return false;
		}
	return true;
}

static void p7_hold(struct kase *kase)
{
	bool is_promised = kase->options.rule == PB_EES || kase->options.rule == PB_MES;

	if (kase->options.with_constraints || !is_promised)
		return;
	HOLDS(kase->seed, is_ejr(kase, &kase->base));
	HOLDS(kase->seed, is_ejr(kase, &kase->out));
}

static void p7_what_groups_are_owed_survives(void **state)
{
	(void)state;
	each_case(4000, p7_hold);
}

static void p8_hold(struct kase *kase)
{
	kase->election.pledge_count = 0;
	counts_make(kase);
	HOLDS(kase->seed, kase->out.selected_count == kase->base.selected_count);
	HOLDS(kase->seed, memcmp(kase->out.selected, kase->base.selected,
				  kase->base.selected_count * sizeof(uint32_t)) == 0);
	HOLDS(kase->seed, kase->out.cost == kase->base.cost && kase->out.called == 0);
	HOLDS(kase->seed, kase->out.by_pledges == 0 && kase->out.pledge_count == 0);
	HOLDS(kase->seed,
		memcmp(kase->out.fates, kase->base.fates, kase->election.project_count) == 0);
}

static void p8_without_pledges_it_is_the_rule_itself(void **state)
{
	(void)state;
	each_case(4000, p8_hold);
}

/* Whatever the arena has room for, there is an outcome or a fault, and from some size on the same
 * outcome. */
static void a_spent_arena_is_told(void **state)
{
	bool was_ok = false;
	struct kase kase;

	(void)state;
	kase_make(&kase, 5);
	kase.options = (struct pb_options) {
		.rule = PB_EES, .utility = PB_COST, .complete = PB_ADDOPT, .with_donations = true
	};
	counts_make(&kase);
	for (size_t cap = 16; cap < 200000; cap += cap < 60000 ? 80 : 20000) {
		struct arena *arena = arena_new(cap);
		struct pb_outcome out;
		enum err err = pb_count(arena, &kase.election, &kase.options, &out);

		assert_true(err == OK || (!was_ok && (err == ERR_MEMORY || err == ERR_TOO_BIG)));
		was_ok = err == OK;
		if (was_ok)
			assert_int_equal(out.cost, kase.out.cost);
		arena_free(arena);
	}
	assert_true(was_ok);
	kase_clear(&kase);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_two_is_as_defined),
		cmocka_unit_test(draws_have_winners_by_pledges_and_regrets),
		cmocka_unit_test(p1_nobody_loses_a_project_by_pledges),
		cmocka_unit_test(p2_fund_and_pledges_make_up_the_cost),
		cmocka_unit_test(p3_only_what_was_needed_is_called),
		cmocka_unit_test(p4_a_larger_pledge_never_makes_its_project_lose),
		cmocka_unit_test(p5_the_order_does_not_see_money),
		cmocka_unit_test(p6_nobody_called_regrets),
		cmocka_unit_test(p7_what_groups_are_owed_survives),
		cmocka_unit_test(p8_without_pledges_it_is_the_rule_itself),
		cmocka_unit_test(a_spent_arena_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
