/* SPDX-License-Identifier: MulanPSL-2.0 */
/* work/task.c: what is to be done, by whom, until when; progress counts pieces where there are any.
 * The first task of an approved project sets it to work. */
#include "base/data.h"
#include "door/action.h"
#include "door/view.h"

struct task_open {
	struct ref project;
	struct str kind;
	struct str title;
	struct str unit;
	int64_t total;
	struct str who;
	struct day due;
};
struct task_progress {
	struct ref task;
	int64_t so_far;
};
struct task_which {
	struct ref task;
};
struct task_count {
	int64_t total;
	int64_t done;
};
#include "gen/work/task.sql.h"

static enum err open(struct tx *tx, const void *args)
{
	const struct task_open *a = args;
	const struct pair turn[] = { { "project", pair_id(tx, a->project.id) },
		{ "state", "working" }, { NULL, NULL } };

	if (a->total && !a->unit.at)
		return refuse(tx, "unit", "missing");
	TRY(task_insert(tx, a));
	return then(tx, "choose.project.turn", turn, NULL);
}

static enum err progress(struct tx *tx, const void *args)
{
	const struct task_progress *a = args;
	struct task_count count;

	TRY(task_counts(tx_rd(tx), a, &count));
	if (!count.total)
		return refuse(tx, "so_far", "not_counted");
	if (a->so_far > count.total)
		return refuse_with(tx, "so_far", "over_total", "total", count.total);
	return task_move(tx, a);
}

static enum err finish(struct tx *tx, const void *args)
{
	const struct task_which *a = args;
	struct task_progress at = { .task = a->task };
	struct task_count count;

	TRY(task_counts(tx_rd(tx), &at, &count));
	if (count.done < count.total)
		return refuse_with(tx, "task", "not_all", "left", count.total - count.done);
	return task_done(tx, a);
}

static enum err drop(struct tx *tx, const void *args)
{
	return task_drop(tx, args);
}

/* Neighbours and staff of the place see who does it; the others see what is done. */
static bool is_of_place(const struct data *out)
{
	static const char *const roles[] = { "is_resident", "is_cadre", "is_officer",
		"is_auditor" };
	const struct data *me = data_get(out, "me");

	for (size_t i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (data_number(me, roles[i]))
			return true;
	return false;
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(task_rows(rd, at, out, "tasks"));
	if (is_of_place(out))
		TRY(task_hands(rd, at, out, "tasks", "hands"));
	else
		data_list(rd_arena(rd), out, "hands");
	TRY(task_card(rd, at, out));
	TRY(task_notes(rd, at, out, "notes"));
	TRY(task_blockers(rd, at, out, "blockers"));
	TRY(task_defects(rd, at, out, "defects"));
	TRY(task_acceptances(rd, at, out, "acceptances"));
	return task_opinions(rd, at, out, "acceptances", "said");
}

const struct action task_actions[] = {
	{ "work.task.open", MAY(cadre, project), RULE(task_project), open,
		FIELDS(REF(task_open, project, .of = "choose.project"),
			CHOICE(task_open, kind, .of = "buy build organise tell"),
			TEXT(task_open, title, .max = 60),
			TEXT(task_open, unit, .max = 8, .optional = true),
			INT(task_open, total, .min = 1, .max = 1000000, .optional = true),
			TEXT(task_open, who, .max = 60, .personal = true), DAY(task_open, due)),
		.goes = "choose/project/{project}/work" },
	{ "work.task.progress", MAY(cadre, task), RULE(task_running), progress,
		FIELDS(REF(task_progress, task, .of = "work.task"),
			INT(task_progress, so_far, .min = 0, .max = 1000000)) },
	{ "work.task.finish", MAY(cadre, task), RULE(task_still_open), finish,
		FIELDS(REF(task_which, task, .of = "work.task")) },
	{ "work.task.drop", MAY(cadre, task), RULE(task_still_open), drop,
		FIELDS(REF(task_which, task, .of = "work.task")) },
	{ 0 }
};
const struct view task_views[] = {
	{ "choose/project/{id}/work", MAY(guest, id), show, &PAGE_task },
	{ 0 },
};
