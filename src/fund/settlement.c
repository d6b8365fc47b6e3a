/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fund/settlement.c: made from the ledger, never typed: income by source, spending by line, what is
 * left and where it goes. Fund money goes back to the street; the project closes when the
 * settlement's notice has run out and every objection is answered. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "door/action.h"
#include "door/view.h"
#include "fund/ledger.h"

struct settlement_reason {
	struct ref line;
	struct str reason;
};
struct settlement_make {
	struct ref project;
	struct str report;
	struct str gifts_go;
	LIST_OF(struct settlement_reason) reasons;
};
struct settlement_which {
	struct ref settlement;
};
struct settlement_close {
	struct ref settlement;
	struct day paid;
};
struct settlement_facts {
	struct ref plan;
	int64_t claims;
	struct money income;
	struct money spent;
};
struct settlement_row {
	struct ref project;
	struct ref plan;
	struct money income;
	struct money spent;
	struct money left;
	struct str report;
};
struct settlement_line {
	struct ref line;
	struct str name;
	struct money budget;
	struct money spent;
	struct str reason;
};
struct settlement_rest {
	struct str source;
	struct money amount;
	struct str goes;
};
struct settlement_found {
	struct ref project;
	struct str title;
	int64_t has_notice;
	int64_t unanswered;
	int64_t running;
};
#include "gen/fund/settlement.sql.h"

/* Off by more than a tenth of the line: somebody has to say why. */
static bool is_off(const struct settlement_line *line)
{
	int64_t off = line->budget.fen - line->spent.fen;

	return (off < 0 ? -off : off) * 10 > line->budget.fen;
}

static enum err lines_write(struct tx *tx, const struct settlement_make *a)
{
	struct settlement_lines_list lines;

	TRY(settlement_lines(tx_rd(tx), a, &lines));
	for (size_t i = 0; i < lines.count; i++) {
		struct settlement_line *line = &lines.at[i];

		for (size_t k = 0; k < a->reasons.count; k++)
			if (a->reasons.at[k].line.id == line->line.id)
				line->reason = a->reasons.at[k].reason;
		if (is_off(line) && !line->reason.at)
			return refuse_with(tx, "reasons", "reason_missing", "line", line->line.id);
		TRY(settlement_line_insert(tx, line));
	}
	return OK;
}

static enum err rests_write(struct tx *tx, const struct settlement_make *a)
{
	struct settlement_rests_list rests;

	TRY(settlement_rests(tx_rd(tx), a, &rests));
	for (size_t i = 0; i < rests.count; i++) {
		struct settlement_rest *rest = &rests.at[i];

		rest->goes = str_is(rest->source, "fund") ? str_of("street") : a->gifts_go;
		TRY(settlement_rest_insert(tx, rest));
	}
	return OK;
}

static enum err make(struct tx *tx, const void *args)
{
	const struct settlement_make *a = args;
	struct settlement_row row = { .project = a->project, .report = a->report };
	struct settlement_facts facts;
	const struct pair turn[] = { { "project", pair_id(tx, a->project.id) },
		{ "state", "settled" }, { NULL, NULL } };

	TRY(settlement_read(tx_rd(tx), a, &facts));
	if (facts.claims)
		return refuse_with(tx, "", "claims_open", "count", facts.claims);
	row.plan = facts.plan;
	row.income = facts.income;
	row.spent = facts.spent;
	if (!money_sub(facts.income, facts.spent, &row.left))
		return ERR_DB;
	TRY(settlement_insert(tx, &row));
	TRY(lines_write(tx, a));
	TRY(rests_write(tx, a));
	return then(tx, "choose.project.turn", turn, NULL);
}

/* What is left leaves the account by source; money agreed for upkeep stays with it. */
static enum err rests_book(
	struct tx *tx, const struct settlement_close *a, const struct settlement_found *found)
{
	struct booking booking = { .kind = "return",
		.project = found->project,
		.title = found->title,
		.day = a->paid,
		.subject = a->settlement };
	struct settlement_kept_list rests;
	int64_t entry;

	TRY(settlement_kept(tx_rd(tx), a, &rests));
	for (size_t i = 0; i < rests.count; i++) {
		const struct settlement_rest *rest = &rests.at[i];

		if (rest->amount.fen && !str_is(rest->goes, "upkeep"))
			TRY(ledger_back(tx, &booking, str_z(tx_arena(tx), rest->source),
				rest->amount, &entry));
	}
	return OK;
}

static enum err close(struct tx *tx, const void *args)
{
	const struct settlement_close *a = args;
	struct settlement_found found;
	struct pair turn[] = { { "project", NULL }, { "state", "closed" }, { NULL, NULL } };

	TRY(settlement_notice(tx_rd(tx), a, &found));
	if (!found.has_notice)
		return refuse(tx, "", "no_notice");
	if (found.running)
		return refuse(tx, "", "notice_runs");
	if (found.unanswered)
		return refuse_with(tx, "", "unanswered", "count", found.unanswered);
	TRY(rests_book(tx, a, &found));
	TRY(settlement_closed(tx, a));
	turn[0].value = pair_id(tx, found.project.id);
	return then(tx, "choose.project.turn", turn, NULL);
}

/* Something was wrong: back to the ledger. The old one stays as it was, replaced. */
static enum err remake(struct tx *tx, const void *args)
{
	const struct settlement_which *a = args;
	struct settlement_found found;
	struct pair turn[] = { { "project", NULL }, { "state", "accepted" }, { NULL, NULL } };

	TRY(settlement_notice(
		tx_rd(tx), &(struct settlement_close) { .settlement = a->settlement }, &found));
	TRY(settlement_replaced(tx, a));
	turn[0].value = pair_id(tx, found.project.id);
	return then(tx, "choose.project.turn", turn, NULL);
}

/* Shares of the sources, and the lever: others' money by each yuan of the fund. */
static void sources_put(struct rd *rd, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	int64_t income = data_number(out, "income_fen"), fund = 0, x = 0;
	struct buf lever = buf_new(arena, 32);

	for (struct data *s = data_get(out, "sources")->first; s; s = s->next) {
		struct str source = data_str(s, "source");
		int64_t amount = data_number(s, "amount_fen");
		int64_t width = income ? amount * 10000 / income : 0;

		if (str_is(source, "fund"))
			fund = amount;
		data_int(arena, s, "share_bp", width);
		data_int(arena, s, "x_bp", x);
		data_int(arena, s, "is_fund", str_is(source, "fund"));
		data_int(arena, s, "is_resident", str_is(source, "resident"));
		data_int(arena, s, "is_unit",
			!str_is(source, "fund") && !str_is(source, "resident"));
		x += width;
	}
	data_int(arena, out, "fund_fen", fund);
	data_int(arena, out, "others_fen", income - fund);
	if (fund <= 0 || income <= fund)
		return;
	money_print(&lever, (struct money) { (income - fund) * 100 / fund });
	data_text(arena, out, "lever", buf_view(&lever));
}

static void lines_sum(struct rd *rd, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	int64_t budget = 0;

	for (struct data *l = data_get(out, "lines")->first; l; l = l->next) {
		struct settlement_line line = { .budget = { data_number(l, "budget_fen") },
			.spent = { data_number(l, "spent_fen") } };

		budget += line.budget.fen;
		data_int(arena, l, "is_off", is_off(&line));
	}
	data_int(arena, out, "budget_fen", budget);
}

static void notice_put(struct rd *rd, struct data *out)
{
	static const char *const names[][2] = { { "from_ms", "from_day" },
		{ "until_ms", "until_day" } };
	bool is_over = data_number(out, "has_notice") && !data_number(out, "is_running");

	for (size_t i = 0; i < 2; i++) {
		struct moment at = { data_number(out, names[i][0]) };

		if (at.ms)
			data_int(rd_arena(rd), out, names[i][1], day_of(at).n);
	}
	data_int(rd_arena(rd), out, "is_to_publish",
		data_number(out, "is_made") && !data_number(out, "has_notice"));
	data_int(rd_arena(rd), out, "can_close",
		data_number(out, "is_made") && is_over && !data_number(out, "unanswered"));
	data_int(rd_arena(rd), out, "today_day", day_of((struct moment) { rd_now(rd) }).n);
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(settlement_show(rd, at, out));
	TRY(settlement_table(rd, at, out, "lines"));
	TRY(settlement_sources(rd, at, out, "sources"));
	TRY(settlement_left(rd, at, out, "rests"));
	TRY(settlement_assets(rd, at, out, "assets"));
	sources_put(rd, out);
	lines_sum(rd, out);
	notice_put(rd, out);
	data_int(rd_arena(rd), out, "has_rest", data_get(out, "rests")->count > 0);
	data_int(rd_arena(rd), out, "has_assets", data_get(out, "assets")->count > 0);
	return OK;
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(settlement_list(rd, at, out, "settlements"));
	return settlement_due(rd, at, out, "due");
}

/* What the settlement would say; the lines that are far off stand in the form already. */
static enum err begin(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct data *off;

	if (!at->project.id)
		return ERR_NOT_FOUND;
	TRY(settlement_project(rd, at, out));
	TRY(settlement_draft(rd, at, out, "lines"));
	lines_sum(rd, out);
	off = data_list(arena, out, "off");
	for (struct data *l = data_get(out, "lines")->first; l; l = l->next)
		if (data_number(l, "is_off"))
			data_int(
				arena, data_object(arena, off, NULL), "line", data_number(l, "id"));
	return OK;
}

static const struct field reason_fields[] = {
	REF(settlement_reason, line, .of = "choose.line"),
	TEXT(settlement_reason, reason, .max = 200),
	{ .kind = FIELD_END },
};
const struct action settlement_actions[] = {
	{ "fund.settlement.make", MAY(handler | cadre, project), RULE(settlement_ready), make,
		FIELDS(REF(settlement_make, project, .of = "choose.project"),
			TEXT(settlement_make, report, .max = 2000, .lines = true),
			CHOICE(settlement_make, gifts_go, .of = "givers upkeep"),
			LIST(settlement_make, reasons, settlement_reason, reason_fields, .max = 40,
				.optional = true)),
		.goes = "fund/settlement/{id}" },
	{ "fund.settlement.close", MAY(cashier, settlement), RULE(settlement_open), close,
		FIELDS(REF(settlement_close, settlement, .of = "fund.settlement"),
			DAY(settlement_close, paid)),
		.goes = "fund/settlement/{settlement}" },
	{ "fund.settlement.remake", MAY(cadre | officer, settlement), RULE(settlement_undone),
		remake, FIELDS(REF(settlement_which, settlement, .of = "fund.settlement")) },
	{ 0 }
};
const struct view settlement_views[] = {
	{ "fund/settlement", MAY(guest, ), list, &PAGE_settlement },
	{ "fund/settlement/draft", MAY(handler | cadre, project), begin, &PAGE_settlement_draft },
	{ "fund/settlement/{id}", MAY(guest, id), show, &PAGE_settlement_show, &PAPER_settlement },
	{ 0 },
};
