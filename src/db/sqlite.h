/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/sqlite.h: what the files of the SQLite driver share. */
#pragma once
#include <sqlite3.h>
#include "db/cache.h"
#include "db/inside.h"

struct sqlite_conn {
	struct conn head; /* first */
	sqlite3 *engine;
	struct cache cache;  /* of struct prepared */
	int64_t deadline_ms; /* of the running statement of a reader; 0: none */
	int log_pages;	     /* of the write-ahead log after the last COMMIT */
	int copied_pages;    /* of these, seen by the last checkpoint */
};

/* What the driver keeps for a database: its one writing connection, open from db_open to db_close,
 * because closing it would give up the lock on the file. */
struct sqlite_own {
	struct sqlite_conn *writer;
	bool is_lent;
};

static inline struct sqlite_conn *sqlite_conn(struct conn *conn)
{
	return (struct sqlite_conn *)conn;
}

/* sqlite_run.c */
/* Notes what the engine said about `what` and names its class. Ends the process when the disk could
 * not be synced: what was written before is then unknown, and only a new start reads it afresh. */
enum err sqlite_trouble(struct sqlite_conn *conn, int rc, const char *what);
enum err sqlite_run(struct conn *conn, const struct stmt *stmt, const struct value *params,
	size_t count, row_fn *row, void *to);
enum err sqlite_own_run(struct sqlite_conn *conn, enum own text); /* no parameters, rows ignored */
enum err sqlite_script(struct conn *conn, const char *text);
/* The first column of the first row; 0 without one. */
enum err sqlite_number(struct sqlite_conn *conn, enum own text, int64_t *out);
void sqlite_forget(struct sqlite_conn *conn); /* finalizes every prepared statement */

/* sqlite_copy.c */
enum err sqlite_backup(struct db *db, const char *path);
