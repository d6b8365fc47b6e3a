/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people/home.c: the first page of everybody. A neighbour sees the one thing to do now, then what
 * became of the household's own affairs; whoever works for the place sees a list of what is due,
 * not a menu. Nothing is kept here: it is all read from the stages. */
#include "base/data.h"
#include "door/action.h"
#include "door/view.h"
#include "gen/people/home.sql.h"

static void ask_put(struct rd *rd, const struct data *ask, struct data *to)
{
	static const char *const names[] = { "kind", "title", "href", NULL };
	int64_t due_ms = data_number(ask, "due_ms"), left = due_ms - rd_now(rd);

	for (size_t i = 0; names[i]; i++)
		data_text(rd_arena(rd), to, names[i], data_str(ask, names[i]));
	data_int(rd_arena(rd), to, "sum_fen", data_number(ask, "sum_fen"));
	data_int(rd_arena(rd), to, "count", data_number(ask, "number"));
	data_int(rd_arena(rd), to, "due_ms", due_ms);
	data_int(rd_arena(rd), to, "has_due", due_ms > 0);
	data_int(rd_arena(rd), to, "days_left", left > 0 ? left / 86400000 : 0);
	data_int(rd_arena(rd), to, "is_last_day", left < 86400000);
}

/* The first row is the one thing; the others can wait till it is done. */
static void first_put(struct rd *rd, struct data *out)
{
	const struct data *list = data_get(out, "asks");
	struct data *now = data_object(rd_arena(rd), out, "now");
	struct data *later = data_list(rd_arena(rd), out, "later");

	data_int(rd_arena(rd), out, "has_now", list->count > 0);
	if (!list->first)
		return;
	ask_put(rd, list->first, now);
	for (const struct data *ask = list->first->next; ask; ask = ask->next)
		ask_put(rd, ask, data_object(rd_arena(rd), later, NULL));
}

static void shares_put(struct rd *rd, struct data *list)
{
	for (struct data *p = list->first; p; p = p->next) {
		static const char *const parts[] = { "fund_fen", "resident_fen", "partner_fen" };
		static const char *const xs[] = { "x1_bp", "x2_bp", "x3_bp" };
		static const char *const ws[] = { "w1_bp", "w2_bp", "w3_bp" };
		int64_t goal = data_number(p, "goal_fen"), come = 0, x = 0;

		for (int i = 0; i < 3; i++)
			come += data_number(p, parts[i]);
		if (goal < come)
			goal = come;
		for (int i = 0; i < 3 && goal; i++) {
			int64_t w = data_number(p, parts[i]) * 10000 / goal;

			data_int(rd_arena(rd), p, xs[i], x);
			data_int(rd_arena(rd), p, ws[i], w);
			x += w;
		}
		data_int(rd_arena(rd), p, "come_fen", come);
		data_int(rd_arena(rd), p, "has_money", goal > 0);
	}
}

/* What is due today and before, what this week, what later; a row without a day is for this week.
 */
static void due_split(struct rd *rd, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct data *today = data_list(arena, out, "today"), *week = data_list(arena, out, "week");
	int64_t now = rd_now(rd), day = day_of((struct moment) { now }).n;
	int64_t midnight = day_begin((struct day) { day + 1 }).ms;
	static const char *const names[] = { "kind", "title", "href", NULL };

	for (const struct data *t = data_get(out, "tasks")->first; t; t = t->next) {
		int64_t due = data_number(t, "due_ms");
		struct data *row = data_object(arena, due && due < midnight ? today : week, NULL);

		for (size_t i = 0; names[i]; i++)
			data_text(arena, row, names[i], data_str(t, names[i]));
		data_int(arena, row, "count", data_number(t, "number"));
		data_int(arena, row, "has_due", due > 0);
		data_int(arena, row, "due_ms", due);
		data_int(arena, row, "is_late", due && due < now);
	}
	data_int(arena, out, "today_count", (int64_t)today->count);
	data_int(arena, out, "week_count", (int64_t)week->count);
}

static bool is_staff(const struct data *out)
{
	const struct data *me = data_get(out, "me");

	return data_number(me, "is_cadre") || data_number(me, "is_handler") ||
	       data_number(me, "is_approver") || data_number(me, "is_cashier") ||
	       data_number(me, "is_officer");
}

static enum err todo(struct rd *rd, const struct look *at, struct data *out)
{
	(void)at;
	TRY(home_tasks(rd, out, "tasks"));
	TRY(home_waits(rd, out, "waits"));
	TRY(home_turnout(rd, out, "turnout"));
	due_split(rd, out);
	data_int(rd_arena(rd), out, "today_day", day_of((struct moment) { rd_now(rd) }).n);
	return home_place(rd, out);
}

static enum err home(struct rd *rd, const struct look *at, struct data *out)
{
	data_int(rd_arena(rd), out, "is_staff", is_staff(out));
	data_int(rd_arena(rd), out, "today_day", day_of((struct moment) { rd_now(rd) }).n);
	TRY(home_asks(rd, out, "asks"));
	TRY(home_news(rd, out, "news"));
	TRY(home_projects(rd, out, "projects"));
	TRY(home_topics(rd, out, "topics"));
	TRY(home_notices(rd, out, "notices"));
	TRY(home_votes(rd, out, "votes"));
	TRY(home_place(rd, out));
	first_put(rd, out);
	shares_put(rd, data_get(out, "projects"));
	return is_staff(out) ? todo(rd, at, out) : OK;
}

const struct action home_actions[] = { { 0 } };
const struct view home_views[] = {
	{ "people/home", MAY(guest), home, &PAGE_home },
	{ "people/todo", MAY(cadre | handler | approver | cashier | officer), todo,
		&PAGE_home_todo },
	{ 0 },
};
