/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/pb_explain.c: `zhidian pb explain`: why each project won or lost and what would have made it
 * win, as text for people, as keys for programs, and as a picture. */
#include <stdio.h>
#include "base/arena.h"
#include "base/json.h"
#include "cli/pb_why.h"
#include "pb/exact.h"

static struct face face_of(struct arena *arena, const struct pb_told *told)
{
	return (struct face) {
		.arena = arena, .language = told->is_zh ? LANGUAGE_ZH : LANGUAGE_EN, .base = ""
	};
}

static void line(struct buf *out, const struct face *face, const char *head, const char *key,
	const struct data *args)
{
	buf_text(out, head);
	words_put(out, face, key, args);
	buf_char(out, '\n');
}

/* ---- text ---- */

/* "greedy-votes" has words under greedy_votes, "mes" by cost under mes_cost. */
static void how_line(struct buf *out, const struct face *face, const char *word,
	enum pb_utility utility, const struct data *root)
{
	char key[64];

	snprintf(key, sizeof(key), "cli.pb_why.how.%s%s%s", word,
		utility == PB_NO_UTILITY ? "" : "_",
		utility == PB_NO_UTILITY ? "" : pb_utility_word(utility));
	for (char *c = key; *c; c++)
		*c = *c == '-' ? '_' : *c;
	line(out, face, "", key, root);
}

static void how_say(struct buf *out, const struct face *face, const struct pb_told *told,
	const struct data *root)
{
	how_line(out, face, pb_rule_word(told->options->rule), told->options->utility, root);
	if (told->options->complete != PB_NONE)
		how_line(out, face, pb_complete_word(told->options->complete), PB_NO_UTILITY, root);
}

static void woulds_say(struct buf *out, const struct face *face, const struct data *row)
{
	const struct data *woulds = data_get(row, "would");
	char key[64];

	for (const struct data *one = woulds ? woulds->first : NULL; one; one = one->next) {
		struct str name = data_str(one, "key");

		snprintf(key, sizeof(key), "cli.pb_why.%.*s", (int)name.len, name.at);
		line(out, face, "     · ", key, one);
	}
}

static void row_say(struct buf *out, const struct face *face, const struct data *row)
{
	line(out, face, "\n",
		data_number(row, "is_won") ? "cli.pb_explain.winner" : "cli.pb_explain.loser", row);
	buf_text(out, "   ");
	why_say(out, face, row);
	buf_char(out, '\n');
	woulds_say(out, face, row);
}

static void rows_say(
	struct buf *out, const struct face *face, const struct data *root, const char *name)
{
	const struct data *rows = data_get(root, name);

	for (const struct data *row = rows->first; row; row = row->next)
		row_say(out, face, row);
}

void explain_say(struct buf *out, const struct pb_told *told, const struct pb_reason *reasons)
{
	struct face face = face_of(out->arena, told);
	const struct data *root = why_tree(out->arena, told, reasons);

	line(out, &face, "", "cli.pb_explain.file", root);
	line(out, &face, "", "cli.pb_explain.sums", root);
	how_say(out, &face, told, root);
	line(out, &face, "\n",
		data_number(root, "won") ? "cli.pb_explain.winners" : "cli.pb_explain.nobody",
		root);
	rows_say(out, &face, root, "winners");
	if (data_number(root, "lost")) {
		line(out, &face, "\n", "cli.pb_explain.losers", root);
		rows_say(out, &face, root, "losers");
		line(out, &face, "\n", "cli.pb_explain.counted", root);
		if (data_number(root, "untold"))
			line(out, &face, "", "cli.pb_explain.too_large", root);
	}
	if (data_str(root, "unenforced").len)
		line(out, &face, "\n", "cli.pb_explain.unenforced", root);
}

/* ---- keys ---- */

static void money_key(
	struct json *json, const char *key, int64_t amount, const struct pb_told *told)
{
	struct buf digits = buf_new(json->out->arena, 64);

	json_key(json, key);
	pb_money_print(&digits, amount, told->file->election.decimals);
	json_str(json, buf_view(&digits));
}

/* The ratio by `unit`; absent where there is none. */
static void ratio_key(struct json *json, const char *key, struct pb_ratio ratio, int64_t unit)
{
	struct buf digits = buf_new(json->out->arena, (size_t)1 << 20);

	if (!ratio.den.count)
		return;
	ratio = ratio_div_small(json->out->arena, ratio, (uint64_t)unit);
	json_key(json, key);
	pb_ratio_print(&digits, &ratio);
	json_str(json, buf_view(&digits));
}

static void figure_key(struct json *json, const char *key, const struct pb_figure *figure,
	const struct pb_told *told, bool is_money)
{
	json_key(json, key);
	json_open(json, '{');
	if (figure->value == PB_NEVER) {
		json_key(json, "value");
		json_none(json);
	} else if (is_money) {
		money_key(json, "value", figure->value, told);
	} else {
		json_key(json, "value");
		json_int(json, figure->value);
	}
	if (is_money) {
		money_key(json, "checked", figure->checked, told);
	} else {
		json_key(json, "checked");
		json_int(json, figure->checked);
	}
	json_key(json, "closed");
	json_bool(json, figure->is_closed);
	json_close(json, '}');
}

static void loser_keys(
	struct json *json, const struct pb_told *told, const struct pb_reason *reason)
{
	static const char *const bars[] = { "none", "rival", "needs", "cap", "floor", "support",
		"pledged" };
	const struct pb_election *election = &told->file->election;

	json_key(json, "bar");
	json_text(json, bars[reason->bar]);
	json_key(json, "because");
	if (reason->because == PB_NO_PROJECT)
		json_none(json);
	else
		json_str(json, election->projects[reason->because].id);
	figure_key(json, "cheaper", &reason->cheaper, told, true);
	figure_key(json, "more_ballots", &reason->more_ballots, told, false);
	figure_key(json, "more_empty", &reason->more_empty, told, false);
	figure_key(json, "more_approvals", &reason->more_approvals, told, false);
}

void explain_json(struct buf *out, const struct pb_told *told, const struct pb_reason *reasons)
{
	static const char *const fates[] = { "lost", "won", "completed", "pledged", "barred" };
	const struct pb_election *election = &told->file->election;
	struct json json = json_new(out);

	buf_text(out, ",\"reasons\":");
	json_open(&json, '[');
	for (uint32_t p = 0; p < election->project_count; p++) {
		const struct pb_reason *reason = &reasons[p];

		json_open(&json, '{');
		json_key(&json, "project");
		json_str(&json, election->projects[p].id);
		json_key(&json, "fate");
		json_text(&json, fates[reason->fate]);
		json_key(&json, "support");
		json_int(&json, reason->support);
		money_key(&json, "left", reason->left, told);
		ratio_key(&json, "effective", reason->effective, 1);
		ratio_key(&json, "had", reason->had, election->unit);
		ratio_key(&json, "missing", reason->missing, election->unit);
		if (reason->fate == PB_LOST || reason->fate == PB_BARRED)
			loser_keys(&json, told, reason);
		json_close(&json, '}');
	}
	json_close(&json, ']');
}
