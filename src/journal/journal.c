/* SPDX-License-Identifier: MulanPSL-2.0 */
/* journal/journal.c: the head row of a street and the hashes of its leaves. */
#include "base/arena.h"
#include "journal/rows.h"

static void head_from_row(const struct journal_head_row *row, struct journal_head *out)
{
	*out = (struct journal_head) { row->street, row->size, row->next_id, row->now.ms,
		row->story };
}

enum err journal_lock(struct rd *rd, int64_t street, struct journal_head *out)
{
	struct journal_where where = { street };
	struct journal_head_row row;
	bool found;

	TRY(head_lock(rd, &where, &row, &found));
	if (!found)
		return ERR_NOT_FOUND;
	head_from_row(&row, out);
	return OK;
}

enum err journal_read(struct rd *rd, int64_t street, struct journal_head *out)
{
	struct journal_where where = { street };
	struct journal_head_row row;
	bool found;

	TRY(head_read(rd, &where, &row, &found));
	if (!found)
		return ERR_NOT_FOUND;
	head_from_row(&row, out);
	return OK;
}

enum err journal_save(struct tx *tx, const struct journal_head *head)
{
	return head_save(tx, head);
}

enum err journal_found(struct tx *tx, struct str story, int64_t *street)
{
	struct journal_head_new row = { .story = story };
	int64_t last;

	TRY(head_last(tx_rd(tx), &last));
	row.street_of = last + 1;
	TRY(head_insert(tx, &row));
	*street = row.street_of;
	return OK;
}

enum err journal_hashes(
	struct rd *rd, int64_t street, int64_t from, int64_t until, struct journal_hashes *out)
{
	struct journal_span span = { street, from, until };
	struct hashes_read_list rows;
	struct hash *at;

	TRY(hashes_read(rd, &span, &rows));
	at = arena_array(rd_arena(rd), rows.count ? rows.count : 1, sizeof *at);
	if (!at)
		return ERR_MEMORY;
	if ((int64_t)rows.count != until - from)
		return ERR_DB; /* a gap: the journal is damaged */
	for (size_t i = 0; i < rows.count; i++) {
		if (rows.at[i].hash.len != HASH_SIZE)
			return ERR_DB;
		memcpy(at[i].at, rows.at[i].hash.at, HASH_SIZE);
	}
	*out = (struct journal_hashes) { at, rows.count };
	return OK;
}
