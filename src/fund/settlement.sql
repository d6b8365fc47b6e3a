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

-- name: settlement_list of look lists
SELECT s.id, p.number AS project_number, p.title AS project_title, u.name AS place_name,
	s.income_fen,
	s.spent_fen, s.left_fen, s.state, s.made_ms, s.closed_ms,
	CASE WHEN s.state = 'closed' THEN 1 ELSE 0 END AS is_closed
FROM fund_settlement s
JOIN v_choose_project p ON p.street = s.street AND p.id = s.project
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
WHERE s.street = :street AND s.state <> 'replaced'
AND (CAST(:project AS int64) IS NULL OR s.project = :project)
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = s.street AND w.inner_place = p.place AND w.outer_place = :place))
ORDER BY s.id DESC LIMIT 200
OFFSET 200 * (CASE WHEN CAST(:page AS int64) > 1 THEN CAST(:page AS int64) - 1 ELSE 0 END)

-- Accepted, not yet settled.
-- name: settlement_due of look lists
SELECT p.id, p.number, p.title FROM v_choose_project p
WHERE p.street = :street AND p.state = 'accepted' ORDER BY p.number

-- name: settlement_show of look shows
SELECT s.id, s.project AS project_ref, p.number AS project_number, p.title AS project_title,
	t.name || u.name AS place_name, s.income_fen, s.spent_fen, s.left_fen, s.report, s.state,
	s.made_ms, s.closed_ms, n.id AS notice_ref, n.from_ms, n.until_ms,
	coalesce(n.unanswered, 0) AS unanswered,
	CASE WHEN n.state = 'running' THEN 1 ELSE 0 END AS is_running,
	CASE WHEN n.id IS NULL THEN 0 ELSE 1 END AS has_notice,
	CASE WHEN s.state = 'made' THEN 1 ELSE 0 END AS is_made,
	CASE WHEN s.state = 'closed' THEN 1 ELSE 0 END AS is_closed,
	CASE WHEN s.state = 'replaced' THEN 1 ELSE 0 END AS is_replaced
FROM fund_settlement s
JOIN v_choose_project p ON p.street = s.street AND p.id = s.project
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
JOIN v_place_street t ON t.street = s.street
LEFT JOIN v_review_notice n ON n.street = s.street AND n.id = (SELECT max(x.id)
	FROM v_review_notice x WHERE x.street = s.street AND x.settlement = s.id
	AND x.state <> 'recalled')
WHERE s.street = :street AND s.id = :id

-- What each source gave: spent and what was left when it was made, so that it stays true after the
-- rest went back.
-- name: settlement_sources of look lists
SELECT r.source, CAST(r.amount_fen + coalesce((SELECT sum(x.spent_fen) FROM v_fund_source x
	WHERE x.street = r.street AND x.project = s.project AND x.source = r.source), 0) AS int64)
	AS amount_fen
FROM fund_settlement_rest r
JOIN fund_settlement s ON s.street = r.street AND s.id = r.settlement
WHERE r.street = :street AND r.settlement = :id
ORDER BY CASE r.source WHEN 'fund' THEN 1 WHEN 'resident' THEN 2 WHEN 'partner' THEN 3 ELSE 4 END

-- name: settlement_table of look lists
SELECT l.line AS id, c.name, l.budget_fen, l.spent_fen, l.budget_fen - l.spent_fen AS off_fen,
	l.reason,
	CASE WHEN l.spent_fen >= l.budget_fen THEN 10000
		ELSE l.spent_fen * 10000 / l.budget_fen END AS spent_bp
FROM fund_settlement_line l
JOIN v_choose_line c ON c.street = l.street AND c.id = l.line
WHERE l.street = :street AND l.settlement = :id ORDER BY c.n

-- name: settlement_left of look lists
SELECT source, amount_fen, goes FROM fund_settlement_rest
WHERE street = :street AND settlement = :id AND amount_fen > 0
ORDER BY CASE source WHEN 'fund' THEN 1 WHEN 'resident' THEN 2 WHEN 'partner' THEN 3 ELSE 4 END

-- name: settlement_assets of look lists
SELECT a.id, a.name, a.spot, coalesce(p.label, n.name) AS custodian
FROM fund_settlement s
JOIN v_care_asset a ON a.street = s.street AND a.project = s.project AND a.state <> 'gone'
LEFT JOIN v_care_custody c ON c.street = a.street AND c.asset = a.id
LEFT JOIN v_people_person p ON p.street = c.street AND p.id = c.person
LEFT JOIN v_people_partner n ON n.street = c.street AND n.id = c.partner
WHERE s.street = :street AND s.id = :id ORDER BY a.id

-- Before it is made: each line as it would stand.
-- name: settlement_draft of look lists
SELECT x.line AS id, x.name, x.budget_fen, x.spent_fen, x.budget_fen - x.spent_fen AS off_fen
FROM (SELECT a.line, a.name, a.n, CAST(sum(a.amount_fen) AS int64) AS budget_fen,
	CAST(coalesce((SELECT v.spent_fen FROM v_fund_line v WHERE v.street = a.street
		AND v.project = a.project AND v.line = a.line), 0) AS int64) AS spent_fen
	FROM v_choose_amount a
	JOIN v_choose_project p ON p.street = a.street AND p.plan = a.plan
	WHERE a.street = :street AND p.id = :project
	GROUP BY a.street, a.project, a.line, a.name, a.n) x
ORDER BY x.n

-- name: settlement_project of look shows
SELECT p.id AS project_ref, p.title AS project_title, p.number AS project_number,
	CAST(coalesce(f.income_fen, 0) AS int64) AS income_fen,
	CAST(coalesce(f.spent_fen, 0) AS int64) AS spent_fen,
	CAST(coalesce(f.left_fen, 0) AS int64) AS left_fen
FROM v_choose_project p
LEFT JOIN v_fund_project f ON f.street = p.street AND f.project = p.id
WHERE p.street = :street AND p.id = :project
