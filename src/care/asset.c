/* SPDX-License-Identifier: MulanPSL-2.0 */
/* care/asset.c: a thing that stays when a project ends. It is handed over to one custodian, who has
 * to accept; one who gives it back leaves an orphan, and the street is told (C10). */
#include "base/arena.h"
#include "base/data.h"
#include "door/action.h"
#include "door/view.h"

struct asset_hand_over {
	struct ref project;
	struct str name;
	struct str spot;
	int64_t pieces;
	struct money value;
	int64_t every_months;
	struct ref person;
	struct ref partner;
};
struct asset_which {
	struct ref asset;
};
struct asset_offer {
	struct ref asset;
	struct ref person;
	struct ref partner;
};
struct asset_resign {
	struct ref asset;
	struct str reason;
};
struct asset_custody {
	struct ref asset;
	struct ref person;
	struct ref partner;
	int64_t custody;
};
struct asset_found {
	struct ref place;
	struct ref project;
	struct str name;
	int64_t every_months;
	struct ref custody;
	bool is_mine;
};
struct asset_next {
	struct ref asset;
	struct day next;
};
#include "gen/care/asset.sql.h"

static enum err custody_offer(
	struct tx *tx, struct ref asset, struct ref person, struct ref partner)
{
	struct asset_custody row = {
		.asset = asset, .person = person, .partner = partner, .custody = tx_new_id(tx)
	};

	if (!person.id == !partner.id)
		return refuse(tx, "person", "one_keeper");
	return asset_custody_insert(tx, &row);
}

static enum err hand_over(struct tx *tx, const void *args)
{
	const struct asset_hand_over *a = args;

	TRY(asset_insert(tx, a));
	return custody_offer(tx, (struct ref) { tx_id(tx) }, a->person, a->partner);
}

static enum err offer(struct tx *tx, const void *args)
{
	const struct asset_offer *a = args;

	TRY(asset_offered(tx, &(struct asset_which) { a->asset }));
	return custody_offer(tx, a->asset, a->person, a->partner);
}

static enum err accept(struct tx *tx, const void *args)
{
	const struct asset_which *a = args;
	struct asset_next next = { .asset = a->asset };
	struct asset_found asset;

	TRY(asset_read(tx_rd(tx), a, &asset));
	if (!asset.is_mine)
		return refuse(tx, "asset", "not_asked");
	next.next = day_months_on(day_of((struct moment) { tx_now(tx) }), asset.every_months);
	TRY(asset_custody_accept(tx, a));
	return asset_kept(tx, &next);
}

/* The thing is nobody's now: the neighbourhood has to find somebody, and the street sees that it
 * must. */
static enum err resign(struct tx *tx, const void *args)
{
	const struct asset_resign *a = args;
	struct asset_which which = { a->asset };
	struct asset_found asset;

	TRY(asset_read(tx_rd(tx), &which, &asset));
	if (!asset.is_mine)
		return refuse(tx, "asset", "not_asked");
	TRY(asset_custody_end(tx, a));
	TRY(asset_orphan(tx, &which));
	{
		const struct pair blocker[] = { { "place", pair_id(tx, asset.place.id) },
			{ "project", pair_id(tx, asset.project.id) },
			{ "title", pair_text(tx, asset.name) },
			{ "words", pair_text(tx, a->reason) }, { NULL, NULL } };

		return then(tx, "work.blocker.raise", blocker, NULL);
	}
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	return asset_list(rd, at, out, "assets");
}

/* Who keeps it is shown by full name only to those who may know it: the label masks it for the
 * public. */
static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	struct asset_found asset;

	TRY(asset_show(rd, at, out));
	TRY(asset_read(rd, &(struct asset_which) { at->id }, &asset));
	data_int(rd_arena(rd), out, "is_mine", asset.is_mine);
	TRY(asset_checks(rd, at, out, "checks"));
	return asset_keepers(rd, at, out, "keepers");
}

const struct action asset_actions[] = {
	{ "care.asset.hand_over", MAY(cadre, project), RULE(asset_project), hand_over,
		FIELDS(REF(asset_hand_over, project, .of = "choose.project"),
			TEXT(asset_hand_over, name, .max = 40),
			TEXT(asset_hand_over, spot, .max = 80),
			INT(asset_hand_over, pieces, .min = 1, .max = 1000000),
			MONEY(asset_hand_over, value, .max = 10000000000, .optional = true),
			INT(asset_hand_over, every_months, .min = 1, .max = 60),
			REF(asset_hand_over, person, .of = "people.person", .optional = true,
				.personal = true),
			REF(asset_hand_over, partner, .of = "people.partner", .optional = true)),
		.goes = "care/asset/{id}" },
	{ "care.asset.offer", MAY(cadre, asset), RULE(asset_ownerless), offer,
		FIELDS(REF(asset_offer, asset, .of = "care.asset"),
			REF(asset_offer, person, .of = "people.person", .optional = true,
				.personal = true),
			REF(asset_offer, partner, .of = "people.partner", .optional = true)),
		.goes = "care/asset/{asset}" },
	{ "care.asset.accept", MAY(resident | cadre | partner, asset), RULE(asset_waiting), accept,
		FIELDS(REF(asset_which, asset, .of = "care.asset")), .goes = "care/asset/{asset}" },
	{ "care.asset.resign", MAY(resident | cadre | partner, asset), RULE(asset_in_care), resign,
		FIELDS(REF(asset_resign, asset, .of = "care.asset"),
			TEXT(asset_resign, reason, .max = 400, .lines = true, .personal = true)),
		.goes = "care/asset/{asset}" },
	{ 0 }
};
const struct view asset_views[] = {
	{ "care/asset", MAY(guest), list, &PAGE_asset },
	{ "care/asset/{id}", MAY(guest), show, &PAGE_asset_show },
	{ 0 },
};
