/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/sqlite_copy.c: a consistent copy of a database in use: written beside its place by a reading
 * connection, checked, synced, and only then given its name. Readers and the writer go on
 * meanwhile. */
#include "db/sqlite.h"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/log.h"

static enum err file_sync(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);
	int failed;

	if (fd < 0)
		return ERR_IO;
	failed = fsync(fd);
	close(fd);
	return failed ? ERR_IO : OK;
}

/* The folder of path, so that its new entry is durable too. */
static enum err folder_sync(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? strndup(path, slash == path ? 1 : (size_t)(slash - path))
			     : strdup(".");
	enum err err = folder ? file_sync(folder, O_RDONLY | O_DIRECTORY) : ERR_MEMORY;

	free(folder);
	return err;
}

/* To open or replace the database itself or its log would give up the engine's lock. Nothing is
 * opened to find out. */
static bool is_live(struct db *db, const char *path)
{
	static const char *const tails[] = { "", "-wal", "-journal" };
	struct stat live;
	struct stat there;
	bool is_same = false;

	if (stat(path, &there))
		return false;
	for (size_t i = 0; i < sizeof(tails) / sizeof(*tails); i++) {
		char *name = sqlite3_mprintf("%s%s", db->url, tails[i]);

		if (name && stat(name, &live) == 0)
			is_same |= live.st_dev == there.st_dev && live.st_ino == there.st_ino;
		sqlite3_free(name);
	}
	return is_same;
}

static enum err check_take(
	void *to, const struct value *columns, const char *const *names, size_t count)
{
	bool *is_sound = to;

	(void)names;
	*is_sound = count && columns[0].len == 2 && memcmp(columns[0].at, "ok", 2) == 0;
	return OK;
}

static enum err copy_check(struct db *db, const char *path)
{
	struct sqlite_conn copy = { .head.db = db };
	bool is_sound = false;
	enum err err = OK;
	int rc = sqlite3_open_v2(
		path, &copy.engine, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, "unix");

	if (rc)
		err = sqlite_trouble(&copy, rc, "copy");
	if (!err)
		err = sqlite_run(&copy.head, &own[OWN_copy_check], NULL, 0, check_take, &is_sound);
	if (err || !is_sound)
		log_line(LOG_FAULT, "backup: the copy is not sound %s", copy.head.trouble);
	sqlite_forget(&copy);
	sqlite3_close(copy.engine);
	return err ? err : is_sound ? OK : ERR_DB;
}

static enum err copy_write(struct db *db, const char *part)
{
	const struct value to = { VALUE_TEXT, 0, part, strlen(part) };
	struct conn *head;
	enum err err;
	int fd = open(part, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

	if (fd < 0)
		return errno == ENOSPC || errno == EDQUOT ? ERR_FULL : ERR_IO;
	close(fd);
	TRY(db->driver->open(db, false, &head));
	sqlite3_progress_handler(sqlite_conn(head)->engine, 0, NULL, NULL);
	err = sqlite_run(head, &own[OWN_copy_into], &to, 1, NULL, NULL);
	if (err)
		log_line(LOG_FAULT, "backup: %s", head->trouble);
	db->driver->close(head);
	return err;
}

enum err sqlite_backup(struct db *db, const char *path)
{
	char *part = sqlite3_mprintf("%s.part", path);
	enum err err;

	if (!part)
		return ERR_MEMORY;
	if (is_live(db, path) || is_live(db, part)) {
		sqlite3_free(part);
		return ERR_BAD_INPUT;
	}
	unlink(part);
	err = copy_write(db, part);
	if (!err)
		err = copy_check(db, part);
	if (!err)
		err = file_sync(part, O_RDONLY);
	if (!err && rename(part, path))
		err = ERR_IO;
	if (!err)
		err = folder_sync(path);
	else
		unlink(part);
	sqlite3_free(part);
	return err;
}
