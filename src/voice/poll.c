/* SPDX-License-Identifier: MulanPSL-2.0 */
/* voice/poll.c: what is disputed, asked door to door: a question, what can be chosen, each
 * household's answer and its reason. A household has one answer and may change it until the poll
 * closes; reasons are shown by building, never by name. */
#include "base/data.h"
#include "door/action.h"
#include "door/view.h"
#include "voice/tabs.h"

struct poll_line {
	struct str name;
	struct str note;
};
struct poll_open {
	struct ref place;
	struct ref topic;
	struct ref project;
	struct str question;
	struct moment until;
	LIST_OF(struct poll_line) options;
};
struct poll_answer {
	struct ref poll;
	struct ref option;
	struct str reason;
};
struct poll_which {
	struct ref poll;
};
struct poll_frame {
	int64_t days;
	bool is_fitting; /* topic and project lie in the place */
};
struct poll_new {
	struct ref place;
	struct ref topic;
	struct ref project;
	struct str question;
	struct moment until;
};
struct poll_option {
	struct ref poll;
	int64_t n;
	struct str name;
	struct str note;
};
struct poll_voter {
	struct ref household;
	bool is_of_poll; /* the option is one of this poll's */
};
struct poll_row {
	struct ref poll;
	struct ref option;
	struct ref household;
	struct str reason;
};
#include "gen/voice/poll.sql.h"

enum { OPTIONS_LEAST = 2 };

static enum err options_check(struct tx *tx, const struct poll_open *a)
{
	if (a->options.count < OPTIONS_LEAST)
		return refuse(tx, "options", "too_few");
	for (size_t i = 0; i < a->options.count; i++)
		for (size_t k = 0; k < i; k++)
			if (str_equal(a->options.at[i].name, a->options.at[k].name))
				return refuse(tx, "options", "same_options");
	return OK;
}

static enum err open(struct tx *tx, const void *args)
{
	const struct poll_open *a = args;
	struct poll_new row = { a->place, a->topic, a->project, a->question, a->until };
	struct day today = day_of((struct moment) { tx_now(tx) });
	struct poll_frame frame;

	TRY(options_check(tx, a));
	TRY(poll_frame_read(tx_rd(tx), a, &frame));
	if (!frame.is_fitting)
		return refuse(tx, a->topic.id ? "topic" : "project", "elsewhere");
	if (!row.until.ms)
		row.until = day_begin((struct day) { today.n + frame.days + 1 });
	if (row.until.ms <= tx_now(tx))
		return refuse(tx, "until", "is_past");
	TRY(poll_insert(tx, &row));
	for (size_t i = 0; i < a->options.count; i++) {
		struct poll_option option = { { tx_id(tx) }, (int64_t)i + 1, a->options.at[i].name,
			a->options.at[i].note };

		TRY(poll_option_insert(tx, &option));
	}
	return OK;
}

static enum err answer(struct tx *tx, const void *args)
{
	const struct poll_answer *a = args;
	struct poll_row row = { .poll = a->poll, .option = a->option, .reason = a->reason };
	struct poll_voter voter;

	TRY(poll_voter_read(tx_rd(tx), a, &voter));
	if (!voter.is_of_poll)
		return refuse(tx, "option", "other_poll");
	if (!voter.household.id)
		return refuse(tx, "", "no_household");
	row.household = voter.household;
	return poll_answer_put(tx, &row);
}

static enum err close(struct tx *tx, const void *args)
{
	return poll_closed(tx, args);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(poll_list(rd, at, out, "polls"));
	tabs_put(rd, at, out, "open closed");
	return OK;
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(poll_show(rd, at, out));
	TRY(poll_options(rd, at, out, "options"));
	TRY(poll_reasons(rd, at, out, "options", "reasons"));
	return poll_meetings(rd, at, out, "meetings");
}

/* clang-format off */
#define LINE_FIELDS FIELDS( \
	TEXT(poll_line, name, .max = 30), \
	TEXT(poll_line, note, .max = 200, .optional = true))

const struct action poll_actions[] = {
	{ "voice.poll.open", MAY(cadre | officer, place), NO_RULE, open, FIELDS(
		REF(poll_open, place, .of = "place.unit"),
		REF(poll_open, topic, .of = "voice.topic", .optional = true),
		REF(poll_open, project, .of = "choose.project", .optional = true),
		TEXT(poll_open, question, .max = 60),
		MOMENT(poll_open, until, .optional = true),
		LIST(poll_open, options, poll_line, LINE_FIELDS, .max = 12)),
	  .goes = "voice/poll/{id}" },
	{ "voice.poll.answer", MAY(resident, poll), RULE(poll_running), answer, FIELDS(
		REF(poll_answer, poll, .of = "voice.poll"),
		REF(poll_answer, option, .of = "voice.option"),
		TEXT(poll_answer, reason, .max = 200, .optional = true, .lines = true,
			.personal = true)),
	  .goes = "voice/poll/{poll}" },
	{ "voice.poll.close", MAY(clockwork | cadre | officer, poll), RULE(poll_closable),
	  close, FIELDS(
		REF(poll_which, poll, .of = "voice.poll")),
	  .goes = "voice/poll/{poll}" },
	{ 0 },
};
const struct view poll_views[] = {
	{ "voice/poll", MAY(guest, ), list, &PAGE_poll, NULL },
	{ "voice/poll/{id}", MAY(guest, ), show, &PAGE_poll_show, NULL },
	{ 0 },
};
