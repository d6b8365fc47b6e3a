/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/ballot_terms.c: how a ballot will be counted, set when it opens and never after: the rule
 * and its completion, what binds projects to each other, and whether households may offer money of
 * their own, which the street's rulebook has to allow (F04) and a meeting to agree to (F02). */
#include "base/arena.h"
#include "base/buf.h"
#include "choose/ballot.h"
#include "choose/box.h"
#include "choose/count.h"
#include "door/action.h"
#include "door/book.h"
#include "pb/pb.h"
#include "gen/choose/ballot.sql.h"

const struct field ballot_term_fields[] = {
	REF(ballot_term, project, .of = "choose.project"),
	TEXT(ballot_term, category, .max = 20, .optional = true),
	INT(ballot_term, least, .min = 1, .max = BALLOT_HOUSEHOLDS, .optional = true),
	REF(ballot_term, rival, .of = "choose.project", .optional = true),
	REF(ballot_term, needs, .of = "choose.project", .optional = true),
	REF(ballot_term, size_of, .of = "choose.project", .optional = true),
	{ .kind = FIELD_END },
};
const struct field ballot_limit_fields[] = {
	TEXT(ballot_limit, category, .max = 20),
	MONEY(ballot_limit, cap, .min = 1, .max = 100000000000, .optional = true),
	MONEY(ballot_limit, floor, .min = 1, .max = 100000000000, .optional = true),
	{ .kind = FIELD_END },
};

/* "greedy_votes" of the form is the engine's greedy-votes. */
static struct str engine_word(struct arena *arena, struct str word)
{
	struct buf out = buf_new(arena, 40);

	for (size_t i = 0; i < word.len; i++)
		buf_char(&out, word.at[i] == '_' ? '-' : word.at[i]);
	return buf_view(&out);
}

/* Without a word: equal shares, the share raised while that leads on, then the rest by votes. */
enum err ballot_terms_rule(struct tx *tx, const struct ballot_open *a, struct ballot_new *row)
{
	struct pb_options options = { .ties = PB_BY_COST, .with_constraints = true };

	row->rule = a->rule.at ? engine_word(tx_arena(tx), a->rule) : str_of("mes");
	if (!row->rule.at)
		return ERR_MEMORY;
	row->complete = a->complete;
	if (!row->complete.at)
		row->complete = str_of(str_is(row->rule, "mes")	  ? "add1u"
				       : str_is(row->rule, "ees") ? "addopt"
								  : "none");
	row->utility = a->utility;
	if (!row->utility.at && (str_is(row->rule, "mes") || str_is(row->rule, "ees")))
		row->utility = str_of("cost");
	if (!pb_rule_find(row->rule, &options.rule) ||
		!pb_complete_find(row->complete, &options.complete) ||
		(row->utility.at && !pb_utility_find(row->utility, &options.utility)) ||
		pb_options_settle(NULL, &options))
		return refuse(tx, "complete", "not_together");
	return OK;
}

enum err ballot_terms_pledges(struct tx *tx, const struct ballot_open *a, struct ballot_new *row)
{
	struct policy_book *book;
	int64_t agreed;

	if (!a->takes_pledges)
		return a->meeting.id ? refuse(tx, "meeting", "no_pledges") : OK;
	TRY(book_open(tx_rd(tx), &book));
	if (policy_find(book, "F04")->severity == POLICY_OFF)
		return refuse(tx, "takes_pledges", "not_allowed");
	if (!a->meeting.id)
		return refuse(tx, "meeting", "missing");
	TRY(ballot_agreed(tx_rd(tx), a, &agreed));
	if (!agreed)
		return refuse(tx, "meeting", "not_agreed");
	TRY(verdict(tx, "F02", "pass", "居民委员会组织法 §16"));
	row->pledge.fen = policy_value(book, "F04", "household_fen");
	row->community_bp = policy_value(book, "F04", "community_bp");
	row->source_bp = policy_value(book, "F04", "source_bp");
	return OK;
}

static bool is_candidate(const struct ballot_open *a, struct ref project)
{
	for (size_t i = 0; i < a->candidates.count; i++)
		if (a->candidates.at[i].id == project.id)
			return true;
	return false;
}

/* Goes into lists of the `.pb` text. */
static bool name_is_plain(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.at[i] == ',' || name.at[i] == ':' || name.at[i] == ';' ||
			name.at[i] == '"')
			return false;
	return true;
}

static enum err term_check(
	struct tx *tx, const struct ballot_open *a, const struct ballot_term *term)
{
	const struct ref others[] = { term->rival, term->needs, term->size_of };

	if (!is_candidate(a, term->project))
		return refuse(tx, "terms", "not_a_candidate");
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (!others[i].id)
			continue;
		if (!is_candidate(a, others[i]))
			return refuse(tx, "terms", "not_a_candidate");
		if (others[i].id == term->project.id)
			return refuse(tx, "terms", "with_itself");
	}
	return name_is_plain(term->category) ? OK : refuse(tx, "terms", "name_of_category");
}

/* What one project is told, by all lines that name it. */
enum err ballot_terms_fill(struct tx *tx, const struct ballot_open *a, struct ballot_candidate *row)
{
	for (size_t i = 0; i < a->terms.count; i++) {
		const struct ballot_term *term = &a->terms.at[i];

		TRY(term_check(tx, a, term));
		if (term->project.id != row->project.id)
			continue;
		if ((term->category.at && row->category.at) || (term->least && row->least) ||
			(term->size_of.id && row->size_of.id))
			return refuse(tx, "terms", "told_twice");
		if (term->category.at)
			row->category = term->category;
		if (term->least)
			row->least = term->least;
		if (term->size_of.id)
			row->size_of = term->size_of;
	}
	return OK;
}

/* The other size must not itself be a size of a third, or of this one. */
static enum err sizes_check(struct tx *tx, const struct ballot_open *a)
{
	for (size_t i = 0; i < a->terms.count; i++)
		for (size_t k = 0; k < a->terms.count; k++)
			if (a->terms.at[i].size_of.id && a->terms.at[k].size_of.id &&
				a->terms.at[i].size_of.id == a->terms.at[k].project.id)
				return refuse(tx, "terms", "two_sizes");
	return OK;
}

static bool is_told_before(const struct ballot_open *a, size_t upto, struct ref x, struct ref y)
{
	for (size_t i = 0; i < upto; i++) {
		const struct ballot_term *term = &a->terms.at[i];

		if (term->project.id == x.id && (term->rival.id == y.id || term->needs.id == y.id))
			return true;
		if (term->project.id == y.id && (term->rival.id == x.id || term->needs.id == x.id))
			return true;
	}
	return false;
}

static enum err bonds_write(struct tx *tx, const struct ballot_open *a, size_t at)
{
	const struct ballot_term *term = &a->terms.at[at];
	struct ballot_bond bond = { term->project, term->rival, str_of("rival") };

	if (term->rival.id && term->rival.id == term->needs.id)
		return refuse(tx, "terms", "told_twice");
	if (term->rival.id) {
		if (is_told_before(a, at, bond.project, bond.other))
			return refuse(tx, "terms", "told_twice");
		TRY(ballot_bond_insert(tx, &bond));
	}
	bond.other = term->needs;
	bond.kind = str_of("needs");
	if (!term->needs.id)
		return OK;
	if (is_told_before(a, at, bond.project, bond.other))
		return refuse(tx, "terms", "told_twice");
	return ballot_bond_insert(tx, &bond);
}

static bool has_category(const struct ballot_open *a, struct str name)
{
	for (size_t i = 0; i < a->terms.count; i++)
		if (a->terms.at[i].category.at && str_equal(a->terms.at[i].category, name))
			return true;
	return false;
}

static enum err limits_write(struct tx *tx, const struct ballot_open *a)
{
	struct money floors = { 0 };

	for (size_t i = 0; i < a->limits.count; i++) {
		const struct ballot_limit *limit = &a->limits.at[i];

		if (!has_category(a, limit->category))
			return refuse(tx, "limits", "no_such_category");
		for (size_t k = 0; k < i; k++)
			if (str_equal(a->limits.at[k].category, limit->category))
				return refuse(tx, "limits", "told_twice");
		if (limit->cap.fen && limit->floor.fen > limit->cap.fen)
			return refuse(tx, "limits", "floor_over_cap");
		if (!money_add(floors, limit->floor, &floors) || floors.fen > a->budget.fen)
			return refuse(tx, "limits", "floors_over_budget");
		TRY(ballot_limit_insert(tx, limit));
	}
	return OK;
}

/* The engine reads the ballot as it will be counted, without votes yet: what it would refuse then,
 * and what it says can never win, is refused now. */
static enum err text_check(struct tx *tx)
{
	struct count_slate slate;
	struct count count;
	struct str text, why;
	enum err err;

	TRY(count_slate_read(tx_rd(tx), (struct ref) { tx_id(tx) }, &slate));
	TRY(count_text(tx_arena(tx), &slate, NULL, 0, &text));
	err = count_read(tx_arena(tx), text, &count, &why);
	if (err == ERR_BAD_INPUT || (!err && count.election.note_count))
		return refuse(tx, "terms", "cannot_be");
	return err;
}

enum err ballot_terms_write(struct tx *tx, const struct ballot_open *a)
{
	TRY(sizes_check(tx, a));
	for (size_t i = 0; i < a->terms.count; i++)
		TRY(bonds_write(tx, a, i));
	TRY(limits_write(tx, a));
	return text_check(tx);
}
