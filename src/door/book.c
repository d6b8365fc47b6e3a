/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/book.c: reads the street's word over the rules; policy/ decides, without knowing any
 * database. */
#include "base/arena.h"
#include "base/buf.h"
#include "door/action.h"
#include "door/book.h"

struct book_profile {
	struct str profile;
	struct day day;
};
struct book_rule {
	struct str rule;
	int64_t version;
	struct day from;
	struct str severity;
	struct str params;
	struct str words;
	struct str wording;
	struct str source;
};
#include "gen/door/book.sql.h"

enum err book_open(struct rd *rd, struct policy_book **out)
{
	struct policy_book *book = arena_alloc(rd_arena(rd), sizeof *book);
	struct book_profile profile;
	struct book_rules_list rules;

	if (!book)
		return ERR_MEMORY;
	TRY(book_profile_read(rd, &profile));
	TRY(book_rules(rd, &rules));
	policy_open(book, profile.profile, profile.day);
	for (size_t i = 0; i < rules.count; i++) {
		const struct book_rule *row = &rules.at[i];
		struct policy_change change = { row->rule, row->version, row->from, row->severity,
			row->params, row->words, row->wording, row->source };

		policy_apply(book, &change); /* place.rule.set took only what fits */
	}
	*out = book;
	return OK;
}

enum err book_verdicts(struct tx *tx, const struct policy_verdicts *verdicts)
{
	for (size_t i = 0; i < verdicts->count; i++) {
		const struct policy_verdict *v = &verdicts->at[i];

		TRY(verdict(tx, v->entry->rule->id, policy_outcome_word(v->outcome),
			str_z(tx_arena(tx), v->entry->article)));
	}
	return OK;
}

enum err book_found(struct tx *tx, const struct policy_verdict *verdict, struct str *out)
{
	struct buf figure = buf_new(tx_arena(tx), 48);
	const char *params = verdict->entry->rule->params;

	*out = verdict->found;
	if (out->at || !verdict->figure)
		return OK;
	if (params && strstr(params, "_fen="))
		money_print(&figure, (struct money) { verdict->figure });
	else if (params && strstr(params, "_bp="))
		buf_print(&figure, "%lld.%02lld%%", (long long)verdict->figure / 100,
			(long long)verdict->figure % 100);
	else
		buf_int(&figure, verdict->figure);
	*out = buf_view(&figure);
	return buf_ok(&figure) ? OK : ERR_MEMORY;
}

const struct policy_verdict *book_block(const struct policy_verdicts *verdicts)
{
	for (size_t i = 0; i < verdicts->count; i++)
		if (verdicts->at[i].outcome == POLICY_BLOCKED)
			return &verdicts->at[i];
	return NULL;
}
