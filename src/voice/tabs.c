/* SPDX-License-Identifier: MulanPSL-2.0 */
/* voice/tabs.c: which tab of a list is open, as data. */
#include "voice/tabs.h"
#include "base/data.h"
#include "door/view.h"

void tabs_put(struct rd *rd, const struct look *at, struct data *out, const char *states)
{
	struct arena *arena = rd_arena(rd);
	struct data *tabs = data_list(arena, out, "tabs");
	struct str rest = str_of(states);

	while (rest.at) {
		struct data *tab = data_object(arena, tabs, NULL);
		struct str state = str_cut(&rest, ' ');

		data_text(arena, tab, "state", state);
		data_int(arena, tab, "is_here", str_equal(at->state, state));
	}
	data_int(arena, out, "is_all", !at->state.at);
	data_int(arena, out, "is_narrow", at->state.at || at->q.at);
	data_text(arena, out, "q", at->q);
}
