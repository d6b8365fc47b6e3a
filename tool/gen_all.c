/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen_all.c: writes build/gen/all.c, everything that is looked up by name when the program
 * runs: pages, words, migrations, views, tables, kinds of references, statement texts, assets; and
 * build/gen/pages.h. */
#include "gen.h"

static void quote_z(struct text *out, const char *z)
{
	text_quote(out, z, z ? strlen(z) : 0);
}

static void words_put(struct text *out, const struct gen *gen)
{
	const struct word_made *word = gen->words.at;

	text_put(out, "\nconst struct word words[] = {\n");
	for (size_t i = 0; i < gen->words.count; i++) {
		if (!word[i].zh || !word[i].en)
			continue;
		text_print(out, "\t{ \"%s\", ", word[i].key);
		quote_z(out, word[i].zh);
		text_put(out, ", ");
		quote_z(out, word[i].en);
		text_put(out, " },\n");
	}
	text_put(out, "\t{ NULL, NULL, NULL }\n};\n");
	text_put(out, "const size_t word_count = sizeof(words) / sizeof(*words) - 1;\n");
}

static void page_put(struct text *out, const struct page_made *page, size_t index)
{
	text_print(out, "{ \"%s\", \"%s\", \"%s\", page_text_%zu }", page->name, page->source->path,
		page->prefix, index);
}

static void pages_put(struct text *out, const struct gen *gen)
{
	const struct page_made *page = gen->pages.at;

	text_put(out, "\n");
	for (size_t i = 0; i < gen->pages.count; i++) {
		text_print(out, "static const char page_text_%zu[] = ", i);
		text_quote(out, page[i].source->at, page[i].source->len);
		text_put(out, ";\n");
	}
	for (size_t i = 0; i < gen->pages.count; i++) {
		text_print(out, "const struct page %s = ", page[i].identifier);
		page_put(out, &page[i], i);
		text_put(out, ";\n");
	}
	text_put(out, "const struct page pages[] = {\n");
	for (size_t i = 0; i < gen->pages.count; i++) {
		text_put(out, "\t");
		page_put(out, &page[i], i);
		text_put(out, ",\n");
	}
	text_put(out, "\t{ NULL, NULL, NULL, NULL }\n};\n");
}

static void migrations_put(struct text *out, const struct gen *gen)
{
	const struct migration_made *migration = gen->migrations.at;

	text_put(out, "\nconst struct migration migrations[] = {\n");
	for (size_t i = 0; i < gen->migrations.count; i++) {
		text_print(out, "\t{ %d, \"%s\",\n\t", migration[i].version, migration[i].name);
		quote_z(out, migration[i].sqlite);
		text_put(out, ",\n\t");
		quote_z(out, migration[i].postgres);
		text_put(out, " },\n");
	}
	text_put(out, "\t{ 0, NULL, NULL, NULL }\n};\nconst char *const schema_views_sqlite =\n\t");
	quote_z(out, gen->views_sqlite);
	text_put(out, ";\nconst char *const schema_views_postgres =\n\t");
	quote_z(out, gen->views_postgres);
	text_put(out, ";\n");
}

static void tables_put(struct text *out, const struct gen *gen)
{
	const struct table_made *table = gen->tables.at;

	text_put(out, "\n");
	for (size_t i = 0; i < gen->tables.count; i++) {
		const struct column_made *column = table[i].columns.at;

		text_print(
			out, "static const struct table_column columns_%s[] = {\n", table[i].name);
		for (size_t k = 0; k < table[i].columns.count; k++)
			text_print(out, "\t{ \"%s\", %s, %s, %s },\n", column[k].name,
				column[k].key ? "true" : "false",
				column[k].is_personal ? "true" : "false",
				column[k].is_blob ? "true" : "false");
		text_put(out, "};\n");
	}
	text_put(out, "const struct table tables[] = {\n");
	for (size_t i = 0; i < gen->tables.count; i++)
		text_print(out, "\t{ \"%s\", columns_%s, %zu, %s },\n", table[i].name,
			table[i].name, table[i].columns.count,
			table_is_marked(&table[i]) ? "true" : "false");
	text_put(out, "\t{ NULL, NULL, 0, false }\n};\n");
}

static void stmt_put(
	struct text *out, const struct statement *statement, const char *binds, const char *columns)
{
	text_print(out, "{ \"%s\",\n\t\t", statement->name);
	quote_z(out, statement->sql);
	text_put(out, ",\n\t\t");
	quote_z(out, statement->pg);
	text_print(out, ", %s, %s, NULL, false }", binds, columns);
}

static void refs_put(struct text *out, const struct gen *gen)
{
	const struct ref_made *ref = gen->refs.at;

	if (gen->refs.count)
		text_put(out, "\nstatic const struct bind ref_binds[] = { { BIND_STREET, 0 }, { "
			      "BIND_REF, 0 } };\n"
			      "static const struct column ref_columns[] = {\n"
			      "\tCOLUMN(ref_found, place, \"place\"),\n"
			      "\tCOLUMN(ref_found, label, \"label\"),\n};\n");
	text_put(out, "const struct ref_kind ref_kinds[] = {\n");
	for (size_t i = 0; i < gen->refs.count; i++) {
		text_print(out, "\t{ \"%s\",\n\t\t", ref[i].kind);
		stmt_put(out, &ref[i].find, "ref_binds, 2", "ref_columns, 2");
		text_put(out, ",\n\t\t");
		stmt_put(out, &ref[i].list, "ref_binds, 2", "NULL, 0");
		text_put(out, " },\n");
	}
	text_put(out, "\t{ .kind = NULL }\n};\n");
}

static void scans_put(struct text *out, const struct gen *gen)
{
	const struct table_scan_made *scan = gen->scans.at;

	if (gen->scans.count)
		text_put(
			out, "\nstatic const struct bind scan_binds[] = { { BIND_STREET, 0 } };\n");
	text_put(out, "const struct table_scan table_scans[] = {\n");
	for (size_t i = 0; i < gen->scans.count; i++) {
		text_print(out, "\t{ &tables[%d],\n\t\t", scan[i].table);
		stmt_put(out, &scan[i].scan, "scan_binds, 1", "NULL, 0");
		text_put(out, " },\n");
	}
	text_put(out, "\t{ .table = NULL }\n};\n");
}

static void statement_text_put(
	struct text *out, const char *path, int line, const struct statement *statement)
{
	text_print(out, "\t{ \"%s\", %d, \"%s\",\n\t\t", path, line, statement->name);
	quote_z(out, statement->sql);
	text_put(out, ",\n\t\t");
	quote_z(out, statement->pg);
	text_put(out, " },\n");
}

static void statement_texts_put(struct text *out, const struct gen *gen)
{
	const struct ref_made *ref = gen->refs.at;
	const struct table_scan_made *scan = gen->scans.at;

	text_put(out, "\nconst struct statement_text statement_texts[] = {\n");
	for (size_t i = 0; i < gen->statements.count; i++) {
		const struct statement *statement = ((struct statement **)gen->statements.at)[i];

		if (!statement->is_bad)
			statement_text_put(
				out, statement->source->path, statement->line, statement);
	}
	for (size_t i = 0; i < gen->refs.count; i++) {
		statement_text_put(out, ref[i].view->path, ref[i].view->line, &ref[i].find);
		statement_text_put(out, ref[i].view->path, ref[i].view->line, &ref[i].list);
	}
	for (size_t i = 0; i < gen->scans.count; i++) {
		const struct table_made *table = (const struct table_made *)gen->tables.at +
						 scan[i].table;

		statement_text_put(out, table->path, table->line, &scan[i].scan);
	}
	text_put(out, "\t{ NULL, 0, NULL, NULL, NULL }\n};\n");
}

/* FNV-1a, its bits spread once more: an address that changes with the content, not a proof of it.
 */
static uint64_t content_hash(const char *at, size_t len)
{
	uint64_t hash = 0xcbf29ce484222325u;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)at[i]) * 0x100000001b3u;
	hash ^= hash >> 33;
	hash *= 0xff51afd7ed558ccdu;
	hash ^= hash >> 29;
	return hash >> 16;
}

static bool is_asset(const struct source *source)
{
	return ends_with(source->name, ".css") || ends_with(source->name, ".svg") ||
	       ends_with(source->name, ".story");
}

static void assets_put(struct text *out, const struct gen *gen)
{
	const struct source *source = gen->sources.at;

	text_put(out, "\nconst struct asset assets[] = {\n");
	for (size_t i = 0; i < gen->sources.count; i++) {
		if (!is_asset(&source[i]))
			continue;
		text_print(out, "\t{ \"%s/%s\",\n\t\t", source[i].folder, source[i].name);
		text_quote(out, source[i].at, source[i].len);
		text_print(out, ",\n\t\t%zu, \"%012llx\" },\n", source[i].len,
			(unsigned long long)content_hash(source[i].at, source[i].len));
	}
	text_put(out, "\t{ NULL, NULL, 0, NULL }\n};\n");
}

static void pages_header(struct gen *gen)
{
	const struct page_made *page = gen->pages.at;
	struct text out = text_new(gen);

	text_put(&out, "/* Written by tool/gen: every .html and .paper of the tree. */\n#pragma "
		       "once\n\nstruct page;\n");
	for (size_t i = 0; i < gen->pages.count; i++)
		text_print(&out, "extern const struct page %s; /* %s */\n", page[i].identifier,
			page[i].source->path);
	file_write(gen, "pages.h", &out);
}

void all_write(struct gen *gen)
{
	struct text out = text_new(gen);

	text_put(&out, "/* Written by tool/gen. */\n");
	text_put(&out, "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n");
	text_put(&out,
		"#include \"base/asset.h\"\n#include \"base/words.h\"\n#include \"db/schema.h\"\n");
	text_put(&out, "#include \"gen/pages.h\"\n#include \"render/page.h\"\n");
	words_put(&out, gen);
	pages_put(&out, gen);
	migrations_put(&out, gen);
	tables_put(&out, gen);
	refs_put(&out, gen);
	scans_put(&out, gen);
	statement_texts_put(&out, gen);
	assets_put(&out, gen);
	file_write(gen, "all.c", &out);
	pages_header(gen);
}
