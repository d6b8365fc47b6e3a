/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/walk_test.c: walks the tables: every act as every role with every kind of wrong ask, every
 * view as every role in every shape. A wrong ask is answered by a named reason or a closed door,
 * the same in JSON as directly, and leaves the journal as it was; nothing is ever answered by a
 * fault.
 */
#include "unit.h"
#include "base/log.h"
#include "base/words.h"
#include "db/schema.h"
#include "face_json.h"
#include "sim/step.h"

enum { KINDS = 64, NO_SUCH = 999999999 };

static const char *const roles[] = { "guest", "wang", "cai", "chen", "qian", "shen", "zhou", "p5",
	"gu", "wuhai", "clock" };
static const char story[] =
	"play cases/C1\n"
	"as zhou people.role.grant person=$p5 role=judge place=$heqing -> ok\n"
	"as zhou people.partner.add place=$cailu name=走一走 kind=shop once=walk-known -> ok\n";

/* A real row of each kind that a REF may have. */
struct known {
	const char *kind;
	int64_t id;
};
struct walk {
	struct house house;
	struct faces faces;
	struct known known[KINDS];
	size_t known_count;
	int asked, accepted;
};
static struct walk walk;

static void known_read(void)
{
	struct snapshot snapshot;
	struct ref anywhere = { 0 };

	assert_int_equal(door_snapshot(walk.house.door, "heqing", (struct actor) { 0 },
				 walk.house.arena, &snapshot),
		OK);
	for (const struct ref_kind *kind = ref_kinds; kind->kind; kind++) {
		struct data *out = data_root(walk.house.arena);
		const struct data *rows;

		assert_true(walk.known_count < KINDS);
		assert_int_equal(rd_list(snapshot.rd, &kind->list, &anywhere, out, "rows"), OK);
		rows = data_get(out, "rows");
		walk.known[walk.known_count++] = (struct known) { kind->kind,
			rows->first ? data_number(rows->first, "id") : NO_SUCH };
		if (!strcmp(kind->kind, "place.unit")) /* where the story plays */
			walk.known[walk.known_count - 1].id = story_name(walk.house.story, "cailu");
	}
	door_snapshot_done(&snapshot);
}

static int64_t known_id(const char *kind)
{
	for (size_t i = 0; kind && i < walk.known_count; i++)
		if (!strcmp(walk.known[i].kind, kind))
			return walk.known[i].id;
	return NO_SUCH;
}

static int walk_begin(void **state)
{
	(void)state;
	log_quiet(LOG_FAULT);
	if (!house_open(&walk.house, false, 0, NULL) || house_play(&walk.house, story) ||
		!faces_start(&walk.faces, &walk.house))
		return 1;
	known_read();
	return 0;
}

static int walk_end(void **state)
{
	(void)state;
	faces_stop(&walk.faces);
	house_close(&walk.house);
	return 0;
}

static int64_t journal_size(void)
{
	struct hash root;
	int64_t size = -1;

	assert_true(door_head(walk.house.door, "heqing", &size, &root));
	return size;
}

static struct actor actor_as(const char *role)
{
	return (struct actor) { .person = story_name(walk.house.story, role),
		.is_clock = !strcmp(role, "clock") };
}

/* --- pairs that fit the table of an act --- */

struct asking {
	struct arena *arena;
	const struct action *action;
	struct pair at[128];
	size_t count;
};

static void pair_put(struct asking *asking, const char *name, const char *value)
{
	assert_true(asking->count < 128);
	asking->at[asking->count++] = (struct pair) { name, value };
}

static const char *number_of(struct asking *asking, int64_t number)
{
	struct buf text = buf_new(asking->arena, 32);

	buf_int(&text, number);
	return buf_z(&text);
}

static const char *letters_of(struct asking *asking, int64_t count)
{
	struct buf text = buf_new(asking->arena, LIMIT_BODY * 4);

	for (int64_t i = 0; i < count; i++)
		buf_text(&text, "灯");
	return buf_z(&text);
}

static const char *value_of(struct asking *asking, const struct field *field)
{
	struct buf text = buf_new(asking->arena, 200);

	switch (field->kind) {
	case FIELD_REF:
	case FIELD_REFS:
	case FIELD_FILE:
		return number_of(
			asking, known_id(field->kind == FIELD_FILE ? "place.file" : field->of));
	case FIELD_MONEY:
		money_print(&text, (struct money) { field->min > 0 ? field->min : 100 });
		return buf_z(&text);
	case FIELD_INT:
		return number_of(asking, field->min > 0 ? field->min : 1);
	case FIELD_BOOL:
		return "yes";
	case FIELD_DAY:
		return "2026-03-01";
	case FIELD_MOMENT:
		return "2026-03-01T09:00";
	case FIELD_CHOICE: {
		struct str rest = str_of(field->of);

		return str_z(asking->arena, str_cut(&rest, ' '));
	}
	case FIELD_SECRET:
		return "four words are better";
	default:
		return letters_of(asking, field->min > 1 ? field->min : 1);
	}
}

static struct asking asking_new(struct arena *arena, const struct action *action)
{
	struct asking asking = { .arena = arena, .action = action };

	for (const struct field *f = action->fields; f && f->kind != FIELD_END; f++) {
		if (f->optional)
			continue;
		if (f->kind != FIELD_LIST) {
			pair_put(&asking, f->name, value_of(&asking, f));
			continue;
		}
		for (const struct field *sub = f->sub; sub->kind != FIELD_END; sub++) {
			struct buf name = buf_new(arena, 200);

			buf_print(&name, "%s.0.%s", f->name, sub->name);
			if (!sub->optional || sub == f->sub) /* a line with something in it */
				pair_put(&asking, buf_z(&name), value_of(&asking, sub));
		}
	}
	return asking;
}

/* --- one ask, directly and as JSON --- */

static const char *describe(const struct ask *ask, const char *role, const char *what)
{
	struct buf text = buf_new(ask->arena, 1000);

	buf_print(&text, "%s as %s, %s: %s %s %s", ask->action, role, what, err_name(ask->err),
		ask->refusal.field, ask->refusal.reason);
	return buf_z(&text);
}

static void ask_both(struct asking *asking, const char *role, const char *once, struct ask *direct,
	struct ask *json)
{
	*direct = (struct ask) { .street = "heqing",
		.action = asking->action->name,
		.pairs = { asking->at, asking->count },
		.actor = actor_as(role),
		.once = once,
		.arena = asking->arena };
	*json = *direct;
	door_do(walk.house.door, direct);
	json->err = json_act(&walk.faces, json);
	walk.asked++;
}

static bool is_closed_door(enum err err)
{
	return err == ERR_FORBIDDEN || err == ERR_NOT_FOUND || err == ERR_SIGN_IN;
}

/* Refused, and by the same name on both faces. Returns what the direct one said. */
static struct refusal must_refuse(
	struct asking *asking, const char *role, const char *once, const char *what, enum err *err)
{
	struct ask direct, json;
	int64_t before = journal_size();

	ask_both(asking, role, once, &direct, &json);
	if (journal_size() != before)
		fail_msg("%s: the journal grew", describe(&direct, role, what));
	if (direct.err != ERR_REFUSED && !is_closed_door(direct.err))
		fail_msg("%s", describe(&direct, role, what));
	if (direct.err == ERR_REFUSED && !*direct.refusal.reason)
		fail_msg("%s: no reason", describe(&direct, role, what));
	if (direct.err != json.err || strcmp(direct.refusal.field, json.refusal.field) ||
		strcmp(direct.refusal.reason, json.refusal.reason))
		fail_msg("%s; but in JSON %s", describe(&direct, role, what),
			describe(&json, role, what));
	*err = direct.err;
	return direct.refusal;
}

static void must_say(struct asking *asking, const char *role, const char *what, const char *field,
	const char *reason)
{
	enum err err;
	struct refusal why = must_refuse(asking, role, "walk", what, &err);

	if (err != ERR_REFUSED || strcmp(why.field, field) || strcmp(why.reason, reason))
		fail_msg("%s as %s, %s: wanted %s %s, was %s %s %s", asking->action->name, role,
			what, field, reason, err_name(err), why.field, why.reason);
}

typedef void wrong_way(struct arena *arena, const struct action *action, const char *role);

static void walk_acts(wrong_way *way)
{
	for (const struct action *const *a = all_actions(); *a; a++)
		for (size_t r = 0; !(*a)->is_inner && r < sizeof roles / sizeof *roles; r++) {
			struct arena *arena = arena_new((size_t)1 << 30);

			way(arena, *a, roles[r]);
			arena_free(arena);
		}
}

/* --- the ways to be wrong --- */

static void unknown_way(struct arena *arena, const struct action *action, const char *role)
{
	struct asking asking = asking_new(arena, action);

	pair_put(&asking, "no_such_field", "1");
	must_say(&asking, role, "an unknown field", "no_such_field", "unknown");
}

static void unknown_fields_are_refused(void **state)
{
	(void)state;
	walk_acts(unknown_way);
}

static void missing_way(struct arena *arena, const struct action *action, const char *role)
{
	for (const struct field *f = action->fields; f && f->kind != FIELD_END; f++) {
		struct asking asking = asking_new(arena, action);
		size_t kept = 0, len = strlen(f->name);

		if (f->optional || f->kind == FIELD_BOOL)
			continue;
		for (size_t i = 0; i < asking.count; i++)
			if (strncmp(asking.at[i].name, f->name, len) ||
				(asking.at[i].name[len] && asking.at[i].name[len] != '.'))
				asking.at[kept++] = asking.at[i];
		asking.count = kept;
		must_say(&asking, role, "a missing field", f->name, "missing");
	}
}

static void missing_fields_are_refused(void **state)
{
	(void)state;
	walk_acts(missing_way);
}

static const char *wrong_reason(enum field_kind kind)
{
	static const char *const reasons[] = { [FIELD_REF] = "not_a_ref",
		[FIELD_REFS] = "not_a_ref",
		[FIELD_FILE] = "not_a_ref",
		[FIELD_MONEY] = "not_money",
		[FIELD_INT] = "not_a_number",
		[FIELD_BOOL] = "not_yes_no",
		[FIELD_DAY] = "not_a_day",
		[FIELD_MOMENT] = "not_a_moment",
		[FIELD_CHOICE] = "not_a_choice",
		[FIELD_TEXT] = "not_text",
		[FIELD_LIST] = "is_a_list",
		[FIELD_SECRET] = NULL };

	return reasons[kind];
}

static struct asking asking_with(
	struct arena *arena, const struct action *action, const char *name, const char *value)
{
	struct asking asking = asking_new(arena, action);

	for (size_t i = 0; i < asking.count; i++)
		if (!strcmp(asking.at[i].name, name)) {
			asking.at[i].value = value;
			return asking;
		}
	pair_put(&asking, name, value);
	return asking;
}

static void wrong_type_way(struct arena *arena, const struct action *action, const char *role)
{
	for (const struct field *f = action->fields; f && f->kind != FIELD_END; f++) {
		bool is_text = f->kind == FIELD_TEXT;
		struct asking asking = asking_with(
			arena, action, f->name, is_text ? "a\x01b" : "twelve!");

		if (wrong_reason(f->kind))
			must_say(&asking, role, "a wrong type", f->name, wrong_reason(f->kind));
	}
}

static void wrong_types_are_refused(void **state)
{
	(void)state;
	walk_acts(wrong_type_way);
}

static void oversize_way(struct arena *arena, const struct action *action, const char *role)
{
	for (const struct field *f = action->fields; f && f->kind != FIELD_END; f++) {
		struct asking asking = asking_new(arena, action);
		struct buf text = buf_new(arena, 80);

		if (!f->max || f->max == INT64_MAX)
			continue;
		if (f->kind == FIELD_TEXT && f->max < 100000) {
			asking = asking_with(
				arena, action, f->name, letters_of(&asking, f->max + 1));
			must_say(&asking, role, "too long a text", f->name, "too_long");
		} else if (f->kind == FIELD_INT || f->kind == FIELD_MONEY) {
			if (f->kind == FIELD_INT)
				buf_int(&text, f->max + 1);
			else
				money_print(&text, (struct money) { f->max + 1 });
			asking = asking_with(arena, action, f->name, buf_z(&text));
			must_say(&asking, role, "too big a number", f->name, "too_big");
		} else if (f->kind == FIELD_LIST) {
			struct buf name = buf_new(arena, 200);

			buf_print(&name, "%s.%lld.%s", f->name, (long long)f->max, f->sub->name);
			pair_put(&asking, buf_z(&name), "1");
			must_say(&asking, role, "too many lines", buf_z(&name), "too_many");
		}
	}
}

static void too_much_is_refused(void **state)
{
	(void)state;
	walk_acts(oversize_way);
}

/* Refs of the street next door, or of another kind, are nothing here. */
static void foreign_way(struct arena *arena, const struct action *action, const char *role)
{
	for (const struct field *f = action->fields; f && f->kind != FIELD_END; f++) {
		struct buf foreign = buf_new(arena, 32);
		struct asking asking;
		struct refusal why;
		enum err err;

		if (f->kind != FIELD_REF && f->kind != FIELD_FILE && f->kind != FIELD_REFS)
			continue;
		buf_int(&foreign, NO_SUCH);
		asking = asking_with(arena, action, f->name, buf_z(&foreign));
		why = must_refuse(&asking, role, "walk", "a row of another street", &err);
		if (err == ERR_REFUSED && !strcmp(why.reason, "missing"))
			fail_msg("%s: %s was there", action->name, why.field);
	}
}

static void foreign_rows_are_refused(void **state)
{
	(void)state;
	walk_acts(foreign_way);
}

/* A key belongs to who used it: with it one asks for nothing else. */
static void key_again_way(struct arena *arena, const struct action *action, const char *role)
{
	struct asking asking = asking_new(arena, action);
	struct refusal why;
	enum err err;

	if (!strcmp(role, "zhou")) {
		why = must_refuse(&asking, role, "walk-known", "a used once key", &err);
		if (!action->ready && (err != ERR_REFUSED || strcmp(why.field, "once") ||
					      strcmp(why.reason, "once_reused")))
			fail_msg(
				"%s: %s %s %s", action->name, err_name(err), why.field, why.reason);
	}
	must_refuse(&asking, role, "a key with blanks", "a bad once key", &err);
	must_refuse(&asking, role, NULL, "no once key", &err);
}

/* The same ask under somebody else's key is not answered with what they were told. */
static void a_foreign_once_key_tells_nothing(void **state)
{
	const struct action *action = action_find("people.partner.add");

	(void)state;
	for (size_t r = 0; r < sizeof roles / sizeof *roles; r++) {
		struct arena *arena = arena_new((size_t)1 << 30);
		struct asking asking = { .arena = arena, .action = action };
		struct ask direct, json;

		pair_put(&asking, "place",
			number_of(&asking, story_name(walk.house.story, "cailu")));
		pair_put(&asking, "name", "走一走");
		pair_put(&asking, "kind", "shop");
		ask_both(&asking, roles[r], "walk-known", &direct, &json);
		assert_int_equal(direct.is_replay, !strcmp(roles[r], "zhou"));
		assert_int_equal(json.is_replay, direct.is_replay);
		assert_true(direct.is_replay || direct.err);
		arena_free(arena);
	}
}

static void used_once_keys_are_refused(void **state)
{
	(void)state;
	walk_acts(key_again_way);
}

static void broken_way(struct arena *arena, const struct action *action, const char *role)
{
	static const char *const bodies[] = { "{\"a\":\"\xff\xfe\"}", "{\"a\":1.5}",
		"{\"a\":1,\"a\":2}", "[1]", "{\"a\":{\"b\":1}}", "{", "{\"a\":\"\\u0000\"}",
		"{\"a.b\":1}" };
	int64_t before = journal_size();

	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		struct ask ask = { .street = "heqing",
			.action = action->name,
			.actor = actor_as(role),
			.once = "walk",
			.arena = arena };

		if (json_act_told(&walk.faces, &ask, str_of(bodies[i])) != ERR_BAD_INPUT)
			fail_msg("%s takes the body %s", action->name, bodies[i]);
	}
	assert_int_equal(journal_size(), before);
}

static void broken_json_is_no_ask(void **state)
{
	(void)state;
	for (const struct action *const *a = all_actions(); *a; a++) {
		struct arena *arena = arena_new((size_t)1 << 30);

		if (!(*a)->is_inner)
			broken_way(arena, *a, "zhou");
		arena_free(arena);
	}
}

/* --- the right way: whoever has no such role finds the door closed --- */

static bool has_role_somewhere(const char *role, unsigned wanted)
{
	static const struct {
		const char *who;
		unsigned roles;
	} have[] = { { "guest", guest }, { "wang", guest | resident }, { "cai", guest | cadre },
		{ "chen", guest | cadre | handler }, { "qian", guest | approver },
		{ "shen", guest | cashier }, { "zhou", guest | officer },
		{ "p5", guest | resident | judge }, { "gu", guest | auditor },
		{ "wuhai", guest | partner }, { "clock", clockwork } };

	for (size_t i = 0; i < sizeof have / sizeof *have; i++)
		if (!strcmp(have[i].who, role))
			return have[i].roles & wanted;
	return false;
}

static void own_place_way(struct arena *arena, const struct action *action, const char *role)
{
	struct asking asking = asking_new(arena, action);
	struct ask direct, json;
	struct buf once = buf_new(arena, 64);
	int64_t before = journal_size();

	buf_print(&once, "walk:%.40s:%s", action->name, role);
	ask_both(&asking, role, buf_z(&once), &direct, &json);
	if (direct.err && err_http(direct.err) >= 500)
		fail_msg("%s", describe(&direct, role, "in the own place"));
	if (direct.err && journal_size() != before)
		fail_msg("%s: the journal grew", describe(&direct, role, "in the own place"));
	if (!direct.err && !has_role_somewhere(role, action->may.roles))
		fail_msg("%s: without any such role", describe(&direct, role, "in the own place"));
	if (direct.err != json.err || strcmp(direct.refusal.reason, json.refusal.reason))
		fail_msg("%s; but in JSON %s", describe(&direct, role, "in the own place"),
			describe(&json, role, "in the own place"));
	if (direct.err)
		return;
	walk.accepted++;
	if (!json.is_replay || json.id != direct.id)
		fail_msg("%s: asked twice, done twice", action->name);
	for (const struct field *f = action->fields; f && f->kind != FIELD_END; f++)
		if (f->kind == FIELD_TEXT && !f->sealed && f->max > 3) {
			enum err err;

			asking = asking_with(arena, action, f->name, "灯亮");
			must_refuse(&asking, role, buf_z(&once), "the key again", &err);
			break;
		}
}

static void rights_hold_and_a_key_is_used_once(void **state)
{
	struct journal_report report = { 0 };

	(void)state;
	walk_acts(own_place_way);
	print_message("asked %d times both ways, %d accepted\n", walk.asked, walk.accepted);
	assert_true(walk.accepted > 20);
	assert_int_equal(house_verify(&walk.house, &report), OK);
}

/* --- views --- */

/* "fund/pledge/{id}" → "fund.pledge" */
static int64_t view_id(const char *path)
{
	char kind[80];
	size_t len = 0, parts = 0;

	for (const char *c = path; *c && *c != '{' && len + 1 < sizeof kind; c++) {
		if (*c == '/' && ++parts == 2)
			break;
		kind[len++] = *c == '/' ? '.' : *c;
	}
	kind[len] = '\0';
	return known_id(kind);
}

static const char *path_with(struct arena *arena, const char *path, int64_t id)
{
	struct buf out = buf_new(arena, 200);
	struct str rest = str_of(path), head = str_cut(&rest, '{');

	buf_str(&out, head);
	if (rest.at) {
		str_cut(&rest, '}');
		buf_int(&out, id);
		if (rest.at)
			buf_str(&out, rest);
	}
	return buf_z(&out);
}

/* Words that are missing show as their key: "[fund.pledge.make]". */
static const char *missing_words(struct arena *arena, struct str page)
{
	for (size_t i = 0; i + 1 < page.len; i++) {
		size_t end = i + 1, dots = 0;

		if (page.at[i] != '[')
			continue;
		while (end < page.len && (step_is_name(page.at[end]) || page.at[end] == '.'))
			dots += page.at[end++] == '.';
		if (dots > 1 && end < page.len && page.at[end] == ']')
			return str_z(arena, (struct str) { page.at + i, end - i + 1 });
	}
	return NULL;
}

static int page_get(struct arena *arena, const char *path, const char *role, struct answer *answer)
{
	struct buf headers = buf_new(arena, 1024);
	struct buf address = buf_new(arena, LIMIT_URL);
	struct actor actor = actor_as(role);

	cookie_put(&walk.faces, &headers, "heqing", &actor, arena);
	buf_print(&address, "/heqing/%s", path);
	assert_true(ask_wire(&walk.faces, arena, "GET", buf_z(&address),
		headers.len ? buf_z(&headers) : "", NULL, answer));
	if (answer->status != 200 && answer->status != 401 && answer->status != 403 &&
		answer->status != 404)
		fail_msg("GET %s as %s answers %d", path, role, answer->status);
	return answer->status;
}

static void view_walk(struct arena *arena, const struct view *view, const char *role, int64_t id)
{
	static const char *const suffixes[] = { "", ".csv", ".xlsx", ".pdf" };
	const char *path = path_with(arena, view->path, id);
	struct sight sight = {
		.street = "heqing", .path = str_of(path), .actor = actor_as(role), .arena = arena
	};
	enum err err = door_look(walk.house.door, &sight);
	struct buf json = buf_new(arena, 200);
	struct answer answer;
	bool is_all = !strcmp(role, "zhou") || !strcmp(role, "cai");

	buf_print(&json, "%s.json", path);
	if (page_get(arena, buf_z(&json), role, &answer) != err_http(err))
		fail_msg("GET %s as %s: %d, directly %s", path, role, answer.status, err_name(err));
	for (size_t i = 0; i < (is_all ? 4 : 1); i++) {
		struct buf page = buf_new(arena, 200);
		const char *key;

		buf_print(&page, "%s%s", path, suffixes[i]);
		page_get(arena, buf_z(&page), role, &answer);
		key = i ? NULL : missing_words(arena, answer.body);
		if (key)
			fail_msg("GET %s as %s: no words for %s", path, role, key);
	}
}

static void every_view_answers(void **state)
{
	(void)state;
	for (const struct view *const *v = all_views(); *v; v++)
		for (size_t r = 0; r < sizeof roles / sizeof *roles; r++) {
			struct arena *arena = arena_new((size_t)1 << 30);

			view_walk(arena, *v, roles[r], view_id((*v)->path));
			if (strchr((*v)->path, '{'))
				view_walk(arena, *v, roles[r], NO_SUCH);
			arena_free(arena);
		}
}

static void every_form_opens(void **state)
{
	(void)state;
	for (const struct action *const *a = all_actions(); *a; a++)
		for (size_t r = 0; !(*a)->is_inner && r < sizeof roles / sizeof *roles; r++) {
			struct arena *arena = arena_new((size_t)1 << 30);
			struct buf path = buf_new(arena, 200);
			struct answer answer;
			const char *key;

			for (const char *c = (*a)->name; *c; c++)
				buf_char(&path, *c == '.' ? '/' : *c);
			page_get(arena, buf_z(&path), roles[r], &answer);
			key = missing_words(arena, answer.body);
			if (key)
				fail_msg("the form of %s has no words for %s", (*a)->name, key);
			arena_free(arena);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(unknown_fields_are_refused),
		cmocka_unit_test(missing_fields_are_refused),
		cmocka_unit_test(wrong_types_are_refused), cmocka_unit_test(too_much_is_refused),
		cmocka_unit_test(foreign_rows_are_refused),
		cmocka_unit_test(used_once_keys_are_refused),
		cmocka_unit_test(a_foreign_once_key_tells_nothing),
		cmocka_unit_test(broken_json_is_no_ask), cmocka_unit_test(every_view_answers),
		cmocka_unit_test(every_form_opens),
		cmocka_unit_test(rights_hold_and_a_key_is_used_once) };

	return cmocka_run_group_tests(tests, walk_begin, walk_end);
}
