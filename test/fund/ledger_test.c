/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Properties of the ledger after a few hundred random acts of everybody who touches money, some
 * accepted, some refused: every entry adds up to nothing, every balance is the sum of its postings,
 * neither the bank nor a source is ever below nothing on the way, no line is above its plan,
 * entries and receipts are numbered without gaps. A posting that is changed behind its back is
 * found. */
#include <sqlite3.h>
#include "unit.h"
#include "house.h"

enum { ACTS = 500, HOMES = 12 };

/* Each gives the number of rows that break a law. */
static const struct law {
	const char *says;
	const char *sql;
} laws[] = {
	{ "an entry adds up to nothing",
		"SELECT count(*) FROM (SELECT entry FROM fund_posting GROUP BY street, entry "
		"HAVING sum(amount_fen) <> 0 OR count(*) < 2)" },
	{ "a balance is the sum of its postings",
		"SELECT count(*) FROM fund_account a WHERE a.balance_fen <> (SELECT "
		"coalesce(sum(p.amount_fen), 0) FROM fund_posting p WHERE p.street = a.street AND "
		"p.account = a.id)" },
	{ "a posting has an entry and an account",
		"SELECT count(*) FROM fund_posting p WHERE NOT EXISTS (SELECT 1 FROM fund_entry e "
		"WHERE e.id = p.entry) OR NOT EXISTS (SELECT 1 FROM fund_account a WHERE a.id = "
		"p.account)" },
	{ "the bank is never below nothing",
		"SELECT count(*) FROM (SELECT sum(p.amount_fen) OVER (ORDER BY p.entry) AS rest "
		"FROM fund_posting p JOIN fund_account a ON a.id = p.account AND a.kind = 'bank') "
		"WHERE rest < 0" },
	{ "a source is never below nothing",
		"SELECT count(*) FROM (SELECT sum(-p.amount_fen) OVER (PARTITION BY a.project, "
		"a.source ORDER BY p.entry) AS rest FROM fund_posting p JOIN fund_account a ON "
		"a.id = p.account AND a.kind <> 'bank') WHERE rest < 0" },
	{ "no line is above its plan",
		"SELECT count(*) FROM fund_account x WHERE x.kind = 'expense' AND x.balance_fen > "
		"(SELECT sum(m.amount_fen) FROM choose_amount m JOIN choose_project p ON p.plan = "
		"m.plan WHERE p.id = x.project AND m.line = x.line AND m.source = x.source)" },
	{ "fund money is not above the plan",
		"SELECT count(*) FROM fund_account x WHERE x.kind = 'income' AND x.source = 'fund' "
		"AND -x.balance_fen > (SELECT sum(m.amount_fen) FROM choose_amount m JOIN "
		"choose_project p ON p.plan = m.plan WHERE p.id = x.project AND m.source = "
		"'fund')" },
	{ "entries are numbered without gaps",
		"SELECT count(*) FROM (SELECT project FROM fund_entry GROUP BY project "
		"HAVING max(n) <> count(*))" },
	{ "receipts are numbered without gaps",
		"SELECT coalesce(max(number), 0) <> count(*) FROM fund_receipt" },
	{ "a paid claim is its entry to the fen",
		"SELECT count(*) FROM fund_claim c WHERE c.state = 'paid' AND c.amount_fen <> "
		"(SELECT -sum(p.amount_fen) FROM fund_posting p JOIN fund_account a ON a.id = "
		"p.account AND a.kind = 'bank' WHERE p.entry = c.entry)" },
};
enum { LAWS = sizeof laws / sizeof *laws };

struct chance {
	uint64_t state;
	int claims; /* begun so far: c1, c2 … */
};

static int64_t chance_upto(struct chance *chance, int64_t most)
{
	chance->state = chance->state * UINT64_C(6364136223846793005) +
			UINT64_C(1442695040888963407);
	return (int64_t)(chance->state >> 33) % most + 1;
}

static void claim_tell(struct buf *out, struct chance *chance, int n)
{
	static const char *const lines[] = { "l_lamp source=fund", "l_labour source=fund",
		"l_paint source=resident", "l_sand source=partner" };

	buf_print(out, "as chen fund.claim.draft project=$lamp title=第%d单 -> ok as c%d\n", n, n);
	for (int64_t i = chance_upto(chance, 3); i > 0; i--)
		buf_print(out,
			"as chen fund.bill.add claim=$c%d line=$%s kind=e_invoice number=%d%d "
			"amount=%d.%02d issued=2025-06-05 seller=店%d buyer=合庆镇人民政府 "
			"items=材料 purpose=装灯 file=$f is_original=yes -> ok\n",
			n, lines[chance_upto(chance, 4) - 1], n, (int)i,
			(int)chance_upto(chance, 900), (int)chance_upto(chance, 99),
			n * 4 + (int)i);
	buf_print(out, "as chen fund.claim.send claim=$c%d -> ok\n", n);
	if (chance_upto(chance, 4) > 1)
		buf_print(out, "as qian fund.claim.approve claim=$c%d -> ok\n", n);
	else
		buf_print(out, "as qian fund.claim.return claim=$c%d reason=x -> ok\n", n);
}

static void act_tell(struct buf *out, struct chance *chance, int n)
{
	int home = (int)chance_upto(chance, HOMES);
	int claim = (int)chance_upto(chance, chance->claims + 1);

	switch (chance_upto(chance, 11)) {
	case 1:
		buf_print(out,
			"as shen fund.grant.pay project=$lamp amount=%d.%02d paper=付-%d "
			"paid=2025-06-07 -> ok\n",
			(int)chance_upto(chance, 1500), (int)chance_upto(chance, 99), n);
		break;
	case 2:
	case 3:
		buf_print(out, "as p%d fund.pledge.make project=$lamp amount=%d.50 -> ok as g%d\n",
			home, home * 20, home);
		break;
	case 4:
		buf_print(out,
			"as shen fund.pledge.receive pledge=$g%d amount=%d.50 way=cash "
			"came=2025-06-07 -> ok\n",
			home, home * 20);
		break;
	case 5:
		buf_print(out,
			"as shen fund.pledge.refund pledge=$g%d reason=x paid=2025-06-07 "
			"-> ok\n",
			home);
		break;
	case 6:
		buf_print(out, "as p%d fund.pledge.withdraw pledge=$g%d -> ok\n", home, home);
		break;
	case 7:
		buf_print(out,
			"as shen fund.agreement.receive agreement=$deal%d amount=300.00 "
			"came=2025-06-07 -> ok\n",
			(int)chance_upto(chance, 3));
		break;
	case 8:
		claim_tell(out, chance, ++chance->claims);
		break;
	case 9:
		buf_print(out,
			"as shen look fund/ledger -> ok keep e%d=entries.%d.id\n"
			"as shen fund.ledger.reverse entry=$e%d reason=x booked=2025-06-07 -> ok\n",
			n, (int)chance_upto(chance, 3) - 1, n);
		break;
	default:
		buf_print(out, "as shen fund.claim.pay claim=$c%d paid=2025-06-07 -> ok\n", claim);
	}
}

static struct str story_random(struct arena *arena, uint64_t seed)
{
	struct chance chance = { .state = seed };
	struct buf out = buf_new(arena, 8 << 20);

	buf_text(&out,
		"use lamps\nat 2025-06-07 16:00\n"
		"as chen voice.meeting.close meeting=$council chair=蔡勇 recorder=陈敏 -> ok\n"
		"as cai fund.drive.open project=$lamp meeting=$council goal=3200.00 "
		"most=500.00 until=2025-06-30T20:00 -> ok\n"
		"as chen place.file.add place=$cailu name=x.xml media=application/xml "
		"text=x -> ok as f\n"
		"as chen fund.claim.draft project=$lamp title=x -> ok as c0\n"
		"as chen look fund/claim/$c0 -> ok keep l_lamp=lines.0.id "
		"l_labour=lines.1.id l_paint=lines.2.id l_sand=lines.3.id\n");
	for (int i = 1; i <= 3; i++)
		buf_print(&out,
			"as cai fund.agreement.offer project=$lamp partner=$hailian kind=money "
			"source=partner what=出钱 amount=300.00 -> ok as deal%d\n"
			"as cai fund.agreement.sign agreement=$deal%d file=$f -> ok\n",
			i, i);
	for (int n = 1; n <= ACTS; n++)
		act_tell(&out, &chance, n);
	assert_true(buf_ok(&out));
	return buf_view(&out);
}

static int64_t number_of(struct house *house, const char *sql)
{
	sqlite3 *db;
	sqlite3_stmt *stmt;
	char file[128];
	int64_t number;

	snprintf(file, sizeof file, "%s/zhidian.db", house->dir);
	assert_int_equal(sqlite3_open_v2(file, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL))
		fail_msg("%s: %s", sqlite3_errmsg(db), sql);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	number = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return number;
}

static int laws_broken(struct house *house)
{
	int broken = 0;

	for (int i = 0; i < LAWS; i++) {
		int64_t rows = number_of(house, laws[i].sql);

		if (rows)
			fprintf(stderr, "broken: %s (%lld)\n", laws[i].says, (long long)rows);
		broken += rows > 0;
	}
	return broken;
}

/* Tells a random story; what was told stands in the files of house->dir afterwards. */
static void house_told(struct house *house, uint64_t seed)
{
	struct journal_report report = { 0 };

	assert_true(house_open(house, false, 64, NULL));
	house->is_quiet = true; /* most refusals are what is tested */
	story_play(house->story, "random.story", story_random(house->arena, seed));
	assert_int_equal(house_verify(house, &report), OK);
	story_free(house->story);
	door_close(house->door);
	db_close(house->db);
}

static void house_gone(struct house *house)
{
	arena_free(house->arena);
	nftw(house->dir, house_remove, 16, FTW_DEPTH | FTW_PHYS);
}

static void the_laws_hold_whatever_is_asked(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 4; seed++) {
		struct house house;

		house_told(&house, seed);
		assert_int_equal(laws_broken(&house), 0);
		/* enough has happened that a law could have been broken */
		assert_true(number_of(&house, "SELECT count(*) FROM fund_entry") > 30);
		assert_true(number_of(&house, "SELECT count(*) FROM fund_refund") > 0);
		assert_true(number_of(&house, "SELECT count(*) FROM fund_entry "
					      "WHERE kind = 'reversal'") > 5);
		assert_true(number_of(&house, "SELECT count(*) FROM fund_claim "
					      "WHERE state = 'paid'") > 3);
		house_gone(&house);
	}
}

static void a_change_behind_its_back_is_found(void **state)
{
	static const struct {
		int law;
		const char *sql;
	} breaks[] = {
		{ 0, "UPDATE fund_posting SET amount_fen = amount_fen + 1 WHERE n = 1 AND entry = "
		     "(SELECT min(id) FROM fund_entry) RETURNING 1" },
		{ 1, "UPDATE fund_account SET balance_fen = balance_fen - 1 WHERE kind = 'income' "
		     "AND source = 'resident' RETURNING 1" },
		{ 3, "UPDATE fund_posting SET amount_fen = -9000000000 WHERE n = 1 AND entry = "
		     "(SELECT min(id) FROM fund_entry) RETURNING 1" },
		{ 7, "UPDATE fund_entry SET n = n + 1000 WHERE n = 1 RETURNING 1" },
		{ 2, "DELETE FROM fund_entry WHERE n = 2 RETURNING 1" },
		{ 8, "UPDATE fund_receipt SET number = number + 100 WHERE number = 1 RETURNING 1" },
	};
	struct house house;

	(void)state;
	house_told(&house, 5);
	assert_int_equal(laws_broken(&house), 0);
	for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
		const char *law = laws[breaks[i].law].sql;
		int64_t before = number_of(&house, law);

		number_of(&house, breaks[i].sql);
		if (number_of(&house, law) <= before)
			fail_msg("nobody noticed: %s", breaks[i].sql);
	}
	house_gone(&house);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_laws_hold_whatever_is_asked),
		cmocka_unit_test(a_change_behind_its_back_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
