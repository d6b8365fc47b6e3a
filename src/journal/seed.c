/* SPDX-License-Identifier: MulanPSL-2.0 */
/* journal/seed.c: the signing key of an installation, 32 random bytes in a file of the owner's
 * alone, beside the database and never in it: who has the database cannot sign. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include "base/random.h"
#include "journal/checkpoint.h"

static enum err seed_read(const char *path, uint8_t seed[CHECKPOINT_SEED])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t got;

	if (fd < 0)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
	got = read(fd, seed, CHECKPOINT_SEED);
	close(fd);
	return got == CHECKPOINT_SEED ? OK : ERR_IO;
}

/* Durable before it is used: notes signed with a lost key could not be checked by anybody. */
static enum err seed_make(const char *path, uint8_t seed[CHECKPOINT_SEED])
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool is_kept;

	if (fd < 0)
		return ERR_IO;
	random_bytes(seed, CHECKPOINT_SEED);
	is_kept = write(fd, seed, CHECKPOINT_SEED) == CHECKPOINT_SEED && !fsync(fd);
	is_kept = !close(fd) && is_kept;
	return is_kept ? OK : ERR_IO;
}

enum err checkpoint_seed(const char *path, uint8_t seed[CHECKPOINT_SEED])
{
	enum err err = seed_read(path, seed);

	return err == ERR_NOT_FOUND ? seed_make(path, seed) : err;
}
