/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/sqlite.c: the embedded engine. One connection writes and checkpoints, readers can do neither;
 * the VFS unix-excl keeps every other process out of the file and the index of its log in our
 * memory. An OK from COMMIT means the disk has it. Nothing else in this process may open the file,
 * not even to read: closing it would drop the engine's lock. */
#include "db/sqlite.h"
#include <assert.h>
#include "base/limits.h"
#include "base/log.h"

enum {
	CHECKPOINT_PAGES = 2000, /* new pages in the log before they are copied into the file */
	DRAIN_PAGES = 32768, /* a log this long is begun anew, if readers leave it for a moment */
	DRAIN_MS = 200,
	BUSY_MS = 2000,
};

static const char *const vfs = "unix-excl";

static int log_grew(void *to, sqlite3 *engine, const char *name, int pages)
{
	struct sqlite_conn *conn = to;

	(void)engine;
	(void)name;
	conn->log_pages = pages;
	return SQLITE_OK;
}

static int reader_is_late(void *to)
{
	const struct sqlite_conn *conn = to;

	return conn->deadline_ms && ticks_ms() > conn->deadline_ms;
}

static void engine_close(struct sqlite_conn *conn)
{
	sqlite_forget(conn);
	if (sqlite3_close(conn->engine))
		assert(!"a statement outlived its connection");
	free(conn);
}

static enum err engine_set(struct sqlite_conn *conn)
{
	sqlite3 *engine = conn->engine;

	sqlite3_extended_result_codes(engine, 1);
	sqlite3_busy_timeout(engine, BUSY_MS);
	sqlite3_db_config(engine, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
	sqlite3_db_config(engine, SQLITE_DBCONFIG_DQS_DML, 0, (int *)NULL);
	sqlite3_db_config(engine, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)NULL);
	sqlite3_db_config(engine, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)NULL);
	if (!conn->head.is_writer) {
		sqlite3_db_config(engine, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
		sqlite3_progress_handler(engine, 2000, reader_is_late, conn);
		return sqlite_script(&conn->head, own[OWN_set_reader].sql);
	}
	/* Reads the file for the first time: recovers what a crash left, and finds out who else is
	 * here. */
	TRY(sqlite_own_run(conn, OWN_set_wal));
	TRY(sqlite_script(&conn->head, own[OWN_set_writer].sql));
	sqlite3_wal_hook(engine, log_grew, conn);
	return OK;
}

static enum err engine_open(struct db *db, bool is_writer, struct sqlite_conn **out)
{
	int flags = is_writer ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
	struct sqlite_conn *conn = calloc(1, sizeof(*conn));
	enum err err;
	int rc;

	if (!conn)
		return ERR_MEMORY;
	conn->head.db = db;
	conn->head.is_writer = is_writer;
	rc = sqlite3_open_v2(db->url, &conn->engine, flags | SQLITE_OPEN_NOMUTEX, vfs);
	err = rc ? sqlite_trouble(conn, rc, db->url) : engine_set(conn);
	if (err) {
		log_line(LOG_FAULT, "sqlite: %s", conn->head.trouble);
		engine_close(conn);
		return err == ERR_RETRY ? ERR_BUSY : err;
	}
	*out = conn;
	return OK;
}

/* The writing connection is made once and lent after that. */
static enum err writer_open(struct db *db, struct conn **out)
{
	struct sqlite_own *keep = db->own;

	if (!keep) {
		keep = calloc(1, sizeof(*keep));
		if (!keep)
			return ERR_MEMORY;
		db->own = keep;
	}
	if (keep->is_lent)
		return ERR_BUSY;
	if (!keep->writer)
		TRY(engine_open(db, true, &keep->writer));
	keep->is_lent = true;
	*out = &keep->writer->head;
	return OK;
}

static enum err sqlite_open(struct db *db, bool is_writer, struct conn **out)
{
	struct sqlite_conn *conn;

	if (is_writer)
		return writer_open(db, out);
	TRY(engine_open(db, false, &conn));
	*out = &conn->head;
	return OK;
}

static enum err sqlite_rollback(struct conn *head)
{
	struct sqlite_conn *conn = sqlite_conn(head);
	enum err err = OK;

	head->failed = OK;
	head->in_tx = false;
	if (!sqlite3_get_autocommit(conn->engine))
		err = sqlite_own_run(conn, OWN_rollback);
	/* Some errors of ROLLBACK are the ones that caused it, told again. */
	return sqlite3_get_autocommit(conn->engine) ? OK : err;
}

static void sqlite_close(struct conn *head)
{
	struct sqlite_own *keep = head->db->own;

	if (!head->is_writer) {
		engine_close(sqlite_conn(head));
		return;
	}
	assert(keep->is_lent && &keep->writer->head == head);
	sqlite_rollback(head);
	keep->is_lent = false;
}

static void sqlite_end(struct db *db)
{
	struct sqlite_own *keep = db->own;

	if (!keep)
		return;
	assert(!keep->is_lent);
	if (keep->writer) {
		sqlite3_wal_checkpoint_v2(
			keep->writer->engine, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
		engine_close(keep->writer);
	}
	free(keep);
	db->own = NULL;
}

static enum err sqlite_begin(struct conn *head)
{
	assert(!head->in_tx);
	TRY(sqlite_own_run(sqlite_conn(head), head->is_writer ? OWN_begin_write : OWN_begin_read));
	head->in_tx = true;
	head->failed = OK;
	return OK;
}

static bool sqlite_is_open(struct conn *head)
{
	return head->in_tx && !sqlite3_get_autocommit(sqlite_conn(head)->engine);
}

static enum err sqlite_commit(struct conn *head)
{
	enum err err = conn_failed(head);

	if (!err && !sqlite_is_open(head))
		err = ERR_DB;
	if (!err)
		err = sqlite_own_run(sqlite_conn(head), OWN_commit);
	if (err) {
		sqlite_rollback(head);
		return err;
	}
	head->in_tx = false;
	head->has_retried = false;
	if (head->is_writer && fault_is_due(head->db, &head->db->faults.lose_commit))
		return ERR_LOST;
	return OK;
}

static enum err sqlite_savepoint(struct conn *head)
{
	TRY(conn_failed(head));
	if (!sqlite_is_open(head))
		return ERR_DB;
	return sqlite_own_run(sqlite_conn(head), OWN_savepoint);
}

static enum err sqlite_undo(struct conn *head)
{
	struct sqlite_conn *conn = sqlite_conn(head);

	if (!sqlite_is_open(head))
		return head->failed ? conn_failed(head) : ERR_DB;
	TRY(sqlite_own_run(conn, OWN_undo));
	TRY(sqlite_own_run(conn, OWN_release));
	head->failed = OK;
	return OK;
}

static enum err sqlite_release(struct conn *head)
{
	TRY(conn_failed(head));
	if (!sqlite_is_open(head))
		return ERR_DB;
	return sqlite_own_run(sqlite_conn(head), OWN_release);
}

static const char *sqlite_last_trouble(struct conn *head)
{
	return head->trouble;
}

/* There is no line to be cut: a transaction that has gone is rolled back, and that is all. */
static enum err sqlite_heal(struct conn *head)
{
	return sqlite_rollback(head);
}

static enum err checkpoint(struct sqlite_conn *conn, int mode)
{
	int rc = sqlite3_wal_checkpoint_v2(conn->engine, NULL, mode, NULL, NULL);

	conn->copied_pages = conn->log_pages;
	return rc && rc != SQLITE_BUSY ? sqlite_trouble(conn, rc, "checkpoint") : OK;
}

static enum err sqlite_tidy(struct conn *head)
{
	struct sqlite_conn *conn = sqlite_conn(head);
	enum err err = OK;

	assert(head->is_writer && !head->in_tx);
	if (conn->log_pages < conn->copied_pages)
		conn->copied_pages = 0; /* the log was begun anew */
	if (conn->log_pages - conn->copied_pages < CHECKPOINT_PAGES)
		return OK;
	TRY(checkpoint(conn, SQLITE_CHECKPOINT_PASSIVE));
	if (conn->log_pages < DRAIN_PAGES)
		return OK;
	/* While one reader follows another, none of them late, the log never gets the moment to
	 * begin anew. */
	if (readers_drain(head->db, DRAIN_MS)) {
		/* Only a backup can still read; it is not waited for. */
		sqlite3_busy_timeout(conn->engine, 0);
		err = checkpoint(conn, SQLITE_CHECKPOINT_TRUNCATE);
		sqlite3_busy_timeout(conn->engine, BUSY_MS);
		conn->log_pages = 0;
	}
	readers_resume(head->db);
	return err;
}

const struct driver driver_sqlite = {
	.name = "sqlite",
	.open = sqlite_open,
	.close = sqlite_close,
	.end = sqlite_end,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.savepoint = sqlite_savepoint,
	.undo = sqlite_undo,
	.release = sqlite_release,
	.is_open = sqlite_is_open,
	.run = sqlite_run,
	.script = sqlite_script,
	.trouble = sqlite_last_trouble,
	.heal = sqlite_heal,
	.backup = sqlite_backup,
	.tidy = sqlite_tidy,
};
