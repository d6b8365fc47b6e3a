/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen.h: what the parts of gen share. gen reads the .sql, .text, .html, .paper, .css and
 * .story files of the tree, checks them, and writes C for build/gen. Memory lives in one pool until
 * the end; every complaint is `file:line: message` and the work goes on, so that one run shows all
 * that is wrong. */
#pragma once
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sqlite3.h>
#include "base/attr.h"
#include "base/banned.h"

struct block;

/* A growing piece of text, NUL-terminated once it has been written to. */
struct text {
	struct gen *gen;
	char *at;
	size_t len;
	size_t cap;
};

/* A list of things of one size, in the pool. */
struct list {
	void *at;
	size_t count;
	size_t cap;
};

/* One input file. */
struct source {
	const char *path;   /* "src/fund/pledge.show.html", as the compiler is to show it */
	const char *folder; /* "fund" */
	const char *name;   /* "pledge.show.html" */
	const char *stem;   /* "pledge": up to the first dot */
	const char *at;	    /* NUL-terminated */
	size_t len;
};

/* A line of src/subjects.def. */
struct subject {
	const char *folder;
	const char *stem;
};

struct column_made {
	const char *name;
	int key; /* 1, 2, … in the key; 0: not in it */
	bool is_personal;
	bool is_blob;
};
struct table_made {
	const char *name;
	const char *path; /* where it was made */
	int line;
	bool is_unkeyed; /* said so by a remark */
	struct list columns;
};
struct view_made {
	const char *name;
	const char *path;
	int line;
};
struct migration_made {
	int version;
	const char *name;
	const char *sqlite;
	const char *postgres;
};

enum result_kind {
	RESULT_WRITE,
	RESULT_ONE,
	RESULT_MAYBE,
	RESULT_LIST,
	RESULT_SHOWS,
	RESULT_LISTS,
	RESULT_NESTS,
	RESULT_GATE,
};
struct param {
	const char *name;
	int line;
};
struct result_column {
	const char *name;
	int line;
};
struct statement {
	const struct source *source;
	int line; /* of its `-- name:` */
	const char *name;
	const char *in;	   /* struct of the caller's parameters; NULL for none */
	const char *gives; /* S of RESULT_ONE … RESULT_LIST */
	enum result_kind result;
	bool may_miss;
	bool is_bad; /* was complained about: no code is written for it */
	const char *sql;
	const char *pg;	     /* NULL when one text serves both */
	struct list params;  /* struct param, in the order of $1 … $n */
	struct list columns; /* struct result_column */
	int table;	     /* index of the table written to, -1 for a read */
};
/* Reads a street's rows of a marked table, for verify. */
struct table_scan_made {
	int table;
	struct statement scan;
};
struct ref_made {
	const char *kind;
	const struct view_made *view;
	struct statement find;
	struct statement list;
};

struct word_made {
	const char *key;
	const char *zh;
	const char *en;
	const char *path;
	int line;
};
struct page_made {
	const char *name;	/* "pledge.show", "pledge.notice.paper" */
	const char *identifier; /* PAGE_pledge_show */
	const char *prefix;	/* "fund.pledge" */
	const struct source *source;
	struct list parts; /* struct param: the parts it includes */
	bool is_paper;
};

struct gen {
	const char *root;
	const char *out;
	struct block *blocks;
	int trouble_count;
	sqlite3 *db;
	struct list sources;	/* struct source, by folder and name */
	struct list subjects;	/* struct subject */
	struct list migrations; /* struct migration_made */
	struct list tables;	/* struct table_made */
	struct list views;	/* struct view_made */
	struct list broken;     /* struct param: tables and views that could not be made */
	const char *views_sqlite;
	const char *views_postgres;
	struct list statements; /* struct statement * */
	struct list refs;	/* struct ref_made */
	struct list scans;	/* struct table_scan_made */
	struct list words;	/* struct word_made, sorted by key */
	struct list pages;	/* struct page_made, sorted by name */
};

/* gen_base.c */
void *gen_alloc(struct gen *gen, size_t size); /* zeroed; ends the program when memory is out */
void gen_free(struct gen *gen);
char *gen_copy(struct gen *gen, const char *at, size_t len);
char *gen_print(struct gen *gen, const char *format, ...) PRINTF(2, 3);
void *list_add(struct gen *gen, struct list *list, size_t size); /* a zeroed new last thing */
struct text text_new(struct gen *gen);
void text_add(struct text *text, const char *at, size_t len);
void text_put(struct text *text, const char *z);
void text_print(struct text *text, const char *format, ...) PRINTF(2, 3);
/* `at` as a C string literal, NULL as NULL; long text is broken into several lines. */
void text_quote(struct text *text, const char *at, size_t len);
const char *text_z(struct text *text);
void trouble(struct gen *gen, const char *path, int line, const char *format, ...) PRINTF(4, 5);
/* Reads ROOT/path; false when there is no such file. */
bool file_read(struct gen *gen, const char *path, const char **at, size_t *len);
/* Writes OUT/path unless it already holds just this: its time then stays, and nothing is compiled
 * anew. */
void file_write(struct gen *gen, const char *path, const struct text *text);
/* Adds every ROOT/folder/ *.suffix as a source. */
void folder_read(
	struct gen *gen, const char *folder, const char *label, const char *const *suffixes);
void folders_list(struct gen *gen, const char *folder, struct list *names); /* struct param */
bool name_is_snake(const char *at, size_t len); /* a_b2: lower case, digits, single underscores */
bool ends_with(const char *z, const char *tail);
bool starts_with(const char *z, const char *head);
int line_of(const char *from, const char *at, int first);

/* gen_scan.c: SQL as tokens. */
enum token_kind {
	TOKEN_END,
	TOKEN_WORD,
	TOKEN_NUMBER,
	TOKEN_STRING,
	TOKEN_NAME,
	TOKEN_REMARK,
	TOKEN_MARK,
	TOKEN_PARAM
};
struct token {
	enum token_kind kind;
	const char *at; /* of TOKEN_PARAM: after the colon; of TOKEN_REMARK: after the dashes,
			   trimmed */
	size_t len;
	int line;
	bool is_apart; /* blanks or a remark stand before it */
};
struct scan {
	const char *at;
	const char *end;
	int line;
};
struct token scan_next(struct scan *scan);
bool token_is(const struct token *token, const char *word); /* a word in any case, or a mark */
/* Where a piece of the text sent to an engine stands in its file. */
struct place {
	size_t at;
	int line;
};
/* Tokens of one statement written out for an engine: remarks dropped, one blank between words,
 * int64 and blob spelled, :name as $n by its index in params (added when may_add). Returns NULL
 * after complaining about a name not in params. */
enum engine { ENGINE_SQLITE, ENGINE_POSTGRES };
struct writing {
	struct gen *gen;
	const struct source *source;
	enum engine engine;
	struct list *params; /* NULL: none are allowed */
	bool may_add;
	struct list *places; /* struct place, may be NULL */
};
const char *tokens_write(const struct writing *writing, const struct token *tokens, size_t count);
int place_line(const struct list *places, int offset, int otherwise);
/* Complains about what the two engines do not share; false when there was something. */
bool tokens_check(struct gen *gen, const struct source *source, const struct token *tokens,
	size_t count, bool is_schema);

/* gen_watch.c: what SQLite says a statement does. */
struct watch {
	struct gen *gen;
	const struct source *source;
	int line;
	const struct token *tokens;
	size_t token_count;
	const char *owner;   /* folder whose tables may be named; NULL: the schema itself, any */
	const char *written; /* table */
	bool is_bad;
};
/* Prepares sql and asks; NULL after complaining. */
sqlite3_stmt *watch_prepare(struct watch *watch, const char *sql, const struct list *places);
bool watch_run(struct watch *watch, const char *sql,
	const struct list *places); /* executes one statement of the schema */

/* gen_schema.c gen_derive.c gen_sql.c gen_emit.c gen_text.c gen_page.c gen_all.c */
void schema_read(struct gen *gen);
int table_index(const struct gen *gen, const char *name); /* -1: none */
const struct view_made *view_find_made(const struct gen *gen, const char *name);
bool table_is_marked(const struct table_made *table);
void refs_make(struct gen *gen);
void scans_make(struct gen *gen);
void statements_read(struct gen *gen, const struct source *source);
void headers_write(struct gen *gen);
void words_read(struct gen *gen);
const struct word_made *words_find(const struct gen *gen, const char *key);
bool words_have(const struct gen *gen, const char *head); /* some key begins so */
void pages_read(struct gen *gen);
void page_check(struct gen *gen, struct page_made *page);
void all_write(struct gen *gen);
