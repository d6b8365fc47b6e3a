/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/web/demo_test.c: what belongs to the demonstration alone: changing into somebody by one
 * press, the nine stops of its first page. A street that is served otherwise has none of it. */
#include "web/bed.h"

static struct bed bed;

static int teardown(void **state)
{
	(void)state;
	return bed_stop(&bed) ? 0 : -1;
}

static int setup_real(void **state)
{
	(void)state;
	memset(&bed, 0, sizeof bed);
	return bed_start(&bed, false, NULL) ? 0 : -1;
}

static int setup_demo(void **state)
{
	(void)state;
	memset(&bed, 0, sizeof bed);
	return bed_start(&bed, true, NULL) ? 0 : -1;
}

static void nobody_changes_people_elsewhere(void **state)
{
	(void)state;
	assert_int_equal(bed_get(&bed, "/heqing/place/unit"), 200);
	assert_false(bed_has(&bed, "/heqing/as\""));
	assert_int_equal(bed_form(&bed, "/heqing/as", "login=zhou"), 404);
	assert_string_equal(bed_header(&bed, "Set-Cookie"), "");
	assert_int_equal(bed_form(&bed, "/heqing/as", "login=1"), 404);
	assert_string_equal(bed_header(&bed, "Set-Cookie"), "");
	assert_int_equal(bed_get(&bed, "/heqing/as"), 404);
	assert_int_equal(bed_get(&bed, "/"), 303);
	assert_string_equal(bed_header(&bed, "Location"), "/heqing/");
}

static void a_press_goes_where_it_says(void **state)
{
	(void)state;
	assert_int_equal(
		bed_form(&bed, "/heqing/as", "login=zhou&to=%2Fheqing%2Fplace%2Funit"), 303);
	assert_string_equal(bed_header(&bed, "Location"), "/heqing/place/unit");
	assert_int_equal(bed_form(&bed, "/heqing/as", "login=zhou&to=%2F%2Fevil.example%2F"), 303);
	assert_string_equal(bed_header(&bed, "Location"), "/heqing/");
	assert_int_equal(bed_form(&bed, "/heqing/as", "login=999999"), 404);
}

/* A street where nothing came to its end yet has no story to tell. */
static void a_first_page_without_a_story(void **state)
{
	(void)state;
	assert_int_equal(bed_get(&bed, "/"), 303);
	assert_string_equal(bed_header(&bed, "Location"), "/heqing/");
	assert_int_equal(bed_get(&bed, "/kit"), 200);
	assert_true(bed_has(&bed, "class=\"demo\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			nobody_changes_people_elsewhere, setup_real, teardown),
		cmocka_unit_test_setup_teardown(a_press_goes_where_it_says, setup_demo, teardown),
		cmocka_unit_test_setup_teardown(
			a_first_page_without_a_story, setup_demo, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
