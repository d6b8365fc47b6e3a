/* SPDX-License-Identifier: MulanPSL-2.0 */
/* voice/meeting.c: meetings from the call to the minutes: the agenda, what was decided, who said
 * what, who will do what by when. Whom "entitled" counts is named when the meeting is called and
 * never changes. A point is decided only while enough have come, by the rule of the meeting's kind
 * (voice/quorum.h); who came is voice/attendance.c. */
#include "base/arena.h"
#include "base/data.h"
#include "door/action.h"
#include "door/view.h"
#include "voice/quorum.h"
#include "voice/tabs.h"

struct meeting_line {
	struct str title;
	struct ref topic;
	struct ref project;
	struct ref poll;
};
struct meeting_call {
	struct ref place;
	struct str kind;
	struct str title;
	struct str venue;
	struct moment starts;
	struct str counted;
	int64_t entitled;
	LIST_OF(struct meeting_line) items;
};
struct meeting_which {
	struct ref meeting;
};
struct meeting_decide {
	struct ref item;
	int64_t yes;
	int64_t no;
	int64_t abstain;
	bool only_noted;
	struct str decision;
	struct str dissent;
};
struct meeting_minute {
	struct ref meeting;
	struct ref item;
	struct str kind;
	struct str who;
	struct str words;
	struct day due;
};
struct meeting_close {
	struct ref meeting;
	struct str chair;
	struct str recorder;
};
struct meeting_frame {
	int64_t households;
	int64_t persons;
};
struct meeting_fit {
	struct ref place;
	struct ref topic;
	struct ref project;
	struct ref poll;
};
struct meeting_fits {
	bool is_within; /* everything it names lies in the meeting's place */
	bool is_near;	/* or around it */
	bool is_urgent; /* its topic or project is a danger */
};
struct meeting_new {
	struct ref place;
	struct str kind;
	struct str title;
	struct str venue;
	struct moment starts;
	struct str counted;
	int64_t entitled;
};
struct meeting_item {
	struct ref meeting;
	int64_t n;
	struct str title;
	struct ref topic;
	struct ref project;
	struct ref poll;
};
struct meeting_result {
	struct ref item;
	int64_t yes;
	int64_t no;
	int64_t abstain;
	bool has_votes;
	struct str result;
	struct str decision;
	struct str dissent;
};
struct meeting_end {
	struct ref meeting;
	struct str chair;
	struct str recorder;
	bool is_asked;
	bool has_quorum;
};
#include "gen/voice/meeting.sql.h"

enum { SHEET_SPARE = 5, SHEET_MOST = 400 };

/* Every point is about this place; a talk without a vote may also be about what lies around it. */
static enum err items_check(struct tx *tx, const struct meeting_call *a, bool *is_urgent)
{
	*is_urgent = false;
	for (size_t i = 0; i < a->items.count; i++) {
		const struct meeting_line *line = &a->items.at[i];
		struct meeting_fit fit = { a->place, line->topic, line->project, line->poll };
		struct meeting_fits fits;

		TRY(meeting_fits_read(tx_rd(tx), &fit, &fits));
		if (!fits.is_within && (quorum_is_asked(a->kind) || !fits.is_near))
			return refuse(tx, "items", "elsewhere");
		*is_urgent = *is_urgent || fits.is_urgent;
	}
	return OK;
}

/* Households and adults are counted on the roll; members and groups are told
 * (《居民委员会组织法》第九条). */
static enum err entitled_count(struct tx *tx, const struct meeting_call *a, int64_t *out)
{
	struct meeting_frame frame;
	bool is_told = str_is(a->counted, "member") || str_is(a->counted, "group");

	if (str_is(a->kind, "assembly") && str_is(a->counted, "member"))
		return refuse(tx, "counted", "counted_wrong");
	if (is_told && !a->entitled)
		return refuse(tx, "entitled", "not_told");
	if (!is_told && a->entitled)
		return refuse(tx, "entitled", "is_counted");
	TRY(meeting_frame_read(tx_rd(tx), a, &frame));
	*out = is_told			     ? a->entitled
	       : str_is(a->counted, "adult") ? frame.persons
					     : frame.households;
	return *out ? OK : refuse(tx, "place", "nobody_here");
}

static enum err call(struct tx *tx, const void *args)
{
	const struct meeting_call *a = args;
	struct meeting_new row = { a->place, a->kind, a->title, a->venue, a->starts, a->counted };
	struct quorum_case ahead = {
		.kind = a->kind, .called = { tx_now(tx) }, .starts = a->starts
	};
	int64_t least_days;
	bool is_urgent;

	if (a->starts.ms <= tx_now(tx))
		return refuse(tx, "starts", "is_past");
	TRY(entitled_count(tx, a, &row.entitled));
	TRY(items_check(tx, a, &is_urgent));
	TRY(quorum_ahead(tx, &ahead, is_urgent, &least_days));
	if (least_days)
		return refuse_with(tx, "starts", "short_notice", "days", least_days);
	TRY(meeting_insert(tx, &row));
	for (size_t i = 0; i < a->items.count; i++) {
		const struct meeting_line *line = &a->items.at[i];
		struct meeting_item item = { { tx_id(tx) }, (int64_t)i + 1, line->title,
			line->topic, line->project, line->poll };

		TRY(meeting_item_insert(tx, &item));
	}
	return OK;
}

static enum err open(struct tx *tx, const void *args)
{
	return meeting_opened(tx, args);
}

static enum err cancel(struct tx *tx, const void *args)
{
	return meeting_cancelled(tx, args);
}

static enum err votes_check(struct tx *tx, const struct meeting_decide *a, int64_t present)
{
	if (a->yes < 0 || a->no < 0 || a->abstain < 0)
		return refuse(tx, "yes", "below_zero");
	if (a->only_noted && (a->yes || a->no || a->abstain))
		return refuse(tx, "only_noted", "noted_has_votes");
	if (!a->only_noted && !a->yes && !a->no && !a->abstain)
		return refuse(tx, "yes", "no_votes");
	if (a->yes + a->no + a->abstain > present)
		return refuse_with(tx, "yes", "over_present", "present", present);
	return OK;
}

static enum err decide(struct tx *tx, const void *args)
{
	const struct meeting_decide *a = args;
	struct meeting_result row = { a->item, a->yes, a->no, a->abstain, !a->only_noted,
		str_of("noted"), a->decision, a->dissent };
	struct quorum_case meeting;
	struct quorum_view view;

	TRY(meeting_of_item(tx_rd(tx), a, &meeting));
	TRY(votes_check(tx, a, meeting.present));
	if (!a->only_noted) {
		TRY(quorum_vote(tx, &meeting, a->yes, &view));
		if (!view.attends)
			return refuse_with(tx, "", "no_quorum", "present", meeting.present);
		row.result = str_of(view.agrees ? "passed" : "refused");
	}
	return meeting_decided(tx, &row);
}

static enum err minute(struct tx *tx, const void *args)
{
	const struct meeting_minute *a = args;
	bool is_task = str_is(a->kind, "task");
	int64_t owns;

	if (is_task && !a->who.at)
		return refuse(tx, "who", "task_needs_who");
	if (is_task && !a->due.n)
		return refuse(tx, "due", "task_needs_due");
	if (!is_task && a->due.n)
		return refuse(tx, "due", "only_tasks");
	TRY(meeting_owns(tx_rd(tx), a, &owns));
	if (a->item.id && !owns)
		return refuse(tx, "item", "other_meeting");
	return meeting_minute_insert(tx, a);
}

static enum err close(struct tx *tx, const void *args)
{
	const struct meeting_close *a = args;
	struct meeting_end row = { a->meeting, a->chair, a->recorder, false, false };
	struct quorum_case meeting;
	struct quorum_view view;
	int64_t undecided;

	TRY(meeting_undecided(tx_rd(tx), a, &undecided));
	if (undecided)
		return refuse_with(tx, "", "undecided", "count", undecided);
	TRY(meeting_case(tx_rd(tx), a, &meeting));
	TRY(quorum_vote(tx, &meeting, meeting.present, &view));
	row.is_asked = quorum_is_asked(meeting.kind);
	row.has_quorum = view.attends;
	return meeting_closed(tx, &row);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	struct ref place;
	bool found;

	TRY(meeting_list(rd, at, out, "meetings"));
	tabs_put(rd, at, out, "called open closed");
	TRY(meeting_my_place(rd, &place, &found));
	if (found)
		data_int(rd_arena(rd), out, "my_place", place.id);
	return OK;
}

/* Names are for who works for the place: others see their first character. */
static bool is_staff(const struct data *out)
{
	const struct data *me = data_get(out, "me");

	return data_number(me, "is_cadre") || data_number(me, "is_officer") ||
	       data_number(me, "is_auditor");
}

static enum err quorum_show(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct quorum_case meeting;
	int64_t need;

	TRY(meeting_case(rd, &(struct meeting_close) { .meeting = at->id }, &meeting));
	TRY(quorum_need(rd, &meeting, &need));
	if (need > meeting.entitled)
		need = meeting.entitled;
	data_int(arena, out, "has_need", need > 0);
	data_int(arena, out, "quorum", need);
	data_int(arena, out, "missing", need > meeting.present ? need - meeting.present : 0);
	data_int(arena, out, "quorum_bp", need * 10000 / meeting.entitled);
	data_int(arena, out, "notice_days", quorum_days(&meeting));
	return OK;
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	bool is_for_staff = is_staff(out);

	TRY(meeting_show(rd, at, out));
	TRY(quorum_show(rd, at, out));
	TRY(meeting_items(rd, at, out, "items"));
	TRY(meeting_options(rd, at, out, "items", "options"));
	if (is_for_staff) {
		TRY(meeting_led_by(rd, at, out));
		TRY(meeting_opinions(rd, at, out, "opinions"));
		TRY(meeting_tasks(rd, at, out, "tasks"));
		TRY(meeting_attended(rd, at, out, "attended"));
	} else {
		TRY(meeting_opinions_masked(rd, at, out, "opinions"));
		TRY(meeting_tasks_masked(rd, at, out, "tasks"));
	}
	TRY(meeting_ways(rd, at, out, "ways"));
	data_int(arena, out, "is_staff", is_for_staff);
	data_int(arena, out, "has_opinions", data_get(out, "opinions")->count > 0);
	data_int(arena, out, "has_tasks", data_get(out, "tasks")->count > 0);
	return OK;
}

static void blank_rows(struct arena *arena, struct data *rows, int64_t count)
{
	for (int64_t i = 0; i < count && rows && rows->count < SHEET_MOST; i++) {
		struct data *row = data_object(arena, rows, NULL);

		data_int(arena, row, "n", (int64_t)rows->count);
		data_null(arena, row, "name");
		data_null(arena, row, "door");
	}
}

/* The sheet to sign: every door where households are counted, else a line for each who is entitled;
 * the line that reaches the quorum is marked. */
static enum err signin(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct data *rows;
	int64_t entitled;

	TRY(meeting_show(rd, at, out));
	TRY(quorum_show(rd, at, out));
	TRY(meeting_doors(rd, at, out, "rows"));
	rows = data_get(out, "rows");
	entitled = data_number(out, "entitled");
	if (str_is(data_str(out, "counted"), "household"))
		blank_rows(arena, rows, SHEET_SPARE);
	else
		blank_rows(arena, rows, entitled + SHEET_SPARE);
	for (struct data *row = rows ? rows->first : NULL; row; row = row->next)
		data_int(arena, row, "is_quorum",
			data_number(out, "quorum") &&
				data_number(row, "n") == data_number(out, "quorum"));
	return OK;
}

/* clang-format off */
#define LINE_FIELDS FIELDS( \
	TEXT(meeting_line, title, .max = 60), \
	REF(meeting_line, topic, .of = "voice.topic", .optional = true), \
	REF(meeting_line, project, .of = "choose.project", .optional = true), \
	REF(meeting_line, poll, .of = "voice.poll", .optional = true))

const struct action meeting_actions[] = {
	{ "voice.meeting.call", MAY(cadre | officer, place), NO_RULE, call, FIELDS(
		REF(meeting_call, place, .of = "place.unit"),
		CHOICE(meeting_call, kind,
			.of = "council party assembly hearing mediation appraisal"),
		TEXT(meeting_call, title, .max = 40),
		TEXT(meeting_call, venue, .max = 40),
		MOMENT(meeting_call, starts),
		CHOICE(meeting_call, counted, .of = "household adult member group"),
		INT(meeting_call, entitled, .min = 1, .max = 100000, .optional = true),
		LIST(meeting_call, items, meeting_line, LINE_FIELDS, .max = 20)),
	  .goes = "voice/meeting/{id}" },
	{ "voice.meeting.open", MAY(cadre | officer, meeting), RULE(meeting_due), open, FIELDS(
		REF(meeting_which, meeting, .of = "voice.meeting")),
	  .goes = "voice/meeting/{meeting}" },
	{ "voice.meeting.cancel", MAY(cadre | officer, meeting), RULE(meeting_waiting),
	  cancel, FIELDS(
		REF(meeting_which, meeting, .of = "voice.meeting")),
	  .goes = "voice/meeting" },
	{ "voice.meeting.decide", MAY(cadre | officer, item), RULE(meeting_item_open),
	  decide, FIELDS(
		REF(meeting_decide, item, .of = "voice.item"),
		INT(meeting_decide, yes, .max = 100000, .optional = true),
		INT(meeting_decide, no, .max = 100000, .optional = true),
		INT(meeting_decide, abstain, .max = 100000, .optional = true),
		BOOL(meeting_decide, only_noted),
		TEXT(meeting_decide, decision, .max = 400, .optional = true, .lines = true,
			.personal = true),
		TEXT(meeting_decide, dissent, .max = 400, .optional = true, .lines = true,
			.personal = true)) },
	{ "voice.meeting.minute", MAY(cadre | officer, meeting), RULE(meeting_held), minute, FIELDS(
		REF(meeting_minute, meeting, .of = "voice.meeting"),
		REF(meeting_minute, item, .of = "voice.item", .optional = true),
		CHOICE(meeting_minute, kind, .of = "opinion answer task"),
		TEXT(meeting_minute, who, .max = 40, .optional = true, .personal = true),
		TEXT(meeting_minute, words, .max = 400, .lines = true, .personal = true),
		DAY(meeting_minute, due, .optional = true)),
	  .goes = "voice/meeting/{meeting}" },
	{ "voice.meeting.close", MAY(cadre | officer, meeting), RULE(meeting_running),
	  close, FIELDS(
		REF(meeting_close, meeting, .of = "voice.meeting"),
		TEXT(meeting_close, chair, .max = 40, .personal = true),
		TEXT(meeting_close, recorder, .max = 40, .personal = true)),
	  .goes = "voice/meeting/{meeting}" },
	{ 0 },
};
const struct view meeting_views[] = {
	{ "voice/meeting", MAY(guest, ), list, &PAGE_meeting, NULL },
	{ "voice/meeting/{id}", MAY(guest, ), show, &PAGE_meeting_show, &PAPER_meeting_minutes },
	{ "voice/meeting/{id}/signin", MAY(cadre | officer, id),
	  signin, NULL, &PAPER_meeting_signin },
	{ 0 },
};
