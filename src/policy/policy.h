/* SPDX-License-Identifier: MulanPSL-2.0 */
/* policy/policy.h: the rulebook as data. A book is a profile's rules as a street has changed them,
 * on one day; decide() holds facts against it and gives verdicts, each citing its rule, version and
 * article. No I/O, no memory of its own: strings of a verdict point into the book, the rules or the
 * facts. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/str.h"
#include "base/value.h"

enum policy_severity { POLICY_OFF, POLICY_INFO, POLICY_WARN, POLICY_BLOCK };
enum policy_profile { POLICY_BASIC, POLICY_PUDONG2024, POLICY_PROFILES };
enum { POLICY_MOST = 64, POLICY_VERDICTS = 512 };

struct policy_rule {
	const char *id; /* "N01" */
	const char
		*kind; /* negative cap quorum notice funding upkeep quotes invoice integrity time */
	const char *zh;
	const char *en;
	enum policy_severity severity[POLICY_PROFILES];
	const char *params; /* "limit_fen=2000000 days=7": names end like columns; NULL: none */
	const char *words;  /* blank-separated; NULL: the rule reads no words */
	const char *article;
};
extern const struct policy_rule policy_rules[]; /* ended by a NULL id */

/* A rule as it stands in a book. */
struct policy_entry {
	const struct policy_rule *rule;
	enum policy_severity severity;
	int64_t version;   /* 0: the profile's own */
	struct day from;   /* in force from; none: from the beginning */
	struct str params; /* those the street changed */
	struct str words;
	struct str wording; /* the street's own; absent: the profile's */
	struct str article;
};
struct policy_book {
	enum policy_profile profile;
	struct day day;
	struct policy_entry entries[POLICY_MOST];
	size_t count;
};
/* The street's word over a rule, as it is kept. */
struct policy_change {
	struct str rule;
	int64_t version;
	struct day from;
	struct str severity; /* off info warn block */
	struct str params;   /* "limit_fen=2000000 days=7"; absent: as they were */
	struct str words;
	struct str wording;
	struct str source;
};

/* profile: "pudong2024"; anything else is "basic". */
void policy_open(struct policy_book *book, struct str profile, struct day day);
/* Changes in any order; the highest version in force on the day wins. false: no such rule, severity
 * or parameter. */
bool policy_apply(struct policy_book *book, const struct policy_change *change);
bool policy_has(struct str id);
/* Would policy_apply take it? For the act that makes a change. */
bool policy_fits(const struct policy_change *change);
const struct policy_entry *policy_find(
	const struct policy_book *book, const char *id); /* asserts */
int64_t policy_value(const struct policy_book *book, const char *id, const char *param);
/* The least part of a whole that reaches a share, in hundredths of a percent. 5,000 is more than
 * half, as the law has it; 6,667 is two thirds exactly, which no figure in bp can say. */
int64_t policy_least(int64_t whole, int64_t bp);
bool policy_severity_of(struct str word, enum policy_severity *out);
const char *policy_severity_word(enum policy_severity severity);

/* A line of a budget with one source of its money. */
struct policy_line {
	int64_t line;
	struct str name;
	struct str class;
	struct str source; /* fund resident partner property */
	struct money amount;
};
struct policy_application {
	struct str kind; /* soft hardware greening works event */
	const struct policy_line *lines;
	size_t line_count;
	struct str custodian;
	int64_t upkeep_years;
	struct str upkeep_payer;
	struct money bound; /* fund money of the place in this season without this plan */
	struct money share; /* what the place may bind; 0: the rule's own limit */
};
struct policy_meeting {
	struct str kind; /* assembly council party … */
	int64_t entitled;
	int64_t present;
	int64_t yes;
	int64_t notice_days; /* between call and start */
};
struct policy_notice {
	bool is_settlement;
	int64_t days;	    /* how long it hung, whole days */
	int64_t unanswered; /* objections nobody has answered */
};
struct policy_quote {
	struct str seller;
	struct str code;
	struct str phone;
};
struct policy_bill {
	struct str kind; /* "" or slip: no voucher */
	struct str source;
	struct str class;
	struct str items;
	struct str purpose;
	struct str buyer;
	struct str account_title;
	bool is_taken;	  /* claimed before, in any street */
	bool is_original; /* the electronic file itself */
	bool is_red;
	bool is_torn; /* QR, totals and text do not agree */
	struct money amount;
	struct money line_budget;
	struct money line_used; /* spent and pending, without this bill */
	struct money near_same; /* same seller, 90 days before, this street */
	struct day issued;
	struct day starts;
	struct day ends;
	const struct policy_quote *quotes;
	size_t quote_count;
	int64_t paid_persons; /* of a labour sheet; 0: none */
	int64_t signed_in;    /* at its event */
};
struct policy_duties {
	bool is_handler;
	bool is_approver;
	bool is_cashier;
};
struct policy_gift {
	bool is_from_unit;
	bool has_consent; /* a signed paper is on file */
	bool is_public;	  /* asked for beyond the community */
};
/* What is known; a NULL part is not judged. */
struct policy_facts {
	const struct policy_application *application;
	const struct policy_meeting *meeting;
	const struct policy_notice *notice;
	const struct policy_bill *bill;
	const struct policy_duties *duties;
	const struct policy_gift *gift;
};

enum policy_outcome { POLICY_PASS, POLICY_NOTED, POLICY_WARNED, POLICY_BLOCKED };
struct policy_verdict {
	const struct policy_entry *entry;
	enum policy_outcome outcome;
	int64_t line;	     /* budget line it is about; 0: the whole */
	struct str found;    /* the word that was seen; absent: none */
	int64_t figure;	     /* the figure that was seen, in the unit of the rule's parameter */
	bool is_other_money; /* noted only because the money is not the fund's */
};
struct policy_verdicts {
	struct policy_verdict at[POLICY_VERDICTS];
	size_t count;
};
void policy_decide(const struct policy_book *book, const struct policy_facts *facts,
	struct policy_verdicts *out);
enum policy_outcome policy_worst(const struct policy_verdicts *verdicts);
const char *policy_outcome_word(enum policy_outcome outcome); /* pass note warn block */
