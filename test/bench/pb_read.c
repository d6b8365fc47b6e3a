/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb_read FILE...: how fast the reader of `.pb` texts is on each file: parse and group, the best of
 * many reads, in processor time, with fresh arenas; what the arenas hold at the end; and how long
 * all took together. (`make build/test/bench/pb_read`) */
#include <stdlib.h>
#include "base/arena.h"
#include "pb/pb.h"

static const double ENOUGH_MS = 300; /* for one file */
enum { READS_MOST = 1000 };

static double now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static struct str file_read(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *at = NULL;
	long size = -1;

	if (file && fseek(file, 0, SEEK_END) == 0 && (size = ftell(file)) >= 0) {
		rewind(file);
		at = malloc((size_t)size + 1);
		if (at && fread(at, 1, (size_t)size, file) != (size_t)size)
			size = -1;
	}
	if (file)
		fclose(file);
	return (struct str) { size < 0 ? NULL : at, size < 0 ? 0 : (size_t)size };
}

/* One read; false when the text is refused. */
static bool read_once(struct str text, double *ms, size_t *held)
{
	struct arena *keep = arena_new((size_t)8 << 30);
	struct arena *scratch = arena_new((size_t)8 << 30);
	struct pb_election election;
	struct pb_trouble trouble;
	double start = now_ms();
	enum err err = keep && scratch ? pb_read(keep, scratch, text, &election, &trouble)
				       : ERR_MEMORY;

	*ms = now_ms() - start;
	if (err == ERR_BAD_INPUT)
		printf("%u: %.*s\n", trouble.line, (int)trouble.reason.len, trouble.reason.at);
	if (!err)
		*held = arena_used(keep) + arena_used(scratch);
	arena_free(keep);
	arena_free(scratch);
	return !err;
}

int main(int count, char **paths)
{
	double all_ms = 0, all_bytes = 0;

	for (int i = 1; i < count; i++) {
		struct str text = file_read(paths[i]);
		double best = 1e18, sum = 0, ms;
		bool is_read = text.at != NULL;
		size_t held = 0;

		for (int n = 0; is_read && n < READS_MOST && sum < ENOUGH_MS; n++) {
			is_read = read_once(text, &ms, &held);
			best = ms < best ? ms : best;
			sum += ms;
		}
		if (is_read) {
			printf("%8.0f MB/s %10.3f ms %10.3f MB, arenas %8.1f MB  %s\n",
				(double)text.len / 1e3 / best, best, (double)text.len / 1e6,
				(double)held / 1e6, paths[i]);
			all_ms += best;
			all_bytes += (double)text.len;
		} else {
			printf("not read: %s\n", paths[i]);
		}
		free((void *)(uintptr_t)text.at);
	}
	printf("%8.0f MB/s %10.3f ms %10.3f MB together\n", all_bytes / 1e3 / all_ms, all_ms,
		all_bytes / 1e6);
	return 0;
}
