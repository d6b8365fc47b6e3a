/* SPDX-License-Identifier: MulanPSL-2.0 */
/* What the reader of `.pb` texts understands, what it tells beside, and what it refuses at which
 * line: one small text a thing. */
#include "unit.h"
#include "pb/dump.h"

static struct arena *keep, *scratch;

static int arenas_open(void **state)
{
	(void)state;
	keep = arena_new(1 << 30);
	scratch = arena_new(1 << 30);
	return keep && scratch ? 0 : -1;
}

static int arenas_close(void **state)
{
	(void)state;
	arena_free(keep);
	arena_free(scratch);
	return 0;
}

/* A copy without a byte behind it, so that a sanitizer sees a step too far. */
static struct pb_election read_bytes(const char *text, size_t len)
{
	char *exact = malloc(len ? len : 1);
	struct pb_trouble trouble;
	struct pb_election election;
	enum err err;

	assert_non_null(exact);
	memcpy(exact, text, len);
	/* Kept, since the election points into it; the arena's copy is what tests go on with. */
	err = pb_read(keep, scratch, (struct str) { exact, len }, &election, &trouble);
	if (err == ERR_BAD_INPUT)
		fail_msg("line %u: %.*s\n%.*s", trouble.line, (int)trouble.reason.len,
			trouble.reason.at, (int)len, text);
	assert_int_equal(err, OK);
	free(exact);
	err = pb_read(keep, scratch, (struct str) { text, len }, &election, &trouble);
	assert_int_equal(err, OK);
	return election;
}

static struct pb_election read_text(const char *text)
{
	return read_bytes(text, strlen(text));
}

static void is_text(struct str s, const char *expected)
{
	if (!str_is(s, expected))
		fail_msg("\n%.*s\nis not\n%s", (int)s.len, s.at, expected);
}

static void reads_as(const char *text, const char *expected)
{
	struct pb_election election = read_text(text);

	is_text(dump(keep, &election), expected);
}

/* ---- forms ---- */

#define BASE_DUMP \
	"kind 0 unit 1 budget 100 ballots 4 empty 1 points 1 rule greedy threshold -1\n" \
	"project 1 \"one\" 30 support 2 worth 0\n" \
	"project 2/b \"two\" 50 support 3 worth 0\n" \
	"project 010 \"\" 70 support 0 worth 0\n" \
	"shares 0 1000000 household -1\n" \
	"group 1: 2/b\n" \
	"group 2: 1 2/b\n"

struct form {
	const char *name;
	const char *text;
};

static const struct form forms[] = {
	{ "plain", "META\nkey;value\nbudget;100\nvote_type;approval\nrule;greedy\n"
		   "PROJECTS\nproject_id;cost;name\n1;30;one\n2/b;50;two\n010;70;\n"
		   "VOTES\nvoter_id;vote\n1;1,2/b\n2;2/b\n3;\n4;2/b,1\n" },
	{ "CRLF", "META\r\nkey;value\r\nbudget;100\r\nvote_type;approval\r\nrule;greedy\r\n"
		  "PROJECTS\r\nproject_id;cost;name\r\n1;30;one\r\n2/b;50;two\r\n010;70;\r\n"
		  "VOTES\r\nvoter_id;vote\r\n1;1,2/b\r\n2;2/b\r\n3;\r\n4;2/b,1\r\n" },
	{ "CRLF and LF in turn, none at the end",
		"META\r\nkey;value\nbudget;100\r\nvote_type;approval\nrule;greedy\r\n"
		"PROJECTS\nproject_id;cost;name\r\n1;30;one\n2/b;50;two\n010;70;\r\n"
		"VOTES\nvoter_id;vote\r\n1;1,2/b\n2;2/b\r\n3;\n4;2/b,1" },
	{ "BOM, a CR at the very end",
		"\xef\xbb\xbfMETA\nkey;value\nbudget;100\nvote_type;approval\nrule;greedy\n"
		"PROJECTS\nproject_id;cost;name\n1;30;one\n2/b;50;two\n010;70;\n"
		"VOTES\nvoter_id;vote\n1;1,2/b\n2;2/b\n3;\n4;2/b,1\r" },
	{ "an empty vote at the end of the text",
		"META\nkey;value\nbudget;100\nvote_type;approval\nrule;greedy\n"
		"PROJECTS\nproject_id;cost;name\n1;30;one\n2/b;50;two\n010;70;\n"
		"VOTES\nvoter_id;vote\n1;1,2/b\n2;2/b\n3;2/b,1\n4;" },
	{ "blank lines",
		"\n \nMETA\n\nkey;value\nbudget;100\n\r\n\t\nvote_type;approval\nrule;greedy\n\n"
		"PROJECTS\n\nproject_id;cost;name\n1;30;one\n\n2/b;50;two\n010;70;\n\n\n"
		"VOTES\n\nvoter_id;vote\n1;1,2/b\n2;2/b\n  \n3;\n\n4;2/b,1\n\n\n" },
	{ "quotes", "\"META\"\n\"key\";\"value\"\n\"budget\";\"100\"\n\"vote_type\";\"approval\"\n"
		    "\"rule\";\"greedy\"\n\"PROJECTS\"\n\"project_id\";\"cost\";\"name\"\n"
		    "\"1\";\"30\";\"one\"\n\"2/b\";\"50\";\"two\"\n\"010\";\"70\";\"\"\n\"VOTES\"\n"
		    "\"voter_id\";\"vote\"\n\"1\";\"1,2/b\"\n\"2\";\"2/b\"\n\"3\";\"\"\n"
		    "\"4\";\"2/b,1\"" },
	{ "quotes with separators, line ends and quotes in them",
		"META\nkey;value\ncomment;\"a;b\nPROJECTS\n\"\"c\"\"\"\nbudget;100\n"
		"vote_type;approval\nrule;greedy\n"
		"PROJECTS\nproject_id;text;cost;name\n1;\"x;y\nz\";30;one\n"
		"2/b;\"\"\"\";50;two\n010;\"\n\n\";70;\n"
		"VOTES\nvoter_id;words;vote;more\n1;\"a;\"\"b\nVOTES\n\";1,2/b;\"c;d\n\"\n"
		"2;\"\";2/b;\"\"\n3;;;\"\"\"\"\n4;x;2/b,1;\"e\"\"\n\"" },
	{ "a quote inside a field is a letter",
		"META\nkey;value\ncomment;the \"best\nbudget;100\nvote_type;approval\nrule;greedy\n"
		"PROJECTS\nproject_id;cost;name;x\n1;30;one;5\"\n2/b;50;two;a\"b\"\n010;70;;\n"
		"VOTES\nvoter_id;vote;x\n1;1,2/b;5\"\n2;2/b;a \"b;\n3;;\"\"\n4;2/b,1;\n" },
	{ "blanks round ids, money and names of columns",
		"  \t META \n key ; value\nbudget ; 100 \nvote_type;\tapproval \nrule; greedy\n"
		"      PROJECTS \n project_id; cost ;name \n 1 ; 30\t; one\n2/b ;50 ;two \n010;70; "
		"\n"
		"VOTES\t\nvoter_id ; vote\n1; 1 , 2/b \n2;2/b \n3;  \n4;2/b ,1\n" },
	{ "upper case", "Meta\nKEY;VALUE\nBUDGET;100\nVote_Type;APPROVAL\nRULE;greedy\n"
			"projects\nPROJECT_ID;Cost;NAME\n1;30;one\n2/b;50;two\n010;70;\n"
			"Votes\nVOTER_ID;Vote\n1;1,2/b\n2;2/b\n3;\n4;2/b,1\n" },
	{ "trailing separators, as spreadsheets leave them",
		"META;;;\nkey;value;;\nbudget;100;;\nvote_type;approval;;\nrule;greedy;\n;;;\n"
		"PROJECTS;;;\nproject_id;cost;name;\n1;30;one;\n2/b;50;two;;\n010;70;;\n"
		"VOTES;;;\r\nvoter_id;vote;;\n1;1,2/b;;\n2;2/b;\n3;;;\n4;2/b,1;;\n" },
	{ "columns in another order, others between",
		"META\nkey;value\nrule;greedy\nvote_type;approval\nbudget;100\n"
		"PROJECTS\nname;x;cost;y;project_id\none;;30;;1\ntwo;a;50;b;2/b\n;;70;;010\n"
		"VOTES\nvote;age;voter_id\n1,2/b;30;1\n2/b;;2\n;7;3\n2/b,1;8;4\n" },
	{ "no voter_id, no header of META",
		"META\nbudget;100\nvote_type;approval\nrule;greedy\n"
		"PROJECTS\nproject_id;cost;name\n1;30;one\n2/b;50;two\n010;70;\n"
		"VOTES\nvote;x\n1,2/b;\n2/b;\n;9\n2/b,1;\n" },
};

static void forms_read_alike(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		struct pb_election election = read_text(forms[i].text);
		struct str text = dump(keep, &election);

		if (!str_is(text, BASE_DUMP))
			fail_msg("%s:\n%.*s", forms[i].name, (int)text.len, text.at);
		assert_int_equal(election.note_count, 0);
	}
}

#define HEAD(type) "META\nkey;value\nbudget;100\nvote_type;" type "\n"
#define ROWS "PROJECTS\nproject_id;cost\n1;30\n2;50\n3;7\n"

/* Ids are strings: of any length, any letters, with blanks and zeros where quotes keep them. */
static void ids_are_strings(void **state)
{
	(void)state;
	reads_as(HEAD("approval") "PROJECTS\nproject_id;cost\n1;1\n01;1\n1.0;1\n+1;1\n12345678;1\n"
				  "123456789;1\n1234567890123456;1\n12345678901234567;1\n"
				  "12345678901234568;1\n树 木;1\n\" 1\";1\n\"a;\"\"b\";1\n"
				  "VOTES\nvoter_id;vote\n"
				  "1;12345678,123456789,1234567890123456,12345678901234567\n"
				  "2;12345678901234568\n3;1,01,1.0,+1\n4;树 木\n5;\" 1, 01\"\n"
				  "6; 1\n7;\"a;\"\"b\"\n8;12345678901234567\n9;1234567890123456",
		"kind 0 unit 1 budget 100 ballots 9 empty 0 points 1 rule  threshold -1\n"
		"project 1 \"\" 1 support 2 worth 0\nproject 01 \"\" 1 support 2 worth 0\n"
		"project 1.0 \"\" 1 support 1 worth 0\nproject +1 \"\" 1 support 1 worth 0\n"
		"project 12345678 \"\" 1 support 1 worth 0\n"
		"project 123456789 \"\" 1 support 1 worth 0\n"
		"project 1234567890123456 \"\" 1 support 2 worth 0\n"
		"project 12345678901234567 \"\" 1 support 2 worth 0\n"
		"project 12345678901234568 \"\" 1 support 1 worth 0\n"
		"project 树 木 \"\" 1 support 1 worth 0\nproject  1 \"\" 1 support 1 worth 0\n"
		"project a;\"b \"\" 1 support 1 worth 0\nshares 0 1000000 household -1\n"
		"group 1: 01  1\ngroup 1: 1\ngroup 1: 1 01 1.0 +1\n"
		"group 1: 12345678 123456789 1234567890123456 12345678901234567\n"
		"group 1: 1234567890123456\ngroup 1: 12345678901234567\n"
		"group 1: 12345678901234568\ngroup 1: a;\"b\ngroup 1: 树 木\n");
}

/* The eight bytes read at a time end where the text does. */
static void ids_end_with_the_text(void **state)
{
	(void)state;
	for (int len = 1; len <= 20; len++) {
		char text[200];
		struct pb_election election;

		snprintf(text, sizeof(text),
			HEAD("approval") "PROJECTS\nproject_id;cost\n%.*s;1\n"
					 "VOTES\nx;vote\n;%.*s",
			len, "abcdefghijklmnopqrst", len, "abcdefghijklmnopqrst");
		election = read_text(text);
		assert_int_equal(election.sides[0].support, 1);
	}
}

/* ---- money ---- */

static void money_is(const char *budget, const char *cost, int64_t unit, int64_t budget_units,
	int64_t cost_units)
{
	char text[400];
	struct pb_election election;

	snprintf(text, sizeof(text),
		"META\nkey;value\nbudget;%s\nvote_type;approval\nPROJECTS\nproject_id;cost\n"
		"1;%s\nVOTES\nvoter_id;vote\n1;1\n",
		budget, cost);
	election = read_text(text);
	assert_int_equal(election.unit, unit);
	assert_int_equal(election.budget, budget_units);
	assert_int_equal(election.projects[0].cost, cost_units);
}

static void money_is_exact(void **state)
{
	(void)state;
	money_is("400000.0", "7", 10, 4000000, 70);
	money_is("0", "0", 1, 0, 0);
	money_is("1", "0,50", 100, 100, 50);
	money_is("1,25", "0.1", 100, 125, 10);
	money_is("000123", "0.000001", 1000000, 123000000, 1);
	money_is("5.0000000000", "1", 1000000, 5000000, 1000000);
	money_is("4611686018427387903", "4611686018427387903", 1, PB_MONEY_END - 1,
		PB_MONEY_END - 1);
	money_is("461168601842738790.3", "461168601842738790,3", 10, PB_MONEY_END - 1,
		PB_MONEY_END - 1);
	/* 0.1 + 0.2: read digit by digit, not through a double */
	money_is("0.3", "0.30", 100, 30, 30);
}

/* ---- worths ---- */

static void points_are_read(void **state)
{
	(void)state;
	reads_as(HEAD("cumulative") ROWS "VOTES\nvoter_id;vote;points\n1;1,2;3,0\n2;2,1;0,3\n"
					 "3;1,2;0,3\n4;;\n5;3;4294967295\n",
		"kind 3 unit 1 budget 100 ballots 5 empty 1 points 1 rule  threshold -1\n"
		"project 1 \"\" 30 support 3 worth 6\nproject 2 \"\" 50 support 3 worth 3\n"
		"project 3 \"\" 7 support 1 worth 4294967295\nshares 0 1000000 household -1\n"
		"group 1: 1=0 2=3\ngroup 1: 3=4294967295\ngroup 2: 1=3 2=0\n");
	/* decimals late in the text, before the vote, with quotes and blanks */
	reads_as(HEAD("scoring") ROWS
		"VOTES\npoints;vote\n\"1, 2\";\"1, 2\"\n 1.5 ;3\n0.25,1;2,1\n",
		"kind 4 unit 1 budget 100 ballots 3 empty 0 points 100 rule  threshold -1\n"
		"project 1 \"\" 30 support 2 worth 200\nproject 2 \"\" 50 support 2 worth 225\n"
		"project 3 \"\" 7 support 1 worth 150\nshares 0 1000000 household -1\n"
		"group 1: 1=100 2=200\ngroup 1: 1=100 2=25\ngroup 1: 3=150\n");
	/* the last pair of a repeated project counts */
	reads_as(HEAD("scoring") ROWS "VOTES\nvote;points\n\"1,2,1\";7,1,2\n",
		"kind 4 unit 1 budget 100 ballots 1 empty 0 points 1 rule  threshold -1\n"
		"project 1 \"\" 30 support 1 worth 2\nproject 2 \"\" 50 support 1 worth 1\n"
		"project 3 \"\" 7 support 0 worth 0\nshares 0 1000000 household -1\n"
		"group 1: 1=2 2=1\n");
}

static void places_are_counted(void **state)
{
	(void)state;
	/* Borda: the last listed gets 0; a repeated one keeps its first place, and the list is as
	 * long as without it; 3,1,3 and 3,1 are one group, 1,3 is another. */
	reads_as(HEAD("ordinal") ROWS "VOTES\nvoter_id;vote\n1;3,1,3\n2;3,1\n3;1,3\n4;2\n"
				      "5;2,3,1,1,2\n6;2,3,2,1\n",
		"kind 2 unit 1 budget 100 ballots 6 empty 0 points 1 rule  threshold -1\n"
		"project 1 \"\" 30 support 5 worth 1\nproject 2 \"\" 50 support 3 worth 4\n"
		"project 3 \"\" 7 support 5 worth 4\nshares 0 1000000 household -1\n"
		"group 1: 1=1 3=0\ngroup 1: 2=0\ngroup 2: 1=0 2=2 3=1\ngroup 2: 1=0 3=1\n");
}

static void what_the_city_published(void **state)
{
	(void)state;
	reads_as("META\nkey;value\nbudget;100\nvote_type;choose-1\nrule;equalshares/add1\n"
		 "min_project_score_threshold;2,5\n"
		 "PROJECTS\nproject_id;cost;votes;score;selected\n1;30;1;2.5;1\n2;50;0;-1;0\n"
		 "3;7;;;\n4;7;0;0.12345678;3\nVOTES\nvoter_id;vote\n1;1\n",
		"kind 1 unit 1 budget 100 ballots 1 empty 0 points 1 rule equalshares/add1 "
		"threshold 2500000\n"
		"project 1 \"\" 30 support 1 worth 0 votes 1 score 2500000 selected 1\n"
		"project 2 \"\" 50 support 0 worth 0 votes 0 score -1000000 selected 0\n"
		"project 3 \"\" 7 support 0 worth 0\n"
		"project 4 \"\" 7 support 0 worth 0 votes 0 score 123456 selected 3\n"
		"shares 0 1000000 household -1\ngroup 1: 1\n");
}

static void what_is_not_enforced(void **state)
{
	struct pb_election election = read_text(
		"META\nkey;value\nbudget;1\nvote_type;approval\nMAX_LENGTH;3\n"
		"fully_funded;1\ncolour;red\nmin_sum_points;2\n" ROWS "VOTES\nvote;x\n1,2,3;\n");

	(void)state;
	is_text(election.unenforced, "max_length min_sum_points fully_funded");
	assert_false(election.has_selected_column);
}

/* ---- constraints and donations ---- */

static void limits_are_read(void **state)
{
	(void)state;
	reads_as("META\nkey;value\nbudget;100\nvote_type;approval\n"
		 "category_caps;green:60.5, art & craft : 7,a:b:1\ncategory_floors;green:10\n"
		 "min_community_share;0.25\ncap_per_source;0,5\ncap_per_project;0.6\n"
		 "cap_per_household;50.00\n"
		 "PROJECTS\nproject_id;cost;category;incompatible;needs;variant_of;min_support\n"
		 "1;30;green,play;2,3,2;;;\n2;50;play;;1, 3,,1;;5\n3;7;art & craft;1;;;\n"
		 "4;6;a:b;;;1;\n5;5;;;;1;0\n"
		 "VOTES\nvoter_id;vote;pledges;source\n1;1,2;5,;\n2;2,1;0,1.5;the bank\n"
		 "3;3;;the bank\n4;;;\n5;5,3,!1;1,2;\"the bank\"\n6;2,1;3,4;Household\n"
		 "7;2;1;the shop\n8;!1;;\n",
		"kind 0 unit 100 budget 10000 ballots 8 empty 2 points 1 rule  threshold -1\n"
		"project 1 \"\" 3000 support 3 worth 0 category 0 not with 1 not with 2 not with 3"
		" not with 4\n"
		"project 2 \"\" 5000 support 4 worth 0 not with 0 needs 0 needs 2 least 5\n"
		"project 3 \"\" 700 support 2 worth 0 category 1 not with 0\n"
		"project 4 \"\" 600 support 0 worth 0 category 2 size of 0 not with 0 not with 4\n"
		"project 5 \"\" 500 support 1 worth 0 size of 0 not with 0 not with 3\n"
		"category green cap 6050 floor 1000\ncategory art & craft cap 700\n"
		"category a:b cap 100\n"
		"pledge of ballot 0 for 0: 500 from self\n"
		"pledge of ballot 1 for 0: 150 from the bank\n"
		"pledge of ballot 4 for 4: 100 from the bank\n"
		"pledge of ballot 4 for 2: 200 from the bank\n"
		"pledge of ballot 5 for 1: 300 from self\n"
		"pledge of ballot 5 for 0: 400 from self\n"
		"pledge of ballot 6 for 1: 100 from the shop\n"
		"shares 400000 500000 household 5000\n"
		"group 1: !1 3 5\ngroup 1: 2\ngroup 1: 3\ngroup 3: 1 2\n");
}

/* Each household is a source of its own; the pledge knows the group of its ballot. */
static void pledges_know_their_group(void **state)
{
	struct pb_election election = read_text(
		HEAD("approval") ROWS "VOTES\nvote;pledges;source\n1;1;\n2;2;x\n1;3;\n"
				      "3,1;1,1;\n2;4;y\n2;5;x\n2;6;y\n2;7;z\n2;8;z\n");
	static const uint32_t groups[] = { 0, 1, 0, 2, 2, 1, 1, 1, 1, 1 };
	static const uint32_t sources[] = { 0, 1, 2, 3, 3, 4, 1, 4, 5, 5 };

	(void)state;
	assert_int_equal(election.pledge_count, 10);
	assert_int_equal(election.source_count, 6);
	for (uint32_t i = 0; i < 10; i++) {
		assert_int_equal(election.pledges[i].group, groups[i]);
		assert_int_equal(election.pledges[i].source, sources[i]);
	}
	assert_null(election.sources[0].at);
	is_text(election.sources[1], "x");
	is_text(election.sources[4], "y");
}

/* ---- notes ---- */

struct told {
	const char *text;
	const char *notes; /* line and text of each */
};

static const struct told tolds[] = {
	{ "META\nkey;value\nbudget;1\nnum_projects;4\nnum_votes;x\nvote_type;approval\n" ROWS
	  "VOTES\nvote;x\n1;\n",
		"4 num_projects is \"4\", but there are 3\n"
		"5 num_votes is \"x\", but there are 1\n" },
	{ HEAD("approval") "PROJECTS\nproject_id;cost;votes;score;selected\n1;3;2;x;4\n2;3;1.5;;\n"
			   "VOTES\nvote;x\n1;\n",
		"7 score \"x\" is not a number, passed over\n"
		"7 selected \"4\" is not 0, 1, 2 or 3, passed over\n"
		"7 votes of project \"1\" is 2, but 1 ballots list it\n"
		"8 votes \"1.5\" is not a whole number, passed over\n" },
	{ HEAD("approval") ROWS "VOTES\nvoter_id;vote\n5;1,2,1\n6;1,,2\n7;1,\n8;,\n7;3\n"
				"\"8\";3\n \"5\";1\n",
		"12 the vote names \"1\" more than once\n"
		"13 a blank item in the vote, passed over\n"
		"14 a blank item in the vote, passed over\n"
		"15 a blank item in the vote, passed over\n"
		"15 a blank item in the vote, passed over\n"
		"16 voter_id \"7\" has voted before\n"
		"17 voter_id \"8\" has voted before\n" },
	{ HEAD("approval") "PROJECTS\nproject_id;cost\n1;3\n;;\n2;3\n;\n"
			   "VOTES\nvoter_id;vote\n1;1\n;;\n ; \r\n\n"
			   "9;\n;1",
		"8 a row of separators only, passed over\n"
		"10 a row of separators only, passed over\n"
		"14 a row of separators only counts as an empty vote\n"
		"15 a row of separators only counts as an empty vote\n" },
	{ HEAD("choose-1") ROWS "VOTES\nvote;x\n1,2;\n", "12 a choose-1 vote names 2 projects\n" },
	{ HEAD("scoring") ROWS "VOTES\nvote;x\n1,2;\n",
		"11 the votes have no points, so that none can be counted\n" },
	{ HEAD("scoring") ROWS "VOTES\nvote;points\n1,2;1,,2\n",
		"12 a blank item in the points, passed over\n" },
	/* read again when decimals come: told once all the same, and voters are new again */
	{ HEAD("scoring") ROWS "VOTES\nvoter_id;vote;points\n3;1;1\n2;1;1\n1;1;0.5\n", "" },
	{ HEAD("scoring") ROWS "VOTES\nvote;points\n1,,2;1,2\n1,1;3,4\n1;0.5\n2;0.25\n",
		"12 a blank item in the vote, passed over\n"
		"13 the vote names \"1\" more than once\n" },
	{ HEAD("approval") "PROJECTS\nproject_id;cost;name\n1;3;a;b\n2;3;\"a\" b;;\n"
			   "VOTES\nvote;x\n1;\"x\"y\n",
		"7 the row has more fields than the header\n"
		"8 letters stand behind the closing quote of field 3\n" },
	{ "META\nkey;value\nbudget;1\nvote_type;approval\nbudget;1\n"
	  "category_caps;green:5\nmin_project_score_threshold;many\n"
	  "PROJECTS\nproject_id;cost;needs\n1;1;2\n2;1;3\n3;1;2\n4;1;\nVOTES\nvote;x\n1;\n",
		"6 no project is in category \"green\"\n"
		"7 min_project_score_threshold \"many\" is not a number\n"
		"10 project \"1\" can never win: what it needs goes in a circle\n"
		"11 project \"2\" can never win: what it needs goes in a circle\n"
		"12 project \"3\" can never win: what it needs goes in a circle\n" },
};

static void what_is_told_beside(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(tolds) / sizeof(*tolds); i++) {
		struct pb_election election = read_text(tolds[i].text);
		struct buf notes = buf_new(keep, 1 << 20);

		for (uint32_t n = 0; n < election.note_count; n++)
			buf_print(&notes, "%u %.*s\n", election.notes[n].line,
				(int)election.notes[n].text.len, election.notes[n].text.at);
		is_text(buf_view(&notes), tolds[i].notes);
	}
}

static void voters_who_come_again(void **state)
{
	struct buf text = buf_new(keep, 1 << 20);
	struct pb_election election;

	(void)state;
	/* ids that ascend for long, some that only begin alike, then many again */
	buf_text(&text, HEAD("approval") ROWS "VOTES\nx;voter_id;vote\n");
	for (int i = 0; i < 3000; i++)
		buf_print(&text, i % 7 ? ";%d;1\n" : ";\"%d\";1\n", i);
	buf_text(&text, ";\"30\"\"\";1\n;30 0;1\n;a;1\n;\"a\";1\n;;1\n;;1\n;\"1\n1\";1\n");
	for (int i = 2999; i >= 2500; i--)
		buf_print(&text, i % 5 ? ";%d;1\n" : ";\"%d\";1\n", i);
	buf_text(&text, ";30 0;1\n;\"30\"\"\";1\n;3;1");
	election = read_bytes(text.at, text.len);
	assert_int_equal(election.note_count, 1 + 500 + 3);
	is_text(election.notes[0].text, "voter_id \"a\" has voted before");
	assert_int_equal(election.notes[0].line, 11 + 3000 + 4);
	is_text(election.notes[1].text, "voter_id \"2999\" has voted before");
	is_text(election.notes[501].text, "voter_id \"30 0\" has voted before");
	is_text(election.notes[502].text, "voter_id \"30\"\"\" has voted before");
}

/* After 1,000 notes only their number is told. */
static void notes_are_bounded(void **state)
{
	struct buf text = buf_new(keep, 1 << 20);
	struct pb_election election;

	(void)state;
	buf_text(&text, HEAD("approval") ROWS "VOTES\nvote;x\n");
	for (int i = 0; i < 1234; i++)
		buf_text(&text, "1,1;\n");
	election = read_bytes(text.at, text.len);
	assert_int_equal(election.note_count, 1001);
	is_text(election.notes[1000].text, "and 234 more like these");
	assert_int_equal(election.notes[1000].line, 1011);
	assert_int_equal(election.sides[0].support, 1234);
}

/* Whatever allocation fails: ERR_MEMORY, or what a rich arena gives. */
static void a_small_arena_is_told(void **state)
{
	static const char text[] =
		"META\nkey;value\nbudget;9.5\nvote_type;scoring\ncategory_caps;a:1\n"
		"PROJECTS\nproject_id;cost;category;incompatible;needs;variant_of\n"
		"1;3;a;2;;\n2;4;\"b,\"\"c\";1;1;\n3;1;;;;1\n"
		"VOTES\nvoter_id;vote;points;pledges;source\n2;1;1;1;x\n1;1,1;1,2;;\n"
		"1;\"2, 3,!1\";0.5,1;,1;\"\"\"y\"\n";
	struct pb_election rich = read_text(text);
	struct str expected = dump(keep, &rich);
	size_t refusals[2] = { 0 };

	(void)state;
	for (int which = 0; which < 2; which++)
		for (size_t cap = 0; cap < 160000; cap += cap < 3000 ? 16 : 256) {
			struct arena *small[2] = { arena_new(which ? 1 << 20 : cap),
				arena_new(which ? cap : 1 << 20) };
			struct pb_election election;
			struct pb_trouble trouble;
			enum err err;

			assert_true(small[0] && small[1]);
			err = pb_read(small[0], small[1], str_of(text), &election, &trouble);
			if (err == OK)
				assert_true(str_equal(dump(keep, &election), expected));
			else
				assert_int_equal(err, ERR_MEMORY);
			refusals[which] += err != OK;
			arena_free(small[0]);
			arena_free(small[1]);
		}
	assert_true(refusals[0] > 20 && refusals[1] > 100 && refusals[1] < 700);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_read_alike),
		cmocka_unit_test(ids_are_strings),
		cmocka_unit_test(ids_end_with_the_text),
		cmocka_unit_test(money_is_exact),
		cmocka_unit_test(points_are_read),
		cmocka_unit_test(places_are_counted),
		cmocka_unit_test(what_the_city_published),
		cmocka_unit_test(what_is_not_enforced),
		cmocka_unit_test(limits_are_read),
		cmocka_unit_test(pledges_know_their_group),
		cmocka_unit_test(what_is_told_beside),
		cmocka_unit_test(voters_who_come_again),
		cmocka_unit_test(notes_are_bounded),
		cmocka_unit_test(a_small_arena_is_told),
	};

	return cmocka_run_group_tests(tests, arenas_open, arenas_close);
}
