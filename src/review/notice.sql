-- SPDX-License-Identifier: MulanPSL-2.0

-- name: notice_running of notice_which gate
SELECT CASE WHEN state <> 'running' THEN 'not_running' END AS reason
FROM review_notice WHERE street = :street AND id = :notice

-- What would hang: the plan that waits (its first: approval; a later one: change) or the settlement.
-- name: notice_about of notice_publish gives notice_subject
SELECT p.place, p.title, p.is_urgent,
	(SELECT coalesce(max(n.n), 0) + 1 FROM review_notice n WHERE n.street = p.street
		AND n.project = p.id) AS n,
	CASE WHEN CAST(:kind AS TEXT) <> 'settlement' THEN l.id END AS plan,
	CASE WHEN CAST(:kind AS TEXT) = 'settlement' THEN s.id END AS settlement,
	CASE WHEN CAST(:kind AS TEXT) = 'settlement' AND s.id IS NOT NULL THEN 1
		WHEN CAST(:kind AS TEXT) = 'approval' AND l.version = 1 THEN 1
		WHEN CAST(:kind AS TEXT) = 'change' AND l.version > 1 THEN 1
		ELSE 0 END AS is_known
FROM v_choose_project p
LEFT JOIN v_choose_plan l ON l.street = p.street AND l.project = p.id AND l.state = 'proposed'
LEFT JOIN v_fund_settlement s ON s.street = p.street AND s.project = p.id AND s.state = 'made'
WHERE p.street = :street AND p.id = :project

-- name: notice_about_ballot of notice_result gives notice_subject
SELECT b.place, b.title, 0 AS is_urgent,
	(SELECT coalesce(max(n.n), 0) + 1 FROM review_notice n WHERE n.street = b.street
		AND n.ballot = b.id) AS n,
	CAST(NULL AS int64) AS plan, CAST(NULL AS int64) AS settlement,
	CASE WHEN b.state = 'counted' THEN 1 ELSE 0 END AS is_known
FROM v_choose_ballot b WHERE b.street = :street AND b.id = :ballot

-- name: notice_insert of notice_row
INSERT INTO review_notice (street, id, place, project, plan, ballot, settlement, kind, n, title,
	ask, from_ms, until_ms, witness, file, state, made_ms)
VALUES (:street, :id, :place, :project, :plan, :ballot, :settlement, :kind, :n, :title, :ask,
	:now, :until, :witness, NULL, 'running', :now)

-- name: notice_over of notice_which
UPDATE review_notice SET state = 'over' WHERE street = :street AND id = :notice

-- name: notice_recall of notice_which
UPDATE review_notice SET state = 'recalled' WHERE street = :street AND id = :notice
