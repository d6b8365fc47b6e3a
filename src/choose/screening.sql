-- SPDX-License-Identifier: MulanPSL-2.0

-- name: screening_waiting of screening_run gate
SELECT CASE WHEN p.state NOT IN ('sent', 'approved', 'working') THEN 'not_sent'
	WHEN NOT EXISTS (SELECT 1 FROM choose_plan l WHERE l.street = p.street
		AND l.project = p.id AND l.state = 'proposed') THEN 'no_plan' END AS reason
FROM choose_project p WHERE p.street = :street AND p.id = :project

-- name: screening_sent of screening_run gate
SELECT CASE WHEN state <> 'sent' THEN 'not_sent' END AS reason
FROM choose_project WHERE street = :street AND id = :project

-- The plan that waits, and what the place has bound in this season without it.
-- name: screening_read of screening_run gives screening_facts
SELECT l.id AS plan, l.version, p.kind, l.custodian, l.upkeep_years, l.upkeep_payer,
	CAST(coalesce((SELECT b.amount_fen FROM v_choose_bound b WHERE b.street = p.street
		AND b.season = p.season AND b.place = p.place), 0) AS int64) -
	CAST(coalesce((SELECT s.amount_fen FROM v_choose_source s WHERE s.street = p.street
		AND s.project = p.id AND s.source = 'fund'), 0) AS int64) AS bound_fen,
	CAST(coalesce((SELECT h.budget_fen FROM v_place_share h WHERE h.street = p.street
		AND h.season = p.season AND h.place = p.place), 0) AS int64) AS share_fen
FROM choose_project p
JOIN choose_plan l ON l.street = p.street AND l.project = p.id AND l.state = 'proposed'
WHERE p.street = :street AND p.id = :project

-- name: screening_lines of screening_plan gives list screening_line
SELECT line, name, class, source, amount_fen FROM v_choose_amount
WHERE street = :street AND plan = :plan ORDER BY n, source

-- name: screening_insert of screening_row
INSERT INTO choose_screening (street, id, project, plan, verdict, note, made_ms)
VALUES (:street, :id, :project, :plan, :verdict, :note, :now)

-- name: screening_hit_insert of screening_hit
INSERT INTO choose_hit (street, screening, n, rule, version, verdict, article, line, found)
VALUES (:street, :id, :n, :rule, :version, :verdict, :article, :line, :found)
