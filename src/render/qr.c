/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/qr.c: QR codes by libqrencode, copied into the arena so that nobody has to free them. */
#include <assert.h>
#include <errno.h>
#include <qrencode.h>
#include "base/arena.h"
#include "base/buf.h"
#include "render/qr.h"

enum { TEXT_MAX = 2000 };

enum err qr_make(struct arena *arena, struct str text, struct qr *out)
{
	QRcode *code;
	uint8_t *dark;
	size_t count;

	if (text.len == 0 || text.len > TEXT_MAX)
		return ERR_TOO_BIG;
	code = QRcode_encodeData((int)text.len, (const unsigned char *)text.at, 0, QR_ECLEVEL_M);
	if (!code)
		return errno == ERANGE ? ERR_TOO_BIG : ERR_MEMORY;
	count = (size_t)code->width * (size_t)code->width;
	dark = arena_alloc(arena, count);
	if (dark) {
		for (size_t i = 0; i < count; i++)
			dark[i] = code->data[i] & 1;
		*out = (struct qr) { .size = code->width, .dark = dark };
	}
	QRcode_free(code);
	return dark ? OK : ERR_MEMORY;
}

bool qr_is_dark(const struct qr *qr, int x, int y)
{
	assert(x >= 0 && y >= 0 && x < qr->size && y < qr->size);
	return qr->dark[y * qr->size + x];
}

int qr_run(const struct qr *qr, int x, int y)
{
	int end = x + 1;

	while (end < qr->size && qr_is_dark(qr, end, y) == qr_is_dark(qr, x, y))
		end++;
	return end - x;
}

void qr_path(struct buf *out, const struct qr *qr)
{
	for (int y = 0; y < qr->size; y++) {
		for (int x = 0, run; x < qr->size; x += run) {
			run = qr_run(qr, x, y);
			if (qr_is_dark(qr, x, y))
				buf_print(out, "M%d %dh%dv1h-%dz", x, y, run, run);
		}
	}
}
