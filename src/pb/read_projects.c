/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/read_projects.c: section PROJECTS, and the table that finds a project by its id. Ids are
 * strings: 010 is not 10. */
#include "pb/reading.h"

struct columns {
	uint32_t id, cost, name, votes, score, selected;
	uint32_t category, incompatible, needs, variant_of, min_support;
};

/* ---- ids ---- */

/* Up to 16 bytes stand for themselves: no byte of a text is 0. A longer one has a `high` that no
 * UTF-8 has. */
static void id_key(struct str id, uint64_t *low, uint64_t *high)
{
	*low = *high = 0;
	if (id.len <= 16) {
		memcpy(low, id.at, id.len < 8 ? id.len : 8);
		if (id.len > 8)
			memcpy(high, id.at + 8, id.len - 8);
		return;
	}
	for (size_t i = 0; i < id.len; i++)
		*low = (*low ^ (uint8_t)id.at[i]) * UINT64_C(0x100000001b3);
	*low |= 1;
	*high = UINT64_MAX;
}

/* Where the id is, or the free slot where it belongs. */
static struct id_slot *slot_find(const struct reader *reader, struct str id)
{
	const struct ids *ids = &reader->ids;
	uint64_t low, high;
	size_t at;

	id_key(id, &low, &high);
	at = (size_t)(((low ^ (high << 29 | high >> 35)) * UINT64_C(0x9e3779b97f4a7c15)) >>
		      ids->shift);
	for (;; at = (at + 1) & ids->mask) {
		struct id_slot *slot = &ids->slots[at];

		if (!slot->low)
			return slot;
		if (slot->low == low && slot->high == high &&
			(id.len <= 16 || str_equal(reader->projects[slot->place].id, id)))
			return slot;
	}
}

uint32_t id_find(const struct reader *reader, struct str id)
{
	const struct id_slot *slot;

	if (!id.len)
		return PB_NO_PROJECT;
	slot = slot_find(reader, id);
	return slot->low ? slot->place : PB_NO_PROJECT;
}

static enum err ids_make(struct reader *reader)
{
	struct ids *ids = &reader->ids;
	size_t size = 16;

	ids->shift = 60;
	for (; size < (size_t)reader->election.project_count * 4; size *= 2)
		ids->shift--;
	ids->mask = size - 1;
	ids->slots = arena_array(reader->scratch, size, sizeof(*ids->slots));
	if (!ids->slots)
		return ERR_MEMORY;
	for (uint32_t p = 0; p < reader->election.project_count; p++) {
		const struct pb_project *project = &reader->projects[p];
		struct id_slot *slot = slot_find(reader, project->id);

		if (slot->low)
			return reader_refuse(reader, project->line,
				"project_id \"%.*s\" is that of line %u too", PIECE(project->id),
				reader->projects[slot->place].line);
		id_key(project->id, &slot->low, &slot->high);
		slot->place = p;
	}
	return OK;
}

/* ---- rows ---- */

static enum err header_read(struct reader *reader, struct columns *out, uint32_t *count)
{
	struct row row;

	reader->projects_line = reader->line;
	TRY(row_read(reader, reader->scratch, &row));
	if (!blank_skip(reader) || section_peek(reader) != SECTION_NONE)
		return reader_refuse(
			reader, reader->projects_line, "section PROJECTS has no header");
	TRY(row_read(reader, reader->scratch, &row));
	TRY(column_find(reader, &row, "project_id", &out->id));
	TRY(column_find(reader, &row, "cost", &out->cost));
	TRY(column_find(reader, &row, "name", &out->name));
	TRY(column_find(reader, &row, "votes", &out->votes));
	TRY(column_find(reader, &row, "score", &out->score));
	TRY(column_find(reader, &row, "selected", &out->selected));
	TRY(column_find(reader, &row, "category", &out->category));
	TRY(column_find(reader, &row, "incompatible", &out->incompatible));
	TRY(column_find(reader, &row, "needs", &out->needs));
	TRY(column_find(reader, &row, "variant_of", &out->variant_of));
	TRY(column_find(reader, &row, "min_support", &out->min_support));
	if (out->id == NO_COLUMN || out->cost == NO_COLUMN)
		return reader_refuse(reader, row.line, "the header of PROJECTS has no %s",
			out->id == NO_COLUMN ? "project_id" : "cost");
	reader->election.has_selected_column = out->selected != NO_COLUMN;
	*count = row.count;
	while (*count && *count <= COLUMNS_MOST && !row.fields[*count - 1].text.len)
		(*count)--;
	return OK;
}

static void published_read(struct reader *reader, const struct columns *columns,
	const struct row *row, struct pb_project *project)
{
	struct str votes = row_get(row, columns->votes);
	struct str score = row_get(row, columns->score);
	struct str selected = row_get(row, columns->selected);
	int64_t number;

	project->has_votes = whole_read(votes, &project->votes);
	if (votes.len && !project->has_votes)
		reader_note(reader, row->line, "votes \"%.*s\" is not a whole number, passed over",
			PIECE(votes));
	project->has_score = micro_read(score, &project->score);
	if (score.len && !project->has_score)
		reader_note(reader, row->line, "score \"%.*s\" is not a number, passed over",
			PIECE(score));
	project->has_selected = whole_read(selected, &number) && number <= 3;
	if (project->has_selected)
		project->selected = (int32_t)number;
	else if (selected.len)
		reader_note(reader, row->line, "selected \"%.*s\" is not 0, 1, 2 or 3, passed over",
			PIECE(selected));
}

static enum err room_grow(struct reader *reader, uint32_t line)
{
	uint32_t count = reader->election.project_count;
	uint32_t raw_room = reader->project_room;

	if (count == PB_PROJECTS_MOST)
		return reader_refuse(
			reader, line, "there are more than %d projects", PB_PROJECTS_MOST);
	reader->raws = room_make(reader, reader->raws, count, &raw_room, sizeof(*reader->raws));
	reader->projects = room_make(
		reader, reader->projects, count, &reader->project_room, sizeof(*reader->projects));
	return reader->raws && reader->projects ? OK : ERR_MEMORY;
}

static enum err project_read(
	struct reader *reader, const struct columns *columns, const struct row *row)
{
	struct pb_project *project = &reader->projects[reader->election.project_count];
	struct project_raw *raw = &reader->raws[reader->election.project_count];
	struct str min_support = row_get(row, columns->min_support);

	*project = (struct pb_project) { .id = row_get(row, columns->id),
		.name = row_get(row, columns->name),
		.line = row->line,
		.category = PB_NO_PROJECT,
		.variant_of = PB_NO_PROJECT };
	*raw = (struct project_raw) { .category = row_get(row, columns->category),
		.incompatible = row_get(row, columns->incompatible),
		.needs = row_get(row, columns->needs),
		.variant_of = row_get(row, columns->variant_of) };
	if (!project->name.len)
		project->name.at = NULL;
	if (columns->id >= row->count || columns->cost >= row->count)
		return reader_refuse(reader, row->line, "the row has too few fields");
	if (!project->id.len)
		return reader_refuse(reader, row->line, "the row has no project_id");
	TRY(money_read(reader, row->line, "cost", row_get(row, columns->cost), false, &raw->cost));
	if (min_support.len && !whole_read(min_support, &project->min_support))
		return reader_refuse(reader, row->line,
			"min_support \"%.*s\" is not a whole number", PIECE(min_support));
	published_read(reader, columns, row, project);
	reader->election.project_count++;
	return OK;
}

static bool row_is_empty(const struct row *row)
{
	for (uint32_t i = 0; i < row->count && i < COLUMNS_MOST; i++)
		if (row->fields[i].text.len || row->fields[i].is_quoted)
			return false;
	return true;
}

static enum err rows_read(struct reader *reader, const struct columns *columns, uint32_t count)
{
	struct row row;

	while (blank_skip(reader)) {
		enum section section = section_peek(reader);

		if (section == SECTION_VOTES)
			return OK;
		if (section != SECTION_NONE)
			return reader_refuse(reader, reader->line,
				"section VOTES must come after PROJECTS, not this one");
		TRY(row_read(reader, reader->keep, &row));
		if (row.count > 1 && row_is_empty(&row)) {
			reader_note(reader, row.line, "a row of separators only, passed over");
			continue;
		}
		TRY(room_grow(reader, row.line));
		TRY(project_read(reader, columns, &row));
		for (uint32_t i = count; i < row.count && i < COLUMNS_MOST; i++)
			if (row.fields[i].text.len) {
				reader_note(reader, row.line,
					"the row has more fields than the header");
				break;
			}
	}
	return reader_refuse(reader, reader->line, "there is no section VOTES");
}

enum err projects_read(struct reader *reader)
{
	struct pb_election *election = &reader->election;
	struct pb_project *kept;
	struct columns columns;
	uint32_t count;

	TRY(header_read(reader, &columns, &count));
	TRY(rows_read(reader, &columns, count));
	kept = arena_array(reader->keep, election->project_count + (size_t)1, sizeof(*kept));
	if (!kept)
		return ERR_MEMORY;
	if (election->project_count)
		memcpy(kept, reader->projects, election->project_count * sizeof(*kept));
	reader->projects = kept;
	election->projects = kept;
	return ids_make(reader);
}
