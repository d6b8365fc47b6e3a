/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/said_test.c: nothing is refused without words and nothing asked without a label. Reads the
 * reasons out of src/ (refuse, refuse_with, unready in .c; THEN and ELSE of gates in .sql) and the
 * labels out of the tables; all in Chinese and English. */
#include "unit.h"
#include <dirent.h>
#include "base/words.h"
#include "house.h"

static const char *const stages[] = { "people", "place", "voice", "choose", "fund", "work",
	"review", "care" };
static int wrong, reasons;

static void complain(const char *file, const char *what)
{
	print_error("%s: no words for %s\n", file, what);
	wrong++;
}

static bool has_words(const char *key)
{
	const struct word *word = word_find(key);

	return word && *word->zh && *word->en;
}

/* The subject's own words (of "ballot" also in ballot_close.c), the door's, or, for helpers that
 * several subjects share, those of a subject of the stage. */
static bool is_said(const char *stage, const char *file, const char *reason)
{
	char key[300], tail[100];
	size_t subject = strcspn(file, "._");

	snprintf(key, sizeof key, "%s.%.*s.%s", stage, (int)strcspn(file, "."), file, reason);
	if (has_words(key))
		return true;
	snprintf(key, sizeof key, "%s.%.*s.%s", stage, (int)subject, file, reason);
	if (has_words(key))
		return true;
	snprintf(key, sizeof key, "door.field.%s", reason);
	if (has_words(key))
		return true;
	snprintf(tail, sizeof tail, ".%s", reason);
	for (size_t i = 0; i < word_count; i++) {
		struct str rest = str_of(words[i].key);

		if (str_is(str_cut(&rest, '.'), stage) && str_ends(str_of(words[i].key), tail) &&
			has_words(words[i].key))
			return true;
	}
	return false;
}

static void reason_check(const char *stage, const char *file, struct str reason)
{
	char word[64];

	snprintf(word, sizeof word, "%.*s", (int)reason.len, reason.at);
	reasons++;
	if (!is_said(stage, file, word))
		complain(file, word);
}

static struct str literal_at(struct str text, size_t at, char quote)
{
	size_t end = at + 1;

	while (end < text.len && text.at[end] != quote)
		end++;
	return (struct str) { text.at + at + 1, end - at - 1 };
}

/* The second text among the arguments: refuse(tx, "field", "reason"). Conditions inside
 * (a ? "x" : "y") give more than two: all behind the first are reasons. */
static void call_read(const char *stage, const char *file, struct str text, size_t at)
{
	int depth = 0, texts = 0, commas = 0;

	for (; at < text.len; at++) {
		char c = text.at[at];

		depth += (c == '(') - (c == ')');
		commas += c == ',' && depth == 1;
		if (!depth || commas == 3)
			return;
		if (c != '"')
			continue;
		struct str literal = literal_at(text, at, '"');
		at += literal.len + 1;
		if (commas == 2 && ++texts)
			reason_check(stage, file, literal);
	}
}

static void code_read(const char *stage, const char *file, struct str text)
{
	static const char *const calls[] = { "refuse(", "refuse_with(", "unready(" };

	for (size_t i = 0; i < text.len; i++)
		for (size_t k = 0; k < sizeof calls / sizeof *calls; k++) {
			size_t len = strlen(calls[k]);

			if (str_starts(str_from(text, i), calls[k]) &&
				(i == 0 ||
					!(text.at[i - 1] == '_' ||
						(text.at[i - 1] >= 'a' && text.at[i - 1] <= 'z'))))
				call_read(stage, file, text, i + len - 1);
		}
}

static void gate_read(const char *stage, const char *file, struct str sql)
{
	for (size_t i = 0; i + 6 < sql.len; i++) {
		struct str at = str_from(sql, i);
		size_t skip = str_starts(at, "THEN ") || str_starts(at, "ELSE ") ? 5 : 0;

		if (skip && sql.at[i + skip] == '\'')
			reason_check(stage, file, literal_at(sql, i + skip, '\''));
	}
}

static void gates_read(const char *stage, const char *file, struct str text)
{
	while (text.at) {
		struct str line, rest = text, body;

		line = str_cut(&text, '\n');
		if (!str_starts(line, "-- name: ") || !str_ends(line, " gate"))
			continue;
		body = text;
		while (text.at && !str_starts(text, "-- name: "))
			str_cut(&text, '\n');
		body.len = text.at ? (size_t)(text.at - body.at)
				   : (size_t)(rest.at + rest.len - body.at);
		gate_read(stage, file, body);
	}
}

static void every_refusal_has_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
		char path[300];
		struct dirent *entry;
		DIR *dir;

		snprintf(path, sizeof path, "src/%s", stages[i]);
		dir = opendir(path);
		assert_non_null(dir);
		while ((entry = readdir(dir))) {
			struct arena *arena = arena_new(LIMIT_ARENA);
			struct str name = str_of(entry->d_name), text;

			snprintf(path, sizeof path, "src/%s/%s", stages[i], entry->d_name);
			if (str_ends(name, ".c") && file_load(path, arena, &text))
				code_read(stages[i], entry->d_name, text);
			else if (str_ends(name, ".sql") && file_load(path, arena, &text))
				gates_read(stages[i], entry->d_name, text);
			arena_free(arena);
		}
		closedir(dir);
	}
	print_message("%d reasons read\n", reasons);
	assert_true(reasons > 300);
	assert_int_equal(wrong, 0);
}

/* As forms show it: the act's own words, else those of the column. */
static void label_check(const char *key, const char *name)
{
	char column[200];

	snprintf(column, sizeof column, "render.column.%s", name);
	if (!has_words(key) && !has_words(column))
		complain(name, key);
}

/* Names that a form uses for itself, beside the fields of the act. */
static bool is_taken(const char *name)
{
	static const char *const taken[] = { "once", "given", "more" };

	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		if (!strcmp(taken[i], name))
			return true;
	return false;
}

static void field_check(const char *head, const struct field *field)
{
	struct str rest = str_of(field->of);
	char key[300], choice[400];

	snprintf(key, sizeof key, "%s.%s", head, field->name);
	label_check(key, field->name);
	if (is_taken(field->name)) {
		print_error("%s: forms use this name themselves\n", key);
		wrong++;
	}
	while (field->kind == FIELD_CHOICE && rest.at) {
		struct str one = str_cut(&rest, ' ');

		snprintf(choice, sizeof choice, "%s.%.*s", key, (int)one.len, one.at);
		if (one.len && !has_words(choice))
			complain(field->name, choice);
	}
	for (const struct field *sub = field->sub; sub && sub->kind != FIELD_END; sub++)
		field_check(key, sub);
}

static void every_act_and_field_has_a_label(void **state)
{
	(void)state;
	wrong = 0;
	for (const struct action *const *a = all_actions(); *a; a++) {
		if (!has_words((*a)->name))
			complain((*a)->name, "itself");
		for (const struct field *f = (*a)->fields; f && f->kind != FIELD_END; f++)
			if (!(*a)->is_inner) /* nobody is asked for the fields of the others */
				field_check((*a)->name, f);
	}
	assert_int_equal(wrong, 0);
}

static void the_reader_sees_reasons(void **state)
{
	struct str code = str_of(
		"return refuse(tx, \"amount\", is_x ? \"no_such_word\" : \"nor_this\");"
		"other_refuse(a, \"b\", \"c\"); refuse_with(\n tx, \"\", \"or_that\", "
		"\"max_fen\", 3, NULL);");
	struct str sql = str_of(
		"-- name: x of y gate\nSELECT CASE WHEN a = 'b' THEN 'no_gate' END\n"
		"-- name: z of y\nSELECT CASE WHEN 1 THEN 'no_gate_at_all' END\n");

	(void)state;
	wrong = reasons = 0;
	code_read("fund", "pledge.c", code);
	assert_int_equal(reasons, 3);
	gates_read("fund", "pledge.sql", sql);
	assert_int_equal(reasons, 4);
	assert_int_equal(wrong, 4);
	wrong = reasons = 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_reader_sees_reasons),
		cmocka_unit_test(every_refusal_has_words),
		cmocka_unit_test(every_act_and_field_has_a_label) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
