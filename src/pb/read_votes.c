/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/read_votes.c: section VOTES, a ballot a row. A list of plain ids is read eight bytes at a
 * time; whatever is unusual in it (quotes, blanks, repeats, long ids) sends the field down the slow
 * way, which decides. */
#include "pb/inside.h"
#include "pb/reading.h"

enum role { ROLE_SKIP, ROLE_VOTER, ROLE_VOTE, ROLE_POINTS, ROLE_PLEDGES, ROLE_SOURCE };

struct votes {
	struct reader *reader;
	struct grouping grouping;
	struct voters voters;
	uint8_t roles[COLUMNS_MOST];
	uint32_t columns; /* up to the last that has a role */
	bool has_points, is_ordinal;
	const char *start; /* of the first row */
	uint32_t start_line;
	uint64_t approvals;
	/* the row */
	const char *row_at;
	uint32_t line;
	uint16_t *order; /* projects as listed, with repeats */
	uint32_t order_count;
	uint32_t listed;  /* without */
	uint32_t *points; /* one each */
	struct str points_text, pledges_text, source_text;
	bool wants_decimals; /* points_decimals grew: all rows must be read again */
};

/* ---- fields: the cursor stops before the `;` or the line end ---- */

/* 0x80 at the first of the two bytes in word, and maybe behind it. */
static inline uint64_t either(uint64_t word, uint64_t a, uint64_t b)
{
	a ^= word;
	b ^= word;
	return (((a - EACH(1)) & ~a) | ((b - EACH(1)) & ~b)) & EACH(0x80);
}

/* The first of the two bytes from at on, or end. */
static inline const char *either_find(const char *at, const char *end, char a, char b)
{
	uint64_t all_a = EACH((uint8_t)a);
	uint64_t all_b = EACH((uint8_t)b);

	while (end - at >= 8) {
		uint64_t word, stop;

		memcpy(&word, at, 8);
		stop = either(word, all_a, all_b);
		if (stop)
			return at + __builtin_ctzll(stop) / 8;
		at += 8;
	}
	while (at < end && *at != a && *at != b)
		at++;
	return at;
}

/* arena NULL: the text is not wanted. */
static enum err field_stop(struct reader *reader, struct arena *arena, struct field *out)
{
	const char *start = reader->at;

	if (start < reader->end && *start == '"') {
		TRY(field_read(reader, arena, out));
		if (!out->is_last || reader->at[-1] == '\n') {
			reader->at--;
			reader->line -= out->is_last;
		}
		return OK;
	}
	reader->at = either_find(start, reader->end, ';', '\n');
	*out = (struct field) { .text = { start, (size_t)(reader->at - start) } };
	if (out->text.len > FIELD_MOST)
		return reader_refuse(reader, reader->line, "a field is longer than 1 MiB");
	out->text = blanks_strip(out->text);
	return OK;
}

/* A field that counts: nothing may be doubtful in it. */
static enum err field_strict(struct reader *reader, struct arena *arena, struct field *out)
{
	TRY(field_stop(reader, arena, out));
	if (out->has_tail)
		return reader_refuse(reader, reader->line, "letters stand behind a closing quote");
	return OK;
}

/* The id as it stands in the text, inside its quotes if it has any. */
static inline enum err voter_read(struct reader *reader, struct str *out)
{
	const char *start = reader->at;
	struct field field;

	TRY(field_strict(reader, NULL, &field));
	*out = field.text;
	if (!field.is_quoted)
		return OK;
	out->at = ++start;
	while (*start != '"' || (start + 1 < reader->end && start[1] == '"'))
		start += *start == '"' ? 2 : 1;
	out->len = (size_t)(start - out->at);
	return OK;
}

/* Fields without quotes between start and the cursor. */
static enum err lengths_check(struct reader *reader, const char *start)
{
	const char *end = reader->at;

	for (; end - start > FIELD_MOST; start++) {
		const char *stop = either_find(start, end, ';', ';');

		if (stop - start > FIELD_MOST)
			return reader_refuse(reader, reader->line, "a field is longer than 1 MiB");
		start = stop;
	}
	return OK;
}

/* Over the other fields of the row and its end. */
static enum err rest_skip(struct reader *reader)
{
	const char *start = reader->at;
	struct field field;

	for (;;) {
		reader->at = either_find(reader->at, reader->end, '\n', '"');
		if (reader->at == reader->end || *reader->at == '\n')
			break;
		if (reader->at[-1] != ';') {
			reader->at++;
			continue;
		}
		TRY(lengths_check(reader, start));
		TRY(field_stop(reader, NULL, &field));
		start = reader->at;
	}
	TRY(lengths_check(reader, start));
	if (reader->at < reader->end) {
		reader->at++;
		reader->line++;
	}
	return OK;
}

/* ---- lists of projects ---- */

static inline uint64_t eight(const char *at, const char *end)
{
	uint64_t word = 0;

	memcpy(&word, at, end - at >= 8 ? 8 : (size_t)(end - at));
	return word;
}

/* 0x80 at the first byte that ends a plain id (`;` or anything below `-`), and maybe behind it. */
static inline uint64_t ends(uint64_t word)
{
	uint64_t semicolon = word ^ EACH(';');

	return (((word - EACH('-')) & ~word) | ((semicolon - EACH(1)) & ~semicolon)) & EACH(0x80);
}

/* The place of the plain id at *at, which is then where it ends; PB_NO_PROJECT when it is not plain
 * or not known. */
static inline uint32_t plain_find(const struct ids *ids, const char **at, const char *end)
{
	uint64_t low = eight(*at, end);
	uint64_t high = 0;
	uint64_t stop = ends(low);
	unsigned size;

	if (stop) {
		size = (unsigned)__builtin_ctzll(stop) / 8;
		if (!size) /* nothing is what a free slot has */
			return PB_NO_PROJECT;
		low &= (UINT64_C(1) << size * 8) - 1;
		*at += size;
		return id_find_short(ids, low, 0);
	}
	if (end - *at < 16)
		return PB_NO_PROJECT;
	memcpy(&high, *at + 8, 8);
	stop = ends(high);
	if (!stop)
		return PB_NO_PROJECT;
	size = (unsigned)__builtin_ctzll(stop) / 8;
	high &= (UINT64_C(1) << size * 8) - 1;
	*at += 8 + size;
	return id_find_short(ids, low, high);
}

/* true: the whole field was plain, the cursor is where it ends. */
static bool plain_read(struct votes *votes)
{
	struct reader *reader = votes->reader;
	const char *at = reader->at;
	const char *most = reader->end - at > FIELD_MOST ? at + FIELD_MOST : reader->end;
	uint32_t count = 0;

	for (;;) {
		uint32_t place = plain_find(&reader->ids, &at, reader->end);
		char c;

		if (place == PB_NO_PROJECT || at > most || !ballot_list(&votes->grouping, place))
			return false;
		votes->order[count++] = (uint16_t)place;
		c = at < reader->end ? *at : '\n';
		if (c == ',') {
			at++;
			continue;
		}
		if (c != ';' && c != '\n' && c != '\r')
			return false;
		if (c == '\r' && at + 1 < reader->end && at[1] != '\n')
			return false;
		break;
	}
	reader->at = at;
	votes->order_count = votes->listed = count;
	return true;
}

/* `!id`: whoever lists a larger size of the project does not support it for all that. */
static enum err refusal_read(struct votes *votes, struct str item)
{
	struct reader *reader = votes->reader;
	uint32_t count = reader->election.project_count;
	uint32_t place = id_find(reader, blanks_strip(str_from(item, 1)));

	if (place == PB_NO_PROJECT || !reader->has_larger[place])
		return reader_refuse(reader, votes->line,
			"the vote says \"%.*s\", but there is no project with a larger size of "
			"that name",
			PIECE(item));
	ballot_list(&votes->grouping, count + place);
	return OK;
}

static enum err item_read(struct votes *votes, struct str item, bool is_quoted)
{
	struct reader *reader = votes->reader;
	struct str id = blanks_strip(item);
	uint32_t place = PB_NO_PROJECT;

	if (!id.len) {
		reader_note(reader, votes->line, "a blank item in the vote, passed over");
		return OK;
	}
	if (is_quoted) /* blanks inside quotes may be a part of the id */
		place = id_find(reader, item);
	if (place == PB_NO_PROJECT)
		place = id_find(reader, id);
	if (place == PB_NO_PROJECT && id.at[0] == '!' && reader->has_sizes)
		return refusal_read(votes, id);
	if (place == PB_NO_PROJECT)
		return reader_refuse(reader, votes->line,
			"the vote names \"%.*s\", which is no project", PIECE(id));
	votes->order[votes->order_count++] = (uint16_t)place;
	if (ballot_list(&votes->grouping, place))
		votes->listed++;
	else
		reader_note(
			reader, votes->line, "the vote names \"%.*s\" more than once", PIECE(id));
	return OK;
}

static enum err vote_read(struct votes *votes)
{
	struct reader *reader = votes->reader;
	const char *start = reader->at;
	struct field field;
	struct str item;

	if (start < reader->end && *start != ';' && plain_read(votes))
		return OK;
	ballot_forget(&votes->grouping);
	votes->order_count = votes->listed = 0;
	reader->at = start;
	TRY(field_strict(reader, reader->scratch, &field));
	if (!blanks_strip(field.text).len)
		return OK;
	while (list_next(&field.text, &item))
		TRY(item_read(votes, item, field.is_quoted));
	return OK;
}

/* ---- points ---- */

static enum err point_read(struct votes *votes, struct str item, uint32_t *out)
{
	struct reader *reader = votes->reader;
	const char *wrong;
	int64_t number;
	struct decimal d;

	item = blanks_strip(item);
	wrong = decimal_read(item, true, &d);
	if (wrong)
		return reader_refuse(
			reader, votes->line, "points \"%.*s\" is %s", PIECE(item), wrong);
	if (d.decimals > reader->points_decimals) {
		reader->points_decimals = d.decimals;
		votes->wants_decimals = true;
	}
	if (!decimal_scale(d, reader->points_decimals, &number) || number > UINT32_MAX)
		return reader_refuse(
			reader, votes->line, "points \"%.*s\" is too large", PIECE(item));
	*out = (uint32_t)number;
	return OK;
}

static enum err points_read(struct votes *votes)
{
	struct str rest = votes->points_text;
	struct str item;
	uint32_t count = 0;
	bool is_more = false;

	while (rest.len && !is_more && list_next(&rest, &item)) {
		if (!blanks_strip(item).len) {
			reader_note(votes->reader, votes->line,
				"a blank item in the points, passed over");
			continue;
		}
		is_more = count == votes->order_count;
		if (!is_more)
			TRY(point_read(votes, item, &votes->points[count++]));
	}
	if (is_more || count != votes->order_count)
		return reader_refuse(votes->reader, votes->line,
			"there are not as many points as projects in the vote");
	for (uint32_t i = 0; i < count; i++)
		votes->grouping.worths[votes->order[i]] = votes->points[i];
	return OK;
}

/* Last listed gets 0. The first place of a repeated one counts: a later one comes when it has its
 * points already, or, if those are 0, when all places are taken. */
static void borda_count(struct votes *votes)
{
	uint32_t taken = 0;

	for (uint32_t i = 0; i < votes->order_count && taken < votes->listed; i++) {
		uint32_t *worth = &votes->grouping.worths[votes->order[i]];

		if (*worth == 0)
			*worth = votes->listed - ++taken;
	}
}

/* ---- pledges ---- */

static enum err pledge_add(struct votes *votes, uint32_t project, struct decimal amount)
{
	struct reader *reader = votes->reader;
	struct pb_election *election = &reader->election;
	uint32_t raw_room = reader->pledge_room;
	uint32_t count = election->pledge_count;

	reader->pledge_raws = room_make(
		reader, reader->pledge_raws, count, &raw_room, sizeof(*reader->pledge_raws));
	reader->pledges = room_make(
		reader, reader->pledges, count, &reader->pledge_room, sizeof(*reader->pledges));
	if (!reader->pledge_raws || !reader->pledges)
		return ERR_MEMORY;
	reader->pledge_raws[count] = (struct pledge_raw) { amount, votes->line, 0 };
	reader->pledges[count] = (struct pb_pledge) {
		.ballot = election->ballots, .project = project, .source = election->source_count
	};
	election->pledge_count++;
	return OK;
}

/* The pledges of a row are all of one source, which is its own until sources_join. */
static enum err source_add(struct votes *votes)
{
	struct reader *reader = votes->reader;
	struct str name = blanks_strip(votes->source_text);

	if (!name.len || word_is(name, "household"))
		name = (struct str) { NULL, 0 };
	reader->sources = room_make(reader, reader->sources, reader->election.source_count,
		&reader->source_room, sizeof(*reader->sources));
	if (!reader->sources)
		return ERR_MEMORY;
	reader->sources[reader->election.source_count++] = name;
	return OK;
}

/* Money is not guessed: one amount a project, by its place, and no project twice. */
static enum err pledges_read(struct votes *votes)
{
	struct reader *reader = votes->reader;
	struct str rest = blanks_strip(votes->pledges_text);
	uint32_t before = reader->election.pledge_count;
	uint32_t count = 0;
	struct str item;

	if (!rest.len)
		return OK;
	for (struct str look = rest; list_next(&look, &item);)
		count++;
	if (count != votes->order_count)
		return reader_refuse(reader, votes->line,
			"there are not as many pledges as projects in the vote");
	if (votes->listed != votes->order_count)
		return reader_refuse(
			reader, votes->line, "a vote with pledges names a project more than once");
	for (uint32_t i = 0; i < count && list_next(&rest, &item); i++) {
		struct decimal amount = { 0, 0 };

		item = blanks_strip(item);
		if (item.len)
			TRY(money_read(reader, votes->line, "pledge", item, true, &amount));
		if (amount.digits)
			TRY(pledge_add(votes, votes->order[i], amount));
	}
	return reader->election.pledge_count > before ? source_add(votes) : OK;
}

/* Those without a name first. */
static bool source_is_before(const void *with, uint32_t a, uint32_t b)
{
	const struct str *sources = with;

	return str_compare(sources[a], sources[b]) < 0;
}

/* One source a name, numbered as they first come; and the groups of the pledges. */
static enum err sources_join(struct reader *reader, uint32_t *to)
{
	struct pb_election *election = &reader->election;
	uint32_t count = election->source_count;
	uint32_t *order = arena_array(reader->scratch, count + (size_t)1, sizeof(*order));
	uint32_t *room = arena_array(reader->scratch, count + (size_t)1, sizeof(*room));
	struct str *kept = arena_array(reader->keep, count + (size_t)1, sizeof(*kept));

	if (!order || !room || !kept)
		return ERR_MEMORY;
	for (uint32_t s = 0; s < count; s++)
		order[s] = to[s] = s;
	places_sort(order, room, count, source_is_before, reader->sources);
	for (uint32_t i = 1; i < count; i++) {
		struct str name = reader->sources[order[i]];

		if (name.at && str_equal(name, reader->sources[order[i - 1]]))
			to[order[i]] = to[order[i - 1]];
	}
	election->source_count = 0;
	for (uint32_t s = 0; s < count; s++) {
		if (to[s] != s) { /* the first of that name has its number already */
			to[s] = to[to[s]];
			continue;
		}
		kept[election->source_count] = reader->sources[s];
		if (kept[election->source_count].at)
			kept[election->source_count] = str_copy(reader->keep, reader->sources[s]);
		to[s] = election->source_count++;
	}
	election->sources = kept;
	return OK;
}

static enum err pledges_keep(struct votes *votes)
{
	struct reader *reader = votes->reader;
	struct pb_election *election = &reader->election;
	uint32_t *to = arena_array(
		reader->scratch, election->source_count + (size_t)1, sizeof(*to));
	struct pb_pledge *kept = arena_array(
		reader->keep, election->pledge_count + (size_t)1, sizeof(*kept));

	if (!to || !kept)
		return ERR_MEMORY;
	TRY(sources_join(reader, to));
	for (uint32_t i = 0; i < election->pledge_count; i++) {
		kept[i] = reader->pledges[i];
		kept[i].source = to[kept[i].source];
		kept[i].group = record_group(&votes->grouping, reader->pledge_raws[i].record);
	}
	reader->pledges = kept;
	election->pledges = kept;
	return OK;
}

/* ---- rows ---- */

static enum err voter_note(struct votes *votes, struct str id)
{
	struct reader *reader = votes->reader;
	bool is_again, wants_past;

	TRY(voters_see(reader, &votes->voters, id, &is_again, &wants_past));
	if (wants_past) {
		struct reader past = *reader;
		struct field field;

		past.at = votes->start;
		while (blank_skip(&past) && past.at < votes->row_at) {
			for (uint32_t c = 0; c < votes->columns; c++) {
				if (votes->roles[c] == ROLE_VOTER) {
					struct str before;

					TRY(voter_read(&past, &before));
					voters_keep(reader, &votes->voters, before);
				} else {
					TRY(field_stop(&past, NULL, &field));
				}
				past.at += past.at < past.end && *past.at == ';';
			}
			TRY(rest_skip(&past));
		}
		is_again = !voters_keep(reader, &votes->voters, id);
	}
	if (is_again)
		reader_note(reader, votes->line, "voter_id \"%.*s\" has voted before", PIECE(id));
	return OK;
}

static enum err fields_read(struct votes *votes)
{
	struct reader *reader = votes->reader;
	struct field field;
	struct str voter;

	for (uint32_t c = 0; c < votes->columns; c++) {
		if (c) {
			if (reader->at == reader->end || *reader->at != ';')
				return reader_refuse(
					reader, votes->line, "the row has too few fields");
			reader->at++;
		}
		switch (votes->roles[c]) {
		case ROLE_VOTER:
			TRY(voter_read(reader, &voter));
			TRY(voter_note(votes, voter));
			break;
		case ROLE_VOTE:
			TRY(vote_read(votes));
			break;
		case ROLE_SKIP:
			TRY(field_stop(reader, NULL, &field));
			break;
		default:
			TRY(field_strict(reader, reader->scratch, &field));
			*(votes->roles[c] == ROLE_POINTS ? &votes->points_text
				: votes->roles[c] == ROLE_PLEDGES
					? &votes->pledges_text
					: &votes->source_text) = field.text;
		}
	}
	return rest_skip(reader);
}

/* Nothing but separators, as spreadsheets leave behind: a ballot all the same, but it is told. */
static void emptiness_note(struct votes *votes)
{
	const char *at = votes->row_at;

	while (at < votes->reader->at && memchr("; \t\r\n", *at, 5))
		at++;
	if (at == votes->reader->at)
		reader_note(votes->reader, votes->line,
			"a row of separators only counts as an empty vote");
}

static enum err ballot_read(struct votes *votes)
{
	struct pb_election *election = &votes->reader->election;
	uint32_t before = election->pledge_count;
	uint32_t record;

	votes->row_at = votes->reader->at;
	votes->line = votes->reader->line;
	TRY(fields_read(votes));
	if (votes->has_points)
		TRY(points_read(votes));
	if (votes->wants_decimals)
		return OK;
	TRY(pledges_read(votes));
	election->ballots++;
	if (!votes->listed) {
		ballot_forget(&votes->grouping); /* it may have said no to something */
		election->empty_ballots++;
		emptiness_note(votes);
		return OK;
	}
	if (votes->is_ordinal)
		borda_count(votes);
	if (votes->listed > 1 && election->kind == PB_CHOOSE_1)
		reader_note(votes->reader, votes->line, "a choose-1 vote names %u projects",
			votes->listed);
	votes->approvals += votes->listed;
	if (votes->approvals > APPROVALS_MOST)
		return reader_refuse(
			votes->reader, votes->line, "there are more than 2^31 - 1 approvals");
	TRY(ballot_end(&votes->grouping, election->pledge_count > before ? &record : NULL));
	for (uint32_t i = before; i < election->pledge_count; i++)
		votes->reader->pledge_raws[i].record = record;
	return OK;
}

/* Once through all rows; ends early with wants_decimals. */
static enum err rows_read(struct votes *votes)
{
	struct reader *reader = votes->reader;
	struct pb_election *election = &reader->election;
	size_t items = (size_t)(reader->end - reader->start);

	items = (items < FIELD_MOST ? items : FIELD_MOST) / 2 + 2;
	TRY(grouping_start(reader, votes->is_ordinal || votes->has_points, &votes->grouping));
	votes->order = arena_array(reader->scratch, items, sizeof(*votes->order));
	votes->points = arena_array(
		reader->scratch, votes->has_points ? items : 1, sizeof(*votes->points));
	if (!votes->order || !votes->points)
		return ERR_MEMORY;
	votes->voters = (struct voters) { 0 };
	votes->approvals = 0;
	election->ballots = election->empty_ballots = 0;
	election->pledge_count = election->source_count = 0;
	reader->pledges = NULL;
	reader->pledge_raws = NULL;
	reader->sources = NULL;
	reader->pledge_room = reader->source_room = 0;
	while (!votes->wants_decimals && blank_skip(reader)) {
		if (*reader->at > '9' && section_peek(reader) != SECTION_NONE)
			return reader_refuse(
				reader, reader->line, "a section must not come after VOTES");
		TRY(ballot_read(votes));
	}
	return OK;
}

static void role_set(struct votes *votes, uint32_t column, enum role role)
{
	if (column == NO_COLUMN)
		return;
	votes->roles[column] = role;
	if (votes->columns <= column)
		votes->columns = column + 1;
}

static enum err header_read(struct votes *votes)
{
	struct reader *reader = votes->reader;
	struct pb_election *election = &reader->election;
	uint32_t voter, vote, points, pledges, source;
	struct row row;

	election->votes_line = reader->line;
	TRY(row_read(reader, reader->scratch, &row));
	if (!blank_skip(reader) || section_peek(reader) != SECTION_NONE)
		return reader_refuse(reader, election->votes_line, "section VOTES has no header");
	election->votes_line = reader->line;
	TRY(row_read(reader, reader->scratch, &row));
	TRY(column_find(reader, &row, "voter_id", &voter));
	TRY(column_find(reader, &row, "vote", &vote));
	TRY(column_find(reader, &row, "points", &points));
	TRY(column_find(reader, &row, "pledges", &pledges));
	TRY(column_find(reader, &row, "source", &source));
	if (vote == NO_COLUMN)
		return reader_refuse(reader, row.line, "the header of VOTES has no vote");
	votes->is_ordinal = election->kind == PB_ORDINAL;
	if (election->kind == PB_CUMULATIVE || election->kind == PB_SCORING) {
		votes->has_points = election->has_points = points != NO_COLUMN;
		if (!votes->has_points)
			reader_note(reader, row.line,
				"the votes have no points, so that none can be counted");
		role_set(votes, points, ROLE_POINTS);
	}
	role_set(votes, voter, ROLE_VOTER);
	role_set(votes, vote, ROLE_VOTE);
	role_set(votes, pledges, ROLE_PLEDGES);
	if (pledges != NO_COLUMN)
		role_set(votes, source, ROLE_SOURCE);
	votes->start = reader->at;
	votes->start_line = reader->line;
	return OK;
}

enum err votes_read(struct reader *reader)
{
	struct votes votes = { .reader = reader };
	uint32_t note_count, notes_unsaid;
	struct arena_mark mark;

	TRY(header_read(&votes));
	note_count = reader->note_count;
	notes_unsaid = reader->notes_unsaid;
	mark = arena_mark(reader->scratch);
	TRY(rows_read(&votes));
	while (votes.wants_decimals) {
		votes.wants_decimals = false;
		arena_rewind(reader->keep, votes.grouping.mark);
		arena_rewind(reader->scratch, mark);
		reader->note_count = note_count;
		reader->notes_unsaid = notes_unsaid;
		reader->at = votes.start;
		reader->line = votes.start_line;
		TRY(rows_read(&votes));
	}
	reader->election.points_unit = 1;
	for (int i = 0; i < reader->points_decimals; i++)
		reader->election.points_unit *= 10;
	TRY(grouping_finish(&votes.grouping, &reader->election));
	return pledges_keep(&votes);
}
