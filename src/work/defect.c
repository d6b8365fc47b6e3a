/* SPDX-License-Identifier: MulanPSL-2.0 */
/* work/defect.c: what is not right yet. Any neighbour may report one; it is mended, looked at,
 * closed. Nothing is accepted while one is open (C8). */
#include "door/action.h"
#include "door/view.h"

struct defect_report {
	struct ref project;
	struct ref task;
	struct str words;
};
struct defect_mend {
	struct ref defect;
	struct str repair;
};
struct defect_which {
	struct ref defect;
};
#include "gen/work/defect.sql.h"

static enum err report(struct tx *tx, const void *args)
{
	return defect_insert(tx, args);
}

static enum err mend(struct tx *tx, const void *args)
{
	return defect_mended(tx, args);
}

static enum err close(struct tx *tx, const void *args)
{
	return defect_closed(tx, args);
}

static enum err reopen(struct tx *tx, const void *args)
{
	return defect_reopened(tx, args);
}

const struct action defect_actions[] = {
	{ "work.defect.report", MAY(resident | cadre, project), RULE(defect_project), report,
		FIELDS(REF(defect_report, project, .of = "choose.project"),
			REF(defect_report, task, .of = "work.task", .optional = true),
			TEXT(defect_report, words, .max = 400, .lines = true, .personal = true)),
		.from = "care.check.do" },
	{ "work.defect.mend", MAY(cadre, defect), RULE(defect_open), mend,
		FIELDS(REF(defect_mend, defect, .of = "work.defect"),
			TEXT(defect_mend, repair, .max = 400, .lines = true, .personal = true)) },
	{ "work.defect.close", MAY(resident | cadre, defect), RULE(defect_mended_yet), close,
		FIELDS(REF(defect_which, defect, .of = "work.defect")) },
	{ "work.defect.reopen", MAY(resident | cadre, defect), RULE(defect_mended_yet), reopen,
		FIELDS(REF(defect_which, defect, .of = "work.defect")) },
	{ 0 }
};
const struct view defect_views[] = { { 0 } };
