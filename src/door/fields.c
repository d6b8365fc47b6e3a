/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/fields.c: name/value pairs → the struct of an act, by its field table and by nothing else.
 * Unknown names, anything twice and every other spelling are refused; blank, null and absent are
 * one; blank rows of a list are dropped. */
#include <assert.h>
#include "base/arena.h"
#include "base/limits.h"
#include "base/text.h"
#include "door/field.h"

struct parse {
	struct arena *arena;
	struct pairs pairs;
	struct refusal *why;
};

enum err refusal_set(struct refusal *why, const char *prefix, const char *field, const char *reason)
{
	*why = (struct refusal) { 0 };
	snprintf(why->field, sizeof why->field, "%s%s", prefix, field);
	snprintf(why->reason, sizeof why->reason, "%s", reason);
	return ERR_REFUSED;
}

size_t fields_size(const struct field *fields)
{
	return fields && fields->kind != FIELD_END ? fields->whole : 0;
}

static const struct field *field_find(const struct field *fields, struct str name)
{
	for (; fields->kind != FIELD_END; fields++)
		if (str_is(name, fields->name))
			return fields;
	return NULL;
}

/* Is the word one of "a b c"? */
static bool is_choice(const char *choices, struct str word)
{
	struct str rest = str_of(choices);

	while (rest.at) {
		struct str one = str_cut(&rest, ' ');

		if (one.len && str_equal(one, word))
			return true;
	}
	return false;
}

static const char *number_fits(const struct field *field, int64_t number)
{
	if (field->min && number < field->min)
		return "too_small";
	if (field->max && number > field->max)
		return "too_big";
	return NULL;
}

static const char *text_read(
	struct parse *parse, const struct field *field, struct str value, struct str *out)
{
	int64_t length;

	if (field->kind == FIELD_SECRET) { /* a password is taken as it was typed */
		if (!text_is_utf8(value))
			return "not_text";
		*out = value;
	} else {
		switch (text_clean(parse->arena, value, field->lines, out)) {
		case TEXT_OK:
			break;
		case TEXT_NO_MEMORY:
			return "too_long";
		default:
			return "not_text";
		}
	}
	if (field->kind == FIELD_CHOICE)
		return is_choice(field->of, *out) ? NULL : "not_a_choice";
	length = (int64_t)text_length(*out);
	if (field->max && length > field->max)
		return "too_long";
	return field->min && length < field->min ? "too_short" : NULL;
}

/* One value into its member. Returns the reason why not. */
static const char *value_read(
	struct parse *parse, const struct field *field, struct str value, char *row)
{
	void *at = row + field->at;

	switch (field->kind) {
	case FIELD_REF:
	case FIELD_FILE: {
		struct ref *ref = at;

		return str_int(value, &ref->id) && ref->id > 0 ? NULL : "not_a_ref";
	}
	case FIELD_MONEY: {
		struct money *money = at;

		return money_parse(value, money) ? number_fits(field, money->fen) : "not_money";
	}
	case FIELD_INT: {
		int64_t *number = at;

		return str_int(value, number) ? number_fits(field, *number) : "not_a_number";
	}
	case FIELD_BOOL:
		return bool_parse(value, at) ? NULL : "not_yes_no";
	case FIELD_DAY: {
		struct day *day = at;

		return day_parse(value, day) ? number_fits(field, day->n) : "not_a_day";
	}
	case FIELD_MOMENT:
		return moment_parse(value, at) ? NULL : "not_a_moment";
	case FIELD_TEXT:
	case FIELD_CHOICE:
	case FIELD_SECRET:
		return text_read(parse, field, value, at);
	case FIELD_REFS:
	case FIELD_LIST:
	case FIELD_END:
		break;
	}
	assert(!"a list is no single value");
	return "unknown";
}

static bool is_blank(const struct field *field, struct str value)
{
	if (field->kind == FIELD_SECRET)
		return value.len == 0;
	return str_trim(value).len == 0;
}

/* A name that begins with a list: lines.3.project → its index and the field of the row. */
struct place {
	const struct field *list;
	const struct field *in_row;
	int64_t index;
};

static const char *place_find(const struct field *fields, struct str name, struct place *out)
{
	struct str rest = name, head = str_cut(&rest, '.'), index;

	*out = (struct place) { 0 };
	out->list = field_find(fields, head);
	if (!out->list)
		return "unknown";
	if (!rest.at)
		return out->list->kind == FIELD_LIST ? "is_a_list" : NULL;
	if (out->list->kind != FIELD_LIST)
		return "unknown";
	index = str_cut(&rest, '.');
	if (!rest.at || index.len == 0 || index.len > 6 || (index.len > 1 && index.at[0] == '0') ||
		!str_int(index, &out->index) || out->index < 0)
		return "unknown";
	if (out->list->max && out->index >= out->list->max)
		return "too_many";
	out->in_row = field_find(out->list->sub, rest);
	return out->in_row ? NULL : "unknown";
}

static int ref_compare(const void *a, const void *b)
{
	const struct ref *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* A list of refs repeats its name; order and doubles mean nothing. */
static enum err refs_read(struct parse *parse, const struct field *field, char *out)
{
	struct refs *refs = (struct refs *)(out + field->at);
	size_t count = 0, kept = 0;

	for (size_t i = 0; i < parse->pairs.count; i++)
		count += !strcmp(parse->pairs.at[i].name, field->name);
	refs->at = arena_array(parse->arena, count ? count : 1, sizeof *refs->at);
	if (!refs->at)
		return refusal_set(parse->why, "", field->name, "too_many");
	refs->count = 0;
	for (size_t i = 0; i < parse->pairs.count; i++) {
		struct str value = str_trim(str_of(parse->pairs.at[i].value));
		struct ref *ref = &refs->at[refs->count];

		if (strcmp(parse->pairs.at[i].name, field->name) || value.len == 0)
			continue;
		if (!str_int(value, &ref->id) || ref->id <= 0)
			return refusal_set(parse->why, "", field->name, "not_a_ref");
		refs->count++;
	}
	if (refs->count > 1)
		qsort(refs->at, refs->count, sizeof *refs->at, ref_compare);
	for (size_t i = 0; i < refs->count; i++)
		if (i == 0 || refs->at[i].id != refs->at[kept - 1].id)
			refs->at[kept++] = refs->at[i];
	refs->count = kept;
	if (field->max && (int64_t)kept > field->max)
		return refusal_set(parse->why, "", field->name, "too_many");
	if (kept == 0 && !field->optional)
		return refusal_set(parse->why, "", field->name, "missing");
	return OK;
}

/* Rows of one list: sparse indexes are fine, rows with nothing in them are dropped. */
struct rows {
	const struct field *list;
	char *at;
	uint64_t *seen; /* one bit a field of the row */
	int64_t extent;
};

static enum err rows_fill(struct parse *parse, const struct field *fields, struct rows *rows)
{
	for (size_t i = 0; i < parse->pairs.count; i++) {
		struct str value = str_of(parse->pairs.at[i].value);
		struct place place;
		const char *reason;
		char prefix[80];
		uint64_t bit;

		place_find(fields, str_of(parse->pairs.at[i].name), &place);
		if (place.list != rows->list || !place.in_row || is_blank(place.in_row, value))
			continue;
		snprintf(prefix, sizeof prefix, "%.30s.%lld.", rows->list->name,
			(long long)place.index);
		bit = 1ull << (place.in_row - rows->list->sub);
		if (rows->seen[place.index] & bit)
			return refusal_set(parse->why, prefix, place.in_row->name, "twice");
		rows->seen[place.index] |= bit;
		if (place.in_row->kind != FIELD_TEXT && place.in_row->kind != FIELD_SECRET)
			value = str_trim(value);
		reason = value_read(parse, place.in_row, value,
			rows->at + (size_t)place.index * rows->list->sub_size);
		if (reason)
			return refusal_set(parse->why, prefix, place.in_row->name, reason);
	}
	return OK;
}

static enum err rows_close(struct parse *parse, struct rows *rows, char *out)
{
	struct any_list *list = (struct any_list *)(out + rows->list->at);
	size_t size = rows->list->sub_size, kept = 0;

	for (int64_t k = 0; k < rows->extent; k++) {
		char prefix[80];

		if (!rows->seen[k])
			continue;
		snprintf(prefix, sizeof prefix, "%.30s.%lld.", rows->list->name, (long long)k);
		for (const struct field *f = rows->list->sub; f->kind != FIELD_END; f++)
			if (!f->optional && f->kind != FIELD_BOOL &&
				!(rows->seen[k] >> (f - rows->list->sub) & 1))
				return refusal_set(parse->why, prefix, f->name, "missing");
		if (kept != (size_t)k)
			memmove(rows->at + kept * size, rows->at + (size_t)k * size, size);
		kept++;
	}
	if (kept == 0 && !rows->list->optional)
		return refusal_set(parse->why, "", rows->list->name, "missing");
	list->at = rows->at;
	list->count = kept;
	return OK;
}

static enum err list_read(
	struct parse *parse, const struct field *fields, const struct field *list, char *out)
{
	struct rows rows = { .list = list };

	for (size_t i = 0; i < parse->pairs.count; i++) {
		struct place place;

		place_find(fields, str_of(parse->pairs.at[i].name), &place);
		if (place.list == list && place.in_row &&
			!is_blank(place.in_row, str_of(parse->pairs.at[i].value)) &&
			place.index >= rows.extent)
			rows.extent = place.index + 1;
	}
	rows.at = arena_array(parse->arena, (size_t)rows.extent + 1, list->sub_size);
	rows.seen = arena_array(parse->arena, (size_t)rows.extent + 1, sizeof *rows.seen);
	if (!rows.at || !rows.seen)
		return refusal_set(parse->why, "", list->name, "too_many");
	TRY(rows_fill(parse, fields, &rows));
	return rows_close(parse, &rows, out);
}

/* Single values; notes in *seen which fields came. */
static enum err singles_read(
	struct parse *parse, const struct field *fields, char *out, uint64_t *seen)
{
	for (size_t i = 0; i < parse->pairs.count; i++) {
		const struct pair *pair = &parse->pairs.at[i];
		struct str value = str_of(pair->value);
		struct place place;
		const char *reason = place_find(fields, str_of(pair->name), &place);
		uint64_t bit;

		if (reason)
			return refusal_set(parse->why, "", pair->name, reason);
		if (place.list->kind == FIELD_LIST || place.list->kind == FIELD_REFS)
			continue;
		bit = 1ull << (place.list - fields);
		if (*seen & bit)
			return refusal_set(parse->why, "", pair->name, "twice");
		if (is_blank(place.list, value))
			continue;
		*seen |= bit;
		if (place.list->kind != FIELD_TEXT && place.list->kind != FIELD_SECRET)
			value = str_trim(value);
		reason = value_read(parse, place.list, value, out);
		if (reason)
			return refusal_set(parse->why, "", pair->name, reason);
	}
	return OK;
}

enum err fields_parse(struct arena *arena, const struct field *fields, struct pairs pairs,
	void *out, struct refusal *why)
{
	static const struct field none[] = { { .kind = FIELD_END } };
	struct parse parse = { arena, pairs, why };
	uint64_t seen = 0;

	if (!fields)
		fields = none;
	if (pairs.count > LIMIT_PAIRS)
		return refusal_set(why, "", "", "too_many");
	TRY(singles_read(&parse, fields, out, &seen));
	for (const struct field *f = fields; f->kind != FIELD_END; f++) {
		assert(f - fields < 64);
		if (f->kind == FIELD_LIST)
			TRY(list_read(&parse, fields, f, out));
		else if (f->kind == FIELD_REFS)
			TRY(refs_read(&parse, f, out));
		else if (!f->optional && f->kind != FIELD_BOOL && !(seen >> (f - fields) & 1))
			return refusal_set(why, "", f->name, "missing");
	}
	return OK;
}
