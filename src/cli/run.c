/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/run.c: the commands about data: acts, views, sheets, lists of lines, verify, backup. */
#include <errno.h>
#include <jansson.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/limits.h"
#include "cli/commands.h"
#include "cli/reach.h"
#include "cli/say.h"
#include "door/door.h"

static void json_drop(json_t **json)
{
	json_decref(*json);
}

static void reach_drop(struct reach *reach)
{
	if (reach->arena)
		reach_close(reach);
}

int run_serve(const struct args *args, const struct cli_faces *faces)
{
	const char *why = NULL;
	enum err err = faces->serve(args, &why);

	if (err)
		return say_error(
			err, err == ERR_BUSY ? "cli.trouble.held" : "cli.trouble.serve", why);
	return 0;
}

/* --- do --- */

static enum err pairs_read(struct reach *reach, int from, struct request *request)
{
	const struct args *args = reach->args;
	struct pair *pairs = arena_array(
		reach->arena, (size_t)(args->rest_count - from) + 1, sizeof *pairs);

	if (!pairs)
		return ERR_MEMORY;
	for (int i = from; i < args->rest_count; i++) {
		const char *equal = strchr(args->rest[i], '=');

		if (!equal || equal == args->rest[i]) {
			say_error(ERR_BAD_INPUT, "cli.trouble.pair", args->rest[i]);
			return ERR_BAD_INPUT;
		}
		pairs[request->pair_count++] = (struct pair) {
			arena_copy(reach->arena, args->rest[i], (size_t)(equal - args->rest[i])),
			equal + 1
		};
	}
	request->pairs = pairs;
	return OK;
}

static bool field_is_file(void *with, const char *name)
{
	const struct action *action = with;

	for (const struct field *f = action->fields; f && f->kind != FIELD_END; f++)
		if (!strcmp(f->name, name))
			return f->kind == FIELD_FILE;
	return false;
}

static const char *act_path(struct reach *reach, const char *street, const char *name)
{
	struct buf path = buf_new(reach->arena, LIMIT_URL);

	buf_print(&path, "/%s/", street);
	for (; *name; name++)
		buf_char(&path, *name == '.' ? '/' : *name);
	return buf_z(&path);
}

static void json_show(const struct reply *reply)
{
	CLEANUP(json_drop) json_t *json = NULL;

	if (isatty(STDOUT_FILENO))
		json = json_loadb(reply->body.at, reply->body.len, 0, NULL);
	if (json)
		json_dumpf(json, stdout, JSON_INDENT(2) | JSON_ENCODE_ANY);
	else
		fwrite(reply->body.at, 1, reply->body.len, stdout);
	putchar('\n');
}

int run_do(const struct args *args, const struct cli_faces *faces)
{
	CLEANUP(reach_drop) struct reach reach = { 0 };
	const struct action *action = action_find(args->rest[0]);
	struct request request = {
		.is_post = true, .is_file = field_is_file, .with = (void *)(uintptr_t)action
	};
	struct reply reply = { 0 };
	const char *street;
	enum err err;

	if (!action || action->is_inner)
		return say_error(ERR_NOT_FOUND, "cli.trouble.no_action", args->rest[0]);
	err = reach_open(args, faces, &reach);
	if (!err)
		err = pairs_read(&reach, 1, &request);
	if (err)
		return err_exit(err);
	street = reach_street(&reach);
	if (!street)
		return err_exit(ERR_BAD_INPUT);
	request.path = act_path(&reach, street, args->rest[0]);
	err = reach_ask(&reach, &request, &reply);
	if (!err)
		err = reply_check(&reach, &reply);
	if (!err)
		json_show(&reply);
	return err_exit(err);
}

/* --- look, export --- */

/* "fund/pledge/7?x=y" with a suffix where there is none: ".json". */
static const char *view_path(struct reach *reach, const char *street, const char *path)
{
	struct buf out = buf_new(reach->arena, LIMIT_URL * 2);
	struct str query = str_of(path);
	struct str plain = str_cut(&query, '?');
	bool has_suffix = memchr(plain.at, '.', plain.len) != NULL;

	while (plain.len && *plain.at == '/')
		plain = str_from(plain, 1);
	buf_print(&out, "/%s/", street);
	buf_str(&out, plain);
	if (!has_suffix)
		buf_text(&out, ".json");
	if (query.at) {
		buf_char(&out, '?');
		for (size_t i = 0; i < query.len; i++) {
			unsigned char c = (unsigned char)query.at[i];

			if (c <= 32 || c >= 127)
				buf_print(&out, "%%%02X", c);
			else
				buf_char(&out, (char)c);
		}
	}
	return buf_z(&out);
}

static enum err view_ask(struct reach *reach, const char *path, struct reply *reply)
{
	const char *street = reach_street(reach);
	struct request request = { .is_long = true };
	enum err err;

	if (!street)
		return ERR_BAD_INPUT;
	request.path = view_path(reach, street, path);
	if (!request.path) {
		say_error(ERR_TOO_BIG, "cli.trouble.request", path);
		return ERR_TOO_BIG;
	}
	err = reach_ask(reach, &request, reply);
	return err ? err : reply_check(reach, reply);
}

int run_look(const struct args *args, const struct cli_faces *faces)
{
	CLEANUP(reach_drop) struct reach reach = { 0 };
	struct reply reply = { 0 };
	enum err err = reach_open(args, faces, &reach);

	if (!err)
		err = view_ask(&reach, args->rest[0], &reply);
	if (!err && !strncmp(reply.type, "application/json", 16))
		json_show(&reply);
	else if (!err)
		fwrite(reply.body.at, 1, reply.body.len, stdout);
	return err_exit(err);
}

static enum err file_write(const char *path, struct str bytes, bool is_forced)
{
	FILE *file = fopen(path, is_forced ? "wbe" : "wbxe");
	bool is_ok;

	if (!file) {
		say_error(
			ERR_IO, errno == EEXIST ? "cli.trouble.exists" : "cli.trouble.file", path);
		return ERR_IO;
	}
	is_ok = fwrite(bytes.at, 1, bytes.len, file) == bytes.len;
	is_ok = !fflush(file) && is_ok;
	is_ok = !fsync(fileno(file)) && is_ok;
	is_ok = !fclose(file) && is_ok;
	if (!is_ok)
		say_error(ERR_IO, "cli.trouble.file", path);
	return is_ok ? OK : ERR_IO;
}

/* "fund/ledger.csv?x" → "fund-ledger.csv" */
static const char *file_name(struct reach *reach, const char *path)
{
	struct buf name = buf_new(reach->arena, 512);

	while (*path == '/')
		path++;
	for (; *path && *path != '?'; path++)
		buf_char(&name, *path == '/' ? '-' : *path);
	return buf_z(&name);
}

int run_export(const struct args *args, const struct cli_faces *faces)
{
	CLEANUP(reach_drop) struct reach reach = { 0 };
	struct reply reply = { 0 };
	const char *out;
	enum err err = reach_open(args, faces, &reach);

	if (!err)
		err = view_ask(&reach, args->rest[0], &reply);
	if (err)
		return err_exit(err);
	if (args->out && !strcmp(args->out, "-")) {
		fwrite(reply.body.at, 1, reply.body.len, stdout);
		return 0;
	}
	out = args->out ? args->out : file_name(&reach, args->rest[0]);
	err = out ? file_write(out, reply.body, args->is_forced) : ERR_BAD_INPUT;
	if (!err)
		printf("%s  %zu\n", out, reply.body.len);
	return err_exit(err);
}

/* --- the owner's --- */

/* Every line that is wrong, by its number in the file; what went in, in counts. */
static void import_tell(const json_t *json)
{
	static const char *const counts[] = { "line_count", "new_count", "known_count",
		"fault_count" };
	const char *words = json_string_value(
		json_object_get(json, say_is_zh() ? "words" : "in_english"));
	const json_t *lines = json_object_get(json, "lines");
	const json_t *column = json_object_get(json, "column");
	const json_t *one;
	size_t i;

	json_array_foreach(lines, i, one)
		fprintf(stderr, "%s %lld  %s\n", say_words("cli.import.line"),
			(long long)json_integer_value(json_object_get(one, "line")),
			json_string_value(json_object_get(one, "words")));
	if (words)
		fprintf(stderr, "%s %lld  %s%s%s\n", say_words("cli.import.line"),
			(long long)json_integer_value(json_object_get(json, "line")),
			column ? json_string_value(column) : "", column ? "  " : "", words);
	for (i = 0; i < sizeof counts / sizeof *counts; i++) {
		char key[64];

		snprintf(key, sizeof key, "cli.import.%s", counts[i]);
		one = json_object_get(json, counts[i]);
		if (one)
			printf("%s %lld\n", say_words(key), (long long)json_integer_value(one));
	}
}

int run_import(const struct args *args, const struct cli_faces *faces)
{
	CLEANUP(reach_drop) struct reach reach = { 0 };
	CLEANUP(json_drop) json_t *json = NULL;
	struct request request = { .is_post = true, .is_long = true, .file = args->rest[1] };
	struct reply reply = { 0 };
	const char *street;
	struct buf path;
	enum err err;

	if (access(args->rest[1], R_OK))
		return say_error(ERR_IO, "cli.trouble.file", args->rest[1]);
	err = reach_open(args, faces, &reach);
	street = err ? NULL : reach_street(&reach);
	if (!street)
		return err_exit(err ? err : ERR_BAD_INPUT);
	path = buf_new(reach.arena, LIMIT_URL);
	buf_text(&path, "/-/import?kind=");
	reach_encode(&path, args->rest[0]);
	buf_text(&path, "&street=");
	reach_encode(&path, street);
	request.path = buf_z(&path);
	err = reach_ask(&reach, &request, &reply);
	if (err)
		return err_exit(err);
	json = json_loadb(reply.body.at, reply.body.len, 0, NULL);
	if (json_is_object(json))
		import_tell(json);
	if (reply.status < 300)
		return 0;
	if (!json_object_get(json, "lines") && !json_object_get(json, "in_english"))
		return err_exit(reply_check(&reach, &reply));
	return say_error(
		reply.status == 422 ? ERR_REFUSED : ERR_BAD_INPUT, "cli.import.refused", NULL);
}

static void verify_street(const json_t *street)
{
	const json_t *wrong = json_object_get(street, "wrong_things");

	printf("%s: %s %lld, %s %lld, %s %lld\n",
		json_string_value(json_object_get(street, "street")),
		say_words("cli.verify.leaves"),
		(long long)json_integer_value(json_object_get(street, "leaves")),
		say_words("cli.verify.rows"),
		(long long)json_integer_value(json_object_get(street, "rows")),
		say_words("cli.verify.wrong"),
		(long long)json_integer_value(json_object_get(street, "wrong")));
	printf("  %s %s\n", say_words("cli.verify.root"),
		json_string_value(json_object_get(street, "root")));
	for (size_t i = 0; i < json_array_size(wrong); i++) {
		const json_t *one = json_array_get(wrong, i);

		printf("  ! %s: %s\n", json_string_value(json_object_get(one, "kind")),
			json_string_value(json_object_get(one, "what")));
	}
}

int run_verify(const struct args *args, const struct cli_faces *faces)
{
	CLEANUP(reach_drop) struct reach reach = { 0 };
	CLEANUP(json_drop) json_t *json = NULL;
	struct request request = { .path = "/-/verify", .is_post = true, .is_long = true };
	struct reply reply = { 0 };
	enum err err = reach_open(args, faces, &reach);
	const json_t *streets;

	if (!err)
		err = reach_ask(&reach, &request, &reply);
	if (err)
		return err_exit(err);
	json = json_loadb(reply.body.at, reply.body.len, 0, NULL);
	streets = json_object_get(json, "streets");
	if (!streets)
		return err_exit(reply_check(&reach, &reply));
	for (size_t i = 0; i < json_array_size(streets); i++)
		verify_street(json_array_get(streets, i));
	if (json_is_true(json_object_get(json, "sound"))) {
		printf("%s\n", say_words("cli.verify.sound"));
		return 0;
	}
	return say_error(ERR_REFUSED, "cli.verify.unsound", NULL);
}

int run_backup(const struct args *args, const struct cli_faces *faces)
{
	CLEANUP(reach_drop) struct reach reach = { 0 };
	struct pair path = { "path", NULL };
	struct request request = { .path = "/-/backup",
		.is_post = true,
		.is_long = true,
		.pairs = &path,
		.pair_count = 1 };
	struct reply reply = { 0 };
	char whole[4096];
	const char *file = args->rest[0];
	enum err err;

	if (*file != '/') {
		char here[2048];

		if (!getcwd(here, sizeof here) ||
			snprintf(whole, sizeof whole, "%s/%s", here, file) >= (int)sizeof whole)
			return say_error(ERR_BAD_INPUT, "cli.trouble.file", file);
		file = whole;
	}
	path.value = file;
	err = reach_open(args, faces, &reach);
	if (!err)
		err = reach_ask(&reach, &request, &reply);
	if (!err)
		err = reply_check(&reach, &reply);
	if (!err)
		printf("%s\n", file);
	return err_exit(err);
}
