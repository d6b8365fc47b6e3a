/* SPDX-License-Identifier: MulanPSL-2.0 */
/* What round two cannot promise (doc/pb.md, Pledges): for each the smallest election that a search
 * over millions has found, counted as it is and with the one thing changed. Small enough to be done
 * by hand: round one is greedy by votes, amounts are in whole units, the letters are projects. */
#include "unit.h"
#include "base/arena.h"
#include "base/buf.h"
#include "pb/pb.h"

enum { BALLOTS = 3 };

struct town {
	const char *budget;
	const char *projects; /* "id;cost" lines */
	const char *ballots;  /* "id;vote;pledges" lines */
	const char *won;      /* ids in order of choice */
	int64_t called[BALLOTS];
	bool is_void[BALLOTS];
};

static void town_text(struct buf *out, const struct town *town)
{
	buf_print(out, "META\nkey;value\nvote_type;approval\nbudget;%s\n", town->budget);
	buf_print(out, "PROJECTS\nproject_id;cost\n%s", town->projects);
	buf_print(out, "VOTES\nvoter_id;vote;pledges\n%s", town->ballots);
}

/* Counts it and holds it to what it says. */
static void town_holds(const struct town *town)
{
	struct arena *keep = arena_new(1 << 20);
	struct arena *scratch = arena_new(1 << 20);
	struct buf text = buf_new(keep, 4096);
	struct buf won = buf_new(keep, 64);
	struct pb_options options = { .rule = PB_GREEDY_VOTES, .with_donations = true };
	struct pb_election election;
	struct pb_trouble trouble;
	struct pb_outcome outcome;
	int64_t called[BALLOTS] = { 0 };
	bool is_void[BALLOTS] = { false };

	town_text(&text, town);
	assert_int_equal(pb_read(keep, scratch, buf_view(&text), &election, &trouble), OK);
	assert_null(pb_options_settle(&election, &options));
	assert_int_equal(pb_count(keep, &election, &options, &outcome), OK);
	for (uint32_t i = 0; i < outcome.selected_count; i++)
		buf_str(&won, election.projects[outcome.selected[i]].id);
	assert_string_equal(buf_z(&won), town->won);
	for (uint32_t k = 0; k < outcome.pledge_count; k++) {
		called[election.pledges[k].ballot] += outcome.pledges[k].called;
		is_void[election.pledges[k].ballot] |= outcome.pledges[k].is_void;
	}
	for (uint32_t ballot = 0; ballot < election.ballots; ballot++) {
		assert_int_equal(called[ballot], town->called[ballot]);
		assert_int_equal(is_void[ballot], town->is_void[ballot]);
	}
	arena_free(scratch);
	arena_free(keep);
}

/* Who waits for a project that others would bring about as well pays nothing for it. */
static void waiting_is_rewarded(void **state)
{
	struct town town = { .budget = "0", .projects = "a;1\n", .won = "a" };

	(void)state;
	town.ballots = "1;a;1\n2;a;1\n";
	town.called[0] = 1; /* half a unit each; the first of equal rests has the whole one */
	town_holds(&town);
	town.ballots = "1;a;\n2;a;1\n";
	town.called[0] = 0;
	town.called[1] = 1;
	town_holds(&town);
}

/* The only household pledges for both of its projects. The cheaper one comes first and takes the
 * rest of the budget; had it pledged for the other alone, that one (worth 3, not 2) would have won.
 * The regret check only asks whether it should have pledged nothing. */
static void less_for_one_can_bring_more(void **state)
{
	struct town town = { .budget = "1", .projects = "a;2\nb;3\n" };

	(void)state;
	town.ballots = "1;a,b;1,2\n";
	town.won = "a";
	town.called[0] = 1;
	town_holds(&town);
	town.ballots = "1;a,b;0,2\n";
	town.won = "b";
	town.called[0] = 2;
	town_holds(&town);
}

/* A household that supports a in truth hides it, so that b, worth more to it, still fits. This is
 * round one; no rule of this kind is free of it. */
static void hiding_an_approval_can_help(void **state)
{
	struct town town = { .budget = "2", .projects = "a;1\nb;2\n" };

	(void)state;
	town.ballots = "1;a,b;1,0\n";
	town.won = "a";
	town_holds(&town);
	town.ballots = "1;b;0\n";
	town.won = "b";
	town_holds(&town);
}

/* The pledge of 1 is void: with it a would win and b not. Had it been a larger one, both would. */
static void a_void_pledge_might_have_been_another(void **state)
{
	struct town town = { .budget = "1", .projects = "a;2\nb;3\n" };

	(void)state;
	town.ballots = "1;a,b;1,0\n2;a,b;0,2\n";
	town.won = "b";
	town.called[1] = 2;
	town.is_void[0] = true;
	town_holds(&town);
	town.ballots = "1;a,b;1,3\n2;a,b;0,2\n";
	town.won = "ab";
	town.called[0] = 1 + 2; /* of the 5 for b, which costs 3: 9/5 and 6/5 */
	town.called[1] = 1;
	town.is_void[0] = false;
	town_holds(&town);
}

/* The third household pays for c and has c (2). Had it kept out of the whole procedure, the second
 * would not have been let go, and a and c (4) would have won without it. */
static void keeping_out_can_be_better(void **state)
{
	struct town town = { .budget = "1", .projects = "a;2\nb;3\nc;2\n" };

	(void)state;
	town.ballots = "1;b;2\n2;a,b,c;1,0,3\n3;a,c;0,2\n";
	town.won = "bc";
	town.called[0] = 2;
	town.called[2] = 2;
	town.is_void[1] = true;
	town_holds(&town);
	town.ballots = "1;b;2\n2;a,b,c;1,0,3\n3;a,c;\n";
	town.won = "ac";
	town.called[0] = 0;
	town.called[1] = 3;
	town.called[2] = 0;
	town.is_void[1] = false;
	town_holds(&town);
}

/* The pledge for a takes the rest of the budget before b's turn. Neither won without pledges. */
static void a_third_party_can_lose_its_turn(void **state)
{
	struct town town = { .budget = "1", .projects = "a;2\nb;2\n" };

	(void)state;
	town.ballots = "1;b;1\n2;a;1\n";
	town.won = "a";
	town.called[1] = 1;
	town_holds(&town);
	town.ballots = "1;b;1\n2;a;0\n";
	town.won = "b";
	town.called[0] = 1;
	town.called[1] = 0;
	town_holds(&town);
}

/* With one pledge more, a (2, liked by one) wins in place of b (3, liked by one). */
static void more_pledges_can_bring_less_welfare(void **state)
{
	struct town town = { .budget = "1", .projects = "a;2\nb;3\n" };

	(void)state;
	town.ballots = "1;a;1\n2;b;2\n";
	town.won = "a";
	town.called[0] = 1;
	town_holds(&town);
	town.ballots = "1;a;0\n2;b;2\n";
	town.won = "b";
	town.called[0] = 0;
	town.called[1] = 2;
	town_holds(&town);
}

/* a lacks 1 and 2 are offered: both are called, and the fund pays nothing. */
static void more_is_called_than_was_missing(void **state)
{
	struct town town = { .budget = "1", .projects = "a;2\n", .won = "a" };

	(void)state;
	town.ballots = "1;a;1\n2;a;1\n";
	town.called[0] = town.called[1] = 1;
	town_holds(&town);
	town.ballots = "1;a;0\n2;a;1\n";
	town.called[0] = 0;
	town_holds(&town);
}

/* Two support a, one b; each costs 1 and there is nothing left. b has a pledge. */
static void money_decides_whether_a_project_fits(void **state)
{
	struct town town = { .budget = "0", .projects = "a;1\nb;1\n" };

	(void)state;
	town.ballots = "1;a;0\n2;a,b;0,1\n";
	town.won = "b";
	town.called[1] = 1;
	town_holds(&town);
	town.ballots = "1;a;0\n2;a,b;0,0\n";
	town.won = "";
	town.called[1] = 0;
	town_holds(&town);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(waiting_is_rewarded),
		cmocka_unit_test(less_for_one_can_bring_more),
		cmocka_unit_test(hiding_an_approval_can_help),
		cmocka_unit_test(a_void_pledge_might_have_been_another),
		cmocka_unit_test(keeping_out_can_be_better),
		cmocka_unit_test(a_third_party_can_lose_its_turn),
		cmocka_unit_test(more_pledges_can_bring_less_welfare),
		cmocka_unit_test(more_is_called_than_was_missing),
		cmocka_unit_test(money_decides_whether_a_project_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
