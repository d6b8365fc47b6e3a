/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/pb_file.c: files of elections: mapped, hashed, read; what is refused is said as compilers
 * say it, path:line: reason, so that an editor can jump there. Warnings do not stop a count. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
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
	fprintf(stderr, "%s:%u: %.*s\n", path, line, (int)reason.len, reason.at);
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
	int fd;

	*out = (struct pb_file) { .path = path, .name = str_of(slash ? slash + 1 : path) };
	out->keep = arena_new(pb_memory());
	errno = ENOMEM;
	fd = out->keep ? open(path, O_RDONLY | O_CLOEXEC) : -1;
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
		fprintf(stderr, "%s:%u: warning: %.*s\n", file->path, e->notes[i].line,
			(int)e->notes[i].text.len, e->notes[i].text.at);
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

bool pb_write(const char *path, struct str bytes)
{
	FILE *out = fopen(path, "wbe");
	bool is_ok = out && fwrite(bytes.at, 1, bytes.len, out) == bytes.len;

	if (out)
		is_ok = !fclose(out) && is_ok;
	if (!is_ok)
		refuse_errno(path);
	return is_ok;
}
