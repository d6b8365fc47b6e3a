/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/tables.c: the tables of all subjects, found by name or path, and checked once at start: a
 * wrong table is a bug. */
#include <assert.h>
#include "door/inside.h"

#define SUBJECT(stage, name) \
	extern const struct action name##_actions[]; \
	extern const struct view name##_views[];
#include "subjects.def"
#undef SUBJECT

#define SUBJECT(stage, name) name##_actions,
static const struct action *const subject_actions[] = {
#include "subjects.def"
};
#undef SUBJECT
#define SUBJECT(stage, name) name##_views,
static const struct view *const subject_views[] = {
#include "subjects.def"
};
#undef SUBJECT

const char *const role_names[ROLE_COUNT] = { "guest", "resident", "cadre", "handler", "approver",
	"cashier", "officer", "judge", "auditor", "partner", "clock" };

enum { MOST = 512 };
/* Sorted once, before any thread is started; read only from then on. */
static const struct action *sorted_actions[MOST];
static const struct view *sorted_views[MOST];
static size_t action_count, view_count;

static int action_compare(const void *a, const void *b)
{
	const struct action *const *x = a, *const *y = b;

	return strcmp((*x)->name, (*y)->name);
}

static int view_compare(const void *a, const void *b)
{
	const struct view *const *x = a, *const *y = b;

	return strcmp((*x)->path, (*y)->path);
}

static void tables_sort(void)
{
	size_t subjects = sizeof subject_actions / sizeof *subject_actions;

	if (action_count || view_count)
		return;
	for (size_t i = 0; i < subjects; i++) {
		for (const struct action *a = subject_actions[i]; a->name; a++) {
			assert(action_count < MOST - 1);
			sorted_actions[action_count++] = a;
		}
		for (const struct view *v = subject_views[i]; v->path; v++) {
			assert(view_count < MOST - 1);
			sorted_views[view_count++] = v;
		}
	}
	qsort(sorted_actions, action_count, sizeof *sorted_actions, action_compare);
	qsort(sorted_views, view_count, sizeof *sorted_views, view_compare);
}

const struct action *const *all_actions(void)
{
	tables_sort();
	return sorted_actions;
}

const struct view *const *all_views(void)
{
	tables_sort();
	return sorted_views;
}

const struct action *action_find(const char *name)
{
	const struct action key = { .name = name }, *at = &key, **found;

	tables_sort();
	found = bsearch(&at, sorted_actions, action_count, sizeof *sorted_actions, action_compare);
	return found ? *found : NULL;
}

/* Does the path fit "fund/pledge/{id}"? */
static bool path_fits(const char *pattern, struct str path, struct look *look)
{
	struct str rest = str_of(pattern), left = path;

	look->id.id = 0;
	while (rest.at && left.at) {
		struct str want = str_cut(&rest, '/'), have = str_cut(&left, '/');

		if (str_is(want, "{id}")) {
			if (have.len == 0 || have.at[0] == '0' || !str_int(have, &look->id.id) ||
				look->id.id <= 0)
				return false;
		} else if (!str_equal(want, have)) {
			return false;
		}
	}
	return !rest.at && !left.at;
}

const struct view *view_find(struct str path, struct look *look)
{
	tables_sort();
	for (size_t i = 0; i < view_count; i++)
		if (path_fits(sorted_views[i]->path, path, look))
			return sorted_views[i];
	return NULL;
}

static const struct field *field_named(const struct field *fields, const char *name)
{
	for (; fields && fields->kind != FIELD_END; fields++)
		if (!strcmp(fields->name, name))
			return fields;
	return NULL;
}

static void action_check(const struct action *action)
{
	const struct field *place = field_named(action->fields, action->may.place);

	assert(action->run);
	assert(action->is_inner || action->may.roles);
	if (!action->is_inner && *action->may.place)
		assert(place && place->kind == FIELD_REF && !place->optional);
	for (const struct field *f = action->fields; f && f->kind != FIELD_END; f++) {
		if (f->kind == FIELD_REF || f->kind == FIELD_REFS)
			assert(f->of && ref_kind_find(f->of));
		if (f->kind == FIELD_CHOICE)
			assert(f->of && *f->of);
		if (f->kind == FIELD_LIST)
			assert(f->sub && f->max > 0);
		assert(strcmp(f->name, "once")); /* the faces take it for themselves */
	}
	if (fields_have_sealed(action->fields))
		assert(action->ready);
}

void tables_check(void)
{
	tables_sort();
	for (size_t i = 0; i < action_count; i++) {
		action_check(sorted_actions[i]);
		assert(i == 0 || strcmp(sorted_actions[i - 1]->name, sorted_actions[i]->name));
	}
	for (size_t i = 0; i < view_count; i++)
		assert(sorted_views[i]->look && sorted_views[i]->may.roles);
}
