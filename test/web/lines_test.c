/* SPDX-License-Identifier: MulanPSL-2.0 */
/* A form whose list wants more lines than it shows, and a form that comes back: nothing is done by
 * asking for more lines, what was typed stands where it stood, what a link fixed stays fixed, what
 * was chosen can be chosen again, and a refusal says its own name for programs. */
#include "web/bed.h"

static struct bed bed;

static int begin(void **state)
{
	(void)state;
	return !bed_start(&bed, false, NULL) || !bed_sign_in(&bed);
}

static int end(void **state)
{
	(void)state;
	return !bed_stop(&bed);
}

static int64_t journal_size(void)
{
	struct hash root;
	int64_t size = -1;

	assert_true(door_head(bed.house.door, "heqing", &size, &root));
	return size;
}

static void more_lines_keep_what_was_typed(void **state)
{
	int64_t before = journal_size();

	(void)state;
	assert_int_equal(bed_get(&bed, "/heqing/place/season/open"), 200);
	assert_true(bed_has(&bed, "name=\"phases.2.kind\""));
	assert_false(bed_has(&bed, "name=\"phases.3.kind\""));
	assert_true(bed_has(&bed, "name=\"more\" value=\"3\""));
	assert_int_equal(bed_form(&bed, "/heqing/place/season/open",
				 "once=a&name=%3Cb%3E&year=2025&phases.0.kind=collect&"
				 "phases.0.from=2025-01-10T00%3A00&more=3"),
		200);
	assert_int_equal(journal_size(), before);
	assert_true(bed_has(&bed, "value=\"&lt;b&gt;\""));
	assert_true(bed_has(&bed, "value=\"2025-01-10T00:00\""));
	assert_true(bed_has(&bed, "name=\"phases.5.kind\""));
	assert_false(bed_has(&bed, "name=\"phases.6.kind\""));
	assert_false(bed_has(&bed, "data-reason"));
	/* no more than the act takes, and then there is no button */
	assert_int_equal(bed_form(&bed, "/heqing/place/season/open", "once=a&more=6"), 200);
	assert_true(bed_has(&bed, "name=\"phases.7.kind\""));
	assert_false(bed_has(&bed, "name=\"phases.8.kind\""));
	assert_false(bed_has(&bed, "name=\"more\""));
	assert_int_equal(bed_form(&bed, "/heqing/place/season/open", "once=a&more=99999999"), 200);
	assert_false(bed_has(&bed, "name=\"phases.8.kind\""));
	assert_int_equal(journal_size(), before);
}

static void who_may_not_gets_no_lines(void **state)
{
	char cookie[sizeof bed.cookie];

	(void)state;
	memcpy(cookie, bed.cookie, sizeof cookie);
	bed.cookie[0] = '\0';
	assert_int_equal(bed_form(&bed, "/heqing/place/season/open", "once=a&more=3"), 401);
	memcpy(bed.cookie, cookie, sizeof cookie);
	/* programs have no such button */
	assert_int_equal(
		bed_json(&bed, "/heqing/place/season/open", "{\"more\":3,\"once\":\"a\"}"), 422);
	assert_true(bed_has(&bed, "\"field\":\"more\",\"reason\":\"unknown\""));
}

static void what_is_fixed_stays_and_what_was_chosen_does_not(void **state)
{
	char path[200], body[300], fixed[200];

	(void)state;
	snprintf(path, sizeof path, "/heqing/place/unit/add?parent=%lld", (long long)bed.unit);
	snprintf(fixed, sizeof fixed, "<input type=\"hidden\" name=\"parent\" value=\"%lld\">",
		(long long)bed.unit);
	assert_int_equal(bed_get(&bed, path), 200);
	assert_true(bed_has(&bed, fixed));
	assert_true(bed_has(&bed, "name=\"given\" value=\"parent\""));
	snprintf(body, sizeof body, "once=b&given=parent&parent=%lld&kind=building",
		(long long)bed.unit);
	assert_int_equal(bed_form(&bed, "/heqing/place/unit/add", body), 422);
	assert_true(bed_has(&bed, "data-field=\"name\" data-reason=\"missing\""));
	assert_true(bed_has(&bed, fixed));
	/* the same without the word of the form: a choice, and it stands chosen */
	snprintf(body, sizeof body, "once=b&parent=%lld&kind=building", (long long)bed.unit);
	assert_int_equal(bed_form(&bed, "/heqing/place/unit/add", body), 422);
	assert_false(bed_has(&bed, fixed));
	assert_true(bed_has(&bed, "name=\"parent\""));
	snprintf(fixed, sizeof fixed, "<option value=\"%lld\" selected>", (long long)bed.unit);
	assert_true(bed_has(&bed, fixed));
	/* what is wrong itself is asked again, fixed or not */
	assert_int_equal(bed_form(&bed, "/heqing/place/unit/add",
				 "once=b&given=parent&parent=999&kind=building&name=x"),
		422);
	assert_true(bed_has(&bed, "data-field=\"parent\" data-reason=\"not_found\""));
	assert_false(bed_has(&bed, "name=\"parent\" value=\"999\">"));
}

static void a_redirect_says_which_act_it_was(void **state)
{
	char body[300], path[300];
	int64_t id;

	(void)state;
	snprintf(body, sizeof body, "once=c&parent=%lld&kind=building&name=9", (long long)bed.unit);
	assert_int_equal(bed_form(&bed, "/heqing/place/unit/add", body), 303);
	assert_true(str_int(str_of(bed_header(&bed, "Zhidian-Act")), &id));
	snprintf(path, sizeof path, "/heqing/place/unit/%lld.json", (long long)id);
	assert_int_equal(bed_get(&bed, path), 200);
	assert_true(bed_has(&bed, "\"name\":\"9\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(more_lines_keep_what_was_typed),
		cmocka_unit_test(who_may_not_gets_no_lines),
		cmocka_unit_test(what_is_fixed_stays_and_what_was_chosen_does_not),
		cmocka_unit_test(a_redirect_says_which_act_it_was) };

	return cmocka_run_group_tests(tests, begin, end);
}
