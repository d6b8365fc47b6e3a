/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/allocation_page.c: a counted ballot shown: who won and who paid what, what each other
 * lacked, how it was counted, the ballots and the certificate to take home. Fractions are rounded
 * here and only here: what is shown of one project adds up to its cost, to the fen. */
#include "choose/allocation_page.h"
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/hash.h"
#include "choose/count.h"
#include "door/view.h"
#include "pb/exact.h"

struct allocation_page_ballot {
	struct ref ballot;
	struct str certificate;
	struct bytes inputs;
};
#include "gen/choose/allocation_page.sql.h"

/* "43257/13" · times, rounded down; 0 for none. */
static int64_t ratio_times(struct arena *arena, struct str text, int64_t times)
{
	struct str den_text = text;
	struct str num_text = str_cut(&den_text, '/');
	struct pb_big num, den = big_of(arena, 1);

	if (!text.at || !big_read(arena, num_text, &num) ||
		(den_text.at && !big_read(arena, den_text, &den)) || big_is_zero(den))
		return 0;
	num = big_div(arena, big_mul_small(arena, num, (uint64_t)times), den);
	return num.count ? (int64_t)num.at[0] : 0;
}

/* Who pays in full pays the same but for a fen; who pays the rest bears what is left of the cost.
 */
static void payments_put(struct arena *arena, struct data *row)
{
	int64_t cost = data_number(row, "cost_fen");
	int64_t full = data_number(row, "paying_full"), rest = data_number(row, "paying_rest");
	int64_t sum = rest ? ratio_times(arena, data_str(row, "payment"), full) : cost;

	if (!full)
		return;
	data_int(arena, row, "payment_fen", sum / full);
	data_int(arena, row, "dearer", sum % full);
	data_int(arena, row, "rest_fen", cost - sum);
}

/* So many who pay in full would have borne it: the rest of its support is paler in the bar. */
static void effective_put(struct arena *arena, const struct data *out, struct data *row)
{
	int64_t all = ratio_times(arena, data_str(row, "payment"), data_number(out, "votes"));
	int64_t part = all ? data_number(row, "cost_fen") * 10000 / all : 0;

	if (data_number(row, "paying_rest") && part < data_number(row, "support_bp"))
		data_int(arena, row, "effective_bp", part);
}

static void had_put(struct arena *arena, struct data *row)
{
	int64_t had = ratio_times(arena, data_str(row, "had"), 1);
	bool is_known = data_str(row, "had").at != NULL;

	data_int(arena, row, "has_had", is_known);
	if (!is_known)
		return;
	data_int(arena, row, "had_fen", had);
	data_int(arena, row, "missing_fen", data_number(row, "cost_fen") - had);
	data_int(arena, row, "had_bp",
		ratio_times(arena, data_str(row, "had"), 10000) / data_number(row, "cost_fen"));
}

static void flag_put(
	struct arena *arena, struct data *row, const char *name, const char *member, const char *is)
{
	data_int(arena, row, name, str_is(data_str(row, member), is));
}

/* How many better supported projects were passed over since what was left was too little. */
static int64_t passed_by(const struct data *outcomes, const struct data *winner)
{
	int64_t count = 0;

	for (const struct data *row = outcomes->first; row; row = row->next)
		if (!data_number(row, "is_won") && !str_is(data_str(row, "reason"), "barred") &&
			data_number(row, "cost_fen") > data_number(winner, "left_fen") &&
			data_number(row, "support") > data_number(winner, "support"))
			count++;
	return count;
}

static void winner_put(
	struct arena *arena, const struct data *out, struct data *row, bool has_shares)
{
	bool is_fit = str_is(data_str(row, "reason"), "fits");

	flag_put(arena, row, "is_pledged", "reason", "pledged");
	data_int(arena, row, "is_shared", data_number(row, "paying_full") > 0);
	data_int(arena, row, "is_few_shared",
		data_number(out, "is_few") && str_is(data_str(row, "reason"), "shares") &&
			!str_is(data_str(out, "rule"), "phragmen"));
	data_int(arena, row, "is_first", data_number(row, "n") == 1);
	data_int(arena, row, "is_completed", has_shares && is_fit);
	data_int(arena, row, "is_fit", !has_shares && is_fit);
	data_int(arena, row, "is_borne",
		str_is(data_str(row, "reason"), "shares") &&
			str_is(data_str(out, "rule"), "phragmen"));
	data_int(arena, row, "passed",
		has_shares && is_fit ? passed_by(data_get(out, "outcomes"), row) : 0);
	data_int(
		arena, row, "gap_fen", data_number(row, "cost_fen") - data_number(row, "left_fen"));
	if (data_number(row, "paying_full") && !data_number(row, "paying_rest"))
		data_int(arena, row, "spent_out",
			data_number(row, "support") - data_number(row, "paying_full"));
	payments_put(arena, row);
	effective_put(arena, out, row);
}

/* What would have helped: households that did not vote, as many as there are; those who voted and
 * left it out; a lower cost. "Unsure": nearer figures were not all tried. */
static void figures_put(struct arena *arena, const struct data *out, struct data *row)
{
	int64_t absent = data_number(out, "households") - data_number(out, "turned_in");
	int64_t more = data_number(row, "more"), more_tried = data_number(row, "more_checked");
	int64_t cheaper = data_number(row, "cheaper_fen");
	int64_t cheaper_tried = data_number(row, "cheaper_checked_fen");
	bool can_more = more && more <= absent;

	data_int(arena, row, "absent", absent);
	data_int(arena, row, "can_more", can_more);
	data_int(arena, row, "is_unsure", can_more && more_tried && more > more_tried);
	data_int(arena, row, "none_more", !can_more && absent > 0 && more_tried >= absent);
	data_int(arena, row, "is_cost_unsure",
		cheaper && (!cheaper_tried || cheaper_tried > cheaper));
	data_int(arena, row, "is_cost_odd",
		cheaper && data_number(row, "is_short") && data_number(row, "missing_fen") > 0 &&
			data_number(row, "less_fen") > data_number(row, "missing_fen"));
}

static void loser_put(struct arena *arena, const struct data *out, struct data *row)
{
	flag_put(arena, row, "is_over", "reason", "over_budget");
	flag_put(arena, row, "is_unwanted", "reason", "no_support");
	data_int(arena, row, "is_short",
		str_is(data_str(row, "reason"), "no_shares") && data_number(out, "is_mes"));
	data_int(arena, row, "is_heavy",
		str_is(data_str(row, "reason"), "no_shares") && !data_number(out, "is_mes"));
	data_int(arena, row, "has_rest",
		str_is(data_str(out, "complete"), "add1u") ||
			str_is(data_str(out, "complete"), "exhaust"));
	had_put(arena, row);
	figures_put(arena, out, row);
}

static struct data *row_copy(struct arena *arena, struct data *list, const struct data *from)
{
	struct data *to = data_object(arena, list, NULL);

	for (const struct data *cell = from->first; cell; cell = cell->next) {
		if (cell->kind == DATA_INT)
			data_int(arena, to, cell->name, cell->number);
		else
			data_text(arena, to, cell->name, cell->text);
	}
	return to;
}

/* A piece of the bar of the budget for each winner. */
static void part_put(struct arena *arena, struct data *parts, const struct data *row)
{
	struct data *part = data_object(arena, parts, NULL);

	data_int(arena, part, "from_bp", data_number(row, "from_bp"));
	data_int(arena, part, "cost_bp", data_number(row, "cost_bp"));
	data_int(arena, part, "is_completed", data_number(row, "is_completed"));
	data_int(arena, part, "is_pledged", data_number(row, "is_pledged"));
}

/* Winners and losers apart: a page says each otherwise. */
static void outcomes_part(struct arena *arena, struct data *out, bool has_shares)
{
	const struct data *outcomes = data_get(out, "outcomes");
	struct data *winners = data_list(arena, out, "winners");
	struct data *losers = data_list(arena, out, "losers");
	struct data *parts = data_list(arena, out, "parts");
	int64_t completed = 0;
	bool has_barred = false;

	for (const struct data *row = outcomes->first; row; row = row->next) {
		if (!data_number(row, "is_won")) {
			loser_put(arena, out, row_copy(arena, losers, row));
			continue;
		}
		winner_put(arena, out, row_copy(arena, winners, row), has_shares);
		part_put(arena, parts, winners->last);
		if (data_number(winners->last, "is_completed"))
			completed += data_number(winners->last, "net_fen");
	}
	for (const struct data *row = losers->first; row; row = row->next)
		has_barred |= str_is(data_str(row, "reason"), "barred");
	data_int(arena, out, "has_barred", has_barred);
	data_int(arena, out, "completed_fen", completed);
	data_int(arena, out, "chosen_fen", data_number(out, "spent_fen") - completed);
}

/* Words for the rule in force: how_1.mes, how_3.mes_add1u … */
static void rule_put(struct arena *arena, struct data *out)
{
	struct str rule = data_str(out, "rule");
	struct str complete = data_str(out, "complete");
	struct buf way = buf_new(arena, 64), ending = buf_new(arena, 64);

	for (size_t i = 0; i < rule.len; i++)
		buf_char(&way, rule.at[i] == '-' ? '_' : rule.at[i]);
	buf_str(&ending, buf_view(&way));
	buf_print(&ending, "_%.*s", complete.at ? (int)complete.len : 4,
		complete.at ? complete.at : "none");
	data_int(arena, out, "is_each", str_is(data_str(out, "utility"), "cardinality"));
	if (data_number(out, "is_each"))
		buf_text(&way, "_each");
	data_text(arena, out, "rule_key", buf_view(&way));
	data_text(arena, out, "ending_key", buf_view(&ending));
	data_int(arena, out, "is_mes", str_is(rule, "mes") || str_is(rule, "ees"));
	data_int(arena, out, "share_fen", ratio_times(arena, data_str(out, "share"), 1));
}

static bool works_here(const struct data *out)
{
	const struct data *me = data_get(out, "me");

	return data_number(me, "is_cadre") || data_number(me, "is_officer") ||
	       data_number(me, "is_auditor");
}

/* The text that was counted, its slate beside it. */
static enum err text_make(struct rd *rd, struct ref ballot, struct str *out,
	struct count_slate *slate, const struct count_vote **votes, size_t *count)
{
	TRY(count_slate_read(rd, ballot, slate));
	TRY(count_votes_read(rd, ballot, votes, count));
	return count_text(rd_arena(rd), slate, *votes, *count, out);
}

/* May this reader have the text with all that is in it? */
static enum err text_is_open(struct rd *rd, const struct data *out, const struct count_slate *slate,
	struct str text, bool *is_open)
{
	struct count count;
	struct str why;

	*is_open = works_here(out);
	if (*is_open)
		return OK;
	TRY(count_read(rd_arena(rd), text, &count, &why));
	if (slate->ballot.pledge.fen)
		return count_offers_public(rd_arena(rd), &count.election, is_open);
	*is_open = count_is_public(&count.election);
	return OK;
}

/* Where few voted, who paid what tells what single households chose. */
static void payers_hide(struct data *outcomes)
{
	static const char *const cells[] = { "rho", "payment", "paying_full", "paying_rest",
		"had" };

	for (struct data *row = outcomes->first; row; row = row->next)
		for (struct data *cell = row->first; cell; cell = cell->next)
			for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
				if (strcmp(cell->name, cells[i]) == 0) {
					cell->kind = DATA_NULL;
					cell->text = (struct str) { 0 };
				}
}

/* The name under which a browser keeps the file. */
static void name_put(struct arena *arena, const struct look *at, struct data *out,
	const char *member, const char *view)
{
	struct str slug = data_str(data_get(out, "street"), "slug");
	struct buf name = buf_new(arena, 200);

	buf_print(&name, "%.*s-choose-allocation-%lld-%s", (int)slug.len, slug.at ? slug.at : "",
		(long long)at->id.id, view);
	data_text(arena, out, member, buf_view(&name));
}

static enum err command_put(struct rd *rd, const struct look *at, struct data *out)
{
	struct buf command = buf_new(rd_arena(rd), 200);
	struct allocation_page_ballot ballot;
	const struct count_vote *votes;
	struct count_slate slate;
	struct pb_options options;
	struct str text;
	bool is_open;
	size_t count;

	TRY(allocation_page_of(rd, at, &ballot));
	TRY(text_make(rd, ballot.ballot, &text, &slate, &votes, &count));
	TRY(text_is_open(rd, out, &slate, text, &is_open));
	data_int(rd_arena(rd), out, "has_pb", is_open && ballot.certificate.at);
	data_int(rd_arena(rd), out, "is_withheld",
		!is_open && slate.ballot.pledge.fen && count >= COUNT_PUBLIC);
	data_int(rd_arena(rd), out, "has_certificate", is_open && ballot.certificate.at);
	if (!count_options(&slate, &options))
		return ERR_DB;
	count_command(&command, &options);
	data_text(rd_arena(rd), out, "command", buf_view(&command));
	name_put(rd_arena(rd), at, out, "pb_name", "votes.pb");
	name_put(rd_arena(rd), at, out, "cert_name", "certificate.cert");
	return OK;
}

enum err allocation_page_show(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);

	TRY(allocation_page_outcomes(rd, at, out, "outcomes"));
	TRY(allocation_page_card(rd, at, out));
	TRY(allocation_page_notices(rd, at, out, "notices"));
	data_int(arena, out, "is_few", !data_number(out, "has_ballots") && !works_here(out));
	if (data_number(out, "is_few"))
		payers_hide(data_get(out, "outcomes"));
	rule_put(arena, out);
	outcomes_part(arena, out,
		data_number(out, "is_mes") || str_is(data_str(out, "rule"), "phragmen"));
	data_int(arena, out, "can_compare", works_here(out));
	return command_put(rd, at, out);
}

enum err allocation_page_votes(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct allocation_page_ballot ballot;
	const struct count_vote *votes;
	struct count_slate slate;
	struct data *ballots;
	struct str text;
	bool is_open;
	size_t count;

	TRY(allocation_page_of(rd, at, &ballot));
	TRY(text_make(rd, ballot.ballot, &text, &slate, &votes, &count));
	TRY(text_is_open(rd, out, &slate, text, &is_open));
	ballots = data_list(arena, out, "ballots");
	for (size_t i = 0; i < count && (is_open || count >= COUNT_PUBLIC); i++) {
		struct data *row = data_object(arena, ballots, NULL);

		data_int(arena, row, "n", (int64_t)i + 1);
		data_text(arena, row, "choice",
			is_open ? votes[i].choice : count_choice_bare(arena, votes[i].choice));
	}
	if (is_open && ballot.certificate.at)
		data_text(arena, out, "pb", text);
	return OK;
}

enum err allocation_page_certificate(struct rd *rd, const struct look *at, struct data *out)
{
	struct allocation_page_ballot ballot;
	const struct count_vote *votes;
	struct count_slate slate;
	struct str text;
	bool is_open;
	size_t count;

	TRY(allocation_page_of(rd, at, &ballot));
	if (!ballot.certificate.at)
		return ERR_NOT_FOUND;
	TRY(text_make(rd, ballot.ballot, &text, &slate, &votes, &count));
	TRY(text_is_open(rd, out, &slate, text, &is_open));
	if (!is_open)
		return ERR_FORBIDDEN; /* it tells what single ballots paid or offered */
	data_text(rd_arena(rd), out, "cert", ballot.certificate);
	return OK;
}
