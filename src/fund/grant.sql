-- SPDX-License-Identifier: MulanPSL-2.0

-- name: grant_approved of grant_pay gate
SELECT CASE WHEN is_approved = 0 OR state NOT IN ('approved', 'working', 'accepted')
	THEN 'not_approved' END AS reason
FROM v_choose_project WHERE street = :street AND id = :project

-- name: grant_read of grant_pay gives grant_facts
SELECT p.title, p.fund_fen AS agreed_fen,
	(SELECT CAST(coalesce(sum(g.amount_fen), 0) AS int64) FROM fund_grant g
		WHERE g.street = p.street AND g.project = p.id AND NOT EXISTS (SELECT 1
		FROM fund_entry x WHERE x.street = g.street AND x.reverses = g.entry)) AS paid_fen
FROM v_choose_project p WHERE p.street = :street AND p.id = :project

-- name: grant_insert of grant_pay
INSERT INTO fund_grant (street, id, project, amount_fen, paper, paid_day, entry, made_ms)
VALUES (:street, :id, :project, :amount, :paper, :paid, :entry, :now)

-- name: grant_list of look lists
SELECT g.id, p.number AS project_number, p.title AS project_title, g.amount_fen, g.paper,
	g.paid_day,
	CASE WHEN EXISTS (SELECT 1 FROM fund_entry x WHERE x.street = g.street
		AND x.reverses = g.entry) THEN 1 ELSE 0 END AS is_void
FROM fund_grant g
JOIN v_choose_project p ON p.street = g.street AND p.id = g.project
WHERE g.street = :street AND (CAST(:project AS int64) IS NULL OR g.project = :project)
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = g.street AND w.inner_place = p.place AND w.outer_place = :place))
ORDER BY g.id DESC LIMIT 200
OFFSET 200 * (CASE WHEN CAST(:page AS int64) > 1 THEN CAST(:page AS int64) - 1 ELSE 0 END)

-- Approved projects that wait for money of the fund.
-- name: grant_due of look lists
SELECT x.id, x.number, x.title, x.fund_fen - x.paid_fen AS due_fen
FROM (SELECT p.id, p.number, p.title, p.fund_fen,
	CAST(coalesce((SELECT sum(g.amount_fen) FROM fund_grant g WHERE g.street = p.street
		AND g.project = p.id AND NOT EXISTS (SELECT 1 FROM fund_entry x
		WHERE x.street = g.street AND x.reverses = g.entry)), 0) AS int64) AS paid_fen
	FROM v_choose_project p
	WHERE p.street = :street AND p.is_approved = 1
	AND p.state IN ('approved', 'working', 'accepted')) x
WHERE x.fund_fen > x.paid_fen ORDER BY x.number
