/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/capital.h: money in capital characters 大写, as claims, receipts and settlements must
 * state it beside the figures: 1980.00 → 壹仟玖佰捌拾元整. The spelling follows 支付结算办法, annex
 * 1 (1997). */
#pragma once
#include "base/value.h"

struct buf;

/* Any amount: a negative one begins with 负. */
void money_capital(struct buf *buf, struct money m);
