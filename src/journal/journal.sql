-- SPDX-License-Identifier: MulanPSL-2.0

-- name: head_lock of journal_where gives maybe journal_head_row
SELECT street, size, next_id, now_ms, story FROM journal_head WHERE street = :street_of
-- name: head_lock pg
SELECT street, size, next_id, now_ms, story FROM journal_head WHERE street = :street_of FOR UPDATE

-- name: head_read of journal_where gives maybe journal_head_row
SELECT street, size, next_id, now_ms, story FROM journal_head WHERE street = :street_of

-- name: head_save of journal_head
UPDATE journal_head SET size = :size, next_id = :next_id, now_ms = :now_ms WHERE street = :street

-- name: head_last of none gives int
SELECT coalesce(max(street), 0) AS last FROM journal_head

-- name: head_insert of journal_head_new
INSERT INTO journal_head (street, size, next_id, now_ms, story)
VALUES (:street_of, 0, 1, :since_ms, :story)

-- name: leaf_insert of journal_leaf_row
INSERT INTO journal_leaf (street, at, entry, hash) VALUES (:street, :at, :entry, :hash)

-- name: mark_insert of journal_mark_row
INSERT INTO journal_mark (street, leaf, n, mark) VALUES (:street, :leaf, :n, :mark)

-- name: salt_insert of journal_salt_row
INSERT INTO journal_salt (street, leaf, name, salt) VALUES (:street, :leaf, :name, :salt)

-- name: seal_put of journal_seal_row
INSERT INTO journal_seal (street, tbl, row_key, col, salt, commitment)
VALUES (:street, :tbl, :row_key, :col, :salt, :commitment)
ON CONFLICT (street, tbl, row_key, col)
DO UPDATE SET salt = excluded.salt, commitment = excluded.commitment

-- name: seal_drop of journal_seal_row any
DELETE FROM journal_seal
WHERE street = :street AND tbl = :tbl AND row_key = :row_key AND col = :col

-- name: hashes_read of journal_span gives list journal_hash_row
SELECT hash FROM journal_leaf
WHERE street = :street_of AND at >= :since AND at < :until ORDER BY at

-- name: entries_read of journal_span gives list journal_entry_row
SELECT at, entry, hash FROM journal_leaf
WHERE street = :street_of AND at >= :since AND at < :until ORDER BY at

-- name: marks_read of journal_span gives list journal_mark_text
SELECT mark FROM journal_mark WHERE street = :street_of AND leaf = :since ORDER BY n

-- name: seal_read of journal_seal_row gives maybe journal_seal_found
SELECT salt, commitment FROM journal_seal
WHERE street = :street_of AND tbl = :tbl AND row_key = :row_key AND col = :col

-- name: checkpoints_read of journal_where gives list journal_checkpoint_row
SELECT size, root FROM journal_checkpoint WHERE street = :street_of ORDER BY size

-- name: checkpoint_insert of journal_checkpoint_new any
INSERT INTO journal_checkpoint (street, size, root, made_ms, note)
VALUES (:street, :size, :root, :now, :note) ON CONFLICT (street, size) DO NOTHING

-- name: checkpoint_newest of journal_where gives maybe journal_checkpoint_found
SELECT size, root, made_ms, note FROM journal_checkpoint
WHERE street = :street_of ORDER BY size DESC LIMIT 1
