/* SPDX-License-Identifier: MulanPSL-2.0 */
/* The pages people meet daily are made by hand: each has a template of its own that no other view
 * shows, and the sheets that are hung up or put into a box have their paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include "door/door.h"
#include "render/page.h"

static const struct {
	const char *path;
	const char *page; /* NULL: none is asked for */
	const char *paper;
} by_hand[] = {
	{ "people/home", "home", NULL },
	{ "people/todo", "home.todo", NULL },
	{ "voice/topic", "topic", NULL },
	{ "voice/topic/1", "topic.show", NULL },
	{ "voice/meeting", "meeting", NULL },
	{ "voice/meeting/1", "meeting.show", "meeting.minutes.paper" },
	{ "voice/meeting/1/signin", NULL, "meeting.signin.paper" },
	{ "voice/poll/1", "poll.show", NULL },
	{ "place/season/1", "season.show", NULL },
	{ "choose/project", "project", NULL },
	{ "choose/project/1", "project.show", NULL },
	{ "choose/project/1/talk", "project.talk", NULL },
	{ "choose/project/1/money", "project.money", NULL },
	{ "choose/project/1/work", "task", NULL },
	{ "choose/project/1/notices", "project.notices", NULL },
	{ "choose/project/1/care", "project.care", NULL },
	{ "choose/project/1/record", "project.record", NULL },
	{ "choose/ballot/1", "ballot.show", NULL },
	{ "choose/ballot/1/review", "ballot.review", NULL },
	{ "choose/ballot/1/receipt", "ballot.receipt", NULL },
	{ "choose/ballot/1/sheet", NULL, "ballot.paper" },
	{ "choose/allocation/1", "allocation.show", "ballot.result.paper" },
	{ "fund/ledger", "ledger", NULL },
	{ "fund/claim/1", "claim.show", "claim.paper" },
	{ "fund/pledge/1", "pledge.show", "pledge.receipt.paper" },
	{ "fund/settlement/1", "settlement.show", "settlement.paper" },
	{ "review/notice", "notice", NULL },
	{ "review/notice/1", "notice.show", "notice.paper" },
	{ "care/asset/1", "asset.show", NULL },
};
/* Drawn by the web face itself. */
static const char *const of_the_face[] = { "start", "tour", "signin", "error", "kit", "frame" };

static void each_view_has_its_own_page(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
		struct look look = { 0 };
		const struct view *view = view_find(str_of(by_hand[i].path), &look);

		if (!view)
			print_error("no view at %s\n", by_hand[i].path);
		assert_non_null(view);
		if (by_hand[i].page) {
			assert_non_null(view->page);
			assert_string_equal(view->page->name, by_hand[i].page);
		}
		if (by_hand[i].paper) {
			assert_non_null(view->paper);
			assert_string_equal(view->paper->name, by_hand[i].paper);
		}
	}
}

static void no_two_views_share_a_page(void **state)
{
	(void)state;
	for (const struct view *const *a = all_views(); *a; a++)
		for (const struct view *const *b = a + 1; *b; b++) {
			if ((*a)->page && (*a)->page == (*b)->page)
				print_error("%s and %s\n", (*a)->path, (*b)->path);
			assert_false((*a)->page && (*a)->page == (*b)->page);
		}
}

static void the_face_has_its_pages(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof of_the_face / sizeof *of_the_face; i++)
		assert_non_null(page_find(of_the_face[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_view_has_its_own_page),
		cmocka_unit_test(no_two_views_share_a_page),
		cmocka_unit_test(the_face_has_its_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
