/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/owner.c: setup makes a street out of nothing: it asks for what it was not told, and the
 * password is not shown while it is typed. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>
#include <termios.h>
#include "base/arena.h"
#include "base/attr.h"
#include "cli/commands.h"
#include "cli/reach.h"
#include "cli/say.h"
#include "door/door.h"

static void reach_drop(struct reach *reach)
{
	if (reach->arena)
		reach_close(reach);
}

static const char *told(const struct args *args, const char *name)
{
	size_t len = strlen(name);

	for (int i = 0; i < args->rest_count; i++)
		if (!strncmp(args->rest[i], name, len) && args->rest[i][len] == '=')
			return args->rest[i] + len + 1;
	return NULL;
}

/* is_secret: not shown while it is typed. */
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
