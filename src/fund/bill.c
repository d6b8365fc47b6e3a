/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fund/bill.c: a voucher of a claim, as read from its file. It is taken once in the whole
 * installation (I02), held against the rulebook at once, and each hit is kept with its article, so
 * that the cadre sees before sending what the auditor will see. */
#include "base/arena.h"
#include "base/buf.h"
#include "door/action.h"
#include "door/book.h"
#include "door/view.h"

struct bill_add {
	struct ref claim;
	struct ref line;
	struct str source;
	struct str kind;
	struct str code;
	struct str number;
	struct money amount;
	struct money tax;
	struct day issued;
	struct str seller;
	struct str seller_code;
	struct str buyer;
	struct str items;
	struct str purpose;
	struct ref file;
	bool is_original;
};
struct bill_remove {
	struct ref bill;
};
struct bill_facts {
	struct str class;
	struct str account_title;
	struct money line_budget;
	struct money line_used;
	struct money near_same;
	struct day starts;
	struct day ends;
	bool is_of_project;
};
struct bill_hit {
	int64_t n;
	struct str rule;
	int64_t version;
	struct str verdict;
	struct str article;
	struct str found;
};
struct bill_quote {
	struct str seller;
	struct str code;
	struct str phone;
};
#include "gen/fund/bill.sql.h"

static enum err quotes_read(struct rd *rd, const struct bill_add *a, struct policy_bill *bill)
{
	struct bill_quotes_list rows;
	struct policy_quote *quotes;

	TRY(bill_quotes(rd, a, &rows));
	quotes = arena_array(rd_arena(rd), rows.count + 1, sizeof *quotes);
	if (!quotes)
		return ERR_MEMORY;
	for (size_t i = 0; i < rows.count; i++)
		quotes[i] = (struct policy_quote) { rows.at[i].seller, rows.at[i].code,
			rows.at[i].phone };
	bill->quotes = quotes;
	bill->quote_count = rows.count;
	return OK;
}

static enum err hits_write(struct tx *tx, const struct policy_verdicts *verdicts)
{
	for (size_t i = 0; i < verdicts->count; i++) {
		const struct policy_verdict *v = &verdicts->at[i];
		struct bill_hit hit = { .n = (int64_t)i + 1,
			.rule = str_of(v->entry->rule->id),
			.version = v->entry->version,
			.verdict = str_of(policy_outcome_word(v->outcome)),
			.article = v->entry->article };

		TRY(book_found(tx, v, &hit.found));
		TRY(bill_hit_insert(tx, &hit));
	}
	return OK;
}

static enum err rules_ask(struct tx *tx, const struct bill_add *a, const struct bill_facts *facts)
{
	struct policy_bill bill = {
		.kind = a->kind,
		.source = a->source,
		.class = facts->class,
		.items = a->items,
		.purpose = a->purpose,
		.buyer = a->buyer,
		.account_title = facts->account_title,
		.is_original = a->is_original,
		.amount = a->amount,
		.line_budget = facts->line_budget,
		.line_used = facts->line_used,
		.near_same = facts->near_same,
		.issued = a->issued,
		.starts = facts->starts,
		.ends = facts->ends,
	};
	struct policy_facts asked = { .bill = &bill };
	struct policy_verdicts *verdicts = arena_alloc(tx_arena(tx), sizeof *verdicts);
	struct policy_book *book;

	if (!verdicts)
		return ERR_MEMORY;
	TRY(quotes_read(tx_rd(tx), a, &bill));
	TRY(book_open(tx_rd(tx), &book));
	policy_decide(book, &asked, verdicts);
	TRY(hits_write(tx, verdicts));
	return book_verdicts(tx, verdicts);
}

static enum err add(struct tx *tx, const void *args)
{
	const struct bill_add *a = args;
	struct bill_facts facts;
	int64_t taken;

	TRY(bill_read(tx_rd(tx), a, &facts));
	if (!facts.is_of_project)
		return refuse(tx, "line", "other_project");
	if (a->issued.n > day_of((struct moment) { tx_now(tx) }).n)
		return refuse(tx, "issued", "in_future");
	TRY(bill_taken(tx_rd(tx), a, &taken));
	if (taken)
		return refuse(tx, "number", "doubled");
	TRY(bill_voucher_take(tx, a));
	TRY(bill_insert(tx, a));
	TRY(rules_ask(tx, a, &facts));
	return bill_claim_sum(tx, a);
}

static enum err take_out(struct tx *tx, const void *args)
{
	TRY(bill_voucher_free(tx, args));
	TRY(bill_end(tx, args));
	return bill_claim_sum_without(tx, args);
}

const struct action bill_actions[] = {
	{ "fund.bill.add", MAY(handler, claim), RULE(bill_claim_open), add,
		FIELDS(REF(bill_add, claim, .of = "fund.claim"),
			REF(bill_add, line, .of = "choose.line"),
			CHOICE(bill_add, source, .of = "fund resident partner property"),
			CHOICE(bill_add, kind,
				.of = "invoice e_invoice fiscal_receipt labour_sheet"),
			TEXT(bill_add, code, .max = 12, .optional = true),
			TEXT(bill_add, number, .max = 24),
			MONEY(bill_add, amount, .min = 1, .max = 10000000000),
			MONEY(bill_add, tax, .max = 10000000000, .optional = true),
			DAY(bill_add, issued), TEXT(bill_add, seller, .max = 80),
			TEXT(bill_add, seller_code, .max = 20, .optional = true),
			TEXT(bill_add, buyer, .max = 80), TEXT(bill_add, items, .max = 200),
			TEXT(bill_add, purpose, .max = 200), UPLOAD(bill_add, file),
			BOOL(bill_add, is_original)),
		.goes = "fund/claim/{claim}" },
	{ "fund.bill.remove", MAY(handler, bill), RULE(bill_open), take_out,
		FIELDS(REF(bill_remove, bill, .of = "fund.bill")) },
	{ 0 }
};
const struct view bill_views[] = { { 0 } };
