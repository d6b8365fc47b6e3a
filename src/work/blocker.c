/* SPDX-License-Identifier: MulanPSL-2.0 */
/* work/blocker.c: 卡点. What a neighbourhood cannot solve by itself goes up to the street, is
 * answered there and closed by who was stuck. The days are counted in public. */
#include "door/action.h"
#include "door/view.h"

struct blocker_raise {
	struct ref place;
	struct ref topic;
	struct ref project;
	struct str title;
	struct str words;
	struct day due;
};
struct blocker_answer {
	struct ref blocker;
	struct str answer;
};
struct blocker_close {
	struct ref blocker;
	struct str result;
};
#include "gen/work/blocker.sql.h"

static enum err raise(struct tx *tx, const void *args)
{
	const struct blocker_raise *a = args;

	if (!a->topic.id && !a->project.id)
		return refuse(tx, "project", "about_nothing");
	return blocker_insert(tx, a);
}

static enum err answer(struct tx *tx, const void *args)
{
	return blocker_answered(tx, args);
}

static enum err close(struct tx *tx, const void *args)
{
	return blocker_closed(tx, args);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	return blocker_list(rd, at, out, "blockers");
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	return blocker_show(rd, at, out);
}

const struct action blocker_actions[] = {
	{ "work.blocker.raise", MAY(cadre, place), NO_RULE, raise,
		FIELDS(REF(blocker_raise, place, .of = "place.unit"),
			REF(blocker_raise, topic, .of = "voice.topic", .optional = true),
			REF(blocker_raise, project, .of = "choose.project", .optional = true),
			TEXT(blocker_raise, title, .max = 40),
			TEXT(blocker_raise, words, .max = 600, .lines = true, .personal = true),
			DAY(blocker_raise, due, .optional = true)),
		.from = "care.asset.resign", .goes = "work/blocker/{id}" },
	{ "work.blocker.answer", MAY(officer, blocker), RULE(blocker_open), answer,
		FIELDS(REF(blocker_answer, blocker, .of = "work.blocker"),
			TEXT(blocker_answer, answer, .max = 600, .lines = true, .personal = true)),
		.goes = "work/blocker/{blocker}" },
	{ "work.blocker.close", MAY(cadre, blocker), RULE(blocker_answered_yet), close,
		FIELDS(REF(blocker_close, blocker, .of = "work.blocker"),
			TEXT(blocker_close, result, .max = 600, .lines = true, .personal = true)),
		.goes = "work/blocker/{blocker}" },
	{ 0 }
};
const struct view blocker_views[] = {
	{ "work/blocker", MAY(guest, ), list, &PAGE_blocker },
	{ "work/blocker/{id}", MAY(guest, id), show, &PAGE_blocker_show },
	{ 0 },
};
