/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/pdf_tool.h: looks at a finished PDF from outside, through Poppler's programs: its words,
 * its facts, its picture. A program that cannot be run fails the test. */
#pragma once
#include "unit.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/buf.h"

/* Under AddressSanitizer: fontconfig keeps what it read for good, Cairo 1.16 loses 768 bytes a
 * font. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\nleak:libcairo\n";
}

/* What a program writes, given bytes on its standard input by way of a file. */
static inline struct str tool_run(struct arena *arena, char *const argv[], struct str input)
{
	char path[] = "/tmp/zhidian-pdf-XXXXXX";
	int in = mkstemp(path);
	struct buf out = buf_new(arena, 256 << 20);
	char piece[65536];
	int ends[2];
	int status;
	ssize_t got;
	pid_t child;

	assert_true(in >= 0);
	assert_int_equal(write(in, input.at, input.len), (ssize_t)input.len);
	assert_int_equal(lseek(in, 0, SEEK_SET), 0);
	unlink(path);
	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		dup2(in, 0);
		dup2(ends[1], 1);
		close(ends[0]);
		close(ends[1]);
		execvp(argv[0], argv);
		_exit(127);
	}
	close(ends[1]);
	close(in);
	while ((got = read(ends[0], piece, sizeof(piece))) > 0)
		buf_add(&out, piece, (size_t)got);
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_true(buf_ok(&out));
	return (struct str) { out.len ? out.at : "", out.len };
}

/* Words of sheets first … last, in reading order, as a NUL-terminated text; last 0: to the end. */
static inline const char *pdf_words(struct arena *arena, struct str pdf, int first, int last)
{
	char from[16];
	char to[16];
	char *argv[] = { "pdftotext", "-layout", "-f", from, "-l", to, "-", "-", NULL };

	snprintf(from, sizeof(from), "%d", first);
	snprintf(to, sizeof(to), "%d", last ? last : 9999);
	return str_z(arena, tool_run(arena, argv, pdf));
}

static inline const char *pdf_facts(struct arena *arena, struct str pdf)
{
	char *argv[] = { "pdfinfo", "-", NULL };

	return str_z(arena, tool_run(arena, argv, pdf));
}

static inline const char *pdf_fonts(struct arena *arena, struct str pdf)
{
	char *argv[] = { "pdffonts", "-", NULL };

	return str_z(arena, tool_run(arena, argv, pdf));
}

static inline int pdf_sheets(struct arena *arena, struct str pdf)
{
	const char *line = strstr(pdf_facts(arena, pdf), "Pages:");
	int count = 0;

	assert_non_null(line);
	assert_int_equal(sscanf(line, "Pages: %d", &count), 1);
	return count;
}

/* A sheet as a scanner would see it: ten dots a millimetre, grey. */
struct picture {
	int width;
	int height;
	const unsigned char *at;
};
enum { DOTS = 10 };

static inline struct picture pdf_picture(struct arena *arena, struct str pdf, int sheet)
{
	char number[16];
	char *argv[] = { "pdftoppm", "-r", "254", "-gray", "-f", number, "-l", number, "-", NULL };
	struct picture picture;
	struct str pgm;
	int used = 0;
	int most;

	snprintf(number, sizeof(number), "%d", sheet);
	pgm = tool_run(arena, argv, pdf);
	assert_int_equal(
		sscanf(pgm.at, "P5 %d %d %d%n", &picture.width, &picture.height, &most, &used), 3);
	picture.at = (const unsigned char *)pgm.at + used + 1;
	assert_true(pgm.len >= (size_t)used + 1 + (size_t)picture.width * (size_t)picture.height);
	return picture;
}

static inline bool is_dark(const struct picture *picture, double x_mm, double y_mm)
{
	int x = (int)(x_mm * DOTS);
	int y = (int)(y_mm * DOTS);

	assert_true(x >= 0 && y >= 0 && x < picture->width && y < picture->height);
	return picture->at[y * picture->width + x] < 128;
}
