/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/pb/raw.h: small random elections voter by voter, as a `.pb` text in several guises (rows and
 * ballots in another order, other ids, doubled, other money) and for brute force, with the
 * definitions of doc/pb.md said once more without grouping, sorting or laziness. */
#pragma once
#include <gmp.h>
#include <inttypes.h>
#include <stdlib.h>
#include "base/arena.h"
#include "base/buf.h"
#include "pb/pb.h"
#include "unit.h"

enum { RAW_PROJECTS = 8, RAW_BALLOTS = 10, RAW_CATEGORIES = 2 };

struct raw_ballot {
	int count;
	int list[RAW_PROJECTS];
	int points[RAW_PROJECTS]; /* by place in list */
	unsigned refusals;	  /* bits by project: `!id` */
};
struct raw {
	uint64_t seed, state;
	enum pb_kind kind;
	int m, n;
	int64_t budget;
	int64_t costs[RAW_PROJECTS];
	struct raw_ballot ballots[RAW_BALLOTS];
	bool has_limits;
	unsigned rivals[RAW_PROJECTS]; /* bits, one way */
	unsigned needs[RAW_PROJECTS];
	int variant_of[RAW_PROJECTS]; /* -1: none */
	int category[RAW_PROJECTS];
	int64_t min_support[RAW_PROJECTS];
	int64_t cap[RAW_CATEGORIES], floor[RAW_CATEGORIES]; /* -1: none */
};

/* How the same election is written. */
struct raw_guise {
	int rows[RAW_PROJECTS];
	int ballots[RAW_BALLOTS];
	int times;     /* every ballot so often */
	int64_t money; /* all money times this */
	bool is_renamed;
};

static inline uint64_t raw_next(struct raw *raw, uint64_t below)
{
	uint64_t z = (raw->state += UINT64_C(0x9E3779B97F4A7C15));

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return (z ^ z >> 31) % below;
}

static inline long raw_cases(long in_ci, long at_night)
{
	const char *night = getenv("PB_NIGHT");

	return night && *night == '1' ? at_night : in_ci;
}

static const char *const raw_ids[RAW_PROJECTS] = { "10", "9", "b/1", "a", "B", "07", "x y", "2" };
/* The same order of bytes: 07 10 2 9 B a b/1 x y. */
static const char *const raw_other_ids[RAW_PROJECTS] = { "P2", "P4", "P7", "P6", "P5", "P1", "P8",
	"P3" };

static inline void raw_limits(struct raw *raw)
{
	raw->has_limits = true;
	for (int k = 0; k < RAW_CATEGORIES; k++) {
		raw->cap[k] = raw_next(raw, 3) ? -1 : (int64_t)raw_next(raw, 12);
		raw->floor[k] = raw_next(raw, 2) ? -1 : (int64_t)raw_next(raw, 12);
	}
	for (int p = 0; p < raw->m; p++) {
		raw->category[p] = (int)raw_next(raw, RAW_CATEGORIES + 1) - 1;
		raw->min_support[p] = raw_next(raw, 5) ? 0 : 2;
		if (!raw_next(raw, 4))
			raw->rivals[p] |= 1U << raw_next(raw, (uint64_t)raw->m);
		if (!raw_next(raw, 4))
			raw->needs[p] |= 1U << raw_next(raw, (uint64_t)raw->m);
		raw->rivals[p] &= ~(1U << p);
		raw->needs[p] &= ~(1U << p);
		if (p && !raw_next(raw, 4)) {
			int first = (int)raw_next(raw, (uint64_t)p);

			if (raw->variant_of[first] < 0)
				raw->variant_of[p] = first;
		}
	}
	for (int p = 0; p < raw->m; p++)
		for (int i = 0; i < raw->n; i++)
			if (raw->variant_of[p] >= 0 && !raw_next(raw, 5))
				raw->ballots[i].refusals |= 1U << raw->variant_of[p];
	/* A ballot that lists a project does not say no to it. */
	for (int i = 0; i < raw->n; i++)
		for (int k = 0; k < raw->ballots[i].count; k++)
			raw->ballots[i].refusals &= ~(1U << raw->ballots[i].list[k]);
}

static inline void raw_make(struct raw *raw, uint64_t seed, enum pb_kind kind, bool has_limits)
{
	static const int64_t costs[] = { 0, 1, 2, 3, 5, 7 };

	*raw = (struct raw) { .seed = seed, .state = seed, .kind = kind };
	raw->m = 1 + (int)raw_next(raw, RAW_PROJECTS);
	raw->n = 1 + (int)raw_next(raw, RAW_BALLOTS);
	raw->budget = (int64_t)raw_next(raw, 22);
	for (int p = 0; p < raw->m; p++) {
		raw->costs[p] = costs[raw_next(raw, 6)];
		raw->variant_of[p] = raw->category[p] = -1;
	}
	for (int i = 0; i < raw->n; i++) {
		struct raw_ballot *ballot = &raw->ballots[i];
		int first = (int)raw_next(raw, (uint64_t)raw->m);
		uint64_t thin = 1 + raw_next(raw, 3);

		for (int k = 0; k < raw->m; k++) {
			if (raw_next(raw, 1 + thin) == 0)
				continue;
			if (kind == PB_CHOOSE_1 && ballot->count)
				break;
			ballot->points[ballot->count] = (int)raw_next(raw, 4);
			/* A step of 7 goes round all places but of 7. */
			ballot->list[ballot->count++] = (first + k * (raw->m == 7 ? 1 : 7)) %
							raw->m;
		}
	}
	for (int k = 0; k < RAW_CATEGORIES; k++)
		raw->cap[k] = raw->floor[k] = -1;
	if (has_limits)
		raw_limits(raw);
}

static inline struct raw_guise raw_plain(void)
{
	struct raw_guise guise = { .times = 1, .money = 1 };

	for (int i = 0; i < RAW_BALLOTS; i++)
		guise.ballots[i] = i;
	for (int p = 0; p < RAW_PROJECTS; p++)
		guise.rows[p] = p;
	return guise;
}

static inline void raw_shuffle(struct raw *raw, int *list, int count)
{
	for (int i = count - 1; i > 0; i--) {
		int k = (int)raw_next(raw, (uint64_t)i + 1);
		int swap = list[i];

		list[i] = list[k];
		list[k] = swap;
	}
}

static inline const char *raw_id(const struct raw_guise *guise, int p)
{
	return guise->is_renamed ? raw_other_ids[p] : raw_ids[p];
}

/* ---- as a text ---- */

static inline void raw_bits(struct buf *out, const struct raw_guise *guise, unsigned bits)
{
	bool is_first = true;

	buf_char(out, ';');
	for (int p = 0; p < RAW_PROJECTS; p++)
		if (bits >> p & 1) {
			buf_print(out, "%s%s", is_first ? "" : ",", raw_id(guise, p));
			is_first = false;
		}
}

static inline void raw_bounds(
	struct buf *out, const struct raw_guise *guise, const char *key, const int64_t *bounds)
{
	bool is_first = true;

	for (int k = 0; k < RAW_CATEGORIES; k++)
		if (bounds[k] >= 0) {
			buf_print(out, "%s%c:%" PRId64, is_first ? key : ",", 'u' + k,
				bounds[k] * guise->money);
			is_first = false;
		}
	if (!is_first)
		buf_char(out, '\n');
}

static inline void raw_vote(struct buf *out, const struct raw *raw, const struct raw_guise *guise,
	const struct raw_ballot *ballot)
{
	bool is_first = true;

	for (int k = 0; k < ballot->count; k++) {
		buf_print(out, "%s%s", is_first ? "" : ",", raw_id(guise, ballot->list[k]));
		is_first = false;
	}
	for (int p = 0; p < raw->m; p++)
		if (ballot->refusals >> p & 1) {
			buf_print(out, "%s!%s", is_first ? "" : ",", raw_id(guise, p));
			is_first = false;
		}
	if (raw->kind == PB_CUMULATIVE || raw->kind == PB_SCORING) {
		buf_char(out, ';');
		for (int k = 0; k < ballot->count; k++)
			buf_print(out, "%s%d", k ? "," : "", ballot->points[k]);
	}
	buf_char(out, '\n');
}

static inline struct str raw_text(
	struct arena *arena, const struct raw *raw, const struct raw_guise *guise)
{
	static const char *const kinds[] = { "approval", "choose-1", "ordinal", "cumulative",
		"scoring" };
	bool has_points = raw->kind == PB_CUMULATIVE || raw->kind == PB_SCORING;
	struct buf out = buf_new(arena, 1 << 20);

	buf_print(&out, "META\nkey;value\nbudget;%" PRId64 "\nvote_type;%s\n",
		raw->budget * guise->money, kinds[raw->kind]);
	raw_bounds(&out, guise, "category_caps;", raw->cap);
	raw_bounds(&out, guise, "category_floors;", raw->floor);
	buf_text(&out, "PROJECTS\nproject_id;cost;category;variant_of;min_support;incompatible;"
		       "needs\n");
	for (int i = 0; i < raw->m; i++) {
		int p = guise->rows[i];

		buf_print(&out, "%s;%" PRId64 ";", raw_id(guise, p), raw->costs[p] * guise->money);
		if (raw->category[p] >= 0)
			buf_char(&out, (char)('u' + raw->category[p]));
		buf_print(&out, ";%s;%" PRId64,
			raw->variant_of[p] >= 0 ? raw_id(guise, raw->variant_of[p]) : "",
			raw->min_support[p]);
		raw_bits(&out, guise, raw->rivals[p]);
		raw_bits(&out, guise, raw->needs[p]);
		buf_char(&out, '\n');
	}
	buf_print(&out, "VOTES\nvoter_id;vote%s\n", has_points ? ";points" : "");
	for (int time = 0; time < guise->times; time++)
		for (int i = 0; i < raw->n; i++) {
			buf_print(&out, "%d;", time * raw->n + i);
			raw_vote(&out, raw, guise, &raw->ballots[guise->ballots[i]]);
		}
	assert_true(buf_ok(&out));
	return buf_view(&out);
}

struct raw_count {
	struct arena *keep, *scratch;
	struct pb_election election;
	struct pb_outcome outcome;
};

static inline struct raw_count raw_count_new(void)
{
	struct raw_count count = { arena_new(1 << 28), arena_new(1 << 28) };

	assert_non_null(count.keep);
	assert_non_null(count.scratch);
	return count;
}

static inline void raw_count_free(struct raw_count *count)
{
	arena_free(count->keep);
	arena_free(count->scratch);
}

static inline void text_count(
	struct raw_count *count, struct str text, const struct pb_options *asked)
{
	struct pb_options options = *asked;
	struct pb_trouble trouble = { 0 };
	enum err err;

	err = pb_read(count->keep, count->scratch, text, &count->election, &trouble);
	if (err)
		fail_msg("line %u: %.*s\n%.*s", trouble.line, (int)trouble.reason.len,
			trouble.reason.at, (int)text.len, text.at);
	assert_null(pb_options_settle(&count->election, &options));
	assert_int_equal(pb_count(count->keep, &count->election, &options, &count->outcome), OK);
}

/* Read and counted anew; what was counted before in the same arenas is kept. */
static inline void raw_run(struct raw_count *count, const struct raw *raw,
	const struct raw_guise *guise, const struct pb_options *options)
{
	text_count(count, raw_text(count->keep, raw, guise), options);
}

/* ---- the definitions again ---- */

struct raw_won {
	int list[RAW_PROJECTS];
	int count;
};

static inline int raw_place(const struct raw_ballot *ballot, int p)
{
	for (int k = 0; k < ballot->count; k++)
		if (ballot->list[k] == p)
			return k;
	return -1;
}

/* What a ballot gives by itself: -1 when it does not list the project. */
static inline int raw_own_worth(const struct raw *raw, int i, int p)
{
	const struct raw_ballot *ballot = &raw->ballots[i];
	int place = raw_place(ballot, p);

	if (place < 0)
		return -1;
	if (raw->kind == PB_ORDINAL)
		return ballot->count - 1 - place;
	return raw->kind == PB_CUMULATIVE || raw->kind == PB_SCORING ? ballot->points[place] : 0;
}

/* With sizes: the most it gives to a larger size, unless it lists this one or says no. */
static inline int raw_worth(const struct raw *raw, int i, int p)
{
	int worth = raw_own_worth(raw, i, p);

	if (worth >= 0 || !raw->has_limits || raw->ballots[i].refusals >> p & 1)
		return worth;
	for (int q = 0; q < raw->m; q++)
		if (raw->variant_of[q] == p && raw_own_worth(raw, i, q) > worth)
			worth = raw_own_worth(raw, i, q);
	return worth;
}

static inline int64_t raw_support(const struct raw *raw, int p)
{
	int64_t support = 0;

	for (int i = 0; i < raw->n; i++)
		support += raw_worth(raw, i, p) >= 0;
	return support;
}

static inline int64_t raw_worth_sum(const struct raw *raw, int p)
{
	int64_t sum = 0;

	for (int i = 0; i < raw->n; i++)
		if (raw_worth(raw, i, p) > 0)
			sum += raw_worth(raw, i, p);
	return sum;
}

/* Does a come before b in the tie order? Rows are in the order of places. */
static inline bool raw_is_before(const struct raw *raw, enum pb_ties ties, int a, int b)
{
	if (ties == PB_BY_FILE)
		return a < b;
	if (ties == PB_BY_COST && raw->costs[a] != raw->costs[b])
		return raw->costs[a] < raw->costs[b];
	return strcmp(raw_ids[a], raw_ids[b]) < 0;
}

static inline unsigned raw_bits_of(const struct raw_won *won)
{
	unsigned bits = 0;

	for (int i = 0; i < won->count; i++)
		bits |= 1U << won->list[i];
	return bits;
}

static inline int64_t raw_cost(const struct raw *raw, unsigned bits)
{
	int64_t cost = 0;

	for (int p = 0; p < raw->m; p++)
		cost += bits >> p & 1 ? raw->costs[p] : 0;
	return cost;
}

static inline int64_t raw_spent(const struct raw *raw, unsigned won, int category)
{
	int64_t spent = 0;

	for (int p = 0; p < raw->m; p++)
		if (won >> p & 1 && raw->category[p] == category)
			spent += raw->costs[p];
	return spent;
}

static inline int raw_family(const struct raw *raw, int p)
{
	return raw->variant_of[p] < 0 ? p : raw->variant_of[p];
}

/* Too little support, or needs of which no order begins. */
static inline bool raw_is_dropped(const struct raw *raw, int p)
{
	unsigned can = 0;

	for (int round = 0; round < raw->m; round++)
		for (int q = 0; q < raw->m; q++)
			if (raw_support(raw, q) >= raw->min_support[q] && !(raw->needs[q] & ~can))
				can |= 1U << q;
	return !(can >> p & 1);
}

static inline bool raw_is_rival(const struct raw *raw, int p, int q)
{
	return raw->rivals[p] >> q & 1 || raw->rivals[q] >> p & 1 ||
	       (p != q && raw_family(raw, p) == raw_family(raw, q));
}

static inline bool raw_is_dead(const struct raw *raw, unsigned won, int p)
{
	int k = raw->category[p];

	if (won >> p & 1)
		return true;
	if (!raw->has_limits)
		return false;
	if (raw_is_dropped(raw, p))
		return true;
	for (int q = 0; q < raw->m; q++)
		if (won >> q & 1 && raw_is_rival(raw, p, q))
			return true;
	return k >= 0 && raw->cap[k] >= 0 && raw_spent(raw, won, k) + raw->costs[p] > raw->cap[k];
}

/* The greatest set of projects that are able, by trying all: able sets are closed under union. */
static inline unsigned raw_able(const struct raw *raw, unsigned won)
{
	int64_t left = raw->budget - raw_cost(raw, won);
	unsigned able = 0;
	unsigned dead = 0;

	for (int p = 0; p < raw->m; p++)
		dead |= raw_is_dead(raw, won, p) ? 1U << p : 0;
	for (unsigned set = 0; set < 1U << raw->m; set++) {
		bool is_right = !(set & dead);

		for (int p = 0; p < raw->m && is_right; p++) {
			unsigned wants = raw->needs[p] & ~won;

			if (set >> p & 1)
				is_right = !(wants & ~set) &&
					   raw->costs[p] + raw_cost(raw, wants) <= left;
		}
		if (is_right)
			able |= set;
	}
	return able;
}

static inline bool raw_is_open(const struct raw *raw, unsigned won, int p)
{
	int64_t left = raw->budget - raw_cost(raw, won);
	int64_t reserved = 0;
	unsigned able, eager = 0;

	if (raw_is_dead(raw, won, p))
		return false;
	if (!raw->has_limits)
		return true;
	if (raw->needs[p] & ~won)
		return false;
	able = raw->floor[0] < 0 && raw->floor[1] < 0 ? 0 : raw_able(raw, won);
	for (int k = 0; k < RAW_CATEGORIES; k++) {
		int64_t lacks = raw->floor[k] - raw_spent(raw, won, k);
		int64_t could = 0;

		for (int q = 0; q < raw->m && lacks > 0; q++)
			if (raw->category[q] == k && able >> q & 1 && raw_support(raw, q)) {
				could += raw->costs[q];
				eager |= 1U << q;
			}
		reserved += could < lacks ? could : lacks > 0 ? lacks : 0;
	}
	for (int round = 0; round < raw->m; round++)
		for (int q = 0; q < raw->m; q++)
			eager |= eager >> q & 1 ? raw->needs[q] & ~won : 0;
	if (reserved > left)
		reserved = left > 0 ? left : 0;
	return reserved <= 0 || eager >> p & 1 || raw->costs[p] <= left - reserved;
}

/* Which project of the raw election the reader's one is. */
static inline int raw_which(const struct raw_count *count, uint32_t project)
{
	struct str id = count->election.projects[project].id;

	for (int p = 0; p < RAW_PROJECTS; p++)
		if (str_is(id, raw_ids[p]) || str_is(id, raw_other_ids[p]))
			return p;
	return -1;
}

/* In order of selection, blanks between. */
static inline const char *selected_ids(const struct raw_count *count)
{
	struct buf out = buf_new(count->keep, 1 << 16);

	for (uint32_t i = 0; i < count->outcome.selected_count; i++) {
		if (i)
			buf_char(&out, ' ');
		buf_str(&out, count->election.projects[count->outcome.selected[i]].id);
	}
	return buf_z(&out);
}

static inline struct raw_won raw_got(const struct raw_count *count)
{
	struct raw_won won = { .count = (int)count->outcome.selected_count };

	assert_true(won.count <= RAW_PROJECTS);
	for (int i = 0; i < won.count; i++)
		won.list[i] = raw_which(count, count->outcome.selected[i]);
	return won;
}

static inline void raw_print_won(const char *head, const struct raw_won *won)
{
	fprintf(stderr, "%s", head);
	for (int i = 0; i < won->count; i++)
		fprintf(stderr, " %s", raw_ids[won->list[i]]);
	fprintf(stderr, "\n");
}

/* The same projects in the same order, or told with the seed and the text. */
static inline void raw_same(const struct raw *raw, const struct raw_won *got,
	const struct raw_won *want, const char *what)
{
	struct arena *arena = arena_new(1 << 20);
	struct raw_guise guise = raw_plain();
	struct str text;

	if (got->count == want->count &&
		!memcmp(got->list, want->list, (size_t)got->count * sizeof(int))) {
		arena_free(arena);
		return;
	}
	raw_print_won("got ", got);
	raw_print_won("want", want);
	text = raw_text(arena, raw, &guise);
	fail_msg("%s, seed %" PRIu64 "\n%.*s", what, raw->seed, (int)text.len, text.at);
}
