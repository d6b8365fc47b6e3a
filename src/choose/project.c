/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/project.c: a project from draft to closing. What it means to do is its plan
 * (choose/plan.h); who may move it on is said in turns[] and nowhere else. */
#include "base/arena.h"
#include "base/buf.h"
#include "choose/plan.h"
#include "choose/project_page.h"
#include "door/action.h"
#include "door/view.h"

struct project_draft {
	struct ref place;
	struct ref season;
	struct ref topic;
	struct str title;
	struct str problem;
	struct str kind;
	int64_t households;
	bool is_urgent;
	bool needs_ground;
	PLAN_MEMBERS
};
struct project_amend {
	struct ref project;
	struct str title;
	struct str problem;
	int64_t households;
	bool needs_ground;
	PLAN_MEMBERS
};
struct project_which {
	struct ref project;
};
struct project_turn {
	struct ref project;
	struct str state;
};
struct project_new {
	struct ref place;
	struct ref season;
	struct ref topic;
	int64_t serial;
	struct str number;
	struct str title;
	struct str problem;
	struct str kind;
	int64_t households;
	bool is_urgent;
	bool needs_ground;
};
struct project_numbering {
	struct str head; /* 合庆-蔡路 */
	int64_t year;
	int64_t last;
};
struct project_now {
	struct str state;
	struct ref plan; /* the plan that is being written */
};
#include "gen/choose/project.sql.h"

/* Which state may follow which. Stages ask for a turn by then(); a turn that is not here is
 * refused. */
static const struct {
	const char *from;
	const char *to;
} turns[] = {
	{ "sent", "screened" },
	{ "sent", "returned" },
	{ "screened", "chosen" },
	{ "screened", "waiting" },
	{ "screened", "approved" },
	{ "screened", "refused" },
	{ "chosen", "approved" },
	{ "chosen", "refused" },
	{ "waiting", "chosen" },
	{ "waiting", "refused" },
	{ "approved", "working" },
	{ "working", "accepted" },
	{ "approved", "accepted" },
	{ "accepted", "settled" },
	{ "settled", "accepted" },
	{ "settled", "closed" },
};

static bool may_turn(struct str from, struct str to)
{
	for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
		if (str_is(from, turns[i].from) && str_is(to, turns[i].to))
			return true;
	return false;
}

/* 合庆-蔡路-2025-01: what people call it by. */
static enum err number_make(struct tx *tx, const struct project_draft *a, struct project_new *row)
{
	struct buf number = buf_new(tx_arena(tx), 200);
	struct project_numbering numbering;
	bool found;

	TRY(project_numbers(tx_rd(tx), a, &numbering, &found));
	if (!found)
		return refuse(tx, "place", "no_neighbourhood");
	row->serial = numbering.last + 1;
	buf_str(&number, numbering.head);
	buf_print(&number, "-%lld-%02lld", (long long)numbering.year, (long long)row->serial);
	if (!buf_ok(&number))
		return ERR_MEMORY;
	row->number = buf_view(&number);
	return OK;
}

static enum err run_draft(struct tx *tx, const void *args)
{
	const struct project_draft *a = args;
	struct project_new row = { .place = a->place,
		.season = a->season,
		.topic = a->topic,
		.title = a->title,
		.problem = a->problem,
		.kind = a->kind,
		.households = a->households,
		.is_urgent = a->is_urgent,
		.needs_ground = a->needs_ground };
	struct plan plan = {
		.project = { tx_id(tx) }, .version = 1, PLAN_SAID(a), .state = str_of("draft")
	};
	const struct pair take[] = { { "topic", pair_id(tx, a->topic.id) },
		{ "project", pair_id(tx, tx_id(tx)) }, { NULL, NULL } };

	TRY(number_make(tx, a, &row));
	TRY(project_insert(tx, &row));
	TRY(plan_write(tx, &plan, a->lines.at, a->lines.count));
	return a->topic.id ? then(tx, "voice.topic.take", take, NULL) : OK;
}

static enum err run_amend(struct tx *tx, const void *args)
{
	const struct project_amend *a = args;
	struct project_now now;
	struct plan plan = { .project = a->project, .version = 1, PLAN_SAID(a) };

	TRY(project_state(tx_rd(tx), &(struct project_which) { a->project }, &now));
	TRY(project_retitle(tx, a));
	plan.id_of = now.plan;
	return plan_rewrite(tx, &plan, a->lines.at, a->lines.count);
}

static enum err run_send(struct tx *tx, const void *args)
{
	TRY(project_plan_send(tx, args));
	return project_send_on(tx, args);
}

static enum err run_withdraw(struct tx *tx, const void *args)
{
	return project_withdraw(tx, args);
}

static enum err run_turn(struct tx *tx, const void *args)
{
	const struct project_turn *a = args;
	struct project_now now;

	TRY(project_state(tx_rd(tx), &(struct project_which) { a->project }, &now));
	if (str_equal(now.state, a->state))
		return OK;
	if (!may_turn(now.state, a->state))
		return refuse(tx, "", "out_of_turn");
	if (str_is(a->state, "closed"))
		return project_close(tx, a);
	return project_set_state(tx, a);
}

const struct action project_actions[] = {
	{ "choose.project.draft", MAY(cadre | resident, place), RULE(project_season_open),
		run_draft,
		FIELDS(REF(project_draft, place, .of = "place.unit"),
			REF(project_draft, season, .of = "place.season"),
			REF(project_draft, topic, .of = "voice.topic", .optional = true),
			TEXT(project_draft, title, .max = 20),
			TEXT(project_draft, problem, .max = 600, .lines = true),
			CHOICE(project_draft, kind, .of = "soft hardware greening works event"),
			INT(project_draft, households, .min = 1, .max = 1000000),
			BOOL(project_draft, is_urgent), BOOL(project_draft, needs_ground),
			PLAN_FIELDS(project_draft)),
		.goes = "choose/project/{id}" },
	{ "choose.project.amend", MAY(cadre, project), RULE(project_open_draft), run_amend,
		FIELDS(REF(project_amend, project, .of = "choose.project"),
			TEXT(project_amend, title, .max = 20),
			TEXT(project_amend, problem, .max = 600, .lines = true),
			INT(project_amend, households, .min = 1, .max = 1000000),
			BOOL(project_amend, needs_ground), PLAN_FIELDS(project_amend)),
		.goes = "choose/project/{project}" },
	{ "choose.project.send", MAY(cadre, project), RULE(project_sendable), run_send,
		FIELDS(REF(project_which, project, .of = "choose.project")),
		.goes = "choose/project/{project}" },
	{ "choose.project.withdraw", MAY(cadre, project), RULE(project_open), run_withdraw,
		FIELDS(REF(project_which, project, .of = "choose.project")),
		.goes = "choose/project/{project}" },
	{ "choose.project.turn", MAY(clockwork), NO_RULE, run_turn,
		FIELDS(REF(project_turn, project, .of = "choose.project"),
			CHOICE(project_turn, state,
				.of = "screened returned chosen waiting approved refused working "
				      "accepted "
				      "settled closed")),
		.from = "choose.screening.run choose.screening.give_back choose.allocation.count "
			"choose.ballot.close choose.approval.decide work.task.open "
			"work.task.progress "
			"work.acceptance.decide fund.settlement.make fund.settlement.close "
			"fund.settlement.remake",
		.is_inner = true },
	{ 0 }
};
const struct view project_views[] = {
	{ "choose/project", MAY(guest, ), project_page_list, &PAGE_project },
	{ "choose/project/{id}", MAY(guest, id), project_page_show, &PAGE_project_show },
	{ "choose/project/{id}/talk", MAY(guest, id), project_page_talk, &PAGE_project_talk },
	{ "choose/project/{id}/money", MAY(guest, id), project_page_money, &PAGE_project_money },
	{ "choose/project/{id}/notices", MAY(guest, id), project_page_notes,
		&PAGE_project_notices },
	{ "choose/project/{id}/care", MAY(guest, id), project_page_care, &PAGE_project_care },
	{ "choose/project/{id}/record", MAY(guest, id), project_page_record, &PAGE_project_record },
	{ "choose/project/{id}/amend", MAY(cadre, id), project_page_edit, &PAGE_project_amend },
	{ "choose/project/{id}/change", MAY(cadre, id), project_page_edit, &PAGE_project_change },
	{ 0 },
};
