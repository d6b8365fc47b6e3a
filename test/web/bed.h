/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/web/bed.h: a street with its server on a free port, and a client that speaks like a browser
 * of this site. */
#pragma once
#include "unit.h"
#include "base/log.h"
#include "house.h"
#include "web/raw.h"
#include "web/web.h"

/* Sheets are drawn on threads that end with the server: what cairo and fontconfig keep for a thread
 * they do not give back. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libcairo\nleak:libfontconfig\n";
}

struct bed {
	struct house house;
	struct web *web;
	int port;
	char out[1 << 20]; /* the last answer, head and body */
	int status;
	char cookie[200]; /* "zhidian_heqing=…" once signed in */
	int64_t unit;	  /* a neighbourhood */
	bool is_postgres; /* set before bed_start */
};

static const char bed_story[] =
	"found heqing\n"
	"at 2025-01-06 09:00\n"
	"as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 "
	"telephone=021-58970000 "
	"hours=周一至周六 letterhead=合庆镇社区自治办公室 account_title=合庆镇人民政府 "
	"profile=basic "
	"officer=周洁 title=合庆镇自治办主任 login=zhou password=\"green paint 1978\" demo=yes -> "
	"ok as zhou\n"
	"as guest look place/unit -> ok keep heqing=units.0.id\n"
	"as zhou place.unit.add parent=$heqing kind=neighbourhood name=蔡路居民区 -> ok as cailu\n"
	"as zhou place.unit.add parent=$cailu kind=building name=1号楼 -> ok as house1\n";

static inline bool bed_start(struct bed *bed, bool is_demo, const char *public_url)
{
	struct web_options options = {
		.is_demo = is_demo, .public_url = public_url, .is_story = true
	};
	const char *why = NULL;

	log_quiet(LOG_FAULT);
	if (!house_open(&bed->house, bed->is_postgres, 0, NULL) ||
		house_play(&bed->house, bed_story))
		return false;
	bed->unit = story_name(bed->house.story, "cailu");
	options.door = bed->house.door;
	options.db = bed->house.db;
	options.data_dir = bed->house.dir;
	if (web_start(&options, &bed->web, &why)) {
		print_error("web_start: %s\n", why);
		return false;
	}
	bed->port = web_port(bed->web);
	return true;
}

static inline bool bed_stop(struct bed *bed)
{
	bool is_whole = web_stop(bed->web, 2000);

	house_close(&bed->house);
	return is_whole;
}

/* headers: lines, each with its line end. */
static inline int bed_send(struct bed *bed, const char *method, const char *path,
	const char *headers, const char *body, size_t body_len)
{
	struct buf all = buf_new(bed->house.arena, 4 << 20);
	int fd;

	buf_print(&all, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n%s", method,
		path, bed->port, headers);
	if (*bed->cookie)
		buf_print(&all, "Cookie: %s\r\n", bed->cookie);
	if (body)
		buf_print(&all, "Content-Length: %zu\r\n", body_len);
	buf_text(&all, "\r\n");
	if (body)
		buf_add(&all, body, body_len);
	bed->out[0] = '\0';
	fd = raw_connect(bed->port);
	if (fd >= 0) {
		raw_send(fd, all.at, all.len);
		raw_read(fd, bed->out, sizeof bed->out, 20000); /* it closes when it has answered */
		close(fd);
	}
	return bed->status = raw_status(bed->out);
}

static inline int bed_get(struct bed *bed, const char *path)
{
	return bed_send(bed, "GET", path, "", NULL, 0);
}

/* As a form of this site sends it. */
static inline int bed_form(struct bed *bed, const char *path, const char *body)
{
	char headers[300];

	snprintf(headers, sizeof headers,
		"Origin: http://127.0.0.1:%d\r\nSec-Fetch-Site: same-origin\r\n"
		"Content-Type: application/x-www-form-urlencoded\r\n",
		bed->port);
	return bed_send(bed, "POST", path, headers, body, strlen(body));
}

static inline int bed_json(struct bed *bed, const char *path, const char *body)
{
	return bed_send(
		bed, "POST", path, "Content-Type: application/json\r\n", body, strlen(body));
}

static inline bool bed_has(const struct bed *bed, const char *text)
{
	return strstr(bed->out, text) != NULL;
}

/* The value of a header of the last answer, "" when there is none; of the first of several. */
static inline const char *bed_header(struct bed *bed, const char *name)
{
	char line[100];
	const char *at, *end = strstr(bed->out, "\r\n\r\n");

	snprintf(line, sizeof line, "\r\n%s: ", name);
	at = strstr(bed->out, line);
	if (!at || at > end)
		return "";
	at += strlen(line);
	return arena_copy(bed->house.arena, at, strcspn(at, "\r"));
}

static inline const char *bed_body(const struct bed *bed)
{
	const char *at = strstr(bed->out, "\r\n\r\n");

	return at ? at + 4 : "";
}

/* What stands between two texts of the body; "" when they are not there. */
static inline const char *bed_between(struct bed *bed, const char *before, const char *after)
{
	const char *at = strstr(bed_body(bed), before);
	const char *end = at ? strstr(at + strlen(before), after) : NULL;

	if (!end)
		return "";
	at += strlen(before);
	return arena_copy(bed->house.arena, at, (size_t)(end - at));
}

static inline bool bed_sign_in(struct bed *bed)
{
	const char *set;

	bed->cookie[0] = '\0';
	if (bed_form(bed, "/heqing/signin", "login=zhou&password=green+paint+1978") != 303)
		return false;
	set = bed_header(bed, "Set-Cookie");
	snprintf(bed->cookie, sizeof bed->cookie, "%.*s", (int)strcspn(set, ";"), set);
	return *bed->cookie != '\0';
}
