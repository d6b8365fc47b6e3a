/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb [DIR|-] [BALLOTS]: how long the rules take, each against one read (parse and group) of the
 * same text by the same reader in the same run, beside the goals of doc/pb.md. First every .pb file
 * of DIR, then made elections of up to BALLOTS ballots (5,000,000), with what the arenas took at
 * most against the packed ballots (two bytes for a project, one for each ballot), then elections
 * for which other programs' times are known. */
#include <assert.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "bench/pb_measure.h"
#include "bench/pb_peers.h"
#include "pb/make.h"
#include "pb/mes.h"

/* ---- ways to count ---- */

struct way {
	const char *name;
	struct pb_options options;
	double goal;	  /* times one read, on the open elections; 0: none */
	double made_goal; /* on made ones; 0: the same */
	counting *count;  /* NULL: pb_count */
};
static const struct way ways[] = {
	{ "greedy-votes", { .rule = PB_GREEDY_VOTES }, 0.2, 0, NULL },
	{ "greedy-density", { .rule = PB_GREEDY_DENSITY }, 0.2, 0, NULL },
	{ "mes", { .rule = PB_MES }, 0.7, 0, NULL },
	{ "mes cardinality", { .rule = PB_MES, .utility = PB_CARDINALITY }, 0.7, 0, NULL },
	{ "phragmen", { .rule = PB_PHRAGMEN }, 1, 0, NULL },
	{ "ees", { .rule = PB_EES }, 0.7, 0, NULL },
	{ "ees addopt", { .rule = PB_EES, .complete = PB_ADDOPT }, 5, 0, NULL },
	{ "mes add1", { .rule = PB_MES, .complete = PB_ADD1 }, 3, 5, NULL },
	{ "add1 by steps", { .rule = PB_MES, .complete = PB_ADD1 }, 0, 0, mes_count_by_steps },
};
enum { WAYS = sizeof ways / sizeof *ways, STEPS = WAYS - 1, ADD1 = WAYS - 2 };
enum { FILES_MOST = 4000, EACH = 10, BIG_FILE = 100000 };

#define ADD1_MS 50.0 /* nobody minds */

static struct taken way_take(const struct subject *subject, const struct way *way)
{
	return count_take(subject, way->count ? way->count : pb_count, &way->options);
}

/* ---- the open elections ---- */

struct sum {
	double ratio[FILES_MOST];
	double total_ms;
	double worst, worst_ms;
	char worst_name[256];
	int count;
	int within;	 /* the goal */
	int within_soft; /* the goal or what nobody minds */
	double worst_big;
};
struct open_sums {
	struct sum ways[WAYS];
	double read_ms, bytes;
	int files, big_files;
	int slower; /* Add1 in leaps against share by share: above 1.1 x and 1 ms */
};

static bool is_slower(double leaps_ms, double steps_ms)
{
	return leaps_ms > 1.1 * steps_ms && leaps_ms > steps_ms + 1;
}

static void sum_add(struct sum *sum, const struct way *way, double ms, double read_ms, size_t size,
	const char *name)
{
	double ratio = ms / read_ms;

	assert(sum->count < FILES_MOST);
	sum->ratio[sum->count++] = ratio;
	sum->total_ms += ms;
	sum->within += ratio <= way->goal;
	sum->within_soft += ratio <= way->goal || ms <= ADD1_MS;
	if (size > BIG_FILE && ratio > sum->worst_big)
		sum->worst_big = ratio;
	if (ratio > sum->worst) {
		sum->worst = ratio;
		sum->worst_ms = ms;
		snprintf(sum->worst_name, sizeof sum->worst_name, "%s", name);
	}
}

static void open_file(struct open_sums *sums, const char *dir, const char *name)
{
	struct subject subject = { .text = file_text(dir, name) };
	double one_read_ms;
	double ms[WAYS];

	if (!subject_read(&subject)) {
		printf("  %s: refused\n", name);
		return;
	}
	one_read_ms = read_ms(&subject);
	sums->files++;
	sums->big_files += subject.text.len > BIG_FILE;
	sums->read_ms += one_read_ms;
	sums->bytes += (double)subject.text.len;
	for (int i = 0; i < WAYS; i++) {
		struct taken taken = way_take(&subject, &ways[i]);

		ms[i] = taken.ms;
		if (taken.ms >= 0)
			sum_add(&sums->ways[i], &ways[i], taken.ms, one_read_ms, subject.text.len,
				name);
		else if (taken.ms < -1)
			printf("  %s: %s takes more than %d s\n", name, ways[i].name,
				MEASURE_MOST_S);
	}
	sums->slower += ms[STEPS] >= 0 && is_slower(ms[ADD1], ms[STEPS]);
	subject_drop(&subject);
	free((void *)(uintptr_t)subject.text.at);
}

static void sum_print(const struct way *way, struct sum *sum)
{
	double *ratio = sum->ratio;
	int n = sum->count;

	if (!n)
		return;
	qsort(ratio, (size_t)n, sizeof *ratio, double_compare);
	printf("  %-16s %7.2f %7.2f %7.2f %8.2f ", way->name, ratio[n / 2], ratio[n * 9 / 10],
		ratio[n * 99 / 100], sum->worst);
	if (way->goal > 0)
		printf("%6.1f %9d of %d ", way->goal, sum->within, n);
	else
		printf("%6s %9s    %3s ", "-", "", "");
	printf("%10.1f  %s (%.2f ms)\n", sum->total_ms, sum->worst_name, sum->worst_ms);
}

static int name_filter(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return len > 3 && !strcmp(entry->d_name + len - 3, ".pb");
}

static void open_elections(const char *dir)
{
	static struct open_sums sums;
	struct dirent **names;
	int count = scandir(dir, &names, name_filter, alphasort);
	const struct sum *add1 = &sums.ways[ADD1];

	if (count <= 0) {
		printf("no elections in %s: skipped\n", dir);
		return;
	}
	for (int i = 0; i < count; i++)
		open_file(&sums, dir, names[i]->d_name);
	printf("%d open elections, %.1f MB; all read in %.0f ms, %.0f MB/s\n", sums.files,
		sums.bytes / 1e6, sums.read_ms, sums.bytes / 1e3 / sums.read_ms);
	printf("  times one read:    half   9 in 10  99 %%    worst   goal    within    all, ms  "
	       "the "
	       "worst\n");
	for (int i = 0; i < WAYS; i++)
		sum_print(&ways[i], &sums.ways[i]);
	printf("  mes add1: %.1f %% within 3 (goal 95), %.1f %% within 3 or 50 ms (goal 99), worst "
	       "of %d files above 100 kB %.1f (goal 25)\n",
		100.0 * add1->within / add1->count, 100.0 * add1->within_soft / add1->count,
		sums.big_files, add1->worst_big);
	printf("  mes add1 above 1.1 times its shares one by one, and by more than 1 ms: %d of %d "
	       "(goal 0)\n",
		sums.slower, add1->count);
}

/* ---- made elections ---- */

/* Ten projects on each ballot, some of them far more liked than others; money for a quarter of what
 * they cost together. Nearly all ballots differ. */
static struct str made_text(struct arena *arena, uint32_t ballots, uint32_t projects)
{
	struct buf text = buf_new(arena, (size_t)1 << 40);
	struct make make = { ballots * UINT64_C(31) + projects };

	make_large(&make, &text, ballots, projects, EACH);
	assert(buf_ok(&text));
	return buf_view(&text);
}

struct made_row {
	uint32_t ballots;
	double read_ms, ms[WAYS];
	double whole[WAYS]; /* what is kept and what the count took, in packed ballots */
};

static void made_print(const struct made_row *row, const struct made_row *half)
{
	printf("    %-16s %10.1f ms", "read", row->read_ms);
	if (half)
		printf("%22s %5.2f x for a doubling", "", row->read_ms / half->read_ms);
	printf("\n");
	for (int i = 0; i < WAYS; i++) {
		double goal = ways[i].made_goal > 0 ? ways[i].made_goal : ways[i].goal;

		if (row->ms[i] < 0) {
			printf("    %-16s more than %d s\n", ways[i].name, MEASURE_MOST_S);
			continue;
		}
		printf("    %-16s %10.1f ms %6.2f x ", ways[i].name, row->ms[i],
			row->ms[i] / row->read_ms);
		if (goal > 0)
			printf("(goal %.1f)  ", goal);
		else
			printf("%s", is_slower(row->ms[ADD1], row->ms[i]) ? "(passed!)   "
									  : "(not passed) ");
		printf("memory %.2f x", row->whole[i]);
		if (half && half->ms[i] > 0)
			printf("   %5.2f x for a doubling", row->ms[i] / half->ms[i]);
		printf("\n");
	}
}

static void made_election(
	uint32_t ballots, uint32_t projects, struct made_row *row, const struct made_row *half)
{
	struct arena *arena = arena_new((size_t)1 << 40);
	struct subject subject = { .text = made_text(arena, ballots, projects) };
	double packed = (double)ballots * (2 * EACH + 1);
	size_t before = arenas_now(), read_most, kept;

	arenas_most();
	if (!subject_read(&subject))
		exit(1);
	read_most = arenas_most() - before;
	kept = arenas_now() - before;
	*row = (struct made_row) { .ballots = ballots, .read_ms = read_ms(&subject) };
	for (int i = 0; i < WAYS; i++) {
		struct taken taken = way_take(&subject, &ways[i]);

		row->ms[i] = taken.ms;
		row->whole[i] = (double)(kept + taken.most) / packed;
	}
	printf("  %u ballots x %u projects, %.0f MB: %.0f MB/s; packed ballots %.0f MB, most "
	       "while reading %.0f MB (%.2f x), kept %.0f MB\n",
		ballots, projects, (double)subject.text.len / 1e6,
		(double)subject.text.len / 1e3 / row->read_ms, packed / 1e6,
		(double)read_most / 1e6, (double)read_most / packed, (double)kept / 1e6);
	made_print(row, half);
	fflush(stdout);
	subject_drop(&subject);
	arena_free(arena);
}

static void made_elections(uint32_t most)
{
	struct made_row rows[2];
	int at = 0;

	printf("made elections, ten projects on each ballot\n");
	for (uint32_t ballots = 50000; ballots <= most && ballots <= 3200000; ballots *= 2) {
		made_election(ballots, 200, &rows[at], ballots > 50000 ? &rows[1 - at] : NULL);
		at = 1 - at;
	}
	for (uint32_t ballots = 50000; ballots <= most; ballots *= 10)
		made_election(ballots, 2000, &rows[0], NULL);
}

int main(int argc, char **argv)
{
	const char *dir = argc > 1 ? argv[1] : "-";
	uint32_t most = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 5000000;

	if (strcmp(dir, "-") != 0)
		open_elections(dir);
	if (most)
		made_elections(most);
	peers(dir);
	return 0;
}
