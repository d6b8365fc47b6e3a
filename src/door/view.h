/* SPDX-License-Identifier: MulanPSL-2.0 */
/* door/view.h: what a page is: a path, who may look, a function that makes a data tree, and how it
 * looks as a page. The suffix of the path picks the renderer; a view knows none of them. */
#pragma once
#include "base/data.h"
#include "db/query.h"
#include "door/action.h"
#include "gen/pages.h"

/* All that a path and its query can say. `of look` in a .sql file. */
struct look {
	struct ref id;	    /* {id} of the path */
	struct ref place;   /* ?place= */
	struct ref project; /* ?project= */
	struct str state;   /* ?state= */
	struct str q;	    /* ?q= search */
	int64_t page;	    /* ?page= from 1; 0 when absent */
};
struct view {
	const char *path; /* "fund/pledge/{id}": at most one {id}; its place is that of the row of
			     kind "fund.pledge" */
	struct may may;
	enum err (*look)(struct rd *rd, const struct look *at, struct data *out);
	const struct page *page;  /* NULL: a generic list or sheet */
	const struct page *paper; /* NULL: no .pdf */
};
/* Forms of acts that this person may do now are added by the page itself ({{form …}}); data never
 * holds markup. */
