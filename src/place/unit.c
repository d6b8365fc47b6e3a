/* SPDX-License-Identifier: MulanPSL-2.0 */
/* place/unit.c: the tree of a street: neighbourhoods, estates, buildings. Rights and lists follow
 * it through place_within, which is written once, when a unit is added: a unit never moves. */
#include "base/data.h"
#include "door/action.h"
#include "door/view.h"

struct unit_add {
	struct ref parent;
	struct str kind;
	struct str name;
	struct str code;
};
struct unit_rename {
	struct ref unit;
	struct str name;
};
struct unit_end {
	struct ref unit;
};
#include "gen/place/unit.sql.h"

/* street → neighbourhood → estate → building; a building may stand without an estate. */
static bool kind_fits(struct str parent, struct str kind)
{
	if (str_is(kind, "neighbourhood"))
		return str_is(parent, "street");
	if (str_is(kind, "estate"))
		return str_is(parent, "neighbourhood");
	return str_is(parent, "neighbourhood") || str_is(parent, "estate");
}

static enum err add(struct tx *tx, const void *args)
{
	const struct unit_add *a = args;
	struct str parent;
	bool is_taken;
	int64_t twin;

	TRY(unit_parent(tx_rd(tx), a, &parent));
	if (!kind_fits(parent, a->kind))
		return refuse(tx, "kind", "kind_wrong");
	TRY(unit_twin(tx_rd(tx), a, &twin, &is_taken));
	if (is_taken)
		return refuse(tx, "name", "name_taken");
	TRY(unit_insert(tx, a));
	return unit_within(tx, a);
}

static enum err rename_it(struct tx *tx, const void *args)
{
	return unit_rename(tx, args);
}

static enum err end(struct tx *tx, const void *args)
{
	return unit_close(tx, args);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	return unit_list(rd, at, out, "units");
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	const struct data *me = data_get(out, "me");
	bool is_staff = data_number(me, "is_cadre") || data_number(me, "is_officer");

	TRY(unit_card(rd, at, out));
	data_int(rd_arena(rd), out, "is_staff", is_staff);
	return unit_children(rd, at, out, "units");
}

const struct action unit_actions[] = {
	{ "place.unit.add", MAY(officer | cadre, parent), NO_RULE, add,
		FIELDS(REF(unit_add, parent, .of = "place.unit"),
			CHOICE(unit_add, kind, .of = "neighbourhood estate building"),
			TEXT(unit_add, name, .max = 40),
			TEXT(unit_add, code, .max = 12, .optional = true)),
		.from = "people.roll.import people.roll.load", .goes = "place/unit/{parent}" },
	{ "place.unit.rename", MAY(officer | cadre, unit), NO_RULE, rename_it,
		FIELDS(REF(unit_rename, unit, .of = "place.unit"),
			TEXT(unit_rename, name, .max = 40)),
		.goes = "place/unit/{unit}" },
	{ "place.unit.end", MAY(officer | cadre, unit), RULE(unit_empty), end,
		FIELDS(REF(unit_end, unit, .of = "place.unit")), .goes = "place/unit" },
	{ 0 },
};
const struct view unit_views[] = {
	{ "place/unit", MAY(guest, ), list, &PAGE_unit, NULL },
	{ "place/unit/{id}", MAY(guest, ), show, &PAGE_unit_show, NULL },
	{ 0 },
};
