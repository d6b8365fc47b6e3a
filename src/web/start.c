/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/start.c: what belongs to no street: the start page, the style sheet under an address that
 * never changes, health, and the page of every part and state. */
#include "base/arena.h"
#include "base/asset.h"
#include "base/limits.h"
#include "web/inside.h"

void start_page(struct visit *visit)
{
	struct data *root = frame_root(visit);
	enum err err = door_streets(visit->web->options.door, visit->arena, root, "streets");
	const struct data *streets = data_get(root, "streets");
	struct buf to = buf_new(visit->arena, 128);

	if (err) {
		frame_error(visit, err, NULL);
		return;
	}
	if (streets && streets->count && visit->web->options.is_demo && !visit->wants_json &&
		tour_page(visit, data_str(streets->first, "slug")))
		return;
	if (streets && streets->count == 1 && !visit->wants_json) {
		buf_char(&to, '/');
		buf_str(&to, data_str(streets->first, "slug"));
		buf_char(&to, '/');
		frame_redirect(visit, buf_z(&to));
		return;
	}
	if (visit->wants_json) {
		struct buf json = buf_new(visit->arena, LIMIT_ARENA);

		data_json(&json, root);
		frame_json(visit, 200, &json);
		return;
	}
	frame_answer(visit, 200, &PAGE_start, root);
}

void kit_page(struct visit *visit)
{
	visit->slug = "";
	visit->path = str_of("");
	frame_answer(visit, 200, &PAGE_kit, frame_root(visit));
}

void style_file(struct visit *visit)
{
	const struct asset *style = asset_find("web/site.css");
	struct buf own = buf_new(visit->arena, 80);

	buf_print(&own, "/s/site-%s.css", style ? style->hash : "");
	if (!style || !buf_ok(&own) || !str_equal(visit->http->path, buf_view(&own))) {
		http_answer(visit->http, 404, "text/plain; charset=utf-8", str_of("not found\n"));
		return;
	}
	http_say(visit->http, "Cache-Control", "public, max-age=31536000, immutable");
	http_answer(visit->http, 200, "text/css; charset=utf-8",
		(struct str) { style->at, style->len });
}

void icon_file(struct http_request *request)
{
	const struct asset *icon = asset_find("web/icon.svg");

	if (!icon) {
		http_answer(request, 404, "text/plain; charset=utf-8", str_of("not found\n"));
		return;
	}
	http_say(request, "Cache-Control", "public, max-age=86400");
	http_answer(request, 200, "image/svg+xml", (struct str) { icon->at, icon->len });
}
