/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fund/drive.c: a call to the neighbours for one project. Only a meeting can agree to ask; giving
 * is voluntary (居民委员会组织法 §16), inside the community only (慈善法 §122). */
#include "base/arena.h"
#include "base/data.h"
#include "door/action.h"
#include "door/view.h"

struct drive_open {
	struct ref project;
	struct ref meeting;
	struct money goal;
	struct money each;
	struct money most;
	struct moment until;
};
/* What was offered on a ballot for a project that won by it: nobody can join it any more. */
struct drive_call {
	struct ref project;
	struct ref meeting;
	struct money goal;
	struct money most;
};
struct drive_close {
	struct ref drive;
};
struct drive_agreed {
	int64_t passed;
};
#include "gen/fund/drive.sql.h"

static enum err run_open(struct tx *tx, const void *args)
{
	const struct drive_open *a = args;
	struct drive_agreed agreed;
	bool is_agreed;

	if (a->until.ms <= tx_now(tx))
		return refuse(tx, "until", "is_past");
	if (a->each.fen > a->most.fen)
		return refuse(tx, "each", "over_most");
	TRY(drive_agreement(tx_rd(tx), a, &agreed, &is_agreed));
	if (!is_agreed)
		return refuse(tx, "meeting", "not_agreed");
	TRY(verdict(tx, "F02", "pass", "居民委员会组织法 §16"));
	return drive_insert(tx, a);
}

static enum err run_call(struct tx *tx, const void *args)
{
	TRY(verdict(tx, "F02", "pass", "居民委员会组织法 §16"));
	return drive_call_insert(tx, args);
}

static enum err run_close(struct tx *tx, const void *args)
{
	return drive_end(tx, args);
}

static enum err run_stop(struct tx *tx, const void *args)
{
	return drive_halt(tx, args);
}

static void bar_put(struct rd *rd, struct data *row)
{
	int64_t goal = data_number(row, "goal_fen");
	int64_t came = data_number(row, "received_fen") * 10000 / goal;
	int64_t more = data_number(row, "promised_fen") * 10000 / goal;

	came = came > 10000 ? 10000 : came;
	more = came + more > 10000 ? 10000 - came : more;
	data_int(rd_arena(rd), row, "came_bp", came);
	data_int(rd_arena(rd), row, "more_bp", more);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(drive_list(rd, at, out, "drives"));
	for (struct data *row = data_get(out, "drives")->first; row; row = row->next)
		bar_put(rd, row);
	return OK;
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(drive_show(rd, at, out));
	TRY(drive_named(rd, at, out, "named"));
	bar_put(rd, out);
	data_int(rd_arena(rd), out, "can_give",
		data_number(out, "is_open") && !data_number(out, "mine_ref") &&
			data_number(data_get(out, "me"), "is_resident"));
	return OK;
}

const struct action drive_actions[] = {
	{ "fund.drive.open", MAY(cadre, project), RULE(drive_ready), run_open,
		FIELDS(REF(drive_open, project, .of = "choose.project"),
			REF(drive_open, meeting, .of = "voice.meeting"),
			MONEY(drive_open, goal, .min = 100, .max = 10000000000),
			MONEY(drive_open, each, .min = 100, .max = 1000000, .optional = true),
			MONEY(drive_open, most, .min = 100, .max = 100000000),
			MOMENT(drive_open, until)) },
	{ "fund.drive.close", MAY(cadre | clockwork, drive), RULE(drive_running), run_close,
		FIELDS(REF(drive_close, drive, .of = "fund.drive")) },
	{ "fund.drive.stop", MAY(cadre, drive), RULE(drive_running), run_stop,
		FIELDS(REF(drive_close, drive, .of = "fund.drive")) },
	{ "fund.drive.call", MAY(clockwork), NO_RULE, run_call,
		FIELDS(REF(drive_call, project, .of = "choose.project"),
			REF(drive_call, meeting, .of = "voice.meeting"),
			MONEY(drive_call, goal, .min = 1, .max = 10000000000),
			MONEY(drive_call, most, .min = 1, .max = 100000000)),
		.from = "choose.allocation.count", .is_inner = true },
	{ 0 }
};
const struct view drive_views[] = {
	{ "fund/drive", MAY(guest, ), list, &PAGE_drive },
	{ "fund/drive/{id}", MAY(guest, id), show, &PAGE_drive_show },
	{ 0 },
};
