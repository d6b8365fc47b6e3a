/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/pb.c: zhidian pb count|explain|check: options into what the engine takes, one answer for each
 * file, exit 0 all counted, 1 some input refused, 2 misused. What is on standard output is whole
 * lines of files that were counted, nothing else. */
#include "cli/pb.h"
#include <sys/stat.h>
#include <unistd.h>
#include "base/arena.h"
#include "base/hash.h"
#include "cli/commands.h"
#include "cli/say.h"

enum { TELL_AFTER_US = 1000000, TELL_EVERY_US = 200000, LINE_MOST = 1 << 30 };

/* Whoever waits is told how far it is. */
struct telling {
	const char *name;
	int64_t next_us;
	bool has_told;
};

struct job {
	const struct args *args;
	struct pb_options options; /* as asked for; settled anew for each file */
	struct telling telling;
	bool is_zh;
	bool is_explaining;
};

static void tell(void *with, int64_t steps)
{
	struct telling *telling = with;
	int64_t now_us = pb_now_us();

	if (now_us < telling->next_us)
		return;
	telling->next_us = now_us + TELL_EVERY_US;
	telling->has_told = true;
	say_note("\r\033[K%s  %lld", telling->name, (long long)steps);
}

static void tell_begin(struct telling *telling, const char *name)
{
	*telling = (struct telling) { .name = name, .next_us = pb_now_us() + TELL_AFTER_US };
}

static void tell_end(struct telling *telling)
{
	if (telling->has_told)
		say_note("\r\033[K");
	telling->has_told = false;
}

/* --- options --- */

/* cli.c has told the environment what --lang says. */
static bool language_read(const struct args *args, bool *is_zh)
{
	*is_zh = say_is_zh();
	return !args->pb.lang || !strcmp(args->pb.lang, "zh") || !strcmp(args->pb.lang, "en");
}

static const char *rule_at(int i)
{
	return pb_rule_word((enum pb_rule)i);
}

static const char *utility_at(int i)
{
	return pb_utility_word((enum pb_utility)(i + 1)); /* "none" is not for saying */
}

static const char *complete_at(int i)
{
	return pb_complete_word((enum pb_complete)i);
}

static const char *ties_at(int i)
{
	return pb_ties_word((enum pb_ties)i);
}

/* A word that is none, and those that are. */
static int word_refuse(const char *word, const char *option, const char *(*at)(int i), int count)
{
	int code = say_error(ERR_BAD_INPUT, "cli.pb.trouble.word", word);

	fprintf(stderr, "  --%s", option);
	for (int i = 0; i < count; i++)
		fprintf(stderr, " %s", at(i));
	fputc('\n', stderr);
	return code;
}

static int words_read(const struct pb_args *asked, struct pb_options *out)
{
	if (!pb_rule_find(str_of(asked->rule), &out->rule))
		return word_refuse(asked->rule, "rule", rule_at, PB_RULES);
	if (asked->utility && !pb_utility_find(str_of(asked->utility), &out->utility))
		return word_refuse(asked->utility, "utility", utility_at, PB_UTILITIES - 1);
	if (asked->complete && !pb_complete_find(str_of(asked->complete), &out->complete))
		return word_refuse(asked->complete, "complete", complete_at, PB_COMPLETES);
	if (asked->ties && !pb_ties_find(str_of(asked->ties), &out->ties))
		return word_refuse(asked->ties, "ties", ties_at, PB_TIES);
	return 0;
}

static int pair_refuse(const char *why)
{
	int code = say_error(ERR_BAD_INPUT, "cli.pb.trouble.pair", NULL);

	fputs("  ", stderr);
	reason_say(stderr, str_of(why));
	fputc('\n', stderr);
	return code;
}

static int job_read(const struct args *args, struct job *job)
{
	const struct pb_args *asked = &args->pb;
	const char *wrong;
	int code;

	*job = (struct job) { .args = args };
	if (!language_read(args, &job->is_zh))
		return say_error(ERR_BAD_INPUT, "cli.pb.trouble.lang", asked->lang);
	if (!asked->rule)
		return say_error(ERR_BAD_INPUT, "cli.pb.trouble.no_rule", NULL);
	code = words_read(asked, &job->options);
	if (code)
		return code;
	job->options.with_constraints = asked->with_constraints;
	job->options.with_donations = asked->with_donations;
	job->options.is_exact = asked->is_exact;
	job->options.wants_trace = asked->certificate != NULL;
	job->options.progress = tell;
	wrong = pb_options_settle(NULL, &(struct pb_options) { job->options.rule,
						job->options.utility, job->options.complete });
	if (wrong)
		return pair_refuse(wrong);
	if (asked->certificate && args->rest_count > 1)
		return say_error(ERR_BAD_INPUT, "cli.pb.trouble.one_file", "--certificate");
	return 0;
}

/* An election must not be written over by what is told of it. */
static bool is_same_file(const char *a, const char *b)
{
	struct stat sa, sb;

	return a && b && !stat(a, &sa) && !stat(b, &sb) && sa.st_dev == sb.st_dev &&
	       sa.st_ino == sb.st_ino && S_ISREG(sa.st_mode);
}

static int outputs_check(const struct args *args)
{
	const struct pb_args *asked = &args->pb;
	const char *file = args->rest[0];

	if ((asked->certificate && !strcmp(asked->certificate, "-")) ||
		(asked->svg && !strcmp(asked->svg, "-")))
		return say_error(ERR_BAD_INPUT, "cli.pb.trouble.dash", NULL);
	if (is_same_file(asked->certificate, file) || is_same_file(asked->svg, file) ||
		is_same_file(asked->svg, asked->certificate) ||
		(asked->svg && asked->certificate && !strcmp(asked->svg, asked->certificate)))
		return say_error(ERR_BAD_INPUT, "cli.pb.trouble.same_file", file);
	return 0;
}

/* --- one file --- */

static void json_ms(struct buf *out, const struct pb_file *file, int64_t count_us)
{
	buf_print(out, ",\"ms\":{\"read\":%lld.%03lld,\"count\":%lld.%03lld}",
		(long long)(file->read_us / 1000), (long long)(file->read_us % 1000),
		(long long)(count_us / 1000), (long long)(count_us % 1000));
}

static void json_line(struct buf *out, const struct job *job, const struct pb_told *told,
	const struct pb_reason *reasons, int64_t count_us)
{
	pb_outcome_print(out, &told->file->election, told->options, told->outcome, told->file->name,
		told->file->sha256);
	if (reasons)
		explain_json(out, told, reasons);
	if (!job->args->pb.has_no_time)
		json_ms(out, told->file, count_us);
	buf_text(out, "}\n");
}

static enum pb_exit output_end(void)
{
	if (!fflush(stdout) && !ferror(stdout))
		return PB_EXIT_DONE;
	pb_refuse("-", 0, str_of("standard output cannot be written"));
	return PB_EXIT_REFUSED;
}

/* What was counted goes out whole or not at all. */
static enum pb_exit answer_print(struct arena *arena, const struct pb_file *file, struct buf *out)
{
	struct str bytes = buf_view(out);

	if (arena_is_spent(arena) || !buf_ok(out)) {
		pb_refuse(file->path, 0, str_of("it does not fit in memory"));
		return PB_EXIT_REFUSED;
	}
	fwrite(bytes.at, 1, bytes.len, stdout);
	return output_end();
}

static enum pb_exit fault_say(const struct pb_file *file, enum err err)
{
	pb_refuse(file->path, 0,
		str_of(err == ERR_TOO_BIG ? "its fractions grow too big for the memory there is"
					  : "it does not fit in memory"));
	return PB_EXIT_REFUSED;
}

/* Certificate and picture, each into its file. */
static enum pb_exit papers_write(const struct job *job, struct arena *arena,
	const struct pb_told *told, const struct pb_told *why, const struct pb_reason *reasons)
{
	const struct pb_args *asked = &job->args->pb;
	struct buf certificate = buf_new(arena, LINE_MOST);
	struct buf picture = buf_new(arena, LINE_MOST);

	if (asked->certificate) {
		pb_certify(arena, &certificate, &told->file->election, told->options, told->outcome,
			told->file->sha256);
		if (!buf_ok(&certificate) || arena_is_spent(arena))
			return fault_say(told->file, ERR_MEMORY);
		if (!pb_write(asked->certificate, buf_view(&certificate)))
			return PB_EXIT_REFUSED;
	}
	if (!asked->svg)
		return PB_EXIT_DONE;
	if (explain_svg(arena, &picture, why, reasons) || !buf_ok(&picture))
		return fault_say(told->file, ERR_MEMORY);
	return pb_write(asked->svg, buf_view(&picture)) ? PB_EXIT_DONE : PB_EXIT_REFUSED;
}

static enum pb_exit file_answer(struct job *job, struct arena *arena, const struct pb_file *file,
	struct pb_options *options)
{
	struct pb_outcome outcome;
	struct pb_options meant;
	struct pb_told told = { file, options, &outcome, job->is_zh };
	struct pb_told why = { file, &meant, &outcome, job->is_zh };
	struct pb_reason *reasons = NULL;
	struct buf out = buf_new(arena, LINE_MOST);
	int64_t began_us = pb_now_us(), count_us;
	enum pb_exit ended;
	enum err err;

	pb_official(&file->election, options, &meant);
	tell_begin(&job->telling, file->name.at);
	options->with = &job->telling;
	err = pb_count(arena, &file->election, options, &outcome);
	count_us = pb_now_us() - began_us;
	if (!err && job->is_explaining)
		err = pb_explain(arena, &file->election, options, &outcome,
			pb_recounts(&file->election, &outcome), &reasons);
	tell_end(&job->telling);
	if (err)
		return fault_say(file, err);
	if (job->args->pb.wants_json)
		json_line(&out, job, &told, reasons, count_us);
	else if (job->is_explaining)
		explain_say(&out, &why, reasons);
	else
		pb_table_print(&out, &told);
	ended = papers_write(job, arena, &told, &why, reasons);
	return ended ? ended : answer_print(arena, file, &out);
}

/* Does the text say more about who may win than ballots, costs and a budget do? */
static bool has_limits(const struct pb_election *election)
{
	bool is_some = election->category_count > 0;

	for (uint32_t p = 0; p < election->project_count && !is_some; p++) {
		const struct pb_project *it = &election->projects[p];

		is_some = it->min_support || it->needs_count || it->incompatible_count ||
			  it->variant_of != PB_NO_PROJECT;
	}
	return is_some;
}

/* Of what was done in life this count may be something else: then it says so. */
static void official_warn(const struct pb_file *file, const struct pb_options *options)
{
	const struct pb_election *election = &file->election;
	struct pb_options meant;
	const char *why = pb_official(election, options, &meant);

	if (why)
		pb_warn(file->path, election->rule_line, str_of(why));
	if (meant.rule == options->rule)
		return;
	if (!options->with_constraints && has_limits(election))
		pb_warn(file->path, election->rule_line,
			str_of("there are constraints; --constraints counts with them"));
	if (!options->with_donations && election->pledge_count)
		pb_warn(file->path, election->rule_line,
			str_of("there are pledges; --donations counts with them"));
}

static enum pb_exit file_do(struct job *job, const struct pb_file *file)
{
	struct pb_options options = job->options;
	struct pb_trouble trouble;
	struct arena *arena;
	enum pb_exit ended;
	const char *why = pb_options_settle(&file->election, &options);

	if (why) {
		pb_refuse(file->path, 0, str_of(why));
		return PB_EXIT_USAGE;
	}
	if (job->args->pb.ties) /* whatever META says */
		options.ties = job->options.ties;
	official_warn(file, &options);
	if (!pb_admits(&file->election, &options, &trouble)) {
		pb_refuse(file->path, trouble.line, trouble.reason);
		return PB_EXIT_REFUSED;
	}
	arena = arena_new(pb_memory());
	if (!arena)
		return fault_say(file, ERR_MEMORY);
	ended = file_answer(job, arena, file, &options);
	arena_free(arena);
	return ended;
}

static enum pb_exit path_do(struct job *job, const char *path)
{
	struct pb_file file;
	enum pb_exit ended = pb_file_open(&file, path);

	if (!ended)
		ended = file_do(job, &file);
	pb_file_close(&file);
	return ended;
}

int run_pb_count(const struct args *args, const struct cli_faces *faces)
{
	struct job job;
	int worst = job_read(args, &job);

	(void)faces;
	if (!worst)
		worst = outputs_check(args);
	if (worst)
		return worst;
	for (int i = 0; i < args->rest_count; i++) {
		int ended = (int)path_do(&job, args->rest[i]);

		worst = ended > worst ? ended : worst;
	}
	return worst;
}

int run_pb_explain(const struct args *args, const struct cli_faces *faces)
{
	struct job job;
	int code = job_read(args, &job);

	(void)faces;
	if (!code)
		code = outputs_check(args);
	job.is_explaining = true;
	return code ? code : (int)path_do(&job, args->rest[0]);
}

/* --- check --- */

/* By which rule, as the certificate itself says: whoever checks wants to see that it is theirs. */
static void options_say(const struct pb_options *options)
{
	printf("--rule %s", pb_rule_word(options->rule));
	if (options->utility)
		printf(" --utility %s", pb_utility_word(options->utility));
	if (options->complete)
		printf(" --complete %s", pb_complete_word(options->complete));
	printf(" --ties %s%s%s\n", pb_ties_word(options->ties),
		options->with_constraints ? " --constraints" : "",
		options->with_donations ? " --donations" : "");
}

static void ejr_say(const struct pb_file *file, const struct pb_verdict *verdict, bool is_zh)
{
	struct str owed;

	if (verdict->is_ejr) {
		printf("%s\n", pb_words(is_zh, "cli.pb.check.ejr"));
		return;
	}
	owed = file->election.projects[verdict->ejr_project].id;
	printf("%s %.*s\n", pb_words(is_zh, "cli.pb.check.no_ejr"), (int)owed.len, owed.at);
}

static enum pb_exit verdict_say(const struct pb_file *file, const char *certificate,
	const struct pb_verdict *verdict, bool is_zh)
{
	if (!verdict->is_right) {
		pb_refuse(certificate, verdict->line, verdict->reason);
		printf("%s\n", pb_words(is_zh, "cli.pb.check.wrong"));
		output_end();
		return PB_EXIT_REFUSED;
	}
	options_say(&verdict->options);
	printf("%s\n", pb_words(is_zh, "cli.pb.check.right"));
	if (verdict->reason.len) {
		printf("%s ", pb_words(is_zh, "cli.pb.check.but"));
		reason_say(stdout, verdict->reason);
		printf("\n");
	}
	if (verdict->is_ejr_checked)
		ejr_say(file, verdict, is_zh);
	return output_end();
}

/* The hash of the text with its line ends as the other kind of machine writes them. */
static struct str other_ends(struct arena *arena, struct str text)
{
	struct buf other = buf_new(arena, 2 * text.len + 1);
	struct buf hex = buf_new(arena, 2 * HASH_SIZE);
	bool has_pairs = text.len && memmem(text.at, text.len, "\r\n", 2) != NULL;
	struct hash hash;

	for (size_t i = 0; i < text.len; i++) {
		bool is_end = text.at[i] == '\n';
		bool is_pair = text.at[i] == '\r' && i + 1 < text.len && text.at[i + 1] == '\n';

		if (is_end && !has_pairs)
			buf_char(&other, '\r');
		if (!is_pair)
			buf_char(&other, text.at[i]);
	}
	if (!buf_ok(&other))
		return (struct str) { 0 };
	hash = hash_of(other.at, other.len);
	hex_print(&hex, (struct bytes) { hash.at, HASH_SIZE });
	return buf_view(&hex);
}

/* Of two texts that differ by line ends only it is said that they do. */
static void ends_say(struct arena *arena, const struct pb_file *file,
	const struct pb_file *certificate, bool is_zh)
{
	struct str rest = certificate->text;
	struct str hash;

	str_cut(&rest, '\n');
	rest = str_cut(&rest, '\n');
	if (!str_is(str_cut(&rest, ' '), "input") || str_equal(rest, file->sha256))
		return;
	hash = other_ends(arena, file->text);
	if (hash.len && str_equal(rest, hash))
		printf("%s\n", pb_words(is_zh, "cli.pb.check.line_ends"));
}

static enum pb_exit check_do(const struct args *args, bool is_zh, const struct pb_file *file,
	const struct pb_file *certificate)
{
	struct arena *arena = arena_new(pb_memory());
	struct pb_verdict verdict = { 0 };
	enum err err = ERR_MEMORY;
	enum pb_exit ended;

	if (arena)
		err = pb_check(arena, &file->election, file->sha256, certificate->text,
			args->pb.is_deep, &verdict);
	ended = err ? fault_say(certificate, err)
		    : verdict_say(file, certificate->path, &verdict, is_zh);
	if (!err && !verdict.is_right)
		ends_say(arena, file, certificate, is_zh);
	arena_free(arena);
	return ended;
}

int run_pb_check(const struct args *args, const struct cli_faces *faces)
{
	struct pb_file file, certificate;
	enum pb_exit ended;
	bool is_zh;

	(void)faces;
	if (!language_read(args, &is_zh))
		return say_error(ERR_BAD_INPUT, "cli.pb.trouble.lang", args->pb.lang);
	ended = pb_file_open(&file, args->rest[0]);
	if (!ended) {
		ended = pb_file_load(&certificate, args->rest[1]);
		if (!ended)
			ended = check_do(args, is_zh, &file, &certificate);
		pb_file_close(&certificate);
	}
	pb_file_close(&file);
	return (int)ended;
}
