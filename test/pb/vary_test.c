/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb_vary against the same change made in the text, row by row: both are the same election up to
 * the order of its groups. Also: what did not change is shared, what cannot be is refused, and the
 * original is never written to. */
#include "pb/small.h"

enum { CASES = 4000, NIGHT_CASES = 200000, CHANGES_MOST = 3 };

/* A group as a list of worth + 1 by project, 0 where it does not list it. */
struct shape {
	uint32_t worth[SMALL_PROJECTS];
	uint32_t weight;
};

static int shape_compare(const void *a, const void *b)
{
	return memcmp(((const struct shape *)a)->worth, ((const struct shape *)b)->worth,
		sizeof(((const struct shape *)a)->worth));
}

/* Equal groups become one; sorted. */
static uint32_t shapes_make(
	struct arena *arena, const struct pb_election *election, struct shape **out)
{
	struct shape *all = arena_array(arena, election->group_count + (size_t)1, sizeof(*all));
	uint32_t count = 0;

	for (uint32_t g = 0; g < election->group_count; g++)
		all[g].weight = election->weights[g];
	for (uint32_t p = 0; p < election->project_count; p++) {
		struct side_walk walk = side_walk(&election->sides[p]);
		struct side_piece piece;
		int64_t last = -1;

		while (side_next(&walk, &piece))
			for (uint32_t i = 0; i < piece.count; i++) {
				assert_true(piece.groups[i] > last);
				assert_true(piece.groups[i] < election->group_count);
				last = piece.groups[i];
				all[last].worth[p] = 1 + (piece.worths ? piece.worths[i] : 0);
			}
	}
	qsort(all, election->group_count, sizeof(*all), shape_compare);
	for (uint32_t g = 0; g < election->group_count; g++) {
		if (count && shape_compare(&all[count - 1], &all[g]) == 0)
			all[count - 1].weight += all[g].weight;
		else
			all[count++] = all[g];
	}
	*out = all;
	return count;
}

static void same(struct arena *arena, const struct pb_election *a, const struct pb_election *b)
{
	struct shape *of_a;
	struct shape *of_b;
	uint32_t count = shapes_make(arena, a, &of_a);

	assert_int_equal(a->budget, b->budget);
	assert_int_equal(a->ballots, b->ballots);
	assert_int_equal(a->empty_ballots, b->empty_ballots);
	assert_int_equal(a->project_count, b->project_count);
	for (uint32_t p = 0; p < a->project_count; p++) {
		assert_int_equal(a->projects[p].cost, b->projects[p].cost);
		assert_int_equal(a->sides[p].support, b->sides[p].support);
		assert_int_equal(a->sides[p].worth_sum, b->sides[p].worth_sum);
	}
	assert_int_equal(count, shapes_make(arena, b, &of_b));
	for (uint32_t g = 0; g < count; g++) {
		assert_memory_equal(of_a[g].worth, of_b[g].worth, sizeof(of_a[g].worth));
		assert_int_equal(of_a[g].weight, of_b[g].weight);
	}
}

/* The change, on rows. false: pb_vary must refuse it. */
static bool change_plainly(
	struct small *small, const struct pb_election *now, const struct pb_change *change)
{
	int64_t others = 0;

	switch (change->kind) {
	case PB_SET_BUDGET:
		small->budget = change->amount;
		return true;
	case PB_SET_COST:
		small->cost[change->project] = change->amount;
		return true;
	case PB_MORE_EMPTY:
	case PB_MORE_BALLOTS:
		return small_more(
			small, (int)change->project, change->amount, change->kind == PB_MORE_EMPTY);
	case PB_MORE_APPROVALS:
		for (int i = 0; i < small->row_count; i++)
			others += small->rows[i].count &&
				  !small_lists(&small->rows[i], (int)change->project);
		if ((now->kind != PB_APPROVAL && now->kind != PB_CHOOSE_1) ||
			change->amount > others)
			return false;
		small_approve(small, now, (int)change->project, change->amount);
		return true;
	default:
		return false;
	}
}

static void one_case(struct arena *arena, uint64_t seed)
{
	static const enum pb_change_kind kinds[] = { PB_SET_BUDGET, PB_SET_COST, PB_MORE_EMPTY,
		PB_MORE_BALLOTS, PB_MORE_APPROVALS };
	struct dice dice = { seed };
	struct small small;
	struct pb_election was;
	struct pb_election now;
	struct pb_election plain;
	struct pb_election varied;
	struct pb_change changes[CHANGES_MOST];
	size_t count = 0;
	size_t want = (size_t)dice_roll(&dice, CHANGES_MOST) + 1;

	small_roll(&small, &dice, (enum pb_kind)dice_roll(&dice, 5), false, false);
	small_read(arena, &small, &was);
	now = was;
	while (count < want) {
		struct pb_change change = { kinds[dice_roll(&dice, 5)],
			(uint32_t)dice_roll(&dice, small.project_count), dice_roll(&dice, 6) };
		bool can = change_plainly(&small, &now, &change);

		if (!can) {
			assert_int_equal(pb_vary(arena, &now, &change, 1, &varied), ERR_REFUSED);
			continue;
		}
		changes[count++] = change;
		assert_int_equal(pb_vary(arena, &now, &change, 1, &now), OK);
	}
	small_read(arena, &small, &plain);
	same(arena, &now, &plain);
	/* All at once is the same as one after the other. */
	assert_int_equal(pb_vary(arena, &was, changes, count, &varied), OK);
	same(arena, &varied, &plain);
}

static void changes_are_as_in_the_text(void **state)
{
	int cases = getenv("PB_NIGHT") ? NIGHT_CASES : CASES;

	(void)state;
	for (int i = 0; i < cases; i++) {
		struct arena *arena = arena_new((size_t)64 << 20);

		small_seed = (uint64_t)i;
		one_case(arena, (uint64_t)i);
		arena_free(arena);
	}
}

static const char *const text = "META\nkey;value\nvote_type;approval\nbudget;10\n"
				"PROJECTS\nproject_id;cost\na;4\nb;6\nc;3\n"
				"VOTES\nvoter_id;vote\n1;a,b\n2;a,b\n3;a,b\n4;c\n5;\n";

static void read_it(struct arena *arena, struct pb_election *out)
{
	struct arena *scratch = arena_new((size_t)16 << 20);
	struct pb_trouble trouble;

	assert_int_equal(pb_read(arena, scratch, str_of(text), out, &trouble), OK);
	arena_free(scratch);
}

static void a_group_is_parted(void **state)
{
	struct arena *arena = arena_new((size_t)16 << 20);
	struct pb_change change = { PB_MORE_APPROVALS, 2, 2 };
	struct pb_election election;
	struct pb_election varied;

	(void)state;
	read_it(arena, &election);
	assert_int_equal(election.group_count, 2);
	assert_int_equal(pb_vary(arena, &election, &change, 1, &varied), OK);
	assert_int_equal(varied.group_count, 3);
	assert_int_equal(varied.sides[0].count, 2);
	assert_int_equal(varied.sides[0].support, 3);
	assert_int_equal(varied.sides[2].support, 3);
	assert_int_equal(varied.ballots, 5);
	change.amount = 3;
	assert_int_equal(pb_vary(arena, &election, &change, 1, &varied), OK);
	assert_int_equal(varied.group_count, 2);
	arena_free(arena);
}

static void what_did_not_change_is_shared(void **state)
{
	struct arena *arena = arena_new((size_t)16 << 20);
	struct pb_change changes[] = { { PB_SET_BUDGET, 0, 7 }, { PB_WITHOUT, 1, 0 } };
	struct pb_election election;
	struct pb_election varied;

	(void)state;
	read_it(arena, &election);
	assert_int_equal(pb_vary(arena, &election, changes, 2, &varied), OK);
	assert_int_equal(varied.budget, 7);
	assert_int_equal(election.budget, 10);
	assert_true(varied.projects[1].is_out);
	assert_false(election.projects[1].is_out);
	assert_ptr_equal(varied.sides, election.sides);
	assert_ptr_equal(varied.weights, election.weights);
	assert_int_equal(pb_vary(arena, &election, NULL, 0, &varied), OK);
	assert_ptr_equal(varied.projects, election.projects);
	arena_free(arena);
}

static void what_cannot_be_is_refused(void **state)
{
	struct arena *arena = arena_new((size_t)16 << 20);
	struct pb_change wrong[] = { { PB_SET_BUDGET, 0, -1 }, { PB_SET_COST, 3, 1 },
		{ PB_SET_COST, 0, PB_MONEY_END - 9 }, { PB_MORE_BALLOTS, 0, INT32_MAX },
		{ PB_MORE_EMPTY, 0, -1 }, { PB_MORE_APPROVALS, 2, 4 }, { PB_WITHOUT, 9, 0 } };
	struct pb_change right = { PB_SET_COST, 0, PB_MONEY_END - 10 };
	struct pb_election election;
	struct pb_election varied;

	(void)state;
	read_it(arena, &election);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_int_equal(pb_vary(arena, &election, &wrong[i], 1, &varied), ERR_REFUSED);
	assert_int_equal(pb_vary(arena, &election, &right, 1, &varied), OK);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_group_is_parted),
		cmocka_unit_test(what_did_not_change_is_shared),
		cmocka_unit_test(what_cannot_be_is_refused),
		cmocka_unit_test_teardown(changes_are_as_in_the_text, small_seed_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
