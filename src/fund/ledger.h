/* SPDX-License-Identifier: MulanPSL-2.0 */
/* fund/ledger.h: the double-entry ledger of a street, by project and source; it only grows, a
 * correction is a new entry. Debit is positive. bank: money on the street's account. income: what a
 * source gave (credit). expense: what a budget line took out of a source. Owns tables fund_account,
 * fund_entry, fund_posting. */
#pragma once
#include "base/err.h"
#include "base/value.h"

struct tx;

struct posting {
	const char *kind;    /* bank income expense */
	const char *source;  /* fund resident partner property; "" for the bank */
	struct ref line;     /* of an expense */
	struct money amount; /* signed: debit positive */
};
struct booking {
	const char *kind; /* grant gift payment refund return reversal */
	struct ref project;
	struct str title;
	struct day day;	     /* of the bank's line */
	struct ref subject;  /* the receipt, claim … behind it */
	struct ref reverses; /* of a reversal */
};

/* Books; *entry is its id. Refuses "no_cover" when the bank or a source of the project has not that
 * much. The postings add up to 0 (assert). */
enum err ledger_book(struct tx *tx, const struct booking *booking, const struct posting *postings,
	size_t count, int64_t *entry);
/* Money into the account from a source of a project, and back out. */
enum err ledger_gift(struct tx *tx, const struct booking *booking, const char *source,
	struct money amount, int64_t *entry);
enum err ledger_back(struct tx *tx, const struct booking *booking, const char *source,
	struct money amount, int64_t *entry);
