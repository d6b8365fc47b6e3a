/* SPDX-License-Identifier: MulanPSL-2.0 */
/* care/check.c: the checks of things in care. The clock opens one when its day has come, and notes
 * it as missed when nobody looked; a finding that is not good becomes a defect of the project. */
#include "base/arena.h"
#include "door/action.h"
#include "door/view.h"

enum { CHECK_DAYS = 30 }; /* how long after its day a check can still be done */

struct check_open {
	struct ref asset;
};
struct check_which {
	struct ref check;
};
struct check_do {
	struct ref check;
	struct str finding;
	struct str words;
};
struct check_due {
	struct ref asset;
	struct day due;
	struct day last;
	struct day next;
};
struct check_asset {
	struct day next;
	int64_t every_months;
};
struct check_found {
	struct ref project;
	bool is_mine;
};
#include "gen/care/check.sql.h"

static enum err open(struct tx *tx, const void *args)
{
	const struct check_open *a = args;
	struct check_due row = { .asset = a->asset };
	struct check_asset asset;

	TRY(check_asset_read(tx_rd(tx), a, &asset));
	row.due = asset.next;
	row.last.n = asset.next.n + CHECK_DAYS;
	row.next = day_months_on(asset.next, asset.every_months);
	TRY(check_insert(tx, &row));
	return check_asset_next(tx, &row);
}

static enum err look(struct tx *tx, const void *args)
{
	const struct check_do *a = args;
	struct check_found check;
	struct pair defect[] = { { "project", NULL }, { "words", NULL }, { NULL, NULL } };

	TRY(check_read(tx_rd(tx), a, &check));
	if (!check.is_mine)
		return refuse(tx, "check", "not_keeper");
	if (!str_is(a->finding, "good") && !a->words.at)
		return refuse(tx, "words", "missing");
	TRY(check_done(tx, a));
	if (str_is(a->finding, "good"))
		return OK;
	defect[0].value = pair_id(tx, check.project.id);
	defect[1].value = pair_text(tx, a->words);
	return then(tx, "work.defect.report", defect, NULL);
}

static enum err miss(struct tx *tx, const void *args)
{
	return check_missed(tx, args);
}

const struct action check_actions[] = {
	{ "care.check.open", MAY(clockwork, asset), RULE(check_asset_kept), open,
		FIELDS(REF(check_open, asset, .of = "care.asset")) },
	{ "care.check.do", MAY(resident | cadre | partner, check), RULE(check_is_due), look,
		FIELDS(REF(check_do, check, .of = "care.check"),
			CHOICE(check_do, finding, .of = "good worn broken"),
			TEXT(check_do, words, .max = 400, .optional = true, .lines = true,
				.personal = true)) },
	{ "care.check.miss", MAY(clockwork, check), RULE(check_still_due), miss,
		FIELDS(REF(check_which, check, .of = "care.check")) },
	{ 0 }
};
const struct view check_views[] = { { 0 } };
