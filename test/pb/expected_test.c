/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/pb/expected_test.c: every row of what is expected of the open elections: winners of each
 * rule as another program found them, and for equal shares each payment to the fraction. A
 * difference is named by file and rule. Skipped where the elections are not at hand. */
#include "base/arena.h"
#include "base/buf.h"
#include "pb/exact.h"
#include "pb/open.h"
#include "pb/pb.h"

static const struct {
	const char *word;
	struct pb_options options;
	bool is_set; /* the order does not matter */
} rules[] = {
	{ "greedy_score", { .rule = PB_GREEDY_VOTES }, false },
	{ "greedy_score_per_cost", { .rule = PB_GREEDY_DENSITY }, false },
	{ "greedy_points", { .rule = PB_GREEDY_POINTS }, false },
	{ "greedy_points_per_cost", { .rule = PB_GREEDY_POINTS_DENSITY }, false },
	{ "greedy_borda_per_cost", { .rule = PB_GREEDY_BORDA_DENSITY }, false },
	{ "mes_cost", { .rule = PB_MES, .utility = PB_COST }, false },
	{ "mes_cardinality", { .rule = PB_MES, .utility = PB_CARDINALITY }, false },
	{ "mes_points", { .rule = PB_MES, .utility = PB_POINTS }, false },
	{ "mes_borda", { .rule = PB_MES, .utility = PB_BORDA }, false },
	{ "mes_cost_add1", { .rule = PB_MES, .utility = PB_COST, .complete = PB_ADD1 }, false },
	{ "mes_cost_add1u", { .rule = PB_MES, .utility = PB_COST, .complete = PB_ADD1U }, false },
	{ "phragmen", { .rule = PB_PHRAGMEN }, true },
};
enum { RULES = sizeof(rules) / sizeof(rules[0]), CELLS = 6 };

/* One file being looked at. */
struct looked {
	struct str file;
	struct str text;
	struct arena *keep, *scratch;
	struct pb_election election;
	int differences;
	int rows;
};

static void looked_close(struct looked *looked)
{
	arena_free(looked->keep);
	arena_free(looked->scratch);
	open_unmap(looked->text);
	looked->keep = looked->scratch = NULL;
	looked->text = (struct str) { NULL, 0 };
}

static void looked_open(struct looked *looked, struct str file)
{
	struct pb_trouble trouble = { 0 };
	char name[1024];

	if (looked->file.at && str_equal(looked->file, file))
		return;
	looked_close(looked);
	snprintf(name, sizeof(name), "files/%.*s", (int)file.len, file.at);
	looked->file = file;
	looked->text = open_map(name);
	if (!looked->text.at)
		fail_msg("%s is missing", name);
	looked->keep = arena_new((size_t)1 << 32);
	looked->scratch = arena_new((size_t)1 << 32);
	assert_non_null(looked->keep);
	assert_non_null(looked->scratch);
	if (pb_read(looked->keep, looked->scratch, looked->text, &looked->election, &trouble))
		fail_msg("%s:%u: %.*s", name, trouble.line, (int)trouble.reason.len,
			trouble.reason.at);
}

/* An id as the table writes it. */
static void id_print(struct buf *out, struct str id)
{
	for (size_t i = 0; i < id.len; i++)
		if (id.at[i] == '%')
			buf_text(out, "%25");
		else if (id.at[i] == ' ')
			buf_text(out, "%20");
		else
			buf_char(out, id.at[i]);
}

static int str_order(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* What was selected, as the table writes it. */
static struct str selected_print(struct arena *arena, const struct pb_election *election,
	const struct pb_outcome *outcome, bool is_sorted)
{
	struct str *ids = arena_array(arena, outcome->selected_count + (size_t)1, sizeof(*ids));
	struct buf out = buf_new(arena, 1 << 24);

	assert_non_null(ids);
	for (uint32_t i = 0; i < outcome->selected_count; i++)
		ids[i] = election->projects[outcome->selected[i]].id;
	if (is_sorted)
		qsort(ids, outcome->selected_count, sizeof(*ids), str_order);
	for (uint32_t i = 0; i < outcome->selected_count; i++) {
		if (i)
			buf_char(&out, ' ');
		id_print(&out, ids[i]);
	}
	assert_true(buf_ok(&out));
	return buf_view(&out);
}

static struct pb_outcome looked_count(struct looked *looked, int rule)
{
	struct pb_options options = rules[rule].options;
	struct pb_outcome outcome;
	const char *why = pb_options_settle(&looked->election, &options);

	if (why)
		fail_msg("%.*s, %s: %s", (int)looked->file.len, looked->file.at, rules[rule].word,
			why);
	assert_int_equal(pb_count(looked->keep, &looked->election, &options, &outcome), OK);
	return outcome;
}

static void row_check(struct looked *looked, struct str rule_word, struct str expected)
{
	struct arena_mark mark = arena_mark(looked->keep);
	struct pb_outcome outcome;
	struct str got;
	int rule = 0;

	while (rule < RULES && !str_is(rule_word, rules[rule].word))
		rule++;
	if (rule == RULES)
		fail_msg("%.*s is no rule", (int)rule_word.len, rule_word.at);
	outcome = looked_count(looked, rule);
	got = selected_print(looked->keep, &looked->election, &outcome, rules[rule].is_set);
	looked->rows++;
	if (got.len != expected.len || memcmp(got.at, expected.at, got.len)) {
		print_error("%.*s, %s:\n got %.*s\nwant %.*s\n", (int)looked->file.len,
			looked->file.at, rules[rule].word, (int)got.len, got.at, (int)expected.len,
			expected.at);
		looked->differences++;
	}
	arena_rewind(looked->keep, mark);
}

/* The next line cut at its tabs; false at the end of the table. */
static bool cells_next(struct str *table, struct str *cells)
{
	struct str line;

	if (!table->at || !table->len)
		return false;
	line = str_cut(table, '\n');
	for (int i = 0; i < CELLS; i++)
		cells[i] = str_cut(&line, '\t');
	return true;
}

static void winners_are_as_expected(void **state)
{
	struct str map = open_map("expected.tsv");
	struct looked looked = { .rows = 0 };
	struct str cells[CELLS];
	struct str table = map;

	(void)state;
	if (!map.at) {
		print_message("skipped: the open elections are not here\n");
		skip();
	}
	cells_next(&table, cells);
	while (cells_next(&table, cells)) {
		looked_open(&looked, cells[0]);
		row_check(&looked, cells[2], cells[5].at ? cells[5] : str_of(""));
	}
	assert_int_equal(looked.rows, 5772);
	looked_close(&looked);
	open_unmap(map);
	assert_int_equal(looked.differences, 0);
}

/* Payments are in units of the election there, in currency units in the table. */
static struct str payment_print(
	struct arena *arena, const struct pb_election *election, const struct pb_round *round)
{
	struct buf got = buf_new(arena, 1 << 16);

	id_print(&got, election->projects[round->project].id);
	buf_char(&got, '\t');
	if (election->unit == 1) {
		pb_ratio_print(&got, &round->max_payment);
	} else {
		struct pb_ratio payment = ratio_div_small(
			arena, round->max_payment, (uint64_t)election->unit);

		pb_ratio_print(&got, &payment);
	}
	buf_print(&got, "\t%lld\t%lld", (long long)round->paying_in_full,
		(long long)round->paying_rest);
	assert_true(buf_ok(&got));
	return buf_view(&got);
}

static void payments_are_as_expected(void **state)
{
	struct str map = open_map("expected-prices.tsv");
	struct looked looked = { .rows = 0 };
	struct pb_outcome outcome = { 0 };
	struct str table = map;
	struct str cells[CELLS];
	struct str file = { NULL, 0 };
	uint32_t round = 0;

	(void)state;
	if (!map.at) {
		print_message("skipped: the open elections are not here\n");
		skip();
	}
	cells_next(&table, cells);
	while (cells_next(&table, cells)) {
		struct str want = { cells[2].at,
			(size_t)(cells[5].at + cells[5].len - cells[2].at) };
		struct str got;
		int64_t number;

		if (!file.at || !str_equal(file, cells[0])) {
			assert_int_equal(round, outcome.round_count);
			looked_open(&looked, cells[0]);
			outcome = looked_count(&looked, 5);
			file = cells[0];
			round = 0;
		}
		assert_true(str_int(cells[1], &number) && number == (int64_t)round + 1);
		assert_true(round < outcome.round_count);
		got = payment_print(looked.keep, &looked.election, &outcome.rounds[round++]);
		looked.rows++;
		if (got.len == want.len && memcmp(got.at, want.at, got.len) == 0)
			continue;
		print_error("%.*s, round %u:\n got %.*s\nwant %.*s\n", (int)file.len, file.at,
			round, (int)got.len, got.at, (int)want.len, want.at);
		looked.differences++;
	}
	assert_int_equal(round, outcome.round_count);
	assert_int_equal(looked.rows, 3887);
	looked_close(&looked);
	open_unmap(map);
	assert_int_equal(looked.differences, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(winners_are_as_expected),
		cmocka_unit_test(payments_are_as_expected),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
