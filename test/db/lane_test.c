/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Lanes: who is told OK has it on the disk and once only; who is told no has left nothing;
 * neighbours never pay. */
#include "base/limits.h"
#include "db/line.h"

static void all_are_kept_and_published(void **state)
{
	static struct work works[1200];
	struct line line;
	struct bed bed;

	memset(works, 0, sizeof(works));
	line_open(&line, &bed, *state, 4, 0);
	crowd_run(&line, works, 1200);
	for (int i = 0; i < 1200; i++) {
		assert_int_equal(works[i].answer, OK);
		assert_int_equal(works[i].runs, 1);
		assert_true(works[i].was_published);
	}
	assert_int_equal(things(&bed, 0), 1200);
	assert_int_equal(line.dropped, 0);
	assert_int_equal(line.closed, line.kept);
	assert_true(line.kept < 1200); /* in batches */
	for (int street = 1; street < 7; street++)
		assert_int_equal(line.published[street], 200);
	line_end(&line);
}

static void a_refused_job_leaves_nothing_and_costs_nobody(void **state)
{
	struct work works[10] = { 0 };
	struct line line;
	struct bed bed;
	sem_t gate;

	line_open(&line, &bed, *state, 1, 0);
	batch_start(&line, &works[0], &gate);
	for (int i = 1; i < 10; i++)
		work_put(&line, &works[i], 1 + i % 3, i == 4 ? REFUSE : i == 7 ? FORBID : ADD, i);
	batch_wait(&gate, works, 10);
	for (int i = 1; i < 10; i++) {
		assert_int_equal(works[i].answer, i == 4   ? ERR_REFUSED
						  : i == 7 ? ERR_FORBIDDEN
							   : OK);
		assert_int_equal(works[i].runs, 1);
		assert_int_equal(things(&bed, i), i != 4 && i != 7);
	}
	assert_int_equal(line.opened, 1 + 3); /* one batch, three streets */
	line_end(&line);
}

static void a_faulty_job_costs_nobody(void **state)
{
	struct work works[10] = { 0 };
	struct line line;
	struct bed bed;
	sem_t gate;

	line_open(&line, &bed, *state, 1, 0);
	batch_start(&line, &works[0], &gate);
	for (int i = 1; i < 10; i++)
		work_put(&line, &works[i], 1 + i % 2, i == 5 ? BREAK : i == 8 ? SWALLOW : ADD, i);
	batch_wait(&gate, works, 10);
	for (int i = 1; i < 10; i++) {
		assert_int_equal(works[i].answer, i == 5 || i == 8 ? ERR_DB : OK);
		assert_int_equal(things(&bed, i), i != 5 && i != 8);
	}
	line_end(&line);
}

static void what_is_taken_is_refused(void **state)
{
	struct work works[4] = { 0 };
	struct line line;
	struct bed bed;
	sem_t gate;

	line_open(&line, &bed, *state, 1, 0);
	batch_start(&line, &works[0], &gate);
	for (int i = 1; i < 4; i++)
		work_put(&line, &works[i], 2, TAKEN, i);
	batch_wait(&gate, works, 4);
	assert_int_equal(works[1].answer, OK); /* in order of arrival */
	assert_int_equal(works[2].answer, ERR_REFUSED);
	assert_int_equal(works[3].answer, ERR_REFUSED);
	assert_int_equal(things(&bed, 0), 1);
	line_end(&line);
}

static void a_street_that_is_not_there(void **state)
{
	struct work works[4] = { 0 };
	struct line line;
	struct bed bed;
	sem_t gate;

	line_open(&line, &bed, *state, 1, 0);
	batch_start(&line, &works[0], &gate);
	for (int i = 1; i < 4; i++)
		work_put(&line, &works[i], i == 2 ? 7 : 1, ADD, i);
	batch_wait(&gate, works, 4);
	assert_int_equal(works[1].answer, OK);
	assert_int_equal(works[2].answer, ERR_NOT_FOUND);
	assert_int_equal(works[2].runs, 0);
	assert_int_equal(works[3].answer, OK);
	line_end(&line);
}

static void who_always_asks_again_is_told_in_the_end(void **state)
{
	struct work works[4] = { 0 };
	struct line line;
	struct bed bed;
	sem_t gate;

	line_open(&line, &bed, *state, 1, 0);
	batch_start(&line, &works[0], &gate);
	for (int i = 1; i < 4; i++)
		work_put(&line, &works[i], 1, i == 2 ? AGAIN : ADD, i);
	batch_wait(&gate, works, 4);
	assert_int_equal(works[1].answer, OK);
	assert_int_equal(works[2].answer, ERR_RETRY);
	assert_true(works[2].runs >= 50);
	assert_int_equal(works[3].answer, OK);
	line_end(&line);
}

static void another_try_does_nothing_twice(void **state)
{
	static struct work works[400];
	struct line line;
	struct bed bed;
	int runs = 0;

	memset(works, 0, sizeof(works));
	line_open(&line, &bed, *state, 3, 0);
	bed.db->faults.retry_every = 3;
	crowd_run(&line, works, 400);
	for (int i = 0; i < 400; i++) {
		assert_int_equal(works[i].answer, OK);
		assert_false(works[i].was_replay);
		runs += works[i].runs;
	}
	assert_true(runs > 400);
	assert_true(line.dropped > 0);
	assert_int_equal(things(&bed, 0), 400);
	line_end(&line);
}

static void a_lost_answer_is_settled(void **state)
{
	struct work works[6] = { 0 };
	struct line line;
	struct bed bed;
	sem_t gate;

	line_open(&line, &bed, *state, 1, 0);
	batch_start(&line, &works[0], &gate);
	for (int i = 1; i < 6; i++)
		work_put(&line, &works[i], 1, i == 3 ? REFUSE : ADD, i);
	bed.db->faults.lose_commit = 2; /* the gate's own is the first */
	batch_wait(&gate, works, 6);
	for (int i = 1; i < 6; i++) {
		assert_int_equal(works[i].answer, i == 3 ? ERR_REFUSED : OK);
		assert_int_equal(works[i].was_replay, i != 3);
		assert_int_equal(works[i].runs, 2);
	}
	assert_int_equal(bed.db->faults.lose_commit, 0);
	assert_int_equal(things(&bed, 0), 4);
	line_end(&line);
}

static void an_answer_that_stays_lost_is_told_as_such(void **state)
{
	struct work works[5] = { 0 };
	struct line line;
	struct bed bed;
	sem_t gate;

	line_open(&line, &bed, *state, 1, 0);
	batch_start(&line, &works[0], &gate);
	for (int i = 1; i < 5; i++)
		work_put(&line, &works[i], 1, i == 2 ? LOSE : ADD, i);
	batch_wait(&gate, works, 5);
	for (int i = 1; i < 5; i++) {
		assert_int_equal(works[i].answer, i == 2 ? ERR_LOST : OK);
		assert_true(works[i].was_replay);
		assert_int_equal(things(&bed, i), 1);
	}
	line_end(&line);
}

static void stopping_finishes_what_was_accepted(void **state)
{
	static struct work works[300];
	struct work late = { 0 };
	struct line line;
	struct bed bed;
	sem_t gate;

	memset(works, 0, sizeof(works));
	line_open(&line, &bed, *state, 1, 16);
	batch_start(&line, &works[0], &gate);
	for (int i = 1; i < 300; i++)
		work_put(&line, &works[i], 1 + i % 6, ADD, i);
	sem_post(&gate);
	lanes_stop(line.lanes);
	for (int i = 0; i < 300; i++) {
		assert_int_equal(works[i].answers, 1);
		assert_int_equal(works[i].answer, OK);
	}
	assert_int_equal(things(&bed, 0), 299);
	/* Others may come after. */
	line_start(&line, &bed, 2, 0);
	work_put(&line, &late, 1, ADD, 1000);
	batch_wait(NULL, &late, 1);
	assert_int_equal(late.answer, OK);
	line_end(&line);
}

static void a_full_queue_says_so(void **state)
{
	static struct work works[LIMIT_QUEUE + 2];
	struct line line;
	struct bed bed;
	sem_t gate;
	struct work *over = &works[LIMIT_QUEUE + 1];

	memset(works, 0, sizeof(works));
	line_open(&line, &bed, *state, 1, 0);
	batch_start(&line, &works[0], &gate);
	for (int i = 1; i <= LIMIT_QUEUE; i++)
		work_put(&line, &works[i], 1, ADD, i);
	over->job = (struct lane_job) { .street = 1, .body = work_run, .done = work_done };
	assert_int_equal(lanes_put(line.lanes, &over->job), ERR_BUSY);
	batch_wait(&gate, works, LIMIT_QUEUE + 1);
	assert_int_equal(over->answers, 0);
	assert_int_equal(things(&bed, 0), LIMIT_QUEUE);
	line_end(&line);
}

static void a_full_disk_in_mid_batch(void **state)
{
	struct work works[40] = { 0 };
	struct line line;
	struct bed bed;
	sem_t gate;

	line_open(&line, &bed, *state, 1, 0);
	batch_start(&line, &works[0], &gate);
	for (int i = 1; i < 40; i++)
		work_put(&line, &works[i], 1 + i % 2, ADD, i);
	bed.db->faults.full_after = 20; /* in the middle of the 39 */
	batch_wait(&gate, works, 40);
	assert_int_equal(bed.db->faults.full_after, 0);
	assert_true(line.dropped > 0);
	for (int i = 1; i < 40; i++) {
		/* There was room for each of them singly. */
		assert_int_equal(works[i].answer, OK);
		assert_int_equal(things(&bed, i), 1);
		assert_false(works[i].was_replay);
	}
	line_end(&line);
}

static void who_finds_no_room_is_told_so(void **state)
{
	struct work works[6] = { 0 };
	struct line line;
	struct bed bed;
	sem_t gate;

	line_open(&line, &bed, *state, 1, 0);
	batch_start(&line, &works[0], &gate);
	for (int i = 1; i < 5; i++)
		work_put(&line, &works[i], 1, i == 3 ? FILL : ADD, i);
	batch_wait(&gate, works, 5);
	for (int i = 1; i < 5; i++) {
		assert_int_equal(works[i].answer, i == 3 ? ERR_FULL : OK);
		assert_int_equal(works[i].runs, i == 4 ? 1 : 2); /* the batch ended at the third */
		assert_int_equal(things(&bed, i), i != 3);
	}
	/* With room again the same goes through. */
	work_put(&line, &works[5], 1, ADD, 3);
	batch_wait(NULL, &works[5], 1);
	assert_int_equal(works[5].answer, OK);
	line_end(&line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(all_are_kept_and_published),
		BOTH(a_refused_job_leaves_nothing_and_costs_nobody),
		BOTH(a_faulty_job_costs_nobody),
		BOTH(what_is_taken_is_refused),
		BOTH(a_street_that_is_not_there),
		BOTH(who_always_asks_again_is_told_in_the_end),
		BOTH(another_try_does_nothing_twice),
		BOTH(a_lost_answer_is_settled),
		BOTH(an_answer_that_stays_lost_is_told_as_such),
		BOTH(stopping_finishes_what_was_accepted),
		BOTH(a_full_queue_says_so),
		ONLY("sqlite", a_full_disk_in_mid_batch),
		ONLY("sqlite", who_finds_no_room_is_told_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
