/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/door.c: the one door. An ask is found, parsed and made ready on the caller's thread; in its
 * lane, inside the transaction, it is remembered or recognised by its once key, its refs, session
 * and rights are asked, and it runs. */
#include <assert.h>
#include "base/arena.h"
#include "base/limits.h"
#include "base/log.h"
#include "door/inside.h"
#include "door/rows.h"
#include "gen/door/door.sql.h"

enum err place_of(struct rd *rd, const char *kind, struct ref ref, struct ref *place)
{
	const struct ref_kind *of = ref_kind_find(kind);
	struct ref_found row = { 0 };
	bool found;

	assert(of);
	TRY(rd_maybe(rd, &of->find, &ref, &row, &found));
	if (!found)
		return ERR_NOT_FOUND;
	*place = row.place;
	return OK;
}

enum err roles_at(struct rd *rd, int64_t home, int64_t person, int64_t place, unsigned *roles)
{
	struct door_place ask = { home, person, { place } };
	struct roles_list_list rows;

	*roles = guest;
	if (!person)
		return OK;
	TRY(roles_list(rd, &ask, &rows));
	for (size_t i = 0; i < rows.count; i++)
		for (int bit = 0; bit < ROLE_COUNT; bit++)
			if (str_is(rows.at[i].role, role_names[bit]))
				*roles |= 1u << bit;
	return OK;
}

/* Every row an ask points to lies in this street, or nowhere. */
static enum err refs_ask(struct tx *tx, struct ask *ask, const char *may_place, struct ref *place)
{
	const struct field *f = ask->found->fields;

	*place = (struct ref) { 0 };
	for (; f && f->kind != FIELD_END; f++) {
		const char *at = (const char *)ask->args + f->at;
		struct refs one = { (struct ref *)at, 1 };
		struct ref found;

		if (f->kind != FIELD_REF && f->kind != FIELD_REFS)
			continue;
		if (f->kind == FIELD_REFS)
			one = *(const struct refs *)at;
		for (size_t i = 0; i < one.count; i++) {
			enum err err;

			if (!one.at[i].id)
				continue;
			err = place_of(tx_rd(tx), f->of, one.at[i], &found);
			if (err == ERR_NOT_FOUND)
				return refusal_set(&ask->refusal, "", f->name, "not_found");
			TRY(err);
			if (!strcmp(f->name, may_place))
				*place = found;
		}
	}
	return OK;
}

/* The session still stands, and still says whose affair is done. */
static enum err session_ask(struct tx *tx, const struct actor *actor)
{
	struct door_token token = { { actor->session.at, HASH_SIZE } };
	struct door_session_row row;
	int64_t person = actor->by ? actor->by : actor->person;
	bool found;

	if (!actor->has_session)
		return OK;
	TRY(session_find(tx_rd(tx), &token, &row, &found));
	if (!found || row.person != person || row.until.ms <= tx_now(tx))
		return ERR_SIGN_IN;
	if (actor->by && (row.for_person != actor->person || row.for_until.ms <= tx_now(tx)))
		return ERR_FORBIDDEN;
	return OK;
}

static enum err rights_ask(struct tx *tx, struct ask *ask)
{
	const struct actor *actor = &ask->actor;
	int64_t home = actor->home ? actor->home : rd_street(tx_rd(tx));
	unsigned want = ask->found->may.roles, have;
	struct ref place;

	TRY(session_ask(tx, actor));
	TRY(refs_ask(tx, ask, ask->found->may.place, &place));
	if (actor->is_clock)
		return want & clockwork ? OK : ERR_FORBIDDEN;
	if (actor->by) { /* at the desk, the person at the keyboard needs standing of their own
			    there */
		TRY(roles_at(tx_rd(tx), home, actor->by, place.id, &have));
		if (!(have & (cadre | officer)))
			return ERR_FORBIDDEN;
	}
	TRY(roles_at(tx_rd(tx), home, actor->person, place.id, &have));
	if (want & have)
		return OK;
	return actor->person ? ERR_FORBIDDEN : ERR_SIGN_IN;
}

/* An accepted act is not done twice: same key and pairs get the first answer. */
static enum err once_ask(struct tx *tx, struct ask *ask, bool *is_known)
{
	struct door_once_row key = { .key = str_of(ask->once) };
	struct door_once_found first;

	TRY(once_find(tx_rd(tx), &key, &first, is_known));
	if (!*is_known)
		return OK;
	if (!bytes_equal(first.ask, (struct bytes) { ask->inner->pairs.at, HASH_SIZE }))
		return refusal_set(&ask->refusal, "", "once", "once_reused");
	ask->id = first.id;
	ask->leaf = first.leaf;
	ask->is_replay = true;
	return OK;
}

static enum err ask_run(struct tx *tx, struct ask *ask, struct work *work)
{
	struct act act = { .door = ask->inner->door,
		.action = ask->found,
		.args = ask->args,
		.ask = ask,
		.work = work };
	struct door_once_row once = { .key = str_of(ask->once),
		.ask = { ask->inner->pairs.at, HASH_SIZE } };
	bool is_known;

	tx->act = &act; /* refuse() finds the ask through it */
	TRY(once_ask(tx, ask, &is_known));
	if (is_known)
		return OK;
	TRY(rights_ask(tx, ask));
	TRY(act_run(tx, &act));
	ask->id = once.act_id = act.id;
	ask->leaf = once.leaf = act.leaf;
	return once_insert(tx, &once);
}

/* The lane's body: everything it changes outside the database is taken back when the act is
 * refused. */
static enum err ask_body(struct lane_job *job, struct conn *conn, void *head)
{
	struct ask_inner *inner = (struct ask_inner *)job;
	struct ask *ask = inner->ask;
	struct work *work = head;
	struct journal_head before = work->head;
	struct door *door = inner->door;
	struct scope scope = { .street = work->head.street,
		.actor = ask->actor.person,
		.next_id = work->head.next_id,
		.now_ms = door_now(door) };
	struct tx tx = { .rd = { conn, door->options.db->driver, ask->arena, &scope },
		.mark = marks_add };
	enum err err;

	scope.home = ask->actor.home ? ask->actor.home : scope.street;
	scope.by = ask->actor.by ? ask->actor.by : ask->actor.person;
	if (scope.now_ms < work->head.now_ms)
		scope.now_ms = work->head.now_ms; /* time never goes back */
	ask->refusal = (struct refusal) { 0 };
	ask->is_replay = false;
	err = ask_run(&tx, ask, work);
	if (err == ERR_REFUSED && !*ask->refusal.reason)
		refusal_set(&ask->refusal, "", "", "taken");
	if (err || ask->is_replay) {
		work->head = before;
		return err;
	}
	work->head.next_id = scope.next_id;
	work->head.now_ms = scope.now_ms;
	return OK;
}

static void ask_done(struct lane_job *job, enum err err)
{
	struct ask_inner *inner = (struct ask_inner *)job;
	struct ask *ask = inner->ask;

	ask->err = err;
	if (err && err_http(err) >= 500)
		log_line(LOG_FAULT, "%s: %s", ask->action, err_name(err));
	ask->done(ask);
}

static enum err once_check(struct ask *ask)
{
	size_t len = ask->once ? strlen(ask->once) : 0;

	if (len == 0)
		return refusal_set(&ask->refusal, "", "once", "once_missing");
	if (len > 64 || strspn(ask->once, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
					  "0123456789._-:") != len)
		return refusal_set(&ask->refusal, "", "once", "once_bad");
	return OK;
}

/* Slow work before the lane, on a snapshot of its own. */
static enum err ask_ready(struct door *door, struct ask *ask, void *args, struct ready *ready)
{
	struct snapshot snapshot;
	enum err err;

	*ready = (struct ready) { .chance = ask->once,
		.seed = door->options.seed,
		.refusal = &ask->refusal,
		.box_dir = door->options.box_dir };
	if (!ask->found->ready)
		return OK;
	TRY(door_snapshot(door, ask->street, ask->actor, ask->arena, &snapshot));
	ready->rd = snapshot.rd;
	err = ask->found->ready(ready, args);
	door_snapshot_done(&snapshot);
	return err;
}

/* Finds, parses, makes ready; fills inner. */
static enum err ask_begin(struct door *door, struct ask *ask, int64_t *street)
{
	struct buf spelled = buf_new(ask->arena, LIMIT_ARENA);
	struct ready ready;
	void *args;

	ask->found = action_find(ask->action);
	if (!ask->found || ask->found->is_inner)
		return ERR_NOT_FOUND;
	TRY(street_of(door, ask->street, ask->arena, street));
	TRY(once_check(ask));
	args = arena_alloc(ask->arena, fields_size(ask->found->fields) + 1);
	if (!args)
		return ERR_MEMORY;
	TRY(fields_parse(ask->arena, ask->found->fields, ask->pairs, args, &ask->refusal));
	ask->args = args;
	buf_text(&spelled, ask->action);
	fields_ask(&spelled, ask->found->fields, args);
	if (!buf_ok(&spelled))
		return ERR_TOO_BIG;
	TRY(ask_ready(door, ask, args, &ready));
	assert(!fields_have_sealed(ask->found->fields) || ready.ask_key.at);
	ask->inner->pairs = ready.ask_key.at ? hash_hmac(ready.ask_key, spelled.at, spelled.len)
					     : hash_of(spelled.at, spelled.len);
	return OK;
}

enum err door_ask(struct door *door, struct ask *ask)
{
	struct ask_inner *inner = arena_alloc(ask->arena, sizeof *inner);
	int64_t street = 0;
	enum err err;

	ask->args = NULL;
	ask->found = NULL;
	ask->refusal = (struct refusal) { 0 };
	ask->inner = inner;
	if (!inner)
		return ERR_MEMORY;
	inner->door = door;
	inner->ask = ask;
	err = ask_begin(door, ask, &street);
	if (err) {
		ask->err = err;
		ask->done(ask);
		return OK;
	}
	inner->job = (struct lane_job) { .street = street, .body = ask_body, .done = ask_done };
	return lanes_put(door->lanes, &inner->job);
}

struct waiting {
	pthread_mutex_t lock;
	pthread_cond_t cond;
	bool is_done;
};

static void ask_wake(struct ask *ask)
{
	struct waiting *waiting = ask->with;

	pthread_mutex_lock(&waiting->lock);
	waiting->is_done = true;
	pthread_cond_signal(&waiting->cond);
	pthread_mutex_unlock(&waiting->lock);
}

enum err door_do(struct door *door, struct ask *ask)
{
	struct waiting waiting = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false };
	enum err err;

	ask->done = ask_wake;
	ask->with = &waiting;
	err = door_ask(door, ask);
	if (err)
		return ask->err = err;
	pthread_mutex_lock(&waiting.lock);
	while (!waiting.is_done)
		pthread_cond_wait(&waiting.cond, &waiting.lock);
	pthread_mutex_unlock(&waiting.lock);
	pthread_mutex_destroy(&waiting.lock);
	pthread_cond_destroy(&waiting.cond);
	return ask->err;
}
