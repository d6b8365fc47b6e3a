/* SPDX-License-Identifier: MulanPSL-2.0 */
/* sim/story.c: reads a story line by line, asks the door, compares the answer with what the line
 * tells. */
#include <jansson.h>
#include <stdarg.h>
#include "base/arena.h"
#include "base/asset.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/limits.h"
#include "place/file.h"
#include "sim/shift.h"
#include "sim/step.h"
#include "sim/story.h"

enum { NAMES = 1024 };

struct name {
	char *name;
	int64_t id;
};
struct story {
	struct story_options options;
	struct name names[NAMES];
	size_t name_count;
	char street[64];
	const char *file;
	int line;
	int wrong;
	int steps;
};

struct story *story_new(const struct story_options *options)
{
	struct story *story = calloc(1, sizeof *story);

	if (story)
		story->options = *options;
	return story;
}

void story_free(struct story *story)
{
	if (!story)
		return;
	for (size_t i = 0; i < story->name_count; i++)
		free(story->names[i].name);
	free(story);
}

int story_steps(const struct story *story)
{
	return story->steps;
}

int64_t story_name(const struct story *story, const char *name)
{
	for (size_t i = story->name_count; i > 0; i--)
		if (!strcmp(story->names[i - 1].name, name))
			return story->names[i - 1].id;
	return 0;
}

static void name_keep(struct story *story, const char *name, int64_t id)
{
	char *copy = strdup(name);

	if (copy && story->name_count < NAMES)
		story->names[story->name_count++] = (struct name){ copy, id };
	else
		free(copy);
}

static void otherwise(struct story *story, const char *format, ...) PRINTF(2, 3);
static void otherwise(struct story *story, const char *format, ...)
{
	char what[600];
	va_list list;

	va_start(list, format);
	vsnprintf(what, sizeof what, format, list);
	va_end(list);
	story->wrong++;
	story->options.tell(story->options.tell_with, story->file, story->line, what);
}

/* $name or ${name} inside a value → the id. */
static const char *names_put(struct story *story, struct arena *arena, const char *value)
{
	struct buf out = buf_new(arena, LIMIT_BODY);

	for (const char *c = value; *c; c++) {
		char name[64];
		size_t len = 0;
		bool is_braced = c[0] == '$' && c[1] == '{';
		int64_t id;

		if (*c != '$') {
			buf_char(&out, *c);
			continue;
		}
		for (c += is_braced ? 2 : 1; step_is_name(*c) && len < sizeof name - 1; c++)
			name[len++] = *c;
		name[len] = '\0';
		if (!is_braced)
			c--;
		id = story_name(story, name);
		if (!id)
			otherwise(story, "nobody and nothing is called $%s", name);
		buf_int(&out, id);
	}
	return buf_z(&out);
}

/* Days, moments and years move with the story. */
static const char *shift_put(
	struct story *story, struct arena *arena, const char *name, const char *value)
{
	const struct story_options *o = &story->options;
	int64_t now_ms = o->until_ms > *o->now_ms ? o->until_ms : *o->now_ms;

	return shift_value(arena, o->shift_days, now_ms, name, value);
}

static struct actor actor_of(struct story *story, const struct step *step)
{
	struct actor actor = { 0 };

	if (!strcmp(step->who, "clock"))
		actor.is_clock = true;
	else if (strcmp(step->who, "guest"))
		actor.person = story_name(story, step->who);
	if (!actor.is_clock && strcmp(step->who, "guest") && !actor.person)
		otherwise(story, "nobody is called %s", step->who);
	if (step->whose) {
		actor.by = actor.person;
		actor.person = story_name(story, step->whose);
		if (!actor.person)
			otherwise(story, "nobody is called %s", step->whose);
	}
	return actor;
}

static const char *outcome_word(enum err err)
{
	switch (err) {
	case OK:
		return "ok";
	case ERR_REFUSED:
		return "refused";
	case ERR_FORBIDDEN:
		return "forbidden";
	case ERR_NOT_FOUND:
		return "not_found";
	case ERR_SIGN_IN:
		return "sign_in";
	case ERR_BAD_INPUT:
		return "bad_input";
	default:
		return err_name(err);
	}
}

/* ok | refused FIELD REASON | forbidden … Returns whether the step went as told. */
static bool outcome_check(struct story *story, const struct step *step, enum err err,
			  const struct refusal *why)
{
	const char *want = step->tell_count ? step->tells[0] : "ok", *got = outcome_word(err);

	if (strcmp(want, got)) {
		otherwise(story, "%s: told %s, was %s %s %s", step->what, want, got, why->field,
			  why->reason);
		return false;
	}
	if (err == ERR_REFUSED) {
		const char *field = step->tell_count > 1 ? step->tells[1] : "-";
		const char *reason = step->tell_count > 2 ? step->tells[2] : "";

		if (strcmp(*why->field ? why->field : "-", field) || strcmp(why->reason, reason)) {
			otherwise(story, "%s: told refused %s %s, was refused %s %s", step->what,
				  field, reason, *why->field ? why->field : "-", why->reason);
			return false;
		}
	}
	return err == OK;
}

/* A refused act changes nothing: the journal is as long as it was. */
static int64_t size_now(struct story *story)
{
	struct hash root;
	int64_t size = 0;

	return door_head(story->options.door, story->street, &size, &root) ? size : -1;
}

struct piece {
	struct bytes hash;
	struct bytes bytes;
};

static enum err piece_body(struct tx *tx, void *with)
{
	const struct piece *piece = with;

	return file_piece_put(tx, piece->hash, piece->bytes);
}

/* text="…" of place.file.add: the bytes are laid down as a face would, the act names their hash. */
static void file_put(struct story *story, struct arena *arena, struct pair *pair)
{
	struct hash hash = hash_of(pair->value, strlen(pair->value));
	struct piece piece = { { hash.at, HASH_SIZE },
			       { (const uint8_t *)pair->value, strlen(pair->value) } };
	struct buf hex = buf_new(arena, 80);

	hex_print(&hex, piece.hash);
	if (door_keep(story->options.door, story->street, arena, piece_body, &piece))
		otherwise(story, "the bytes of the file could not be kept");
	*pair = (struct pair){ "pieces.0.hash", buf_z(&hex) };
}

static void act_tell(struct story *story, struct arena *arena, const struct step *step)
{
	struct pair *pairs = arena_array(arena, step->pair_count + 1, sizeof *pairs);
	struct ask ask = { .street = story->street, .action = step->what, .arena = arena,
			   .actor = actor_of(story, step), .via = step->via };
	const struct story_face *face = story->options.face;
	struct buf once = buf_new(arena, 64);
	int64_t before = size_now(story);

	if (!pairs)
		return;
	for (size_t i = 0; i < step->pair_count; i++) {
		const char *value = names_put(story, arena, step->pairs[i].value);

		if (!strcmp(step->pairs[i].name, "once")) {
			ask.once = value;
			continue;
		}
		pairs[ask.pairs.count].name = step->pairs[i].name;
		pairs[ask.pairs.count].value =
			shift_put(story, arena, pairs[ask.pairs.count].name, value);
		if (!strcmp(step->pairs[i].name, "text") &&
		    !strcmp(step->what, "place.file.add"))
			file_put(story, arena, &pairs[ask.pairs.count]);
		ask.pairs.count++;
	}
	ask.pairs.at = pairs;
	if (!ask.once) {
		const char *base = strrchr(story->file, '/');

		buf_print(&once, "%.40s:%d", base ? base + 1 : story->file, story->line);
		ask.once = buf_z(&once);
	}
	if (face)
		ask.err = face->act(face->with, &ask);
	else
		door_do(story->options.door, &ask);
	if (!outcome_check(story, step, ask.err, &ask.refusal)) {
		if (ask.err && size_now(story) != before)
			otherwise(story, "%s was refused and changed the journal", step->what);
		return;
	}
	if (step->tell_count > 2 && !strcmp(step->tells[1], "as"))
		name_keep(story, step->tells[2], ask.id);
}

/* The spelled value at a dotted path of the JSON of a view; NULL when there is none. */
static const char *json_at(const json_t *root, const char *path, struct arena *arena)
{
	struct str rest = str_of(path);
	struct buf out = buf_new(arena, LIMIT_BODY);
	int64_t index;

	while (root && rest.at) {
		struct str part = str_cut(&rest, '.');

		if (json_is_array(root) && str_int(part, &index))
			root = json_array_get(root, (size_t)index);
		else
			root = json_object_get(root, str_z(arena, part));
	}
	if (json_is_string(root))
		buf_text(&out, json_string_value(root));
	else if (json_is_integer(root))
		buf_int(&out, json_integer_value(root));
	else if (json_is_boolean(root))
		buf_text(&out, json_is_true(root) ? "yes" : "no");
	else if (json_is_array(root)) /* a list alone: how many */
		buf_int(&out, (int64_t)json_array_size(root));
	else if (json_is_object(root))
		buf_text(&out, "{}");
	else
		return NULL;
	return buf_z(&out);
}

/* tells after ok: path=value …, path= (nothing there), keep name=path … */
static void look_check(struct story *story, struct arena *arena, const struct step *step,
		       struct str json)
{
	json_t *root = json_loadb(json.at, json.len, 0, NULL);
	bool is_keeping = false;

	if (!root)
		otherwise(story, "%s answers no JSON", step->what);
	for (size_t i = 1; root && i < step->tell_count; i++) {
		struct str value = str_of(step->tells[i]), name = str_cut(&value, '=');
		const char *want, *got;
		int64_t id;

		if (str_is(name, "keep") && !value.at) {
			is_keeping = true;
			continue;
		}
		got = json_at(root, str_z(arena, is_keeping ? value : name), arena);
		if (is_keeping) {
			if (got && str_int(str_of(got), &id))
				name_keep(story, str_z(arena, name), id);
			else
				otherwise(story, "%s has no number at %s", step->what,
					  str_z(arena, value));
			continue;
		}
		want = shift_put(story, arena, str_z(arena, name),
			names_put(story, arena, str_z(arena, value)));
		if (strcmp(got ? got : "", want))
			otherwise(story, "%s: told %s, was %s", step->what, step->tells[i],
				  got ? got : "nothing");
	}
	json_decref(root);
}

static void look_tell(struct story *story, struct arena *arena, const struct step *step)
{
	const struct story_face *face = story->options.face;
	struct sight sight = { .street = story->street, .arena = arena,
			       .actor = actor_of(story, step) };
	const char *address = names_put(story, arena, step->what);
	struct str path, query = str_of(address);
	struct pair *pairs = arena_array(arena, 8, sizeof *pairs);
	struct buf out = buf_new(arena, LIMIT_ARENA);
	struct str json = { 0 };
	enum err err;

	if (!pairs)
		return;
	sight.path = path = str_cut(&query, '?');
	while (query.at && sight.query.count < 8) {
		struct str value = str_cut(&query, '&'), name = str_cut(&value, '=');

		pairs[sight.query.count++] = (struct pair){ str_z(arena, name),
							    str_z(arena, value) };
	}
	sight.query.at = pairs;
	if (face) {
		err = face->look(face->with, &sight, &json);
	} else {
		err = door_look(story->options.door, &sight);
		if (!err) {
			data_json(&out, sight.data);
			json = buf_view(&out);
		}
	}
	if (outcome_check(story, step, err, &sight.refusal))
		look_check(story, arena, step, json);
}

static void tick_tell(struct story *story, struct arena *arena, const struct step *step)
{
	int ran = door_tick(story->options.door, arena);
	int64_t want;

	if (step->tell_count > 1 && str_int(str_of(step->tells[1]), &want) && want != ran)
		otherwise(story, "told %d due acts, %d ran", (int)want, ran);
}

/* Tells another story of this program, then goes on with this one. */
static void play_tell(struct story *story, struct arena *arena, const struct step *step)
{
	struct buf name = buf_new(arena, 128);
	const struct asset *asset;
	const char *file = story->file;
	int line = story->line;

	buf_print(&name, step->kind == STEP_USE ? "sim/%s.story" : "%s.story", step->what);
	asset = buf_ok(&name) ? asset_find(buf_z(&name)) : NULL;
	if (!asset) {
		otherwise(story, "there is no story %s", step->what);
		return;
	}
	story_play(story, asset->name, (struct str){ asset->at, asset->len });
	story->file = file;
	story->line = line;
}

static void clock_tell(struct story *story, const struct step *step)
{
	const struct story_options *o = &story->options;

	if (!step->is_now)
		*o->now_ms = step->at.ms + o->shift_days * 86400000;
	else if (o->until_ms > *o->now_ms)
		*o->now_ms = o->until_ms;
}

/* Everything but `as`. */
static void frame_tell(struct story *story, struct arena *arena, const struct step *step)
{
	switch (step->kind) {
	case STEP_FOUND:
		snprintf(story->street, sizeof story->street, "%s", step->what);
		if (door_found(story->options.door, step->what, "zhidian-story", arena))
			otherwise(story, "no journal could be begun for %s", step->what);
		break;
	case STEP_USE:
	case STEP_PLAY:
		play_tell(story, arena, step);
		break;
	case STEP_AT:
		clock_tell(story, step);
		break;
	default:
		break;
	}
}

static void step_tell(struct story *story, struct arena *arena, const struct step *step)
{
	switch (step->kind) {
	case STEP_ACT:
		act_tell(story, arena, step);
		break;
	case STEP_LOOK:
		look_tell(story, arena, step);
		break;
	case STEP_TICK:
		tick_tell(story, arena, step);
		break;
	case STEP_WRONG:
		otherwise(story, "this line cannot be read: %s", step->what);
		break;
	case STEP_NONE:
		return;
	default:
		frame_tell(story, arena, step);
		return;
	}
	story->steps++;
}

int story_play(struct story *story, const char *file, struct str text)
{
	int before = story->wrong;

	story->file = file;
	story->line = 0;
	while (text.at && (story->options.keeps_going || story->wrong == before)) {
		struct arena *arena = arena_new(LIMIT_ARENA);
		struct step step;

		if (!arena)
			break;
		step_read(arena, &text, &story->line, &step);
		if (step.kind == STEP_AT && !step.is_now && story->options.until_ms &&
		    step.at.ms + story->options.shift_days * 86400000 >
			    story->options.until_ms)
			text = (struct str){ 0 };
		else
			step_tell(story, arena, &step);
		arena_free(arena);
	}
	return story->wrong - before;
}
