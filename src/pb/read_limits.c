/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/read_limits.c: what a street adds to the format: categories with caps and floors, projects
 * that exclude or need one another, sizes of one project, and how much of a project pledges may
 * bear. Ids must be known, a rule may not contradict itself. */
#include "pb/inside.h"
#include "pb/reading.h"

#define WHOLE_PPM INT64_C(1000000)
enum { SIZES_MOST = 100, CATEGORIES_MOST = 256 };

/* ---- lists of ids ---- */

/* Places of the ids in a cell of project `self`, each once, in the order of the cell. seen[place]
 * is self + 1 where it came, and is never that before. */
static enum err ids_read(struct reader *reader, const char *column, uint32_t self, struct str cell,
	uint32_t *seen, uint32_t **out, uint32_t *count)
{
	uint32_t line = reader->projects[self].line;
	struct str rest = cell, item;
	uint32_t room = 0;

	*out = NULL;
	*count = 0;
	while (cell.len && list_next(&rest, &item)) {
		struct str id = blanks_strip(item);
		uint32_t place = id_find(reader, id);

		if (!id.len)
			continue;
		if (place == PB_NO_PROJECT)
			return reader_refuse(reader, line, "%s names \"%.*s\", which is no project",
				column, PIECE(id));
		if (place == self)
			return reader_refuse(reader, line, "%s names the project itself", column);
		if (seen[place] == self + 1)
			continue;
		seen[place] = self + 1;
		*out = room_make(reader, *out, *count, &room, sizeof(**out));
		if (!*out)
			return ERR_MEMORY;
		(*out)[(*count)++] = place;
	}
	return OK;
}

static enum err needs_read(struct reader *reader, uint32_t self, uint32_t *seen)
{
	struct pb_project *project = &reader->projects[self];
	uint32_t *list, *kept;
	uint32_t count;

	TRY(ids_read(reader, "needs", self, reader->raws[self].needs, seen, &list, &count));
	if (!count)
		return OK;
	kept = arena_array(reader->keep, count, sizeof(*kept));
	if (!kept)
		return ERR_MEMORY;
	memcpy(kept, list, count * sizeof(*kept));
	project->needs = kept;
	project->needs_count = count;
	return OK;
}

/* Projects that need each other in a circle can never win: told, since the count cannot. */
static enum err circles_note(struct reader *reader)
{
	uint32_t count = reader->election.project_count;
	bool *is_free = arena_array(reader->scratch, count + (size_t)1, sizeof(*is_free));
	bool is_changed = true;

	if (!is_free)
		return ERR_MEMORY;
	while (is_changed) {
		is_changed = false;
		for (uint32_t p = 0; p < count; p++) {
			const struct pb_project *project = &reader->projects[p];
			bool is_held = is_free[p];

			for (uint32_t i = 0; i < project->needs_count && !is_held; i++)
				is_held = !is_free[project->needs[i]];
			if (!is_held)
				is_free[p] = is_changed = true;
		}
	}
	for (uint32_t p = 0; p < count; p++)
		if (!is_free[p])
			reader_note(reader, reader->projects[p].line,
				"project \"%.*s\" can never win: what it needs goes in a circle",
				PIECE(reader->projects[p].id));
	return OK;
}

/* ---- rivals ---- */

struct pair {
	uint32_t from, to;
};
struct pairs {
	struct pair *at;
	uint32_t count, room;
};

static enum err pair_add(struct reader *reader, struct pairs *pairs, uint32_t a, uint32_t b)
{
	for (int i = 0; i < 2; i++) {
		pairs->at = room_make(
			reader, pairs->at, pairs->count, &pairs->room, sizeof(*pairs->at));
		if (!pairs->at)
			return ERR_MEMORY;
		pairs->at[pairs->count++] = i ? (struct pair) { b, a } : (struct pair) { a, b };
	}
	return OK;
}

static bool pair_is_before(const void *with, uint32_t a, uint32_t b)
{
	const struct pair *pairs = with;

	return pairs[a].from != pairs[b].from ? pairs[a].from < pairs[b].from
					      : pairs[a].to < pairs[b].to;
}

/* Sizes of one project exclude each other: all have the same first size. */
static enum err sizes_read(struct reader *reader, struct pairs *pairs)
{
	uint32_t count = reader->election.project_count;

	reader->has_larger = arena_array(
		reader->scratch, count + (size_t)1, sizeof(*reader->has_larger));
	if (!reader->has_larger)
		return ERR_MEMORY;
	for (uint32_t p = 0; p < count; p++) {
		struct pb_project *project = &reader->projects[p];
		struct str first = blanks_strip(reader->raws[p].variant_of);

		if (!first.len)
			continue;
		reader->has_sizes = true;
		project->variant_of = id_find(reader, first);
		if (project->variant_of == PB_NO_PROJECT)
			return reader_refuse(reader, project->line,
				"variant_of names \"%.*s\", which is no project", PIECE(first));
		if (project->variant_of == p)
			return reader_refuse(
				reader, project->line, "variant_of names the project itself");
	}
	for (uint32_t p = 0; p < count; p++) {
		uint32_t first = reader->projects[p].variant_of;

		if (first == PB_NO_PROJECT)
			continue;
		if (reader->projects[first].variant_of != PB_NO_PROJECT)
			return reader_refuse(reader, reader->projects[p].line,
				"variant_of names a size that is not the first itself");
		reader->has_larger[first] = true;
		TRY(pair_add(reader, pairs, p, first));
		for (uint32_t q = 0, sizes = 2; q < p; q++) {
			if (reader->projects[q].variant_of != first)
				continue;
			if (++sizes > SIZES_MOST)
				return reader_refuse(reader, reader->projects[p].line,
					"there are more than %d sizes of one project", SIZES_MOST);
			TRY(pair_add(reader, pairs, p, q));
		}
	}
	return OK;
}

/* Each pair once, by project. */
static enum err pairs_keep(struct reader *reader, const struct pairs *pairs)
{
	uint32_t *order = arena_array(reader->scratch, pairs->count, sizeof(*order));
	uint32_t *room = arena_array(reader->scratch, pairs->count, sizeof(*room));
	uint32_t *kept = arena_array(reader->keep, pairs->count, sizeof(*kept));
	uint32_t count = 0;

	if (!order || !room || !kept)
		return ERR_MEMORY;
	for (uint32_t i = 0; i < pairs->count; i++)
		order[i] = i;
	places_sort(order, room, pairs->count, pair_is_before, pairs->at);
	for (uint32_t i = 0; i < pairs->count; i++) {
		struct pair pair = pairs->at[order[i]];
		struct pb_project *project = &reader->projects[pair.from];

		if (i && !pair_is_before(pairs->at, order[i - 1], order[i]))
			continue;
		if (!project->incompatible)
			project->incompatible = kept + count;
		kept[count++] = pair.to;
		project->incompatible_count++;
	}
	return OK;
}

static enum err rivals_read(struct reader *reader, uint32_t *seen)
{
	struct pairs pairs = { NULL, 0, 0 };

	for (uint32_t p = 0; p < reader->election.project_count; p++) {
		uint32_t *list, length;

		TRY(ids_read(reader, "incompatible", p, reader->raws[p].incompatible, seen, &list,
			&length));
		for (uint32_t i = 0; i < length; i++)
			TRY(pair_add(reader, &pairs, p, list[i]));
	}
	TRY(sizes_read(reader, &pairs));
	return pairs.count ? pairs_keep(reader, &pairs) : OK;
}

/* ---- categories ---- */

static uint32_t category_find(const struct reader *reader, struct str name)
{
	for (uint32_t i = 0; i < reader->election.category_count; i++)
		if (str_equal(reader->categories[i].name, name))
			return i;
	return PB_NO_PROJECT;
}

static enum err category_make(struct reader *reader, struct str name, uint32_t line, uint32_t *out)
{
	struct pb_election *election = &reader->election;
	uint32_t count = election->category_count;

	*out = category_find(reader, name);
	if (*out != PB_NO_PROJECT)
		return OK;
	if (count == CATEGORIES_MOST)
		return reader_refuse(reader, line,
			"there are caps and floors for more than %d "
			"categories",
			CATEGORIES_MOST);
	if (count % 16 == 0) {
		reader->categories = arena_grow(reader->keep, reader->categories,
			count * sizeof(*reader->categories),
			(count + (size_t)16) * sizeof(*reader->categories));
		reader->category_raws = arena_grow(reader->scratch, reader->category_raws,
			count * sizeof(*reader->category_raws),
			(count + (size_t)16) * sizeof(*reader->category_raws));
		if (!reader->categories || !reader->category_raws)
			return ERR_MEMORY;
		election->categories = reader->categories;
	}
	reader->categories[count] = (struct pb_category) { .name = name };
	reader->category_raws[count] = (struct category_raw) { .line = line };
	*out = election->category_count++;
	return OK;
}

/* `name:amount,…`; a name may hold colons. */
static enum err bounds_read(struct reader *reader, const char *key, bool is_cap)
{
	const struct meta *meta = meta_find(reader, key);
	struct str rest, item;

	if (!meta || !meta->value.len)
		return OK;
	rest = meta->value;
	while (list_next(&rest, &item)) {
		size_t colon = item.len;
		struct decimal amount;
		struct str name;
		uint32_t place;

		while (colon && item.at[colon - 1] != ':')
			colon--;
		name = blanks_strip((struct str) { item.at, colon ? colon - 1 : 0 });
		if (!name.len)
			return reader_refuse(
				reader, meta->line, "%s is not like name:amount,name:amount", key);
		TRY(money_read(reader, meta->line, key, blanks_strip(str_from(item, colon)), true,
			&amount));
		TRY(category_make(reader, name, meta->line, &place));
		if (is_cap ? reader->categories[place].has_cap
			   : reader->categories[place].has_floor)
			return reader_refuse(
				reader, meta->line, "%s names \"%.*s\" twice", key, PIECE(name));
		if (is_cap) {
			reader->categories[place].has_cap = true;
			reader->category_raws[place].cap = amount;
		} else {
			reader->categories[place].has_floor = true;
			reader->category_raws[place].floor = amount;
		}
	}
	return OK;
}

/* A cell may name several categories, of which one at most may be bounded. */
static enum err categories_join(struct reader *reader)
{
	uint32_t count = reader->election.category_count;
	bool *is_met = arena_array(reader->scratch, count + (size_t)1, sizeof(*is_met));

	if (!is_met)
		return ERR_MEMORY;
	for (uint32_t p = 0; p < reader->election.project_count && count; p++) {
		struct pb_project *project = &reader->projects[p];
		struct str rest = reader->raws[p].category, item;

		while (list_next(&rest, &item)) {
			uint32_t place = category_find(reader, blanks_strip(item));

			if (place == PB_NO_PROJECT || place == project->category)
				continue;
			if (project->category != PB_NO_PROJECT)
				return reader_refuse(reader, project->line,
					"the project is in two categories that have a cap or a "
					"floor");
			project->category = place;
			is_met[place] = true;
		}
	}
	for (uint32_t i = 0; i < count; i++)
		if (!is_met[i])
			reader_note(reader, reader->category_raws[i].line,
				"no project is in category \"%.*s\"",
				PIECE(reader->categories[i].name));
	return OK;
}

/* ---- donations ---- */

/* A share of a cost, 0 … 1; `otherwise` when META has none. */
static enum err share_read(struct reader *reader, const char *key, int64_t otherwise, int64_t *out)
{
	const struct meta *meta = meta_find(reader, key);
	struct decimal d;

	*out = otherwise;
	if (!meta || !meta->value.len)
		return OK;
	if (decimal_read(meta->value, false, &d) || !decimal_scale(d, PB_DECIMALS_MOST, out) ||
		*out > WHOLE_PPM)
		return reader_refuse(reader, meta->line,
			"%s \"%.*s\" is not a share from 0 to 1 with at most 6 decimals", key,
			PIECE(meta->value));
	return OK;
}

static enum err donations_read(struct reader *reader)
{
	const struct meta *household = meta_find(reader, "cap_per_household");
	struct pb_election *election = &reader->election;
	int64_t most;

	TRY(share_read(reader, "min_community_share", 0, &election->community_share_ppm));
	TRY(share_read(reader, "cap_per_source", WHOLE_PPM, &election->source_share_ppm));
	/* The same bound from the other side: the stricter one holds. */
	TRY(share_read(reader, "cap_per_project", WHOLE_PPM, &most));
	if (WHOLE_PPM - most > election->community_share_ppm)
		election->community_share_ppm = WHOLE_PPM - most;
	election->household_cap = -1;
	if (!household || !household->value.len)
		return OK;
	reader->household_line = household->line;
	return money_read(reader, household->line, "cap_per_household", household->value, false,
		&reader->household_cap);
}

enum err limits_read(struct reader *reader)
{
	uint32_t count = reader->election.project_count;
	uint32_t *seen = arena_array(reader->scratch, count * (size_t)2 + 1, sizeof(*seen));

	if (!seen)
		return ERR_MEMORY;
	for (uint32_t p = 0; p < count; p++)
		TRY(needs_read(reader, p, seen));
	TRY(circles_note(reader));
	TRY(rivals_read(reader, seen + count));
	TRY(bounds_read(reader, "category_caps", true));
	TRY(bounds_read(reader, "category_floors", false));
	TRY(categories_join(reader));
	return donations_read(reader);
}
