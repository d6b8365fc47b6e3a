/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/sim/demo_test.c: the demonstration goes as told whatever day it is begun, and leaves
 * something to do for everybody; what a story says of time moves with it. */
#include "unit.h"
#include "base/asset.h"
#include "base/data.h"
#include "base/log.h"
#include "house.h"
#include "sim/shift.h"

/* The day of the demonstration's last `at`. */
static struct day demo_end(const struct asset *demo)
{
	struct str rest = { demo->at, demo->len };
	struct day last = { 0 };

	while (rest.at) {
		struct str line = str_cut(&rest, '\n');

		if (str_starts(line, "at ") && line.len >= 13)
			day_parse((struct str) { line.at + 3, 10 }, &last);
	}
	return last;
}

static int64_t count_of(struct house *house, struct story *story, const char *who,
	const char *path, const char *list)
{
	struct sight sight = { .street = "heqing",
		.path = str_of(path),
		.arena = arena_new(LIMIT_ARENA),
		.actor = { .person = story_name(story, who) } };
	const struct data *rows;
	int64_t count;

	assert_int_equal(door_look(house->door, &sight), OK);
	rows = data_get(sight.data, list);
	count = rows ? (int64_t)rows->count : -1;
	arena_free(sight.arena);
	return count;
}

static void begun_on(const char *moment)
{
	const struct asset *demo = asset_find("sim/demo.story");
	struct house house;
	struct story_options options = { .tell = house_tell, .tell_with = &house };
	struct journal_report report = { 0 };
	struct moment now;
	struct story *story;

	assert_non_null(demo);
	assert_true(moment_parse(str_of(moment), &now));
	assert_true(house_open(&house, false, 64, NULL));
	options.door = house.door;
	options.now_ms = &house.now_ms;
	options.until_ms = now.ms;
	options.shift_days = day_of(now).n - demo_end(demo).n;
	story = story_new(&options);
	assert_non_null(story);
	assert_int_equal(
		story_play(story, demo->name, (struct str) { demo->at, demo->len }), 0);
	assert_int_equal(house.now_ms, now.ms);
	assert_int_equal(count_of(&house, story, "wang", "people/home", "asks"), 7);
	assert_true(count_of(&house, story, "chen", "people/todo", "tasks") > 5);
	assert_true(count_of(&house, story, "zhou", "people/todo", "tasks") > 2);
	assert_true(count_of(&house, story, "qian", "people/todo", "tasks") > 0);
	assert_true(count_of(&house, story, "shen", "people/todo", "tasks") > 1);
	assert_int_equal(house_verify(&house, &report), OK);
	story_free(story);
	house_close(&house);
}

static void told_on_any_day(void **state)
{
	(void)state;
	log_quiet(LOG_FAULT);
	begun_on("2026-11-25T09:30");
	begun_on("2027-01-01T00:10");
	begun_on("2028-02-29T23:50");
}

static void time_moves(void **state)
{
	static const struct {
		const char *name, *from, *to;
		int64_t days;
	} rows[] = {
		{ "due", "2025-03-06", "2026-03-06", 365 },
		{ "until", "2025-12-31T20:00", "2026-01-01T20:00", 1 },
		{ "title", "2025年蔡路投票", "2026年蔡路投票", 300 },
		{ "title", "2025年蔡路投票", "2025年蔡路投票", 100 },
		{ "paper", "付-2025-031", "付-2026-031", 365 },
		{ "year", "2025", "2026", 365 },
		{ "households", "2025", "2025", 365 },
		{ "number", "25312000000011223344", "25312000000011223344", 365 },
		{ "number", "12025-1", "12025-1", 365 },
		{ "amount", "2025.00", "2025.00", 365 },
		{ "due", "2025-03-06", "2025-03-06", 0 },
		{ "starts", "now+50m", "2026-11-25T10:20", 365 },
		{ "starts", "now+m", "now+m", 365 },
	};
	struct arena *arena = arena_new(1 << 20);
	struct moment now;

	(void)state;
	assert_true(moment_parse(str_of("2026-11-25T09:34"), &now));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(shift_value(arena, rows[i].days, now.ms, rows[i].name,
					    rows[i].from),
			rows[i].to);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(told_on_any_day),
		cmocka_unit_test(time_moves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
