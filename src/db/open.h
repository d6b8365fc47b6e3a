/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/open.h: the inside of rd and tx. Only the door and db/ include this header (tidy_test holds
 * them to it). */
#pragma once
#include "db/driver.h"
#include "db/query.h"

struct scope {
	int64_t street;
	int64_t home;  /* street of the actor */
	int64_t actor; /* person acted for; 0 guest or clock */
	int64_t by;    /* person at the desk, else the actor */
	int64_t now_ms;
	int64_t id;	 /* the act's id; 0 in a view */
	int64_t next_id; /* of the street's head */
};
struct rd {
	struct conn *conn;
	const struct driver *driver;
	struct arena *arena;
	struct scope *scope;
};
/* One written row, all columns of the table in order; text and bytes are in the arena. is_gone: the
 * statement is a DELETE, the row as it stood before. */
typedef enum err mark_fn(
	void *to, const struct table *table, const struct value *row, bool is_gone);

struct tx {
	struct rd rd;
	mark_fn *mark;
	void *mark_to;
	struct act *act; /* the door's: refusal, verdicts, depth of then() */
};
