/* SPDX-License-Identifier: MulanPSL-2.0 */
/* review/notice.c: 公示. What is to be decided hangs for days where everybody passes; the clock ends it, objections hold up what
 * comes next. The days are the rulebook's (P01 before approval, P03 before closing); a danger may be quicker. */
#include "base/arena.h"
#include "door/action.h"
#include "door/book.h"
#include "door/view.h"

struct notice_publish {
	struct ref project;
	struct str kind;
	struct str ask;
	struct moment until;
	struct str witness;
};
struct notice_result {
	struct ref ballot;
	struct str ask;
	struct moment until;
};
struct notice_which {
	struct ref notice;
};
struct notice_subject {
	struct ref place;
	struct str title;
	int64_t n;
	struct ref plan;
	struct ref settlement;
	bool is_urgent;
	bool is_known; /* has what is to be published */
};
struct notice_row {
	struct ref place;
	struct ref project;
	struct ref plan;
	struct ref ballot;
	struct ref settlement;
	struct str kind;
	int64_t n;
	struct str title;
	struct str ask;
	struct moment until;
	struct str witness;
};
#include "gen/review/notice.sql.h"

/* How many days at least. */
static enum err days_ask(struct tx *tx, const char *kind, bool is_urgent, int64_t *days)
{
	struct policy_book *book;

	TRY(book_open(tx_rd(tx), &book));
	*days = policy_value(book, strcmp(kind, "settlement") ? "P01" : "P03", "days");
	if (is_urgent && *days > 3)
		*days = 3; /* 景舒苑的长廊等不起七天 (C8) */
	return OK;
}

static enum err publish(struct tx *tx, const void *args)
{
	const struct notice_publish *a = args;
	struct notice_row row = { .project = a->project, .kind = a->kind, .ask = a->ask,
				  .until = a->until, .witness = a->witness };
	struct notice_subject subject;
	int64_t days;

	TRY(notice_about(tx_rd(tx), a, &subject));
	if (!subject.is_known)
		return refuse(tx, "kind", "nothing_to_show");
	TRY(days_ask(tx, str_z(tx_arena(tx), a->kind), subject.is_urgent, &days));
	if (a->until.ms < tx_now(tx) + days * 86400000)
		return refuse_with(tx, "until", "too_short", "days", days);
	row.place = subject.place;
	row.title = subject.title;
	row.n = subject.n;
	row.plan = subject.plan;
	row.settlement = subject.settlement;
	return notice_insert(tx, &row);
}

static enum err publish_result(struct tx *tx, const void *args)
{
	const struct notice_result *a = args;
	struct notice_row row = { .ballot = a->ballot, .kind = str_of("result"), .ask = a->ask,
				  .until = a->until };
	struct notice_subject subject;
	int64_t days;

	TRY(notice_about_ballot(tx_rd(tx), a, &subject));
	if (!subject.is_known)
		return refuse(tx, "ballot", "nothing_to_show");
	TRY(days_ask(tx, "result", false, &days));
	if (a->until.ms < tx_now(tx) + days * 86400000)
		return refuse_with(tx, "until", "too_short", "days", days);
	row.place = subject.place;
	row.title = subject.title;
	row.n = subject.n;
	return notice_insert(tx, &row);
}

static enum err end(struct tx *tx, const void *args)
{
	return notice_over(tx, args);
}

static enum err recall(struct tx *tx, const void *args)
{
	return notice_recall(tx, args);
}

const struct action notice_actions[] = {
	{ "review.notice.publish", MAY(cadre | officer, project), NO_RULE, publish,
	  FIELDS(REF(notice_publish, project, .of = "choose.project"),
		 CHOICE(notice_publish, kind, .of = "approval change settlement"),
		 TEXT(notice_publish, ask, .max = 200), MOMENT(notice_publish, until),
		 TEXT(notice_publish, witness, .max = 40, .optional = true, .personal = true)),
	  .goes = "review/notice/{id}" },
	{ "review.notice.publish_result", MAY(cadre | officer, ballot), NO_RULE, publish_result,
	  FIELDS(REF(notice_result, ballot, .of = "choose.ballot"),
		 TEXT(notice_result, ask, .max = 200), MOMENT(notice_result, until)),
	  .goes = "review/notice/{id}" },
	{ "review.notice.end", MAY(clockwork), RULE(notice_running), end,
	  FIELDS(REF(notice_which, notice, .of = "review.notice")) },
	{ "review.notice.recall", MAY(cadre | officer, notice), RULE(notice_running), recall,
	  FIELDS(REF(notice_which, notice, .of = "review.notice")),
	  .goes = "review/notice" },
	{ 0 }
};
const struct view notice_views[] = { { 0 } };
