/* SPDX-License-Identifier: MulanPSL-2.0 */
/* test/tool/sample.h: a tree in which all is well: two stages, one subject, words, pages and a
 * sheet. */
#pragma once
#include "tool/tree.h"

static const char sample_schema[] =
	"-- What is promised, and for what.\n"
	"CREATE TABLE fund_pledge (\n"
	"\tstreet int64 NOT NULL,\n"
	"\tid int64 NOT NULL,\n"
	"\tproject int64 NOT NULL,\n"
	"\tperson int64 NOT NULL, -- personal\n"
	"\tamount_fen int64 NOT NULL CHECK (amount_fen > 0),\n"
	"\tnote TEXT, -- personal: what neighbours write\n"
	"\tmade_ms int64 NOT NULL,\n"
	"\tseal blob,\n"
	"\tPRIMARY KEY (street, id)\n"
	");\n"
	"CREATE UNIQUE INDEX fund_pledge_one ON fund_pledge (street, project, person);\n"
	"-- unkeyed: a number is taken once in the city\n"
	"CREATE TABLE fund_taken (\n"
	"\tcode TEXT NOT NULL PRIMARY KEY\n"
	");\n";

static const char sample_schema_2[] = "CREATE TABLE choose_project (\n"
				      "\tstreet int64 NOT NULL,\n"
				      "\tid int64 NOT NULL,\n"
				      "\tplace int64 NOT NULL,\n"
				      "\ttitle TEXT NOT NULL,\n"
				      "\troom_fen int64 NOT NULL,\n"
				      "\tPRIMARY KEY (street, id)\n"
				      ");\n"
				      "CREATE TABLE place_within (\n"
				      "\tstreet int64 NOT NULL,\n"
				      "\tinner_place int64 NOT NULL,\n"
				      "\touter_place int64 NOT NULL,\n"
				      "\tPRIMARY KEY (street, inner_place, outer_place)\n"
				      ");\n"
				      "ALTER TABLE fund_pledge ADD COLUMN payer TEXT; -- no mark\n"
				      "ALTER TABLE fund_pledge\n"
				      "\tADD COLUMN told TEXT -- personal\n"
				      ";\n";

static const char sample_views[] =
	"CREATE VIEW v_place_within AS\n"
	"SELECT street, inner_place, outer_place FROM place_within;\n"
	"CREATE VIEW v_choose_project AS\n"
	"SELECT street, id, title, room_fen FROM choose_project;\n"
	"CREATE VIEW v_ref_choose_project AS\n"
	"SELECT street, id, place, title AS label FROM choose_project;\n"
	"CREATE VIEW v_fund_sum AS\n"
	"SELECT street, project, CAST(sum(amount_fen) AS int64) AS total_fen\n"
	"FROM fund_pledge GROUP BY street, project;\n";

static const char sample_sql[] =
	"-- name: pledge_room of pledge_make gives money\n"
	"SELECT room_fen FROM v_choose_project\n"
	"WHERE street = :street AND id = :project\n"
	"\n"
	"-- name: pledge_insert of pledge_make\n"
	"INSERT INTO fund_pledge (street, id, project, person, amount_fen, note, made_ms)\n"
	"VALUES (:street, :id, :project, :actor, :amount, :note, :now)\n"
	"\n"
	"-- name: pledge_get of ref gives maybe pledge_row\n"
	"SELECT id, amount_fen, note, made_ms FROM fund_pledge\n"
	"WHERE street = :street AND id = :id\n"
	"\n"
	"-- name: pledge_ids of none gives list int\n"
	"SELECT id FROM fund_pledge WHERE street = :street AND note = 'it''s :no parameter'\n"
	"\n"
	"-- name: pledge_show of look shows\n"
	"SELECT p.id, p.amount_fen, CAST(sum(s.amount_fen) AS int64) AS total_fen\n"
	"FROM fund_pledge p JOIN fund_pledge s ON s.street = p.street AND s.project = p.project\n"
	"WHERE p.street = :street AND p.id = :id GROUP BY p.id, p.amount_fen\n"
	"\n"
	"-- name: pledge_list of look lists\n"
	"SELECT id, amount_fen FROM fund_pledge WHERE street = :street\n"
	"\n"
	"-- name: pledge_lines of look nests\n"
	"SELECT project AS parent, id FROM fund_pledge WHERE street = :street\n"
	"\n"
	"-- name: pledge_open of pledge_make gate\n"
	"SELECT CASE WHEN room_fen > 0 THEN NULL ELSE 'full' END FROM v_choose_project\n"
	"WHERE street = :street AND id = :project\n"
	"\n"
	"-- name: pledge_lock of ref gives int\n"
	"SELECT id FROM fund_pledge WHERE id = :id AND street = :street\n"
	"-- name: pledge_lock pg\n"
	"SELECT id FROM fund_pledge WHERE street = :street AND id = :id FOR UPDATE\n"
	"\n"
	"-- name: pledge_mend of pledge_make any\n"
	"UPDATE fund_pledge AS p SET note = s.title\n"
	"FROM (SELECT street, id, title FROM v_choose_project) s\n"
	"WHERE s.street = p.street AND s.id = p.project AND p.street = :street AND p.project = "
	":project\n";

static const char sample_c[] =
	"/* A subject. */\n"
	"#include \"door/action.h\"\n"
	"#include \"door/view.h\"\n"
	"struct pledge_line { struct ref project; };\n"
	"struct pledge_make { struct ref project; struct money amount; struct str note;\n"
	"\tLIST_OF(struct pledge_line) lines; };\n"
	"struct pledge_row { int64_t id; struct money amount; struct str note; struct moment made; "
	"};\n"
	"#include \"gen/fund/pledge.sql.h\"\n"
	"static const struct field LINE[] = { REF(pledge_line, project, .of = "
	"\"choose.project\"),\n"
	"\t{ .kind = FIELD_END } };\n"
	"static enum err make(struct tx *tx, const void *args)\n"
	"{\n"
	"\tconst struct pledge_make *a = args;\n"
	"\tstruct money room;\n"
	"\n"
	"\tTRY(pledge_room(tx_rd(tx), a, &room));\n"
	"\treturn pledge_insert(tx, a);\n"
	"}\n"
	"static enum err show(struct rd *rd, const struct look *at, struct data *out)\n"
	"{\n"
	"\treturn pledge_show(rd, at, out);\n"
	"}\n"
	"extern const struct action pledge_actions[];\n"
	"extern const struct view pledge_views[];\n"
	"const struct action pledge_actions[] = {\n"
	"\t{ \"fund.pledge.make\", MAY(resident, project), RULE(pledge_open), make, FIELDS(\n"
	"\t\tREF(pledge_make, project, .of = \"choose.project\"),\n"
	"\t\tMONEY(pledge_make, amount, .min = 100),\n"
	"\t\tTEXT(pledge_make, note, .max = 200),\n"
	"\t\tLIST(pledge_make, lines, pledge_line, LINE, .max = 9)) },\n"
	"\t{ 0 }\n"
	"};\n"
	"const struct view pledge_views[] = {\n"
	"\t{ \"fund/pledge/{id}\", MAY(resident), show, &PAGE_pledge, &PAPER_pledge_notice },\n"
	"\t{ 0 }\n"
	"};\n";

static const char sample_text[] = "# Words of a subject.\n"
				  "fund.pledge.make\n"
				  "\tzh 认筹\n"
				  "\ten Pledge\n"
				  "\n"
				  "fund.pledge.state.open\n"
				  "\tzh 还在认，\n"
				  "\t\t还差 {{left_fen}} 元\n"
				  "\ten Open: {{left_fen}} yuan\n"
				  "\t\tto go\n"
				  "fund.pledge.title\n"
				  "\tzh 认筹\n"
				  "\ten Pledges\n";

static const char sample_html[] =
	"{{! a page }}\n"
	"<h1 class=\"a b\" title=\"{{t .title}}\">{{t .title}} · {{amount_fen}}</h1>\n"
	"{{>part_row}}\n"
	"{{#rows}}\n"
	"<p{{#is_here}} aria-current=\"page\"{{/is_here}}>{{t .state.:state}}</p>\n"
	"{{/rows}}{{^rows}}<p>—</p>{{/rows}}\n"
	"<a href=\"{{link choose/project/:id/money}}\">{{title}}</a>\n"
	"{{form fund.pledge.make project=id amount?=left_fen note=\"…\" go}}\n";

static const struct leaf sample[] = {
	{ "src/subjects.def",
		"/* SUBJECT(stage, name) */\nSUBJECT(fund, pledge)\nSUBJECT(fund, ledger)\n" },
	{ "src/db/schema/0001_fund.sql", sample_schema },
	{ "src/db/schema/0002_choose.sql", sample_schema_2 },
	{ "src/db/schema/view_01_all.sql", sample_views },
	{ "src/fund/pledge.sql", sample_sql },
	{ "src/fund/pledge.c", sample_c },
	{ "src/fund/pledge.text", sample_text },
	{ "src/fund/pledge.html", sample_html },
	{ "src/fund/pledge.notice.paper",
		"<paper frame><head left=\"{{street.name}}\"><title>{{t .title}}</title>"
		"<para>{{note}}<br>{{#rows}}<b>{{id}}</b>{{/rows}}</para></paper>\n" },
	{ "src/web/part_row.html", "<br>\n" },
	{ "src/web/site.css", "p { margin: 0; }\n" },
	{ "test/cases/C1.story", "at 2026-03-08 09:00\n" },
	{ NULL, NULL },
};
