-- SPDX-License-Identifier: MulanPSL-2.0

-- name: defect_project of defect_report gate
SELECT CASE WHEN state NOT IN ('approved', 'working', 'accepted', 'settled', 'closed')
	THEN 'not_working' END AS reason
FROM v_choose_project WHERE street = :street AND id = :project

-- name: defect_open of defect_mend gate
SELECT CASE WHEN state <> 'open' THEN 'not_open' END AS reason
FROM work_defect WHERE street = :street AND id = :defect

-- name: defect_mended_yet of defect_which gate
SELECT CASE WHEN state <> 'mended' THEN 'not_mended' END AS reason
FROM work_defect WHERE street = :street AND id = :defect

-- name: defect_insert of defect_report
INSERT INTO work_defect (street, id, project, task, words, file, person, repair, state, made_ms,
	mended_ms, closed_ms)
VALUES (:street, :id, :project, :task, :words, NULL, :actor, NULL, 'open', :now, NULL, NULL)

-- name: defect_mended of defect_mend
UPDATE work_defect SET repair = :repair, state = 'mended', mended_ms = :now
WHERE street = :street AND id = :defect

-- name: defect_closed of defect_which
UPDATE work_defect SET state = 'closed', closed_ms = :now WHERE street = :street AND id = :defect

-- name: defect_reopened of defect_which
UPDATE work_defect SET state = 'open', mended_ms = NULL WHERE street = :street AND id = :defect
