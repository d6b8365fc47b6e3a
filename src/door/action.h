/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/action.h: what an act is: one entry of a subject's table. The door finds it by name, turns
 * pairs into its struct, asks rights and gate inside the transaction, runs it, writes its leaf.
 * Everything else is drawn from this table: forms, JSON, commands, manual, permission matrix,
 * tests. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "db/query.h"
#include "door/field.h"

struct arena;
struct data;
struct page;

enum role {
	guest = 1 << 0,	     /* anyone, signed in or not */
	resident = 1 << 1,   /* lives in a household of the place */
	cadre = 1 << 2,	     /* 居委干部 */
	handler = 1 << 3,    /* 经办 */
	approver = 1 << 4,   /* 审批 */
	cashier = 1 << 5,    /* 出纳 */
	officer = 1 << 6,    /* street officer 街镇 */
	judge = 1 << 7,	     /* panel 评委 */
	auditor = 1 << 8,    /* 审计 */
	partner = 1 << 9,    /* 共建单位 */
	clockwork = 1 << 10, /* acts by time itself */
};
enum { ROLE_COUNT = 11 };
extern const char *const role_names[ROLE_COUNT];

/* Who may: one of the roles, in the place of field (or path part) `place`; "" = anywhere in the
 * street. */
struct may {
	unsigned roles;
	const char *place;
};
#define MAY(...) MAY_IN(__VA_ARGS__, , )
#define MAY_IN(roles, place, ...) \
	{ \
		(roles), #place \
	}

/* When it may: a statement of the subject's .sql (`-- name: x of y gate`) that gives NULL (open) or
 * a reason. */
struct gate {
	const char *name; /* "pledge.open" */
	const struct stmt *stmt;
};
#define RULE(name) (&GATE_##name)
#define NO_RULE NULL

/* Facts that slow work made before the lane (argon2, sealing): text and bytes by name, hashed into
 * the leaf when is_public. */
struct ready {
	struct rd *rd;
	const char *chance; /* place of this ask in a story: draw() takes it */
	const char *seed;   /* of a story; NULL in life */
	struct refusal *refusal;
	struct bytes ask_key; /* set by an act with sealed fields: the once key remembers an HMAC
				 under it, never a plain hash */
	const char *box_dir;  /* where box keys lie; NULL: none */
};

struct action {
	const char *name; /* "fund.pledge.make" */
	struct may may;
	const struct gate *rule;
	enum err (*run)(struct tx *tx, const void *args);
	const struct field *fields;
	/* Optional: runs before the lane, may be slow, may read; changes args in place (seal a
	 * choice, hash a password). */
	enum err (*ready)(struct ready *ready, void *args);
	const char *from; /* acts that may cause it by then(), "a.b.c d.e.f"; NULL: only a person
			     asks for it */
	bool is_inner;	  /* asked for by then() only, never by a face */
	const char *goes; /* where a form leads after it: a view path, {id} = the act's id, {field}
			     = a field; NULL: back */
	/* What the answer tells once, to who asked (fresh codes), from the args as .ready left
	 * them: nothing keeps it, a replay does not tell it again. told: the paper it is printed
	 * on. A face adds street, address and short to the data. */
	enum err (*tell)(struct arena *arena, const void *args, struct data *out);
	const struct page *told;
};

/* The answer "no", with words beside the field: text key SUBJECT.reason in the subject's .text.
 * Returns ERR_REFUSED. */
enum err refuse(struct tx *tx, const char *field, const char *reason);
/* The same with values for the words, given as name, value pairs: refuse_with(tx, "amount",
 * "over_limit", "max_fen", 500000, NULL). Every value is an int64_t named by its type ending. */
enum err refuse_with(
	struct tx *tx, const char *field, const char *reason, const char *name, int64_t value);
/* The same in .ready. */
enum err unready(struct ready *ready, const char *field, const char *reason);

/* A rulebook verdict that belongs to this act: it enters the leaf. verdict: pass warn block;
 * article: where it is written. */
enum err verdict(struct tx *tx, const char *rule, const char *verdict, const char *article);

/* Stirs another stage in the same transaction, as an act of its own with its own leaf; the inner
 * act asks no rights but lists who may cause it. pairs end with {NULL, NULL}. *id (may be NULL) is
 * the inner act's id. A refusal of the inner act is passed up. */
enum err then(struct tx *tx, const char *action, const struct pair *pairs, int64_t *id);
const char *pair_id(struct tx *tx, int64_t id); /* spells an id, money or moment for then() */
const char *pair_money(struct tx *tx, struct money m);
const char *pair_day(struct tx *tx, struct day d);
const char *pair_moment(struct tx *tx, struct moment m);
const char *pair_text(struct tx *tx, struct str s);

/* Chance for .ready: the system's randomness in life, derived from (seed, once key, field) in a
 * story. */
void draw(struct ready *ready, const char *field, void *out, size_t size);
/* Chance for a handler: the system's in life, derived from (seed, street, leaf index, field) in a
 * story. */
void tx_draw(struct tx *tx, const char *field, void *out, size_t size);
/* Mail, SMS, files: sent after COMMIT by who empties the outbox. */
enum err outbox_put(struct tx *tx, const char *kind, struct str to, struct str body);
