/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people/household.c: doors of a building: the unit that votes, seconds and gives. */
#include "base/value.h"
#include "door/action.h"
#include "door/view.h"

struct household_add {
	struct ref place;
	struct str door;
	struct str area;
	int64_t area_dm2;
};
struct household_end {
	struct ref household;
};
#include "gen/people/household.sql.h"

static enum err add(struct tx *tx, const void *args)
{
	struct household_add row = *(const struct household_add *)args;
	struct money area; /* hundredths of a square metre are square decimetres */
	bool is_taken;
	int64_t twin;

	if (row.area.at) {
		if (!money_parse(row.area, &area) || area.fen < 1 || area.fen > 10000000)
			return refuse(tx, "area", "area_wrong");
		row.area_dm2 = area.fen;
	}
	TRY(household_twin(tx_rd(tx), &row, &twin, &is_taken));
	if (is_taken)
		return refuse(tx, "door", "door_taken");
	return household_insert(tx, &row);
}

static enum err end(struct tx *tx, const void *args)
{
	return household_close(tx, args);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	return household_list(rd, at, out, "households");
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	TRY(household_card(rd, at, out));
	return household_persons(rd, at, out, "persons");
}

const struct action household_actions[] = {
	{ "people.household.add", MAY(cadre | officer, place), RULE(household_place), add,
		FIELDS(REF(household_add, place, .of = "place.unit"),
			TEXT(household_add, door, .max = 20, .personal = true),
			TEXT(household_add, area, .max = 12, .optional = true)),
		.goes = "people/household/{id}" },
	{ "people.household.end", MAY(cadre | officer, household), RULE(household_empty), end,
		FIELDS(REF(household_end, household, .of = "people.household")),
		.goes = "people/household" },
	{ 0 },
};
const struct view household_views[] = {
	{ "people/household", MAY(cadre | officer, place), list, &PAGE_household, NULL },
	{ "people/household/{id}", MAY(cadre | officer, id), show, &PAGE_household_show, NULL },
	{ 0 },
};
