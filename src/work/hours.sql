-- SPDX-License-Identifier: MulanPSL-2.0

-- name: hours_project of hours_give gate
SELECT CASE WHEN state NOT IN ('approved', 'working', 'accepted', 'settled', 'closed')
	THEN 'not_approved' END AS reason
FROM v_choose_project WHERE street = :street AND id = :project

-- name: hours_said of hours_give gives int
SELECT count(*) AS n FROM work_hours
WHERE street = :street AND project = :project AND person = :actor AND given_day = :day

-- name: hours_insert of hours_give
INSERT INTO work_hours (street, id, project, task, person, given_day, minutes, made_ms)
VALUES (:street, :id, :project, NULL, :actor, :day, :minutes, :now)
