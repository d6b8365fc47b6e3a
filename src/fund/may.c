/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fund/may.c: "may I buy this?", answered before the money is spent: from the same rulebook that
 * looks at the voucher later, with the article, what other money may do, and how often it passed.
 */
#include "base/arena.h"
#include "base/data.h"
#include "door/action.h"
#include "door/book.h"
#include "door/view.h"
#include "gen/fund/may.sql.h"

enum answer { ANSWER_YES, ANSWER_ASK, ANSWER_NO };

/* A bill of the street's own money that is in order but for what it buys. */
static enum err verdicts_ask(
	struct rd *rd, const struct look *at, struct policy_book *book, struct policy_verdicts *out)
{
	struct day today = day_of((struct moment) { rd_now(rd) });
	struct policy_bill bill = {
		.kind = str_of("invoice"),
		.source = str_of("fund"),
		.items = at->q,
		.purpose = str_of(""),
		.buyer = str_of(""),
		.account_title = str_of(""),
		.is_original = true,
		.amount = { 1 },
		.line_budget = { 1 },
		.issued = today,
		.starts = today,
		.ends = today,
	};
	struct policy_facts facts = { .bill = &bill };

	policy_decide(book, &facts, out);
	return OK;
}

static enum answer hits_put(struct rd *rd, const struct policy_verdicts *verdicts, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct data *list = data_list(arena, out, "hits");
	enum answer answer = ANSWER_YES;

	for (size_t i = 0; i < verdicts->count; i++) {
		const struct policy_verdict *v = &verdicts->at[i];
		struct data *row;

		if (v->outcome == POLICY_PASS || !v->found.at)
			continue;
		row = data_object(arena, list, NULL);
		data_text(arena, row, "rule", str_of(v->entry->rule->id));
		data_text(arena, row, "verdict", str_of(policy_outcome_word(v->outcome)));
		data_text(arena, row, "wording",
			v->entry->wording.at ? v->entry->wording : str_of(v->entry->rule->zh));
		data_text(arena, row, "meaning", str_of(v->entry->rule->en));
		data_text(arena, row, "article", v->entry->article);
		data_text(arena, row, "found", v->found);
		data_int(arena, row, "from_day", v->entry->from.n);
		data_int(arena, row, "is_block", v->outcome == POLICY_BLOCKED);
		if (v->outcome == POLICY_BLOCKED)
			answer = ANSWER_NO;
		else if (answer == ANSWER_YES)
			answer = ANSWER_ASK;
	}
	return answer;
}

static enum err look_up(struct rd *rd, const struct look *at, struct data *out)
{
	static const char *const words[] = { "allowed", "conditional", "forbidden" };
	struct arena *arena = rd_arena(rd);
	struct policy_verdicts *verdicts = arena_alloc(arena, sizeof *verdicts);
	struct policy_book *book;
	enum answer answer;

	if (!verdicts)
		return ERR_MEMORY;
	TRY(book_open(rd, &book));
	data_text(arena, out, "q", at->q);
	data_int(arena, out, "has_q", at->q.len > 0);
	data_int(arena, out, "quotes_fen", policy_value(book, "B01", "from_fen"));
	data_int(arena, out, "quotes", policy_value(book, "B01", "quotes"));
	TRY(may_account(rd, at, out));
	if (!at->q.len)
		return OK;
	TRY(verdicts_ask(rd, at, book, verdicts));
	answer = hits_put(rd, verdicts, out);
	data_text(arena, out, "answer", str_of(words[answer]));
	data_int(arena, out, "is_allowed", answer == ANSWER_YES);
	data_int(arena, out, "is_conditional", answer == ANSWER_ASK);
	data_int(arena, out, "is_forbidden", answer == ANSWER_NO);
	return may_before(rd, at, out);
}

const struct action may_actions[] = { { 0 } };
const struct view may_views[] = {
	{ "fund/may", MAY(guest, ), look_up, &PAGE_may },
	{ 0 },
};
