/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/box.h: the ballot box. A choice is sealed to the box's public key before it reaches the
 * lane; the secret key lies in a file of its own outside the database (0600, synced) and is gone
 * once the box was opened, so no copy of the database tells a choice. An envelope is a libsodium
 * sealed box of one size, whatever was ticked. Fails with ERR_IO (logged), ERR_MEMORY. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/err.h"
#include "base/hash.h"
#include "base/str.h"

struct arena;

enum {
	BOX_KEY = 32,
	BOX_CANDIDATES = 24, /* "1 2 … 24" with BOX_OFFERS times "+9999" and its length fit */
	BOX_OFFERS = 3,	     /* projects that a household offers money for */
	BOX_OFFER_YUAN = 9999,
	BOX_PLAIN = 80,
	BOX_ENVELOPE = BOX_PLAIN + 48,
	BOX_CODE = 9,  /* "7K3M-2Q9X" */
	BOX_HALF = 69, /* fourteen times four letters */
};
struct box_key {
	uint8_t at[BOX_KEY];
};

/* Makes the key pair of 32 bytes of chance and puts the secret one into dir. Doing it again with
 * the same chance is fine. */
enum err box_make(struct arena *arena, const char *dir, const uint8_t *chance, struct box_key *out);
/* The secret key of a box; *found false when it is not in dir (any more). */
enum err box_secret(struct arena *arena, const char *dir, struct bytes public_key,
	struct box_key *out, bool *found);
/* Destroys the secret key; one that is gone already is fine. */
enum err box_forget(struct arena *arena, const char *dir, struct bytes public_key);

/* The secret key as two halves, each of which says nothing without the other, as letters to be
 * printed and typed. Asked again they are the same, so that a reprint goes with an older sheet.
 * Each knows which half of which box it is, and whether it was typed right. */
void box_halves(struct bytes public_key, const struct box_key *secret, char one[BOX_HALF + 1],
	char two[BOX_HALF + 1]);
enum box_half { HALF_WRONG, HALF_ONE, HALF_TWO };
/* HALF_WRONG: mistyped, or of another box. Case, blanks and hyphens do not matter. */
enum box_half box_half_read(struct bytes public_key, struct str typed, struct box_key *out);
/* Puts the key that two halves make into dir; false: they are not both halves of it. */
enum err box_join(struct arena *arena, const char *dir, struct bytes public_key,
	const struct box_key *one, const struct box_key *two, bool *fits);

/* Seals "3 7+200 12" with 32 bytes of chance: what crypto_box_seal does, but told twice from the
 * same chance it is the same envelope. */
void box_seal(struct bytes public_key, const uint8_t *chance, struct str choice,
	uint8_t out[BOX_ENVELOPE]);
/* false: not sealed to this box, or torn. */
bool box_open(struct arena *arena, struct bytes public_key, const struct box_key *secret,
	struct bytes envelope, struct str *choice);

/* The key under which the once key remembers a cast. It comes from the secret key and dies with
 * it. */
struct hash box_ask_key(const struct box_key *secret);
/* What the receipt shows of an envelope's hash, to be read aloud and compared. */
void box_code(struct bytes hash, char out[BOX_CODE + 1]);
