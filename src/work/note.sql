-- SPDX-License-Identifier: MulanPSL-2.0

-- name: note_project of note_write gate
SELECT CASE WHEN state NOT IN ('approved', 'working', 'accepted', 'settled', 'closed')
	THEN 'not_approved' END AS reason
FROM v_choose_project WHERE street = :street AND id = :project

-- name: note_insert of note_write
INSERT INTO work_note (street, id, project, task, words, file, person, made_ms)
VALUES (:street, :id, :project, NULL, :words, NULL, :actor, :now)
