/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fund/agreement.c: what a partner gives, on paper: money, things, work or the use of ground.
 * Nothing counts before the signed paper is on file (F02: consent, no levy); money is received and
 * receipted like a neighbour's. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "door/action.h"
#include "door/view.h"
#include "fund/ledger.h"

struct agreement_offer {
	struct ref project;
	struct ref partner;
	struct str kind;
	struct str source;
	struct str what;
	struct money amount;
	struct day from;
	struct day until;
};
struct agreement_sign {
	struct ref agreement;
	struct ref file;
};
struct agreement_which {
	struct ref agreement;
};
struct agreement_receive {
	struct ref agreement;
	struct money amount;
	struct day came;
	struct ref project;
	int64_t receipt;
	int64_t number;
	int64_t entry;
};
struct agreement_found {
	struct ref project;
	struct str kind;
	struct str source;
	struct money amount;
	struct str title;
};
#include "gen/fund/agreement.sql.h"

static enum err offer(struct tx *tx, const void *args)
{
	const struct agreement_offer *a = args;

	if (str_is(a->kind, "money") && !a->amount.fen)
		return refuse(tx, "amount", "missing");
	if (a->until.n && a->until.n < a->from.n)
		return refuse(tx, "until", "before_start");
	return agreement_insert(tx, a);
}

static enum err sign(struct tx *tx, const void *args)
{
	TRY(verdict(tx, "F02", "pass", "居民委员会组织法 §16"));
	return agreement_signed(tx, args);
}

static enum err receive(struct tx *tx, const void *args)
{
	struct agreement_receive row = *(const struct agreement_receive *)args;
	struct booking booking = { .kind = "gift", .day = row.came };
	struct agreement_found agreement;

	TRY(agreement_read(tx_rd(tx), &row, &agreement));
	if (!str_is(agreement.kind, "money"))
		return refuse(tx, "agreement", "not_money");
	if (row.amount.fen != agreement.amount.fen)
		return refuse_with(
			tx, "amount", "not_as_agreed", "agreed_fen", agreement.amount.fen);
	if (row.came.n > day_of((struct moment) { tx_now(tx) }).n)
		return refuse(tx, "came", "in_future");
	row.project = booking.project = agreement.project;
	row.receipt = tx_new_id(tx);
	booking.subject.id = row.receipt;
	booking.title = agreement.title;
	TRY(ledger_gift(
		tx, &booking, str_z(tx_arena(tx), agreement.source), row.amount, &row.entry));
	TRY(agreement_receipt_next(tx_rd(tx), &row.number));
	TRY(agreement_receipt_insert(tx, &row));
	return agreement_received(tx, &row);
}

static enum err end(struct tx *tx, const void *args)
{
	return agreement_ended(tx, args);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	return agreement_list(rd, at, out, "agreements");
}

/* The signed paper itself is for the two sides and who works for the place. */
static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	const struct data *me = data_get(out, "me");
	struct buf number = buf_new(arena, 32);
	bool may_sign = data_number(me, "is_cadre") || data_number(me, "is_partner");

	TRY(agreement_show(rd, at, out));
	buf_print(&number, "%07lld", (long long)data_number(out, "receipt"));
	data_text(arena, out, "number", buf_view(&number));
	data_int(arena, out, "can_sign", data_number(out, "is_offered") && may_sign);
	data_int(arena, out, "can_receive",
		data_number(out, "is_waiting") && data_number(out, "is_money") &&
			data_number(me, "is_cashier"));
	data_int(arena, out, "can_end",
		(data_number(out, "is_offered") || data_number(out, "is_waiting")) &&
			data_number(me, "is_cadre"));
	data_int(arena, out, "can_read",
		data_number(out, "is_givers") || data_number(me, "is_cadre") ||
			data_number(me, "is_cashier") || data_number(me, "is_officer") ||
			data_number(me, "is_auditor"));
	data_int(arena, out, "today_day", day_of((struct moment) { rd_now(rd) }).n);
	return OK;
}

const struct action agreement_actions[] = {
	{ "fund.agreement.offer", MAY(cadre, project), RULE(agreement_project), offer,
		FIELDS(REF(agreement_offer, project, .of = "choose.project"),
			REF(agreement_offer, partner, .of = "people.partner"),
			CHOICE(agreement_offer, kind, .of = "money things ground work"),
			CHOICE(agreement_offer, source, .of = "partner property"),
			TEXT(agreement_offer, what, .max = 200),
			MONEY(agreement_offer, amount, .max = 10000000000, .optional = true),
			DAY(agreement_offer, from, .optional = true),
			DAY(agreement_offer, until, .optional = true)) },
	{ "fund.agreement.sign", MAY(cadre | partner, agreement), RULE(agreement_offered), sign,
		FIELDS(REF(agreement_sign, agreement, .of = "fund.agreement"),
			UPLOAD(agreement_sign, file)) },
	{ "fund.agreement.receive", MAY(cashier, agreement), RULE(agreement_is_signed), receive,
		FIELDS(REF(agreement_receive, agreement, .of = "fund.agreement"),
			MONEY(agreement_receive, amount, .min = 1, .max = 10000000000),
			DAY(agreement_receive, came)) },
	{ "fund.agreement.end", MAY(cadre, agreement), RULE(agreement_endable), end,
		FIELDS(REF(agreement_which, agreement, .of = "fund.agreement")) },
	{ 0 }
};
const struct view agreement_views[] = {
	{ "fund/agreement", MAY(guest, ), list, &PAGE_agreement },
	{ "fund/agreement/{id}", MAY(guest, id), show, &PAGE_agreement_show,
		&PAPER_pledge_receipt },
	{ 0 },
};
