/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/sqlite_run.c: one statement on one SQLite connection: prepared once, parameters bound by their
 * $n, rows handed on as integers, text and bytes; errors sorted into classes. */
#include "db/sqlite.h"
#include <assert.h>
#include <errno.h>
#include "base/limits.h"
#include "base/log.h"

struct prepared {
	sqlite3_stmt *stmt;
	unsigned char place[PARAMS_MOST]; /* of $1 …; 0: the text does not use it */
	bool is_running;
};

static bool disk_is_full(struct sqlite_conn *conn)
{
	int error = sqlite3_system_errno(conn->engine);

	return error == ENOSPC || error == EDQUOT;
}

static enum err class_of(struct sqlite_conn *conn, int rc)
{
	switch (rc) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return ERR_REFUSED;
	case SQLITE_IOERR_NOMEM:
		return ERR_MEMORY;
	default:
		break;
	}
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		return ERR_RETRY;
	case SQLITE_FULL:
		return ERR_FULL;
	case SQLITE_NOMEM:
		return ERR_MEMORY;
	case SQLITE_TOOBIG:
		return ERR_TOO_BIG;
	case SQLITE_INTERRUPT:
		return ERR_BUSY;
	case SQLITE_IOERR:
		return disk_is_full(conn) ? ERR_FULL : ERR_DB;
	default:
		return ERR_DB;
	}
}

enum err sqlite_trouble(struct sqlite_conn *conn, int rc, const char *what)
{
	enum err err = class_of(conn, rc);

	snprintf(conn->head.trouble, sizeof(conn->head.trouble), "%s: %s (%d)", what,
		sqlite3_errmsg(conn->engine), rc);
	if (err == ERR_DB && (rc == SQLITE_IOERR_FSYNC || rc == SQLITE_IOERR_DIR_FSYNC)) {
		log_line(LOG_FAULT, "the disk could not be synced: %s", conn->head.trouble);
		abort();
	}
	return err;
}

static enum err prepared_find(
	struct sqlite_conn *conn, const struct stmt *stmt, struct prepared **out)
{
	struct cache_slot *slot = cache_slot(&conn->cache, stmt, stmt->sql);
	struct prepared *prepared;
	int rc;

	if (!slot)
		return ERR_MEMORY;
	*out = slot->made;
	if (*out)
		return OK;
	prepared = calloc(1, sizeof(*prepared));
	if (!prepared)
		return ERR_MEMORY;
	rc = sqlite3_prepare_v3(
		conn->engine, stmt->sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared->stmt, NULL);
	if (rc) {
		free(prepared);
		return sqlite_trouble(conn, rc, stmt->name);
	}
	/* $n is a name to SQLite: its index is the order of first use, not n. */
	for (int place = 1; place <= sqlite3_bind_parameter_count(prepared->stmt); place++) {
		const char *name = sqlite3_bind_parameter_name(prepared->stmt, place);
		long n = name && name[0] == '$' ? strtol(name + 1, NULL, 10) : 0;

		assert(n >= 1 && n <= PARAMS_MOST);
		prepared->place[n - 1] = (unsigned char)place;
	}
	slot->made = prepared;
	*out = prepared;
	return OK;
}

static int value_bind(sqlite3_stmt *stmt, int place, const struct value *value)
{
	switch (value->kind) {
	case VALUE_INT:
		return sqlite3_bind_int64(stmt, place, value->number);
	case VALUE_TEXT:
		return sqlite3_bind_text64(
			stmt, place, value->at, value->len, SQLITE_STATIC, SQLITE_UTF8);
	case VALUE_BYTES:
		return sqlite3_bind_blob64(stmt, place, value->at, value->len, SQLITE_STATIC);
	case VALUE_NULL:
		break;
	}
	return sqlite3_bind_null(stmt, place);
}

/* False: a column that is none of ours (a fraction), or no memory. */
static bool value_read(sqlite3_stmt *stmt, int i, struct value *out)
{
	const void *at;

	*out = (struct value) { VALUE_NULL };
	switch (sqlite3_column_type(stmt, i)) {
	case SQLITE_NULL:
		return true;
	case SQLITE_INTEGER:
		*out = (struct value) { VALUE_INT, sqlite3_column_int64(stmt, i) };
		return true;
	case SQLITE_TEXT:
		out->kind = VALUE_TEXT;
		at = sqlite3_column_text(stmt, i);
		break;
	case SQLITE_BLOB:
		out->kind = VALUE_BYTES;
		at = sqlite3_column_blob(stmt, i);
		break;
	default:
		return false;
	}
	out->len = (size_t)sqlite3_column_bytes(stmt, i);
	out->at = at ? at : ""; /* SQLite gives no address for no bytes */
	return at || !out->len;
}

/* *is_own: the trouble is the row callback's own, the engine is well. */
static enum err rows_step(struct sqlite_conn *conn, sqlite3_stmt *stmt, const char *what,
	row_fn *row, void *to, bool *is_own)
{
	struct value columns[COLUMNS_MOST];
	const char *names[COLUMNS_MOST];
	int rc;

	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		int count = sqlite3_column_count(stmt);
		enum err err;

		if (!row)
			continue;
		assert(count <= COLUMNS_MOST);
		for (int i = 0; i < count; i++) {
			names[i] = sqlite3_column_name(stmt, i);
			if (value_read(stmt, i, &columns[i]) && names[i])
				continue;
			snprintf(conn->head.trouble, sizeof(conn->head.trouble),
				"%s: column %d is no integer, text or bytes", what, i + 1);
			return ERR_DB;
		}
		err = row(to, columns, names, (size_t)count);
		if (err) {
			*is_own = true;
			return err;
		}
	}
	return rc == SQLITE_DONE ? OK : sqlite_trouble(conn, rc, what);
}

/* The n-th write finds no room: the file may not grow, and something that needs room is written. */
static enum err fault_full(struct sqlite_conn *conn)
{
	int64_t pages;
	int64_t most;
	char *text;
	enum err err;

	TRY(sqlite_number(conn, OWN_fault_most, &most));
	TRY(sqlite_number(conn, OWN_fault_pages, &pages));
	text = sqlite3_mprintf("%s%lld", own[OWN_fault_most_set].sql, (long long)pages);
	err = text ? sqlite_script(&conn->head, text) : ERR_MEMORY;
	sqlite3_free(text);
	TRY(err);
	err = sqlite_own_run(conn, OWN_fault_fill);
	assert(err);
	text = sqlite3_mprintf("%s%lld", own[OWN_fault_most_set].sql, (long long)most);
	if (text)
		sqlite_script(&conn->head, text);
	sqlite3_free(text);
	return err;
}

static enum err fault_inject(struct sqlite_conn *conn)
{
	if (fault_retry_is_due(&conn->head))
		return ERR_RETRY;
	if (fault_is_due(conn->head.db, &conn->head.db->faults.full_after))
		return fault_full(conn);
	return OK;
}

static enum err run(struct sqlite_conn *conn, const struct stmt *stmt, const struct value *params,
	size_t count, row_fn *row, void *to, bool *is_own)
{
	struct prepared *prepared;
	int rc = SQLITE_OK;
	enum err err;

	TRY(prepared_find(conn, stmt, &prepared));
	assert(!prepared->is_running);
	assert(stmt->table || own_has(stmt) || sqlite3_stmt_readonly(prepared->stmt));
	for (size_t i = 0; i < count && !rc; i++)
		if (prepared->place[i])
			rc = value_bind(prepared->stmt, prepared->place[i], &params[i]);
	prepared->is_running = true;
	if (!conn->head.is_writer)
		conn->deadline_ms = ticks_ms() + LIMIT_READER_MS;
	err = rc ? sqlite_trouble(conn, rc, stmt->name)
		 : rows_step(conn, prepared->stmt, stmt->name, row, to, is_own);
	prepared->is_running = false;
	sqlite3_reset(prepared->stmt);
	sqlite3_clear_bindings(prepared->stmt);
	return err;
}

enum err sqlite_run(struct conn *head, const struct stmt *stmt, const struct value *params,
	size_t count, row_fn *row, void *to)
{
	struct sqlite_conn *conn = sqlite_conn(head);
	bool is_own = false;
	enum err err = OK;

	assert(count <= PARAMS_MOST);
	if (head->failed)
		return conn_failed(head);
	/* Outside its transaction a statement would stand by itself. */
	if (head->in_tx && sqlite3_get_autocommit(conn->engine))
		err = ERR_DB;
	if (!err && stmt->table && head->in_tx)
		err = fault_inject(conn);
	if (!err)
		err = run(conn, stmt, params, count, row, to, &is_own);
	if (err && head->in_tx && !is_own)
		head->failed = err;
	return err;
}

enum err sqlite_own_run(struct sqlite_conn *conn, enum own text)
{
	bool is_own;

	return run(conn, &own[text], NULL, 0, NULL, NULL, &is_own);
}

static enum err number_take(
	void *to, const struct value *columns, const char *const *names, size_t count)
{
	int64_t *out = to;

	(void)names;
	if (count)
		*out = columns[0].number;
	return OK;
}

enum err sqlite_number(struct sqlite_conn *conn, enum own text, int64_t *out)
{
	bool is_own;

	*out = 0;
	return run(conn, &own[text], NULL, 0, number_take, out, &is_own);
}

enum err sqlite_script(struct conn *head, const char *text)
{
	struct sqlite_conn *conn = sqlite_conn(head);
	int rc = sqlite3_exec(conn->engine, text, NULL, NULL, NULL);
	enum err err;

	if (!rc)
		return OK;
	err = sqlite_trouble(conn, rc, "script");
	if (head->in_tx)
		head->failed = err;
	return err;
}

void sqlite_forget(struct sqlite_conn *conn)
{
	for (size_t i = 0; i < conn->cache.cap; i++) {
		struct prepared *prepared = conn->cache.slots[i].made;

		if (!prepared)
			continue;
		sqlite3_finalize(prepared->stmt);
		free(prepared);
	}
	cache_clear(&conn->cache);
}
