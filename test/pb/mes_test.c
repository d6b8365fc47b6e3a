/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Equal shares against brute force: who wins, at what key, and who pays it, for every utility; with
 * the filter, without it, and with every decision made twice. Then what was built to be hard, and
 * the lemmas on which bounds and leaps rest. */
#include "pb/brute_mes.h"
#include "pb/mix.h"
#include "pb/exact.h"

static bool ratio_is(const struct pb_ratio *ratio, const mpq_t value)
{
	mpz_t num, den;
	bool is_same;

	mpz_inits(num, den, NULL);
	if (ratio->num.count)
		mpz_import(num, ratio->num.count, -1, 8, 0, 0, ratio->num.at);
	mpz_import(den, ratio->den.count, -1, 8, 0, 0, ratio->den.at);
	is_same = !mpz_cmp(num, mpq_numref(value)) && !mpz_cmp(den, mpq_denref(value));
	mpz_clears(num, den, NULL);
	return is_same;
}

static void rounds_same(struct brute *brute, const struct raw_count *count)
{
	const struct pb_outcome *out = &count->outcome;
	uint64_t seed = brute->raw->seed;

	if (!ratio_is(&out->share, brute->share))
		fail_msg("seed %" PRIu64 ": another share", seed);
	assert_int_equal(out->round_count, brute->won.count);
	for (int r = 0; r < brute->won.count; r++) {
		const struct pb_round *round = &out->rounds[r];

		mpq_set_si(brute->a, brute->most[r], 1);
		mpq_mul(brute->a, brute->a, brute->keys[r]);
		if (!ratio_is(&round->rho, brute->rhos[r]))
			fail_msg("seed %" PRIu64 ", round %d: another rho", seed, r);
		if (!ratio_is(&round->max_payment, brute->a))
			fail_msg("seed %" PRIu64 ", round %d: another payment", seed, r);
		if (round->paying_in_full != brute->in_full[r] ||
			round->paying_rest != brute->by_rest[r])
			fail_msg("seed %" PRIu64 ", round %d: other payers", seed, r);
	}
}

static const struct {
	enum pb_kind kind;
	enum pb_utility utility;
} pairs[] = { { PB_APPROVAL, PB_COST }, { PB_APPROVAL, PB_CARDINALITY }, { PB_CHOOSE_1, PB_COST },
	{ PB_ORDINAL, PB_BORDA }, { PB_ORDINAL, PB_CARDINALITY }, { PB_CUMULATIVE, PB_POINTS },
	{ PB_SCORING, PB_POINTS }, { PB_SCORING, PB_COST } };
enum { PAIRS = sizeof(pairs) / sizeof(pairs[0]) };

static void as_by_brute_force(void **state)
{
	long cases = raw_cases(4000, 100000);

	(void)state;
	for (long i = 0; i < cases; i++) {
		int pair = (int)(i % PAIRS);
		bool has_limits = i / PAIRS % 3 == 2;
		struct raw_guise guise = raw_plain();
		struct pb_options options = { .rule = PB_MES,
			.utility = pairs[pair].utility,
			.ties = (enum pb_ties)(i % PB_TIES),
			.with_constraints = has_limits };
		struct raw_count count = raw_count_new();
		struct brute brute;
		struct raw raw;
		struct raw_won got;

		raw_make(&raw, (uint64_t)i, pairs[pair].kind, has_limits);
		guise.money = i % 5 ? 1 : 1 + i % 1009;
		brute_open(&brute, &raw, options.utility, guise.money, has_limits);
		brute_share(&brute, 0);
		brute_run(&brute, options.ties);
		for (int mode = 0; mode < 3; mode++) {
			options.is_exact = mode == 1;
			options.is_twice = mode == 2;
			raw_run(&count, &raw, &guise, &options);
			got = raw_got(&count);
			raw_same(&raw, &got, &brute.won, "mes");
			rounds_same(&brute, &count);
		}
		if (!has_limits) {
			options.complete = PB_EXHAUST;
			raw_run(&count, &raw, &guise, &options);
			got = raw_got(&count);
			brute_complete(&brute, options.ties, &brute.won);
			raw_same(&raw, &got, &brute.won, "mes, exhaust");
		}
		brute_close(&brute);
		raw_count_free(&count);
	}
}

/* ---- more voters: with the filter and without ---- */

static void filter_changes_nothing(void **state)
{
	long cases = raw_cases(300, 20000);

	(void)state;
	for (long i = 0; i < cases; i++) {
		struct pb_options options = { .rule = PB_MES,
			.utility = (enum pb_utility)(PB_COST + i % 3) };
		struct raw_count count = raw_count_new();
		struct str text = mix_text(count.keep, (uint64_t)i, options.utility == PB_POINTS);
		struct str first;

		text_count(&count, text, &options);
		first = printed(&count, &options);
		for (int mode = 1; mode < 3; mode++) {
			struct pb_options other = options;
			struct str again;

			other.is_exact = mode == 1;
			other.is_twice = mode == 2;
			text_count(&count, text, &other);
			again = printed(&count, &options);
			if (!str_equal(first, again))
				fail_msg("seed %ld, mode %d\n%.*s\n%.*s", i, mode, (int)first.len,
					first.at, (int)again.len, again.at);
		}
		raw_count_free(&count);
	}
}

/* ---- built to be hard ---- */

static void wins(const char *text, const struct pb_options *asked, const char *want)
{
	for (int mode = 0; mode < 3; mode++) {
		struct raw_count count = raw_count_new();
		struct pb_options options = *asked;
		struct buf got = buf_new(count.keep, 1 << 16);

		options.is_exact = mode == 1;
		options.is_twice = mode == 2;
		text_count(&count, str_of(text), &options);
		for (uint32_t i = 0; i < count.outcome.selected_count; i++) {
			struct str id = count.election.projects[count.outcome.selected[i]].id;

			buf_print(&got, "%s%.*s", i ? " " : "", (int)id.len, id.at);
		}
		assert_string_equal(buf_z(&got), want);
		raw_count_free(&count);
	}
}

static const struct pb_options by_cost = { .rule = PB_MES, .utility = PB_COST };

#define META(budget) "META\nkey;value\nbudget;" budget "\nvote_type;approval\n"

static void exactly_affordable_is_live(void **state)
{
	(void)state;
	/* three with 4 each: 12 is all they have, 13 is one more */
	wins(META("12") "PROJECTS\nproject_id;cost\na;12\nVOTES\nvoter_id;vote\n1;a\n2;a\n3;a\n",
		&by_cost, "a");
	wins(META("12") "PROJECTS\nproject_id;cost\na;13\nVOTES\nvoter_id;vote\n1;a\n2;a\n3;a\n",
		&by_cost, "");
	/* 11/3 each, no binary fraction: b takes 8/3, what is left is just what a costs */
	wins(META("11") "PROJECTS\nproject_id;cost\na;2\nb;8\nVOTES\nvoter_id;vote\n1;a,b\n2;a,b\n"
			"3;b\n",
		&by_cost, "b a");
}

static void last_supporters_and_zero_rests(void **state)
{
	(void)state;
	/* 1 has spent all on a: b is paid by 2 and 3 alone, its rho 1/2 as that of c: b is first */
	wins(META("9") "PROJECTS\nproject_id;cost\na;9\nb;4\nc;4\nVOTES\nvoter_id;vote\n1;a\n2;b,"
		       "c\n"
		       "3;b,c\n",
		&by_cost, "b");
	/* 1 each is left of 3, and a costs just that */
	wins(META("9") "PROJECTS\nproject_id;cost\na;1\nb;3\nc;3\nVOTES\nvoter_id;vote\n1;a,b,c\n"
		       "2;b,c\n3;b,c\n",
		&by_cost, "b c a");
}

static void empty_and_whole(void **state)
{
	(void)state;
	wins(META("5") "PROJECTS\nproject_id;cost\na;1\nb;1\nVOTES\nvoter_id;vote\n1;\n2;a\n3;\n",
		&by_cost, "a");
	wins(META("5") "PROJECTS\nproject_id;cost\na;2\nb;2\nVOTES\nvoter_id;vote\n1;a,b\n",
		&by_cost, "a b");
	wins(META("0") "PROJECTS\nproject_id;cost\na;2\nb;0\nVOTES\nvoter_id;vote\n1;a,b\n",
		&by_cost, "");
	wins(META("5") "PROJECTS\nproject_id;cost\na;6\nb;7\nVOTES\nvoter_id;vote\n1;a,b\n",
		&by_cost, "");
}

/* Free projects: never by cost, first otherwise, and only with somebody who gains by them. */
static void free_projects(void **state)
{
	const char *approvals = META("4") "PROJECTS\nproject_id;cost\na;1\nb;0\nc;0\n"
					  "VOTES\nvoter_id;vote\n1;a,b\n2;a\n";
	const char *points = "META\nkey;value\nbudget;4\nvote_type;scoring\n"
			     "PROJECTS\nproject_id;cost\na;1\nb;0\nc;0\n"
			     "VOTES\nvoter_id;vote;points\n1;a,b,c;2,1,0\n";
	const char *ranks = "META\nkey;value\nbudget;4\nvote_type;ordinal\n"
			    "PROJECTS\nproject_id;cost\na;1\nb;0\nc;0\n"
			    "VOTES\nvoter_id;vote\n1;a,b,c\n2;c\n";

	(void)state;
	wins(approvals, &by_cost, "a");
	wins(approvals, &(struct pb_options) { .rule = PB_MES, .utility = PB_CARDINALITY }, "b a");
	wins(points, &(struct pb_options) { .rule = PB_MES, .utility = PB_POINTS }, "b a");
	wins(ranks, &(struct pb_options) { .rule = PB_MES, .utility = PB_BORDA }, "b a");
}

/* Two chains a and b, each ballot holding 1,000. Link r is paid by a prime number of ballots at
 * some 600 each, one of which has only the link after it besides, and pays its rest of some 400
 * there. So the key of a link is (cost - 1000 + key before) / prime, and has one more prime in its
 * denominator. The chains differ by `difference` in the cost of their first links only: all keys of
 * later links, and those of x and y at the ends, differ by that over the product of the primes. */
static void chain_votes(struct buf *out, char chain, int links, const int *primes, int *number)
{
	for (int r = 0; r < links; r++)
		for (int i = 0; i < primes[r]; i++) {
			buf_print(out, "%d;%c%03d", ++*number, chain, r);
			if (!i && r + 1 < links)
				buf_print(out, ",%c%03d", chain, r + 1);
			else if (!i)
				buf_print(out, ",%c", chain == 'a' ? 'x' : 'y');
			buf_char(out, '\n');
		}
	buf_print(out, "%d;%c\n", ++*number, chain == 'a' ? 'x' : 'y');
}

static struct str chain_text(struct arena *arena, int links, int difference)
{
	struct buf out = buf_new(arena, 1 << 28);
	int primes[168];
	int count = 0;
	int64_t ballots = 2;
	int number = 0;

	for (int k = 997; k > 2; k--) {
		bool is_prime = true;

		for (int d = 2; d * d <= k; d++)
			is_prime = is_prime && k % d;
		if (is_prime && count < links)
			primes[count++] = k;
	}
	for (int r = 0; r < links; r++)
		ballots += 2 * primes[r];
	buf_print(&out, META("%" PRId64) "PROJECTS\nproject_id;cost\n", ballots * 1000);
	for (int chain = 0; chain < 2; chain++)
		for (int r = 0; r < links; r++)
			buf_print(&out, "%c%03d;%d\n", 'a' + chain, r,
				600 * primes[r] + 400 + 5 + r % 7 + (r || !chain ? 0 : difference));
	buf_text(&out, "x;1001\ny;1001\nVOTES\nvoter_id;vote\n");
	chain_votes(&out, 'a', links, primes, &number);
	chain_votes(&out, 'b', links, primes, &number);
	assert_true(buf_ok(&out));
	return buf_view(&out);
}

static uint32_t round_of(const struct raw_count *count, const char *id)
{
	for (uint32_t i = 0; i < count->outcome.round_count; i++)
		if (str_is(count->election.projects[count->outcome.rounds[i].project].id, id))
			return i;
	fail_msg("%s did not win", id);
	return 0;
}

static void denominators_grow(void **state)
{
	static const uint32_t limbs[] = { 1, 2, 4, 16 };
	static const int links[] = { 8, 16, 30, 125 };

	(void)state;
	for (int i = 0; i < 8; i++) {
		struct raw_count count = raw_count_new();
		int difference = i % 2 ? -1 : 0;
		struct str text = chain_text(count.keep, links[i / 2], difference);
		struct pb_options options = by_cost;
		struct str first;
		uint32_t x, y;

		text_count(&count, text, &options);
		first = printed(&count, &by_cost);
		x = round_of(&count, "x");
		y = round_of(&count, "y");
		assert_true(count.outcome.rounds[x].rho.den.count > limbs[i / 2]);
		assert_true(difference ? y < x : x < y);
		assert_int_equal(count.outcome.round_count, 2 * links[i / 2] + 2);
		assert_true(count.outcome.exact > 0);
		options.is_exact = true;
		text_count(&count, text, &options);
		assert_true(str_equal(first, printed(&count, &by_cost)));
		raw_count_free(&count);
	}
}

/* Points so large that a key has hardly a bit to itself: the bounds give up, the fractions do not.
 */
static void bounds_give_up(void **state)
{
	(void)state;
	for (int i = 0; i < 64; i++) {
		struct raw_count count = raw_count_new();
		struct buf out = buf_new(count.keep, 1 << 16);
		struct pb_options options = {
			.rule = PB_MES, .utility = PB_POINTS, .complete = i % 2 ? PB_ADD1 : PB_NONE
		};
		uint64_t dice = (uint64_t)i;
		struct str first;

		buf_text(&out, "META\nkey;value\nbudget;1000\nvote_type;scoring\n"
			       "PROJECTS\nproject_id;cost\n");
		for (int p = 0; p < 6; p++)
			buf_print(&out, "%d;%d\n", p, 150 + 37 * p);
		buf_text(&out, "VOTES\nvoter_id;vote;points\n");
		for (int v = 0; v < 7; v++) {
			buf_print(&out, "%d;0,1,2,3,4,5", v);
			for (int p = 0; p < 6; p++)
				buf_print(&out, "%c%" PRIu64, p ? ',' : ';',
					UINT64_C(4000000000) - mix_next(&dice, 3) * 100000000);
			buf_char(&out, '\n');
		}
		text_count(&count, buf_view(&out), &options);
		first = printed(&count, &options);
		assert_true(count.outcome.exact > 0);
		options.is_exact = true;
		text_count(&count, buf_view(&out), &options);
		assert_true(str_equal(first, printed(&count, &options)));
		raw_count_free(&count);
	}
}

/* One ballot, 2,000 projects; and groups as heavy as the millions of ballots in them. */
static void many_projects_and_heavy_groups(void **state)
{
	struct raw_count count = raw_count_new();
	struct buf out = buf_new(count.keep, 1 << 22);
	struct pb_options options = by_cost;
	enum { CHOICES = 200 };
	struct pb_project projects[CHOICES] = { { .cost = 0 } };
	struct pb_side sides[CHOICES] = { { .count = 0 } };
	static uint32_t weights[CHOICES], groups[CHOICES];
	static char ids[CHOICES][8];
	struct pb_election heavy = { .kind = PB_CHOOSE_1,
		.unit = 1,
		.points_unit = 1,
		.budget = 2000000000,
		.project_count = CHOICES,
		.projects = projects,
		.sides = sides,
		.group_count = CHOICES,
		.weights = weights,
		.min_score = -1 };

	(void)state;
	buf_text(&out, META("3000") "PROJECTS\nproject_id;cost\n");
	for (int p = 0; p < 2000; p++)
		buf_print(&out, "%d;%d\n", p, 1 + p % 7);
	buf_text(&out, "VOTES\nvoter_id;vote\n1;");
	for (int p = 0; p < 2000; p++)
		buf_print(&out, "%s%d", p ? "," : "", p);
	text_count(&count, buf_view(&out), &options);
	assert_true(count.outcome.cost <= 3000 && count.outcome.cost > 2990);
	for (uint32_t p = 0; p < CHOICES; p++) {
		snprintf(ids[p], sizeof(ids[p]), "%u", p);
		groups[p] = p;
		weights[p] = 20000 + p * 50;
		heavy.ballots += weights[p];
		projects[p] = (struct pb_project) {
			.id = str_of(ids[p]), .category = PB_NO_PROJECT, .variant_of = PB_NO_PROJECT
		};
		/* exactly what its ballots have, one more, or less */
		projects[p].cost = (int64_t)weights[p] * 2000000000 / 4995000 + p % 3 - 1;
		sides[p] = (struct pb_side) {
			.groups = &groups[p], .count = 1, .support = weights[p]
		};
	}
	assert_int_equal(heavy.ballots, 4995000);
	assert_null(pb_options_settle(&heavy, &options));
	assert_int_equal(pb_count(count.keep, &heavy, &options, &count.outcome), OK);
	for (uint32_t i = 0; i < count.outcome.selected_count; i++) {
		uint32_t p = count.outcome.selected[i];

		assert_true((__extension__(__int128) projects[p].cost) * 4995000 <=
			    (__extension__(__int128) weights[p]) * 2000000000);
	}
	assert_int_equal(count.outcome.selected_count, 134);
	raw_count_free(&count);
}

/* ---- lemmas, with fractions ---- */

/* One order at two shares: rests do not fall, keys do not rise, and who pays a rest at the greater
 * share paid it at the smaller one. A rest is the share less what was paid, or 0. */
static void forced(struct brute *brute, const struct raw_won *order, mpq_t rests[][RAW_BALLOTS],
	mpq_t keys[], unsigned poor[])
{
	brute_start(brute);
	for (int r = 0; r < order->count; r++) {
		bool can = brute_key(brute, order->list[r], brute->keys[r]);

		assert_true(can);
		brute_pay(brute, order->list[r]);
		mpq_set(keys[r], brute->keys[r]);
		poor[r] = brute->poor[r];
		for (int i = 0; i < brute->raw->n; i++)
			mpq_set(rests[r][i], brute->rests[i]);
	}
}

static void no_clamping_holds(struct brute *brute, const struct raw_won *order, const mpq_t keys[])
{
	for (int i = 0; i < brute->raw->n; i++) {
		mpq_set(brute->sum, brute->share);
		for (int r = 0; r < order->count; r++) {
			mpq_set_si(brute->a, brute_worth(brute, i, order->list[r]), 1);
			mpq_mul(brute->a, brute->a, keys[r]);
			mpq_sub(brute->sum, brute->sum, brute->a);
		}
		if (mpq_sgn(brute->sum) < 0)
			mpq_set_si(brute->sum, 0, 1);
		assert_true(mpq_equal(brute->sum, brute->rests[i]));
	}
}

/* rise: no rest at the greater share is more than rise above what it was, and the key of a project
 * not chosen fell by no more than rise · poor / full. */
static void record_holds(struct brute *brute, const struct raw_won *order, const mpq_t keys[2][8],
	const mpq_t rests[RAW_BALLOTS], const mpq_t added, unsigned won)
{
	const struct raw *raw = brute->raw;
	mpq_t rise, before, after;

	mpq_inits(rise, before, after, NULL);
	mpq_set(rise, added);
	for (int r = 0; r < order->count; r++) {
		int most = 0;

		for (int i = 0; i < raw->n; i++)
			if (brute_worth(brute, i, order->list[r]) > most)
				most = brute_worth(brute, i, order->list[r]);
		mpq_sub(brute->a, keys[0][r], keys[1][r]);
		mpq_set_si(brute->b, most, 1);
		mpq_mul(brute->a, brute->a, brute->b);
		mpq_add(rise, rise, brute->a);
	}
	for (int p = 0; p < raw->m; p++) {
		int full = 0;
		int poor = 0;

		if (won >> p & 1 || !brute_key(brute, p, after))
			continue;
		for (int i = 0; i < raw->n; i++)
			mpq_swap(brute->rests[i], *(mpq_t *)&rests[i]);
		if (brute_key(brute, p, before)) {
			for (int i = 0; i < raw->n; i++) {
				mpq_set_si(brute->a, brute_worth(brute, i, p), 1);
				mpq_mul(brute->a, brute->a, before);
				if (mpq_cmp(brute->rests[i], brute->a) < 0)
					poor++;
				else
					full += brute_worth(brute, i, p);
			}
			mpq_set_si(brute->a, poor, (unsigned long)full);
			mpq_canonicalize(brute->a);
			mpq_mul(brute->a, brute->a, rise);
			mpq_add(after, after, brute->a);
			assert_true(mpq_cmp(after, before) >= 0);
		}
		for (int i = 0; i < raw->n; i++)
			mpq_swap(brute->rests[i], *(mpq_t *)&rests[i]);
	}
	mpq_clears(rise, before, after, NULL);
}

static void lemmas_hold(void **state)
{
	long cases = raw_cases(2000, 100000);
	mpq_t rests[2][RAW_PROJECTS][RAW_BALLOTS], keys[2][RAW_PROJECTS], added;

	(void)state;
	mpq_init(added);
	for (int k = 0; k < 2; k++)
		for (int r = 0; r < RAW_PROJECTS; r++) {
			mpq_init(keys[k][r]);
			for (int i = 0; i < RAW_BALLOTS; i++)
				mpq_init(rests[k][r][i]);
		}
	for (long c = 0; c < cases; c++) {
		int pair = (int)(c % PAIRS);
		unsigned poor[2][RAW_PROJECTS];
		struct brute brute;
		struct raw_won order;
		struct raw raw;
		int last;

		raw_make(&raw, (uint64_t)c, pairs[pair].kind, false);
		brute_open(&brute, &raw, pairs[pair].utility, 1, false);
		brute_share(&brute, 0);
		brute_run(&brute, PB_BY_NAME);
		order = brute.won;
		for (int r = 1; r < order.count; r++)
			assert_true(mpq_cmp(brute.rhos[r - 1], brute.rhos[r]) <= 0);
		forced(&brute, &order, rests[0], keys[0], poor[0]);
		no_clamping_holds(&brute, &order, (const mpq_t *)keys[0]);
		mpq_set_si(added, (long)(c % 11) + 1, (unsigned long)(c % 7) + 1);
		mpq_canonicalize(added);
		mpq_add(brute.share, brute.share, added);
		forced(&brute, &order, rests[1], keys[1], poor[1]);
		for (int r = 0; r < order.count; r++) {
			assert_true(mpq_cmp(keys[0][r], keys[1][r]) >= 0);
			assert_int_equal(poor[1][r] & ~poor[0][r], 0);
			for (int i = 0; i < raw.n; i++)
				assert_true(mpq_cmp(rests[0][r][i], rests[1][r][i]) <= 0);
		}
		last = order.count - 1;
		if (last >= 0)
			record_holds(&brute, &order, (const mpq_t(*)[8])keys,
				(const mpq_t *)rests[0][last], added, raw_bits_of(&order));
		brute_close(&brute);
	}
	for (int k = 0; k < 2; k++)
		for (int r = 0; r < RAW_PROJECTS; r++) {
			mpq_clear(keys[k][r]);
			for (int i = 0; i < RAW_BALLOTS; i++)
				mpq_clear(rests[k][r][i]);
		}
	mpq_clear(added);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_by_brute_force),
		cmocka_unit_test(filter_changes_nothing),
		cmocka_unit_test(exactly_affordable_is_live),
		cmocka_unit_test(last_supporters_and_zero_rests),
		cmocka_unit_test(empty_and_whole),
		cmocka_unit_test(free_projects),
		cmocka_unit_test(denominators_grow),
		cmocka_unit_test(bounds_give_up),
		cmocka_unit_test(many_projects_and_heavy_groups),
		cmocka_unit_test(lemmas_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
