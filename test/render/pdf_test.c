/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Every printed sheet from data a view would make: its words come back out of the PDF, fonts are
 * embedded, the same data give the same bytes, long content runs over sheets without losing a line,
 * mistakes of a template are refused. */
#include "render/pdf_tool.h"
#include <pthread.h>
#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "render/page.h"
#include "render/pdf.h"
#include "render/render.h"
#include "render/sheets.h"

static struct tree tree_new(void)
{
	struct arena *arena = arena_new(256 << 20);

	return (struct tree) { arena, data_root(arena) };
}

static struct str printed(struct tree *t, const char *paper, enum language language)
{
	struct face face = { .arena = t->arena, .language = language, .base = "/heqing" };
	const struct page *page = page_find(paper);
	struct str pdf = { 0 };

	assert_non_null(page);
	assert_int_equal(pdf_write(&pdf, &face, page, t->root), OK);
	assert_true(str_starts(pdf, "%PDF-"));
	return pdf;
}

static enum err laid(struct arena *arena, const char *tagged, struct str *pdf)
{
	struct pdf_info info = { .name = "test.paper" };

	return pdf_layout(pdf, arena, str_of(tagged), &info);
}

static void assert_says(const char *words, const char *expected)
{
	if (!strstr(words, expected))
		fail_msg("not on the sheet: %s\n%s", expected, words);
}

/* The words without blanks and line ends: how a reader who does not care for the layout has them.
 */
static const char *squeezed(struct arena *arena, const char *words)
{
	struct buf out = buf_new(arena, 1 << 20);

	for (; *words; words++) {
		if (!strchr(" \n\f\t", *words))
			buf_char(&out, *words);
	}
	return buf_z(&out);
}

static void prints_the_notice(void **state)
{
	struct tree t = tree_new();
	struct str pdf;
	const char *words;

	(void)state;
	notice_make(&t);
	pdf = printed(&t, "notice.paper", LANGUAGE_ZH);
	assert_int_equal(pdf_sheets(t.arena, pdf), 1);
	words = pdf_words(t.arena, pdf, 1, 0);
	assert_says(words, "公示 合庆-蔡路-2025-01-G3");
	assert_says(words, "关于“蔡路楼道灯”项目扩大范围的公示");
	assert_says(
		words, "请在 2025年9月29日 周一 17:00 前提意见。没有意见，就报合庆镇重新批准。");
	assert_says(words, "一、怎么定的");
	assert_says(words, "五、怎么提意见");
	assert_says(words, "12,860.00 元");
	assert_says(words, "56,200.00");
	assert_says(words, "SflF8a3Q7i67FW6XUMr9Yy85nUo0qprYSyIcDv6NW6o=");
	words = squeezed(t.arena, words);
	assert_says(words,
		"应到64户，实到51户。赞成47户，反对2户，弃权2户。反对意见：摄像头不要对着家门。");
	assert_says(pdf_facts(t.arena, pdf), "Title:           关于“蔡路楼道灯”项目扩大范围的公示");
	assert_says(pdf_facts(t.arena, pdf), "Sep 22 01:00:00 2025 UTC");
	arena_free(t.arena);
}

static void numbers_headings_that_are_there(void **state)
{
	struct tree t = tree_new();
	const char *words;

	(void)state;
	notice_make(&t);
	put(&t, "has_decisions", 0);
	put(&t, "has_old", 0);
	words = pdf_words(t.arena, printed(&t, "notice.paper", LANGUAGE_ZH), 1, 0);
	assert_says(words, "一、钱怎么用");
	assert_says(words, "四、怎么提意见");
	assert_null(strstr(words, "怎么定的"));
	assert_null(strstr(words, "原定（元）"));
	words = pdf_words(t.arena, printed(&t, "notice.paper", LANGUAGE_EN), 1, 0);
	assert_says(words, "1. What the money is for");
	assert_says(squeezed(t.arena, words), "PleasespeakupbeforeMon29Sep2025,17:00.");
	arena_free(t.arena);
}

static void prints_a_ballot_for_each_number(void **state)
{
	struct tree t = tree_new();
	struct str pdf;
	const char *words;

	(void)state;
	ballot_make(&t, 64);
	pdf = printed(&t, "ballot.paper", LANGUAGE_ZH);
	assert_int_equal(pdf_sheets(t.arena, pdf), 64);
	words = pdf_words(t.arena, pdf, 57, 57);
	assert_says(words, "选票 0057，共 64 张");
	assert_says(words, "7. “毛巾记忆”展示角");
	assert_says(words, "12,600.00 元");
	assert_says(words, "没有人知道您选了什么");
	assert_null(strstr(words, "第 1 页"));
	arena_free(t.arena);
	t = tree_new();
	ballot_make(&t, 0);
	words = pdf_words(t.arena, printed(&t, "ballot.paper", LANGUAGE_ZH), 1, 0);
	assert_says(words, "选票，盖居委会的章才作数");
	arena_free(t.arena);
}

static void prints_the_result(void **state)
{
	struct tree t = tree_new();
	struct str pdf;
	const char *words;

	(void)state;
	result_make(&t);
	pdf = printed(&t, "ballot.result.paper", LANGUAGE_ZH);
	assert_int_equal(pdf_sheets(t.arena, pdf), 2);
	words = pdf_words(t.arena, pdf, 1, 0);
	assert_says(words, "选上 5 件，用 28,900.00 元，剩 1,100.00 元。");
	assert_says(words, "没选上");
	assert_says(words, "没投票的里再来 33 户");
	assert_says(words, "平均分到 60 张票，每票 500.00 元。");
	arena_free(t.arena);
}

static void prints_twenty_rows_to_sign_a_sheet(void **state)
{
	struct tree t = tree_new();
	struct str pdf;
	const char *words;

	(void)state;
	signin_make(&t, 40);
	pdf = printed(&t, "meeting.signin.paper", LANGUAGE_ZH);
	assert_int_equal(pdf_sheets(t.arena, pdf), 2);
	for (int sheet = 1; sheet <= 2; sheet++) {
		words = pdf_words(t.arena, pdf, sheet, sheet);
		assert_says(words, "蔡路楼道灯居民议事会 签到表");
		assert_says(words, "应到 64 户，到 33 户可以开会。");
		assert_says(words, "楼号门牌");
	}
	assert_says(pdf_words(t.arena, pdf, 1, 1), "\n 20 ");
	assert_null(strstr(pdf_words(t.arena, pdf, 1, 1), "\n 21 "));
	assert_says(words, "\n 21 ");
	assert_says(words, "签到这里，人数够了");
	assert_says(words, "第 2 页，共 2 页");
	arena_free(t.arena);
}

static void prints_the_minutes(void **state)
{
	struct tree t = tree_new();
	struct str pdf;
	const char *words;

	(void)state;
	minutes_make(&t, 1);
	pdf = printed(&t, "meeting.minutes.paper", LANGUAGE_ZH);
	assert_int_equal(pdf_sheets(t.arena, pdf), 1);
	words = pdf_words(t.arena, pdf, 1, 0);
	assert_says(words, "人数够了，决定有效。");
	assert_says(words, "居民议事会");
	assert_says(words, "赞成 47，反对 2，弃权 2。通过。");
	assert_says(words, "三、墙绘的画稿");
	assert_says(words, "颜料要能洗，脏了自己补。");
	assert_says(words, "2025年10月8日 周三");
	arena_free(t.arena);
}

static void prints_the_claim(void **state)
{
	struct tree t = tree_new();
	struct str pdf;
	const char *words;

	(void)state;
	claim_make(&t);
	pdf = printed(&t, "claim.paper", LANGUAGE_ZH);
	assert_int_equal(pdf_sheets(t.arena, pdf), 2);
	words = pdf_words(t.arena, pdf, 1, 1);
	assert_says(words, "壹仟玖佰捌拾元整");
	assert_says(words, "1,980.00 元");
	assert_says(words, "2531 2000 0001 1234 5678");
	assert_says(words, "看 I07");
	assert_says(words, "经办 陈静");
	assert_says(pdf_words(t.arena, pdf, 2, 2), "票据粘贴页");
	arena_free(t.arena);
}

static void prints_the_settlement(void **state)
{
	struct tree t = tree_new();
	struct str pdf;
	const char *words;

	(void)state;
	settlement_make(&t);
	pdf = printed(&t, "settlement.paper", LANGUAGE_ZH);
	words = pdf_words(t.arena, pdf, 1, 0);
	assert_says(words, "收 56,200.00 元，用 54,880.00 元，余 1,320.00 元。");
	assert_says(words, "伍万肆仟捌佰捌拾元整");
	assert_says(words, "交回街镇");
	assert_says(words, "公示期：2025年12月1日 周一 至 2025年12月8日 周一");
	/* Whoever signs sees what: no sheet of signatures alone. */
	words = pdf_words(t.arena, pdf, pdf_sheets(t.arena, pdf), 0);
	assert_says(words, "居民代表");
	assert_says(words, "墙绘 4 面");
	arena_free(t.arena);
}

static void prints_eight_slips_a_sheet(void **state)
{
	struct tree t = tree_new();
	struct str pdf;
	const char *words;

	(void)state;
	invite_make(&t, 17);
	pdf = printed(&t, "invite.paper", LANGUAGE_ZH);
	assert_int_equal(pdf_sheets(t.arena, pdf), 3);
	words = pdf_words(t.arena, pdf, 1, 1);
	assert_says(words, "7K3M-2000X");
	assert_says(words, "7K3M-2007X");
	assert_null(strstr(words, "7K3M-2008X"));
	assert_says(pdf_words(t.arena, pdf, 3, 3), "7K3M-2016X");
	assert_says(pdf_facts(t.arena, pdf), "Title:           请您家来议事");
	arena_free(t.arena);
}

static void prints_two_copies_of_a_receipt(void **state)
{
	struct tree t = tree_new();
	struct str pdf;
	const char *words;

	(void)state;
	receipt_make(&t);
	pdf = printed(&t, "pledge.receipt.paper", LANGUAGE_ZH);
	assert_int_equal(pdf_sheets(t.arena, pdf), 1);
	words = pdf_words(t.arena, pdf, 1, 0);
	assert_says(words, "第一联");
	assert_says(words, "第二联");
	assert_says(words, "伍拾元整");
	words = strstr(words, "收据 0000137");
	assert_non_null(words);
	assert_non_null(strstr(words + 1, "收据 0000137"));
	arena_free(t.arena);
}

/* A sheet of which little is known yet is still a sheet: no name it asks for is taken for granted.
 */
static void prints_what_is_known(void **state)
{
	int papers = 0;

	(void)state;
	for (const struct page *page = pages; page->name; page++) {
		struct tree t = tree_new();

		if (str_ends(str_of(page->name), ".paper") && strstr(page->text, "<paper")) {
			for (int language = 0; language < 2; language++) {
				struct str pdf = printed(&t, page->name, (enum language)language);

				assert_true(pdf_sheets(t.arena, pdf) >= 1);
			}
			papers++;
		}
		arena_free(t.arena);
	}
	assert_true(papers >= 9);
}

static void prints_without_a_proof(void **state)
{
	struct tree t = tree_new();
	const char *words;

	(void)state;
	notice_make(&t);
	data_null(t.arena, t.root, "proof");
	words = pdf_words(t.arena, printed(&t, "notice.paper", LANGUAGE_ZH), 1, 0);
	assert_says(words, "公示期");
	assert_null(strstr(words, "扫码看原件"));
	assert_null(strstr(words, "纸上这三行"));
	arena_free(t.arena);
}

static void embeds_its_fonts(void **state)
{
	struct tree t = tree_new();
	const char *fonts;
	int count = 0;

	(void)state;
	notice_make(&t);
	fonts = pdf_fonts(t.arena, printed(&t, "notice.paper", LANGUAGE_ZH));
	for (const char *line = strchr(fonts, '\n'); line && line[1];
		line = strchr(line + 1, '\n')) {
		if (line[1] == '-')
			continue;
		count++;
		/* embedded, a subset, with its letters named */
		assert_non_null(strstr(line, "yes yes yes"));
		assert_non_null(strstr(line, "CJKsc"));
	}
	assert_in_range(count, 3, 4);
	arena_free(t.arena);
}

static void gives_the_same_bytes_for_the_same_data(void **state)
{
	struct tree t = tree_new();
	struct str first;
	struct str second;
	struct str later;

	(void)state;
	notice_make(&t);
	first = printed(&t, "notice.paper", LANGUAGE_ZH);
	second = printed(&t, "notice.paper", LANGUAGE_ZH);
	assert_true(str_equal(first, second));
	put(&t, "printed_ms", moment("2025-09-22T09:01"));
	later = printed(&t, "notice.paper", LANGUAGE_ZH);
	assert_false(str_equal(first, later));
	data_null(t.arena, t.root, "printed_ms");
	second = printed(&t, "notice.paper", LANGUAGE_ZH);
	assert_null(strstr(pdf_facts(t.arena, second), "CreationDate"));
	arena_free(t.arena);
}

static void repeats_the_head_of_a_table(void **state)
{
	struct tree t = tree_new();
	struct str pdf;
	int sheets;

	(void)state;
	minutes_make(&t, 40);
	pdf = printed(&t, "meeting.minutes.paper", LANGUAGE_ZH);
	sheets = pdf_sheets(t.arena, pdf);
	assert_in_range(sheets, 3, 9);
	for (int sheet = 1; sheet < sheets; sheet++) {
		char number[80];
		const char *words = pdf_words(t.arena, pdf, sheet, sheet);

		snprintf(number, sizeof(number), "第 %d 页，共 %d 页", sheet, sheets);
		assert_says(words, number);
		assert_says(words, "说了什么");
		assert_says(words, "合庆镇蔡路居民区");
		assert_null(strstr(words, "扫码核对"));
	}
	assert_says(pdf_words(t.arena, pdf, sheets, sheets), "扫码核对这张纸");
	arena_free(t.arena);
}

/* A paragraph and a cell much higher than a sheet: every sentence comes back, in order. */
static void loses_no_line(void **state)
{
	static const char *const papers[] = {
		"<paper><title>长</title><para>%s</para><para>完</para></paper>",
		"<paper frame pages=\"[page]/[pages]\"><table cols=\"30%% 70%%\"><row "
		"head><cell>谁</cell>"
		"<cell>话</cell></row><row><cell>王*</cell><cell>%s</cell></row></table></paper>",
		"<paper frame><table cols=\"40%% 60%%\" "
		"grid><row><cell>王*</cell><cell>%s</cell></row>"
		"</table></paper>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(papers) / sizeof(papers[0]); i++) {
		struct arena *arena = arena_new(256 << 20);
		struct buf words = buf_new(arena, 1 << 20);
		char *tagged = arena_alloc(arena, 1 << 20);
		const char *found;
		struct str pdf;
		char mark[40];

		for (int n = 1000; n < 1500; n++)
			buf_print(&words, "第%d句说的是楼道里的灯要亮，", n);
		snprintf(tagged, 1 << 20, papers[i], buf_z(&words));
		assert_int_equal(laid(arena, tagged, &pdf), OK);
		assert_true(pdf_sheets(arena, pdf) > 2);
		found = squeezed(arena, pdf_words(arena, pdf, 1, 0));
		for (int n = 1000; n < 1500; n++) {
			/* A figure and its word stay together, whatever stands between two sheets.
			 */
			snprintf(mark, sizeof(mark), "%d句", n);
			found = strstr(found, mark);
			if (!found)
				fail_msg("lost or out of order: %s in paper %zu", mark, i);
		}
		arena_free(arena);
	}
}

static void keeps_sums_and_dates_whole(void **state)
{
	struct arena *arena = arena_new(64 << 20);
	struct buf tagged = buf_new(arena, 1 << 16);
	struct str pdf;
	const char *words;

	(void)state;
	buf_text(&tagged, "<paper>");
	for (int i = 0; i < 30; i++) {
		buf_text(&tagged, "<para>");
		for (int k = 0; k < i; k++)
			buf_text(&tagged, "字");
		buf_text(&tagged, "灯具三方比价省下 12,860.00 元，给 4 栋楼装灯，2025年9月29日 "
				  "周一 17:00 前打电话 "
				  "021-5897 0000 说，再给 4 栋楼装灯又省下 12,860.00 元。</para>");
	}
	buf_text(&tagged, "</paper>");
	assert_int_equal(laid(arena, buf_z(&tagged), &pdf), OK);
	words = pdf_words(arena, pdf, 1, 0);
	for (const char *line = words; line; line = strchr(line, '\n')) {
		line += strspn(line, "\n\f ");
		assert_int_not_equal(strncmp(line, "元", 3), 0);
		assert_int_not_equal(strncmp(line, "栋", 3), 0);
		assert_int_not_equal(strncmp(line, "月", 3), 0);
		assert_int_not_equal(strncmp(line, "日", 3), 0);
		assert_int_not_equal(strncmp(line, "9月", 4), 0);
		assert_int_not_equal(strncmp(line, "0000", 4), 0);
		assert_int_not_equal(strncmp(line, "，", 3), 0);
		assert_int_not_equal(strncmp(line, "。", 3), 0);
		if (!*line)
			break;
	}
	arena_free(arena);
}

static void shows_hostile_values_as_they_are(void **state)
{
	static const char *const hostile[] = { "<para>新的一段</para>", "</title></paper>",
		"\"><qr text=\"x", "&lt;b&gt; & &amp;", "[page] [pages]", "{{title}} {{#x}}",
		"%s%n%d" };

	(void)state;
	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		struct tree t = tree_new();
		const char *words;

		notice_make(&t);
		set(&t, "ask", hostile[i]);
		set(&t, "place_name", hostile[i]);
		set(&t, "upkeep", hostile[i]);
		words = pdf_words(t.arena, printed(&t, "notice.paper", LANGUAGE_ZH), 1, 0);
		for (int k = 0; k < 3; k++) {
			words = strstr(words, hostile[i]);
			if (!words)
				fail_msg("found %d times only: %s", k, hostile[i]);
			words++;
		}
		arena_free(t.arena);
	}
}

static void refuses_mistakes_of_a_template(void **state)
{
	static const char *const spoiled[] = {
		"",
		"   ",
		"words alone",
		"<paper>words</paper>",
		"<paper>",
		"<paper></para></paper>",
		"<paper><para></paper>",
		"<paper></paper></paper>",
		"<paper><para>a</paper></para>",
		"<paper><p>a</p></paper>",
		"<paper><para colour=\"red\">a</para></paper>",
		"<paper><para align=right>a</para></paper>",
		"<paper><para align=\"right>a</para></paper>",
		"<paper><para align=\"right\"",
		"<paper><para <b></para></paper>",
		"<paper><row><cell>a</cell></row></paper>",
		"<paper><table><cell>a</cell></table></paper>",
		"<paper><table><row>a</row></table></paper>",
		"<paper><para><para>a</para></para></paper>",
		"<paper><title><title>a</title></title></paper>",
		"<para>a</para>",
		"<paper><paper></paper></paper>",
		"<paper><foot><table></table></foot></paper>",
		"<paper><columns><column><fill></column></columns></paper>",
		"<paper><!-- a --></paper>",
		"<",
		"</",
		"<paper/",
	};

	(void)state;
	log_quiet(LOG_FAULT + 1);
	for (size_t i = 0; i < sizeof(spoiled) / sizeof(spoiled[0]); i++) {
		struct arena *arena = arena_new(16 << 20);
		struct str pdf = { 0 };

		if (laid(arena, spoiled[i], &pdf) != ERR_IO)
			fail_msg("taken: %s", spoiled[i]);
		assert_null(pdf.at);
		arena_free(arena);
	}
	log_quiet(LOG_NOTE);
}

/* Cut anywhere, a paper is refused; with any byte spoiled it is refused or printed, and nothing
 * breaks. */
static void stands_any_spoiling(void **state)
{
	static const char tagged[] = "<paper frame pages=\"[page]\"><head left=\"a&amp;b\" "
				     "right=\"c\"><title>标题</title><ask><b>问"
				     "</b>话</ask><table cols=\"60% 40%r\"><row "
				     "head><cell>甲</cell><cell>乙</cell></row><row>"
				     "<cell bar=\"5%\">丙</cell><cell>1</cell></row></table><bar "
				     "at=\"50%\"><part share=\"50%\" "
				     "class=\"fund\"/></bar><foot qr=\"x\" seal=\"存证\"><para "
				     "code>y</para></foot></paper>";
	static const char spoil[] = { '<', '>', '"', '/', '&', ' ', '\n', '%', '9', 'x' };

	(void)state;
	log_quiet(LOG_FAULT + 1);
	for (size_t len = 0; len < sizeof(tagged) - 1; len++) {
		struct arena *arena = arena_new(16 << 20);
		struct pdf_info info = { .name = "cut" };
		struct str pdf = { 0 };

		assert_int_equal(
			pdf_layout(&pdf, arena, (struct str) { tagged, len }, &info), ERR_IO);
		arena_free(arena);
	}
	for (size_t at = 0; at < sizeof(tagged) - 1; at += 3) {
		struct arena *arena = arena_new(16 << 20);
		char *copy = arena_copy(arena, tagged, sizeof(tagged) - 1);
		struct str pdf = { 0 };
		enum err err;

		copy[at] = spoil[at / 3 % sizeof(spoil)];
		/* The door lets in nothing but UTF-8. */
		err = text_is_utf8(str_of(copy)) ? laid(arena, copy, &pdf) : ERR_IO;
		assert_true(err == OK || err == ERR_IO);
		assert_true((err == OK) == (pdf.at != NULL));
		arena_free(arena);
	}
	log_quiet(LOG_NOTE);
}

static void says_when_a_block_is_higher_than_a_sheet(void **state)
{
	struct arena *arena = arena_new(64 << 20);
	struct buf tagged = buf_new(arena, 1 << 20);
	struct str pdf = { 0 };

	(void)state;
	buf_text(&tagged, "<paper><columns><column>");
	for (int i = 0; i < 100; i++)
		buf_text(&tagged, "<para>一行</para>");
	buf_text(&tagged, "</column></columns></paper>");
	log_quiet(LOG_FAULT + 1);
	assert_int_equal(laid(arena, buf_z(&tagged), &pdf), ERR_TOO_BIG);
	log_quiet(LOG_NOTE);
	assert_null(pdf.at);
	arena_free(arena);
}

static void says_when_memory_is_out(void **state)
{
	struct tree t = tree_new();
	struct face face = { .language = LANGUAGE_ZH, .base = "/heqing" };
	size_t needed;
	bool was_refused = false;
	bool was_printed = false;

	(void)state;
	notice_make(&t);
	needed = arena_used(t.arena);
	printed(&t, "notice.paper", LANGUAGE_ZH);
	needed = arena_used(t.arena) - needed;
	for (size_t cap = 4096; cap < needed + 65536; cap += needed / 23) {
		struct str pdf = { 0 };
		enum err err;

		face.arena = arena_new(cap);
		err = pdf_write(&pdf, &face, page_find("notice.paper"), t.root);
		if (err != OK && err != ERR_MEMORY)
			fail_msg("%s under a cap of %zu", err_name(err), cap);
		was_refused |= err == ERR_MEMORY;
		was_printed |= err == OK;
		arena_free(face.arena);
	}
	assert_true(was_refused);
	assert_true(was_printed);
	arena_free(t.arena);
}

struct worker {
	pthread_t thread;
	struct hash first;
	bool is_same;
};

static void *worker_print(void *with)
{
	struct worker *worker = with;

	worker->is_same = true;
	for (int i = 0; i < 4; i++) {
		struct tree t = tree_new();
		struct face face = { .arena = t.arena, .language = LANGUAGE_ZH, .base = "/heqing" };
		struct str pdf = { 0 };
		struct hash hash;

		notice_make(&t);
		worker->is_same &= pdf_write(&pdf, &face, page_find("notice.paper"), t.root) == OK;
		hash = hash_of(pdf.at, pdf.len);
		if (i == 0)
			worker->first = hash;
		worker->is_same &= hash_equal(&hash, &worker->first);
		arena_free(t.arena);
	}
	return NULL;
}

static void prints_on_many_threads_at_once(void **state)
{
	struct worker workers[4] = { 0 };

	(void)state;
	for (int i = 0; i < 4; i++)
		assert_int_equal(
			pthread_create(&workers[i].thread, NULL, worker_print, &workers[i]), 0);
	for (int i = 0; i < 4; i++)
		pthread_join(workers[i].thread, NULL);
	for (int i = 0; i < 4; i++) {
		assert_true(workers[i].is_same);
		assert_true(hash_equal(&workers[i].first, &workers[0].first));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prints_the_notice),
		cmocka_unit_test(numbers_headings_that_are_there),
		cmocka_unit_test(prints_a_ballot_for_each_number),
		cmocka_unit_test(prints_the_result),
		cmocka_unit_test(prints_twenty_rows_to_sign_a_sheet),
		cmocka_unit_test(prints_the_minutes),
		cmocka_unit_test(prints_the_claim),
		cmocka_unit_test(prints_the_settlement),
		cmocka_unit_test(prints_eight_slips_a_sheet),
		cmocka_unit_test(prints_two_copies_of_a_receipt),
		cmocka_unit_test(prints_what_is_known),
		cmocka_unit_test(prints_without_a_proof),
		cmocka_unit_test(embeds_its_fonts),
		cmocka_unit_test(gives_the_same_bytes_for_the_same_data),
		cmocka_unit_test(repeats_the_head_of_a_table),
		cmocka_unit_test(loses_no_line),
		cmocka_unit_test(keeps_sums_and_dates_whole),
		cmocka_unit_test(shows_hostile_values_as_they_are),
		cmocka_unit_test(refuses_mistakes_of_a_template),
		cmocka_unit_test(stands_any_spoiling),
		cmocka_unit_test(says_when_a_block_is_higher_than_a_sheet),
		cmocka_unit_test(says_when_memory_is_out),
		cmocka_unit_test(prints_on_many_threads_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
