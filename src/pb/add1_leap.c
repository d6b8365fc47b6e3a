/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/add1_leap.c: facts about all shares between two, from one run at the upper one that follows
 * the order of the lower one. For a fixed order rests do not fall and keys do not rise with the
 * share (doc/pb.md), so the two ends enclose what lies between. */
#include <string.h>
#include "base/arena.h"
#include "pb/mes.h"

/* Whether `other` loses against the old round at every share between: its key is least at the upper
 * share, where it is looked at; the round's is greatest at the lower one, where it was chosen. */
static enum err other_loses(struct mes_going *going, uint32_t other, uint32_t round, bool *loses)
{
	const struct mes *mes = going->mes;
	const struct mes_key *won = &going->old->keys[round];
	uint64_t beat = mes_key_beyond(mes, other, won->rho.hi);
	struct mes_search found;
	enum mes_sign sign;

	TRY(mes_going_look(going, other, beat, beat, &found));
	*loses = found.look != LOOK_LIVE;
	if (*loses)
		return OK;
	sign = mes_key_compare(&found.key, won);
	*loses = sign == MES_MORE ||
		 (sign == MES_EQUAL &&
			 mes->rank[other] > mes->rank[going->old->order.projects[round]]);
	return OK;
}

static enum err round_stands(struct mes_going *going, uint32_t round, bool *stands)
{
	const struct mes_run *old = going->old;
	uint32_t chosen = old->order.projects[round];

	*stands = true;
	for (uint32_t i = 0; i < going->live_count && *stands; i++) {
		uint32_t p = going->live[i];

		if (going->is_gone[p]) {
			going->live[i--] = going->live[--going->live_count];
			continue;
		}
		if (p != chosen && *mes_floor(going, p) <= old->keys[round].rho.hi &&
			mes_going_is_open(going, p))
			TRY(other_loses(going, p, round, stands));
	}
	return OK;
}

/* Takes old's choices as far as they surely stand at all shares between. */
static enum err order_follow(struct mes_going *going, uint32_t *followed)
{
	const struct mes_run *old = going->old;

	for (*followed = 0; *followed < old->order.count; (*followed)++) {
		struct mes_best best = { .project = old->order.projects[*followed] };
		struct mes_search found;
		bool stands;

		mes_going_notes(going);
		TRY(round_stands(going, *followed, &stands));
		if (!stands)
			return OK;
		TRY(mes_going_look(
			going, best.project, old->keys[*followed].t.hi, UINT64_MAX, &found));
		if (found.look != LOOK_LIVE)
			return OK;
		best.key = found.key;
		TRY(mes_going_take(going, &best));
		if (going->mes->is_lost)
			return OK;
	}
	return OK;
}

/* Nobody can pay for anything more at the upper share, so nobody can at the lower ones. */
static enum err end_stands(struct mes_going *going, bool *stands)
{
	struct mes_search found = { .look = LOOK_DEAD };

	mes_going_notes(going);
	for (uint32_t i = 0; i < going->live_count && found.look == LOOK_DEAD; i++) {
		uint32_t p = going->live[i];

		if (mes_going_is_open(going, p))
			TRY(mes_going_look(going, p, going->share.hi, UINT64_MAX, &found));
	}
	*stands = found.look == LOOK_DEAD;
	return OK;
}

/* Marks the payers; what those marked for the first time have left. */
static uint64_t money_mark(
	const struct mes *mes, struct mes_money money, uint32_t project, uint8_t *marks)
{
	struct side_walk walk = side_walk(&mes->election->sides[project]);
	struct side_piece piece;
	uint64_t sum = 0;

	while (side_next(&walk, &piece))
		for (uint32_t i = 0; i < piece.count; i++) {
			size_t group = piece.groups[i];
			uint8_t bit = (uint8_t)(1u << group % 8);

			if (marks[group / 8] & bit)
				continue;
			marks[group / 8] |= bit;
			sum += money.at[group * money.stride] * mes->election->weights[group];
		}
	return sum;
}

/* The least cost of a project that cannot be paid at any share between. */
static uint32_t cheapest_dead(const struct mes_going *going)
{
	const struct mes *mes = going->mes;
	const struct pb_project *projects = mes->election->projects;
	uint32_t cheapest = PB_NO_PROJECT;

	for (uint32_t i = 0; i < mes->project_count; i++) {
		uint32_t p = mes->projects[i];

		if (going->is_gone[p] && !going->chosen[p] && projects[p].cost &&
			(cheapest == PB_NO_PROJECT || projects[p].cost < projects[cheapest].cost))
			cheapest = p;
	}
	return cheapest;
}

/* Lemma. At every share between, the choices so far are the first ones, and then each group has at
 * most what it has now, at the upper share. So only projects whose payers have their cost now may
 * still be chosen; what is chosen of them costs no more than they all do, and no more than their
 * payers have. If with that much spent a project that can no longer be paid still fits the budget,
 * no share between ends the search. */
bool leap_is_skipped(struct leaper *leaper, struct mes_going *going, struct mes_money money)
{
	const struct mes *mes = going->mes;
	const struct pb_election *election = mes->election;
	wide most = (wide)going->run->order.cost;
	wide costs = 0;
	uint64_t have = 0;
	uint32_t cheapest;

	for (uint32_t i = 0; i < going->live_count; i++) {
		uint32_t p = going->live[i];

		if (going->is_gone[p])
			continue;
		if (mes_money_of(mes, money, p) < mes->prices[p].due)
			mes_going_drop(going, p);
		else
			costs += (wide)election->projects[p].cost;
	}
	cheapest = cheapest_dead(going);
	if (cheapest == PB_NO_PROJECT)
		return false;
	if (most + costs + (wide)election->projects[cheapest].cost > (wide)election->budget) {
		memset(leaper->marks, 0, election->group_count / 8 + (size_t)1);
		for (uint32_t i = 0; i < going->live_count; i++)
			if (!going->is_gone[going->live[i]])
				have += money_mark(mes, money, going->live[i], leaper->marks);
		have >>= mes->shift;
		if (have < costs)
			costs = have;
	}
	most += costs;
	if (most + (wide)election->projects[cheapest].cost > (wide)election->budget)
		return false;
	leaper->surely = going->run->order.count;
	leaper->most = (int64_t)most;
	leaper->fitting = cheapest;
	return true;
}

enum err leap_try(struct leaper *leaper, struct mes_going *going, struct mes_run *run,
	struct mes_share share, const struct mes_run *old, enum leap *out)
{
	struct arena_mark mark = arena_mark(going->mes->arena);
	uint32_t followed;
	bool stands = false;

	*out = LEAP_NONE;
	TRY(mes_going_start(going, run, share, old));
	TRY(order_follow(going, &followed));
	if (followed == old->order.count)
		TRY(end_stands(going, &stands));
	if (stands)
		*out = LEAP_JUMP;
	else if (!going->mes->admit.is_on &&
		 leap_is_skipped(leaper, going, mes_rests_money(going->mes)))
		*out = LEAP_SKIP;
	if (*out == LEAP_SKIP)
		TRY(mes_going_finish(going));
	if (*out == LEAP_JUMP)
		TRY(mes_going_check(going));
	arena_rewind(going->mes->arena, mark);
	if (going->mes->is_lost)
		*out = LEAP_NONE;
	return OK;
}
