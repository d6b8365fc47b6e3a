/* SPDX-License-Identifier: MulanPSL-2.0 */
/* render/page.h: a template as tool/gen embeds it. */
#pragma once

struct page {
	const char *name;   /* "pledge.show" */
	const char *path;   /* "src/fund/pledge.show.html", for --dev */
	const char *prefix; /* "fund.pledge": what {{t .key}} stands on */
	const char *text;
};
/* From tool/gen. */
extern const struct page pages[]; /* ended by a NULL name: every .html and .paper */
const struct page *page_find(
	const char *name); /* NULL when there is none; "frame.paper" for papers */
