/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen_page.c: .html and .paper files → pages: their names, the words they stand on, the parts
 * they include. */
#include "gen.h"

enum { PARTS_DEEP = 8 };

static int compare_pages(const void *a, const void *b)
{
	return strcmp(((const struct page_made *)a)->name, ((const struct page_made *)b)->name);
}

/* "pledge.show.html" → PAGE_pledge_show, "pledge.notice.paper" → PAPER_pledge_notice. */
static const char *identifier_of(struct gen *gen, const char *base, bool is_paper)
{
	char *identifier = gen_print(gen, "%s_%s", is_paper ? "PAPER" : "PAGE", base);

	for (char *p = identifier; *p; p++)
		if (*p == '.')
			*p = '_';
	return identifier;
}

static void page_read(struct gen *gen, const struct source *source)
{
	struct page_made *page = list_add(gen, &gen->pages, sizeof(*page));
	bool is_paper = ends_with(source->name, ".paper");
	const char *base = gen_copy(
		gen, source->name, strlen(source->name) - strlen(is_paper ? ".paper" : ".html"));

	page->source = source;
	page->is_paper = is_paper;
	page->name = is_paper ? source->name : base;
	page->identifier = identifier_of(gen, base, is_paper);
	page->prefix = gen_print(gen, "%s.%s", source->folder, source->stem);
	for (const char *p = base; *p;) {
		size_t len = strcspn(p, ".");

		if (!name_is_snake(p, len))
			trouble(gen, source->path, 1,
				"a page is called subject.page.html, lower_snake");
		p += len + (p[len] == '.');
	}
}

static struct page_made *page_named(const struct gen *gen, const char *name)
{
	struct page_made *page = gen->pages.at;

	for (size_t i = 0; i < gen->pages.count; i++)
		if (strcmp(page[i].name, name) == 0)
			return &page[i];
	return NULL;
}

/* A part is a page of src/web, on paper any other sheet; "body" is the page that a frame is put
 * around. */
static bool part_exists(const struct gen *gen, const struct page_made *page, const char *name)
{
	const struct page_made *part = page_named(gen, name);

	if (strcmp(name, "body") == 0)
		return strcmp(page->source->folder, "web") == 0;
	return part && part->is_paper == page->is_paper &&
	       (page->is_paper || strcmp(part->source->folder, "web") == 0);
}

/* Does the page lead back to `to` through its parts? */
static bool page_leads(const struct gen *gen, const struct page_made *page,
	const struct page_made *to, size_t depth)
{
	const struct param *part = page->parts.at;

	for (size_t i = 0; i < page->parts.count; i++) {
		const struct page_made *next = page_named(gen, part[i].name);

		if (next && (next == to || (depth && page_leads(gen, next, to, depth - 1))))
			return true;
	}
	return false;
}

static void parts_check(struct gen *gen, const struct page_made *page)
{
	const struct param *part = page->parts.at;

	for (size_t i = 0; i < page->parts.count; i++)
		if (!part_exists(gen, page, part[i].name))
			trouble(gen, page->source->path, part[i].line, "{{>%s}}: no part %s%s",
				part[i].name, page->is_paper ? "" : "src/web/",
				page->is_paper ? part[i].name
					       : gen_print(gen, "%s.html", part[i].name));
	if (page_leads(gen, page, page, PARTS_DEEP))
		trouble(gen, page->source->path, 1, "this page includes itself through its parts");
}

void pages_read(struct gen *gen)
{
	const struct source *source = gen->sources.at;
	struct page_made *page;

	for (size_t i = 0; i < gen->sources.count; i++)
		if (ends_with(source[i].name, ".html") || ends_with(source[i].name, ".paper"))
			page_read(gen, &source[i]);
	page = gen->pages.at;
	if (gen->pages.count)
		qsort(page, gen->pages.count, sizeof(*page), compare_pages);
	for (size_t i = 0; i < gen->pages.count; i++) {
		for (size_t k = 0; k < i; k++)
			if (strcmp(page[k].identifier, page[i].identifier) == 0)
				trouble(gen, page[i].source->path, 1, "%s is already %s",
					page[i].identifier, page[k].source->path);
		page_check(gen, &page[i]);
	}
	for (size_t i = 0; i < gen->pages.count; i++)
		parts_check(gen, &page[i]);
}
