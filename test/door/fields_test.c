/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Pairs → struct: every kind, every reason, hostile lists. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "base/arena.h"
#include "base/limits.h"
#include "door/field.h"

struct line {
	struct ref project;
	int64_t points;
	struct str note;
};
struct cast {
	struct ref box;
	struct money amount;
	struct day due;
	struct moment at;
	struct str note;
	struct str kind;
	bool is_named;
	struct refs friends;
	LIST_OF(struct line) lines;
};
static const struct field LINE_FIELDS[] = {
	REF(line, project, .of = "choose.project"),
	INT(line, points, .min = 1, .max = 10),
	TEXT(line, note, .max = 5, .optional = true, .lines = true),
	{ .kind = FIELD_END },
};
static const struct field *const CAST_FIELDS = FIELDS(REF(cast, box, .of = "choose.ballot"),
	MONEY(cast, amount, .min = 100, .max = 500000, .optional = true),
	DAY(cast, due, .optional = true), MOMENT(cast, at, .optional = true),
	TEXT(cast, note, .max = 4, .optional = true),
	CHOICE(cast, kind, .of = "soft hard", .optional = true), BOOL(cast, is_named),
	REFS(cast, friends, .of = "people.person", .optional = true, .max = 3),
	LIST(cast, lines, line, LINE_FIELDS, .max = 20, .optional = true));

#define PAIRS(...) \
	(struct pairs) \
	{ \
		(struct pair[]) { __VA_ARGS__ }, \
			sizeof((struct pair[]) { __VA_ARGS__ }) / sizeof(struct pair) \
	}

static struct cast parsed;
static struct refusal why;
static struct arena *arena;

static enum err parse(struct pairs pairs)
{
	parsed = (struct cast) { 0 };
	why = (struct refusal) { 0 };
	return fields_parse(arena, CAST_FIELDS, pairs, &parsed, &why);
}

static void refused(struct pairs pairs, const char *field, const char *reason)
{
	assert_int_equal(parse(pairs), ERR_REFUSED);
	assert_string_equal(why.field, field);
	assert_string_equal(why.reason, reason);
}

static int setup(void **state)
{
	(void)state;
	arena = arena_new(LIMIT_ARENA);
	return !arena;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void reads_every_kind(void **state)
{
	(void)state;
	assert_int_equal(parse(PAIRS({ "box", "7" }, { "amount", " 500.5 " },
				 { "due", "2026-03-08" }, { "at", "2026-03-08T09:00" },
				 { "note", " 两户 " }, { "kind", "soft" }, { "is_named", "yes" },
				 { "friends", "9" }, { "friends", "3" }, { "friends", "9" })),
		OK);
	assert_int_equal(parsed.box.id, 7);
	assert_int_equal(parsed.amount.fen, 50050);
	assert_int_equal(parsed.at.ms, 1772931600000);
	assert_int_equal(parsed.note.len, 6);
	assert_true(parsed.is_named);
	assert_int_equal(parsed.friends.count, 2);
	assert_int_equal(parsed.friends.at[0].id, 3);
	assert_int_equal(parsed.friends.at[1].id, 9);
}

static void refuses_other_spellings(void **state)
{
	(void)state;
	refused(PAIRS({ "amount", "5" }), "box", "missing");
	refused(PAIRS({ "box", "" }), "box", "missing");
	refused(PAIRS({ "box", "0" }), "box", "not_a_ref");
	refused(PAIRS({ "box", "1x" }), "box", "not_a_ref");
	refused(PAIRS({ "box", "1" }, { "amount", "1e3" }), "amount", "not_money");
	refused(PAIRS({ "box", "1" }, { "amount", "500.001" }), "amount", "not_money");
	refused(PAIRS({ "box", "1" }, { "amount", "99999999999999999999" }), "amount", "not_money");
	refused(PAIRS({ "box", "1" }, { "amount", "0.99" }), "amount", "too_small");
	refused(PAIRS({ "box", "1" }, { "amount", "5000.01" }), "amount", "too_big");
	refused(PAIRS({ "box", "1" }, { "due", "2026-02-30" }), "due", "not_a_day");
	refused(PAIRS({ "box", "1" }, { "at", "2026-03-08 09:00" }), "at", "not_a_moment");
	refused(PAIRS({ "box", "1" }, { "note", "一二三四五" }), "note", "too_long");
	refused(PAIRS({ "box", "1" }, { "note", "a\xff" }), "note", "not_text");
	refused(PAIRS({ "box", "1" }, { "note", "a\nb" }), "note", "not_text");
	refused(PAIRS({ "box", "1" }, { "kind", "medium" }), "kind", "not_a_choice");
	refused(PAIRS({ "box", "1" }, { "kind", "soft hard" }), "kind", "not_a_choice");
	refused(PAIRS({ "box", "1" }, { "is_named", "maybe" }), "is_named", "not_yes_no");
	refused(PAIRS({ "box", "1" }, { "x", "1" }), "x", "unknown");
	refused(PAIRS({ "box", "1" }, { "box", "2" }), "box", "twice");
	refused(PAIRS({ "box", "1" }, { "friends", "1" }, { "friends", "2" }, { "friends", "3" },
			{ "friends", "4" }),
		"friends", "too_many");
}

static void drops_blank_rows(void **state)
{
	(void)state;
	assert_int_equal(parse(PAIRS({ "box", "1" }, { "lines.0.project", "7" },
				 { "lines.0.points", "3" }, { "lines.1.project", "" },
				 { "lines.1.points", " " }, { "lines.4.points", "2" },
				 { "lines.4.project", "9" }, { "lines.4.note", "a\r\nb" })),
		OK);
	assert_int_equal(parsed.lines.count, 2);
	assert_int_equal(parsed.lines.at[1].project.id, 9);
	assert_int_equal(parsed.lines.at[1].points, 2);
	assert_int_equal(parsed.lines.at[1].note.len, 3); /* CRLF became LF */
}

static void refuses_hostile_lists(void **state)
{
	(void)state;
	refused(PAIRS({ "box", "1" }, { "lines.0.project", "7" }), "lines.0.points", "missing");
	refused(PAIRS({ "box", "1" }, { "lines.3.project", "7" }, { "lines.3.points", "77" }),
		"lines.3.points", "too_big");
	refused(PAIRS({ "box", "1" }, { "lines.99999999999.project", "7" }),
		"lines.99999999999.project", "unknown");
	refused(PAIRS({ "box", "1" }, { "lines.20.project", "7" }), "lines.20.project", "too_many");
	refused(PAIRS({ "box", "1" }, { "lines.-1.project", "7" }), "lines.-1.project", "unknown");
	refused(PAIRS({ "box", "1" }, { "lines.01.project", "7" }), "lines.01.project", "unknown");
	refused(PAIRS({ "box", "1" }, { "lines.0.evil", "7" }), "lines.0.evil", "unknown");
	refused(PAIRS({ "box", "1" }, { "lines", "7" }), "lines", "is_a_list");
	refused(PAIRS({ "box", "1" }, { "box.0.project", "7" }), "box.0.project", "unknown");
	refused(PAIRS({ "box", "1" }, { "lines.0.points", "1" }, { "lines.0.points", "1" },
			{ "lines.0.project", "1" }),
		"lines.0.points", "twice");
	refused(PAIRS({ "box", "1" }, { "lines.0", "7" }), "lines.0", "unknown");
	refused(PAIRS({ "box", "1" }, { "lines.0.project.x", "7" }), "lines.0.project.x",
		"unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_kind),
		cmocka_unit_test(refuses_other_spellings),
		cmocka_unit_test(drops_blank_rows),
		cmocka_unit_test(refuses_hostile_lists),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
