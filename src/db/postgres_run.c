/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/postgres_run.c: one statement on one PostgreSQL connection: prepared once, numbers sent as
 * text (the server knows how wide each is), text and bytes as they are; results in binary; errors
 * sorted into classes by SQLSTATE. */
#include "db/postgres.h"
#include <assert.h>

/* Types of result columns, from the server's catalogue. */
enum {
	OID_BOOL = 16,
	OID_BYTEA = 17,
	OID_NAME = 19,
	OID_INT8 = 20,
	OID_INT2 = 21,
	OID_INT4 = 23,
	OID_TEXT = 25,
	OID_UNKNOWN = 705,
	OID_BPCHAR = 1042,
	OID_VARCHAR = 1043,
};

static enum err class_of(const char *state)
{
	static const struct {
		const char *state; /* a whole one, or a class */
		enum err err;
	} classes[] = {
		{ "23505", ERR_REFUSED }, /* unique */
		{ "40003", ERR_LOST },	  /* completion unknown */
		{ "40", ERR_RETRY },	  /* serialization failure, deadlock */
		{ "55P03", ERR_RETRY },	  /* lock not available */
		{ "53100", ERR_FULL },	  /* disk full */
		{ "57014", ERR_BUSY },	  /* stopped: over its time */
		{ "57", ERR_RETRY },	  /* the server goes down or comes up */
		{ "08", ERR_RETRY },	  /* the line */
		{ "25006",
			ERR_RETRY }, /* read only: a standby now; the new line finds the primary */
		{ "26000", ERR_RETRY }, /* a pooler forgot what was prepared */
		{ "54", ERR_TOO_BIG },
	};

	for (size_t i = 0; i < sizeof(classes) / sizeof(*classes); i++)
		if (strncmp(state, classes[i].state, strlen(classes[i].state)) == 0)
			return classes[i].err;
	return ERR_DB;
}

void postgres_cut(struct postgres_conn *conn)
{
	PQfinish(conn->link);
	conn->link = NULL;
	cache_clear(&conn->cache);
	conn->prepared_count = 0;
}

/* The server's words quote values in errors of data and constraints (classes 22 and 23): those are
 * left out. */
static void trouble_note(
	struct postgres_conn *conn, const PGresult *result, const char *state, const char *what)
{
	const char *told = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	const char *rule = PQresultErrorField(result, PG_DIAG_CONSTRAINT_NAME);

	if (!told)
		told = conn->link ? PQerrorMessage(conn->link) : "no connection";
	if (state[0] == '2' && (state[1] == '2' || state[1] == '3'))
		told = rule ? rule : "data";
	snprintf(conn->head.trouble, sizeof(conn->head.trouble), "%s: %s (%s)", what, told, state);
}

enum err postgres_trouble(struct postgres_conn *conn, PGresult *result, const char *what)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	enum err err = state ? class_of(state) : ERR_RETRY;

	trouble_note(conn, result, state ? state : "-----", what);
	/* 0A000: what was prepared no longer fits the tables: a new line prepares anew. */
	if (!conn->link || PQstatus(conn->link) == CONNECTION_BAD || !state ||
		strcmp(state, "25006") == 0 || strcmp(state, "26000") == 0 ||
		strcmp(state, "0A000") == 0)
		postgres_cut(conn);
	PQclear(result);
	return err;
}

static bool is_fine(const PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);

	return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK ||
	       status == PGRES_EMPTY_QUERY;
}

enum err postgres_script(struct conn *head, const char *text)
{
	struct postgres_conn *conn = postgres_conn(head);
	PGresult *result;
	enum err err;

	if (head->failed)
		return conn_failed(head);
	result = conn->link ? PQexec(conn->link, text) : NULL;
	if (is_fine(result)) {
		PQclear(result);
		return OK;
	}
	err = postgres_trouble(conn, result, "script");
	if (head->in_tx)
		head->failed = err;
	return err;
}

enum err postgres_own_run(struct postgres_conn *conn, enum own text)
{
	PGresult *result = conn->link ? PQexec(conn->link, own[text].pg) : NULL;

	if (!is_fine(result))
		return postgres_trouble(conn, result, own[text].name);
	PQclear(result);
	return OK;
}

/* The parameters as libpq wants them. */
struct packed {
	const char *at[PARAMS_MOST];
	int len[PARAMS_MOST];
	int is_binary[PARAMS_MOST];
	char digits[PARAMS_MOST][24];
};

static enum err params_pack(struct packed *out, const struct value *params, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		out->is_binary[i] = params[i].kind != VALUE_INT;
		out->at[i] = params[i].at;
		out->len[i] = (int)params[i].len;
		if (params[i].kind == VALUE_NULL)
			out->at[i] = NULL;
		if (params[i].len > INT32_MAX)
			return ERR_TOO_BIG;
		if (params[i].kind != VALUE_INT)
			continue;
		snprintf(out->digits[i], sizeof(out->digits[i]), "%lld",
			(long long)params[i].number);
		out->at[i] = out->digits[i];
	}
	return OK;
}

static int64_t big_endian(const unsigned char *at, int size)
{
	uint64_t number = at[0] & 0x80 ? UINT64_MAX : 0; /* the sign goes on to the left */

	for (int i = 0; i < size; i++)
		number = number << 8 | at[i];
	return (int64_t)number;
}

/* False: a column of a type that is none of ours. */
static bool value_read(const PGresult *result, int row, int i, struct value *out)
{
	const char *at = PQgetvalue(result, row, i);
	int len = PQgetlength(result, row, i);

	*out = (struct value) { VALUE_NULL };
	switch (PQftype(result, i)) {
	case OID_INT8:
	case OID_INT4:
	case OID_INT2:
	case OID_BOOL:
		if (!PQgetisnull(result, row, i))
			*out = (struct value) { VALUE_INT,
				big_endian((const unsigned char *)at, len) };
		return true;
	case OID_TEXT:
	case OID_VARCHAR:
	case OID_BPCHAR:
	case OID_NAME:
	case OID_UNKNOWN:
		if (!PQgetisnull(result, row, i))
			*out = (struct value) { VALUE_TEXT, 0, at, (size_t)len };
		return true;
	case OID_BYTEA:
		if (!PQgetisnull(result, row, i))
			*out = (struct value) { VALUE_BYTES, 0, at, (size_t)len };
		return true;
	default:
		return false;
	}
}

static enum err rows_hand(struct postgres_conn *conn, const PGresult *result, const char *what,
	row_fn *row, void *to, bool *is_own)
{
	struct value columns[COLUMNS_MOST];
	const char *names[COLUMNS_MOST];
	int count = PQnfields(result);

	assert(count <= COLUMNS_MOST);
	for (int i = 0; i < count; i++)
		names[i] = PQfname(result, i);
	for (int at = 0; row && at < PQntuples(result); at++) {
		enum err err;

		for (int i = 0; i < count; i++) {
			if (value_read(result, at, i, &columns[i]))
				continue;
			snprintf(conn->head.trouble, sizeof(conn->head.trouble),
				"%s: column %s is no integer, text or bytes (type %u)", what,
				names[i], PQftype(result, i));
			return ERR_DB;
		}
		err = row(to, columns, names, (size_t)count);
		if (err) {
			*is_own = true;
			return err;
		}
	}
	return OK;
}

static enum err prepared_find(struct postgres_conn *conn, const struct stmt *stmt, char name[24])
{
	const char *text = stmt->pg ? stmt->pg : stmt->sql;
	struct cache_slot *slot = cache_slot(&conn->cache, stmt, text);
	PGresult *result;

	if (!slot)
		return ERR_MEMORY;
	if (slot->made) {
		snprintf(name, 24, "s%lu", (unsigned long)(uintptr_t)slot->made);
		return OK;
	}
	snprintf(name, 24, "s%u", conn->prepared_count + 1);
	result = PQprepare(conn->link, name, text, 0, NULL);
	if (PQresultStatus(result) != PGRES_COMMAND_OK)
		return postgres_trouble(conn, result, stmt->name);
	PQclear(result);
	slot->made = (void *)(uintptr_t)++conn->prepared_count;
	return OK;
}

static enum err run(struct postgres_conn *conn, const struct stmt *stmt, const struct value *params,
	size_t count, row_fn *row, void *to, bool *is_own)
{
	struct packed packed;
	char name[24];
	PGresult *result;
	enum err err;

	if (!conn->link)
		return postgres_trouble(conn, NULL, stmt->name);
	TRY(params_pack(&packed, params, count));
	TRY(prepared_find(conn, stmt, name));
	result = PQexecPrepared(
		conn->link, name, (int)count, packed.at, packed.len, packed.is_binary, 1);
	if (!is_fine(result))
		return postgres_trouble(conn, result, stmt->name);
	err = rows_hand(conn, result, stmt->name, row, to, is_own);
	PQclear(result);
	return err;
}

enum err postgres_run(struct conn *head, const struct stmt *stmt, const struct value *params,
	size_t count, row_fn *row, void *to)
{
	struct postgres_conn *conn = postgres_conn(head);
	bool is_own = false;
	enum err err = OK;

	assert(count <= PARAMS_MOST);
	if (head->failed)
		return conn_failed(head);
	if (stmt->table && head->in_tx && fault_retry_is_due(head))
		err = postgres_own_run(conn, OWN_fault_retry);
	if (!err)
		err = run(conn, stmt, params, count, row, to, &is_own);
	if (err && head->in_tx && !is_own)
		head->failed = err;
	return err;
}
