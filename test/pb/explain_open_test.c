/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The reasons on the open elections: with each figure the loser wins, with one less it loses, and
 * the first of the values that are said to have been counted lose. A spread of small ones; all of
 * them by night. */
#include "open.h"
#include "base/arena.h"
#include "pb/pb.h"

enum {
	EVERY = 6,
	SMALL_BYTES = 24000,
	LARGE_BYTES = 400000,
	PROBES = 4,
	RECOUNTS = 300,
	LARGE_TRIES = 150, /* figures of a large election are tried while these last */
};

struct figures {
	int64_t losers, nearest, some, never, open;
};
struct open {
	struct arena *arena;
	const char *name;
	struct pb_election election;
	struct pb_options options;
	struct pb_outcome outcome;
	struct pb_reason *reasons;
	struct figures *figures;
	int tries;
};

static bool wins(struct open *open, enum pb_change_kind kind, uint32_t project, int64_t at)
{
	struct arena_mark mark = arena_mark(open->arena);
	int64_t cost = open->election.projects[project].cost;
	struct pb_change change = { kind, project, kind == PB_SET_COST ? cost - at : at };
	struct pb_election varied;
	struct pb_outcome outcome;
	bool won;

	open->tries--;
	assert_int_equal(pb_vary(open->arena, &open->election, &change, 1, &varied), OK);
	assert_int_equal(pb_count(open->arena, &varied, &open->options, &outcome), OK);
	won = outcome.fates[project] != PB_LOST && outcome.fates[project] != PB_BARRED;
	arena_rewind(open->arena, mark);
	return won;
}

static void figure_is_true(struct open *open, const struct pb_figure *figure,
	enum pb_change_kind kind, uint32_t project)
{
	int64_t cost = open->election.projects[project].cost;
	bool is_cost = kind == PB_SET_COST;
	int64_t value = is_cost ? cost - figure->value : figure->value;
	int64_t checked = is_cost ? cost - figure->checked : figure->checked;
	int64_t end = checked;

	if (open->tries <= 0)
		return;
	if (figure->value != PB_NEVER) {
		assert_true(wins(open, kind, project, value));
		assert_false(value > 1 && wins(open, kind, project, value - 1));
		end = checked < value ? checked : value - 1;
		open->figures->nearest += checked >= value;
		open->figures->some += checked < value;
	} else {
		open->figures->never += figure->is_closed;
		open->figures->open += !figure->is_closed;
	}
	/* The first of them, the last, and one between. */
	for (int64_t d = 1; d <= end && d <= PROBES; d++)
		assert_false(wins(open, kind, project, d));
	if (end > PROBES && end < INT32_MAX / 2) {
		assert_false(wins(open, kind, project, end));
		assert_false(wins(open, kind, project, end / 2 + 1));
	}
}

static void reasons_are_true(struct open *open)
{
	int64_t recounts;

	assert_int_equal(
		pb_count(open->arena, &open->election, &open->options, &open->outcome), OK);
	recounts = pb_recounts(&open->election, &open->outcome);
	assert_int_equal(pb_explain(open->arena, &open->election, &open->options, &open->outcome,
				 recounts < RECOUNTS ? recounts : RECOUNTS, &open->reasons),
		OK);
	for (uint32_t p = 0; p < open->election.project_count; p++) {
		const struct pb_reason *reason = &open->reasons[p];

		if (reason->fate != PB_LOST)
			continue;
		open->figures->losers++;
		if (open->options.rule == PB_MES || open->options.rule == PB_EES)
			assert_true(reason->had.den.count > 0);
		if (open->election.projects[p].cost > 1)
			figure_is_true(open, &reason->cheaper, PB_SET_COST, p);
		figure_is_true(open, &reason->more_empty, PB_MORE_EMPTY, p);
		figure_is_true(open, &reason->more_ballots, PB_MORE_BALLOTS, p);
		if (open->election.kind == PB_APPROVAL || open->election.kind == PB_CHOOSE_1)
			figure_is_true(open, &reason->more_approvals, PB_MORE_APPROVALS, p);
	}
}

static void one_election(struct str text, const char *name, struct figures *figures)
{
	static const struct pb_options all[] = { { .rule = PB_GREEDY_VOTES },
		{ .rule = PB_MES, .complete = PB_EXHAUST },
		{ .rule = PB_MES, .complete = PB_ADD1U }, { .rule = PB_PHRAGMEN },
		{ .rule = PB_EES } };
	struct arena *keep = arena_new((size_t)4 << 30);
	struct arena *scratch = arena_new((size_t)4 << 30);
	struct open open = { .name = name, .figures = figures };
	struct pb_trouble trouble;

	assert_int_equal(pb_read(keep, scratch, text, &open.election, &trouble), OK);
	arena_free(scratch);
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		open.arena = arena_new((size_t)4 << 30);
		open.options = all[i];
		open.tries = text.len < LARGE_BYTES ? INT32_MAX : LARGE_TRIES;
		assert_null(pb_options_settle(&open.election, &open.options));
		reasons_are_true(&open);
		arena_free(open.arena);
	}
	arena_free(keep);
}

static void every_figure_is_true(void **state)
{
	struct str index = open_map("index.tsv");
	struct str rest = index;
	bool is_night = getenv("PB_NIGHT") != NULL;
	struct figures figures = { 0 };
	int row = 0;
	int counted = 0;

	(void)state;
	if (!index.at) {
		print_message("skipped: there are no open elections here\n");
		skip();
	}
	str_cut(&rest, '\n');
	for (; rest.len; row++) {
		struct str line = str_cut(&rest, '\n');
		struct str file = str_cut(&line, '\t');
		char name[512];
		struct str text;

		if (!file.len || (!is_night && row % EVERY))
			continue;
		snprintf(name, sizeof(name), "files/%.*s", (int)file.len, file.at);
		text = open_map(name);
		assert_non_null(text.at);
		if (is_night || text.len < SMALL_BYTES) {
			if (is_night)
				print_message("%s\n", name);
			one_election(text, name, &figures);
			counted++;
		}
		open_unmap(text);
	}
	open_unmap(index);
	print_message("%d elections, %lld losers: figures nearest %lld, a boundary %lld, never "
		      "%lld, none found %lld\n",
		counted, (long long)figures.losers, (long long)figures.nearest,
		(long long)figures.some, (long long)figures.never, (long long)figures.open);
	assert_true(counted > 20);
	assert_true(figures.nearest > figures.some);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_figure_is_true),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
