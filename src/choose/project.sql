-- SPDX-License-Identifier: MulanPSL-2.0

-- name: project_season_open of project_draft gate
SELECT CASE WHEN s.is_open = 0 THEN 'season_over' END AS reason
FROM v_place_season s WHERE s.street = :street AND s.id = :season

-- name: project_open_draft of project_amend gate
SELECT CASE WHEN state NOT IN ('draft', 'returned') THEN 'not_draft' END AS reason
FROM choose_project WHERE street = :street AND id = :project

-- name: project_sendable of project_which gate
SELECT CASE WHEN state NOT IN ('draft', 'returned') THEN 'not_draft' END AS reason
FROM choose_project WHERE street = :street AND id = :project

-- name: project_open of project_which gate
SELECT CASE WHEN p.state NOT IN ('draft', 'returned', 'sent', 'screened', 'waiting')
	THEN 'too_late'
	WHEN EXISTS (SELECT 1 FROM choose_candidate c
		JOIN choose_ballot b ON b.street = c.street AND b.id = c.ballot
		WHERE c.street = p.street AND c.project = p.id AND b.state IN ('open', 'closed'))
	THEN 'vote_runs' END AS reason
FROM choose_project p WHERE p.street = :street AND p.id = :project

-- Head of the number: the street's short name and the neighbourhood's, without its office word.
-- name: project_numbers of project_draft gives maybe project_numbering
SELECT t.short_name || '-' || replace(replace(n.name, '居民区', ''), '居委会', '') AS head,
	s.year, (SELECT coalesce(max(p.serial), 0) FROM choose_project p
		JOIN v_place_season y ON y.street = p.street AND y.id = p.season
		JOIN v_place_neighbourhood m ON m.street = p.street AND m.place = p.place
		WHERE p.street = s.street AND m.neighbourhood = n.neighbourhood
		AND y.year = s.year) AS last
FROM v_place_season s
JOIN v_place_street t ON t.street = s.street
JOIN v_place_neighbourhood n ON n.street = s.street AND n.place = :place
WHERE s.street = :street AND s.id = :season

-- name: project_insert of project_new
INSERT INTO choose_project (street, id, place, season, topic, serial, number, title, problem, kind,
	households, is_urgent, needs_ground, plan, state, person, made_ms)
VALUES (:street, :id, :place, :season, :topic, :serial, :number, :title, :problem, :kind,
	:households, :is_urgent, :needs_ground, NULL, 'draft', :actor, :now)

-- name: project_state of project_which gives project_now
SELECT p.state, (SELECT max(l.id) FROM choose_plan l WHERE l.street = p.street
	AND l.project = p.id AND l.state IN ('draft', 'proposed')) AS plan
FROM choose_project p WHERE p.street = :street AND p.id = :project

-- name: project_retitle of project_amend
UPDATE choose_project SET title = :title, problem = :problem, households = :households,
	needs_ground = :needs_ground
WHERE street = :street AND id = :project

-- name: project_plan_send of project_which
UPDATE choose_plan SET state = 'proposed'
WHERE street = :street AND project = :project AND version = 1

-- name: project_send_on of project_which
UPDATE choose_project SET state = 'sent' WHERE street = :street AND id = :project

-- name: project_withdraw of project_which
UPDATE choose_project SET state = 'withdrawn' WHERE street = :street AND id = :project

-- name: project_set_state of project_turn
UPDATE choose_project SET state = :state WHERE street = :street AND id = :project

-- name: project_close of project_turn
UPDATE choose_project SET state = :state, closed_ms = :now WHERE street = :street AND id = :project
