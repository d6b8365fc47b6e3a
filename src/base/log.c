/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/log.c: a line is put together first and written by one write(), so lines of several
 * threads never mix. */
#include "base/log.h"
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "base/value.h"

enum { TEXT_MOST = 1024 };

static const char *const level_names[] = { "note", "warn", "fault" };

/* The one thing a process may set about its log; not in main.c because every layer logs. */
static atomic_int level_least = LOG_NOTE;

/* Control characters become \n or \xNN: an outside text cannot forge a line. */
static size_t text_escape(const char *text, char *out, size_t size)
{
	size_t len = 0;

	for (const char *c = text; *c; c++) {
		unsigned char byte = (unsigned char)*c;

		if (byte == '\n')
			len += (size_t)snprintf(out + len, size - len, "\\n");
		else if (byte < 0x20 || byte == 0x7f)
			len += (size_t)snprintf(out + len, size - len, "\\x%02x", byte);
		else
			out[len++] = *c;
	}
	return len;
}

/* A text too long for a line ends between two characters. */
static void text_cut(char *text)
{
	size_t len = strlen(text);

	while (len && ((unsigned char)text[len - 1] & 0xc0) == 0x80)
		len--;
	if (len && (unsigned char)text[len - 1] >= 0x80)
		len--;
	text[len] = '\0';
}

static size_t time_print(char *out, size_t size)
{
	int year, month, of_month;
	int64_t ms = moment_now().ms;
	struct day day = day_of((struct moment) { ms });
	int64_t of_day = ms - day_begin(day).ms;

	day_split(day, &year, &month, &of_month);
	return (size_t)snprintf(out, size, "%04d-%02d-%02dT%02d:%02d:%02d.%03d", year, month,
		of_month, (int)(of_day / 3600000), (int)(of_day / 60000 % 60),
		(int)(of_day / 1000 % 60), (int)(of_day % 1000));
}

void log_line(enum log_level level, const char *format, ...)
{
	char text[TEXT_MOST];
	char line[4 * TEXT_MOST + 64];
	size_t len;
	va_list args;

	if ((int)level < atomic_load(&level_least))
		return;
	va_start(args, format);
	if (vsnprintf(text, sizeof(text), format, args) < 0)
		text[0] = '\0';
	va_end(args);
	if (strlen(text) == sizeof(text) - 1)
		text_cut(text);
	len = time_print(line, 32);
	len += (size_t)snprintf(line + len, 16, " %s ", level_names[level]);
	len += text_escape(text, line + len, sizeof(line) - len - 1);
	line[len++] = '\n';
	/* A log that cannot be written has nowhere to say so. */
	if (write(STDERR_FILENO, line, len) < 0)
		return;
}

void log_quiet(enum log_level least)
{
	atomic_store(&level_least, (int)least);
}
