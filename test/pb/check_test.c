/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/pb/check_test.c: certificates of random elections under all rules and options are accepted,
 * and whatever is changed in the text of one is refused: every number, id and word, every line. */
#include "certified.h"
#include "pb/exact.h"

static void test_accepts(void **state)
{
	uint64_t first;
	uint64_t cases = make_cases(20000, &first);
	uint64_t leaps[3] = { 0 };

	(void)state;
	for (uint64_t seed = first; seed < first + cases; seed++) {
		struct made made;
		struct pb_verdict verdict;

		made_make(&made, seed);
		verdict = verdict_of(&made, buf_view(&made.certificate), seed % 4 == 0);
		if (!verdict.is_right || verdict.reason.at)
			verdict_tell(&made, &verdict, buf_view(&made.certificate));
		for (uint32_t i = 0; i < made.outcome.leap_count; i++)
			leaps[made.outcome.leaps[i].kind]++;
		made_free(&made);
	}
	if (cases > 1)
		assert_true(leaps[PB_STEP] > 1000 && leaps[PB_JUMP] > 100 && leaps[PB_SKIP] > 10);
}

static void test_other_text(void **state)
{
	struct made made;
	struct pb_verdict verdict;
	struct arena *arena = arena_new(CERT_ARENA);

	(void)state;
	made_make(&made, 7);
	assert_int_equal(pb_check(arena, &made.election, str_of("0123"),
				 buf_view(&made.certificate), false, &verdict),
		OK);
	assert_false(verdict.is_right);
	assert_int_equal(verdict.line, 2);
	arena_free(arena);
	made_free(&made);
}

/* ---- changes of the text ---- */

/* With the checksum of what stands before it; absent when it has no end. */
static struct str summed(struct arena *arena, struct str text)
{
	struct buf out = buf_new(arena, CERT_MOST);
	size_t cut = text.len;

	while (cut && !str_starts(str_from(text, cut), "end "))
		cut--;
	buf_add(&out, text.at, cut);
	buf_print(
		&out, "end %016llx\n", (unsigned long long)cert_sum((struct str) { text.at, cut }));
	return buf_view(&out);
}

static struct str value_of(struct str text, const char *word)
{
	while (text.at && text.len) {
		struct str line = str_cut(&text, '\n');

		if (str_is(str_cut(&line, ' '), word))
			return line;
	}
	return (struct str) { 0 };
}

/* A changed certificate may be as true as the first one: if it tells of other options, and is what
 * a count with those would have told. */
static bool is_as_true(const struct made *made, struct str changed)
{
	struct made other = *made;
	struct pb_options *options = &other.options;
	bool is_same;

	options->utility = PB_NO_UTILITY;
	if (!pb_rule_find(value_of(changed, "rule"), &options->rule) ||
		!pb_complete_find(value_of(changed, "complete"), &options->complete) ||
		!pb_ties_find(value_of(changed, "ties"), &options->ties))
		return false;
	pb_utility_find(value_of(changed, "utility"), &options->utility);
	options->with_constraints = str_is(value_of(changed, "constraints"), "on");
	options->with_donations = str_is(value_of(changed, "donations"), "on");
	if (options->rule == made->options.rule && options->utility == made->options.utility &&
		options->complete == made->options.complete &&
		options->ties == made->options.ties &&
		options->with_constraints == made->options.with_constraints &&
		options->with_donations == made->options.with_donations)
		return false;
	other.keep = arena_new(CERT_ARENA);
	HOLDS(made->seed, pb_count(other.keep, &other.election, options, &other.outcome) == OK);
	made_certify(&other);
	is_same = str_equal(
		facts_of(other.keep, buf_view(&other.certificate)), facts_of(other.keep, changed));
	arena_free(other.keep);
	return is_same;
}

/* As it is, with the old checksum, and with a new one. */
static void change_try(const struct made *made, struct str changed)
{
	struct arena *arena = arena_new(CERT_ARENA);
	struct str again = summed(arena, changed);
	struct pb_verdict verdict;

	if (!str_equal(changed, buf_view(&made->certificate))) {
		verdict = verdict_of(made, changed, false);
		if (verdict.is_right)
			verdict_tell(made, &verdict, changed);
	}
	if (!str_equal(again, buf_view(&made->certificate))) {
		verdict = verdict_of(made, again, false);
		if (verdict.is_right && !is_as_true(made, again))
			verdict_tell(made, &verdict, again);
	}
	arena_free(arena);
}

/* from … to of the text replaced. */
static void replace_try(const struct made *made, size_t from, size_t to, struct str by)
{
	struct arena *arena = arena_new(CERT_ARENA);
	struct str text = buf_view(&made->certificate);
	struct buf out = buf_new(arena, CERT_MOST);

	buf_add(&out, text.at, from);
	buf_str(&out, by);
	buf_str(&out, str_from(text, to));
	change_try(made, buf_view(&out));
	arena_free(arena);
}

static void number_try(const struct made *made, size_t from, size_t to)
{
	struct arena *arena = arena_new(CERT_ARENA);
	struct str text = { buf_view(&made->certificate).at + from, to - from };
	struct pb_big number;
	struct buf up = buf_new(arena, 1000);
	struct buf down = buf_new(arena, 1000);
	struct buf twice = buf_new(arena, 1000);

	assert_true(big_read(arena, text, &number));
	big_print(&up, big_add(arena, number, big_of(arena, 1)));
	big_print(&twice, big_mul_small(arena, number, 2));
	if (big_is_zero(number))
		buf_text(&down, "-1");
	else
		big_print(&down, big_sub(arena, number, big_of(arena, 1)));
	replace_try(made, from, to, buf_view(&up));
	replace_try(made, from, to, buf_view(&down));
	replace_try(made, from, to, buf_view(&twice));
	replace_try(made, from, from, str_of("0"));
	arena_free(arena);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Every run of digits in a word is a number. */
static void numbers_try(const struct made *made, size_t from, size_t to)
{
	const char *text = buf_view(&made->certificate).at;

	for (size_t at = from; at < to;) {
		size_t end = at;

		while (end < to && is_digit(text[end]))
			end++;
		if (end > at)
			number_try(made, at, end);
		at = end + 1;
	}
}

static void words_try(const struct made *made, size_t from, size_t to)
{
	static const char *const words[] = { "greedy-votes", "greedy-density", "mes", "ees",
		"phragmen", "optimum", "official", "none", "cost", "cardinality", "points", "borda",
		"add1", "add1u", "exhaust", "addopt", "name", "file", "on", "off", "step", "same",
		"skip", "exhaustive", "dear", "rule", "completion", "pledges", "stands", "void",
		"ok", "fail", "yes", "no", "unknown", "-", "0", "" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		replace_try(made, from, to, str_of(words[i]));
	for (uint32_t p = 0; p < made->election.project_count; p++)
		replace_try(made, from, to, made->election.projects[p].id);
	replace_try(made, to, to, str_of(" 1"));
}

static size_t line_end(struct str text, size_t from)
{
	while (text.at[from] != '\n')
		from++;
	return from + 1;
}

static void line_try(const struct made *made, size_t from, size_t to)
{
	struct str text = buf_view(&made->certificate);
	struct str line = { text.at + from, to - from };
	size_t next_end;
	char both[4000];

	replace_try(made, from, to, str_of(""));
	replace_try(made, from, from, line);
	replace_try(made, from, from, str_of("\n"));
	replace_try(made, from, text.len, str_of(""));
	replace_try(made, to - 1, to, str_of(""));
	if (to == text.len)
		return;
	next_end = line_end(text, to);
	assert_true(next_end - from < sizeof(both));
	memcpy(both, text.at + to, next_end - to);
	memcpy(both + (next_end - to), line.at, line.len);
	replace_try(made, from, next_end, (struct str) { both, next_end - from });
}

static void changes_try(const struct made *made)
{
	struct str text = buf_view(&made->certificate);

	for (size_t from = 0; from < text.len;) {
		size_t end = line_end(text, from);

		line_try(made, from, end);
		while (from < end) {
			size_t to = from;

			while (text.at[to] != ' ' && text.at[to] != '\n')
				to++;
			words_try(made, from, to);
			numbers_try(made, from, to);
			from = to + 1;
		}
	}
}

static void test_changes(void **state)
{
	uint64_t first;
	uint64_t cases = make_cases(60, &first);

	(void)state;
	if (cases > 500)
		cases = 500; /* some four hundred changes each, two ways */
	for (uint64_t seed = first; seed < first + cases; seed++) {
		struct made made;

		made_make(&made, seed);
		changes_try(&made);
		made_free(&made);
	}
}

/* Any bytes: no crash, and refused. */
static void test_noise(void **state)
{
	uint64_t first;
	uint64_t cases = make_cases(3000, &first);

	(void)state;
	for (uint64_t seed = first; seed < first + cases; seed++) {
		struct make make = { seed * 31 };
		struct made made;
		struct str text;
		struct buf noisy;
		uint32_t at;

		made_make(&made, seed);
		text = buf_view(&made.certificate);
		noisy = buf_new(made.scratch, CERT_MOST);
		at = make_below(&make, (uint32_t)text.len);
		buf_add(&noisy, text.at, at);
		for (uint32_t i = make_below(&make, 4); i; i--)
			buf_char(&noisy, (char)make_below(&make, 256));
		buf_str(&noisy, str_from(text, at + make_below(&make, 3)));
		change_try(&made, buf_view(&noisy));
		made_free(&made);
	}
}

/* Whatever memory there is: a fault, or the whole answer. */
static void memory_try(const struct made *made)
{
	for (size_t cap = 500, is_done = 0; !is_done; cap += cap / 7) {
		struct arena *arena = arena_new(cap);
		struct buf out;
		struct pb_verdict verdict;
		enum err err = pb_check(arena, &made->election, str_of(CERT_SHA),
			buf_view(&made->certificate), false, &verdict);

		HOLDS(made->seed, err == OK || err == ERR_MEMORY || err == ERR_TOO_BIG);
		HOLDS(made->seed, err || verdict.is_right);
		is_done = !err;
		arena_free(arena);
		arena = arena_new(cap);
		out = buf_new(arena, CERT_MOST);
		pb_certify(arena, &out, &made->election, &made->options, &made->outcome,
			str_of(CERT_SHA));
		HOLDS(made->seed,
			!buf_ok(&out) || str_equal(buf_view(&out), buf_view(&made->certificate)));
		is_done = is_done && buf_ok(&out);
		arena_free(arena);
	}
}

static void test_memory(void **state)
{
	uint64_t first;
	uint64_t cases = make_cases(400, &first);

	(void)state;
	if (cases > 5000)
		cases = 5000;
	for (uint64_t seed = first; seed < first + cases; seed++) {
		struct made made;

		made_make(&made, seed);
		memory_try(&made);
		made_free(&made);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepts),
		cmocka_unit_test(test_other_text),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_noise),
		cmocka_unit_test(test_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
