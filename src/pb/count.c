/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/count.c: from options to an outcome: which options go together, the rule, its completion, the
 * pledges, and what became of each project. The rules are in files of their own. */
#include <assert.h>
#include "base/arena.h"
#include "pb/inside.h"

static const char *const rule_words[PB_RULES] = { "greedy-votes", "greedy-density", "greedy-points",
	"greedy-points-density", "greedy-borda-density", "mes", "ees", "phragmen", "optimum",
	"official" };
static const char *const utility_words[PB_UTILITIES] = { "none", "cost", "cardinality", "points",
	"borda" };
static const char *const complete_words[PB_COMPLETES] = { "none", "add1", "add1u", "exhaust",
	"addopt" };
static const char *const ties_words[PB_TIES] = { "name", "cost", "file" };

const char *pb_rule_word(enum pb_rule rule)
{
	return rule_words[rule];
}

const char *pb_utility_word(enum pb_utility utility)
{
	return utility_words[utility];
}

const char *pb_complete_word(enum pb_complete complete)
{
	return complete_words[complete];
}

const char *pb_ties_word(enum pb_ties ties)
{
	return ties_words[ties];
}

static bool word_find(const char *const *words, int count, struct str word, int *out)
{
	for (int i = 0; i < count; i++)
		if (str_is(word, words[i])) {
			*out = i;
			return true;
		}
	return false;
}

bool pb_rule_find(struct str word, enum pb_rule *out)
{
	int at;

	if (!word_find(rule_words, PB_RULES, word, &at))
		return false;
	*out = (enum pb_rule)at;
	return true;
}

bool pb_utility_find(struct str word, enum pb_utility *out)
{
	int at;

	if (!word_find(utility_words, PB_UTILITIES, word, &at) || at == PB_NO_UTILITY)
		return false;
	*out = (enum pb_utility)at;
	return true;
}

bool pb_complete_find(struct str word, enum pb_complete *out)
{
	int at;

	if (!word_find(complete_words, PB_COMPLETES, word, &at))
		return false;
	*out = (enum pb_complete)at;
	return true;
}

bool pb_ties_find(struct str word, enum pb_ties *out)
{
	int at;

	if (!word_find(ties_words, PB_TIES, word, &at))
		return false;
	*out = (enum pb_ties)at;
	return true;
}

static bool has_points(const struct pb_election *election)
{
	return election->kind == PB_CUMULATIVE || election->kind == PB_SCORING;
}

static bool takes_utility(enum pb_rule rule)
{
	return rule == PB_MES || rule == PB_EES || rule == PB_OPTIMUM;
}

static bool takes_completion(enum pb_rule rule, enum pb_complete complete)
{
	if (complete == PB_NONE)
		return true;
	if (rule == PB_EES)
		return complete == PB_ADDOPT;
	return rule == PB_MES && complete != PB_ADDOPT;
}

static const char *settle(const struct pb_election *election, struct pb_options *options)
{
	enum pb_rule rule = options->rule;
	bool wants_points = rule == PB_GREEDY_POINTS || rule == PB_GREEDY_POINTS_DENSITY;
	bool wants_borda = rule == PB_GREEDY_BORDA_DENSITY;

	if (options->utility != PB_NO_UTILITY && !takes_utility(rule))
		return "this rule takes no --utility";
	if (!takes_completion(rule, options->complete))
		return "this rule does not take that --complete";
	if (options->utility == PB_NO_UTILITY && takes_utility(rule))
		options->utility = rule == PB_OPTIMUM ? PB_CARDINALITY : PB_COST;
	wants_points = wants_points || options->utility == PB_POINTS;
	wants_borda = wants_borda || options->utility == PB_BORDA;
	if (rule == PB_EES && (wants_points || wants_borda))
		return "ees takes --utility cost or cardinality";
	if (!election)
		return NULL;
	if (wants_points && !has_points(election))
		return "points are counted on cumulative and scoring votes only";
	if (wants_borda && election->kind != PB_ORDINAL)
		return "Borda points are counted on ordinal votes only";
	return NULL;
}

/* ---- what META says was done ---- */

static bool is_city_word(struct str rule)
{
	static const char *const words[] = { "greedy", "greedy-threshold", "greedy-no-skip",
		"greedy-custom", "equalshares/add1" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_is(rule, words[i]))
			return true;
	return !rule.len;
}

/* Words of ours, settled; else why they are none. */
static const char *words_of_meta(const struct pb_election *election, struct pb_options *out)
{
	out->utility = PB_NO_UTILITY;
	out->complete = PB_NONE;
	if (!pb_rule_find(election->rule, &out->rule) || out->rule == PB_OFFICIAL)
		return "META rule is a word that is not known here: counted as greedy";
	if (election->utility.len && !pb_utility_find(election->utility, &out->utility))
		return "META utility is a word that is not known here: counted as greedy";
	if (election->complete.len && !pb_complete_find(election->complete, &out->complete))
		return "META complete is a word that is not known here: counted as greedy";
	if (election->ties.len && !pb_ties_find(election->ties, &out->ties))
		return "META ties is a word that is not known here: counted as greedy";
	if (settle(election, out))
		return "META rule, utility and complete do not go together: counted as greedy";
	return NULL;
}

const char *pb_official(const struct pb_election *election, const struct pb_options *options,
	struct pb_options *out)
{
	struct pb_options meant = *options;
	const char *why;

	*out = *options;
	if (options->rule != PB_OFFICIAL || is_city_word(election->rule))
		return NULL;
	why = words_of_meta(election, &meant);
	if (why)
		return why;
	meant.ties = options->ties;
	*out = meant;
	return NULL;
}

const char *pb_options_settle(const struct pb_election *election, struct pb_options *options)
{
	struct pb_options meant = *options;

	if (options->rule == PB_OFFICIAL && options->ties == PB_BY_NAME && election &&
		!is_city_word(election->rule) && !words_of_meta(election, &meant))
		options->ties = meant.ties;
	return settle(election, options);
}

/* ---- counting ---- */

static enum err rule_run(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out)
{
	switch (options->rule) {
	case PB_MES:
		return rule_mes(arena, election, options, out);
	case PB_EES:
		return rule_ees(arena, election, options, out);
	case PB_PHRAGMEN:
		return rule_phragmen(arena, election, options, out);
	case PB_OPTIMUM:
		return rule_optimum(arena, election, options, out);
	case PB_OFFICIAL:
		return rule_official(arena, election, options, out);
	default:
		return rule_greedy(arena, election, options, out);
	}
}

static enum err fates_fill(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out)
{
	uint32_t completed_end = out->selected_count - out->by_pledges;
	struct admit admit;

	out->fates = arena_array(arena, election->project_count + 1, sizeof(*out->fates));
	if (!out->fates)
		return ERR_MEMORY;
	TRY(admit_make(arena, election, options, &admit));
	for (uint32_t i = 0; i < out->selected_count; i++) {
		admit_choose(&admit, out->selected[i]);
		out->fates[out->selected[i]] = i < out->by_rule	   ? PB_WON
					       : i < completed_end ? PB_WON_COMPLETED
								   : PB_WON_PLEDGED;
	}
	for (uint32_t p = 0; p < election->project_count; p++)
		if (out->fates[p] == PB_LOST && !election->projects[p].is_out &&
			!admit_is_open(&admit, p))
			out->fates[p] = PB_BARRED;
	return OK;
}

enum err pb_count(struct arena *arena, const struct pb_election *election,
	const struct pb_options *options, struct pb_outcome *out)
{
	struct pb_election seen;
	struct pb_outcome outcome = { .is_proven = true, .agrees = -1 };
	bool is_official = options->rule == PB_OFFICIAL;
	struct pb_options meant;

	pb_official(election, options, &meant);
	options = &meant;
	TRY(admit_election(arena, election, options, &seen));
	outcome.selected = arena_array(
		arena, election->project_count + 1, sizeof(*outcome.selected));
	if (!outcome.selected)
		return ERR_MEMORY;
	TRY(rule_run(arena, &seen, options, &outcome));
	outcome.by_rule = outcome.selected_count;
	if (options->complete == PB_ADD1U || options->complete == PB_EXHAUST)
		TRY(complete_greedily(arena, &seen, options, &outcome));
	if (options->with_donations)
		TRY(donate(arena, &seen, options, &outcome));
	TRY(fates_fill(arena, &seen, options, &outcome));
	if (is_official && options->rule != PB_OFFICIAL)
		TRY(official_agrees(arena, election, &outcome, &outcome.agrees));
	if (arena_is_spent(arena))
		return ERR_TOO_BIG;
	*out = outcome;
	return OK;
}
