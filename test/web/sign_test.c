/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/web/sign_test.c: how people without a password come in and are helped: slips with codes, and
 * staff who act for somebody. */
#include "web/bed.h"

static struct bed bed;
static bool is_postgres;

static int setup(void **state)
{
	(void)state;
	memset(&bed, 0, sizeof bed);
	bed.is_postgres = is_postgres;
	if (!bed_start(&bed, false, NULL))
		return -1;
	return house_play(&bed.house,
		"as zhou people.role.grant person=$zhou role=cadre place=$cailu -> ok\n"
		"as zhou people.roll.import place=$cailu lines.0.building=1号楼 lines.0.door=101 "
		"lines.0.name=王秀珍 lines.0.owner=yes -> ok\n"
		"as zhou look people/person?place=$cailu&q=王秀珍 -> ok keep wang=persons.0.id\n"
		"as zhou look people/household?place=$cailu -> ok keep home=households.0.id\n");
}

static int teardown(void **state)
{
	(void)state;
	return bed_stop(&bed) ? 0 : -1;
}

static void keep_cookie(void)
{
	const char *set = bed_header(&bed, "Set-Cookie");

	snprintf(bed.cookie, sizeof bed.cookie, "%.*s", (int)strcspn(set, ";"), set);
}

static const char *code_make(void)
{
	char body[100];

	assert_true(bed_sign_in(&bed));
	snprintf(body, sizeof body, "{\"once\":\"slip\",\"household\":%lld}",
		(long long)story_name(bed.house.story, "home"));
	assert_int_equal(bed_json(&bed, "/heqing/people/invite/one", body), 200);
	assert_true(bed_has(&bed, "\"told\":{"));
	return bed_between(&bed, "\"code\":\"", "\"");
}

static void a_slip_signs_in_once(void **state)
{
	const char *code = code_make();
	char body[200];

	(void)state;
	assert_true(strlen(code) >= 20);
	assert_true(bed_has(&bed, "/heqing/signin?code="));
	bed.cookie[0] = '\0';
	snprintf(body, sizeof body, "/heqing/signin?code=%s", code);
	assert_int_equal(bed_get(&bed, body), 200);
	snprintf(body, sizeof body, "name=\"code\" autocomplete=\"one-time-code\"");
	assert_true(bed_has(&bed, body));
	assert_true(bed_has(&bed, code));
	snprintf(body, sizeof body, "code=%s&to=care%%2Fasset", code);
	/* a household's code does not say who of it is here: the page asks, keeps the code, and
	 * where it was to lead */
	assert_int_equal(bed_form(&bed, "/heqing/signin", body), 422);
	assert_true(bed_has(&bed, "role=\"alert\"") && bed_has(&bed, code));
	assert_true(bed_has(&bed, "name=\"to\" value=\"care/asset\""));
	snprintf(body, sizeof body,
		"code=%s&to=care%%2Fasset&name=%%E7%%8E%%8B%%E7%%A7%%80%%E7%%8F%%8D", code);
	assert_int_equal(bed_form(&bed, "/heqing/signin", body), 303);
	assert_string_equal(
		bed_header(&bed, "Location"), "/heqing/care/asset?done=people.invite.redeem");
	keep_cookie();
	assert_int_equal(bed_get(&bed, "/heqing/people/person/me"), 200);
	assert_true(bed_has(&bed, "王秀珍"));
	bed.cookie[0] = '\0';
	snprintf(body, sizeof body, "code=%s", code);
	assert_int_equal(bed_form(&bed, "/heqing/signin", body), 422); /* a second time */
	assert_string_equal(bed_header(&bed, "Set-Cookie"), "");
}

/* Guessing is counted by address, whichever way it comes. */
static void codes_are_not_guessed(void **state)
{
	static const char body[] = "{\"once\":\"g\",\"code\":\"2222-2222-2222-2222-2222\"}";

	(void)state;
	for (int i = 0; i < 50; i++) {
		assert_int_equal(
			bed_form(&bed, "/heqing/signin", "code=2222-2222-2222-2222-2222"), 422);
		assert_int_equal(bed_json(&bed, "/heqing/people/invite/redeem", body), 422);
	}
	assert_int_equal(bed_form(&bed, "/heqing/signin", "code=2222-2222-2222-2222-2222"), 429);
	assert_int_equal(bed_json(&bed, "/heqing/people/invite/redeem", body), 429);
	bed.house.now_ms += 16 * 60000;
	assert_int_equal(bed_json(&bed, "/heqing/people/invite/redeem", body), 422);
}

static void slips_are_printed_and_told_once(void **state)
{
	char body[120], headers[200];

	(void)state;
	assert_true(bed_sign_in(&bed));
	snprintf(body, sizeof body, "once=p1&household=%lld",
		(long long)story_name(bed.house.story, "home"));
	assert_int_equal(bed_form(&bed, "/heqing/people/invite/one", body), 200);
	assert_string_equal(bed_header(&bed, "Content-Type"), "application/pdf");
	assert_string_equal(bed_header(&bed, "Cache-Control"), "no-store");
	assert_memory_equal(bed_body(&bed), "%PDF-", 5);
	snprintf(headers, sizeof headers, "{\"once\":\"p1\",\"household\":%lld}",
		(long long)story_name(bed.house.story, "home"));
	assert_int_equal(bed_json(&bed, "/heqing/people/invite/one", headers), 200);
	assert_true(bed_has(&bed, "\"replay\":true"));
	assert_false(bed_has(&bed, "told"));
}

static void staff_act_for_somebody(void **state)
{
	char body[120];

	(void)state;
	assert_true(bed_sign_in(&bed));
	snprintf(body, sizeof body, "once=d1&person=%lld&reason=no_phone",
		(long long)story_name(bed.house.story, "wang"));
	assert_int_equal(bed_form(&bed, "/heqing/people/desk/begin", body), 303);
	assert_int_equal(bed_get(&bed, "/heqing/people/person/me"), 200);
	assert_true(bed_has(&bed, "<div class=\"for\" role=\"status\">"));
	assert_true(bed_has(&bed, "王***"));
	assert_true(bed_has(&bed, "action=\"/heqing/desk/end\""));
	/* in her name there is no list of residents */
	assert_int_equal(bed_get(&bed, "/heqing/people/person"), 403);
	assert_int_equal(bed_form(&bed, "/heqing/desk/end", ""), 303);
	assert_int_equal(bed_get(&bed, "/heqing/people/person"), 200);
	assert_false(bed_has(&bed, "<div class=\"for\""));
	assert_int_equal(bed_form(&bed, "/heqing/desk/end", ""), 404); /* nothing to end */
}

static void a_desk_ends_after_half_an_hour(void **state)
{
	char body[120];

	(void)state;
	assert_true(bed_sign_in(&bed));
	snprintf(body, sizeof body, "once=d1&person=%lld&reason=no_phone",
		(long long)story_name(bed.house.story, "wang"));
	assert_int_equal(bed_form(&bed, "/heqing/people/desk/begin", body), 303);
	bed.house.now_ms += 29 * 60000;
	assert_int_equal(bed_get(&bed, "/heqing/people/person"), 403);
	bed.house.now_ms += 2 * 60000;
	assert_int_equal(bed_get(&bed, "/heqing/people/person"), 200);
}

static void a_session_ends_after_its_days(void **state)
{
	(void)state;
	assert_true(bed_sign_in(&bed));
	bed.house.now_ms += (int64_t)29 * 86400000;
	assert_int_equal(bed_get(&bed, "/heqing/people/person"), 200);
	bed.house.now_ms += (int64_t)2 * 86400000;
	assert_int_equal(bed_get(&bed, "/heqing/people/person"), 401);
}

static void a_role_taken_away_counts_at_once(void **state)
{
	char cookie[200];

	(void)state;
	assert_true(bed_sign_in(&bed));
	memcpy(cookie, bed.cookie, sizeof cookie);
	assert_int_equal(bed_get(&bed, "/heqing/people/role.json"), 200);
	assert_int_equal(bed_json(&bed, "/heqing/place/unit/add",
				 "{\"once\":\"u1\",\"parent\":1,\"kind\":\"neighbourhood\","
				 "\"name\":\"甲\"}"),
		200);
	assert_int_equal(bed_form(&bed, "/heqing/signout", "where=here"), 303);
	memcpy(bed.cookie, cookie, sizeof cookie);
	assert_int_equal(bed_json(&bed, "/heqing/place/unit/add",
				 "{\"once\":\"u2\",\"parent\":1,\"kind\":\"neighbourhood\","
				 "\"name\":\"乙\"}"),
		401);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_slip_signs_in_once),
		TEST(codes_are_not_guessed),
		TEST(slips_are_printed_and_told_once),
		TEST(staff_act_for_somebody),
		TEST(a_desk_ends_after_half_an_hour),
		TEST(a_session_ends_after_its_days),
		TEST(a_role_taken_away_counts_at_once),
	};

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	is_postgres = true;
	if (pg_is_there())
		failed += cmocka_run_group_tests_name("on PostgreSQL", tests, NULL, NULL);
	else
		printf("skipped: on PostgreSQL: it is not here\n");
	return failed;
}
