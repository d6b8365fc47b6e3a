/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen.c: build/tool/gen ROOT OUT reads the tree under ROOT and writes C into OUT. Order of
 * work: schema, statements, words, pages, then the files. Exit 0: all is well; 1: something was
 * complained about; 2: gen itself cannot go on. */
#include "gen.h"

static void sources_read(struct gen *gen)
{
	static const char *const subject[] = { ".sql", ".text", ".html", ".paper", ".css", ".svg",
		NULL };
	static const char *const sql[] = { ".sql", NULL };
	static const char *const story[] = { ".story", NULL };
	struct list folders = { 0 };
	const struct param *folder;

	folder_read(gen, "src/db/schema", "db", sql);
	folders_list(gen, "src", &folders);
	folder = folders.at;
	for (size_t i = 0; i < folders.count; i++)
		folder_read(gen, gen_print(gen, "src/%s", folder[i].name), folder[i].name, subject);
	folder_read(gen, "test/cases", "cases", story);
	folder_read(gen, "src/sim", "sim", story);
}

/* SUBJECT(fund, pledge) lines of the table of contents. */
static void subjects_read(struct gen *gen)
{
	const char *path = "src/subjects.def";
	const char *at;
	size_t len;

	if (!file_read(gen, path, &at, &len))
		return;
	for (const char *p = at; (p = strstr(p, "SUBJECT(")); p++) {
		struct subject *subject;
		char folder[64];
		char stem[64];

		if (p != at && p[-1] != '\n')
			continue;
		if (sscanf(p, "SUBJECT(%63[a-z0-9_], %63[a-z0-9_])", folder, stem) != 2) {
			trouble(gen, path, line_of(at, p, 1), "a line is SUBJECT(stage, name)");
			continue;
		}
		subject = list_add(gen, &gen->subjects, sizeof(*subject));
		subject->folder = gen_copy(gen, folder, strlen(folder));
		subject->stem = gen_copy(gen, stem, strlen(stem));
	}
}

static void database_open(struct gen *gen)
{
	if (sqlite3_open(":memory:", &gen->db) != SQLITE_OK) {
		fprintf(stderr, "gen: no database in memory\n");
		exit(2);
	}
	/* "typo" must be a name that does not exist, not a string. */
	sqlite3_db_config(gen->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(gen->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
}

static void statements_read_all(struct gen *gen)
{
	const struct source *source = gen->sources.at;

	for (size_t i = 0; i < gen->sources.count; i++) {
		if (!ends_with(source[i].name, ".sql") ||
			starts_with(source[i].path, "src/db/schema/"))
			continue;
		if (strcmp(source[i].name + strlen(source[i].stem), ".sql") != 0)
			trouble(gen, source[i].path, 1, "a subject has one .sql, called %s.sql",
				source[i].stem);
		else
			statements_read(gen, &source[i]);
	}
}

int main(int argc, char **argv)
{
	struct gen gen = { 0 };
	int trouble_count;

	if (argc != 3) {
		fprintf(stderr, "usage: gen ROOT OUT\n");
		return 2;
	}
	gen.root = argv[1];
	gen.out = argv[2];
	database_open(&gen);
	sources_read(&gen);
	subjects_read(&gen);
	schema_read(&gen);
	refs_make(&gen);
	scans_make(&gen);
	statements_read_all(&gen);
	words_read(&gen);
	pages_read(&gen);
	/* What is right is written even beside what is wrong: the exit status alone stops the
	 * build. */
	headers_write(&gen);
	all_write(&gen);
	trouble_count = gen.trouble_count;
	if (trouble_count)
		fprintf(stderr, "gen: %d to mend\n", trouble_count);
	sqlite3_close(gen.db);
	gen_free(&gen);
	return trouble_count ? 1 : 0;
}
