/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The tables held against words and stories, so that no act is forgotten: every act and field has
 * words, every reason a handler or gate can give has words with the values it brings, every act has
 * been accepted and refused in a story, and some page offers it. Every
 * address in a template leads to a view or an act. */
#include "unit.h"
#include "base/words.h"
#include "door/action.h"
#include "door/door.h"
#include "sim/step.h"
#include "tidy/rules.h"
#include "tidy/tree.h"

static struct arena *arena;
static struct tree tree;

static int tree_open(void **state)
{
	(void)state;
	arena = arena_new(512 << 20);
	tree = tree_read(arena);
	return tree.count > 50 ? 0 : -1;
}

static int tree_free(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static struct report report_new(void)
{
	return (struct report) { .out = buf_new(arena, 4 << 20) };
}

static void need_word(struct report *report, const char *key, const char *or_key)
{
	if (word_find(key) || (or_key && word_find(or_key)))
		return;
	report_add(report, key, 0, "has no words");
}

/* ---- labels ---- */

/* ACT.done is what is said after it, {{given}} the list of a form: no field may bear these names.
 */
static void field_name(struct report *report, const struct field *field, const char *act)
{
	static const char *const taken[] = { "done", "hint", "given", "once", "more" };

	for (size_t i = 0; i < sizeof(taken) / sizeof(*taken); i++)
		if (strcmp(field->name, taken[i]) == 0)
			report_add(report, act, 0, "has a field whose name means something else");
}

static void field_words(struct report *report, const struct field *field, const char *act)
{
	char key[200], column[200];
	struct str choices = str_of(field->of);

	snprintf(key, sizeof(key), "%s.%s", act, field->name);
	snprintf(column, sizeof(column), "render.column.%s", field->name);
	need_word(report, key, column);
	while (field->kind == FIELD_CHOICE && choices.at) {
		struct str choice = str_cut(&choices, ' ');
		char word[300];

		snprintf(word, sizeof(word), "%s.%.*s", key, (int)choice.len, choice.at);
		need_word(report, word, NULL);
	}
	if (field->kind != FIELD_LIST)
		return;
	for (const struct field *sub = field->sub; sub->kind != FIELD_END; sub++)
		field_words(report, sub, key);
}

static void every_act_and_field_has_words(void **state)
{
	struct report report = report_new();

	(void)state;
	for (const struct action *const *at = all_actions(); *at; at++) {
		const struct action *act = *at;
		bool is_asked_by_people = !act->is_inner && act->may.roles != clockwork;

		if (!is_asked_by_people)
			continue;
		need_word(&report, act->name, NULL);
		for (const struct field *f = act->fields; f && f->kind != FIELD_END; f++) {
			field_words(&report, f, act->name);
			field_name(&report, f, act->name);
		}
	}
	must_be_empty(&report);
}

/* ---- reasons ---- */

/* "fund.pledge" of src/fund/pledge.c and of its .sql. */
static const char *subject_of(const char *path)
{
	struct str rest = str_from(str_of(path), strlen("src/"));
	struct str folder = str_cut(&rest, '/');
	struct buf buf = buf_new(arena, 200);

	rest.len -= strlen(strrchr(path, '.'));
	buf_print(&buf, "%.*s.%.*s", (int)folder.len, folder.at, (int)rest.len, rest.at);
	return buf_z(&buf);
}

/* Helpers of a folder refuse in the name of several subjects: one of them must have the words. */
static const struct word *word_in_folder(struct str folder, const char *reason)
{
	for (size_t i = 0; i < word_count; i++) {
		struct str rest = str_of(words[i].key);

		if (str_equal(str_cut(&rest, '.'), folder) && str_cut(&rest, '.').at &&
			str_is(rest, reason))
			return &words[i];
	}
	return NULL;
}

static bool has_acts(const char *subject)
{
	size_t len = strlen(subject);

	for (const struct action *const *at = all_actions(); *at; at++)
		if (strncmp((*at)->name, subject, len) == 0 && (*at)->name[len] == '.')
			return true;
	return false;
}

static const struct word *reason_word(const struct source *by, const char *reason)
{
	char key[200];
	const struct word *word;

	snprintf(key, sizeof(key), "%s.%s", subject_of(by->path), reason);
	word = word_find(key);
	if (!word && !has_acts(subject_of(by->path)))
		word = word_in_folder(path_folder(by->path), reason);
	snprintf(key, sizeof(key), "door.field.%s", reason);
	return word ? word : word_find(key);
}

static void reason_report(struct report *report, const struct source *by, int line,
	const char *reason, const struct word *word)
{
	char what[200];

	if (word)
		snprintf(what, sizeof(what), "%s wants a value that is not given", word->key);
	else
		snprintf(what, sizeof(what), "%s.%s has no words", subject_of(by->path), reason);
	report_add(report, by->path, line, what);
}

/* Every {{name}} of the words must be the one value the refusal brings. */
static bool says_only(const char *words_text, const char *value)
{
	struct str rest = str_of(words_text);
	const char *open;

	while (rest.len && (open = memmem(rest.at, rest.len, "{{", 2))) {
		struct str name = str_from(rest, (size_t)(open - rest.at) + 2);

		rest = name;
		name = str_cut(&name, '}');
		if (!value || !str_is(name, value))
			return false;
	}
	return true;
}

/* The arguments of a call whose bracket opens at i; strings keep their quotes. */
static int args_cut(struct str code, size_t i, struct str *args, int most)
{
	int depth = 0;
	int count = 0;
	bool in_string = false;
	size_t start = i + 1;

	for (; i < code.len && count < most; i++) {
		char c = code.at[i];

		in_string = in_string != (c == '"' && code.at[i - 1] != '\\');
		if (in_string)
			continue;
		depth += (c == '(') - (c == ')');
		if ((c == ',' && depth == 1) || depth == 0) {
			args[count++] = str_trim((struct str) { code.at + start, i - start });
			start = i + 1;
		}
		if (depth == 0)
			break;
	}
	return count;
}

/* What stands between the quotes; NULL when the argument is no literal. */
static const char *literal(struct str arg)
{
	if (arg.len < 2 || arg.at[0] != '"' || arg.at[arg.len - 1] != '"')
		return NULL;
	return str_z(arena, (struct str) { arg.at + 1, arg.len - 2 });
}

static int refusals_check(struct report *report, const struct source *source, const char *call)
{
	/* What runs before the lane fills the refusal's values by hand. */
	bool brings_more = strcmp(call, "unready") == 0;
	struct str code = source->calm;
	int seen = 0;

	for (size_t i = word_find_in(code, call, 0); i < code.len;
		i = word_find_in(code, call, i + 1)) {
		struct str args[4] = { { 0 } };
		const char *reason, *value;
		const struct word *word;

		if (code.at[i + strlen(call)] != '(')
			continue;
		args_cut(code, i + strlen(call), args, 4);
		reason = literal(args[2]);
		value = literal(args[3]);
		if (!reason)
			continue;
		seen++;
		word = reason_word(source, reason);
		if (!word || (!brings_more &&
				     (!says_only(word->zh, value) || !says_only(word->en, value))))
			reason_report(report, source, line_of(code, i), reason, word);
	}
	return seen;
}

/* Words in quotes behind THEN and ELSE of the statements that are gates. */
static int gates_check(struct report *report, const struct source *source)
{
	struct str rest = source->text;
	bool is_gate = false;
	int line = 0;
	int seen = 0;

	while (rest.len) {
		struct str one = str_cut(&rest, '\n');

		line++;
		if (str_starts(one, "-- name:"))
			is_gate = str_ends(one, " gate");
		while (is_gate && one.len) {
			const char *quote = memchr(one.at, '\'', one.len);
			struct str before = { one.at, quote ? (size_t)(quote - one.at) : one.len };
			struct str word;

			if (!quote)
				break;
			one = str_from(one, before.len + 1);
			word = str_cut(&one, '\'');
			before = str_trim(before);
			if (!str_ends(before, "THEN") && !str_ends(before, "ELSE"))
				continue;
			seen++;
			if (!reason_word(source, str_z(arena, word)))
				reason_report(report, source, line, str_z(arena, word), NULL);
		}
	}
	return seen;
}

static void every_reason_has_words(void **state)
{
	struct report report = report_new();
	int seen = 0;

	(void)state;
	for (size_t i = 0; i < tree.count; i++) {
		const struct source *source = &tree.at[i];

		if (!is_stage(path_folder(source->path)))
			continue;
		if (path_is(source->path, "", ".c")) {
			seen += refusals_check(&report, source, "refuse");
			seen += refusals_check(&report, source, "refuse_with");
			seen += refusals_check(&report, source, "unready");
		} else if (path_is(source->path, "", ".sql")) {
			seen += gates_check(&report, source);
		}
	}
	must_be_empty(&report);
	assert_true(seen > 5);
}

/* The finder itself: a call with a reason nobody has words for, one whose words want another value.
 */
static void reasons_break(void **state)
{
	static const char code[] =
		"enum err f(void)\n{\n\treturn refuse(tx, \"a\", \"zz_unheard_of\");\n"
		"\t/* refuse(tx, \"a\", \"in_a_comment\") */\n"
		"\trefuse_with(tx, g(\"x\", y), \"zz_other\", \"max_fen\", 3);\n}\n";
	static const char gate[] =
		"-- name: a_open of x gate\nSELECT CASE WHEN s = 'x' THEN 'zz_closed' "
		"END AS reason\n-- name: a_read of x\nSELECT CASE WHEN 1 THEN 'free' END\n";
	struct source c = source_of(arena, "src/fund/zz.c", str_of(code));
	struct source sql = source_of(arena, "src/fund/zz.sql", str_of(gate));
	struct report report = report_new();

	(void)state;
	assert_int_equal(refusals_check(&report, &c, "refuse"), 1);
	assert_int_equal(refusals_check(&report, &c, "refuse_with"), 1);
	assert_int_equal(gates_check(&report, &sql), 1);
	assert_int_equal(report.count, 3);
	assert_true(says_only("at most {{max_fen}}, {{max_fen}}", "max_fen"));
	assert_false(says_only("at most {{max_fen}}", "most_fen"));
	assert_false(says_only("at most {{max_fen}}", NULL));
}

/* ---- stories ---- */

struct told {
	const char *act;
	bool is_of_time;
	bool was_accepted;
	bool was_refused;
};

static void step_note(struct told *told, size_t count, const struct step *step)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(told[i].act, step->what) != 0)
			continue;
		if (step->tell_count == 0 || strcmp(step->tells[0], "ok") == 0)
			told[i].was_accepted = true;
		else
			told[i].was_refused = true;
	}
}

static void story_note(struct told *told, size_t count, struct str text)
{
	int line = 0;

	while (text.len) {
		struct step step = { .kind = STEP_NONE };

		step_read(arena, &text, &line, &step);
		if (step.kind == STEP_ACT)
			step_note(told, count, &step);
	}
}

static void names_break(void **state)
{
	static const struct field fields[] = { { .name = "done" }, { .name = "so_far" } };
	struct report report = report_new();

	(void)state;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		field_name(&report, &fields[i], "a.b.c");
	assert_int_equal(report.count, 1);
}

static void every_act_was_accepted_and_refused(void **state)
{
	struct report report = report_new();
	struct told told[512] = { { 0 } };
	size_t count = 0;

	(void)state;
	for (const struct action *const *at = all_actions(); *at; at++) {
		if ((*at)->is_inner || (*at)->may.roles == clockwork)
			continue;
		told[count].act = (*at)->name;
		told[count++].is_of_time = (*at)->may.roles & clockwork;
	}
	for (size_t i = 0; i < tree.count; i++)
		if (path_is(tree.at[i].path, "", ".story"))
			story_note(told, count, tree.at[i].text);
	for (size_t i = 0; i < count; i++) {
		/* What time itself may do is told as "as clock tick". */
		if (!told[i].was_accepted && !told[i].is_of_time)
			report_add(&report, told[i].act, 0, "was never accepted in a story");
		if (!told[i].was_refused)
			report_add(&report, told[i].act, 0, "was never refused in a story");
	}
	must_be_empty(&report);
}

static void stories_are_read_step_by_step(void **state)
{
	static const char story[] = "at 2026-03-08 09:00\nas wang a.b.c x=1 -> ok as lamp\n"
				    "as li a.b.d y=2 \\\n\tz=3 -> refused y over\n# as li a.b.e\n";
	struct told told[3] = { { .act = "a.b.c" }, { .act = "a.b.d" }, { .act = "a.b.e" } };

	(void)state;
	story_note(told, 3, str_of(story));
	assert_true(told[0].was_accepted && !told[0].was_refused);
	assert_true(!told[1].was_accepted && told[1].was_refused);
	assert_true(!told[2].was_accepted && !told[2].was_refused);
}

/* ---- pages ---- */

/* Acts with a button that no template names: web/ draws it itself. */
static const struct {
	const char *act;
	const char *where;
} drawn_by_web[] = {
	{ "people.invite.redeem", "web/sign.c: the code on the sign-in page" },
	{ "people.desk.end", "web/desk.html: the strip above every page" },
	{ "place.file.add", "web/upload.c: the file field of any form" },
};

static bool is_drawn_by_web(const char *act)
{
	for (size_t i = 0; i < sizeof(drawn_by_web) / sizeof(*drawn_by_web); i++)
		if (strcmp(drawn_by_web[i].act, act) == 0)
			return true;
	return false;
}

/* {{form stage.subject.verb …}} or {{link stage/subject/verb…}}, the whole name. */
static bool page_offers(struct str page, const char *act)
{
	static const char *const tags[] = { "{{form ", "{{link " };
	size_t len = strlen(act);

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		struct str rest = page;
		const char *open;

		while (rest.len && (open = memmem(rest.at, rest.len, tags[i], strlen(tags[i])))) {
			bool is_same = true;

			rest = str_from(rest, (size_t)(open - rest.at) + strlen(tags[i]));
			for (size_t k = 0; k < len && is_same; k++)
				is_same = k < rest.len &&
					  rest.at[k] == (i && act[k] == '.' ? '/' : act[k]);
			if (is_same && rest.len > len && memchr(" }?", rest.at[len], 3))
				return true;
		}
	}
	return false;
}

static bool is_offered(const char *act)
{
	for (size_t i = 0; i < tree.count; i++)
		if (str_starts(str_of(tree.at[i].path), "src/") &&
			path_is(tree.at[i].path, "", ".html") && page_offers(tree.at[i].text, act))
			return true;
	return false;
}

static void every_act_is_offered_by_a_page(void **state)
{
	struct report report = report_new();

	(void)state;
	for (const struct action *const *at = all_actions(); *at; at++) {
		const struct action *act = *at;
		bool is_offered_now;

		if (act->is_inner || act->may.roles == clockwork)
			continue;
		is_offered_now = is_offered(act->name);
		if (is_drawn_by_web(act->name) == is_offered_now)
			report_add(&report, act->name, 0,
				is_offered_now ? "is offered: drop it from drawn_by_web"
					       : "is on no page: nobody can reach it");
	}
	must_be_empty(&report);
}

static void offers_break(void **state)
{
	struct str page = str_of("<p>{{form a.b.open x=y go}} {{link c/d/send?x=:id}} c.d.close</p>"
				 "{{link e/f/add}}");

	(void)state;
	assert_true(page_offers(page, "a.b.open"));
	assert_true(page_offers(page, "c.d.send"));
	assert_true(page_offers(page, "e.f.add"));
	assert_false(page_offers(page, "a.b.opened"));
	assert_false(page_offers(page, "a.b.ope"));
	assert_false(page_offers(page, "c.d.close"));
	assert_false(page_offers(page, "e.f.ad"));
}

/* Addresses that are no view and no act: web/ answers them itself. */
static const char *const web_paths[] = { ".", "as", "signin", "signout", "desk/end", "file/1" };

/* "choose/project/:id/work?x=:y" → "choose/project/1/work"; what data puts into the last part
 * (:tab) is not looked at: false. */
static bool address_fill(struct str link, char *out, size_t size)
{
	size_t len = 0;
	int names = 0;

	for (size_t i = 0; i < link.len && !strchr("?}", link.at[i]) && len + 2 < size; i++) {
		if (link.at[i] == ':') {
			names++;
			out[len++] = '1';
			while (i + 1 < link.len && !strchr("/.?}&", link.at[i + 1]))
				i++;
			continue;
		}
		if (link.at[i] == '.' && len)
			break;
		out[len++] = link.at[i];
	}
	out[len] = '\0';
	return names < 2;
}

static bool leads_somewhere(const char *path)
{
	struct buf act = buf_new(arena, 200);
	struct look look;

	for (size_t i = 0; i < sizeof(web_paths) / sizeof(*web_paths); i++)
		if (strcmp(web_paths[i], path) == 0)
			return true;
	for (const char *at = path; *at; at++)
		buf_char(&act, *at == '/' ? '.' : *at);
	return view_find(str_of(path), &look) || action_find(buf_z(&act));
}

static int addresses_check(struct report *report, const struct source *page)
{
	struct str rest = page->text;
	const char *open;
	char path[200];
	int seen = 0;

	while (rest.len && (open = memmem(rest.at, rest.len, "{{link ", 7))) {
		rest = str_from(rest, (size_t)(open - rest.at) + 7);
		if (!address_fill(rest, path, sizeof(path)))
			continue;
		seen++;
		if (!leads_somewhere(path))
			report_add(report, page->path,
				line_of(page->text, (size_t)(rest.at - page->text.at)), path);
	}
	return seen;
}

static void every_address_leads_somewhere(void **state)
{
	struct report report = report_new();
	struct source broken = source_of(arena, "src/fund/zz.html",
		str_of("{{link fund/pledge/:id.csv?x=:y}}\n{{link fund/zz/:id}}{{link signin}}"));
	int seen = 0;

	(void)state;
	assert_int_equal(addresses_check(&report, &broken), 3);
	assert_int_equal(report.count, 1);
	report = report_new();
	for (size_t i = 0; i < tree.count; i++)
		if (str_starts(str_of(tree.at[i].path), "src/") &&
			path_is(tree.at[i].path, "", ".html"))
			seen += addresses_check(&report, &tree.at[i]);
	must_be_empty(&report);
	assert_true(seen > 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reasons_break),
		cmocka_unit_test(stories_are_read_step_by_step),
		cmocka_unit_test(offers_break),
		cmocka_unit_test(names_break),
		cmocka_unit_test(every_act_is_offered_by_a_page),
		cmocka_unit_test(every_address_leads_somewhere),
		cmocka_unit_test(every_act_and_field_has_words),
		cmocka_unit_test(every_reason_has_words),
		cmocka_unit_test(every_act_was_accepted_and_refused),
	};

	return cmocka_run_group_tests(tests, tree_open, tree_free);
}
