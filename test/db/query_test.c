/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Statements on both engines: every kind of parameter there and back, trees, marks in one order,
 * errors of one class. */
#include "db/bed.h"
#include "db/postgres.h"
#include "base/data.h"
#include "base/buf.h"
#include "base/limits.h"

struct all {
	int64_t id;
	int64_t number;
	bool is_so;
	struct money money;
	struct ref ref;
	struct day day;
	struct moment moment;
	struct str text;
	struct bytes bytes;
};
struct thing {
	int64_t id;
	int64_t n;
	struct str word;
	struct bytes raw;
};

static const struct bind thing_binds[] = { { BIND_STREET, 0 }, BIND(thing, id), BIND(thing, n),
	BIND(thing, word), BIND(thing, raw) };
static const struct stmt thing_add = {
	.name = "thing_add",
	.sql = "INSERT INTO bed_thing (street, id, n, word, raw) VALUES ($1, $2, $3, $4, $5)"
	       " RETURNING street, id, n, word, raw",
	.binds = thing_binds,
	.bind_count = 5,
	.table = &bed_thing,
};
static const struct column thing_columns[] = { COLUMN(thing, id, "id"), COLUMN(thing, n, "n"),
	COLUMN(thing, word, "word"), COLUMN(thing, raw, "raw") };
static const struct stmt thing_find = {
	.name = "thing_find",
	/* The order of use is not the order of the numbers, and one is used twice. */
	.sql = "SELECT id, n, word, raw FROM bed_thing WHERE id = $2 AND street = $1 AND $2 = id",
	.binds = thing_binds,
	.bind_count = 2,
	.columns = thing_columns,
	.column_count = 4,
};
static const struct stmt thing_all = {
	.name = "thing_all",
	.sql = "SELECT id, n, word, raw FROM bed_thing WHERE street = $1 ORDER BY id",
	.binds = thing_binds,
	.bind_count = 1,
	.columns = thing_columns,
	.column_count = 4,
};

static struct str text_of(const char *text)
{
	return str_of(text);
}

static void put(struct bed *bed, int64_t id, int64_t n, const char *word)
{
	const struct thing thing = { id, n, text_of(word), { 0 } };

	assert_int_equal(tx_run(&bed->tx, &thing_add, &thing), OK);
}

static void every_kind_comes_back(void **state)
{
	/* Each kind through a column of the engine's and back into a member of its type. */
	static const struct bind binds[] = {
		BIND(all, number),
		BIND(all, is_so),
		BIND(all, money),
		BIND(all, ref),
		BIND(all, day),
		BIND(all, moment),
		BIND(all, text),
		BIND(all, bytes),
	};
	static const struct column columns[] = {
		COLUMN(all, number, "a"),
		COLUMN(all, is_so, "b"),
		COLUMN(all, money, "c"),
		COLUMN(all, ref, "d"),
		COLUMN(all, day, "e"),
		COLUMN(all, moment, "f"),
		COLUMN(all, text, "g"),
		COLUMN(all, bytes, "h"),
	};
	static const struct stmt echo = {
		.name = "echo",
		.sql = "SELECT CAST($1 AS INTEGER) AS a, CAST($2 AS INTEGER) AS b,"
		       " CAST($3 AS INTEGER) AS c, CAST($4 AS INTEGER) AS d,"
		       " CAST($5 AS INTEGER) AS e, CAST($6 AS INTEGER) AS f,"
		       " CAST($7 AS TEXT) AS g, $8 AS h",
		.pg = "SELECT CAST($1 AS BIGINT) AS a, CAST($2 AS INT) AS b,"
		      " CAST($3 AS BIGINT) AS c, CAST($4 AS BIGINT) AS d,"
		      " CAST($5 AS BIGINT) AS e, CAST($6 AS BIGINT) AS f,"
		      " CAST($7 AS TEXT) AS g, CAST($8 AS BYTEA) AS h",
		.binds = binds,
		.bind_count = 8,
		.columns = columns,
		.column_count = 8,
	};
	const uint8_t raw[] = { 0, 255, 10, 0, 39, 92 };
	const struct all rows[] = {
		{ 0, INT64_MAX, true, { INT64_MIN }, { 9007199254740993 }, { -1 },
			{ 1772928000123 }, text_of("007"), { raw, sizeof(raw) } },
		{ 0, -1, false, { 0 }, { 1 }, { 20000 }, { -1 },
			text_of("静安区·里弄 𠮷 “引号” 'x' \\n"), { raw, 1 } },
		{ 0, 0, false, { 0 }, { 0 }, { 0 }, { 0 }, { NULL, 0 }, { NULL, 0 } },
		{ 0, INT64_MIN, false, { 1 }, { -5 }, { 1 }, { 1 }, { "", 0 }, { raw, 0 } },
		{ 0, 1, true, { 1 }, { 1 }, { 1 }, { 1 }, text_of("1e5"), { raw, 2 } },
	};
	struct bed bed;

	bed_begin(&bed, *state);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct all got = { 0 };

		assert_int_equal(rd_one(tx_rd(&bed.tx), &echo, &rows[i], &got), OK);
		assert_int_equal(got.number, rows[i].number);
		assert_int_equal(got.is_so, rows[i].is_so);
		assert_int_equal(got.money.fen, rows[i].money.fen);
		assert_int_equal(got.ref.id, rows[i].ref.id);
		assert_int_equal(got.day.n, rows[i].day.n);
		assert_int_equal(got.moment.ms, rows[i].moment.ms);
		assert_true(str_equal(got.text, rows[i].text));
		assert_int_equal(!got.text.at, !rows[i].text.at);
		assert_int_equal(!got.bytes.at, !rows[i].bytes.at);
		assert_int_equal(got.bytes.len, rows[i].bytes.len);
		if (got.bytes.len)
			assert_memory_equal(got.bytes.at, raw, got.bytes.len);
	}
	bed_end(&bed);
}

static void columns_keep_what_they_are_given(void **state)
{
	uint8_t *big = malloc(300000);
	struct thing in = { 7, INT64_MAX, text_of("0070"), { big, 300000 } };
	struct thing got;
	struct bed bed;

	for (size_t i = 0; i < 300000; i++)
		big[i] = (uint8_t)(i * 7);
	bed_begin(&bed, *state);
	assert_int_equal(tx_run(&bed.tx, &thing_add, &in), OK);
	assert_int_equal(rd_one(tx_rd(&bed.tx), &thing_find, &in, &got), OK);
	assert_int_equal(got.n, INT64_MAX);
	assert_true(str_is(got.word, "0070"));
	assert_int_equal(got.raw.len, 300000);
	assert_memory_equal(got.raw.at, big, 300000);
	/* Empty is not absent. */
	in = (struct thing) { 8, 0, { "", 0 }, { big, 0 } };
	assert_int_equal(tx_run(&bed.tx, &thing_add, &in), OK);
	assert_int_equal(rd_one(tx_rd(&bed.tx), &thing_find, &in, &got), OK);
	assert_non_null(got.word.at);
	assert_non_null(got.raw.at);
	assert_int_equal(got.word.len + got.raw.len, 0);
	in = (struct thing) { 9, 0, { NULL, 0 }, { NULL, 0 } };
	assert_int_equal(tx_run(&bed.tx, &thing_add, &in), OK);
	assert_int_equal(rd_one(tx_rd(&bed.tx), &thing_find, &in, &got), OK);
	assert_null(got.word.at);
	assert_null(got.raw.at);
	bed_end(&bed);
	free(big);
}

static void the_door_gives_its_own(void **state)
{
	static const struct bind binds[] = { { BIND_STREET, 0 }, { BIND_ID, 0 }, { BIND_NEW, 0 },
		{ BIND_ACTOR, 0 }, { BIND_HOME, 0 }, { BIND_BY, 0 }, { BIND_NOW, 0 },
		{ BIND_TODAY, 0 }, { BIND_NEW, 0 } };
	static const struct stmt echo = {
		.name = "door",
		.sql = "SELECT $1 AS street, $2 AS id, $3 AS fresh, $4 AS actor, $5 AS home,"
		       " $6 AS by_whom, $7 AS now_ms, $8 AS today_day, $9 AS fresher",
		.pg = "SELECT CAST($1 AS BIGINT) AS street, CAST($2 AS BIGINT) AS id,"
		      " CAST($3 AS BIGINT) AS fresh, CAST($4 AS BIGINT) AS actor,"
		      " CAST($5 AS BIGINT) AS home, CAST($6 AS BIGINT) AS by_whom,"
		      " CAST($7 AS BIGINT) AS now_ms, CAST($8 AS BIGINT) AS today_day,"
		      " CAST($9 AS BIGINT) AS fresher",
		.binds = binds,
		.bind_count = 9,
	};
	struct data *data;
	struct buf json;
	struct bed bed;

	bed_begin(&bed, *state);
	data = data_root(bed.arena);
	assert_int_equal(rd_show(tx_rd(&bed.tx), &echo, NULL, data), OK);
	assert_int_equal(data_number(data, "street"), 1);
	assert_int_equal(data_number(data, "id"), 5);
	assert_int_equal(data_number(data, "fresh"), 100);
	assert_int_equal(data_number(data, "fresher"), 101);
	assert_int_equal(data_number(data, "actor"), 3);
	assert_int_equal(data_number(data, "home"), 2);
	assert_int_equal(data_number(data, "by_whom"), 4);
	assert_int_equal(data_number(data, "now_ms"), 1772928000123);
	json = buf_new(bed.arena, 4096);
	data_json(&json, data);
	assert_non_null(strstr(buf_z(&json), "\"today_day\":\"2026-03-08\""));
	assert_int_equal(tx_new_id(&bed.tx), 102);
	assert_int_equal(tx_id(&bed.tx), 5);
	assert_int_equal(rd_street(tx_rd(&bed.tx)), 1);
	assert_int_equal(rd_actor(tx_rd(&bed.tx)), 3);
	assert_int_equal(tx_now(&bed.tx), rd_now(tx_rd(&bed.tx)));
	bed_end(&bed);
}

static void one_maybe_and_rows(void **state)
{
	const struct thing key = { .id = 3 };
	struct thing got = { .n = 5 };
	struct any_list list;
	bool found = true;
	struct bed bed;

	bed_begin(&bed, *state);
	assert_int_equal(rd_one(tx_rd(&bed.tx), &thing_find, &key, &got), ERR_NOT_FOUND);
	assert_int_equal(rd_maybe(tx_rd(&bed.tx), &thing_find, &key, &got, &found), OK);
	assert_false(found);
	assert_int_equal(got.n, 0);
	assert_int_equal(rd_rows(tx_rd(&bed.tx), &thing_all, NULL, sizeof(got), &list), OK);
	assert_int_equal(list.count, 0);
	for (int i = 1; i <= 1000; i++)
		put(&bed, i, i + 100, NULL);
	assert_int_equal(rd_maybe(tx_rd(&bed.tx), &thing_find, &key, &got, &found), OK);
	assert_true(found);
	assert_int_equal(got.n, 103);
	assert_int_equal(rd_one(tx_rd(&bed.tx), &thing_all, NULL, &got), OK);
	assert_int_equal(got.id, 1); /* the first of several */
	assert_int_equal(rd_rows(tx_rd(&bed.tx), &thing_all, NULL, sizeof(got), &list), OK);
	assert_int_equal(list.count, 1000);
	for (size_t i = 0; i < list.count; i++)
		assert_int_equal(((struct thing *)list.at)[i].n, i + 101);
	bed_end(&bed);
}

/* What the two engines must agree on: the JSON of trees, and the order of marks. */
static void show_list_and_nest(void **state)
{
	static const struct stmt all = {
		.name = "all",
		.sql = "SELECT id, n AS price_fen, word, raw FROM bed_thing WHERE street = $1"
		       " ORDER BY id DESC",
		.binds = thing_binds,
		.bind_count = 1,
	};
	static const struct stmt none = {
		.name = "none",
		.sql = "SELECT id FROM bed_thing WHERE street = $1 AND id < 0",
		.binds = thing_binds,
		.bind_count = 1,
	};
	static const struct stmt parts = {
		.name = "parts",
		.sql = "SELECT thing, name FROM bed_part WHERE street = $1 ORDER BY name DESC",
		.binds = thing_binds,
		.bind_count = 1,
	};
	static const struct bind part_binds[] = { { BIND_STREET, 0 }, BIND(thing, word),
		BIND(thing, id) };
	static const struct stmt part_add = {
		.name = "part_add",
		.sql = "INSERT INTO bed_part (street, name, thing) VALUES ($1, $2, $3)"
		       " RETURNING street, name, thing",
		.binds = part_binds,
		.bind_count = 3,
		.table = &bed_part,
	};
	const char *const names[] = { "b", "a", "c", "门", "z" };
	const int64_t owners[] = { 1, 3, 1, 3, 99 };
	struct data *data;
	struct buf json;
	struct bed bed;

	bed_begin(&bed, *state);
	for (int i = 3; i >= 1; i--) {
		const struct thing thing = { i, i * 150,
			text_of(i == 2	 ? NULL
				: i == 1 ? "灯"
					 : "x"),
			{ (const uint8_t *)"\001\377", i == 1 ? 2 : 0 } };

		assert_int_equal(tx_run(&bed.tx, &thing_add, &thing), OK);
	}
	for (size_t i = 0; i < 5; i++) {
		const struct thing part = { .id = owners[i], .word = text_of(names[i]) };

		assert_int_equal(tx_run(&bed.tx, &part_add, &part), OK);
	}
	data = data_root(bed.arena);
	assert_int_equal(rd_list(tx_rd(&bed.tx), &all, NULL, data, "things"), OK);
	assert_int_equal(rd_list(tx_rd(&bed.tx), &none, NULL, data, "nothing"), OK);
	assert_int_equal(rd_nest(tx_rd(&bed.tx), &parts, NULL, data, "things", "parts"), OK);
	assert_int_equal(rd_nest(tx_rd(&bed.tx), &parts, NULL, data, "nothing", "parts"), OK);
	assert_int_equal(rd_show(tx_rd(&bed.tx), &none, NULL, data), ERR_NOT_FOUND);
	json = buf_new(bed.arena, 4096);
	data_json(&json, data);
	assert_string_equal(buf_z(&json),
		"{\"things\":[{\"id\":3,\"price_fen\":\"4.50\",\"word\":\"x\",\"raw\":\"\","
		"\"parts\":[{\"name\":\"门\"},{\"name\":\"a\"}]},"
		"{\"id\":2,\"price_fen\":\"3.00\",\"word\":null,\"raw\":\"\",\"parts\":[]},"
		"{\"id\":1,\"price_fen\":\"1.50\",\"word\":\"灯\",\"raw\":\"01ff\","
		"\"parts\":[{\"name\":\"c\"},{\"name\":\"b\"}]}],\"nothing\":[]}");
	bed_end(&bed);
}

static enum err mark_print(
	void *to, const struct table *table, const struct value *row, bool is_gone)
{
	struct buf *out = to;

	buf_print(out, "%s%s", is_gone ? "-" : "", table->name + 4);
	for (size_t i = 0; i < table->column_count; i++) {
		if (row[i].kind == VALUE_INT)
			buf_print(out, " %lld", (long long)row[i].number);
		else if (row[i].kind == VALUE_NULL)
			buf_text(out, " -");
		else
			buf_print(out, " %.*s", (int)row[i].len, row[i].at);
	}
	buf_text(out, ";");
	return OK;
}

static void marks_come_in_the_order_of_keys(void **state)
{
	static const struct stmt copy = {
		.name = "copy",
		.sql = "INSERT INTO bed_part (street, name, thing) SELECT street, word, id"
		       " FROM bed_thing WHERE street = $1 ORDER BY n RETURNING street, name, thing",
		.binds = thing_binds,
		.bind_count = 1,
		.table = &bed_part,
	};
	static const struct stmt raise = {
		.name = "raise",
		.sql = "UPDATE bed_thing SET n = n + 1 WHERE street = $1"
		       " RETURNING street, id, n, word, raw",
		.binds = thing_binds,
		.bind_count = 1,
		.table = &bed_thing,
	};
	static const struct stmt drop = {
		.name = "drop",
		.sql = "DELETE FROM bed_part WHERE street = $1 AND name < 'b'"
		       " RETURNING street, name, thing",
		.binds = thing_binds,
		.bind_count = 1,
		.table = &bed_part,
		.may_miss = true,
	};
	static const struct stmt drop_with = {
		.name = "drop_with",
		.sql = "WITH old (name) AS (SELECT name FROM bed_part WHERE street = $1 AND"
		       " name <> 'update (') DELETE FROM bed_part WHERE street = $1 AND name IN"
		       " (SELECT name FROM old) RETURNING street, name, thing",
		.binds = thing_binds,
		.bind_count = 1,
		.table = &bed_part,
	};
	const char *const words[] = { "门", "aa", "B", "a", "灯", "a b", "Z" };
	struct buf out;
	struct bed bed;

	bed_begin(&bed, *state);
	for (int i = 0; i < 7; i++)
		put(&bed, 12 - i, i, words[i]);
	out = buf_new(bed.arena, 4096);
	bed.tx.mark = mark_print;
	bed.tx.mark_to = &out;
	assert_int_equal(tx_run(&bed.tx, &copy, NULL), OK);
	assert_int_equal(tx_run(&bed.tx, &raise, NULL), OK);
	assert_int_equal(tx_run(&bed.tx, &drop, NULL), OK);
	assert_int_equal(tx_run(&bed.tx, &drop, NULL), OK); /* may miss */
	assert_int_equal(tx_run(&bed.tx, &drop_with, NULL), OK);
	assert_string_equal(buf_z(&out),
		"part 1 B 10;part 1 Z 6;part 1 a 9;part 1 a b 7;part 1 aa 11;"
		"part 1 灯 8;part 1 门 12;"
		"thing 1 6 7 Z -;thing 1 7 6 a b -;thing 1 8 5 灯 -;thing 1 9 4 a -;"
		"thing 1 10 3 B -;thing 1 11 2 aa -;thing 1 12 1 门 -;"
		"-part 1 B 10;-part 1 Z 6;-part 1 a 9;-part 1 a b 7;-part 1 aa 11;"
		"-part 1 灯 8;-part 1 门 12;");
	/* Now without rows it is a miss that nobody allowed. */
	assert_int_equal(tx_run(&bed.tx, &drop_with, NULL), ERR_NOT_FOUND);
	bed_end(&bed);
}

static void a_taken_word_is_a_refusal_and_spoils_the_act(void **state)
{
	const struct driver *driver;
	const struct thing twice = { 2, 0, text_of("灯"), { 0 } };
	const struct thing same_key = { 1, 0, text_of("other"), { 0 } };
	struct thing got;
	struct bed bed;

	bed_begin(&bed, *state);
	driver = bed.db->driver;
	put(&bed, 1, 1, "灯");
	assert_int_equal(driver->savepoint(bed.conn), OK);
	assert_int_equal(tx_run(&bed.tx, &thing_add, &twice), ERR_REFUSED);
	/* A handler that goes on fails on both engines alike. */
	assert_int_equal(rd_one(tx_rd(&bed.tx), &thing_find, &twice, &got), ERR_DB);
	assert_int_equal(driver->release(bed.conn), ERR_DB);
	assert_int_equal(driver->undo(bed.conn), OK);
	assert_int_equal(rd_one(tx_rd(&bed.tx), &thing_find, &same_key, &got), OK);
	assert_int_equal(driver->savepoint(bed.conn), OK);
	assert_int_equal(tx_run(&bed.tx, &thing_add, &same_key), ERR_REFUSED);
	/* Nor can what failed be committed. */
	assert_int_equal(driver->commit(bed.conn), ERR_DB);
	assert_false(driver->is_open(bed.conn));
	assert_int_equal(driver->begin(bed.conn), OK);
	assert_int_equal(rd_one(tx_rd(&bed.tx), &thing_find, &same_key, &got), ERR_NOT_FOUND);
	bed_end(&bed);
}

/* The server calls it a success to answer COMMIT with ROLLBACK. */
static void a_commit_that_rolls_back_is_no_success(void **state)
{
	struct bed bed;

	bed_begin(&bed, *state);
	put(&bed, 1, 1, NULL);
	PQclear(PQexec(postgres_conn(bed.conn)->link, "SELECT 1 / 0"));
	assert_int_equal(bed.db->driver->commit(bed.conn), ERR_DB);
	assert_int_equal(bed.db->driver->begin(bed.conn), OK);
	put(&bed, 1, 1, NULL);
	assert_int_equal(bed.db->driver->commit(bed.conn), OK);
	bed_end(&bed);
}

static void what_is_no_refusal_is_a_fault(void **state)
{
	static const struct stmt fraction = { .name = "fraction",
		.sql = "SELECT 1.5 AS x",
		.columns = thing_columns,
		.column_count = 1 };
	static const struct stmt wrong = { .name = "wrong",
		.sql = "SELECT CAST('a' AS TEXT) AS id",
		.columns = thing_columns,
		.column_count = 1 };
	static const struct stmt syntax = { .name = "syntax",
		.sql = "SELECT FROM WHERE",
		.columns = thing_columns,
		.column_count = 1 };
	const struct thing bad = { 2, 13, { 0 }, { 0 } }; /* the CHECK says no */
	const struct driver *driver;
	struct thing got;
	struct bed bed;

	log_quiet(LOG_FAULT + 1);
	bed_begin(&bed, *state);
	driver = bed.db->driver;
	assert_int_equal(driver->savepoint(bed.conn), OK);
	assert_int_equal(tx_run(&bed.tx, &thing_add, &bad), ERR_DB);
	assert_int_equal(driver->undo(bed.conn), OK);
	assert_int_equal(driver->savepoint(bed.conn), OK);
	assert_int_equal(rd_one(tx_rd(&bed.tx), &fraction, NULL, &got), ERR_DB);
	assert_int_equal(driver->undo(bed.conn), OK);
	assert_int_equal(rd_one(tx_rd(&bed.tx), &wrong, NULL, &got), ERR_DB);
	assert_int_equal(driver->savepoint(bed.conn), OK);
	assert_int_equal(rd_one(tx_rd(&bed.tx), &syntax, NULL, &got), ERR_DB);
	assert_non_null(strstr(driver->trouble(bed.conn), "syntax"));
	assert_int_equal(driver->undo(bed.conn), OK);
	put(&bed, 3, 3, NULL);
	assert_int_equal(driver->commit(bed.conn), OK);
	bed_end(&bed);
	log_quiet(LOG_NOTE);
}

static void trouble_does_not_tell_what_was_written(void **state)
{
	const struct thing first = { 1, 1, text_of("王小明"), { 0 } };
	const struct thing second = { 2, 1, text_of("王小明"), { 0 } };
	struct bed bed;

	bed_begin(&bed, *state);
	assert_int_equal(tx_run(&bed.tx, &thing_add, &first), OK);
	assert_int_equal(tx_run(&bed.tx, &thing_add, &second), ERR_REFUSED);
	assert_non_null(strstr(bed.db->driver->trouble(bed.conn), "thing_add"));
	assert_null(strstr(bed.db->driver->trouble(bed.conn), "王"));
	bed_end(&bed);
}

static void savepoints_nest(void **state)
{
	const struct driver *driver;
	struct any_list list;
	struct bed bed;

	bed_begin(&bed, *state);
	driver = bed.db->driver;
	assert_int_equal(driver->savepoint(bed.conn), OK);
	put(&bed, 1, 1, NULL);
	assert_int_equal(driver->savepoint(bed.conn), OK);
	put(&bed, 2, 2, NULL);
	assert_int_equal(driver->undo(bed.conn), OK);
	assert_int_equal(driver->savepoint(bed.conn), OK);
	put(&bed, 3, 3, NULL);
	assert_int_equal(driver->release(bed.conn), OK);
	assert_int_equal(driver->release(bed.conn), OK);
	assert_int_equal(
		rd_rows(tx_rd(&bed.tx), &thing_all, NULL, sizeof(struct thing), &list), OK);
	assert_int_equal(list.count, 2);
	bed_end(&bed);
}

/* What was kept inside goes with what is undone around it, also when it failed in between. */
static void an_outer_undo_takes_the_inner_along(void **state)
{
	const struct thing twice = { .id = 1 };
	const struct driver *driver;
	struct any_list list;
	struct bed bed;

	bed_begin(&bed, *state);
	driver = bed.db->driver;
	put(&bed, 1, 1, NULL);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(driver->savepoint(bed.conn), OK);
		put(&bed, 2, 2, NULL);
		assert_int_equal(driver->savepoint(bed.conn), OK);
		put(&bed, 3, 3, NULL);
		assert_int_equal(driver->release(bed.conn), OK);
		put(&bed, 4, 4, NULL);
		if (i)
			assert_int_equal(tx_run(&bed.tx, &thing_add, &twice), ERR_REFUSED);
		assert_int_equal(driver->undo(bed.conn), OK);
	}
	assert_int_equal(
		rd_rows(tx_rd(&bed.tx), &thing_all, NULL, sizeof(struct thing), &list), OK);
	assert_int_equal(list.count, 1);
	assert_int_equal(driver->commit(bed.conn), OK);
	bed_end(&bed);
}

static void readers_see_what_stands_and_cannot_write(void **state)
{
	static const struct stmt count = { .name = "count",
		.sql = "SELECT count(*) AS n FROM bed_thing" };
	const struct driver *driver;
	struct conn *reader;
	struct conn *other;
	struct tx tx;
	struct bed bed;
	const struct thing thing = { .id = 50 };

	bed_begin(&bed, *state);
	driver = bed.db->driver;
	put(&bed, 1, 1, NULL);
	assert_int_equal(db_reader(bed.db, &reader), OK);
	assert_int_equal(driver->begin(reader), OK);
	assert_int_equal(bed_number(&bed, reader, &count), 0);
	assert_int_equal(driver->commit(bed.conn), OK);
	assert_int_equal(bed_number(&bed, reader, &count), 0); /* one snapshot */
	assert_int_equal(db_reader(bed.db, &other), OK);
	assert_int_equal(driver->begin(other), OK);
	assert_int_equal(bed_number(&bed, other, &count), 1); /* opened after COMMIT */
	db_reader_done(bed.db, other);
	assert_int_equal(driver->commit(reader), OK);
	assert_int_equal(driver->begin(reader), OK);
	assert_int_equal(bed_number(&bed, reader, &count), 1);
	tx = bed.tx;
	tx.rd.conn = reader;
	assert_int_not_equal(tx_run(&tx, &thing_add, &thing), OK);
	db_reader_done(bed.db, reader);
	assert_int_equal(driver->begin(bed.conn), OK);
	assert_int_equal(bed_number(&bed, bed.conn, &count), 1);
	bed_end(&bed);
}

static void a_long_reader_is_stopped(void **state)
{
	static const struct stmt endless = {
		.name = "endless",
		.sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i > "
		       "0)"
		       " SELECT count(*) AS n FROM n",
		.pg = "WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 "
		      "FROM n"
		      " WHERE i > 0) SELECT count(*) AS n FROM n",
	};
	static const struct stmt one = { .name = "one", .sql = "SELECT 1 AS n" };
	int64_t number = 0;
	int64_t start;
	struct conn *reader;
	struct bed bed;

	bed_begin(&bed, *state);
	assert_int_equal(db_reader(bed.db, &reader), OK);
	assert_int_equal(bed.db->driver->begin(reader), OK);
	start = ticks_ms();
	assert_int_equal(
		bed.db->driver->run(reader, &endless, NULL, 0, bed_number_take, &number), ERR_BUSY);
	assert_in_range(ticks_ms() - start, LIMIT_READER_MS - 100, LIMIT_READER_MS + 3000);
	db_reader_done(bed.db, reader);
	assert_int_equal(db_reader(bed.db, &reader), OK);
	assert_int_equal(bed.db->driver->begin(reader), OK);
	assert_int_equal(bed_number(&bed, reader, &one), 1);
	db_reader_done(bed.db, reader);
	bed_end(&bed);
}

static void like_minds_case_and_order_is_by_bytes(void **state)
{
	static const struct stmt like = { .name = "like",
		.sql = "SELECT count(*) AS n FROM bed_thing WHERE word LIKE 'a%'" };
	static const struct stmt first = { .name = "first",
		.sql = "SELECT id FROM bed_thing ORDER BY word NULLS LAST LIMIT 1" };
	struct bed bed;

	bed_begin(&bed, *state);
	put(&bed, 1, 1, "ab");
	put(&bed, 2, 1, "Ab");
	put(&bed, 3, 1, "门");
	put(&bed, 4, 1, NULL);
	assert_int_equal(bed_number(&bed, bed.conn, &like), 1);
	assert_int_equal(bed_number(&bed, bed.conn, &first), 2);
	bed_end(&bed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(every_kind_comes_back),
		BOTH(columns_keep_what_they_are_given),
		BOTH(the_door_gives_its_own),
		BOTH(one_maybe_and_rows),
		BOTH(show_list_and_nest),
		BOTH(marks_come_in_the_order_of_keys),
		BOTH(a_taken_word_is_a_refusal_and_spoils_the_act),
		ONLY("postgres", a_commit_that_rolls_back_is_no_success),
		BOTH(what_is_no_refusal_is_a_fault),
		BOTH(trouble_does_not_tell_what_was_written),
		BOTH(savepoints_nest),
		BOTH(an_outer_undo_takes_the_inner_along),
		BOTH(readers_see_what_stands_and_cannot_write),
		BOTH(like_minds_case_and_order_is_by_bytes),
		BOTH(a_long_reader_is_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
