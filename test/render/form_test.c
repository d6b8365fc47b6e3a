/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Forms drawn from an act's table: every kind of field, what is given, suggested, typed again,
 * refused. */
#include "face.h"
#include "door/action.h"

struct line {
	struct str name;
	struct money amount;
};
struct whole {
	struct ref project;
	struct refs files;
	struct money amount;
	int64_t rows;
	bool agreed;
	struct day due;
	struct moment begun;
	struct str name;
	struct str note;
	struct str way;
	struct str kind;
	struct ref file;
	struct str password;
	LIST_OF(struct line) lines;
};
static const struct field line_fields[] = { TEXT(line, name, .max = 40),
	MONEY(line, amount, .min = 1), { .kind = FIELD_END } };
static const struct field whole_fields[] = { REF(whole, project, .of = "choose.project"),
	REFS(whole, files, .of = "place.file", .optional = true),
	MONEY(whole, amount, .min = 100, .max = 500000), INT(whole, rows, .max = 20),
	BOOL(whole, agreed), DAY(whole, due), MOMENT(whole, begun), TEXT(whole, name, .max = 40),
	TEXT(whole, note, .max = 200, .lines = true, .optional = true),
	CHOICE(whole, way, .of = "transfer cash"),
	CHOICE(whole, kind, .of = "a b c d e", .optional = true),
	UPLOAD(whole, file, .optional = true), SECRET(whole, password),
	LIST(whole, lines, line, line_fields, .max = 200), { .kind = FIELD_END } };
static const struct action whole_act = { .name = "fund.pledge.whole", .fields = whole_fields };
/* Its words are real ones. */
static const struct field make_fields[] = { REF(whole, project, .of = "choose.project"),
	MONEY(whole, amount, .min = 100, .max = 500000),
	TEXT(whole, note, .max = 200, .optional = true), { .kind = FIELD_END } };
static const struct action make_act = { .name = "fund.pledge.make", .fields = make_fields };

static const char *form(
	const struct face *face, const struct action *action, struct pairs given, bool is_solid)
{
	struct buf out = buf_new(face->arena, 1 << 20);

	assert_int_equal(
		form_html(&out, face, action, data_root(face->arena), given, is_solid, NULL), OK);
	return buf_z(&out);
}

static void every_kind_has_its_control(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	const char *out = form(&face, &whole_act, (struct pairs) { 0 }, true);

	(void)state;
	assert_has(out, "method=\"post\" action=\"/heqing/fund/pledge/whole\" "
			"enctype=\"multipart/form-data\">");
	assert_has(out, "<input type=\"hidden\" name=\"once\" value=\"ONCE-KEY\">");
	assert_has(out, "<label for=\"fund-pledge-whole-project\">项目</label>");
	assert_has(out, "<select id=\"fund-pledge-whole-project\" name=\"project\">");
	assert_has(out, "<option value=\"\" selected>请选一个</option>");
	assert_has(out, "<fieldset class=\"f\" id=\"fund-pledge-whole-files\">");
	assert_has(out, "<legend>文件（可不填）</legend>");
	assert_has(out, "<small id=\"fund-pledge-whole-amount-h\">1.00 到 5,000.00 元</small>");
	assert_has(out, "name=\"amount\" type=\"text\" inputmode=\"decimal\" value=\"\" "
			"aria-describedby=\"fund-pledge-whole-amount-h\">");
	assert_has(out, "name=\"rows\" type=\"text\" inputmode=\"numeric\"");
	assert_has(out, "type=\"checkbox\" name=\"agreed\" value=\"yes\">");
	assert_has(out, "name=\"due\" type=\"date\"");
	assert_has(out, "name=\"begun\" type=\"datetime-local\"");
	assert_has(out, "name=\"name\" type=\"text\" value=\"\">");
	assert_has(out, "<textarea id=\"fund-pledge-whole-note\" name=\"note\" rows=\"5\"");
	assert_has(out, "<small id=\"fund-pledge-whole-note-h\">最多 200 字</small>");
	assert_has(out, "<input type=\"radio\" name=\"way\" value=\"transfer\">");
	assert_has(out, "<select id=\"fund-pledge-whole-kind\" name=\"kind\">");
	assert_has(out, "<option value=\"\" selected>不选</option>");
	assert_has(out, "<option value=\"e\">[fund.pledge.whole.kind.e]</option>");
	assert_has(out, "type=\"file\" name=\"file\"");
	assert_has(out, "name=\"password\" type=\"password\" autocomplete=\"current-password\" "
			"value=\"\">");
	assert_has(out, "name=\"lines.0.name\"");
	assert_has(out, "name=\"lines.2.amount\"");
	assert_lacks(out, "lines.3.");
	assert_has(out, "<button class=\"btn go\">[fund.pledge.whole]</button>");
	assert_lacks(out, "{{");
	assert_lacks(out, "aria-invalid");
	assert_lacks(out, "role=\"alert\"");
	arena_free(face.arena);
}

/* Each control has a label (a box around it or for=), and no id stands twice. */
static void every_control_has_a_label(void **state)
{
	struct face face = face_new(LANGUAGE_EN);
	const char *out = form(&face, &whole_act, (struct pairs) { 0 }, true);
	int count = 0;

	(void)state;
	for (const char *at = out; (at = strstr(at, " id=\"")); at++) {
		char id[120];
		char want[140];

		snprintf(id, sizeof(id), "%.*s", (int)strcspn(at + 5, "\""), at + 5);
		snprintf(want, sizeof(want), " id=\"%s\"", id);
		assert_null(strstr(at + 1, want));
		if (strncmp(id + strlen(id) - 2, "-h", 2) == 0 || strstr(id, "agreed") ||
			strcmp(id, "fund-pledge-whole-files") == 0 ||
			strcmp(id, "fund-pledge-whole-way") == 0 ||
			strcmp(id, "fund-pledge-whole-lines") == 0)
			continue;
		snprintf(want, sizeof(want), "<label for=\"%s\">", id);
		assert_has(out, want);
		count++;
	}
	assert_int_equal(count, 11 + 6 - 1);
	arena_free(face.arena);
}

static void given_fields_are_hidden(void **state)
{
	static const struct pair given[] = { { "project", "3" }, { "note", "<\"note\">" } };
	static const struct pair lines[] = { { "lines.0.name", "x" } };
	struct face face = face_new(LANGUAGE_ZH);
	const char *out = form(&face, &make_act, (struct pairs) { given, 2 }, false);

	(void)state;
	assert_has(out, "<input type=\"hidden\" name=\"project\" value=\"3\">");
	assert_has(out, "<input type=\"hidden\" name=\"note\" value=\"&lt;&#34;note&#34;&gt;\">");
	assert_lacks(out, "<select");
	assert_has(out, "id=\"fund-pledge-make-3---note---amount\"");
	assert_has(out, "<label for=\"fund-pledge-make-3---note---amount\">认多少（元）</label>");
	assert_has(out, "<button class=\"btn\">认筹</button>");
	assert_lacks(out, "multipart");
	out = form(&face, &whole_act, (struct pairs) { lines, 1 }, false);
	assert_lacks(out, "lines.1.name");
	face.once = NULL;
	assert_lacks(form(&face, &make_act, (struct pairs) { given, 2 }, false), "once");
	arena_free(face.arena);
}

static void a_refusal_keeps_what_was_typed(void **state)
{
	const struct pair typed[] = { { "once", "x" }, { "project", "3" },
		{ "amount", "\"6000<" }, { "note", hostile[2] } };
	static const struct pair mine[] = { { "project", "3" } };
	static const struct pair other[] = { { "project", "4" } };
	struct pairs pairs = { typed, 4 };
	struct refusal why = { .field = "amount", .reason = "too_big" };
	struct face face = face_new(LANGUAGE_ZH);
	const char *out;

	(void)state;
	face.again = &make_act;
	face.typed = &pairs;
	face.refusal = &why;
	out = form(&face, &make_act, (struct pairs) { mine, 1 }, true);
	assert_has(out, "<div class=\"tip fix\" role=\"alert\" data-field=\"amount\" "
			"data-reason=\"too_big\"><p><b>还有 1 处要改：</b>"
			"<a href=\"#fund-pledge-make-3-amount\">认多少（元）</a></p></div>");
	assert_has(out, "<div class=\"f bad\">");
	assert_has(out,
		"value=\"&#34;6000&lt;\" aria-invalid=\"true\" "
		"aria-describedby=\"fund-pledge-make-3-amount-h fund-pledge-make-3-amount-e\">");
	assert_has(out, "<p class=\"say\" id=\"fund-pledge-make-3-amount-e\"><span class=\"st "
			"fix\">改</span> "
			"最多 5,000.00 元。请改小。</p>");
	assert_has(out, "value=\"&lt;/textarea&gt;&lt;img src=x onerror=alert(1)&gt;\"");
	assert_has(out, "name=\"once\" value=\"ONCE-KEY\"");
	/* The same act's form about another project is untouched. */
	out = form(&face, &make_act, (struct pairs) { other, 1 }, true);
	assert_lacks(out, "bad");
	assert_lacks(out, "6000");
	assert_lacks(out, "alert\"");
	/* When nothing shown is to blame, the box says it. */
	snprintf(why.field, sizeof(why.field), "%s", "");
	snprintf(why.reason, sizeof(why.reason), "%s", "already");
	out = form(&face, &make_act, (struct pairs) { mine, 1 }, true);
	assert_has(out, "<b>没有办成。</b>您家已经认过了。要改数目，先撤回再认。");
	assert_lacks(out, "f bad");
	arena_free(face.arena);
}

static void rows_choices_and_secrets_come_back(void **state)
{
	static const struct pair typed[] = { { "lines.4.name", "第五" }, { "lines.x.name", "?" },
		{ "lines.99999.name", "?" }, { "way", "cash" }, { "kind", "c" },
		{ "agreed", "yes" }, { "password", "geheim" }, { "project", "77" },
		{ "file", "12" }, { "lines.9.name", "" } };
	struct pairs pairs = { typed, 10 };
	struct refusal why = { .field = "lines.4.name", .reason = "too_long" };
	struct face face = face_new(LANGUAGE_EN);
	const char *out;

	(void)state;
	face.again = &whole_act;
	face.typed = &pairs;
	face.refusal = &why;
	out = form(&face, &whole_act, (struct pairs) { 0 }, true);
	assert_has(out, "name=\"lines.4.name\" type=\"text\" value=\"第五\" aria-invalid=\"true\"");
	assert_has(out, "Up to 40 characters. Please shorten it.");
	assert_has(out, "<a href=\"#fund-pledge-whole-lines-4-name\">");
	assert_has(out, "name=\"lines.7.name\"");
	assert_lacks(out, "lines.8.name");
	assert_has(out, "value=\"cash\" checked>");
	assert_has(out, "<option value=\"c\" selected>");
	assert_has(out, "name=\"agreed\" value=\"yes\" checked>");
	assert_has(out, "<option value=\"77\" selected>77</option>");
	assert_lacks(out, "geheim");
	arena_free(face.arena);
}

static void forms_in_a_page(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = data_root(face.arena);
	struct data *given;
	const char *out;

	(void)state;
	data_int(face.arena, data, "id", 7);
	data_int(face.arena, data, "left_fen", 123450);
	data_null(face.arena, data, "nothing");
	out = drawn(&face,
		"{{form fund.pledge.make project=id amount?=left_fen note=\"a b=c\" "
		"is_named=nothing go}}",
		data);
	assert_has(out, "name=\"project\" value=\"7\"");
	assert_has(out, "name=\"note\" value=\"a b=c\"");
	assert_has(out, "inputmode=\"decimal\" value=\"1234.50\"");
	assert_has(out, "name=\"is_named\" value=\"yes\"");
	assert_has(out, "<button class=\"btn go\">认筹</button>");
	assert_has(drawn(&face, "{{form fund.pledge.withdraw pledge=7 stop}}", data),
		"class=\"btn stop\">撤回<");
	assert_has(drawn(&face, "{{form fund.pledge.withdraw pledge=7}}", data),
		"<form class=\"ask bare\"");
	set_text(&face, data, "act", "fund.pledge.withdraw");
	given = data_object(face.arena, data_list(face.arena, data, "given"), NULL);
	set_text(&face, given, "name", "pledge");
	set_text(&face, given, "value", "9");
	out = drawn(&face, "{{form :act go}}", data);
	assert_has(out, "name=\"pledge\" value=\"9\"");
	assert_has(out, "action=\"/heqing/fund/pledge/withdraw\"");
	set_text(&face, data, "act", "fund.pledge.none");
	assert_null(drawn(&face, "{{form :act go}}", data));
	assert_null(drawn(&face, "{{form fund.pledge.make bold}}", data));
	arena_free(face.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_has_its_control),
		cmocka_unit_test(every_control_has_a_label),
		cmocka_unit_test(given_fields_are_hidden),
		cmocka_unit_test(a_refusal_keeps_what_was_typed),
		cmocka_unit_test(rows_choices_and_secrets_come_back),
		cmocka_unit_test(forms_in_a_page),
	};

	log_quiet(LOG_FAULT + 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
