/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/query.h: what domain code may do with the database: run the named statements of its own .sql
 * file. A view holds struct rd (may read), a handler struct tx (may write); only the door makes a
 * tx. The functions below are called by the code that tool/gen writes, seldom by hand. No call
 * takes SQL as a string. Memory: results live in the job's arena. Fails with ERR_DB, ERR_FULL,
 * ERR_RETRY, ERR_MEMORY. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"
#include "base/value.h"

struct arena;
struct data;
struct rd;
struct tx;

/* Where a parameter's value comes from: a member of the caller's struct (of the C type named), or
 * the door. */
enum bind_kind {
	BIND_INT,    /* int64_t */
	BIND_BOOL,   /* bool → 0/1 */
	BIND_MONEY,  /* struct money → fen */
	BIND_REF,    /* struct ref; 0 → NULL */
	BIND_DAY,    /* struct day; 0 → NULL */
	BIND_MOMENT, /* struct moment; 0 → NULL */
	BIND_TEXT,   /* struct str; absent → NULL */
	BIND_BYTES,  /* struct bytes; absent → NULL */
	BIND_STREET, /* :street  the street of the act or the path */
	BIND_ID,     /* :id      the act's own id; in a view the {id} of its path */
	BIND_NEW,    /* :new     a fresh id at each run of the statement */
	BIND_ACTOR,  /* :actor   the person acted for; 0 for a guest and for the clock */
	BIND_HOME,   /* :home    the street of that person */
	BIND_BY,     /* :by      the person at the desk; the actor when nobody acts for another */
	BIND_NOW,    /* :now     milliseconds, never before the street's last leaf */
	BIND_TODAY,  /* :today   day number in Shanghai of :now */
};

struct bind {
	enum bind_kind kind;
	size_t at; /* offset in the caller's struct */
};
/* A column of a typed result: its type is the type of the member that receives it (BIND_INT …
 * BIND_BYTES). */
struct column {
	const char *name;
	enum bind_kind kind;
	size_t at;
};
struct table_column {
	const char *name;
	bool is_key;
	bool is_personal; /* enters marks by its commitment only */
	bool is_blob;
};
struct table {
	const char *name;
	const struct table_column *columns; /* in declared order */
	size_t column_count;
	bool is_marked; /* rows written by an act enter its leaf; false for door_, web_, journal_ */
};
struct stmt {
	const char *name; /* "pledge_insert" */
	/* $1 … $n, both engines; writes end in RETURNING every column in table order */
	const char *sql;
	const char *pg; /* NULL, or PostgreSQL's own text */
	const struct bind *binds;
	size_t bind_count;
	const struct column *columns; /* of a typed result, else NULL */
	size_t column_count;
	const struct table *table; /* written to, NULL for a reading statement */
	bool may_miss; /* a write that touches no row is fine; else it is ERR_NOT_FOUND */
};

/* The member's C type picks the bind kind; an unknown type does not compile. */
/* clang-format off */
#define KIND_OF(member) \
	_Generic((member), int64_t: BIND_INT, bool: BIND_BOOL, struct money: BIND_MONEY, \
		struct ref: BIND_REF, struct day: BIND_DAY, struct moment: BIND_MOMENT, \
		struct str: BIND_TEXT, struct bytes: BIND_BYTES)
/* clang-format on */
#define BIND(S, m) \
	{ \
		KIND_OF(((struct S *)0)->m), offsetof(struct S, m) \
	}
#define COLUMN(S, m, column_name) \
	{ \
		column_name, KIND_OF(((struct S *)0)->m), offsetof(struct S, m) \
	}

/* Typed reads. rd_one: no row is ERR_NOT_FOUND. rd_maybe: no row leaves *out zeroed and *found
 * false. More rows than one: the first. */
enum err rd_one(struct rd *rd, const struct stmt *stmt, const void *in, void *out);
enum err rd_maybe(struct rd *rd, const struct stmt *stmt, const void *in, void *out, bool *found);
enum err rd_rows(struct rd *rd, const struct stmt *stmt, const void *in, size_t row_size,
	struct any_list *out);
/* Reads into a data tree. rd_show: the columns of the one row become members of out; no row is
 * ERR_NOT_FOUND. rd_list: rows become objects of the list out.name (made even when empty). rd_nest:
 * the first column is the id of the row of out.list that a row belongs to (it is not shown); each
 * row of out.list gets a list `name` (empty when it has no rows). Parents keep their order;
 * children come as the statement orders them. */
enum err rd_show(struct rd *rd, const struct stmt *stmt, const void *in, struct data *out);
enum err rd_list(
	struct rd *rd, const struct stmt *stmt, const void *in, struct data *out, const char *name);
enum err rd_nest(struct rd *rd, const struct stmt *stmt, const void *in, struct data *out,
	const char *list, const char *name);
/* A write. Every row it touches is marked (rows sorted by key, so both engines give one leaf).
 * ERR_REFUSED with reason "taken" when a unique index says no (the statement runs in its act's
 * savepoint, which is then rolled back). */
enum err tx_run(struct tx *tx, const struct stmt *stmt, const void *in);

struct rd *tx_rd(struct tx *tx); /* reads inside the act see what it wrote */
struct arena *rd_arena(struct rd *rd);
int64_t rd_street(struct rd *rd);
int64_t rd_actor(struct rd *rd); /* 0 for a guest */
int64_t rd_now(struct rd *rd);	 /* ms */
struct arena *tx_arena(struct tx *tx);
int64_t tx_now(struct tx *tx);
int64_t tx_id(struct tx *tx);	  /* the act's own id */
int64_t tx_new_id(struct tx *tx); /* a fresh one */
