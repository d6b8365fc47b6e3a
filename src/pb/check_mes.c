/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check_mes.c: the Method of Equal Shares in a certificate: the share, the shares of Add1 that
 * were passed by (check_add1.c), each round of the last run, and what completes it. */
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"
#include "pb/check_add1.h"

static bool share_check(struct check *check, int64_t step)
{
	struct buf line = check_buf(check);

	buf_text(&line, "share ");
	quotient_say(&line, add1_share(check, step));
	return check_line(check, &line, "another share");
}

/* Utility of points is told a point, and money in smallest units. */
static void round_say(struct buf *line, struct purse *purse, uint32_t project,
	const struct price *price, uint32_t number)
{
	struct quotient rho = purse_rho(purse, project, price);
	struct quotient most = purse_payment(purse, price);

	rho.num = whole_times_small(purse->arena, rho.num,
		purse->utility == PB_POINTS ? (uint64_t)purse->view->election->points_unit : 1);
	most.num = whole_times_small(purse->arena, most.num, price->dearest);
	buf_print(line, "round %u ", number);
	cert_id(line, purse->view->election, project);
	buf_char(line, ' ');
	quotient_say(line, rho);
	buf_char(line, ' ');
	quotient_say(line, most);
	buf_print(line, " %llu %llu", (unsigned long long)price->in_full,
		(unsigned long long)price->by_rest);
}

static bool rounds_check(struct check *check, struct purse *purse)
{
	struct price price;

	for (;;) {
		uint32_t project = purse_find(purse, PB_NO_PROJECT, &price);
		struct buf line = check_buf(check);

		if (project == PB_NO_PROJECT)
			break;
		round_say(&line, purse, project, &price, check->chosen_count + 1);
		if (!check_line(check, &line, "another round"))
			return false;
		if (!purse_pay(purse, project, &price))
			return check_refuse(check, "the payments do not add up to the cost");
		check_choose(check, project, BY_RULE);
	}
	if (check_comes(check, "round")) {
		check_take(check);
		return check_refuse(check, "nothing more can be paid by its supporters");
	}
	if (check->cost > check->view->election->budget)
		return check_refuse(check, "costs more than the budget");
	return true;
}

static bool steps_read(struct check *check, int64_t *out)
{
	struct str line = check_take(check);
	struct str word = line.at ? str_cut(&line, ' ') : line;

	if (!str_is(word, "steps") || !str_int(line, out) || *out < 0 ||
		*out > PB_MONEY_END / check->view->election->unit)
		return check_refuse(check, "not a number of steps");
	return true;
}

bool check_mes(struct check *check, enum pb_utility utility, enum pb_complete complete)
{
	struct purse purse;
	int64_t step = 0;
	bool is_raised = complete == PB_ADD1 || complete == PB_ADD1U;

	if (is_raised) {
		if (!steps_read(check, &step) || !share_check(check, step) ||
			!add1_check(check, utility, step))
			return false;
	} else if (!share_check(check, 0)) {
		return false;
	}
	if (purse_make(check, utility, add1_share(check, step), &purse) ||
		!rounds_check(check, &purse))
		return false;
	if (complete == PB_ADD1U || complete == PB_EXHAUST)
		return check_completion(check);
	return true;
}
