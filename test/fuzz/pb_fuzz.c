/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/fuzz/pb_fuzz.c: libFuzzer target of the reader of `.pb` texts (`make fuzz`; corpus in
 * test/fuzz/pb, words in test/fuzz/pb.dict). Beside not crashing: a refusal has a line and a reason
 * of one line, what is read adds up, and small elections can be counted. */
#include <stdint.h>
#include "pb/dump.h"

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

enum { SMALL_GROUPS = 64, SMALL_PROJECTS = 24 };

static void trouble_check(const struct pb_trouble *trouble, const uint8_t *at, size_t len)
{
	uint32_t lines = 1;

	for (size_t i = 0; i < len; i++)
		lines += at[i] == '\n';
	assert(trouble->line >= 1 && trouble->line <= lines && trouble->reason.len);
	for (size_t i = 0; i < trouble->reason.len; i++)
		assert((unsigned char)trouble->reason.at[i] >= ' ');
}

static void sums_check(const struct pb_election *election)
{
	int64_t ballots = election->empty_ballots;
	int64_t costs = 0;

	for (uint32_t g = 0; g < election->group_count; g++) {
		assert(election->weights[g]);
		ballots += election->weights[g];
	}
	assert(ballots == election->ballots);
	assert(election->budget >= 0 && election->budget < PB_MONEY_END);
	for (uint32_t p = 0; p < election->project_count; p++) {
		const struct pb_project *project = &election->projects[p];

		assert(project->id.len && project->cost >= 0 && project->line);
		assert(election->sides[p].support <= election->ballots);
		costs += project->cost;
		assert(costs < PB_MONEY_END);
		for (uint32_t i = 0; i < project->incompatible_count; i++)
			assert(project->incompatible[i] < election->project_count &&
				project->incompatible[i] != p);
	}
	for (uint32_t i = 0; i < election->pledge_count; i++) {
		const struct pb_pledge *pledge = &election->pledges[i];

		assert(pledge->amount > 0 && pledge->group < election->group_count &&
			pledge->project < election->project_count &&
			pledge->source < election->source_count &&
			pledge->ballot < election->ballots);
	}
	for (uint32_t i = 1; i < election->note_count; i++)
		assert(election->notes[i - 1].line <= election->notes[i].line);
}

static void count_try(
	struct arena *arena, const struct pb_election *election, struct pb_options options)
{
	struct pb_outcome outcome;
	struct pb_trouble trouble;
	enum err err;

	if (pb_options_settle(election, &options) || !pb_admits(election, &options, &trouble))
		return;
	err = pb_count(arena, election, &options, &outcome);
	assert(err == OK || err == ERR_TOO_BIG || err == ERR_MEMORY);
	if (err == OK && !options.with_donations)
		assert(outcome.cost <= election->budget);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
	struct arena *keep = arena_new(64 << 20);
	struct arena *scratch = arena_new(64 << 20);
	struct pb_election election;
	struct pb_trouble trouble;
	enum err err;

	assert(keep && scratch);
	err = pb_read(keep, scratch, (struct str) { (const char *)at, len }, &election, &trouble);
	if (err == ERR_BAD_INPUT) {
		trouble_check(&trouble, at, len);
	} else if (err == OK) {
		bool more = len % 2;

		sums_check(&election);
		(void)dump(scratch, &election);
		if (election.group_count <= SMALL_GROUPS &&
			election.project_count <= SMALL_PROJECTS) {
			count_try(scratch, &election,
				(struct pb_options) { .rule = PB_GREEDY_VOTES,
					.with_constraints = more,
					.with_donations = more });
			count_try(scratch, &election,
				(struct pb_options) { .rule = PB_MES,
					.utility = (enum pb_utility)(len / 2 % PB_UTILITIES),
					.with_constraints = more });
		}
	}
	arena_free(keep);
	arena_free(scratch);
	return 0;
}
