/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/streets.c: the one read that belongs to no street: which streets there are. */
#include "base/arena.h"
#include "door/inside.h"
#include "door/rows.h"
#include "gen/door/door.sql.h"

enum err door_streets(struct door *door, struct arena *arena, struct data *out, const char *name)
{
	struct scope scope = { 0 };
	struct rd rd = { NULL, door->options.db->driver, arena, &scope };
	enum err err;

	TRY(db_reader(door->options.db, &rd.conn));
	err = rd.driver->begin(rd.conn);
	if (!err) {
		err = streets_show(&rd, out, name);
		rd.driver->rollback(rd.conn);
	}
	db_reader_done(door->options.db, rd.conn);
	return err;
}
