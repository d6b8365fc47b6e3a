/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/compare.h: what if. One set of ballots counted by several rules side by side, with another
 * budget, without a project, without offers, with fewer ballots. Nothing is stored. While people
 * vote in the place it says so and counts nothing. */
#pragma once
#include "base/err.h"

struct data;
struct look;
struct rd;

/* The places of who looks that have something to vote on, as the list `places`. */
enum err compare_page_places(struct rd *rd, struct data *out);
/* A counted ballot, by its own ballots. */
enum err compare_page_counted(struct rd *rd, const struct look *at, struct data *out);
/* Before a ballot opens (?place=): projects that passed the first check, by made-up ballots whose
 * making the page tells. */
enum err compare_page_ahead(struct rd *rd, const struct look *at, struct data *out);
