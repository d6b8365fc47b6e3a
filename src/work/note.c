/* SPDX-License-Identifier: MulanPSL-2.0 */
/* work/note.c: the diary of the works. Who is in charge writes a line when something happened; what
 * was written stays, the next line puts it right. */
#include "door/action.h"
#include "door/view.h"

struct note_write {
	struct ref project;
	struct str words;
};
#include "gen/work/note.sql.h"

static enum err write_it(struct tx *tx, const void *args)
{
	return note_insert(tx, args);
}

const struct action note_actions[] = {
	{ "work.note.write", MAY(cadre, project), RULE(note_project), write_it,
		FIELDS(REF(note_write, project, .of = "choose.project"),
			TEXT(note_write, words, .max = 400, .lines = true, .personal = true)),
		.goes = "choose/project/{project}/work" },
	{ 0 }
};
const struct view note_views[] = { { 0 } };
