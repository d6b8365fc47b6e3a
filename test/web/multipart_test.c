/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/web/multipart_test.c: multipart forms fed whole and in pieces of every size; what is not
 * well-formed is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>
#include <cmocka.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "web/multipart.h"

#define TYPE "multipart/form-data; boundary=\"--=_x y\""
#define MARK "----=_x y"
#define PART(head, body) MARK "\r\nContent-Disposition: form-data; " head "\r\n\r\n" body "\r\n"
#define LAST MARK "--\r\n"

static int setup(void **state)
{
	*state = arena_new(LIMIT_ARENA);
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	arena_free(*state);
	return 0;
}

/* "name=value;" and "name@filename(type):bytes;" */
static const char *told(struct arena *arena, const struct multipart *m)
{
	struct buf out = buf_new(arena, LIMIT_BODY);

	for (const struct part *p = multipart_first(m); p; p = p->next) {
		char bytes[256];
		ssize_t got;

		buf_str(&out, p->name);
		if (p->fd < 0) {
			buf_char(&out, '=');
			buf_str(&out, p->value);
		} else {
			got = read(p->fd, bytes, sizeof bytes);
			assert_int_equal(got, p->size);
			buf_char(&out, '@');
			buf_str(&out, p->filename);
			buf_print(&out, "(%.*s):", (int)p->type.len, p->type.at ? p->type.at : "");
			buf_add(&out, bytes, (size_t)got);
		}
		buf_char(&out, ';');
	}
	return out.len ? buf_z(&out) : "";
}

static const char *read_by(
	struct arena *arena, const char *type, const char *text, size_t len, size_t by)
{
	struct multipart *m = multipart_new(arena, type, "/tmp");
	const char *out;
	enum err err;

	if (!m)
		return "no boundary";
	for (size_t at = 0; at < len; at += by)
		multipart_feed(m, text + at, len - at < by ? len - at : by);
	err = multipart_end(m);
	out = err ? err_name(err) : told(arena, m);
	multipart_close(m);
	return out;
}

static void reads_in_any_pieces(void **state)
{
	static const char text[] = "a preamble\r\n" PART("name=\"a\"", "one")
		PART("name=\"f\"; filename=\"票.pdf\"\r\nContent-Type: application/pdf",
			"%PDF\r\n----=_x\r\n--") PART("name=\"empty\"", "")
			PART("name=b", "\r\n\r\n") LAST "an epilogue";
	static const char want[] =
		"a=one;f@票.pdf(application/pdf):%PDF\r\n----=_x\r\n--;empty=;b=\r\n\r\n;";

	for (size_t by = 1; by <= sizeof text; by++)
		assert_string_equal(read_by(*state, TYPE, text, sizeof text - 1, by), want);
}

static void reads_an_empty_form(void **state)
{
	assert_string_equal(read_by(*state, TYPE, LAST, strlen(LAST), 100), "");
}

static void refuses_the_rest(void **state)
{
	static const char *const bad[] = {
		"",
		"no boundary at all",
		PART("name=\"a\"", "one"),
		MARK "\r\n" LAST,
		MARK "x" PART("name=\"a\"", "one") LAST,
		MARK "\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\none\r\n" LAST,
		MARK "\r\nContent-Type: text/plain\r\n\r\none\r\n" LAST,
		PART("name=\"\"", "one") LAST,
		PART("filename=\"a\"", "one") LAST,
		PART("name=\"a", "one") LAST,
		PART("name=\"\xff\"", "one") LAST,
		PART("name=\"a\"", "\xff") LAST,
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const char *got = read_by(*state, TYPE, bad[i], strlen(bad[i]), 1000);

		if (strcmp(got, "ERR_BAD_INPUT"))
			print_error("%zu gave %s\n", i, got);
		assert_string_equal(got, "ERR_BAD_INPUT");
	}
}

static void refuses_bad_boundaries(void **state)
{
	static const char *const bad[] = { "multipart/form-data",
		"multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
		"multipart/form-data; boundary=\"a\xc3\xa9\"",
		"multipart/form-data; boundary=\"a \"", "multipart/form-data; boundary=\"a",
		"multipart/form-data; "
		"boundary=0123456789012345678901234567890123456789012345678901234567"
		"8901234567890" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_string_equal(
			read_by(*state, bad[i], LAST, strlen(LAST), 1000), "no boundary");
	assert_string_equal(read_by(*state, "multipart/form-data; x=\"boundary=a;\"; boundary=b",
				    "--b--", 5, 9),
		"");
}

static void holds_its_limits(void **state)
{
	struct buf text = buf_new(*state, LIMIT_UPLOAD * 2);
	char *block = arena_alloc(*state, LIMIT_BODY + 1);

	memset(block, 'x', LIMIT_BODY + 1);
	buf_text(&text, MARK "\r\nContent-Disposition: form-data; name=a\r\n\r\n");
	buf_add(&text, block, LIMIT_BODY + 1);
	buf_text(&text, "\r\n" LAST);
	assert_string_equal(read_by(*state, TYPE, text.at, text.len, 16384), "ERR_TOO_BIG");
	text = buf_new(*state, LIMIT_UPLOAD * 2);
	buf_text(&text, MARK "\r\nX: ");
	buf_add(&text, block, 4000);
	buf_text(&text, "\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n" LAST);
	assert_string_equal(read_by(*state, TYPE, text.at, text.len, 16384), "ERR_TOO_BIG");
	text = buf_new(*state, LIMIT_UPLOAD * 2);
	for (int i = 0; i < 5000; i++)
		buf_text(&text, PART("name=a", ""));
	buf_text(&text, LAST);
	assert_string_equal(read_by(*state, TYPE, text.at, text.len, 16384), "ERR_TOO_BIG");
}

static void holds_the_limit_of_a_file(void **state)
{
	struct multipart *m = multipart_new(*state, TYPE, "/tmp");
	static const char head[] = MARK
		"\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\n";
	static char block[1 << 20];
	enum err err = multipart_feed(m, head, sizeof head - 1);

	for (int i = 0; i < 20; i++)
		assert_int_equal(err = multipart_feed(m, block, sizeof block), OK);
	err = multipart_feed(m, block, sizeof block);
	assert_int_equal(err, ERR_TOO_BIG);
	assert_int_equal(multipart_end(m), ERR_TOO_BIG);
	multipart_close(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_in_any_pieces, setup, teardown),
		cmocka_unit_test_setup_teardown(reads_an_empty_form, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_the_rest, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_bad_boundaries, setup, teardown),
		cmocka_unit_test_setup_teardown(holds_its_limits, setup, teardown),
		cmocka_unit_test_setup_teardown(holds_the_limit_of_a_file, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
