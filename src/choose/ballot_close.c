/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/ballot_close.c: papers are entered by two counters who must find the same; then the box is
 * opened in one act: envelopes become votes sorted by content and numbered, and are deleted. What
 * is kept leads back to no household but what it offered: those ballots are counted here, before
 * the link is dropped. */
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "choose/ballot.h"
#include "choose/box.h"
#include "choose/count.h"
#include "door/action.h"
#include "gen/choose/ballot.sql.h"

/* A choice as it is kept: numbers of the ballot, ascending, none twice, within the budget; with
 * what is offered for a project, in yuan. */
struct choice {
	bool ticked[BOX_CANDIDATES];
	int64_t offers[BOX_CANDIDATES];
	struct money sum;
	struct money offered;
};

static bool offer_read(struct str text, int64_t *out)
{
	return !text.at || (str_int(text, out) && *out >= 1 && *out <= BOX_OFFER_YUAN);
}

/* NULL, or why the text is no choice on this ballot. */
static const char *choice_read(const struct ballot_candidates_list *options, struct str text,
	struct money budget, struct choice *out)
{
	*out = (struct choice) { 0 };
	while (text.at && text.len) {
		struct str offer = str_cut(&text, ' ');
		struct str word = str_cut(&offer, '+');
		int64_t n;

		if (!word.len)
			continue;
		if (!str_int(word, &n) || n < 1 || n > (int64_t)options->count)
			return "not_on_ballot";
		if (out->ticked[n - 1])
			return "ticked_twice";
		out->ticked[n - 1] = true;
		if (!offer_read(offer, &out->offers[n - 1]))
			return "not_on_ballot";
		out->offered.fen += out->offers[n - 1] * 100;
		if (!money_add(out->sum, options->at[n - 1].cost, &out->sum))
			return "over_budget";
	}
	return out->sum.fen > budget.fen ? "over_budget" : NULL;
}

static struct str choice_text(struct arena *arena, const struct choice *choice)
{
	struct buf text = buf_new(arena, 2 * BOX_PLAIN);

	for (size_t i = 0; i < BOX_CANDIDATES; i++) {
		if (!choice->ticked[i])
			continue;
		if (text.len)
			buf_char(&text, ' ');
		buf_int(&text, (int64_t)i + 1);
		if (choice->offers[i])
			buf_print(&text, "+%lld", (long long)choice->offers[i]);
	}
	return text.len ? buf_view(&text) : (struct str) { "", 0 };
}

/* --- the tally of papers --- */

/* One line: kept in its one spelling ("0": nothing ticked), instead of what this counter entered
 * for the same paper before; a numbered line left blank takes that back. */
static enum err sheet_enter(struct tx *tx, const struct ballot_tally *a, struct money budget,
	const struct ballot_candidates_list *options, const struct ballot_sheet *sheet)
{
	struct ballot_tally_row row = { a->ballot, a->counter, sheet->sheet, { 0 },
		sheet->is_spoilt };
	bool is_empty = sheet->is_spoilt || str_is(sheet->choice, "0");
	struct str text = is_empty ? (struct str) { 0 } : sheet->choice;
	struct choice choice;
	const char *trouble = choice_read(options, text, budget, &choice);

	if (!trouble && choice.offered.fen)
		trouble = "no_offers_on_paper"; /* a paper does not say whose it is */
	if (trouble)
		return refuse_with(tx, "sheets", trouble, "sheet", sheet->sheet);
	TRY(ballot_sheet_drop(tx, &row));
	if (!sheet->choice.at && !sheet->is_spoilt)
		return OK;
	row.choice = choice_text(tx_arena(tx), &choice);
	return row.choice.at ? ballot_tally_insert(tx, &row) : ERR_MEMORY;
}

/* The second counter finds what the first found, or the pile is not counted. */
static enum err pile_compare(struct tx *tx, const struct ballot_tally *a,
	const struct ballot_pile *pile, const struct ballot_sheets_list *sheets)
{
	struct ballot_counter other = { .ballot = a->ballot, .counter = 3 - a->counter };
	struct ballot_sheets_list known;

	if (!pile->has_others)
		return OK;
	if (pile->others != (int64_t)sheets->count)
		return refuse_with(tx, "sheets", "other_count", "others", pile->others);
	TRY(ballot_sheets(tx_rd(tx), &other, &known));
	for (size_t i = 0; i < known.count; i++)
		if (known.at[i].is_spoilt != sheets->at[i].is_spoilt ||
			!str_equal(known.at[i].choice, sheets->at[i].choice))
			return refuse_with(tx, "sheets", "differs", "sheet", sheets->at[i].sheet);
	return OK;
}

/* The whole pile: without a gap, no more than were given out, as the other counter has it. */
static enum err pile_check(struct tx *tx, const struct ballot_tally *a,
	const struct ballot_pile *pile, struct ballot_counter *counter)
{
	struct ballot_sheets_list sheets;

	TRY(ballot_sheets(tx_rd(tx), counter, &sheets));
	counter->count = (int64_t)sheets.count;
	if (counter->count > pile->issued)
		return refuse_with(tx, "sheets", "too_many_papers", "issued", pile->issued);
	for (size_t i = 0; i < sheets.count; i++)
		if (sheets.at[i].sheet != (int64_t)i + 1)
			return refuse_with(tx, "sheets", "sheet_gap", "sheet", (int64_t)i + 1);
	return pile_compare(tx, a, pile, &sheets);
}

enum err ballot_tally_run(struct tx *tx, const void *args)
{
	const struct ballot_tally *a = args;
	struct ballot_counter counter = { a->ballot, a->counter, -1 };
	struct ballot_candidates_list options;
	struct ballot_pile pile;

	TRY(ballot_pile_read(tx_rd(tx), a, &pile));
	if (pile.is_other)
		return refuse(tx, "counter", "same_person");
	TRY(ballot_candidates(tx_rd(tx), &(struct ballot_at) { a->ballot }, &options));
	for (size_t i = 0; i < a->sheets.count; i++)
		TRY(sheet_enter(tx, a, pile.budget, &options, &a->sheets.at[i]));
	if (!a->has_more)
		TRY(pile_check(tx, a, &pile, &counter));
	return ballot_tallied(tx, &counter);
}

/* --- opening the box --- */

enum err ballot_close_ready(struct ready *ready, void *args)
{
	struct ballot_close *a = args;
	struct arena *arena = rd_arena(ready->rd);
	struct box_key *secret = arena_alloc(arena, sizeof(*secret));
	struct ballot_box box;
	bool found;

	if (!secret)
		return ERR_MEMORY;
	TRY(ballot_box_read(ready->rd, &(struct ballot_at) { a->ballot }, &box, &found));
	if (!found)
		return unready(ready, "ballot", "not_found");
	if (!str_is(box.state, "open") || box.until.ms > rd_now(ready->rd))
		return OK; /* the gate says why */
	found = false;
	if (ready->box_dir)
		TRY(box_secret(arena, ready->box_dir, box.box_key, secret, &found));
	if (!found)
		return unready(ready, "", "no_box");
	a->box = box.box_key;
	a->secret = (struct bytes) { secret->at, BOX_KEY };
	return OK;
}

/* Votes as they come out of box and pile; a household only where it offered something. */
struct paper {
	struct str text;
	struct ref household;
};
struct heap {
	struct paper *at;
	size_t count;
	int64_t envelopes;
	int64_t papers;
	int64_t spoilt;
};

/* A household is called for no more in a season than the ballot says, on all its ballots: what goes
 * beyond is not offered, the last first. */
static void offers_cap(struct choice *choice, struct money most,
	const struct ballot_called_list *called, struct ref household)
{
	int64_t room = most.fen;

	for (size_t i = 0; i < called->count; i++)
		if (called->at[i].household.id == household.id)
			room -= called->at[i].called.fen;
	for (size_t i = BOX_CANDIDATES; i-- > 0 && choice->offered.fen > room;) {
		choice->offered.fen -= choice->offers[i] * 100;
		choice->offers[i] = 0;
	}
}

/* A torn envelope, or one that holds what this ballot does not allow, is spoilt like a paper. */
static enum err envelopes_open(struct tx *tx, const struct ballot_close *a,
	const struct ballot_candidates_list *options, const struct ballot_box *box,
	struct heap *heap)
{
	struct ballot_counter first = { .ballot = a->ballot, .counter = 1 };
	struct ballot_at at = { a->ballot };
	struct ballot_envelopes_list envelopes;
	struct ballot_called_list called;
	struct ballot_sheets_list sheets;
	struct box_key secret;

	memcpy(secret.at, a->secret.at, BOX_KEY);
	TRY(ballot_envelopes(tx_rd(tx), &at, &envelopes));
	TRY(ballot_called(tx_rd(tx), &at, &called));
	TRY(ballot_sheets(tx_rd(tx), &first, &sheets));
	heap->at = arena_array(tx_arena(tx), envelopes.count + sheets.count + 1, sizeof(*heap->at));
	if (!heap->at)
		return ERR_MEMORY;
	for (size_t i = 0; i < envelopes.count; i++) {
		const struct ballot_envelope *envelope = &envelopes.at[i];
		struct paper paper = { 0 };
		struct choice choice;
		struct str text;

		heap->envelopes++;
		if (!box_open(tx_arena(tx), a->box, &secret, envelope->envelope, &text) ||
			choice_read(options, text, box->budget, &choice) ||
			choice.offered.fen > box->pledge.fen) {
			heap->spoilt++;
			continue;
		}
		offers_cap(&choice, box->pledge, &called, envelope->household);
		paper.text = choice_text(tx_arena(tx), &choice);
		if (choice.offered.fen)
			paper.household = envelope->household;
		heap->at[heap->count++] = paper;
	}
	return OK;
}

static enum err papers_add(struct tx *tx, const struct ballot_close *a, struct heap *heap)
{
	struct ballot_counter first = { .ballot = a->ballot, .counter = 1 };
	struct ballot_sheets_list sheets;

	TRY(ballot_sheets(tx_rd(tx), &first, &sheets));
	for (size_t i = 0; i < sheets.count; i++) {
		heap->papers++;
		if (sheets.at[i].is_spoilt)
			heap->spoilt++;
		else
			heap->at[heap->count++] = (struct paper) { .text = sheets.at[i].choice };
	}
	return OK;
}

/* Equal ballots are told apart only where both offer something, by the number of the door's row. */
static int paper_compare(const void *a, const void *b)
{
	const struct paper *x = a;
	const struct paper *y = b;
	int order = str_compare(x->text, y->text);

	if (order)
		return order;
	return (x->household.id > y->household.id) - (x->household.id < y->household.id);
}

/* Sorted by content: the order tells nothing of when or by whom. */
static enum err votes_write(struct tx *tx, struct ref ballot, struct heap *heap)
{
	qsort(heap->at, heap->count, sizeof(*heap->at), paper_compare);
	for (size_t i = 0; i < heap->count; i++) {
		struct ballot_vote vote = { ballot, (int64_t)i + 1, heap->at[i].text };

		if (!vote.choice.at)
			return ERR_MEMORY;
		TRY(ballot_vote_insert(tx, &vote));
	}
	return OK;
}

/* What became of each offer, for the household that made it. */
static enum err offers_write(struct tx *tx, struct ref ballot, const struct count_slate *slate,
	const struct count *count, const struct heap *heap)
{
	const struct pb_election *election = &count->election;

	for (uint32_t i = 0; i < count->outcome.pledge_count; i++) {
		const struct pb_fund_row *fund = &count->outcome.pledges[i];
		const struct pb_pledge *pledge = &election->pledges[fund->pledge];
		struct ballot_offered row = { .ballot = ballot,
			.household = heap->at[pledge->ballot].household,
			.project = slate->candidates[pledge->project].project,
			.amount = { count_fen(election, pledge->amount) },
			.called = { count_fen(election, fund->called) },
			.is_void = fund->is_void };

		TRY(ballot_offer_insert(tx, &row));
	}
	return OK;
}

/* Counted now, as it will be counted again from the votes alone, since from now on nothing tells
 * whose a vote is. */
static enum err offers_count(struct tx *tx, struct ref ballot, const struct heap *heap)
{
	struct count_vote *votes = arena_array(tx_arena(tx), heap->count + 1, sizeof *votes);
	struct count_slate slate;
	struct count count;
	struct str text, why;
	enum err err;

	if (!votes)
		return ERR_MEMORY;
	for (size_t i = 0; i < heap->count; i++)
		votes[i].choice = heap->at[i].text;
	TRY(count_slate_read(tx_rd(tx), ballot, &slate));
	TRY(count_text(tx_arena(tx), &slate, votes, heap->count, &text));
	err = count_run(tx_arena(tx), &slate, text, &count, &why);
	if (err == ERR_BAD_INPUT)
		return refuse(tx, "", "not_counted");
	TRY(err);
	return count.is_empty ? OK : offers_write(tx, ballot, &slate, &count, heap);
}

enum err ballot_close_run(struct tx *tx, const void *args)
{
	const struct ballot_close *a = args;
	struct ballot_at at = { a->ballot };
	struct ballot_candidates_list options;
	struct ballot_box box;
	struct heap heap = { 0 };
	int64_t issued;
	bool found;

	if (!a->secret.at)
		return refuse(
			tx, "", "not_yet"); /* it came due between the snapshot and the lane */
	TRY(ballot_box_read(tx_rd(tx), &at, &box, &found));
	TRY(ballot_candidates(tx_rd(tx), &at, &options));
	TRY(envelopes_open(tx, a, &options, &box, &heap));
	TRY(papers_add(tx, a, &heap));
	TRY(ballot_issued(tx_rd(tx), &at, &issued));
	TRY(votes_write(tx, a->ballot, &heap));
	if (box.pledge.fen)
		TRY(offers_count(tx, a->ballot, &heap));
	TRY(ballot_envelopes_drop(tx, &at));
	return ballot_closed(tx, &(struct ballot_end) { a->ballot, heap.envelopes, heap.papers,
					 heap.spoilt, issued - heap.papers });
}
