/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/read.c: from a `.pb` text to an election: the order of the sections, what is told of them, and
 * the money of all in one unit at the end. What each section means is in files of their own. */
#include <assert.h>
#include <stdarg.h>
#include "base/buf.h"
#include "pb/inside.h"
#include "pb/reading.h"

/* ---- what is told ---- */

int piece_len(struct str s)
{
	size_t len = s.len < 60 ? s.len : 60;

	while (len < s.len && len && ((unsigned char)s.at[len] & 0xc0) == 0x80)
		len--;
	return (int)len;
}

/* One line, whatever the text had in its fields. */
static PRINTF(2, 0) struct str say(struct arena *arena, const char *format, va_list args)
{
	char line[512];
	int len = vsnprintf(line, sizeof(line), format, args);
	struct str said = { line, len < (int)sizeof(line) ? (size_t)len : sizeof(line) - 1 };

	assert(len >= 0);
	for (size_t i = 0; i < said.len; i++)
		if ((unsigned char)line[i] < ' ' || line[i] == 127)
			line[i] = ' ';
	return str_copy(arena, said);
}

enum err reader_refuse(struct reader *reader, uint32_t line, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	*reader->trouble = (struct pb_trouble) { line, say(reader->keep, format, args) };
	va_end(args);
	return ERR_BAD_INPUT;
}

void reader_note(struct reader *reader, uint32_t line, const char *format, ...)
{
	va_list args;

	if (reader->note_count == NOTES_MOST) {
		reader->notes_unsaid++;
		return;
	}
	va_start(args, format);
	reader->notes[reader->note_count++] = (struct pb_note) { line,
		say(reader->scratch, format, args) };
	va_end(args);
}

void *room_make(struct reader *reader, void *at, uint32_t count, uint32_t *room, size_t size)
{
	uint32_t more = *room ? *room * 2 : 16;

	if (count < *room)
		return at;
	at = arena_grow(reader->scratch, at, *room * size, more * size);
	if (at)
		*room = more;
	return at;
}

/* ---- the end ---- */

static bool note_is_before(const void *with, uint32_t a, uint32_t b)
{
	const struct pb_note *notes = with;

	return notes[a].line < notes[b].line;
}

/* In order of lines: what was found last is not always furthest down. */
static enum err notes_keep(struct reader *reader)
{
	uint32_t count = reader->note_count;
	uint32_t *order = arena_array(reader->scratch, count + (size_t)1, sizeof(*order));
	uint32_t *room = arena_array(reader->scratch, count + (size_t)1, sizeof(*room));
	struct pb_note *kept = arena_array(reader->keep, count + (size_t)2, sizeof(*kept));
	char more[64];

	if (!order || !room || !kept)
		return ERR_MEMORY;
	for (uint32_t i = 0; i < count; i++)
		order[i] = i;
	places_sort(order, room, count, note_is_before, reader->notes);
	for (uint32_t i = 0; i < count; i++)
		kept[i] = (struct pb_note) { reader->notes[order[i]].line,
			str_copy(reader->keep, reader->notes[order[i]].text) };
	if (reader->notes_unsaid) {
		snprintf(more, sizeof(more), "and %u more like these", reader->notes_unsaid);
		kept[count] = (struct pb_note) { kept[count - 1].line,
			str_copy(reader->keep, str_of(more)) };
		count++;
	}
	reader->election.notes = kept;
	reader->election.note_count = count;
	return OK;
}

static enum err costs_scale(struct reader *reader)
{
	int64_t sum = 0;

	for (uint32_t p = 0; p < reader->election.project_count; p++) {
		struct pb_project *project = &reader->projects[p];

		if (!decimal_scale(reader->raws[p].cost, reader->decimals, &project->cost))
			return reader_refuse(reader, project->line, "cost is too large");
		if (project->cost > PB_MONEY_END - 1 - sum)
			return reader_refuse(
				reader, project->line, "the costs together are too large");
		sum += project->cost;
	}
	return OK;
}

static enum err pledges_scale(struct reader *reader)
{
	int64_t sum = 0;

	for (uint32_t i = 0; i < reader->election.pledge_count; i++) {
		const struct pledge_raw *raw = &reader->pledge_raws[i];
		int64_t *amount = &reader->pledges[i].amount;

		if (!decimal_scale(raw->amount, reader->decimals, amount))
			return reader_refuse(reader, raw->line, "pledge is too large");
		if (*amount > PB_MONEY_END - 1 - sum)
			return reader_refuse(
				reader, raw->line, "the pledges together are too large");
		sum += *amount;
	}
	return OK;
}

static enum err limits_scale(struct reader *reader)
{
	struct pb_election *election = &reader->election;

	for (uint32_t i = 0; i < election->category_count; i++) {
		struct pb_category *category = &reader->categories[i];
		const struct category_raw *raw = &reader->category_raws[i];

		if (!decimal_scale(raw->cap, reader->decimals, &category->cap) ||
			!decimal_scale(raw->floor, reader->decimals, &category->floor))
			return reader_refuse(reader, raw->line,
				"the amount for category \"%.*s\" is too large",
				PIECE(category->name));
	}
	if (reader->household_line &&
		!decimal_scale(reader->household_cap, reader->decimals, &election->household_cap))
		return reader_refuse(
			reader, reader->household_line, "cap_per_household is too large");
	return OK;
}

static enum err money_scale(struct reader *reader)
{
	struct pb_election *election = &reader->election;

	election->decimals = reader->decimals;
	election->unit = 1;
	for (int i = 0; i < reader->decimals; i++)
		election->unit *= 10;
	if (!decimal_scale(reader->budget, reader->decimals, &election->budget))
		return reader_refuse(reader, reader->budget_line, "budget is too large");
	TRY(costs_scale(reader));
	TRY(pledges_scale(reader));
	return limits_scale(reader);
}

/* META says how many there are: believed is what there is. */
static void counts_compare(struct reader *reader)
{
	const struct meta *votes = meta_find(reader, "num_votes");
	const struct meta *projects = meta_find(reader, "num_projects");
	int64_t said;

	if (projects && (!whole_read(projects->value, &said) ||
				said != (int64_t)reader->election.project_count))
		reader_note(reader, projects->line, "num_projects is \"%.*s\", but there are %u",
			PIECE(projects->value), reader->election.project_count);
	if (votes && (!whole_read(votes->value, &said) || said != reader->election.ballots))
		reader_note(reader, votes->line, "num_votes is \"%.*s\", but there are %u",
			PIECE(votes->value), reader->election.ballots);
}

static void supports_compare(struct reader *reader)
{
	for (uint32_t p = 0; p < reader->election.project_count; p++) {
		const struct pb_project *project = &reader->projects[p];
		int64_t support = reader->election.sides[p].support;

		if (project->has_votes && project->votes != support)
			reader_note(reader, project->line,
				"votes of project \"%.*s\" is %lld, but %lld ballots list it",
				PIECE(project->id), (long long)project->votes, (long long)support);
	}
}

/* ---- what a rule needs ---- */

bool pb_admits(const struct pb_election *election, const struct pb_options *options,
	struct pb_trouble *trouble)
{
	bool divides = options->rule == PB_MES || options->rule == PB_EES ||
		       (options->rule == PB_OFFICIAL && str_starts(election->rule, "equalshares"));
	bool counts_points = options->rule == PB_GREEDY_POINTS ||
			     options->rule == PB_GREEDY_POINTS_DENSITY ||
			     options->utility == PB_POINTS;

	if (divides && !election->ballots) {
		*trouble = (struct pb_trouble) { election->votes_line,
			str_of("there are no votes, and the rule divides by their number") };
		return false;
	}
	if (counts_points && !election->has_points) {
		*trouble = (struct pb_trouble) { election->votes_line,
			str_of("the votes have no points, which the rule counts") };
		return false;
	}
	return true;
}

static enum err sections_read(struct reader *reader)
{
	TRY(text_check(reader));
	TRY(meta_read(reader));
	TRY(projects_read(reader));
	TRY(limits_read(reader));
	TRY(votes_read(reader));
	TRY(money_scale(reader));
	counts_compare(reader);
	supports_compare(reader);
	return notes_keep(reader);
}

enum err pb_read(struct arena *keep, struct arena *scratch, struct str text,
	struct pb_election *out, struct pb_trouble *trouble)
{
	struct reader reader = { .keep = keep,
		.scratch = scratch,
		.trouble = trouble,
		.at = text.at,
		.start = text.at,
		.end = text.at + text.len,
		.line = 1 };
	enum err err;

	assert(keep != scratch);
	*trouble = (struct pb_trouble) { 0 };
	if (str_starts(text, "\xef\xbb\xbf"))
		reader.at = reader.start = text.at + 3;
	reader.notes = arena_array(scratch, NOTES_MOST, sizeof(*reader.notes));
	if (!reader.notes)
		return ERR_MEMORY;
	err = sections_read(&reader);
	if (arena_is_spent(keep) || arena_is_spent(scratch))
		return ERR_MEMORY;
	if (!err)
		*out = reader.election;
	return err;
}
