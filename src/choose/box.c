/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/box.c: key files, envelopes, receipts of the ballot box. A key file is called after the
 * public key, so that a ballot finds its own and no list of boxes has to be kept. */
#include "choose/box.h"
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/log.h"

static_assert(BOX_KEY == crypto_box_SECRETKEYBYTES, "a box key is a libsodium box key");
static_assert(BOX_ENVELOPE == BOX_PLAIN + crypto_box_SEALBYTES, "an envelope is a sealed box");
static_assert(
	BOX_PLAIN > 1 + 9 * 2 + (BOX_CANDIDATES - 9) * 3 + BOX_OFFERS * 5, "all ticked still fits");

enum { FILE_SIZE = 2 * BOX_KEY, NAME_MOST = 4096 };
/* A half: which it is, the half itself, a check over both and the box. */
enum { CHECK = 2, HALF_BYTES = 1 + BOX_KEY + CHECK };
static_assert(HALF_BYTES * 8 == 14 * 4 * 5, "fourteen groups of four letters of five bits");

/* Read aloud and typed: no I O 0 1. */
static const char letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

static void fd_close(const int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static enum err box_fail(const char *what)
{
	log_line(LOG_FAULT, "ballot box: %s: %s", what, strerror(errno));
	return ERR_IO;
}

/* DIR/PUBLIC.box */
static const char *box_path(struct arena *arena, const char *dir, struct bytes public_key)
{
	struct buf path = buf_new(arena, NAME_MOST);

	buf_text(&path, dir);
	buf_char(&path, '/');
	hex_print(&path, public_key);
	buf_text(&path, ".box");
	return buf_z(&path);
}

static bool write_whole(int fd, const char *at, size_t size)
{
	while (size) {
		ssize_t some = write(fd, at, size);

		if (some < 0 && errno == EINTR)
			continue;
		if (some <= 0)
			return false;
		at += some;
		size -= (size_t)some;
	}
	return true;
}

/* A key that a power cut loses is a vote nobody can count: file and directory are synced. */
static enum err dir_sync(const char *dir)
{
	CLEANUP(fd_close) int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd >= 0 && fsync(fd) == 0 ? OK : box_fail("cannot sync the directory");
}

static enum err secret_write(const char *path, const char *text)
{
	CLEANUP(fd_close)
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0 || !write_whole(fd, text, FILE_SIZE) || fsync(fd) != 0)
		return box_fail("cannot write the key");
	return OK;
}

static enum err secret_keep(
	struct arena *arena, const char *dir, struct bytes public_key, const uint8_t *secret)
{
	struct buf text = buf_new(arena, FILE_SIZE + 1);
	const char *path = box_path(arena, dir, public_key);
	enum err err = ERR_MEMORY;

	hex_print(&text, (struct bytes) { secret, BOX_KEY });
	if (path && buf_z(&text))
		err = secret_write(path, text.at);
	if (!err)
		err = dir_sync(dir);
	if (text.at)
		sodium_memzero(text.at, text.len);
	return err;
}

enum err box_make(struct arena *arena, const char *dir, const uint8_t *chance, struct box_key *out)
{
	uint8_t secret[BOX_KEY];
	enum err err;

	crypto_box_seed_keypair(out->at, secret, chance);
	err = secret_keep(arena, dir, (struct bytes) { out->at, BOX_KEY }, secret);
	sodium_memzero(secret, sizeof(secret));
	return err;
}

enum err box_secret(struct arena *arena, const char *dir, struct bytes public_key,
	struct box_key *out, bool *found)
{
	const char *path = box_path(arena, dir, public_key);
	char text[FILE_SIZE];
	CLEANUP(fd_close) int fd = path ? open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) : -1;

	*found = false;
	if (!path)
		return ERR_MEMORY;
	if (fd < 0)
		return errno == ENOENT ? OK : box_fail("cannot read the key");
	if (read(fd, text, FILE_SIZE) != FILE_SIZE ||
		!hex_parse((struct str) { text, FILE_SIZE }, out->at, BOX_KEY)) {
		errno = EILSEQ;
		return box_fail("the key is torn");
	}
	sodium_memzero(text, sizeof(text));
	*found = true;
	return OK;
}

enum err box_forget(struct arena *arena, const char *dir, struct bytes public_key)
{
	const char *path = box_path(arena, dir, public_key);

	if (!path)
		return ERR_MEMORY;
	if (unlink(path) != 0)
		return errno == ENOENT ? OK : box_fail("cannot destroy the key");
	return dir_sync(dir);
}

/* --- two halves --- */

static void half_check(struct bytes public_key, const uint8_t *half, uint8_t out[CHECK])
{
	uint8_t sum[crypto_generichash_BYTES];

	crypto_generichash(
		sum, sizeof(sum), half, HALF_BYTES - CHECK, public_key.at, public_key.len);
	memcpy(out, sum, CHECK);
}

static void half_print(
	struct bytes public_key, enum box_half which, const uint8_t *half, char out[BOX_HALF + 1])
{
	uint8_t whole[HALF_BYTES] = { (uint8_t)which };
	char *at = out;

	memcpy(whole + 1, half, BOX_KEY);
	half_check(public_key, whole, whole + HALF_BYTES - CHECK);
	for (size_t i = 0; i < HALF_BYTES; i += 5) {
		uint64_t bits = 0;

		for (size_t j = i; j < i + 5; j++)
			bits = bits << 8 | whole[j];
		for (size_t j = 0; j < 8; j++) {
			if (j % 4 == 0 && at > out)
				*at++ = '-';
			*at++ = letters[bits >> (35 - 5 * j) & 31];
		}
	}
	*at = '\0';
	sodium_memzero(whole, sizeof(whole));
}

/* The first half is a one-way function of the key, the second the key hidden under it: who holds
 * one of them would have to try all 2^256 keys. */
void box_halves(struct bytes public_key, const struct box_key *secret, char one[BOX_HALF + 1],
	char two[BOX_HALF + 1])
{
	static const char purpose[] = "zhidian: first half of a box key";
	uint8_t half[BOX_KEY];

	crypto_generichash(half, sizeof(half), (const uint8_t *)purpose, sizeof(purpose) - 1,
		secret->at, BOX_KEY);
	half_print(public_key, HALF_ONE, half, one);
	for (size_t i = 0; i < BOX_KEY; i++)
		half[i] ^= secret->at[i];
	half_print(public_key, HALF_TWO, half, two);
	sodium_memzero(half, sizeof(half));
}

enum box_half box_half_read(struct bytes public_key, struct str typed, struct box_key *out)
{
	uint8_t whole[HALF_BYTES];
	uint8_t check[CHECK];
	uint64_t bits = 0;
	size_t read = 0;

	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.at[i];
		const char *letter;

		if (c == '-' || c == ' ')
			continue;
		c = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
		letter = c ? strchr(letters, c) : NULL;
		if (!letter || read == HALF_BYTES / 5 * 8)
			return HALF_WRONG;
		bits = bits << 5 | (uint64_t)(letter - letters);
		if (++read % 8)
			continue;
		for (size_t j = 0; j < 5; j++)
			whole[read / 8 * 5 - 5 + j] = (uint8_t)(bits >> (32 - 8 * j));
	}
	if (read != HALF_BYTES / 5 * 8 || (whole[0] != HALF_ONE && whole[0] != HALF_TWO))
		return HALF_WRONG;
	half_check(public_key, whole, check);
	if (memcmp(check, whole + HALF_BYTES - CHECK, CHECK) != 0)
		return HALF_WRONG;
	memcpy(out->at, whole + 1, BOX_KEY);
	return whole[0] == HALF_ONE ? HALF_ONE : HALF_TWO;
}

enum err box_join(struct arena *arena, const char *dir, struct bytes public_key,
	const struct box_key *one, const struct box_key *two, bool *fits)
{
	uint8_t secret[BOX_KEY];
	uint8_t found[BOX_KEY];
	enum err err = OK;

	for (size_t i = 0; i < BOX_KEY; i++)
		secret[i] = one->at[i] ^ two->at[i];
	*fits = crypto_scalarmult_base(found, secret) == 0 && public_key.len == BOX_KEY &&
		memcmp(found, public_key.at, BOX_KEY) == 0;
	if (*fits)
		err = secret_keep(arena, dir, public_key, secret);
	sodium_memzero(secret, sizeof(secret));
	return err;
}

/* --- envelopes --- */

/* As crypto_box_seal: BLAKE2b over both public keys. */
static void nonce_make(const uint8_t *from, const uint8_t *to, uint8_t *out)
{
	crypto_generichash_state state;

	crypto_generichash_init(&state, NULL, 0, crypto_box_NONCEBYTES);
	crypto_generichash_update(&state, from, BOX_KEY);
	crypto_generichash_update(&state, to, BOX_KEY);
	crypto_generichash_final(&state, out, crypto_box_NONCEBYTES);
}

void box_seal(struct bytes public_key, const uint8_t *chance, struct str choice,
	uint8_t out[BOX_ENVELOPE])
{
	uint8_t plain[BOX_PLAIN] = { 0 };
	uint8_t nonce[crypto_box_NONCEBYTES];
	uint8_t secret[BOX_KEY];

	assert(public_key.len == BOX_KEY && choice.len < BOX_PLAIN);
	plain[0] = (uint8_t)choice.len;
	if (choice.len)
		memcpy(plain + 1, choice.at, choice.len);
	crypto_box_seed_keypair(out, secret, chance);
	nonce_make(out, public_key.at, nonce);
	/* fails only for a public key that is no point of the curve; ours is made by box_make */
	if (crypto_box_easy(out + BOX_KEY, plain, BOX_PLAIN, nonce, public_key.at, secret) != 0)
		assert(!"a ballot box with a public key of no use");
	sodium_memzero(secret, sizeof(secret));
	sodium_memzero(plain, sizeof(plain));
}

bool box_open(struct arena *arena, struct bytes public_key, const struct box_key *secret,
	struct bytes envelope, struct str *choice)
{
	uint8_t plain[BOX_PLAIN];

	if (envelope.len != BOX_ENVELOPE || public_key.len != BOX_KEY ||
		crypto_box_seal_open(plain, envelope.at, envelope.len, public_key.at, secret->at) !=
			0 ||
		plain[0] >= BOX_PLAIN)
		return false;
	*choice = (struct str) { arena_copy(arena, plain + 1, plain[0]), plain[0] };
	return choice->at != NULL;
}

struct hash box_ask_key(const struct box_key *secret)
{
	static const char purpose[] = "zhidian: once keys of casts";

	return hash_hmac((struct bytes) { secret->at, BOX_KEY }, purpose, sizeof(purpose) - 1);
}

void box_code(struct bytes hash, char out[BOX_CODE + 1])
{
	uint64_t bits = 0;

	assert(hash.len >= 5);
	for (size_t i = 0; i < 5; i++)
		bits = bits << 8 | hash.at[i];
	for (size_t i = 0; i < 8; i++)
		out[i + (i >= 4)] = letters[bits >> (35 - 5 * i) & 31];
	out[4] = '-';
	out[BOX_CODE] = '\0';
}
