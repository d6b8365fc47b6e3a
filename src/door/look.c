/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/look.c: the one kind of read: path and query → a view → a data tree, on a read-only snapshot
 * in which the rights are asked as well. Every tree carries who looks (me) and where (street). */
#include "base/arena.h"
#include "door/inside.h"
#include "door/rows.h"
#include "journal/checkpoint.h"
#include "gen/door/door.sql.h"

static const struct field look_fields[] = {
	REF(look, place, .of = "place.unit", .optional = true),
	REF(look, project, .of = "choose.project", .optional = true),
	TEXT(look, state, .max = 40, .optional = true),
	TEXT(look, q, .max = 80, .optional = true),
	INT(look, page, .min = 1, .max = 100000, .optional = true),
	{ .kind = FIELD_END },
};

/* "fund/pledge/{id}" → "fund.pledge" */
static void kind_of(const struct view *view, char *out, size_t size)
{
	size_t len = 0, parts = 0;

	for (const char *c = view->path; *c && *c != '{' && len + 1 < size; c++) {
		if (*c == '/' && ++parts == 2)
			break;
		out[len++] = *c == '/' ? '.' : *c;
	}
	out[len] = '\0';
}

/* The place whose roles count. */
static enum err place_ask(struct sight *sight, struct rd *rd, struct ref *place)
{
	char kind[80];

	*place = sight->look.place;
	if (!sight->look.id.id)
		return OK;
	kind_of(sight->view, kind, sizeof kind);
	if (!ref_kind_find(kind))
		return OK;
	return place_of(rd, kind, sight->look.id, place);
}

static enum err session_look(struct rd *rd, const struct actor *actor)
{
	struct door_token token = { { actor->session.at, HASH_SIZE } };
	struct door_session_row row;
	bool found;

	if (!actor->has_session)
		return OK;
	TRY(session_find(rd, &token, &row, &found));
	return found && row.until.ms > rd_now(rd) ? OK : ERR_SIGN_IN;
}

static void me_tell(struct sight *sight, struct rd *rd, unsigned roles)
{
	struct data *me = data_object(sight->arena, sight->data, "me");
	struct door_place person = { rd->scope->home, rd->scope->actor, { 0 } };
	struct str name = { 0 };
	bool found = false;
	char key[32];

	if (person.who && !person_name(rd, &person, &name, &found) && found)
		data_text(sight->arena, me, "name", name);
	data_int(sight->arena, me, "id", rd->scope->actor);
	data_int(sight->arena, me, "is_guest", !rd->scope->actor);
	data_int(sight->arena, me, "is_desk", rd->scope->by != rd->scope->actor);
	for (int bit = 1; bit < ROLE_COUNT; bit++) {
		snprintf(key, sizeof key, "is_%s", role_names[bit]);
		data_int(sight->arena, me, key, roles >> bit & 1);
	}
}

/* The last checkpoint, as the foot of every page and every sheet tells it. */
static enum err sealed_tell(struct sight *sight, struct rd *rd, struct data *street)
{
	struct buf root = buf_new(sight->arena, 80);
	struct checkpoint last;
	struct str rest;
	bool found;

	TRY(checkpoint_last(rd, rd->scope->street, &last, &found));
	if (!found)
		return OK;
	rest = last.note;
	base64_print(&root, (struct bytes) { last.root.at, HASH_SIZE });
	data_int(sight->arena, street, "sealed_size", last.size);
	data_int(sight->arena, street, "sealed_ms", last.made_ms);
	data_text(sight->arena, street, "sealed_root", buf_view(&root));
	data_text(sight->arena, street, "sealed_origin", str_cut(&rest, '\n'));
	return OK;
}

static enum err sight_make(struct sight *sight, struct rd *rd)
{
	struct data *street;
	unsigned roles;

	TRY(session_look(rd, &sight->actor));
	TRY(place_ask(sight, rd, &sight->place));
	TRY(roles_at(rd, rd->scope->home, rd->scope->actor, sight->place.id, &roles));
	if (!(sight->view->may.roles & roles))
		return sight->actor.person ? ERR_FORBIDDEN : ERR_SIGN_IN;
	sight->data = data_root(sight->arena);
	me_tell(sight, rd, roles);
	street = data_object(sight->arena, sight->data, "street");
	TRY(street_show(rd, street));
	TRY(sealed_tell(sight, rd, street));
	TRY(sight->view->look(rd, &sight->look, sight->data));
	return arena_is_spent(sight->arena) ? ERR_TOO_BIG : OK;
}

enum err door_look(struct door *door, struct sight *sight)
{
	struct snapshot snapshot;
	struct look query = { 0 };
	enum err err;

	sight->view = view_find(sight->path, &sight->look);
	if (!sight->view)
		return ERR_NOT_FOUND;
	TRY(fields_parse(sight->arena, look_fields, sight->query, &query, &sight->refusal));
	query.id = sight->look.id;
	sight->look = query;
	TRY(door_snapshot(door, sight->street, sight->actor, sight->arena, &snapshot));
	snapshot.scope->id = sight->look.id.id; /* :id of a view is the {id} of its path */
	err = sight_make(sight, snapshot.rd);
	door_snapshot_done(&snapshot);
	return err;
}
