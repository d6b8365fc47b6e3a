/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/pb/dump.h: a whole election as text, groups sorted, so that two elections that are the same
 * up to the order of their ballots are the same bytes. Lines and notes are left out. */
#pragma once
#include <assert.h>
#include <inttypes.h>
#include "base/arena.h"
#include "base/buf.h"
#include "pb/inside.h"

enum { DUMP_MOST = 64 << 20 };

static inline int dump_compare(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* Who is on a side, group by group: checks that groups ascend. */
static inline void dump_side(
	struct arena *arena, const struct pb_side *side, const char *id, struct buf *groups)
{
	struct side_walk walk = side_walk(side);
	struct side_piece piece;
	uint32_t seen = 0;
	int64_t last = -1;

	(void)arena;
	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++, seen++) {
			assert((int64_t)piece.groups[i] > last);
			last = piece.groups[i];
			buf_print(&groups[last], " %s", id);
			if (piece.worths)
				buf_print(&groups[last], "=%u", piece.worths[i]);
		}
	assert(seen == side->count);
}

static inline void dump_groups(
	struct arena *arena, const struct pb_election *election, struct buf *out)
{
	size_t count = election->group_count;
	struct buf *groups = arena_array(arena, count + 1, sizeof(*groups));
	struct str *lines = arena_array(arena, count + 1, sizeof(*lines));

	assert(groups && lines);
	for (size_t g = 0; g < count; g++) {
		groups[g] = buf_new(arena, DUMP_MOST);
		buf_print(&groups[g], "group %u:", election->weights[g]);
	}
	for (uint32_t p = 0; p < election->project_count; p++) {
		char id[80];

		snprintf(id, sizeof(id), "%.*s", (int)election->projects[p].id.len,
			election->projects[p].id.at);
		dump_side(arena, &election->sides[p], id, groups);
		if (!election->refusals)
			continue;
		snprintf(id, sizeof(id), "!%.*s", (int)election->projects[p].id.len,
			election->projects[p].id.at);
		dump_side(arena, &election->refusals[p], id, groups);
	}
	for (size_t g = 0; g < count; g++)
		lines[g] = buf_view(&groups[g]);
	qsort(lines, count, sizeof(*lines), dump_compare);
	for (size_t g = 0; g < count; g++) {
		buf_str(out, lines[g]);
		buf_char(out, '\n');
	}
}

static inline void dump_project(
	const struct pb_election *election, const struct pb_project *project, struct buf *out)
{
	const struct pb_side *side = &election->sides[project - election->projects];

	buf_print(out, "project %.*s \"%.*s\" %" PRId64 " support %" PRId64 " worth %" PRId64,
		(int)project->id.len, project->id.at, (int)project->name.len,
		project->name.at ? project->name.at : "", project->cost, side->support,
		side->worth_sum);
	if (project->has_votes)
		buf_print(out, " votes %" PRId64, project->votes);
	if (project->has_score)
		buf_print(out, " score %" PRId64, project->score);
	if (project->has_selected)
		buf_print(out, " selected %d", project->selected);
	if (project->category != PB_NO_PROJECT)
		buf_print(out, " category %u", project->category);
	if (project->variant_of != PB_NO_PROJECT)
		buf_print(out, " size of %u", project->variant_of);
	for (uint32_t i = 0; i < project->incompatible_count; i++)
		buf_print(out, " not with %u", project->incompatible[i]);
	for (uint32_t i = 0; i < project->needs_count; i++)
		buf_print(out, " needs %u", project->needs[i]);
	if (project->min_support)
		buf_print(out, " least %" PRId64, project->min_support);
	buf_char(out, '\n');
}

static inline struct str dump(struct arena *arena, const struct pb_election *election)
{
	struct buf out = buf_new(arena, DUMP_MOST);

	buf_print(&out,
		"kind %d unit %" PRId64 " budget %" PRId64 " ballots %u empty %u points %" PRId64
		" rule %.*s threshold %" PRId64 "\n",
		election->kind, election->unit, election->budget, election->ballots,
		election->empty_ballots, election->points_unit, (int)election->rule.len,
		election->rule.at ? election->rule.at : "", election->min_score);
	for (uint32_t p = 0; p < election->project_count; p++)
		dump_project(election, &election->projects[p], &out);
	for (uint32_t i = 0; i < election->category_count; i++) {
		const struct pb_category *it = &election->categories[i];

		buf_print(&out, "category %.*s", (int)it->name.len, it->name.at);
		if (it->has_cap)
			buf_print(&out, " cap %" PRId64, it->cap);
		if (it->has_floor)
			buf_print(&out, " floor %" PRId64, it->floor);
		buf_char(&out, '\n');
	}
	for (uint32_t i = 0; i < election->pledge_count; i++) {
		const struct pb_pledge *it = &election->pledges[i];
		struct str source = election->sources[it->source];

		buf_print(&out, "pledge of ballot %u for %u: %" PRId64 " from %.*s\n", it->ballot,
			it->project, it->amount, source.at ? (int)source.len : 4,
			source.at ? source.at : "self");
	}
	buf_print(&out, "shares %" PRId64 " %" PRId64 " household %" PRId64 "\n",
		election->community_share_ppm, election->source_share_ppm, election->household_cap);
	dump_groups(arena, election, &out);
	assert(buf_ok(&out));
	return buf_view(&out);
}
