-- SPDX-License-Identifier: MulanPSL-2.0

-- name: drive_ready of drive_open gate
SELECT CASE WHEN p.state NOT IN ('approved', 'working') THEN 'not_approved'
	WHEN EXISTS (SELECT 1 FROM fund_drive d WHERE d.street = p.street AND d.project = p.id
		AND d.state = 'open') THEN 'has_drive' END AS reason
FROM v_choose_project p WHERE p.street = :street AND p.id = :project

-- name: drive_running of drive_close gate
SELECT CASE WHEN state <> 'open' THEN 'is_closed' END AS reason
FROM fund_drive WHERE street = :street AND id = :drive

-- A closed meeting with a quorum where a point about this project passed.
-- name: drive_agreement of drive_open gives maybe drive_agreed
SELECT count(*) AS passed FROM v_voice_decision
WHERE street = :street AND meeting = :meeting AND project = :project AND result = 'passed'
AND has_quorum = 1 AND kind IN ('council', 'assembly')
HAVING count(*) > 0

-- name: drive_insert of drive_open
INSERT INTO fund_drive (street, id, project, meeting, goal_fen, each_fen, most_fen,
	from_ms, until_ms, state)
VALUES (:street, :id, :project, :meeting, :goal, nullif(:each, 0), :most, :now, :until, 'open')

-- name: drive_end of drive_close
UPDATE fund_drive SET state = 'closed' WHERE street = :street AND id = :drive

-- name: drive_halt of drive_close
UPDATE fund_drive SET state = 'stopped' WHERE street = :street AND id = :drive
