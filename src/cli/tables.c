/* SPDX-License-Identifier: MulanPSL-2.0 */
/* cli/tables.c: the program prints itself: acts, views, who may. Needs no data. */
#include <unistd.h>
#include "base/words.h"
#include "cli/commands.h"
#include "cli/say.h"
#include "door/door.h"

static void roles_print(unsigned roles)
{
	bool is_first = true;

	for (int bit = 0; bit < ROLE_COUNT; bit++)
		if (roles & 1u << bit) {
			printf("%s%s", is_first ? "" : ",", role_names[bit]);
			is_first = false;
		}
}

static const char *const kind_names[] = { [FIELD_REF] = "ref",
	[FIELD_REFS] = "refs",
	[FIELD_MONEY] = "money",
	[FIELD_INT] = "number",
	[FIELD_BOOL] = "yes|no",
	[FIELD_DAY] = "day",
	[FIELD_MOMENT] = "moment",
	[FIELD_TEXT] = "text",
	[FIELD_CHOICE] = "choice",
	[FIELD_FILE] = "file",
	[FIELD_SECRET] = "secret",
	[FIELD_LIST] = "list" };

static void fields_print(const struct field *fields, const char *head)
{
	for (const struct field *f = fields; f && f->kind != FIELD_END; f++) {
		char inner[256];

		printf("    %s%s%s", head, f->name, f->kind == FIELD_LIST ? ".N" : "=");
		if (f->kind == FIELD_CHOICE)
			printf("%s", f->of);
		else if (f->kind != FIELD_LIST)
			printf("%s", kind_names[f->kind]);
		if (f->kind == FIELD_REF || f->kind == FIELD_REFS)
			printf(":%s", f->of);
		if (f->optional || f->kind == FIELD_BOOL)
			printf(" (%s)", say_words("cli.tables.optional"));
		putchar('\n');
		if (f->kind == FIELD_LIST) {
			snprintf(inner, sizeof inner, "%s%s.N.", head, f->name);
			fields_print(f->sub, inner);
		}
	}
}

static void act_print(const struct action *a)
{
	const struct word *word = word_find(a->name);

	printf("%s", a->name);
	if (word)
		printf("  %s", say_is_zh() ? word->zh : word->en);
	printf("\n    %s ", say_words("cli.tables.may"));
	roles_print(a->may.roles);
	if (*a->may.place)
		printf(" @%s", a->may.place);
	if (a->rule)
		printf("  %s %s", say_words("cli.tables.rule"), a->rule->name);
	if (a->is_inner)
		printf("  %s", say_words("cli.tables.inner"));
	putchar('\n');
	fields_print(a->fields, "");
}

int run_actions(const struct args *args, const struct cli_faces *faces)
{
	size_t count = 0;

	(void)faces;
	for (const struct action *const *a = all_actions(); *a; a++) {
		if (args->rest_count && strncmp((*a)->name, args->rest[0], strlen(args->rest[0])))
			continue;
		if (args->with_then && !(*a)->from)
			continue;
		count++;
		if (args->with_then)
			printf("%s <- %s\n", (*a)->name, (*a)->from);
		else
			act_print(*a);
	}
	if (!count && args->rest_count)
		return say_error(ERR_NOT_FOUND, "cli.trouble.no_action", args->rest[0]);
	return 0;
}

int run_views(const struct args *args, const struct cli_faces *faces)
{
	(void)args;
	(void)faces;
	for (const struct view *const *v = all_views(); *v; v++) {
		printf("%-36s ", (*v)->path);
		roles_print((*v)->may.roles);
		printf("%s\n", (*v)->paper ? "  .pdf" : "");
	}
	return 0;
}

int run_may(const struct args *args, const struct cli_faces *faces)
{
	unsigned role = 0;

	(void)faces;
	for (int bit = 0; bit < ROLE_COUNT; bit++)
		if (!strcmp(role_names[bit], args->rest[0]))
			role = 1u << bit;
	if (!role) {
		fprintf(stderr, "zhidian: %s", say_words("cli.trouble.no_role"));
		for (int bit = 0; bit < ROLE_COUNT; bit++)
			fprintf(stderr, " %s", role_names[bit]);
		fputc('\n', stderr);
		return err_exit(ERR_BAD_INPUT);
	}
	for (const struct action *const *a = all_actions(); *a; a++)
		if ((*a)->may.roles & role && !(*a)->is_inner)
			printf("do    %s%s%s\n", (*a)->name, *(*a)->may.place ? " @" : "",
				(*a)->may.place);
	for (const struct view *const *v = all_views(); *v; v++)
		if ((*v)->may.roles & role)
			printf("look  %s\n", (*v)->path);
	return 0;
}
