/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen_sql.c: a subject's named statements: their first lines, their parameters, what SQLite
 * says of them. Grammar: ARCHITECTURE.md, `.sql`. A statement that is complained about yields no
 * code. */
#include "gen.h"
#include <ctype.h>

/* A first line cut into words. */
struct heading {
	const char *word[10];
	size_t count;
};

static struct heading heading_read(struct gen *gen, const struct token *remark)
{
	struct heading heading = { .count = 0 };
	const char *at = remark->at + strlen("name:");
	const char *end = remark->at + remark->len;

	while (heading.count < sizeof(heading.word) / sizeof(*heading.word)) {
		const char *from;

		while (at < end && isspace((unsigned char)*at))
			at++;
		from = at;
		while (at < end && !isspace((unsigned char)*at))
			at++;
		if (from == at)
			break;
		heading.word[heading.count++] = gen_copy(gen, from, (size_t)(at - from));
	}
	return heading;
}

static bool heading_is(const struct heading *heading, size_t at, const char *word)
{
	return at < heading->count && strcmp(heading->word[at], word) == 0;
}

static bool result_read(const struct heading *heading, struct statement *statement)
{
	static const struct {
		const char *word;
		enum result_kind result;
	} kinds[] = {
		{ "shows", RESULT_SHOWS },
		{ "lists", RESULT_LISTS },
		{ "nests", RESULT_NESTS },
		{ "gate", RESULT_GATE },
	};

	statement->result = RESULT_WRITE;
	if (heading->count == 3)
		return true;
	statement->may_miss = heading_is(heading, 3, "any");
	if (heading->count == 4 && statement->may_miss)
		return true;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (heading->count == 4 && heading_is(heading, 3, kinds[i].word)) {
			statement->result = kinds[i].result;
			return true;
		}
	if (!heading_is(heading, 3, "gives") || heading->count < 5)
		return false;
	statement->result = RESULT_ONE;
	if (heading->count == 6 && heading_is(heading, 4, "maybe"))
		statement->result = RESULT_MAYBE;
	else if (heading->count == 6 && heading_is(heading, 4, "list"))
		statement->result = RESULT_LIST;
	else if (heading->count != 5)
		return false;
	statement->gives = heading->word[heading->count - 1];
	return name_is_snake(statement->gives, strlen(statement->gives));
}

/* A subject keeps one name everywhere; what lies below the stages is free. */
static bool is_subject(const struct gen *gen, const struct source *source)
{
	const struct subject *subject = gen->subjects.at;

	for (size_t i = 0; i < gen->subjects.count; i++)
		if (strcmp(subject[i].folder, source->folder) == 0 &&
			strcmp(subject[i].stem, source->stem) == 0)
			return true;
	return false;
}

/* The first line → statement; NULL after a complaint. */
static struct statement *statement_begin(struct gen *gen, const struct source *source,
	const struct token *remark, const struct heading *heading)
{
	struct statement *statement = gen_alloc(gen, sizeof(*statement));
	size_t stem_len = strlen(source->stem);

	statement->source = source;
	statement->line = remark->line;
	statement->table = -1;
	if (heading->count < 3 || !heading_is(heading, 1, "of") ||
		!result_read(heading, statement) ||
		!name_is_snake(heading->word[0], strlen(heading->word[0])) ||
		!name_is_snake(heading->word[2], strlen(heading->word[2]))) {
		trouble(gen, source->path, remark->line,
			"`-- name: NAME of STRUCT [gives [maybe|list] S | shows | lists | nests | "
			"gate | any]`");
		return NULL;
	}
	statement->name = heading->word[0];
	statement->in = strcmp(heading->word[2], "none") == 0 ? NULL : heading->word[2];
	if ((statement->result == RESULT_GATE || is_subject(gen, source)) &&
		(!starts_with(statement->name, source->stem) || statement->name[stem_len] != '_')) {
		trouble(gen, source->path, remark->line, "%s: a name here begins with %s_",
			statement->name, source->stem);
		return NULL;
	}
	for (size_t i = 0; i < gen->statements.count; i++) {
		const struct statement *other = ((struct statement **)gen->statements.at)[i];

		if (other->source == source && strcmp(other->name, statement->name) == 0) {
			trouble(gen, source->path, remark->line, "%s is already named in line %d",
				statement->name, other->line);
			return NULL;
		}
	}
	return statement;
}

static const char *const of_the_door[] = { "street", "id", "new", "actor", "home", "by", "now",
	"today" };

static bool param_is_known(const struct statement *statement, const struct param *param)
{
	for (size_t i = 0; i < sizeof(of_the_door) / sizeof(*of_the_door); i++)
		if (strcmp(param->name, of_the_door[i]) == 0)
			return true;
	return statement->in != NULL;
}

/* A WITH name like a view's would hide a foreign table behind it. */
static bool names_no_view(
	struct gen *gen, const struct statement *statement, const struct token *body, size_t count)
{
	for (size_t i = 0; i + 2 < count; i++)
		if (body[i].kind == TOKEN_WORD && body[i].len > 2 &&
			memcmp(body[i].at, "v_", 2) == 0 && token_is(&body[i + 1], "AS") &&
			token_is(&body[i + 2], "(")) {
			trouble(gen, statement->source->path, body[i].line,
				"only views are named v_…");
			return false;
		}
	return true;
}

static bool body_check(
	struct gen *gen, const struct statement *statement, const struct token *body, size_t count)
{
	bool is_good = true;

	for (size_t i = 0; i < count; i++) {
		if (token_is(&body[i], ";")) {
			trouble(gen, statement->source->path, body[i].line,
				"%s: one statement a name", statement->name);
			return false;
		}
		if (token_is(&body[i], "RETURNING")) {
			trouble(gen, statement->source->path, body[i].line,
				"%s: RETURNING is added by gen", statement->name);
			is_good = false;
		}
	}
	if (!count) {
		trouble(gen, statement->source->path, statement->line, "%s: no statement follows",
			statement->name);
		return false;
	}
	return is_good;
}

/* The alias of the table that an UPDATE names (SQLite wants its AS), else the table itself. */
static const char *row_name(
	struct gen *gen, const char *table, const struct token *body, size_t count)
{
	for (size_t i = 1; i + 2 < count; i++)
		if (token_is(&body[i - 1], "UPDATE") && token_is(&body[i], table) &&
			token_is(&body[i + 1], "AS"))
			return gen_copy(gen, body[i + 2].at, body[i + 2].len);
	return table;
}

/* Every column in table order: what the marks of a leaf are made of. */
static const char *returning(struct gen *gen, const struct table_made *table, const char *row)
{
	const struct column_made *column = table->columns.at;
	struct text out = text_new(gen);

	text_put(&out, " RETURNING ");
	for (size_t i = 0; i < table->columns.count; i++)
		text_print(&out, "%s%s%s%s", i ? ", " : "", row, *row ? "." : "", column[i].name);
	return text_z(&out);
}

static bool columns_check(struct gen *gen, struct statement *statement, sqlite3_stmt *stmt,
	const struct token *body, size_t count)
{
	int column_count = sqlite3_column_count(stmt);
	const char *path = statement->source->path;
	bool is_good = true;

	for (int i = 0; i < column_count; i++) {
		const char *name = sqlite3_column_name(stmt, i);
		struct result_column *column = list_add(gen, &statement->columns, sizeof(*column));

		column->name = gen_copy(gen, name, strlen(name));
		column->line = statement->line;
		for (size_t k = 0; k < count; k++)
			if (token_is(&body[k], name)) {
				column->line = body[k].line;
				break;
			}
		if (!name_is_snake(name, strlen(name))) {
			trouble(gen, path, statement->line,
				"%s: column %d, `%s`, needs a name (AS …)", statement->name, i + 1,
				name);
			is_good = false;
		}
		for (int k = 0; k < i; k++)
			if (strcmp(name, sqlite3_column_name(stmt, k)) == 0) {
				trouble(gen, path, statement->line, "%s: two columns are named %s",
					statement->name, name);
				is_good = false;
			}
	}
	return is_good;
}

static bool is_scalar(const char *name)
{
	static const char *const scalars[] = { "int", "bool", "money", "ref", "day", "moment",
		"str", "bytes" };

	for (size_t i = 0; i < sizeof(scalars) / sizeof(*scalars); i++)
		if (strcmp(name, scalars[i]) == 0)
			return true;
	return false;
}

static bool read_check(struct gen *gen, struct statement *statement, sqlite3_stmt *stmt,
	const struct token *body, size_t count)
{
	int columns = sqlite3_column_count(stmt);
	const char *path = statement->source->path;

	if (!sqlite3_stmt_readonly(stmt)) {
		trouble(gen, path, statement->line,
			"%s writes, but its first line promises a result", statement->name);
		return false;
	}
	if (statement->gives && is_scalar(statement->gives) && columns != 1) {
		trouble(gen, path, statement->line, "%s gives one %s, but selects %d columns",
			statement->name, statement->gives, columns);
		return false;
	}
	if (statement->result == RESULT_GATE && columns != 1) {
		trouble(gen, path, statement->line,
			"%s is a gate: one column, the reason; it selects %d", statement->name,
			columns);
		return false;
	}
	if (statement->result == RESULT_NESTS && columns < 2) {
		trouble(gen, path, statement->line,
			"%s nests: the parent's id first, then at least one column",
			statement->name);
		return false;
	}
	if (statement->result == RESULT_GATE || (statement->gives && is_scalar(statement->gives)))
		return true;
	return columns_check(gen, statement, stmt, body, count);
}

static bool write_check(
	struct gen *gen, struct statement *statement, sqlite3_stmt *stmt, const struct watch *watch)
{
	const char *path = statement->source->path;

	if (sqlite3_stmt_readonly(stmt) || !watch->written) {
		trouble(gen, path, statement->line,
			"%s only reads: say what it gives (gives S, shows, lists, nests or gate)",
			statement->name);
		return false;
	}
	statement->table = table_index(gen, watch->written);
	if (statement->table < 0) {
		trouble(gen, path, statement->line, "%s writes %s, which is no table",
			statement->name, watch->written);
		return false;
	}
	return true;
}

static const char *ending_of(struct gen *gen, const struct statement *statement, enum engine engine,
	const struct token *body, size_t count)
{
	const struct table_made *table;
	bool has_from = false;

	if (statement->table < 0)
		return "";
	table = (struct table_made *)gen->tables.at + statement->table;
	for (size_t i = 0; i < count; i++)
		has_from |= token_is(&body[0], "UPDATE") && token_is(&body[i], "FROM");
	/* Beside a second table PostgreSQL asks whose columns are meant; SQLite knows, and knows no
	 * alias here. */
	has_from &= engine == ENGINE_POSTGRES;
	return returning(gen, table, has_from ? row_name(gen, table->name, body, count) : "");
}

static void texts_make(
	struct gen *gen, struct statement *statement, const struct token *body, size_t count)
{
	struct writing writing = { gen, statement->source, ENGINE_SQLITE, &statement->params, false,
		NULL };
	const char *pg;

	statement->sql = gen_print(gen, "%s%s", tokens_write(&writing, body, count),
		ending_of(gen, statement, ENGINE_SQLITE, body, count));
	writing.engine = ENGINE_POSTGRES;
	pg = gen_print(gen, "%s%s", tokens_write(&writing, body, count),
		ending_of(gen, statement, ENGINE_POSTGRES, body, count));
	if (strcmp(pg, statement->sql) != 0)
		statement->pg = pg;
}

static bool statement_ask(
	struct gen *gen, struct statement *statement, const struct token *body, size_t count)
{
	struct list places = { 0 };
	struct writing writing = { gen, statement->source, ENGINE_SQLITE, &statement->params, true,
		&places };
	struct watch watch = { gen, statement->source, statement->line, body, count,
		statement->source->folder, NULL, false };
	const char *text = tokens_write(&writing, body, count);
	const struct param *param = statement->params.at;
	sqlite3_stmt *stmt;
	bool is_good;

	for (size_t i = 0; i < statement->params.count; i++)
		if (!param_is_known(statement, &param[i])) {
			trouble(gen, statement->source->path, param[i].line,
				":%s comes from nowhere: %s is `of none`", param[i].name,
				statement->name);
			return false;
		}
	stmt = watch_prepare(&watch, text, &places);
	if (!stmt)
		return false;
	is_good = statement->result == RESULT_WRITE ? write_check(gen, statement, stmt, &watch)
						    : read_check(gen, statement, stmt, body, count);
	sqlite3_finalize(stmt);
	if (!is_good)
		return false;
	texts_make(gen, statement, body, count);
	if (statement->result != RESULT_WRITE)
		return true;
	stmt = watch_prepare(&watch, statement->sql, &places);
	sqlite3_finalize(stmt);
	return stmt != NULL;
}

/* `-- name: NAME pg`: PostgreSQL's own text, with the same parameters under the same numbers. */
static void postgres_text(
	struct gen *gen, struct statement *statement, const struct token *body, size_t count)
{
	struct writing writing = { gen, statement->source, ENGINE_POSTGRES, &statement->params,
		false, NULL };
	const char *text;

	for (size_t i = 0; i < count; i++)
		if (token_is(&body[i], "::")) {
			trouble(gen, statement->source->path, body[i].line,
				"write CAST(x AS int64), not ::");
			return;
		}
	text = tokens_write(&writing, body, count);
	if (!text)
		return;
	for (size_t i = 0; i < statement->params.count; i++) {
		const struct param *param = (const struct param *)statement->params.at + i;
		bool is_used = false;

		for (size_t k = 0; k < count; k++)
			is_used |= body[k].kind == TOKEN_PARAM &&
				   strlen(param->name) == body[k].len &&
				   memcmp(param->name, body[k].at, body[k].len) == 0;
		if (!is_used)
			trouble(gen, statement->source->path, body->line,
				"%s: the text for PostgreSQL must use :%s too", statement->name,
				param->name);
	}
	statement->pg = gen_print(
		gen, "%s%s", text, ending_of(gen, statement, ENGINE_POSTGRES, body, count));
}

/* One `-- name:` and the tokens up to the next. */
static void statement_read(struct gen *gen, const struct source *source, const struct token *tokens,
	size_t count, struct statement **last)
{
	struct heading heading = heading_read(gen, tokens);
	bool is_own_text = heading.count == 2 && heading_is(&heading, 1, "pg");
	struct token *body = gen_alloc(gen, (count + 1) * sizeof(*body));
	struct statement *statement = *last;
	size_t body_count = 0;

	for (size_t i = 1; i < count; i++)
		if (tokens[i].kind != TOKEN_REMARK)
			body[body_count++] = tokens[i];
	if (body_count && token_is(&body[body_count - 1], ";"))
		body_count--;
	if (is_own_text) {
		if (!statement || strcmp(statement->name, heading.word[0]) != 0)
			trouble(gen, source->path, tokens->line,
				"%s pg: stands right after the statement %s", heading.word[0],
				heading.word[0]);
		else if (!statement->is_bad && body_check(gen, statement, body, body_count))
			postgres_text(gen, statement, body, body_count);
		return;
	}
	*last = statement = statement_begin(gen, source, tokens, &heading);
	if (!statement)
		return;
	statement->is_bad = !body_check(gen, statement, body, body_count) ||
			    !tokens_check(gen, source, body, body_count, false) ||
			    !names_no_view(gen, statement, body, body_count) ||
			    !statement_ask(gen, statement, body, body_count);
	*(struct statement **)list_add(gen, &gen->statements, sizeof(statement)) = statement;
}

void statements_read(struct gen *gen, const struct source *source)
{
	struct scan scan = { source->at, source->at + source->len, 1 };
	struct list tokens = { 0 };
	struct statement *last = NULL;
	struct token token;

	do {
		bool is_name;

		token = scan_next(&scan);
		is_name = token.kind == TOKEN_REMARK && token.len >= 5 &&
			  memcmp(token.at, "name:", 5) == 0;
		if (tokens.count && (is_name || token.kind == TOKEN_END)) {
			statement_read(gen, source, tokens.at, tokens.count, &last);
			tokens = (struct list) { 0 };
		}
		if (is_name || tokens.count)
			*(struct token *)list_add(gen, &tokens, sizeof(token)) = token;
		else if (token.kind != TOKEN_REMARK && token.kind != TOKEN_END) {
			trouble(gen, source->path, token.line,
				"a statement begins with a line `-- name: …`");
			return;
		}
	} while (token.kind != TOKEN_END);
}
