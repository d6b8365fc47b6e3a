/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/sheets.h: data of every printed sheet as a view would make it: the stairwell lights of
 * Cailu, told by hand. Persons, dates and prices are made up. */
#pragma once
#include "base/arena.h"
#include "base/data.h"
#include "base/value.h"

/* A tree in the making: set(&t, "name", "text"), put(&t, "amount_fen", 100), row(&t, list) … */
struct tree {
	struct arena *arena;
	struct data *root;
};

static inline void set_in(struct tree *t, struct data *at, const char *name, const char *text)
{
	data_text(t->arena, at, name, str_of(text));
}

static inline void put_in(struct tree *t, struct data *at, const char *name, int64_t number)
{
	data_int(t->arena, at, name, number);
}

static inline void set(struct tree *t, const char *name, const char *text)
{
	set_in(t, t->root, name, text);
}

static inline void put(struct tree *t, const char *name, int64_t number)
{
	put_in(t, t->root, name, number);
}

static inline struct data *row(struct tree *t, struct data *list)
{
	return data_object(t->arena, list, NULL);
}

static inline struct data *list(struct tree *t, const char *name)
{
	return data_list(t->arena, t->root, name);
}

static inline int64_t day(const char *spelled)
{
	struct day d = { 0 };

	day_parse(str_of(spelled), &d);
	return d.n;
}

static inline int64_t moment(const char *spelled)
{
	struct moment m = { 0 };

	moment_parse(str_of(spelled), &m);
	return m.ms;
}

static inline void proof_make(struct tree *t, const char *path)
{
	struct data *proof = data_object(t->arena, t->root, "proof");
	char text[200];

	snprintf(text, sizeof(text), "https://zd.example/heqing/%s", path);
	set_in(t, proof, "address", text);
	snprintf(text, sizeof(text), "zd.example/heqing/%s", path);
	set_in(t, proof, "short", text);
	set_in(t, proof, "origin", "heqing.zd.example/2025");
	set_in(t, proof, "size", "2318");
	set_in(t, proof, "root", "SflF8a3Q7i67FW6XUMr9Yy85nUo0qprYSyIcDv6NW6o=");
	put(t, "printed_ms", moment("2025-09-22T09:00"));
}

static inline void source_add(struct tree *t, struct data *sources, const char *source, int64_t fen,
	int share, const char *note)
{
	struct data *one = row(t, sources);

	set_in(t, one, "source", source);
	put_in(t, one, "amount_fen", fen);
	put_in(t, one, "share_bp", share);
	if (note)
		set_in(t, one, "note", note);
}

static inline void sources_make(struct tree *t)
{
	struct data *sources = list(t, "sources");

	source_add(t, sources, "fund", 4500000, 8007, "，不增加");
	source_add(t, sources, "resident", 320000, 569, "，每户 50 元");
	source_add(t, sources, "partner", 800000, 1424, " 2 家，意向");
}

static inline void notice_line(
	struct tree *t, struct data *lines, const char *name, int64_t was, int64_t now)
{
	struct data *one = row(t, lines);

	set_in(t, one, "name", name);
	put_in(t, one, "was_fen", was);
	put_in(t, one, "now_fen", now);
}

static inline void notice_make(struct tree *t)
{
	struct data *decision;
	struct data *lines;

	proof_make(t, "n/118");
	set(t, "place_name", "合庆镇蔡路居民区");
	set(t, "number", "合庆-蔡路-2025-01-G3");
	set(t, "kind", "change");
	set(t, "project_title", "蔡路楼道灯");
	set(t, "ask", "没有意见，就报合庆镇重新批准。");
	set(t, "goal",
		"原定目标不变：给 4 栋楼装上楼道灯。灯具三方比价，省下 12,860.00 "
		"元。居民商定，另装公共区域"
		"摄像头 12 只，画毛巾厂主题墙绘 4 面。");
	put(t, "from_day", day("2025-09-22"));
	put(t, "until_day", day("2025-09-29"));
	put(t, "until_ms", moment("2025-09-29T17:00"));
	put(t, "has_decisions", 1);
	decision = row(t, list(t, "decisions"));
	put_in(t, decision, "held_day", day("2025-09-20"));
	set_in(t, decision, "meeting", "居民议事会");
	set_in(t, decision, "counted", "household");
	put_in(t, decision, "entitled", 64);
	put_in(t, decision, "present", 51);
	put_in(t, decision, "yes", 47);
	put_in(t, decision, "no", 2);
	put_in(t, decision, "abstain", 2);
	set_in(t, decision, "dissent", "摄像头不要对着家门。已采纳，机位图附后。");
	put(t, "has_lines", 1);
	put(t, "has_old", 1);
	lines = list(t, "lines");
	notice_line(t, lines, "楼道灯：灯具、人工、配电、备件", 4500000, 3214000);
	notice_line(t, lines, "公共区域摄像头 12 只", 0, 1680000);
	notice_line(t, lines, "毛巾厂主题墙绘 4 面", 0, 726000);
	put(t, "was_fen", 4500000);
	put(t, "now_fen", 5620000);
	put(t, "has_sources", 1);
	sources_make(t);
	set(t, "upkeep",
		"灯由 4 位楼组长每月查一次，电费和备件留足 2 年。摄像头由居委会保管，录像存 30 "
		"天，依法备案。"
		"墙绘由居民认领。");
	set_in(t, data_object(t->arena, t->root, "street"), "telephone", "021-5897 0000");
	set(t, "issuer", "合庆镇蔡路居民委员会");
	put(t, "issued_day", day("2025-09-22"));
	put(t, "is_open", 1);
}

static inline void candidate_add(
	struct tree *t, struct data *candidates, const char *title, int64_t fen)
{
	struct data *one = row(t, candidates);

	put_in(t, one, "n", (int64_t)candidates->count);
	set_in(t, one, "title", title);
	put_in(t, one, "cost_fen", fen);
}

static inline void ballot_make(struct tree *t, int papers)
{
	struct data *numbers = list(t, "sheets");
	struct data *candidates = list(t, "candidates");
	char number[16];

	proof_make(t, "b/26");
	for (int i = 1; i <= papers; i++) {
		snprintf(number, sizeof(number), "%04d", i);
		set_in(t, row(t, numbers), "number", number);
	}
	set(t, "place_name", "合庆镇蔡路居民区");
	set(t, "season_name", "2026年自治金");
	set(t, "title", "您想把钱花在哪几件事上");
	put(t, "households", 64);
	put(t, "budget_fen", 3000000);
	put(t, "until_ms", moment("2026-03-08T20:00"));
	set(t, "box_place", "居委会一楼或 2号楼楼下");
	candidate_add(t, candidates, "楼道灯备件和两年管护", 620000);
	candidate_add(t, candidates, "一老一小午后看护", 840000);
	candidate_add(t, candidates, "雨水桶和堆肥箱", 480000);
	candidate_add(t, candidates, "楼前花圃认养", 560000);
	candidate_add(t, candidates, "公共晾晒架和公约", 1260000);
	candidate_add(t, candidates, "邻里议事角", 750000);
	candidate_add(t, candidates, "“毛巾记忆”展示角", 980000);
	candidate_add(t, candidates, "文明养宠角", 390000);
}

static inline void outcome_add(
	struct tree *t, const char *title, int support, int64_t fen, bool is_won)
{
	struct data *outcomes = data_get(t->root, is_won ? "winners" : "losers");
	struct data *one = row(t, outcomes);

	put_in(t, one, "n", (int64_t)outcomes->count);
	set_in(t, one, "title", title);
	put_in(t, one, "support", support);
	put_in(t, one, "support_bp", support * 10000 / 60);
	put_in(t, one, "cost_fen", fen);
	put_in(t, one, "is_won", is_won);
	if (is_won) {
		put_in(t, one, "payment_fen", fen / support);
	} else {
		put_in(t, one, "is_short", 1);
		put_in(t, one, "has_had", 1);
		put_in(t, one, "had_fen", fen / 3);
		put_in(t, one, "missing_fen", fen - fen / 3);
		put_in(t, one, "more", 60 - support);
		put_in(t, one, "can_more", 1);
	}
	if (is_won)
		put_in(t, row(t, data_get(t->root, "parts")), "cost_bp", fen * 10000 / 3000000);
}

static inline void result_make(struct tree *t)
{
	proof_make(t, "b/26/result");
	list(t, "parts");
	list(t, "winners");
	list(t, "losers");
	set(t, "rule_key", "mes");
	set(t, "ending_key", "mes_add1u");
	put(t, "even_fen", 50000);
	put(t, "steps", 133);
	put(t, "chosen_fen", 2410000);
	put(t, "completed_fen", 480000);
	put(t, "is_checked", 1);
	set(t, "inputs", "f543dec26aeb8880eb8d79d7699034004702c30f67dada25a702adc73762ad9d");
	set(t, "certificate_hash",
		"2dd7c96b3f395e85a44d9e48a4b9c4f820107eaaf25f63b2073cb7f01b96e83f");
	set(t, "place_name", "合庆镇蔡路居民区");
	set(t, "season_name", "2026年自治金");
	set(t, "ballot_title", "蔡路的自治金，投给了这 5 件事");
	put(t, "won", 5);
	put(t, "budget_fen", 3000000);
	put(t, "spent_fen", 2890000);
	put(t, "left_fen", 110000);
	put(t, "spent_bp", 9633);
	put(t, "left_bp", 367);
	put(t, "households", 64);
	put(t, "votes", 60);
	put(t, "papers", 18);
	put(t, "spoilt", 1);
	outcome_add(t, "楼道灯备件和两年管护", 51, 620000, true);
	outcome_add(t, "一老一小午后看护", 44, 840000, true);
	outcome_add(t, "楼前花圃认养", 33, 560000, true);
	outcome_add(t, "公共晾晒架和公约", 27, 1260000, false);
	outcome_add(t, "雨水桶和堆肥箱", 24, 480000, true);
	outcome_add(t, "“毛巾记忆”展示角", 22, 980000, false);
	outcome_add(t, "邻里议事角", 17, 750000, false);
	outcome_add(t, "文明养宠角", 12, 390000, true);
	put(t, "made_ms", moment("2026-03-09T09:00"));
	put(t, "is_open", 1);
}

static inline void signin_make(struct tree *t, int rows)
{
	struct data *people = list(t, "rows");
	char text[40];

	proof_make(t, "voice/meeting/9");
	set(t, "title", "蔡路楼道灯居民议事会");
	set(t, "place_name", "合庆镇蔡路居民区");
	put(t, "starts_ms", moment("2025-09-20T14:00"));
	set(t, "venue", "居委会二楼会议室");
	set(t, "counted", "household");
	put(t, "entitled", 64);
	put(t, "quorum", 33);
	for (int i = 1; i <= rows; i++) {
		struct data *one = row(t, people);

		put_in(t, one, "n", i);
		if (i <= rows - 4) {
			set_in(t, one, "name", i % 3 ? "陈建国" : "欧阳秀英");
			snprintf(text, sizeof(text), "%d号楼 %d0%d室", 1 + (i - 1) / 16, 1 + i % 5,
				1 + i % 4);
			set_in(t, one, "door", text);
			set_in(t, one, "role", i % 16 == 1 ? "楼组长" : "住户");
		}
		put_in(t, one, "is_quorum", i == 33);
	}
}

static inline struct data *item_add(
	struct tree *t, const char *title, int yes, int no, int abstain, const char *result)
{
	struct data *one = row(t, data_get(t->root, "items"));

	set_in(t, one, "title", title);
	put_in(t, one, "has_votes", yes + no + abstain > 0);
	put_in(t, one, "yes", yes);
	put_in(t, one, "no", no);
	put_in(t, one, "abstain", abstain);
	set_in(t, one, "result", result);
	return one;
}

static inline void opinion_add(struct tree *t, const char *who, const char *words)
{
	struct data *one = row(t, data_get(t->root, "opinions"));

	set_in(t, one, "who", who);
	set_in(t, one, "words", words);
}

static inline void task_add(struct tree *t, const char *words, const char *who, const char *due)
{
	struct data *one = row(t, data_get(t->root, "tasks"));

	set_in(t, one, "words", words);
	set_in(t, one, "who", who);
	put_in(t, one, "due_day", day(due));
}

static inline void minutes_make(struct tree *t, int opinions)
{
	struct data *item;

	proof_make(t, "voice/meeting/9");
	list(t, "items");
	list(t, "opinions");
	list(t, "tasks");
	set(t, "place_name", "合庆镇蔡路居民区");
	set(t, "title", "蔡路楼道灯居民议事会");
	set(t, "kind", "council");
	put(t, "starts_ms", moment("2025-09-20T14:00"));
	set(t, "venue", "居委会二楼会议室");
	set(t, "chair", "蔡勇，蔡路居民区书记");
	set(t, "recorder", "陈静，社工");
	set(t, "counted", "household");
	put(t, "entitled", 64);
	put(t, "present", 51);
	put(t, "is_closed", 1);
	put(t, "has_quorum", 1);
	item = item_add(t, "楼道灯省下的钱怎么用", 47, 2, 2, "passed");
	set_in(t, item, "decision",
		"装公共区域摄像头 12 只，画毛巾厂主题墙绘 4 面，原定的灯一盏不少。");
	set_in(t, item, "dissent", "摄像头不要对着家门。已采纳，机位图附后。");
	item = item_add(t, "每户自愿出 50 元", 45, 0, 6, "passed");
	set_in(t, item, "decision", "自愿，不出的不记名，不影响用灯。");
	item_add(t, "墙绘的画稿", 0, 0, 0, "noted");
	put(t, "has_opinions", 1);
	for (int i = 0; i < opinions; i++) {
		opinion_add(
			t, "王* 2号楼", "灯有了，楼下停车的地方还是黑。装一只摄像头，大家都放心。");
		opinion_add(t, "李* 3号楼",
			"墙绘要画毛巾厂的老机器，年轻人没见过，老工人看了高兴。\n颜料要能洗，脏了自"
			"己补。");
	}
	put(t, "has_tasks", 1);
	task_add(t, "把机位图贴到每个楼道", "陈静", "2025-09-24");
	task_add(t, "请老厂的美工看画稿", "顾*", "2025-10-08");
}

static inline struct data *bill_add(struct tree *t, const char *number, const char *seller,
	const char *purpose, const char *line, int64_t fen)
{
	struct data *bills = data_get(t->root, "bills");
	struct data *one = row(t, bills);

	put_in(t, one, "n", (int64_t)bills->count);
	set_in(t, one, "kind_name", "数电票");
	set_in(t, one, "number", number);
	put_in(t, one, "issued_day", day("2025-08-12"));
	set_in(t, one, "seller", seller);
	set_in(t, one, "purpose", purpose);
	set_in(t, one, "line", line);
	put_in(t, one, "amount_fen", fen);
	data_list(t->arena, one, "hits");
	return one;
}

static inline void hit_add(struct tree *t, struct data *bill, const char *verdict, const char *rule)
{
	struct data *one = row(t, data_get(bill, "hits"));

	set_in(t, one, "verdict", verdict);
	set_in(t, one, "rule", rule);
}

static inline void claim_make(struct tree *t)
{
	struct data *bill;

	proof_make(t, "fund/claim/31");
	list(t, "bills");
	set(t, "place_name", "合庆镇蔡路居民区");
	put(t, "id", 31);
	set(t, "project_number", "合庆-蔡路-2025-01");
	set(t, "project_title", "蔡路楼道灯");
	set(t, "title", "第一批灯具和安装");
	put(t, "bill_count", 3);
	bill = bill_add(t, "2531 2000 0001 1234 5678", "上海亮邻照明电器有限公司", "声控灯 48 只",
		"灯具", 144000);
	hit_add(t, bill, "pass", "I01");
	hit_add(t, bill, "pass", "B01");
	bill = bill_add(t, "2531 2000 0001 1234 5702", "上海亮邻照明电器有限公司", "灯座和线槽",
		"配电", 36000);
	hit_add(t, bill, "pass", "I01");
	hit_add(t, bill, "warn", "I07");
	bill = bill_add(t, "2531 2000 0007 0088 0131", "浦东新区老顾五金店", "螺丝、膨胀管、胶布",
		"备件", 18000);
	hit_add(t, bill, "pass", "I01");
	put(t, "amount_fen", 198000);
	set(t, "handler", "陈静");
}

static inline void settlement_line(
	struct tree *t, const char *name, int64_t budget, int64_t spent, const char *reason)
{
	struct data *one = row(t, data_get(t->root, "lines"));

	set_in(t, one, "name", name);
	put_in(t, one, "budget_fen", budget);
	put_in(t, one, "spent_fen", spent);
	if (reason)
		set_in(t, one, "reason", reason);
}

static inline void asset_add(
	struct tree *t, const char *name, const char *spot, const char *custodian)
{
	struct data *one = row(t, data_get(t->root, "assets"));

	set_in(t, one, "name", name);
	set_in(t, one, "spot", spot);
	set_in(t, one, "custodian", custodian);
}

static inline void settlement_make(struct tree *t)
{
	struct data *rest;

	proof_make(t, "fund/settlement/4");
	list(t, "lines");
	list(t, "assets");
	set(t, "place_name", "合庆镇蔡路居民区");
	set(t, "project_number", "合庆-蔡路-2025-01");
	set(t, "project_title", "蔡路楼道灯");
	put(t, "income_fen", 5620000);
	put(t, "spent_fen", 5488000);
	put(t, "left_fen", 132000);
	sources_make(t);
	set(t, "lever", "0.25");
	settlement_line(t, "灯具", 1860000, 1860000, NULL);
	settlement_line(t, "安装人工", 720000, 588000, "邻居老顾带人装了 2 号楼，少请一天工。");
	settlement_line(t, "配电和备件", 634000, 634000, NULL);
	settlement_line(t, "公共区域摄像头", 1680000, 1680000, NULL);
	settlement_line(t, "墙绘", 726000, 726000, NULL);
	put(t, "budget_fen", 5620000);
	put(t, "has_rest", 1);
	rest = row(t, list(t, "rests"));
	set_in(t, rest, "source", "fund");
	set_in(t, rest, "goes", "street");
	put_in(t, rest, "amount_fen", 132000);
	put(t, "has_assets", 1);
	asset_add(t, "声控灯 48 只", "4 栋楼每层楼道", "4 位楼组长");
	asset_add(t, "摄像头 12 只", "出入口和停车处", "居委会");
	asset_add(t, "墙绘 4 面", "东墙", "顾*，居民认领");
	put(t, "from_day", day("2025-12-01"));
	put(t, "until_day", day("2025-12-08"));
}

static inline void invite_make(struct tree *t, int slips)
{
	struct data *all = list(t, "slips");
	char text[80];

	set(t, "place_name", "合庆镇蔡路居民区");
	set(t, "short", "zd.example/heqing/in");
	put(t, "until_day", day("2025-10-31"));
	set(t, "telephone", "021-5897 0000");
	for (int i = 0; i < slips; i++) {
		struct data *one = row(t, all);

		snprintf(text, sizeof(text), "7K3M-%04dX", 2000 + i);
		set_in(t, one, "code", text);
		snprintf(text, sizeof(text), "https://zd.example/heqing/in?code=7K3M%04dX",
			2000 + i);
		set_in(t, one, "address", text);
		snprintf(
			text, sizeof(text), "%d号楼 %d0%d室", 1 + i / 16, 1 + i / 4 % 4, 1 + i % 4);
		set_in(t, one, "door", text);
	}
}

static inline void receipt_make(struct tree *t)
{
	proof_make(t, "fund/receipt/137");
	put(t, "has_receipt", 1);
	set(t, "number", "0000137");
	set(t, "giver", "2号楼 301室 王秀兰");
	set(t, "project_number", "合庆-蔡路-2025-01");
	set(t, "project_title", "蔡路楼道灯");
	put(t, "amount_fen", 5000);
	set(t, "way", "cash");
	put(t, "came_day", day("2025-10-09"));
	set(t, "by_name", "陈静");
	set(t, "issuer", "合庆镇蔡路居民委员会");
}
