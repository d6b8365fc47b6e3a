/* SPDX-License-Identifier: MulanPSL-2.0 */
/* What the world does to a database: a disk that fills up, a process that is killed, a server that
 * goes away. The promise is always the same: who was told OK is found again, once; who was not may
 * be, once. */
#include <errno.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include "db/line.h"

/* Every sync of the engine passes here: counted, and failing when asked to. */

static _Atomic int syncs;
static _Atomic bool is_sync_broken;

int fdatasync(int fd)
{
	syncs++;
	if (is_sync_broken) {
		errno = EIO;
		return -1;
	}
	return (int)syscall(SYS_fdatasync, fd);
}

static void an_answer_comes_after_the_sync(void **state)
{
	enum { COUNT = 60 };
	static struct work works[COUNT];
	struct line line;
	struct bed bed;

	memset(works, 0, sizeof(works));
	line_open(&line, &bed, *state, 1, 0);
	for (int i = 0; i < COUNT; i++) {
		int before = syncs;

		work_put(&line, &works[i], 1, ADD, i + 1);
		while (!works[i].answers)
			usleep(50);
		assert_true(syncs > before);
	}
	line_end(&line);
}

/* In a process of its own: the disk takes no sync any more, and the act must get no answer at all.
 */
static int act_without_sync(const char *dir)
{
	const struct rlimit none = { 0 };
	struct bed bed = { 0 };
	struct work work = { 0 };
	struct line line;

	setrlimit(RLIMIT_CORE, &none);
	log_quiet(LOG_FAULT + 1);
	snprintf(bed.dir, sizeof(bed.dir), "%s", dir);
	bed_must_open(&bed);
	line_start(&line, &bed, 1, 0);
	is_sync_broken = true;
	work_put(&line, &work, 1, ADD, 1);
	while (!work.answers)
		usleep(100);
	return 3;
}

static void a_sync_that_fails_ends_the_process(void **state)
{
	const char *argv[] = { "/proc/self/exe", "--unsynced", NULL, NULL };
	struct line line;
	struct bed bed;
	int status = 0;
	pid_t pid;

	line_open(&line, &bed, *state, 1, 0);
	lanes_stop(line.lanes);
	db_close(bed.db);
	argv[2] = bed.dir;
	pid = fork();
	if (pid == 0) {
		execv(argv[0], (char *const *)argv);
		_exit(127);
	}
	waitpid(pid, &status, 0);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	bed_must_open(&bed);
	line_start(&line, &bed, 1, 0);
	line_end(&line);
}

/* A disk of one megabyte. */

/* Mounted for this process only, so that it goes with it whatever happens. */
static bool disk_make(const char *path)
{
	return unshare(CLONE_NEWNS) == 0 &&
	       mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
	       mount("tmpfs", path, "tmpfs", 0, "size=1m") == 0;
}

static void disk_fill(const char *dir, char *path, size_t size)
{
	static const char zeros[4096];
	int fd;

	snprintf(path, size, "%s/filler", dir);
	fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
	assert_true(fd >= 0);
	while (write(fd, zeros, sizeof(zeros)) == sizeof(zeros))
		;
	close(fd);
}

static void line_open_small(struct line *line, struct bed *bed)
{
	static const struct stmt heads = {
		.name = "heads",
		.sql = "INSERT INTO bed_head (street, size) VALUES (1, 0), (2, 0)"
		       " RETURNING street, size",
		.table = &bed_head,
	};

	log_quiet(LOG_FAULT + 1);
	bed_place(bed, "sqlite");
	if (!disk_make(bed->dir)) {
		print_message("no file system may be mounted here\n");
		bed_remove(bed);
		skip();
	}
	bed_must_open(bed);
	assert_int_equal(bed->db->driver->open(bed->db, true, &bed->conn), OK);
	assert_int_equal(bed->db->driver->begin(bed->conn), OK);
	assert_int_equal(bed->db->driver->run(bed->conn, &heads, NULL, 0, NULL, NULL), OK);
	assert_int_equal(bed->db->driver->commit(bed->conn), OK);
	bed->db->driver->close(bed->conn);
	bed->conn = NULL;
	line_start(line, bed, 1, 0);
}

static void a_disk_that_fills_up(void **state)
{
	enum { COUNT = 200 };
	static struct work works[COUNT + 1];
	struct line line;
	struct bed bed;
	char filler[100];
	int full = 0;

	(void)state;
	memset(works, 0, sizeof(works));
	line_open_small(&line, &bed);
	for (int i = 1; i < COUNT; i++) {
		works[i].pad = 5000 + (size_t)i * 97 % 9000;
		work_put(&line, &works[i], 1 + i % 2, ADD, i);
	}
	batch_wait(NULL, works + 1, COUNT - 1);
	for (int i = 1; i < COUNT; i++) {
		assert_true(works[i].answer == OK || works[i].answer == ERR_FULL);
		assert_int_equal(things(&bed, i), works[i].answer == OK);
		full += works[i].answer == ERR_FULL;
	}
	assert_in_range(full, 1, COUNT - 2);
	disk_fill(bed.dir, filler, sizeof(filler)); /* to the last page */
	works[0].pad = 20000;
	work_put(&line, &works[0], 1, ADD, 5000);
	batch_wait(NULL, works, 1);
	assert_int_equal(works[0].answer, ERR_FULL);

	/* What was told OK is there after a new start on the full disk, and the next act works when
	 * there is room. */
	lanes_stop(line.lanes);
	db_close(bed.db);
	bed_must_open(&bed);
	for (int i = 1; i < COUNT; i++)
		assert_int_equal(things(&bed, i), works[i].answer == OK);
	assert_int_equal(things(&bed, 5000), 0);
	line_start(&line, &bed, 1, 0);
	unlink(filler);
	assert_int_equal(mount("tmpfs", bed.dir, "tmpfs", MS_REMOUNT, "size=16m"), 0);
	works[COUNT].pad = 20000;
	work_put(&line, &works[COUNT], 1, ADD, 5000);
	batch_wait(NULL, &works[COUNT], 1);
	assert_int_equal(works[COUNT].answer, OK);
	assert_int_equal(things(&bed, 5000), 1);
	lanes_stop(line.lanes);
	db_close(bed.db);
	assert_int_equal(umount2(bed.dir, MNT_DETACH), 0);
	bed_remove(&bed);
	log_quiet(LOG_NOTE);
}

/* A process that is killed. It answers each act on its standard output, as a server would on its
 * socket. */

static void *acting_main(void *with)
{
	struct crowd *crowd = with;
	struct work *work = calloc(1, sizeof(*work));

	for (int i = 0;; i++) {
		int64_t id = crowd->first + i * 4;

		memset(work, 0, sizeof(*work));
		work->pad = (size_t)(id % 5) * 700;
		work_put(crowd->line, work, 1 + id % 6, ADD, id);
		while (!work->answers)
			usleep(200);
		if (work->answer || write(STDOUT_FILENO, &id, sizeof(id)) != sizeof(id))
			_exit(3);
	}
	return NULL;
}

static int act_until_killed(const char *dir, const char *url, int first)
{
	struct bed bed = { 0 };
	struct crowd crowds[4];
	pthread_t threads[4];
	struct line line;

	snprintf(bed.dir, sizeof(bed.dir), "%s", dir);
	snprintf(bed.url, sizeof(bed.url), "%s", url);
	bed_must_open(&bed);
	line_start(&line, &bed, 4, 0);
	for (int i = 0; i < 4; i++) {
		crowds[i] = (struct crowd) { &line, NULL, 0, first + i };
		pthread_create(&threads[i], NULL, acting_main, &crowds[i]);
	}
	pause();
	return 1;
}

static pid_t acting_start(const struct bed *bed, int first, int *answers)
{
	char number[16];
	const char *const argv[] = { "/proc/self/exe", "--act", bed->dir, bed->url, number, NULL };
	int ends[2];
	pid_t pid;

	snprintf(number, sizeof(number), "%d", first);
	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		close(ends[1]);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		execv(argv[0], (char *const *)argv);
		_exit(127);
	}
	close(ends[1]);
	*answers = ends[0];
	return pid;
}

static void killed_at_any_moment(void **state)
{
	enum { ROUNDS = 12, MOST = 20000, STEP = 1000000 };
	static int64_t acked[MOST];
	int count = 0;
	struct line line;
	struct bed bed;

	line_open(&line, &bed, *state, 1, 0);
	lanes_stop(line.lanes);
	db_close(bed.db);
	for (int round = 0; round < ROUNDS; round++) {
		int answers;
		int before = count;
		int status;
		pid_t pid = acting_start(&bed, 1 + round * STEP, &answers);
		int64_t end_ms = 0;

		/* Not before its first answer, then at a moment that differs. */
		while (count < MOST && read(answers, &acked[count], 8) == 8) {
			count++;
			if (!end_ms)
				end_ms = ticks_ms() + 5 + round * 17;
			if (ticks_ms() >= end_ms)
				break;
		}
		kill(pid, SIGKILL);
		while (count < MOST && read(answers, &acked[count], 8) == 8)
			count++;
		waitpid(pid, &status, 0);
		assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
		close(answers);
		assert_true(count > before);

		bed_must_open(&bed);
		for (int i = before; i < count; i++)
			assert_int_equal(things(&bed, acked[i]), 1);
		line_start(&line, &bed, 1, 0);
		if (round == ROUNDS - 1)
			break;
		lanes_stop(line.lanes);
		db_close(bed.db);
	}
	for (int i = 0; i < count; i++)
		assert_int_equal(things(&bed, acked[i]), 1);
	print_message("%d answers, %d kills\n", count, ROUNDS);
	line_end(&line);
}

/* A server that goes away. */

static void *breaking_main(void *with)
{
	_Atomic bool *is_over = with;

	while (!*is_over) {
		pg_tell("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
				    " WHERE application_name = 'zhidian'");
		usleep(30000);
	}
	return NULL;
}

static void cut_lines_cost_nothing(void **state)
{
	enum { COUNT = 4000 };
	static struct work works[COUNT];
	_Atomic bool is_over = false;
	pthread_t breaking;
	struct line line;
	struct bed bed;

	memset(works, 0, sizeof(works));
	line_open(&line, &bed, *state, 3, 8);
	pthread_create(&breaking, NULL, breaking_main, &is_over);
	crowd_run(&line, works, COUNT);
	is_over = true;
	pthread_join(breaking, NULL);
	for (int i = 0; i < COUNT; i++)
		assert_int_equal(works[i].answer, OK);
	assert_true(line.dropped > 0);
	assert_int_equal(things(&bed, 0), COUNT);
	line_end(&line);
}

static void a_server_that_starts_anew(void **state)
{
	struct work works[9] = { 0 };
	struct conn *reader;
	struct line line;
	struct bed bed;

	line_open(&line, &bed, *state, 1, 0);
	assert_int_equal(db_reader(bed.db, &reader), OK);
	db_reader_done(bed.db, reader);
	for (int i = 1; i < 8; i++) {
		work_put(&line, &works[i], 1, ADD, i);
		if (i == 3)
			pg_server_end(SIGINT);
		if (i == 5)
			assert_true(pg_serve());
	}
	batch_wait(NULL, works + 1, 7);
	for (int i = 1; i < 8; i++) {
		assert_int_equal(works[i].answer, OK);
		assert_int_equal(things(&bed, i), 1); /* by a reader whose line was cut */
	}
	line_end(&line);
}

static void a_server_that_stays_away(void **state)
{
	struct work works[6] = { 0 };
	int64_t start;
	struct line line;
	struct bed bed;

	line_open(&line, &bed, *state, 1, 0);
	pg_server_end(SIGINT);
	for (int i = 1; i < 4; i++)
		work_put(&line, &works[i], 1, ADD, i);
	batch_wait(NULL, works + 1, 3);
	for (int i = 1; i < 4; i++)
		assert_int_equal(works[i].answer, ERR_DB);
	/* Who comes later is told at once. */
	start = ticks_ms();
	work_put(&line, &works[5], 1, ADD, 5);
	batch_wait(NULL, works + 5, 1);
	assert_int_equal(works[5].answer, ERR_DB);
	assert_in_range(ticks_ms() - start, 0, 1000);
	assert_true(pg_serve());
	work_put(&line, &works[4], 1, ADD, 4);
	batch_wait(NULL, works + 4, 1);
	assert_int_equal(works[4].answer, OK);
	assert_int_equal(things(&bed, 0), 1);
	line_end(&line);
}

/* It has committed, and nobody can be asked: then nobody says that it has not. */
static void a_server_that_takes_the_answer_with_it(void **state)
{
	struct work works[4] = { 0 };
	struct line line;
	struct bed bed;
	sem_t gate;

	line_open(&line, &bed, *state, 1, 0);
	batch_start(&line, &works[0], &gate);
	line.ends_server = true;
	for (int i = 1; i < 4; i++)
		work_put(&line, &works[i], 1, i == 2 ? LOSE : ADD, i);
	batch_wait(&gate, works, 4);
	line.ends_server = false;
	assert_true(pg_serve());
	for (int i = 1; i < 4; i++) {
		assert_int_equal(works[i].answer, ERR_LOST);
		assert_int_equal(things(&bed, i), 1);
	}
	line_end(&line);
}

int main(int count, char **words)
{
	const struct CMUnitTest tests[] = {
		ONLY("sqlite", an_answer_comes_after_the_sync),
		ONLY("sqlite", a_sync_that_fails_ends_the_process),
		ONLY("sqlite", a_disk_that_fills_up),
		BOTH(killed_at_any_moment),
		ONLY("postgres", cut_lines_cost_nothing),
		ONLY("postgres", a_server_that_starts_anew),
		ONLY("postgres", a_server_that_stays_away),
		ONLY("postgres", a_server_that_takes_the_answer_with_it),
	};

	if (count == 3 && strcmp(words[1], "--unsynced") == 0)
		return act_without_sync(words[2]);
	if (count == 5 && strcmp(words[1], "--act") == 0)
		return act_until_killed(words[2], words[3], (int)strtol(words[4], NULL, 10));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
