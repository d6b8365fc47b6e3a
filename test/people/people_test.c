/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people_test.c: what stories cannot see: codes as they are told, how they let somebody in,
 * telephone numbers, passwords, the report of a roll, a file of it from disk. */
#include "unit.h"
#include "base/data.h"
#include "feed/import.h"
#include "people/people.h"
#include "place/file.h"
#include "house.h"

static struct house house;

static const char start[] =
	"found heqing\n"
	"at 2025-01-06 09:00\n"
	"as clock place.street.setup slug=heqing name=合庆镇 short_name=合庆 "
	"telephone=021-58970000 "
	"hours=9:00 letterhead=合庆镇 account_title=合庆镇 profile=pudong2024 officer=周洁 "
	"title=合庆镇自治办 -> ok as zhou\n"
	"as zhou place.unit.add parent=$zhou kind=neighbourhood name=蔡路居民区 -> ok as cailu\n"
	"as zhou place.unit.add parent=$cailu kind=building name=1号楼 -> ok as b1\n"
	"as zhou people.person.enlist place=$cailu name=陈敏 -> ok as chen\n"
	"as zhou people.role.grant person=$chen role=cadre place=$cailu -> ok\n"
	"as chen people.household.add place=$b1 door=101 -> ok as h101\n"
	"as chen people.household.add place=$b1 door=102 -> ok as h102\n";

static int begin(void **state)
{
	(void)state;
	if (!house_open(&house, false, 64, NULL))
		return -1;
	return house_play(&house, start);
}

static int end(void **state)
{
	(void)state;
	house_close(&house);
	return 0;
}

static int64_t id_of(const char *name)
{
	int64_t id = story_name(house.story, name);

	assert_true(id > 0);
	return id;
}

static const char *spelled(int64_t id)
{
	struct buf out = buf_new(house.arena, 24);

	buf_int(&out, id);
	return buf_z(&out);
}

#define ASK(who, act, key, ...) \
	ask_do(who, act, key, (struct pair[]) { __VA_ARGS__ }, \
		sizeof((struct pair[]) { __VA_ARGS__ }) / sizeof(struct pair))

static struct ask ask_do(
	int64_t who, const char *act, const char *key, const struct pair *pairs, size_t count)
{
	struct ask ask = { .street = "heqing",
		.action = act,
		.once = key,
		.pairs = { pairs, count },
		.actor = { .person = who },
		.arena = house.arena };

	door_do(house.door, &ask);
	return ask;
}

/* The slips of an act that made codes. */
static const struct data *told_of(const struct ask *ask)
{
	struct data *told = data_root(house.arena);

	assert_int_equal(ask->err, OK);
	assert_non_null(ask->found->tell);
	assert_non_null(ask->found->told);
	assert_int_equal(ask->found->tell(house.arena, ask->args, told), OK);
	return data_get(told, "slips");
}

static const char *code_of(const struct data *slip)
{
	return str_z(house.arena, data_str(slip, "code"));
}

static void test_a_code_lets_in_once(void **state)
{
	struct ask made = ASK(
		id_of("chen"), "people.invite.make", "k1", { "place", spelled(id_of("cailu")) });
	const struct data *slips = told_of(&made);
	const char *code = code_of(slips->first);
	struct ask in, again, unnamed, other;

	(void)state;
	assert_int_equal(slips->count, 2);
	assert_int_equal(strlen(code), CODE_LETTERS + CODE_LETTERS / 4 - 1);
	assert_string_not_equal(code, code_of(slips->first->next));
	assert_true(str_is(data_str(slips->first, "door"), "1号楼 101"));

	unnamed = ASK(0, "people.invite.redeem", "k2", { "code", code });
	assert_string_equal(unnamed.refusal.reason, "name_missing");
	in = ASK(0, "people.invite.redeem", "k3", { "code", code }, { "name", "王秀珍" });
	assert_int_equal(in.err, OK);
	again = ASK(0, "people.invite.redeem", "k4", { "code", code }, { "name", "李强" });
	assert_string_equal(again.refusal.reason, "code_used");
	/* the person made is a resident of the household */
	other = ASK(in.id, "people.person.consent", "k5", { "is_named", "yes" });
	assert_int_equal(other.err, OK);
}

static void test_a_code_is_read_as_people_write(void **state)
{
	struct ask made = ASK(
		id_of("chen"), "people.invite.one", "k1", { "household", spelled(id_of("h101")) });
	const char *code = code_of(told_of(&made)->first);
	char typed[64];
	size_t len = 0;
	struct ask in;

	(void)state;
	for (const char *c = code; *c; c++)
		if (*c != '-')
			typed[len++] = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
	typed[len++] = ' ';
	typed[len] = '\0';
	in = ASK(0, "people.invite.redeem", "k2", { "code", typed }, { "name", "王秀珍" });
	assert_int_equal(in.err, OK);
}

static void test_codes_end(void **state)
{
	struct ask first = ASK(
		id_of("chen"), "people.invite.one", "k1", { "household", spelled(id_of("h101")) });
	const char *old = code_of(told_of(&first)->first);
	struct ask second = ASK(
		id_of("chen"), "people.invite.one", "k2", { "household", spelled(id_of("h101")) });
	const char *fresh = code_of(told_of(&second)->first);
	struct ask in = ASK(0, "people.invite.redeem", "k3", { "code", old }, { "name", "王" });

	(void)state;
	assert_string_equal(in.refusal.reason, "code_called_back");
	house.now_ms += INT64_C(86400000) * CODE_DAYS;
	in = ASK(0, "people.invite.redeem", "k4", { "code", fresh }, { "name", "王" });
	assert_string_equal(in.refusal.reason, "code_expired");
}

/* The same name of the same household is the same person again. */
static void test_a_second_slip_finds_the_person(void **state)
{
	const char *household = spelled(id_of("h101"));
	struct ask made, in, again;

	(void)state;
	made = ASK(id_of("chen"), "people.invite.one", "k1", { "household", household });
	in = ASK(0, "people.invite.redeem", "k2", { "code", code_of(told_of(&made)->first) },
		{ "name", "王秀珍" });
	assert_int_equal(in.err, OK);
	made = ASK(id_of("chen"), "people.invite.one", "k3", { "household", household });
	again = ASK(0, "people.invite.redeem", "k4", { "code", code_of(told_of(&made)->first) },
		{ "name", "王秀珍" });
	assert_int_equal(again.err, OK);
	assert_int_equal(ASK(again.id, "people.person.consent", "k5", { "is_named", "yes" }).err,
		ERR_FORBIDDEN); /* no new person was made */
	assert_int_equal(ASK(in.id, "people.person.consent", "k6", { "is_named", "yes" }).err, OK);
}

/* A slip for staff stands in for a forgotten password, for half an hour. */
static void test_a_forgotten_password(void **state)
{
	int64_t chen = id_of("chen");
	struct ask made, set;

	(void)state;
	set = ASK(chen, "people.password.set", "k1", { "login", "chen" },
		{ "password", "one two three four" });
	assert_int_equal(set.err, OK);
	set = ASK(chen, "people.password.set", "k2", { "login", "chen" },
		{ "password", "five six seven eight" });
	assert_string_equal(set.refusal.reason, "old_wrong");
	made = ASK(id_of("zhou"), "people.invite.staff", "k3", { "person", spelled(chen) });
	assert_int_equal(
		ASK(0, "people.invite.redeem", "k4", { "code", code_of(told_of(&made)->first) })
			.err,
		OK);
	set = ASK(chen, "people.password.set", "k5", { "login", "chen" },
		{ "password", "five six seven eight" });
	assert_int_equal(set.err, OK);
	house.now_ms += 1800000;
	set = ASK(chen, "people.password.set", "k6", { "login", "chen" },
		{ "password", "nine ten eleven twelve" });
	assert_string_equal(set.refusal.reason, "old_wrong");
}

static void test_telephones(void **state)
{
	static const char *const good[] = { "13800001234", "138 0000 1234", "021-58970000",
		"02158970000", "0512-66660000" };
	static const char *const bad[] = { "12800001234", "1380000123", "58970000", "abc", "",
		"138000012345", "+8613800001234" };

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(phone_is_whole(str_of(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(phone_is_whole(str_of(bad[i])));
}

static void test_passwords(void **state)
{
	struct str hash = password_hash(house.arena, str_of("one two three four"));

	(void)state;
	assert_true(str_starts(hash, "$argon2id$"));
	assert_true(password_fits(house.arena, hash, str_of("one two three four")));
	assert_false(password_fits(house.arena, hash, str_of("one two three fou")));
	assert_false(password_fits(house.arena, hash, (struct str) { 0 }));
	assert_false(password_fits(house.arena, str_of("nonsense"), str_of("x")));
}

static enum err roll(const char *file, const char *kind, const char **report)
{
	struct buf out = buf_new(house.arena, LIMIT_BODY);
	struct actor actor = { .person = id_of("chen") };
	enum err err = feed_import(house.door, kind, "heqing", actor,
		(struct bytes) { (const uint8_t *)file, strlen(file) }, house.arena, &out);

	*report = buf_z(&out);
	assert_non_null(*report);
	return err;
}

static int64_t size_now(void)
{
	struct hash root;
	int64_t size = 0;

	assert_true(door_head(house.door, "heqing", &size, &root));
	return size;
}

static void test_a_roll_from_a_file(void **state)
{
	int64_t size = size_now();
	const char *report;

	(void)state;
	assert_int_equal(roll("楼,室,姓名,电话\n1号楼,101,王秀珍,13911112222\n2号楼,201,李强,\n",
				 "roll", &report),
		OK);
	assert_non_null(strstr(report, "\"new_count\":2"));
	assert_non_null(strstr(report, "\"line\":3,\"outcome\":\"new_household\""));
	assert_true(size_now() > size);
	size = size_now();
	assert_int_equal(roll("楼,室,姓名\n1号楼,101,王秀珍\n", "roll", &report), OK);
	assert_non_null(strstr(report, "\"known_count\":1"));
	/* the same file again: the first answer */
	assert_int_equal(roll("楼,室,姓名\n1号楼,101,王秀珍\n", "roll", &report), OK);
	assert_int_equal(size_now(), size + 1);
}

static void test_a_roll_with_faults(void **state)
{
	int64_t size = size_now();
	const char *report;

	(void)state;
	assert_int_equal(
		roll("楼,室,姓名,电话\n\n9号楼,1,甲,\n9号楼,2,乙,123\n9号楼,,丙,\n9号楼,1,甲,\n",
			"roll", &report),
		ERR_REFUSED);
	assert_non_null(strstr(report, "\"fault_count\":3"));
	assert_non_null(strstr(report, "\"line\":4,\"outcome\":\"phone_wrong\""));
	assert_non_null(strstr(report, "\"line\":5,\"outcome\":\"door_missing\""));
	assert_non_null(strstr(report, "\"line\":6,\"outcome\":\"twice\""));
	assert_int_equal(size_now(), size);
	assert_int_equal(roll("楼,姓名\n1号楼,甲\n", "roll", &report), ERR_BAD_INPUT);
	assert_non_null(strstr(report, "column_missing"));
	assert_int_equal(
		roll("楼,室,姓名,居民区\n1号楼,1,甲,别处\n", "roll", &report), ERR_BAD_INPUT);
	assert_non_null(strstr(report, "place_unknown"));
	assert_int_equal(roll("楼,室,姓名,居民区\n1号楼,1,甲,蔡路居民区\n1号楼,1,乙,别处\n", "roll",
				 &report),
		ERR_BAD_INPUT);
	assert_non_null(strstr(report, "two_places"));
	assert_int_equal(roll("x", "songs", &report), ERR_BAD_INPUT);
	assert_int_equal(size_now(), size);
}

/* Three thousand doors in one act: its marks lie beside the leaf, and verify finds them right. */
static void test_a_long_roll(void **state)
{
	struct buf file = buf_new(house.arena, 1 << 20);
	struct journal_report report = { 0 };
	const char *told;

	(void)state;
	buf_text(&file, "楼,室,姓名\n");
	for (int i = 0; i < 3000; i++)
		buf_print(&file, "%d号楼,%d,住户%d\n", i % 30 + 1, i / 30 + 200, i);
	assert_int_equal(roll(buf_z(&file), "roll", &told), OK);
	assert_non_null(strstr(told, "\"new_count\":3000"));
	assert_int_equal(house_verify(&house, &report), OK);
}

struct sheet {
	struct bytes bytes;
	struct hash hash;
};

static enum err sheet_put(struct tx *tx, void *with)
{
	struct sheet *sheet = with;

	return file_piece_put(tx, (struct bytes) { sheet->hash.at, HASH_SIZE }, sheet->bytes);
}

/* Uploads a text as a face does; returns the file. */
static int64_t uploaded(const char *text, const char *once)
{
	struct sheet sheet = { { (const uint8_t *)text, strlen(text) },
		hash_of(text, strlen(text)) };
	struct buf hex = buf_new(house.arena, 65);
	struct ask ask;

	assert_int_equal(door_keep(house.door, "heqing", house.arena, sheet_put, &sheet), OK);
	hex_print(&hex, (struct bytes) { sheet.hash.at, HASH_SIZE });
	ask = ASK(id_of("chen"), "place.file.add", once, { "place", spelled(id_of("cailu")) },
		{ "name", "名册.csv" }, { "media", "text/csv" }, { "pieces.0.hash", buf_z(&hex) });
	assert_int_equal(ask.err, OK);
	return ask.id;
}

static void test_a_roll_uploaded(void **state)
{
	const char *cailu = spelled(id_of("cailu"));
	int64_t good, bad;
	struct ask ask;

	(void)state;
	good = uploaded("楼,室,姓名\n1号楼,201,王秀珍\n", "u1");
	bad = uploaded("楼,室,姓名\n\n1号楼,201,\n1号楼,202,李\x07强\n", "u2");
	ask = ASK(id_of("chen"), "people.roll.load", "k1", { "place", cailu },
		{ "sheet", spelled(bad) });
	assert_string_equal(ask.refusal.reason, "lines_wrong");
	assert_true(str_is(data_str(ask.refusal.args, "fault_lines"), "3, 4"));
	ask = ASK(id_of("zhou"), "people.roll.load", "k2", { "place", cailu },
		{ "sheet", spelled(good) });
	assert_string_equal(ask.refusal.reason, "not_yours");
	ask = ASK(id_of("chen"), "people.roll.load", "k3", { "place", cailu },
		{ "sheet", spelled(good) }, { "check", "yes" });
	assert_string_equal(ask.refusal.reason, "checked");
	ask = ASK(id_of("chen"), "people.roll.load", "k4", { "place", cailu },
		{ "sheet", spelled(good) });
	assert_int_equal(ask.err, OK);
	ask = ASK(id_of("chen"), "people.roll.load", "k5", { "place", cailu },
		{ "sheet", spelled(good) });
	assert_string_equal(ask.refusal.reason, "not_yours"); /* it was forgotten */
}

static void test_areas(void **state)
{
	const char *report;

	(void)state;
	assert_int_equal(
		roll("code,level,kind,name,parent\n310115110000,4,zhen,合庆镇,310115000000\n",
			"areas", &report),
		ERR_FORBIDDEN); /* staff of a neighbourhood do not keep the list */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_code_lets_in_once, begin, end),
		cmocka_unit_test_setup_teardown(test_a_code_is_read_as_people_write, begin, end),
		cmocka_unit_test_setup_teardown(test_codes_end, begin, end),
		cmocka_unit_test_setup_teardown(test_a_second_slip_finds_the_person, begin, end),
		cmocka_unit_test_setup_teardown(test_a_forgotten_password, begin, end),
		cmocka_unit_test(test_telephones),
		cmocka_unit_test_setup_teardown(test_passwords, begin, end),
		cmocka_unit_test_setup_teardown(test_a_roll_from_a_file, begin, end),
		cmocka_unit_test_setup_teardown(test_a_roll_with_faults, begin, end),
		cmocka_unit_test_setup_teardown(test_a_long_roll, begin, end),
		cmocka_unit_test_setup_teardown(test_a_roll_uploaded, begin, end),
		cmocka_unit_test_setup_teardown(test_areas, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
