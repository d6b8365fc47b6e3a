/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check_certificate.c: an auditor of certificates. Has each family of rules count for itself
 * (check_*.c). Owns the head of a certificate, its list of winners, what is left over, and its end.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "pb/check.h"

/* ---- head ---- */

static bool takes_utility(enum pb_rule rule)
{
	return rule == PB_MES || rule == PB_EES || rule == PB_OPTIMUM;
}

/* Which options go together, and which ballots they need. */
static bool options_are_right(const struct pb_election *election, const struct pb_options *options)
{
	bool has_points = election->kind == PB_CUMULATIVE || election->kind == PB_SCORING;
	bool is_equal = options->rule == PB_MES || options->rule == PB_EES;

	if ((options->utility != PB_NO_UTILITY) != takes_utility(options->rule))
		return false;
	if (is_equal && !election->ballots)
		return false;
	if (options->rule == PB_EES && options->utility > PB_CARDINALITY)
		return false;
	if (options->utility == PB_POINTS && !has_points)
		return false;
	if (options->utility == PB_BORDA && election->kind != PB_ORDINAL)
		return false;
	switch (options->rule) {
	case PB_MES:
		return options->complete != PB_ADDOPT;
	case PB_EES:
		return options->complete == PB_NONE || options->complete == PB_ADDOPT;
	case PB_GREEDY_POINTS:
	case PB_GREEDY_POINTS_DENSITY:
		return has_points && options->complete == PB_NONE;
	case PB_GREEDY_BORDA_DENSITY:
		return election->kind == PB_ORDINAL && options->complete == PB_NONE;
	default:
		return options->complete == PB_NONE;
	}
}

/* "word value" → value; absent when it is another word. */
static struct str value_take(struct check *check, const char *word)
{
	struct str line = check_take(check);
	struct str head = line.at ? str_cut(&line, ' ') : line;

	return str_is(head, word) ? line : (struct str) { 0 };
}

static bool switch_take(struct check *check, const char *word, bool *out)
{
	struct str value = value_take(check, word);

	*out = str_is(value, "on");
	return *out || str_is(value, "off");
}

/* Where the last line begins, and the number of lines. */
static size_t last_line(struct str text, uint32_t *lines)
{
	size_t start = 0;

	*lines = 1;
	for (size_t i = 0; i + 1 < text.len; i++)
		if (text.at[i] == '\n') {
			start = i + 1;
			++*lines;
		}
	return start;
}

/* Before any line is looked at: whoever changed one without a new sum is told that, and not what
 * follows from it further down. */
static bool seal_check(struct check *check)
{
	struct buf end = check_buf(check);
	struct str text = check->whole;
	uint32_t lines;
	size_t start;

	if (!str_starts(text, "pbcert 1\n") && !str_starts(text, "pbcert 1\r\n"))
		return true; /* head_read says what it thinks of that */
	if (str_starts(text, "pbcert 1\r\n")) {
		check->line = 1;
		return check_refuse(check, "its line ends were changed from LF to CR LF");
	}
	start = last_line(text, &lines);
	buf_print(&end, "end %016llx\n",
		(unsigned long long)cert_sum((struct str) { text.at, start }));
	if (str_equal(str_from(text, start), buf_view(&end)))
		return true;
	check->line = lines;
	return check_refuse(check, "another checksum: it was changed or cut after it was written");
}

static bool head_read(struct check *check, struct str sha256)
{
	struct pb_options *options = &check->options;
	struct str utility;

	if (!str_is(check_take(check), "pbcert 1"))
		return check_refuse(check, "not a certificate of this kind");
	if (!sha256.len || !str_equal(value_take(check, "input"), sha256))
		return check_refuse(check, "made for another text");
	if (!pb_rule_find(value_take(check, "rule"), &options->rule))
		return check_refuse(check, "no such rule");
	utility = value_take(check, "utility");
	if (!str_is(utility, pb_utility_word(PB_NO_UTILITY)) &&
		!pb_utility_find(utility, &options->utility))
		return check_refuse(check, "no such utility");
	if (!pb_complete_find(value_take(check, "complete"), &options->complete))
		return check_refuse(check, "no such completion");
	if (!pb_ties_find(value_take(check, "ties"), &options->ties))
		return check_refuse(check, "no such tie order");
	if (!switch_take(check, "constraints", &options->with_constraints) ||
		!switch_take(check, "donations", &options->with_donations))
		return check_refuse(check, "neither on nor off");
	return true;
}

static bool sizes_check(struct check *check, const struct pb_election *election)
{
	struct buf decimals = check_buf(check);
	struct buf budget = check_buf(check);
	struct buf ballots = check_buf(check);

	buf_print(&decimals, "decimals %d", election->decimals);
	buf_text(&budget, "budget ");
	buf_int(&budget, election->budget);
	buf_print(&ballots, "ballots %u", election->ballots);
	return check_line(check, &decimals, "another unit of money") &&
	       check_line(check, &budget, "another budget") &&
	       check_line(check, &ballots, "another number of ballots");
}

/* ---- winners, end ---- */

static bool winners_check(struct check *check)
{
	for (uint32_t i = 0; i < check->chosen_count; i++) {
		struct buf line = check_buf(check);

		buf_print(&line, "won %u ", i + 1);
		cert_id(&line, check->view->election, check->chosen[i]);
		buf_print(&line, " %s", cert_way(check->ways[i]));
		if (!check_line(check, &line, "another winner"))
			return false;
	}
	return true;
}

static bool axiom_check(struct check *check)
{
	struct pb_verdict *verdict = check->verdict;
	struct buf line = check_buf(check);
	bool is_promised = (check->options.rule == PB_MES || check->options.rule == PB_EES) &&
			   !check->options.with_constraints;
	uint64_t group;

	verdict->is_ejr_checked = check->view->election->ballots > 0;
	if (!verdict->is_ejr_checked)
		return true;
	verdict->is_ejr = axiom_holds(check->arena, check->view, axiom_utility(&check->options),
		check->chosen, check->chosen_count, &verdict->ejr_project, &group);
	buf_text(&line, "axiom ejr+1 ");
	if (verdict->is_ejr) {
		buf_text(&line, "ok");
	} else {
		buf_text(&line, "fail ");
		cert_id(&line, check->view->election, verdict->ejr_project);
		buf_print(&line, " %llu", (unsigned long long)group);
	}
	if (!check_line(check, &line, "otherwise with EJR+ up to one project"))
		return false;
	if (is_promised && !verdict->is_ejr)
		return check_refuse(check, "EJR+ up to one project does not hold, as promised");
	return true;
}

static bool end_check(struct check *check)
{
	struct buf left = check_buf(check);
	struct buf end = check_buf(check);
	struct str before;

	buf_text(&left, "leftover ");
	buf_int(&left, check->view->election->budget - check->cost + check->called);
	if (check->cost - check->called > check->view->election->budget)
		return check_refuse(check, "costs more than the budget");
	if (!check_line(check, &left, "another amount is left") || !axiom_check(check))
		return false;
	before = check->whole;
	before.len -= check->text.len;
	buf_print(&end, "end %016llx", (unsigned long long)cert_sum(before));
	if (!check_line(check, &end, "another checksum"))
		return false;
	if (check->text.len)
		return check_refuse(check, "goes on after its end");
	return true;
}

static bool rule_check(struct check *check)
{
	switch (check->options.rule) {
	case PB_MES:
		return check_mes(check, check->options.utility, check->options.complete);
	case PB_EES:
		return check_ees(check);
	case PB_PHRAGMEN:
		return check_phragmen(check);
	case PB_OPTIMUM:
		return check_optimum(check);
	case PB_OFFICIAL:
		return check_official(check);
	default:
		return check_greedy(check);
	}
}

static bool all_check(struct check *check, const struct pb_election *election, struct str sha256,
	struct view *view)
{
	struct pb_options *stated = &check->verdict->options;
	bool is_read = seal_check(check) && head_read(check, sha256);

	*stated = check->options;
	if (!is_read)
		return false;
	/* Where META names a rule of ours, official is that rule. */
	pb_official(election, stated, &check->options);
	if (!options_are_right(election, stated) || !options_are_right(election, &check->options))
		return check_refuse(check, "these options do not go together");
	if (!sizes_check(check, election))
		return false;
	if (view_make(check->arena, election, &check->options, view))
		return false;
	check->view = view;
	return rule_check(check) && (!check->options.with_donations || check_pledges(check)) &&
	       (stated->rule == check->options.rule || check_agreement(check)) &&
	       winners_check(check) && end_check(check);
}

enum err pb_check(struct arena *arena, const struct pb_election *election, struct str sha256,
	struct str certificate, bool is_deep, struct pb_verdict *out)
{
	size_t room = (size_t)election->project_count + 1;
	struct pb_verdict verdict = { .ejr_project = PB_NO_PROJECT };
	struct check check = { .arena = arena,
		.text = certificate,
		.whole = certificate,
		.is_deep = is_deep,
		.verdict = &verdict,
		.chosen = arena_array(arena, room, sizeof(uint32_t)),
		.ways = arena_array(arena, room, 1) };
	struct view view;
	bool is_right;

	if (!check.chosen || !check.ways)
		return ERR_MEMORY;
	is_right = all_check(&check, election, sha256, &view);
	if (arena_is_spent(arena))
		return ERR_TOO_BIG;
	verdict.is_right = is_right;
	*out = verdict;
	return OK;
}
