-- SPDX-License-Identifier: MulanPSL-2.0

-- name: roll_place of roll_import gate
SELECT CASE WHEN kind NOT IN ('neighbourhood', 'estate') THEN 'not_a_neighbourhood' END AS reason
FROM v_place_unit WHERE street = :street AND id = :place

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
