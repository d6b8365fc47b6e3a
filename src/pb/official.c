/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/official.c: what the city itself did, as far as META `rule` tells: greedy by its own figures
 * (score, else votes, else the ballots), passing over what does not fit or stopping there, or equal
 * shares with Add1; projects below the city's threshold are out. Where META names a rule of ours,
 * count.c counts by that and nothing of this file is asked but whether it agrees. */
#include <string.h>
#include "base/arena.h"
#include "pb/greedy.h"

enum { MICRO = 1000000 };

enum figure { BY_SCORE, BY_VOTES, BY_BALLOTS };

static enum figure figure_of(const struct pb_election *election)
{
	bool has_score = true;
	bool has_votes = true;

	for (uint32_t p = 0; p < election->project_count; p++) {
		has_score = has_score && election->projects[p].has_score;
		has_votes = has_votes && election->projects[p].has_votes;
	}
	return has_score ? BY_SCORE : has_votes ? BY_VOTES : BY_BALLOTS;
}

static uint64_t figure_get(const struct pb_election *election, enum figure figure, uint32_t p)
{
	int64_t value = figure == BY_SCORE   ? election->projects[p].score
			: figure == BY_VOTES ? election->projects[p].votes
					     : election->sides[p].support;

	return value < 0 ? 0 : (uint64_t)value;
}

static bool is_below(const struct pb_election *election, enum figure figure, uint32_t p)
{
	wide value = (wide)figure_get(election, figure, p) * (figure == BY_SCORE ? 1 : MICRO);

	return election->min_score >= 0 && value < (wide)election->min_score;
}

/* The same election without the projects below the threshold. */
static enum err threshold_keep(struct arena *arena, const struct pb_election *election,
	enum figure figure, struct pb_election *out)
{
	size_t count = (size_t)election->project_count + 1;
	struct pb_project *projects = arena_array(arena, count, sizeof(*projects));

	if (!projects)
		return ERR_MEMORY;
	for (uint32_t p = 0; p < election->project_count; p++) {
		projects[p] = election->projects[p];
		projects[p].is_out = projects[p].is_out || is_below(election, figure, p);
	}
	*out = *election;
	out->projects = projects;
	return OK;
}

static enum err greedy_city(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, enum figure figure, struct pb_outcome *out)
{
	struct greedy_key *keys = arena_array(
		arena, (size_t)election->project_count + 1, sizeof(*keys));
	/* greedy-custom, where the files say what it is (Poznań, Amsterdam), stops too; what those
	 * cities then pay from other funds is `selected` 2 or 3. */
	struct greedy_plan plan = { .keys = keys,
		.stops = str_is(election->rule, "greedy-no-skip") ||
			 str_is(election->rule, "greedy-custom") };

	if (!keys)
		return ERR_MEMORY;
	for (uint32_t p = 0; p < election->project_count; p++)
		keys[p] = (struct greedy_key) { figure_get(election, figure, p), 1 };
	return greedy_take(arena, election, options, &plan, out);
}

enum err official_agrees(struct arena *arena, const struct pb_election *election,
	const struct pb_outcome *outcome, int *out)
{
	bool *is_won = arena_array(arena, (size_t)election->project_count + 1, sizeof(*is_won));

	if (!is_won)
		return ERR_MEMORY;
	*out = election->has_selected_column ? 1 : -1;
	for (uint32_t i = 0; i < outcome->selected_count; i++)
		is_won[outcome->selected[i]] = true;
	for (uint32_t p = 0; election->has_selected_column && p < election->project_count; p++)
		if (is_won[p] != (election->projects[p].selected == 1))
			*out = 0;
	return OK;
}

enum err rule_official(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out)
{
	struct pb_options city = *options;
	enum figure figure = figure_of(election);
	struct pb_election seen;

	city.with_constraints = false;
	TRY(threshold_keep(arena, election, figure, &seen));
	if (str_is(election->rule, "equalshares/add1")) {
		city.rule = PB_MES;
		city.utility = PB_COST;
		city.complete = PB_ADD1;
		TRY(rule_mes(arena, &seen, &city, out));
	} else {
		TRY(greedy_city(arena, &seen, &city, figure, out));
	}
	return official_agrees(arena, election, out, &out->agrees);
}
