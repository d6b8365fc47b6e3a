/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/db/pg.h: a private PostgreSQL for one test program: made in a temporary directory at the
 * first ask, reached by a socket in it, gone with the program. The server must not be root, so root
 * hands it to user postgres. Without PostgreSQL's programs there is none, and tests that need one
 * say that they were skipped. */
#pragma once
#include <fcntl.h>
#include <glob.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct pg {
	bool was_asked;
	pid_t server;
	pid_t owner; /* the test program: a child of it must not stop the server */
	int count;   /* of databases made */
	char bin[256];
	char dir[64];
};

static inline struct pg *pg_state(void)
{
	static struct pg state;

	return &state;
}

/* Runs a program as the server's user; returns its pid. */
static inline pid_t pg_spawn(const char *const *argv, bool dies_with_us)
{
	const struct passwd *user = geteuid() ? NULL : getpwnam("postgres");
	pid_t pid = fork();
	int null;

	if (pid)
		return pid;
	if (user && (setgroups(0, NULL) || setgid(user->pw_gid) || setuid(user->pw_uid)))
		_exit(126);
	if (dies_with_us)
		prctl(PR_SET_PDEATHSIG, SIGQUIT);
	null = open("/dev/null", O_RDWR);
	for (int fd = 0; fd < 3; fd++)
		dup2(null, fd);
	setenv("LC_ALL", "C", 1);
	execv(argv[0], (char *const *)argv);
	_exit(127);
}

static inline bool pg_run(const char *const *argv)
{
	pid_t pid = pg_spawn(argv, false);
	int status = -1;

	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

static inline void pg_url_of(const char *name, char *out, size_t size)
{
	snprintf(out, size, "postgres:///%s?host=%s&user=zhidian", name, pg_state()->dir);
}

static inline bool pg_serve(void)
{
	struct pg *pg = pg_state();
	char program[400];
	char url[200];
	const char *const argv[] = { program, "-D", pg->dir, "-k", pg->dir, "-c",
		"listen_addresses=", "-c", "fsync=off", "-c", "autovacuum=off", "-c",
		"max_connections=50", "-c", "shared_buffers=16MB", NULL };

	snprintf(program, sizeof(program), "%s/postgres", pg->bin);
	pg->server = pg_spawn(argv, true);
	pg_url_of("postgres", url, sizeof(url));
	for (int i = 0; i < 300; i++) {
		if (PQping(url) == PQPING_OK)
			return true;
		usleep(100000);
	}
	return false;
}

static inline void pg_server_end(int signal)
{
	struct pg *pg = pg_state();

	if (pg->server > 0) {
		kill(pg->server, signal);
		waitpid(pg->server, NULL, 0);
	}
	pg->server = 0;
}

static inline void pg_end(void)
{
	struct pg *pg = pg_state();
	const char *const argv[] = { "/bin/rm", "-rf", pg->dir, NULL };

	if (pg->owner != getpid())
		return;
	pg_server_end(SIGQUIT);
	pg_run(argv);
}

static inline bool pg_make(void)
{
	struct pg *pg = pg_state();
	const struct passwd *user = geteuid() ? NULL : getpwnam("postgres");
	char program[400];
	const char *const argv[] = { program, "-D", pg->dir, "-N", "-E", "UTF8", "--locale=C", "-A",
		"trust", "-U", "zhidian", NULL };
	glob_t found;

	if (glob("/usr/lib/postgresql/*/bin", 0, NULL, &found) || !found.gl_pathc)
		return false;
	snprintf(pg->bin, sizeof(pg->bin), "%s", found.gl_pathv[found.gl_pathc - 1]);
	globfree(&found);
	if (geteuid() == 0 && !user)
		return false;
	snprintf(pg->dir, sizeof(pg->dir), "/tmp/zhidian_pg_XXXXXX");
	if (!mkdtemp(pg->dir) || (user && chown(pg->dir, user->pw_uid, user->pw_gid)))
		return false;
	pg->owner = getpid();
	atexit(pg_end);
	snprintf(program, sizeof(program), "%s/initdb", pg->bin);
	return pg_run(argv) && pg_serve();
}

static inline bool pg_is_there(void)
{
	struct pg *pg = pg_state();

	if (!pg->was_asked) {
		pg->was_asked = true;
		if (!pg_make()) {
			pg_server_end(SIGQUIT);
			printf("PostgreSQL cannot be had here: its tests are skipped\n");
		}
	}
	return pg->server > 0;
}

/* Sends text to database `name` as the administrator; false when it failed. */
static inline bool pg_tell(const char *name, const char *text)
{
	char url[200];
	PGconn *link;
	PGresult *result;
	bool is_fine;

	pg_url_of(name, url, sizeof(url));
	link = PQconnectdb(url);
	result = PQexec(link, text);
	is_fine = PQresultStatus(result) == PGRES_COMMAND_OK ||
		  PQresultStatus(result) == PGRES_TUPLES_OK;
	PQclear(result);
	PQfinish(link);
	return is_fine;
}

/* A new empty database; false when there is no server. */
static inline bool pg_database(char *url, size_t size)
{
	struct pg *pg = pg_state();
	char name[32];
	char text[100];

	if (!pg_is_there())
		return false;
	snprintf(name, sizeof(name), "bed%d", ++pg->count);
	snprintf(text, sizeof(text), "CREATE DATABASE %s TEMPLATE template0", name);
	pg_url_of(name, url, size);
	return pg_tell("postgres", text);
}
