/* SPDX-License-Identifier: MulanPSL-2.0 */
/* policy/decide.c: facts against a book. Each rule that can be judged from facts has one function
 * here; integers only, shares by cross multiplication. A rule that is off gives no verdict. */
#include <assert.h>
#include "policy/policy.h"

struct court {
	const struct policy_book *book;
	const struct policy_facts *facts;
	struct policy_verdicts *out;
};

static void verdict_add(struct court *court, const struct policy_verdict *verdict)
{
	if (court->out->count < POLICY_VERDICTS)
		court->out->at[court->out->count++] = *verdict;
	else if (verdict->outcome > court->out->at[POLICY_VERDICTS - 1].outcome)
		court->out->at[POLICY_VERDICTS - 1] = *verdict; /* never lose the worse */
}

static enum policy_outcome outcome_of(enum policy_severity severity)
{
	switch (severity) {
	case POLICY_BLOCK:
		return POLICY_BLOCKED;
	case POLICY_WARN:
		return POLICY_WARNED;
	default:
		return POLICY_NOTED;
	}
}

/* The plain verdict of a rule: it is kept, or not. */
static void judge(struct court *court, const char *id, bool is_kept, int64_t figure)
{
	const struct policy_entry *entry = policy_find(court->book, id);

	if (entry->severity == POLICY_OFF)
		return;
	verdict_add(court, &(struct policy_verdict) {
				   .entry = entry,
				   .outcome = is_kept ? POLICY_PASS : outcome_of(entry->severity),
				   .figure = figure,
			   });
}

static bool str_has(struct str text, struct str word)
{
	for (size_t i = 0; word.len && i + word.len <= text.len; i++)
		if (!memcmp(text.at + i, word.at, word.len))
			return true;
	return false;
}

/* The first word of the list that the text has; absent: none. */
static struct str word_seen(struct str words, struct str text)
{
	while (words.at) {
		struct str word = str_cut(&words, ' ');

		if (str_has(text, word))
			return word;
	}
	return (struct str) { 0 };
}

/* What the fund may not buy, another's money may: then the rule is only noted. */
static bool words_judge(struct court *court, const struct policy_entry *entry, struct str text,
	struct str source, int64_t line)
{
	struct str found = word_seen(entry->words, text);
	bool is_fund = str_is(source, "fund");

	if (!found.at)
		return true;
	verdict_add(court, &(struct policy_verdict) {
				   .entry = entry,
				   .outcome = is_fund ? outcome_of(entry->severity) : POLICY_NOTED,
				   .line = line,
				   .found = found,
				   .is_other_money = !is_fund,
			   });
	return false;
}

static bool rule_reads_lines(const struct policy_entry *entry)
{
	if (!entry->rule->words || entry->severity == POLICY_OFF)
		return false;
	return !strcmp(entry->rule->kind, "negative") || !strcmp(entry->rule->id, "C06");
}

static void lines_judge(struct court *court, const struct policy_application *a)
{
	for (size_t i = 0; i < court->book->count; i++) {
		const struct policy_entry *entry = &court->book->entries[i];
		bool is_clean = true;

		if (!rule_reads_lines(entry))
			continue;
		for (size_t k = 0; k < a->line_count; k++)
			is_clean &= words_judge(court, entry, a->lines[k].name, a->lines[k].source,
				a->lines[k].line);
		if (is_clean)
			judge(court, entry->rule->id, true, 0);
	}
}

/* Works paid by the fund are construction, whatever the line is called (N01). */
static void works_judge(struct court *court, const struct policy_application *a)
{
	const struct policy_entry *entry = policy_find(court->book, "N01");

	for (size_t i = 0; entry->severity != POLICY_OFF && i < a->line_count; i++)
		if (str_is(a->lines[i].class, "works") &&
			!word_seen(entry->words, a->lines[i].name).at) {
			bool is_fund = str_is(a->lines[i].source, "fund");

			verdict_add(court, &(struct policy_verdict) {
						   .entry = entry,
						   .outcome = is_fund ? outcome_of(entry->severity)
								      : POLICY_NOTED,
						   .line = a->lines[i].line,
						   .found = a->lines[i].class,
						   .is_other_money = !is_fund,
					   });
		}
}

static int64_t fund_sum(const struct policy_application *a, const char *class)
{
	int64_t sum = 0;

	for (size_t i = 0; i < a->line_count; i++)
		if (str_is(a->lines[i].source, "fund") &&
			(!class || str_is(a->lines[i].class, class)))
			sum += a->lines[i].amount.fen;
	return sum;
}

static int64_t others_sum(const struct policy_application *a)
{
	int64_t sum = 0;

	for (size_t i = 0; i < a->line_count; i++)
		if (!str_is(a->lines[i].source, "fund"))
			sum += a->lines[i].amount.fen;
	return sum;
}

/* part ÷ whole in hundredths of a percent, rounded down; money stays far below 2^63 ÷ 10,000 */
static int64_t share_bp(int64_t part, int64_t whole)
{
	return whole ? part * 10000 / whole : 0;
}

static void caps_judge(struct court *court, const struct policy_application *a)
{
	const struct policy_book *book = court->book;
	int64_t fund = fund_sum(a, NULL), print = fund_sum(a, "print");
	int64_t allowance = fund_sum(a, "allowance"), others = others_sum(a);
	int64_t yearly = a->share.fen ? a->share.fen : policy_value(book, "C02", "limit_fen");

	judge(court, "C01", fund <= policy_value(book, "C01", "limit_fen"), fund);
	judge(court, "C02", fund + a->bound.fen <= yearly, fund + a->bound.fen);
	judge(court, "C04", allowance * 10000 <= policy_value(book, "C04", "share_bp") * fund,
		share_bp(allowance, fund));
	judge(court, "C05", print * 10000 <= policy_value(book, "C05", "share_bp") * fund,
		share_bp(print, fund));
	if (fund)
		judge(court, "F01", others * 10000 >= policy_value(book, "F01", "target_bp") * fund,
			share_bp(others, fund));
}

/* A keeper, years and a payer, wherever something is left behind (M01). */
static void upkeep_judge(struct court *court, const struct policy_application *a)
{
	bool stays = str_is(a->kind, "hardware") || str_is(a->kind, "greening") ||
		     str_is(a->kind, "works");

	if (stays)
		judge(court, "M01",
			a->custodian.len && a->upkeep_payer.len &&
				a->upkeep_years >= policy_value(court->book, "M01", "years"),
			a->upkeep_years);
}

static void application_judge(struct court *court, const struct policy_application *a)
{
	lines_judge(court, a);
	works_judge(court, a);
	caps_judge(court, a);
	upkeep_judge(court, a);
}

int64_t policy_least(int64_t whole, int64_t bp)
{
	if (bp == 5000)
		return whole / 2 + 1;
	if (bp == 6667)
		return (whole * 2 + 2) / 3;
	return (whole * bp + 9999) / 10000;
}

static bool share_reached(int64_t part, int64_t whole, int64_t bp)
{
	return part >= policy_least(whole, bp);
}

static void meeting_judge(struct court *court, const struct policy_meeting *m)
{
	const char *rule = str_is(m->kind, "assembly")	? "Q01"
			   : str_is(m->kind, "council") ? "Q03"
							: NULL;

	if (rule) {
		bool attends = share_reached(
			m->present, m->entitled, policy_value(court->book, rule, "attend_bp"));
		bool agrees = share_reached(
			m->yes, m->present, policy_value(court->book, rule, "agree_bp"));

		judge(court, rule, attends && agrees, attends ? m->yes : m->present);
	}
	judge(court, "P02", m->notice_days >= policy_value(court->book, "P02", "days"),
		m->notice_days);
}

static void notice_judge(struct court *court, const struct policy_notice *n)
{
	const char *rule = n->is_settlement ? "P03" : "P01";

	judge(court, rule, n->days >= policy_value(court->book, rule, "days") && n->unanswered == 0,
		n->days);
}

static bool quotes_tied(const struct policy_bill *b)
{
	for (size_t i = 0; i < b->quote_count; i++)
		for (size_t k = 0; k < i; k++) {
			const struct policy_quote *x = &b->quotes[i], *y = &b->quotes[k];

			if (x->phone.len && str_equal(x->phone, y->phone))
				return true;
			if (x->code.len && str_equal(x->code, y->code))
				return true;
		}
	return false;
}

static void quotes_judge(struct court *court, const struct policy_bill *b)
{
	int64_t from = policy_value(court->book, "B01", "from_fen");
	int64_t limit = policy_value(court->book, "B03", "limit_fen");
	bool is_split = b->amount.fen < limit && b->near_same.fen > 0 && b->near_same.fen < limit &&
			b->amount.fen + b->near_same.fen >= limit;

	if (b->amount.fen >= from)
		judge(court, "B01",
			(int64_t)b->quote_count >= policy_value(court->book, "B01", "quotes"),
			(int64_t)b->quote_count);
	if (b->amount.fen >= policy_value(court->book, "B02", "from_fen"))
		judge(court, "B02", false, b->amount.fen);
	judge(court, "B03", !is_split, b->amount.fen + b->near_same.fen);
	if (b->quote_count > 1)
		judge(court, "B04", !quotes_tied(b), 0);
}

static void face_judge(struct court *court, const struct policy_bill *b)
{
	int64_t grace = policy_value(court->book, "I04", "grace_days");
	bool has_voucher = b->kind.len && !str_is(b->kind, "slip");
	bool is_electronic = str_is(b->kind, "e_invoice") || str_is(b->kind, "fiscal_receipt");

	judge(court, "I01", has_voucher, 0);
	judge(court, "I02", !b->is_taken, 0);
	judge(court, "I03", str_equal(b->buyer, b->account_title), 0);
	judge(court, "I04", b->issued.n >= b->starts.n && b->issued.n <= b->ends.n + grace,
		b->issued.n);
	if (is_electronic)
		judge(court, "I05", b->is_original, 0);
	if (b->is_red)
		judge(court, "I06", false, 0);
	judge(court, "I08", !b->is_torn, 0);
}

/* Words of what was bought: the rules of the budget's lines, and the invoice's own list (I09). */
static void items_judge(struct court *court, const struct policy_bill *b)
{
	for (size_t i = 0; i < court->book->count; i++) {
		const struct policy_entry *entry = &court->book->entries[i];
		bool is_clean;

		if (!rule_reads_lines(entry) &&
			(strcmp(entry->rule->id, "I09") || entry->severity == POLICY_OFF))
			continue;
		is_clean = words_judge(court, entry, b->items, b->source, 0) &&
			   words_judge(court, entry, b->purpose, b->source, 0);
		if (is_clean)
			judge(court, entry->rule->id, true, 0);
	}
}

static void bill_judge(struct court *court, const struct policy_bill *b)
{
	int64_t share = policy_value(court->book, "C07", "share_bp");
	int64_t used = b->line_used.fen + b->amount.fen;

	face_judge(court, b);
	items_judge(court, b);
	quotes_judge(court, b);
	judge(court, "C07", used * 10000 <= b->line_budget.fen * (10000 + share), used);
	if (str_is(b->kind, "labour_sheet"))
		judge(court, "A01", b->paid_persons <= b->signed_in, b->paid_persons);
}

static void duties_judge(struct court *court, const struct policy_duties *d)
{
	judge(court, "A03", (int)d->is_handler + (int)d->is_approver + (int)d->is_cashier <= 1, 0);
}

static void gift_judge(struct court *court, const struct policy_gift *g)
{
	judge(court, "F02", !g->is_from_unit || g->has_consent, 0);
	judge(court, "F03", !g->is_public, 0);
}

void policy_decide(const struct policy_book *book, const struct policy_facts *facts,
	struct policy_verdicts *out)
{
	struct court court = { book, facts, out };

	out->count = 0;
	if (facts->application)
		application_judge(&court, facts->application);
	if (facts->meeting)
		meeting_judge(&court, facts->meeting);
	if (facts->notice)
		notice_judge(&court, facts->notice);
	if (facts->bill)
		bill_judge(&court, facts->bill);
	if (facts->duties)
		duties_judge(&court, facts->duties);
	if (facts->gift)
		gift_judge(&court, facts->gift);
}

enum policy_outcome policy_worst(const struct policy_verdicts *verdicts)
{
	enum policy_outcome worst = POLICY_PASS;

	for (size_t i = 0; i < verdicts->count; i++)
		if (verdicts->at[i].outcome > worst)
			worst = verdicts->at[i].outcome;
	return worst;
}

const char *policy_outcome_word(enum policy_outcome outcome)
{
	static const char *const words[] = { "pass", "note", "warn", "block" };

	return words[outcome];
}
