/* SPDX-License-Identifier: MulanPSL-2.0 */
/* feed/import.h: files of lines into acts. A household roll is looked at line by line first and
 * goes in as one act or not at all; the list of areas is a reference and goes in by parts. */
#pragma once
#include "door/door.h"

struct buf;

/* kind: "roll" or "areas". The file is UTF-8 (BOM or not) or GB18030. report: JSON; on ERR_REFUSED
 * and ERR_BAD_INPUT it says what is wrong, line by line. */
enum err feed_import(struct door *door, const char *kind, const char *street, struct actor actor,
	struct bytes file, struct arena *arena, struct buf *report);
