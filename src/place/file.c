/* SPDX-License-Identifier: MulanPSL-2.0 */
/* place/file.c: photos, scans, vouchers. The bytes lie in pieces by their hash; the act names them
 * in order, and what it enters is the hash of the whole. A file that is not public is for the staff
 * of its place and who put it there. */
#include "base/arena.h"
#include "base/hash.h"
#include "door/action.h"
#include "door/view.h"
#include "place/file.h"

struct file_piece {
	struct str hash; /* 64 hex digits */
};
struct file_add {
	struct ref place;
	struct str name;
	struct str media;
	bool is_public;
	LIST_OF(struct file_piece) pieces;
	struct str text; /* a small file may come as its own text instead */
	/* made ready */
	struct bytes whole;
	int64_t size;
};
struct file_forget {
	struct ref file;
};
struct file_ask {
	struct ref file;
	int64_t n;
	struct bytes hash;
	struct bytes bytes;
};
#include "gen/place/file.sql.h"

static bool is_media_known(struct str media)
{
	static const char *const known[] = { "image/jpeg", "image/png", "image/webp",
		"application/pdf", "application/ofd", "application/xml", "text/xml", "text/plain",
		"text/csv", "application/zip",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document" };

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_is(media, known[i]))
			return true;
	return false;
}

static bool hash_read(struct arena *arena, struct str hex, struct bytes *out)
{
	uint8_t *at = arena_alloc(arena, HASH_SIZE);

	*out = (struct bytes) { at, HASH_SIZE };
	return at && hex_parse(hex, at, HASH_SIZE);
}

/* Reads every piece once and hashes the whole: the leaf must not believe a face. */
static enum err pieces_hash(struct ready *ready, struct file_add *a, struct hash *whole)
{
	struct arena *arena = rd_arena(ready->rd);
	struct bytes *pieces = arena_array(arena, a->pieces.count + 1, sizeof *pieces);

	if (!pieces)
		return ERR_MEMORY;
	for (size_t i = 0; i < a->pieces.count; i++) {
		struct file_ask ask = { 0 };
		bool found;

		if (!hash_read(arena, a->pieces.at[i].hash, &ask.hash))
			return unready(ready, "pieces", "piece_unknown");
		TRY(file_part_read(ready->rd, &ask, &pieces[i], &found));
		if (!found)
			return unready(ready, "pieces", "piece_unknown");
		a->size += (int64_t)pieces[i].len;
	}
	*whole = hash_join(pieces, a->pieces.count);
	return OK;
}

static enum err add_ready(struct ready *ready, void *args)
{
	struct file_add *a = args;
	struct hash *whole = arena_alloc(rd_arena(ready->rd), sizeof *whole);

	if (!whole)
		return ERR_MEMORY;
	if (!is_media_known(a->media))
		return unready(ready, "media", "media_unknown");
	if ((a->text.at != NULL) == (a->pieces.count > 0))
		return unready(ready, "pieces", "pieces_or_text");
	if (a->text.at) {
		*whole = hash_of(a->text.at, a->text.len);
		a->size = (int64_t)a->text.len;
	} else {
		TRY(pieces_hash(ready, a, whole));
	}
	a->whole = (struct bytes) { whole->at, HASH_SIZE };
	return OK;
}

static enum err text_add(struct tx *tx, const struct file_add *a)
{
	struct file_ask piece = { .file = { tx_id(tx) },
		.hash = a->whole,
		.bytes = { (const uint8_t *)a->text.at, a->text.len } };

	TRY(file_part_insert(tx, &piece));
	return file_piece_insert(tx, &piece);
}

static enum err add(struct tx *tx, const void *args)
{
	const struct file_add *a = args;

	TRY(file_insert(tx, a));
	if (a->text.at)
		return text_add(tx, a);
	for (size_t i = 0; i < a->pieces.count; i++) {
		struct file_ask piece = { .file = { tx_id(tx) }, .n = (int64_t)i };
		int64_t is_there;

		if (!hash_read(tx_arena(tx), a->pieces.at[i].hash, &piece.hash))
			return ERR_MEMORY;
		TRY(file_part_there(tx_rd(tx), &piece, &is_there));
		if (!is_there) /* swept since it was made ready */
			return refuse(tx, "pieces", "piece_unknown");
		TRY(file_piece_insert(tx, &piece));
	}
	return OK;
}

/* Takes the bytes from the file; what the leaf says of it stays. The parts are swept. */
static enum err forget(struct tx *tx, const void *args)
{
	return file_pieces_drop(tx, args);
}

enum err file_piece_put(struct tx *tx, struct bytes hash, struct bytes bytes)
{
	struct file_ask part = { .hash = hash, .bytes = bytes };

	return file_part_insert(tx, &part);
}

enum err file_sweep(struct tx *tx, int64_t *count)
{
	TRY(file_parts_idle(tx_rd(tx), count));
	return *count ? file_parts_drop(tx) : OK;
}

enum err file_info_get(struct rd *rd, struct ref file, struct file_info *out)
{
	struct file_ask ask = { .file = file };

	return file_read(rd, &ask, out);
}

enum err file_piece_get(struct rd *rd, struct ref file, int64_t n, struct bytes *out)
{
	struct file_ask ask = { .file = file, .n = n };

	return file_bytes(rd, &ask, out);
}

static enum err show(struct rd *rd, const struct look *at, struct data *out)
{
	const struct data *me = data_get(out, "me");
	struct file_ask ask = { .file = at->id };
	struct file_info info;
	int64_t is_partners;
	bool is_staff = data_number(me, "is_cadre") || data_number(me, "is_officer") ||
			data_number(me, "is_handler") || data_number(me, "is_approver") ||
			data_number(me, "is_cashier") || data_number(me, "is_auditor");

	TRY(file_read(rd, &ask, &info));
	TRY(file_is_partners(rd, &ask, &is_partners));
	if (!info.is_public && !is_staff && !is_partners &&
		(!rd_actor(rd) || info.person.id != rd_actor(rd)))
		return rd_actor(rd) ? ERR_FORBIDDEN : ERR_SIGN_IN;
	return file_card(rd, at, out);
}

static const struct field piece_fields[] = {
	TEXT(file_piece, hash, .min = 64, .max = 64),
	{ .kind = FIELD_END },
};

const struct action file_actions[] = {
	{ "place.file.add",
		MAY(resident | cadre | officer | handler | cashier | approver | partner, place),
		NO_RULE, add,
		FIELDS(REF(file_add, place, .of = "place.unit"),
			TEXT(file_add, name, .max = 120, .personal = true),
			TEXT(file_add, media, .max = 80),
			BOOL(file_add, is_public, .optional = true),
			LIST(file_add, pieces, file_piece, piece_fields, .max = FILE_PIECES,
				.optional = true),
			TEXT(file_add, text, .max = 100000, .optional = true, .lines = true,
				.personal = true)),
		.ready = add_ready },
	{ "place.file.forget", MAY(officer, file), NO_RULE, forget,
		FIELDS(REF(file_forget, file, .of = "place.file")), .from = "people.roll.load" },
	{ 0 },
};
const struct view file_views[] = {
	{ "place/file/{id}", MAY(guest, id), show, &PAGE_file, NULL },
	{ 0 },
};
