/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/sign.c: signing in and out by password, here or everywhere, and the demo's change of roles by
 * one click. A household signs in by the act people.invite.redeem. Wrong and unknown logins take
 * the same time and give the same answer; tries are counted by login and by address before the slow
 * part. */
#include <sodium.h>
#include "base/arena.h"
#include "base/json.h"
#include "base/limits.h"
#include "door/session.h"
#include "web/inside.h"
#include "web/rows.h"
#include "gen/web/web.sql.h"

enum { LOGIN_TRIES = 10, CLIENT_TRIES = 100, TRIES_MS = 15 * 60000, PASSWORD_MOST = 512 };

struct entry {
	const char *login;
	const char *password;
	const char *code; /* of a household's slip */
	const char *name;
	const char *to;
};

/* What was typed is kept, but for the password. */
static void form_show(struct visit *visit, int status, const struct entry *entry, struct str words)
{
	struct data *root = frame_root(visit);
	struct data *signin = data_object(visit->arena, root, "signin");
	const char *const typed[][2] = { { "login", entry->login }, { "code", entry->code },
		{ "name", entry->name }, { "to", entry->to } };

	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		if (typed[i][1] && *typed[i][1])
			data_text(visit->arena, signin, typed[i][0], str_of(typed[i][1]));
	if (words.len)
		data_text(visit->arena, signin, "words", words);
	frame_answer(visit, status, &PAGE_signin, root);
}

static void sign_refuse(
	struct visit *visit, int status, const struct entry *entry, const char *reason)
{
	struct buf out = buf_new(visit->arena, 256);
	struct buf key = buf_new(visit->arena, 64);
	struct buf words = buf_new(visit->arena, LIMIT_BODY);
	struct face face = frame_face(visit, NULL);
	struct json json = json_new(&out);

	if (status == 429)
		http_say(visit->http, "Retry-After", "900");
	if (!visit->wants_json) {
		buf_print(&key, "web.sign.%s", reason);
		words_put(&words, &face, buf_z(&key), NULL);
		form_show(visit, status, entry, buf_view(&words));
		return;
	}
	json_open(&json, '{');
	json_key(&json, "error");
	json_text(&json, reason);
	json_close(&json, '}');
	frame_json(visit, status, &out);
}

/* Only a path of this street, never another site. A link of a page names it without its street. */
const char *sign_to(struct visit *visit, const char *to)
{
	struct buf home = buf_new(visit->arena, 128);
	struct buf whole = buf_new(visit->arena, LIMIT_URL);

	buf_print(&home, "/%s/", visit->slug);
	if (!to || (*to == '/' && !str_starts(str_of(to), buf_z(&home))))
		return buf_z(&home);
	for (const char *c = to; *c; c++)
		if ((unsigned char)*c <= 32 || (unsigned char)*c >= 127 || *c == '\\')
			return buf_z(&home);
	if (*to == '/')
		return to;
	buf_print(&whole, "/%s/%s", visit->slug, to);
	return buf_ok(&whole) ? buf_z(&whole) : buf_z(&home);
}

static void signed_in(struct visit *visit, int64_t home, int64_t person, const char *to)
{
	struct door *door = visit->web->options.door;
	const char *token = NULL;
	enum err err = session_make(door, visit->slug, home, person, visit->arena, &token);

	if (!err && visit->actor.has_session) /* a new token at each sign-in, and the old one is
						 worth nothing */
		err = session_end(door, visit->slug, visit->actor.session, visit->arena);
	if (err) {
		frame_error(visit, err, NULL);
		return;
	}
	http_say(visit->http, "Set-Cookie", cookie_session(visit, token));
	if (visit->wants_json) {
		struct buf out = buf_new(visit->arena, 64);

		buf_print(&out, "{\"person\":%lld}", (long long)person);
		frame_json(visit, 200, &out);
		return;
	}
	frame_redirect(visit, sign_to(visit, to));
}

static enum err entry_read(struct visit *visit, struct entry *out)
{
	struct pairs pairs = { NULL, 0 };

	if (visit->http->body_kind == BODY_JSON)
		TRY(decode_json(visit->arena, visit->http->body, &pairs));
	else if (visit->http->body_kind == BODY_FORM)
		TRY(decode_form(visit->arena, visit->http->body, &pairs));
	*out = (struct entry) { pairs_get(pairs, "login"), pairs_get(pairs, "password"),
		pairs_get(pairs, "code"), pairs_get(pairs, "name"), pairs_get(pairs, "to") };
	return OK;
}

/* Counted whether or not it succeeds: what is counted must outlive the refusal. login NULL: by
 * address only. */
static enum err tries_count(struct visit *visit, const char *login, bool *is_over)
{
	struct door *door = visit->web->options.door;
	struct buf what = buf_new(visit->arena, 1024);
	bool is_over_client = false;

	*is_over = false;
	if (*visit->http->client) {
		buf_print(&what, "address:%s", visit->http->client);
		TRY(throttle_count(door, visit->slug, buf_z(&what), CLIENT_TRIES, TRIES_MS,
			visit->arena, &is_over_client));
	}
	if (login) {
		what = buf_new(visit->arena, 1024);
		buf_print(&what, "login:%s", login);
		TRY(throttle_count(door, visit->slug, buf_z(&what), LOGIN_TRIES, TRIES_MS,
			visit->arena, is_over));
	}
	*is_over = *is_over || is_over_client;
	return OK;
}

static enum err login_read(
	struct visit *visit, const char *login, struct web_login_found *out, bool *found)
{
	struct web_login ask = { str_of(login) };
	struct snapshot snapshot;
	enum err err;

	TRY(door_snapshot(visit->web->options.door, visit->slug, (struct actor) { 0 }, visit->arena,
		&snapshot));
	err = login_find(snapshot.rd, &ask, out, found);
	door_snapshot_done(&snapshot);
	return err;
}

/* Slow on purpose; for an unknown login over a hash that nothing fits, so that both take as long.
 */
static bool password_fits(
	struct visit *visit, const struct web_login_found *found, const char *password)
{
	char encoded[crypto_pwhash_STRBYTES] = { 0 };

	if (found->password.len && found->password.len < sizeof encoded)
		memcpy(encoded, found->password.at, found->password.len);
	else
		memcpy(encoded, visit->web->no_password, sizeof encoded);
	return !crypto_pwhash_str_verify(encoded, password, strlen(password)) &&
	       found->password.len;
}

bool sign_too_often(struct visit *visit)
{
	struct entry nothing = { 0 };
	bool is_over = false;
	enum err err = tries_count(visit, NULL, &is_over);

	if (err)
		frame_error(visit, err, NULL);
	else if (is_over)
		sign_refuse(visit, 429, &nothing, "too_often");
	return err || is_over;
}

/* A household's code: the act itself signs in; the page has no once key, a code works once anyway.
 */
static void redeem(struct visit *visit, const struct entry *entry)
{
	struct pair *pairs = arena_array(visit->arena, 2, sizeof *pairs);
	const struct action *action = action_find("people.invite.redeem");

	if (!action || !pairs) {
		frame_error(visit, action ? ERR_MEMORY : ERR_NOT_FOUND, NULL);
		return;
	}
	pairs[0] = (struct pair) { "code", entry->code };
	pairs[1] = (struct pair) { "name", entry->name ? entry->name : "" };
	visit->signin_to = entry->to ? entry->to : "";
	act_ask(visit, action, (struct pairs) { pairs, 2 }, once_new(visit->arena));
}

static void sign_in(struct visit *visit)
{
	struct web_login_found found = { 0 };
	struct entry entry = { 0 };
	struct buf what = buf_new(visit->arena, 1024);
	bool is_over = false, is_known = false;
	enum err err = entry_read(visit, &entry);

	if (!err && entry.code && *entry.code) {
		redeem(visit, &entry);
		return;
	}
	if (!err && (!entry.login || !*entry.login || !entry.password ||
			    strlen(entry.login) > 200 || strlen(entry.password) > PASSWORD_MOST)) {
		sign_refuse(visit, 401, &entry, "wrong");
		return;
	}
	if (!err)
		err = tries_count(visit, entry.login, &is_over);
	if (!err && is_over) {
		sign_refuse(visit, 429, &entry, "too_often");
		return;
	}
	if (!err)
		err = login_read(visit, entry.login, &found, &is_known);
	if (err) {
		frame_error(visit, err, NULL);
		return;
	}
	if (!password_fits(visit, &found, entry.password)) {
		sign_refuse(visit, 401, &entry, "wrong");
		return;
	}
	buf_print(&what, "login:%s", entry.login);
	(void)throttle_clear(visit->web->options.door, visit->slug, buf_z(&what), visit->arena);
	signed_in(visit, found.home, found.person, entry.to);
}

static void sign_out(struct visit *visit)
{
	struct door *door = visit->web->options.door;
	struct pairs pairs = { NULL, 0 };
	const struct actor *actor = &visit->actor;
	struct buf home = buf_new(visit->arena, 128);
	const char *where;
	enum err err = OK;

	if (visit->http->body_kind == BODY_FORM)
		err = decode_form(visit->arena, visit->http->body, &pairs);
	where = pairs_get(pairs, "where");
	if (!err && actor->has_session && where && !strcmp(where, "everywhere"))
		err = session_end_all(door, visit->slug, actor->home,
			actor->by ? actor->by : actor->person, visit->arena);
	else if (!err && actor->has_session)
		err = session_end(door, visit->slug, actor->session, visit->arena);
	if (err) {
		frame_error(visit, err, NULL);
		return;
	}
	buf_print(&home, "/%s/", visit->slug);
	http_say(visit->http, "Set-Cookie", cookie_session(visit, ""));
	frame_redirect(visit, buf_z(&home));
}

static enum err person_read(struct visit *visit, int64_t number, int64_t *home, bool *found)
{
	struct web_person who = { number };
	struct snapshot snapshot;
	struct ref person;
	enum err err;

	TRY(door_snapshot(visit->web->options.door, visit->slug, (struct actor) { 0 }, visit->arena,
		&snapshot));
	*home = rd_street(snapshot.rd);
	err = person_here(snapshot.rd, &who, &person, found);
	door_snapshot_done(&snapshot);
	return err;
}

/* The demo only: anybody becomes anybody of its cast, by number or by login; nobody: a guest again.
 */
static void sign_as(struct visit *visit)
{
	struct web_login_found found = { 0 };
	struct entry entry = { 0 };
	bool is_known = false;
	enum err err = entry_read(visit, &entry);

	if (!err && (!entry.login || !*entry.login)) {
		sign_out(visit);
		return;
	}
	if (!err && str_int(str_of(entry.login), &found.person))
		err = person_read(visit, found.person, &found.home, &is_known);
	else if (!err)
		err = login_read(visit, entry.login, &found, &is_known);
	if (!err && !is_known)
		err = ERR_NOT_FOUND;
	if (err)
		frame_error(visit, err, NULL);
	else
		signed_in(visit, found.home, found.person, entry.to ? entry.to : back_path(visit));
}

/* The strip above every page ends the desk; which desk it is, the session knows. */
static void desk_end(struct visit *visit)
{
	struct web_person who = { visit->actor.person };
	struct pair *pairs = arena_array(visit->arena, 1, sizeof *pairs);
	const struct action *action = action_find("people.desk.end");
	struct buf id = buf_new(visit->arena, 32);
	struct snapshot snapshot;
	struct ref desk = { 0 };
	bool found = false;
	enum err err = action && pairs ? OK : ERR_NOT_FOUND;

	if (!err)
		err = door_snapshot(visit->web->options.door, visit->slug, visit->actor,
			visit->arena, &snapshot);
	if (!err) {
		err = own_desk(snapshot.rd, &who, &desk, &found);
		door_snapshot_done(&snapshot);
	}
	if (err || !found) {
		frame_error(visit, err ? err : ERR_NOT_FOUND, NULL);
		return;
	}
	buf_int(&id, desk.id);
	pairs[0] = (struct pair) { "desk", buf_z(&id) };
	act_ask(visit, action, (struct pairs) { pairs, 1 }, once_new(visit->arena));
}

void sign_again(struct visit *visit)
{
	struct entry entry = { .code = pairs_get(visit->ask.pairs, "code"),
		.name = pairs_get(visit->ask.pairs, "name"),
		.to = visit->signin_to };
	struct buf words = buf_new(visit->arena, LIMIT_BODY);
	struct face face = frame_face(visit, NULL);

	if (!strcmp(visit->ask.refusal.field, "name"))
		words_put(&words, &face, "web.sign.name", NULL);
	else
		refusal_text(&words, &face, visit->ask.found, &visit->ask.refusal);
	form_show(visit, err_http(ERR_REFUSED), &entry, buf_view(&words));
}

/* Where signing in leads: as the link says, else back to the page it was asked for on. */
static const char *wanted_to(struct visit *visit)
{
	const char *to = pairs_get(visit->query, "to");
	const char *back = back_path(visit);
	struct str page = str_from(str_of(back), strlen(visit->slug) + 2);

	if (to)
		return to;
	return !page.len || str_is(page, "signin") ? NULL : back;
}

bool sign_route(struct visit *visit)
{
	bool is_post = visit->http->method == HTTP_POST;

	if (str_is(visit->path, "signin") && is_post)
		sign_in(visit);
	else if (str_is(visit->path, "signin"))
		form_show(visit, 200,
			&(struct entry) {
				.to = wanted_to(visit), .code = pairs_get(visit->query, "code") },
			(struct str) { 0 });
	else if (str_is(visit->path, "signout") && is_post)
		sign_out(visit);
	else if (str_is(visit->path, "signout"))
		frame_answer(visit, 200, &PAGE_signout, frame_root(visit));
	else if (str_is(visit->path, "desk/end") && is_post)
		desk_end(visit);
	else if (str_is(visit->path, "as") && is_post && visit->web->options.is_demo)
		sign_as(visit);
	else
		return false;
	return true;
}
