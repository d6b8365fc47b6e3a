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
