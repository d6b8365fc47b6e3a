/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/pb/certified.h: random elections with random options, counted and certified; what the
 * checker says of a text. */
#pragma once
#include "base/arena.h"
#include "unit.h"
#include "make.h"
#include "pb/check.h"

enum { CERT_MOST = 1 << 20, CERT_ARENA = 64 << 20 };
#define CERT_SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

struct made {
	struct arena *keep, *scratch;
	struct pb_election election;
	struct pb_options options;
	struct pb_outcome outcome;
	struct buf certificate;
	uint64_t seed;
};

static inline void made_free(struct made *made)
{
	arena_free(made->keep);
	arena_free(made->scratch);
}

static inline void options_any(struct make *make, struct pb_options *options, unsigned more)
{
	*options = (struct pb_options) { .wants_trace = true };
	options->rule = (enum pb_rule)make_below(make, PB_RULES);
	options->ties = (enum pb_ties)make_below(make, PB_TIES);
	options->complete = (enum pb_complete)make_below(make, PB_COMPLETES);
	options->utility = (enum pb_utility)make_below(make, PB_UTILITIES);
	options->with_constraints = more & MAKE_CONSTRAINTS && make_below(make, 4);
	options->with_donations = more & MAKE_PLEDGES && make_below(make, 4);
}

/* More money, so that Add1 has more steps to go; and ties become rarer. */
static inline void made_stretch(struct made *made, struct make *make)
{
	struct pb_election *election = &made->election;
	struct pb_project *projects = arena_array(
		made->keep, election->project_count + (size_t)1, sizeof(*projects));
	uint32_t times = 1 + make_below(make, 300);

	for (uint32_t p = 0; p < election->project_count; p++) {
		projects[p] = election->projects[p];
		projects[p].cost = projects[p].cost * times;
		if (projects[p].cost && make_below(make, 2))
			projects[p].cost += make_below(make, times);
	}
	election->budget = election->budget * times + make_below(make, times);
	election->projects = projects;
}

static inline void made_certify(struct made *made)
{
	made->certificate = buf_new(made->keep, CERT_MOST);
	pb_certify(made->keep, &made->certificate, &made->election, &made->options, &made->outcome,
		str_of(CERT_SHA));
	HOLDS(made->seed, buf_ok(&made->certificate));
}

static inline void made_read(struct made *made, struct make *make, unsigned more)
{
	enum pb_kind kind = (enum pb_kind)make_below(make, 5);
	struct buf text;

	made->keep = arena_new(CERT_ARENA);
	made->scratch = arena_new(CERT_ARENA);
	text = buf_new(made->keep, CERT_MOST);
	make_small(make, &text, kind, more);
	make_read(made->keep, made->scratch, &text, &made->election);
	if (make_below(make, 2))
		made_stretch(made, make);
}

/* A random election and options that go together, counted and certified. */
static inline void made_make(struct made *made, uint64_t seed)
{
	struct make make = { seed };
	unsigned more = make_below(&make, 8);

	*made = (struct made) { .seed = seed };
	made_read(made, &make, more);
	do
		options_any(&make, &made->options, more);
	while (pb_options_settle(&made->election, &made->options));
	HOLDS(seed, pb_count(made->keep, &made->election, &made->options, &made->outcome) == OK);
	made_certify(made);
}

static inline struct pb_verdict verdict_of(
	const struct made *made, struct str certificate, bool is_deep)
{
	struct arena *arena = arena_new(CERT_ARENA);
	struct pb_verdict verdict;

	HOLDS(made->seed, pb_check(arena, &made->election, str_of(CERT_SHA), certificate, is_deep,
				  &verdict) == OK);
	if (verdict.reason.at)
		verdict.reason = str_copy(made->scratch, verdict.reason);
	arena_free(arena);
	return verdict;
}

static inline void verdict_tell(
	const struct made *made, const struct pb_verdict *verdict, struct str text)
{
	fail_msg("seed %llu: line %u: %.*s\n%.*s", (unsigned long long)made->seed, verdict->line,
		(int)verdict->reason.len, verdict->reason.at ? verdict->reason.at : "",
		(int)text.len, text.at);
}

/* Without the shares passed by, which may be shown in other leaps, and the checksum. */
static inline struct str facts_of(struct arena *arena, struct str text)
{
	struct buf out = buf_new(arena, CERT_MOST);

	while (text.at && text.len) {
		struct str line = str_cut(&text, '\n');

		if (str_starts(line, "step ") || str_starts(line, "same ") ||
			str_starts(line, "skip ") || str_starts(line, "end "))
			continue;
		buf_str(&out, line);
		buf_char(&out, '\n');
	}
	return buf_view(&out);
}
