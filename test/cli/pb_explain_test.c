/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The reasons in words and as a picture: one sample to the byte in both languages, and on random
 * elections under every rule neither a word without text nor a name that was not filled in; the
 * picture is well-formed and every project in it can be heard. */
#include "pb/small.h"
#include <expat.h>
#include <jansson.h>
#include <stdio.h>
#include "base/arena.h"
#include "cli/pb.h"

enum { CASES = 600, RECOUNTS = 60 };

struct sample {
	struct arena *arena;
	struct pb_file file;
	struct pb_options options;
	struct pb_outcome outcome;
	struct pb_reason *reasons;
};

static struct str said(const struct sample *sample, bool is_zh)
{
	struct pb_told told = { &sample->file, &sample->options, &sample->outcome, is_zh };
	struct buf out = buf_new(sample->arena, 1 << 20);

	explain_say(&out, &told, sample->reasons);
	assert_true(buf_ok(&out));
	return buf_view(&out);
}

static struct str drawn(const struct sample *sample, bool is_zh)
{
	struct pb_told told = { &sample->file, &sample->options, &sample->outcome, is_zh };
	struct buf out = buf_new(sample->arena, 1 << 20);

	assert_int_equal(explain_svg(sample->arena, &out, &told, sample->reasons), OK);
	assert_true(buf_ok(&out));
	return buf_view(&out);
}

static bool has(struct str text, const char *what)
{
	return memmem(text.at, text.len, what, strlen(what)) != NULL;
}

static struct str file_read(struct arena *arena, const char *path)
{
	FILE *file = fopen(path, "rb");
	char *at = arena_alloc(arena, 1 << 16);
	struct str text = { at, 0 };

	assert_non_null(file);
	text.len = fread(at, 1, 1 << 16, file);
	fclose(file);
	return text;
}

static void one_sample_to_the_byte(void **state)
{
	static const char *const paths[] = { "test/cli/gold/stairs.en.txt",
		"test/cli/gold/stairs.zh.txt" };
	struct sample it = { .arena = arena_new((size_t)64 << 20),
		.options = { .rule = PB_MES, .complete = PB_ADD1U, .ties = PB_BY_COST } };

	(void)state;
	assert_int_equal(pb_file_open(&it.file, "test/cli/gold/stairs.pb"), PB_EXIT_DONE);
	assert_null(pb_options_settle(&it.file.election, &it.options));
	assert_int_equal(pb_count(it.arena, &it.file.election, &it.options, &it.outcome), OK);
	assert_int_equal(pb_explain(it.arena, &it.file.election, &it.options, &it.outcome, 5000,
				 &it.reasons),
		OK);
	for (int is_zh = 0; is_zh < 2; is_zh++) {
		struct str text = said(&it, is_zh);
		struct str gold = file_read(it.arena, paths[is_zh]);

		if (!str_equal(text, gold))
			print_error("%.*s", (int)text.len, text.at);
		assert_true(str_equal(text, gold));
	}
	pb_file_close(&it.file);
	arena_free(it.arena);
}

/* A word that has no text is printed in brackets. */
static void is_filled(struct str text)
{
	if (has(text, "{{") || has(text, "}}") || has(text, "[cli.") || has(text, "[pb"))
		print_error("%.*s\n", (int)text.len, text.at);
	assert_false(has(text, "{{") || has(text, "}}") || has(text, "[cli.") || has(text, "[pb"));
	assert_false(has(text, "（）") || has(text, "  ，") || has(text, "“”"));
}

static void tag_see(void *with, const char *name, const char **attributes)
{
	int *heard = with;
	bool is_image = false;

	for (int i = 0; attributes[i]; i += 2)
		is_image = is_image || (strcmp(attributes[i], "role") == 0 &&
					       strcmp(attributes[i + 1], "img") == 0);
	for (int i = 0; is_image && attributes[i]; i += 2)
		if (strcmp(attributes[i], "aria-label") == 0 && *attributes[i + 1])
			++*heard;
	(void)name;
}

static void picture_is_whole(struct str svg, uint32_t projects)
{
	XML_Parser parser = XML_ParserCreate("UTF-8");
	int heard = 0;

	XML_SetUserData(parser, &heard);
	XML_SetStartElementHandler(parser, tag_see);
	if (XML_Parse(parser, svg.at, (int)svg.len, 1) != XML_STATUS_OK)
		print_error("%s\n%.*s\n", XML_ErrorString(XML_GetErrorCode(parser)), (int)svg.len,
			svg.at);
	assert_int_equal(XML_GetErrorCode(parser), XML_ERROR_NONE);
	assert_int_equal(heard, projects);
	XML_ParserFree(parser);
	assert_false(has(svg, "<script") || has(svg, "style="));
}

static void keys_are_whole(const struct sample *sample)
{
	struct pb_told told = { &sample->file, &sample->options, &sample->outcome, false };
	struct buf out = buf_new(sample->arena, 1 << 20);
	json_error_t trouble;
	json_t *root;
	json_t *first;

	buf_text(&out, "{\"file\":\"x\"");
	explain_json(&out, &told, sample->reasons);
	buf_char(&out, '}');
	assert_true(buf_ok(&out));
	root = json_loadb(out.at, out.len, JSON_REJECT_DUPLICATES, &trouble);
	if (!root)
		print_error("%s\n%.*s\n", trouble.text, (int)out.len, out.at);
	assert_non_null(root);
	assert_int_equal(json_array_size(json_object_get(root, "reasons")),
		sample->file.election.project_count);
	first = json_array_get(json_object_get(root, "reasons"), 0);
	assert_string_equal(json_string_value(json_object_get(first, "project")), "p0");
	assert_true(json_is_integer(json_object_get(first, "support")));
	json_decref(root);
}

static void one_case(uint64_t seed)
{
	struct dice dice = { seed };
	struct sample it = { .arena = arena_new((size_t)256 << 20) };
	struct small small;

	small_roll(&small, &dice, (enum pb_kind)dice_roll(&dice, 5), !dice_roll(&dice, 3),
		!dice_roll(&dice, 3));
	it.file.name = str_of("random.pb");
	small_read(it.arena, &small, &it.file.election);
	do {
		it.options = (struct pb_options) { .rule = (enum pb_rule)dice_roll(&dice, PB_RULES),
			.utility = (enum pb_utility)dice_roll(&dice, PB_UTILITIES),
			.complete = (enum pb_complete)dice_roll(&dice, PB_COMPLETES),
			.with_constraints = small.has_limits,
			.with_donations = small.has_pledges };
	} while (pb_options_settle(&it.file.election, &it.options));
	assert_int_equal(pb_count(it.arena, &it.file.election, &it.options, &it.outcome), OK);
	assert_int_equal(pb_explain(it.arena, &it.file.election, &it.options, &it.outcome, RECOUNTS,
				 &it.reasons),
		OK);
	keys_are_whole(&it);
	for (int is_zh = 0; is_zh < 2; is_zh++) {
		struct str svg = drawn(&it, is_zh);

		is_filled(said(&it, is_zh));
		is_filled(svg);
		picture_is_whole(svg, it.file.election.project_count);
	}
	arena_free(it.arena);
}

static void no_word_is_missing(void **state)
{
	(void)state;
	for (int i = 0; i < CASES; i++) {
		small_seed = (uint64_t)i;
		one_case((uint64_t)i);
	}
}

/* Names are strangers' words. */
static void names_do_not_leave_their_place(void **state)
{
	static const char text[] = "META\nkey;value\nvote_type;approval\nbudget;10\n"
				   "PROJECTS\nproject_id;cost;name\n"
				   "a;4;\"<script>alert('1')</script> & \"\"more\"\"\"\n"
				   "b;20;{{budget}}\nVOTES\nvoter_id;vote\n1;a\n2;a,b\n";
	struct sample it = { .arena = arena_new((size_t)64 << 20),
		.options = { .rule = PB_GREEDY_VOTES } };
	struct arena *scratch = arena_new((size_t)16 << 20);
	struct pb_trouble trouble;
	struct str svg;

	(void)state;
	it.file.name = str_of("names.pb");
	assert_int_equal(pb_read(it.arena, scratch, str_of(text), &it.file.election, &trouble), OK);
	assert_int_equal(pb_count(it.arena, &it.file.election, &it.options, &it.outcome), OK);
	assert_int_equal(pb_explain(it.arena, &it.file.election, &it.options, &it.outcome, RECOUNTS,
				 &it.reasons),
		OK);
	svg = drawn(&it, true);
	assert_true(has(svg, "&lt;script&gt;"));
	picture_is_whole(svg, 2);
	assert_true(has(svg, "{{budget}}"));
	arena_free(scratch);
	arena_free(it.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_sample_to_the_byte),
		cmocka_unit_test(names_do_not_leave_their_place),
		cmocka_unit_test_teardown(no_word_is_missing, small_seed_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
