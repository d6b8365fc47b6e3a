/* SPDX-License-Identifier: MulanPSL-2.0 */
/* web/keeper.h: the thread of time: while a server runs, acts that are due are asked for through
 * the door. */
#pragma once

struct door;
struct keeper;

struct keeper *keeper_start(struct door *door); /* NULL: no thread or memory */
void keeper_stop(struct keeper *keeper);	/* NULL is fine */
