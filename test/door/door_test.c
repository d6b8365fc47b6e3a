/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The door under stress: once keys, salts that are gone, rows changed behind its back, answers that
 * were lost, two servers and one clock, sessions and throttles that outlive a refusal. Told on
 * SQLite, and on PostgreSQL where it can be had. */
#include <libpq-fe.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sqlite3.h>
#include <cmocka.h>
#include "door/session.h"
#include "house.h"

static struct house house;
static int64_t wang;

static const char village[] = "use village\n";

static struct ask ask_of(const char *action, const char *once, struct pairs pairs, int64_t person)
{
	return (struct ask) { .street = "heqing",
		.action = action,
		.once = once,
		.pairs = pairs,
		.actor = { .person = person },
		.arena = house.arena };
}

#define PAIRS(...) \
	(struct pairs) \
	{ \
		(struct pair[]) { __VA_ARGS__ }, \
			sizeof((struct pair[]) { __VA_ARGS__ }) / sizeof(struct pair) \
	}

static int begin(bool is_postgres)
{
	if (!house_open(&house, is_postgres, 64, NULL))
		return -1;
	if (house_play(&house, village))
		return -1;
	wang = story_name(house.story, "wang");
	return wang ? 0 : -1;
}

static int begin_sqlite(void **state)
{
	(void)state;
	return begin(false);
}

static int begin_postgres(void **state)
{
	(void)state;
	return pg_is_there() ? begin(true) : 0;
}

static int end(void **state)
{
	(void)state;
	if (house.db)
		house_close(&house);
	house = (struct house) { 0 };
	return 0;
}

static int64_t size_now(void)
{
	struct hash root;
	int64_t size = 0;

	assert_true(door_head(house.door, "heqing", &size, &root));
	return size;
}

static struct pairs topic(const char *story)
{
	struct pair *pairs = arena_array(house.arena, 3, sizeof *pairs);
	static char place[24];

	snprintf(place, sizeof place, "%lld", (long long)story_name(house.story, "cailu"));
	pairs[0] = (struct pair) { "place", place };
	pairs[1] = (struct pair) { "title", "楼道灯" };
	pairs[2] = (struct pair) { "story", story };
	return (struct pairs) { pairs, 3 };
}

static void an_act_is_done_once(void **state)
{
	struct ask first = ask_of("voice.topic.raise", "k1", topic("黑了四十年"), wang);
	struct ask again = first, other = ask_of("voice.topic.raise", "k1", topic("别的"), wang);
	struct ask bad = ask_of("voice.topic.raise", "有空格 的", topic("x"), wang);
	struct ask none = ask_of("voice.topic.raise", NULL, topic("x"), wang);
	int64_t size;

	(void)state;
	if (!house.door)
		skip();
	assert_int_equal(door_do(house.door, &first), OK);
	size = size_now();
	assert_int_equal(door_do(house.door, &again), OK);
	assert_true(again.is_replay);
	assert_int_equal(again.id, first.id);
	assert_int_equal(again.leaf, first.leaf);
	assert_int_equal(door_do(house.door, &other), ERR_REFUSED);
	assert_string_equal(other.refusal.reason, "once_reused");
	assert_int_equal(door_do(house.door, &bad), ERR_REFUSED);
	assert_string_equal(bad.refusal.reason, "once_bad");
	assert_int_equal(door_do(house.door, &none), ERR_REFUSED);
	assert_string_equal(none.refusal.reason, "once_missing");
	assert_int_equal(size_now(), size);
	/* a refusal may be asked again under the same key */
	other.pairs.count = 1;
	other.once = "k2";
	assert_int_equal(door_do(house.door, &other), ERR_REFUSED);
	other.pairs = PAIRS(
		{ "place", topic("").at[0].value }, { "title", "墙绘" }, { "story", "老照片" });
	assert_int_equal(door_do(house.door, &other), OK);
}

/* A statement by hand, as somebody with the file would do it. */
static void by_hand(const char *sql)
{
	if (*house.url) {
		PGconn *conn = PQconnectdb(house.url);
		PGresult *result = PQexec(conn, sql);

		assert_int_equal(PQresultStatus(result), PGRES_COMMAND_OK);
		PQclear(result);
		PQfinish(conn);
	} else {
		char path[128];
		sqlite3 *file;

		door_close(house.door);
		db_close(house.db);
		snprintf(path, sizeof path, "%s/zhidian.db", house.dir);
		assert_int_equal(sqlite3_open(path, &file), SQLITE_OK);
		assert_int_equal(sqlite3_exec(file, sql, NULL, NULL, NULL), SQLITE_OK);
		sqlite3_close(file);
		assert_true(house_open_at(&house, NULL));
	}
}

static void a_lost_salt_harms_nothing(void **state)
{
	struct ask ask = ask_of("voice.topic.raise", "k1", topic("我家门口最黑"), wang);
	struct journal_report report;

	(void)state;
	if (!house.door)
		skip();
	assert_int_equal(door_do(house.door, &ask), OK);
	assert_int_equal(house_verify(&house, &report), OK);
	by_hand("UPDATE journal_seal SET salt = NULL WHERE tbl = 'voice_topic'");
	by_hand("DELETE FROM journal_salt");
	assert_int_equal(house_verify(&house, &report), OK);
	/* value and salt both gone: still as the mark says */
	by_hand("UPDATE voice_topic SET story = '' WHERE 1 = 1");
	assert_int_equal(house_verify(&house, &report), OK);
}

static void verify_finds_what_was_changed(void **state)
{
	struct ask ask = ask_of("voice.topic.raise", "k1", topic("我家门口最黑"), wang);
	struct journal_report report;

	(void)state;
	if (!house.door)
		skip();
	assert_int_equal(door_do(house.door, &ask), OK);
	house.is_quiet = true;
	by_hand("UPDATE voice_topic SET story = '别的话' WHERE 1 = 1");
	assert_int_equal(house_verify(&house, &report), ERR_REFUSED);
	by_hand("UPDATE voice_topic SET story = '我家门口最黑' WHERE 1 = 1");
	assert_int_equal(house_verify(&house, &report), OK);
	by_hand("UPDATE voice_topic SET title = '楼道墙' WHERE 1 = 1");
	assert_int_equal(house_verify(&house, &report), ERR_REFUSED);
	by_hand("UPDATE voice_topic SET title = '楼道灯' WHERE 1 = 1");
	by_hand("DELETE FROM voice_topic WHERE 1 = 1");
	assert_int_equal(house_verify(&house, &report), ERR_REFUSED);
}

static void a_leaf_that_was_changed_is_found(void **state)
{
	struct journal_report report;

	(void)state;
	if (!house.door)
		skip();
	house.is_quiet = true;
	by_hand("UPDATE journal_leaf SET entry = replace(entry, '\"v\":1', '\"v\":2') WHERE at = "
		"3");
	assert_int_equal(house_verify(&house, &report), ERR_REFUSED);
}

static void a_lost_answer_is_one_leaf(void **state)
{
	struct ask ask = ask_of("voice.topic.raise", "k1", topic("黑"), wang);
	struct journal_report report;
	int64_t size;

	(void)state;
	if (!house.door)
		skip();
	size = size_now();
	house.db->faults.lose_commit = 1;
	assert_int_equal(door_do(house.door, &ask), OK);
	assert_int_equal(size_now(), size + 1);
	assert_int_equal(house_verify(&house, &report), OK);
}

static void a_full_disk_is_no_yes(void **state)
{
	struct ask ask = ask_of("voice.topic.raise", "k1", topic("黑"), wang);
	struct journal_report report;
	int64_t size;

	(void)state;
	if (!house.door || *house.url)
		skip();
	size = size_now();
	house.db->faults.full_after = 2;
	if (door_do(house.door, &ask))
		assert_int_equal(ask.err, ERR_FULL);
	else
		assert_int_equal(size_now(), size + 1);
	house.db->faults.full_after = 0;
	ask.is_replay = false;
	assert_int_equal(door_do(house.door, &ask), OK);
	assert_int_equal(size_now(), size + 1);
	assert_int_equal(house_verify(&house, &report), OK);
}

static void a_revoked_session_counts_at_once(void **state)
{
	struct ask ask = ask_of("voice.topic.raise", "k1", topic("黑"), wang);
	const char *token;
	struct actor actor = { 0 };
	int64_t desk;

	(void)state;
	if (!house.door)
		skip();
	assert_int_equal(session_make(house.door, "heqing", 1, wang, house.arena, &token), OK);
	assert_true(session_actor(house.door, "heqing", str_of(token), house.arena, &actor, &desk));
	assert_int_equal(actor.person, wang);
	ask.actor = actor;
	assert_int_equal(door_do(house.door, &ask), OK);
	assert_int_equal(session_end_all(house.door, "heqing", 1, wang, house.arena), OK);
	ask.once = "k2";
	assert_int_equal(door_do(house.door, &ask), ERR_SIGN_IN);
	assert_false(
		session_actor(house.door, "heqing", str_of(token), house.arena, &actor, &desk));
}

static void tries_are_counted(void **state)
{
	bool is_over = false;

	(void)state;
	if (!house.door)
		skip();
	for (int i = 0; i < 5; i++) {
		assert_int_equal(throttle_count(house.door, "heqing", "login:x", 4, 60000,
					 house.arena, &is_over),
			OK);
		assert_int_equal(is_over, i == 4);
	}
	house.now_ms += 61000;
	assert_int_equal(
		throttle_count(house.door, "heqing", "login:x", 4, 60000, house.arena, &is_over),
		OK);
	assert_false(is_over);
}

static void *tick_in_thread(void *with)
{
	struct arena *arena = arena_new(LIMIT_ARENA);
	intptr_t ran = door_tick(with, arena);

	arena_free(arena);
	return (void *)ran;
}

/* Two servers on one PostgreSQL: what is due is started once. */
static void two_servers_one_clock(void **state)
{
	struct house second = house;
	pthread_t thread;
	void *theirs;
	int ours;
	struct journal_report report;

	(void)state;
	if (!house.door || !*house.url)
		skip();
	snprintf(second.dir, sizeof second.dir, "/tmp/zhidian-house-XXXXXX");
	assert_non_null(mkdtemp(second.dir)); /* the database is shared, the directory is not */
	assert_true(house_open_at(&second, house.url));
	assert_int_equal(house_play(&house, "as wang voice.topic.raise place=$cailu title=灯 "
					    "story=黑 -> ok as lamp\n"),
		0);
	house.now_ms += 400LL * 86400000;
	second.now_ms = house.now_ms;
	assert_int_equal(pthread_create(&thread, NULL, tick_in_thread, second.door), 0);
	ours = door_tick(house.door, house.arena);
	pthread_join(thread, &theirs);
	assert_true(ours + (int)(intptr_t)theirs > 0);
	assert_int_equal(
		door_tick(house.door, house.arena) + door_tick(second.door, house.arena), 0);
	assert_int_equal(house_verify(&house, &report), OK);
	door_close(second.door);
	db_close(second.db);
	nftw(second.dir, house_remove, 16, FTW_DEPTH | FTW_PHYS);
}

#define BOTH(test) \
	cmocka_unit_test_setup_teardown(test, begin_sqlite, end), \
		cmocka_unit_test_setup_teardown(test, begin_postgres, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(an_act_is_done_once),
		BOTH(a_lost_salt_harms_nothing),
		BOTH(verify_finds_what_was_changed),
		BOTH(a_leaf_that_was_changed_is_found),
		BOTH(a_lost_answer_is_one_leaf),
		BOTH(a_full_disk_is_no_yes),
		BOTH(a_revoked_session_counts_at_once),
		BOTH(tries_are_counted),
		BOTH(two_servers_one_clock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
