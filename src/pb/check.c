/* SPDX-License-Identifier: MulanPSL-2.0 */
/* pb/check.c: what all of the checker stands on: the lines of a certificate, taken one by one and
 * compared byte for byte with what the ballots say, and the winners found so far. */
#include "pb/check.h"
#include <string.h>
#include "base/arena.h"
#include "base/buf.h"

enum { LINE_MOST = 4 << 20 }; /* an id is a MiB at most, and three times that when escaped */

/* ---- lines ---- */

struct buf check_buf(struct check *check)
{
	return buf_new(check->arena, LINE_MOST);
}

struct str check_take(struct check *check)
{
	struct str line;

	check->line++;
	if (!check->text.at || !memchr(check->text.at, '\n', check->text.len)) {
		check->text = (struct str) { 0 };
		return check->text;
	}
	line = str_cut(&check->text, '\n');
	if (!check->text.len)
		check->text = (struct str) { 0 };
	return line;
}

bool check_comes(const struct check *check, const char *word)
{
	size_t len = strlen(word);

	return check->text.at && check->text.len > len && str_starts(check->text, word) &&
	       check->text.at[len] == ' ';
}

bool check_refuse(struct check *check, const char *reason)
{
	check->verdict->is_right = false;
	check->verdict->line = check->line;
	check->verdict->reason = str_of(reason);
	return false;
}

bool check_line(struct check *check, struct buf *line, const char *reason)
{
	struct buf said = buf_new(check->arena, LINE_MOST + strlen(reason) + 40);
	struct str found = check_take(check);

	if (buf_ok(line) && str_equal(found, buf_view(line)))
		return true;
	buf_print(&said, "%s; the ballots say: ", reason);
	buf_str(&said, buf_view(line));
	check_refuse(check, reason);
	if (buf_ok(&said))
		check->verdict->reason = buf_view(&said);
	return false;
}

void cert_id(struct buf *out, const struct pb_election *election, uint32_t project)
{
	struct str id = election->projects[project].id;

	for (size_t i = 0; i < id.len; i++) {
		unsigned char c = (unsigned char)id.at[i];

		if (c <= ' ' || c == '%' || c == 0x7f)
			buf_print(out, "%%%02X", c);
		else
			buf_char(out, (char)c);
	}
}

const char *cert_way(enum check_way way)
{
	static const char *const words[] = { "rule", "completion", "pledges" };

	return words[way];
}

uint64_t cert_sum(struct str text)
{
	uint64_t sum = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < text.len; i++)
		sum = (sum ^ (unsigned char)text.at[i]) * UINT64_C(1099511628211);
	return sum;
}

/* ---- winners ---- */

void check_choose(struct check *check, uint32_t project, enum check_way way)
{
	check->chosen[check->chosen_count] = project;
	check->ways[check->chosen_count++] = (uint8_t)way;
	check->cost += check->view->projects[project].cost;
}

void check_unchoose(struct check *check, uint32_t project)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < check->chosen_count; i++)
		if (check->chosen[i] != project) {
			check->chosen[kept] = check->chosen[i];
			check->ways[kept++] = check->ways[i];
		}
	check->chosen_count = kept;
	check->cost -= check->view->projects[project].cost;
}
