-- SPDX-License-Identifier: MulanPSL-2.0

-- name: roll_place of roll_import gate
SELECT CASE WHEN kind NOT IN ('neighbourhood', 'estate') THEN 'not_a_neighbourhood' END AS reason
FROM v_place_unit WHERE street = :street AND id = :place

-- name: roll_load_place of roll_load gate
SELECT CASE WHEN kind NOT IN ('neighbourhood', 'estate') THEN 'not_a_neighbourhood' END AS reason
FROM v_place_unit WHERE street = :street AND id = :place

-- Only of a sheet this person uploaded.
-- name: roll_pieces of roll_load gives list roll_sheet
SELECT b.bytes FROM v_place_file_bytes b
JOIN v_place_file f ON f.street = b.street AND f.id = b.file AND f.person = :actor
WHERE b.street = :street AND b.file = :sheet ORDER BY b.n

-- name: roll_unit of roll_at gives maybe ref
SELECT id FROM v_place_unit WHERE street = :street AND parent = :place AND name = :unit

-- name: roll_household of roll_at gives maybe ref
SELECT id FROM people_household
WHERE street = :street AND place = :place AND door = :door AND ended_ms IS NULL

-- name: roll_person of roll_at gives maybe ref
SELECT id FROM people_person
WHERE street = :street AND household = :household AND name = :name AND ended_ms IS NULL

-- name: roll_household_insert of roll_at
INSERT INTO people_household (street, id, place, door, area_dm2, made_ms, ended_ms)
VALUES (:street, :household, :place, :door, nullif(CAST(:area_dm2 AS int64), 0), :now, NULL)

-- name: roll_person_insert of roll_at
INSERT INTO people_person (street, id, place, household, partner, name, phone, title, is_owner,
	is_named, made_ms, ended_ms)
VALUES (:street, :new, :place, :household, NULL, :name, :phone, NULL, :is_owner, 0, :now, NULL)
