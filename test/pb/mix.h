/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/pb/mix.h: random elections with more voters and projects than brute force bears, where leaps
 * and bounds have work, and the line that is printed of a count. */
#pragma once
#include "pb/raw.h"

static inline uint64_t mix_next(uint64_t *state, uint64_t below)
{
	uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return (z ^ z >> 31) % below;
}

/* Approvals or points, 5 … 40 projects, up to 400 ballots; costs coarse (ties) or fine. */
static inline struct str mix_text(struct arena *arena, uint64_t seed, bool has_points)
{
	uint64_t state = seed;
	uint64_t projects = 5 + mix_next(&state, 36);
	uint64_t ballots = 1 + mix_next(&state, 400);
	uint64_t coarse = mix_next(&state, 2) ? 1000 : 1;
	uint64_t sum = 0;
	uint64_t costs[41];
	struct buf out = buf_new(arena, 1 << 24);

	for (uint64_t p = 0; p < projects; p++)
		sum += costs[p] = (1 + mix_next(&state, 20000) / coarse) * coarse;
	buf_print(&out, "META\nkey;value\nbudget;%" PRIu64 "\nvote_type;%s\n",
		sum / (1 + mix_next(&state, 5)), has_points ? "scoring" : "approval");
	buf_text(&out, "PROJECTS\nproject_id;cost\n");
	for (uint64_t p = 0; p < projects; p++)
		buf_print(&out, "%" PRIu64 ";%" PRIu64 "\n", p, costs[p]);
	buf_print(&out, "VOTES\nvoter_id;vote%s\n", has_points ? ";points" : "");
	for (uint64_t i = 0; i < ballots; i++) {
		uint64_t thin = 2 + mix_next(&state, 6);
		uint64_t listed = 0;

		buf_print(&out, "%" PRIu64 ";", i);
		for (uint64_t p = 0; p < projects; p++)
			if (!mix_next(&state, thin))
				buf_print(&out, "%s%" PRIu64, listed++ ? "," : "", p);
		for (uint64_t k = 0; k < listed && has_points; k++)
			buf_print(&out, "%c%" PRIu64, k ? ',' : ';', mix_next(&state, 6));
		if (!listed && has_points)
			buf_char(&out, ';');
		buf_char(&out, '\n');
	}
	assert_true(buf_ok(&out));
	return buf_view(&out);
}

static inline struct str printed(struct raw_count *count, const struct pb_options *options)
{
	struct buf out = buf_new(count->keep, 1 << 24);

	pb_outcome_print(&out, &count->election, options, &count->outcome, str_of("x"), str_of(""));
	assert_true(buf_ok(&out));
	return buf_view(&out);
}
