-- SPDX-License-Identifier: MulanPSL-2.0

-- name: count_ballot of count_at gives count_ballot
SELECT title, budget_fen, rule, coalesce(complete, 'none') AS complete, utility, pledge_fen,
	community_bp, source_bp
FROM choose_ballot WHERE street = :street AND id = :ballot

-- name: count_candidates of count_at gives list count_candidate
SELECT c.n, c.project, c.cost_fen, coalesce(c.title, p.title) AS title, c.category,
	coalesce(v.n, 0) AS variant_n, coalesce(c.least, 1) AS least
FROM choose_candidate c
JOIN choose_project p ON p.street = c.street AND p.id = c.project
LEFT JOIN choose_candidate v ON v.street = c.street AND v.ballot = c.ballot
	AND v.project = c.variant_of
WHERE c.street = :street AND c.ballot = :ballot ORDER BY c.n

-- name: count_bonds of count_at gives list count_bond
SELECT c.n, o.n AS other, b.kind
FROM choose_bond b
JOIN choose_candidate c ON c.street = b.street AND c.ballot = b.ballot AND c.project = b.project
JOIN choose_candidate o ON o.street = b.street AND o.ballot = b.ballot AND o.project = b.other
WHERE b.street = :street AND b.ballot = :ballot ORDER BY c.n, o.n

-- name: count_categories of count_at gives list count_category
SELECT name, cap_fen, CASE WHEN cap_fen IS NULL THEN 0 ELSE 1 END AS has_cap, floor_fen,
	CASE WHEN floor_fen IS NULL THEN 0 ELSE 1 END AS has_floor
FROM choose_category WHERE street = :street AND ballot = :ballot ORDER BY name

-- name: count_votes of count_at gives list count_vote
SELECT choice FROM choose_vote WHERE street = :street AND ballot = :ballot ORDER BY n
