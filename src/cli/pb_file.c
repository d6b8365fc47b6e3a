/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/pb_file.c: files of elections: mapped, hashed, read; what is refused is said as compilers
 * say it, path:line: reason, so that an editor can jump there. Warnings do not stop a count. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/hash.h"
#include "cli/pb.h"

enum { PIECE = 1 << 20 };

size_t pb_memory(void)
{
	long pages = sysconf(_SC_PHYS_PAGES);
	long page = sysconf(_SC_PAGESIZE);

	return pages > 0 && page > 0 ? (size_t)pages * (size_t)page : (size_t)4 << 30;
}

int64_t pb_now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

void pb_refuse(const char *path, uint32_t line, struct str reason)
{
	fflush(stdout);
	fprintf(stderr, "%s:%u: ", path, line);
	reason_say(stderr, reason);
	fputc('\n', stderr);
}

void pb_warn(const char *path, uint32_t line, struct str text)
{
	fprintf(stderr, "%s:%u: warning: ", path, line);
	reason_say(stderr, text);
	fputc('\n', stderr);
}

static void refuse_errno(const char *path)
{
	pb_refuse(path, 0, str_of(strerror(errno)));
}

/* What is no plain file, a pipe for instance. */
static enum err text_read(struct pb_file *file, int fd)
{
	struct buf all = buf_new(file->keep, pb_memory());
	char *piece = arena_alloc(file->keep, PIECE);
	ssize_t got = 0;

	while (piece && (got = read(fd, piece, PIECE)) > 0)
		buf_add(&all, piece, (size_t)got);
	if (got < 0)
		return ERR_IO;
	file->text = buf_view(&all);
	if (!file->text.at && buf_ok(&all))
		file->text = str_of("");
	return buf_ok(&all) && piece ? OK : ERR_MEMORY;
}

static enum err text_load(struct pb_file *file, int fd)
{
	struct stat st;

	if (fstat(fd, &st))
		return ERR_IO;
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return ERR_IO;
	}
	if (!S_ISREG(st.st_mode))
		return text_read(file, fd);
	file->text = str_of("");
	if (!st.st_size)
		return OK;
	file->map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (file->map == MAP_FAILED) {
		file->map = NULL;
		return text_read(file, fd);
	}
	madvise(file->map, (size_t)st.st_size, MADV_SEQUENTIAL);
	file->text = (struct str) { file->map, (size_t)st.st_size };
	return OK;
}

enum pb_exit pb_file_load(struct pb_file *out, const char *path)
{
	const char *slash = strrchr(path, '/');
	enum err err;
	int fd = -1;

	*out = (struct pb_file) { .path = path, .name = str_of(slash ? slash + 1 : path) };
	out->keep = arena_new(pb_memory());
	errno = ENOMEM;
	if (out->keep)
		fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC)
				       : fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
	if (fd < 0) {
		refuse_errno(path);
		return PB_EXIT_REFUSED;
	}
	err = text_load(out, fd);
	if (err == ERR_IO)
		refuse_errno(path);
	else if (err)
		pb_refuse(path, 0, str_of("it does not fit in memory"));
	close(fd);
	return err ? PB_EXIT_REFUSED : PB_EXIT_DONE;
}

static void notes_say(const struct pb_file *file)
{
	const struct pb_election *e = &file->election;

	for (uint32_t i = 0; i < e->note_count; i++)
		pb_warn(file->path, e->notes[i].line, e->notes[i].text);
}

static enum pb_exit election_read(struct pb_file *file)
{
	struct arena *scratch = arena_new(pb_memory());
	struct pb_trouble trouble = { 0 };
	int64_t began_us = pb_now_us();
	enum err err = ERR_MEMORY;

	if (scratch)
		err = pb_read(file->keep, scratch, file->text, &file->election, &trouble);
	file->read_us = pb_now_us() - began_us;
	if (err == ERR_BAD_INPUT)
		pb_refuse(file->path, trouble.line, trouble.reason);
	else if (err)
		pb_refuse(file->path, 0,
			str_of(err == ERR_TOO_BIG ? "it is too big" : "it does not fit in memory"));
	else
		notes_say(file);
	arena_free(scratch);
	return err ? PB_EXIT_REFUSED : PB_EXIT_DONE;
}

enum pb_exit pb_file_open(struct pb_file *out, const char *path)
{
	enum pb_exit ended = pb_file_load(out, path);
	struct hash hash;
	struct buf hex;

	if (ended)
		return ended;
	hash = hash_of(out->text.at, out->text.len);
	hex = buf_new(out->keep, 2 * HASH_SIZE);
	hex_print(&hex, (struct bytes) { hash.at, HASH_SIZE });
	out->sha256 = buf_view(&hex);
	return election_read(out);
}

void pb_file_close(struct pb_file *file)
{
	if (file->map)
		munmap(file->map, file->text.len);
	arena_free(file->keep);
	*file = (struct pb_file) { 0 };
}

/* ---- writing ---- */

static bool bytes_write(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t put = write(fd, bytes.at, bytes.len);

		if (put <= 0)
			return false;
		bytes = str_from(bytes, (size_t)put);
	}
	return true;
}

static bool is_output(const struct stat *st)
{
	struct stat output;

	return !fstat(STDOUT_FILENO, &output) && output.st_dev == st->st_dev &&
	       output.st_ino == st->st_ino;
}

/* A pipe or a device: nothing can take its place. */
static bool through_write(const char *path, struct str bytes)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool is_ok = fd >= 0 && bytes_write(fd, bytes);

	return fd >= 0 ? !close(fd) && is_ok : false;
}

/* Beside the old one, which is there until the new one is whole. */
static bool beside_write(const char *path, mode_t mode, struct str bytes)
{
	char beside[PATH_MAX];
	int len = snprintf(beside, sizeof(beside), "%s.XXXXXX", path);
	int fd = -1;
	int trouble;
	bool is_ok;

	errno = ENAMETOOLONG;
	if (len > 0 && (size_t)len < sizeof(beside))
		fd = mkostemp(beside, O_CLOEXEC);
	if (fd < 0)
		return false;
	is_ok = bytes_write(fd, bytes) && !fchmod(fd, mode);
	is_ok = !close(fd) && is_ok && !rename(beside, path);
	trouble = errno;
	if (!is_ok)
		unlink(beside);
	errno = trouble;
	return is_ok;
}

static bool file_write(const char *path, struct str bytes)
{
	char real[PATH_MAX];
	mode_t mask = umask(0);
	struct stat st;

	umask(mask);
	if (stat(path, &st))
		return errno == ENOENT && beside_write(path, 0666 & ~mask, bytes);
	if (is_output(&st))
		return !fflush(stdout) && bytes_write(STDOUT_FILENO, bytes);
	if (!S_ISREG(st.st_mode))
		return through_write(path, bytes);
	/* What a name points to is what is written anew. */
	return realpath(path, real) && beside_write(real, st.st_mode & 07777, bytes);
}

bool pb_write(const char *path, struct str bytes)
{
	/* A limit of size is an error like others. */
	void (*before)(int) = signal(SIGXFSZ, SIG_IGN);
	bool is_ok = file_write(path, bytes);

	if (!is_ok)
		refuse_errno(path);
	signal(SIGXFSZ, before);
	return is_ok;
}
