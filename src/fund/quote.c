/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fund/quote.c: offers compared before something is bought (B01): who asked whom, how much, which
 * one was taken and why. A quote that was taken stays; sellers that are tied do not count (B04). */
#include "base/arena.h"
#include "base/data.h"
#include "door/action.h"
#include "door/book.h"
#include "door/view.h"

struct quote_add {
	struct ref project;
	struct ref line;
	struct str seller;
	struct str seller_code;
	struct str phone;
	struct money amount;
	struct ref file;
};
struct quote_choose {
	struct ref quote;
	struct str reason;
};
struct quote_which {
	struct ref quote;
};
struct quote_facts {
	struct ref project;
	struct ref line;
	struct money amount;
	struct money least;
	int64_t count;
	int64_t tied;
};
struct quote_row {
	struct ref quote;
	struct ref project;
	struct ref line;
	struct str reason;
};
#include "gen/fund/quote.sql.h"

static enum err add(struct tx *tx, const void *args)
{
	const struct quote_add *a = args;
	int64_t fits;

	TRY(quote_line_fits(tx_rd(tx), a, &fits));
	if (!fits)
		return refuse(tx, "line", "other_project");
	return quote_insert(tx, a);
}

/* From the sum of rule B01 on three offers are compared, and none may come from the same hand. */
static enum err choose(struct tx *tx, const void *args)
{
	const struct quote_choose *a = args;
	struct quote_row row = { .quote = a->quote, .reason = a->reason };
	struct policy_book *book;
	struct quote_facts facts;
	int64_t need;

	TRY(quote_read(tx_rd(tx), a, &facts));
	TRY(book_open(tx_rd(tx), &book));
	need = policy_value(book, "B01", "quotes");
	if (facts.amount.fen >= policy_value(book, "B01", "from_fen") && facts.count < need)
		return refuse_with(tx, "quote", "too_few", "missing", need - facts.count);
	if (facts.tied)
		return refuse(tx, "quote", "tied");
	if (facts.amount.fen > facts.least.fen && !a->reason.at)
		return refuse_with(tx, "reason", "not_cheapest", "least_fen", facts.least.fen);
	row.project = facts.project;
	row.line = facts.line;
	TRY(quote_unchoose(tx, &row));
	return quote_chosen(tx, &row);
}

static enum err take_out(struct tx *tx, const void *args)
{
	return quote_remove(tx, args);
}

/* Rows of one line stand together; the first of each begins a new heading. */
static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct policy_book *book;
	int64_t line = 0;

	TRY(book_open(rd, &book));
	TRY(quote_list(rd, at, out, "quotes"));
	TRY(quote_lines(rd, at, out, "lines"));
	for (struct data *q = data_get(out, "quotes")->first; q; q = q->next) {
		data_int(arena, q, "is_first", data_number(q, "line_ref") != line);
		line = data_number(q, "line_ref");
	}
	data_int(arena, out, "from_fen", policy_value(book, "B01", "from_fen"));
	data_int(arena, out, "need", policy_value(book, "B01", "quotes"));
	return OK;
}

const struct action quote_actions[] = {
	{ "fund.quote.add", MAY(handler | cadre, project), RULE(quote_project), add,
		FIELDS(REF(quote_add, project, .of = "choose.project"),
			REF(quote_add, line, .of = "choose.line"),
			TEXT(quote_add, seller, .max = 80),
			TEXT(quote_add, seller_code, .max = 20, .optional = true),
			TEXT(quote_add, phone, .max = 20, .optional = true, .personal = true),
			MONEY(quote_add, amount, .min = 1, .max = 10000000000),
			UPLOAD(quote_add, file, .optional = true)),
		.goes = "fund/quote?project={project}" },
	{ "fund.quote.choose", MAY(handler | cadre, quote), NO_RULE, choose,
		FIELDS(REF(quote_choose, quote, .of = "fund.quote"),
			TEXT(quote_choose, reason, .max = 200, .optional = true)) },
	{ "fund.quote.remove", MAY(handler | cadre, quote), RULE(quote_removable), take_out,
		FIELDS(REF(quote_which, quote, .of = "fund.quote")) },
	{ 0 }
};
const struct view quote_views[] = {
	{ "fund/quote", MAY(handler | cadre | approver | cashier | officer | auditor, project),
		list, &PAGE_quote },
	{ 0 },
};
