/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/donate_caps.c: the caps of pledges, and their cuts to the smallest unit. A cut gives out
 * exactly the cap: floor(amount · cap / sum) to each, and one unit more to the largest rests. */
#include "pb/donate.h"
#include "base/arena.h"

enum { MILLION = 1000000 };

static bool is_before_by_ballot(const void *with, uint32_t a, uint32_t b)
{
	const struct pb_pledge *pledges = with;

	return pledges[a].ballot < pledges[b].ballot;
}

/* A source with a name is one for all; a household's own money is a source of its own. */
static bool is_own(const struct caps *caps, const struct pb_pledge *pledge)
{
	return !caps->election->sources[pledge->source].at;
}

static bool has_same_source(const struct caps *caps, uint32_t a, uint32_t b)
{
	const struct pb_pledge *one = &caps->election->pledges[a];
	const struct pb_pledge *other = &caps->election->pledges[b];

	if (one->source != other->source)
		return false;
	return !is_own(caps, one) || one->ballot == other->ballot;
}

static bool is_before_by_project(const void *with, uint32_t a, uint32_t b)
{
	const struct caps *caps = with;
	const struct pb_pledge *one = &caps->election->pledges[a];
	const struct pb_pledge *other = &caps->election->pledges[b];

	if (one->project != other->project)
		return one->project < other->project;
	if (one->source != other->source)
		return one->source < other->source;
	return is_own(caps, one) && one->ballot < other->ballot;
}

static bool is_before_by_rest(const void *with, uint32_t a, uint32_t b)
{
	const wide *rests = with;

	return rests[a] > rests[b];
}

static bool is_before_by_number(const void *with, uint32_t a, uint32_t b)
{
	(void)with;
	return a < b;
}

static wide amounts_sum(const int64_t *amounts, const uint32_t *at, uint32_t count)
{
	wide sum = 0;

	for (uint32_t i = 0; i < count; i++)
		sum += (wide)amounts[at[i]];
	return sum;
}

/* Cuts amounts[at[…]], at ascending, to a sum of most at most. */
static void amounts_cut(
	struct caps *caps, int64_t *amounts, uint32_t *at, uint32_t count, int64_t most)
{
	wide sum = amounts_sum(amounts, at, count);
	int64_t left = most;

	if (sum <= (wide)most)
		return;
	for (uint32_t i = 0; i < count; i++) {
		wide product = (wide)amounts[at[i]] * (wide)most;

		amounts[at[i]] = (int64_t)(product / sum);
		caps->rests[at[i]] = product % sum;
		left -= amounts[at[i]];
	}
	places_sort(at, caps->other_room, count, is_before_by_rest, caps->rests);
	for (uint32_t i = 0; i < count && left; i++, left--)
		amounts[at[i]]++;
}

static void ballots_cut(struct caps *caps)
{
	const struct pb_election *election = caps->election;

	for (uint32_t k = 0; k < election->pledge_count; k++)
		caps->own[k] = election->pledges[k].amount;
	if (election->household_cap < 0)
		return;
	for (uint32_t i = 0; i < caps->donor_count; i++) {
		uint32_t count = caps->donor_first[i + 1] - caps->donor_first[i];

		for (uint32_t k = 0; k < count; k++)
			caps->room[k] = caps->by_donor[caps->donor_first[i] + k];
		amounts_cut(caps, caps->own, caps->room, count, election->household_cap);
	}
}

static void donors_find(struct caps *caps)
{
	const struct pb_election *election = caps->election;
	uint32_t count = 0;

	for (uint32_t k = 0; k < election->pledge_count; k++) {
		uint32_t pledge = caps->by_donor[k];
		uint32_t ballot = election->pledges[pledge].ballot;

		if (!count || caps->ballots[count - 1] != ballot) {
			caps->donor_first[count] = k;
			caps->ballots[count++] = ballot;
		}
		caps->donors[pledge] = count - 1;
	}
	caps->donor_first[count] = election->pledge_count;
	caps->donor_count = count;
}

enum err caps_make(struct arena *arena, const struct pb_election *election, struct caps *out)
{
	uint32_t pledges = election->pledge_count;
	size_t count = pledges + (size_t)1;

	*out = (struct caps) { .arena = arena, .election = election };
	out->own = arena_array(arena, count, sizeof(*out->own));
	out->donors = arena_array(arena, count, sizeof(*out->donors));
	out->ballots = arena_array(arena, count, sizeof(*out->ballots));
	out->is_void = arena_array(arena, count, sizeof(*out->is_void));
	out->by_donor = arena_array(arena, count, sizeof(*out->by_donor));
	out->donor_first = arena_array(arena, count, sizeof(*out->donor_first));
	out->by_project = arena_array(arena, count, sizeof(*out->by_project));
	out->project_first = arena_array(
		arena, election->project_count + (size_t)1, sizeof(*out->project_first));
	out->room = arena_array(arena, count, sizeof(*out->room));
	out->other_room = arena_array(arena, count, sizeof(*out->other_room));
	out->rests = arena_array(arena, count, sizeof(*out->rests));
	if (arena_is_spent(arena))
		return ERR_MEMORY;
	for (uint32_t k = 0; k < pledges; k++) {
		out->by_donor[k] = out->by_project[k] = k;
		out->project_first[election->pledges[k].project + 1]++;
	}
	for (uint32_t p = 0; p < election->project_count; p++)
		out->project_first[p + 1] += out->project_first[p];
	places_sort(out->by_donor, out->room, pledges, is_before_by_ballot, election->pledges);
	places_sort(out->by_project, out->room, pledges, is_before_by_project, out);
	donors_find(out);
	ballots_cut(out);
	return OK;
}

static int64_t source_cap(const struct caps *caps, uint32_t project)
{
	wide cost = (wide)caps->election->projects[project].cost;

	return (int64_t)(cost * (wide)caps->election->source_share_ppm / MILLION);
}

static int64_t project_cap(const struct caps *caps, uint32_t project)
{
	wide cost = (wide)caps->election->projects[project].cost;

	return (int64_t)(cost * (wide)(MILLION - caps->election->community_share_ppm) / MILLION);
}

/* The end of the pledges of by_project[first …] that come from one source. */
static uint32_t source_end(const struct caps *caps, uint32_t first, uint32_t end)
{
	uint32_t at = first + 1;

	while (at < end && has_same_source(caps, caps->by_project[first], caps->by_project[at]))
		at++;
	return at;
}

int64_t caps_pot(const struct caps *caps, uint32_t project, uint32_t without)
{
	uint32_t end = caps->project_first[project + 1];
	wide most = (wide)source_cap(caps, project);
	wide all = (wide)project_cap(caps, project);
	wide pot = 0;

	for (uint32_t at = caps->project_first[project]; at < end;) {
		uint32_t next = source_end(caps, at, end);
		wide sum = 0;

		for (; at < next; at++) {
			uint32_t pledge = caps->by_project[at];
			uint32_t donor = caps->donors[pledge];

			if (donor != without && !caps->is_void[donor])
				sum += (wide)caps->own[pledge];
		}
		pot += sum < most ? sum : most;
	}
	return (int64_t)(pot < all ? pot : all);
}

void caps_share(struct caps *caps, uint32_t project, int64_t *kept)
{
	uint32_t first = caps->project_first[project];
	uint32_t end = caps->project_first[project + 1];

	for (uint32_t at = first; at < end;) {
		uint32_t next = source_end(caps, at, end);
		uint32_t count = 0;

		for (; at < next; at++) {
			uint32_t pledge = caps->by_project[at];

			kept[pledge] = caps->is_void[caps->donors[pledge]] ? 0 : caps->own[pledge];
			caps->room[count++] = pledge;
		}
		amounts_cut(caps, kept, caps->room, count, source_cap(caps, project));
	}
	for (uint32_t at = first; at < end; at++)
		caps->room[at - first] = caps->by_project[at];
	places_sort(caps->room, caps->other_room, end - first, is_before_by_number, NULL);
	amounts_cut(caps, kept, caps->room, end - first, project_cap(caps, project));
}
