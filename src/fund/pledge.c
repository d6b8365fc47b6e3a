/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fund/pledge.c: promises of money from neighbours to projects, and what became of them. A promise
 * is a household's, voluntary, and can be taken back until the money has come; the program records
 * money that reached the street's account. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "door/action.h"
#include "door/view.h"
#include "fund/ledger.h"

struct pledge_make {
	struct ref project;
	struct money amount;
	struct str note;
	bool is_named;
};
struct pledge_which {
	struct ref pledge;
};
struct pledge_receive {
	struct ref pledge;
	struct money amount;
	struct str way;
	struct day came;
	int64_t number; /* of the receipt */
	int64_t receipt;
	int64_t entry;
	struct ref project;
};
struct pledge_refund {
	struct ref pledge;
	struct str reason;
	struct day paid;
	struct ref receipt;
	struct ref project;
	struct money amount;
	int64_t entry;
};
struct pledge_room {
	struct ref drive;
	struct money most;
	struct ref household;
};
struct pledge_new {
	const struct pledge_make *asked;
	struct ref project;
	struct ref drive;
	struct ref household;
	struct money amount;
	struct str note;
	bool is_named;
};
/* What a household offered on a ballot and is called for: its drive is the ballot's own, closed. */
struct pledge_call {
	struct ref drive;
	struct ref household;
	struct money amount;
};
struct pledge_found {
	struct ref project;
	struct ref household;
	struct money amount;
	struct str state;
	struct str title;
	struct ref receipt;
};
#include "gen/fund/pledge.sql.h"

static enum err make(struct tx *tx, const void *args)
{
	const struct pledge_make *a = args;
	struct pledge_new row = {
		.project = a->project, .amount = a->amount, .note = a->note, .is_named = a->is_named
	};
	struct pledge_room room;
	bool lives_here;
	int64_t already;

	TRY(pledge_limits(tx_rd(tx), a, &room, &lives_here));
	if (!lives_here || !room.household.id)
		return refuse(tx, "", "no_household");
	if (a->amount.fen > room.most.fen)
		return refuse_with(tx, "amount", "over_limit", "most_fen", room.most.fen);
	row.drive = room.drive;
	row.household = room.household;
	TRY(pledge_already(tx_rd(tx), &row, &already));
	if (already)
		return refuse(tx, "", "already");
	return pledge_insert(tx, &row);
}

static enum err call(struct tx *tx, const void *args)
{
	return pledge_call_insert(tx, args);
}

static enum err withdraw(struct tx *tx, const void *args)
{
	struct pledge_found pledge;
	int64_t mine;

	TRY(pledge_read(tx_rd(tx), args, &pledge));
	TRY(pledge_mine(tx_rd(tx), args, &mine));
	if (!mine)
		return refuse(tx, "pledge", "not_yours");
	return pledge_take_back(tx, args);
}

/* The receipt's number follows the last one: a gap would be a receipt never written (domain.md §6).
 */
static enum err receive(struct tx *tx, const void *args)
{
	const struct pledge_receive *a = args;
	struct pledge_receive row = *a;
	struct pledge_found pledge;
	struct booking booking = { .kind = "gift", .day = a->came };

	TRY(pledge_read(tx_rd(tx), &(struct pledge_which) { a->pledge }, &pledge));
	if (a->amount.fen != pledge.amount.fen)
		return refuse_with(
			tx, "amount", "not_as_promised", "promised_fen", pledge.amount.fen);
	if (a->came.n > day_of((struct moment) { tx_now(tx) }).n)
		return refuse(tx, "came", "in_future");
	row.project = booking.project = pledge.project;
	booking.title = pledge.title;
	row.receipt = tx_new_id(tx);
	booking.subject.id = row.receipt;
	TRY(ledger_gift(tx, &booking, "resident", a->amount, &row.entry));
	TRY(pledge_receipt_next(tx_rd(tx), &row, &row.number));
	TRY(pledge_receipt_insert(tx, &row));
	return pledge_received(tx, &row);
}

static enum err refund(struct tx *tx, const void *args)
{
	struct pledge_refund row = *(const struct pledge_refund *)args;
	struct pledge_found pledge;
	struct booking booking = { .kind = "refund", .day = row.paid };

	TRY(pledge_read(tx_rd(tx), &(struct pledge_which) { row.pledge }, &pledge));
	if (row.paid.n > day_of((struct moment) { tx_now(tx) }).n)
		return refuse(tx, "paid", "in_future");
	row.project = booking.project = pledge.project;
	row.receipt = booking.subject = pledge.receipt;
	row.amount = pledge.amount;
	booking.title = pledge.title;
	TRY(ledger_back(tx, &booking, "resident", row.amount, &row.entry));
	TRY(pledge_refund_insert(tx, &row));
	return pledge_refunded(tx, &row);
}

/* Receipts are numbered in seven figures, so that a column of them lines up. */
static void receipt_number_put(struct rd *rd, struct data *out)
{
	struct buf number = buf_new(rd_arena(rd), 32);

	buf_print(&number, "%07lld", (long long)data_number(out, "receipt"));
	data_text(rd_arena(rd), out, "number", buf_view(&number));
}

/* How far the drive has come, as one bar of its goal. */
static void bar_put(struct rd *rd, struct data *out)
{
	int64_t goal = data_number(out, "goal_fen"), come = data_number(out, "pledged_fen");

	data_int(rd_arena(rd), out, "come_bp", come >= goal ? 10000 : come * 10000 / goal);
}

/* A neighbour's promise is shown to the household itself and to who works for the place. */
static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	const struct data *me = data_get(out, "me");
	int64_t mine;

	TRY(pledge_mine(rd, &(struct pledge_which) { at->id }, &mine));
	if (!mine && !data_number(me, "is_cadre") && !data_number(me, "is_cashier") &&
		!data_number(me, "is_auditor") && !data_number(me, "is_officer"))
		return ERR_FORBIDDEN;
	TRY(pledge_show(rd, at, out));
	data_int(rd_arena(rd), out, "is_mine", mine > 0);
	data_int(rd_arena(rd), out, "today_day", day_of((struct moment) { rd_now(rd) }).n);
	data_int(rd_arena(rd), out, "can_withdraw", mine && data_number(out, "is_promised"));
	data_int(rd_arena(rd), out, "has_receipt", data_number(out, "receipt") > 0);
	receipt_number_put(rd, out);
	bar_put(rd, out);
	return OK;
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);

	TRY(pledge_list(rd, at, out, "pledges"));
	TRY(pledge_sums(rd, at, out));
	for (struct data *row = data_get(out, "pledges")->first; row; row = row->next)
		data_int(arena, row, "is_promised", str_is(data_str(row, "state"), "promised"));
	return OK;
}

const struct action pledge_actions[] = {
	{ "fund.pledge.make", MAY(resident, project), RULE(pledge_open), make,
		FIELDS(REF(pledge_make, project, .of = "choose.project"),
			MONEY(pledge_make, amount, .min = 100, .max = 100000000),
			TEXT(pledge_make, note, .max = 200, .optional = true, .personal = true),
			BOOL(pledge_make, is_named)),
		.goes = "fund/pledge/{id}" },
	{ "fund.pledge.withdraw", MAY(resident, pledge), RULE(pledge_promised), withdraw,
		FIELDS(REF(pledge_which, pledge, .of = "fund.pledge")),
		.goes = "fund/pledge/{pledge}" },
	{ "fund.pledge.receive", MAY(cashier, pledge), RULE(pledge_waiting), receive,
		FIELDS(REF(pledge_receive, pledge, .of = "fund.pledge"),
			MONEY(pledge_receive, amount, .min = 100, .max = 100000000),
			CHOICE(pledge_receive, way, .of = "transfer cash"),
			DAY(pledge_receive, came)),
		.goes = "fund/pledge/{pledge}" },
	{ "fund.pledge.refund", MAY(cashier, pledge), RULE(pledge_paid), refund,
		FIELDS(REF(pledge_refund, pledge, .of = "fund.pledge"),
			TEXT(pledge_refund, reason, .max = 200, .personal = true),
			DAY(pledge_refund, paid)),
		.goes = "fund/pledge/{pledge}" },
	{ "fund.pledge.call", MAY(clockwork), NO_RULE, call,
		FIELDS(REF(pledge_call, drive, .of = "fund.drive"),
			REF(pledge_call, household, .of = "people.household", .personal = true),
			MONEY(pledge_call, amount, .min = 1, .max = 100000000)),
		.from = "choose.allocation.count", .is_inner = true },
	{ 0 }
};
const struct view pledge_views[] = {
	{ "fund/pledge", MAY(cadre | cashier | auditor | officer, project), list, &PAGE_pledge },
	{ "fund/pledge/{id}", MAY(resident | cadre | cashier | auditor | officer, id), show,
		&PAGE_pledge_show, &PAPER_pledge_receipt },
	{ 0 },
};
