/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/qr.h: a QR code as a square of dark and light modules, level M, the same for paper and
 * screen. No quiet zone: who draws it leaves four modules of white around. Memory: the caller's
 * arena. Fails with ERR_TOO_BIG (text over 2,000 bytes), ERR_MEMORY. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"

struct arena;
struct buf;

struct qr {
	int size;	     /* modules on a side */
	const uint8_t *dark; /* size × size, 1 = dark, row by row */
};

enum err qr_make(struct arena *arena, struct str text, struct qr *out);
bool qr_is_dark(const struct qr *qr, int x, int y);
/* Length of the run of modules of one kind that begins at x: a row is drawn in a few strokes. */
int qr_run(const struct qr *qr, int x, int y);
/* As path data, one unit a module: "M0 0h7v1h-7z…". */
void qr_path(struct buf *out, const struct qr *qr);
