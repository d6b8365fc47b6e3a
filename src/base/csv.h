/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/csv.h: a sheet of lines as people send it: UTF-8 with or without BOM or GB18030, commas,
 * semicolons or tabs, quotes, blank lines. The first line names the columns. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include "base/str.h"

struct arena;

struct csv_row {
	int line; /* of the file, from 1 */
	struct str *cells;
	size_t count;
};
struct csv {
	struct csv_row head;
	struct csv_row *rows;
	size_t count;
};

enum csv_fault { CSV_OK, CSV_NOT_TEXT, CSV_EMPTY, CSV_QUOTE, CSV_NO_MEMORY };

/* Cells point into the decoded text or the arena. *line: where a quote was left open. */
enum csv_fault csv_read(struct arena *arena, struct bytes file, struct csv *out, int *line);
/* A column that is asked for: the field it fills, the names it may bear. */
struct csv_column {
	const char *field;
	const char *names; /* "电话 手机 phone" */
	bool is_needed;
};
/* Index of the column that bears one of the names ("电话 手机 phone"), -1: none. */
int csv_column(const struct csv *csv, const char *names);
/* The cell, trimmed; absent when blank or not there. */
struct str csv_cell(const struct csv_row *row, int column);
