/* SPDX-License-Identifier: MulanPSL-2.0 */
/* choose/screening.c: holds a plan against the rulebook of the day. Every hit names its rule,
 * version and article; a rule that blocks sends the project back, it never decides in secret (C11).
 */
#include "base/arena.h"
#include "base/buf.h"
#include "door/action.h"
#include "door/book.h"
#include "door/view.h"

struct screening_run {
	struct ref project;
	struct str note;
};
struct screening_facts {
	struct ref plan;
	int64_t version;
	struct str kind;
	struct str custodian;
	int64_t upkeep_years;
	struct str upkeep_payer;
	struct money bound;
	struct money share;
};
struct screening_row {
	struct ref project;
	struct ref plan;
	struct str verdict;
	struct str note;
};
struct screening_hit {
	int64_t n;
	struct str rule;
	int64_t version;
	struct str verdict;
	struct str article;
	struct ref line;
	struct str found;
};
struct screening_plan {
	struct ref plan;
};
struct screening_line {
	int64_t line;
	struct str name;
	struct str class;
	struct str source;
	struct money amount;
};
#include "gen/choose/screening.sql.h"

static enum err lines_read(struct rd *rd, struct ref plan, struct policy_application *application)
{
	struct screening_lines_list rows;
	struct policy_line *lines;

	TRY(screening_lines(rd, &(struct screening_plan) { plan }, &rows));
	lines = arena_array(rd_arena(rd), rows.count + 1, sizeof *lines);
	if (!lines)
		return ERR_MEMORY;
	for (size_t i = 0; i < rows.count; i++)
		lines[i] = (struct policy_line) { rows.at[i].line, rows.at[i].name,
			rows.at[i].class, rows.at[i].source, rows.at[i].amount };
	application->lines = lines;
	application->line_count = rows.count;
	return OK;
}

static enum err hits_write(struct tx *tx, const struct policy_verdicts *verdicts)
{
	for (size_t i = 0; i < verdicts->count; i++) {
		const struct policy_verdict *v = &verdicts->at[i];
		struct screening_hit hit = { .n = (int64_t)i + 1,
			.rule = str_of(v->entry->rule->id),
			.version = v->entry->version,
			.verdict = str_of(policy_outcome_word(v->outcome)),
			.article = v->entry->article,
			.line = { v->line } };

		TRY(book_found(tx, v, &hit.found));
		TRY(screening_hit_insert(tx, &hit));
	}
	return OK;
}

static const char *worst_word(const struct policy_verdicts *verdicts)
{
	enum policy_outcome worst = policy_worst(verdicts);

	return worst == POLICY_BLOCKED ? "block" : worst == POLICY_WARNED ? "warn" : "pass";
}

static enum err run_screen(struct tx *tx, const void *args)
{
	const struct screening_run *a = args;
	struct policy_application application = { 0 };
	struct policy_facts facts = { .application = &application };
	struct policy_verdicts *verdicts = arena_alloc(tx_arena(tx), sizeof *verdicts);
	struct screening_row row = { .project = a->project, .note = a->note };
	struct screening_facts known;
	struct policy_book *book;
	struct pair turn[] = { { "project", pair_id(tx, a->project.id) }, { "state", "screened" },
		{ NULL, NULL } };

	if (!verdicts)
		return ERR_MEMORY;
	TRY(screening_read(tx_rd(tx), a, &known));
	application = (struct policy_application) { .kind = known.kind,
		.custodian = known.custodian,
		.upkeep_years = known.upkeep_years,
		.upkeep_payer = known.upkeep_payer,
		.bound = known.bound,
		.share = known.share };
	TRY(lines_read(tx_rd(tx), known.plan, &application));
	TRY(book_open(tx_rd(tx), &book));
	policy_decide(book, &facts, verdicts);
	row.plan = known.plan;
	row.verdict = str_of(worst_word(verdicts));
	TRY(screening_insert(tx, &row));
	TRY(hits_write(tx, verdicts));
	TRY(book_verdicts(tx, verdicts));
	if (known.version > 1) /* a change: its verdict is asked for when it is decided */
		return OK;
	if (book_block(verdicts))
		turn[1].value = "returned";
	return then(tx, "choose.project.turn", turn, NULL);
}

/* The officer sees what no rule can. */
static enum err run_give_back(struct tx *tx, const void *args)
{
	const struct screening_run *a = args;
	const struct pair turn[] = { { "project", pair_id(tx, a->project.id) },
		{ "state", "returned" }, { NULL, NULL } };
	struct screening_row row = {
		.project = a->project, .note = a->note, .verdict = str_of("block")
	};
	struct screening_facts known;

	TRY(screening_read(tx_rd(tx), a, &known));
	row.plan = known.plan;
	TRY(screening_insert(tx, &row));
	return then(tx, "choose.project.turn", turn, NULL);
}

const struct action screening_actions[] = {
	{ "choose.screening.run", MAY(officer, project), RULE(screening_waiting), run_screen,
		FIELDS(REF(screening_run, project, .of = "choose.project"),
			TEXT(screening_run, note, .max = 400, .optional = true, .lines = true)),
		.goes = "choose/project/{project}" },
	{ "choose.screening.give_back", MAY(officer, project), RULE(screening_sent), run_give_back,
		FIELDS(REF(screening_run, project, .of = "choose.project"),
			TEXT(screening_run, note, .max = 400, .lines = true)),
		.goes = "choose/project/{project}" },
	{ 0 }
};
const struct view screening_views[] = { { 0 } };
