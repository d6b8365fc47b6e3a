/* SPDX-License-Identifier: MulanPSL-2.0 */
/* journal/checkpoint.h: the signed size and root of a street's journal, as a C2SP tlog-checkpoint
 * inside a C2SP signed note: any verifier of the Go sumdb family reads it.
 * Owns table journal_checkpoint. */
#pragma once
#include <stdbool.h>
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"

struct rd;
struct tx;

enum { CHECKPOINT_SEED = 32, CHECKPOINT_KEY = 32 };

struct checkpoint {
	struct str origin; /* schema-less address without blanks or '+': also the key's name */
	int64_t size;
	struct hash root;
	int64_t made_ms;
	struct str note;
};

/* The key file of an installation, made at the first ask. ERR_IO: it cannot be read or made. */
enum err checkpoint_seed(const char *path, uint8_t seed[CHECKPOINT_SEED]);
/* Ed25519 (type 0x01): the key of a 32-byte seed; the first four bytes of SHA-256(name ‖ 0x0A ‖
 * 0x01 ‖ key). */
void checkpoint_key(const uint8_t seed[CHECKPOINT_SEED], uint8_t key[CHECKPOINT_KEY]);
void checkpoint_key_id(struct str name, const uint8_t key[CHECKPOINT_KEY], uint8_t id[4]);
/* name+hexid+base64(type ‖ key): what a verifier is given. */
void checkpoint_verifier(
	struct buf *out, struct str name, const uint8_t key[CHECKPOINT_KEY]);

/* text, blank line, signature line */
void checkpoint_print(struct buf *out, struct str origin, int64_t size, const struct hash *root,
	const uint8_t seed[CHECKPOINT_SEED]);
/* Strict: any deviation is false. */
bool checkpoint_check(
	struct str note, const uint8_t key[CHECKPOINT_KEY], struct checkpoint *out);

enum err checkpoint_put(struct tx *tx, const struct checkpoint *checkpoint);
/* The newest; *found false when nothing was sealed yet. */
enum err checkpoint_last(
	struct rd *rd, int64_t street, struct checkpoint *out, bool *found);
