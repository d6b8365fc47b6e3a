/* SPDX-License-Identifier: MulanPSL-2.0 */
/* place/rule.c: the street's rulebook: the rules of its profile and its own words over them. Each
 * word is a new version, in force from a day that has not passed, with the paper that says so; what
 * was in force on any day can be read afterwards. */
#include "door/action.h"
#include "door/view.h"
#include "base/arena.h"
#include "policy/policy.h"

struct rule_set {
	struct str rule;
	struct str severity;
	struct day from;
	struct str params;
	struct str words;
	struct str wording;
	struct str source;
};
struct rule_new {
	struct str rule;
	int64_t version;
	struct str severity;
	struct day from;
	struct str params;
	struct str words;
	struct str wording;
	struct str source;
};
#include "gen/place/rule.sql.h"

static enum err set(struct tx *tx, const void *args)
{
	const struct rule_set *a = args;
	struct policy_change change = {
		.rule = a->rule, .severity = a->severity, .params = a->params, .words = a->words
	};
	struct rule_new row = { .rule = a->rule,
		.severity = a->severity,
		.from = a->from,
		.params = a->params,
		.words = a->words,
		.wording = a->wording,
		.source = a->source };
	enum policy_severity severity;

	if (!policy_has(a->rule))
		return refuse(tx, "rule", "rule_unknown");
	if (!policy_severity_of(a->severity, &severity) || !policy_fits(&change))
		return refuse(tx, "params", "params_wrong");
	if (a->from.n < day_of((struct moment) { tx_now(tx) }).n)
		return refuse(tx, "from", "in_the_past");
	TRY(rule_last(tx_rd(tx), a, &row.version));
	row.version++;
	return rule_insert(tx, &row);
}

static enum err book_open(struct rd *rd, struct day day, struct policy_book *out)
{
	struct str profile;
	struct rule_changes_list changes;

	TRY(rule_profile(rd, &profile));
	TRY(rule_changes(rd, &changes));
	policy_open(out, profile, day);
	for (size_t i = 0; i < changes.count; i++)
		if (!policy_apply(out, &changes.at[i]))
			return ERR_DB; /* a row the act would not have written */
	return OK;
}

/* Each figure of a rule by its own name: limit_fen, days, share_bp … */
static void figures_show(struct arena *arena, const struct policy_book *book,
	const struct policy_entry *entry, struct data *row)
{
	struct str rest = str_of(entry->rule->params);

	while (rest.at) {
		struct str value = str_cut(&rest, ' ');
		const char *name = str_z(arena, str_cut(&value, '='));

		if (name)
			data_int(arena, row, name, policy_value(book, entry->rule->id, name));
	}
}

/* The whole book of today, rule by rule. */
static enum err list(struct rd *rd, const struct look *at, struct data *out)
{
	struct arena *arena = rd_arena(rd);
	struct policy_book *book = arena_alloc(arena, sizeof *book);
	struct data *rules = data_list(arena, out, "rules");

	(void)at;
	if (!book)
		return ERR_MEMORY;
	TRY(book_open(rd, day_of((struct moment) { rd_now(rd) }), book));
	for (size_t i = 0; i < book->count; i++) {
		const struct policy_entry *entry = &book->entries[i];
		struct data *row = data_object(arena, rules, NULL);

		data_text(arena, row, "rule", str_of(entry->rule->id));
		data_text(arena, row, "sort", str_of(entry->rule->kind));
		data_text(arena, row, "wording",
			entry->wording.at ? entry->wording : str_of(entry->rule->zh));
		data_text(arena, row, "meaning", str_of(entry->rule->en));
		data_text(arena, row, "severity", str_of(policy_severity_word(entry->severity)));
		data_int(arena, row, "is_block", entry->severity == POLICY_BLOCK);
		data_int(arena, row, "is_warn", entry->severity == POLICY_WARN);
		figures_show(arena, book, entry, row);
		data_text(arena, row, "params",
			entry->params.at ? entry->params : str_of(entry->rule->params));
		data_text(arena, row, "words", entry->words);
		data_text(arena, row, "article", entry->article);
		data_int(arena, row, "version", entry->version);
		data_int(arena, row, "from_day", entry->from.n);
	}
	return OK;
}

static enum err changes(struct rd *rd, const struct look *at, struct data *out)
{
	return rule_history(rd, at, out, "changes");
}

const struct action rule_actions[] = {
	{ "place.rule.set", MAY(officer, ), NO_RULE, set,
		FIELDS(TEXT(rule_set, rule, .max = 3),
			CHOICE(rule_set, severity, .of = "block warn info off"),
			DAY(rule_set, from, .min = 0),
			TEXT(rule_set, params, .max = 200, .optional = true),
			TEXT(rule_set, words, .max = 1000, .optional = true),
			TEXT(rule_set, wording, .max = 200, .optional = true),
			TEXT(rule_set, source, .max = 200)),
		.goes = "place/rule" },
	{ 0 },
};
const struct view rule_views[] = {
	{ "place/rule", MAY(guest, ), list, &PAGE_rule, NULL },
	{ "place/rule/changes", MAY(guest, ), changes, NULL, NULL },
	{ 0 },
};
