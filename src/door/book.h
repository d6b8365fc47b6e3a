/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/book.h: the rulebook of the street on the day of the act: its profile's rules as the street
 * has changed them. */
#pragma once
#include "base/err.h"
#include "policy/policy.h"

struct rd;
struct tx;

/* *out is in the job's arena; its texts too. */
enum err book_open(struct rd *rd, struct policy_book **out);
/* Each verdict enters the leaf of the act: rule, outcome, article. */
enum err book_verdicts(struct tx *tx, const struct policy_verdicts *verdicts);
/* What the rule saw, as a person reads it: the word, or the figure in the unit of the rule's
 * parameter. Absent: nothing. */
enum err book_found(struct tx *tx, const struct policy_verdict *verdict, struct str *out);
/* The first verdict that blocks, NULL when none does. */
const struct policy_verdict *book_block(const struct policy_verdicts *verdicts);
