/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/crew.h: a few threads with a bounded queue. What may wait (a reading statement, argon2, a
 * sheet) runs here, so that the threads of the sockets never wait for anything. */
#pragma once
#include <stdbool.h>

struct crew;

struct crew_job {
	void (*run)(struct crew_job *job);
	struct crew_job *next;
};

struct crew *crew_start(int threads, int backlog);	/* NULL when threads or memory are out */
bool crew_put(struct crew *crew, struct crew_job *job); /* false: the queue is full, or stopping */
/* For the second half of a job that was let in before: never refused. */
void crew_put_again(struct crew *crew, struct crew_job *job);
void crew_stop(struct crew *crew); /* finishes what is queued; NULL is fine */
