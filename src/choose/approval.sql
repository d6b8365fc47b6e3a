-- SPDX-License-Identifier: MulanPSL-2.0

-- name: approval_open of approval_decide gate
SELECT CASE WHEN p.state NOT IN ('screened', 'chosen', 'waiting', 'approved', 'working')
	THEN 'not_chosen'
	WHEN p.state IN ('screened', 'waiting') AND EXISTS (SELECT 1 FROM choose_candidate c
		JOIN choose_ballot b ON b.street = c.street AND b.id = c.ballot
		WHERE c.street = p.street AND c.project = p.id AND b.state IN ('open', 'closed'))
	THEN 'vote_runs' END AS reason
FROM choose_project p WHERE p.street = :street AND p.id = :project

-- The plan that waits, its last screening and its notice.
-- name: approval_read of approval_decide gives maybe approval_facts
SELECT l.id AS plan, l.version, p.state,
	(SELECT CAST(coalesce(sum(a.amount_fen), 0) AS int64) FROM choose_amount a
		WHERE a.street = l.street AND a.plan = l.id AND a.source = 'fund') AS fund_fen,
	(SELECT s.verdict FROM choose_screening s WHERE s.street = l.street AND s.plan = l.id
		ORDER BY s.id DESC LIMIT 1) AS screened,
	CASE WHEN p.needs_ground = 1 AND NOT EXISTS (SELECT 1 FROM v_fund_agreement g
		WHERE g.street = p.street AND g.project = p.id AND g.kind = 'ground'
		AND g.state IN ('signed', 'received')) THEN 1 ELSE 0 END AS lacks_ground,
	n.id AS notice, n.state AS notice_state,
	coalesce((n.until_ms - n.from_ms + 3600000) / 86400000, 0) AS days,
	coalesce(n.unanswered, 0) AS unanswered
FROM choose_project p
JOIN choose_plan l ON l.street = p.street AND l.project = p.id AND l.state = 'proposed'
LEFT JOIN v_review_notice n ON n.street = l.street AND n.plan = l.id AND n.state <> 'recalled'
WHERE p.street = :street AND p.id = :project

-- name: approval_insert of approval_row
INSERT INTO choose_approval (street, id, project, plan, decision, fund_fen, notice, reason, by_home,
	by_person, made_ms)
VALUES (:street, :id, :project, :plan, :decision, :fund, :notice, :reason, :home, :by, :now)

-- name: approval_plan_past of approval_row any
UPDATE choose_plan SET state = 'past'
WHERE street = :street AND project = :project AND state = 'approved'

-- name: approval_plan_in_force of approval_row
UPDATE choose_plan SET state = 'approved', approved_ms = :now
WHERE street = :street AND id = :plan

-- name: approval_plan_refused of approval_row
UPDATE choose_plan SET state = 'refused' WHERE street = :street AND id = :plan

-- name: approval_project_plan of approval_row
UPDATE choose_project SET plan = :plan WHERE street = :street AND id = :project
