-- SPDX-License-Identifier: MulanPSL-2.0
-- What other folders may know of places, seasons, rules and files.

CREATE VIEW v_place_street AS
SELECT street, root, slug, name, short_name, telephone, hours, letterhead, account_title, profile,
	is_demo, made_ms
FROM place_street;

CREATE VIEW v_place_area AS
SELECT code, level, kind, name, parent FROM place_area;

CREATE VIEW v_place_unit AS
SELECT street, id, parent, kind, name, code FROM place_unit WHERE ended_ms IS NULL;

CREATE VIEW v_place_within AS
SELECT street, inner_place, outer_place FROM place_within;

-- The neighbourhood a place lies in: budgets, numbers and rules hang on it.
CREATE VIEW v_place_neighbourhood AS
SELECT w.street, w.inner_place AS place, u.id AS neighbourhood, u.name
FROM place_within w
JOIN place_unit u ON u.street = w.street AND u.id = w.outer_place AND u.kind = 'neighbourhood';

CREATE VIEW v_place_setting AS
SELECT street, place, name, number FROM place_setting;

CREATE VIEW v_place_season AS
SELECT street, id, name, year, budget_fen, phase,
	CASE WHEN ended_ms IS NULL THEN 1 ELSE 0 END AS is_open
FROM place_season;

CREATE VIEW v_place_phase AS
SELECT street, season, kind, from_ms, until_ms, turned_ms FROM place_phase;

CREATE VIEW v_place_share AS
SELECT street, season, place, budget_fen FROM place_share;

CREATE VIEW v_place_rule AS
SELECT street, id, rule, version, from_day, severity, params, words, wording, source
FROM place_rule;

CREATE VIEW v_place_file AS
SELECT street, id, place, name, media, size, hash, is_public, person, made_ms FROM place_file;

CREATE VIEW v_place_file_bytes AS
SELECT f.street, f.file, f.n, p.bytes
FROM place_file_piece f
JOIN place_file_part p ON p.street = f.street AND p.hash = f.hash;

CREATE VIEW v_ref_place_unit AS
SELECT street, id, id AS place, name AS label FROM place_unit WHERE ended_ms IS NULL;

CREATE VIEW v_ref_place_season AS
SELECT s.street, s.id, t.root AS place, s.name AS label
FROM place_season s
JOIN place_street t ON t.street = s.street;

CREATE VIEW v_ref_place_rule AS
SELECT r.street, r.id, t.root AS place, r.rule || ' v' || r.version AS label
FROM place_rule r
JOIN place_street t ON t.street = r.street;

CREATE VIEW v_ref_place_file AS
SELECT street, id, place, name AS label FROM place_file;

CREATE VIEW v_due_place AS
SELECT p.street, 'place.season.turn' AS action, 'phase:' || p.season || ':' || p.from_ms AS key,
	p.from_ms AS due_ms, 'season' AS field, p.season AS id
FROM place_phase p
JOIN place_season s ON s.street = p.street AND s.id = p.season
WHERE p.turned_ms IS NULL AND s.ended_ms IS NULL;
