/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Outside text: UTF-8 by the letter, NFC, line ends, what is refused, what becomes plain,
 * GB18030. */
#include "unit.h"
#include <utf8proc.h>
#include <stdlib.h>
#include "base/arena.h"
#include "base/text.h"

#define COUNT_OF(list) (sizeof(list) / sizeof(*(list)))

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_new(64 << 20);
	return arena ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct str str_size(const char *at, size_t len)
{
	return (struct str) { at, len };
}

static void becomes(const char *in, bool may_have_lines, const char *out)
{
	struct str clean = str_of("untouched");

	assert_int_equal(text_clean(arena, str_of(in), may_have_lines, &clean), TEXT_OK);
	if (!str_is(clean, out))
		fail_msg("%s became %.*s", in, (int)clean.len, clean.at ? clean.at : "");
}

static void is_refused(struct str in, bool may_have_lines, enum text_fault fault)
{
	struct str clean = str_of("untouched");

	assert_int_equal(text_clean(arena, in, may_have_lines, &clean), fault);
	assert_true(str_is(clean, "untouched"));
}

static void utf8_is_valid_by_the_letter(void **state)
{
	static const char *const right[] = { "", "a", "\x7f", "\xc2\x80", "\xdf\xbf",
		"\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbd", "\xf0\x90\x80\x80",
		"\xf4\x8f\xbf\xbf" };
	static const char *const wrong[] = { "\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2",
		"\xc2\xc2", "\xe0\x80\x80", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xed\xbf\xbf",
		"\xe4\xb8", "\xe4\xb8\x41", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80", "\xf0\x90\x80", "\xff", "\xfe" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(right); i++)
		assert_true(text_is_utf8(str_of(right[i])));
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		assert_false(text_is_utf8(str_of(wrong[i])));
	assert_true(text_is_utf8(str_size("a\0b", 3)));
	assert_true(text_is_utf8((struct str) { 0 }));
}

static void utf8_agrees_with_utf8proc(void **state)
{
	/* Every sequence of up to three bytes, and four with each lead byte. */
	(void)state;
	for (unsigned lead = 0x80; lead < 0x100; lead++) {
		for (unsigned rest = 0; rest < 0x10000; rest++) {
			char text[4] = { (char)lead, (char)(rest >> 8), (char)rest, (char)0x80 };
			size_t len = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
			utf8proc_int32_t c;
			utf8proc_ssize_t took = utf8proc_iterate(
				(const utf8proc_uint8_t *)text, (utf8proc_ssize_t)len, &c);

			assert_int_equal(
				text_is_utf8(str_size(text, len)), took == (utf8proc_ssize_t)len);
		}
	}
}

static void trims_and_makes_absent(void **state)
{
	(void)state;
	becomes("  楼道灯 \n", false, "楼道灯");
	becomes("\u3000楼道灯\u3000", false, "楼道灯");
	becomes("", false, NULL);
	becomes(" \t\r\n\u3000", false, NULL);
	becomes("\ufeff", false, NULL);
	becomes("\ufeff 楼道灯\u200b ", false, "楼道灯");
	assert_int_equal(
		text_clean(arena, (struct str) { 0 }, false, &(struct str) { 0 }), TEXT_OK);
}

static void line_ends_are_lf(void **state)
{
	(void)state;
	becomes("a\r\nb\rc\nd\r\r\ne\u2028f\u2029g", true, "a\nb\nc\nd\n\ne\nf\ng");
	becomes("a\r", true, "a");
	becomes("a\tb", false, "a b");
	is_refused(str_of("a\nb"), false, TEXT_CONTROL);
	is_refused(str_of("a\rb"), false, TEXT_CONTROL);
	is_refused(str_of("a\u2028b"), false, TEXT_CONTROL);
}

static void composes(void **state)
{
	(void)state;
	becomes("e\u0301", false, "é");
	becomes("か\u3099", false, "が");
	becomes("\u1100\u1161\u11a8", false, "각");
	becomes("\u212b", false, "Å");	/* angstrom sign */
	becomes("\uf900", false, "豈"); /* a compatibility ideograph has one canonical form */
	becomes("ＡＢＣ１２３", false, "ＡＢＣ１２３"); /* width is not canonical: kept */
	becomes("a\u0323\u0307", false, "ạ\u0307");
	becomes("a\u0307\u0323", false, "ạ\u0307");
	becomes("👨‍👩‍👧", false, "👨‍👩‍👧"); /* joiners stay */
	becomes("é楼道灯，改造（二）：“好”…", false, "é楼道灯，改造（二）：“好”…");
}

/* What the short way calls fixed must be what utf8proc calls composed, for every character. */
static void composes_every_character_as_utf8proc(void **state)
{
	(void)state;
	for (utf8proc_int32_t c = 0x21; c < 0x110000; c++) {
		utf8proc_uint8_t in[16] = "x";
		utf8proc_uint8_t *made = NULL;
		struct str clean = { 0 };
		utf8proc_ssize_t len;
		size_t in_len;

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		in_len = 1 + (size_t)utf8proc_encode_char(c, in + 1);
		if (text_clean(arena, str_size((char *)in, in_len), false, &clean) != TEXT_OK ||
			clean.len == 1)
			continue;
		len = utf8proc_map(
			in, (utf8proc_ssize_t)in_len, &made, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
		assert_true(len > 0);
		if (c != 0x3000)
			assert_true(str_equal(clean, str_size((char *)made, (size_t)len)));
		free(made);
	}
}

static void refuses_what_deceives(void **state)
{
	static const char *const controls[] = { "a\x01"
						"b",
		"a\x1b[31m",
		"a\x7f"
		"b",
		"a\xc2\x85"
		"b",
		"a\xc2\x9f"
		"b",
		"a\u202eb", "a\u202ab", "a\u202cb", "a\u2066b", "a\u2069b", "a\ufffeb", "a\uffffb",
		"a\ufdd0b", "a\ufff9b", "a\U0001fffeb", "a\U0010ffff", "a\bb", "a\vb" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(controls); i++)
		is_refused(str_of(controls[i]), true, TEXT_CONTROL);
	is_refused(str_size("a\0b", 3), true, TEXT_CONTROL);
	is_refused(str_of("\xc0\xaf"), true, TEXT_NOT_UTF8);
	is_refused(str_of("楼\xe9\x81"), true, TEXT_NOT_UTF8);
	becomes("a\u200fb", false, "a\u200fb"); /* marks only hint at a direction */
}

static void cleaning_twice_changes_nothing(void **state)
{
	static const char *const texts[] = { "  a\tb\r\nc ", "e\u0301 \u200b\n", "か\u3099\u2028x",
		"\u3000\ufeff \u3000x", "x \u200b" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct str once, twice;

		assert_int_equal(text_clean(arena, str_of(texts[i]), true, &once), TEXT_OK);
		assert_int_equal(text_clean(arena, once, true, &twice), TEXT_OK);
		assert_true(str_equal(once, twice));
	}
}

static void says_when_memory_is_out(void **state)
{
	struct arena *small = arena_new(64);
	struct str clean = { 0 };
	char text[200];

	(void)state;
	memset(text, 'x', sizeof(text));
	assert_int_equal(text_clean(small, str_size(text, 200), false, &clean), TEXT_NO_MEMORY);
	arena_free(small);
}

static void counts_characters(void **state)
{
	(void)state;
	assert_int_equal(text_length(str_of("楼道灯a")), 4);
	assert_int_equal(text_length(str_of("👨")), 1);
	assert_int_equal(text_length((struct str) { 0 }), 0);
}

static bool decodes(const char *in, size_t len, const char *out)
{
	struct str s = { 0 };

	return text_decode(arena, (struct bytes) { (const uint8_t *)in, len }, &s) &&
	       str_is(s, out);
}

static void decodes_spreadsheets(void **state)
{
	struct str s = str_of("untouched");

	(void)state;
	assert_true(decodes("", 0, ""));
	assert_true(decodes(NULL, 0, ""));
	assert_true(decodes("\xef\xbb\xbf姓名", 9, "姓名"));
	assert_true(decodes("姓名", 6, "姓名"));
	assert_true(decodes("\xd0\xd5\xc3\xfb,1\r\n", 8, "姓名,1\r\n"));
	assert_true(decodes("\x81\x39\xee\x39", 4, "㐀")); /* four bytes: only GB18030 has them */
	assert_true(decodes("\xc2\xa5", 2, "楼"));	   /* not the yen sign of UTF-8 */
	assert_true(decodes("\xef\xbb\xbf\xc2\xa5", 5, "¥"));
	assert_true(decodes("\xc2\xa5楼", 5, "¥楼"));
	assert_false(text_decode(arena, (struct bytes) { (const uint8_t *)"\xff\xfe", 2 }, &s));
	assert_false(text_decode(arena, (struct bytes) { (const uint8_t *)"\xd0", 1 }, &s));
	assert_false(text_decode(arena, (struct bytes) { (const uint8_t *)"a\x80\x20", 3 }, &s));
	assert_true(str_is(s, "untouched"));
}

static void decodes_every_pair_of_gb18030(void **state)
{
	/* The longest growth: room must suffice for many two-byte characters. */
	enum { COUNT = 20000 };
	static char in[2 * COUNT];
	struct str s = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		in[2 * i] = (char)0xc2; /* 楼 */
		in[2 * i + 1] = (char)0xa5;
	}
	assert_true(text_decode(arena, (struct bytes) { (uint8_t *)in, sizeof(in) }, &s));
	assert_int_equal(s.len, 3 * COUNT);
	assert_int_equal(text_length(s), COUNT);
	assert_true(str_starts(s, "楼楼"));
}

static void masks_names(void **state)
{
	(void)state;
	assert_true(str_is(text_mask_name(arena, str_of("王")), "王*"));
	assert_true(str_is(text_mask_name(arena, str_of("王小明")), "王*"));
	assert_true(str_is(text_mask_name(arena, str_of("𠮷田")), "𠮷*"));
	assert_true(str_is(text_mask_name(arena, str_of("Anna")), "A*"));
	assert_null(text_mask_name(arena, (struct str) { 0 }).at);
	assert_null(text_mask_name(arena, str_of("")).at);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_is_valid_by_the_letter),
		cmocka_unit_test(utf8_agrees_with_utf8proc),
		cmocka_unit_test(trims_and_makes_absent),
		cmocka_unit_test(line_ends_are_lf),
		cmocka_unit_test(composes),
		cmocka_unit_test(composes_every_character_as_utf8proc),
		cmocka_unit_test(refuses_what_deceives),
		cmocka_unit_test(cleaning_twice_changes_nothing),
		cmocka_unit_test(says_when_memory_is_out),
		cmocka_unit_test(counts_characters),
		cmocka_unit_test(decodes_spreadsheets),
		cmocka_unit_test(decodes_every_pair_of_gb18030),
		cmocka_unit_test(masks_names),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
