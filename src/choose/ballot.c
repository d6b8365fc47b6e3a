/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/ballot.c: a vote of a place over a season's money: opened, cast or put on paper, tallied
 * by two, opened in one act. One household, one vote, by screen or paper. A choice is sealed before
 * it reaches the lane (choose/box.h); the leaf names the envelope's hash, which is the receipt. */
#include "choose/ballot.h"
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "choose/ballot_page.h"
#include "choose/box.h"
#include "door/action.h"
#include "door/view.h"
#include "gen/choose/ballot.sql.h"

/* --- opening --- */

/* Keys of boxes that were opened are destroyed after that act is durable: here, when the next box
 * is made, and when the votes are counted. */
static enum err keys_sweep(struct ready *ready)
{
	struct ballot_boxes_spent_list boxes;

	TRY(ballot_boxes_spent(ready->rd, &boxes));
	for (size_t i = 0; i < boxes.count; i++)
		TRY(box_forget(rd_arena(ready->rd), ready->box_dir, boxes.at[i].box_key));
	return OK;
}

static enum err ready_open(struct ready *ready, void *args)
{
	struct ballot_open *a = args;
	uint8_t chance[BOX_KEY];
	struct box_key key;
	char *copy;

	if (!ready->box_dir)
		return unready(ready, "", "no_box");
	TRY(keys_sweep(ready));
	draw(ready, "box", chance, sizeof(chance));
	TRY(box_make(rd_arena(ready->rd), ready->box_dir, chance, &key));
	copy = arena_copy(rd_arena(ready->rd), key.at, BOX_KEY);
	if (!copy)
		return ERR_MEMORY;
	a->box = (struct bytes) { (const uint8_t *)copy, BOX_KEY };
	return OK;
}

static enum err candidates_add(struct tx *tx, const struct ballot_open *a)
{
	for (size_t i = 0; i < a->candidates.count; i++) {
		struct ballot_candidate row = { .project = a->candidates.at[i],
			.place = a->place,
			.season = a->season,
			.n = (int64_t)i + 1 };
		struct ballot_project project;

		TRY(ballot_candidate_read(tx_rd(tx), &row, &project));
		if (!project.is_ours)
			return refuse(tx, "candidates", "elsewhere");
		if (!str_is(project.state, "screened") && !str_is(project.state, "waiting"))
			return refuse(tx, "candidates", "not_screened");
		if (project.cost.fen < 1)
			return refuse(tx, "candidates", "costs_nothing");
		row.cost = project.cost;
		row.title = project.title;
		TRY(ballot_terms_fill(tx, a, &row));
		TRY(ballot_candidate_insert(tx, &row));
	}
	return ballot_terms_write(tx, a);
}

static enum err run_open(struct tx *tx, const void *args)
{
	const struct ballot_open *a = args;
	struct ballot_frame frame;
	struct ballot_new row = { a->place, a->season, a->title, a->budget, 0, a->box, a->until,
		.meeting = a->meeting };

	TRY(ballot_frame(tx_rd(tx), a, &frame));
	if (frame.twins)
		return refuse(tx, "", "already");
	if (!frame.households)
		return refuse(tx, "place", "nobody_lives_here");
	if (frame.households > BALLOT_HOUSEHOLDS)
		return refuse_with(tx, "place", "too_many_live_here", "most", BALLOT_HOUSEHOLDS);
	if (a->until.ms <= tx_now(tx))
		return refuse(tx, "until", "in_the_past");
	if (frame.last.ms && a->until.ms > frame.last.ms)
		return refuse(tx, "until", "after_the_phase");
	if (a->budget.fen > frame.room.fen)
		return refuse_with(tx, "budget", "over_share", "room_fen",
			frame.room.fen > 0 ? frame.room.fen : 0);
	row.households = frame.households;
	TRY(ballot_terms_rule(tx, a, &row));
	TRY(ballot_terms_pledges(tx, a, &row));
	TRY(ballot_insert(tx, &row));
	return candidates_add(tx, a);
}

/* --- casting --- */

static const struct ballot_option *option_of(
	const struct ballot_candidates_list *options, struct ref project)
{
	for (size_t i = 0; i < options->count; i++)
		if (options->at[i].project.id == project.id)
			return &options->at[i];
	return NULL;
}

/* What is offered for a project, in whole yuan; 0: nothing. */
static int64_t offer_of(const struct ballot_cast *a, struct ref project)
{
	for (size_t i = 0; i < a->offers.count; i++)
		if (a->offers.at[i].project.id == project.id)
			return a->offers.at[i].amount.fen / 100;
	return 0;
}

static bool is_chosen(const struct ballot_cast *a, struct ref project)
{
	for (size_t i = 0; i < a->choices.count; i++)
		if (a->choices.at[i].id == project.id)
			return true;
	return false;
}

/* Only for what is chosen, once each, in whole yuan, within what one household may. */
static enum err offers_check(
	struct ready *ready, const struct ballot_cast *a, const struct ballot_box *box)
{
	struct money sum = { 0 };

	if (a->offers.count && !box->pledge.fen)
		return unready(ready, "offers", "takes_no_offers");
	for (size_t i = 0; i < a->offers.count; i++) {
		const struct ballot_offer *offer = &a->offers.at[i];

		if (!is_chosen(a, offer->project))
			return unready(ready, "offers", "offer_not_chosen");
		if (offer->amount.fen % 100)
			return unready(ready, "offers", "whole_yuan");
		for (size_t k = 0; k < i; k++)
			if (a->offers.at[k].project.id == offer->project.id)
				return unready(ready, "offers", "offered_twice");
		sum.fen += offer->amount.fen; /* at most BOX_OFFERS of BOX_OFFER_YUAN */
	}
	return sum.fen > box->pledge.fen ? unready(ready, "offers", "over_offer") : OK;
}

/* Ticked projects → "3 7+200 12"; candidates were numbered in the order of their projects, and refs
 * come sorted, so the numbers ascend. */
static enum err choice_make(struct ready *ready, const struct ballot_cast *a,
	const struct ballot_box *box, struct str *out)
{
	struct buf choice = buf_new(rd_arena(ready->rd), BOX_PLAIN);
	struct ballot_candidates_list options;
	struct money sum = { 0 };

	TRY(ballot_candidates(ready->rd, &(struct ballot_at) { a->ballot }, &options));
	TRY(offers_check(ready, a, box));
	for (size_t i = 0; i < a->choices.count; i++) {
		const struct ballot_option *option = option_of(&options, a->choices.at[i]);

		if (!option)
			return unready(ready, "choices", "not_on_ballot");
		if (!money_add(sum, option->cost, &sum) || sum.fen > box->budget.fen)
			return unready(ready, "choices", "over_budget");
		if (i)
			buf_char(&choice, ' ');
		buf_int(&choice, option->n);
		if (offer_of(a, option->project))
			buf_print(&choice, "+%lld", (long long)offer_of(a, option->project));
	}
	*out = buf_view(&choice);
	return buf_ok(&choice) ? OK : ERR_MEMORY;
}

static enum err secret_find(
	struct ready *ready, struct ref ballot, struct ballot_box *box, struct box_key *secret)
{
	bool found;

	if (!ready->box_dir)
		return unready(ready, "", "no_box");
	TRY(ballot_box_read(ready->rd, &(struct ballot_at) { ballot }, box, &found));
	if (!found)
		return unready(ready, "ballot", "not_found");
	if (!str_is(box->state, "open"))
		return unready(ready, "", "closed");
	TRY(box_secret(rd_arena(ready->rd), ready->box_dir, box->box_key, secret, &found));
	return found ? OK : unready(ready, "", "no_box");
}

/* From here on the choice is nowhere but in the envelope. */
static enum err ready_cast(struct ready *ready, void *args)
{
	struct ballot_cast *a = args;
	struct arena *arena = rd_arena(ready->rd);
	uint8_t *envelope = arena_alloc(arena, BOX_ENVELOPE);
	uint8_t *ask_key = arena_alloc(arena, HASH_SIZE);
	uint8_t chance[BOX_KEY];
	struct ballot_box box;
	struct box_key secret;
	struct str choice;
	struct hash key;

	if (!envelope || !ask_key)
		return ERR_MEMORY;
	TRY(secret_find(ready, a->ballot, &box, &secret));
	key = box_ask_key(&secret);
	memcpy(ask_key, key.at, HASH_SIZE);
	ready->ask_key = (struct bytes) { ask_key, HASH_SIZE };
	TRY(choice_make(ready, a, &box, &choice));
	draw(ready, "envelope", chance, sizeof(chance));
	box_seal(box.box_key, chance, choice, envelope);
	a->envelope = (struct bytes) { envelope, BOX_ENVELOPE };
	memset(a->choices.at, 0, a->choices.count * sizeof(*a->choices.at));
	a->choices = (struct refs) { 0 };
	if (a->offers.count)
		memset(a->offers.at, 0, a->offers.count * sizeof(*a->offers.at));
	a->offers.count = 0;
	return OK;
}

static enum err run_cast(struct tx *tx, const void *args)
{
	const struct ballot_cast *a = args;
	struct hash hash = hash_of(a->envelope.at, a->envelope.len);
	struct ballot_roll row = {
		.ballot = a->ballot, .envelope = a->envelope, .hash = { hash.at, HASH_SIZE }
	};
	struct buf hex = buf_new(tx_arena(tx), 2 * HASH_SIZE + 1);
	struct ballot_voter voter;
	bool found;

	TRY(ballot_voter_read(tx_rd(tx), a, &voter, &found));
	if (!found)
		return refuse(tx, "", "no_household");
	if (voter.is_late)
		return refuse(tx, "", "came_later");
	if (str_is(voter.way, "paper"))
		return refuse(tx, "", "votes_on_paper");
	row.household = voter.household;
	row.roll = voter.roll;
	hex_print(&hex, row.hash);
	if (!buf_z(&hex))
		return ERR_MEMORY;
	TRY(verdict(tx, "choose.ballot.envelope", "cast", buf_z(&hex)));
	if (row.roll.id)
		return ballot_roll_update(tx, &row);
	row.roll.id = tx_new_id(tx);
	return ballot_roll_insert(tx, &row);
}

/* --- paper --- */

static enum err voter_find(struct tx *tx, const struct ballot_paper *a, struct ballot_voter *voter)
{
	bool found;

	TRY(ballot_paper_read(tx_rd(tx), a, voter, &found));
	if (!found)
		return refuse(tx, "household", "not_of_here");
	return voter->is_late ? refuse(tx, "household", "came_later") : OK;
}

static enum err run_issue(struct tx *tx, const void *args)
{
	const struct ballot_paper *a = args;
	struct ballot_voter voter;
	int64_t issued;

	TRY(voter_find(tx, a, &voter));
	if (str_is(voter.way, "paper"))
		return refuse(tx, "household", "issued");
	if (str_is(voter.way, "screen") || str_is(voter.way, "desk"))
		return refuse(tx, "household", "has_cast");
	TRY(ballot_issued(tx_rd(tx), &(struct ballot_at) { a->ballot }, &issued));
	if (issued >= BALLOT_PAPERS)
		return refuse_with(tx, "", "no_more_papers", "most", BALLOT_PAPERS);
	if (!voter.roll.id)
		return ballot_paper_insert(tx, a);
	return ballot_paper_out(tx, &(struct ballot_roll) { .roll = voter.roll });
}

static enum err run_return(struct tx *tx, const void *args)
{
	struct ballot_voter voter;

	TRY(voter_find(tx, args, &voter));
	if (!str_is(voter.way, "paper"))
		return refuse(tx, "household", "not_issued");
	return ballot_paper_back(tx, &(struct ballot_roll) { .roll = voter.roll });
}

/* Before the count only: a box that cannot be opened any more, a mistake in what stood to choose.
 * What was sealed is deleted unread; the place can vote anew. */
static enum err run_annul(struct tx *tx, const void *args)
{
	const struct ballot_annul *a = args;

	TRY(ballot_envelopes_drop(tx, &(struct ballot_at) { a->ballot }));
	return ballot_annulled(tx, a);
}

static const struct field ballot_offer_fields[] = {
	REF(ballot_offer, project, .of = "choose.project"),
	MONEY(ballot_offer, amount, .min = 100, .max = BOX_OFFER_YUAN * 100),
	{ .kind = FIELD_END },
};

static const struct field ballot_sheet_fields[] = {
	INT(ballot_sheet, sheet, .min = 1, .max = BALLOT_PAPERS),
	TEXT(ballot_sheet, choice, .max = BOX_PLAIN - 1, .optional = true),
	BOOL(ballot_sheet, is_spoilt),
	{ .kind = FIELD_END },
};

const struct action ballot_actions[] = {
	{ "choose.ballot.open", MAY(cadre, place), RULE(ballot_openable), run_open,
		FIELDS(REF(ballot_open, place, .of = "place.unit"),
			REF(ballot_open, season, .of = "place.season"),
			TEXT(ballot_open, title, .max = 40),
			MONEY(ballot_open, budget, .min = 1, .max = 100000000000),
			MOMENT(ballot_open, until),
			REFS(ballot_open, candidates, .of = "choose.project",
				.max = BOX_CANDIDATES),
			CHOICE(ballot_open, rule,
				.of = "mes ees phragmen greedy_votes greedy_density",
				.optional = true),
			CHOICE(ballot_open, complete, .of = "add1u add1 exhaust addopt none",
				.optional = true),
			CHOICE(ballot_open, utility, .of = "cost cardinality", .optional = true),
			LIST(ballot_open, terms, ballot_term, ballot_term_fields, .max = 100,
				.optional = true),
			LIST(ballot_open, limits, ballot_limit, ballot_limit_fields,
				.max = BOX_CANDIDATES, .optional = true),
			BOOL(ballot_open, takes_pledges),
			REF(ballot_open, meeting, .of = "voice.meeting", .optional = true)),
		.ready = ready_open, .goes = "choose/ballot/{id}" },
	{ "choose.ballot.cast", MAY(resident, ballot), RULE(ballot_casting), run_cast,
		FIELDS(REF(ballot_cast, ballot, .of = "choose.ballot"),
			REFS(ballot_cast, choices, .of = "choose.project", .max = BOX_CANDIDATES,
				.sealed = true),
			LIST(ballot_cast, offers, ballot_offer, ballot_offer_fields,
				.max = BOX_OFFERS, .optional = true, .sealed = true)),
		.ready = ready_cast, .goes = "choose/ballot/{ballot}/receipt" },
	{ "choose.ballot.paper_issue", MAY(cadre, ballot), RULE(ballot_issuing), run_issue,
		FIELDS(REF(ballot_paper, ballot, .of = "choose.ballot"),
			REF(ballot_paper, household, .of = "people.household", .personal = true)),
		.goes = "choose/ballot/{ballot}/papers" },
	{ "choose.ballot.paper_return", MAY(cadre, ballot), RULE(ballot_returning), run_return,
		FIELDS(REF(ballot_paper, ballot, .of = "choose.ballot"),
			REF(ballot_paper, household, .of = "people.household", .personal = true)),
		.goes = "choose/ballot/{ballot}/papers" },
	{ "choose.ballot.tally", MAY(cadre | officer, ballot), RULE(ballot_tallying),
		ballot_tally_run,
		FIELDS(REF(ballot_tally, ballot, .of = "choose.ballot"),
			INT(ballot_tally, counter, .min = 1, .max = 2),
			LIST(ballot_tally, sheets, ballot_sheet, ballot_sheet_fields,
				.max = BALLOT_SHEETS, .optional = true),
			BOOL(ballot_tally, has_more)),
		.goes = "choose/ballot/{ballot}/papers" },
	{ "choose.ballot.close", MAY(cadre | clockwork, ballot), RULE(ballot_closing),
		ballot_close_run, FIELDS(REF(ballot_close, ballot, .of = "choose.ballot")),
		.ready = ballot_close_ready, .goes = "choose/ballot/{ballot}" },
	{ "choose.ballot.annul", MAY(officer, ballot), RULE(ballot_annullable), run_annul,
		FIELDS(REF(ballot_annul, ballot, .of = "choose.ballot"),
			TEXT(ballot_annul, reason, .max = 200, .lines = true)),
		.goes = "choose/ballot" },
	{ 0 },
};
const struct view ballot_views[] = {
	{ "choose/ballot", MAY(guest, ), ballot_page_list, NULL },
	{ "choose/ballot/prepare", MAY(cadre, ), ballot_page_prepare, &PAGE_ballot_prepare },
	{ "choose/ballot/{id}", MAY(guest, id), ballot_page_show, &PAGE_ballot_show },
	{ "choose/ballot/{id}/review", MAY(resident, id), ballot_page_review, &PAGE_ballot_review },
	{ "choose/ballot/{id}/receipt", MAY(resident, id), ballot_page_receipt,
		&PAGE_ballot_receipt },
	{ "choose/ballot/{id}/papers", MAY(cadre | officer, id), ballot_page_papers,
		&PAGE_ballot_papers },
	{ "choose/ballot/{id}/sheet", MAY(guest, id), ballot_page_sheet, NULL, &PAPER_ballot },
	{ "choose/ballot/{id}/votes", MAY(guest, id), ballot_page_votes, NULL },
	{ 0 },
};
