/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/upload.c: a multipart form to pairs, and files back to browsers. Plain fields stay as they
 * are; a file is put away piece by piece, by hash, and its field then names it by id, so that the
 * act itself carries no bytes. The same bytes sent again by the same person name the same file: a
 * form sent twice stays one act. */
#include <strings.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/hash.h"
#include "base/limits.h"
#include "place/file.h"
#include "web/inside.h"
#include "web/multipart.h"
#include "web/rows.h"
#include "gen/web/web.sql.h"

/* What a browser does not know or does not say: by the end of the name. The content is judged by
 * who reads it. */
static const char *media_of(const struct part *part, struct arena *arena)
{
	static const char *const known[][2] = {
		{ ".jpg", "image/jpeg" },
		{ ".jpeg", "image/jpeg" },
		{ ".png", "image/png" },
		{ ".webp", "image/webp" },
		{ ".pdf", "application/pdf" },
		{ ".ofd", "application/ofd" },
		{ ".xml", "application/xml" },
		{ ".csv", "text/csv" },
		{ ".txt", "text/plain" },
		{ ".zip", "application/zip" },
		{ ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
		{ ".docx",
			"application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		size_t len = strlen(known[i][0]);

		if (part->filename.len > len &&
			!strncasecmp(
				part->filename.at + part->filename.len - len, known[i][0], len))
			return known[i][1];
	}
	return str_z(arena, part->type);
}

/* Browsers of long ago send whole paths: the last piece is the name. */
static const char *name_of(const struct part *part, struct arena *arena)
{
	struct str name = part->filename;

	for (size_t i = name.len; i-- > 0;)
		if (name.at[i] == '/' || name.at[i] == '\\') {
			name = str_from(name, i + 1);
			break;
		}
	return name.len ? str_z(arena, name) : "file";
}

struct putting {
	struct hash hash;
	struct bytes bytes;
};

static enum err piece_put(struct tx *tx, void *with)
{
	struct putting *putting = with;

	return file_piece_put(tx, (struct bytes) { putting->hash.at, HASH_SIZE }, putting->bytes);
}

struct keeping {
	struct visit *visit;
	const struct part *part;
	struct pair *pairs;
	size_t count;
	struct buf whole; /* hashes of the pieces, one after the other */
};

static enum err pieces_put(struct keeping *keeping)
{
	struct visit *visit = keeping->visit;
	uint8_t *piece = arena_alloc(visit->arena, FILE_PIECE);
	int64_t at = 0;

	if (!piece)
		return ERR_MEMORY;
	for (int n = 0; at < keeping->part->size; n++) {
		ssize_t got = pread(keeping->part->fd, piece, FILE_PIECE, at);
		struct putting putting = { .bytes = { piece, (size_t)got } };
		struct buf name = buf_new(visit->arena, 64);
		struct buf hex = buf_new(visit->arena, 80);

		if (got <= 0 || n >= FILE_PIECES)
			return got <= 0 ? ERR_IO : ERR_TOO_BIG;
		putting.hash = hash_of(piece, (size_t)got);
		TRY(door_keep(
			visit->web->options.door, visit->slug, visit->arena, piece_put, &putting));
		buf_print(&name, "pieces.%d.hash", n);
		hex_print(&hex, (struct bytes) { putting.hash.at, HASH_SIZE });
		buf_add(&keeping->whole, putting.hash.at, HASH_SIZE);
		if (!buf_ok(&hex))
			return ERR_MEMORY;
		keeping->pairs[keeping->count++] = (struct pair) { buf_z(&name), buf_z(&hex) };
		at += got;
	}
	return OK;
}

/* Where a file belongs: the place the form names, else where the person belongs. */
static enum err place_of(struct visit *visit, const char **out)
{
	struct web_person who = { visit->actor.person };
	struct snapshot snapshot;
	struct ref place = { 0 };
	struct buf text = buf_new(visit->arena, 32);
	bool found = false;
	enum err err;

	for (const struct part *p = multipart_first(visit->http->parts); p; p = p->next)
		if (p->fd < 0 && str_is(p->name, "place") && p->value.len) {
			*out = str_z(visit->arena, p->value);
			return OK;
		}
	TRY(door_snapshot(
		visit->web->options.door, visit->slug, visit->actor, visit->arena, &snapshot));
	err = own_place(snapshot.rd, &who, &place, &found);
	door_snapshot_done(&snapshot);
	TRY(err);
	if (!found)
		return visit->is_guest ? ERR_SIGN_IN : ERR_FORBIDDEN;
	buf_int(&text, place.id);
	*out = buf_z(&text);
	return *out ? OK : ERR_MEMORY;
}

/* A key that the same file from the same person always has. */
static const char *once_of(struct keeping *keeping, const char *name)
{
	struct buf *whole = &keeping->whole;
	struct buf key = buf_new(keeping->visit->arena, 80);
	struct hash hash;

	buf_print(whole, "|%s|%lld", name, (long long)keeping->visit->actor.person);
	if (!buf_ok(whole))
		return NULL;
	hash = hash_of(whole->at, whole->len);
	buf_text(&key, "file:");
	hex_print(&key, (struct bytes) { hash.at, 24 });
	return buf_z(&key);
}

static enum err file_keep(struct visit *visit, const struct part *part, const char **id)
{
	struct keeping keeping = { .visit = visit,
		.part = part,
		.pairs = arena_array(visit->arena, FILE_PIECES + 3, sizeof *keeping.pairs),
		.whole = buf_new(visit->arena, LIMIT_BODY) };
	struct ask ask = { .street = visit->slug,
		.action = "place.file.add",
		.actor = visit->actor,
		.arena = visit->arena };
	struct buf text = buf_new(visit->arena, 32);
	const char *name = name_of(part, visit->arena);
	const char *place;
	enum err err;

	if (!keeping.pairs)
		return ERR_MEMORY;
	TRY(place_of(visit, &place));
	keeping.pairs[keeping.count++] = (struct pair) { "place", place };
	keeping.pairs[keeping.count++] = (struct pair) { "name", name };
	keeping.pairs[keeping.count++] = (struct pair) { "media", media_of(part, visit->arena) };
	TRY(pieces_put(&keeping));
	ask.pairs = (struct pairs) { keeping.pairs, keeping.count };
	ask.once = once_of(&keeping, name);
	err = door_do(visit->web->options.door, &ask);
	if (err == ERR_REFUSED) /* said beside the field the file was for */
		snprintf(ask.refusal.field, sizeof ask.refusal.field, "%.79s",
			str_z(visit->arena, part->name));
	visit->ask.refusal = ask.refusal;
	TRY(err);
	buf_int(&text, ask.id);
	*id = buf_z(&text);
	return *id ? OK : ERR_MEMORY;
}

static size_t parts_count(const struct multipart *parts)
{
	size_t count = 0;

	for (const struct part *p = multipart_first(parts); p; p = p->next)
		count++;
	return count;
}

enum err upload_fields(struct visit *visit, struct pairs *out)
{
	struct pair *pairs = arena_array(
		visit->arena, parts_count(visit->http->parts) + 1, sizeof *pairs);
	size_t count = 0;

	if (!pairs)
		return ERR_MEMORY;
	for (const struct part *p = multipart_first(visit->http->parts); p; p = p->next) {
		const char *name = str_z(visit->arena, p->name);
		const char *value = NULL;

		if (p->fd >= 0 && !p->size)
			continue; /* a file field that was left empty */
		if (p->fd >= 0)
			TRY(file_keep(visit, p, &value));
		else
			value = str_z(visit->arena, p->value);
		if (!name || !value)
			return ERR_MEMORY;
		pairs[count++] = (struct pair) { name, value };
	}
	*out = (struct pairs) { pairs, count };
	return OK;
}

/* --- files back --- */

static enum err bytes_read(struct rd *rd, struct ref file, struct file_info *info, struct buf *out)
{
	int64_t size = 0;

	TRY(file_info_get(rd, file, info));
	for (int64_t n = 0; size < info->size; n++) {
		struct bytes piece;

		TRY(file_piece_get(rd, file, n, &piece));
		buf_add(out, piece.at, piece.len);
		size += (int64_t)piece.len;
	}
	return buf_ok(out) ? OK : ERR_TOO_BIG;
}

/* Pictures and papers open in the browser, everything else is saved; nothing in a file can run
 * either way. */
static void say_file(struct visit *visit, const struct file_info *info)
{
	bool is_shown = str_starts(info->media, "image/") || str_is(info->media, "application/pdf");
	struct buf value = buf_new(visit->arena, LIMIT_URL);

	buf_print(&value, "%s; filename*=UTF-8''", is_shown ? "inline" : "attachment");
	encode_url(&value, info->name, false);
	if (buf_ok(&value))
		http_say(visit->http, "Content-Disposition", buf_z(&value));
	http_say(visit->http, "Cache-Control", "private, no-store");
}

void file_page(struct visit *visit, struct str number)
{
	struct buf path = buf_new(visit->arena, 80);
	struct buf out = buf_new(visit->arena, LIMIT_ARENA);
	struct sight sight = {
		.street = visit->slug, .actor = visit->actor, .arena = visit->arena
	};
	struct file_info info = { 0 };
	struct snapshot snapshot;
	enum err err;

	buf_text(&path, "place/file/");
	buf_str(&path, number);
	sight.path = buf_view(&path);
	err = door_look(visit->web->options.door, &sight); /* the view asks the rights */
	if (!err)
		err = door_snapshot(visit->web->options.door, visit->slug, visit->actor,
			visit->arena, &snapshot);
	if (!err) {
		err = bytes_read(snapshot.rd, sight.look.id, &info, &out);
		door_snapshot_done(&snapshot);
	}
	if (err) {
		frame_error(visit, err, NULL);
		return;
	}
	say_file(visit, &info);
	http_answer(visit->http, 200, str_z(visit->arena, info.media), buf_view(&out));
}
