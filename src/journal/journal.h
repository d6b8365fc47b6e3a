/* SPDX-License-Identifier: MulanPSL-2.0 */
/* journal/journal.h: the append-only record of every act of a street.
 * Owns tables journal_…. Promises: a leaf is appended in the transaction of its act; verify() finds
 * every row that is not as its last mark says. Memory: the caller's arena. Fails with ERR_DB and
 * its kin, ERR_TOO_BIG. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "db/query.h"
#include "db/driver.h"

struct journal_head {
	int64_t street;
	int64_t size;
	int64_t next_id;
	int64_t now_ms;
	struct str story; /* seed; absent in life */
};

/* Locks and reads the head row (FOR UPDATE on PostgreSQL). ERR_NOT_FOUND: no such street. */
enum err journal_lock(struct rd *rd, int64_t street, struct journal_head *out);
enum err journal_read(struct rd *rd, int64_t street, struct journal_head *out);
enum err journal_save(struct tx *tx, const struct journal_head *head);
/* A new street's journal; *street is the next free number. */
enum err journal_found(struct tx *tx, struct str story, int64_t *street);

/* Chance of one act: the system's in life, HMAC(seed, street/leaf/name) in a story, so a body that
 * runs twice is the same. */
void journal_chance(
	const struct journal_head *head, int64_t leaf, const char *name, void *out, size_t size);

/* What one act has written so far. */
struct marks {
	struct arena *arena;
	const struct journal_head *head;
	int64_t leaf;
	struct tx *tx; /* seals are written through it */
	struct mark *first;
	struct mark *last;
	struct mark **by_key; /* hash table, grown by doubling */
	size_t count;
	size_t cap;
};
/* A mark_fn: to is struct marks. A row written twice keeps its last digest. */
enum err marks_add(void *to, const struct table *table, const struct value *row, bool is_gone);

/* hex HMAC-SHA-256(salt, "zd1" ‖ name ‖ 0 ‖ value) */
void commitment_print(
	struct buf *out, const uint8_t salt[HASH_SIZE], const char *name, struct str value);
/* Makes the salt, keeps it in journal_salt, writes the commitment (without quotes). */
enum err journal_commit_value(struct tx *tx, const struct journal_head *head, int64_t leaf,
	const char *name, struct str value, struct buf *out);

struct leaf {
	int64_t at_index;
	const char *act;
	int64_t cause; /* index of a leaf; -1: none */
	int64_t id;
	int64_t now_ms;
	struct str by;	   /* "clock", "guest" or a commitment */
	struct str acting; /* absent, or the commitment of the person whose affair it is */
	const char *via;   /* screen desk paper */
	struct str rules;  /* JSON array */
	struct str fields; /* JSON object */
};
/* Writes leaf and long mark lists; *hash is its RFC 6962 leaf hash. ERR_TOO_BIG over LIMIT_LEAF or
 * LIMIT_MARKS. */
enum err journal_append(
	struct tx *tx, const struct leaf *leaf, const struct marks *marks, struct hash *hash);

/* Leaf hashes [from, until) in order, for trees and proofs. */
struct journal_hashes {
	struct hash *at;
	size_t count;
};
enum err journal_hashes(
	struct rd *rd, int64_t street, int64_t from, int64_t until, struct journal_hashes *out);

/* Everything checked; `tell` is called for each thing that is wrong (kind, what) and for progress
 * (kind "progress"). ERR_REFUSED when anything was wrong. */
typedef void journal_tell(void *with, const char *kind, const char *what);
struct journal_report {
	int64_t leaves;
	int64_t rows;
	int64_t wrong;
	struct hash root;
};
enum err journal_verify(
	struct rd *rd, int64_t street, journal_tell *tell, void *with, struct journal_report *out);
