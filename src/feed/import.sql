-- SPDX-License-Identifier: MulanPSL-2.0

-- name: import_neighbourhood of import_name gives maybe ref
SELECT id FROM v_place_unit WHERE street = :street AND kind IN ('neighbourhood', 'estate')
	AND name = :name
ORDER BY id

-- The places whose roll this person keeps: one of them is the one that is meant.
-- name: import_own of import_name gives list ref
SELECT DISTINCT r.place FROM v_people_role r
JOIN v_place_unit u ON u.street = r.street AND u.id = r.place AND u.kind = 'neighbourhood'
WHERE r.street = :street AND r.home = :home AND r.person = :actor AND r.role = 'cadre'
ORDER BY r.place
