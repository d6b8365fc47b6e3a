/* SPDX-License-Identifier: MulanPSL-2.0 */
/* people/roll.h: the columns of a household roll, by their Chinese and English names, for every
 * face that reads one from a sheet. */
#pragma once
#include "base/csv.h"

enum { ROLL_COLUMNS = 7 };
extern const struct csv_column roll_columns[ROLL_COLUMNS + 1]; /* ended by a NULL field */
