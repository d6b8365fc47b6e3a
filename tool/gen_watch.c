/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen_watch.c: prepares statements and asks SQLite, through its authorizer, what they touch. A
 * folder writes only tables of its own prefix and reads them and the views v_…; only functions that
 * both engines have are let through. */
#include "gen.h"
#include <strings.h>

static const char *const functions[] = {
	"abs",
	"coalesce",
	"nullif",
	"length",
	"lower",
	"upper",
	"substr",
	"replace",
	"trim",
	"ltrim",
	"rtrim",
	"count",
	"sum",
	"min",
	"max",
	"row_number",
	"rank",
	"dense_rank",
	"ntile",
	"lag",
	"lead",
	"first_value",
	"last_value",
	"nth_value",
	"like",
};

/* The line of a word in the statement, for what SQLite reports by name only; 0 when it does not
 * stand there. */
static int word_find(const struct watch *watch, const char *word)
{
	for (size_t i = 0; i < watch->token_count; i++)
		if (token_is(&watch->tokens[i], word))
			return watch->tokens[i].line;
	return 0;
}

static int word_line(const struct watch *watch, const char *word)
{
	int line = word_find(watch, word);

	return line ? line : watch->line;
}

static bool is_own(const struct watch *watch, const char *table)
{
	size_t len = strlen(watch->owner);

	return strncmp(table, watch->owner, len) == 0 && table[len] == '_';
}

static void check_function(struct watch *watch, const char *name)
{
	/* ALTER TABLE calls some of its own; those of a view were checked with the view. */
	if (!word_find(watch, name))
		return;
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++)
		if (strcasecmp(functions[i], name) == 0)
			return;
	trouble(watch->gen, watch->source->path, word_line(watch, name),
		"function %s is not for both engines: do it in C", name);
	watch->is_bad = true;
}

static void check_read(struct watch *watch, const char *table, const char *by)
{
	/* What a view reads is the view's affair; a WITH name passes for one only by the look of
	 * it. */
	if (by && view_find_made(watch->gen, by))
		return;
	if (is_own(watch, table) || view_find_made(watch->gen, table))
		return;
	/* One complaint a table is enough, though SQLite asks for each column. */
	if (watch->is_bad)
		return;
	trouble(watch->gen, watch->source->path, word_line(watch, table),
		"%s reads %s, a table of another folder: read its views v_…", watch->owner, table);
	watch->is_bad = true;
}

static void check_write(struct watch *watch, const char *table)
{
	if (!is_own(watch, table)) {
		trouble(watch->gen, watch->source->path, word_line(watch, table),
			"%s writes %s, a table of another folder: stir it by an act", watch->owner,
			table);
		watch->is_bad = true;
	} else if (watch->written && strcmp(watch->written, table) != 0) {
		trouble(watch->gen, watch->source->path, word_line(watch, table),
			"writes two tables, %s and %s: write one a statement", watch->written,
			table);
		watch->is_bad = true;
	}
	if (!watch->written)
		watch->written = gen_copy(watch->gen, table, strlen(table));
}

static int authorize(
	void *to, int op, const char *a, const char *b, const char *schema, const char *by)
{
	struct watch *watch = to;

	(void)schema;
	if (op == SQLITE_FUNCTION)
		check_function(watch, b);
	if (!watch->owner)
		return SQLITE_OK;
	switch (op) {
	case SQLITE_READ:
		check_read(watch, a, by);
		break;
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
		check_write(watch, a);
		break;
	case SQLITE_SELECT:
	case SQLITE_FUNCTION:
	case SQLITE_RECURSIVE:
		break;
	default:
		trouble(watch->gen, watch->source->path, watch->line,
			"only SELECT, INSERT, UPDATE and DELETE belong here");
		watch->is_bad = true;
	}
	return SQLITE_OK;
}

/* One complaint for a table that could not be made; not one more wherever it is named. */
static bool is_broken_table(const struct gen *gen, const char *message)
{
	const struct param *broken = gen->broken.at;
	const char *name = message + strlen("no such table: ");

	if (!starts_with(message, "no such table: "))
		return false;
	if (starts_with(name, "main."))
		name += strlen("main.");
	for (size_t i = 0; i < gen->broken.count; i++)
		if (strcmp(broken[i].name, name) == 0)
			return true;
	return false;
}

static void complain(struct watch *watch, const struct list *places)
{
	sqlite3 *db = watch->gen->db;

	watch->is_bad = true;
	if (is_broken_table(watch->gen, sqlite3_errmsg(db)))
		return;
	trouble(watch->gen, watch->source->path,
		place_line(places, sqlite3_error_offset(db), watch->line), "%s",
		sqlite3_errmsg(db));
}

sqlite3_stmt *watch_prepare(struct watch *watch, const char *sql, const struct list *places)
{
	sqlite3_stmt *stmt = NULL;
	int rc;

	sqlite3_set_authorizer(watch->gen->db, authorize, watch);
	rc = sqlite3_prepare_v2(watch->gen->db, sql, -1, &stmt, NULL);
	sqlite3_set_authorizer(watch->gen->db, NULL, NULL);
	if (rc != SQLITE_OK)
		complain(watch, places);
	if (rc == SQLITE_OK && !stmt) {
		trouble(watch->gen, watch->source->path, watch->line, "no statement here");
		watch->is_bad = true;
	}
	if (watch->is_bad) {
		sqlite3_finalize(stmt);
		return NULL;
	}
	return stmt;
}

bool watch_run(struct watch *watch, const char *sql, const struct list *places)
{
	sqlite3_stmt *stmt = watch_prepare(watch, sql, places);
	int rc;

	if (!stmt)
		return false;
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW)
		;
	if (rc != SQLITE_DONE)
		complain(watch, NULL);
	sqlite3_finalize(stmt);
	return rc == SQLITE_DONE;
}
