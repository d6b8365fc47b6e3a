/* SPDX-License-Identifier: MulanPSL-2.0 */
/* review/notice.c: 公示. What is to be decided hangs for days where everybody passes; the clock
 * ends it, objections hold up what comes next. The days are the rulebook's (P01 before approval,
 * P03 before closing); a danger may be quicker. */
#include "base/arena.h"
#include "base/data.h"
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
	struct notice_row row = { .project = a->project,
		.kind = a->kind,
		.ask = a->ask,
		.until = a->until,
		.witness = a->witness };
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
	struct notice_row row = {
		.ballot = a->ballot, .kind = str_of("result"), .ask = a->ask, .until = a->until
	};
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

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	return notice_list(rd, at, out, "notices");
}

static void day_put(struct rd *rd, struct data *out, const char *from, const char *name)
{
	struct moment at = { data_number(out, from) };

	data_int(rd_arena(rd), out, name, day_of(at).n);
}

/* Shares of the sources' bar, and the two sums under the lines. */
static void sums_put(struct rd *rd, struct data *out)
{
	const struct data *lines = data_get(out, "lines"), *sources = data_get(out, "sources");
	int64_t was = 0, now = 0, all = 0;

	for (const struct data *l = lines->first; l; l = l->next) {
		was += data_number(l, "was_fen");
		now += data_number(l, "now_fen");
	}
	for (struct data *s = sources->first; s; s = s->next)
		all += data_number(s, "amount_fen");
	for (struct data *s = sources->first; s && all; s = s->next)
		data_int(rd_arena(rd), s, "share_bp", data_number(s, "amount_fen") * 10000 / all);
	data_int(rd_arena(rd), out, "was_fen", was);
	data_int(rd_arena(rd), out, "now_fen", now);
	data_int(rd_arena(rd), out, "has_old", was > 0);
	data_int(rd_arena(rd), out, "has_lines", lines->count > 0);
	data_int(rd_arena(rd), out, "has_sources", sources->count > 0);
}

static void x_put(struct rd *rd, struct data *sources)
{
	int64_t x = 0;

	for (struct data *s = sources->first; s; s = s->next) {
		data_int(rd_arena(rd), s, "x_bp", x);
		x += data_number(s, "share_bp");
	}
}

/* Days that are left; on the last day the hour counts. */
static void left_put(struct rd *rd, struct data *out)
{
	int64_t left = data_number(out, "until_ms") - rd_now(rd);

	data_int(rd_arena(rd), out, "is_open", data_number(out, "is_running") && left > 0);
	data_int(rd_arena(rd), out, "days_left", left > 0 ? left / 86400000 : 0);
	data_int(rd_arena(rd), out, "is_last_day", left > 0 && left < 86400000);
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(notice_show(rd, at, out));
	TRY(notice_decisions(rd, at, out, "decisions"));
	TRY(notice_lines(rd, at, out, "lines"));
	TRY(notice_sources(rd, at, out, "sources"));
	TRY(notice_objections(rd, at, out, "objections"));
	for (struct data *d = data_get(out, "decisions")->first; d; d = d->next)
		day_put(rd, d, "starts_ms", "held_day");
	day_put(rd, out, "from_ms", "from_day");
	day_put(rd, out, "from_ms", "issued_day");
	day_put(rd, out, "until_ms", "until_day");
	data_int(rd_arena(rd), out, "has_decisions", data_get(out, "decisions")->count > 0);
	sums_put(rd, out);
	x_put(rd, data_get(out, "sources"));
	left_put(rd, out);
	return OK;
}

const struct action notice_actions[] = {
	{ "review.notice.publish", MAY(cadre | officer, project), NO_RULE, publish,
		FIELDS(REF(notice_publish, project, .of = "choose.project"),
			CHOICE(notice_publish, kind, .of = "approval change settlement"),
			TEXT(notice_publish, ask, .max = 200), MOMENT(notice_publish, until),
			TEXT(notice_publish, witness, .max = 40, .optional = true,
				.personal = true)),
		.goes = "review/notice/{id}" },
	{ "review.notice.publish_result", MAY(cadre | officer, ballot), NO_RULE, publish_result,
		FIELDS(REF(notice_result, ballot, .of = "choose.ballot"),
			TEXT(notice_result, ask, .max = 200), MOMENT(notice_result, until)),
		.goes = "review/notice/{id}" },
	{ "review.notice.end", MAY(clockwork), RULE(notice_running), end,
		FIELDS(REF(notice_which, notice, .of = "review.notice")) },
	{ "review.notice.recall", MAY(cadre | officer, notice), RULE(notice_running), recall,
		FIELDS(REF(notice_which, notice, .of = "review.notice")), .goes = "review/notice" },
	{ 0 }
};
const struct view notice_views[] = {
	{ "review/notice", MAY(guest), list, &PAGE_notice },
	{ "review/notice/{id}", MAY(guest), show, &PAGE_notice_show, &PAPER_notice },
	{ 0 },
};
