/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen_schema.c: src/db/schema/ → a schema in memory, which every statement is checked against,
 * and its text for both engines. Remarks say what SQL cannot: `-- personal` after a column, `--
 * unkeyed: why` before a table. */
#include "gen.h"
#include <ctype.h>

int table_index(const struct gen *gen, const char *name)
{
	const struct table_made *table = gen->tables.at;

	for (size_t i = 0; i < gen->tables.count; i++)
		if (strcmp(table[i].name, name) == 0)
			return (int)i;
	return -1;
}

bool table_is_marked(const struct table_made *table)
{
	return !table->is_unkeyed && !starts_with(table->name, "door_") &&
	       !starts_with(table->name, "web_") && !starts_with(table->name, "journal_");
}

const struct view_made *view_find_made(const struct gen *gen, const char *name)
{
	const struct view_made *view = gen->views.at;

	for (size_t i = 0; i < gen->views.count; i++)
		if (strcmp(view[i].name, name) == 0)
			return &view[i];
	return NULL;
}

/* One statement of the schema: its tokens, the remarks before it among them. */
struct piece {
	const struct source *source;
	const struct token *tokens;
	size_t count;
	const struct token *body; /* the first that is no remark */
	size_t body_count;
};

static const char *word_after(struct gen *gen, const struct piece *piece, size_t at)
{
	if (at >= piece->body_count || piece->body[at].kind != TOKEN_WORD)
		return "";
	return gen_copy(gen, piece->body[at].at, piece->body[at].len);
}

static bool remark_is(const struct token *token, const char *word)
{
	size_t len = strlen(word);

	return token->kind == TOKEN_REMARK && token->len >= len &&
	       memcmp(token->at, word, len) == 0 &&
	       (token->len == len ||
		       !(isalnum((unsigned char)token->at[len]) || token->at[len] == '_'));
}

static struct column_made *column_find(const struct table_made *table, const char *at, size_t len)
{
	struct column_made *column = table->columns.at;

	for (size_t i = 0; i < table->columns.count; i++)
		if (strlen(column[i].name) == len && memcmp(column[i].name, at, len) == 0)
			return &column[i];
	return NULL;
}

/* `-- personal` belongs to the column that its line begins with; in an ALTER TABLE to the one
 * added. */
static void personal_mark(struct gen *gen, const struct piece *piece, struct table_made *table)
{
	for (size_t i = 0; i < piece->body_count; i++) {
		const struct token *remark = &piece->body[i];
		const struct token *first = NULL;
		struct column_made *column = NULL;

		if (!remark_is(remark, "personal"))
			continue;
		for (size_t k = 0; k < i; k++)
			if (piece->body[k].line == remark->line &&
				(!first || token_is(&piece->body[k - 1], "COLUMN")))
				first = &piece->body[k];
		if (first)
			column = column_find(table, first->at, first->len);
		if (column)
			column->is_personal = true;
		else
			trouble(gen, piece->source->path, remark->line,
				"`-- personal` ends the line of a column of %s", table->name);
	}
}

/* Asks SQLite for the columns as they stand now; remarks made before stay. */
static void columns_read(struct gen *gen, struct table_made *table, int line)
{
	struct list old = table->columns;
	const struct table_made before = { .columns = old };
	sqlite3_stmt *stmt = NULL;

	table->columns = (struct list) { 0 };
	if (sqlite3_prepare_v2(gen->db,
		    "SELECT name, type, pk FROM pragma_table_info(?1) ORDER BY cid", -1, &stmt,
		    NULL) != SQLITE_OK)
		abort();
	sqlite3_bind_text(stmt, 1, table->name, -1, SQLITE_TRANSIENT);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(stmt, 0);
		const char *type = (const char *)sqlite3_column_text(stmt, 1);
		int key = sqlite3_column_int(stmt, 2);
		struct column_made *column = list_add(gen, &table->columns, sizeof(*column));
		const struct column_made *same = column_find(&before, name, strlen(name));

		column->name = gen_copy(gen, name, strlen(name));
		column->key = key;
		column->is_blob = strcmp(type, "BLOB") == 0;
		column->is_personal = same && same->is_personal;
		if (!column->is_blob && strcmp(type, "INTEGER") != 0 && strcmp(type, "TEXT") != 0)
			trouble(gen, table->path, line,
				"column %s is of type %s: int64, TEXT or blob", name, type);
		if (!name_is_snake(name, strlen(name)))
			trouble(gen, table->path, line, "column %s is not lower_snake", name);
		if (key == 1 && strcmp(name, "street") != 0 && !table->is_unkeyed)
			trouble(gen, table->path, line,
				"the key of %s begins with %s, not street: say why in a line `-- "
				"unkeyed: …` before it",
				table->name, name);
	}
	sqlite3_finalize(stmt);
}

static bool table_has_key(const struct table_made *table)
{
	const struct column_made *column = table->columns.at;

	for (size_t i = 0; i < table->columns.count; i++)
		if (column[i].key)
			return true;
	return false;
}

static void table_made_read(struct gen *gen, const struct piece *piece, const char *name)
{
	struct table_made *table = list_add(gen, &gen->tables, sizeof(*table));

	table->name = name;
	table->path = piece->source->path;
	table->line = piece->body->line;
	for (const struct token *token = piece->tokens; token < piece->body; token++)
		if (remark_is(token, "unkeyed")) {
			table->is_unkeyed = true;
			if (token->len < strlen("unkeyed: why"))
				trouble(gen, table->path, token->line,
					"`-- unkeyed:` goes on to say why");
		}
	columns_read(gen, table, table->line);
	personal_mark(gen, piece, table);
	if (!strchr(name, '_') || !name_is_snake(name, strlen(name)) || starts_with(name, "v_"))
		trouble(gen, table->path, table->line,
			"table %s: its name is FOLDER_subject, lower_snake", name);
	if (!table->is_unkeyed && !table_has_key(table))
		trouble(gen, table->path, table->line,
			"%s has no PRIMARY KEY (street, …): say why in a line `-- unkeyed: …` "
			"before it",
			name);
}

/* SQLite keeps to the types only when told, and a key needs no second b-tree. */
static const char *sqlite_ending(const struct piece *piece)
{
	if (!token_is(&piece->body[0], "CREATE") || !token_is(&piece->body[1], "TABLE"))
		return "";
	for (size_t i = 0; i + 1 < piece->body_count; i++)
		if (token_is(&piece->body[i], "PRIMARY") && token_is(&piece->body[i + 1], "KEY"))
			return " STRICT, WITHOUT ROWID";
	return " STRICT";
}

/* Runs a piece in memory and adds its text for both engines; false after a complaint. */
static bool piece_run(
	struct gen *gen, const struct piece *piece, struct text *sqlite, struct text *postgres)
{
	struct list places = { 0 };
	struct writing writing = { gen, piece->source, ENGINE_SQLITE, NULL, false, &places };
	struct watch watch = { gen, piece->source, piece->body->line, piece->body,
		piece->body_count, NULL, NULL, false };
	const char *own;
	const char *other;

	if (!tokens_check(gen, piece->source, piece->body, piece->body_count, true))
		return false;
	own = tokens_write(&writing, piece->body, piece->body_count);
	if (!own)
		return false;
	own = gen_print(gen, "%s%s", own, sqlite_ending(piece));
	writing.engine = ENGINE_POSTGRES;
	writing.places = NULL;
	other = tokens_write(&writing, piece->body, piece->body_count);
	text_print(sqlite, "%s;\n", own);
	text_print(postgres, "%s;\n", other);
	return watch_run(&watch, own, &places);
}

static void broken_add(struct gen *gen, const char *name)
{
	((struct param *)list_add(gen, &gen->broken, sizeof(struct param)))->name = name;
}

static void migration_piece(
	struct gen *gen, const struct piece *piece, struct text *sqlite, struct text *postgres)
{
	const struct token *body = piece->body;
	bool is_create = token_is(&body[0], "CREATE");
	int at;

	if (is_create && piece->body_count > 1 && token_is(&body[1], "VIEW")) {
		trouble(gen, piece->source->path, body->line, "views stand in view_NN_stage.sql");
		return;
	}
	if (!piece_run(gen, piece, sqlite, postgres)) {
		broken_add(gen, word_after(gen, piece, 2));
		return;
	}
	if (is_create && token_is(&body[1], "TABLE")) {
		table_made_read(gen, piece, word_after(gen, piece, 2));
	} else if (token_is(&body[0], "ALTER")) {
		at = table_index(gen, word_after(gen, piece, 2));
		if (at >= 0) {
			struct table_made *table = (struct table_made *)gen->tables.at + at;

			if (token_is(&body[3], "RENAME") && token_is(&body[4], "TO"))
				table->name = word_after(gen, piece, 5);
			columns_read(gen, table, body->line);
			personal_mark(gen, piece, table);
		}
	} else if (token_is(&body[0], "DROP") && token_is(&body[1], "TABLE")) {
		struct table_made *table = gen->tables.at;

		at = table_index(gen, word_after(gen, piece, 2));
		if (at < 0)
			return;
		gen->tables.count--;
		memmove(table + at, table + at + 1,
			(gen->tables.count - (size_t)at) * sizeof(*table));
	}
}

static void view_piece(
	struct gen *gen, const struct piece *piece, struct text *sqlite, struct text *postgres)
{
	const char *name = word_after(gen, piece, 2);
	struct watch watch = { gen, piece->source, piece->body->line, piece->body,
		piece->body_count, NULL, NULL, false };
	struct view_made *view;
	sqlite3_stmt *stmt;

	if (!token_is(&piece->body[0], "CREATE") || piece->body_count < 4 ||
		!token_is(&piece->body[1], "VIEW")) {
		trouble(gen, piece->source->path, piece->body->line,
			"only CREATE VIEW stands here");
		return;
	}
	if (!starts_with(name, "v_") || !name_is_snake(name, strlen(name)))
		trouble(gen, piece->source->path, piece->body->line,
			"view %s: its name is v_STAGE_subject", name);
	if (!piece_run(gen, piece, sqlite, postgres)) {
		broken_add(gen, name);
		return;
	}
	view = list_add(gen, &gen->views, sizeof(*view));
	view->name = name;
	view->path = piece->source->path;
	view->line = piece->body->line;
	/* SQLite looks into a view when it is first read; PostgreSQL now: so does gen, in the same
	 * order. */
	stmt = watch_prepare(&watch, gen_print(gen, "SELECT * FROM %s", name), NULL);
	for (int i = 0; stmt && i < sqlite3_column_count(stmt); i++) {
		const char *column = sqlite3_column_name(stmt, i);

		if (!name_is_snake(column, strlen(column)))
			trouble(gen, view->path, view->line,
				"view %s: column `%s` needs a name (AS …)", name, column);
	}
	sqlite3_finalize(stmt);
}

static void pieces_read(struct gen *gen, const struct source *source, bool is_view,
	struct text *sqlite, struct text *postgres)
{
	struct scan scan = { source->at, source->at + source->len, 1 };
	struct list tokens = { 0 };
	struct token token;

	do {
		struct piece piece = { .source = source };

		token = scan_next(&scan);
		if (token.kind != TOKEN_END && !token_is(&token, ";")) {
			/* A remark on the line of the closing `;` comes after it and is nobody's.
			 */
			*(struct token *)list_add(gen, &tokens, sizeof(token)) = token;
			continue;
		}
		piece.tokens = tokens.at;
		piece.count = tokens.count;
		piece.body = piece.tokens;
		while (piece.body < piece.tokens + piece.count && piece.body->kind == TOKEN_REMARK)
			piece.body++;
		piece.body_count = piece.count - (size_t)(piece.body - piece.tokens);
		tokens = (struct list) { 0 };
		if (piece.body_count < 2) {
			if (piece.body_count)
				trouble(gen, source->path, piece.body->line, "no statement");
			continue;
		}
		if (token.kind == TOKEN_END)
			trouble(gen, source->path, piece.body->line,
				"this statement is not ended by `;`");
		if (is_view)
			view_piece(gen, &piece, sqlite, postgres);
		else
			migration_piece(gen, &piece, sqlite, postgres);
	} while (token.kind != TOKEN_END);
}

static void migration_read(struct gen *gen, const struct source *source)
{
	int expected = (int)gen->migrations.count + 1;
	struct migration_made *migration = list_add(gen, &gen->migrations, sizeof(*migration));
	struct text sqlite = text_new(gen);
	struct text postgres = text_new(gen);
	const char *name = source->name;

	migration->version = (int)strtol(name, NULL, 10);
	migration->name = source->stem;
	if (strspn(name, "0123456789") != 4 || name[4] != '_' || migration->version != expected)
		trouble(gen, source->path, 1,
			"migrations are numbered without gaps: %04d_stage.sql is next", expected);
	pieces_read(gen, source, false, &sqlite, &postgres);
	migration->sqlite = text_z(&sqlite);
	migration->postgres = text_z(&postgres);
}

void schema_read(struct gen *gen)
{
	const struct source *source = gen->sources.at;
	struct text sqlite = text_new(gen);
	struct text postgres = text_new(gen);

	for (size_t i = 0; i < gen->sources.count; i++)
		if (starts_with(source[i].path, "src/db/schema/") &&
			isdigit((unsigned char)source[i].name[0]))
			migration_read(gen, &source[i]);
	for (size_t i = 0; i < gen->sources.count; i++) {
		if (!starts_with(source[i].path, "src/db/schema/") ||
			isdigit((unsigned char)source[i].name[0]))
			continue;
		if (starts_with(source[i].name, "view_"))
			pieces_read(gen, &source[i], true, &sqlite, &postgres);
		else
			trouble(gen, source[i].path, 1,
				"the schema is NNNN_stage.sql and view_NN_stage.sql");
	}
	gen->views_sqlite = text_z(&sqlite);
	gen->views_postgres = text_z(&postgres);
}
