/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/allocation.c: the count of a ballot's votes. The rule is a pure function (pb/simple.h);
 * the hash of what went in and why each project won or lost are kept, so that anybody with the
 * votes can count again. Moves the projects on: chosen, or waiting for another season. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/hash.h"
#include "base/limits.h"
#include "choose/box.h"
#include "door/action.h"
#include "door/view.h"
#include "pb/simple.h"

struct allocation_count {
	struct ref ballot;
};
struct allocation_ballot {
	struct money budget;
	struct str rule;
	struct bytes box_key;
	struct str state;
};
struct allocation_candidate {
	int64_t n;
	struct ref project;
	struct money cost;
};
struct allocation_vote {
	struct str choice;
};
struct allocation_row {
	struct ref ballot;
	struct str rule;
	struct bytes inputs;
	int64_t votes;
	struct money budget;
	struct money spent;
};
struct allocation_outcome {
	struct ref project;
	int64_t n;
	int64_t support;
	struct money cost;
	struct money left;
	bool is_won;
	struct str reason;
	int64_t more;
};
#include "gen/choose/allocation.sql.h"

/* The box was opened and that act is durable: its key is destroyed before its votes are counted. */
static enum err ready_count(struct ready *ready, void *args)
{
	const struct allocation_count *a = args;
	struct allocation_ballot ballot;
	enum err err = allocation_ballot(ready->rd, a, &ballot);

	if (err == ERR_NOT_FOUND)
		return unready(ready, "ballot", "not_found");
	TRY(err);
	if (!ready->box_dir || str_is(ballot.state, "open"))
		return OK;
	return box_forget(rd_arena(ready->rd), ready->box_dir, ballot.box_key);
}

/* "3 7 12" → places in the list of candidates, which are numbered 1 … n in its order. */
static enum err ballot_read(
	struct arena *arena, struct str choice, size_t candidates, struct simple_ballot *out)
{
	size_t *approved = arena_array(arena, candidates + 1, sizeof(*approved));
	size_t count = 0;

	if (!approved)
		return ERR_MEMORY;
	while (choice.at && choice.len) {
		struct str word = str_cut(&choice, ' ');
		int64_t n;

		if (!str_int(word, &n) || n < 1 || n > (int64_t)candidates || count == candidates)
			return ERR_DB; /* the box let nothing else through */
		approved[count++] = (size_t)n - 1;
	}
	*out = (struct simple_ballot) { approved, count };
	return OK;
}

static enum err election_read(struct tx *tx, const struct allocation_count *a,
	struct allocation_candidates_list *rows, struct simple_election *out)
{
	struct arena *arena = tx_arena(tx);
	struct allocation_votes_list votes;
	struct simple_candidate *candidates;
	struct simple_ballot *ballots;

	TRY(allocation_candidates(tx_rd(tx), a, rows));
	TRY(allocation_votes(tx_rd(tx), a, &votes));
	candidates = arena_array(arena, rows->count + 1, sizeof(*candidates));
	ballots = arena_array(arena, votes.count + 1, sizeof(*ballots));
	if (!candidates || !ballots)
		return ERR_MEMORY;
	for (size_t i = 0; i < rows->count; i++)
		candidates[i] = (struct simple_candidate) { rows->at[i].n, rows->at[i].cost.fen };
	for (size_t i = 0; i < votes.count; i++)
		TRY(ballot_read(arena, votes.at[i].choice, rows->count, &ballots[i]));
	out->candidates = candidates;
	out->candidate_count = rows->count;
	out->ballots = ballots;
	out->ballot_count = votes.count;
	return OK;
}

static enum err outcome_write(struct tx *tx, const struct allocation_candidate *candidate,
	const struct simple_outcome *outcome, int64_t n)
{
	struct allocation_outcome row = { candidate->project, n, outcome->support, candidate->cost,
		{ outcome->left }, outcome->is_won, str_of(simple_reason_word(outcome->reason)),
		outcome->more };
	const struct pair turn[] = { { "project", pair_id(tx, candidate->project.id) },
		{ "state", outcome->is_won ? "chosen" : "waiting" }, { NULL, NULL } };

	TRY(allocation_outcome_insert(tx, &row));
	return then(tx, "choose.project.turn", turn, NULL);
}

static enum err run_count(struct tx *tx, const void *args)
{
	const struct allocation_count *a = args;
	struct buf text = buf_new(tx_arena(tx), LIMIT_UPLOAD);
	struct allocation_row row = { .ballot = a->ballot };
	struct allocation_candidates_list rows;
	struct allocation_ballot ballot;
	struct simple_election election = { 0 };
	struct simple_outcome *outcomes;
	struct hash inputs;

	TRY(allocation_ballot(tx_rd(tx), a, &ballot));
	TRY(election_read(tx, a, &rows, &election));
	election.budget = ballot.budget.fen;
	TRY(simple_greedy(tx_arena(tx), &election, &outcomes));
	simple_print(&text, &election);
	if (!buf_ok(&text))
		return ERR_TOO_BIG;
	inputs = hash_of(text.at, text.len);
	for (size_t i = 0; i < election.candidate_count; i++)
		if (outcomes[i].is_won)
			row.spent.fen += election.candidates[outcomes[i].candidate].cost;
	row.rule = ballot.rule;
	row.inputs = (struct bytes) { inputs.at, HASH_SIZE };
	row.votes = (int64_t)election.ballot_count;
	row.budget = ballot.budget;
	TRY(allocation_insert(tx, &row));
	for (size_t i = 0; i < election.candidate_count; i++)
		TRY(outcome_write(
			tx, &rows.at[outcomes[i].candidate], &outcomes[i], (int64_t)i + 1));
	return allocation_counted(tx, a);
}

/* Winners and losers apart: a page says each otherwise. */
static void outcomes_part(struct arena *arena, struct data *out)
{
	const struct data *outcomes = data_get(out, "outcomes");
	struct data *winners = data_list(arena, out, "winners");
	struct data *losers = data_list(arena, out, "losers");

	for (const struct data *row = outcomes->first; row; row = row->next) {
		bool is_won = data_number(row, "is_won");
		struct data *to = data_object(arena, is_won ? winners : losers, NULL);

		for (const struct data *cell = row->first; cell; cell = cell->next) {
			if (cell->kind == DATA_INT)
				data_int(arena, to, cell->name, cell->number);
			else
				data_text(arena, to, cell->name, cell->text);
		}
		data_int(arena, to, "is_over", str_is(data_str(row, "reason"), "over_budget"));
		data_int(arena, to, "is_dear", !is_won && data_get(row, "more")->kind == DATA_NULL);
	}
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(allocation_outcomes(rd, at, out, "outcomes"));
	TRY(allocation_card(rd, at, out));
	TRY(allocation_parts(rd, at, out, "parts"));
	TRY(allocation_notices(rd, at, out, "notices"));
	outcomes_part(rd_arena(rd), out);
	return OK;
}

const struct action allocation_actions[] = {
	{ "choose.allocation.count", MAY(cadre | clockwork, ballot), RULE(allocation_countable),
		run_count, FIELDS(REF(allocation_count, ballot, .of = "choose.ballot")),
		.ready = ready_count, .goes = "choose/allocation/{id}" },
	{ 0 },
};
const struct view allocation_views[] = {
	{ "choose/allocation/{id}", MAY(guest, id), show, &PAGE_allocation_show,
		&PAPER_ballot_result },
	{ 0 },
};
