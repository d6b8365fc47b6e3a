/* SPDX-License-Identifier: MulanPSL-2.0 */
/* An election in memory, counted by equal shares: who wins, and what each supporter pays.
 * cc pb_example.c $(pkg-config --cflags --libs libpb) */
#include <stdio.h>
#include "base/arena.h"
#include "base/buf.h"
#include "pb/pb.h"

static const char text[] =
	"META\nkey;value\nbudget;300\nvote_type;approval\n"
	"PROJECTS\nproject_id;cost\nlights;120\nbench;90\ntrees;200\n"
	"VOTES\nvoter_id;vote\n1;lights,bench\n2;lights\n3;lights,trees\n4;bench\n";

int main(void)
{
	struct arena *keep = arena_new(64 << 20), *scratch = arena_new(64 << 20);
	struct buf out = buf_new(scratch, 1 << 20);
	struct pb_options options = { .rule = PB_MES };
	struct pb_election election;
	struct pb_trouble trouble;
	struct pb_outcome outcome;

	if (pb_read(keep, scratch, str_of(text), &election, &trouble))
		return fprintf(stderr, "line %u\n", trouble.line), 1;
	if (pb_options_settle(&election, &options) || pb_count(keep, &election, &options, &outcome))
		return 1;
	for (uint32_t i = 0; i < outcome.round_count; i++) {
		buf_str(&out, election.projects[outcome.rounds[i].project].id);
		buf_text(&out, " costs a supporter at most ");
		pb_ratio_print(&out, &outcome.rounds[i].max_payment);
		buf_char(&out, '\n');
	}
	fwrite(out.at, 1, out.len, stdout);
	arena_free(scratch);
	arena_free(keep);
	return 0;
}
