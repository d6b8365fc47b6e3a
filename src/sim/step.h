/* SPDX-License-Identifier: MulanPSL-2.0 */
/* sim/step.h: one line of a story, taken apart. */
#pragma once
#include "base/value.h"
#include "door/door.h"

enum step_kind {
	STEP_NONE, /* blank or a remark */
	STEP_WRONG,
	STEP_FOUND,
	STEP_USE,
	STEP_PLAY,
	STEP_AT,
	STEP_ACT,
	STEP_LOOK,
	STEP_TICK,
};
enum { STEP_PAIRS = 256, STEP_TELLS = 256 };

struct step {
	enum step_kind kind;
	const char *who;
	const char *whose; /* as WHO for WHOSE; NULL */
	enum via via;
	const char *what; /* act, path, slug, story; what is wrong */
	struct moment at;
	bool is_now; /* at now */
	struct pair *pairs;
	size_t pair_count;
	const char **tells; /* words after -> */
	size_t tell_count;
};

bool step_is_name(char c);
/* Takes the next step (with its continuation lines) off *text; *line counts the lines. */
void step_read(struct arena *arena, struct str *text, int *line, struct step *out);
