-- SPDX-License-Identifier: MulanPSL-2.0

-- name: allocation_countable of allocation_count gate
SELECT CASE state WHEN 'closed' THEN NULL WHEN 'counted' THEN 'counted' ELSE 'not_closed' END
	AS reason
FROM choose_ballot WHERE street = :street AND id = :ballot

-- name: allocation_ballot of allocation_count gives allocation_ballot
SELECT budget_fen, rule, box_key, state FROM choose_ballot
WHERE street = :street AND id = :ballot

-- name: allocation_candidates of allocation_count gives list allocation_candidate
SELECT n, project, cost_fen FROM choose_candidate
WHERE street = :street AND ballot = :ballot ORDER BY n

-- name: allocation_votes of allocation_count gives list allocation_vote
SELECT choice FROM choose_vote WHERE street = :street AND ballot = :ballot ORDER BY n

-- name: allocation_insert of allocation_row
INSERT INTO choose_allocation (street, id, ballot, rule, inputs, votes, budget_fen, spent_fen,
	made_ms)
VALUES (:street, :id, :ballot, :rule, :inputs, :votes, :budget, :spent, :now)

-- name: allocation_outcome_insert of allocation_outcome
INSERT INTO choose_outcome (street, allocation, project, n, support, cost_fen, left_fen, is_won,
	reason, more)
VALUES (:street, :id, :project, :n, :support, :cost, :left, :is_won, :reason,
	CASE WHEN :more > 0 THEN :more END)

-- name: allocation_counted of allocation_count
UPDATE choose_ballot SET state = 'counted' WHERE street = :street AND id = :ballot

-- name: allocation_card of look shows
SELECT a.id, a.ballot AS ballot_ref, b.title AS ballot_title, u.name AS place_name,
	b.season AS season_ref, s.name AS season_name, a.rule, a.inputs, a.votes,
	a.budget_fen, a.spent_fen, a.budget_fen - a.spent_fen AS left_fen,
	a.spent_fen * 10000 / a.budget_fen AS spent_bp,
	10000 - a.spent_fen * 10000 / a.budget_fen AS left_bp,
	b.households, b.envelopes, b.papers, b.spoilt, b.missing,
	b.envelopes + b.papers AS turned_in, b.closed_ms, a.made_ms,
	(SELECT count(*) FROM choose_outcome o WHERE o.street = a.street AND o.allocation = a.id
		AND o.is_won = 1) AS won,
	(SELECT count(*) FROM choose_outcome o WHERE o.street = a.street AND o.allocation = a.id
		AND o.is_won = 0) AS lost,
	CASE WHEN a.votes >= 50 THEN 1 ELSE 0 END AS has_ballots
FROM choose_allocation a
JOIN choose_ballot b ON b.street = a.street AND b.id = a.ballot
JOIN v_place_unit u ON u.street = b.street AND u.id = b.place
JOIN v_place_season s ON s.street = b.street AND s.id = b.season
WHERE a.street = :street AND a.id = :id

-- name: allocation_outcomes of look lists
SELECT o.n, c.n AS number, o.project AS project_ref, p.title, o.cost_fen, o.support,
	CASE WHEN a.votes > 0 THEN o.support * 10000 / a.votes ELSE 0 END AS support_bp,
	o.left_fen, o.is_won, o.reason, o.more,
	CASE WHEN o.cost_fen > o.left_fen THEN o.cost_fen - o.left_fen ELSE 0 END AS lacks_fen,
	(a.budget_fen - o.left_fen) * 10000 / a.budget_fen AS from_bp,
	o.cost_fen * 10000 / a.budget_fen AS cost_bp
FROM choose_outcome o
JOIN choose_allocation a ON a.street = o.street AND a.id = o.allocation
JOIN choose_candidate c ON c.street = o.street AND c.ballot = a.ballot AND c.project = o.project
JOIN choose_project p ON p.street = o.street AND p.id = o.project
WHERE o.street = :street AND o.allocation = :id ORDER BY o.n

-- name: allocation_parts of look lists
SELECT (a.budget_fen - o.left_fen) * 10000 / a.budget_fen AS from_bp,
	o.cost_fen * 10000 / a.budget_fen AS cost_bp
FROM choose_outcome o
JOIN choose_allocation a ON a.street = o.street AND a.id = o.allocation
WHERE o.street = :street AND o.allocation = :id AND o.is_won = 1 ORDER BY o.n

-- name: allocation_notices of look lists
SELECT n.id, n.title, n.from_ms, n.until_ms, n.state,
	CASE WHEN n.state = 'running' THEN 1 ELSE 0 END AS is_running
FROM v_review_notice n
JOIN choose_allocation a ON a.street = n.street AND a.ballot = n.ballot
WHERE n.street = :street AND a.id = :id AND n.state <> 'recalled' ORDER BY n.id
