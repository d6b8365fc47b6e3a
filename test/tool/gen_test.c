/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/tool/gen_test.c: what gen writes for a tree in which all is well, and the complaint, with
 * file and line, for each way in which one can be wrong. Every wrong tree is the good one with one
 * piece changed. */
#include "unit.h"
#include "tool/tree.h"
#include "tool/sample.h"

enum { FILE_MOST = 65536 };

struct setup {
	struct tree tree;
	char text[FILE_MOST];
};

static int begin(void **state)
{
	struct setup *setup = calloc(1, sizeof(*setup));

	assert(setup);
	tree_begin(&setup->tree, sample);
	*state = setup;
	return 0;
}

static int end(void **state)
{
	struct setup *setup = *state;

	tree_end(&setup->tree);
	free(setup);
	return 0;
}

/* Long strings are written in several pieces: joins them again. */
static void join(char *text)
{
	char *to = text;

	for (char *from = text; *from;) {
		if (strncmp(from, "\"\n\t\"", 4) == 0)
			from += 4;
		else
			*to++ = *from++;
	}
	*to = '\0';
}

static void holds(struct setup *setup, const char *path, const char *piece)
{
	const char *text = tree_get(&setup->tree, path, setup->text, sizeof(setup->text));

	join(setup->text);
	if (!text || !strstr(text, piece))
		fail_msg("%s does not hold\n%s\nbut\n%s", path, piece, text ? text : "is missing");
}

static void lacks(struct setup *setup, const char *path, const char *piece)
{
	const char *text = tree_get(&setup->tree, path, setup->text, sizeof(setup->text));

	if (!text || strstr(text, piece))
		fail_msg("%s holds %s", path, piece);
}

static void good_tree(struct setup *setup)
{
	int status = tree_gen(&setup->tree);

	if (status || *setup->tree.said)
		fail_msg("gen ends with %d and says\n%s", status, setup->tree.said);
}

static void statements_become_functions(void **state)
{
	static const char path[] = "build/gen/fund/pledge.sql.h";
	static const char *const pieces[] = {
		"enum err pledge_room(struct rd *rd, const struct pledge_make *in, struct money "
		"*out)",
		"enum err pledge_insert(struct tx *tx, const struct pledge_make *in)",
		"pledge_get(struct rd *rd, const struct ref *in, struct pledge_row *out, bool "
		"*found)",
		"struct pledge_ids_list { int64_t *at; size_t count; };",
		"enum err pledge_ids(struct rd *rd, struct pledge_ids_list *out)",
		"enum err pledge_show(struct rd *rd, const struct look *in, struct data *out)",
		"pledge_list(struct rd *rd, const struct look *in, struct data *out, const char "
		"*name)",
		"struct data *out, const char *list, const char *name)",
		"GATE_pledge_open = { \"pledge.open\", &STMT_pledge_open };",
		"{ \"reason\", BIND_TEXT, 0 }",
		/* the writing statement gives back every column, in table order, those added later
		   too */
		" RETURNING street, id, project, person, amount_fen, note, made_ms, seal, payer, "
		"told\"",
		/* beside a second table PostgreSQL is told whose columns are meant */
		" RETURNING p.street, p.id,",
		"note = 'it''s :no parameter'",
		"AS INTEGER) AS total_fen",
		"AS BIGINT) AS total_fen",
		"WHERE id = $1 AND street = $2\"",
		"WHERE street = $2 AND id = $1 FOR UPDATE",
		"#line 7 \"src/fund/pledge.sql\"\n\tBIND(pledge_make, amount),",
		"#line 11 \"src/fund/pledge.sql\"\n\tBIND(ref, id),",
		"#line 10 \"src/fund/pledge.sql\"\n\tCOLUMN(pledge_row, note, \"note\"),",
		"{ \"made_ms\", _Generic(((struct pledge_row *)0)->made, struct moment: "
		"BIND_MOMENT), "
		"offsetof(struct pledge_row, made) },",
		"&tables[0] /* fund_pledge */, false };",
		"&tables[0] /* fund_pledge */, true };",
	};
	struct setup *setup = *state;

	good_tree(setup);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++)
		holds(setup, path, pieces[i]);
	/* a subject without a .sql has a header all the same */
	lacks(setup, "build/gen/fund/ledger.sql.h", "static");
}

static void schema_serves_both_engines(void **state)
{
	static const char path[] = "build/gen/all.c";
	static const char *const pieces[] = {
		"{ 1, \"0001_fund\",",
		"{ 2, \"0002_choose\",",
		"person INTEGER NOT NULL,",
		"seal BLOB, PRIMARY KEY (street, id) ) STRICT, WITHOUT ROWID;",
		"person BIGINT NOT NULL,",
		"seal BYTEA, PRIMARY KEY (street, id) );",
		"AS BIGINT) AS total_fen FROM fund_pledge",
		/* name, in the key, personal, bytes */
		"{ \"street\", true, false, false },\n\t{ \"id\", true, false, false },\n"
		"\t{ \"project\", false, false, false },\n\t{ \"person\", false, true, false },\n"
		"\t{ \"amount_fen\", false, false, false },\n\t{ \"note\", false, true, false },\n"
		"\t{ \"made_ms\", false, false, false },\n\t{ \"seal\", false, false, true },\n"
		"\t{ \"payer\", false, false, false },\n\t{ \"told\", false, true, false },\n",
		"{ \"fund_pledge\", columns_fund_pledge, 10, true },",
		"{ \"fund_taken\", columns_fund_taken, 1, false },",
		"{ \"choose.project\",",
		"SELECT place, label FROM v_ref_choose_project WHERE street = $1 AND id = $2",
		" WHERE street = $1 ORDER BY street, inner_place, outer_place",
		"{ \"src/fund/pledge.sql\", 5, \"pledge_insert\",",
	};
	struct setup *setup = *state;

	good_tree(setup);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++)
		holds(setup, path, pieces[i]);
	lacks(setup, path, "int64 ");
}

static void words_and_pages_are_embedded(void **state)
{
	static const char path[] = "build/gen/all.c";
	struct setup *setup = *state;

	good_tree(setup);
	/* sorted; lines that go on are joined, with a blank in English only */
	holds(setup, path,
		"{ \"fund.pledge.make\", \"认筹\", \"Pledge\" },\n"
		"\t{ \"fund.pledge.state.open\", \"还在认，还差 {{left_fen}} 元\", "
		"\"Open: {{left_fen}} yuan to go\" },\n"
		"\t{ \"fund.pledge.title\", \"认筹\", \"Pledges\" },\n\t{ NULL, NULL, NULL }\n");
	holds(setup, path,
		"const struct page PAGE_pledge = { \"pledge\", \"src/fund/pledge.html\", "
		"\"fund.pledge\",");
	holds(setup, path,
		"PAPER_pledge_notice = { \"pledge.notice.paper\", "
		"\"src/fund/pledge.notice.paper\",");
	holds(setup, path, "{ \"web/site.css\",\n\t\t\"p { margin: 0; }\\n\",\n\t\t17, \"");
	holds(setup, path, "{ \"cases/C1.story\",");
	holds(setup, "build/gen/pages.h", "extern const struct page PAGE_part_row;");
}

static void what_did_not_change_is_not_written_again(void **state)
{
	static const char *const paths[] = { "build/gen/all.c", "build/gen/pages.h",
		"build/gen/fund/pledge.sql.h" };
	const struct edit edit = { "src/fund/pledge.text", "Pledges", "Promises" };
	struct setup *setup = *state;
	struct stat before[3];
	struct stat after;
	char path[PATH_MAX];

	good_tree(setup);
	for (size_t i = 0; i < 3; i++) {
		tree_path(&setup->tree, paths[i], path, sizeof(path));
		assert_int_equal(stat(path, &before[i]), 0);
	}
	tree_edit(&setup->tree, sample, &edit);
	good_tree(setup);
	holds(setup, "build/gen/all.c", "Promises");
	for (size_t i = 0; i < 3; i++) {
		tree_path(&setup->tree, paths[i], path, sizeof(path));
		assert_int_equal(stat(path, &after), 0);
		/* files are put in place by rename: another inode says that it was written */
		assert_int_equal(after.st_ino == before[i].st_ino, i != 0);
	}
}

/* A change to the good tree, and the complaint it must meet. */
struct wrong {
	struct edit edit;
	const char *says;
};

static const struct wrong wrong_schemas[] = {
	{ { "src/db/schema/0001_fund.sql", "note TEXT", "note VARCHAR" },
		"src/db/schema/0001_fund.sql:8: `VARCHAR`: write TEXT" },
	{ { "src/db/schema/0001_fund.sql", "id int64 NOT NULL", "id INTEGER NOT NULL" },
		"src/db/schema/0001_fund.sql:4: `INTEGER`: write int64" },
	{ { "src/db/schema/0001_fund.sql", "PRIMARY KEY (street, id)", "PRIMARY KEY (id, street)" },
		"src/db/schema/0001_fund.sql:2: the key of fund_pledge begins with id, not "
		"street" },
	{ { "src/db/schema/0001_fund.sql", "-- unkeyed: a number is taken once in the city\n", "" },
		"src/db/schema/0001_fund.sql:14: the key of fund_taken begins with code, not "
		"street" },
	{ { "src/db/schema/0001_fund.sql", "-- unkeyed: a number is taken once in the city",
		  "-- unkeyed:" },
		"src/db/schema/0001_fund.sql:14: `-- unkeyed:` goes on to say why" },
	{ { "src/db/schema/0001_fund.sql", "\tPRIMARY KEY (street, id)", "\tCHECK (id > 0)" },
		"src/db/schema/0001_fund.sql:2: fund_pledge has no PRIMARY KEY (street, …)" },
	{ { "src/db/schema/0001_fund.sql", "PRIMARY KEY (street, id)\n",
		  "PRIMARY KEY (street, id) -- personal\n" },
		"src/db/schema/0001_fund.sql:11: `-- personal` ends the line of a column of "
		"fund_pledge" },
	{ { "src/db/schema/0001_fund.sql", "CHECK (amount_fen > 0)", "CHECK (amount_fun > 0)" },
		"src/db/schema/0001_fund.sql:7: no such column: amount_fun\ngen: 1 to mend" },
	{ { "src/db/schema/0001_fund.sql", "CHECK (amount_fen > 0)",
		  "CHECK (ifnull(amount_fen, 1) > 0)" },
		"src/db/schema/0001_fund.sql:7: `ifnull`: write coalesce" },
	{ { "src/db/schema/0001_fund.sql", "CREATE TABLE fund_pledge", "CREATE TABLE pledge" },
		"src/db/schema/0001_fund.sql:2: table pledge: its name is FOLDER_subject" },
	{ { "src/db/schema/0004_gap.sql", "", "-- nothing\n" },
		"src/db/schema/0004_gap.sql:1: migrations are numbered without gaps: "
		"0003_stage.sql is next" },
	{ { "src/db/schema/other.sql", "", "-- nothing\n" },
		"src/db/schema/other.sql:1: the schema is NNNN_stage.sql and view_NN_stage.sql" },
	{ { "src/db/schema/view_01_all.sql", "CAST(sum(amount_fen) AS int64) AS total_fen",
		  "sum(amount_fen)" },
		"src/db/schema/view_01_all.sql:7: view v_fund_sum: column `sum(amount_fen)` needs "
		"a name" },
	{ { "src/db/schema/view_01_all.sql", "id, title, room_fen", "id, titel, room_fen" },
		"src/db/schema/view_01_all.sql:3: no such column: titel" },
	{ { "src/db/schema/view_01_all.sql", "FROM fund_pledge GROUP BY", "FROM v_later GROUP BY" },
		"src/db/schema/view_01_all.sql:7: no such table: main.v_later" },
	{ { "src/db/schema/view_01_all.sql", "title AS label", "title" },
		"src/db/schema/view_01_all.sql:5: v_ref_choose_project has columns (street, id, "
		"place, title), "
		"not (street, id, place, label)" },
	{ { "src/db/schema/view_01_all.sql", "v_place_within", "v_place_outside" },
		"src/db/schema/view_01_all.sql:5: v_ref_choose_project needs the view "
		"v_place_within" },
	{ { "src/db/schema/view_01_all.sql", "GROUP BY street, project;",
		  "GROUP BY street, project" },
		"src/db/schema/view_01_all.sql:7: this statement is not ended by `;`" },
};

#define SQL "src/fund/pledge.sql"

static const struct wrong wrong_statements[] = {
	{ { SQL, "SELECT room_fen", "SELECT rom_fen" }, SQL ":2: no such column: rom_fen" },
	{ { SQL, "WHERE street = :street AND id = :project\n\n",
		  "WHERE street = :street AND idd = :project\n\n" },
		SQL ":3: no such column: idd" },
	{ { SQL, "SELECT room_fen FROM v_choose_project", "SELECT room_fen FROM choose_project" },
		SQL
		":2: fund reads choose_project, a table of another folder: read its views v_…" },
	{ { SQL, "SELECT room_fen FROM v_choose_project", "SELECT count(*) FROM choose_project" },
		SQL ":2: fund reads choose_project, a table of another folder" },
	{ { SQL, "SELECT room_fen FROM v_choose_project",
		  "WITH x AS (SELECT * FROM choose_project) SELECT room_fen FROM x" },
		SQL ":2: fund reads choose_project, a table of another folder" },
	{ { SQL, "SELECT room_fen FROM v_choose_project",
		  "WITH v_fund_sum AS (SELECT * FROM choose_project) SELECT room_fen FROM "
		  "v_fund_sum" },
		SQL ":2: only views are named v_…" },
	{ { SQL, "SELECT room_fen FROM v_choose_project",
		  "SELECT name AS room_fen FROM sqlite_master" },
		SQL ":2: fund reads sqlite_master, a table of another folder" },
	{ { SQL,
		  "INSERT INTO fund_pledge (street, id, project, person, amount_fen, note, "
		  "made_ms)\nVALUES (:street, :id, "
		  ":project, :actor, :amount, :note, :now)",
		  "UPDATE choose_project SET title = :note WHERE street = :street AND id = "
		  ":project" },
		SQL
		":6: fund writes choose_project, a table of another folder: stir it by an act" },
	{ { SQL, "INSERT INTO fund_pledge", "INSERT INTO v_fund_sum" },
		SQL ":5: cannot modify v_fund_sum because it is a view" },
	{ { SQL, "INSERT INTO fund_pledge", "REPLACE INTO fund_pledge" },
		SQL ":6: `REPLACE`: write INSERT … ON CONFLICT … DO UPDATE" },
	{ { SQL, ":note, :now)", ":note, :now) RETURNING id" },
		SQL ":7: pledge_insert: RETURNING is added by gen" },
	{ { SQL, ":note, :now)", ":note, :now); DELETE FROM fund_pledge" },
		SQL ":7: pledge_insert: one statement a name" },
	{ { SQL, "gives money", "" }, SQL ":1: pledge_room only reads: say what it gives" },
	{ { SQL, "pledge_insert of pledge_make", "pledge_insert of pledge_make shows" },
		SQL ":5: pledge_insert writes, but its first line promises a result" },
	{ { SQL, "SELECT room_fen FROM", "SELECT room_fen, id FROM" },
		SQL ":1: pledge_room gives one money, but selects 2 columns" },
	{ { SQL, "SELECT CASE WHEN", "SELECT id, CASE WHEN" },
		SQL ":27: pledge_open is a gate: one column, the reason" },
	{ { SQL, "SELECT project AS parent, id", "SELECT project" },
		SQL ":24: pledge_lines nests: the parent's id first, then at least one column" },
	{ { SQL, "int64) AS total_fen", "int64)" },
		SQL ":16: pledge_show: column 3, `CAST(sum(s.amount_fen) AS INTEGER)`" },
	{ { SQL, "SELECT p.id, p.amount_fen", "SELECT p.id, s.id" },
		SQL ":16: pledge_show: two columns are named id" },
	{ { SQL, "SELECT p.id, p.amount_fen", "SELECT p.id, p.amount_fen AS \"Amount\"" },
		SQL ":16: pledge_show: column 2, `Amount`, needs a name" },
	{ { SQL, "pledge_ids of none gives", "pledge_ids of none hands" },
		SQL ":13: `-- name: NAME of STRUCT" },
	{ { SQL, "pledge_ids of none", "ids of none" },
		SQL ":13: ids: a name here begins with pledge_" },
	{ { SQL, "pledge_ids of none", "pledge_room of none" },
		SQL ":13: pledge_room is already named in line 1" },
	{ { SQL, "note = 'it", "project = :project AND note = 'it" },
		SQL ":14: :project comes from nowhere: pledge_ids is `of none`" },
	{ { SQL, "SELECT p.id, p.amount_fen", "SELECT p.id, p.amount_fen::text" },
		SQL ":17: `::`: write CAST(x AS int64)" },
	{ { SQL, "CAST(sum(s.amount_fen) AS int64)", "group_concat(s.note)" },
		SQL ":17: function group_concat is not for both engines" },
	{ { SQL, "CAST(sum(s.amount_fen) AS int64)", "strftime('%Y', 1)" },
		SQL ":17: function strftime is not for both engines" },
	{ { SQL, "CAST(sum(s.amount_fen) AS int64)", "json_array(1)" },
		SQL ":17: function json_array is not for both engines" },
	{ { SQL, "CAST(sum(s.amount_fen) AS int64)", "max(p.id, s.id)" },
		SQL ":17: `max`: of two values" },
	{ { SQL, "CAST(sum(s.amount_fen) AS int64)", "sum(s.amount_fen) * 1.5" },
		SQL ":17: `1.5`: integers only" },
	{ { SQL, "'it''s :no parameter'", "\"its\"" }, SQL ":14: no such column: its" },
	{ { SQL, "'it''s :no parameter'", "'it''s" },
		SQL ":14: `'it''s`: this quote is not closed" },
	{ { SQL, "id = :id FOR UPDATE", "project = 1 FOR UPDATE" },
		SQL ":34: pledge_lock: the text for PostgreSQL must use :id too" },
	{ { SQL, "id = :id FOR UPDATE", "id = :id AND note = :note FOR UPDATE" },
		SQL ":34: :note is not a parameter of the statement this text belongs to" },
	{ { SQL, "pledge_lock pg", "pledge_get pg" },
		SQL ":33: pledge_get pg: stands right after the statement pledge_get" },
	{ { SQL, "-- name: pledge_room of pledge_make gives money\n", "" },
		SQL ":1: a statement begins with a line `-- name: …`" },
	{ { SQL, "-- name: pledge_mend of pledge_make any\n",
		  "-- name: pledge_mend of pledge_make any\nPRAGMA user_version\n--" },
		SQL ":36: only SELECT, INSERT, UPDATE and DELETE belong here" },
	{ { "src/fund/pledge.more.sql", "", "-- nothing\n" },
		"src/fund/pledge.more.sql:1: a subject has one .sql, called pledge.sql" },
	{ { "src/subjects.def", "SUBJECT(fund, ledger)", "SUBJECT(fund ledger)" },
		"src/subjects.def:3: a line is SUBJECT(stage, name)" },
};

#define TEXT "src/fund/pledge.text"

static const struct wrong wrong_words[] = {
	{ { TEXT, "en Open: {{left_fen}}", "en Open: {{rest_fen}}" },
		TEXT ":6: fund.pledge.state.open: zh uses {{left_fen}}, en uses {{rest_fen}}" },
	{ { TEXT, "en Open: {{left_fen}}", "en Open: no" },
		TEXT ":6: fund.pledge.state.open: zh uses {{left_fen}}, en uses no names" },
	{ { TEXT, "\ten Pledges\n", "" }, TEXT ":11: fund.pledge.title has no en" },
	{ { TEXT, "\tzh 认筹\n\ten Pledge\n", "\ten Pledge\n" },
		TEXT ":2: fund.pledge.make has no zh" },
	{ { TEXT, "\ten Pledges", "\tzh 又" },
		TEXT ":13: fund.pledge.title: said twice in one language" },
	{ { TEXT, "\ten Pledges", "\tfr Promesses" },
		TEXT ":13: fund.pledge.title: a line is `zh …` or `en …`" },
	{ { TEXT, "fund.pledge.title", "fund.ledger.title" },
		TEXT ":11: key fund.ledger.title: keys here begin with fund.pledge." },
	{ { TEXT, "fund.pledge.title", "fund.pledge.make" },
		TEXT ":11: key fund.pledge.make is already in " TEXT ":2" },
	{ { TEXT, "fund.pledge.title", "fund.pledge.Title" },
		TEXT ":11: `fund.pledge.Title` is no key" },
	{ { TEXT, "{{left_fen}} 元", "{{left_fen 元" },
		TEXT ":6: fund.pledge.state.open: `{{left_fen 元` is no {{name}}" },
	{ { TEXT, "\ten Pledges", "  en Pledges" }, TEXT ":13: indent by tabs" },
};

#define HTML "src/fund/pledge.html"
#define PAPER "src/fund/pledge.notice.paper"

static const struct wrong wrong_pages[] = {
	{ { HTML, "{{t .title}} ·", "{{t .titel}} ·" },
		HTML ":2: {{t .titel}}: no key fund.pledge.titel in any .text" },
	{ { HTML, "{{t .state.:state}}", "{{t .stage.:state}}" },
		HTML ":5: {{t .stage.:state}}: no key begins with fund.pledge.stage." },
	{ { HTML, "{{/rows}}{{^rows}}", "{{^rows}}" }, HTML ":4: section rows is never closed" },
	{ { HTML, "{{/rows}}{{^rows}}", "{{/row}}{{^rows}}" },
		HTML ":6: section row is closed here, but is not open" },
	{ { HTML, "</p>\n", "\n" },
		HTML ":6: tag p of line 5 is not closed before the end of section rows" },
	{ { HTML, "<p>—</p>{{/rows}}", "<p>—{{/rows}}</p>" },
		HTML ":6: tag p of line 6 is not closed before the end of section rows" },
	{ { HTML, "{{/is_here}}>", ">" },
		HTML ":5: section is_here of line 5 is not closed inside the tag" },
	{ { HTML, "\"page\"{{/is_here}}", "\"page{{/is_here}}\"" },
		HTML ":5: section is_here is closed here, but is not open" },
	{ { HTML, "</h1>", "</h2>" }, HTML ":2: tag h2 is closed here, but is not open" },
	{ { HTML, "</h1>", "</h1><dvi></dvi>" }, HTML ":2: no tag <dvi> here" },
	{ { HTML, "</h1>", "</h1><script></script>" }, HTML ":2: no tag <script> here" },
	{ { HTML, "</h1>", "</h1><!-- x -->" }, HTML ":2: a remark is written {{! … }}" },
	{ { HTML, "</h1>", "</h1><p/>" }, HTML ":2: <p/> is not closed by its slash: write </p>" },
	{ { HTML, "</h1>", "</h1> & " }, HTML ":2: a bare & is written &amp;" },
	{ { HTML, "</h1>", "</h1> 3 < 4 " }, HTML ":2: a bare < is written &lt;" },
	{ { HTML, "class=\"a b\"", "class=a" },
		HTML ":2: the value of class stands in double quotes" },
	{ { HTML, "class=\"a b\"", "class=\"a\" class=\"b\"" },
		HTML ":2: class stands twice in the tag h1" },
	{ { HTML, "class=\"a b\"", "style=\"color: red\"" }, HTML ":2: no attribute style" },
	{ { HTML, "class=\"a b\"", "onclick=\"x()\"" }, HTML ":2: no attribute onclick" },
	{ { HTML, "class=\"a b\"", "{{title}}" },
		HTML ":2: {{title}}: between attributes only sections may stand" },
	{ { HTML, " · {{amount_fen}}", " 元 {{amount_fen}}" },
		HTML ":2: `元` belongs into the .text" },
	{ { HTML, " · {{amount_fen}}", " yuan {{amount_fen}}" },
		HTML ":2: `yuan` belongs into the .text" },
	{ { HTML, "title=\"{{t .title}}\"", "title=\"Pledge\"" },
		HTML ":2: `Pledge` belongs into the .text" },
	{ { HTML, "class=\"a b\"", "class=\"认\"" }, HTML ":2: `认` belongs into the .text" },
	{ { HTML, "{{>part_row}}", "{{>part_raw}}" },
		HTML ":3: {{>part_raw}}: no part src/web/part_raw.html" },
	{ { HTML, "{{>part_row}}", "{{>pledge}}" },
		HTML ":3: {{>pledge}}: no part src/web/pledge.html" },
	{ { HTML, "title=\"{{t .title}}\"", "title=\"{{>part_row}}\"" },
		HTML ":2: {{>part_row}} stands between tags only" },
	{ { "src/web/part_row.html", "<br>", "{{>part_row}}" },
		"src/web/part_row.html:1: this page includes itself through its parts" },
	{ { HTML, ">{{title}}</a>", ">{{link choose/project}}</a>" },
		HTML ":7: {{link …}} stands only in href, src or action" },
	{ { HTML, "\"{{link choose", "\"x{{link choose" },
		HTML ":7: {{link …}} is the whole of an address, or begins it" },
	{ { HTML, "{{link choose", "{{link /choose" },
		HTML ":7: {{link /choose/project/:id/money}}: without the slash" },
	{ { HTML, "{{link choose/project/:id/money}}", "javascript:alert()" },
		HTML ":7: an address begins with https://" },
	{ { HTML, "{{link choose/project/:id/money}}", "{{t .title}}" },
		HTML ":7: {{t .title}}: words are no address" },
	{ { HTML, "{{form fund.pledge.make", "{{form fund.pledge.take" },
		HTML ":8: {{form fund.pledge.take}}: no key fund.pledge.take in any .text" },
	{ { HTML, "{{form fund.pledge.make", "{{form fund.pledge" },
		HTML ":8: {{form fund.pledge}}: an act is called stage.subject.verb" },
	{ { HTML, "{{form fund.pledge.make", "{{form :act" },
		HTML ":8: {{form :act}}: only pages of src/web take the act" },
	{ { HTML, " go}}", " gone}}" }, HTML
		":8: {{form fund.pledge.make}}: `gone` is neither go, stop, quiet nor name=value" },
	{ { HTML, "note=\"…\"", "note=\"…" }, HTML ":8: {{form …}}: a quote is not closed" },
	{ { HTML, "{{title}}", "{{title!}}" },
		HTML ":7: {{title!}}: names are lower_snake with dots" },
	{ { HTML, "{{title}}", "{{get title}}" }, HTML ":7: {{get title}}: no such tag" },
	{ { PAPER, "<b>{{id}}</b>", "<b>{{id}}</i>" }, PAPER ":1: no tag <i> here" },
	{ { PAPER, "</para>", "" },
		PAPER ":1: tag para of line 1 is not closed before the end of tag paper" },
	{ { PAPER, "<br>", "{{fields}}" }, PAPER ":1: {{fields}} has no meaning on paper" },
	{ { PAPER, "<br>", "{{>part_row}}" }, PAPER ":1: {{>part_row}}: no part part_row" },
	{ { "src/fund/pledge_notice.paper", "", "<paper></paper>\n" },
		"src/fund/pledge_notice.paper:1: PAPER_pledge_notice is already " PAPER },
};

static void refuses(struct setup *setup, const struct wrong *wrong, size_t count)
{
	size_t failed = 0;

	good_tree(setup);
	for (size_t i = 0; i < count; i++) {
		char line[1024];
		int status;

		tree_edit(&setup->tree, sample, &wrong[i].edit);
		status = tree_gen(&setup->tree);
		tree_mend(&setup->tree, sample, &wrong[i].edit);
		/* A complaint stands at the beginning of a line. */
		snprintf(line, sizeof(line), "\n%s", wrong[i].says);
		if (status == 1 && (strncmp(setup->tree.said, line + 1, strlen(line + 1)) == 0 ||
					   strstr(setup->tree.said, line)))
			continue;
		print_error("with `%s` gen ends with %d and says\n%sinstead of\n%s\n",
			wrong[i].edit.to, status, setup->tree.said, wrong[i].says);
		failed++;
	}
	/* mended, all is well again: the complaints came from the changes */
	good_tree(setup);
	assert_int_equal(failed, 0);
}

#define REFUSES(table) refuses(*state, table, sizeof(table) / sizeof(*(table)))

static void schemas_are_checked(void **state)
{
	REFUSES(wrong_schemas);
}

static void statements_are_checked(void **state)
{
	REFUSES(wrong_statements);
}

static void words_are_checked(void **state)
{
	REFUSES(wrong_words);
}

static void pages_are_checked(void **state)
{
	REFUSES(wrong_pages);
}

static void one_run_shows_all_that_is_wrong(void **state)
{
	const struct edit edits[] = {
		{ SQL, "SELECT room_fen", "SELECT rom_fen" },
		{ TEXT, "\ten Pledges\n", "" },
		{ HTML, "</h1>", "" },
	};
	struct setup *setup = *state;

	for (size_t i = 0; i < 3; i++)
		tree_edit(&setup->tree, sample, &edits[i]);
	assert_int_equal(tree_gen(&setup->tree), 1);
	assert_non_null(strstr(setup->tree.said, SQL ":2: "));
	assert_non_null(strstr(setup->tree.said, TEXT ":11: "));
	assert_non_null(strstr(setup->tree.said, HTML ":2: "));
	/* the rest is written all the same, for whoever works on it */
	holds(setup, "build/gen/fund/pledge.sql.h", "pledge_insert(");
	lacks(setup, "build/gen/fund/pledge.sql.h", "pledge_room(");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(statements_become_functions, begin, end),
		cmocka_unit_test_setup_teardown(schema_serves_both_engines, begin, end),
		cmocka_unit_test_setup_teardown(words_and_pages_are_embedded, begin, end),
		cmocka_unit_test_setup_teardown(
			what_did_not_change_is_not_written_again, begin, end),
		cmocka_unit_test_setup_teardown(schemas_are_checked, begin, end),
		cmocka_unit_test_setup_teardown(statements_are_checked, begin, end),
		cmocka_unit_test_setup_teardown(words_are_checked, begin, end),
		cmocka_unit_test_setup_teardown(pages_are_checked, begin, end),
		cmocka_unit_test_setup_teardown(one_run_shows_all_that_is_wrong, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
