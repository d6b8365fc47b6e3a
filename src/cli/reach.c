/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/reach.c: libcurl over the owner's socket. While a long request runs, a second one asks what
 * the server is at. */
#include "cli/reach.h"
#include <curl/curl.h>
#include <errno.h>
#include <jansson.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/random.h"
#include "cli/say.h"
#include "door/field.h"

enum { REPLY_MOST = 1 << 30, TELL_AFTER_MS = 1000 };

static void json_drop(json_t **json)
{
	json_decref(*json);
}

static bool is_answered(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	size_t len = strlen(path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool is_there = false;

	if (fd >= 0 && len < sizeof at.sun_path) {
		memcpy(at.sun_path, path, len + 1);
		is_there = !connect(fd, (struct sockaddr *)&at, sizeof at);
	}
	if (fd >= 0)
		close(fd);
	return is_there;
}

enum err reach_open(const struct args *args, const struct cli_faces *faces, struct reach *out)
{
	const char *why = NULL;
	enum err err;

	*out = (struct reach) { .args = args, .faces = faces, .arena = arena_new(REPLY_MOST) };
	snprintf(out->socket, sizeof out->socket, "%s/zhidian.sock", args->data);
	if (!out->arena) {
		say_error(ERR_MEMORY, "cli.trouble.memory", NULL);
		return ERR_MEMORY;
	}
	if (is_answered(out->socket))
		return OK;
	err = faces->open(args, &out->held, &why);
	if (err) {
		say_error(err, err == ERR_BUSY ? "cli.trouble.held" : "cli.trouble.open", why);
		arena_free(out->arena);
		out->arena = NULL;
	}
	return err;
}

void reach_close(struct reach *reach)
{
	if (reach->held)
		reach->faces->close(reach->held);
	arena_free(reach->arena);
	*reach = (struct reach) { 0 };
}

static size_t body_part(char *at, size_t size, size_t count, void *with)
{
	struct buf *out = with;

	buf_add(out, at, size * count);
	return buf_ok(out) ? size * count : 0;
}

static CURL *curl_new(
	const struct reach *reach, const char *path, struct buf *url, struct buf *body)
{
	CURL *curl = curl_easy_init();

	buf_print(url, "http://localhost%s", path);
	if (!curl || !buf_z(url)) {
		curl_easy_cleanup(curl);
		return NULL;
	}
	curl_easy_setopt(curl, CURLOPT_UNIX_SOCKET_PATH, reach->socket);
	curl_easy_setopt(curl, CURLOPT_URL, buf_z(url));
	curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, body_part);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, body);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	return curl;
}

/* --- what the server is at --- */

struct telling {
	const struct reach *reach;
	int64_t began_ms;
	int64_t next_ms;
	bool has_told;
};

static int64_t clock_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* What it is at, for how long, and what came of it so far. */
static void progress_say(const struct telling *telling, const char *at, curl_off_t come)
{
	int64_t seconds = (clock_ms() - telling->began_ms) / 1000;

	if (come)
		say_note("\r\033[K%s  %lld s  %lld KB", at, (long long)seconds,
			(long long)(come / 1024));
	else
		say_note("\r\033[K%s  %lld s", at, (long long)seconds);
}

static void progress_ask(const struct telling *telling, curl_off_t come)
{
	const struct reach *reach = telling->reach;
	struct arena *arena = arena_new(1 << 20);
	struct buf url = buf_new(arena, 4096);
	struct buf body = buf_new(arena, 65536);
	CURL *curl = arena ? curl_new(reach, "/-/progress", &url, &body) : NULL;

	if (curl && !curl_easy_perform(curl)) {
		CLEANUP(json_drop)
		json_t *json = json_loadb(body.at ? body.at : "", body.len, 0, NULL);
		const char *at = json_string_value(json_object_get(json, "at"));

		progress_say(telling, at && *at ? at : reach->args->command, come);
	}
	curl_easy_cleanup(curl);
	arena_free(arena);
}

static int on_progress(
	void *with, curl_off_t most, curl_off_t come, curl_off_t most_gone, curl_off_t gone)
{
	struct telling *telling = with;
	int64_t now = clock_ms();

	(void)most;
	(void)most_gone;
	(void)gone;
	if (now >= telling->next_ms && isatty(STDERR_FILENO)) {
		progress_ask(telling, come);
		telling->next_ms = now + TELL_AFTER_MS;
		telling->has_told = true;
	}
	return 0;
}

/* --- one request --- */

static const char *file_of(const struct request *request, const struct pair *pair)
{
	bool is_file = request->is_file && request->is_file(request->with, pair->name);

	return is_file && pair->value[0] == '@' ? pair->value + 1 : NULL;
}

static bool mime_add(curl_mime *mime, const char *name, const char *value, const char *file)
{
	curl_mimepart *part = curl_mime_addpart(mime);

	return part && !curl_mime_name(part, name) &&
	       !(file ? curl_mime_filedata(part, file)
		      : curl_mime_data(part, value, CURL_ZERO_TERMINATED));
}

static enum err mime_make(CURL *curl, const struct request *request, curl_mime **out)
{
	curl_mime *mime = curl_mime_init(curl);
	bool is_ok = mime != NULL;

	*out = mime;
	for (size_t i = 0; is_ok && i < request->pair_count; i++)
		is_ok = mime_add(mime, request->pairs[i].name, request->pairs[i].value,
			file_of(request, &request->pairs[i]));
	if (is_ok && request->file)
		is_ok = mime_add(mime, "file", NULL, request->file);
	if (is_ok)
		curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime);
	return is_ok ? OK : ERR_IO;
}

void reach_encode(struct buf *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
				(c >= 'a' && c <= 'z') || strchr("-._~", c);

		if (is_plain)
			buf_char(out, *text);
		else
			buf_print(out, "%%%02X", c);
	}
}

static enum err form_make(CURL *curl, const struct request *request, struct buf *form)
{
	for (size_t i = 0; i < request->pair_count; i++) {
		if (i)
			buf_char(form, '&');
		reach_encode(form, request->pairs[i].name);
		buf_char(form, '=');
		reach_encode(form, request->pairs[i].value);
	}
	if (!buf_ok(form))
		return ERR_TOO_BIG;
	curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)form->len);
	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, form->len ? form->at : "");
	return OK;
}

static bool has_file(const struct request *request)
{
	for (size_t i = 0; i < request->pair_count; i++)
		if (file_of(request, &request->pairs[i]))
			return true;
	return request->file != NULL;
}

static void header_put(
	struct reach *reach, struct curl_slist **list, const char *name, const char *value)
{
	struct buf line = buf_new(reach->arena, 1024);

	buf_print(&line, "%s: %s", name, value);
	if (buf_ok(&line))
		*list = curl_slist_append(*list, buf_z(&line));
}

static struct curl_slist *headers_make(struct reach *reach, const struct request *request)
{
	struct curl_slist *list = curl_slist_append(NULL, "Expect:");
	struct buf once = buf_new(reach->arena, 64);

	header_put(reach, &list, "Accept", "application/json");
	header_put(reach, &list, "Cookie", say_is_zh() ? "zhidian_lang=zh" : "zhidian_lang=en");
	if (reach->args->as)
		header_put(reach, &list, "Zhidian-As", reach->args->as);
	if (reach->args->whose)
		header_put(reach, &list, "Zhidian-For", reach->args->whose);
	if (reach->args->via)
		header_put(reach, &list, "Zhidian-Via", reach->args->via);
	if (request->is_post) {
		random_letters(&once, 24);
		header_put(reach, &list, "Idempotency-Key",
			reach->args->once ? reach->args->once : buf_z(&once));
	}
	return list;
}

static enum err perform(CURL *curl, const struct reach *reach, const struct request *request)
{
	int64_t now = clock_ms();
	struct telling telling = { reach, now, now + TELL_AFTER_MS, false };
	CURLcode code;

	if (request->is_long) {
		curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
		curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
		curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &telling);
	}
	code = curl_easy_perform(curl);
	if (telling.has_told)
		say_note("\r\033[K");
	if (code == CURLE_READ_ERROR) {
		say_error(ERR_IO, "cli.trouble.file", strerror(errno));
		return ERR_IO;
	}
	if (code) {
		say_error(ERR_IO, "cli.trouble.server", curl_easy_strerror(code));
		return ERR_IO;
	}
	return OK;
}

enum err reach_ask(struct reach *reach, const struct request *request, struct reply *out)
{
	struct buf url = buf_new(reach->arena, LIMIT_URL * 2);
	struct buf body = buf_new(reach->arena, REPLY_MOST);
	struct buf form = buf_new(reach->arena, LIMIT_BODY);
	CURL *curl = curl_new(reach, request->path, &url, &body);
	struct curl_slist *headers = headers_make(reach, request);
	curl_mime *mime = NULL;
	enum err err = curl && headers ? OK : ERR_MEMORY;
	const char *type = NULL;
	long status = 0;

	if (!err) {
		curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
		if (request->is_post && has_file(request))
			err = mime_make(curl, request, &mime);
		else if (request->is_post)
			err = form_make(curl, request, &form);
	}
	if (!err)
		err = perform(curl, reach, request);
	else
		say_error(err, "cli.trouble.request", NULL);
	if (!err) {
		curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
		curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
		out->status = (int)status;
		out->body = body.len ? buf_view(&body) : str_of("");
		snprintf(out->type, sizeof out->type, "%s", type ? type : "");
	}
	curl_mime_free(mime);
	curl_slist_free_all(headers);
	curl_easy_cleanup(curl);
	return err;
}

/* --- answers --- */

static enum err err_named(const char *name, int status)
{
	char upper[64] = "ERR_";
	size_t len = name ? strlen(name) : 0;

	for (size_t i = 0; i < len && i + 5 < sizeof upper; i++)
		upper[i + 4] = name[i] >= 'a' && name[i] <= 'z' ? (char)(name[i] - 32) : name[i];
	for (int e = OK + 1; name && e < ERR_COUNT; e++)
		if (!strcmp(err_name((enum err)e), upper) || !strcmp(err_name((enum err)e), name))
			return (enum err)e;
	for (int e = OK + 1; e < ERR_COUNT; e++)
		if (err_http((enum err)e) == status)
			return (enum err)e;
	return ERR_IO;
}

enum err reply_check(const struct reach *reach, const struct reply *reply)
{
	CLEANUP(json_drop) json_t *json = NULL;
	const char *words, *field, *name, *reason;
	char key[64];
	enum err err;

	(void)reach;
	if (reply->status >= 200 && reply->status < 300)
		return OK;
	json = json_loadb(reply->body.at, reply->body.len, 0, NULL);
	name = json_string_value(json_object_get(json, "error"));
	words = json_string_value(json_object_get(json, "words"));
	field = json_string_value(json_object_get(json, "field"));
	err = err_named(name, reply->status);
	reason = json_string_value(json_object_get(json, "reason"));
	/* words for people, the reason's own name for scripts */
	if (words && field && reason)
		fprintf(stderr, "zhidian: %s%s%s [%s]\n", field, *field ? ": " : "", words, reason);
	else if (words && *words)
		fprintf(stderr, "zhidian: %s\n", words);
	else {
		snprintf(key, sizeof key, "cli.trouble.%s", err_name(err));
		for (char *k = key; *k; k++)
			if (*k >= 'A' && *k <= 'Z')
				*k = (char)(*k + 32);
		say_error(err, key, NULL);
	}
	return err;
}

const char *reach_street(struct reach *reach)
{
	CLEANUP(json_drop) json_t *json = NULL;
	struct request request = { .path = "/-/streets" };
	struct reply reply = { 0 };
	const json_t *streets;
	const char *slug;

	if (reach->args->street)
		return reach->args->street;
	if (reach_ask(reach, &request, &reply) || reply_check(reach, &reply))
		return NULL;
	json = json_loadb(reply.body.at, reply.body.len, 0, NULL);
	streets = json_object_get(json, "streets");
	slug = json_string_value(json_object_get(json_array_get(streets, 0), "slug"));
	if (json_array_size(streets) != 1 || !slug) {
		say_error(ERR_BAD_INPUT,
			json_array_size(streets) ? "cli.trouble.which_street"
						 : "cli.trouble.no_street",
			NULL);
		return NULL;
	}
	return arena_copy(reach->arena, slug, strlen(slug));
}
