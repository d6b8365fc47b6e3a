/* SPDX-License-Identifier: MulanPSL-2.0 */
/* tool/gen_page.c: .html and .paper files → pages: their names and the words they stand on. */
#include "gen.h"

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
	const char *base = gen_copy(gen, source->name, strlen(source->name) - strlen(is_paper ? ".paper" : ".html"));

	page->source = source;
	page->is_paper = is_paper;
	page->name = is_paper ? source->name : base;
	page->identifier = identifier_of(gen, base, is_paper);
	page->prefix = gen_print(gen, "%s.%s", source->folder, source->stem);
	for (const char *p = base; *p;) {
		size_t len = strcspn(p, ".");

		if (!name_is_snake(p, len))
			trouble(gen, source->path, 1, "a page is called subject.page.html, lower_snake");
		p += len + (p[len] == '.');
	}
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
				trouble(gen, page[i].source->path, 1, "%s is already %s", page[i].identifier,
					page[k].source->path);
		page_check(gen, &page[i]);
	}
}

void page_check(struct gen *gen, struct page_made *page)
{
	(void)gen;
	(void)page;
}
