/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/ballot_page.h: what the pages of a ballot show. What somebody has ticked so far lies in
 * the address (?q=3.7.12) and nowhere else, until it is sealed. */
#pragma once
#include "base/err.h"

struct data;
struct look;
struct rd;

/* Before it opens (?place=): what season, place and screened projects settle already. */
enum err ballot_page_prepare(struct rd *rd, const struct look *at, struct data *out);
enum err ballot_page_list(struct rd *rd, const struct look *at, struct data *out);
enum err ballot_page_show(struct rd *rd, const struct look *at, struct data *out);
enum err ballot_page_review(struct rd *rd, const struct look *at, struct data *out);
enum err ballot_page_receipt(struct rd *rd, const struct look *at, struct data *out);
enum err ballot_page_papers(struct rd *rd, const struct look *at, struct data *out);
enum err ballot_page_sheet(struct rd *rd, const struct look *at, struct data *out);
enum err ballot_page_votes(struct rd *rd, const struct look *at, struct data *out);
