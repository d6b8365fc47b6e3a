-- SPDX-License-Identifier: MulanPSL-2.0
-- Everything here is read from the views of the stages. A row that asks something of somebody has
-- a kind (its words and its stamp), a title, where it leads, and when it is due.

-- Where the person lives or works, for greetings and for raising a topic there.
-- name: home_place of none shows
SELECT coalesce(n.neighbourhood, t.root) AS place_ref, coalesce(n.name, t.name) AS my_place,
	h.label AS my_door
FROM v_place_street t
LEFT JOIN v_people_person p ON p.street = :home AND p.id = :actor
LEFT JOIN v_place_neighbourhood n ON n.street = t.street AND n.place = p.place
LEFT JOIN v_people_household h ON h.street = p.street AND h.id = p.household
WHERE t.street = :street

-- What is asked of a neighbour, most pressing first.
-- name: home_asks of none lists
WITH me AS (
	SELECT p.street, p.id, p.household, p.place, p.partner FROM v_people_person p
	WHERE p.street = :street AND p.id = :actor AND CAST(:home AS int64) = CAST(:street AS int64)
), around AS (
	SELECT w.outer_place AS place FROM me
	JOIN v_place_within w ON w.street = me.street AND w.inner_place = me.place
), asks AS (
	SELECT 1 AS rank, 'vote' AS kind, b.title, b.budget_fen AS sum_fen, b.until_ms AS due_ms,
		CAST((SELECT count(*) FROM v_choose_outcome o WHERE o.street = b.street
			AND o.ballot = b.id) AS int64) AS number,
		'choose/ballot/' || b.id AS path
	FROM v_choose_ballot b JOIN around a ON a.place = b.place
	JOIN me ON me.household IS NOT NULL
	WHERE b.street = :street AND b.state = 'open' AND b.until_ms > :now
	AND NOT EXISTS (SELECT 1 FROM v_choose_roll r WHERE r.street = b.street
		AND r.ballot = b.id AND r.household = me.household AND r.way <> 'none')
	UNION ALL
	SELECT 2, 'keep', c.name, 0, 0, 0, 'care/asset/' || c.asset
	FROM v_care_custody c JOIN me ON (c.person = me.id OR c.partner = me.partner)
	WHERE c.street = :street AND c.state = 'offered'
	UNION ALL
	SELECT 3, 'check', k.name, 0, (k.last_day + 1) * 86400000 - 28800000, 0,
		'care/asset/' || k.asset
	FROM v_care_check k JOIN me ON (k.person = me.id OR k.partner = me.partner)
	WHERE k.street = :street AND k.state = 'due'
	UNION ALL
	SELECT 4, 'meeting', m.title, 0, m.starts_ms, 0, 'voice/meeting/' || m.id
	FROM v_voice_meeting m JOIN around a ON a.place = m.place
	WHERE m.street = :street AND m.state IN ('called', 'open')
	AND m.starts_ms > CAST(:now AS int64) - 14400000
	UNION ALL
	SELECT 5, 'poll', p.question, 0, p.until_ms, 0, 'voice/poll/' || p.id
	FROM v_voice_poll p JOIN around a ON a.place = p.place
	WHERE p.street = :street AND p.state = 'open' AND p.until_ms > :now
	UNION ALL
	SELECT 6, 'pledge', j.title, d.each_fen, d.until_ms, 0, 'choose/project/' || j.id
	FROM v_fund_drive d JOIN v_choose_project j ON j.street = d.street AND j.id = d.project
	JOIN around a ON a.place = j.place JOIN me ON me.household IS NOT NULL
	WHERE d.street = :street AND d.state = 'open' AND d.until_ms > :now
	AND NOT EXISTS (SELECT 1 FROM v_fund_pledge g WHERE g.street = d.street
		AND g.drive = d.id AND g.household = me.household
		AND g.state IN ('promised', 'received'))
	UNION ALL
	SELECT 7, 'second', t.title, 0, (t.until_day + 1) * 86400000 - 28800000,
		t.need - t.seconds, 'voice/topic/' || t.id
	FROM v_voice_topic t JOIN around a ON a.place = t.place JOIN me ON me.household IS NOT NULL
	WHERE t.street = :street AND t.state = 'open' AND t.household <> me.household
)
SELECT kind, title, sum_fen, due_ms, number, '/' || s.slug || '/' || path AS href
FROM asks JOIN v_place_street s ON s.street = :street
ORDER BY rank, due_ms, path LIMIT 12

-- What became of the household's own affairs, newest first.
-- name: home_news of none lists
WITH me AS (
	SELECT p.street, p.id, p.household FROM v_people_person p
	WHERE p.street = :street AND p.id = :actor AND CAST(:home AS int64) = CAST(:street AS int64)
), news AS (
	SELECT CASE g.state WHEN 'received' THEN 'received' WHEN 'refunded' THEN 'refunded'
		ELSE 'promised' END AS kind, j.title, g.amount_fen,
		coalesce(r.made_ms, g.made_ms) AS at_ms, 'fund/pledge/' || g.id AS path
	FROM v_fund_pledge g JOIN me ON g.household = me.household
	JOIN v_choose_project j ON j.street = g.street AND j.id = g.project
	LEFT JOIN v_fund_receipt r ON r.street = g.street AND r.pledge = g.id
	WHERE g.street = :street AND g.state <> 'withdrawn'
	UNION ALL
	SELECT 'answered', o.title, 0, o.answered_ms, 'review/notice/' || o.notice
	FROM v_review_objection o JOIN me ON o.person = me.id
	WHERE o.street = :street AND o.state = 'answered'
	UNION ALL
	SELECT 'raised', t.title, 0, t.made_ms, 'voice/topic/' || t.id
	FROM v_voice_topic t JOIN me ON t.person = me.id
	WHERE t.street = :street AND t.state <> 'withdrawn'
	UNION ALL
	SELECT 'voted', b.title, 0, r.cast_ms, 'choose/ballot/' || b.id
	FROM v_choose_roll r JOIN me ON r.household = me.household
	JOIN v_choose_ballot b ON b.street = r.street AND b.id = r.ballot
	WHERE r.street = :street AND r.cast_ms IS NOT NULL
)
SELECT kind, title, amount_fen, at_ms, '/' || s.slug || '/' || path AS href
FROM news JOIN v_place_street s ON s.street = :street
ORDER BY at_ms DESC, path LIMIT 6

-- name: home_projects of none lists
SELECT p.id, p.title, p.problem, p.state, p.number, p.goal_fen, p.ends_day, u.name AS place_name,
	CAST(coalesce((SELECT f.income_fen FROM v_fund_source f WHERE f.street = p.street
		AND f.project = p.id AND f.source = 'fund'), 0) AS int64) AS fund_fen,
	CAST(coalesce((SELECT f.income_fen FROM v_fund_source f WHERE f.street = p.street
		AND f.project = p.id AND f.source = 'resident'), 0) AS int64) AS resident_fen,
	CAST(coalesce((SELECT sum(f.income_fen) FROM v_fund_source f WHERE f.street = p.street
		AND f.project = p.id AND f.source IN ('partner', 'property')), 0) AS int64)
		AS partner_fen
FROM v_choose_project p
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
LEFT JOIN v_people_person m ON m.street = :home AND m.id = :actor
WHERE p.street = :street AND p.state NOT IN ('draft', 'withdrawn', 'refused')
AND (m.id IS NULL OR EXISTS (SELECT 1 FROM v_place_within w WHERE w.street = p.street
	AND ((w.inner_place = m.place AND w.outer_place = p.place)
		OR (w.inner_place = p.place AND w.outer_place = m.place))))
ORDER BY CASE p.state WHEN 'working' THEN 0 WHEN 'approved' THEN 1 WHEN 'closed' THEN 3 ELSE 2 END,
	p.id DESC LIMIT 4

-- name: home_topics of none lists
SELECT t.id, t.title, t.seconds, t.need, t.until_day, u.name AS place_name,
	CASE WHEN t.need > t.seconds THEN t.need - t.seconds ELSE 0 END AS missing,
	CASE WHEN t.seconds >= t.need THEN 10000 ELSE t.seconds * 10000 / t.need END AS support_bp
FROM v_voice_topic t
JOIN v_place_unit u ON u.street = t.street AND u.id = t.place
LEFT JOIN v_people_person m ON m.street = :home AND m.id = :actor
WHERE t.street = :street AND t.state = 'open'
AND (m.id IS NULL OR EXISTS (SELECT 1 FROM v_place_within w WHERE w.street = t.street
	AND ((w.inner_place = m.place AND w.outer_place = t.place)
		OR (w.inner_place = t.place AND w.outer_place = m.place))))
ORDER BY t.seconds DESC, t.id LIMIT 3

-- Votes that anybody may know of.
-- name: home_votes of none lists
SELECT b.id, b.title, u.name AS place_name, b.until_ms
FROM v_choose_ballot b
JOIN v_place_unit u ON u.street = b.street AND u.id = b.place
WHERE b.street = :street AND b.state = 'open' AND b.until_ms > :now
ORDER BY b.until_ms, b.id LIMIT 4

-- name: home_notices of none lists
SELECT n.id, n.kind, n.title AS project_title, n.until_ms, u.name AS place_name
FROM v_review_notice n
JOIN v_place_unit u ON u.street = n.street AND u.id = n.place
WHERE n.street = :street AND n.state = 'running' AND n.until_ms > :now
ORDER BY n.until_ms, n.id LIMIT 4

-- What waits for somebody with a role in its place.
-- name: home_tasks of none lists
WITH tasks AS (
	SELECT 'cadre' AS role, m.place, 'meeting_open' AS kind, m.title, 0 AS number,
		m.starts_ms AS due_ms,
		'voice/meeting/' || m.id AS path
	FROM v_voice_meeting m WHERE m.street = :street AND m.state = 'called'
	UNION ALL
	SELECT 'cadre', m.place, 'meeting_close', m.title, 0, m.starts_ms + 14400000,
		'voice/meeting/' || m.id
	FROM v_voice_meeting m WHERE m.street = :street AND m.state = 'open'
	UNION ALL
	SELECT 'cadre', b.place, 'keepers', b.title, 0, 0, 'choose/ballot/' || b.id || '/papers'
	FROM v_choose_box b WHERE b.street = :street AND b.keeper IS NULL AND b.until_ms > :now
	UNION ALL
	SELECT 'cadre', t.place, 'topic_ready', t.title, t.seconds, 0, 'voice/topic/' || t.id
	FROM v_voice_topic t WHERE t.street = :street AND t.state = 'ready'
	UNION ALL
	SELECT 'cadre', o.place, 'objection', o.title, 0, o.made_ms + 259200000,
		'review/notice/' || o.notice
	FROM v_review_objection o WHERE o.street = :street AND o.state = 'open'
	UNION ALL
	SELECT 'cadre', p.place, 'project_send', p.title, 0, 0, 'choose/project/' || p.id
	FROM v_choose_project p WHERE p.street = :street AND p.state IN ('draft', 'returned')
	UNION ALL
	SELECT 'cadre', p.place, 'notice_hang', p.title, 0, 0, 'choose/project/' || p.id
	FROM v_choose_project p WHERE p.street = :street AND p.state IN ('screened', 'chosen')
	AND NOT EXISTS (SELECT 1 FROM v_review_notice n WHERE n.street = p.street
		AND n.project = p.id AND n.state <> 'recalled')
	AND NOT EXISTS (SELECT 1 FROM v_choose_ballot b
		JOIN v_place_within w ON w.street = b.street AND w.outer_place = b.place
		WHERE b.street = p.street AND b.season = p.season AND b.state = 'open'
		AND w.inner_place = p.place AND p.state = 'screened')
	UNION ALL
	SELECT 'cadre', b.place, 'blocker_close', b.title, 0, b.answered_ms + 604800000,
		'work/blocker/' || b.id
	FROM v_work_blocker b WHERE b.street = :street AND b.state = 'answered'
	UNION ALL
	SELECT 'officer', b.place, 'blocker_answer', b.title, 0,
		coalesce((b.due_day + 1) * 86400000 - 28800000, b.made_ms + 1209600000),
		'work/blocker/' || b.id
	FROM v_work_blocker b WHERE b.street = :street AND b.state = 'open'
	UNION ALL
	SELECT 'officer', p.place, 'screen', p.title, 0, 0, 'choose/project/' || p.id
	FROM v_choose_project p WHERE p.street = :street AND p.state = 'sent'
	UNION ALL
	SELECT 'officer', n.place, 'approve', n.title, 0, n.until_ms + 604800000,
		'choose/project/' || n.project
	FROM v_review_notice n JOIN v_choose_plan l ON l.street = n.street AND l.id = n.plan
	WHERE n.street = :street AND n.state = 'over' AND n.unanswered = 0 AND l.state = 'proposed'
	UNION ALL
	SELECT 'handler', p.place, 'claim_mend', c.title, 0, 0, 'fund/claim/' || c.id
	FROM v_fund_claim c JOIN v_choose_project p ON p.street = c.street AND p.id = c.project
	WHERE c.street = :street AND c.state IN ('draft', 'returned')
	UNION ALL
	SELECT 'approver', p.place, 'claim_approve', c.title, 0, c.sent_ms + 259200000,
		'fund/claim/' || c.id
	FROM v_fund_claim c JOIN v_choose_project p ON p.street = c.street AND p.id = c.project
	WHERE c.street = :street AND c.state = 'sent'
	UNION ALL
	SELECT 'cashier', p.place, 'claim_pay', c.title, 0, c.approved_ms + 259200000,
		'fund/claim/' || c.id
	FROM v_fund_claim c JOIN v_choose_project p ON p.street = c.street AND p.id = c.project
	WHERE c.street = :street AND c.state = 'approved'
	UNION ALL
	SELECT 'cashier', p.place, 'pledges', p.title, count(*), 0, 'fund/pledge?project=' || p.id
	FROM v_fund_pledge g JOIN v_choose_project p ON p.street = g.street AND p.id = g.project
	WHERE g.street = :street AND g.state = 'promised'
	GROUP BY p.place, p.title, p.id
	UNION ALL
	SELECT 'cadre', p.place, 'defects', p.title, o.defects, 0,
		'choose/project/' || p.id || '/work'
	FROM v_work_open o JOIN v_choose_project p ON p.street = o.street AND p.id = o.project
	WHERE o.street = :street AND o.defects > 0
	UNION ALL
	SELECT 'cadre', a.place, 'orphan', a.name, 0, 0, 'care/asset/' || a.id
	FROM v_care_asset a WHERE a.street = :street AND a.state = 'orphan'
	UNION ALL
	SELECT 'cadre', k.place, 'check', k.name, 0, (k.due_day + 1) * 86400000 - 28800000,
		'care/asset/' || k.asset
	FROM v_care_check k WHERE k.street = :street AND k.state = 'due'
	UNION ALL
	SELECT 'cadre', p.place, 'settle', p.title, 0, 0, 'choose/project/' || p.id
	FROM v_choose_project p WHERE p.street = :street AND p.state = 'accepted'
)
SELECT t.kind, t.title, t.number, t.due_ms, '/' || s.slug || '/' || t.path AS href
FROM tasks t JOIN v_place_street s ON s.street = :street
WHERE EXISTS (SELECT 1 FROM v_people_role r
	JOIN v_place_within w ON w.street = r.street AND w.outer_place = r.place
	WHERE r.street = :street AND r.home = :home AND r.person = :actor AND r.role = t.role
	AND w.inner_place = t.place)
ORDER BY CASE WHEN t.due_ms > 0 THEN t.due_ms ELSE 9000000000000000 END, t.kind, t.path LIMIT 40

-- What this person's place has handed to others and waits for.
-- name: home_waits of none lists
WITH waits AS (
	SELECT b.place, 'blocker' AS kind, b.title, b.made_ms AS since_ms
	FROM v_work_blocker b WHERE b.street = :street AND b.state = 'open'
	UNION ALL
	SELECT p.place, 'screening', p.title, p.made_ms
	FROM v_choose_project p WHERE p.street = :street AND p.state = 'sent'
	UNION ALL
	SELECT n.place, 'notice', n.title, n.from_ms
	FROM v_review_notice n WHERE n.street = :street AND n.state = 'running'
	UNION ALL
	SELECT p.place, 'claim', c.title, c.sent_ms
	FROM v_fund_claim c JOIN v_choose_project p ON p.street = c.street AND p.id = c.project
	WHERE c.street = :street AND c.state IN ('sent', 'approved')
)
SELECT w.kind, w.title, w.since_ms, (CAST(:now AS int64) - w.since_ms) / 86400000 + 1 AS days
FROM waits w
WHERE EXISTS (SELECT 1 FROM v_people_role r
	JOIN v_place_within i ON i.street = r.street AND i.outer_place = r.place
	WHERE r.street = :street AND r.home = :home AND r.person = :actor
	AND r.role IN ('cadre', 'handler') AND i.inner_place = w.place)
ORDER BY w.since_ms, w.title LIMIT 10

-- name: home_turnout of none lists
SELECT b.id, b.title, b.households, coalesce(t.households, 0) AS voted,
	coalesce(t.by_screen, 0) AS by_screen, coalesce(t.by_paper, 0) AS by_paper, b.until_ms,
	coalesce(t.by_screen, 0) * 10000 / b.households AS screen_bp,
	coalesce(t.by_paper, 0) * 10000 / b.households AS paper_bp,
	b.households - coalesce(t.households, 0) AS missing
FROM v_choose_ballot b
LEFT JOIN v_choose_turnout t ON t.street = b.street AND t.ballot = b.id
WHERE b.street = :street AND b.state = 'open'
AND EXISTS (SELECT 1 FROM v_people_role r
	JOIN v_place_within i ON i.street = r.street AND i.outer_place = r.place
	WHERE r.street = :street AND r.home = :home AND r.person = :actor
	AND r.role IN ('cadre', 'officer') AND i.inner_place = b.place)
ORDER BY b.until_ms LIMIT 4
