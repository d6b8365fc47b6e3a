/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/migrate.c: brings a database to this program's schema. Owns table db_schema. Each migration is
 * one transaction with its version row; under PostgreSQL's lock, so that two servers that start
 * together run each once. The views are dropped before a migration, because SQLite will not change
 * a table while a view misreads it, and made anew after the last. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/log.h"
#include "db/inside.h"

struct bring {
	struct conn *conn;
	const struct driver *driver;
	bool is_postgres;
	const struct db_schema *schema;
	struct arena *arena;
	const char **why;
};

static enum err own_run(struct bring *b, enum own text, const struct value *params, size_t count,
	row_fn *row, void *to)
{
	return b->driver->run(b->conn, &own[text], params, count, row, to);
}

static enum err script_run(struct bring *b, enum own text)
{
	return b->driver->script(b->conn, b->is_postgres ? own[text].pg : own[text].sql);
}

static enum err number_take(
	void *to, const struct value *columns, const char *const *names, size_t count)
{
	(void)names;
	(void)count;
	*(int64_t *)to = columns[0].number;
	return OK;
}

static enum err any_take(
	void *to, const struct value *columns, const char *const *names, size_t count)
{
	(void)columns;
	(void)names;
	(void)count;
	*(bool *)to = true;
	return OK;
}

static enum err version_add(struct bring *b, int64_t version, const char *name)
{
	const struct value params[] = {
		{ VALUE_INT, version },
		{ VALUE_TEXT, 0, name, strlen(name) },
	};

	return own_run(b, OWN_version_add, params, 2, NULL, NULL);
}

struct drop {
	struct bring *b;
	struct buf text;
};

static enum err drop_take(
	void *to, const struct value *columns, const char *const *names, size_t count)
{
	struct drop *drop = to;
	bool is_postgres = drop->b->is_postgres;

	(void)names;
	(void)count;
	buf_text(&drop->text, is_postgres ? own[OWN_view_drop].pg : own[OWN_view_drop].sql);
	buf_add(&drop->text, columns[0].at, columns[0].len);
	buf_text(&drop->text, is_postgres ? own[OWN_view_drop_end].pg : own[OWN_view_drop_end].sql);
	return OK;
}

static enum err views_drop(struct bring *b)
{
	struct drop drop = { b, buf_new(b->arena, 1 << 20) };
	const char *text;

	TRY(own_run(b, OWN_views_forget, NULL, 0, NULL, NULL));
	TRY(own_run(b, OWN_view_names, NULL, 0, drop_take, &drop));
	text = buf_z(&drop.text);
	return text ? b->driver->script(b->conn, text) : ERR_MEMORY;
}

static enum err digest_take(
	void *to, const struct value *columns, const char *const *names, size_t count)
{
	char *found = to;

	(void)names;
	(void)count;
	snprintf(found, 80, "%.*s", (int)columns[0].len, columns[0].at);
	return OK;
}

/* In a transaction that holds the lock: the version the database has; ERR_BAD_INPUT when this
 * program is too old. */
static enum err version_read(struct bring *b, int64_t *version)
{
	int64_t brought = 0;

	TRY(own_run(b, OWN_schema_lock, NULL, 0, NULL, NULL));
	TRY(own_run(b, OWN_schema_table, NULL, 0, NULL, NULL));
	TRY(own_run(b, OWN_version_find, NULL, 0, number_take, version));
	for (const struct migration *m = b->schema->migrations; m->version; m++)
		brought = m->version;
	if (*version <= brought)
		return OK;
	*b->why = "the data was written by a newer version of this program: "
		  "start that version or a later one";
	return ERR_BAD_INPUT;
}

/* The first migration that the database lacks. *is_done: it lacks none. */
static enum err step(struct bring *b, bool *is_done)
{
	const struct migration *m = b->schema->migrations;
	int64_t version = 0;
	bool is_broken = false;

	TRY(version_read(b, &version));
	while (m->version && m->version <= version)
		m++;
	*is_done = !m->version;
	if (*is_done)
		return OK;
	TRY(views_drop(b));
	TRY(b->driver->script(b->conn, b->is_postgres ? m->postgres : m->sqlite));
	TRY(version_add(b, m->version, m->name));
	TRY(own_run(b, OWN_keys_broken, NULL, 0, any_take, &is_broken));
	if (!is_broken)
		return OK;
	*b->why = "a migration would leave rows that refer to nothing";
	return ERR_DB;
}

static enum err views_make(struct bring *b, bool *is_done)
{
	const char *text = b->is_postgres ? b->schema->views_postgres : b->schema->views_sqlite;
	struct hash hash = hash_of(text, strlen(text));
	struct buf digest = buf_new(b->arena, 128);
	char found[80] = "";
	int64_t version = 0;

	*is_done = true;
	hex_print(&digest, (struct bytes) { hash.at, HASH_SIZE });
	if (!buf_z(&digest))
		return ERR_MEMORY;
	TRY(version_read(b, &version));
	TRY(own_run(b, OWN_views_find, NULL, 0, digest_take, found));
	if (strcmp(found, buf_z(&digest)) == 0)
		return OK;
	TRY(views_drop(b));
	TRY(b->driver->script(b->conn, text));
	return version_add(b, 0, buf_z(&digest));
}

static enum err in_transaction(struct bring *b, enum err (*part)(struct bring *b, bool *is_done))
{
	bool is_done = false;

	while (!is_done) {
		enum err err = b->driver->begin(b->conn);

		if (!err)
			err = part(b, &is_done);
		if (!err)
			err = b->driver->commit(b->conn);
		if (!err)
			continue;
		if (err != ERR_BAD_INPUT)
			log_line(LOG_FAULT, "schema: %s", b->driver->trouble(b->conn));
		b->driver->rollback(b->conn);
		return err;
	}
	return OK;
}

static enum err bring(struct bring *b)
{
	int64_t is_fit = 0;

	TRY(own_run(b, OWN_fit, NULL, 0, number_take, &is_fit));
	if (!is_fit) {
		*b->why = b->is_postgres
				  ? "the PostgreSQL database must hold UTF-8 and sort by bytes: "
				    "createdb -T template0 -E UTF8 --locale=C NAME"
				  : "the file is a database of another program";
		return ERR_BAD_INPUT;
	}
	/* A migration may rebuild a table that others refer to; what it leaves is checked. */
	TRY(script_run(b, OWN_keys_off));
	TRY(in_transaction(b, step));
	TRY(script_run(b, OWN_keys_on));
	return in_transaction(b, views_make);
}

enum err schema_bring(struct conn *conn, const struct db_schema *schema, const char **why)
{
	struct bring b = {
		.conn = conn,
		.driver = conn->db->driver,
		.is_postgres = conn->db->driver == &driver_postgres,
		.schema = schema,
		.arena = arena_new(4 << 20),
		.why = why,
	};
	enum err err = b.arena ? bring(&b) : ERR_MEMORY;

	arena_free(b.arena);
	return err;
}
