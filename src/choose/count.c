/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/count.c: the `.pb` text of a ballot and its count by pb/. Ids are the numbers on the paper
 * in two figures, so that the engine's order of ids is theirs; costs are in yuan with two decimals,
 * so that its unit is the fen. Nothing in the text can change once the box is open. */
#include "choose/count.h"
#include <assert.h>
#include <stdlib.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "choose/box.h"
#include "db/query.h"
#include "pb/exact.h"
#include "gen/choose/count.sql.h"

enum err count_slate_read(struct rd *rd, struct ref ballot, struct count_slate *out)
{
	const struct count_at at = { ballot };
	struct count_candidates_list candidates;
	struct count_categories_list categories;
	struct count_bonds_list bonds;

	TRY(count_ballot(rd, &at, &out->ballot));
	TRY(count_candidates(rd, &at, &candidates));
	TRY(count_bonds(rd, &at, &bonds));
	TRY(count_categories(rd, &at, &categories));
	out->candidates = candidates.at;
	out->candidate_count = candidates.count;
	out->bonds = bonds.at;
	out->bond_count = bonds.count;
	out->categories = categories.at;
	out->category_count = categories.count;
	return OK;
}

enum err count_votes_read(
	struct rd *rd, struct ref ballot, const struct count_vote **out, size_t *count)
{
	struct count_votes_list votes;

	TRY(count_votes(rd, &(struct count_at) { ballot }, &votes));
	*out = votes.at;
	*count = votes.count;
	return OK;
}

/* --- the text --- */

/* A field that may hold the separator, quotes or line ends. */
static void field_put(struct buf *out, struct str text)
{
	buf_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"')
			buf_char(out, '"');
		buf_char(out, text.at[i] == '\n' || text.at[i] == '\r' ? ' ' : text.at[i]);
	}
	buf_char(out, '"');
}

static void number_put(struct buf *out, int64_t n)
{
	buf_print(out, "%02lld", (long long)n);
}

static void share_put(struct buf *out, const char *key, int64_t bp)
{
	buf_print(out, "%s;%lld.%04lld\n", key, (long long)(bp / 10000), (long long)(bp % 10000));
}

/* "roads:4500.00,trees:900.00" of what is set; nothing when none is. */
static void limits_put(
	struct buf *out, const struct count_slate *slate, const char *key, bool is_cap)
{
	bool is_first = true;

	for (size_t i = 0; i < slate->category_count; i++) {
		const struct count_category *category = &slate->categories[i];

		if (!(is_cap ? category->has_cap : category->has_floor))
			continue;
		if (is_first)
			buf_print(out, "%s;", key);
		else
			buf_char(out, ',');
		is_first = false;
		buf_str(out, category->name);
		buf_char(out, ':');
		money_print(out, is_cap ? category->cap : category->floor);
	}
	if (!is_first)
		buf_char(out, '\n');
}

static void meta_put(struct buf *out, const struct count_slate *slate, size_t votes)
{
	const struct count_ballot *ballot = &slate->ballot;

	buf_text(out, "META\nkey;value\ndescription;");
	field_put(out, ballot->title);
	buf_print(out, "\nnum_projects;%zu\nnum_votes;%zu\nbudget;", slate->candidate_count, votes);
	money_print(out, ballot->budget);
	buf_text(out, "\ncurrency;CNY\nvote_type;approval\nrule;");
	buf_str(out, ballot->rule);
	buf_text(out, "\ncomplete;");
	buf_str(out, ballot->complete);
	if (ballot->utility.at) {
		buf_text(out, "\nutility;");
		buf_str(out, ballot->utility);
	}
	buf_text(out, "\nties;cost\n");
	limits_put(out, slate, "category_caps", true);
	limits_put(out, slate, "category_floors", false);
	if (!ballot->pledge.fen)
		return;
	share_put(out, "min_community_share", ballot->community_bp);
	share_put(out, "cap_per_source", ballot->source_bp);
}

static void bonds_put(struct buf *out, const struct count_slate *slate, int64_t n, const char *kind)
{
	bool is_first = true;

	buf_char(out, ';');
	for (size_t i = 0; i < slate->bond_count; i++) {
		const struct count_bond *bond = &slate->bonds[i];

		if (bond->n != n || !str_is(bond->kind, kind))
			continue;
		if (!is_first)
			buf_char(out, ',');
		is_first = false;
		number_put(out, bond->other);
	}
}

/* Nobody's project is never taken: `least` is at least 1. */
static void projects_put(struct buf *out, const struct count_slate *slate)
{
	buf_text(out, "PROJECTS\nproject_id;cost;name;category;incompatible;needs;variant_of;"
		      "min_support\n");
	for (size_t i = 0; i < slate->candidate_count; i++) {
		const struct count_candidate *one = &slate->candidates[i];

		number_put(out, one->n);
		buf_char(out, ';');
		money_print(out, one->cost);
		buf_char(out, ';');
		field_put(out, one->title);
		buf_char(out, ';');
		if (one->category.at)
			buf_str(out, one->category);
		bonds_put(out, slate, one->n, "rival");
		bonds_put(out, slate, one->n, "needs");
		buf_char(out, ';');
		if (one->variant_n)
			number_put(out, one->variant_n);
		buf_print(out, ";%lld\n", (long long)one->least);
	}
}

/* "3 7+200 12" → "03,07,12" and, where something may be offered, "0,200,0". */
static enum err vote_put(struct buf *out, const struct count_slate *slate, struct str choice)
{
	int64_t offers[BOX_CANDIDATES];
	size_t count = 0;

	while (choice.at && choice.len) {
		struct str offer = str_cut(&choice, ' ');
		struct str word = str_cut(&offer, '+');
		int64_t n;

		if (count == BOX_CANDIDATES || !str_int(word, &n) || n < 1 ||
			n > (int64_t)slate->candidate_count)
			return ERR_DB; /* the box let nothing else through */
		offers[count] = 0;
		if (offer.at && !str_int(offer, &offers[count]))
			return ERR_DB;
		if (count++)
			buf_char(out, ',');
		number_put(out, n);
	}
	if (slate->ballot.pledge.fen)
		buf_char(out, ';');
	for (size_t i = 0; i < count && slate->ballot.pledge.fen; i++)
		buf_print(out, "%s%lld", i ? "," : "", (long long)offers[i]);
	buf_char(out, '\n');
	return OK;
}

enum err count_text(struct arena *arena, const struct count_slate *slate,
	const struct count_vote *votes, size_t vote_count, struct str *out)
{
	struct buf text = buf_new(arena, LIMIT_UPLOAD);

	meta_put(&text, slate, vote_count);
	projects_put(&text, slate);
	buf_text(&text, slate->ballot.pledge.fen ? "VOTES\nvoter_id;vote;pledges\n"
						 : "VOTES\nvoter_id;vote\n");
	for (size_t i = 0; i < vote_count; i++) {
		buf_print(&text, "%zu;", i + 1);
		TRY(vote_put(&text, slate, votes[i].choice));
	}
	*out = buf_view(&text);
	return buf_ok(&text) ? OK : ERR_TOO_BIG;
}

/* --- the count --- */

bool count_options(const struct count_slate *slate, struct pb_options *out)
{
	const struct count_ballot *ballot = &slate->ballot;

	*out = (struct pb_options) { .ties = PB_BY_COST,
		.with_constraints = true,
		.with_donations = ballot->pledge.fen > 0,
		.wants_trace = true };
	return pb_rule_find(ballot->rule, &out->rule) &&
	       pb_complete_find(ballot->complete, &out->complete) &&
	       (!ballot->utility.at || pb_utility_find(ballot->utility, &out->utility));
}

enum err count_read(struct arena *arena, struct str text, struct count *out, struct str *why)
{
	struct arena *scratch = arena_new(LIMIT_ARENA);
	struct pb_trouble trouble = { 0 };
	enum err err;

	*out = (struct count) { .text = text, .hash = hash_of(text.at, text.len) };
	if (!scratch)
		return ERR_MEMORY;
	err = pb_read(arena, scratch, text, &out->election, &trouble);
	arena_free(scratch);
	if (err == ERR_BAD_INPUT)
		*why = str_copy(arena, trouble.reason);
	out->is_empty = !out->election.ballots;
	return err;
}

enum err count_run(struct arena *arena, const struct count_slate *slate, struct str text,
	struct count *out, struct str *why)
{
	const char *clash;

	*why = (struct str) { 0 };
	TRY(count_read(arena, text, out, why));
	if (!count_options(slate, &out->options))
		return ERR_DB; /* the table lets no other word through */
	clash = pb_options_settle(&out->election, &out->options);
	if (clash) {
		*why = str_of(clash);
		return ERR_BAD_INPUT;
	}
	return out->is_empty ? OK : pb_count(arena, &out->election, &out->options, &out->outcome);
}

static struct str hash_text(struct arena *arena, const struct hash *hash)
{
	struct buf text = buf_new(arena, 2 * HASH_SIZE + 1);

	hex_print(&text, (struct bytes) { hash->at, HASH_SIZE });
	return buf_view(&text);
}

enum err count_certify(struct arena *arena, struct count *count)
{
	struct buf text = buf_new(arena, LIMIT_UPLOAD);
	struct str sha256 = hash_text(arena, &count->hash);

	pb_certify(arena, &text, &count->election, &count->options, &count->outcome, sha256);
	if (!buf_ok(&text))
		return ERR_TOO_BIG;
	count->certificate = buf_view(&text);
	return pb_check(
		arena, &count->election, sha256, count->certificate, false, &count->verdict);
}

enum err count_explain(struct arena *arena, struct count *count)
{
	return pb_explain(arena, &count->election, &count->options, &count->outcome,
		pb_recounts(&count->election, &count->outcome), &count->reasons);
}

/* --- money --- */

/* Costs are written with two decimals, so there is nothing finer than a fen. */
static int64_t unit_fen(const struct pb_election *election)
{
	assert(election->unit == 1 || election->unit == 10 || election->unit == 100);
	return 100 / election->unit;
}

int64_t count_fen(const struct pb_election *election, int64_t amount)
{
	return amount * unit_fen(election);
}

int64_t count_floor_fen(
	struct arena *arena, const struct pb_election *election, const struct pb_ratio *ratio)
{
	struct pb_big fen;

	if (!ratio->den.count)
		return 0;
	fen = big_mul_small(arena, ratio->num, (uint64_t)unit_fen(election));
	fen = big_div(arena, fen, ratio->den);
	assert(fen.count <= 1 && (!fen.count || fen.at[0] < (uint64_t)PB_MONEY_END));
	return fen.count ? (int64_t)fen.at[0] : 0;
}

struct str count_ratio_text(
	struct arena *arena, const struct pb_election *election, const struct pb_ratio *ratio)
{
	struct buf text = buf_new(arena, LIMIT_BODY);
	struct pb_ratio fen;

	if (!ratio->den.count)
		return (struct str) { 0 };
	fen = ratio_mul_small(arena, *ratio, (uint64_t)unit_fen(election));
	pb_ratio_print(&text, &fen);
	return buf_view(&text);
}

struct str count_ratio_plain(struct arena *arena, const struct pb_ratio *ratio)
{
	struct buf text = buf_new(arena, LIMIT_BODY);

	pb_ratio_print(&text, ratio);
	return buf_view(&text);
}

/* --- who may have it --- */

bool count_is_public(const struct pb_election *election)
{
	return election->ballots >= COUNT_PUBLIC;
}

/* All that one ballot offers: pledges of the election from `at` on. */
struct offer {
	const struct pb_pledge *at;
	size_t count;
};

static int offer_compare(const void *a, const void *b)
{
	const struct offer *one = a;
	const struct offer *other = b;
	size_t least = one->count < other->count ? one->count : other->count;

	for (size_t i = 0; i < least; i++) {
		const struct pb_pledge *x = &one->at[i];
		const struct pb_pledge *y = &other->at[i];

		if (x->project != y->project)
			return x->project < y->project ? -1 : 1;
		if (x->amount != y->amount)
			return x->amount < y->amount ? -1 : 1;
	}
	return one->count < other->count ? -1 : one->count > other->count;
}

/* Equal offers: so many that none stands alone, and their ballots not all the same, else who is
 * known to have offered that much is known to have chosen all of it. */
static bool offers_hide(const struct offer *offers, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (offers[i].at->group != offers->at->group)
			return count >= COUNT_CELL;
	return false;
}

enum err count_offers_public(
	struct arena *arena, const struct pb_election *election, bool *is_public)
{
	struct offer *offers = arena_array(arena, election->pledge_count + 1, sizeof(*offers));
	size_t count = 0;

	if (!offers)
		return ERR_MEMORY;
	for (uint32_t i = 0; i < election->pledge_count; i++) {
		const struct pb_pledge *pledge = &election->pledges[i];

		if (!count || pledge->ballot != offers[count - 1].at->ballot)
			offers[count++] = (struct offer) { .at = pledge };
		offers[count - 1].count++;
	}
	qsort(offers, count, sizeof(*offers), offer_compare);
	*is_public = count_is_public(election);
	for (size_t from = 0, to; from < count && *is_public; from = to) {
		for (to = from + 1; to < count; to++)
			if (offer_compare(&offers[from], &offers[to]))
				break;
		*is_public = offers_hide(&offers[from], to - from);
	}
	return OK;
}

struct str count_choice_bare(struct arena *arena, struct str choice)
{
	struct buf out = buf_new(arena, 2 * BOX_PLAIN);

	while (choice.at && choice.len) {
		struct str word = str_cut(&choice, ' ');

		if (out.len)
			buf_char(&out, ' ');
		buf_str(&out, str_cut(&word, '+'));
	}
	return out.len ? buf_view(&out) : (struct str) { "", 0 };
}

void count_command(struct buf *out, const struct pb_options *options)
{
	buf_print(out, "--rule %s", pb_rule_word(options->rule));
	if (options->utility != PB_NO_UTILITY)
		buf_print(out, " --utility %s", pb_utility_word(options->utility));
	if (options->complete != PB_NONE)
		buf_print(out, " --complete %s", pb_complete_word(options->complete));
	buf_print(out, " --ties %s", pb_ties_word(options->ties));
	if (options->with_constraints)
		buf_text(out, " --constraints");
	if (options->with_donations)
		buf_text(out, " --donations");
}
