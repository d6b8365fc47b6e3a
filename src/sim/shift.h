/* SPDX-License-Identifier: MulanPSL-2.0 */
/* sim/shift.h: an old story told as if it were new: its days, moments and years move by whole days.
 */
#pragma once
#include <stdint.h>

struct arena;

/* value as it is called `days` later: days and moments alone, and years inside words ("2025年",
 * "付-2025-031", all of a field `year`). now+50m is the moment so many minutes after now_ms. */
const char *shift_value(
	struct arena *arena, int64_t days, int64_t now_ms, const char *name, const char *value);
