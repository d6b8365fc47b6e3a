/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/open.c: opens with the migrations and views that this program brings, and finds tables and
 * kinds by name. */
#include "db/inside.h"

enum err db_open(const char *data_dir, const char *url, struct db **out, const char **why)
{
	const struct db_schema schema = {
		.migrations = migrations,
		.views_sqlite = schema_views_sqlite,
		.views_postgres = schema_views_postgres,
	};

	return db_open_with(&schema, data_dir, url, out, why);
}

int db_schema_version(void)
{
	int version = 0;

	for (const struct migration *m = migrations; m->version; m++)
		version = m->version;
	return version;
}

const struct table *table_find(const char *name)
{
	for (const struct table *table = tables; table->name; table++)
		if (strcmp(table->name, name) == 0)
			return table;
	return NULL;
}

const struct ref_kind *ref_kind_find(const char *kind)
{
	for (const struct ref_kind *ref = ref_kinds; ref->kind; ref++)
		if (strcmp(ref->kind, kind) == 0)
			return ref;
	return NULL;
}
