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

-- Sums below a yuan are a drive's least; a ballot's offers may be cut below it.
-- name: drive_call_insert of drive_call
INSERT INTO fund_drive (street, id, project, meeting, goal_fen, each_fen, most_fen,
	from_ms, until_ms, state)
VALUES (:street, :id, :project, :meeting,
	CASE WHEN :goal < 100 THEN 100 ELSE CAST(:goal AS int64) END, NULL,
	CASE WHEN :most < 100 THEN 100 ELSE CAST(:most AS int64) END, CAST(:now AS int64),
	CAST(:now AS int64) + 2592000000, 'closed')

-- name: drive_end of drive_close
UPDATE fund_drive SET state = 'closed' WHERE street = :street AND id = :drive

-- name: drive_halt of drive_close
UPDATE fund_drive SET state = 'stopped' WHERE street = :street AND id = :drive

-- name: drive_list of look lists
SELECT d.id, p.title AS project_title, p.number AS project_number, d.goal_fen, d.each_fen,
	d.households, d.promised_fen, d.received_fen, d.until_ms, d.state,
	CASE WHEN d.state = 'open' AND d.until_ms > :now THEN 1 ELSE 0 END AS is_open
FROM v_fund_drive d
JOIN v_choose_project p ON p.street = d.street AND p.id = d.project
WHERE d.street = :street AND (CAST(:project AS int64) IS NULL OR d.project = :project)
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = d.street AND w.inner_place = p.place AND w.outer_place = :place))
ORDER BY CASE d.state WHEN 'open' THEN 0 ELSE 1 END, d.id DESC LIMIT 200
OFFSET 200 * (CASE WHEN CAST(:page AS int64) > 1 THEN CAST(:page AS int64) - 1 ELSE 0 END)

-- The drive, what came together, the meeting that agreed to ask; the promise of the visitor's own
-- household.
-- name: drive_show of look shows
SELECT d.id, d.project AS project_ref, p.title AS project_title, p.goal, d.goal_fen, d.each_fen,
	d.most_fen, d.households, d.promised_fen, d.received_fen,
	d.promised_fen + d.received_fen AS pledged_fen, d.from_ms, d.until_ms, d.state,
	d.meeting AS meeting_ref, m.title AS meeting_title, m.starts_ms AS met_ms,
	CASE WHEN d.state = 'open' AND d.until_ms > :now THEN 1 ELSE 0 END AS is_open,
	(SELECT max(g.id) FROM fund_pledge g JOIN v_people_person r ON r.street = g.street
		AND r.household = g.household AND r.street = :home AND r.id = :actor
		WHERE g.street = d.street AND g.drive = d.id
		AND g.state IN ('promised', 'received')) AS mine_ref
FROM v_fund_drive d
JOIN v_choose_project p ON p.street = d.street AND p.id = d.project
JOIN v_voice_meeting m ON m.street = d.street AND m.id = d.meeting
WHERE d.street = :street AND d.id = :id

-- Who agreed to be thanked by name.
-- name: drive_named of look lists
SELECT n.name FROM fund_pledge g
JOIN v_people_person n ON n.street = g.street AND n.id = g.person
WHERE g.street = :street AND g.drive = :id AND g.is_named = 1
AND g.state IN ('promised', 'received') ORDER BY g.id LIMIT 200
