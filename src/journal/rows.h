/* SPDX-License-Identifier: MulanPSL-2.0 */
/* journal/rows.h: the structs behind journal.sql, shared inside this folder; included before
 * gen/journal/journal.sql.h. */
#pragma once
#include "base/hash.h"
#include "db/query.h"
#include "journal/journal.h"

struct journal_where {
	int64_t street_of;
};
struct journal_head_row {
	int64_t street;
	int64_t size;
	int64_t next_id;
	struct moment now;
	struct str story;
};
struct journal_head_new {
	int64_t street_of;
	int64_t since_ms;
	struct str story;
};
struct journal_leaf_row {
	int64_t at;
	struct str entry;
	struct bytes hash;
};
struct journal_mark_row {
	int64_t leaf;
	int64_t n;
	struct str mark;
};
struct journal_salt_row {
	int64_t leaf;
	struct str name;
	struct bytes salt;
};
struct journal_seal_row {
	int64_t street_of;
	struct str tbl;
	struct str row_key;
	struct str col;
	struct bytes salt;
	struct str commitment;
};
struct journal_seal_found {
	struct bytes salt;
	struct str commitment;
};
struct journal_span {
	int64_t street_of;
	int64_t since; /* a leaf index; the leaf itself for marks_read */
	int64_t until;
};
struct journal_hash_row {
	struct bytes hash;
};
struct journal_entry_row {
	int64_t at;
	struct str entry;
	struct bytes hash;
};
struct journal_mark_text {
	struct str mark;
};
struct journal_checkpoint_row {
	int64_t size;
	struct bytes root;
};
struct journal_checkpoint_new {
	int64_t size;
	struct bytes root;
	struct str note;
};
struct journal_checkpoint_found {
	int64_t size;
	struct bytes root;
	struct moment made;
	struct str note;
};
#include "gen/journal/journal.sql.h"

/* A row as its digest sees it: key "1,7" and canonical JSON. commitments[i] stands for a personal
 * column i; absent: the column is null. */
void row_key_print(struct buf *out, const struct table *table, const struct value *row);
void row_json_print(struct buf *out, const struct table *table, const struct value *row,
	const struct str *commitments);
struct str value_spell(
	struct arena *arena, const struct value *value); /* text of a number, bytes as hex */

struct mark {
	const struct table *table;
	struct str key;
	struct str digest; /* 64 hex digits or "gone" */
	struct mark *next; /* in order of writing */
};
