/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fund/claim.c: a claim goes through three hands, which are three persons: who bought, who approves, who pays (A03). Nothing is paid
 * without a voucher, no voucher twice, no line above its budget, no source above what it gave. */
#include "base/arena.h"
#include "door/action.h"
#include "door/view.h"
#include "fund/ledger.h"

struct claim_draft {
	struct ref project;
	struct str title;
};
struct claim_which {
	struct ref claim;
};
struct claim_return {
	struct ref claim;
	struct str reason;
};
struct claim_pay {
	struct ref claim;
	struct day paid;
	struct ref project;
	int64_t entry;
};
struct claim_found {
	struct ref project;
	struct str title;
	struct money amount;
	int64_t bills;
	int64_t blocks;
	bool is_handler;
	bool is_approver;
};
struct claim_share {
	struct ref line;
	struct str source;
	struct money amount;
	struct money budget;
	struct money spent;
};
#include "gen/fund/claim.sql.h"

static enum err draft(struct tx *tx, const void *args)
{
	return claim_insert(tx, args);
}

static enum err send(struct tx *tx, const void *args)
{
	struct claim_found claim;

	TRY(claim_read(tx_rd(tx), args, &claim));
	if (!claim.is_handler)
		return refuse(tx, "claim", "not_handler");
	if (!claim.bills)
		return refuse(tx, "claim", "no_voucher");
	if (claim.blocks)
		return refuse_with(tx, "claim", "has_block", "count", claim.blocks);
	return claim_sent(tx, args);
}

static enum err approve(struct tx *tx, const void *args)
{
	struct claim_found claim;

	TRY(claim_read(tx_rd(tx), args, &claim));
	if (claim.is_handler)
		return refuse(tx, "claim", "own_claim");
	return claim_approved(tx, args);
}

static enum err give_back(struct tx *tx, const void *args)
{
	return claim_returned(tx, args);
}

static enum err withdraw(struct tx *tx, const void *args)
{
	const struct claim_which *a = args;
	struct claim_found claim;

	TRY(claim_read(tx_rd(tx), a, &claim));
	if (!claim.is_handler)
		return refuse(tx, "claim", "not_handler");
	TRY(claim_vouchers_free(tx, a));
	return claim_withdrawn(tx, a);
}

/* One entry: each line and source is charged, the bank pays the sum. */
static enum err book(struct tx *tx, struct claim_pay *row, const struct claim_found *claim)
{
	struct booking booking = { .kind = "payment", .project = claim->project,
				   .title = claim->title, .day = row->paid,
				   .subject = row->claim };
	struct claim_shares_list shares;
	struct posting *postings;

	TRY(claim_shares(tx_rd(tx), &(struct claim_which){ row->claim }, &shares));
	postings = arena_array(tx_arena(tx), shares.count + 1, sizeof *postings);
	if (!postings)
		return ERR_MEMORY;
	for (size_t i = 0; i < shares.count; i++) {
		const struct claim_share *share = &shares.at[i];
		struct money after;

		if (!money_add(share->spent, share->amount, &after) ||
		    after.fen > share->budget.fen)
			return refuse_with(tx, "claim", "over_line", "left_fen",
					   share->budget.fen - share->spent.fen);
		postings[i] = (struct posting){ "expense", str_z(tx_arena(tx), share->source),
						share->line, share->amount };
	}
	postings[shares.count] = (struct posting){ "bank", "", { 0 }, { -claim->amount.fen } };
	return ledger_book(tx, &booking, postings, shares.count + 1, &row->entry);
}

static enum err pay(struct tx *tx, const void *args)
{
	struct claim_pay row = *(const struct claim_pay *)args;
	struct claim_found claim;

	TRY(claim_read(tx_rd(tx), &(struct claim_which){ row.claim }, &claim));
	if (claim.is_handler || claim.is_approver)
		return refuse(tx, "claim", "three_hands");
	if (row.paid.n > day_of((struct moment){ tx_now(tx) }).n)
		return refuse(tx, "paid", "in_future");
	TRY(book(tx, &row, &claim));
	return claim_paid(tx, &row);
}

const struct action claim_actions[] = {
	{ "fund.claim.draft", MAY(handler, project), RULE(claim_project), draft,
	  FIELDS(REF(claim_draft, project, .of = "choose.project"),
		 TEXT(claim_draft, title, .max = 60)),
	  .goes = "fund/claim/{id}" },
	{ "fund.claim.send", MAY(handler, claim), RULE(claim_unsent), send,
	  FIELDS(REF(claim_which, claim, .of = "fund.claim")), .goes = "fund/claim/{claim}" },
	{ "fund.claim.approve", MAY(approver, claim), RULE(claim_waiting), approve,
	  FIELDS(REF(claim_which, claim, .of = "fund.claim")), .goes = "fund/claim/{claim}" },
	{ "fund.claim.return", MAY(approver | cashier, claim), RULE(claim_returnable), give_back,
	  FIELDS(REF(claim_return, claim, .of = "fund.claim"),
		 TEXT(claim_return, reason, .max = 400, .lines = true, .personal = true)),
	  .goes = "fund/claim/{claim}" },
	{ "fund.claim.withdraw", MAY(handler, claim), RULE(claim_unsent), withdraw,
	  FIELDS(REF(claim_which, claim, .of = "fund.claim")), .goes = "fund/claim" },
	{ "fund.claim.pay", MAY(cashier, claim), RULE(claim_is_approved), pay,
	  FIELDS(REF(claim_pay, claim, .of = "fund.claim"), DAY(claim_pay, paid)),
	  .goes = "fund/claim/{claim}" },
	{ 0 }
};
const struct view claim_views[] = { { 0 } };
