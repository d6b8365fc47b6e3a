/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door [SECONDS]: how many acts a second are accepted and durable, and how long each waits, for
 * 1 … 256 askers at once, on both engines; how many views a second are made; how fast the record
 * is verified. One act is the renaming of a building: rights, a reference, a row, its mark, its
 * leaf. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>
#include "base/log.h"
#include "house.h"

enum { ASKERS_MOST = 256, TIMES_MOST = 400000 };

struct bench {
	struct house house;
	int64_t officer;
	char building[24];
	char neighbourhood[24];
	int64_t until_us;
	int run; /* so that names differ */
};
struct asker {
	struct bench *bench;
	int number;
	int64_t *times_us; /* of each act */
	size_t count, most, failed;
};

static int64_t clock_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void *acts_run(void *with)
{
	struct asker *asker = with;
	struct bench *bench = asker->bench;

	while (clock_us() < bench->until_us && asker->count < asker->most) {
		char name[40];
		struct pair pairs[] = { { "unit", bench->building }, { "name", name } };
		struct arena *arena = arena_new(LIMIT_ARENA);
		struct ask ask = { .street = "heqing",
			.action = "place.unit.rename",
			.pairs = { pairs, 2 },
			.actor = { .person = bench->officer },
			.once = name,
			.arena = arena };
		int64_t begun_us = clock_us();

		snprintf(name, sizeof(name), "b%d-%d-%zu", bench->run, asker->number, asker->count);
		asker->failed += !arena || door_do(bench->house.door, &ask) != OK;
		asker->times_us[asker->count++] = clock_us() - begun_us;
		arena_free(arena);
	}
	return NULL;
}

static void *looks_run(void *with)
{
	struct asker *asker = with;
	struct bench *bench = asker->bench;
	char path[64];

	snprintf(path, sizeof(path), "place/unit/%s", bench->neighbourhood);
	while (clock_us() < bench->until_us && asker->count < asker->most) {
		struct arena *arena = arena_new(LIMIT_ARENA);
		struct sight sight = { .street = "heqing", .path = str_of(path), .arena = arena };
		int64_t begun_us = clock_us();
		struct buf json;

		asker->failed += !arena || door_look(bench->house.door, &sight) != OK;
		json = buf_new(arena, 1 << 20);
		data_json(&json, sight.data);
		asker->failed += !buf_ok(&json);
		asker->times_us[asker->count++] = clock_us() - begun_us;
		arena_free(arena);
	}
	return NULL;
}

static int time_compare(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static bool crew_run(
	struct bench *bench, const char *what, int askers, int seconds, void *(*run)(void *))
{
	static struct asker crew[ASKERS_MOST];
	static pthread_t threads[ASKERS_MOST];
	int64_t *times_us = calloc(TIMES_MOST, sizeof(*times_us));
	size_t each = (size_t)(TIMES_MOST / askers);
	size_t count = 0, failed = 0;
	int64_t begun_us = clock_us();

	if (!times_us)
		return false;
	bench->run++;
	bench->until_us = begun_us + seconds * (int64_t)1000000;
	for (int i = 0; i < askers; i++) {
		crew[i] = (struct asker) { .bench = bench,
			.number = i,
			.most = each,
			.times_us = times_us + (size_t)i * each };
		if (pthread_create(&threads[i], NULL, run, &crew[i]))
			return false;
	}
	for (int i = 0; i < askers; i++) {
		pthread_join(threads[i], NULL);
		memmove(times_us + count, crew[i].times_us, crew[i].count * sizeof(*times_us));
		count += crew[i].count;
		failed += crew[i].failed;
	}
	qsort(times_us, count, sizeof(*times_us), time_compare);
	if (count)
		printf("  %-8s %3d at once  %8.0f a second   half within %6.2f ms, 99 of 100 "
		       "within %7.2f ms%s\n",
			what, askers, (double)count * 1e6 / (double)(clock_us() - begun_us),
			(double)times_us[count / 2] / 1000,
			(double)times_us[count * 99 / 100] / 1000, failed ? "   FAILURES" : "");
	fflush(stdout);
	free(times_us);
	return count > 0 && failed == 0;
}

static void id_spell(struct bench *bench, const char *name, char out[24])
{
	snprintf(out, 24, "%lld", (long long)story_name(bench->house.story, name));
}

static bool engine_run(bool is_postgres, int seconds)
{
	static const int askers[] = { 1, 8, 64, 256 };
	struct bench bench = { 0 };
	struct journal_report report = { 0 };
	struct hash root;
	int64_t size = 0, begun_us;
	bool is_right = true;

	if (!house_open(&bench.house, is_postgres, 64, NULL) ||
		house_play(&bench.house, "use village\n"))
		return false;
	bench.officer = story_name(bench.house.story, "zhou");
	id_spell(&bench, "house1", bench.building);
	id_spell(&bench, "cailu", bench.neighbourhood);
	printf("%s\n", is_postgres ? "PostgreSQL (private cluster, fsync on)"
				   : "SQLite (synchronous=FULL)");
	for (size_t i = 0; i < sizeof(askers) / sizeof(*askers); i++)
		is_right = crew_run(&bench, "acts", askers[i], seconds, acts_run) && is_right;
	is_right = crew_run(&bench, "views", 1, seconds, looks_run) && is_right;
	is_right = crew_run(&bench, "views", 8, seconds, looks_run) && is_right;
	begun_us = clock_us();
	door_head(bench.house.door, "heqing", &size, &root);
	if (house_verify(&bench.house, &report))
		is_right = false;
	printf("  verify   %lld leaves in %.2f s\n", (long long)size,
		(double)(clock_us() - begun_us) / 1e6);
	house_close(&bench.house);
	return is_right;
}

int main(int argc, char **argv)
{
	int seconds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 3;
	bool is_right;

	log_quiet(LOG_FAULT);
	is_right = engine_run(false, seconds > 0 ? seconds : 3);
	if (pg_is_there())
		is_right = engine_run(true, seconds > 0 ? seconds : 3) && is_right;
	return !is_right;
}
