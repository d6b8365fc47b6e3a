/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/allocation_page.h: what the pages of a counted ballot show: the result, the ballots as
 * they were counted, the certificate. */
#pragma once
#include "base/err.h"

struct data;
struct look;
struct rd;

enum err allocation_page_show(struct rd *rd, const struct look *at, struct data *out);
enum err allocation_page_votes(struct rd *rd, const struct look *at, struct data *out);
enum err allocation_page_certificate(struct rd *rd, const struct look *at, struct data *out);
