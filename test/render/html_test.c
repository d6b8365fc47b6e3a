/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The template engine: nothing leaves its place, whatever it is; sections, scopes, words, links;
 * what is refused. */
#include "face.h"
#include <unistd.h>
#include "base/json.h"
#include "base/words.h"

/* What a browser makes of escaped text: the five entities undone. */
static const char *undone(const struct face *face, const char *text, size_t len)
{
	static const struct {
		const char *entity;
		char c;
	} entities[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&#34;", '"' },
		{ "&#39;", '\'' } };
	struct buf out = buf_new(face->arena, 1 << 20);

	for (size_t i = 0; i < len;) {
		size_t step = 1;
		char c = text[i];

		for (size_t k = 0; k < 5; k++)
			if (strncmp(text + i, entities[k].entity, strlen(entities[k].entity)) ==
				0) {
				c = entities[k].c;
				step = strlen(entities[k].entity);
			}
		buf_char(&out, c);
		i += step;
	}
	return buf_z(&out);
}

/* What stands between head and tail of the output. */
static const char *between(
	const struct face *face, const char *out, const char *head, const char *tail)
{
	size_t len = out ? strlen(out) : 0;

	if (len < strlen(head) + strlen(tail) || strncmp(out, head, strlen(head)) != 0 ||
		strcmp(out + len - strlen(tail), tail) != 0)
		fail_msg("not %s…%s: %s", head, tail, out ? out : "(nothing)");
	return arena_copy(face->arena, out + strlen(head), len - strlen(head) - strlen(tail));
}

static void stays_in_text_and_quotes(void **state)
{
	static const char *const heads[] = { "<p>", "<p title=\"", "<p title='", "<input value=\"",
		"<title>", "<textarea>", "<td data-l=\"a " };
	static const char *const tails[] = { "</p>", "\">", "'>", "\">", "</title>", "</textarea>",
		" b\">" };
	struct face face = face_new(LANGUAGE_ZH);

	(void)state;
	for (size_t i = 0; i < HOSTILE_COUNT; i++)
		for (size_t k = 0; k < sizeof(heads) / sizeof(heads[0]); k++) {
			struct data *data = data_root(face.arena);
			char text[128];
			const char *inside;

			set_text(&face, data, "x", hostile[i]);
			snprintf(text, sizeof(text), "%s{{x}}%s", heads[k], tails[k]);
			inside = between(&face, drawn(&face, text, data), heads[k], tails[k]);
			assert_null(strpbrk(inside, "<>\"'"));
			assert_string_equal(undone(&face, inside, strlen(inside)), hostile[i]);
		}
	arena_free(face.arena);
}

static void control_characters_do_not_come_through(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = data_root(face.arena);

	(void)state;
	data_text(face.arena, data, "x", (struct str) { "a\0b\x1b[0m\x7f", 8 });
	assert_string_equal(drawn(&face, "{{x}}", data), "a\xef\xbf\xbd"
							 "b\xef\xbf\xbd[0m\xef\xbf\xbd");
	arena_free(face.arena);
}

static void addresses_keep_known_schemes(void **state)
{
	static const char *const fine[] = { "/heqing/fund/pledge/7", "a/b?c=d#e", "#top",
		"?lang=en", "./x", "", "http://a.example/b:c", "HTTPS://a.example/",
		"tel:02158970000", "mailto:a@b.example", "a/b:c" };
	static const char *const bad[] = { "javascript:alert(1)", "JaVaScRiPt:alert(1)",
		" javascript:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)",
		"\x01javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
		"blob:x", "view-source:x", "a b", "x\x7f", ":x" };
	struct face face = face_new(LANGUAGE_ZH);

	(void)state;
	for (size_t i = 0; i < sizeof(fine) / sizeof(fine[0]); i++) {
		struct data *data = data_root(face.arena);

		set_text(&face, data, "x", fine[i]);
		assert_string_equal(between(&face, drawn(&face, "<a href=\"{{x}}\">", data),
					    "<a href=\"", "\">"),
			fine[i]);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct data *data = data_root(face.arena);

		set_text(&face, data, "x", bad[i]);
		assert_string_equal(drawn(&face, "<a href=\"{{x}}\">", data), "<a href=\"#\">");
		assert_string_equal(drawn(&face, "<img src='{{x}}'>", data), "<img src='#'>");
		assert_string_equal(
			drawn(&face, "<form action=\"{{x}}\">", data), "<form action=\"#\">");
		assert_string_equal(drawn(&face, "<button formaction=\"{{x}}\">", data),
			"<button formaction=\"#\">");
	}
	arena_free(face.arena);
}

static void a_piece_of_an_address_stays_one(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = data_root(face.arena);

	(void)state;
	set_text(&face, data, "x", "a/b?c=d&e#f \"<蔡");
	set_text(&face, data, "js", "javascript");
	set_text(&face, data, "rest", ":alert(1)");
	set_text(&face, data, "phone", "021-5897 0000 转 8\" onclick=\"");
	assert_string_equal(drawn(&face, "<a href=\"/q?x={{x}}\">", data),
		"<a href=\"/q?x=a%2Fb%3Fc%3Dd%26e%23f%20%22%3C%E8%94%A1\">");
	assert_string_equal(drawn(&face, "<a href=\"{{js}}{{rest}}\">", data),
		"<a href=\"javascript%3Aalert%281%29\">");
	assert_string_equal(drawn(&face, "<a href=\"{{#none}}x{{/none}}{{js}}\">", data),
		"<a href=\"javascript\">");
	assert_string_equal(
		drawn(&face, "<a href=\"tel:{{phone}}\">", data), "<a href=\"tel:021589700008\">");
	arena_free(face.arena);
}

static void places_without_escape_are_refused(void **state)
{
	static const char *const refused[] = { "<script>{{x}}</script>", "<style>{{x}}</style>",
		"<p onclick=\"{{x}}\">", "<p style=\"{{x}}\">", "<p {{x}}>", "<p title={{x}}>",
		"<{{x}}>", "<p {{x}}=\"1\">", "<iframe srcdoc=\"{{x}}\">", "<!-- {{x}} -->",
		"<p title=\"{{>table}}\">", "<p title=\"{{table x}}\">",
		"<title>{{fields}}</title>", "{{link a}}", "<p title=\"{{link a}}\">",
		"<a href=\"/x/{{link a}}\">", "<p {{t web.table.none}}>",
		"<meta http-equiv=\"{{x}}\">", "<SCRIPT>{{x}}</SCRIPT>", "<p ONCLICK=\"{{x}}\">",
		"{{form fund.nothing.here}}", "<!-- a-->b -- > {{x}" };
	static const char *const unsound[] = { "{{#a}}", "{{/a}}", "{{#a}}{{#b}}{{/a}}{{/b}}",
		"{{#a}}<p>{{/a", "{{}}", "{{#a}}<p title=\"{{/a}}\">", "<p title=\"{{#a}}\">{{/a}}",
		"{{nonsense x}}", "{{>no_such_part}}", "<p title={{#a}}x{{/a}}>",
		"{{#a}}<textarea>{{/a}}</textarea>", "{{form fund.pledge.make ?}}",
		"{{table x y}}z{{" };
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = data_root(face.arena);

	(void)state;
	set_text(&face, data, "x", "1");
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		if (drawn(&face, refused[i], data))
			fail_msg("drawn: %s", refused[i]);
	for (size_t i = 0; i < sizeof(unsound) / sizeof(unsound[0]); i++)
		if (drawn(&face, unsound[i], data))
			fail_msg("drawn: %s", unsound[i]);
	arena_free(face.arena);
}

static struct data *two_rows(const struct face *face)
{
	struct data *data = data_root(face->arena);
	struct data *rows = data_list(face->arena, data, "rows");
	struct data *row = data_object(face->arena, rows, NULL);
	struct data *tags;

	set_text(face, data, "title", "外面");
	set_text(face, row, "name", "一");
	data_int(face->arena, row, "is_here", 1);
	tags = data_list(face->arena, row, "tags");
	set_text(face, tags, NULL, "a");
	set_text(face, tags, NULL, "b");
	row = data_object(face->arena, rows, NULL);
	set_text(face, row, "name", "二");
	set_text(face, row, "title", "里面");
	data_int(face->arena, row, "is_here", 0);
	data_list(face->arena, row, "tags");
	data_null(face->arena, row, "gone");
	return data;
}

static void sections_and_scopes(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = two_rows(&face);
	struct data *seat = data_object(face.arena, data, "seat");

	(void)state;
	data_int(face.arena, seat, "count", 3);
	set_text(&face, data, "gone", "there");
	assert_string_equal(
		drawn(&face, "{{#rows}}{{name}}:{{title}};{{/rows}}", data), "一:外面;二:里面;");
	assert_string_equal(
		drawn(&face,
			"{{#rows}}{{#tags}}{{.}}{{name}} {{/tags}}{{^tags}}none{{/tags}}{{/rows}}",
			data),
		"a一 b一 none");
	assert_string_equal(
		drawn(&face, "{{#rows}}<li{{#is_here}} class=\"on\"{{/is_here}}>{{/rows}}", data),
		"<li class=\"on\"><li>");
	assert_string_equal(drawn(&face,
				    "<p class=\"a{{#rows}}{{#is_here}} b{{/is_here}}{{/rows}}\" "
				    "hidden{{#rows}} {{/rows}}>",
				    data),
		"<p class=\"a b\" hidden  >");
	assert_string_equal(
		drawn(&face, "{{#seat}}{{count}} {{seat.count}}{{/seat}} {{seat.count}}", data),
		"3 3 3");
	assert_string_equal(
		drawn(&face, "{{#rows.count}}{{rows.count}}{{/rows.count}}", data), "2");
	assert_string_equal(
		drawn(&face, "{{#none.count}}x{{/none.count}}{{^none}}y{{/none}}{{none}}", data),
		"y");
	/* A NULL in the row hides what stands outside. */
	assert_string_equal(drawn(&face, "{{#rows}}[{{gone}}]{{/rows}}", data), "[there][]");
	assert_string_equal(drawn(&face, "{{! a\nremark }}x{{! {{y }}z", data), "xz");
	arena_free(face.arena);
}

static void lines_of_sections_leave_no_trace(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = two_rows(&face);

	(void)state;
	assert_string_equal(
		drawn(&face,
			"<ul>\n\t{{#rows}}\n<li>{{name}}</li>\n\t{{/rows}}\n</ul>\n{{! x }}\nend",
			data),
		"<ul>\n<li>一</li>\n<li>二</li>\n</ul>\nend");
	assert_string_equal(
		drawn(&face, "a {{#rows}}\nb{{/rows}}\n{{title}}\n", data), "a \nb\nb\n外面\n");
	arena_free(face.arena);
}

static void values_by_their_place(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = data_root(face.arena);

	(void)state;
	data_int(face.arena, data, "sum_fen", 4500000);
	data_int(face.arena, data, "share_bp", 8007);
	data_int(face.arena, data, "due_day", 20517);
	assert_string_equal(
		drawn(&face,
			"{{sum_fen}}<i title=\"{{sum_fen}}\"></i><input value=\"{{sum_fen}}\">",
			data),
		"45,000.00<i title=\"45,000.00\"></i><input value=\"45000.00\">");
	assert_string_equal(
		drawn(&face, "<rect width=\"{{share_bp}}\"/>", data), "<rect width=\"80.07%\"/>");
	assert_string_equal(drawn(&face, "<time datetime=\"{{due_day}}\">{{due_day}}</time>", data),
		"<time datetime=\"2026-03-05\">2026年3月5日 周四</time>");
	arena_free(face.arena);
}

static void words_and_their_arguments(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = data_root(face.arena);
	struct data *error = data_object(face.arena, data, "error");

	(void)state;
	set_text(&face, error, "id", "<b>\"7\"</b>");
	data_int(face.arena, error, "status", 404);
	assert_string_equal(drawn(&face, "{{t .none}}", data), "这里还没有。");
	assert_string_equal(drawn(&face, "{{t web.error.number}}", data),
		"事由号 &lt;b&gt;&#34;7&#34;&lt;/b&gt;，打电话时报给我们。");
	assert_string_equal(drawn(&face, "<p title=\"{{t web.error.number}}\">", data),
		"<p title=\"事由号 &lt;b&gt;&#34;7&#34;&lt;/b&gt;，打电话时报给我们。\">");
	assert_string_equal(drawn(&face, "{{#error}}{{t web.error.title.:status}}{{/error}}", data),
		"没找到这一页");
	assert_string_equal(drawn(&face, "{{t no.such.key}}", data), "[no.such.key]");
	face.language = LANGUAGE_EN;
	assert_string_equal(drawn(&face, "{{t .none}}", data), "Nothing here yet.");
	arena_free(face.arena);
}

static void links_stay_in_the_street(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = data_root(face.arena);

	(void)state;
	data_int(face.arena, data, "id", 12345);
	set_text(&face, data, "state", "a/../b?x=\"&");
	assert_string_equal(drawn(&face, "<a href=\"{{link choose/project/:id/money}}\">", data),
		"<a href=\"/heqing/choose/project/12345/money\">");
	assert_string_equal(
		drawn(&face, "<a href=\"{{link fund/pledge/:id.csv?project=:id&state=:state}}\">",
			data),
		"<a "
		"href=\"/heqing/fund/pledge/"
		"12345.csv?project=12345&amp;state=a%2F..%2Fb%3Fx%3D%22%26\">");
	assert_string_equal(drawn(&face, "<a href=\"{{link .}}\">", data), "<a href=\"/heqing/\">");
	assert_string_equal(drawn(&face, "<a href=\"{{link fund/pledge}}#f{{id}}\">", data),
		"<a href=\"/heqing/fund/pledge#f12345\">");
	arena_free(face.arena);
}

static void parts_cannot_go_round(void **state)
{
	struct page page = { "table", "here.html", "web.table", "x{{>body}}" };
	struct face face = face_new(LANGUAGE_ZH);
	struct buf out = buf_new(face.arena, 1 << 20);

	(void)state;
	assert_int_equal(html_page(&out, &face, NULL, &page, data_root(face.arena)), ERR_BAD_INPUT);
	arena_free(face.arena);
}

static void small_room_is_told(void **state)
{
	struct page page = { "table", "here.html", "web.table",
		"{{#rows}}{{name}}{{t .none}}{{/rows}}" };
	struct face face = face_new(LANGUAGE_ZH);
	struct face tight = face;
	struct data *rows = data_list(face.arena, data_root(face.arena), "rows");
	struct buf out = buf_new(face.arena, 4);

	(void)state;
	assert_int_equal(html_page(&out, &face, NULL, &page, two_rows(&face)), ERR_TOO_BIG);
	for (int i = 0; i < 1000; i++)
		set_text(&face, data_object(face.arena, rows, NULL), "name", "x");
	out = buf_new(face.arena, 1 << 20);
	assert_int_equal(html_page(&out, &face, NULL, &page, rows->up), OK);
	tight.arena = arena_new(32768);
	out.len = 0;
	assert_true(html_page(&out, &tight, NULL, &page, rows->up) != OK);
	arena_free(tight.arena);
	arena_free(face.arena);
}

static void rereads_from_disk_when_asked(void **state)
{
	char path[] = "/tmp/zhidian-page-XXXXXX";
	struct page page = { "table", path, "web.table", "built in" };
	struct face face = face_new(LANGUAGE_ZH);
	struct buf out = buf_new(face.arena, 1 << 20);
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0 && write(fd, "from disk", 9) == 9);
	close(fd);
	face.is_dev = true;
	assert_int_equal(html_page(&out, &face, NULL, &page, data_root(face.arena)), OK);
	assert_string_equal(buf_z(&out), "from disk");
	unlink(path);
	out.len = 0;
	assert_int_equal(html_page(&out, &face, NULL, &page, data_root(face.arena)), OK);
	assert_string_equal(buf_z(&out), "built in");
	arena_free(face.arena);
}

static void the_frame_holds_the_page(void **state)
{
	struct page page = { "fund", "here.html", "fund.pledge", "<h1>{{page_title}}</h1>" };
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = data_root(face.arena);
	struct buf out = buf_new(face.arena, 1 << 20);

	(void)state;
	set_text(&face, data, "title", hostile[0]);
	set_text(&face, data_object(face.arena, data, "lang"), "code", "zh-CN");
	assert_int_equal(html_page(&out, &face, page_find("frame"), &page, data), OK);
	assert_has(buf_z(&out), "<html lang=\"zh-CN\">");
	assert_has(buf_z(&out), "<title>&lt;script&gt;alert(1)&lt;/script&gt; · 支点</title>");
	assert_has(buf_z(&out), "<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>");
	assert_lacks(buf_z(&out), "{{");
	assert_lacks(buf_z(&out), "<script");
	/* Without a title of its own a page is called by its words. */
	out.len = 0;
	assert_int_equal(html_page(&out, &face, NULL, &page, data_root(face.arena)), OK);
	assert_string_equal(buf_z(&out), "<h1>认筹</h1>");
	arena_free(face.arena);
}

static void every_page_can_be_parsed(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct html html;
	int count = 0;

	(void)state;
	for (const struct page *page = pages; page->name; page++, count++)
		assert_int_equal(html_parse(face.arena, page, page->text, &html), OK);
	assert_true(count > 10);
	arena_free(face.arena);
}

static void a_view_without_a_look_is_drawn(void **state)
{
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = two_rows(&face);
	const char *out;

	(void)state;
	set_text(&face, data_object(face.arena, data, "page"), "path", "fund/pledge");
	data_int(face.arena, data, "id", 7);
	data_int(face.arena, data, "amount_fen", -123456);
	set_text(&face, data, "note", hostile[0]);
	out = drawn(&face, "{{fields}}", data);
	assert_has(out, "<dt>金额（元）</dt><dd class=\"n\">\xe2\x88\x92"
			"1,234.56</dd>");
	assert_has(out, "<dd>&lt;script&gt;alert(1)&lt;/script&gt;</dd>");
	assert_has(out, "<th role=\"rowheader\" scope=\"row\">一</th>");
	assert_has(out, "<td role=\"cell\" data-l=\"here\">是</td>");
	assert_lacks(out, "pledge");
	assert_lacks(out, "编号");
	assert_has(drawn(&face, "{{table rows}}", data), ">二</th>");
	assert_string_equal(drawn(&face, "{{table none}}", data), "");
	arena_free(face.arena);
}

/* What test/browser/escape.mjs opens in a browser: every string in every place, and the strings. */
static const char corpus_page[] =
	"{{#rows}}<div class=\"row\"><p class=\"text\">{{x}}</p><p class=\"words\">"
	"{{t web.error.number}}</p><i title=\"{{x}}\" aria-label='{{x}}' data-l=\"a{{x}}b\"></i>"
	"<input name=\"in\" value=\"{{x}}\"><textarea>\n{{x}}</textarea><select><option"
	" value=\"{{x}}\">{{x}}</option></select><a class=\"whole\" href=\"{{x}}\">a</a>"
	"<a class=\"piece\" href=\"?q={{x}}\">b</a><a class=\"link\" href=\"{{link a/:x}}\">c</a>"
	"</div>{{/rows}}{{form fund.pledge.make amount=1 note?=bad}}{{table rows}}";

static int corpus_print(void)
{
	struct page page = { "table", "corpus.html", "web.table", corpus_page };
	struct face face = face_new(LANGUAGE_ZH);
	struct data *data = data_root(face.arena);
	struct data *rows = data_list(face.arena, data, "rows");
	struct buf html = buf_new(face.arena, 1 << 22);
	struct buf out = buf_new(face.arena, 1 << 23);
	struct json json = json_new(&out);
	enum err err;

	set_text(&face, data, "title", hostile[1]);
	set_text(&face, data, "bad", hostile[3]);
	set_text(&face, data_object(face.arena, data, "lang"), "code", "zh-CN");
	for (size_t i = 0; i < HOSTILE_COUNT; i++) {
		struct data *row = data_object(face.arena, rows, NULL);

		set_text(&face, row, "x", hostile[i]);
		set_text(&face, data_object(face.arena, row, "error"), "id", hostile[i]);
	}
	err = html_page(&html, &face, page_find("frame"), &page, data);
	json_open(&json, '{');
	json_key(&json, "html");
	json_str(&json, buf_view(&html));
	json_key(&json, "strings");
	json_open(&json, '[');
	for (size_t i = 0; i < HOSTILE_COUNT; i++)
		json_text(&json, hostile[i]);
	json_close(&json, ']');
	json_close(&json, '}');
	puts(buf_z(&out));
	arena_free(face.arena);
	return err;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stays_in_text_and_quotes),
		cmocka_unit_test(control_characters_do_not_come_through),
		cmocka_unit_test(addresses_keep_known_schemes),
		cmocka_unit_test(a_piece_of_an_address_stays_one),
		cmocka_unit_test(places_without_escape_are_refused),
		cmocka_unit_test(sections_and_scopes),
		cmocka_unit_test(lines_of_sections_leave_no_trace),
		cmocka_unit_test(values_by_their_place),
		cmocka_unit_test(words_and_their_arguments),
		cmocka_unit_test(links_stay_in_the_street),
		cmocka_unit_test(parts_cannot_go_round),
		cmocka_unit_test(small_room_is_told),
		cmocka_unit_test(rereads_from_disk_when_asked),
		cmocka_unit_test(the_frame_holds_the_page),
		cmocka_unit_test(every_page_can_be_parsed),
		cmocka_unit_test(a_view_without_a_look_is_drawn),
	};

	if (argc == 2 && strcmp(argv[1], "--page") == 0)
		return corpus_print();
	log_quiet(LOG_FAULT + 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
