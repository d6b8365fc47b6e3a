/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/pb/make.h: elections made at random, as `.pb` text: small ones full of ties for the
 * properties of the rules, large ones for the bench. The same seed makes the same bytes everywhere.
 * A test tells the seed of what failed (HOLDS); PB_SEED=n runs that case alone, PB_NIGHT=1 more. */
#pragma once
#include <stdlib.h>
#include "base/buf.h"
#include "pb/pb.h"

enum make_more {
	MAKE_PLAIN = 0,
	MAKE_CONSTRAINTS = 1, /* categories, rivals, needs, sizes, least support */
	MAKE_PLEDGES = 2,
	MAKE_DECIMALS = 4, /* money in tenths, points in halves */
	MAKE_BALLOTS = 8,  /* never a ballot without a project */
};
enum { MAKE_PROJECTS = 8, MAKE_VOTES = 10 };

/* What holds for the election of seed; cmocka's fail_msg must be known. */
#define HOLDS(seed, condition) \
	do { \
		if (!(condition)) \
			fail_msg("seed %llu: %s", (unsigned long long)(seed), #condition); \
	} while (0)

/* How many cases: PB_SEED 1, PB_NIGHT 100,000 or more, else `usual`. Case i has seed first + i. */
static inline uint64_t make_cases(uint64_t usual, uint64_t *first)
{
	const char *seed = getenv("PB_SEED");
	const char *night = getenv("PB_NIGHT");

	*first = seed ? strtoull(seed, NULL, 10) : 1;
	if (seed)
		return 1;
	return !night || *night == '0' ? usual : usual > 100000 ? usual : 100000;
}

/* ---- chance: splitmix64 ---- */

struct make {
	uint64_t state;
};

static inline uint64_t make_next(struct make *make)
{
	uint64_t z = make->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

/* 0 … below - 1 */
static inline uint32_t make_below(struct make *make, uint32_t below)
{
	return (uint32_t)((make_next(make) >> 32) * below >> 32);
}

static inline bool make_one_in(struct make *make, uint32_t of)
{
	return make_below(make, of) == 0;
}

/* at becomes 0 … count-1 in some order. */
static inline void make_shuffle(struct make *make, uint32_t *at, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t j = make_below(make, i + 1);

		at[i] = at[j];
		at[j] = i;
	}
}

/* ---- small ones ---- */

struct make_vote {
	uint32_t count;
	uint32_t listed[MAKE_PROJECTS];
	uint32_t points[MAKE_PROJECTS];
	uint32_t pledges[MAKE_PROJECTS];
	uint32_t source;
};
struct make_election {
	struct make *make;
	struct buf *out;
	enum pb_kind kind;
	unsigned more;
	uint32_t projects;
	const char *ids[MAKE_PROJECTS];
};

static inline void make_money(struct make_election *it, uint32_t amount)
{
	buf_int(it->out, amount);
	if (it->more & MAKE_DECIMALS && make_one_in(it->make, 2))
		buf_print(it->out, ".%u", make_below(it->make, 2) * 5);
}

/* An id of another project than p, if there is one. */
static inline void make_other(struct make_election *it, uint32_t p, uint32_t one_in)
{
	uint32_t other = make_below(it->make, it->projects);

	if (other != p && make_one_in(it->make, one_in))
		buf_text(it->out, it->ids[other]);
}

static inline void make_projects(struct make_election *it)
{
	static const uint32_t costs[] = { 0, 1, 2, 3, 5, 7 };
	static const char *const names[] = { "10", "9", "a", "B", "010", "park/2", "树", "2" };
	uint32_t order[MAKE_PROJECTS];
	bool has_limits = it->more & MAKE_CONSTRAINTS;
	uint32_t first = make_below(it->make, it->projects);

	make_shuffle(it->make, order, MAKE_PROJECTS);
	for (uint32_t p = 0; p < it->projects; p++)
		it->ids[p] = names[order[p]];
	buf_text(it->out, "PROJECTS\nproject_id;cost;name");
	buf_text(it->out,
		has_limits ? ";category;incompatible;needs;variant_of;min_support\n" : "\n");
	for (uint32_t p = 0; p < it->projects; p++) {
		buf_print(it->out, "%s;", it->ids[p]);
		make_money(it, costs[make_below(it->make, 6)]);
		buf_print(it->out, ";project %u", p);
		if (!has_limits) {
			buf_char(it->out, '\n');
			continue;
		}
		buf_print(it->out, ";%s;", make_one_in(it->make, 2) ? "green" : "sport,art");
		make_other(it, p, 4);
		buf_char(it->out, ';');
		make_other(it, p, 4);
		buf_char(it->out, ';');
		if (p != first && make_one_in(it->make, 5))
			buf_text(it->out, it->ids[first]);
		buf_print(it->out, ";%u\n", make_below(it->make, 3));
	}
}

static inline struct make_vote make_vote(struct make_election *it)
{
	struct make_vote vote = { .source = make_below(it->make, 5) };

	vote.count = make_below(it->make, it->projects + 1);
	if (vote.count == 0 && it->more & MAKE_BALLOTS)
		vote.count = 1;
	if (vote.count > 1 && it->kind == PB_CHOOSE_1)
		vote.count = 1;
	make_shuffle(it->make, vote.listed, it->projects);
	for (uint32_t i = 0; i < vote.count; i++) {
		vote.points[i] = make_below(it->make, 4);
		vote.pledges[i] = make_one_in(it->make, 3) ? 1 + make_below(it->make, 3) : 0;
	}
	return vote;
}

static inline void make_vote_print(
	struct make_election *it, const struct make_vote *vote, uint32_t number)
{
	bool has_points = it->kind == PB_CUMULATIVE || it->kind == PB_SCORING;

	buf_print(it->out, "%u;", number);
	for (uint32_t i = 0; i < vote->count; i++)
		buf_print(it->out, i ? ",%s" : "%s", it->ids[vote->listed[i]]);
	for (uint32_t i = 0; i < vote->count && has_points; i++)
		buf_print(it->out, "%c%u%s", i ? ',' : ';', vote->points[i],
			it->more & MAKE_DECIMALS && vote->listed[i] % 2 ? ".5" : "");
	if (has_points && !vote->count)
		buf_char(it->out, ';');
	if (it->more & MAKE_PLEDGES) {
		for (uint32_t i = 0; i < vote->count; i++)
			buf_print(it->out, "%c%u", i ? ',' : ';', vote->pledges[i]);
		buf_print(it->out, "%s;%s", vote->count ? "" : ";",
			vote->source == 0   ? "the bank"
			: vote->source == 1 ? "the shop"
					    : "");
	}
	buf_char(it->out, '\n');
}

static inline void make_votes(struct make_election *it, uint32_t count)
{
	struct make_vote votes[MAKE_VOTES];

	buf_text(it->out, "VOTES\nvoter_id;vote");
	if (it->kind == PB_CUMULATIVE || it->kind == PB_SCORING)
		buf_text(it->out, ";points");
	buf_text(it->out, it->more & MAKE_PLEDGES ? ";pledges;source\n" : "\n");
	for (uint32_t v = 0; v < count; v++) {
		/* equal ballots, so that there are groups */
		votes[v] = v && make_one_in(it->make, 3) ? votes[make_below(it->make, v)]
							 : make_vote(it);
		make_vote_print(it, &votes[v], v + 1);
	}
}

/* 1 … 8 projects, costs from 0 1 2 3 5 7, 1 … 10 ballots, many ties. */
static inline void make_small(struct make *make, struct buf *out, enum pb_kind kind, unsigned more)
{
	static const char *const kinds[] = { "approval", "choose-1", "ordinal", "cumulative",
		"scoring" };
	struct make_election it = { .make = make, .out = out, .kind = kind, .more = more };
	uint32_t votes = 1 + make_below(make, MAKE_VOTES);

	it.projects = 1 + make_below(make, MAKE_PROJECTS);
	buf_print(
		out, "META\nkey;value\nnum_projects;%u\nnum_votes;%u\nbudget;", it.projects, votes);
	make_money(&it, make_below(make, 21));
	buf_print(out, "\nvote_type;%s\nrule;greedy\n", kinds[kind]);
	if (more & MAKE_CONSTRAINTS && make_one_in(make, 2))
		buf_print(out, "category_caps;green:%u\n", make_below(make, 8));
	if (more & MAKE_CONSTRAINTS && make_one_in(make, 3))
		buf_print(out, "category_floors;sport:%u\n", make_below(make, 4));
	if (more & MAKE_PLEDGES)
		buf_print(out,
			"min_community_share;0.%u\ncap_per_source;0.%u\ncap_per_household;%u\n",
			make_below(make, 8), 3 + make_below(make, 6), 2 + make_below(make, 6));
	make_projects(&it);
	make_votes(&it, votes);
}

/* Into two arenas; aborts when the reader refuses what was made. */
static inline void make_read(
	struct arena *keep, struct arena *scratch, const struct buf *text, struct pb_election *out)
{
	struct pb_trouble trouble;

	if (!buf_ok(text) || pb_read(keep, scratch, buf_view(text), out, &trouble) != OK) {
		fprintf(stderr, "make_read: line %u: %.*s\n", trouble.line, (int)trouble.reason.len,
			trouble.reason.at ? trouble.reason.at : "");
		abort();
	}
}

/* ---- large ones ---- */

static inline char *make_digits(char *at, uint32_t number)
{
	char digits[10];
	int count = 0;

	do
		digits[count++] = (char)('0' + number % 10);
	while (number /= 10);
	while (count)
		*at++ = digits[--count];
	return at;
}

/* Approval, `listed` different projects a ballot (below 64 and a half of projects), the first
 * projects of the file popular; budget for about a quarter of the costs. */
static inline void make_large(
	struct make *make, struct buf *out, uint32_t ballots, uint32_t projects, uint32_t listed)
{
	uint64_t sum = 0;
	struct make costs = *make;

	for (uint32_t p = 0; p < projects; p++)
		sum += 1000 + make_below(&costs, 99000);
	buf_print(out, "META\nkey;value\nnum_projects;%u\nnum_votes;%u\nbudget;%llu\n", projects,
		ballots, (unsigned long long)sum / 4);
	buf_text(out, "vote_type;approval\nrule;greedy\nPROJECTS\nproject_id;cost\n");
	for (uint32_t p = 0; p < projects; p++)
		buf_print(out, "%u;%u\n", p + 1, 1000 + make_below(make, 99000));
	buf_text(out, "VOTES\nvoter_id;vote\n");
	for (uint32_t v = 0; v < ballots; v++) {
		char line[64 * 6 + 16];
		char *at = make_digits(line, v + 1);
		uint32_t chosen[64];

		for (uint32_t i = 0; i < listed; i++) {
			/* the product of two numbers: small ones more often */
			uint64_t a = make_next(make);
			uint64_t b = (a >> 32) * (a & UINT32_MAX) >> 32;

			chosen[i] = (uint32_t)(b * projects >> 32);
			for (uint32_t j = 0; j < i; j++)
				if (chosen[j] == chosen[i]) {
					i--;
					break;
				}
		}
		for (uint32_t i = 0; i < listed; i++) {
			*at++ = i ? ',' : ';';
			at = make_digits(at, chosen[i] + 1);
		}
		*at++ = '\n';
		buf_add(out, line, (size_t)(at - line));
	}
}
