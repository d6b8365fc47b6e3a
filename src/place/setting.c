/* SPDX-License-Identifier: MulanPSL-2.0 */
/* place/setting.c: the few numbers a place decides for itself. What is not set is decided by the
 * place around it, and at last by the product: the defaults stand with who asks for them. */
#include "door/action.h"
#include "door/view.h"

struct setting_set {
	struct ref place;
	struct str name;
	int64_t number;
};
#include "gen/place/setting.sql.h"

static enum err set(struct tx *tx, const void *args)
{
	const struct setting_set *a = args;

	if (str_is(a->name, "second_percent") && a->number > 100)
		return refuse(tx, "number", "over_hundred");
	return setting_put(tx, a);
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	return setting_list(rd, at, out, "settings");
}

const struct action setting_actions[] = {
	{ "place.setting.set", MAY(officer, place), NO_RULE, set,
		FIELDS(REF(setting_set, place, .of = "place.unit"),
			CHOICE(setting_set, name, .of = "second_percent second_days poll_days"),
			INT(setting_set, number, .min = 1, .max = 1000)) },
	{ 0 },
};
const struct view setting_views[] = {
	{ "place/setting", MAY(guest, ), list, &PAGE_setting, NULL },
	{ 0 },
};
