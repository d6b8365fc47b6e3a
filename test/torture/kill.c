/* SPDX-License-Identifier: MulanPSL-2.0 */
/* kill ROUNDS [SEED] [postgres]: lets a process take acts from eight askers, kills it without
 * warning, opens its data and asks everything again with the same once keys. Nothing that was
 * acknowledged may be lost, nothing may happen twice, and the record must verify. A failure prints
 * the seed. */
#include <assert.h>
#include <poll.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>
#include "base/log.h"
#include "house.h"

enum { ASKERS = 8, ASKS_MOST = 100000, KILL_LEAST_MS = 2, KILL_SPREAD_MS = 60, NAME_SIZE = 24 };

struct asked {
	char name[NAME_SIZE];
	bool was_acknowledged;
};
struct torture {
	struct house house;
	int64_t officer;
	char place[24];
	uint64_t chance;
	int64_t size; /* of the journal when every ask so far has happened */
	struct asked *asked;
	size_t asked_count;
	long acknowledged, lost, twice;
	int64_t open_most_ms;
};

/* xorshift: the seed tells the whole run, but for the scheduler. */
static uint64_t chance_next(struct torture *torture)
{
	torture->chance ^= torture->chance << 13;
	torture->chance ^= torture->chance >> 7;
	torture->chance ^= torture->chance << 17;
	return torture->chance;
}

static int64_t clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* One building under the neighbourhood; its name is its once key. */
static enum err ask(struct torture *torture, const char *name, bool *is_replay)
{
	struct pair pairs[] = { { "parent", torture->place }, { "kind", "building" },
		{ "name", name } };
	struct arena *arena = arena_new(LIMIT_ARENA);
	struct ask one = { .street = "heqing",
		.action = "place.unit.add",
		.pairs = { pairs, 3 },
		.actor = { .person = torture->officer },
		.once = name,
		.arena = arena };
	enum err err = arena ? door_do(torture->house.door, &one) : ERR_MEMORY;

	*is_replay = one.is_replay;
	arena_free(arena);
	return err;
}

struct asker {
	struct torture *torture;
	int round, number, to;
};

/* In the child: says "s NAME" before it asks and "a NAME" when it was answered. One write() a line
 * is whole. */
static void *asker_run(void *with)
{
	struct asker *asker = with;
	char line[NAME_SIZE + 8];

	for (int n = 0;; n++) {
		char name[NAME_SIZE];
		bool is_replay;
		int len;

		snprintf(name, sizeof(name), "r%d-%d-%d", asker->round, asker->number, n);
		len = snprintf(line, sizeof(line), "s %s\n", name);
		if (write(asker->to, line, (size_t)len) != len)
			return NULL;
		if (ask(asker->torture, name, &is_replay))
			continue;
		line[0] = 'a';
		if (write(asker->to, line, (size_t)len) != len)
			return NULL;
	}
}

static void child_run(struct torture *torture, int round, int to)
{
	pthread_t threads[ASKERS];
	struct asker askers[ASKERS];
	const char *url = torture->house.url[0] ? torture->house.url : NULL;

	if (!house_open_at(&torture->house, url))
		_exit(3);
	for (int i = 0; i < ASKERS; i++) {
		askers[i] = (struct asker) { torture, round, i, to };
		if (pthread_create(&threads[i], NULL, asker_run, &askers[i]))
			_exit(4);
	}
	pause();
	_exit(5);
}

static void line_take(struct torture *torture, struct str line)
{
	struct asked *asked = torture->asked;

	if (line.len < 3 || line.len >= NAME_SIZE + 2)
		return;
	if (line.at[0] == 's' && torture->asked_count < ASKS_MOST) {
		asked += torture->asked_count++;
		memset(asked, 0, sizeof(*asked));
		memcpy(asked->name, line.at + 2, line.len - 2);
		return;
	}
	/* Answers come soon after their asks: look from the end. */
	for (size_t i = torture->asked_count; i-- > 0;) {
		if (!str_is(str_from(line, 2), asked[i].name))
			continue;
		asked[i].was_acknowledged = true;
		torture->acknowledged++;
		return;
	}
}

static void lines_read(struct torture *torture, int from, int64_t until_ms, pid_t child)
{
	static char text[8 << 20];
	size_t len = 0;
	struct str rest;
	ssize_t some = 1;
	bool is_killed = false;

	while (some > 0 && len < sizeof(text)) {
		struct pollfd ready = { .fd = from, .events = POLLIN };
		int64_t left_ms = until_ms - clock_ms();

		if (!is_killed && left_ms <= 0) {
			kill(child, SIGKILL);
			is_killed = true;
		}
		if (poll(&ready, 1, is_killed ? -1 : (int)left_ms) <= 0)
			continue;
		some = read(from, text + len, sizeof(text) - len);
		len += some > 0 ? (size_t)some : 0;
	}
	if (!is_killed)
		kill(child, SIGKILL);
	rest = (struct str) { text, len };
	while (rest.len)
		line_take(torture, str_cut(&rest, '\n'));
}

/* Asks everything of this round again: what was acknowledged must be known, and the journal must
 * hold each once. */
static bool round_settle(struct torture *torture)
{
	const char *url = torture->house.url[0] ? torture->house.url : NULL;
	int64_t begun_ms = clock_ms();
	struct hash root;
	int64_t size = 0;

	if (!house_open_at(&torture->house, url))
		return false;
	if (clock_ms() - begun_ms > torture->open_most_ms)
		torture->open_most_ms = clock_ms() - begun_ms;
	for (size_t i = 0; i < torture->asked_count; i++) {
		struct asked *asked = &torture->asked[i];
		bool is_replay = false;
		enum err err = ask(torture, asked->name, &is_replay);

		if (err) {
			fprintf(stderr, "%s: %s\n", asked->name, err_name(err));
			return false;
		}
		torture->lost += asked->was_acknowledged && !is_replay;
	}
	torture->size += (int64_t)torture->asked_count;
	if (!door_head(torture->house.door, "heqing", &size, &root))
		return false;
	torture->twice += size != torture->size;
	torture->size = size;
	return true;
}

static void house_shut(struct house *house)
{
	door_close(house->door);
	db_close(house->db);
	house->door = NULL;
	house->db = NULL;
}

static bool round_run(struct torture *torture, int round, bool verifies)
{
	struct journal_report report = { 0 };
	int64_t until_ms;
	int ends[2];
	pid_t child;
	bool is_right;

	torture->asked_count = 0;
	if (pipe(ends))
		return false;
	child = fork();
	if (child == 0) {
		close(ends[0]);
		child_run(torture, round, ends[1]);
	}
	close(ends[1]);
	if (child < 0)
		return false;
	until_ms = clock_ms() + KILL_LEAST_MS + (int64_t)(chance_next(torture) % KILL_SPREAD_MS) +
		   torture->open_most_ms;
	lines_read(torture, ends[0], until_ms, child);
	close(ends[0]);
	waitpid(child, NULL, 0);
	is_right = round_settle(torture);
	if (is_right && verifies)
		is_right = !house_verify(&torture->house, &report);
	if (torture->house.door)
		house_shut(&torture->house);
	return is_right && torture->lost == 0 && torture->twice == 0;
}

static bool begin(struct torture *torture, bool is_postgres)
{
	struct hash root;

	if (!house_open(&torture->house, is_postgres, 64, NULL) ||
		house_play(&torture->house, "use village\n"))
		return false;
	torture->officer = story_name(torture->house.story, "zhou");
	snprintf(torture->place, sizeof(torture->place), "%lld",
		(long long)story_name(torture->house.story, "cailu"));
	torture->asked = calloc(ASKS_MOST, sizeof(*torture->asked));
	if (!torture->asked || !door_head(torture->house.door, "heqing", &torture->size, &root))
		return false;
	house_shut(&torture->house);
	return true;
}

int main(int argc, char **argv)
{
	int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 200;
	uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
	bool is_postgres = argc > 3 && strcmp(argv[3], "postgres") == 0;
	struct torture torture = { 0 };
	bool is_right = true;

	log_quiet(LOG_FAULT);
	if (seed == 0)
		seed = (uint64_t)clock_ms() | 1;
	torture.chance = seed;
	if (!begin(&torture, is_postgres)) {
		fprintf(stderr, "the village could not be set up\n");
		return 1;
	}
	for (int round = 1; round <= rounds && is_right; round++) {
		bool is_last = round == rounds;

		is_right = round_run(&torture, round, is_last || round % 50 == 0);
		if (is_last || !is_right || round % 20 == 0)
			printf("  kill %d of %d: %ld acknowledged, %ld lost, %ld times twice; "
			       "serving again in %lld ms at most\n",
				round, rounds, torture.acknowledged, torture.lost, torture.twice,
				(long long)torture.open_most_ms);
		fflush(stdout);
	}
	if (!is_right)
		fprintf(stderr, "failed with seed %llu\n", (unsigned long long)seed);
	free(torture.asked);
	nftw(torture.house.dir, house_remove, 16, FTW_DEPTH | FTW_PHYS);
	return !is_right;
}
