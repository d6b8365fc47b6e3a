/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/json.c: an outcome as one line of JSON, and money as people write it. Keys, their order and
 * the spelling of every value are a contract (doc/pb.md): no blanks, UTF-8, fractions and money
 * as strings in currency units, so that nobody's reader rounds them. */
#include "base/buf.h"
#include "pb/exact.h"

/* ---- spelling ---- */

void pb_money_print(struct buf *out, int64_t amount, int decimals)
{
	char digits[24];
	int64_t unit = 1;
	int left = decimals;

	for (int i = 0; i < decimals; i++)
		unit *= 10;
	buf_int(out, amount / unit);
	amount %= unit;
	if (!amount)
		return;
	for (; amount % 10 == 0; left--)
		amount /= 10;
	digits[left] = '\0';
	for (int i = left; i-- > 0; amount /= 10)
		digits[i] = (char)('0' + amount % 10);
	buf_char(out, '.');
	buf_text(out, digits);
}

/* Bytes of the UTF-8 sequence that begins here; 0: none does. */
static size_t sequence_size(struct str s)
{
	const unsigned char *at = (const unsigned char *)s.at;
	size_t size = at[0] < 0x80 ? 1 : at[0] < 0xc2 ? 0 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;

	if (size > s.len || at[0] > 0xf4)
		return 0;
	for (size_t i = 1; i < size; i++)
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	if ((at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xed && at[1] > 0x9f) ||
		(at[0] == 0xf0 && at[1] < 0x90) || (at[0] == 0xf4 && at[1] > 0x8f))
		return 0;
	return size;
}

/* An election's text is UTF-8; the name of its file may be anything, and what is not UTF-8 in it
 * becomes U+FFFD. */
static void quote(struct buf *out, struct str s)
{
	static const char shorts[] = "\bb\tt\nn\ff\rr\"\"\\\\";

	buf_char(out, '"');
	while (s.len) {
		size_t size = sequence_size(s);
		const char *known = shorts;

		while (*known && *known != *s.at)
			known += 2;
		if (size == 0)
			buf_text(out, "\xef\xbf\xbd");
		else if (*s.at && *known)
			buf_print(out, "\\%c", known[1]);
		else if ((unsigned char)*s.at < 0x20)
			buf_print(out, "\\u%04x", (unsigned char)*s.at);
		else
			buf_add(out, s.at, size);
		s = str_from(s, size ? size : 1);
	}
	buf_char(out, '"');
}

static void key(struct buf *out, const char *name)
{
	buf_print(out, ",\"%s\":", name);
}

static void text(struct buf *out, const char *name, const char *value)
{
	key(out, name);
	if (value)
		buf_print(out, "\"%s\"", value);
	else
		buf_text(out, "null");
}

static void number(struct buf *out, const char *name, int64_t value)
{
	key(out, name);
	buf_int(out, value);
}

static void flag(struct buf *out, const char *name, bool is_true)
{
	key(out, name);
	buf_text(out, is_true ? "true" : "false");
}

static void money(struct buf *out, const char *name, int64_t amount, int decimals)
{
	key(out, name);
	buf_char(out, '"');
	pb_money_print(out, amount, decimals);
	buf_char(out, '"');
}

/* Absent → null. */
static void ratio(struct buf *out, const char *name, struct pb_ratio value, int64_t divided_by)
{
	key(out, name);
	if (!value.den.count) {
		buf_text(out, "null");
		return;
	}
	if (divided_by != 1)
		value = ratio_div_small(out->arena, value, (uint64_t)divided_by);
	buf_char(out, '"');
	pb_ratio_print(out, &value);
	buf_char(out, '"');
}

/* ---- the parts of an outcome ---- */

static void selected_print(struct buf *out, const char *name, const struct pb_election *election,
	const uint32_t *selected, uint32_t count)
{
	key(out, name);
	buf_char(out, '[');
	for (uint32_t i = 0; i < count; i++) {
		if (i)
			buf_char(out, ',');
		quote(out, election->projects[selected[i]].id);
	}
	buf_char(out, ']');
}

static void rounds_print(struct buf *out, const struct pb_election *election,
	const struct pb_options *options, const struct pb_outcome *outcome)
{
	key(out, "rounds");
	buf_char(out, '[');
	for (uint32_t i = 0; i < outcome->round_count; i++) {
		const struct pb_round *round = &outcome->rounds[i];

		buf_text(out, i ? ",{\"project\":" : "{\"project\":");
		quote(out, election->projects[round->project].id);
		/* of cost utility smallest units stand on both sides and cancel */
		ratio(out, "rho", round->rho, options->utility == PB_COST ? 1 : election->unit);
		ratio(out, "max_payment", round->max_payment, election->unit);
		number(out, "paying_in_full", round->paying_in_full);
		number(out, "paying_rest", round->paying_rest);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

static void pledges_print(
	struct buf *out, const struct pb_election *election, const struct pb_outcome *outcome)
{
	uint32_t first = outcome->selected_count - outcome->by_pledges;

	selected_print(out, "won_by_pledges", election,
		outcome->by_pledges ? outcome->selected + first : NULL, outcome->by_pledges);
	money(out, "called", outcome->called, election->decimals);
	key(out, "pledges");
	buf_char(out, '[');
	for (uint32_t i = 0; i < outcome->pledge_count; i++) {
		const struct pb_fund_row *row = &outcome->pledges[i];
		const struct pb_pledge *pledge = &election->pledges[row->pledge];

		buf_print(out, "%s{\"ballot\":%u", i ? "," : "", pledge->ballot + 1);
		key(out, "project");
		quote(out, election->projects[pledge->project].id);
		money(out, "offered", pledge->amount, election->decimals);
		money(out, "kept", row->kept, election->decimals);
		money(out, "called", row->called, election->decimals);
		flag(out, "void", row->is_void);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

void pb_outcome_print(struct buf *out, const struct pb_election *election,
	const struct pb_options *options, const struct pb_outcome *outcome, struct str file,
	struct str sha256)
{
	bool has_rounds = options->rule == PB_MES || options->rule == PB_EES;

	buf_text(out, "{\"file\":");
	quote(out, file);
	key(out, "sha256");
	quote(out, sha256);
	text(out, "rule", pb_rule_word(options->rule));
	text(out, "utility", options->utility ? pb_utility_word(options->utility) : NULL);
	text(out, "complete", pb_complete_word(options->complete));
	text(out, "ties", pb_ties_word(options->ties));
	money(out, "budget", election->budget, election->decimals);
	number(out, "votes", election->ballots);
	number(out, "projects", election->project_count);
	selected_print(out, "selected", election, outcome->selected, outcome->selected_count);
	money(out, "cost", outcome->cost, election->decimals);
	ratio(out, "share", outcome->share, election->unit);
	number(out, "steps", outcome->steps);
	if (options->rule == PB_OPTIMUM)
		flag(out, "proven", outcome->is_proven);
	if (options->rule == PB_OFFICIAL && outcome->agrees >= 0)
		flag(out, "agrees", outcome->agrees);
	else if (options->rule == PB_OFFICIAL)
		text(out, "agrees", NULL);
	if (has_rounds)
		rounds_print(out, election, options, outcome);
	if (options->with_constraints)
		flag(out, "constraints", true);
	if (options->with_donations)
		pledges_print(out, election, outcome);
}
