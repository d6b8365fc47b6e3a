/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/act.c: one act inside its transaction: gate, handler, marks, leaf; and what a handler may
 * ask of the door. */
#include <assert.h>
#include "base/arena.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/random.h"
#include "door/inside.h"
#include "door/rows.h"
#include "gen/door/door.sql.h"

enum err refuse_with(
	struct tx *tx, const char *field, const char *reason, const char *name, int64_t value)
{
	struct refusal *why = &tx->act->ask->refusal;

	refusal_set(why, "", field, reason);
	if (name) {
		why->args = data_root(tx_arena(tx));
		data_int(tx_arena(tx), why->args, name, value);
	}
	return ERR_REFUSED;
}

enum err refuse(struct tx *tx, const char *field, const char *reason)
{
	return refuse_with(tx, field, reason, NULL, 0);
}

enum err unready(struct ready *ready, const char *field, const char *reason)
{
	return refusal_set(ready->refusal, "", field, reason);
}

enum err verdict(struct tx *tx, const char *rule, const char *verdict, const char *article)
{
	struct buf *out = &tx->act->rules;
	struct json j = json_new(out);

	if (out->len)
		buf_char(out, ',');
	json_open(&j, '[');
	json_text(&j, rule);
	json_text(&j, verdict);
	json_text(&j, article);
	json_close(&j, ']');
	return buf_ok(out) ? OK : ERR_MEMORY;
}

void tx_draw(struct tx *tx, const char *field, void *out, size_t size)
{
	char name[120];

	snprintf(name, sizeof name, "draw.%s", field);
	journal_chance(&tx->act->work->head, tx->act->leaf, name, out, size);
}

void draw(struct ready *ready, const char *field, void *out, size_t size)
{
	struct str seed = str_of(ready->seed);
	char place[200];
	int len;

	if (!seed.at) {
		random_bytes(out, size);
		return;
	}
	for (size_t done = 0, block = 0; done < size; block++) {
		size_t part = size - done < HASH_SIZE ? size - done : HASH_SIZE;
		struct hash h;

		len = snprintf(place, sizeof place, "%s/%zu/%s", ready->chance, block, field);
		assert(len > 0 && (size_t)len < sizeof place);
		h = hash_hmac(
			(struct bytes) { (const uint8_t *)seed.at, seed.len }, place, (size_t)len);
		memcpy((char *)out + done, h.at, part);
		done += part;
	}
}

enum err outbox_put(struct tx *tx, const char *kind, struct str to, struct str body)
{
	struct door_letter letter = { str_of(kind), to, body };

	return outbox_insert(tx, &letter);
}

static enum err gate_ask(struct tx *tx, struct act *act)
{
	const struct gate *gate = act->action->rule;
	struct str reason = { 0 };
	bool found;

	if (!gate)
		return OK;
	TRY(rd_maybe(tx_rd(tx), gate->stmt, act->args, &reason, &found));
	if (found && reason.at)
		return refuse(tx, "", str_z(tx_arena(tx), reason));
	return verdict(tx, gate->name, "open", "");
}

/* Who: nobody's name, a word or a salted commitment. */
static enum err person_print(
	struct tx *tx, struct act *act, const char *name, int64_t person, struct str *out)
{
	struct buf text = buf_new(tx_arena(tx), 80), who = buf_new(tx_arena(tx), 48);

	buf_print(&who, "%lld/%lld", (long long)tx->rd.scope->home, (long long)person);
	if (!buf_ok(&who))
		return ERR_MEMORY;
	TRY(journal_commit_value(tx, &act->work->head, act->leaf, name, buf_view(&who), &text));
	*out = buf_view(&text);
	return OK;
}

static enum err leaf_write(struct tx *tx, struct act *act, struct hash *hash)
{
	static const char *const via_names[] = { "screen", "desk", "paper" };
	const struct actor *actor = &act->ask->actor;
	struct buf rules = buf_new(tx_arena(tx), LIMIT_LEAF);
	struct buf fields = buf_new(tx_arena(tx), LIMIT_LEAF);
	struct leaf leaf = { .at_index = act->leaf,
		.act = act->action->name,
		.cause = -1,
		.id = act->id,
		.now_ms = tx_now(tx),
		.via = via_names[act->ask->via] };

	if (act->outer)
		leaf.cause = act->outer->leaf;
	if (actor->is_clock)
		leaf.by = str_of("clock");
	else if (!actor->person)
		leaf.by = str_of("guest");
	else
		TRY(person_print(tx, act, "by", actor->by ? actor->by : actor->person, &leaf.by));
	if (actor->by)
		TRY(person_print(tx, act, "for", actor->person, &leaf.acting));
	buf_char(&rules, '[');
	buf_str(&rules, buf_view(&act->rules));
	buf_char(&rules, ']');
	TRY(fields_leaf(tx, act, &fields));
	if (!buf_ok(&rules))
		return ERR_TOO_BIG;
	leaf.rules = buf_view(&rules);
	leaf.fields = buf_view(&fields);
	return journal_append(tx, &leaf, &act->marks, hash);
}

static enum err hash_keep(struct work *work, int64_t leaf, const struct hash *hash)
{
	size_t index = (size_t)(leaf - work->tree.size);

	if (index >= work->cap) {
		size_t cap = work->cap ? work->cap * 2 : 64;
		struct hash *grown;

		while (cap <= index)
			cap *= 2;
		grown = realloc(work->hashes, cap * sizeof *grown);
		if (!grown)
			return ERR_MEMORY;
		work->hashes = grown;
		work->cap = cap;
	}
	work->hashes[index] = *hash;
	return OK;
}

enum err act_run(struct tx *tx, struct act *act)
{
	struct act *before = tx->act;
	int64_t before_id = tx->rd.scope->id;
	void *before_marks = tx->mark_to;
	struct hash hash;
	enum err err;

	act->leaf = act->work->head.size++;
	act->id = tx->rd.scope->next_id++;
	act->rules = buf_new(tx_arena(tx), LIMIT_LEAF);
	act->marks = (struct marks) {
		.arena = tx_arena(tx), .head = &act->work->head, .leaf = act->leaf, .tx = tx
	};
	tx->act = act;
	tx->rd.scope->id = act->id;
	tx->mark_to = &act->marks;
	err = gate_ask(tx, act);
	if (!err)
		err = act->action->run(tx, act->args);
	if (!err)
		err = leaf_write(tx, act, &hash);
	if (!err)
		err = hash_keep(act->work, act->leaf, &hash);
	tx->act = before;
	tx->rd.scope->id = before_id;
	tx->mark_to = before_marks;
	return err;
}

static bool may_cause(const struct action *inner, const char *outer)
{
	struct str rest = str_of(inner->from);

	while (rest.at)
		if (str_is(str_cut(&rest, ' '), outer))
			return true;
	return false;
}

/* Refs of an inner act are as strict as those of an asked one: they exist in this street. */
static enum err inner_refs(struct tx *tx, const struct action *action, const void *args)
{
	for (const struct field *f = action->fields; f && f->kind != FIELD_END; f++) {
		const struct ref *ref = (const void *)((const char *)args + f->at);
		struct ref place;

		if (f->kind != FIELD_REF || !ref->id)
			continue;
		if (place_of(tx_rd(tx), f->of, *ref, &place) == ERR_NOT_FOUND)
			return refuse(tx, f->name, "not_found");
	}
	return OK;
}

enum err then(struct tx *tx, const char *name, const struct pair *pairs, int64_t *id)
{
	const struct action *action = action_find(name);
	struct act act = { .action = action, .outer = tx->act };
	struct pairs list = { pairs, 0 };
	void *args;

	assert(action && may_cause(action, tx->act->action->name));
	assert(tx->act->depth < LIMIT_THEN_DEPTH);
	while (pairs[list.count].name)
		list.count++;
	args = arena_alloc(tx_arena(tx), fields_size(action->fields) + 1);
	if (!args)
		return ERR_MEMORY;
	TRY(fields_parse(tx_arena(tx), action->fields, list, args, &tx->act->ask->refusal));
	TRY(inner_refs(tx, action, args));
	act.door = tx->act->door;
	act.ask = tx->act->ask;
	act.work = tx->act->work;
	act.depth = tx->act->depth + 1;
	act.args = args;
	TRY(act_run(tx, &act));
	if (id)
		*id = act.id;
	return OK;
}

static const char *pair_done(struct buf *buf)
{
	const char *z = buf_z(buf);

	return z ? z : "";
}

const char *pair_id(struct tx *tx, int64_t id)
{
	struct buf buf = buf_new(tx_arena(tx), 32);

	buf_int(&buf, id);
	return pair_done(&buf);
}

const char *pair_money(struct tx *tx, struct money m)
{
	struct buf buf = buf_new(tx_arena(tx), 48);

	money_print(&buf, m);
	return pair_done(&buf);
}

const char *pair_day(struct tx *tx, struct day d)
{
	struct buf buf = buf_new(tx_arena(tx), 32);

	day_print(&buf, d);
	return pair_done(&buf);
}

const char *pair_moment(struct tx *tx, struct moment m)
{
	struct buf buf = buf_new(tx_arena(tx), 48);

	moment_print(&buf, m);
	return pair_done(&buf);
}

const char *pair_text(struct tx *tx, struct str s)
{
	const char *z = str_z(tx_arena(tx), s);

	return z ? z : "";
}
