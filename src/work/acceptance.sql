-- SPDX-License-Identifier: MulanPSL-2.0

-- name: acceptance_ready of acceptance_open gate
SELECT CASE WHEN p.state NOT IN ('approved', 'working') THEN 'not_working'
	WHEN EXISTS (SELECT 1 FROM work_acceptance a WHERE a.street = p.street
		AND a.project = p.id AND a.result = 'open') THEN 'is_open'
	WHEN EXISTS (SELECT 1 FROM v_choose_plan l WHERE l.street = p.street
		AND l.project = p.id AND l.state = 'proposed') THEN 'change_waits' END AS reason
FROM v_choose_project p WHERE p.street = :street AND p.id = :project

-- name: acceptance_running of acceptance_opine gate
SELECT CASE WHEN result <> 'open' THEN 'is_decided' END AS reason
FROM work_acceptance WHERE street = :street AND id = :acceptance

-- name: acceptance_undecided of acceptance_decide gate
SELECT CASE WHEN result <> 'open' THEN 'is_decided' END AS reason
FROM work_acceptance WHERE street = :street AND id = :acceptance

-- name: acceptance_ends of acceptance_open gives acceptance_facts
SELECT project, tasks, defects, blockers, CAST(0 AS int64) AS opinions, CAST(0 AS int64) AS content
FROM v_work_open WHERE street = :street AND project = :project

-- name: acceptance_read of acceptance_decide gives acceptance_facts
SELECT a.project, o.tasks, o.defects, o.blockers, a.opinions, a.content
FROM v_work_acceptance a
JOIN v_work_open o ON o.street = a.street AND o.project = a.project
WHERE a.street = :street AND a.id = :acceptance

-- name: acceptance_insert of acceptance_open
INSERT INTO work_acceptance (street, id, project, plan, result, words, made_ms, decided_ms)
SELECT CAST(:street AS int64), CAST(:id AS int64), p.id, p.plan, 'open', NULL,
	CAST(:now AS int64), NULL
FROM v_choose_project p WHERE p.street = :street AND p.id = :project

-- name: acceptance_household of none gives maybe ref
SELECT household AS id FROM v_people_person WHERE street = :home AND id = :actor AND is_here = 1

-- name: acceptance_said of acceptance_opinion gives int
SELECT count(*) AS n FROM work_opinion
WHERE street = :street AND acceptance = :acceptance AND household = :household

-- name: acceptance_opinion_insert of acceptance_opinion
INSERT INTO work_opinion (street, id, acceptance, household, person, is_content, words, made_ms)
VALUES (:street, :id, :acceptance, :household, :actor, :is_content, :words, :now)

-- name: acceptance_end of acceptance_decide
UPDATE work_acceptance SET result = :result, words = :words, decided_ms = :now
WHERE street = :street AND id = :acceptance
