/* SPDX-License-Identifier: MulanPSL-2.0 */
/* work/hours.c: time that neighbours gave. Each notes their own, once a day for a project; the
 * public sees how many gave how much, never who. */
#include "door/action.h"
#include "door/view.h"

struct hours_give {
	struct ref project;
	struct day day;
	int64_t minutes;
};
#include "gen/work/hours.sql.h"

static enum err give(struct tx *tx, const void *args)
{
	const struct hours_give *a = args;
	int64_t already;

	if (a->day.n > day_of((struct moment) { tx_now(tx) }).n)
		return refuse(tx, "day", "in_future");
	TRY(hours_said(tx_rd(tx), a, &already));
	if (already)
		return refuse(tx, "day", "already");
	return hours_insert(tx, a);
}

const struct action hours_actions[] = {
	{ "work.hours.give", MAY(resident, project), RULE(hours_project), give,
		FIELDS(REF(hours_give, project, .of = "choose.project"), DAY(hours_give, day),
			INT(hours_give, minutes, .min = 1, .max = 1440)),
		.goes = "choose/project/{project}/work" },
	{ 0 }
};
const struct view hours_views[] = { { 0 } };
