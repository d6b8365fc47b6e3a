/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Two streets in one database: what lies only in the other is not found, as if it were nowhere; its
 * people have no rights here; each has its own ids, its own journal and its own root. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "house.h"

static struct house house;
static int64_t far;   /* a unit of the other street; no id of this one is so high */
static int64_t zhou;  /* officer of heqing */
static int64_t there; /* officer of chuansha: person 1, as every first officer */

static enum err ask(const char *street, const char *action, const char *once,
	const struct pair *pairs, struct actor actor, struct ask *out)
{
	*out = (struct ask) { .street = street,
		.action = action,
		.once = once,
		.actor = actor,
		.arena = house.arena };
	out->pairs.at = pairs;
	while (pairs[out->pairs.count].name)
		out->pairs.count++;
	return door_do(house.door, out);
}

static const char *spelled(int64_t number)
{
	struct buf text = buf_new(house.arena, 32);

	buf_int(&text, number);
	return buf_z(&text);
}

static int chuansha_found(void)
{
	const struct pair setup[] = { { "slug", "chuansha" }, { "name", "川沙新镇" },
		{ "short_name", "川沙" }, { "telephone", "021-5897 1111" },
		{ "hours", "9:00–17:00" }, { "letterhead", "川沙新镇自治办" },
		{ "account_title", "川沙新镇人民政府" }, { "profile", "basic" }, { "demo", "yes" },
		{ "officer", "陆敏" }, { "title", "川沙新镇自治办主任" }, { NULL, NULL } };
	struct ask done;

	if (door_found(house.door, "chuansha", "zhidian-story", house.arena) ||
		ask("chuansha", "place.street.setup", "s1", setup,
			(struct actor) { .is_clock = true }, &done))
		return -1;
	there = done.id;
	for (int i = 0; i < 400; i++) {
		const struct pair unit[] = { { "parent", spelled(there) },
			{ "kind", "neighbourhood" }, { "name", spelled(i) }, { NULL, NULL } };
		struct actor officer_there = { .home = 2, .person = there };

		if (ask("chuansha", "place.unit.add", spelled(i), unit, officer_there, &done))
			return -1;
	}
	far = done.id;
	return 0;
}

static int begin(void **state)
{
	(void)state;
	if (!house_open(&house, false, 64, NULL) || house_play(&house, "use village\n"))
		return -1;
	zhou = story_name(house.story, "zhou");
	return zhou ? chuansha_found() : -1;
}

static int end(void **state)
{
	(void)state;
	house_close(&house);
	return 0;
}

static void what_lies_elsewhere_is_nowhere(void **state)
{
	const struct pair rename[] = { { "unit", spelled(far) }, { "name", "x" }, { NULL, NULL } };
	struct actor actors[] = { { .person = zhou }, { .person = 0 },
		{ .home = 2, .person = there } };
	struct hash root;
	int64_t before, after;
	struct ask done;

	(void)state;
	assert_true(door_head(house.door, "heqing", &before, &root));
	for (size_t i = 0; i < sizeof actors / sizeof *actors; i++) {
		assert_int_equal(ask("heqing", "place.unit.rename", "r1", rename, actors[i], &done),
			ERR_REFUSED);
		assert_string_equal(done.refusal.field, "unit");
		assert_string_equal(done.refusal.reason, "not_found");
	}
	assert_true(door_head(house.door, "heqing", &after, &root));
	assert_int_equal(before, after);
}

static void a_page_of_elsewhere_is_nowhere(void **state)
{
	struct buf path = buf_new(house.arena, 64);
	struct sight sight = { .street = "heqing", .arena = house.arena };

	(void)state;
	buf_print(&path, "place/unit/%lld", (long long)far);
	sight.path = buf_view(&path);
	assert_int_equal(door_look(house.door, &sight), ERR_NOT_FOUND);
	sight = (struct sight) {
		.street = "chuansha", .arena = house.arena, .path = buf_view(&path)
	};
	assert_int_equal(door_look(house.door, &sight), OK);
}

/* Number 1 is an officer in each street, and is nobody in the other. */
static void an_officer_elsewhere_has_no_rights(void **state)
{
	const struct pair mine[] = { { "parent", spelled(story_name(house.story, "heqing")) },
		{ "kind", "neighbourhood" }, { "name", "别处的人加的" }, { NULL, NULL } };
	struct ask done;

	(void)state;
	assert_int_equal(ask("heqing", "place.unit.add", "o1", mine,
				 (struct actor) { .home = 2, .person = there }, &done),
		ERR_FORBIDDEN);
	assert_int_equal(ask("heqing", "place.unit.add", "o1", mine,
				 (struct actor) { .person = zhou }, &done),
		OK);
}

/* The once key of one street or person says nothing to another. */
static void keys_are_of_one_street(void **state)
{
	const struct pair here[] = { { "parent", spelled(story_name(house.story, "heqing")) },
		{ "kind", "neighbourhood" }, { "name", "同名一" }, { NULL, NULL } };
	struct ask done;

	(void)state;
	assert_int_equal(ask("heqing", "place.unit.add", "0", here,
				 (struct actor) { .person = zhou }, &done),
		OK);
	assert_false(done.is_replay);
}

static void each_verifies_alone(void **state)
{
	struct journal_report report;
	struct snapshot snapshot;
	enum err err;

	(void)state;
	assert_int_equal(house_verify(&house, &report), OK);
	assert_int_equal(
		door_snapshot(house.door, "chuansha", (struct actor) { 0 }, house.arena, &snapshot),
		OK);
	err = journal_verify(
		snapshot.rd, snapshot.scope->street, house_verify_tell, &house, &report);
	door_snapshot_done(&snapshot);
	assert_int_equal(err, OK);
	assert_true(report.leaves > 400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_lies_elsewhere_is_nowhere),
		cmocka_unit_test(a_page_of_elsewhere_is_nowhere),
		cmocka_unit_test(an_officer_elsewhere_has_no_rights),
		cmocka_unit_test(keys_are_of_one_street),
		cmocka_unit_test(each_verifies_alone),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
