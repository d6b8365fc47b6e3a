-- SPDX-License-Identifier: MulanPSL-2.0

-- name: unit_parent of unit_add gives str
SELECT kind FROM place_unit WHERE street = :street AND id = :parent AND ended_ms IS NULL

-- name: unit_twin of unit_add gives maybe int
SELECT id FROM place_unit
WHERE street = :street AND parent = :parent AND name = :name AND ended_ms IS NULL

-- name: unit_insert of unit_add
INSERT INTO place_unit (street, id, parent, kind, name, code, made_ms, ended_ms)
VALUES (:street, :id, :parent, :kind, :name, :code, :now, NULL)

-- name: unit_within of unit_add
INSERT INTO place_within (street, inner_place, outer_place)
SELECT w.street, CAST(:id AS int64), w.outer_place FROM place_within w
WHERE w.street = :street AND w.inner_place = :parent
UNION ALL
SELECT CAST(:street AS int64), CAST(:id AS int64), CAST(:id AS int64)

-- name: unit_rename of unit_rename
UPDATE place_unit SET name = :name WHERE street = :street AND id = :unit

-- name: unit_empty of unit_end gate
SELECT CASE WHEN u.parent IS NULL THEN 'is_root'
	WHEN EXISTS (SELECT 1 FROM place_unit c WHERE c.street = u.street AND c.parent = u.id
		AND c.ended_ms IS NULL) THEN 'has_units'
	WHEN EXISTS (SELECT 1 FROM v_people_household h WHERE h.street = u.street
	AND h.place = u.id)
		THEN 'has_households' END AS reason
FROM place_unit u WHERE u.street = :street AND u.id = :unit

-- name: unit_close of unit_end
UPDATE place_unit SET ended_ms = :now WHERE street = :street AND id = :unit

-- name: unit_list of look lists
SELECT u.id, u.name, u.kind, p.name AS parent, u.code, coalesce(c.households, 0) AS households
FROM place_unit u
LEFT JOIN place_unit p ON p.street = u.street AND p.id = u.parent
LEFT JOIN v_people_count c ON c.street = u.street AND c.place = u.id
WHERE u.street = :street AND u.ended_ms IS NULL
AND (CAST(:place AS int64) IS NULL OR EXISTS (SELECT 1 FROM place_within w
	WHERE w.street = u.street AND w.inner_place = u.id AND w.outer_place = :place))
ORDER BY u.id LIMIT 5000

-- name: unit_card of look shows
SELECT u.id, u.name, u.kind, u.parent AS parent_ref, p.name AS parent, u.code,
	coalesce(c.households, 0) AS households, coalesce(c.persons, 0) AS persons
FROM place_unit u
LEFT JOIN place_unit p ON p.street = u.street AND p.id = u.parent
LEFT JOIN v_people_count c ON c.street = u.street AND c.place = u.id
WHERE u.street = :street AND u.id = :id AND u.ended_ms IS NULL

-- name: unit_children of look lists
SELECT u.id, u.name, u.kind, coalesce(c.households, 0) AS households
FROM place_unit u
LEFT JOIN v_people_count c ON c.street = u.street AND c.place = u.id
WHERE u.street = :street AND u.parent = :id AND u.ended_ms IS NULL
ORDER BY u.id LIMIT 1000
