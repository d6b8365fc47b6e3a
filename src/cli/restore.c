/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/restore.c: brings a copy back. It is opened, migrated and verified in full in a directory of
 * its own before it takes the place of the data. A copy holds no key of a ballot box: for each vote
 * that runs in it the key file must lie in DATA/box already, be named by --box, or be made of the
 * halves of its two keepers. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <jansson.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/attr.h"
#include "base/hash.h"
#include "choose/box.h"
#include "cli/commands.h"
#include "cli/reach.h"
#include "cli/say.h"

enum { PATH_ROOM = 4400 };

static void json_drop(json_t **json)
{
	json_decref(*json);
}

static void reach_drop(struct reach *reach)
{
	if (reach->arena)
		reach_close(reach);
}

static enum err copy_bytes(int from, int to)
{
	char part[1 << 16];
	ssize_t got;

	while ((got = read(from, part, sizeof part)) > 0)
		for (ssize_t put = 0; put < got;) {
			ssize_t n = write(to, part + put, (size_t)(got - put));

			if (n < 0)
				return errno == ENOSPC ? ERR_FULL : ERR_IO;
			put += n;
		}
	return got < 0 || fsync(to) ? ERR_IO : OK;
}

static enum err copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	enum err err = in < 0 || out < 0 ? ERR_IO : copy_bytes(in, out);

	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return err;
}

static int try_drop(const char *path, const struct stat *found, int kind, struct FTW *walk)
{
	(void)found;
	(void)kind;
	(void)walk;
	return remove(path);
}

/* Whatever the program made there: database, lock, keys of its own. */
static void try_clear(const char *dir)
{
	nftw(dir, try_drop, 8, FTW_DEPTH | FTW_PHYS);
}

static bool directory_sync(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool is_ok = fd >= 0 && !fsync(fd);

	if (fd >= 0)
		close(fd);
	return is_ok;
}

/* --- keys of ballot boxes --- */

/* A vote whose box is not opened yet, as the copy tells. */
struct sealed {
	const char *title;
	const char *key;	    /* the public one, in hex: its file is called after it */
	const char *first, *second; /* who keeps its halves; NULL: nobody */
};
struct halves {
	struct box_key one, two;
	bool has_one, has_two;
};

/* One line from the terminal; NULL without one. */
static const char *line_ask(const char *words, char *line, size_t size)
{
	fprintf(stderr, "%s: ", say_words(words));
	fflush(stderr);
	if (!isatty(STDIN_FILENO) || !fgets(line, (int)size, stdin))
		return NULL;
	line[strcspn(line, "\n")] = '\0';
	return *line ? line : NULL;
}

static const char *from_ask(
	const struct args *args, const struct sealed *box, char *line, size_t size)
{
	if (args->box || !isatty(STDIN_FILENO))
		return args->box;
	fprintf(stderr, "%s\n", box->title);
	if (box->first)
		fprintf(stderr, "%s: %s, %s\n", say_words("cli.restore.keepers"), box->first,
			box->second);
	return line_ask("cli.restore.box_ask", line, size);
}

/* "HALF" or "HALF,HALF"; what is none is passed over. */
static void halves_read(struct bytes key, const char *text, struct halves *out)
{
	struct str rest = str_of(text);

	while (rest.at) {
		struct box_key half;
		enum box_half which = box_half_read(key, str_cut(&rest, ','), &half);

		if (which == HALF_ONE)
			out->one = half;
		if (which == HALF_TWO)
			out->two = half;
		out->has_one |= which == HALF_ONE;
		out->has_two |= which == HALF_TWO;
	}
}

/* Its key from the halves of its keepers; *done false: from is no half of it. */
static enum err halves_bring(
	const char *dir, const struct sealed *box, const char *from, bool may_ask, bool *done)
{
	CLEANUP(arena_free_at) struct arena *arena = arena_new(1 << 16);
	uint8_t public_key[BOX_KEY];
	struct bytes key = { public_key, BOX_KEY };
	struct halves halves = { 0 };
	char line[1024];

	*done = false;
	if (!arena || !hex_parse(str_of(box->key), public_key, BOX_KEY))
		return ERR_MEMORY;
	halves_read(key, from, &halves);
	if (!halves.has_one && !halves.has_two)
		return OK;
	if (may_ask && (!halves.has_one || !halves.has_two)) {
		const char *other = line_ask("cli.restore.half_ask", line, sizeof line);

		if (other)
			halves_read(key, other, &halves);
	}
	if (halves.has_one && halves.has_two)
		TRY(box_join(arena, dir, key, &halves.one, &halves.two, done));
	if (*done)
		return OK;
	say_error(ERR_REFUSED, "cli.restore.half", box->title);
	return ERR_REFUSED;
}

/* The key of one box into DATA/box, unless it is there or the owner goes on without ("none"). */
static enum err box_bring(const struct args *args, const struct sealed *box)
{
	char place[PATH_ROOM], dir[PATH_ROOM], from[PATH_ROOM], line[1024];
	const char *there;
	bool done = false;

	snprintf(dir, sizeof dir, "%.4000s/box", args->data);
	snprintf(place, sizeof place, "%.4100s/%.100s.box", dir, box->key);
	if (!access(place, R_OK))
		return OK;
	there = from_ask(args, box, line, sizeof line);
	if (there && !strcmp(there, "none"))
		return OK;
	if (mkdir(dir, 0700) && errno != EEXIST)
		return ERR_IO;
	if (there)
		TRY(halves_bring(dir, box, there, !args->box, &done));
	if (done)
		return OK;
	snprintf(from, sizeof from, "%.4000s/%.100s.box", there ? there : dir, box->key);
	if (!there || access(from, R_OK)) {
		say_error(ERR_REFUSED, "cli.restore.box", box->title);
		fprintf(stderr, "  %s\n", from);
		if (box->first)
			fprintf(stderr, "  %s: %s, %s\n", say_words("cli.restore.keepers"),
				box->first, box->second);
		return ERR_REFUSED;
	}
	TRY(copy_file(from, place));
	return directory_sync(dir) ? OK : ERR_IO;
}

/* Asks the copy itself which votes run in it. */
static enum err boxes_bring(
	const struct args *args, const struct args *there, const struct cli_faces *faces)
{
	CLEANUP(reach_drop) struct reach reach = { 0 };
	CLEANUP(json_drop) json_t *json = NULL;
	struct request request = { .path = "/-/boxes" };
	struct reply reply = { 0 };
	const json_t *box;
	size_t i;

	TRY(reach_open(there, faces, &reach));
	TRY(reach_ask(&reach, &request, &reply));
	TRY(reply_check(&reach, &reply));
	json = json_loadb(reply.body.at, reply.body.len, 0, NULL);
	json_array_foreach(json_object_get(json, "boxes"), i, box) TRY(box_bring(
		args, &(struct sealed) { .title = json_string_value(json_object_get(box, "title")),
			      .key = json_string_value(json_object_get(box, "key")),
			      .first = json_string_value(
				      json_array_get(json_object_get(box, "keepers"), 0)),
			      .second = json_string_value(
				      json_array_get(json_object_get(box, "keepers"), 1)) }));
	return OK;
}

/* --- the copy --- */

/* Opens the copy in a directory of its own, migrates it if it is older, and verifies every leaf and
 * row. */
static enum err copy_try(const struct args *args, const struct cli_faces *faces, const char *dir)
{
	struct args there = *args;

	there.data = dir;
	there.db = NULL;
	if (run_verify(&there, faces))
		return ERR_REFUSED;
	return boxes_bring(args, &there, faces);
}

/* Held data says so here, before anything is touched. */
static enum err data_is_free(const struct args *args, const struct cli_faces *faces)
{
	void *held;
	const char *why = NULL;
	enum err err = faces->open(args, &held, &why);

	if (!err)
		faces->close(held);
	if (err == ERR_BUSY)
		say_error(err, "cli.trouble.held", args->data);
	return err == ERR_BUSY ? err : OK;
}

int run_restore(const struct args *args, const struct cli_faces *faces)
{
	char dir[4000], copy[4100], place[4100], kept[4100];
	bool is_there;
	enum err err;

	snprintf(dir, sizeof dir, "%s/restore.try", args->data);
	snprintf(copy, sizeof copy, "%s/zhidian.db", dir);
	snprintf(place, sizeof place, "%s/zhidian.db", args->data);
	snprintf(kept, sizeof kept, "%s/zhidian.db.before-restore", args->data);
	is_there = !access(place, F_OK);
	if (is_there && !args->is_forced)
		return say_error(ERR_REFUSED, "cli.restore.there", args->data);
	err = is_there ? data_is_free(args, faces) : OK;
	if (err)
		return err_exit(err);
	mkdir(args->data, 0700);
	try_clear(dir);
	if (mkdir(dir, 0700))
		return say_error(ERR_IO, "cli.trouble.file", dir);
	err = copy_file(args->rest[0], copy);
	if (err)
		say_error(err, "cli.trouble.file", args->rest[0]);
	else
		err = copy_try(args, faces, dir);
	if (!err && is_there && rename(place, kept))
		err = ERR_IO;
	if (!err && (rename(copy, place) || !directory_sync(args->data)))
		err = ERR_IO;
	if (err == ERR_IO)
		say_error(err, "cli.trouble.file", place);
	try_clear(dir);
	if (!err)
		printf("%s\n", say_words("cli.restore.done"));
	return err_exit(err);
}
