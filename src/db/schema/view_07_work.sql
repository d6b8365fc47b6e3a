-- SPDX-License-Identifier: MulanPSL-2.0
-- What other folders may know of the works.

CREATE VIEW v_work_task AS
SELECT street, id, project, kind, title, unit, total, done, due_day, state, made_ms, done_ms
FROM work_task;

CREATE VIEW v_work_blocker AS
SELECT street, id, place, to_place, topic, project, title, due_day, state, made_ms, answered_ms,
	closed_ms
FROM work_blocker;

-- Open ends of a project: acceptance and closing ask for zero.
CREATE VIEW v_work_open AS
SELECT p.street, p.id AS project,
	(SELECT count(*) FROM work_defect d
		WHERE d.street = p.street AND d.project = p.id AND d.state <> 'closed') AS defects,
	(SELECT count(*) FROM work_blocker b
		WHERE b.street = p.street AND b.project = p.id AND b.state <> 'closed') AS blockers,
	(SELECT count(*) FROM work_task t
		WHERE t.street = p.street AND t.project = p.id AND t.state = 'open') AS tasks
FROM choose_project p;

CREATE VIEW v_work_acceptance AS
SELECT a.street, a.id, a.project, a.plan, a.result, a.made_ms, a.decided_ms,
	(SELECT count(*) FROM work_opinion o
		WHERE o.street = a.street AND o.acceptance = a.id) AS opinions,
	(SELECT count(*) FROM work_opinion o WHERE o.street = a.street AND o.acceptance = a.id
		AND o.is_content = 1) AS content
FROM work_acceptance a;

CREATE VIEW v_work_hours AS
SELECT street, project, count(DISTINCT person) AS persons, CAST(sum(minutes) AS int64) AS minutes
FROM work_hours
GROUP BY street, project;

CREATE VIEW v_ref_work_task AS
SELECT t.street, t.id, p.place, t.title AS label
FROM work_task t
JOIN choose_project p ON p.street = t.street AND p.id = t.project;

CREATE VIEW v_ref_work_blocker AS
SELECT street, id, place, title AS label FROM work_blocker;

CREATE VIEW v_ref_work_defect AS
SELECT d.street, d.id, p.place, p.title || ' ' || d.id AS label
FROM work_defect d
JOIN choose_project p ON p.street = d.street AND p.id = d.project;

CREATE VIEW v_ref_work_acceptance AS
SELECT a.street, a.id, p.place, p.title AS label
FROM work_acceptance a
JOIN choose_project p ON p.street = a.street AND p.id = a.project;
