/* SPDX-License-Identifier: MulanPSL-2.0 */
/* place/area.c: the public list of areas: city, districts, streets, committees with their codes. A
 * reference that is the same for every street of the installation; a street's own units may bear
 * one of its codes, but never depend on it. */
#include "door/action.h"
#include "door/view.h"

struct area_line {
	struct str code;
	int64_t level;
	struct str kind;
	struct str name;
	struct str parent;
};
struct area_list {
	LIST_OF(struct area_line) lines;
};
#include "gen/place/area.sql.h"

static bool code_is_whole(struct str code)
{
	for (size_t i = 0; i < code.len; i++)
		if (code.at[i] < '0' || code.at[i] > '9')
			return false;
	return code.len == 12;
}

static enum err list_put(struct tx *tx, const void *args)
{
	const struct area_list *a = args;

	for (size_t i = 0; i < a->lines.count; i++) {
		const struct area_line *line = &a->lines.at[i];

		if (!code_is_whole(line->code) || (line->parent.at && !code_is_whole(line->parent)))
			return refuse_with(tx, "lines", "code_wrong", "line", (int64_t)i + 1);
		TRY(area_put(tx, line));
	}
	return OK;
}

static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	return area_rows(rd, at, out, "areas");
}

static const struct field line_fields[] = {
	TEXT(area_line, code, .max = 12),
	INT(area_line, level, .min = 1, .max = 5),
	TEXT(area_line, kind, .max = 20),
	TEXT(area_line, name, .max = 60),
	TEXT(area_line, parent, .max = 12, .optional = true),
	{ .kind = FIELD_END },
};

const struct action area_actions[] = {
	{ "place.area.list", MAY(officer | clockwork, ), NO_RULE, list_put,
		FIELDS(LIST(area_list, lines, area_line, line_fields, .max = 300)) },
	{ 0 },
};
const struct view area_views[] = {
	{ "place/area", MAY(guest, ), list, &PAGE_area, NULL },
	{ 0 },
};
