/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/choose/uncertified_test.c: a checker that never agrees. No ballots can make the engine
 * wrong, so this program brings a pb_check of its own, which the linker takes instead of the
 * library's: the count is refused by name, nothing of it is kept, and once the checker agrees it
 * goes on. */
#include "unit.h"
#include "house.h"
#include "base/log.h"
#include "pb/pb.h"

static bool agrees;
static int asked;

/* In the place of pb/check_certificate.c. */
enum err pb_check(struct arena *arena, const struct pb_election *election, struct str sha256,
	struct str certificate, bool is_deep, struct pb_verdict *out)
{
	(void)arena;
	(void)election;
	(void)is_deep;
	assert_true(sha256.len == 64 && certificate.len > 0);
	asked++;
	*out = (struct pb_verdict) { .is_right = agrees,
		.line = 7,
		.reason = str_of("another share"),
		.ejr_project = PB_NO_PROJECT };
	return OK;
}

static const char until_closed[] =
	"use village\n"
	"at 2025-03-01 09:00\n"
	"as cai choose.project.draft place=$cailu season=$season title=花圃 problem=a kind=soft "
	"households=64 goal=b custodian=c upkeep=d risks=e starts=2025-06-10 ends=2025-12-01 "
	"lines.0.name=x lines.0.class=goods lines.0.source=fund lines.0.amount=5000.00 -> ok as "
	"garden\n"
	"as cai choose.project.send project=$garden -> ok\n"
	"as zhou choose.screening.run project=$garden -> ok\n"
	"at 2025-05-05 09:00\n"
	"as clock tick -> ok\n"
	"as cai choose.ballot.open place=$cailu season=$season title=x budget=12000.00 "
	"until=2025-05-18T20:00 candidates=$garden -> ok as vote\n"
	"as p1 choose.ballot.cast ballot=$vote choices=$garden -> ok\n"
	"as p2 choose.ballot.cast ballot=$vote choices=$garden -> ok\n"
	"at 2025-05-18 20:00\n"
	"as clock tick -> ok 1\n";

static const char refused[] =
	"as cai choose.allocation.count ballot=$vote -> refused - not_certified\n"
	"as guest look choose/ballot/$vote -> ok state=closed allocation_ref=\n"
	"as guest look choose/project/$garden -> ok state=screened\n";

static const char counted[] = "as cai choose.allocation.count ballot=$vote -> ok as count\n"
			      "as guest look choose/ballot/$vote -> ok state=counted\n"
			      "as guest look choose/project/$garden -> ok state=chosen\n";

static int64_t leaves_of(struct house *house)
{
	int64_t size;
	struct hash root;

	assert_true(door_head(house->door, "heqing", &size, &root));
	return size;
}

static void what_the_checker_refuses_is_not_kept(void **state)
{
	struct house house;
	int64_t leaves;
	int times;

	(void)state;
	assert_true(house_open(&house, false, 64, NULL));
	assert_int_equal(house_play(&house, until_closed), 0);
	leaves = leaves_of(&house);
	assert_int_equal(house_play(&house, refused), 0);
	assert_true(asked > 0);
	assert_int_equal(leaves_of(&house), leaves);
	times = asked;
	agrees = true;
	assert_int_equal(house_play(&house, counted), 0);
	assert_true(asked > times);
	assert_true(leaves_of(&house) > leaves);
	house_close(&house);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(
		what_the_checker_refuses_is_not_kept) };

	log_quiet(LOG_FAULT + 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
