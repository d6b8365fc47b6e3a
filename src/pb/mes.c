/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/mes.c: the Method of Equal Shares (Peters, Pierczyński, Skowron 2021): what an election looks
 * like under one utility, and a run by exact states alone. */
#include <assert.h>
#include "base/arena.h"
#include "pb/mes.h"

struct mes_share mes_share_at(const struct mes *mes, int64_t step)
{
	const struct pb_election *election = mes->election;
	wide raise = (wide)step * (wide)election->unit;

	return (struct mes_share) { (wide)election->budget + raise * election->ballots };
}

/* ballots · share ≥ cost, all times the number of ballots. Shares stay below 2^63, since at 2^62
 * all that is supported has been bought. */
bool mes_is_live_at_first(const struct mes *mes, struct mes_share share, uint32_t project)
{
	wide due = (wide)mes->election->projects[project].cost * mes->election->ballots;
	wide payers = mes->payers[project];

	return payers && share.num >= (due + payers - 1) / payers;
}

static enum err payers_count(struct mes *mes)
{
	const struct pb_election *election = mes->election;

	for (uint32_t p = 0; p < election->project_count; p++) {
		const struct pb_side *side = &election->sides[p];
		struct side_walk walk = side_walk(side);
		struct side_piece piece;

		mes->payers[p] = (uint64_t)side->support;
		mes->most_worth[p] = 1;
		mes->worth[p] = (uint64_t)(mes->has_worths ? side->worth_sum : side->support);
		if (!mes->has_worths)
			continue;
		while (side_next(&walk, &piece))
			for (uint32_t i = 0; i < piece.count; i++) {
				if (!piece.worths[i])
					mes->payers[p] -= election->weights[piece.groups[i]];
				if (piece.worths[i] > mes->most_worth[p])
					mes->most_worth[p] = piece.worths[i];
			}
	}
	return OK;
}

/* Nobody pays for what is free: by cost it gives nothing, else it comes first. */
static bool can_be_chosen(const struct mes *mes, uint32_t project)
{
	const struct pb_project *it = &mes->election->projects[project];

	return mes->payers[project] && !mes->admit.is_dropped[project] &&
	       (it->cost || !mes->is_by_cost);
}

static enum err mes_make(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct mes *out)
{
	size_t count = election->project_count + (size_t)1;
	struct tie_order ties;

	*out = (struct mes) { .arena = arena, .election = election, .options = options };
	out->has_worths = options->utility == PB_POINTS || options->utility == PB_BORDA;
	out->is_by_cost = options->utility == PB_COST;
	TRY(ties_make(arena, election, options->ties, &ties));
	TRY(admit_make(arena, election, options, &out->admit));
	out->rank = ties.rank;
	out->worth = arena_array(arena, count, sizeof(*out->worth));
	out->payers = arena_array(arena, count, sizeof(*out->payers));
	out->projects = arena_array(arena, count, sizeof(*out->projects));
	out->most_worth = arena_array(arena, count, sizeof(*out->most_worth));
	if (!out->worth || !out->payers || !out->projects || !out->most_worth)
		return ERR_MEMORY;
	TRY(payers_count(out));
	for (uint32_t i = 0; i < election->project_count; i++)
		if (can_be_chosen(out, ties.order[i]))
			out->projects[out->project_count++] = ties.order[i];
	return OK;
}

/* ---- a run without a filter ---- */

/* A project that may still be chosen: its key of some round so far bounds the present one from
 * below, since rests only fall. */
struct strict_live {
	uint32_t project;
	bool is_fresh;
	struct pb_ratio rho;
	struct strict_key key;
};

static size_t live_start(struct mes *mes, struct mes_share share, struct strict_live *live)
{
	size_t count = 0;

	for (uint32_t i = 0; i < mes->project_count; i++)
		if (mes_is_live_at_first(mes, share, mes->projects[i]))
			live[count++] = (struct strict_live) { .project = mes->projects[i],
				.rho = { { 0 }, big_of(mes->arena, 1) } };
	return count;
}

/* The place of the least key, the first in the tie order among equals; count: none is open. */
static size_t live_least(const struct mes *mes, const struct strict_live *live, size_t count)
{
	size_t least = count;

	for (size_t i = 0; i < count; i++) {
		int sign;

		if (!admit_is_open(&mes->admit, live[i].project))
			continue;
		sign = least == count ? -1
				      : ratio_compare(mes->arena, live[i].rho, live[least].rho);
		if (sign < 0 ||
			(!sign && mes->rank[live[i].project] < mes->rank[live[least].project]))
			least = i;
	}
	return least;
}

static void order_add(struct mes *mes, struct mes_order *order, uint32_t project)
{
	order->projects[order->count++] = project;
	order->cost += mes->election->projects[project].cost;
	admit_choose(&mes->admit, project);
}

static enum err strict_choose(struct mes *mes, struct strict *strict, struct strict_live *live,
	size_t *count, struct mes_order *out)
{
	for (;;) {
		size_t least = live_least(mes, live, *count);
		struct strict_live *it = &live[least];
		struct strict_key key;

		if (least == *count)
			return OK;
		if (!mes->election->projects[it->project].cost) {
			order_add(mes, out, it->project);
			*it = live[--*count];
			continue;
		}
		TRY(strict_eval(strict, it->project, MES_UNKNOWN, &key));
		mes->exact++;
		if (!key.is_live) {
			*it = live[--*count];
			continue;
		}
		if (!it->is_fresh) {
			it->rho = strict_rho(strict, it->project, &key);
			it->is_fresh = true;
			continue;
		}
		TRY(strict_buy(strict, it->project, MES_UNKNOWN, &key));
		order_add(mes, out, it->project);
		*it = live[--*count];
		for (size_t i = 0; i < *count; i++)
			live[i].is_fresh = false;
	}
}

enum err strict_run(struct mes *mes, struct mes_share share, struct mes_order *out)
{
	struct arena_mark mark = arena_mark(mes->arena);
	struct strict_live *live = arena_array(
		mes->arena, mes->project_count + (size_t)1, sizeof(*live));
	struct strict strict;
	size_t count;
	enum err err;

	out->count = 0;
	out->cost = 0;
	admit_reset(&mes->admit);
	if (!live)
		return ERR_MEMORY;
	TRY(strict_start(&strict, mes, share, MES_UNKNOWN));
	count = live_start(mes, share, live);
	err = strict_choose(mes, &strict, live, &count, out);
	arena_rewind(mes->arena, mark);
	mes->runs++;
	return err;
}

/* The state in bounds; without it everything is decided in whole numbers. */
static enum err rests_make(struct mes *mes)
{
	const struct pb_election *election = mes->election;
	int shift = mes_shift_for(mes, mes_share_at(mes, 0));

	if (mes->options->is_exact)
		return OK;
	mes->rests = arena_array(
		mes->arena, election->group_count + (size_t)1, sizeof(*mes->rests));
	mes->prices = arena_array(
		mes->arena, election->project_count + (size_t)1, sizeof(*mes->prices));
	if (!mes->rests || !mes->prices)
		return ERR_MEMORY;
	for (uint32_t g = 0; g < election->group_count; g++)
		mes->rests[g].weight = election->weights[g];
	if (shift < 0)
		mes->rests = NULL;
	else
		mes_shift_set(mes, shift);
	return OK;
}

static enum err run_once(struct mes *mes, struct mes_run *run)
{
	struct mes_going going;

	TRY(mes_going_new(mes, &going));
	return mes_run_make(&going, run, mes_share_at(mes, 0), NULL);
}

typedef enum err searching(struct mes *mes, struct mes_run *run, struct pb_outcome *out);

static enum err count_with(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, searching *search, struct pb_outcome *out)
{
	struct arena_mark mark;
	struct mes mes;
	struct mes_run run;

	if (!election->ballots)
		return ERR_REFUSED;
	TRY(mes_make(arena, election, options, &mes));
	TRY(mes_run_new(&mes, &run));
	mark = arena_mark(arena);
	TRY(rests_make(&mes));
	if (options->complete == PB_ADD1 || options->complete == PB_ADD1U)
		TRY(search(&mes, &run, out));
	else
		TRY(run_once(&mes, &run));
	/* what the search needed goes before the rounds are made, unless leaps lie in it */
	if (!out->leaps)
		arena_rewind(arena, mark);
	TRY(mes_rounds_make(&mes, &run, out));
	out->runs = mes.runs;
	out->filtered = mes.filtered;
	out->exact = mes.exact;
	return OK;
}

enum err rule_mes(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out)
{
	return count_with(arena, election, options, add1_run, out);
}

enum err mes_count_by_steps(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out)
{
	*out = (struct pb_outcome) { 0 };
	out->selected = arena_array(
		arena, election->project_count + (size_t)1, sizeof(*out->selected));
	return out->selected ? count_with(arena, election, options, add1_run_by_steps, out)
			     : ERR_MEMORY;
}
