/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Lists of the data inside {{form …}}: rows with an id give a field once each, rows without are the
 * lines of a list. */
#include "face.h"

static void put_id(const struct face *face, struct data *list, int64_t id)
{
	data_int(face->arena, data_object(face->arena, list, NULL), "id", id);
}

static void rows_give_a_field_each(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = data_root(face.arena);
	struct data *list = data_list(face.arena, data, "projects");
	const char *out;

	(void)state;
	data_int(face.arena, data, "id", 7);
	put_id(&face, list, 12);
	put_id(&face, list, 15);
	out = drawn(&face, "{{form choose.ballot.cast ballot=id choices=projects go}}", data);
	assert_has(out, "name=\"ballot\" value=\"7\"");
	assert_has(out, "type=\"hidden\" name=\"choices\" value=\"12\"");
	assert_has(out, "type=\"hidden\" name=\"choices\" value=\"15\"");
	assert_has(out, "name=\"given\" value=\"ballot choices\"");
	arena_free(face.arena);
}

/* What is given as an empty list is not asked for: a ballot without offers asks for none. */
static void an_empty_list_gives_nothing(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = data_root(face.arena);
	const char *out;

	(void)state;
	data_int(face.arena, data, "id", 7);
	data_list(face.arena, data, "projects");
	out = drawn(&face, "{{form choose.ballot.cast ballot=id choices=projects go}}", data);
	assert_lacks(out, "name=\"choices\"");
	assert_has(out, "name=\"offers.0.project\"");
	out = drawn(&face, "{{form choose.ballot.cast ballot=id offers=projects go}}", data);
	assert_lacks(out, "offers.0");
	arena_free(face.arena);
}

static void cells_are_lines(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = data_root(face.arena);
	struct data *list = data_list(face.arena, data, "lines");
	const char *out;

	(void)state;
	data_int(face.arena, data, "id", 7);
	for (int i = 0; i < 2; i++) {
		struct data *row = data_object(face.arena, list, NULL);

		set_text(&face, row, "name", i ? "灯<管>" : "灯");
		set_text(&face, row, "class", "goods");
		set_text(&face, row, "source", "fund");
		set_text(&face, row, "amount", i ? "20.50" : "10.00");
	}
	out = drawn(&face, "{{form choose.project.amend project=id lines?=lines}}", data);
	assert_has(out, "name=\"lines.0.name\" type=\"text\" value=\"灯\"");
	assert_has(out, "name=\"lines.1.name\" type=\"text\" value=\"灯&lt;管&gt;\"");
	assert_has(out, "name=\"lines.1.amount\"");
	assert_has(out, "value=\"20.50\"");
	assert_has(out, "name=\"lines.1.source\" value=\"fund\" checked");
	assert_has(out, "name=\"lines.2.name\""); /* blank ones follow */
	arena_free(face.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_give_a_field_each),
		cmocka_unit_test(an_empty_list_gives_nothing),
		cmocka_unit_test(cells_are_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
