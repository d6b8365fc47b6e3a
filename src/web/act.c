/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/act.c: acts over HTTP: the generic form page by GET, the act itself by POST, as a form or as
 * JSON. Any act may be asked for by anyone; the door says who may. */
#include <assert.h>
#include "base/arena.h"
#include "base/json.h"
#include "base/limits.h"
#include "door/session.h"
#include "web/inside.h"
#include "web/rows.h"
#include "gen/web/web.sql.h"

const struct action *act_of(struct visit *visit)
{
	struct buf name = buf_new(visit->arena, LIMIT_URL);
	const struct action *action;
	int slashes = 0;

	for (size_t i = 0; i < visit->path.len; i++) {
		char c = visit->path.at[i];

		if (c == '.')
			return NULL;
		slashes += c == '/';
		buf_char(&name, c == '/' ? '.' : c);
	}
	if (slashes != 2 || !buf_ok(&name))
		return NULL;
	action = action_find(buf_z(&name));
	return action && !action->is_inner ? action : NULL;
}

static const struct field *field_of(const struct action *action, const char *name)
{
	for (const struct field *f = action->fields; f && f->kind != FIELD_END; f++)
		if (!strcmp(f->name, name))
			return f;
	return NULL;
}

/* --- the form page --- */

static bool is_among(struct str word, const char *names)
{
	struct str rest = str_of(names);

	while (rest.at)
		if (str_equal(str_cut(&rest, ' '), word))
			return true;
	return false;
}

/* What a link fixed (rows that something is about) or a form (it says which), and a person would
 * not type. What a person chose stays to be chosen again; an uploaded file need not come twice. */
static bool is_fixed(
	const struct visit *visit, const struct action *action, const struct pair *pair)
{
	struct str rest = str_of(pair->name);
	struct str head = str_cut(&rest, '.');
	const struct field *field = field_of(action, str_z(visit->arena, head));

	if (!field || (visit->refusal && !strcmp(visit->refusal->field, field->name)))
		return false;
	if (visit->http->method == HTTP_POST && is_among(head, visit->given))
		return true;
	if (!*pair->value || (visit->http->method == HTTP_POST && field->kind == FIELD_REF))
		return false;
	return field->kind == FIELD_REF || field->kind == FIELD_FILE;
}

static void form_answer(struct visit *visit, const struct action *action, int status)
{
	struct data *root = frame_root(visit);
	struct data *page = data_object(visit->arena, root, "page");
	struct data *given = data_list(visit->arena, root, "given");
	struct face face = frame_face(visit, NULL);
	struct buf title = buf_new(visit->arena, LIMIT_BODY);

	words_put(&title, &face, action->name, NULL);
	data_text(visit->arena, page, "title", buf_view(&title));
	data_text(visit->arena, root, "act", str_of(action->name));
	for (size_t i = 0; i < visit->typed.count; i++) {
		const struct pair *pair = &visit->typed.at[i];

		if (!is_fixed(visit, action, pair))
			continue;
		struct data *row = data_object(visit->arena, given, NULL);
		data_text(visit->arena, row, "name", str_of(pair->name));
		data_text(visit->arena, row, "value", str_of(pair->value));
	}
	visit->again = action;
	frame_answer(visit, status, &PAGE_act, root);
}

/* Says no before somebody types. Where the place is not known yet, a role anywhere in the street is
 * enough to see the form; the door asks exactly. */
static enum err rights_glance(struct visit *visit, unsigned roles)
{
	struct snapshot snapshot;
	unsigned have;

	if (roles & guest)
		return OK;
	if (visit->is_guest)
		return ERR_SIGN_IN;
	TRY(door_snapshot(
		visit->web->options.door, visit->slug, visit->actor, visit->arena, &snapshot));
	have = roles_anywhere(snapshot.rd);
	door_snapshot_done(&snapshot);
	return roles & have ? OK : ERR_FORBIDDEN;
}

void act_page(struct visit *visit, const struct action *action)
{
	enum err err;

	if (visit->suffix != SUFFIX_HTML) {
		frame_error(visit, ERR_NOT_FOUND, NULL);
		return;
	}
	err = rights_glance(visit, action->may.roles);
	if (err) {
		frame_error(visit, err, NULL);
		return;
	}
	visit->typed = visit->query;
	form_answer(visit, action, 200);
}

/* --- after the act --- */

static void answer_json(struct visit *visit)
{
	struct buf out = buf_new(visit->arena, 256);
	struct json json = json_new(&out);

	json_open(&json, '{');
	json_key(&json, "id");
	json_int(&json, visit->ask.id);
	json_key(&json, "leaf");
	json_int(&json, visit->ask.leaf);
	json_key(&json, "replay");
	json_bool(&json, visit->ask.is_replay);
	json_close(&json, '}');
	frame_json(visit, 200, &out);
}

/* A piece of `goes`: {id} is the act's id, {field} a ref or a word of the act. */
static void put_part(struct visit *visit, struct buf *to, struct str name)
{
	const char *field = str_z(visit->arena, name);

	if (str_is(name, "id"))
		buf_int(to, visit->ask.id);
	else
		encode_url(to, str_of(pairs_get(visit->ask.pairs, field)), false);
}

/* Back to the page the form stood on; when that was the act's own, to the list of its subject. */
static void put_back(struct visit *visit, struct buf *to)
{
	const char *back = back_path(visit);
	struct buf head = buf_new(visit->arena, LIMIT_URL);
	struct buf list = buf_new(visit->arena, LIMIT_URL);
	struct visit there = { .arena = visit->arena };
	const char *name = visit->ask.action;
	struct look look;

	buf_print(&head, "/%s/", visit->slug);
	there.path = str_from(str_of(back), head.len);
	if (!act_of(&there)) {
		buf_text(to, back);
		return;
	}
	for (int dots = 0; *name && (*name != '.' || !dots); name++) {
		dots += *name == '.';
		buf_char(&list, *name == '.' ? '/' : *name);
	}
	buf_str(to, buf_view(&head));
	if (view_find(buf_view(&list), &look))
		buf_str(to, buf_view(&list));
}

static const char *goes_to(struct visit *visit)
{
	struct buf to = buf_new(visit->arena, LIMIT_URL);
	struct str goes = str_of(visit->ask.found->goes);

	if (visit->signin_to && *visit->signin_to) {
		buf_text(&to, sign_to(visit, visit->signin_to));
	} else if (!goes.at) {
		put_back(visit, &to);
	} else {
		buf_print(&to, "/%s/", visit->slug);
		while (goes.at) {
			struct str rest = goes;
			struct str plain = str_cut(&rest, '{');

			buf_str(&to, plain);
			goes = rest;
			if (rest.at)
				put_part(visit, &to, str_cut(&goes, '}'));
		}
	}
	buf_print(&to, "%cdone=%s", memchr(to.at, '?', to.len) ? '&' : '?', visit->ask.action);
	return buf_ok(&to) ? buf_z(&to) : "/";
}

static enum err redeemed_signs_in(struct visit *visit)
{
	struct door *door = visit->web->options.door;
	struct web_act act = { visit->ask.id };
	struct snapshot snapshot;
	struct ref person = { 0 };
	bool found = false;
	int64_t home;
	const char *token;
	enum err err;

	TRY(door_snapshot(door, visit->slug, visit->actor, visit->arena, &snapshot));
	home = rd_street(snapshot.rd);
	err = redeemed_find(snapshot.rd, &act, &person, &found);
	door_snapshot_done(&snapshot);
	TRY(err);
	if (!found)
		return OK;
	TRY(session_make(door, visit->slug, home, person.id, visit->arena, &token));
	http_say(visit->http, "Set-Cookie", cookie_session(visit, token));
	return OK;
}

static enum err desk_turns(struct visit *visit, const char *person)
{
	int64_t id = 0;

	if (!visit->actor.has_session || (person && !str_int(str_of(person), &id)))
		return OK; /* by the owner's socket there is no session to turn */
	return session_desk(
		visit->web->options.door, visit->slug, visit->actor.session, id, visit->arena);
}

/* Three acts change who sits here: an invitation redeemed signs in, a desk begun or ended turns the
 * session. */
static enum err session_follows(struct visit *visit)
{
	const char *act = visit->ask.action;

	if (!strcmp(act, "people.invite.redeem"))
		return redeemed_signs_in(visit);
	if (!strcmp(act, "people.desk.begin"))
		return desk_turns(visit, pairs_get(visit->ask.pairs, "person"));
	if (!strcmp(act, "people.desk.end"))
		return desk_turns(visit, NULL);
	return OK;
}

/* Which act it became, for who reads no page: a redirect has no body to say it in. */
static void say_act(struct visit *visit)
{
	struct buf id = buf_new(visit->arena, 32);

	buf_int(&id, visit->ask.id);
	if (buf_ok(&id))
		http_say(visit->http, "Zhidian-Act", buf_z(&id));
}

/* In a crew again: what follows an act may read and write. */
static void act_answer(struct crew_job *job)
{
	struct visit *visit = (struct visit *)job;
	enum err err = visit->ask.err;

	if (!err)
		err = session_follows(visit);
	if (!err)
		say_act(visit);
	if (!err && told_answer(visit))
		return;
	if (!err && visit->wants_json) {
		answer_json(visit);
	} else if (!err) {
		frame_redirect(visit, goes_to(visit));
	} else if (visit->wants_json || err != ERR_REFUSED || !visit->ask.found) {
		frame_error(visit, err, &visit->ask.refusal);
	} else if (visit->signin_to) {
		sign_again(visit);
	} else {
		visit->refusal = &visit->ask.refusal;
		visit->typed = visit->ask.pairs;
		form_answer(visit, visit->ask.found, err_http(err));
	}
}

/* On a lane's thread: it must not wait for anything. */
static void act_done(struct ask *ask)
{
	struct visit *visit = ask->with;

	visit->job.run = act_answer;
	crew_put_again(visit->web->pages, &visit->job);
}

/* --- asking --- */

static enum err pairs_read(struct visit *visit, struct pairs *out)
{
	*out = (struct pairs) { NULL, 0 };
	switch (visit->http->body_kind) {
	case BODY_NONE:
		return OK;
	case BODY_FORM:
		return decode_form(visit->arena, visit->http->body, out);
	case BODY_JSON:
		return decode_json(visit->arena, visit->http->body, out);
	case BODY_MULTIPART:
		return upload_fields(visit, out);
	}
	return ERR_BAD_INPUT;
}

/* How it came: by the desk's session, or as the owner's command says. */
static enum via via_of(const struct visit *visit)
{
	const char *via = visit->http->is_local ? http_header(visit->http, "Zhidian-Via") : NULL;

	if (via && !strcmp(via, "paper"))
		return VIA_PAPER;
	if ((via && !strcmp(via, "desk")) || visit->actor.by)
		return VIA_DESK;
	return VIA_SCREEN;
}

static bool has_secret(const struct action *action)
{
	for (const struct field *f = action->fields; f && f->kind != FIELD_END; f++)
		if (f->kind == FIELD_SECRET)
			return true;
	return false;
}

void act_ask(struct visit *visit, const struct action *action, struct pairs pairs, const char *once)
{
	enum err err;

	if (has_secret(action) && visit->is_guest && !visit->http->is_local &&
		sign_too_often(visit))
		return;
	visit->ask = (struct ask) { .street = visit->slug,
		.action = action->name,
		.pairs = pairs,
		.actor = visit->actor,
		.via = via_of(visit),
		.once = once,
		.arena = visit->arena,
		.done = act_done,
		.with = visit };
	err = door_ask(visit->web->options.door, &visit->ask);
	if (err) /* else the visit is the door's, and may be over by now */
		frame_error(visit, err, NULL);
}

/* Nothing is asked yet: the same form again, with what was typed and room for more lines. */
static void more_lines(struct visit *visit, const struct action *action, struct pairs pairs)
{
	enum err err = rights_glance(visit, action->may.roles);

	if (err) {
		frame_error(visit, err, NULL);
		return;
	}
	visit->typed = pairs;
	form_answer(visit, action, 200);
}

void act_post(struct visit *visit, const struct action *action)
{
	const char *once = http_header(visit->http, "Idempotency-Key");
	const char *hidden;
	struct pairs pairs;
	enum err err = pairs_read(visit, &pairs);

	if (err) {
		visit->ask.found = action;
		frame_error(visit, err, &visit->ask.refusal);
		return;
	}
	hidden = pairs_take(&pairs, "once");
	if (!visit->wants_json)
		visit->given = pairs_take(&pairs, "given");
	if (!visit->wants_json && pairs_get(pairs, "more")) {
		more_lines(visit, action, pairs);
		return;
	}
	act_ask(visit, action, pairs, once ? once : hidden);
}
