/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/fuzz/web_fuzz.c: libFuzzer target of everything that turns a stranger's bytes into pairs or
 * cells; the first byte picks the reader (`make fuzz`). Beside not crashing, what is accepted must
 * be clean: UTF-8, no NUL inside, names within their limit, pieces of any size read alike. */
#include <assert.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/csv.h"
#include "base/limits.h"
#include "base/text.h"
#include "web/decode.h"
#include "web/guard.h"
#include "web/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

static void pairs_check(struct pairs pairs)
{
	assert(pairs.count <= LIMIT_PAIRS);
	for (size_t i = 0; i < pairs.count; i++) {
		assert(*pairs.at[i].name && strlen(pairs.at[i].name) <= LIMIT_NAME);
		assert(text_is_utf8(str_of(pairs.at[i].name)));
		assert(text_is_utf8(str_of(pairs.at[i].value)));
	}
}

static void path_try(struct arena *arena, struct str s)
{
	struct str path;

	if (decode_path(arena, s, &path))
		return;
	assert(path.len && path.at[0] == '/' && text_is_utf8(path));
	for (size_t i = 0; i < path.len; i++)
		assert((unsigned char)path.at[i] >= 32 && path.at[i] != 127);
}

/* Fed whole and in pieces of one size, the outcome is the same. */
static void multipart_try(struct arena *arena, struct str s, size_t by)
{
	static const char type[] = "multipart/form-data; boundary=xx";
	struct multipart *whole = multipart_new(arena, type, "/tmp");
	struct multipart *parts = multipart_new(arena, type, "/tmp");
	const struct part *a, *b;

	assert(whole && parts);
	multipart_feed(whole, s.at, s.len);
	for (size_t i = 0; i < s.len; i += by)
		multipart_feed(parts, s.at + i, s.len - i < by ? s.len - i : by);
	if (!multipart_end(whole)) {
		assert(!multipart_end(parts));
		b = multipart_first(parts);
		for (a = multipart_first(whole); a; a = a->next, b = b->next) {
			assert(b && str_equal(a->name, b->name) && a->size == b->size);
			assert(a->fd >= 0 || str_equal(a->value, b->value));
		}
		assert(!b);
	} else {
		assert(multipart_end(parts));
	}
	multipart_close(whole);
	multipart_close(parts);
}

static void guard_try(struct str s)
{
	struct guard guard = { 0 };
	struct guard_head head = { "POST", "/x", "HTTP/1.1", 0 };
	size_t size = strlen("POST /x HTTP/1.1\r\n") + 2;

	while (s.at) {
		struct str line = str_cut(&s, '\n');
		struct str value = line;
		struct str name = str_cut(&value, ':');

		if (!value.at)
			value = str_of("");
		guard_header(&guard, name.at, name.len, value.at, value.len);
		size += name.len + value.len + 4;
	}
	head.size = size;
	if (guard_verdict(&guard, &head))
		return;
	assert(guard.length_count + guard.coding_count <= 1 && guard.host_count == 1 &&
		!guard.is_bad);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	struct arena *arena = arena_new(LIMIT_ARENA);
	struct str s = { (const char *)at + 1, len ? len - 1 : 0 };
	struct pairs pairs;
	struct csv csv;
	int line;

	if (!arena || len < 2) {
		arena_free(arena);
		return 0;
	}
	switch (at[0] % 6) {
	case 0:
		if (!decode_form(arena, s, &pairs))
			pairs_check(pairs);
		break;
	case 1:
		if (!decode_json(arena, s, &pairs))
			pairs_check(pairs);
		break;
	case 2:
		path_try(arena, s);
		break;
	case 3:
		multipart_try(arena, s, (size_t)at[0] / 6 + 1);
		break;
	case 4:
		guard_try(s);
		break;
	default:
		(void)csv_read(arena, (struct bytes) { at + 1, len - 1 }, &csv, &line);
	}
	arena_free(arena);
	return 0;
}
