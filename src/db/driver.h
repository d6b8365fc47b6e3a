/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/driver.h: the port to an engine. Two drivers: sqlite.c (embedded) and postgres.c (libpq).
 * A conn belongs to one thread at a time. Errors map to a few classes: ERR_RETRY (40001, 40P01),
 * ERR_FULL (disk), ERR_REFUSED (unique), ERR_LOST (COMMIT sent, no answer), ERR_DB. The last
 * error's text is for the log only. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

struct conn;
struct db;
struct stmt;

enum value_kind { VALUE_NULL, VALUE_INT, VALUE_TEXT, VALUE_BYTES };
struct value {
	enum value_kind kind;
	int64_t number;
	const char *at; /* text (UTF-8) or bytes; of a result: valid inside the row callback only */
	size_t len;
};

/* Called for each result row. Returning trouble stops the statement with it. */
typedef enum err row_fn(
	void *to, const struct value *columns, const char *const *names, size_t count);

struct driver {
	const char *name; /* "sqlite", "postgres" */
	enum err (*open)(struct db *db, bool is_writer, struct conn **out);
	void (*close)(struct conn *conn);
	/* After the last conn: gives up what the driver kept for the database. */
	void (*end)(struct db *db);
	/* Of a writer: takes the write lock; of a reader: a read-only snapshot. */
	enum err (*begin)(struct conn *conn);
	enum err (*commit)(struct conn *conn);
	/* Always leaves the conn outside a transaction, or dead. */
	enum err (*rollback)(struct conn *conn);
	/* An error inside a transaction spoils it, on both engines, until undo or rollback. */
	enum err (*savepoint)(struct conn *conn);
	enum err (*undo)(struct conn *conn);	/* back to the savepoint and release it */
	enum err (*release)(struct conn *conn); /* keep what was done since the savepoint */
	/* Is the transaction still there? (SQLITE_FULL may have dropped it.) */
	bool (*is_open)(struct conn *conn);
	enum err (*run)(struct conn *conn, const struct stmt *stmt, const struct value *params,
		size_t count, row_fn *row, void *to);
	/* Several statements of DDL in one go, from embedded schema text only. */
	enum err (*script)(struct conn *conn, const char *text);
	const char *(*trouble)(struct conn *conn);
	/* Rolls back and connects again if the line is cut. */
	enum err (*heal)(struct conn *conn);
	/* A consistent copy; NULL when the engine has its own tools. */
	enum err (*backup)(struct db *db, const char *path);
	/* Between batches: SQLite's checkpoint. */
	enum err (*tidy)(struct conn *conn);
};

extern const struct driver driver_sqlite;
extern const struct driver driver_postgres;

/* Faults that tests inject; all zero in life. */
struct db_faults {
	/* Every n-th write statement answers ERR_RETRY, the engine's own state made to match; never
	 * twice on one connection before a COMMIT stands, so that another try gets through. */
	int retry_every;
	/* The n-th COMMIT succeeds and its answer is lost; counts down, 0 = never. */
	int lose_commit;
	/* SQLite: the n-th write statement from now finds no room; counts down, 0 = never. */
	int full_after;
};

/* One database. */
struct db {
	const struct driver *driver;
	const char *url; /* path of the SQLite file, or postgres://… */
	struct db_faults faults;
	void *own; /* the driver's */
};

/* url NULL or a path: SQLite at DATA/zhidian.db; postgres://…: PostgreSQL. Takes the data
 * directory: ERR_BUSY when another process holds it. Runs missing migrations (each one transaction
 * with its version row; advisory lock on PostgreSQL), makes the v_ views anew. ERR_BAD_INPUT when
 * the schema is newer than this program; *why then says so. */
enum err db_open(const char *data_dir, const char *url, struct db **out, const char **why);
void db_close(struct db *db);
/* Schema version this program brings, and the one found. */
int db_schema_version(void);

/* A pool of reading connections: one per thread that asks, at most `most` open, closed before the
 * writer. */
enum err db_reader(struct db *db, struct conn **out);
void db_reader_done(struct db *db, struct conn *conn);
