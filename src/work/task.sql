-- SPDX-License-Identifier: MulanPSL-2.0

-- name: task_project of task_open gate
SELECT CASE WHEN state NOT IN ('approved', 'working') THEN 'not_approved' END AS reason
FROM v_choose_project WHERE street = :street AND id = :project

-- name: task_running of task_progress gate
SELECT CASE WHEN state <> 'open' THEN 'not_open' END AS reason
FROM work_task WHERE street = :street AND id = :task

-- name: task_still_open of task_which gate
SELECT CASE WHEN state <> 'open' THEN 'not_open' END AS reason
FROM work_task WHERE street = :street AND id = :task

-- name: task_counts of task_progress gives task_count
SELECT coalesce(total, 0) AS total, done FROM work_task WHERE street = :street AND id = :task

-- name: task_insert of task_open
INSERT INTO work_task (street, id, project, kind, title, unit, total, done, who, due_day, state,
	made_ms, done_ms)
VALUES (:street, :id, :project, :kind, :title, :unit, nullif(:total, 0), 0, :who, :due, 'open',
	:now, NULL)

-- name: task_move of task_progress
UPDATE work_task SET done = :so_far WHERE street = :street AND id = :task

-- name: task_done of task_which
UPDATE work_task SET state = 'done', done_ms = :now WHERE street = :street AND id = :task

-- name: task_drop of task_which
UPDATE work_task SET state = 'dropped', done_ms = :now WHERE street = :street AND id = :task

-- The head of the tab, and what is still open before residents can be asked to look.
-- name: task_card of look shows
SELECT p.id, p.number, p.title, p.state, p.place AS place_ref, p.topic AS topic_ref,
	u.name AS place_name, o.tasks AS open_tasks, o.defects AS open_defects,
	o.blockers AS open_blockers,
	CASE WHEN p.state IN ('approved', 'working') THEN 1 ELSE 0 END AS is_at_work,
	CASE WHEN p.state IN ('approved', 'working', 'accepted', 'settled', 'closed')
		THEN 1 ELSE 0 END AS can_report,
	CASE WHEN p.state = 'working' AND o.tasks = 0
		AND NOT EXISTS (SELECT 1 FROM work_acceptance a WHERE a.street = p.street
			AND a.project = p.id AND a.result = 'open') THEN 1 ELSE 0 END AS can_look,
	coalesce(h.persons, 0) AS helpers, coalesce(h.minutes, 0) / 60 AS helped_hours
FROM v_choose_project p
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
JOIN v_work_open o ON o.street = p.street AND o.project = p.id
LEFT JOIN v_work_hours h ON h.street = p.street AND h.project = p.id
WHERE p.street = :street AND p.id = :id

-- Who does it is told to those of the place (task_hands), not to every passer-by.
-- name: task_rows of look lists
SELECT t.id, t.kind, t.title, t.unit, t.total, t.done, t.due_day, t.state,
	CASE WHEN t.total > 0 THEN t.done * 10000 / t.total
		WHEN t.state = 'done' THEN 10000 ELSE 0 END AS done_bp,
	CASE WHEN t.total > 0 THEN 1 ELSE 0 END AS is_counted,
	CASE WHEN t.state = 'open' THEN 1 ELSE 0 END AS is_open,
	CASE WHEN t.state = 'done' THEN 1 ELSE 0 END AS is_done,
	CASE WHEN t.state = 'open' AND coalesce(t.total, t.done) <= t.done THEN 1 ELSE 0 END
		AS can_finish,
	CASE WHEN t.state = 'open' AND t.due_day < CAST(:today AS int64) THEN 1 ELSE 0 END
		AS is_late
FROM work_task t WHERE t.street = :street AND t.project = :id
ORDER BY CASE t.state WHEN 'open' THEN 0 WHEN 'done' THEN 1 ELSE 2 END, t.due_day, t.id

-- name: task_hands of look nests
SELECT t.id, t.who FROM work_task t WHERE t.street = :street AND t.project = :id ORDER BY t.id

-- What this project is stuck on, and what its topic was stuck on before.
-- name: task_blockers of look lists
SELECT b.id, b.title, b.words, b.answer, b.result, b.state, b.due_day, b.made_ms, b.answered_ms,
	b.closed_ms, u.name AS from_name, t.name AS to_name,
	(coalesce(b.closed_ms, CAST(:now AS int64)) - b.made_ms) / 86400000 + 1 AS days,
	CASE WHEN b.state = 'open' THEN 1 ELSE 0 END AS is_open,
	CASE WHEN b.state = 'answered' THEN 1 ELSE 0 END AS is_answered,
	CASE WHEN b.state = 'closed' THEN 1 ELSE 0 END AS is_closed
FROM work_blocker b
JOIN v_place_unit u ON u.street = b.street AND u.id = b.place
JOIN v_place_unit t ON t.street = b.street AND t.id = b.to_place
WHERE b.street = :street AND (b.project = :id OR b.topic = (SELECT p.topic
	FROM v_choose_project p WHERE p.street = :street AND p.id = :id))
ORDER BY CASE b.state WHEN 'closed' THEN 1 ELSE 0 END, b.id

-- name: task_defects of look lists
SELECT d.id, d.words, d.repair, d.state, d.made_ms, d.mended_ms, d.closed_ms, t.title AS task_title,
	(coalesce(d.closed_ms, CAST(:now AS int64)) - d.made_ms) / 86400000 + 1 AS days,
	CASE WHEN d.state = 'open' THEN 1 ELSE 0 END AS is_open,
	CASE WHEN d.state = 'mended' THEN 1 ELSE 0 END AS is_mended,
	CASE WHEN d.state = 'closed' THEN 1 ELSE 0 END AS is_closed
FROM work_defect d
LEFT JOIN work_task t ON t.street = d.street AND t.id = d.task
WHERE d.street = :street AND d.project = :id
ORDER BY CASE d.state WHEN 'open' THEN 0 WHEN 'mended' THEN 1 ELSE 2 END, d.id

-- name: task_notes of look lists
SELECT n.id, n.words, n.made_ms FROM work_note n
WHERE n.street = :street AND n.project = :id ORDER BY n.id DESC LIMIT 100

-- Newest first; whether the actor's household has spoken.
-- name: task_acceptances of look lists
SELECT a.id, a.result, w.words, a.made_ms, a.decided_ms, a.opinions, a.content,
	a.opinions - a.content AS discontent,
	CASE WHEN a.opinions > 0 THEN a.content * 10000 / a.opinions ELSE 0 END AS content_bp,
	CASE WHEN a.result = 'open' THEN 1 ELSE 0 END AS is_open,
	CASE WHEN a.result = 'passed' THEN 1 ELSE 0 END AS is_passed,
	CASE WHEN EXISTS (SELECT 1 FROM work_opinion o
		JOIN v_people_person p ON p.household = o.household
		WHERE o.street = a.street AND o.acceptance = a.id
		AND p.street = :home AND p.id = :actor AND o.street = p.street)
		THEN 1 ELSE 0 END AS has_said
FROM v_work_acceptance a
JOIN work_acceptance w ON w.street = a.street AND w.id = a.id
WHERE a.street = :street AND a.project = :id ORDER BY a.id DESC

-- What was said, without the name of who said it.
-- name: task_opinions of look nests
SELECT o.acceptance, o.id, o.is_content, o.words, o.made_ms
FROM work_opinion o
JOIN work_acceptance a ON a.street = o.street AND a.id = o.acceptance
WHERE o.street = :street AND a.project = :id AND o.words IS NOT NULL ORDER BY o.id
