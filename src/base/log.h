/* SPDX-License-Identifier: MulanPSL-2.0 */
/* base/log.h: one line a fault to standard error: time, level, text; control characters escaped.
 * Never personal data, never field values. Faults are logged once, at the door. */
#pragma once
#include "base/attr.h"

enum log_level { LOG_NOTE, LOG_WARN, LOG_FAULT };

void log_line(enum log_level level, const char *format, ...) PRINTF(2, 3);
void log_quiet(enum log_level least); /* drops what is below; tests use it */
