/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/pb_reason.c: what the engine says is wrong with a text, in Chinese. The engine says it in
 * English (pb/pb.h); the English of a word of pb_reason.text is the form of such a sentence, with
 * names where it has figures and pieces of the text. A test sees that every sentence has one. */
#include <stdio.h>
#include "base/words.h"
#include "cli/pb.h"
#include "cli/say.h"

enum { PIECES_MOST = 6 };
#define HEAD "cli.pb_reason."

struct piece {
	struct str name;
	struct str text;
	bool is_quoted; /* of the reader's text: never translated */
};
struct taken {
	struct piece pieces[PIECES_MOST];
	size_t count;
};

/* Is this text of that form? The shortest pieces that do, but all of what stands in quotes. */
static bool form_fits(const char *form, struct str text, struct taken *taken)
{
	const char *open = strstr(form, "{{");
	size_t len = open ? (size_t)(open - form) : strlen(form);
	const char *close = open ? strstr(open, "}}") : NULL;
	struct piece *piece = &taken->pieces[taken->count];

	if (text.len < len || memcmp(text.at, form, len) != 0)
		return false;
	text = str_from(text, len);
	if (!close)
		return !text.len;
	if (taken->count == PIECES_MOST)
		return false;
	taken->count++;
	piece->name = (struct str) { open + 2, (size_t)(close - open) - 2 };
	piece->is_quoted = len && form[len - 1] == '"';
	for (size_t i = 0; i <= text.len; i++) {
		size_t n = piece->is_quoted ? text.len - i : i;

		piece->text = (struct str) { text.at, n };
		if (form_fits(close + 2, str_from(text, n), taken))
			return true;
	}
	taken->count--;
	return false;
}

/* Letters of the form itself: who has most of them fits best. */
static size_t form_size(const char *form)
{
	size_t size = 0;

	for (const char *at = form; *at; at++) {
		if (at[0] == '{' && at[1] == '{')
			at = strstr(at, "}}") + 1;
		else
			size++;
	}
	return size;
}

static const struct word *form_find(struct str text, struct taken *best)
{
	const struct word *found = NULL;

	for (size_t i = 0; i < word_count; i++) {
		struct taken taken = { .count = 0 };

		if (strncmp(words[i].key, HEAD, strlen(HEAD)) != 0)
			continue;
		if (found && form_size(words[i].en) <= form_size(found->en))
			continue;
		if (form_fits(words[i].en, text, &taken)) {
			found = &words[i];
			*best = taken;
		}
	}
	return found;
}

static void piece_say(FILE *to, const struct taken *taken, struct str name)
{
	for (size_t i = 0; i < taken->count; i++) {
		const struct piece *piece = &taken->pieces[i];

		if (!str_equal(piece->name, name))
			continue;
		if (piece->is_quoted)
			fwrite(piece->text.at, 1, piece->text.len, to);
		else
			reason_say(to, piece->text);
	}
}

void reason_say(FILE *to, struct str reason)
{
	struct taken taken;
	const struct word *word = say_is_zh() ? form_find(reason, &taken) : NULL;
	const char *at = word ? word->zh : "";

	if (!word)
		fwrite(reason.at, 1, reason.len, to);
	while (*at) {
		const char *close = !strncmp(at, "{{", 2) ? strstr(at, "}}") : NULL;

		if (!close) {
			fputc(*at++, to);
			continue;
		}
		piece_say(to, &taken, (struct str) { at + 2, (size_t)(close - at) - 2 });
		at = close + 2;
	}
}
