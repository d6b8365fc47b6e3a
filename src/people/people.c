/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people/people.c: telephone numbers, passwords and codes, as every subject of the folder
 * understands them. */
#include "people/people.h"
#include <sodium.h>
#include "base/arena.h"
#include "base/buf.h"
#include "door/action.h"

static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"; /* no I O 0 1: read aloud */

bool phone_is_whole(struct str phone)
{
	char digits[16];
	size_t count = 0;

	for (size_t i = 0; i < phone.len; i++) {
		char c = phone.at[i];

		if (c == ' ' || c == '-')
			continue;
		if (c < '0' || c > '9' || count == sizeof digits)
			return false;
		digits[count++] = c;
	}
	if (count == 11 && digits[0] == '1')
		return digits[1] >= '3';
	return digits[0] == '0' && count >= 10 && count <= 12;
}

bool login_is_plain(struct str login)
{
	if (login.len < 3 || login.len > 32 || login.at[0] < 'a' || login.at[0] > 'z')
		return false;
	for (size_t i = 0; i < login.len; i++) {
		char c = login.at[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
			    c == '-'))
			return false;
	}
	return true;
}

struct str password_hash(struct arena *arena, struct str password)
{
	char *out = arena_alloc(arena, crypto_pwhash_STRBYTES);

	if (!out || sodium_init() < 0 ||
		crypto_pwhash_str(out, password.at, password.len,
			crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE))
		return (struct str) { 0 };
	return str_of(out);
}

bool password_fits(struct arena *arena, struct str hash, struct str password)
{
	const char *z = str_z(arena, hash);

	return z && password.at && sodium_init() >= 0 &&
	       !crypto_pwhash_str_verify(z, password.at, password.len);
}

struct str code_draw(struct ready *ready, struct arena *arena, const char *name)
{
	struct buf out = buf_new(arena, CODE_LETTERS * 2);
	unsigned char chance[CODE_LETTERS];

	draw(ready, name, chance, sizeof chance);
	for (size_t i = 0; i < CODE_LETTERS; i++) {
		if (i && i % 4 == 0)
			buf_char(&out, '-');
		buf_char(&out, letters[chance[i] & 31]);
	}
	sodium_memzero(chance, sizeof chance);
	return buf_view(&out);
}

bool code_hash(struct arena *arena, struct str code, struct hash *out)
{
	struct buf plain = buf_new(arena, 64);

	buf_text(&plain, "zhidian invitation 1:");
	for (size_t i = 0; i < code.len; i++) {
		char c = code.at[i];

		if (c == '-' || c == ' ')
			continue;
		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if (!strchr(letters, c) || !c)
			return false;
		buf_char(&plain, c);
	}
	if (!buf_ok(&plain) || plain.len != strlen("zhidian invitation 1:") + CODE_LETTERS)
		return false;
	*out = hash_of(plain.at, plain.len);
	return true;
}
