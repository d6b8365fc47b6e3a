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
UPDATE work_task SET done = :done WHERE street = :street AND id = :task

-- name: task_done of task_which
UPDATE work_task SET state = 'done', done_ms = :now WHERE street = :street AND id = :task

-- name: task_drop of task_which
UPDATE work_task SET state = 'dropped', done_ms = :now WHERE street = :street AND id = :task
