/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/plan.c: plans and their budgets. A line keeps its name through all plans of a project, so
 * that what was spent on it can be held against each of them. */
#include "base/arena.h"
#include "choose/plan.h"
#include "door/action.h"
#include "door/view.h"

struct plan_line_row {
	int64_t id_of;
	int64_t n;
	struct ref project;
	struct ref plan;
	struct str name;
	struct str class;
	struct str source;
	struct money amount;
};
struct plan_change {
	struct ref project;
	struct ref meeting;
	struct str reason;
	PLAN_MEMBERS
};
struct plan_drop {
	struct ref project;
};
struct plan_project {
	struct ref project;
};
struct plan_fund {
	struct ref plan;
	struct ref line;
	struct money amount;
	bool has_own; /* residents give to this line already */
};
#include "gen/choose/plan.sql.h"

const struct field plan_line_fields[] = {
	TEXT(plan_line, name, .max = 40),
	CHOICE(plan_line, class, .of = "goods works labour service print allowance upkeep other"),
	CHOICE(plan_line, source, .of = "fund resident partner property"),
	MONEY(plan_line, amount, .min = 1, .max = 10000000000),
	{ .kind = FIELD_END },
};

static enum err line_write(struct tx *tx, const struct plan *plan, const struct plan_line *line)
{
	struct plan_line_row row = { .project = plan->project,
		.plan = plan->id_of,
		.name = line->name,
		.class = line->class,
		.source = line->source,
		.amount = line->amount };
	struct ref known;
	bool found;
	int64_t doubled;

	TRY(plan_line_find(tx_rd(tx), &row, &known, &found));
	row.id_of = known.id;
	if (!found) {
		row.id_of = tx_new_id(tx);
		TRY(plan_line_next(tx_rd(tx), &row, &row.n));
		TRY(plan_line_insert(tx, &row));
	}
	TRY(plan_amount_has(tx_rd(tx), &row, &doubled));
	if (doubled)
		return refuse(tx, "lines", "line_twice");
	return plan_amount_insert(tx, &row);
}

static enum err lines_write(
	struct tx *tx, const struct plan *plan, const struct plan_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++)
		TRY(line_write(tx, plan, &lines[i]));
	return OK;
}

static enum err span_check(struct tx *tx, const struct plan *plan)
{
	return plan->ends.n < plan->starts.n ? refuse(tx, "ends", "before_start") : OK;
}

enum err plan_shift(struct tx *tx, struct ref project, struct money by)
{
	struct plan_fund_lines_list lines;

	TRY(plan_fund_lines(tx_rd(tx), &(struct plan_project) { project }, &lines));
	for (size_t i = 0; i < lines.count && by.fen; i++) {
		struct plan_fund line = lines.at[i];
		bool is_whole = line.amount.fen <= by.fen;

		if (!is_whole)
			line.amount = by;
		by.fen -= line.amount.fen;
		TRY(is_whole ? plan_fund_drop(tx, &line) : plan_fund_less(tx, &line));
		TRY(line.has_own ? plan_own_more(tx, &line) : plan_own_insert(tx, &line));
	}
	return OK;
}

enum err plan_write(struct tx *tx, struct plan *plan, const struct plan_line *lines, size_t count)
{
	TRY(span_check(tx, plan));
	plan->id_of.id = tx_new_id(tx);
	TRY(plan_insert(tx, plan));
	return lines_write(tx, plan, lines, count);
}

enum err plan_rewrite(struct tx *tx, struct plan *plan, const struct plan_line *lines, size_t count)
{
	TRY(span_check(tx, plan));
	TRY(plan_update(tx, plan));
	TRY(plan_amounts_drop(tx, plan));
	return lines_write(tx, plan, lines, count);
}

/* More, or something else: only a meeting can say so, and the street approves it anew. */
static enum err run_change(struct tx *tx, const void *args)
{
	const struct plan_change *a = args;
	struct plan plan = { .project = a->project,
		.reason = a->reason,
		.meeting = a->meeting,
		PLAN_SAID(a),
		.state = str_of("proposed") };
	int64_t agreed;

	TRY(plan_agreed(tx_rd(tx), a, &agreed));
	if (!agreed)
		return refuse(tx, "meeting", "not_agreed");
	TRY(plan_version_next(tx_rd(tx), a, &plan.version));
	return plan_write(tx, &plan, a->lines.at, a->lines.count);
}

static enum err run_drop(struct tx *tx, const void *args)
{
	return plan_refuse(tx, args);
}

const struct action plan_actions[] = {
	{ "choose.plan.change", MAY(cadre, project), RULE(plan_changeable), run_change,
		FIELDS(REF(plan_change, project, .of = "choose.project"),
			REF(plan_change, meeting, .of = "voice.meeting"),
			TEXT(plan_change, reason, .max = 400, .lines = true),
			PLAN_FIELDS(plan_change)),
		.goes = "choose/project/{project}" },
	{ "choose.plan.drop", MAY(cadre, project), RULE(plan_droppable), run_drop,
		FIELDS(REF(plan_drop, project, .of = "choose.project")),
		.goes = "choose/project/{project}" },
	{ 0 }
};
const struct view plan_views[] = { { 0 } };
