/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/start.c: opens and closes a database. Owns the data directory: made if need be, for its owner
 * only, and locked (DATA/zhidian.lock) from before the first look at the data until after the last.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "base/log.h"
#include "base/str.h"
#include "db/inside.h"

static char *path_join(const char *folder, const char *name)
{
	size_t size = strlen(folder) + strlen(name) + 2;
	char *path = malloc(size);

	if (path)
		snprintf(path, size, "%s/%s", folder, name);
	return path;
}

static enum err folder_hold(struct db_inner *inner, const char *folder, const char **why)
{
	char *path = path_join(folder, "zhidian.lock");

	*why = "the data directory cannot be made or written to";
	if (path && (mkdir(folder, 0700) == 0 || errno == EEXIST))
		inner->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	free(path);
	if (inner->lock < 0)
		return path ? ERR_IO : ERR_MEMORY;
	if (flock(inner->lock, LOCK_EX | LOCK_NB) == 0)
		return OK;
	*why = "another process uses this data directory";
	return errno == EWOULDBLOCK ? ERR_BUSY : ERR_IO;
}

/* Made here so that only its owner may read it, and its name is durable before anything is. The
 * engine does neither. */
static enum err file_make(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder;
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int failed;

	if (fd < 0)
		return errno == EEXIST ? OK : ERR_IO;
	close(fd);
	folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
	if (!folder)
		return ERR_MEMORY;
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	if (fd < 0)
		return ERR_IO;
	failed = fsync(fd);
	close(fd);
	return failed ? ERR_IO : OK;
}

/* The engine's locks and the order of its writes cannot be trusted over a network. */
static bool is_far(const char *folder)
{
	static const uint32_t far[] = { NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, SMB2_SUPER_MAGIC,
		CIFS_SUPER_MAGIC, AFS_SUPER_MAGIC, CEPH_SUPER_MAGIC };
	struct statfs found;

	if (statfs(folder, &found))
		return false;
	for (size_t i = 0; i < sizeof(far) / sizeof(*far); i++)
		if (far[i] == (uint32_t)found.f_type)
			return true;
	return false;
}

static enum err inner_new(const char *data_dir, const char *url, struct db_inner **out)
{
	struct db_inner *inner = calloc(1, sizeof(*inner));
	pthread_condattr_t clock;

	if (!inner)
		return ERR_MEMORY;
	inner->lock = -1;
	inner->url = url ? strdup(url) : path_join(data_dir, "zhidian.db");
	if (!inner->url) {
		free(inner);
		return ERR_MEMORY;
	}
	inner->db.url = inner->url;
	inner->db.driver = &driver_sqlite;
	if (str_starts(str_of(inner->url), "postgres://") ||
		str_starts(str_of(inner->url), "postgresql://"))
		inner->db.driver = &driver_postgres;
	pthread_mutex_init(&inner->mutex, NULL);
	pthread_condattr_init(&clock);
	pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
	pthread_cond_init(&inner->change, &clock);
	pthread_condattr_destroy(&clock);
	*out = inner;
	return OK;
}

static enum err inner_start(struct db_inner *inner, const struct db_schema *schema,
	const char *data_dir, const char **why)
{
	struct db *db = &inner->db;
	struct conn *conn;
	enum err err;

	TRY(folder_hold(inner, data_dir, why));
	if (db->driver == &driver_sqlite) {
		*why = "the data directory lies on a network file system: "
		       "use a local disk, or PostgreSQL";
		if (is_far(data_dir))
			return ERR_BAD_INPUT;
		*why = "the database file cannot be made";
		TRY(file_make(inner->url));
	}
	err = db->driver->open(db, true, &conn);
	*why = err == ERR_BUSY ? "another process uses this database"
			       : "the database cannot be opened: the log says why";
	TRY(err);
	err = schema_bring(conn, schema, why);
	db->driver->close(conn);
	return err;
}

enum err db_open_with(const struct db_schema *schema, const char *data_dir, const char *url,
	struct db **out, const char **why)
{
	struct db_inner *inner;
	enum err err;

	*why = "out of memory";
	TRY(inner_new(data_dir, url, &inner));
	err = inner_start(inner, schema, data_dir, why);
	if (err) {
		db_close(&inner->db);
		return err;
	}
	*why = NULL;
	*out = &inner->db;
	return OK;
}

void db_close(struct db *db)
{
	struct db_inner *inner = db_inner(db);

	if (!db)
		return;
	readers_close(db);
	db->driver->end(db);
	if (inner->lock >= 0)
		close(inner->lock);
	pthread_cond_destroy(&inner->change);
	pthread_mutex_destroy(&inner->mutex);
	free(inner->url);
	free(inner);
}
