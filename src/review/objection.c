/* SPDX-License-Identifier: MulanPSL-2.0 */
/* review/objection.c: anybody may object while a notice runs, with or without a name. Every
 * objection gets a written answer; until then the next step waits. */
#include "base/arena.h"
#include "door/action.h"
#include "door/view.h"

struct objection_raise {
	struct ref notice;
	struct str words;
	struct str name;
	struct str phone;
};
struct objection_answer {
	struct ref objection;
	struct str answer;
	bool is_taken_up;
};
#include "gen/review/objection.sql.h"

static enum err raise(struct tx *tx, const void *args)
{
	return objection_insert(tx, args);
}

static enum err answer(struct tx *tx, const void *args)
{
	return objection_answered(tx, args);
}

const struct action objection_actions[] = {
	{ "review.objection.raise", MAY(guest | resident | cadre | partner), RULE(objection_open),
		raise,
		FIELDS(REF(objection_raise, notice, .of = "review.notice"),
			TEXT(objection_raise, words, .max = 600, .lines = true, .personal = true),
			TEXT(objection_raise, name, .max = 40, .optional = true, .personal = true),
			TEXT(objection_raise, phone, .max = 20, .optional = true,
				.personal = true)),
		.goes = "review/notice/{notice}" },
	{ "review.objection.answer", MAY(cadre | officer, objection), RULE(objection_waiting),
		answer,
		FIELDS(REF(objection_answer, objection, .of = "review.objection"),
			TEXT(objection_answer, answer, .max = 600, .lines = true, .personal = true),
			BOOL(objection_answer, is_taken_up)) },
	{ 0 }
};
const struct view objection_views[] = { { 0 } };
