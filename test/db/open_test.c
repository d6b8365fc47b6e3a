/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Opening, closing, copying: who is kept out, what is migrated, what is refused, what a copy holds.
 */
#include <sqlite3.h>
#include "base/limits.h"
#include "db/line.h"

static enum err open_as(const struct db_schema *schema, struct bed *bed, const char **why)
{
	return db_open_with(schema, bed->dir, bed->url[0] ? bed->url : NULL, &bed->db, why);
}

/* Runs this program anew: a process that shares nothing with us. Its exit code. */
static int apart(const char *what, const char *dir, const char *url)
{
	const char *const argv[] = { "/proc/self/exe", what, dir, url, NULL };
	pid_t pid = fork();
	int status = -1;

	if (pid == 0) {
		execv(argv[0], (char *const *)argv);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int open_apart(const char *dir, const char *url)
{
	struct bed bed = { 0 };
	const char *why = NULL;
	enum err err;

	log_quiet(LOG_FAULT + 1);
	snprintf(bed.dir, sizeof(bed.dir), "%s", dir);
	snprintf(bed.url, sizeof(bed.url), "%s", url);
	err = open_as(&bed_schema, &bed, &why);
	if (!err)
		db_close(bed.db);
	return err == OK ? 0 : err == ERR_BUSY && why ? 10 : 20;
}

/* As any other program opens an SQLite file: to read, to write, to checkpoint. 10: kept out of all
 * three. */
static int touch_apart(const char *path)
{
	static const char *const texts[] = { "SELECT count(*) FROM db_schema",
		"INSERT INTO bed_head VALUES (99, 0)", "PRAGMA wal_checkpoint(TRUNCATE)" };
	int refused = 0;

	for (int i = 0; i < 3; i++) {
		sqlite3 *engine = NULL;

		sqlite3_open(path, &engine);
		refused += sqlite3_exec(engine, texts[i], NULL, NULL, NULL) == SQLITE_BUSY;
		sqlite3_close(engine);
	}
	return refused == 3 ? 10 : refused;
}

static void path_of(const struct bed *bed, char *out, size_t size)
{
	snprintf(out, size, "%s/zhidian.db", bed->dir);
}

static void a_second_server_is_kept_out(void **state)
{
	struct db *other = NULL;
	const char *why = NULL;
	struct bed bed;

	bed_begin(&bed, *state);
	assert_int_equal(
		db_open_with(&bed_schema, bed.dir, bed.url[0] ? bed.url : NULL, &other, &why),
		ERR_BUSY);
	assert_string_equal(why, "another process uses this data directory");
	assert_int_equal(apart("--open", bed.dir, bed.url), 10);
	bed.db->driver->close(bed.conn);
	bed.conn = NULL;
	db_close(bed.db);
	assert_int_equal(apart("--open", bed.dir, bed.url), 0);
	bed_must_open(&bed);
	bed_end(&bed);
}

static void another_data_directory_does_not_help(void **state)
{
	struct bed bed;
	char path[100];
	char other[] = "/tmp/zhidian_bed_XXXXXX";

	bed_begin(&bed, *state);
	path_of(&bed, path, sizeof(path));
	assert_non_null(mkdtemp(other));
	assert_int_equal(apart("--open", other, path), 10);
	bed_end(&bed);
	snprintf(bed.dir, sizeof(bed.dir), "%s", other);
	bed_remove(&bed);
}

static void other_programs_are_kept_out(void **state)
{
	struct conn *reader;
	struct bed bed;
	char path[100];
	static const struct stmt one = { .name = "one",
		.sql = "SELECT count(*) AS n FROM bed_head" };

	bed_begin(&bed, *state);
	path_of(&bed, path, sizeof(path));
	assert_int_equal(apart("--touch", path, ""), 10);
	assert_int_equal(bed.db->driver->commit(bed.conn), OK);
	assert_int_equal(apart("--touch", path, ""), 10);
	/* Nor do readers that come and go open the door. */
	assert_int_equal(db_reader(bed.db, &reader), OK);
	assert_int_equal(bed.db->driver->begin(reader), OK);
	assert_int_equal(bed_number(&bed, reader, &one), 0);
	assert_int_equal(apart("--touch", path, ""), 10);
	db_reader_done(bed.db, reader);
	readers_close(bed.db);
	readers_resume(bed.db);
	assert_int_equal(apart("--touch", path, ""), 10);
	assert_int_equal(bed.db->driver->tidy(bed.conn), OK);
	assert_int_equal(apart("--touch", path, ""), 10);
	bed.db->driver->close(bed.conn);
	bed.conn = NULL;
	assert_int_equal(apart("--touch", path, ""), 10);
	db_close(bed.db);
	bed.db = NULL;
	assert_int_equal(apart("--touch", path, ""), 0); /* the same program, once we have gone */
	bed_end(&bed);
}

static void the_shell_is_kept_out(void **state)
{
	struct bed bed;
	char path[100];
	const char *argv[] = { "/usr/bin/sqlite3", path, "SELECT count(*) FROM db_schema", NULL };
	int ends[2];
	char told[200] = "";
	int status = 0;
	pid_t pid;

	if (access(argv[0], X_OK)) {
		print_message("no sqlite3 shell here\n");
		skip();
	}
	bed_begin(&bed, *state);
	path_of(&bed, path, sizeof(path));
	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDERR_FILENO);
		dup2(ends[1], STDOUT_FILENO);
		execv(argv[0], (char *const *)argv);
		_exit(127);
	}
	close(ends[1]);
	assert_true(read(ends[0], told, sizeof(told) - 1) > 0);
	close(ends[0]);
	waitpid(pid, &status, 0);
	assert_int_not_equal(status, 0);
	assert_non_null(strstr(told, "locked"));
	bed_end(&bed);
}

static void only_the_owner_may_read(void **state)
{
	static const char *const names[] = { "zhidian.db", "zhidian.db-wal", "zhidian.lock" };
	struct bed bed;
	struct stat stat_of;
	char path[200];

	bed_place(&bed, *state);
	rmdir(bed.dir);
	umask(0);
	bed_must_open(&bed);
	assert_int_equal(stat(bed.dir, &stat_of), 0);
	assert_int_equal(stat_of.st_mode & 0777, 0700);
	for (int i = 0; i < 3; i++) {
		snprintf(path, sizeof(path), "%s/%s", bed.dir, names[i]);
		assert_int_equal(stat(path, &stat_of), 0);
		assert_int_equal(stat_of.st_mode & 0777, 0600);
	}
	umask(022);
	bed_end(&bed);
}

/* Migrations. */

#define GROWN "ALTER TABLE bed_thing ADD COLUMN colour TEXT"
#define GROWN_VIEWS "CREATE VIEW v_bed_thing AS SELECT street, id, colour FROM bed_thing;"

static struct migration grown[] = { { 0 }, { 2, "colour", GROWN, GROWN },
	{ 3, "third", "CREATE TABLE bed_third (street INTEGER)",
		"CREATE TABLE bed_third (street BIGINT)" },
	{ 0 } };
static const struct db_schema grown_schema = { grown, GROWN_VIEWS, GROWN_VIEWS };

static const struct stmt version = { .name = "version",
	.sql = "SELECT max(version) AS n FROM db_schema" };
static const struct stmt migrations_kept = { .name = "kept",
	.sql = "SELECT count(*) AS n FROM db_schema WHERE version > 0" };
static const struct stmt colours = { .name = "colours",
	.sql = "SELECT count(colour) AS n FROM v_bed_thing" };

static int64_t ask(struct bed *bed, const struct stmt *stmt)
{
	struct conn *reader;
	int64_t number;

	assert_int_equal(db_reader(bed->db, &reader), OK);
	number = bed_number(bed, reader, stmt);
	db_reader_done(bed->db, reader);
	return number;
}

static void newer_versions_bring_the_data_along(void **state)
{
	const char *why = NULL;
	struct bed bed;

	grown[0] = bed_migrations[0];
	bed_place(&bed, *state);
	bed_must_open(&bed);
	assert_int_equal(ask(&bed, &version), 1);
	db_close(bed.db);
	assert_int_equal(open_as(&grown_schema, &bed, &why), OK);
	assert_null(why);
	assert_int_equal(ask(&bed, &version), 3);
	assert_int_equal(ask(&bed, &migrations_kept), 3);
	assert_int_equal(ask(&bed, &colours), 0); /* the view is made anew */
	db_close(bed.db);
	/* A second start changes nothing. */
	assert_int_equal(open_as(&grown_schema, &bed, &why), OK);
	assert_int_equal(ask(&bed, &migrations_kept), 3);
	db_close(bed.db);
	/* And the old program does not touch it. */
	assert_int_equal(open_as(&bed_schema, &bed, &why), ERR_BAD_INPUT);
	assert_non_null(strstr(why, "newer version"));
	assert_int_equal(open_as(&grown_schema, &bed, &why), OK);
	assert_int_equal(ask(&bed, &colours), 0);
	bed_end(&bed);
}

static void a_failing_migration_leaves_what_was(void **state)
{
	struct migration broken[] = { bed_migrations[0], { 2, "colour", GROWN, GROWN },
		{ 3, "broken", "CREATE TABLE bed_x (a INTEGER); SELECT nothing",
			"CREATE TABLE bed_x (a BIGINT); SELECT nothing" },
		{ 0 } };
	const struct db_schema schema = { broken, GROWN_VIEWS, GROWN_VIEWS };
	const char *why = NULL;
	struct bed bed;

	log_quiet(LOG_FAULT + 1);
	grown[0] = bed_migrations[0];
	bed_place(&bed, *state);
	bed_must_open(&bed);
	db_close(bed.db);
	assert_int_equal(open_as(&schema, &bed, &why), ERR_DB);
	assert_non_null(why);
	/* The second stands, of the third nothing: the mended program goes on from there. */
	broken[2] = (struct migration) { 3, "mended", "CREATE TABLE bed_x (a INTEGER)",
		"CREATE TABLE bed_x (a BIGINT)" };
	assert_int_equal(open_as(&schema, &bed, &why), OK);
	assert_int_equal(ask(&bed, &version), 3);
	bed_end(&bed);
	log_quiet(LOG_NOTE);
}

static void a_migration_may_not_leave_broken_references(void **state)
{
	struct migration broken[] = { bed_migrations[0],
		{ 2, "refer",
			"CREATE TABLE bed_child (street INTEGER PRIMARY KEY REFERENCES bed_head "
			"(street));"
			"INSERT INTO bed_child VALUES (77)",
			"" },
		{ 0 } };
	const struct db_schema schema = { broken, BED_VIEWS, BED_VIEWS };
	const char *why = NULL;
	struct bed bed;

	log_quiet(LOG_FAULT + 1);
	bed_place(&bed, *state);
	assert_int_equal(open_as(&schema, &bed, &why), ERR_DB);
	assert_non_null(strstr(why, "refer to nothing"));
	bed_must_open(&bed);
	assert_int_equal(ask(&bed, &version), 1);
	bed_end(&bed);
	log_quiet(LOG_NOTE);
}

static void views_are_made_anew_only_when_they_change(void **state)
{
	static const struct stmt made = { .name = "made",
		.sql = "SELECT count(*) AS n FROM db_schema"
		       " WHERE version = 0 AND made = 'long ago'" };
	static const struct db_schema other = { bed_migrations,
		"CREATE VIEW v_bed_new AS SELECT id FROM bed_thing;",
		"CREATE VIEW v_bed_new AS SELECT id FROM bed_thing;" };
	const char *why;
	struct bed bed;

	bed_begin(&bed, *state);
	assert_int_equal(
		bed.db->driver->script(bed.conn, "UPDATE db_schema SET made = 'long ago'"), OK);
	assert_int_equal(bed.db->driver->commit(bed.conn), OK);
	bed.db->driver->close(bed.conn);
	bed.conn = NULL;
	db_close(bed.db);
	bed_must_open(&bed);
	assert_int_equal(ask(&bed, &made), 1);
	db_close(bed.db);
	assert_int_equal(open_as(&other, &bed, &why), OK);
	assert_int_equal(ask(&bed, &made), 0);
	bed_end(&bed);
}

static void servers_that_start_together_migrate_once(void **state)
{
	enum { COUNT = 6 };
	pid_t pids[COUNT];
	char dirs[COUNT][80];
	struct bed bed;

	bed_place(&bed, *state);
	for (int i = 0; i < COUNT; i++) {
		const char *const argv[] = { "/proc/self/exe", "--open", dirs[i], bed.url, NULL };

		snprintf(dirs[i], sizeof(dirs[i]), "%s/%d", bed.dir, i);
		pids[i] = fork();
		if (pids[i] == 0) {
			execv(argv[0], (char *const *)argv);
			_exit(127);
		}
	}
	for (int i = 0; i < COUNT; i++) {
		int status = -1;

		waitpid(pids[i], &status, 0);
		assert_int_equal(status, 0);
	}
	bed_must_open(&bed);
	assert_int_equal(ask(&bed, &migrations_kept), 1);
	bed_end(&bed);
}

static void foreign_databases_are_refused(void **state)
{
	const char *why = NULL;
	sqlite3 *engine;
	struct bed bed;
	char path[100];

	bed_place(&bed, *state);
	path_of(&bed, path, sizeof(path));
	assert_int_equal(sqlite3_open(path, &engine), SQLITE_OK);
	assert_int_equal(sqlite3_exec(engine, "CREATE TABLE moz_places (id)", NULL, NULL, NULL), 0);
	sqlite3_close(engine);
	assert_int_equal(open_as(&bed_schema, &bed, &why), ERR_BAD_INPUT);
	assert_non_null(strstr(why, "another program"));
	bed_remove(&bed);
	/* And what is no database at all. */
	bed_place(&bed, *state);
	path_of(&bed, path, sizeof(path));
	{
		FILE *file = fopen(path, "w");

		for (int i = 0; i < 1000; i++)
			fputs("not a database ", file);
		fclose(file);
	}
	log_quiet(LOG_FAULT + 1);
	assert_int_equal(open_as(&bed_schema, &bed, &why), ERR_DB);
	log_quiet(LOG_NOTE);
	bed_remove(&bed);
}

static void an_order_that_is_not_by_bytes_is_refused(void **state)
{
	const char *why = NULL;
	struct bed bed;

	bed_place(&bed, *state);
	if (!pg_tell("postgres", "CREATE DATABASE wrong TEMPLATE template0 LOCALE_PROVIDER icu"
				 " ICU_LOCALE 'en-US' LOCALE 'C' ENCODING 'UTF8'"))
		skip();
	pg_url_of("wrong", bed.url, sizeof(bed.url));
	assert_int_equal(open_as(&bed_schema, &bed, &why), ERR_BAD_INPUT);
	assert_non_null(strstr(why, "createdb"));
	bed_remove(&bed);
}

static void places_that_cannot_be_used_are_named(void **state)
{
	struct db *db;
	const char *why = NULL;

	(void)state;
	log_quiet(LOG_FAULT + 1);
	assert_int_equal(db_open_with(&bed_schema, "/nonexistent/a/b", NULL, &db, &why), ERR_IO);
	assert_non_null(strstr(why, "data directory"));
	why = NULL;
	assert_int_equal(
		db_open_with(&bed_schema, "/tmp", "postgres://127.0.0.1:1/none", &db, &why),
		ERR_DB);
	assert_non_null(why);
	unlink("/tmp/zhidian.lock");
	log_quiet(LOG_NOTE);
}

/* Backups. */

static int64_t number_in(const char *path, const char *text)
{
	sqlite3 *engine;
	sqlite3_stmt *stmt;
	int64_t number = -1;

	assert_int_equal(sqlite3_open_v2(path, &engine, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(engine, text, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	number = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(engine);
	return number;
}

static void a_backup_holds_one_moment_and_opens(void **state)
{
	enum { COUNT = 3000 };
	static struct work works[COUNT];
	struct line line;
	struct bed bed;
	struct bed copy;
	char path[100];
	char part[110];
	struct stat stat_of;
	int64_t before;
	int64_t after;

	memset(works, 0, sizeof(works));
	line_open(&line, &bed, *state, 1, 4);
	bed_place(&copy, *state);
	path_of(&copy, path, sizeof(path));
	snprintf(part, sizeof(part), "%s.part", path);
	for (int i = 0; i < COUNT; i++) {
		works[i].pad = (size_t)i % 900;
		work_put(&line, &works[i], 1 + i % 6, ADD, i + 1);
	}
	while (!works[500].answers)
		usleep(100);
	before = things(&bed, 0);
	assert_int_equal(bed.db->driver->backup(bed.db, path), OK);
	after = things(&bed, 0);
	assert_true(before >= 500 && after < COUNT); /* it was taken while acts went on */
	assert_int_equal(stat(path, &stat_of), 0);
	assert_int_equal(stat_of.st_mode & 0777, 0600);
	assert_int_not_equal(access(part, F_OK), 0);
	assert_in_range(number_in(path, "SELECT count(*) FROM bed_thing"), before, after);
	assert_int_equal(number_in(path, "SELECT sum(size) FROM bed_head"),
		number_in(path, "SELECT count(*) FROM bed_thing"));
	batch_wait(NULL, works, COUNT);

	/* Another takes its place, and serves as a database. */
	assert_int_equal(bed.db->driver->backup(bed.db, path), OK);
	bed_must_open(&copy);
	assert_int_equal(things(&copy, 0), COUNT);
	for (int i = 1; i < COUNT; i += 97)
		assert_int_equal(things(&copy, i), 1);
	bed_end(&copy);
	line_end(&line);
}

static void a_backup_over_the_living_is_refused(void **state)
{
	struct bed bed;
	char path[100];
	char other[500];

	log_quiet(LOG_FAULT + 1);
	bed_begin(&bed, *state);
	assert_int_equal(bed.db->driver->commit(bed.conn), OK);
	path_of(&bed, path, sizeof(path));
	assert_int_equal(bed.db->driver->backup(bed.db, path), ERR_BAD_INPUT);
	snprintf(other, sizeof(other), "%s/../%s/zhidian.db", bed.dir, bed.dir + 5);
	assert_int_equal(bed.db->driver->backup(bed.db, other), ERR_BAD_INPUT);
	snprintf(other, sizeof(other), "%s/zhidian.db-wal", bed.dir);
	assert_int_equal(bed.db->driver->backup(bed.db, other), ERR_BAD_INPUT);
	assert_int_equal(bed.db->driver->backup(bed.db, "/nonexistent/copy"), ERR_IO);
	assert_int_equal(apart("--touch", path, ""), 10); /* the lock is still ours */
	bed_end(&bed);
	log_quiet(LOG_NOTE);
}

/* The log of the engine stays short, even while readers never stop. */

static void *reading_main(void *with)
{
	static const struct stmt count = { .name = "count",
		.sql = "SELECT count(*) AS n FROM bed_thing" };
	struct line *line = with;
	struct conn *reader;

	while (!line->published[0]) {
		assert_int_equal(db_reader(line->bed->db, &reader), OK);
		line->bed->db->driver->begin(reader);
		bed_number(line->bed, reader, &count);
		usleep(3000);
		db_reader_done(line->bed->db, reader);
	}
	return NULL;
}

static void the_log_stays_short(void **state)
{
	enum { COUNT = 3000 };
	static struct work works[COUNT];
	pthread_t threads[3];
	struct stat stat_of;
	struct line line;
	struct bed bed;
	char path[100];

	memset(works, 0, sizeof(works));
	line_open(&line, &bed, *state, 1, 0);
	for (int i = 0; i < 3; i++)
		pthread_create(&threads[i], NULL, reading_main, &line);
	for (int i = 0; i < COUNT; i++) {
		works[i].pad = 100000; /* 300 MB pass through the log */
		work_put(&line, &works[i], 1, ADD, i + 1);
	}
	batch_wait(NULL, works, COUNT);
	snprintf(path, sizeof(path), "%s/zhidian.db-wal", bed.dir);
	assert_int_equal(stat(path, &stat_of), 0);
	assert_true(stat_of.st_size < 200 << 20);
	line.published[0] = 1;
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(things(&bed, 0), COUNT);
	lanes_stop(line.lanes);
	db_close(bed.db);
	assert_int_not_equal(access(path, F_OK), 0); /* closed: all is in the file */
	bed.db = NULL;
	bed_end(&bed);
}

int main(int count, char **words)
{
	const struct CMUnitTest tests[] = {
		BOTH(a_second_server_is_kept_out),
		ONLY("sqlite", another_data_directory_does_not_help),
		ONLY("sqlite", other_programs_are_kept_out),
		ONLY("sqlite", the_shell_is_kept_out),
		ONLY("sqlite", only_the_owner_may_read),
		BOTH(newer_versions_bring_the_data_along),
		BOTH(a_failing_migration_leaves_what_was),
		ONLY("sqlite", a_migration_may_not_leave_broken_references),
		BOTH(views_are_made_anew_only_when_they_change),
		ONLY("postgres", servers_that_start_together_migrate_once),
		ONLY("sqlite", foreign_databases_are_refused),
		ONLY("postgres", an_order_that_is_not_by_bytes_is_refused),
		ONLY("sqlite", places_that_cannot_be_used_are_named),
		ONLY("sqlite", a_backup_holds_one_moment_and_opens),
		ONLY("sqlite", a_backup_over_the_living_is_refused),
		ONLY("sqlite", the_log_stays_short),
	};

	if (count == 4 && strcmp(words[1], "--open") == 0)
		return open_apart(words[2], words[3]);
	if (count == 4 && strcmp(words[1], "--touch") == 0)
		return touch_apart(words[2]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
