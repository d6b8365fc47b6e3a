/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fund/ledger.c: bookings. Every entry adds up to 0 in sight of the reader and in the tables;
 * balances move with it. */
#include <assert.h>
#include "base/arena.h"
#include "base/data.h"
#include "door/action.h"
#include "door/view.h"
#include "fund/ledger.h"

struct ledger_account {
	struct str kind;
	int64_t project_of; /* 0: the bank */
	struct str source;
	int64_t line_of;
	struct money amount;
	int64_t account;
};
struct ledger_account_found {
	int64_t id;
	struct money balance;
};
struct ledger_entry {
	int64_t entry;
	struct ref project;
	int64_t n;
	struct str kind;
	struct str title;
	struct day day;
	struct ref subject;
	struct ref reverses;
};
struct ledger_reverse {
	struct ref entry;
	struct str reason;
	struct day booked;
};
struct ledger_found {
	struct ref project;
	struct str kind;
	struct str title;
	struct ref subject;
};
struct ledger_part {
	struct str kind;
	struct str source;
	int64_t line_of;
	struct money amount;
};
struct ledger_posting {
	int64_t entry;
	int64_t n;
	int64_t account;
	struct money amount;
};
#include "gen/fund/ledger.sql.h"

/* What is paid out must be there: on the account, and in the source it is said to come from. */
static enum err cover_ask(struct tx *tx, const struct ledger_account *account,
	const struct ledger_account_found *found)
{
	struct money left;

	if (str_is(account->kind, "bank")) {
		if (account->amount.fen < 0 && found->balance.fen < -account->amount.fen)
			return refuse_with(tx, "", "no_cover", "left_fen", found->balance.fen);
		return OK;
	}
	if (account->amount.fen < 0)
		return OK;
	TRY(ledger_source_left(tx_rd(tx), account, &left));
	if (left.fen < account->amount.fen)
		return refuse_with(tx, "", "no_cover", "left_fen", left.fen);
	return OK;
}

static enum err posting_book(struct tx *tx, const struct booking *booking,
	const struct posting *posting, struct ledger_posting *row)
{
	bool is_bank = !strcmp(posting->kind, "bank"), found;
	struct ledger_account account = { .kind = str_of(posting->kind),
		.project_of = is_bank ? 0 : booking->project.id,
		.source = str_of(posting->source),
		.line_of = posting->line.id,
		.amount = posting->amount };
	struct ledger_account_found old;

	TRY(ledger_account_find(tx_rd(tx), &account, &old, &found));
	TRY(cover_ask(tx, &account, &old));
	account.account = old.id;
	if (found)
		TRY(ledger_account_move(tx, &account));
	else
		TRY(ledger_account_insert(tx, &account));
	if (!found)
		TRY(ledger_account_find(tx_rd(tx), &account, &old, &found));
	row->account = old.id;
	row->amount = posting->amount;
	return ledger_posting_insert(tx, row);
}

enum err ledger_book(struct tx *tx, const struct booking *booking, const struct posting *postings,
	size_t count, int64_t *entry)
{
	struct ledger_entry row = { .project = booking->project,
		.kind = str_of(booking->kind),
		.title = booking->title,
		.day = booking->day,
		.subject = booking->subject,
		.reverses = booking->reverses };
	struct money sum = { 0 };

	for (size_t i = 0; i < count; i++)
		assert(money_add(sum, postings[i].amount, &sum));
	assert(sum.fen == 0);
	TRY(ledger_entry_next(tx_rd(tx), &row, &row.n));
	row.entry = tx_new_id(tx);
	TRY(ledger_entry_insert(tx, &row));
	for (size_t i = 0; i < count; i++) {
		struct ledger_posting posting = { .entry = row.entry, .n = (int64_t)i + 1 };

		TRY(posting_book(tx, booking, &postings[i], &posting));
	}
	*entry = row.entry;
	return OK;
}

enum err ledger_gift(struct tx *tx, const struct booking *booking, const char *source,
	struct money amount, int64_t *entry)
{
	const struct posting postings[] = {
		{ "bank", "", { 0 }, amount },
		{ "income", source, { 0 }, { -amount.fen } },
	};

	return ledger_book(tx, booking, postings, 2, entry);
}

enum err ledger_back(struct tx *tx, const struct booking *booking, const char *source,
	struct money amount, int64_t *entry)
{
	const struct posting postings[] = {
		{ "income", source, { 0 }, amount },
		{ "bank", "", { 0 }, { -amount.fen } },
	};

	return ledger_book(tx, booking, postings, 2, entry);
}

/* The same postings the other way round: nothing is wiped out, both stay in sight. */
static enum err reverse(struct tx *tx, const void *args)
{
	const struct ledger_reverse *a = args;
	struct booking booking = { .kind = "reversal", .title = a->reason, .day = a->booked };
	struct ledger_postings_list parts;
	struct ledger_found found;
	struct posting *postings;
	int64_t entry;

	if (a->booked.n > day_of((struct moment) { tx_now(tx) }).n)
		return refuse(tx, "booked", "in_future");
	TRY(ledger_reversed(tx_rd(tx), a, &found));
	TRY(ledger_postings(tx_rd(tx), a, &parts));
	postings = arena_array(tx_arena(tx), parts.count + 1, sizeof *postings);
	if (!postings)
		return ERR_MEMORY;
	for (size_t i = 0; i < parts.count; i++)
		postings[i] = (struct posting) { .kind = str_z(tx_arena(tx), parts.at[i].kind),
			.source = str_z(tx_arena(tx), parts.at[i].source),
			.line = { parts.at[i].line_of },
			.amount = { -parts.at[i].amount.fen } };
	booking.project = found.project;
	booking.subject = found.subject;
	booking.reverses = a->entry;
	TRY(ledger_book(tx, &booking, postings, parts.count, &entry));
	return str_is(found.kind, "payment") ? ledger_claim_back(tx, &found) : OK;
}

static int64_t share(int64_t part, int64_t whole)
{
	return whole > 0 ? part * 10000 / whole : 0;
}

/* What came, as one bar by source; the figures beside it. */
static void sources_sum(struct rd *rd, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct data *sources = data_get(out, "sources");
	int64_t income = 0, spent = 0, x = 0;

	for (struct data *s = sources->first; s; s = s->next) {
		income += data_number(s, "income_fen");
		spent += data_number(s, "spent_fen");
	}
	for (struct data *s = sources->first; s; s = s->next) {
		struct str source = data_str(s, "source");
		int64_t width = share(data_number(s, "income_fen"), income);

		data_int(arena, s, "x_bp", x);
		data_int(arena, s, "width_bp", width);
		data_int(arena, s, "is_fund", str_is(source, "fund"));
		data_int(arena, s, "is_resident", str_is(source, "resident"));
		data_int(arena, s, "is_unit",
			!str_is(source, "fund") && !str_is(source, "resident"));
		x += width;
	}
	data_int(arena, out, "income_fen", income);
	data_int(arena, out, "spent_fen", spent);
	data_int(arena, out, "left_fen", income - spent);
}

/* Project by project: how much of what came is spent, in claims, left. */
static void projects_sum(struct rd *rd, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	int64_t pending = 0;

	for (struct data *p = data_get(out, "projects")->first; p; p = p->next) {
		int64_t income = data_number(p, "income_fen");
		int64_t waits = data_number(p, "pending_fen");
		int64_t used = share(data_number(p, "spent_fen"), income);
		int64_t wait = share(waits, income);

		data_int(arena, p, "spent_bp", used);
		data_int(arena, p, "pending_bp", used + wait > 10000 ? 10000 - used : wait);
		pending += waits;
	}
	data_int(arena, out, "pending_fen", pending);
	data_int(arena, out, "after_fen", data_number(out, "left_fen") - pending);
}

/* Vouchers of a payment are opened by who works with them; everybody sees how many there are. */
static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	static const char *const staff[] = { "is_cadre", "is_handler", "is_approver", "is_cashier",
		"is_officer", "is_auditor" };
	const struct data *me = data_get(out, "me");
	int64_t is_staff = 0;

	for (size_t i = 0; i < sizeof staff / sizeof *staff; i++)
		is_staff |= data_number(me, staff[i]);
	TRY(ledger_entries(rd, at, out, "entries"));
	TRY(ledger_sources(rd, at, out, "sources"));
	TRY(ledger_projects(rd, at, out, "projects"));
	TRY(ledger_scope(rd, at, out));
	sources_sum(rd, out);
	projects_sum(rd, out);
	for (struct data *e = data_get(out, "entries")->first; e; e = e->next)
		data_int(rd_arena(rd), e, "can_reverse",
			data_number(e, "is_reversible") && data_number(me, "is_cashier"));
	data_int(rd_arena(rd), out, "is_staff", is_staff);
	data_int(rd_arena(rd), out, "today_day", day_of((struct moment) { rd_now(rd) }).n);
	data_int(rd_arena(rd), out, "is_one", at->project.id != 0);
	return OK;
}

const struct action ledger_actions[] = {
	{ "fund.ledger.reverse", MAY(cashier, entry), RULE(ledger_reversible), reverse,
		FIELDS(REF(ledger_reverse, entry, .of = "fund.entry"),
			TEXT(ledger_reverse, reason, .max = 60), DAY(ledger_reverse, booked)),
		.goes = "fund/ledger" },
	{ 0 },
};
const struct view ledger_views[] = {
	{ "fund/ledger", MAY(guest, ), list, &PAGE_ledger },
	{ 0 },
};
