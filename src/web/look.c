/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/look.c: a view by its path, in the shape of its suffix: page, JSON, CSV, xlsx, PDF, or a text
 * of the view's own. A guest's page carries an ETag made of build, language, size, head and day, is
 * kept in memory while that stands, and is answered 304 to who has it. */
#include "base/arena.h"
#include "base/hash.h"
#include "base/limits.h"
#include "web/cache.h"
#include "web/inside.h"

static const char *const home_paths[] = { "place/home", "people/home", "place/street", NULL };

/* The street's own address shows its home, whichever subject has one. */
static struct str path_of(const struct visit *visit)
{
	struct look look;

	if (visit->path.len)
		return visit->path;
	for (const char *const *path = home_paths; *path; path++)
		if (view_find(str_of(*path), &look))
			return str_of(*path);
	return visit->path;
}

/* The name a browser saves a sheet under: letters of the path only. */
static void say_download(struct visit *visit, const char *suffix)
{
	struct buf value = buf_new(visit->arena, 256);
	struct str path = path_of(visit);

	buf_print(&value, "attachment; filename=\"%s", visit->slug);
	for (size_t i = 0; i < path.len && i < 100; i++) {
		char c = path.at[i];
		bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';

		if (!i)
			buf_char(&value, '-');
		buf_char(&value, is_plain ? c : '-');
	}
	buf_print(&value, "%s\"", suffix);
	if (buf_ok(&value))
		http_say(visit->http, "Content-Disposition", buf_z(&value));
}

static const char *const types[] = {
	[SUFFIX_CSV] = "text/csv; charset=utf-8",
	[SUFFIX_XLSX] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	[SUFFIX_PDF] = "application/pdf",
	[SUFFIX_PB] = "text/plain; charset=utf-8",
	[SUFFIX_CERT] = "text/plain; charset=utf-8",
};
static const char *const endings[] = {
	[SUFFIX_CSV] = ".csv",
	[SUFFIX_XLSX] = ".xlsx",
	[SUFFIX_PDF] = ".pdf",
	[SUFFIX_PB] = ".pb",
	[SUFFIX_CERT] = ".cert",
};

/* The way back from paper: the page of the thing itself, whichever sheet of it is printed. */
static void put_address(struct visit *visit, struct sight *sight)
{
	struct buf address = buf_new(visit->arena, LIMIT_URL);
	struct buf tail = buf_new(visit->arena, LIMIT_URL);
	struct data *proof;

	if (data_get(sight->data, "proof"))
		return; /* the view knows better */
	buf_print(&tail, "/%s", visit->slug);
	for (struct str rest = str_of(sight->view->path); rest.at;) {
		struct str part = str_cut(&rest, '/');

		buf_char(&tail, '/');
		if (!str_is(part, "{id}")) {
			buf_str(&tail, part);
			continue;
		}
		buf_int(&tail, sight->look.id.id);
		break;
	}
	buf_text(&address, visit_origin(visit));
	buf_str(&address, buf_view(&tail));
	if (!buf_ok(&address))
		return;
	proof = data_object(visit->arena, sight->data, "proof");
	data_text(visit->arena, proof, "address", buf_view(&address));
	data_text(visit->arena, proof, "short",
		str_from(buf_view(&address), str_starts(buf_view(&address), "https://") ? 8 : 7));
}

/* What the printed sheet is compared with: the last checkpoint. */
static void put_sealed(struct visit *visit, struct sight *sight)
{
	const struct data *street = data_get(sight->data, "street");
	struct data *proof = data_get(sight->data, "proof");
	struct buf size = buf_new(visit->arena, 32);

	if (!proof || !street || !data_get(street, "sealed_size"))
		return;
	buf_int(&size, data_number(street, "sealed_size"));
	data_text(visit->arena, proof, "origin", data_str(street, "sealed_origin"));
	data_text(visit->arena, proof, "size", buf_view(&size));
	data_text(visit->arena, proof, "root", data_str(street, "sealed_root"));
}

static enum err sheet_make(struct visit *visit, struct sight *sight, struct rd *rd, struct str *out)
{
	struct buf csv = buf_new(visit->arena, LIMIT_ARENA);
	struct face face = frame_face(visit, rd);

	switch (visit->suffix) {
	case SUFFIX_CSV:
		TRY(csv_write(&csv, &face, sight->data));
		*out = buf_view(&csv);
		return buf_ok(&csv) ? OK : ERR_TOO_BIG;
	case SUFFIX_XLSX:
		return xlsx_write(out, &face, sight->data, sight->view->path);
	case SUFFIX_PDF:
		if (!sight->view->paper)
			return ERR_NOT_FOUND;
		put_address(visit, sight);
		put_sealed(visit, sight);
		return pdf_write(out, &face, sight->view->paper, sight->data);
	case SUFFIX_PB:
	case SUFFIX_CERT:
		*out = data_str(sight->data, endings[visit->suffix] + 1);
		return out->at ? OK : ERR_NOT_FOUND;
	case SUFFIXES:
	case SUFFIX_HTML:
	case SUFFIX_JSON:
		break;
	}
	return ERR_NOT_FOUND;
}

static void sheet_answer(struct visit *visit, struct sight *sight)
{
	struct snapshot snapshot;
	struct str bytes = { 0 };
	enum err err;

	/* headings are the subject's own words, found by the path */
	data_text(visit->arena, data_object(visit->arena, sight->data, "page"), "path",
		path_of(visit));
	err = door_snapshot(
		visit->web->options.door, visit->slug, visit->actor, visit->arena, &snapshot);
	if (!err) {
		err = sheet_make(visit, sight, snapshot.rd, &bytes);
		door_snapshot_done(&snapshot);
	}
	if (err) {
		frame_error(visit, err, NULL);
		return;
	}
	say_download(visit, endings[visit->suffix]);
	http_say(visit->http, "Cache-Control", "no-store");
	http_answer(visit->http, 200, types[visit->suffix], bytes);
}

/* Absent when the page is somebody's own. */
static const char *etag_of(struct visit *visit)
{
	struct buf tag = buf_new(visit->arena, LIMIT_URL * 2);
	struct buf out = buf_new(visit->arena, 64);
	struct door *door = visit->web->options.door;
	struct moment now = { door_now(door) };
	struct hash root, hash;
	int64_t size;

	if (!visit->is_guest || visit_has_cookie(visit) || visit->said ||
		visit->web->options.is_dev || visit->http->is_local || visit->suffix != SUFFIX_HTML)
		return NULL;
	if (!door_head(door, visit->slug, &size, &root))
		return NULL;
	buf_print(&tag, "%s|%d|%d|%lld|%lld|", visit->web->build, (int)visit->language,
		(int)visit->size, (long long)size, (long long)day_of(now).n);
	hex_print(&tag, (struct bytes) { root.at, HASH_SIZE });
	buf_str(&tag, visit->http->path);
	buf_char(&tag, '?');
	if (visit->http->query.at)
		buf_str(&tag, visit->http->query);
	if (!buf_ok(&tag))
		return NULL;
	hash = hash_of(tag.at, tag.len);
	buf_char(&out, '"');
	hex_print(&out, (struct bytes) { hash.at, 12 });
	buf_char(&out, '"');
	return buf_z(&out);
}

/* True when the guest's page was answered from what stands. */
static bool answered_again(struct visit *visit)
{
	const char *known = http_header(visit->http, "If-None-Match");
	struct str page;

	if (known && strstr(known, visit->etag)) {
		frame_say_etag(visit);
		http_answer(visit->http, 304, NULL, str_of(""));
		return true;
	}
	if (!cache_get(visit->web->cache, visit->etag, visit->arena, &page))
		return false;
	frame_say_etag(visit);
	http_answer(visit->http, 200, "text/html; charset=utf-8", page);
	return true;
}

static void view_answer(struct visit *visit, struct sight *sight)
{
	struct buf json = buf_new(visit->arena, LIMIT_ARENA);

	if (visit->suffix == SUFFIX_JSON || (visit->suffix == SUFFIX_HTML && visit->wants_json)) {
		data_json(&json, sight->data);
		frame_json(visit, 200, &json);
		return;
	}
	if (visit->suffix != SUFFIX_HTML) {
		sheet_answer(visit, sight);
		return;
	}
	visit->sight = sight;
	frame_answer(visit, 200, sight->view->page ? sight->view->page : &PAGE_list, sight->data);
}

void look_page(struct visit *visit)
{
	struct sight sight = { .street = visit->slug,
		.path = path_of(visit),
		.query = visit->query,
		.actor = visit->actor,
		.arena = visit->arena };
	enum err err;

	visit->etag = etag_of(visit);
	if (visit->etag && answered_again(visit))
		return;
	err = door_look(visit->web->options.door, &sight);
	if (err) {
		visit->etag = NULL;
		frame_error(visit, err, &sight.refusal);
		return;
	}
	view_answer(visit, &sight);
}
