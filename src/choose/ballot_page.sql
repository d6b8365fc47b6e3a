-- SPDX-License-Identifier: MulanPSL-2.0

-- name: ballot_page_rows of look lists
SELECT b.id, b.title, u.name AS place_name, s.name AS season_name, b.budget_fen, b.until_ms,
	CASE WHEN b.state = 'open' AND b.until_ms <= :now THEN 'waiting' ELSE b.state END AS state,
	b.households, coalesce(t.households, 0) AS voted
FROM choose_ballot b
JOIN v_place_unit u ON u.street = b.street AND u.id = b.place
JOIN v_place_season s ON s.street = b.street AND s.id = b.season
LEFT JOIN v_choose_turnout t ON t.street = b.street AND t.ballot = b.id
WHERE b.street = :street AND b.state <> 'void'
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = b.street AND ((w.inner_place = b.place AND w.outer_place = :place)
	OR (w.inner_place = :place AND w.outer_place = b.place))))
AND (CAST(:state AS TEXT) IS NULL OR b.state = :state)
ORDER BY b.id DESC LIMIT 200

-- name: ballot_page_card of look shows
SELECT b.id, b.title, u.name AS place_name, b.season AS season_ref, s.name AS season_name,
	b.budget_fen, b.from_ms, b.until_ms, b.closed_ms, b.rule, coalesce(b.complete, 'none')
		AS complete, b.utility, coalesce(b.pledge_fen, 0) AS pledge_fen,
	CASE WHEN b.pledge_fen IS NULL THEN 0 ELSE 1 END AS can_offer,
	CASE WHEN b.state = 'open' AND b.until_ms <= :now THEN 'waiting' ELSE b.state END AS state,
	CASE WHEN b.state = 'open' AND b.until_ms > :now THEN 1 ELSE 0 END AS is_open,
	CASE WHEN b.state = 'open' AND b.until_ms <= :now THEN 1 ELSE 0 END AS is_waiting,
	CASE WHEN b.state = 'closed' THEN 1 ELSE 0 END AS is_closed,
	CASE WHEN b.state = 'counted' THEN 1 ELSE 0 END AS is_counted,
	(SELECT a.id FROM choose_allocation a WHERE a.street = b.street AND a.ballot = b.id)
		AS allocation_ref,
	(b.until_ms + 28800000) / 86400000 - CAST(:today AS int64) AS days_left,
	b.households, coalesce(t.households, 0) AS voted,
	coalesce(t.households, 0) * 10000 / b.households AS voted_bp,
	coalesce(t.by_screen, 0) AS by_screen, coalesce(t.by_paper, 0) AS by_paper,
	b.envelopes, b.papers, b.spoilt, b.missing, b.tallied_1, b.tallied_2
FROM choose_ballot b
JOIN v_place_unit u ON u.street = b.street AND u.id = b.place
JOIN v_place_season s ON s.street = b.street AND s.id = b.season
LEFT JOIN v_choose_turnout t ON t.street = b.street AND t.ballot = b.id
WHERE b.street = :street AND b.id = :id

-- name: ballot_page_options of look gives list ballot_page_option
SELECT c.n, c.project, c.cost_fen, p.title, p.number, p.goal, p.households, l.upkeep, c.category,
	coalesce(c.least, 1) AS least, z.title AS size_title
FROM choose_candidate c
LEFT JOIN choose_project z ON z.street = c.street AND z.id = c.variant_of
JOIN v_choose_project p ON p.street = c.street AND p.id = c.project
JOIN choose_plan l ON l.street = p.street AND l.id = p.plan
WHERE c.street = :street AND c.ballot = :id ORDER BY c.n

-- name: ballot_page_bonds of look gives list ballot_page_bond
SELECT c.n, b.kind, p.title
FROM choose_bond b
JOIN choose_candidate c ON c.street = b.street AND c.ballot = b.ballot AND c.project = b.project
JOIN choose_project p ON p.street = b.street AND p.id = b.other
WHERE b.street = :street AND b.ballot = :id
UNION ALL
SELECT c.n, b.kind, p.title
FROM choose_bond b
JOIN choose_candidate c ON c.street = b.street AND c.ballot = b.ballot AND c.project = b.other
JOIN choose_project p ON p.street = b.street AND p.id = b.project
WHERE b.street = :street AND b.ballot = :id AND b.kind = 'rival'
ORDER BY 1, 2, 3

-- name: ballot_page_limits of look lists
SELECT name AS category, cap_fen, floor_fen FROM choose_category
WHERE street = :street AND ballot = :id ORDER BY name

-- What the household of who looks offered, and what became of it.
-- name: ballot_page_offers of look lists
SELECT o.project AS project_ref, p.title, o.amount_fen, o.called_fen,
	o.amount_fen - o.called_fen AS back_fen, o.is_void,
	CASE WHEN o.called_fen > 0 THEN 1 ELSE 0 END AS is_called,
	(SELECT max(g.id) FROM v_fund_pledge g WHERE g.street = o.street AND g.project = o.project
		AND g.household = o.household) AS pledge_ref
FROM choose_offer o
JOIN choose_project p ON p.street = o.street AND p.id = o.project
JOIN v_people_person w ON w.street = o.street AND w.household = o.household AND w.id = :actor
	AND w.street = CAST(:home AS int64) AND w.is_here = 1
WHERE o.street = :street AND o.ballot = :id ORDER BY p.title, o.project

-- The household of who looks, and what the roll says of it.
-- name: ballot_page_mine of look gives maybe ballot_page_voter
SELECT h.id AS household, h.label, r.way, r.envelope_hash, r.cast_ms,
	CASE WHEN h.made_ms > b.from_ms THEN 1 ELSE 0 END AS is_late
FROM choose_ballot b
JOIN v_people_person p ON p.street = b.street AND p.id = :actor AND p.is_here = 1
	AND p.street = CAST(:home AS int64)
JOIN v_people_household h ON h.street = p.street AND h.id = p.household
JOIN v_place_within w ON w.street = h.street AND w.inner_place = h.place AND w.outer_place = b.place
LEFT JOIN choose_roll r ON r.street = b.street AND r.ballot = b.id AND r.household = h.id
WHERE b.street = :street AND b.id = :id

-- name: ballot_page_papers_out of look lists
SELECT r.household AS household_ref, h.label AS household
FROM choose_roll r
LEFT JOIN v_people_household h ON h.street = r.street AND h.id = r.household
WHERE r.street = :street AND r.ballot = :id AND r.way = 'paper' ORDER BY h.label, r.id

-- A new vote: what is known of it before anything is asked. It ends with the season's time for
-- votes, else in two weeks, at eight in the evening.
-- name: ballot_page_frame of look shows
SELECT u.id AS place_ref, u.name AS place_name, s.id AS season_ref, s.name AS season_name,
	s.name || ' ' || u.name AS suggested,
	coalesce((SELECT c.households FROM v_people_count c WHERE c.street = u.street
		AND c.place = u.id), 0) AS households,
	coalesce((SELECT h.budget_fen FROM v_place_share h WHERE h.street = s.street
		AND h.season = s.id AND h.place = u.id), s.budget_fen) -
	CAST(coalesce((SELECT sum(b.amount_fen) FROM v_choose_bound b
		JOIN v_place_within w ON w.street = b.street AND w.inner_place = b.place
		WHERE b.street = s.street AND b.season = s.id AND w.outer_place = u.id), 0)
		AS int64) AS room_fen,
	coalesce((SELECT max(f.until_ms) FROM v_place_phase f WHERE f.street = s.street
		AND f.season = s.id AND f.kind = 'vote' AND f.until_ms > :now),
		(CAST(:today AS int64) + 14) * 86400000 + 43200000) AS until_ms,
	CASE WHEN EXISTS (SELECT 1 FROM v_place_phase f WHERE f.street = s.street
		AND f.season = s.id AND f.kind = 'vote') AND NOT EXISTS (SELECT 1
		FROM v_place_phase f WHERE f.street = s.street AND f.season = s.id
		AND f.kind = 'vote' AND f.from_ms <= :now AND f.until_ms > :now)
		THEN 1 ELSE 0 END AS is_early,
	CASE WHEN EXISTS (SELECT 1 FROM choose_ballot b WHERE b.street = s.street
		AND b.season = s.id AND b.place = u.id AND b.state <> 'void')
		THEN 1 ELSE 0 END AS is_twin
FROM v_place_unit u
JOIN v_place_season s ON s.street = u.street AND s.is_open = 1
WHERE u.street = :street AND u.id = :place ORDER BY s.id DESC LIMIT 1

-- name: ballot_page_waiting of look lists
SELECT CAST(row_number() OVER (ORDER BY p.id) AS int64) AS n, p.id AS project_ref, p.title,
	p.fund_fen AS cost_fen, u.name AS place_name
FROM v_choose_project p
JOIN v_place_season s ON s.street = p.street AND s.id = p.season AND s.is_open = 1
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
JOIN v_place_within w ON w.street = p.street AND w.inner_place = p.place AND w.outer_place = :place
WHERE p.street = :street AND p.state IN ('screened', 'waiting') AND p.fund_fen > 0
ORDER BY p.id LIMIT 24

-- name: ballot_page_keepers of look lists
SELECT first, second, handed_ms FROM choose_keeper WHERE street = :street AND ballot = :id

-- name: ballot_page_candidates of look lists
SELECT c.n, p.title, c.cost_fen
FROM choose_candidate c
JOIN v_choose_project p ON p.street = c.street AND p.id = c.project
WHERE c.street = :street AND c.ballot = :id ORDER BY c.n

-- Ballots are given away only where so many voted that none stands alone; whoever works for the
-- place shows them to observers.
-- name: ballot_page_ballots of look lists
SELECT v.n, v.choice FROM choose_vote v
WHERE v.street = :street AND v.ballot = :id AND (SELECT count(*) FROM choose_vote o
	WHERE o.street = v.street AND o.ballot = v.ballot) >= 50
ORDER BY v.n

-- name: ballot_page_ballots_all of look lists
SELECT n, choice FROM choose_vote WHERE street = :street AND ballot = :id ORDER BY n

-- The paper that who looks would enter next.
-- name: ballot_page_next of look gives int
SELECT coalesce(max(sheet), 0) + 1 AS n FROM choose_tally
WHERE street = :street AND ballot = :id AND by_home = CAST(:home AS int64) AND by_person = :by
