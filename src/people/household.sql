-- SPDX-License-Identifier: MulanPSL-2.0

-- name: household_place of household_add gate
SELECT CASE WHEN kind <> 'building' THEN 'not_a_building' END AS reason
FROM v_place_unit WHERE street = :street AND id = :place

-- name: household_twin of household_add gives maybe int
SELECT id FROM people_household
WHERE street = :street AND place = :place AND door = :door AND ended_ms IS NULL

-- name: household_insert of household_add
INSERT INTO people_household (street, id, place, door, area_dm2, made_ms, ended_ms)
VALUES (:street, :id, :place, :door, nullif(CAST(:area_dm2 AS int64), 0), :now, NULL)

-- name: household_empty of household_end gate
SELECT 'has_persons' AS reason FROM people_person
WHERE street = :street AND household = :household AND ended_ms IS NULL LIMIT 1

-- name: household_close of household_end
UPDATE people_household SET ended_ms = :now
WHERE street = :street AND id = :household AND ended_ms IS NULL

-- Only whom the reader keeps: those of the places the reader's role is over.
-- name: household_list of look lists
SELECT h.id, u.name || ' ' || h.door AS home,
	(SELECT count(*) FROM people_person p WHERE p.street = h.street AND p.household = h.id
		AND p.ended_ms IS NULL) AS persons,
	CASE WHEN EXISTS (SELECT 1 FROM people_invite i WHERE i.street = h.street
		AND i.household = h.id AND i.used_ms IS NOT NULL) THEN 1 ELSE 0 END AS is_online
FROM people_household h
JOIN v_place_unit u ON u.street = h.street AND u.id = h.place
WHERE h.street = :street AND h.ended_ms IS NULL
AND EXISTS (SELECT 1 FROM v_people_reach k
	WHERE k.street = h.street AND k.place = h.place AND k.home = :home AND k.person = :actor
	AND k.role IN ('cadre', 'officer'))
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM v_place_within w
	WHERE w.street = h.street AND w.inner_place = h.place AND w.outer_place = :place))
ORDER BY u.id, h.door, h.id LIMIT 200 OFFSET 200 * (CASE WHEN CAST(:page AS int64) > 1
	THEN CAST(:page AS int64) - 1 ELSE 0 END)

-- name: household_card of look shows
SELECT h.id, h.place AS place_ref, u.name AS building, h.door, h.area_dm2, h.made_ms
FROM people_household h
JOIN v_place_unit u ON u.street = h.street AND u.id = h.place
WHERE h.street = :street AND h.id = :id

-- name: household_persons of look lists
SELECT id, name, phone, is_owner, is_named FROM people_person
WHERE street = :street AND household = :id AND ended_ms IS NULL ORDER BY id
