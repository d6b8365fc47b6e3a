-- SPDX-License-Identifier: MulanPSL-2.0

-- name: settlement_ready of settlement_make gate
SELECT CASE WHEN p.state <> 'accepted' THEN 'not_accepted'
	WHEN o.defects > 0 THEN 'defects_open' END AS reason
FROM v_choose_project p
JOIN v_work_open o ON o.street = p.street AND o.project = p.id
WHERE p.street = :street AND p.id = :project

-- name: settlement_open of settlement_close gate
SELECT CASE WHEN state <> 'made' THEN 'is_closed' END AS reason
FROM fund_settlement WHERE street = :street AND id = :settlement

-- name: settlement_undone of settlement_which gate
SELECT CASE WHEN state <> 'made' THEN 'is_closed' END AS reason
FROM fund_settlement WHERE street = :street AND id = :settlement

-- name: settlement_read of settlement_make gives settlement_facts
SELECT p.plan,
	(SELECT count(*) FROM fund_claim c WHERE c.street = p.street AND c.project = p.id
		AND c.state IN ('draft', 'sent', 'approved', 'returned')) AS claims,
	CAST(coalesce(f.income_fen, 0) AS int64) AS income_fen,
	CAST(coalesce(f.spent_fen, 0) AS int64) AS spent_fen
FROM v_choose_project p
LEFT JOIN v_fund_project f ON f.street = p.street AND f.project = p.id
WHERE p.street = :street AND p.id = :project

-- name: settlement_insert of settlement_row
INSERT INTO fund_settlement (street, id, project, plan, income_fen, spent_fen, left_fen, report,
	state, made_ms, closed_ms)
VALUES (:street, :id, :project, :plan, :income, :spent, :left, :report, 'made', :now, NULL)

-- name: settlement_lines of settlement_make gives list settlement_line
SELECT a.line, a.name, CAST(sum(a.amount_fen) AS int64) AS budget_fen,
	CAST(coalesce((SELECT v.spent_fen FROM v_fund_line v WHERE v.street = a.street
		AND v.project = a.project AND v.line = a.line), 0) AS int64) AS spent_fen,
	CAST(NULL AS TEXT) AS reason
FROM v_choose_amount a
JOIN v_choose_project p ON p.street = a.street AND p.plan = a.plan
WHERE a.street = :street AND p.id = :project
GROUP BY a.street, a.project, a.line, a.name, a.n
ORDER BY a.n

-- name: settlement_line_insert of settlement_line
INSERT INTO fund_settlement_line (street, settlement, line, budget_fen, spent_fen, reason)
VALUES (:street, :id, :line, :budget, :spent, :reason)

-- name: settlement_rests of settlement_make gives list settlement_rest
SELECT source, left_fen AS amount_fen, CAST(NULL AS TEXT) AS goes FROM v_fund_source
WHERE street = :street AND project = :project ORDER BY source

-- name: settlement_rest_insert of settlement_rest
INSERT INTO fund_settlement_rest (street, settlement, source, amount_fen, goes)
VALUES (:street, :id, :source, :amount, :goes)

-- name: settlement_kept of settlement_close gives list settlement_rest
SELECT source, amount_fen, goes FROM fund_settlement_rest
WHERE street = :street AND settlement = :settlement ORDER BY source

-- name: settlement_notice of settlement_close gives settlement_found
SELECT s.project, p.title,
	(SELECT count(*) FROM v_review_notice n WHERE n.street = s.street
		AND n.settlement = s.id AND n.state <> 'recalled') AS has_notice,
	(SELECT CAST(coalesce(sum(n.unanswered), 0) AS int64) FROM v_review_notice n
		WHERE n.street = s.street AND n.settlement = s.id
		AND n.state <> 'recalled') AS unanswered,
	(SELECT count(*) FROM v_review_notice n WHERE n.street = s.street
		AND n.settlement = s.id AND n.state = 'running') AS running
FROM fund_settlement s
JOIN v_choose_project p ON p.street = s.street AND p.id = s.project
WHERE s.street = :street AND s.id = :settlement

-- name: settlement_closed of settlement_close
UPDATE fund_settlement SET state = 'closed', closed_ms = :now
WHERE street = :street AND id = :settlement

-- name: settlement_replaced of settlement_which
UPDATE fund_settlement SET state = 'replaced' WHERE street = :street AND id = :settlement
