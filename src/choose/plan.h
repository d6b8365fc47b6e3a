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
