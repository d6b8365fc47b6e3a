/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/ballot_close.c: papers are entered by two counters who must find the same; then the box is
 * opened in one act: envelopes become votes sorted by content and numbered, and are deleted. What
 * is kept leads back to no household. */
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "choose/ballot.h"
#include "choose/box.h"
#include "door/action.h"
#include "gen/choose/ballot.sql.h"

/* A choice as it is kept: numbers of the ballot, ascending, none twice, within the budget. */
struct choice {
	bool ticked[BOX_CANDIDATES];
	struct money sum;
};

/* NULL, or why the text is no choice on this ballot. */
static const char *choice_read(const struct ballot_candidates_list *options, struct str text,
	struct money budget, struct choice *out)
{
	*out = (struct choice) { 0 };
	while (text.at && text.len) {
		struct str word = str_cut(&text, ' ');
		int64_t n;

		if (!word.len)
			continue;
		if (!str_int(word, &n) || n < 1 || n > (int64_t)options->count)
			return "not_on_ballot";
		if (out->ticked[n - 1])
			return "ticked_twice";
		out->ticked[n - 1] = true;
		if (!money_add(out->sum, options->at[n - 1].cost, &out->sum))
			return "over_budget";
	}
	return out->sum.fen > budget.fen ? "over_budget" : NULL;
}

static struct str choice_text(struct arena *arena, const struct choice *choice)
{
	struct buf text = buf_new(arena, BOX_PLAIN);

	for (size_t i = 0; i < BOX_CANDIDATES; i++) {
		if (!choice->ticked[i])
			continue;
		if (text.len)
			buf_char(&text, ' ');
		buf_int(&text, (int64_t)i + 1);
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

/* Votes as they come out of box and pile. */
struct heap {
	struct str *at;
	size_t count;
	int64_t envelopes;
	int64_t papers;
	int64_t spoilt;
};

/* A torn envelope, or one that holds what this ballot does not allow, is spoilt like a paper. */
static enum err envelopes_open(struct tx *tx, const struct ballot_close *a,
	const struct ballot_candidates_list *options, struct money budget, struct heap *heap)
{
	struct ballot_counter first = { .ballot = a->ballot, .counter = 1 };
	struct ballot_envelopes_list envelopes;
	struct ballot_sheets_list sheets;
	struct box_key secret;

	memcpy(secret.at, a->secret.at, BOX_KEY);
	TRY(ballot_envelopes(tx_rd(tx), &(struct ballot_at) { a->ballot }, &envelopes));
	TRY(ballot_sheets(tx_rd(tx), &first, &sheets));
	heap->at = arena_array(tx_arena(tx), envelopes.count + sheets.count + 1, sizeof(*heap->at));
	if (!heap->at)
		return ERR_MEMORY;
	for (size_t i = 0; i < envelopes.count; i++) {
		struct choice choice;
		struct str text;

		heap->envelopes++;
		if (!box_open(tx_arena(tx), a->box, &secret, envelopes.at[i].envelope, &text) ||
			choice_read(options, text, budget, &choice))
			heap->spoilt++;
		else
			heap->at[heap->count++] = choice_text(tx_arena(tx), &choice);
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
			heap->at[heap->count++] = sheets.at[i].choice;
	}
	return OK;
}

static int text_compare(const void *a, const void *b)
{
	const struct str *x = a;
	const struct str *y = b;

	return str_compare(*x, *y);
}

/* Sorted by content: the order tells nothing of when or by whom. */
static enum err votes_write(struct tx *tx, struct ref ballot, struct heap *heap)
{
	qsort(heap->at, heap->count, sizeof(*heap->at), text_compare);
	for (size_t i = 0; i < heap->count; i++) {
		struct ballot_vote vote = { ballot, (int64_t)i + 1, heap->at[i] };

		if (!vote.choice.at)
			return ERR_MEMORY;
		TRY(ballot_vote_insert(tx, &vote));
	}
	return OK;
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
	TRY(envelopes_open(tx, a, &options, box.budget, &heap));
	TRY(papers_add(tx, a, &heap));
	TRY(ballot_issued(tx_rd(tx), &at, &issued));
	TRY(votes_write(tx, a->ballot, &heap));
	TRY(ballot_envelopes_drop(tx, &at));
	return ballot_closed(tx, &(struct ballot_end) { a->ballot, heap.envelopes, heap.papers,
					 heap.spoilt, issued - heap.papers });
}
