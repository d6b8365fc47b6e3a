/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/inside.h: what the files of db/ share and nobody else sees: the opened database with its lock
 * and its readers, the common head of every connection, the engine's own texts, the list of
 * migrations to open with. */
#pragma once
#include <pthread.h>
#include "db/driver.h"
#include "db/schema.h"

enum {
	PARAMS_MOST = 64,  /* of one statement */
	COLUMNS_MOST = 64, /* of one result */
	READERS_MOST = 16, /* reading connections of one process */
};

/* Both drivers begin their connections with this. */
struct conn {
	struct db *db;
	bool is_writer;
	bool in_tx;
	/* An error inside a transaction spoils it until the savepoint is undone: PostgreSQL is so,
	 * SQLite is made so, that a handler which goes on after an error fails on both. */
	enum err failed;
	/* Injected faults. */
	int write_count;
	bool has_retried; /* since the last COMMIT */
	char trouble[256];
};

struct db_schema {
	const struct migration *migrations; /* ended by version 0 */
	const char *views_sqlite;
	const char *views_postgres;
};

struct db_inner {
	struct db db; /* first: every struct db * of this folder points here */
	char *url;
	int lock; /* file descriptor of DATA/zhidian.lock; -1 when not held */
	pthread_mutex_t mutex;
	pthread_cond_t change; /* on the monotonic clock */
	struct conn *idle[READERS_MOST];
	size_t idle_count;
	size_t reader_count; /* idle and lent */
	bool is_draining;    /* nobody gets a reader now */
};

#define OWN(name, sqlite, postgres) OWN_##name,
enum own {
#include "db/own.def"
	OWN_COUNT
};
#undef OWN
extern const struct stmt own[OWN_COUNT];
bool own_has(const struct stmt *stmt); /* is it one of these? */

static inline struct db_inner *db_inner(struct db *db)
{
	return (struct db_inner *)db;
}

/* What an error means for what follows in the same transaction: a swallowed refusal is a bug of the
 * body, not a refusal. */
static inline enum err conn_failed(const struct conn *conn)
{
	return conn->failed == ERR_REFUSED ? ERR_DB : conn->failed;
}

int64_t ticks_ms(void); /* monotonic */

/* open.c's work with any list of migrations. */
enum err db_open_with(const struct db_schema *schema, const char *data_dir, const char *url,
	struct db **out, const char **why);
/* Brings the schema up to date; *why is set with ERR_BAD_INPUT. */
enum err schema_bring(struct conn *conn, const struct db_schema *schema, const char **why);

/* Waits until no reader is lent, at most wait_ms, and lends none until readers_resume. False: some
 * were not given back. */
bool readers_drain(struct db *db, int64_t wait_ms);
void readers_resume(struct db *db);
void readers_close(struct db *db);

/* Counts *left down under the lock; true for the call that reaches 0. */
bool fault_is_due(struct db *db, int *left);
/* True when this write statement is to answer ERR_RETRY: each n-th, but never twice before a COMMIT
 * stands. */
bool fault_retry_is_due(struct conn *conn);
