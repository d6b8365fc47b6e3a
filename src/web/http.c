/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/http.c: libmicrohttpd behind web/http.h: epoll threads, one exchange a request, suspend while
 * the face works. Every request passes the guard before its body is read; every answer carries the
 * headers that browsers must see. */
#include "web/http.h"
#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <pthread.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"
#include "web/decode.h"
#include "web/guard.h"
#include "web/multipart.h"
#include "web/watch.h"

enum { CONNECTIONS_MOST = 20000, POOL_BYTES = 32 << 10, BACKLOG = 1024, SEND_BYTES_PER_MS = 16 };

struct http {
	struct http_options options;
	struct MHD_Daemon *daemon;
	struct watch *watch;
	int socket;
	int port;
	bool is_draining;  /* atomic: read by every thread */
	int64_t under_way; /* atomic: requests between their first line and their end */
	char *path;
};

enum exchange_state { EXCHANGE_NEW, EXCHANGE_BODY, EXCHANGE_HANDED, EXCHANGE_SENT };

struct header {
	const char *name;
	const char *value;
	struct header *next;
};

struct exchange {
	struct http_request request; /* first: the face holds this */
	struct http *http;
	struct MHD_Connection *connection;
	struct watched *watched;
	enum exchange_state state;
	const char *uri; /* as sent */
	struct buf body;
	enum err body_err;
	size_t body_size;
	bool is_suspended;
	bool has_answer;
	int status;
	const char *type;
	struct str answer;
	struct header *said;
};

static struct exchange *exchange_of(const struct http_request *request)
{
	return (struct exchange *)(uintptr_t)request;
}

/* --- what the face calls --- */

const char *http_header(const struct http_request *request, const char *name)
{
	return MHD_lookup_connection_value(exchange_of(request)->connection, MHD_HEADER_KIND, name);
}

void http_later(struct http_request *request)
{
	struct exchange *e = exchange_of(request);

	assert(!e->is_suspended && !e->has_answer);
	e->is_suspended = true;
	MHD_suspend_connection(e->connection);
}

void http_say(struct http_request *request, const char *name, const char *value)
{
	struct exchange *e = exchange_of(request);
	struct header *header = arena_alloc(request->arena, sizeof *header);

	for (const char *c = value; *c; c++)
		assert((unsigned char)*c >= 32 && *c != 127);
	if (!header)
		return; /* the arena is spent: the answer turns into 503 */
	header->name = name;
	header->value = value;
	header->next = e->said;
	e->said = header;
}

void http_answer(struct http_request *request, int status, const char *type, struct str body)
{
	struct exchange *e = exchange_of(request);

	assert(!e->has_answer);
	e->status = status;
	e->type = type;
	e->answer = body;
	if (arena_is_spent(request->arena)) {
		e->status = err_http(ERR_MEMORY);
		e->type = "text/plain; charset=utf-8";
		e->answer = str_of("out of memory\n");
		e->said = NULL;
	}
	e->has_answer = true;
	if (e->is_suspended)
		MHD_resume_connection(e->connection);
}

/* --- from the answer to the library --- */

static const char *const said_always[][2] = {
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "same-origin" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "same-origin" },
	{ "Content-Security-Policy",
		"default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
		"base-uri 'none'; frame-ancestors 'none'" },
};

static enum MHD_Result send_answer(struct exchange *e)
{
	struct MHD_Response *r = MHD_create_response_from_buffer(
		e->answer.len, (void *)(uintptr_t)e->answer.at, MHD_RESPMEM_PERSISTENT);
	enum MHD_Result result;

	if (!r)
		return MHD_NO;
	for (size_t i = 0; i < sizeof said_always / sizeof *said_always; i++)
		MHD_add_response_header(r, said_always[i][0], said_always[i][1]);
	for (struct header *h = e->said; h; h = h->next)
		MHD_add_response_header(r, h->name, h->value);
	if (e->type)
		MHD_add_response_header(r, "Content-Type", e->type);
	if (__atomic_load_n(&e->http->is_draining, __ATOMIC_RELAXED) || e->state != EXCHANGE_HANDED)
		MHD_add_response_header(r, "Connection", "close");
	e->state = EXCHANGE_SENT;
	watch_enter(e->http->watch, e->watched, WATCH_SEND,
		(int64_t)(e->answer.len / SEND_BYTES_PER_MS));
	result = MHD_queue_response(e->connection, (unsigned)e->status, r);
	MHD_destroy_response(r);
	return result;
}

/* Trouble with the request itself, found before the face sees it: a bare line, because nothing in
 * it can be trusted. */
static enum MHD_Result refuse(struct exchange *e, int status)
{
	const char *why = "bad request\n";

	if (status == 405) {
		http_say(&e->request, "Allow", "GET, HEAD, POST");
		why = "method not allowed\n";
	} else if (status == 413 || status == 414 || status == 431) {
		why = "too big\n";
	} else if (status == 415) {
		why = "unsupported media type\n";
	} else if (status == 505) {
		why = "HTTP version not supported\n";
	} else if (status >= 500) {
		why = "try again later\n";
	}
	e->status = status;
	e->type = "text/plain; charset=utf-8";
	e->answer = str_of(why);
	return send_answer(e);
}

/* --- from the library to the request --- */

static void *request_begin(void *with, const char *uri, struct MHD_Connection *connection)
{
	struct http *http = with;
	struct arena *arena = arena_new(LIMIT_ARENA);
	struct exchange *e = arena ? arena_alloc(arena, sizeof *e) : NULL;

	if (!e) {
		arena_free(arena);
		return NULL;
	}
	e->request.arena = arena;
	e->request.is_local = http->options.path != NULL;
	e->http = http;
	e->connection = connection;
	e->uri = arena_copy(arena, uri, strlen(uri));
	e->watched = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
			     ->socket_context;
	watch_enter(http->watch, e->watched, WATCH_HEAD, 0);
	__atomic_add_fetch(&http->under_way, 1, __ATOMIC_SEQ_CST);
	return e;
}

static void request_end(void *with, struct MHD_Connection *connection, void **context,
	enum MHD_RequestTerminationCode code)
{
	struct exchange *e = *context;
	struct http *http = with;

	(void)connection;
	(void)code;
	if (!e)
		return;
	*context = NULL;
	watch_enter(http->watch, e->watched, WATCH_IDLE, 0);
	multipart_close(e->request.parts);
	arena_free(e->request.arena);
	__atomic_sub_fetch(&http->under_way, 1, __ATOMIC_SEQ_CST);
}

static enum MHD_Result header_seen(void *with, enum MHD_ValueKind kind, const char *name,
	size_t name_len, const char *value, size_t value_len)
{
	(void)kind;
	guard_header(with, name, name_len, value ? value : "", value_len);
	return MHD_YES;
}

static const struct sockaddr *peer_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

	return info ? info->client_addr : NULL;
}

/* The throttles' name of the client. Behind a proxy of ours only what the proxy itself added last
 * counts. */
static const char *client_of(struct exchange *e)
{
	const struct sockaddr *peer = peer_of(e->connection);
	char text[INET6_ADDRSTRLEN] = "";

	if (e->request.is_local || !peer)
		return "";
	if (e->http->options.is_proxied && peer_is_loopback(peer)) {
		const char *list = http_header(&e->request, "X-Forwarded-For");
		const char *last = list ? strrchr(list, ',') : NULL;
		struct str name = str_trim(str_of(last ? last + 1 : list));

		if (name.at && name.len && name.len < sizeof text)
			return str_z(e->request.arena, name);
	}
	if (peer->sa_family == AF_INET)
		inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)peer)->sin_addr,
			text, sizeof text);
	else if (peer->sa_family == AF_INET6)
		inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr,
			text, sizeof text);
	return arena_copy(e->request.arena, text, strlen(text));
}

static bool type_is(const char *type, const char *want)
{
	size_t len = strlen(want);

	return !strncasecmp(type, want, len) &&
	       (!type[len] || type[len] == ';' || type[len] == ' ');
}

/* 0, or the status of the refusal. */
static int body_begin(struct exchange *e, const struct guard *guard)
{
	struct http_request *r = &e->request;
	const char *type = http_header(r, "Content-Type");

	if (r->method != HTTP_POST || !guard_has_body(guard))
		return 0;
	if (!type || type_is(type, "application/x-www-form-urlencoded")) {
		r->body_kind = BODY_FORM;
	} else if (type_is(type, "application/json")) {
		r->body_kind = BODY_JSON;
	} else if (type_is(type, "multipart/form-data")) {
		r->body_kind = BODY_MULTIPART;
		r->parts = multipart_new(r->arena, type, e->http->options.spool_dir);
		return r->parts ? 0 : 400;
	} else {
		return 415;
	}
	if (guard->length > LIMIT_BODY)
		return 413;
	e->body = buf_new(r->arena, LIMIT_BODY);
	return 0;
}

static enum MHD_Result first_call(struct exchange *e, const char *method, const char *version)
{
	const union MHD_ConnectionInfo *size = MHD_get_connection_info(
		e->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	struct guard guard = { 0 };
	struct guard_head head = { method, e->uri, version, size ? size->header_size : 0 };
	struct str uri = str_of(e->uri);
	int status;

	MHD_get_connection_values_n(e->connection, MHD_HEADER_KIND, header_seen, &guard);
	status = guard_verdict(&guard, &head);
	if (status)
		return refuse(e, status);
	e->request.method = strcmp(method, "POST") ? HTTP_GET : HTTP_POST;
	e->request.query = uri;
	uri = str_cut(&e->request.query, '?');
	if (decode_path(e->request.arena, uri, &e->request.path))
		return refuse(e, 400);
	e->request.client = client_of(e);
	status = body_begin(e, &guard);
	if (status)
		return refuse(e, status);
	e->state = EXCHANGE_BODY;
	watch_enter(e->http->watch, e->watched, WATCH_BODY, 0);
	return MHD_YES;
}

/* A body of unknown length is read on after it grew too big, so that the answer can be given; twice
 * that ends it. */
static enum MHD_Result body_part(struct exchange *e, const char *at, size_t *len)
{
	size_t most = e->request.body_kind == BODY_MULTIPART ? (size_t)LIMIT_UPLOAD + LIMIT_BODY
							     : LIMIT_BODY;

	e->body_size += *len;
	if (e->body_size > most)
		e->body_err = ERR_TOO_BIG;
	if (e->body_size > 2 * most)
		return MHD_NO;
	if (!e->body_err && e->request.parts)
		e->body_err = multipart_feed(e->request.parts, at, *len);
	else if (!e->body_err)
		buf_add(&e->body, at, *len);
	*len = 0;
	return MHD_YES;
}

static enum MHD_Result body_whole(struct exchange *e)
{
	struct http_request *r = &e->request;

	if (!e->body_err && r->parts)
		e->body_err = multipart_end(r->parts);
	if (!e->body_err && (r->body_kind == BODY_FORM || r->body_kind == BODY_JSON)) {
		r->body = buf_view(&e->body);
		if (!buf_ok(&e->body))
			e->body_err = ERR_MEMORY;
		else if (!r->body.at)
			r->body = str_of("");
	}
	if (e->body_err)
		return refuse(e, err_http(e->body_err));
	e->state = EXCHANGE_HANDED;
	watch_enter(e->http->watch, e->watched, WATCH_WORK, 0);
	e->http->options.handle(e->http->options.with, r);
	if (e->is_suspended)
		return MHD_YES; /* it may be answered already, on another thread: touch nothing */
	assert(e->has_answer);
	return send_answer(e);
}

static enum MHD_Result on_request(void *with, struct MHD_Connection *connection, const char *url,
	const char *method, const char *version, const char *part, size_t *part_len, void **context)
{
	struct exchange *e = *context;

	(void)with;
	(void)connection;
	(void)url;
	if (!e)
		return MHD_NO; /* memory was out when it began */
	switch (e->state) {
	case EXCHANGE_NEW:
		return first_call(e, method, version);
	case EXCHANGE_BODY:
		return *part_len ? body_part(e, part, part_len) : body_whole(e);
	case EXCHANGE_HANDED:
		assert(e->has_answer);
		return send_answer(e);
	case EXCHANGE_SENT:
		break;
	}
	*part_len = 0;
	return MHD_YES;
}

/* --- connections --- */

static enum MHD_Result may_connect(void *with, const struct sockaddr *peer, socklen_t len)
{
	struct http *http = with;

	(void)len;
	if (http->options.path || (http->options.is_proxied && peer_is_loopback(peer)))
		return MHD_YES;
	return watch_may(http->watch, peer) ? MHD_YES : MHD_NO;
}

static void on_connection(void *with, struct MHD_Connection *connection, void **context,
	enum MHD_ConnectionNotificationCode code)
{
	struct http *http = with;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		const struct sockaddr *peer = peer_of(connection);
		int fd = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)
				 ->connect_fd;
		bool is_uncapped = http->options.path ||
				   (http->options.is_proxied && peer_is_loopback(peer));

		*context = watch_open(http->watch, fd, peer, is_uncapped);
	} else if (*context) {
		watch_close(http->watch, *context);
		*context = NULL;
	}
}

/* The URL is decoded once, by decode_path, and not by the library. */
static size_t leave_as_is(void *with, struct MHD_Connection *connection, char *text)
{
	(void)with;
	(void)connection;
	return strlen(text);
}

static void say_trouble(void *with, const char *format, va_list args)
{
	char line[256];

	(void)with;
	vsnprintf(line, sizeof line, format, args);
	line[strcspn(line, "\n")] = '\0';
	log_line(LOG_WARN, "http: %s", line);
}

/* --- start and stop --- */

static enum err listen_unix(struct http *http, const char **why)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	size_t len = strlen(http->options.path);

	*why = "the path of the owner's socket is too long: use a shorter data directory";
	if (len >= sizeof address.sun_path)
		return ERR_IO;
	memcpy(address.sun_path, http->options.path, len + 1);
	unlink(address.sun_path); /* left by a killed server; the data directory's lock says there
				     is no other */
	http->socket = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	*why = "the owner's socket cannot be made in the data directory";
	/* nobody can connect before listen, so the mode is right from the first connection on */
	if (http->socket < 0 || bind(http->socket, (struct sockaddr *)&address, sizeof address) ||
		chmod(address.sun_path, 0600) || listen(http->socket, BACKLOG))
		return ERR_IO;
	return OK;
}

static enum err listen_tcp(struct http *http, const char **why)
{
	struct addrinfo hint = { .ai_family = AF_UNSPEC,
		.ai_socktype = SOCK_STREAM,
		.ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV };
	struct addrinfo *found = NULL;
	struct sockaddr_storage at;
	socklen_t at_len = sizeof at;
	char port[16];
	int on = 1;

	snprintf(port, sizeof port, "%d", http->options.port);
	*why = "--bind wants an address such as 127.0.0.1, 0.0.0.0 or ::";
	if (getaddrinfo(http->options.bind ? http->options.bind : "127.0.0.1", port, &hint, &found))
		return ERR_BAD_INPUT;
	http->socket = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	*why = "no socket can be made";
	bool is_bound = false;
	if (http->socket >= 0) {
		setsockopt(http->socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
		is_bound = !bind(http->socket, found->ai_addr, found->ai_addrlen) &&
			   !listen(http->socket, BACKLOG);
		if (!is_bound && errno == EADDRINUSE)
			*why = "this port is in use by another program: choose one with --port";
		else if (!is_bound && errno == EACCES)
			*why = "ports below 1024 need rights: choose a higher one with --port";
		else if (!is_bound)
			*why = "this address is not one of this machine's";
	}
	freeaddrinfo(found);
	if (!is_bound)
		return ERR_IO;
	if (!getsockname(http->socket, (struct sockaddr *)&at, &at_len))
		http->port = ntohs(at.ss_family == AF_INET6
					   ? ((struct sockaddr_in6 *)&at)->sin6_port
					   : ((struct sockaddr_in *)&at)->sin_port);
	return OK;
}

static void http_free(struct http *http)
{
	if (http->socket >= 0)
		close(http->socket);
	if (http->path)
		unlink(http->path);
	if (http->watch)
		watch_stop(http->watch);
	free(http->path);
	free(http);
}

enum err http_start(const struct http_options *options, struct http **out, const char **why)
{
	struct http *http = calloc(1, sizeof *http);
	int threads = options->threads ? options->threads : (int)sysconf(_SC_NPROCESSORS_ONLN);
	struct MHD_OptionItem pool[] = { { MHD_OPTION_THREAD_POOL_SIZE, threads, NULL },
		{ MHD_OPTION_END, 0, NULL } };
	enum err err;

	*why = "out of memory";
	if (!http)
		return ERR_MEMORY;
	http->options = *options;
	http->socket = -1;
	http->watch = watch_start(options->limits ? options->limits : &watch_limits_usual);
	err = !http->watch    ? ERR_MEMORY
	      : options->path ? listen_unix(http, why)
			      : listen_tcp(http, why);
	if (!err && options->path) {
		http->path = strdup(options->path);
		http->options.path = http->path;
	}
	if (!err) {
		*why = "the HTTP library does not start";
		http->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD |
							MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC |
							MHD_USE_ERROR_LOG,
			0, may_connect, http, on_request, http, MHD_OPTION_EXTERNAL_LOGGER,
			say_trouble, NULL, MHD_OPTION_LISTEN_SOCKET, http->socket,
			MHD_OPTION_URI_LOG_CALLBACK, request_begin, http,
			MHD_OPTION_NOTIFY_COMPLETED, request_end, http,
			MHD_OPTION_NOTIFY_CONNECTION, on_connection, http,
			MHD_OPTION_UNESCAPE_CALLBACK, leave_as_is, NULL,
			MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_CONNECTION_LIMIT,
			(unsigned)CONNECTIONS_MOST, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
			(size_t)POOL_BYTES, MHD_OPTION_ARRAY, threads > 1 ? pool : pool + 1,
			MHD_OPTION_END);
		if (!http->daemon)
			err = ERR_IO;
	}
	if (err) {
		http_free(http);
		return err;
	}
	*out = http;
	return OK;
}

int http_port(const struct http *http)
{
	return http->port;
}

void http_drain(struct http *http)
{
	__atomic_store_n(&http->is_draining, true, __ATOMIC_SEQ_CST);
}

bool http_stop(struct http *http, int64_t wait_ms)
{
	bool is_whole = true;

	http_drain(http);
	MHD_quiesce_daemon(http->daemon);
	/* what the face works on is waited for without end: the library may not be stopped under it
	 */
	for (; __atomic_load_n(&http->under_way, __ATOMIC_SEQ_CST); wait_ms -= 10) {
		if (is_whole && wait_ms <= 0) {
			watch_cut_all(http->watch);
			is_whole = false;
		}
		usleep(10000);
	}
	MHD_stop_daemon(http->daemon);
	http_free(http);
	return is_whole;
}
