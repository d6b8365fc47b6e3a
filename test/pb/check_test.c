/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/pb/check_test.c: certificates of random elections under all rules and options are accepted;
 * whatever is changed in one is refused. */
#include "base/arena.h"
#include "unit.h"
#include "make.h"

enum { MOST = 1 << 20 };
#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

struct made {
	struct arena *keep, *scratch;
	struct pb_election election;
	struct pb_options options;
	struct pb_outcome outcome;
	struct buf certificate;
};

static void made_free(struct made *made)
{
	arena_free(made->keep);
	arena_free(made->scratch);
}

static void options_any(struct make *make, struct pb_options *options, unsigned more)
{
	*options = (struct pb_options) { .wants_trace = true };
	options->rule = (enum pb_rule)make_below(make, PB_RULES);
	options->ties = (enum pb_ties)make_below(make, PB_TIES);
	options->complete = (enum pb_complete)make_below(make, PB_COMPLETES);
	options->utility = (enum pb_utility)make_below(make, PB_UTILITIES);
	options->with_constraints = more & MAKE_CONSTRAINTS && make_below(make, 4);
	options->with_donations = more & MAKE_PLEDGES && make_below(make, 4);
}

/* A random election and options that go together. */
static void made_make(struct made *made, uint64_t seed)
{
	struct make make = { seed };
	unsigned more = make_below(&make, 8);
	enum pb_kind kind = (enum pb_kind)make_below(&make, 5);
	struct buf text;

	*made = (struct made) { .keep = arena_new(64 << 20), .scratch = arena_new(64 << 20) };
	text = buf_new(made->keep, MOST);
	make_small(&make, &text, kind, more);
	make_read(made->keep, made->scratch, &text, &made->election);
	do
		options_any(&make, &made->options, more);
	while (pb_options_settle(&made->election, &made->options));
	HOLDS(seed, pb_count(made->keep, &made->election, &made->options, &made->outcome) == OK);
	made->certificate = buf_new(made->keep, MOST);
	pb_certify(made->keep, &made->certificate, &made->election, &made->options, &made->outcome,
		str_of(SHA));
	HOLDS(seed, buf_ok(&made->certificate));
}

static struct pb_verdict verdict_of(
	const struct made *made, struct str certificate, uint64_t seed, bool is_deep)
{
	struct arena *arena = arena_new(64 << 20);
	struct pb_verdict verdict;

	HOLDS(seed, pb_check(arena, &made->election, str_of(SHA), certificate, is_deep, &verdict) ==
			    OK);
	if (verdict.reason.at)
		verdict.reason = str_copy(made->scratch, verdict.reason);
	arena_free(arena);
	return verdict;
}

static void test_accepts(void **state)
{
	uint64_t first;
	uint64_t cases = make_cases(4000, &first);

	(void)state;
	for (uint64_t seed = first; seed < first + cases; seed++) {
		struct made made;
		struct pb_verdict verdict;

		made_make(&made, seed);
		verdict = verdict_of(&made, buf_view(&made.certificate), seed, seed % 4 == 0);
		if (!verdict.is_right)
			fail_msg("seed %llu: line %u: %.*s\n%.*s", (unsigned long long)seed,
				verdict.line, (int)verdict.reason.len, verdict.reason.at,
				(int)made.certificate.len, made.certificate.at);
		made_free(&made);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
