/* SPDX-License-Identifier: MulanPSL-2.0 */
/* A sign-in that fails is refused and counted all the same: what must outlive a refusal is written
 * beside it. The count is not in the journal, holds for the login only, and ends with its window.
 */
#include "web/bed.h"
#include "door/session.h"

enum { TRIES = 10, WINDOW_MS = 15 * 60000 };

static struct bed bed;

static int64_t journal_size(void)
{
	struct hash root;
	int64_t size = -1;

	assert_true(door_head(bed.house.door, "heqing", &size, &root));
	return size;
}

/* How many tries are kept of a login: counting one more with this as the most says so. */
static bool is_over_after_one_more(const char *login, int64_t most)
{
	char what[100];
	bool is_over = false;

	snprintf(what, sizeof what, "login:%s", login);
	assert_int_equal(throttle_count(bed.house.door, "heqing", what, most, WINDOW_MS,
				 bed.house.arena, &is_over),
		OK);
	return is_over;
}

static void a_failed_sign_in_is_counted(void **state)
{
	int64_t before;

	(void)state;
	assert_true(bed_start(&bed, false, NULL));
	before = journal_size();
	for (int i = 0; i < TRIES; i++)
		assert_int_equal(
			bed_form(&bed, "/heqing/signin", "login=zhou&password=wrong"), 401);
	assert_int_equal(bed_form(&bed, "/heqing/signin", "login=zhou&password=wrong"), 429);
	/* the right password comes too late: it is counted before it is looked at */
	assert_int_equal(
		bed_form(&bed, "/heqing/signin", "login=zhou&password=green+paint+1978"), 429);
	assert_string_equal(bed_header(&bed, "Set-Cookie"), "");
	assert_string_equal(bed_header(&bed, "Retry-After"), "900");
	assert_int_equal(journal_size(), before);
	/* twelve are kept, not one of them lost with its refusal */
	assert_false(is_over_after_one_more("zhou", 13));
	assert_true(is_over_after_one_more("zhou", 13));
	/* nobody else's login stands still for it */
	assert_int_equal(bed_form(&bed, "/heqing/signin", "login=chen&password=wrong"), 401);
	/* nor is it kept for ever */
	bed.house.now_ms += WINDOW_MS + 1;
	assert_int_equal(
		bed_form(&bed, "/heqing/signin", "login=zhou&password=green+paint+1978"), 303);
	assert_true(bed_stop(&bed));
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_failed_sign_in_is_counted) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
