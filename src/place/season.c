/* SPDX-License-Identifier: MulanPSL-2.0 */
/* place/season.c: a year's season: its money, what each neighbourhood may use of it, and its
 * phases, which the clock opens. Nothing that is over is moved: a phase changes its begin only
 * before it, its end only before that has come. */
#include "base/arena.h"
#include "door/action.h"
#include "door/view.h"
#include "policy/policy.h"

struct season_phase {
	struct str kind;
	struct moment from;
	struct moment until;
};
struct season_open {
	struct str name;
	int64_t year;
	struct money budget;
	LIST_OF(struct season_phase) phases;
};
struct season_move {
	struct ref season;
	struct str kind;
	struct moment from;
	struct moment until;
};
struct season_share {
	struct ref season;
	struct ref place;
	struct money budget;
};
struct season_only {
	struct ref season;
};
struct season_row {
	struct ref season;
	struct str kind;
	struct moment from;
	struct moment until;
};
struct season_phase_state {
	struct moment from;
	struct moment until;
	struct moment turned;
};
struct season_room {
	struct money budget;
	struct money shared;
};
struct season_now {
	struct ref season;
	struct str kind;
};
#include "gen/place/season.sql.h"

#define PHASES "tell collect screen discuss vote notice work review"

static int phase_index(struct str kind)
{
	struct str rest = str_of(PHASES);

	for (int i = 0; rest.at; i++)
		if (str_equal(str_cut(&rest, ' '), kind))
			return i;
	return -1;
}

/* In the order of a season, each ending after it begins and beginning no earlier than the one
 * before. */
static enum err phases_check(struct tx *tx, const struct season_open *a)
{
	for (size_t i = 0; i < a->phases.count; i++) {
		const struct season_phase *phase = &a->phases.at[i];

		if (phase->until.ms <= phase->from.ms)
			return refuse(tx, "phases", "phase_backwards");
		if (i > 0 && (phase_index(phase->kind) <= phase_index(phase[-1].kind) ||
				     phase->from.ms < phase[-1].from.ms))
			return refuse(tx, "phases", "phase_order");
	}
	return OK;
}

static enum err open(struct tx *tx, const void *args)
{
	const struct season_open *a = args;
	bool is_taken;
	int64_t twin;

	TRY(phases_check(tx, a));
	TRY(season_twin(tx_rd(tx), a, &twin, &is_taken));
	if (is_taken)
		return refuse(tx, "name", "name_taken");
	TRY(season_insert(tx, a));
	for (size_t i = 0; i < a->phases.count; i++) {
		const struct season_phase *phase = &a->phases.at[i];
		struct season_row row = { { tx_id(tx) }, phase->kind, phase->from, phase->until };

		TRY(season_phase_insert(tx, &row));
	}
	return OK;
}

static enum err move(struct tx *tx, const void *args)
{
	const struct season_move *a = args;
	struct season_row row = { a->season, a->kind, a->from, a->until };
	struct season_phase_state old;
	bool found;

	if (a->until.ms <= a->from.ms)
		return refuse(tx, "until", "phase_backwards");
	TRY(season_phase_find(tx_rd(tx), a, &old, &found));
	if (!found)
		return season_phase_insert(tx, &row);
	if (old.until.ms <= tx_now(tx))
		return refuse(tx, "kind", "phase_over");
	if (old.turned.ms && a->from.ms != old.from.ms)
		return refuse(tx, "from", "phase_begun");
	if (a->until.ms <= tx_now(tx))
		return refuse(tx, "until", "in_the_past");
	return season_phase_move(tx, a);
}

static enum err share(struct tx *tx, const void *args)
{
	const struct season_share *a = args;
	struct season_room room;

	TRY(season_room(tx_rd(tx), a, &room));
	if (a->budget.fen > room.budget.fen - room.shared.fen)
		return refuse_with(
			tx, "budget", "over_budget", "left_fen", room.budget.fen - room.shared.fen);
	return season_share_put(tx, a);
}

static enum err turn(struct tx *tx, const void *args)
{
	const struct season_only *a = args;
	struct season_now now = { .season = a->season };
	bool found;

	TRY(season_phases_turn(tx, a));
	TRY(season_phase_now(tx_rd(tx), a, &now.kind, &found));
	return found ? season_phase_set(tx, &now) : OK;
}

static enum err end(struct tx *tx, const void *args)
{
	return season_close(tx, args);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	return season_list(rd, at, out, "seasons");
}

/* The rules that a neighbour meets first, as they stand today. */
static enum err rules_show(struct rd *rd, struct data *out)
{
	static const char *const shown[] = { "N01", "N02", "N03", "C01", "M01" };
	struct arena *arena = rd_arena(rd);
	struct policy_book *book = arena_alloc(arena, sizeof *book);
	struct data *rules = data_list(arena, out, "rules");
	struct season_rules_list changes;
	struct str profile;

	if (!book)
		return ERR_MEMORY;
	TRY(season_profile(rd, &profile));
	TRY(season_rules(rd, &changes));
	policy_open(book, profile, day_of((struct moment) { rd_now(rd) }));
	for (size_t i = 0; i < changes.count; i++)
		policy_apply(book, &changes.at[i]);
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		const struct policy_entry *entry = policy_find(book, shown[i]);
		struct data *row;

		if (entry->severity == POLICY_OFF)
			continue;
		row = data_object(arena, rules, NULL);
		data_text(arena, row, "rule", str_of(shown[i]));
		data_text(arena, row, "sort", str_of(entry->rule->kind));
		data_text(arena, row, "wording",
			entry->wording.at ? entry->wording : str_of(entry->rule->zh));
		data_text(arena, row, "meaning", str_of(entry->rule->en));
		if (!strcmp(shown[i], "C01"))
			data_int(arena, row, "limit_fen", policy_value(book, "C01", "limit_fen"));
	}
	return OK;
}

/* A part that may have no row: no phase is open, none is left. */
static enum err part_show(enum err err)
{
	return err == ERR_NOT_FOUND ? OK : err;
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct ref ballot;
	bool may_vote;

	TRY(season_card(rd, at, out));
	TRY(season_phases(rd, at, out, "phases"));
	TRY(season_shares(rd, at, out, "shares"));
	TRY(part_show(season_here(rd, at, data_object(arena, out, "here"))));
	TRY(part_show(season_next(rd, at, data_object(arena, out, "next"))));
	TRY(season_my_ballot(rd, at, &ballot, &may_vote));
	if (may_vote)
		data_int(arena, out, "my_ballot_ref", ballot.id);
	TRY(season_funnel(rd, at, data_object(arena, out, "funnel")));
	return rules_show(rd, out);
}

static const struct field phase_fields[] = {
	CHOICE(season_phase, kind, .of = PHASES),
	MOMENT(season_phase, from, .min = 0),
	MOMENT(season_phase, until, .min = 0),
	{ .kind = FIELD_END },
};

const struct action season_actions[] = {
	{ "place.season.open", MAY(officer, ), NO_RULE, open,
		FIELDS(TEXT(season_open, name, .max = 40),
			INT(season_open, year, .min = 2000, .max = 2999),
			MONEY(season_open, budget, .min = 100, .max = 100000000000),
			LIST(season_open, phases, season_phase, phase_fields, .max = 8)),
		.goes = "place/season/{id}" },
	{ "place.season.move", MAY(officer, season), RULE(season_open_still), move,
		FIELDS(REF(season_move, season, .of = "place.season"),
			CHOICE(season_move, kind, .of = PHASES),
			MOMENT(season_move, from, .min = 0), MOMENT(season_move, until, .min = 0)),
		.goes = "place/season/{season}" },
	{ "place.season.share", MAY(officer, season), RULE(season_share_open), share,
		FIELDS(REF(season_share, season, .of = "place.season"),
			REF(season_share, place, .of = "place.unit"),
			MONEY(season_share, budget, .max = 100000000000)),
		.goes = "place/season/{season}" },
	{ "place.season.turn", MAY(clockwork, season), NO_RULE, turn,
		FIELDS(REF(season_only, season, .of = "place.season")) },
	{ "place.season.end", MAY(officer, season), RULE(season_end_open), end,
		FIELDS(REF(season_only, season, .of = "place.season")) },
	{ 0 },
};
const struct view season_views[] = {
	{ "place/season", MAY(guest, ), list, &PAGE_season, NULL },
	{ "place/season/{id}", MAY(guest, ), show, &PAGE_season_show, NULL },
	{ 0 },
};
