/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen_emit.c: writes build/gen/STAGE/SUBJECT.sql.h: a typed function for every statement, and
 * tables that name the caller's members under `#line`, so that the compiler itself points at the
 * line of the .sql that is wrong. */
#include "gen.h"

struct type {
	const char *word; /* of `gives` */
	const char *c;
	const char *kind;
};
static const struct type types[] = {
	{ "int", "int64_t", "BIND_INT" },
	{ "bool", "bool", "BIND_BOOL" },
	{ "money", "struct money", "BIND_MONEY" },
	{ "ref", "struct ref", "BIND_REF" },
	{ "day", "struct day", "BIND_DAY" },
	{ "moment", "struct moment", "BIND_MOMENT" },
	{ "str", "struct str", "BIND_TEXT" },
	{ "bytes", "struct bytes", "BIND_BYTES" },
};

static const struct type *type_find(const char *word)
{
	for (size_t i = 0; word && i < sizeof(types) / sizeof(*types); i++)
		if (strcmp(types[i].word, word) == 0)
			return &types[i];
	return NULL;
}

static const char *type_of(struct gen *gen, const char *word)
{
	const struct type *type = type_find(word);

	return type ? type->c : gen_print(gen, "struct %s", word);
}

static void line_put(struct text *out, const struct statement *statement, int line)
{
	text_print(out, "#line %d \"%s\"\n", line, statement->source->path);
}

static const char *door_kind(const struct statement *statement, const char *name)
{
	static const char *const kinds[][2] = {
		{ "street", "BIND_STREET" },
		{ "id", "BIND_ID" },
		{ "new", "BIND_NEW" },
		{ "actor", "BIND_ACTOR" },
		{ "home", "BIND_HOME" },
		{ "by", "BIND_BY" },
		{ "now", "BIND_NOW" },
		{ "today", "BIND_TODAY" },
	};

	/* In a page and for a reference, :id is that of the row looked at: no act is under way. */
	if (strcmp(name, "id") == 0 && statement->in &&
		(strcmp(statement->in, "look") == 0 || strcmp(statement->in, "ref") == 0))
		return NULL;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(name, kinds[i][0]) == 0)
			return kinds[i][1];
	return NULL;
}

static void binds_put(struct text *out, const struct statement *statement)
{
	const struct param *param = statement->params.at;

	if (!statement->params.count)
		return;
	text_print(out, "static const struct bind BINDS_%s[] = {\n", statement->name);
	for (size_t i = 0; i < statement->params.count; i++) {
		const char *kind = door_kind(statement, param[i].name);

		if (kind) {
			text_print(out, "\t{ %s, 0 },\n", kind);
			continue;
		}
		line_put(out, statement, param[i].line);
		text_print(out, "\tBIND(%s, %s),\n", statement->in, param[i].name);
	}
	text_put(out, "};\n");
}

/* amount_fen fills the member amount, which must be a struct money: the ending is the type. */
static void column_put(struct text *out, const char *gives, const char *name)
{
	static const struct {
		const char *ending;
		const char *type;
		const char *kind;
	} endings[] = {
		{ "_fen", "struct money", "BIND_MONEY" },
		{ "_day", "struct day", "BIND_DAY" },
		{ "_ms", "struct moment", "BIND_MOMENT" },
	};

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (ends_with(name, endings[i].ending)) {
			int len = (int)(strlen(name) - strlen(endings[i].ending));

			text_print(out,
				"\t{ \"%s\", _Generic(((struct %s *)0)->%.*s, %s: %s), "
				"offsetof(struct %s, %.*s) },\n",
				name, gives, len, name, endings[i].type, endings[i].kind, gives,
				len, name);
			return;
		}
	text_print(out, "\tCOLUMN(%s, %s, \"%s\"),\n", gives, name, name);
}

static bool is_typed(const struct statement *statement)
{
	return statement->gives || statement->result == RESULT_GATE;
}

static void columns_put(struct text *out, const struct statement *statement)
{
	const struct result_column *column = statement->columns.at;
	const struct type *type = type_find(
		statement->result == RESULT_GATE ? "str" : statement->gives);

	if (!is_typed(statement))
		return;
	line_put(out, statement, statement->line);
	text_print(out, "static const struct column COLUMNS_%s[] = {\n", statement->name);
	if (type)
		text_print(out, "\t{ \"%s\", %s, 0 },\n",
			statement->result == RESULT_GATE ? "reason" : type->word, type->kind);
	for (size_t i = 0; !type && i < statement->columns.count; i++) {
		line_put(out, statement, column[i].line);
		column_put(out, statement->gives, column[i].name);
	}
	text_put(out, "};\n");
}

static void stmt_put(struct text *out, const struct gen *gen, const struct statement *statement)
{
	bool is_scalar = type_find(statement->gives) || statement->result == RESULT_GATE;
	size_t columns = is_scalar ? 1 : is_typed(statement) ? statement->columns.count : 0;

	line_put(out, statement, statement->line);
	text_print(out, "static const struct stmt STMT_%s = { \"%s\",\n\t", statement->name,
		statement->name);
	text_quote(out, statement->sql, strlen(statement->sql));
	text_put(out, ",\n\t");
	text_quote(out, statement->pg, statement->pg ? strlen(statement->pg) : 0);
	text_put(out, ",\n\t");
	if (statement->params.count)
		text_print(out, "BINDS_%s, %zu, ", statement->name, statement->params.count);
	else
		text_put(out, "NULL, 0, ");
	if (columns)
		text_print(out, "COLUMNS_%s, %zu, ", statement->name, columns);
	else
		text_put(out, "NULL, 0, ");
	if (statement->table >= 0)
		text_print(out, "&tables[%d] /* %s */", statement->table,
			((const struct table_made *)gen->tables.at)[statement->table].name);
	else
		text_put(out, "NULL");
	text_print(out, ", %s };\n", statement->may_miss ? "true" : "false");
}

static void list_put(
	struct text *out, struct gen *gen, const struct statement *statement, const char *in)
{
	line_put(out, statement, statement->line);
	text_print(out, "struct %s_list { %s *at; size_t count; };\n", statement->name,
		type_of(gen, statement->gives));
	line_put(out, statement, statement->line);
	text_print(out, "static inline enum err %s(struct rd *rd%s, struct %s_list *out)\n{\n",
		statement->name, in, statement->name);
	text_print(out,
		"\tstruct any_list any = { NULL, 0 };\n\tenum err err = rd_rows(rd, &STMT_%s, %s, "
		"sizeof(*out->at), &any);\n\n\tif (err)\n\t\treturn err;\n\tout->at = any.at;\n"
		"\tout->count = any.count;\n\treturn OK;\n}\n",
		statement->name, statement->in ? "in" : "NULL");
}

static void function_put(struct text *out, struct gen *gen, const struct statement *statement)
{
	const char *name = statement->name;
	const char *in = statement->in ? gen_print(gen, ", const struct %s *in", statement->in)
				       : "";
	const char *arg = statement->in ? "in" : "NULL";
	const char *type = statement->gives ? type_of(gen, statement->gives) : "";

	if (statement->result == RESULT_LIST) {
		list_put(out, gen, statement, in);
		return;
	}
	line_put(out, statement, statement->line);
	switch (statement->result) {
	case RESULT_WRITE:
		text_print(out,
			"static inline enum err %s(struct tx *tx%s) { return tx_run(tx, &STMT_%s, "
			"%s); }\n",
			name, in, name, arg);
		break;
	case RESULT_ONE:
		text_print(out,
			"static inline enum err %s(struct rd *rd%s, %s *out) { return rd_one(rd, "
			"&STMT_%s, %s, out); }\n",
			name, in, type, name, arg);
		break;
	case RESULT_MAYBE:
		text_print(out,
			"static inline enum err %s(struct rd *rd%s, %s *out, bool *found) "
			"{ return rd_maybe(rd, &STMT_%s, %s, out, found); }\n",
			name, in, type, name, arg);
		break;
	case RESULT_SHOWS:
		text_print(out,
			"static inline enum err %s(struct rd *rd%s, struct data *out) "
			"{ return rd_show(rd, &STMT_%s, %s, out); }\n",
			name, in, name, arg);
		break;
	case RESULT_LISTS:
		text_print(out,
			"static inline enum err %s(struct rd *rd%s, struct data *out, const char "
			"*name) "
			"{ return rd_list(rd, &STMT_%s, %s, out, name); }\n",
			name, in, name, arg);
		break;
	case RESULT_NESTS:
		text_print(out,
			"static inline enum err %s(struct rd *rd%s, struct data *out, const char "
			"*list, const char *name) "
			"{ return rd_nest(rd, &STMT_%s, %s, out, list, name); }\n",
			name, in, name, arg);
		break;
	case RESULT_GATE:
		text_print(out, "static const struct gate GATE_%s = { \"%s.%s\", &STMT_%s };\n",
			name, statement->source->stem, name + strlen(statement->source->stem) + 1,
			name);
		break;
	case RESULT_LIST:
		break;
	}
}

static void header_write(struct gen *gen, const char *folder, const char *stem)
{
	const char *path = gen_print(gen, "src/%s/%s.sql", folder, stem);
	struct text body = text_new(gen);
	struct text out = text_new(gen);
	bool has_gate = false;
	bool has_write = false;

	for (size_t i = 0; i < gen->statements.count; i++) {
		const struct statement *statement = ((struct statement **)gen->statements.at)[i];

		if (strcmp(statement->source->path, path) != 0 || statement->is_bad)
			continue;
		has_gate |= statement->result == RESULT_GATE;
		has_write |= statement->table >= 0;
		text_put(&body, "\n");
		if (statement->in)
			text_print(&body, "struct %s;\n", statement->in);
		binds_put(&body, statement);
		columns_put(&body, statement);
		stmt_put(&body, gen, statement);
		function_put(&body, gen, statement);
	}
	text_print(&out,
		"/* Written by tool/gen from %s. */\n#pragma once\n#include \"db/query.h\"\n",
		path);
	if (has_write)
		text_put(&out, "#include \"db/schema.h\"\n");
	if (has_gate)
		text_put(&out, "#include \"door/action.h\"\n");
	text_add(&out, body.at, body.len);
	file_write(gen, gen_print(gen, "%s/%s.sql.h", folder, stem), &out);
}

void headers_write(struct gen *gen)
{
	const struct source *source = gen->sources.at;
	const struct subject *subject = gen->subjects.at;

	/* A subject without a .sql still includes its header. */
	for (size_t i = 0; i < gen->subjects.count; i++)
		header_write(gen, subject[i].folder, subject[i].stem);
	for (size_t i = 0; i < gen->sources.count; i++)
		if (ends_with(source[i].name, ".sql") &&
			!starts_with(source[i].path, "src/db/schema/"))
			header_write(gen, source[i].folder, source[i].stem);
}
