/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen_scan.c: SQL as tokens, so that quotes and remarks are never mistaken for names, and the
 * same tokens written out for either engine. Also refuses, at its line, what the two engines do not
 * share. */
#include "gen.h"
#include <ctype.h>
#include <strings.h>

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static void skip_blanks(struct scan *scan, struct token *token)
{
	while (scan->at < scan->end && isspace((unsigned char)*scan->at)) {
		scan->line += *scan->at == '\n';
		scan->at++;
		token->is_apart = true;
	}
}

/* A quoted piece with its quotes; a doubled quote stands for itself. One that is not closed ends
 * with its line, so that the rest of the file is still read as what it is. */
static void take_quoted(struct scan *scan)
{
	char quote = *scan->at++;

	while (scan->at < scan->end && *scan->at != '\n') {
		if (*scan->at++ != quote)
			continue;
		if (scan->at == scan->end || *scan->at != quote)
			return;
		scan->at++;
	}
}

static bool is_unclosed(const struct token *token)
{
	if (token->kind != TOKEN_STRING && token->kind != TOKEN_NAME)
		return false;
	return token->len < 2 || token->at[token->len - 1] != token->at[0];
}

static void take_remark(struct scan *scan, struct token *token)
{
	scan->at += 2;
	while (scan->at < scan->end && (*scan->at == ' ' || *scan->at == '\t'))
		scan->at++;
	token->at = scan->at;
	while (scan->at < scan->end && *scan->at != '\n')
		scan->at++;
	token->len = (size_t)(scan->at - token->at);
	while (token->len && isspace((unsigned char)token->at[token->len - 1]))
		token->len--;
}

struct token scan_next(struct scan *scan)
{
	static const char *const pairs[] = { "::", "||", "<=", ">=", "<>", "!=", "==", "/*", "->" };
	struct token token = { .kind = TOKEN_END };

	skip_blanks(scan, &token);
	token.at = scan->at;
	token.line = scan->line;
	if (scan->at >= scan->end)
		return token;
	if (scan->end - scan->at >= 2 && scan->at[0] == '-' && scan->at[1] == '-') {
		token.kind = TOKEN_REMARK;
		take_remark(scan, &token);
		return token;
	}
	if (*scan->at == '\'' || *scan->at == '"') {
		token.kind = *scan->at == '"' ? TOKEN_NAME : TOKEN_STRING;
		take_quoted(scan);
	} else if (isdigit((unsigned char)*scan->at)) {
		token.kind = TOKEN_NUMBER;
		while (scan->at < scan->end && (is_word(*scan->at) || *scan->at == '.'))
			scan->at++;
	} else if (is_word(*scan->at)) {
		token.kind = TOKEN_WORD;
		while (scan->at < scan->end && is_word(*scan->at))
			scan->at++;
	} else if (*scan->at == ':' && scan->end - scan->at >= 2 && is_word(scan->at[1])) {
		token.kind = TOKEN_PARAM;
		token.at = ++scan->at;
		while (scan->at < scan->end && is_word(*scan->at))
			scan->at++;
	} else {
		token.kind = TOKEN_MARK;
		scan->at++;
		for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
			if (scan->at < scan->end && pairs[i][0] == token.at[0] &&
				pairs[i][1] == *scan->at) {
				scan->at++;
				break;
			}
	}
	token.len = (size_t)(scan->at - token.at);
	return token;
}

bool token_is(const struct token *token, const char *word)
{
	return (token->kind == TOKEN_WORD || token->kind == TOKEN_MARK) &&
	       token->len == strlen(word) && strncasecmp(token->at, word, token->len) == 0;
}

static int param_index(const struct writing *writing, const struct token *token)
{
	struct gen *gen = writing->gen;
	struct param *param;

	if (!writing->params) {
		trouble(gen, writing->source->path, token->line, ":%.*s has no meaning in a schema",
			(int)token->len, token->at);
		return -1;
	}
	param = writing->params->at;
	for (size_t i = 0; i < writing->params->count; i++)
		if (strlen(param[i].name) == token->len &&
			memcmp(param[i].name, token->at, token->len) == 0)
			return (int)i;
	if (!writing->may_add) {
		trouble(gen, writing->source->path, token->line,
			":%.*s is not a parameter of the statement this text belongs to",
			(int)token->len, token->at);
		return -1;
	}
	param = list_add(gen, writing->params, sizeof(*param));
	param->name = gen_copy(gen, token->at, token->len);
	param->line = token->line;
	return (int)writing->params->count - 1;
}

const char *tokens_write(const struct writing *writing, const struct token *tokens, size_t count)
{
	struct text out = text_new(writing->gen);

	for (size_t i = 0; i < count; i++) {
		const struct token *token = &tokens[i];

		if (token->kind == TOKEN_REMARK)
			continue;
		if (out.len && (token->is_apart || tokens[i - 1].kind == TOKEN_REMARK))
			text_put(&out, " ");
		if (writing->places) {
			struct place *place = list_add(
				writing->gen, writing->places, sizeof(*place));

			place->at = out.len;
			place->line = token->line;
		}
		if (token_is(token, "int64"))
			text_put(&out, writing->engine == ENGINE_SQLITE ? "INTEGER" : "BIGINT");
		else if (token_is(token, "blob"))
			text_put(&out, writing->engine == ENGINE_SQLITE ? "BLOB" : "BYTEA");
		else if (token->kind == TOKEN_PARAM) {
			int index = param_index(writing, token);

			if (index < 0)
				return NULL;
			text_print(&out, "$%d", index + 1);
		} else {
			text_add(&out, token->at, token->len);
		}
	}
	return text_z(&out);
}

int place_line(const struct list *places, int offset, int otherwise)
{
	const struct place *place = places ? places->at : NULL;
	int line = otherwise;

	if (!place || offset < 0)
		return otherwise;
	for (size_t i = 0; i < places->count && place[i].at <= (size_t)offset; i++)
		line = place[i].line;
	return line;
}

/* min(a, b) of two values is SQLite's own; the engines share only the aggregates. */
static bool has_two_arguments(const struct token *tokens, size_t count, size_t open)
{
	int depth = 0;

	for (size_t i = open; i < count; i++) {
		if (token_is(&tokens[i], "("))
			depth++;
		if (token_is(&tokens[i], ")") && --depth == 0)
			return false;
		if (depth == 1 && token_is(&tokens[i], ","))
			return true;
	}
	return false;
}

struct ban {
	const char *first;
	const char *then; /* the next token; NULL: any */
	const char *advice;
};
static const struct ban bans[] = {
	{ "::", NULL, "write CAST(x AS int64)" },
	{ "REPLACE", "INTO", "write INSERT … ON CONFLICT … DO UPDATE" },
	{ "INSERT", "OR", "write ON CONFLICT" },
	{ "UPDATE", "OR", "write ON CONFLICT" },
	{ "IFNULL", NULL, "write coalesce" },
	{ "GLOB", NULL, "only SQLite has it" },
	{ "REGEXP", NULL, "only SQLite has it" },
	{ "MATCH", NULL, "only SQLite has it" },
	{ "rowid", NULL, "only SQLite has it" },
	{ "oid", NULL, "only SQLite has it" },
	{ "AUTOINCREMENT", NULL, "ids come from the street's head row" },
	{ "COLLATE", NULL, "both engines compare bytes" },
	{ "==", NULL, "write =" },
	{ "->", NULL, "no JSON in statements" },
	{ "/*", NULL, "write remarks as -- lines" },
	{ "?", NULL, "parameters have names: :street" },
	{ "$", NULL, "parameters have names: :street" },
	{ "@", NULL, "parameters have names: :street" },
	{ "`", NULL, "no quoted names" },
	{ "[", NULL, "no quoted names" },
	{ "INTEGER", NULL, "write int64" },
	{ "INT", NULL, "write int64" },
	{ "BIGINT", NULL, "write int64" },
	{ "BYTEA", NULL, "write blob" },
	{ "REAL", NULL, "integers only" },
	{ "FLOAT", NULL, "integers only" },
	{ "DOUBLE", NULL, "integers only" },
	{ "NUMERIC", NULL, "integers only" },
	{ "BOOLEAN", NULL, "write int64 with 0 and 1" },
	{ "VARCHAR", NULL, "write TEXT" },
};

static bool schema_bans(const struct token *token)
{
	return token_is(token, "TRIGGER") || token_is(token, "VIRTUAL") ||
	       token_is(token, "PRAGMA") || token_is(token, "STRICT") ||
	       token_is(token, "WITHOUT") || token_is(token, "TEMP");
}

bool tokens_check(struct gen *gen, const struct source *source, const struct token *tokens,
	size_t count, bool is_schema)
{
	bool is_good = true;

	for (size_t i = 0; i < count; i++) {
		const struct token *token = &tokens[i];
		const char *advice = NULL;

		for (size_t b = 0; b < sizeof(bans) / sizeof(*bans); b++)
			if (token_is(token, bans[b].first) &&
				(!bans[b].then ||
					(i + 1 < count && token_is(&tokens[i + 1], bans[b].then))))
				advice = bans[b].advice;
		if (is_schema && schema_bans(token))
			advice = "gen adds what SQLite wants; nothing else belongs here";
		if ((token_is(token, "min") || token_is(token, "max")) && i + 1 < count &&
			token_is(&tokens[i + 1], "(") && has_two_arguments(tokens, count, i + 1))
			advice = "of two values it is only SQLite's: write CASE";
		if (token->kind == TOKEN_NUMBER && memchr(token->at, '.', token->len))
			advice = "integers only";
		if (token_is(token, "x") && i + 1 < count && tokens[i + 1].kind == TOKEN_STRING &&
			!tokens[i + 1].is_apart)
			advice = "the engines spell bytes differently: bind them";
		if (is_unclosed(token))
			advice = "this quote is not closed";
		if (!advice)
			continue;
		trouble(gen, source->path, token->line, "`%.*s`: %s", (int)token->len, token->at,
			advice);
		is_good = false;
	}
	return is_good;
}
