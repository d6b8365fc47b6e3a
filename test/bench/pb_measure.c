/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <assert.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "bench/pb_measure.h"

/* ---- what is taken at most: every block of an arena passes here ---- */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *at, size_t size);
void __real_free(void *at);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *at, size_t size);
void __wrap_free(void *at);

static size_t taken_now, taken_most;

static void taken_add(void *at)
{
	taken_now += at ? malloc_usable_size(at) : 0;
	taken_most = taken_now > taken_most ? taken_now : taken_most;
}

void *__wrap_malloc(size_t size)
{
	void *at = __real_malloc(size);

	taken_add(at);
	return at;
}

void *__wrap_calloc(size_t count, size_t size)
{
	void *at = __real_calloc(count, size);

	taken_add(at);
	return at;
}

void *__wrap_realloc(void *at, size_t size)
{
	size_t before = at ? malloc_usable_size(at) : 0;
	void *moved = __real_realloc(at, size);

	if (moved) {
		taken_now -= before;
		taken_add(moved);
	}
	return moved;
}

void __wrap_free(void *at)
{
	taken_now -= at ? malloc_usable_size(at) : 0;
	__real_free(at);
}

size_t arenas_now(void)
{
	return taken_now;
}

size_t arenas_most(void)
{
	size_t most = taken_most;

	taken_most = taken_now;
	return most;
}

/* ---- clock ---- */

enum { SAMPLES = 5 };
#define SHORT_MS 1.0   /* a sample takes at least so long */
#define LONG_MS 2000.0 /* something that takes so long is sampled once */

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6;
}

int double_compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *samples, int count)
{
	qsort(samples, (size_t)count, sizeof *samples, double_compare);
	return samples[count / 2];
}

/* Something to time: the subject, and how it is counted. */
struct job {
	const struct subject *subject;
	counting *count;
	struct pb_options options;
};

/* Milliseconds; below 0: it cannot be done. */
static double time_of(bool (*once)(const struct job *), const struct job *job)
{
	double samples[SAMPLES];
	int repeats = 1, taken = 0;

	for (double first_ms = 0; taken < SAMPLES && first_ms < LONG_MS; taken++) {
		double began_ms = now_ms();

		for (int i = 0; i < repeats; i++)
			if (!once(job))
				return -1;
		samples[taken] = (now_ms() - began_ms) / repeats;
		if (taken)
			continue;
		first_ms = samples[0];
		if (first_ms < SHORT_MS)
			repeats = 1 + (int)(SHORT_MS / (first_ms > 1e-4 ? first_ms : 1e-4));
	}
	/* the first one warmed the memory up */
	return taken == 1 ? samples[0] : median(samples + 1, taken - 1);
}

/* ---- reading and counting ---- */

struct str file_text(const char *dir, const char *name)
{
	char path[4096];
	FILE *file;
	long size;
	char *at;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	file = fopen(path, "rb");
	assert(file && !fseek(file, 0, SEEK_END));
	size = ftell(file);
	rewind(file);
	at = malloc((size_t)size + 1);
	assert(at && fread(at, 1, (size_t)size, file) == (size_t)size);
	fclose(file);
	return (struct str) { at, (size_t)size };
}

bool subject_read(struct subject *subject)
{
	struct arena *scratch = arena_new((size_t)1 << 40);
	struct pb_trouble trouble;
	enum err err;

	subject->keep = arena_new((size_t)1 << 40);
	assert(subject->keep && scratch);
	err = pb_read(subject->keep, scratch, subject->text, &subject->election, &trouble);
	if (err)
		fprintf(stderr, "line %u: %.*s\n", trouble.line, (int)trouble.reason.len,
			trouble.reason.at);
	arena_free(scratch);
	return !err;
}

void subject_drop(struct subject *subject)
{
	arena_free(subject->keep);
	subject->keep = NULL;
}

static bool read_once(const struct job *job)
{
	struct subject again = { .text = job->subject->text };
	bool is_read = subject_read(&again);

	subject_drop(&again);
	return is_read;
}

double read_ms(const struct subject *subject)
{
	return time_of(read_once, &(struct job) { .subject = subject });
}

static bool count_once(const struct job *job)
{
	struct arena *arena = arena_new((size_t)1 << 40);
	struct pb_outcome outcome;
	bool is_counted;

	assert(arena);
	is_counted = !job->count(arena, &job->subject->election, &job->options, &outcome);
	arena_free(arena);
	return is_counted;
}

static struct taken take_here(struct job *job)
{
	struct taken taken = { .ms = -1 };
	size_t before = taken_now;

	if (pb_options_settle(&job->subject->election, &job->options))
		return taken;
	taken_most = taken_now;
	taken.ms = time_of(count_once, job);
	taken.most = taken_most - before;
	return taken;
}

struct taken count_take(
	const struct subject *subject, counting *count, const struct pb_options *options)
{
	struct job job = { subject, count, *options };
	struct taken taken = { .ms = -2 };
	int pipes[2];
	pid_t child;

	assert(!pipe(pipes));
	fflush(stdout);
	child = fork();
	assert(child >= 0);
	if (!child) {
		setrlimit(RLIMIT_CPU, &(struct rlimit) { MEASURE_MOST_S, MEASURE_MOST_S });
		taken = take_here(&job);
		_exit(write(pipes[1], &taken, sizeof taken) == sizeof taken ? 0 : 1);
	}
	close(pipes[1]);
	if (read(pipes[0], &taken, sizeof taken) != sizeof taken)
		taken = (struct taken) { .ms = -2 };
	close(pipes[0]);
	waitpid(child, NULL, 0);
	return taken;
}
