/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen_derive.c: statements that follow from the schema alone. Every view v_ref_STAGE_SUBJECT
 * is a kind a REF may point to, with a statement that finds a row's place and label and one that
 * offers rows to choose from; every marked table has one that reads a street's rows by key. */
#include "gen.h"

static bool columns_are(struct gen *gen, const struct view_made *view, const char *expected)
{
	struct text found = text_new(gen);
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(gen->db, gen_print(gen, "SELECT * FROM %s", view->name), -1, &stmt,
		    NULL) != SQLITE_OK)
		return true; /* said already, where the view was made */
	for (int i = 0; i < sqlite3_column_count(stmt); i++)
		text_print(&found, "%s%s", i ? ", " : "", sqlite3_column_name(stmt, i));
	sqlite3_finalize(stmt);
	if (strcmp(text_z(&found), expected) == 0)
		return true;
	trouble(gen, view->path, view->line, "%s has columns (%s), not (%s)", view->name,
		text_z(&found), expected);
	return false;
}

static void statement_fill(struct gen *gen, struct statement *statement, const char *name,
	const char *sqlite, const char *postgres)
{
	sqlite3_stmt *stmt = NULL;

	statement->name = name;
	statement->sql = sqlite;
	statement->pg = postgres;
	statement->table = -1;
	if (sqlite3_prepare_v2(gen->db, sqlite, -1, &stmt, NULL) != SQLITE_OK)
		trouble(gen, "src/db/schema", 1, "%s: %s", name, sqlite3_errmsg(gen->db));
	sqlite3_finalize(stmt);
}

static const char *list_text(struct gen *gen, const char *view, const char *number)
{
	return gen_print(gen,
		"SELECT r.id, r.label FROM %s r WHERE r.street = $1 AND (CAST($2 AS %s) IS NULL OR "
		"EXISTS "
		"(SELECT 1 FROM v_place_within w WHERE w.street = r.street AND "
		"((w.inner_place = r.place AND w.outer_place = $2) OR "
		"(w.inner_place = $2 AND w.outer_place = r.place)))) ORDER BY r.id DESC LIMIT 200",
		view, number);
}

void refs_make(struct gen *gen)
{
	const struct view_made *view = gen->views.at;
	const struct view_made *within = view_find_made(gen, "v_place_within");

	if (within && !columns_are(gen, within, "street, inner_place, outer_place"))
		return;
	for (size_t i = 0; i < gen->views.count; i++) {
		const char *subject;
		struct ref_made *ref;
		char *kind;

		if (!starts_with(view[i].name, "v_ref_"))
			continue;
		subject = view[i].name + strlen("v_ref_");
		if (!strchr(subject, '_')) {
			trouble(gen, view[i].path, view[i].line,
				"%s: its name is v_ref_STAGE_SUBJECT", view[i].name);
			continue;
		}
		if (!within) {
			trouble(gen, view[i].path, view[i].line,
				"%s needs the view v_place_within(street, inner_place, "
				"outer_place)",
				view[i].name);
			continue;
		}
		if (!columns_are(gen, &view[i], "street, id, place, label"))
			continue;
		ref = list_add(gen, &gen->refs, sizeof(*ref));
		kind = gen_copy(gen, subject, strlen(subject));
		*strchr(kind, '_') = '.';
		ref->kind = kind;
		ref->view = &view[i];
		statement_fill(gen, &ref->find, gen_print(gen, "ref_%s_find", subject),
			gen_print(gen, "SELECT place, label FROM %s WHERE street = $1 AND id = $2",
				view[i].name),
			NULL);
		statement_fill(gen, &ref->list, gen_print(gen, "ref_%s_list", subject),
			list_text(gen, view[i].name, "INTEGER"),
			list_text(gen, view[i].name, "BIGINT"));
	}
}

static const char *key_text(struct gen *gen, const struct table_made *table)
{
	const struct column_made *column = table->columns.at;
	struct text out = text_new(gen);
	size_t found = 0;

	for (int key = 1; key <= (int)table->columns.count; key++)
		for (size_t i = 0; i < table->columns.count; i++)
			if (column[i].key == key)
				text_print(&out, "%s%s", found++ ? ", " : "", column[i].name);
	return text_z(&out);
}

void scans_make(struct gen *gen)
{
	const struct table_made *table = gen->tables.at;

	for (size_t i = 0; i < gen->tables.count; i++) {
		const struct column_made *column = table[i].columns.at;
		struct text sql = text_new(gen);
		struct table_scan_made *scan;

		if (!table_is_marked(&table[i]) || !*key_text(gen, &table[i]))
			continue;
		for (size_t k = 0; k < table[i].columns.count; k++)
			text_print(&sql, "%s%s", k ? ", " : "SELECT ", column[k].name);
		text_print(&sql, " FROM %s WHERE street = $1 ORDER BY %s", table[i].name,
			key_text(gen, &table[i]));
		scan = list_add(gen, &gen->scans, sizeof(*scan));
		scan->table = (int)i;
		statement_fill(gen, &scan->scan, gen_print(gen, "scan_%s", table[i].name),
			text_z(&sql), NULL);
	}
}
