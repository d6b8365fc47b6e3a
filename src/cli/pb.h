/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/pb.h: what `zhidian pb count|explain|check` have among themselves: a file read once, a count
 * of it, and who tells what. The engine is pb/pb.h; here are its files, words and exit codes. */
#pragma once
#include <stdio.h>
#include "base/buf.h"
#include "cli/cli.h"
#include "pb/pb.h"

/* The exit codes of a file: the worst of all files is the command's. */
enum pb_exit { PB_EXIT_DONE = 0, PB_EXIT_REFUSED = 1, PB_EXIT_USAGE = 2 };

/* One election in memory. */
struct pb_file {
	const char *path;  /* as it was given, "-": standard input; what is said begins with it */
	struct str name;   /* its last part */
	struct str text;   /* mapped, or read when it cannot be mapped */
	struct str sha256; /* of the text, in hexadecimal */
	void *map;
	struct arena *keep; /* holds the election */
	struct pb_election election;
	int64_t read_us;
};
/* Maps, hashes, reads and groups. When that fails the reason is on standard error already. Close it
 * in either case. */
enum pb_exit pb_file_open(struct pb_file *out, const char *path);
/* The text only, for a certificate. */
enum pb_exit pb_file_load(struct pb_file *out, const char *path);
void pb_file_close(struct pb_file *file);
/* The most that a count may take: what this machine has. */
size_t pb_memory(void);
int64_t pb_now_us(void);
/* "path:line: reason" on standard error; line 0: the file as a whole. */
void pb_refuse(const char *path, uint32_t line, struct str reason);
/* The same as a warning. */
void pb_warn(const char *path, uint32_t line, struct str text);
/* cli/pb_reason.c: a reason of the engine, in Chinese where that is spoken. */
void reason_say(FILE *to, struct str reason);
/* Writes a file anew; false after saying why not. What was there stays until the new one is whole.
 */
bool pb_write(const char *path, struct str bytes);

/* A count and what it stands on, for those who tell it; reasons are told by the rule that official
 * comes to (pb_official). */
struct pb_told {
	const struct pb_file *file;
	const struct pb_options *options; /* settled */
	const struct pb_outcome *outcome;
	bool is_zh;
};
const char *pb_words(bool is_zh, const char *key);
/* Without what would move a terminal's cursor. */
void pb_calm(struct buf *out, struct str s);

/* cli/pb_table.c: the count for people. */
void pb_table_print(struct buf *out, const struct pb_told *told);

/* cli/pb_explain.c: the reasons; `reasons` by project, as pb_explain gives them. Buffers are
 * checked by the caller. */
/* Text for people, in the language of told. */
void explain_say(struct buf *out, const struct pb_told *told, const struct pb_reason *reasons);
/* ,"reasons":[…] behind the keys of pb_outcome_print. */
void explain_json(struct buf *out, const struct pb_told *told, const struct pb_reason *reasons);
/* The picture, a whole SVG file. */
enum err explain_svg(struct arena *arena, struct buf *out, const struct pb_told *told,
	const struct pb_reason *reasons);
