/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fund/grant.c: fund money paid to an approved project: never before approval, never more than the
 * plan in force says. */
#include "base/arena.h"
#include "door/action.h"
#include "door/view.h"
#include "fund/ledger.h"

struct grant_pay {
	struct ref project;
	struct money amount;
	struct str paper;
	struct day paid;
	int64_t entry;
};
struct grant_facts {
	struct money agreed;
	struct money paid;
	struct str title;
};
#include "gen/fund/grant.sql.h"

static enum err pay(struct tx *tx, const void *args)
{
	struct grant_pay row = *(const struct grant_pay *)args;
	struct booking booking = {
		.kind = "grant", .project = row.project, .day = row.paid, .subject = { tx_id(tx) }
	};
	struct grant_facts facts;
	struct money left;

	TRY(grant_read(tx_rd(tx), &row, &facts));
	if (!money_sub(facts.agreed, facts.paid, &left) || row.amount.fen > left.fen)
		return refuse_with(tx, "amount", "over_plan", "left_fen", left.fen);
	if (row.paid.n > day_of((struct moment) { tx_now(tx) }).n)
		return refuse(tx, "paid", "in_future");
	booking.title = facts.title;
	TRY(ledger_gift(tx, &booking, "fund", row.amount, &row.entry));
	return grant_insert(tx, &row);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(grant_list(rd, at, out, "grants"));
	return grant_due(rd, at, out, "due");
}

const struct action grant_actions[] = {
	{ "fund.grant.pay", MAY(cashier, project), RULE(grant_approved), pay,
		FIELDS(REF(grant_pay, project, .of = "choose.project"),
			MONEY(grant_pay, amount, .min = 1, .max = 10000000000),
			TEXT(grant_pay, paper, .max = 40), DAY(grant_pay, paid)),
		.goes = "choose/project/{project}/money" },
	{ 0 }
};
const struct view grant_views[] = {
	{ "fund/grant", MAY(guest, ), list, &PAGE_grant },
	{ 0 },
};
