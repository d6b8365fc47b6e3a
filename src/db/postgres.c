/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/postgres.c: the big engine, by libpq. Writers run READ COMMITTED (head rows are locked, so no
 * more is needed), readers one read-only snapshot with a time limit a statement. A line that breaks
 * is made anew by begin() or heal(); only a COMMIT whose answer never came is ERR_LOST, whatever
 * else is lost was rolled back by the server. */
#include "db/postgres.h"
#include <assert.h>
#include "base/limits.h"
#include "base/log.h"

static void notice_drop(void *to, const char *text)
{
	(void)to;
	(void)text;
}

static enum err patience_set(struct postgres_conn *conn)
{
	char digits[24];
	struct value ms = { VALUE_TEXT, 0, digits, 0 };

	ms.len = (size_t)snprintf(digits, sizeof(digits), "%d", LIMIT_READER_MS);
	return postgres_run(&conn->head, &own[OWN_set_patience], &ms, 1, NULL, NULL);
}

static enum err link_make(struct postgres_conn *conn)
{
	/* What the address itself says comes last and wins. */
	const char *const keys[] = { "client_encoding", "connect_timeout", "tcp_user_timeout",
		"fallback_application_name", "target_session_attrs", "dbname", NULL };
	const char *const values[] = { "UTF8", "10", "20000", "zhidian",
		conn->head.is_writer ? "read-write" : "any", conn->head.db->url, NULL };

	conn->link = PQconnectdbParams(keys, values, 1);
	if (!conn->link || PQstatus(conn->link) != CONNECTION_OK) {
		postgres_trouble(conn, NULL, "connect");
		return ERR_DB;
	}
	PQsetNoticeProcessor(conn->link, notice_drop, NULL);
	TRY(postgres_own_run(conn, conn->head.is_writer ? OWN_set_writer : OWN_set_reader));
	return conn->head.is_writer ? OK : patience_set(conn);
}

static void postgres_close(struct conn *head)
{
	postgres_cut(postgres_conn(head));
	free(head);
}

static enum err postgres_open(struct db *db, bool is_writer, struct conn **out)
{
	struct postgres_conn *conn = calloc(1, sizeof(*conn));
	enum err err;

	if (!conn)
		return ERR_MEMORY;
	conn->head.db = db;
	conn->head.is_writer = is_writer;
	err = link_make(conn);
	if (err) {
		log_line(LOG_FAULT, "postgres: %s", conn->head.trouble);
		postgres_close(&conn->head);
		return err;
	}
	*out = &conn->head;
	return OK;
}

static void postgres_end(struct db *db)
{
	(void)db;
}

static enum err postgres_rollback(struct conn *head)
{
	struct postgres_conn *conn = postgres_conn(head);

	head->in_tx = false;
	head->failed = OK;
	if (!conn->link || PQtransactionStatus(conn->link) == PQTRANS_IDLE)
		return OK;
	if (!postgres_own_run(conn, OWN_rollback) &&
		PQtransactionStatus(conn->link) == PQTRANS_IDLE)
		return OK;
	postgres_cut(conn);
	return OK;
}

static enum err postgres_heal(struct conn *head)
{
	struct postgres_conn *conn = postgres_conn(head);

	postgres_rollback(head);
	if (conn->link && PQstatus(conn->link) == CONNECTION_OK)
		return OK;
	postgres_cut(conn);
	return link_make(conn);
}

static enum err postgres_begin(struct conn *head)
{
	struct postgres_conn *conn = postgres_conn(head);
	enum own text = head->is_writer ? OWN_begin_write : OWN_begin_read;
	enum err err;

	assert(!head->in_tx);
	head->failed = OK;
	conn->is_release_due = false;
	err = postgres_own_run(conn, text);
	/* A line that was cut while nobody used it costs nothing to make anew. */
	if (err && !conn->link) {
		TRY(link_make(conn));
		err = postgres_own_run(conn, text);
	}
	head->in_tx = !err;
	return err;
}

static bool postgres_is_open(struct conn *head)
{
	struct postgres_conn *conn = postgres_conn(head);
	PGTransactionStatusType status = conn->link ? PQtransactionStatus(conn->link)
						    : PQTRANS_UNKNOWN;

	return head->in_tx && (status == PQTRANS_INTRANS || status == PQTRANS_INERROR);
}

static enum err commit_send(struct postgres_conn *conn)
{
	PGresult *result = PQexec(conn->link, own[OWN_commit].pg);
	bool is_answered = PQresultStatus(result) == PGRES_COMMAND_OK;
	bool is_kept = is_answered && strcmp(PQcmdStatus(result), own[OWN_commit].pg) == 0;
	bool is_lost = PQstatus(conn->link) == CONNECTION_BAD || !result;
	enum err err;

	/* The server answers COMMIT of a failed transaction with ROLLBACK, and calls that a
	 * success. */
	if (is_answered) {
		PQclear(result);
		return is_kept ? OK : ERR_DB;
	}
	err = postgres_trouble(conn, result, own[OWN_commit].name);
	return is_lost ? ERR_LOST : err;
}

static enum err postgres_commit(struct conn *head)
{
	struct postgres_conn *conn = postgres_conn(head);
	enum err err = conn_failed(head);

	if (!err && !postgres_is_open(head))
		err = ERR_DB;
	if (!err)
		err = commit_send(conn);
	if (err) {
		postgres_rollback(head);
		return err;
	}
	head->in_tx = false;
	head->has_retried = false;
	if (head->is_writer && fault_is_due(head->db, &head->db->faults.lose_commit)) {
		postgres_cut(conn);
		return ERR_LOST;
	}
	return OK;
}

static enum err control_run(struct conn *head, enum own text)
{
	enum err err = conn_failed(head);

	if (!err && !postgres_is_open(head))
		err = ERR_DB;
	if (!err)
		err = postgres_own_run(postgres_conn(head), text);
	if (err)
		head->failed = err;
	return err;
}

/* A savepoint that was to be released and is not yet costs nothing: COMMIT and ROLLBACK end it
 * too. Only what would mistake it for its own must send the RELEASE first. */
static enum err release_flush(struct conn *head)
{
	struct postgres_conn *conn = postgres_conn(head);

	if (!conn->is_release_due)
		return OK;
	conn->is_release_due = false;
	return control_run(head, OWN_release);
}

static enum err postgres_savepoint(struct conn *head)
{
	struct postgres_conn *conn = postgres_conn(head);
	enum own text = conn->is_release_due ? OWN_release_savepoint : OWN_savepoint;

	conn->is_release_due = false;
	return control_run(head, text);
}

static enum err postgres_undo(struct conn *head)
{
	enum err failed = conn_failed(head);

	if (!postgres_is_open(head))
		return failed ? failed : ERR_DB;
	head->failed = OK;
	/* One inside of ours that was kept goes with it. */
	if (postgres_conn(head)->is_release_due) {
		postgres_conn(head)->is_release_due = false;
		TRY(control_run(head, OWN_undo));
	}
	return control_run(head, OWN_undo);
}

static enum err postgres_release(struct conn *head)
{
	TRY(conn_failed(head));
	if (!postgres_is_open(head))
		return ERR_DB;
	TRY(release_flush(head));
	postgres_conn(head)->is_release_due = true;
	return OK;
}

static const char *postgres_last_trouble(struct conn *head)
{
	return head->trouble;
}

static enum err postgres_tidy(struct conn *head)
{
	(void)head;
	return OK;
}

const struct driver driver_postgres = {
	.name = "postgres",
	.open = postgres_open,
	.close = postgres_close,
	.end = postgres_end,
	.begin = postgres_begin,
	.commit = postgres_commit,
	.rollback = postgres_rollback,
	.savepoint = postgres_savepoint,
	.undo = postgres_undo,
	.release = postgres_release,
	.is_open = postgres_is_open,
	.run = postgres_run,
	.script = postgres_script,
	.trouble = postgres_last_trouble,
	.heal = postgres_heal,
	.backup = NULL,
	.tidy = postgres_tidy,
};
