-- SPDX-License-Identifier: MulanPSL-2.0

-- name: project_page_rows of look lists
SELECT p.id, p.number, p.title, u.name AS place_name, s.name AS season_name, p.state, p.households,
	p.goal_fen, p.fund_fen, coalesce(f.income_fen, 0) AS income_fen,
	coalesce(f.spent_fen, 0) AS spent_fen, p.goal,
	CASE WHEN p.goal_fen > 0 THEN
		CASE WHEN coalesce(f.income_fen, 0) >= p.goal_fen THEN 10000
		ELSE coalesce(f.income_fen, 0) * 10000 / p.goal_fen END ELSE 0 END AS income_bp
FROM v_choose_project p
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
JOIN v_place_season s ON s.street = p.street AND s.id = p.season
LEFT JOIN v_fund_project f ON f.street = p.street AND f.project = p.id
WHERE p.street = :street
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = p.street AND w.inner_place = p.place AND w.outer_place = :place))
AND (CAST(:state AS TEXT) IS NULL OR p.state = :state)
AND (CAST(:q AS TEXT) IS NULL OR replace(p.title, :q, '') <> p.title
	OR replace(p.number, :q, '') <> p.number)
ORDER BY s.year DESC, p.id DESC LIMIT 200 OFFSET 200 * (CASE WHEN CAST(:page AS int64) > 1
	THEN CAST(:page AS int64) - 1 ELSE 0 END)

-- name: project_page_card of look shows
SELECT p.id, p.number, p.title, p.place AS place_ref, u.name AS place_name,
	p.season AS season_ref, s.name AS season_name, p.topic AS topic_ref, p.problem, p.kind,
	p.households, p.is_urgent, p.state, p.made_ms, p.closed_ms, p.version, p.goal, p.first_goal,
	CASE WHEN p.version > 1 THEN 1 ELSE 0 END AS has_changed,
	p.starts_day, p.ends_day, p.goal_fen, p.fund_fen, p.goal_fen - p.fund_fen AS others_fen,
	coalesce(f.income_fen, 0) AS income_fen, coalesce(f.spent_fen, 0) AS spent_fen,
	coalesce(f.left_fen, 0) AS left_fen,
	CASE WHEN p.goal_fen > coalesce(f.income_fen, 0)
		THEN p.goal_fen - coalesce(f.income_fen, 0) ELSE 0 END AS gap_fen,
	l.upkeep, l.upkeep_years, l.upkeep_fen, l.upkeep_payer, l.risks, p.is_approved,
	(SELECT x.needs_ground FROM choose_project x WHERE x.street = p.street AND x.id = p.id)
		AS is_on_ground,
	(SELECT max(w.id) FROM choose_plan w WHERE w.street = p.street AND w.project = p.id
		AND w.state = 'proposed') AS waiting_plan_ref,
	(SELECT max(w.version) FROM choose_plan w WHERE w.street = p.street AND w.project = p.id
		AND w.state = 'proposed') AS waiting_version,
	o.allocation AS allocation_ref, o.is_won, o.support
FROM v_choose_project p
JOIN choose_plan l ON l.street = p.street AND l.id = p.plan
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
JOIN v_place_season s ON s.street = p.street AND s.id = p.season
LEFT JOIN v_fund_project f ON f.street = p.street AND f.project = p.id
LEFT JOIN v_choose_outcome o ON o.street = p.street AND o.project = p.id
	AND o.allocation = (SELECT max(x.allocation) FROM choose_outcome x
		WHERE x.street = p.street AND x.project = p.id)
WHERE p.street = :street AND p.id = :id

-- By source: what the plan says and what came.
-- name: project_page_sources of look gives list project_page_source
SELECT x.source, CAST(sum(x.goal_fen) AS int64) AS goal_fen,
	CAST(sum(x.income_fen) AS int64) AS income_fen
FROM (SELECT a.source, a.amount_fen AS goal_fen, CAST(0 AS int64) AS income_fen
	FROM choose_amount a
	JOIN v_choose_project p ON p.street = a.street AND p.plan = a.plan
	WHERE a.street = :street AND p.id = :id
	UNION ALL
	SELECT s.source, CAST(0 AS int64) AS goal_fen, s.income_fen
	FROM v_fund_source s WHERE s.street = :street AND s.project = :id) x
GROUP BY x.source ORDER BY CASE x.source WHEN 'fund' THEN 1 WHEN 'resident' THEN 2
	WHEN 'partner' THEN 3 ELSE 4 END

-- name: project_page_tasks of look lists
SELECT id, title, unit, total, done, CASE WHEN total > 0 THEN done * 10000 / total
	WHEN state = 'done' THEN 10000 ELSE 0 END AS done_bp
FROM v_work_task WHERE street = :street AND project = :id AND total > 0 ORDER BY id

-- name: project_page_ballots of look lists
SELECT b.id, b.title, b.until_ms,
	CASE WHEN b.state = 'open' AND b.until_ms > :now THEN 1 ELSE 0 END AS is_open
FROM choose_candidate c
JOIN choose_ballot b ON b.street = c.street AND b.id = c.ballot
WHERE c.street = :street AND c.project = :id AND b.state IN ('open', 'closed') ORDER BY b.id

-- name: project_page_drives of look lists
SELECT id, project AS project_ref, goal_fen, each_fen,
	promised_fen + received_fen AS pledged_fen, households, until_ms
FROM v_fund_drive
WHERE street = :street AND project = :id AND state = 'open' AND until_ms > :now

-- name: project_page_running of look lists
SELECT id, title, kind, until_ms, unanswered FROM v_review_notice
WHERE street = :street AND project = :id AND state = 'running' ORDER BY id

-- name: project_page_blockers of look lists
SELECT id, title, state, made_ms, answered_ms, closed_ms,
	CASE WHEN state = 'closed' THEN 1 ELSE 0 END AS is_closed
FROM v_work_blocker
WHERE street = :street AND (project = :id OR topic = (SELECT p.topic FROM choose_project p
	WHERE p.street = :street AND p.id = :id)) ORDER BY id

-- Changes of scope, each with the meeting that agreed to it.
-- name: project_page_changes of look lists
SELECT l.version, l.goal, l.reason, l.state, l.approved_ms, l.meeting AS meeting_ref,
	d.meeting_title, d.starts_ms, d.entitled, d.present, d.yes, d.no, d.abstain,
	CASE WHEN d.id IS NULL THEN 0 ELSE 1 END AS has_votes
FROM choose_plan l
LEFT JOIN v_voice_decision d ON d.street = l.street AND d.meeting = l.meeting
	AND d.project = l.project AND d.result = 'passed'
WHERE l.street = :street AND l.project = :id AND l.version > 1 AND l.state <> 'draft'
ORDER BY l.version

-- name: project_page_events of look lists
SELECT e.event, e.at_ms, e.about, e.count, e.amount_fen FROM (
	SELECT 'raised' AS event, t.made_ms AS at_ms, t.title AS about, t.seconds AS count,
		CAST(0 AS int64) AS amount_fen
	FROM choose_project p
	JOIN v_voice_topic t ON t.street = p.street AND t.id = p.topic
	WHERE p.street = :street AND p.id = :id
	UNION ALL
	SELECT 'met', d.closed_ms, d.meeting_title, d.present, CAST(0 AS int64)
	FROM choose_project p
	JOIN v_voice_decision d ON d.street = p.street AND (d.project = p.id OR d.topic = p.topic)
	WHERE p.street = :street AND p.id = :id
	UNION ALL
	SELECT 'drafted', p.made_ms, p.number, p.households, CAST(0 AS int64)
	FROM choose_project p WHERE p.street = :street AND p.id = :id
	UNION ALL
	SELECT CASE s.verdict WHEN 'block' THEN 'blocked' ELSE 'screened' END, s.made_ms, s.note,
		CAST(0 AS int64), CAST(0 AS int64)
	FROM choose_screening s WHERE s.street = :street AND s.project = :id
	UNION ALL
	SELECT CASE o.is_won WHEN 1 THEN 'won' ELSE 'lost' END, a.made_ms, '', o.support,
		o.cost_fen
	FROM choose_outcome o
	JOIN choose_allocation a ON a.street = o.street AND a.id = o.allocation
	WHERE o.street = :street AND o.project = :id
	UNION ALL
	SELECT 'noticed', n.from_ms, n.title, n.objections, CAST(0 AS int64)
	FROM v_review_notice n
	WHERE n.street = :street AND n.project = :id AND n.state <> 'recalled'
	UNION ALL
	SELECT CASE WHEN a.decision = 'refused' THEN 'refused' WHEN l.version > 1 THEN 'changed'
		ELSE 'approved' END, a.made_ms, l.goal, l.version, a.fund_fen
	FROM choose_approval a
	JOIN choose_plan l ON l.street = a.street AND l.id = a.plan
	WHERE a.street = :street AND a.project = :id
	UNION ALL
	SELECT 'drive', d.from_ms, '', d.households, d.goal_fen
	FROM v_fund_drive d WHERE d.street = :street AND d.project = :id
	UNION ALL
	SELECT 'work', t.done_ms, t.title, t.done, CAST(0 AS int64)
	FROM v_work_task t
	WHERE t.street = :street AND t.project = :id AND t.done_ms IS NOT NULL
	UNION ALL
	SELECT CASE a.result WHEN 'passed' THEN 'accepted' ELSE 'not_accepted' END, a.decided_ms,
		'', a.content, CAST(0 AS int64)
	FROM v_work_acceptance a
	WHERE a.street = :street AND a.project = :id AND a.decided_ms IS NOT NULL
	UNION ALL
	SELECT 'settled', s.made_ms, '', CAST(0 AS int64), s.spent_fen
	FROM v_fund_settlement s
	WHERE s.street = :street AND s.project = :id AND s.state <> 'replaced'
	UNION ALL
	SELECT 'closed', p.closed_ms, p.number, CAST(0 AS int64), CAST(0 AS int64)
	FROM choose_project p
	WHERE p.street = :street AND p.id = :id AND p.closed_ms IS NOT NULL) e
ORDER BY e.at_ms, e.event

-- name: project_page_partners of look lists
SELECT n.name, a.kind, a.what, a.amount_fen, a.state
FROM v_fund_agreement a
JOIN v_people_partner n ON n.street = a.street AND n.id = a.partner
WHERE a.street = :street AND a.project = :id AND a.state IN ('signed', 'received') ORDER BY a.id

-- name: project_page_hours of look lists
SELECT persons, minutes / 60 AS hours FROM v_work_hours
WHERE street = :street AND project = :id

-- name: project_page_givers of look lists
SELECT CAST(sum(households) AS int64) AS givers,
	CAST(sum(promised_fen + received_fen) AS int64) AS given_fen
FROM v_fund_drive WHERE street = :street AND project = :id HAVING sum(households) > 0

-- The last screening of the plan that is shown or waits.
-- name: project_page_screening of look lists
SELECT s.id, s.verdict, s.note, s.made_ms FROM choose_screening s
WHERE s.street = :street AND s.id = (SELECT max(x.id) FROM choose_screening x
	WHERE x.street = :street AND x.project = :id)

-- name: project_page_hits of look gives list project_page_hit
SELECT h.rule, h.version, h.verdict, h.article, h.found, l.name AS line
FROM choose_hit h
LEFT JOIN choose_line l ON l.street = h.street AND l.id = h.line
WHERE h.street = :street AND h.screening = (SELECT max(x.id) FROM choose_screening x
	WHERE x.street = :street AND x.project = :id) AND h.verdict <> 'pass'
ORDER BY CASE h.verdict WHEN 'block' THEN 1 WHEN 'warn' THEN 2 ELSE 3 END, h.n

-- name: project_page_topics of look lists
SELECT t.id, t.title, t.seconds, t.made_ms FROM choose_project p
JOIN v_voice_topic t ON t.street = p.street AND t.id = p.topic
WHERE p.street = :street AND p.id = :id

-- name: project_page_decisions of look lists
SELECT d.meeting AS meeting_ref, d.meeting_title, d.kind, d.starts_ms, d.title, d.counted,
	d.entitled, d.present, d.has_quorum, d.yes, d.no, d.abstain, d.result,
	CASE WHEN d.yes IS NULL THEN 0 ELSE 1 END AS has_votes,
	CASE WHEN d.yes IS NOT NULL AND d.has_quorum = 0 THEN 1 ELSE 0 END AS is_void
FROM choose_project p
JOIN v_voice_decision d ON d.street = p.street AND (d.project = p.id OR d.topic = p.topic)
WHERE p.street = :street AND p.id = :id ORDER BY d.starts_ms DESC, d.n

-- name: project_page_coming of look lists
SELECT DISTINCT m.id, m.title, m.venue, m.starts_ms FROM choose_project p
JOIN v_voice_about a ON a.street = p.street AND (a.project = p.id OR a.topic = p.topic)
JOIN v_voice_meeting m ON m.street = a.street AND m.id = a.meeting AND m.state IN ('called', 'open')
WHERE p.street = :street AND p.id = :id ORDER BY m.starts_ms

-- name: project_page_polls of look lists
SELECT DISTINCT o.id, o.question, o.state, o.answers, o.until_ms FROM choose_project p
JOIN v_voice_poll o ON o.street = p.street AND (o.project = p.id OR o.topic = p.topic)
WHERE p.street = :street AND p.id = :id ORDER BY o.id

-- Budget lines of the plan shown: used, pending, left.
-- name: project_page_lines of look lists
SELECT x.id, x.name, x.class, x.budget_fen, x.spent_fen, x.pending_fen,
	x.budget_fen - x.spent_fen AS left_fen,
	CASE WHEN x.spent_fen >= x.budget_fen THEN 10000
		ELSE x.spent_fen * 10000 / x.budget_fen END AS spent_bp,
	CASE WHEN x.spent_fen >= x.budget_fen THEN 0
		WHEN x.spent_fen + x.pending_fen >= x.budget_fen
		THEN 10000 - x.spent_fen * 10000 / x.budget_fen
		ELSE x.pending_fen * 10000 / x.budget_fen END AS pending_bp,
	CASE WHEN x.spent_fen > x.budget_fen THEN 1 ELSE 0 END AS is_over
FROM (SELECT l.id, l.n, l.name, l.class, CAST(sum(a.amount_fen) AS int64) AS budget_fen,
	CAST(coalesce((SELECT sum(f.spent_fen) FROM v_fund_line f WHERE f.street = l.street
		AND f.project = l.project AND f.line = l.id), 0) AS int64) AS spent_fen,
	CAST(coalesce((SELECT sum(g.pending_fen) FROM v_fund_pending g WHERE g.street = l.street
		AND g.project = l.project AND g.line = l.id), 0) AS int64) AS pending_fen
	FROM v_choose_project p
	JOIN choose_amount a ON a.street = p.street AND a.plan = p.plan
	JOIN choose_line l ON l.street = a.street AND l.id = a.line
	WHERE p.street = :street AND p.id = :id
	GROUP BY l.street, l.project, l.id, l.n, l.name, l.class) x
ORDER BY x.n

-- name: project_page_entries of look gives list project_page_entry
SELECT e.id, e.n,
	CASE WHEN e.kind = 'gift' AND e.title = p.title THEN 'home' ELSE e.kind END AS kind,
	CASE WHEN e.title <> p.title THEN e.title END AS title, e.booked_day, e.subject, e.reverses,
	e.income_fen, e.spent_fen
FROM v_fund_entry e JOIN v_choose_project p ON p.street = e.street AND p.id = e.project
WHERE e.street = :street AND e.project = :id ORDER BY e.n

-- name: project_page_claims of look lists
SELECT id, title, amount_fen, state, sent_ms FROM v_fund_claim
WHERE street = :street AND project = :id AND state IN ('sent', 'approved') ORDER BY id

-- name: project_page_settlements of look lists
SELECT id, state, income_fen, spent_fen, left_fen, made_ms FROM v_fund_settlement
WHERE street = :street AND project = :id AND state <> 'replaced' ORDER BY id

-- name: project_page_notices of look lists
SELECT id, n, kind, title, from_ms, until_ms, state, objections, unanswered,
	CASE WHEN state = 'running' THEN 1 ELSE 0 END AS is_running
FROM v_review_notice
WHERE street = :street AND project = :id AND state <> 'recalled' ORDER BY n DESC

-- name: project_page_assets of look lists
SELECT id, name, spot, pieces, value_fen, every_months, next_day, state,
	CASE WHEN custody IS NOT NULL AND accepted_ms IS NOT NULL THEN 1 ELSE 0 END AS is_kept,
	CASE WHEN custody IS NULL THEN 1 ELSE 0 END AS is_orphan
FROM v_care_asset WHERE street = :street AND project = :id AND state <> 'gone' ORDER BY id

-- Names of keepers are for who works with them.
-- name: project_page_custodian of look shows
SELECT l.custodian FROM v_choose_project p
JOIN choose_plan l ON l.street = p.street AND l.id = p.plan
WHERE p.street = :street AND p.id = :id

-- Leaves whose act names the project, and the one that made it.
-- name: project_page_leaves of look gives list project_page_leaf
SELECT at, entry FROM v_journal_leaf
WHERE street = :street
AND (replace(entry, '"project":' || CAST(CAST(:id AS int64) AS TEXT) || ',', '') <> entry
	OR replace(entry, '"project":' || CAST(CAST(:id AS int64) AS TEXT) || '}', '') <> entry
	OR (substr(entry, 1, 35) = '{"v":1,"act":"choose.project.draft"'
		AND replace(entry, '"id":' || CAST(CAST(:id AS int64) AS TEXT) || ',"at"', '')
		<> entry))
ORDER BY at DESC LIMIT 200

-- What an amendment or a change begins with: the plan being written or in force.
-- name: project_page_plan of look shows
SELECT l.id AS plan_ref, l.goal AS plan_goal, l.custodian, l.upkeep, l.upkeep_years, l.upkeep_fen,
	l.upkeep_payer, l.risks, l.starts_day, l.ends_day
FROM v_choose_project p
JOIN choose_plan l ON l.street = p.street AND l.id = p.plan
WHERE p.street = :street AND p.id = :id

-- name: project_page_plan_lines of look gives list project_page_line
SELECT l.name, l.class, a.source, a.amount_fen FROM v_choose_project p
JOIN choose_amount a ON a.street = p.street AND a.plan = p.plan
JOIN choose_line l ON l.street = a.street AND l.id = a.line
WHERE p.street = :street AND p.id = :id ORDER BY l.n, a.source
