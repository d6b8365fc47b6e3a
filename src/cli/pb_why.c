/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/pb_why.c: which sentences say why a project won or lost, and the figures in them. The words
 * are in pb_why.text; every figure comes from pb_explain, nothing is counted here. */
#include "cli/pb_why.h"
#include <stdio.h>
#include <string.h>
#include "base/arena.h"
#include "pb/exact.h"

enum { PLACES_LEAST = 2, DIGITS_MOST = 40 };
#define WHOLE_BP INT64_C(10000)

/* One row in the making. */
struct why {
	struct arena *arena;
	const struct pb_told *told;
	const struct pb_election *election;
	const struct pb_reason *reason;
	const struct pb_project *project;
	struct data *row;
	struct data *says; /* keys, in order */
};

/* ---- figures for people ---- */

static struct str grouped(struct arena *arena, struct str digits)
{
	struct buf out = buf_new(arena, DIGITS_MOST * 2);
	size_t whole = 0;

	while (whole < digits.len && digits.at[whole] != '.')
		whole++;
	for (size_t i = 0; i < digits.len; i++) {
		if (i && i < whole && (whole - i) % 3 == 0)
			buf_char(&out, ',');
		buf_char(&out, digits.at[i]);
	}
	if (whole + 2 == digits.len) /* no lone tenths */
		buf_char(&out, '0');
	return buf_view(&out);
}

struct str why_money(struct arena *arena, int64_t amount, int decimals)
{
	struct buf digits = buf_new(arena, DIGITS_MOST);

	pb_money_print(&digits, amount, decimals);
	return grouped(arena, buf_view(&digits));
}

static int places_of(const struct pb_election *election)
{
	return election->decimals > PLACES_LEAST ? election->decimals : PLACES_LEAST;
}

static int64_t tens(int count)
{
	int64_t power = 1;

	while (count-- > 0)
		power *= 10;
	return power;
}

/* ratio · 10^more in whole numbers, to the nearest or downwards; -1: too large to show. */
static int64_t ratio_whole(struct arena *arena, struct pb_ratio ratio, int more, bool is_nearest)
{
	struct pb_big scaled = big_mul_small(arena, ratio.num, (uint64_t)tens(more));

	if (is_nearest)
		scaled = big_add(arena, big_mul_small(arena, scaled, 2), ratio.den);
	scaled = big_div(
		arena, scaled, is_nearest ? big_mul_small(arena, ratio.den, 2) : ratio.den);
	if (scaled.count > 1 || (scaled.count && scaled.at[0] > INT64_MAX))
		return -1;
	return scaled.count ? (int64_t)scaled.at[0] : 0;
}

static void put_ratio(const struct why *why, const char *name, struct pb_ratio ratio)
{
	int places = places_of(why->election);
	int64_t shown = ratio_whole(why->arena, ratio, places - why->election->decimals, true);

	if (shown >= 0)
		data_text(why->arena, why->row, name, why_money(why->arena, shown, places));
}

/* In hundredths of a percent; amounts too large for that lose their last bits. */
static int64_t part_bp(int64_t part, int64_t whole)
{
	while (part > INT64_MAX / WHOLE_BP) {
		part /= 2;
		whole /= 2;
	}
	return whole ? part * WHOLE_BP / whole : 0;
}

/* had and missing add up to the cost, as they are shown. */
static bool put_had(const struct why *why)
{
	int places = places_of(why->election);
	int more = places - why->election->decimals;
	int64_t had;
	int64_t cost;

	if (!why->reason->had.den.count)
		return false;
	had = ratio_whole(why->arena, why->reason->had, more, false);
	if (had < 0 || __builtin_mul_overflow(why->project->cost, tens(more), &cost))
		return false;
	data_text(why->arena, why->row, "had", why_money(why->arena, had, places));
	data_text(why->arena, why->row, "missing",
		why_money(why->arena, had < cost ? cost - had : 0, places));
	if (cost && had < cost)
		data_int(why->arena, why->row, "had_bp", part_bp(had, cost));
	return had < cost;
}

static void put_money(const struct why *why, const char *name, int64_t amount)
{
	data_text(
		why->arena, why->row, name, why_money(why->arena, amount, why->election->decimals));
}

static struct str name_of(const struct pb_election *election, uint32_t project)
{
	const struct pb_project *it = &election->projects[project];

	return it->name.len ? it->name : it->id;
}

static void say(const struct why *why, const char *key)
{
	struct data *item = data_object(why->arena, why->says, NULL);

	data_text(why->arena, item, "key", str_of(key));
}

/* ---- winners ---- */

static bool is_by_shares(const struct why *why)
{
	return why->told->options->rule == PB_MES || why->told->options->rule == PB_EES;
}

static bool is_greedy(const struct why *why)
{
	return why->told->options->rule <= PB_GREEDY_BORDA_DENSITY ||
	       why->told->options->rule == PB_OFFICIAL;
}

/* What those who give a rest give together: what is left of the cost. */
static void resting_put(const struct why *why, const struct pb_round *round)
{
	struct pb_ratio paid = ratio_mul_small(
		why->arena, round->max_payment, (uint64_t)round->paying_in_full);
	struct pb_ratio cost = ratio_of(why->arena, (uint64_t)why->project->cost, 1);

	put_ratio(why, "resting", ratio_sub(why->arena, cost, paid));
}

static void round_say(const struct why *why)
{
	const struct pb_round *round = &why->told->outcome->rounds[why->reason->round];
	int64_t none = why->reason->support - round->paying_in_full - round->paying_rest;
	enum pb_utility utility = why->told->options->utility;

	if (ratio_is_zero(round->max_payment)) {
		say(why, "won_free");
		return;
	}
	put_ratio(why, "pay", round->max_payment);
	data_int(why->arena, why->row, "paying_full", round->paying_in_full);
	data_int(why->arena, why->row, "paying_rest", round->paying_rest);
	data_int(why->arena, why->row, "paying_none", none);
	if (utility == PB_POINTS || utility == PB_BORDA) {
		data_int(why->arena, why->row, "is_by_points", 1);
		say(why, "won_points");
	} else if (round->paying_rest) {
		resting_put(why, round);
		say(why, none ? "won_rest_some" : "won_rest");
	} else if (none) {
		say(why, why->told->options->rule == PB_EES ? "won_even_some" : "won_share_some");
	} else {
		say(why, "won_share");
	}
}

static void pledged_say(const struct why *why)
{
	const struct pb_outcome *outcome = why->told->outcome;
	int64_t called = 0;

	for (uint32_t i = 0; i < outcome->pledge_count; i++)
		if (why->election->pledges[outcome->pledges[i].pledge].project ==
			why->reason->project)
			called += outcome->pledges[i].called;
	put_money(why, "called", called);
	say(why, "won_pledged");
}

static void winner_say(const struct why *why)
{
	enum pb_fate fate = why->reason->fate;

	if (fate == PB_WON_PLEDGED)
		pledged_say(why);
	else if (fate == PB_WON_COMPLETED)
		say(why, is_by_shares(why) && put_had(why) ? "won_completed" : "won_filled");
	else if (is_by_shares(why) && why->reason->round != PB_NO_PROJECT)
		round_say(why);
	else
		say(why, is_greedy(why)				   ? "won_turn"
			 : why->told->options->rule == PB_PHRAGMEN ? "won_order"
								   : "won_set");
	say(why, "left_after");
}

/* ---- losers ---- */

static bool bar_say(const struct why *why)
{
	static const char *const keys[] = { [PB_BAR_NONE] = NULL,
		[PB_BAR_RIVAL] = "bar_rival",
		[PB_BAR_NEEDS] = "bar_needs",
		[PB_BAR_CAP] = "bar_cap",
		[PB_BAR_FLOOR] = "bar_floor",
		[PB_BAR_SUPPORT] = "bar_support",
		[PB_BAR_PLEDGED] = "bar_pledged" };

	if (why->reason->because != PB_NO_PROJECT)
		data_text(why->arena, why->row, "because",
			name_of(why->election, why->reason->because));
	data_int(why->arena, why->row, "least", why->project->min_support);
	if (!keys[why->reason->bar])
		return false;
	say(why, keys[why->reason->bar]);
	return true;
}

static void turn_say(const struct why *why)
{
	int64_t lacks = why->project->cost - why->reason->left;

	if (lacks <= 0) {
		say(why, "lost_stopped");
		return;
	}
	put_money(why, "lacks", lacks);
	if (!data_get(why->row, "had_bp") && why->project->cost && why->reason->left >= 0)
		data_int(why->arena, why->row, "had_bp",
			part_bp(why->reason->left, why->project->cost));
	say(why, "lost_turn");
}

static void shares_say(const struct why *why)
{
	enum pb_complete complete = why->told->options->complete;

	if (put_had(why)) {
		data_int(why->arena, why->row, "died", why->reason->died);
		say(why, why->reason->died ? "lost_share" : "lost_start");
	} else if (data_get(why->row, "had") && why->told->options->rule == PB_EES) {
		say(why, "lost_uneven");
	}
	if ((complete == PB_ADD1U || complete == PB_EXHAUST) &&
		why->project->cost > why->reason->left)
		say(why, "lost_after");
}

static void loser_say(const struct why *why)
{
	enum pb_rule rule = why->told->options->rule;

	if (why->project->is_out) {
		say(why, "lost_out");
		return;
	}
	if (bar_say(why))
		return;
	if (why->project->cost > why->election->budget)
		say(why, "lost_dear");
	else if (!why->reason->support)
		say(why, "lost_none");
	else if (is_by_shares(why))
		shares_say(why);
	else if (is_greedy(why))
		turn_say(why);
	else
		say(why, rule == PB_PHRAGMEN ? "lost_order" : "lost_set");
}

/* ---- the nearest ways to win ---- */

/* Which sentence a figure is worth: nearest of all; some boundary; none as far as was counted; none
 * at all; nothing was counted. */
static const char *figure_kind(const struct pb_figure *figure, bool is_nearest, bool was_counted)
{
	if (figure->value != PB_NEVER)
		return is_nearest ? "near" : "some";
	if (!was_counted)
		return NULL;
	return figure->is_closed ? "never" : "none";
}

static void would_add(const struct why *why, struct data *woulds, const char *what,
	const char *kind, const struct pb_figure *figure)
{
	struct data *would;
	char key[40];
	int64_t cost = why->project->cost;
	int decimals = why->election->decimals;

	if (!kind)
		return;
	snprintf(key, sizeof(key), "%s_%s", what, kind);
	would = data_object(why->arena, woulds, NULL);
	data_text(why->arena, would, "key", str_of(key));
	if (strcmp(what, "cheaper") != 0) {
		data_int(why->arena, would, "count", figure->value);
		data_int(why->arena, would, "before", figure->value - 1);
		data_int(why->arena, would, "checked", figure->checked);
		return;
	}
	data_text(why->arena, would, "value", why_money(why->arena, figure->value, decimals));
	data_text(why->arena, would, "by", why_money(why->arena, cost - figure->value, decimals));
	data_text(why->arena, would, "before",
		why_money(why->arena, cost - figure->value - 1, decimals));
	data_text(why->arena, would, "checked",
		why_money(why->arena, cost - figure->checked, decimals));
}

static void woulds_tell(const struct why *why)
{
	const struct pb_reason *reason = why->reason;
	const struct pb_figure *cheaper = &reason->cheaper;
	struct data *woulds = data_list(why->arena, why->row, "would");
	/* That it costs more than all there is has been said already. */
	bool is_dear = why->project->cost > why->election->budget &&
		       reason->more_ballots.value == PB_NEVER;
	const struct {
		const char *what;
		const struct pb_figure *figure;
		bool is_told;
	} more[] = { { "ballots", &reason->more_ballots, !is_dear },
		{ "empty", &reason->more_empty,
			reason->more_empty.value <= why->election->empty_ballots &&
				why->election->empty_ballots > 0 && !is_dear },
		{ "approvals", &reason->more_approvals,
			!is_dear && (why->election->kind == PB_APPROVAL ||
					    why->election->kind == PB_CHOOSE_1) } };

	for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++)
		if (more[i].is_told)
			would_add(why, woulds, more[i].what,
				figure_kind(more[i].figure,
					more[i].figure->checked >= more[i].figure->value,
					more[i].figure->checked > 0),
				more[i].figure);
	if (why->project->cost > 1)
		would_add(why, woulds, "cheaper",
			figure_kind(cheaper, cheaper->checked <= cheaper->value,
				cheaper->checked < why->project->cost),
			cheaper);
}

/* ---- the tree ---- */

static struct data *row_make(struct arena *arena, const struct pb_told *told,
	const struct pb_reason *reason, struct data *list, uint32_t order)
{
	const struct pb_election *election = &told->file->election;
	struct data *row = data_object(arena, list, NULL);
	struct why why = { .arena = arena,
		.told = told,
		.election = election,
		.reason = reason,
		.project = &election->projects[reason->project],
		.row = row,
		.says = data_list(arena, row, "say") };
	bool is_won = reason->fate != PB_LOST && reason->fate != PB_BARRED;

	data_text(arena, row, "name", name_of(election, reason->project));
	data_text(arena, row, "id", why.project->id);
	data_int(arena, row, "place", reason->project);
	data_int(arena, row, "is_barred", reason->fate == PB_BARRED);
	put_money(&why, "cost", why.project->cost);
	put_money(&why, "left", reason->left);
	data_int(arena, row, "order", order);
	data_int(arena, row, "support", reason->support);
	data_int(arena, row, "support_bp",
		election->ballots ? reason->support * WHOLE_BP / election->ballots : 0);
	data_int(arena, row, "is_completed", reason->fate == PB_WON_COMPLETED);
	data_int(arena, row, "is_pledged", reason->fate == PB_WON_PLEDGED);
	data_int(arena, row, "is_won", is_won);
	data_int(arena, row, "is_lost", !is_won);
	say(&why, "support_of");
	if (is_won) {
		winner_say(&why);
		return row;
	}
	loser_say(&why);
	if (!why.project->is_out)
		woulds_tell(&why);
	return row;
}

static uint32_t next_loser(
	const struct pb_told *told, const struct pb_reason *reasons, const struct pb_reason *after)
{
	uint32_t best = PB_NO_PROJECT;

	for (uint32_t p = 0; p < told->file->election.project_count; p++) {
		const struct pb_reason *it = &reasons[p];

		if (it->fate != PB_LOST && it->fate != PB_BARRED)
			continue;
		if (after &&
			(it->support > after->support ||
				(it->support == after->support && it->project <= after->project)))
			continue;
		if (best == PB_NO_PROJECT || it->support > reasons[best].support)
			best = p;
	}
	return best;
}

static void sums_tell(struct arena *arena, const struct pb_told *told, struct data *root)
{
	const struct pb_election *election = &told->file->election;
	const struct pb_outcome *outcome = told->outcome;
	int decimals = election->decimals;
	int64_t left = election->budget + outcome->called - outcome->cost;

	data_text(arena, root, "file", told->file->name);
	data_text(arena, root, "budget", why_money(arena, election->budget, decimals));
	data_text(arena, root, "spent", why_money(arena, outcome->cost, decimals));
	data_text(arena, root, "rest", why_money(arena, left < 0 ? 0 : left, decimals));
	data_text(arena, root, "called", why_money(arena, outcome->called, decimals));
	data_int(arena, root, "has_called", outcome->called > 0);
	data_int(arena, root, "ballots", election->ballots);
	data_int(arena, root, "empty", election->empty_ballots);
	data_int(arena, root, "projects", election->project_count);
	data_int(arena, root, "won", outcome->selected_count);
	data_int(arena, root, "lost", election->project_count - outcome->selected_count);
	data_int(arena, root, "steps", outcome->steps);
	data_text(arena, root, "unenforced", election->unenforced);
	if (outcome->share.den.count) {
		int64_t share = ratio_whole(
			arena, outcome->share, places_of(election) - decimals, true);

		if (share >= 0)
			data_text(
				arena, root, "share", why_money(arena, share, places_of(election)));
	}
}

struct data *why_tree(
	struct arena *arena, const struct pb_told *told, const struct pb_reason *reasons)
{
	struct data *root = data_root(arena);
	struct data *winners = data_list(arena, root, "winners");
	struct data *losers = data_list(arena, root, "losers");
	const struct pb_reason *after = NULL;
	const struct data *row;
	int64_t untold = 0;

	sums_tell(arena, told, root);
	for (uint32_t i = 0; i < told->outcome->selected_count; i++)
		row_make(arena, told, &reasons[told->outcome->selected[i]], winners, i + 1);
	for (;;) {
		uint32_t p = next_loser(told, reasons, after);

		if (p == PB_NO_PROJECT)
			break;
		after = &reasons[p];
		row = row_make(arena, told, after, losers, 0);
		untold += data_get(row, "would") && !data_get(row, "would")->count;
	}
	data_int(arena, root, "untold", untold);
	return root;
}

void why_say(struct buf *out, const struct face *face, const struct data *row)
{
	const struct data *says = data_get(row, "say");
	char key[64];

	for (const struct data *one = says ? says->first : NULL; one; one = one->next) {
		struct str name = data_str(one, "key");

		snprintf(key, sizeof(key), "cli.pb_why.%.*s", (int)name.len, name.at);
		if (one != says->first && face->language == LANGUAGE_EN)
			buf_char(out, ' ');
		words_put(out, face, key, row);
	}
}
