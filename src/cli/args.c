/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/args.c: --name value, --name=value, -o value, flags; a word that looks like an option and is
 * none is refused, and so is an option that is given twice. */
#include "cli/args.h"
#include <assert.h>
#include "base/str.h"

#define TEXT_OPTION(name, value, member, letter) \
	{ \
		name, value, OPTION_TEXT, offsetof(struct args, member), letter \
	}
#define FLAG_OPTION(name, member, letter) \
	{ \
		name, NULL, OPTION_FLAG, offsetof(struct args, member), letter \
	}

const struct option options[] = {
	TEXT_OPTION("data", "DIR", data, 0),
	TEXT_OPTION("db", "URL", db, 0),
	{ "port", "N", OPTION_NUMBER, offsetof(struct args, port), 0 },
	TEXT_OPTION("bind", "ADDRESS", bind, 0),
	TEXT_OPTION("public", "URL", public_url, 0),
	FLAG_OPTION("demo", is_demo, 0),
	TEXT_OPTION("story", "NAME", story, 0),
	FLAG_OPTION("dev", is_dev, 0),
	TEXT_OPTION("street", "SLUG", street, 0),
	TEXT_OPTION("as", "LOGIN|NUMBER", as, 0),
	TEXT_OPTION("for", "LOGIN|NUMBER", whose, 0),
	TEXT_OPTION("via", "screen|desk|paper", via, 0),
	TEXT_OPTION("once", "KEY", once, 0),
	TEXT_OPTION("out", "FILE", out, 'o'),
	TEXT_OPTION("box", "DIR|HALF,HALF|none", box, 0),
	FLAG_OPTION("force", is_forced, 0),
	FLAG_OPTION("then", with_then, 0),
	TEXT_OPTION("rule", "RULE", pb.rule, 0),
	TEXT_OPTION("utility", "UTILITY", pb.utility, 0),
	TEXT_OPTION("complete", "HOW", pb.complete, 0),
	TEXT_OPTION("ties", "name|cost|file", pb.ties, 0),
	FLAG_OPTION("json", pb.wants_json, 0),
	FLAG_OPTION("no-time", pb.has_no_time, 0),
	FLAG_OPTION("exact", pb.is_exact, 0),
	FLAG_OPTION("constraints", pb.with_constraints, 0),
	FLAG_OPTION("donations", pb.with_donations, 0),
	TEXT_OPTION("certificate", "OUT", pb.certificate, 0),
	TEXT_OPTION("svg", "OUT", pb.svg, 0),
	FLAG_OPTION("deep", pb.is_deep, 0),
	TEXT_OPTION("lang", "zh|en", pb.lang, 0),
	FLAG_OPTION("help", wants_help, 'h'),
	{ NULL, NULL, OPTION_FLAG, 0, 0 },
};

bool option_is_in(const char *allowed, const char *name)
{
	struct str rest = str_of(allowed);

	while (rest.at)
		if (str_is(str_cut(&rest, ' '), name))
			return true;
	return false;
}

static const struct option *option_of(const char *word, size_t len)
{
	for (const struct option *o = options; o->name; o++)
		if ((word[1] == '-' && strlen(o->name) == len - 2 &&
			    !strncmp(o->name, word + 2, len - 2)) ||
			(len == 2 && o->letter && word[1] == o->letter))
			return o;
	return NULL;
}

static bool number_read(const char *text, int *out)
{
	int64_t n;

	if (!str_int(str_of(text), &n) || n < 0 || n > 65535)
		return false;
	*out = (int)n;
	return true;
}

static bool option_set(const struct option *o, const char *value, struct args *out)
{
	char *at = (char *)out + o->at;

	switch (o->kind) {
	case OPTION_FLAG:
		*(bool *)at = true;
		return true;
	case OPTION_NUMBER:
		return number_read(value, (int *)(void *)at);
	case OPTION_TEXT:
		*(const char **)(void *)at = value;
		return *value != '\0';
	}
	return false;
}

enum err args_read(int argc, char **argv, const char *allowed, struct args *out, const char **wrong)
{
	uint64_t given = 0; /* a bit for each option */
	bool is_over = false;
	int kept = 0;

	static_assert(sizeof options / sizeof *options <= 64, "a bit for each option");
	for (int i = 0; i < argc; i++) {
		const char *word = argv[i];
		const char *equal = strchr(word, '=');
		size_t len = equal ? (size_t)(equal - word) : strlen(word);
		const struct option *o;

		if (is_over || word[0] != '-' || !word[1]) {
			argv[kept++] = argv[i];
			continue;
		}
		if (!strcmp(word, "--")) {
			is_over = true;
			continue;
		}
		*wrong = word;
		o = option_of(word, len);
		if (!o || (strcmp(o->name, "help") && !option_is_in(allowed, o->name)))
			return ERR_BAD_INPUT;
		if (given & UINT64_C(1) << (o - options))
			return ERR_REFUSED;
		given |= UINT64_C(1) << (o - options);
		if (o->kind == OPTION_FLAG ? equal != NULL : !equal && i + 1 == argc)
			return ERR_BAD_INPUT;
		if (!option_set(o,
			    o->kind == OPTION_FLAG ? ""
			    : equal		   ? equal + 1
						   : argv[++i],
			    out))
			return ERR_BAD_INPUT;
	}
	out->rest = (const char *const *)argv;
	out->rest_count = kept;
	return OK;
}
