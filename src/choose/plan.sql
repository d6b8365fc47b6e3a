-- SPDX-License-Identifier: MulanPSL-2.0

-- name: plan_line_find of plan_line_row gives maybe ref
SELECT id FROM choose_line WHERE street = :street AND project = :project AND name = :name
ORDER BY n LIMIT 1

-- name: plan_line_next of plan_line_row gives int
SELECT coalesce(max(n), 0) + 1 AS n FROM choose_line WHERE street = :street AND project = :project

-- name: plan_line_insert of plan_line_row
INSERT INTO choose_line (street, id, project, n, name, class)
VALUES (:street, :id_of, :project, :n, :name, :class)

-- name: plan_amount_has of plan_line_row gives int
SELECT count(*) AS n FROM choose_amount
WHERE street = :street AND plan = :plan AND line = :id_of AND source = :source

-- name: plan_amount_insert of plan_line_row
INSERT INTO choose_amount (street, plan, line, source, amount_fen)
VALUES (:street, :plan, :id_of, :source, :amount)

-- name: plan_amounts_drop of plan any
DELETE FROM choose_amount WHERE street = :street AND plan = :id_of

-- name: plan_fund_lines of plan_project gives list plan_fund
SELECT a.plan, a.line, a.amount_fen, CASE WHEN r.line IS NULL THEN 0 ELSE 1 END AS has_own
FROM choose_plan l
JOIN choose_amount a ON a.street = l.street AND a.plan = l.id AND a.source = 'fund'
JOIN choose_line i ON i.street = a.street AND i.id = a.line
LEFT JOIN choose_amount r ON r.street = a.street AND r.plan = a.plan AND r.line = a.line
	AND r.source = 'resident'
WHERE l.street = :street AND l.project = :project AND l.state = 'proposed' ORDER BY i.n

-- name: plan_fund_less of plan_fund
UPDATE choose_amount SET amount_fen = amount_fen - :amount
WHERE street = :street AND plan = :plan AND line = :line AND source = 'fund'

-- name: plan_fund_drop of plan_fund
DELETE FROM choose_amount
WHERE street = :street AND plan = :plan AND line = :line AND source = 'fund'

-- name: plan_own_insert of plan_fund
INSERT INTO choose_amount (street, plan, line, source, amount_fen)
VALUES (:street, :plan, :line, 'resident', :amount)

-- name: plan_own_more of plan_fund
UPDATE choose_amount SET amount_fen = amount_fen + :amount
WHERE street = :street AND plan = :plan AND line = :line AND source = 'resident'

-- name: plan_insert of plan
INSERT INTO choose_plan (street, id, project, version, goal, reason, meeting, custodian, upkeep,
	upkeep_years, upkeep_fen, upkeep_payer, risks, starts_day, ends_day, state, made_ms)
VALUES (:street, :id_of, :project, :version, :goal, :reason, :meeting, :custodian, :upkeep,
	:upkeep_years, :upkeep_cost, coalesce(CAST(:upkeep_payer AS TEXT), ''), :risks, :starts,
	:ends, :state, :now)

-- name: plan_update of plan
UPDATE choose_plan SET goal = :goal, custodian = :custodian, upkeep = :upkeep,
	upkeep_years = :upkeep_years, upkeep_fen = :upkeep_cost,
	upkeep_payer = coalesce(CAST(:upkeep_payer AS TEXT), ''), risks = :risks,
	starts_day = :starts, ends_day = :ends
WHERE street = :street AND id = :id_of

-- name: plan_changeable of plan_change gate
SELECT CASE WHEN p.state NOT IN ('approved', 'working') THEN 'not_approved'
	WHEN EXISTS (SELECT 1 FROM choose_plan l WHERE l.street = p.street AND l.project = p.id
		AND l.state IN ('draft', 'proposed')) THEN 'has_change' END AS reason
FROM choose_project p WHERE p.street = :street AND p.id = :project

-- A closed meeting after the plan in force was approved, where a point about this project passed.
-- name: plan_agreed of plan_change gives int
SELECT count(*) AS n FROM v_voice_decision d
JOIN choose_project p ON p.street = d.street AND p.id = d.project
JOIN choose_plan l ON l.street = p.street AND l.id = p.plan
WHERE d.street = :street AND d.meeting = :meeting AND d.project = :project
AND d.result = 'passed' AND d.has_quorum = 1 AND d.kind IN ('council', 'assembly')
AND d.closed_ms > l.approved_ms

-- name: plan_version_next of plan_change gives int
SELECT max(version) + 1 AS n FROM choose_plan WHERE street = :street AND project = :project

-- name: plan_droppable of plan_drop gate
SELECT CASE WHEN p.plan IS NULL OR NOT EXISTS (SELECT 1 FROM choose_plan l
	WHERE l.street = p.street AND l.project = p.id AND l.state = 'proposed')
	THEN 'no_change' END AS reason
FROM choose_project p WHERE p.street = :street AND p.id = :project

-- name: plan_refuse of plan_drop
UPDATE choose_plan SET state = 'refused'
WHERE street = :street AND project = :project AND state = 'proposed'
