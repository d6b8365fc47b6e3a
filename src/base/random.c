/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/random.c: the system's randomness through libsodium. */
#include "base/random.h"
#include <assert.h>
#include <sodium.h>
#include "base/buf.h"

static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
static_assert(sizeof(letters) == 32 + 1, "5 bits a letter");

void random_bytes(void *out, size_t size)
{
	int ready = sodium_init();

	assert(ready >= 0);
	randombytes_buf(out, size);
}

void random_letters(struct buf *out, size_t count)
{
	while (count > 0) {
		unsigned char bytes[32];
		size_t some = count < sizeof(bytes) ? count : sizeof(bytes);

		random_bytes(bytes, some);
		for (size_t i = 0; i < some; i++)
			buf_char(out, letters[bytes[i] & 31]);
		sodium_memzero(bytes, sizeof(bytes));
		count -= some;
	}
}
