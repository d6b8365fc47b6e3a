/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/pb/phragmen_test.c: sequential Phragmén against brute force voter by voter with fractions of
 * gmp; with and without the filter; what may not change the winners; loads that only grow; and
 * constructed cases: keys that differ in their last bits or not at all. */
#include "pb/make.h"
#include "pb/raw.h"

struct brute {
	const struct raw *raw;
	mpq_t loads[RAW_BALLOTS];
	mpq_t most; /* load so far */
};

static void brute_init(struct brute *brute, const struct raw *raw)
{
	brute->raw = raw;
	mpq_init(brute->most);
	for (int i = 0; i < RAW_BALLOTS; i++)
		mpq_init(brute->loads[i]);
}

static void brute_clear(struct brute *brute)
{
	mpq_clear(brute->most);
	for (int i = 0; i < RAW_BALLOTS; i++)
		mpq_clear(brute->loads[i]);
}

static void key_find(const struct brute *brute, int p, mpq_t out)
{
	mpq_t support;

	mpq_init(support);
	mpq_set_si(support, raw_support(brute->raw, p), 1);
	mpq_set_si(out, brute->raw->costs[p], 1);
	for (int i = 0; i < brute->raw->n; i++)
		if (raw_worth(brute->raw, i, p) >= 0)
			mpq_add(out, out, brute->loads[i]);
	mpq_div(out, out, support);
	mpq_clear(support);
}

static void loads_set(struct brute *brute, int p)
{
	mpq_t key;

	mpq_init(key);
	key_find(brute, p, key);
	for (int i = 0; i < brute->raw->n; i++)
		if (raw_worth(brute->raw, i, p) >= 0)
			mpq_set(brute->loads[i], key);
	/* Without what opens late, the loads of a round are the most so far. */
	if (!brute->raw->has_limits)
		assert_true(mpq_cmp(key, brute->most) >= 0);
	mpq_set(brute->most, key);
	mpq_clear(key);
}

static bool may_come(const struct raw *raw, unsigned won, int p)
{
	return raw_support(raw, p) && raw->costs[p] <= raw->budget && raw_is_open(raw, won, p);
}

/* Bits of all that have the least key. */
static unsigned least_find(const struct brute *brute, unsigned won)
{
	unsigned least = 0;
	mpq_t key, best;

	mpq_init(key);
	mpq_init(best);
	for (int p = 0; p < brute->raw->m; p++) {
		int sign;

		if (!may_come(brute->raw, won, p))
			continue;
		key_find(brute, p, key);
		sign = least ? mpq_cmp(key, best) : -1;
		if (sign < 0) {
			mpq_set(best, key);
			least = 0;
		}
		if (sign <= 0)
			least |= 1U << p;
	}
	mpq_clear(key);
	mpq_clear(best);
	return least;
}

static void brute_run(const struct raw *raw, enum pb_ties ties, struct raw_won *out)
{
	struct brute brute;

	brute_init(&brute, raw);
	*out = (struct raw_won) { .count = 0 };
	for (;;) {
		unsigned won = raw_bits_of(out);
		unsigned least = least_find(&brute, won);
		int64_t left = raw->budget - raw_cost(raw, won);
		bool fits = least != 0;
		int first = -1;

		for (int p = 0; p < raw->m; p++) {
			if (!(least >> p & 1))
				continue;
			fits = fits && raw->costs[p] <= left;
			if (first < 0 || raw_is_before(raw, ties, p, first))
				first = p;
		}
		if (!fits)
			break;
		loads_set(&brute, first);
		out->list[out->count++] = first;
	}
	brute_clear(&brute);
}

/* Exactly, by the filter, and by the filter with every decision repeated, in turn. */
static void same_as_brute(bool has_limits, long cases)
{
	for (long i = 0; i < cases; i++) {
		struct raw_count count = raw_count_new();
		struct pb_options options = { .rule = PB_PHRAGMEN,
			.ties = (enum pb_ties)(i % PB_TIES),
			.is_exact = i % 4 == 0,
			.is_twice = i % 4 > 1,
			.with_constraints = has_limits };
		struct raw_guise guise = raw_plain();
		struct raw_won got, want;
		struct raw raw;

		raw_make(&raw, (uint64_t)i, i % 5 ? PB_APPROVAL : PB_ORDINAL, has_limits);
		/* Now and then costs that are no round figures. */
		for (int p = 0; i % 3 == 0 && p < raw.m; p++)
			raw.costs[p] += (int64_t)raw_next(&raw, 3);
		raw_run(&count, &raw, &guise, &options);
		got = raw_got(&count);
		brute_run(&raw, options.ties, &want);
		raw_same(&raw, &got, &want, "phragmen");
		raw_count_free(&count);
	}
}

static void brute_agrees(void **state)
{
	(void)state;
	same_as_brute(false, raw_cases(8000, 200000));
}

static void brute_agrees_with_limits(void **state)
{
	(void)state;
	same_as_brute(true, raw_cases(8000, 200000));
}

static void guises_do_not_matter(void **state)
{
	long cases = raw_cases(3000, 100000);

	(void)state;
	for (long i = 0; i < cases; i++) {
		struct raw_count count = raw_count_new();
		struct pb_options options = { .rule = PB_PHRAGMEN, .ties = (enum pb_ties)(i % 2) };
		struct raw_guise guise = raw_plain();
		struct raw_won want, got;
		struct raw raw;

		raw_make(&raw, (uint64_t)i, PB_APPROVAL, false);
		raw_run(&count, &raw, &guise, &options);
		want = raw_got(&count);
		raw_shuffle(&raw, guise.ballots, raw.n);
		raw_shuffle(&raw, guise.rows, raw.m);
		guise.money = i % 3 ? 100 : 1;
		guise.is_renamed = i % 5 > 2;
		guise.times = i % 7 ? 2 : 1;
		raw_run(&count, &raw, &guise, &options);
		got = raw_got(&count);
		raw_same(&raw, &got, &want, "another guise");
		raw_count_free(&count);
	}
}

/* ---- keys that differ in their last bits only ---- */

/* A chain: project k is listed by primes[k] ballots, one of which carries the load of project
 * k - 1, so that s_k = (c_k + s_{k-1}) / primes[k]: with costs as digits, the last key of a chain
 * is any fraction over the product of its primes. */
enum { LINKS_MOST = 30 };
static const unsigned primes[2][LINKS_MOST] = {
	{ 3, 7, 13, 19, 29, 37, 43, 53, 61, 71, 79, 89, 101, 107, 113, 131, 139, 151, 163, 173, 181,
		193, 199, 223, 229, 239, 251, 263, 271, 281 },
	{ 5, 11, 17, 23, 31, 41, 47, 59, 67, 73, 83, 97, 103, 109, 127, 137, 149, 157, 167, 179,
		191, 197, 211, 227, 233, 241, 257, 269, 277, 283 },
};
struct chain {
	const unsigned *primes;
	int links;
	int64_t costs[LINKS_MOST];
	mpz_t product;
};

static void chain_init(struct chain *chain, int which, int links)
{
	chain->primes = primes[which];
	chain->links = links;
	mpz_init_set_ui(chain->product, 1);
	for (int k = 0; k < links; k++)
		mpz_mul_ui(chain->product, chain->product, chain->primes[k]);
}

/* About what s_k is to be: it doubles, so that no link is chosen before the one it hangs on. */
static int64_t level(int k)
{
	return INT64_C(64) << k;
}

/* Costs with which the last key is numerator / product + level(links). */
static void chain_aim(struct chain *chain, const mpz_t numerator)
{
	mpz_t rest, digit;

	mpz_init(digit);
	mpz_init_set(rest, numerator);
	for (int k = 0; k < chain->links; k++) {
		unsigned prime = chain->primes[k];
		int64_t least = level(k) * prime;

		mpz_sub_ui(digit, rest, (unsigned long)least);
		chain->costs[k] = least + (int64_t)mpz_fdiv_ui(digit, prime);
		mpz_sub_ui(rest, rest, (unsigned long)chain->costs[k]);
		mpz_divexact_ui(rest, rest, prime);
	}
	/* So far it is numerator / product - rest. */
	mpz_add_ui(rest, rest, (unsigned long)level(chain->links));
	chain->costs[chain->links - 1] += mpz_get_si(rest) * chain->primes[chain->links - 1];
	mpz_clear(rest);
	mpz_clear(digit);
}

static void chain_projects(struct buf *out, const struct chain *chain, char name, const char *last)
{
	for (int k = 0; k < chain->links; k++)
		if (k + 1 < chain->links)
			buf_print(out, "%c%02d;%" PRId64 "\n", name, k, chain->costs[k]);
		else
			buf_print(out, "%s;%" PRId64 "\n", last, chain->costs[k]);
}

static void chain_votes(struct buf *out, const struct chain *chain, char name, const char *last)
{
	for (int k = 0; k < chain->links; k++) {
		char id[16];

		snprintf(id, sizeof(id), "%c%02d", name, k);
		if (k + 1 == chain->links)
			snprintf(id, sizeof(id), "%s", last);
		if (k)
			buf_print(out, "1;%c%02d,%s\n", name, k - 1, id);
		/* One with the link before, one with the next, the others by themselves. */
		for (unsigned i = (k > 0) + (k + 1 < chain->links); i < chain->primes[k]; i++)
			buf_print(out, "1;%s\n", id);
	}
}

/* Is x chosen before y, as they end two chains? */
static bool x_is_first(const struct chain *x, const struct chain *y, bool is_exact)
{
	struct raw_count count = raw_count_new();
	struct pb_options options = {
		.rule = PB_PHRAGMEN, .is_exact = is_exact, .is_twice = !is_exact
	};
	struct buf out = buf_new(count.keep, 1 << 22);
	const struct pb_outcome *outcome = &count.outcome;
	struct str id;
	bool is_first;

	buf_text(&out, "META\nkey;value\nbudget;4000000000000000000\nvote_type;approval\n"
		       "PROJECTS\nproject_id;cost\n");
	chain_projects(&out, x, 'a', "x");
	chain_projects(&out, y, 'b', "y");
	buf_text(&out, "VOTES\nvoter_id;vote\n");
	chain_votes(&out, x, 'a', "x");
	chain_votes(&out, y, 'b', "y");
	text_count(&count, buf_view(&out), &options);
	assert_int_equal(outcome->selected_count, x->links + y->links);
	id = count.election.projects[outcome->selected[outcome->selected_count - 2]].id;
	is_first = str_is(id, "x");
	assert_true(is_first || str_is(id, "y"));
	if (!is_exact)
		assert_true(outcome->exact >= 1 && outcome->filtered >= x->links);
	raw_count_free(&count);
	return is_first;
}

/* a / X - b / Y = difference / (X · Y), for X and Y without a common factor. */
static void aim_apart(struct chain *x, struct chain *y, int difference)
{
	mpz_t gcd, a, b;

	mpz_init(gcd);
	mpz_init(a);
	mpz_init(b);
	mpz_gcdext(gcd, a, b, y->product, x->product); /* a·Y + b·X = 1 */
	assert_int_equal(mpz_cmp_ui(gcd, 1), 0);
	mpz_mul_si(a, a, difference);
	mpz_mul_si(b, b, -difference);
	/* Both to the same whole part. */
	mpz_fdiv_q(gcd, a, x->product);
	mpz_submul(a, gcd, x->product);
	mpz_submul(b, gcd, y->product);
	chain_aim(x, a);
	chain_aim(y, b);
	mpz_clear(gcd);
	mpz_clear(a);
	mpz_clear(b);
}

/* The last keys as fractions of gmp, by the recursion alone. */
static int keys_compare(const struct chain *x, const struct chain *y)
{
	const struct chain *both[2] = { x, y };
	mpq_t keys[2], step;
	int sign;

	mpq_init(step);
	for (int c = 0; c < 2; c++) {
		mpq_init(keys[c]);
		for (int k = 0; k < both[c]->links; k++) {
			mpq_set_si(step, both[c]->costs[k], 1);
			mpq_add(keys[c], keys[c], step);
			mpq_set_ui(step, 1, both[c]->primes[k]);
			mpq_mul(keys[c], keys[c], step);
		}
	}
	sign = mpq_cmp(keys[0], keys[1]);
	mpq_clear(step);
	mpq_clear(keys[0]);
	mpq_clear(keys[1]);
	return sign < 0 ? -1 : sign > 0;
}

/* Products of 34 to 207 bits: the keys differ by as little as 2^-414, or not at all. */
static void last_bits_decide(void **state)
{
	static const int links[] = { 8, 12, 20, 30 };

	(void)state;
	for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		for (int difference = -1; difference <= 1; difference++) {
			struct chain x, y;

			chain_init(&x, 0, links[i]);
			chain_init(&y, 1, links[i]);
			aim_apart(&x, &y, difference);
			assert_int_equal(keys_compare(&x, &y), difference);
			assert_int_equal(x_is_first(&x, &y, true), difference <= 0);
			assert_int_equal(x_is_first(&x, &y, false), difference <= 0);
			mpz_clear(x.product);
			mpz_clear(y.product);
		}
}

/* ---- long sides ---- */

/* Every decision of the filter is repeated by fractions; with the filter alone, without it, and
 * with both the same projects in the same order. */
static void large_one_agrees(uint64_t seed, uint32_t ballots, uint32_t projects)
{
	struct raw_count count = raw_count_new();
	struct make make = { .state = seed };
	struct buf text = buf_new(count.keep, (size_t)1 << 26);
	struct pb_outcome outcomes[3];

	make_large(&make, &text, ballots, projects, 10);
	assert_true(buf_ok(&text));
	for (int i = 0; i < 3; i++) {
		struct pb_options options = {
			.rule = PB_PHRAGMEN, .is_exact = i == 1, .is_twice = i == 2
		};

		text_count(&count, buf_view(&text), &options);
		outcomes[i] = count.outcome;
	}
	for (int i = 1; i < 3; i++) {
		assert_int_equal(outcomes[i].selected_count, outcomes[0].selected_count);
		assert_memory_equal(outcomes[i].selected, outcomes[0].selected,
			outcomes[0].selected_count * sizeof(uint32_t));
	}
	assert_true(outcomes[0].selected_count >= 3);
	raw_count_free(&count);
}

/* Sides of several segments, and of so many that they are packed. */
static void long_sides_agree(void **state)
{
	long cases = raw_cases(20, 400);

	(void)state;
	for (long i = 0; i < cases; i++)
		large_one_agrees((uint64_t)i, 3000 + 100 * (uint32_t)(i % 50), 24);
	large_one_agrees(1, 110000, 32);
}

/* ---- constructed ---- */

/* Selected ids with blanks between. */
static const char *outcome_of(struct raw_count *count, const char *budget, const char *text)
{
	struct pb_options options = { .rule = PB_PHRAGMEN };
	struct buf whole = buf_new(count->keep, 1 << 16);

	buf_print(&whole,
		"META\nkey;value\nbudget;%s\nvote_type;approval\nPROJECTS\nproject_id;cost\n%s",
		budget, text);
	text_count(count, buf_view(&whole), &options);
	return selected_ids(count);
}

static void constructed_cases(void **state)
{
	struct raw_count count = raw_count_new();

	(void)state;
	/* a (6 for one) ties with b (12 for two), and b does not fit: the end, though a would. */
	assert_string_equal(
		"c", outcome_of(&count, "12",
			     "a;6\nb;12\nc;3\nVOTES\nvoter_id;vote\n1;a\n2;b\n3;b\n4;c\n"));
	/* No tie: a, and then b does not fit. */
	assert_string_equal(
		"c a", outcome_of(&count, "13",
			       "a;6\nb;13\nc;3\nVOTES\nvoter_id;vote\n1;a\n2;b\n3;b\n4;c\n"));
	/* Dearer than the budget is not there at all. */
	assert_string_equal(
		"c a", outcome_of(&count, "12",
			       "a;6\nb;13\nc;3\nVOTES\nvoter_id;vote\n1;a\n2;b\n3;b\n4;c\n"));
	/* What costs nothing comes first if anybody lists it, and brings no load. */
	assert_string_equal(
		"free a", outcome_of(&count, "5",
				  "a;5\nfree;0\nidle;0\nVOTES\nvoter_id;vote\n1;a,free\n2;\n3;\n"));
	/* Exactly as much as there is. */
	assert_string_equal(
		"a b", outcome_of(&count, "5", "a;2\nb;3\nVOTES\nvoter_id;vote\n1;a\n2;b\n"));
	assert_string_equal("", outcome_of(&count, "0", "a;2\nVOTES\nvoter_id;vote\n1;a\n"));
	assert_string_equal("", outcome_of(&count, "9", "a;2\nVOTES\nvoter_id;vote\n1;\n"));
	raw_count_free(&count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(brute_agrees),
		cmocka_unit_test(brute_agrees_with_limits),
		cmocka_unit_test(guises_do_not_matter),
		cmocka_unit_test(last_bits_decide),
		cmocka_unit_test(long_sides_agree),
		cmocka_unit_test(constructed_cases),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
