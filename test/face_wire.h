/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/face_wire.h: what the faces of a story share: the server in this process on a loopback port
 * and its owner's socket, a session for each person of the story, and one request with its answer.
 */
#pragma once
#include <strings.h>
#include "base/json.h"
#include "door/session.h"
#include "house.h"
#include "web/raw.h"
#include "web/web.h"

enum { FACE_SESSIONS = 256, FACE_ANSWER = 32 << 20 };

struct face_session {
	int64_t person; /* at the keyboard */
	int64_t whose;	/* acted for at the desk; 0: nobody */
	int64_t made_ms;
	char token[64];
};

struct faces {
	struct house *house;
	struct web *web;
	struct face_session sessions[FACE_SESSIONS];
	size_t session_count;
	const char *program; /* build/zhidian */
	int by_link;	     /* refs that a form could not offer by itself and a link gave */
	int pages;
};

struct answer {
	int status;
	struct str head; /* with its first line */
	struct str body;
};

static inline bool faces_start(struct faces *faces, struct house *house)
{
	struct web_options options = {
		.door = house->door, .db = house->db, .data_dir = house->dir, .is_story = true
	};
	const char *why = NULL;

	faces->house = house;
	if (!web_start(&options, &faces->web, &why))
		return true;
	fprintf(stderr, "web_start: %s\n", why);
	return false;
}

static inline void faces_stop(struct faces *faces)
{
	if (faces->web && !web_stop(faces->web, 5000))
		fprintf(stderr, "the server did not stop in time\n");
	faces->web = NULL;
}

/* --- sessions --- */

static inline bool session_is_fresh(const struct faces *faces, const struct face_session *session)
{
	int64_t age = faces->house->now_ms - session->made_ms;

	return age >= 0 && age < (session->whose ? SESSION_DESK_MS / 2 : 20 * (int64_t)86400000);
}

/* What changes who sits here ends what was remembered of it. */
static inline void sessions_forget(struct faces *faces)
{
	faces->session_count = 0;
}

static inline const char *session_of(
	struct faces *faces, const char *street, const struct actor *actor, struct arena *arena)
{
	int64_t person = actor->by ? actor->by : actor->person;
	int64_t whose = actor->by ? actor->person : 0;
	struct face_session *session = NULL;
	const char *token;
	struct hash hash;

	for (size_t i = 0; i < faces->session_count; i++) {
		session = &faces->sessions[i];
		if (session->person == person && session->whose == whose &&
			session_is_fresh(faces, session))
			return session->token;
	}
	if (session_make(faces->house->door, street, actor->home, person, arena, &token))
		return "";
	hash = hash_of(token, strlen(token));
	if (whose && session_desk(faces->house->door, street, hash, whose, arena))
		return "";
	if (faces->session_count == FACE_SESSIONS)
		sessions_forget(faces);
	session = &faces->sessions[faces->session_count++];
	*session = (struct face_session) { person, whose, faces->house->now_ms, "" };
	snprintf(session->token, sizeof session->token, "%s", token);
	return session->token;
}

/* The line of the session; nothing for a guest. */
static inline void cookie_put(struct faces *faces, struct buf *out, const char *street,
	const struct actor *actor, struct arena *arena)
{
	if (actor->person)
		buf_print(out, "Cookie: zhidian_%s=%s\r\n", street,
			session_of(faces, street, actor, arena));
}

/* --- one request --- */

static inline const char *header_of(
	const struct answer *answer, const char *name, struct arena *arena)
{
	struct str rest = answer->head;

	while (rest.at) {
		struct str value = str_cut(&rest, '\n');
		struct str key = str_cut(&value, ':');

		if (value.at && key.len == strlen(name) && !strncasecmp(key.at, name, key.len))
			return str_z(arena, str_trim(value));
	}
	return "";
}

static inline bool answer_read(struct arena *arena, int fd, struct answer *out)
{
	struct buf all = buf_new(arena, FACE_ANSWER);
	char part[65536];
	const char *end;
	ssize_t got;

	while ((got = recv(fd, part, sizeof part, 0)) > 0)
		buf_add(&all, part, (size_t)got);
	if (!buf_ok(&all) || !all.len)
		return false;
	out->head = buf_view(&all);
	end = memmem(out->head.at, out->head.len, "\r\n\r\n", 4);
	if (!end)
		return false;
	out->head.len = (size_t)(end - out->head.at);
	out->body = str_from(buf_view(&all), out->head.len + 4);
	out->status = raw_status(out->head.at);
	return true;
}

/* headers: lines with their ends. body NULL: none. */
static inline bool ask_wire(struct faces *faces, struct arena *arena, const char *method,
	const char *path, const char *headers, const struct str *body, struct answer *out)
{
	struct buf all = buf_new(arena, FACE_ANSWER);
	int port = web_port(faces->web);
	int fd = raw_connect(port);
	bool is_ok;

	*out = (struct answer) { 0 };
	buf_print(&all, "%s ", method);
	buf_text(&all, path);
	buf_print(&all, " HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n", port);
	buf_text(&all, headers);
	if (body)
		buf_print(&all, "Content-Length: %zu\r\n", body->len);
	buf_text(&all, "\r\n");
	if (body)
		buf_str(&all, *body);
	is_ok = fd >= 0 && buf_ok(&all) && raw_send(fd, all.at, all.len) &&
		answer_read(arena, fd, out);
	if (fd >= 0)
		close(fd);
	faces->pages++;
	if (!is_ok)
		fprintf(stderr, "%s %s: no answer\n", method, path);
	return is_ok;
}

static inline void url_put(struct buf *out, const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
				(c >= 'a' && c <= 'z') || strchr("-._~", c);

		if (is_plain)
			buf_char(out, (char)c);
		else
			buf_print(out, "%%%02X", c);
	}
}

/* "/heqing/fund/pledge/make" */
static inline void act_path_put(struct buf *out, const char *street, const char *act)
{
	buf_print(out, "/%s/", street);
	for (; *act; act++)
		buf_char(out, *act == '.' ? '/' : *act);
}

static inline enum err err_of_status(int status)
{
	for (int e = OK; e < ERR_COUNT; e++)
		if (err_http((enum err)e) == status)
			return (enum err)e;
	return ERR_IO;
}

/* Time itself and the owner's set-up ask no face: they have none of these. */
static inline bool is_direct(const struct ask *ask)
{
	return ask->actor.is_clock || !strcmp(ask->action, "place.street.setup");
}

/* --- looking, the same for every face on the wire --- */

static inline enum err wire_look(void *with, struct sight *sight, struct str *json)
{
	struct faces *faces = with;
	struct buf path = buf_new(sight->arena, LIMIT_URL * 4);
	struct buf headers = buf_new(sight->arena, 4096);
	struct answer answer;

	buf_print(&path, "/%s/", sight->street);
	buf_str(&path, sight->path);
	buf_text(&path, ".json");
	for (size_t i = 0; i < sight->query.count; i++) {
		buf_char(&path, i ? '&' : '?');
		url_put(&path, sight->query.at[i].name);
		buf_char(&path, '=');
		url_put(&path, sight->query.at[i].value);
	}
	cookie_put(faces, &headers, sight->street, &sight->actor, sight->arena);
	if (!buf_z(&path) || !buf_z(&headers) ||
		!ask_wire(faces, sight->arena, "GET", buf_z(&path), buf_z(&headers), NULL, &answer))
		return ERR_IO;
	*json = answer.body;
	return err_of_status(answer.status);
}
