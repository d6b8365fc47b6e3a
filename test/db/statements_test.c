/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The program's own schema and every statement of it, on both engines: each is prepared by
 * PostgreSQL too, with parameters and columns of types the driver knows, so that none fails there
 * for the first time in life. */
#include "base/buf.h"
#include "db/bed.h"
#include "db/postgres.h"

static void own_open(struct bed *bed, const char *engine)
{
	const char *why = NULL;

	bed_place(bed, engine);
	if (db_open(bed->dir, bed->url[0] ? bed->url : NULL, &bed->db, &why))
		fail_msg("%s", why);
	assert_int_equal(db_reader(bed->db, &bed->conn), OK);
	assert_int_equal(bed->db->driver->begin(bed->conn), OK);
	bed->arena = arena_new(16 << 20);
	bed->scope = (struct scope) { .street = 1 };
}

static void own_end(struct bed *bed)
{
	db_reader_done(bed->db, bed->conn);
	bed->conn = NULL;
	bed_end(bed);
}

static bool type_is_known(Oid type)
{
	/* bool bytea name int8 int2 int4 text bpchar varchar */
	static const Oid known[] = { 16, 17, 19, 20, 21, 23, 25, 1042, 1043 };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (known[i] == type)
			return true;
	return false;
}

/* How many complaints there are about one statement. */
static int prepare(PGconn *link, const struct statement_text *text)
{
	PGresult *result = PQprepare(link, "", text->pg ? text->pg : text->sql, 0, NULL);
	int wrong = 0;

	if (PQresultStatus(result) != PGRES_COMMAND_OK) {
		print_error("%s:%d: %s: %s", text->file, text->line, text->name,
			PQresultErrorMessage(result));
		PQclear(result);
		PQclear(PQexec(link, "ROLLBACK TO each"));
		return 1;
	}
	PQclear(result);
	result = PQdescribePrepared(link, "");
	assert_true(PQnparams(result) <= PARAMS_MOST && PQnfields(result) <= COLUMNS_MOST);
	for (int i = 0; i < PQnparams(result); i++) {
		if (type_is_known(PQparamtype(result, i)))
			continue;
		print_error("%s:%d: %s: $%d has type %u\n", text->file, text->line, text->name,
			i + 1, PQparamtype(result, i));
		wrong++;
	}
	for (int i = 0; i < PQnfields(result); i++) {
		if (type_is_known(PQftype(result, i)))
			continue;
		print_error("%s:%d: %s: column %s has type %u: CAST it\n", text->file, text->line,
			text->name, PQfname(result, i), PQftype(result, i));
		wrong++;
	}
	PQclear(result);
	return wrong;
}

static void every_statement_is_prepared(void **state)
{
	const struct statement_text *text = statement_texts;
	struct bed bed;
	PGconn *link;
	int wrong = 0;

	own_open(&bed, *state);
	link = postgres_conn(bed.conn)->link;
	PQclear(PQexec(link, "SAVEPOINT each"));
	for (; text->name; text++)
		wrong += prepare(link, text);
	print_message("%td statements\n", text - statement_texts);
	assert_int_equal(wrong, 0);
	assert_true(text - statement_texts > 50);
	own_end(&bed);
}

static void the_schema_is_the_programs(void **state)
{
	static const struct stmt version = { .name = "version",
		.sql = "SELECT max(version) AS n FROM db_schema" };
	struct bed bed;

	own_open(&bed, *state);
	assert_true(db_schema_version() > 0);
	assert_int_equal(bed_number(&bed, bed.conn, &version), db_schema_version());
	own_end(&bed);
}

static enum err row_ignore(
	void *to, const struct value *columns, const char *const *names, size_t count)
{
	(void)to;
	(void)columns;
	(void)names;
	(void)count;
	return OK;
}

/* Statements that gen makes itself: every table can be read whole, every kind of REF found and
 * listed. */
static void tables_and_references_are_read(void **state)
{
	const struct value params[] = { { VALUE_INT, 1 }, { VALUE_NULL } };
	struct bed bed;

	own_open(&bed, *state);
	for (const struct table_scan *scan = table_scans; scan->table; scan++) {
		assert_ptr_equal(table_find(scan->table->name), scan->table);
		assert_true(scan->table->is_marked);
		if (bed.db->driver->run(bed.conn, &scan->stmt, params, 1, row_ignore, NULL))
			fail_msg("%s", bed.db->driver->trouble(bed.conn));
	}
	for (const struct ref_kind *kind = ref_kinds; kind->kind; kind++) {
		assert_ptr_equal(ref_kind_find(kind->kind), kind);
		if (bed.db->driver->run(bed.conn, &kind->find, params, 2, row_ignore, NULL) ||
			bed.db->driver->run(bed.conn, &kind->list, params, 2, row_ignore, NULL))
			fail_msg("%s: %s", kind->kind, bed.db->driver->trouble(bed.conn));
	}
	assert_null(table_find("no_such_table"));
	assert_null(ref_kind_find("no.such"));
	own_end(&bed);
}

/* A program that is started a second time finds its views as it left them. */
static void a_second_start_changes_nothing(void **state)
{
	static const struct stmt views = { .name = "views",
		.sql = "SELECT count(*) AS n FROM db_schema"
		       " WHERE version = 0 AND made = 'long ago'" };
	const char *why;
	struct conn *writer;
	struct bed bed;

	own_open(&bed, *state);
	assert_int_equal(bed.db->driver->open(bed.db, true, &writer), OK);
	assert_int_equal(
		bed.db->driver->script(writer, "UPDATE db_schema SET made = 'long ago'"), OK);
	bed.db->driver->close(writer);
	db_reader_done(bed.db, bed.conn);
	db_close(bed.db);
	assert_int_equal(db_open(bed.dir, bed.url[0] ? bed.url : NULL, &bed.db, &why), OK);
	assert_int_equal(db_reader(bed.db, &bed.conn), OK);
	assert_int_equal(bed_number(&bed, bed.conn, &views), 1);
	own_end(&bed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(the_schema_is_the_programs),
		ONLY("postgres", every_statement_is_prepared),
		BOTH(tables_and_references_are_read),
		BOTH(a_second_start_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
