/* SPDX-License-Identifier: MulanPSL-2.0 */
/* What a form offers for a REF: rows of the place it stands in, by their labels; what is already
 * chosen keeps its label wherever it lies. */
#include "face.h"
#include "house.h"
#include "door/action.h"

static const char town[] =
	"found heqing\n"
	"at 2025-01-06 09:00\n"
	"as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 telephone=\"021\""
	" hours=\"9:00\" letterhead=合庆镇 account_title=合庆镇 profile=basic officer=周洁"
	" title=主任 -> ok as zhou\n"
	"as guest look place/unit -> ok keep heqing=units.0.id\n";
static const char quarters[] =
	"at 2025-01-06 10:00\n"
	"as zhou place.unit.add parent=$heqing kind=neighbourhood name=蔡路 -> ok as cailu\n"
	"as zhou place.unit.add parent=$heqing kind=neighbourhood name=胜利 -> ok as shengli\n"
	"as zhou place.unit.add parent=$cailu kind=building name=1号楼 -> ok as house1\n";

static struct house house;

static const char *form(struct pairs given, struct pairs suggested, int64_t place)
{
	struct snapshot snapshot;
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = data_root(face.arena);
	struct buf out = buf_new(house.arena, 1 << 20);
	enum err err;

	assert_int_equal(
		door_snapshot(house.door, "heqing", (struct actor) { 0 }, face.arena, &snapshot),
		OK);
	face.rd = snapshot.rd;
	face.again = action_find("place.unit.add");
	face.typed = &suggested;
	if (place)
		data_int(face.arena, data_object(face.arena, data, "page"), "place", place);
	err = form_html(&out, &face, face.again, data, given, true, NULL);
	door_snapshot_done(&snapshot);
	arena_free(face.arena);
	assert_int_equal(err, OK);
	return buf_z(&out);
}

/* The number that stands as the value of the option with this label. */
static int64_t value_of(const char *html, const char *label)
{
	char want[80];
	const char *at;

	snprintf(want, sizeof(want), ">%s</option>", label);
	at = strstr(html, want);
	if (!at)
		fail_msg("no option %s in: %s", label, html);
	while (strncmp(at, "value=\"", 7) != 0)
		at--;
	return strtoll(at + 7, NULL, 10);
}

static void refs_are_chosen_by_label(void **state)
{
	const char *out;
	char number[24];
	struct pair typed[] = { { "parent", number } };
	int64_t cailu;

	(void)state;
	assert_int_equal(house_play(&house, town), 0);
	out = form((struct pairs) { 0 }, (struct pairs) { 0 }, 0);
	assert_has(out, "<option value=\"\">请选一个</option>");
	assert_has(out, " selected>合庆镇</option>"); /* the only one */
	assert_int_equal(house_play(&house, quarters), 0);
	out = form((struct pairs) { 0 }, (struct pairs) { 0 }, 0);
	assert_has(out, "<option value=\"\" selected>请选一个</option>");
	assert_has(out, ">合庆镇</option>");
	assert_has(out, "1号楼</option>");
	cailu = value_of(out, "蔡路");
	/* On the page of a place: what lies within it or around it. */
	out = form((struct pairs) { 0 }, (struct pairs) { 0 }, cailu);
	assert_has(out, ">蔡路</option>");
	assert_has(out, "1号楼</option>");
	assert_lacks(out, "胜利");
	assert_has(out, ">合庆镇</option>");
	/* What was chosen stands there by its label, also from elsewhere. */
	snprintf(number, sizeof(number), "%lld",
		(long long)value_of(form((struct pairs) { 0 }, (struct pairs) { 0 }, 0), "胜利"));
	out = form((struct pairs) { 0 }, (struct pairs) { typed, 1 }, cailu);
	assert_has(out, " selected>胜利</option>");
	snprintf(number, sizeof(number), "%lld", (long long)cailu);
	assert_has(form((struct pairs) { 0 }, (struct pairs) { typed, 1 }, 0),
		" selected>蔡路</option>");
	assert_lacks(form((struct pairs) { typed, 1 }, (struct pairs) { 0 }, 0), ">蔡路</option>");
	snprintf(number, sizeof(number), "987654");
	assert_has(form((struct pairs) { 0 }, (struct pairs) { typed, 1 }, 0),
		" selected>987654</option>");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(refs_are_chosen_by_label) };
	int failed;

	log_quiet(LOG_FAULT + 1);
	if (!house_open(&house, false, 64, NULL))
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	house_close(&house);
	return failed;
}
