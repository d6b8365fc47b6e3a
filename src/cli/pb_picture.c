/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/pb_picture.c: where the pieces of the picture stand. What they say comes from the tree of
 * reasons (pb_why.h), how they look is pb_picture.html with the two bars web/pb_budget.html and
 * web/pb_bar.html, which pages use as well. */
#include <stdio.h>
#include "base/arena.h"
#include "base/text.h"
#include "cli/pb_why.h"
#include "gen/pages.h"
#include "pb/exact.h"

enum {
	NAME_MOST = 34, /* half-width letters beside a cost, on a phone */
	LEGENDS_Y = 158,
	LEGEND_HEIGHT = 24,
	GROUP_HEIGHT = 40, /* its heading, above its first row */
	ROW_HEIGHT = 80,
	MORE_HEIGHT = 34, /* the thin bar and what would do */
};
#define WHOLE_BP INT64_C(10000)

struct picture {
	struct arena *arena;
	const struct pb_told *told;
	const struct pb_reason *reasons;
	const struct face *face;
	struct data *root;
	struct data *rows;
	int y;
};

/* Text, since a count would get its comma. */
static void put_place(struct arena *arena, struct data *to, const char *name, int place)
{
	char digits[16];

	snprintf(digits, sizeof(digits), "%d", place);
	data_text(arena, to, name, str_of(digits));
}

static int64_t part_of(int64_t part, int64_t whole)
{
	if (whole <= 0)
		return 0;
	while (whole > INT64_MAX / WHOLE_BP || part > INT64_MAX / WHOLE_BP) {
		whole /= 2;
		part /= 2;
	}
	return part * WHOLE_BP / (whole ? whole : 1);
}

static void parts_tell(const struct picture *picture)
{
	const struct pb_election *election = &picture->told->file->election;
	const struct pb_outcome *outcome = picture->told->outcome;
	int64_t whole = election->budget + outcome->called;
	struct data *parts = data_list(picture->arena, picture->root, "parts");
	int64_t spent = 0;

	for (uint32_t i = 0; i < outcome->selected_count; i++) {
		uint32_t p = outcome->selected[i];
		struct data *part = data_object(picture->arena, parts, NULL);

		data_int(picture->arena, part, "from_bp", part_of(spent, whole));
		data_int(picture->arena, part, "cost_bp",
			part_of(election->projects[p].cost, whole));
		data_int(picture->arena, part, "is_completed",
			outcome->fates[p] == PB_WON_COMPLETED);
		data_int(picture->arena, part, "is_pledged", outcome->fates[p] == PB_WON_PLEDGED);
		spent += election->projects[p].cost;
	}
	data_int(picture->arena, picture->root, "spent_bp", part_of(spent, whole));
}

static void legend(
	struct picture *picture, struct data *legends, const char *key, const char *is_look)
{
	struct data *it = data_object(picture->arena, legends, NULL);

	data_text(picture->arena, it, "key", str_of(key));
	data_int(picture->arena, it, is_look, 1);
	put_place(picture->arena, it, "y", picture->y);
	picture->y += LEGEND_HEIGHT;
}

/* Does some winner have supporters who could not pay in full? */
static bool has_rests(const struct pb_outcome *outcome)
{
	for (uint32_t i = 0; i < outcome->round_count; i++)
		if (outcome->rounds[i].paying_rest)
			return true;
	return false;
}

static void legends_tell(struct picture *picture)
{
	const struct pb_outcome *outcome = picture->told->outcome;
	struct data *legends = data_list(picture->arena, picture->root, "legends");
	uint32_t filled = outcome->selected_count - outcome->by_pledges - outcome->by_rule;

	picture->y = LEGENDS_Y;
	if (outcome->by_rule)
		legend(picture, legends, "by_rule", "is_green");
	if (has_rests(outcome))
		legend(picture, legends, "by_effective", "is_pale");
	if (filled)
		legend(picture, legends, "by_completion", "is_completed");
	if (outcome->by_pledges)
		legend(picture, legends, "by_pledges", "is_pledged");
	if (data_number(picture->root, "lost")) {
		legend(picture, legends, "by_nobody", "is_grey");
		legend(picture, legends, "by_missing", "is_missing");
	}
}

static size_t letter_width(struct str text, size_t at, size_t *size)
{
	unsigned char c = (unsigned char)text.at[at];

	*size = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
	return *size >= 3 ? 2 : 1;
}

/* As much of a name as stands beside its cost. */
static struct str name_cut(struct arena *arena, struct str name, size_t most)
{
	struct buf out = buf_new(arena, name.len + 8);
	size_t width = 0;
	size_t size;

	for (size_t at = 0; at < name.len; at += size) {
		width += letter_width(name, at, &size);
		if (width > most) {
			buf_text(&out, "…");
			break;
		}
		if (at + size <= name.len)
			buf_add(&out, name.at + at, size);
	}
	return buf_view(&out);
}

static const char *caption_of(const struct data *row)
{
	if (data_number(row, "is_completed"))
		return "cap_filled";
	if (data_number(row, "is_pledged"))
		return "cap_pledged";
	if (data_number(row, "is_won"))
		return !data_get(row, "pay")		  ? "cap_plain"
		       : data_number(row, "is_by_points") ? "cap_points"
		       : data_number(row, "paying_rest")  ? "cap_rest"
		       : data_number(row, "paying_none")  ? "cap_share_some"
							  : "cap_share";
	if (data_number(row, "is_barred"))
		return "cap_barred";
	if (data_get(row, "had"))
		return "cap_had";
	return data_get(row, "lacks") ? "cap_lacks" : "cap_plain";
}

/* A boundary that is perhaps not the nearest is as true: with so much it is chosen. */
static bool would_tell(const struct picture *picture, struct data *row, const struct pb_reason *it)
{
	const struct pb_project *project = &picture->told->file->election.projects[it->project];
	bool has_more = it->more_ballots.value != PB_NEVER;
	bool has_cheaper = it->cheaper.value != PB_NEVER;
	bool is_known = it->more_ballots.is_closed && it->cheaper.is_closed;

	if (project->is_out || (!has_more && !has_cheaper && !is_known))
		return false;
	if (has_more)
		data_int(picture->arena, row, "more", it->more_ballots.value);
	if (has_cheaper)
		data_text(picture->arena, row, "by",
			why_money(picture->arena, project->cost - it->cheaper.value,
				picture->told->file->election.decimals));
	data_text(picture->arena, row, "would_key",
		str_of(has_more && has_cheaper ? "would_both"
			: has_more	       ? "would_more"
			: has_cheaper	       ? "would_cheaper"
					       : "would_neither"));
	return true;
}

static void effective_tell(
	const struct picture *picture, struct data *row, const struct pb_reason *reason)
{
	struct pb_big whole;

	if (!reason->effective.den.count || reason->effective.num.count > 4)
		return;
	whole = big_div(picture->arena,
		big_mul_small(picture->arena, reason->effective.num, (uint64_t)WHOLE_BP),
		big_mul_small(picture->arena, reason->effective.den,
			picture->told->file->election.ballots));
	if (whole.count == 1 && whole.at[0] < (uint64_t)data_number(row, "support_bp"))
		data_int(picture->arena, row, "effective_bp", (int64_t)whole.at[0]);
}

/* What a reader who does not see it hears. */
static void said_tell(const struct picture *picture, struct data *row)
{
	struct buf said = buf_new(picture->arena, 4096);

	words_put(&said, picture->face,
		data_number(row, "is_won") ? "cli.pb_explain.winner" : "cli.pb_explain.loser", row);
	buf_text(&said, picture->face->language == LANGUAGE_ZH ? "：" : ": ");
	why_say(&said, picture->face, row);
	data_text(picture->arena, row, "said", buf_view(&said));
}

static void row_tell(struct picture *picture, struct data *row, bool is_first)
{
	const struct pb_reason *reason = &picture->reasons[data_number(row, "place")];
	bool is_won = data_number(row, "is_won");
	bool has_would;

	said_tell(picture, row);
	effective_tell(picture, row, reason);
	data_text(picture->arena, row, "shown",
		name_cut(picture->arena, data_str(row, "name"),
			NAME_MOST - data_str(row, "cost").len));
	data_text(picture->arena, row, "group", str_of(is_won ? "winners" : "losers"));
	data_int(picture->arena, row, "is_first", is_first);
	put_place(picture->arena, row, "y", picture->y);
	put_place(picture->arena, row, "inner", is_first ? GROUP_HEIGHT : 0);
	data_text(picture->arena, row, "caption", str_of(caption_of(row)));
	has_would = !is_won && would_tell(picture, row, reason);
	data_int(picture->arena, row, "has_would", has_would);
	picture->y += ROW_HEIGHT + (is_first ? GROUP_HEIGHT : 0) + (is_won ? 0 : MORE_HEIGHT);
}

static void rows_tell(struct picture *picture, const char *name)
{
	const struct data *from = data_get(picture->root, name);
	bool is_first = true;

	picture->y += 24;
	for (struct data *row = from->first; row; row = row->next) {
		row_tell(picture, row, is_first);
		is_first = false;
	}
}

enum err explain_svg(struct arena *arena, struct buf *out, const struct pb_told *told,
	const struct pb_reason *reasons)
{
	struct face face = {
		.arena = arena, .language = told->is_zh ? LANGUAGE_ZH : LANGUAGE_EN, .base = ""
	};
	struct picture picture = { .arena = arena,
		.told = told,
		.reasons = reasons,
		.face = &face,
		.root = why_tree(arena, told, reasons) };

	parts_tell(&picture);
	legends_tell(&picture);
	rows_tell(&picture, "winners");
	rows_tell(&picture, "losers");
	put_place(arena, picture.root, "height", picture.y);
	return html_page(out, &face, NULL, &PAGE_pb_picture, picture.root);
}
