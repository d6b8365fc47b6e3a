/* SPDX-License-Identifier: MulanPSL-2.0 */
/* policy/book.c: the rules of a profile, and a street's changes over them. Parameters have one
 * spelling for both: name=number, blank-separated; a change may only name what its rule has. */
#include <assert.h>
#include "policy/policy.h"

#define OFF POLICY_OFF
#define INFO POLICY_INFO
#define WARN POLICY_WARN
#define BLOCK POLICY_BLOCK
#define RULE(id, kind, zh, en, basic, strict, params, words, article) \
	{ #id, kind, zh, en, { basic, strict }, params, words, article },
const struct policy_rule policy_rules[] = {
#include "policy/rules.def"
	{ 0 },
};
#undef RULE

static const char *const severity_words[] = { "off", "info", "warn", "block" };

bool policy_severity_of(struct str word, enum policy_severity *out)
{
	for (size_t i = 0; i < sizeof severity_words / sizeof *severity_words; i++)
		if (str_is(word, severity_words[i])) {
			*out = (enum policy_severity)i;
			return true;
		}
	return false;
}

const char *policy_severity_word(enum policy_severity severity)
{
	return severity_words[severity];
}

/* The number after name= in "a=1 b=2". */
static bool param_read(struct str params, struct str name, int64_t *out)
{
	while (params.at) {
		struct str value = str_cut(&params, ' '), key = str_cut(&value, '=');

		if (value.at && str_equal(key, name))
			return str_int(value, out);
	}
	return false;
}

/* Every name=number of a change is one the rule has, and no number is negative. */
static bool params_fit(struct str change, struct str own)
{
	while (change.at) {
		struct str value = str_cut(&change, ' '), key = str_cut(&value, '=');
		int64_t number, old;

		if (!key.len && !value.at)
			continue;
		if (!value.at || !str_int(value, &number) || number < 0 ||
			!param_read(own, key, &old))
			return false;
	}
	return true;
}

static const struct policy_rule *rule_find(struct str id)
{
	for (const struct policy_rule *rule = policy_rules; rule->id; rule++)
		if (str_is(id, rule->id))
			return rule;
	return NULL;
}

bool policy_has(struct str id)
{
	return rule_find(id) != NULL;
}

bool policy_fits(const struct policy_change *change)
{
	const struct policy_rule *rule = rule_find(change->rule);
	enum policy_severity severity;

	if (!rule || !policy_severity_of(change->severity, &severity))
		return false;
	if (change->words.at && !rule->words)
		return false;
	return params_fit(change->params, str_of(rule->params));
}

void policy_open(struct policy_book *book, struct str profile, struct day day)
{
	*book = (struct policy_book) { .day = day };
	book->profile = str_is(profile, "pudong2024") ? POLICY_PUDONG2024 : POLICY_BASIC;
	for (const struct policy_rule *rule = policy_rules; rule->id; rule++) {
		assert(book->count < POLICY_MOST);
		book->entries[book->count++] = (struct policy_entry) {
			.rule = rule,
			.severity = rule->severity[book->profile],
			.words = str_of(rule->words),
			.article = str_of(rule->article),
		};
	}
}

bool policy_apply(struct policy_book *book, const struct policy_change *change)
{
	struct policy_entry *entry = NULL;

	if (!policy_fits(change))
		return false;
	for (size_t i = 0; i < book->count; i++)
		if (str_is(change->rule, book->entries[i].rule->id))
			entry = &book->entries[i];
	assert(entry);
	if (change->from.n > book->day.n || change->version <= entry->version)
		return true; /* not yet in force, or an older word */
	policy_severity_of(change->severity, &entry->severity);
	entry->version = change->version;
	entry->from = change->from;
	entry->params = change->params;
	entry->words = change->words.at ? change->words : str_of(entry->rule->words);
	entry->wording = change->wording;
	entry->article = change->source.at ? change->source : str_of(entry->rule->article);
	return true;
}

const struct policy_entry *policy_find(const struct policy_book *book, const char *id)
{
	for (size_t i = 0; i < book->count; i++)
		if (!strcmp(book->entries[i].rule->id, id))
			return &book->entries[i];
	assert(!"a rule that rules.def does not have");
	return NULL;
}

int64_t policy_value(const struct policy_book *book, const char *id, const char *param)
{
	const struct policy_entry *entry = policy_find(book, id);
	int64_t value = 0;
	bool is_known = param_read(entry->params, str_of(param), &value) ||
			param_read(str_of(entry->rule->params), str_of(param), &value);

	assert(is_known);
	return value;
}
