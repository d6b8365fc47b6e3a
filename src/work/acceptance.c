/* SPDX-License-Identifier: MulanPSL-2.0 */
/* work/acceptance.c: residents look at the work of the plan in force. It cannot pass while a task,
 * a defect or a blocker is open, nor when those who looked are mostly not content. */
#include "door/action.h"
#include "door/view.h"

struct acceptance_open {
	struct ref project;
};
struct acceptance_opine {
	struct ref acceptance;
	bool is_content;
	struct str words;
};
struct acceptance_decide {
	struct ref acceptance;
	struct str result;
	struct str words;
};
struct acceptance_facts {
	struct ref project;
	int64_t tasks;
	int64_t defects;
	int64_t blockers;
	int64_t opinions;
	int64_t content;
};
struct acceptance_opinion {
	struct ref acceptance;
	struct ref household;
	bool is_content;
	struct str words;
};
#include "gen/work/acceptance.sql.h"

static enum err begin(struct tx *tx, const void *args)
{
	const struct acceptance_open *a = args;
	struct acceptance_facts facts;

	TRY(acceptance_ends(tx_rd(tx), a, &facts));
	if (facts.tasks)
		return refuse_with(tx, "", "tasks_open", "count", facts.tasks);
	return acceptance_insert(tx, a);
}

static enum err opine(struct tx *tx, const void *args)
{
	const struct acceptance_opine *a = args;
	struct acceptance_opinion row = {
		.acceptance = a->acceptance, .is_content = a->is_content, .words = a->words
	};
	bool found;
	int64_t already;

	TRY(acceptance_household(tx_rd(tx), &row.household, &found));
	if (!found || !row.household.id)
		return refuse(tx, "", "no_household");
	TRY(acceptance_said(tx_rd(tx), &row, &already));
	if (already)
		return refuse(tx, "", "already");
	return acceptance_opinion_insert(tx, &row);
}

static enum err decide(struct tx *tx, const void *args)
{
	const struct acceptance_decide *a = args;
	struct acceptance_facts facts;
	struct pair turn[] = { { "project", NULL }, { "state", "accepted" }, { NULL, NULL } };

	TRY(acceptance_read(tx_rd(tx), a, &facts));
	if (str_is(a->result, "refused"))
		return acceptance_end(tx, a);
	if (facts.defects)
		return refuse_with(tx, "", "defects_open", "count", facts.defects);
	if (facts.blockers)
		return refuse_with(tx, "", "blockers_open", "count", facts.blockers);
	if (facts.opinions == 0)
		return refuse(tx, "", "nobody_looked");
	if (facts.content * 2 <= facts.opinions)
		return refuse(tx, "", "not_content");
	TRY(acceptance_end(tx, a));
	turn[0].value = pair_id(tx, facts.project.id);
	return then(tx, "choose.project.turn", turn, NULL);
}

const struct action acceptance_actions[] = {
	{ "work.acceptance.open", MAY(cadre, project), RULE(acceptance_ready), begin,
		FIELDS(REF(acceptance_open, project, .of = "choose.project")),
		.goes = "choose/project/{project}/work" },
	{ "work.acceptance.opine", MAY(resident, acceptance), RULE(acceptance_running), opine,
		FIELDS(REF(acceptance_opine, acceptance, .of = "work.acceptance"),
			BOOL(acceptance_opine, is_content),
			TEXT(acceptance_opine, words, .max = 400, .optional = true, .lines = true,
				.personal = true)) },
	{ "work.acceptance.decide", MAY(cadre, acceptance), RULE(acceptance_undecided), decide,
		FIELDS(REF(acceptance_decide, acceptance, .of = "work.acceptance"),
			CHOICE(acceptance_decide, result, .of = "passed refused"),
			TEXT(acceptance_decide, words, .max = 400, .optional = true, .lines = true,
				.personal = true)) },
	{ 0 }
};
const struct view acceptance_views[] = { { 0 } };
