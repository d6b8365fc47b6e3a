/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/compare.c: the street asks what other rules would have given, and what with other money.
 * All of what is asked lies in the address (?q=b90.w3.t70.o); every rule is counted anew on a copy.
 * Made-up ballots come from a fixed sequence, so two who look see the same. */
#include "choose/compare.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/limits.h"
#include "choose/box.h"
#include "choose/count.h"
#include "door/view.h"

struct compare_place {
	struct ref place;
};
struct compare_ballot {
	struct ref ballot;
	struct ref place;
	struct str title;
	struct str place_name;
	struct str rule;
	struct str complete;
	struct str utility;
};
struct compare_frame {
	struct str place_name;
	int64_t households;
	struct money room;
};
#include "gen/choose/compare.sql.h"

/* Side by side, in this order; the ballot's own stands before them. */
static const struct {
	const char *key; /* of its words */
	enum pb_rule rule;
	enum pb_complete complete;
} rules[] = {
	{ "mes_add1u", PB_MES, PB_ADD1U },
	{ "ees_addopt", PB_EES, PB_ADDOPT },
	{ "phragmen_none", PB_PHRAGMEN, PB_NONE },
	{ "greedy_votes_none", PB_GREEDY_VOTES, PB_NONE },
	{ "optimum_none", PB_OPTIMUM, PB_NONE },
};
enum { RULES = sizeof rules / sizeof *rules };

static const int64_t budget_steps[] = { 25, 50, 75, 90, 100, 110, 125 };
static const int64_t turnout_steps[] = { 50, 70, 85, 100 };

/* What is asked: parts of a hundred, a project by its number, without offers; of made-up ballots
 * how they are made. */
struct asked {
	int64_t budget;
	int64_t turnout;
	int64_t without;
	bool has_no_offers;
	bool has_camps;
};

struct sheet {
	struct rd *rd;
	struct data *out;
	struct count_slate slate;
	const struct count_vote *votes;
	size_t vote_count;
	struct asked asked;
	enum pb_utility utility; /* of equal shares */
	struct str own_rule;	 /* engine's words; absent: made-up ballots have none */
	struct str own_complete;
};

static bool is_step(const int64_t *steps, size_t count, int64_t value)
{
	for (size_t i = 0; i < count; i++)
		if (steps[i] == value)
			return true;
	return false;
}

/* What is none of ours is passed over: an address may be old. */
static struct asked asked_read(struct str q, size_t candidates)
{
	struct asked asked = { 100, 100, 0, false, false };

	while (q.at) {
		struct str word = str_cut(&q, '.');
		int64_t n;

		if (str_is(word, "o"))
			asked.has_no_offers = true;
		if (str_is(word, "c"))
			asked.has_camps = true;
		if (word.len < 2 || !str_int(str_from(word, 1), &n))
			continue;
		if (*word.at == 'b' &&
			is_step(budget_steps, sizeof budget_steps / sizeof *budget_steps, n))
			asked.budget = n;
		if (*word.at == 't' &&
			is_step(turnout_steps, sizeof turnout_steps / sizeof *turnout_steps, n))
			asked.turnout = n;
		if (*word.at == 'w' && n >= 1 && n <= (int64_t)candidates)
			asked.without = n;
	}
	return asked;
}

static struct str asked_text(struct arena *arena, const struct asked *asked)
{
	struct buf out = buf_new(arena, 80);

	buf_print(&out, "b%lld.t%lld", (long long)asked->budget, (long long)asked->turnout);
	if (asked->without)
		buf_print(&out, ".w%lld", (long long)asked->without);
	if (asked->has_no_offers)
		buf_text(&out, ".o");
	if (asked->has_camps)
		buf_text(&out, ".c");
	return buf_view(&out);
}

/* --- what can be asked, as links --- */

static void turn_put(struct sheet *sheet, struct data *list, int64_t number, struct str title,
	bool is_here, const struct asked *turned)
{
	struct arena *arena = rd_arena(sheet->rd);
	struct data *row = data_object(arena, list, NULL);

	data_int(arena, row, "percent", number);
	data_text(arena, row, "title", title);
	data_int(arena, row, "is_here", is_here);
	data_text(arena, row, "turn", asked_text(arena, turned));
}

static void turns_put(struct sheet *sheet)
{
	struct arena *arena = rd_arena(sheet->rd);
	struct data *budgets = data_list(arena, sheet->out, "budgets");
	struct data *turnouts = data_list(arena, sheet->out, "turnouts");
	struct data *withouts = data_list(arena, sheet->out, "withouts");
	const struct asked *asked = &sheet->asked;
	struct asked turned;

	for (size_t i = 0; i < sizeof budget_steps / sizeof *budget_steps; i++) {
		turned = *asked;
		turned.budget = budget_steps[i];
		turn_put(sheet, budgets, turned.budget, (struct str) { 0 },
			asked->budget == turned.budget, &turned);
	}
	for (size_t i = 0; i < sizeof turnout_steps / sizeof *turnout_steps; i++) {
		turned = *asked;
		turned.turnout = turnout_steps[i];
		turn_put(sheet, turnouts, turned.turnout, (struct str) { 0 },
			asked->turnout == turned.turnout, &turned);
	}
	for (size_t i = 0; i < sheet->slate.candidate_count; i++) {
		turned = *asked;
		turned.without = asked->without == (int64_t)i + 1 ? 0 : (int64_t)i + 1;
		turn_put(sheet, withouts, 0, sheet->slate.candidates[i].title,
			asked->without == (int64_t)i + 1, &turned);
	}
	turned = *asked;
	turned.has_no_offers = !asked->has_no_offers;
	data_text(arena, sheet->out, "turn_offers", asked_text(arena, &turned));
	turned = *asked;
	turned.has_camps = !asked->has_camps;
	data_text(arena, sheet->out, "turn_camps", asked_text(arena, &turned));
	data_int(arena, sheet->out, "has_no_offers", asked->has_no_offers);
	data_int(arena, sheet->out, "has_camps", asked->has_camps);
	data_int(arena, sheet->out, "turnout", asked->turnout);
}

/* --- counting --- */

/* Every so many-th ballot of the sorted ones, so that fewer still look like all. */
static enum err votes_thin(struct sheet *sheet)
{
	struct arena *arena = rd_arena(sheet->rd);
	struct count_vote *some = arena_array(arena, sheet->vote_count + 1, sizeof *some);
	int64_t turnout = sheet->asked.turnout;
	size_t count = 0;

	if (!some)
		return ERR_MEMORY;
	for (size_t i = 0; i < sheet->vote_count; i++)
		if ((int64_t)(i + 1) * turnout / 100 > (int64_t)i * turnout / 100)
			some[count++] = sheet->votes[i];
	sheet->votes = some;
	sheet->vote_count = count;
	return OK;
}

static enum err election_vary(
	struct arena *arena, const struct sheet *sheet, struct pb_election *election)
{
	struct pb_change changes[2];
	struct pb_election read = *election;
	size_t count = 0;

	if (sheet->asked.budget != 100)
		changes[count++] = (struct pb_change) { .kind = PB_SET_BUDGET,
			.amount = election->budget / 100 * sheet->asked.budget };
	if (sheet->asked.without)
		changes[count++] = (struct pb_change) { .kind = PB_WITHOUT,
			.project = (uint32_t)sheet->asked.without - 1 };
	return count ? pb_vary(arena, &read, changes, count, election) : OK;
}

/* Households of which something they chose has won. */
static int64_t served_count(const struct sheet *sheet, const struct pb_outcome *outcome)
{
	int64_t served = 0;

	for (size_t i = 0; i < sheet->vote_count; i++) {
		struct str choice = sheet->votes[i].choice;
		bool is_served = false;

		while (choice.at && choice.len) {
			struct str word = str_cut(&choice, ' ');
			int64_t n;

			if (!str_int(str_cut(&word, '+'), &n) || n < 1 ||
				n > (int64_t)sheet->slate.candidate_count)
				continue;
			is_served = is_served || (outcome->fates[n - 1] != PB_LOST &&
							 outcome->fates[n - 1] != PB_BARRED);
		}
		served += is_served;
	}
	return served;
}

static int64_t spent_percent(const struct pb_election *election, const struct pb_outcome *outcome)
{
	int64_t hundredth = election->budget / 100;

	return hundredth ? (outcome->cost - outcome->called) / hundredth : 0;
}

static void column_put(struct sheet *sheet, struct data *rule, const struct pb_election *election,
	const struct pb_outcome *outcome)
{
	struct arena *arena = rd_arena(sheet->rd);
	struct data *row = data_get(sheet->out, "projects")->first;
	int64_t served = served_count(sheet, outcome);
	int64_t votes = (int64_t)sheet->vote_count;

	data_int(arena, rule, "won", outcome->selected_count);
	data_int(arena, rule, "spent_fen", count_fen(election, outcome->cost - outcome->called));
	data_int(arena, rule, "called_fen", count_fen(election, outcome->called));
	data_int(arena, rule, "left_fen",
		count_fen(election, election->budget - outcome->cost + outcome->called));
	data_int(arena, rule, "served", served);
	data_int(arena, rule, "served_bp", votes ? served * 10000 / votes : 0);
	data_int(arena, rule, "spent_percent", spent_percent(election, outcome));
	data_int(arena, rule, "is_unproven", !outcome->is_proven);
	for (uint32_t p = 0; row; p++, row = row->next) {
		struct data *cell = data_object(arena, data_get(row, "cells"), NULL);
		enum pb_fate fate = outcome->fates[p];

		data_int(arena, cell, "is_won", fate != PB_LOST && fate != PB_BARRED);
		data_int(arena, cell, "is_pledged", fate == PB_WON_PLEDGED);
		data_int(arena, cell, "is_out", election->projects[p].is_out);
	}
}

/* One rule, in memory of its own: what it leaves is a column. */
static enum err rule_count(struct sheet *sheet, const struct pb_election *election, const char *key,
	struct pb_options options, bool is_own)
{
	struct arena *arena = arena_new(LIMIT_ARENA);
	struct data *rule = data_object(rd_arena(sheet->rd), data_get(sheet->out, "rules"), NULL);
	struct pb_outcome outcome;
	enum err err = arena ? OK : ERR_MEMORY;

	data_text(rd_arena(sheet->rd), rule, "key", str_of(key));
	data_int(rd_arena(sheet->rd), rule, "is_own", is_own);
	options.utility = PB_NO_UTILITY;
	if (options.rule == PB_MES || options.rule == PB_EES)
		options.utility = sheet->utility;
	if (!err && pb_options_settle(election, &options))
		err = ERR_BAD_INPUT;
	if (!err)
		err = pb_count(arena, election, &options, &outcome);
	if (!err)
		column_put(sheet, rule, election, &outcome);
	arena_free(arena);
	return err;
}

static enum err own_count(struct sheet *sheet, const struct pb_election *election,
	struct pb_options options, bool *is_among)
{
	struct buf key = buf_new(rd_arena(sheet->rd), 64);

	*is_among = false;
	if (!sheet->own_rule.at)
		return OK;
	if (!pb_rule_find(sheet->own_rule, &options.rule) ||
		!pb_complete_find(sheet->own_complete, &options.complete))
		return ERR_DB;
	for (size_t i = 0; i < RULES; i++)
		*is_among = *is_among || (rules[i].rule == options.rule &&
						 rules[i].complete == options.complete);
	if (*is_among)
		return OK; /* it stands there anyway */
	buf_print(&key, "%.*s_%.*s", (int)sheet->own_rule.len, sheet->own_rule.at,
		(int)sheet->own_complete.len, sheet->own_complete.at);
	for (size_t i = 0; i < key.len; i++)
		if (key.at[i] == '-')
			key.at[i] = '_';
	return rule_count(sheet, election, buf_z(&key), options, true);
}

static void projects_put(struct sheet *sheet, const struct pb_election *election)
{
	struct arena *arena = rd_arena(sheet->rd);
	struct data *projects = data_list(arena, sheet->out, "projects");

	for (uint32_t p = 0; p < election->project_count; p++) {
		const struct count_candidate *one = &sheet->slate.candidates[p];
		struct data *row = data_object(arena, projects, NULL);

		data_int(arena, row, "number", one->n);
		data_text(arena, row, "title", one->title);
		data_int(arena, row, "project_ref", one->project.id);
		data_int(arena, row, "cost_fen", one->cost.fen);
		data_int(arena, row, "support", election->sides[p].support);
		data_list(arena, row, "cells");
	}
}

static enum err rules_count(struct sheet *sheet)
{
	struct arena *arena = rd_arena(sheet->rd);
	struct pb_options options;
	struct count count;
	struct str text, why;
	bool is_among;

	TRY(votes_thin(sheet));
	TRY(count_text(arena, &sheet->slate, sheet->votes, sheet->vote_count, &text));
	if (count_read(arena, text, &count, &why))
		return ERR_DB;
	data_list(arena, sheet->out, "rules");
	projects_put(sheet, &count.election);
	turns_put(sheet);
	data_int(arena, sheet->out, "votes", (int64_t)sheet->vote_count);
	TRY(election_vary(arena, sheet, &count.election));
	data_int(
		arena, sheet->out, "budget_fen", count_fen(&count.election, count.election.budget));
	if (count.is_empty)
		return OK;
	options = (struct pb_options) { .ties = PB_BY_COST,
		.with_constraints = true,
		.with_donations = sheet->slate.ballot.pledge.fen && !sheet->asked.has_no_offers };
	TRY(own_count(sheet, &count.election, options, &is_among));
	for (size_t i = 0; i < RULES; i++) {
		bool is_own = is_among && str_is(sheet->own_rule, pb_rule_word(rules[i].rule)) &&
			      str_is(sheet->own_complete, pb_complete_word(rules[i].complete));

		options.rule = rules[i].rule;
		options.complete = rules[i].complete;
		TRY(rule_count(sheet, &count.election, rules[i].key, options, is_own));
	}
	return OK;
}

/* --- a counted ballot --- */

enum err compare_page_counted(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct sheet sheet = { .rd = rd, .out = out };
	struct compare_ballot ballot;
	int64_t running;

	TRY(compare_of(rd, at, &ballot));
	TRY(compare_running(rd, &(struct compare_place) { ballot.place }, &running));
	data_int(arena, out, "id", at->id.id);
	data_text(arena, out, "ballot_title", ballot.title);
	data_text(arena, out, "place_name", ballot.place_name);
	data_int(arena, out, "place_ref", ballot.place.id);
	data_int(arena, out, "is_voting", running > 0);
	if (running)
		return OK;
	TRY(count_slate_read(rd, ballot.ballot, &sheet.slate));
	TRY(count_votes_read(rd, ballot.ballot, &sheet.votes, &sheet.vote_count));
	sheet.own_rule = ballot.rule;
	sheet.utility = PB_COST;
	if (ballot.utility.at && !pb_utility_find(ballot.utility, &sheet.utility))
		return ERR_DB;
	sheet.own_complete = ballot.complete;
	sheet.asked = asked_read(at->q, sheet.slate.candidate_count);
	data_int(arena, out, "can_offer", sheet.slate.ballot.pledge.fen > 0);
	return rules_count(&sheet);
}

/* --- made-up ballots --- */

/* A fixed sequence (Numerical Recipes' generator): no chance is in it. */
static uint32_t number_next(uint32_t *last)
{
	*last = *last * 1664525u + 1013904223u;
	return *last >> 8;
}

/* Three of the projects each; with camps seven of ten households choose among the first half of the
 * list and three among the second. What would be over the budget is left out. */
static struct str choice_make_up(
	struct arena *arena, const struct sheet *sheet, size_t household, uint32_t *last)
{
	size_t all = sheet->slate.candidate_count, half = (all + 1) / 2;
	bool is_first = household % 10 < 7;
	size_t from = sheet->asked.has_camps && !is_first ? half : 0;
	size_t count = !sheet->asked.has_camps ? all : is_first ? half : all - half;
	bool is_on[BOX_CANDIDATES] = { false };
	struct buf out = buf_new(arena, 2 * BOX_PLAIN);
	int64_t sum = 0;

	for (int i = 0; i < 3 && count; i++) {
		size_t at = from + number_next(last) % count;

		if (is_on[at] ||
			sum + sheet->slate.candidates[at].cost.fen > sheet->slate.ballot.budget.fen)
			continue;
		is_on[at] = true;
		sum += sheet->slate.candidates[at].cost.fen;
	}
	for (size_t i = 0; i < all; i++) {
		if (!is_on[i])
			continue;
		if (out.len)
			buf_char(&out, ' ');
		buf_int(&out, (int64_t)i + 1);
	}
	return out.len ? buf_view(&out) : (struct str) { "", 0 };
}

static enum err votes_make_up(struct sheet *sheet, int64_t households)
{
	struct arena *arena = rd_arena(sheet->rd);
	struct count_vote *votes = arena_array(arena, (size_t)households + 1, sizeof *votes);
	uint32_t last = 20260101;

	if (!votes)
		return ERR_MEMORY;
	for (size_t i = 0; i < (size_t)households; i++)
		votes[i].choice = choice_make_up(arena, sheet, i, &last);
	sheet->votes = votes;
	sheet->vote_count = (size_t)households;
	return OK;
}

enum err compare_page_places(struct rd *rd, struct data *out)
{
	return compare_places(rd, out, "places");
}

enum err compare_page_ahead(struct rd *rd, const struct look *at, struct data *out)
{
	const struct compare_place place = { at->place };
	struct arena *arena = rd_arena(rd);
	struct sheet sheet = { .rd = rd, .out = out };
	struct compare_waiting_list waiting;
	struct compare_frame frame;
	int64_t running;
	bool found;

	data_int(arena, out, "is_ahead", 1);
	if (!at->place.id)
		return compare_page_places(rd, out);
	TRY(compare_frame(rd, &place, &frame, &found));
	if (!found)
		return ERR_NOT_FOUND;
	TRY(compare_running(rd, &place, &running));
	data_text(arena, out, "place_name", frame.place_name);
	data_int(arena, out, "place_ref", at->place.id);
	data_int(arena, out, "households", frame.households);
	data_int(arena, out, "is_voting", running > 0);
	if (running)
		return OK;
	TRY(compare_earlier(rd, &place, out, "earlier"));
	TRY(compare_waiting(rd, &place, &waiting));
	data_int(
		arena, out, "is_empty", !waiting.count || frame.room.fen <= 0 || !frame.households);
	if (data_number(out, "is_empty"))
		return OK;
	sheet.slate.ballot = (struct count_ballot) { .title = frame.place_name,
		.budget = frame.room,
		.rule = str_of("mes"),
		.complete = str_of("add1u") };
	sheet.slate.candidates = waiting.at;
	sheet.slate.candidate_count = waiting.count;
	sheet.utility = PB_COST;
	sheet.asked = asked_read(at->q, waiting.count);
	TRY(votes_make_up(&sheet, frame.households < 2000 ? frame.households : 2000));
	return rules_count(&sheet);
}
