/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/render/face.h: a face to render with, templates written on the spot, and strings that would
 * like to break out. */
#pragma once
#include "unit.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/log.h"
#include "render/html.h"
#include "render/page.h"
#include "render/render.h"

/* Each one is dangerous somewhere: in text, in quotes, in an address, in a template, in a
 * spreadsheet. */
static const char *const hostile[] = {
	"<script>alert(1)</script>",
	"</title><script>alert(1)</script>",
	"</textarea><img src=x onerror=alert(1)>",
	"\" onmouseover=\"alert(1)",
	"' onmouseover='alert(1)",
	"\"><svg onload=alert(1)>",
	"--><script>alert(1)</script><!--",
	"javascript:alert(1)",
	"{{me.name}} {{>body}} {{#rows}}",
	"&lt;b&gt; &amp;amp; &#60;i&#62; &quot;",
	"=HYPERLINK(\"http://x\",\"y\")",
	"+1+1",
	"-1+1",
	"@SUM(A1)",
	"\tTab first",
	"a,b\"c\r\nd;e",
	"100% \\ ` ${7*7} %0a%22",
	"蔡路“毛巾厂”<老>照片 & 墙绘",
	"𠮷野家 ﹤script﹥ \xe2\x80\xae"
	"gnp.exe",
	"a\xc2\xa0"
	"b\xe2\x80\xa8"
	"c",
};
enum { HOSTILE_COUNT = sizeof(hostile) / sizeof(hostile[0]) };

static inline const char *test_once(void *with)
{
	(void)with;
	return "ONCE-KEY";
}

static inline struct face face_new(enum language language)
{
	struct face face = {
		.arena = arena_new(16 << 20), .language = language, .base = "/heqing"
	};

	face.once = test_once;
	assert_non_null(face.arena);
	return face;
}

/* Renders text as a page without a frame; NULL when refused. */
static inline const char *drawn(const struct face *face, const char *text, const struct data *data)
{
	struct page page = {
		.name = "table", .path = "here.html", .prefix = "web.table", .text = text
	};
	struct buf out = buf_new(face->arena, 4 << 20);

	if (html_page(&out, face, NULL, &page, data) != OK)
		return NULL;
	return buf_z(&out);
}

static inline void set_text(
	const struct face *face, struct data *to, const char *name, const char *text)
{
	data_text(face->arena, to, name, str_of(text));
}

static inline void assert_has(const char *whole, const char *piece)
{
	if (!whole || !strstr(whole, piece))
		fail_msg("not found: %s\nin: %s", piece, whole ? whole : "(nothing)");
}

static inline void assert_lacks(const char *whole, const char *piece)
{
	if (!whole || strstr(whole, piece))
		fail_msg("should not be there: %s\nin: %s", piece, whole ? whole : "(nothing)");
}
