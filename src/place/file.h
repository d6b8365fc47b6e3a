/* SPDX-License-Identifier: MulanPSL-2.0 */
/* place/file.h: files for a face: bytes come in pieces before an act names them, and go out piece
 * by piece. A face streams an upload with file_piece_put inside door_keep, then asks place.file.add
 * with the pieces' hashes. */
#pragma once
#include <stdbool.h>
#include "db/query.h"

enum { FILE_PIECE = 256 * 1024, FILE_PIECES = 80 };

struct file_info {
	struct str name;
	struct str media;
	int64_t size;
	struct bytes hash;
	bool is_public;
	struct ref place;
	struct ref person;
};

/* hash: SHA-256 of bytes, 32 bytes. A piece that is there already is left as it is. */
enum err file_piece_put(struct tx *tx, struct bytes hash, struct bytes bytes);
/* Drops pieces that no file named within a day; returns through *count how many. */
enum err file_sweep(struct tx *tx, int64_t *count);
enum err file_info_get(struct rd *rd, struct ref file, struct file_info *out);
/* Pieces count from 0; ERR_NOT_FOUND after the last. */
enum err file_piece_get(struct rd *rd, struct ref file, int64_t n, struct bytes *out);
