-- SPDX-License-Identifier: MulanPSL-2.0

-- name: ledger_account_find of ledger_account gives maybe ledger_account_found
SELECT id, balance_fen FROM fund_account
WHERE street = :street AND project = :project_of AND kind = :kind AND source = :source
AND line = :line_of

-- name: ledger_account_insert of ledger_account
INSERT INTO fund_account (street, id, kind, project, source, line, balance_fen)
VALUES (:street, :new, :kind, :project_of, :source, :line_of, :amount)

-- name: ledger_account_move of ledger_account
UPDATE fund_account SET balance_fen = balance_fen + :amount
WHERE street = :street AND id = :account

-- name: ledger_source_left of ledger_account gives money
SELECT CAST(coalesce(sum(-balance_fen), 0) AS int64) AS left_fen FROM fund_account
WHERE street = :street AND project = :project_of AND source = :source AND kind <> 'bank'

-- name: ledger_entry_next of ledger_entry gives int
SELECT coalesce(max(n), 0) + 1 AS n FROM fund_entry
WHERE street = :street AND project = :project

-- name: ledger_entry_insert of ledger_entry
INSERT INTO fund_entry (street, id, project, n, kind, title, booked_day, subject, reverses, made_ms)
VALUES (:street, :entry, :project, :n, :kind, :title, :day, :subject, :reverses, :now)

-- name: ledger_posting_insert of ledger_posting
INSERT INTO fund_posting (street, entry, n, account, amount_fen)
VALUES (:street, :entry, :n, :account, :amount)
