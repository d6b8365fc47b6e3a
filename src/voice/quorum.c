/* SPDX-License-Identifier: MulanPSL-2.0 */
/* voice/quorum.c: facts of a meeting go to policy/, its verdicts come back. Thresholds are the
 * street's book's, never numbers of this file. */
#include "voice/quorum.h"
#include "base/arena.h"
#include "door/action.h"
#include "policy/policy.h"
#include "gen/voice/quorum.sql.h"

/* One rule's word on one meeting. */
struct ruling {
	const struct policy_entry *entry; /* NULL: the street turned the rule off */
	enum policy_outcome outcome;
};

static const char *rule_of(struct str kind)
{
	return str_is(kind, "assembly") ? "Q01" : str_is(kind, "council") ? "Q03" : NULL;
}

bool quorum_is_asked(struct str kind)
{
	return rule_of(kind);
}

int64_t quorum_days(const struct quorum_case *meeting)
{
	return day_of(meeting->starts).n - day_of(meeting->called).n;
}

static enum err book_open(struct rd *rd, struct policy_book **out)
{
	struct policy_book *book = arena_alloc(rd_arena(rd), sizeof *book);
	struct quorum_changes_list changes;
	struct str profile;

	if (!book)
		return ERR_MEMORY;
	TRY(quorum_profile(rd, &profile));
	TRY(quorum_changes(rd, &changes));
	policy_open(book, profile, day_of((struct moment) { rd_now(rd) }));
	for (size_t i = 0; i < changes.count; i++)
		if (!policy_apply(book, &changes.at[i]))
			return ERR_DB; /* a row that place.rule.set would not have written */
	*out = book;
	return OK;
}

static enum err rule_ask(struct rd *rd, const struct quorum_case *meeting, int64_t yes,
	const char *rule, struct ruling *out)
{
	struct policy_meeting told = { meeting->kind, meeting->entitled, meeting->present, yes,
		quorum_days(meeting) };
	struct policy_facts facts = { .meeting = &told };
	struct policy_verdicts *verdicts = arena_alloc(rd_arena(rd), sizeof *verdicts);
	struct policy_book *book;

	*out = (struct ruling) { NULL, POLICY_PASS };
	if (!verdicts)
		return ERR_MEMORY;
	TRY(book_open(rd, &book));
	policy_decide(book, &facts, verdicts);
	for (size_t i = 0; i < verdicts->count; i++)
		if (!strcmp(verdicts->at[i].entry->rule->id, rule))
			*out = (struct ruling) { verdicts->at[i].entry, verdicts->at[i].outcome };
	return OK;
}

static enum err ruling_tell(struct tx *tx, const struct ruling *ruling)
{
	const char *article;

	if (!ruling->entry)
		return OK;
	article = str_z(tx_arena(tx), ruling->entry->article);
	if (!article)
		return ERR_MEMORY;
	return verdict(tx, ruling->entry->rule->id, policy_outcome_word(ruling->outcome), article);
}

/* The same rule judges who came and who agreed: if it fails even when all agree, too few came. */
enum err quorum_vote(
	struct tx *tx, const struct quorum_case *meeting, int64_t yes, struct quorum_view *out)
{
	const char *rule = rule_of(meeting->kind);
	struct ruling all, vote;

	out->attends = meeting->present > 0;
	out->agrees = yes * 2 > meeting->present;
	if (!rule)
		return OK;
	TRY(rule_ask(tx_rd(tx), meeting, meeting->present, rule, &all));
	if (!all.entry)
		return OK;
	TRY(rule_ask(tx_rd(tx), meeting, yes, rule, &vote));
	out->attends = out->attends && all.outcome == POLICY_PASS;
	out->agrees = out->attends && vote.outcome == POLICY_PASS;
	return ruling_tell(tx, &vote);
}

enum err quorum_ahead(
	struct tx *tx, const struct quorum_case *meeting, bool is_bent, int64_t *least_days)
{
	struct policy_book *book;
	struct ruling ahead;

	*least_days = 0;
	TRY(rule_ask(tx_rd(tx), meeting, 0, "P02", &ahead));
	if (ahead.outcome == POLICY_BLOCKED && !is_bent) {
		TRY(book_open(tx_rd(tx), &book));
		*least_days = policy_value(book, "P02", "days");
		return OK;
	}
	if (ahead.outcome == POLICY_BLOCKED)
		ahead.outcome = POLICY_WARNED;
	return ruling_tell(tx, &ahead);
}

enum err quorum_need(struct rd *rd, const struct quorum_case *meeting, int64_t *out)
{
	const char *rule = rule_of(meeting->kind);
	struct policy_book *book;

	*out = 0;
	if (!rule)
		return OK;
	TRY(book_open(rd, &book));
	if (policy_find(book, rule)->severity == POLICY_OFF)
		return OK;
	*out = policy_least(meeting->entitled, policy_value(book, rule, "attend_bp"));
	return OK;
}
