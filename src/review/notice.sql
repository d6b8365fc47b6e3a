-- SPDX-License-Identifier: MulanPSL-2.0

-- name: notice_running of notice_which gate
SELECT CASE WHEN state <> 'running' THEN 'not_running' END AS reason
FROM review_notice WHERE street = :street AND id = :notice

-- What would hang: the plan that waits (its first: approval; a later one: change) or the
-- settlement.
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

-- name: notice_list of look lists
SELECT n.id, n.kind, n.title AS project_title, n.state, n.from_ms, n.until_ms, n.objections,
	n.unanswered, u.name AS place_name,
	CASE WHEN n.state = 'running' THEN 1 ELSE 0 END AS is_running
FROM v_review_notice n
JOIN v_place_unit u ON u.street = n.street AND u.id = n.place
WHERE n.street = :street AND n.state <> 'recalled'
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = n.street AND w.inner_place = n.place AND w.outer_place = :place))
AND (CAST(:project AS int64) IS NULL OR n.project = :project)
ORDER BY CASE WHEN n.state = 'running' THEN 0 ELSE 1 END, n.until_ms DESC, n.id LIMIT 200

-- name: notice_show of look shows
SELECT n.id, n.kind, n.ask, n.from_ms, n.until_ms, n.state, n.n, n.witness, n.place AS place_ref,
	n.project AS project_ref, n.title AS project_title,
	t.name || u.name AS place_name, t.letterhead AS office, t.telephone, u.name AS issuer,
	coalesce(p.number, CAST(n.ballot AS TEXT)) || '-G' || n.n AS number,
	CASE WHEN n.kind = 'change' THEN l.goal END AS goal,
	CASE WHEN n.kind IN ('approval', 'change') THEN l.upkeep END AS upkeep,
	CASE WHEN n.state = 'running' THEN 1 ELSE 0 END AS is_running
FROM review_notice n
JOIN v_place_unit u ON u.street = n.street AND u.id = n.place
JOIN v_place_street t ON t.street = n.street
LEFT JOIN v_choose_project p ON p.street = n.street AND p.id = n.project
LEFT JOIN v_choose_plan l ON l.street = n.street AND l.id = n.plan
WHERE n.street = :street AND n.id = :id

-- The meeting a changed plan leans on; for a first plan those about its topic that decided.
-- name: notice_decisions of look lists
SELECT d.id, d.meeting_title AS meeting, d.starts_ms, d.counted, d.entitled, d.present, d.yes, d.no,
	d.abstain
FROM review_notice n
JOIN v_choose_plan l ON l.street = n.street AND l.id = n.plan
JOIN v_choose_project p ON p.street = n.street AND p.id = n.project
JOIN v_voice_decision d ON d.street = n.street AND d.result = 'passed' AND d.has_quorum = 1
	AND (d.meeting = l.meeting OR (l.meeting IS NULL AND d.topic = p.topic))
WHERE n.street = :street AND n.id = :id ORDER BY d.starts_ms, d.n

-- Each line as the plan before gave it and as this one does.
-- name: notice_lines of look lists
SELECT c.id, c.name,
	CAST(coalesce((SELECT sum(a.amount_fen) FROM v_choose_amount a
		JOIN v_choose_plan o ON o.street = a.street AND o.id = a.plan
		WHERE a.street = c.street AND a.line = c.id AND o.version = l.version - 1), 0)
		AS int64) AS was_fen,
	CAST(coalesce((SELECT sum(a.amount_fen) FROM v_choose_amount a
		WHERE a.street = c.street AND a.line = c.id AND a.plan = l.id), 0) AS int64)
		AS now_fen
FROM review_notice n
JOIN v_choose_plan l ON l.street = n.street AND l.id = n.plan
JOIN v_choose_line c ON c.street = n.street AND c.project = n.project
WHERE n.street = :street AND n.id = :id
AND EXISTS (SELECT 1 FROM v_choose_amount a JOIN v_choose_plan o ON o.street = a.street
	AND o.id = a.plan WHERE a.street = c.street AND a.line = c.id
	AND o.version IN (l.version, l.version - 1))
ORDER BY c.n

-- name: notice_sources of look lists
SELECT a.source, CAST(sum(a.amount_fen) AS int64) AS amount_fen
FROM review_notice n
JOIN v_choose_amount a ON a.street = n.street AND a.plan = n.plan
WHERE n.street = :street AND n.id = :id
GROUP BY a.source
ORDER BY CASE a.source WHEN 'fund' THEN 1 WHEN 'resident' THEN 2 WHEN 'partner' THEN 3 ELSE 4 END

-- Nobody's name stands beside an objection.
-- name: notice_objections of look lists
SELECT o.id, o.words, o.made_ms, o.answer, o.answered_ms, o.is_taken_up AS is_taken_up,
	CASE WHEN o.state = 'answered' THEN 1 ELSE 0 END AS is_answered
FROM review_objection o WHERE o.street = :street AND o.notice = :id ORDER BY o.id
