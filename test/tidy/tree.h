/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/tidy/tree.h: reads the tracked files of the tree into memory; what git does not know is not
 * looked at. */
#pragma once
#include <errno.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include "unit.h"
#include "tidy/scan.h"

extern char **environ;

static inline struct str fd_read(struct arena *arena, int fd)
{
	struct buf buf = buf_new(arena, 64 << 20);
	char piece[65536];
	ssize_t some;

	while ((some = read(fd, piece, sizeof(piece))) > 0)
		buf_add(&buf, piece, (size_t)some);
	assert_int_equal(some, 0);
	assert_true(buf_ok(&buf));
	return buf_view(&buf);
}

static inline struct str tracked_names(struct arena *arena)
{
	char *const args[] = { "git", "ls-files", "-z", NULL };
	posix_spawn_file_actions_t actions;
	struct str names;
	int ends[2];
	int status = -1;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	posix_spawn_file_actions_addclose(&actions, ends[0]);
	assert_int_equal(posix_spawnp(&child, "git", &actions, NULL, args, environ), 0);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	names = fd_read(arena, ends[0]);
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	if (status != 0)
		fail_msg("git ls-files failed: run this in a clone, from the top of the tree");
	return names;
}

static inline struct source source_of(struct arena *arena, const char *path, struct str text)
{
	struct source source = { .path = path, .text = text };

	source_scan(arena, &source);
	return source;
}

static inline bool is_binary(const char *path)
{
	return path_is(path, "", ".png") || path_is(path, "", ".pdf") ||
	       path_is(path, "", ".ofd") || path_is(path, "", ".xlsx") || path_is(path, "", ".jpg");
}

static inline struct tree tree_read(struct arena *arena)
{
	struct tree tree = { .arena = arena };
	struct str names = tracked_names(arena);
	size_t most = 0;

	for (size_t i = 0; i < names.len; i++)
		most += names.at[i] == '\0';
	tree.at = arena_array(arena, most, sizeof(*tree.at));
	while (names.len) {
		const char *path = str_z(arena, str_cut(&names, '\0'));
		FILE *file = is_binary(path) ? NULL : fopen(path, "r");

		if (!file) /* removed, but not yet from the index */
			continue;
		tree.at[tree.count++] = source_of(arena, path, fd_read(arena, fileno(file)));
		fclose(file);
	}
	return tree;
}

static inline void must_be_empty(struct report *report)
{
	if (report->count == 0)
		return;
	/* fail_msg cuts long messages. */
	fputs(buf_z(&report->out), stdout);
	fflush(stdout);
	fail_msg("%d findings, listed above", report->count);
}
