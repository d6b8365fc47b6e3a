/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/lane.c: the queues of acts and the threads that commit them. A batch that fails is rolled back
 * and tried again, whole when the engine only asks for another try, else job by job; whoever was
 * told OK is on the disk. */
#include "db/lane.h"
#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include "base/limits.h"
#include "base/log.h"
#include "db/inside.h"

enum {
	BATCH_TRIES = 3, /* of a whole batch, before its jobs are run singly */
	SINGLE_TRIES = 50,
	BACKOFF_MS = 20, /* at most, between tries */
	HEAL_TRIES = 12, /* of making a cut line anew: about ten seconds */
	HEAL_MS = 1000,	 /* at most, between them */
};

struct lane {
	struct lanes *lanes;
	int index;
	struct conn *conn;
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t change;
	struct lane_job *first;
	struct lane_job *last;
	int waiting;
	bool is_stopping;
	bool is_down; /* no line to the engine, however often it was tried */
	/* The batch at work. */
	void *heads[LIMIT_BATCH];
	size_t head_count;
};
struct lanes {
	struct db *db;
	const struct driver *driver;
	struct lane_hooks hooks;
	int batch_most;
	int count;
	struct lane at[];
};

/* Trouble of the world, not an answer of the domain: the transaction is spoiled and another try may
 * do better. */
static bool is_fault(enum err err)
{
	return err == ERR_RETRY || err == ERR_LOST || err == ERR_FULL || err == ERR_DB;
}

static void wait_ms(int ms)
{
	struct timespec time = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L };

	nanosleep(&time, NULL);
}

static enum err job_run(struct lane *lane, struct lane_job *job, void *head)
{
	const struct driver *driver = lane->lanes->driver;

	TRY(driver->savepoint(lane->conn));
	job->result = job->body(job, lane->conn, head);
	if (!job->result)
		return driver->release(lane->conn);
	if (is_fault(job->result))
		return job->result;
	return driver->undo(lane->conn);
}

/* All jobs in the open transaction. Their results are set; trouble means the whole transaction is
 * to be given up. */
static enum err batch_fill(struct lane *lane, struct lane_job **jobs, size_t count)
{
	const struct lane_hooks *hooks = &lane->lanes->hooks;
	enum err street_err = OK;
	void *head = NULL;

	for (size_t i = 0; i < count; i++) {
		if (i == 0 || jobs[i]->street != jobs[i - 1]->street) {
			if (i && !street_err)
				TRY(hooks->close_street(hooks->with, lane->conn, head));
			street_err = hooks->open_street(
				hooks->with, lane->conn, jobs[i]->street, &head);
			if (is_fault(street_err))
				return street_err;
			if (!street_err)
				lane->heads[lane->head_count++] = head;
		}
		jobs[i]->result = street_err;
		if (!street_err)
			TRY(job_run(lane, jobs[i], head));
	}
	return street_err ? OK : hooks->close_street(hooks->with, lane->conn, head);
}

/* One transaction. OK: it is durable and every job has its result. */
static enum err batch_run(struct lane *lane, struct lane_job **jobs, size_t count)
{
	const struct driver *driver = lane->lanes->driver;
	const struct lane_hooks *hooks = &lane->lanes->hooks;
	enum err err;

	lane->head_count = 0;
	TRY(driver->begin(lane->conn));
	err = batch_fill(lane, jobs, count);
	if (!err)
		err = driver->commit(lane->conn);
	if (err)
		driver->rollback(lane->conn);
	for (size_t i = 0; i < lane->head_count; i++)
		hooks->done_street(hooks->with, lane->heads[i], !err);
	return err;
}

static bool lane_is_stopping(struct lane *lane)
{
	bool is_stopping;

	pthread_mutex_lock(&lane->mutex);
	is_stopping = lane->is_stopping;
	pthread_mutex_unlock(&lane->mutex);
	return is_stopping;
}

/* After a fault: a connection that can begin again, with some patience for a server that starts
 * anew; without any when it was long enough away before. */
static enum err lane_heal(struct lane *lane)
{
	const struct driver *driver = lane->lanes->driver;
	int most = lane->is_down ? 1 : HEAL_TRIES;
	enum err err = driver->heal(lane->conn);

	for (int i = 1; err && i < most; i++) {
		if (lane_is_stopping(lane) && i > 2)
			break;
		wait_ms(i * 150 < HEAL_MS ? i * 150 : HEAL_MS);
		err = driver->heal(lane->conn);
	}
	if (err && !lane->is_down)
		log_line(LOG_FAULT, "lane %d: %s", lane->index, driver->trouble(lane->conn));
	lane->is_down = err != OK;
	return err;
}

/* Lanes wait differently, so that two that met do not meet again. */
static void lane_back_off(const struct lane *lane, int tries)
{
	int ms = tries + lane->index;

	wait_ms(ms < BACKOFF_MS ? ms : BACKOFF_MS);
}

/* is_lost: an earlier COMMIT may stand, so a fault now is no proof that the job did nothing. */
static void single_run(struct lane *lane, struct lane_job *job, bool is_lost)
{
	enum err err = ERR_DB;

	for (int tries = 0; tries < SINGLE_TRIES && !lane->is_down; tries++) {
		err = batch_run(lane, &job, 1);
		if (!err)
			return;
		is_lost |= err == ERR_LOST;
		if (lane_heal(lane) || (err != ERR_RETRY && err != ERR_LOST))
			break;
		lane_back_off(lane, tries);
	}
	job->result = is_lost ? ERR_LOST : err;
}

static void batch_settle(struct lane *lane, struct lane_job **jobs, size_t count)
{
	bool is_lost = false;

	if (lane->is_down)
		lane_heal(lane);
	for (int tries = 0; tries < BATCH_TRIES && !lane->is_down; tries++) {
		enum err err = batch_run(lane, jobs, count);

		if (!err)
			return;
		log_line(LOG_NOTE, "lane %d: %s, %zu jobs again: %s", lane->index, err_name(err),
			count, lane->lanes->driver->trouble(lane->conn));
		is_lost |= err == ERR_LOST;
		if (lane_heal(lane) || (err != ERR_RETRY && err != ERR_LOST))
			break;
		lane_back_off(lane, tries);
	}
	for (size_t i = 0; i < count; i++)
		single_run(lane, jobs[i], is_lost);
}

/* By street, and by arrival within one; a batch is short. */
static void jobs_sort(struct lane_job **jobs, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct lane_job *job = jobs[i];
		size_t at = i;

		for (; at && jobs[at - 1]->street > job->street; at--)
			jobs[at] = jobs[at - 1];
		jobs[at] = job;
	}
}

/* Waits for jobs; 0 when the lane stops and has none. */
static size_t jobs_take(struct lane *lane, struct lane_job **jobs)
{
	size_t count = 0;

	pthread_mutex_lock(&lane->mutex);
	while (!lane->first && !lane->is_stopping)
		pthread_cond_wait(&lane->change, &lane->mutex);
	while (lane->first && count < (size_t)lane->lanes->batch_most) {
		jobs[count++] = lane->first;
		lane->first = lane->first->next;
		lane->waiting--;
	}
	if (!lane->first)
		lane->last = NULL;
	pthread_mutex_unlock(&lane->mutex);
	return count;
}

static void *lane_main(void *with)
{
	struct lane *lane = with;
	const struct driver *driver = lane->lanes->driver;
	struct lane_job *jobs[LIMIT_BATCH];
	size_t count;

	while ((count = jobs_take(lane, jobs))) {
		jobs_sort(jobs, count);
		batch_settle(lane, jobs, count);
		/* Answers only now: the COMMIT stands. A job may be freed by its done. */
		for (size_t i = 0; i < count; i++)
			jobs[i]->done(jobs[i], jobs[i]->result);
		if (driver->tidy(lane->conn))
			log_line(LOG_WARN, "lane %d: %s", lane->index, driver->trouble(lane->conn));
	}
	return NULL;
}

static enum err lane_start(struct lanes *lanes, int index)
{
	struct lane *lane = &lanes->at[index];
	sigset_t all;
	sigset_t before;
	int failed;

	lane->lanes = lanes;
	lane->index = index;
	TRY(lanes->driver->open(lanes->db, true, &lane->conn));
	pthread_mutex_init(&lane->mutex, NULL);
	pthread_cond_init(&lane->change, NULL);
	/* Signals are the main thread's. */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	failed = pthread_create(&lane->thread, NULL, lane_main, lane);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!failed)
		return OK;
	pthread_cond_destroy(&lane->change);
	pthread_mutex_destroy(&lane->mutex);
	lanes->driver->close(lane->conn);
	return ERR_MEMORY;
}

enum err lanes_start(struct db *db, const struct lane_hooks *hooks, int lane_count, int batch_most,
	struct lanes **out)
{
	struct lanes *lanes;

	/* The embedded engine has one writer. */
	if (db->driver == &driver_sqlite || lane_count < 1)
		lane_count = 1;
	if (batch_most < 1 || batch_most > LIMIT_BATCH)
		batch_most = LIMIT_BATCH;
	lanes = calloc(1, sizeof(*lanes) + sizeof(lanes->at[0]) * (size_t)lane_count);
	if (!lanes)
		return ERR_MEMORY;
	lanes->db = db;
	lanes->driver = db->driver;
	lanes->hooks = *hooks;
	lanes->batch_most = batch_most;
	while (lanes->count < lane_count) {
		enum err err = lane_start(lanes, lanes->count);

		if (err) {
			lanes_stop(lanes);
			return err;
		}
		lanes->count++;
	}
	*out = lanes;
	return OK;
}

enum err lanes_put(struct lanes *lanes, struct lane_job *job)
{
	struct lane *lane = &lanes->at[(uint64_t)job->street % (uint64_t)lanes->count];
	bool is_taken;

	job->next = NULL;
	job->result = OK;
	pthread_mutex_lock(&lane->mutex);
	is_taken = !lane->is_stopping && lane->waiting < LIMIT_QUEUE;
	if (is_taken) {
		if (lane->last)
			lane->last->next = job;
		else
			lane->first = job;
		lane->last = job;
		lane->waiting++;
		pthread_cond_signal(&lane->change);
	}
	pthread_mutex_unlock(&lane->mutex);
	return is_taken ? OK : ERR_BUSY;
}

void lanes_stop(struct lanes *lanes)
{
	if (!lanes)
		return;
	for (int i = 0; i < lanes->count; i++) {
		pthread_mutex_lock(&lanes->at[i].mutex);
		lanes->at[i].is_stopping = true;
		pthread_cond_signal(&lanes->at[i].change);
		pthread_mutex_unlock(&lanes->at[i].mutex);
	}
	for (int i = 0; i < lanes->count; i++) {
		struct lane *lane = &lanes->at[i];

		pthread_join(lane->thread, NULL);
		assert(!lane->first);
		pthread_cond_destroy(&lane->change);
		pthread_mutex_destroy(&lane->mutex);
		lanes->driver->close(lane->conn);
	}
	free(lanes);
}
