/* SPDX-License-Identifier: MulanPSL-2.0 */
/* voice/tabs.h: the states a list can be narrowed to, as its page's tabs; stands after the list
 * itself. */
#pragma once

struct data;
struct look;
struct rd;

/* Adds `tabs` (state, is_here), `is_all`, and `is_narrow` when something is left out. states: "open
 * ready". */
void tabs_put(struct rd *rd, const struct look *at, struct data *out, const char *states);
