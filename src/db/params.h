/* SPDX-License-Identifier: MulanPSL-2.0 */
/* db/params.h: what query.c and tree.c share: a statement run with the caller's struct and the
 * door's scope. */
#pragma once
#include "db/driver.h"

struct rd;
struct stmt;

enum err stmt_run(struct rd *rd, const struct stmt *stmt, const void *in, row_fn *row, void *to);
