/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/postgres.h: what the files of the PostgreSQL driver share. */
#pragma once
#include <libpq-fe.h>
#include "db/cache.h"
#include "db/inside.h"

struct postgres_conn {
	struct conn head;   /* first */
	PGconn *link;	    /* NULL: the line is cut; heal() or the next begin() makes a new one */
	struct cache cache; /* prepared on this link: `made` is the number in the name, plus nothing
			       else */
	unsigned prepared_count;
	bool is_release_due; /* put off until the next savepoint: one round trip for both */
};

static inline struct postgres_conn *postgres_conn(struct conn *conn)
{
	return (struct postgres_conn *)conn;
}

/* postgres_run.c */
/* Notes what the server said about `what` and names its class; cuts the line when nothing more can
 * come over it. Takes result, which may be NULL. */
enum err postgres_trouble(struct postgres_conn *conn, PGresult *result, const char *what);
enum err postgres_run(struct conn *conn, const struct stmt *stmt, const struct value *params,
	size_t count, row_fn *row, void *to);
enum err postgres_script(struct conn *conn, const char *text);
enum err postgres_own_run(struct postgres_conn *conn, enum own text); /* sent as it is */
void postgres_cut(struct postgres_conn *conn);
