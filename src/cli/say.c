/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/say.c: words are looked up by key like everywhere else; help is drawn from the tables of
 * commands and options. */
#include "cli/say.h"
#include <stdarg.h>
#include <unistd.h>
#include "base/str.h"
#include "base/words.h"
#include "cli/args.h"

bool say_is_zh(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return !strncmp(value, "zh", 2);
	}
	return false;
}

static const char *words_or(const char *key, const char *other)
{
	const struct word *word = word_find(key);

	if (!word)
		return other;
	return say_is_zh() ? word->zh : word->en;
}

const char *say_words(const char *key)
{
	return words_or(key, key);
}

int say_error(enum err err, const char *key, const char *detail)
{
	fprintf(stderr, "zhidian: %s", say_words(key));
	if (detail && *detail)
		fprintf(stderr, say_is_zh() ? "（%s）" : " (%s)", detail);
	fputc('\n', stderr);
	return err_exit(err);
}

void say_note(const char *format, ...)
{
	va_list args;

	if (!isatty(STDERR_FILENO))
		return;
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
}

static const char *words_of(const char *head, const char *name)
{
	char key[128];

	snprintf(key, sizeof key, "%s%s", head, name);
	for (char *c = key; *c; c++)
		*c = *c == ' ' || *c == '-' ? '_' : *c;
	return words_or(key, "");
}

void help_all(void)
{
	printf("%s\n\n%s zhidian ", say_words("cli.help.about"), say_words("cli.help.usage"));
	printf("COMMAND …\n\n%s\n", say_words("cli.help.commands"));
	for (const struct command *c = commands; c->name; c++)
		printf("  %-10s %s\n", c->name, words_of("cli.help.", c->name));
	printf("\n%s\n", say_words("cli.help.more"));
}

bool help_group(const char *word)
{
	size_t len = strlen(word);
	bool is_some = false;

	for (const struct command *c = commands; c->name; c++) {
		if (strncmp(c->name, word, len) || c->name[len] != ' ')
			continue;
		if (!is_some)
			printf("%s\n\n%s\n", words_of("cli.help.", word),
				say_words("cli.help.commands"));
		is_some = true;
		printf("  zhidian %s %s\n      %s\n", c->name, c->usage,
			words_of("cli.help.", c->name));
	}
	return is_some;
}

void help_command(const struct command *command)
{
	printf("%s\n\n%s zhidian %s %s\n", words_of("cli.help.", command->name),
		say_words("cli.help.usage"), command->name, command->usage);
	if (*command->options)
		printf("\n%s\n", say_words("cli.help.options"));
	for (const struct option *o = options; o->name; o++) {
		char left[64];

		if (!option_is_in(command->options, o->name))
			continue;
		snprintf(left, sizeof left, "--%s%s%s", o->name, o->value ? " " : "",
			o->value ? o->value : "");
		printf("  %-26s %s\n", left, words_of("cli.help.option.", o->name));
	}
	if (*words_of("cli.help.after.", command->name))
		printf("\n%s\n", words_of("cli.help.after.", command->name));
	if (command->examples)
		printf("\n%s\n%s", say_words("cli.help.examples"), command->examples);
}
