/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/db/line.h: lanes over a bed, and jobs that do as they are told: six streets with a head row
 * each, which every ADD that stands counts up by one. */
#pragma once
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include "db/bed.h"
#include "db/lane.h"

/* What a job is to do. */
enum deed { ADD, REFUSE, FORBID, BREAK, TAKEN, SWALLOW, AGAIN, WAIT, LOSE, FILL };

struct work {
	struct lane_job job;
	enum deed deed;
	int64_t id;
	sem_t *gate; /* WAIT */
	_Atomic int runs;
	_Atomic int answers;
	enum err answer;
	bool was_replay;
	bool was_published; /* when it was answered */
	struct line *line;
	size_t pad; /* bytes of a BLOB */
};

/* The hooks' side: a head row for each street, counted up by each ADD that stands. */
struct line {
	struct bed *bed;
	struct lanes *lanes;
	bool ends_server; /* after a batch that did not stand */
	_Atomic int opened, closed, kept, dropped;
	_Atomic int64_t published[8]; /* size by street */
};
struct head {
	int64_t street;
	int64_t size;
};

static const struct bind head_binds[] = { BIND(head, street), BIND(head, size) };
static const struct column head_columns[] = { COLUMN(head, street, "street"),
	COLUMN(head, size, "size") };
static const struct stmt head_lock = {
	.name = "head_lock",
	.sql = "SELECT street, size FROM bed_head WHERE street = $1",
	.pg = "SELECT street, size FROM bed_head WHERE street = $1 FOR UPDATE",
	.binds = head_binds,
	.bind_count = 1,
	.columns = head_columns,
	.column_count = 2,
};
static const struct stmt head_save = {
	.name = "head_save",
	.sql = "UPDATE bed_head SET size = $2 WHERE street = $1 RETURNING street, size",
	.binds = head_binds,
	.bind_count = 2,
	.table = &bed_head,
};
static const struct bind add_binds[] = { BIND(work, job.street), BIND(work, id) };
static const struct stmt add = {
	.name = "add",
	.sql = "INSERT INTO bed_thing (street, id, n) VALUES ($1, $2, 0) ON CONFLICT DO NOTHING"
	       " RETURNING street, id, n, word, raw",
	.binds = add_binds,
	.bind_count = 2,
	.table = &bed_thing,
};
struct row {
	int64_t street;
	int64_t id;
	int64_t n;
	struct str word;
	struct bytes raw;
};
static const struct bind row_binds[] = { BIND(row, street), BIND(row, id), BIND(row, n),
	BIND(row, word), BIND(row, raw) };
static const struct stmt row_add = {
	.name = "row_add",
	.sql = "INSERT INTO bed_thing (street, id, n, word, raw) VALUES ($1, $2, $3, $4, $5)"
	       " RETURNING street, id, n, word, raw",
	.binds = row_binds,
	.bind_count = 5,
	.table = &bed_thing,
};

static inline struct rd rd_on(struct conn *conn, struct arena *arena, struct scope *scope)
{
	return (struct rd) { conn, conn->db->driver, arena, scope };
}

static inline enum err street_open(void *with, struct conn *conn, int64_t street, void **out)
{
	struct line *line = with;
	struct arena *arena = arena_new(1 << 20);
	struct scope scope = { 0 };
	struct rd rd = rd_on(conn, arena, &scope);
	struct head *head = calloc(1, sizeof(*head));
	const struct head key = { .street = street };
	enum err err = rd_one(&rd, &head_lock, &key, head);

	arena_free(arena);
	if (err) {
		free(head);
		return err;
	}
	line->opened++;
	*out = head;
	return OK;
}

static inline enum err street_close(void *with, struct conn *conn, void *head)
{
	struct line *line = with;
	struct arena *arena = arena_new(1 << 20);
	struct scope scope = { 0 };
	struct tx tx = { .rd = rd_on(conn, arena, &scope), .mark = bed_mark_none };
	enum err err = tx_run(&tx, &head_save, head);

	arena_free(arena);
	line->closed++;
	return err;
}

static inline void street_done(void *with, void *kept, bool is_kept)
{
	struct line *line = with;
	struct head *head = kept;

	if (is_kept) {
		line->kept++;
		line->published[head->street] = head->size;
	} else {
		line->dropped++;
		if (line->ends_server)
			pg_server_end(SIGINT);
	}
	free(head);
}

static inline enum err row_put(
	struct tx *tx, struct work *work, int64_t id, int64_t n, const char *word)
{
	struct row row = { work->job.street, id, n, str_of(word), { 0 } };
	enum err err;
	uint8_t *pad = calloc(1, work->pad + 1);

	if (work->pad)
		row.raw = (struct bytes) { pad, work->pad };
	err = tx_run(tx, &row_add, &row);
	free(pad);
	return err;
}

static inline enum err deed_do(struct work *work, struct tx *tx, struct head *head)
{
	struct db_faults *faults = &work->line->bed->db->faults;
	enum err err;

	if (work->deed == LOSE)
		faults->lose_commit = 1; /* each COMMIT that it is part of */
	if (work->deed == FILL)
		faults->full_after = 1; /* the disk, whenever it writes */
	switch (work->deed) {
	case LOSE:
	case FILL:
	case ADD: /* its id is its once key: a second run finds the first */
		err = work->pad ? row_put(tx, work, work->id, 0, NULL) : tx_run(tx, &add, work);
		if (err == ERR_NOT_FOUND) {
			work->was_replay = true;
			return OK;
		}
		head->size += !err;
		return err;
	case REFUSE:
	case FORBID: /* changes its mind after it wrote */
		TRY(row_put(tx, work, work->id, 0, NULL));
		return work->deed == REFUSE ? ERR_REFUSED : ERR_FORBIDDEN;
	case BREAK:
		return row_put(tx, work, work->id, 13, NULL);
	case TAKEN:
		TRY(row_put(tx, work, work->id, 0, "one of a kind"));
		head->size++;
		return OK;
	case SWALLOW:
		TRY(row_put(tx, work, work->id, 0, NULL));
		row_put(tx, work, work->id, 0, NULL);
		return OK;
	case AGAIN:
		return ERR_RETRY;
	case WAIT:
		sem_wait(work->gate);
		return OK;
	}
	return ERR_DB;
}

static inline enum err work_run(struct lane_job *job, struct conn *conn, void *head)
{
	struct work *work = (struct work *)job;
	struct arena *arena = arena_new(64 << 20);
	struct scope scope = { .street = job->street };
	struct tx tx = { .rd = rd_on(conn, arena, &scope), .mark = bed_mark_none };
	struct head before = *(struct head *)head;
	enum err err;

	work->runs++;
	work->was_replay = false;
	err = deed_do(work, &tx, head);
	if (err)
		*(struct head *)head = before;
	arena_free(arena);
	return err;
}

static inline void work_done(struct lane_job *job, enum err err)
{
	struct work *work = (struct work *)job;

	work->answer = err;
	work->was_published = work->line->kept > 0;
	work->answers++;
}

static inline void line_start(struct line *line, struct bed *bed, int lanes, int batch)
{
	const struct lane_hooks hooks = { line, street_open, street_close, street_done };

	*line = (struct line) { .bed = bed };
	assert_int_equal(lanes_start(bed->db, &hooks, lanes, batch, &line->lanes), OK);
}

/* A database with the heads of streets 1 to 6. */
static inline void line_open(
	struct line *line, struct bed *bed, const char *engine, int lanes, int batch)
{
	static const struct bind binds[] = { BIND(head, street) };
	static const struct stmt head_add = {
		.name = "head_add",
		.sql = "INSERT INTO bed_head (street, size) VALUES ($1, 0) RETURNING street, size",
		.binds = binds,
		.bind_count = 1,
		.table = &bed_head,
	};

	log_quiet(LOG_FAULT + 1);
	bed_begin(bed, engine);
	for (int64_t street = 1; street < 7; street++) {
		const struct head head = { street, 0 };

		assert_int_equal(tx_run(&bed->tx, &head_add, &head), OK);
	}
	assert_int_equal(bed->db->driver->commit(bed->conn), OK);
	bed->db->driver->close(bed->conn);
	bed->conn = NULL;
	line_start(line, bed, lanes, batch);
}

static inline void work_put(
	struct line *line, struct work *work, int64_t street, enum deed deed, int64_t id)
{
	work->job = (struct lane_job) { .street = street, .body = work_run, .done = work_done };
	work->deed = deed;
	work->id = id;
	work->line = line;
	assert_int_equal(lanes_put(line->lanes, &work->job), OK);
}

/* The number of things in the database, or of one of them. */
static inline int64_t things(struct bed *bed, int64_t id)
{
	static const struct stmt all = { .name = "all",
		.sql = "SELECT count(*) AS n FROM bed_thing" };
	static const struct bind binds[] = { BIND(head, size) };
	static const struct stmt one = { .name = "one",
		.sql = "SELECT count(*) AS n FROM bed_thing WHERE id = $1",
		.binds = binds,
		.bind_count = 1 };
	const struct value key = { VALUE_INT, id };
	int64_t number = -1;
	struct conn *reader;

	assert_int_equal(db_reader(bed->db, &reader), OK);
	assert_int_equal(bed->db->driver->begin(reader), OK);
	assert_int_equal(bed->db->driver->run(reader, id ? &one : &all, &key, id ? 1 : 0,
				 bed_number_take, &number),
		OK);
	db_reader_done(bed->db, reader);
	return number;
}

/* Holds the lane back until all jobs wait, so that they come in one batch; then lets them go and
 * waits for all answers. */
static inline void batch_start(struct line *line, struct work *first, sem_t *gate)
{
	sem_init(gate, 0, 0);
	first->gate = gate;
	work_put(line, first, 1, WAIT, 0);
	while (!first->runs)
		usleep(1000);
}

static inline void batch_wait(sem_t *gate, struct work *works, size_t count)
{
	if (gate)
		sem_post(gate);
	for (size_t i = 0; i < count; i++)
		while (!works[i].answers)
			usleep(1000);
	usleep(2000);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(works[i].answers, 1);
}

static inline void line_end(struct line *line)
{
	static const struct stmt sizes = { .name = "sizes",
		.sql = "SELECT CAST(sum(size) AS INTEGER) AS n FROM bed_head",
		.pg = "SELECT CAST(sum(size) AS BIGINT) AS n FROM bed_head" };
	struct conn *reader;

	lanes_stop(line->lanes);
	assert_int_equal(line->opened, line->kept + line->dropped);
	/* Heads and things stand or fall together. */
	assert_int_equal(db_reader(line->bed->db, &reader), OK);
	assert_int_equal(bed_number(line->bed, reader, &sizes), things(line->bed, 0));
	db_reader_done(line->bed->db, reader);
	bed_end(line->bed);
	log_quiet(LOG_NOTE);
}

/* Many threads, many streets. */

struct crowd {
	struct line *line;
	struct work *works;
	int count;
	int first;
};

static inline void *crowd_main(void *with)
{
	struct crowd *crowd = with;

	for (int i = 0; i < crowd->count; i++)
		work_put(crowd->line, &crowd->works[i], 1 + i % 6, ADD, crowd->first + i);
	return NULL;
}

static inline void crowd_run(struct line *line, struct work *works, int count)
{
	pthread_t threads[4];
	struct crowd crowds[4];

	for (int i = 0; i < 4; i++) {
		crowds[i] = (struct crowd) { line, works + count / 4 * i, count / 4,
			1 + count / 4 * i };
		assert_int_equal(pthread_create(&threads[i], NULL, crowd_main, &crowds[i]), 0);
	}
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	batch_wait(NULL, works, (size_t)count);
}
