/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/approval.c: the street says yes or no to a plan. Yes only after its notice has run its
 * days and every objection was answered (P01), and when nothing in its last screening blocks. A new
 * plan in force makes the old one past, never gone. */
#include "base/arena.h"
#include "door/action.h"
#include "door/book.h"
#include "door/view.h"

struct approval_decide {
	struct ref project;
	struct str decision;
	struct str reason;
};
struct approval_facts {
	struct ref plan;
	int64_t version;
	struct money fund;
	struct str screened; /* verdict of the last screening; absent: none */
	bool lacks_ground;
	struct ref notice;
	struct str notice_state;
	int64_t days;
	int64_t unanswered;
	struct str state; /* of the project */
};
struct approval_row {
	struct ref project;
	struct ref plan;
	struct str decision;
	struct money fund;
	struct ref notice;
	struct str reason;
	int64_t version;
};
#include "gen/choose/approval.sql.h"

static enum err notice_ask(struct tx *tx, const struct approval_facts *facts)
{
	struct policy_notice notice = { .days = facts->days, .unanswered = facts->unanswered };
	struct policy_facts asked = { .notice = &notice };
	struct policy_verdicts *verdicts = arena_alloc(tx_arena(tx), sizeof *verdicts);
	struct policy_book *book;

	if (!verdicts)
		return ERR_MEMORY;
	if (!facts->notice.id)
		return refuse(tx, "", "no_notice");
	if (str_is(facts->notice_state, "running"))
		return refuse(tx, "", "notice_runs");
	if (facts->unanswered)
		return refuse_with(tx, "", "unanswered", "count", facts->unanswered);
	TRY(book_open(tx_rd(tx), &book));
	policy_decide(book, &asked, verdicts);
	TRY(book_verdicts(tx, verdicts));
	return book_block(verdicts) ? refuse(tx, "", "notice_short") : OK;
}

static enum err in_force(struct tx *tx, const struct approval_row *row)
{
	const struct pair turn[] = { { "project", pair_id(tx, row->project.id) },
		{ "state", "approved" }, { NULL, NULL } };

	TRY(approval_plan_past(tx, row));
	TRY(approval_plan_in_force(tx, row));
	TRY(approval_project_plan(tx, row));
	return row->version == 1 ? then(tx, "choose.project.turn", turn, NULL) : OK;
}

static enum err decide(struct tx *tx, const void *args)
{
	const struct approval_decide *a = args;
	const struct pair turn[] = { { "project", pair_id(tx, a->project.id) },
		{ "state", "refused" }, { NULL, NULL } };
	struct approval_row row = {
		.project = a->project, .decision = a->decision, .reason = a->reason
	};
	struct approval_facts facts;
	bool found;

	TRY(approval_read(tx_rd(tx), a, &facts, &found));
	if (!found)
		return refuse(tx, "", "no_plan");
	row.plan = facts.plan;
	row.version = facts.version;
	row.notice = facts.notice;
	if (str_is(a->decision, "refused")) {
		if (!a->reason.at)
			return refuse(tx, "reason", "missing");
		TRY(approval_insert(tx, &row));
		TRY(approval_plan_refused(tx, &row));
		return facts.version == 1 ? then(tx, "choose.project.turn", turn, NULL) : OK;
	}
	if (!facts.screened.at)
		return refuse(tx, "", "not_screened");
	if (str_is(facts.screened, "block"))
		return refuse(tx, "", "screened_out");
	if (facts.lacks_ground)
		return refuse(tx, "", "no_ground");
	TRY(notice_ask(tx, &facts));
	row.fund = facts.fund;
	TRY(approval_insert(tx, &row));
	return in_force(tx, &row);
}

const struct action approval_actions[] = {
	{ "choose.approval.decide", MAY(officer, project), RULE(approval_open), decide,
		FIELDS(REF(approval_decide, project, .of = "choose.project"),
			CHOICE(approval_decide, decision, .of = "approved refused"),
			TEXT(approval_decide, reason, .max = 400, .optional = true, .lines = true,
				.personal = true)),
		.goes = "choose/project/{project}" },
	{ 0 }
};
const struct view approval_views[] = { { 0 } };
