/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/db/bed.h: a database for one test, on either engine, with a small schema of its own: heads
 * that streets own, things of every column type, parts that belong to things. Tests listed with
 * BOTH run once on each engine. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/arena.h"
#include "base/log.h"
#include "db/inside.h"
#include "db/open.h"
#include "db/pg.h"

#define BOTH(test) \
	{ #test " (sqlite)", test, NULL, NULL, (void *)"sqlite" }, \
	{ \
#test " (postgres)", test, NULL, NULL, (void *)"postgres" \
	}
#define ONLY(engine, test) \
	{ \
#test " (" engine ")", test, NULL, NULL, (void *)engine \
	}

static const struct migration bed_migrations[] = {
	{ 1, "bed",
		"CREATE TABLE bed_head (street INTEGER NOT NULL PRIMARY KEY, size INTEGER NOT NULL)"
		" STRICT, WITHOUT ROWID;"
		"CREATE TABLE bed_thing (street INTEGER NOT NULL, id INTEGER NOT NULL, n INTEGER, "
		"word TEXT,"
		" raw BLOB, CHECK (n <> 13), PRIMARY KEY (street, id)) STRICT, WITHOUT ROWID;"
		"CREATE UNIQUE INDEX bed_thing_word ON bed_thing (street, word);"
		"CREATE TABLE bed_part (street INTEGER NOT NULL, name TEXT NOT NULL, thing INTEGER "
		"NOT NULL,"
		" PRIMARY KEY (street, name)) STRICT, WITHOUT ROWID;",
		"CREATE TABLE bed_head (street BIGINT NOT NULL PRIMARY KEY, size BIGINT NOT NULL);"
		"CREATE TABLE bed_thing (street BIGINT NOT NULL, id BIGINT NOT NULL, n BIGINT, "
		"word TEXT,"
		" raw BYTEA, CHECK (n <> 13), PRIMARY KEY (street, id));"
		"CREATE UNIQUE INDEX bed_thing_word ON bed_thing (street, word);"
		"CREATE TABLE bed_part (street BIGINT NOT NULL, name TEXT NOT NULL, thing BIGINT "
		"NOT NULL,"
		" PRIMARY KEY (street, name));" },
	{ 0 }
};
#define BED_VIEWS "CREATE VIEW v_bed_thing AS SELECT street, id, word FROM bed_thing;"
static const struct db_schema bed_schema = { bed_migrations, BED_VIEWS, BED_VIEWS };

static const struct table_column bed_thing_columns[] = {
	{ "street", .is_key = true },
	{ "id", .is_key = true },
	{ "n" },
	{ "word" },
	{ "raw", .is_blob = true },
};
static const struct table bed_thing = { "bed_thing", bed_thing_columns, 5, true };
static const struct table_column bed_part_columns[] = {
	{ "street", .is_key = true },
	{ "name", .is_key = true },
	{ "thing" },
};
static const struct table bed_part = { "bed_part", bed_part_columns, 3, true };
static const struct table_column bed_head_columns[] = { { "street", .is_key = true }, { "size" } };
static const struct table bed_head = { "bed_head", bed_head_columns, 2, false };

struct bed {
	char dir[64];
	char url[200]; /* "" for SQLite */
	struct db *db;
	/* One writing connection, when a test works without lanes. */
	struct conn *conn;
	struct arena *arena;
	struct scope scope;
	struct tx tx;
};

static inline void bed_must_open(struct bed *bed)
{
	const char *why = NULL;
	enum err err = db_open_with(
		&bed_schema, bed->dir, bed->url[0] ? bed->url : NULL, &bed->db, &why);

	if (err)
		print_error("%s: %s\n", err_name(err), why);
	assert_int_equal(err, OK);
}

static inline void bed_place(struct bed *bed, const char *engine)
{
	*bed = (struct bed) { 0 };
	snprintf(bed->dir, sizeof(bed->dir), "/tmp/zhidian_bed_XXXXXX");
	if (strcmp(engine, "postgres") == 0 && !pg_database(bed->url, sizeof(bed->url)))
		skip();
	assert_non_null(mkdtemp(bed->dir));
}

static inline enum err bed_mark_none(
	void *to, const struct table *table, const struct value *row, bool is_gone)
{
	(void)to;
	(void)table;
	(void)row;
	(void)is_gone;
	return OK;
}

/* Opens, and begins a transaction in which bed->tx writes. */
static inline void bed_begin(struct bed *bed, const char *engine)
{
	bed_place(bed, engine);
	bed_must_open(bed);
	assert_int_equal(bed->db->driver->open(bed->db, true, &bed->conn), OK);
	assert_int_equal(bed->db->driver->begin(bed->conn), OK);
	bed->arena = arena_new(64 << 20);
	bed->scope = (struct scope) { .street = 1,
		.home = 2,
		.actor = 3,
		.by = 4,
		.id = 5,
		.next_id = 100,
		.now_ms = 1772928000123 };
	bed->tx = (struct tx) { .rd = { bed->conn, bed->db->driver, bed->arena, &bed->scope },
		.mark = bed_mark_none };
}

static inline void bed_remove(struct bed *bed)
{
	const char *const argv[] = { "/bin/rm", "-rf", bed->dir, NULL };
	pid_t pid = fork();

	if (pid == 0) {
		execv(argv[0], (char *const *)argv);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

static inline void bed_end(struct bed *bed)
{
	if (bed->conn)
		bed->db->driver->close(bed->conn);
	bed->conn = NULL;
	arena_free(bed->arena);
	bed->arena = NULL;
	db_close(bed->db);
	bed->db = NULL;
	bed_remove(bed);
}

static inline enum err bed_number_take(
	void *to, const struct value *columns, const char *const *names, size_t count)
{
	(void)names;
	(void)count;
	*(int64_t *)to = columns[0].number;
	return OK;
}

/* The one number that a statement without parameters gives. */
static inline int64_t bed_number(struct bed *bed, struct conn *conn, const struct stmt *stmt)
{
	int64_t number = -1;

	assert_int_equal(bed->db->driver->run(conn, stmt, NULL, 0, bed_number_take, &number), OK);
	return number;
}
