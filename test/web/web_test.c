/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/web/web_test.c: the whole face on a real door: pages, forms, JSON, refusals, exports,
 * caching, other sites, the owner. */
#include <pthread.h>
#include <sys/un.h>
#include "web/bed.h"

static struct bed bed;

static int setup(void **state)
{
	(void)state;
	memset(&bed, 0, sizeof bed);
	return bed_start(&bed, true, NULL) ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	return bed_stop(&bed) ? 0 : -1;
}

static void pages_for_guests(void **state)
{
	(void)state;
	assert_int_equal(bed_get(&bed, "/healthz"), 200);
	assert_int_equal(bed_get(&bed, "/"), 303);
	assert_string_equal(bed_header(&bed, "Location"), "/heqing/");
	assert_int_equal(bed_get(&bed, "/heqing/place/unit"), 200);
	assert_true(bed_has(&bed, "蔡路居民区"));
	assert_true(bed_has(&bed, "<html lang=\"zh-CN\""));
	assert_string_equal(bed_header(&bed, "Content-Type"), "text/html; charset=utf-8");
	assert_int_equal(bed_get(&bed, "/heqing/place/nothing"), 404);
	assert_int_equal(bed_get(&bed, "/nowhere/"), 404);
	assert_int_equal(bed_get(&bed, "/heqing/place/unit/999999"), 404);
	assert_int_equal(bed_get(&bed, "/heqing/people/person"), 401);
	assert_true(bed_has(&bed, "/heqing/signin"));
	assert_int_equal(bed_get(&bed, "/heqing/people/person.json"), 401);
	assert_string_equal(bed_body(&bed), "{\"error\":\"sign_in\"}");
	assert_int_equal(bed_get(&bed, "/heqing/place/unit?nonsense=1"), 422);
	assert_int_equal(bed_get(&bed, "/-/verify"), 404);
	assert_int_equal(bed_send(&bed, "HEAD", "/heqing/place/unit", "", NULL, 0), 200);
	assert_string_equal(bed_body(&bed), "");
}

static void shapes_of_a_view(void **state)
{
	(void)state;
	assert_int_equal(bed_get(&bed, "/heqing/place/unit.json"), 200);
	assert_string_equal(bed_header(&bed, "Content-Type"), "application/json");
	assert_true(bed_has(&bed, "\"units\":[{\"id\":"));
	assert_int_equal(bed_get(&bed, "/heqing/place/unit.csv"), 200);
	assert_true(bed_has(&bed, "\xef\xbb\xbf"));
	assert_string_equal(bed_header(&bed, "Content-Disposition"),
		"attachment; filename=\"heqing-place-unit.csv\"");
	assert_int_equal(bed_get(&bed, "/heqing/place/unit.xlsx"), 200);
	assert_memory_equal(bed_body(&bed), "PK\x03\x04", 4);
	assert_int_equal(bed_get(&bed, "/heqing/place/unit.pdf"), 404); /* it has no paper */
	assert_int_equal(bed_get(&bed, "/heqing/place/unit.exe"), 404);
}

static void safe_on_every_answer(void **state)
{
	static const char *const paths[] = { "/", "/healthz", "/heqing/place/unit",
		"/heqing/nothing", "/heqing/place/unit.csv", "/heqing/people/person",
		"/openapi.json", "/s/none.css", "/heqing/signin", "/a/../b" };

	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		bed_get(&bed, paths[i]);
		assert_string_equal(bed_header(&bed, "X-Content-Type-Options"), "nosniff");
		assert_string_equal(bed_header(&bed, "Referrer-Policy"), "same-origin");
		assert_string_equal(bed_header(&bed, "Cross-Origin-Opener-Policy"), "same-origin");
		assert_non_null(
			strstr(bed_header(&bed, "Content-Security-Policy"), "default-src 'none'"));
		assert_non_null(strstr(
			bed_header(&bed, "Content-Security-Policy"), "frame-ancestors 'none'"));
		assert_string_equal(bed_header(&bed, "Strict-Transport-Security"), "");
	}
}

static void styles_never_change(void **state)
{
	const char *css;

	(void)state;
	bed_get(&bed, "/heqing/place/unit");
	css = bed_between(&bed, "<link rel=\"stylesheet\" href=\"", "\"");
	assert_int_equal(bed_get(&bed, css), 200);
	assert_non_null(strstr(bed_header(&bed, "Cache-Control"), "immutable"));
	assert_string_equal(bed_header(&bed, "Content-Type"), "text/css; charset=utf-8");
	assert_int_equal(bed_get(&bed, "/s/site-000000000000.css"), 404);
}

static void signing_in_and_out(void **state)
{
	char old[200];

	(void)state;
	assert_int_equal(
		bed_form(&bed, "/heqing/signin", "login=zhou&password=green+paint+1979"), 401);
	assert_true(bed_has(&bed, "value=\"zhou\""));
	assert_false(bed_has(&bed, "1979"));
	assert_string_equal(bed_header(&bed, "Set-Cookie"), "");
	assert_int_equal(bed_form(&bed, "/heqing/signin", "login=nobody&password=x"), 401);
	assert_int_equal(bed_form(&bed, "/heqing/signin",
				 "login=zhou&password=green+paint+1978&to=//evil.example/"),
		303);
	assert_string_equal(bed_header(&bed, "Location"), "/heqing/");
	assert_true(bed_sign_in(&bed));
	assert_non_null(strstr(bed_header(&bed, "Set-Cookie"), "; HttpOnly; SameSite=Lax"));
	assert_int_equal(bed_get(&bed, "/heqing/people/person"), 200);
	assert_true(bed_has(&bed, "周洁"));
	assert_string_equal(bed_header(&bed, "Cache-Control"), "no-store");
	memcpy(old, bed.cookie, sizeof old);
	assert_int_equal(
		bed_form(&bed, "/heqing/signin", "login=zhou&password=green+paint+1978"), 303);
	assert_int_equal(bed_get(&bed, "/heqing/people/person"), 401); /* the older session ended */
	assert_true(bed_sign_in(&bed));
	memcpy(old, bed.cookie, sizeof old);
	assert_int_equal(bed_form(&bed, "/heqing/signout", "where=everywhere"), 303);
	assert_non_null(strstr(bed_header(&bed, "Set-Cookie"), "Max-Age=0"));
	memcpy(bed.cookie, old, sizeof old);
	assert_int_equal(bed_get(&bed, "/heqing/people/person"), 401);
}

static void tries_are_counted(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++)
		assert_int_equal(
			bed_form(&bed, "/heqing/signin", "login=zhou&password=guess"), 401);
	assert_int_equal(
		bed_form(&bed, "/heqing/signin", "login=zhou&password=green+paint+1978"), 429);
	assert_string_equal(bed_header(&bed, "Retry-After"), "900");
	bed.house.now_ms += 16 * 60000;
	assert_true(bed_sign_in(&bed));
}

/* A form is got, filled as a person would, sent, refused, mended, sent again. */
static void forms(void **state)
{
	char path[200], body[500], parent[32];
	const char *once;

	(void)state;
	snprintf(parent, sizeof parent, "%lld", (long long)bed.unit);
	snprintf(path, sizeof path, "/heqing/place/unit/add?parent=%s", parent);
	assert_int_equal(bed_get(&bed, path), 401); /* says no before somebody types */
	assert_true(bed_sign_in(&bed));
	assert_int_equal(bed_get(&bed, path), 200);
	once = bed_between(&bed, "name=\"once\" value=\"", "\"");
	assert_int_equal(strlen(once), 24);
	assert_string_equal(bed_between(&bed, "name=\"parent\" value=\"", "\""), parent);
	assert_string_equal(bed_between(&bed, "name=\"given\" value=\"", "\""), "parent");
	snprintf(body, sizeof body, "once=%s&given=parent&parent=%s&kind=building&name=", once,
		parent);
	assert_int_equal(bed_form(&bed, "/heqing/place/unit/add", body), 422);
	assert_true(bed_has(&bed, "role=\"alert\""));
	assert_string_equal(bed_between(&bed, "name=\"parent\" value=\"", "\""), parent);
	assert_true(bed_has(&bed, "value=\"building\" checked"));
	once = bed_between(&bed, "name=\"once\" value=\"", "\"");
	snprintf(body, sizeof body,
		"once=%s&given=parent&parent=%s&kind=building&name=2%%E5%%8F%%B7%%E6%%A5%%BC", once,
		parent);
	assert_int_equal(bed_form(&bed, "/heqing/place/unit/add", body), 303);
	assert_non_null(strstr(bed_header(&bed, "Location"), "?done=place.unit.add"));
	assert_int_equal(
		bed_form(&bed, "/heqing/place/unit/add", body), 303); /* pressed twice: once */
	assert_int_equal(bed_get(&bed, "/heqing/place/unit.json"), 200);
	assert_non_null(strstr(bed.out, "2号楼"));
	assert_null(strstr(strstr(bed.out, "2号楼") + 1, "2号楼"));
}

static const char *goes_after(const char *from, int number)
{
	char headers[400], body[200];

	snprintf(headers, sizeof headers,
		"Origin: http://127.0.0.1:%d\r\nContent-Type: application/x-www-form-urlencoded\r\n"
		"Referer: %s\r\n",
		bed.port, from);
	snprintf(body, sizeof body,
		"once=go%d&lines.0.code=310000000000&lines.0.level=1&lines.0.kind=city&lines.0."
		"name=go%d",
		number, number);
	assert_int_equal(
		bed_send(&bed, "POST", "/heqing/place/area/list", headers, body, strlen(body)),
		303);
	return bed_header(&bed, "Location");
}

static void where_a_form_leads(void **state)
{
	char from[200];

	(void)state;
	assert_true(bed_sign_in(&bed));
#define DONE "?done=place.area.list"
	snprintf(from, sizeof from, "http://127.0.0.1:%d/heqing/place/season?page=2", bed.port);
	assert_string_equal(goes_after(from, 1), "/heqing/place/season" DONE);
	snprintf(from, sizeof from, "http://127.0.0.1:%d/heqing/place/area/list", bed.port);
	assert_string_equal(goes_after(from, 2), "/heqing/place/area" DONE);
	assert_string_equal(
		goes_after("http://evil.example/heqing/place/season", 3), "/heqing/" DONE);
	snprintf(from, sizeof from, "http://127.0.0.1:%d/elsewhere/", bed.port);
	assert_string_equal(goes_after(from, 4), "/heqing/" DONE);
	snprintf(from, sizeof from, "http://127.0.0.1:%d", bed.port);
	assert_string_equal(goes_after(from, 5), "/heqing/" DONE);
	assert_string_equal(goes_after("nonsense", 6), "/heqing/" DONE);
}

static void words_are_said_once(void **state)
{
	(void)state;
	assert_int_equal(bed_get(&bed, "/heqing/place/unit?done=place.unit.add"), 200);
	assert_true(bed_has(&bed, "role=\"status\""));
	assert_string_equal(bed_header(&bed, "ETag"), "");
	assert_int_equal(bed_get(&bed, "/heqing/place/unit?done=no.such.act"), 200);
	assert_false(bed_has(&bed, "role=\"status\""));
}

static void json(void **state)
{
	char body[300];

	(void)state;
	snprintf(body, sizeof body,
		"{\"once\":\"k1\",\"parent\":%lld,\"kind\":\"building\",\"name\":\"3号楼\"}",
		(long long)bed.unit);
	assert_int_equal(bed_json(&bed, "/heqing/place/unit/add", body), 401);
	assert_true(bed_sign_in(&bed));
	assert_int_equal(bed_json(&bed, "/heqing/place/unit/add", body), 200);
	assert_true(bed_has(&bed, "\"replay\":false}"));
	assert_int_equal(bed_json(&bed, "/heqing/place/unit/add", body), 200);
	assert_true(bed_has(&bed, "\"replay\":true}"));
	assert_int_equal(
		bed_json(&bed, "/heqing/place/unit/add", "{\"once\":\"k1\",\"name\":\"x\"}"), 422);
	assert_int_equal(
		bed_json(&bed, "/heqing/place/unit/add",
			"{\"once\":\"k2\",\"parent\":99999,\"kind\":\"building\",\"name\":\"x\"}"),
		422);
	assert_true(bed_has(&bed, "\"error\":\"refused\",\"field\":\"parent\",\"reason\":\"not_"
				  "found\",\"words\":\""));
	assert_int_equal(bed_json(&bed, "/heqing/place/unit/add", "{\"a\":1,\"a\":2}"), 400);
	assert_string_equal(bed_body(&bed), "{\"error\":\"bad_input\"}");
	assert_int_equal(bed_json(&bed, "/heqing/place/unit/add", "{\"parent\":1}"), 422);
	assert_true(bed_has(&bed, "once_missing") || bed_has(&bed, "missing"));
	assert_int_equal(bed_json(&bed, "/heqing/no/such/act", "{}"), 404);
	assert_int_equal(bed_json(&bed, "/heqing/place/unit", "{}"), 404);
}

static void the_once_key_of_a_header(void **state)
{
	static const char body[] =
		"{\"parent\":1,\"kind\":\"neighbourhood\",\"name\":\"胜利居民区\"}";
	static const char headers[] =
		"Content-Type: application/json\r\nIdempotency-Key: abc-1\r\n";

	(void)state;
	assert_true(bed_sign_in(&bed));
	assert_int_equal(
		bed_send(&bed, "POST", "/heqing/place/unit/add", headers, body, strlen(body)), 200);
	assert_int_equal(
		bed_send(&bed, "POST", "/heqing/place/unit/add", headers, body, strlen(body)), 200);
	assert_true(bed_has(&bed, "\"replay\":true"));
}

static int post_from(const char *headers)
{
	return bed_send(&bed, "POST", "/heqing/signout", headers, "", 0);
}

static void other_sites(void **state)
{
	char own[200];

	(void)state;
	assert_true(bed_sign_in(&bed));
	assert_int_equal(post_from(""), 403);
	assert_int_equal(post_from("Origin: http://evil.example\r\n"), 403);
	assert_int_equal(post_from("Origin: null\r\n"), 403);
	assert_int_equal(post_from("Sec-Fetch-Site: cross-site\r\n"), 403);
	assert_int_equal(post_from("Sec-Fetch-Site: same-site\r\n"), 403);
	assert_int_equal(post_from("Sec-Fetch-Site: none\r\n"), 403);
	snprintf(own, sizeof own, "Origin: http://127.0.0.1:%d\r\nSec-Fetch-Site: cross-site\r\n",
		bed.port);
	assert_int_equal(post_from(own), 403);
	assert_int_equal(
		post_from("Sec-Fetch-Site: same-origin\r\nOrigin: http://evil.example\r\n"), 403);
	assert_int_equal(
		bed_send(&bed, "POST", "/heqing/place/unit/add",
			"Content-Type: application/json\r\nOrigin: http://evil.example\r\n", "{}",
			2),
		403);
	assert_int_equal(bed_get(&bed, "/heqing/people/person"), 200); /* still signed in */
	snprintf(own, sizeof own, "Origin: http://127.0.0.1:%d\r\n", bed.port);
	assert_int_equal(post_from(own), 303);
}

static void pages_that_stand(void **state)
{
	char headers[200];
	const char *etag;

	(void)state;
	assert_int_equal(bed_get(&bed, "/heqing/place/unit"), 200);
	etag = bed_header(&bed, "ETag");
	assert_true(*etag == '"');
	snprintf(headers, sizeof headers, "If-None-Match: %s\r\n", etag);
	assert_int_equal(bed_send(&bed, "GET", "/heqing/place/unit", headers, NULL, 0), 304);
	assert_int_equal(bed_get(&bed, "/heqing/place/unit"), 200); /* from memory */
	assert_true(bed_has(&bed, "蔡路居民区"));
	assert_string_equal(bed_header(&bed, "ETag"), etag);
	bed.house.now_ms += 86400000;
	assert_int_equal(bed_send(&bed, "GET", "/heqing/place/unit", headers, NULL, 0), 200);
	bed.house.now_ms -= 86400000;
	snprintf(headers, sizeof headers, "If-None-Match: %s\r\nCookie: zhidian_lang=en\r\n", etag);
	assert_int_equal(bed_send(&bed, "GET", "/heqing/place/unit", headers, NULL, 0), 200);
	assert_true(bed_sign_in(&bed));
	snprintf(headers, sizeof headers, "If-None-Match: %s\r\n", etag);
	assert_int_equal(bed_send(&bed, "GET", "/heqing/place/unit", headers, NULL, 0), 200);
	assert_string_equal(bed_header(&bed, "ETag"), "");
	assert_int_equal(bed_json(&bed, "/heqing/place/unit/add",
				 "{\"once\":\"e1\",\"parent\":1,\"kind\":\"neighbourhood\","
				 "\"name\":\"新村\"}"),
		200);
	bed.cookie[0] = '\0';
	assert_int_equal(bed_send(&bed, "GET", "/heqing/place/unit", headers, NULL, 0), 200);
	assert_true(bed_has(&bed, "新村"));
}

static void language_and_size(void **state)
{
	(void)state;
	assert_int_equal(bed_get(&bed, "/heqing/place/unit?lang=en&page=1"), 303);
	assert_string_equal(bed_header(&bed, "Location"), "/heqing/place/unit?page=1");
	assert_non_null(strstr(bed_header(&bed, "Set-Cookie"), "zhidian_lang=en;"));
	assert_int_equal(bed_get(&bed, "/heqing/place/unit?lang=%0d%0aX:1"), 303);
	assert_string_equal(bed_header(&bed, "Set-Cookie"), "");
	assert_int_equal(bed_send(&bed, "GET", "/heqing/place/unit",
				 "Cookie: zhidian_lang=en; zhidian_size=elder\r\n", NULL, 0),
		200);
	assert_true(bed_has(&bed, "<html lang=\"en\" class=\"elder\""));
	assert_true(bed_has(&bed, "?size=xl"));
	snprintf(bed.cookie, sizeof bed.cookie, "zhidian_size=nonsense");
	assert_int_equal(bed_get(&bed, "/heqing/place/unit"), 200);
	assert_true(bed_has(&bed, "<html lang=\"zh-CN\">"));
}

static void the_demo_changes_people(void **state)
{
	const char *set;

	(void)state;
	assert_int_equal(bed_get(&bed, "/heqing/place/unit"), 200);
	assert_true(bed_has(&bed, "action=\"/heqing/as\""));
	assert_int_equal(bed_form(&bed, "/heqing/as", "login=zhou"), 303);
	set = bed_header(&bed, "Set-Cookie");
	snprintf(bed.cookie, sizeof bed.cookie, "%.*s", (int)strcspn(set, ";"), set);
	assert_int_equal(bed_get(&bed, "/heqing/people/person"), 200);
	assert_int_equal(bed_form(&bed, "/heqing/as", "login=nobody"), 404);
}

static void files(void **state)
{
	static const char body[] =
		"--xx\r\nContent-Disposition: form-data; name=\"once\"\r\n\r\nf1\r\n"
		"--xx\r\nContent-Disposition: form-data; name=\"place\"\r\n\r\n1\r\n"
		"--xx\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n灯\r\n"
		"--xx\r\nContent-Disposition: form-data; name=\"file\"; "
		"filename=\"C:\\\\x\\\\灯.pdf\"\r\n"
		"Content-Type: application/octet-stream\r\n\r\n%PDF-1.7\r\n--xx--\r\n";
	char headers[300], path[100];

	(void)state;
	assert_true(bed_sign_in(&bed));
	snprintf(headers, sizeof headers,
		"Origin: http://127.0.0.1:%d\r\n"
		"Content-Type: multipart/form-data; boundary=xx\r\n",
		bed.port);
	/* the act knows no field `file`, so it is refused, but the file itself is there by then,
	 * once */
	assert_int_equal(
		bed_send(&bed, "POST", "/heqing/place/unit/add", headers, body, strlen(body)), 422);
	assert_int_equal(
		bed_send(&bed, "POST", "/heqing/place/unit/add", headers, body, strlen(body)), 422);
	snprintf(path, sizeof path, "/heqing/file/%s",
		bed_between(&bed, "name=\"file\" value=\"", "\""));
	for (int id = 1; id < 20; id++) {
		snprintf(path, sizeof path, "/heqing/file/%d", id);
		if (bed_get(&bed, path) == 200)
			break;
	}
	assert_int_equal(bed.status, 200);
	assert_string_equal(bed_header(&bed, "Content-Type"), "application/pdf");
	assert_string_equal(
		bed_header(&bed, "Content-Disposition"), "inline; filename*=UTF-8''%E7%81%AF.pdf");
	assert_string_equal(bed_body(&bed), "%PDF-1.7");
	bed.cookie[0] = '\0';
	assert_int_equal(bed_get(&bed, path), 401);
}

static int owner_ask(const char *text)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(at.sun_path, sizeof at.sun_path, "%s/zhidian.sock", bed.house.dir);
	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof at), 0);
	raw_send(fd, text, strlen(text));
	raw_read(fd, bed.out, sizeof bed.out, 1000);
	close(fd);
	return bed.status = raw_status(bed.out);
}

static void the_owner(void **state)
{
	(void)state;
#define OWNER "Host: localhost\r\nConnection: close\r\n"
	assert_int_equal(
		owner_ask("GET /heqing/people/person.json HTTP/1.1\r\n" OWNER "\r\n"), 401);
	assert_int_equal(owner_ask("GET /heqing/people/person.json HTTP/1.1\r\n" OWNER
				   "Zhidian-As: nobody\r\n\r\n"),
		401);
	assert_int_equal(owner_ask("GET /heqing/people/person.json HTTP/1.1\r\n" OWNER
				   "Zhidian-As: zhou\r\n\r\n"),
		200);
	assert_int_equal(bed_send(&bed, "GET", "/heqing/people/person.json", "Zhidian-As: zhou\r\n",
				 NULL, 0),
		401); /* over TCP it names nobody */
	assert_int_equal(
		owner_ask("POST /-/verify HTTP/1.1\r\n" OWNER "Content-Length: 0\r\n\r\n"), 200);
	assert_true(bed_has(&bed, "\"sound\":true"));
	assert_int_equal(owner_ask("GET /-/streets HTTP/1.1\r\n" OWNER "\r\n"), 200);
	assert_true(bed_has(&bed, "\"slug\":\"heqing\""));
	assert_int_equal(
		owner_ask("POST /-/nothing HTTP/1.1\r\n" OWNER "Content-Length: 0\r\n\r\n"), 404);
	assert_int_equal(
		bed_send(&bed, "POST", "/-/verify", "Content-Type: application/json\r\n", "{}", 2),
		404);
}

static int setup_public(void **state)
{
	(void)state;
	memset(&bed, 0, sizeof bed);
	return bed_start(&bed, false, "https://zhidian.example/") ? 0 : -1;
}

static int form_from(const char *path, const char *headers, const char *body)
{
	char all[500];

	snprintf(all, sizeof all, "Content-Type: application/x-www-form-urlencoded\r\n%s", headers);
	return bed_send(&bed, "POST", path, all, body, strlen(body));
}

static void behind_tls(void **state)
{
	static const char entry[] = "login=zhou&password=green+paint+1978";

	(void)state;
	assert_int_equal(bed_get(&bed, "/heqing/place/unit"), 200);
	assert_non_null(strstr(bed_header(&bed, "Strict-Transport-Security"), "max-age=31536000"));
	/* the Host header is the proxy's affair: only the public origin is ours */
	assert_int_equal(bed_form(&bed, "/heqing/signin", entry), 403);
	assert_int_equal(
		form_from("/heqing/signin", "Origin: https://zhidian.example\r\n", entry), 303);
	assert_non_null(strstr(bed_header(&bed, "Set-Cookie"), "__Host-zhidian_heqing="));
	assert_non_null(strstr(bed_header(&bed, "Set-Cookie"), "; Path=/;"));
	assert_non_null(strstr(bed_header(&bed, "Set-Cookie"), "; Secure"));
	assert_int_equal(
		form_from("/heqing/as", "Origin: https://zhidian.example\r\n", "login=zhou"), 404);
	assert_true(bed_get(&bed, "/heqing/place/unit") == 200 &&
		    !bed_has(&bed, "action=\"/heqing/as\""));
}

/* The proxy adds the client's address at the end; what the client itself says before it counts for
 * nothing. */
static void counts_clients_behind_a_proxy(void **state)
{
	static const char own[] = "Origin: https://zhidian.example\r\n";
	char headers[200];

	(void)state;
	for (int i = 0; i < 100; i++) {
		snprintf(headers, sizeof headers, "%sX-Forwarded-For: 10.0.0.%d, 192.0.2.7\r\n",
			own, i);
		assert_int_equal(
			form_from("/heqing/signin", headers, "code=2222-2222-2222-2222-2222"), 422);
	}
	snprintf(headers, sizeof headers, "%sX-Forwarded-For: 192.0.2.7\r\n", own);
	assert_int_equal(
		form_from("/heqing/signin", headers, "code=2222-2222-2222-2222-2222"), 429);
	snprintf(headers, sizeof headers, "%sX-Forwarded-For: 192.0.2.8\r\n", own);
	assert_int_equal(
		form_from("/heqing/signin", headers, "code=2222-2222-2222-2222-2222"), 422);
}

struct racer {
	int number;
	int ok;
	pthread_t thread;
};
enum { RACERS = 16, RACES = 12 };

/* Each sends the same act as all others at once, again and again with the next key. */
static void *race(void *with)
{
	struct racer *racer = with;

	for (int i = 0; i < RACES; i++) {
		char text[1200], body[200], answer[4096];
		int n = snprintf(body, sizeof body,
			"{\"once\":\"race-%d\",\"parent\":1,\"kind\":\"neighbourhood\",\"name\":"
			"\"race %d\"}",
			i, i);

		n = snprintf(text, sizeof text,
			"POST /heqing/place/unit/add HTTP/1.1\r\nHost: a\r\n"
			"Connection: close\r\nContent-Type: application/json\r\nCookie: %s\r\n"
			"Content-Length: %d\r\n\r\n%s",
			bed.cookie, n, body);
		if (raw_ask_n(bed.port, text, (size_t)n, answer, sizeof answer) == 200)
			racer->ok++;
	}
	return NULL;
}

static void the_same_act_by_many_at_once(void **state)
{
	struct racer racers[RACERS] = { { 0 } };
	const char *at;
	int count = 0;

	(void)state;
	assert_true(bed_sign_in(&bed));
	for (int i = 0; i < RACERS; i++)
		assert_int_equal(pthread_create(&racers[i].thread, NULL, race, &racers[i]), 0);
	for (int i = 0; i < RACERS; i++) {
		pthread_join(racers[i].thread, NULL);
		assert_int_equal(racers[i].ok, RACES);
	}
	assert_int_equal(bed_get(&bed, "/heqing/place/unit.json"), 200);
	for (at = strstr(bed.out, "race "); at; at = strstr(at + 1, "race "))
		count++;
	assert_int_equal(count, RACES);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(pages_for_guests),
		TEST(shapes_of_a_view),
		TEST(safe_on_every_answer),
		TEST(styles_never_change),
		TEST(signing_in_and_out),
		TEST(tries_are_counted),
		TEST(forms),
		TEST(where_a_form_leads),
		TEST(words_are_said_once),
		TEST(json),
		TEST(the_once_key_of_a_header),
		TEST(other_sites),
		TEST(pages_that_stand),
		TEST(language_and_size),
		TEST(the_demo_changes_people),
		TEST(files),
		TEST(the_owner),
		TEST(the_same_act_by_many_at_once),
		cmocka_unit_test_setup_teardown(behind_tls, setup_public, teardown),
		cmocka_unit_test_setup_teardown(
			counts_clients_behind_a_proxy, setup_public, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
