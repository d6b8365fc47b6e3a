/* SPDX-License-Identifier: MulanPSL-2.0 */
/* policy_test.c: the rulebook: what it blocks, what it lets pass and with which article, and how a
 * street changes it. */
#include "unit.h"
#include "policy/policy.h"

static struct policy_book book_of(const char *profile, int64_t day)
{
	struct policy_book book;

	policy_open(&book, str_of(profile), (struct day) { day });
	return book;
}

static const struct policy_verdict *verdict_of(const struct policy_verdicts *v, const char *id)
{
	for (size_t i = 0; i < v->count; i++)
		if (!strcmp(v->at[i].entry->rule->id, id))
			return &v->at[i];
	return NULL;
}

static enum policy_outcome outcome_of(const struct policy_verdicts *v, const char *id)
{
	const struct policy_verdict *verdict = verdict_of(v, id);

	assert_non_null(verdict);
	return verdict->outcome;
}

static struct policy_line line_of(
	const char *name, const char *class, const char *source, int64_t fen)
{
	static int64_t n;

	return (struct policy_line) { ++n, str_of(name), str_of(class), str_of(source), { fen } };
}

static struct policy_application lights(const struct policy_line *lines, size_t count)
{
	return (struct policy_application) {
		.kind = str_of("hardware"),
		.lines = lines,
		.line_count = count,
		.custodian = str_of("楼组长"),
		.upkeep_years = 2,
		.upkeep_payer = str_of("自治金留存"),
	};
}

static void decide_application(const struct policy_book *book,
	const struct policy_application *application, struct policy_verdicts *out)
{
	struct policy_facts facts = { .application = application };

	policy_decide(book, &facts, out);
}

static void test_rules_are_whole(void **state)
{
	struct policy_book book = book_of("pudong2024", 20000);
	size_t count = 0;

	(void)state;
	for (const struct policy_rule *rule = policy_rules; rule->id; rule++, count++) {
		assert_int_equal(strlen(rule->id), 3);
		assert_true(strlen(rule->zh) > 0 && strlen(rule->en) > 0);
		assert_true(strlen(rule->article) > 0);
		assert_ptr_equal(policy_find(&book, rule->id)->rule, rule);
		for (const struct policy_rule *other = policy_rules; other != rule; other++)
			assert_string_not_equal(other->id, rule->id);
	}
	assert_int_equal(book.count, count);
	assert_true(count <= POLICY_MOST);
}

static void test_cement_by_source(void **state)
{
	struct policy_book strict = book_of("pudong2024", 20000), basic = book_of("basic", 20000);
	struct policy_line fund[] = { line_of("水泥 10 包", "goods", "fund", 50000) };
	struct policy_line partner[] = { line_of("水泥 10 包", "goods", "property", 50000) };
	struct policy_line plain[] = { line_of("感应灯 48 盏", "goods", "fund", 50000) };
	struct policy_application a = lights(fund, 1);
	struct policy_verdicts v;
	const struct policy_verdict *hit;

	(void)state;
	decide_application(&strict, &a, &v);
	hit = verdict_of(&v, "N01");
	assert_int_equal(hit->outcome, POLICY_BLOCKED);
	assert_true(str_is(hit->found, "水泥"));
	assert_int_equal(hit->line, fund[0].line);
	assert_false(hit->is_other_money);
	assert_non_null(strstr(hit->entry->article.at, "2024"));
	assert_int_equal(policy_worst(&v), POLICY_BLOCKED);
	decide_application(&basic, &a, &v);
	assert_int_equal(outcome_of(&v, "N01"), POLICY_WARNED);

	a = lights(partner, 1);
	decide_application(&strict, &a, &v);
	hit = verdict_of(&v, "N01");
	assert_int_equal(hit->outcome, POLICY_NOTED);
	assert_true(hit->is_other_money);

	a = lights(plain, 1);
	decide_application(&strict, &a, &v);
	assert_int_equal(outcome_of(&v, "N01"), POLICY_PASS);
	assert_int_equal(policy_worst(&v), POLICY_NOTED); /* F01: nobody else gives anything yet */
}

static void test_works_are_construction(void **state)
{
	struct policy_book book = book_of("pudong2024", 20000);
	struct policy_line lines[] = { line_of("凉亭翻修", "works", "fund", 50000),
		line_of("凉亭翻修", "works", "property", 50000) };
	struct policy_application a = lights(lines, 1);
	struct policy_verdicts v;

	(void)state;
	decide_application(&book, &a, &v);
	assert_int_equal(policy_worst(&v), POLICY_BLOCKED);
	a = lights(lines + 1, 1);
	decide_application(&book, &a, &v);
	assert_int_equal(policy_worst(&v), POLICY_NOTED);
}

static void test_gifts_and_shows(void **state)
{
	struct policy_book book = book_of("pudong2024", 20000);
	struct policy_line lines[] = { line_of("志愿者慰问", "goods", "fund", 1000),
		line_of("重阳演出", "service", "fund", 1000) };
	struct policy_application a = lights(lines, 2);
	struct policy_verdicts v;

	(void)state;
	decide_application(&book, &a, &v);
	assert_int_equal(outcome_of(&v, "N03"), POLICY_BLOCKED);
	assert_int_equal(verdict_of(&v, "N03")->line, lines[0].line);
	assert_int_equal(outcome_of(&v, "N02"), POLICY_BLOCKED);
	book = book_of("basic", 20000);
	decide_application(&book, &a, &v);
	assert_int_equal(outcome_of(&v, "N02"), POLICY_WARNED);
	assert_int_equal(outcome_of(&v, "N03"), POLICY_BLOCKED);
}

static void test_caps(void **state)
{
	struct policy_book book = book_of("pudong2024", 20000);
	struct policy_line lines[] = { line_of("灯", "goods", "fund", 2000000),
		line_of("灯", "goods", "resident", 400000) };
	struct policy_application a = lights(lines, 2);
	struct policy_verdicts v;

	(void)state;
	decide_application(&book, &a, &v);
	assert_int_equal(outcome_of(&v, "C01"), POLICY_PASS);
	assert_int_equal(outcome_of(&v, "F01"), POLICY_PASS);
	assert_int_equal(verdict_of(&v, "F01")->figure, 2000);
	lines[0].amount.fen++;
	decide_application(&book, &a, &v);
	assert_int_equal(outcome_of(&v, "C01"), POLICY_WARNED);
	assert_int_equal(outcome_of(&v, "F01"), POLICY_NOTED);
	a.bound.fen = 7000000;
	decide_application(&book, &a, &v);
	assert_int_equal(outcome_of(&v, "C02"), POLICY_BLOCKED);
	assert_int_equal(verdict_of(&v, "C02")->figure, 9000001);
	a.share.fen = 10000000; /* the season gave this neighbourhood more */
	decide_application(&book, &a, &v);
	assert_int_equal(outcome_of(&v, "C02"), POLICY_PASS);
}

static void test_upkeep(void **state)
{
	struct policy_book book = book_of("basic", 20000);
	struct policy_line lines[] = { line_of("灯", "goods", "fund", 1000) };
	struct policy_application a = lights(lines, 1);
	struct policy_verdicts v;

	(void)state;
	decide_application(&book, &a, &v);
	assert_int_equal(outcome_of(&v, "M01"), POLICY_PASS);
	a.upkeep_years = 1;
	decide_application(&book, &a, &v);
	assert_int_equal(outcome_of(&v, "M01"), POLICY_BLOCKED);
	a.upkeep_years = 2;
	a.custodian = (struct str) { 0 };
	decide_application(&book, &a, &v);
	assert_int_equal(outcome_of(&v, "M01"), POLICY_BLOCKED);
	a.kind = str_of("soft"); /* nothing is left behind */
	decide_application(&book, &a, &v);
	assert_null(verdict_of(&v, "M01"));
}

static enum policy_outcome meet(const char *kind, int64_t entitled, int64_t present, int64_t yes,
	int64_t days, const char *rule)
{
	struct policy_book book = book_of("pudong2024", 20000);
	struct policy_meeting m = { str_of(kind), entitled, present, yes, days };
	struct policy_facts facts = { .meeting = &m };
	struct policy_verdicts v;

	policy_decide(&book, &facts, &v);
	return outcome_of(&v, rule);
}

static void test_quorum(void **state)
{
	(void)state;
	assert_int_equal(
		meet("assembly", 64, 32, 32, 3, "Q01"), POLICY_BLOCKED); /* half is not more */
	assert_int_equal(meet("assembly", 64, 33, 17, 3, "Q01"), POLICY_PASS);
	assert_int_equal(meet("assembly", 64, 34, 17, 3, "Q01"), POLICY_BLOCKED);
	assert_int_equal(meet("council", 15, 9, 6, 3, "Q03"), POLICY_BLOCKED);
	/* two thirds is enough */
	assert_int_equal(meet("council", 15, 10, 6, 3, "Q03"), POLICY_PASS);
	assert_int_equal(meet("council", 64, 42, 30, 3, "Q03"), POLICY_BLOCKED);
	assert_int_equal(meet("council", 64, 43, 30, 3, "Q03"), POLICY_PASS);
	assert_int_equal(policy_least(3, 6667), 2);
	assert_int_equal(policy_least(30000, 6667), 20000);
	assert_int_equal(policy_least(64, 5000), 33);
	assert_int_equal(policy_least(63, 5000), 32);
	assert_int_equal(policy_least(4, 7500), 3);
	assert_int_equal(policy_least(0, 7500), 0);
	assert_int_equal(meet("council", 15, 11, 6, 2, "P02"), POLICY_BLOCKED);
	assert_int_equal(meet("party", 15, 1, 1, 3, "P02"), POLICY_PASS);
}

static void test_notice(void **state)
{
	struct policy_book book = book_of("basic", 20000);
	struct policy_notice n = { .days = 7 };
	struct policy_facts facts = { .notice = &n };
	struct policy_verdicts v;

	(void)state;
	policy_decide(&book, &facts, &v);
	assert_int_equal(outcome_of(&v, "P01"), POLICY_PASS);
	n.unanswered = 1;
	policy_decide(&book, &facts, &v);
	assert_int_equal(outcome_of(&v, "P01"), POLICY_BLOCKED);
	n = (struct policy_notice) { .days = 6, .is_settlement = true };
	policy_decide(&book, &facts, &v);
	assert_int_equal(outcome_of(&v, "P03"), POLICY_BLOCKED);
	assert_null(verdict_of(&v, "P01"));
}

static struct policy_bill paint(void)
{
	return (struct policy_bill) {
		.kind = str_of("e_invoice"),
		.source = str_of("fund"),
		.class = str_of("goods"),
		.items = str_of("丙烯外墙颜料 12 桶"),
		.purpose = str_of("墙绘"),
		.buyer = str_of("合庆镇人民政府"),
		.account_title = str_of("合庆镇人民政府"),
		.is_original = true,
		.amount = { 198000 },
		.line_budget = { 326000 },
		.line_used = { 86000 },
		.issued = { 20010 },
		.starts = { 20000 },
		.ends = { 20100 },
	};
}

static void decide_bill(const struct policy_bill *bill, struct policy_verdicts *v)
{
	static struct policy_book book; /* the verdicts point into it */
	struct policy_facts facts = { .bill = bill };

	book = book_of("pudong2024", 20010);
	policy_decide(&book, &facts, v);
}

static void test_bill_good(void **state)
{
	struct policy_bill bill = paint();
	struct policy_verdicts v;

	(void)state;
	decide_bill(&bill, &v);
	assert_int_equal(policy_worst(&v), POLICY_PASS);
	assert_null(verdict_of(&v, "B01"));
	assert_null(verdict_of(&v, "A01"));
}

static void test_bill_face(void **state)
{
	static const struct {
		const char *rule;
		enum policy_outcome outcome;
	} wanted[] = { { "I01", POLICY_BLOCKED }, { "I02", POLICY_BLOCKED },
		{ "I03", POLICY_WARNED }, { "I04", POLICY_WARNED }, { "I05", POLICY_BLOCKED },
		{ "I06", POLICY_BLOCKED }, { "I08", POLICY_WARNED }, { "C07", POLICY_WARNED } };
	struct policy_verdicts v;

	(void)state;
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		struct policy_bill bill = paint();

		if (i == 0)
			bill.kind = str_of("slip");
		bill.is_taken = i == 1;
		if (i == 2)
			bill.buyer = str_of("蔡路居委会");
		if (i == 3)
			bill.issued.n = 20131;
		bill.is_original = i != 4;
		bill.is_red = i == 5;
		bill.is_torn = i == 6;
		if (i == 7)
			bill.line_used.fen = 161000;
		decide_bill(&bill, &v);
		assert_int_equal(outcome_of(&v, wanted[i].rule), wanted[i].outcome);
		for (size_t k = 0; k < v.count; k++)
			if (strcmp(v.at[k].entry->rule->id, wanted[i].rule))
				assert_int_equal(v.at[k].outcome, POLICY_PASS);
	}
}

static void test_bill_water(void **state)
{
	struct policy_bill bill = paint();
	struct policy_verdicts v;

	(void)state;
	bill.items = str_of("饮用天然水 24 瓶");
	decide_bill(&bill, &v);
	assert_int_equal(outcome_of(&v, "C06"), POLICY_BLOCKED);
	assert_true(str_is(verdict_of(&v, "C06")->found, "天然水"));
	bill.source = str_of("partner");
	decide_bill(&bill, &v);
	assert_int_equal(outcome_of(&v, "C06"), POLICY_NOTED);
}

static void test_quotes(void **state)
{
	struct policy_quote quotes[] = { { str_of("甲"), str_of("A"), str_of("1") },
		{ str_of("乙"), str_of("B"), str_of("2") }, { str_of("丙"), { 0 }, { 0 } } };
	struct policy_bill bill = paint();
	struct policy_verdicts v;

	(void)state;
	bill.amount.fen = 500000;
	bill.line_budget.fen = 1000000;
	decide_bill(&bill, &v);
	assert_int_equal(outcome_of(&v, "B01"), POLICY_BLOCKED);
	bill.quotes = quotes;
	bill.quote_count = 3;
	decide_bill(&bill, &v);
	assert_int_equal(outcome_of(&v, "B01"), POLICY_PASS);
	assert_int_equal(outcome_of(&v, "B04"), POLICY_PASS);
	quotes[1].phone = str_of("1"); /* three firms with the same telephone number */
	decide_bill(&bill, &v);
	assert_int_equal(outcome_of(&v, "B04"), POLICY_BLOCKED);
	bill.amount.fen = 490000;
	bill.near_same.fen = 480000;
	decide_bill(&bill, &v);
	assert_int_equal(outcome_of(&v, "B03"), POLICY_WARNED);
	bill.near_same.fen = 9999;
	decide_bill(&bill, &v);
	assert_int_equal(outcome_of(&v, "B03"), POLICY_PASS);
}

static void test_labour(void **state)
{
	struct policy_bill bill = paint();
	struct policy_verdicts v;

	(void)state;
	bill.kind = str_of("labour_sheet");
	bill.paid_persons = 28;
	bill.signed_in = 17;
	decide_bill(&bill, &v);
	assert_int_equal(outcome_of(&v, "A01"), POLICY_BLOCKED);
	bill.signed_in = 28;
	decide_bill(&bill, &v);
	assert_int_equal(outcome_of(&v, "A01"), POLICY_PASS);
}

static void test_duties_and_gifts(void **state)
{
	struct policy_book book = book_of("basic", 20000);
	struct policy_duties d = { .is_handler = true };
	struct policy_gift g = { .is_from_unit = true };
	struct policy_facts facts = { .duties = &d, .gift = &g };
	struct policy_verdicts v;

	(void)state;
	policy_decide(&book, &facts, &v);
	assert_int_equal(outcome_of(&v, "A03"), POLICY_PASS);
	assert_int_equal(outcome_of(&v, "F02"), POLICY_BLOCKED);
	d.is_cashier = true;
	g.has_consent = true;
	policy_decide(&book, &facts, &v);
	assert_int_equal(outcome_of(&v, "A03"), POLICY_BLOCKED);
	assert_int_equal(outcome_of(&v, "F02"), POLICY_PASS);
}

static struct policy_change change_of(
	const char *rule, int64_t version, int64_t from, const char *severity, const char *params)
{
	return (struct policy_change) { .rule = str_of(rule),
		.version = version,
		.from = { from },
		.severity = str_of(severity),
		.params = str_of(params),
		.source = str_of("合庆镇2026年第1号") };
}

static void test_changes(void **state)
{
	struct policy_book book = book_of("pudong2024", 20000);
	struct policy_change later = change_of("P01", 2, 20001, "block", "days=10");
	struct policy_change second = change_of("P01", 3, 20000, "warn", "days=5");
	struct policy_change first = change_of("P01", 1, 19000, "block", "days=14");

	(void)state;
	assert_true(policy_apply(&book, &later)); /* fits, but is not in force yet */
	assert_int_equal(policy_value(&book, "P01", "days"), 7);
	assert_true(policy_apply(&book, &second));
	assert_true(policy_apply(&book, &first)); /* older: the newer stays */
	assert_int_equal(policy_value(&book, "P01", "days"), 5);
	assert_int_equal(policy_find(&book, "P01")->severity, POLICY_WARN);
	assert_int_equal(policy_find(&book, "P01")->version, 3);
	assert_true(str_is(policy_find(&book, "P01")->article, "合庆镇2026年第1号"));
}

static void test_changes_that_do_not_fit(void **state)
{
	struct policy_change changes[] = { change_of("N99", 1, 1, "block", NULL),
		change_of("P01", 1, 1, "fatal", NULL), change_of("P01", 1, 1, "block", "weeks=2"),
		change_of("P01", 1, 1, "block", "days=two"),
		change_of("P01", 1, 1, "block", "days=-1"),
		change_of("P01", 1, 1, "block", "days") };
	struct policy_change words = change_of("P01", 1, 1, "block", NULL);
	struct policy_change good = change_of("B01", 1, 1, "block", "quotes=2  from_fen=300000");

	(void)state;
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		assert_false(policy_fits(&changes[i]));
	words.words = str_of("水泥");
	assert_false(policy_fits(&words)); /* P01 reads no words */
	assert_true(policy_fits(&good));
}

static void test_words_changed_and_off(void **state)
{
	struct policy_book book = book_of("pudong2024", 20000);
	struct policy_change change = change_of("N01", 1, 1, "block", NULL);
	struct policy_line lines[] = { line_of("水泥", "goods", "fund", 1) };
	struct policy_application a = lights(lines, 1);
	struct policy_verdicts v;

	(void)state;
	change.words = str_of("黄沙");
	assert_true(policy_apply(&book, &change));
	decide_application(&book, &a, &v);
	assert_int_equal(outcome_of(&v, "N01"), POLICY_PASS);
	change = change_of("N01", 2, 1, "off", NULL);
	assert_true(policy_apply(&book, &change));
	decide_application(&book, &a, &v);
	assert_null(verdict_of(&v, "N01"));
}

/* More verdicts than there is room: the last one kept is never milder than one left out. */
static void test_many_lines(void **state)
{
	static struct policy_line lines[POLICY_VERDICTS + 40];
	struct policy_book book = book_of("pudong2024", 20000);
	struct policy_application a = lights(lines, POLICY_VERDICTS + 40);
	struct policy_verdicts v;

	(void)state;
	for (size_t i = 0; i < POLICY_VERDICTS + 39; i++)
		lines[i] = line_of("水泥", "goods", "partner", 1);
	lines[POLICY_VERDICTS + 39] = line_of("慰问品", "goods", "fund", 1);
	decide_application(&book, &a, &v);
	assert_int_equal(v.count, POLICY_VERDICTS);
	assert_int_equal(policy_worst(&v), POLICY_BLOCKED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules_are_whole),
		cmocka_unit_test(test_cement_by_source),
		cmocka_unit_test(test_works_are_construction),
		cmocka_unit_test(test_gifts_and_shows),
		cmocka_unit_test(test_caps),
		cmocka_unit_test(test_upkeep),
		cmocka_unit_test(test_quorum),
		cmocka_unit_test(test_notice),
		cmocka_unit_test(test_bill_good),
		cmocka_unit_test(test_bill_face),
		cmocka_unit_test(test_bill_water),
		cmocka_unit_test(test_quotes),
		cmocka_unit_test(test_labour),
		cmocka_unit_test(test_duties_and_gifts),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_changes_that_do_not_fit),
		cmocka_unit_test(test_words_changed_and_off),
		cmocka_unit_test(test_many_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
