/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/pb/check_lies_test.c: well-made certificates of wrong outcomes are refused: other winners,
 * other figures, the outcome of another election, Add1 ended too early or too late. EJR+ against
 * all groups of voters. The open elections. */
#include "certified.h"
#include "open.h"

/* ---- outcomes that are not those of the rule ---- */

/* A level of Phragmén without supporters cannot even be written down. */
static bool can_be_said(const struct made *made)
{
	for (uint32_t i = 0; i < made->outcome.selected_count; i++)
		if (!made->election.sides[made->outcome.selected[i]].support)
			return made->options.rule != PB_PHRAGMEN;
	return true;
}

static void lie_try(struct made *made, const char *what)
{
	struct buf honest = made->certificate;
	struct pb_verdict verdict;

	if (!can_be_said(made))
		return;
	made_certify(made);
	verdict = verdict_of(made, buf_view(&made->certificate), false);
	if (verdict.is_right && !str_equal(facts_of(made->keep, buf_view(&honest)),
					facts_of(made->keep, buf_view(&made->certificate)))) {
		fprintf(stderr, "%s\n", what);
		verdict_tell(made, &verdict, buf_view(&made->certificate));
	}
	made->certificate = honest;
}

static uint32_t *selected_copy(const struct made *made)
{
	uint32_t *copy = arena_array(
		made->keep, made->election.project_count + (size_t)2, sizeof(*copy));

	memcpy(copy, made->outcome.selected, made->outcome.selected_count * sizeof(*copy));
	return copy;
}

static void cost_sum(struct made *made)
{
	made->outcome.cost = 0;
	for (uint32_t i = 0; i < made->outcome.selected_count; i++)
		made->outcome.cost += made->election.projects[made->outcome.selected[i]].cost;
}

static bool has_won(const struct pb_outcome *outcome, uint32_t project)
{
	for (uint32_t i = 0; i < outcome->selected_count; i++)
		if (outcome->selected[i] == project)
			return true;
	return false;
}

/* Rounds and winners alike, so that the certificate is of one piece. */
static void winner_set(struct made *made, uint32_t at, uint32_t project)
{
	struct pb_outcome *outcome = &made->outcome;

	outcome->selected = selected_copy(made);
	for (uint32_t r = 0; r < outcome->round_count; r++)
		if (outcome->rounds[r].project == outcome->selected[at]) {
			struct pb_round *rounds = arena_array(
				made->keep, outcome->round_count, sizeof(*rounds));

			memcpy(rounds, outcome->rounds, outcome->round_count * sizeof(*rounds));
			rounds[r].project = project;
			outcome->rounds = rounds;
			break;
		}
	outcome->selected[at] = project;
	cost_sum(made);
}

static void winners_lie(struct made *made)
{
	struct pb_outcome honest = made->outcome;

	for (uint32_t i = 0; i < honest.selected_count; i++) {
		for (uint32_t p = 0; p < made->election.project_count; p++)
			if (!has_won(&honest, p)) {
				winner_set(made, i, p);
				lie_try(made, "another winner");
				made->outcome = honest;
			}
		made->outcome.selected = selected_copy(made);
		made->outcome.selected[i] = honest.selected[0];
		made->outcome.selected[0] = honest.selected[i];
		lie_try(made, "another order");
		made->outcome = honest;
	}
	if (honest.selected_count) {
		made->outcome.selected_count--;
		made->outcome.by_rule -= made->outcome.by_rule > made->outcome.selected_count;
		made->outcome.round_count -= made->outcome.round_count > 0;
		cost_sum(made);
		lie_try(made, "one less");
		made->outcome = honest;
	}
	for (uint32_t p = 0; p < made->election.project_count; p++)
		if (!has_won(&honest, p)) {
			made->outcome.selected = selected_copy(made);
			made->outcome.selected[made->outcome.selected_count++] = p;
			made->outcome.by_rule++;
			cost_sum(made);
			lie_try(made, "one more");
			made->outcome = honest;
		}
}

/* Everything as it is for the same ballots with another project left out, or with less money. */
static void others_lie(struct made *made)
{
	struct pb_outcome honest = made->outcome;
	struct pb_election election = made->election;
	struct pb_project *projects = arena_array(
		made->keep, election.project_count + (size_t)1, sizeof(*projects));
	struct pb_election other = election;

	for (uint32_t p = 0; p < election.project_count; p++) {
		memcpy(projects, election.projects, election.project_count * sizeof(*projects));
		projects[p].is_out = true;
		other.projects = projects;
		HOLDS(made->seed,
			pb_count(made->keep, &other, &made->options, &made->outcome) == OK);
		lie_try(made, "one left out");
		projects[p].is_out = false;
		projects[p].cost += projects[p].cost > 0;
		HOLDS(made->seed,
			pb_count(made->keep, &other, &made->options, &made->outcome) == OK);
		cost_sum(made);
		lie_try(made, "one dearer");
	}
	other = election;
	other.budget = election.budget / 2;
	HOLDS(made->seed, pb_count(made->keep, &other, &made->options, &made->outcome) == OK);
	lie_try(made, "half the money");
	made->outcome = honest;
}

static void test_outcomes(void **state)
{
	uint64_t first;
	uint64_t cases = make_cases(3000, &first);

	(void)state;
	for (uint64_t seed = first; seed < first + cases; seed++) {
		struct made made;

		made_make(&made, seed);
		winners_lie(&made);
		others_lie(&made);
		made_free(&made);
	}
}

/* ---- Add1 ended elsewhere ---- */

/* The run at a share, as plain equal shares with so much more money come to it; without
 * constraints the budget is of no other use to them. */
static void run_at(struct made *made, int64_t step, struct pb_outcome *out)
{
	struct pb_election richer = made->election;
	struct pb_options options = made->options;

	richer.budget += step * richer.unit * richer.ballots;
	options.complete = PB_NONE;
	options.with_donations = false;
	HOLDS(made->seed, pb_count(made->keep, &richer, &options, out) == OK);
	out->steps = step;
}

/* Any leaps over the shares 0 … end, with what is true of the first of each. */
static void leaps_any(struct made *made, struct make *make, int64_t end)
{
	struct pb_outcome *outcome = &made->outcome;

	outcome->leaps = arena_array(made->keep, (size_t)end + 2, sizeof(*outcome->leaps));
	outcome->leap_count = 0;
	for (int64_t at = 0; at <= end;) {
		struct pb_leap *leap = &outcome->leaps[outcome->leap_count++];
		struct pb_outcome run;

		run_at(made, at, &run);
		*leap = (struct pb_leap) { .kind = make_below(make, 3), .from = at, .to = at };
		leap->most = run.cost;
		leap->last = PB_NO_PROJECT;
		if (leap->kind != PB_STEP)
			leap->to += 1 + make_below(make, 8);
		if (leap->to > end)
			leap->to = end;
		if (leap->to == at)
			leap->kind = PB_STEP;
		leap->surely = make_below(make, run.selected_count + 1);
		if (leap->kind == PB_SKIP && leap->surely)
			leap->last = run.selected[leap->surely - 1];
		at = leap->to + 1;
	}
}

/* Says that Add1 ended at `step`, whatever is true. */
static void end_lie(struct made *made, struct make *make, int64_t step, bool is_dear)
{
	struct pb_outcome honest = made->outcome;
	struct arena *keep = made->keep;

	made->keep = arena_new(CERT_ARENA);
	run_at(made, step, &made->outcome);
	made->outcome.by_rule = made->outcome.selected_count;
	made->outcome.by_pledges = 0;
	leaps_any(made, make, is_dear ? step : step - 1);
	lie_try(made, "another end");
	made->outcome = honest;
	arena_free(made->keep);
	made->keep = keep;
}

static void test_other_ends(void **state)
{
	uint64_t first;
	uint64_t cases = make_cases(8000, &first);
	long lies = 0;

	(void)state;
	for (uint64_t seed = first; seed < first + cases; seed++) {
		struct make make = { seed * 77 };
		struct made made;

		made_make(&made, seed);
		if (made.options.complete == PB_ADD1 && !made.options.with_constraints &&
			!made.options.with_donations && made.outcome.steps < 200)
			for (int64_t step = 0; step <= made.outcome.steps + 4; step++) {
				if (step == made.outcome.steps)
					continue;
				end_lie(&made, &make, step, false);
				end_lie(&made, &make, step, true);
				lies++;
			}
		made_free(&made);
	}
	if (cases > 1)
		assert_true(lies > 500);
}

/* Honest ends with any leaps: what is accepted of `same` is the same. */
static bool has_same_order(const struct pb_outcome *a, const struct pb_outcome *b)
{
	return a->selected_count == b->selected_count &&
	       !memcmp(a->selected, b->selected, a->selected_count * sizeof(*a->selected));
}

static void leaps_hold(struct made *made)
{
	const struct pb_outcome *outcome = &made->outcome;

	for (uint32_t i = 0; i < outcome->leap_count; i++) {
		const struct pb_leap *leap = &outcome->leaps[i];
		struct pb_outcome low;
		struct pb_outcome run;

		run_at(made, leap->from, &low);
		for (int64_t at = leap->from; at <= leap->to; at++) {
			run_at(made, at, &run);
			if (leap->kind == PB_JUMP)
				HOLDS(made->seed, has_same_order(&low, &run));
			if (leap->kind != PB_SKIP)
				continue;
			HOLDS(made->seed, run.selected_count >= leap->surely);
			HOLDS(made->seed, !memcmp(low.selected, run.selected,
						  leap->surely * sizeof(*low.selected)));
			HOLDS(made->seed, run.cost <= made->election.budget);
		}
	}
}

static void test_leaps(void **state)
{
	uint64_t first;
	uint64_t cases = make_cases(8000, &first);
	long accepted = 0;

	(void)state;
	for (uint64_t seed = first; seed < first + cases; seed++) {
		struct make make = { seed * 13 };
		struct made made;
		struct pb_verdict verdict;

		made_make(&made, seed);
		if (made.options.complete != PB_ADD1 || made.options.with_constraints ||
			made.outcome.steps > 200 || !made.outcome.steps) {
			made_free(&made);
			continue;
		}
		for (int i = 0; i < 6; i++) {
			leaps_any(&made, &make, made.outcome.leaps[made.outcome.leap_count - 1].to);
			made_certify(&made);
			verdict = verdict_of(&made, buf_view(&made.certificate), false);
			if (verdict.is_right) {
				accepted++;
				leaps_hold(&made);
			}
		}
		made_free(&made);
	}
	if (cases > 1)
		assert_true(accepted > 100);
}

/* ---- EJR+ up to one project, by all groups ---- */

struct voters {
	const struct view *view;
	enum pb_utility utility;
	uint32_t groups[MAKE_VOTES]; /* by voter */
	uint32_t count;
	uint64_t worths[MAKE_VOTES][MAKE_PROJECTS];
	bool is_winner[MAKE_PROJECTS];
};

static void voters_make(struct voters *voters)
{
	const struct view *view = voters->view;

	for (uint32_t g = 0; g < view->election->group_count; g++)
		for (uint32_t i = 0; i < view->election->weights[g]; i++)
			voters->groups[voters->count++] = g;
	for (uint32_t p = 0; p < view->count; p++)
		for (uint32_t i = 0; i < view->sides[p].count; i++)
			for (uint32_t v = 0; v < voters->count; v++)
				if (voters->groups[v] == view->sides[p].groups[i])
					voters->worths[v][p] =
						voters->utility == PB_COST
							? (uint64_t)view->projects[p].cost
						: voters->utility == PB_CARDINALITY
							? 1
							: view->sides[p].worths[i];
}

static uint64_t held(const struct voters *voters, uint32_t voter)
{
	uint64_t sum = 0;

	for (uint32_t p = 0; p < voters->view->count; p++)
		if (voters->is_winner[p])
			sum += voters->worths[voter][p];
	return sum;
}

/* The size of the least group that is owed the project by its own words, or 0. */
static uint32_t least_owed(const struct voters *voters, uint32_t project)
{
	const struct pb_election *election = voters->view->election;
	uint64_t cost = (uint64_t)voters->view->projects[project].cost;
	uint32_t least = 0;

	for (uint32_t group = 1; group < 1U << voters->count; group++) {
		uint64_t worths = 0;
		uint32_t size = 0;
		bool is_owed = true;

		for (uint32_t v = 0; v < voters->count; v++)
			if (group >> v & 1) {
				worths += voters->worths[v][project];
				is_owed = is_owed && voters->worths[v][project];
				size++;
			}
		for (uint32_t v = 0; v < voters->count && is_owed; v++)
			if (group >> v & 1)
				is_owed = (held(voters, v) + voters->worths[v][project]) * cost *
						  election->ballots <=
					  (uint64_t)election->budget * worths;
		if (is_owed && (!least || size < least))
			least = size;
	}
	return least;
}

/* True when some group is owed something. */
static bool groups_compare(struct made *made, struct make *make)
{
	enum pb_kind kind = made->election.kind;
	uint32_t winners[MAKE_PROJECTS];
	uint32_t count = 0;
	uint32_t project;
	uint64_t group;
	bool holds;
	struct view view;
	struct voters voters = { .view = &view };

	voters.utility = kind == PB_ORDINAL    ? PB_BORDA
			 : kind == PB_APPROVAL ? PB_COST
			 : kind == PB_CHOOSE_1 ? PB_CARDINALITY
					       : PB_POINTS;
	if (make_below(make, 2))
		voters.utility = PB_COST;
	HOLDS(made->seed, view_make(made->keep, &made->election, &made->options, &view) == OK);
	for (uint32_t p = 0; p < view.count; p++)
		if (make_below(make, 3) == 0) {
			voters.is_winner[p] = true;
			winners[count++] = p;
		}
	voters_make(&voters);
	holds = axiom_holds(made->keep, &view, voters.utility, winners, count, &project, &group);
	for (uint32_t i = 0; i < view.count; i++) {
		uint32_t p = view.order[i];
		uint32_t least = voters.is_winner[p] || !view.projects[p].cost
					 ? 0
					 : least_owed(&voters, p);

		if (!least)
			continue;
		HOLDS(made->seed, !holds && project == p && group >= least);
		return true;
	}
	HOLDS(made->seed, holds);
	return false;
}

static void test_groups(void **state)
{
	uint64_t first;
	uint64_t cases = make_cases(4000, &first);
	uint64_t owed = 0;

	(void)state;
	for (uint64_t seed = first; seed < first + cases; seed++) {
		struct make make = { seed + 1000000 };
		struct made made = { .seed = seed };

		made.options.rule = PB_PHRAGMEN;
		made_read(&made, &make, MAKE_PLAIN);
		owed += groups_compare(&made, &make);
		made_free(&made);
	}
	if (cases > 1)
		assert_true(owed > cases / 10 && owed < cases * 9 / 10);
}

/* ---- open elections ---- */

static const struct {
	const char *rule, *utility, *complete;
} counts[] = {
	{ "greedy-votes", "", "none" },
	{ "greedy-density", "", "none" },
	{ "greedy-points", "", "none" },
	{ "greedy-borda-density", "", "none" },
	{ "mes", "cost", "none" },
	{ "mes", "cardinality", "exhaust" },
	{ "mes", "cost", "add1u" },
	{ "mes", "points", "add1" },
	{ "mes", "borda", "add1" },
	{ "ees", "cost", "addopt" },
	{ "ees", "cardinality", "addopt" },
	{ "phragmen", "", "none" },
	{ "optimum", "cardinality", "none" },
	{ "official", "", "none" },
};

static void open_count(struct made *made, const char *name, size_t at)
{
	struct arena_mark mark = arena_mark(made->keep);
	struct pb_verdict verdict;

	made->options = (struct pb_options) { .wants_trace = true };
	assert_true(pb_rule_find(str_of(counts[at].rule), &made->options.rule));
	assert_true(pb_complete_find(str_of(counts[at].complete), &made->options.complete));
	pb_utility_find(str_of(counts[at].utility), &made->options.utility);
	if (!pb_options_settle(&made->election, &made->options)) {
		assert_int_equal(
			pb_count(made->keep, &made->election, &made->options, &made->outcome), OK);
		made_certify(made);
		verdict = verdict_of(made, buf_view(&made->certificate), false);
		if (!verdict.is_right)
			fail_msg("%s %s %s %s: line %u: %.*s", name, counts[at].rule,
				counts[at].utility, counts[at].complete, verdict.line,
				(int)verdict.reason.len, verdict.reason.at);
		if (made->options.rule == PB_MES || made->options.rule == PB_EES)
			assert_true(verdict.is_ejr_checked && verdict.is_ejr);
	}
	arena_rewind(made->keep, mark);
}

static bool open_file(struct str file, size_t most)
{
	char name[1024];
	struct str text;
	struct made made = { 0 };
	struct pb_trouble trouble;

	snprintf(name, sizeof(name), "files/%.*s", (int)file.len, file.at);
	text = open_map(name);
	if (!text.at || text.len > most) {
		open_unmap(text);
		return false;
	}
	made.keep = arena_new(1 << 30);
	made.scratch = arena_new(1 << 30);
	assert_int_equal(pb_read(made.keep, made.scratch, text, &made.election, &trouble), OK);
	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
		open_count(&made, name, i);
	made_free(&made);
	open_unmap(text);
	return true;
}

static void test_open(void **state)
{
	struct str index = open_map("index.tsv");
	struct str left = index;
	size_t most = getenv("PB_NIGHT") ? 150000 : 12000;
	int files = 0;

	(void)state;
	if (!index.at)
		skip();
	str_cut(&left, '\n');
	while (left.at && left.len) {
		struct str line = str_cut(&left, '\n');

		files += open_file(str_cut(&line, '\t'), most);
	}
	assert_true(files > 100);
	open_unmap(index);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_outcomes),
		cmocka_unit_test(test_other_ends),
		cmocka_unit_test(test_leaps),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_open),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
