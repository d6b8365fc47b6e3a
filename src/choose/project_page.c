/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/project_page.c: what the tabs of a project show. Figures come from the views; here are
 * only orders of rows, sums that run along, and the geometry of two charts (integers, in px and
 * hundredths of a percent). */
#include "choose/project_page.h"
#include <stdio.h>
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/data.h"
#include "door/view.h"
#include "policy/policy.h"

struct project_page_source {
	struct str source;
	struct money goal;
	struct money income;
};
struct project_page_hit {
	struct str rule;
	int64_t version;
	struct str verdict;
	struct str article;
	struct str found;
	struct str line;
};
struct project_page_entry {
	int64_t id;
	int64_t n;
	struct str kind;
	struct str title;
	struct day booked;
	struct ref subject;
	struct ref reverses;
	struct money income;
	struct money spent;
};
struct project_page_leaf {
	int64_t at;
	struct str entry;
};
struct project_page_line {
	struct str name;
	struct str class;
	struct str source;
	struct money amount;
};
#include "gen/choose/project_page.sql.h"

/* --- where it stands --- */

static const char *const steps[] = { "idea", "talk", "approval", "money", "work", "check", "care" };
enum { STEPS = sizeof(steps) / sizeof(*steps) };

/* The step a state belongs to, from 1; 0: it went no further. */
static int step_of(struct str state)
{
	static const struct {
		const char *state;
		int step;
	} places[] = {
		{ "draft", 1 },
		{ "returned", 1 },
		{ "sent", 2 },
		{ "screened", 2 },
		{ "waiting", 2 },
		{ "chosen", 3 },
		{ "approved", 4 },
		{ "working", 5 },
		{ "accepted", 6 },
		{ "settled", 6 },
		{ "closed", 7 },
	};

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (str_is(state, places[i].state))
			return places[i].step;
	return 0;
}

static void steps_put(struct arena *arena, struct data *out)
{
	int now = step_of(data_str(out, "state"));
	struct data *list = data_list(arena, out, "steps");

	for (int i = 0; i < STEPS; i++) {
		struct data *row = data_object(arena, list, NULL);

		data_text(arena, row, "step", str_of(steps[i]));
		data_int(arena, row, "is_done", i + 1 < now);
		data_int(arena, row, "is_now", i + 1 == now);
	}
	data_int(arena, out, "step_n", now);
	data_int(arena, out, "step_count", STEPS);
	data_int(arena, out, "has_step", now > 0);
}

static bool is_one_of(struct str word, const char *words)
{
	struct str rest = str_of(words);

	while (rest.at)
		if (str_equal(str_cut(&rest, ' '), word))
			return true;
	return false;
}

/* Which acts are worth showing: their gates decide, this only keeps the page quiet. */
static void acts_put(struct arena *arena, struct data *out)
{
	struct str state = data_str(out, "state");
	bool is_waiting = data_get(out, "waiting_plan_ref")->kind == DATA_INT;
	bool is_change = is_waiting && data_number(out, "waiting_version") > 1;

	data_int(arena, out, "is_draft", is_one_of(state, "draft returned"));
	data_int(arena, out, "is_sent", str_is(state, "sent"));
	data_int(arena, out, "is_to_decide",
		is_one_of(state, "screened chosen") || (is_waiting && is_change));
	data_int(arena, out, "is_to_screen", str_is(state, "sent") || is_change);
	data_int(arena, out, "is_for_officer",
		is_change || is_one_of(state, "sent screened chosen"));
	data_int(arena, out, "is_changing", is_change);
	data_int(arena, out, "can_change", is_one_of(state, "approved working") && !is_waiting);
	data_int(arena, out, "can_withdraw",
		is_one_of(state, "draft returned sent screened waiting"));
	data_int(arena, out, "is_alive", !is_one_of(state, "closed refused withdrawn"));
	data_int(arena, out, "can_collect", is_one_of(state, "approved working"));
	data_int(arena, out, "can_hand_over", is_one_of(state, "accepted settled closed"));
	data_int(arena, out, "is_stopped", is_one_of(state, "refused withdrawn"));
}

static enum err page_begin(struct rd *rd, const struct look *at, const char *tab, struct data *out)
{
	static const char *const tabs[] = { "show", "talk", "money", "work", "notices", "care",
		"record" };
	struct arena *arena = rd_arena(rd);
	struct data *list;

	TRY(project_page_card(rd, at, out));
	steps_put(arena, out);
	acts_put(arena, out);
	list = data_list(arena, out, "tabs");
	for (size_t i = 0; i < sizeof(tabs) / sizeof(*tabs); i++) {
		struct data *row = data_object(arena, list, NULL);
		char path[16] = "";

		if (i)
			snprintf(path, sizeof(path), "/%s", tabs[i]);
		data_text(arena, row, "tab", str_of(tabs[i]));
		data_int(arena, row, "is_first", i == 0);
		data_int(arena, row, "is_here", str_is(str_of(tabs[i]), tab));
	}
	return OK;
}

/* --- money by source, and the lever --- */

static int64_t share(int64_t part, int64_t whole)
{
	return whole > 0 ? part * 10000 / whole : 0;
}

/* Received as one bar of the goal, or of what came if that is more. */
static void sources_put(
	struct arena *arena, const struct project_page_sources_list *rows, struct data *out)
{
	struct data *list = data_list(arena, out, "sources");
	int64_t goal = data_number(out, "goal_fen");
	int64_t income = data_number(out, "income_fen");
	int64_t whole = income > goal ? income : goal;
	int64_t before = 0;

	for (size_t i = 0; i < rows->count; i++) {
		const struct project_page_source *from = &rows->at[i];
		struct data *row = data_object(arena, list, NULL);

		data_text(arena, row, "source", from->source);
		data_int(arena, row, "goal_fen", from->goal.fen);
		data_int(arena, row, "income_fen", from->income.fen);
		data_int(arena, row, "from_bp", share(before, whole));
		data_int(arena, row, "width_bp", share(from->income.fen, whole));
		data_int(arena, row, "is_fund", str_is(from->source, "fund"));
		data_int(arena, row, "is_resident", str_is(from->source, "resident"));
		data_int(arena, row, "is_unit",
			!str_is(from->source, "fund") && !str_is(from->source, "resident"));
		before += from->income.fen;
	}
}

/* A block that stands on the beam: "M-39 16h78v78h-78z". */
static void block_put(struct arena *arena, struct data *out, const char *name, int64_t side,
	int64_t from, int64_t height)
{
	struct buf path = buf_new(arena, 64);

	buf_print(&path, "M-%lld %lldh%lldv%lldh-%lldz", (long long)side / 2, (long long)from,
		(long long)(side / 2 * 2), (long long)height, (long long)(side / 2 * 2));
	data_text(arena, out, name, buf_view(&path));
}

static int64_t root_of(int64_t square)
{
	int64_t root = 0;

	while ((root + 1) * (root + 1) <= square)
		root++;
	return root;
}

/* Areas are as the money, the larger side 78 px; the pivot stands where the beam is in balance. */
static void lever_put(
	struct arena *arena, const struct project_page_sources_list *rows, struct data *out)
{
	enum { SIDE = 78, BEAM = 94 };
	bool has_come = data_number(out, "income_fen") > 0;
	int64_t fund = 0;
	int64_t resident = 0;
	int64_t others = 0;
	int64_t most;
	int64_t side;

	for (size_t i = 0; i < rows->count; i++) {
		int64_t fen = has_come ? rows->at[i].income.fen : rows->at[i].goal.fen;

		if (str_is(rows->at[i].source, "fund"))
			fund += fen;
		else
			others += fen;
		if (str_is(rows->at[i].source, "resident"))
			resident += fen;
	}
	data_int(arena, out, "lever_fund_fen", fund);
	data_int(arena, out, "lever_others_fen", others);
	data_int(arena, out, "has_lever", fund > 0 && (has_come || others > 0));
	data_int(arena, out, "has_others", others > 0);
	if (fund <= 0)
		return;
	data_int(arena, out, "lever_fen", others * 100 / fund);
	data_int(arena, out, "pivot_bp", 1300 + 7400 * others / (fund + others));
	most = fund > others ? fund : others;
	side = root_of(SIDE * SIDE * fund / most);
	block_put(arena, out, "fund_block", side, BEAM - side, side);
	side = root_of(SIDE * SIDE * others / most);
	if (others <= 0)
		return;
	block_put(arena, out, "resident_block", side, BEAM - side, side * resident / others);
	block_put(arena, out, "unit_block", side, BEAM - side + side * resident / others,
		side - side * resident / others);
}

/* --- the tabs --- */

/* The states that the list can be narrowed to. */
static void states_put(struct arena *arena, const struct look *at, struct data *out)
{
	struct str rest = str_of("sent screened chosen approved working accepted closed");
	struct data *list = data_list(arena, out, "states");

	while (rest.at) {
		struct str state = str_cut(&rest, ' ');
		struct data *row = data_object(arena, list, NULL);

		data_text(arena, row, "state", state);
		data_int(arena, row, "is_here", str_equal(state, at->state));
	}
	data_int(arena, out, "is_all", !at->state.at);
	data_int(arena, out, "is_narrow", at->state.at || at->q.at);
	data_text(arena, out, "q", at->q);
}

enum err project_page_list(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(project_page_rows(rd, at, out, "projects"));
	states_put(rd_arena(rd), at, out);
	return OK;
}

/* The rulebook's words in both languages; the page shows one. */
static enum err hits_put(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct data *list = data_list(arena, out, "hits");
	struct project_page_hits_list hits;

	TRY(project_page_hits(rd, at, &hits));
	for (size_t i = 0; i < hits.count; i++) {
		const struct project_page_hit *hit = &hits.at[i];
		struct data *row = data_object(arena, list, NULL);

		data_text(arena, row, "rule", hit->rule);
		data_int(arena, row, "version", hit->version);
		data_text(arena, row, "verdict", hit->verdict);
		data_text(arena, row, "article", hit->article);
		data_text(arena, row, "found", hit->found);
		data_text(arena, row, "line", hit->line);
		for (const struct policy_rule *rule = policy_rules; rule->id; rule++) {
			if (!str_is(hit->rule, rule->id))
				continue;
			data_text(arena, row, "wording_zh", str_of(rule->zh));
			data_text(arena, row, "wording_en", str_of(rule->en));
		}
	}
	return OK;
}

enum err project_page_show(struct rd *rd, const struct look *at, struct data *out)
{
	struct project_page_sources_list sources;

	TRY(page_begin(rd, at, "show", out));
	TRY(project_page_sources(rd, at, &sources));
	sources_put(rd_arena(rd), &sources, out);
	lever_put(rd_arena(rd), &sources, out);
	TRY(project_page_tasks(rd, at, out, "works"));
	TRY(project_page_ballots(rd, at, out, "ballots"));
	TRY(project_page_drives(rd, at, out, "drives"));
	TRY(project_page_running(rd, at, out, "running"));
	TRY(project_page_coming(rd, at, out, "coming"));
	TRY(project_page_blockers(rd, at, out, "blockers"));
	TRY(project_page_changes(rd, at, out, "changes"));
	TRY(project_page_events(rd, at, out, "events"));
	TRY(project_page_partners(rd, at, out, "partners"));
	TRY(project_page_hours(rd, at, out, "hours"));
	TRY(project_page_givers(rd, at, out, "givers"));
	TRY(project_page_screening(rd, at, out, "screenings"));
	return hits_put(rd, at, out);
}

enum err project_page_talk(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(page_begin(rd, at, "talk", out));
	TRY(project_page_topics(rd, at, out, "topics"));
	TRY(project_page_coming(rd, at, out, "coming"));
	TRY(project_page_decisions(rd, at, out, "decisions"));
	return project_page_polls(rd, at, out, "polls");
}

/* Newest first, each with the balance after it; a reversed entry and its reversal are marked. */
static enum err entries_put(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct data *list = data_list(arena, out, "entries");
	struct project_page_entries_list entries;
	int64_t *balance;

	TRY(project_page_entries(rd, at, &entries));
	balance = arena_array(arena, entries.count + 1, sizeof(*balance));
	if (!balance)
		return ERR_MEMORY;
	for (size_t i = 0; i < entries.count; i++)
		balance[i + 1] = balance[i] + entries.at[i].income.fen - entries.at[i].spent.fen;
	for (size_t i = entries.count; i-- > 0;) {
		const struct project_page_entry *entry = &entries.at[i];
		struct data *row = data_object(arena, list, NULL);
		bool is_void = entry->reverses.id != 0;

		for (size_t k = i + 1; k < entries.count && !is_void; k++)
			is_void = entries.at[k].reverses.id == entry->id;
		data_int(arena, row, "n", entry->n);
		data_text(arena, row, "kind", entry->kind);
		data_text(arena, row, "title", entry->title);
		data_int(arena, row, "booked_day", entry->booked.n);
		data_int(arena, row, "income_fen", entry->income.fen);
		data_int(arena, row, "spent_fen", entry->spent.fen);
		data_int(arena, row, "balance_fen", balance[i + 1]);
		data_int(arena, row, "is_void", is_void);
		if (str_is(entry->kind, "payment"))
			data_int(arena, row, "claim_ref", entry->subject.id);
		else
			data_null(arena, row, "claim_ref");
	}
	return OK;
}

enum err project_page_money(struct rd *rd, const struct look *at, struct data *out)
{
	struct project_page_sources_list sources;
	const struct data *claims;
	int64_t pending = 0;

	TRY(entries_put(rd, at, out)); /* the list that is exported */
	TRY(page_begin(rd, at, "money", out));
	TRY(project_page_sources(rd, at, &sources));
	sources_put(rd_arena(rd), &sources, out);
	TRY(project_page_lines(rd, at, out, "lines"));
	TRY(project_page_claims(rd, at, out, "claims"));
	TRY(project_page_settlements(rd, at, out, "settlements"));
	claims = data_get(out, "claims");
	for (const struct data *row = claims->first; row; row = row->next)
		pending += data_number(row, "amount_fen");
	data_int(rd_arena(rd), out, "pending_fen", pending);
	data_int(rd_arena(rd), out, "after_fen", data_number(out, "left_fen") - pending);
	return OK;
}

enum err project_page_notes(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(project_page_notices(rd, at, out, "notices"));
	return page_begin(rd, at, "notices", out);
}

static bool is_staff(const struct data *out)
{
	const struct data *me = data_get(out, "me");

	return data_number(me, "is_cadre") || data_number(me, "is_officer") ||
	       data_number(me, "is_auditor");
}

enum err project_page_care(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(page_begin(rd, at, "care", out));
	data_null(rd_arena(rd), out, "custodian");
	if (is_staff(out))
		TRY(project_page_custodian(rd, at, out));
	return project_page_assets(rd, at, out, "assets");
}

/* What stands after a key of the leaf, up to the next quote: leaves have one form. */
static struct str leaf_word(struct str entry, const char *key)
{
	size_t len = strlen(key);

	for (size_t i = 0; i + len <= entry.len; i++) {
		struct str word = str_from(entry, i + len);

		if (memcmp(entry.at + i, key, len) == 0)
			return str_cut(&word, '"');
	}
	return (struct str) { 0 };
}

enum err project_page_record(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct data *list = data_list(arena, out, "leaves");
	struct project_page_leaves_list leaves;

	TRY(page_begin(rd, at, "record", out));
	TRY(project_page_leaves(rd, at, &leaves));
	for (size_t i = 0; i < leaves.count; i++) {
		struct data *row = data_object(arena, list, NULL);
		struct moment when = { 0 };
		struct str by = leaf_word(leaves.at[i].entry, "\"by\":\"");

		moment_parse(leaf_word(leaves.at[i].entry, "\"at\":\""), &when);
		data_int(arena, row, "leaf_ref", leaves.at[i].at);
		data_text(arena, row, "act", leaf_word(leaves.at[i].entry, "\"act\":\""));
		data_int(arena, row, "at_ms", when.ms);
		data_int(arena, row, "is_clock", str_is(by, "clock"));
	}
	return OK;
}

/* Lines as the form calls their fields. */
static enum err plan_lines_put(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct data *list = data_list(arena, out, "lines");
	struct project_page_plan_lines_list lines;

	TRY(project_page_plan_lines(rd, at, &lines));
	for (size_t i = 0; i < lines.count; i++) {
		struct data *row = data_object(arena, list, NULL);
		struct buf amount = buf_new(arena, 48);

		money_print(&amount, lines.at[i].amount);
		data_text(arena, row, "name", lines.at[i].name);
		data_text(arena, row, "class", lines.at[i].class);
		data_text(arena, row, "source", lines.at[i].source);
		data_text(arena, row, "amount", buf_view(&amount));
	}
	return OK;
}

enum err project_page_edit(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(page_begin(rd, at, "show", out));
	TRY(project_page_plan(rd, at, out));
	return plan_lines_put(rd, at, out);
}
