/* SPDX-License-Identifier: MulanPSL-2.0 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "bench/pb_measure.h"
#include "bench/pb_peers.h"
#include "pb/make.h"

enum { RULES = 3, BIG_BYTES = 1000000 };
#define GOAL 100.0

static const struct pb_options rules[RULES] = {
	{ .rule = PB_MES },
	{ .rule = PB_PHRAGMEN },
	{ .rule = PB_MES, .complete = PB_ADD1 },
};

/* Milliseconds of whoever is the fastest; mes and phragmen of those who count exactly, Add1 in
 * floating point, since nobody gives exact times for single elections. Their reading is not in. */
struct peer_row {
	uint32_t votes, projects, approvals;
	double ms[RULES];
};
static const struct peer_row rows[] = {
	{ 75, 20, 682, { 4, 0.1, 120 } },
	{ 847, 12, 3455, { 10, 6, 400 } },
	{ 2553, 22, 7968, { 33, 45, 400 } },
	{ 1978, 33, 15226, { 180, 110, 2300 } },
	{ 6586, 64, 16750, { 140, 300, 500 } },
	{ 7260, 183, 21780, { 570, 2100, 11400 } },
	{ 39828, 25, 61386, { 100, 880, 3800 } },
	{ 12933, 98, 125558, { 2700, 8800, 16400 } },
	{ 131778, 197, 131778, { 40, 7600, 3400 } },
	{ 10081, 60, 180141, { 4000, 5100, 3900 } },
	{ 65101, 119, 195303, { 810, 9800, 5500 } },
	{ 60272, 114, 231367, { 5100, 17300, 30900 } },
	{ 28943, 175, 265501, { 2300, 14500, 300000 } },
	{ 61668, 83, 287475, { 5300, 16600, 34900 } },
	{ 90494, 160, 325964, { 3400, 22300, 27200 } },
};
enum { ROWS = sizeof rows / sizeof *rows };

/* The files that are as large as a row says; NULL where there is none. */
static void files_find(const char *dir, char *names[ROWS])
{
	DIR *open = strcmp(dir, "-") != 0 ? opendir(dir) : NULL;
	const struct dirent *entry;

	while (open && (entry = readdir(open)) != NULL) {
		size_t len = strlen(entry->d_name);
		struct subject subject = { 0 };

		if (len <= 3 || strcmp(entry->d_name + len - 3, ".pb") != 0)
			continue;
		subject.text = file_text(dir, entry->d_name);
		if (subject_read(&subject))
			for (int i = 0; i < ROWS; i++)
				if (!names[i] && subject.election.ballots == rows[i].votes &&
					subject.election.project_count == rows[i].projects)
					names[i] = strdup(entry->d_name);
		subject_drop(&subject);
		free((void *)(uintptr_t)subject.text.at);
	}
	if (open)
		closedir(open);
}

static void row_print(const struct peer_row *row, const struct subject *subject, const char *name)
{
	bool is_big = subject->text.len > BIG_BYTES;

	printf("  %7u %4u %7u %6.2f MB ", row->votes, row->projects, row->approvals,
		(double)subject->text.len / 1e6);
	for (int i = 0; i < RULES; i++) {
		struct taken taken = count_take(subject, pb_count, &rules[i]);

		if (taken.ms < 0)
			printf("  %24s", "not within the time");
		else
			printf("  %9.3f ms %9.0f x%s", taken.ms, row->ms[i] / taken.ms,
				is_big && row->ms[i] < GOAL * taken.ms ? "!" : " ");
	}
	printf("  %s\n", name ? name : "made");
	fflush(stdout);
}

void peers(const char *dir)
{
	char *names[ROWS] = { 0 };

	files_find(dir, names);
	printf("against the fastest of other programs, quoted (goal: %.0f x above 1 MB; ! where it "
	       "is "
	       "missed)\n  %7s %4s %7s %9s %27s %26s %26s\n",
		GOAL, "votes", "", "listed", "", "mes, exact peers", "phragmen, exact peers",
		"mes add1, floating peers");
	for (int i = 0; i < ROWS; i++) {
		const struct peer_row *row = &rows[i];
		struct arena *arena = arena_new((size_t)1 << 40);
		struct buf text = buf_new(arena, (size_t)1 << 40);
		struct make make = { row->votes };
		struct subject subject = { 0 };

		if (names[i])
			subject.text = file_text(dir, names[i]);
		else {
			make_large(&make, &text, row->votes, row->projects,
				(row->approvals + row->votes / 2) / row->votes);
			subject.text = buf_view(&text);
		}
		if (subject_read(&subject))
			row_print(row, &subject, names[i]);
		subject_drop(&subject);
		if (names[i])
			free((void *)(uintptr_t)subject.text.at);
		free(names[i]);
		arena_free(arena);
	}
}
