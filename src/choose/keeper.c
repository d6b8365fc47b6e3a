/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/keeper.c: the key of a ballot box handed to two keepers, half each, on a sheet to be cut.
 * The halves are told once, to who asks for them; kept is only who has them, so that a street that
 * lost its machine knows whom to ask. */
#include "base/arena.h"
#include "base/data.h"
#include "choose/ballot.h"
#include "choose/box.h"
#include "door/action.h"
#include "door/view.h"

struct keeper_hand {
	struct ref ballot;
	struct str first;
	struct str second;
	struct ref row; /* of who had them before */
	/* for the sheet */
	struct str title;
	struct str place_name;
	struct moment until;
	struct str half_1;
	struct str half_2;
};
struct keeper_box {
	struct bytes box_key;
	struct str title;
	struct str place_name;
	struct moment until;
};
struct keeper_row {
	struct ref keeper;
};
#include "gen/choose/keeper.sql.h"

static enum err hand_ready(struct ready *ready, void *args)
{
	struct keeper_hand *a = args;
	struct arena *arena = rd_arena(ready->rd);
	char *halves = arena_alloc(arena, 2 * (BOX_HALF + 1));
	struct keeper_box box;
	struct box_key secret;
	bool found;

	if (!halves)
		return ERR_MEMORY;
	if (!ready->box_dir)
		return unready(ready, "", "no_box");
	TRY(keeper_box_read(ready->rd, a, &box, &found));
	if (!found)
		return OK; /* the door says not_found, or the gate that it is over */
	TRY(box_secret(arena, ready->box_dir, box.box_key, &secret, &found));
	if (!found)
		return unready(ready, "", "no_key");
	box_halves(box.box_key, &secret, halves, halves + BOX_HALF + 1);
	a->half_1 = (struct str) { halves, BOX_HALF };
	a->half_2 = (struct str) { halves + BOX_HALF + 1, BOX_HALF };
	a->title = box.title;
	a->place_name = box.place_name;
	a->until = box.until;
	return OK;
}

static enum err hand(struct tx *tx, const void *args)
{
	const struct keeper_hand *a = args;
	struct keeper_hand row = *a;
	struct keeper_row before;
	bool found;

	if (str_equal(a->first, a->second))
		return refuse(tx, "second", "same_keeper");
	TRY(keeper_row_read(tx_rd(tx), a, &before, &found));
	if (!found)
		return keeper_insert(tx, &row);
	row.row = before.keeper;
	return keeper_update(tx, &row);
}

static void half_tell(struct arena *arena, struct data *list, const char *number, struct str name,
	struct str other, struct str half)
{
	struct data *row = data_object(arena, list, NULL);

	data_text(arena, row, "number", str_of(number));
	data_text(arena, row, "keeper", name);
	data_text(arena, row, "other", other);
	data_text(arena, row, "half", half);
}

static enum err hand_tell(struct arena *arena, const void *args, struct data *out)
{
	const struct keeper_hand *a = args;
	struct data *list = data_list(arena, out, "halves");

	data_text(arena, out, "title", a->title);
	data_text(arena, out, "place_name", a->place_name);
	data_int(arena, out, "until_ms", a->until.ms);
	half_tell(arena, list, "1", a->first, a->second, a->half_1);
	half_tell(arena, list, "2", a->second, a->first, a->half_2);
	return arena_is_spent(arena) ? ERR_MEMORY : OK;
}

const struct action keeper_actions[] = {
	{ "choose.keeper.hand", MAY(cadre | officer, ballot), RULE(keeper_open), hand,
		FIELDS(REF(keeper_hand, ballot, .of = "choose.ballot"),
			TEXT(keeper_hand, first, .max = 40, .personal = true),
			TEXT(keeper_hand, second, .max = 40, .personal = true)),
		.ready = hand_ready, .tell = hand_tell, .told = &PAPER_keeper },
	{ 0 },
};

const struct view keeper_views[] = {
	{ 0 },
};
