/* SPDX-License-Identifier: MulanPSL-2.0 */
/* sim/story.h: stories: the language of tests and of the demo. One step a line, told through the
 * door like any other ask.
 *
 *   found heqing                       begins the journal of a street
 *   use village                        plays the embedded story sim/village.story first
 *   play cases/C1                      tells another story of this program here, as far as until_ms
 *   at 2026-03-08 09:00                sets the clock (Shanghai); it never goes back
 *   at now                             the clock goes to until_ms, where there is one
 *   as wang fund.pledge.make project=$lamp amount=50.00 note="两 户"  -> ok as gift
 *   as chen for wang … / as chen paper …    at the desk for somebody; from paper
 *   as li  fund.pledge.make project=$lamp amount=4500.01  -> refused amount over_limit
 *                                      (field - : the whole act)
 *   as guest look fund/pledge/$gift    -> forbidden          also: not_found sign_in bad_input
 *   as wang look fund/pledge/$gift     -> ok amount_fen=50.00 lines.0.name=x keep other=project_ref
 *   as clock tick                      -> ok 2               how many due acts ran; no number: any
 *
 * once="…" among the pairs is the once key (else one is made from file and line). A line that ends
 * in \ goes on in the next.
 * text="…" of place.file.add lays the bytes down first, as a face does with an upload.
 * Days, moments and years ("2025年") among the values move with shift_days, so that an old story
 * can be told as if it were new; now+50m is so many minutes after until_ms, else
 * after the clock. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "base/err.h"
#include "base/str.h"
#include "door/door.h"

struct story;

/* How steps reach the door: directly, or through another face (tests). look answers the JSON of
 * the view. */
struct story_face {
	enum err (*act)(void *with, struct ask *ask);
	enum err (*look)(void *with, struct sight *sight, struct str *json);
	void *with;
};
struct story_options {
	struct door *door;
	const struct story_face *face; /* NULL: the door itself */
	int64_t *now_ms;               /* the clock that the door reads */
	int64_t shift_days;
	int64_t until_ms;       /* a text is told up to the first `at` after it; 0: to its end */
	bool keeps_going;       /* after a step that went otherwise than told */
	/* what went wrong; progress: what NULL */
	void (*tell)(void *with, const char *file, int line, const char *what);
	void *tell_with;
};

struct story *story_new(const struct story_options *options); /* NULL: out of memory */
void story_free(struct story *story);
/* Plays a text; names live on from text to text of the same story. Returns how many steps went
 * otherwise than told. */
int story_play(struct story *story, const char *file, struct str text);
int story_steps(const struct story *story);
/* The id behind a name, 0 when nobody bears it. */
int64_t story_name(const struct story *story, const char *name);
