/* SPDX-License-Identifier: MulanPSL-2.0 */
/* journal/leaf.c: the bytes of a leaf. Final: leaves cannot be migrated. Declared order, no blanks,
 * one form a value. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/limits.h"
#include "journal/merkle.h"
#include "journal/rows.h"

static void mark_print(struct buf *out, const struct mark *mark)
{
	struct json j = json_new(out);

	json_open(&j, '[');
	json_text(&j, mark->table->name);
	json_str(&j, mark->key);
	json_str(&j, mark->digest);
	json_close(&j, ']');
}

/* Few marks stand in the leaf; many lie in journal_mark under their Merkle root. */
static enum err marks_print(struct buf *out, struct tx *tx, int64_t leaf, const struct marks *marks)
{
	struct journal_mark_row row = { .leaf = leaf };
	struct merkle tree = { 0 };
	struct hash root;

	if (marks->count <= LIMIT_MARKS_IN_LEAF) {
		buf_char(out, '[');
		for (const struct mark *m = marks->first; m; m = m->next) {
			mark_print(out, m);
			if (m->next)
				buf_char(out, ',');
		}
		buf_char(out, ']');
		return OK;
	}
	for (const struct mark *m = marks->first; m; m = m->next, row.n++) {
		struct buf text = buf_new(marks->arena, 2048);
		struct hash hash;

		mark_print(&text, m);
		if (!buf_ok(&text))
			return ERR_MEMORY;
		row.mark = buf_view(&text);
		hash = merkle_leaf(text.at, text.len);
		merkle_add(&tree, &hash);
		TRY(mark_insert(tx, &row));
	}
	root = merkle_root(&tree);
	buf_print(out, "{\"count\":%zu,\"root\":\"", marks->count);
	hex_print(out, (struct bytes) { root.at, HASH_SIZE });
	buf_text(out, "\"}");
	return OK;
}

static void head_print(struct buf *out, const struct leaf *leaf)
{
	struct json j = json_new(out);
	struct buf at = buf_new(out->arena, 64);

	moment_print(&at, (struct moment) { leaf->now_ms });
	json_open(&j, '{');
	json_key(&j, "v");
	json_int(&j, 1);
	json_key(&j, "act");
	json_text(&j, leaf->act);
	json_key(&j, "cause");
	if (leaf->cause < 0)
		json_none(&j);
	else
		json_int(&j, leaf->cause);
	json_key(&j, "id");
	json_int(&j, leaf->id);
	json_key(&j, "at");
	json_str(&j, buf_view(&at));
	json_key(&j, "by");
	json_str(&j, leaf->by);
	json_key(&j, "for");
	json_str(&j, leaf->acting);
	json_key(&j, "via");
	json_text(&j, leaf->via);
}

enum err journal_append(
	struct tx *tx, const struct leaf *leaf, const struct marks *marks, struct hash *hash)
{
	struct buf out = buf_new(tx_arena(tx), LIMIT_LEAF);
	struct journal_leaf_row row = { .at = leaf->at_index };

	head_print(&out, leaf);
	buf_text(&out, ",\"rules\":");
	buf_str(&out, leaf->rules);
	buf_text(&out, ",\"fields\":");
	buf_str(&out, leaf->fields);
	buf_text(&out, ",\"marks\":");
	TRY(marks_print(&out, tx, leaf->at_index, marks));
	buf_char(&out, '}');
	if (!buf_ok(&out))
		return arena_is_spent(tx_arena(tx)) ? ERR_MEMORY : ERR_TOO_BIG;
	row.entry = buf_view(&out);
	*hash = merkle_leaf(out.at, out.len);
	row.hash = (struct bytes) { hash->at, HASH_SIZE };
	return leaf_insert(tx, &row);
}
