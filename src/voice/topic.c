/* SPDX-License-Identifier: MulanPSL-2.0 */
/* voice/topic.c: what somebody wants to talk about, and which households second it. A household
 * seconds a topic once; enough of them make it ready for a meeting or a project. How many are
 * enough, and how long they may take, each place decides; topics that say the same are merged with
 * their seconds, and one that finds too few rests. */
#include "base/data.h"
#include "door/action.h"
#include "door/view.h"
#include "voice/tabs.h"

struct topic_raise {
	struct ref place;
	struct str title;
	struct str story;
	bool is_urgent;
};
struct topic_which {
	struct ref topic;
};
struct topic_merge {
	struct ref topic;
	struct ref into;
};
struct topic_take {
	struct ref topic;
	struct ref project;
};
struct topic_frame {
	struct ref household; /* of who asks; none: staff that live elsewhere */
	struct ref season;
	int64_t households;
	int64_t percent;
	int64_t days;
	int64_t live; /* topics of the household that still wait */
	int64_t twins;
};
struct topic_new {
	struct ref place;
	struct str title;
	struct str story;
	bool is_urgent;
	struct ref household;
	struct ref season;
	int64_t need;
	struct day until;
};
struct topic_backer {
	struct ref topic;
	struct ref household;
	bool has_seconded;
};
struct topic_pair {
	struct str into_state;
	bool is_near;
};
struct topic_seconding {
	struct ref topic;
	struct ref household;
};
#include "gen/voice/topic.sql.h"

enum { LIVE_MOST = 3 };

static enum err raise(struct tx *tx, const void *args)
{
	const struct topic_raise *a = args;
	struct topic_new row = { a->place, a->title, a->story, a->is_urgent };
	struct topic_frame frame;

	TRY(topic_frame_read(tx_rd(tx), a, &frame));
	if (frame.twins)
		return refuse(tx, "title", "title_taken");
	if (frame.household.id && frame.live >= LIVE_MOST)
		return refuse_with(tx, "", "too_many_live", "most", LIVE_MOST);
	row.household = frame.household;
	row.season = frame.season;
	row.need = (frame.households * frame.percent + 99) / 100;
	if (row.need < 1)
		row.need = 1;
	row.until.n = day_of((struct moment) { tx_now(tx) }).n + frame.days;
	TRY(topic_insert(tx, &row));
	if (!row.household.id)
		return OK;
	TRY(topic_second_insert(tx, &(struct topic_seconding) { { tx_id(tx) }, row.household }));
	return topic_tip(tx, &(struct topic_which) { { tx_id(tx) } });
}

static enum err second(struct tx *tx, const void *args)
{
	const struct topic_which *a = args;
	struct topic_backer backer;
	bool found;

	TRY(topic_backer_read(tx_rd(tx), a, &backer, &found));
	if (!found || !backer.household.id)
		return refuse(tx, "", "no_household");
	if (backer.has_seconded)
		return refuse(tx, "", "already");
	TRY(topic_second_insert(tx, &(struct topic_seconding) { a->topic, backer.household }));
	return topic_tip(tx, a);
}

/* Seconds go along; a household that seconded both counts once. */
static enum err merge(struct tx *tx, const void *args)
{
	const struct topic_merge *a = args;
	struct topic_pair pair;

	if (a->topic.id == a->into.id)
		return refuse(tx, "into", "same");
	TRY(topic_pair_read(tx_rd(tx), a, &pair));
	if (!str_is(pair.into_state, "open") && !str_is(pair.into_state, "ready"))
		return refuse(tx, "into", "not_live");
	if (!pair.is_near)
		return refuse(tx, "into", "elsewhere");
	TRY(topic_seconds_move(tx, a));
	TRY(topic_merged(tx, a));
	return topic_tip(tx, &(struct topic_which) { a->into });
}

static enum err withdraw(struct tx *tx, const void *args)
{
	int64_t mine;

	TRY(topic_mine(tx_rd(tx), args, &mine));
	if (!mine)
		return refuse(tx, "topic", "not_yours");
	return topic_withdrawn(tx, args);
}

static enum err rest(struct tx *tx, const void *args)
{
	return topic_rests(tx, args);
}

static enum err take(struct tx *tx, const void *args)
{
	return topic_taken(tx, args);
}

/* The neighbourhood of who looks: where a new topic most likely belongs. */
static enum err my_place(struct rd *rd, struct data *out)
{
	struct ref place;
	bool found;

	TRY(topic_my_place(rd, &place, &found));
	if (found)
		data_int(rd_arena(rd), out, "my_place", place.id);
	return OK;
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(topic_list(rd, at, out, "topics"));
	tabs_put(rd, at, out, "open ready taken resting");
	return my_place(rd, out);
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(topic_show(rd, at, out));
	TRY(topic_buildings(rd, at, out, "buildings"));
	TRY(topic_meetings(rd, at, out, "meetings"));
	TRY(topic_polls(rd, at, out, "polls"));
	TRY(topic_blockers(rd, at, out, "blockers"));
	return topic_merged_list(rd, at, out, "merged");
}

/* clang-format off */
const struct action topic_actions[] = {
	{ "voice.topic.raise", MAY(resident | cadre | officer, place), NO_RULE, raise, FIELDS(
		REF(topic_raise, place, .of = "place.unit"),
		TEXT(topic_raise, title, .max = 20),
		TEXT(topic_raise, story, .max = 1000, .lines = true, .personal = true),
		BOOL(topic_raise, is_urgent)),
	  .goes = "voice/topic/{id}" },
	{ "voice.topic.second", MAY(resident, topic), RULE(topic_open), second, FIELDS(
		REF(topic_which, topic, .of = "voice.topic")),
	  .goes = "voice/topic/{topic}" },
	{ "voice.topic.merge", MAY(cadre | officer, topic), RULE(topic_mergeable), merge, FIELDS(
		REF(topic_merge, topic, .of = "voice.topic"),
		REF(topic_merge, into, .of = "voice.topic")),
	  .goes = "voice/topic/{into}" },
	{ "voice.topic.withdraw", MAY(resident | cadre | officer, topic), RULE(topic_live),
	  withdraw, FIELDS(
		REF(topic_which, topic, .of = "voice.topic")),
	  .goes = "voice/topic" },
	{ "voice.topic.rest", MAY(clockwork, topic), RULE(topic_over), rest, FIELDS(
		REF(topic_which, topic, .of = "voice.topic")) },
	{ "voice.topic.take", MAY(clockwork, topic), RULE(topic_ready), take, FIELDS(
		REF(topic_take, topic, .of = "voice.topic"),
		REF(topic_take, project, .of = "choose.project")),
	  .from = "choose.project.draft", .is_inner = true },
	{ 0 },
};
const struct view topic_views[] = {
	{ "voice/topic", MAY(guest, ), list, &PAGE_topic, NULL },
	{ "voice/topic/{id}", MAY(guest, ), show, &PAGE_topic_show, NULL },
	{ 0 },
};
