/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/plan.h: one agreed version of what a project is to do, with its budget by line and source.
 * A change of scope is a new plan; the old one stays in sight. Owns tables choose_plan,
 * choose_line, choose_amount. */
#pragma once
#include "base/err.h"
#include "base/value.h"
#include "door/field.h"

struct tx;

struct plan_line {
	struct str name;
	struct str class;  /* goods works labour service print allowance upkeep other */
	struct str source; /* fund resident partner property */
	struct money amount;
};
extern const struct field plan_line_fields[];

/* What an act says of a plan: its members, its fields, and how they go into a struct plan. */
/* clang-format off */
#define PLAN_MEMBERS \
	struct str goal; \
	struct str custodian; \
	struct str upkeep; \
	int64_t upkeep_years; \
	struct money upkeep_cost; \
	struct str upkeep_payer; \
	struct str risks; \
	struct day starts; \
	struct day ends; \
	LIST_OF(struct plan_line) lines;
#define PLAN_FIELDS(S) \
	TEXT(S, goal, .max = 400, .lines = true), TEXT(S, custodian, .max = 60, .personal = true), \
	TEXT(S, upkeep, .max = 400, .lines = true), \
	INT(S, upkeep_years, .min = 0, .max = 50, .optional = true), \
	MONEY(S, upkeep_cost, .max = 10000000000, .optional = true), \
	TEXT(S, upkeep_payer, .max = 80, .optional = true), \
	TEXT(S, risks, .max = 400, .lines = true), DAY(S, starts), DAY(S, ends), \
	LIST(S, lines, plan_line, plan_line_fields, .max = 40, .optional = true)
#define PLAN_SAID(a) \
	.goal = (a)->goal, .custodian = (a)->custodian, .upkeep = (a)->upkeep, \
	.upkeep_years = (a)->upkeep_years, .upkeep_cost = (a)->upkeep_cost, \
	.upkeep_payer = (a)->upkeep_payer, .risks = (a)->risks, .starts = (a)->starts, \
	.ends = (a)->ends
/* clang-format on */

struct plan {
	struct ref id_of;
	struct ref project;
	int64_t version;
	struct str goal;
	struct str reason; /* of a change */
	struct ref meeting;
	struct str custodian;
	struct str upkeep;
	int64_t upkeep_years;
	struct money upkeep_cost; /* a year */
	struct str upkeep_payer;
	struct str risks;
	struct day starts;
	struct day ends;
	struct str state;
};

/* Writes a new plan; its id is plan->id_of, set here. Refuses "ends" before_start, "lines"
 * line_twice. */
enum err plan_write(struct tx *tx, struct plan *plan, const struct plan_line *lines, size_t count);
/* The plan that waits for approval: so much of its fund money now comes from residents, line by
 * line. For a project that won by what households offered. */
enum err plan_shift(struct tx *tx, struct ref project, struct money by);
/* Writes over a plan that is still a draft. */
enum err plan_rewrite(
	struct tx *tx, struct plan *plan, const struct plan_line *lines, size_t count);
