/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check_add1.h: the shares that Add1 passed by, for check_mes.c. */
#pragma once
#include "pb/check_purse.h"

/* What each ballot holds at a step: budget / ballots + step · unit. */
struct quotient add1_share(struct check *check, int64_t step);
/* Lines step, same, skip and stop: no share below `step` ends the search, and it ends there. */
bool add1_check(struct check *check, enum pb_utility utility, int64_t step);
