/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/schema.h: what tool/gen made of src/db/schema/: the migrations for both engines, the tables,
 * the kinds a REF may have, the text of every statement. */
#pragma once
#include <stddef.h>
#include "db/query.h"

struct migration {
	int version; /* 1, 2, … without gaps */
	const char *name;
	const char *sqlite;
	const char *postgres;
};
extern const struct migration migrations[]; /* ended by version 0 */
/* Drop (those of an older version too: by name v_%) is the driver's; these make them, in order. */
extern const char *const schema_views_sqlite;
extern const char *const schema_views_postgres;

extern const struct table tables[]; /* all, ended by a NULL name */
const struct table *table_find(const char *name);

/* Every row of one street of a marked table, all columns in table order, by key: what verify reads.
 * Bind: BIND_STREET. */
struct table_scan {
	const struct table *table;
	struct stmt stmt;
};
extern const struct table_scan table_scans[]; /* ended by a NULL table */

/* What `find` gives: where the row is and what a form calls it. */
struct ref_found {
	struct ref place;
	struct str label;
};
struct ref_kind {
	const char *kind; /* "choose.project" */
	struct stmt find; /* in: struct ref → struct ref_found */
	/* In: struct ref (a place; 0 = any) → columns id, label, newest first, at most 200;
	 * v_place_within decides "in". */
	struct stmt list;
};
extern const struct ref_kind ref_kinds[]; /* ended by a NULL kind */
const struct ref_kind *ref_kind_find(const char *kind);

struct statement_text {
	const char *file;
	int line;
	const char *name;
	const char *sql;
	const char *pg;
};
/* Ended by a NULL name; tests prepare them all on PostgreSQL. */
extern const struct statement_text statement_texts[];
