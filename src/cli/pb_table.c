/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/pb_table.c: one count as a short table for people, in Chinese or English. Programs read
 * --json. */
#include "base/arena.h"
#include "base/words.h"
#include "cli/pb.h"

enum { ID_MOST = 24, MONEY_WIDTH = 12 };

const char *pb_words(bool is_zh, const char *key)
{
	const struct word *word = word_find(key);

	if (!word)
		return key;
	return is_zh ? word->zh : word->en;
}

void pb_calm(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		buf_char(out, c < 0x20 || c == 0x7f ? ' ' : s.at[i]);
	}
}

/* Columns on a terminal: Chinese, Japanese, Korean characters take two. */
static size_t columns_of(struct str s)
{
	size_t columns = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		columns += (c & 0xc0) != 0x80;
		columns += (c >= 0xe3 && c <= 0xed) || c >= 0xf0;
	}
	return columns;
}

static void pad(struct buf *out, size_t have, size_t want)
{
	while (have++ < want)
		buf_char(out, ' ');
}

static void money_right(struct buf *out, int64_t amount, int decimals, size_t width)
{
	struct buf digits = buf_new(out->arena, 64);

	pb_money_print(&digits, amount, decimals);
	pad(out, digits.len, width);
	buf_str(out, buf_view(&digits));
}

static size_t id_width(const struct pb_told *told)
{
	size_t most = 1;

	for (uint32_t i = 0; i < told->outcome->selected_count; i++) {
		uint32_t p = told->outcome->selected[i];
		size_t columns = columns_of(told->file->election.projects[p].id);

		if (columns > most)
			most = columns;
	}
	return most < ID_MOST ? most : ID_MOST;
}

static void head_print(struct buf *out, const struct pb_told *told)
{
	const struct pb_options *options = told->options;
	const struct pb_election *e = &told->file->election;

	struct pb_options meant;

	pb_calm(out, told->file->name);
	buf_print(out, ": %s", pb_rule_word(options->rule));
	pb_official(e, options, &meant);
	if (meant.rule != options->rule)
		buf_print(out, " = %s", pb_rule_word(meant.rule));
	if (meant.utility)
		buf_print(out, ", %s", pb_utility_word(meant.utility));
	if (meant.complete)
		buf_print(out, ", %s", pb_complete_word(meant.complete));
	buf_print(out, ", %s %s\n  %s ", pb_words(told->is_zh, "cli.pb.ties"),
		pb_ties_word(options->ties), pb_words(told->is_zh, "cli.pb.budget"));
	pb_money_print(out, e->budget, e->decimals);
	buf_print(out, ", %s %u, %s %u\n", pb_words(told->is_zh, "cli.pb.votes"), e->ballots,
		pb_words(told->is_zh, "cli.pb.projects"), e->project_count);
}

static void winner_print(struct buf *out, const struct pb_told *told, uint32_t at, size_t width)
{
	const struct pb_outcome *outcome = told->outcome;
	const struct pb_election *e = &told->file->election;
	uint32_t p = outcome->selected[at];
	const char *how = outcome->fates[p] == PB_WON_COMPLETED ? "cli.pb.completed"
			  : outcome->fates[p] == PB_WON_PLEDGED ? "cli.pb.pledged"
								: NULL;

	buf_print(out, "%5u  ", at + 1);
	pb_calm(out, e->projects[p].id);
	pad(out, columns_of(e->projects[p].id), width);
	buf_char(out, ' ');
	money_right(out, e->projects[p].cost, e->decimals, MONEY_WIDTH);
	buf_print(out, " %9lld", (long long)e->sides[p].support);
	if (e->projects[p].name.len) {
		buf_text(out, "  ");
		pb_calm(out, e->projects[p].name);
	}
	if (how)
		buf_print(out, "  [%s]", pb_words(told->is_zh, how));
	buf_char(out, '\n');
}

static void foot_print(struct buf *out, const struct pb_told *told)
{
	const struct pb_outcome *outcome = told->outcome;
	const struct pb_election *e = &told->file->election;
	int64_t left = e->budget + outcome->called - outcome->cost;

	buf_print(out, "  %s ", pb_words(told->is_zh, "cli.pb.cost"));
	pb_money_print(out, outcome->cost, e->decimals);
	if (outcome->called) {
		buf_print(out, ", %s ", pb_words(told->is_zh, "cli.pb.called"));
		pb_money_print(out, outcome->called, e->decimals);
	}
	/* What a city itself chose may have cost more than its budget. */
	if (left >= 0) {
		buf_print(out, ", %s ", pb_words(told->is_zh, "cli.pb.left"));
		pb_money_print(out, left, e->decimals);
	}
	buf_char(out, '\n');
	if (!outcome->is_proven)
		buf_print(out, "  %s\n", pb_words(told->is_zh, "cli.pb.unproven"));
	if (told->options->rule == PB_OFFICIAL)
		buf_print(out, "  %s\n",
			pb_words(told->is_zh, outcome->agrees > 0    ? "cli.pb.agrees"
					      : outcome->agrees == 0 ? "cli.pb.differs"
								     : "cli.pb.no_column"));
}

void pb_table_print(struct buf *out, const struct pb_told *told)
{
	size_t width = id_width(told);

	head_print(out, told);
	for (uint32_t i = 0; i < told->outcome->selected_count; i++)
		winner_print(out, told, i, width);
	if (!told->outcome->selected_count)
		buf_print(out, "  %s\n", pb_words(told->is_zh, "cli.pb.nobody"));
	foot_print(out, told);
}
