/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/tour.c: the first page of a demonstration: one story in nine stops, each with the person
 * whose turn it is; pressing a stop changes into that person and goes to the page itself. */
#include "base/arena.h"
#include "web/inside.h"

struct tour {
	int64_t project;
	int64_t topic;
	int64_t meeting;
	int64_t poll;
	int64_t ballot;
	int64_t pledge;
	int64_t asset;
	int64_t resident;
	int64_t cadre;
	int64_t officer;
	int64_t approver;
	int64_t cashier;
};
struct tour_who {
	int64_t person;
};
#include "gen/web/tour.sql.h"

struct stop {
	const char *name; /* of its words */
	size_t person;	  /* whose turn: where in struct tour */
	size_t thing;
	const char *path;
	const char *tail;
};
#define STOP(name, who, what, path, tail) \
	{ name, offsetof(struct tour, who), offsetof(struct tour, what), path, tail }
static const struct stop stops[] = {
	STOP("idea", resident, topic, "voice/topic", ""),
	STOP("meeting", cadre, meeting, "voice/meeting", ""),
	STOP("poll", resident, poll, "voice/poll", ""),
	STOP("apply", cadre, project, "choose/project", "/talk"),
	STOP("blocker", officer, project, "choose/project", ""),
	STOP("ballot", resident, ballot, "choose/ballot", ""),
	STOP("gift", resident, pledge, "fund/pledge", ""),
	STOP("ledger", cashier, project, "choose/project", "/money"),
	STOP("care", resident, asset, "care/asset", ""),
};

/* Whose day is worth a look. */
struct part {
	const char *name;
	size_t person;
};
static const struct part roles[] = {
	{ "resident", offsetof(struct tour, resident) },
	{ "cadre", offsetof(struct tour, cadre) },
	{ "approver", offsetof(struct tour, approver) },
	{ "cashier", offsetof(struct tour, cashier) },
	{ "officer", offsetof(struct tour, officer) },
};

static int64_t tour_id(const struct tour *tour, size_t at)
{
	return *(const int64_t *)((const char *)tour + at);
}

/* login and who; found: there is such a person. */
static enum err person_put(
	struct visit *visit, struct rd *rd, int64_t person, struct data *row, bool *found)
{
	struct tour_who who = { person };
	struct buf login = buf_new(visit->arena, 32);
	struct str name;

	TRY(tour_name(rd, &who, &name, found));
	if (!*found)
		return OK;
	buf_int(&login, person);
	data_text(visit->arena, row, "login", buf_view(&login));
	data_text(visit->arena, row, "who", name);
	return OK;
}

static enum err stop_put(
	struct visit *visit, struct rd *rd, const struct tour *tour, size_t i, struct data *list)
{
	const struct stop *stop = &stops[i];
	struct data *row = data_object(visit->arena, list, NULL);
	struct buf to = buf_new(visit->arena, 200);
	int64_t thing = tour_id(tour, stop->thing);
	bool found;

	data_int(visit->arena, row, "n", (int64_t)i + 1);
	data_text(visit->arena, row, "stop", str_of(stop->name));
	if (!thing)
		return OK;
	buf_print(&to, "/%s/%s/%lld%s", visit->slug, stop->path, (long long)thing, stop->tail);
	data_text(visit->arena, row, "to", buf_view(&to));
	return person_put(visit, rd, tour_id(tour, stop->person), row, &found);
}

static enum err roles_put(
	struct visit *visit, struct rd *rd, const struct tour *tour, struct data *root)
{
	struct data *list = data_list(visit->arena, root, "roles");

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		int64_t person = tour_id(tour, roles[i].person);
		struct data *row;
		bool found;

		if (!person)
			continue;
		row = data_object(visit->arena, list, NULL);
		data_text(visit->arena, row, "role", str_of(roles[i].name));
		TRY(person_put(visit, rd, person, row, &found));
	}
	return OK;
}

static enum err tour_put(struct visit *visit, struct data *root, bool *found)
{
	struct snapshot snapshot;
	struct tour tour = { 0 };
	struct data *list;
	enum err err;

	*found = false;
	TRY(door_snapshot(visit->web->options.door, visit->slug, (struct actor) { 0 },
		visit->arena, &snapshot));
	err = tour_read(snapshot.rd, &tour, found);
	if (!err && *found) {
		list = data_list(visit->arena, root, "stops");
		for (size_t i = 0; !err && i < sizeof stops / sizeof *stops; i++)
			err = stop_put(visit, snapshot.rd, &tour, i, list);
		if (!err)
			err = roles_put(visit, snapshot.rd, &tour, root);
	}
	door_snapshot_done(&snapshot);
	return err;
}

bool tour_page(struct visit *visit, struct str slug)
{
	struct data *root = frame_root(visit);
	struct str path = visit->path;
	bool found = false;
	enum err err;

	visit->slug = str_z(visit->arena, slug);
	visit->path = str_of("tour"); /* no word of the navigation leads here */
	err = visit_person(visit);
	if (!err)
		err = tour_put(visit, root, &found);
	if (err)
		frame_error(visit, err, NULL);
	else if (found)
		frame_answer(visit, 200, &PAGE_tour, root);
	if (err || found)
		return true;
	visit->slug = "";
	visit->path = path;
	return false;
}
