/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/read_meta.c: section META: keys and values, of which the budget and the kind of vote are
 * needed, and some are only named as not enforced. A key that decides something may not stand twice
 * with different values. */
#include "base/buf.h"
#include "pb/reading.h"

/* Rules for whoever filled in a ballot or drew up the list: the count takes both as they are. */
static const char *const unenforced[] = { "min_length", "max_length", "min_sum_points",
	"max_sum_points", "min_points", "max_points", "min_sum_cost", "max_sum_cost",
	"default_score", "min_project_cost", "max_project_cost", "min_project_score_threshold",
	"fully_funded", "subdistricts", "leftover_budget", "categories", "budget_per_category",
	"neighborhoods", "budget_per_neighborhood" };
static const char *const deciding[DECIDING] = { "budget", "vote_type", "rule", "utility",
	"complete", "ties", "min_project_score_threshold", "category_caps", "category_floors",
	"min_community_share", "cap_per_source", "cap_per_project", "cap_per_household" };

const struct meta *meta_find(const struct reader *reader, const char *key)
{
	for (uint32_t i = reader->meta_count; i-- > 0;)
		if (word_is(reader->metas[i].key, key))
			return &reader->metas[i];
	return NULL;
}

/* A key that decides something has one value, however often it stands. */
static enum err meta_decide(struct reader *reader, const struct meta *meta)
{
	for (size_t i = 0; i < DECIDING; i++) {
		struct meta *before = &reader->decided[i];

		if (!word_is(meta->key, deciding[i]))
			continue;
		if (before->line && !str_equal(before->value, meta->value))
			return reader_refuse(reader, meta->line,
				"%.*s has another value than in line %u", PIECE(meta->key),
				before->line);
		if (!before->line)
			*before = *meta;
	}
	return OK;
}

static enum err meta_add(struct reader *reader, const struct meta *meta)
{
	TRY(meta_decide(reader, meta));
	reader->metas = room_make(reader, reader->metas, reader->meta_count, &reader->meta_room,
		sizeof(*reader->metas));
	if (!reader->metas)
		return ERR_MEMORY;
	reader->metas[reader->meta_count++] = *meta;
	return OK;
}

static enum err rows_read(struct reader *reader)
{
	struct row row;

	while (blank_skip(reader)) {
		enum section section = section_peek(reader);
		struct meta meta;

		if (section == SECTION_PROJECTS)
			return OK;
		if (section != SECTION_NONE)
			return reader_refuse(reader, reader->line,
				"section PROJECTS must come after META, not this one");
		TRY(row_read(reader, reader->keep, &row));
		meta = (struct meta) { blanks_strip(row_get(&row, 0)), row_get(&row, 1), row.line };
		if (meta.key.len && !(reader->meta_count == 0 && word_is(meta.key, "key")))
			TRY(meta_add(reader, &meta));
	}
	return reader_refuse(reader, reader->line, "there is no section PROJECTS");
}

static enum err kind_read(struct reader *reader)
{
	static const struct {
		const char *word;
		enum pb_kind kind;
	} kinds[] = { { "approval", PB_APPROVAL }, { "choose-1", PB_CHOOSE_1 },
		{ "ordinal", PB_ORDINAL }, { "cumulative", PB_CUMULATIVE },
		{ "scoring", PB_SCORING } };
	const struct meta *meta = meta_find(reader, "vote_type");

	if (!meta)
		return reader_refuse(reader, reader->meta_line, "META has no vote_type");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (word_is(meta->value, kinds[i].word)) {
			reader->election.kind = kinds[i].kind;
			return OK;
		}
	return reader_refuse(reader, meta->line,
		"vote_type \"%.*s\" is not one of approval, choose-1, ordinal, cumulative, scoring",
		PIECE(meta->value));
}

static enum err budget_read(struct reader *reader)
{
	const struct meta *meta = meta_find(reader, "budget");

	if (!meta)
		return reader_refuse(reader, reader->meta_line, "META has no budget");
	reader->budget_line = meta->line;
	return money_read(reader, meta->line, "budget", meta->value, false, &reader->budget);
}

static enum err unenforced_name(struct reader *reader)
{
	struct buf names = buf_new(reader->keep, 4096);

	for (size_t i = 0; i < sizeof(unenforced) / sizeof(*unenforced); i++)
		if (meta_find(reader, unenforced[i])) {
			if (names.len)
				buf_char(&names, ' ');
			buf_text(&names, unenforced[i]);
		}
	if (!buf_ok(&names))
		return ERR_MEMORY;
	reader->election.unenforced = buf_view(&names);
	return OK;
}

/* What was done in life, as far as words say so. */
static void official_read(struct reader *reader)
{
	struct pb_election *election = &reader->election;
	const struct {
		const char *key;
		struct str *to;
	} words[] = { { "rule", &election->rule }, { "utility", &election->utility },
		{ "complete", &election->complete }, { "ties", &election->ties } };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		const struct meta *meta = meta_find(reader, words[i].key);

		if (!meta)
			continue;
		*words[i].to = meta->value;
		if (!i)
			election->rule_line = meta->line;
	}
}

enum err meta_read(struct reader *reader)
{
	const struct meta *meta;

	if (!blank_skip(reader) || section_peek(reader) != SECTION_META)
		return reader_refuse(
			reader, reader->line, "the text does not begin with section META");
	reader->meta_line = reader->line;
	TRY(row_read(reader, reader->scratch, &(struct row) { .count = 0 }));
	TRY(rows_read(reader));
	TRY(budget_read(reader));
	TRY(kind_read(reader));
	official_read(reader);
	reader->election.min_score = -1;
	meta = meta_find(reader, "min_project_score_threshold");
	if (meta && (!micro_read(meta->value, &reader->election.min_score) ||
			    reader->election.min_score < 0)) {
		reader->election.min_score = -1;
		if (meta->value.len)
			reader_note(reader, meta->line,
				"min_project_score_threshold \"%.*s\" is not a number",
				PIECE(meta->value));
	}
	return unenforced_name(reader);
}
