/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fund/claim.c: a claim goes through three hands, which are three persons: who bought, who
 * approves, who pays (A03). Nothing is paid without a voucher, no voucher twice, no line above its
 * budget, no source above what it gave. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "door/action.h"
#include "door/view.h"
#include "fund/ledger.h"
#include "policy/policy.h"

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
	struct booking booking = { .kind = "payment",
		.project = claim->project,
		.title = claim->title,
		.day = row->paid,
		.subject = row->claim };
	struct claim_shares_list shares;
	struct posting *postings;

	TRY(claim_shares(tx_rd(tx), &(struct claim_which) { row->claim }, &shares));
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
		postings[i] = (struct posting) { "expense", str_z(tx_arena(tx), share->source),
			share->line, share->amount };
	}
	postings[shares.count] = (struct posting) { "bank", "", { 0 }, { -claim->amount.fen } };
	return ledger_book(tx, &booking, postings, shares.count + 1, &row->entry);
}

static enum err pay(struct tx *tx, const void *args)
{
	struct claim_pay row = *(const struct claim_pay *)args;
	struct claim_found claim;

	TRY(claim_read(tx_rd(tx), &(struct claim_which) { row.claim }, &claim));
	if (claim.is_handler || claim.is_approver)
		return refuse(tx, "claim", "three_hands");
	if (row.paid.n > day_of((struct moment) { tx_now(tx) }).n)
		return refuse(tx, "paid", "in_future");
	TRY(book(tx, &row, &claim));
	return claim_paid(tx, &row);
}

/* The states that the list can be narrowed to. */
static void states_put(struct rd *rd, const struct look *at, struct data *out)
{
	struct data *list = data_list(rd_arena(rd), out, "tabs");
	struct str rest = str_of("draft returned sent approved paid");

	while (rest.at) {
		struct str state = str_cut(&rest, ' ');
		struct data *row = data_object(rd_arena(rd), list, NULL);

		data_text(rd_arena(rd), row, "state", state);
		data_int(rd_arena(rd), row, "is_here", str_equal(state, at->state));
	}
	data_int(rd_arena(rd), out, "is_all", !at->state.at);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(claim_list(rd, at, out, "claims"));
	TRY(claim_projects(rd, at, out, "projects"));
	states_put(rd, at, out);
	return OK;
}

/* The rulebook's wording in both languages beside a hit; the street's own word goes first. */
static void wording_put(struct rd *rd, struct data *hit)
{
	struct str id = data_str(hit, "rule"), own = data_str(hit, "wording");
	struct buf remedy = buf_new(rd_arena(rd), 16);

	for (size_t i = 0; i < id.len; i++) /* keys of words are lower case */
		buf_char(&remedy,
			id.at[i] >= 'A' && id.at[i] <= 'Z' ? (char)(id.at[i] + 32) : id.at[i]);
	data_text(rd_arena(rd), hit, "remedy", buf_view(&remedy));
	for (const struct policy_rule *rule = policy_rules; rule->id; rule++) {
		if (!str_is(id, rule->id))
			continue;
		data_text(rd_arena(rd), hit, "wording", own.at ? own : str_of(rule->zh));
		data_text(rd_arena(rd), hit, "meaning", str_of(rule->en));
		/* a figure says nothing beside a sentence; a word that was seen does */
		if (!rule->words)
			data_null(rd_arena(rd), hit, "found");
	}
}

/* Twenty figures are read in groups of four. */
static void number_group(struct arena *arena, struct data *bill)
{
	struct str number = data_str(bill, "number");
	struct buf groups = buf_new(arena, 64);

	for (size_t i = 0; i < number.len; i++) {
		if (i && i % 4 == 0 && number.len > 8)
			buf_char(&groups, ' ');
		buf_char(&groups, number.at[i]);
	}
	data_text(arena, bill, "number_groups", buf_view(&groups));
}

/* Bills in a row, numbered as on the sheet; how many points each has. */
static void bills_sum(struct rd *rd, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	int64_t n = 0, blocks = 0, looks = 0, first_bad = 0, bad_id = 0;

	for (struct data *bill = data_get(out, "bills")->first; bill; bill = bill->next) {
		struct data *hits = data_get(bill, "hits");
		struct buf passes = buf_new(arena, 1024);
		int64_t block = 0, look = 0;

		n++;
		for (struct data *hit = hits->first; hit; hit = hit->next) {
			bool is_block = str_is(data_str(hit, "verdict"), "block");
			bool is_warn = str_is(data_str(hit, "verdict"), "warn");

			block += is_block;
			look += is_warn;
			data_int(arena, hit, "is_block", is_block);
			data_int(arena, hit, "is_warn", is_warn);
			wording_put(rd, hit);
		}
		for (struct data *pass = data_get(bill, "passes")->first; pass; pass = pass->next) {
			buf_str(&passes, data_str(pass, "rule"));
			buf_char(&passes, ' ');
		}
		data_int(arena, bill, "n", n);
		number_group(arena, bill);
		data_int(arena, bill, "block_count", block);
		data_int(arena, bill, "look_count", look);
		data_int(arena, bill, "is_clean", !hits->count);
		data_text(arena, bill, "passed", buf_view(&passes));
		if (block && !first_bad) {
			first_bad = n;
			bad_id = data_number(bill, "id");
		}
		blocks += block;
		looks += look;
	}
	data_int(arena, out, "bill_count", n);
	data_int(arena, out, "block_count", blocks);
	data_int(arena, out, "look_count", looks);
	data_int(arena, out, "first_bad", first_bad);
	data_int(arena, out, "bad_no", bad_id);
}

/* bills → send → approve → pay */
static void steps_put(struct rd *rd, struct data *out)
{
	struct data *list = data_list(rd_arena(rd), out, "steps");
	struct str rest = str_of("bills send approve pay");
	int now = 5, n = 0;

	if (data_number(out, "is_open") || data_number(out, "is_withdrawn"))
		now = data_number(out, "bill_count") ? 2 : 1;
	else if (data_number(out, "is_sent"))
		now = 3;
	else if (data_number(out, "is_approved"))
		now = 4;
	while (rest.at) {
		struct data *row = data_object(rd_arena(rd), list, NULL);

		n++;
		data_text(rd_arena(rd), row, "step", str_cut(&rest, ' '));
		data_int(rd_arena(rd), row, "is_done", n < now);
		data_int(rd_arena(rd), row, "is_now", n == now);
	}
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	bool is_open, is_mine, is_ready;

	TRY(claim_show(rd, at, out));
	TRY(claim_bills(rd, at, out, "bills"));
	TRY(claim_hits(rd, at, out, "bills", "hits"));
	TRY(claim_passes(rd, at, out, "bills", "passes"));
	TRY(claim_lines(rd, at, out, "lines"));
	for (struct data *line = data_get(out, "lines")->first; line; line = line->next) {
		data_int(arena, line, "has_room", data_number(line, "room_fen") > 0);
		data_int(arena, line, "claim_ref", at->id.id);
	}
	bills_sum(rd, out);
	steps_put(rd, out);
	is_open = data_number(out, "is_open");
	is_mine = data_number(out, "is_mine");
	is_ready = is_open && data_number(out, "bill_count") && !data_number(out, "block_count");
	data_int(arena, out, "can_edit", is_open && is_mine);
	data_int(arena, out, "is_ready", is_ready);
	data_int(arena, out, "is_empty", !data_number(out, "bill_count"));
	data_int(arena, out, "after_fen",
		data_number(out, "left_fen") - data_number(out, "unpaid_fen") -
			(data_number(out, "is_paid") ? 0 : data_number(out, "amount_fen")));
	data_int(arena, out, "today_day", day_of((struct moment) { rd_now(rd) }).n);
	return OK;
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
const struct view claim_views[] = {
	{ "fund/claim", MAY(handler | approver | cashier | cadre | officer | auditor, place), list,
		&PAGE_claim },
	{ "fund/claim/{id}", MAY(handler | approver | cashier | cadre | officer | auditor, id),
		show, &PAGE_claim_show, &PAPER_claim },
	{ 0 },
};
