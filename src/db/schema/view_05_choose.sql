-- SPDX-License-Identifier: MulanPSL-2.0
-- What other folders may know of projects, plans and ballots.

-- A project with its plan in force (or the one applied for, before there is one in force).
CREATE VIEW v_choose_project AS
SELECT p.street, p.id, p.place, p.season, p.topic, p.number, p.title, p.problem, p.kind,
	p.households, p.is_urgent,
	p.state, p.person, p.made_ms, p.closed_ms, l.id AS plan, l.version, l.goal,
	f.goal AS first_goal,
	l.starts_day, l.ends_day, l.meeting, l.upkeep_years, l.upkeep_fen, l.upkeep_payer,
	(SELECT CAST(coalesce(sum(a.amount_fen), 0) AS int64) FROM choose_amount a
		WHERE a.street = p.street AND a.plan = l.id) AS goal_fen,
	(SELECT CAST(coalesce(sum(a.amount_fen), 0) AS int64) FROM choose_amount a
		WHERE a.street = p.street AND a.plan = l.id AND a.source = 'fund') AS fund_fen,
	CASE WHEN p.plan IS NULL THEN 0 ELSE 1 END AS is_approved
FROM choose_project p
JOIN choose_plan f ON f.street = p.street AND f.project = p.id AND f.version = 1
JOIN choose_plan l ON l.street = p.street AND l.id = coalesce(p.plan, f.id);

CREATE VIEW v_choose_plan AS
SELECT street, id, project, version, goal, reason, meeting, upkeep, upkeep_years, upkeep_fen,
	upkeep_payer, risks,
	starts_day, ends_day, state, made_ms, approved_ms
FROM choose_plan;

-- Budget of every plan: line and source.
CREATE VIEW v_choose_amount AS
SELECT a.street, a.plan, l.project, a.line, l.n, l.name, l.class, a.source, a.amount_fen
FROM choose_amount a
JOIN choose_line l ON l.street = a.street AND l.id = a.line;

CREATE VIEW v_choose_line AS
SELECT street, id, project, n, name, class FROM choose_line;

-- What the plan in force promises, by source: what the ledger is held against.
CREATE VIEW v_choose_source AS
SELECT p.street, p.id AS project, a.source, CAST(sum(a.amount_fen) AS int64) AS amount_fen
FROM choose_project p
JOIN choose_amount a ON a.street = p.street AND a.plan = p.plan
GROUP BY p.street, p.id, a.source;

-- Fund money bound by a place in a season: caps look at it.
CREATE VIEW v_choose_bound AS
SELECT p.street, p.season, p.place, CAST(sum(a.amount_fen) AS int64) AS amount_fen
FROM choose_project p
JOIN choose_amount a ON a.street = p.street AND a.plan = p.plan AND a.source = 'fund'
WHERE p.state NOT IN ('refused', 'withdrawn')
GROUP BY p.street, p.season, p.place;

CREATE VIEW v_choose_ballot AS
SELECT street, id, place, season, title, budget_fen, rule, households, from_ms, until_ms, state,
	envelopes, papers,
	spoilt, missing, closed_ms
FROM choose_ballot;

-- Boxes that are not opened yet: whose secret key must be kept.
CREATE VIEW v_choose_box AS
SELECT b.street, b.id, b.place, b.title, b.box_key, b.until_ms, k.id AS keeper, k.first, k.second
FROM choose_ballot b
LEFT JOIN choose_keeper k ON k.street = b.street AND k.ballot = b.id
WHERE b.state = 'open';

-- Turnout while it runs: who has voted is on the roll, what they chose is not.
CREATE VIEW v_choose_turnout AS
SELECT street, ballot,
	CAST(sum(CASE WHEN way <> 'none' THEN 1 ELSE 0 END) AS int64) AS households,
	CAST(sum(CASE WHEN way IN ('screen', 'desk') THEN 1 ELSE 0 END) AS int64) AS by_screen,
	CAST(sum(CASE WHEN way = 'paper' THEN 1 ELSE 0 END) AS int64) AS by_paper
FROM choose_roll
GROUP BY street, ballot;

CREATE VIEW v_choose_outcome AS
SELECT o.street, a.ballot, o.allocation, o.project, o.n, o.support, o.cost_fen, o.left_fen,
	o.is_won, o.reason, o.more
FROM choose_outcome o
JOIN choose_allocation a ON a.street = o.street AND a.id = o.allocation;

CREATE VIEW v_choose_approval AS
SELECT street, id, project, plan, decision, fund_fen, notice, made_ms FROM choose_approval;

CREATE VIEW v_ref_choose_project AS
SELECT street, id, place, title AS label FROM choose_project;

CREATE VIEW v_ref_choose_plan AS
SELECT l.street, l.id, p.place, p.title || ' ' || l.version AS label
FROM choose_plan l
JOIN choose_project p ON p.street = l.street AND p.id = l.project;

CREATE VIEW v_ref_choose_line AS
SELECT l.street, l.id, p.place, l.name AS label
FROM choose_line l
JOIN choose_project p ON p.street = l.street AND p.id = l.project;

CREATE VIEW v_ref_choose_ballot AS
SELECT street, id, place, title AS label FROM choose_ballot WHERE state <> 'void';

CREATE VIEW v_ref_choose_allocation AS
SELECT a.street, a.id, b.place, b.title AS label
FROM choose_allocation a
JOIN choose_ballot b ON b.street = a.street AND b.id = a.ballot;

-- A ballot with papers out is closed once both counters found the same; then it is counted.
CREATE VIEW v_due_choose AS
SELECT b.street, 'choose.ballot.close' AS action, 'ballot:' || b.id || ':' || b.until_ms AS key,
	b.until_ms AS due_ms, 'ballot' AS field, b.id
FROM choose_ballot b
WHERE b.state = 'open' AND (b.tallied_2 = b.tallied_1 OR NOT EXISTS (SELECT 1 FROM choose_roll r
	WHERE r.street = b.street AND r.ballot = b.id AND r.way = 'paper'))
UNION ALL
SELECT street, 'choose.allocation.count' AS action, 'count:' || id AS key, closed_ms AS due_ms,
	'ballot' AS field, id
FROM choose_ballot
WHERE state = 'closed';

-- Who stands on the roll and whether an envelope or a paper came; never what was chosen.
CREATE VIEW v_choose_roll AS
SELECT street, ballot, household, way, cast_ms FROM choose_roll;
