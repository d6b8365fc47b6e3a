/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/small.h: small random elections as rows of ballots that can be changed one by one and written
 * as `.pb` text: the plain way to do what pb_vary does. Static functions only; tests. */
#pragma once
#include "unit.h"
#include <stdlib.h>
#include "base/arena.h"
#include "base/buf.h"
#include "pb/inside.h"

enum { SMALL_PROJECTS = 7, SMALL_ROWS = 512, SMALL_TEXT = 1 << 20 };

struct small_row {
	uint8_t list[SMALL_PROJECTS];
	uint32_t points[SMALL_PROJECTS]; /* by place in list */
	uint32_t pledges[SMALL_PROJECTS];
	uint8_t count;
};
struct small {
	enum pb_kind kind;
	int tenths; /* 1: all money is written with one decimal */
	int project_count;
	int64_t cost[SMALL_PROJECTS]; /* in smallest units */
	int64_t budget;
	int row_count;
	struct small_row rows[SMALL_ROWS];
	bool has_limits;
	int category[SMALL_PROJECTS]; /* -1: none */
	int64_t cap[2];
	int rival[SMALL_PROJECTS], need[SMALL_PROJECTS], size_of[SMALL_PROJECTS]; /* -1: none */
	int least[SMALL_PROJECTS];
	bool has_pledges;
};

struct dice {
	uint64_t state;
};
/* The case at work; a teardown says it, so that a failure names its seed. */
static uint64_t small_seed;
static inline int small_seed_say(void **state)
{
	(void)state;
	print_message("seed of the last case: %llu\n", (unsigned long long)small_seed);
	return 0;
}
static inline uint64_t dice_next(struct dice *dice)
{
	uint64_t z = dice->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}
static inline int dice_roll(struct dice *dice, int sides)
{
	return (int)(dice_next(dice) % (uint64_t)sides);
}

static inline void small_row_roll(struct small *small, struct small_row *row, struct dice *dice)
{
	int most = small->kind == PB_CHOOSE_1 ? 1 : small->project_count;
	int want = dice_roll(dice, 6) ? dice_roll(dice, most + 1) : 0;

	*row = (struct small_row) { 0 };
	while (row->count < want) {
		int p = dice_roll(dice, small->project_count);
		bool is_there = false;

		for (int i = 0; i < row->count; i++)
			is_there = is_there || row->list[i] == p;
		if (is_there)
			continue;
		row->points[row->count] = (uint32_t)dice_roll(dice, 4);
		row->pledges[row->count] = (uint32_t)(dice_roll(dice, 3) ? 0 : dice_roll(dice, 4));
		row->list[row->count++] = (uint8_t)p;
	}
}

static inline void small_limits_roll(struct small *small, struct dice *dice)
{
	small->cap[0] = dice_roll(dice, 8);
	small->cap[1] = dice_roll(dice, 12);
	for (int p = 0; p < small->project_count; p++) {
		small->category[p] = dice_roll(dice, 3) - 1;
		small->rival[p] = dice_roll(dice, 4) ? -1 : dice_roll(dice, small->project_count);
		small->need[p] = dice_roll(dice, 5) ? -1 : dice_roll(dice, small->project_count);
		small->least[p] = dice_roll(dice, 4) ? 0 : dice_roll(dice, 4);
		small->size_of[p] = -1;
		if (small->rival[p] == p)
			small->rival[p] = -1;
		if (small->need[p] >= p) /* no rings */
			small->need[p] = -1;
	}
	if (small->project_count > 2 && !dice_roll(dice, 3))
		small->size_of[1] = 0;
}

static inline void small_roll(struct small *small, struct dice *dice, enum pb_kind kind,
	bool has_limits, bool has_pledges)
{
	static const int64_t costs[] = { 1, 2, 3, 5, 7, 0, 4, 2 };

	memset(small, 0, sizeof(*small));
	small->kind = kind;
	small->tenths = !dice_roll(dice, 4);
	small->project_count = 1 + dice_roll(dice, SMALL_PROJECTS - 1);
	small->budget = dice_roll(dice, 16);
	small->row_count = 1 + dice_roll(dice, 10);
	for (int p = 0; p < small->project_count; p++)
		small->cost[p] = costs[dice_roll(dice, 8)];
	if (!dice_roll(dice, 4)) { /* prices between which there is room */
		small->budget = small->budget * 9 + dice_roll(dice, 9);
		for (int p = 0; p < small->project_count; p++)
			small->cost[p] = small->cost[p] * 9 + dice_roll(dice, 9);
	}
	for (int i = 0; i < small->row_count; i++)
		small_row_roll(small, &small->rows[i], dice);
	small->has_limits = has_limits;
	small->has_pledges = has_pledges;
	if (has_limits)
		small_limits_roll(small, dice);
}

static inline void small_money(struct buf *out, const struct small *small, int64_t amount)
{
	if (!small->tenths) {
		buf_int(out, amount);
		return;
	}
	buf_int(out, amount / 10);
	buf_char(out, '.');
	buf_int(out, amount % 10);
}

static inline void small_id(struct buf *out, int project)
{
	if (project >= 0)
		buf_print(out, "p%d", project);
}

static inline void small_projects_print(struct buf *out, const struct small *small)
{
	buf_text(out, "PROJECTS\nproject_id;cost");
	buf_text(out,
		small->has_limits ? ";category;incompatible;needs;variant_of;min_support\n" : "\n");
	for (int p = 0; p < small->project_count; p++) {
		small_id(out, p);
		buf_char(out, ';');
		small_money(out, small, small->cost[p]);
		if (small->has_limits) {
			buf_print(out, ";%s;",
				small->category[p] < 0 ? ""
				: small->category[p]   ? "b"
						       : "a");
			small_id(out, small->rival[p]);
			buf_char(out, ';');
			small_id(out, small->need[p]);
			buf_char(out, ';');
			small_id(out, small->size_of[p]);
			buf_print(out, ";%d", small->least[p]);
		}
		buf_char(out, '\n');
	}
}

static inline void small_points(
	struct buf *out, const struct small *small, const char *head, uint32_t points)
{
	if (small->tenths)
		buf_print(out, "%s%u.%u", head, points / 10, points % 10);
	else
		buf_print(out, "%s%u", head, points);
}

static inline void small_rows_print(struct buf *out, const struct small *small)
{
	bool has_points = small->kind == PB_CUMULATIVE || small->kind == PB_SCORING;

	buf_print(out, "VOTES\nvoter_id;vote%s%s\n", has_points ? ";points" : "",
		small->has_pledges ? ";pledges" : "");
	for (int i = 0; i < small->row_count; i++) {
		const struct small_row *row = &small->rows[i];

		buf_print(out, "%d;", i + 1);
		for (int k = 0; k < row->count; k++)
			buf_print(out, "%sp%d", k ? "," : "", row->list[k]);
		for (int k = 0; has_points && k < row->count; k++)
			small_points(out, small, k ? "," : ";", row->points[k]);
		if (has_points && !row->count)
			buf_char(out, ';');
		if (small->has_pledges) {
			buf_char(out, ';');
			for (int k = 0; k < row->count; k++) {
				if (k)
					buf_char(out, ',');
				small_money(out, small, row->pledges[k]);
			}
		}
		buf_char(out, '\n');
	}
}

static inline struct str small_print(struct arena *arena, const struct small *small)
{
	static const char *const kinds[] = { "approval", "choose-1", "ordinal", "cumulative",
		"scoring" };
	struct buf out = buf_new(arena, SMALL_TEXT);

	buf_print(&out, "META\nkey;value\nvote_type;%s\nbudget;", kinds[small->kind]);
	small_money(&out, small, small->budget);
	if (small->has_limits) {
		buf_text(&out, "\ncategory_caps;a:");
		small_money(&out, small, small->cap[0]);
		buf_text(&out, ",b:");
		small_money(&out, small, small->cap[1]);
	}
	buf_char(&out, '\n');
	small_projects_print(&out, small);
	small_rows_print(&out, small);
	assert_true(buf_ok(&out));
	return buf_view(&out);
}

static inline void small_read(
	struct arena *arena, const struct small *small, struct pb_election *out)
{
	struct arena *scratch = arena_new((size_t)64 << 20);
	struct pb_trouble trouble = { 0 };
	struct str text = small_print(arena, small);
	enum err err = pb_read(arena, scratch, text, out, &trouble);

	if (err)
		print_error("line %u: %.*s\n%.*s\n", trouble.line, (int)trouble.reason.len,
			trouble.reason.at, (int)text.len, text.at);
	assert_int_equal(err, OK);
	arena_free(scratch);
}

/* ---- changes, row by row ---- */

static inline uint32_t small_most(const struct small *small)
{
	uint32_t most = 0;

	for (int i = 0; i < small->row_count; i++)
		for (int k = 0; k < small->rows[i].count; k++)
			if (small->rows[i].points[k] > most)
				most = small->rows[i].points[k];
	return most;
}

static inline struct small_row small_only(const struct small *small, int project)
{
	struct small_row row = { .count = 1 };

	row.list[0] = (uint8_t)project;
	row.points[0] = small_most(small);
	return row;
}

/* false: there is no room for so many in a test. */
static inline bool small_more(struct small *small, int project, int64_t amount, bool takes_empty)
{
	struct small_row only = small_only(small, project);

	for (int i = 0; takes_empty && i < small->row_count && amount; i++)
		if (!small->rows[i].count) {
			small->rows[i] = only;
			amount--;
		}
	if (amount > SMALL_ROWS - small->row_count)
		return false;
	while (amount-- > 0)
		small->rows[small->row_count++] = only;
	return true;
}

static inline bool small_lists(const struct small_row *row, int project)
{
	for (int k = 0; k < row->count; k++)
		if (row->list[k] == project)
			return true;
	return false;
}

/* Is the row one of this group? */
static inline bool small_is_of(
	const struct pb_election *election, const struct small_row *row, uint32_t group)
{
	if (!row->count)
		return false;
	for (uint32_t p = 0; p < election->project_count; p++) {
		struct side_walk walk = side_walk(&election->sides[p]);
		struct side_piece piece;
		bool is_in = false;

		while (side_next(&walk, &piece))
			for (uint32_t i = 0; i < piece.count; i++)
				is_in = is_in || piece.groups[i] == group;
		if (is_in != small_lists(row, (int)p))
			return false;
	}
	return true;
}

/* Rows that do not list it add it, in the order of the election's groups. */
static inline void small_approve(
	struct small *small, const struct pb_election *election, int project, int64_t amount)
{
	const struct small old = *small;

	for (uint32_t g = 0; g < election->group_count && amount; g++) {
		uint32_t left = election->weights[g];

		for (int i = 0; i < small->row_count && amount && left; i++) {
			struct small_row *row = &small->rows[i];

			if (small_lists(row, project) || !small_is_of(election, &old.rows[i], g))
				continue;
			row->points[row->count] = 0;
			row->pledges[row->count] = 0;
			row->list[row->count++] = (uint8_t)project;
			amount--;
			left--;
		}
	}
	assert_int_equal(amount, 0);
	if (small->kind == PB_CHOOSE_1)
		small->kind = PB_APPROVAL;
}
