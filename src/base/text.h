/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/text.h: makes outside text one form: valid UTF-8, NFC, CRLF and CR → LF, trimmed, no
 * control characters (a line end only where lines are allowed), no bidi overrides; a tab becomes
 * a blank, invisible spaces and BOMs go. Also counts what a person calls characters. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"

struct arena;

enum text_fault { TEXT_OK, TEXT_NOT_UTF8, TEXT_CONTROL, TEXT_NO_MEMORY };

/* *out is absent when nothing is left after trimming. */
enum text_fault text_clean(
	struct arena *arena, struct str in, bool may_have_lines, struct str *out);
bool text_is_utf8(struct str s);
size_t text_length(struct str s); /* code points of valid UTF-8 */
/* GB18030 (as Excel in China writes it) or UTF-8 with or without BOM → UTF-8. false: neither.
 * Without a BOM, text with letters of two bytes only is taken for GB18030: "楼" alone reads as "¥"
 * in UTF-8. */
bool text_decode(struct arena *arena, struct bytes in, struct str *out);
/* 王* for a public list: the first character and one star. */
struct str text_mask_name(struct arena *arena, struct str name);
