/* SPDX-License-Identifier: MulanPSL-2.0 */
/* Every refusal of the reader, with the line it names and the reason it gives; what stands just
 * inside a limit is read. And what a rule needs of an election (pb_admits). */
#include <stdlib.h>
#include "unit.h"
#include "base/arena.h"
#include "base/buf.h"
#include "pb/pb.h"

static struct arena *keep, *scratch;

static int arenas_open(void **state)
{
	(void)state;
	keep = arena_new((size_t)1 << 30);
	scratch = arena_new((size_t)1 << 30);
	return keep && scratch ? 0 : -1;
}

static int arenas_close(void **state)
{
	(void)state;
	arena_free(keep);
	arena_free(scratch);
	return 0;
}

/* From a copy without a byte behind it, so that a sanitizer sees a step too far. */
static enum err read_exactly(struct str text, struct pb_election *out, struct pb_trouble *trouble)
{
	char *exact = malloc(text.len ? text.len : 1);
	enum err err;

	assert_non_null(exact);
	memcpy(exact, text.at, text.len);
	err = pb_read(keep, scratch, (struct str) { exact, text.len }, out, trouble);
	free(exact);
	return err;
}

static void refused(struct str text, uint32_t line, const char *reason)
{
	struct pb_election election;
	struct pb_trouble trouble;
	enum err err = read_exactly(text, &election, &trouble);
	int shown = text.len < 600 ? (int)text.len : 600;

	if (err != ERR_BAD_INPUT)
		fail_msg("not refused for \"%s\" (%s):\n%.*s", reason, err_name(err), shown,
			text.at);
	if (trouble.line != line || !str_is(trouble.reason, reason))
		fail_msg("%u: %.*s\nwhere %u: %s was expected of\n%.*s", trouble.line,
			(int)trouble.reason.len, trouble.reason.at, line, reason, shown, text.at);
}

static struct pb_election accepted(struct str text)
{
	struct pb_election election;
	struct pb_trouble trouble;
	enum err err = read_exactly(text, &election, &trouble);

	if (err == ERR_BAD_INPUT)
		fail_msg("%u: %.*s", trouble.line, (int)trouble.reason.len, trouble.reason.at);
	assert_int_equal(err, OK);
	/* Again, from a text that stays: the election points into it. */
	assert_int_equal(pb_read(keep, scratch, text, &election, &trouble), OK);
	return election;
}

#define HEAD "META\nkey;value\nbudget;100\nvote_type;approval\n"       /* lines 1 … 4 */
#define KIND(type) "META\nkey;value\nbudget;100\nvote_type;" type "\n" /* the same */
#define ROWS "PROJECTS\nproject_id;cost\n1;30\n2;50\n"		       /* lines 5 … 8 */
#define VOTES "VOTES\nvoter_id;vote\n"				       /* lines 9, 10 */
#define SHAPE "is not a number like 1234 or 1234.50"

struct refusal {
	const char *text;
	uint32_t line;
	const char *reason;
};

static const struct refusal refusals[] = {
	/* sections */
	{ "", 1, "the text does not begin with section META" },
	{ "\n\n \n", 4, "the text does not begin with section META" },
	{ "\nPROJECTS\n", 2, "the text does not begin with section META" },
	{ "budget;100\n", 1, "the text does not begin with section META" },
	{ "METAL\n", 1, "the text does not begin with section META" },
	{ HEAD, 5, "there is no section PROJECTS" },
	{ HEAD "VOTES\n", 5, "section PROJECTS must come after META, not this one" },
	{ HEAD "META\n", 5, "section PROJECTS must come after META, not this one" },
	{ HEAD ROWS, 9, "there is no section VOTES" },
	{ HEAD "PROJECTS\nproject_id;cost", 6, "there is no section VOTES" },
	{ HEAD ROWS "META\n", 9, "section VOTES must come after PROJECTS, not this one" },
	{ HEAD ROWS "Projects;;\n", 9, "section VOTES must come after PROJECTS, not this one" },
	{ HEAD ROWS VOTES "1;1\nVOTES\n", 12, "a section must not come after VOTES" },
	{ HEAD ROWS VOTES "1;1\n\nMETA\n", 13, "a section must not come after VOTES" },
	{ HEAD ROWS VOTES "\"PROJECTS\"\n", 11, "the row has too few fields" },
	/* META */
	{ "META\nkey;value\nvote_type;approval\n" ROWS VOTES, 1, "META has no budget" },
	{ "\nMETA\nkey;value\nbudget;1\n" ROWS VOTES, 2, "META has no vote_type" },
	{ KIND("veto") ROWS VOTES, 4,
		"vote_type \"veto\" is not one of approval, choose-1, ordinal, cumulative, "
		"scoring" },
	{ "META\nkey;value\nvote_type;approval\nBudget;1\nbudget;2\n" ROWS VOTES, 5,
		"budget has another value than in line 4" },
	{ "META\nkey;value\nvote_type;approval\nbudget;1\nvote_type;ordinal\n" ROWS VOTES, 5,
		"vote_type has another value than in line 3" },
	/* headers */
	{ HEAD "PROJECTS\n", 5, "section PROJECTS has no header" },
	{ HEAD "PROJECTS\nVOTES\n", 5, "section PROJECTS has no header" },
	{ HEAD "PROJECTS\nid;cost\n1;1\n", 6, "the header of PROJECTS has no project_id" },
	{ HEAD "PROJECTS\nproject_id;costs\n1;1\n", 6, "the header of PROJECTS has no cost" },
	{ HEAD "PROJECTS\nproject_id;cost;COST\n1;1\n", 6, "the column cost stands twice" },
	{ HEAD ROWS "VOTES\n", 9, "section VOTES has no header" },
	{ HEAD ROWS "VOTES", 9, "section VOTES has no header" },
	{ HEAD ROWS "VOTES\nvoter_id;votes\n1;1\n", 10, "the header of VOTES has no vote" },
	{ HEAD ROWS "VOTES\nvote;vote\n1;1\n", 10, "the column vote stands twice" },
	/* rows of PROJECTS */
	{ HEAD "PROJECTS\nproject_id;name;cost\n1;a;3\n2;b\n", 8, "the row has too few fields" },
	{ HEAD "PROJECTS\nproject_id;cost\n1\n", 7, "the row has too few fields" },
	{ HEAD "PROJECTS\nproject_id;cost\n;3\n", 7, "the row has no project_id" },
	{ HEAD "PROJECTS\nproject_id;cost\n\"\";3\n", 7, "the row has no project_id" },
	{ HEAD ROWS "1 ;7\n" VOTES, 9, "project_id \"1\" is that of line 7 too" },
	{ HEAD ROWS "12345678901234567;7\n12345678901234567;7\n" VOTES, 10,
		"project_id \"12345678901234567\" is that of line 9 too" },
	/* rows of VOTES */
	{ HEAD ROWS VOTES "1;1\n2", 12, "the row has too few fields" },
	{ HEAD ROWS VOTES "1;1\n2\n", 12, "the row has too few fields" },
	{ HEAD ROWS "VOTES\nvoter_id;x;vote\n1;1\n", 11, "the row has too few fields" },
	{ HEAD ROWS VOTES "1;3\n", 11, "the vote names \"3\", which is no project" },
	{ HEAD ROWS VOTES "1;01", 11, "the vote names \"01\", which is no project" },
	{ HEAD ROWS VOTES "1;1,2,\"2\"\n", 11, "the vote names \"\"2\"\", which is no project" },
	{ HEAD ROWS VOTES "\n1;1,12345678901234567890,2\n", 12,
		"the vote names \"12345678901234567890\", which is no project" },
	{ HEAD ROWS VOTES "1;123456789\n", 11,
		"the vote names \"123456789\", which is no project" },
	{ HEAD ROWS VOTES "1;1 2\n", 11, "the vote names \"1 2\", which is no project" },
	{ HEAD ROWS VOTES "1;!1\n", 11, "the vote names \"!1\", which is no project" },
	{ HEAD ROWS VOTES "1;\"1\r\n2\"\n", 11, "the vote names \"1  2\", which is no project" },
	{ HEAD ROWS VOTES "1;1\r2\n", 11, "the vote names \"1 2\", which is no project" },
	{ HEAD ROWS VOTES "1;\"1\" 2\n", 11, "letters stand behind a closing quote" },
	{ HEAD ROWS VOTES "\"1\"2;2\n", 11, "letters stand behind a closing quote" },
	/* points */
	{ KIND("cumulative") ROWS "VOTES\nvote;points\n1,2;1\n", 11,
		"there are not as many points as projects in the vote" },
	{ KIND("cumulative") ROWS "VOTES\nvote;points\n1,2;1,2,3\n", 11,
		"there are not as many points as projects in the vote" },
	{ KIND("cumulative") ROWS "VOTES\nvote;points\n1;\n", 11,
		"there are not as many points as projects in the vote" },
	{ KIND("scoring") ROWS "VOTES\nvote;points\n;1\n", 11,
		"there are not as many points as projects in the vote" },
	{ KIND("scoring") ROWS "VOTES\nvote;points\n1\n", 11, "the row has too few fields" },
	{ KIND("scoring") ROWS "VOTES\nvote;points\n1,2;1,-2\n", 11, "points \"-2\" " SHAPE },
	{ KIND("scoring") ROWS "VOTES\nvote;points\n1;two\n", 11, "points \"two\" " SHAPE },
	{ KIND("scoring") ROWS "VOTES\nvote;points\n1;1.2.3\n", 11, "points \"1.2.3\" " SHAPE },
	{ KIND("scoring") ROWS "VOTES\nvote;points\n1;0.1234567\n", 11,
		"points \"0.1234567\" is given to more than 6 decimals" },
	{ KIND("scoring") ROWS "VOTES\nvote;points\n1;4294967296\n", 11,
		"points \"4294967296\" is too large" },
	{ KIND("scoring") ROWS "VOTES\nvote;points\n1;4294967295\n2;0.5\n", 11,
		"points \"4294967295\" is too large" },
	/* quotes */
	{ HEAD "comment;\"\n\n", 5, "a quote is not closed" },
	{ HEAD "PROJECTS\nproject_id;cost\n1;\"3\"\"\n2;3\n", 7, "a quote is not closed" },
	{ HEAD ROWS VOTES "1;1\n2;\"1,2\n3;\"\"\n", 12, "a quote is not closed" },
	{ HEAD ROWS VOTES "1;1\n\"2;1\n", 12, "a quote is not closed" },
	{ HEAD ROWS VOTES "1;1\n2;2;\"\nx\n\n", 12, "a quote is not closed" },
	/* lines inside quotes count */
	{ HEAD "comment;\"a\n\nb\"\n" ROWS VOTES "1;9\n", 14,
		"the vote names \"9\", which is no project" },
	{ HEAD "PROJECTS\nproject_id;cost;x\n1;1;\"\n\"\n2;?;\n" VOTES, 9, "cost \"?\" " SHAPE },
	{ HEAD ROWS VOTES "1;1;\"\n\n\"\n\"\n2\";\"1\n\"\n3;9\n", 17,
		"the vote names \"9\", which is no project" },
	/* constraints and donations */
	{ HEAD "PROJECTS\nproject_id;cost;incompatible\n1;3;2\n2;4;1,3\n" VOTES, 8,
		"incompatible names \"3\", which is no project" },
	{ HEAD "PROJECTS\nproject_id;cost;incompatible\n1;3;1\n" VOTES, 7,
		"incompatible names the project itself" },
	{ HEAD "PROJECTS\nproject_id;cost;needs\n1;3;x\n" VOTES, 7,
		"needs names \"x\", which is no project" },
	{ HEAD "PROJECTS\nproject_id;cost;needs\n1;3;\"1\"\n" VOTES, 7,
		"needs names the project itself" },
	{ HEAD "PROJECTS\nproject_id;cost;variant_of\n1;3;2\n" VOTES, 7,
		"variant_of names \"2\", which is no project" },
	{ HEAD "PROJECTS\nproject_id;cost;variant_of\n1;3;1\n" VOTES, 7,
		"variant_of names the project itself" },
	{ HEAD "PROJECTS\nproject_id;cost;variant_of\n1;3;2\n2;3;3\n3;3;\n" VOTES, 7,
		"variant_of names a size that is not the first itself" },
	{ HEAD "PROJECTS\nproject_id;cost;variant_of\n1;3;\n2;3;1\n" VOTES "1;!2\n", 11,
		"the vote says \"!2\", but there is no project with a larger size of that name" },
	{ HEAD "PROJECTS\nproject_id;cost;min_support\n1;3;-1\n" VOTES, 7,
		"min_support \"-1\" is not a whole number" },
	{ HEAD "category_caps;green\n" ROWS VOTES, 5,
		"category_caps is not like name:amount,name:amount" },
	{ HEAD "category_floors;:5\n" ROWS VOTES, 5,
		"category_floors is not like name:amount,name:amount" },
	{ HEAD "category_caps;green:5,green:5\n" ROWS VOTES, 5,
		"category_caps names \"green\" twice" },
	{ HEAD "category_caps;green:x\n" ROWS VOTES, 5, "category_caps \"x\" " SHAPE },
	{ HEAD "category_caps;green:1\ncategory_floors;red:1\nPROJECTS\n"
	       "project_id;cost;category\n1;1;green\n2;1;\"red,blue,green\"\n" VOTES,
		10, "the project is in two categories that have a cap or a floor" },
	{ HEAD "min_community_share;1.01\n" ROWS VOTES, 5,
		"min_community_share \"1.01\" is not a share from 0 to 1 with at most 6 decimals" },
	{ HEAD "cap_per_source;half\n" ROWS VOTES, 5,
		"cap_per_source \"half\" is not a share from 0 to 1 with at most 6 decimals" },
	{ HEAD "cap_per_project;0.1234567\n" ROWS VOTES, 5,
		"cap_per_project \"0.1234567\" is not a share from 0 to 1 with at most 6 "
		"decimals" },
	{ HEAD "cap_per_household;-1\n" ROWS VOTES, 5, "cap_per_household \"-1\" " SHAPE },
	{ HEAD "cap_per_household;1\nCAP_PER_HOUSEHOLD;2\n" ROWS VOTES, 6,
		"CAP_PER_HOUSEHOLD has another value than in line 5" },
	{ HEAD ROWS "VOTES\nvote;pledges\n1,2;5\n", 11,
		"there are not as many pledges as projects in the vote" },
	{ HEAD ROWS "VOTES\nvote;pledges\n1;5,6\n", 11,
		"there are not as many pledges as projects in the vote" },
	{ HEAD ROWS "VOTES\nvote;pledges\n;5\n", 11,
		"there are not as many pledges as projects in the vote" },
	{ HEAD ROWS "VOTES\nvote;pledges\n1,1;5,6\n", 11,
		"a vote with pledges names a project more than once" },
	{ HEAD ROWS "VOTES\nvote;pledges\n1;ten\n", 11, "pledge \"ten\" " SHAPE },
	{ HEAD ROWS "VOTES\nvote;pledges;source\n1;5\n", 11, "the row has too few fields" },
	/* sums that pass 2^62 once all is in one unit */
	{ HEAD ROWS "VOTES\nvote;pledges\n1;4611686018427387903\n1;1\n", 12,
		"the pledges together are too large" },
	{ HEAD "category_caps;a:4611686018427387903\n"
	       "PROJECTS\nproject_id;cost;category\n1;0.5;a\n" VOTES,
		5, "the amount for category \"a\" is too large" },
	{ HEAD "cap_per_household;4611686018427387903\nPROJECTS\nproject_id;cost\n1;0.5\n" VOTES, 5,
		"cap_per_household is too large" },
	{ HEAD "PROJECTS\nproject_id;cost\n1;0.5\n2;4611686018427387903\n" VOTES, 8,
		"cost is too large" },
	{ HEAD "PROJECTS\nproject_id;cost\n1;4611686018427387900\n2;3\n3;1\n" VOTES, 9,
		"the costs together are too large" },
	{ "META\nkey;value\nvote_type;approval\nbudget;4611686018427387903\n"
	  "PROJECTS\nproject_id;cost\n1;0.5\n" VOTES,
		4, "budget is too large" },
	{ HEAD ROWS "VOTES\nvote;pledges\n1;4611686018427387903\n1;0.1\n", 11,
		"pledge is too large" },
};

static void each_is_refused_at_its_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(*refusals); i++)
		refused(str_of(refusals[i].text), refusals[i].line, refusals[i].reason);
}

static struct str printed(const char *format, const char *value)
{
	struct buf buf = buf_new(keep, 1 << 20);

	buf_print(&buf, format, value);
	return buf_view(&buf);
}

static void money_is_refused(void **state)
{
	static const char *const shapes[] = { "", "1e3", "-5", "+5", "1 000", "1.2.3", "1,2,3",
		".5", "5.", "5,", "0x10", "abc", "1.5e1", "٣", "1_000", "1.-5" };

	(void)state;
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		char reason[100];

		snprintf(reason, sizeof(reason), "budget \"%s\" " SHAPE, shapes[i]);
		refused(printed("META\nkey;value\nvote_type;approval\nbudget;%s\n" ROWS VOTES,
				shapes[i]),
			4, reason);
		snprintf(reason, sizeof(reason), "cost \"%s\" " SHAPE, shapes[i]);
		refused(printed(HEAD "PROJECTS\nproject_id;cost;x\n9;1;\n1;%s;\n" VOTES, shapes[i]),
			8, reason);
	}
	refused(printed(HEAD "PROJECTS\nproject_id;cost\n1;%s\n" VOTES, "1.0000001"), 7,
		"cost \"1.0000001\" is given to more than 6 decimals");
	refused(printed(HEAD "PROJECTS\nproject_id;cost\n1;%s\n" VOTES, "4611686018427387904"), 7,
		"cost \"4611686018427387904\" is too large");
	refused(printed(HEAD "PROJECTS\nproject_id;cost\n1;%s\n" VOTES, "99999999999999999999999"),
		7, "cost \"99999999999999999999999\" is too large");
	refused(printed(HEAD "PROJECTS\nproject_id;cost\n1;%s\n" VOTES, "4611686018427387903.5"), 7,
		"cost \"4611686018427387903.5\" is too large");
	/* the sum just inside: 2^62 - 1 */
	assert_int_equal(accepted(str_of(HEAD "PROJECTS\nproject_id;cost\n1;4611686018427387900\n"
					      "2;3\n3;0\n" VOTES))
				 .project_count,
		3);
}

/* ---- bytes ---- */

static void bytes_are_refused(void **state)
{
	static const char *const wrong[] = { "\x80", "\xc3", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80",
		"\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80",
		"\xe6\xa0", "\xe6\xa0\x41", "\xff", "\xf0\x9f\x98" };
	static const char *const right[] = { "\xc2\x80", "\xe0\xa0\x80", "\xed\x9f\xbf",
		"\xee\x80\x80", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "\xe6\xa0\x91" };
	static const char nul[] = HEAD ROWS "VOTES\nvoter_id;vote;x\n1;1;a\0b\n";

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		refused(printed(HEAD ROWS "VOTES\nvote;x\n1;\n1;%s\n", wrong[i]), 12,
			"the text is not UTF-8 here");
		refused(printed(HEAD "\n\n\nx;12345678%s", wrong[i]), 8,
			"the text is not UTF-8 here");
	}
	for (size_t i = 0; i < sizeof(right) / sizeof(*right); i++)
		accepted(printed(HEAD ROWS "VOTES\nvote;x\n1;\n1;%s\n", right[i]));
	refused((struct str) { nul, sizeof(nul) - 1 }, 11, "a NUL byte is in the text");
	/* whatever the place in a word of eight */
	for (size_t at = 0; at < sizeof(nul) - 1; at++) {
		char text[sizeof(nul)];
		uint32_t line = 1;

		memcpy(text, nul, sizeof(nul));
		text[sizeof(nul) - 4] = '-';
		text[at] = '\0';
		for (size_t i = 0; i < at; i++)
			line += text[i] == '\n';
		refused((struct str) { text, sizeof(nul) - 1 }, line, "a NUL byte is in the text");
	}
}

static struct str with_long_field(const char *before, size_t len, const char *after)
{
	struct buf buf = buf_new(keep, 4 << 20);

	buf_text(&buf, before);
	for (size_t i = 0; i < len; i++)
		buf_char(&buf, 'x');
	buf_text(&buf, after);
	assert_true(buf_ok(&buf));
	return buf_view(&buf);
}

static void long_fields_are_refused(void **state)
{
	static const char long_field[] = "a field is longer than 1 MiB";
	const size_t most = 1 << 20;

	(void)state;
	accepted(with_long_field(HEAD "comment;", most, "\n" ROWS VOTES));
	refused(with_long_field(HEAD "comment;", most + 1, "\n" ROWS VOTES), 5, long_field);
	accepted(with_long_field(HEAD ROWS VOTES "7;1;", most, "\n8;1\n"));
	refused(with_long_field(HEAD ROWS VOTES "7;1;", most + 1, "\n8;1\n"), 11, long_field);
	refused(with_long_field(HEAD ROWS VOTES "7;1;a;", most + 1, ";\"a\"\n8;1\n"), 11,
		long_field);
	refused(with_long_field(HEAD ROWS VOTES "7;1;\"a\";\"\n", most, "\"\n8;1\n"), 11,
		long_field);
	accepted(with_long_field(HEAD ROWS VOTES, most, ";1\n8;1\n"));
	refused(with_long_field(HEAD ROWS VOTES "7;1\n", most + 1, ";1\n8;1\n"), 12, long_field);
	refused(with_long_field(HEAD ROWS VOTES "7;1\n8;", most + 1, "\n"), 12, long_field);
}

/* ---- how many ---- */

static struct str with_projects(uint32_t count)
{
	struct buf buf = buf_new(keep, 4 << 20);

	buf_text(&buf, HEAD "PROJECTS\nproject_id;cost\n");
	for (uint32_t i = 0; i < count; i++)
		buf_print(&buf, "%u;1\n", i);
	buf_text(&buf, "VOTES\nvote;x\n65533,0;\n0;\n65533,16320,192;\n");
	return buf_view(&buf);
}

static void projects_are_bounded(void **state)
{
	struct pb_election election = accepted(with_projects(PB_PROJECTS_MOST));

	(void)state;
	assert_int_equal(election.project_count, 65534);
	assert_int_equal(election.sides[65533].support, 2);
	assert_int_equal(election.sides[0].support, 2);
	assert_int_equal(election.sides[16320].support, 1);
	assert_int_equal(election.sides[192].groups[0], 2);
	refused(with_projects(PB_PROJECTS_MOST + 1), 6 + 65535,
		"there are more than 65534 projects");
}

static void sizes_and_categories_are_bounded(void **state)
{
	struct buf sizes = buf_new(keep, 1 << 20);
	struct buf caps = buf_new(keep, 1 << 20);

	(void)state;
	buf_text(&sizes, HEAD "PROJECTS\nproject_id;cost;variant_of\n0;1;\n");
	for (int i = 1; i <= 100; i++)
		buf_print(&sizes, "%d;1;0\n", i);
	buf_text(&sizes, VOTES);
	refused(buf_view(&sizes), 107, "there are more than 100 sizes of one project");
	buf_text(&caps, HEAD "category_caps;");
	for (int i = 0; i < 257; i++)
		buf_print(&caps, "%sc%d:1", i ? "," : "", i);
	buf_text(&caps, "\n" ROWS VOTES);
	refused(buf_view(&caps), 5, "there are caps and floors for more than 256 categories");
}

/* ---- what a rule needs ---- */

static void admits(const char *text, enum pb_rule rule, enum pb_utility utility, uint32_t line,
	const char *reason)
{
	struct pb_election election = accepted(str_of(text));
	struct pb_options options = { .rule = rule, .utility = utility };
	struct pb_trouble trouble = { 0 };
	bool is_fine = pb_admits(&election, &options, &trouble);

	assert_int_equal(is_fine, !reason);
	if (reason) {
		assert_int_equal(trouble.line, line);
		if (!str_is(trouble.reason, reason))
			fail_msg("%.*s", (int)trouble.reason.len, trouble.reason.at);
	}
}

static void a_rule_may_need_more(void **state)
{
	static const char no_votes[] = "there are no votes, and the rule divides by their number";
	static const char no_points[] = "the votes have no points, which the rule counts";
	static const char shares[] =
		"META\nkey;value\nbudget;1\nvote_type;approval\nrule;equalshares/add1\n" ROWS VOTES;

	(void)state;
	admits(HEAD ROWS VOTES, PB_MES, PB_COST, 10, no_votes);
	admits(HEAD ROWS VOTES, PB_EES, PB_COST, 10, no_votes);
	admits(shares, PB_OFFICIAL, PB_NO_UTILITY, 11, no_votes);
	admits(HEAD ROWS VOTES, PB_OFFICIAL, PB_NO_UTILITY, 0, NULL);
	admits(HEAD ROWS VOTES, PB_GREEDY_VOTES, PB_NO_UTILITY, 0, NULL);
	admits(HEAD ROWS VOTES, PB_PHRAGMEN, PB_NO_UTILITY, 0, NULL);
	admits(HEAD ROWS VOTES ";\n", PB_MES, PB_COST, 0, NULL);
	admits(KIND("scoring") ROWS VOTES "1;1\n", PB_GREEDY_POINTS, PB_NO_UTILITY, 10, no_points);
	admits(KIND("scoring") ROWS VOTES "1;1\n", PB_GREEDY_POINTS_DENSITY, PB_NO_UTILITY, 10,
		no_points);
	admits(KIND("cumulative") ROWS VOTES "1;1\n", PB_MES, PB_POINTS, 10, no_points);
	admits(KIND("cumulative") ROWS VOTES "1;1\n", PB_MES, PB_COST, 0, NULL);
	admits(KIND("scoring") ROWS "VOTES\nvote;points\n1;1\n", PB_MES, PB_POINTS, 0, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_refused_at_its_line),
		cmocka_unit_test(money_is_refused),
		cmocka_unit_test(bytes_are_refused),
		cmocka_unit_test(long_fields_are_refused),
		cmocka_unit_test(projects_are_bounded),
		cmocka_unit_test(sizes_and_categories_are_bounded),
		cmocka_unit_test(a_rule_may_need_more),
	};

	return cmocka_run_group_tests(tests, arenas_open, arenas_close);
}
