/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/hash.c: SHA-256 and HMAC by OpenSSL, hex and base64 by hand. A digest that cannot be made
 * is a bug or a machine without memory: it aborts, because no caller could go on with a
 * half-made proof. */
#include "base/hash.h"
#include <assert.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>
#include "base/buf.h"

enum { HMAC_BLOCK = 64 };

struct hash hash_of(const void *at, size_t len)
{
	struct bytes piece = { at, len };

	return hash_join(&piece, 1);
}

struct hash hash_join(const struct bytes *pieces, size_t count)
{
	EVP_MD_CTX *digest = EVP_MD_CTX_new();
	struct hash hash;
	unsigned size = 0;
	int ok;

	assert(digest);
	ok = EVP_DigestInit_ex(digest, EVP_sha256(), NULL);
	for (size_t i = 0; i < count && ok; i++)
		ok = EVP_DigestUpdate(digest, pieces[i].at, pieces[i].len);
	ok = ok && EVP_DigestFinal_ex(digest, hash.at, &size);
	EVP_MD_CTX_free(digest);
	assert(ok && size == HASH_SIZE);
	return hash;
}

/* RFC 2104 over the hash above: OpenSSL's own one-shot looks its provider up at each call. */
struct hash hash_hmac(struct bytes key, const void *at, size_t len)
{
	uint8_t inner[HMAC_BLOCK] = { 0 };
	uint8_t outer[HMAC_BLOCK];
	struct hash hash;

	if (key.len > HMAC_BLOCK) {
		hash = hash_of(key.at, key.len);
		memcpy(inner, hash.at, HASH_SIZE);
	} else if (key.len) {
		memcpy(inner, key.at, key.len);
	}
	for (size_t i = 0; i < HMAC_BLOCK; i++) {
		outer[i] = inner[i] ^ 0x5c;
		inner[i] ^= 0x36;
	}
	hash = hash_join((struct bytes[]) { { inner, HMAC_BLOCK }, { at, len } }, 2);
	hash = hash_join((struct bytes[]) { { outer, HMAC_BLOCK }, { hash.at, HASH_SIZE } }, 2);
	OPENSSL_cleanse(inner, sizeof(inner));
	OPENSSL_cleanse(outer, sizeof(outer));
	return hash;
}

bool hash_equal(const struct hash *a, const struct hash *b)
{
	return CRYPTO_memcmp(a->at, b->at, HASH_SIZE) == 0;
}

bool bytes_equal(struct bytes a, struct bytes b)
{
	if (a.len != b.len)
		return false;
	return a.len == 0 || CRYPTO_memcmp(a.at, b.at, a.len) == 0;
}

void hex_print(struct buf *out, struct bytes b)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < b.len; i++) {
		char pair[2] = { digits[b.at[i] >> 4], digits[b.at[i] & 15] };

		buf_add(out, pair, sizeof(pair));
	}
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hex_parse(struct str s, uint8_t *out, size_t size)
{
	if (s.len / 2 != size || s.len % 2)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (hex_value(s.at[i]) < 0)
			return false;
	for (size_t i = 0; i < size; i++)
		out[i] = (uint8_t)(hex_value(s.at[2 * i]) << 4 | hex_value(s.at[2 * i + 1]));
	return true;
}

void base64_print(struct buf *out, struct bytes b)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < b.len; i += 3) {
		size_t left = b.len - i;
		unsigned second = left > 1 ? b.at[i + 1] : 0;
		unsigned third = left > 2 ? b.at[i + 2] : 0;
		unsigned three = (unsigned)b.at[i] << 16 | second << 8 | third;

		buf_char(out, digits[three >> 18]);
		buf_char(out, digits[three >> 12 & 63]);
		buf_char(out, left > 1 ? digits[three >> 6 & 63] : '=');
		buf_char(out, left > 2 ? digits[three & 63] : '=');
	}
}

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Four letters → up to three bytes; 0: not base64. Bits that padding leaves over must be zero:
 * one text a value. */
static size_t base64_four(const char *at, bool is_last, uint8_t three[3])
{
	size_t letters = 4;
	unsigned bits = 0;

	while (is_last && letters > 2 && at[letters - 1] == '=')
		letters--;
	for (size_t i = 0; i < 4; i++) {
		int value = i < letters ? base64_value(at[i]) : 0;

		if (value < 0)
			return 0;
		bits = bits << 6 | (unsigned)value;
	}
	three[0] = (uint8_t)(bits >> 16);
	three[1] = (uint8_t)(bits >> 8);
	three[2] = (uint8_t)bits;
	for (size_t i = letters - 1; i < 3; i++)
		if (three[i])
			return 0;
	return letters - 1;
}

bool base64_parse(struct str s, uint8_t *out, size_t cap, size_t *len)
{
	size_t done = 0;

	if (s.len % 4)
		return false;
	for (size_t i = 0; i < s.len; i += 4) {
		uint8_t three[3];
		size_t some = base64_four(s.at + i, i + 4 == s.len, three);

		if (some == 0 || some > cap - done)
			return false;
		memcpy(out + done, three, some);
		done += some;
	}
	*len = done;
	return true;
}
