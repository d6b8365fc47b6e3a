/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/read.c: from a `.pb` text to an election: the order of the sections, and the money of all in
 * one unit at the end. What each section means is in files of their own. */
#include <assert.h>
#include "pb/inside.h"
#include "pb/reading.h"

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
	struct pb_options meant;
	bool divides, counts_points;

	pb_official(election, options, &meant);
	divides = meant.rule == PB_MES || meant.rule == PB_EES ||
		  (meant.rule == PB_OFFICIAL && str_is(election->rule, "equalshares/add1"));
	counts_points = meant.rule == PB_GREEDY_POINTS || meant.rule == PB_GREEDY_POINTS_DENSITY ||
			meant.utility == PB_POINTS;
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
