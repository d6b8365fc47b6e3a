/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/owner.c: making data and bringing it back: setup asks for what it was not told; restore tries
 * a copy in full before the data takes its place. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <termios.h>
#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"
#include "cli/commands.h"
#include "cli/reach.h"
#include "cli/say.h"
#include "door/door.h"

static void reach_drop(struct reach *reach)
{
	if (reach->arena)
		reach_close(reach);
}

/* --- setup --- */

static const char *told(const struct args *args, const char *name)
{
	size_t len = strlen(name);

	for (int i = 0; i < args->rest_count; i++)
		if (!strncmp(args->rest[i], name, len) && args->rest[i][len] == '=')
			return args->rest[i] + len + 1;
	return NULL;
}

/* A password is not shown while it is typed. */
static const char *line_ask(struct arena *arena, const char *label, bool is_secret)
{
	struct termios before, quiet;
	char line[1024];
	bool is_read;

	fprintf(stderr, "%s: ", label);
	fflush(stderr);
	if (is_secret && !tcgetattr(STDIN_FILENO, &before)) {
		quiet = before;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	} else {
		is_secret = false;
	}
	is_read = fgets(line, sizeof line, stdin) != NULL;
	if (is_secret) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
		fputc('\n', stderr);
	}
	if (!is_read)
		return NULL;
	line[strcspn(line, "\n")] = '\0';
	return arena_copy(arena, line, strlen(line));
}

static const char *setup_ask(
	struct arena *arena, const struct action *action, const struct field *f)
{
	char key[200];
	char label[400];

	snprintf(key, sizeof key, "%s.%s", action->name, f->name);
	snprintf(label, sizeof label, "%s%s%s%s", say_words(key),
		f->kind == FIELD_CHOICE ? " [" : "", f->kind == FIELD_CHOICE ? f->of : "",
		f->kind == FIELD_CHOICE ? "]" : "");
	return line_ask(arena, label, f->kind == FIELD_SECRET);
}

static enum err setup_pairs(
	struct reach *reach, const struct action *action, struct request *request)
{
	struct pair *pairs = arena_array(reach->arena, 64, sizeof *pairs);
	bool may_ask = isatty(STDIN_FILENO);

	if (!pairs)
		return ERR_MEMORY;
	for (const struct field *f = action->fields; f->kind != FIELD_END; f++) {
		const char *value = told(reach->args, f->name);

		if (!value && may_ask && f->kind != FIELD_BOOL)
			value = setup_ask(reach->arena, action, f);
		if (value && *value && request->pair_count < 64)
			pairs[request->pair_count++] = (struct pair) { f->name, value };
	}
	request->pairs = pairs;
	return OK;
}

static bool fields_are_known(const struct args *args, const struct action *action)
{
	for (int i = 0; i < args->rest_count; i++) {
		bool is_known = false;

		for (const struct field *f = action->fields; f->kind != FIELD_END; f++) {
			size_t len = strlen(f->name);

			is_known |= !strncmp(args->rest[i], f->name, len) &&
				    args->rest[i][len] == '=';
		}
		if (!is_known) {
			say_error(ERR_BAD_INPUT, "cli.trouble.pair", args->rest[i]);
			return false;
		}
	}
	return true;
}

int run_setup(const struct args *args, const struct cli_faces *faces)
{
	CLEANUP(reach_drop) struct reach reach = { 0 };
	const struct action *action = action_find("place.street.setup");
	struct request request = { .path = "/-/setup", .is_post = true, .is_long = true };
	struct reply reply = { 0 };
	enum err err;

	if (!action)
		return say_error(ERR_NOT_FOUND, "cli.trouble.no_action", "place.street.setup");
	if (!fields_are_known(args, action))
		return err_exit(ERR_BAD_INPUT);
	if (mkdir(args->data, 0700) && errno != EEXIST)
		return say_error(ERR_IO, "cli.trouble.file", args->data);
	err = reach_open(args, faces, &reach);
	if (!err)
		err = setup_pairs(&reach, action, &request);
	if (!err)
		err = reach_ask(&reach, &request, &reply);
	if (!err)
		err = reply_check(&reach, &reply);
	if (!err)
		printf("%s\n", say_words("cli.setup.done"));
	return err_exit(err);
}

/* --- restore --- */

static enum err copy_bytes(int from, int to)
{
	static char part[1 << 16];
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

static void try_clear(const char *dir)
{
	static const char *const names[] = { "zhidian.db", "zhidian.db-wal", "zhidian.db-shm",
		"zhidian.sock", "zhidian.lock", "lock" };
	char path[4200];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", dir, names[i]);
		unlink(path);
	}
	rmdir(dir);
}

static bool directory_sync(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool is_ok = fd >= 0 && !fsync(fd);

	if (fd >= 0)
		close(fd);
	return is_ok;
}

/* Opens the copy in a directory of its own, migrates it if it is older, and verifies every leaf and
 * row. */
static enum err copy_try(const struct args *args, const struct cli_faces *faces, const char *dir)
{
	struct args there = *args;

	there.data = dir;
	there.db = NULL;
	return run_verify(&there, faces) ? ERR_REFUSED : OK;
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
	if (is_there) { /* held data says so here, before anything is touched */
		void *held;
		const char *why = NULL;

		err = faces->open(args, &held, &why);
		if (err == ERR_BUSY)
			return say_error(err, "cli.trouble.held", args->data);
		if (!err)
			faces->close(held);
	}
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
