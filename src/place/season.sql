-- SPDX-License-Identifier: MulanPSL-2.0

-- name: season_twin of season_open gives maybe int
SELECT id FROM place_season WHERE street = :street AND name = :name

-- name: season_insert of season_open
INSERT INTO place_season (street, id, name, year, budget_fen, phase, made_ms, ended_ms)
VALUES (:street, :id, :name, :year, :budget, 'none', :now, NULL)

-- name: season_phase_insert of season_row
INSERT INTO place_phase (street, season, kind, from_ms, until_ms, turned_ms)
VALUES (:street, :season, :kind, :from, :until, NULL)

-- name: season_phase_find of season_move gives maybe season_phase_state
SELECT from_ms, until_ms, turned_ms FROM place_phase
WHERE street = :street AND season = :season AND kind = :kind

-- name: season_phase_move of season_move
UPDATE place_phase SET from_ms = :from, until_ms = :until
WHERE street = :street AND season = :season AND kind = :kind

-- name: season_open_still of season_move gate
SELECT 'season_over' AS reason FROM place_season
WHERE street = :street AND id = :season AND ended_ms IS NOT NULL

-- name: season_share_open of season_share gate
SELECT CASE WHEN s.ended_ms IS NOT NULL THEN 'season_over'
	WHEN NOT EXISTS (SELECT 1 FROM place_unit u WHERE u.street = s.street AND u.id = :place
		AND u.kind = 'neighbourhood') THEN 'not_a_neighbourhood' END AS reason
FROM place_season s WHERE s.street = :street AND s.id = :season

-- name: season_end_open of season_only gate
SELECT 'season_over' AS reason FROM place_season
WHERE street = :street AND id = :season AND ended_ms IS NOT NULL

-- name: season_room of season_share gives season_room
SELECT s.budget_fen, CAST(coalesce((SELECT sum(h.budget_fen) FROM place_share h
	WHERE h.street = s.street AND h.season = s.id AND h.place <> :place),
	0) AS int64) AS shared_fen
FROM place_season s WHERE s.street = :street AND s.id = :season

-- name: season_share_put of season_share
INSERT INTO place_share (street, season, place, budget_fen, made_ms)
VALUES (:street, :season, :place, :budget, :now)
ON CONFLICT (street, season, place) DO UPDATE SET budget_fen = excluded.budget_fen,
	made_ms = excluded.made_ms

-- name: season_phases_turn of season_only any
UPDATE place_phase SET turned_ms = :now
WHERE street = :street AND season = :season AND turned_ms IS NULL AND from_ms <= :now

-- name: season_phase_now of season_only gives maybe str
SELECT kind FROM place_phase
WHERE street = :street AND season = :season AND turned_ms IS NOT NULL
ORDER BY from_ms DESC, until_ms DESC LIMIT 1

-- name: season_phase_set of season_now
UPDATE place_season SET phase = :kind WHERE street = :street AND id = :season

-- name: season_close of season_only
UPDATE place_season SET ended_ms = :now WHERE street = :street AND id = :season

-- name: season_list of look lists
SELECT id, name, year, budget_fen, phase, CASE WHEN ended_ms IS NULL THEN 1 ELSE 0 END AS is_open
FROM place_season WHERE street = :street
ORDER BY year DESC, id DESC LIMIT 200

-- name: season_card of look shows
SELECT s.id, s.name, s.year, s.budget_fen, s.phase,
	CASE WHEN s.ended_ms IS NULL THEN 1 ELSE 0 END AS is_open,
	(SELECT count(*) FROM place_phase p WHERE p.street = s.street AND p.season = s.id) AS steps,
	(SELECT count(*) FROM place_phase p WHERE p.street = s.street AND p.season = s.id
		AND p.turned_ms IS NOT NULL) AS step,
	(SELECT count(*) FROM place_share h WHERE h.street = s.street AND h.season = s.id)
		AS neighbourhoods,
	CAST(coalesce((SELECT sum(h.budget_fen) FROM place_share h
		WHERE h.street = s.street AND h.season = s.id), 0) AS int64) AS shared_fen
FROM place_season s WHERE s.street = :street AND s.id = :id

-- name: season_here of look shows
SELECT p.kind AS phase, p.from_ms, p.until_ms,
	CASE WHEN p.until_ms > :now
		THEN (p.until_ms - CAST(:now AS int64) + 86399999) / 86400000
		ELSE 0 END AS days_left
FROM place_phase p
JOIN place_season s ON s.street = p.street AND s.id = p.season AND s.phase = p.kind
WHERE p.street = :street AND p.season = :id AND s.ended_ms IS NULL

-- name: season_next of look shows
SELECT kind AS phase, from_ms, until_ms FROM place_phase
WHERE street = :street AND season = :id AND turned_ms IS NULL
ORDER BY from_ms LIMIT 1

-- name: season_phases of look lists
SELECT p.kind AS phase, (p.from_ms + 28800000) / 86400000 AS from_day, p.from_ms,
	p.until_ms,
	CASE WHEN p.until_ms <= :now THEN 1 ELSE 0 END AS is_done,
	CASE WHEN p.kind = s.phase THEN 1 ELSE 0 END AS is_now
FROM place_phase p
JOIN place_season s ON s.street = p.street AND s.id = p.season
WHERE p.street = :street AND p.season = :id ORDER BY p.from_ms, p.until_ms

-- name: season_shares of look lists
SELECT u.id AS place_ref, u.name, h.budget_fen, coalesce(b.bound_fen, 0) AS bound_fen,
	v.id AS ballot_ref, coalesce(t.by_screen + t.by_paper, 0) AS cast_count,
	coalesce(v.households, c.households, 0) AS households,
	CASE WHEN v.households > 0 THEN coalesce(t.by_screen + t.by_paper, 0) * 10000 / v.households
		ELSE 0 END AS turnout_bp
FROM place_share h
JOIN place_unit u ON u.street = h.street AND u.id = h.place
LEFT JOIN v_people_count c ON c.street = h.street AND c.place = h.place
LEFT JOIN v_choose_ballot v ON v.street = h.street AND v.season = h.season AND v.place = h.place
	AND v.state <> 'void'
LEFT JOIN v_choose_turnout t ON t.street = v.street AND t.ballot = v.id
LEFT JOIN (SELECT c.street, c.season, n.neighbourhood, CAST(sum(c.amount_fen) AS int64) AS bound_fen
	FROM v_choose_bound c
	JOIN v_place_neighbourhood n ON n.street = c.street AND n.place = c.place
	GROUP BY c.street, c.season, n.neighbourhood) b
	ON b.street = h.street AND b.season = h.season AND b.neighbourhood = h.place
WHERE h.street = :street AND h.season = :id ORDER BY u.id

-- How far ideas have come this season.
-- name: season_funnel of look shows
SELECT (SELECT count(*) FROM v_voice_topic t WHERE t.street = s.street AND t.season = s.id
		AND t.state <> 'withdrawn') AS topics,
	(SELECT count(*) FROM v_choose_project p WHERE p.street = s.street AND p.season = s.id
		AND p.state <> 'withdrawn') AS applied,
	(SELECT count(*) FROM v_choose_project p WHERE p.street = s.street AND p.season = s.id
		AND p.state NOT IN ('draft', 'sent', 'returned', 'refused',
		'withdrawn')) AS screened,
	(SELECT count(*) FROM v_choose_project p WHERE p.street = s.street AND p.season = s.id
		AND p.is_approved = 1) AS approved,
	(SELECT count(*) FROM v_choose_project p WHERE p.street = s.street AND p.season = s.id
		AND p.state IN ('refused', 'returned')) AS refused
FROM place_season s WHERE s.street = :street AND s.id = :id

-- name: season_profile of none gives str
SELECT profile FROM place_street WHERE street = :street

-- name: season_rules of none gives list policy_change
SELECT rule, version, from_day, severity, params, words, wording, source FROM place_rule
WHERE street = :street ORDER BY id

-- The ballot in which the household of who looks may vote now.
-- name: season_my_ballot of look gives maybe ref
SELECT b.id FROM v_choose_ballot b
JOIN v_people_person p ON p.street = b.street AND p.id = :actor AND p.is_here = 1
JOIN v_people_household h ON h.street = p.street AND h.id = p.household
JOIN v_place_within w ON w.street = h.street AND w.inner_place = h.place AND w.outer_place = b.place
WHERE b.street = :street AND b.season = :id AND b.state = 'open' AND CAST(:home AS int64) = b.street
