/* SPDX-License-Identifier: MulanPSL-2.0 */
/* journal/checkpoint.c: signed notes. The text is origin, size and root, a line each; Ed25519 signs
 * it with its last line end. The dash before the name is U+2014. */
#include <sodium.h>
#include "base/arena.h"
#include "journal/checkpoint.h"
#include "journal/rows.h"

enum { TYPE_ED25519 = 1 };
static const char dash[] = "\xe2\x80\x94 ";

void checkpoint_key(const uint8_t seed[CHECKPOINT_SEED], uint8_t key[CHECKPOINT_KEY])
{
	uint8_t secret[crypto_sign_SECRETKEYBYTES];

	crypto_sign_seed_keypair(key, secret, seed);
	sodium_memzero(secret, sizeof secret);
}

void checkpoint_key_id(struct str name, const uint8_t key[CHECKPOINT_KEY], uint8_t id[4])
{
	static const uint8_t middle[] = { '\n', TYPE_ED25519 };
	const struct bytes pieces[] = { { (const uint8_t *)name.at, name.len },
		{ middle, sizeof middle }, { key, CHECKPOINT_KEY } };
	struct hash hash = hash_join(pieces, 3);

	memcpy(id, hash.at, 4);
}

void checkpoint_verifier(struct buf *out, struct str name, const uint8_t key[CHECKPOINT_KEY])
{
	uint8_t id[4], typed[1 + CHECKPOINT_KEY] = { TYPE_ED25519 };

	checkpoint_key_id(name, key, id);
	memcpy(typed + 1, key, CHECKPOINT_KEY);
	buf_str(out, name);
	buf_char(out, '+');
	hex_print(out, (struct bytes){ id, sizeof id });
	buf_char(out, '+');
	base64_print(out, (struct bytes){ typed, sizeof typed });
}

static void text_print(struct buf *out, struct str origin, int64_t size, const struct hash *root)
{
	buf_str(out, origin);
	buf_char(out, '\n');
	buf_int(out, size);
	buf_char(out, '\n');
	base64_print(out, (struct bytes){ root->at, HASH_SIZE });
	buf_char(out, '\n');
}

void checkpoint_print(struct buf *out, struct str origin, int64_t size, const struct hash *root,
	const uint8_t seed[CHECKPOINT_SEED])
{
	uint8_t key[CHECKPOINT_KEY], secret[crypto_sign_SECRETKEYBYTES];
	uint8_t signature[4 + crypto_sign_BYTES];
	size_t begin = out->len;

	text_print(out, origin, size, root);
	if (!buf_ok(out))
		return;
	crypto_sign_seed_keypair(key, secret, seed);
	checkpoint_key_id(origin, key, signature);
	crypto_sign_detached(signature + 4, NULL, (const uint8_t *)out->at + begin,
		out->len - begin, secret);
	sodium_memzero(secret, sizeof secret);
	buf_char(out, '\n');
	buf_text(out, dash);
	buf_str(out, origin);
	buf_char(out, ' ');
	base64_print(out, (struct bytes){ signature, sizeof signature });
	buf_char(out, '\n');
}

/* A number as it is written: no sign, no leading zero. */
static bool size_read(struct str text, int64_t *out)
{
	if (text.len == 0 || text.at[0] == '-' || (text.len > 1 && text.at[0] == '0'))
		return false;
	return str_int(text, out);
}

/* "— name base64" for this name and key. */
static bool signature_check(struct str line, struct str origin, struct str text,
	const uint8_t key[CHECKPOINT_KEY])
{
	uint8_t id[4], signature[4 + crypto_sign_BYTES];
	struct str name;
	size_t len;

	if (!str_starts(line, dash))
		return false;
	line = str_from(line, sizeof dash - 1);
	name = str_cut(&line, ' ');
	if (!str_equal(name, origin) || !line.at ||
		!base64_parse(line, signature, sizeof signature, &len) ||
		len != sizeof signature)
		return false;
	checkpoint_key_id(origin, key, id);
	return !memcmp(id, signature, 4) &&
	       !crypto_sign_verify_detached(
		       signature + 4, (const uint8_t *)text.at, text.len, key);
}

bool checkpoint_check(
	struct str note, const uint8_t key[CHECKPOINT_KEY], struct checkpoint *out)
{
	struct str rest = note, text, size, root;
	size_t len;

	*out = (struct checkpoint){ .note = note };
	out->origin = str_cut(&rest, '\n');
	size = str_cut(&rest, '\n');
	root = str_cut(&rest, '\n');
	if (!out->origin.len || !size_read(size, &out->size) || !rest.at ||
		!base64_parse(root, out->root.at, HASH_SIZE, &len) || len != HASH_SIZE)
		return false;
	text = (struct str){ note.at, note.len - rest.len };
	if (str_cut(&rest, '\n').len || !rest.at) /* the one blank line */
		return false;
	return signature_check(str_cut(&rest, '\n'), out->origin, text, key) && rest.at &&
	       rest.len == 0;
}

enum err checkpoint_put(struct tx *tx, const struct checkpoint *checkpoint)
{
	const struct journal_checkpoint_new row = { checkpoint->size,
		{ checkpoint->root.at, HASH_SIZE }, checkpoint->note };

	return checkpoint_insert(tx, &row);
}

enum err checkpoint_last(struct rd *rd, int64_t street, struct checkpoint *out, bool *found)
{
	struct journal_where where = { street };
	struct journal_checkpoint_found row;

	TRY(checkpoint_newest(rd, &where, &row, found));
	if (!*found)
		return OK;
	if (row.root.len != HASH_SIZE)
		return ERR_DB;
	*out = (struct checkpoint){ .size = row.size, .made_ms = row.made.ms, .note = row.note };
	memcpy(out->root.at, row.root.at, HASH_SIZE);
	return OK;
}
