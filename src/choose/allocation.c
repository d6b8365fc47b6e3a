/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/allocation.c: the count of a ballot's votes by the rule that was set when it opened. It is
 * counted, certified, checked and explained before the lane (choose/count.h); what is not certified
 * is not stored. Moves the projects on: chosen, or waiting for another season. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"
#include "choose/allocation_page.h"
#include "choose/box.h"
#include "choose/compare.h"
#include "choose/count.h"
#include "choose/plan.h"
#include "door/action.h"
#include "door/view.h"

struct allocation_count {
	struct ref ballot;
	const struct count *made; /* before the lane; NULL: the ballot was not closed then */
};
struct allocation_ballot {
	struct bytes box_key;
	struct str state;
};
struct allocation_row {
	struct ref ballot;
	struct str rule;
	struct str complete;
	struct str utility;
	struct str ties;
	struct bytes inputs;
	int64_t votes;
	struct money budget;
	struct money spent;
	struct str share;
	int64_t steps;
	struct str certificate;
	struct bytes certificate_hash;
	bool is_checked;
	bool is_fair;
	struct money called;
};
struct allocation_outcome {
	struct ref project;
	int64_t n;
	int64_t support;
	struct money cost;
	struct money left;
	bool is_won;
	struct str reason;
	struct str rho;
	struct str payment;
	bool has_round;
	int64_t paying_full;
	int64_t paying_rest;
	struct str had;
	struct str bar;
	struct ref because;
	int64_t more;
	int64_t more_checked;
	int64_t approvals;
	int64_t approvals_checked;
	struct money cheaper;
	struct money cheaper_checked;
	struct money called;
};
struct allocation_offer {
	struct ref project;
	struct ref household;
	struct money called;
	struct money sum;  /* called for the project in all */
	struct money most; /* of one household */
	struct ref meeting;
};
#include "gen/choose/allocation.sql.h"

/* --- before the lane --- */

static enum err engine_refuses(struct ready *ready, const char *reason, struct str why)
{
	log_line(LOG_FAULT, "count: %s: %.*s", reason, (int)why.len, why.at ? why.at : "");
	return unready(ready, "", reason);
}

static enum err count_make(struct ready *ready, struct allocation_count *a)
{
	struct arena *arena = rd_arena(ready->rd);
	struct count *count = arena_alloc(arena, sizeof *count);
	const struct count_vote *votes;
	struct count_slate slate;
	size_t vote_count;
	struct str text, why;
	enum err err;

	if (!count)
		return ERR_MEMORY;
	TRY(count_slate_read(ready->rd, a->ballot, &slate));
	TRY(count_votes_read(ready->rd, a->ballot, &votes, &vote_count));
	TRY(count_text(arena, &slate, votes, vote_count, &text));
	err = count_run(arena, &slate, text, count, &why);
	if (err == ERR_BAD_INPUT)
		return engine_refuses(ready, "not_counted", why);
	TRY(err);
	if (!count->is_empty) {
		TRY(count_certify(arena, count));
		if (!count->verdict.is_right)
			return engine_refuses(ready, "not_certified", count->verdict.reason);
		TRY(count_explain(arena, count));
	}
	a->made = count;
	return OK;
}

/* The box was opened and that act is durable: its key is destroyed before its votes are counted. */
static enum err ready_count(struct ready *ready, void *args)
{
	struct allocation_count *a = args;
	struct allocation_ballot ballot;
	enum err err = allocation_ballot(ready->rd, a, &ballot);

	if (err == ERR_NOT_FOUND)
		return unready(ready, "ballot", "not_found");
	TRY(err);
	if (ready->box_dir && !str_is(ballot.state, "open"))
		TRY(box_forget(rd_arena(ready->rd), ready->box_dir, ballot.box_key));
	return str_is(ballot.state, "closed") ? count_make(ready, a) : OK;
}

/* --- in the lane --- */

/* What was counted is what lies there now. */
static enum err inputs_again(
	struct tx *tx, const struct allocation_count *a, struct count_slate *slate)
{
	const struct count_vote *votes;
	struct hash hash;
	struct str text;
	size_t count;

	TRY(count_slate_read(tx_rd(tx), a->ballot, slate));
	TRY(count_votes_read(tx_rd(tx), a->ballot, &votes, &count));
	TRY(count_text(tx_arena(tx), slate, votes, count, &text));
	hash = hash_of(text.at, text.len);
	return hash_equal(&hash, &a->made->hash) ? OK : refuse(tx, "", "not_counted");
}

/* Money that the fund gives for a winner: what was offered and called is not its own. */
static int64_t called_for(const struct count *count, uint32_t project)
{
	int64_t sum = 0;

	for (uint32_t i = 0; i < count->outcome.pledge_count; i++)
		if (count->election.pledges[count->outcome.pledges[i].pledge].project == project)
			sum += count->outcome.pledges[i].called;
	return count_fen(&count->election, sum);
}

static const char *reason_of(const struct count *count, enum pb_fate fate, int64_t support)
{
	enum pb_rule rule = count->options.rule;
	bool has_shares = rule == PB_MES || rule == PB_EES || rule == PB_PHRAGMEN;

	switch (fate) {
	case PB_WON:
		return has_shares ? "shares" : "fits";
	case PB_WON_COMPLETED:
		return "fits";
	case PB_WON_PLEDGED:
		return "pledged";
	case PB_BARRED:
		return support ? "barred" : "no_support";
	case PB_LOST:
		break;
	}
	return !support ? "no_support" : has_shares ? "no_shares" : "over_budget";
}

static const char *bar_of(const struct pb_reason *reason)
{
	static const char *const words[] = { [PB_BAR_RIVAL] = "rival",
		[PB_BAR_NEEDS] = "needs",
		[PB_BAR_CAP] = "cap",
		[PB_BAR_SUPPORT] = "support",
		[PB_BAR_PLEDGED] = "pledged" };

	return reason->support ? words[reason->bar] : NULL;
}

static void round_fill(
	struct arena *arena, const struct count *count, uint32_t at, struct allocation_outcome *row)
{
	const struct pb_round *round;

	if (at == PB_NO_PROJECT || at >= count->outcome.round_count)
		return;
	round = &count->outcome.rounds[at];
	row->has_round = true;
	row->rho = count_ratio_plain(arena, &round->rho);
	row->payment = count_ratio_text(arena, &count->election, &round->max_payment);
	row->paying_full = round->paying_in_full;
	row->paying_rest = round->paying_rest;
}

static void figures_fill(const struct count *count, const struct count_slate *slate,
	const struct pb_reason *reason, struct allocation_outcome *row)
{
	const struct pb_election *election = &count->election;
	const char *bar = bar_of(reason);

	row->bar = str_of(bar);
	if (bar && reason->because != PB_NO_PROJECT)
		row->because = slate->candidates[reason->because].project;
	row->more = reason->more_ballots.value;
	row->more_checked = reason->more_ballots.checked;
	row->approvals = reason->more_approvals.value;
	row->approvals_checked = reason->more_approvals.checked;
	if (reason->cheaper.value > 0)
		row->cheaper.fen = count_fen(election, reason->cheaper.value);
	if (reason->cheaper.checked > 0)
		row->cheaper_checked.fen = count_fen(election, reason->cheaper.checked);
}

/* An empty ballot has no reasons: nobody chose anything. */
static void row_fill(struct arena *arena, const struct count *count,
	const struct count_slate *slate, uint32_t project, struct allocation_outcome *row)
{
	const struct pb_election *election = &count->election;
	const struct pb_reason *reason = count->reasons ? &count->reasons[project] : NULL;

	row->project = slate->candidates[project].project;
	row->cost = slate->candidates[project].cost;
	row->left = slate->ballot.budget;
	row->reason = str_of("no_support");
	if (!reason)
		return;
	row->support = reason->support;
	row->is_won = reason->fate == PB_WON || reason->fate == PB_WON_COMPLETED ||
		      reason->fate == PB_WON_PLEDGED;
	row->reason = str_of(reason_of(count, reason->fate, reason->support));
	row->left.fen = count_fen(election, reason->left);
	if (row->is_won) {
		row->called.fen = called_for(count, project);
		row->left.fen += row->cost.fen - row->called.fen;
		round_fill(arena, count, reason->round, row);
		return;
	}
	if (reason->had.den.count)
		row->had = count_ratio_text(arena, election, &reason->had);
	figures_fill(count, slate, reason, row);
}

static enum err outcome_write(struct tx *tx, const struct allocation_outcome *row)
{
	const struct pair turn[] = { { "project", pair_id(tx, row->project.id) },
		{ "state", row->is_won ? "chosen" : "waiting" }, { NULL, NULL } };

	TRY(allocation_outcome_insert(tx, row));
	return then(tx, "choose.project.turn", turn, NULL);
}

static bool comes_before(const struct count *count, uint32_t a, uint32_t b)
{
	const struct pb_reason *x = &count->reasons[a], *y = &count->reasons[b];
	int64_t x_cost = count->election.projects[a].cost,
		y_cost = count->election.projects[b].cost;

	if (x->support != y->support)
		return x->support > y->support;
	return x_cost != y_cost ? x_cost < y_cost : a < b;
}

/* Winners as they were chosen, then the others by support; each costs less before more, then by
 * number. */
static enum err order_make(struct arena *arena, const struct count *count, uint32_t **out)
{
	uint32_t projects = count->election.project_count, given = 0;
	uint32_t *order = arena_array(arena, projects + 1, sizeof *order);

	if (!order)
		return ERR_MEMORY;
	for (uint32_t i = 0; i < count->outcome.selected_count; i++)
		order[given++] = count->outcome.selected[i];
	for (uint32_t p = 0; p < projects; p++) {
		uint32_t at = given;

		if (count->reasons && (count->outcome.fates[p] != PB_LOST &&
					      count->outcome.fates[p] != PB_BARRED))
			continue;
		while (count->reasons && at > count->outcome.selected_count &&
			comes_before(count, p, order[at - 1])) {
			order[at] = order[at - 1];
			at--;
		}
		order[at] = p;
		given++;
	}
	*out = order;
	return OK;
}

static enum err outcomes_write(
	struct tx *tx, const struct count *count, const struct count_slate *slate)
{
	uint32_t *order;

	TRY(order_make(tx_arena(tx), count, &order));
	for (uint32_t i = 0; i < count->election.project_count; i++) {
		struct allocation_outcome row = { .n = (int64_t)i + 1 };

		row_fill(tx_arena(tx), count, slate, order[i], &row);
		TRY(outcome_write(tx, &row));
	}
	return OK;
}

/* Offers that are called become pledges, a closed drive for each project, agreed to by the meeting
 * that let them be asked for. Rows come by project. */
static enum err offers_call(struct tx *tx, const struct allocation_count *a)
{
	struct allocation_offers_list offers;
	struct ref project = { 0 };
	int64_t drive = 0;

	TRY(allocation_offers(tx_rd(tx), a, &offers));
	for (size_t i = 0; i < offers.count; i++) {
		const struct allocation_offer *offer = &offers.at[i];
		const struct pair begun[] = { { "project", pair_id(tx, offer->project.id) },
			{ "meeting", pair_id(tx, offer->meeting.id) },
			{ "goal", pair_money(tx, offer->sum) },
			{ "most", pair_money(tx, offer->most) }, { NULL, NULL } };

		if (project.id != offer->project.id) {
			project = offer->project;
			TRY(then(tx, "fund.drive.call", begun, &drive));
			TRY(plan_shift(tx, project, offer->sum));
		}
		TRY(then(tx, "fund.pledge.call",
			(const struct pair[]) { { "drive", pair_id(tx, drive) },
				{ "household", pair_id(tx, offer->household.id) },
				{ "amount", pair_money(tx, offer->called) }, { NULL, NULL } },
			NULL));
	}
	return OK;
}

static enum err run_count(struct tx *tx, const void *args)
{
	const struct allocation_count *a = args;
	const struct count *count = a->made;
	const struct pb_outcome *outcome;
	struct count_slate slate;
	struct hash certificate;

	if (!count)
		return refuse(tx, "ballot", "not_closed"); /* it was closed after the snapshot */
	outcome = &count->outcome;
	TRY(inputs_again(tx, a, &slate));
	certificate = hash_of(count->certificate.at, count->certificate.len);
	TRY(allocation_insert(tx,
		&(struct allocation_row) {
			.ballot = a->ballot,
			.rule = str_of(pb_rule_word(count->options.rule)),
			.complete = str_of(pb_complete_word(count->options.complete)),
			.utility = slate.ballot.utility,
			.ties = str_of(pb_ties_word(count->options.ties)),
			.inputs = { count->hash.at, HASH_SIZE },
			.votes = count->election.ballots,
			.budget = slate.ballot.budget,
			.spent = { count_fen(&count->election, outcome->cost - outcome->called) },
			.share = count_ratio_text(tx_arena(tx), &count->election, &outcome->share),
			.steps = outcome->steps,
			.certificate = count->certificate,
			.certificate_hash = { count->is_empty ? NULL : certificate.at, HASH_SIZE },
			.is_checked = count->verdict.is_right,
			.is_fair = count->verdict.is_ejr_checked && count->verdict.is_ejr,
			.called = { count_fen(&count->election, outcome->called) },
		}));
	TRY(outcomes_write(tx, count, &slate));
	TRY(offers_call(tx, a));
	return allocation_counted(tx, a);
}

const struct action allocation_actions[] = {
	{ "choose.allocation.count", MAY(cadre | clockwork, ballot), RULE(allocation_countable),
		run_count, FIELDS(REF(allocation_count, ballot, .of = "choose.ballot")),
		.ready = ready_count, .goes = "choose/allocation/{id}" },
	{ 0 },
};
const struct view allocation_views[] = {
	{ "choose/allocation/{id}", MAY(guest, id), allocation_page_show, &PAGE_allocation_show,
		&PAPER_ballot_result },
	{ "choose/allocation/{id}/compare", MAY(officer | cadre | auditor, id),
		compare_page_counted, &PAGE_allocation_compare },
	{ "choose/allocation/ahead", MAY(officer | cadre, ), compare_page_ahead,
		&PAGE_allocation_ahead },
	{ "choose/allocation/{id}/votes", MAY(guest, id), allocation_page_votes, NULL },
	{ "choose/allocation/{id}/certificate", MAY(guest, id), allocation_page_certificate, NULL },
	{ 0 },
};
