/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen_base.c: memory, text, files and complaints of gen. Memory is one pool, freed at the end
 * of the program; without memory or a readable tree there is nothing to go on with, so these end
 * the program themselves. */
#include "gen.h"
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

struct block {
	struct block *next;
	max_align_t at[];
};

static _Noreturn void die(const char *what, const char *why)
{
	fprintf(stderr, "gen: %s: %s\n", what, why);
	exit(2);
}

void *gen_alloc(struct gen *gen, size_t size)
{
	struct block *block = calloc(1, sizeof(*block) + size);

	if (!block)
		die("memory", "none left");
	block->next = gen->blocks;
	gen->blocks = block;
	return block->at;
}

void gen_free(struct gen *gen)
{
	while (gen->blocks) {
		struct block *block = gen->blocks;

		gen->blocks = block->next;
		free(block);
	}
}

char *gen_copy(struct gen *gen, const char *at, size_t len)
{
	char *copy = gen_alloc(gen, len + 1);

	if (len)
		memcpy(copy, at, len);
	return copy;
}

static PRINTF(2, 0) void text_vprint(struct text *text, const char *format, va_list args)
{
	va_list again;
	char *line;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (len < 0)
		die("text", "cannot be printed");
	line = gen_alloc(text->gen, (size_t)len + 1);
	vsnprintf(line, (size_t)len + 1, format, args);
	text_add(text, line, (size_t)len);
}

char *gen_print(struct gen *gen, const char *format, ...)
{
	struct text text = text_new(gen);
	va_list args;

	va_start(args, format);
	text_vprint(&text, format, args);
	va_end(args);
	return text.at;
}

void *list_add(struct gen *gen, struct list *list, size_t size)
{
	if (list->count == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : 8;
		void *at = gen_alloc(gen, cap * size);

		if (list->count)
			memcpy(at, list->at, list->count * size);
		list->at = at;
		list->cap = cap;
	}
	return (char *)list->at + size * list->count++;
}

struct text text_new(struct gen *gen)
{
	struct text text = { .gen = gen };

	text_add(&text, "", 0);
	return text;
}

void text_add(struct text *text, const char *at, size_t len)
{
	if (text->len + len + 1 > text->cap) {
		size_t cap = (text->len + len + 1) * 2 + 64;
		char *grown = gen_alloc(text->gen, cap);

		if (text->len)
			memcpy(grown, text->at, text->len);
		text->at = grown;
		text->cap = cap;
	}
	if (len)
		memcpy(text->at + text->len, at, len);
	text->len += len;
	text->at[text->len] = '\0';
}

void text_put(struct text *text, const char *z)
{
	text_add(text, z, strlen(z));
}

void text_print(struct text *text, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_vprint(text, format, args);
	va_end(args);
}

void text_quote(struct text *text, const char *at, size_t len)
{
	size_t width = 0;

	if (!at) {
		text_put(text, "NULL");
		return;
	}
	text_put(text, "\"");
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)at[i];

		if (c == '\n')
			text_put(text, "\\n");
		else if (c == '\t')
			text_put(text, "\\t");
		else if (c == '"' || c == '\\')
			text_print(text, "\\%c", c);
		else if (c == '?') /* no trigraphs */
			text_put(text, "\\?");
		else if (c < ' ' || c == 0x7f)
			text_print(text, "\\%03o", c);
		else
			text_add(text, at + i, 1);
		width++;
		if (i + 1 < len && (c == '\n' || (width > 80 && (c == ' ' || c == ',')))) {
			text_put(text, "\"\n\t\"");
			width = 0;
		}
	}
	text_put(text, "\"");
}

const char *text_z(struct text *text)
{
	return text->at;
}

void trouble(struct gen *gen, const char *path, int line, const char *format, ...)
{
	va_list args;

	fprintf(stderr, "%s:%d: ", path, line);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	gen->trouble_count++;
}

static bool read_whole(struct gen *gen, const char *path, const char **at, size_t *len)
{
	struct text text = text_new(gen);
	FILE *file = fopen(path, "rb");
	char piece[65536];
	size_t got;

	if (!file) {
		if (errno == ENOENT)
			return false;
		die(path, strerror(errno));
	}
	while ((got = fread(piece, 1, sizeof(piece), file)) > 0)
		text_add(&text, piece, got);
	if (ferror(file))
		die(path, strerror(errno));
	fclose(file);
	*at = text.at;
	*len = text.len;
	return true;
}

bool file_read(struct gen *gen, const char *path, const char **at, size_t *len)
{
	return read_whole(gen, gen_print(gen, "%s/%s", gen->root, path), at, len);
}

static void folders_make(const char *path)
{
	char part[4096];
	size_t len = strlen(path);

	if (len >= sizeof(part))
		die(path, "too long");
	for (size_t i = 0; i <= len; i++) {
		if (path[i] != '/' || i == 0) {
			part[i] = path[i];
			continue;
		}
		part[i] = '\0';
		if (mkdir(part, 0777) && errno != EEXIST)
			die(part, strerror(errno));
		part[i] = '/';
	}
}

void file_write(struct gen *gen, const char *path, const struct text *text)
{
	const char *whole = gen_print(gen, "%s/%s", gen->out, path);
	const char *fresh = gen_print(gen, "%s.new", whole);
	const char *old;
	size_t old_len;
	FILE *file;

	if (read_whole(gen, whole, &old, &old_len) && old_len == text->len &&
		memcmp(old, text->at, old_len) == 0)
		return;
	folders_make(whole);
	file = fopen(fresh, "wb");
	if (!file || fwrite(text->at, 1, text->len, file) != text->len || fclose(file))
		die(fresh, strerror(errno));
	if (rename(fresh, whole)) /* never half a file, whatever stops us */
		die(whole, strerror(errno));
}

static int compare_params(const void *a, const void *b)
{
	return strcmp(((const struct param *)a)->name, ((const struct param *)b)->name);
}

static void names_list(struct gen *gen, const char *folder, bool wants_folders, struct list *names)
{
	const char *whole = gen_print(gen, "%s/%s", gen->root, folder);
	DIR *dir = opendir(whole);
	struct dirent *entry;

	if (!dir) {
		if (errno == ENOENT)
			return;
		die(whole, strerror(errno));
	}
	while ((entry = readdir(dir))) {
		struct stat found;
		const char *path = gen_print(gen, "%s/%s", whole, entry->d_name);

		if (entry->d_name[0] == '.' || stat(path, &found) ||
			!!S_ISDIR(found.st_mode) != wants_folders)
			continue;
		((struct param *)list_add(gen, names, sizeof(struct param)))->name = gen_copy(
			gen, entry->d_name, strlen(entry->d_name));
	}
	closedir(dir);
	if (names->count)
		qsort(names->at, names->count, sizeof(struct param), compare_params);
}

void folders_list(struct gen *gen, const char *folder, struct list *names)
{
	names_list(gen, folder, true, names);
}

void folder_read(
	struct gen *gen, const char *folder, const char *label, const char *const *suffixes)
{
	struct list names = { 0 };
	const struct param *name;

	names_list(gen, folder, false, &names);
	name = names.at;
	for (size_t i = 0; i < names.count; i++) {
		bool is_wanted = false;
		struct source *source;

		for (size_t s = 0; suffixes[s]; s++)
			is_wanted |= ends_with(name[i].name, suffixes[s]);
		if (!is_wanted)
			continue;
		source = list_add(gen, &gen->sources, sizeof(*source));
		source->path = gen_print(gen, "%s/%s", folder, name[i].name);
		source->folder = label;
		source->name = name[i].name;
		source->stem = gen_copy(gen, source->name, strcspn(source->name, "."));
		if (!file_read(gen, source->path, &source->at, &source->len))
			die(source->path, "has gone while it was read");
		if (memchr(source->at, '\0', source->len))
			trouble(gen, source->path, 1, "holds a NUL byte");
	}
}

bool name_is_snake(const char *at, size_t len)
{
	if (!len || !islower((unsigned char)at[0]) || at[len - 1] == '_')
		return false;
	for (size_t i = 0; i < len; i++) {
		if (!islower((unsigned char)at[i]) && !isdigit((unsigned char)at[i]) &&
			at[i] != '_')
			return false;
		if (i && at[i] == '_' && at[i - 1] == '_')
			return false;
	}
	return true;
}

bool ends_with(const char *z, const char *tail)
{
	size_t len = strlen(z);
	size_t tail_len = strlen(tail);

	return len >= tail_len && strcmp(z + len - tail_len, tail) == 0;
}

bool starts_with(const char *z, const char *head)
{
	return strncmp(z, head, strlen(head)) == 0;
}

int line_of(const char *from, const char *at, int first)
{
	for (const char *p = from; p < at; p++)
		first += *p == '\n';
	return first;
}
