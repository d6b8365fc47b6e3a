/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/pb_why.h: the reasons of a count as a data tree, which the text and the picture both read.
 * Amounts are texts in currency units, already rounded for people: what supporters had downwards,
 * what was missing so that both add up to the cost, a payment to the nearest. */
#pragma once
#include "base/data.h"
#include "cli/pb.h"
#include "render/render.h"

/* 12345.6 as 12,345.60 */
struct str why_money(struct arena *arena, int64_t amount, int decimals);
/* budget spent rest won lost ballots … and `winners`, `losers`: rows in the order of selection,
 * then of support. A row's `say` holds the keys of its sentences under cli.pb_why., its `would` one
 * row for each way to win, with its own `key` and figures. */
struct data *why_tree(
	struct arena *arena, const struct pb_told *told, const struct pb_reason *reasons);
/* The sentences of a row, in the reader's language. */
void why_say(struct buf *out, const struct face *face, const struct data *row);
