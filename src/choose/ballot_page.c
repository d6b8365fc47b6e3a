/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/ballot_page.c: the pages of a ballot: choosing, reading over, receipt, papers. Each
 * household sees the options in an order of its own, so that no place on the page wins votes. */
#include "choose/ballot_page.h"
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "base/hash.h"
#include "choose/ballot.h"
#include "choose/box.h"
#include "choose/compare.h"
#include "choose/count.h"
#include "door/view.h"

struct ballot_page_option {
	int64_t n;
	struct ref project;
	struct money cost;
	struct str title;
	struct str number;
	struct str goal;
	int64_t households;
	struct str upkeep;
	struct str category;
	int64_t least;
	struct str size_title;
};
struct ballot_page_bond {
	int64_t n;
	struct str kind;
	struct str title;
};
struct ballot_page_voter {
	struct ref household;
	struct str label;
	struct str way;
	struct bytes envelope_hash;
	struct moment cast;
	bool is_late;
};
#include "gen/choose/ballot_page.sql.h"

enum { BLANKS = 30 }; /* numbered lines that the form of the tally begins with */

/* Sums that can be offered with a press: the same few for all, so that none stands alone. */
static const int64_t offer_yuan[] = { 50, 100, 200, 500 };

/* What is ticked: by number of the candidate; and what is offered for it, in yuan. */
struct ticks {
	bool at[BOX_CANDIDATES + 1];
	int64_t offers[BOX_CANDIDATES + 1];
	size_t count;
	size_t offer_count;
	struct money sum;
	struct money offered;
};

/* "200" of "7-200": one of the sums there are, as far as BOX_OFFERS go. */
static void offer_read(struct ticks *ticks, int64_t n, struct str text)
{
	int64_t yuan;

	if (!text.at || !str_int(text, &yuan) || ticks->offer_count == BOX_OFFERS)
		return;
	for (size_t i = 0; i < sizeof offer_yuan / sizeof *offer_yuan; i++) {
		if (offer_yuan[i] != yuan)
			continue;
		ticks->offers[n] = yuan;
		ticks->offer_count++;
		ticks->offered.fen += yuan * 100;
	}
}

/* "3.7-200.12"; what is no number of this ballot is passed over: an address may be old. */
static struct ticks ticks_read(const struct ballot_page_options_list *options, struct str q)
{
	struct ticks ticks = { 0 };

	while (q.at) {
		struct str offer = str_cut(&q, '.');
		struct str word = str_cut(&offer, '-');
		int64_t n;

		if (!str_int(word, &n))
			continue;
		for (size_t i = 0; i < options->count; i++) {
			if (options->at[i].n != n || n > BOX_CANDIDATES || ticks.at[n])
				continue;
			ticks.at[n] = true;
			ticks.count++;
			ticks.sum.fen += options->at[i].cost.fen;
			offer_read(&ticks, n, offer);
		}
	}
	return ticks;
}

/* The same ticks with one of them turned over (0: none). */
static struct str ticks_text(struct arena *arena, const struct ticks *ticks, int64_t turned)
{
	struct buf text = buf_new(arena, 10 * BOX_CANDIDATES);

	for (int64_t n = 1; n <= BOX_CANDIDATES; n++) {
		if (ticks->at[n] == (n == turned))
			continue;
		if (text.len)
			buf_char(&text, '.');
		buf_int(&text, n);
		if (ticks->offers[n])
			buf_print(&text, "-%lld", (long long)ticks->offers[n]);
	}
	return text.len ? buf_view(&text) : (struct str) { "", 0 };
}

/* The same ticks with another sum offered for one of them. */
static struct str ticks_with_offer(
	struct arena *arena, const struct ticks *ticks, int64_t n, int64_t yuan)
{
	struct ticks other = *ticks;

	other.offers[n] = yuan;
	return ticks_text(arena, &other, 0);
}

struct place {
	const struct ballot_page_option *option;
	struct hash order;
};

static int place_compare(const void *a, const void *b)
{
	const struct place *x = a;
	const struct place *y = b;

	return memcmp(x->order.at, y->order.at, HASH_SIZE);
}

static enum err places_make(struct rd *rd, const struct ballot_page_options_list *options,
	struct ref household, struct place **out)
{
	struct place *places = arena_array(rd_arena(rd), options->count + 1, sizeof(*places));

	if (!places)
		return ERR_MEMORY;
	for (size_t i = 0; i < options->count; i++) {
		struct buf text = buf_new(rd_arena(rd), 64);

		places[i].option = &options->at[i];
		buf_int(&text, household.id);
		buf_char(&text, '/');
		buf_int(&text, options->at[i].project.id);
		places[i].order = hash_of(text.at, text.len);
	}
	if (household.id)
		qsort(places, options->count, sizeof(*places), place_compare);
	*out = places;
	return OK;
}

static struct data *option_put(
	struct arena *arena, struct data *list, const struct ballot_page_option *option)
{
	struct data *row = data_object(arena, list, NULL);

	data_int(arena, row, "n", option->n);
	data_int(arena, row, "project_ref", option->project.id);
	data_text(arena, row, "title", option->title);
	data_text(arena, row, "number", option->number);
	data_text(arena, row, "goal", option->goal);
	data_int(arena, row, "households", option->households);
	data_text(arena, row, "upkeep", option->upkeep);
	data_int(arena, row, "cost_fen", option->cost.fen);
	data_text(arena, row, "category", option->category);
	data_int(arena, row, "least", option->least > 1 ? option->least : 0);
	data_text(arena, row, "size_title", option->size_title);
	return row;
}

/* Sum, rest and the bar of what is ticked. */
static void sum_put(struct arena *arena, struct data *out, const struct ticks *ticks)
{
	int64_t budget = data_number(out, "budget_fen");
	int64_t rest = budget - ticks->sum.fen;

	data_int(arena, out, "chosen", (int64_t)ticks->count);
	data_int(arena, out, "chosen_fen", ticks->sum.fen);
	data_int(arena, out, "rest_fen", rest > 0 ? rest : 0);
	data_int(arena, out, "over_fen", rest < 0 ? -rest : 0);
	data_text(arena, out, "with", ticks_text(arena, ticks, 0));
}

static void part_put(
	struct arena *arena, struct data *parts, int64_t budget, int64_t *before, int64_t cost)
{
	struct data *part = data_object(arena, parts, NULL);

	data_int(arena, part, "from_bp", *before * 10000 / budget);
	data_int(arena, part, "width_bp", cost * 10000 / budget);
	*before += cost;
}

/* Options as rows: ticked or not, and where a click leads; one that does not fit says by how
 * much. */
static enum err options_put(struct rd *rd, const struct ballot_page_options_list *options,
	const struct ticks *ticks, struct ref household, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	int64_t budget = data_number(out, "budget_fen");
	struct data *list = data_list(arena, out, "options");
	struct data *parts = data_list(arena, out, "parts");
	int64_t before = 0;
	struct place *places;

	TRY(places_make(rd, options, household, &places));
	for (size_t i = 0; i < options->count; i++) {
		const struct ballot_page_option *option = places[i].option;
		bool is_on = option->n <= BOX_CANDIDATES && ticks->at[option->n];
		int64_t lacks = ticks->sum.fen + option->cost.fen - budget;
		struct data *row = option_put(arena, list, option);

		data_int(arena, row, "is_on", is_on);
		data_int(arena, row, "is_no", !is_on && lacks > 0);
		data_int(arena, row, "lacks_fen", !is_on && lacks > 0 ? lacks : 0);
		data_text(arena, row, "turn", ticks_text(arena, ticks, option->n));
		if (is_on)
			part_put(arena, parts, budget, &before, option->cost.fen);
	}
	return OK;
}

static void voter_put(struct arena *arena, struct data *out, const struct ballot_page_voter *voter)
{
	char code[BOX_CODE + 1] = "";
	bool has_cast = voter->envelope_hash.len == HASH_SIZE;
	bool is_paper = str_is(voter->way, "paper");
	bool can_cast = voter->household.id && !voter->is_late && !is_paper &&
			data_number(out, "is_open");

	if (has_cast)
		box_code(voter->envelope_hash, code);
	data_int(arena, out, "can_cast", can_cast);
	data_int(arena, out, "has_cast", has_cast && !is_paper);
	data_int(arena, out, "is_paper", is_paper);
	data_int(arena, out, "is_late", voter->is_late);
	data_text(arena, out, "code", has_cast ? str_of(code) : (struct str) { 0 });
	data_int(arena, out, "cast_ms", voter->cast.ms);
	data_text(arena, out, "way", voter->way);
}

enum err ballot_page_list(struct rd *rd, const struct look *at, struct data *out)
{
	return ballot_page_rows(rd, at, out, "ballots");
}

/* Words for how it will be counted: counts_by.mes, counts_by.mes_each … */
static void rule_put(struct arena *arena, struct data *out)
{
	struct str rule = data_str(out, "rule");
	struct buf way = buf_new(arena, 64);

	for (size_t i = 0; i < rule.len; i++)
		buf_char(&way, rule.at[i] == '-' ? '_' : rule.at[i]);
	if (str_is(data_str(out, "utility"), "cardinality"))
		buf_text(&way, "_each");
	data_text(arena, out, "rule_key", buf_view(&way));
}

/* What binds an option to others, beside it. */
static enum err bonds_put(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct ballot_page_bonds_list bonds;
	struct data *row = data_get(out, "options")->first;

	TRY(ballot_page_bonds(rd, at, &bonds));
	for (; row; row = row->next) {
		struct data *list = data_list(arena, row, "bonds");

		for (size_t i = 0; i < bonds.count; i++) {
			struct data *bond;

			if (bonds.at[i].n != data_number(row, "n"))
				continue;
			bond = data_object(arena, list, NULL);
			data_text(arena, bond, "kind", bonds.at[i].kind);
			data_text(arena, bond, "other_title", bonds.at[i].title);
		}
	}
	return ballot_page_limits(rd, at, out, "limits");
}

static enum err page_begin(struct rd *rd, const struct look *at, struct data *out,
	struct ballot_page_options_list *options, struct ticks *ticks,
	struct ballot_page_voter *voter)
{
	bool found;

	*voter = (struct ballot_page_voter) { 0 };
	TRY(ballot_page_card(rd, at, out));
	TRY(ballot_page_options(rd, at, options));
	TRY(ballot_page_mine(rd, at, voter, &found));
	*ticks = ticks_read(options, at->q);
	if (!data_number(out, "can_offer")) {
		memset(ticks->offers, 0, sizeof ticks->offers);
		ticks->offered.fen = 0;
		ticks->offer_count = 0;
	}
	voter_put(rd_arena(rd), out, voter);
	sum_put(rd_arena(rd), out, ticks);
	rule_put(rd_arena(rd), out);
	return OK;
}

enum err ballot_page_show(struct rd *rd, const struct look *at, struct data *out)
{
	struct ballot_page_options_list options;
	struct ballot_page_voter voter;
	struct ticks ticks;

	TRY(page_begin(rd, at, out, &options, &ticks, &voter));
	data_int(rd_arena(rd), out, "count", (int64_t)options.count);
	data_int(rd_arena(rd), out, "is_footless", data_number(out, "can_cast"));
	TRY(options_put(rd, &options, &ticks, voter.household, out));
	return bonds_put(rd, at, out);
}

/* Sums that can be offered for an option, the present one marked; none that would go beyond what a
 * household may. */
static void offers_put(
	struct arena *arena, struct data *row, const struct ticks *ticks, int64_t n, int64_t most)
{
	struct data *sums = data_list(arena, row, "sums");
	bool is_full = !ticks->offers[n] && ticks->offer_count == BOX_OFFERS;

	data_int(arena, row, "offer_fen", ticks->offers[n] * 100);
	data_text(arena, row, "no_offer", ticks_with_offer(arena, ticks, n, 0));
	for (size_t i = 0; i < sizeof offer_yuan / sizeof *offer_yuan && !is_full; i++) {
		int64_t others = ticks->offered.fen - ticks->offers[n] * 100;
		struct data *sum;

		if (others + offer_yuan[i] * 100 > most)
			continue;
		sum = data_object(arena, sums, NULL);
		data_int(arena, sum, "sum_fen", offer_yuan[i] * 100);
		data_int(arena, sum, "is_here", ticks->offers[n] == offer_yuan[i]);
		data_text(arena, sum, "turn", ticks_with_offer(arena, ticks, n, offer_yuan[i]));
	}
}

static void offer_line(struct arena *arena, struct data *lines, struct ref project, int64_t yuan)
{
	struct buf amount = buf_new(arena, 16);
	struct data *line;

	if (!yuan)
		return;
	line = data_object(arena, lines, NULL);
	buf_int(&amount, yuan);
	data_int(arena, line, "project", project.id);
	data_text(arena, line, "amount", buf_view(&amount));
}

enum err ballot_page_review(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct ballot_page_options_list options;
	struct ballot_page_voter voter;
	struct data *choices;
	struct data *projects;
	struct data *lines;
	struct ticks ticks;

	TRY(page_begin(rd, at, out, &options, &ticks, &voter));
	choices = data_list(arena, out, "choices");
	projects = data_list(arena, out, "projects");
	lines = data_list(arena, out, "offers");
	for (size_t i = 0; i < options.count; i++) {
		const struct ballot_page_option *option = &options.at[i];

		if (option->n > BOX_CANDIDATES || !ticks.at[option->n])
			continue;
		offers_put(arena, option_put(arena, choices, option), &ticks, option->n,
			data_number(out, "pledge_fen"));
		offer_line(arena, lines, option->project, ticks.offers[option->n]);
		data_int(arena, data_object(arena, projects, NULL), "id", option->project.id);
	}
	data_int(arena, out, "offered_fen", ticks.offered.fen);
	data_int(arena, out, "has_offers", ticks.offer_count > 0);
	data_int(arena, out, "is_fine", ticks.count && !data_number(out, "over_fen"));
	data_int(arena, out, "is_footless", data_number(out, "can_cast"));
	return OK;
}

enum err ballot_page_receipt(struct rd *rd, const struct look *at, struct data *out)
{
	struct ballot_page_options_list options;
	struct ballot_page_voter voter;
	struct ticks ticks;

	TRY(page_begin(rd, at, out, &options, &ticks, &voter));
	return ballot_page_offers(rd, at, out, "my_offers");
}

enum err ballot_page_papers(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	const struct data *papers;
	struct data *blanks;
	int64_t next;
	bool has_first;
	bool has_second;

	TRY(ballot_page_card(rd, at, out));
	TRY(ballot_page_papers_out(rd, at, out, "papers_out"));
	TRY(ballot_page_next(rd, at, &next));
	papers = data_get(out, "papers_out");
	has_first = data_get(out, "tallied_1")->kind == DATA_INT;
	has_second = data_get(out, "tallied_2")->kind == DATA_INT;
	data_int(arena, out, "issued", papers ? (int64_t)papers->count : 0);
	data_int(arena, out, "has_first", has_first);
	data_int(arena, out, "has_second", has_second);
	data_int(arena, out, "can_tally",
		data_number(out, "is_waiting") && !(has_first && has_second));
	blanks = data_list(arena, out, "blanks");
	for (int64_t n = next; n <= data_number(out, "issued") && n < next + BLANKS; n++)
		data_int(arena, data_object(arena, blanks, NULL), "sheet", n);
	data_int(arena, out, "can_take_back",
		!data_number(out, "is_closed") && !data_number(out, "is_counted") && !has_first &&
			!has_second);
	data_int(arena, out, "needs_key",
		data_number(out, "is_open") || data_number(out, "is_waiting"));
	TRY(ballot_page_keepers(rd, at, out, "keepers"));
	return ballot_page_candidates(rd, at, out, "candidates");
}

enum err ballot_page_sheet(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(ballot_page_card(rd, at, out));
	rule_put(rd_arena(rd), out);
	return ballot_page_candidates(rd, at, out, "candidates");
}

enum err ballot_page_votes(struct rd *rd, const struct look *at, struct data *out)
{
	const struct data *me = data_get(out, "me");

	if (data_number(me, "is_cadre") || data_number(me, "is_officer") ||
		data_number(me, "is_auditor"))
		TRY(ballot_page_ballots_all(rd, at, out, "ballots"));
	else
		TRY(ballot_page_ballots(rd, at, out, "ballots"));
	for (struct data *row = data_get(out, "ballots")->first; row; row = row->next)
		data_text(rd_arena(rd), row, "choice",
			count_choice_bare(rd_arena(rd), data_str(row, "choice")));
	return ballot_page_card(rd, at, out);
}

/* --- a new vote --- */

/* Numbers of those left out, "3.7". */
static struct ticks left_out(struct str q)
{
	struct ticks ticks = { 0 };

	while (q.at) {
		int64_t n;

		if (str_int(str_cut(&q, '.'), &n) && n > 0 && n <= BOX_CANDIDATES)
			ticks.at[n] = true;
	}
	return ticks;
}

/* Every candidate is in until it is left out; the form is given those that are in. */
static void candidates_put(struct arena *arena, const struct look *at, struct data *out)
{
	struct ticks out_of = left_out(at->q);
	struct data *given = data_list(arena, out, "candidates");
	int64_t sum = 0;

	for (struct data *row = data_get(out, "waiting")->first; row; row = row->next) {
		int64_t n = data_number(row, "n");

		data_int(arena, row, "is_in", !out_of.at[n]);
		data_text(arena, row, "turn", ticks_text(arena, &out_of, n));
		if (out_of.at[n])
			continue;
		data_int(arena, data_object(arena, given, NULL), "id",
			data_number(row, "project_ref"));
		sum += data_number(row, "cost_fen");
	}
	data_int(arena, out, "chosen", (int64_t)given->count);
	data_int(arena, out, "sum_fen", sum);
}

enum err ballot_page_prepare(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	bool can_open;

	if (!at->place.id)
		return compare_page_places(rd, out);
	TRY(ballot_page_frame(rd, at, out));
	TRY(ballot_page_waiting(rd, at, out, "waiting"));
	candidates_put(arena, at, out);
	data_list(arena, out, "none");
	can_open = data_number(out, "chosen") && !data_number(out, "is_twin") &&
		   !data_number(out, "is_early") && data_number(out, "households") &&
		   data_number(out, "room_fen") > 0;
	data_int(arena, out, "can_open", can_open);
	data_int(arena, out, "is_empty", !data_get(out, "waiting")->count);
	data_int(arena, out, "is_poor", data_number(out, "room_fen") <= 0);
	return OK;
}
