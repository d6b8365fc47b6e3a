/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The reader on whole elections: the open ones against their index, ballots in another order,
 * random ones against a reader that knows nothing but plain lines, and how much memory is used. */
#include "pb/open.h"
#include "pb/dump.h"
#include "pb/make.h"

static struct arena *keep, *scratch, *other;

static int arenas_open(void **state)
{
	(void)state;
	keep = arena_new((size_t)1 << 30);
	scratch = arena_new((size_t)1 << 30);
	other = arena_new((size_t)1 << 30);
	return keep && scratch && other ? 0 : -1;
}

static int arenas_close(void **state)
{
	(void)state;
	arena_free(keep);
	arena_free(scratch);
	arena_free(other);
	return 0;
}

struct marks {
	struct arena_mark keep, scratch, other;
};

static struct marks marks_set(void)
{
	return (struct marks) { arena_mark(keep), arena_mark(scratch), arena_mark(other) };
}

static void marks_rewind(struct marks marks)
{
	arena_rewind(keep, marks.keep);
	arena_rewind(scratch, marks.scratch);
	arena_rewind(other, marks.other);
}

static struct pb_election read_str(struct str text)
{
	struct pb_election election;
	struct pb_trouble trouble;
	enum err err = pb_read(keep, scratch, text, &election, &trouble);

	if (err == ERR_BAD_INPUT)
		fail_msg("%u: %.*s", trouble.line, (int)trouble.reason.len, trouble.reason.at);
	assert_int_equal(err, OK);
	return election;
}

/* ---- the open elections ---- */

static int64_t number_of(struct str s)
{
	int64_t number;

	if (!str_int(s, &number))
		fail_msg("\"%.*s\" is no number", (int)s.len, s.at);
	return number;
}

/* Mentions that are not the first of their ballot. */
static int64_t repeats_of(const struct pb_election *election)
{
	int64_t repeats = 0;

	for (uint32_t i = 0; i < election->note_count; i++)
		repeats += str_ends(election->notes[i].text, "more than once");
	return repeats;
}

/* file sha256 repo path commit vote_type votes projects budget approvals max distinct bytes */
static void row_check(struct str row)
{
	struct str cells[13], denominator, text;
	struct pb_election election;
	int64_t support = 0, distinct;
	struct str file;
	char name[500];

	for (int i = 0; i < 13; i++)
		cells[i] = str_cut(&row, '\t');
	file = cells[0];
	snprintf(name, sizeof(name), "files/%.*s", (int)file.len, file.at);
	text = open_map(name);
	assert_non_null(text.at);
	election = read_str(text);
	for (uint32_t p = 0; p < election.project_count; p++)
		support += election.sides[p].support;
	distinct = election.group_count + (election.empty_ballots > 0);
	denominator = cells[8];
	cells[8] = str_cut(&denominator, '/');
	if (election.ballots != number_of(cells[6]) ||
		election.project_count != number_of(cells[7]) ||
		election.budget * (denominator.at ? number_of(denominator) : 1) !=
			number_of(cells[8]) * election.unit ||
		support + repeats_of(&election) != number_of(cells[9]))
		fail_msg("%.*s is not as in index.tsv", (int)file.len, file.at);
	/* The index takes ballots that give the same points in another order for different. */
	if (distinct > number_of(cells[11]) ||
		(distinct < number_of(cells[11]) && !election.has_points && !repeats_of(&election)))
		fail_msg("%.*s: %lld groups", (int)file.len, file.at, (long long)distinct);
	open_unmap(text);
}

static void all_open_elections_are_read(void **state)
{
	struct str index = open_map("index.tsv");
	struct str rest = index;
	int count = 0;

	(void)state;
	if (!index.at) {
		print_message("skipped: no open elections beside the repository\n");
		skip();
	}
	str_cut(&rest, '\n');
	while (rest.len) {
		struct marks marks = marks_set();

		row_check(str_cut(&rest, '\n'));
		marks_rewind(marks);
		count++;
	}
	assert_int_equal(count, 751);
	open_unmap(index);
}

/* ---- another order ---- */

/* The same text with its rows of VOTES in another order; absent when a row may have line ends. */
static struct str reordered(struct make *make, struct str text)
{
	struct buf out = buf_new(other, text.len * 2 + 16);
	struct str rest = text;
	uint32_t count = 0;
	struct str *rows;
	uint32_t *order;

	while (rest.len) {
		struct str line = str_cut(&rest, '\n');

		buf_str(&out, line);
		buf_char(&out, '\n');
		if (str_is(str_trim(line), "VOTES"))
			break;
	}
	if (memchr(rest.at, '"', rest.len))
		return (struct str) { NULL, 0 };
	buf_str(&out, str_cut(&rest, '\n'));
	buf_char(&out, '\n');
	rows = arena_array(other, rest.len + 1, sizeof(*rows));
	order = arena_array(other, rest.len + 1, sizeof(*order));
	assert_true(rows && order);
	while (rest.len)
		rows[count++] = str_cut(&rest, '\n');
	make_shuffle(make, order, count);
	for (uint32_t i = 0; i < count; i++) {
		buf_str(&out, rows[order[i]]);
		buf_char(&out, '\n');
	}
	assert_true(buf_ok(&out));
	return buf_view(&out);
}

static void order_does_not_matter(uint64_t seed, struct str text)
{
	struct make make = { seed };
	struct str mixed = reordered(&make, text);
	struct pb_election a, b;

	if (!mixed.at)
		return;
	a = read_str(text);
	b = read_str(mixed);
	HOLDS(seed, str_equal(dump(other, &a), dump(other, &b)));
}

static void ballots_in_another_order(void **state)
{
	uint64_t first, count = make_cases(5000, &first);

	(void)state;
	for (uint64_t seed = first; seed < first + count; seed++) {
		struct make make = { seed };
		struct marks marks = marks_set();
		struct buf text = buf_new(other, 1 << 20);
		unsigned more = seed / 5 % 2 * MAKE_CONSTRAINTS | seed / 10 % 2 * MAKE_DECIMALS;

		make_small(&make, &text, (enum pb_kind)(seed % 5), more);
		order_does_not_matter(seed, buf_view(&text));
		marks_rewind(marks);
	}
}

static void open_ballots_in_another_order(void **state)
{
	struct str index = open_map("index.tsv");
	struct str rest = index;

	(void)state;
	if (!index.at) {
		print_message("skipped: no open elections beside the repository\n");
		skip();
	}
	str_cut(&rest, '\n');
	for (uint64_t seed = 1; rest.len; seed++) {
		struct str row = str_cut(&rest, '\n');
		struct marks marks = marks_set();
		struct str file = str_cut(&row, '\t');
		char name[500];
		struct str text;

		snprintf(name, sizeof(name), "files/%.*s", (int)file.len, file.at);
		text = open_map(name);
		if (text.len < 40000 && seed % 4 == 0)
			order_does_not_matter(seed, text);
		open_unmap(text);
		marks_rewind(marks);
	}
	open_unmap(index);
}

/* ---- another dress ---- */

static void blanks_put(struct make *make, struct buf *out)
{
	while (make_one_in(make, 4))
		buf_char(out, make_one_in(make, 2) ? ' ' : '\t');
}

static void field_dress(struct make *make, struct buf *out, struct str field)
{
	if (make_one_in(make, 4)) {
		buf_print(out, "\"%.*s\"", (int)field.len, field.at);
		blanks_put(make, out);
		return;
	}
	blanks_put(make, out);
	for (size_t i = 0; i < field.len; i++) {
		buf_char(out, field.at[i]);
		if (field.at[i] == ',')
			blanks_put(make, out);
	}
	blanks_put(make, out);
}

/* The same fields with quotes, blanks, blank lines, other line ends, separators at the end. */
static struct str dressed(struct make *make, struct str text)
{
	struct buf out = buf_new(other, 1 << 20);
	struct str rest = text;
	bool is_last;

	if (make_one_in(make, 4))
		buf_text(&out, "\xef\xbb\xbf");
	while (rest.len) {
		struct str line = str_cut(&rest, '\n');
		bool is_first = true;

		is_last = !rest.len;
		while (make_one_in(make, 5))
			buf_text(&out, make_one_in(make, 2) ? " \r\n" : "\n");
		while (line.at) {
			if (!is_first)
				buf_char(&out, ';');
			is_first = false;
			field_dress(make, &out, str_cut(&line, ';'));
		}
		while (make_one_in(make, 5))
			buf_char(&out, ';');
		if (!is_last || make_one_in(make, 2))
			buf_text(&out, make_one_in(make, 2) ? "\r\n" : "\n");
	}
	assert_true(buf_ok(&out));
	return buf_view(&out);
}

static void texts_in_another_dress(void **state)
{
	uint64_t first, count = make_cases(5000, &first);

	(void)state;
	for (uint64_t seed = first; seed < first + count; seed++) {
		struct make make = { seed };
		struct marks marks = marks_set();
		struct buf text = buf_new(other, 1 << 20);
		struct pb_election a, b;

		make_small(&make, &text, (enum pb_kind)(seed % 5), seed / 5 % 16);
		a = read_str(buf_view(&text));
		b = read_str(dressed(&make, buf_view(&text)));
		HOLDS(seed, str_equal(dump(other, &a), dump(other, &b)));
		HOLDS(seed, a.note_count == b.note_count);
		marks_rewind(marks);
	}
}

/* ---- against a plainer reader ---- */

struct seen {
	uint64_t mark;
	uint32_t ballot;
};

static int seen_compare(const void *a, const void *b)
{
	const struct seen *x = a;
	const struct seen *y = b;

	if (x->mark != y->mark)
		return x->mark < y->mark ? -1 : 1;
	return x->ballot < y->ballot ? -1 : x->ballot > y->ballot;
}

/* A ballot as one number, whatever the order of its projects. */
static uint64_t mark_of(uint32_t project)
{
	struct make make = { project };

	return make_next(&make);
}

/* Of a text of make_large: one number a ballot, sorted. */
static struct seen *plain_ballots(struct str text, uint32_t count)
{
	struct seen *seen = arena_array(other, count, sizeof(*seen));
	const char *votes = memmem(text.at, text.len, "voter_id;vote\n", 14);
	struct str rest;

	assert_true(seen && votes);
	rest = str_from(text, (size_t)(votes - text.at) + 14);
	for (uint32_t i = 0; i < count; i++) {
		struct str line = str_cut(&rest, '\n');

		seen[i].ballot = i;
		str_cut(&line, ';');
		while (line.at)
			seen[i].mark += mark_of((uint32_t)number_of(str_cut(&line, ',')) - 1);
	}
	qsort(seen, count, sizeof(*seen), seen_compare);
	return seen;
}

/* One number a group. */
static uint64_t *group_marks(const struct pb_election *election)
{
	uint64_t *groups = arena_array(other, election->group_count + 1, sizeof(*groups));

	assert_non_null(groups);
	for (uint32_t p = 0; p < election->project_count; p++) {
		struct side_walk walk = side_walk(&election->sides[p]);
		struct side_piece piece;
		int64_t support = 0;

		while (side_next(&walk, &piece))
			for (uint32_t i = 0; i < piece.count; i++) {
				groups[piece.groups[i]] += mark_of(p);
				support += election->weights[piece.groups[i]];
			}
		assert_int_equal(support, election->sides[p].support);
	}
	return groups;
}

/* Every group is a run of equal ballots, as long as its weight; they are numbered as they come. */
static void groups_check(const struct pb_election *election, const struct seen *seen)
{
	const uint64_t *groups = group_marks(election);
	int64_t last = -1;
	uint32_t ballots = 0;

	for (uint32_t g = 0; g < election->group_count; g++) {
		uint32_t low = 0, high = election->ballots;

		while (low < high) {
			uint32_t middle = low + (high - low) / 2;

			if (seen[middle].mark < groups[g])
				low = middle + 1;
			else
				high = middle;
		}
		assert_true(low < election->ballots && seen[low].ballot > last);
		last = seen[low].ballot;
		ballots += election->weights[g];
		for (uint32_t i = 0; i < election->weights[g]; i++)
			assert_true(seen[low + i].mark == groups[g]);
	}
	assert_int_equal(ballots, election->ballots);
}

/* What others see of a side is what the rules see, and all of it. */
static void sides_are_walked(const struct pb_election *election)
{
	for (uint32_t p = 0; p < election->project_count; p++) {
		struct pb_side_walk outside = pb_side_begin(&election->sides[p]);
		struct side_walk inside = side_walk(&election->sides[p]);
		struct pb_side_piece piece;
		struct side_piece wanted;
		int64_t support = 0;

		while (pb_side_next(&outside, &piece)) {
			assert_true(side_next(&inside, &wanted));
			assert_int_equal(piece.count, wanted.count);
			assert_memory_equal(piece.groups, wanted.groups, 4 * (size_t)piece.count);
			for (uint32_t i = 0; i < piece.count; i++)
				support += election->weights[piece.groups[i]];
		}
		assert_false(side_next(&inside, &wanted));
		assert_false(pb_side_next(&outside, &piece));
		assert_true(support == election->sides[p].support);
	}
}

/* Memory, where ballots are of ten: the packed ballots twice (16 bits a project and a byte a
 * ballot), and what does not grow with their number. Sides are packed from 2^20 supporters on. */
static void large_one(uint32_t ballots, uint32_t projects, uint32_t listed, bool is_packed)
{
	struct marks marks = marks_set();
	struct make make = { ballots };
	struct buf text = buf_new(other, (size_t)1 << 28);
	size_t before = arena_used(keep) + arena_used(scratch);
	struct pb_election election;
	size_t used;

	make_large(&make, &text, ballots, projects, listed);
	assert_true(buf_ok(&text));
	election = read_str(buf_view(&text));
	used = arena_used(keep) + arena_used(scratch) - before;
	assert_int_equal(election.ballots, ballots);
	assert_int_equal(election.sides[0].packed != NULL, is_packed);
	sides_are_walked(&election);
	groups_check(&election, plain_ballots(buf_view(&text), ballots));
	if (is_packed && listed == 10 && used > (size_t)2 * ballots * (listed * 2 + 1) + (3 << 20))
		fail_msg("%zu bytes for %u ballots", used, ballots);
	marks_rewind(marks);
}

static void large_ones_are_read_alike(void **state)
{
	(void)state;
	large_one(30000, 200, 5, false);
	large_one(20000, 30, 1, false); /* few groups */
	large_one(110000, 300, 10, true);
	large_one(270000, 2000, 4, true);
	large_one(200000, 2000, 10, true);
	large_one(150000, 30, 2, false);   /* equal ballots wait together */
	large_one(60000, 50000, 40, true); /* steps of all sizes, ballots too long to wait */
}

/* Where ballots wait, one with a pledge cannot: it must know its group. */
static void pledges_among_many(void **state)
{
	struct marks marks = marks_set();
	struct buf text = buf_new(other, 16 << 20);
	struct pb_election election;

	(void)state;
	buf_text(&text, "META\nkey;value\nbudget;9\nvote_type;approval\n"
			"PROJECTS\nproject_id;cost\n");
	for (int p = 0; p < 500; p++)
		buf_print(&text, "%d;1\n", p);
	buf_text(&text, "VOTES\nvote;pledges\n");
	for (int i = 0; i < 110000; i++)
		buf_print(&text, i % 1000 == 7 ? "%d,%d;5,\n" : "%d,%d;\n", i * 7 % 499,
			i * 7 % 499 + 1);
	election = read_str(buf_view(&text));
	assert_int_equal(election.group_count, 499);
	assert_int_equal(election.pledge_count, 110);
	for (uint32_t i = 0; i < 110; i++) {
		const struct pb_pledge *pledge = &election.pledges[i];

		assert_int_equal(pledge->ballot, i * 1000 + 7);
		assert_int_equal(pledge->project, pledge->ballot * 7 % 499);
		/* groups come in the order 0 7 14 … */
		assert_int_equal(pledge->group, pledge->ballot % 499);
	}
	marks_rewind(marks);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_open_elections_are_read),
		cmocka_unit_test(ballots_in_another_order),
		cmocka_unit_test(open_ballots_in_another_order),
		cmocka_unit_test(texts_in_another_dress),
		cmocka_unit_test(large_ones_are_read_alike),
		cmocka_unit_test(pledges_among_many),
	};

	return cmocka_run_group_tests(tests, arenas_open, arenas_close);
}
