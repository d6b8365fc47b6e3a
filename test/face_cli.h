/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/face_cli.h: a story told at the command line: each step is a process of its own,
 * `zhidian do …` or `zhidian look …`, that reaches the data by the socket in their directory. */
#pragma once
#include <spawn.h>
#include <sys/wait.h>
#include "face_json.h"
#include "sim/step.h"

extern char **environ;

/* build/test/story_test → build/zhidian */
static inline const char *program_find(struct arena *arena)
{
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof path - 1);
	struct buf out = buf_new(arena, 8192);
	char *at;

	if (len <= 0)
		return NULL;
	path[len] = '\0';
	at = strstr(path, "/test/");
	for (char *next = at; next; next = strstr(next + 1, "/test/"))
		at = next;
	if (!at)
		return NULL;
	*at = '\0';
	buf_print(&out, "%s/zhidian", path);
	return buf_ok(&out) && !access(buf_z(&out), X_OK) ? buf_z(&out) : NULL;
}

struct said {
	int code; /* -1: it did not run */
	struct str out;
	struct str err;
};

static inline struct str pipe_read(struct arena *arena, int fd)
{
	struct buf all = buf_new(arena, FACE_ANSWER);
	char part[65536];
	ssize_t got;

	while ((got = read(fd, part, sizeof part)) > 0)
		buf_add(&all, part, (size_t)got);
	close(fd);
	return buf_view(&all);
}

/* What it says on standard error goes to a file: two pipes read in turn could wait forever. */
static inline struct said program_run(struct faces *faces, const char **words, struct arena *arena)
{
	struct said said = { .code = -1 };
	char trouble[] = "/tmp/zhidian-said-XXXXXX";
	posix_spawn_file_actions_t actions;
	int fds[2], error_fd = mkstemp(trouble), status = 0;
	pid_t pid = -1;

	unlink(trouble);
	if (error_fd < 0 || pipe2(fds, O_CLOEXEC))
		return said;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, fds[1], 1);
	posix_spawn_file_actions_adddup2(&actions, error_fd, 2);
	if (posix_spawn(&pid, faces->program, &actions, NULL, (char **)(uintptr_t)words, environ))
		pid = -1;
	posix_spawn_file_actions_destroy(&actions);
	close(fds[1]);
	said.out = pipe_read(arena, fds[0]);
	if (pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status))
		said.code = WEXITSTATUS(status);
	lseek(error_fd, 0, SEEK_SET);
	said.err = pipe_read(arena, error_fd);
	return said;
}

static inline enum err err_of_exit(int code)
{
	for (int e = OK; e < ERR_COUNT; e++)
		if (err_exit((enum err)e) == code)
			return (enum err)e;
	return ERR_IO;
}

/* "zhidian: amount: 最多 500 元。 [over_limit]" */
static inline void refusal_read(struct arena *arena, struct str said, struct refusal *out)
{
	struct str line = str_trim(said), field = { 0 };
	size_t open = line.len;

	*out = (struct refusal) { 0 };
	while (open && line.at[open - 1] != '[')
		open--;
	if (!open || !str_ends(line, "]"))
		return;
	if (str_starts(line, "zhidian: "))
		field = str_from(line, strlen("zhidian: "));
	for (size_t i = 0; i < field.len; i++) {
		char c = field.at[i];

		if (c == ':' && i + 1 < field.len && field.at[i + 1] == ' ') {
			field.len = i;
			break;
		}
		if (!step_is_name(c) && c != '.') {
			field.len = 0;
			break;
		}
	}
	refusal_set(out, "", str_z(arena, field),
		str_z(arena, (struct str) { line.at + open, line.len - open - 1 }));
}

struct words_of {
	const char **at;
	size_t count;
	struct arena *arena;
};

static inline void word_put(struct words_of *words, const char *word)
{
	words->at[words->count++] = word;
}

static inline void number_put(struct words_of *words, const char *option, int64_t number)
{
	struct buf text = buf_new(words->arena, 32);

	buf_int(&text, number);
	word_put(words, option);
	word_put(words, buf_z(&text));
}

static inline void who_put(
	struct words_of *words, struct faces *faces, const char *street, const struct actor *actor)
{
	word_put(words, "--data");
	word_put(words, faces->house->dir);
	word_put(words, "--street");
	word_put(words, street);
	if (actor->person)
		number_put(words, "--as", actor->by ? actor->by : actor->person);
	if (actor->by)
		number_put(words, "--for", actor->person);
}

static inline enum err cli_act(void *with, struct ask *ask)
{
	struct faces *faces = with;
	struct words_of words = { .at = arena_array(
					  ask->arena, ask->pairs.count + 24, sizeof(char *)),
		.arena = ask->arena };
	struct answer answer = { 0 };
	struct said said;
	enum err err;

	if (is_direct(ask))
		return door_do(faces->house->door, ask);
	word_put(&words, "zhidian");
	word_put(&words, "do");
	who_put(&words, faces, ask->street, &ask->actor);
	if (ask->via == VIA_PAPER) {
		word_put(&words, "--via");
		word_put(&words, "paper");
	}
	word_put(&words, "--once");
	word_put(&words, ask->once);
	word_put(&words, "--");
	word_put(&words, ask->action);
	for (size_t i = 0; i < ask->pairs.count; i++) {
		struct buf pair = buf_new(ask->arena, LIMIT_BODY);

		buf_print(&pair, "%s=", ask->pairs.at[i].name);
		buf_text(&pair, ask->pairs.at[i].value);
		word_put(&words, buf_z(&pair));
	}
	word_put(&words, NULL);
	said = program_run(faces, words.at, ask->arena);
	err = err_of_exit(said.code);
	answer.body = said.out;
	answer.status = err_http(err);
	if (!err)
		return json_answer(ask, &answer);
	refusal_read(ask->arena, said.err, &ask->refusal);
	return err;
}

static inline enum err cli_look(void *with, struct sight *sight, struct str *json)
{
	struct faces *faces = with;
	const char *at[24];
	struct words_of words = { .at = at, .arena = sight->arena };
	struct buf path = buf_new(sight->arena, LIMIT_URL);
	struct said said;

	buf_str(&path, sight->path);
	for (size_t i = 0; i < sight->query.count; i++)
		buf_print(&path, "%c%s=%s", i ? '&' : '?', sight->query.at[i].name,
			sight->query.at[i].value);
	word_put(&words, "zhidian");
	word_put(&words, "look");
	who_put(&words, faces, sight->street, &sight->actor);
	word_put(&words, buf_z(&path));
	word_put(&words, NULL);
	said = program_run(faces, at, sight->arena);
	refusal_read(sight->arena, said.err, &sight->refusal);
	*json = said.out;
	return err_of_exit(said.code);
}
