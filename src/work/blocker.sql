-- SPDX-License-Identifier: MulanPSL-2.0

-- name: blocker_open of blocker_answer gate
SELECT CASE WHEN state <> 'open' THEN 'not_open' END AS reason
FROM work_blocker WHERE street = :street AND id = :blocker

-- name: blocker_answered_yet of blocker_close gate
SELECT CASE state WHEN 'open' THEN 'not_answered' WHEN 'closed' THEN 'is_closed' END AS reason
FROM work_blocker WHERE street = :street AND id = :blocker

-- name: blocker_insert of blocker_raise
INSERT INTO work_blocker (street, id, place, to_place, topic, project, title, words, due_day,
	answer, result, state, made_ms, answered_ms, closed_ms)
SELECT CAST(:street AS int64), CAST(:id AS int64), CAST(:place AS int64), t.root,
	CAST(:topic AS int64), CAST(:project AS int64), CAST(:title AS TEXT), CAST(:words AS TEXT),
	CAST(:due AS int64), NULL, NULL, 'open', CAST(:now AS int64), NULL, NULL
FROM v_place_street t WHERE t.street = :street

-- name: blocker_answered of blocker_answer
UPDATE work_blocker SET answer = :answer, state = 'answered', answered_ms = :now
WHERE street = :street AND id = :blocker

-- name: blocker_closed of blocker_close
UPDATE work_blocker SET result = :result, state = 'closed', closed_ms = :now
WHERE street = :street AND id = :blocker

-- Those that wait come first, the oldest at the top.
-- name: blocker_list of look lists
SELECT b.id, b.title, b.state, b.made_ms, b.due_day, u.name AS from_name, t.name AS to_name,
	coalesce(p.title, c.title) AS about,
	(coalesce(b.closed_ms, CAST(:now AS int64)) - b.made_ms) / 86400000 + 1 AS days,
	CASE WHEN b.state = 'open' THEN 1 ELSE 0 END AS is_open,
	CASE WHEN b.state = 'closed' THEN 1 ELSE 0 END AS is_closed,
	CASE WHEN b.state = 'open' AND b.due_day < CAST(:today AS int64) THEN 1 ELSE 0 END
		AS is_late
FROM work_blocker b
JOIN v_place_unit u ON u.street = b.street AND u.id = b.place
JOIN v_place_unit t ON t.street = b.street AND t.id = b.to_place
LEFT JOIN v_choose_project p ON p.street = b.street AND p.id = b.project
LEFT JOIN v_voice_topic c ON c.street = b.street AND c.id = b.topic
WHERE b.street = :street
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = b.street AND w.inner_place = b.place AND w.outer_place = :place))
AND (CAST(:project AS int64) IS NULL OR b.project = :project)
AND (CAST(:state AS TEXT) IS NULL OR b.state = :state)
ORDER BY CASE b.state WHEN 'open' THEN 0 WHEN 'answered' THEN 1 ELSE 2 END,
	CASE WHEN b.state = 'closed' THEN -b.made_ms ELSE b.made_ms END, b.id
LIMIT 200 OFFSET 200 * (CASE WHEN CAST(:page AS int64) > 1
	THEN CAST(:page AS int64) - 1 ELSE 0 END)

-- name: blocker_show of look shows
SELECT b.id, b.title, b.words, b.answer, b.result, b.state, b.made_ms, b.answered_ms, b.closed_ms,
	b.due_day, b.project AS project_ref, b.topic AS topic_ref, p.title AS project_title,
	c.title AS topic_title, u.name AS from_name, t.name AS to_name,
	(coalesce(b.closed_ms, CAST(:now AS int64)) - b.made_ms) / 86400000 + 1 AS days,
	CASE WHEN b.state = 'open' THEN 1 ELSE 0 END AS is_open,
	CASE WHEN b.state = 'answered' THEN 1 ELSE 0 END AS is_answered,
	CASE WHEN b.state = 'closed' THEN 1 ELSE 0 END AS is_closed
FROM work_blocker b
JOIN v_place_unit u ON u.street = b.street AND u.id = b.place
JOIN v_place_unit t ON t.street = b.street AND t.id = b.to_place
LEFT JOIN v_choose_project p ON p.street = b.street AND p.id = b.project
LEFT JOIN v_voice_topic c ON c.street = b.street AND c.id = b.topic
WHERE b.street = :street AND b.id = :id
