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

-- A payment or grant can be taken back while its project is open; gifts go back as refunds.
-- name: ledger_reversible of ledger_reverse gate
SELECT CASE WHEN e.kind = 'gift' THEN 'is_gift'
	WHEN e.kind NOT IN ('payment', 'grant') THEN 'not_reversible'
	WHEN EXISTS (SELECT 1 FROM fund_entry x WHERE x.street = e.street AND x.reverses = e.id)
		THEN 'reversed'
	WHEN p.state NOT IN ('approved', 'working', 'accepted') THEN 'project_over' END AS reason
FROM fund_entry e
JOIN v_choose_project p ON p.street = e.street AND p.id = e.project
WHERE e.street = :street AND e.id = :entry

-- name: ledger_reversed of ledger_reverse gives ledger_found
SELECT project, kind, title, subject FROM fund_entry WHERE street = :street AND id = :entry

-- name: ledger_postings of ledger_reverse gives list ledger_part
SELECT a.kind, a.source, a.line AS line_of, p.amount_fen FROM fund_posting p
JOIN fund_account a ON a.street = p.street AND a.id = p.account
WHERE p.street = :street AND p.entry = :entry ORDER BY p.n

-- The claim waits for its payment again.
-- name: ledger_claim_back of ledger_found
UPDATE fund_claim SET state = 'approved', cashier_home = NULL, cashier = NULL, paid_ms = NULL,
	entry = NULL
WHERE street = :street AND id = :subject AND state = 'paid'

-- Every entry, newest first, with what is left after it of the money looked at. The ledger only
-- grows, so its own order counts.
-- name: ledger_entries of look lists
SELECT e.id, e.n, e.project AS project_ref, p.number AS project_number, p.title AS project_title,
	e.kind, e.title, e.booked_day, e.income_fen, e.spent_fen,
	CAST(sum(e.income_fen - e.spent_fen) OVER (ORDER BY e.id) AS int64) AS balance_fen,
	CASE WHEN e.kind = 'payment' THEN e.subject END AS claim_ref,
	(SELECT count(*) FROM fund_bill b WHERE e.kind = 'payment' AND b.street = e.street
		AND b.claim = e.subject AND b.ended_ms IS NULL) AS bills,
	(SELECT x.n FROM fund_entry x WHERE x.street = e.street AND x.id = e.reverses)
		AS reverses_n,
	r.number AS receipt, CASE WHEN r.pledge IS NOT NULL THEN 'home' ELSE e.kind END AS sort,
	(SELECT g.paper FROM fund_grant g WHERE g.street = e.street AND g.entry = e.id) AS paper,
	CASE WHEN e.reverses IS NOT NULL OR EXISTS (SELECT 1 FROM fund_entry x
		WHERE x.street = e.street AND x.reverses = e.id) THEN 1 ELSE 0 END AS is_void,
	CASE WHEN e.kind IN ('payment', 'grant') AND NOT EXISTS (SELECT 1 FROM fund_entry x
		WHERE x.street = e.street AND x.reverses = e.id)
		AND p.state IN ('approved', 'working', 'accepted') THEN 1 ELSE 0 END
		AS is_reversible
FROM v_fund_entry e
JOIN v_choose_project p ON p.street = e.street AND p.id = e.project
LEFT JOIN fund_receipt r ON r.street = e.street AND r.entry = e.id
WHERE e.street = :street AND (CAST(:project AS int64) IS NULL OR e.project = :project)
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = e.street AND w.inner_place = p.place AND w.outer_place = :place))
ORDER BY e.id DESC LIMIT 200
OFFSET 200 * (CASE WHEN CAST(:page AS int64) > 1 THEN CAST(:page AS int64) - 1 ELSE 0 END)

-- name: ledger_sources of look lists
SELECT s.source, CAST(sum(s.income_fen) AS int64) AS income_fen,
	CAST(sum(s.spent_fen) AS int64) AS spent_fen, CAST(sum(s.left_fen) AS int64) AS left_fen
FROM v_fund_source s
JOIN v_choose_project p ON p.street = s.street AND p.id = s.project
WHERE s.street = :street AND (CAST(:project AS int64) IS NULL OR s.project = :project)
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = s.street AND w.inner_place = p.place AND w.outer_place = :place))
GROUP BY s.source ORDER BY CASE s.source WHEN 'fund' THEN 1 WHEN 'resident' THEN 2
	WHEN 'partner' THEN 3 ELSE 4 END

-- name: ledger_projects of look lists
SELECT p.id, p.number, p.title, u.name AS place_name, p.goal_fen, f.income_fen, f.fund_fen,
	f.others_fen, f.spent_fen, f.left_fen,
	CAST(coalesce((SELECT sum(g.pending_fen) FROM v_fund_pending g WHERE g.street = p.street
		AND g.project = p.id), 0) AS int64) AS pending_fen
FROM v_fund_project f
JOIN v_choose_project p ON p.street = f.street AND p.id = f.project
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
WHERE f.street = :street AND (CAST(:project AS int64) IS NULL OR f.project = :project)
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = f.street AND w.inner_place = p.place AND w.outer_place = :place))
ORDER BY p.number

-- The place or project that was asked for, by name.
-- name: ledger_scope of look shows
SELECT t.name AS street_name, (SELECT u.name FROM v_place_unit u WHERE u.street = t.street
	AND u.id = :place) AS place_name, (SELECT p.title FROM v_choose_project p
	WHERE p.street = t.street AND p.id = :project) AS project_title
FROM v_place_street t WHERE t.street = :street
