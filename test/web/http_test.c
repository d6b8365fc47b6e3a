/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/web/http_test.c: the HTTP port on real sockets: ambiguous framing, limits, deadlines, caps,
 * late answers, stop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <cmocka.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"
#include "web/http.h"
#include "web/multipart.h"
#include "web/raw.h"
#include "web/watch.h"

struct server {
	struct http *http;
	int port;
	pthread_t late;
	struct http_request *waiting;
	int handled;
};

/* Says what it was handed: path|query|kind|body, or the parts. */
static void echo(void *with, struct http_request *r)
{
	struct server *server = with;
	struct buf out = buf_new(r->arena, 1 << 20);

	__atomic_add_fetch(&server->handled, 1, __ATOMIC_SEQ_CST);
	buf_text(&out, r->method == HTTP_POST ? "POST " : "GET ");
	buf_str(&out, r->path);
	buf_char(&out, '|');
	buf_str(&out, r->query.at ? r->query : str_of("-"));
	buf_print(&out, "|%d|", (int)r->body_kind);
	if (r->body.at)
		buf_str(&out, r->body);
	for (const struct part *p = r->parts ? multipart_first(r->parts) : NULL; p; p = p->next)
		buf_print(&out, "[%.*s:%lld]", (int)p->name.len, p->name.at,
			(long long)(p->fd < 0 ? (int64_t)p->value.len : p->size));
	http_answer(r, 200, "text/plain; charset=utf-8", buf_view(&out));
}

static void *answer_late(void *with)
{
	struct http_request *r = with;

	usleep(300000);
	http_answer(r, 200, "text/plain; charset=utf-8", str_of("late"));
	return NULL;
}

static void echo_or_late(void *with, struct http_request *r)
{
	struct server *server = with;

	if (!str_is(r->path, "/late")) {
		echo(with, r);
		return;
	}
	http_later(r);
	assert_int_equal(pthread_create(&server->late, NULL, answer_late, r), 0);
	pthread_detach(server->late);
}

static const struct watch_limits short_limits = {
	.ms = { 1200, 800, 1500, 0, 1500 },
	.per_client = 8,
};

static struct server server_start(const struct watch_limits *limits, struct server *server)
{
	struct http_options options = {
		.threads = 2, .limits = limits, .handle = echo_or_late, .with = server
	};
	const char *why = NULL;

	*server = (struct server) { 0 };
	assert_int_equal(http_start(&options, &server->http, &why), OK);
	server->port = http_port(server->http);
	assert_true(server->port > 0);
	return *server;
}

enum { HUNG_UP = 0 };

struct bad {
	const char *what;
	int status;
	const char *text;
	size_t len;
};
#define H "Host: a\r\n"
#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"
#define TEXT(text) text, sizeof(text) - 1
static const struct bad corpus[] = {
	{ "length and coding", 400,
		TEXT("POST / HTTP/1.1\r\n" H
		     "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") },
	{ "two lengths", 400,
		TEXT("POST / HTTP/1.1\r\n" H
		     "Content-Length: 3\r\nContent-Length: 4\r\n\r\na=bc") },
	{ "two equal lengths", 400,
		TEXT("POST / HTTP/1.1\r\n" H "Content-Length: 3\r\nContent-Length: 3\r\n\r\na=b") },
	{ "length +8", 400, TEXT("POST / HTTP/1.1\r\n" H "Content-Length: +3\r\n\r\na=b") },
	{ "length -1", 400, TEXT("POST / HTTP/1.1\r\n" H "Content-Length: -1\r\n\r\na=b") },
	{ "length list", 400, TEXT("POST / HTTP/1.1\r\n" H "Content-Length: 3, 3\r\n\r\na=b") },
	{ "length hex", 400, TEXT("POST / HTTP/1.1\r\n" H "Content-Length: 0x3\r\n\r\na=b") },
	{ "length empty", 400, TEXT("POST / HTTP/1.1\r\n" H "Content-Length: \r\n\r\na=b") },
	{ "length 2^63", 400,
		TEXT("POST / HTTP/1.1\r\n" H "Content-Length: 9223372036854775808\r\n\r\n") },
	{ "length 10^40", 413,
		TEXT("POST / HTTP/1.1\r\n" H
		     "Content-Length: 10000000000000000000000000000000000000000\r\n\r\n") },
	{ "length too big", 413, TEXT("POST / HTTP/1.1\r\n" H "Content-Length: 99999999\r\n\r\n") },
	{ "form over a megabyte", 413,
		TEXT("POST / HTTP/1.1\r\n" H FORM "Content-Length: 1048577\r\n\r\n") },
	{ "coding then blank", 400,
		TEXT("POST / HTTP/1.1\r\n" H "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n") },
	{ "coding identity", 400,
		TEXT("POST / HTTP/1.1\r\n" H "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n") },
	{ "coding xchunked", 400,
		TEXT("POST / HTTP/1.1\r\n" H "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n") },
	{ "coding twice", 400,
		TEXT("POST / HTTP/1.1\r\n" H
		     "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") },
	{ "coding list", 400,
		TEXT("POST / HTTP/1.1\r\n" H "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n") },
	{ "coding in 1.0", 400,
		TEXT("POST / HTTP/1.0\r\n" H "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n") },
	{ "chunk 0x8", 400,
		TEXT("POST / HTTP/1.1\r\n" H FORM
		     "Transfer-Encoding: chunked\r\n\r\n0x3\r\na=b\r\n0\r\n\r\n") },
	{ "two hosts", 400, TEXT("GET / HTTP/1.1\r\n" H "Host: b\r\n\r\n") },
	{ "no host", 400, TEXT("GET / HTTP/1.1\r\nAccept: x\r\n\r\n") },
	{ "folded", 400, TEXT("GET / HTTP/1.1\r\n" H "X-A: one\r\n two\r\n\r\n") },
	{ "folded by tab", 400, TEXT("GET / HTTP/1.1\r\n" H "X-A: one\r\n\ttwo\r\n\r\n") },
	{ "bare LF all through", 400, TEXT("GET / HTTP/1.1\nHost: a\n\n") },
	{ "bare LF once", 400, TEXT("GET / HTTP/1.1\r\n" H "X-A: one\nX-B: two\r\n\r\n") },
	{ "bare LF at the end", 400, TEXT("GET / HTTP/1.1\r\n" H "X-A: one\r\n\n") },
	{ "bare CR in a value", 400, TEXT("GET / HTTP/1.1\r\n" H "X-A: one\rtwo\r\n\r\n") },
	{ "NUL in a value", 400, TEXT("GET / HTTP/1.1\r\n" H "X-A: o\0e\r\n\r\n") },
	{ "NUL in a name", 400, TEXT("GET / HTTP/1.1\r\n" H "X\0A: one\r\n\r\n") },
	{ "NUL in the path", 400, TEXT("GET /a\0b HTTP/1.1\r\n" H "\r\n") },
	{ "blank before a colon", 400, TEXT("GET / HTTP/1.1\r\n" H "X-A : one\r\n\r\n") },
	{ "no colon", 400, TEXT("GET / HTTP/1.1\r\n" H "X-A one\r\n\r\n") },
	{ "blank line's head", 400, TEXT("GET / HTTP/1.1\r\n Host: a\r\n\r\n") },
	{ "name in brackets", 400, TEXT("GET / HTTP/1.1\r\n" H "X(A): one\r\n\r\n") },
	{ "absolute form", 400, TEXT("GET http://a/ HTTP/1.1\r\n" H "\r\n") },
	{ "star", 400, TEXT("OPTIONS * HTTP/1.1\r\n" H "\r\n") },
	{ "double blank in the line", 400, TEXT("GET  / HTTP/1.1\r\n" H "\r\n") },
	{ "blank in the path", HUNG_UP, TEXT("GET /a b HTTP/1.1\r\n" H "\r\n") },
	{ "GET with a body", 400, TEXT("GET / HTTP/1.1\r\n" H "Content-Length: 3\r\n\r\na=b") },
	{ "HTTP/2.0", 505, TEXT("GET / HTTP/2.0\r\n" H "\r\n") },
	{ "HTTP/1.2", 505, TEXT("GET / HTTP/1.2\r\n" H "\r\n") },
	{ "PUT", 405, TEXT("PUT / HTTP/1.1\r\n" H "\r\n") },
	{ "DELETE", 405, TEXT("DELETE / HTTP/1.1\r\n" H "\r\n") },
	{ "TRACE", 405, TEXT("TRACE / HTTP/1.1\r\n" H "\r\n") },
	{ "OPTIONS", 405, TEXT("OPTIONS / HTTP/1.1\r\n" H "\r\n") },
	{ "CONNECT", 405, TEXT("CONNECT / HTTP/1.1\r\n" H "\r\n") },
	{ "get", 405, TEXT("get / HTTP/1.1\r\n" H "\r\n") },
	{ "traversal", 400, TEXT("GET /a/../b HTTP/1.1\r\n" H "\r\n") },
	{ "traversal escaped", 400, TEXT("GET /a/%2e%2e/b HTTP/1.1\r\n" H "\r\n") },
	{ "traversal by slash", 400, TEXT("GET /..%2fb HTTP/1.1\r\n" H "\r\n") },
	{ "escape cut short", 400, TEXT("GET /a%4 HTTP/1.1\r\n" H "\r\n") },
	{ "escape of NUL", 400, TEXT("GET /a%00 HTTP/1.1\r\n" H "\r\n") },
	{ "escape of bad UTF-8", 400, TEXT("GET /%ff HTTP/1.1\r\n" H "\r\n") },
	{ "unknown body", 415,
		TEXT("POST / HTTP/1.1\r\n" H
		     "Content-Type: text/plain\r\nContent-Length: 3\r\n\r\na=b") },
	{ "multipart without boundary", 400,
		TEXT("POST / HTTP/1.1\r\n" H
		     "Content-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\na=b") },
};

static void refuses_the_corpus(void **state)
{
	struct server server;
	char out[8192];
	int failed = 0;

	(void)state;
	server_start(&watch_limits_usual, &server);
	for (size_t i = 0; i < sizeof corpus / sizeof *corpus; i++) {
		const struct bad *b = &corpus[i];
		int status = raw_ask_n(server.port, b->text, b->len, out, sizeof out);

		if (status != b->status || server.handled) {
			print_error("%s: %d, not %d; handled %d\n%s\n", b->what, status, b->status,
				server.handled, out);
			failed++;
			server.handled = 0;
		}
	}
	assert_int_equal(failed, 0);
	assert_true(http_stop(server.http, 1000));
}

static void reads_what_is_well_formed(void **state)
{
	struct server server;
	char out[8192];
	int port;

	(void)state;
	port = server_start(&watch_limits_usual, &server).port;
#define ASK(text) raw_ask(port, text, out, sizeof out)
	assert_int_equal(
		ASK("GET /a%2Fb/%E5%90%88?x=%41 HTTP/1.1\r\n" H "Connection: close\r\n\r\n"), 200);
	assert_non_null(strstr(out, "GET /a/b/合|x=%41|0|"));
	assert_non_null(strstr(out, "X-Content-Type-Options: nosniff\r\n"));
	assert_non_null(
		strstr(out, "Content-Security-Policy: default-src 'none'; style-src 'self'"));
	assert_int_equal(ASK("GET / HTTP/1.0\r\n" H "\r\n"), 200);
	assert_int_equal(ASK("HEAD / HTTP/1.1\r\n" H "Connection: close\r\n\r\n"), 200);
	assert_null(strstr(out, "GET /|"));
	assert_int_equal(ASK("POST /p HTTP/1.1\r\n" H FORM "Content-Length: 3\r\n\r\na=b"), 200);
	assert_non_null(strstr(out, "POST /p|-|1|a=b"));
	assert_int_equal(ASK("POST /p HTTP/1.1\r\n" H FORM
			     "Transfer-Encoding: chunked\r\n\r\n2\r\na=\r\n1\r\nb\r\n0\r\n\r\n"),
		200);
	assert_non_null(strstr(out, "POST /p|-|1|a=b"));
	assert_int_equal(ASK("POST /p HTTP/1.1\r\n" H "Content-Length: 0\r\n\r\n"), 200);
	assert_non_null(strstr(out, "POST /p|-|0|"));
	assert_int_equal(
		ASK("POST /p HTTP/1.1\r\n" H "Content-Type: application/json; charset=utf-8\r\n"
		    "Content-Length: 2\r\n\r\n{}"),
		200);
	assert_non_null(strstr(out, "POST /p|-|3|{}"));
	assert_int_equal(
		ASK("POST /p HTTP/1.1\r\n" H "Content-Type: multipart/form-data; boundary=xx\r\n"
		    "Content-Length: 130\r\n\r\n"
		    "--xx\r\nContent-Disposition: form-data; name=a\r\n\r\none\r\n"
		    "--xx\r\nContent-Disposition: form-data; name=f; "
		    "filename=\"x\"\r\n\r\n%PDF-\r\n--xx--\r\n"),
		200);
	assert_non_null(strstr(out, "|2|[a:3][f:5]"));
	assert_int_equal(
		ASK("POST /p HTTP/1.1\r\n" H "Content-Type: multipart/form-data; boundary=xx\r\n"
		    "Content-Length: 6\r\n\r\n--xx\r\n"),
		400);
	assert_int_equal(ASK("GET /late HTTP/1.1\r\n" H "Connection: close\r\n\r\n"), 200);
	assert_non_null(strstr(out, "\r\n\r\nlate"));
	assert_int_equal(ASK("GET /1 HTTP/1.1\r\n" H "\r\nGET /late HTTP/1.1\r\n" H "\r\n"
			     "GET /3 HTTP/1.1\r\n" H "Connection: close\r\n\r\n"),
		200);
	assert_non_null(strstr(out, "GET /1|"));
	assert_non_null(strstr(strstr(out, "\r\n\r\nlate"), "GET /3|"));
	assert_true(http_stop(server.http, 1000));
}

/* Head of about `size` bytes by one long header. */
static int ask_with_head(int port, size_t uri, size_t header, char *out, size_t cap)
{
	size_t size = uri + header + 256;
	char *text = malloc(size);
	int n;

	assert_non_null(text);
	n = snprintf(text, size,
		"GET /%0*d HTTP/1.1\r\n" H "X-Long: %0*d\r\nConnection: close\r\n\r\n", (int)uri, 1,
		(int)header, 1);
	n = raw_ask_n(port, text, (size_t)n, out, cap);
	free(text);
	return n;
}

static void holds_its_limits(void **state)
{
	struct server server;
	char out[32768];
	int port;

	(void)state;
	port = server_start(&watch_limits_usual, &server).port;
	assert_int_equal(ask_with_head(port, LIMIT_URL - 8, 10, out, sizeof out), 200);
	assert_int_equal(ask_with_head(port, LIMIT_URL, 10, out, sizeof out), 414);
	assert_int_equal(ask_with_head(port, 10, LIMIT_HEADERS - 200, out, sizeof out), 200);
	assert_int_equal(ask_with_head(port, 10, LIMIT_HEADERS, out, sizeof out), 431);
	/* a chunked form over the limit is read to its end, and refused */
	int fd = raw_connect(port);
	static char chunk[65536 + 16];
	int n = snprintf(chunk, sizeof chunk,
		"POST / HTTP/1.1\r\n" H FORM "Transfer-Encoding: chunked\r\n\r\n");

	raw_send(fd, chunk, (size_t)n);
	n = snprintf(chunk, sizeof chunk, "10000\r\n");
	memset(chunk + n, 'a', 65536);
	memcpy(chunk + n + 65536, "\r\n", 2);
	for (int i = 0; i < 17; i++)
		raw_send(fd, chunk, (size_t)n + 65538);
	raw_send(fd, "0\r\n\r\n", 5);
	raw_read(fd, out, sizeof out, 1000);
	assert_int_equal(raw_status(out), 413);
	close(fd);
	/* one that never ends is cut */
	fd = raw_connect(port);
	n = snprintf(
		out, sizeof out, "POST / HTTP/1.1\r\n" H FORM "Transfer-Encoding: chunked\r\n\r\n");
	raw_send(fd, out, (size_t)n);
	n = 7;
	bool is_cut = false;
	for (int i = 0; i < 200 && !is_cut; i++)
		is_cut = !raw_send(fd, chunk, (size_t)n + 65538);
	assert_true(is_cut);
	close(fd);
	assert_true(http_stop(server.http, 1000));
}

/* Sends a byte every 50 ms and says after how many ms the server hung up; 0: it did not within 4 s.
 */
static int64_t drip(int port, const char *head, char c)
{
	int fd = raw_connect(port);
	int64_t begun = raw_now_ms();
	char out[1024];

	raw_send(fd, head, strlen(head));
	while (raw_now_ms() - begun < 4000) {
		struct pollfd poller = { .fd = fd, .events = POLLIN };

		if (!raw_send(fd, &c, 1))
			break;
		if (poll(&poller, 1, 50) > 0 && recv(fd, out, sizeof out, 0) <= 0)
			break;
	}
	close(fd);
	begun = raw_now_ms() - begun;
	return begun < 4000 ? begun : 0;
}

static void cuts_the_slow(void **state)
{
	struct server server;
	int64_t ms;
	int port;

	(void)state;
	port = server_start(&short_limits, &server).port;
	ms = drip(port, "GET / HTTP/1.1\r\n" H "X-Slow: ", 'a'); /* a head that never ends: 800 */
	assert_in_range(ms, 600, 1700);
	ms = drip(port, "", 'G'); /* a line that never ends */
	assert_in_range(ms, 600, 1700);
	ms = drip(port, "POST / HTTP/1.1\r\n" H FORM "Content-Length: 100000\r\n\r\n",
		'a'); /* 1500 */
	assert_in_range(ms, 1300, 2400);
	ms = drip(port, "GET / HTTP/1.1\r\n" H "\r\n", 'G'); /* after an answer: idle 1200 */
	assert_in_range(ms, 1000, 2100);
	assert_true(http_stop(server.http, 1000));
}

static void caps_each_client(void **state)
{
	struct server server;
	char out[4096];
	int fds[8];
	int port;

	(void)state;
	port = server_start(&short_limits, &server).port;
	for (int i = 0; i < 8; i++)
		fds[i] = raw_connect(port);
	usleep(100000);
	assert_int_equal(raw_ask(port, "GET / HTTP/1.1\r\n" H "\r\n", out, sizeof out), 0);
	for (int i = 0; i < 8; i++)
		close(fds[i]);
	usleep(200000);
	assert_int_equal(raw_ask(port, "GET / HTTP/1.1\r\n" H "\r\n", out, sizeof out), 200);
	assert_true(http_stop(server.http, 1000));
}

static void *ask_late(void *with)
{
	char out[4096];

	return (void *)(intptr_t)raw_ask(
		*(int *)with, "GET /late HTTP/1.1\r\n" H "\r\n", out, sizeof out);
}

static void stops_after_what_it_accepted(void **state)
{
	struct server server;
	pthread_t thread;
	void *status;
	char out[64];
	int port;

	(void)state;
	port = server_start(&watch_limits_usual, &server).port;
	assert_int_equal(pthread_create(&thread, NULL, ask_late, &port), 0);
	usleep(100000);
	assert_true(http_stop(server.http, 2000));
	pthread_join(thread, &status);
	assert_int_equal((intptr_t)status, 200);
	assert_int_equal(raw_ask(port, "GET / HTTP/1.1\r\n" H "\r\n", out, sizeof out), 0);
}

static void serves_the_owner_by_a_socket_of_his_own(void **state)
{
	char path[] = "/tmp/zhidian-http-XXXXXX";
	struct server server = { 0 };
	struct http_options options = {
		.path = path, .threads = 1, .handle = echo, .with = &server
	};
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	const char *why = NULL;
	char out[4096];
	struct stat st;
	int fd = mkstemp(path);

	(void)state;
	close(fd); /* a file left there by a killed server does not matter */
	assert_int_equal(http_start(&options, &server.http, &why), OK);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	memcpy(at.sun_path, path, sizeof path);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
	raw_send(fd, "GET /x HTTP/1.1\r\n" H "\r\n", 29);
	raw_read(fd, out, sizeof out, 500);
	close(fd);
	assert_int_equal(raw_status(out), 200);
	assert_true(http_stop(server.http, 1000));
	assert_int_not_equal(stat(path, &st), 0);
}

static void says_why_it_does_not_start(void **state)
{
	struct server server;
	struct http_options options = { .threads = 1, .handle = echo, .with = &server };
	struct http *other;
	const char *why = NULL;

	(void)state;
	options.port = server_start(&watch_limits_usual, &server).port;
	assert_int_equal(http_start(&options, &other, &why), ERR_IO);
	assert_non_null(strstr(why, "port is in use"));
	options.bind = "not an address";
	assert_int_equal(http_start(&options, &other, &why), ERR_BAD_INPUT);
	assert_true(http_stop(server.http, 1000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_the_corpus),
		cmocka_unit_test(reads_what_is_well_formed),
		cmocka_unit_test(holds_its_limits),
		cmocka_unit_test(cuts_the_slow),
		cmocka_unit_test(caps_each_client),
		cmocka_unit_test(stops_after_what_it_accepted),
		cmocka_unit_test(serves_the_owner_by_a_socket_of_his_own),
		cmocka_unit_test(says_why_it_does_not_start),
	};

	log_quiet(LOG_FAULT);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
