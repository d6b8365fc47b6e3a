/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/told.c: what an act tells once to who asked for it, such as fresh codes: printed on its
 * paper, or as JSON beside the answer. Nothing keeps it: it is in no page, no cache and no log. */
#include "base/arena.h"
#include "base/json.h"
#include "base/limits.h"
#include "web/inside.h"
#include "web/rows.h"
#include "gen/web/web.sql.h"

/* Where one types a code, and for each code the address that holds it, for a scanner. */
static void put_addresses(struct visit *visit, struct data *root)
{
	struct buf address = buf_new(visit->arena, LIMIT_URL);
	struct str shown;

	buf_print(&address, "%s/%s/signin", visit_origin(visit), visit->slug);
	shown = buf_view(&address);
	data_text(visit->arena, root, "address", shown);
	data_text(visit->arena, root, "short",
		str_from(shown, str_starts(shown, "https://")  ? 8
				: str_starts(shown, "http://") ? 7
							       : 0));
	for (struct data *list = root->first; list; list = list->next)
		for (struct data *row = list->kind == DATA_LIST ? list->first : NULL; row;
			row = row->next) {
			struct buf whole = buf_new(visit->arena, LIMIT_URL);
			struct str code = data_str(row, "code");

			if (!code.at)
				continue;
			buf_str(&whole, shown);
			buf_text(&whole, "?code=");
			encode_url(&whole, code, false);
			data_text(visit->arena, row, "address", buf_view(&whole));
		}
}

static enum err paper_make(struct visit *visit, struct data *root, struct str *out)
{
	struct data *street = data_object(visit->arena, root, "street");
	struct snapshot snapshot;
	struct face face;
	enum err err;

	TRY(door_snapshot(
		visit->web->options.door, visit->slug, visit->actor, visit->arena, &snapshot));
	err = street_show(snapshot.rd, street);
	if (!err) {
		data_text(visit->arena, root, "telephone", data_str(street, "telephone"));
		face = frame_face(visit, snapshot.rd);
		err = pdf_write(out, &face, visit->ask.found->told, root);
	}
	door_snapshot_done(&snapshot);
	return err;
}

static void paper_answer(struct visit *visit, struct data *root)
{
	struct str bytes = { 0 };
	enum err err = paper_make(visit, root, &bytes);

	if (err) {
		frame_error(visit, err, NULL);
		return;
	}
	http_say(visit->http, "Content-Disposition", "inline; filename=\"zhidian.pdf\"");
	http_say(visit->http, "Cache-Control", "no-store");
	http_answer(visit->http, 200, "application/pdf", bytes);
}

bool told_answer(struct visit *visit)
{
	const struct action *action = visit->ask.found;
	struct data *root;
	struct buf out;

	if (!action->tell || visit->ask.is_replay)
		return false;
	root = data_root(visit->arena);
	if (action->tell(visit->arena, visit->ask.args, root)) {
		frame_error(visit, ERR_MEMORY, NULL);
		return true;
	}
	put_addresses(visit, root);
	if (!visit->wants_json && action->told) {
		paper_answer(visit, root);
		return true;
	}
	if (!visit->wants_json)
		return false;
	out = buf_new(visit->arena, LIMIT_ARENA);
	buf_print(&out,
		"{\"id\":%lld,\"leaf\":%lld,\"replay\":false,\"told\":", (long long)visit->ask.id,
		(long long)visit->ask.leaf);
	data_json(&out, root);
	buf_char(&out, '}');
	frame_json(visit, 200, &out);
	return true;
}
