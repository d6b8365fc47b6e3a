-- SPDX-License-Identifier: MulanPSL-2.0

-- name: desk_may_begin of desk_begin gate
SELECT CASE WHEN CAST(:by AS int64) <> CAST(:actor AS int64) THEN 'at_a_desk'
	WHEN p.household IS NULL THEN 'not_a_resident'
	WHEN p.id = :actor THEN 'yourself' END AS reason
FROM people_person p WHERE p.street = :street AND p.id = :person

-- name: desk_close_own of desk_begin any
UPDATE people_desk SET ended_ms = :now
WHERE street = :street AND by_home = :home AND by_person = :by AND ended_ms IS NULL

-- name: desk_insert of desk_row
INSERT INTO people_desk (street, id, place, person, by_home, by_person, reason, made_ms, until_ms,
	ended_ms)
SELECT p.street, CAST(:id AS int64), p.place, p.id, CAST(:home AS int64), CAST(:by AS int64),
	CAST(:reason AS TEXT), CAST(:now AS int64), CAST(:until AS int64), NULL
FROM people_person p WHERE p.street = :street AND p.id = :person

-- name: desk_end_own of desk_only
UPDATE people_desk SET ended_ms = :now
WHERE street = :street AND id = :desk AND by_home = :home AND by_person = :by AND ended_ms IS NULL

-- name: desk_close of desk_only
UPDATE people_desk SET ended_ms = :now WHERE street = :street AND id = :desk AND ended_ms IS NULL

-- name: desk_list of look lists
SELECT d.id, p.name, b.name AS clerk, d.reason, d.made_ms, d.until_ms, d.ended_ms
FROM people_desk d
JOIN people_person p ON p.street = d.street AND p.id = d.person
LEFT JOIN people_person b ON b.street = d.by_home AND b.id = d.by_person
WHERE d.street = :street
AND EXISTS (SELECT 1 FROM v_people_reach k
	WHERE k.street = d.street AND k.place = d.place AND k.home = :home AND k.person = :actor
	AND k.role IN ('cadre', 'officer', 'auditor'))
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = d.street AND w.inner_place = d.place AND w.outer_place = :place))
ORDER BY d.id DESC LIMIT 200
