/* SPDX-License-Identifier: MulanPSL-2.0 */
/* An election in memory, or the .pb file that is named, counted by equal shares: who wins, and what
 * each supporter pays. cc pb_example.c $(pkg-config --cflags --libs libpb) */
#include <stdio.h>
#include <pb.h>

static const char lights[] =
	"META\nkey;value\nbudget;300\nvote_type;approval\n"
	"PROJECTS\nproject_id;cost\nlights;120\nbench;90\ntrees;200\n"
	"VOTES\nvoter_id;vote\n1;lights,bench\n2;lights\n3;lights,trees\n4;bench\n";

static int refuse(unsigned line, struct pb_str reason)
{
	fprintf(stderr, "line %u: %.*s\n", line, (int)reason.len, reason.at);
	return 1;
}

static int count(struct pb_arena *arena, struct pb_arena *scratch, struct pb_str text)
{
	struct pb_options options = { .rule = PB_MES };
	struct pb_buf out = pb_buf_new(scratch, 1 << 20);
	struct pb_election election;
	struct pb_trouble trouble = { 0, pb_str_of("it does not fit in memory") };
	struct pb_outcome outcome;
	const char *why;

	if (pb_read(arena, scratch, text, &election, &trouble))
		return refuse(trouble.line, trouble.reason);
	why = pb_options_settle(&election, &options);
	if (why)
		return refuse(0, pb_str_of(why));
	if (!pb_admits(&election, &options, &trouble))
		return refuse(trouble.line, trouble.reason);
	if (pb_count(arena, &election, &options, &outcome))
		return refuse(0, pb_str_of("it does not fit in memory"));
	for (uint32_t i = 0; i < outcome.round_count; i++) {
		pb_buf_str(&out, election.projects[outcome.rounds[i].project].id);
		pb_buf_text(&out, " costs a supporter at most ");
		pb_ratio_print(&out, &outcome.rounds[i].max_payment);
		pb_buf_text(&out, election.unit == 1 ? "\n" : " smallest units\n");
	}
	return !pb_buf_ok(&out) || fwrite(out.at, 1, out.len, stdout) != out.len;
}

int main(int argc, char **argv)
{
	static char text[1 << 20];
	struct pb_arena *arena = pb_arena_new(64 << 20), *scratch = pb_arena_new(64 << 20);
	struct pb_str given = pb_str_of(lights);
	FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
	int ended = 1;

	if (file) {
		given.at = text;
		given.len = fread(text, 1, sizeof text, file);
		fclose(file);
	}
	if (!arena || !scratch || (argc > 1 && !file))
		perror("pb_example");
	else
		ended = count(arena, scratch, given);
	pb_arena_free(scratch);
	pb_arena_free(arena);
	return ended;
}
