/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/choose/count_test.c: what anybody can take home of a counted ballot. The `.pb` file given
 * away, counted by the command with the options the page names, has the winners of the page in
 * their order; its certificate holds; it names nobody; where too few voted, or where what a ballot
 * offers points at one household, it is not given away. */
#include "unit.h"
#include <jansson.h>
#include "face_cli.h"
#include "house.h"
#include "choose/count.h"

struct taken {
	struct data *page; /* of the result, as a guest sees it */
	struct str pb;	   /* absent: not given away */
	struct str cert;
	struct str command;
};

static struct data *look_as(struct house *house, int64_t person, const char *path)
{
	struct sight sight = { .street = "heqing",
		.path = str_of(path),
		.arena = house->arena,
		.actor = { .person = person } };

	return door_look(house->door, &sight) ? NULL : sight.data;
}

static struct taken take(struct house *house, int64_t person)
{
	struct taken taken = { 0 };
	char path[200];
	const struct data *view;
	long long id = (long long)story_name(house->story, "count");

	snprintf(path, sizeof path, "choose/allocation/%lld", id);
	taken.page = look_as(house, person, path);
	assert_non_null(taken.page);
	taken.command = data_str(taken.page, "command");
	snprintf(path, sizeof path, "choose/allocation/%lld/votes", id);
	view = look_as(house, person, path);
	assert_non_null(view);
	taken.pb = data_str(view, "pb");
	snprintf(path, sizeof path, "choose/allocation/%lld/certificate", id);
	view = look_as(house, person, path);
	if (view)
		taken.cert = data_str(view, "cert");
	return taken;
}

static void file_put(const char *path, struct str text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text.at, 1, text.len, file), text.len);
	fclose(file);
}

/* zhidian pb VERB FILE… and the words of the command after it. */
static struct said pb_run(struct house *house, const char *verb, const char *file,
	const char *other, struct str command)
{
	struct faces faces = { .program = program_find(house->arena) };
	const char *words[32] = { faces.program, "pb", verb, file };
	int count = 4;

	assert_non_null(faces.program);
	if (other)
		words[count++] = other;
	while (command.at && command.len && count < 28)
		words[count++] = str_z(house->arena, str_cut(&command, ' '));
	if (!other) {
		words[count++] = "--json";
		words[count++] = "--no-time";
	}
	return program_run(&faces, words, house->arena);
}

/* The page's winners, by their number on the ballot, are the command's ids in the same order. */
static void winners_equal(const struct data *page, const json_t *line)
{
	const json_t *selected = json_object_get(line, "selected");
	const struct data *row = data_get(page, "winners")->first;

	assert_int_equal(json_array_size(selected), data_number(page, "won"));
	for (size_t i = 0; i < json_array_size(selected); i++, row = row->next) {
		const char *id = json_string_value(json_array_get(selected, i));

		assert_non_null(row);
		assert_int_equal(strtol(id, NULL, 10), data_number(row, "number"));
	}
	assert_null(row);
}

static void same_at_the_command_line(struct house *house, const struct taken *taken)
{
	char file[120], cert[120];
	json_t *line;
	struct said said;

	assert_true(taken->pb.at != NULL && taken->cert.at != NULL);
	snprintf(file, sizeof file, "%s/votes.pb", house->dir);
	snprintf(cert, sizeof cert, "%s/votes.cert", house->dir);
	file_put(file, taken->pb);
	file_put(cert, taken->cert);
	said = pb_run(house, "count", file, NULL, taken->command);
	if (said.code)
		print_error("%.*s\n%.*s\n", (int)said.err.len, said.err.at, (int)taken->pb.len,
			taken->pb.at);
	assert_int_equal(said.code, 0);
	line = json_loadb(said.out.at, said.out.len, JSON_DISABLE_EOF_CHECK, NULL);
	assert_non_null(line);
	winners_equal(taken->page, line);
	assert_true(str_is(data_str(taken->page, "inputs"),
		json_string_value(json_object_get(line, "sha256"))));
	json_decref(line);
	said = pb_run(house, "check", file, cert, (struct str) { 0 });
	assert_int_equal(said.code, 0);
}

/* --- ballots of the stories --- */

static void tell_file(struct house *house, const char *file)
{
	struct str text;

	if (!file_load(file, house->arena, &text))
		fail_msg("cannot read %s: run it in the repository", file);
	assert_int_equal(story_play(house->story, file, text), 0);
}

static void stories_give_the_same(void **state)
{
	static const char *const files[] = { "test/choose/allocation.story",
		"test/choose/shares.story", "test/choose/offers.story" };

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		struct house house;
		struct taken taken;

		assert_true(house_open(&house, false, 64, NULL));
		tell_file(&house, files[i]);
		taken = take(&house, 0);
		same_at_the_command_line(&house, &taken);
		house_close(&house);
	}
}

/* --- a ballot told here --- */

static const char village[] = "use village\n"
			      "at 2025-03-01 09:00\n";

static void draft_tell(struct buf *out, const char *name, int cost)
{
	buf_print(out,
		"as cai choose.project.draft place=$cailu season=$season title=%s problem=a "
		"kind=soft households=64 goal=b custodian=c upkeep=d risks=e starts=2025-06-10 "
		"ends=2025-12-01 lines.0.name=x lines.0.class=goods lines.0.source=fund "
		"lines.0.amount=%d.00 -> ok as %s\n"
		"as cai choose.project.send project=$%s -> ok\n"
		"as zhou choose.screening.run project=$%s -> ok\n",
		name, cost, name, name, name);
}

enum { CANDIDATES = 6 };
static const char *const names[CANDIDATES] = { "aa", "bb", "cc", "dd", "ee", "ff" };

/* A meeting that agrees to ask, and the street that allows it. */
static void council_tell(struct buf *out)
{
	buf_text(out, "at 2025-04-25 10:00\n"
		      "as cai voice.meeting.call place=$cailu kind=council title=x venue=x "
		      "starts=2025-04-29T14:00 counted=household items.0.title=x -> ok as council\n"
		      "at 2025-04-29 14:00\n"
		      "as chen voice.meeting.open meeting=$council -> ok\n"
		      "as chen look voice/meeting/$council -> ok keep point=items.0.id\n"
		      "as chen voice.attendance.sheet meeting=$council");
	for (int i = 0; i < 50; i++)
		buf_print(out, " rows.%d.household=$h%d", i, i + 1);
	buf_text(out, " -> ok\n"
		      "as chen voice.meeting.decide item=$point yes=46 no=2 abstain=2 decision=x "
		      "-> ok\n"
		      "as chen voice.meeting.close meeting=$council chair=x recorder=x -> ok\n"
		      "as zhou place.rule.set rule=F04 severity=info from=2025-05-05 source=x -> "
		      "ok\n");
}

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* Each household chooses two or three; some offer one of four sums for one of them. */
static void casts_tell(struct buf *out, int voters, bool has_offers, uint32_t seed)
{
	for (int i = 1; i <= voters; i++) {
		int first = (int)(next(&seed) % CANDIDATES);
		int second = (first + 1 + (int)(next(&seed) % (CANDIDATES - 1))) % CANDIDATES;

		buf_print(out, "as p%d choose.ballot.cast ballot=$vote choices=$%s choices=$%s", i,
			names[first], names[second]);
		if (has_offers && next(&seed) % 3 == 0)
			buf_print(out, " offers.0.project=$%s offers.0.amount=%d", names[second],
				50 << next(&seed) % 3);
		buf_text(out, " -> ok\n");
	}
}

struct plan {
	const char *rule; /* further words of the opening */
	int voters;
	bool has_offers;
	uint32_t seed;
	bool is_left_open;
};

/* Every byte of the files of the database. */
static struct str data_dump(struct house *house)
{
	static const char *const names[] = { "zhidian.db", "zhidian.db-wal" };
	struct buf all = buf_new(house->arena, (size_t)1 << 28);
	struct str text;
	char file[120];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(file, sizeof file, "%s/%s", house->dir, names[i]);
		if (file_load(file, house->arena, &text))
			buf_str(&all, text);
	}
	assert_true(buf_ok(&all) && all.len > 100000);
	return buf_view(&all);
}

static int house_tell_ballot(struct house *house, const struct plan *plan)
{
	struct buf text = buf_new(house->arena, 1 << 20);

	buf_text(&text, village);
	for (int i = 0; i < CANDIDATES; i++)
		draft_tell(&text, names[i], 1500 + 900 * ((i * 5) % CANDIDATES));
	council_tell(&text);
	buf_text(&text, "at 2025-05-05 09:00\nas clock tick -> ok\n"
			"as cai choose.ballot.open place=$cailu season=$season title=x "
			"budget=12000.00 until=2025-05-18T20:00");
	for (int i = 0; i < CANDIDATES; i++)
		buf_print(&text, " candidates=$%s", names[i]);
	buf_print(&text, " %s%s -> ok as vote\n", plan->rule,
		plan->has_offers ? " takes_pledges=yes meeting=$council" : "");
	casts_tell(&text, plan->voters, plan->has_offers, plan->seed);
	if (!plan->is_left_open)
		buf_text(&text,
			"at 2025-05-18 20:00\nas clock tick -> ok 1\nas clock tick -> ok 1\n"
			"as guest look choose/ballot/$vote -> ok keep count=allocation_ref\n");
	assert_true(buf_ok(&text));
	return house_play(house, buf_z(&text));
}

static const struct data *row_at(const struct data *list, size_t at)
{
	const struct data *row = list->first;

	while (row && at--)
		row = row->next;
	assert_non_null(row);
	return row;
}

/* Among the rules side by side the ballot's own gives what was counted. */
static void own_column_is_the_result(struct house *house, const struct taken *taken)
{
	char path[200];
	const struct data *page, *rules;
	size_t own = 0;

	snprintf(path, sizeof path, "choose/allocation/%lld/compare",
		(long long)story_name(house->story, "count"));
	page = look_as(house, story_name(house->story, "zhou"), path);
	assert_non_null(page);
	rules = data_get(page, "rules");
	while (!data_number(row_at(rules, own), "is_own"))
		own++;
	assert_int_equal(data_number(row_at(rules, own), "spent_fen"),
		data_number(taken->page, "spent_fen"));
	for (const struct data *row = data_get(taken->page, "outcomes")->first; row;
		row = row->next) {
		const struct data *project = row_at(
			data_get(page, "projects"), (size_t)data_number(row, "number") - 1);

		assert_int_equal(data_number(row_at(data_get(project, "cells"), own), "is_won"),
			data_number(row, "is_won"));
	}
}

static void every_rule_gives_the_same(void **state)
{
	static const struct plan plans[] = {
		{ "rule=greedy_votes", 60, false, 1 },
		{ "rule=greedy_density", 60, false, 2 },
		{ "rule=mes complete=none", 60, false, 3 },
		{ "", 64, false, 4 },
		{ "rule=ees", 60, false, 5 },
		{ "rule=phragmen", 60, false, 6 },
		{ "terms.0.project=$aa terms.0.rival=$cc terms.1.project=$bb terms.1.needs=$dd "
		  "terms.2.project=$ee terms.2.least=25 terms.3.project=$ff terms.3.category=g "
		  "terms.4.project=$dd terms.4.category=g limits.0.category=g "
		  "limits.0.cap=4000.00",
			60, false, 7 },
		{ "complete=exhaust", 64, true, 8 },
		{ "rule=greedy_votes", 64, true, 9 },
		{ "terms.0.project=$aa terms.0.rival=$cc complete=none", 64, true, 10 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
		struct house house;
		struct taken guest, staff;

		assert_true(house_open(&house, false, 64, NULL));
		assert_int_equal(house_tell_ballot(&house, &plans[i]), 0);
		guest = take(&house, 0);
		staff = take(&house, story_name(house.story, "cai"));
		same_at_the_command_line(&house, &staff);
		own_column_is_the_result(&house, &staff);
		if (guest.pb.at)
			assert_true(str_equal(guest.pb, staff.pb));
		else
			assert_true(plans[i].has_offers);
		house_close(&house);
	}
}

/* Ballots of three projects; so many times each line. */
struct lines {
	const char *vote;
	const char *pledges;
	int times;
};

static bool offers_are_given_away(const struct lines *lines, size_t count)
{
	struct arena *arena = arena_new(1 << 22);
	struct buf text = buf_new(arena, 1 << 16);
	struct count read;
	struct str why;
	bool is_public = false;
	int row = 0;

	buf_text(&text, "META\nkey;value\nbudget;100.00\nvote_type;approval\n"
			"rule;greedy\nPROJECTS\nproject_id;cost\n01;500.00\n02;500.00\n03;500.00\n"
			"VOTES\nvoter_id;vote;pledges\n");
	for (size_t i = 0; i < count; i++)
		for (int n = 0; n < lines[i].times; n++)
			buf_print(&text, "%d;%s;%s\n", ++row, lines[i].vote, lines[i].pledges);
	assert_int_equal(count_read(arena, buf_view(&text), &read, &why), OK);
	assert_int_equal(count_offers_public(arena, &read.election, &is_public), OK);
	arena_free(arena);
	return is_public;
}

/* What a ballot offers in all must stand on five ballots that are not all the same: each sum alone
 * may do so while the two together point at one household. */
static void offers_are_looked_at_together(void **state)
{
	const struct lines fine[] = { { "03", "", 44 }, { "01,02", "50.00,", 3 },
		{ "01", "50.00", 3 } };
	const struct lines few[] = { { "03", "", 46 }, { "01,02", "50.00,", 2 },
		{ "01", "50.00", 2 } };
	const struct lines pair[] = { { "03", "", 40 }, { "01", "50.00", 4 },
		{ "01,03", "50.00,", 4 }, { "02", "100.00", 4 }, { "02,03", "100.00,", 4 },
		{ "01,02", "50.00,100.00", 1 } };
	const struct lines alike[] = { { "03", "", 45 }, { "01,02", "50.00,", 6 } };
	const struct lines small[] = { { "03", "", 43 }, { "01,02", "50.00,", 3 },
		{ "01", "50.00", 3 } };

	(void)state;
	assert_true(offers_are_given_away(fine, 3));
	assert_false(offers_are_given_away(few, 3));
	assert_false(offers_are_given_away(pair, 6));
	assert_true(offers_are_given_away(pair, 5));
	assert_false(offers_are_given_away(alike, 2));
	assert_false(offers_are_given_away(small, 3));
}

/* Until the box is opened an offer is nowhere but in envelopes of one size: not as text, not as a
 * plain hash, not as a field of a leaf. */
static void an_offer_is_sealed(void **state)
{
	static const char *const texts[] = { "1+50 3", "1+100 3", "1+200 3", "1+50", "1+100",
		"1+200", "\"offers\"", "offers.0" };
	struct plan plan = { "complete=exhaust", 40, true, 14 };
	struct house house;
	struct str dump;

	(void)state;
	plan.is_left_open = true;
	assert_true(house_open(&house, false, 64, NULL));
	assert_int_equal(house_tell_ballot(&house, &plan), 0);
	dump = data_dump(&house);
	assert_non_null(memmem(dump.at, dump.len, "choose.ballot.cast", 18));
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct hash hash = hash_of(texts[i], strlen(texts[i]));

		assert_null(memmem(dump.at, dump.len, texts[i], strlen(texts[i])));
		assert_null(memmem(dump.at, dump.len, hash.at, HASH_SIZE));
	}
	assert_null(memmem(dump.at, dump.len, "+50", 3));
	/* and there they are, once it is open: the search can find */
	assert_int_equal(house_play(&house, "at 2025-05-18 20:00\nas clock tick -> ok 1\n"), 0);
	dump = data_dump(&house);
	assert_non_null(memmem(dump.at, dump.len, "+50", 3));
	house_close(&house);
}

/* A name, a door, an hour: of 64 households and of everybody who works here none is in it. */
static void it_names_nobody(void **state)
{
	static const char *const secrets[] = { "王秀珍", "李建国", "蔡勇", "号楼", "2025-05-0",
		"T20:00" };
	const struct plan plan = { "", 64, true, 11 };
	struct house house;
	struct taken taken;

	(void)state;
	assert_true(house_open(&house, false, 64, NULL));
	assert_int_equal(house_tell_ballot(&house, &plan), 0);
	taken = take(&house, story_name(house.story, "cai"));
	for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
		assert_null(strstr(str_z(house.arena, taken.pb), secrets[i]));
		assert_null(strstr(str_z(house.arena, taken.cert), secrets[i]));
	}
	house_close(&house);
}

static bool tells_payers(const struct taken *taken)
{
	const struct data *outcomes = data_get(taken->page, "outcomes");

	for (const struct data *row = outcomes->first; row; row = row->next)
		if (data_str(row, "payment").at || data_number(row, "paying_full") ||
			data_str(row, "had").at)
			return true;
	return false;
}

/* One ballot fewer than fifty, or one sum that stands alone: only those who work for the place. */
static void few_are_not_given_away(void **state)
{
	static const struct {
		struct plan plan;
		bool is_given;
	} cases[] = { { { "", 50, false, 12 }, true }, { { "", 49, false, 12 }, false },
		{ { "complete=exhaust", 64, true, 13 }, false } };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct house house;
		struct taken guest, neighbour, staff;

		assert_true(house_open(&house, false, 64, NULL));
		assert_int_equal(house_tell_ballot(&house, &cases[i].plan), 0);
		guest = take(&house, 0);
		neighbour = take(&house, story_name(house.story, "p1"));
		staff = take(&house, story_name(house.story, "zhou"));
		assert_int_equal(guest.pb.at != NULL, cases[i].is_given);
		assert_int_equal(neighbour.pb.at != NULL, cases[i].is_given);
		assert_int_equal(data_number(guest.page, "has_pb"), cases[i].is_given);
		assert_int_equal(guest.cert.at != NULL, cases[i].is_given);
		/* who paid what would tell who chose what, where few voted */
		assert_int_equal(tells_payers(&guest), cases[i].plan.voters >= 50);
		assert_int_equal(tells_payers(&neighbour), cases[i].plan.voters >= 50);
		assert_true(tells_payers(&staff));
		assert_true(staff.pb.at != NULL && staff.cert.at != NULL);
		house_close(&house);
	}
}

/* The money of the page adds up: what winners cost is what fund and offers give; what one winner's
 * supporters pay is its cost. */
static void it_adds_up(void **state)
{
	const struct plan plan = { "complete=exhaust", 64, true, 8 };
	int64_t spent = 0, called = 0;
	struct house house;
	struct taken taken;

	(void)state;
	assert_true(house_open(&house, false, 64, NULL));
	assert_int_equal(house_tell_ballot(&house, &plan), 0);
	taken = take(&house, 0);
	for (const struct data *row = data_get(taken.page, "winners")->first; row;
		row = row->next) {
		spent += data_number(row, "net_fen");
		called += data_number(row, "called_fen");
		assert_int_equal(data_number(row, "net_fen") + data_number(row, "called_fen"),
			data_number(row, "cost_fen"));
		if (data_number(row, "paying_full"))
			assert_int_equal(
				data_number(row, "payment_fen") * data_number(row, "paying_full") +
					data_number(row, "dearer") + data_number(row, "rest_fen"),
				data_number(row, "cost_fen"));
	}
	assert_int_equal(spent, data_number(taken.page, "spent_fen"));
	assert_int_equal(called, data_number(taken.page, "called_fen"));
	assert_true(spent <= data_number(taken.page, "budget_fen"));
	house_close(&house);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stories_give_the_same),
		cmocka_unit_test(every_rule_gives_the_same),
		cmocka_unit_test(offers_are_looked_at_together),
		cmocka_unit_test(an_offer_is_sealed),
		cmocka_unit_test(it_names_nobody),
		cmocka_unit_test(few_are_not_given_away),
		cmocka_unit_test(it_adds_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
