/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/lane.h: acts wait here and are committed in batches: one lane for SQLite, several for
 * PostgreSQL (street modulo lanes), each with one thread and one writing connection. A lane takes
 * what waits (≤ 64), BEGINs, opens each street in order, runs each job in a savepoint, COMMITs,
 * publishes, answers. After a fault it asks whether the transaction still lives, rolls back and
 * runs the jobs singly, so one bad job never costs its neighbours; at a full disk each is told so.
 * A lost COMMIT answer: heals the connection and runs the jobs again, which their once keys settle.
 */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"

struct db;
struct conn;
struct lane_job;

struct lane_hooks {
	void *with;
	/* A street's head row is locked and read (SELECT … FOR UPDATE) before its first job of a
	 * batch … */
	enum err (*open_street)(void *with, struct conn *conn, int64_t street, void **head);
	/* … and written back after its last one, before COMMIT. */
	enum err (*close_street)(void *with, struct conn *conn, void *head);
	/* After COMMIT (or rollback: is_kept false) of a batch: publish sizes and roots, drop the
	 * head. */
	void (*done_street)(void *with, void *head, bool is_kept);
};

struct lane_job {
	int64_t street;
	/* Runs inside its savepoint; may run more than once, so it touches only the transaction.
	 * ERR_REFUSED, ERR_FORBIDDEN and the like undo the savepoint and are final answers; OK
	 * keeps it; faults redo. */
	enum err (*body)(struct lane_job *job, struct conn *conn, void *head);
	/* Called once, on the lane's thread, after the job's COMMIT is durable (or it is refused or
	 * has failed). */
	void (*done)(struct lane_job *job, enum err err);
	struct lane_job *next;
	enum err result;
};

struct lanes;

enum err lanes_start(struct db *db, const struct lane_hooks *hooks, int lane_count, int batch_most,
	struct lanes **out);
/* ERR_BUSY when the queue is full or stopping; then done is not called. */
enum err lanes_put(struct lanes *lanes, struct lane_job *job);
/* Refuses new jobs, finishes what was accepted, ends the threads, closes the connections. */
void lanes_stop(struct lanes *lanes);
