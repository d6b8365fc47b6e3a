-- SPDX-License-Identifier: MulanPSL-2.0

-- name: compare_of of look gives compare_ballot
SELECT a.ballot, b.place, b.title, u.name AS place_name, b.rule,
	coalesce(b.complete, 'none') AS complete, b.utility
FROM choose_allocation a
JOIN choose_ballot b ON b.street = a.street AND b.id = a.ballot
JOIN v_place_unit u ON u.street = b.street AND u.id = b.place
WHERE a.street = :street AND a.id = :id

-- Votes that run, or wait for their count, in the place, in one within it or around it.
-- name: compare_running of compare_place gives int
SELECT count(*) AS n FROM choose_ballot b
WHERE b.street = :street AND b.state IN ('open', 'closed') AND EXISTS (SELECT 1
	FROM v_place_within w WHERE w.street = b.street
	AND ((w.inner_place = b.place AND w.outer_place = :place)
	OR (w.inner_place = :place AND w.outer_place = b.place)))

-- What may stand on the next ballot.
-- name: compare_waiting of compare_place gives list count_candidate
SELECT CAST(row_number() OVER (ORDER BY p.id) AS int64) AS n, p.id AS project,
	p.fund_fen AS cost_fen, p.title, CAST(NULL AS TEXT) AS category,
	CAST(0 AS int64) AS variant_n, CAST(1 AS int64) AS least
FROM v_choose_project p
JOIN v_place_season s ON s.street = p.street AND s.id = p.season AND s.is_open = 1
JOIN v_place_within w ON w.street = p.street AND w.inner_place = p.place AND w.outer_place = :place
WHERE p.street = :street AND p.state IN ('screened', 'waiting') AND p.fund_fen > 0
ORDER BY p.id LIMIT 24

-- name: compare_frame of compare_place gives maybe compare_frame
SELECT u.name AS place_name, coalesce((SELECT c.households FROM v_people_count c
		WHERE c.street = u.street AND c.place = u.id), 0) AS households,
	coalesce((SELECT h.budget_fen FROM v_place_share h WHERE h.street = s.street
		AND h.season = s.id AND h.place = u.id), s.budget_fen) -
	CAST(coalesce((SELECT sum(b.amount_fen) FROM v_choose_bound b
		JOIN v_place_within w ON w.street = b.street AND w.inner_place = b.place
		WHERE b.street = s.street AND b.season = s.id AND w.outer_place = u.id), 0)
		AS int64) AS room_fen
FROM v_place_unit u
JOIN v_place_season s ON s.street = u.street AND s.is_open = 1
WHERE u.street = :street AND u.id = :place ORDER BY s.id DESC LIMIT 1

-- Earlier counts in the place, the last first.
-- name: compare_earlier of compare_place lists
SELECT a.id, b.title, a.votes, a.made_ms
FROM choose_allocation a
JOIN choose_ballot b ON b.street = a.street AND b.id = a.ballot
WHERE a.street = :street AND b.place = :place ORDER BY a.id DESC LIMIT 5

-- Places that have something to be voted on.
-- name: compare_places of none lists
SELECT u.id AS place_ref, u.name AS place_name, count(*) AS count
FROM v_choose_project p
JOIN v_place_season s ON s.street = p.street AND s.id = p.season AND s.is_open = 1
JOIN v_place_unit u ON u.street = p.street AND u.id = p.place
WHERE p.street = :street AND p.state IN ('screened', 'waiting') AND p.fund_fen > 0
AND EXISTS (SELECT 1 FROM v_people_reach r WHERE r.street = p.street AND r.home = :home
	AND r.person = :actor AND r.place = p.place AND r.role IN ('cadre', 'officer'))
GROUP BY u.id, u.name ORDER BY u.name, u.id
